"""Tables that are drawn with lines on a page: the cells between the lines and what stands in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from govreport.text.glyphs import Run
from govreport.text.grid import GridCell, grid_lines

__all__ = ["Box", "ruled_tables"]

Box = tuple[float, float, float, float]

_THIN, _NEAR = 3.0, 3.0  #: points: how thick a line may be, and how far apart two of them that are one
_SHORT = 8.0


def ruled_tables(
    runs: list[Run], boxes: list[Box], words: Callable[[list[Run]], list[str]]
) -> Iterator[tuple[float, float, list[str], set[int]]]:
    """Yield the tables of a page that lines divide into cells.

    Parameters
    ----------
    runs : list of Run
        What stands on the page.
    boxes : list of (left, top, right, bottom)
        The lines and rectangles that are drawn on it, y downwards.
    words : callable
        Gives the lines of the runs of a cell.

    Yields
    ------
    tuple of float, float, list of str and set of int
        Where a table begins and ends, its rows with cells parted by tabs, and which runs stand in it.
    """
    across, upright = _lines(boxes)
    for top, bottom in _bands(upright):
        ups = [line for line in upright if line[1] < bottom and line[2] > top]
        flats = [line for line in across if top - _NEAR <= line[0] <= bottom + _NEAR]
        for xs, ys in _grids(ups, _places([line[0] for line in flats])):
            cells, used = _filled(runs, xs, ys)
            rows = [
                [_cell(cells.get((i, j), []), i, j, xs, ys, flats, words) for j in range(len(xs) - 1)]
                for i in range(len(ys) - 1)
            ]
            lines = grid_lines(rows)
            if used and any("\t" in line for line in lines):
                yield ys[0], ys[-1], lines, used


def _lines(boxes: list[Box]) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    """Return the flat and the upright lines: where they stand, from where and to where."""
    across: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    for left, top, right, bottom in boxes:
        wide, high = right - left, bottom - top
        if high <= _THIN < _SHORT <= wide:
            across.append(((top + bottom) / 2, left, right))
        elif wide <= _THIN < _SHORT <= high:
            upright.append(((left + right) / 2, top, bottom))
        elif wide > _SHORT and high > _SHORT:
            across += [(top, left, right), (bottom, left, right)]
            upright += [(left, top, bottom), (right, top, bottom)]
    return across, upright


def _bands(upright: list[tuple[float, float, float]]) -> Iterator[tuple[float, float]]:
    """Yield from where to where upright lines follow each other without a gap."""
    top = bottom = None
    for start, end in sorted((start, end) for _, start, end in upright):
        if top is None or bottom is None or start > bottom + _NEAR:
            if top is not None and bottom is not None:
                yield top, bottom
            top, bottom = start, end
        bottom = max(bottom, end)
    if top is not None and bottom is not None:
        yield top, bottom


def _grids(upright: list[tuple[float, float, float]], ys: list[float]) -> Iterator[tuple[list[float], list[float]]]:
    """Yield the columns and rows of tables that stand below each other without a gap: each has columns of its own."""
    columns: list[float] = []
    rows: list[float] = ys[:1]
    for top, bottom in pairwise(ys):
        middle = (top + bottom) / 2
        here = _places([place for place, start, end in upright if start <= middle <= end])
        if columns and not (_within(here, columns) or _within(columns, here)):
            if len(columns) > 2 and len(rows) > 2:
                yield columns, rows
            columns, rows = [], [top]
        columns = max(columns, here, key=len)
        rows.append(bottom)
    if len(columns) > 2 and len(rows) > 2:
        yield columns, rows


def _within(few: list[float], many: list[float]) -> bool:
    return all(any(abs(one - two) <= _NEAR for two in many) for one in few)


def _places(places: list[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _filled(runs: list[Run], xs: list[float], ys: list[float]) -> tuple[dict[tuple[int, int], list[Run]], set[int]]:
    """Return the runs in each cell; a run over a line is cut there."""
    cells: dict[tuple[int, int], list[Run]] = {}
    used: set[int] = set()
    for run in runs:
        row = bisect_right(ys, run.middle) - 1
        if not 0 <= row < len(ys) - 1 or run.x1 < xs[0] or run.x0 > xs[-1]:
            continue
        used.add(id(run))
        for glyph in run.glyphs:
            column = min(max(bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1, 0), len(xs) - 2)
            inside = cells.setdefault((row, column), [])
            if inside and inside[-1].glyphs[-1].base == glyph.base and id(run) == inside[-1].source:
                inside[-1].glyphs.append(glyph)
            else:
                inside.append(Run([glyph], run.size, id(run)))
    return cells, used


def _cell(
    runs: list[Run],
    row: int,
    column: int,
    xs: list[float],
    ys: list[float],
    across: list[tuple[float, float, float]],
    words: Callable[[list[Run]], list[str]],
) -> GridCell:
    """Return a cell; an empty one without a line above it is part of the one there."""
    lines = words(runs) if runs else []
    if lines:
        return GridCell(lines)
    middle = (xs[column] + xs[column + 1]) / 2
    open_above = row > 0 and not any(
        abs(place - ys[row]) <= _NEAR and start <= middle <= end for place, start, end in across
    )
    return GridCell([], ditto=open_above)
