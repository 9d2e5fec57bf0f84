"""Notes at the foot of pages: taken out of the running text, which goes on over the page, and put behind it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from govreport.text.printed import Row
from govreport.text.word import NOTES_HEADING

__all__ = ["glue", "without_notes"]

_SMALL = 0.93  #: notes are set in type of at most this part of the usual size
_MARK = re.compile(
    r"[\[〔【（(]?(?:注释?)?(?:[0-9]{1,3}(?![0-9.、．%年月])|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[①-⑳❶-❿]|[*※†])|[\[〔【（(]?注释?[：:]"
)


def without_notes(rows: list[Row]) -> tuple[list[Row], list[str]]:
    """Part the rows of pages into running text and the notes below it.

    Parameters
    ----------
    rows : list of Row
        In the order in which they are read.

    Returns
    -------
    tuple of list of Row and list of str
        The rows of the text; the notes, each a line, under a heading that tells them from the report. A note is what
        stands in smaller type below running text and begins with a mark, or goes on below the text of the next page.
    """
    weights: Counter[float] = Counter()
    columns: defaultdict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in rows:
        if not row.table:
            weights[round(row.size, 1)] += len(row.text)
            columns[row.page, row.column].append(row)
    if not weights:
        return rows, []
    usual = weights.most_common(1)[0][0]
    notes: list[str] = []
    found: set[int] = set()
    size = 0.0
    for block in columns.values():
        foot = _foot(block, _SMALL * usual, size)
        for row in foot:
            found.add(id(row))
            if _MARK.match(row.text) or not notes:
                notes.append(row.text)
            else:
                notes[-1] += glue(notes[-1], row.text) + row.text
        size = foot[-1].size if foot else size
    return [row for row in rows if id(row) not in found], [NOTES_HEADING, *notes] if notes else []


def _foot(block: list[Row], most: float, size: float) -> list[Row]:
    """Return the notes below the text of a column; `size` is that of the notes before, which may go on here."""
    begin = len(block)
    while begin and block[begin - 1].size <= most:
        begin -= 1
    if not begin:  # all of it is small: no text stands above
        return []
    foot = block[begin:]
    while foot and not _MARK.match(foot[0].text) and abs(foot[0].size - size) > 0.05 * size:
        foot = foot[1:]
    return foot


def glue(before: str, behind: str) -> str:
    """Return what stands between two pieces of a line: Latin words stand apart, a number and a word of Chinese do not.

    Parameters
    ----------
    before, behind : str

    Returns
    -------
    str

    Examples
    --------
    >>> glue("增长", "5%"), glue("Belt and", "Road")
    ('', ' ')
    """
    last, first = before[-1:], behind[:1]
    return " " if last.isascii() and last.isalpha() and first.isascii() and first.isalpha() else ""
