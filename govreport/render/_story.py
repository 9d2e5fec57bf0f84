"""The view of `TargetStory`."""

from __future__ import annotations

import itertools
import math

from govreport.compare import TargetStory
from govreport.render._parts import Record, empty_note, legend, listed, records, sentences, summary
from govreport.render._view import Column, Row, Section, View
from govreport.render._words import Words, text_of


def story_view(result: TargetStory, words: Words, open_ids: bool) -> View:
    """Lay out the story of targets: a section for each region, indicator and measure, a row for each report."""
    rows = records(listed(result, open_ids))
    key = ("region", "indicator", "measure", "of", "unit")
    sections = []
    for (region, indicator, measure, of, _), group in itertools.groupby(rows, key=lambda r: tuple(r[k] for k in key)):
        members = list(group)
        name = text_of(members[0]["name"])
        known = f" ({indicator})" if members[0]["domain"] != "open" else ""
        heading = f"{region} {name}{known} · {words.measure(measure, of)}"
        sections.append(Section(heading, tuple(_row(r, words) for r in members)))
    columns = (
        Column(words("col.year")),
        Column(words("col.before"), right=True, side="a"),
        Column(words("col.target"), right=True, side="b"),
        Column(words("col.step")),
        Column(words("col.number"), right=True),
        Column(words("col.result"), right=True),
        Column(words("col.verdict")),
        Column(words("col.note")),
    )
    notes = (*legend(rows, [row.cells for s in sections for row in s.rows], words), *empty_note(result, words))
    line = summary(result, words, open_ids)
    return View(words("title.targetstory"), line, columns, tuple(sections), notes).without_empty_columns()


def _row(row: Record, words: Words) -> Row:
    unit = text_of(row["unit"])
    change = row["number_change"]
    moved = "" if math.isnan(change) or change == 0 else f"{change:+g}{words.unit(row['change_unit'])}"
    reason = words("count.sep").join(words(f"reason.{r}") for r in row["reason"].split("; ") if r)
    before = words.value(row, "a", unit)
    cells = (
        str(row["year"]),
        f"{before} ({row['year_before']})" if before else "",
        words.value(row, "b", unit),
        words(f"step.{row['step']}"),
        moved,
        words.value(row, "result", unit),
        words(f"verdict.{row['verdict']}") if row["verdict"] else "",
        reason,
    )
    said = {**row, **{f"report_region_{s}": row["region"] for s in "ab"}}
    return Row(cells, sentences(said, ("a", "b")), domain=row["domain"])
