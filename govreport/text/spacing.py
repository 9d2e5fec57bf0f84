"""Blanks that mean nothing, words and numbers whose characters are set apart, and paragraphs run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport.text.offsets import Edit

__all__ = ["areas", "blanks", "chapters_run_in", "paragraphs_run_together"]

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_OPENING, _CLOSING = frozenset("、，。；：！？“《（「『【"), frozenset("、，。；：！？”》）」』】%‰")
_UNITS = "%‰亿億万萬千百元个個人户戶家吨噸公立斤亩畝度件项項倍美"
_CHINESE = re.compile(f"[{_HAN}]")
_DIGITS = frozenset("0123456789")
_NUMERIC = _DIGITS | {"."}
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LETTERS = _CAPITALS | frozenset("abcdefghijklmnopqrstuvwxyz")
_WORD = _DIGITS | _LETTERS | {"&"}
_STARTS_A_PART = (
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,2}(?:部分|章|篇))"
)

# -- blanks ----------------------------------------------------------------------------------------

_BLANKS = re.compile("[ \t\u3000]+")
_SPREAD = re.compile(rf"[{_HAN}](?:[ \u3000]{{1,2}}[{_HAN}]){{2,12}}(?=[\s，。：、！]|$)", re.MULTILINE)
_INITIALS = re.compile("[A-Z](?: [A-Z]){2,8}(?![A-Za-z])")
_LABELLED = re.compile(rf" [0-9]{{1,3}}(?:\.[0-9])?(?![0-9.]| ?[{_UNITS}])")


def blanks(text: str) -> Iterator[Edit]:
    """Take out the blanks round numbers and between Chinese characters, and close up what is set apart.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int, str)
        Indents, blanks between Latin words and columns (two blanks or a wide one between characters) are left. A
        number is put together where that is certain: digits that all stand alone (`1 9 9 3`), groups of three
        (`12 345 户`), a point with a blank beside it, and two groups between a word and a unit of which the first is no
        year (`达到 74 76 元`).

    Examples
    --------
    >>> from govreport.text.offsets import rewrite
    >>> text = "1 9 9 3 年占 G D P 的 3.1 %，人均 74 76 元，见 Table 5"
    >>> rewrite(text, blanks(text))[0]
    '1993年占GDP的3.1%，人均7476元，见Table 5'
    """
    done = 0
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if start < done or not start or text[start - 1] == "\n" or end == len(text) or text[end] == "\n":
            continue
        left, right = text[start - 1], text[end]
        if left in _NUMERIC and right in _NUMERIC:
            first, done = _run_of_digits(text, start)
            if first < done and _is_one_number(text, first, done):
                yield first, done, text[first:done].replace(" ", "")
        elif done < start and (span := _set_apart(text, start, end)):
            done = span[1]
            yield *span, _BLANKS.sub("", text[slice(*span)])
        elif _is_needless(text, start, end):
            yield start, end, ""


def _is_needless(text: str, start: int, end: int) -> bool:
    left, right, width = text[start - 1], text[end], end - start
    if "\t" in text[start:end]:
        return False
    if left in _OPENING or right in _CLOSING:
        return width <= 2
    if left in _DIGITS and right in _UNITS:
        return width <= 4
    if width > 1 or text[start] == "\u3000":
        return False
    if left in _DIGITS and right in "GK":  # 5 G, 4 K
        return text[end + 1 : end + 2] not in _LETTERS
    kinds = _kind(left), _kind(right)
    return "han" in kinds and "" not in kinds


def _kind(char: str) -> str:
    if char in _WORD:
        return "word"
    return "han" if _CHINESE.match(char) or char in _OPENING or char in _CLOSING else ""


def _set_apart(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span that closes up to one word, from before its first blank: `各　位　代　表`, `G D P`, `PM 2.5`."""
    left, right = text[start - 1], text[end]
    before = text[start - 2 : start - 1] if start > 1 else ""
    found: re.Match[str] | None = None
    if left in _CAPITALS and end - start == 1:
        if right in _CAPITALS and before not in _LETTERS:
            found = _INITIALS.match(text, start - 1)
        elif right == "&" and text[end + 1 : end + 2] == " " and text[end + 2 : end + 3] in _CAPITALS:
            return start, end + 2
        elif right in _DIGITS and (before not in _LETTERS or text[max(0, start - 3) : start - 2] not in _LETTERS):
            found = _LABELLED.match(text, start)
    elif text[end + 1 : end + 2] in (" ", "\u3000") and (not before or not _CHINESE.match(before)):
        found = _SPREAD.match(text, start - 1)
    return found.span() if found else None


# -- numbers ---------------------------------------------------------------------------------------

