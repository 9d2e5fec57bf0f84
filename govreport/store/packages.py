"""The packages that only stores need, loaded when one is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from govreport.errors import InputError

__all__ = ["arrow", "locks"]


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
