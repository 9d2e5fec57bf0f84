"""Regions in the order of one indicator: the rule of hedges, ties, who is missing and why."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_rows import panel, row

import govreport as gr


def goal(region: str, value: float, bound: str = "exact", high: float | None = None, **more: Any) -> dict[str, Any]:
    return row("gdp", "growth", 2026, value, "%", bound=bound, high=high, status="target", region=region, **more)


def result(region: str, value: float, indicator: str = "gdp", unit: str = "%", **more: Any) -> dict[str, Any]:
    return row(indicator, more.pop("measure", "growth"), 2025, value, unit, region=region, **more)


def places(found: gr.League) -> dict[str, Any]:
    ranked = found.ranked
    return dict(zip(ranked["region"], ranked["place"], strict=True))


HEDGED = panel(
    goal("甲省", 5, "about"),
    goal("乙省", 4.5, high=5),
    goal("丙省", 5, "over"),
    goal("丁省", 5),
    goal("戊省", 5.5, "about"),
    goal("己省", 5, "under"),
    goal("庚省", 5, "near"),
)


def test_equal_numbers_are_told_apart_by_their_hedges_and_a_range_counts_by_its_middle() -> None:
    found = gr.league(HEDGED, "gdp", 2026, status="target")
    assert places(found) == {"戊省": 1, "丙省": 2, "甲省": 3, "丁省": 3, "庚省": 5, "己省": 6, "乙省": 7}
    assert found.ranked.set_index("region")["size"]["乙省"] == 4.75
    assert (found.role, found.measure, found.order) == ("target", "growth", "high first")


def test_the_hedges_say_which_places_are_possible() -> None:
    told = [result("甲省", 7), result("乙省", 5, bound="about"), result("丙省", 5.2)]
    aims = [goal("甲省", 7), goal("乙省", 5, "about"), goal("丙省", 5.2)]
    spans = [
        gr.league(panel(*rows), "gdp", year, status=status).ranked.set_index("region")[["place_best", "place_worst"]]
        for rows, year, status in ((told, 2025, None), (aims, 2026, "target"))
    ]
    assert spans[0].T.to_dict("list") == {"甲省": [1, 1], "丙省": [2, 3], "乙省": [2, 3]}
    assert spans[1].T.to_dict("list") == {"甲省": [1, 1], "丙省": [2, 2], "乙省": [3, 3]}


def test_where_less_is_better_the_low_end_stands_first_and_the_ceiling_is_the_boldest() -> None:
    rates = [("甲省", 5.5, "about"), ("乙省", 5.5, "under"), ("丙省", 5, "about"), ("丁省", 5.5, "over")]
    rows = [
        row("urban_surveyed_unemployment", "level", 2026, v, "%", bound=b, status="target", region=r)
        for r, v, b in rates
    ]
    found = gr.league(panel(*rows), "urban_surveyed_unemployment", 2026, status="target")
    assert places(found) == {"丙省": 1, "乙省": 2, "甲省": 3, "丁省": 4}
    assert found.order == "low first"
    turned = gr.league(panel(*rows), "urban_surveyed_unemployment", 2026, status="target", order="high first")
    assert places(turned) == {"丁省": 1, "甲省": 2, "乙省": 3, "丙省": 4}


def test_a_fall_of_more_than_a_number_lies_below_it() -> None:
    rows = [
        row("energy_intensity", "growth", 2026, v, "%", bound=b, status="target", region=r)
        for r, v, b in (("甲省", -3, "over"), ("乙省", -3, "about"), ("丙省", -3.5, "exact"), ("丁省", -3, "under"))
    ]
    found = gr.league(panel(*rows), "energy_intensity", 2026, status="target")
    assert places(found) == {"丙省": 1, "甲省": 2, "乙省": 3, "丁省": 4}


def test_a_region_that_only_tells_a_milestone_has_no_place_where_it_may_have_several() -> None:
    def told(passed: float, sentence: str) -> dict[str, Any]:
        level: dict[str, Any] = {"measure": "level", "unit": "亿元"}
        rows = [result("甲省", 36000, **level), result("丙省", 15000, **level)]
        found = gr.league(panel(*rows, result("乙省", passed, bound="over", sentence=sentence, **level)), "gdp", 2025)
        return found.frame.set_index("region")[["kind", "reason"]].T.to_dict("list")["乙省"]

    assert told(30000, "地区生产总值跨过30000亿元。") == ["not_ranked", "only a floor is known"]
    assert told(40000, "地区生产总值跨过40000亿元。") == ["ranked", ""]
    assert told(30000, "地区生产总值超30000亿元。") == ["ranked", ""]


def test_equal_results_share_a_place_and_the_next_one_is_left_out() -> None:
    found = gr.league(panel(result("甲省", 5), result("乙省", 6), result("丙省", 5), result("丁省", 4)), "gdp", 2025)
    assert places(found) == {"乙省": 1, "甲省": 2, "丙省": 2, "丁省": 4}


def test_the_nation_stands_where_it_would_and_takes_no_place() -> None:
    found = gr.league(panel(result("甲省", 6), result("全国", 5), result("乙省", 4)), "gdp", 2025)
    assert found.frame[["kind", "region"]].to_numpy().tolist() == [
        ["ranked", "甲省"],
        ["reference", "全国"],
        ["ranked", "乙省"],
    ]
    assert places(found) == {"甲省": 1, "乙省": 2}


def test_who_is_missing_is_listed_with_the_reason() -> None:
    rows = [
        result("甲省", 6),
        result("乙省", 7, "exports"),
        result("丙省", 100, unit="亿元", measure="level"),
        row("gdp", "growth", 2020, 3, "%", region="丁省"),
    ]
    found = gr.league(panel(*rows), "gdp", 2025, measure="growth").missing
    assert dict(zip(found["region"], found["reason"], strict=True)) == {
        "丁省": "the next report is not in the panel",
        "丙省": "gives another measure",
        "乙省": "the report does not say",
    }


def test_who_is_missing_among_aims_is_missing_in_the_report_of_the_year_itself() -> None:
    rows = [
        goal("甲省", 6),
        result("乙省", 5, report=2026),
        result("丙省", 5, report=2025),
        result("丁省", 5, report=2027),
    ]
    found = gr.league(panel(*rows), "gdp", 2026, status="target").missing
    assert dict(zip(found["region"], found["reason"], strict=True)) == {
        "乙省": "the report does not say",
        "丙省": "its report of the year is not in the panel",
        "丁省": "its report of the year is not in the panel",
    }
    aimed = gr.league(panel(goal("甲省", 6), result("甲省", 5), goal("乙省", 7)), "gdp", 2025).missing
    assert aimed["reason"].tolist() == ["the report does not say"], "an aim is no other measure of a result"


def test_those_without_a_place_stand_behind_those_with_one_and_the_missing_last() -> None:
    rows = [
        row("exports", "growth", 2025, 1, "%", region="甲省"),
        result("乙省东部", 9, reporter="乙省"),
        result("乙省", 5),
        result("丙省", 6, status="estimate"),
    ]
    found = gr.league(panel(*rows), "gdp", 2025).frame
    assert found[["kind", "region"]].to_numpy().tolist() == [
        ["ranked", "丙省"],
        ["ranked", "乙省"],
        ["not_ranked", "乙省东部"],
        ["missing", "甲省"],
    ]
    assert found["said"].tolist() == [1, 1, 1, 0] and found["place"].astype("object").fillna(0).tolist() == [1, 2, 0, 0]


def test_of_measures_and_units_that_as_many_regions_give_one_is_ranked() -> None:
    level = result("甲省", 100, unit="亿元", measure="level")
    assert gr.league(panel(result("乙省", 6), level), "gdp", 2025).measure == "level"
    twice = [level, result("甲省", 5), result("甲省", 5, start=50), result("乙省", 6)]
    assert gr.league(panel(*twice), "gdp", 2025).measure == "growth", "regions are counted, and not sayings"
    units = [("甲省", 3, "亿元"), ("乙省", 4, "亿美元"), ("丙省", 5, "亿美元")]
    rows = [result(region, value, "open:技改资金", unit, measure="level") for region, value, unit in units]
    assert gr.league(panel(*rows), "open:技改资金", 2025).ranked["unit"].tolist() == ["亿美元", "亿美元"]
    assert gr.league(panel(*rows[:2]), "open:技改资金", 2025).ranked["region"].tolist() == ["甲省"]


def test_currencies_are_not_ranked_together_and_units_of_one_kind_are_converted() -> None:
    rows = [
        result("甲省", 300, "open:技改资金", "亿元", measure="level"),
        result("乙省", 4e10, "open:技改资金", "元", measure="level"),
        result("丙省", 100, "open:技改资金", "亿元", measure="level"),
        result("丁省", 90, "open:技改资金", "亿美元", measure="level"),
    ]
    found = gr.league(panel(*rows), "open:技改资金", 2025)
    assert places(found) == {"乙省": 1, "甲省": 2, "丙省": 3}
    apart = found.of_kind("not_ranked").iloc[0]
    assert (apart["region"], apart["reason"], apart["value"], apart["unit"]) == ("丁省", "unit differs", 90, "亿美元")
    ranked, _, others = found.to_text().partition("不排名\n")
    assert "乙省" in ranked and "丁省" not in ranked
    assert "丁省" in others and "90亿美元" in others and "单位不同" in others


def test_a_territory_that_is_only_spoken_of_has_no_place_unless_it_is_asked_for() -> None:
    there = panel(result("甲省", 6), result("甲省东部", 9, reporter="甲省"))
    assert places(gr.league(there, "gdp", 2025)) == {"甲省": 1}
    assert gr.league(there, "gdp", 2025).of_kind("not_ranked")["region"].tolist() == ["甲省东部"]
    assert places(gr.league(there, "gdp", 2025, region=["甲省", "甲省东部"])) == {"甲省东部": 1, "甲省": 2}


def test_the_measure_that_most_regions_give_is_ranked_where_none_is_named() -> None:
    level = result("甲省", 100, unit="亿元", measure="level")
    there = panel(level, result("甲省", 5), result("乙省", 6))
    assert gr.league(there, "gdp", 2025).measure == "growth"
    assert gr.league(there, "gdp", 2025, measure="level").measure == "level"


def test_regions_of_one_level_alone_can_compete_and_are_found_by_any_name() -> None:
    rows = [result("浙江省", 5), result("河北省", 6), result("保定市", 7), result("全国", 5.5)]
    there = panel(*rows)
    found = gr.league(there, "gdp", 2025, level="province")
    assert found.frame[["kind", "region"]].to_numpy().tolist() == [
        ["ranked", "河北省"],
        ["reference", "全国"],
        ["ranked", "浙江省"],
    ]
    assert places(gr.league(there, "gdp", 2025, region=["浙江", "保定"])) == {"保定市": 1, "浙江省": 2}
    with pytest.raises(gr.InputError, match="did you mean 'province'"):
        gr.league(there, "gdp", 2025, level="provinces")
    with pytest.raises(gr.InputError, match="county"):
        gr.league(panel(*rows[:3]), "gdp", 2025, level="county")


@pytest.mark.parametrize(
    ("arguments", "options", "error", "said"),
    [
        (("gdp", 2026), {}, gr.InputError, "no result for 2026: found 2026; there are targets"),
        (("gdp", 2030), {"status": "target"}, gr.InputError, "2026"),
        (("gpd", 2026), {}, gr.UnknownIdError, "gdp"),
        ((["gdp"], 2026), {}, gr.InputError, "not one id"),
        (("gdp", "2026"), {}, gr.InputError, "year"),
        (("gdp", 2026), {"status": "target", "measure": "grwth"}, gr.InputError, "growth"),
        (("gdp", 2026), {"status": "target", "region": "甲"}, gr.UnknownIdError, "甲省"),
        (("gdp", 2026), {"status": "target", "order": "up"}, gr.InputError, "high first"),
    ],
)
def test_wrong_questions_are_refused_with_what_there_is(
    arguments: Any, options: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        gr.league(HEDGED, *arguments, **options)
    assert said in str(caught.value)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.sampled_from(["exact", "about", "near", "over", "under"])),
        min_size=3,
        max_size=8,
    ),
    st.randoms(),
)
def test_places_do_not_hang_on_the_order_of_the_rows_and_lie_within_what_is_possible(
    values: list[tuple[int, str]], chance: Any
) -> None:
    rows = [goal(f"{'甲乙丙丁戊己庚辛'[k]}省", v, b) for k, (v, b) in enumerate(values)]
    found = gr.league(panel(*rows), "gdp", 2026, status="target")
    chance.shuffle(rows)
    assert places(gr.league(panel(*rows), "gdp", 2026, status="target")) == places(found)
    ranked = found.ranked
    assert (ranked["place_best"] <= ranked["place_worst"]).all()
    assert (ranked["place"] >= ranked["place_best"]).all()
    assert ranked["place"].is_monotonic_increasing and ranked["size"].is_monotonic_decreasing


def test_the_panel_is_left_as_it_was() -> None:
    before = HEDGED.frame
    changed = gr.league(HEDGED, "gdp", 2026, status="target").frame
    changed["value"] = 0
    pd.testing.assert_frame_equal(HEDGED.frame, before)


def test_what_else_is_said_of_the_indicator_is_told_where_no_measure_was_named() -> None:
    rows = [result("甲省", 5), result("乙省", 6), result("乙省", 900, unit="亿元", measure="level")]
    found = gr.league(panel(*rows), "gdp", 2025)
    assert (found.measure, found.others) == ("growth", (("level", 1),))
    assert "另有（地区数）：水平 1；measure='level' 排这一种" in found.to_text("zh")
    assert "Also there (regions): level 1; measure='level' ranks that" in found.to_text("en")
    named = gr.league(panel(*rows), "gdp", 2025, measure="growth")
    assert named.others == gr.league(panel(*rows[:2]), "gdp", 2025).others == ()
