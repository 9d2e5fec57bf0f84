"""The vocabulary: which indicator a name means, which it must not mean, and how a user adds to it."""

from __future__ import annotations

import csv
import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import panel_rows as pr
import pytest
from case_rows import rows_of
from checks import seconds
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport as gr
from govreport.errors import InputError, UnknownIdError, VocabularyError
from govreport.indicators import Vocabulary, clean_name, slug, vocabulary
from govreport.indicators.names import compiled
from govreport.indicators.timeline import packaged_timeline
from govreport.model import Indicator, Match
from govreport.tables import rows
from govreport.units import parse_unit

CASES = Path(__file__).parent / "cases"
BROKEN = CASES / "vocabularies"


def table(name: str) -> list[dict[str, str]]:
    return rows_of(CASES / name)


ALIASES, LOOK_ALIKES, MESSAGES = table("aliases.tsv"), table("must_not_match.tsv"), table("vocabularies/messages.tsv")


def found(name: str, unit: str = "", measure: str = "level", book: Vocabulary | None = None) -> str | None:
    match = (book or vocabulary()).lookup(name, unit=unit, measure=measure)
    return match.id if match else None


# -- names -----------------------------------------------------------------------------------------


def test_a_wording_of_reports_finds_its_indicator() -> None:
    wrong = [
        f"{case['name']} ({case['measure']} in {case['unit'] or 'no unit'}): expected {case['id']}, found {got}"
        for case in ALIASES
        if (got := found(case["name"], case["unit"], case["measure"])) != case["id"]
    ]
    assert len(ALIASES) > 1500
    assert not wrong


@pytest.mark.parametrize("case", LOOK_ALIKES, ids=lambda case: f"{case['name']} ({case['why']})")
def test_a_part_a_neighbour_or_a_look_alike_is_not_the_indicator(case: dict[str, str]) -> None:
    match = found(case["name"], case["unit"], case["measure"])
    if case["not"] == "*":
        assert match not in vocabulary().ids, "no indicator that is listed; an id of its own, composed, is none of them"
    else:
        assert match != case["not"]


def test_the_cases_cover_every_core_indicator(shared: Path) -> None:
    core = rows_of(shared / "vocabulary" / "core.tsv")
    assert {row["id"] for row in core} <= {case["id"] for case in ALIASES}


@pytest.mark.parametrize(
    ("name", "unit", "measure", "expected"),
    [
        ("出口", "亿元", "level", "exports"),
        ("出口", "万辆", "level", None),
        ("粮食", "亿斤", "level", "grain_output"),
        ("粮食", "万亩", "level", "grain_area"),
        ("粮食", "%", "growth", "grain_output"),
        ("居民收入", "%", "growth", "disposable_income"),
        ("高技术制造业", "%", "growth", "high_tech_manufacturing_value_added"),
        ("高技术制造业", "家", "level", None),
        ("经济", "%", "growth", "gdp"),
        ("经济", "亿元", "level", None),
        ("一般公共预算收入", "亿元", "level", "general_budget_revenue"),
        ("一般公共预算收入", "%", "level", None),
        ("一般公共预算收入", "位", "rank", "general_budget_revenue"),
        ("规上工业增加值增速", "个百分点", "gap", "industrial_value_added_above_scale"),
        ("规上工业增加值增速", "位", "rank", None),
        ("贫困人口", "万人", "change", "rural_poverty_reduction"),
        ("森林覆盖率", "万亩", "level", None),
        ("货物进出口总额", "亿美元", "level", "trade_total"),
        ("改造老旧小区", "万平方米", "level", "old_housing_renewed"),
        ("贫困人口减少", "万", "level", "rural_poverty_reduction"),
        ("PM2.5平均浓度", "微克", "change", "pm25"),
        ("城镇低保标准", "元/月", "level", "minimum_living_urban"),
        ("税收收入", "元/亩", "level", None),
        ("城中村改造", "个", "level", "urban_villages_renewed"),
        ("城中村改造", "户", "level", "urban_village_households_renewed"),
    ],
)
def test_unit_and_measure_decide_what_a_short_name_means(
    name: str, unit: str, measure: str, expected: str | None
) -> None:
    assert found(name, unit, measure) == expected


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("地区生产总值", "exact"),
        ("全市实现“地区生产总值”", "exact"),
        ("宁波舟山港货物吞吐量", "pattern"),
        ("高新技术企业总数", "affix"),
        ("镇海区税收收入", "territory"),
        ("浙江省一般公共预算收入", "territory"),
        ("规上工业增加值（快报数）", "brackets"),
    ],
)
def test_a_match_says_by_which_rule_it_was_found(name: str, rule: str) -> None:
    match = vocabulary().lookup(name)
    assert match is not None and match.rule == rule


