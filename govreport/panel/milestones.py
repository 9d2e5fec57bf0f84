"""Milestones: values that were passed, so that the figure itself is another."""

from __future__ import annotations

import re
from functools import cache

from govreport import tables

__all__ = ["NEAR", "is_milestone", "pattern"]

#: how far from a number the words stand that make it a milestone
NEAR = 12
_DIGIT = re.compile(r"[\d一二三四五六七八九十百千万亿两]")


def is_milestone(quote: str, sentence: str, place: int) -> bool:
    """Say whether a quote at a place of its sentence is a level that was passed.

    Examples
    --------
    >>> is_milestone("跨过3万亿元", "地区生产总值跨过3万亿元、年均增长5.2%。", 6)
    True
    >>> is_milestone("超3万亿元", "地区生产总值超3万亿元。", 6)
    False
    """
    number = _DIGIT.search(quote)
    left = sentence[max(0, place - NEAR) : max(0, place)] + (quote[: number.start()] if number else "")
    right = sentence[place + len(quote) : place + len(quote) + NEAR]
    return bool(pattern("milestone").search(left) or pattern("milestone_behind").search(right))


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """Return what marks a kind of saying, as data/sayings.tsv has it.

    Examples
    --------
    >>> bool(pattern("part").search("市本级收入"))
    True
    """
    return re.compile("|".join(row["pattern"] for row in tables.rows("sayings") if row["kind"] == kind) or "(?!)")
