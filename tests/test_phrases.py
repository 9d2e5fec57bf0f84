"""Which runs of characters are phrases: as defined, on both sides of every threshold, and what is asked by default."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.words.odds import log_odds
from govreport.words.phrases import Candidates, Characters, found_phrases, numberless, often

FEW = st.lists(st.text("甲乙丙丁，5", max_size=60), min_size=1, max_size=3)


def found(text: str, **options: float) -> dict[str, int]:
    asked = {"least": 2, "cohesion": 0.0, "freedom": 0.0, "folded": 2.0} | options
    phrases = found_phrases(Characters([text]), **asked)  # type: ignore[arg-type]
    return dict(zip(phrases.words, phrases.totals, strict=True))


def among(phrase: str, before: str, behind: str) -> str:
    """Clauses of a phrase with one neighbour on each side; a blank is none."""
    return "。".join(f"{a}{phrase}{b}".replace(" ", "") for a, b in zip(before, behind, strict=True)) + "。"


def defined(texts: list[str], least: int, cohesion: float, freedom: float) -> dict[str, int]:
    """The phrases, looked for one by one as the documentation describes them."""
    every = "，" + "".join(text + "，" for text in texts)
    size = sum(char not in "，5" for char in every)
    runs = {every[at : at + long] for at in range(len(every)) for long in range(2, 11)}
    kept = {}
    for words in (run for run in runs if len(run) > 1 and not set(run) & set("，5")):
        places = [at for at in range(len(every)) if every.startswith(words, at)]
        said, ends = len(places), [at + len(words) for at in places]
        opens = sum(every[at - 1] == "，" for at in places)
        closes, stops = sum(every[at] == "，" for at in ends), sum(every[at] in "，5" for at in ends)
        both = (opens * 100 >= max(said, 100), stops * 100 >= max(said, 100))
        if said < least or not (all(both) if said >= 8 else any(both)):
            continue
        if opens >= 0.45 * said and opens - closes >= 0.25 * said and opens >= 3:
            continue
        joints = ((words[:at], words[at:]) for at in range(1, len(words)))
        hold = min(math.log(said * size / (times(a, every) * times(b, every))) for a, b in joints)
        if inside_a_word(words, places, every, size):
            continue
        free = min(entropy([every[at + step] for at in places], said) for step in (-1, len(words)))
        if hold >= cohesion - 1e-12 and free >= freedom - 1e-12:
            kept[words] = said
    return kept


def inside_a_word(words: str, places: list[int], every: str, size: int) -> bool:
    """Whether what stands outside an end holds to it by far more than what stands inside, in most places."""

    def bond(pair: str) -> float:
        said = times(pair, every)
        few = said < 3 or set(pair) & set("，5")
        return -math.inf if few else math.log(said * size / (times(pair[0], every) * times(pair[1], every)))

    begins = [every[at - 1] + words[0] for at in places], words[:2], "，" + words[0], words[0]
    ends = [words[-1] + every[at + len(words)] for at in places], words[-2:], words[-1] + "，", words[-1]
    for outer, inner, edge, char in (begins, ends):
        seldom = (times(edge, every) + times(edge.replace("，", "5"), every)) / times(char, every) < 0.01
        held = [bond(pair) > max(bond(inner) + 1.5 * (not seldom), 2.0) for pair in outer]
        if sum(held) >= (0.5 if seldom else 0.7) * len(held):
            return True
    return False


def times(words: str, text: str) -> int:
    return sum(text.startswith(words, at) for at in range(len(text)))


def entropy(beside: list[str], said: int) -> float:
    """Each end of a clause is a neighbour of its own, and all numbers are one."""
    alike = Counter(char if char != "，" else f"，{at}" for at, char in enumerate(beside))
    return -sum(n / said * math.log(n / said) for n in alike.values())


@settings(max_examples=60)
@given(FEW, st.sampled_from([(2, 0.2, 0.3), (3, 0.5, 0.6), (2, 0.0, 0.0)]))
def test_all_that_is_a_phrase_by_definition_is_found_and_nothing_else(
    texts: list[str], asked: tuple[int, float, float]
) -> None:
    least, cohesion, freedom = asked
    held = found_phrases(Characters(texts), least=least, cohesion=cohesion, freedom=freedom, folded=2)
    plain = defined(texts, *asked)
    assert dict(zip(held.words, held.totals, strict=True)) == plain
    assert list(held.words) == sorted(plain, key=lambda words: (-plain[words], words))


def test_a_phrase_is_not_cut_inside_a_word() -> None:
    matters = ["收入水平", "服务能力", "环境质量"]
    text = "".join(f"{matter}继续提高。{matter}持续提高。继续扩大{matter}。持续改善{matter}。" for matter in matters)
    text += "提高效率，提高标准，提高耕地面积，大幅提高，明显提高，科技投入、网络覆盖提高。"
    assert "续提高" not in found(text) and {"继续提高", "持续提高"} & set(found(text))


# --- each threshold on both sides ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("half", "whole"),
    [
        ("力办好民生实事", "民生实事"),
        ("届全运会精神", "全运会精神"),
        ("性进一步增强", "力度不断加大"),
        ("化程度提高", "化解债务风险"),
        ("率居全省前列", "率先开工"),
        ("个五年规划纲要", "个体工商户"),
        ("赛等体育赛事", "高等学校"),
        ("节等系列活动", "一等奖项目"),
        ("年来的经验", "年内建成"),
    ],
)
def test_a_phrase_does_not_begin_with_the_end_of_a_word(half: str, whole: str) -> None:
    """Whatever stands before it: 着, 全 and 大 are three neighbours of 力, and it stands free."""
    said = found(among(half, "着全大 ", "    ") + among(whole, "着全大 ", "    "))
    assert half not in said and whole in said


@pytest.mark.parametrize(("more", "kept"), [("", True), ("塔。", False)])
def test_what_meets_as_often_as_chance_has_it_holds_together_just_enough_for_zero(more: str, kept: bool) -> None:
    text = "灯塔。灯塔。灯。灯。塔。塔。"  # of 8 characters 4 and 4: by chance 2 of them meet
    assert ("灯塔" in found(text + more)) == kept
    assert "灯塔" not in found(text + more, cohesion=0.01)


@pytest.mark.parametrize("before", [True, False])
def test_a_neighbour_that_never_changes_is_free_enough_for_zero_and_one_of_two_for_the_logarithm_of_two(
    before: bool,
) -> None:
    for alike, freedom in (("甲甲甲甲", 0.0), ("甲甲乙乙", math.log(2))):
        text = among("灯塔", alike, "丙丁戊 ") if before else among("灯塔", "丙丁戊 ", alike)
        assert "灯塔" in found(text, freedom=freedom)
        assert "灯塔" not in found(text, freedom=freedom + 1e-6)


def test_a_phrase_is_said_three_times_holds_together_by_three_and_stands_free_by_one_where_nothing_is_asked() -> None:
    filler = "。".join(chr(0x5E10 + at) for at in range(90)) + "。"
    parts = [
        among("灯塔", "甲乙 ", "丙 丁"),
        among("渔港", "甲甲乙", "丙 丁"),
        among("码头", "甲乙 ", "丙 丁"),
        "码。头。" * 3,
    ]
    texts = Characters(["".join(parts) + filler])
    assert found_phrases(texts) == Candidates(("灯塔",), (3,))
    for nothing in ({"least": 4}, {"cohesion": 4.0}, {"freedom": 1.2}):
        assert found_phrases(texts, **nothing) == Candidates((), ())  # type: ignore[arg-type]
    assert set(found_phrases(texts, freedom=0.6).words) == {"灯塔", "渔港"}
    assert set(found_phrases(texts, cohesion=2.0).words) == {"灯塔", "码头"}


# --- what a character is ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sizes", "codes"),
    [
        ("㐀鿿", 2, [0x3400, 0x9FFF]),
        ("㏿ꀀ", 0, [0, 0]),
        ("AZaz", 4, [65, 90, 97, 122]),
        ("@[`{", 0, [0, 0, 0, 0]),
        ("09.%‰", 0, [1, 1, 1, 1, 1]),
        ("/:，。 ", 0, [0, 0, 0, 0, 0]),
        ("到一九八五年", 2, [ord("到"), 1, 1, 1, 1, ord("年")]),
    ],
)
def test_characters_are_words_numbers_or_breaks(text: str, sizes: int, codes: list[int]) -> None:
    texts = Characters([text, "。"])
    assert texts.sizes.tolist() == [sizes, 0] and len(texts) == 2
    assert texts.codes.tolist() == [0, *codes, 0, 0, 0]
    assert [texts.codes[start:end].tolist() for start, end in texts.parts()] == [[*codes, 0], [0, 0]]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("收入三亿元", "收入00元"),
        ("十多斤", "00斤"),
        ("三点五亿美元", "0000美元"),
        ("两千三百四十五亿六千七百八十九万元", "0" * 16 + "元"),
        ("三万人", "00人"),
        ("三万人民", "三万人民"),
        ("三百元", "三百元"),
        ("三万里", "三万里"),
        ("五万公里", "00公里"),
        ("七万平方米", "00平方米"),
        ("八万立方米", "00立方米"),
        ("九万千瓦", "00千瓦"),
        ("百分之五", "0000"),
        ("三分之一", "0000"),
    ],
)
def test_amounts_in_chinese_are_numbers_and_what_belongs_to_names_is_not(text: str, written: str) -> None:
    assert numberless(text) == written


def test_phrases_are_counted_only_in_the_texts_that_are_asked_for() -> None:
    texts = Characters(["灯塔，灯塔港湾。", "港湾。", "灯塔。"])
    said = often(texts, ["灯塔", "港湾", "渔歌"], [2, 0])
    assert (said.phrases, len(said.rows)) == (3, 2)
    assert [which.tolist() for which, _ in said.rows] == [[0], [0, 1]]
    assert said.together([0]).tolist() == [1, 0, 0] and said.together([1, 0]).tolist() == [3, 1, 0]
    assert often(texts, [], [0]).together([0]).tolist() == []


# --- how much more one side says -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "all_", "sizes", "prior"),
    [
        (20, 8, 200, (10_000, 10_000, 100_000), 2.0),
        (20, 8, 200, (10_000, 30_000, 100_000), 2.0),
        (20, 8, 200, (30_000, 5_000, 100_000), 1.0),
        (0, 3, 0, (10_000, 10_000, 100_000), 0.01),
        (0, 3, 2, (10_000, 10_000, 100_000), 0.02),
    ],
)
def test_the_prior_is_a_tenth_of_the_shorter_side_written_as_all_texts_are(
    first: int, second: int, all_: int, sizes: tuple[int, int, int], prior: float
) -> None:
    odds, z = log_odds([first], [second], [all_], sizes)
    weight = min(sizes[:2]) / 10
    a, b = first + prior, second + prior
    expected = math.log(b / (sizes[1] + weight - b)) - math.log(a / (sizes[0] + weight - a))
    assert odds.tolist() == [pytest.approx(expected)]
    assert z.tolist() == [pytest.approx(expected / np.sqrt(1 / a + 1 / b))]
