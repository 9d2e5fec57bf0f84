"""The packages that only stores need, loaded when one is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from govreport.errors import InputError

__all__ = ["arrow", "frugal", "grouped", "locks", "packed", "sorted_rows", "table_in", "trimmed", "unpacked"]

#: bytes let go after which they are given back to the system, which takes some milliseconds
_MUCH = 8_000_000


@contextmanager
def _needed() -> Iterator[None]:
    try:
        yield
    except ImportError as problem:
        hint = 'pip install "govreport[store]"'
        raise InputError("a package is missing for stores", found=str(problem), hint=hint) from None


def arrow() -> Any:
    """Return pyarrow, with the parts that read, write and choose.

    Returns
    -------
    module

    Raises
    ------
    InputError
        If it is not installed.

    Examples
    --------
    >>> arrow().parquet.__name__
    'pyarrow.parquet'
    """
    with _needed():
        import pyarrow
        import pyarrow.compute
        import pyarrow.dataset
        import pyarrow.parquet
    return pyarrow


def table_in(path: Path, columns: list[str] | None = None) -> Any:
    """Return the table in a Parquet file, with its checksums looked at.

    It is read by this thread alone: Arrow's own threads keep the memory that they read into, and a process that puts
    files together again and again would grow.

    Parameters
    ----------
    path : pathlib.Path
    columns : list of str, optional

    Returns
    -------
    pyarrow.Table

    Raises
    ------
    OSError, ValueError
        As pyarrow says it.

    Examples
    --------
    >>> table_in(Path("nowhere.parquet"))
    Traceback (most recent call last):
        ...
    FileNotFoundError: nowhere.parquet
    """
    alone = {"use_threads": False, "pre_buffer": False}
    read = arrow().parquet.read_table
    return read(path, columns=columns, partitioning=None, page_checksum_verification=True, **alone)


def headed(path: Path) -> tuple[Any, Any]:
    """Return what a Parquet file says of itself, and its columns.

    `read_schema` and `FileMetaData.schema` are not asked: with them what the file says of itself (megabytes, for an
    index) stands in a cycle, and Python, which sees few objects, hardly ever looks for one.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    metadata : pyarrow.parquet.FileMetaData
    columns : pyarrow.Schema

    Raises
    ------
    OSError, ValueError
        As pyarrow says it.

    Examples
    --------
    >>> headed(Path("nowhere.parquet"))
    Traceback (most recent call last):
        ...
    FileNotFoundError: [Errno 2] Failed to open local file 'nowhere.parquet'. ...
    """
    with arrow().parquet.ParquetFile(path) as file:
        return file.metadata, file.schema_arrow


def packed(table: Any) -> Any:
    """Return a table as compressed bytes, for the time in which nobody looks at it.

    Parameters
    ----------
    table : pyarrow.Table

    Returns
    -------
    pyarrow.Buffer

    Examples
    --------
    >>> rows = arrow().table({"indicator": ["gdp"] * 1000})
    >>> unpacked(packed(rows)) == rows, packed(rows).size < rows.nbytes
    (True, True)
    """
    pa = arrow()
    sink = pa.BufferOutputStream()
    # threads of Arrow's own keep the memory that they worked in
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    return sink.getvalue()


def unpacked(data: Any) -> Any:
    """Return the table that `packed` made to bytes.

    Parameters
    ----------
    data : pyarrow.Buffer

    Returns
    -------
    pyarrow.Table
    """
    pa = arrow()
    with pa.ipc.open_stream(data, options=pa.ipc.IpcReadOptions(use_threads=False)) as stream:
        return stream.read_all()


def sorted_rows(tables: list[Any], first: tuple[str, ...] = ("indicator",)) -> Any:
    """Return the rows of tables as one, sorted by indicator, report and place; the list is emptied.

    It is done column by column, so that the rows are never there twice.

    Parameters
    ----------
    tables : list of pyarrow.Table
        Held by nobody else.
    first : tuple of str
        The columns before report and place.

    Returns
    -------
    pyarrow.Table

    Examples
    --------
    >>> table = arrow().table({"indicator": ["b", "a"], "report": [1, 1], "row": [0, 1]})
    >>> sorted_rows([table])["indicator"].to_pylist()
    ['a', 'b']
    """
    pa = arrow()
    table = pa.concat_tables(tables)
    tables.clear()
    keys = [(name, "ascending") for name in (*first, "report", "row")]
    order = pa.compute.sort_indices(table, sort_keys=keys)
    kinds, columns, left = table.schema, table.columns, 0
    del table
    for place in range(len(columns)):
        left += columns[place].nbytes
        columns[place] = columns[place].take(order).combine_chunks()
        if left > _MUCH:
            trimmed()
            left = 0
    return pa.table(columns, schema=kinds)


def grouped(table: Any, names: tuple[str, ...], much: int, most: int) -> list[list[Any]]:
    """Return the groups in which sorted rows are written: how many rows, what the first says and what the last.

    Parameters
    ----------
    table : pyarrow.Table
    names : tuple of str
        The columns of text by which it is sorted.
    much : int
        So many rows that say the same are a group of their own: nothing else is read with them.
    most : int
        Fewer are put together up to so many.

    Returns
    -------
    list of list

    Examples
    --------
    >>> grouped(arrow().table({"indicator": ["a", "b", "c", "c"]}), ("indicator",), 2, 9)
    [[2, 'a', 'b'], [2, 'c', 'c']]
    """
    pc, last = arrow().compute, len(table)
    if not last:
        return []
    new = np.zeros(last - 1, dtype=bool)
    for name in names:
        column = table[name].combine_chunks()
        new |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    cuts = [0]
    for begin, end in pairwise([0, *(np.flatnonzero(new) + 1).tolist(), last]):
        if cuts[-1] < begin and (end - begin >= much or end - cuts[-1] > most):
            cuts.append(begin)
        if end - begin >= much:
            cuts.append(end)
    spans = pairwise(cuts if cuts[-1] == last else [*cuts, last])
    return [[b - a, *(table[name][at].as_py() for at in (a, b - 1) for name in names)] for a, b in spans]


@contextmanager
def frugal() -> Iterator[None]:
    """Let Arrow take its memory from the system while a store is written, and give it back.

    Its own pools answer faster, and keep what they once had: a process that puts files together for hours would grow.

    Examples
    --------
    >>> with frugal():
    ...     arrow().default_memory_pool().backend_name
    'system'
    """
    pa = arrow()
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)
        trimmed()


def trimmed() -> None:
    """Give memory that nothing is in back to the system."""
    arrow().system_memory_pool().release_unused()


def locks() -> Any:
    """Return filelock.

    Returns
    -------
    module

    Raises
    ------
    InputError
        If it is not installed.

    Examples
    --------
    >>> locks().__name__
    'filelock'
    """
    with _needed():
        import filelock
    return filelock
