"""What surrounds a claim: when and whether it holds."""

from __future__ import annotations

from govreport.extraction.by_turns import Turns
from govreport.extraction.claim import Claim
from govreport.extraction.periods import Answer, Periods, governing
from govreport.extraction.places import level_of
from govreport.extraction.scopes import Reading, Scopes
from govreport.extraction.statuses import status_of
from govreport.model import Report, Section, Status

__all__ = ["Context"]


class Context:
    """Goes through a report sentence by sentence and tells of each claim its years and its status."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.scopes = Scopes(report, level_of(report.region) == "nation")
        self.periods = Periods(report.text, report.year)
        self.turns = Turns(report.text)
        self.reading: Reading | None = None

    def sentence(self, start: int, end: int, section: Section, first: int | None) -> None:
        """Enter a sentence; `first` is where its first number stands."""
        if first is None:
            self.scopes.pass_by(start, end, section)
            return
        self.reading = self.scopes.enter(start, end, section, first)
        self.periods.enter(self.reading)
        self.turns.enter()

    def time(self, claim: Claim) -> tuple[Answer, Status]:
        """Return the years of a claim and whether it is a result, an estimate or a target.

        A result is of years that are over: what a plan says there is by now is of the year before.
        """
        assert self.reading is not None
        text, year = self.report.text, self.report.year
        turn = self.turns.of(claim, self.reading)
        named = [turn] if turn else governing(text, self.reading, claim)
        answer = self.periods.choose(claim, named)
        status = status_of(text, claim, self.reading, answer.years, year, named)
        if status == "actual" and answer.years[1] >= year and not answer.running:
            return Answer((year - 1, year - 1), "", "period.by_now"), status
        return answer, status
