"""The outline of a text: paragraphs and how deep they stand, without a word of times or topics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govreport.text.lines import lines

__all__ = ["Paragraph", "item_ends", "mark_depth", "paragraphs"]

_HAN = "[一二三四五六七八九十]{1,3}"
#: what numbers a paragraph, from the chapter down to the item of a list
_MARKS = (
    re.compile(rf"{_HAN}\s?[、.．]|第{_HAN}(?:个)?(?:部分|篇|章)"),
    re.compile(rf"[（(]{_HAN}[)）]"),
    re.compile(r"\d{1,2}\s?[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[)）]|[①-⑳]"),
    re.compile(rf"{_HAN}是|第{_HAN}[，,、]|——|[●◆■•○★▲]"),
)
#: what they begin with, besides digits
_BEGINS = frozenset("一二三四五六七八九十第（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳—●◆■•○★▲")
_ADDRESS = re.compile(r"各位(?:代表|委员)(?:[，,、]?各位(?:代表|委员))*[！!，,：:。]?\s*")
_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `text[start:end]`.

    Attributes
    ----------
    start, end : int
    begin : int
        Where its words begin, behind the mark and the address.
    depth : int
        1 for 一、, 2 for （一）, and so on down to 5 for 一是; 0 for a paragraph without a mark.
    addressed : bool
        The speaker turns to the congress: what was listed before is over.
    """

    start: int
    end: int
    begin: int
    depth: int
    addressed: bool


def paragraphs(text: str, start: int, end: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of a stretch.

    Parameters
    ----------
    text : str
    start, end : int
        The stretch.

    Yields
    ------
    Paragraph
        In order. An address that stands alone on its line belongs to the paragraph behind it.

    Examples
    --------
    >>> text = "（一）农业丰收。\\n粮食增产。\\n各位代表！\\n五年来，成绩很大。"
    >>> [(p.depth, p.addressed, text[p.begin : p.end]) for p in paragraphs(text, 0, len(text))]
    [(2, False, '农业丰收。'), (0, False, '粮食增产。'), (0, True, '五年来，成绩很大。')]
    """
    addressed_at = -1
    for line_start, line_end in lines(text, start, end):
        begin = line_start
        if address := _ADDRESS.match(text, begin, line_end):
            begin = address.end()
            addressed_at = line_start
            if begin >= line_end:
                continue
        depth, marked = _marked(text, begin, line_end)
        begin = _after(text, marked, line_end) if depth else begin
        addressed = addressed_at >= 0
        yield Paragraph(addressed_at if addressed else line_start, line_end, begin, depth, addressed)
        addressed_at = -1


def _after(text: str, place: int, end: int) -> int:
    blank = _BLANK.match(text, place, end)
    return blank.end() if blank else place


def item_ends(every: list[Paragraph], end: int) -> list[int]:
    """Return for each paragraph where the item of a list ends that it stands in.

    Parameters
    ----------
    every : list of Paragraph
        The paragraphs of a section.
    end : int
        Where the section ends.

    Returns
    -------
    list of int
        The start of the next item of the same list or of a higher one; `end` for what stands in no list, and for the
        last item, which nothing closes.

    Examples
    --------
    >>> text = "一是农业丰收。\\n粮食增产。\\n二是工业向好。"
    >>> item_ends(list(paragraphs(text, 0, len(text))), len(text))
    [14, 14, 21]
    """
    depths: list[int] = []
    for paragraph in every:
        inherited = depths[-1] if depths and not paragraph.addressed else 0
        depths.append(paragraph.depth or inherited)
    ends, following = [end] * len(every), [end] * (len(_MARKS) + 1)
    for number in range(len(every) - 1, -1, -1):
        ends[number] = following[depths[number]]
        if every[number].addressed:
            following = [end] * (len(_MARKS) + 1)
        if depth := every[number].depth:
            following[depth:] = [every[number].start] * (len(_MARKS) + 1 - depth)
    return ends


def mark_depth(text: str, start: int, end: int) -> int:
    """Return how deep the mark stands that a paragraph begins with, 0 where it has none.

    Parameters
    ----------
    text : str
    start, end : int
        The paragraph.

    Returns
    -------
    int

    Examples
    --------
    >>> mark_depth("（一）农业丰收", 0, 7), mark_depth("粮食增产", 0, 4)
    (2, 0)
    """
    return _marked(text, start, end)[0]


def _marked(text: str, start: int, end: int) -> tuple[int, int]:
    """How deep the mark stands that a paragraph begins with, and where it ends; most have none."""
    first = text[start : start + 1]
    if first in _BEGINS or first.isdecimal():
        for depth, mark in enumerate(_MARKS, 1):
            if found := mark.match(text, start, end):
                return depth, found.end()
    return 0, start
