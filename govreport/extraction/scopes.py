"""What holds where: scopes of time and status that open and close with the level that said them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Generic, TypeVar

from govreport.model import Report, Section, Status
from govreport.text.outline import mark_depth
from govreport.text.times import Role, Setting, Time, find_times

__all__ = ["Held", "Level", "Reading", "Scope", "Scopes"]

Years = tuple[int, int]
Value = TypeVar("Value")


class Level(IntEnum):
    """The levels of a text, from the outside in."""

    REPORT = 0
    SECTION = 1
    PARAGRAPH = 2
    SENTENCE = 3


@dataclass(frozen=True)
class Held(Generic[Value]):
    """What holds, the level that said it, where it was said, and the rule that read it."""

    value: Value
    level: Level
    said: tuple[int, int]
    rule: str


@dataclass(frozen=True)
class Scope:
    """The years and the status that hold at a place; a new scope is made where one of them changes."""

    time: Held[Years]
    status: Held[Status]


@dataclass(slots=True)
class Reading:
    """A sentence as its numbers see it: what holds, the times that it names, and where a note says `预计数，下同`.

    `on_ground` where it speaks of what something builds on (`在…的基础上`), as few do.
    """

    start: int
    end: int
    section: Section
    scope: Scope
    times: tuple[Time, ...] = ()
    first: int = 0
    noted: int | None = None
    on_ground: bool = False

    def before(self, place: int) -> list[Time]:
        """Return the last times that are named before a place."""
        if not self.times or self.times[-1].start < place:
            return list(self.times[-8:])
        at = bisect_left(self.times, place, key=lambda time: time.start)
        return list(self.times[max(0, at - 8) : at])


#: how far into a sentence the time may stand that the next ones go on with
_HEAD = 24
_BREAK = re.compile(r"\n|\\[nr]|[\u3000\u2003]{2}")
_BREAKING = frozenset("\n\\\u3000\u2003")
#: a note behind a number that holds for those behind it
_NOTE = re.compile(r"[（(](?=[^（）()]{0,16}下同)[^（）()]{0,10}(?:预计|快报|初步)[^（）()]{0,12}[）)]")
_OPENS = frozenset(
    ["span", "plan", "term", "whole", "part", "both", "sofar", "last", "this", "next", "by", "year", "range", "ahead"]
)


class Scopes:
    """Goes through the sentences of a report and keeps what holds; leaving a level restores what held before it."""

    def __init__(self, report: Report, nation: bool) -> None:
        last = report.year - 1
        root = Scope(
            Held((last, last), Level.REPORT, (0, 0), "period.report"),
            Held("actual", Level.REPORT, (0, 0), "status.report"),
        )
        self.report, self.nation = report, nation
        self.stack: list[tuple[Level, Scope]] = [(Level.REPORT, root)]
        self.section: Section | None = None
        self.at = 0
        self.led = 0
        self.setting = Setting(report.year, (last, last))

    @property
    def scope(self) -> Scope:
        """What holds now."""
        return self.stack[-1][1]

    def leave(self, level: Level) -> None:
        """Forget what this level and those inside it have said."""
        while self.stack[-1][0] >= level:
            self.stack.pop()

    def open(self, level: Level, time: Held[Years] | None = None, status: Held[Status] | None = None) -> None:
        """Let a time or a status hold until its level is left."""
        now = self.scope
        self.stack.append((level, replace(now, time=time or now.time, status=status or now.status)))

    def enter(self, start: int, end: int, section: Section, first: int) -> Reading:
        """Read the times of the next sentence, and let the one that it opens with hold as far as it does.

        Parameters
        ----------
        start, end : int
            The sentence.
        section : Section
            The part of the report that it stands in.
        first : int
            Where its first number stands.

        Returns
        -------
        Reading
        """
        self._begin(start, end, section)
        held = self.scope
        times = self._times(start, end, section)
        on_ground = bool(times) and self.report.text.find("基础上", start, end) >= 0
        return Reading(start, end, section, held, times, first, self._note(start, end), on_ground)

    def pass_by(self, start: int, end: int, section: Section) -> None:
        """Go through a sentence without a number, of which only the time at its head is looked for."""
        self._begin(start, end, section)
        self._times(start, min(end, start + _HEAD), section)

    def _begin(self, start: int, end: int, section: Section) -> None:
        if section is not self.section:
            self._enter_section(section)
        else:
            between = self.report.text[max(0, self.at - 4) : start]
            if not _BREAKING.isdisjoint(between) and _BREAK.search(between):
                self._enter_paragraph(start, end)
        self.leave(Level.SENTENCE)
        self.at = end

    def _times(self, start: int, stop: int, section: Section) -> tuple[Time, ...]:
        times = find_times(self.report.text, start, stop, self.setting)
        if times:
            self._remember_plan(times, start)
            self._open_with(times, start, section)
        return times

    def _note(self, start: int, end: int) -> int | None:
        """Where a note in brackets makes what follows estimates, as far as its paragraph goes."""
        note = _NOTE.search(self.report.text, start, end)
        if note is None:
            return None
        self.open(Level.PARAGRAPH, status=Held("estimate", Level.PARAGRAPH, note.span(), "status.noted"))
        return note.start()

    def _enter_section(self, section: Section) -> None:
        self.leave(Level.SECTION)
        status: Status = "target" if section.kind == "plan" else "actual"
        said = (section.start, section.start + len(section.heading))
        self.section, self.led = section, 0
        told = section.kind == "review" and section.period[0] == section.period[1] and not self.nation
        self.setting = replace(self.setting, period=section.period, now=section.period[1] if told else None)
        self.open(
            Level.SECTION,
            Held(section.period, Level.SECTION, said, "period.section"),
            Held(status, Level.SECTION, said, f"status.{section.kind}"),
        )

    def _enter_paragraph(self, start: int, end: int) -> None:
        """What a paragraph says that ends with a colon holds for the list behind it."""
        depth = mark_depth(self.report.text, start, end)
        if self.report.text[self.at - 1 : self.at] in ("：", ":"):
            self.led = depth
        elif not depth or depth != self.led:
            self.led = 0
            self.leave(Level.PARAGRAPH)

    def _remember_plan(self, times: tuple[Time, ...], start: int) -> None:
        named = next((time for time in times if time.kind == "plan" and time.several), None)
        if named is not None and (self.setting.plan is None or named.start - start <= _HEAD // 2):
            self.setting = replace(self.setting, plan=named.value)

    def _open_with(self, times: tuple[Time, ...], start: int, section: Section) -> None:
        """Let a time that a comma sets off hold for the sentences behind it: `五年来，…`, not `五年新建…`."""
        text = self.report.text
        head = times[0] if times else None
        if head is None or head.role is not Role.FRAME or head.kind not in _OPENS:
            return
        if "，" in text[start : head.start]:
            return
        leads_in = text[self.at - 1 : self.at] in ("：", ":")
        if not (head.set_off or leads_in) or head.part:
            return
        if head.kind in ("this", "sofar") and section.kind == "review" and not self.nation:
            return
        several = section.kind == "review" and section.period[0] < section.period[1]
        if several and head.value != section.period and head.kind not in ("last", "whole", "term"):
            return
        self.open(
            Level.PARAGRAPH, Held(head.value, Level.PARAGRAPH, (head.start, head.end), f"period.carried_{head.kind}")
        )
