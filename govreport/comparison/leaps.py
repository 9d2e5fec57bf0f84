"""Leaps: what goes on from year to year, and is many times what it was."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govreport.comparison.cells import PERCENT
from govreport.comparison.lines import Lines
from govreport.panel.coded import Columns, by_value
from govreport.panel.meaning import of_a_deed
from govreport.panel.precedence import best
from govreport.panel.schema import single_years

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary

__all__ = ["TIMES_OVER", "leaps", "many_times"]

#: so many times another year's or another saying's, an amount is hardly one of the same thing
TIMES_OVER = 3.0
_YEARS_BETWEEN = 2
_DEEDS = "count"


def many_times(a: float, b: float) -> bool:
    """Say whether one of two amounts is many times the other.

    Examples
    --------
    >>> many_times(34000.0, 7000.0), many_times(8000.0, 7000.0)
    (True, False)
    """
    return min(a, b) > 0 and max(a, b) >= TIMES_OVER * min(a, b)


def leaps(frame: pd.DataFrame, words: Vocabulary) -> Iterator[tuple[int, int]]:
    """Yield the labels of two results, later and earlier, of neighbouring years that are many times apart.

    Deeds are left out, as many more may be done in one year than in another, and so are shares, whose range is known.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows of a panel with their labels in `row`.
    words : Vocabulary

    Yields
    ------
    tuple of (int, int)
    """
    told = Columns(frame)
    wanted = by_value(told["indicator"], lambda id: id in words and words[id].kind != _DEEDS)
    wanted &= (told["measure"] == "level") & (told["status"] != "target") & (told["value"] > 0)
    wanted &= single_years(frame).to_numpy() & ~by_value(told["unit"], PERCENT.__contains__)
    if wanted.sum() < 2:
        return
    rows = frame[wanted]
    keys = ["region", "indicator", "unit"]
    ends: dict[tuple[str, ...], tuple[float, float]] = {}
    for *key, value in Lines(rows).keys(*keys, "value"):
        low, high = ends.get(tuple(key), (value, value))
        ends[tuple(key)] = (min(low, value), max(high, value))
    wide = {key for key, (low, high) in ends.items() if high >= TIMES_OVER * low}
    if not wide:
        return
    rows = rows[np.array([key in wide for key in Lines(rows).keys(*keys)])].reset_index(drop=True)
    chosen = best(rows, words, [*keys, "period_end"])
    chosen = chosen.sort_values([*keys, "period_end"], kind="stable")
    several = Lines(chosen).keys(*keys, "period_end", "value", "name", "row")
    for before, after in itertools.pairwise(several):
        *thing, year, value, name, label = after
        near = thing == list(before[:3]) and year - before[3] <= _YEARS_BETWEEN
        if near and many_times(value, before[4]) and not (of_a_deed(name) or of_a_deed(before[5])):
            yield int(label), int(before[6])
