"""Where words stand in a text: every place of hundreds of words in one pass, and which of them count.

The text is looked at as an array of characters: only where two characters begin some word is anything compared, which
leaves a few places in a hundred. `docs/decisions.md` has the times beside an Aho-Corasick library.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Found", "Matcher", "chosen", "coded"]

EXCLUDED = -1
_MASK = 0xFFFFF  #: pairs that share an entry are compared in the end anyway


class Found(NamedTuple):
    """A word in a text: `text[start:end]`, and the number of its term, `EXCLUDED` where it keeps others out."""

    start: int
    end: int
    term: int


def coded(text: str) -> npt.NDArray[np.uint32]:
    """Return the characters of a text as numbers.

    Parameters
    ----------
    text : str

    Returns
    -------
    ndarray of uint32

    Examples
    --------
    >>> coded("环保").tolist() == [ord("环"), ord("保")]
    True
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


class Matcher:
    """Finds words.

    Parameters
    ----------
    words : sequence of str
        None empty, none twice.

    Examples
    --------
    >>> Matcher(["环保", "生态环保", "AI"]).find("生态环保，AIDS，AI")
    [(0, 4, 1), (2, 4, 0), (10, 12, 2)]
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._pairs = np.zeros(_MASK + 1, dtype=bool)
        self._letters = np.zeros(_MASK + 1, dtype=bool)
        self._numbers = {word: number for number, word in enumerate(words)}
        lengths: dict[str, set[int]] = {}
        for word in words:
            codes = coded(word)
            if len(word) == 1:
                self._letters[codes[0] & _MASK] = True
            else:
                self._pairs[_paired(codes[:2])] = True
                lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {pair: tuple(sorted(some)) for pair, some in lengths.items()}
        self._single = any(len(word) == 1 for word in words)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return `(start, end, number of the word)` of every place of every word, in the order of the text.

        Parameters
        ----------
        text : str

        Returns
        -------
        list of (int, int, int)
            A Latin word is not found inside a longer one, nor a number inside a longer one.
        """
        codes = coded(text + "\0")
        places = self._pairs[_paired(codes)]
        if self._single:
            places |= self._letters[codes[:-1] & _MASK]
        found: list[tuple[int, int, int]] = []
        numbers, lengths, alone = self._numbers, self._lengths, (1,) if self._single else ()
        for at in np.flatnonzero(places).tolist():
            for length in (*alone, *lengths.get(text[at : at + 2], ())):
                word = text[at : at + length]
                number = numbers.get(word)
                if number is not None and not (
                    (word[0].isascii() or word[-1].isascii()) and _goes_on(text, at, at + length)
                ):
                    found.append((at, at + length, number))
        return found


def _paired(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """A number for every two characters that follow each other."""
    return (codes[:-1] * np.uint32(40503) + codes[1:]) & np.uint32(_MASK)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a word of Latin letters or digits is only a piece of a longer one."""
    return _one_word(text[max(0, start - 1) : start + 1]) or _one_word(text[end - 1 : end + 1])


def _one_word(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and (pair.isalpha() or pair.isdigit())


def chosen(found: Iterable[Found], *, nested: bool = False) -> list[Found]:
    """Return what counts of the words of one concept that stand in a text.

    Parameters
    ----------
    found : iterable of Found
        All places of all words.
    nested : bool, default False
        Count words inside longer ones too.

    Returns
    -------
    list of Found
        In the order of the text. What stands in an exclusion or reaches into one is out, unless the exclusion is only a
        piece of it; of words that overlap the longest counts, of those the first.

    Examples
    --------
    >>> chosen([Found(0, 4, 0), Found(2, 4, 1), Found(6, 8, 1), Found(6, 9, EXCLUDED)])
    [Found(start=0, end=4, term=0)]
    """
    every = list(found)
    barred = sorted((one.start, one.end) for one in every if one.term == EXCLUDED)
    counted = [one for one in every if one.term != EXCLUDED]
    if barred:
        longest = max(end - start for start, end in barred)
        counted = [one for one in counted if not _is_barred(one, barred, longest)]
    if nested or len(counted) < 2:
        return sorted(counted)
    taken: set[int] = set()
    kept: list[Found] = []
    for one in sorted(counted, key=lambda f: (f.start - f.end, f.start)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept)


def _is_barred(one: Found, barred: list[tuple[int, int]], longest: int) -> bool:
    at = bisect_left(barred, (one.start - longest, 0))
    while at < len(barred) and barred[at][0] < one.end:
        start, end = barred[at]
        inside = one.start <= start and end <= one.end and end - start < one.end - one.start
        if end > one.start and not inside:
            return True
        at += 1
    return False
