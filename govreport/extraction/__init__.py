"""Clauses to metrics: subjects carried over, 分别 distributed, period and status from the context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from govreport.asked import called_right, of_kind
from govreport.extraction.clause import Claim, read_clauses
from govreport.extraction.context import Context
from govreport.extraction.doubt import doubt
from govreport.extraction.leaving import Declined, declined_of
from govreport.extraction.names import finish
from govreport.extraction.periods import Answer
from govreport.extraction.scan import Crowd
from govreport.extraction.tables import in_order
from govreport.extraction.territory import Holder, Territory
from govreport.model import Metric, Report
from govreport.text.canon import Canon, canon_of

__all__ = ["Declined", "declined", "extract"]

#: the fields of a metric, which is made once all are known
Draft = dict[str, Any]
#: how far from a number its name stands: a sentence may be as long as the text
_NEAR = 300


@called_right
def extract(report: Report) -> list[Metric]:
    """Extract every metric of a report.

    Parameters
    ----------
    report : Report
        As `read_report` or `report_from_text` give it.

    Returns
    -------
    list of Metric
        In the order of the text; `report.text[m.start:m.end] == m.quote` for each. `indicator` is None: only the
        normalizer gives ids.

    Examples
    --------
    >>> from govreport import report_from_text
    >>> text = "XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n出口超6000亿元，增长6%左右。"
    >>> report = report_from_text(text)
    >>> [(m.name, m.measure, m.value, m.unit, m.bound) for m in extract(report)]
    [('出口', 'level', 6000.0, '亿元', 'over'), ('出口', 'growth', 6.0, '%', 'about')]
    """
    canon = canon_of(of_kind(report, Report, "report", "a Report"))
    if canon.text == report.text:
        return [Metric(**draft) for draft in _extract(report)]
    return list(_as_written(_extract(in_canon(report, canon)), canon))


def in_canon(report: Report, canon: Canon) -> Report:
    """Return a report with its text in canonical characters, and the places of its parts in them.

    Parameters
    ----------
    report : Report
    canon : Canon
        Of its text.

    Returns
    -------
    Report

    Examples
    --------
    >>> from govreport import report_from_text
    >>> report = report_from_text("XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n出口增長６％。")
    >>> there = in_canon(report, canon_of(report))
    >>> [there.text[start:end] for start, end in there.sentences][-1]
    '出口增长6%。'
    """
    starts = [start for start, _ in canon.all_forward([(part.start, part.start) for part in report.sections])]
    ends = [*starts[1:], len(canon.text)][: len(starts)]
    parts = zip(report.sections, starts, ends, strict=True)
    return replace(
        report,
        text=canon.text,
        sections=tuple(replace(part, start=start, end=end) for part, start, end in parts),
        sentences=tuple(canon.all_forward([*report.sentences])),
    )


def _as_written(drafts: list[Draft], canon: Canon) -> Iterator[Metric]:
    """The metrics of a canonical text, with their places in the text as it is in the file and in that one's script."""
    spans = canon.all_back([(draft["start"], draft["end"]) for draft in drafts])
    sentences = canon.all_back([draft["sentence"] for draft in drafts])
    for draft, (start, end), sentence in zip(drafts, spans, sentences, strict=True):
        first, last = draft["sentence"]
        near = max(first, draft["start"] - _NEAR), min(last, draft["end"] + _NEAR)
        for words in ("name", "region", "basis"):
            draft[words] = draft[words] and canon.spelled(draft[words], *near)
        draft.update(start=start, end=end, quote=canon.source[start:end], sentence=sentence)
        yield Metric(**draft)


@called_right
def declined(report: Report) -> list[Declined]:
    """List the numbers that are no metric, each with the reason: in digits, and in words with a scale.

    Parameters
    ----------
    report : Report

    Returns
    -------
    list of Declined
        In the order of the text; `report.text[d.start:d.end] == d.quote`. Each digit of the text stands in a metric
        or in one of these. `reason` is a name: `time` and `time.…`, `text.outside` (what is not the report), `number.…`
        (an ordinal, a name, a number that is badly written), `unit.…` (a unit that nobody knows), `table.…` (a head or
        an empty cell), `nothing.…` (the rule that says it measures nothing), `subject.missing`; the page on reading
        lists them.

    Examples
    --------
    >>> from govreport import report_from_text
    >>> text = "XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n投资10^400亿元，出口增长6%。"
    >>> [(d.quote, d.reason) for d in declined(report_from_text(text))][-2:]
    [('10', 'number.malformed'), ('400', 'number.malformed')]
    """
    canon = canon_of(of_kind(report, Report, "report", "a Report"))
    refused: list[tuple[int, int, str]] = []
    metrics = list(_as_written(_extract(in_canon(report, canon), refused), canon))
    spans = canon.all_back([(start, end) for start, end, _ in refused])
    reasons = [(*span, reason) for span, (_, _, reason) in zip(spans, refused, strict=True)]
    return sorted(declined_of(report, metrics, reasons), key=lambda one: one.start)


def _extract(report: Report, refused: list[tuple[int, int, str]] | None = None) -> list[Draft]:
    context = Context(report)
    sections = [s for s in report.sections if s.kind != "other"]
    territory = Territory(report)
    metrics: list[Draft] = []
    topic, at, crowd = "", 0, Crowd()
    for start, end, row in in_order(report):
        if row:
            metrics += [{name: getattr(one, name) for name in Metric.__slots__} for one in row.metrics]
            if refused is not None:
                refused += row.refused
            continue
        while at < len(sections) - 1 and sections[at].end <= start:
            at += 1
        section = sections[at]
        claims, topic = read_clauses(report.text, start, end, topic, refused, crowd)
        context.sentence(start, end, section, claims[0].quantity.start if claims else None)
        territory.sentence(start, end, bool(claims))
        for claim in claims:
            answer, status = context.time(claim)
            metrics += [
                _metric(claim, holder, answer, status, report.text, (start, end), section.kind)
                for name in map(finish, claim.names)
                if any(map(str.isalnum, name))  # punctuation alone names nothing
                for holder in territory.each(claim, name)
            ]
    return metrics


def _metric(
    claim: Claim,
    holder: Holder,
    answer: Answer,
    status: str,
    text: str,
    sentence: tuple[int, int],
    section: str,
) -> Draft:
    q = claim.quantity
    value, high = q.value * claim.sign, None if q.high is None else q.high * claim.sign
    region, name, rule, _, place = holder
    every = (f"quantity.{q.kind}", *claim.rules, answer.rule, f"status.{section}", rule)
    instead = [f"instead.{other}" for other in (answer.instead, place) if other]
    return dict(
        start=q.start,
        end=q.end,
        quote=text[q.start : q.end],
        name=name,
        measure=claim.measure,
        value=value,
        value_high=high,
        unit=claim.unit or q.unit,
        bound=q.bound,
        period=answer.years,
        part=answer.part,
        per_year=claim.each_year,
        status=status,
        region=region,
        basis=claim.basis,
        rules=(*every, *instead),
        doubt=doubt(name, every, answer.years, claim),
        sentence=sentence,
        behind=claim.behind,
    )
