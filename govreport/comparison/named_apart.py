"""What the names of two sides of a comparison tell against it: things counted together, works begun and works done."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from govreport.comparison.cells import Bools, floats
from govreport.comparison.comparable import counted_together, far_apart, little_alike, saying_of
from govreport.panel.likeness import likeness
from govreport.panel.meaning import core
from govreport.panel.milestones import pattern

__all__ = ["CARES", "CAUSES", "cared_for", "named_apart"]

TOGETHER, STAGES = "whole and part", "begun and finished"
#: why two sides are not comparable, and what to be careful about
CAUSES, CARES = (TOGETHER, STAGES), ("only one side tells works begun", "names and sizes far apart")


def named_apart(rows: pd.DataFrame) -> pd.DataFrame:
    """Give pairs of levels whose names are of two things the cause that sets them apart.

    Parameters
    ----------
    rows : pandas.DataFrame
        What `pair` returns.

    Returns
    -------
    pandas.DataFrame
    """
    causes = rows["_cause"].to_numpy(dtype=object, copy=True)
    for at in _differing(rows):
        a, b = rows["name_a"].iloc[at], rows["name_b"].iloc[at]
        causes[at] = _stages(a, b) or (TOGETHER if counted_together(a, b) else "")
    return rows.assign(_cause=pd.Series(causes, index=rows.index, dtype="object"))


def cared_for(rows: pd.DataFrame) -> pd.Series[Any]:
    """Say what there is to be careful about in the names of pairs that are compared, "" for nothing.

    Parameters
    ----------
    rows : pandas.DataFrame
        Pairs as `named_apart` returns them.

    Returns
    -------
    pandas.Series
    """
    found = np.full(len(rows), "", dtype=object)
    a, b = abs(floats(rows["value_a"])), abs(floats(rows["value_b"]))
    far = far_apart(np.minimum(a, b), np.maximum(a, b))
    for at in _differing(rows):
        row = rows.iloc[at]
        if _begun(row["name_a"]) != _begun(row["name_b"]):
            found[at] = CARES[0]
        elif far[at] and _of_two_things(row):
            found[at] = CARES[1]
    return pd.Series(found, index=rows.index, dtype="object")


def _differing(rows: pd.DataFrame) -> list[int]:
    """Return the places of pairs of levels in one unit that are named differently."""
    pairs = rows["value_a"].notna() & rows["value_b"].notna() & (rows["_cause"] == "")
    named: Bools = (pairs & (rows["measure_a"] == "level") & (rows["name_a"] != rows["name_b"])).to_numpy()
    return np.flatnonzero(named).tolist()


def _begun(name: str) -> bool:
    return pattern("begun").search(name) is not None


def _stages(a: str, b: str) -> str:
    """Say whether one side tells works that were begun, and the other works that were done."""
    begun = [_begun(name) for name in (a, b)]
    done = [pattern("finished").search(name) is not None for name in (a, b)]
    apart = begun[0] != begun[1] and done[0] != done[1] and begun[0] != done[0]
    return STAGES if apart else ""


def _of_two_things(row: pd.Series[Any]) -> bool:
    a, b = (saying_of(row, f"_{side}", row[f"unit_{side}"]) for side in "ab")
    inside = a.name in b.name or b.name in a.name or core(a.name) == core(b.name)
    return not inside and little_alike(likeness(a, b))
