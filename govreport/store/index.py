"""The index of a store: of every row what a table of years needs, in a few files sorted by indicator and measure.

It is made of the files of rows and says nothing that they do not: what it does not hold is read there. Each file says
which reports it holds, whose rows never change; so it may be missing, old or damaged, and nothing is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pandas as pd

from govreport.errors import InputError, warn
from govreport.panel.milestones import NEAR
from govreport.store.files import Folder, schema
from govreport.store.packages import arrow, grouped, headed, sorted_rows, table_in, trimmed
from govreport.store.rows import Rows, filled

__all__ = ["INDEXED", "Indexed", "build", "held", "narrowed"]

#: what the precedence of sayings and tables of years look at; the sentence is what is near the figure
INDEXED = (
    *("report", "row", "region", "region_code", "indicator", "measure", "of", "period_start", "period_end", "part"),
    *("per_year", "status", "aim", "value", "low", "high", "unit", "bound", "basis", "doubt", "name", "quote"),
    *("sentence", "sentence_start", "start", "end"),
)
#: what a file says of itself, and a checksum of it: the reports that it holds; of each group of rows how many it has,
#: and its first and last indicator and measure
_KEY, _SUM = b"govreport-index", b"govreport-sum"
_SORTED = ("indicator", "measure")
#: rows of one indicator and measure from which on they are a group of their own; fewer are put together up to the other
_OWN_GROUP, _IN_GROUP = 500, 2_500
#: rows of a file, as many as are sorted in memory at a time; files of less than half are put together
_ROWS = 200_000


def _columns() -> Any:
    kinds = schema()
    return arrow().schema([kinds.field(name) for name in INDEXED])


def narrowed(table: Any) -> Any:
    """Return what the index keeps of rows.

    Parameters
    ----------
    table : pyarrow.Table
        With the columns `INDEXED`.

    Returns
    -------
    pyarrow.Table
        The sentence of a result is cut to what stands near the figure, that of a target is empty.
    """
    pa, kinds = arrow(), _columns()
    said = zip(
        *(table[name].to_pylist() for name in ("sentence", "sentence_start", "start", "quote", "status")), strict=True
    )
    near = [
        ("", begin) if status == "target" else _near(text, begin, at, quote) for text, begin, at, quote, status in said
    ]
    for place, name in enumerate(("sentence", "sentence_start")):
        field = kinds.field(name)
        column = pa.array([one[place] for one in near], field.type)
        table = table.set_column(table.schema.get_field_index(name), field, column)
    return table.select(list(INDEXED))


def _near(sentence: str, begin: int, start: int, quote: str) -> tuple[str, int]:
    """The part of a sentence that precedence looks at, and where in the report it begins."""
    at = start - begin
    if at < 0:
        return sentence, begin
    left = max(0, at - NEAR)
    return sentence[left : at + len(quote) + NEAR], begin + left


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the index: the reports that it holds, what its groups are of, and what Arrow knows of it where kept."""

    numbers: list[int]
    groups: list[list[Any]]
    known: Any

    def places(self, ids: list[str], measure: str | None) -> list[int]:
        """Return the groups that may hold rows of these indicators."""
        found = []
        for place, (_, *ends) in enumerate(self.groups):
            begin, end = (ends[:1], ends[2:3]) if measure is None else (ends[:2], ends[2:])
            if any(begin <= [id, measure][: len(begin)] <= end for id in ids):
                found.append(place)
        return found


def held(folder: Folder, live: set[int], *, known: bool = True) -> dict[str, _File]:
    """Return the files of the index that count, and the reports each holds; no report is in two.

    Parameters
    ----------
    folder : Folder
    live : set of int
        The reports that are asked for.
    known : bool, default True
        Keep what Arrow knows of each file, two megabytes of memory, for whoever reads it next.

    Returns
    -------
    dict of str to _File
        Name by name; files that cannot be read or hold none of the reports are left out.

    Raises
    ------
    FileNotFoundError
        If one was put together with others meanwhile.
    """
    found, seen, kinds = dict[str, _File](), set[int](), _columns()
    for path in sorted((folder.path / "index").glob("*.parquet"), reverse=True):
        file = _file(folder, f"index/{path.name}", kinds, keep=known)
        # where a writer was killed, the files that it put together are still there
        if file and seen.isdisjoint(file.numbers) and not live.isdisjoint(file.numbers):
            found[f"index/{path.name}"] = file
            seen.update(file.numbers)
    return found


def _file(folder: Folder, name: str, kinds: Any, *, keep: bool) -> _File | None:
    """Return what a file of the index says of itself, None where it cannot be read or is of an earlier version."""
    path = folder.path / name
    try:
        with folder.reading(path, "an index"):
            known, columns = headed(path)
            said = known.metadata[_KEY]
            if known.metadata[_SUM] != _sum(said):
                return None
            numbers, groups = json.loads(said)
            fits = columns.remove_metadata().equals(kinds)
    except InputError:
        return None
    return _File(numbers, groups, known if keep else None) if fits else None


def _sum(said: bytes) -> bytes:
    return str(crc32(said)).encode()


