"""What surrounds a claim: when, whether and where it holds."""

from __future__ import annotations

from ..model import Report, Section, Status
from .claim import Claim
from .periods import Answer, Periods
from .places import Places
from .scopes import Reading, Scopes
from .statuses import status_of

__all__ = ["Context"]


class Context:
    """Goes through a report sentence by sentence and tells of each claim its years, its status and its territory."""

    def __init__(self, report: Report, stem: str = "") -> None:
        self.report = report
        self.places = Places(report, stem)
        self.scopes = Scopes(report, self.places.level == "nation")
        self.periods = Periods(report.text, report.year)
        self.reading: Reading | None = None

    def sentence(self, start: int, end: int, section: Section, first: int | None) -> None:
        """Enter a sentence; `first` is where its first number stands."""
        self.places.begun = start
        self.reading = self.scopes.enter(start, end, section, first)
        self.periods.enter(self.reading)

    def period(self, claim: Claim) -> Answer:
        """Return the reference period of a claim, the part of the year, and the rule that gave it."""
        return self.periods.choose(claim)

    def status(self, claim: Claim, years: tuple[int, int]) -> Status:
        """Return actual, estimate or target."""
        assert self.reading is not None
        return status_of(self.report.text, claim, self.reading, years, self.report.year)

    def region(self, claim: Claim, name: str) -> tuple[str | None, str]:
        """Return the other territory a claim is about, None for the reporting one, and the name without it."""
        return self.places.region(claim, name)
