"""The rows of tables: lines below each other whose cells tabs part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from govreport.extraction.table_cells import Cell
from govreport.model import Metric, Section

__all__ = ["Row", "blocks"]


@dataclass(slots=True)
class Row:
    """A row of a table, and what was read in it.

    Attributes
    ----------
    start, end : int
        The line.
    cells : list of Cell
    read : bool
        Whether the table was understood; the cells of others are read as sentences.
    metrics : list of Metric
    refused : list of (int, int, str)
        Digits that are no metric, each with the reason.
    """

    start: int
    end: int
    cells: list[Cell]
    read: bool = False
    metrics: list[Metric] = field(default_factory=list)
    refused: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def is_title(self) -> bool:
        """Whether it is one cell over all columns: the title of the table, or of the rows below it."""
        return bool(self.cells[0].said) and not any(cell.said for cell in self.cells[1:])

    def trimmed(self, text: str) -> tuple[int, int]:
        """Return its place in a text, without the space around it."""
        said = text[self.start : self.end]
        return self.start + len(said) - len(said.lstrip()), self.start + len(said.rstrip())


def blocks(text: str, section: Section) -> Iterator[list[Row]]:
    """Yield the tables of a section: two lines or more below each other with several cells each.

    Parameters
    ----------
    text : str
    section : Section

    Yields
    ------
    list of Row

    Examples
    --------
    >>> from govreport import report_from_text
    >>> report = report_from_text("XX市2024年政府工作报告\\n各位代表：\\n桥\\t3座\\n路\\t5公里")
    >>> [[[cell.said for cell in row.cells] for row in table] for table in blocks(report.text, report.sections[-1])]
    [[['桥', '3座'], ['路', '5公里']]]
    """
    block: list[Row] = []
    start = section.start
    while start < section.end:
        end = text.find("\n", start, section.end)
        end = section.end if end < 0 else end
        cells = list(_cells(text, start, end))
        if sum(bool(cell.said) for cell in cells) > 1 or (block and len(cells) == len(block[-1].cells) > 1):
            block.append(Row(start, end, cells))
        elif text[start:end].strip():
            if len(block) > 1:
                yield block
            block = []
        start = end + 1
    if len(block) > 1:
        yield block


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    for said in text[start:end].split("\t"):
        bare = said.strip()
        first = start + said.find(bare) if bare else start
        yield Cell(first, first + len(bare), bare)
        start += len(said) + 1
