"""What hedges leave open, in numbers: intervals of values, of steps between two of them, and which values meet."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from case_rows import rows_of
from panel_rows import gdp_level as level
from panel_rows import panel, row

import govreport as gr
from govreport.comparison.interval import difference, ratio, reaching, sign, unchanged
from govreport.comparison.pairing import pair, side_of
from govreport.normalization import interval

INF = math.inf
STEPS = rows_of(Path(__file__).parent / "cases" / "hedged_steps.tsv")


def side(text: str, suffix: str) -> dict[str, Any]:
    value, low, high, bound = text.split()
    return {
        f"value_{suffix}": float(value),
        f"low_{suffix}": float(low),
        f"high_{suffix}": float(high),
        f"bound_{suffix}": bound,
        f"unit_{suffix}": "亿元",
    }


def step(case: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame([{**side(case["a"], "a"), **side(case["b"], "b"), "role": "result"}])


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case["what"])
def test_a_step_between_two_values_is_as_sure_as_their_hedges(case: dict[str, str]) -> None:
    rows = step(case)
    share = ratio(rows, ("share", "low", "high")).iloc[0].to_dict()
    assert {name: "-" if math.isnan(x) else f"{x:.10g}" for name, x in share.items()} == {
        name: case[name] for name in ("share", "low", "high")
    }
    rows = rows.join(difference(rows))
    alike = [
        "yes" if unchanged(rows, tolerance).item() else "no"
        for tolerance in (0.0, 0.1, {"亿元": 10.0}, {"亿美元": 10.0}, {"亿元": 0.0})
    ]
    assert alike == [case["alike"], case["within a tenth"], case["within ten"], case["alike"], case["alike"]]
    assert sign(rows, pd.Series(unchanged(rows, 0.1)).to_numpy()).tolist() == [case["sign"]]


@pytest.mark.parametrize(
    ("value", "bound", "points", "low", "high"),
    [
        (5.0, "exact", True, 5, 5),
        (5.0, "about", True, 4.5, 5.5),
        (5.0, "about", False, 4.75, 5.25),
        (5.0, "near", True, 4.5, 5),
        (5.0, "near", False, 4.75, 5),
        (5.0, "over", False, 5, INF),
        (5.0, "under", False, 0, 5),
        (-5.0, "exact", True, -5, -5),
        (-5.0, "about", True, -5.5, -4.5),
        (-5.0, "near", True, -5, -4.5),
        (-5.0, "over", True, -INF, -5),
        (-5.0, "under", True, -5, 0),
        (0.0, "over", True, 0, INF),
        (0.0, "near", True, -0.5, 0),
    ],
)
def test_what_a_hedge_stands_for(value: float, bound: str, points: bool, low: float, high: float) -> None:
    assert interval(value, None, bound, points) == (low, high)


def test_a_range_is_what_it_says_whatever_its_order() -> None:
    assert interval(3.0, 5.0, "exact", True) == (3, 5)
    assert interval(-3.0, -5.0, "about", False) == (-5, -3)


def test_left_and_right_of_a_number_reach_as_far_as_is_asked_for() -> None:
    said = ["6 5.5 6.5 about", "6 5.5 6 near", "-6 -6 -5.5 near", "0 -0.5 0 near", "6 6 inf over", "6 6 8 about"]
    rows = pd.DataFrame([{**side(text, "a"), "unit_a": "%"} for text in said])
    reach = reaching(rows, "a", {"points": 0.3, "share": 0.1})
    assert reach[["low_a", "high_a"]].to_numpy().tolist() == [
        [5.7, 6.3],
        [5.7, 6],
        [-6, -5.7],
        [-0.3, 0],
        [6, INF],
        [6, 8],
    ]
    levels = reaching(rows.assign(unit_a="亿元"), "a", {"points": 0.3, "share": 0.1})
    assert levels.loc[0, ["low_a", "high_a"]].tolist() == pytest.approx([5.4, 6.6])
    assert reaching(rows, "a", None) is rows


# --- which value meets which -----------------------------------------------------------------------------------------


def growth(year: int, value: float) -> dict[str, Any]:
    return row("gdp", "growth", year, value, "%", start=80)


def met(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    """The values that meet, and what differs between them."""
    cells = []
    for rows, origin in ((first, 2022), (second, 2023)):
        frame = panel(*rows).frame.assign(id=0, found="")
        cells.append(side_of(frame, origin, gr.vocabulary()))
    shown = pair(*cells)[["value_a", "value_b", "_cause"]].fillna({"value_a": 0.0, "value_b": 0.0})
    return set(shown.itertuples(index=False, name=None))


def test_like_meets_like_one_year_on() -> None:
    assert met([level(2022, 100)], [level(2023, 110)]) == {(100, 110, "")}
    assert met([level(2022, 100)], [level(2022, 110)]) == {(100, 0, ""), (0, 110, "")}


def test_another_basis_is_nearer_than_another_unit_and_another_unit_than_another_measure() -> None:
    dollars, real = level(2023, 15, "亿美元", basis="名义"), level(2023, 110, basis="可比价", start=40)
    assert met([level(2022, 100, basis="名义")], [dollars, real]) == {(100, 110, "basis"), (0, 15, "")}
    assert met([level(2022, 100)], [growth(2023, 5), level(2023, 15, "亿美元")]) == {(100, 15, "unit"), (0, 5, "")}
    assert met([level(2022, 100)], [growth(2023, 5)]) == {(100, 5, "measure")}


def test_what_has_met_its_like_does_not_go_on_to_meet_what_is_unlike_it() -> None:
    assert met(
        [level(2022, 100), level(2022, 15, "亿美元", start=40)], [level(2023, 110), level(2023, 9, "家", start=40)]
    ) == {(100, 110, ""), (15, 0, ""), (0, 9, "")}
    assert met([level(2022, 100), growth(2022, 4)], [growth(2023, 5), row("gdp", "rank", 2023, 3, "位")]) == {
        (4, 5, ""),
        (100, 0, ""),
        (0, 3, ""),
    }


def test_of_several_that_differ_alike_the_first_meets_the_first() -> None:
    one = [level(2022, 100, basis="甲"), level(2022, 101, basis="乙", start=40)]
    two = [level(2023, 110, basis="丙"), level(2023, 111, basis="丁", start=40)]
    assert met(one, two) == {(100, 110, "basis"), (101, 111, "basis")}


def test_one_dimension_is_turned_into_the_unit_of_the_first() -> None:
    yuan = row("open:技改资金", "level", 2022, 900_000, "元")
    assert met([yuan], [row("open:技改资金", "level", 2023, 0.018, "亿元")]) == {(900_000, 1.8e6, "")}
