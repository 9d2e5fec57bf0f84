"""From a file to its text: encodings, Word documents, saved pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from govreport.errors import InputError

__all__ = ["SUFFIXES", "read_text"]

SUFFIXES = (".txt", ".docx", ".html", ".htm")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffd]")
_META = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_WORKS = "works with " + ", ".join(SUFFIXES)


def read_text(path: Path) -> str:
    """Return the text of a report's file, with the characters that stand in it.

    Parameters
    ----------
    path : pathlib.Path
        A file in one of `SUFFIXES`.

    Returns
    -------
    str
        Without the byte order mark; line ends as they are in the file.

    Raises
    ------
    InputError
        If there is no such file, it is empty or binary, or its format is not known.
    """
    where = str(path)
    if path.is_dir():
        raise InputError("this is a folder, not a report", where=where, hint="read_panel reads folders")
    if not path.exists():
        near = sorted(p.name for p in path.parent.glob(f"{path.stem[:2]}*"))[:3] if path.parent.is_dir() else []
        raise InputError("there is no such file", where=where, suggestions=near)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(
            f"cannot read '{suffix or path.name}' files",
            where=where,
            hint=f"save it as .docx or .txt: govreport {_WORKS}",
        )
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise InputError("the file cannot be opened", where=where, found=str(problem.strerror)) from problem
    if not data.strip():
        raise InputError("the file is empty", where=where)
    if suffix == ".docx":
        text = _from_docx(path)
    elif suffix == ".txt":
        text = _decode(data, where)
    else:
        text = _from_html(_decode(data, where, _META.search(data[:4096])))
    if not text.strip():
        raise InputError("the file holds no text", where=where, hint="a scan has to go through text recognition first")
    return text


def _decode(data: bytes, where: str, meta: re.Match[bytes] | None = None) -> str:
    """Decode strictly: UTF-8 first, then GB18030, never with characters lost."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and len(_PRIVATE.findall(text)) <= len(text) // 100:
            return text
    what = f"'{meta.group(1).decode()}'" if meta else "neither UTF-8 nor GB18030"
    hint = "it begins like a .docx or another zip file" if data[:2] == b"PK" else "save it as UTF-8 text"
    raise InputError("this is a binary file or of an unknown encoding", where=where, found=what, hint=hint)


def _from_docx(path: Path) -> str:
    try:
        import docx
        from docx.text.paragraph import Paragraph
    except ImportError as problem:
        raise InputError(
            "reading .docx needs python-docx", where=str(path), hint="run: pip install govreport[docx]"
        ) from problem
    try:
        document = docx.Document(str(path))
    except Exception as problem:  # python-docx raises whatever the zip and XML layers raise
        raise InputError(
            "this is not a Word document that can be read", where=str(path), found=str(problem)
        ) from problem
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        for row in block.rows:
            seen: set[int] = set()
            for cell in row.cells:
                if id(cell._tc) not in seen:  # a merged cell is listed once for every column it covers
                    seen.add(id(cell._tc))
                    lines.append(cell.text)
    return "\n".join(lines)


_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3
        h4 h5 h6 head header hr html li main nav ol option p pre section select table tbody td tfoot th thead title tr
        ul""",
    )
)
_DROPPED = frozenset({"script", "style", "noscript", "template", "iframe", "svg"})
_SPACES = re.compile(r"[ \t\r\n\f]+")


class _Page(HTMLParser):
    """Collects the text of a page; block elements become line breaks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self.parts.append(_SPACES.sub(" ", data))


def _from_html(source: str) -> str:
    page = _Page()
    page.feed(source)
    page.close()
    lines = (line.strip(" ") for line in "".join(page.parts).split("\n"))
    return "\n".join(line for line in lines if line)
