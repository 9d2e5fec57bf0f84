"""Verdicts: whether a result, hedged or not, reaches a target, hedged or not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from govreport.compare._cells import Bools, Floats
from govreport.compare._interval import side

VERDICTS = ("met", "exceeded", "missed", "not_reported", "not_decidable")


def verdicts(rows: pd.DataFrame) -> pd.DataFrame:
    """Judge every row by its target, its result and its direction: columns `verdict` and `reason`.

    The rules stand in the docstring of `targets`; `tests/cases/verdicts.tsv` shows them one by one.
    """
    _, low, high = side(rows, "target")
    result, worst, best = side(rows, "result")
    floor, ceiling = _kinds(rows, low, high)
    more, less = ((rows["direction"] == way).to_numpy() for way in ("more", "less"))
    above, below = _over(worst, high), _over(low, best)
    reaches, keeps = ~_over(low, worst), ~_over(best, high)
    closed = ~floor & ~ceiling
    silent = np.isnan(result)
    unlike = _unlike(rows)
    rules: list[tuple[Bools, str, str]] = [
        (silent, "not_reported", ""),
        (unlike["unit"], "not_decidable", "unit differs"),
        (unlike["basis"], "not_decidable", "basis differs"),
        ((floor & reaches) | (ceiling & keeps), "met", ""),
        ((floor & below) | (ceiling & above), "missed", ""),
        (closed & reaches & keeps, "met", ""),
        (closed & ((more & above) | (less & below)), "exceeded", ""),
        (closed & ((more & below) | (less & above)), "missed", ""),
        (closed & ((more & reaches) | (less & keeps)), "met", ""),
        (closed & (above | below), "not_decidable", "neither direction is better"),
    ]
    where = [rule for rule, _, _ in rules]
    verdict = np.select(where, [v for _, v, _ in rules], default="not_decidable")
    reason = np.select(where, [r for _, _, r in rules], default="the hedges leave it open")
    return pd.DataFrame({"verdict": verdict, "reason": reason}, index=rows.index, dtype="object")


def _kinds(rows: pd.DataFrame, low: Floats, high: Floats) -> tuple[Bools, Bools]:
    """Say which targets are floors and which are ceilings, by their interval: a fall of `3%以上` is a ceiling.

    `以内` reaches from 0 to the number; what lies on the other side of 0 is no miss.
    """
    under = (rows["bound_target"] == "under").to_numpy()
    return np.isposinf(high) | (under & (high == 0)), np.isneginf(low) | (under & (low == 0))


def _over(x: Floats, y: Floats) -> Bools:
    """Say where x is more than y by more than the noise of floating point."""
    with np.errstate(invalid="ignore"):
        return (x > y) & ~np.isclose(x, y, rtol=1e-9, atol=1e-12)


def _unlike(rows: pd.DataFrame) -> dict[str, Bools]:
    """Say where unit or stated basis of result and target differ."""
    stated = rows["basis_target"].notna() & rows["basis_result"].notna()
    return {
        "unit": (rows["unit_target"] != rows["unit_result"]).to_numpy(),
        "basis": (stated & (rows["basis_target"] != rows["basis_result"])).to_numpy(),
    }
