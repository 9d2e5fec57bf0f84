"""One truth for every cell: whatever is said of it, and however often, every view shows the same of it."""

from __future__ import annotations

import csv
import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from panel_rows import panel, row

import govreport as gr
from govreport.errors import InputError
from govreport.panel import Panel
from govreport.panel.one_unit import own_unit
from govreport.panel.precedence import best, in_order
from govreport.panel.preferences import RULES
from govreport.plot.data import choose

CASES = Path(__file__).parent / "cases" / "precedence.tsv"
quick = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REGIONS = ("浙江省", "江苏省")


@st.composite
def panels(draw: st.DrawFn) -> Panel:
    """Many sayings of few cells: own and another's, hedged and not, rounded, on bases, early, late and repeated."""
    rows: list[dict[str, Any]] = []
    for start in range(draw(st.sampled_from([1, 2, 12, 20]))):
        measure, unit = draw(st.sampled_from([("growth", "%"), ("level", "亿元"), ("level", "亿美元")]))
        value = draw(st.sampled_from([4.0, 4.5, 4.45, 5.0]))
        status = draw(st.sampled_from(["actual", "actual", "estimate", "target"]))
        place = draw(st.sampled_from(REGIONS))
        year = draw(st.sampled_from([2021, 2022]))
        said = row(
            draw(st.sampled_from(["gdp", "exports"])),
            measure,
            year,
            value,
            unit,
            bound=draw(st.sampled_from(["exact", "exact", "over", "about"])),
            status=status,
            region=place,
            reporter=draw(st.sampled_from([place, place, "全国"])),
            report=draw(st.integers(2021, 2025)),
            basis=draw(st.sampled_from([None, None, "可比口径"])),
            start=start * 40,
            sentence=draw(st.sampled_from([f"总额为{value:g}{unit}。", f"总额突破{value:g}{unit}大关。"])),
        )
        aim = draw(st.sampled_from(["", "", "stretch"])) if status == "target" else ""
        rows.append(said | {"doubt": draw(st.sampled_from([0.0, 0.7])), "aim": aim})
    return panel(*rows)


VINTAGES = st.sampled_from(["latest", "first", "year"])


