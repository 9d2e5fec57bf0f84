"""Targets from report to report, and which reports speak of what: appearing, falling silent, moving."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from case_rows import rows_of
from panel_rows import panel, row

import govreport as gr

CASES = Path(__file__).parent / "cases" / "target_steps.tsv"
STEPS = rows_of(CASES)


def test_the_step_is_the_one_of_the_table() -> None:
    rows = [
        row(
            "gdp",
            "growth" if case["unit"] == "%" else "level",
            year,
            float(case[side]),
            case["unit"],
            bound=case[f"bound_{side}"],
            high=float(case[f"high_{side}"]) if case[f"high_{side}"] else None,
            status="target",
            region=f"第{at}号市",
        )
        for at, case in enumerate(STEPS)
        for side, year in (("a", 2022), ("b", 2023))
    ]
    found = gr.target_story(panel(*rows)).frame.groupby("region")["step"].agg(list)
    assert len(found) == len(STEPS)
    wrong = [
        f"{' '.join(list(case.values())[:7])}: {found[f'第{at}号市']}"
        for at, case in enumerate(STEPS)
        if found[f"第{at}号市"] != ["set", case["step"]]
    ]
    assert not wrong, "\n".join(wrong)


def test_the_table_shows_every_step_that_two_targets_can_make() -> None:
    assert {case["step"] for case in STEPS} == {"kept", "raised", "lowered", "reworded"}


def aim(year: int, value: float, indicator: str = "gdp", **more: object) -> dict[str, object]:
    return row(indicator, "growth", year, value, "%", status="target", **more)  # type: ignore[arg-type]


def test_a_target_that_a_report_leaves_out_is_dropped_and_one_that_comes_back_resumed() -> None:
    quiet = row("exports", "growth", 2019, 1, "%", report=2020)
    found = gr.target_story(panel(aim(2019, 6), quiet, aim(2021, 6)), indicator="gdp").frame
    assert found[["year", "year_before", "step", "number_change"]].astype("object").fillna(0).to_numpy().tolist() == [
        [2019, 0, "set", 0],
        [2020, 2019, "dropped", 0],
        [2021, 2019, "resumed", 0],
    ]
    assert found["quote_a"].iloc[1] == "6%"


def test_a_missing_report_is_no_silence_and_is_said() -> None:
    found = gr.target_story(panel(aim(2019, 6), aim(2021, 6))).frame
    assert found["step"].tolist() == ["set", "kept"]
    assert found["reason"].tolist() == ["", "reports between them are not in the panel"]


def test_a_target_that_goes_on_in_another_measure_says_so() -> None:
    level = row("gdp", "level", 2020, 1e6, "亿元", status="target")
    found = gr.target_story(panel(aim(2019, 6), level)).frame
    assert found[["measure", "year", "step", "reason"]].to_numpy().tolist() == [
        ["level", 2020, "set", ""],
        ["growth", 2019, "set", ""],
        ["growth", 2020, "dropped", "now set in another measure or unit"],
    ]


def test_a_target_that_is_next_set_for_several_years_together_says_so() -> None:
    several = row("gdp", "growth", (2020, 2024), 5, "%", status="target", report=2020, per_year=True)
    found = gr.target_story(panel(aim(2019, 6), several)).frame
    assert found[["year", "step", "reason"]].to_numpy().tolist() == [
        [2019, "set", ""],
        [2020, "dropped", "now set for several years together"],
    ]


def test_a_place_nearer_the_top_is_the_more_ambitious_though_its_number_is_less() -> None:
    places = [
        row("gdp", "rank", year, place, "位", status="target") for year, place in ((2022, 5), (2023, 3), (2024, 4))
    ]
    found = gr.target_story(panel(*places)).frame
    assert found[["step", "ambition"]].to_numpy().tolist() == [["set", ""], ["lowered", "more"], ["raised", "less"]]


def test_ambition_knows_which_direction_is_good() -> None:
    rows = [aim(2022, 5), aim(2023, 6)]
    rates = [
        row("urban_surveyed_unemployment", "level", y, v, "%", status="target") for y, v in ((2022, 5), (2023, 5.5))
    ]
    prices = [aim(2022, 3, "consumer_price"), aim(2023, 2, "consumer_price")]
    found = gr.target_story(panel(*rows, *rates, *prices)).frame
    second = found[found["year"] == 2023].set_index("indicator")
    assert second["ambition"].to_dict() == {"gdp": "more", "urban_surveyed_unemployment": "less", "consumer_price": ""}
    assert second["step"].to_dict() == {
        "gdp": "raised",
        "urban_surveyed_unemployment": "raised",
        "consumer_price": "lowered",
    }


def test_what_came_of_a_target_stands_beside_it() -> None:
    rows = [aim(2021, 6, bound="over"), row("gdp", "growth", 2021, 8.1, "%"), aim(2022, 5.5, bound="about")]
    found = gr.target_story(panel(*rows, row("gdp", "growth", 2022, 3, "%"))).frame
    assert found["step"].tolist() == ["set", "lowered", "dropped"]
    assert found[["verdict", "value_result"]].to_numpy().tolist()[:2] == [["met", 8.1], ["missed", 3.0]]


def test_only_targets_of_the_own_report_for_its_own_year_are_followed() -> None:
    rows = [
        aim(2022, 5),
        row("gdp", "growth", 2022, 6, "%", status="target", region="甲省", reporter="全国"),
        row("gdp", "growth", (2021, 2025), 5.5, "%", status="target", report=2022),
        row("gdp", "growth", 2021, 6, "%", status="target", report=2022),
    ]
    assert gr.target_story(panel(*rows)).frame[["region", "year", "value_b"]].to_numpy().tolist() == [
        ["全国", 2022, 5.0]
    ]


def test_a_story_without_targets_says_so_and_a_wrong_measure_is_refused() -> None:
    there = panel(row("gdp", "growth", 2022, 3, "%"))
    story = gr.target_story(there)
    assert len(story) == 0 and story.note in story.to_text("en") and "没有为本年设定的目标" in str(story)
    with pytest.raises(gr.InputError, match="growth"):
        gr.target_story(there, measure="grwth")


# --- coverage ---------------------------------------------------------------------------------------------------------


def said(indicator: str, report: int, start: int = 0, region: str = "全国") -> dict[str, object]:
    return row(indicator, "growth", report - 1, 1, "%", start=start, region=region)


def test_what_appears_falls_silent_and_returns_is_an_event() -> None:
    rows = [said("gdp", y) for y in (2020, 2021, 2022, 2023, 2024)]
    rows += [said("exports", 2020), said("exports", 2021), said("imports", 2022), said("imports", 2024)]
    events = gr.coverage(panel(*rows)).events
    found = events[["event", "indicator", "year", "year_before", "run", "silent", "back"]].astype("object").fillna(0)
    assert found.to_numpy().tolist() == [
        ["appears", "imports", 2022, 2021, 1, 2, 0],
        ["disappears", "exports", 2022, 2021, 2, 3, 0],
        ["disappears", "imports", 2023, 2022, 1, 1, 2024],
        ["returns", "imports", 2024, 2023, 1, 1, 0],
    ]
    result = gr.coverage(panel(*rows))
    assert result.began["indicator"].tolist() == ["imports"]
    assert result.stopped["indicator"].tolist() == ["exports"]


def test_a_year_without_a_report_is_no_silence() -> None:
    assert gr.coverage(panel(said("gdp", 2020), said("gdp", 2022))).events.empty


def test_silence_is_counted_over_all_reports_whatever_the_filters() -> None:
    rows = [said("gdp", 2020), said("exports", 2021), said("gdp", 2022)]
    found = gr.coverage(panel(*rows), indicator="gdp").events
    assert found[["event", "year"]].to_numpy().tolist() == [["disappears", 2021], ["returns", 2022]]


def test_what_moves_in_the_report_is_an_event_with_its_way() -> None:
    rows = [said("gdp", y, 0) for y in (2020, 2021)] + [said("imports", y, 1000) for y in (2020, 2021)]
    rows += [said("exports", 2020, 900), said("exports", 2021, 100)]
    found = gr.coverage(panel(*rows)).moved
    assert found[["event", "indicator", "position_before", "position", "moved"]].to_numpy().tolist() == [
        ["moves_up", "exports", 0.9, 0.1, -0.8]
    ]
    assert gr.coverage(panel(*rows), move=0.9).moved.empty
    with pytest.raises(gr.InputError, match="move"):
        gr.coverage(panel(*rows), move=0)


@pytest.mark.parametrize(
    ("place", "moved"), [(250, ["moves_up"]), (251, []), (749, []), (750, ["moves_down"])], ids=lambda x: str(x)
)
def test_a_quarter_of_the_report_is_a_move_and_less_is_none(place: int, moved: list[str]) -> None:
    rows = [said(name, y, start) for name, start in (("gdp", 0), ("imports", 1000)) for y in (2020, 2021)]
    found = gr.coverage(panel(*rows, said("exports", 2020, 500), said("exports", 2021, place))).moved
    assert found["event"].tolist() == moved


@pytest.mark.parametrize("move", [0, -0.1, 1.01, True, "1", None])
def test_a_move_is_a_share_of_the_report(move: object) -> None:
    there = panel(said("gdp", 2020), said("gdp", 2021), said("exports", 2021, 100))
    assert gr.coverage(there, move=1).moved.empty
    with pytest.raises(gr.InputError, match="not a share"):
        gr.coverage(there, move=move)  # type: ignore[arg-type]


def test_coverage_counts_years_sayings_and_regions_and_says_where_in_the_report() -> None:
    rows = [said("gdp", 2020), said("gdp", 2022, 50), said("gdp", 2022, 10), said("gdp", 2022, 5, "甲省")]
    rows += [said("exports", 2020, 100), said("exports", 2022, 110), said("exports", 2022, 205, "甲省")]
    rows += [row("open:桥", "level", 2021, 2, "座", start=60), row("open:路", "level", 2021, 2, "条", start=70)]
    rows += [row("open:路", "level", 2021, 2, "条", start=80)]
    found = gr.coverage(panel(*rows))
    columns = ["indicator", "kind", 2020, 2022, "years", "total", "regions", "first", "last", "position"]
    assert found.frame[columns].to_numpy().tolist() == [
        ["gdp", "vocabulary", 1, 3, 2, 4, 2, 2020, 2022, 0.0],
        ["exports", "vocabulary", 1, 2, 2, 3, 2, 2020, 2022, 1.0],
        ["open:路", "open", 0, 2, 1, 2, 1, 2022, 2022, 0.6],
        ["open:桥", "open", 0, 1, 1, 1, 1, 2022, 2022, 0.5],
    ]
    cells = found.cells
    assert cells.loc[
        cells["indicator"] == "gdp", ["report_region", "report_year", "rows", "start"]
    ].values.tolist() == [
        ["全国", 2020, 1, 0],
        ["全国", 2022, 2, 10],
        ["甲省", 2022, 1, 5],
    ]


def test_each_territory_is_followed_in_its_own_reports() -> None:
    rows = [
        said("gdp", 2020),
        said("gdp", 2021),
        said("gdp", 2021, region="甲省"),
        said("exports", 2022, region="甲省"),
    ]
    result = gr.coverage(panel(*rows))
    assert result.events[["report_region", "event", "indicator", "year"]].to_numpy().tolist() == [
        ["甲省", "appears", "exports", 2022],
        ["甲省", "disappears", "gdp", 2022],
    ]
    assert result.frame.set_index("indicator")["regions"].to_dict() == {"gdp": 2, "exports": 1}


def test_cells_and_events_are_copies() -> None:
    result = gr.coverage(panel(said("gdp", 2020), said("exports", 2021)))
    cells, events = result.cells, result.events
    cells["rows"], events["year"] = 99, 0
    assert result.cells["rows"].tolist() == [1, 1] and (result.events["year"] == 2021).all()


# --- revisions --------------------------------------------------------------------------------------------------------


def test_vintages_stand_in_a_triangle_of_period_and_report() -> None:
    rows = [
        row("gdp", "level", y, v, "亿元", report=r)
        for y, r, v in ((2021, 2022, 100), (2021, 2023, 103), (2022, 2023, 110))
    ]
    result = gr.revisions(panel(*rows))
    table = result.triangle("gdp")
    assert table.index.name == "period" and table.columns.name == "report_year"
    assert table.fillna(0).to_numpy().tolist() == [[100, 103], [0, 110]]
    assert result.vintages[["period_end", "report_year", "step"]].to_numpy().tolist() == [
        [2021, 2022, "first"],
        [2021, 2023, "revised"],
        [2022, 2023, "first"],
    ]


def test_a_figure_that_is_taken_back_and_restored_counts_both_turns() -> None:
    rows = [row("gdp", "level", 2021, v, "亿元", report=r) for r, v in ((2022, 100), (2023, 103), (2024, 100))]
    found = gr.revisions(panel(*rows)).frame
    assert found[["kind", "reports", "turns"]].to_numpy().tolist() == [["same", 3, 2]]


@pytest.mark.parametrize(
    ("later", "kind"),
    [(105, "agrees"), (105.1, "revised"), (95, "agrees"), (94.9, "revised"), (100, "agrees")],
)
def test_what_lies_within_the_hedge_of_the_first_figure_agrees_and_beyond_it_revises(later: float, kind: str) -> None:
    rows = [
        row("exports", "level", 2021, 100, "亿元", bound="about"),
        row("exports", "level", 2021, later, "亿元", report=2024),
    ]
    for said in (rows, [{**rows[0], "report_year": 2025}, rows[1]]):
        found = gr.revisions(panel(*said)).frame
        assert found[["kind", "turns", "change_unit"]].to_numpy().tolist() == [[kind, int(kind == "revised"), "亿元"]]


def test_figures_are_revised_in_one_unit_on_one_basis_and_of_one_year_only() -> None:
    said = row("exports", "level", 2021, 100, "亿元")
    for other in (
        {"unit": "亿美元", "quote": "120亿美元"},
        {"basis": "名义"},
        {"period_end": 2022},
        {"per_year": True},
        {"measure": "change"},
    ):
        assert (
            len(gr.revisions(panel(said, {**said, "report_year": 2025, "value": 120.0, "high": 120.0, **other}))) == 0
        )
    shares = [row("forest_coverage", "level", 2021, v, "%", report=r) for v, r in ((20, 2022), (25, 2023))]
    [found] = gr.revisions(panel(*shares)).frame.to_dict("records")
    assert (found["change"], found["change_unit"], found["relative"]) == (
        5,
        "个百分点",
        pytest.approx(float("nan"), nan_ok=True),
    )
    [found] = gr.revisions(
        panel(said, {**said, "report_year": 2025, "value": 120.0, "low": 120.0, "high": 120.0})
    ).frame.to_dict("records")
    assert (found["change"], found["change_unit"], found["relative"]) == (20, "亿元", 20)


def test_a_triangle_is_of_one_thing() -> None:
    rows = [row("gdp", "level", 2021, 1, "亿元", region=r) for r in ("甲省", "乙省")]
    result = gr.revisions(panel(*rows))
    with pytest.raises(gr.InputError, match="several regions: expected one of 甲省, 乙省"):
        result.triangle("gdp")
    assert result.triangle("gdp", region="甲省").to_numpy().tolist() == [[1]]
    with pytest.raises(gr.UnknownIdError, match="gdp"):
        result.triangle("gdb")
    other = gr.revisions(panel(row("gdp", "level", 2021, 1, "亿元"), row("gdp", "level", 2022, 1, "亿美元")))
    assert other.triangle("gdp").index.names == ["period_end", "unit"]


def test_the_panel_is_left_as_it_was() -> None:
    there = panel(aim(2019, 6), aim(2021, 6))
    before = there.frame
    gr.target_story(there), gr.coverage(there), gr.revisions(there)
    pd.testing.assert_frame_equal(there.frame, before)


def test_a_target_whose_next_report_is_not_there_takes_no_step() -> None:
    there = panel(
        *(row("gdp", "growth", year, value, "%", status="target") for year, value in ((2023, 6.0), (2024, 5.0))),
        row("gdp", "growth", 2023, 7.0, "%", status="target", region="浙江省"),
        row("gdp", "growth", 2023, 8.0, "%", status="target", region="江苏省"),
        row("retail_sales", "growth", 2024, 8.0, "%", status="target", region="江苏省"),
    )
    story = gr.target_story(there, years=(2023, 2024))
    steps = dict(
        zip(zip(story.table["region"], story.table["indicator"], strict=True), story.table["step"], strict=True)
    )
    assert steps == {
        ("全国", "gdp"): "lowered",
        ("浙江省", "gdp"): "",
        ("江苏省", "gdp"): "dropped",
        ("江苏省", "retail_sales"): "set",
    }
    text = story.to_text("en")
    assert "4 rows" in text and "1 report not in the panel" in text
    [line] = [line for line in text.splitlines() if "7%" in line]
    assert "next report not in the panel" in line and " set" not in line


def test_a_target_that_was_dropped_before_the_last_year_is_still_told_as_dropped() -> None:
    goes_on = [row("exports", "growth", year, 5.0, "%", status="target") for year in (2022, 2023, 2024)]
    breaks_off = row("gdp", "growth", 2023, 7.0, "%", status="target", region="浙江省")
    story = gr.target_story(panel(aim(2022, 6), breaks_off, *goes_on), years=(2022, 2023, 2024))
    last = story.table.set_index(["region", "indicator"])
    assert last["step"].to_dict() == {("全国", "gdp"): "dropped", ("全国", "exports"): "kept", ("浙江省", "gdp"): ""}
    lines = {line.split()[-1]: line for line in story.to_text("en").splitlines() if "gdp" in line and "growth" in line}
    assert len(lines) == 2
    assert any("dropped" in line for line in lines.values())
    assert any("next report not in the panel" in line for line in lines.values())
