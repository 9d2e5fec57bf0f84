"""Two years beside each other: kinds, differences, hedges, which saying counts, and the views of it all."""

from __future__ import annotations

import csv
import dataclasses
import math
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from checks import seconds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from panel_rows import gdp_growth as growth
from panel_rows import gdp_level as level
from panel_rows import panel, row

import govreport as gr
from govreport.comparison import Comparison
from govreport.plot.data import Point
from govreport.plot.rows import stated
from govreport.plot.words import Words as PlotWords
from govreport.render.terminal import PAGE, lines_of, write_text
from govreport.render.view import Column, Row, Section, View, width
from govreport.render.words import Words

SNAPSHOTS = Path(__file__).parent / "snapshots"
INF = math.inf


def named_apart() -> list[dict[str, str]]:
    with (Path(__file__).parent / "cases" / "named_apart.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def only(result: Comparison) -> dict[str, Any]:
    """The single row of a comparison."""
    assert len(result) == 1
    return {str(k): v for k, v in result.frame.iloc[0].to_dict().items()}


# --- differences ------------------------------------------------------------------------------------------------------


def test_a_level_changes_by_an_amount_and_by_a_share_of_the_first() -> None:
    found = only(gr.compare(panel(level(2022, 8000), level(2023, 10000)), 2022, 2023))
    assert (found["kind"], found["change"], found["change_unit"], found["relative"]) == ("changed", 2000, "亿元", 25)
    assert (found["low_b"], found["sign"], found["reason"]) == (10000, "up", "")


def test_a_share_changes_by_percentage_points_and_by_nothing_else() -> None:
    rows = [row("urbanization_rate", "level", y, v, "%") for y, v in ((2022, 48), (2023, 53))]
    found = only(gr.compare(panel(*rows), 2022, 2023))
    assert (found["change"], found["change_unit"]) == (5, "个百分点")
    assert math.isnan(found["relative"]) and math.isnan(found["growth_implied"])


def test_growth_rates_differ_by_percentage_points_without_the_noise_of_floating_point() -> None:
    found = only(gr.compare(panel(growth(2022, 5.1), growth(2023, 5.3)), 2022, 2023))
    assert (found["change"], found["change_unit"]) == (0.2, "个百分点")
    assert math.isnan(found["relative"])


def test_the_order_of_the_years_is_the_direction_of_the_change() -> None:
    found = only(gr.compare(panel(level(2022, 8000), level(2023, 10000)), 2023, 2022))
    assert (found["change"], found["relative"], found["sign"]) == (-2000, -20, "down")


HEDGES = [
    # a, bound, b, bound: change, low, high, sign
    (12000, "exact", 13000, "over", None, 1000, INF, "up"),
    (12000, "over", 13000, "over", None, -INF, INF, "unknown"),
    (12000, "over", 11000, "exact", None, -INF, -1000, "down"),
    (12000, "over", 13000, "exact", None, -INF, 1000, "unknown"),
    (12000, "under", 13000, "exact", None, 1000, 13000, "up"),
    (10000, "about", 20000, "exact", 10000, 9500, 10500, "up"),
    (10000, "about", 10100, "exact", 100, -400, 600, "unknown"),
    (10000, "exact", 10000, "near", 0, -500, 0, "unknown"),
]


@pytest.mark.parametrize(("a", "bound_a", "b", "bound_b", "change", "low", "high", "sign"), HEDGES)
def test_a_change_between_hedged_values_is_an_interval_that_says_when_its_sign_is_unknown(
    a: float, bound_a: str, b: float, bound_b: str, change: float | None, low: float, high: float, sign: str
) -> None:
    found = only(gr.compare(panel(level(2022, a, bound=bound_a), level(2023, b, bound=bound_b)), 2022, 2023))
    assert found["kind"] == "changed"
    assert (found["change_low"], found["change_high"], found["sign"]) == (low, high, sign)
    assert math.isnan(found["change"]) if change is None else found["change"] == change
    assert ("sign" in found["reason"]) == (sign == "unknown")


def test_a_range_is_an_interval_too() -> None:
    rows = [growth(2022, 6, high=6.5, status="target"), growth(2023, 7, status="target")]
    found = only(gr.compare(panel(*rows), 2022, 2023, status="target"))
    assert (found["change_low"], found["change_high"], found["sign"]) == (0.5, 1, "up")
    assert math.isnan(found["change"])


def test_the_relative_change_of_hedged_levels_is_an_interval() -> None:
    found = only(gr.compare(panel(level(2022, 10000), level(2023, 12000, bound="over")), 2022, 2023))
    assert (found["relative_low"], found["relative_high"]) == (pytest.approx(20), INF)
    assert math.isnan(found["relative"])


def test_no_share_is_taken_of_zero_or_of_less() -> None:
    rows = [row("open:净流入", "level", y, v, "万人") for y, v in ((2022, 0), (2023, 5))]
    assert math.isnan(only(gr.compare(panel(*rows), 2022, 2023))["relative"])


# --- kinds ------------------------------------------------------------------------------------------------------------


def test_the_same_number_under_the_same_hedge_is_unchanged_and_only_a_result_leaves_the_sign_open() -> None:
    said = [growth(y, 6, bound="over") for y in (2022, 2023)]
    found = only(gr.compare(panel(*said), 2022, 2023))
    assert (found["kind"], found["sign"]) == ("unchanged", "unknown")
    aimed = [growth(y, 6, bound="over", status="target") for y in (2022, 2023)]
    found = only(gr.compare(panel(*aimed), 2022, 2023, status="target"))
    assert (found["kind"], found["sign"]) == ("unchanged", "same")
    exact = only(gr.compare(panel(growth(2022, 6), growth(2023, 6)), 2022, 2023))
    assert (exact["kind"], exact["sign"], exact["change"]) == ("unchanged", "same", 0)


def test_the_tolerance_is_a_share_of_the_larger_and_for_exact_values_only() -> None:
    near = panel(level(2022, 1000), level(2023, 1009))
    assert only(gr.compare(near, 2022, 2023, tolerance=0.01))["kind"] == "unchanged"
    assert only(gr.compare(near, 2022, 2023, tolerance=0.005))["kind"] == "changed"
    hedged = panel(level(2022, 1000), level(2023, 1009, bound="over"))
    assert only(gr.compare(hedged, 2022, 2023, tolerance=0.01))["kind"] == "changed"


def test_what_one_year_alone_says_is_new_or_dropped() -> None:
    rows = [
        level(2022, 1),
        growth(2023, 5),
        row("exports", "level", 2022, 7, "亿元"),
        row("imports", "level", 2023, 6, "亿元"),
    ]
    result = gr.compare(panel(*rows), 2022, 2023)
    assert result.new["indicator"].tolist() == ["imports"]
    assert result.dropped["indicator"].tolist() == ["exports"]
    assert result.new["value_a"].isna().all() and result.new["sentence_a"].isna().all()
    assert result.new["value_b"].tolist() == [6] and result.new["sentence_b"].notna().all()


def test_yuan_and_dollars_are_not_comparable() -> None:
    rows = [row("trade_total", "level", 2013, 41600, "亿美元"), row("trade_total", "level", 2014, 264300, "亿元")]
    found = only(gr.compare(panel(*rows), 2013, 2014))
    assert (found["kind"], found["reason"], found["unit"], found["unit_b"]) == (
        "not_comparable",
        "unit differs",
        "亿美元",
        "亿元",
    )
    assert math.isnan(found["change"]) and math.isnan(found["change_low"]) and found["sign"] == ""


def test_units_of_one_dimension_are_comparable() -> None:
    rows = [row("open:技改资金", "level", 2022, 900_000, "元"), row("open:技改资金", "level", 2023, 0.018, "亿元")]
    found = only(gr.compare(panel(*rows), 2022, 2023))
    assert (found["kind"], found["value_b"], found["change"], found["relative"]) == ("changed", 1.8e6, 9e5, 100)


def test_like_meets_like_when_a_side_says_a_thing_in_two_units() -> None:
    rows = [
        row("trade_total", "level", 2013, 41600, "亿美元"),
        row("trade_total", "level", 2014, 264300, "亿元"),
        row("trade_total", "level", 2014, 43030, "亿美元"),
    ]
    frame = gr.compare(panel(*rows), 2013, 2014).frame
    assert dict(zip(frame["unit"], frame["kind"], strict=True)) == {"亿美元": "changed", "亿元": "new"}
    assert "another unit" in frame.set_index("unit")["reason"]["亿元"]


def test_of_several_that_are_unlike_the_first_stands_beside_the_first() -> None:
    bases = {2022: ("名义", "现价"), 2023: ("可比价", "不变价")}
    said = {2022: (100, 200), 2023: (300, 400)}
    rows = [level(y, said[y][k], basis=bases[y][k], start=50 * k) for y in said for k in (0, 1)]
    frame = gr.compare(panel(*rows), 2022, 2023).frame
    assert sorted(zip(frame["value_a"], frame["value_b"], strict=True)) == [(100, 300), (200, 400)]


def test_two_stated_bases_that_differ_are_not_comparable_and_one_alone_is_noted() -> None:
    a, b = growth(2022, 5, basis="名义"), growth(2023, 6, basis="可比价")
    assert only(gr.compare(panel(a, b), 2022, 2023))["reason"] == "basis differs"
    found = only(gr.compare(panel(growth(2022, 5), b), 2022, 2023))
    assert (found["kind"], found["change"], found["reason"]) == ("changed", 1, "only one side states its basis")


@pytest.mark.parametrize(("measure", "value", "unit", "high"), [("level", 8000, "亿元", 9000), ("growth", 5, "%", 6)])
def test_a_target_that_becomes_a_range_from_its_number_on_is_raised_and_no_rounding(
    measure: str, value: float, unit: str, high: float
) -> None:
    aims = [
        row("gdp", measure, year, value, unit, status="target", high=top) for year, top in ((2022, None), (2023, high))
    ]
    found = only(gr.compare(panel(*aims), 2022, 2023, status="target"))
    assert (found["kind"], found["sign"], found["reason"]) == ("changed", "up", "")


@pytest.mark.parametrize("case", named_apart(), ids=lambda case: f"{case['name_a']}-{case['name_b']}")
def test_names_of_two_things_set_levels_apart_or_ask_for_care(case: dict[str, str]) -> None:
    a, b = (
        row(case["indicator"], "level", year, float(case[side]), case["unit"], name=case[f"name_{side}"])
        for year, side in ((2022, "a"), (2023, "b"))
    )
    found = only(gr.compare(panel(a, b), 2022, 2023))
    assert (found["kind"], found["reason"]) == (case["kind"], case["reason"])


def test_names_set_only_levels_in_one_unit_apart() -> None:
    begun, done = "老旧小区改造开工", "老旧小区改造完工"
    rates = [row("old_housing_renewed", "growth", y, v, "%", name=n) for y, v, n in ((2022, 4, begun), (2023, 5, done))]
    found = only(gr.compare(panel(*rates), 2022, 2023))
    assert (found["kind"], found["reason"]) == ("changed", "")
    sizes = [
        row("old_housing_renewed", "level", y, 740, unit, name=n)
        for y, unit, n in ((2022, "个", begun), (2023, "万平方米", done))
    ]
    found = only(gr.compare(panel(*sizes), 2022, 2023))
    assert (found["kind"], found["reason"]) == ("not_comparable", "unit differs")


def test_two_measures_of_one_thing_are_not_comparable() -> None:
    found = only(gr.compare(panel(level(2022, 1000), growth(2023, 5)), 2022, 2023))
    assert (found["kind"], found["reason"]) == ("not_comparable", "measure differs")
    assert (found["measure"], found["measure_b"]) == ("level", "growth")


def test_a_level_that_gives_way_to_the_growth_alone_is_dropped_and_says_so() -> None:
    frame = gr.compare(panel(level(2022, 1000), growth(2022, 4), growth(2023, 5)), 2022, 2023).frame
    assert frame[["measure", "kind", "reason"]].to_numpy().tolist() == [
        ["level", "dropped", "the other year gives another measure"],
        ["growth", "changed", ""],
    ]


def test_a_break_in_what_a_name_means_is_marked_and_still_compared() -> None:
    rows = [row("general_budget_revenue", "level", y, v, "亿元") for y, v in ((2011, 100), (2012, 120))]
    found = only(gr.compare(panel(*rows), 2011, 2012))
    assert (found["kind"], found["change"], found["break_year"]) == ("changed", 20, 2012)
    assert found["break_change"]
    after = [row("general_budget_revenue", "level", y, v, "亿元") for y, v in ((2012, 100), (2013, 120))]
    assert pd.isna(only(gr.compare(panel(*after), 2012, 2013))["break_year"])
    rates = [row("general_budget_revenue", "growth", y, v, "%") for y, v in ((2011, 10), (2012, 12))]
    assert pd.isna(only(gr.compare(panel(*rates), 2011, 2012))["break_year"])


# --- growth -----------------------------------------------------------------------------------------------------------


def test_a_level_row_carries_the_growth_that_is_stated_beside_the_growth_that_levels_imply() -> None:
    rows = [level(2022, 100), level(2023, 104), growth(2022, 3), growth(2023, 5.2)]
    for measure in (None, "level"):
        found = gr.compare(panel(*rows), 2022, 2023, measure=measure).frame.iloc[0]
        assert (found["growth_stated"], found["growth_implied"]) == (5.2, pytest.approx(4))


def test_growth_over_one_year_is_not_set_beside_levels_two_years_apart() -> None:
    found = gr.compare(panel(level(2021, 100), level(2023, 104), growth(2023, 5.2)), 2021, 2023).frame.iloc[0]
    assert math.isnan(found["growth_stated"]) and math.isnan(found["growth_implied"])
    assert found["relative"] == pytest.approx(4)


def test_growth_implied_by_hedged_levels_is_an_interval() -> None:
    rows = [level(2022, 100), level(2023, 105, bound="over"), growth(2023, 6, bound="about")]
    found = gr.compare(panel(*rows), 2022, 2023).frame.iloc[0]
    assert (found["growth_implied_low"], found["growth_implied_high"]) == (pytest.approx(5), INF)
    assert (found["growth_stated_low"], found["growth_stated_high"], found["growth_stated_bound"]) == (
        5.5,
        6.5,
        "about",
    )


# --- which saying counts ----------------------------------------------------------------------------------------------

BETTER = [
    ("the region's own word", {}, {"reporter": "全国", "report": 2025}),
    ("exact before hedged", {}, {"bound": "over", "report": 2025}),
    ("actual before estimate", {}, {"status": "estimate", "report": 2025}),
    ("the latest report", {"report": 2025}, {}),
    ("the first place", {"start": 10}, {"start": 99}),
]


@pytest.mark.parametrize(("better", "worse"), [b[1:] for b in BETTER], ids=[b[0] for b in BETTER])
def test_of_several_sayings_the_better_one_counts_whatever_their_order(
    better: dict[str, Any], worse: dict[str, Any]
) -> None:
    good, bad = level(2023, 10, region="浙江省", **better), level(2023, 20, region="浙江省", **worse)
    first = level(2022, 5, region="浙江省")
    for rows in ([first, good, bad], [bad, good, first]):
        found = only(gr.compare(panel(*rows), 2022, 2023))
        assert (found["value_b"], found["said_a"], found["said_b"]) == (10, 1, 2)


def test_by_period_only_results_of_single_years_count() -> None:
    rows = [
        level(2022, 100),
        level(2023, 110),
        level(2023, 999, status="target"),
        row("gdp", "growth", (2018, 2023), 6, "%"),
        row("gdp", "growth", 2023, 6, "%", per_year=True),
    ]
    assert only(gr.compare(panel(*rows), 2022, 2023))["value_b"] == 110


# --- by report year ---------------------------------------------------------------------------------------------------


def test_between_two_reports_targets_meet_targets_and_results_meet_results() -> None:
    rows = [
        growth(2022, 3),
        growth(2023, 5, bound="about", status="target"),
        growth(2023, 5.2),
        growth(2024, 4.5, bound="about", status="target"),
    ]
    frame = gr.compare(panel(*rows), 2023, 2024, by="report_year").frame
    pairs = frame[["role", "period_end_a", "period_end_b", "value_a", "value_b"]].to_numpy().tolist()
    assert pairs == [["result", 2022, 2023, 3, 5.2], ["target", 2023, 2024, 5, 4.5]]


def test_between_two_reports_a_five_year_review_meets_a_five_year_review() -> None:
    rows = [
        row("gdp", "growth", (2013, 2017), 7.1, "%", per_year=True, report=2018),
        row("gdp", "growth", (2018, 2022), 5.2, "%", per_year=True, report=2023),
        row("gdp", "growth", 2022, 3, "%", report=2023),
    ]
    frame = gr.compare(panel(*rows), 2018, 2023, by="report_year").frame
    rows_by_kind = frame.set_index("kind")[["value_b", "per_year", "period_start_b"]].to_dict("index")
    assert rows_by_kind == {
        "changed": {"value_b": 5.2, "per_year": True, "period_start_b": 2018},
        "new": {"value_b": 3.0, "per_year": False, "period_start_b": 2022},
    }
    assert frame["value_a"].dropna().tolist() == [7.1]


# --- questions that cannot be answered --------------------------------------------------------------------------------

TWO = [level(2022, 100), level(2023, 110)]


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ((2022, 2030), gr.InputError, "b: no data for 2030: expected one of 2022–2023"),
        ((1999, 2023), gr.InputError, "a: no data for 1999"),
        ((2023, 2023), gr.InputError, "with itself"),
        (("2022", 2023), gr.InputError, "a: not a year: expected a whole number such as 2023, found '2022'"),
        ((True, 2023), gr.InputError, "not a year"),
    ],
)
def test_years_that_cannot_be_compared_are_refused_with_those_there_are(
    arguments: tuple[Any, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        gr.compare(panel(*TWO), *arguments)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"by": "periods"}, gr.InputError, "did you mean 'period'"),
        ({"by": None}, gr.InputError, "'period' or 'report_year'"),
        ({"tolerance": 5}, gr.InputError, "tolerance"),
        ({"tolerance": "1%"}, gr.InputError, "tolerance"),
        ({"indicator": "gpd"}, gr.UnknownIdError, "gdp"),
        ({"region": "浙江"}, gr.UnknownIdError, "全国"),
        ({"measure": "levels"}, gr.UnknownIdError, "level"),
        ({"status": "actal"}, gr.UnknownIdError, "actual"),
    ],
)
def test_unknown_options_are_refused_with_what_would_have_worked(
    options: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        gr.compare(panel(*TWO), 2022, 2023, **options)
    assert said in str(caught.value)


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(gr.InputError, match="'zh' or 'en'"):
        gr.compare(panel(*TWO), 2022, 2023).to_text("fr")  # type: ignore[arg-type]


def test_an_empty_outcome_says_why_in_both_languages() -> None:
    result = gr.compare(panel(*TWO, row("exports", "level", 2019, 1, "亿元")), 2022, 2023, indicator="exports")
    assert len(result) == 0
    assert "2019" in result.note
    assert result.note in result.to_text("en")
    assert "没有结果" in result.to_text() and "2019" in result.to_text()


# --- the outcome as an object -----------------------------------------------------------------------------------------


def test_an_outcome_cannot_be_changed_and_changes_nothing() -> None:
    there = panel(*TWO)
    before = there.frame
    result = gr.compare(there, 2022, 2023)
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.a = 1999  # type: ignore[misc]
    shown = str(result)
    for frame in (result.frame, result.changed):
        frame.loc[:, "value_a"] = -1
    assert str(result) == shown
    pd.testing.assert_frame_equal(there.frame, before)


def test_rows_stand_in_the_order_of_the_vocabulary_with_open_ids_last() -> None:
    ids = ["open:乙", "consumer_price", "trade_total", "gdp", "open:甲", "general_budget_revenue"]
    rows = [row(i, "level", y, 1, "", start=k) for k, i in enumerate(ids) for y in (2022, 2023)]
    order = list(dict.fromkeys(gr.compare(panel(*rows), 2022, 2023).frame["indicator"]))
    known = [i for i in gr.vocabulary() if i in ids]
    domains = list(gr.vocabulary().domains)
    assert order[:4] == sorted(known, key=lambda i: domains.index(gr.vocabulary()[i].domain))
    assert order[4:] == ["open:乙", "open:甲"]


def test_kinds_frames_and_summary_agree_with_the_rows(sampler: Comparison) -> None:
    parts = [sampler.changed, sampler.unchanged, sampler.new, sampler.dropped, sampler.not_comparable]
    parts.append(sampler.of_kind("no_report"))
    assert all(len(part) for part in parts)
    assert [len(part) for part in parts] == sampler.summary()["total"].tolist()
    assert sum(map(len, parts)) == len(sampler) == len(sampler.frame)


def test_all_rows_go_to_a_file_and_come_back(sampler: Comparison, tmp_path: Path) -> None:
    sampler.to_csv(tmp_path / "diff.csv")
    back = pd.read_csv(tmp_path / "diff.csv")
    assert list(back.columns) == list(sampler.frame.columns)
    np.testing.assert_array_equal(back["value_b"], sampler.frame["value_b"])
    assert (tmp_path / "diff.csv").read_bytes().startswith(b"\xef\xbb\xbf")


# --- invariants -------------------------------------------------------------------------------------------------------

VALUES = st.floats(0.01, 1e6).map(lambda x: float(f"{x:.4g}"))
BOUNDS = st.sampled_from(["exact", "about", "near", "over", "under"])
CELLS = st.lists(
    st.tuples(
        st.sampled_from(["gdp", "exports", "open:甲", "open:乙"]),
        st.sampled_from(["level", "growth", "rank"]),
        st.sampled_from([2022, 2023]),
        VALUES,
        st.sampled_from(["亿元", "亿美元", "%"]),
        BOUNDS,
        st.sampled_from([None, "名义", "可比价"]),
        st.sampled_from(["全国", "浙江省"]),
    ),
    min_size=4,
    max_size=16,
)
FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
#: two hedged values and a place in what each stands for; so many in one panel, each of a region of its own
PAIRS = st.lists(st.tuples(VALUES, BOUNDS, VALUES, BOUNDS, st.floats(0, 1), st.floats(0, 1)), min_size=25, max_size=25)


@FEW
@given(CELLS)
def test_every_cell_is_in_exactly_one_row_and_the_two_directions_mirror_each_other(cells: list[Any]) -> None:
    rows = [row(i, m, y, v, u, bound=b, basis=s, region=r, start=k) for k, (i, m, y, v, u, b, s, r) in enumerate(cells)]
    both = panel(*rows, level(2022, 1, region="西藏"), level(2023, 1, region="西藏"))
    there, back = gr.compare(both, 2022, 2023), gr.compare(both, 2023, 2022)
    assert there.frame["said_a"].sum() == sum(c[2] == 2022 for c in cells) + 1
    assert there.frame["said_b"].sum() == sum(c[2] == 2023 for c in cells) + 1
    mirrored = {"changed": "changed", "new": "dropped", "dropped": "new"}
    kinds = sorted(there.frame["kind"].replace(mirrored))
    assert kinds == sorted(back.frame["kind"])
    keys = ["region", "indicator", "measure", "unit"]
    a, b = (
        x.frame[x.frame["kind"].isin(["changed", "unchanged"])].sort_values([*keys, f"value_{s}", f"value_{t}"])
        for x, s, t in ((there, "a", "b"), (back, "b", "a"))
    )
    np.testing.assert_allclose(a["change_low"].to_numpy(), -b["change_high"].to_numpy())
    assert a["sign"].replace({"up": "down", "down": "up"}).tolist() == b["sign"].tolist()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAIRS)
