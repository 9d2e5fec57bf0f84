"""Columns of a frame as arrays and codes: what is asked of few rows takes no longer than it should.

On a panel of some rows, a pandas call on a column of text takes far longer than what it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["Columns", "array_of", "as_kinds", "as_objects", "by_value", "numbered", "several"]

Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


def array_of(column: pd.Series[Any]) -> npt.NDArray[Any]:
    """Return a column as an array; texts as objects, all at once.

    Examples
    --------
    >>> array_of(pd.Series(["甲市", "乙市"])).tolist()
    ['甲市', '乙市']
    """
    texts = isinstance(column.dtype, pd.StringDtype)
    return column.to_numpy(dtype="object") if texts else column.to_numpy()


class Columns:
    """Columns of a frame as arrays, each made once: one rule asks for what another asked for.

    Parameters
    ----------
    rows : pandas.DataFrame

    Examples
    --------
    >>> told = Columns(pd.DataFrame({"region": ["甲市", "乙市"], "year": [2022, 2023]}))
    >>> (told["region"] == "甲市") & (told["year"] > 2021)
    array([ True, False])
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows
        self._made: dict[str, npt.NDArray[Any]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = array_of(self._rows[name])
        return found


def as_kinds(rows: pd.DataFrame, kinds: Mapping[str, Any]) -> pd.DataFrame:
    """Return rows with some columns of another type: the others are not looked at, as `astype` does.

    Examples
    --------
    >>> as_kinds(pd.DataFrame({"year": [2022.0], "unit": ["%"]}), {"year": "Int64"})["year"].tolist()
    [2022]
    """
    return rows.assign(**{column: rows[column].astype(kind) for column, kind in kinds.items()})


def as_objects(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows whose short texts are objects: less work where few rows are selected and compared.

    Examples
    --------
    >>> str(as_objects(pd.DataFrame({"region": ["甲市"]}))["region"].dtype)
    'object'
    """
    held = [c for c, kind in rows.dtypes.items() if isinstance(kind, pd.StringDtype) and c != "sentence"]
    if not held:
        return rows
    made = rows.copy(deep=False)
    for column in held:
        made[column] = pd.Series(array_of(rows[column]), index=rows.index, dtype="object")
    return made


def numbered(rows: Columns, keys: Sequence[str]) -> Places:
    """Number what some columns say of each row; what is missing is the same as what is missing.

    Examples
    --------
    >>> rows = Columns(pd.DataFrame({"region": ["甲市", "乙市", "甲市"], "unit": ["亿元", None, "亿元"]}))
    >>> numbered(rows, ["region", "unit"]).tolist()
    [0, 1, 0]
    """
    codes: Places = np.zeros(len(rows), dtype="int64")
    for column in keys:
        said, values = pd.factorize(rows[column], use_na_sentinel=False)
        if len(values) > 1:
            codes = pd.factorize(codes * len(values) + said)[0].astype("int64")
    return codes


def several(rows: Columns, at: Places, codes: Places, columns: Sequence[str]) -> tuple[Places, Places]:
    """Return which of some rows are not alone in their code and what columns say, and a number for that.

    Examples
    --------
    >>> rows = Columns(pd.DataFrame({"region": ["甲市", "乙市", "甲市"]}))
    >>> at, codes = several(rows, np.arange(3), np.zeros(3, dtype="int64"), ["region"])
    >>> at.tolist(), codes.tolist()
    ([0, 2], [0, 0])
    """
    for column in columns:
        at, codes = _shared(at, codes)
        if not len(at):
            break
        said, values = pd.factorize(rows[column][at], use_na_sentinel=False)
        codes = codes * len(values) + said
    return _shared(at, codes)


def _shared(at: Places, codes: Places) -> tuple[Places, Places]:
    """Return the rows that are not alone in their code, and a small number for it."""
    codes = pd.factorize(codes)[0].astype("int64")
    shared = np.bincount(codes)[codes] > 1 if len(at) else np.zeros(0, dtype=bool)
    return at[shared], codes[shared]


def by_value(column: npt.NDArray[Any], says: Callable[[Any], bool]) -> Bools:
    """Ask once of each value what is wanted of each row.

    Examples
    --------
    >>> by_value(np.array(["生产总值", "进口", "进口"], dtype="object"), lambda name: "口" in name)
    array([False,  True,  True])
    """
    codes, values = pd.factorize(column, use_na_sentinel=False)
    told = np.array([says(value) for value in values], dtype=bool)
    return cast(Bools, told[codes])
