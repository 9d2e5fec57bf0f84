"""What a correction is found again by, and what is told of it beside the reading."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from case_rows import rows_of

from govreport.panel.keys import Key, key_of, marked, unmarked
from govreport.panel.marks import Mark, changes_of, marks_of, told_of, written

WORDS = rows_of(Path(__file__).parent / "cases" / "corrections" / "words.tsv")


def test_letters_digits_and_signs_are_what_tells_and_nothing_of_how_they_are_set() -> None:
    assert not [(case, key_of(case["text"])) for case in WORDS if key_of(case["text"]) != case["words"]]


@pytest.mark.parametrize(
    ("text", "quote", "sentence"),
    [
        ("甲。乙增长5%。丙。", "5%", "乙增长5%。"),
        ("甲！乙增长5%？丙。", "5%", "乙增长5%？"),
        ("甲\n 　\t乙增长5%\n丙", "5%", "乙增长5%"),
        ("乙增长5%", "5%", "乙增长5%"),
        ("　乙增长5%，丙。丁", "乙增长", "乙增长5%，丙。"),
        ("  5%", "5%", "5%"),
    ],
)
def test_a_sentence_goes_from_mark_to_mark_without_the_blanks_before_it(text: str, quote: str, sentence: str) -> None:
    key = Key(text)
    start = key.words.index(key_of(quote))
    first, last = key.sentence(start, start + len(key_of(quote)))
    assert text[first:last] == sentence


def test_the_way_between_a_text_and_its_words_and_back() -> None:
    key = Key("出口 １２.５ 亿\n元，增长5%。")
    assert key.words[2:8] == "12.5亿元" and key.inside(3, 11) == (2, 8) and key.outside(2, 8) == (3, 11)
    assert key.outside(4, 4) == key.outside(5, 4) == (0, 0)
    assert key.outside(0, 1) == (0, 1)


@pytest.mark.parametrize(
    ("sentence", "quote", "words", "said", "places"),
    [
        ("产值15%，出口【5%】，进口5%", "", "产值15%出口5%进口5%", "5%", [(7, 9)]),
        ("产值15%，出口【5%】，进口5%", "5%", "产值15%出口5%进口5%", "5%", [(7, 9)]),
        ("产值15%，出口【5%】，进口5%", "15%", "产值15%出口5%进口5%", "15%", [(2, 5)]),
        ("产值15%，出口5%，进口5%", "5%", "产值15%出口5%进口5%", "5%", [(7, 9), (11, 13)]),
        ("【5%】以上，5%", "", "5%以上5%", "5%", [(0, 2)]),
        ("产值1.5，出口5", "5", "产值1.5出口5", "5", [(7, 8)]),
        ("产值51，出口5", "5", "产值51出口5", "5", [(6, 7)]),
        ("乐乐乐", "乐乐", "乐乐乐", "乐乐", [(0, 2), (1, 3)]),
        ("产值增长", "", "产值增长", "", []),
        ("产值【5%", "5%", "产值5%", "5%", [(2, 4)]),
    ],
)
def test_a_marked_quote_is_one_place_and_others_are_all_where_their_words_stand(
    sentence: str, quote: str, words: str, said: str, places: list[tuple[int, int]]
) -> None:
    assert unmarked(sentence, quote) == (words, said, places)


def test_a_quote_is_marked_in_one_line() -> None:
    assert marked("出口\n增长\n5%以上。", 3, 8) == "出口【增长 5%】以上。"


def test_marks_come_back_from_the_column_they_are_written_in() -> None:
    marks = [Mark("mend", "李", "看图", "a.csv:3", (("value", "5", "6", True), ("low", "", "6", False)))]
    assert marks_of(written(marks)) == marks
    assert written([]) == "" and marks_of("") == []
    for spoiled in ('[["drop","李","",3,[]]]', '[["mend","","","",[["value","5","6","yes"]]]]'):
        with pytest.raises(TypeError, match="marks are texts"):
            marks_of(spoiled)


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (
            Mark("mend", "李", "看图", "", (("value", "5", "6", True), ("low", "5", "6", False))),
            "value 5 → 6 (李: 看图)",
        ),
        (
            Mark("mend", "", "看图", "", (("basis", "", "名义", True), ("unit", "元", "", True))),
            "basis nothing → 名义; unit 元 → nothing (看图)",
        ),
        (Mark("confirm", "李", "", ""), "right as read (李)"),
        (Mark("drop", "", "", ""), "drop"),
    ],
)
def test_a_mark_says_what_was_read_what_is_right_and_who_says_so(mark: Mark, told: str) -> None:
    assert str(mark) == told


def test_values_are_told_for_people() -> None:
    values = (5.0, 0.1 + 0.2, math.inf, -math.inf, math.nan, None, True, False, "元", 7)
    assert [told_of(value) for value in values] == ["5", "0.3", "∞", "-∞", "", "", "yes", "no", "元", "7"]


def test_what_differs_is_told_once_a_period_as_its_years_and_what_was_given_in_any_case() -> None:
    before = {"value": 1.0, "period_start": 2023, "period_end": 2023, "status": "actual", "source": "a"}
    after = before | {"value": 2.0, "period_start": 2021, "source": "b"}
    assert changes_of(before, after, ["status", "value"]) == (
        ("period", "2023", "2021-2023", False),
        ("status", "actual", "actual", True),
        ("value", "1", "2", True),
    )
    assert changes_of(before, before, []) == ()
