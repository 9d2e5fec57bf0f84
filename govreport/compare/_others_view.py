"""The views of `Revisions` and `Coverage`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govreport.render._parts import Record, empty_note, legend, listed, records, sentences, summary
from govreport.render._view import Column, Row, Section, View
from govreport.render._words import Words, text_of, years_text

if TYPE_CHECKING:
    from govreport.compare._coverage import Coverage
    from govreport.compare._revisions import Revisions


def revisions_view(result: Revisions, words: Words, open_ids: bool) -> View:
    """Lay out revisions: a section for each kind, those that contradict each other first."""
    rows = records(listed(result, open_ids))
    sections = []
    for kind in result.kinds:
        members = [_revision(r, words) for r in rows if r["kind"] == kind]
        if members:
            sections.append(Section(f"{words(f'kind.{kind}')} {len(members)}", tuple(members)))
    columns = (
        Column(words("col.indicator")),
        Column(words("col.id"), code=True),
        Column(words("col.measure")),
        Column(words("col.period")),
        Column(words("col.first"), right=True, side="a"),
        Column(words("col.last"), right=True, side="b"),
        Column(words("col.change"), right=True),
        Column(words("col.reports"), right=True),
    )
    notes = (*legend(rows, [row.cells for s in sections for row in s.rows], words), *empty_note(result, words))
    line = summary(result, words, open_ids)
    return View(words("title.revisions"), line, columns, tuple(sections), notes).without_empty_columns()


def _revision(row: Record, words: Words) -> Row:
    sides = [f"{words.value(row, s, text_of(row['unit']))} ({row[f'report_year_{s}']})" for s in ("a", "b")]
    change = "" if row["kind"] == "same" else words.signed(row, "change", row["change_unit"])
    period = words.period(row["period_start"], row["period_end"], row["per_year"])
    name = f"{words.region(row['region'])} {words.name(row)}"
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


MANY = 12


def coverage_view(result: Coverage, words: Words, open_ids: bool) -> View:
    """Lay out coverage: a column for each year of report, blank where nothing is said; then what begins and ceases.

    More years than a page is wide are written as runs.
    """
    years = result.years
    wide = len(years) <= MANY
    rows = tuple(
        Row(
            (
                words.name(r),
                r["indicator"],
                *([str(r[y]) if r[y] else "" for y in years] if wide else [years_text([y for y in years if r[y]])]),
                str(r["total"]),
            ),
            domain=r["domain"],
        )
        for r in records(listed(result, open_ids))
    )
    columns = (
        Column(words("col.indicator")),
        Column(words("col.id"), code=True),
        *([Column(str(year), right=True) for year in years] if wide else [Column(words("col.reported"))]),
        Column(words("col.total"), right=True),
    )
    sections = (Section("", rows),) if rows else ()
    numbers = dict(result.frame["kind"].value_counts())
    line = words.counts({kind: numbers.get(kind, 0) for kind in result.kinds})
    notes = (*_changes(result, words), *empty_note(result, words))
    return View(words("title.coverage"), line, columns, sections, notes)


def _changes(result: Coverage, words: Words) -> tuple[str, ...]:
    """Write, for each report, which indicators of the vocabulary it begins and ceases to speak of."""
    events = result.events
    known = events[(events["domain"] != "open") & (events["report_region"] == events["region"])]
    notes = []
    for (region, year), group in known.groupby(["report_region", "year"], sort=False):
        for event in ("appears", "returns", "disappears", "moves_up", "moves_down"):
            names = list(dict.fromkeys(map(words.name, records(group[group["event"] == event]))))
            if names:
                listed = words("count.sep").join(names)
                said = f"{words.region(str(region))} {year} {words(f'event.{event}')} {len(names)}"
                notes.append(f"{said}{words('summary.sep')}{listed}")
    return tuple(notes)