def test_whatever_the_hedges_stand_for_the_change_lies_in_its_interval(pairs: list[Any]) -> None:
    places = [f"第{at}号省" for at in range(len(pairs))]
    rows = [
        said
        for place, (a, bound_a, b, bound_b, _, _) in zip(places, pairs, strict=True)
        for said in (level(2022, a, bound=bound_a, region=place), level(2023, b, bound=bound_b, region=place))
    ]
    frame = gr.compare(panel(*rows), 2022, 2023).frame.set_index("region")
    assert sorted(frame.index) == sorted(places)
    for place, (*_, x, y) in zip(places, pairs, strict=True):
        _lies_in_its_interval(frame.loc[place].to_dict(), x, y)


def _lies_in_its_interval(found: dict[Any, Any], x: float, y: float) -> None:
    def inside(side: str, share: float) -> float:
        low, high = found[f"low_{side}"], min(found[f"high_{side}"], 1e9)
        return float(low + share * (high - low))

    first, second = inside("a", x), inside("b", y)
    slack = 1e-6 * max(first, second, 1)
    assert found["change_low"] - slack <= second - first <= found["change_high"] + slack
    if found["sign"] in ("up", "down"):
        assert (second > first) == (found["sign"] == "up")
    if first > 0:
        share = (second / first - 1) * 100
        assert found["relative_low"] - 1e-6 * max(1, abs(share)) <= share
        assert share <= found["relative_high"] + 1e-6 * max(1, abs(share))


