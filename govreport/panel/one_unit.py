"""Values of one thing in one unit: which unit that is, and what converts into it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from govreport.errors import UnitError
from govreport.indicators import Vocabulary
from govreport.panel.coded import array_of
from govreport.units import convert, convertible, parse_unit

if TYPE_CHECKING:
    from govreport.panel.table import Panel

__all__ = ["converted", "fit_each_other", "labels_unfit", "own_unit", "size_of", "unfit_units"]

#: the share of the rows that an indicator's own unit needs, to be that of the table or figure
_ENOUGH = 0.25


def converted(rows: pd.DataFrame, into: pd.Series[Any]) -> pd.DataFrame:
    """Turn values into other units, row by row, where both measure the same dimension; yuan are no dollars.

    Parameters
    ----------
    rows : pandas.DataFrame
        With `value`, `low`, `high` and `unit`.
    into : pandas.Series
        The unit that each row is wanted in.

    Returns
    -------
    pandas.DataFrame
        Rows that do not convert are as they were.

    Examples
    --------
    >>> rows = pd.DataFrame({"value": [5.8, 5.8], "low": 5.8, "high": 5.8, "unit": ["万亿美元", "万亿元"]})
    >>> converted(rows, pd.Series(["亿美元", "亿美元"]))[["value", "unit"]].values.tolist()
    [[58000.0, '亿美元'], [5.8, '万亿元']]
    """
    codes, units = pd.factorize(rows["unit"], use_na_sentinel=False)
    wanted, others = pd.factorize(into, use_na_sentinel=False)
    kinds, which = np.unique(codes * len(others) + wanted, return_inverse=True)
    every = [(units[kind // len(others)], others[kind % len(others)]) for kind in kinds]
    fits = {(unit, to) for unit, to in every if unit != to and convertible(unit, to)}
    turn = pd.Series(np.array([pair in fits for pair in every], dtype=bool)[which], index=rows.index, dtype=bool)
    if not turn.any():
        return rows
    pairs = [every[at] for at in which]
    changed = {
        name: [
            convert(x, *pair) if pair in fits and math.isfinite(x) else x
            for x, pair in zip(pd.to_numeric(rows[name]).astype("float64"), pairs, strict=True)
        ]
        for name in ("value", "low", "high")
    }
    return rows.assign(**changed, unit=rows["unit"].where(~turn, into))


def own_unit(vocabulary: Vocabulary, units: pd.Series[Any], indicator: str, measure: str) -> str:
    """Return the unit in which an indicator's values are shown.

    Parameters
    ----------
    vocabulary : Vocabulary
    units : pandas.Series
        Of the rows to show.
    indicator, measure : str

    Returns
    -------
    str
        For levels its own where a quarter of the rows are in it or convert into it; else the one of most rows, those
        that convert into each other counted together.

    Examples
    --------
    >>> from govreport.indicators import vocabulary
    >>> own_unit(vocabulary(), pd.Series(["亿美元", "亿美元", "万亿元"]), "exports", "level")
    '亿元'
    >>> own_unit(vocabulary(), pd.Series(["亿美元", "万亿美元", "亿美元"]), "exports", "level")
    '亿美元'
    """
    counts = {str(unit): int(n) for unit, n in units.value_counts().items()}
    own = vocabulary[indicator].unit if measure == "level" and indicator in vocabulary else ""
    kin = sum(n for unit, n in counts.items() if fit_each_other(unit, own))
    if own and kin >= _ENOUGH * sum(counts.values()):
        return own
    together = {unit: sum(n for other, n in counts.items() if fit_each_other(other, unit)) for unit in counts}
    return min(counts, key=lambda unit: (-together[unit], -counts[unit], size_of(unit, math.inf), unit), default="")


def size_of(unit: str, unknown: float) -> float:
    """Return how many base units one of a unit is, with its scale.

    Parameters
    ----------
    unit : str
    unknown : float
        For a unit that the table does not know.

    Returns
    -------
    float

    Examples
    --------
    >>> size_of("万亿元", 1.0), size_of("帧", 1.0)
    (1000000000000.0, 1.0)
    """
    try:
        return float(parse_unit(unit).size)
    except UnitError:
        return unknown


def fit_each_other(unit: str, other: str) -> bool:
    """Say whether two units are one, or convert into each other; unknown ones do not.

    Parameters
    ----------
    unit, other : str

    Returns
    -------
    bool

    Examples
    --------
    >>> fit_each_other("万亿元", "亿元"), fit_each_other("亿元", "亿美元"), fit_each_other("帧", "个")
    (True, False, False)
    """
    try:
        return unit == other or convertible(unit, other)
    except UnitError:
        return False


def unfit_units(frame: pd.DataFrame, words: Vocabulary) -> pd.Series[Any]:
    """Return for every row why its unit does not fit its indicator, "" where it does.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a panel.
    words : Vocabulary

    Returns
    -------
    pandas.Series

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> set(unfit_units(panel.frame, panel.vocabulary))
    {''}
    """
    ids, measures, units = (array_of(frame[column]).tolist() for column in ("indicator", "measure", "unit"))
    own = {id: words[id].unit for id in set(ids) if id in words}
    reasons = [
        f"unit of {id}: expected {own[id]}, found {unit}" if measure == "level" and own.get(id, unit) != unit else ""
        for id, measure, unit in zip(ids, measures, units, strict=True)
    ]
    return pd.Series(reasons, index=frame.index, dtype="object")


def labels_unfit(panel: Panel) -> pd.Index[Any]:
    """Return the labels of the rows whose unit does not fit their indicator: those of `Panel.conflicts`.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    pandas.Index

    Examples
    --------
    >>> import govreport as gr
    >>> len(labels_unfit(gr.read_panel(gr.samples()[:1])))
    0
    """
    labels: pd.Index[Any] = panel._frame.index[array_of(panel._evidence["conflict"]) != ""]
    return labels
