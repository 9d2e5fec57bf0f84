"""The packages that only stores need, loaded when one is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from govreport.errors import InputError

__all__ = ["arrow", "locks", "table_in"]


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
