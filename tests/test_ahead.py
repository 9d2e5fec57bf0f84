"""Patterns that look ahead to be fast find what they find without."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from test_extract import FOLDER, table, unescaped

from govreport import grammar
from govreport.extraction import around
from govreport.extraction.measure import _BASE
from govreport.text import time_rules

GUARDED = {
    "quantities": (grammar.SCAN, grammar.SCAN_AHEAD),
    "times": (time_rules.TIME, time_rules.AHEAD),
    "headlines": (around._GOING, around._GOING_AHEAD),
    "predicates": (grammar.PREDICATE, f"(?={grammar._first('predicate', 'happened')})"),
}


@cache
def sentences() -> tuple[str, ...]:
    return tuple(
        re.sub(r"[\[\]]", "", unescaped(case["sentence"]))
        for path in sorted(FOLDER.glob("*.tsv"))
        for case in table(path)
    )


@pytest.mark.parametrize("name", GUARDED)
def test_looking_ahead_passes_over_nothing(name: str) -> None:
    pattern, ahead = GUARDED[name]
    plain = re.compile(pattern.pattern.replace(ahead, "", 1), pattern.flags)
    assert plain.pattern != pattern.pattern
    tried = sentences()
    assert len(tried) > 500
    missed = [text for text in tried if read(pattern, text) != read(plain, text)]
    assert not missed


ENDS = ("MEASURE_NOUN", "TAIL_NOUN", "ATTRIBUTE", "GROWTH_NOUN", "OF_TERRITORY")


@pytest.mark.parametrize("name", ENDS)
def test_what_a_clause_ends_with_is_found_among_its_last_characters(name: str) -> None:
    pattern: re.Pattern[str] = getattr(grammar, name)
    found = 0
    for text in sentences():
        for stop in range(2, len(text), 3):
            near, whole = grammar.at_end(pattern, text[:stop]), pattern.search(text[:stop])
            assert (near and near.span()) == (whole and whole.span()), text[:stop]
            found += near is not None
    assert found > 20


def test_no_noun_of_growth_ends_otherwise() -> None:
    nouns = [noun + aim for noun in (*grammar.cues()["growthnoun"], "增长") for aim in ("", "目标", "预期指标")]
    links = ("", "达", "达到", "为", "保持在", "定为", "定", "定在", "在", "是", "是\n")
    said = [f"经济{noun}{link}" for noun in nouns for link in links]
    for text in [*said, *sentences()]:
        near, whole = grammar.growth_at_end(text), grammar.at_end(grammar.GROWTH_NOUN, text)
        assert (near and near.span()) == (whole and whole.span()), text
    assert sum(grammar.growth_at_end(text) is not None for text in said) > 200


@pytest.mark.parametrize("pattern", [grammar.RANK_TAIL, _BASE], ids=["rank", "base"])
def test_a_subject_ends_before_all_that_may_stand_behind_it(pattern: re.Pattern[str]) -> None:
    """Nothing is tried behind a word that it has been tried before, and the shortest subject is found all the same."""
    guards = re.compile(r"\(\?\(long\)(?:\(\?<![^()]*\))+\)|(?:\(\?<![^()]*\))+(?=\)\(\?:分别)")
    plain = re.compile(guards.sub("", pattern.pattern, count=1))
    assert plain.pattern != pattern.pattern
    words = sorted(set(re.findall("[\u4e00-\u9fff]{1,4}", pattern.pattern)))
    dice, found = random.Random(0), 0
    for _ in range(3000):
        text = "".join(dice.choices([*words, "国", "1", "，"], k=dice.randrange(1, 9)))
        at = dice.randrange(3)
        one, other = pattern.match(text, at), plain.match(text, at)
        assert (one and (one.span(), one.span("subject"))) == (other and (other.span(), other.span("subject"))), text
        found += one is not None
    assert found > 50


def test_a_sentence_without_a_numeral_has_no_quantity() -> None:
    passed = [text for text in sentences() if not grammar.COUNTS.search(text)]
    kinds = {found.lastgroup for text in passed for found in grammar.SCAN.finditer(text)}
    assert kinds <= {"label", "date"}


def read(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(found.span(), found.groups()) for found in pattern.finditer(text)]