@pytest.mark.parametrize("head", ["全省", "全市", "全国", "我国", "其中：", "2025年", "预计", "全年", "“十四五”期间"])
def test_the_reporting_territory_and_the_time_do_not_matter(head: str) -> None:
    book = vocabulary()
    lost = [id for id in book if found(head + book[id].name_zh, book[id].unit) != id]
    assert not lost


@given(
    id=st.sampled_from(vocabulary().ids),
    blank=st.sampled_from([" ", "\u3000", "\u200b", "\n"]),
    place=st.integers(0, 8),
    wide=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_blanks_and_widths_do_not_matter(id: str, blank: str, place: int, wide: bool) -> None:
    indicator = vocabulary()[id]
    name = indicator.name_zh[:place] + blank + indicator.name_zh[place:]
    if wide:
        name = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name)
    assert found(name, indicator.unit) == id


def test_a_name_is_looked_up_fast() -> None:
    names = [f"打通断头路{number}" for number in range(300)] + [case["name"] for case in ALIASES]
    book = vocabulary()
    looked_up = seconds(lambda: [book.lookup(name, unit="亿元") for _ in range(100) for name in names])
    assert looked_up / (100 * len(names)) < 20e-6


@pytest.mark.parametrize(
    "piece", ["新建成", "改造提升", "城市城区", "新增和", "减税降费及退税", "港口集装箱", "人大代表建议"]
)
def test_a_text_that_is_no_name_does_not_run_wild(piece: str) -> None:
    texts = [piece * length + "高标准农田造林棚户区老旧小区保障房建议!" for length in (12, 200, 5000)]
    assert seconds(lambda: [found(text, "套") for text in texts]) < 1


def test_no_pattern_runs_wild_on_a_long_name_that_does_not_fit() -> None:
    words = ["新增", "建设", "培育", "国家", "省级", "重点", "项目", "企业", "实施", "推进", "完成", "民生", "改造"]
    names = [(word + other) * 12 for word in words for other in words if word < other]
    texts = {alias for id in vocabulary() for alias in vocabulary().aliases(id) if "(?:" in alias}
    tried = seconds(lambda: [compiled(text).fullmatch(name[:44] + "集群项目") for text in texts for name in names[::5]])
    assert tried < 20


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(InputError, match="found 'grwth'; did you mean 'growth'"):
        vocabulary().lookup("出口", measure="grwth")


# -- cleaned names and open ids --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("全省地区生产总值", "地区生产总值"),
        ("我国实现国内生产总值", "国内生产总值"),
        ("完成 营造林", "营造林"),
        ("其中：出口", "出口"),
        ("2025年末常住人口", "常住人口"),
        ("“十四五”期间新增学位", "新增学位"),
        ("规上工业增加值［３］增速", "规上工业增加值"),
        ("新增专精特新“小巨人”企业", "新增专精特新小巨人企业"),
        ("固定资产投资（不含农户）", "固定资产投资(不含农户)"),
        ("全国重点实验室", "全国重点实验室"),
        ("全国文明城市", "全国文明城市"),
        ("累计建成高标准农田", "累计建成高标准农田"),
        ("完成率", "完成率"),
        ("全市", "全市"),
    ],
)
def test_only_what_carries_nothing_is_cleaned_away(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("打通断头路", "全市打通“断头路”"),
        ("数字贸易", "数字贸易增速"),
        ("新增省级专精特新企业", "其中，新增省级 专精特新企业"),
        ("新改建公厕（含城乡）", "新改建公厕(含城乡)"),
    ],
)
def test_the_same_thing_said_next_year_has_the_same_open_id(one: str, other: str) -> None:
    assert slug(one) == slug(other)
    assert slug(one).startswith("open:")


