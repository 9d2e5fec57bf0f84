"""The marks of footnotes: in brackets, raised, in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport.text.offsets import Edit

__all__ = ["AS_RAISED", "BRACKETS", "CIRCLED", "RAISED", "bracketed_marks", "circled_marks", "raised_marks"]

BRACKETS = frozenset("[〔【（")
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
#: digits to raised ones
AS_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CIRCLED = frozenset(map(chr, (*range(0x2460, 0x2474), *range(0x2776, 0x2794))))
_PAIRS = {"[": "]", "〔": "〕", "【": "】", "（": "）"}
_BRACKETED = re.compile(
    r"[\[〔【（](?:详?见)?(?P<word>注(?:释|解)?)?(?P<number>[0-9]{0,3}|[一二三四五六七八九十]{1,3})(?P<end>[\]〕】）])(?!号)"
)
_NESTED = re.compile(r"（(?:（[0-9]{1,2}）){1,6}）")
_RAISED = re.compile(f"[{''.join(sorted(RAISED))}]{{1,3}}")
_CIRCLED = re.compile(f"[{''.join(sorted(CIRCLED))}]")
_BEHIND_A_WORD = re.compile("[\u3400-\u9fff\uf900-\ufaffA-Za-z0-9”》）」』%‰]")


def bracketed_marks(text: str) -> Iterator[Edit]:
    """Take out `[1]`, `〔2〕`, `（注3）`; those that begin a line begin the note itself, or a list, and stay.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int, str)

    Examples
    --------
    >>> list(bracketed_marks("建成实验室[1]3家，道路（注2）200公里（一）"))
    [(5, 8, ''), (13, 17, '')]
    """
    nested = _NESTED.finditer(text) if "（（" in text else ()
    spans = sorted(m.span() for m in (*_BRACKETED.finditer(text), *nested) if _is_mark(m))
    done = 0
    for start, end in spans:
        start -= text[start - 1 : start] == "^"
        if start > done - 1 and start and not text[start - 1].isspace():
            yield max(start, done), end, ""
            done = end


def _is_mark(match: re.Match[str]) -> bool:
    if match.re is _NESTED:
        return True
    if _PAIRS[match.group()[0]] != match["end"]:
        return False
    return bool(match["word"]) or (match["end"] != "）" and match["number"].isascii() and match["number"] != "")


def raised_marks(text: str) -> Iterator[Edit]:
    """Take out raised numbers behind a word; behind a letter they belong to a unit (`km²`).

    Examples
    --------
    >>> list(raised_marks("新增绿地²5km²"))
    [(4, 5, '')]
    """
    for match in _RAISED.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if _BEHIND_A_WORD.match(before) and not before.isascii():
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
        if _BEHIND_A_WORD.match(before) and not (number and value == number + 1):
            yield place, place + 1, ""
        elif before not in ("＠", "@"):
            number = value


def _value(char: str) -> int:
    """The number in a circle: the blocks begin at ①, ❶, ➀ and ➊."""
    code = ord(char)
    return code - 0x245F if code < 0x2500 else (code - 0x2776) % 10 + 1
