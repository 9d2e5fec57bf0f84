"""`coverage`: which reports speak of which indicator, and when one appears, falls silent, or moves in the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from govreport.asked import called_right
from govreport.comparison.cells import Some, described, narrow
from govreport.comparison.covering_view import coverage_view
from govreport.comparison.result import Result
from govreport.errors import InputError
from govreport.panel.schema import whole_years

if TYPE_CHECKING:
    from govreport.panel import Panel
    from govreport.render.view import View
    from govreport.render.words import Words

EVENTS = ("appears", "returns", "disappears", "moves_up", "moves_down")
_KEY = ["report_region", "region", "indicator"]
_SAYING = ("quote", "sentence", "sentence_start", "source", "start", "end")
CELLS = (*_KEY, "name", "domain", "report_year", "rows", "position", *_SAYING)
CHANGES = (
    *("event", "report_region", "region", "indicator", "name", "domain", "year", "year_before", "run", "silent"),
    *("back", "position_before", "position", "moved", *_SAYING),
)


@dataclass(frozen=True, eq=False, repr=False)
class Coverage(Result):
    """Which reports speak of which indicator: what `coverage` returns.

    Attributes
    ----------
    note : str
        Why there are no rows, "" where there are.
    years : tuple of int
        The years of the reports.

    Notes
    -----
    `frame` has one row for each indicator: `indicator`, `name`, `domain`, `kind` (`vocabulary` or `open`), a column of
    counts for each report year (named by the year, as int), `years` (report years that speak of it), `total`,
    `regions` (reporting territories that do), `first` and `last` (report years) and `position` (the median of where
    reports first speak of it, from 0, their first figure, to 1, their last).

    `cells` has one row for each report and indicator that it speaks of: `report_region`, `region` (of whom),
    `indicator`, `name`, `domain`, `report_year`, `rows` (how often), `position`, and the first saying: `quote`,
    `sentence`, `sentence_start`, `source`, `start`, `end`.

    `events` has one row for each thing that a report begins, ceases or moves, seen from the report of the same
    territory before it in the panel:

    ============================ =====================================================================================
    event                        `appears` (never before), `returns` (after silence), `disappears` (the report before
                                 said it), `moves_up` (said nearer to the beginning), `moves_down`
    report_region, region        who says it, and of whom
    indicator, name, domain      as in a `Comparison`
    year, year_before            of the report and of the one before it
    run                          how many reports in a row had said it (`disappears`) or, with this one, say it so far
    silent                       how many reports in a row do not say it: from this one on (`disappears`), or before
    back                         for `disappears`: the year of the report that says it again; missing where none does
    position_before, position,   where it stands in the report before and in this one, and the difference
    moved
    quote, sentence,             the last saying (`disappears`), else the first one of this report
    sentence_start, source,
    start, end
    ============================ =====================================================================================
    """

    _cells: pd.DataFrame
    _events: pd.DataFrame
    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = ("vocabulary", "open")

    @property
    def cells(self) -> pd.DataFrame:
        """A copy of what each report speaks of."""
        return self._cells.copy()

    @property
    def events(self) -> pd.DataFrame:
        """A copy of what reports begin, cease or move."""
        return self._events.copy()

    @property
    def began(self) -> pd.DataFrame:
        """The events of kind `appears`."""
        return self._of("appears")

    @property
    def stopped(self) -> pd.DataFrame:
        """The events of kind `disappears` that no later report in the panel ends."""
        return self._of("disappears").loc[lambda x: x["back"].isna()].reset_index(drop=True)

    @property
    def moved(self) -> pd.DataFrame:
        """The events of kinds `moves_up` and `moves_down`."""
        return self._of("moves_up", "moves_down")

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        return {"rows": self._frame, "events": self._events, "cells": self._cells}

    def _view(self, words: Words, open_ids: bool) -> View:
        return coverage_view(self, words, open_ids)

    def _observed(self) -> pd.DataFrame:
        year = self._cells["report_year"]
        counted = self._cells.assign(value=self._cells["rows"].astype("float64"), measure="mentions", unit="次")
        return counted.assign(period_start=year, period_end=year)

    def _of(self, *events: str) -> pd.DataFrame:
        return self._events[self._events["event"].isin(events)].reset_index(drop=True)


@called_right
def coverage(
    panel: Panel,
    indicator: Some = None,
    *,
    region: Some = None,
    measure: Some = None,
    status: Some = None,
    move: float = 0.25,
) -> Coverage:
    """Find which reports speak of which indicator, and when one appears, falls silent or moves.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    indicator, region, measure, status : str or sequence of str, optional
        Only what is said of these.
    move : float, default 0.25
        How far, as a share of the report, an indicator has to move between two reports to be an event.

    Returns
    -------
    Coverage
        Its `frame`, `cells` and `events` are described there.

    Raises
    ------
    InputError
        For a share that is none.
    UnknownIdError
        For a region, indicator, measure or status that the panel does not hold.

    Notes
    -----
    Silence is counted over the reports that the panel holds, whatever the filters: a year whose report is missing is
    no silence, and a report in which nothing is left under the filters is.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> found = gr.coverage(panel)
    >>> int(found.frame["total"].sum()) == len(panel.frame)
    True
    >>> sorted(set(found.events["event"]))[:2]
    ['appears', 'disappears']
    """
    if isinstance(move, bool) or not isinstance(move, int | float) or not 0 < move <= 1:
        raise InputError("not a share", where="move", expected="a number above 0, at most 1", found=repr(move))
    frame = narrow(panel, region=region, indicator=indicator, measure=measure, status=status)
    whole = whole_years(panel.frame)
    cells = _cells(_placed(frame, whole), panel)
    events = _events(cells, whole, float(move))
    table, years = _table(frame, cells, panel)
    note = "" if len(table) else "the panel holds nothing under these filters"
    return Coverage(table, note, years, cells[list(CELLS)], events)


def _placed(frame: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Add `position`: where in its report a figure stands, among all figures of the report."""
    spans = whole.groupby("source")["start"].agg(["min", "max"])
    first, last = (frame["source"].map(spans[c]).astype("float64") for c in ("min", "max"))
    length = (last - first).where(last > first, 1.0)
    return frame.assign(position=((frame["start"] - first) / length).round(4))


