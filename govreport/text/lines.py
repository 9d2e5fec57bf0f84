"""Lines and sentences: where they start and end in a text that is never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from govreport.text.cues import BLANK

__all__ = ["lines", "sentences"]

_BREAK = re.compile(r"\r\n|[\r\n\u2028\x0b\x0c]|\\r\\n")
_LEAD = re.compile(f"{BLANK}+")
_PLAIN = r"[^。！？!?\r\n\u2028\x0b\x0c\\]"
_STOP = r"[。！？!?]+[”’」』）)】》〕\"]*"
_SENTENCE = re.compile(rf"(?:[\r\n\u2028\x0b\x0c]|\\r\\n)+|({_PLAIN}*(?:\\(?!r\\n){_PLAIN}*)*({_STOP})?)")
_GOES_ON = "，、“《「（"
_CLOSES = "，。、；：”》」）！？"
_ENDS = "。！？!?"
#: a line that a page tore apart: at an invisible character, or around a figure set low as in M2
_TORN = re.compile(r"\s*\n[\u200b-\u200d\u2060\ufeff]+\s*\n\s*|[A-Za-z]\s*\n\s*\d{1,2}(?:\.\d)?\s*\n\s*")
_WORD = re.compile(r"[^\W_]")
#: the indent of a paragraph that a page wrote on without a line break; titles are spaced so too, but are short
_INDENT = re.compile(r"(?<![ \xa0\u3000\u2003])[ \xa0]*[\u3000\u2003]{2}[ \xa0\u3000\u2003]*(?=[^\s\u3000\u2003])")
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
        A line ends at a line break or where the text writes one out as a backslash, r, a backslash and n.
    """
    stop = len(text) if end is None else end
    found = [piece for line in _written(text, start, stop) for piece in _pieces(text, *line)]
    return [span for span in (_trim(text, *span) for span in found) if span[0] < span[1]]


def _line_around(text: str, start: int, end: int) -> int:
    """How long the line is that a stretch stands in."""
    first = text.rfind("\n", max(0, start - _LOST), start) + 1 or max(0, start - _LOST)
    last = text.find("\n", end, end + _LOST)
    return (last if last >= 0 else min(len(text), end + _LOST)) - first


def _written(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the lines as they are in the text, blanks and all."""
    here = start
    for match in _BREAK.finditer(text, start, end):
        yield here, match.start()
        here = match.end()
    yield here, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a line, or the paragraphs of a long one that holds the indents of several."""
    here = start
    if _INDENT.search(text, start, end) or end - start > _LOST:
        whole = _line_around(text, start, end)
        breaks = _INDENT.finditer(text, start, end) if whole > _RUN_ON else ()
        lost = _CHAPTER.finditer(text, start, end) if whole > _LOST else ()
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
        A sentence ends after 。！？!? and the quotes that close with it, or at a line break. A line break that a page
        put inside a sentence does not end it: one after ，、 or an opening quote, before punctuation that closes, or
        where `torn` says so.
    """
    here = start
    for indent in _indents(text, start, end):
        yield from _sentences(text, here, indent[0])
        here = indent[1]
    yield from _sentences(text, here, end)


def _indents(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the blanks between the paragraphs of long lines."""
    for line_start, line_end in _written(text, start, end):
        pieces = list(_pieces(text, line_start, line_end))
        yield from ((one[1], two[0]) for one, two in pairwise(pieces))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    open_start = -1
    last_end = start
    for match in _SENTENCE.finditer(text, start, end):
        if not match.group(1):
            continue
        here = _trim(text, match.start(), match.end())
        if here[0] >= here[1]:
            continue
        goes_on = open_start >= 0 and (
            text[last_end - 1] in _GOES_ON or text[here[0]] in _CLOSES or torn(text, last_end, here[0])
        )
        if open_start >= 0 and not goes_on:
            if _WORD.search(text, open_start, last_end):
                yield open_start, last_end
            open_start = -1
        if open_start < 0:
            open_start = here[0]
        last_end = here[1]
        if text[last_end - 1] in _ENDS or match.group(2):
            if _WORD.search(text, open_start, last_end):
                yield open_start, last_end
            open_start = -1
    if open_start >= 0 and _WORD.search(text, open_start, last_end):
        yield open_start, last_end


def torn(text: str, start: int, end: int) -> bool:
    """Return whether a page tore one line apart between two places.

    Parameters
    ----------
    text : str
        The text.
    start, end : int
        The end of one line and the start of the next that is not blank.

    Examples
    --------
    >>> torn("货币M\\n2\\n增长", 3, 4), torn("工业\\n增长", 2, 3)
    (True, False)
    """
    around = _TORN.finditer(text, max(0, start - 6), min(len(text), end + 6))
    return any(m.start() <= start and end <= m.end() for m in around)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    if start < end and (lead := _LEAD.match(text, start, end)):
        start = lead.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\u200c\u200d\u2060\ufeff"):
        end -= 1
    return start, end
