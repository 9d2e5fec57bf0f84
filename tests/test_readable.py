"""Results that can be read: names wherever an id is, hedges in tables, one unit of one currency, English throughout."""

from __future__ import annotations

import csv
import functools
import itertools
import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import panel_rows as pr
import pytest
from case_rows import rows_of
from hypothesis import given
from hypothesis import strategies as st

import govreport as gr
from govreport import labels as words
from govreport import unit_labels
from govreport.panel.one_unit import converted, own_unit
from govreport.plot.data import Point
from govreport.plot.marks import hedge_of

CASES = Path(__file__).parent / "cases"


def table(name: str) -> list[dict[str, str]]:
    return rows_of(CASES / f"{name}.tsv")


@functools.cache
def small() -> gr.Panel:
    """Two regions and the nation, targets of three years, an open id, dollars beside yuan."""
    rows = [
        pr.row("gdp", "growth", 2022, 3, "%"),
        pr.row("gdp", "growth", 2023, 5.2, "%"),
        pr.row("gdp", "level", 2022, 1_204_724, "亿元"),
        pr.row("gdp", "level", 2023, 1_260_582, "亿元", bound="over"),
        pr.row("gdp", "growth", 2024, 5, "%", bound="about", status="target"),
        pr.row("gdp", "growth", 2025, 4.5, "%", high=5, status="target"),
        pr.row("gdp", "growth", 2022, 3.1, "%", region="浙江省"),
        pr.row("gdp", "growth", 2024, 5.5, "%", bound="about", status="target", region="浙江省"),
        pr.row("gdp", "growth", 2025, 5.5, "%", bound="about", status="target", region="浙江省"),
        pr.row("energy_intensity", "growth", 2022, -2, "%", bound="over"),
        pr.row("open:断头路", "level", 2022, 17, "条", name="打通断头路"),
        pr.row("open:断头路", "level", 2023, 20, "条", name="打通断头路"),
        pr.row("exports", "level", 2022, 3.6, "万亿美元"),
        pr.row("exports", "level", 2023, 33_800, "亿美元"),
    ]
    return pr.panel(*rows)


# ---------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize("case", table("names"), ids=lambda case: case["name"])
def test_a_name_means_the_indicators_that_are_called_exactly_so(case: dict[str, str]) -> None:
    assert gr.vocabulary().named(case["name"]) == tuple(case["ids"].split())


def test_the_name_of_every_indicator_means_it_and_no_other() -> None:
    book = gr.vocabulary()
    wrong = [i for i in book for name in (book[i].name_zh, book[i].name_en) if book.named(name) != (i,)]
    assert not wrong


@pytest.mark.parametrize("name", ["gdp", "国内生产总值", "GDP", "Gross domestic product"])
def test_names_are_taken_wherever_an_id_is(name: str) -> None:
    panel = small()
    plain = panel.select("gdp").frame
    pd.testing.assert_frame_equal(panel.select(name).frame, plain)
    assert panel.wide(name, measure="growth").columns.tolist() == [name]
    assert set(gr.compare(panel, 2022, 2023, indicator=name).frame["indicator"]) == {"gdp"}
    assert set(gr.targets(panel, indicator=[name]).frame["indicator"]) == {"gdp"}
    assert gr.league(panel, name, 2022, measure="growth").indicator == "gdp"
    assert set(gr.target_story(panel, indicator=name).frame["indicator"]) == {"gdp"}
    assert set(gr.coverage(panel, indicator=name).frame["indicator"]) == {"gdp"}
    assert set(gr.side_by_side(panel, 2022, indicator=name).frame["indicator"]) == {"gdp"}
    assert gr.revisions(panel, indicator=name).triangle(name, region="浙江省").shape == (1, 1)
    assert panel.explain(name, region="全国", period=2023, measure="growth").quote == "5.2%"
    assert gr.plot.trend(panel, name, measure="growth", region="全国", lang="en").get_ylabel() == "Growth, %"


def test_what_no_vocabulary_holds_is_named_as_the_reports_name_it() -> None:
    panel = small()
    assert panel.ids_of("打通断头路") == ["open:断头路"]
    found = gr.compare(panel, 2022, 2023, indicator="打通断头路").frame
    assert found["change"].tolist() == [3]


