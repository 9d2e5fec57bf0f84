"""The view of a `Comparison`."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from govreport.comparison.linked import why_linked
from govreport.comparison.telling import ALONE
from govreport.render.parts import (
    Record,
    empty_note,
    legend,
    listed,
    reasons,
    records,
    sentences,
    summary,
    thing_cells,
    thing_columns,
    tone,
)
from govreport.render.view import Column, Row, Saying, Section, View
from govreport.render.words import Words, number, text_of

if TYPE_CHECKING:
    from govreport.comparison.comparison import Comparison


def comparison_view(result: Comparison, words: Words, open_ids: bool) -> View:
    """Lay out a comparison: a section for each region, role and kind."""
    frame = listed(result, open_ids)
    lonely = frame["reason"] == ALONE
    lonely &= not lonely.all()
    rows = records(frame[~lonely])
    kinds = {kind: k for k, kind in enumerate(result.kinds)}
    regions = list(frame["region"].unique())
    rows.sort(key=lambda r: (regions.index(r["region"]), r["role"], kinds[r["kind"]]))
    many = len({r["region"] for r in rows}) > 1
    roles = result.by == "report_year" or len({r["role"] for r in rows}) > 1
    sections = []
    everywhere = list(result.frame["region"].unique())
    places = words.places(everywhere)
    for (region, role, kind), group in itertools.groupby(rows, key=lambda r: (r["region"], r["role"], r["kind"])):
        members = [_row(r, result, words) for r in group]
        where = [*([places[region]] if many else []), *([words(f"role.{role}")] if roles else [])]
        name = " · ".join([*where, words(f"kind.{kind}")])
        sections.append(Section(f"{name} {len(members)}", tuple(members), name))
    title = words("title.comparison", a=result.a, b=result.b, by=words(f"by.{result.by}"))
    speakers = {text_of(one) for side in "ab" for one in result.frame[f"report_region_{side}"]} - {""}
    of_one = everywhere if len(everywhere) == 1 else list(speakers)
    title = f"{words.places(of_one)[of_one[0]]} {title}" if len(of_one) == 1 else title
    notes = [*legend(rows, sections, words)]
    if lonely.any():
        named = words("count.sep").join(map(words.region, dict.fromkeys(frame.loc[lonely, "region"])))
        notes.append(words("note.regions", n=int(lonely.sum()), regions=named))
    notes += _unread(rows, words)
    notes += empty_note(result, words, a=result.a, b=result.b)
    view = View(title, summary(result, words, open_ids), _columns(result, words), tuple(sections), tuple(notes))
    return view.without_empty_columns()


def _unread(rows: list[Record], words: Words) -> list[str]:
    """Say which report is missing, and what it would add."""
    untold = [r for r in rows if r["kind"] == "no_report"]
    years = {r["year_b"] if math.isnan(r["value_b"]) else r["year_a"] for r in untold}
    return [words("note.unread", year=year, report=year + 1) for year in sorted(years)]


def _columns(result: Comparison, words: Words) -> tuple[Column, ...]:
    heads = [words("report", year=y) if result.by == "report_year" else str(y) for y in (result.a, result.b)]
    return (
        *thing_columns(words),
        *(Column(head, right=True, side=side) for head, side in zip(heads, "ab", strict=True)),
        Column(words("col.change"), right=True, toned=True),
        Column(words("col.period")),
        Column(words("col.note")),
    )


def _row(row: Record, result: Comparison, words: Words) -> Row:
    sides = _sides(row)
    values = {s: words.value(row, s, text_of(row["unit" if s == "a" else "unit_b"])) for s in sides}
    cells = (
        *thing_cells(row, words),
        values.get("a", ""),
        values.get("b", ""),
        words.reckoned_of(_change(row, words), row["change_found"]),
        _period(row, result, words),
        _note(row, words),
    )
    change = text_of(row["break_change"])
    beside = [Saying(str(row["break_year"]), change)] if change else []
    beside += [Saying(why_linked(row["link"], words), "")] if row["link"] else []
    return Row(
        cells, (*sentences(row, sides, words), *beside), domain=row["domain"], tone=tone(row["direction"], row["sign"])
    )


def _sides(row: Record) -> tuple[str, ...]:
    """Return the sides that say something."""
    return tuple(side for side in "ab" if not math.isnan(row[f"value_{side}"]))


def _change(row: Record, words: Words) -> str:
    if row["kind"] == "unchanged" and (row["change"] == 0 or row["sign"] == "unknown"):
        return words("same" if row["sign"] == "same" else "alike")
    # What is at most 12 is at least 0: true, and not worth writing.
    under_a, under_b = row["bound_a"] == "under", row["bound_b"] == "under"
    change = words.signed(row, "change", row["change_unit"], open_ends=(under_b, under_a))
    floor = under_b or row["bound_a"] == "over"
    relative = words.signed(row, "relative", "%", digits=1, open_ends=(floor, False))
    return f"{change} ({relative})" if relative and words("unknown") not in change + relative else change


def _period(row: Record, result: Comparison, words: Words) -> str:
    """Write the periods that go without saying neither by the column nor by the role: results of the year before."""
    sides = _sides(row)
    ends = {s: (int(row[f"period_start_{s}"]), int(row[f"period_end_{s}"])) for s in sides}
    usual = {s: int(row[f"report_year_{s}"]) - (row["role"] == "result") for s in sides}
    if result.by == "period" or (not row["per_year"] and all(ends[s] == (usual[s], usual[s]) for s in sides)):
        return ""
    return " → ".join(words.period(*ends[s], row["per_year"]) for s in sides)


def _note(row: Record, words: Words) -> str:
    broken = words("note.break", year=row["break_year"]) if text_of(row["break_change"]) else ""
    parts = [_growth(row, words), reasons(row, words), broken]
    return words("count.sep").join(part for part in parts if part)


def _growth(row: Record, words: Words) -> str:
    stated = row["growth_stated"]
    if math.isnan(stated):
        return ""
    said = f"{words.mark(row['growth_stated_bound'], stated)}{number(stated)}%"
    implied = words.signed(
        row, "growth_implied", "%", digits=1, write=number, open_ends=(row["bound_a"] == "over", False)
    )
    if not implied or words("unknown") in implied:
        return words("growth.stated", stated=said)
    return words("growth.both", stated=said, implied=implied)