def test_different_things_keep_different_open_ids() -> None:
    names = ["新增停车位", "新增公共停车位", "停车位", "改造停车位", "新增停车场"]
    assert len({slug(name) for name in names}) == len(names)


@given(st.text(alphabet="全市省国实现完成新增道路条家（）“” 　ａ1２、，。增速改造", min_size=1, max_size=20))
def test_cleaning_twice_changes_nothing_and_an_open_id_is_never_empty(name: str) -> None:
    once = clean_name(name)
    assert clean_name(once) == once
    open_id = slug(name)
    assert slug(once) == open_id
    if any(map(str.isalnum, name)):
        assert len(open_id) > len("open:")
        assert open_id[len("open:") :].isalnum()


# -- the packaged files ----------------------------------------------------------------------------


def test_the_packaged_vocabulary_is_sound() -> None:
    assert vocabulary().check() == []


def test_the_core_indicators_are_there_as_they_were_released(shared: Path) -> None:
    with (shared / "vocabulary" / "core.tsv").open(encoding="utf-8", newline="") as file:
        core = {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}
    book = vocabulary()
    assert list(core) == list(book)[: len(core)]
    for id, row in core.items():
        assert (book[id].domain, book[id].name_zh, book[id].name_en, book[id].unit) == (
            *(row["domain"], row["name_zh"], row["name_en"]),
            row["unit"],
        )


def test_accepted_units_count_the_same_kind_of_thing() -> None:
    book = vocabulary()
    assert book.accepts("high_tech_enterprises") == ("", "户", "个")
    assert "" in book.accepts("income_ratio_urban_rural")
    assert book.accepts("gdp") == ()
    for id in book:
        amount = parse_unit(book[id].unit).dimension in ("money", "mass", "area", "length", "percent")
        assert not (amount and book.accepts(id)), f"{id} is measured, not counted"


def test_a_code_of_the_statistics_bureau_leads_to_a_table_it_publishes(shared: Path) -> None:
    with (shared / "sources" / "nbs_zb_tree_hgnd.csv").open(encoding="utf-8", newline="") as file:
        tables = {row["zb_id"] for row in csv.DictReader(file)}
    book = vocabulary()
    codes = {id: book[id].nbs_code for id in book if book[id].nbs_code}
    assert codes["gdp"] == "A0201" and len(codes) > 60
    assert not {id: code for id, code in codes.items() if code not in tables}


def test_breaks_are_dated_and_explained() -> None:
    book = vocabulary()
    years = {id: [item.year for item in book.breaks(id, every=True)] for id in book}
    assert 2012 in years["general_budget_revenue"]
    assert 2013 in years["net_income_rural"] and 2013 in years["disposable_income_rural"]
    assert 2014 in years["trade_total"]
    assert 2018 in years["urban_surveyed_unemployment"]
    assert all(found == sorted(found) for found in years.values())
    assert all(item.change and item.reason and item.source for id in book for item in book.breaks(id, every=True))


def test_breaks_and_successors_belong_to_indicators() -> None:
    assert packaged_timeline().orphans(vocabulary()) == []
    ids = {id: [step.successor for step in vocabulary().successors(id)] for id in vocabulary()}
    assert ids["net_income_rural"] == ["disposable_income_rural"] and ids["gdp"] == []
    assert all(id not in chain for id, chain in ids.items()), "a chain goes in a circle"


