"""Levels that round to one number, of which the report says by how much they moved."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from govreport.comparison.cells import floats
from govreport.comparison.pairing import SUBJECT
from govreport.panel.preferences import rounding

__all__ = ["STATED", "as_stated"]

STATED = "the levels are rounded, the report states the change"
_ENDS = ("value", "low", "high")
_BACK = ("value", "high", "low")


def as_stated(rows: pd.DataFrame, told: pd.DataFrame, step: int) -> pd.DataFrame:
    """Let levels of neighbouring years that are equal as written change by what the later report states.

    `粮食产量1.37万亿斤，增产74亿斤` behind 1.37万亿斤 is a rise by 74亿斤, and not the same again.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of a comparison, with the kind, the differences and the sign.
    told : pandas.DataFrame
        What is said of the later year.
    step : int
        How many years side b is later than side a; nothing is done but for neighbours.

    Returns
    -------
    pandas.DataFrame
    """
    moved = told[(told["measure"] == "change") & (told["value"] != 0)].drop_duplicates([*SUBJECT, "unit"])
    level = (rows["kind"] == "unchanged") & (rows["measure"] == "level") & (rows["change"] == 0)
    if abs(step) != 1 or moved.empty or not level.any():
        return rows
    found = rows[[*SUBJECT, "unit"]].merge(moved[[*SUBJECT, "unit", *_ENDS]], on=[*SUBJECT, "unit"], how="left")
    value, low, high = (step * floats(found[end]) for end in (_ENDS if step > 0 else _BACK))
    here = level.to_numpy() & (abs(value) <= _slack(rows, "a") + _slack(rows, "b"))
    before = floats(rows["value_a"])
    ends: dict[str, Any] = {"change": value, "change_low": low, "change_high": high}
    with np.errstate(divide="ignore", invalid="ignore"):
        share = {name.replace("change", "relative"): np.round(end / before * 100, 8) for name, end in ends.items()}
    plain = here & rows["relative"].notna().to_numpy()
    put = {name: np.where(here, end, floats(rows[name])) for name, end in ends.items()}
    put |= {name: np.where(plain, end, floats(rows[name])) for name, end in share.items()}
    sign = np.where(value > 0, "up", "down")
    kind, signs = rows["kind"].where(~here, "changed"), rows["sign"].where(~here, sign)
    return rows.assign(**put, kind=kind, sign=signs)


def _slack(rows: pd.DataFrame, side: str) -> Any:
    """Return how much the number of a side may have been rounded by; 0 where nothing is said."""
    said = zip(rows[f"quote_{side}"], rows[f"value_{side}"], strict=True)
    return np.array([rounding(quote, value) if isinstance(quote, str) else 0.0 for quote, value in said])