def test_names_that_several_or_none_have_are_errors_that_say_which() -> None:
    panel = small()
    for ask in (panel.select, panel.wide, lambda name: gr.league(panel, name, 2022)):
        with pytest.raises(gr.UnknownIdError, match=r"2 indicators are called so.*'grain_output' or 'grain_area'"):
            ask("粮食")
        with pytest.raises(gr.UnknownIdError, match=r"unknown indicator.*did you mean 'gdp'"):
            ask("地区产总值")
    with pytest.raises(gr.InputError, match="named by a text: found 3"):
        panel.select([3])  # type: ignore[list-item]


def test_explain_finds_the_one_cell_that_is_named_or_says_which_there_are() -> None:
    panel = small()
    said = panel.explain("GDP", region="全国", period=2023, measure="growth")
    assert said.quote == "5.2%"
    with pytest.raises(gr.InputError, match=r"cells are named so.*全国 growth 2022 actual"):
        panel.explain("GDP")
    with pytest.raises(gr.InputError, match="alone"):
        panel.explain(0, period=2022)


def test_the_nation_calls_its_product_its_own_and_a_province_calls_it_the_regions() -> None:
    panel = small()
    names = gr.targets(panel).frame.set_index("region")["name"]
    assert set(names["全国"]) == {"国内生产总值"} and set(names["浙江省"]) == {"地区生产总值"}
    nation = panel.select(region="全国")
    assert "国内生产总值" in gr.coverage(nation).to_text()
    assert "国内生产总值增速（%）" in nation.wide(measure="growth", lang="zh").columns
    assert "地区生产总值增速（%）" in panel.wide("gdp", measure="growth", lang="zh").columns


# ---------------------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize("case", table("hedges"), ids=lambda case: case["text"])
def test_a_hedge_reads_and_is_drawn_the_way_it_points(case: dict[str, str]) -> None:
    high = float(case["high"]) if case["high"] else None
    measure = "growth" if case["unit"] == "%" else "level"
    row = pr.row("gdp", measure, 2022, float(case["value"]), case["unit"], high=high, bound=case["bound"])
    panel = pr.panel(row)
    assert panel.wide("gdp", measure=measure, hedges=True).iloc[0, 0] == case["text"]
    point = Point(2022, row["value"], row["low"], row["high"], row["bound"], "actual", 2023, "全国")
    assert (hedge_of(point) or "") == case["drawn"]


def test_a_table_for_readers_has_names_units_and_regions() -> None:
    english = small().wide("gdp", "energy_intensity", measure="growth", hedges=True, lang="en")
    assert english.columns.tolist() == ["Gross domestic product, growth (%)", "Energy use per unit of GDP, growth (%)"]
    assert english.loc[("China", 2022)].tolist() == ["3", "≤-2"]
    assert english.loc[("Zhejiang", 2022)].tolist() == ["3.1", ""]
    with pytest.raises(gr.InputError, match="unknown language"):
        small().wide("gdp", lang="fr")


def test_a_table_converts_one_currency_and_never_two() -> None:
    panel = small()
    assert panel.wide("exports")["exports"].tolist() == [36_000, 33_800]
    yuan = pr.row("exports", "level", 2021, 217_000, "亿元")
    mixed = gr.Panel(pd.concat([panel.frame, pd.DataFrame([yuan])], ignore_index=True))
    with pytest.warns(gr.GovReportWarning, match=r"exports in 万亿美元 \(全国 2022\); exports in 亿美元 \(全国 2023\)"):
        assert mixed.wide("exports")["exports"].tolist() == [217_000]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shown = mixed.wide("exports", hedges=True)["exports"].tolist()
    assert shown == ["217,000", "3.6 万亿美元", "33,800 亿美元"]


_MONEY = st.sampled_from(["元", "万元", "亿元", "万亿元", "美元", "亿美元", "万亿美元"])


