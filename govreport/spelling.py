"""English names of zones, ports, airports and firms that no table holds: known regions and words, the rest in pinyin.

The words are in `data/place_words.tsv`, the readings of characters in `data/pinyin.tsv`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from govreport import tables
from govreport.territories import find_regions

__all__ = ["as_word", "english_of_region", "spelled"]

_HAN = re.compile("[\u3400-\u9fff]")
#: what the name of a place is written with
_WRITTEN = re.compile("[\u3400-\u9fffA-Za-z0-9、—·（）()“” -]+")
_JOINTS = re.compile("([、和与及—·（）()-])")
_AND = frozenset("和与及")
_SAID = {"、": ", ", "—": "–", "·": " ", "（": " (", "(": " (", "）": ") ", ")": ") ", **dict.fromkeys(_AND, " and ")}
#: how many there are, behind a list that names them: 黄山、池州、安庆三市
_IN_ALL = re.compile("(?<=[\u3400-\u9fff])[两二三四五六七八九十]+(?:省|市|县|区)$")
#: 关中5市, 国考10市, 两个县; numerals alone may be of the name, as in 工业二区
_COUNTED = re.compile(
    "(?P<before>.{0,24}?)(?<!第)(?:(?<![0-9])(?P<many>[0-9]{1,6})个?|(?<![一两二三四五六七八九十])(?P<spelled>[一两二三四五六七八九十]{1,4})(?P<each>个?))"
    "(?P<what>省|市|县市区|县区|县市|县|区|乡镇|乡|镇|村|街道)"
)
_NUMERALS = {one: at for at, one in enumerate("零一二三四五六七八九十")} | {"两": 2}
_MANY = {
    **{"省": ("province", "provinces"), "市": ("city", "cities"), "县": ("county", "counties")},
    **{"区": ("district", "districts"), "县区": ("county or district", "counties and districts")},
    **{"县市": ("county or city", "counties and cities"), "乡镇": ("township", "townships")},
    **{"县市区": ("county, city or district", "counties, cities and districts"), "乡": ("township", "townships")},
    **{"镇": ("town", "towns"), "村": ("village", "villages"), "街道": ("subdistrict", "subdistricts")},
}
#: 第1师, 第八师石河子市, 兵团第十四师
_DIVISION = re.compile(
    "(?P<corps>(?:新疆生产建设|新疆)?兵团)?第?(?P<number>1?[0-9]|十?[一二三四五六七八九]|十)师(?P<rest>[^师生范资大]*)"
)
_ORDINALS = (
    *("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"),
    *("Eleventh", "Twelfth", "Thirteenth", "Fourteenth"),
)
#: what a region is behind its own name, which a short name leaves out
_RANK = re.compile(" (?:Autonomous )?(?:District|County|Prefecture|Banner|League|New Area|Special District)$")
#: a name begins with no more of a region than this
_LONGEST = 8
_VOWELS = ("a", "o", "e")
_PORT = "港"


@cache
def _regions() -> dict[tuple[str, str], str]:
    return {(row["code"], row["name"]): row["en"] for row in tables.rows("region_english")}


@cache
def _words(kind: str) -> dict[str, str]:
    return {row["word"]: row["en"] for row in tables.rows("place_words") if row["kind"] == kind}


@cache
def _readings() -> dict[str, str]:
    return {one: row["pinyin"] for row in tables.rows("pinyin") for one in row["characters"]}


def english_of_region(code: str, name: str) -> str | None:
    """Return the English of a region by its code and official name, None where the table does not hold it.

    Parameters
    ----------
    code, name : str

    Returns
    -------
    str or None

    Examples
    --------
    >>> english_of_region("110101", "东城区")
    'Dongcheng District'
    """
    return _regions().get((code, name))


@cache
def spelled(name: str) -> str | None:
    """Return an English name, put together of what is known of its parts, with the rest in pinyin.

    Parameters
    ----------
    name : str
        Of a zone, a port, an airport, a firm.

    Returns
    -------
    str or None
        None where nothing in it is Chinese, and where a character has no known reading or is none of a name.

    Examples
    --------
    >>> spelled("天津港"), spelled("南宁吴圩机场"), spelled("崖州湾科技城")
    ('Tianjin Port', 'Nanning Wuxu Airport', 'Yazhou Bay Science and Technology City')
    >>> spelled("Springfield"), spelled("和平岛"), spelled("阳光社区")
    (None, 'Heping Island', 'Yangguang Community')
    >>> spelled("徐水经济开发区"), spelled("自贸试验区南宁片区")
    ('Xushui Economic Development Zone', 'Pilot Free Trade Zone, Nanning Area')
    """
    whole = _words("name").get(name)
    if whole is not None or not (_HAN.search(name) and _WRITTEN.fullmatch(name)):
        return whole
    told = _IN_ALL.sub("", name) if "、" in name else name
    pieces = [_SAID.get(piece, piece) if _JOINTS.fullmatch(piece) else _piece(piece) for piece in _parts(told)]
    said = " ".join("".join(pieces).split()).replace("( ", "(").replace(" ,", ",").replace(" )", ")")
    return None if not said or _HAN.search(said) else said[:1].upper() + said[1:]


def _parts(name: str) -> list[str]:
    """Cut a name at its joints; 和 is one behind a region or a kind, and not in 呼和浩特, 和田 or 天津和平区."""
    found, joined = [""], True
    pieces = _JOINTS.split(name)
    for piece, behind in itertools.pairwise([*pieces, ""]):
        goes_on, before = joined, found[-1] or "".join(found[-2:-1])
        parted = _whole(before) or before.endswith((*_words("end"), "）", ")"))
        joined = piece in _AND and not (parted and (_whole(behind) or not _whole(piece + behind)))
        if joined or goes_on:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _whole(text: str) -> str | None:
    """Return the English of a region that is called just so, by its own name."""
    stems = {_stem(one.code, one.name, one.short, text) for one in find_regions(text)} if len(text) > 1 else set()
    return stems.pop() if len(stems) == 1 else None


def _piece(text: str) -> str:
    """Name what stands between two joints: the region it begins with, words of kinds, and the rest in pinyin."""
    if not text:
        return ""
    if (own := _words("name").get(text) or _whole(text)) is not None:
        return own
    if counted := _COUNTED.fullmatch(text):
        before = counted["before"]
        if counted["many"] or counted["each"] or not before or _whole(before):
            many = int(counted["many"] or _number(counted["spelled"]))
            return " ".join(filter(None, [_piece(before), str(many), _MANY[counted["what"]][many != 1]]))
    if (division := _DIVISION.fullmatch(text)) and 0 < _number(division["number"]) <= len(_ORDINALS):
        return _division(division)
    said: list[str] = []
    rest = text
    region = _region_before(text)
    if region is not None:
        said, rest = [region[1]], text[len(region[0]) :]
    elif text[0] in _words("rank") and len(text) > 2:
        said, rest = [_words("rank")[text[0]]], text[1:]
    return _joined([*said, *_rest_of(rest, bool(said))])


def _number(text: str) -> int:
    """Read a small number: 12, 十二, 二十."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


