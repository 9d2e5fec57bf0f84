"""The view of `Targets`."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

from govreport.comparison.beside import SILENT
from govreport.render.parts import (
    Record,
    empty_note,
    kinds_counted,
    legend,
    listed,
    reasons,
    records,
    saying,
    sentences,
    thing_cells,
    thing_columns,
    verdict_shown,
)
from govreport.render.view import Column, Row, Section, View
from govreport.render.words import Words, number, text_of

#: reasons that the verdict says already
_SAID = ("nothing of it was found", "the next report is not in the panel")
#: so many candidates are looked through for one that the table does not show
_MOST = 6
Nearest = dict[tuple[str, str, int, str], dict[str, Any]]

if TYPE_CHECKING:
    from govreport.comparison.outcomes import Targets


def targets_view(result: Targets, words: Words, open_ids: bool) -> View:
    """Lay out targets: a section for each region and year."""
    rows = records(listed(result, open_ids))
    regions = list(dict.fromkeys(r["region"] for r in rows))
    rows.sort(key=lambda r: (regions.index(r["region"]), r["year"], r["verdict"] in SILENT))
    near, places = _nearest(result, rows), words.places(regions)
    sections = []
    for (region, year), group in itertools.groupby(rows, key=lambda r: (r["region"], r["year"])):
        members = list(group)
        tally = _tally(members, result)
        name = f"{places[region]} {year}"
        heading = f"{name}{words('summary.sep')}{words.counts(tally)}"
        sections.append(Section(heading, tuple(_row(r, words, near) for r in members), name))
    columns = (
        *thing_columns(words),
        Column(words("col.target"), right=True, side="target"),
        Column(words("col.result"), right=True, side="result"),
        Column(words("col.deviation"), right=True, toned=True),
        Column(words("col.verdict"), toned=True),
        Column(words("col.year_before"), right=True, side="before"),
        Column(words("col.note")),
    )
    notes = (
        *_conventions(result, rows, words),
        *legend(rows, sections, words),
        *empty_note(result, words),
    )
    opened = result.frame["domain"] == "open"
    known, unknown = (_tally(records(result.frame[which]), result) for which in (~opened, opened))
    line = kinds_counted(known, unknown, words, open_ids)
    return View(words("title.targets"), line, columns, tuple(sections), notes).without_empty_columns()


def _tally(rows: list[Record], result: Targets) -> dict[str, int]:
    """Count the verdicts as they are shown; the report that is missing is the next one."""
    shown = Counter(map(verdict_shown, rows))
    kinds = (*result.kinds, "no_direction")
    return {"no_next_report" if kind == "no_report" else kind: shown[kind] for kind in kinds}


def _conventions(result: Targets, rows: list[Record], words: Words) -> tuple[str, ...]:
    """Say how far the hedges reach, and what was left out."""
    soft = any(row[f"bound_{side}"] in ("about", "near") for row in rows for side in ("target", "result"))
    points, share = number(result.about["points"]), number(result.about["share"] * 100)
    said = [words("note.about", points=points, share=share)] if soft else []
    return (*said, *([words("note.told", n=len(result.told))] if len(result.told) else []))


def _nearest(result: Targets, rows: list[Record]) -> Nearest:
    """Return the nearest saying for each target of which nothing was found, but for what the table shows itself."""
    ids = {(row["region"], row["year"], row["indicator"]) for row in rows}
    sayings = {(row["source_result"], row["start_result"], row["end_result"]) for row in rows}
    near: Nearest = {}
    for found in records(result.candidates(_MOST)):
        place = (found["region"], found["year"])
        listed_itself = found["why"] == "like in words" and (*place, found["indicator_found"]) in ids
        if not listed_itself and (found["source"], found["start"], found["end"]) not in sayings:
            near.setdefault((found["region"], found["indicator"], found["year"], found["quote_target"]), found)
    return near


def _row(row: Record, words: Words, near: Nearest) -> Row:
    spans = row["period_start"] != row["period_end"] or row["horizon"] > 0
    period = words.period(row["period_start"], row["period_end"], row["per_year"]) if spans else ""
    aim = words(f"aim.{row['aim']}") if row["aim"] else ""
    found = near.get((row["region"], row["indicator"], row["year"], row["quote_target"]))
    found = found if row["verdict"] == "not_found" else None
    nearest = words("note.nearest", name=found["name"], quote=found["quote"]) if found else ""
    said = list(sentences(row, ("target", "result", "before"), words))
    if found:  # what comes nearest to a target is no result of it
        said.append(saying({**found, "report_region": row["report_region_target"]}, words, ""))
    shown = verdict_shown(row)
    row = {**row, "reason": "" if row["reason"] in _SAID or shown == "no_direction" else row["reason"]}
    beside = words.signed(row, "deviation", row["deviation_unit"], open_ends=(row["bound_result"] == "under", False))
    cells = (
        *thing_cells(row, words),
        words.value(row, "target", text_of(row["unit"])),
        words.value(row, "result", text_of(row["unit_result"])) or text_of(row["quote_result"]),
        words.reckoned_of(beside, row["found_target"], row["found_result"]),
        words(f"verdict.{shown}"),
        words.value(row, "before", text_of(row["unit"])),
        words("count.sep").join(part for part in (period, aim, reasons(row, words), nearest) if part),
    )
    moved = {"met": "good", "exceeded": "good", "missed": "bad"}.get(row["verdict"], "")
    return Row(cells, tuple(said), domain=row["domain"], tone=moved)
