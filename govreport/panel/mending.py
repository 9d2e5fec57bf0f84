"""What a reading becomes when a person has corrected it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from govreport.conversion import in_own_unit
from govreport.errors import InputError
from govreport.indicators import Vocabulary, slug
from govreport.normalization import interval
from govreport.territories import locate

__all__ = ["MEND", "mended"]

#: how a name was matched when a person gave the id
MEND = "corrected"
_RATES = ("%", "个百分点", "‰")
_PLAIN = ("name", "measure", "bound", "part", "per_year", "status", "basis")
_SIZES = ("value", "low", "high")
Row = dict[str, Any]


def mended(
    row: Mapping[str, Any], told: Mapping[str, Any], given: Mapping[str, Any], words: Vocabulary
) -> tuple[Row, Row]:
    """Return a row with the fields that a person gave, and all that follows from them.

    Parameters
    ----------
    row, told : mapping
        The columns of a panel's frame, and what stands beside it.
    given : mapping
        Fields and values, as `parsed` gives them.
    words : Vocabulary

    Returns
    -------
    row, told : dict
        Whole rows. A name is looked up again where no id is given; a value without `low` and `high` gets the interval
        of its hedge; numbers are converted to the unit of the indicator where they convert.

    Raises
    ------
    InputError
        If the values cannot be true together.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> row, told = panel.frame.iloc[0].to_dict(), {"said_value": 1.0, "said_unit": "", "conflict": ""}
    >>> new, _ = mended(row, told, {"value": 7.0, "bound": "over"}, gr.vocabulary())
    >>> new["value"], new["low"], new["high"]
    (7.0, 7.0, inf)
    """
    new, beside = dict(row), dict(told)
    new.update({field: given[field] for field in _PLAIN if field in given})
    if "period" in given:
        new["period_start"], new["period_end"] = given["period"]
    if "region" in given:
        place = locate(given["region"], locate(row["report_region"]))
        new["region"], new["region_code"] = (place.label, place.code) if place else (given["region"], "")
    _identify(new, beside, given, words)
    _measure(new, beside, row, given, words)
    new["doubt"] = 0.0
    return new, beside


def _identify(new: Row, beside: Row, given: Mapping[str, Any], words: Vocabulary) -> None:
    if "indicator" in given:
        new["indicator"] = given["indicator"]
        beside.update(alias="", matched=MEND, nearest="")
    elif "name" in given:
        match = words.lookup(new["name"], unit=given.get("unit", beside.get("said_unit", "")), measure=new["measure"])
        new["indicator"] = match.id if match else slug(new["name"])
        nearest = "" if match else " ".join(words.nearest(new["name"]))
        beside.update(alias=match.alias if match else "", matched=match.rule if match else "open", nearest=nearest)


def _measure(new: Row, beside: Row, row: Mapping[str, Any], given: Mapping[str, Any], words: Vocabulary) -> None:
    """Set the numbers: what was given, the interval of the hedge, the unit of the indicator."""
    sized = any(field in given for field in (*_SIZES, "unit"))
    about = any(new[column] != row[column] for column in ("indicator", "measure"))
    if not (sized or about or new["bound"] != row["bound"]):
        return
    unit = given.get("unit", row["unit"])
    sizes = {field: float(row[field]) for field in _SIZES}
    if about and not sized:
        sizes, unit = _as_said(sizes, unit, beside)
    sizes = _sizes(sizes, given, new["bound"], unit, reckon="value" in given or new["bound"] != row["bound"])
    said, said_unit = sizes["value"], unit
    if sized:  # what a hand has set is what a later correction goes back to
        beside.update(said_value=said, said_unit=unit)
    order = list(sizes.values())
    (value, low, high), unit, conflict = in_own_unit(
        order, unit, measure=new["measure"], indicator=new["indicator"], name=new["name"], words=words
    )
    new.update(value=value, low=min(low, high), high=max(low, high), unit=unit)
    changed = unit != said_unit or value != said
    beside["conversion"] = f"{said:.10g}{said_unit} = {value:.10g}{unit}" if changed else ""
    beside["conflict"] = conflict or ""


def _as_said(sizes: dict[str, float], unit: str, beside: Row) -> tuple[dict[str, float], str]:
    """Go back to the numbers as the report has them: another indicator may want another unit."""
    value, said, own = sizes["value"], float(beside.get("said_value") or 0.0), beside.get("said_unit") or ""
    if not (value and said and own) or own == unit:
        return sizes, unit
    ratio = said / value
    if not math.isfinite(ratio) or ratio <= 0:
        return sizes, unit
    return {field: float(f"{size * ratio:.12g}") for field, size in sizes.items()}, own


def _sizes(old: dict[str, float], given: Mapping[str, Any], bound: str, unit: str, *, reckon: bool) -> dict[str, float]:
    value, low, high = old["value"], old["low"], old["high"]
    point = low == high
    if "value" in given:
        value = given["value"]
    elif "low" in given and value == low:
        value = given["low"]
    elif "high" in given and value == high and not point:
        value = given["high"]
    if reckon:
        low, high = interval(value, None, bound, unit in _RATES)
    low, high = given.get("low", low), given.get("high", high)
    if not low <= value <= high:
        raise InputError(
            "the values do not go together",
            expected="low, value and high in this order",
            found=f"{low:g}, {value:g}, {high:g}",
        )
    return {"value": value, "low": low, "high": high}
