"""Where the report stands in a text: without the page around it, its notes, and the copies that follow it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from govreport.text.cues import BLANK, pattern
from govreport.text.lines import lines

__all__ = ["Layout", "find_report"]

_ADDRESS_REACH = 500
_PROBE = 60
_LINE = 120
_SHORT = 40
_MARKS = '[*※＊#【】\\[\\]〔〕()（）<>《》“”"\\s:：·•]*'
_STOPS = tuple("。！!？?；;”）)…")
_CLOSING = 0.7
_ATTACHED = re.compile("附")
_NUMBERED = re.compile("[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The stretches of a text: the report, and an annex that belongs to its plan."""

    start: int
    end: int
    annexes: tuple[tuple[int, int], ...]


@lru_cache(maxsize=2)  # reading asks for it, and then whoever doubts what was read
def find_report(text: str) -> Layout:
    """Find the report in a text that may be a saved page.

    Parameters
    ----------
    text : str
        The text of the file.

    Returns
    -------
    Layout
        The report begins with the address to the congress (or, where there is none, with the first heading or full
        sentence) and ends before what only a page or an appendix has.
    """
    start, limit = _longest_copy(text, _openings(text))
    if start < 0:
        start = _first_line_of_text(text)
    start, limit = _until_next(text, start, limit)
    end, annexes = _cut_tail(text, start, limit)
    return Layout(start, end, annexes)


def _openings(text: str) -> list[int]:
    """Return where a speaker addresses the congress and hands the report over, and where a copy says the same again."""
    addresses = [match.start() for match in pattern("address").finditer(text)]
    handovers = list(pattern("commission").finditer(text))
    if addresses and (not handovers or addresses[0] < handovers[0].start() - _ADDRESS_REACH):
        begun = not handovers and _BEGUN.search(text, 0, addresses[0])
        return [addresses[0]] if not begun and addresses[0] < max(400, len(text) // 5) else []
    found: list[int] = []
    for match in handovers:
        if _words(match) != _words(handovers[0]):
            continue
        before = bisect_right(addresses, match.start())
        near = before > 0 and match.start() - addresses[before - 1] <= _ADDRESS_REACH
        found.append(addresses[before - 1] if near else _line_start(text, match.start()))
    return found


#: a first chapter with sentences in it: the address behind it is one of those inside the report
_BEGUN = re.compile(r"^\s{0,8}一、[^。\n]{2,40}\n[^\n]{0,400}。", re.M)


def _words(match: re.Match[str]) -> str:
    return re.sub(BLANK, "", match.group())[:8]


def _line_start(text: str, place: int) -> int:
    """Where nobody is addressed the report begins with the line, or in a long line with the sentence."""
    line = text.rfind("\n", max(0, place - _LINE), place)
    if line >= 0:
        return line + 1
    stop = text.rfind("。", max(0, place - _LINE), place)
    return stop + 1 if stop >= 0 else (0 if place < _LINE else place)


def _longest_copy(text: str, openings: list[int]) -> tuple[int, int]:
    """Return the span of the report when its opening is there more than once: in an abstract, or in whole copies."""
    if not openings:
        return -1, len(text)
    ends = [*openings[1:], len(text)]
    longest = max(end - start for start, end in zip(openings, ends, strict=True))
    return next((start, end) for start, end in zip(openings, ends, strict=True) if 2 * (end - start) >= longest)


def _until_next(text: str, start: int, limit: int) -> tuple[int, int]:
    """Stop before a copy of the report or another report, and before the lines without a full stop that head it."""
    copy = text.find(text[start : start + _PROBE], start + _PROBE)
    other = pattern("second_report").search(text, min(start + _PROBE, limit), limit)
    limit = min([limit, *([copy] if copy >= 0 else []), *([other.start()] if other else [])])
    if limit == len(text):
        return start, limit
    for line_start, line_end in reversed(lines(text, start, limit)):
        if text[line_start:line_end].endswith(_STOPS) or line_end - line_start > 80:
            return start, line_end
    return start, limit


def _first_line_of_text(text: str) -> int:
    """Where nobody is addressed: the first heading or the first line that holds a whole sentence."""
    title = pattern("title")
    spans = lines(text)
    for start, end in spans:
        line = text[start:end]
        if title.search(line) and end - start <= 60:
            continue
        if _HEADING.match(line) or (re.search("[。；！，]", line) and re.search(r"\w", line)):
            return start
    return spans[0][0] if spans else 0


_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[^。]{0,12}(?:工作)?回顾$|第一部分")


def _cut_tail(text: str, start: int, limit: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return the end of the report and the annexes after it."""
    length = limit - start
    last = max((match.start() for match in pattern("address").finditer(text, start, limit)), default=start)
    closed = last > start + _CLOSING * length
    spans = lines(text, max(start + length // 2, last), limit)
    end = limit
    annexes: list[tuple[int, int]] = []
    opened = -1
    for number, (line_start, line_end) in enumerate(spans):
        if number == 0 and line_start <= last:
            continue
        following = spans[number + 1 : number + 8]
        if _ends_report(text, line_start, line_end, following, closed):
            end = min(end, line_start)
            if opened >= 0:
                annexes.append((opened, line_start))
                opened = -1
        elif opened < 0 and _opens_annex(text, line_start, line_end, following, closed):
            end = min(end, line_start)
            opened = line_start
    if opened >= 0:
        annexes.append((opened, limit))
    return _cut_inline(text, max(start, end - 300), end), tuple(annexes)


def _ends_report(text: str, start: int, end: int, following: list[tuple[int, int]], closed: bool) -> bool:
    line = text[start:end]
    if pattern("tail_long").match(line) or (closed and pattern("note").match(line)):
        return True
    if len(line) >= _SHORT:
        return False
    if pattern("tail").match(line) or _whole("glossary").fullmatch(line):
        return True
    return (
        bool(following)
        and bool(_ATTACHED.match(line))
        and bool(_whole("glossary").fullmatch(text[slice(*following[0])]))
    )


def _opens_annex(text: str, start: int, end: int, following: list[tuple[int, int]], closed: bool) -> bool:
    """A list of the year's projects behind the report is part of its plan, as is a table or what else is attached."""
    line = text[start:end]
    if end - start < _SHORT and _whole("attached").fullmatch(line):
        return True
    if end - start < _SHORT and _whole("annex_table").fullmatch(line) and _is_table(text, following):
        return True
    if end - start >= _SHORT or not _whole("annex").fullmatch(line):
        return False
    if not _ATTACHED.match(line) and (not closed or _NUMBERED.match(line)):
        return False
    block = text[start : following[-1][1] if following else end]
    return bool(pattern("project").search(block))


def _is_table(text: str, following: list[tuple[int, int]]) -> bool:
    """Whether a table begins below, whose cells tabs part."""
    tabbed = ["\t" in text[start:end] for start, end in following[:5]]
    return any(one and two for one, two in pairwise(tabbed))


def _whole(kind: str) -> re.Pattern[str]:
    return pattern(kind, _MARKS, _MARKS)


def _cut_inline(text: str, start: int, end: int) -> int:
    match = pattern("tail_inline").search(text, start, end)
    return match.start() if match else end
