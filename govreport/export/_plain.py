"""CSV, JSON and Parquet."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import pandas as pd

from govreport.errors import InputError

#: what a spreadsheet takes for the beginning of a formula; some take the wide forms too
RISKY = re.compile("[=+@\t\r\n＝＋＠－-]")


def write_csv(frame: pd.DataFrame, path: str | PathLike[str], encoding: str, guard: bool) -> None:
    """Write a CSV file; with `guard`, words that would run as formulas get a `'` before them."""
    try:
        (guarded(frame) if guard else frame).to_csv(path, index=False, encoding=encoding, lineterminator="\r\n")
    except LookupError:
        raise InputError("unknown encoding", where="encoding", found=repr(encoding)) from None


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with a `'` before every word that a spreadsheet would run as a formula."""
    words = [c for c in frame.columns if not pd.api.types.is_numeric_dtype(frame[c])]
    changed = {c: frame[c].astype("object").map(lambda x: f"'{x}" if is_risky(x) else x) for c in words}
    return frame.assign(**{str(c): column for c, column in changed.items()})


def is_risky(value: object) -> bool:
    """Say whether a spreadsheet would run a text as a formula."""
    return isinstance(value, str) and RISKY.match(value) is not None


def write_json(frame: pd.DataFrame, path: str | PathLike[str], facts: Mapping[str, object]) -> None:
    """Write an object with the facts, the columns and the rows."""
    from govreport import __version__

    columns = [str(c) for c in frame.columns]
    rows = [dict(zip(columns, map(plain, row), strict=True)) for row in frame.itertuples(index=False, name=None)]
    found = {**{k: plain(v) for k, v in facts.items()}, "govreport": __version__, "columns": columns, "rows": rows}
    text = json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1)
    Path(fspath(path)).write_text(text + "\n", encoding="utf-8", newline="\n")


def plain(value: Any) -> object:
    """Return a value as JSON has it: null where nothing is, text for infinity."""
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if value is None or value is pd.NA:
        return None
    value = value.item() if hasattr(value, "item") else value
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
    frame.set_axis([str(c) for c in frame.columns], axis=1).to_parquet(path, engine="pyarrow", index=False)
