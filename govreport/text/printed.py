"""The rows of a page: columns in the order in which they are read, cells of tables, heads and numbers left out."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from govreport.text.glyphs import Page, Run, runs_of
from govreport.text.notes import AS_RAISED
from govreport.text.ruled import ruled_tables

__all__ = ["Row", "rows_of"]

_GAP = 0.9  #: cells and columns stand at least so many characters apart
_SMALL = 0.75  #: type of this part of its row's size is a mark
_FINE, _APART = 4, 3  #: in how many parts of a character a gap between columns is measured, and how many it has
_COLUMN = 8  #: a column has at least so many characters a line
_MARK = re.compile(r"[\[〔【（(][0-9]{1,3}[\]〕】）)]")
_NUMBER = re.compile(
    r"(?:第?(?P<one>\d{1,4})页?(?:[/／共,，]*\d{1,4}页?)?|[-—–─·~～•]{1,3}(?P<two>\d{1,4})[-—–─·~～•]{1,3})"
)
_DEEP = 2  #: so often a column may be parted into columns again
_OUTER = 2  #: heads and page numbers are among so many rows at either edge


@dataclass(slots=True)
class Row:
    """What stands side by side in a column.

    Attributes
    ----------
    cells : list of Run
        Pieces with a gap between them, from left to right.
    size : float
        Of the type.
    page, column : int, str
        Where it stands; "" is the whole width of the page.
    table : tuple of str
        The cells, where it is a row of a table.
    """

    cells: list[Run]
    size: float
    page: int = 0
    column: str = ""
    table: tuple[str, ...] = ()
    marks: list[Run] = field(default_factory=list)
    half: bool = False

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.cells[-1].x1

    @property
    def base(self) -> float:
        """Its base line."""
        return self.cells[0].base

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.cells[0].base - 0.35 * self.size

    @property
    def text(self) -> str:
        """Its words, a wide blank at every gap; none where characters are only set apart."""
        return ("" if self.spread else "\u3000").join(said(cell) for cell in self.cells)

    @property
    def spread(self) -> bool:
        """Whether its characters are set apart evenly, as in a title or in a line that was stretched."""
        if len(self.cells) < 3:
            return False
        single = sum(len(cell.glyphs) == 1 and not cell.glyphs[0].char.isdigit() for cell in self.cells)
        gaps = [two.x0 - one.x1 for one, two in pairwise(self.cells)]
        return 4 * single >= 3 * len(self.cells) and max(gaps) - min(gaps) < 0.4 * self.size


def rows_of(pages: list[Page]) -> Iterator[Row]:
    """Yield the rows of pages in the order in which they are read.

    Parameters
    ----------
    pages : list of Page

    Yields
    ------
    Row
        Without running heads and page numbers; the left column before the right one.
    """
    every = list(_without_furniture([runs_of(page) for page in pages]))
    found = Counter(gutter for runs in every for gutter in set(_gutters(runs, _DEEP)))
    usual = [gutter for gutter, count in found.most_common() if 2 * count > len(pages)]
    for number, runs in enumerate(every):
        tables = sorted(ruled_tables(runs, pages[number].boxes, _cell_lines), key=lambda table: table[0])
        for top, _, lines, inside in tables:
            above = [run for run in runs if run.middle < top and id(run) not in inside]
            runs = [run for run in runs if run.middle >= top and id(run) not in inside]
            yield from _read(above, number, [])
            yield from (Row([], 1.0, number, "", tuple(line.split("\t"))) for line in lines)
        yield from _read(runs, number, usual)


def _read(runs: list[Run], page: int, usual: list[int]) -> Iterator[Row]:
    """Yield the rows of a part of a page; `usual` are the places where the columns of most pages part."""
    for column, block in _columns(runs, "", usual):
        rows = _rows(block)
        _find_tables(rows)
        for row in rows:
            row.page, row.column = page, column
            yield row


def _cell_lines(runs: list[Run]) -> list[str]:
    """The words of a cell, its lines joined: they were cut at its width."""
    return ["".join(row.text.replace("\u3000", " ") for row in _rows(runs))]


def said(run: Run) -> str:
    """Return the words of a run; a blank where Latin words stand apart.

    Parameters
    ----------
    run : Run

    Returns
    -------
    str
    """
    gaps = [two.x0 - one.x1 for one, two in pairwise(run.glyphs)]
    usual = median(gaps) if gaps else 0.0
    letters = [run.glyphs[0].char]
    for (one, two), gap in zip(pairwise(run.glyphs), gaps, strict=True):
        latin = one.char.isascii() and two.char.isascii() and one.char.isalnum() and two.char.isalnum()
        if two.spaced or (latin and gap > max(usual, 0) + 0.22 * run.size):
            letters.append(" ")
        letters.append(two.char)
    return "".join(letters)


# -- rows --------------------------------------------------------------------------------------------------------------


def _rows(runs: list[Run]) -> list[Row]:
    """Gather runs into rows, the largest first, so that raised and lowered marks find the row they belong to."""
    rows: list[Row] = []
    order: list[tuple[float, int]] = []  # the middles of the rows, sorted
    for run in sorted(runs, key=lambda run: -run.size):
        at = bisect_left(order, (run.middle, -1))
        near = [order[place] for place in (at - 1, at) if 0 <= place < len(order)]
        best = min(near, key=lambda one: abs(one[0] - run.middle), default=None)
        if best and abs(best[0] - run.middle) < 0.5 * rows[best[1]].size:
            row = rows[best[1]]
            if run.size < _SMALL * row.size and run.middle < best[0] - 0.12 * row.size:
                _raise(run)
            row.marks.append(run)
        else:
            insort(order, (run.middle, len(rows)))
            rows.append(Row([], run.size, marks=[run]))
    for row in rows:
        row.cells = list(_cells(row))
    return [rows[number] for _, number in order]


def _raise(run: Run) -> None:
    """Give a mark raised digits; brackets around them say no more."""
    if len(run.glyphs) > 2 and _MARK.fullmatch("".join(glyph.char for glyph in run.glyphs)):
        del run.glyphs[0], run.glyphs[-1]
    for glyph in run.glyphs:
        glyph.char = glyph.char.translate(AS_RAISED)


def _cells(row: Row) -> Iterator[Run]:
    """Put what touches together; `marks` are the runs of the row as they come."""
    ordered = sorted(row.marks, key=lambda run: run.x0)
    size = max(run.size for run in ordered)
    current = Run(list(ordered[0].glyphs), ordered[0].size)
    for run in ordered[1:]:
        if run.x0 - current.x1 < _GAP * size:
            current.glyphs += run.glyphs
            current.size = max(current.size, run.size)
        else:
            yield current
            current = Run(list(run.glyphs), run.size)
    yield current


# -- heads and page numbers --------------------------------------------------------------------------------------------


def _without_furniture(pages: list[list[Run]]) -> Iterator[list[Run]]:
    """Yield the runs of each page without what stands at the same place of another, and without its number."""
    outer: list[list[Row]] = []
    heads: Counter[tuple[str, int]] = Counter()
    numbers: Counter[int] = Counter()
    for page, runs in enumerate(pages):
        rows = _rows(runs)
        edge = rows if len(rows) <= 2 * _OUTER else [*rows[:_OUTER], *rows[-_OUTER:]]
        edge += [part for row in edge if len(row.cells) == 2 for part in _halves(row)]
        outer.append(edge)
        heads.update({_key(row) for row in edge})
        numbers.update({int(number) - page for row in edge if (number := _number(row))})
    for page, (runs, edge) in enumerate(zip(pages, outer, strict=True)):
        gone: set[int] = set()
        for row in edge:
            number, dashed = _number(row), not row.text.replace("\u3000", "").isdigit()
            counted = bool(number) and ((dashed and not row.half) or numbers[int(number) - page] > 1)
            if counted or (heads[_key(row)] > 1 and len(row.cells) < 3):
                gone.update(id(run) for run in row.marks)
        yield [run for run in runs if id(run) not in gone]


def _halves(row: Row) -> Iterator[Row]:
    """Yield what stands to the left and to the right of an edge, such as an address and the number of the page."""
    for cell in row.cells:
        marks = [run for run in row.marks if cell.x0 <= run.x0 <= cell.x1]
        yield Row([cell], row.size, marks=marks, half=True)


def _key(row: Row) -> tuple[str, int]:
    return row.text, round(row.base / max(row.size, 1))


def _number(row: Row) -> str:
    """The page number that a row is, "" where it is none."""
    found = _NUMBER.fullmatch("".join(row.text.split()))
    return (found["one"] or found["two"]) if found else ""


# -- columns -----------------------------------------------------------------------------------------------------------


def _columns(runs: list[Run], name: str, usual: list[int]) -> Iterator[tuple[str, list[Run]]]:
    """Yield the blocks of a page in the order in which they are read: what spans the columns parts them into bands."""
    gutter = _gutter(runs) if len(name) <= _DEEP else None
    if gutter is None:
        gutter = next((place for place in usual if _parts(runs, place)), None)
    if gutter is None:
        if runs:
            yield name, runs
        return
    spans = sorted(run.middle for run in runs if run.x0 < gutter < run.x1)
    bands: defaultdict[int, dict[str, list[Run]]] = defaultdict(lambda: {"L": [], "R": [], "": []})
    for run in runs:
        spanning = run.x0 < gutter < run.x1
        side = "" if spanning else "L" if run.x1 <= gutter else "R"
        bands[bisect_left(spans, run.middle)][side].append(run)
    for number in sorted(bands):
        for side in "LR":
            block = bands[number][side]
            yield from _columns(block, name + side, usual)
        if bands[number][""]:
            yield name, bands[number][""]


def _gutters(runs: list[Run], deep: int) -> Iterator[int]:
    """Yield all places where the columns of a page part."""
    gutter = _gutter(runs)
    if gutter is not None:
        yield round(gutter)
        for side in ([r for r in runs if r.x1 <= gutter], [r for r in runs if r.x0 >= gutter]):
            if deep:
                yield from _gutters(side, deep - 1)


def _parts(runs: list[Run], gutter: float) -> bool:
    """Whether hardly a line crosses a place where the columns of other pages part."""
    crossing = sum(run.x0 < gutter < run.x1 for run in runs)
    left, right = sum(run.x1 <= gutter for run in runs), sum(run.x0 >= gutter for run in runs)
    return bool(left and right) and crossing * 5 <= left + right


def _gutter(runs: list[Run], deep: int = _DEEP) -> float | None:
    """Return where columns of running text part, None where there is one column."""
    if len(runs) < 12:
        return None
    size = median(run.size for run in runs)
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    bins = min(int((right - left) / (size / _FINE)) + 1, 4000)
    width = (right - left) / bins
    if bins < 2 * _FINE * _COLUMN or not width:
        return None
    steps = [0] * (bins + 1)
    for run in runs:
        steps[int((run.x0 - left) / width)] += 1
        steps[min(int((run.x1 - left) / width) + 1, bins)] -= 1
    covered: list[int] = []
    for step in steps[:-1]:
        covered.append((covered[-1] if covered else 0) + step)
    most = max(covered)
    best, begun = (0, 0), -1
    for place in range(bins // 5, bins - bins // 5 + 1):
        if place < bins and covered[place] * 5 <= most:
            begun = place if begun < 0 else begun
            best = max(best, (place - begun + 1, begun))
        else:
            begun = -1
    if best[0] < _APART:
        return None
    gutter = left + (best[1] + best[0] / 2) * width
    sides = ([r for r in runs if r.x1 <= gutter], [r for r in runs if r.x0 >= gutter])
    if all(_is_column(side, size) or (deep and _gutter(side, deep - 1) is not None) for side in sides):
        return gutter
    return None


def _is_column(runs: list[Run], size: float) -> bool:
    """Whether most lines are full, as in running text and not in the cells of a table."""
    rows = _rows(runs) if runs else []
    if len(rows) < 3 or 4 * sum(len(row.cells) > 1 for row in rows) > len(rows):
        return False
    widest = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    full = sum(row.x1 - row.x0 > 0.8 * widest for row in rows)
    return widest >= _COLUMN * size and 2 * full > len(rows)


# -- tables ------------------------------------------------------------------------------------------------------------


def _find_tables(rows: list[Row]) -> None:
    """Mark the rows of tables: rows below each other, of several cells that stand below each other."""
    begun = 0
    for place in range(len(rows) + 1):
        if place < len(rows) and len(rows[place].cells) > 1 and not rows[place].spread:
            continue
        if place - begun > 1:
            _table(rows[begun:place])
        begun = place + 1


def _table(rows: list[Row]) -> None:
    """Give each cell its column: the columns are those of the rows with the most cells."""
    most = max(len(row.cells) for row in rows)
    fullest = [row for row in rows if len(row.cells) == most]
    columns = [(min(r.cells[n].x0 for r in fullest), max(r.cells[n].x1 for r in fullest)) for n in range(most)]
    if any(one[1] >= two[0] for one, two in pairwise(columns)):
        return
    for row in rows:
        cells = [""] * most
        for cell in row.cells:
            middle = (cell.x0 + cell.x1) / 2
            at = min(range(most), key=lambda n: _away(columns[n], middle, cell))
            cells[at] = f"{cells[at]} {said(cell)}".strip()
        row.table = tuple(cells)


def _away(column: tuple[float, float], middle: float, cell: Run) -> float:
    """How far a cell is from a column; one over several columns stands in its first."""
    if cell.x0 < column[1] and cell.x1 > column[0]:
        return column[0] - 1e6
    return abs((column[0] + column[1]) / 2 - middle)