def meant(many: Panel, vintage: str) -> Any:
    """A vintage that the panel has: of the years the middle one."""
    return many.report_years[len(many.report_years) // 2] if vintage == "year" else vintage


@lru_cache(maxsize=2)
def one_of_each(many: Panel, vintage: Any = "latest") -> dict[tuple[Any, ...], Any]:
    """The saying of every cell by `cells`."""
    return {
        (r.region, r.indicator, r.measure, r.period_end, r.status == "target"): r
        for r in many.cells(vintage=vintage).itertuples(index=False)
    }


def wide_shows_what_cells_says(many: Panel, vintage: Any) -> None:
    said = one_of_each(many)
    for measure, status in (("growth", "target"), ("growth", None), ("level", "target"), ("level", None)):
        if not set(many.frame["measure"]) & {measure} or (status and status not in set(many.frame["status"])):
            continue
        wide = many.wide(measure=measure, **({"status": status} if status else {}))
        shown = {
            (region, indicator, measure, year, status == "target"): value
            for (region, year), line in wide.iterrows()
            for indicator, value in line.dropna().items()
        }
        of_kind = {k: r for k, r in said.items() if k[2] == measure and k[4] == (status == "target")}
        # Numbers of a column are in one unit; the table names what it leaves out.
        units = {
            i: own_unit(many.vocabulary, pd.Series([r.unit for k, r in of_kind.items() if k[1] == i]), i, measure)
            for i in {k[1] for k in of_kind}
        }
        assert shown == {k: r.value for k, r in of_kind.items() if r.unit == units[k[1]]}


def sayings_show_what_counts_first_and_lose_nothing(many: Panel, vintage: Any) -> None:
    said = one_of_each(many)
    rows = 0
    for region, indicator, measure, year, goal in said:
        role = "target" if goal else "result"
        all_said = many.sayings(indicator, year, region=region, measure=measure, role=role).frame
        first = said[region, indicator, measure, year, goal]
        assert all_said["rank"].tolist() == list(range(1, len(all_said) + 1))
        assert (all_said["value"].iloc[0], all_said["source"].iloc[0]) == (first.value, first.source)
        assert all_said["behind"].iloc[0] == ""
        rows += len(all_said)
    assert rows == len(many)


def compare_sets_out_from_what_cells_says(many: Panel, vintage: Any) -> None:
    said = one_of_each(many)
    there = set(many.frame.loc[many.frame["status"] != "target", "period_end"])
    if there != {2021, 2022}:
        return
    diff = gr.compare(many, 2021, 2022)
    shown = diff.cells.drop_duplicates(["region", "indicator", "measure", "year"])
    for cell in diff.cells.itertuples(index=False):
        first = said[cell.region, cell.indicator, cell.measure, cell.year, False]
        if cell.unit == first.unit:
            assert (cell.value, cell.bound, cell.source) == (first.value, first.bound, first.source)
    assert len(shown) == sum(not goal for *_, goal in said)
    for step in diff.frame.itertuples(index=False):
        for side, year in (("a", 2021), ("b", 2022)):
            if pd.notna(getattr(step, f"value_{side}")):
                measure = step.measure_b if side == "b" and pd.notna(step.value_a) else step.measure
                first = said[step.region, step.indicator, measure, year, False]
                same = getattr(step, "unit" if side == "a" or pd.isna(step.value_a) else "unit_b") == first.unit
                basis = getattr(step, f"basis_{side}")
                if same and (basis if isinstance(basis, str) else "") == (first.basis or ""):
                    assert getattr(step, f"value_{side}") == first.value


def targets_judge_what_cells_says(many: Panel, vintage: Any) -> None:
    said = one_of_each(many, vintage)
    for judged in gr.targets(many, vintage=vintage).frame.itertuples(index=False):
        goal = said[judged.region, judged.indicator, judged.measure, judged.year, True]
        if judged.unit == goal.unit and (judged.aim == "stretch") == (goal.aim == "stretch"):
            assert (judged.value_target, judged.source_target) == (goal.value, goal.source)
        result = said.get((judged.region, judged.indicator, judged.measure, judged.year, False))
        if result is not None and judged.unit_result == result.unit and result.report_year > judged.year:
            assert (judged.value_result, judged.source_result) == (result.value, result.source)


def leagues_rank_what_cells_says(many: Panel, vintage: Any) -> None:
    said = one_of_each(many)
    for _, indicator, measure, year, goal in dict.fromkeys(
        (0, *key[1:]) for key, r in said.items() if r.aim != "stretch"
    ):
        status = "target" if goal else None
        found = gr.league(many, indicator, year, measure=measure, status=status, region=list(_spoken(many))).frame
        for place in found[found["value"].notna()].itertuples(index=False):
            first = said[place.region, indicator, measure, year, goal]
            assert (place.value, place.source) == (first.value, first.source)


def _spoken(many: Panel) -> dict[str, None]:
    return dict.fromkeys(many.frame["region"])


def stories_end_with_what_cells_says(many: Panel, vintage: Any) -> None:
    said = one_of_each(many, vintage)
    for told in gr.target_story(many, vintage=vintage).frame.itertuples(index=False):
        key = (told.region, told.indicator, told.measure, told.year)
        if vintage != "first" and pd.notna(told.value_b):
            goal = said[(*key, True)]
            if told.unit == goal.unit and goal.report_region == told.region and goal.report_year == told.year:
                assert (told.value_b, told.bound_b, told.source_b) == (goal.value, goal.bound, goal.source)
        result = said.get((*key, False))
        later = result is not None and result.unit == told.unit and result.report_year > told.year
        if pd.notna(told.value_result) and later:
            assert told.value_result == result.value


def figures_draw_what_cells_says(many: Panel, vintage: Any) -> None:
    said = one_of_each(many, vintage)
    for indicator, measure in dict.fromkeys((key[1], key[2]) for key in said):
        drawn = choose(many, indicator, measure=measure, region=list(_spoken(many)), most=99, vintage=vintage)
        shown = {
            (one.region, indicator, measure, point.year, goal): (point.value, point.bound, point.report_year)
            for one in drawn.series
            for goal, points in ((False, one.results), (True, one.targets))
            for point in points
        }
        of_kind = {
            key: (r.value, r.bound, r.report_year)
            for key, r in said.items()
            if key[1:3] == (indicator, measure) and r.unit == drawn.unit
        }
        assert shown == of_kind


def the_page_shows_what_cells_says(many: Panel, vintage: Any) -> None:
    if importlib.util.find_spec("jinja2") is None:
        return
    from govreport.page.panel import panel_page
    from govreport.render.words import Words

    said = one_of_each(many, vintage)
    page = panel_page(many, Words("zh"), True, vintage)
    for line in page.rows:
        region, measure = dict(line.kinds)["region"], dict(line.kinds)["measure"]
        for year, cells in zip(page.years, line.columns, strict=False):
            for cell in cells:
                if not cell.text:
                    continue
                first = said[region, line.id, measure, int(year), cell.kind == "target"]
                assert f"{first.value:g}" in cell.text
                speaker = list(page.sayings.who)[
                    list(page.sayings.sentences)[list(page.sayings.sayings)[cell.sayings[0]][0]][0]
                ]
                assert speaker == f"{first.report_region} {first.report_year}"


SHOWN = (
    *(wide_shows_what_cells_says, sayings_show_what_counts_first_and_lose_nothing),
    *(compare_sets_out_from_what_cells_says, targets_judge_what_cells_says, leagues_rank_what_cells_says),
    *(stories_end_with_what_cells_says, figures_draw_what_cells_says, the_page_shows_what_cells_says),
)


@pytest.mark.filterwarnings("ignore:not in the table:govreport.errors.GovReportWarning")
@quick
@given(panels(), VINTAGES)
def test_every_view_shows_what_cells_says(many: Panel, which: str) -> None:
    """Of the same panels: to make one, and to look it through, takes longer than to show it."""
    for shown in SHOWN:
        shown(many, meant(many, which))


@quick
@given(panels(), st.randoms())
def test_the_order_in_which_reports_are_read_does_not_matter(many: Panel, chance: Any) -> None:
    order = list(range(len(many)))
    chance.shuffle(order)
    keys = ["region", "indicator", "measure", "period_end", "status"]
    other = Panel(many.frame.iloc[order])
    shown = [
        one.cells().assign(basis=lambda x: x["basis"].fillna("")).sort_values(keys, ignore_index=True)
        for one in (many, other)
    ]
    pd.testing.assert_frame_equal(shown[0], shown[1])


# -- the rules, one by one -----------------------------------------------------------------------------------------


def _cases() -> list[Any]:
    with CASES.open(encoding="utf-8") as file:
        return [pytest.param(case, id=case["what"]) for case in csv.DictReader(file, delimiter="\t")]


def _said(text: str, start: int, status: str) -> dict[str, Any]:
    """A saying from a case: `value bound report reporter basis status sentence`, what is usual left out as `-`."""
    written, unit, bound, report, reporter, basis, state, name, doubt, sentence = text.split()
    quote, large = written + unit, unit == "万亿元"
    value, unit = (float(written) * 10000, "亿元") if large else (float(written), unit)
    said = row(
        "gdp",
        "growth" if unit == "%" else "level",
        2023,
        value,
        unit,
        bound=bound if bound != "-" else "exact",
        status={"-": status, "stretch": "target"}.get(state, state),
        aim="stretch" if state == "stretch" else "",
        region="浙江省",
        reporter=reporter if reporter != "-" else None,
        report=int(report) if report != "-" else None,
        basis=basis if basis != "-" else None,
        name=name if name != "-" else None,
        start=start,
        sentence=None if sentence == "-" else sentence,
    )
    return said | {"doubt": 0.0 if doubt == "-" else float(doubt), "quote": quote}


@pytest.mark.parametrize("case", _cases())
def test_a_saying_counts_before_another_for_the_reason_that_is_documented(case: dict[str, str]) -> None:
    status = case["role"].replace("result", "actual")
    first = _said(case["first"], 90 if case["rule"] != "place" else 0, status)
    second = _said(case["second"], 10 if case["rule"] != "place" else 50, status)
    for both in ((first, second), (second, first)):
        found = panel(*both).sayings("gdp", 2023, region="浙江省", role=case["role"]).frame
        assert found["quote"].tolist() == [first["quote"], second["quote"]]
        assert found["behind"].tolist() == ["", case["rule"]]


def test_there_is_a_case_for_every_rule_and_the_documents_name_them_in_order() -> None:
    told = {case.values[0]["rule"] for case in _cases()}
    assert told | {"file"} == {rule.name for rule in RULES}
    text = (Path(__file__).parents[1] / "docs" / "data-model.md").read_text("utf-8")
    section = text.split("## The order of sayings")[1].split("\n## ")[0]
    places = [section.index(f"`{rule.name}`") for rule in RULES]
    assert places == sorted(places)


def test_a_rank_of_growth_and_a_rank_of_the_level_are_two_cells() -> None:
    many = panel(
        row("gdp", "rank", 2023, 4, "位", of="level", region="浙江省"),
        row("gdp", "rank", 2023, 9, "位", of="growth", region="浙江省", start=40),
        row("gdp", "rank", 2023, 8, "位", of="growth", region="浙江省", start=80, report=2026),
    )
    assert many.cells()[["of", "value"]].values.tolist() == [["growth", 8.0], ["level", 4.0]]
    said = many.sayings("gdp", 2023, measure="rank").frame
    assert said[["of", "rank", "value"]].values.tolist() == [
        ["growth", 1, 8.0],
        ["growth", 2, 9.0],
        ["level", 1, 4.0],
    ]


def test_a_milestone_is_no_fall_in_the_figure() -> None:
    rows = [
        row("gdp", "level", 2023, 44500, "亿元", region="浙江省"),
        row("gdp", "level", 2023, 40000, "亿元", region="浙江省", report=2026, sentence="总值突破40000亿元大关。"),
        row("gdp", "level", 2022, 42000, "亿元", region="浙江省"),
    ]
    [line] = choose(panel(*rows), "gdp", measure="level", region="浙江省").series
    assert [point.value for point in line.results] == [42000, 44500]


@pytest.mark.parametrize(("dollars", "unit"), [(3, "亿元"), (4, "亿美元")])
def test_a_quarter_of_the_values_in_its_own_unit_makes_it_that_of_the_table(dollars: int, unit: str) -> None:
    units = pd.Series(["亿元", *["亿美元"] * dollars])
    assert own_unit(gr.vocabulary(), units, "exports", "level") == unit
    assert own_unit(gr.vocabulary(), pd.Series(["元", "元", "亿美元"]), "open:技改资金", "level") == "元"


def test_a_vintage_chooses_the_report() -> None:
    first = row("gdp", "growth", 2023, 5.2, "%", bound="about", region="浙江省")
    later = row("gdp", "growth", 2023, 5.4, "%", region="浙江省", report=2025)
    last = row("gdp", "growth", 2023, 5.6, "%", region="浙江省", report=2026)
    goal = row("gdp", "growth", 2023, 5, "%", status="target", region="浙江省")
    many = panel(first, later, last, goal)
    told: dict[Any, float] = {"latest": 5.6, "first": 5.2, 2024: 5.2, 2025: 5.4, 2030: 5.6}
    for vintage, value in told.items():
        assert many.wide("gdp", measure="growth", vintage=vintage)["gdp"].tolist() == [value]
        assert gr.targets(many, vintage=vintage).frame["value_result"].tolist() == [value]
        ranked = gr.league(many, "gdp", 2023, measure="growth", vintage=vintage)
        assert ranked.frame["value"].tolist() == [value]
        [line] = choose(many, "gdp", measure="growth", vintage=vintage).series
        assert [point.value for point in line.results] == [value]
        beside = gr.side_by_side(many, 2023, measure="growth", vintage=vintage)
        assert beside.frame["浙江省"].tolist() == [value]
        story = gr.target_story(many, vintage=vintage).frame
        assert story["value_result"].tolist()[:1] == [value]


def test_a_figure_counts_before_a_milestone_whatever_the_vintage() -> None:
    passed = {"bound": "over", "sentence": "地区生产总值突破40000亿元。"}
    floor = row("gdp", "level", 2023, 40000, "亿元", region="浙江省", report=2024, **passed)
    figure = row("gdp", "level", 2023, 44500, "亿元", region="浙江省", report=2025)
    for vintage in ("latest", "first", 2025):
        cells = panel(floor, figure).cells(vintage=vintage)
        assert cells["value"].tolist() == [44500]
    assert panel(floor, figure).cells(vintage=2024)["value"].tolist() == [40000]


def test_what_was_not_reported_yet_is_no_silence_of_the_report() -> None:
    goal = row("gdp", "growth", 2023, 5, "%", status="target", region="浙江省")
    result = row("gdp", "growth", 2023, 5.4, "%", region="浙江省")
    other = row("gdp", "growth", 2022, 5.1, "%", region="浙江省")
    many = panel(other, goal, result)
    assert gr.targets(many, vintage=2023).frame["verdict"].tolist() == ["no_report"]
    story = gr.target_story(many, vintage=2023).frame
    assert story[["year", "step", "verdict"]].values.tolist() == [[2023, "set", "no_report"]]
    later = gr.target_story(many).frame
    assert later[["year", "step"]].values.tolist() == [[2023, "set"], [2024, "dropped"]]


def test_the_first_vintage_leaves_the_targets_of_the_year_s_own_report() -> None:
    plan = row("gdp", "growth", 2023, 6, "%", status="target", region="浙江省", report=2021)
    own = row("gdp", "growth", 2023, 5, "%", status="target", region="浙江省")
    assert gr.target_story(panel(plan, own), vintage="first").frame["value_b"].tolist() == [5.0]


def test_a_page_says_which_reports_count(tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    many = panel(row("gdp", "growth", 2022, 5.2, "%"), row("gdp", "growth", 2023, 5.4, "%"))
    for vintage, said in (("first", "取最早一份"), (2023, "只用 2023 年及以前的报告")):
        assert said in many.to_html(tmp_path / "page.html", vintage=vintage)
    assert "取最早一份" not in many.to_html(tmp_path / "page.html")
    with pytest.raises(InputError, match="vintage"):
        many.to_html(tmp_path / "page.html", vintage="last")


@pytest.mark.parametrize("vintage", ["last", 2000, True, 2023.5])
def test_a_vintage_that_is_none_is_named(vintage: Any) -> None:
    many = panel(row("gdp", "growth", 2023, 5.2, "%"))
    with pytest.raises(InputError, match="vintage"):
        many.cells(vintage=vintage)


def test_a_vintage_of_what_one_report_says_is_refused() -> None:
    many = panel(row("gdp", "growth", 2023, 5.2, "%"), row("gdp", "growth", 2022, 5, "%"))
    with pytest.raises(InputError, match="years spoken of"):
        gr.compare(many, 2023, 2024, by="report_year", vintage="first")


def test_explain_shows_the_other_sayings_and_why_they_do_not_count() -> None:
    many = panel(
        row("gdp", "growth", 2023, 5.2, "%", bound="about", region="浙江省"),
        row("gdp", "growth", 2023, 5.4, "%", region="浙江省", report=2025),
    )
    text = str(many.explain(0))
    assert "2 of 2" in text and "exact figure before a hedged one" in text and "5.4%" in text


def test_best_counts_the_sayings() -> None:
    many = panel(row("gdp", "growth", 2023, 5.2, "%"), row("gdp", "growth", 2023, 5.3, "%", report=2026))
    assert best(many.frame, many.vocabulary)["said"].tolist() == [2]
    assert in_order(many.frame, many.vocabulary)["value"].tolist() == [5.3, 5.2]
