"""Which lines are headings: how long they may be, where one is cut, and what a link inside it joins."""

from __future__ import annotations

import pytest

from govreport.text.headings import find_headings, top_level, topics_of

FILLER = "灯塔湿地港口渔民山村码头桥梁堤坝果园茶场粮仓"


def found(text: str) -> list[tuple[str, int, bool]]:
    return [(one.text, one.level, one.short) for one in find_headings(text, 0, len(text), 2024)]


def long(length: int, begin: str, end: str) -> str:
    return begin + (FILLER * 3)[: length - len(begin) - len(end)] + end


def test_a_line_without_a_number_is_a_heading_up_to_32_characters() -> None:
    for length, is_one in ((32, True), (33, False)):
        line = long(length, "2023年", "工作回顾")
        assert found(f"{line}\n正文。") == ([(line, 0, True)] if is_one else [])


def test_a_line_with_a_number_is_whole_up_to_44_characters_and_then_cut() -> None:
    whole, longer = long(44, "一、2023年", "渔港"), long(45, "一、2023年", "渔港")
    assert found(whole) == [(whole, 1, True)] and found(longer) == [(longer[:44], 1, False)]


def test_a_heading_that_runs_into_its_first_sentence_is_cut_behind_the_last_word_for_a_part() -> None:
    said = "一、2023年工作回顾"
    assert found(said + long(40, "", "")) == [(said, 1, False)]
    assert found(said + "。" + long(40, "", "")) == [(said, 1, False)]
    early, late = long(34, "一、", "任务"), long(35, "一、", "任务")
    assert found(early + FILLER) == [(early, 1, False)]
    assert found(late + FILLER) == [((late + FILLER)[:44], 1, False)], "too far off to be what it is called"


@pytest.mark.parametrize(
    ("line", "level", "short"),
    [
        ("一、回顾", 1, True),
        ("第一部分 2023年工作回顾", 1, True),
        ("（一）农业丰收", 2, True),
        ("(十二)农业丰收", 2, True),
        ("一、重点抓好以下工作：", 1, False),
    ],
)
def test_numbers_of_chapters_and_of_parts(line: str, level: int, short: bool) -> None:
    assert found(f"{line}\n正文。") == [(line, level, short)]


@pytest.mark.parametrize(
    "line",
    [
        "一、回",
        "2023年",
        "2023年\t工作回顾",
        "2023年工作回顾，",
        "回顾",
        "2023年预算草案",
        "2023年工作灯塔",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert found(f"{line}\n正文。") == []


def test_lines_that_a_link_broke_inside_a_pair_of_quotes_are_joined_up_to_four() -> None:
    assert found("一、学习“\n灯塔\n”精神\n正文。")[0][0] == "一、学习“灯塔”精神"
    assert found("一、“\n甲“\n乙“\n丙“\n丁“\n戊")[0][0] == "一、“甲“乙“丙“丁“"
    assert found("一、学习灯塔精神\n正文。")[0][0] == "一、学习灯塔精神"
    assert found("“\n2023年工作回顾\n”") == []


@pytest.mark.parametrize(
    ("before", "is_one"),
    [
        (long(33, "", ""), False),
        (long(32, "", ""), True),
        (long(33, "", "。"), True),
        (long(33, "", "") + "\n", True),
        (long(33, "一、", ""), True),
    ],
)
def test_what_stands_right_below_a_line_that_breaks_off_is_no_heading(before: str, is_one: bool) -> None:
    assert ("二、2024年工作安排" in [said for said, *_ in found(f"{before}\n二、2024年工作安排")]) == is_one


def test_the_chapters_are_those_that_name_years_else_those_without_a_number_else_the_first() -> None:
    def top(text: str) -> int:
        return top_level(find_headings(text, 0, len(text), 2024))

    assert top("一、2023年工作回顾\n2024年工作安排\n") == 1
    assert top("一、农业丰收\n2024年工作安排\n") == 0
    assert top("（一）农业丰收\n一、工业向好\n") == 2
    assert top("正文。") == 1


def test_a_heading_of_both_announces_both() -> None:
    said = "一、2023年工作回顾和2024年工作安排"
    assert [(topic.kind, topic.period) for topic in topics_of(said, 2024)] == [
        ("review", (2023, 2023)),
        ("plan", (2024, 2024)),
    ]