def _cells(frame: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Return one row for each report, territory and indicator: how often, and the first saying."""
    keys = [*_KEY, "report_year"]
    ordered = frame.sort_values([*keys, "position", "start"], kind="stable")
    counts = ordered.groupby(keys, sort=False)["start"].transform("size").astype("int64")
    first = ordered.assign(rows=counts).drop_duplicates(keys)
    named = described(first, panel.vocabulary, first["name"])
    return named.sort_values(["report_region", "report_year", "position", "start"], kind="stable", ignore_index=True)


def _events(cells: pd.DataFrame, whole: pd.DataFrame, move: float) -> pd.DataFrame:
    """Compare every report with the one before it of the same territory."""
    reports = whole[["report_region", "report_year"]].drop_duplicates().sort_values(["report_region", "report_year"])
    reports = reports.assign(_k=reports.groupby("report_region").cumcount())
    last = reports.groupby("report_region")["_k"].max()
    said = cells.merge(reports, on=["report_region", "report_year"]).sort_values([*_KEY, "_k"], kind="stable")
    groups = said.groupby(_KEY, sort=False)
    said = said.assign(
        _before=groups["_k"].shift(1),
        _next=groups["_k"].shift(-1),
        _back=groups["report_year"].shift(-1).astype("Int64"),
        _spot=groups["position"].shift(1),
        _last=said["report_region"].map(last).astype("Int64"),
    )
    starts = (said["_k"] - said["_before"] != 1).cumsum()
    said = said.assign(run=said.groupby(starts).cumcount() + 1)
    years = reports.set_index(["report_region", "_k"])["report_year"]
    found = [*_beginnings(said, years), _ends(said, years), *_moves(said, years, move)]
    return _in_order(pd.concat(found, ignore_index=True))


def _year(said: pd.DataFrame, years: pd.Series[int], step: int) -> pd.Series[Any]:
    """Return the year of the report `step` places further on."""
    at = pd.MultiIndex.from_arrays([said["report_region"], said["_k"] + step])
    return pd.Series(years.reindex(at).to_numpy(), index=said.index).astype("Int64")


def _beginnings(said: pd.DataFrame, years: pd.Series[int]) -> list[pd.DataFrame]:
    fresh = said[said["_before"].isna() & (said["_k"] > 0)]
    again = said[said["_k"] - said["_before"] > 1]
    return [
        _said_now(part, years, event).assign(
            silent=(part["_k"] - part["_before"] - 1).fillna(part["_k"]).astype("Int64")
        )
        for event, part in (("appears", fresh), ("returns", again))
    ]


def _said_now(part: pd.DataFrame, years: pd.Series[int], event: str) -> pd.DataFrame:
    """Events of what a report says, beside where the report before it says it, if it does."""
    return part.assign(
        event=event,
        year=part["report_year"].astype("Int64"),
        year_before=_year(part, years, -1),
        silent=0,
        back=np.nan,
        position_before=part["_spot"],
    )


def _ends(said: pd.DataFrame, years: pd.Series[int]) -> pd.DataFrame:
    part = said[(said["_k"] < said["_last"]) & (said["_next"] != said["_k"] + 1)]
    until = part["_next"].fillna(part["_last"] + 1)
    return part.assign(
        event="disappears",
        year=_year(part, years, 1),
        year_before=part["report_year"].astype("Int64"),
        silent=(until - part["_k"] - 1).astype("Int64"),
        back=part["_back"],
        position_before=part["position"],
        position=np.nan,
    )


def _moves(said: pd.DataFrame, years: pd.Series[int], move: float) -> list[pd.DataFrame]:
    way = (said["position"] - said["_spot"]).where(said["_k"] - said["_before"] == 1)
    found = (("moves_up", said[way <= -move]), ("moves_down", said[way >= move]))
    return [_said_now(part, years, event) for event, part in found]


def _in_order(events: pd.DataFrame) -> pd.DataFrame:
    events = events.assign(
        moved=(events["position"] - events["position_before"]).round(4),
        _event=events["event"].map({event: k for k, event in enumerate(EVENTS)}),
    )
    keys = ["report_region", "year", "_event", "_place", "position", "indicator", "region"]
    events = events.sort_values(keys, kind="stable", ignore_index=True)
    whole = dict.fromkeys(("year", "year_before", "run", "silent", "back"), "Int64")
    return events.astype(whole)[list(CHANGES)]


def own_regions(rows: pd.DataFrame) -> list[str]:
    """Return the regions whose own reports speak of them, after which indicators are named; without any, all.

    A report of the nation that tells of a province too has a gross domestic product none the less.

    Parameters
    ----------
    rows : pandas.DataFrame
        With `region` and `report_region`.

    Returns
    -------
    list of str

    Examples
    --------
    >>> own_regions(pd.DataFrame({"region": ["全国", "浙江省"], "report_region": ["全国", "全国"]}))
    ['全国']
    """
    own = rows[rows["region"] == rows["report_region"]]
    return list(dict.fromkeys((own if len(own) else rows)["region"]))


def _table(frame: pd.DataFrame, cells: pd.DataFrame, panel: Panel) -> tuple[pd.DataFrame, tuple[int, ...]]:
    """Count, for each indicator, how often the reports of each year speak of it."""
    counts = pd.crosstab(frame["indicator"], frame["report_year"]) if len(frame) else pd.DataFrame()
    years = tuple(int(year) for year in counts.columns)
    said_as = frame.drop_duplicates("indicator").set_index("indicator")["name"]
    table = counts.set_axis(list(years), axis=1).rename_axis(index="indicator", columns=None).reset_index()
    table = table if len(table) else pd.DataFrame({"indicator": pd.Series(dtype="object")})
    named = described(
        table.assign(measure="level"), panel.vocabulary, table["indicator"].map(said_as), own_regions(frame)
    )
    numbers = named[list(years)]
    spoken = cells.groupby("indicator").agg(
        regions=("report_region", "nunique"),
        first=("report_year", "min"),
        last=("report_year", "max"),
        position=("position", "median"),
    )
    named = named.assign(
        kind=named["domain"].eq("open").map({True: "open", False: "vocabulary"}).astype("object"),
        years=(numbers > 0).sum(axis=1).astype("int64"),
        total=numbers.sum(axis=1).astype("int64"),
    ).join(spoken, on="indicator")
    named = named.sort_values(["_place", "total", "indicator"], ascending=[True, False, True], ignore_index=True)
    tail = ["years", "total", "regions", "first", "last", "position"]
    return named[["indicator", "name", "domain", "kind", *years, *tail]], years