_RUN = re.compile(r"[0-9]{1,6}(?: ?\. ?[0-9]{1,6}| [0-9]{1,6}){1,14}(?![0-9]| [0-9])")
_MANY = re.compile(r"[0-9. ]*")
_SPLIT = re.compile(r" ?\. ?| ")
_POINT = re.compile(r" ?\. ?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?: ?\. ?[0-9]+)?")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_NO_AMOUNT_BEFORE = frozenset("年月日第号號")
_NO_AMOUNT_BEHIND = frozenset("年月日号號时時届屆")
_LONGEST_GROUP = 12


def _run_of_digits(text: str, blank: int) -> tuple[int, int]:
    """Return the span of the digits set apart that a blank is the first of; an empty one behind them where none are."""
    first = blank
    while first > 0 and text[first - 1] in _NUMERIC and blank - first <= _LONGEST_GROUP:
        first -= 1
    found = _RUN.match(text, first)
    if found and found.end() > blank:
        return found.span()
    many = _MANY.match(text, blank)
    return (many.end(), many.end()) if many else (blank, blank)


def _is_one_number(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    groups = _SPLIT.split(said)
    if max(map(len, groups)) == 1 and "." not in said:
        return True
    before, behind = text[max(0, start - 2) : start].rstrip(" ")[-1:], text[end : end + 2].lstrip(" ")[:1]
    if not before or not behind or not _CHINESE.match(before) or before in _NO_AMOUNT_BEFORE:
        return False
    counted = behind in _UNITS or (_CHINESE.match(behind) is not None and behind not in _NO_AMOUNT_BEHIND)
    if " " not in _POINT.sub(".", said) or _THOUSANDS.fullmatch(said) or max(map(len, groups)) == 1:
        return counted
    return len(groups) == 2 and behind in _UNITS and not _YEAR.fullmatch(groups[0])


_AREA = re.compile(r"(?<=[0-9千百万亿萬億])( ?)([kcdm]?m)([23])(?![0-9A-Za-z.])")


def areas(text: str) -> Iterator[Edit]:
    """Write `m2`, `km2`, `m3` behind a number as the unit is written.

    Examples
    --------
    >>> list(areas("治理河道120 km2"))
    [(7, 11, 'km²')]
    """
    if "m2" in text or "m3" in text:
        for match in _AREA.finditer(text):
            yield match.start(), match.end(), match[2] + {"2": "²", "3": "³"}[match[3]]


# -- paragraphs ------------------------------------------------------------------------------------

_INDENT = re.compile("\u3000[ \t]{0,4}\u3000[ \t\u3000]{0,16}")
_PART = re.compile(_STARTS_A_PART)
_LONGEST_HEADING = 60


def paragraphs_run_together(text: str) -> Iterator[Edit]:
    """Begin a new line at an indent that stands inside one.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int, str)
        Where two wide blanks follow a full stop or a heading, or lead up to one.

    Examples
    --------
    >>> list(paragraphs_run_together("一、工作回顾\u3000\u3000出口增长。\u3000\u3000进口下降"))
    [(6, 8, '\\n\\u3000\\u3000'), (13, 15, '\\n\\u3000\\u3000')]
    """
    begun = 0
    for match in _INDENT.finditer(text):
        start, end = match.span()
        while start > begun and text[start - 1] in " \t":
            start -= 1
        if start == begun or text[start - 1] == "\n" or end == len(text) or text[end] == "\n":
            continue
        nearest = max(begun, start - _LONGEST_HEADING)
        line = text.rfind("\n", nearest, start) + 1
        whole = line > 0 or nearest == begun
        heading = whole and _PART.match(text[line or nearest : start].lstrip(" \t\u3000")) is not None
        if text[start - 1] in "。！？；：”）" or heading or _PART.match(text, end):
            yield start, end, "\n\u3000\u3000"
            begun = end


_CHAPTER = re.compile(
    r"[。！：][ \t\u3000]*(?=[一二三四五六七八九十]、"
    r"[^。，；：\n]{2,30}?(?:回顾|总结|安排|任务|目标|打算|部署|成就|工作))"
)
_LOST = 1500


def chapters_run_in(text: str) -> Iterator[Edit]:
    """Begin a new line at a chapter inside a line as long as a chapter: the page has lost its line breaks.

    Examples
    --------
    >>> list(chapters_run_in("成绩很大。" * 400 + "二、今年的工作安排"))
    [(2000, 2000, '\\n')]
    """
    here = 0
    while here < len(text):
        there = text.find("\n", here)
        there = len(text) if there < 0 else there
        if there - here > _LOST:
            for match in _CHAPTER.finditer(text, here, there):
                yield match.start() + 1, match.end(), "\n"
        here = there + 1
