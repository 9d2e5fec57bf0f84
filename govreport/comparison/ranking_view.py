"""The view of `League`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govreport.labels import NATION
from govreport.render.parts import Record, legend, records, saying
from govreport.render.view import Column, Row, Section, View
from govreport.render.words import Words, text_of

if TYPE_CHECKING:
    from govreport.comparison.ranking import League

MANY = 20


def league_view(result: League, words: Words) -> View:
    """Lay out a league: the ranked regions with the nation between them, then those that are not ranked."""
    rows = records(result.frame)
    shown = [r for r in rows if r["kind"] in ("ranked", "reference")]
    apart = [r for r in rows if r["kind"] == "not_ranked"]
    silent = [r for r in rows if r["kind"] == "missing"]
    sections = [Section("", tuple(_row(r, words) for r in shown))] if shown else []
    if apart:
        sections.append(Section(words("kind.not_ranked"), tuple(_row(r, words) for r in apart)))
    title = words(
        "title.league",
        name=words.name(next((r for r in rows if r["region"] != NATION), rows[0])),
        measure=words.measure(result.measure, text_of(rows[0]["of"])),
        year=result.year,
        role=words(f"role.{result.role}"),
    )
    counts = {kind: sum(r["kind"] == kind for r in rows) for kind in result.kinds}
    columns = (
        Column(words("col.place"), right=True),
        Column(words("col.region")),
        Column(words("col.value"), right=True),
        Column(words("col.places"), right=True),
        Column(words("col.quote")),
        Column(words("col.note")),
    )
    notes = [words("note.order", order=words(f"order.{result.order}"))]
    if result.others:
        said = [f"{words.measure(measure)} {n}" for measure, n in result.others]
        first = result.others[0][0]
        notes.append(words("note.league.others", others=words("count.sep").join(said), measure=first))
    notes += legend(shown + apart, sections, words)
    for reason in dict.fromkeys(r["reason"] for r in silent):
        names = [words.region(r["region"]) for r in silent if r["reason"] == reason]
        listed = words("count.sep").join(names) if len(names) <= MANY else words("note.listed")
        notes.append(words("note.missing", reason=words(f"reason.{reason}"), n=len(names), regions=listed))
    view = View(title, words.counts(counts), columns, tuple(sections), tuple(notes))
    return view.without_empty_columns()


def _about(row: Record, words: Words) -> str:
    return words(f"reason.{row['reason']}") if row["reason"] else words.basis(text_of(row["basis"]))


def _row(row: Record, words: Words) -> Row:
    place = "" if row["kind"] != "ranked" else str(row["place"])
    spread = row["kind"] == "ranked" and row["place_best"] != row["place_worst"]
    side = {f"{c}_x": row[c] for c in ("value", "low", "high", "bound", "status", "found", "quote")}
    cells = (
        place or ("—" if row["kind"] == "reference" else ""),
        words.region(row["region"]),
        words.value({**side, "measure": row["measure"]}, "x", text_of(row["unit"])),
        f"{row['place_best']}–{row['place_worst']}" if spread else "",
        text_of(row["quote"]),
        words("count.sep").join(part for part in (_about(row, words), words.found(text_of(row["found"]))) if part),
    )
    return Row(cells, (saying(row, words, "x"),) if text_of(row["sentence"]) else ())