def test_a_name_that_changed_and_a_series_that_began_part_no_figures() -> None:
    book = vocabulary()
    assert [item.kind for item in book.breaks("market_entities", every=True)] == ["caliber", "name"]
    assert [item.kind for item in book.breaks("market_entities")] == ["caliber"]
    assert 2018 not in [item.year for item in book.breaks("urban_surveyed_unemployment")]


def test_a_chain_of_successors_is_followed_to_its_end() -> None:
    rows = [{"id": id, "name_zh": f"{id}面积", "unit": "亩"} for id in ("meadow", "lawn", "park")]
    steps = [
        {"id": "meadow", "successor": "lawn", "year": "2001", "kind": "renamed", "reason": "said otherwise"},
        {"id": "lawn", "successor": "park", "kind": "replaced", "reason": "benches counted in"},
    ]
    book = vocabulary().extend([*rows, *steps])
    assert [(step.successor, step.year) for step in book.successors("meadow")] == [("lawn", 2001), ("park", None)]
    assert [step.id for step in book.predecessors("park")] == ["lawn", "meadow"]
    assert vocabulary().successors("gdp") == () and book.check() == []


def test_breaks_of_ones_own_are_kept_in_files_and_other_processes() -> None:
    row = {"id": "forest_coverage", "year": "2005", "change": "bushes counted in", "reason": "our county's rule"}
    book = vocabulary().extend([row])
    for copy in (Vocabulary.from_dict(json.loads(json.dumps(book.to_dict()))), pickle.loads(pickle.dumps(book))):
        assert [(item.year, item.kind) for item in copy.breaks("forest_coverage")] == [(2005, "caliber")]
    assert vocabulary().breaks("forest_coverage") == ()


def test_a_vocabulary_saved_before_it_knew_of_time_has_the_packaged_breaks() -> None:
    data = {key: value for key, value in vocabulary().to_dict().items() if key in ("indicators", "aliases")}
    assert Vocabulary.from_dict(data).breaks("gdp") == vocabulary().breaks("gdp")


def test_the_gold_names_find_their_indicators(shared: Path) -> None:
    with (shared / "vocabulary" / "core.tsv").open(encoding="utf-8") as file:
        core = {line.split("\t")[0] for line in file}
    right = wrong = missed = 0
    for path in sorted((shared / "gold").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            metric = json.loads(line)
            given = found(metric["name"], metric["unit"], metric["measure"])
            given = given if given in core else None
            right += given is not None and given == metric["indicator"]
            wrong += given is not None and given != metric["indicator"]
            missed += metric["indicator"] is not None and given != metric["indicator"]
    assert right > 350
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.98


# -- the object ------------------------------------------------------------------------------------


def test_it_behaves_like_a_read_only_mapping_in_the_order_of_the_file() -> None:
    book = vocabulary()
    assert isinstance(book["gdp"], Indicator)
    assert "gdp" in book and "gpd" not in book and None not in book
    assert len(book) == len(list(book)) == len(set(book.ids))
    assert list(book) == sorted(book, key=book.order.__getitem__)
    with pytest.raises(AttributeError, match=r"extend\(\) returns a new one"):
        book.name = "mine"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("id", "message"),
    [
        ("retail_sale", "unknown indicator: found 'retail_sale'; did you mean 'retail_sales'"),
        ("一般公共预算收入", "did you mean 'general_budget_revenue'"),
        ("zzzzzz", "Vocabulary.search finds ids"),
    ],
)
def test_an_unknown_id_is_refused_with_suggestions(id: str, message: str) -> None:
    for ask in (vocabulary().__getitem__, vocabulary().accepts, vocabulary().breaks, vocabulary().aliases):
        with pytest.raises(UnknownIdError, match=message):
            ask(id)


