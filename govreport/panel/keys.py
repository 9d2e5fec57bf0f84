"""The words of a text, and nothing of how they are set: what a correction is found again by."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

from govreport.text.canon import Canon, canonical

__all__ = ["MARKS", "Key", "key_of", "marked", "unmarked"]

#: what stands around the quote in a sentence of a worklist
MARKS = "【】"
_DASHES = "-—–−－~～"
_SIGNS = "%‰"
#: the mark of a note, which one copy of a report has and another has not
_NOTE = re.compile(r"[\[［〔]\s*\d{1,3}\s*[\]］〕]")


class Key:
    """The letters and digits of a text in canonical characters, and the way between them and the text.

    Parameters
    ----------
    text : str

    Attributes
    ----------
    words : str
        Letters, digits and the signs of numbers; no blanks, no punctuation.

    Examples
    --------
    >>> key = Key("出口 １２.５ 亿\\n元，增长5%。")
    >>> key.words, key.inside(3, 9), key.outside(2, 8)
    ('出口12.5亿元增长5%', (2, 7), (3, 11))
    """

    __slots__ = ("_at", "_canon", "words")

    def __init__(self, text: str) -> None:
        self._canon: Canon = canonical(text)
        found = list(_telling(self._canon.text))
        self._at = [at for at, _ in found]
        self.words = "".join(letter for _, letter in found)

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `words` that a span of the text became."""
        first, last = self._canon.forward(start, end)
        return bisect_left(self._at, first), bisect_left(self._at, last)

    def outside(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text that a span of `words` came from."""
        if start >= end:
            return (0, 0)
        return self._canon.back(self._at[start], self._at[end - 1] + 1)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of canonical text around a span of `words`, as places in the text: from mark to mark."""
        text = self._canon.text
        first, last = self._at[start], self._at[end - 1] + 1
        before = max(text.rfind(stop, 0, first) for stop in "。！？\n") + 1
        after = min((at for stop in "。！？\n" if (at := text.find(stop, last)) >= 0), default=len(text))
        while before < first and text[before] in " \t\u3000":
            before += 1
        return self._canon.back(before, min(after + (text[after : after + 1] != "\n"), len(text)))


def _telling(text: str) -> list[tuple[int, str]]:
    """The letters that tell, and where they stand: no blanks, no marks of notes, points and dashes in numbers only."""
    noted = {at for note in _NOTE.finditer(text) for at in range(*note.span())}
    there = [(at, raw) for at, raw in enumerate(text) if not raw.isspace() and at not in noted]
    digits = [raw.isdigit() for _, raw in there] + [False]
    found: list[tuple[int, str]] = []
    for number, (at, raw) in enumerate(there):
        letter = raw if raw.isascii() else unicodedata.normalize("NFKC", raw)
        if letter in _DASHES:
            keep, letter = digits[number + 1], "-"
        elif letter == ".":
            keep = digits[number + 1] and digits[number - 1]
        else:
            keep = (letter.isalnum() or letter in _SIGNS) and unicodedata.category(raw) != "No"
        if keep:
            found += [(at, one) for one in letter.lower()]
    return found


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """Return the words of a text; see `Key`.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> key_of("增长 6%—6.5%。")
    '增长6%-6.5%'
    """
    return Key(text).words


def marked(sentence: str, start: int, end: int) -> str:
    """Return a sentence in one line with its quote marked.

    Parameters
    ----------
    sentence : str
    start, end : int
        The place of the quote in it.

    Returns
    -------
    str

    Examples
    --------
    >>> marked("增长5%。", 2, 4)
    '增长【5%】。'
    """
    parts = (sentence[:start], sentence[start:end], sentence[end:])
    before, quote, after = (" ".join(part.splitlines()) for part in parts)
    return f"{before}{MARKS[0]}{quote}{MARKS[1]}{after}"


def unmarked(sentence: str, quote: str) -> tuple[str, str, list[tuple[int, int]]]:
    """Return the words of a sentence and of its quote, and where the quote may stand in the sentence.

    Parameters
    ----------
    sentence : str
        With the quote marked, or without.
    quote : str
        "" for the marked stretch.

    Returns
    -------
    words, quoted : str
    places : list of (int, int)
        One where the quote is marked; else all where its words stand, and not within a longer number.

    Examples
    --------
    >>> unmarked("产值15%，出口【5%】，进口5%", "")
    ('产值15%出口5%进口5%', '5%', [(7, 9)])
    >>> unmarked("产值15%，出口5%，进口5%", "5%")[2]
    [(7, 9), (11, 13)]
    """
    before, opens, rest = sentence.partition(MARKS[0])
    inner, closes, after = rest.partition(MARKS[1])
    said = key_of(quote or inner)
    if opens and closes and key_of(inner) == said:
        joined = Key(before + inner + after)
        return joined.words, said, [joined.inside(len(before), len(before) + len(inner))]
    words = key_of(sentence)
    return words, said, list(_all(said, words))


def _all(said: str, words: str) -> list[tuple[int, int]]:
    found, at = [], words.find(said) if said else -1
    while at >= 0:
        end = at + len(said)
        if not (_goes_on(words[:at], said[0]) or _goes_on(words[end:][::-1], said[-1])):
            found.append((at, end))
        at = words.find(said, at + 1)
    return found


def _goes_on(beyond: str, edge: str) -> bool:
    """Whether a number goes on beyond the edge of a quote."""
    return edge.isdigit() and beyond[-1:] != "" and (beyond[-1].isdigit() or beyond[-1] == ".")
