"""Regions: one territory under all its names, its code, and how it joins a panel with other data."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from panel_rows import panel, row

import govreport as gr
from govreport.errors import InputError, UnknownIdError
from govreport.labels import has_chinese, region_name
from govreport.territories import LEVELS, Region, find_regions, locate, region, regions

CASES = Path(__file__).parent / "cases" / "regions.tsv"
with CASES.open(encoding="utf-8", newline="") as lines:
    SAID = [pytest.param(case, id=f"{case['name']} {case['within']}") for case in csv.DictReader(lines, delimiter="\t")]


@pytest.mark.parametrize("case", SAID)
def test_a_name_means_one_region_or_none_for_certain(case: dict[str, str]) -> None:
    found = locate(case["name"], region(case["within"]) if case["within"] else None)
    assert (found.label if found else "", found.code if found else "") == (case["label"], case["code"])


def test_zones_ports_and_firms_that_no_table_holds_have_english_names_of_their_parts() -> None:
    with (CASES.parent / "place_english.tsv").open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [(case["zh"], said) for case in cases if (said := region_name(case["zh"], lang="en")) != case["en"]]
    assert not wrong


def test_no_region_of_the_table_has_chinese_or_a_doubled_word_in_english() -> None:
    """A county of its prefecture too, which is how reports name it."""
    named = {one.name for one in regions()}
    named |= {f"{one.parents[0].short}{one.name}" for one in regions() if one.level == "county" and one.parents}
    odd = {}
    for name in named:
        said = region_name(name, lang="en")
        words = said.replace(",", "").lower().split()
        if re.search("[\u3400-\u9fff]", said) or any(a == b for a, b in itertools.pairwise(words)):
            odd[name] = said
    assert len(named) > 6000 and not odd


def test_every_zone_and_every_region_has_an_english_name() -> None:
    assert not [one.name for one in regions() if has_chinese(region_name(one.label, lang="en"))]


def test_every_region_is_found_by_its_label_and_its_code() -> None:
    everywhere = regions()
    assert len(everywhere) > 3000
    assert all(region(one.label) == one == region(one.code) for one in everywhere)


def test_codes_labels_and_levels_fit_together() -> None:
    everywhere = regions()
    assert max(Counter(one.label for one in everywhere).values()) == 1
    assert Counter(one.level for one in everywhere)["province"] == 34
    for one in everywhere[1:]:
        assert re.fullmatch(r"\d{6}" if one.kind in ("", "corps") else r"[NEHO]\d{5}", one.code)
        assert (one.level == "zone") == (one.kind != "")
        above = one.parents
        assert above[-1].code == "100000"
        outside = [up for up in above if up.kind != "corps"]
        assert all(LEVELS.index(up.level) < LEVELS.index(one.level) for up in outside)
        assert one in above[0].children


def test_a_city_right_under_a_province_is_a_county() -> None:
    assert [(one.name, one.level, one.parents[0].name) for one in [region("仙桃市")]] == [
        ("仙桃市", "county", "湖北省")
    ]


def test_a_zone_lies_in_its_province_as_its_code_says() -> None:
    assert len(regions("zone")) > 400
    for one in regions("zone"):
        if one.kind != "corps":
            assert one.parents[-2].code[:2] == one.code[1:3], one


def test_divisions_lie_in_the_corps_and_the_corps_in_its_province() -> None:
    corps = region("新疆生产建设兵团")
    assert [one.code for one in corps.children] == [f"66{number:02}00" for number in range(1, 15)]
    assert corps.parents[0].name == "新疆维吾尔自治区"
    assert region("第一师阿拉尔市").parents[0] == corps and region("阿拉尔市").parents[0].code == "650000"


def test_a_township_lies_in_its_county_and_is_in_no_list() -> None:
    town = region("云溪镇", within="易县")
    assert town == region("保定易县云溪镇") == region(town.code) == region(town.label)
    assert [one.level for one in (town, *town.parents)] == ["township", "county", "prefecture", "province", "nation"]
    assert region("易县").holds(town) and not town.children
    assert regions("township") == () and town not in region("易县").children


def test_what_is_no_more_says_since_when_and_is_not_counted_today() -> None:
    gone = region("宣武区")
    assert gone.until == 2009 and gone not in regions("county") and gone.parents[0].name == "北京市"


@pytest.mark.parametrize(
    ("name", "within", "said"),
    [
        ("淅江省", None, "did you mean '浙江省'"),
        ("鼓楼区", None, "4 regions are called so: found '鼓楼区'; did you mean '南京市鼓楼区' or '徐州市鼓楼区'"),
        ("易县", "浙江", "unknown region: found '易县'"),
        ("合肥经开", None, "did you mean '合肥'"),
        ("云溪镇", None, "a township is named behind the county or district it lies in"),
        ("朝阳区云溪街道", None, "did you mean '北京市朝阳区云溪街道' or '长春市朝阳区云溪街道'"),
        ("浙江", "nowhere", "unknown region: found 'nowhere'"),
    ],
)
def test_an_unknown_or_ambiguous_name_says_what_there_is(name: str, within: str | None, said: str) -> None:
    with pytest.raises(UnknownIdError) as raised:
        region(name, within=within)
    assert said in str(raised.value)


def test_arguments_that_are_no_names_and_no_levels_are_refused() -> None:
    with pytest.raises(InputError, match="named by a text"):
        region(330000)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="did you mean 'province'"):
        regions("provinces")


# -- in a panel ------------------------------------------------------------------------------------------------------

REPORT = "各位代表：\n一、{0}年工作回顾\n地区生产总值增长{1}%。\n二、{2}年工作安排\n地区生产总值增长6%。"


def read(tmp_path: Path, **named: str) -> gr.Panel:
    for name, growth in named.items():
        year = int(name.rsplit("_", 1)[1])
        (tmp_path / f"{name}.txt").write_text(REPORT.format(year - 1, growth, year), encoding="utf-8")
    return gr.read_panel(tmp_path)


def test_reports_that_name_their_region_differently_are_one_region(tmp_path: Path) -> None:
    both = read(tmp_path, 广西_2022="4.1", 广西壮族自治区_2023="4.3", 保定徐水县_2015="7", 徐水区_2016="8")
    assert both.regions == ["广西壮族自治区", "徐水区"]
    frame = both.frame
    assert dict(zip(frame["report_region"], frame["report_region_code"], strict=True)) == {
        "广西壮族自治区": "450000",
        "徐水区": "130609",
    }
    table = both.wide("gdp", measure="growth", region="徐水县")
    assert table["gdp"].tolist() == [7.0, 8.0]
    assert len(gr.compare(both, 2022, 2023, by="report_year", region="广西").frame)
    assert gr.targets(both, region="450000").frame["region"].unique().tolist() == ["广西壮族自治区"]


def test_a_metric_about_another_territory_carries_its_code_and_keeps_its_wording() -> None:
    report = gr.report_from_text("text", region="浙江", year=2024)
    said = gr.Metric(
        *(0, 2, "5%", "地区生产总值", "growth", 5.0, None, "%", "exact", (2023, 2023), False, "actual"),
        region="宁波",
        basis=None,
    )
    [one] = gr.normalize(report, [said])
    assert (one.region, one.region_code, one.metric.region) == ("宁波市", "330200", "宁波")


@pytest.mark.parametrize(
    ("reporter", "name", "place"),
    [
        ("四川省", "泸州生产总值", "泸州市"),
        ("四川省", "阿坝州生产总值", "阿坝藏族羌族自治州"),
        ("全国", "浙江生产总值", "浙江省"),
        ("四川省", "四川生产总值", "四川省"),
        ("四川省", "杭州生产总值", "四川省"),
        ("四川省", "全国生产总值", "四川省"),
        ("四川省", "成都都市圈生产总值", "四川省"),
        ("泸州市", "泸州生产总值", "泸州市"),
        ("吉林省", "吉林生产总值", "吉林省"),
    ],
)
def test_an_indicator_of_a_part_that_the_subject_names_is_that_parts(reporter: str, name: str, place: str) -> None:
    report = gr.report_from_text("text", region=reporter, year=2024)
    said = gr.Metric(
        *(0, 4, "30亿元", name, "level", 30.0, None, "亿元", "exact", (2023, 2023), False, "actual"),
        region=None,
        basis=None,
    )
    [one] = gr.normalize(report, [said])
    assert (one.region, one.metric.region) == (place, None)


def test_a_place_that_is_not_known_stays_as_it_is_with_a_reason(tmp_path: Path) -> None:
    made_up = read(tmp_path, XX市_2024="5", 鼓楼区_2024="6")
    assert set(made_up.frame["region_code"]) == {""}
    assert made_up.select(region="XX市").wide("gdp", measure="growth").loc[("XX市", 2023), "gdp"] == 5.0
    places = made_up.places.set_index("region")
    assert places.loc["XX市", "reason"] == "no region of the table is called so"
    assert places.loc["鼓楼区", "reason"].startswith("4 regions are called so: 南京市鼓楼区")
    assert list(places["reports"]) == [1, 1]


@pytest.mark.parametrize("asked", ["浙江", "浙江省", "330000", region("浙江")])
def test_a_region_is_chosen_by_any_name_its_code_or_itself(asked: str | Region) -> None:
    several = panel(
        row("gdp", "growth", 2022, 3.1, "%", region="浙江省"), row("gdp", "growth", 2022, 2.8, "%", region="江苏省")
    )
    assert several.select(region=asked).frame["value"].tolist() == [3.1]
    assert several.wide("gdp", measure="growth", region=asked)["gdp"].tolist() == [3.1]
    assert several.select(report_region=asked).frame["value"].tolist() == [3.1]


def test_a_name_of_several_regions_means_the_one_that_the_panel_holds() -> None:
    one = panel(row("gdp", "growth", 2022, 3.1, "%", region="福州市鼓楼区"))
    assert len(one.select(region="鼓楼区")) == 1
    two = panel(*(row("gdp", "growth", 2022, 3.1, "%", region=each) for each in ("福州市鼓楼区", "徐州市鼓楼区")))
    with pytest.raises(UnknownIdError, match="did you mean '福州市鼓楼区' or '徐州市鼓楼区'"):
        two.select(region="鼓楼区")


def test_a_region_that_is_known_but_not_there_is_an_error() -> None:
    with pytest.raises(UnknownIdError, match="no row with this region: found '江苏'"):
        panel(row("gdp", "growth", 2022, 3.1, "%", region="浙江省")).select(region="江苏")


def test_a_panel_saved_before_there_were_codes_still_loads(tmp_path: Path) -> None:
    now = panel(row("gdp", "growth", 2022, 3.1, "%", region="浙江省"))
    now.save(tmp_path / "now.json")
    data = json.loads((tmp_path / "now.json").read_text("utf-8"))
    for part, column in (("frame", "region_code"), ("frame", "report_region_code"), ("evidence", "said_region")):
        del data[part][column]
    data["evidence"]["sentence_start"] = data["frame"].pop("sentence_start")
    (tmp_path / "old.json").write_text(json.dumps(data), encoding="utf-8")
    pd.testing.assert_frame_equal(gr.load_panel(tmp_path / "old.json").frame, now.frame)


def test_the_corpus_knows_the_codes_of_all_that_report_but_the_made_up_city(shared: Path) -> None:
    names = {path.name.split("_")[0] for path in (shared / "corpus").glob("*.txt")}
    assert {name for name in names if locate(name) is None} == {"XX市"}


def test_find_regions_gives_nothing_for_nothing() -> None:
    assert find_regions("") == ()


# -- zones and townships in reports ------------------------------------------------------------------------------------

with CASES.with_name("zones_and_townships.tsv").open(encoding="utf-8", newline="") as lines:
    READ = [pytest.param(case, id=case["sentence"][:20]) for case in csv.DictReader(lines, delimiter="\t")]


@pytest.mark.parametrize("case", READ)
def test_a_zone_a_corps_and_a_township_keep_their_figures_apart(case: dict[str, str]) -> None:
    text = f"各位代表：\n一、2023年工作回顾\n{case['sentence']}\n二、2024年工作安排\n增长6%。"
    report = gr.report_from_text(text, region=case["reporter"], year=2024)
    found = [one for one in gr.normalize(report, gr.extract(report)) if one.status == "actual"]
    assert [one.region for one in found] == case["regions"].split("; ")


def test_zones_are_chosen_as_a_level(tmp_path: Path) -> None:
    both = read(tmp_path, 合肥市_2024="5", 合肥经开区_2024="6", 合肥高新区_2024="7")
    assert set(both.places["level"]) == {"prefecture", "zone"}
    zones = gr.league(both, "gdp", 2023, measure="growth", level="zone")
    assert zones.ranked["region"].tolist() == ["合肥高新技术产业开发区", "合肥经济技术开发区"]
    assert gr.side_by_side(both, 2023, level="prefecture").regions == ("合肥市",)


def test_a_name_without_end_is_that_of_no_region() -> None:
    with pytest.raises(gr.GovReportError):
        gr.region("天津" * 3000)


def test_a_name_that_repeats_itself_has_english() -> None:
    assert region_name("3个县" * 2000, lang="en")
