"""Traditional characters: reports before the reform of 1956 are read as if they were written in simplified ones."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from govreport import tables

__all__ = ["rewritten", "simplified"]


@cache
def _table() -> tuple[re.Pattern[str], dict[int, str]]:
    rows = tables.rows("traditional")
    table = {ord(old): row["simplified"] for row in rows for old in row["traditional"].split()}
    return re.compile(f"[{''.join(map(chr, table))}]"), table


def simplified(text: str) -> str:
    """Return a text in simplified characters, one for one: no offset moves.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        The text itself where it holds no traditional character. The characters are in `data/traditional.tsv`; those
        that simplified texts use too, with a meaning of their own (`乾`, `著`), are left alone.

    Examples
    --------
    >>> simplified("糧食産量增長")
    '粮食产量增长'
    """
    telling, table = _table()
    return text.translate(table) if telling.search(text) else text


def rewritten(name: str, sentence: str, text: str) -> str:
    """Return a name found in a simplified sentence as the text itself writes it.

    Parameters
    ----------
    name : str
        In simplified characters; it need not stand in the sentence in one piece.
    sentence : str
        The sentence as it is written.
    text : str
        The whole text, for what the sentence does not hold.

    Returns
    -------
    str

    Examples
    --------
    >>> rewritten("粮食产量", "糧食達到，産量", "糧食達到，産量")
    '糧食産量'
    """
    if (found := _standing(name, sentence)) is not None:
        return found
    written = _written(text)
    return "".join(written.get(char, char) for char in name)


@lru_cache(maxsize=512)  # in lists the same name stands near the same words again and again
def _standing(name: str, sentence: str) -> str | None:
    place = simplified(sentence).find(name)
    return sentence[place : place + len(name)] if place >= 0 else None


@lru_cache(maxsize=2)
def _written(text: str) -> dict[str, str]:
    """How a text writes each character that it does not only write in the simplified way."""
    table = _table()[1]
    counts: dict[str, Counter[str]] = {}
    for char, count in Counter(text).items():
        counts.setdefault(table.get(ord(char), char), Counter())[char] += count
    return {plain: forms.most_common(1)[0][0] for plain, forms in counts.items()}