def test_ten_times_as_many_rows_are_compared_in_some_ten_times_as_long() -> None:
    few = [row(f"open:{k}", "level", y, k + y, "件", start=k) for k in range(500) for y in (2022, 2023)]
    base = panel(*few).frame
    parts = [base.assign(region=f"地区{k}", report_region=f"地区{k}") for k in range(40)]
    tenth, big = (gr.Panel(pd.concat(parts[:regions], ignore_index=True)) for regions in (4, 40))
    results = []
    once = seconds(lambda: gr.compare(tenth, 2022, 2023), tries=2)
    spent = seconds(lambda: results.append(gr.compare(big, 2022, 2023)))
    assert len(big) == 40_000 and len(results[0].changed) == 20_000
    assert spent < 20 * once, f"{spent:.1f} s, and {once:.1f} s for a tenth of it"


# --- revisions and coverage -------------------------------------------------------------------------------------------


def test_a_figure_that_a_later_report_takes_back_is_revised_and_one_within_the_hedges_agrees() -> None:
    rows = [
        level(2022, 1210207),
        level(2022, 1204724, report=2024),
        growth(2022, 3),
        growth(2022, 3, report=2024),
        row("exports", "level", 2022, 24, "亿元", bound="about"),
        row("exports", "level", 2022, 23.97, "亿元", report=2025),
        row("imports", "level", 2022, 18, "亿元"),
    ]
    result = gr.revisions(panel(*rows))
    assert dict(zip(result.frame["indicator"] + " " + result.frame["measure"], result.frame["kind"], strict=True)) == {
        "gdp level": "revised",
        "gdp growth": "same",
        "exports level": "agrees",
    }
    first = result.revised.iloc[0]
    assert (first["change"], first["report_year_a"], first["report_year_b"], first["reports"]) == (-5483, 2023, 2024, 2)


