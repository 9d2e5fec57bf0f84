"""The numbers of a report that are no metric, each with the reason: what was read and what was left adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from govreport import grammar, tables
from govreport.extraction.scan import CROWDED
from govreport.model import Metric, Report
from govreport.text.canon import canon_of
from govreport.text.times import believed

__all__ = ["Declined", "declined_of"]

_NUMERAL = "零〇○一二三四五六七八九十百千两廿卅"
_SIGNS = "①-⑳㈠-㈩❶-➓½⅓⅔¼¾⅕-⅞"
#: digits, signs for numbers, and in words what has a scale: `三千亿万`, `五点亿`
_NUMBERS = re.compile(
    rf"[0-9０-９]+|[{_SIGNS}]|[一二三四五六七八九两][{_NUMERAL}点]{{0,11}}[万亿]{{1,4}}|[{_NUMERAL}点]{{2,12}}[万亿]{{1,4}}|[廿卅][一二三四五六七八九]?"
    rf"|[十百千万]{{1,2}}分之[负{_NUMERAL}点]{{1,8}}"
)
_COUNTED = re.compile(rf"\d|[{_SIGNS}]|[{_NUMERAL}][十百千万亿]|[百千万]分之")
#: how far around a number it is looked at, and how far a number reaches: `1,234,56`, `10^400`, `2.3.1`
_NEAR = 24
_YEAR = re.compile(r"([0-9]{4})\s?年")
_TO, _BEFORE = re.compile(r"(?<!截)[到至\-–—―~～－]\s?$"), re.compile(r"\s?前")
_WHOLE = re.compile(r"[0-9０-９.．,，^/／:：∶%％‰—\-~～]*")


@dataclass(frozen=True, slots=True)
class Declined:
    """A number that is no metric: `report.text[start:end] == quote`, and why."""

    start: int
    end: int
    quote: str
    reason: str


@cache
def _reasons() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """The reasons that stand in the words around: name, what stands before, the number itself, what stands behind."""
    rows = tables.rows("declined")
    return tuple(
        (row["reason"], re.compile(f"(?:{row['before']})$"), re.compile(row["number"]), re.compile(row["behind"]))
        for row in rows
    )


def declined_of(
    report: Report, metrics: Sequence[Metric], refused: Sequence[tuple[int, int, str]]
) -> Iterator[Declined]:
    """Yield the numbers of a report that stand in no metric.

    Parameters
    ----------
    report : Report
    metrics : sequence of Metric
        What was extracted.
    refused : sequence of (int, int, str)
        The quantities that were found and turned down, with the reason.

    Yields
    ------
    Declined
        In the order of the text; together with the metrics they hold every digit of it.
    """
    text = report.text
    taken = sorted([(m.start, m.end) for m in metrics] + [(start, end) for start, end, _ in refused])
    reasons = {(start, end): reason for start, end, reason in refused}
    read = sorted(report.sentences)
    canon = canon_of(report)
    dates = [match.span() for match in grammar.SCAN.finditer(canon.text) if match.lastgroup == "date"]
    spans = canon.all_back(dates)
    own = {(m.start, m.end) for m in metrics}
    for span in sorted(set(reasons) - own):
        if reasons[span] == CROWDED or _COUNTED.search(text, *span):
            yield Declined(*span, text[slice(*span)], _told(report, *span, reasons[span]))
    at = inside = when = 0
    for match in _NUMBERS.finditer(text):
        start, end = match.span()
        at, inside, when = (
            _next(taken, at, start),
            _next(read, inside, start),
            _next(spans, when, start),
        )
        if at < len(taken) and taken[at][0] < (start + 1 if text[start].isdecimal() else end):
            continue
        if not (inside < len(read) and read[inside][0] <= start):
            reason = "text.outside"
        elif when < len(spans) and spans[when][0] <= start:
            reason = "time.cannot_be" if _cannot_be(report, start) else "time"
        else:
            reason = _told(report, start, end, "number.unread")
        yield Declined(start, end, match.group(), reason)


def _next(spans: Sequence[tuple[int, int]], at: int, place: int) -> int:
    while at < len(spans) and spans[at][1] <= place:
        at += 1
    return at


def _told(report: Report, start: int, end: int, reason: str) -> str:
    """Say more of a number than that it has no unit or was not read: a year that cannot be, or what is around it."""
    if _cannot_be(report, start):
        return "time.cannot_be"
    if reason not in ("nothing.no_unit", "number.unread"):
        return reason
    around = _around(report.text, start, end)
    return reason if around == "number.unread" else around


def _cannot_be(report: Report, start: int) -> bool:
    """Whether a year stands there that the reader of times does not believe; aims lie as far ahead as they are said."""
    year = _YEAR.match(report.text, start)
    if year is None:
        return False
    aim = _TO.search(report.text, max(0, start - 6), start) or _BEFORE.match(report.text, year.end())
    return not believed((int(year[1]),) * 2, report.year, aim is not None)


def _around(text: str, start: int, end: int) -> str:
    """What the words around a number say it is."""
    before, behind = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    head = _WHOLE.match(before[::-1])
    tail = _WHOLE.match(behind)
    whole = (head.group()[::-1] if head else "") + text[start:end] + (tail.group() if tail else "")
    for reason, left, number, right in _reasons():
        if left.search(before) and number.search(whole) and right.match(behind):
            return reason
    return "number.unread"
