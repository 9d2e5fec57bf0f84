"""Tables of documents and pages as lines: a row a line, its cells parted by tabs."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DITTO", "GridCell", "grid_lines", "span_of"]

DITTO = "〃"  #: what stands in a cell that goes on the one above
_LONGEST = 80  #: a cell of a table of figures has no more characters
_WIDEST = 60  #: nor has such a table more columns


@dataclass(slots=True)
class GridCell:
    """A cell of a table.

    Attributes
    ----------
    lines : list of str
        Its paragraphs.
    across, down : int
        Over how many columns and rows it goes.
    ditto : bool
        It goes on the one above.
    """

    lines: list[str]
    across: int = 1
    down: int = 1
    ditto: bool = False


def span_of(said: str) -> int:
    """Return over how many columns or rows a cell goes, as a document says it; one where it says nonsense.

    Parameters
    ----------
    said : str

    Returns
    -------
    int

    Examples
    --------
    >>> span_of("2"), span_of("-5"), span_of("9" * 5000)
    (2, 1, 1)
    """
    return max(int(said), 1) if said.isdecimal() and len(said) < 4 else 1


def grid_lines(rows: list[list[GridCell]]) -> list[str]:
    """Return the lines of a table.

    Parameters
    ----------
    rows : list of list of GridCell

    Returns
    -------
    list of str
        Of a table of short cells the rows, parted by tabs: a cell over several columns stands in the first of them, one
        over several rows in the first, with 〃 below it. Of a table that only lays out a page the paragraphs of its
        cells, one after the other.

    Examples
    --------
    >>> cells = [["指标", "2023年"], ["出口", "增长5%"]]
    >>> grid_lines([[GridCell([said]) for said in row] for row in cells])
    ['指标\\t2023年', '出口\\t增长5%']
    >>> grid_lines([[GridCell(["各位代表：", "出口增长5%。"])]])
    ['各位代表：', '出口增长5%。']
    """
    every = [cell for row in rows for cell in row]
    if not _is_grid(rows, every):
        return [line for cell in every if not cell.ditto for line in cell.lines]
    found: list[str] = []
    going: dict[int, int] = {}  # columns in which a cell goes on, and for how many rows
    for row in rows:
        said: list[str] = []
        waiting = list(reversed(row))
        while waiting or going.get(len(said), 0):
            if left := going.pop(len(said), 0):
                if left > 1:
                    going[len(said)] = left - 1
                said.append(DITTO)
                continue
            cell = waiting.pop()
            across = max(min(cell.across, _WIDEST - len(said)), 1)
            if cell.down > 1:
                going.update({len(said) + n: cell.down - 1 for n in range(across)})
            said += [DITTO if cell.ditto else "".join(" ".join(cell.lines).split("\t"))] + [""] * (across - 1)
        if any(word not in ("", DITTO) for word in said):
            found.append("\t".join(said))
    return found


def _is_grid(rows: list[list[GridCell]], every: list[GridCell]) -> bool:
    """Whether a table holds figures or words and no running text."""
    wide = [row for row in rows if len(row) > 1]
    if len(rows) < 2 or 2 * len(wide) < len(rows) or max(map(len, rows)) > _WIDEST:
        return False
    return all(sum(map(len, cell.lines)) <= _LONGEST for cell in every)
