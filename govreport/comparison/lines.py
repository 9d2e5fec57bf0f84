"""Rows of a frame as dictionaries, each made where it is asked for: most rows a check looks at need three columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport.panel.coded import array_of

__all__ = ["Lines", "among", "rows_of"]


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a frame, one by one.

    Examples
    --------
    >>> list(rows_of(pd.DataFrame({"region": ["甲市"], "value": [1.0]})))
    [{'region': '甲市', 'value': 1.0}]
    """
    return Lines(frame).rows(range(len(frame)))


def among(rows: pd.DataFrame, there: pd.DataFrame, keys: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Say which rows agree in some columns with a row of another frame.

    Examples
    --------
    >>> among(pd.DataFrame({"unit": ["%", "亿元"]}), pd.DataFrame({"unit": ["亿元", "万吨"]}), ["unit"])
    array([False,  True])
    """
    told = set(Lines(there).keys(*keys))
    return np.fromiter((key in told for key in Lines(rows).keys(*keys)), dtype=bool, count=len(rows))


class Lines:
    """The columns of a frame as lists of Python's own values.

    Parameters
    ----------
    frame : pandas.DataFrame
    columns : sequence of str, optional
        Those that a row has; by default all.
    at : array of int, optional
        The places of the rows; by default all.

    Examples
    --------
    >>> lines = Lines(pd.DataFrame({"region": ["甲市", "乙市"], "value": [1.0, 2.0]}))
    >>> lines["value"], lines.row(1), lines.by("region")
    ([1.0, 2.0], {'region': '乙市', 'value': 2.0}, {('甲市',): 0, ('乙市',): 1})
    """

    def __init__(
        self, frame: pd.DataFrame, columns: Sequence[str] | None = None, at: npt.NDArray[Any] | None = None
    ) -> None:
        self._frame = frame
        self._names = tuple(frame.columns) if columns is None else tuple(columns)
        self._at = at
        self._columns: dict[str, list[Any]] = {}
        self._whole = False

    def __len__(self) -> int:
        return len(self._frame) if self._at is None else len(self._at)

    def __getitem__(self, column: str) -> list[Any]:
        found = self._columns.get(column)
        if found is None:
            # texts of Arrow are made one by one by `tolist` of the column
            values = array_of(self._frame[column])
            found = self._columns[column] = (values if self._at is None else values[self._at]).tolist()
        return found

    def put(self, column: str, values: list[Any]) -> None:
        """Let a column be another one."""
        self._columns[column] = values

    def row(self, at: int) -> dict[str, Any]:
        """Return the row at a place."""
        if not self._whole:
            self._columns = {column: self[column] for column in self._names}
            self._whole = True
        return {column: values[at] for column, values in self._columns.items()}

    def rows(self, places: Iterable[int]) -> Iterator[dict[str, Any]]:
        """Yield the rows at some places."""
        return (self.row(at) for at in places)

    def keys(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield what some columns say of each row."""
        return zip(*(self[column] for column in columns), strict=True)

    def by(self, *columns: str) -> dict[tuple[Any, ...], int]:
        """Return the place of each row by what some columns say; of equal ones the last."""
        return {key: at for at, key in enumerate(self.keys(*columns))}
