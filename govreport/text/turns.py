"""Where running text goes over from one time to another, when no heading says so."""

from __future__ import annotations

import re

from govreport.model import SectionKind
from govreport.text.cues import BLANK, FYP, YEAR, pattern
from govreport.text.lines import lines, sentences
from govreport.text.times import four_digits, mentions, plan_years

__all__ = ["ahead_years", "behind_years", "find_turn", "switches_of_years"]

_FIRST_LINES = 500
_YEARS = re.compile(f"({YEAR})年")
_FYP = re.compile(FYP)
_FYP_SPAN = re.compile(f"{FYP}(?=时期|期间|这五年|的五年|以来)")
_LEAD = re.compile(
    rf"(?:{BLANK}|——|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|各位(?:代表|委员)[！!，,：:])*"
)


def find_turn(text: str, start: int, end: int, kind: SectionKind, period: tuple[int, int], year: int) -> int | None:
    """Find the first paragraph, else the first sentence, in which a text goes over to a topic.

    Parameters
    ----------
    text : str
        The text of the file.
    start, end : int
        The stretch to look at.
    kind : {"review", "plan"}
        What the text goes over to.
    period : tuple of int
        The years it goes over to.
    year : int
        The year the report was delivered.

    Returns
    -------
    int or None
        Where that paragraph or sentence starts.
    """
    for spans in (lines(text, start, end), sentences(text, start, end)):
        for span_start, span_end in spans:
            lead = _LEAD.match(text, span_start, span_end)
            if _turns(text, lead.end() if lead else span_start, span_end, kind, period, year):
                return span_start
    return None


def _turns(text: str, start: int, end: int, kind: SectionKind, period: tuple[int, int], year: int) -> bool:
    long = period[1] - period[0] >= 2
    if kind == "plan" and long:
        return any(time.when == "ahead" and time.long for time in mentions(text[start : min(end, start + 36)], year))
    name = "plan_turn" if kind == "plan" else "five_turn" if long else "one_turn"
    match = pattern(name).match(text, start, end)
    if not match:
        return False
    said = match.group()
    if kind == "review" and long:
        return not _FYP.search(said) or _closed_plan(said, year) is not None
    years = [four_digits(number) for number in _YEARS.findall(said)]
    allowed = (year, year + 1) if kind == "plan" else (year - 1,)
    return all(number in allowed for number in years)


def switches_of_years(
    text: str, start: int, end: int, period: tuple[int, int], year: int
) -> list[tuple[int, tuple[int, int]]]:
    """Find the paragraphs in which a review goes from one year to five and back.

    Parameters
    ----------
    text : str
        The text of the file.
    start, end : int
        A chapter that looks back.
    period : tuple of int
        The years that it begins with.
    year : int
        The year the report was delivered.

    Returns
    -------
    list of tuple
        `(start, years)` of the paragraphs where the years change. What the first lines of a chapter say of other years
        counts only if the text soon comes back.
    """
    last = (year - 1, year - 1)
    cues: list[tuple[int, tuple[int, int]]] = []
    for span_start, span_end in lines(text, start, end):
        lead = _LEAD.match(text, span_start, span_end)
        begin = lead.end() if lead else span_start
        if pattern("last_year").match(text, begin, span_end) and _turns(text, begin, span_end, "review", last, year):
            cues.append((span_start, last))
        elif _turns(text, begin, span_end, "review", (year - 5, year - 1), year):
            cues.append((span_start, behind_years(text[begin : begin + 40], year) or (year - 5, year - 1)))
    found: list[tuple[int, tuple[int, int]]] = []
    for number, (place, years) in enumerate(cues):
        now = found[-1][1] if found else period
        if (years == last) == (now == last):
            continue
        back = next((other for other, said in cues[number + 1 :] if (said == last) != (years == last)), end)
        if found or place - start > _FIRST_LINES or back - place < _FIRST_LINES:
            found.append((place, period if years != last and period != last else years))
    return found


def behind_years(opening: str, year: int) -> tuple[int, int] | None:
    """Return the years that the first words of a review speak of when they are several."""
    match = pattern("five_turn").search(opening)
    if not match:
        return None
    return _closed_plan(match.group(), year) or (year - 5, year - 1)


def ahead_years(opening: str, year: int) -> tuple[int, int] | None:
    """Return the years that the first words of a plan speak of when they are several."""
    for time in mentions(opening, year):
        if time.when == "ahead" and time.long:
            return time.period
        if time.when == "now":
            return None
    return None


def _closed_plan(said: str, year: int) -> tuple[int, int] | None:
    match = _FYP_SPAN.search(said)
    if not match:
        return None
    period = plan_years(match.group().strip('“”"「」')[:-1])
    return period if period[1] < year else None
