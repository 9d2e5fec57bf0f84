"""PDFs of a text, set in columns or from top to bottom, with running heads and page numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 72.0
FONT = "STSong-Light"  #: a font that readers have to have; `embedded` puts one into the file


def embedded() -> str:
    """The name of a font that goes into the file, that of the extra `fonts`."""
    import pytest

    pytest.importorskip("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    spec = find_spec("zhplot")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("no Chinese font to embed: pip install 'govreport[fonts]'")
    file = next(Path(spec.submodule_search_locations[0], "fonts").glob("*.ttf"))
    pdfmetrics.registerFont(TTFont("Embedded", str(file)))
    return "Embedded"


def drawn(draw: Callable[[Any], None], **options: Any) -> bytes:
    """A PDF with what `draw` puts on its canvas."""
    import pytest

    pytest.importorskip("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    data = BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), **options)
    draw(canvas)
    canvas.save()
    return data.getvalue()


def wrapped(paragraph: str, size: float, width: float, indent: float) -> list[str]:
    """Lines as a word processor cuts them: no number apart, no punctuation at the beginning of a line."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines, line, left = [], "", width - indent
    for word in re.findall(r"[“（《]*(?:[0-9A-Za-z.%]+|.)[，。、；：？！”》）%]*", paragraph):
        wide = stringWidth(word, FONT, size)
        if line and wide > left:
            lines.append(line)
            line, left = "", width
        line, left = line + word, left - wide
    return [*lines, line]


def pdf_of(
    text: str,
    *,
    columns: int = 1,
    size: float = 14,
    indented: bool = True,
    head: str = "政府工作报告",
    turned: int = 0,
    note: str = "",
    address: str = "",
) -> bytes:
    """A PDF of the paragraphs of a text.

    Parameters
    ----------
    text : str
    columns : int
    size : float
    indented : bool
        Whether paragraphs begin with an indent, else they stand apart.
    head : str
        What stands above each page.
    turned : int
        The `/Rotate` of the pages.
    note : str
        What stands in small type at the foot of each page, behind a mark that the last line has too.
    address : str
        What stands to the left of the number of the page.
    """
    gutter = 24.0
    width = (WIDTH - 2 * MARGIN - gutter * (columns - 1)) / columns

    def draw(canvas: Any) -> None:
        page, column, y = 1, 0, HEIGHT - 2 * MARGIN

        def furniture() -> None:
            canvas.setPageRotation(turned)
            canvas.setFont(FONT, 9)
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 50, head)
            if address:
                canvas.drawString(MARGIN, 40, address)
                canvas.drawRightString(WIDTH - MARGIN, 40, f"{page}/99")
            else:
                canvas.drawCentredString(WIDTH / 2, 40, f"— {page} —")
            if note:
                canvas.drawString(MARGIN, 56, f"[{page}] {note * page}"[:40])
            canvas.setFont(FONT, size)

        furniture()
        for paragraph in filter(None, map(str.strip, text.split("\n"))):
            indent = 2 * size if indented else 0
            for number, line in enumerate(wrapped(paragraph, size, width, indent)):
                if y < MARGIN:
                    column, y = column + 1, HEIGHT - 2 * MARGIN
                if column == columns:
                    canvas.showPage()
                    page, column = page + 1, 0
                    furniture()
                x = MARGIN + column * (width + gutter) + (0 if number else indent)
                canvas.drawString(x, y, line)
                if note and y - 1.6 * size < MARGIN and line[-1:] not in "，。":
                    canvas.setFont(FONT, 0.5 * size)
                    canvas.drawString(x + canvas.stringWidth(line, FONT, size), y + 0.4 * size, f"[{page}]")
                    canvas.setFont(FONT, size)
                y -= 1.6 * size
            y -= 0 if indented else size

    return drawn(draw)


def upright_pdf_of(text: str, size: float = 12) -> bytes:
    """A PDF whose lines run from top to bottom and follow each other from right to left."""
    font = embedded()
    many = int((HEIGHT - 2 * MARGIN) // size)

    def draw(canvas: Any) -> None:
        x = WIDTH - MARGIN
        canvas.setFont(font, size)
        for paragraph in filter(None, map(str.strip, text.split("\n"))):
            said = "　　" + paragraph
            for line in (said[n : n + many] for n in range(0, len(said), many)):
                if x < MARGIN:
                    canvas.showPage()
                    canvas.setFont(font, size)
                    x = WIDTH - MARGIN
                for number, char in enumerate(line):
                    if char != "　":
                        canvas.drawCentredString(x, HEIGHT - MARGIN - number * size, char)
                x -= 1.8 * size

    return drawn(draw)


def table_pdf_of(before: str, rows: Iterable[Iterable[str]], *, ruled: bool, wide: float = 80, most: int = 6) -> bytes:
    """A PDF of some lines and a table, with lines round its cells or without; a cell has lines of `most` characters."""
    font = embedded()

    def draw(canvas: Any) -> None:
        y = HEIGHT - MARGIN
        canvas.setFont(font, 11)
        for line in before.split("\n"):
            canvas.drawString(MARGIN, y, line)
            y -= 20
        for row in rows:
            cells = [[cell[n : n + most] for n in range(0, len(cell), most)] for cell in row]
            high = 14 * max(map(len, cells)) + 6
            for number, lines in enumerate(cells):
                x = MARGIN + number * wide
                if ruled:
                    canvas.rect(x, y - high, wide, high)
                for count, line in enumerate(lines):
                    canvas.drawString(x + 4, y - 14 * (count + 1), line)
            y -= high

    return drawn(draw)