def test_it_travels_to_other_processes_and_into_files_without_loss() -> None:
    mine = vocabulary().extend([{"id": "parks", "name_zh": "新增城市驿站", "unit": "个", "aliases": "建成城市驿站"}])
    for copy in (pickle.loads(pickle.dumps(mine)), Vocabulary.from_dict(json.loads(json.dumps(mine.to_dict())))):
        assert copy.ids == mine.ids
        assert [copy[id] for id in copy] == [mine[id] for id in mine]
        assert copy.accepts("market_entities") == mine.accepts("market_entities")
        assert [found(case["name"], case["unit"], case["measure"], copy) for case in ALIASES] == [
            case["id"] for case in ALIASES
        ]
        assert found("建成城市驿站", book=copy) == "parks"


def test_what_was_never_saved_by_it_is_refused() -> None:
    with pytest.raises(InputError, match="not a vocabulary that govreport saved"):
        Vocabulary.from_dict({"indicators": [{"id": "gdp"}], "aliases": []})
    with pytest.raises(InputError, match="not a vocabulary that govreport saved"):
        Vocabulary.from_dict({"indicators": [], "aliases": [["gdp", "产值"]]})


# -- searching -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("gdp", "gdp"),
        ("retail", "retail_sales"),
        ("Retail sales", "retail_sales"),
        ("社零总额", "retail_sales"),
        ("unemployment", "urban_surveyed_unemployment"),
        ("PM2.5", "pm25"),
        ("留抵退税", "vat_refund"),
        ("居民收入", "disposable_income"),
        ("Consumer prices", "consumer_price"),
    ],
)
def test_searching_by_chinese_or_english_words_gives_the_best_first(text: str, first: str) -> None:
    assert vocabulary().search(text)[0].id == first


def test_searching_finds_all_that_holds_the_word() -> None:
    ids = {indicator.id for indicator in vocabulary().search("投资")}
    assert {"fixed_asset_investment", "industrial_investment", "private_investment", "real_estate_investment"} <= ids
    assert "grain_output" not in ids


@pytest.mark.parametrize("text", ["", "  ", "xyzzy", "，。"])
def test_searching_for_nothing_or_the_unknown_gives_nothing(text: str) -> None:
    assert vocabulary().search(text) == []


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("老区农村居民人均可支配收入", "disposable_income_rural"),
        ("涉农贷款余额", "loans"),
        ("新增规上服务业企业", "above_scale_industrial_firms_new"),
        ("工业用电量", "power_consumption"),
    ],
)
def test_the_nearest_indicators_of_an_open_name_are_suggested(name: str, near: str) -> None:
    assert near in vocabulary().nearest(name)


def test_nothing_is_near_to_a_name_that_shares_no_word() -> None:
    assert vocabulary().nearest("打通断头路") == ()
    assert len(vocabulary().nearest("一般公共预算收入", 1)) == 1


# -- a user's own indicators and names -------------------------------------------------------------


def test_a_new_indicator_and_its_names_are_known_after_extending() -> None:
    row = {
        **{"id": "dead_ends", "name_zh": "打通断头路", "name_en": "Dead-end roads opened", "unit": "条"},
        **{
            "domain": "transport",
            "kind": "count",
            "direction": "more",
            "accepts": "-,处",
            "aliases": "贯通断头路|消除断头路",
        },
    }
    mine = vocabulary().extend([row])
    assert mine["dead_ends"] == Indicator(
        "dead_ends", "transport", "打通断头路", "Dead-end roads opened", "条", "count", "more", ""
    )
    assert mine.accepts("dead_ends") == ("", "处")
    assert {found(name, "条", book=mine) for name in ("打通断头路", "全市贯通“断头路”", "消除断头路")} == {"dead_ends"}
    assert list(mine)[-1] == "dead_ends"


def test_extending_leaves_the_old_vocabulary_as_it_was() -> None:
    before = vocabulary().to_dict()
    vocabulary().extend([{"id": "parks", "name_zh": "新增城市驿站", "unit": "个"}])
    assert vocabulary().to_dict() == before
    assert "parks" not in vocabulary()