@given(st.lists(st.tuples(st.integers(1, 10**6), _MONEY), min_size=1, max_size=8))
def test_conversion_keeps_the_money_and_never_crosses_currencies(amounts: list[tuple[int, str]]) -> None:
    from govreport.units import convert

    rows = pd.DataFrame([{"value": float(v), "low": float(v), "high": np.inf, "unit": u} for v, u in amounts])
    unit = own_unit(gr.vocabulary(), rows["unit"], "exports", "level")
    after = converted(rows, pd.Series(unit, index=rows.index))
    for (value, before), now, said in zip(amounts, after["value"], after["unit"], strict=True):
        assert ("美" in before) == ("美" in said)
        assert convert(now, said, before) == pytest.approx(value)
        assert said == (unit if ("美" in unit) == ("美" in before) else before)


def test_the_trend_draws_one_unit_of_one_currency() -> None:
    ax = gr.plot.trend(small(), "exports", region="全国", lang="zh")
    line = next(one for one in ax.get_lines() if len(one.get_xdata()) == 2)
    assert list(line.get_ydata()) == [36_000, 33_800]


# ---------------------------------------------------------------------------------------------------------- years


def test_a_year_that_no_report_speaks_of_is_said_and_passed_over() -> None:
    found = gr.compare(small(), years=range(2020, 2024), indicator="gdp", region="全国")
    assert found.silent == (2020, 2021) and found.compared == (2020, 2021, 2022, 2023)
    assert set(found.frame["year_a"]) == {2022}
    assert found.table[[2020, 2021]].isna().all().all() and found.table[2022].notna().any()
    assert "2020–2021" in found.to_text() and "Nothing is said of 2020–2021" in found.to_text("en")


def test_a_silent_year_between_others_does_not_end_the_comparison() -> None:
    rows = [pr.row("gdp", "growth", year, float(year - 2010), "%") for year in (2015, 2017, 2018)]
    found = gr.compare(pr.panel(*rows), years=range(2015, 2019))
    assert found.frame[["year_a", "year_b"]].values.tolist() == [[2015, 2017], [2017, 2018]]
    assert found.silent == (2016,)


def test_one_of_two_years_or_all_but_one_are_still_an_error() -> None:
    with pytest.raises(gr.InputError, match="no data for 2016"):
        gr.compare(small(), 2016, 2022)
    with pytest.raises(gr.InputError, match="two or more of 2022–2023"):
        gr.compare(small(), years=(2019, 2020, 2022))


def test_where_one_year_is_told_the_error_says_what_is_there_what_is_missing_and_what_would_tell_it() -> None:
    alone = pr.panel(pr.row("gdp", "growth", 2023, 5.2, "%"), pr.row("gdp", "growth", 2024, 5, "%", status="target"))
    with pytest.raises(gr.InputError) as caught:
        gr.compare(alone, years=[2020, 2021, 2023])
    assert str(caught.value) == (
        "years: no data for 2020–2021: expected two years or more that are spoken of, found nothing but 2023; "
        "2020–2021 would be told by the reports of 2021–2022: read them too"
    )
    with pytest.raises(gr.InputError, match=r"b: no data for 2030.*found nothing but 2023; 2030 would be told"):
        gr.compare(alone, 2023, 2030)
    with pytest.raises(gr.InputError, match="found nothing but 2024; 2020 would be told by the reports of 2020"):
        gr.compare(alone, 2020, 2024, by="report_year")


def test_the_targets_of_two_years_stand_side_by_side_with_the_step_between() -> None:
    story = gr.target_story(small(), years=(2024, 2025), indicator="GDP")
    shown = story.table.set_index("region")[[2024, 2025, "step", "number_change"]]
    assert shown.loc["全国"].tolist() == ["≈5", "4.5–5", "lowered", -0.25]
    assert shown.loc["浙江省"].tolist() == ["≈5.5", "≈5.5", "kept", 0]
    text = story.to_text("en")
    assert "Zhejiang" in text and "↓ lowered" in text and "Targets of 2024, 2025 side by side" in text


@pytest.mark.parametrize(
    ("years", "said"), [((2024,), "two years or more"), ((2024, 2030), "no report of 2030"), ("2024", "not years")]
)
def test_years_without_reports_are_no_table_of_targets(years: Any, said: str) -> None:
    with pytest.raises(gr.InputError, match=said):
        gr.target_story(small(), years=years)


# ---------------------------------------------------------------------------------------------------------- figures


