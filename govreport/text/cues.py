"""The wordings by which a report is read, from `data/text_cues.tsv`, compiled once."""

from __future__ import annotations

import re
from functools import cache

from govreport import tables

__all__ = ["BLANK", "FYP", "YEAR", "alternation", "pattern", "rows"]

YEAR = "(?:[12][0-9]{3}|[一二][一二三四五六七八九〇○零0O]{3})"
FYP = '[“"「]?(?:十[一二三四五六七八九]?|[一二三四五六七八九])五[”"」]?'
BLANK = r"\s"


@cache
def rows() -> tuple[tuple[str, str], ...]:
    """Return every `(kind, pattern)` of the data file, in its order."""
    return tuple((row["kind"], row["pattern"]) for row in tables.rows("text_cues"))


@cache
def alternation(kind: str) -> str:
    """Return all wordings of one kind as one group of a regular expression."""
    found = [text for name, text in rows() if name == kind]
    joined = "|".join(found).replace("{YEAR}", YEAR).replace("{FYP}", FYP)
    return f"(?:{joined})"


@cache
def pattern(kind: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """Compile the wordings of one kind between two pieces of context."""
    return re.compile(before + alternation(kind) + after)
