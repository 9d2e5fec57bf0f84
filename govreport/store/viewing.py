"""From a store to a panel: only the files, row groups and rows that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from govreport.errors import InputError, UnknownIdError, warn
from govreport.indicators import Vocabulary
from govreport.indicators.names import slug
from govreport.panel.journal import Journal, Skipped
from govreport.panel.naming import OPEN, ids_in
from govreport.panel.places import named_regions
from govreport.panel.schema import COLUMNS, EVIDENCE, Failure
from govreport.panel.table import Panel
from govreport.store.files import Folder, schema
from govreport.store.packages import arrow
from govreport.store.records import records_in
from govreport.store.state import State
from govreport.territories import Region

__all__ = ["Rows", "chosen_reports", "ids_asked", "in_report_order", "lost_files", "panel_of_reports"]

Regions = str | Region | Iterable[str | Region] | None
Years = int | Iterable[int] | None
Indicators = str | Iterable[str] | None
#: ids up to which the statistics of row groups are asked for each
_FEW = 50


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
        several = [regions] if isinstance(regions, str | Region) else list(regions)
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
    rows = Rows(folder, reports[~reports["file"].isin(lost)])
    ids = None if indicators is None else ids_asked(indicators, vocabulary, rows)
    table = rows.read(ids)
    frame = _of_this_vocabulary(_in_order(table, reports), vocabulary)
    failed = [*state.failed, *(Failure(str(folder.path / name), _missing(folder, name)) for name in lost)]
    told = frame[list(EVIDENCE)]
    panel = Panel(frame[list(COLUMNS)], vocabulary=vocabulary, failed=failed, evidence=told)
    return panel._noted(partial(_journal, reports, state.skipped))


def _of_this_vocabulary(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Give rows an open id whose indicator the vocabulary has no more: they were read with an earlier one."""
    gone = {id for id in frame["indicator"].unique() if not id.startswith(OPEN) and id not in vocabulary}
    if not gone:
        return frame
    old = frame["indicator"].isin(gone)
    shown = ", ".join(sorted(gone)[:3])
    warn(f"{int(old.sum())} rows have ids of an earlier vocabulary, and open ones here ({shown}): update the store")
    names = {name: slug(name) for name in frame.loc[old, "name"].unique()}
    return frame.assign(indicator=frame["indicator"].where(~old, frame["name"].map(names)))


def _journal(reports: pd.DataFrame, skipped: tuple[Skipped, ...]) -> Journal:
    """A row for each of sixty thousand reports: most views do not look at them."""
    return Journal(tuple(one.note() for one in records_in(reports)), skipped)


def lost_files(folder: Folder, reports: pd.DataFrame) -> list[str]:
    """Return the files of rows that are missing."""
    return [name for name in sorted(reports["file"].unique()) if not (folder.path / name).is_file()]


def _missing(folder: Folder, name: str) -> InputError:
    where, hint = str(folder.path / name), "the next update reads its reports again"
    return InputError("a file of the store is missing", where=where, hint=hint)


#: what no row can do without
_NEVER_EMPTY = ("report", "row", "indicator", "name", "measure", "period_start", "period_end", "value")


class Rows:
    """The rows of some reports: of the files that have them, or of others that are named."""

    def __init__(self, folder: Folder, reports: pd.DataFrame, names: list[str] | None = None) -> None:
        self._folder = folder
        self._names = sorted(reports["file"].unique()) if names is None else names
        self._numbers = reports["number"].tolist()

    def read(self, ids: list[str] | None, columns: list[str] | None = None, more: Any = None) -> Any:
        """Return the rows of these indicators, of all where none are named."""
        kinds = schema()
        if not self._names:
            return kinds.empty_table()
        ds, pc, pa = arrow().dataset, arrow().compute, arrow()
        wanted = pc.field("report").isin(pa.array(self._numbers, pa.int64()))
        if ids is not None:
            wanted = _one_of(pc.field("indicator"), ids) & wanted
        if more is not None:
            wanted = more & wanted
        paths = [str(self._folder.path / name) for name in self._names]
        try:
            form = ds.ParquetFileFormat(
                default_fragment_scan_options=ds.ParquetFragmentScanOptions(page_checksum_verification=True)
            )
            table = ds.dataset(paths, schema=kinds, format=form).to_table(columns=columns, filter=wanted)
            if lost := [name for name in _NEVER_EMPTY if name in table.column_names and table[name].null_count]:
                raise ValueError(f"rows without {lost[0]}")
            return table
        except FileNotFoundError:
            raise
        except (OSError, ValueError, KeyError) as problem:
            self._complain(problem)

    def _complain(self, problem: Exception) -> None:
        """Say which file is damaged."""
        for name in self._names:
            self._folder.rows(name)
        found = str(problem).split("\n")[0][:200]
        raise InputError("the store cannot be read", where=str(self._folder.path), found=found) from problem

    def named(self, one: str) -> pd.DataFrame:
        """Return the open ids that are called so."""
        pc = arrow().compute
        called = (pc.field("name") == one) | (pc.field("indicator") == one) | (pc.field("indicator") == OPEN + one)
        table = self.read(None, ["indicator", "name"], called)
        frame: pd.DataFrame = table.select(["indicator", "name"]).to_pandas().drop_duplicates()
        return frame[frame["indicator"].str.startswith(OPEN)]


def _one_of(field: Any, ids: list[str]) -> Any:
    """A condition of which the reader knows which groups of rows cannot fulfil it."""
    if not 0 < len(ids) <= _FEW:
        return field.isin(ids)
    wanted = field == ids[0]
    for id in ids[1:]:
        wanted = wanted | (field == id)
    return wanted


def ids_asked(indicators: Any, vocabulary: Vocabulary, rows: Rows) -> list[str]:
    asked = [indicators] if isinstance(indicators, str) or not isinstance(indicators, Iterable) else list(indicators)
    none = pd.DataFrame({"indicator": [], "name": []}, dtype=object)
    found: dict[str, None] = {}
    for one in asked:
        known = isinstance(one, str) and (one in vocabulary or (not one.startswith(OPEN) and vocabulary.named(one)))
        frame = none if known or not isinstance(one, str) else rows.named(one)
        found.update(dict.fromkeys(ids_in(frame, vocabulary, [one])))
    return list(found)


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
