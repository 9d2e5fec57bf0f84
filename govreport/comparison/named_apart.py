"""What the names of two sides of a comparison tell against it: things counted together, works begun and works done."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from govreport.comparison.cells import Bools, floats
from govreport.comparison.comparable import counted_together, far_apart, little_alike, of_one_name, saying_of
from govreport.panel.likeness import likeness
from govreport.panel.milestones import pattern

__all__ = ["CAUSES", "named_apart"]

TOGETHER, STAGES = "whole and part", "begun and finished"
#: why two sides are not comparable, and what to be careful about
CAUSES, CARES = (TOGETHER, STAGES), ("only one side tells works begun", "names and sizes far apart")


def named_apart(rows: pd.DataFrame) -> pd.DataFrame:
    """Say what is against a comparison of levels in one unit that are named differently.

    Parameters
    ----------
    rows : pandas.DataFrame
        What `pair` returns.

    Returns
    -------
    pandas.DataFrame
        `_cause` says where the names are of two things; `_care` what there is to be careful about where they are not
        for certain, "" for nothing.
    """
    causes, cares = rows["_cause"].to_numpy(dtype=object, copy=True), np.full(len(rows), "", dtype=object)
    a, b = abs(floats(rows["value_a"])), abs(floats(rows["value_b"]))
    far = far_apart(np.minimum(a, b), np.maximum(a, b))
    pairs = rows["value_a"].notna() & rows["value_b"].notna() & (rows["_cause"] == "")
    levels: Bools = (pairs & (rows["measure_a"] == "level") & (rows["name_a"] != rows["name_b"])).to_numpy()
    for at in np.flatnonzero(levels).tolist():
        row = rows.iloc[at]
        causes[at] = _cause(row["name_a"], row["name_b"])
        cares[at] = "" if causes[at] else _care(row, far=bool(far[at]))
    told = {"_cause": causes, "_care": cares}
    return rows.assign(**{name: pd.Series(said, index=rows.index, dtype="object") for name, said in told.items()})


def _cause(a: str, b: str) -> str:
    """Say whether one side tells works that were begun, the other works that were done; or one a part of the other."""
    begun, done = _begun(a, b), [pattern("finished").search(name) is not None for name in (a, b)]
    if begun[0] != begun[1] and done[0] != done[1] and begun[0] != done[0]:
        return STAGES
    return TOGETHER if counted_together(a, b) else ""


def _care(row: pd.Series[Any], *, far: bool) -> str:
    begun = _begun(row["name_a"], row["name_b"])
    if begun[0] != begun[1]:
        return CARES[0]
    if not far:
        return ""
    a, b = (saying_of(row, f"_{side}", row[f"unit_{side}"]) for side in "ab")
    return CARES[1] if not of_one_name(a, b) and little_alike(likeness(a, b)) else ""


def _begun(*names: str) -> list[bool]:
    return [pattern("begun").search(name) is not None for name in names]
