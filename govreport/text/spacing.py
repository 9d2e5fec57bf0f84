"""Blanks that mean nothing, numbers torn by blanks, paragraphs run together, and the marks of footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport.text.offsets import Edit

__all__ = [
    "CIRCLED",
    "RAISED",
    "areas",
    "blanks",
    "circled_marks",
    "marks",
    "paragraphs_run_together",
    "raised_marks",
    "spread_words",
    "torn_numbers",
]

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_OPENING, _CLOSING = "、，。；：！？“《（「『【", "、，。；：！？”》）」』】%‰"
_UNITS = "%‰亿億万萬千百元个個人户戶家吨噸公立斤亩畝度件项項倍美"
_CHINESE = re.compile(f"[{_HAN}]")
_DIGITS = frozenset("0123456789")
_WORD = _DIGITS | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz&")
_STARTS_A_PART = (
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,2}(?:部分|章|篇))"
)

# -- blanks ----------------------------------------------------------------------------------------

_BLANKS = re.compile("[ \t\u3000]+")


def blanks(text: str) -> Iterator[Edit]:
    """Take out the blanks round numbers and between Chinese characters.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int, str)
        Indents, blanks between Latin words and columns (two blanks or a wide one between characters) are left.

    Examples
    --------
    >>> list(blanks("占 GDP 比重达 3.1 %"))
    [(1, 2, ''), (5, 6, ''), (9, 10, ''), (13, 14, '')]
    """
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if _needless(text, start, end):
            yield start, end, ""


def _needless(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    if not left or not right or left == "\n" or right == "\n" or "\t" in text[start:end]:
        return False
    if left in _OPENING or right in _CLOSING:
        return end - start <= 2
    if left in _DIGITS and right in _UNITS:
        return end - start <= 4
    if end - start > 1 or text[start] == "\u3000":
        return False
    kinds = _kind(left), _kind(right)
    return "han" in kinds and "" not in kinds


def _kind(char: str) -> str:
    if char in _WORD:
        return "word"
    return "han" if _CHINESE.match(char) or char in _OPENING or char in _CLOSING else ""


_SPREAD = re.compile(
    rf"(?:^|(?<=[\s，。：、！]))[{_HAN}](?:[ \u3000]{{1,2}}[{_HAN}]){{2,12}}(?=[\s，。：、！]|$)"
    r"|(?<![A-Za-z])[A-Z](?: [A-Z]){2,8}(?![A-Za-z])|(?<=[A-Z]) & (?=[A-Z])"
    rf"|(?<![A-Za-z])[A-Z]{{1,2}} (?=\d{{1,3}}(?:\.\d)?(?![\d.]| ?[{_UNITS}]))|(?<=\d) [GK](?![A-Za-z])",
    re.MULTILINE,
)


def spread_words(text: str) -> Iterator[Edit]:
    """Close up what is set apart for the look: `各　位　代　表`, `G D P`, `PM 2.5`.

    Examples
    --------
    >>> list(spread_words("占 G D P 的"))
    [(2, 7, 'GDP')]
    """
    for match in _SPREAD.finditer(text):
        yield match.start(), match.end(), _BLANKS.sub("", match.group())


# -- numbers ---------------------------------------------------------------------------------------

_TORN = re.compile(r"(?<![0-9.])[0-9]{1,6}(?: ?\. ?[0-9]{1,6}| [0-9]{1,6}){1,14}(?![0-9]| [0-9])")
_AREA = re.compile(r"(?<=[0-9千百万亿萬億])( ?)([kcdm]?m)([23])(?![0-9A-Za-z.])")
_NO_AMOUNT_BEFORE = frozenset("年月日第号號、")
_NO_AMOUNT_BEHIND = frozenset("年月日号號时時届屆")


def torn_numbers(text: str) -> Iterator[Edit]:
    """Put numbers together that blanks tore apart, where that is certain.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int, str)
        Digits that all stand alone (`1 9 9 3`), groups of three (`12 345 户`), a point with a blank beside it, and two
        groups between a word and a unit of which the first is no year (`达到 74 76 元`).

    Examples
    --------
    >>> list(torn_numbers("1 9 9 3 年达到 74 76 元，2023 120"))
    [(0, 7, '1993'), (12, 17, '7476')]
    """
    for match in _TORN.finditer(text):
        start, end = match.span()
        said = match.group()
        before, behind = text[max(0, start - 2) : start].rstrip(" ")[-1:], text[end : end + 2].lstrip(" ")[:1]
        if " " in said and _is_one_number(said, before, behind):
            yield start, end, said.replace(" ", "")


def _is_one_number(said: str, before: str, behind: str) -> bool:
    groups = _SPLIT.split(said)
    if max(map(len, groups)) == 1:
        return True
    if not before or not behind or not _CHINESE.match(before) or before in _NO_AMOUNT_BEFORE:
        return False
    counted = behind in _UNITS or (bool(_CHINESE.match(behind)) and behind not in _NO_AMOUNT_BEHIND)
    if " " not in _POINT.sub(".", said) or _THOUSANDS.fullmatch(said):
        return counted
    return len(groups) == 2 and behind in _UNITS and not _YEAR.fullmatch(groups[0])


_SPLIT = re.compile(r" ?\. ?| ")
_POINT = re.compile(r" ?\. ?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?: ?\. ?[0-9]+)?")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def areas(text: str) -> Iterator[Edit]:
    """Write `m2`, `km2`, `m3` behind a number as the unit is written.

    Examples
    --------
    >>> list(areas("治理河道120 km2"))
    [(7, 11, 'km²')]
    """
    for match in _AREA.finditer(text):
        yield match.start(), match.end(), match[2] + {"2": "²", "3": "³"}[match[3]]


# -- paragraphs ------------------------------------------------------------------------------------

_WIDE = re.compile("[ \t]{0,8}\u3000[ \t]{0,4}\u3000[ \t\u3000]{0,16}")
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
    for match in _WIDE.finditer(text):
        start, end = match.span()
        nearest = max(begun, start - _LONGEST_HEADING - 1)
        line = text.rfind("\n", nearest, start) + 1
        whole = line > 0 or nearest == begun
        said = text[line or nearest : start].strip(" \t\u3000")
        if not said or text[end : end + 1] in ("", "\n"):
            continue
        heading = whole and _PART.match(said) is not None
        if text[start - 1] in "。！？；：”）" or heading or _PART.match(text, end):
            yield start, end, "\n\u3000\u3000"
            begun = end


# -- footnotes -------------------------------------------------------------------------------------

_NUMERALS = "一二三四五六七八九十"
_MARK = re.compile(
    r"(?:\^?\[(?:注|注释)?[0-9]{0,3}\]|\^?[〔【](?:注|注释)?[0-9]{1,3}[〕】](?!号)"
    rf"|（(?:见|详见)?注(?:释|解)?[0-9{_NUMERALS}]{{0,3}}）|（(?:（[0-9]{{1,2}}）)+）)+"
)
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
CIRCLED = frozenset(map(chr, (*range(0x2460, 0x2474), *range(0x2776, 0x2794))))
_RAISED = re.compile(f"[{''.join(sorted(RAISED))}]{{1,3}}")
_CIRCLED = re.compile(f"[{''.join(sorted(CIRCLED))}]")


def marks(text: str) -> Iterator[Edit]:
    """Take out the marks of footnotes; those that begin a line begin the note itself, or a list, and stay.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int, str)

    Examples
    --------
    >>> list(marks("建成实验室[1]3家，道路（注2）200公里"))
    [(5, 8, ''), (13, 17, '')]
    """
    for match in _MARK.finditer(text):
        start, end = match.span()
        if start and not text[start - 1].isspace() and text[start:end] != "[]":
            yield start, end, ""


def raised_marks(text: str) -> Iterator[Edit]:
    """Take out raised numbers behind a word; behind a letter they belong to a unit (`km²`)."""
    for match in _RAISED.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before and (_CHINESE.match(before) or before in _CLOSING):
            yield match.start(), match.end(), ""


def circled_marks(text: str) -> Iterator[Edit]:
    """Take out circled numbers behind a word, unless they count the items of a list.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int, str)
        An item of a list begins a line, stands behind punctuation, or has the number after the one before it.

    Examples
    --------
    >>> list(circled_marks("新增②30家企业。")), list(circled_marks("实事：①建路②修桥"))
    ([(2, 3, '')], [])
    """
    place, number = 0, 0
    for match in _CIRCLED.finditer(text):
        before, value = text[match.start() - 1 : match.start()], _value(match.group())
        if "\n" in text[place : match.start()]:
            number = 0
        place = match.start()
        word = before and (_CHINESE.match(before) or before in "”》）%‰" or before in _WORD)
        if word and not (number and value == number + 1):
            yield place, place + 1, ""
        elif before not in ("＠", "@"):
            number = value


def _value(char: str) -> int:
    """The number in a circle: the blocks begin at ①, ❶, ➀ and ➊."""
    code = ord(char)
    return code - 0x245F if code < 0x2500 else (code - 0x2776) % 10 + 1
