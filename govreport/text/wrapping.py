"""Lines that a page, a mail or a link broke, and which breaks are the author's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from govreport.text.characters import INVISIBLE
from govreport.text.cues import pattern
from govreport.text.offsets import Edit

__all__ = ["begins_block", "broken_lines", "unseen_lines"]

_LINE = re.compile(r"[^\n]+")
_EDGES = " \t\u3000"
#: what no line begins with, what no line ends with, and what ends one
_CLOSING, _OPENING, _STOPS = (
    frozenset("，。、；：”》」』）！？"),
    frozenset("，、“《「『（"),
    frozenset("。！？；：!?;:…）)】]"),
)
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.](?![一二三四五六七八九十])|（[一二三四五六七八九十]{1,3}）"
    r"|第[一二三四五六七八九十]{1,3}(?:个)?(?:部分|篇|章)"
)
_BLOCK = re.compile(
    rf"{_HEADING.pattern}|（[0-9]{{1,3}}）"
    r"|[0-9]{1,2}(?:[、．](?![0-9])|\.(?![0-9]))|[①-⑳]|\[[0-9]{1,3}\]|[—\-]{2}|[●◆■★▲◎○※·*]|(?:附件?|注)[：0-9一二]"
    r"|各位(?:代表|委员)|[一二三四五六七八九十]{1,2}[是要]"
)
_SENTENCE_MARK = re.compile("[。；！？]")
_UNSEEN = re.compile(rf"\n(?:[{_EDGES}{''.join(sorted(INVISIBLE))}]+\n)+[{_EDGES}]*")
_PAUSE = re.compile("[，、]")
_NUMBER = re.compile(r"[0-9](?:[0-9.]{0,9})[%亿万元个]")
_GOES_ON = re.compile("[，。；、！？]")
_AMOUNT = re.compile(r"[0-9][0-9.]*(?![0-9.、年月日-])")
_LOW = re.compile(r"[0-9]{1,2}(?:\.[0-9])?")
_REACH = 120  #: how far a line is looked at to either side of a break
_RUNNING = 45  #: a line of so many characters is no heading
_MARGIN = 8
_SHORT, _SHORTEST = 10, 6
_LONG = 20  #: shorter lines say nothing of the width of a page
_WIDEST = 130
_NEARLY = 0.8  #: a line of this part of the page's width is cut there when its sentence goes on
_SLACK = 4  #: by how much full lines differ when punctuation or a number is not cut


@dataclass(slots=True)
class _Line:
    """A line without the blanks around it; `raw` is where it begins with them."""

    raw: int
    start: int
    end: int


def broken_lines(text: str) -> Iterator[Edit]:
    """Take out the line breaks that stand inside a paragraph.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int, str)
        Where the punctuation says that the sentence goes on, where most lines are as wide as the page, and where
        running text stops in the middle of a sentence and the next line, which opens nothing, goes on with it.

    Examples
    --------
    >>> list(broken_lines("出口增长5%，\\n进口下降2%。\\n一、工作回顾\\n过去一年"))
    [(7, 8, '')]
    """
    lines = list(_lines(text))
    if len(lines) < 2:
        return
    page = _page(text, lines)
    paragraph = lines[0].start
    for line, following in pairwise(lines):
        if _torn(text, paragraph, line, following, page):
            yield line.end, following.start, _glue(text, line, following, page)
        else:
            paragraph = following.start


def begins_block(before: str, line: str) -> bool:
    """Tell whether a line begins a heading, an item or an address, and not in the middle of a sentence.

    Parameters
    ----------
    before, line : str
        Two lines that follow each other.

    Returns
    -------
    bool

    Examples
    --------
    >>> begins_block("成绩很大。", "二、今年的任务"), begins_block("计划在", "二、三季度开工")
    (True, False)
    """
    return before[-1:] in _STOPS and _BLOCK.match(line) is not None


def unseen_lines(text: str) -> Iterator[Edit]:
    """Take out the lines that hold nothing but invisible characters where they stand inside a sentence.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int, str)

    Examples
    --------
    >>> list(unseen_lines("产值，达到\\n\\u200b\\n5亿元。\\n\\u200b\\n二、"))
    [(5, 8, '')]
    """
    for match in _UNSEEN.finditer(text):
        start, end = match.span()
        while start and (text[start - 1] in _EDGES or text[start - 1] in INVISIBLE):
            start -= 1
        if INVISIBLE.isdisjoint(match.group()) or not _may_go_on(text, start):
            continue
        following = _LINE.match(text, end)
        if following and not _BLOCK.match(text, end) and _goes_on(text, _Line(end, end, following.end())):
            yield start, end, ""


def _may_go_on(text: str, end: int) -> bool:
    """Whether a line ends neither a sentence nor looks like a heading, which is short or numbered."""
    start = max(text.rfind("\n", max(0, end - _REACH), end) + 1, end - _REACH, 0)
    if end == start or text[end - 1] in _STOPS:
        return False
    said = text[start:end].strip(_EDGES)
    return not _BLOCK.match(said) and (len(said) > _SHORT or _PAUSE.search(said) is not None or said[-1].isdigit())


def _lines(text: str) -> Iterator[_Line]:
    raw = 0
    for said in text.split("\n"):
        bare = said.lstrip(_EDGES)
        start = raw + len(said) - len(bare)
        if bare:
            yield _Line(raw, start, start + len(bare.rstrip(_EDGES)))
        raw += len(said) + 1


def _torn(text: str, paragraph: int, line: _Line, following: _Line, page: _Page | None) -> bool:
    last, first = text[line.end - 1], text[following.start]
    if "\t" in text[line.raw : line.end] and "\t" in text[following.raw : following.end]:
        return False  # rows of a table
    if first in _CLOSING or (first in "%‰" and last.isdigit()):
        return True
    if page and text.count("\n", line.end, following.start) > 1 + page.blank_lines:
        page = None
    full = page is not None and page.fills(text, line)
    if _cut_number(text, line, following) or (paragraph < line.start and _is_set_low(text, line)):
        return True
    if (last in _STOPS and not full) or (last.isascii() and not text[line.start : line.end].strip("-=*_ ")):
        return False
    if _BLOCK.match(text, following.start) and not _inside(text, last, following, full):
        return False
    if last in _OPENING:
        return True
    if page and (full or page.nearly(text, line)):
        return _goes_on_page(text, line, following, page, full)
    return _is_running(text, paragraph, line) and _goes_on(text, following)


def _inside(text: str, last: str, following: _Line, full: bool) -> bool:
    """Whether a dash stands inside a sentence and before no item."""
    return full and last not in _STOPS and text.startswith("——", following.start)


def _goes_on_page(text: str, line: _Line, following: _Line, page: _Page, full: bool) -> bool:
    """Whether a line was cut at the width of the page; a heading goes on only with a short line, its last."""
    if page.headed and _HEADING.match(text, line.start) and not _SENTENCE_MARK.search(text, line.start, line.end):
        return full and not page.nearly(text, following) and text[following.end - 1] not in _STOPS
    if text[line.end - 1] in _STOPS:
        return page.nearly(text, following) or text[following.end - 1] in _STOPS
    return full or _goes_on(text, following)


def _cut_number(text: str, line: _Line, following: _Line) -> bool:
    """A figure set low, as in M2, a number cut at its point (`增长9.`), or one behind a word that asks for it."""
    if text.endswith(("分之", "第"), line.start, line.end):
        return True
    if not text[following.start].isdigit():
        return False
    if _is_set_low(text, following):
        return True
    number = text[line.end - 1] in ".：" and text[line.end - 2].isdigit() and text[following.start].isdigit()
    if number and line.end - line.start > _SHORTEST:
        return True
    asks = pattern("asks_number", after="$").search(text, max(line.start, line.end - _SHORTEST), line.end)
    return asks is not None and _AMOUNT.match(text, following.start) is not None


def _is_set_low(text: str, line: _Line) -> bool:
    """Whether a line is nothing but the number that belongs to a letter before it."""
    if not text[line.start].isdigit():
        return False
    before = text[max(0, line.start - _MARGIN) : line.start].rstrip()[-1:]
    return before.isascii() and before.isalpha() and _LOW.fullmatch(text, line.start, line.end) is not None


def _is_running(text: str, paragraph: int, line: _Line) -> bool:
    """Whether a paragraph is running text so far, and no heading, title or cell of a table."""
    start = max(paragraph, line.end - 4 * _REACH)
    if line.end - start >= _RUNNING or _SENTENCE_MARK.search(text, start, line.end):
        return True
    heading = start == paragraph and _BLOCK.match(text, start)
    return (
        not heading
        and len(_PAUSE.findall(text, start, line.end)) >= 2
        and _NUMBER.search(text, start, line.end) is not None
    )


def _goes_on(text: str, following: _Line) -> bool:
    """Whether what follows comes to a pause or a stop before anything else begins."""
    if text[following.raw : following.start] not in ("", " "):
        return False
    stop = following.start + _REACH
    end = following.end
    while end < stop:
        rest = _LINE.search(text, end + 1, stop)
        if not rest or _BLOCK.match(text, rest.start()) or rest.group()[0] in "\t\u3000":
            break
        end = rest.end()
    return _GOES_ON.search(text, following.start, min(end, stop)) is not None


def _glue(text: str, line: _Line, following: _Line, page: _Page | None) -> str:
    """What stands between two pieces of a line: a blank between Latin words and between digits set apart."""
    if page and not page.columns and page.fills(text, line):
        return ""
    last, first = text[line.end - 1], text[following.start]
    if last.isdigit() and first.isdigit():
        return " " if text[line.end - 2] == " " or text[following.start + 1 : following.start + 2] == " " else ""
    latin = last.isascii() and last.isalpha() and first.isascii() and first.isalpha()
    return " " if latin and not (last.isupper() and first.isupper()) else ""


# -- the width of the page -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """How wide most lines are: in characters, or in columns of which a Chinese character takes two."""

    least: int
    most: int
    columns: bool
    blank_lines: int = 0
    headed: bool = False

    def fills(self, text: str, line: _Line) -> bool:
        """Whether a line is as wide as the page."""
        return self.least <= _width(text, line, self.columns) <= self.most

    def nearly(self, text: str, line: _Line) -> bool:
        """Whether a line is so wide that it was cut before a long number or word."""
        return _width(text, line, self.columns) >= _NEARLY * self.least


def _width(text: str, line: _Line, columns: bool) -> int:
    if not columns:
        return line.end - line.raw
    said = text[line.raw : line.end]
    return 2 * len(said) - len(said.encode("ascii", "ignore"))


def _page(text: str, lines: list[_Line]) -> _Page | None:
    """Return the width of the page where most lines are cut at it in the middle of a sentence."""
    long = [line for line in lines if line.end - line.start >= _LONG]
    if len(long) < 4 or sum(line.end - line.start > _WIDEST for line in long) * 20 > len(long):
        return None
    found: list[tuple[int, _Page]] = []
    for columns, slack in ((False, 0), (True, _SLACK)):
        widths = [_width(text, line, columns) for line in long]
        counts = Counter(widths)
        most = max(counts, key=lambda width: sum(counts[width - less] for less in range(slack + 1)))
        full = [line for line, width in zip(long, widths, strict=True) if most - slack <= width <= most]
        wider = sum(width > most for width in widths)
        cut = sum(text[line.end - 1] not in _STOPS for line in full)
        if len(full) * 2 >= len(long) and len(full) >= 4 and wider * 10 <= len(long) and cut * 5 >= len(full) * 3:
            found.append((len(full), _Page(most - slack, most, columns)))
    if not found:
        return None
    page = max(found, key=lambda pair: pair[0])[1]
    apart = sum(text.count("\n", one.end, two.start) > 1 for one, two in pairwise(lines))
    return replace(page, blank_lines=1 if apart * 10 > len(lines) * 9 else 0, headed=_headed(text, lines, page))


def _headed(text: str, lines: list[_Line], page: _Page) -> bool:
    """Whether the numbered lines are headings, which end where they end, and not the beginnings of paragraphs."""
    numbered = [line for line in lines if _HEADING.match(text, line.start) and text[line.end - 1] not in _STOPS]
    return sum(not page.fills(text, line) for line in numbered) > len(numbered) / 2
