"""Targets beside what became of them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from case_rows import rows_of
from panel_rows import panel, row

import govreport as gr
from govreport.comparison.verdict import VERDICTS, verdicts
from govreport.normalization import interval

CASES = Path(__file__).parent / "cases" / "verdicts.tsv"
VERDICT_CASES = rows_of(CASES)


def verdict_of(case: dict[str, str]) -> tuple[str, str]:
    points = case["unit"] == "%"
    target, result = float(case["target"]), float(case["result"])
    low, high = interval(target, float(case["high"]) if case["high"] else None, case["bound"], points)
    worst, best = interval(result, None, case["result_bound"], points)
    sides = {
        "target": {"value": target, "low": low, "high": high, "bound": case["bound"]},
        "result": {"value": result, "low": worst, "high": best, "bound": case["result_bound"]},
    }
    cells = {f"{name}_{side}": [x] for side, values in sides.items() for name, x in values.items()}
    more = {"direction": [case["direction"]], "aim": [case["aim"]], "unlike": [""]}
    found = verdicts(pd.DataFrame({**cells, **more}))
    return found["verdict"][0], found["reason"][0]


@pytest.mark.parametrize("case", VERDICT_CASES, ids=lambda c: " ".join(list(c.values())[:8]))
def test_the_verdict_is_the_one_of_the_table(case: dict[str, str]) -> None:
    verdict, reason = verdict_of(case)
    assert (verdict, reason) == (case["verdict"], case["reason"])
    assert bool(reason) == (verdict == "not_decidable")


def test_the_table_shows_every_verdict_that_a_result_can_have() -> None:
    assert {case["verdict"] for case in VERDICT_CASES} == set(VERDICTS) - {
        "not_found",
        "no_report",
        "not_comparable",
        "doubtful",
    }


GDP = [
    row("gdp", "growth", 2022, 5.5, "%", bound="about", status="target"),
    row("gdp", "growth", 2022, 3, "%"),
    row("gdp", "growth", 2023, 5, "%", bound="about", status="target"),
    row("gdp", "growth", 2023, 5.2, "%"),
    row("gdp", "growth", 2024, 5, "%", bound="about", status="target"),
]


def test_a_target_of_one_report_meets_the_result_of_the_next() -> None:
    frame = gr.targets(panel(*GDP)).frame
    assert frame[["year", "value_target", "value_result", "verdict"]].to_numpy().tolist()[:2] == [
        [2022, 5.5, 3.0, "missed"],
        [2023, 5.0, 5.2, "met"],
    ]
    assert frame["deviation"].tolist()[:2] == [-2.5, 0.2]
    assert set(frame["deviation_unit"]) == {"个百分点"}
    assert frame[["report_year_target", "report_year_result"]].to_numpy().tolist()[:2] == [[2022, 2023], [2023, 2024]]


def test_the_deviation_is_from_the_number_that_is_named_and_from_the_nearer_end_of_a_range() -> None:
    rows = [
        row("gdp", "growth", 2020, 6, "%", bound="over", status="target"),
        row("gdp", "growth", 2020, 6.9, "%"),
        row("gdp", "growth", 2021, 6, "%", high=6.5, status="target"),
        row("gdp", "growth", 2021, 6.1, "%"),
        row("gdp", "growth", 2022, 6, "%", high=6.5, status="target"),
        row("gdp", "growth", 2022, 5.7, "%"),
        row("gdp", "growth", 2023, 6, "%", status="target"),
        row("gdp", "growth", 2023, 6.2, "%", bound="over"),
    ]
    frame = gr.targets(panel(*rows)).frame
    assert frame["deviation"].tolist()[:3] == [0.9, 0, -0.3]
    hedged = frame.iloc[3]
    assert (hedged["deviation_low"], hedged["deviation_high"]) == (0.2, float("inf")) and pd.isna(hedged["deviation"])


def test_a_target_whose_next_report_is_not_in_the_panel_is_told_from_one_of_which_nothing_was_found() -> None:
    last = gr.targets(panel(*GDP), year=2024).no_report
    assert last["reason"].tolist() == ["the next report is not in the panel"]
    # what a review of five years tells of it years later is no word of the report that is missing
    review = row("gdp", "level", 2024, 1349000, "亿元", report=2030)
    told = gr.targets(panel(*GDP, review), year=2024).frame
    assert told["verdict"].tolist() == ["no_report"]
    assert told["reason"].tolist() == ["later reports give another measure or period"]


def test_a_target_that_the_next_report_passes_over_is_not_found_and_says_why() -> None:
    rows = [*GDP, row("trade_total", "growth", 2023, 4, "%", status="target")]
    assert gr.targets(panel(*rows), indicator="trade_total").frame["reason"].tolist() == ["nothing of it was found"]
    told = row("trade_total", "level", 2023, 417568, "亿元")
    frame = gr.targets(panel(*rows, told), indicator="trade_total").frame
    assert frame[["verdict", "reason"]].to_numpy().tolist() == [
        ["not_found", "later reports give another measure or period"]
    ]


def test_a_result_said_before_the_year_is_over_is_no_result() -> None:
    early = row("gdp", "growth", 2024, 9, "%", report=2024)
    assert gr.targets(panel(*GDP, early), year=2024).frame["verdict"].tolist() == ["no_report"]


def test_the_latest_report_is_believed_and_the_own_before_anothers_and_the_first_where_it_is_asked_for() -> None:
    target = row("gdp", "growth", 2022, 7, "%", status="target", region="浙江省")
    own = row("gdp", "growth", 2022, 7.5, "%", region="浙江省")
    later = row("gdp", "growth", 2022, 6, "%", region="浙江省", report=2025)
    another = row("gdp", "growth", 2022, 6.5, "%", region="浙江省", reporter="全国")
    for order in ([target, own, later, another], [another, later, own, target]):
        frame = gr.targets(panel(*order)).frame
        assert frame["value_result"].tolist() == [6]
        first = gr.targets(panel(*order), vintage="first").frame
        assert first["value_result"].tolist() == [7.5]
    assert gr.targets(panel(target, later, another)).frame["value_result"].tolist() == [6.0]
    assert gr.targets(panel(target, another)).frame["value_result"].tolist() == [6.5]


def test_a_target_said_twice_is_one_row_that_counts_both() -> None:
    again = row("gdp", "growth", 2022, 5.5, "%", bound="about", status="target", start=900)
    restated = row("gdp", "growth", 2022, 5.5, "%", status="target", report=2023)
    frame = gr.targets(panel(restated, again, *GDP), year=2022).frame
    assert frame[["bound_target", "said_target", "start_target", "report_year_target"]].to_numpy().tolist() == [
        ["about", 3, 0, 2022]
    ]


def test_a_target_over_several_years_is_a_row_with_its_horizon_once_its_result_is_there() -> None:
    plan = row("energy_intensity", "growth", (2021, 2025), -13.5, "%", status="target", report=2021)
    average = row("gdp", "growth", (2021, 2025), 5.5, "%", status="target", report=2021, per_year=True)
    assert len(gr.targets(panel(plan, average))) == 0
    results = [
        row("energy_intensity", "growth", (2021, 2025), -14, "%", report=2026),
        row("gdp", "growth", (2021, 2025), 5.2, "%", report=2026, per_year=True),
        row("gdp", "growth", (2021, 2025), 30, "%", report=2026),
    ]
    frame = gr.targets(panel(plan, average, *results)).frame
    assert frame[["indicator", "horizon", "value_result", "verdict"]].to_numpy().tolist() == [
        ["gdp", 4, 5.2, "missed"],
        ["energy_intensity", 4, -14.0, "exceeded"],
    ]


def test_a_share_planned_over_several_years_is_settled_by_its_value_at_their_end_and_a_flow_is_not() -> None:
    share = row("urbanization_rate", "level", (2021, 2025), 65, "%", status="target", report=2021)
    flow = row("urban_new_jobs", "level", (2021, 2025), 5500, "万人", status="target", report=2021)
    ends = [row("urbanization_rate", "level", 2025, 67, "%"), row("urban_new_jobs", "level", 2025, 1200, "万人")]
    frame = gr.targets(panel(share, flow, *ends)).frame
    assert frame[["indicator", "value_result", "verdict"]].to_numpy().tolist() == [
        ["urbanization_rate", 67.0, "exceeded"]
    ]


def test_a_target_for_a_later_year_alone_is_settled_when_that_year_is_reported() -> None:
    plan = row("forest_coverage", "level", 2025, 24.1, "%", status="target", report=2021)
    frame = gr.targets(panel(plan, row("forest_coverage", "level", 2025, 25.1, "%"))).frame
    assert frame[["horizon", "verdict"]].to_numpy().tolist() == [[4, "exceeded"]]
    assert len(gr.targets(panel(plan))) == 0


def test_currencies_and_stated_bases_are_not_set_against_each_other() -> None:
    yuan = row("trade_total", "level", 2023, 420000, "亿元", status="target")
    dollars = row("trade_total", "level", 2023, 59368, "亿美元")
    found = gr.targets(panel(yuan, dollars)).frame
    assert found[["verdict", "reason"]].to_numpy().tolist() == [["not_comparable", "unit differs"]]
    assert found["deviation"].isna().all()
    target = row("general_budget_revenue", "growth", 2023, 5, "%", status="target", basis="同口径")
    result = row("general_budget_revenue", "growth", 2023, 6.4, "%", basis="名义")
    assert gr.targets(panel(target, result)).frame["reason"].tolist() == ["basis differs"]


def test_units_of_one_dimension_are_set_against_each_other() -> None:
    target = row("open:技改资金", "level", 2023, 2, "亿元", status="target")
    result = row("open:技改资金", "level", 2023, 200_000_000, "元")
    assert gr.targets(panel(target, result)).frame[["value_result", "verdict"]].to_numpy().tolist() == [[2.0, "met"]]


def test_a_rank_is_better_when_it_is_lower() -> None:
    target = row("gdp", "rank", 2023, 5, "位", status="target", region="浙江省")
    result = row("gdp", "rank", 2023, 4, "位", region="浙江省")
    assert gr.targets(panel(target, result)).frame["verdict"].tolist() == ["exceeded"]


def test_every_verdict_has_a_frame_and_together_they_are_all_rows() -> None:
    outcome = gr.targets(panel(*GDP))
    parts = [getattr(outcome, kind) for kind in outcome.kinds]
    assert [len(part) for part in parts] == outcome.summary()["total"].tolist() == [1, 0, 0, 1, 0, 0, 1, 0, 0, 0]
    assert len(outcome) == 3


def test_wrong_questions_are_refused_with_what_there_is() -> None:
    there = panel(*GDP)
    with pytest.raises(gr.InputError, match="2022–2024"):
        gr.targets(there, year=2030)
    with pytest.raises(gr.InputError, match="year"):
        gr.targets(there, year="2022")  # type: ignore[arg-type]
    with pytest.raises(gr.UnknownIdError, match="gdp"):
        gr.targets(there, indicator="gpd")
    with pytest.raises(gr.UnknownIdError, match="全国"):
        gr.targets(there, region="全囯")


def test_a_panel_without_targets_gives_no_rows_and_says_so() -> None:
    outcome = gr.targets(panel(row("gdp", "growth", 2023, 5.2, "%")))
    assert len(outcome) == 0
    assert "no target" in outcome.note
    assert outcome.note in outcome.to_text("en")
    assert "没有符合条件的目标" in str(outcome)


def test_the_panel_is_left_as_it_was() -> None:
    there = panel(*GDP)
    before = there.frame
    gr.targets(there)
    pd.testing.assert_frame_equal(there.frame, before)


def test_a_text_is_no_year_and_is_named_whole() -> None:
    there = panel(row("gdp", "growth", 2023, 5.0, "%", status="target"))
    for ask in (gr.targets, gr.audit):
        with pytest.raises(gr.InputError, match="found '2023'"):
            ask(there, year="2023")  # type: ignore[operator]
