"""Names that compose: an indicator found by its parts, and read back from its id."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import panel_rows as pr
import pytest
from checks import seconds
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport as gr
from govreport import vocabulary
from govreport.errors import UnknownIdError, VocabularyError
from govreport.indicators import Vocabulary
from govreport.indicators.composing import parts_of
from govreport.indicators.counting import fits
from govreport.indicators.entries import DOMAINS
from govreport.indicators.words import NOUNS, QUALIFIERS, Word, lexicon
from govreport.panel.naming import names_as_said
from govreport.plot.words import Words as PlotWords
from govreport.plot.words import names_of
from govreport.tables import data_file

CASES = list(
    csv.DictReader(
        (Path(__file__).parent / "cases" / "composed.tsv").open(encoding="utf-8"),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
HEADS = sorted(id for id, word in lexicon().parts.items() if word.kind in NOUNS)
PARTS = sorted(id for id, word in lexicon().parts.items() if word.kind in QUALIFIERS)
DEEDS = sorted(lexicon().deeds)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']} {case['unit']} ({case['why']})")
def test_a_name_that_nobody_listed_is_found_by_its_parts(case: dict[str, str]) -> None:
    found = vocabulary().lookup(case["name"], unit=case["unit"], measure=case["measure"])
    assert (found.id if found else "") == case["id"]
    if found and case["name_zh"]:
        assert vocabulary()[found.id].name_zh == case["name_zh"]


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("project_investment-from_1bn", "Project investment of 1bn yuan and more"),
        ("projects-from_1bn-new", "Projects of 1bn yuan and more: new"),
        ("above_scale_enterprises-into_parks-stock", "Above-scale enterprises into parks: total"),
        ("total_project_investment-industrial-from_100m", "Industrial total project investment of 100m yuan and more"),
        ("wet_markets-intelligent-new", "Intelligent wet markets: new"),
        ("insurance_coverage-rural-medical_insurance", "Rural medical insurance coverage"),
        ("poor_households-registered_poor-helped", "Registered poor households: helped"),
        ("rate_of-kindergartens-inclusive", "Kindergartens inclusive rate"),
        ("students-primary_schools-stock-share_of-students-stock", "Primary schools students, share of students"),
    ],
)
def test_an_english_name_has_its_words_where_english_has_them(id: str, name: str) -> None:
    assert vocabulary()[id].name_en == name


@settings(max_examples=100, deadline=None)
@given(
    head=st.sampled_from(HEADS),
    parts=st.lists(st.sampled_from(PARTS), max_size=2, unique=True),
    deeds=st.lists(st.sampled_from(DEEDS), max_size=1),
)
def test_an_id_that_is_known_says_what_it_is_and_is_itself(head: str, parts: list[str], deeds: list[str]) -> None:
    id = "-".join([head, *parts, *deeds])
    book = vocabulary()
    if id not in book:
        with pytest.raises(UnknownIdError):
            book[id]
        return
    made = book[id]
    assert made.id == id
    assert made.unit == lexicon().parts[head].unit or id in book.ids
    assert made.name_zh and made.name_en and made.name_en.isascii()


@settings(max_examples=100, deadline=None)
@given(
    head=st.sampled_from(HEADS),
    parts=st.lists(st.sampled_from(PARTS), max_size=2, unique=True),
    deed=st.sampled_from(DEEDS),
)
def test_the_name_of_an_indicator_finds_nothing_of_another_unit(head: str, parts: list[str], deed: str) -> None:
    id = "-".join([head, *parts, deed])
    if id not in vocabulary():
        return
    made = vocabulary()[id]
    found = vocabulary().lookup(made.name_zh, unit=made.unit)
    if found is not None and found.rule == "composed":
        assert fits(made.unit, Word("head", "any", ("any",), unit=vocabulary()[found.id].unit))


def test_a_flow_a_stock_a_sum_and_a_rate_of_one_noun_have_four_ids() -> None:
    book = vocabulary()
    said = {
        "新增数据中心": "data_centres-new",
        "数据中心总数": "data_centres-stock",
        "累计建成数据中心": "data_centres-cumulative",
        "日均新增数据中心": "data_centres-new-per_day",
    }
    found = {name: match.id for name in said if (match := book.lookup(name, unit="个"))}
    assert found == said
    assert len(set(found.values())) == 4


def test_a_bare_noun_that_is_counted_has_no_id() -> None:
    assert vocabulary().lookup("绿色数据中心", unit="个") is None


def test_no_listed_flow_is_found_by_what_there_is_in_all_or_in_a_day() -> None:
    book = vocabulary()
    wrong = []
    for id in book.ids:
        indicator = book[id]
        if indicator.kind != "flow" or indicator.unit in ("%", "‰"):
            continue
        for said in ("累计建成", "日均"):
            found = book.lookup(said + indicator.name_zh, unit=indicator.unit)
            if found is not None and found.id in book.ids and book[found.id].kind == "flow":
                wrong.append((said + indicator.name_zh, found.id))
    assert wrong == []


def test_a_vocabulary_of_ones_own_composes_nothing(tmp_path: Path) -> None:
    own = tmp_path / "mine.tsv"
    own.write_text("id\tname_zh\tunit\ncheer\t幸福指数\t%\n", encoding="utf-8")
    mine = Vocabulary.load(own)
    assert mine.lookup("新建智慧养老院", unit="所") is None
    assert "nursing_homes-intelligent-new" not in mine


def test_what_composes_still_composes_when_it_is_extended_or_saved() -> None:
    more = vocabulary().extend([{"id": "cheer", "name_zh": "幸福指数", "unit": "%"}])
    for book in (more, Vocabulary.from_dict(more.to_dict())):
        assert book.lookup("新建智慧养老院", unit="所") == vocabulary().lookup("新建智慧养老院", unit="所")


def test_a_listed_id_goes_before_a_composed_one() -> None:
    mine = vocabulary().extend([{"id": "wise_homes", "name_zh": "新建智慧养老院", "unit": "所"}])
    found = mine.lookup("新建智慧养老院", unit="所")
    assert found is not None and found.id == "wise_homes"


@pytest.mark.parametrize("piece", ["新增", "省级", "绿色", "新增省级绿色", "项目", "占比重", "人均", "新建和"])
def test_taking_a_name_apart_is_linear(piece: str) -> None:
    assert seconds(lambda: [vocabulary().lookup(piece * size, unit="个") for size in (10, 100, 1000)]) < 2


def test_the_words_have_one_meaning_each() -> None:
    problems = []
    for text, words in lexicon().by_text.items():
        nouns = [word for word in words if word.kind in NOUNS]
        if len({word.unit for word in nouns}) < len(nouns):
            problems.append(f"{text}: two heads of one unit")
        if len([word for word in words if word.kind in QUALIFIERS]) > 1:
            problems.append(f"{text}: two qualifiers")
        if len([word for word in words if word.kind == "deed"]) > 1:
            problems.append(f"{text}: two deeds")
    shared = set(lexicon().parts) & set(lexicon().deeds)
    assert problems == [] and not shared


def rows(table: str) -> list[dict[str, str]]:
    with data_file(table).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_table_that_gives_domains_gives_ones_that_a_page_has_a_heading_for() -> None:
    tables = [file.name for file in data_file("words.tsv").parent.glob("*.tsv")]
    given = [(table, row) for table in tables for row in rows(table) if "domain" in row]
    assert {"words.tsv", "indicators.tsv"} <= {table for table, _ in given}
    known = {*vocabulary().domains}
    assert known == {*DOMAINS}
    nouns = [(table, row) for table, row in given if table != "words.tsv" or row["kind"] in NOUNS]
    problems = [f"{table}, {row['id']}: '{row['domain']}'" for table, row in nouns if row["domain"] not in known]
    problems += [
        f"{t}, {row['id']}: no noun"
        for t, row in given
        if t == "words.tsv" and row["kind"] not in NOUNS and row["domain"]
    ]
    assert problems == []


def test_every_noun_has_an_english_name_a_unit_and_an_id_of_its_own() -> None:
    problems, seen = [], set()
    for row in rows("words.tsv"):
        if row["kind"] not in NOUNS:
            continue
        if not (row["name_en"] and row["name_en"].isascii()):
            problems.append(f"{row['text']}: no English name")
        if re.search(r"\bof$|\bof (?:a )?kinds?$|\b(\w+) \1\b", row["name_en"]):
            problems.append(f"{row['text']}: '{row['name_en']}' is no English")
        if row["kind"] == "head" and not row["unit"]:
            problems.append(f"{row['text']}: no unit")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", row["id"]):
            problems.append(f"{row['text']}: '{row['id']}' is no slug")
        if row["id"] in seen:
            problems.append(f"{row['text']}: '{row['id']}' is given twice")
        seen.add(row["id"])
    assert problems == []


@pytest.mark.parametrize(
    ("name", "unit", "domain"),
    [
        ("新建智慧养老院", "所", "social"),
        ("新建智慧图书馆", "座", "other"),
        ("智慧养老院覆盖率", "%", "social"),
        ("智慧医院改造面积", "平方米", "social"),
        ("智慧覆盖率", "%", "other"),
    ],
)
def test_a_noun_that_says_too_little_stands_where_the_noun_beside_it_does(name: str, unit: str, domain: str) -> None:
    found = vocabulary().lookup(name, unit=unit)
    assert found is not None and vocabulary()[found.id].domain == domain


def test_a_domain_that_no_page_has_a_heading_for_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "words.tsv"
    row = "head\t塑胶跑道\trunning_tracks\trunning tracks\t公里\teducatoin\t"
    file.write_text(f"kind\ttext\tid\tname_en\tunit\tdomain\tnote\n{row}\n", encoding="utf-8")
    monkeypatch.setattr("govreport.indicators.words.data_file", lambda _: file)
    with pytest.raises(VocabularyError, match=r"unknown domain.*'educatoin'"):
        lexicon.__wrapped__()


def test_what_composes_has_a_heading_though_nothing_listed_stands_under_it(tmp_path: Path) -> None:
    saved = vocabulary().to_dict() | {"aliases": [], "breaks": [], "successors": []}
    book = Vocabulary.from_dict(saved | {"indicators": [one for one in saved["indicators"] if one["id"] == "gdp"]})
    said = [pr.row("nursing_homes-intelligent-new", "level", year, 3, "所") for year in (2020, 2021)]
    panel = gr.Panel(pr.panel(*said).frame, vocabulary=book)
    assert "Social services" in panel.to_html(tmp_path / "page.html", lang="en")
    assert set(gr.compare(panel, 2020, 2021).frame["domain"]) == {"social"}


def test_a_piece_of_a_name_that_is_unknown_leaves_it_open() -> None:
    assert parts_of("唤醒沉睡账户") is None
    assert parts_of("新增省级唤醒中心", "个") is None


def test_tables_call_a_composed_indicator_as_the_report_does_and_are_asked_for_it_so(tmp_path: Path) -> None:
    texts = {2023: "新建省级智慧农贸市场3个。", 2024: "新建省级智慧农贸市场5个。"}
    reports = [
        gr.report_from_text(
            f"南湖市{year}年政府工作报告\n各位代表：\n一、{year - 1}年工作回顾\n{said}\n", region="南湖市", year=year
        )
        for year, said in texts.items()
    ]
    panel = gr.read_panel(reports)
    [row] = gr.compare(panel, 2022, 2023).frame.itertuples()
    assert row.name == "新建省级智慧农贸市场"
    assert panel.vocabulary[row.indicator].name_zh == "新增省级智慧农贸市场"
    assert panel.ids_of(row.name) == [row.indicator]
    page = panel.to_html(tmp_path / "page.html", lang="zh")
    assert "<b>新建省级智慧农贸市场</b>" in page and "<b>新增省级智慧农贸市场</b>" not in page
    assert "<b>Provincial intelligent wet markets: new</b>" in panel.to_html(tmp_path / "page.html", lang="en")


def test_what_a_plan_for_something_composed_was_completed_of_is_called_as_its_level_is() -> None:
    told = {"measure": "completion", "value": 105, "unit": "%", "name": "新建智慧养老院", "region": "南湖市"}
    rows = [pr.row("nursing_homes-intelligent-new", period=2021, report=year, **told) for year in (2022, 2023)]
    assert gr.revisions(pr.panel(*rows)).frame["name"].tolist() == ["新建智慧养老院"]
    assert vocabulary().lookup("出口", unit="亿元", measure="completion") == vocabulary().lookup("出口", unit="亿元")


WET = "某县{year}年政府工作报告\n一、{last}年工作回顾\n{deed}省级智慧农贸市场{n}个。\n"


def test_tables_and_figures_call_a_composed_id_as_its_reports_do() -> None:
    def panel(*deeds: tuple[str, str]) -> gr.Panel:
        text = [(place, WET.format(year=2023, last=2022, deed=deed, n=3)) for place, deed in deeds]
        reports = [gr.report_from_text(said, region=place, year=2023, source=place) for place, said in text]
        return gr.read_panel(reports, progress=False)

    id = "wet_markets-provincial-intelligent-new"
    one, several = panel(("泾阳县", "新建")), panel(("泾阳县", "新建"), ("三原县", "建成"))
    assert one.wide(id, lang="zh").columns.tolist() == ["新建省级智慧农贸市场（个）"]
    assert several.wide(id, lang="zh").columns.tolist() == ["新增省级智慧农贸市场（个）"]
    assert several.wide(id, lang="zh", region="三原县").columns.tolist() == ["建成省级智慧农贸市场（个）"]
    assert one.wide(id, lang="en").columns.tolist() == ["Provincial intelligent wet markets: new (units)"]
    words, both = PlotWords(one, "zh"), PlotWords(several, "zh")
    assert (words.indicator(id, ["泾阳县"]), both.indicator(id, ["泾阳县"])) == ("新建省级智慧农贸市场",) * 2
    assert both.indicator(id, ["泾阳县", "三原县"]) == both.indicator(id) == "新增省级智慧农贸市场"
    assert "新建省级智慧农贸市场" in dict(one.explain(0).facts)["indicator"]
    covered = gr.coverage(one)
    assert covered.frame["name"].tolist() == ["新建省级智慧农贸市场"]
    assert PlotWords(names_of(covered), "zh").indicator(id, ["泾阳县"]) == "新建省级智慧农贸市场"


def test_a_completion_is_no_reason_to_fall_over_a_composed_name() -> None:
    row = pr.row("bridges-rural-new", "completion", 2022, 98, "%", name="新增农村桥梁")
    assert names_as_said(pr.panel(row).frame, vocabulary()) == {("全国", "bridges-rural-new"): "新增农村桥梁"}


@pytest.mark.parametrize(
    ("id", "direction"),
    [
        ("lifts-renewed", "more"),
        ("dead_end_roads-opened", "more"),
        ("bridges-rural-new-renewed", "more"),
        ("bridges-rural-new", "neither"),
        ("bridges-rural-stock", "neither"),
        ("criminal_cases-handled", "neither"),
    ],
)
def test_more_is_better_of_works_done_on_purpose_alone(id: str, direction: str) -> None:
    assert vocabulary()[id].direction == direction


def test_a_figure_off_an_undirected_target_is_said_to_have_no_direction_and_no_more() -> None:
    sides = ((4, "target"), (5, "actual"))
    built = [pr.row("wet_markets-intelligent-new", "level", 2023, n, "个", status=said) for n, said in sides]
    renewed = [pr.row("lifts-renewed", "level", 2023, n, "部", status=said) for n, said in sides]
    found = gr.targets(pr.panel(*built, *renewed))
    assert sorted(found.frame["verdict"]) == ["exceeded", "not_decidable"]
    assert "– 不分好坏" in found.to_text("zh") and "好坏无定" not in found.to_text("zh")
    assert "1 no direction" in found.to_text("en") and "not decidable" not in found.to_text("en")


@pytest.mark.parametrize(
    ("name", "unit", "own"),
    [
        ("人均道路面积", "平方米", "平方米"),
        ("每千人养老床位数", "张", "张"),
        ("日均新设企业", "户", "户"),
        ("人均全社会用电量", "千瓦时", "千瓦时"),
    ],
)
def test_a_mean_is_told_in_a_unit_of_its_size(name: str, unit: str, own: str) -> None:
    found = vocabulary().lookup(name, unit=unit)
    assert found is not None
    assert vocabulary()[found.id].unit == own
