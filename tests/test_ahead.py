"""Patterns that look ahead to be fast find what they find without."""

from __future__ import annotations

import itertools
import random
import re
from functools import cache

import pytest
from test_extract import FOLDER, table, unescaped

from govreport import grammar, lexicon
from govreport.extraction import around, bearers, clause, torn, trimming
from govreport.extraction.claim import Claim
from govreport.extraction.measure import _BASE, measure
from govreport.extraction.nothing import why_nothing
from govreport.extraction.saying import Saying
from govreport.text import time_rules

GUARDED = {
    "quantities": (grammar.SCAN, grammar.SCAN_AHEAD),
    "ranges": (grammar.SCAN, grammar._DASH_AHEAD),
    "times": (time_rules.TIME, time_rules.AHEAD),
    "heads": (grammar.HEAD, grammar.HEAD_AHEAD),
    "headlines": (around._GOING, around._GOING_AHEAD),
    "predicates": (grammar.PREDICATE, f"(?={lexicon.first_of('predicate', 'happened')})"),
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


LAST = {
    "by measure": (trimming._BY_MEASURE, trimming._BY_ENDS),
    "spread": (trimming._SPREAD, trimming._SPREAD_ENDS),
    "adverbs": (trimming._ADVERBS, trimming._ADVERB_ENDS),
    "pieces": (torn._BEFORE, tuple(torn._LAST_BEFORE)),
}


@pytest.mark.parametrize("name", LAST)
def test_what_is_asked_by_its_last_character_ends_with_no_other(name: str) -> None:
    pattern, ends = LAST[name]
    pieces = {text[:stop] for text in sentences() for stop in range(1, len(text) + 1)}
    found = [piece for piece in pieces if pattern.search(piece, max(0, len(piece) - 24))]
    assert len(found) > 5
    assert all(piece.endswith(ends) for piece in found)


def test_an_industry_is_found_near_the_beginning_of_its_sentence() -> None:
    aiming = bearers._kinds()["产值"]
    for text in sentences():
        assert bearers.field_of(text, 0, len(text)) == bearers._aiming(aiming, text), text


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


def anew(claim: Claim, last: Claim | None) -> Saying:
    """What a number says, asked with all that is known of it."""
    subject, tail = measure(claim)
    if claim.goal and claim.unit == "%" and claim.measure == "level" and not grammar.SHARE_NOUN.search(subject or ""):
        claim.measure = "growth"
    reason = "subject.missing" if subject is None else why_nothing(claim, subject, tail, [last] if last else [])
    claim.each_year = grammar.EACH_YEAR.search(claim.left) is not None
    basis = grammar.BASES.search(claim.window.gap)
    claim.basis = basis.group() if basis else None
    about = claim.measure, claim.sign, claim.reached, claim.base, claim.acted, claim.flow
    rest = claim.each_year, claim.basis, tuple(claim.rules), claim.quantity.bound, claim.window.right
    return Saying(subject, tail, reason, *about, *rest)


def test_a_number_says_by_its_words_what_it_says_with_all_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        *sentences(),
        *(re.sub(r"\d", "7", said) for said in sentences()[::4]),
        *(said * 2 for said in sentences()[2::4]),
    ]
    kept = [clause.read_clauses(text, 0, len(text)) for text in texts]
    monkeypatch.setattr(clause, "saying", anew)
    missed = [text for text, said in zip(texts, kept, strict=True) if clause.read_clauses(text, 0, len(text)) != said]
    assert not missed


def test_a_sentence_without_a_numeral_has_no_quantity() -> None:
    passed = [text for text in sentences() if not grammar.COUNTS.search(text)]
    kinds = {found.lastgroup for text in passed for found in grammar.SCAN.finditer(text)}
    assert kinds <= {"label", "date"}


def read(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(found.span(), found.groups()) for found in pattern.finditer(text)]


def test_a_late_pattern_is_compiled_when_it_is_first_asked_and_answers_like_any_other() -> None:
    with pytest.raises(re.error):
        lexicon.late("((").search("增长")
    late, plain = lexicon.late("(?x) 增 (?P<rest>长)"), re.compile("(?x) 增 (?P<rest>长)")
    assert (late.pattern, late.flags) == (plain.pattern, plain.flags)
    for _ in range(2):
        assert late.sub(r"\g<rest>", "增长增长", count=1) == "长增长"
        assert [found["rest"] for found in late.finditer("增长增长")] == ["长", "长"]
        assert late.match("不增长", 1) and not late.fullmatch("不增长")


@pytest.mark.parametrize("words", [["别", "级", "税"], ["元", "美元", "元旦"], ["a", "b", "c", "cd"], [".", "*", "?"]])
def test_words_of_a_pattern_are_found_alone_and_at_their_longest(words: list[str]) -> None:
    pattern = re.compile(lexicon.literals(words))
    assert all(pattern.fullmatch(word) for word in words)
    for text in map("".join, itertools.product(sorted({*"".join(words), "国"}), repeat=2)):
        there = [word for word in words if text.startswith(word)]
        found = pattern.match(text)
        assert (found and found.group()) == max(there, key=len, default=None)
