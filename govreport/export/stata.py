"""Stata files: open bounds are missing with a flag, names are such that Stata takes them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from os import PathLike
from typing import Any, Literal

import numpy as np
import pandas as pd
from pandas.errors import InvalidColumnName

from govreport.writing import replacing

#: the longest name and label, and the longest text that is not a `strL`, in bytes
_NAME, _LABEL, _TEXT = 32, 80, 2045
#: names that Stata has for itself: a column that is called so gets a `_` in front
_RESERVED = (
    "aggregate array boolean break byte case catch class colvector complex const continue default delegate delete do "
    "double else eltypedef end enum explicit export external float for friend function global goto if in inline int "
    "local long NULL pragma protected quad rowvector short strL typedef typename using virtual with _all _b _coef "
    "_cons _n _N _pi _pred _rc _se _skip"
)
#: of Stata 14 and later, the first that holds Chinese
_VERSION: Literal[118] = 118


def write_stata(frame: pd.DataFrame, path: str | PathLike[str]) -> None:
    """Write a `.dta` file of Stata 14 or later."""
    table, labels = stata_table(frame)
    texts = [name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]
    long = [name for name in texts if table[name].map(lambda text: len(text.encode())).max() > _TEXT]
    with replacing(path) as file, warnings.catch_warnings():
        # a column of a name that Stata keeps for itself gets another; its label says the name it has here
        warnings.simplefilter("ignore", InvalidColumnName)
        table.to_stata(file, write_index=False, version=_VERSION, variable_labels=labels, convert_strl=long)


def stata_table(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the table as Stata holds it, and the label of every column: the name it has here.

    What is open (a bound of `4%以上` is infinite) is missing, and `…_open` beside it is 1, or -1 for open below.
    Truths are 0 and 1, missing texts "".

    Examples
    --------
    >>> table, labels = stata_table(pd.DataFrame({"high": [4.0, float("inf")], 2022: ["a", None]}))
    >>> table.to_dict("list"), labels["_2022"]
    ({'high': [4.0, nan], 'high_open': [0, 1], '_2022': ['a', '']}, '2022')
    """
    columns: dict[str, pd.Series[Any]] = {}
    labels: dict[str, str] = {}
    for column in frame.columns:
        name = _named(str(column), columns)
        columns[name], labels[name] = _plain(frame[column]), str(column)[:_LABEL]
        if pd.api.types.is_float_dtype(frame[column].dtype):
            values = frame[column].to_numpy(dtype="float64", na_value=np.nan)
            if np.isinf(values).any():
                columns[name] = columns[name].where(np.isfinite(values))
                flag = _named(f"{name[: _NAME - 5]}_open", columns)
                columns[flag] = pd.Series(np.where(np.isinf(values), np.sign(values), 0), frame.index, dtype="int8")
                labels[flag] = f"{column}: open above (1) or below (-1)"[:_LABEL]
    return pd.DataFrame(columns, index=frame.index), labels


def _plain(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return numbers as Stata has them, and anything else as text."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype("int8")
    if pd.api.types.is_integer_dtype(column.dtype) and not column.isna().any():
        return column.astype("int32" if column.empty or column.abs().max() < 2**31 - 100 else "float64")
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.astype("float64")
    return column.astype(object).where(column.notna(), "").map(str).astype(object)


def _named(name: str, taken: Iterable[str]) -> str:
    """Return a name of letters, digits and underscores that is not taken."""
    plain = re.sub(r"\W", "_", name, flags=re.ASCII)[:_NAME] or "_"
    plain = f"_{plain}"[:_NAME] if plain[0].isdigit() or plain in _RESERVED.split() else plain
    number, made = 1, plain
    while made in taken:
        number += 1
        made = f"{plain[: _NAME - len(str(number)) - 1]}_{number}"
    return made
