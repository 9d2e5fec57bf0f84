"""Phrases found without a list: runs of characters that are said again, hold together, and stand free on both sides.

A level at a time: the runs of n+1 characters are told apart by the number of the run of n characters and the character
behind it, and only where the shorter run is frequent enough. That is a sort of the places for each level, whatever the
text says.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from govreport.words.matching import coded

__all__ = ["Candidates", "Phrase", "found_phrases"]

Ints = npt.NDArray[np.int64]
Runs = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
LONGEST = 10
_BREAK, _NUMBER = 0, 1  #: what no phrase holds: punctuation, and a number
_HAN = (0x3400, 0x9FFF)
#: what opens a clause in so many of its places, and in so many more than it closes one, is a deed or its manner
_OPENS, _LEADS = 0.45, 0.25
_OFTEN = 8  #: from here on a phrase would have been seen at both ends of a clause


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, and how often each text says it."""

    words: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The phrases of some texts, and how many characters of words each text has."""

    phrases: tuple[Phrase, ...]
    sizes: tuple[int, ...]


def found_phrases(
    texts: Sequence[str], *, least: int = 3, cohesion: float = 3.0, freedom: float = 1.0, folded: float = 0.7
) -> Candidates:
    """Find the phrases of texts.

    Parameters
    ----------
    texts : sequence of str
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
    >>> said = ["抓好乡村振兴。推进乡村振兴，", "全面乡村振兴；乡村振兴见效。"]
    >>> [(one.words, one.counts) for one in found_phrases(said, least=3, cohesion=0.5).phrases]
    [('乡村振兴', (2, 2))]
    """
    codes, owner = _prepared(texts)
    sizes = np.bincount(owner[codes > _NUMBER], minlength=len(texts))
    grams = _Grams(codes, owner, len(texts))
    kept: dict[str, tuple[int, ...]] = {}
    for size in range(2, LONGEST + 1):
        if not grams.lengthen(least):
            break
        kept.update(grams.level(size, cohesion, freedom))
    phrases = _folded(kept, folded)
    return Candidates(tuple(sorted(phrases, key=lambda p: (-sum(p.counts), p.words))), tuple(sizes.tolist()))


def _prepared(texts: Sequence[str]) -> tuple[Runs, Runs]:
    """Characters as numbers, punctuation as breaks and each number as one, and the text that each stands in."""
    every = [coded(text + "\n").astype(np.int32) for text in texts]
    owner = np.repeat(np.arange(len(every), dtype=np.int32), [len(one) for one in every])
    codes = np.concatenate(every) if every else np.zeros(0, dtype=np.int32)
    han = (codes >= _HAN[0]) & (codes <= _HAN[1])
    latin = ((codes >= 65) & (codes <= 90)) | ((codes >= 97) & (codes <= 122))
    digit = ((codes >= 48) & (codes <= 57)) | np.isin(codes, coded(".%‰"))
    return np.where(han | latin, codes, np.where(digit, _NUMBER, _BREAK)).astype(np.int32), owner


@dataclass(frozen=True, slots=True)
class _Level:
    """The runs of one length: how often each is, where it is first, and which runs it is without its last character
    and without its first."""

    often: Ints
    heads: Ints
    prefix: Ints
    suffix: Ints


def _numbered(key: Ints, least: int) -> tuple[Runs, Ints]:
    """The number of the run at each place, -1 where it is rare or broken, and how often each is."""
    run = np.full(len(key), -1, dtype=np.int32)
    places = np.flatnonzero(key >= 0)
    _, number, sizes = np.unique(key[places], return_inverse=True, return_counts=True)
    enough = sizes >= least
    renumbered = np.where(enough, np.cumsum(enough) - 1, -1)
    run[places] = renumbered[number]
    return run, sizes[enough]


class _Grams:
    """Chooses among the runs of a length those that are phrases; of the shorter runs it keeps one row each."""

    def __init__(self, codes: Runs, owner: Runs, texts: int) -> None:
        self._codes, self._owner, self._texts = codes, owner, texts
        self._total = float((codes > _NUMBER).sum())
        self._run, often = _numbered(np.where(codes > _NUMBER, codes, -1).astype(np.int64), 1)
        none = np.zeros(0, dtype=np.int64)
        self._levels = [_Level(often, none, none, none)]

    def lengthen(self, least: int) -> bool:
        """Go on to runs of one character more; False where there are none."""
        before, size = self._run, len(self._levels) + 1
        last = len(self._codes) - size + 1
        if last <= 0:
            return False
        pair = np.full(len(self._codes), -1, dtype=np.int64)
        fits = np.flatnonzero((before[:last] >= 0) & (before[1 : last + 1] >= 0))
        pair[fits] = before[fits].astype(np.int64) * (1 << 21) + self._codes[fits + size - 1]
        self._run, often = _numbered(pair, least)
        places = np.flatnonzero(self._run >= 0)
        heads = np.zeros(len(often), dtype=np.int64)
        heads[self._run[places][::-1]] = places[::-1]  # the first place of each
        self._levels.append(_Level(often, heads, before[heads].astype(np.int64), before[heads + 1].astype(np.int64)))
        return len(often) > 0

    def level(self, size: int, cohesion: float, freedom: float) -> dict[str, tuple[int, ...]]:
        places = np.flatnonzero(self._run >= 0)
        number = self._run[places].astype(np.int64)
        heads = self._levels[-1].heads
        good = self._cohesion() >= cohesion
        good &= self._entropy(places, number, len(heads), -1) >= freedom
        good &= self._entropy(places, number, len(heads), size) >= freedom
        good &= self._set_off(places, number, len(heads), size)
        good &= ~self._leads(places, number, len(heads), size)
        good &= ~_edges("begin")[self._codes[heads]] & ~_edges("end")[self._codes[heads + size - 1]]
        chosen = np.flatnonzero(good)
        if not len(chosen):
            return {}
        order = np.full(len(heads), -1, dtype=np.int64)
        order[chosen] = np.arange(len(chosen))
        mine = order[number]
        table = np.zeros((len(chosen), self._texts), dtype=np.int64)
        np.add.at(table, (mine[mine >= 0], self._owner[places[mine >= 0]]), 1)
        spelled = ["".join(map(chr, self._codes[at : at + size].tolist())) for at in heads[chosen].tolist()]
        begin, end = _edge_words("begin"), _edge_words("end")
        return {
            words: tuple(counts)
            for words, counts in zip(spelled, table.tolist(), strict=True)
            if not words.startswith(begin) and not words.endswith(end)
        }

    def _cohesion(self) -> Floats:
        """How much more often each run is said than its two parts would meet by chance, at its weakest joint."""
        size, often = len(self._levels), self._levels[-1].often
        left = right = np.arange(len(often))
        said: list[tuple[Ints, Ints]] = []  # of the first, and the last, size-1, size-2 … characters
        for shorter in range(size - 1, 0, -1):
            left, right = self._levels[shorter].prefix[left], self._levels[shorter].suffix[right]
            said.append((self._levels[shorter - 1].often[left], self._levels[shorter - 1].often[right]))
        weakest = np.full(len(often), np.inf)
        for (first, _), (_, second) in zip(said, reversed(said), strict=True):
            weakest = np.minimum(weakest, np.log(often * self._total / (first.astype(float) * second)))
        return weakest

    def _set_off(self, places: Ints, number: Ints, runs: int, size: int) -> npt.NDArray[np.bool_]:
        """Which runs stand behind punctuation, or before it or a number; what is said often, both.

        What never does is a piece of words (民收入), or a verb that wants its object (全面推).
        """
        often = np.bincount(number, minlength=runs)
        sides = [
            self._outer(places, number, runs, step, last) * 100 >= np.maximum(often, 100)
            for step, last in ((-1, _BREAK), (size, _NUMBER))
        ]
        enough: npt.NDArray[np.bool_] = np.where(often >= _OFTEN, sides[0] & sides[1], sides[0] | sides[1])
        return enough

    def _leads(self, places: Ints, number: Ints, runs: int, size: int) -> npt.NDArray[np.bool_]:
        """Which runs open clauses and seldom close them: what is done and how (深入推进), and not what is spoken of."""
        often = np.bincount(number, minlength=runs)
        opens = self._outer(places, number, runs, -1, _BREAK)
        closes = self._outer(places, number, runs, size, _BREAK)
        leads: npt.NDArray[np.bool_] = (opens >= _OPENS * often) & (opens - closes >= _LEADS * often) & (opens >= 3)
        return leads

    def _outer(self, places: Ints, number: Ints, runs: int, step: int, last: int) -> Ints:
        """How often each run stands at the edge of a clause: behind, or `step` characters before, what breaks it."""
        at = places + step
        beside = self._codes[np.clip(at, 0, len(self._codes) - 1)]
        outer = (beside <= last) | (at < 0) | (at >= len(self._codes))
        return np.bincount(number[outer], minlength=runs)

    def _entropy(self, places: Ints, number: Ints, runs: int, step: int) -> Floats:
        """How free the neighbour is that stands `step` characters from each run; every break is a neighbour of its own.

        A number is one neighbour: 亿元 behind thousands of numbers does not stand free.
        """
        at = places + step
        inside = (at >= 0) & (at < len(self._codes))
        beside = np.where(inside, self._codes[np.clip(at, 0, len(self._codes) - 1)], _BREAK)
        free = beside == _BREAK
        beside = np.where(free, (1 << 21) + np.arange(len(beside)) % (1 << 20), beside)
        _, which, often = np.unique(number * (1 << 22) + beside, return_index=True, return_counts=True)
        owner = number[which]
        total = np.bincount(number, minlength=runs).astype(float)
        share = often / total[owner]
        summed: Floats = np.bincount(owner, weights=-share * np.log(share), minlength=runs).astype(np.float64)
        return summed


@cache
def _edges(side: str) -> npt.NDArray[np.bool_]:
    """Which characters no phrase begins, or ends, with."""
    table = np.zeros(_HAN[1] + 1, dtype=bool)
    table[[ord(said) for said in _said(side) if len(said) == 1]] = True
    return table


@cache
def _edge_words(side: str) -> tuple[str, ...]:
    """Which words of several characters no phrase begins, or ends, with."""
    return tuple(said for said in _said(side) if len(said) > 1)


def _said(side: str) -> list[str]:
    text = (files("govreport") / "data" / "phrase_edges.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row["said"] for row in rows if row["side"] in (side, "both")]


def _folded(kept: dict[str, tuple[int, ...]], share: float) -> list[Phrase]:
    """Leave out what is hardly ever said but inside one longer phrase."""
    inside: dict[str, int] = {}
    for words, counts in kept.items():
        total = sum(counts)
        for size in range(2, len(words)):
            for at in range(len(words) - size + 1):
                piece = words[at : at + size]
                if piece in kept:
                    inside[piece] = max(inside.get(piece, 0), total)
    return [
        Phrase(words, counts) for words, counts in kept.items() if inside.get(words, 0) < share * max(1, sum(counts))
    ]
