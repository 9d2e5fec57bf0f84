"""Putting to a store what was read: batches as they come, and batches to the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from govreport.errors import InputError
from govreport.panel.schema import COLUMNS, EVIDENCE
from govreport.panel.working import Done
from govreport.store.files import Folder, is_store, schema
from govreport.store.index import build
from govreport.store.packages import arrow, frugal, packed, sorted_rows, trimmed, unpacked
from govreport.store.records import Record
from govreport.store.state import State, load

__all__ = ["MOST_IN_BATCH", "absorb", "commit", "table_of"]

#: numbers of reports: that of the batch, and the place in it
_PLACES = 1 << 12
MOST_IN_BATCH = 32
#: batches that wait to be put to the years
_WAITING = 16
#: rows of a file of a year: little enough to read all for one report, few files for one indicator
_ROWS = 20_000


def table_of(done: Done) -> Any:
    """Return the rows of a report as they stand in a file, but for the number of the report.

    Parameters
    ----------
    done : Done

    Returns
    -------
    pyarrow.Table
    """
    pa, kinds = arrow(), schema()
    rows = [(*row, *told) for row, told in zip(done.rows, done.evidence, strict=True)]
    columns = list(zip(*rows, strict=True)) if rows else [()] * (len(COLUMNS) + len(EVIDENCE))
    own = [[0] * len(rows), range(len(rows)), *columns]
    arrays = [pa.array(values, kind.type) for values, kind in zip(own, kinds, strict=True)]
    return pa.table(arrays, schema=kinds)


def commit(folder: Folder, read: Sequence[tuple[Record, Any]]) -> None:
    """Put records to a store in one step, those of reports with their rows.

    Parameters
    ----------
    folder : Folder
    read : sequence of (Record, pyarrow.Table or None)

    Raises
    ------
    InputError
        If it cannot be written; then the store is as it was.
    """
    if not read:
        return
    pa = arrow()
    with folder.locked():
        if not is_store(folder.path):
            raise InputError("the store is no longer there", where=str(folder.path))
        manifest = folder.manifest()
        number = max([manifest.absorbed, *(one for one, _ in folder.batches(manifest.absorbed))]) + 1
        tables, records = [schema().empty_table()], []
        for place, (record, table) in enumerate(read):
            if table is not None:
                record = replace(record, number=number * _PLACES + place)
                tables.append(table.set_column(0, "report", pa.array([record.number] * len(table), pa.int64())))
            records.append(record)
        folder.write_batch(number, pa.concat_tables(tables), records)
        waiting = len(folder.batches(manifest.absorbed))
    if waiting >= _WAITING:
        absorb(folder)


@frugal()
def absorb(folder: Folder, *, all_files: bool = False) -> None:
    """Put the batches just read to the files of their years, and leave out what was read anew or dropped.

    Parameters
    ----------
    folder : Folder
    all_files : bool, default False
        Write all files of the years anew, and not only small ones.

    Raises
    ------
    InputError
        If it cannot be written; then the store is as it was.
    """
    with folder.locked():
        state = load(folder)
        if not state.batches and not all_files:
            return
        generation = state.manifest.generation + 1
        trimmed()
        fresh = _Years(folder, state, generation)
        for _, name in state.batches:
            fresh.take(name)
        years, rows = fresh.files()
        for year in sorted({*fresh.waiting, *(years.values() if all_files else ())}):
            for name in sorted(name for name, of in years.items() if of == year):
                if all_files or rows[name] < _ROWS // 2:
                    fresh.take(name)
            fresh.write(year)
        _finish(folder, state, fresh.moved, generation, anew=all_files)


def _finish(folder: Folder, state: State, moved: dict[int, str], generation: int, *, anew: bool) -> None:
    file = state.frame["number"].map(moved).astype("object")
    frame = state.frame.assign(file=file.where(file.notna(), state.frame["file"]))
    reports = f"reports-{generation:06}.parquet"
    folder.write_records(reports, frame)
    trimmed()
    folder.write_manifest(replace(state.manifest, generation=generation, absorbed=state.last, reports=reports))
    index = {f"index/{path.name}" for path in (folder.path / "index").glob("*.parquet")}
    try:
        # not before the manifest: the numbers of batches that it does not name may be given again
        live = frame.loc[frame["kind"] == "read", ["number", "file", "metrics"]]
        index = build(folder, live, generation, anew=anew)
    finally:
        folder.clear({reports, *frame["file"].unique(), *index} - {""}, state.last)


class _Years:
    """Rows on their way to the files of their years."""

    def __init__(self, folder: Folder, state: State, generation: int) -> None:
        self._folder, self._generation = folder, generation
        read = state.frame["kind"] == "read"
        self._live = state.frame.loc[read, ["number", "file", "year", "metrics"]]
        # packed: the rows of sixteen batches take 80 MB as they stand in memory
        self.waiting: dict[int, list[Any]] = defaultdict(list)
        self._numbers: dict[int, list[int]] = defaultdict(list)
        self._many: dict[int, int] = defaultdict(int)
        self.moved: dict[int, str] = {}
        self._count = 0

    def files(self) -> tuple[dict[str, int], dict[str, int]]:
        """The files of the years: the year of each, and how many of its rows count."""
        there = self._live[self._live["file"].str.startswith("year=")]
        files = there.groupby("file", sort=False)
        years: Any = files["year"].first().to_dict()
        rows: Any = files["metrics"].sum().to_dict()
        return years, rows

    def take(self, name: str) -> None:
        """Take the rows of a file that still count; those of one that is damaged are read again by the next update."""
        here = self._live[self._live["file"] == name]
        try:
            rows = self._folder.rows(name)
        except (InputError, FileNotFoundError):
            return
        pc, pa = arrow().compute, arrow()
        for key, part in here.groupby("year"):
            year, numbers = int(str(key)), part["number"].tolist()
            some = rows.filter(pc.is_in(rows["report"], pa.array(numbers, pa.int64())))
            self.waiting[year].append(packed(some))
            self._numbers[year] += numbers
            self._many[year] += len(some)
            if self._many[year] >= _ROWS:
                self.write(year)

    def write(self, year: int) -> None:
        """Write what waits for a year to one file, sorted by indicator: whoever wants one reads little else."""
        waiting, numbers, _ = self.waiting.pop(year, []), self._numbers.pop(year, []), self._many.pop(year, 0)
        if not waiting:
            return
        self._count += 1
        name = f"year={year}/{self._generation:06}-{self._count:05}.parquet"
        tables = [unpacked(some) for some in waiting]
        del waiting
        self._folder.write_table(name, sorted_rows(tables))
        self.moved.update(dict.fromkeys(numbers, name))
        trimmed()
