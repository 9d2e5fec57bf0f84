"""Patterns that look ahead to be fast find what they find without."""

from __future__ import annotations

import re
from functools import cache

import pytest
from test_extract import FOLDER, table, unescaped

from govreport import grammar
from govreport.extraction import around
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


def test_a_sentence_without_a_numeral_has_no_quantity() -> None:
    passed = [text for text in sentences() if not grammar.COUNTS.search(text)]
    kinds = {found.lastgroup for text in passed for found in grammar.SCAN.finditer(text)}
    assert kinds <= {"label", "date"}


def read(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(found.span(), found.groups()) for found in pattern.finditer(text)]
