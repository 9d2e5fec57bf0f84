"""The view of `Revisions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govreport.render.parts import (
    Record,
    empty_note,
    legend,
    listed,
    records,
    sections_of,
    sentences,
    summary,
    thing_columns,
)
from govreport.render.view import Column, Row, View
from govreport.render.words import Words, text_of

if TYPE_CHECKING:
    from govreport.comparison.revising import Revisions


def revisions_view(result: Revisions, words: Words, open_ids: bool) -> View:
    """Lay out revisions: a section for each kind, those that contradict each other first."""
    rows = records(listed(result, open_ids))
    sections = sections_of(rows, result.kinds, "kind", _revision, words)
    columns = (
        *thing_columns(words),
        Column(words("col.period")),
        Column(words("col.first"), right=True, side="a"),
        Column(words("col.last"), right=True, side="b"),
        Column(words("col.change"), right=True),
        Column(words("col.reports"), right=True),
    )
    notes = (*legend(rows, sections, words), *empty_note(result, words))
    line = summary(result, words, open_ids)
    return View(words("title.revisions"), line, columns, sections, notes).without_empty_columns()


def _revision(row: Record, words: Words) -> Row:
    sides = [f"{words.value(row, s, text_of(row['unit']))} ({row[f'report_year_{s}']})" for s in ("a", "b")]
    change = "" if row["kind"] == "same" else words.signed(row, "change", row["change_unit"])
    change = words.reckoned_of(change, row["found_a"], row["found_b"])
    period = words.period(row["period_start"], row["period_end"], row["per_year"])
    name = words.of_region(row["region"], words.name(row))
    cells = (
        name,
        row["indicator"],
        words.measure(row["measure"], row["of"]),
        period,
        *sides,
        change,
        str(row["reports"]),
    )
    return Row(cells, sentences(row, ("a", "b"), words), domain=row["domain"])
