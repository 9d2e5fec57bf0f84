"""Phrases found without a list: runs of characters that are said again, hold together, and stand free on both sides.

Texts are kept as numbers of two bytes a character, and nothing else of them. Runs are looked for in a part of the
places at a time, those that begin with some characters: the runs of n+1 characters are told apart by the number of the
run of n characters and the character behind it, and only where the shorter run is frequent enough. What a run ends with
stands in other parts, and is counted after that, for the few runs that are left (`govreport.words.tries`).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from govreport import tables
from govreport.numerals import FRACTION
from govreport.text.time_rules import FOUR_DIGITS
from govreport.words.bonds import Bonds
from govreport.words.matching import coded
from govreport.words.tries import Trie

__all__ = ["LONGEST", "Candidates", "Characters", "Often", "found_phrases", "numberless", "often"]

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
LONGEST = 10
_BREAK, _NUMBER = 0, 1  #: what no phrase holds: punctuation, and a number
_HAN = (0x3400, 0x9FFF)
#: what opens a clause in so many of its places, and in so many more than it closes one, is a deed or its manner
_OPENS, _LEADS = 0.45, 0.25
#: a run is cut inside a word where in so many of its places what stands outside its edge holds to it by so much more
#: than what stands inside, and by so much at least; of an edge that seldom is one of a clause less will do
_CUT, _MARGIN, _HOLDS = 0.7, 1.5, 2.0
_SELDOM, _CUT_THEN = 0.01, 0.5
_GRADES = frozenset("一二三四五上中下高初头优次甲乙特同平均对相何某立")  #: what 等 makes a word with
_OFTEN = 8  #: from here on a phrase would have been seen at both ends of a clause
_AT_ONCE = 1 << 18  #: places that are looked at together: memory does not grow with the texts
#: years, shares and amounts in Chinese; small numbers belong to names (三个代表, 十四五)
_SPELLED = re.compile(
    rf"{FRACTION}|{FOUR_DIGITS}"
    "|[一二三四五六七八九两十百千][一二三四五六七八九两十百千零〇点多万亿]{0,15}(?<=[万亿多])"
    "(?=[元吨斤户亩]|美元|人(?!民)|公[斤顷里]|千瓦|[平立]方米)"
)


def numberless(text: str) -> str:
    """Write 0 for each character of the years, shares and amounts that are spelled in Chinese.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        As long as the text.

    Examples
    --------
    >>> numberless("一九八五年增长百分之七点五，达三十亿元")
    '0000年增长000000，达000元'
    """
    return _SPELLED.sub(lambda number: "0" * len(number[0]), text)


class Characters:
    """Texts as numbers, one behind the other: characters of words, punctuation as a break, each digit as a number.

    Parameters
    ----------
    texts : iterable of str, optional

    Examples
    --------
    >>> some = Characters(["增长5%。", "GDP"])
    >>> len(some), some.sizes.tolist()
    (2, [2, 3])
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._codes = array("H", [_BREAK])
        self._ends, self._sizes = array("q", [1]), array("q")
        for text in texts:
            self.add(text)

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, text: str) -> None:
        """Take a text in.

        Parameters
        ----------
        text : str
        """
        codes = coded(numberless(text) + "\n")
        han = (codes >= _HAN[0]) & (codes <= _HAN[1])
        latin = ((codes >= 65) & (codes <= 90)) | ((codes >= 97) & (codes <= 122))
        digit = ((codes >= 48) & (codes <= 57)) | np.isin(codes, coded(".%‰"))
        own = np.where(han | latin, codes, np.where(digit, _NUMBER, _BREAK)).astype(np.uint16)
        self._codes.frombytes(own.tobytes())
        self._ends.append(len(self._codes))
        self._sizes.append(int((han | latin).sum()))

    @property
    def sizes(self) -> Ints:
        """How many characters of words each text has."""
        return np.array(self._sizes, dtype=np.int64)

    @property
    def codes(self) -> Codes:
        """All of them: a break, and each text with a break behind it. No text can be taken in while this is held."""
        return np.frombuffer(self._codes, dtype=np.uint16)

    def parts(self) -> Iterator[tuple[int, int]]:
        """Yield where each text begins and ends in `codes`."""
        yield from pairwise(self._ends)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The phrases of some texts, the most frequent first, and how often all texts together say each."""

    words: tuple[str, ...]
    totals: tuple[int, ...]


def found_phrases(
    texts: Characters, *, least: int = 3, cohesion: float = 3.0, freedom: float = 1.0, folded: float = 0.7
) -> Candidates:
    """Find the phrases of texts.

    Parameters
    ----------
    texts : Characters
    least : int, default 3
        How often a phrase is said in all texts together.
    cohesion : float, default 3.0
        How much more often it is said than its two parts would meet by chance, as a natural logarithm, at the weakest
        of its joints.
    freedom : float, default 1.0
        The entropy of what stands before it and of what stands behind it, in nats; the lesser of the two counts.
    folded : float, default 0.7
        A phrase of which at least this share stands inside one longer phrase is folded into that.

    Returns
    -------
    Candidates
        The most frequent first.

    Examples
    --------
    >>> said = Characters(["抓好乡村振兴。推进乡村振兴，", "全面乡村振兴；乡村振兴见效。"])
    >>> found_phrases(said, least=3, cohesion=0.5)
    Candidates(words=('乡村振兴',), totals=(4,))
    """
    codes = texts.codes
    bonds = Bonds(codes, _NUMBER, _AT_ONCE)
    free = [some for places in _by_beginning(codes) for some in _free(codes, bonds, places, least, freedom)]
    if not free:
        return Candidates((), ())
    runs = np.concatenate([np.pad(some, ((0, 0), (0, LONGEST - some.shape[1]))) for some in free])
    said, weakest = _cohesion(codes, runs, int(texts.sizes.sum()))
    kept = weakest >= cohesion
    spelled = ["".join(map(chr, row)).rstrip("\0") for row in runs[kept].tolist()]
    begin, end = _edge_words("begin"), _edge_words("end")
    whole = {
        words: total
        for words, total in zip(spelled, said[kept].tolist(), strict=True)
        if not words.startswith(begin) and not words.endswith(end) and not _is_half(words)
    }
    phrases = _folded(whole, folded)
    ordered = sorted(phrases.items(), key=lambda phrase: (-phrase[1], phrase[0]))
    return Candidates(tuple(words for words, _ in ordered), tuple(total for _, total in ordered))


def _by_beginning(codes: Codes) -> Iterator[Ints]:
    """Yield the places of words in parts: what begins with the same character is in one."""
    pieces = [codes[at : at + _AT_ONCE] for at in range(0, len(codes), _AT_ONCE)]
    counts = np.zeros(1 << 16, dtype=np.int64)
    for piece in pieces:
        counts += np.bincount(piece, minlength=1 << 16)
    counts[: _NUMBER + 1] = 0
    part = np.where(counts > 0, np.cumsum(counts) // _AT_ONCE, -1).astype(np.int32)
    for number in np.unique(part[part >= 0]).tolist():
        mine = part == number
        yield np.concatenate([np.flatnonzero(mine[piece]) + at * _AT_ONCE for at, piece in enumerate(pieces)])


def _free(codes: Codes, bonds: Bonds, places: Ints, least: int, freedom: float) -> Iterator[Codes]:
    """Yield, of each length, the runs at some places that are said often enough and stand free: a row for each."""
    run = codes[places].astype(np.int64)
    for size in range(2, LONGEST + 1):
        behind = codes[places + size - 1]
        fits = behind > _NUMBER
        places = places[fits]
        _, run, said = np.unique(run[fits] << 16 | behind[fits], return_inverse=True, return_counts=True)
        enough = said >= least
        fits = enough[run]
        places, run = places[fits], (np.cumsum(enough) - 1)[run[fits]]
        if not len(places):
            return
        level = _Level(codes, places, run, said[enough], size)
        good = level.set_off() & ~level.leads() & ~level.edges()
        yield level.spelled(good & ~level.cut(good, bonds), freedom)


class _Level:
    """The runs of one length: their places, the number of the run at each, and how often each run is."""

    def __init__(self, codes: Codes, places: Ints, run: Ints, said: Ints, size: int) -> None:
        self._codes, self._places, self._run, self._said, self._size = codes, places, run, said, size
        self._heads = np.zeros(len(said), dtype=np.int64)
        self._heads[run[::-1]] = places[::-1]

    def spelled(self, good: Bools, freedom: float) -> Codes:
        """Those of the good runs that stand free on both sides, a row of characters for each."""
        for step in (-1, self._size):
            good = good & (self._entropy(good, step) >= freedom)
        rows: Codes = self._codes[self._heads[good][:, None] + np.arange(self._size)]
        return rows

    def set_off(self) -> Bools:
        """Which runs stand behind punctuation, or before it or a number; what is said often, both.

        What never does is a piece of words (民收入), or a verb that wants its object (全面推).
        """
        sides = [
            self._outer(step, last) * 100 >= np.maximum(self._said, 100)
            for step, last in ((-1, _BREAK), (self._size, _NUMBER))
        ]
        enough: Bools = np.where(self._said >= _OFTEN, sides[0] & sides[1], sides[0] | sides[1])
        return enough

    def leads(self) -> Bools:
        """Which runs open clauses and seldom close them: what is done and how (深入推进), and not what is spoken of."""
        opens, closes = self._outer(-1, _BREAK), self._outer(self._size, _BREAK)
        leads: Bools = (opens >= _OPENS * self._said) & (opens - closes >= _LEADS * self._said) & (opens >= 3)
        return leads

    def edges(self) -> Bools:
        """Which runs begin or end with a character that no phrase does."""
        barred = _edges("begin")[self._codes[self._heads]]
        return barred | _edges("end")[self._codes[self._heads + self._size - 1]]

    def cut(self, which: Bools, bonds: Bonds) -> Bools:
        """Which of some runs begin or end inside a word: 续提高 of 继续提高 and 持续提高."""
        mine = which[self._run]
        places, run = self._places[mine], self._run[mine]
        steps = (-1, 0, 1, self._size - 2, self._size - 1, self._size)
        before, first, second, third, last, behind = (self._codes[places + step].astype(np.int64) for step in steps)
        ends = (
            ((before, first), (first, second), bonds.opens[self._codes[self._heads]]),
            ((last, behind), (third, last), bonds.closes[self._codes[self._heads + self._size - 1]]),
        )
        cut = np.zeros(len(self._said), dtype=bool)
        for outer, inner, at_edge in ends:
            seldom = at_edge < _SELDOM
            held = bonds.of(*outer) > np.maximum(bonds.of(*inner) + np.where(seldom, 0.0, _MARGIN)[run], _HOLDS)
            cut |= np.bincount(run[held], minlength=len(cut)) >= np.where(seldom, _CUT_THEN, _CUT) * self._said
        return cut

    def _outer(self, step: int, last: int) -> Ints:
        """How often each run stands at the edge of a clause: behind, or `step` characters before, what breaks it."""
        return np.bincount(self._run[self._codes[self._places + step] <= last], minlength=len(self._said))

    def _entropy(self, which: Bools, step: int) -> Floats:
        """How free the neighbour of some runs is that stands `step` characters on; each break is one of its own.

        A number is one neighbour: 亿元 behind thousands of numbers does not stand free.
        """
        mine = which[self._run]
        number, beside = self._run[mine], self._codes[self._places[mine] + step].astype(np.int64)
        beside = np.where(beside == _BREAK, (1 << 16) + np.arange(len(beside)), beside)
        _, first, met = np.unique(number << 40 | beside, return_index=True, return_counts=True)
        owner = number[first]
        share = met / self._said[owner]
        summed: Floats = np.bincount(owner, weights=-share * np.log(share), minlength=len(self._said)).astype(float)
        return summed


def _cohesion(codes: Codes, runs: Codes, total: int) -> tuple[Ints, Floats]:
    """How often each run is said, and how much more often than its two parts would meet by chance: weakest joint."""
    trie = Trie(runs, endings=True)
    counts = np.zeros(len(trie), dtype=np.int64)
    for at in range(0, len(codes), _AT_ONCE):
        counts += trie.count(codes, at, min(at + _AT_ONCE, len(codes)))
    sizes = (runs > 0).sum(axis=1)
    said = counts[trie.ends[0]]
    weakest = np.full(len(runs), np.inf)
    for joint in range(1, LONGEST):
        own = np.flatnonzero(sizes > joint)
        first, second = counts[trie.beginnings[joint - 1][own]], counts[trie.ends[joint][own]]
        odds = np.log(said[own] * float(total) / (first.astype(float) * second))
        weakest[own] = np.minimum(weakest[own], odds)
    return said, weakest


@dataclass(frozen=True, slots=True)
class Often:
    """How often texts say phrases: of each text only the phrases it says.

    Attributes
    ----------
    phrases : int
        How many phrases there are.
    rows : tuple of (array, array)
        Of each text the numbers of the phrases that it says, and how often it says each.
    """

    phrases: int
    rows: tuple[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]], ...]

    def together(self, texts: Iterable[int]) -> Ints:
        """Return how often some texts together say each phrase.

        Parameters
        ----------
        texts : iterable of int
        """
        summed = np.zeros(self.phrases, dtype=np.int64)
        for text in texts:
            which, said = self.rows[text]
            summed[which] += said
        return summed


def often(texts: Characters, words: Iterable[str], which: Iterable[int]) -> Often:
    """Count phrases in some of the texts.

    Parameters
    ----------
    texts : Characters
    words : iterable of str
        Of 2 to 10 characters.
    which : iterable of int
        The numbers of the texts; the rows are in this order.

    Returns
    -------
    Often

    Examples
    --------
    >>> said = often(Characters(["乡村振兴，乡村振兴。", "乡村。"]), ["乡村", "乡村振兴"], [1, 0])
    >>> said.together([0]).tolist(), said.together([0, 1]).tolist()
    ([1, 0], [3, 2])
    """
    spelled = [coded(word) for word in words]
    runs = np.zeros((len(spelled), LONGEST), dtype=np.uint16)
    for row, one in zip(runs, spelled, strict=True):
        row[: len(one)] = one
    codes, parts = texts.codes, list(texts.parts())
    trie = Trie(runs)
    rows = []
    for text in which:
        said = trie.count(codes, *parts[text])[trie.ends[0]]
        there = np.flatnonzero(said)
        rows.append((there.astype(np.int32), said[there].astype(np.int32)))
    return Often(len(runs), tuple(rows))


@cache
def _edges(side: str) -> Bools:
    """Which characters no phrase begins, or ends, with."""
    table = np.zeros(_HAN[1] + 1, dtype=bool)
    table[[ord(said) for said in _said(side) if len(said) == 1]] = True
    return table


@cache
def _edge_words(side: str) -> tuple[str, ...]:
    """Which words of several characters no phrase begins, or ends, with."""
    return tuple(said for said in _said(side) if len(said) > 1)


@cache
def _suffixes() -> dict[str, tuple[str, ...]]:
    """What ends words, with the characters behind which it begins one: 力 of 着力, but of 力度 too."""
    return {row["said"]: tuple(row["but"].split()) for row in tables.rows("phrase_edges") if row["but"]}


def _is_half(words: str) -> bool:
    """Tell a phrase that begins with the end of a word: 力办好民生实事 of 着力, 赛等活动 of a list."""
    if words[1] == "等":
        return words[0] not in _GRADES
    own = _suffixes().get(words[0])
    return own is not None and not words.startswith(own, 1)


def _said(side: str) -> list[str]:
    rows = tables.rows("phrase_edges")
    return [row["said"] for row in rows if row["side"] in (side, "both") and not row["but"]]


def _folded(kept: dict[str, int], share: float) -> dict[str, int]:
    """Leave out what is hardly ever said but inside one longer phrase."""
    inside: dict[str, int] = {}
    for words, total in kept.items():
        for size in range(2, len(words)):
            for at in range(len(words) - size + 1):
                piece = words[at : at + size]
                if piece in kept:
                    inside[piece] = max(inside.get(piece, 0), total)
    return {words: total for words, total in kept.items() if inside.get(words, 0) < share * max(1, total)}