def test_every_report_is_measured_against_the_one_before_it() -> None:
    said = ((2023, 3000, "over"), (2024, 3020, "exact"), (2025, 2990, "exact"), (2026, 2990, "exact"))
    rows = [row("gdp", "level", 2022, value, "亿元", report=year, bound=bound) for year, value, bound in said]
    told = gr.revisions(panel(*rows)).vintages
    assert told["report_year"].tolist() == [2023, 2024, 2025, 2026]
    assert told["step"].tolist() == ["first", "agrees", "revised", "same"]
    assert told["change"].astype("object").fillna("").tolist() == ["", "", -30, 0]


def test_a_target_is_no_revision_of_a_result() -> None:
    assert len(gr.revisions(panel(growth(2023, 5, status="target"), growth(2023, 5.2)))) == 0


def test_coverage_counts_every_row_once() -> None:
    rows = [level(2022, 1), growth(2022, 2), level(2023, 1), row("open:甲", "level", 2023, 1, "件")]
    result = gr.coverage(panel(*rows))
    assert result.frame[["indicator", 2023, 2024, "years", "total"]].to_numpy().tolist() == [
        ["gdp", 2, 1, 2, 3],
        ["open:甲", 0, 1, 1, 1],
    ]


# --- views ------------------------------------------------------------------------------------------------------------

