"""Where in a report a correction belongs: found again by the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from govreport.panel.correction_table import Correction
from govreport.panel.keys import Key, key_of, unmarked

__all__ = ["Place", "Said", "best_fits", "nearest_said", "place_in", "said"]

#: so many letters beside the quote must agree where a sentence was cut elsewhere
_ENOUGH = 6
_WHOLE, _PIECE, _CUT, _OVERLAP = range(4)


@dataclass(frozen=True, slots=True)
class Said:
    """A reading, by its words.

    Attributes
    ----------
    row : int
        Its label in the frame; below 0 for what was dropped.
    words : str
        Those of its sentence.
    start, end : int
        The quote in them.
    names : frozenset of str
        The words of the subject, as read and as corrected.
    at : int
        Where the quote stands in the report.
    """

    row: int
    words: str
    start: int
    end: int
    names: frozenset[str]
    at: int


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text: the sentence and the quote in it.

    Attributes
    ----------
    sentence : str
    sentence_start, start, end : int
    quote : str
    """

    sentence: str
    sentence_start: int
    start: int
    end: int
    quote: str


@lru_cache(maxsize=2048)
def _key(sentence: str) -> Key:
    return Key(sentence)


def said(row: int, sentence: str, start: int, end: int, names: Iterable[str], at: int) -> Said:
    """Return a reading by its words.

    Parameters
    ----------
    row : int
    sentence : str
    start, end : int
        The quote in the sentence.
    names : iterable of str
    at : int

    Returns
    -------
    Said

    Examples
    --------
    >>> said(0, "出口 增长 5 %。", 6, 9, ["出口"], 6).words
    '出口增长5%'
    """
    key = _key(sentence)
    first, last = key.inside(start, end)
    return Said(row, key.words, first, last, frozenset(map(key_of, names)), at)


def best_fits(one: Correction, there: Sequence[Said]) -> list[Said]:
    """Return the readings of one report that a correction fits best.

    Parameters
    ----------
    one : Correction
    there : sequence of Said

    Returns
    -------
    list of Said
        In the order of the text; several where the words do not tell which, or only `nth` does.

    Examples
    --------
    >>> here = [said(0, "出口增长5%。", 4, 6, ["出口"], 4), said(1, "进口增长5%。", 4, 6, ["进口"], 14)]
    >>> [found.row for found in best_fits(Correction("浙江", 2023, "5%", "进口 增长 5%"), here)]
    [1]
    """
    words, quote, places = unmarked(one.sentence, one.quote)
    ranked: dict[int, list[Said]] = {}
    for reading in there:
        rank = _rank(words, quote, places, reading)
        if rank is not None:
            ranked.setdefault(rank, []).append(reading)
    if not ranked:
        return []
    found = sorted(ranked[min(ranked)], key=lambda reading: reading.at)
    if len(found) > 1 and one.name:
        name = key_of(one.name)
        found = [reading for reading in found if name in reading.names] or found
    return found


def _rank(words: str, quote: str, places: list[tuple[int, int]], reading: Said) -> int | None:
    """How well a reading fits, None where it does not; 0 is best."""
    text, start, end = reading.words, reading.start, reading.end
    if text[start:end] == quote:
        if not places:
            return _PIECE if words in text else None
        ranks = [_sides(words[:a], words[b:], text[:start], text[end:]) for a, b in places]
        return min((rank for rank in ranks if rank is not None), default=None)
    if not places:
        return None
    for a, b in places:
        for first, last in _laid(words, text, a, b):
            if first < end and start < last:
                return _OVERLAP
    return None


def _sides(left: str, right: str, before: str, after: str) -> int | None:
    """Compare what stands beside the quote in a correction and in a reading."""
    if left == before and right == after:
        return _WHOLE
    if before.endswith(left) and after.startswith(right):
        return _PIECE
    alike = (before.endswith(left) or left.endswith(before)) and (after.startswith(right) or right.startswith(after))
    common = min(len(left), len(before)) + min(len(right), len(after))
    return _CUT if alike and common >= min(_ENOUGH, len(left) + len(right)) else None


def _laid(words: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a span of some words lies in a text that holds them, or that they hold."""
    for at in _finds(words, text):
        yield at + start, at + end
    if len(text) >= _ENOUGH and len(text) < len(words):
        for at in _finds(text, words):
            yield start - at, end - at


def _finds(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def nearest_said(one: Correction, there: Sequence[Said]) -> tuple[Said, float] | None:
    """Return the reading of a report whose words are most like those of a correction, and how like they are.

    Parameters
    ----------
    one : Correction
    there : sequence of Said

    Returns
    -------
    tuple of (Said, float) or None
        The likeness is from 0 to 1; None for a report without readings.

    Examples
    --------
    >>> here = [said(0, "出口增长6%。", 4, 6, ["出口"], 4), said(1, "森林覆盖率60%。", 5, 8, ["森林覆盖率"], 14)]
    >>> nearest_said(Correction("浙江", 2023, "5%", "出口增长5%"), here)[0].row
    0
    """
    words, quote, _ = unmarked(one.sentence, one.quote)
    scored = [
        (fuzz.partial_ratio(words, reading.words) + 5 * (reading.words[reading.start : reading.end] == quote), reading)
        for reading in there
        if reading.row >= 0
    ]
    if not scored:
        return None
    score, best = max(scored, key=lambda pair: pair[0])
    return best, min(1.0, score / 100)


def place_in(one: Correction, text: str) -> list[Place]:
    """Return where the words of a correction stand in a text, each with the sentence around it.

    Parameters
    ----------
    one : Correction
        Its quote marked, or once in its sentence.
    text : str

    Returns
    -------
    list of Place

    Examples
    --------
    >>> [found] = place_in(Correction("浙江", 2023, "5%", "出口增长5%"), "进口持平。出口 增长５％，好于预期。")
    >>> found.sentence, found.quote, found.start
    ('出口 增长５％，好于预期。', '５％', 10)
    """
    words, _, places = unmarked(one.sentence, one.quote)
    key = _key(text) if len(text) < 2000 else _long_key(text)
    found: list[Place] = []
    for start, end in places[:1]:
        for at in _finds(words, key.words):
            first, last = key.outside(at + start, at + end)
            begins, ends = key.sentence(at + start, at + end)
            found.append(Place(text[begins:ends], begins, first, last, text[first:last]))
    return found


@lru_cache(maxsize=8)
def _long_key(text: str) -> Key:
    return Key(text)
