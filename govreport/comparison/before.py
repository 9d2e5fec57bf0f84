"""What was reached the year before a target: all that one report can set beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from govreport.comparison import interval as interval
from govreport.comparison.beside import KEY, SIDE
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
    yearly = rows["period_start"] == rows["period_end"]
    cells = results.assign(**{name: results[name] + 1 for name in _YEAR}).assign(_at=range(len(results)))
    wanted = rows.loc[yearly, [*KEY, "unit_target"]].assign(_row=rows.index[yearly])
    found = wanted.merge(cells[[*KEY, "unit", "_at"]], on=KEY)
    pairs = list(zip(found["unit"], found["unit_target"], strict=True))
    other = [one != target for one, target in pairs]
    fits = [one == target or convertible(one, target) for one, target in pairs]
    found = found.assign(_other=np.array(other, dtype=bool)).loc[np.array(fits, dtype=bool)]
    found = found.sort_values(["_other", "_at"], kind="stable").drop_duplicates("_row")
    taken = cells.iloc[found["_at"].to_numpy()].set_axis(found["_row"].to_numpy()).reindex(rows.index)
    rows = rows.assign(**{name: taken[name.removesuffix("_before")] for name in BEFORE})
    return interval.in_one_unit(rows, "target", "before", rows["unit_before"].notna())[0]
