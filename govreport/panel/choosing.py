"""Which rows of a panel speak for a cell, and which have no indicator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from govreport.asked import one_or_several
from govreport.errors import InputError, UnknownIdError, closest
from govreport.indicators import OPEN, Vocabulary
from govreport.panel.places import CODES, named_regions
from govreport.panel.precedence import Vintage, best, of_vintage
from govreport.panel.schema import CLOSED, COLUMNS, of_its_year, whole_years

__all__ = ["best_cells", "ids_of_domains", "unmatched_of", "values_in"]


def best_cells(frame: pd.DataFrame, words: Vocabulary, vintage: Vintage) -> pd.DataFrame:
    """Return one row for each cell; see `Panel.cells`.

    Parameters
    ----------
    frame : pandas.DataFrame
    words : Vocabulary
    vintage : {"latest", "first"} or int

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> len(best_cells(panel.frame, panel.vocabulary, "latest")) == len(panel.cells())
    True
    """
    years = [int(year) for year in frame["report_year"].unique()]
    frame = whole_years(frame)
    frame = frame[of_its_year(frame)]
    frame = best(of_vintage(frame, vintage, years=years), words)
    return frame[list(COLUMNS)].sort_values(["region", "indicator", "measure", "of", "period_end"], ignore_index=True)


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
    rows = rows[rows["indicator"].str.startswith(OPEN)]
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


def ids_of_domains(ids: Iterable[str], words: Vocabulary, domains: str | Iterable[str]) -> set[str]:
    """Return the ids that are of one of the domains; `open` is that of what no vocabulary holds.

    Parameters
    ----------
    ids : iterable of str
    words : Vocabulary
    domains : str or iterable of str

    Returns
    -------
    set of str

    Raises
    ------
    InputError
        If there is no such domain, with the nearest that are.

    Examples
    --------
    >>> import govreport as gr
    >>> ids_of_domains(["gdp", "exports", "open:修桥"], gr.vocabulary(), "trade")
    {'exports'}
    """
    there = (*words.domains, "open")
    wanted = one_or_several(domains)
    for one in wanted:
        if one not in there:
            raise InputError(
                "no such domain",
                where="domain",
                expected=", ".join(map(repr, there)),
                found=repr(one),
                suggestions=closest(str(one), there),
            )
    return {id for id in ids if (words[id].domain if id in words else "open") in wanted}


def values_in(frame: pd.DataFrame, column: str, wanted: object) -> list[object]:
    """Return what a column must hold for `Panel.select`.

    Parameters
    ----------
    frame : pandas.DataFrame
    column : str
    wanted : object
        One value or several; a region by any name.

    Returns
    -------
    list

    Raises
    ------
    InputError
        If there is no such column.
    UnknownIdError
        If a value is not there, with the nearest that are.

    Examples
    --------
    >>> import govreport as gr
    >>> values_in(gr.read_panel(gr.samples()).frame, "region", "100000")
    ['全国']
    """
    if column not in COLUMNS:
        raise InputError(
            "unknown column",
            found=f"'{column}'",
            expected="one of the frame's",
            suggestions=closest(column, COLUMNS),
        )
    values = one_or_several(wanted)
    if column in CODES:
        return [name for one in values for name in named_regions(frame, one, column)]
    there = set(frame[column].tolist())
    for value in values:
        if value is pd.NA or (value not in there and value not in CLOSED.get(column, ())):
            raise UnknownIdError(
                f"no row with this {column}",
                found=repr(value),
                suggestions=closest(str(value), map(str, there)),
                hint=None if len(there) > 40 else f"there are {', '.join(sorted(map(str, there)))}",
            )
    return values
