"""The index of a store: of every row what a table of years needs, in a few files sorted by indicator.

It is made of the files of rows and says nothing that they do not: what it does not hold is read there. Each file says
which reports it holds, whose rows never change; so it may be missing, old or damaged, and nothing is wrong.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from govreport.errors import InputError, warn
from govreport.panel.precedence import NEAR
from govreport.store.files import Folder, schema
from govreport.store.packages import arrow, sorted_rows, table_in, trimmed
from govreport.store.rows import Rows

__all__ = ["INDEXED", "Indexed", "build", "held", "narrowed"]

#: what the precedence of sayings and tables of years look at; the sentence is what is near the figure
INDEXED = (
    *("report", "row", "region", "region_code", "indicator", "measure", "of", "period_start", "period_end", "part"),
    *("per_year", "status", "aim", "value", "low", "high", "unit", "bound", "basis", "doubt", "name", "quote"),
    *("sentence", "sentence_start", "start", "end"),
)
_KEY = b"govreport-reports"
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


def held(folder: Folder, live: set[int]) -> dict[str, list[int]]:
    """Return the files of the index that count, and the reports each holds; no report is in two.

    Parameters
    ----------
    folder : Folder
    live : set of int
        The reports that are asked for.

    Returns
    -------
    dict of str to list of int
        Name by name; files that cannot be read or hold none of the reports are left out.

    Raises
    ------
    FileNotFoundError
        If one was put together with others meanwhile.
    """
    found, seen = dict[str, list[int]](), set[int]()
    for path in sorted((folder.path / "index").glob("*.parquet"), reverse=True):
        numbers = _numbers(folder, f"index/{path.name}")
        # where a writer was killed, the files that it put together are still there
        if seen.isdisjoint(numbers) and not live.isdisjoint(numbers):
            found[f"index/{path.name}"] = numbers
            seen.update(numbers)
    return found


def _numbers(folder: Folder, name: str) -> list[int]:
    path = folder.path / name
    try:
        with folder.reading(path, "an index"):
            kinds = arrow().parquet.read_schema(path)
            numbers = json.loads((kinds.metadata or {})[_KEY])
            fits = kinds.names == list(INDEXED) and isinstance(numbers, list)
    except InputError:
        return []
    return numbers if fits and all(type(one) is int for one in numbers) else []


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
        self._alone = all(live.issuperset(numbers) for numbers in self._index.values())

    def read(self, ids: list[str] | None, columns: list[str] | None = None, more: Any = None) -> Any:
        """Return what the index keeps of the rows of these indicators, of all where none are named."""
        wanted = list(INDEXED) if columns is None else columns
        tables = self._from_index(ids, wanted, more)
        covered = {number for numbers in self._index.values() for number in numbers}
        rest = self._reports[~self._reports["number"].isin(list(covered))]
        if len(rest) or not tables:
            rows = Rows(self._folder, rest).read(ids, wanted, more)
            tables.append(narrowed(rows) if columns is None else rows)
        return arrow().concat_tables(tables)

    def _from_index(self, ids: list[str] | None, columns: list[str], more: Any) -> list[Any]:
        try:
            rows = Rows(self._folder, self._reports, list(self._index), alone=self._alone)
            return [rows.read(ids, columns, more)] if self._index else []
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
    there = {} if anew else held(folder, set(metrics))
    covered = {number for numbers in there.values() for number in numbers}
    new = live[~live["number"].isin(list(covered))]
    if new.empty:
        return set(there)
    small = {n for n, numbers in there.items() if sum(metrics.get(one, 0) for one in numbers) < _ROWS // 2}
    writer = _Writer(folder, generation)
    for one in sorted(small):
        writer.take(one, [number for number in there[one] if number in metrics])
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
        table = sorted_rows(self._tables)
        said = json.dumps(sorted(self._numbers), separators=(",", ":"))
        self._folder.write_table(name, table.replace_schema_metadata({_KEY: said.encode()}))
        self.names.add(name)
        self._numbers = []
