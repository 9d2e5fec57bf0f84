"""CSV, JSON and Parquet."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from os import PathLike, fspath
from typing import Any

import pandas as pd

from govreport.errors import InputError
from govreport.writing import guarded_word, replacing, write_text


def write_csv(frame: pd.DataFrame, path: str | PathLike[str], encoding: str, guard: bool) -> None:
    """Write a CSV file; with `guard`, words that would run as formulas get a `'` before them."""
    try:
        "".encode(encoding)
    except LookupError:
        raise InputError("unknown encoding", where="encoding", found=repr(encoding)) from None
    # an ending such as .gz does not ask for compression: the file is what the name of the method says
    with replacing(path) as file:
        table = guarded(frame) if guard else frame
        table.to_csv(file, index=False, encoding=encoding, lineterminator="\r\n", compression=None)


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with a `'` before every word, heads included, that a spreadsheet would run as a formula.

    Parameters
    ----------
    frame : pandas.DataFrame
        It is not changed.

    Returns
    -------
    pandas.DataFrame
        The same rows and columns; heads are texts, numbers are left alone.

    Examples
    --------
    >>> guarded(pd.DataFrame({"said": ["=1+1", "增长"], "value": [-1, 2]})).values.tolist()
    [["'=1+1", -1], ['增长', 2]]
    """
    words = [c for c in frame.columns if not pd.api.types.is_numeric_dtype(frame[c])]
    changed = {c: frame[c].astype("object").map(guarded_word) for c in words}
    table = frame.assign(**{str(c): column for c, column in changed.items()})
    return table.set_axis([guarded_word(c) for c in table.columns], axis=1)


def write_json(frame: pd.DataFrame, path: str | PathLike[str], facts: Mapping[str, object]) -> None:
    """Write an object with the facts, the columns and the rows."""
    from govreport import __version__

    columns = [str(c) for c in frame.columns]
    rows = [dict(zip(columns, map(plain, row), strict=True)) for row in frame.itertuples(index=False, name=None)]
    found = {**{k: plain(v) for k, v in facts.items()}, "govreport": __version__, "columns": columns, "rows": rows}
    text = json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1)
    write_text(path, text + "\n")


def plain(value: Any) -> object:
    """Return a value as JSON has it: null where nothing is, text for infinity."""
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    value = value.item() if callable(getattr(value, "item", None)) else value
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value if isinstance(value, str | int | float | bool) else str(value)


def write_parquet(frame: pd.DataFrame, path: str | PathLike[str]) -> None:
    """Write a Parquet file."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise InputError(
            "Parquet needs the pyarrow package", where=fspath(path), hint='pip install "govreport[parquet]"'
        ) from None
    with replacing(path) as file:
        frame.set_axis([str(c) for c in frame.columns], axis=1).to_parquet(file, engine="pyarrow", index=False)
