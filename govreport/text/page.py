"""The visible text of a saved page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from govreport.text.markup import settled

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
        Without blank lines; a number that is no character is U+FFFD, as in a browser.

    Examples
    --------
    >>> page_text("<title>页面</title><p>增长<b>5</b>%</p><script>9%</script>&#99999999999;")
    '页面\\n增长5%\\n\ufffd'
    """
    page = _Page()
    page.feed(settled(_NO_CHARACTER.sub("\ufffd", source)))
    page.close()
    lines = (line.strip(" ") for line in "".join(page.parts).split("\n"))
    return "\n".join(line for line in lines if line)
