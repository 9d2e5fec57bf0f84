"""The one grammar of time: years, spans, plans, parts of a year, and what each does where it stands.

A time is found where a rule of `time_rules` matches. What it does is its role: `FRAME` opens a scope (`五年来，…`),
`LOCAL` stands beside its number, `BASE` is what a number is compared with (`比2020年`), `NAME` is part of a name and
says nothing of when (`2022年丰收节`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from govreport.lexicon import in_a_row, literals
from govreport.text.time_rules import HAN_NUMERAL, TIME, any_of, kind_of, words
from govreport.text.time_types import Role, Setting, Time, Years
from govreport.text.time_values import BACKWARDS, believed, count_of, four_digits, part_of, plan_years, value_of

__all__ = ["Role", "Setting", "Time", "believed", "each_time", "find_times", "four_digits", "plan_years", "words"]

#: one of these is in every time: where none is, nothing is looked for
_ANY_TIME = re.compile(
    "[年今去前末底五月截以季本任上到](?<!以(?!来))(?<!季(?!度))(?<!本(?!届))(?<!任(?!期))(?<!上(?!一))(?<!到(?!现在))"
)
_CLAUSE_ENDS = "，,；;。：:！!？?、\n\r\u3000"
_LEAD = re.compile(
    rf"(?:\s|——|[●◆■•]|[（(][{HAN_NUMERAL}]+[)）]|[{HAN_NUMERAL}]+、|[{HAN_NUMERAL}]+是|第[{HAN_NUMERAL}]+[，,]|\d{{1,2}}[.．、]|{literals(in_a_row(words('lead')))}|各位委员|[！!：:“])*"
)
_SET_OFF = re.compile(rf"[，,：:]|{any_of('speaker')}")
_NAMED = re.compile(rf"[^，,；;。：:！!？?、\n\d]{{0,18}}?{any_of('event')}")
#: a plan that says what is to be, for its own years: `第六个五年计划规定，…`
_RULED = re.compile(r"(?:草案|纲要)?[中里]?(?:规定|要求|安排|提出|确定|把|将)")
#: a plan that is looked back at or ahead to is its years, not its name: `回首“十三五”，…`
_LOOKED_AT = re.compile(rf"(?:^|[，,。；;！!：:\n\s])(?:我们)?{any_of('looks')}$")
_QUOTES = re.compile(r"[“《「『][^“”《》「」『』\n]{0,60}$")


def find_times(text: str, start: int, end: int, setting: Setting) -> tuple[Time, ...]:
    """Find the times that a stretch of text names.

    Parameters
    ----------
    text : str
    start, end : int
        The stretch: a sentence or a heading.
    setting : Setting
        What the report speaks of there.

    Returns
    -------
    tuple of Time
        In order, not overlapping.

    Examples
    --------
    >>> said = "五年来，城镇化率比2017年提高3个百分点"
    >>> [(t.kind, t.value, t.role.value) for t in find_times(said, 0, len(said), Setting(2023, (2022, 2022)))]
    [('span', (2018, 2022), 'frame'), ('compare', (2017, 2017), 'base')]
    """
    return tuple(each_time(text, start, end, setting)) if _ANY_TIME.search(text, start, end) else ()


def each_time(text: str, start: int, end: int, setting: Setting) -> Iterator[Time]:
    """Yield the times that `find_times` gives; who wants the first of them reads no further.

    Examples
    --------
    >>> said = "五年来，城镇化率比2017年提高3个百分点"
    >>> next(each_time(said, 0, len(said), Setting(2023, (2022, 2022)))).kind
    'span'
    """
    every = _times(text, start, end, setting)
    for time in every:
        if time.kind == "span" and text.startswith("前", time.start):
            yield from _ahead_of([time, *every], text)
            return
        yield time


def _times(text: str, start: int, end: int, setting: Setting) -> Iterator[Time]:
    found: list[Time] = []
    plan, here = setting.plan, setting
    for match in TIME.finditer(text, start, end):
        kind = kind_of(match)
        if kind == "span" and not _lasts(text, match, start, setting.period[0] >= setting.year):
            continue
        value = value_of(match, kind, here, found)
        begun, done = match.span()
        if value is None or (kind == "span" and found and found[-1].kind == "range" and begun - found[-1].end <= 1):
            continue
        if kind == "plan" and value[0] < value[1] and value != plan:
            plan, here = value, replace(setting, plan=value)
        if kind == "span" and plan is not None and _is_plan(match, plan, here):
            kind, value = "plan", plan
        role = _role(text, start, end, kind, begun, done)
        set_off = _SET_OFF.match(text, done, end) is not None
        found.append(Time(begun, done, kind, value, role, part_of(match), set_off))
        yield found[-1]


#: what makes years a plan's name: `五年工作方案`
_NAMED_PLAN = re.compile(r"[^，。；、的\d]{0,4}(?:方案|计划|行动|规划|纲要)")


def _lasts(text: str, match: re.Match[str], start: int, ahead: bool) -> bool:
    """Whether `N年` says when: `五年来`, `五年累计`, `近三年`, not `三年行动`, `历时五年`, `十年来最好`."""
    before = text[max(start, match.start() - 4) : match.start()]
    behind = text[match.end() : match.end() + 8]
    if behind.startswith(words("best")) or (behind[:1] in ("来", "的") and behind[1:].startswith(words("best"))):
        return False
    if not (match["back"] or match["within"]) and _NAMED_PLAN.match(behind):
        return False
    if match["back"] in ("前",) and before.endswith(("提", "比", "学")):
        return False
    if match["back"] or match["within"]:
        takes = match["within"] is not None and match["within"].endswith("时间")
        return match["back"] is not None or (takes and ahead) or not before.endswith(words("duration"))
    if before.endswith("连续"):
        return behind.startswith(("累计", "共", "合计"))
    if before.endswith(words("duration")):
        return False
    if behind[:1] in ("为", "达") and behind[1:2] in tuple(HAN_NUMERAL + "0123456789０１２３４５６７８９"):
        return True
    if behind.startswith("的"):
        return behind[1:].startswith(words("worked"))
    if behind.startswith((*words("summed"), *words("worked"))) or behind[:1].isdigit():
        return not behind.startswith("左") or behind.startswith("左右时间")
    opens = not before or before[-1] in _CLAUSE_ENDS
    told = match["span_count"] in ("五", "十", "三") and behind and not behind.startswith(words("lasting"))
    return bool(opens and told and "\u4e00" <= behind[0] <= "\u9fff")


def _is_plan(match: re.Match[str], plan: Years, setting: Setting) -> bool:
    """Whether a bare `五年` is the plan that the text speaks of."""
    if setting.period[0] >= setting.year and setting.period[1] - setting.period[0] == 4:
        return False
    whole = count_of(match["span_count"]) == plan[1] - plan[0] + 1
    return whole and plan[1] >= setting.year and not BACKWARDS.search(match.group())


def _ahead_of(times: list[Time], text: str) -> Iterator[Time]:
    """The times, of which years lie before one that is named behind them: `前三年增加…，而1956年增加…`."""
    named = {time.value: time.start for time in times if time.kind == "year"}  # of each year the last place
    for time in times:
        last = time.value[1]
        ahead = time.kind == "span" and text.startswith("前", time.start)
        if ahead and named.get((last, last), -1) > time.end:
            yield replace(time, value=(time.value[0] - 1, last - 1))
        else:
            yield time


def _role(text: str, start: int, end: int, kind: str, begun: int, done: int) -> Role:
    """What a time does where it stands."""
    if kind == "compare":
        return Role.BASE
    if kind == "plan_name":
        looked_at = _LOOKED_AT.search(text[max(start, begun - 12) : begun]) and _SET_OFF.match(text, done, end)
        return Role.FRAME if looked_at else Role.LOCAL if _RULED.match(text, done, end) else Role.NAME
    begin, first = begun, max(start, begun - 40)
    while begin > first and text[begin - 1] not in _CLAUSE_ENDS:
        begin -= 1
    if begin == begun:
        return Role.FRAME
    if (
        kind not in ("plan", "span")
        and (quoted := _QUOTES.search(text, begin, begun))
        and (re.search("[”》」』]", text[done : min(end, quoted.start() + 60)]))
    ):
        return Role.NAME
    if _LEAD.fullmatch(text, begin, begun):
        return Role.FRAME
    if kind in ("year", "by", "plan", "range") and text[max(begin, begun - 3) : begun].endswith(words("object")):
        return Role.NAME
    if kind == "year" and (named := _NAMED.match(text, done, end)) and named.end() > done:
        return Role.NAME
    return Role.LOCAL