NASTY = "<script>alert('|x|')</script>\n\x1b[31m&"


@pytest.fixture(scope="module")
def sampler() -> Comparison:
    """One of everything that a comparison can show."""
    return gr.compare(sample_panel(), 2022, 2023)


@cache
def sample_panel() -> gr.Panel:
    rows = [
        level(2022, 1204724),
        level(2023, 1260582, bound="over"),
        growth(2022, 3),
        growth(2023, 5.2),
        growth(2023, 5, bound="about", status="target"),
        growth(2024, 5, bound="about", status="target"),
        row("tertiary_share_of_gdp", "level", 2022, 52.8, "%"),
        row("tertiary_share_of_gdp", "level", 2023, 54.6, "%", status="estimate"),
        row("general_budget_revenue", "growth", 2022, 9.1, "%", basis="同口径"),
        row("general_budget_revenue", "growth", 2023, 6.4, "%"),
        row("trade_total", "level", 2022, 420000, "亿元", bound="over"),
        row("trade_total", "level", 2023, 59368, "亿美元"),
        row("trade_total", "growth", 2023, 0, "%", high=1),
        row("urban_new_jobs", "level", 2022, 1206, "万人"),
        row("urban_new_jobs", "level", 2023, 1206, "万人"),
        row("urban_new_jobs", "level", 2023, 1200, "万人", bound="about", status="target"),
        row("urban_surveyed_unemployment", "level", 2022, 5.5, "%"),
        row("urban_surveyed_unemployment", "level", 2023, 5.5, "%", bound="about", status="target"),
        row("energy_intensity", "growth", 2022, -2, "%", bound="over"),
        row("energy_intensity", "growth", 2023, -0.5, "%"),
        row("energy_intensity", "growth", (2021, 2025), -13.5, "%", status="target", report=2021),
        row("energy_intensity", "growth", (2021, 2025), -14, "%", report=2026),
        row("gdp", "rank", 2022, 2, "位"),
        row("gdp", "rank", 2023, 2, "位"),
        row("open:打通断头路", "level", 2022, 17, "条"),
        row("open:打通断头路", "level", 2023, 20, "条"),
        row("open:" + NASTY, "level", 2023, 4.5, "万公里", bound="near", name=NASTY, sentence=NASTY),
        row("gdp", "level", 2022, 1210207, "亿元", report=2023),
        row("exports", "level", 2020, 179326, "亿元", report=2021),
        row("exports", "level", 2020, 179279, "亿元", report=2023),
        row("gdp", "level", 2023, 82553, "亿元", region="浙江省"),
    ]
    return panel(*rows)


@cache
def years_panel() -> gr.Panel:
    """Several years of two regions: a break, a basis, hedges, an estimate, a later goal, one thing said once."""
    rows = [
        *(
            row("gdp", "level", y, v, "亿元", region="甲省")
            for y, v in ((2020, 100), (2021, 110), (2022, 121), (2023, 130))
        ),
        row("gdp", "growth", 2021, 8, "%", region="甲省"),
        row("gdp", "growth", 2023, 5, "%", region="甲省", bound="about", status="estimate"),
        row("gdp", "growth", 2023, 6, "%", region="乙省"),
        row("gdp", "growth", 2022, 5, "%", region="乙省", bound="over"),
        row("gdp", "growth", 2023, 5, "%", region="甲省", status="target"),
        row("gdp", "growth", 2024, 5, "%", high=5.5, region="甲省", status="target"),
        row("gdp", "growth", 2024, 5, "%", bound="over", region="乙省", status="target"),
        row("urbanization_rate", "level", 2027, 70, "%", region="甲省", status="target", report=2023),
        row("urbanization_rate", "level", 2028, 71, "%", region="甲省", status="target", report=2024),
        row("urbanization_rate", "level", 2028, 68, "%", region="乙省", status="target", report=2024),
        row("general_budget_revenue", "growth", 2021, 3, "%", region="甲省"),
        row("general_budget_revenue", "growth", 2023, 4, "%", region="甲省", basis="同口径"),
        row("market_entities", "level", 2022, 30, "万户", region="甲省"),
        row("market_entities", "level", 2023, 33, "万户", region="甲省"),
        row("exports", "level", 2022, 7, "亿元", region="甲省"),
    ]
    return panel(*rows)


@cache
def audit_panel() -> gr.Panel:
    """One of each check: growth that levels deny, prices that explain it, parts, a sum, a rank."""
    levels = {"exports": (100, 150), "gdp": (1000, 1120), "tax_revenue": (80, 90), "general_budget_revenue": (85, 86)}
    rows = [
        row(i, "level", y, v, "亿元", region="浙江省")
        for i, pair in levels.items()
        for y, v in zip((2012, 2013), pair, strict=True)
    ]
    rows += [row(i, "growth", 2013, v, "%", region="浙江省") for i, v in (("exports", 5), ("gdp", 7.5), ("imports", 2))]
    rows += [
        row("trade_total", "growth", 2013, 9, "%", region="浙江省"),
        row("imports", "level", 2013, 30, "亿元", region="浙江省"),
    ]
    rows += [
        row("trade_total", "level", 2013, 170, "亿元", region="浙江省"),
        row("gdp", "growth", 2013, 9, "%", region="河北省"),
    ]
    rank = row("gdp", "rank", 2013, 1, "位", region="浙江省", sentence="增速居全国第1位") | {
        "quote": "第1位",
        "start": 5,
        "end": 8,
    }
    return panel(*rows, rank)


