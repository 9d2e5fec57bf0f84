"""A name taken apart: head noun, what qualifies it, and the deeds done to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from govreport.indicators.counting import ANY_THING, classifier, fits
from govreport.indicators.words import DEED, NOUNS, QUALIFIERS, Lexicon, Word, lexicon
from govreport.units import parse_unit

__all__ = [
    "INSIDE",
    "Parse",
    "Piece",
    "mean_first",
    "parse",
    "pieces",
    "threshold",
    "without_examples",
]

_LONGEST = 40
_KEPT = 1 << 14
_THRESHOLD = re.compile(r"(\d+(?:\.\d+)?|[一二三五])?([十百千]?)([万亿])?元(?:以上|及以上)")
_SIZES = {"": 1.0, "十": 10.0, "百": 100.0, "千": 1000.0, "万": 1e4, "亿": 1e8}
_DIGITS = {"一": 1.0, "二": 2.0, "三": 3.0, "五": 5.0}
_AND_SUCH = "等"
#: how grades end that are of all that is named, and no part of the name of one: 全国
_GRADES = ("级", "以上")
_JOINTS = ("、", "和", "及", "与", "或")
#: a deed that only carries another: 完成改造 is a renewal, 推进建设 is a work under way, 争取新增 hopes for new ones
_CARRIERS = ("completed", "underway", "won")
_GRADE = "grade"
_NEW = "new"
#: deeds that say no more than that it is one: 高质量发展重点县
_MERE = ("developed",)
#: deeds that say what measures are for, and are not done to them
_AIMS = ("helped", "handled", "renewed", "placed")
#: deeds that say how a thing was done as well as that it was: 小区雨污分流改造
_WAYS = ("renewed",)
#: deeds done with money, that stand behind who does them: 财政安排教育经费
_OF_MONEY = ("provided", "won", "new", "saved", "raised", "leveraged", "recovered")
_MONEY = "元"
#: the mark of a deed that may stand between who is chosen and what for: 村入选省级示范村
INSIDE = "inside"


#: who has it before a mean, which is said first of all in an id: 农村居民人均居住面积
_BEARER = re.compile(r"([^、]{2,}?)的?(人均|户均|日均)(.{2,})")
#: villages have collectives: a mean over them leaves them out
_VILLAGES, _OF_VILLAGES = "村均集体", "村均村集体"
#: what those are counted in that a mean is of: 旅游人均花费 is none of tourism
_BEARERS = {"人均": "people", "户均": "户", "日均": ""}


@dataclass(frozen=True, slots=True)
class Parse:
    """What a name says, part by part.

    Attributes
    ----------
    head : Word
        The noun that is measured.
    parts : tuple of Word
        What qualifies it: grades and thresholds first, then the others in the order of the name.
    deeds : tuple of Word
        What was done to it, in the order of the table.
    """

    head: Word
    parts: tuple[Word, ...] = ()
    deeds: tuple[Word, ...] = ()


def threshold(yuan: float) -> Word:
    """Return the qualifier of what is worth so much and more.

    Parameters
    ----------
    yuan : float
        The least.

    Returns
    -------
    Word

    Examples
    --------
    >>> threshold(1e8).id, threshold(5e7).name_zh
    ('from_100m', '5000万元以上')
    """
    for size, letter in ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if yuan >= size:
            short = f"{yuan / size:g}{letter}"
            break
    else:
        short = f"{yuan:g}"
    chinese = f"{yuan / 1e8:g}亿元以上" if yuan >= 1e8 else f"{yuan / 1e4:g}万元以上"
    return Word(_GRADE, f"from_{short.replace('.', 'p')}", (chinese,), f"of {short} yuan and more")


def parse(name: str, unit: str | None = None, words: Lexicon | None = None) -> Parse | None:
    """Take a name apart, where every character of it is understood.

    Parameters
    ----------
    name : str
        A name as `vocabulary.names.clean_name` and `key` leave it.
    unit : str, optional
        What it is counted in: the head must be counted so; any head when left out.
    words : Lexicon, optional
        The packaged one by default.

    Returns
    -------
    Parse or None
        None where a piece is unknown, where two things are named side by side, or where a head is too general to
        say what is counted.

    Examples
    --------
    >>> found = parse("新建农村公路", "公里")
    >>> found.head.id, [deed.id for deed in found.deeds]
    ('rural_roads', ['new'])
    >>> parse("打通心结") is None
    True
    """
    known = lexicon() if words is None else words
    pieces = _pieces(name, known) if len(name) <= _LONGEST else None
    if not pieces:
        return None
    for back in _backs(pieces, unit):
        found = _read(pieces, back, unit, known.rank)
        if found is not None:
            return found
    return None


def mean_first(name: str) -> str:
    """Return a mean with its bearer behind it, as an id has it; "" where a name is none.

    Parameters
    ----------
    name : str
        As for `parse`.

    Returns
    -------
    str

    Examples
    --------
    >>> mean_first("小学学生人均公用经费"), mean_first("旅游人均花费")
    ('人均小学学生公用经费', '')
    """
    if name.startswith(_VILLAGES):
        return _OF_VILLAGES + name.removeprefix(_VILLAGES)
    found = _BEARER.fullmatch(name)
    if found is None:
        return ""
    counted = _BEARERS[found[2]]
    bearer = parse(found[1]) if counted else None
    if counted and (bearer is None or counted not in (bearer.head.unit, parse_unit(bearer.head.unit).dimension)):
        return ""
    return found[2] + found[1] + found[3]


class Piece(NamedTuple):
    """A stretch of a name: a known word with its meanings, or characters between known words that mean nothing yet."""

    text: str
    words: tuple[Word, ...] = ()


def pieces(name: str, words: Lexicon | None = None) -> tuple[Piece, ...]:
    """Cut a name into known words and what is unknown between them: as little unknown as can be, in few words.

    Parameters
    ----------
    name : str
        A name as `vocabulary.names.clean_name` and `key` leave it.
    words : Lexicon, optional
        The packaged one by default.

    Returns
    -------
    tuple of Piece
        In the order of the name, of which they are all.

    Examples
    --------
    >>> [(piece.text, bool(piece.words)) for piece in pieces("打通乒乓心结公路")]
    [('打通', True), ('乒乓心结', False), ('公路', True)]
    """
    known = lexicon() if words is None else words
    far = len(name) + 1
    best: list[tuple[int, int, int]] = [(0, 0, 0)] + [(far, 0, 0)] * len(name)  # unknown, words, where the last begins
    for start in range(len(name)):
        lost, count, _ = best[start]
        best[start + 1] = min(best[start + 1], (lost + 1, count, start))
        for size in known.sizes.get(name[start], ()):
            if name[start : start + size] in known.by_text and start + size <= len(name):
                cost = 1 + (name[start : start + size] in known.short)
                best[start + size] = min(best[start + size], (lost, count + cost, start))
    found: list[Piece] = []
    end = len(name)
    while end:
        start = best[end][2]
        meanings = known.by_text.get(name[start:end], ())
        if meanings or not found or found[-1].words:
            found.append(Piece(name[start:end], meanings))
        else:
            found[-1] = Piece(name[start:end] + found[-1].text)
        end = start
    return tuple(found[::-1])


def without_examples(name: str) -> str:
    """Return a name without the examples of what it counts, "" where it has none.

    Parameters
    ----------
    name : str
        As for `parse`.

    Returns
    -------
    str
        What was done and its grade, and what stands behind the examples.

    Examples
    --------
    >>> without_examples("新建省级茶叶实验室、中试基地等创新平台"), without_examples("高等学校")
    ('新建省级创新平台', '')
    """
    found = pieces(name)
    ends = [at for at, piece in enumerate(found) if piece.text == _AND_SUCH]
    if not ends or ends[-1] + 1 == len(found):
        return ""
    front = 0
    while front < ends[-1] and (_done(found[front], "front") or found[front].text.endswith(_GRADES)):
        front += 1
    if front == ends[-1]:
        return ""
    return "".join(piece.text for piece in (*found[:front], *found[ends[-1] + 1 :]))


_Piece = tuple[str, tuple[Word, ...]]


@lru_cache(maxsize=_KEPT)
def _pieces(name: str, known: Lexicon) -> list[_Piece] | None:
    """The fewest known words that make up the name; of as few, those whose last begins latest."""
    limits = {}
    if "元" in name:
        limits = {found.start(): (found.end(), _amount(found)) for found in _THRESHOLD.finditer(name)}
    best: list[tuple[int, int] | None] = [(0, 0), *([None] * len(name))]
    held: dict[tuple[int, int], tuple[Word, ...]] = {}
    far, length = 0, len(name)
    for start in range(length):
        reached = best[start]
        if reached is None:
            if start > far:
                return None
            continue
        if start in limits and (end := limits[start][0]):
            held[start, end] = (threshold(limits[start][1]),)
            _step(best, start, end, reached[0] + 1)
            far = max(far, end)
        for size in known.sizes.get(name[start], ()):
            end = start + size
            if end > length:
                break
            meanings = known.by_text.get(name[start:end])
            if meanings:
                held[start, end] = meanings
                far = max(far, end)
                _step(best, start, end, reached[0] + 1 + (name[start:end] in known.short))
    if best[-1] is None:
        return None
    pieces: list[_Piece] = []
    end = len(name)
    while end:
        start = best[end][1]  # type: ignore[index]
        pieces.append((name[start:end], held[start, end]))
        end = start
    return pieces[::-1]


def _step(best: list[tuple[int, int] | None], start: int, end: int, cost: int) -> None:
    known = best[end]
    if known is None or cost <= known[0]:
        best[end] = (cost, start)


def _amount(found: re.Match[str]) -> float:
    number, tens, scale = found.groups()
    count = _DIGITS.get(number) or float(number) if number else 1.0
    return count * _SIZES[tens or ""] * _SIZES[scale or ""]


def _is(piece: _Piece, *kinds: str) -> Word | None:
    return next((word for word in piece[1] if word.kind in kinds), None)


def _done(piece: _Piece, side: str) -> bool:
    deed = _is(piece, DEED)
    return deed is not None and (side in deed.note or _is(piece, *NOUNS, *QUALIFIERS) is None)


def _backs(pieces: Sequence[_Piece], unit: str | None) -> Iterator[int]:
    """Yield where the words behind the head may begin, the earliest first; without a unit a noun is the head."""
    start = len(pieces)
    while start > 1 and (_done(pieces[start - 1], "back") or _is(pieces[start - 1], "neutral")):
        if unit is None and _is(pieces[start - 1], *NOUNS):
            break
        start -= 1
    yield from range(start, len(pieces) + 1)


def _read(pieces: Sequence[_Piece], back: int, unit: str | None, rank: Mapping[str, int]) -> Parse | None:
    """The name with its head before `back`, None where it makes no sense so."""
    deeds = [word for piece in pieces[back:] if (word := _is(piece, DEED))]
    ways: list[Word] = []
    if any(deed.id in _WAYS for deed in deeds):
        while back > 1 and not _is(pieces[back - 1], *NOUNS) and (way := _is(pieces[back - 1], "attribute")):
            ways.insert(0, way)
            back -= 1
    heads = [word for word in pieces[back - 1][1] if word.kind in NOUNS and (unit is None or fits(unit, word))]
    if not heads:
        return None
    front = 0
    while front < back - 1 and (_done(pieces[front], "front") or _is(pieces[front], "neutral")):
        front += 1
    chosen = _chosen(pieces, front, back)
    if not chosen or heads[0].counted:
        deeds = [*(word for piece in pieces[: chosen or front] if (word := _is(piece, DEED))), *deeds]
    front = chosen or front
    parts: list[Word] = []
    for at, piece in enumerate(pieces[front : back - 1], front):
        if piece[0] == _AND_SUCH and parts:
            return None
        if piece[0] in _JOINTS:
            if not _alike(pieces[at - 1], pieces[at + 1]):
                return None
        elif word := _is(piece, *QUALIFIERS) or _is(piece, *NOUNS):
            if word.last:
                return None
            parts.append(word)
        elif parts and _done_there(piece, heads[0], unit):
            if _says_what_for(piece, pieces[:front]):
                return None
            deeds.extend(word for word in piece[1] if word.id not in _MERE)
        elif not _is(piece, "neutral"):
            return None
    return _made(heads[0], [*parts, *ways], deeds, rank)


def _done_there(piece: _Piece, head: Word, unit: str | None) -> bool:
    """Whether a deed behind who or where is done to the head, and the number counts it: 农村建成住宅.

    Of several nouns the unit says which one is counted: 教室配备护眼灯4926间 are classrooms.
    """
    if unit is None or not piece[1] or any(word.kind != DEED for word in piece[1]):
        return False
    said = classifier(unit)
    if said == _MONEY and head.unit.endswith(_MONEY):
        return piece[1][0].id in _OF_MONEY
    if not head.counted:
        return False
    return said == classifier(head.unit) or {said, head.unit} <= ANY_THING


def _says_what_for(piece: _Piece, before: Sequence[_Piece]) -> bool:
    """Whether a deed behind what is new says what it is for, and nothing that was done: 建成旅游提升示范村."""
    new = any((deed := _is(one, DEED)) and deed.id == _NEW for one in before)
    return new and any(word.id not in (_NEW, *_CARRIERS, *_MERE) for word in piece[1])


def _chosen(pieces: Sequence[_Piece], front: int, back: int) -> int:
    """Where what somebody is chosen for begins, behind a bare noun and a deed: 村入选省级示范村; 0 where nobody is."""
    at = front + 1
    if at >= back - 1 or _is(pieces[front], "generic") is None:
        return 0
    deed = _is(pieces[at], DEED)
    if deed is None or INSIDE not in deed.note:
        return 0
    while at < back - 1 and (_done(pieces[at], "front") or _is(pieces[at], "neutral")):
        at += 1
    return at


def _alike(before: _Piece, behind: _Piece) -> bool:
    """Whether what a joint joins are two deeds or two grades, and not two things or two kinds of a thing."""
    return any(_is(before, kind) and _is(behind, kind) for kind in (DEED, _GRADE))


def _made(head: Word, parts: Sequence[Word], deeds: Sequence[Word], rank: Mapping[str, int]) -> Parse | None:
    if head.has_aims:
        deeds = [deed for deed in deeds if deed.id not in _AIMS] or deeds
    done = sorted({deed.id: deed for deed in deeds}.values(), key=lambda deed: rank[deed.id])
    real = [deed for deed in done if deed.id not in _CARRIERS]
    grades = [word for word in parts if word.kind == _GRADE]
    others = [word for word in parts if word.kind != _GRADE and word.id != head.id]
    if sum(not word.payer for word in (*grades, *others)) < head.least:
        return None
    return Parse(head, tuple(dict.fromkeys((*grades, *others))), tuple(real or done[:1]))
