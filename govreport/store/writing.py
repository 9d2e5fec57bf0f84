"""Putting to a store what was read: batches as they come, and batches to the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from govreport.errors import InputError
from govreport.panel.schema import COLUMNS, EVIDENCE
from govreport.panel.working import Done
from govreport.store.files import Folder, needed, schema
from govreport.store.records import Record
from govreport.store.state import State, load

__all__ = ["MOST_IN_BATCH", "absorb", "commit", "table_of"]

#: numbers of reports: that of the batch, and the place in it
_PLACES = 1 << 12
MOST_IN_BATCH = 32
#: batches that wait to be put to the years
_WAITING = 32
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
    pa, kinds = needed("pyarrow"), schema()
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
    pa = needed("pyarrow")
    with folder.locked():
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
        files = _sizes(state)
        if not state.batches and not all_files:
            return
        generation = state.manifest.generation + 1
        fresh = _Years(folder, state, generation)
        for _, name in state.batches:
            fresh.take(name)
        for year in sorted({*fresh.waiting, *(year for year, _ in files.values())}):
            own = sorted(name for name, (of, rows) in files.items() if of == year and (all_files or rows < _ROWS // 2))
            if all_files or year in fresh.waiting:
                for name in own:
                    fresh.take(name)
            fresh.write(year)
        _finish(folder, state, fresh.moved, generation)


def _finish(folder: Folder, state: State, moved: dict[int, str], generation: int) -> None:
    records = [replace(one, file=moved.get(one.number, one.file)) for one in state.records.values()]
    reports = f"reports-{generation:06}.parquet"
    folder.write_records(reports, records)
    folder.write_manifest(replace(state.manifest, generation=generation, absorbed=state.last, reports=reports))
    folder.clear({reports, *(one.file for one in records if one.file)}, state.last)


def _sizes(state: State) -> dict[str, tuple[int, int]]:
    """The files of the years, each with its year and how many of its rows count."""
    found: dict[str, tuple[int, int]] = {}
    for record in state.of("read"):
        if record.file.startswith("year="):
            found[record.file] = record.year, found.get(record.file, (0, 0))[1] + record.metrics
    return found


class _Years:
    """Rows on their way to the files of their years."""

    def __init__(self, folder: Folder, state: State, generation: int) -> None:
        self._folder, self._generation = folder, generation
        self._live = {one.number: one for one in state.of("read")}
        self.waiting: dict[int, list[tuple[list[int], Any]]] = defaultdict(list)
        self.moved: dict[int, str] = {}
        self._count = 0

    def take(self, name: str) -> None:
        """Take the rows of a file that still count; those of one that is damaged are read again by the next update."""
        here = {number: one for number, one in self._live.items() if one.file == name}
        try:
            rows = self._folder.rows(name)
        except (InputError, FileNotFoundError):
            return
        pc, pa = needed("pyarrow.compute"), needed("pyarrow")
        years: dict[int, list[int]] = defaultdict(list)
        for number, one in here.items():
            years[one.year].append(number)
        for year, numbers in years.items():
            part = rows.filter(pc.is_in(rows["report"], pa.array(numbers, pa.int64())))
            self.waiting[year].append((numbers, part))
            if sum(len(table) for _, table in self.waiting[year]) >= _ROWS:
                self.write(year)

    def write(self, year: int) -> None:
        """Write what waits for a year to one file, sorted by indicator: whoever wants one reads little else."""
        waiting = self.waiting.pop(year, [])
        if not waiting:
            return
        self._count += 1
        name = f"year={year}/{self._generation:06}-{self._count:05}.parquet"
        table = needed("pyarrow").concat_tables([rows for _, rows in waiting])
        order = [("indicator", "ascending"), ("report", "ascending"), ("row", "ascending")]
        self._folder.write_table(name, table.sort_by(order))
        self.moved.update((number, name) for numbers, _ in waiting for number in numbers)