@cache
def findings_panel() -> gr.Panel:
    """One of each kind of finding, with what would reconcile the two sayings and which of them fits."""
    rows = [
        row("open:新建小区雨水回用占比", "level", 2022, 104, "%", region="甲市"),
        row("forest_coverage", "level", 2022, 104, "%", region="甲市"),
        *(row(i, "level", 2022, v, "亿元", region="甲市") for i, v in (("trade_total", 700), ("exports", 900))),
        *(row("gdp", "level", year, v, "亿元", region="易县") for year, v in ((2021, 4000), (2022, 6400))),
        row("gdp", "growth", 2022, 6, "%", region="易县"),
        *(
            row(i, "level", 2022, v, "亿元", region="乙市")
            for i, v in (("trade_total", 1000), ("exports", 600), ("imports", 300))
        ),
        *(
            row(i, "growth", 2022, v, "%", region="乙市")
            for i, v in (("trade_total", 9), ("exports", 5), ("imports", 7))
        ),
        *(row("grain_output", "level", year, 500, "万吨", region="乙市") for year in (2021, 2023)),
        *(row("grain_output", "level", 2022, v, "万吨", region="乙市", start=s) for v, s in ((510, 0), (5100, 40))),
        *(
            row("port_cargo", "level", 2021, v, "万吨", region="乙市", report=r, name=n)
            for v, r, n in ((500, 2022, "港口货物吞吐量"), (900, 2024, "港口吞吐量"))
        ),
        row("retail_sales", "growth", 2022, 6, "%", region="乙市") | {"doubt": 0.8},
        row("gdp", "growth", 2022, 7, "%", region="河北省"),
        row("gdp", "growth", 2022, 5, "%", region="浙江省"),
    ]
    rank = row("gdp", "rank", 2022, 1, "位", region="浙江省", sentence="增速居全国第1位") | {
        "quote": "第1位",
        "start": 5,
        "end": 8,
    }
    return panel(*rows, rank)


@cache
def league_panel() -> gr.Panel:
    """Targets of several regions: ranges and hedges, a nation, one that is silent, one in another measure."""
    goals = [
        ("甲省", 5, "about", None),
        ("乙省", 4.5, "exact", 5),
        ("丙省", 5, "over", None),
        ("全国", 5, "about", None),
    ]
    rows = [
        row("gdp", "growth", 2024, v, "%", bound=b, high=h, status="target", region=r, start=k)
        for k, (r, v, b, h) in enumerate(goals)
    ]
    silent = row("exports", "growth", 2024, 3, "%", status="target", region="丁省")
    other = row("gdp", "level", 2024, 9000, "亿元", status="target", region="戊省")
    early = row("gdp", "growth", 2022, 4, "%", status="target", region="己省")
    return panel(*rows, silent, other, early)


