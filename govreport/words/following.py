"""From a plan into the next report: which reports meet, which clauses are tasks, and what is found of each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from govreport.comparison import targets
from govreport.errors import InputError
from govreport.indicators import OPEN
from govreport.model import Report
from govreport.panel import Panel
from govreport.territories import locate
from govreport.words.alignment import headings_of
from govreport.words.deciding import Answer, Verdict, decide
from govreport.words.finding import Search, all_clauses
from govreport.words.proper import Proper
from govreport.words.tasks import Clause, aims, clauses, is_heading, subject, task_or_why, tells

__all__ = ["followed", "pairs_of", "region_of"]


def region_of(report: Report) -> str:
    place = locate(report.region)
    return place.label if place else report.region


def pairs_of(wholes: Sequence[Proper]) -> list[tuple[Proper, Proper]]:
    """Set every report beside the next one of its region."""
    by_region: dict[str, dict[int, Proper]] = {}
    for whole in wholes:
        years = by_region.setdefault(region_of(whole.report), {})
        if whole.report.year in years:
            found = f"{years[whole.report.year].report.source} and {whole.report.source}"
            raise InputError("two reports of one region and year", where="reports", expected="one", found=found)
        years[whole.report.year] = whole
    pairs = [pair for years in by_region.values() for pair in itertools.pairwise(years[y] for y in sorted(years))]
    if not pairs:
        found = ", ".join(f"{region} {year}" for region, years in by_region.items() for year in years) or "none"
        raise InputError("nothing to follow", where="reports", expected="two years of one region", found=found)
    return pairs


def followed(first: Proper, second: Proper, panel: Panel) -> Iterator[tuple[dict[str, object], bool]]:
    """Yield a row for every clause of the plan, and whether it is a task."""
    report = first.report
    said_here = all_clauses(first)
    search = Search(second, said_here, _names(report))
    numbers = _numbers(panel, report)
    heads, heads_found = headings_of(first), headings_of(second)
    planned = [clause for clause in said_here if first.sentences[clause.sentence].part == "plan"]
    for clause, (start, end) in zip(planned, first.places([_span(first, clause) for clause in planned]), strict=True):
        sentence = first.sentences[clause.sentence]
        why = "heading" if is_heading(first, sentence) else _why_none(clause, sentence.said)
        own = [n for n in numbers if start <= n["start"] < end and report.text[n["end"] : n["end"] + 1] != "的"]
        said = {"report_region": region_of(report), "start": start, "end": end}
        # a number that is aimed at is a task, whatever word the clause begins with
        if why and not (why in ("no deed", "aim in words") and _is_aim(clause.said, own)):
            yield (
                {"why": why, "clause": clause.said, **said, "report_year": report.year, "source": report.source},
                False,
            )
            continue
        answer = decide(clause.said, search, [_verdict(number) for number in own if number["verdict"]])
        yield (
            {
                "task": clause.said,
                "section": heads[clause.sentence],
                "sentence_task": sentence.said,
                **_answered(answer, second),
                **_found(answer, second, heads_found),
                "indicators": " ".join(number["indicator"] for number in own),
                "numbers": " ".join(number["quote"] for number in own),
                "verdict": " ".join(number["verdict"] for number in own if number["verdict"]),
                "start_task": start,
                "end_task": end,
                "sentence_start_task": sentence.start,
                "report_region": region_of(report),
                "report_year_task": report.year,
                "report_year_found": second.report.year,
                "source_task": report.source,
                "source_found": second.report.source,
            },
            True,
        )


def _why_none(clause: Clause, sentence: str) -> str:
    """Return "" for a clause that is a task, else why it is none."""
    why = task_or_why(clause.said, sentence)
    if why:
        return why
    # 为促进繁荣，开创了新的局面: one clause of the sentence tells of the past, and none asks
    return "speaks of the past" if tells(sentence) else "no deed" if subject(sentence[clause.end :]) else ""


def _is_aim(said: str, numbers: Sequence[Mapping[Any, Any]]) -> bool:
    """Say whether a clause without a deed states an aim: of an indicator that is known, or in words that aim."""
    known = any(not str(number["indicator"]).startswith(OPEN) for number in numbers)
    return known or (bool(numbers) and aims(said))


def _names(report: Report) -> tuple[str, ...]:
    """Return what the territory calls itself."""
    place = locate(report.region)
    names = {report.region, *((place.name, place.label) if place else ())}
    return tuple(sorted({*names, *(name[:-1] for name in names if len(name) > 2)}, key=len, reverse=True))


def _answered(answer: Answer, second: Proper) -> dict[str, object]:
    return {
        "answer": answer.kind,
        "reason": answer.reason,
        "words": " ".join(answer.words),
        "again": answer.again is not None,
        "sentence_again": second.sentences[answer.again.clause.sentence].said if answer.again else None,
    }


def _found(answer: Answer, second: Proper, heads: list[str]) -> dict[str, object]:
    if answer.verdict and answer.verdict.start is not None:
        place = next((n for n, s in enumerate(second.sentences) if s.start <= answer.verdict.start < s.end), None)
        if place is not None:
            sentence = second.sentences[place]
            told = next(
                (c for c in clauses(place, second.sentences[place].said) if _holds(second, c, answer.verdict.start)),
                None,
            )
            clause = told or Clause(place, 0, len(sentence.said), sentence.said)
            return _side(second, clause, heads, 1.0)
    if answer.hit is None:
        names = ("found", "sentence_found", "part_found", "section_found", "start_found", "end_found")
        return {**dict.fromkeys((*names, "sentence_start_found")), "share": 0.0}
    return _side(second, answer.hit.clause, heads, answer.hit.share)


def _holds(whole: Proper, clause: Clause, start: int) -> bool:
    first, last = whole.places([_span(whole, clause)])[0]
    return first <= start < last


def _span(whole: Proper, clause: Clause) -> tuple[int, int]:
    at = whole.sentences[clause.sentence].at
    return at + clause.start, at + clause.end


def _side(second: Proper, clause: Clause, heads: list[str], share: float) -> dict[str, object]:
    sentence = second.sentences[clause.sentence]
    start, end = second.places([_span(second, clause)])[0]
    return {
        "found": clause.said,
        "sentence_found": sentence.said,
        "part_found": sentence.part,
        "section_found": heads[clause.sentence],
        "share": share,
        "start_found": start,
        "end_found": end,
        "sentence_start_found": sentence.start,
    }


def _numbers(panel: Panel, report: Report) -> list[dict[Any, Any]]:
    """Return the targets of a report with what the next one says of them, and its other planned numbers."""
    frame = panel.frame
    own = frame[
        (frame["status"] == "target") & (frame["source"] == report.source) & (frame["report_year"] == report.year)
    ]
    told = {}
    if len(own):
        judged = targets(panel).frame
        judged = judged[(judged["horizon"] <= 0) & (judged["report_year_target"] == report.year)]
        told = {(row["start_target"], row["indicator"]): row for row in judged.to_dict("records")}
    rows = []
    for row in own.to_dict("records"):
        result = told.get((row["start"], row["indicator"]), {})
        rows.append({**row, "verdict": result.get("verdict", ""), "result": result})
    return rows


def _verdict(number: Mapping[Any, Any]) -> Verdict:
    result = number["result"]
    places = [result[c] for c in ("sentence_start_result", "start_result", "end_result")]
    first, start, end = (None if pd.isna(place) else int(place) for place in places)
    quote = result["quote_result"] if isinstance(result["quote_result"], str) else ""
    return Verdict(number["verdict"], quote, first, start, end)
