"""Links: what consecutive reports of a region say in other words, and what only looks alike.

`cases/links.tsv` holds pairs from consecutive reports that were judged by reading both sentences: names, values,
places, how much the sentences have in common, whether the reports tell the same near by; no sentence itself. `part` is
`tuned` for the half on which the points were fitted, `held` for the other (both sampled by a wider net than the
linker's: any pair of one territory, measure, period and unit), `found` for pairs that an earlier state of the linker
proposed. `cases/links_whole.tsv` has all that whole reports say in other words; `benchmarks/links.py` reads both
against real reports.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from panel_rows import panel as panel_of
from panel_rows import row

import govreport as gr
from govreport.comparison.linked import why_linked
from govreport.indicators import slug
from govreport.panel.likeness import ENOUGH, POINTS, Saying, likeness
from govreport.panel.links import LINK_COLUMNS, chosen
from govreport.panel.meaning import link_words
from govreport.render.words import words_in

Case = dict[str, str]


def read(file: str) -> list[Case]:
    lines = (Path(__file__).parent / "cases" / f"{file}.tsv").read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


CASES = read("links")
STREETS = (("打通断头路", 2023), ("打通城市断头路", 2024), ("打通断头路", 2025))
Rows = list[dict[str, object]]
Scores = dict[tuple[str, str], float]


def sayings(case: Case) -> tuple[Saying, Saying]:
    """Both sides of a case; the pairs of characters of their contexts are numbers, as many as the real ones."""
    both, left, right = (int(n) for n in case["context"].split("/"))
    around = {"a": {str(n) for n in range(left)}, "b": {str(n) for n in range(left - both, left - both + right)}}
    a, b = (
        Saying(
            name=slug(case[f"name_{side}"]).removeprefix("open:"),
            said=case[f"name_{side}"],
            value=float(case[f"value_{side}"]),
            unit=case[f"unit_{side}"],
            place=float(case[f"place_{side}"]),
            sized=case["measure"] in ("level", "multiple"),
            around=frozenset(around[side]),
            sentence="。".join(case[f"beside_{side}"].split()),
            before=frozenset({"told by both"} if case["near"] else ()),
        )
        for side in "ab"
    )
    return a, b


def linked() -> list[bool]:
    """Whether each case is linked, when the cases of two reports stand against each other."""
    scores: dict[tuple[str, str], dict[tuple[str, str], float]] = {}
    for case in CASES:
        pair = (case["name_a"], case["name_b"])
        reports = scores.setdefault((case["region"], case["year_a"]), {})
        reports[pair] = max(likeness(*sayings(case)).score, reports.get(pair, 0.0))
    kept = {(*reports, *pair) for reports, found in scores.items() for pair in chosen(found)}
    return [(c["region"], c["year_a"], c["name_a"], c["name_b"]) in kept for c in CASES]


LINKED = linked()


def judged(*parts: str) -> tuple[float, float]:
    """Precision and recall on some parts of the list."""
    some = [(case["same"] == "yes", hit) for case, hit in zip(CASES, LINKED, strict=True) if case["part"] in parts]
    right = sum(same and hit for same, hit in some)
    return right / sum(hit for _, hit in some), right / sum(same for same, _ in some)


def test_the_list_is_long_enough() -> None:
    sampled = [case["same"] for case in CASES if case["part"] != "found"]
    assert sampled.count("yes") >= 150 and sampled.count("no") >= 150


def test_links_are_right_and_most_are_found() -> None:
    precision, recall = judged("tuned", "held")
    assert precision >= 0.95 and recall >= 0.77, f"precision {precision:.3f}, recall {recall:.3f}"


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_links_are_as_good_on_the_half_on_which_they_were_not_fitted(part: str) -> None:
    precision, recall = judged(part)
    assert precision >= 0.93 and recall >= 0.74, f"precision {precision:.3f}, recall {recall:.3f}"


def test_most_of_what_whole_reports_say_in_other_words_and_measure_alike_is_enough() -> None:
    cases = read("links_whole")
    assert sum(case["same"] == "yes" and not case["part"].endswith("found") for case in cases) >= 200
    alike = [case for case in cases if case["same"] == "yes" and "/" not in case["measure"] + case["period"]]
    enough = sum(likeness(*sayings(case)).score >= ENOUGH for case in alike)
    assert enough >= 0.6 * len(alike)


# -- in a panel --------------------------------------------------------------------------------------------------------


def said(name: str, year: int, value: float, unit: str, **more: object) -> dict[str, object]:
    """A result of the year before, said in the report of `year`, under its open id."""
    sentence = more.pop("sentence", f"全年{name}{value:g}{unit}。")
    options = {"region": "南湖市", "report": year, "name": name, "sentence": sentence, **more}
    return row(slug(name), "level", year - 1, value, unit, **options)  # type: ignore[arg-type]


def names(*rows: dict[str, object]) -> list[tuple[str, str]]:
    links = panel_of(*rows).links
    return list(zip(links["name_a"], links["name_b"], strict=True))


@pytest.mark.parametrize(
    ("a", "b", "unit"),
    [
        ("打通断头路", "打通城市断头路", "条"),
        ("新增上市公司", "新增境内外上市公司", "家"),
        ("清洗老旧水箱", "老旧水箱清洗", "座"),
        ("政协委员提案办结率", "政协提案办复率", "%"),
        ("行政开支压缩", "压缩行政开支", "亿元"),
    ],
)
def test_the_same_thing_in_other_words_is_linked_and_says_why(a: str, b: str, unit: str) -> None:
    links = panel_of(said(a, 2023, 17, unit), said(b, 2024, 20, unit)).links
    assert links[["name_a", "name_b", "report_year_a", "report_year_b"]].values.tolist() == [[a, b, 2023, 2024]]
    assert links["reasons"].str.contains(r"wording \+\d").all() and (links["score"] >= ENOUGH).all()
    assert links.loc[0, "sentence_b"] == f"全年{b}20{unit}。"


@pytest.mark.parametrize(
    ("a", "b", "first", "second"),
    [
        ("竹编、草编等特色手工艺产业带动农户", "特色手工艺产业带动农户", {}, {}),  # examples are no other thing
        ("茶农技能培训补助标准", "茶农技能提升培训补助标准", {"unit": "元"}, {"unit": "元", "per_year": True}),
        ("帮扶失业茶农就业", "帮扶失业的茶农实现就业", {"unit": "万人"}, {"unit": ""}),  # a number without a classifier
        ("民俗文化节吸引游客", "民俗文化旅游节吸引游客", {"unit": "人"}, {"unit": "人次"}),
        ("举办山歌擂台赛", "举办畲族山歌擂台赛", {"unit": "场次"}, {"unit": "场"}),
        ("新增茶企贷款", "新增茶企贷款余额", {"unit": "亿元"}, {"unit": "亿元"}),
    ],
)
def test_examples_bare_numbers_and_what_is_each_year_of_one_are_no_difference(
    a: str, b: str, first: dict[str, object], second: dict[str, object]
) -> None:
    rows = said(a, 2023, 17, **{"unit": "户", **first}), said(b, 2024, 20, **{"unit": "户", **second})  # type: ignore[arg-type]
    assert names(*rows) == [(a, b)]


def test_a_place_of_nothing_else_is_one_of_the_thing_itself() -> None:
    told = [("竹林碳汇能力评价", 2023, {}), ("竹林碳汇能力综合评价", 2024, {"of": "level"})]
    rows = [row(slug(name), "rank", year - 1, 2, "位", report=year, name=name, **of) for name, year, of in told]
    assert names(*rows) == [("竹林碳汇能力评价", "竹林碳汇能力综合评价")]
    rows[1]["of"] = "growth"
    assert names(*rows) == []


@pytest.mark.parametrize(
    ("a", "b", "change"),
    [
        ("建成省级湿地公园", "建成市级湿地公园", {}),
        ("茶园改造总投资", "茶园改造完成投资", {}),
        ("新增茶叶合作社", "茶叶合作社总数", {}),
        ("投资千万元以上茶厂", "投资亿元以上茶厂", {}),
        ("小区加装电梯", "小区加装门禁", {}),
        ("发放竹编补贴", "发放陶器补贴", {}),
        ("培育竹编工匠", "引进竹编工匠", {}),
        ("打通断头路", "打通城市断头路", {"value": 900.0}),
        ("打通断头路", "打通城市断头路", {"region": "青山县"}),
        ("打通断头路", "打通城市断头路", {"unit": "公里"}),
        ("打通断头路", "打通城市断头路", {"status": "target"}),
        ("打通断头路", "打通城市断头路", {"year": 2028}),
    ],
)
def test_what_only_looks_alike_stays_apart(a: str, b: str, change: dict[str, object]) -> None:
    other = {"year": 2024, "value": 20.0, "unit": "个", **change}
    assert names(said(a, 2023, 17, "个"), said(b, **other)) == []  # type: ignore[arg-type]


def over(name: str, report: int, value: float, period: tuple[int, int], **more: object) -> dict[str, object]:
    """What a report says of some years."""
    return row(slug(name), "level", period, value, "条", region="南湖市", report=report, name=name, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "size"), [(80, ""), (17, "size +12")])
def test_a_sum_of_years_is_linked_to_what_one_year_had_and_says_so(value: float, size: str) -> None:
    """Up to five times as much in five years says nothing."""
    links = panel_of(said("打通断头路", 2023, 17, "条"), over("打通城市断头路", 2024, value, (2019, 2023))).links
    [reasons] = links["reasons"]
    assert "another period -10" in reasons
    assert size in reasons and ("size" in reasons) is bool(size)


def test_across_periods_an_id_that_the_other_report_has_too_is_not_linked() -> None:
    later = over("打通城市断头路", 2024, 80, (2019, 2023)), over("打通断头路", 2024, 60, (2019, 2023))
    assert names(said("打通断头路", 2023, 17, "条"), *later) == []


def test_a_plan_of_several_years_that_is_said_again_has_one_period() -> None:
    def reasons(*later: int) -> str:
        first = over("打通断头路", 2021, 90, (2021, 2025), status="target")
        again = over("打通城市断头路", 2022, 90, (later[0], later[1]), status="target")
        return str(panel_of(first, again).links.loc[0, "reasons"])

    assert "another period" not in reasons(2021, 2025)
    assert "another period" in reasons(2022, 2025)


@pytest.mark.parametrize(("told", "linked"), [("茶园面积", True), ("竹林面积", False)])
@pytest.mark.parametrize("first", [True, False])
def test_what_both_reports_tell_near_by_speaks_for_a_pair(told: str, linked: bool, first: bool) -> None:
    pair = "茶农参加技能培训", "茶农接受种植技能培训"
    rows = []
    for year, name, value, near, others in (
        (2023, pair[0], 17, "茶园面积", "锣鼓笙"),
        (2024, pair[1], 33, told, "琴瑟箫"),
    ):
        neighbour = said(near, year, 900, "亩", start=0 if first else 200)
        between = [said(f"购置{other}", year, 9, "台", start=100) for other in others]
        itself = said(name, year, value, "座", sentence=f"{value}座。", start=100)
        rows += [neighbour, *between, itself] if first else [itself, *between, neighbour]
    found = panel_of(*rows).links
    assert (pair in set(zip(found["name_a"], found["name_b"], strict=True))) is linked


@pytest.mark.parametrize(
    ("rows", "since", "another", "linked"),
    [
        (60, 2023, "", True),
        (30, 2023, "", False),  # in a short report nothing is like anything else
        (60, 2023, "渡口船工", False),  # there is another that it could be
        (60, 2022, "", False),  # a sum of years is not told by that
    ],
)
def test_in_long_reports_it_speaks_for_a_pair_that_neither_could_be_anything_else(
    rows: int, since: int, another: str, linked: bool
) -> None:
    told = [said(f"第{chr(0x4E00 + 7 * at)}种", year, 10 + at, "条") for year in (2023, 2024) for at in range(rows)]
    told += [said("渡口", 2023, 6000, "条", sentence="6000条。")]
    told += [over("乡间渡口", 2024, 6500, (since, 2023))]
    told += [said(another, 2024, 400, "条", sentence="400条。")] if another else []
    assert (("渡口", "乡间渡口") in names(*told)) is linked


@pytest.mark.parametrize(("year", "linked"), [(2026, True), (2027, False)])
def test_reports_more_than_three_years_apart_are_no_neighbours(year: int, linked: bool) -> None:
    rows = said("打通断头路", 2023, 17, "条"), said("打通城市断头路", year, 20, "条")
    assert bool(names(*rows)) is linked


@pytest.mark.parametrize(("count", "linked"), [(29, True), (290, False)])
def test_of_a_few_things_how_many_says_little(count: int, linked: bool) -> None:
    rows = said("打通断头路", 2023, 4, "条"), said("打通城市断头路", 2024, count, "条")
    assert bool(names(*rows)) is linked


def test_an_id_that_meets_itself_is_not_linked_to_another() -> None:
    later = (said("打通断头路", 2024, 20, "条"), said("打通城市断头路", 2024, 21, "条"))
    assert names(said("打通断头路", 2023, 17, "条"), *later) == []


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        ({("a", "x"): ENOUGH}, [("a", "x")]),
        ({("a", "x"): ENOUGH - 0.01}, []),
        ({("a", "x"): 70.0, ("a", "y"): 68.0}, [("a", "x")]),  # two points less are no rival
        ({("a", "x"): 70.0, ("a", "y"): 68.01}, []),
        ({("a", "x"): 70.0, ("b", "x"): 68.01}, []),  # of either side
        ({("a", "x"): 58.5, ("a", "y"): 57.0}, []),  # a rival need not be enough itself
        ({("b", "y"): 90.0, ("a", "x"): 70.0, ("a", "y"): 69.0}, [("b", "y"), ("a", "x")]),  # a rival that is taken
        ({("a", "x"): 90.0, ("a", "y"): 89.0, ("b", "y"): 70.0}, [("b", "y")]),  # what has a rival is taken by none
        ({("b", "y"): 70.0, ("a", "x"): 70.0}, [("a", "x"), ("b", "y")]),
    ],
)
def test_a_link_is_enough_and_has_no_rival_nearly_as_good(scores: Scores, kept: list[tuple[str, str]]) -> None:
    assert chosen(scores) == kept


def test_two_equally_good_candidates_leave_it_open() -> None:
    later = (said("打通东城断头路", 2024, 20, "条"), said("打通西城断头路", 2024, 20, "条"))
    assert names(said("打通断头路", 2023, 20, "条"), *later) == []


def test_links_are_the_same_each_time_and_have_the_documented_columns() -> None:
    rows = (said("打通断头路", 2023, 17, "条"), said("打通城市断头路", 2024, 20, "条"))
    one, two = panel_of(*rows), panel_of(*reversed(rows))
    assert list(one.links.columns) == list(LINK_COLUMNS)
    assert one.links.drop(columns=["row_a", "row_b"]).equals(two.links.drop(columns=["row_a", "row_b"]))
    assert one.frame.loc[one.links["row_b"], "name"].tolist() == ["打通城市断头路"]
    links = one.links
    links["score"] = 0.0
    assert (one.links["score"] > 0).all()


def test_the_rows_of_a_link_are_those_of_the_frame_where_parts_of_years_stand_before() -> None:
    half = {**said("打通断头路", 2023, 9, "条"), "part": "h1"}
    panel = panel_of(half, said("打通断头路", 2023, 17, "条"), said("打通城市断头路", 2024, 20, "条"))
    links = panel.links
    assert panel.frame.loc[links["row_a"], "value"].tolist() == [17]
    assert panel.frame.loc[links["row_b"], "value"].tolist() == [20]


def test_a_composed_id_is_linked_to_the_wording_that_does_not_compose() -> None:
    composed = said("新增城区集中供热面积", 2023, 30, "万平方米") | {"indicator": "heated_area-cities-new"}
    links = panel_of(composed, said("新增城区集中供热", 2024, 500_000, "平方米")).links
    assert links[["indicator_a", "indicator_b"]].values.tolist() == [
        ["heated_area-cities-new", "open:新增城区集中供热"]
    ]


def test_names_of_which_one_part_differs_are_two_things() -> None:
    names = ("创建省级茶叶交易市场", "创建市级茶叶交易市场")
    ids = [found.id for name in names if (found := gr.vocabulary().lookup(name, unit="个"))]
    assert len(set(ids)) == 2 and not set(ids) & set(gr.vocabulary().ids)
    rows = [
        said(name, 2023 + at, 3, "个") | {"indicator": id} for at, (name, id) in enumerate(zip(names, ids, strict=True))
    ]
    assert panel_of(*rows).links.empty


@pytest.fixture
def sewage() -> Rows:
    """Two indicators that the vocabulary lists, in two years, and between them a wording that it does not know."""
    return [
        said("污水处理率", 2022, 95, "%") | {"indicator": "urban_sewage_rate"},
        said("城乡各处污水处理率", 2023, 96, "%"),
        said("城乡污水处理率", 2024, 97, "%") | {"indicator": "sewage_rate_all"},
    ]


def test_an_id_that_the_vocabulary_lists_is_linked_to_a_wording_that_it_does_not_know(sewage: Rows) -> None:
    links = panel_of(*sewage[1:]).links
    assert links[["indicator_a", "indicator_b"]].values.tolist() == [[slug("城乡各处污水处理率"), "sewage_rate_all"]]
    [pair] = gr.compare(panel_of(*sewage[:2]), 2021, 2022).changed.to_dict("records")
    assert (pair["id_a"], pair["id_b"]) == ("urban_sewage_rate", slug("城乡各处污水处理率"))
    assert pair["indicator"] == "urban_sewage_rate" and "worded otherwise" in pair["reason"]


def test_two_ids_that_the_vocabulary_lists_are_two_things(sewage: Rows) -> None:
    first = said("污水处理率", 2023, 96, "%")
    assert len(panel_of(first, sewage[-1]).links) == 1
    assert panel_of(first | {"indicator": "urban_sewage_rate"}, sewage[-1]).links.empty


def test_no_thread_joins_two_ids_that_the_vocabulary_lists(sewage: Rows) -> None:
    panel = panel_of(*sewage)
    assert len(panel.links) == 2
    assert len(set(panel.threads["thread"]) & {"urban_sewage_rate", "sewage_rate_all"}) == 1
    assert len(panel.threads) == 2


def test_what_the_vocabulary_lists_is_one_thing_and_less_like_two_that_are_joined() -> None:
    both = Saying("茶厂和茶馆总产值", "茶厂和茶馆总产值", 12, "亿元", 0.4, True)
    open_, listed = (Saying("茶厂总产值", "茶厂总产值", 10, "亿元", 0.4, True, listed=known) for known in (False, True))
    assert likeness(open_, both).score > ENOUGH > likeness(listed, both).score


def test_a_panel_without_open_ids_or_with_one_report_has_no_links() -> None:
    assert list(panel_of(row("gdp", "growth", 2022, 5, "%")).links.columns) == list(LINK_COLUMNS)
    assert names(said("打通断头路", 2023, 17, "条")) == []


def test_threads_follow_the_links_through_the_years() -> None:
    rows = [
        said("打通断头路", 2022, 15, "条"),
        said("打通城市断头路", 2023, 17, "条"),
        said("打通城区断头路", 2024, 20, "条"),
    ]
    threads = panel_of(*rows).threads
    assert set(threads["thread"]) == {slug("打通断头路")}
    assert len(threads) == 3


def test_threads_never_join_what_one_report_tells_apart() -> None:
    rows = [
        said("打通断头路", 2022, 15, "条"),
        said("打通城市断头路", 2023, 17, "条"),
        said("打通断头路", 2024, 16, "条"),
        said("打通城市断头路", 2024, 18, "条"),
    ]
    assert panel_of(*rows).threads.empty


# -- in a comparison ---------------------------------------------------------------------------------------------------


@pytest.fixture
def streets() -> gr.Panel:
    return panel_of(
        said("打通断头路", 2023, 17, "条"), said("打通城市断头路", 2024, 20, "条"), said("植树节植树", 2024, 3, "棵")
    )


def test_a_linked_pair_is_one_row_that_says_so(streets: gr.Panel) -> None:
    diff = gr.compare(streets, 2022, 2023)
    [pair] = diff.changed.to_dict("records")
    assert (pair["id_a"], pair["id_b"], pair["indicator"]) == tuple(
        map(slug, ("打通断头路", "打通城市断头路", "打通城市断头路"))
    )
    assert pair["change"] == 3 and "worded otherwise" in pair["reason"] and "wording" in pair["link"]
    assert diff.new["link"].tolist() == [""]
    text = diff.to_text("en", open_ids=True)
    assert "worded otherwise, held for the same (打通断头路 / 打通城市断头路)" in text


def test_a_comparison_shows_the_points_of_a_link_and_how_many_are_enough(streets: gr.Panel) -> None:
    diff = gr.compare(streets, 2022, 2023)
    score = float(streets.links.loc[0, "score"])
    assert diff.changed["link"].iloc[0].startswith(f"{score:.0f} points: wording +")
    told = {lang: diff.to_text(lang, open_ids=True, sentences=True) for lang in ("zh", "en")}  # type: ignore[arg-type]
    assert f"linked with {score:.0f} points ({ENOUGH:g} are enough): wording +" in told["en"]
    assert f"措辞关联 {score:.0f} 分（{ENOUGH:g} 分起视为同一事项）：名称用字 +" in told["zh"]
    assert not re.search("[a-z]{3}", told["zh"].replace("open:", "").replace("open_ids=True", ""))


def test_three_years_that_word_a_thing_differently_say_so() -> None:
    third = panel_of(*(said(name, year, 17 + year % 7, "条") for name, year in STREETS))
    text = gr.compare(third, 2022, 2023, 2024).to_text("en", open_ids=True)
    assert "worded otherwise, held for the same (打通断头路 / 打通城市断头路)" in text
    assert "worded otherwise" not in gr.compare(third, 2022, 2023, 2024, links=False).to_text("en", open_ids=True)


def test_every_piece_of_evidence_is_told_in_both_languages() -> None:
    groups = {group for group, _ in link_words().contrasts}
    told = {*(f"another {what}" for what in groups), *(f"{what} on one side" for what in groups), "only one says 公路"}
    told |= POINTS.keys() - {"another", "on one side", "only one says"}
    told |= {"size", "another size", "another whole", "another branch"}
    for lang in ("zh", "en"):
        link = "60 points: " + "; ".join(f"{why} +1" for why in sorted(told))
        written = why_linked(link, words_in(lang))
        assert bool(re.search("[A-Za-z]", written)) is (lang == "en")
        assert all(f"{why} +1" in written for why in told) is (lang == "en")


@pytest.mark.parametrize("links", [True, False])
def test_links_can_be_left_out_of_a_comparison(streets: gr.Panel, links: bool) -> None:
    diff = gr.compare(streets, 2022, 2023, links=links)
    assert len(diff.changed) == int(links) and len(diff) == 3 - int(links)


def test_asking_for_one_wording_finds_the_other(streets: gr.Panel) -> None:
    diff = gr.compare(streets, 2022, 2023, indicator=slug("打通断头路"))
    assert len(diff) == 1 and len(diff.changed) == 1
