"""Headings of a report: which lines are headings, and what part they open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from govreport.model import SectionKind
from govreport.text.cues import BLANK, pattern
from govreport.text.lines import lines
from govreport.text.times import Role, Setting, Time, find_times, words

__all__ = ["Heading", "Mention", "Topic", "find_headings", "mentions", "top_level", "topics_of"]

_CHAPTER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s?[、.．，,]|第[一二三四五六七八九十]{1,2}(?:个)?(?:部分|篇|章))"
)
_PART = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")
_OPEN = ("“", "《", "「")
_CLOSED = re.compile(rf"{BLANK}*[”》」，、；]")
_LIST = re.compile("[。；：:，]$")
_PART_WORD = re.compile("回顾|总结|完成情况|主要任务|任务|目标|安排|说明|重点|要求|成就|情况")
_ENDED = re.compile("[。！？!?；;：:…”’」》）)—]$")
_LONGEST = 44
_PLAIN_LONGEST = 32
_ROW = 400  #: how far is looked for the cells of the row below
_NAMES_A_PAPER = re.compile(r"中共|纲要|草案|（代拟稿）|决定$|条例|作政府工作报告|政府工作报告|摄$")
_TITLES_A_PART = re.compile(
    r"(?:回顾|总结|安排|建议|任务|目标|要求|工作|部署|成就|情况|措施|思路|重点|方针|展望|成效|打算|举措|谋划|发展)[：:]?$"
)


When = Literal["past", "now", "ahead"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A time in a heading: where it stands, where it lies from the report's year, and the years it means."""

    start: int
    when: When
    period: tuple[int, int]
    long: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """What a heading announces: a kind of part and the years it is about, None where it does not say."""

    kind: SectionKind
    period: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: where its line starts and ends, its words, its level and what it announces.

    `level` is 1 for 一、, 2 for （一）, and 0 for a line without a number that names a part.
    """

    start: int
    end: int
    text: str
    level: int
    topics: tuple[Topic, ...] = field(default=())
    short: bool = True


def find_headings(text: str, start: int, end: int, year: int) -> list[Heading]:
    """Find the headings of a report.

    Parameters
    ----------
    text : str
        The text of the file.
    start, end : int
        Where the report stands in it.
    year : int
        The year it was delivered.

    Returns
    -------
    list of Heading
        In order. Lines without a number count only when they name a time and a kind of part.
    """
    spans = lines(text, start, end)
    found = []
    skip_to = -1
    for number, (line_start, line_end) in enumerate(spans):
        if line_start < skip_to or line_end - line_start < 2 or _in_table(text, line_start, line_end):
            continue
        if number and _goes_on(text, *spans[number - 1], line_start):
            continue
        chapter = _CHAPTER.match(text, line_start, line_end)
        part = None if chapter else _PART.match(text, line_start, line_end)
        if chapter or part:
            said, stop = _joined(text, spans, number)
            skip_to = stop
            short = len(said) <= _LONGEST and not _LIST.search(said)
            said = _cut(said)
            if len(said) > 3:
                found.append(Heading(line_start, stop, said, 1 if chapter else 2, topics_of(said, year), short))
        elif line_end - line_start <= _PLAIN_LONGEST and not _inside_a_link(text, line_start, line_end):
            said = text[line_start:line_end]
            if _LIST.search(said) or _NAMES_A_PAPER.search(said) or not _TITLES_A_PART.search(said):
                continue
            topics = topics_of(said, year)
            if topics and mentions(said, year):
                found.append(Heading(line_start, line_end, said, 0, topics))
    return found


def _in_table(text: str, start: int, end: int) -> bool:
    """Whether a line is a row of a table; one with a single cell, if the row below has several."""
    if "\t" in text[start:end]:
        return True
    if text[end : end + 1] != "\t":
        return False
    _, _, below = text[end : end + _ROW].partition("\n")
    return "\t" in below.partition("\n")[0].strip()


def _goes_on(text: str, start: int, end: int, following: int) -> bool:
    """Whether a line breaks off inside a sentence: what stands right below it is no heading."""
    below = text.count("\n", end, following) == 1 and end - start > _PLAIN_LONGEST
    return below and not _ENDED.search(text, start, end) and not _CHAPTER.match(text, start, end)


def _cut(said: str) -> str:
    """Cut a heading that runs into its first sentence behind its last word that names a part."""
    said = re.split("[。；！]", said, maxsplit=1)[0]
    if len(said) <= _LONGEST:
        return said
    ends = [match.end() for match in _PART_WORD.finditer(said, 0, 34)]
    return said[: ends[-1]] if ends else said[:_LONGEST]


def top_level(headings: list[Heading]) -> int:
    """Say which numbers the chapters of a report have: 1 for 一、, 2 for （一）, 0 for none."""
    if any(heading.level == 1 and any(topic.period for topic in heading.topics) for heading in headings):
        return 1
    if any(heading.level == 0 for heading in headings):
        return 0
    return next((heading.level for heading in headings if heading.level), 1)


def _joined(text: str, spans: list[tuple[int, int]], number: int) -> tuple[str, int]:
    """Return the words of a line and, where a link broke it inside a pair of quotes, of the lines that go on."""
    said = text[slice(*spans[number])]
    for following in spans[number + 1 : number + 5]:
        if not said.endswith(_OPEN) and not _CLOSED.match(text, following[0]):
            break
        said += text[slice(*following)]
        number += 1
    return said, spans[number][1]


def _inside_a_link(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 6) : start].rstrip()
    return before.endswith(_OPEN) or bool(_CLOSED.match(text, end))


def topics_of(said: str, year: int) -> tuple[Topic, ...]:
    """Say what a heading announces.

    Parameters
    ----------
    said : str
        The heading.
    year : int
        The year the report was delivered.

    Returns
    -------
    tuple of Topic
        In the order of the heading; empty for a heading that opens no part of its own.

    Examples
    --------
    >>> [topic.kind for topic in topics_of("一、2023年工作回顾和2024年工作安排", 2024)]
    ['review', 'plan']
    >>> topics_of("三、全面加强政府自身建设", 2024)
    ()
    """
    times = mentions(said, year)
    behind = pattern("review_word").search(said)
    ahead = list(pattern("plan_word").finditer(said))
    past = [time for time in times if time.when == "past"]
    coming = [time for time in times if time.when != "past"]
    if behind and not ahead:
        return _topics(past, "review") or (Topic("review", None),)
    if past and coming:
        return _topics(times)
    if past and ahead and behind and ahead[-1].start() > behind.end() and ahead[-1].start() > past[-1].start + 8:
        return (*_topics(past, "review"), Topic("plan", None))
    if past:
        return _topics(past, "review")
    if coming:
        first = (Topic("review", None),) if behind and behind.end() < coming[0].start else ()
        return (*first, *_topics(coming, "plan"))
    if ahead and not behind and len(said) <= 24 and re.search(f"{pattern('plan_word').pattern}$", said):
        return (Topic("plan", None),)
    return ()


def mentions(text: str, year: int) -> list[Mention]:
    """Say where the times that a heading names lie.

    Parameters
    ----------
    text : str
        The heading.
    year : int
        The year the report was delivered.

    Returns
    -------
    list of Mention
        In order. A five-year plan that is under way is none: it says nothing about which part this is.

    Examples
    --------
    >>> [(m.when, m.period) for m in mentions("一、2023年工作回顾和今后五年的任务", 2024)]
    [('past', (2023, 2023)), ('ahead', (2024, 2028))]
    """
    times = find_times(text, 0, len(text), Setting(year, (year - 1, year - 1)))
    found = [_mention(text, time, year) for time in times if time.role is not Role.BASE]
    taken = [(time.start, time.end) for time in times]
    for match in re.finditer("|".join(words("onward")), text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(Mention(match.start(), "now", (year, year), False))
    return sorted((one for one in found if one is not None), key=lambda mention: mention.start)


_OPENS_PLAN = re.compile(f"(?:规划|计划)?的?(?:{'|'.join(words('opening'))})")


def _mention(text: str, time: Time, year: int) -> Mention | None:
    first, last = time.value
    if time.kind in ("plan", "plan_name") and last >= year:
        if first == year and _OPENS_PLAN.match(text, time.end):
            return Mention(time.start, "now", (year, year), False)
        coming = first >= year or text.startswith("第", time.start)
        return Mention(time.start, "ahead", time.value, True) if coming else None
    if time.part or (time.kind in ("sofar", "whole", "since", "epoch") and (first == year or time.kind == "epoch")):
        return None
    if last < year:
        return Mention(time.start, "past", time.value, last - first >= 2)
    return Mention(time.start, "ahead" if last > first else "now", time.value, last - first >= 2)


def _topics(times: list[Mention], kind: SectionKind | None = None) -> tuple[Topic, ...]:
    found: list[Topic] = []
    for time in times:
        topic = Topic(kind or ("review" if time.when == "past" else "plan"), time.period)
        if topic not in found:
            found.append(topic)
    return tuple(found)
