"""Differences and ratios of hedged values: intervals in, intervals out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from govreport import units
from govreport.comparison.cells import PERCENT, Bools, Floats, floats, same_number
from govreport.errors import InputError
from govreport.normalization import ABOUT_POINTS, ABOUT_SHARE
from govreport.panel.one_unit import converted as converted


def side(rows: pd.DataFrame, suffix: str) -> tuple[Floats, Floats, Floats]:
    """Return value, low and high of one side; the value where an end of the interval is missing."""
    value, low, high = (floats(rows[f"{name}_{suffix}"]) for name in ("value", "low", "high"))
    return value, np.where(np.isnan(low), value, low), np.where(np.isnan(high), value, high)


def reach(about: object) -> dict[str, float] | None:
    """Return how far 左右 and 近 reach: points of a rate and a share of anything else; None for the panel's own."""
    if about is None:
        return None
    usual = {"points": ABOUT_POINTS, "share": ABOUT_SHARE}
    given: dict[str, Any] = dict(about) if isinstance(about, Mapping) else {"points": about}
    fine = all(
        k in usual and isinstance(v, int | float) and not isinstance(v, bool) and v >= 0 for k, v in given.items()
    )
    if not fine or not given:
        expected = "points for rates, such as 0.3, or a mapping of 'points' and 'share' to numbers from 0 on"
        raise InputError("not a reach of 左右", where="about", expected=expected, found=repr(about))
    return {**usual, **{name: float(amount) for name, amount in given.items()}}


def reaching(rows: pd.DataFrame, suffix: str, about: Mapping[str, float] | None) -> pd.DataFrame:
    """Let 左右 and 近 of one side reach as far as is asked for; ranges stay as they are."""
    if about is None:
        return rows
    value, low, high = side(rows, suffix)
    rate = rows["unit" if suffix == "target" else f"unit_{suffix}"].isin([*PERCENT, "‰"]).to_numpy()
    bound = rows[f"bound_{suffix}"].to_numpy()
    slack = np.where(rate, about["points"], np.abs(value) * about["share"])
    down, up = value - slack, value + slack
    soft = (bound == "about") & same_number(high - value, value - low)
    near = (bound == "near") & np.isfinite(low) & np.isfinite(high)
    low = np.select([soft | (near & (value >= 0))], [down], default=low)
    high = np.select([soft | (near & (value < 0))], [up], default=high)
    return rows.assign(**{f"low_{suffix}": low, f"high_{suffix}": high})


def is_point(low: Floats, high: Floats) -> Bools:
    """Say where an interval is one number."""
    return np.isfinite(low) & np.isfinite(high) & same_number(low, high)


def _tells_size(rows: pd.DataFrame, suffix: str) -> Bools:
    """Say where a side names the size itself: no range, and no hedge that is open to one side."""
    _, low, high = side(rows, suffix)
    soft = rows[f"bound_{suffix}"].isin(["about", "near"]).to_numpy()
    return is_point(low, high) | soft


def _rounded(columns: dict[str, Floats], rows: pd.DataFrame) -> pd.DataFrame:
    """Return columns without the noise of floating point: 5.3 - 5.1 is 0.2."""
    return pd.DataFrame({name: np.round(column, 8) for name, column in columns.items()}, index=rows.index)


def difference(rows: pd.DataFrame) -> pd.DataFrame:
    """Return b minus a as `change`, `change_low`, `change_high`.

    `change` is NaN where a side is a range or a bound open to one side: then only the interval is known.
    """
    (va, la, ha), (vb, lb, hb) = side(rows, "a"), side(rows, "b")
    size = _tells_size(rows, "a") & _tells_size(rows, "b")
    ends = {"change": np.where(size, vb - va, np.nan), "change_low": lb - ha, "change_high": hb - la}
    return _rounded(ends, rows)


