"""The view of `Audit`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from govreport.render.parts import Record, empty_note, records, sections_of, sentences
from govreport.render.view import Column, Row, View
from govreport.render.words import Words, text_of

if TYPE_CHECKING:
    from govreport.comparison.auditing import Audit

_LISTED = ("contradicts", "explained")


def audit_view(result: Audit, words: Words) -> View:
    """Lay out an audit: what contradicts, the largest gap first, then what is explained; the rest is counted."""
    rows = records(result.frame)
    sections = sections_of(rows, _LISTED, "verdict", _row, words)
    columns = (
        Column(words("col.check"), stands="about"),
        Column(words("col.region"), stands="region"),
        Column(words("col.year")),
        Column(words("col.indicator"), stands="name"),
        Column(words("col.stated"), right=True),
        Column(words("col.reckoned"), right=True),
        Column(words("col.gap"), right=True),
        Column(words("col.from")),
        Column(words("col.note")),
    )
    counts = {kind: sum(r["verdict"] == kind for r in rows) for kind in result.kinds}
    gaps = (words("note.gap"),) if sections else ()
    title, notes = words("title.audit"), (*gaps, *empty_note(result, words))
    return View(title, words.counts(counts), columns, sections, notes).without_empty_columns()


def _row(row: Record, words: Words) -> Row:
    cells = (
        words(f"check.{row['check']}"),
        words.region(row["region"]),
        str(row["year"]),
        words.name(row),
        words.amount(row["stated"], row["unit"], 2),
        _reckoned(row, words),
        words.amount(row["gap"], row["gap_unit"], 2, sign=True),
        words.reckoned(text_of(row["from_what"]), row["unit"]),
        words(f"reason.{row['reason']}") if row["reason"] else "",
    )
    return Row(cells, sentences(row, ("a", "b", "c"), words))


def _reckoned(row: Record, words: Words) -> str:
    """Write what follows: a number where there is one, else the end that the claim is beyond."""
    low, high, unit = row["reckoned_low"], row["reckoned_high"], row["unit"]
    if row["check"] == "part":
        return f"≤{words.amount(high, unit, 2)}"
    if row["check"] == "rank":
        return f"≥{words.amount(low, unit)}"
    if math.isnan(row["reckoned"]):
        return f"{words.amount(low, unit, 2)} … {words.amount(high, unit, 2)}"
    return words.amount(row["reckoned"], unit, 2)
