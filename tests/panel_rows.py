"""Rows of a panel written by hand, for the tests of what is made of panels."""

from __future__ import annotations

from typing import Any

import pandas as pd

from govreport.indicators import vocabulary
from govreport.normalization import interval
from govreport.panel import COLUMNS, Panel

Period = int | tuple[int, int]


def row(
    indicator: str,
    measure: str,
    period: Period,
    value: float,
    unit: str,
    *,
    bound: str = "exact",
    high: float | None = None,
    status: str = "actual",
    region: str = "全国",
    report: int | None = None,
    reporter: str | None = None,
    basis: str | None = None,
    per_year: bool = False,
    part: str = "",
    of: str = "",
    aim: str = "",
    name: str | None = None,
    start: int = 0,
    sentence: str | None = None,
) -> dict[str, Any]:
    """One row; a target is said in the report of its year, a result in the next one, by the region itself."""
    first, last = period if isinstance(period, tuple) else (period, period)
    year = report if report is not None else last + (status != "target")
    low, top = interval(value, high, bound, unit in ("%", "个百分点"))
    words = vocabulary()
    said = name or (words[indicator].name_zh if indicator in words else indicator.removeprefix("open:"))
    quote = f"{value:g}{unit}"
    written = sentence if sentence is not None else f"{said}为{quote}。"
    return {
        "region": region,
        "indicator": indicator,
        "measure": measure,
        "of": of,
        "period_start": first,
        "period_end": last,
        "part": part,
        "per_year": per_year,
        "status": status,
        "aim": aim,
        "value": float(value),
        "low": float(low),
        "high": float(top),
        "unit": unit,
        "bound": bound,
        "basis": basis,
        "doubt": 0.0,
        "name": said,
        "quote": quote,
        "sentence": written,
        "sentence_start": start - max(written.find(quote), 0),
        "start": start,
        "end": start + len(quote),
        "report_region": reporter or region,
        "report_year": year,
        "source": f"{reporter or region}_{year}.txt",
    }


def level(indicator: str, year: Period, value: float, unit: str = "亿元", **more: Any) -> dict[str, Any]:
    return row(indicator, "level", year, value, unit, **more)


def growth(indicator: str, year: Period, value: float, **more: Any) -> dict[str, Any]:
    return row(indicator, "growth", year, value, "%", **more)


def gdp_level(year: Period, value: float, unit: str = "亿元", indicator: str = "gdp", **more: Any) -> dict[str, Any]:
    return level(indicator, year, value, unit, **more)


def gdp_growth(year: Period, value: float, indicator: str = "gdp", **more: Any) -> dict[str, Any]:
    return growth(indicator, year, value, **more)


def panel(*rows: dict[str, Any]) -> Panel:
    """A panel of these rows, with the packaged vocabulary."""
    return Panel(pd.DataFrame(list(rows), columns=list(COLUMNS)))


def saying(text: str, region: str, start: int) -> dict[str, Any]:
    """A row of a case: indicator, measure, period, value and unit, then what is else to be said of it."""
    indicator, measure, period, value, unit, *rest = text.split()
    first, _, last = period.partition("-")
    more: dict[str, Any] = {name: said or True for name, _, said in (one.partition("=") for one in rest)}
    doubt = float(more.pop("doubt", 0))
    more |= {"report": int(more["report"])} if "report" in more else {}
    years = int(first), int(last or first)
    return row(indicator, measure, years, float(value), unit, region=region, start=start, **more) | {"doubt": doubt}


def apart(cases: list[dict[str, str]]) -> list[dict[str, dict[str, str]]]:
    """Panels of cases by region; a place without a name is one of its own, so that few panels hold all."""
    found: list[dict[str, dict[str, str]]] = []
    for at, case in enumerate(cases):
        region = case["region"] or f"第{at}地"
        free = next((some for some in found if region not in some), None)
        if free is None:
            found.append(free := {})
        free[region] = case
    return found