class Indexed(Rows):
    """The columns `INDEXED` of the rows of some reports: those that the index holds from there.

    Parameters
    ----------
    folder : Folder
    reports : pandas.DataFrame
        Rows of `State.told`.

    Raises
    ------
    FileNotFoundError
        If a file was put together with others meanwhile.
    """

    def __init__(self, folder: Folder, reports: pd.DataFrame) -> None:
        super().__init__(folder, reports)
        self._reports = reports
        live = set(self._numbers)
        self._index = held(folder, live)
        self._alone = all(live.issuperset(file.numbers) for file in self._index.values())

    def read(self, ids: list[str] | None, columns: list[str] | None = None, more: Any = None) -> Any:
        """Return what the index keeps of the rows of these indicators, of all where none are named."""
        return self._read(columns, lambda wanted: self._searched(ids, wanted, more), (ids, more))

    def told(self, ids: list[str], measure: str | None) -> Any:
        """Return what the index keeps of the rows of indicators, of one measure where it is named."""
        more = None if measure is None else arrow().compute.field("measure") == measure
        return self._read(None, lambda _: self._of(ids, measure), (ids, more))

    def _read(self, columns: list[str] | None, look: Callable[[list[str]], list[Any]], asked: tuple[Any, Any]) -> Any:
        wanted, (ids, more) = list(INDEXED) if columns is None else columns, asked
        tables = self._from_index(lambda: look(wanted))
        covered = {number for file in self._index.values() for number in file.numbers}
        rest = self._reports[~self._reports["number"].isin(list(covered))]
        if len(rest) or not tables:
            rows = Rows(self._folder, rest).read(ids, wanted, more)
            tables.append(narrowed(rows) if columns is None else rows)
        return arrow().concat_tables(tables)

    def _searched(self, ids: list[str] | None, columns: list[str], more: Any) -> list[Any]:
        rows = Rows(self._folder, self._reports, list(self._index), alone=self._alone)
        return [rows.read(ids, columns, more)]

    def _of(self, ids: list[str], measure: str | None) -> list[Any]:
        """The groups that hold such rows, without a look at any other: files are sorted."""
        pa, pc = arrow(), arrow().compute
        tables = []
        for name, file in self._index.items():
            places, path = file.places(ids, measure), self._folder.path / name
            if not places:
                continue
            with self._folder.reading(path, "an index"):
                options = {"metadata": file.known, "page_checksum_verification": True}
                with pa.parquet.ParquetFile(path, **options) as opened:
                    tables.append(filled(opened.read_row_groups(places)))
        if not tables:
            return [_columns().empty_table()]
        table = pa.concat_tables(tables).replace_schema_metadata(None)
        fits = pc.is_in(table["indicator"], pa.array(ids, pa.string()))
        if measure is not None:
            fits = pc.and_(fits, pc.equal(table["measure"], measure))
        if not self._alone:
            fits = pc.and_(fits, pc.is_in(table["report"], pa.array(self._numbers, pa.int64())))
        return [table.filter(fits)]

    def _from_index(self, look: Callable[[], list[Any]]) -> list[Any]:
        try:
            return look() if self._index else []
        except InputError as error:
            warn(f"the index of the store is left aside: {error}; compact() writes it anew")
            self._index = {}
            return []


def build(folder: Folder, live: pd.DataFrame, generation: int, *, anew: bool) -> set[str]:
    """Bring the index in step with the store; only under the lock.

    Parameters
    ----------
    folder : Folder
    live : pandas.DataFrame
        The records of the reports, their rows in files of years.
    generation : int
    anew : bool
        Write all of it.

    Returns
    -------
    set of str
        The files that make it up now.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    metrics = dict(zip(live["number"].tolist(), live["metrics"].tolist(), strict=True))
    there = {} if anew else held(folder, set(metrics), known=False)
    covered = {number for file in there.values() for number in file.numbers}
    new = live[~live["number"].isin(list(covered))]
    if new.empty:
        return set(there)
    small = {n for n, file in there.items() if sum(metrics.get(one, 0) for one in file.numbers) < _ROWS // 2}
    writer = _Writer(folder, generation)
    for one in sorted(small):
        writer.take(one, [number for number in there[one].numbers if number in metrics])
    for name, part in new.groupby("file", sort=True):
        writer.take(str(name), part["number"].tolist())
    writer.write()
    return (set(there) - small) | writer.names


class _Writer:
    """Rows on their way to the index."""

    def __init__(self, folder: Folder, generation: int) -> None:
        self._folder, self._generation = folder, generation
        self._tables: list[Any] = []
        self._numbers: list[int] = []
        self.names: set[str] = set()

    def take(self, name: str, numbers: list[int]) -> None:
        """Take the rows of reports; those of a damaged file are no part of the index until they are read again."""
        pa, pc, folder = arrow(), arrow().compute, self._folder
        try:
            with folder.reading(folder.path / name, "rows of reports"):
                table = table_in(folder.path / name, list(INDEXED))
                table = table.replace_schema_metadata(None).cast(_columns())
        except (InputError, FileNotFoundError):
            return
        table = table.filter(pc.is_in(table["report"], pa.array(numbers, pa.int64())))
        self._tables.append(table if name.startswith("index/") else narrowed(table))
        del table
        trimmed()
        self._numbers += numbers
        if sum(len(one) for one in self._tables) >= _ROWS:
            self.write()

    def write(self) -> None:
        """Write what was taken to one file."""
        if not self._numbers:
            return
        name = f"index/{self._generation:06}-{len(self.names):05}.parquet"
        table = sorted_rows(self._tables, _SORTED)
        groups = grouped(table, _SORTED, _OWN_GROUP, _IN_GROUP)
        said = json.dumps([sorted(self._numbers), groups], ensure_ascii=False, separators=(",", ":")).encode()
        table = table.replace_schema_metadata({_KEY: said, _SUM: _sum(said)})
        self._folder.write_table(name, table, [group[0] for group in groups])
        self.names.add(name)
        self._numbers = []
