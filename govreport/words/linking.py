"""The numbers of two sentences that are one: which of them are the same thing, and whether it changed."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from govreport.panel import Panel
from govreport.words.aligning import Pair
from govreport.words.proper import Sentence

__all__ = ["NUMBERS", "linked"]

_SIDE = ("value", "quote", "bound", "period_end")
NUMBERS = (
    *("row", "kind", "indicator", "name", "measure", "unit"),
    *(f"{name}_{side}" for name in _SIDE for side in "ab"),
    *("change", "panel_a", "panel_b"),
)
Record = dict[Hashable, Any]


def linked(
    panel: Panel, counts: tuple[int, int], pairs: Sequence[Pair], a: Sequence[Sentence], b: Sequence[Sentence]
) -> pd.DataFrame:
    """Return the numbers of both reports by the row they stand in, shared ones in one row.

    Parameters
    ----------
    panel : Panel
        Of both reports, the first one's rows first.
    counts : tuple of int
        How many rows each has.
    pairs : sequence of Pair
    a, b : sequence of Sentence

    Returns
    -------
    DataFrame
        As `Sentences.numbers` describes it.
    """
    records = panel.frame.to_dict("records")
    in_a = _by_sentence(records, range(counts[0]), a)
    in_b = _by_sentence(records, range(counts[0], sum(counts)), b)
    rows = [
        _row(row, left, right, records)
        for row, pair in enumerate(pairs)
        for left, right in _met(in_a.get(pair.a, []), in_b.get(pair.b, []), records)
    ]
    frame = pd.DataFrame(rows, columns=list(NUMBERS))
    whole = dict.fromkeys(("panel_a", "panel_b", "period_end_a", "period_end_b"), "Int64")
    sizes = dict.fromkeys(("value_a", "value_b", "change"), "float64")
    return frame.astype({"row": "int64", **whole, **sizes})


def _by_sentence(records: list[Record], rows: range, said: Sequence[Sentence]) -> dict[int | None, list[int]]:
    starts = [sentence.start for sentence in said]
    found: defaultdict[int | None, list[int]] = defaultdict(list)
    for row in rows:
        place = bisect_right(starts, records[row]["start"]) - 1
        if place >= 0 and records[row]["start"] < said[place].end:
            found[place].append(row)
    return found


def _met(left: list[int], right: list[int], records: list[Record]) -> list[tuple[int | None, int | None]]:
    """Pair like with like, in the order of the text: as many years before the report first, then any."""
    pairs: dict[int, int] = {}
    for key in (_exactly, _roughly):
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for row in right:
            if row not in pairs.values():
                waiting[key(records[row])].append(row)
        for row in left:
            if row not in pairs and (options := waiting[key(records[row])]):
                pairs[row] = options.pop(0)
    met = set(pairs.values())
    alone: list[tuple[int | None, int | None]] = [(None, row) for row in right if row not in met]
    return [*((row, pairs.get(row)) for row in left), *alone]


def _exactly(record: Record) -> tuple[Hashable, ...]:
    ago = (record["period_start"] - record["report_year"], record["period_end"] - record["report_year"])
    return (*_roughly(record), record["status"], *ago)


def _roughly(record: Record) -> tuple[Hashable, ...]:
    years = record["period_end"] - record["period_start"]
    what = (record["region"], record["indicator"], record["measure"], record["unit"])
    return (*what, record["per_year"], years, record["part"])


def _row(row: int, left: int | None, right: int | None, records: list[Record]) -> dict[str, object]:
    a = records[left] if left is not None else None
    b = records[right] if right is not None else None
    one = b or a or {}
    kind = "new" if a is None else "dropped" if b is None else "same" if _equal(a, b) else "changed"
    exact = a is not None and b is not None and a["bound"] == b["bound"] == "exact"
    sides: dict[str, object] = {f"{c}_{s}": r[c] if r else None for c in _SIDE for s, r in (("a", a), ("b", b))}
    return {
        "row": row,
        "kind": kind,
        **{name: one[name] for name in ("indicator", "name", "measure", "unit")},
        **sides,
        "change": b["value"] - a["value"] if exact and a and b else math.nan,
        "panel_a": left,
        "panel_b": right,
    }


def _equal(a: Record, b: Record) -> bool:
    return bool(a["bound"] == b["bound"] and math.isclose(a["value"], b["value"]) and a["high"] == b["high"])
