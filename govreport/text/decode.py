"""From the bytes of a file to its text: encodings, Word documents, saved pages, PDFs."""

from __future__ import annotations

import codecs
import re

from govreport.errors import InputError
from govreport.text.limits import Limits, refuse
from govreport.text.old_word import OLD_SUFFIXES, old_word_text
from govreport.text.page import page_text
from govreport.text.pdf import pdf_text
from govreport.text.word import word_text

__all__ = ["SUFFIXES", "as_big5", "decoded", "text_of"]

SUFFIXES = (".txt", ".docx", ".html", ".htm", ".pdf", *OLD_SUFFIXES)
WORKS = "works with " + ", ".join(SUFFIXES)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffd]")
_META = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:html|!doctype html)", re.IGNORECASE)  #: pages that are saved as .doc
_HAN = re.compile("[\u4e00-\u9fff]")
#: the characters that every second line of a report holds, and those of them that are written otherwise in Big5
_PLAIN = re.compile("[年的和工作全市一人民大主要是在]")
_TRADITIONAL = re.compile("[發經濟業設會個實產總國區農長萬億報]")
_BEGINNINGS = (
    (b"PK", "it begins like a .docx or another zip file"),
    (b"\xd0\xcf\x11\xe0", "it begins like an old Word document: name it .doc"),
    (b"%PDF", "it begins like a PDF: name it .pdf"),
)


def text_of(data: bytes, suffix: str, where: str, limits: Limits, notes: list[str] | None = None) -> str:
    """Return the text of a report's file, with the characters that stand in it.

    Parameters
    ----------
    data : bytes
        What is in the file.
    suffix : str
        The ending of its name, one of `SUFFIXES`.
    where : str
        What errors call it.
    limits : Limits
        What is too much.
    notes : list of str, optional
        What the caller should warn of is added: pages of a PDF that are pictures, what a converter does not do.

    Returns
    -------
    str
        Without the byte order mark; line ends as they are in the file.

    Raises
    ------
    InputError
        If it is empty or binary, its format is not known, or it is above a limit.

    Examples
    --------
    >>> text_of("<p>增长<b>5%</b>。</p>".encode(), ".html", "a.html", Limits())
    '增长5%。'
    """
    if suffix not in SUFFIXES:
        raise InputError(
            f"cannot read '{suffix}' files" if suffix else "cannot read files without an ending",
            where=where,
            hint=f"save it as .docx or .txt: govreport {WORKS}",
        )
    if not data.strip():
        raise InputError("the file is empty", where=where)
    told = [] if notes is None else notes
    if suffix == ".docx":
        text = word_text(data, where, limits)
    elif suffix == ".pdf":
        text = pdf_text(data, where, limits, told)
    elif suffix in OLD_SUFFIXES and not _PAGE.search(data[:2000]):
        text = old_word_text(data, where, limits, told)
    elif suffix == ".txt":
        text = decoded(data, where)
    else:
        source = decoded(data, where)
        refuse("unpacked", len(source), limits.unpacked, where, "characters of source")
        text = page_text(source)
    if not text.strip():
        raise InputError("the file holds no text", where=where, hint="a scan has to go through text recognition first")
    refuse("characters", len(text), limits.characters, where, "characters")
    return text


def decoded(data: bytes, where: str) -> str:
    """Decode strictly, never with characters lost.

    Parameters
    ----------
    data : bytes
        A text.
    where : str
        What errors call it.

    Returns
    -------
    str
        As UTF-8, UTF-16 with a mark, GB18030 or Big5, whichever first gives a text without control characters; Big5
        before GB18030 only where it makes the better Chinese.

    Raises
    ------
    InputError
        If none does.

    Examples
    --------
    >>> decoded("政府工作报告".encode("gb18030"), "a.txt"), decoded("政府工作報告".encode("utf-16"), "a.txt")
    ('政府工作报告', '政府工作報告')
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and (better := as_big5(data, text)):
            return better
        if encoding == "utf-16" and not _HAN.search(text):
            continue
        if not _CONTROL.search(text) and len(_PRIVATE.findall(text)) <= len(text) // 100:
            return text
    meta = _META.search(data[:4096])
    what = f"'{meta.group(1).decode()}'" if meta else "neither UTF-8, UTF-16, GB18030 nor Big5"
    known = [hint for begin, hint in _BEGINNINGS if data.startswith(begin)]
    hint = known[0] if known else "save it as UTF-8 text"
    raise InputError("this is a binary file or of an unknown encoding", where=where, found=what, hint=hint)


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return "utf-8-sig", "gb18030"


def as_big5(data: bytes, text: str) -> str:
    """Read as Big5 what can be read as GB18030 too, as rubbish: what has the commoner characters is right.

    Parameters
    ----------
    data : bytes
    text : str
        The same as GB18030.

    Returns
    -------
    str
        Empty where it is GB18030.

    Examples
    --------
    >>> data = "地區生產總值增長".encode("big5")
    >>> as_big5(data, data.decode("gb18030", "replace"))
    '地區生產總值增長'
    """
    try:
        other = data.decode("big5hkscs")
    except UnicodeDecodeError:
        return ""
    usual = len(_PLAIN.findall(other)) + len(_TRADITIONAL.findall(other))
    rubbish = len(_PLAIN.findall(text)) + len(_TRADITIONAL.findall(text))
    return other if usual > 3 * rubbish and usual * 20 > len(other) else ""
