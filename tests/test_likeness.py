"""What each piece of evidence says of two wordings, and on which side of its limits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from case_rows import rows_of

from govreport.panel.likeness import Saying, likeness
from govreport.panel.meaning import context_of, core, does, meanings, of_a_deed, substance

CASES = rows_of(Path(__file__).parent / "cases" / "likeness.tsv")


def saying(text: str) -> Saying:
    """Name, value, unit, place in the report and the words around it; rates have no size that holds."""
    name, value, unit, place, sentence = [*text.split(" "), "0.5", ""][:5] if text.count(" ") < 4 else text.split(" ")
    return Saying(name, name, float(value), unit, float(place), unit != "%", sentence=sentence)


def test_words_that_say_nothing_of_what_is_counted_are_left_out() -> None:
    names = {"全年新增城镇就业": "城镇就业", "实现利税总额": "利税总额", "其中用于农田": "农田"}
    assert {name: core(name) for name in names} == names


def test_every_piece_of_evidence_counts_what_is_documented_on_both_sides_of_its_limits() -> None:
    wrong = []
    for case in CASES:
        for one, other in ((case["a"], case["b"]), (case["b"], case["a"])):
            reasons = dict(likeness(saying(one), saying(other)).reasons)
            points = reasons.get(case["said"])
            told = "" if points is None else f"{points:.10g}"
            if told.replace("-0", "0") != case["points"]:
                wrong.append((case["what"] or case["a"], one, told))
    assert not wrong


def test_a_few_lucky_characters_around_do_not_make_a_context() -> None:
    def around(*pairs: str) -> Saying:
        return Saying("绿道", "绿道", 9, "公里", 0.5, True, frozenset(pairs))

    def context(one: Saying, other: Saying) -> float:
        return dict(likeness(one, other).reasons)["context"]

    assert context(around("生态", "城市"), around("生态", "河流")) == pytest.approx(26 * 2 / 8)
    long = around(*"甲乙丙丁戊己庚辛")
    assert context(long, long) == pytest.approx(26)
    assert context(around("生态"), around("河流")) == 0


@pytest.mark.parametrize(
    ("sum_of_years", "one_year", "points"),
    [(600, 600, 12), (600, 120, 0), (600, 119, -14), (120, 600, 0), (900, 60, -14)],
)
def test_a_sum_of_five_years_may_be_five_times_what_one_year_had(sum_of_years: int, one_year: int, points: int) -> None:
    five, one = (Saying("绿道", "绿道", value, "公里", 0.5, True) for value in (sum_of_years, one_year))
    assert dict(likeness(replace(five, years=5), one).reasons)["size"] == points
    assert dict(likeness(one, replace(five, years=5)).reasons)["size"] == points


def test_periods_are_alike_by_the_calendar_or_as_seen_from_the_report_and_neighbours_on_one_side() -> None:
    def said(*periods: int, before: str = "", behind: str = "") -> Saying:
        told = {name: frozenset(ids.split()) for name, ids in (("before", before), ("behind", behind))}
        return Saying("绿道", "绿道", 9, "公里", 0.5, True, periods=frozenset((n,) for n in periods), **told)  # type: ignore[arg-type]

    def points(a: Saying, b: Saying) -> tuple[float, float]:
        reasons = dict(likeness(a, b).reasons)
        return reasons["another period"], reasons["neighbour"]

    assert points(said(1, 2), said(2, 3)) == points(said(), said(3)) == (0, 0)
    assert points(said(1, 2, before="a b"), said(3, before="b c")) == (-10, 6)
    assert points(said(behind="a"), said(behind="a")) == (0, 6)
    assert points(said(before="a", behind="b"), said(before="b", behind="a")) == (0, 0)


def test_the_reasons_are_told_in_whole_points_and_those_below_half_a_point_are_not() -> None:
    told = str(likeness(saying("绿道 100 公里 0.1"), saying("绿道 131 公里 0.12")))
    assert "wording +31" in told and "same parts +8" in told
    assert "size" not in told and "place" not in told, "0 and -0.48 points"
    assert "place -1" in str(likeness(saying("绿道 100 公里 0.1"), saying("绿道 131 公里 0.13")))


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("新增境内外上市公司", "境内外上市公司"),
        ("上市公司总数", "上市公司"),
        ("新建绿道", "绿道"),
        ("新建路", "新建路"),
        ("新农合参合率", core("新型农村合作医疗参合率")),
    ],
)
def test_what_a_name_is_about(name: str, about: str) -> None:
    assert core(name) == about


@pytest.mark.parametrize(
    ("name", "tells", "begins"),
    [
        ("新增上市公司", True, True),
        ("新（改）建农村公路", True, True),
        ("老旧小区改造", True, False),
        ("粮食产量", False, False),
    ],
)
def test_a_name_of_a_deed(name: str, tells: bool, begins: bool) -> None:
    assert (of_a_deed(name), does(name)) == (tells, begins)


def test_characters_that_half_of_all_names_hold_count_less() -> None:
    assert substance("绿道") == 2 and substance("项目") == pytest.approx(0.6)
    assert substance("绿道项目") == pytest.approx(2.6)


def test_the_words_of_a_name_count_a_deed_for_less() -> None:
    found = meanings("建成省级乒乓绿道")
    told = [(word.text, word.deed, word.grade, word.weight) for word in found.words]
    assert told == [("建成", True, False, 0.8), ("省级", False, True, 2.0), ("绿道", False, False, 2.0)]
    assert (found.rest, found.weight) == ("乒乓", pytest.approx(6.8))
    assert meanings("建成绿道").deeds and not meanings("绿道").deeds
    assert not meanings("完成绿道").deeds, "that says nothing of what was done"


def test_the_context_is_so_many_characters_and_no_others() -> None:
    before = "".join(chr(0x5000 + at) for at in range(100))
    behind = "".join(chr(0x6000 + at) for at in range(100))
    around, sentence = context_of(before + "，9。", "公" + behind)
    assert sentence == before[-90:] + "公" + behind[:19]
    assert before[-45:-43] in around and before[-46:-44] not in around
    assert behind[12:14] in around and behind[13:15] not in around
    assert before[-1] + "公" not in around, "what stands before and what stands behind do not touch"
