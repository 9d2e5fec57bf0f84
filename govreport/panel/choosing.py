"""Which rows of a panel speak for a cell, and which have no indicator."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .schema import COLUMNS

__all__ = ["best_cells", "unmatched_of"]


def best_cells(frame: pd.DataFrame, conflicts: pd.Series[Any]) -> pd.DataFrame:
    """Return one row for each cell; see `Panel.cells`.

    Parameters
    ----------
    frame : pandas.DataFrame
    conflicts : pandas.Series
        Why the unit of a row does not fit, "" where it does.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> len(best_cells(panel.frame, panel.frame["unit"].map(lambda unit: ""))) == len(panel.cells())
    True
    """
    frame = frame[(frame["period_start"] == frame["period_end"]) & ~frame["per_year"]]
    frame = frame.assign(
        _goal=frame["status"] == "target",
        _rank=frame["status"].map({"actual": 0, "estimate": 1, "target": 0}),
        _late=-frame["report_year"],
        _odd=(conflicts.loc[frame.index] != "").astype(int),
        _hedge=(frame["bound"] != "exact").astype(int),
        _basis=(frame["basis"].notna()).astype(int),
    )
    frame = frame.sort_values(["_odd", "_basis", "_hedge", "_rank", "_late", "start"], kind="stable")
    frame = frame.drop_duplicates(["region", "indicator", "measure", "period_end", "_goal"])
    return frame[list(COLUMNS)].sort_values(["region", "indicator", "measure", "period_end"], ignore_index=True)


def unmatched_of(frame: pd.DataFrame, nearest: pd.Series[Any]) -> pd.DataFrame:
    """List the open ids of a panel; see `Panel.unmatched`.

    Parameters
    ----------
    frame : pandas.DataFrame
    nearest : pandas.Series
        The nearest known ids of each row.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> unmatched_of(panel.frame, panel.frame["unit"]).columns[:2].tolist()
    ['indicator', 'name']
    """
    rows = frame.assign(nearest=nearest)
    rows = rows[rows["indicator"].str.startswith("open:")]
    grouped = rows.groupby("indicator", sort=False).agg(
        name=("name", "first"),
        rows=("name", "size"),
        reports=("source", "nunique"),
        regions=("report_region", "nunique"),
        first_year=("report_year", "min"),
        last_year=("report_year", "max"),
        unit=("unit", "first"),
        nearest=("nearest", "first"),
    )
    return grouped.reset_index().sort_values(["reports", "rows"], ascending=False, kind="stable", ignore_index=True)
