"""The view of `Coverage`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govreport.render.parts import empty_note, listed, records
from govreport.render.view import Column, Row, Section, View
from govreport.render.words import Words, years_text

if TYPE_CHECKING:
    from govreport.comparison.covering import Coverage

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
