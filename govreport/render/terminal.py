"""A view as text for a terminal: columns aligned, no line wider than a page; what is longer goes on in the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from govreport.render.view import Column, View, one_line, width

__all__ = ["PAGE", "lines_of", "write_text"]

#: how many columns of a terminal a text takes at most, two for a Chinese character
PAGE = 120
#: what a column keeps at least: one of words, one of numbers
_LEAST = {False: 14, True: 10}
#: remarks wider than this stand under their rows where the columns are too wide
_REMARK = 24
_GAP = 2
_UNDER = " " * 6
#: where a line may end: behind a Chinese character or a blank; and in a word that is too long, behind a joint of it
_PIECES = re.compile(r"[^\u2e80-\u9fff\uff00-\uffef\s]+|\s+|.", re.DOTALL)
_JOINTS = re.compile(r"[^_/-]*[_/-]+|[^_/-]+")
#: marks that do not begin a line
_CLOSING = "，。；：、！？）】”’》,.;:!?)%"


def write_text(view: View, *, sentences: bool = False) -> str:
    """Write a view for a terminal.

    Parameters
    ----------
    view : View
    sentences : bool, default False
        Whether the sentences stand under their rows.

    Returns
    -------
    str
        With no line wider than `PAGE`.

    Examples
    --------
    >>> from govreport.render.view import Row, Section
    >>> rows = (Section("", (Row(("GDP", "5")),)),)
    >>> print(write_text(View("Title", "", (Column("name"), Column("n", right=True)), rows)))
    Title
    <BLANKLINE>
      name  n
    ─────────
      GDP   5
    """
    lines = [*lines_of(view.title), *(lines_of(view.summary) if view.summary else [])]
    if any(section.rows for section in view.sections):
        remarks = _remarks(view)
        blocks = _blocks(view, remarks)
        for block in blocks[:-1]:
            lines += ["", *_table(view, block)]
        lines += ["", *_table(view, blocks[-1], remarks, sentences=sentences)]
    if view.notes:
        lines += ["", *(line for note in view.notes for line in lines_of(note, hanging="  "))]
    return "\n".join(lines)


def lines_of(text: str, room: int = PAGE, *, hanging: str = "") -> list[str]:
    """Return a text in lines that are no wider than there is room.

    Parameters
    ----------
    text : str
    room : int, default PAGE
    hanging : str, default ""
        What stands before each line but the first.

    Returns
    -------
    list of str

    Examples
    --------
    >>> lines_of("one two three", 8, hanging="  "), lines_of("wet_markets-new", 12), lines_of("新增农贸市场。", 12)
    (['one two', '  three'], ['wet_markets-', 'new'], ['新增农贸市', '场。'])
    """
    if width(text) <= room:
        return [text]
    lines: list[str] = []
    line: list[str] = []
    for piece in _fitting(text, room - width(hanging)):
        start = hanging if lines else ""
        if line and width(start + "".join(line) + piece.rstrip()) > room:
            held = piece[0] in _CLOSING and len(line) > 1 and width(hanging + line[-1] + piece.rstrip()) <= room
            over = [line.pop()] if held else []
            lines.append((start + "".join(line)).rstrip())
            line, piece = over, piece if over else piece.lstrip()
        line.append(piece)
    return [*lines, ((hanging if lines else "") + "".join(line)).rstrip()]


def _fitting(text: str, room: int) -> Iterator[str]:
    """Yield the pieces between which a line may end; a word that is too long for a line is cut."""
    for piece in _PIECES.findall(text):
        for part in _JOINTS.findall(piece) if width(piece) > room else [piece]:
            while width(part) > room and (end := _end(part, room)) < len(part):
                yield part[:end]
                part = part[end:]
            yield part


def _end(text: str, room: int) -> int:
    """Return where a word is cut: a character may take two columns, or none; one is left at least."""
    taken = accumulate(map(width, text))
    return max(sum(size <= room for size in taken), 1)


def _remarks(view: View) -> list[int]:
    """Return the columns that are told under their rows: words that say most, where there is no room for all."""
    every = list(range(len(view.columns)))
    sizes = _sizes(view, every)
    said: list[int] = []
    plain = [k for k, c in enumerate(view.columns) if k and not (c.right or c.code or c.toned or c.stands)]
    for at in sorted(plain, key=lambda k: -sizes[k]):
        if sum(size + _GAP for k, size in enumerate(sizes) if k not in said) > PAGE and sizes[at] > _REMARK:
            said.append(at)
    return sorted(said)


def _blocks(view: View, remarks: Sequence[int]) -> list[list[int]]:
    """Return the columns that stand beside each other: all, or the first again and some of the others at a time."""
    every = [at for at in range(len(view.columns)) if at not in remarks]
    sizes = dict(zip(every, _sizes(view, every), strict=True))
    least = {at: min(sizes[at], _LEAST[view.columns[at].right]) for at in every}
    blocks = [every[:1]]
    for at in every[1:]:
        if sum(least[one] + _GAP for one in [*blocks[-1], at]) > PAGE:
            blocks.append(every[:1])
        blocks[-1].append(at)
    return blocks


def _sizes(view: View, block: Sequence[int]) -> list[int]:
    cells = [[one_line(row.cells[at]) for at in block] for section in view.sections for row in section.rows]
    labels = [view.columns[at].label for at in block]
    return [max(map(width, column)) for column in zip(labels, *cells, strict=True)]


def _shrunk(sizes: Sequence[int], columns: Sequence[Column]) -> list[int]:
    """Make the widest columns narrower until all fit: those of words first, then those of numbers."""
    held = list(sizes)
    for right in (False, True):
        while (over := sum(size + _GAP for size in held) - PAGE) > 0:
            open_ones = [k for k, c in enumerate(columns) if c.right == right and held[k] > _LEAST[right]]
            if not open_ones:
                break
            widest = max(open_ones, key=lambda k: held[k])
            rest = max([held[k] for k in open_ones if held[k] < held[widest]], default=0)
            held[widest] = max(held[widest] - over, _LEAST[right], min(rest, held[widest] - 1))
    return held


def _table(view: View, block: Sequence[int], remarks: Sequence[int] = (), *, sentences: bool = False) -> list[str]:
    columns = [view.columns[at] for at in block]
    sizes = _shrunk(_sizes(view, block), columns)
    lines = [*_row([column.label for column in columns], sizes, columns), "─" * sum(size + _GAP for size in sizes)]
    for section in view.sections:
        lines += lines_of(section.heading) if section.heading else []
        for row in section.rows:
            lines += _row([one_line(row.cells[at]) for at in block], sizes, columns)
            below = [_remark(view.columns[at].label, one_line(row.cells[at])) for at in remarks if row.cells[at]]
            lines += _below([*below, *(one_line(str(said)) for said in row.sentences if sentences)])
    return lines


def _remark(label: str, text: str) -> str:
    return f"{label}{'：' if width(label) > len(label) else ': '}{text}"


def _below(texts: Iterable[str]) -> list[str]:
    return [_UNDER + line for text in texts for line in lines_of(text, PAGE - len(_UNDER))]


def _row(cells: Sequence[str], sizes: Sequence[int], columns: Sequence[Column]) -> list[str]:
    """Write the cells of a row beside each other, each in as many lines as it needs."""
    broken = [lines_of(cell, size) for cell, size in zip(cells, sizes, strict=True)]
    lines = []
    for at in range(max(map(len, broken))):
        parts = []
        for told, size, column in zip(broken, sizes, columns, strict=True):
            text = told[at] if at < len(told) else ""
            space = " " * (size - width(text))
            parts.append(space + text if column.right else text + space)
        lines.append((" " * _GAP + (" " * _GAP).join(parts)).rstrip())
    return lines
