"""The views of three years or more, and of regions beside each other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pandas as pd

from govreport.comparison.interval import off_the_line
from govreport.comparison.years import THING
from govreport.render.parts import (
    Record,
    empty_note,
    legend,
    listed,
    records,
    saying,
    summary,
    thing_cells,
    thing_columns,
    tone,
)
from govreport.render.view import Column, Row, Section, View
from govreport.render.words import Words, text_of, years_text

if TYPE_CHECKING:
    from govreport.comparison.comparison import Comparison
    from govreport.comparison.sides import SideBySide

SIDE_BY_SIDE = ["indicator", "measure", "of", "unit", "role", "per_year", "since", "until"]
_SEVERAL = 2


def years_view(result: Comparison, words: Words, open_ids: bool) -> View:
    """Lay out three years or more: a column a year, a section for each region, role and domain."""
    table, cells = result.table, _by_thing(result.cells, THING)
    known = table if open_ids else table[table["domain"] != "open"]
    often = records(known[known["stated"] >= _SEVERAL])
    things = [(r, cells[tuple(r[k] for k in THING)]) for r in often]
    many = len({r["region"] for r in often}) > 1
    roles = result.by == "report_year" or len({r["role"] for r in often}) > 1
    sections = []
    everywhere = list(table["region"].unique())
    places = words.places(everywhere)
    for (region, role, domain), group in itertools.groupby(things, key=lambda x: _place(x[0])):
        rows = tuple(_year_row(r, said, result, words) for r, said in group)
        where = [
            *([places[region]] if many else []),
            *([words(f"role.{role}")] if roles else []),
            words.domain(domain),
        ]
        sections.append(Section(" · ".join(where), rows))
    title = words("title.years", years=_listed(result.compared), by=words(f"by.{result.by}"))
    title = f"{places[everywhere[0]]} {title}" if len(everywhere) == 1 else title
    said = [{**c, "status_a": c["status"]} for _, found in things for c in found]
    notes = list(legend(said, sections, words))
    once = int((known["stated"] < _SEVERAL).sum())
    notes += [words("note.once", n=once)] if once else []
    notes += [words("note.silent", years=years_text(result.silent))] if result.silent else []
    notes += empty_note(result, words, a=result.a, b=result.b)
    line = summary(result, words, open_ids)
    return View(title, line, _year_columns(result, words), tuple(sections), tuple(notes)).without_empty_columns()


def _by_thing(cells: pd.DataFrame, keys: list[str]) -> dict[tuple[object, ...], list[Record]]:
    found: dict[tuple[object, ...], list[Record]] = {}
    for cell in records(cells):
        found.setdefault(tuple(cell[k] for k in keys), []).append(cell)
    return found


def _place(row: Record) -> tuple[str, str, str]:
    return row["region"], row["role"], row["domain"]


def _listed(years: tuple[int, ...]) -> str:
    return years_text(years) if list(years) == sorted(years) else ", ".join(map(str, years))


def _year_columns(result: Comparison, words: Words) -> tuple[Column, ...]:
    return (
        *thing_columns(words),
        Column(words("col.unit"), stands="about"),
        *(Column(str(year), right=True, side=str(year)) for year in result.compared),
        Column(words("col.change"), right=True, toned=True),
        Column(words("col.period")),
        Column(words("col.note")),
    )


def _year_row(row: Record, said: list[Record], result: Comparison, words: Words) -> Row:
    by_year = {c["year"]: c for c in said}
    cells = (
        *thing_cells(row, words),
        words.head(text_of(row["unit"])),
        *(_figure(by_year.get(year), words) for year in result.compared),
        _change(row, words),
        _about(row, said, result.by, words),
        _note(row, said, words),
    )
    sayings = tuple(saying(c, words, str(c["year"])) for c in said)
    told = said if row["role"] == "result" else []
    loose = off_the_line({int(c["year"]): (c["value"], c["low"], c["high"]) for c in told})
    points = tuple((int(c["year"]), float(c["value"])) for c in said if int(c["year"]) not in loose)
    return Row(cells, sayings, domain=row["domain"], tone=tone(row["direction"], row["sign"]), points=points)


def _figure(cell: Record | None, words: Words) -> str:
    if cell is None:
        return ""
    side = {f"{c}_x": cell[c] for c in ("value", "low", "high", "bound", "status", "found", "quote")}
    return words.value({**side, "measure": cell["measure"]}, "x", "")


def _change(row: Record, words: Words) -> str:
    change = words.signed(row, "change", row["change_unit"])
    relative = words.signed(row, "relative", "%", digits=1, open_ends=(row["relative_low"] == -100, False))
    text = f"{change} ({relative})" if relative and words("unknown") not in change + relative else change
    text = words.reckoned_of(text, row["change_found"])
    return f"{text}, {row['first_year']}–{row['last_year']}" if text else ""


def _about(row: Record, said: list[Record], by: str, words: Words) -> str:
    """Write the period that a row is about where it is not the usual one; as seen from the report where it moves."""
    usual = 0 if by == "period" else -int(row["role"] == "result")
    if (row["since"], row["until"]) == (usual, usual) and not row["per_year"]:
        return ""
    periods = {(c["period_start"], c["period_end"]) for c in said}
    if len(periods) == 1:
        return words.period(*periods.pop(), row["per_year"])
    span = f"{row['since']:+d}" if row["since"] == row["until"] else f"{row['since']:+d} … {row['until']:+d}"
    moving = words("offset", span=span)
    return f"{moving} {words('per_year')}" if row["per_year"] else moving


def _note(row: Record, said: list[Record], words: Words) -> str:
    parts = [words("note.break", year=row["break_year"])] if text_of(row["break_change"]) else []
    bases: dict[str, list[int]] = {}
    for cell in said:
        if text_of(cell["basis"]):
            bases.setdefault(cell["basis"], []).append(cell["year"])
    parts += [words("note.basis", years=years_text(years), basis=words.basis(basis)) for basis, years in bases.items()]
    parts += dict.fromkeys(f"{c['year']} {words.found(c['found'])}" for c in said if text_of(c["found"]))
    names = dict.fromkeys(text_of(c["said_as"]) for c in said)
    if len({c["said_id"] for c in said}) > 1:
        parts.append(words("note.worded", names=words("name.sep").join(names)))
    return words("count.sep").join(parts)


def sides_view(result: SideBySide, words: Words, open_ids: bool) -> View:
    """Lay out regions beside each other: a column a region, its years joined by arrows."""
    known = listed(result, open_ids)
    cells = _by_thing(result.cells, SIDE_BY_SIDE)
    alone = len(result.regions) == 1
    often = records(known if alone else known[known["regions"] >= _SEVERAL])
    roles = result.by == "report_year" or len({r["role"] for r in often}) > 1
    sections = []
    for (role, domain), group in itertools.groupby(often, key=lambda r: (r["role"], r["domain"])):
        rows = tuple(_side_row(r, cells[tuple(r[k] for k in SIDE_BY_SIDE)], result, words) for r in group)
        where = [*([words(f"role.{role}")] if roles else []), words.domain(domain)]
        sections.append(Section(" · ".join(where), rows))
    columns = (
        Column(words("col.indicator"), stands="name"),
        Column(words("col.measure"), stands="about"),
        Column(words("col.unit"), stands="about"),
        *(Column(words.region(region), right=True, side=region) for region in result.regions),
        Column(words("col.period")),
    )
    title = words("title.sides", n=len(result.regions), years=_listed(result.shown), by=words(f"by.{result.by}"))
    said = [{**c, "status_a": c["status"]} for found in cells.values() for c in found]
    notes = list(legend(said, sections, words))
    once = 0 if alone else int((known["regions"] < _SEVERAL).sum())
    notes += [words("note.one", n=once)] if once else []
    notes += empty_note(result, words)
    return View(title, summary(result, words, open_ids), columns, tuple(sections), tuple(notes)).without_empty_columns()


def _side_row(row: Record, said: list[Record], result: SideBySide, words: Words) -> Row:
    by_place = {(c["region"], c["year"]): c for c in said}

    def figures(region: str) -> str:
        shown = [_figure(by_place.get((region, year)), words) for year in result.shown]
        return " → ".join(x or "·" for x in shown) if any(shown) else ""

    cells = (
        words.name(row),
        words.measure(row["measure"], row["of"]),
        words.head(text_of(row["unit"])),
        *(figures(region) for region in result.regions),
        _about(row, said, result.by, words),
    )
    return Row(cells, tuple(saying(c, words, words.region(c["region"])) for c in said), domain=row["domain"])
