"""Years that bear the values by turns: `2022年、2023年出口分别增长5%和6%`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from govreport.extraction.claim import Claim
from govreport.extraction.scopes import Reading
from govreport.text.time_rules import FOUR_DIGITS
from govreport.text.time_types import Role, Time

__all__ = ["Turns"]

#: how far before a number the row of years begins
_REACH = 120
_JOINT = re.compile(r"[、，,]?(?:和|与|及|以及)?")
#: years in front of the last, which alone says that they are years: `2021、2022、2023年`
_BARE = re.compile(rf"(?P<year>{FOUR_DIGITS})(?:、|和|与|及)$")
_BY_TURN = re.compile(r"[^。；;\d]*(?:分别|依次)")


@dataclass
class Turns:
    """Gives each value of a row its time, where as many times stand before the row."""

    text: str
    row: list[Time] = field(default_factory=list)
    at: int = 0
    done: int = 0

    def enter(self) -> None:
        """Begin a sentence."""
        self.row, self.at, self.done = [], 0, 0

    def of(self, claim: Claim, reading: Reading) -> Time | None:
        """Return the time of a value by its place in the row; None where it is of none.

        Parameters
        ----------
        claim : Claim
            One after the other in the order of the sentence.
        reading : Reading
            The sentence.

        Returns
        -------
        Time or None
        """
        if "subject.next_value" in claim.rules:
            self.at += 1
        else:
            self.at, self.row = 0, self._begun(claim, reading)
        self.done = claim.quantity.end
        return self.row[self.at] if self.at < len(self.row) else None

    def _begun(self, claim: Claim, reading: Reading) -> list[Time]:
        """The times of the row that begins with a claim: those named before it, or those of the row before it."""
        count, place = claim.window.run, claim.quantity.start
        if count < 2 or len(claim.names) > 1 or len(set(claim.row)) > 1:  # `2023年、2024年一产、二产分别增长…`
            return []
        before = reading.before(place)
        if self.row and len(self.row) == count and not any(time.start > self.done for time in before):
            return self.row
        row = self._joined(before, count, place)
        apart = {(time.value, time.part) for time in row}
        if not row or not len(apart) == len(row) == count:
            return []
        return row if _BY_TURN.match(self.text, row[-1].end, place) else []

    def _joined(self, before: list[Time], count: int, place: int) -> list[Time]:
        """The last times before a place that only joints part, with years that leave 年 to the last."""
        row: list[Time] = []
        for time in reversed(before):
            if time.role not in (Role.FRAME, Role.LOCAL):
                break
            if time.start < place - _REACH or (row and not _JOINT.fullmatch(self.text, time.end, row[0].start)):
                break
            row.insert(0, time)
        while row and len(row) < count:
            bare = _BARE.search(self.text, max(0, row[0].start - 6), row[0].start)
            if bare is None or not bare["year"].isdecimal():
                break
            year = int(bare["year"])
            row.insert(0, Time(bare.start(), bare.end("year"), "year", (year, year), row[0].role))
        return row