def test_a_change_is_drawn_in_the_measure_that_there_is() -> None:
    rows = [pr.row("urban_new_jobs", "level", year, 1200 + year - 2020, "万人") for year in (2021, 2022)]
    ax = gr.plot.change(pr.panel(*rows), 2021, 2022, lang="zh")
    assert ax.get_title() == "全国城镇新增就业：2021年与2022年"
    with pytest.raises(gr.InputError, match=r"no growth is stated for both.*level"):
        gr.plot.change(pr.panel(*rows), 2021, 2022, measure="growth")


def test_titles_say_that_targets_are_drawn() -> None:
    panel = small()
    plans = gr.compare(panel, 2024, 2025, status="target", indicator="gdp")
    assert gr.plot.change(plans, lang="zh").get_title() == "地区生产总值增速目标：2024年与2025年"
    assert "targets" in gr.plot.change(plans, lang="en").get_title()
    aims = panel.select(status="target")
    assert gr.plot.trend(aims, "gdp", region="全国", lang="zh").get_title() == "国内生产总值增速目标"
    assert gr.plot.trend(panel, "gdp", measure="growth", region="全国", lang="zh").get_title() == "国内生产总值增速"


def test_a_warning_calls_nothing_by_its_slug() -> None:
    units = {2021: "条", 2022: "条", 2023: "公里"}
    rows = [pr.row("open:断头路", "level", year, 3, unit, name="打通断头路") for year, unit in units.items()]
    with pytest.warns(gr.GovReportWarning) as caught:
        gr.plot.trend(pr.panel(*rows), "打通断头路", lang="zh")
    said = " ".join(str(one.message) for one in caught)
    assert "打通断头路 in 公里" in said and "open:" not in said


# ---------------------------------------------------------------------------------------------------------- English


def test_every_unit_and_every_region_has_an_english_name(root: Path) -> None:
    text = (root / "govreport" / "data" / "units.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    units = [row["unit"] for row in rows if row["dimension"] not in ("label", "noun")]
    assert not [unit for unit in units if words.has_chinese(unit_labels.unit_label(unit, lang="en"))]
    places = (*gr.regions("province"), *gr.regions("prefecture"), *gr.regions("county"))
    assert not [one.label for one in places if words.has_chinese(words.region_name(one.label, lang="en"))]


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("全国", "China"),
        ("陕西省", "Shaanxi"),
        ("六安市", "Lu'an"),
        ("易县", "Yi County"),
        ("长治市", "Changzhi"),
        ("延边朝鲜族自治州", "Yanbian Prefecture"),
        ("XX市", "XX City"),
        ("天津港", "Tianjin Port"),
        ("和田机场", "Hotan Airport"),
        ("太和和天津", "Taihe and Tianjin"),
        ("天津和北京", "Tianjin and Beijing"),
        ("自贸试验区（上海）和天津港", "Pilot Free Trade Zone (Shanghai) and Tianjin Port"),
        ("甲有限公司", "Jia Company"),
        ("·", "·"),
    ],
)
def test_regions_are_spelled_as_the_yearbooks_do(name: str, english: str) -> None:
    assert words.region_name(name, lang="en") == english


def test_a_very_long_name_is_spelled_like_any_other() -> None:
    assert words.region_name("天津" * 3000, lang="en").startswith("Tianjin")


@functools.cache
def results() -> dict[str, Any]:
    panel = small()
    return {
        "compare": gr.compare(panel, 2022, 2023),
        "years": gr.compare(panel, years=range(2021, 2024)),
        "reports": gr.compare(panel, 2023, 2024, by="report_year"),
        "targets": gr.targets(panel),
        "story": gr.target_story(panel),
        "steps": gr.target_story(panel, years=(2024, 2025)),
        "sides": gr.side_by_side(panel, 2022),
        "league": gr.league(panel, "gdp", 2022, measure="growth"),
        "coverage": gr.coverage(panel),
        "revisions": gr.revisions(panel),
    }


def test_amounts_in_english_are_in_the_unit_that_reads_best() -> None:
    rows = [
        pr.row("gdp", "level", year, value, "亿元") for year, value in ((2021, 110.0), (2022, 121.0), (2023, 130.0))
    ]
    panel = pr.panel(*rows)
    assert "+1.1 billion yuan (+10%)" in gr.compare(panel, 2021, 2022).to_text("en")
    assert "+2 billion yuan (+18.2%)※, 2021–2023" in gr.compare(panel, years=range(2021, 2024)).to_text("en")


