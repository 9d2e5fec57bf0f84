"""The source of a page with nothing left open, so that a parser never looks for an end that does not come."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

__all__ = ["settled"]

#: a tag up to its end, a `>` in quotes not counted; possessive throughout: no place is looked at twice
_TAG = regex.compile(r"""<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<said>(?:=\s*+(?:"[^"]*+"|'[^']*+')|[^>])*+)>""")
_PLAIN = regex.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<said>[^>]*+)>")
_OPENS = re.compile("</?[a-zA-Z]")
_NAME = re.compile(r"[a-zA-Z][\w:-]*")
_SPAN = re.compile(r"\s(?P<name>(?:col|row)span)\s?=\s?[\"']?(?P<count>\d{1,9})(?!\d)", re.IGNORECASE)
_HIDES = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
#: what stands between these is no text, whatever it looks like
_RAW = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}
_HIDDEN = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">"))


def settled(source: str) -> str:
    """Return a page without comments, declarations and most attributes, every tag closed.

    Attributes that stay are the spans of cells, and `hidden` where a style hides words.

    Parameters
    ----------
    source : str
        The page. What begins like a tag or a comment and never ends is text.

    Returns
    -------
    str

    Examples
    --------
    >>> settled('<!-- 9 --><td class="a>b" colspan="2">增长5%<a href')
    '<td colspan="2">增长5%&lt;a href'
    """
    return "".join(_pieces(source))


def _pieces(source: str) -> Iterator[str]:
    at, endless = 0, set[str]()
    while (start := source.find("<", at)) >= 0:
        yield source[at:start]
        if (end := _hidden_end(source, start, endless)) >= 0:
            at = end
            continue
        tag = _tag_at(source, start, endless)
        if tag is None:
            yield "&lt;"
            at = start + 1
            continue
        name, at = _NAME.match(tag["name"]), tag.end()
        said = f"{tag['end']}{name.group() if name else 'x'}"
        yield f"<{said}{_spans(tag['said'])}{' /' if tag['said'].endswith('/') else ''}>"
        if (raw := _RAW.get(said.lower())) and not tag["said"].endswith("/"):
            close = raw.search(source, at)
            at = close.start() if close else len(source)
    yield source[at:]


def _hidden_end(source: str, start: int, endless: set[str]) -> int:
    """Where a comment or declaration ends, -1 where there is none; an end that is not there is looked for once."""
    opening = next(((opens, closes) for opens, closes in _HIDDEN if source.startswith(opens, start)), None)
    if opening is None or opening[0] in endless:
        return -1
    end = source.find(opening[1], start + len(opening[0]))
    if end < 0:
        endless.add(opening[0])
        return -1
    return end + len(opening[1])


def _tag_at(source: str, start: int, endless: set[str]) -> regex.Match[str] | None:
    """The tag that begins there; behind one whose quotes never close, quotes are letters like others."""
    if ">" in endless or not _OPENS.match(source, start):
        return None
    tag = None if '"' in endless else _TAG.match(source, start)
    if tag is None:
        endless.add('"')
        tag = _PLAIN.match(source, start)
    if tag is None:
        endless.add(">")
    return tag


def _spans(said: str) -> str:
    if "span" not in said.lower():
        return " hidden" if _HIDES.search(said) else ""
    return "".join(f' {span["name"].lower()}="{span["count"]}"' for span in _SPAN.finditer(said))
