"""When, whether and where: period, status and territory of a claim from what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from .. import grammar
from ..errors import UnknownIdError
from ..model import Report, Section, Status
from ..regions import regions
from .claim import Claim
from .scan import weigh
from .times import Moment, moments
from .zones import zone_of_sentence

__all__ = ["Context"]

_ESTIMATE = re.compile(r"预计|初步预计|预测|估计|初步测算|预期(?=增|达|实现|全年|完成|今|\d)")
_FORESEEN = re.compile(r"(?:(?<!年)(?<!年的)(?:预计|估计)|(?:^|[^较比]{5})年的?预计)(?!的|数)")
#: what is set beside one year is of one year: `完成56亿元，是2005年的2.1倍`
_OF_ONE_YEAR = re.compile(r"[，,、](?:(?:分别|约)?(?:是|为|相当于)|[比较])(?:19|20)\d\d年(?:的|末|底)?")
#: 预计 behind its subject: `存款余额预计达…`
_VERBS_ONLY = re.compile(r"(?:可以?)?(?:达到?|完成|实现|为|增长|突破|超过?|将|能)+(?:近|约)?")
_FORECAST = re.compile(r"^(?:全[国省市])?(?:普通)?高校(?:应届)?毕业生(?:规模|人数|总数)?$|需要就业|预计")
_FLOW = re.compile(
    r"^(?:城镇)?新|累计|减少|减轻|增加|新增|改造|建成|完成|投入|受益|惠及|转移|脱贫|落户|摘帽|搬迁|减税|退税|降费|增长额|新登记"
)
_OUTLAY = re.compile(r"(?:投资|投资额|投资总额|经费|拨款|支出|资金|费用|贷款)$")
_INVESTED = re.compile(r"(?<!总)投资(?:总额|额)?$")
_GROWN = re.compile(r"(?:增加|提高|扩大|增长|上升|减少|下降|压缩)(?:到|至|为)$")
_SUMS = re.compile(r"(?:为|是|共|计划|安排|拟定|合计|总计|约)$")
_MADE = re.compile(
    r"^(?:扩大|增产|节约|损失(?![数金额])|开荒|开垦|裁减|精减|裁员|使用|利用|竣工|建设|安排|修建|造林|引进|吸收|培养|招收|毕业|出版|派出|接待)"
    r"|竣工面积$|[创用]汇$"
)
#: what comes in year after year: a bare amount in a review of several years is their sum
_DRAWN = re.compile(r"实际(?:利用|使用|到位)(?:外资|内资|外商直接投资|省外资金|市外资金|境外资金)")
_RUN = re.compile(r"(?:就业|开行|发送|运送|输送|发放|投放|交付|销售|播出|演出|接待)$")
#: who did it and what was done with things that are counted
_DOES = re.compile(
    r".{2,8}?(?:取消|新建|建成|实施|引进|培育|获批|获得|荣获|入选|开展|举办|发放|提交|提请|办理|解决|查处|签约|转移|培训|资助|救助|攻克|承担|注册|落户)"
)
#: money that a government gives, year after year
_GIVEN = re.compile(r"(?:支出|投入|补助|补贴|资金)$")
_SPENT = re.compile(r"完成|投入|累计|投资了")
_OVERALL = re.compile(r"(?:总体|平均|总计|合计)(?!每?年?[增递提下每])")
_NEW = re.compile(r"^(?:累计|新[增建])|新[增建](?!.*(?:余额|率|占比|比重)$)")
_NOW = re.compile(r"(?:现有|现已|已设|已有|目前有|共有)$")
_GROUND = re.compile(r"[^，。；]{0,14}基础上")
#: a review recalls what was aimed at: `去年的报告提出，物价涨幅要降到4%左右`; what came of it is told behind
_RECALLED = re.compile(r"(?:报告|计划|规划|大会|会议)[^。；，]{0,8}提出，?[^。；，]{0,10}(?:要|把|将)")
_OUTCOME = re.compile(r"实际|结果|经过|执行|完成了|实现了")
_PLANNED = re.compile(r"计划(?:数)?(?:为|是)$")
_WORTH = re.compile(r"^(?:总)?投资(?:近|约|超|为)?$")
_YEARLY = re.compile(r"比上年|比去年|较上年|较去年|同比")
_ALREADY = re.compile(r"已经|(?<!实)现在|已(?=[建加有达完开超累])|目前|现有|截至|共有")
_BY_NOW = re.compile(r"已|现在|目前")
_MODAL = re.compile(r"要|将|力争|计划|确保|争取|再")
_HEAD = 24
#: how far back a word can govern a number: a sentence may be as long as the text
_REACH = 400
#: a line break, or one that was written out
_PARAGRAPH = re.compile(r"\n|\\[nr]")
_ENDED = re.compile(r"[；;。，,]")
#: a year behind one of these is what is done, not when
_OF_VERB = re.compile(
    r"(?:落实|实现|完成|围绕|对标|锚定|按照|对照|编制|制定|谋划|聚焦|瞄准|迎接|申办|筹办|衔接|展望|连续)$"
)
_HEADS = frozenset(["span", "five", "term", "whole", "both", "sofar", "last", "this", "next", "by", "year", "range"])
_FUTURE = frozenset(["by", "this", "next", "year", "five", "range", "tomorrow", "century"])
_SPANS = frozenset(["span", "five", "term"])
_PAST = frozenset(["last", "year", "prior", "before", "range", "span", "since"])
_MUNICIPALITIES = frozenset(["北京市", "天津市", "上海市", "重庆市"])
_WIDER = {
    "nation": frozenset[str](),
    "province": frozenset(["全国"]),
    "city": frozenset(["全国", "全省"]),
    "county": frozenset(["全国", "全省", "全市"]),
}
#: go on with what looks like the end of a place: 市场, 乡村
_NO_PLACE = ("民", "场", "值", "村", "镇", "域")
_ZONE = re.compile(
    r"(?!\d|化工|教育|职教|服务|省级|国家级|市级|县级|县城|工业|产业|经济|科技|高新|现代|农业|物流|特色|入园|全|各|两|三|四|五|所有|新|老|重点|建设|推进)..+(?:园区|开发区)$"
)
_ONLY_ZONE = re.compile(r"(?:经济|高新技术产业)?开发区|经开区")
_GENERIC = frozenset("县区市设各省乡镇每")
_ABROAD = re.compile(r"(?:世界|全球)(?!第|首|先|一|级|百|最|领|知)")
_FACILITY = re.compile(r"^(?P<place>[^，；、的]{2,9}?(?:港|机场))(?=货物|集装箱|旅客|货邮|保税|年|完成|实现|吞吐|$)")


@dataclass(slots=True)
class Context:
    """What holds from sentence to sentence inside a paragraph."""

    report: Report
    stem: str = ""
    carried: Moment | None = None
    plan: tuple[int, int] | None = None
    at: int = 0
    first: int = 0
    found: list[Moment] = field(default_factory=list)
    bases: list[Moment] = field(default_factory=list)
    begun: int = 0
    base_year: tuple[int, int] | None = None
    told: list[tuple[list[str], str, tuple[int, int]]] = field(default_factory=list)
    zone: tuple[int, str] = (-1, "")

    def sentence(self, start: int, end: int, section: Section, first: int | None) -> None:
        """Read the times of a sentence, of its head only where no number needs the others; remember the heading one."""
        text, year = self.report.text, self.report.year
        single = self._single(section)
        if single and _PARAGRAPH.search(text, max(0, self.at - 4), start):
            self.carried = None
        self.at, self.begun, self.base_year, self.told = end, start, None, []
        self.first = end if first is None else first
        if first is None and text.find("五", start, end) < 0:
            end = min(end, start + _HEAD)
        every = moments(text, start, end, year, section.period, self.plan)
        if not every:
            self.bases, self.found = [], []
            return
        plans = [m for m in every if m.kind == "five" and m.period[0] < m.period[1]]
        if plans and (self.plan is None or plans[0].start - start <= _HEAD // 2):
            self.plan = plans[0].period
        self.bases = [m for m in every if m.compares]
        self.found = [m for m in every if not m.compares]
        found = [m for m in self.found if not _GROUND.match(text, m.end)]
        if not found or found[0].start - start > 6 or found[0].kind not in _HEADS:
            return
        head = found[0]
        this = head.kind == "this" and section.kind == "review" and self.level != "nation"
        if this or _OF_VERB.search(text, start, head.start):
            return
        if single or head.period == section.period or head.kind in ("last", "whole", "term"):
            self.carried = head

    def _named(self, claim: Claim) -> list[Moment]:
        """The last times named before a claim."""
        at = bisect_left(self.found, claim.quantity.start, key=lambda m: m.start)
        return [m for m in self.found[max(0, at - 8) : at] if not self._passing(m, claim)]

    @staticmethod
    def _single(section: Section) -> bool:
        return section.kind != "review" or section.period[0] == section.period[1]

    def period(self, claim: Claim, section: Section) -> tuple[tuple[int, int], str]:
        """Return the reference period of a claim and the rule that gave it."""
        if claim.names[0] == "人口" and claim.left.endswith("有") and not self._named(claim):
            return (self.report.year - 1, self.report.year - 1), "period.population"
        found, rule = self._period(claim, section)
        if claim.measure in ("growth", "change") and found[0] == found[1] and (since := self._since(claim, found)):
            found, rule = since, "period.since_pair"
        self.told.append((claim.names, claim.measure, found))
        return found, rule

    def _since(self, claim: Claim, period: tuple[int, int]) -> tuple[int, int] | None:
        """The years between two values of a subject that a rise behind them is about: `1982年…，1987年…，增长75%`."""
        if len(self.told) < 2 or claim.base or _YEARLY.search(claim.left) or claim.quantity.kind == "double":
            return None
        (names, kind, base), (others, other, end) = self.told[-2:]
        pair = names == others == claim.names and kind == other == "level" and base[0] == base[1]
        place = claim.quantity.start
        own = any(place - len(claim.left) - 2 <= m.start < place for m in [*self.bases, *self._named(claim)])
        return (base[0] + 1, end[1]) if pair and not own and base[0] + 1 < end[1] == period[1] else None

    def _period(self, claim: Claim, section: Section) -> tuple[tuple[int, int], str]:
        place = claim.quantity.start
        named = self._named(claim)
        rule = "period.section"
        period = section.period
        if section.kind == "plan" and not named and _on_ground(claim):
            return (period[0] - 1, period[0] - 1), "period.on_ground"
        if named:
            period, rule = named[-1].period, f"period.{named[-1].kind}"
            own = [m for m in named if m.start >= place - len(claim.left) - 2]
            spans = [m for m in named if m.period[0] < m.period[1]]
            if (
                named[-1].kind == "year"
                and section.kind == "review"
                and not own
                and period[1] < section.period[1]
                and _BY_NOW.search(claim.left)
            ):
                period, rule = section.period, "period.section"
            if named[-1].kind == "last" and spans and not own and section.period[0] < section.period[1]:
                period, rule = spans[-1].period, f"period.{spans[-1].kind}"
        elif self.carried is not None:
            period, rule = self.carried.period, f"period.carried_{self.carried.kind}"
        if claim.each_year and period[0] == period[1]:
            earlier = [m for m in [*self.bases, *named] if m.start < place and m.period[0] < period[1]]
            since = [m.period[m.compares] + (m.kind != "five") for m in earlier]
            if rule in ("period.by", "period.century") and not since:
                since = [section.period[0] if section.period[1] == period[1] else self.report.year]
            elif not since and section.period[0] < section.period[1] == period[1]:
                since = [section.period[0]]
            if since and since[-1] <= period[1]:
                return (since[-1], period[1]), "period.average_since"
        if claim.base and (before := self._base(claim, named, period, section)):
            return before, "period.base"
        if claim.measure in ("growth", "change") and claim.quantity.kind != "double":
            base = next((m for m in reversed(self.bases) if m.start < place), None)
            later = base is not None and any(base.start < m.start for m in named)
            if base is not None and not later and not claim.each_year and base.period[1] + 1 < period[1]:
                return (base.period[1] + 1, period[1]), "period.since_base"
            carried = rule.startswith("period.carried_span") and section.period[0] == section.period[1]
            if period[0] < period[1] and not claim.each_year and (carried or _YEARLY.search(claim.left)):
                return (period[1], period[1]), "period.on_year_before"
        spanned = bool(named) and (
            (named[-1].kind in _SPANS and (weigh(claim.unit) == "count" or self._in(named[-1], claim)))
            or (named[-1].kind in ("both", "next") and not claim.unit.startswith(("%", "％")))
        )
        if claim.names[0].endswith("人口"):
            spanned = False
        if spanned and claim.measure == "level" and not claim.reached and period[0] < period[1]:
            return period, rule
        compared = claim.measure == "level" and _OF_ONE_YEAR.match(self.report.text, claim.quantity.end) is not None
        flows = claim.each_year or "累计" in claim.left or _NEW.search(claim.names[0]) is not None
        if period[0] < period[1] and compared and not flows:
            return (period[1], period[1]), rule + "_end"
        within = bool(named) and named[-1].kind in _SPANS
        if period[0] < period[1] and not self._summed(claim, named) and self._at_end(claim, within):
            return (period[1], period[1]), rule + "_end"
        return period, rule

    def _in(self, span: Moment, claim: Claim) -> bool:
        """Whether a number is one of all the years that its clause names: `五年铺轨300公里`."""
        own = span.start >= claim.quantity.start - len(claim.left) - 2
        return own and not claim.unit.startswith("%") and self.report.text[span.end - 1] != "来"

    def _base(
        self, claim: Claim, named: list[Moment], period: tuple[int, int], section: Section
    ) -> tuple[int, int] | None:
        """The year a rise starts from: the one before, or that of the pair before; None where it is named itself."""
        place = claim.quantity.start
        if "measure.compared_base" in claim.rules:
            return self._than(claim, period)
        from_here = place - len(claim.left) + max((claim.left.rfind(c) for c in "由从"), default=0)
        own = [m for m in named if m.start >= from_here - 2]
        compared = next((m for m in reversed(self.bases) if m.start < place), None)
        if compared is not None and not own and compared.period[1] < period[1]:
            return compared.period
        if own and self.report.text.startswith(("上年", "上一年"), own[-1].start):
            before = [m for m in named if m.start < from_here - 2]
            end = (before[-1] if before else self.carried or section).period[1]
            self.base_year = (end - 1, end - 1)
            return self.base_year
        if own:
            self.base_year = own[-1].period
            return None
        if self.base_year is not None:
            return self.base_year
        named_start = bool(named) and named[-1].kind == "range" and period[0] < period[1]
        return (period[0], period[0]) if named_start else (period[0] - 1, period[0] - 1)

    def _than(self, claim: Claim, period: tuple[int, int]) -> tuple[int, int]:
        """The time that a value is compared with: the one named behind 比, else the year before."""
        place = claim.quantity.start
        named = [m for m in self.bases if place - len(claim.left) <= m.start < place]
        return named[-1].period if named else (period[1] - 1, period[1] - 1)

    def _passing(self, moment: Moment, claim: Claim) -> bool:
        """Whether a time governs only what stands beside it: the base of 从…到…, `在…的基础上`."""
        text, place = self.report.text, claim.quantity.start
        based = text.find("基础上", moment.end, min(place, moment.end + _REACH))
        within = based >= 0 and not _ENDED.search(text, moment.end, based)
        if within or "总和" in text[moment.end : min(moment.end + 8, place)]:
            return True
        own = moment.start >= place - len(claim.left) - 2
        if moment.kind == "before" and not own:
            return True
        return (
            not own
            and moment.kind in ("year", "last", "five")
            and text[max(0, moment.start - 1) : moment.start] in "从由自"
            and (text[moment.end] == "的" or text[moment.end].isdigit())
        )

    def _summed(self, claim: Claim, named: list[Moment]) -> bool:
        """Whether a level is of all the years: `五年累计造林…，治理…`, `五年总体赤字率控制在…`."""
        if claim.measure != "level" or claim.each_year:
            return False
        text, place = self.report.text, claim.quantity.start
        if named and named[-1].kind in _SPANS and _OVERALL.search(text[named[-1].start : named[-1].end + 5]):
            return True
        span = next((m for m in reversed(named) if m.kind in _SPANS and m.start >= place - len(claim.left) - 2), None)
        if span and _GIVEN.search(claim.names[0]):
            return True
        state = claim.unit.startswith(("%", "％")) or claim.reached
        summed = text.find("累计", max(self.begun, place - 120), place) >= 0
        return summed and not state

    def _at_end(self, claim: Claim, within: bool = False) -> bool:
        if claim.each_year:
            return False
        if claim.measure in ("rank", "streak", "multiple", "gap") or claim.quantity.kind == "zero":
            return True
        if claim.measure != "level":
            return False
        if _NOW.search(claim.left) or (_WORTH.search(claim.left) and claim.window.right.startswith("的")):
            return True
        if "subject.of_streak" in claim.rules:
            return True
        flows = _NEW.search(claim.names[0]) and "subject.from_to" not in claim.rules
        if flows and not claim.base:
            return False
        if claim.unit.startswith(("%", "％")):
            return True
        summed = _SUMS.search(claim.left) and _OUTLAY.search(claim.names[0]) and claim.unit.endswith("元")
        spent = within and _INVESTED.search(claim.names[0]) and not _GROWN.search(claim.left)
        drawn = _DRAWN.match(claim.names[0]) and not claim.reached
        if not claim.base and (_MADE.search(claim.names[0]) or summed or spent or drawn):
            return False
        if claim.base or claim.reached:
            return "累计" not in claim.left
        done = _FLOW.search(claim.names[0]) or _RUN.search(claim.names[0])
        if weigh(claim.unit) == "count":
            done = done or _DOES.match(claim.names[0])
        return not (claim.flow or done or _SPENT.search(claim.left))

    def status(self, claim: Claim, start: int, section: Section, period: tuple[int, int]) -> Status:
        """Return actual, estimate or target."""
        text, place, year = self.report.text, claim.quantity.start, self.report.year
        named = self._named(claim)
        if claim.goal or _PLANNED.search(claim.left):
            return "target"
        if section.kind == "plan" and _on_ground(claim):
            return "actual"
        if section.kind == "plan":
            past = named and named[-1].period[1] < year and named[-1].kind in _PAST
            if claim.base or past or period[1] < year:
                return "actual"
            head = _FORESEEN.search(text, start, min(place, max(self.first, start + _HEAD)))
            foreseen = _FORESEEN.search(claim.left) or (
                head and (head.start() - start <= 6 or head.start() < self.first)
            )
            if _FORECAST.search(claim.names[0]) or foreseen:
                return "estimate"
            said_of = claim.left.endswith("的") and claim.window.right[:1] not in ("", *"，、。；,;")
            by_now = (_ALREADY.search(claim.left) and not said_of) or text.startswith(("目前", "现在"), start)
            if by_now and not _MODAL.search(claim.left):
                return "actual"
            return "target"
        near = max(start, place - _REACH)
        if not claim.base and _RECALLED.search(text, near, place) and not _OUTCOME.search(text, near, place):
            return "target"
        if named and named[-1].period[1] >= year and named[-1].kind in _FUTURE and period[1] >= year:
            if claim.left.endswith("了"):
                return "actual"
            return "estimate" if _FORESEEN.search(claim.left) else "target"
        head = _ESTIMATE.search(text, near, place)
        if head and _VERBS_ONLY.fullmatch(text, head.end(), max(head.end(), self.first)):
            part = max(text.rfind(mark, head.end(), place) for mark in "；;")
            return "actual" if part >= 0 and not _ESTIMATE.search(text, part, place) else "estimate"
        if head and (
            head.start() < self.first or _ESTIMATE.search(claim.left) or _same_subject(text, head.start(), place)
        ):
            return "estimate"
        return "actual"

    def region(self, claim: Claim, name: str) -> tuple[str | None, str]:
        """Return the other territory a claim is about, None for the reporting one, and the name without it."""
        place, name = self._region(claim, name)
        if place is None and self.level != "nation" and claim.measure in ("level", "growth", "change"):
            place = zone_of_sentence(self.report.text, self.begun, claim.quantity.start, name)
        return place, name

    def _region(self, claim: Claim, name: str) -> tuple[str | None, str]:
        if claim.measure not in ("level", "growth", "change") or not grammar.OF_TERRITORY.search(name):
            return self._facility(name), name
        if claim.territory in _WIDER[self.level]:
            return claim.territory, name
        if abroad := _ABROAD.match(name):
            return abroad.group(), name
        if self.level == "nation":
            return None, name
        if own := self._facility(name) or _part_of(self.report.region, self.level, name):
            return own, name
        whose = grammar.WHOSE.match(name)
        place = whose["place"] if whose else ""
        named = len(place) > 2 and place[0] not in _GENERIC and "占" not in place and self.stem not in place
        if whose and named and not name.startswith(_NO_PLACE, whose.end()) and self._is_place(place, name):
            self.zone = (self.begun, place)
            return place, place + name[whose.end() :]
        if self.zone[0] == self.begun and claim.window.gap.startswith("、") and len(name) <= 6:
            return self.zone[1], self.zone[1] + name
        return None, name

    def _is_place(self, place: str, name: str) -> bool:
        """Whether it is a place, or a zone that has a name or is the only one of a county: `桥头园区`, `开发区`."""
        deed = grammar.VERB.match(place) is not None
        if not deed and not grammar.NOWHERE.search(place):
            return True
        only = self.level == "county" and _ONLY_ZONE.fullmatch(place) is not None
        return len(name) - len(place) <= 6 and (only or (not deed and _ZONE.match(place) is not None))

    def _facility(self, name: str) -> str | None:
        """A port or an airport of a province, which is one city's."""
        found = _FACILITY.match(name) if self.level == "province" else None
        place = found["place"] if found else ""
        if len(place) <= 2 or self.stem in place:
            return None
        return None if grammar.VERB.match(place) else place

    @property
    def level(self) -> str:
        """Nation, province, city or county, by the name of the region."""
        region = self.report.region
        if region == "全国":
            return "nation"
        if region.endswith(("省", "自治区")) or region in _MUNICIPALITIES:
            return "province"
        return "county" if region.endswith(("县", "区", "旗")) else "city"


@cache
def _parts(region: str, level: str) -> re.Pattern[str] | None:
    """The places one level below a province or a city, at the begin of a name."""
    try:
        below = regions({"province": "prefecture", "city": "county"}[level], within=region)
    except UnknownIdError:
        return None
    names = grammar.literals({name for one in below for name in (one.name, one.short) if len(name) > 1})
    return re.compile(rf"(?P<place>{names}(?:[、和与]{names})*(?:[市县区州]|[两三四五六七八九]市)?){grammar.OF_PLACE}")


def _part_of(region: str, level: str, name: str) -> str | None:
    """A part of the territory whose own figure a name states: `某市经济总量`."""
    pattern = _parts(region, level) if level in ("province", "city") else None
    found = pattern.match(name) if pattern else None
    return found["place"] if found else None


def _on_ground(claim: Claim) -> bool:
    """Whether a plan only builds on it: `在12个项目投产的基础上，…`."""
    return claim.left.startswith("在") and "基础上" in (claim.window.ahead or claim.window.right)


def _same_subject(text: str, at: int, place: int) -> bool:
    return _ENDED.search(text, at, place) is None
