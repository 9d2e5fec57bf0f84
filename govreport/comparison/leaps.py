"""Leaps: what goes on from year to year, and is many times what it was."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from govreport.comparison.cells import PERCENT
from govreport.comparison.lines import Lines
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
    known = [i for i in frame["indicator"].unique() if i in words and words[i].kind != _DEEDS]
    told = frame["indicator"].isin(known) & (frame["measure"] == "level") & (frame["status"] != "target")
    rows = frame[told & single_years(frame) & ~frame["unit"].isin(PERCENT) & (frame["value"] > 0)]
    keys = ["region", "indicator", "unit"]
    wide = rows.groupby(keys, sort=False)["value"].agg(["min", "max"])
    wide = wide[wide["max"] >= TIMES_OVER * wide["min"]].reset_index()[keys]
    if wide.empty:
        return
    chosen = best(rows.merge(wide, on=keys), words, [*keys, "period_end"])
    chosen = chosen.sort_values([*keys, "period_end"], kind="stable")
    several = Lines(chosen).keys(*keys, "period_end", "value", "name", "row")
    for before, after in itertools.pairwise(several):
        *thing, year, value, name, label = after
        near = thing == list(before[:3]) and year - before[3] <= _YEARS_BETWEEN
        if near and many_times(value, before[4]) and not (of_a_deed(name) or of_a_deed(before[5])):
            yield int(label), int(before[6])
