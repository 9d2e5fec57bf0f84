"""Patterns that look ahead to be fast find what they find without."""

from __future__ import annotations

import re
from functools import cache

import pytest
from test_extract import FOLDER, table, unescaped

from govreport import grammar
from govreport.text import times

GUARDED = {
    "quantities": (grammar.SCAN, grammar.SCAN_AHEAD),
    "times": (times._TIME, times._AHEAD),
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


def read(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(found.span(), found.groups()) for found in pattern.finditer(text)]
