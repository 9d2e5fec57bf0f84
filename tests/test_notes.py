"""What a view says only where there is something to say it of: notes below a table, columns that go together."""

from __future__ import annotations

from typing import Any

import pytest
from panel_rows import panel, row

import govreport as gr


def growth(year: int, value: float = 5, region: str = "甲省", id: str = "gdp", **more: Any) -> dict[str, Any]:
    return row(id, "growth", year, value, "%", region=region, **more)


@pytest.mark.parametrize(("many", "named"), [(20, True), (21, False)])
def test_a_league_names_up_to_twenty_that_are_missing(many: int, named: bool) -> None:
    others = [growth(2023, region=f"Town{at}", id="exports") for at in range(many)]
    text = gr.league(panel(growth(2023), *others), "gdp", 2023).to_text("en")
    assert ("Town0" in text and f"Town{many - 1}" in text) is named
    [note] = [line for line in text.splitlines() if "does not say" in line]
    assert str(many) in note


@pytest.mark.parametrize(("years", "wide"), [(12, True), (13, False)])
def test_coverage_of_up_to_twelve_years_has_a_column_a_year_and_of_more_their_runs(years: int, wide: bool) -> None:
    rows = [growth(2000 + at) for at in range(years)] + [growth(2000 + at, id="exports") for at in (0, 1, 3)]
    text = gr.coverage(panel(*rows)).to_text("en")
    assert ("2001  2002" in text and "2011  2012" in text) is wide
    assert (f"2001–{2000 + years}" in text) is not wide and ("2001–2002, 2004" in text) is not wide


def test_regions_beside_each_other_leave_out_what_one_of_them_says_and_count_it() -> None:
    both = [growth(2023), growth(2023, 6, "乙省")]
    once = [growth(2023, 3, id="exports"), growth(2023, 4, "乙省", "imports")]
    note = "said by one region only"
    assert note not in gr.side_by_side(panel(*both), 2023).to_text("en")
    text = gr.side_by_side(panel(*both, *once), 2023).to_text("en")
    assert f"2 more rows are {note}" in text and "exports" not in text.split("Marks")[0].lower().replace(note, "")
    alone = gr.side_by_side(panel(*both, *once), 2023, region="甲省").to_text("en")
    assert note not in alone and "3" in alone


def test_years_beside_each_other_leave_out_what_one_of_them_says_and_count_it() -> None:
    rows = [growth(year) for year in (2021, 2022, 2023)]
    once = [growth(2022, 3, id="exports"), growth(2021, 4, id="imports"), growth(2022, 4, id="imports")]
    note = "said in one of the years only"
    assert note not in gr.compare(panel(*rows), 2021, 2022, 2023).to_text("en")
    text = gr.compare(panel(*rows, *once), 2021, 2022, 2023).to_text("en")
    assert f"1 more rows are {note}" in text or f"1 more row is {note}" in text
    assert "imports" in text and "exports" not in text


def test_a_comparison_says_which_report_is_missing_and_what_a_region_alone_says() -> None:
    def text(*rows: dict[str, Any]) -> str:
        return gr.compare(panel(*rows), 2022, 2023).to_text("en")

    told = [growth(2022), growth(2023, 6)]
    assert "which is not here" not in text(*told)
    assert "report of 2024, which is not here" in text(growth(2022), growth(2022, id="exports"))
    other = growth(2023, 7, "乙省", id="exports")
    assert "Yi Province" not in text(*told) and "Yi Province" in text(*told, other)


def test_targets_explain_their_hedges_and_what_was_left_out_only_where_there_are_any() -> None:
    aim, told = growth(2023, status="target"), growth(2023, 6)
    plain = gr.targets(panel(aim, told)).to_text("en")
    assert "0.5 points" not in plain and "tell results" not in plain
    assert "0.5 points" in gr.targets(panel(growth(2023, status="target", bound="about"), told)).to_text("en")
    assert "0.5 points" in gr.targets(panel(aim, growth(2023, 6, bound="near"))).to_text("en")
    assert "0.5 points" not in gr.targets(panel(growth(2023, status="target", bound="over"), told)).to_text("en")


def test_an_audit_explains_its_gaps_only_where_there_are_any() -> None:
    levels = [row("exports", "level", year, value, "亿元") for year, value in ((2022, 100), (2023, 150))]
    note = "the gap is what lies between the two"
    told = gr.audit(panel(*levels, row("exports", "growth", 2023, 5, "%"))).to_text("en")
    assert note in " ".join(told.split())
    assert note not in gr.audit(panel(*levels)).to_text("en")


def test_findings_of_open_ids_are_counted_until_they_are_asked_for() -> None:
    share = row("open:新建小区雨水回用占比", "level", 2022, 104, "%", name="新建小区雨水回用占比")
    known = row("gdp", "level", 2022, 64000, "亿元", region="易县")
    note = "about open ids"
    assert note not in gr.check(panel(known)).to_text("en")
    assert f"1 more is {note}" in gr.check(panel(known, share)).to_text("en")
    assert note not in gr.check(panel(known, share)).to_text("en", open_ids=True)
