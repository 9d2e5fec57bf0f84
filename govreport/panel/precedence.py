"""One precedence: which of several sayings of a cell counts, and why the others stand behind it.

A cell is a territory, an indicator, a measure and what it is of, a period, a part of the year, and whether it is aimed
at or reached. `RULES` is the whole order; tables, comparisons, verdicts, figures, pages and checks take the first of it
and no other.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence

import numpy as np
import pandas as pd

from govreport.errors import InputError
from govreport.indicators import Vocabulary
from govreport.panel.coded import Columns, Places, numbered
from govreport.panel.preferences import CELL, RULES, by_others, ints, milestones, of_results, untimely

__all__ = ["CELL", "Vintage", "best", "in_order", "known_by", "of_vintage", "ranked", "with_roles"]

#: `latest`, `first`, or a year: what was known when its reports were delivered
Vintage = str | int


def with_roles(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with `role`: `target` for what is aimed at, `result` for what was or will have been reached.

    Examples
    --------
    >>> with_roles(pd.DataFrame({"status": ["target", "estimate"]}))["role"].tolist()
    ['target', 'result']
    """
    role = np.where(rows["status"] == "target", "target", "result")
    return rows.assign(role=pd.Series(role, index=rows.index, dtype="object"))


def in_order(rows: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Sort rows of a panel so that, of several sayings of a cell, the one that counts stands first.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns of a panel; others stay.
    words : Vocabulary
        For the units.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1], progress=False)
    >>> len(in_order(panel.frame, panel.vocabulary)) == len(panel)
    True
    """
    if len(rows) < 2:
        return rows
    return rows.iloc[_order(Columns(rows), words)]


def ranked(rows: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Return the rows in order with `rank` (1 counts) and `behind`: the rule by which the first of the cell wins.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1], progress=False)
    >>> set(ranked(panel.frame, panel.vocabulary).query("rank == 1")["behind"])
    {''}
    """
    rows = with_roles(rows)
    if len(rows) == 1:
        return rows.assign(rank=1, behind=pd.Series("", index=rows.index, dtype="object"))
    told = Columns(rows)
    keys = np.column_stack([rule.key(told, words) for rule in RULES])
    order = np.lexsort(keys.T[::-1])
    rows, keys = rows.iloc[order], keys[order]
    cell = rows.groupby(list(CELL), sort=False, dropna=False)
    rank = cell.cumcount().to_numpy() + 1
    group = cell.ngroup().to_numpy()
    first = np.zeros(group.max() + 1 if len(group) else 0, dtype="int64")
    first[group[rank == 1]] = np.flatnonzero(rank == 1)
    apart = keys != keys[first[group]] if len(group) else keys.astype(bool)
    names = np.array([rule.name for rule in RULES], dtype="object")
    lost = names[apart.argmax(axis=1)]
    behind = pd.Series(np.where(apart.any(axis=1), lost, ""), index=rows.index, dtype="object")
    return rows.assign(rank=rank, behind=behind)


def best(rows: pd.DataFrame, words: Vocabulary, keys: Sequence[str] = CELL) -> pd.DataFrame:
    """Return the saying that counts of every cell, and count the sayings of the cell in `said`.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns of a panel.
    words : Vocabulary
    keys : sequence of str, optional
        What tells cells apart, where it is more or less than `CELL`.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1], progress=False)
    >>> int(best(panel.frame, panel.vocabulary)["said"].sum()) == len(panel)
    True
    """
    rows = rows if "role" in rows.columns else with_roles(rows)
    if rows.empty:
        return rows.assign(said=pd.Series(dtype="int64"))
    told = Columns(rows)
    order = _order(told, words) if len(rows) > 1 else np.zeros(1, dtype="int64")
    cell = numbered(told, keys)[order]
    at = np.unique(cell, return_index=True)[1]
    at.sort()
    return rows.iloc[order[at]].assign(said=np.bincount(cell)[cell[at]].astype("int64"))


def of_vintage(rows: pd.DataFrame, vintage: Vintage = "latest", *, years: Sequence[int] = ()) -> pd.DataFrame:
    """Return the rows of the reports that a vintage chooses.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns of a panel.
    vintage : {"latest", "first"} or int, default "latest"
        `latest` leaves all rows: `RULES` take the latest report. `first`: of every cell the first report that tells
        it, the territory's own where it does, a figure before a milestone. A year: what was known then, the reports up
        to that year.
    years : sequence of int, optional
        The years of the reports, where `rows` are not all.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    InputError
        For another word, or a year before the first report.

    Examples
    --------
    >>> import govreport as gr
    >>> frame = gr.read_panel(gr.samples(), progress=False).frame
    >>> int(of_vintage(frame, 2020)["report_year"].max())
    2020
    """
    if isinstance(vintage, str) and vintage == "latest":
        return rows
    if isinstance(vintage, str) and vintage == "first":
        return _first_told(rows)
    there = sorted({int(year) for year in (years or rows["report_year"])})
    year = _year(vintage)
    if there and year < there[0]:
        span = f"'latest', 'first' or a year from {there[0]}"
        raise InputError("no report was there yet", where="vintage", expected=span, found=str(year))
    return rows[rows["report_year"] <= year]


def known_by(rows: pd.DataFrame, vintage: Vintage, *, years: Sequence[int] = ()) -> pd.DataFrame:
    """Return the rows of the reports that were there: all of them, but where the vintage is a year.

    Parameters
    ----------
    rows, vintage, years
        As `of_vintage` has them.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    InputError
        As `of_vintage` does.

    Examples
    --------
    >>> import govreport as gr
    >>> frame = gr.read_panel(gr.samples(), progress=False).frame
    >>> len(known_by(frame, "first")) == len(frame), int(known_by(frame, 2020)["report_year"].max())
    (True, 2020)
    """
    return of_vintage(rows, "latest" if vintage == "first" else vintage, years=years)


def _year(vintage: Vintage) -> int:
    try:
        if isinstance(vintage, bool | str):
            raise TypeError
        return operator.index(vintage)
    except TypeError:
        expected = "'latest', 'first' or a year such as 2023"
        raise InputError("no such vintage", where="vintage", expected=expected, found=repr(vintage)) from None


def _first_told(rows: pd.DataFrame) -> pd.DataFrame:
    rows = with_roles(rows)
    told = Columns(rows)
    grade = ints(by_others(told)) * 4 + ints(untimely(told)) * 2 + ints(of_results(told, milestones(told)))
    when = grade * 100_000 + told["report_year"]
    first = rows.assign(_when=when).groupby(list(CELL), sort=False, dropna=False)["_when"].transform("min")
    kept: pd.DataFrame = rows[when == first.to_numpy()].drop(columns="role")
    return kept


def _order(rows: Columns, words: Vocabulary) -> Places:
    return np.lexsort([rule.key(rows, words) for rule in reversed(RULES)])
