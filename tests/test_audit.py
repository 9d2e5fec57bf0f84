"""What reports claim, reckoned again: growth from levels, wholes from parts, ranks from peers."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from case_rows import rows_of
from panel_rows import apart, growth, level, panel, row, saying

import govreport as gr
from govreport.comparison.audit_checks import rounding
from govreport.indicators import vocabulary

DATA = Path(gr.__file__).parent / "data"
EDGES = rows_of(Path(__file__).parent / "cases" / "audit_edges.tsv")


def audited(*rows: dict[str, Any], **options: Any) -> list[list[Any]]:
    frame = gr.audit(panel(*rows), **options).frame
    return frame[["check", "verdict", "indicator", "reason"]].to_numpy().tolist()  # type: ignore[no-any-return]


# --- rounding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "value", "half"),
    [
        ("6%", 6, 0.5),
        ("6.0%", 6, 0.05),
        ("24.66万亿元", 246600, 50),
        ("１，２３４亿元", 1234, 0.5),
        ("下降3.5%", -3.5, 0.05),
        ("三成", 30, 0.15),
        ("0%", 0, 0),
    ],
)
def test_a_number_stands_for_all_that_are_rounded_to_it(quote: str, value: float, half: float) -> None:
    assert rounding(quote, value) == pytest.approx(half)


# --- growth and levels ------------------------------------------------------------------------------------------------


def test_stated_growth_that_the_levels_do_not_bear_out_is_a_finding_with_all_three_sentences() -> None:
    rows = [level("exports", 2012, 100), level("exports", 2013, 150), growth("exports", 2013, 5)]
    found = gr.audit(panel(*rows)).findings.iloc[0]
    assert found[["check", "stated", "reckoned", "gap_unit"]].tolist() == ["growth", 5, 50, "个百分点"]
    assert found["gap"] == pytest.approx(5.5 - (149.5 / 100.5 - 1) * 100)
    assert found["from_what"] == "100 → 150 亿元"
    assert found[["sentence_a", "sentence_b", "sentence_c"]].notna().all()
    assert found[["report_year_a", "report_year_b", "report_year_c"]].tolist() == [2014, 2014, 2013]


def test_the_gap_is_what_lies_between_two_intervals_and_the_views_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = level("gdp", 2021, 1234500), level("gdp", 2022, 1357950), growth("gdp", 2022, 4)
    found = gr.audit(panel(*rows))
    one = found.frame.iloc[0]
    assert (one["stated"], round(one["reckoned"], 6), one["gap"] < 0) == (4, 10, True)
    assert one["gap"] == round(one["stated_high"] - one["reckoned_low"], 6) and abs(one["gap"]) < 6
    assert one["from_what"] == "1234500 → 1357950 亿元", "no sizes in powers of ten"
    for lang, told in (("en", "the gap is what lies between the two"), ("zh", "差是两个区间之间的空当")):
        monkeypatch.setenv("GOVREPORT_LANG", lang)
        views = found.to_text(), found.to_markdown(), found.to_html()
        assert all(told in " ".join(text.split()) for text in views)


def test_growth_within_the_rounding_of_all_figures_agrees() -> None:
    rows = [level("exports", 2012, 100), level("exports", 2013, 105), growth("exports", 2013, 4)]
    assert audited(*rows) == [["growth", "agrees", "exports", ""]]


def test_what_explains_a_difference_is_named_and_is_no_finding() -> None:
    real = [level("gdp", 2012, 100), level("gdp", 2013, 115), growth("gdp", 2013, 8)]
    assert audited(*real) == [["growth", "explained", "gdp", "constant prices"]]
    wide = [level("gdp", 2012, 100), level("gdp", 2013, 150), growth("gdp", 2013, 8)]
    assert audited(*wide) == [["growth", "contradicts", "gdp", ""]]
    inflation = [level("gdp", 1991, 100), level("gdp", 1992, 130), growth("gdp", 1992, 10)]
    assert audited(*inflation) == [["growth", "explained", "gdp", "constant prices"]]
    broken = [level("general_budget_revenue", y, v) for y, v in ((2011, 100), (2012, 130))]
    broken.append(growth("general_budget_revenue", 2012, 5))
    assert audited(*broken) == [["growth", "explained", "general_budget_revenue", "a break in the series"]]
    based = [
        level("tax_revenue", 2012, 100),
        level("tax_revenue", 2013, 130),
        growth("tax_revenue", 2013, 5, basis="同口径"),
    ]
    assert audited(*based) == [["growth", "explained", "tax_revenue", "growth on a basis of its own"]]


@pytest.mark.parametrize(
    ("year", "level_now", "verdict"),
    [
        (2013, 11825, "explained"),  # 18.25 % where 8.25 % is stated
        (2013, 11850, "contradicts"),
        (2013, 9825, "explained"),
        (2013, 9750, "contradicts"),
        (1997, 13300, "contradicts"),  # 33 %
        (1996, 13300, "explained"),
        (1996, 13400, "contradicts"),
    ],
)
def test_prices_explain_ten_points_and_up_to_1996_twenty_five(year: int, level_now: float, verdict: str) -> None:
    rows = [level("gdp", year - 1, 10000), level("gdp", year, level_now), growth("gdp", year, 8.25)]
    [found] = audited(*rows)
    assert found[1] == verdict


def test_growth_is_set_beside_levels_of_two_neighbouring_years_in_the_unit_of_the_indicator() -> None:
    stated = growth("exports", 2013, 5)
    assert audited(level("exports", 2011, 100), level("exports", 2013, 150), stated) == []
    assert audited(level("exports", 2012, 0), level("exports", 2013, 150), stated) == []
    shares = [level("forest_coverage", year, 20.0 + year - 2012, "%") for year in (2012, 2013)]
    assert audited(*shares, growth("forest_coverage", 2013, 1)) == []
    averages = row("exports", "growth", 2013, 5, "%", per_year=True)
    assert audited(level("exports", 2012, 100), level("exports", 2013, 150), averages) == []
    aims = [level("exports", 2012, 100), level("exports", 2013, 150), growth("exports", 2013, 5, status="target")]
    assert audited(*aims) == []


def test_the_level_before_that_the_report_itself_gives_counts_before_that_of_the_report_before() -> None:
    rows = [
        level("exports", 2012, 100),
        level("exports", 2012, 120, report=2014),
        level("exports", 2013, 126),
        growth("exports", 2013, 5),
    ]
    assert audited(*rows) == [["growth", "agrees", "exports", ""]]


def test_hedged_levels_are_intervals_and_currencies_are_not_divided() -> None:
    rows = [level("exports", 2012, 100), level("exports", 2013, 150, bound="over"), growth("exports", 2013, 80)]
    assert audited(*rows) == [["growth", "agrees", "exports", ""]]
    assert audited(level("exports", 2012, 100, "亿美元"), level("exports", 2013, 700), growth("exports", 2013, 5)) == []


# --- parts and wholes -------------------------------------------------------------------------------------------------


def test_a_whole_is_set_beside_the_sum_of_its_parts_and_its_growth_beside_theirs() -> None:
    whole, *some = ("trade_total", "exports", "imports")
    sums = [level(i, 2013, v) for i, v in zip((whole, *some), (100, 60, 30), strict=True)]
    found = gr.audit(panel(*sums), check="sum").findings.iloc[0]
    assert found[["stated", "reckoned", "gap_unit"]].tolist() == [100, 90, "亿元"]
    assert found["size"] == pytest.approx(8.5)
    rates = [growth(i, 2013, v) for i, v in zip((whole, *some), (9, 5, 7), strict=True)]
    found = gr.audit(panel(*rates), check="between").findings.iloc[0]
    assert found[["reckoned_low", "reckoned_high", "gap"]].tolist() == [4.5, 7.5, 1.0]
    fine = [level(i, 2013, v) for i, v in zip((whole, *some), (100, 60, 39), strict=True)]
    assert audited(*fine, check="sum") == [["sum", "agrees", "trade_total", ""]]


def test_parts_of_different_reports_are_not_added_up() -> None:
    rows = [level("trade_total", 2013, 100), level("exports", 2013, 60), level("imports", 2013, 30, report=2015)]
    assert audited(*rows, check="sum") == []


def test_parts_on_a_basis_of_their_own_or_of_which_one_is_missing_are_not_added_up() -> None:
    some = [level("trade_total", 2013, 100), level("exports", 2013, 60)]
    assert audited(*some, check="sum") == []
    assert audited(*some, level("imports", 2013, 30, basis="可比口径"), check="sum") == []
    assert audited(*some, level("imports", 2012, 30), check="sum") == []
    assert audited(*some, level("imports", 2013, 30), check="sum") == [["sum", "contradicts", "trade_total", ""]]


def test_the_two_largest_parts_stand_beside_the_whole() -> None:
    values = {"gdp": 100, "primary_value_added": 5, "secondary_value_added": 40, "tertiary_value_added": 50}
    [found] = gr.audit(panel(*(level(i, 2013, v) for i, v in values.items())), check="sum").frame.to_dict("records")
    assert (found["sentence_b"], found["sentence_c"]) == ("第三产业增加值为50亿元。", "第二产业增加值为40亿元。")
    assert found["from_what"] == "primary_value_added 5 + secondary_value_added 40 + tertiary_value_added 50"
    assert found["gap"] == pytest.approx(99.5 - 96.5) and found["verdict"] == "contradicts"


def test_a_part_above_its_whole_is_a_finding() -> None:
    found = gr.audit(panel(level("tax_revenue", 2013, 120), level("general_budget_revenue", 2013, 100)), check="part")
    assert found.findings[["indicator", "stated", "reckoned_high"]].to_numpy().tolist() == [["tax_revenue", 120, 100.5]]
    assert audited(level("tax_revenue", 2013, 80), level("general_budget_revenue", 2013, 100), check="part") == [
        ["part", "agrees", "tax_revenue", ""]
    ]


def test_claims_are_reckoned_again_on_both_sides_of_every_limit() -> None:
    wrong = []
    for cases in apart(EDGES):
        said = {region: enumerate(case["said"].split("; ")) for region, case in cases.items()}
        rows = [saying(text, region, 40 * at) for region, texts in said.items() for at, text in texts]
        found = gr.audit(panel(*rows)).frame
        for region, case in cases.items():
            own = found.loc[found["region"] == region, ["check", "verdict", "indicator"]]
            told = "; ".join(" ".join(line) for line in own.to_numpy().tolist())
            if told != case["told"]:
                wrong.append((case["what"], case["said"], told))
    assert not wrong, "\n".join(map(str, wrong))


# --- ranks ------------------------------------------------------------------------------------------------------------


def claim(place: int, sentence: str, region: str = "浙江省") -> dict[str, Any]:
    quote = f"第{place}位"
    made = row("gdp", "rank", 2023, place, "位", region=region, sentence=sentence)
    return made | {
        "quote": quote,
        "start": sentence.index(quote),
        "end": sentence.index(quote) + len(quote),
        "sentence_start": 0,
    }


PEERS = [growth("gdp", 2023, v, region=r) for r, v in (("浙江省", 5), ("江苏省", 6.2), ("河北省", 7.3), ("保定市", 9))]


def test_a_place_that_the_peers_in_the_panel_leave_no_room_for_is_a_finding() -> None:
    found = gr.audit(panel(*PEERS, claim(2, "地区生产总值增速居全国第2位")), check="rank").findings
    assert found[["stated", "reckoned_low", "size", "from_what"]].to_numpy().tolist() == [
        [2, 3, 1, "growth: 2 of 2 peers in the panel ahead"]
    ]
    assert audited(*PEERS, claim(3, "地区生产总值增速居全国第3位"), check="rank") == [["rank", "agrees", "gdp", ""]]


def test_peers_are_of_the_same_level_under_the_parent_that_is_named() -> None:
    cities = [growth("gdp", 2023, v, region=r) for r, v in (("保定市", 5), ("石家庄市", 6.2), ("杭州市", 9))]
    assert audited(*cities, claim(2, "地区生产总值增速居全省第2位", "保定市"), check="rank") == [
        ["rank", "agrees", "gdp", ""]
    ]
    assert audited(*cities, claim(1, "地区生产总值增速居全省第1位", "保定市"), check="rank")[0][1] == "contradicts"
    assert audited(*cities, claim(1, "地区生产总值增速居长三角第1位", "杭州市"), check="rank") == []


CITIES = [
    growth("gdp", 2023, value, region=region)
    for region, value in (("保定市", 5), ("石家庄市", 6.2), ("唐山市", 7), ("杭州市", 9), ("浙江省", 3))
]


@pytest.mark.parametrize(
    ("place", "sentence", "verdict"),
    [
        (2, "地区生产总值增速居全省第2位", "contradicts"),
        (3, "地区生产总值增速居全省第3位", "agrees"),
        (3, "地区生产总值增速居全国第3位", "contradicts"),
        (4, "地区生产总值增速居全国第4位", "agrees"),
        (3, "增速好于全国，地区生产总值居全省第3位", "agrees"),  # the nearer word
        (3, "增速好于全省，地区生产总值居全国第3位", "contradicts"),
        (1, "增速在全国八个较大的城市之中居于第1位", ""),  # thirteen characters before it
        (1, "增速在全国八个较大城市之中居于第1位", "contradicts"),
        (1, "增速居全球第1位", ""),  # no peers of the world
        (1, "增速居全市第1位", ""),  # of a city the city itself is no parent
    ],
)
def test_what_a_place_is_among_says_the_word_before_it(place: int, sentence: str, verdict: str) -> None:
    found = audited(*CITIES, claim(place, sentence, "保定市"), check="rank")
    assert [one[1] for one in found] == ([verdict] if verdict else [])


def test_a_county_has_its_peers_in_its_city() -> None:
    counties = [growth("gdp", 2023, v, region=r) for r, v in (("易县", 5), ("涞水县", 6.2), ("正定县", 9))]
    assert audited(*counties, claim(1, "增速居全市第1位", "易县"), check="rank")[0][1] == "contradicts"
    assert audited(*counties, claim(2, "增速居全市第2位", "易县"), check="rank")[0][1] == "agrees"
    assert audited(*counties, claim(2, "增速居全省第2位", "易县"), check="rank")[0][1] == "contradicts"


def test_where_less_is_better_a_lower_rate_is_ahead_and_a_hedge_may_not_be() -> None:
    def rate(region: str, value: float, bound: str = "exact") -> dict[str, Any]:
        return row("urban_surveyed_unemployment", "level", 2023, value, "%", region=region, bound=bound)

    said = claim(1, "失业率居全国第1位") | {"indicator": "urban_surveyed_unemployment"}
    for others, verdict in (((5.6, "exact"), "agrees"), ((4.2, "exact"), "contradicts"), ((4.2, "over"), "agrees")):
        rates = [rate("浙江省", 5), rate("江苏省", *others)]
        assert audited(*rates, said, check="rank") == [["rank", verdict, "urban_surveyed_unemployment", ""]]


@pytest.mark.parametrize(
    ("of", "sentence", "what"),
    [
        ("growth", "居全国第1位", "growth"),
        ("level", "增速居全国第1位", "level"),
        ("share", "居全国第1位", ""),
        ("", "增幅居全国第1位", "growth"),
        ("", "总量居全国第1位", "level"),
        ("", "工业增速加快，总量居全国第1位", "level"),
        ("", "规模以上居全国第1位", "growth"),  # the name of a group of firms: either, and growth is told
    ],
)
def test_what_is_ranked_is_what_the_report_says(of: str, sentence: str, what: str) -> None:
    levels = [level("gdp", 2023, v, region=r) for r, v in (("浙江省", 7), ("江苏省", 9))]
    found = gr.audit(panel(*PEERS, *levels, claim(1, sentence) | {"of": of}), check="rank").frame
    assert [text.partition(":")[0] for text in found["from_what"]] == ([what] if what else [])


def test_where_the_sentence_does_not_say_what_is_ranked_level_and_growth_both_have_to_contradict() -> None:
    levels = [level("gdp", 2023, v, region=r) for r, v in (("浙江省", 9), ("江苏省", 8), ("河北省", 7))]
    said = claim(1, "地区生产总值居全国第1位")
    assert audited(*PEERS, *levels, said, check="rank") == [["rank", "agrees", "gdp", ""]]
    assert audited(*PEERS, said, check="rank")[0][1] == "contradicts"


# --- the outcome ------------------------------------------------------------------------------------------------------


def test_the_largest_gap_stands_first_and_filters_narrow_the_claims_but_not_the_evidence() -> None:
    rows = [level("exports", 2012, 100), level("exports", 2013, 150), growth("exports", 2013, 5)]
    rows += [level("imports", 2012, 100), level("imports", 2013, 200), growth("imports", 2013, 5)]
    there = panel(*rows)
    assert gr.audit(there).findings["indicator"].tolist() == ["imports", "exports"]
    assert gr.audit(there, indicator="exports", year=2013).findings["indicator"].tolist() == ["exports"]
    empty = gr.audit(there, year=2012)
    assert len(empty) == 0 and empty.note in empty.to_text("en") and "没有可核对" in str(empty)


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"check": "growths"}, gr.InputError, "did you mean 'growth'"),
        ({"year": 2030}, gr.InputError, "2013"),
        ({"year": "2013"}, gr.InputError, "year"),
        ({"indicator": "export"}, gr.UnknownIdError, "exports"),
        ({"region": "全囯"}, gr.UnknownIdError, "全国"),
    ],
)
def test_wrong_questions_are_refused_with_what_there_is(
    options: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        gr.audit(panel(level("exports", 2013, 1)), **options)
    assert said in str(caught.value)


def test_the_panel_is_left_as_it_was() -> None:
    there = panel(*PEERS)
    before = there.frame
    gr.audit(there)
    pd.testing.assert_frame_equal(there.frame, before)


@pytest.mark.parametrize(
    ("name", "columns"), [("sums", ("whole", "parts")), ("wholes", ("part", "whole")), ("real_growth", ("id",))]
)
def test_the_tables_of_an_audit_name_known_indicators_once(name: str, columns: tuple[str, ...]) -> None:
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows
    keys = [tuple(line[c] for c in columns) for line in rows]
    assert len(set(keys)) == len(keys)
    assert not [i for key in keys for cell in key for i in cell.split() if i not in vocabulary()]
