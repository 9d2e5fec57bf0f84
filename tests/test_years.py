"""More than two years beside each other, regions beside each other, and tolerances for each unit."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_rows import gdp_growth as growth
from panel_rows import gdp_level as level
from panel_rows import panel, row

import govreport as gr

FOUR = panel(
    level(2020, 100),
    level(2021, 110),
    level(2022, 121, bound="over"),
    level(2023, 120),
    growth(2021, 9),
    growth(2023, 3),
    level(2021, 7, indicator="exports"),
)


def test_every_step_between_two_years_has_its_rows_and_the_table_a_column_a_year() -> None:
    found = gr.compare(FOUR, 2020, 2021, 2022, 2023, indicator="gdp", measure="level")
    steps = found.frame[["year_a", "year_b", "value_a", "value_b", "sign"]].to_numpy().tolist()
    assert steps == [
        [2020, 2021, 100, 110, "up"],
        [2021, 2022, 110, 121, "up"],
        [2022, 2023, 121, 120, "down"],
    ]
    line = found.table.iloc[0]
    assert line[[2020, 2021, 2022, 2023]].tolist() == [100, 110, 121, 120]
    assert line[["stated", "first_year", "last_year", "change", "relative", "sign"]].tolist() == [
        4,
        2020,
        2023,
        20,
        20,
        "up",
    ]
    assert (found.a, found.b, found.compared) == (2020, 2023, (2020, 2021, 2022, 2023))


def test_the_change_of_a_table_is_from_the_first_year_that_is_stated_to_the_last() -> None:
    found = gr.compare(FOUR, years=range(2020, 2024), measure="growth").table.iloc[0]
    assert found[["stated", "first_year", "last_year", "change", "change_unit"]].tolist() == [
        2,
        2021,
        2023,
        -6,
        "个百分点",
    ]
    alone = gr.compare(FOUR, years=range(2020, 2024), indicator="exports").table.iloc[0]
    assert math.isnan(alone["change"]) and alone["sign"] == "" and alone["stated"] == 1


def test_the_steps_are_those_that_two_years_alone_would_give() -> None:
    many = gr.compare(FOUR, 2020, 2021, 2022, 2023).frame
    for a, b in ((2020, 2021), (2021, 2022), (2022, 2023)):
        one = gr.compare(FOUR, a, b).frame
        step = many[(many["year_a"] == a) & (many["year_b"] == b)].reset_index(drop=True)
        pd.testing.assert_frame_equal(step, one, check_dtype=False)


def test_years_may_be_named_one_by_one_by_keyword_or_together() -> None:
    one = gr.compare(FOUR, 2020, 2021).frame
    for other in (
        gr.compare(FOUR, a=2020, b=2021),
        gr.compare(FOUR, years=[2020, 2021]),
        gr.compare(FOUR, years=(2020, 2021)),
    ):
        pd.testing.assert_frame_equal(other.frame, one)


def test_a_break_between_the_first_and_the_last_year_is_marked_in_the_table() -> None:
    rows = [level(y, v, indicator="general_budget_revenue") for y, v in ((2010, 90), (2011, 100), (2012, 120))]
    found = gr.compare(panel(*rows), 2010, 2011, 2012)
    assert found.table["break_year"].tolist() == [2012]
    assert found.frame["break_year"].fillna(0).tolist() == [0, 2012]


def test_a_table_is_in_one_unit_and_keeps_currencies_apart() -> None:
    rows = [
        level(2021, 2, indicator="open:技改资金"),
        level(2022, 3e8, "元", "open:技改资金"),
        level(2023, 4, indicator="open:技改资金"),
    ]
    rows += [level(2022, 5, "亿美元", "open:技改资金")]
    table = gr.compare(panel(*rows), 2021, 2022, 2023).table
    assert table.set_index("unit")[[2021, 2022, 2023]].fillna(0).T.to_dict("list") == {
        "亿元": [2, 3, 4],
        "亿美元": [0, 5, 0],
    }


def test_cells_hold_every_saying_with_its_sentence() -> None:
    cells = gr.compare(FOUR, years=range(2020, 2024), indicator="gdp", measure="level").cells
    assert cells[["year", "value", "bound", "report_year"]].to_numpy().tolist() == [
        [2020, 100, "exact", 2021],
        [2021, 110, "exact", 2022],
        [2022, 121, "over", 2023],
        [2023, 120, "exact", 2024],
    ]
    assert cells["sentence"].str.len().min() > 0 and cells["said"].tolist() == [1, 1, 1, 1]


def test_of_two_bases_in_one_year_the_cell_shows_the_one_without_any() -> None:
    rows = [
        growth(2021, 5),
        growth(2022, 9, basis="同口径", start=0),
        growth(2022, 6, start=50),
        growth(2023, 7, basis="同口径"),
    ]
    cells = gr.compare(panel(*rows), 2021, 2022, 2023).cells
    assert cells["value"].tolist() == [5, 6, 7]
    assert cells["basis"].fillna("").tolist() == ["", "", "同口径"]


def test_rows_of_a_domain_alone_can_be_asked_for() -> None:
    found = gr.compare(FOUR, 2020, 2021, domain="trade")
    assert set(found.frame["indicator"]) == {"exports"}
    with pytest.raises(gr.InputError, match="did you mean 'trade'"):
        gr.compare(FOUR, 2020, 2021, domain="trades")
    with pytest.raises(gr.InputError, match="'open'"):
        gr.compare(FOUR, 2020, 2021, domain=3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        ((2020,), {}, "two years or more are needed: found 2020"),
        ((), {}, "two years or more are needed: found none"),
        ((2020, 2021), {"years": [2022, 2023]}, "years are given twice"),
        ((), {"years": "2020"}, "years: not years"),
        ((), {"years": 2020}, "years: not years"),
        ((2020, 2021, 2020), {}, "with itself: found 2020"),
        ((2020, 2022, 2021), {}, "out of order: found 2020, 2022, 2021"),
        ((2020, 2029, 2030), {}, "years: no data for 2029–2030: expected two or more of 2020–2023"),
        ((2020, 2021, "2022"), {}, "more: not a year"),
    ],
)
def test_years_that_cannot_be_compared_are_refused(arguments: Any, options: dict[str, Any], said: str) -> None:
    with pytest.raises(gr.InputError) as caught:
        gr.compare(FOUR, *arguments, **options)
    assert said in str(caught.value)


def test_the_tolerance_may_be_an_amount_for_each_unit() -> None:
    rows = [level(2022, 1000), level(2023, 1004), growth(2022, 5), growth(2023, 5.1)]
    there = panel(*rows)

    def kinds(tolerance: dict[str, float]) -> list[str]:
        return gr.compare(there, 2022, 2023, tolerance=tolerance).frame["kind"].tolist()  # type: ignore[no-any-return]

    assert kinds({"%": 0.1}) == ["changed", "unchanged"]
    assert kinds({"亿元": 4}) == ["unchanged", "changed"]
    assert kinds({"亿元": 3.9, "%": 0.09}) == ["changed", "changed"]


@pytest.mark.parametrize(
    ("tolerance", "error", "said"),
    [
        ({"亿": 1}, gr.UnknownIdError, "亿元"),
        ({"%": -1}, gr.InputError, "tolerance of %"),
        ({"%": math.inf}, gr.InputError, "tolerance of %"),
        ({"%": "1"}, gr.InputError, "0 or more"),
        ([0.1], gr.InputError, "tolerance"),
    ],
)
def test_a_tolerance_that_cannot_be_used_is_refused(tolerance: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error) as caught:
        gr.compare(FOUR, 2020, 2021, tolerance=tolerance)
    assert said in str(caught.value)


@settings(max_examples=2, deadline=None)
@given(st.lists(st.lists(st.integers(1, 99), min_size=5, max_size=5), min_size=13, max_size=13))
def test_the_steps_of_a_series_add_up_to_the_change_of_its_table(values: list[list[int]]) -> None:
    years, places = range(2010, 2015), [f"{name}省" for name in "甲乙丙丁戊己庚辛壬癸子丑寅"]
    rows = [
        level(y, v, region=p) for p, line in zip(places, values, strict=True) for y, v in zip(years, line, strict=True)
    ]
    found = gr.compare(panel(*rows), years=years)
    table = found.table.set_index("region").loc[places]
    assert found.frame.groupby("region")["change"].sum()[places].tolist() == table["change"].tolist()
    np.testing.assert_allclose(table[list(years)].to_numpy(), values)


# --- regions ----------------------------------------------------------------------------------------------------------

REGIONS = panel(
    *(
        growth(y, v, region=r)
        for r, y, v in (("甲省", 2022, 4), ("甲省", 2023, 5), ("乙省", 2023, 6), ("丙省", 2023, 7))
    ),
    growth(2023, 9, "exports", region="甲省"),
    growth(2023, 8, "exports", region="乙省", bound="about"),
    row("open:断头路", "level", 2023, 3, "条", region="丙省"),
    growth(2023, 1, "exports", region="乙省东部", reporter="乙省"),
)


def test_regions_are_columns_and_each_row_says_how_many_say_it() -> None:
    found = gr.side_by_side(REGIONS, 2023)
    assert found.regions == ("丙省", "乙省", "甲省")
    frame = found.frame.set_index("indicator")
    assert frame[["甲省", "乙省", "丙省"]].fillna(0).T.to_dict("list") == {
        "gdp": [5, 6, 7],
        "exports": [9, 8, 0],
        "open:断头路": [0, 0, 3],
    }
    assert frame["kind"].to_dict() == {"gdp": "all", "exports": "several", "open:断头路": "one"}


def test_several_years_are_columns_of_each_region() -> None:
    found = gr.side_by_side(REGIONS, 2022, 2023, region=["甲省", "乙省"], indicator="gdp")
    assert list(found.frame.columns)[-4:] == ["甲省 2022", "甲省 2023", "乙省 2022", "乙省 2023"]
    assert found.frame.iloc[0, -4:].fillna(0).tolist() == [4, 5, 0, 6]
    assert found.cells[["region", "year", "value"]].to_numpy().tolist() == [
        ["甲省", 2022, 4],
        ["甲省", 2023, 5],
        ["乙省", 2023, 6],
    ]


def test_a_region_that_is_asked_for_has_its_column_even_where_it_is_silent() -> None:
    found = gr.side_by_side(REGIONS, 2023, region=["丙省", "乙省东部"], indicator="exports")
    assert found.regions == ("丙省", "乙省东部")
    assert found.frame["丙省"].isna().all() and found.frame["乙省东部"].tolist() == [1]


def test_rows_stand_in_the_order_of_the_vocabulary_whichever_region_says_them() -> None:
    rows = [
        growth(2023, 1, "exports", region="甲省"),
        growth(2023, 1, region="乙省"),
        growth(2023, 1, "exports", region="乙省"),
    ]
    found = gr.side_by_side(panel(*rows), 2023).frame["indicator"].tolist()
    assert found == ["gdp", "exports"]


def test_columns_follow_the_codes_and_regions_are_found_by_any_name() -> None:
    rows = [growth(2023, v, region=r) for r, v in (("浙江省", 6), ("北京市", 5), ("XX市", 7), ("保定市", 8))]
    assert gr.side_by_side(panel(*rows), 2023).regions == ("北京市", "保定市", "浙江省", "XX市")
    assert gr.side_by_side(panel(*rows), 2023, level="province").regions == ("北京市", "浙江省")
    assert gr.side_by_side(panel(*rows), 2023, region=["浙江", "北京"]).regions == ("浙江省", "北京市")


def test_linked_open_ids_are_one_row_under_the_latest_wording() -> None:
    rows = [
        row("open:打通断头路", "level", y, v, "条", name=n, sentence=f"打通{n}{v}条。", start=100)
        for y, v, n in ((2021, 17, "断头路"), (2022, 18, "断头路"))
    ]
    rows.append(
        row(
            "open:打通城市断头路",
            "level",
            2023,
            20,
            "条",
            name="城市断头路",
            sentence="打通城市断头路20条。",
            start=100,
        )
    )
    there = panel(*rows)
    linked = gr.compare(there, 2021, 2022, 2023)
    apart = gr.compare(there, 2021, 2022, 2023, links=False)
    assert len(apart.table) == 2
    assert linked.table[[2021, 2022, 2023]].to_numpy().tolist() == [[17, 18, 20]]
    assert linked.table["indicator"].tolist() == ["open:打通城市断头路"]
    assert linked.cells["said_id"].tolist() == ["open:打通断头路"] * 2 + ["open:打通城市断头路"]


def test_wrong_questions_of_regions_are_refused() -> None:
    with pytest.raises(gr.InputError, match="no data for 2030"):
        gr.side_by_side(REGIONS, 2030)
    with pytest.raises(gr.UnknownIdError, match="甲省"):
        gr.side_by_side(REGIONS, 2023, region="甲")
    with pytest.raises(gr.InputError, match="report_year"):
        gr.side_by_side(REGIONS, 2023, by="reports")  # type: ignore[arg-type]


def test_the_panel_and_the_results_are_left_as_they_were() -> None:
    before = REGIONS.frame
    found, years = gr.side_by_side(REGIONS, 2023), gr.compare(FOUR, 2020, 2021, 2022)
    shown = str(found), str(years)
    for frame in (found.frame, found.cells, years.table, years.cells):
        frame[frame.columns[0]] = "?"
    assert (str(found), str(years)) == shown
    pd.testing.assert_frame_equal(REGIONS.frame, before)


def test_a_fall_from_a_floor_is_written_without_the_end_that_is_no_news() -> None:
    found = gr.compare(panel(level(2021, 3200, bound="over"), level(2022, 2900), level(2023, 2400)), 2021, 2022, 2023)
    assert "(≤-25%)" in str(found) and "-100" not in str(found)
