"""From a sentence to claims: which subject each quantity belongs to, and what it says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex as re

from .. import grammar, units
from ..errors import UnitError
from ..model import Measure
from .names import borrow, distribute, tidy, topic_of, with_attribute
from .scan import BOUNDS, Quantity, scan, weigh

__all__ = ["Claim", "read_clauses"]

_VERBAL = re.compile(r"的?(?:提高|提升|下降|降低|增加|增长|减少|缩短|压缩|扩大|升|降|增|减|、|和|到|至)")
_GROWS = re.compile(r"(?:增长|下降|提高|上升|增|降)(?:了)?$")
_TOGETHER = re.compile(r"分别|(?<![年人平])均|都|双双")
_AWARD = re.compile(r"^(?:荣获|获得?|入选|上榜|被评为|跻身|举办|被授予|夺得|捧得)")
_WHOLESALE = re.compile(r"(?P<head>.*?)(?:[^、，]*、)*[^、，]*等(?:方面|领域|一批)?的?$")
_CUTS = re.compile(r"^(?:压减|削减|减少|降低|缩短|压缩|精简|核减|缩减|压降)(?!到|至|为|了)(?=..)")
_EARLIER = re.compile(r"上年|去年|前年|同期|年初|年末|年底|以前|之前|预算|预期|目标|计划|\d年|[一二三四五六七八九十]年前|以往|往年|上半年|季度")
_MEETS = re.compile(r"(?:超额|提前|圆满|顺利|较好|明显|均|都|全面)*(?:完成|实现|达到|低于|高于|好于|优于|超过|超|不及|未达到?|接近)(?:了)?$")
_TIMES = re.compile(r"(?P<subject>.*?)(?:是|为|相当于|约为|达到?|增长到|提高到|增加到)(?P<other>[^，；]{1,12}?)的$")
_REACHES = re.compile(r"^(?:惠及|受益|带动|覆盖)")
_REST = re.compile(r"[，,；;。、]")
_RATIO = re.compile(r"(?:占比|比重|份额|比例)$")
_BREAK = re.compile(r"[，,；;：:。！？!?、\n（(）)]")
_JOINED = re.compile(r"[\s、，,和及与或至以争\-—]*(?:均|都|分别|和|及)?$")
_STREAK = re.compile(r"(?:已|并|且|均|都|连续|[“\"])*(?:连续(?:成功)?(?:举办|召开|发布|开展)?)[“\"]?$")
_COMPARED = re.compile(r"(?P<subject>.*?)(?:(?<!占)比(?![例重率较值分])|(?<!比)较)(?P<other>[^，；、]{1,12}?)(?<![提降减新最])(?P<way>高|低|多|少)(?:出)?$")
_PART_OF = re.compile(r"(?P<subject>.*?)(?:达到?|约?占|相当于)(?P<whole>[^，；、]{2,14})的$")
_CONNECT = re.compile(r"^(?:、|和|及|与|以及)+")
_BASE = re.compile(rf"(?P<subject>.*?)(?:分别|已)?(?:从|由|自)(?P<date>{grammar.DATE})?(?P<when>[^，；、]{{0,7}}?(?:初|末|底|前|上年|去年|之初))?的?(?:同期)?的?(?:平均|不足|不到)?$")
_DATED = re.compile(rf"(?P<left>.*?)(?P<date>{grammar.DATE})(?:底|末)?(?:的|实现的)?$")
_DATE_END = re.compile(rf"(?:在|到|于)?(?:{grammar.DATE})(?:底|末)?$|[一二三四五六七八九十]+年(?:来|间)?$")
_PER = re.compile(r"每(?P<per>立方米|平方米|万人口?|千人口?|平方公里|公里|人|户|亩|公顷|百户|百人|万名|千名|升|吨|斤|公斤|度|千瓦时|天|日|月|小时)$")
_SPEED = re.compile(r"^的?(?:平均)?(?:速度|增速|增幅|增长率|增长速度|较快增长|幅度)?(?:稳定|快速|高速|持续)?(?:增长|递增|的?增速|的速度)")
_GOAL = re.compile(r"^的?(?:(?:年度|年初|全年|预期|增长|既定|原定|计划|规划)*(?:目标|任务|计划|指标))")
_FALL = re.compile(r"降幅|跌幅")
_POOR = re.compile(r"(?:贫困人口|脱贫|贫困县|贫困村|绝对贫困)")
_CPI = re.compile(r"(?:消费价格|物价)(?:总水平|总指数|指数|水平)?$|^CPI$|ＣＰＩ$")
_HAVE = frozenset("有 共有 拥有 现有 已有 安排 完成 实现".split())
_CLASS = re.compile(r"^(?:的)?[^，；。、]")
_RHETORIC = re.compile(r"^(?:多)?(?:人口(?:的)?.{0,6}(?:国|党)(?!人)|中国人|(?:中国|各族|全国)?人民|中华儿女|同胞)")
_SCOPE = re.compile(r"^(?:强|佳|优|届|吨级|米级|级(?!别)|千瓦级|亩千亿|周年|A级|级|余?载|式|项全能|后|前)(?!业)")


@dataclass(slots=True)
class Claim:
    """One quantity with its subject(s) and what it says of them."""

    quantity: Quantity
    names: list[str]
    measure: Measure
    sign: int = 1
    unit: str = ""
    reached: bool = False
    base: bool = False
    flow: bool = False
    each_year: bool = False
    goal: bool = False
    of_which: bool = False
    own: bool = False
    basis: str | None = None
    date: str | None = None
    left: str = ""
    gap: str = ""
    rules: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Memory:
    subjects: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    verb: str = ""
    topic: str = ""
    run: int = 1
    heads: list[str] = field(default_factory=list)
    produce: tuple[str, str] | None = None


def read_clauses(text: str, start: int, end: int, topic: str = "") -> tuple[list[Claim], list[tuple[int, int, str]], str]:
    """Read one sentence.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence.
    topic : str
        What the sentence before spoke of, for an attribute that stands alone.

    Returns
    -------
    claims : list of Claim
    dates : list of (int, int, str)
    topic : str
        For the next sentence.

    Examples
    --------
    >>> claims, _, _ = read_clauses("出口超8000亿元，增长8%左右", 0, 15)
    >>> [(c.names, c.measure) for c in claims]
    [(['出口'], 'level'), (['出口'], 'growth')]
    """
    quantities, labels, dates = scan(text, start, end)
    if not quantities:
        return [], dates, topic
    breaks = _breaks(text, start, end, labels, quantities)
    memory = _Memory(topic=topic)
    claims: list[Claim] = []
    previous, per, waiting = start, "", ""
    for i, quantity in enumerate(quantities):
        at = max(previous, _last(breaks, quantity.start) + 1, start)
        following = quantities[i + 1].start if i + 1 < len(quantities) else end
        stop = min(_next(breaks, quantity.end, end), following)
        left, right, gap = text[at : quantity.start], text[quantity.end : stop], text[previous : quantity.start]
        if left.endswith("每") and quantity.kind == "amount" and stop == following:
            per, waiting = text[quantity.start : quantity.end], left[:-1]
            continue
        if per:
            left = waiting
        left = left.rstrip()
        memory.run = _run(text, quantities, i)
        ahead = text[quantity.end : _next(breaks, quantity.end, end)] if following < end else ""
        claim = None
        if not _part_of_name(quantity, left, ahead, len(right)):
            claim = _claim(quantity, left, right, gap, at == previous and bool(claims), claims, memory, text[start:at], ahead)
        if claim is None:
            continue
        previous = quantity.end
        if per:
            claim.unit, per = f"{claim.unit}/{per}", ""
        claims.append(claim)
    _fill_units(claims)
    return claims, dates, memory.topic


def _run(text: str, quantities: list[Quantity], i: int) -> int:
    """How many quantities stand in a row here, with nothing but joints between."""
    count = 1
    for one, two in zip(quantities[i:], quantities[i + 1 : i + 9], strict=False):
        if two.start - one.end > 6 or not _JOINED.match(text[one.end : two.start]):
            break
        count += 1
    return count


def _part_of_name(q: Quantity, left: str, ahead: str, near: int) -> bool:
    """Whether a quantity only qualifies a noun that the next one measures: `50万元以上的行政村占比达68%`."""
    if q.kind != "amount" or len(ahead) <= near or near == 0:
        return False
    if q.after in ("以上", "以下", "以内") and weigh(q.unit) != "count":
        return not _VERBAL.match(ahead)
    if not left and weigh(q.unit) == "count" and q.bound == "exact":
        return bool(_GROWS.search(ahead[:near]))
    return False


def _breaks(text: str, start: int, end: int, labels: list[tuple[int, int]], quantities: list[Quantity]) -> list[int]:
    covered = labels + [(q.start, q.end) for q in quantities]
    found = []
    for match in _BREAK.finditer(text, start, end):
        place = match.start()
        if any(a <= place < b for a, b in covered):
            continue
        if match.group() == "、":
            continue
        if match.group() in "（(" :
            close = text.find("）" if match.group() == "（" else ")", place, end)
            if close >= 0 and not any(place < q.start < close for q in quantities):
                continue
        elif match.group() in "）)":
            opened = max(text.rfind("（", start, place), text.rfind("(", start, place))
            if opened >= 0 and not any(opened < q.start < place for q in quantities):
                continue
        found.append(place)
    return found


def _last(breaks: list[int], place: int) -> int:
    found = -1
    for b in breaks:
        if b >= place:
            break
        found = b
    return found


def _next(breaks: list[int], place: int, end: int) -> int:
    return next((b for b in breaks if b >= place), end)


def _claim(
    q: Quantity, left: str, right: str, gap: str, touching: bool, claims: list[Claim], memory: _Memory, said: str, ahead: str
) -> Claim | None:
    if claims and touching and _JOINED.match(left) and q.kind in (claims[-1].quantity.kind, "amount"):
        return _another(q, left, right, claims[-1], memory)
    if touching and left.endswith("、") and "subject.behind" in claims[-1].rules:
        left = ""
    listed = bool(touching and _CONNECT.match(left))
    if listed:
        left = _CONNECT.sub("", left)
    unit = q.unit
    per = _PER.search(left)
    if per and unit:
        unit, left = f"{unit}/{per['per']}", left[: per.start()]
    claim = Claim(q, [], "level", unit=unit, left=left, gap=gap)
    if _GOAL.match(right) and (goal := _goal(claim, claims)):
        return goal
    subject, tail = _measure(claim, left, right)
    if subject is None or _no_metric(q, claim, subject, tail, right, left, claims):
        return None
    claim.each_year = bool(grammar.EACH_YEAR.search(left))
    basis = grammar.BASIS.search(gap)
    claim.basis = basis.group() if basis else None
    _name(claim, subject, tail, right, listed, memory, said, claims, ahead)
    if not claim.names:
        return None
    if tail is not None and re.search(r"至少|不少于", tail[0]) and q.bound == "exact":
        q.bound = "over"
    if _CPI.search(claim.names[0]) and claim.unit == "%" and claim.measure == "level":
        claim.measure = "growth"
        claim.rules.append("measure.price_rise")
    return claim


def _goal(claim: Claim, claims: list[Claim]) -> Claim | None:
    """A goal that is quoted behind what came of it: `增长6.1%，完成6%的预期目标`."""
    q = claim.quantity
    same = next((c for c in reversed(claims) if c.unit == claim.unit or c.unit.lstrip("万亿") == claim.unit.lstrip("万亿")), None)
    if same is None or not (_MEETS.search(claim.left) or q.before):
        return None
    if q.before in ("低于", "高于", "超过", "超", "不到", "接近"):
        q.start, q.before = q.start + len(q.before), ""
        q.bound = BOUNDS.get(q.after, "exact")
    claim.names, claim.measure, claim.sign, claim.goal = list(same.names), same.measure, same.sign, True
    claim.rules.append("status.goal_quoted")
    return claim


def _another(q: Quantity, left: str, right: str, last: Claim, memory: _Memory) -> Claim | None:
    names = [memory.pending.pop(0)] if memory.pending else list(last.names)
    claim = Claim(
        q,
        names,
        last.measure if q.kind == last.quantity.kind else "level",
        last.sign,
        q.unit,
        last.reached,
        last.base,
        last.flow,
        last.each_year,
        bool(_GOAL.match(right)),
        last.of_which,
        False,
        last.basis,
        last.date,
        last.left,
        last.gap,
        ["subject.next_value"],
    )
    if q.bound == "exact" and last.quantity.bound in ("over", "under", "near") and not last.quantity.after:
        q.bound = last.quantity.bound
    return claim


# -- what the number says --------------------------------------------------------------------------


def _measure(claim: Claim, left: str, right: str) -> tuple[str | None, re.Match[str] | None]:
    q, unit = claim.quantity, claim.unit
    if q.kind == "rank":
        return _rank(claim, left, right)
    if q.kind in ("streak", "run"):
        claim.measure, claim.reached = "streak", True
        claim.rules.append("measure.streak")
        match = grammar.TAIL.match(_STREAK.sub("", left).rstrip("“\""))
        return (match["subject"] if match else left), match
    if unit in ("个百分点", "百分点", "%") and (gap := grammar.GAP.match(left)):
        other = f"{gap['other'] or ''}{gap['than'] or ''}"
        if other and not _EARLIER.search(other) and (unit != "%" or grammar.TERRITORY.search(other)):
            claim.measure = "gap"
            claim.sign = -1 if gap["verb"] in ("低于", "慢于", "低出", "低", "慢", "少") else 1
            claim.rules.append("measure.gap")
            return gap["subject"], None
    based = _BASE.match(left)
    if based and q.kind != "double":
        claim.base, claim.reached = True, True
        claim.date = based["date"]
        claim.rules.append("measure.base")
        return based["subject"], None
    compared = _COMPARED.match(left)
    if compared and q.kind == "amount":
        claim.measure, claim.sign = "change", -1 if compared["way"] in ("低", "少") else 1
        if unit == "%":
            claim.measure = "growth"
        claim.rules.append("measure.compared")
        return compared["subject"], None
    if unit == "倍" and (times := _TIMES.match(left)):
        claim.measure, claim.reached = "multiple", True
        claim.rules.append("measure.multiple")
        return times["subject"], None
    if unit.startswith(("%", "％", "成")) and (part := _PART_OF.match(left)):
        claim.reached = True
        claim.rules.append("measure.part_of")
        return f"{part['subject']}占{part['whole']}比重", None
    dated = _DATED.match(left)
    if dated and dated["left"]:
        left, claim.date = dated["left"], dated["date"]
    match = grammar.TAIL.match(left[-80:])
    if match is None:
        return left, None
    subject = left[: len(left) - len(match[0])] + match["subject"] if len(left) > 80 else match["subject"]
    _kind_of(claim, subject, match, right)
    return subject, match


def _kind_of(claim: Claim, subject: str, match: re.Match[str], right: str) -> None:
    q, unit = claim.quantity, claim.unit
    moved = (match["up"] or match["down"]) and not match["into"]
    tail = match[0][len(match["subject"]) :]
    if q.kind == "double":
        claim.measure = "growth"
        claim.rules.append("measure.doubling")
        return
    noun = grammar.GROWTH_NOUN.search(subject) or grammar.GROWTH_WORD.search(tail)
    if unit.startswith(("%", "％", "成", "‰")) or q.kind in ("zero", "two"):
        if moved or noun or _SPEED.match(right) or q.kind in ("zero", "two") or _cuts(claim.left):
            claim.measure = "growth"
            falls = bool(match["down"]) if moved else bool(noun and _FALL.search(noun.group()))
            falls = falls or (not moved and not noun and _cuts(claim.left))
            claim.sign = -1 if falls else 1
            claim.rules.append("measure.growth")
            return
    elif unit.endswith("百分点"):
        claim.measure = "change"
        low = match["down"] or re.search(r"(?:比|较).*?(?:低|少)$", subject + tail)
        claim.sign = -1 if low else 1
        claim.rules.append("measure.points")
        return
    elif unit in ("倍", "倍多"):
        claim.measure = "growth" if moved else "multiple"
        claim.sign = -1 if moved and match["down"] else 1
        claim.rules.append(f"measure.{claim.measure}")
        return
    elif moved and weigh(unit) == "count" and not grammar.COUNTS_MORE.fullmatch(match["up"] or match["down"]):
        claim.rules.append("measure.level")
        claim.names = [tail]
        return
    elif moved and not _POOR.search(subject) and not (_counted(claim, right) and not tail.startswith(("比", "较", "同比"))):
        claim.measure = "change"
        claim.sign = -1 if match["down"] else 1
        claim.rules.append("measure.change")
        return
    steps = q.before in ("突破", "跨越", "迈上", "迈过", "站上", "跨过")
    claim.reached = bool(match["into"] or (match["to"] and match["to"] not in _HAVE) or steps)
    if steps and "连续" in tail:
        claim.reached, claim.flow = False, True
    claim.rules.append("measure.level")


def _cuts(left: str) -> bool:
    head = grammar.HEAD.match(left)
    return bool(_CUTS.match(left[head.end() :] if head else left))


def _counted(claim: Claim, right: str) -> bool:
    """Whether the things counted stand behind the number: `改造提升1000个村道`."""
    return claim.quantity.kind == "amount" and weigh(claim.unit) == "count" and bool(tidy(right[:1]))


def _rank(claim: Claim, left: str, right: str) -> tuple[str | None, re.Match[str] | None]:
    q = claim.quantity
    if q.after == "争":
        claim.measure, claim.reached = "rank", True
        claim.rules.append("measure.rank")
        return re.sub(r"(?:全球|全国)?排名?[“\s]*$", "", left), None
    found = grammar.RANK_TAIL.match(left)
    if not found or not grammar.RANKED.search(left) or re.match(r"(?:批|届|次|个|轮|期|产业|方|时间|书记|步|线|阵营|方阵|梯队|类|产|名录|品牌|责任|资源|生产力|动力|要务|例|人称|艘|套|款|座|家|条|台|部|所|案|村|县|城(?!市)|镇|枪|单)", right):
        return None, None
    claim.measure, claim.reached = "rank", True
    claim.base = bool(re.search(r"(?:从|由)[^，；、]{0,8}$", left))
    claim.rules.append("measure.rank")
    return found["subject"], None


def _no_metric(
    q: Quantity, claim: Claim, subject: str, tail: re.Match[str] | None, right: str, left: str, claims: list[Claim]
) -> bool:
    if claim.measure not in ("level", "change") or q.kind not in ("amount",):
        return False
    strong = claim.base or q.bound != "exact" or (tail is not None and bool(tail["to"] or tail["up"] or tail["down"]))
    if not claim.unit:
        if claims and claims[-1].base and not claims[-1].unit:
            return False
        ends = not right or right[0] in " ，,、；;。)）" or re.match(r"(?:提高|提升|扩大|缩小|上升|下降|降|升|增)", right)
        return not (ends and strong and re.search(r"比|指数|系数|倍差|满意度|得分|评分|Ⅰ|差距", subject + left))
    if _RHETORIC.match(right) or (_SCOPE.match(right) and not claim.unit.endswith(("元", "%"))):
        return True
    try:
        unit = units.parse_unit(claim.unit)
        weight = getattr(unit, "counts", "yes")
    except UnitError:
        weight = "yes"
    if weight == "no":
        return True
    if weight == "weak" and not (strong or re.search(r"(?:年限|寿命|时间|时限|周期|年龄|天数|期限)$", subject)):
        return True
    if weight == "weak" and not claim.base and q.after in ("以上", "以下", "以内") and _CLASS.match(right) and not (tail is not None and tail["to"]):
        return True
    if q.chinese and not strong and q.value < 20 and weight != "money" and getattr(unit, "kind", "") == "count" and not unit.scale:
        return True
    return False


# -- whose number it is ----------------------------------------------------------------------------


def _name(
    claim: Claim, subject: str, tail: re.Match[str] | None, right: str, listed: bool, memory: _Memory, said: str, claims: list[Claim], ahead: str
) -> None:
    q = claim.quantity
    claim.of_which = bool(grammar.OF_WHICH.search(subject))
    head = grammar.HEAD.match(subject)
    core = _own_clause(tidy(subject[head.end() :] if head else subject)).removesuffix("的")
    if (caliber := grammar.BASIS.match(core)) and claim.measure in ("growth", "change"):
        core = tidy(core[caliber.end() :])
    if late := _DATE_END.search(core):
        core, claim.date = core[: late.start()], late.group()
    if q.kind == "double" and (compared := grammar.COMPARED_WITH.search(core)):
        core = core[: compared.start()]
    if claim.measure == "growth" and claim.sign < 0 and (cut := _CUTS.match(core)):
        core = core[cut.end() :]
    share = grammar.SHARE.search(core) if claim.measure in ("level", "change") else None
    if claim.measure == "level" and tail is not None and (tail["up"] or tail["down"]) and not tail["into"] and _POOR.search(core):
        core += tail["up"] or tail["down"]
    verb = grammar.VERB.match(core)
    found = _TOGETHER.findall(claim.left)
    together = "分别" if "分别" in found else found[0] if found else ""
    moved = tail is not None and bool(tail["up"] or tail["down"] or (tail["to"] and tail["to"] not in _HAVE))
    rest = _behind(right, ahead)
    if claim.unit == "%" and rest.startswith("用于") and core:
        claim.names = [core + rest + "比重"]
        claim.rules.append("subject.share_used")
        return
    if grammar.NO_NOUN.match(rest) and not rest.startswith(("的增速", "以来")) or claim.base:
        rest = ""
    acted = bool(claim.names)
    claim.names = []
    if (acted or _counted(claim, right)) and claim.measure == "level" and tail is not None and (tail["up"] or tail["down"]):
        core, moved = core + (tail["tail"] or ""), False
        verb = grammar.VERB.match(core)
    if claim.measure == "growth":
        noun = grammar.GROWTH_NOUN.search(core)
        core = core[: noun.start()] if noun else core
    if claim.of_which and memory.subjects and _RATIO.search(core) and claim.measure == "level":
        claim.names = [f"{memory.subjects[0]}中{core}"]
        claim.rules.append("subject.share_of_which")
        return
    if share and (core[: share.start()] or memory.subjects):
        bearer = core[: share.start()] or re.sub(r"(?:规模|总量|总额)$", "", memory.subjects[0])
        core = bearer + core[share.start() :]
        claim.own = True
        claim.names = [core]
        claim.rules.append("subject.share_of")
        return
    if not core or (verb and not verb["rest"] and (rest or not _nominal(core))):
        _without_noun(claim, core, moved, rest, together, memory, said, claims)
        return
    if grammar.ATTRIBUTE.fullmatch(core) and right.startswith("的") and rest:
        claim.names = [rest.removeprefix("的") + core]
        memory.before, memory.subjects, memory.topic = memory.subjects, claim.names, rest
        claim.rules.append("subject.behind")
        return
    if grammar.ATTRIBUTE.fullmatch(core) and together == "分别" and not memory.subjects:
        members = [m + core for m in distribute(_from_before(said))]
        if len(members) > 1:
            claim.names, memory.pending = members[:1], members[1:]
            memory.subjects = members
            claim.rules.append("subject.respectively_before")
            return
    if grammar.AMOUNT.fullmatch(core) and memory.subjects and not claim.of_which:
        core = with_attribute(memory.topic, "完成投资" if core == "投资" and "完成" in claim.left else core)
        claim.names = [core]
        memory.before, memory.subjects = memory.subjects, claim.names
        claim.rules.append("subject.attribute")
        return
    if not memory.subjects and grammar.ATTRIBUTE.fullmatch(core):
        memory.topic = topic_of(_from_before(said)) or memory.topic
    if grammar.ATTRIBUTE.fullmatch(core) and not claim.of_which and (memory.topic or memory.subjects):
        claim.names = [with_attribute(memory.topic or topic_of(memory.subjects[0]), core)]
        claim.rules.append("subject.attribute")
        memory.before, memory.subjects = memory.subjects, claim.names
        return
    _own(claim, core, verb, listed, rest, moved, together, memory)


def _own(
    claim: Claim, core: str, verb: re.Match[str] | None, listed: bool, rest: str, moved: bool, together: str, memory: _Memory
) -> None:
    q = claim.quantity
    claim.own = True
    claim.rules.append("subject.own")
    plain = not moved and not claim.reached and not grammar.SHARE_NOUN.search(core) and not grammar.VERB.match(rest)
    behind = weigh(claim.unit) == "count" or rest.startswith("的") or plain
    if rest and not moved and behind and q.kind == "amount" and claim.measure == "level":
        core = _whole(core, verb, rest.removeprefix("的"))
        claim.rules.append("subject.behind")
    if memory.produce and claim.reached and not listed and claim.unit.endswith(memory.produce[1]) and len(core) <= 4 and not grammar.ATTRIBUTE.search(core):
        core += memory.produce[0]
    output = re.search(r"总?产量$", core)
    memory.produce = ("产量", claim.unit.lstrip("万亿千百十")) if output and claim.reached else memory.produce
    inherits = (listed or (claim.of_which and memory.verb.startswith("新"))) and verb is None and memory.verb
    if inherits and claim.measure == "level" and not moved:
        core = memory.verb + core
        claim.flow = True
        claim.rules.append("subject.verb_of_list")
    elif verb is not None:
        memory.verb = verb["verb"]
        claim.flow = True
    elif not listed:
        memory.verb = ""
    if not inherits and memory.subjects:
        core = borrow(memory.subjects[0], core)
    names = distribute(core) if together or memory.run > 1 or _emissions(claim, core) else [core]
    if not together and memory.run > 1 and len(names) not in (1, memory.run):
        names = [core]
    claim.names = names
    if (together == "分别" or memory.run > 1) and len(names) > 1:
        claim.names, memory.pending = names[:1], names[1:]
        claim.rules.append("subject.respectively")
    elif len(names) > 1:
        claim.rules.append("subject.each")
    memory.before, memory.subjects = memory.subjects, names
    memory.topic = topic_of(names[0])
    memory.heads += names


def _without_noun(
    claim: Claim, core: str, moved: bool, rest: str, together: str, memory: _Memory, said: str, claims: list[Claim]
) -> None:
    q = claim.quantity
    if core and not rest and claim.measure == "level" and not moved:
        name = (memory.subjects[0] if memory.subjects else _from_before(said)) + core
        claim.names, claim.own, claim.flow = [name], True, core != "覆盖"
        claim.rules.append("subject.clause_before")
        memory.before, memory.subjects, memory.topic = memory.subjects, claim.names, name
        return
    counted = rest and q.kind == "amount" and claim.measure == "level" and not claim.base
    if counted and (not moved or weigh(claim.unit) == "count"):
        name = core + _done(rest.removeprefix("的"))
        if _REACHES.match(core + rest):
            name = (memory.subjects[0] if memory.subjects else _from_before(said)) + name
        elif claim.gap.endswith("、") and claims and memory.verb and "subject.behind" in claims[-1].rules:
            name = memory.verb + name
        if claim.unit in ("%", "成"):
            name += "占比"
        claim.names, claim.own, claim.flow = [name], True, claim.unit not in ("%", "成")
        claim.rules.append("subject.behind")
        said_of = grammar.PREDICATE.search(name)
        if said_of and claims and "subject.behind" in claims[-1].rules and not _REST.search(claim.gap.strip("、")):
            if not grammar.PREDICATE.search(claims[-1].names[0]):
                claims[-1].names = [claims[-1].names[0] + name[said_of.start() :]]
        memory.verb = core or (memory.verb if claim.gap.endswith("、") else "")
        memory.before, memory.subjects, memory.topic = memory.subjects, claim.names, topic_of(name)
        return
    if q.kind == "streak" and rest and (not memory.subjects or _AWARD.match(rest)):
        claim.names = [re.sub(r"^(?:荣获|获得?|入选|蝉联|保持|位居|位列|居|被评为|上榜|实现|举办|超额完成)", "", rest)]
        memory.subjects = claim.names
        claim.rules.append("subject.behind")
        return
    if claims and claims[-1].base and not claim.base:
        claim.names = list(claims[-1].names)
        claim.rules.append("subject.from_to")
        return
    if together == "分别" and memory.run > 1 and len(memory.heads) >= memory.run:
        names = memory.heads[-memory.run :]
        claim.names, memory.pending = names[:1], names[1:]
        claim.rules.append("subject.respectively_before")
        return
    if memory.subjects:
        claim.names = list(memory.subjects)
        if together in ("均", "都", "双双") and len(claim.names) == 1 and memory.before:
            claim.names = [*memory.before, *claim.names]
        claim.rules.append("subject.carried")
        return
    name = _from_before(said)
    if name:
        claim.names = [name]
        claim.rules.append("subject.clause_before")
        memory.subjects, memory.topic = claim.names, topic_of(name)


def _from_before(said: str) -> str:
    for clause in reversed(re.split(r"[，,；;：:。]", said)):
        head = grammar.HEAD.match(clause)
        core = tidy(clause[head.end() :] if head else clause)
        match = grammar.TAIL.match(core[-60:])
        core = match["subject"] if match and match["subject"] else core
        if len(core) >= 2:
            return core if len(core) <= 24 else core[-24:]
    return ""


def _done(rest: str) -> str:
    """Leave out that a plan was fulfilled: `重大项目完成投资` counts projects."""
    found = re.search(r"(?<=..)(?:超额|全部|提前|顺利|圆满)*完成(?=.{0,6}(?:投资|任务|计划|目标))", rest)
    return rest[: found.start()] if found else rest


def _nominal(core: str) -> bool:
    return not grammar.VERB.match(core)


def _behind(right: str, ahead: str) -> str:
    """What stands behind the number, up to the next item of a list."""
    if right.startswith("、"):
        return ""
    if len(ahead) > len(right) and "、" in right:
        right = right[: right.index("、")]
    return tidy(re.split(r"[，,；;。]", right)[0]) if right else ""


def _own_clause(core: str) -> str:
    """Drop clauses of their own before the last 、: `服务深入推进、医疗服务覆盖率`."""
    while "、" in core:
        before, _, after = core.partition("、")
        apart = grammar.CLAUSE_END.search(before) and len(before) > 3
        verb = grammar.VERB.match(after)
        lead = grammar.VERB.match(before)
        if apart and not (lead and not lead["rest"]) or (verb and verb["rest"] and not (lead and len(lead["rest"]) < 2) and len(before) > 6):
            core = after
        else:
            break
    return core


def _emissions(claim: Claim, core: str) -> bool:
    return claim.measure == "growth" and "、" in core and re.search(r"(?:排放总?量|排放)$", core) is not None


def _whole(core: str, verb: re.Match[str] | None, rest: str) -> str:
    """Join what stands before and behind a count; examples before it are left out: `…等29项举措`."""
    listing = _WHOLESALE.match(core)
    if listing and len(rest) >= 2:
        lead = grammar.VERB.match(core)
        return (lead["verb"] if lead else "") + rest if len(rest) >= 4 or lead else core + rest
    if "、" in core and verb is None:
        return rest
    lead = grammar.VERB.match(core)
    if core.count("、") >= 2 and "等" in core and lead:
        return lead["verb"] + core[core.rindex("等") + 1 :] + rest
    return core + rest


def _fill_units(claims: list[Claim]) -> None:
    for one, two in zip(reversed(claims[:-1]), reversed(claims[1:]), strict=True):
        if "subject.next_value" in two.rules and one.unit and not one.unit.strip("万亿千百十"):
            base = two.unit.lstrip("万亿千百十")
            if base:
                one.unit += base