def deviation(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how far the result is from the number that the target names: `deviation`, `_low` and `_high`.

    The target's hedge does not widen it: 6.9 is 0.9 above `6%以上`. From a range it is the way to the nearer end.
    """
    named, _, top = side(rows, "target")
    top = np.where(rows["bound_target"] == "exact", top, named)
    value, low, high = side(rows, "result")
    value = np.where(_tells_size(rows, "result"), value, np.nan)
    names = ("deviation", "deviation_low", "deviation_high")
    return _rounded({n: x - np.clip(x, named, top) for n, x in zip(names, (value, low, high), strict=True)}, rows)


def ratio(rows: pd.DataFrame, names: tuple[str, str, str]) -> pd.DataFrame:
    """Return b over a minus one, in percent, under three column names; NaN where a is not above zero."""
    (va, la, ha), (vb, lb, hb) = side(rows, "a"), side(rows, "b")
    fit = (va > 0) & (la >= 0) & ~np.isnan(vb)
    size = _tells_size(rows, "a") & _tells_size(rows, "b")
    with np.errstate(divide="ignore", invalid="ignore"):
        point = np.where(size, vb / va, np.nan)
        low = np.where(lb >= 0, lb / ha, lb / la)
        high = np.where(hb >= 0, hb / la, hb / ha)
    # 0/0 and inf/inf say nothing: the end stays open.
    low, high = np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
    return _rounded(
        {n: np.where(fit, (x - 1) * 100, np.nan) for n, x in zip(names, (point, low, high), strict=True)}, rows
    )


def sign(rows: pd.DataFrame, unchanged: Bools) -> pd.Series[Any]:
    """Return `up`, `down`, `same` or, where the hedges allow more than one of them, `unknown`."""
    (_, la, ha), (_, lb, hb) = side(rows, "a"), side(rows, "b")
    points = is_point(la, ha) & is_point(lb, hb)
    aimed = (rows["role"] == "target").to_numpy()
    low, high = floats(rows["change_low"]), floats(rows["change_high"])
    number = middle(rows, "b") - middle(rows, "a")
    falls, rises = _below(lb, la) | _below(hb, ha), _below(la, lb) | _below(ha, hb)
    # A target is what is named: 5%左右 to 4.5%左右 is lower, whatever the results that both would allow.
    raised, lowered = aimed & _below(0 * number, number) & ~falls, aimed & _below(number, 0 * number) & ~rises
    options = [unchanged & (points | aimed), (low > 0) | raised, (high < 0) | lowered]
    return pd.Series(np.select(options, ["same", "up", "down"], default="unknown"), index=rows.index, dtype="object")


def middle(rows: pd.DataFrame, suffix: str) -> Floats:
    """Return the number that is named, of a range its middle."""
    value, _, high = side(rows, suffix)
    ranged = (rows[f"bound_{suffix}"] == "exact").to_numpy() & np.isfinite(high)
    return np.where(ranged, (value + np.where(ranged, high, value)) / 2, value)


def off_the_line(told: Mapping[int, tuple[float, float, float]]) -> set[int]:
    """Return the years whose value is no more than a floor below the year before, or a ceiling above it.

    A line that led there would tell a fall or a rise that nobody told.

    Parameters
    ----------
    told : mapping of int to (float, float, float)
        Value, low and high of each year.

    Returns
    -------
    set of int

    Examples
    --------
    >>> off_the_line({2023: (34.0, 34.0, 34.0), 2024: (30.0, 30.0, float("inf")), 2025: (37.0, 37.0, 37.0)})
    {2024}
    """
    loose: set[int] = set()
    before: dict[int, float] = {}
    for year in sorted(told):
        value, low, high = told[year]
        last = before.get(year - 1, math.nan)
        ceiling = math.isinf(low) or (low == 0 and high == value)
        if (math.isinf(high) and value < last) or (ceiling and value > last):
            loose.add(year)
        before[year] = last if year in loose else value
    return loose


def _below(x: Floats, y: Floats) -> Bools:
    with np.errstate(invalid="ignore"):
        return (x < y) & ~same_number(x, y)


Tolerance = float | Mapping[str, float]


def unchanged(rows: pd.DataFrame, tolerance: Tolerance) -> Bools:
    """Say where both sides give the same number under the same hedge, or exact numbers within the tolerance.

    The tolerance is a share of the larger, or for each unit an amount of it.
    """
    (va, la, ha), (vb, lb, hb) = side(rows, "a"), side(rows, "b")
    alike = same_number(va, vb) & same_number(la, lb) & same_number(ha, hb)
    alike &= (rows["bound_a"] == rows["bound_b"]).to_numpy()
    apart = np.abs(vb - va)
    if isinstance(tolerance, Mapping):
        allowed = floats(rows["unit_a"].map(dict(tolerance)).astype("float64").fillna(0.0))
        close = (apart <= allowed) | (same_number(apart, allowed) & (allowed > 0))
    else:
        close = apart <= tolerance * np.maximum(np.abs(va), np.abs(vb))
    return alike | (close & is_point(la, ha) & is_point(lb, hb))


def in_one_unit(
    rows: pd.DataFrame, kept: str, turned: str, may: pd.Series[bool]
) -> tuple[pd.DataFrame, pd.Series[bool]]:
    """Turn one side into the unit of the other where both measure the same dimension; yuan are no dollars.

    Returns the rows, and which of them were turned.
    """
    ours, theirs = rows[f"unit_{kept}"], rows[f"unit_{turned}"]
    apart = may & ours.notna() & theirs.notna() & (ours != theirs)
    done = apart & False
    for to, unit in set(zip(ours[apart], theirs[apart], strict=True)):
        if units.convertible(unit, to):
            here = apart & (ours == to) & (theirs == unit)
            done |= here
            for name in (f"{end}_{turned}" for end in ("value", "low", "high")):
                given = rows[name].where(here)
                inside = given.map(
                    lambda x, source=unit, target=to: units.convert(x, source, target) if np.isfinite(x) else x
                )
                rows = rows.assign(**{name: rows[name].where(~here, inside)})
            rows = rows.assign(**{f"unit_{turned}": theirs.where(~here, to)})
            theirs = rows[f"unit_{turned}"]
    return rows, done
