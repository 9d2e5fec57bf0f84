"""Lines and sentences of a canonical text, in which every line is a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["lines", "sentences"]

_BLANKS = " \t\u3000"
_SENTENCE = re.compile(r"(?=[^\n])[^。！？!?\n]*(?:[。！？!?]+[”’」』）》】〕]*)?")
_WORD = re.compile(r"[^\W_]")


def lines(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return `(start, end)` of every line that is not blank, without the blanks around it.

    Parameters
    ----------
    text : str
        The text.
    start, end : int, optional
        The stretch to look at.

    Returns
    -------
    list of tuple of int

    Examples
    --------
    >>> lines("一、回顾\\n\\n　出口增长。")
    [(0, 4), (7, 12)]
    """
    stop = len(text) if end is None else end
    found = []
    here = start
    while here < stop:
        there = text.find("\n", here, stop)
        there = stop if there < 0 else there
        first, last = _trim(text, here, there)
        if first < last:
            found.append((first, last))
        here = there + 1
    return found


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield `(start, end)` of the sentences of a stretch, without the blanks around them.

    Parameters
    ----------
    text : str
        The text.
    start, end : int
        The stretch to look at.

    Yields
    ------
    tuple of int
        A sentence ends after 。！？ and the quotes that close with it, or with its line.

    Examples
    --------
    >>> list(sentences("出口增长。进口持平\\n投资下降。", 0, 16))
    [(0, 5), (5, 9), (10, 15)]
    """
    for match in _SENTENCE.finditer(text, start, end):
        first, last = match.span()
        if text[first] in _BLANKS or text[last - 1] in _BLANKS:
            first, last = _trim(text, first, last)
        # most begin with a word: the rest need not be searched
        if first < last and (text[first].isalnum() or _WORD.search(text, first, last)):
            yield first, last


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return start, end