def test_a_known_indicator_takes_further_names() -> None:
    assert found("家底") is None
    mine = vocabulary().extend([{"id": "general_budget_revenue", "aliases": "家底|地方家底"}])
    assert found("地方家底", "亿元", book=mine) == "general_budget_revenue"
    assert mine["general_budget_revenue"] == vocabulary()["general_budget_revenue"]


def test_a_users_own_name_goes_before_a_packaged_pattern() -> None:
    row = {"id": "harbour", "name_zh": "舟山港货物吞吐量", "unit": "万吨"}
    assert found("舟山港货物吞吐量", "万吨") == "port_cargo"
    assert found("舟山港货物吞吐量", "万吨", book=vocabulary().extend([row])) == "harbour"


def test_a_file_in_the_same_format_extends_it(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("\ufeffid\tname_zh\tunit\taliases\nparks\t新增城市驿站\t个\t建成城市驿站\n\n", encoding="utf-8")
    for source in (path, str(path)):
        assert found("建成城市驿站", book=vocabulary().extend(source)) == "parks"


def test_a_folder_of_tables_extends_it_like_the_packaged_ones(tmp_path: Path) -> None:
    tables = {
        "indicators.tsv": "id\tname_zh\tunit\nparks\t新增城市驿站\t个\n",
        "aliases.tsv": "id\talias\tkind\tunits\tmeasures\tnote\nparks\t(建成|新建)城市驿站\texact\t\t\t\n",
        "breaks.tsv": "id\tyear\tkind\tchange\treason\tsource\nparks\t2019\tcaliber\tlawns too\tnew rules\t\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    book = vocabulary().extend(tmp_path)
    assert found("新建城市驿站", book=book) == "parks"
    assert [item.year for item in book.breaks("parks")] == [2019]


def test_an_empty_folder_is_no_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no table in the folder"):
        vocabulary().extend(tmp_path)


def test_a_vocabulary_of_ones_own_knows_only_its_own(tmp_path: Path) -> None:
    (tmp_path / "indicators.tsv").write_text("id\tname_zh\tunit\nparks\t新增城市驿站\t个\n", encoding="utf-8")
    (tmp_path / "aliases.tsv").write_text("id\talias\nparks\t(建成|新建)城市驿站\n", encoding="utf-8")
    bare = Vocabulary.load(tmp_path / "indicators.tsv")
    assert list(bare) == ["parks"] and found("建成城市驿站", book=bare) is None
    own = Vocabulary.load(tmp_path / "indicators.tsv", tmp_path / "aliases.tsv")
    assert found("新建城市驿站", book=own) == "parks" and found("地区生产总值", book=own) is None
    assert bare.check() == [] and own.check() == []


@pytest.mark.parametrize("case", MESSAGES, ids=lambda case: case["file"])
def test_a_broken_file_is_refused_with_all_that_is_wrong(case: dict[str, str]) -> None:
    path = BROKEN / case["file"]
    use = {
        "extensions": lambda: vocabulary().extend(path),
        "aliases": lambda: Vocabulary.load(aliases=path),
        "indicators": lambda: Vocabulary.load(path),
    }
    with pytest.raises(VocabularyError) as error:
        use[path.parent.name]()
    assert str(error.value) == case["message"].replace("\\n", "\n")


def test_every_broken_file_has_its_message() -> None:
    files = {
        path.relative_to(BROKEN).as_posix() for kind in BROKEN.iterdir() if kind.is_dir() for path in kind.iterdir()
    }
    assert files == {case["file"] for case in MESSAGES}


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.tsv: no such vocabulary file"):
        vocabulary().extend("nowhere.tsv")
    (tmp_path / "gb.tsv").write_bytes("id\tname_zh\n城市驿站\t公园\n".encode("gb18030"))
    with pytest.raises(InputError, match="expected a table in UTF-8"):
        vocabulary().extend(tmp_path / "gb.tsv")


def test_check_names_what_leads_astray() -> None:
    data = vocabulary().to_dict()
    data["aliases"].append(["exports", "地区生产总值", "literal", [], []])
    data["indicators"][0]["unit"] = "亿园"
    problems = "\n".join(Vocabulary.from_dict(data).check())
    assert "'地区生产总值' means two indicators" in problems
    assert "unknown unit: found '亿园'" in problems
    assert "leads to 'gdp': expected 'exports'" in problems


def test_a_match_is_the_models_type() -> None:
    assert vocabulary().lookup("社零总额") == Match(id="retail_sales", alias="社会消费品零售总额", rule="exact")


def test_nearest_ids_come_in_one_order_in_every_process() -> None:
    code = "import govreport as g; print([g.vocabulary().nearest(n) for n in ('新增专业人才', '农村公路投资')])"
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


def test_no_option_of_a_repeated_choice_runs_on() -> None:
    lines = (
        Path(__file__).parents[1].joinpath("govreport", "data", "aliases.tsv").read_text(encoding="utf-8").splitlines()
    )
    patterns = [row["alias"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    loops = re.compile(r"\(\?:(?:[^()]*\|)?\\[dw][+*](?:\|[^()]*)?\)[*+]")
    assert not [pattern for pattern in patterns if loops.search(pattern)]


@pytest.mark.parametrize(
    "name", ["1" * 24 + "民生实事清单", "1" * 40 + "锅炉清单", "1" * 40 + "贫困人口清单", "第十" * 20 + "双一流"]
)
def test_a_name_of_many_digits_is_looked_up_at_once(name: str) -> None:
    assert seconds(lambda: vocabulary().lookup(name)) < 1


@pytest.mark.parametrize("cell", [5, ["公园"], float("nan"), {"a": 1}])
def test_rows_whose_cells_are_no_texts_are_an_error_that_names_the_cell(cell: object) -> None:
    row: Any = {"id": "parks", "name_zh": "公园数", "unit": "个", "aliases": cell}
    with pytest.raises(VocabularyError, match=r"row 1, aliases: a cell is no text"):
        vocabulary().extend([row])


@pytest.mark.parametrize("alias", ["(甲|乙)" * 22, "[甲|乙]丙" * 40, "(甲|乙)(甲*)*\\$甲" * 22])
def test_an_alias_of_too_many_wordings_is_refused_at_once(alias: str) -> None:
    new = {"id": "odd_things", "name_zh": "怪物", "unit": "条", "kind": "count", "direction": "more"}
    with pytest.raises(VocabularyError, match="too many wordings"):
        vocabulary().extend([new, {"id": "odd_things", "alias": alias, "kind": "exact", "units": "条"}])


RETIRED = {row["id"]: row["successor"] for row in rows("successors") if row["kind"] == "renamed"}


@pytest.mark.parametrize(("old", "now"), RETIRED.items())
def test_a_retired_id_still_means_its_indicator_and_names_the_id_of_now(old: str, now: str) -> None:
    book = vocabulary()
    assert old not in book.ids and book[old].id == now == book.current(old)
    assert [step.kind for step in book.successors(old)] == ["renamed"]
    there = pr.panel(pr.row(now, "level", 2022, 8, "家"))
    with pytest.warns(gr.GovReportWarning, match=f"'{old}' is retired; it is '{now}' now"):
        assert len(there.select(old)) == 1


@pytest.mark.parametrize(
    ("name", "id"),
    [("亿元企业", "100m"), ("超10亿元企业", "1bn"), ("百亿级企业", "10bn"), ("新增百亿级企业", "10bn_new")],
)
def test_the_size_in_an_id_of_firms_is_the_one_that_the_report_says(name: str, id: str) -> None:
    found = vocabulary().lookup(name, unit="家")
    assert found is not None and found.id == f"firms_over_{id}"