def snapshot(name: str, text: str) -> None:
    """Compare with the stored view; GOVREPORT_UPDATE_SNAPSHOTS=1 writes it anew, and then it is to be read."""
    path = SNAPSHOTS / name
    if os.environ.get("GOVREPORT_UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"no snapshot {path.name}: write it with GOVREPORT_UPDATE_SNAPSHOTS=1 and read it"
    assert text == path.read_text(encoding="utf-8")


VIEWS = {
    "comparison.zh.txt": lambda: gr.compare(sample_panel(), 2022, 2023).to_text(),
    "comparison.en.open.txt": lambda: gr.compare(sample_panel(), 2022, 2023).to_text(
        "en", open_ids=True, sentences=True
    ),
    "comparison.md": lambda: gr.compare(sample_panel(), 2022, 2023).to_markdown(open_ids=True),
    "comparison.html": lambda: gr.compare(sample_panel(), 2022, 2023).to_html(open_ids=True),
    "reports.zh.txt": lambda: gr.compare(sample_panel(), 2023, 2024, by="report_year").to_text(),
    "targets.zh.txt": lambda: gr.targets(sample_panel()).to_text(),
    "targets.en.txt": lambda: gr.targets(sample_panel()).to_text("en"),
    "revisions.zh.txt": lambda: gr.revisions(sample_panel()).to_text(),
    "coverage.zh.txt": lambda: gr.coverage(sample_panel()).to_text(),
    "coverage.en.txt": lambda: gr.coverage(sample_panel()).to_text("en"),
    "revisions.en.txt": lambda: gr.revisions(sample_panel()).to_text("en"),
    "years.zh.txt": lambda: gr.compare(years_panel(), years=range(2020, 2024)).to_text(),
    "years.en.txt": lambda: gr.compare(years_panel(), 2022, 2023, 2024, by="report_year").to_text("en", sentences=True),
    "sides.zh.txt": lambda: gr.side_by_side(years_panel(), 2022, 2023).to_text(),
    "sides.en.txt": lambda: gr.side_by_side(years_panel(), 2024, by="report_year").to_text("en"),
    "audit.zh.txt": lambda: gr.audit(audit_panel()).to_text(),
    "audit.en.txt": lambda: gr.audit(audit_panel()).to_text("en", sentences=True),
    "findings.zh.txt": lambda: gr.check(findings_panel()).to_text(open_ids=True),
    "findings.en.txt": lambda: gr.check(findings_panel()).to_text("en", sentences=True),
    "story.zh.txt": lambda: gr.target_story(sample_panel()).to_text(),
    "story.en.txt": lambda: gr.target_story(sample_panel()).to_text("en", sentences=True),
    "league.zh.txt": lambda: gr.league(league_panel(), "gdp", 2024, status="target").to_text(),
    "league.en.txt": lambda: gr.league(league_panel(), "gdp", 2024, status="target").to_text("en", sentences=True),
    "empty.zh.txt": lambda: gr.compare(sample_panel(), 2022, 2023, indicator="exports").to_text(),
}


RESULTS = {
    "Comparison": lambda: gr.compare(sample_panel(), 2022, 2023),
    "Targets": lambda: gr.targets(sample_panel()),
    "TargetStory": lambda: gr.target_story(sample_panel()),
    "Revisions": lambda: gr.revisions(sample_panel()),
    "Coverage": lambda: gr.coverage(sample_panel()),
    "SideBySide": lambda: gr.side_by_side(years_panel(), 2022, 2023),
    "Audit": lambda: gr.audit(audit_panel()),
    "Findings": lambda: gr.check(findings_panel()),
    "League": lambda: gr.league(league_panel(), "gdp", 2024, status="target"),
}


@pytest.mark.parametrize("name", RESULTS)
def test_every_outcome_counts_its_rows_by_kind_in_a_table_and_in_one_line(name: str) -> None:
    result = RESULTS[name]()
    counts = result.summary()["total"]
    assert list(counts.index) == list(result.kinds) and counts.sum() == len(result) > 0
    assert {kind: len(result.of_kind(kind)) for kind in result.kinds} == counts.to_dict()
    line = repr(result)
    assert line.startswith(f"<{name}") and line.endswith(">")
    assert line.rstrip(">").split(": ")[-1] == ", ".join(f"{n} {kind}" for kind, n in counts.items() if n)


def test_a_change_that_the_words_do_not_settle_is_called_open_and_one_that_is_bounded_is_not() -> None:
    def line(first: str, second: str, value: float) -> str:
        rows = [
            row("gdp", "level", 2022, 10000, "亿元", bound=first),
            row("gdp", "level", 2023, value, "亿元", bound=second),
        ]
        return next(x for x in gr.compare(panel(*rows), 2022, 2023).to_text().split("\n") if "10,000亿元" in x)

    assert "方向不明" in line("over", "over", 12000)
    assert "方向不明 (≤+2,000亿元)" in line("over", "exact", 12000)
    assert "方向不明 (≥-2,000亿元)" in line("exact", "over", 8000)
    assert "方向不明" not in line("exact", "over", 12000) and "≥+2,000亿元" in line("exact", "over", 12000)


@pytest.mark.parametrize(
    ("first", "stated", "kind", "change"),
    [
        ("1.37万亿斤", 370, "changed", 370),
        ("1.37万亿斤", -150, "changed", -150),
        ("1.37万亿斤", 3000, "unchanged", 0),  # more than rounding hides: one of the two is wrong
        ("1.35万亿斤", 370, "changed", 1000),  # what the levels tell stays
    ],
)
def test_levels_that_round_to_one_number_change_by_what_the_report_states(
    first: str, stated: float, kind: str, change: float
) -> None:
    def output(year: int, quote: str) -> dict[str, Any]:
        return row("grain_output", "level", year, float(quote[:4]) * 50000, "万吨") | {"quote": quote}

    rows = [output(2021, first), output(2022, "1.37万亿斤"), row("grain_output", "change", 2022, stated, "万吨")]
    for a, b, turn in ((2021, 2022, 1), (2022, 2021, -1)):
        frame = gr.compare(panel(*rows), a, b, measure="level").frame
        found = frame[frame["measure"] == "level"].iloc[0]
        assert (found["kind"], found["change"]) == (kind, turn * change)
        stated_is_told = kind == "changed" and abs(change) == abs(stated)
        assert ("states the change" in found["reason"]) == stated_is_told
        assert found["sign"] == ("same" if not change else "up" if turn * change > 0 else "down")


def test_the_growth_that_a_floor_implies_is_not_set_beside_the_growth_that_is_stated() -> None:
    """地区生产总值跨过3万亿元 is true of 35,538亿元 grown by 5.1 %, and no fall by up to 15.6 %."""
    rows = [
        row("gdp", "level", 2024, 35538, "亿元"),
        row("gdp", "level", 2025, 30000, "亿元", bound="over"),
        row("gdp", "growth", 2025, 5.1, "%"),
    ]
    told = gr.compare(panel(*rows), 2024, 2025).to_text()
    assert "报告增长 5.1%" in told and "15.6" not in told


@pytest.mark.parametrize(
    ("first", "second", "tolerance", "change"),
    [
        ((3000, "exact"), (3000, "exact"), 0, "持平"),
        ((3000, "near"), (3000, "near"), 0, "说法相同"),
        ((3000, "over"), (3000, "over"), 0, "说法相同"),
        ((3000, "exact"), (3000, "near"), 0, "≈0亿元"),  # another wording: neither the same nor said alike
        ((3000, "near"), (3000, "exact"), 0.1, "≈0亿元"),
        ((3000, "exact"), (3030, "exact"), 0.1, "+30亿元"),  # within the tolerance, and still 30 more
    ],
)
def test_only_what_is_equal_is_the_same_and_only_what_is_said_alike_is_alike(
    first: tuple[float, str], second: tuple[float, str], tolerance: float, change: str
) -> None:
    sides = zip((2022, 2023), (first, second), strict=True)
    both = panel(*(row("gdp", "level", year, value, "亿元", bound=bound) for year, (value, bound) in sides))
    [line] = [x for x in gr.compare(both, 2022, 2023, tolerance=tolerance).to_text().split("\n") if "gdp" in x]
    assert [word for word in ("持平", "说法相同", "≈0亿元", "+30亿元") if word in line] == [change]


def test_regions_of_one_report_year_say_the_role_of_their_rows_and_of_one_year_of_data_need_not() -> None:
    both = panel(
        row("gdp", "growth", 2022, 6, "%", region="浙江省"), row("gdp", "growth", 2022, 5, "%", region="江苏省")
    )
    assert "结果 · 经济总量" in gr.side_by_side(both, 2023, by="report_year").to_text()
    assert "结果 · " not in gr.side_by_side(both, 2022).to_text()


@cache
def view(name: str) -> str:
    return VIEWS[name]()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_looks_as_it_did(name: str) -> None:
    snapshot(name, view(name) + ("" if name.endswith((".md", ".html")) else "\n"))


def test_what_another_unit_makes_of_a_number_is_shown_no_more_exactly_than_it_was_said(tmp_path: Path) -> None:
    text = "某县{}年政府工作报告\n一、{}年工作回顾\n新增城市绿地{}。\n"
    said = [(2023, "29.2万亩"), (2024, "30万亩")]
    reports = [gr.report_from_text(text.format(y, y - 1, q), region="泾阳县", year=y, source=f"{y}") for y, q in said]
    green = gr.read_panel(reports, progress=False)
    assert green.frame["value"].round(4).tolist() == [19466.6667, 20000]
    for shown in (gr.compare(green, 2022, 2023).to_text("zh"), gr.compare(green, years=[2022, 2023]).to_text("zh")):
        assert "19,470" in shown and "+530公顷" in shown and "19,466" not in shown
    assert green.wide("green_space_new", hedges=True)["green_space_new"].tolist() == ["19,470", "20,000"]
    assert "19,470" in green._repr_html_() and "19,466" not in green.to_html(tmp_path / "p.html")
    point = Point(2022, 19466.6667, 19466.6667, 19466.6667, "exact", "actual", 2023, "泾阳县", quote="29.2万亩")
    assert stated(point, 1.0, PlotWords(green, "en")) == "19,470"


def test_no_line_of_a_text_is_wider_than_a_page() -> None:
    for name in VIEWS:
        if not name.endswith((".md", ".html")):
            assert max(map(width, view(name).split("\n"))) <= PAGE, name


def test_a_table_that_is_too_wide_loses_nothing() -> None:
    years = tuple(Column(str(year), right=True) for year in range(1990, 2024))
    head = (Column("指标", stands="name"), Column("编号", code=True), *years, Column("说明"))
    sizes = [f"{n * 1000}个" for n in range(34)]
    row = Row(("省级智慧农贸市场总数", "wet_markets-provincial-intelligent-stock", *sizes, "说来话长，" * 30))
    text = write_text(View("标题" * 70, "", head, (Section("甲", (row,)),), ("注" * 90,)))
    lines = text.split("\n")
    assert max(map(width, lines)) <= PAGE and text.count("指标") > 1
    assert all(f" {size}" in text for size in sizes) and all(str(year) in text for year in range(1990, 2024))
    assert (
        text.count("标题") == 70 and text.count("注") == 90 and "".join(map(str.strip, lines)).count("说来话长") == 30
    )
    assert "      说明：说来话长，" in text and not any(line.lstrip().startswith("，") for line in lines)
    assert "".join(line.strip() for line in lines_of("wet_markets-new-" * 9, 20)) == "wet_markets-new-" * 9
    for name in (
        "𠮷" * 17,
        "한" * 17,
        "é\u0301" * 30 + "𠮷" * 3,
    ):  # words that no blank cuts, of wide characters or with accents
        lines = lines_of(name, 10)
        assert "".join(lines) == name and max(map(width, lines)) <= 10
    assert lines_of("abcdefghij，", 10) == ["abcdefghij", "，"]


def test_no_snapshot_is_left_over() -> None:
    assert {path.name for path in SNAPSHOTS.iterdir()} == set(VIEWS)


def test_the_columns_of_a_table_stand_under_each_other(sampler: Comparison) -> None:
    lines = sampler.to_text().splitlines()
    head = next(line for line in lines if "编号" in line)
    ids = set(sampler.frame["indicator"])
    starts = {
        width(line[: line.index(f"  {i}  ") + 2])
        for line in lines
        for i in ids
        if line.startswith("  ") and f"  {i}  " in line
    }
    assert starts == {width(head[: head.index("编号")])}
    amounts = [line for line in lines if line.startswith("  ") and "个百分点" in line]
    assert len({width(line[: line.index("个百分点")]) for line in amounts}) == 1 < len(amounts)


@pytest.mark.parametrize(
    ("text", "columns"), [("GDP", 3), ("增长", 4), ("５", 2), ("e\u0301", 1), ("\u200b", 0), ("≥5%", 3)]
)
def test_the_width_of_a_text_is_what_a_terminal_gives_it(text: str, columns: int) -> None:
    assert width(text) == columns


def test_the_words_of_a_report_are_words_in_every_view(sampler: Comparison) -> None:
    html = sampler.to_html(open_ids=True)
    assert "<script" not in html and "&lt;script&gt;" in html
    assert "<script" not in sampler._repr_html_()
    markdown = sampler.to_markdown(open_ids=True)
    assert "<script" not in markdown and "\\|x\\|" in markdown
    text = sampler.to_text(open_ids=True, sentences=True)
    assert "\x1b" not in text and "<script>alert('|x|')</script> [31m&" in text


def test_open_ids_are_counted_until_they_are_asked_for(sampler: Comparison) -> None:
    short, full = sampler.to_text(), sampler.to_text(open_ids=True)
    assert "打通断头路" not in short and "open_ids=True" in short
    assert "打通断头路" in full and "open_ids=True" not in full


def test_the_short_form_is_one_line(sampler: Comparison) -> None:
    assert repr(sampler).startswith("<Comparison 2022 → 2023 by period: ")
    assert "\n" not in repr(sampler)
    assert str(sampler) == sampler.to_text()


def test_headings_say_where_a_county_lies_unless_all_lie_there(tmp_path: Path) -> None:
    zh, en = Words("zh"), Words("en")
    assert zh.places(["易县"]) == {"易县": "保定市易县"} and en.places(["易县"]) == {"易县": "Yi County, Baoding"}
    assert list(zh.places(["易县", "定兴县"]).values()) == ["易县", "定兴县"]
    assert list(zh.places(["易县", "北京市朝阳区"]).values()) == ["保定市易县", "北京市朝阳区"]
    assert list(zh.places(["浙江省", "保定市", "某某县"]).values()) == ["浙江省", "保定市", "某某县"]
    steps = [
        row("gdp", "growth", y, y - 2017, "%", region=place) for y in (2022, 2023) for place in ("易县", "北京市朝阳区")
    ]
    both, alone = panel(*steps), panel(*steps[::2])
    assert "保定市易县 · 变化 1" in gr.compare(both, 2022, 2023).to_text("zh")
    assert gr.compare(alone, 2022, 2023).to_text("zh").startswith("保定市易县 2022 → 2023")
    assert (
        "<title>保定市易县" in alone.to_html(tmp_path / "p.html", lang="zh")
        and "保定市易县" in gr.compare(alone, 2022, 2023).to_html()
    )


@pytest.mark.parametrize(
    ("indicator", "first", "second", "noted"),
    [
        ("one_thing_services", "新增事项{}。", "累计推出事项{}。", True),
        ("one_thing_services", "累计推出事项{}。", "累计推出事项{}。", False),
        ("one_thing_services", "推出事项{}。", "全年累计推出事项{}。", False),  # of the year all the same
        ("one_thing_services", "推出事项{}。", "今年以来累计推出事项{}。", False),
        ("one_thing_services", "推出事项{}。", "1—12月累计推出事项{}。", False),
        ("one_thing_services", "推出事项{}。", "2020年以来累计推出事项{}。", True),
        ("one_thing_services", "推出事项{}。", "累计办件9件，推出事项{}。", False),  # another clause
        ("one_thing_services", "推出事项{}。", "平台上线以来推出事项{}。", True),
        ("one_thing_services", "推出事项{}。", "自窗口启用至今推出事项{}。", True),
        ("one_thing_services", "推出事项{}。", "改制完成以来，走访企业9家，推出事项{}。", True),
        ("one_thing_services", "推出事项{}。", "入冬以来推出事项{}。", False),  # part of the year
        ("one_thing_services", "推出事项{}。", "取得开埠以来最好成绩，推出事项{}。", False),
        ("above_scale_industrial_firms", "企业{}。", "企业累计{}。", False),  # there are as many as there are
    ],
)
def test_a_sum_so_far_beside_a_year_is_noted(indicator: str, first: str, second: str, noted: bool) -> None:
    unit = gr.vocabulary()[indicator].unit
    sides = [
        row(indicator, "level", year, value, unit, sentence=said.format(f"{value}{unit}"), start=said.index("{"))
        for year, value, said in ((2022, 23, first), (2023, 119, second))
    ]
    found = only(gr.compare(panel(*sides), 2022, 2023))
    assert found["kind"] == "changed"
    assert ("only one side is told as a sum so far" in found["reason"]) is noted
    assert ("写明是累计数" in gr.compare(panel(*sides), 2022, 2023).to_text("zh")) is noted
