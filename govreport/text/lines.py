"""Lines and sentences of a canonical text, in which every line is a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["lines", "sentences"]

_BLANKS = " \t\u3000"
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）》】〕]*)?")
_WORD = re.compile(r"[^\W_]")
#: the indent of a paragraph that a page wrote on without a line break; titles and names are spaced so too, but are short
_INDENT = re.compile(r"[ \xa0]*[\u3000\u2003]{2}[ \xa0\u3000\u2003]*(?=[^\s\u3000\u2003])")
_RUN_ON = 120
#: a chapter that begins inside a line as long as a chapter: the page has lost its line breaks
_CHAPTER = re.compile(
    r"(?<=[。！!：:])\s*(?=[一二三四五六七八九十]、[^。，；：\n]{2,30}?(?:回顾|总结|安排|任务|目标|打算|部署|成就|工作))"
)
_LOST = 1500


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
        A long line that holds the indents of several paragraphs is several.

    Examples
    --------
    >>> lines("一、回顾\\n\\n　出口增长。")
    [(0, 4), (7, 12)]
    """
    return [span for span in (_trim(text, *line) for line in _lines(text, start, end)) if span[0] < span[1]]


def _lines(text: str, start: int, end: int | None) -> Iterator[tuple[int, int]]:
    """Yield the lines with the blanks around them."""
    stop = len(text) if end is None else end
    here = start
    while here < stop:
        there = text.find("\n", here, stop)
        there = stop if there < 0 else there
        yield from _pieces(text, here, there)
        here = there + 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a line, or the paragraphs of a long one that holds the indents of several."""
    here = start
    if end - start > _RUN_ON:
        breaks = _INDENT.finditer(text, start, end)
        lost = _CHAPTER.finditer(text, start, end) if end - start > _LOST else ()
        for match in sorted([*breaks, *lost], key=lambda found: found.start()):
            if match.start() > start and match.start() >= here:
                yield here, match.start()
                here = match.end()
    yield here, end


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
    for line_start, line_end in _lines(text, start, end):
        for match in _SENTENCE.finditer(text, line_start, line_end):
            first, last = _trim(text, match.start(), match.end())
            if first < last and _WORD.search(text, first, last):
                yield first, last


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return start, end
