"""Of what ranks and streaks are: a view with one value for a year keeps those of one kind, and says what it left."""

from __future__ import annotations

import pandas as pd

from govreport.model import OF, OF_SOMETHING

__all__ = ["of_one_kind"]


def of_one_kind(rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Keep the ranks and streaks of each indicator that are of one thing: of a level, a growth, a share, or unsaid.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns of a panel.

    Returns
    -------
    tuple of (pandas.DataFrame, tuple of str)
        The rows, those of the kind that most of an indicator's are; and what was left out, in words.

    Examples
    --------
    >>> said = {"indicator": "gdp", "measure": "rank", "of": ["growth", "level", "growth"], "value": [3.0, 5.0, 4.0]}
    >>> kept, left_out = of_one_kind(pd.DataFrame(said))
    >>> kept["value"].tolist(), left_out
    ([3.0, 4.0], ("gdp: 1 rank of level beside those of growth; choose with Panel.select(of='level')",))
    """
    told = rows[rows["measure"].isin(OF_SOMETHING)]
    if told["of"].nunique() < 2:
        return rows, ()
    left_out, keep = [], pd.Series(True, index=rows.index)
    for (indicator, measure), group in told.groupby(["indicator", "measure"], sort=False):
        counts = group["of"].value_counts()
        kinds = sorted(counts.index, key=lambda of: (-counts[of], of == "", OF.index(of)))
        for other in kinds[1:]:
            keep[group.index[group["of"] == other]] = False
            left_out.append(
                f"{indicator}: {counts[other]} {measure} of {other or 'what is not said'} beside those of "
                f"{kinds[0] or 'what is not said'}; choose with Panel.select(of={other!r})"
            )
    return rows[keep], tuple(left_out)
