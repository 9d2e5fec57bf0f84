"""The visible text of a saved page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from govreport.text.grid import GridCell, grid_lines, span_of
from govreport.text.markup import settled
from govreport.text.notes import AS_RAISED

__all__ = ["page_text"]

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3
        h4 h5 h6 head header hr html li main nav ol option p pre section select table tbody td tfoot th thead title tr
        ul""",
    )
)
_DROPPED = frozenset({"script", "style", "noscript", "template", "iframe", "svg"})
#: what is struck out or raised, up to the end of its block at most
_INLINE = {"del": "struck", "s": "struck", "strike": "struck", "rt": "struck", "rp": "struck", "sup": "raised"}
#: words that a style can hide; what hides whole blocks is mostly shown by a script
_WORDS = frozenset({"span", "font", "a", "b", "i", "u", "em", "strong", "label", "sub"})
_SPACES = re.compile(r"[ \t\r\n\f]+")


_DEEPEST = 20  #: tables in tables; deeper ones are no more than line breaks


@dataclass(slots=True)
class _Table:
    """A table that is being read: what stood before it, its cells with their spans, and what stands in no cell."""

    before: list[str]
    rows: list[list[tuple[list[str], int, int]]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    return span_of(next((value for key, value in attrs if key == name), None) or "")


def _lines(parts: list[str]) -> list[str]:
    lines = (line.strip(" ") for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


class _Page(HTMLParser):
    """Collects the text of a page; block elements become line breaks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._dropped = 0
        self._inline = {"struck": 0, "raised": 0, "hidden": 0}
        self._hiding = ""
        self._tables: list[_Table] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _WORDS and not self._inline["hidden"] and any(name == "hidden" for name, _ in attrs):
            self._hiding = tag
        if tag == self._hiding:
            self._inline["hidden"] += 1
        if tag in _DROPPED:
            self._dropped += 1
        elif tag in _INLINE:
            self._inline[_INLINE[tag]] += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "table" and len(self._tables) < _DEEPEST:
            self._tables.append(_Table(self.parts))
            self.parts = self._tables[-1].loose
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
            self.parts = self._tables[-1].loose
        elif tag in ("td", "th") and self._tables and self._tables[-1].rows:
            self.parts = []
            self._tables[-1].rows[-1].append((self.parts, _span(attrs, "colspan"), _span(attrs, "rowspan")))

    def _close_table(self) -> None:
        """Put what a table says behind what stood before it."""
        table = self._tables.pop()
        rows = [[GridCell(_lines(parts), across, down) for parts, across, down in row] for row in table.rows]
        self.parts = table.before
        self.parts += ["\n", *table.loose, "\n", "\n".join(grid_lines(rows)), "\n"]

    def close(self) -> None:
        """End the page, and the tables that it leaves open."""
        super().close()
        while self._tables:
            self._close_table()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag in _INLINE:
            self._inline[_INLINE[tag]] = max(0, self._inline[_INLINE[tag]] - 1)
        elif tag in _BLOCKS:
            self._inline, self._hiding = dict.fromkeys(self._inline, 0), ""
            self.parts.append("\n")
        elif tag == "ruby":
            self._inline["struck"] = 0
        elif tag == self._hiding:
            self._inline["hidden"] -= 1
            self._hiding = self._hiding if self._inline["hidden"] else ""
        if tag == "table" and self._tables:
            self._close_table()
        elif tag in ("td", "th", "tr") and self._tables:
            self.parts = self._tables[-1].loose

    def handle_data(self, data: str) -> None:
        if not self._dropped and not self._inline["struck"] and not self._inline["hidden"]:
            self.parts.append(_SPACES.sub(" ", data.translate(AS_RAISED) if self._inline["raised"] else data))


#: a number that is no character, and too long to be read as one
_NO_CHARACTER = re.compile(r"&#(?:0*[1-9]\d{7,}|[xX][0-9a-fA-F]{7,});?")


def page_text(source: str) -> str:
    """Return the visible text of a page, with a line break at every block.

    Parameters
    ----------
    source : str
        The page.

    Returns
    -------
    str
        Without blank lines. A row of a table of short cells is one line, its cells parted by tabs. A number that is no
        character is U+FFFD, as in a browser.

    Examples
    --------
    >>> page_text("<title>页面</title><p>增长<b>5</b>%</p><script>9%</script>&#99999999999;")
    '页面\\n增长5%\\n\ufffd'
    """
    page = _Page()
    page.feed(settled(_NO_CHARACTER.sub("\ufffd", source)))
    page.close()
    return "\n".join(_lines(page.parts))
