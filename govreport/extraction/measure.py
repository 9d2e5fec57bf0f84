"""What a number says of its subject: level, growth, change, gap, multiple, rank or streak."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.claim import Claim
from govreport.extraction.ending import at_end, subject_before
from govreport.extraction.names import tidy
from govreport.extraction.plans import THAN_PLAN, than_plan
from govreport.extraction.scan import FRACTIONS, weigh
from govreport.extraction.what_ranks import rank

__all__ = ["Tail", "counted", "measure"]

_EARLIER = re.compile(
    r"上一?年|去年|前年|同期|年初|年末|年底|以前|之前|预算|预期|目标|计划|[\d〇零○一二三四五六七八九]年|[一二三四五六七八九十]年前"
    r"|以往|往年|上半年|季度|时期|期间|最高|现在|目前|原来|解放前|战前"
)
_HEDGE = "不低于|不少于|不高于|不超过|不到|超过|高于|低于|接近"
_TIMES = re.compile(
    rf"(?P<subject>.*?)(?:是|为|相当于|约为|达到?|增长到|提高到|增加到|(?P<hedge>{_HEDGE}))(?P<other>[^，；]{{1,16}}?)的$"
)
#: a time or a plan that an earlier number stands for, and a completion of a plan
_PLANNED = re.compile(r"(?:预算|计划|任务|目标|指标)(?:数|任务|目标)?$")
_FLAT_WITH = re.compile(r"(?P<subject>.*?)[与和同跟较比](?P<other>[^，；、与和同跟较比]{1,12}?)(?:相比)?$")
_AT_SAME_TIME = re.compile(r"(?:同比|环比|较同期|与同期)$")
_AIMS = re.compile(r"目标|预期|计划|预算|任务")
#: what a row of wins is said to be: `产量实现“六连增”`, `得分有望实现全省“三连冠”`
_RUN = re.compile(
    r"(?<=..)(?:有望|力争|确保|再次|已|成功)*(?:实现|获|荣获|保持|取得|迎来)了?(?:历史[^，；、的]{0,4}的)?(?:全[国省市区县])?$"
)
_STREAK = re.compile(r"(?:已|并|且|均|都|连续|[“\"])*(?:连续(?:成功)?(?:举办|召开|发布|开展)?)[“\"]?$")
_PART_OF = re.compile(
    rf"(?P<subject>.*?)(?:(?:分别|均)约?)?(?P<said>达(?!标)到?|约?占|相当于|等于|约?为|是|恢复[到至]|完成|(?P<hedge>{_HEDGE}))(?P<whole>[^，；、]{{2,14}})的$"
)
#: what only says how far a plan came: `超额完成年计划的103%`
_ONLY = re.compile(r"(?:只|仅|已|超额|提前|累计|共|就|预计|可)+$")
_EARLIER_SELF = re.compile(r"平均|计划|目标|任务|预算|上年|去年|同期|疫情前|\d{4}年")
_MOVED = frozenset(["位", "个位", "位次", "个位次"])
_ADVERBS = ("分别", "已经", "预计", *"已将要则却也又还均都")
#: a subject ends before the first of the adverbs behind it: at the others nothing is tried again
_BASE = grammar.late(
    rf"(?P<subject>|.|.{{2,}}?{grammar.not_behind(*_ADVERBS)})(?:{'|'.join(_ADVERBS)})*(?:从|由|自(?![然主有治营来动筹给力]))(?P<date>{grammar.DATE})?"
    r"(?P<when>[^，；、]{0,7}?(?:初|末|底|前|上年|去年|今年|年代|之初)(?:预计)?)?的?(?:同期)?的?(?:平均|不足|不到|人均|户均|每人)?$"
)
_STARTS = re.compile("[从由自]")
_BASE_OF = re.compile(r"(?P<subject>.*?)(?:从|由)[^，；、]{1,9}$")
_THAN = re.compile(rf"(?P<subject>.*?){grammar.BESIDE}(?P<when>[^，；、]{{2,20}}?)(?:的|为)$")
_MOVES = re.compile(rf"(?:还|又|将|要|均|都|分别|实际|净|约)*(?:{grammar.UP}|{grammar.DOWN}|多|少|高|低)")
#: how far a number lies from the one before it: `比计划的80万元少5万元`
_LESS = re.compile(r"[多少高低]")
_RISES = re.compile(
    r"(?:提高|提升|增加|增长|扩大|上升|下降|降低|减少|缩短|压缩|调整|发展|跃升|上调|下调|增|降|升)(?:到|至|为)"
)
_PACE = re.compile(
    r"^的(?:幅度|速度|比例)(?:(?P<down>压减|削减|压缩|减少|降低|下降|核减)|增加|提高|增长|递增|提升)(?P<subject>[^，；。、]{2,20})"
)
_SHARES = re.compile(r"^(?:达到?|约?占|相当于)")
_DATED = grammar.late(
    rf"(?P<left>.*?)(?<![比较])(?P<date>{grammar.DATE}|(?<=[到至为])(?:去年|上年|今年|明年|目前|现在|现有))(?:底|末)?(?:预算|计划)?(?:的|实现的)?$"
)
#: what a date before a number may end with: most clauses end with a verb, and need not be asked
_DATE_ENDS = frozenset("年度月日份底末初代的划算今去上目现有前在来0123456789０１２３４５６７８９")
_SPEED = re.compile(
    r"^的?(?:平均)?(?:速度|增速|增幅|增长率|增长速度|较快增长|幅度)?(?:稳定|快速|高速|持续)?(?:增长|递增|的?增速|的速度)"
)
_FALL = re.compile(r"降幅|跌幅|下降率|降低率")
_LOWER = re.compile(r"(?:比|较).*?(?:低|少)$")
#: a hedge with a verb between it and its number: `约占全国1/12`, `约有3万人`
_ABOUT = re.compile(r"(?<![签条合节公违预契特制履])(?:大约|约)(?:占[^，；、占]{0,16}|有|达到?)$")
#: what is better the less there is of it: `PM2.5浓度改善7%`
_LESS_IS_BETTER = re.compile(r"浓度|PM|综合指数")
#: what is made better and not larger
_BETTERED = frozenset(["改善", "提升"])
_COMPARES = re.compile(r"比|较")
_EARLIER_THAN = grammar.late(rf"[比较](?:{grammar.DATE}|上年|去年|年初|同期|上届)")
#: more than there was: `存款余额90亿元，较年初新增8亿元`
_GAINED = grammar.late(
    rf"(?P<subject>.*?)[比较](?:{grammar.DATE}|上年|去年|前年|年初|同期|上届)[年末底初同期]{{0,3}}(?:实际|累计|又|已|共|约)*新增加?了?$"
)
_LOW = frozenset(["低于", "慢于", "低出", "低", "慢", "少"])
#: joins a further value, where it begins no noun: `分别增至15对和9家`
_JOINT = re.compile(r"[和与及](?:\d|$)")
_APART = frozenset(["低于", "慢于", "高于", "快于", "优于", "好于"])
#: a growth that is or reaches a rate, unlike a share that grows to one
_GROWS = frozenset(["增长", "上涨", "递增", "增"])
_RATES = frozenset(["为", "达", "达到"])
_SHARED = re.compile(rf"{grammar.SHARE_NOUN.pattern}|占")

Tail = grammar.Tail | None


def measure(claim: Claim) -> tuple[str | None, Tail]:
    """Tell what the number says; fills `measure`, `sign`, `reached` and `base` of the claim.

    Parameters
    ----------
    claim : Claim

    Returns
    -------
    subject : str or None
        What stands before the verbs; None where the number measures nothing.
    tail : match or None
        The verbs.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [(c.measure, c.sign) for c in read_clauses("单位能耗下降3%", 0, 8)[0]]
    [('growth', -1)]
    """
    said = _said_of(claim)
    if claim.measure == "growth" and than_plan(claim.left):
        claim.rules.append(THAN_PLAN)
    return said


def _said_of(claim: Claim) -> tuple[str | None, Tail]:
    q, left = claim.quantity, claim.left
    if q.bound == "exact" and _ABOUT.search(left):
        q.bound = "about"
    if q.kind == "rank":
        return rank(claim), None
    if q.kind in ("streak", "run"):
        claim.measure, claim.reached = "streak", True
        claim.rules.append("measure.streak")
        said = _STREAK.sub("", left).rstrip('“"')
        match = grammar.TAIL.match(_RUN.sub("", said) if q.kind == "run" else said)
        return (match["subject"] if match else left), match
    if q.kind == "flat":
        return _flat(claim), None
    special = (
        _paced(claim)
        or _than(claim)
        or _gap(claim)
        or _base(claim)
        or _compared(claim)
        or _multiple(claim)
        or _part(claim)
    )
    if special is not None:
        return special[0], None
    dated = at_end(_DATED, left) if left[-1:] in _DATE_ENDS else None
    if dated and dated.end("left"):
        left = left[: dated.end("left")]
    match = grammar.TAIL.match(left[-80:])
    if match is None:
        return left, None
    subject = left[:-80] + match["subject"]
    _by_verb(claim, subject, match)
    if q.value < 0 or q.before in ("+", "＋"):
        _signed(claim, subject)
    return subject, match


def _signed(claim: Claim, subject: str) -> None:
    """A number with a sign: what is no rate of its own has risen or fallen."""
    claim.sign = 1
    if claim.unit == "%" and claim.measure == "level" and not grammar.SHARE_NOUN.search(subject):
        claim.measure = "growth"
        claim.rules.append("measure.growth")


def _flat(claim: Claim) -> str | None:
    """What stays as it was: `与上年持平`; to stand level with an aim or with others is no growth."""
    left = _AT_SAME_TIME.sub("", claim.left)
    found = at_end(_FLAT_WITH, left)
    if (found and not _EARLIER.search(found["other"])) or _AIMS.search(found["other"] if found else left[-6:]):
        return None
    subject = subject_before(found) if found else left
    claim.measure = "growth"
    claim.rules.append("measure.flat")
    tail = grammar.TAIL.match(subject[-80:])
    subject = subject[:-80] + tail["subject"]
    return None if grammar.GROWTH_WORD.search(subject + tail["tail"]) else subject


def _hedged(claim: Claim, match: re.Match[str]) -> None:
    """Give a number the hedge that stands before what it is a part or a multiple of: `不低于标准的1.6倍`."""
    if match["hedge"] and claim.quantity.bound == "exact":
        claim.quantity.bound = grammar.BOUNDS[match["hedge"]]


def _gap(claim: Claim) -> tuple[str] | None:
    if claim.unit not in ("个百分点", "百分点", "%"):
        return None
    gap = at_end(grammar.GAP, claim.left)
    other = f"{gap['other'] or ''}{gap['than'] or ''}" if gap else ""
    if not gap or not other:
        return None
    if _EARLIER.search(other):
        return _than_aimed(claim, gap)
    if (claim.unit == "%" and not grammar.TERRITORY.search(other)) or (len(gap["verb"]) == 1 and not gap["other"]):
        return None
    claim.measure, claim.sign = "gap", -1 if gap["verb"] in _LOW else 1
    claim.rules.append("measure.gap")
    return (subject_before(gap),)


def _than_aimed(claim: Claim, gap: re.Match[str]) -> tuple[str] | None:
    """How far a value is from an aim or from an earlier one: `低于调控目标0.8个百分点`."""
    if gap["verb"] not in _APART or gap["other"] or claim.unit == "%":
        return None
    claim.measure, claim.sign = "change", -1 if gap["verb"] in _LOW else 1
    claim.rules.append("measure.points")
    return (subject_before(gap),)


def _paced(claim: Claim) -> tuple[str] | None:
    """A pace before what moves: `按不低于5%的幅度压减一般性支出`."""
    paced = _PACE.match(claim.window.right) if claim.unit == "%" else None
    if not paced:
        return None
    claim.measure, claim.sign = "growth", -1 if paced["down"] else 1
    claim.rules.append("measure.pace")
    claim.window.right = ""
    return (paced["subject"],)


def _base(claim: Claim) -> tuple[str] | None:
    if claim.quantity.kind == "double":
        return None
    if not _STARTS.search(claim.left):
        return None
    based = at_end(_BASE, claim.left) or (_RISES.match(claim.window.right) and at_end(_BASE_OF, claim.left))
    if not based:
        return None
    claim.base = claim.reached = True
    claim.rules.append("measure.base")
    if claim.unit in ("%", "％") and grammar.growth_at_end(subject_before(based)):
        claim.measure = "growth"
    return (subject_before(based),)


def _than(claim: Claim) -> tuple[str] | None:
    """A value that the next one is compared with: `比1990年的360亿元增加25%`."""
    if claim.quantity.kind not in ("amount", "double") or not _MOVES.match(claim.window.right):
        return None
    than = at_end(_THAN, claim.left) if claim.left.endswith(("的", "为")) else None
    if not than or not _EARLIER.search(than["when"]):
        return None
    claim.base = claim.reached = True
    claim.rules.append("measure.compared_base")
    if claim.unit == "%" and grammar.growth_at_end(subject_before(than)):
        claim.measure = "growth"
    return (subject_before(than),)


def _compared(claim: Claim) -> tuple[str] | None:
    if claim.quantity.kind == "amount" and claim.window.touching and (way := _LESS.fullmatch(claim.left)):
        claim.measure, claim.sign = "change", -1 if way.group() in _LOW else 1
        claim.rules.append("measure.compared")
        return ("",)
    beside = claim.quantity.kind == "amount" and ("比" in claim.left or "较" in claim.left)
    compared = at_end(grammar.COMPARED, claim.left) if beside else None
    more = compared or (at_end(_GAINED, claim.left) if beside and claim.unit != "%" else None)
    if not more:
        return None
    claim.measure = "growth" if claim.unit == "%" else "change"
    claim.sign = -1 if compared and compared["way"] in _LOW else 1
    claim.rules.append("measure.compared")
    return (subject_before(more),)


def _multiple(claim: Claim) -> tuple[str] | None:
    times = at_end(_TIMES, claim.left) if claim.unit == "倍" and claim.left.endswith("的") else None
    if not times:
        return None
    _hedged(claim, times)
    claim.measure, claim.reached = "multiple", True
    claim.rules.append("measure.multiple")
    return (subject_before(times),)


def _part(claim: Claim) -> tuple[str] | None:
    whole = claim.unit.startswith(FRACTIONS) and claim.left.endswith("的")
    part = at_end(_PART_OF, claim.left) if whole else None
    if not part:
        return None
    if not subject_before(part) and claim.left.startswith("完成") and not claim.window.said.strip():
        claim.reached = True
        claim.rules.append("measure.part_of")
        return (part["whole"],)
    _hedged(claim, part)
    taken = claim.left[part.start("said") :].startswith(("占", "约占"))
    if _PLANNED.search(part["whole"]) and part["said"] not in ("相当于", "等于"):
        claim.reached = True
        claim.rules.append("measure.completion")
        return (f"{_ONLY.sub('', subject_before(part))}占{part['whole']}比重",)
    if not taken and (_EARLIER_SELF.search(part["whole"]) or part["said"] in ("相当于", "等于")):
        claim.measure, claim.reached = "multiple", True
        claim.rules.append("measure.multiple")
        return (subject_before(part),)
    if not _SHARES.search(claim.left[part.start("said") :]):
        return None
    claim.reached = True
    claim.rules.append("measure.part_of")
    return (f"{_ONLY.sub('', subject_before(part))}占{part['whole']}比重",)


def _by_verb(claim: Claim, subject: str, match: grammar.Tail) -> None:
    q, unit = claim.quantity, claim.unit
    tail = match["tail"]
    rate = unit == "%" and match["up"] in _GROWS and match["into"] in _RATES
    moved = bool((match["up"] or match["down"]) and (not match["into"] or (rate and not _SHARED.search(subject))))
    if q.kind == "double":
        claim.measure = "growth"
        claim.rules.append("measure.doubling")
    elif unit.startswith(FRACTIONS) or q.kind in ("zero", "two"):
        if not _growth(claim, subject, tail, match, moved):
            _level(claim, tail, match)
    elif unit.endswith("百分点"):
        claim.measure = "change"
        claim.sign = -1 if match["down"] or _LOWER.search(subject + tail) else 1
        claim.rules.append("measure.points")
    elif unit in ("倍", "倍多"):
        claim.measure = "growth" if moved else "multiple"
        claim.sign = -1 if moved and match["down"] else 1
        claim.rules.append(f"measure.{claim.measure}")
    elif moved and _works(claim, match):
        claim.acted = True
        claim.rules.append("measure.level")
    elif moved and not grammar.is_flow(subject, match["up"] or "") and (not counted(claim) or _COMPARES.search(tail)):
        claim.measure, claim.sign = "change", -1 if match["down"] else 1
        claim.rules.append("measure.change")
    else:
        _level(claim, tail, match)


def _growth(claim: Claim, subject: str, tail: str, match: grammar.Tail, moved: bool) -> bool:
    noun = not moved and (
        grammar.growth_at_end(subject) or grammar.GROWTH_WORD.search(tail) or _aimed(claim, subject, tail)
    )
    cuts = not moved and not noun and _cuts(claim.left)
    named = claim.quantity.kind in ("zero", "two") or _SPEED.match(claim.window.right)
    if not (moved or noun or cuts or named):
        return False
    better = match["up"] == "改善" and _LESS_IS_BETTER.search(subject) is not None
    falls = (bool(match["down"]) or better) if moved else cuts or bool(noun and _FALL.search(noun.group()))
    claim.measure, claim.sign = "growth", -1 if falls else 1
    claim.rules.append("measure.growth")
    return True


def _aimed(claim: Claim, subject: str, tail: str) -> re.Match[str] | None:
    """A growth that is aimed at: `经济增长的预期目标是`, `经济增长速度的调控目标，定为`."""
    if bare := grammar.BARE_AIM.fullmatch(subject + tail):
        return bare
    return grammar.growth_at_end((subject or claim.window.said.rstrip("，,")) + tail)


def _level(claim: Claim, tail: str, match: grammar.Tail) -> None:
    steps = claim.quantity.before in grammar.STEPS
    claim.reached = bool(match["into"] or (match["to"] and match["to"] not in grammar.HAVE) or steps)
    if steps and "连续" in tail:
        claim.reached, claim.flow = False, True
    claim.rules.append("measure.level")


def _works(claim: Claim, match: grammar.Tail) -> bool:
    """Whether a rise is the work done on things counted: `学校改造提升56所` counts schools."""
    if match["up"] in _BETTERED and claim.unit.endswith(("亩", "公里", "米", "公顷")):
        return True
    if claim.unit in _MOVED or not claim.unit or (match["up"] == "增长" and _EARLIER_THAN.search(claim.left)):
        return False
    return weigh(claim.unit) == "count" and not grammar.COUNTS_MORE.fullmatch(match["up"] or match["down"])


def _cuts(left: str) -> bool:
    head = grammar.HEAD.match(left)
    return grammar.CUTS.match(left[head.end() :] if head else left) is not None


def counted(claim: Claim) -> bool:
    """Whether the things counted stand behind the number: `改造提升1000个村道`."""
    right = claim.window.right
    things = bool(tidy(right[:1])) and not _JOINT.match(right)
    return claim.quantity.kind == "amount" and weigh(claim.unit) == "count" and things
