"""When, whether and where: period, status and territory of a claim from what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex as re

from .. import grammar, numerals
from ..model import Report, Section, Status
from .clause import Claim

__all__ = ["Context", "Moment", "moments"]

_PLANS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
    "十三": 13,
    "十四": 14,
    "十五": 15,
    "十六": 16,
}
_N = "一二两三四五六七八九十"
_TIME = re.compile(
    rf"""
    (?P<compare>(?:是|为|相当于|达到)(?:20|19)\d\d年(?:末|底)?的|(?:比|较|与|同|和|以)(?:(?:20|19|２０|１９)\s?\d\s?\d|[一二][九〇零○0][一二三四五六七八九〇零○]{{2}})\s?年(?:末|底|同期)?|(?:20|19)\d\d年(?:不变价|可比价|价格)|(?:比|较|与|同)(?:上年|去年|前年|十[一二三四]?五|[{_N}]+年前|年初|上年末)(?:末|同期|底|相比)?)
    |(?P<range>(?:从|自)?(?P<a>\d[\d ]{{3,6}})\s*年?\s*(?:[-－–—―~～至到]+)\s*(?P<b>\d[\d ]{{1,6}})\s*年)
    |(?P<since>(?:从|自)(?P<s>\d{{4}})年(?:以来|起|开始))
    |(?P<by>到(?P<t>\d[\d ]{{3,6}})\s*年(?:末|底)?(?!的?(?:第|\d)))
    |(?P<year>(?<!\d)(?P<y>\d\s?\d\s?\d\s?\d)\s?年(?:末|底|初|度)?(?!代|版|以来)|(?P<cy>[一二][九〇零○0][一二三四五六七八九〇零○]{{2}})年)
    |(?P<next>(?:今后|未来|下一个?|接下来)(?P<n>[{_N}\d]+)年)
    |(?P<span>(?:(?:过去|近|这|前|以往|本届政府|的|我们)(?P<p1>[{_N}\d]+)年(?:来|间|里|中)?|(?P<p2>[{_N}\d]+)年(?:来|间|累计|年均|平均|以来|总体|共|新增|增长|增加|中|里|，我们|接近|左右时间|持续|(?=\d))(?!前))|多年(?:来|累计|以来))
    |(?P<five>[“"]?(?<![年月])(?P<f>[一二三四五六七八九十]{{1,2}})五[”"]?(?:规划|计划)?(?P<fe>期间|时期|以来|期末|末|的五年|五年|这五年|前[{_N}]年|后[{_N}]年|开局|收官|规划目标)|第(?P<g>[{_N}]{{1,2}})个五年计划)
    |(?P<term>本届政府(?:任期|以来|成立以来|的?五年)?(?=[，以任五成])|任期内)
    |(?P<whole>全年|全年共)
    |(?P<both>今明两年)|(?P<sofar>今年(?:第?一季度|上半年|以来|初|年初|头|前))
    |(?P<last>去年|上年(?!度?同期|实际|末|底)|上一年|过去一年|一年来|过去的一年|年末|年底(?!前)|近一年来|截至(?!20)|到目前)
    |(?P<this>今年|本年度?|当年(?=新)|年内|全年再|今冬明春|新的一年)
    |(?P<prior>前年)|(?P<tomorrow>明年)|(?P<century>本世纪末)
    """,
    re.VERBOSE,
)
_COMMON = re.compile(r"二〇|２０|１９")
_ESTIMATE = re.compile(r"预计|初步预计|预测|估计|初步测算|预期(?!目标|的|性|管理|寿命)")
_ASSIGNS = re.compile(
    r"目标(?:为|是|：|:)|力争|确保|计划|拟|要(?:达到|完成|实现)|将(?:达到|完成|实现)|争取(?:达到|实现)|预期目标"
)
_FORECAST = re.compile(r"^(?:全[国省市])?(?:普通)?高校(?:应届)?毕业生(?:规模|人数|总数)?|需要就业|预计")
_PAST = re.compile(r"去年(?!同期)|已经?(?=建|完|达|有|开|实|累)|目前(?:已|有)?|截至")
_STATE = re.compile(r"总量|余额|覆盖|保有量|拥有量|普及率|里程|总数|规模|人口|[率比重度额]$")
_FLOW = re.compile(
    r"^(?:城镇)?新|累计|减少|减轻|增加|新增|改造|建成|完成|投入|受益|惠及|转移|脱贫|落户|摘帽|搬迁|减税|退税|降费|增长额|新登记"
)
_ELSEWHERE = re.compile(
    r"^(?:全国|世界|全球)(?!人大|政协|重点|文明|首|第|百|最|性|性的|统一|工商联|一流|各地|级|知名|领先|城市|\d)"
)
_FACILITY = re.compile(r"^(?P<place>[^，；、的]{2,9}?(?:港|机场))(?=货物|集装箱|旅客|货邮|保税|年|完成|实现|吞吐|$)")


@dataclass(slots=True)
class Moment:
    """A time the text names: the span and whether it governs what follows it."""

    start: int
    end: int
    period: tuple[int, int]
    kind: str


def moments(text: str, start: int, end: int, year: int, last: tuple[int, int]) -> list[Moment]:
    """Find the times that a sentence names.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence.
    year : int
        The year of delivery.
    last : tuple of int
        The default period of the section.

    Returns
    -------
    list of Moment

    Examples
    --------
    >>> [m.period for m in moments("到2030年，城镇化率达到75%", 0, 15, 2026, (2026, 2026))]
    [(2030, 2030)]
    """
    found = []
    for match in _TIME.finditer(text, start, end):
        kind = match.lastgroup or ""
        kind = next((k for k in _KINDS if match[k]), kind)
        period = _period(match, kind, year, last)
        chained = found and kind == "span" and found[-1].kind == "range" and match.start() - found[-1].end <= 1
        if period is not None and not chained:
            found.append(Moment(match.start(), match.end(), period, kind))
    return found


_KINDS = (
    "compare",
    "range",
    "since",
    "by",
    "year",
    "next",
    "span",
    "five",
    "term",
    "whole",
    "both",
    "sofar",
    "last",
    "this",
    "prior",
    "tomorrow",
    "century",
)


def _number(text: str | None) -> int:
    if not text:
        return 0
    return int(numerals.parse(text).size)


def _year(text: str) -> int | None:
    digits = "".join(str(int(c)) for c in text if c.isdigit())
    if len(digits) == 4 and 1900 <= int(digits) <= 2100:
        return int(digits)
    return numerals.to_year(text + "年") if not digits else None


def _period(match: re.Match[str], kind: str, year: int, last: tuple[int, int]) -> tuple[int, int] | None:
    end = min(year - 1, last[1]) if last[1] < year else year - 1
    if kind == "compare":
        return None
    if kind == "range":
        a = _year(match["a"])
        b = _year(match["b"]) or (a // 100 * 100 + int(match["b"]) if a and len(match["b"].strip()) == 2 else None)
        return (a, b) if a and b and a < b else None
    if kind in ("since", "by", "year"):
        named = _year(match["s"] or match["t"] or match["y"] or match["cy"])
        if named is None:
            return None
        return (named, end) if kind == "since" and named < end else (named, named)
    if kind == "next":
        return (year, year + max(1, _number(match["n"])) - 1)
    if kind == "span":
        count = _number(match["p1"] or match["p2"]) if (match["p1"] or match["p2"]) else 0
        if not count:
            return last if last[0] < last[1] else None
        return (end - count + 1, end) if 0 < count <= 60 else None
    if kind == "five":
        ordinal = _PLANS.get(match["f"] or match["g"] or "")
        if not ordinal:
            return None
        first = 1953 + 5 * (ordinal - 1) + (3 if ordinal >= 3 else 0)
        span = (first, first + 4)
        if match["fe"] in ("末", "期末"):
            return (span[1], span[1])
        if match["fe"] in ("开局", "收官", "规划目标"):
            return None
        if match["fe"] == "以来":
            return (span[0], end)
        return span
    if kind == "term":
        return last if last[0] < last[1] else (year - 5, year - 1)
    return {
        "last": (year - 1, year - 1),
        "whole": (year, year) if last[1] >= year else (year - 1, year - 1),
        "this": (year, year),
        "sofar": (year, year),
        "both": (year, year + 1),
        "prior": (year - 2, year - 2),
        "tomorrow": (year + 1, year + 1),
        "century": (2000, 2000) if year < 2000 else (2100, 2100),
    }[kind]


@dataclass(slots=True)
class Context:
    """What holds from sentence to sentence inside a paragraph."""

    report: Report
    stem: str = ""
    carried: Moment | None = None
    paragraph: int = -1
    notes: list[str] = field(default_factory=list)

    def sentence(self, start: int, end: int, section: Section) -> list[Moment]:
        """Return the times of a sentence and remember the one that heads it."""
        text = self.report.text
        paragraph = text.rfind("\n", 0, start)
        if paragraph != self.paragraph:
            self.paragraph = paragraph
            if self._single(section):
                self.carried = None
        year = self.report.year
        kept = self._single(section)
        found = moments(text, start, end, year, section.period)
        if (
            found
            and found[0].start - start <= 6
            and found[0].kind
            in ("span", "five", "term", "whole", "both", "sofar", "last", "this", "next", "by", "year", "range")
        ):
            if kept or section.period in ((found[0].period), (year - 1, year - 1)) or found[0].kind in ("last", "term"):
                self.carried = found[0]
        return found

    @staticmethod
    def _single(section: Section) -> bool:
        return section.kind != "review" or section.period[0] == section.period[1]

    def period(
        self, claim: Claim, found: list[Moment], section: Section, status: Status
    ) -> tuple[tuple[int, int], str]:
        """Return the reference period of a claim and the rule that gave it."""
        place = claim.quantity.start
        text = self.report.text
        named = [m for m in found if m.start < place and not self._passing(m, claim)]
        rule = "period.section"
        period = section.period
        if named:
            period, rule = named[-1].period, f"period.{named[-1].kind}"
            own = [m for m in named if m.start >= place - len(claim.left) - 2]
            spans = [m for m in named if m.period[0] < m.period[1]]
            if named[-1].kind == "last" and spans and not own and section.period[0] < section.period[1]:
                period, rule = spans[-1].period, f"period.{spans[-1].kind}"
        elif self.carried is not None:
            period, rule = self.carried.period, f"period.carried_{self.carried.kind}"
        if claim.each_year and period[0] == period[1] and rule == "period.by":
            first = section.period[0] if section.period[1] == period[1] else self.report.year
            return (min(first, period[1]), period[1]), "period.by_average"
        if claim.base and not any(m.start >= place - len(claim.left) - 2 for m in named):
            named_start = bool(named) and named[-1].kind == "range" and period[0] < period[1]
            return ((period[0],) * 2 if named_start else (period[0] - 1, period[0] - 1)), "period.base"
        if period[0] < period[1] and self._at_end(claim, status):
            return (period[1], period[1]), rule + "_end"
        return period, rule

    def _passing(self, moment: Moment, claim: Claim) -> bool:
        """Whether a time governs only what stands beside it: the base of 从…到…, `在…的基础上`."""
        text, place = self.report.text, claim.quantity.start
        if "基础上" in text[moment.end : place]:
            return True
        own = moment.start >= place - len(claim.left) - 2
        return (
            not own
            and moment.kind == "year"
            and text[max(0, moment.start - 1) : moment.start] in "从由自"
            and text[moment.end] == "的"
        )

    def _at_end(self, claim: Claim, status: Status) -> bool:
        if claim.each_year:
            return False
        if claim.measure in ("rank", "streak", "multiple", "gap") or claim.quantity.kind == "zero":
            return True
        if claim.measure != "level":
            return False
        if claim.unit.startswith(("%", "％")):
            return True
        if claim.base or claim.reached:
            return not re.search(r"累计", claim.left)
        if claim.flow or _FLOW.search(claim.names[0]):
            return False
        return True

    def status(self, claim: Claim, start: int, section: Section, found: list[Moment], first: bool) -> Status:
        """Return actual, estimate or target."""
        text, place = self.report.text, claim.quantity.start
        year = self.report.year
        named = [m for m in found if m.start < place]
        if claim.goal:
            return "target"
        if section.kind == "plan":
            if named and named[-1].period[1] < year and named[-1].kind in ("last", "year", "prior", "range", "span"):
                return "actual"
            if _FORECAST.search(claim.names[0]):
                return "estimate"
            return "target"
        if (
            named
            and named[-1].period[1] >= year
            and named[-1].kind in ("by", "this", "next", "year", "five", "range", "tomorrow", "century")
        ):
            return "target"
        head = _ESTIMATE.search(text, start, place)
        if head and (
            head.start() - start <= 6 or _ESTIMATE.search(claim.left) or _same_subject(text, head.start(), place)
        ):
            return "estimate"
        return "actual"

    def region(self, claim: Claim, name: str) -> str | None:
        """Return the other territory a claim is about, None for the reporting one."""
        region = self.report.region
        if region != "全国":
            other = _ELSEWHERE.match(name)
            if other:
                return other.group()
        facility = _FACILITY.match(name)
        if facility and region != "全国" and self.stem not in facility["place"] and region.endswith(("省", "自治区")):
            place = facility["place"]
            return place if len(place) > 2 else None
        return None


def _same_subject(text: str, at: int, place: int) -> bool:
    between = text[at:place]
    return not re.search(r"[；;。]", between) and between.count("，") + between.count(",") == 0
