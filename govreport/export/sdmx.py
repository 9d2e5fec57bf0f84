"""SDMX-CSV 2.0: what reports say, as observations with dimensions and attributes."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from os import PathLike
from typing import Any

import numpy as np
import pandas as pd

from govreport.territories import locate
from govreport.writing import replacing

STRUCTURE_ID = "GOVREPORT:WORK_REPORTS(1.0)"
NOT_APPLICABLE = "_Z"
_OBS_STATUS = {"actual": "A", "estimate": "E", "target": ""}
#: the columns of an SDMX-CSV file, in their order: what they hold in SDMX, and the column of the panel they come from
SDMX_COLUMNS: dict[str, tuple[str, str]] = {
    "STRUCTURE": ("message", ""),
    "STRUCTURE_ID": ("message", ""),
    "ACTION": ("message", ""),
    "REF_AREA": ("dimension", "region_code"),
    "INDICATOR": ("dimension", "indicator"),
    "MEASURE": ("dimension", "measure"),
    "MEASURE_OF": ("dimension", "of"),
    "UNIT_MEASURE": ("dimension", "unit"),
    "STATUS": ("dimension", "status"),
    "BASIS": ("dimension", "basis"),
    "PER_YEAR": ("dimension", "per_year"),
    "PART": ("dimension", "part"),
    "TIME_PERIOD": ("dimension", "period_start"),
    "REPORT_AREA": ("dimension", "report_region_code"),
    "REPORT_YEAR": ("dimension", "report_year"),
    "MENTION": ("dimension", ""),
    "OBS_VALUE": ("measure", "value"),
    "LOWER_BOUND": ("attribute", "low"),
    "UPPER_BOUND": ("attribute", "high"),
    "HEDGE": ("attribute", "bound"),
    "OBS_STATUS": ("attribute", "status"),
    "REF_AREA_NAME": ("attribute", "region"),
    "REPORT_AREA_NAME": ("attribute", "report_region"),
    "NAME": ("attribute", "name"),
    "QUOTE": ("attribute", "quote"),
    "SENTENCE": ("attribute", "sentence"),
    "SOURCE": ("attribute", "source"),
    "START": ("attribute", "start"),
    "END": ("attribute", "end"),
}
_DIMENSIONS = [name for name, (kind, _) in SDMX_COLUMNS.items() if kind == "dimension" and name != "MENTION"]


def observations(frame: pd.DataFrame, *sides: str) -> pd.DataFrame:
    """Stack the sides of rows that hold several sayings, one row an observation.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows with the columns of a panel, some of them with an ending for each side.
    *sides : str
        The endings, such as `_a` and `_b`; "" for columns without any.

    Returns
    -------
    pandas.DataFrame
        The columns of a panel; of each saying one row, where there is a value.

    Examples
    --------
    >>> rows = pd.DataFrame({"region": ["全国"], "value_a": [1.0], "value_b": [None]})
    >>> observations(rows, "_a", "_b")[["region", "value"]].values.tolist()
    [['全国', 1.0]]
    """
    parts = []
    for side in sides:
        own = {str(c): str(c).removesuffix(side) for c in frame.columns if side and str(c).endswith(side)}
        rest = [c for c in frame.columns if c not in own and str(c) not in own.values()]
        part = frame[[*rest, *own]].rename(columns=own) if side else frame
        parts.append(part[part["value"].notna()])
    return pd.concat(parts, ignore_index=True)


def write_sdmx(frame: pd.DataFrame, path: str | PathLike[str]) -> None:
    """Write observations as SDMX-CSV 2.0, in UTF-8."""
    rows = _columns(frame)
    rows["MENTION"] = rows.groupby(_DIMENSIONS, sort=False, dropna=False).cumcount() + 1
    with replacing(path) as draft, open(draft, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(SDMX_COLUMNS)
        writer.writerows(map(_written, row) for row in rows[list(SDMX_COLUMNS)].itertuples(index=False, name=None))


def _columns(frame: pd.DataFrame) -> pd.DataFrame:
    areas = {name: _code(name) for c in ("region", "report_region") if c in frame for name in frame[c].unique()}
    count = len(frame)

    def taken(column: str, otherwise: object = None) -> Any:
        return frame[column] if column in frame.columns else pd.Series([otherwise] * count, index=frame.index)

    status = taken("status", "actual")
    found = {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": STRUCTURE_ID,
        "ACTION": "I",
        "REF_AREA": frame["region"].map(areas),
        "UNIT_MEASURE": _stated(taken("unit")),
        "MEASURE_OF": _stated(taken("of", "")),
        "BASIS": _stated(taken("basis")),
        "PER_YEAR": np.where(taken("per_year", False).astype(bool), "Y", "N"),
        "PART": taken("part", "").replace("", "_T"),
        "TIME_PERIOD": list(_periods(frame)),
        "REPORT_AREA": taken("report_region").map(areas),
        "OBS_STATUS": status.map(_OBS_STATUS),
        "STATUS": status,
    }
    for name, (_, column) in SDMX_COLUMNS.items():
        if name not in found and column:
            found[name] = taken(column)
    return pd.DataFrame(found, index=frame.index)


def _code(name: object) -> object:
    place = locate(str(name))
    return place.code if place else name


def _stated(column: pd.Series[Any]) -> pd.Series[Any]:
    words = column.astype("object")
    return words.where(words.notna() & (words != ""), NOT_APPLICABLE)


def _periods(frame: pd.DataFrame) -> Iterator[str]:
    """Write a year as `2023`, several as a range of SDMX: the first day and how many years."""
    for start, end in zip(frame["period_start"], frame["period_end"], strict=True):
        yield str(int(end)) if start == end else f"{int(start)}-01-01/P{int(end) - int(start) + 1}Y"


def _written(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float):
        return (
            ("INF" if value > 0 else "-INF") if math.isinf(value) else repr(int(value) if value.is_integer() else value)
        )
    return str(value)