KINDS = ("compare", "years", "reports", "targets", "story", "steps", "sides", "league", "coverage", "revisions")


@pytest.mark.parametrize("kind", KINDS)
def test_english_results_have_no_chinese_but_what_reports_say(kind: str) -> None:
    shown = results()[kind]
    said = set(itertools.chain(small().frame["quote"], small().frame["name"]))
    text = shown.to_text("en")
    for words_of_reports in sorted(said, key=len, reverse=True):
        text = text.replace(words_of_reports, "")
    assert not words.has_chinese(text), text


def test_what_a_check_reckons_is_english_in_english() -> None:
    rows = [
        pr.row("gdp", "level", 2022, 9_000_000, "亿元"),
        pr.row("tech_small_firms", "level", 2022, 20, "家"),
        pr.row("tech_small_firms_new", "level", 2022, 60, "家"),
        pr.row("grain_output", "level", 2022, 62000, "万吨"),
        pr.row("grain_output", "level", 2022, 75000, "万吨", start=60),
        pr.row("exports", "level", 2021, 100_000, "亿元"),
        pr.row("exports", "level", 2022, 150_000, "亿元"),
        pr.row("exports", "growth", 2022, 3, "%"),
    ]
    many = pr.panel(*rows)
    found = many.check()
    assert {"range", "part", "twice", "growth"} <= set(found.frame["kind"])
    for view in (found, gr.audit(many), gr.targets(many), gr.compare(many, 2021, 2022)):
        chinese = [line for line in view.to_text("en").splitlines() if any("\u4e00" <= c <= "\u9fff" for c in line)]
        assert chinese == []


def test_a_figure_of_revisions_takes_a_name() -> None:
    pytest.importorskip("matplotlib")
    many = pr.panel(
        pr.row("gdp", "growth", 2022, 3, "%"),
        pr.row("gdp", "growth", 2022, 3.1, "%", report=2024),
    )
    for shown in (many, gr.revisions(many)):
        assert "国内生产总值" in gr.plot.revisions(shown, "国内生产总值", lang="zh").get_title()
    with pytest.raises(gr.UnknownIdError, match="gdp"):
        gr.plot.revisions(many, "gdb")


def test_a_page_names_what_was_corrected_in_the_reader_s_language(tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    text = "XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n地区生产总值增长6.1%。\n"
    there = gr.read_panel(gr.report_from_text(text, region="XX市", year=2023), progress=False)
    given = tmp_path / "mended.tsv"
    head = "report_region\treport_year\tquote\tsentence\tfield\tvalue\n"
    given.write_text(f"{head}XX市\t2023\t6.1%\t地区生产总值增长6.1%\tbasis\t不变价\n", "utf-8")
    mended = there.correct(given)
    assert "更正 口径" in mended.to_html(tmp_path / "page.html")
    assert "corrected, basis" in mended.to_html(tmp_path / "page.html", lang="en")


def test_results_shown_below_each_other_in_a_notebook_keep_their_own_looks() -> None:
    """A style sheet of one output is that of the whole notebook: rules of the one kind name what only that kind has."""
    table = gr.targets(gr.read_panel(gr.samples()[-2:], progress=False))._repr_html_()
    sides = gr.sentences(*gr.samples()[-2:])._repr_html_()
    rules = {kind: _rules(html) for kind, html in (("table", table), ("sides", sides))}
    shared = rules["table"].keys() & rules["sides"].keys()
    assert not [name for name in shared if rules["table"][name] != rules["sides"][name]]
    assert 'class="govreport govreport-sides"' in sides and 'class="govreport"' in table
    assert all(name.startswith(".govreport-sides ") for name, what in rules["sides"].items() if "fixed" in what)


def _rules(html: str) -> dict[str, str]:
    style = html[html.index("<style>") + 7 : html.index("</style>")]
    return {name: what for names, what in re.findall(r"([^{}]+)\{([^}]*)\}", style) for name in names.split(",")}
