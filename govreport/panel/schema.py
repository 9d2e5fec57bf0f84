"""The documented schema of a panel, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from govreport.errors import GovReportError, InputError
from govreport.model import AIMS, BOUNDS, OBSERVED, OF, STATUSES

__all__ = [
    *("CLOSED", "COLUMNS", "EMPTY", "EVIDENCE", "PART", "Failure"),
    *("completed", "need_columns", "of_its_year", "single_years", "typed", "whole_years"),
]

#: the documented schema of `Panel.frame`: column and kind
COLUMNS: dict[str, str] = {
    "region": "str",
    "region_code": "str",
    "indicator": "str",
    "measure": "str",
    "of": "str",
    "period_start": "int64",
    "period_end": "int64",
    "part": "str",
    "per_year": "bool",
    "status": "str",
    "aim": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "unit": "str",
    "bound": "str",
    "basis": "str",
    "doubt": "float64",
    "name": "str",
    "quote": "str",
    "sentence": "str",
    "sentence_start": "int64",
    "start": "int64",
    "end": "int64",
    "report_region": "str",
    "report_region_code": "str",
    "report_year": "int64",
    "source": "str",
}
#: what `Panel.explain` tells beside the row
EVIDENCE: dict[str, str] = {
    "rules": "str",
    "alias": "str",
    "matched": "str",
    "conversion": "str",
    "conflict": "str",
    "nearest": "str",
    "said_value": "float64",
    "said_unit": "str",
    "said_region": "str",
    "corrected": "str",
}
_HELD = ("object", "float64")
#: what is counted from the start of a plan where it is aimed at so many years ahead, and not from the year before
RISES, YEARS_AHEAD = ("growth", "change"), 2
EMPTY: dict[str, Any] = {"str": "", "float64": 0.0, "int64": 0}
CLOSED: dict[str, Sequence[str]] = {
    "measure": OBSERVED,
    "of": OF,
    "status": STATUSES,
    "aim": AIMS,
    "bound": BOUNDS,
}
#: how a part of a year is written
PART = re.compile(r"h[12]|q[1-4](?:-q[1-4])?|m(?:[1-9]|1[0-2])(?:-m(?:[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True, repr=False)
class Failure:
    """A file that could not be read: its path and the error."""

    source: str
    error: GovReportError

    def __str__(self) -> str:
        said = str(self.error)
        return said if said.startswith(str(self.source)) else f"{self.source}: {said}"

    def __repr__(self) -> str:
        return f"<Failure: {self}>"


def typed(frame: pd.DataFrame, kinds: dict[str, str]) -> pd.DataFrame:
    """Return a frame whose columns of numbers have the types of a schema."""
    there = dict(zip(frame.columns, frame.dtypes, strict=True))
    other: dict[str, Any] = {c: k for c, k in kinds.items() if k != "str" and there[c] != k}
    return frame.assign(**{c: frame[c].astype(k) for c, k in other.items()}) if other else frame


def completed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of an earlier version with the columns that came later: `of`, `part`, `doubt`, `aim`."""
    later: dict[str, Any] = {"of": "", "part": "", "doubt": 0.0, "aim": ""}
    held = {
        c: _filled(frame[c], v) if c in frame.columns else v
        for c, v in later.items()
        if c not in frame.columns or frame[c].dtype not in _HELD or frame[c].isna().any()
    }
    kinds = {c: None if isinstance(v, pd.Series) else "object" for c, v in held.items()}
    return (
        frame
        if not held
        else frame.assign(**{c: pd.Series(v, index=frame.index, dtype=kinds[c]) for c, v in held.items()})
    )


def _filled(column: pd.Series[Any], blank: object) -> Any:
    # not fillna: pandas 2.2 warns of what it does to columns of objects
    return [blank if pd.isna(x) else x for x in column] if column.isna().any() else _wide(column)


def _wide(column: pd.Series[Any]) -> pd.Series[Any]:
    return column if column.dtype == "float64" else column.astype("object")


def whole_years(frame: pd.DataFrame, panel: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the rows that are about whole years, as every view takes them.

    Where all rows of the panel that `frame` is taken from (by default itself) are about one part of the year, as after
    `select(part="h1")`, they were asked for and stay.
    """
    parts = (frame if panel is None else panel)["part"].unique()
    return frame if len(parts) < 2 else frame[frame["part"] == ""]


def single_years(frame: pd.DataFrame) -> pd.Series[bool]:
    """Say which rows are about one year: neither about a span of years nor per year over one."""
    return (frame["period_start"] == frame["period_end"]) & ~frame["per_year"].astype(bool)


def of_its_year(frame: pd.DataFrame) -> pd.Series[bool]:
    """Say which rows have the cell of one year: they are about it alone, and no rise up to it from years before.

    `到2015年翻番` in a report of 2011 has the year it is to be reached by, and is not the growth of that year.

    Examples
    --------
    >>> rise = {"measure": "growth", "per_year": False, "period_start": [2015, 2011], "period_end": [2015, 2011]}
    >>> of_its_year(pd.DataFrame({**rise, "report_year": 2011})).tolist()
    [False, True]
    """
    told = "report_year_target" if "report_year_target" in frame.columns else "report_year"
    ahead = (frame["period_end"] - frame[told]) >= YEARS_AHEAD
    return single_years(frame) & ~(frame["measure"].isin(RISES) & ahead)


def need_columns(frame: pd.DataFrame) -> None:
    """Raise where a frame has not all columns of a panel."""
    if missing := [c for c in COLUMNS if c not in frame.columns]:
        raise InputError("the frame is no panel", expected=", ".join(COLUMNS), found=f"no column {', '.join(missing)}")
