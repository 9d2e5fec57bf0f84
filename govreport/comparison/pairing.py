"""Pairing: which cell of one side meets which of the other, and why some cannot be set beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from govreport.comparison.cells import texts
from govreport.comparison.interval import in_one_unit
from govreport.indicators import Vocabulary
from govreport.panel.precedence import best

SUBJECT = ["region", "indicator", "of", "role", "per_year", "since", "until"]
CELL = [*SUBJECT, "measure"]
SAYING = [*CELL, "unit", "_basis"]
KEPT = [
    *("id", "value", "low", "high", "bound", "unit", "measure", "basis", "status", "period_start", "period_end"),
    *(
        "report_region",
        "report_year",
        "name",
        "quote",
        "sentence",
        "sentence_start",
        "start",
        "end",
        "source",
        "said",
        "found",
    ),
]


def side_of(frame: pd.DataFrame, roles: pd.Series[str], origin: int, words: Vocabulary) -> pd.DataFrame:
    """Return the cells of one side, one for each way of saying it, the best of each way first.

    `origin` is the year that periods are counted from: 2023 in the report of 2024 is one year back.
    """
    cells = frame.assign(
        role=roles,
        since=frame["period_start"] - origin,
        until=frame["period_end"] - origin,
        _basis=texts(frame["basis"]),
    )
    return best(cells, words, SAYING).reset_index(drop=True)


def pair(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Set the cells of both sides beside each other; every cell of either side is in exactly one row.

    Like meets like first (same unit, same basis); then what differs in its basis, in its unit, in its measure, each
    only where nothing better was found. `_cause` says what differs: "", `basis`, `unit` or `measure`.
    """
    both = pd.concat([a, b], ignore_index=True)
    codes = pd.DataFrame(
        {level: both.groupby(keys, sort=False, dropna=False).ngroup() for level, keys in _LEVELS.items()}
    )
    a = a.join(codes.iloc[: len(a)]).assign(_row=range(len(a)))
    b = b.join(codes.iloc[len(a) :].reset_index(drop=True)).assign(_row=range(len(b)))
    found = pd.DataFrame({"_row_a": [], "_row_b": [], "_cause": []})
    for level, cause, closed in _STAGES:
        left, right = a[~a["_row"].isin(found["_row_a"])], b[~b["_row"].isin(found["_row_b"])]
        if closed:
            # What has met its like does not go on to meet what is unlike it.
            met = a.loc[a["_row"].isin(found["_row_a"]), closed]
            left, right = left[~left[closed].isin(met)], right[~right[closed].isin(met)]
        hit = _meet(left, right, level).assign(_cause=cause)
        found = pd.concat([found, hit], ignore_index=True) if len(found) else hit
    only_a = a.loc[~a["_row"].isin(found["_row_a"]), ["_row"]].rename(columns={"_row": "_row_a"})
    only_b = b.loc[~b["_row"].isin(found["_row_b"]), ["_row"]].rename(columns={"_row": "_row_b"})
    rows = pd.concat([x for x in (found, only_a, only_b) if len(x)] or [found], ignore_index=True)
    rows = _spread(rows.reindex(columns=["_row_a", "_row_b", "_cause"]), a, b)
    rows, turned = in_one_unit(rows, "a", "b", rows["_cause"] == "unit")
    return rows.assign(_cause=rows["_cause"].where(~turned, ""))


_LEVELS = {"_saying": SAYING, "_unit": [*CELL, "unit"], "_cell": CELL, "_subject": SUBJECT}
_STAGES = (("_saying", "", ""), ("_unit", "basis", ""), ("_cell", "unit", "_cell"), ("_subject", "measure", "_subject"))


def _meet(left: pd.DataFrame, right: pd.DataFrame, level: str) -> pd.DataFrame:
    """Pair rows that agree in `level`, the first with the first, the second with the second."""
    keys = [level, "_turn"]
    left = left.assign(_turn=left.groupby(level).cumcount())[[*keys, "_row"]]
    right = right.assign(_turn=right.groupby(level).cumcount())[[*keys, "_row"]]
    return left.merge(right, on=keys, suffixes=("_a", "_b"))[["_row_a", "_row_b"]]


def _spread(rows: pd.DataFrame, a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Give every pair of row numbers its columns: the subject once, the rest for each side."""
    parts: list[pd.DataFrame | pd.Series[str]] = [texts(rows["_cause"])]
    sides: list[pd.DataFrame] = []
    for suffix, cells in (("a", a), ("b", b)):
        taken = cells.set_index("_row").reindex(rows[f"_row_{suffix}"].astype("float64")).reset_index(drop=True)
        sides.append(taken)
        parts.append(taken[KEPT].add_suffix(f"_{suffix}"))
    subject = sides[0][SUBJECT].where(rows["_row_a"].notna(), sides[1][SUBJECT])
    subject = subject.astype({"per_year": "bool", "since": "int64", "until": "int64"})
    return pd.concat([subject, *parts], axis=1)


def elsewhere(rows: pd.DataFrame, cells: pd.DataFrame, keys: Sequence[str]) -> pd.Series[bool]:
    """Say which rows have a cell on the other side that agrees in `keys`."""
    there = pd.MultiIndex.from_frame(cells[list(keys)])
    return pd.Series(pd.MultiIndex.from_frame(rows[list(keys)]).isin(there), index=rows.index)
