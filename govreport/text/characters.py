"""One canonical character for the many that mean the same: widths, radicals, blanks, dashes, escapes of pages."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from govreport import tables
from govreport.text.offsets import Edit
from govreport.text.script import simplified

__all__ = [
    "ABBREVIATED",
    "CAPITALS",
    "HALF",
    "INVISIBLE",
    "NARROW",
    "ODD",
    "abbreviations",
    "capitals",
    "chinese_punctuation",
    "escapes",
    "invisible",
    "paired_quotes",
    "plain",
]

#: half a character, which no text has: what a shell hands on where it could not read one
HALF = re.compile("[\ud800-\udfff]")
#: blocks whose characters Unicode itself says to be others: Kangxi radicals and ideographs kept for old encodings; what
#: is drawn as 户 has the code of 戶, so they are read in simplified characters at once
_COMPATIBLE = ((0x2F00, 0x2FD5), (0xF900, 0xFAFF))
_WIDE = ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
_FEW = 48  #: up to so many kinds of characters are faster exchanged one after the other
_CODE = re.compile(r"U\+([0-9A-F]{4,5})(?:\.\.U\+([0-9A-F]{4,5}))?")
_ESCAPE = re.compile(
    r"<U\+(?P<code>[0-9A-F]{4})>|&(?:#\d{2,5}|#[xX][0-9A-Fa-f]{2,4}|[A-Za-z]{2,8});|\\r\\n|\\[rnt](?![A-Za-z])|\\u3000|\r\n?"
)
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_BESIDE = re.compile(f"[{_HAN}、。，；：！？“》《（）”「」『』【】%‰]")
_OPENS = re.compile(f"[{_HAN}“《（]")
_PUNCTUATION = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_NARROW = re.compile("[,;:?!()]")
_QUOTED = re.compile(r'"([^"\n]{0,400})"')


def _tables() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Return what one character stands for: one other, several others, nothing."""
    single: dict[str, str] = {}
    several: dict[str, str] = {}
    for row in tables.rows("characters"):
        canonical = "".join(_characters(row["canonical"]))
        table = single if len(canonical) == 1 else several
        table.update(dict.fromkeys(_characters(row["variants"]), canonical))
    for first, last in _COMPATIBLE:
        for code in range(first, last + 1):
            plain = simplified(unicodedata.normalize("NFKC", chr(code)))
            if plain != chr(code) and len(plain) == 1:
                single.setdefault(chr(code), plain)
    for first, last in _WIDE:
        single.update({chr(code): chr(code - 0xFEE0) for code in range(first, last + 1)})
    invisible = frozenset(char for char, said in several.items() if not said)
    return single, {char: said for char, said in several.items() if said}, invisible


def _characters(cell: str) -> list[str]:
    """Read `％ U+00A0 U+2000..U+200A`."""
    found: list[str] = []
    for word in cell.split():
        if code := _CODE.fullmatch(word):
            first = int(code[1], 16)
            found += map(chr, range(first, int(code[2] or code[1], 16) + 1))
        else:
            found.append(word)
    return found


_SINGLE, _SEVERAL, INVISIBLE = _tables()
ABBREVIATED, ODD, NARROW = frozenset(_SEVERAL), frozenset(_SINGLE), frozenset(_PUNCTUATION)
_INVISIBLE = re.compile(f"[{''.join(sorted(INVISIBLE))}]+")
_ABBREVIATED = re.compile(f"(?:(?<=[0-9])[½¼¾])|[{''.join(sorted(ABBREVIATED))}]")
_ODD = re.compile(f"[{''.join(map(re.escape, sorted(ODD)))}]")
#: the numerals of cheques, in both scripts; most of them are words too, so they count before a scale only
_CHEQUE = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千")
_CAPITAL = "[壹贰貳叁參肆伍陆陸柒捌玖]"
_ROUND = "[拾佰仟万亿萬億]"
CAPITALS = frozenset("壹贰貳叁參肆伍陆陸柒捌玖")
_CAPITALS = re.compile(
    f"{_CAPITAL}(?<![队隊大登着著].){_ROUND}{{1,2}}(?:零?{_CAPITAL}{_ROUND}{{0,2}}){{0,12}}(?!{_CAPITAL})"
)
_DECIMALS = {"½": ".5", "¼": ".25", "¾": ".75"}


def plain(text: str) -> str:
    """Put one character for each that only looks different; no offset moves.

    Examples
    --------
    >>> plain("增⻓５．２％")
    '增长5.2%'
    """
    odd = set(_ODD.findall(text))
    if len(odd) > _FEW:
        return text.translate({ord(char): _SINGLE[char] for char in odd})
    for char in odd:
        text = text.replace(char, _SINGLE[char])
    return text


def abbreviations(text: str) -> Iterator[Edit]:
    """Write out what one character abbreviates.

    Examples
    --------
    >>> list(abbreviations("绿地5㎡，占½"))
    [(3, 4, 'm²'), (6, 7, '二分之一')]
    """
    for match in _ABBREVIATED.finditer(text):
        start, char = match.start(), match.group()
        decimal = char in _DECIMALS and text[start - 1 : start].isdigit()
        yield start, start + 1, _DECIMALS[char] if decimal else _SEVERAL[char]


def capitals(text: str) -> str:
    """Write the numerals of cheques as all others are written; no offset moves.

    Examples
    --------
    >>> capitals("投资壹佰贰拾亿元，扩大队伍，大陆万家")
    '投资一百二十亿元，扩大队伍，大陆万家'
    """
    return _CAPITALS.sub(lambda match: match.group().translate(_CHEQUE), text)


def invisible(text: str) -> Iterator[Edit]:
    """Take out what nobody sees."""
    for match in _INVISIBLE.finditer(text):
        yield match.start(), match.end(), ""


def escapes(text: str) -> Iterator[Edit]:
    r"""Read what badly saved pages write: `&nbsp;`, `<U+00A0>`, a written-out `\r\n`; each line end is one character.

    Examples
    --------
    >>> list(escapes("增长&nbsp;5%\r\n"))
    [(2, 8, '\xa0'), (10, 12, '\n')]
    """
    for match in _ESCAPE.finditer(text):
        said = _unescaped(match)
        if said != match.group():
            yield match.start(), match.end(), said


def _unescaped(match: re.Match[str]) -> str:
    said = match.group()
    if code := match["code"]:
        return chr(int(code, 16))
    if said[0] == "&":
        return html.unescape(said)
    return {"\\u3000": "\u3000", "\\t": "\t"}.get(said, "\n")


def chinese_punctuation(text: str) -> str:
    """Write the punctuation between Chinese characters as Chinese is written; no offset moves.

    Examples
    --------
    >>> chinese_punctuation("增长(可比价)5.1%,出口12,345元;")
    '增长（可比价）5.1%，出口12,345元；'
    """
    return _NARROW.sub(_chinese, text)


def _chinese(match: re.Match[str]) -> str:
    char, text, place = match.group(), match.string, match.start()
    if char in "()":
        return _PUNCTUATION[char]
    before, behind = text[place - 1 : place], text[place + 1 : place + 2]
    if (before and _BESIDE.match(before) and behind not in ("?", "!")) or (
        before.isascii() and before.isalnum() and behind and _OPENS.match(behind)
    ):
        return _PUNCTUATION[char]
    return char


def paired_quotes(text: str) -> str:
    """Tell opening from closing quotation marks; no offset moves.

    Examples
    --------
    >>> paired_quotes('力争"十二五"末')
    '力争“十二五”末'
    """
    return _QUOTED.sub(r"“\1”", text)
