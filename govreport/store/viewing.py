"""From a store to a panel: only the files, row groups and rows that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from govreport.asked import one_or_several
from govreport.errors import InputError, UnknownIdError, warn
from govreport.indicators import Vocabulary
from govreport.indicators.names import slug
from govreport.panel.journal import Journal, Skipped, noted
from govreport.panel.places import named_regions
from govreport.panel.schema import COLUMNS, EVIDENCE, Failure
from govreport.panel.table import Panel
from govreport.store.files import Folder
from govreport.store.index import Indexed
from govreport.store.packages import arrow
from govreport.store.records import records_in
from govreport.store.rows import Rows, ids_asked, is_gone
from govreport.store.state import State
from govreport.territories import Region

__all__ = ["chosen_reports", "in_report_order", "lost_files", "of_this_vocabulary", "panel_of_reports"]

Regions = str | Region | Iterable[str | Region] | None
Years = int | Iterable[int] | None
Indicators = str | Iterable[str] | None


def chosen_reports(state: State, regions: Regions, years: Years) -> pd.DataFrame:
    """Return the reports that a view needs, copies of others left out.

    Parameters
    ----------
    state : State
    regions, years
        As in `Store.panel`.

    Returns
    -------
    pandas.DataFrame
        Rows of `State.told`.

    Raises
    ------
    UnknownIdError
        If the store has no report of a region or year.
    InputError
        If one is no region or year.
    """
    there, _ = state.told
    chosen = there
    if regions is not None:
        several = [regions] if isinstance(regions, Region) else one_or_several(regions)
        pairs = there[["region", "region_code"]].drop_duplicates()
        pairs.columns = pd.Index(["report_region", "report_region_code"])
        names = {name for one in several for name in named_regions(pairs, one, "report_region")}
        chosen = chosen[chosen["region"].isin(names)]
    if years is not None:
        chosen = chosen[chosen["year"].isin(_years(years, sorted(int(year) for year in there["year"].unique())))]
    return chosen


def _years(years: Any, there: list[int]) -> set[int]:
    several = list(years) if isinstance(years, Iterable) and not isinstance(years, str) else [years]
    for year in several:
        if isinstance(year, bool) or not isinstance(year, int | np.integer):
            raise InputError("a year of a report is a whole number", where="years", found=repr(year))
        if year not in there:
            hint = f"there are {', '.join(map(str, there))}"
            raise UnknownIdError("no report of this year", found=str(year), hint=hint)
    return {int(year) for year in several}


def panel_of_reports(
    folder: Folder, state: State, reports: pd.DataFrame, indicators: Indicators, vocabulary: Vocabulary
) -> Panel:
    """Read the rows of reports into a panel.

    Parameters
    ----------
    folder : Folder
    state : State
    reports : pandas.DataFrame
        From `chosen_reports`.
    indicators
        As in `Store.panel`.
    vocabulary : Vocabulary

    Returns
    -------
    Panel

    Raises
    ------
    InputError
        If a file of the store is damaged.
    FileNotFoundError
        If one is missing.
    """
    lost = lost_files(folder, reports)
    there = reports[~reports["file"].isin(lost)]
    asked = None if indicators is None else ids_asked(indicators, vocabulary, lambda: Indexed(folder, there))
    table = Rows(folder, there).read(None if asked is None else asked.stored)
    frame = _in_order(of_this_vocabulary(table, vocabulary, None if asked is None else asked.ids), reports)
    failed = [*state.failed, *(Failure(str(folder.path / name), _missing(folder, name)) for name in lost)]
    told = frame[list(EVIDENCE)]
    panel = Panel(frame[list(COLUMNS)], vocabulary=vocabulary, failed=failed, evidence=told)
    return noted(panel, partial(_journal, reports, state.skipped))


def of_this_vocabulary(table: Any, vocabulary: Vocabulary, ids: list[str] | None) -> Any:
    """Give rows an open id whose indicator the vocabulary has no more: they were read with an earlier one.

    Parameters
    ----------
    table : pyarrow.Table
    vocabulary : Vocabulary
    ids : list of str, optional
        Those to keep; by default all.

    Returns
    -------
    pyarrow.Table

    Warns
    -----
    GovReportWarning
        If there are such rows.
    """
    pa, pc = arrow(), arrow().compute
    gone = sorted(id for id in pc.unique(table["indicator"]).to_pylist() if is_gone(id, vocabulary))
    if not gone:
        return table
    old = pc.is_in(table["indicator"], pa.array(gone, pa.string()))
    slugs = {name: slug(name) for name in pc.unique(table.filter(old)["name"]).to_pylist()}
    opened = pa.array([slugs.get(name) for name in table["name"].to_pylist()], pa.string())
    now = pc.if_else(old, opened, table["indicator"])
    if ids is not None:
        kept = pc.is_in(now, pa.array(ids, pa.string()))
        table, now, old = table.filter(kept), now.filter(kept), old.filter(kept)
    if many := pc.sum(old).as_py():
        shown = ", ".join(gone[:3])
        warn(f"{many} rows have ids of an earlier vocabulary, and open ones here ({shown}): update the store")
    at = table.schema.get_field_index("indicator")
    return table.set_column(at, table.schema.field(at), now)


def _journal(reports: pd.DataFrame, skipped: tuple[Skipped, ...]) -> Journal:
    """A row for each of sixty thousand reports: most views do not look at them."""
    return Journal(tuple(one.note() for one in records_in(reports)), skipped)


def lost_files(folder: Folder, reports: pd.DataFrame) -> list[str]:
    """Return the files of rows that are missing."""
    return [name for name in sorted(reports["file"].unique()) if not (folder.path / name).is_file()]


def _missing(folder: Folder, name: str) -> InputError:
    where, hint = str(folder.path / name), "the next update reads its reports again"
    return InputError("a file of the store is missing", where=where, hint=hint)


def in_report_order(table: Any, reports: pd.DataFrame) -> tuple[Any, Any]:
    """Return the rows in the order of the reports, and of each which of them it is of."""
    numbers = reports["number"].to_numpy()
    by_number = np.argsort(numbers)
    own = table["report"].to_numpy()
    place = by_number[np.searchsorted(numbers[by_number], own)] if len(own) else own
    order = np.lexsort((table["row"].to_numpy(), place))
    return table.take(arrow().array(order, arrow().int64())), place[order]


def _in_order(table: Any, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in the order of the reports, each called as its record calls it."""
    pa = arrow()
    rows, place = in_report_order(table, reports)
    sources = pa.array(reports["source"].tolist(), pa.string()).take(pa.array(place, pa.int64()))
    frame: pd.DataFrame = rows.set_column(rows.schema.get_field_index("source"), "source", sources).to_pandas()
    if frame["basis"].isna().all():  # as pandas makes a column of nothing but None
        frame["basis"] = pd.Series([None] * len(frame), frame.index, dtype="object")
    return frame
