"""Verdicts: whether a result, hedged or not, reaches a target, hedged or not."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport.comparison.cells import Bools, Floats
from govreport.comparison.interval import side

VERDICTS = (
    *("met", "within_hedge", "exceeded", "missed", "short_of_stretch"),
    *("not_found", "no_report", "not_comparable", "not_decidable"),
)


def verdicts(rows: pd.DataFrame) -> pd.DataFrame:
    """Judge every row by its target, its result and its direction: columns `verdict` and `reason`.

    `unlike` says why the two sides are not to be compared, `aim` whether the target is a bottom line or a stretch. The
    rules stand in the docstring of `targets`; `tests/cases/verdicts.tsv` shows them one by one.
    """
    named, low, high = side(rows, "target")
    result, worst, best = side(rows, "result")
    floor, ceiling = _kinds(rows, low, high)
    way = rows["direction"].to_numpy()
    more, less = way == "more", way == "less"
    above, below = _over(worst, high), _over(low, best)
    reaches, keeps = ~_over(low, worst), ~_over(best, high)
    closed = ~floor & ~ceiling
    inside = closed & reaches & keeps & (rows["bound_target"] == "about").to_numpy()
    short = (~less & _over(named, result)) | ((less | (way == "")) & _over(result, named))
    unlike = rows["unlike"].to_numpy()
    rules: list[tuple[Bools, str, str]] = [
        (np.isnan(result), "not_found", ""),
        (unlike != "", "not_comparable", ""),
        ((floor & reaches) | (ceiling & keeps), "met", ""),
        ((floor & below) | (ceiling & above), "missed", ""),
        (inside & short & (way != "neither"), "within_hedge", ""),
        (closed & reaches & keeps, "met", ""),
        (closed & ((more & above) | (less & below)), "exceeded", ""),
        (closed & ((more & below) | (less & above)), "missed", ""),
        (closed & ((more & reaches & short) | (less & keeps & short)), "within_hedge", ""),
        (closed & ((more & reaches) | (less & keeps)), "met", ""),
        (closed & (above | below), "not_decidable", "neither direction is better"),
    ]
    where = [rule for rule, _, _ in rules]
    verdict = np.select(where, [v for _, v, _ in rules], default="not_decidable")
    reason = np.select(where, [r for _, _, r in rules], default="the hedges leave it open")
    reason = np.where(verdict == "not_comparable", unlike, reason)
    return pd.DataFrame(
        {"verdict": _by_aim(verdict, rows["aim"].to_numpy()), "reason": reason}, index=rows.index, dtype="object"
    )


def _by_aim(verdict: npt.NDArray[Any], aim: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A bottom line and a stretch ask for no more than themselves, and short of a stretch nothing is missed."""
    said = np.where((aim != "") & (verdict == "exceeded"), "met", verdict)
    return np.where((aim == "stretch") & (said == "missed"), "short_of_stretch", said)


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
