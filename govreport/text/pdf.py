"""The text of a PDF: what its pages say where, by pypdfium2; `govreport.text.typeset` makes paragraphs of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from ctypes import c_double
from typing import Any

from govreport.errors import InputError
from govreport.text.glyphs import Glyph, Page
from govreport.text.limits import Limits, refuse
from govreport.text.typeset import set_text

__all__ = ["pdf_text"]

_ENCRYPTED = 4  #: the code of pdfium for a password that is missing
_BLANK = 32
_HYPHEN = 2  #: what pdfium makes of a hyphen at the end of a line
_NO_CHARACTER = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
_DRAWN = 4000  #: a page with more lines is a drawing
_LOST = 50  #: of so many characters one may be unknown
_HINT = "a scan: run OCR (text recognition) first, or save the source as .docx"


def pdf_text(data: bytes, where: str, limits: Limits, notes: list[str]) -> str:
    """Return the text of a PDF with a text layer.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        What errors call it.
    limits : Limits
        How many characters it may have.
    notes : list of str
        What the caller should warn of is added: pages that are pictures.

    Returns
    -------
    str
        A paragraph a line, in the order in which columns and pages are read, without running heads and page numbers;
        cells of a row of a table are parted by tabs.

    Raises
    ------
    InputError
        If pypdfium2 is not installed; if the file is damaged, needs a password, has no text layer or one that does
        not say which characters it shows, or is above a limit.

    Examples
    --------
    >>> pdf_text(b"%PDF-1.7", "a.pdf", Limits(), [])
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: a.pdf: this is not a PDF that can be read: found Data format error
    """
    try:
        import pypdfium2
    except ImportError as problem:
        raise InputError(
            "reading a PDF needs pypdfium2", where=where, hint="pip install 'govreport[pdf]', or save it as .docx"
        ) from problem
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise _refused(problem, where) from problem
    try:
        pages = list(_pages(document, where, limits))
    finally:
        document.close()
    return _text(pages, where, notes)


def _refused(problem: Exception, where: str) -> InputError:
    if getattr(problem, "err_code", None) == _ENCRYPTED:
        return InputError("the PDF needs a password", where=where, hint="save it without one first")
    found = str(problem).rpartition("PDFium: ")[2].rstrip(").")
    return InputError("this is not a PDF that can be read", where=where, found=found)


def _text(pages: list[Page], where: str, notes: list[str]) -> str:
    shown = [glyph.char for page in pages for glyph in page.glyphs if not glyph.char.isspace()]
    if not shown:
        raise InputError("no text layer", where=where, found=f"{len(pages)} pages without a letter", hint=_HINT)
    unknown = shown.count("\ufffd")
    if unknown * _LOST > len(shown):
        found = f"{unknown:,} of {len(shown):,} characters unknown"
        raise InputError("its fonts do not say which characters they show", where=where, found=found, hint=_HINT)
    if unknown:
        notes.append(f"{unknown:,} characters are unknown, since their fonts do not say which they are")
    empty = [number for number, page in enumerate(pages, 1) if page.pictures and not page.glyphs]
    if empty:
        said = ", ".join(map(str, empty[:8])) + (" …" if len(empty) > 8 else "")
        notes.append(f"no text layer on {len(empty)} of {len(pages)} pages ({said}), which are pictures: {_HINT}")
    if lost := sum(page.lost for page in pages):
        notes.append(
            f"up to {lost:,} single characters may be missing: their font is neither in the PDF nor on this machine; "
            "install Chinese fonts, or embed the fonts"
        )
    return set_text(pages)


def _pages(document: Any, where: str, limits: Limits) -> Iterator[Page]:
    """Read the pages one by one, so that a limit or the clock stops a file of thousands of them early."""
    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except Exception as problem:
            found = f"page {number + 1} cannot be read: {problem}"
            raise InputError("the PDF is damaged", where=where, found=found) from problem
        read = _page(page)
        page.close()
        total += len(read.glyphs)
        refuse("characters", total, limits.characters, where, "characters")
        yield read


def _page(page: Any) -> Page:
    from pypdfium2 import raw

    text = page.get_textpage()
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    glyphs: list[Glyph] = []
    angles: list[int] = []
    base, angle = math.nan, 0
    for place in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, place)
        if code <= _BLANK and code and raw.FPDFText_IsGenerated(text, place) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(text, place, box)
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        if y.value != base:  # what stands on one line is turned alike
            base = y.value
            angle = round(math.degrees(raw.FPDFText_GetCharAngle(text, place))) % 360
        glyphs.append(Glyph(_char(code), box.left, box.right, -box.top, -box.bottom, -base))
        angles.append(angle)
    text.close()
    pictures = not glyphs and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return Page(glyphs, angles, pictures, _boxes(page) if glyphs else [], _lost(page))


def _lost(page: Any) -> int:
    """Count the pieces of text without an extent: single characters of fonts that are nowhere are passed over."""
    from pypdfium2 import raw

    lost = 0
    for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
        left, _, right, _ = piece.get_bounds()
        if left == right and not raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(piece)):
            lost += 1
    return lost


def _boxes(page: Any) -> list[tuple[float, float, float, float]]:
    """Return the lines and rectangles on a page, of which tables may be drawn."""
    from pypdfium2 import raw

    boxes: list[tuple[float, float, float, float]] = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = drawn.get_bounds()
        boxes.append((left, -top, right, -bottom))
        if len(boxes) > _DRAWN:
            return []
    return boxes


def _char(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    if code in _NO_CHARACTER or 0xE000 <= code < 0xF900 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return chr(code) if code >= _BLANK else " "
