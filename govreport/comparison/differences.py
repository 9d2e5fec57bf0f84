"""What differs between the two sides of a row."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govreport.comparison import interval
from govreport.comparison.cells import (
    change_unit,
    described,
    region_order,
)
from govreport.comparison.marks import found_of_change
from govreport.comparison.pairing import KEPT, SUBJECT, side_of
from govreport.errors import InputError, UnknownIdError, closest
from govreport.panel.coded import as_kinds

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary
    from govreport.panel import Panel

__all__ = [
    "COLUMNS",
    "GROWTH",
    "IMPLIED",
    "RELATIVE",
    "WHOLE",
    "finished",
    "margin_of",
    "measured",
    "of_side",
    "with_growth",
]

GROWTH = ["growth_stated", "growth_stated_low", "growth_stated_high", "growth_stated_bound"]
IMPLIED = ("growth_implied", "growth_implied_low", "growth_implied_high")
RELATIVE = ("relative", "relative_low", "relative_high")
WHOLE = ("period_start", "period_end", "report_year", "sentence_start", "start", "end")
_HEAD = [
    *("region", "indicator", "name", "domain", "measure", "measure_b", "of", "unit", "unit_b"),
    *("direction", "role", "per_year", "kind"),
    *("year_a", "year_b"),
    *("value_a", "low_a", "high_a", "bound_a", "value_b", "low_b", "high_b", "bound_b"),
    *("change", "change_low", "change_high", "change_unit", "change_found", *RELATIVE, "sign", *GROWTH, *IMPLIED),
    *("break_year", "break_change", "reason", "link"),
]
_SIDE = [k for k in KEPT if k not in ("value", "low", "high", "bound", "unit", "measure")]
COLUMNS = (*_HEAD, *(f"{k}_a" for k in _SIDE), *(f"{k}_b" for k in _SIDE))


def margin_of(tolerance: float | Mapping[str, float] | None, panel: Panel) -> interval.Tolerance:
    """Return the tolerance, a share or an amount for each unit, or say what is wrong with it."""
    if not isinstance(tolerance, Mapping):
        share = 0.0 if tolerance is None else tolerance
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share < 1:
            expected = "a number from 0 to below 1"
            raise InputError("not a share", where="tolerance", expected=expected, found=repr(tolerance))
        return float(share)
    there = set(panel.frame["unit"])
    for unit, amount in tolerance.items():
        if unit not in there:
            raise UnknownIdError(
                "no row with this unit", where="tolerance", found=repr(unit), suggestions=closest(str(unit), there)
            )
        if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount < math.inf:
            raise InputError("not an amount", where=f"tolerance of {unit}", expected="0 or more", found=repr(amount))
    return tolerance


def of_side(rows: pd.DataFrame, column: str, year: int, words: Vocabulary) -> pd.DataFrame:
    return side_of(rows[rows[column] == year], year, words)


def measured(rows: pd.DataFrame, tolerance: interval.Tolerance) -> pd.DataFrame:
    """Add the kind, the differences and the sign."""
    in_a, in_b = rows["value_a"].notna().to_numpy(), rows["value_b"].notna().to_numpy()
    measure = rows["measure_a"].where(in_a, rows["measure_b"])
    unit = rows["unit_a"].where(in_a, rows["unit_b"])
    same = interval.unchanged(rows, tolerance)
    alone = rows["basis_a"].isna() ^ rows["basis_b"].isna()  # only one side states its basis
    apart = (rows["_cause"] != "").to_numpy() & ~((rows["_cause"] == "basis") & alone).to_numpy()
    kind = np.select([~in_a, ~in_b, apart, same], ["new", "dropped", "not_comparable", "unchanged"], "changed")
    rows = rows.assign(measure=measure, unit=unit, kind=pd.Series(kind, index=rows.index, dtype="object"))
    told = pd.Series(in_a & in_b & ~apart, index=rows.index)
    plain = told & (measure == "level") & (change_unit(measure, unit) == unit)
    rows = rows.assign(**interval.difference(rows).where(told), change_unit=change_unit(measure, unit))
    rows = rows.assign(**interval.ratio(rows, RELATIVE).where(plain), **interval.ratio(rows, IMPLIED).where(plain))
    return rows.assign(sign=interval.sign(rows, same).where(told, ""), change_found=found_of_change(rows))


def with_growth(rows: pd.DataFrame, b_cells: pd.DataFrame, *, neighbours: bool) -> pd.DataFrame:
    """Set the growth that side b states beside the growth that the levels imply, where both speak of one year."""
    growth = b_cells[b_cells["measure"] == "growth"]
    growth = growth.drop_duplicates(SUBJECT)[[*SUBJECT, "value", "low", "high", "bound"]]
    stated = rows[SUBJECT].merge(growth, on=SUBJECT, how="left")[["value", "low", "high", "bound"]]
    fits = (rows["measure"] == "level") & rows["kind"].isin(["changed", "unchanged", "new"]) & ~rows["per_year"]
    if not neighbours:
        fits = fits & False
    stated = stated.set_axis(GROWTH, axis=1).set_axis(rows.index, axis=0).where(fits)
    return rows.assign(**stated, **{name: rows[name].where(fits) for name in IMPLIED})


def finished(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Name the rows, sort them, and give the columns their order and types."""
    said_as = rows["name_b"].where(rows["name_b"].notna(), rows["name_a"])
    rows = described(rows, panel.vocabulary, said_as).assign(_region=region_order(rows["region"], panel.frame))
    first = rows["start_b"].where(rows["start_b"].notna(), rows["start_a"])
    keys = ["_region", "role", "_place", "_said", "_measure", "since", "until", "per_year", "unit", "_turn"]
    seen = first.groupby([rows["region"], rows["indicator"]], sort=False).transform("min")
    rows = rows.assign(_said=seen.where(rows["domain"] == "open", 0))
    rows = rows.sort_values(keys, kind="stable", ignore_index=True)
    counts = {f"said_{s}": rows[f"said_{s}"].fillna(0).astype("int64") for s in "ab"}
    return as_kinds(rows.assign(**counts)[list(COLUMNS)], {f"{name}_{s}": "Int64" for name in WHOLE for s in "ab"})
