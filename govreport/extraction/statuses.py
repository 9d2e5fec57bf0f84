"""Whether a number is a result, an estimate or a target."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.claim import Claim
from govreport.extraction.periods import on_ground
from govreport.extraction.scopes import Reading
from govreport.model import Status
from govreport.text.times import Time

__all__ = ["status_of"]

_ESTIMATE = re.compile(
    r"预计(?<![好高低快优多大]于预计)(?<!超[过出]预计)(?<![比较超原]预计)|初步预计|预测|估计|初步测算|预期(?=增|达|实现|全年|完成|今|\d)"
)
_FORESEEN = re.compile(r"[预估]计(?<!原[预估]计)(?<!原来[预估]计)(?!的|数)")
#: what was expected of another year is what this one is compared with: `比上年预计增加`
_OTHERWISE = re.compile(r"[比较由从][^，。；]{0,8}$")
#: 预计 behind its subject: `存款余额预计达…`
_VERBS_ONLY = re.compile(r"(?:可以?)?(?:达到?|完成|实现|为|增长|突破|超过?|将|能)+(?:近|约)?")
_FORECAST = re.compile(
    r"^(?:全[国省市])?(?:普通)?高校(?:应届)?毕业生(?:规模|人数|总数)?$|需要就业|预计(?<!原预计)(?<!原来预计)"
)
#: what comes by itself, and what nobody wants: where a plan foresees it, it is no aim
_UNAIMED = re.compile(rf"{grammar.any_of('unaimed')}|(?<!贫困)(?<!脱贫)人口(?!城镇化)|缺[^口]")
#: what nobody wants to fall
_WANTED = re.compile(r"(?:收入|投资|消费|增加值|产值|产量|出口|总额|利润|生产总值|GDP)$")
#: since then congresses meet early in a year, and what a plan foresees of it is to come; before, much of it was over
_EARLY = 1985
#: a review recalls what was aimed at: `去年的报告提出，物价涨幅要降到4%左右`; what came of it is told behind
_RECALLED = re.compile(r"(?:报告|计划|规划|大会|会议)[^。；，]{0,8}提出，?[^。；，]{0,10}(?:要|把|将)")
_OUTCOME = re.compile(r"实际|结果|经过|执行|完成了|实现了")
#: the aim that was met: `实现扩招100万人目标`, `1亿人落户目标如期实现`
_AIM_MET = re.compile(r"[^，。；、\d]{0,24}目标(?:(?:[^，。；]{0,6}(?P<met>实现|完成|达成))|(?=[，。；、]|$))")
_AIM_REACH = 26  #: and how far behind its number 目标 ends
_MEETS = re.compile(
    r"(?:实现|完成|达到|达成)[^，。；、]*$|(?:没有实现|未实现|没有完成|未完成|[确设制]定了?|提出了?|对照|对标)[^，。；]{0,60}$"
)
#: what was meant to be, where the result is told behind it: `计划压缩20亿元，实际压缩12亿元`
_INTENDED = re.compile(
    r"(?:计划|原定|(?<!公共)(?<!基金)预算(?![内外收支])|(?<![共金般政方])预算(?=[收支])|安排|(?<![模虚])拟)[^，。；、]{0,12}$"
)
_CAME_OF_IT = re.compile(r"[，；、][^，。；]{0,8}?实际(?!利用|使用|到位|增长|下降|增速)")
_PLANNED = re.compile(
    r"计划(?:数)?(?:为|是)$|(?:目标值?(?:[确设拟]?定)?|任务)(?:为|是)(?:新增|完成)?[^，。；、\d]{0,8}$"
)
_ALREADY = re.compile(r"已经|(?<!实)现在|已(?=[建加有达完开超累提降上集取])|目前|现有(?=[^，。；]{0,6}$)|截至")
#: what was done, and not what was planned: `取消了400项`, `安排了400项`
_DONE = re.compile(r"(?<![划排署出确定])了(?:原先|原来|全[国省市县])?$")
_MODAL = re.compile(r"要|将|力争|计划|确保|争取|再")
#: what tells of a part of the running year that is over (`截至今年2月底`, `比去年同期`), and of one that comes
_TOLD = re.compile(r"同期|截[至止]|为止|统计|已|[去上]年末|没有|共有")
_SHALL = re.compile(r"要(?!求)|将(?!近)|力争|确保|争取|应[当该]|必须|再(?!次)|计划(?!完成)|安排")
_ENDED = re.compile(r"[；;。，,]")
_HEAD = 24
#: how far back a word can govern a number: a sentence may be as long as the text
_REACH = 400
_FUTURE = frozenset(["by", "this", "ahead", "year", "plan", "range", "next", "century"])


def status_of(
    text: str, claim: Claim, reading: Reading, years: tuple[int, int], year: int, named: list[Time]
) -> Status:
    """Return actual, estimate or target.

    Parameters
    ----------
    text : str
    claim : Claim
    reading : Reading
        The sentence.
    years : tuple of int
        What the number is about.
    year : int
        The year the report was delivered.
    named : list of Time
        The times that may govern it, as `governing` gives them.

    Returns
    -------
    str
    """
    if claim.goal or _PLANNED.search(claim.left) or _is_aim_met(text, claim, reading.start):
        return "target"
    held = reading.scope.status.value
    if held == "estimate" or (reading.noted is not None and reading.noted <= claim.quantity.end + 1):
        return "estimate"
    if held == "target":
        return _in_plan(text, claim, reading, years, year, named)
    return _in_review(text, claim, reading, years, year, named)


def _foreseen(text: str, start: int, end: int) -> int | None:
    """Where a stretch says that something is expected: `1982年预计增长5%`, not `比上年预计增加`."""
    found = _FORESEEN.finditer(text, start, end)
    return next((word.start() for word in found if not _OTHERWISE.search(text, start, word.start())), None)


def _is_aim_met(text: str, claim: Claim, start: int) -> bool:
    """Whether a number is what was aimed at, told where it was met."""
    end = claim.quantity.end
    near = claim.measure in ("level", "growth") and text.find("目标", end, end + _AIM_REACH) >= 0
    aim = _AIM_MET.match(text, end) if near else None
    return aim is not None and bool(
        aim["met"] or _MEETS.search(text, max(start, claim.quantity.start - _REACH), claim.quantity.start)
    )


def _in_plan(text: str, claim: Claim, reading: Reading, years: tuple[int, int], year: int, named: list[Time]) -> Status:
    start, place = reading.start, claim.quantity.start
    year = min(year, reading.section.period[1])  # a file may be named by another year than its text tells
    if on_ground(claim):
        return "actual"
    past = named and named[-1].value[1] < year
    if past or years[1] < year:
        return "actual"
    if claim.base:
        return "estimate" if _ESTIMATE.search(claim.left) else "actual"
    head = _foreseen(text, start, min(place, max(reading.first, start + _HEAD)))
    at_head = head is not None and (head - start <= 6 or head < reading.first)
    foreseen = at_head or _foreseen(claim.left, 0, len(claim.left)) is not None
    if _FORECAST.search(claim.names[0]):
        return "estimate"
    if foreseen:
        falls = claim.sign < 0 and _WANTED.search(claim.names[0])
        return "estimate" if year < _EARLY or falls or _UNAIMED.search(claim.names[0]) else "target"
    said_of = claim.left.endswith("的") and claim.window.right[:1] not in ("", *"，、。；,;")
    running = named and named[-1].part and claim.left.endswith("了")
    if _is_over(text, reading, place, named, years, year):
        return "actual"
    done = claim.measure == "level" and _DONE.search(claim.left) is not None
    by_now = (
        running or done or (_ALREADY.search(claim.left) and not said_of) or text.startswith(("目前", "现在"), start)
    )
    if by_now and not _MODAL.search(claim.left):
        return "actual"
    return "target"


def _is_over(text: str, reading: Reading, place: int, named: list[Time], years: tuple[int, int], year: int) -> bool:
    """Whether a number is of a part of the running year that its sentence tells of as over, and not of one to come."""
    if not (named and named[-1].part and named[-1].value == years == (year, year)):
        return False
    told = _TOLD.search(text, reading.start, reading.end) is not None
    return told and _SHALL.search(text, max(reading.start, place - _REACH), place) is None


def _recalled(text: str, start: int, end: int) -> bool:
    if text.find("提出", start, end) < 0:  # in most sentences it is not
        return False
    return _RECALLED.search(text, start, end) is not None and not _OUTCOME.search(text, start, end)


def _in_review(
    text: str, claim: Claim, reading: Reading, years: tuple[int, int], year: int, named: list[Time]
) -> Status:
    start, place = reading.start, claim.quantity.start
    near = max(start, place - _REACH)
    if _INTENDED.search(claim.left) and _CAME_OF_IT.match(text, claim.quantity.end):
        return "target"
    if not claim.base and _recalled(text, near, place):
        return "target"
    if named and named[-1].value[1] >= year and named[-1].kind in _FUTURE and years[1] >= year:
        if _is_over(text, reading, place, named, years, year) or claim.left.endswith("了"):
            return "actual"
        return "estimate" if _ESTIMATE.search(claim.left) else "target"
    head = _ESTIMATE.search(text, near, place)
    if head and _VERBS_ONLY.fullmatch(text, head.end(), max(head.end(), reading.first)):
        part = max(text.rfind(mark, head.end(), place) for mark in "；;")
        return "actual" if part >= 0 and not _ESTIMATE.search(text, part, place) else "estimate"
    if head and (
        head.start() < reading.first or _ESTIMATE.search(claim.left) or not _ENDED.search(text, head.start(), place)
    ):
        return "estimate"
    return "actual"
