"""What speaks against taking a text for the report that its name says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from govreport import tables
from govreport.model import Report
from govreport.territories import former_name, locate
from govreport.text.canon import canon_of
from govreport.text.cues import pattern
from govreport.text.identify import find_title, heading_years, late_session, text_region, text_year
from govreport.text.layout import Layout, find_report
from govreport.text.lines import lines

__all__ = ["Doubt", "doubts_of"]

#: how far behind its beginning a report says what it is, and how short a text is that can only be a summary
_OPENING, _SHORT, _TITLE = 300, 4000, 80


class Doubt(str):
    """What speaks against a report, in words.

    Parameters
    ----------
    text : str
    speaks_of : str, default ""
        The territory that the report speaks of, where its name says another.
    """

    speaks_of: str

    def __new__(cls, text: str, speaks_of: str = "") -> Doubt:
        doubt = super().__new__(cls, text)
        doubt.speaks_of = speaks_of
        return doubt


def doubts_of(report: Report, region: str | None, year: int | None, by: str = "the name") -> Iterator[Doubt]:
    """Yield what speaks against a report; it is read as its name says all the same.

    Parameters
    ----------
    report : Report
    region, year : str, int, optional
        What the name of the file, or the row of a table, says; None for what the caller answers for.
    by : str
        Who says so.

    Yields
    ------
    Doubt
        That the report is another territory's, or of another year, that the territory has another name since, or that
        the text is of a neighbouring genre.

    Examples
    --------
    >>> from govreport import report_from_text
    >>> text = "关于XX市2023年预算执行情况的报告\\n各位代表：\\n现将预算执行情况报告如下。\\n税收增长5%。"
    >>> list(doubts_of(report_from_text(text, region="XX市", year=2024), None, None))
    ['this reads like a budget report, not a government work report']
    """
    text = canon_of(report).text
    layout = find_report(text)
    title = find_title(text, layout)
    held, ours = text_region(text, layout, title), locate(region) if region else None
    theirs = locate(held) if held else None
    if held and ours and theirs and not ours.holds(theirs) and not theirs.holds(ours):
        yield Doubt(f"{by} says {region}, the report {held}; say region=... if {by} is wrong", held)
    for called in dict.fromkeys(name for name in (region, held) if name):
        former = former_name(called)
        if former is not None and report.year > former[1] + 1:
            yield Doubt(f"there is no {former[0]} after {former[1]}: read as {former[2].name}")
            break
    said = text_year(text, layout, title)
    if year and said and said != year and (abs(said - year) > 1 or _one_off(text, layout, said)):
        yield Doubt(f"{by} says {year}, the report {said}; say year=... if {by} is wrong")
    if genre := _genre(text, layout):
        yield Doubt(f"this reads like {genre}, not a government work report")


def _one_off(text: str, layout: Layout, said: int) -> bool:
    """A session late in the year and the report of the coming year are one and the same; headings leave no doubt."""
    return heading_years(text, layout) == {said} and not late_session(text, layout)


@cache
def _genres() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = tables.rows("genres")
    return tuple((row["genre"], row["place"], re.compile(row["pattern"])) for row in rows)


def _genre(text: str, layout: Layout) -> str:
    """Return what a text is that is not a government's work report, "" where nothing says so."""
    addressed = pattern("address").search(text) is not None
    near = lines(text, 0, min(len(text), layout.start + _OPENING))
    head = [text[start:end] for start, end in near if end - start <= _TITLE]
    opening = text[layout.start : layout.start + _OPENING]
    own = re.search("政府工作报告|报告(?:政府)?工作|[作做](?:政府)?工作报告", opening)
    titled = any(re.search("政府工作报告", line) for line in head)
    for genre, place, words in _genres():
        if place == "title" and not titled and any(words.search(line) for line in head):
            return genre
        if place == "opening" and not own and words.search(opening):
            return genre
        if place == "news" and not addressed and words.search(text[: layout.start + _OPENING]):
            return genre
        if place == "summary" and (not addressed or len(text) < _SHORT) and any(words.search(line) for line in head):
            return genre
    return ""
