"""What `panel.check` finds in a panel, and what it lets pass."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from case_rows import rows_of
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_rows import apart, level, panel, row, saying
from sharing import samples_read

import govreport as gr
from govreport.comparison import Findings, neighbours
from govreport.comparison.audit_checks import Grounds, contradicted, parts, ranks, sums
from govreport.comparison.audit_checks import growths as growth_claims
from govreport.comparison.marks import marked
from govreport.indicators import vocabulary

DATA = Path(gr.__file__).parent / "data"
EDGES = rows_of(Path(__file__).parent / "cases" / "check_edges.tsv")
Row = dict[str, Any]


def kinds(*rows: Row) -> list[str]:
    return [str(kind) for kind in panel(*rows).check().frame["kind"]]


BEYOND = "粮食产量达到500万吨，力争达到520万吨。"
FOUND = {
    "share": [row("open:新建小区雨水回用占比", "level", 2022, 104, "%", name="新建小区雨水回用占比")],
    "part": [
        level("exports", 2022, 900, "亿元", region="浙江省"),
        level("trade_total", 2022, 700, "亿元", region="浙江省"),
    ],
    "range": [level("gdp", 2022, 64000, "亿元", region="易县")],
    "growth": [
        level("gdp", 2021, 100, "亿元", region="易县"),
        level("gdp", 2022, 160, "亿元", region="易县"),
        row("gdp", "growth", 2022, 6, "%", region="易县"),
    ],
    "twice": [
        row("grain_output", "growth", 2022, 2.1, "%", start=10),
        row("grain_output", "growth", 2022, 3.4, "%", start=90),
    ],
    "retold": [
        level("port_cargo", 2020, 500, "万吨", report=2021),
        level("port_cargo", 2020, 1500, "万吨", report=2023),
    ],
    "leap": [
        level("tech_small_firms", 2020, 87000, "家", region="河北省"),
        level("tech_small_firms", 2022, 7119, "家", region="河北省", name="入库科技型中小企业"),
    ],
}


def test_a_share_said_of_several_years_is_held_to_what_a_share_can_be() -> None:
    beyond = row("forest_coverage", "level", (2018, 2022), 130, "%")
    found = panel(beyond, row("forest_coverage", "level", (2013, 2017), 23, "%")).check().frame
    assert found[["kind", "severity", "value_a", "period_start"]].values.tolist() == [["share", "error", 130.0, 2018]]
    assert kinds(row("forest_coverage", "growth", (2018, 2022), 130, "%")) == []


PASSES = {
    "a plan can be more than fulfilled": [
        row("open:完成投资占年度计划比重", "level", 2022, 118, "%", name="完成投资占年度计划比重")
    ],
    "a part of another year": [
        level("exports", 2022, 900, "亿元", region="浙江省"),
        level("trade_total", 2021, 700, "亿元", region="浙江省"),
    ],
    "a hedge that may be inside": [level("gdp", 2022, 5990, "亿元", region="易县", bound="about")],
    "a sum of five years": [row("urban_new_jobs", "level", (2018, 2022), 6500, "万人")],
    "prices that rise": [
        level("gdp", 2021, 100, "亿元", region="易县"),
        level("gdp", 2022, 112, "亿元", region="易县"),
        row("gdp", "growth", 2022, 6, "%", region="易县"),
    ],
    "a rounded figure beside an exact one": [
        level("grain_output", 2022, 68653, "万吨", start=10),
        level("grain_output", 2022, 68700, "万吨", start=90),
    ],
    "a hedge beside an exact one": [
        level("grain_output", 2022, 68000, "万吨", start=10, bound="over"),
        level("grain_output", 2022, 68653, "万吨", start=90),
    ],
    "a rise that two years make": [
        level("port_cargo", 2020, 500, "万吨"),
        level("port_cargo", 2022, 1400, "万吨"),
    ],
    "what is done as often as there is need": [
        level("gold_medals", 2021, 3, "枚"),
        level("gold_medals", 2022, 13, "枚"),
    ],
    "what is long past": [
        level("port_cargo", 2019, 500, "万吨"),
        level("port_cargo", 2022, 5000, "万吨"),
    ],
    "a revision": [
        level("port_cargo", 2020, 500, "万吨", report=2021),
        level("port_cargo", 2020, 520, "万吨", report=2022),
    ],
    "an aim and what is hoped for beyond it": [
        level(
            "grain_output", 2023, 500, "万吨", status="target", aim="floor", start=6, sentence=BEYOND, region="浙江省"
        ),
        level(
            "grain_output",
            2023,
            520,
            "万吨",
            status="target",
            start=BEYOND.index("520"),
            sentence=BEYOND,
            aim="stretch",
            region="浙江省",
        ),
    ],
    "an aim to double, within more than a year": [
        row("gdp", "growth", 2020, 300, "%", status="target", report=2011) | {"quote": "翻两番"},
    ],
    "target and result": [
        row("grain_output", "growth", 2022, 2.1, "%", status="target", report=2022),
        row("grain_output", "growth", 2022, 3.4, "%", report=2023),
    ],
}


@pytest.mark.parametrize("kind", FOUND)
def test_what_cannot_be_is_found(kind: str) -> None:
    assert kinds(*FOUND[kind]) == [kind]


@pytest.mark.parametrize("case", PASSES)
def test_what_can_be_passes(case: str) -> None:
    found = panel(*PASSES[case]).check()
    assert len(found) == 0 and found.note


def test_what_is_found_of_a_few_sayings_on_both_sides_of_every_limit() -> None:
    wrong = []
    for cases in apart(EDGES):
        said = {region: enumerate(case["said"].split("; ")) for region, case in cases.items()}
        rows = [saying(text, region, 40 * at) for region, texts in said.items() for at, text in texts]
        found = panel(*rows).check().frame
        for region, case in cases.items():
            own = found[found["region"] == region]
            told = ["; ".join(own[name]) for name in ("kind", "expected", "fits", "reconcile")]
            if told != [case[name] for name in ("kinds", "expected", "fits", "reconcile")]:
                wrong.append((case["what"], case["said"], told))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_sum_of_five_years_is_found_beside_the_floor_of_the_last_one() -> None:
    spent = {"region": "云南省", "report": 2026}
    rows = [
        level("general_budget_expenditure", 2025, 34000, "亿元", start=10, **spent),
        level("general_budget_expenditure", 2025, 7000, "亿元", start=90, bound="over", **spent),
    ]
    found = panel(*rows).check().frame
    told = found.loc[found["kind"] == "twice", ["value_a", "value_b", "expected"]].values.tolist()
    assert told == [[7000, 34000, "34000亿元"]]
    near = [rows[0] | {"value": 8000.0, "low": 8000.0, "high": 8000.0}, rows[1]]
    assert kinds(*near) == []


def test_a_leap_says_what_was_told_of_the_year_beside_and_under_which_name() -> None:
    found = panel(*FOUND["leap"]).check()
    [row_] = found.frame.to_dict("records")
    assert (row_["expected"], row_["period_end"]) == ("87000 家 (2020)", 2022)
    assert row_["reconcile"] == "another thing (入库科技型中小企业 / 科技型中小企业数)"
    assert "与邻近年份相差数倍" in found.to_text() and "many times a year beside" in found.to_text("en")
    both = gr.compare(panel(*FOUND["leap"]), 2020, 2022).frame
    assert both[["found_a", "found_b"]].values.tolist() == [["leap: 7119家", "leap: 87000 家 (2020)"]]


def test_a_finding_carries_both_sentences_and_what_was_expected() -> None:
    [found] = panel(*FOUND["part"]).check().frame.to_dict("records")
    assert found["severity"] == "error" and found["other"] == "trade_total"
    assert found["expected"] == "≤ 700 亿元 (进出口总额)"
    assert (found["sentence_a"], found["sentence_b"]) == ("出口总额为900亿元。", "进出口总额为700亿元。")
    [of_one] = panel(*FOUND["growth"]).check().frame.to_dict("records")
    assert of_one["other"] == ""
    assert found["row_a"] == 0 and found["row_b"] == 1


def test_growth_names_the_levels_it_is_held_against() -> None:
    [found] = panel(*FOUND["growth"]).check().frame.to_dict("records")
    assert found["expected"] == "60.0 % (2021 → 2022: 100 → 160 亿元)"


def test_the_parts_of_a_sum_are_told_by_their_names() -> None:
    sizes = {"trade_total": 900, "exports": 400, "imports": 100}
    found = panel(*(level(id, 2022, value, "亿元", region="浙江省") for id, value in sizes.items())).check()
    assert found.frame["expected"].tolist() == ["500 亿元 (exports 400 + imports 100)"]
    assert "500亿元（出口总额 400 + 进口总额 100）" in found.to_text("zh")
    assert "(Exports of goods 40 billion yuan + Imports of goods 10 billion yuan)" in found.to_text("en")


def test_the_result_is_frozen_and_has_the_views_of_the_others() -> None:
    found = gr.check(panel(*FOUND["part"], *FOUND["share"]))
    assert isinstance(found, Findings) and len(found.errors) == 2 and len(found.doubts) == 0
    frame = found.frame
    frame["kind"] = "x"
    assert found.frame["kind"].tolist() == ["share", "part"]
    assert found.summary()["total"].tolist() == [1, 1, *[0] * 9]
    assert "部分大于整体 1" in str(found) and "1 more is about open ids" in found.to_text("en")
    assert "雨水回用" in found.to_text(open_ids=True) and "<table>" in found.to_html()


def test_the_samples_hold_nothing_that_cannot_be() -> None:
    assert len(samples_read().check().errors) == 0


@pytest.mark.parametrize(("name", "columns"), [("plausible", ["id"]), ("wholes", ["part", "whole"])])
def test_the_tables_name_indicators_of_the_vocabulary(name: str, columns: list[str]) -> None:
    table = pd.read_csv(DATA / f"{name}.tsv", sep="\t", dtype=str, keep_default_na=False, quoting=3)
    words = vocabulary()
    named = [one for column in columns for one in table[column] if one[0] not in "[~"]
    assert not [one for one in named if one not in words]
    if name == "plausible":
        assert (table["low"].astype(float) < table["high"].astype(float)).all()
        assert set(table["level"]) <= {"nation", "province", "prefecture", "county", "*"}
        assert not table.duplicated(["id", "measure", "level"]).any()


# -- both sayings, and what is marked ------------------------------------------------------------------------------


def growths(first: int, values: list[float], **more: Any) -> list[Row]:
    return [
        row("grain_output", "growth", first + k, value, "%", region="浙江省", **more) for k, value in enumerate(values)
    ]


@pytest.mark.parametrize(("other", "fits"), [(6_200, "b"), (63_000, "")], ids=["a tenth of it", "much the same"])
def test_of_two_amounts_the_one_far_from_the_years_beside_does_not_fit(other: float, fits: str) -> None:
    amounts = ((2021, 61_000, 0), (2023, 64_000, 0), (2022, 62_000, 0), (2022, other, 60))
    rows = [row("grain_output", "level", year, value, "万吨", start=start) for year, value, start in amounts]
    [found] = panel(*rows).check().of_kind("twice").to_dict("records")
    assert {found["value_a"], found["value_b"]} == {62_000, other}
    assert found["fits"] == fits


def test_a_finding_says_which_of_two_sayings_fits_the_years_beside() -> None:
    wrong = row("grain_output", "growth", 2022, 31, "%", region="浙江省", start=90)
    [found] = panel(*growths(2020, [3, 3.2, 3.1, 2.9]), wrong).check().frame.to_dict("records")
    assert (found["kind"], found["value_a"], found["value_b"], found["fits"]) == ("twice", 31, 3.1, "b")
    assert found["expected"] == "3.1%"


def test_of_two_rates_the_one_far_from_those_of_other_provinces_does_not_fit() -> None:
    peers = [("江苏省", 4.8), ("广东省", 5.2), ("宁波市", 12), ("杭州市", 12), ("温州市", 12), ("浙江省", 5)]
    rows = [row("gdp", "growth", 2022, value, "%", region=region) for region, value in peers]
    again = row("gdp", "growth", 2022, 12, "%", region="浙江省", start=60)
    [found] = panel(*rows, again).check().frame.to_dict("records")
    assert (found["value_a"], found["value_b"], found["fits"]) == (12, 5, "b"), "cities are no peers of a province"


@pytest.mark.parametrize(
    ("first", "second", "idea"),
    [
        ({"value": 500.0}, {"value": 5000.0}, "a factor of 10 (unit or digit)"),
        ({"value": 500.0, "name": "港口货物吞吐量"}, {"value": 900.0, "name": "内河港口货物吞吐量"}, "another thing"),
    ],
)
def test_a_finding_says_what_would_reconcile_the_two(first: Row, second: Row, idea: str) -> None:
    rows = [
        level("port_cargo", 2020, 1, "万吨", report=year) | given for year, given in ((2021, first), (2023, second))
    ]
    rows = [one | {"low": one["value"], "high": one["value"]} for one in rows]
    [found] = panel(*rows).check().frame.to_dict("records")
    assert found["kind"] == "retold" and idea in found["reconcile"]


def test_a_reading_in_doubt_is_found_where_it_counts_and_only_there() -> None:
    sure = row("gdp", "growth", 2022, 5, "%")
    unsure = row("gdp", "growth", 2022, 5, "%", bound="about") | {"doubt": 0.8}
    assert panel(sure, unsure).check().frame["kind"].tolist() == []
    assert panel(unsure).check().frame["kind"].tolist() == ["reading"]


def marked_panel() -> Any:
    doubtful = row("grain_output", "growth", 2022, 31, "%", region="浙江省", start=90, report=2024)
    goal = row("grain_output", "growth", 2022, 3, "%", region="浙江省", status="target")
    return panel(*growths(2020, [3, 3.2]), *growths(2022, [3.1], start=20, report=2024, bound="about"), doubtful, goal)


def test_what_is_found_is_marked_wherever_it_is_shown_and_what_fits_is_not() -> None:
    many = marked_panel()
    assert many.check().frame[["kind", "fits"]].values.tolist() == [["twice", "b"]]
    told = "twice: 3.1%"
    diff = gr.compare(many, 2021, 2022)
    assert diff.frame[["found_a", "found_b"]].values.tolist() == [["", told]]
    assert "31%※" in str(diff) and "※存疑" in str(diff)
    assert "31※" in gr.compare(many, 2020, 2021, 2022).to_text("en")
    goal = gr.targets(many)
    assert goal.frame["found_result"].tolist() == [told] and "31%※" in str(goal)
    ranked = gr.league(many, "grain_output", 2022, measure="growth")
    assert ranked.frame["found"].tolist() == [told] and "31%※" in ranked.to_text("en")
    beside = gr.side_by_side(many, 2022)
    assert beside.cells["found"].tolist() == [told] and "31※" in str(beside).replace("%", "")
    quiet = gr.compare(panel(*growths(2020, [3, 3.2])), 2020, 2021)
    assert "※" not in str(quiet)


def trade(measure: str, *values: float) -> list[Row]:
    said = zip(("trade_total", "exports", "imports"), values, strict=True)
    unit = "%" if measure == "growth" else "亿元"
    return [row(name, measure, 2022, value, unit, start=9 * at) for at, (name, value) in enumerate(said)]


@pytest.mark.parametrize(
    ("rows", "marks"),
    [
        (FOUND["share"], ["share"]),
        (FOUND["part"], ["part", "part"]),
        (FOUND["range"], ["range"]),
        (FOUND["growth"], ["", "", "growth"]),  # which of the levels it would be, is not known
        (FOUND["twice"], ["twice", "twice"]),
        (FOUND["retold"], ["retold", "retold"]),
        (trade("level", 1000, 600, 390), ["sum", "", ""]),
        (trade("growth", 9, 5, 7), ["between", "", ""]),
        ([level("grain_output", 2022, 60000, "万吨") | {"doubt": 0.5}], ["reading"]),
        (
            [*growths(2020, [3, 3.2, 31]), *growths(2022, [3.1], start=90)],
            ["", "", "twice", ""],
        ),  # the second fits, the first not
    ],
    ids=lambda x: " ".join(filter(None, x)) if isinstance(x[0], str) else "",
)
def test_what_a_finding_puts_in_doubt_is_marked_and_what_fits_is_not(rows: list[Row], marks: list[str]) -> None:
    there = panel(*rows)
    found = marked(there.frame, there)["found"]
    assert [text.partition(":")[0] for text in found] == marks


def test_what_stands_around_is_gathered_where_something_is_found_and_asked_once_a_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gathered: list[int] = []
    asked: list[Row] = []
    best, fits = neighbours.best, neighbours.Neighbours.fits
    monkeypatch.setattr(neighbours, "best", lambda rows, words: gathered.append(len(rows)) or best(rows, words))
    monkeypatch.setattr(
        neighbours.Neighbours, "fits", lambda self, a, b, **more: asked.append(a) or fits(self, a, b, **more)
    )
    sound, doubted = panel(*growths(2020, [3, 3.2])), marked_panel()
    for there in (sound, sound, doubted, doubted):
        marked(there.frame, there)
    assert gathered == [len(doubted.frame) - 1], "all but the target, and nothing for the sound one"
    assert len(asked) == 1


def test_what_is_found_is_marked_in_figures_and_named_in_the_legend() -> None:
    axes = gr.plot.trend(marked_panel(), "grain_output", measure="growth", lang="en")
    [rings] = [line for line in axes.lines if str(line.get_label()).endswith(" found")]
    assert [tuple(point) for point in rings.get_xydata()] == [(2022.0, 31.0)]
    legends = [*axes.figure.legends, *([axes.get_legend()] if axes.get_legend() else [])]
    assert "doubtful (see check)" in [text.get_text() for legend in legends for text in legend.get_texts()]


def test_what_is_found_is_marked_on_the_page(tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    from govreport.page.panel import panel_page
    from govreport.render.words import Words

    many = marked_panel()
    assert "said twice in one report" in many.to_html(tmp_path / "page.html", lang="en")
    page = panel_page(many, Words("en"), False)
    notes = list(page.sayings.notes)
    [line] = page.rows
    told = {cell.text: [notes[at] for at in cell.notes] for cells in line.columns for cell in cells if cell.notes}
    assert list(told) == ["31"] and "here 31%, against 3.1%" in told["31"][0]


SAID = st.lists(st.sampled_from([60000.0, 60180.0, 60540.0, 66000.0]), min_size=1, max_size=6)


@settings(max_examples=5, deadline=None)
@given(st.lists(SAID, min_size=8, max_size=8))
def test_a_cell_that_one_report_says_twice_is_found_wherever_the_two_stand(reports: list[list[float]]) -> None:
    rows: list[Row] = []
    for region, values in zip("甲乙丙丁戊己庚辛", reports, strict=True):
        rows += [
            level("grain_output", 2022, value, "万吨", start=10 * at, region=region) for at, value in enumerate(values)
        ]
        rows += [row("grain_output", "growth", 2022, 2.1, "%", start=500 + at, region=region) for at in range(2)]
    apart = [
        region
        for region, values in zip("甲乙丙丁戊己庚辛", reports, strict=True)
        if max(values) - min(values) > 0.006 * max(values)
    ]
    found = panel(*rows).check().frame
    assert sorted(found["region"]) == sorted(apart) and set(found["kind"]) <= {"twice"}


def test_what_contradicts_is_the_same_with_and_without_what_agrees() -> None:
    rows = [one for found in FOUND.values() for one in found]
    rows += [level("gdp", 2022, value, "亿元", region=name) for name, value in (("宁波市", 900), ("绍兴市", 700))]
    said = "地区生产总值总量居全省第1位"
    rows += [row("gdp", "rank", 2022, 1, "位", region="绍兴市", sentence=said, start=10, of="level")]
    some = Grounds(panel(*rows))
    gaps = pd.DataFrame(contradicted(some))
    assert gaps["check"].value_counts().to_dict() == {"part": 1, "growth": 1, "rank": 1}
    for make in (parts, growth_claims, ranks, sums):
        whole = make(some)
        expected = whole[whole["verdict"] == "contradicts"].reset_index(drop=True)
        found = gaps[gaps["check"].isin(whole["check"])].reset_index(drop=True)
        pd.testing.assert_frame_equal(found[expected.columns], expected, check_dtype=False)


def test_numbers_are_written_in_one_way_in_all_columns() -> None:
    """What is said and what it is set against: the same thousands, no blank before a unit, brackets of one kind."""
    sums = [
        level(id, 2022, value, "亿元") for id, value in (("exports", 4000.5), ("imports", 1200), ("trade_total", 5900))
    ]
    grown = [level("gdp", 2021, 10000, "亿元"), level("gdp", 2022, 16000.5, "亿元"), row("gdp", "growth", 2022, 6, "%")]
    made = panel(*sums, *grown, *FOUND["leap"], *FOUND["part"], *FOUND["twice"])
    for text in (made.check().to_text("zh"), gr.audit(made).to_text("zh")):
        said = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", "年", text)
        assert not re.search(r"\d{4}", said), said
        assert not re.search(r"\d (?:亿元|家|%)|(?<= )\(\d|\.0%", said), said
    assert "5,200.5亿元（出口总额 4,000.5 + 进口总额 1,200）" in made.check().to_text("zh").replace("\n", "")
