"""The text of a Word document: what a reader sees, without what is deleted, hidden or struck out, notes at the end.

Read from the XML with the standard library. Paragraphs are lines, and so are the rows of tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from govreport.errors import InputError
from govreport.text.grid import GridCell, grid_lines, span_of
from govreport.text.limits import Limits, refuse
from govreport.text.notes import AS_RAISED

__all__ = ["NOTES_HEADING", "word_text"]

#: what is not part of the text: deletions, the place that something was moved from, readings above characters, codes
_LEFT_OUT = frozenset({"del", "moveFrom", "rt", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "sectPr"})
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: words that a reader does not see, or sees struck out; and what switches that off
_UNSEEN, _OFF = ("vanish", "strike", "dstrike"), frozenset({"0", "false", "off"})
_NOTES = ("footnotes", "endnotes")
#: the heading that the notes get, by which they are told from the report
NOTES_HEADING = "名词解释"


def word_text(data: bytes, where: str, limits: Limits) -> str:
    """Return the text of a `.docx` file.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        What errors call it.
    limits : Limits
        How large its parts may be.

    Returns
    -------
    str
        Paragraphs, cells and text boxes in their order, joined by line feeds; then the notes under a heading.

    Raises
    ------
    InputError
        If it is no Word document, is broken, or is above a limit.

    Examples
    --------
    >>> word_text(b"PK", "a.docx", Limits())
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: a.docx: this is not a Word document that can be read: found File is not a zip file
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            body = _part(package, _main_part(package), where, limits).find("{*}body")
            if body is None:
                raise ValueError("a document without a body")
            lines = _blocks(body)
            notes = [line for name in _NOTES for line in _notes(package, name, where, limits)]
    except InputError:
        raise
    except Exception as problem:  # the layers of zip and XML raise whatever they like
        raise InputError("this is not a Word document that can be read", where=where, found=str(problem)) from problem
    return "\n".join([*lines, NOTES_HEADING, *notes] if notes else lines)


def _main_part(package: ZipFile) -> str:
    for relation in ElementTree.fromstring(package.open("_rels/.rels").read(1_000_000)):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _part(package: ZipFile, name: str, where: str, limits: Limits) -> ElementTree.Element:
    info = package.getinfo(name)
    if info.file_size > 1_000_000:
        refuse("ratio", info.file_size // max(info.compress_size, 1), limits.ratio, where, "times its packed size")
    with package.open(info) as stream:  # what the entry says of its size need not be so
        data = stream.read(limits.unpacked + 1)
    refuse("unpacked", max(len(data), info.file_size), limits.unpacked, where, "bytes unpacked")
    if b"<!DOCTYPE" in data[:2000]:
        raise ValueError("a document type, which no Word document has")
    return ElementTree.fromstring(data)


def _notes(package: ZipFile, name: str, where: str, limits: Limits) -> Iterator[str]:
    """Yield the lines of the notes, without those that draw the separating line."""
    if f"word/{name}.xml" not in package.namelist():
        return
    for note in _part(package, f"word/{name}.xml", where, limits):
        if not any(key.endswith("}type") for key in note.keys()):  # noqa: SIM118
            yield from filter(str.strip, _blocks(note))


def _kind(element: ElementTree.Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _blocks(parent: ElementTree.Element) -> list[str]:
    """Return the lines of what holds paragraphs and tables."""
    lines: list[str] = []
    waiting: list[str] = []  #: of a paragraph whose end was deleted: it goes on in the next
    for element in parent:
        kind = _kind(element)
        if kind == "p":
            words, boxes = waiting, list[str]()
            _inline(element, words, boxes)
            if element.find("{*}pPr/{*}rPr/{*}del") is not None and not boxes:
                continue
            lines.append("".join(words))
            lines += boxes
            waiting = []
        elif kind == "tbl":
            lines += _table(element)
        elif kind not in _LEFT_OUT:
            lines += _blocks(element)
    return [*lines, "".join(waiting)] if waiting else lines


def _table(table: ElementTree.Element) -> list[str]:
    return grid_lines(
        [[*_before(row), *(_cell(cell) for cell in _inside(row, "tc"))] for row in _inside(table, "tr")],
    )


def _before(row: ElementTree.Element) -> list[GridCell]:
    """Return the columns that a row leaves out at its beginning."""
    left = row.find("{*}trPr/{*}gridBefore")
    return [GridCell([]) for _ in range(span_of(_value(left)))] if left is not None else []


def _value(element: ElementTree.Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("val")), "")


def _cell(cell: ElementTree.Element) -> GridCell:
    merged, span = cell.find("{*}tcPr/{*}vMerge"), cell.find("{*}tcPr/{*}gridSpan")
    ditto = merged is not None and not any(value == "restart" for value in merged.attrib.values())
    over = _value(span) if span is not None else ""
    lines = [] if ditto else [line for line in _blocks(cell) if line.strip()]
    return GridCell(lines, span_of(over), ditto=ditto)


def _inside(parent: ElementTree.Element, wanted: str) -> Iterator[ElementTree.Element]:
    """Yield the rows of a table or the cells of a row, through whatever is wrapped around them."""
    for element in parent:
        kind = _kind(element)
        if kind == wanted:
            if element.find("{*}trPr/{*}del") is None:
                yield element
        elif kind not in _LEFT_OUT:
            yield from _inside(element, wanted)


def _is_unseen(run: ElementTree.Element) -> bool:
    """Whether words are hidden or struck out."""
    marks = (run.find(f"{{*}}rPr/{{*}}{name}") for name in _UNSEEN)
    return any(mark is not None and _value(mark) not in _OFF for mark in marks)


def _is_raised(run: ElementTree.Element) -> bool:
    align = run.find("{*}rPr/{*}vertAlign")
    return align is not None and _value(align) == "superscript"


def _inline(parent: Iterable[ElementTree.Element], words: list[str], boxes: list[str]) -> None:
    """Gather the words of a paragraph, and the lines of the boxes that are anchored in it."""
    for element in parent:
        kind = _kind(element)
        if kind == "r" and _is_unseen(element):
            continue
        if kind == "t":
            words.append(element.text or "")
        elif kind == "r" and _is_raised(element):
            said: list[str] = []
            _inline([*element], said, boxes)
            words.append("".join(said).translate(AS_RAISED))
        elif kind in _MARKS:
            words.append(_MARKS[kind])
        elif kind == "txbxContent":
            boxes += _blocks(element)
        elif kind == "AlternateContent":  # the same content, once for new and once for old programs
            _inline(element[:1][0] if len(element) else element, words, boxes)
        elif kind not in _LEFT_OUT:
            _inline(element, words, boxes)
