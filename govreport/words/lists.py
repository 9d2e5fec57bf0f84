"""The classes of words that tell tasks, deeds and what became of them: `data/promise_words.tsv`."""

from __future__ import annotations

import re
from functools import cache

from govreport import tables
from govreport.grammar import literals

__all__ = ["longest", "pattern_of", "words_of"]

_NAMED = re.compile(r"[“《][^”》]*[”》]")


@cache
def words_of(kind: str) -> tuple[str, ...]:
    """Return the words of one class of `data/promise_words.tsv`, longest first.

    Parameters
    ----------
    kind : str
    """
    return tuple(sorted(_classes().get(kind, ()), key=lambda word: (-len(word), word)))


@cache
def _classes() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in tables.rows("promise_words"):
        found.setdefault(row["class"], set()).add(row["word"])
    return found


@cache
def pattern_of(*kinds: str) -> re.Pattern[str]:
    """Compile the words of some classes into one choice, the longest first."""
    return re.compile(literals(word for kind in kinds for word in words_of(kind)))


def longest(kind: str, said: str) -> tuple[str, ...]:
    """Return the words of a class that stand in a text outside quotation marks, the longest at each place.

    Parameters
    ----------
    kind : str
    said : str

    Examples
    --------
    >>> longest("finished", "大桥建成通车")
    ('建成', '通车')
    """
    return tuple(found[0] for found in pattern_of(kind).finditer(_NAMED.sub(" ", said)))