def _division(found: re.Match[str]) -> str:
    """Name a division of the corps in Xinjiang, and the city that it is one with."""
    said = f"{_ORDINALS[_number(found['number']) - 1]} Division"
    said += " of the Xinjiang Production and Construction Corps" if found["corps"] else ""
    return f"{said}, {_piece(found['rest'])}" if found["rest"] else said


def _rest_of(text: str, begun: bool) -> list[str]:
    said: list[str] = []
    run = ""
    at = 0
    while at < len(text):
        found = _word_at(text, at, begun=begun or bool(run or said))
        if found is None:
            run += text[at]
            at += 1
            continue
        said += [*([_in_pinyin(run)] if run else []), found[1]]
        run, at = "", at + len(found[0])
    return [*said, *([_in_pinyin(run)] if run else [])]


def _word_at(text: str, at: int, *, begun: bool) -> tuple[str, str] | None:
    """Return the longest known word at a place; one of a single character ends a name that has begun."""
    for end in range(min(len(text), at + 12), at, -1):
        word = text[at:end]
        known = _words("word").get(word) or (_words("end").get(word) if end == len(text) or len(word) > 1 else None)
        if known is not None and (len(word) > 1 or (end == len(text) and begun)):
            return word, known
    return None


def _region_before(text: str) -> tuple[str, str] | None:
    """Return the longest region that a name begins with and its English; a longer word goes before it."""
    word = _word_at(text, 0, begun=False)
    for end in range(min(len(text) - 1, _LONGEST), len(word[0]) if word else 1, -1):
        if (stem := _whole(text[:end])) is not None:
            if _lonely(text[end:]):
                continue
            port = text[end] == _PORT and text[end + 1 :] not in ("", "区")
            return (text[: end + 1], f"{stem} Port") if port else (text[:end], stem)
    return None


def _lonely(rest: str) -> bool:
    """Whether one character stands between a region and a kind: it is of the name, as in 紫云山文化园."""
    if len(rest) < 2 or rest[0] == _PORT or _whole(rest) or _word_at(rest, 0, begun=True):
        return False
    return _word_at(rest, 1, begun=True) is not None


def _stem(code: str, name: str, short: str, said: str) -> str | None:
    """Return the English of a region: of its short name without its rank; None where it is called otherwise."""
    english = _regions().get((code, name))
    if english is None or said not in (name, short):
        return None
    return english if said == name else _RANK.sub("", english)


def _in_pinyin(text: str) -> str:
    return as_word([_readings().get(letter, letter) for letter in text], text)


def as_word(syllables: Sequence[str], text: str) -> str:
    """Write the readings of characters as one word: an apostrophe stands where a syllable could be read wrong.

    Parameters
    ----------
    syllables : sequence of str
    text : str
        The characters, one for each; what is its own reading is no syllable.

    Returns
    -------
    str

    Examples
    --------
    >>> as_word(["xi", "an"], "西安"), as_word(["bei", "jing"], "北京")
    ("Xi'an", 'Beijing')
    """
    joined = syllables[0] if syllables else ""
    for (before, _), (syllable, letter) in itertools.pairwise(zip(syllables, text, strict=True)):
        misread = syllable.startswith(_VOWELS) and before[-1:].isalpha() and syllable != letter
        joined += ("'" if misread else "") + syllable
    return joined[:1].upper() + joined[1:]


def _joined(words: list[str]) -> str:
    """Put words beside each other; what a zone is a part of stands before it, behind a comma: 自贸试验区南宁片区."""
    said = ""
    ends = set(_words("end").values())
    for at, word in enumerate(words):
        whole = at and words[at - 1] in ends and at < len(words) - 1
        said += (", " if whole else " " if said else "") + word
    return said
