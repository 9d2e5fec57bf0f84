"""Of what ranks and streaks are, and that no view sets a place in size beside a place in growth."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from panel_rows import panel, row

import govreport as gr
from govreport.errors import GovReportWarning
from govreport.model import OF, OF_SOMETHING

with (Path(__file__).parent / "cases" / "of.tsv").open(encoding="utf-8", newline="") as lines:
    CASES = [pytest.param(case, id=case["sentence"][:20]) for case in csv.DictReader(lines, delimiter="\t")]


def observed(text: str) -> list[gr.Observation]:
    report = gr.report_from_text(
        f"各位代表：\n一、2023年工作回顾\n{text}\n二、2024年工作安排\n", region="云溪市", year=2024
    )
    return gr.normalize(report, gr.extract(report))


@pytest.mark.parametrize("case", CASES)
def test_a_rank_and_a_streak_say_of_what_they_are_where_the_text_decides(case: dict[str, str]) -> None:
    marked = re.findall("【(.+?)】", case["sentence"])
    said = [o for o in observed(re.sub("[【】]", "", case["sentence"])) if o.measure in OF_SOMETHING]
    asked = [o.of for o in said if o.metric.quote.strip("“”") in [quote.strip("“”") for quote in marked]]
    assert asked, f"neither rank nor streak was read: {[(o.measure, o.metric.quote) for o in said]}"
    expected = case["of"].split() or [""] * len(asked)
    assert asked == expected


@given(
    st.lists(st.sampled_from(["增长8%", "总量居全省第三", "增速居全省第五", "达到20亿元", "连续3年增长", "居全国第二"]))
)
def test_only_ranks_and_streaks_are_of_something(clauses: list[str]) -> None:
    for one in observed("进出口" + "，".join([*clauses, "发展良好"]) + "。"):
        assert one.of in (OF if one.measure in OF_SOMETHING else ("",))


def ranked(year: int, place: int, of: str, region: str = "甲省") -> dict[str, object]:
    return row("gdp", "rank", year, place, "位", of=of, region=region, start=10 * place)


TWO = panel(
    *(ranked(year, place, of) for year, place, of in ((2021, 5, "level"), (2022, 5, "level"), (2022, 2, "growth")))
)


def test_a_place_that_does_not_say_of_what_is_set_beside_the_next_years_and_not_compared() -> None:
    for first, then in (("", "level"), ("growth", "")):
        frame = gr.compare(panel(ranked(2022, 5, first), ranked(2023, 2, then)), 2022, 2023).frame
        assert frame[["of", "kind", "value_a", "value_b"]].values.tolist() == [[first or then, "not_comparable", 5, 2]]
        assert frame["reason"].tolist() == ["one side does not say of what"]
        assert frame["change"].isna().all()


def test_places_of_two_things_never_meet() -> None:
    frame = gr.compare(panel(ranked(2022, 5, "level"), ranked(2023, 2, "growth")), 2022, 2023).frame
    assert sorted(frame["kind"]) == ["dropped", "new"]


def test_an_untold_place_gives_way_where_like_meets_like() -> None:
    rows = panel(ranked(2022, 5, ""), ranked(2022, 6, "level"), ranked(2023, 4, "level"))
    frame = gr.compare(rows, 2022, 2023).frame
    assert frame[["kind", "value_a"]].values.tolist() == [["changed", 6], ["dropped", 5]]


def test_the_place_in_size_and_the_place_in_growth_are_two_cells() -> None:
    cells = TWO.cells()
    assert cells[["period_end", "of", "value"]].values.tolist() == [
        [2022, "growth", 2.0],
        [2021, "level", 5.0],
        [2022, "level", 5.0],
    ]


def test_a_wide_table_shows_one_kind_and_says_what_it_left_out() -> None:
    with pytest.warns(GovReportWarning, match="gdp: 1 rank of growth beside those of level"):
        assert TWO.wide("gdp", measure="rank")["gdp"].tolist() == [5.0, 5.0]
    assert TWO.select(of="growth").wide("gdp", measure="rank")["gdp"].tolist() == [2.0]


def test_a_comparison_sets_a_place_beside_one_of_its_kind_only() -> None:
    rows = gr.compare(TWO, 2021, 2022).frame
    found = {(r.of, r.kind): (r.value_a, r.value_b) for r in rows.itertuples()}
    assert found["level", "unchanged"] == (5.0, 5.0)
    assert [key for key in found if key[0] == "growth"] == [("growth", "new")]
    assert "位次（增速）" in gr.compare(TWO, 2021, 2022).to_text(lang="zh")
    three = gr.compare(TWO, 2021, 2022, by="period").cells
    assert sorted(three["of"]) == ["growth", "level", "level"]


def test_a_league_ranks_one_kind_the_one_that_most_regions_say() -> None:
    both = panel(ranked(2022, 5, "level", "甲省"), ranked(2022, 4, "level", "乙省"), ranked(2022, 1, "growth", "丙省"))
    found = gr.league(both, "gdp", 2022, measure="rank")
    assert found.ranked["region"].tolist() == ["乙省", "甲省"] and set(found.ranked["of"]) == {"level"}
    assert found.missing["region"].tolist() == ["丙省"]
    assert gr.league(both.select(of="growth"), "gdp", 2022, measure="rank").ranked["region"].tolist() == ["丙省"]


def test_a_target_for_one_kind_is_not_met_by_the_other() -> None:
    aims = panel(
        row("gdp", "rank", 2022, 3, "位", of="level", status="target"),
        row("gdp", "rank", 2022, 1, "位", of="growth"),
    )
    assert gr.targets(aims).frame["verdict"].tolist() == ["not_found"]


def test_reports_of_two_years_revise_a_place_of_the_same_kind_only() -> None:
    told = panel(
        row("gdp", "rank", 2022, 5, "位", of="level", report=2023),
        row("gdp", "rank", 2022, 2, "位", of="growth", report=2024),
        row("gdp", "rank", 2022, 5, "位", of="level", report=2025),
    )
    assert gr.revisions(told).frame[["of", "kind"]].values.tolist() == [["level", "same"]]
    triangle = gr.revisions(told).triangle("gdp")
    assert triangle.index.get_level_values("of").tolist() == ["growth", "level"]


def test_a_page_has_a_row_for_each_kind(tmp_path: Path) -> None:
    page = TWO.to_html(tmp_path / "page.html", lang="zh")
    assert "位次（水平）" in page and "位次（增速）" in page


def test_a_trend_draws_one_kind_and_says_so() -> None:
    pytest.importorskip("matplotlib").use("Agg")
    with pytest.warns(GovReportWarning, match="1 rank of growth beside those of level"):
        axes = gr.plot.trend(TWO, "gdp", measure="rank", lang="en")
    drawn = [float(y) for line in axes.lines for y in line.get_ydata()]
    assert 5.0 in drawn and 2.0 not in drawn


def test_a_panel_of_before_there_was_the_column_still_loads() -> None:
    old = gr.Panel(TWO.frame.drop(columns="of"))
    assert set(old.frame["of"]) == {""}


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(gr.UnknownIdError, match="no row with this of"):
        TWO.select(of="speed")
