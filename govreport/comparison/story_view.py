"""The view of `TargetStory`."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from govreport.indicators import OPEN
from govreport.render.parts import (
    Record,
    empty_note,
    kinds_counted,
    legend,
    listed,
    records,
    sentences,
    summary,
    thing_columns,
)
from govreport.render.view import Column, Row, Section, View
from govreport.render.words import Words, text_of

if TYPE_CHECKING:
    from govreport.comparison.story import TargetStory


def story_view(result: TargetStory, words: Words, open_ids: bool) -> View:
    """Lay out the story of targets: a section for each region, indicator and measure, a row for each report."""
    rows = records(listed(result, open_ids))
    if result.shown:
        return _beside_view(result, rows, words, open_ids)
    key = ("region", "indicator", "measure", "of", "unit")
    sections = []
    for (region, indicator, measure, of, _), group in itertools.groupby(rows, key=lambda r: tuple(r[k] for k in key)):
        members = list(group)
        name = words.name(members[0])
        known = f" ({indicator})" if members[0]["domain"] != "open" else ""
        heading = f"{words.of_region(region, name)}{known} · {words.measure(measure, of)}"
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
    notes = (*legend(rows, sections, words), *empty_note(result, words))
    line = summary(result, words, open_ids)
    return View(words("title.targetstory"), line, columns, tuple(sections), notes).without_empty_columns()


def _row(row: Record, words: Words) -> Row:
    unit = text_of(row["unit"])
    reason = words("count.sep").join(words(f"reason.{r}") for r in row["reason"].split("; ") if r)
    before = words.value(row, "a", unit)
    cells = (
        str(row["year"]),
        f"{before} ({row['year_before']})" if before else "",
        words.value(row, "b", unit),
        words(f"step.{row['step']}"),
        _moved(row, words),
        words.value(row, "result", unit),
        words(f"verdict.{row['verdict']}") if row["verdict"] else "",
        reason,
    )
    return Row(cells, sentences(_own(row), ("a", "b"), words), domain=row["domain"])


def _beside_view(result: TargetStory, rows: list[Record], words: Words, open_ids: bool) -> View:
    """Lay out targets of several years side by side: a section for each region, a column for each year."""
    sections = []
    for region, group in itertools.groupby(rows, key=lambda r: r["region"]):
        things: dict[tuple[str, ...], list[Record]] = {}
        for row in group:
            things.setdefault((row["indicator"], row["measure"], row["of"], text_of(row["unit"])), []).append(row)
        sections.append(Section(words.region(region), tuple(_beside(said, result, words) for said in things.values())))
    columns = (
        *thing_columns(words),
        *(Column(str(year), right=True, side=str(year)) for year in result.shown),
        Column(words("col.step")),
        Column(words("col.number"), right=True),
        Column(words("col.note")),
    )
    notes = (*legend(rows, sections, words), *empty_note(result, words))
    title = words("title.targetsteps", years=words("count.sep").join(map(str, result.shown)))
    return View(title, _line(result, words, open_ids), columns, tuple(sections), notes).without_empty_columns()


def _line(result: TargetStory, words: Words, open_ids: bool) -> str:
    """Count the steps of the table, those apart of which the report of the last year is missing."""
    table = result.table
    open_ones = table["indicator"].str.startswith(OPEN)
    known, opened = (
        {str(step) or "no_report": int(n) for step, n in table.loc[some, "step"].value_counts(sort=False).items()}
        for some in (~open_ones, open_ones)
    )
    order = (*result.kinds, "no_report")
    known, opened = ({kind: said[kind] for kind in order if kind in said} for said in (known, opened))
    return kinds_counted(known, opened, words, open_ids)


def tells_of(last: Record, shown: tuple[int, ...]) -> bool:
    """Say whether the last step of a target is one of the last year shown, or ends it before."""
    return bool(last["step"] == "dropped" or last["year"] == shown[-1])


def _beside(said: list[Record], result: TargetStory, words: Words) -> Row:
    by_year = {row["year"]: row for row in said}
    last = said[-1]
    stories = [replace(one, side=str(row["year"])) for row in said for one in sentences(_own(row), ("b",), words)]
    cells = (
        words.name(last),
        last["indicator"],
        words.measure(last["measure"], last["of"]),
        *(words.value(by_year[y], "b", text_of(last["unit"])) if y in by_year else "" for y in result.shown),
        words(f"step.{last['step']}" if tells_of(last, result.shown) else "verdict.no_report"),
        _moved(last, words) if tells_of(last, result.shown) else "",
        words("count.sep").join(words(f"reason.{r}") for r in last["reason"].split("; ") if r),
    )
    return Row(cells, tuple(stories), domain=last["domain"])


def _own(row: Record) -> Record:
    return {**row, **{f"report_region_{s}": row["region"] for s in "ab"}}


def _moved(row: Record, words: Words) -> str:
    change = row["number_change"]
    return "" if math.isnan(change) or change == 0 else words.moved(row, change, row["change_unit"])
