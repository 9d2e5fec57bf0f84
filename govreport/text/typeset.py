"""From the rows of pages to paragraphs: what a page cut is joined.

A line was cut by the page, and not ended by its author, where the next word would not have fit behind it and the next
line is not indented. That is measured; of the words only the marks of headings and items count.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from govreport.text.footed import glue, without_notes
from govreport.text.glyphs import Page
from govreport.text.printed import Row, rows_of
from govreport.text.wrapping import begins_block

__all__ = ["set_text"]

_INDENT = 0.7  #: a line that begins so many characters to the right of the others begins a paragraph
_SLACK = 0.3  #: by how much of a character a word may seem to have had room
_LEADING = 1.35  #: lines so many times as far apart as usual belong to two paragraphs
_FULL = 3  #: fewer lines as wide as the column do not show that lines are cut at all
_HANGING = frozenset("，。、；：？！”’》）」』】〕")  #: punctuation of which half may hang over the end of a line
_FEW = 6  #: a page of fewer lines does not show its margin
#: what is not parted by a line: a word or number with the punctuation around it
_WORD = re.compile(
    r"[（《“‘「『【〔]*(?:(?:[0-9A-Za-z.,%+/-]|(?<=[0-9])，(?=[0-9]))+|.)[⁰¹²³⁴⁵⁶⁷⁸⁹]*[，。、；：？！”’》）」』】〕％%]*"
)


def set_text(pages: list[Page]) -> str:
    """Return the text of pages, a paragraph a line.

    Parameters
    ----------
    pages : list of Page

    Returns
    -------
    str
        Cells of a row of a table are parted by tabs.

    Examples
    --------
    >>> from govreport.text.glyphs import Glyph
    >>> lines = ["　　今年出口增长五点", "三成，进口持平，税收", "比上年增长两成，财政", "支出扩大。", "　　消费上升。"]
    >>> page = Page(
    ...     [Glyph(c, 9.0 * x, 9.0 * x + 9, 20.0 * y, 20.0 * y + 9, 20.0 * y + 8) for y, line in enumerate(lines)
    ...      for x, c in enumerate(line)], [0] * sum(map(len, lines)))
    >>> set_text([page])
    '今年出口增长五点三成，进口持平，税收比上年增长两成，财政支出扩大。\\n消费上升。'
    """
    rows, notes = without_notes(list(rows_of(pages)))
    if not rows:
        return ""
    measures = _measures(rows)
    lines = [_words(rows[0])]
    for row, following in pairwise(rows):
        words = _words(following)
        if _goes_on(row, following, measures):
            lines[-1] += glue(lines[-1], words) + words
        else:
            lines.append(words)
    return "\n".join(line for line in [*lines, *notes] if line.strip())


def _words(row: Row) -> str:
    return "\t".join(row.table) if row.table else row.text


@dataclass(slots=True)
class _Measures:
    """Where columns begin, how wide they are, how far lines are apart, and how many lines fill a column."""

    left: dict[tuple[int, str], float]
    width: dict[str, float]
    leading: float
    full: dict[str, int]


def _measures(rows: list[Row]) -> _Measures:
    blocks: defaultdict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in rows:
        if not row.table:
            blocks[row.page, row.column].append(row)
    found = {key: _margin(block) for key, block in blocks.items()}
    usual: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    for (page, column), block in blocks.items():
        if len(block) >= _FEW:
            usual[page % 2, column].append(found[page, column])
    middle = {side: median(margins) for side, margins in usual.items()}
    left: dict[tuple[int, str], float] = {}
    widths: defaultdict[str, list[float]] = defaultdict(list)
    plain: defaultdict[str, list[float]] = defaultdict(list)
    for key, block in blocks.items():
        page, column = key
        margin = found[key]
        like = middle.get((page % 2, column), middle.get((1 - page % 2, column)))
        if len(block) < _FEW and like is not None:
            margin = min(like, min(row.x0 for row in block))
        left[key] = margin
        widths[column] += [row.x1 - margin for row in block]
        plain[column] += [row.x1 - margin for row in block if row.text[-1:] not in _HANGING]
    width = {
        column: _usual_most(plain[column] if 4 * len(plain[column]) > len(every) else every)
        for column, every in widths.items()
    }
    steps = [
        (two.base - one.base) / max(one.size, 0.1)
        for one, two in pairwise(rows)
        if not (one.table or two.table) and (one.page, one.column) == (two.page, two.column) and two.base > one.base
    ]
    full = {column: sum(wide > 0.9 * width[column] for wide in every) for column, every in widths.items()}
    return _Measures(left, width, median(steps) if steps else 2.0, full)


def _margin(block: list[Row]) -> float:
    """Return where the leftmost lines begin, of which there are at least some."""
    size = max(median(row.size for row in block), 0.1)
    starts = Counter(round(row.x0 / (0.5 * size)) for row in block)
    enough = max(2, len(block) // 12) if len(block) > 2 else 1
    for start in sorted(starts):
        if starts[start] + starts[start + 1] >= enough:
            return min(row.x0 for row in block if round(row.x0 / (0.5 * size)) in (start, start + 1))
    return min(row.x0 for row in block)


def _usual_most(widths: list[float]) -> float:
    """Return the width of full lines: few are wider, by punctuation that hangs over."""
    ordered = sorted(widths)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def _goes_on(row: Row, following: Row, measures: _Measures) -> bool:
    """Whether a row was cut by the page before its paragraph ended."""
    if row.table or following.table:
        return False
    size = max(row.size, 0.1)
    if abs(following.size - row.size) > 0.1 * size:
        return False
    if measures.full[row.column] < _FULL or begins_block(row.text, following.text):
        return False
    here, there = (row.page, row.column), (following.page, following.column)
    if following.x0 - measures.left[there] > _INDENT * size:
        return False
    if here == there and following.base - row.base > _LEADING * measures.leading * size:
        return False
    word = _WORD.match(following.text)
    glyphs = following.cells[0].glyphs[: len(word.group().replace(" ", ""))] if word else following.cells[0].glyphs[:1]
    needed = glyphs[-1].x1 - glyphs[0].x0
    return row.x1 + needed > measures.left[here] + measures.width[row.column] - _SLACK * size
