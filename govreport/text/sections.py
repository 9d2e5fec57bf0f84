"""The parts of a report: what looks back, what looks ahead, and over which years."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from govreport.model import Section, SectionKind
from govreport.text.cues import pattern
from govreport.text.headings import Heading, Topic, find_headings, top_level
from govreport.text.layout import Layout
from govreport.text.lines import lines
from govreport.text.turns import ahead_years, behind_years, find_turn, turns_of_years

__all__ = ["find_sections"]

_SNAP = 1500
_LATE = 0.55
Years = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    heading: str
    kind: SectionKind
    period: Years
    chapter: bool
    announced: tuple[Years, ...] = ()


def find_sections(text: str, layout: Layout, year: int) -> tuple[Section, ...]:
    """Divide a text into the parts of the report and what is not the report.

    Parameters
    ----------
    text : str
        The text of the file.
    layout : Layout
        Where the report stands in it.
    year : int
        The year the report was delivered.

    Returns
    -------
    tuple of Section
        In order, without gaps, from the first character to the last.
    """
    parts = _parts_of(text, layout, year)
    here = (year, year)
    found: list[Section] = []
    if layout.start > 0:
        found.append(Section("", 0, layout.start, "other", here))
    stops = [*(part.start for part in parts[1:]), layout.end]
    found += [
        Section(part.heading, part.start, stop, part.kind, part.period)
        for part, stop in zip(parts, stops, strict=True)
        if part.start < stop
    ]
    place = layout.end
    for start, end in layout.annexes:
        if place < start:
            found.append(Section("", place, start, "other", here))
        heading = text[slice(*lines(text, start, end)[0])]
        found.append(Section(heading, start, end, "plan", here))
        place = end
    if place < len(text):
        found.append(Section("", place, len(text), "other", here))
    return tuple(found)


def _parts_of(text: str, layout: Layout, year: int) -> list[_Part]:
    headings = find_headings(text, layout.start, layout.end, year)
    top = top_level(headings)
    chapters = [heading.start for heading in headings if heading.level in (0, top)]
    walk = _Walk(text, layout, year, top)
    for number, heading in enumerate(headings):
        after = headings[number + 1].start if number + 1 < len(headings) else layout.end
        chapter_end = [*chapters[(at := bisect_right(chapters, heading.start)) : at + 1], layout.end][0]
        walk.enter(heading, after, chapter_end)
    parts = _merged(_with_turn_in_text(walk, headings))
    stops = [*(part.start for part in parts[1:]), layout.end]
    return [piece for part, stop in zip(parts, stops, strict=True) for piece in _turned(text, part, stop, year)]


def _turned(text: str, part: _Part, stop: int, year: int) -> list[_Part]:
    """A part, and where its years change the parts of it."""
    found = [part]
    if part.kind != "review":
        return found
    for turn in turns_of_years(text, part.start, stop, part.period, year, part.announced):
        if found[-1].period != turn.years:
            found.append(_Part(turn.start, "", part.kind, turn.years, False))
        if turn.end < stop:
            found.append(_Part(turn.end, "", part.kind, part.period, False))
    return found


class _Walk:
    """Goes through the headings of a report and notes where the kind or the years change."""

    def __init__(self, text: str, layout: Layout, year: int, top: int) -> None:
        self.text, self.layout, self.year, self.top = text, layout, year, top
        self.last: Years = (year - 1, year - 1)
        self.this: Years = (year, year)
        self.parts = [_Part(layout.start, "", "review", self.last, True)]
        self.planned: set[Years] = set()
        self.chapter = Topic("review", self.last)
        self.closable = False
        self.weak = False

    def enter(self, heading: Heading, after: int, chapter_end: int) -> None:
        chapter = heading.level in (0, self.top)
        topics = self._accepted(heading, chapter)
        if not topics:
            self._neutral(heading, chapter, after)
            return
        reviewed = tuple(t.period for t in topics if t.kind == "review" and t.period)
        for number, topic in enumerate(topics):
            if number and topic.kind == "review":
                continue
            period = topic.period or self._years_of_opening(heading.end, after, topic.kind)
            place: int | None = heading.start
            if number:
                place = find_turn(self.text, heading.end, chapter_end, period, self.year)
            if place is not None:
                period = self.or_next_year(place, topic.kind, period)
                self.weak |= topic.kind == "plan" and not topic.period and not self.planned
                said = reviewed if topic.kind == "review" else ()
                self._open(place, "" if number else heading.text, topic.kind, period, chapter, said)
        if chapter:
            self.closable = topics[0].kind == "review" and heading.level == self.top

    def _accepted(self, heading: Heading, chapter: bool) -> tuple[Topic, ...]:
        """Leave out what a heading cannot mean where it stands."""
        topics = heading.topics
        if not topics:
            return ()
        if not chapter:
            return tuple(t for t in topics if t.period and t.period[1] - t.period[0] >= 2)
        looks_back = pattern("review_word").search(heading.text)
        first = topics[0]
        if first.kind == "review" and first.period and not looks_back and self._plans_next_year(first.period):
            return (Topic("plan", first.period), *topics[1:])
        if self.planned and first.kind == "review" and not (looks_back and first.period):
            return ()
        return topics

    def or_next_year(self, place: int, kind: SectionKind, period: Years) -> Years:
        """A report of the last months of a year plans the next one."""
        if kind == "plan" and period == self.this and "明年" in self.text[place : place + 30]:
            return (self.year + 1, self.year + 1)
        return period

    def _plans_next_year(self, period: Years) -> bool:
        """Say whether a past year is the plan of a text that is older than the year it was given."""
        before = (period[0] - 1, period[0] - 1)
        return bool(self.parts[-1].heading) and self.chapter == Topic("review", before)

    def _neutral(self, heading: Heading, chapter: bool, after: int) -> None:
        """A heading that names neither a time nor a kind: the next chapter after a review is the plan."""
        kind, period = self.chapter.kind, self.chapter.period or self.last
        if chapter and kind == "review" and self.closable and not pattern("keep_review").search(heading.text):
            self.weak |= not self.planned
            kind, period = "plan", ahead_years(self.text[heading.end : heading.end + 160], self.year) or self.this
        elif chapter and kind == "plan" and self.this in self.planned:
            period = self.this
        elif not chapter and self.parts[-1].chapter:
            return
        if chapter and not heading.short:
            return
        self._open(heading.start, heading.text, kind, period, chapter)

    def _open(
        self,
        start: int,
        heading: str,
        kind: SectionKind,
        period: Years,
        chapter: bool,
        announced: tuple[Years, ...] = (),
    ) -> None:
        self.parts.append(_Part(start, heading, kind, period, chapter, announced))
        if kind == "plan":
            self.planned.add(period)
        if chapter:
            self.chapter = Topic(kind, period)

    def _years_of_opening(self, start: int, after: int, kind: SectionKind) -> Years:
        opening = self.text[start : min(after, start + 160)]
        if kind == "review":
            return behind_years(opening, self.year) or self.last
        return ahead_years(opening, self.year) or self.this


def _with_turn_in_text(walk: _Walk, headings: list[Heading]) -> list[_Part]:
    """Where no heading announces the plan in time: let it begin with the first paragraph, else sentence, that does."""
    layout, parts = walk.layout, walk.parts
    length = layout.end - layout.start
    planned = next((part.start for part in parts if part.kind == "plan"), layout.end)
    if planned < layout.end and not (walk.weak and planned - layout.start > _LATE * length):
        return parts
    begin = layout.start + length // 20
    place = find_turn(walk.text, begin, planned, walk.this, walk.year)
    if place is None:
        return parts
    near = [
        heading
        for heading in headings
        if heading.level in (0, walk.top) and place - _SNAP < heading.start <= place and not heading.topics
    ]
    period = walk.or_next_year(place, "plan", walk.this)
    place = near[-1].start if near else place
    before = [part for part in parts if part.start < place]
    turn = _Part(place, near[-1].text if near else "", "plan", period, True)
    later = [replace(part, kind="plan", period=period) for part in parts if part.start > place]
    return [*before, turn, *later]


def _merged(parts: list[_Part]) -> list[_Part]:
    """Put parts into the order of the text and drop those that change nothing and are no chapter."""
    ordered = sorted(parts, key=lambda part: part.start)
    kept = ordered[:1]
    for part in ordered[1:]:
        before = kept[-1]
        if part.start == before.start:
            kept[-1] = part
        elif part.chapter or (part.kind, part.period) != (before.kind, before.period):
            kept.append(part)
    return kept
