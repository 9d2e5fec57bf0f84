"""In which order the rows of every result stand, however those of the panel do."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import pytest
from panel_rows import row

import govreport as gr
from govreport.panel import COLUMNS, Panel

Row = dict[str, Any]
#: reports in the order in which they were read; the vocabulary has gdp before exports, and what it lacks comes last
REGIONS = ["乙市", "甲市"]
INDICATORS = ["gdp", "exports", "open:桥", "open:路"]
MEASURES = ["level", "growth"]


def said(region: str) -> list[Row]:
    """What two reports of a region say: results of two years, one of them told twice, and targets."""
    rows = []
    for year in (2022, 2023):
        for at, id in enumerate(INDICATORS):
            rows.append(row(id, "level", year, 100 + year - 2022, "亿元", region=region, start=100 + at))
            rows.append(row(id, "growth", year, 9 + at, "%", region=region, start=200 + at))
            rows.append(row(id, "growth", year + 1, 9 + at, "%", region=region, start=300 + at, status="target"))
            if year == 2022:
                rows.append(row(id, "level", year, 130, "亿元", region=region, start=400 + at, report=2024))
                rows.append(row(id, "growth", year, 29, "%", region=region, start=500 + at, report=2024))
    return rows


@pytest.fixture(scope="module")
def panel() -> Panel:
    """The rows of each region from the last to the first."""
    rows = [one for region in REGIONS for one in said(region)[::-1]]
    return Panel(pd.DataFrame(rows, columns=list(COLUMNS)))


compared = lru_cache(maxsize=1)(partial(gr.compare, a=2022, b=2023))


def order(*by: str) -> Callable[[Row], list[Any]]:
    """The key of a row: what is listed above in its order, everything else by itself."""
    places = {"region": REGIONS, "indicator": INDICATORS, "measure": MEASURES}
    return lambda one: [places[name].index(one[name]) if name in places else one[name] for name in by]


ORDERS: dict[str, tuple[Callable[[Panel], pd.DataFrame], list[str], int]] = {
    "compare": (lambda p: compared(p).frame, ["region", "indicator", "measure"], 16),
    "by report": (
        lambda p: gr.compare(p, 2023, 2024, by="report_year").frame.assign(
            since=lambda x: (x["period_end_a"] - 2023).fillna(x["period_end_b"] - 2024)
        ),
        ["region", "role", "indicator", "measure", "since"],
        40,
    ),
    "table": (lambda p: compared(p).table, ["region", "indicator", "measure"], 16),
    "cells": (lambda p: compared(p).cells, ["region", "indicator", "measure", "year"], 32),
    "sides": (lambda p: gr.side_by_side(p, 2023).frame, ["indicator", "measure"], 8),
    "side cells": (lambda p: gr.side_by_side(p, 2022, 2023).cells, ["region", "indicator", "measure", "year"], 32),
    "targets": (lambda p: gr.targets(p).frame, ["region", "year", "indicator", "measure"], 16),
    "story": (lambda p: gr.target_story(p).frame, ["region", "indicator", "measure", "year"], 16),
    "story table": (
        lambda p: gr.target_story(p, years=(2023, 2024)).table,
        ["region", "indicator", "measure"],
        8,
    ),
    "revisions": (lambda p: gr.revisions(p).frame, ["region", "indicator", "period_end", "measure"], 16),
    "vintages": (
        lambda p: gr.revisions(p).vintages,
        ["region", "indicator", "measure", "period_end", "report_year"],
        48,
    ),
    "coverage": (lambda p: gr.coverage(p).frame, ["indicator"], 4),
    "check": (lambda p: gr.check(p).of_kind("retold"), ["region", "period_end", "indicator"], 4),
    "audit": (lambda p: gr.audit(p).findings.assign(large=lambda x: -x["size"]), ["large", "region", "year"], 4),
}


@pytest.mark.parametrize("name", ORDERS)
def test_rows_stand_in_one_order_however_those_of_the_panel_do(name: str, panel: Panel) -> None:
    asked, by, many = ORDERS[name]
    frame = asked(panel)
    told = frame[by].to_dict("records")
    assert frame.index.tolist() == list(range(many)), "numbered from 0"
    assert told == sorted(told, key=order(*by))
