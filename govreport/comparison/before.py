"""What was reached the year before a target: all that one report can set beside it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from govreport.comparison import interval as interval
from govreport.comparison.beside import KEY, SIDE
from govreport.comparison.lines import Lines
from govreport.units import convertible

#: what is told of the result of the year before
BEFORE = tuple(f"{column}_before" for column in SIDE if column != "said")
_YEAR = ["period_start", "period_end"]


def with_the_year_before(rows: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """Set beside every target of one year the result of the year before it, in the unit of the target.

    Parameters
    ----------
    rows : pandas.DataFrame
        Targets, with `KEY` and `unit_target`.
    results : pandas.DataFrame
        The results that count, the first for each cell and unit in front.

    Returns
    -------
    pandas.DataFrame
        With the columns `BEFORE`, empty where nothing of the year before is told or its unit is of another kind.
    """
    told = Lines(results)
    for name in _YEAR:
        told.put(name, [year + 1 for year in told[name]])
    there: dict[tuple[Any, ...], list[tuple[int, str]]] = defaultdict(list)
    for at, (*key, unit) in enumerate(told.keys(*KEY, "unit")):
        there[tuple(key)].append((at, unit))
    found: dict[int, int] = {}
    asked = Lines(rows).keys("period_start", "period_end", "unit_target", *KEY)
    for row, (start, end, target, *key) in enumerate(asked):
        before = there.get(tuple(key), ()) if start == end else ()
        fits = [(unit != target, at) for at, unit in before if unit == target or convertible(unit, target)]
        if fits:
            found[row] = min(fits)[1]
    taken = results.iloc[list(found.values())].set_axis(rows.index[list(found)]).reindex(rows.index)
    rows = pd.concat([rows, taken[[name.removesuffix("_before") for name in BEFORE]].add_suffix("_before")], axis=1)
    return interval.in_one_unit(rows, "target", "before", rows["unit_before"].notna())[0]
