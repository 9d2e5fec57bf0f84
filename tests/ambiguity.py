"""Rows in a pattern that read a text in two ways: what follows them is tried after both, at every word of the row.

A pattern is read as an automaton, and two readings of one text are followed side by side (Weber and Seidl, On the
degree of ambiguity of finite automata, 1991): where both are back at the begin of the row and were not the same all the
way, the time of a search doubles with each repetition. What a pattern only looks at (`(?=…)`, `(?<!…)`, `^`) is passed
over, so a row that it alone keeps apart is found too.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as codes
    from re import _parser as parser
else:
    import sre_constants as codes
    import sre_parse as parser

#: rows of no more are not followed: what is tried there is bounded
FEW = 12
_LAST = sys.maxunicode
_CLASSES = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
}
_LOOKS = (codes.ASSERT, codes.ASSERT_NOT, codes.AT)
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_ONE = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)
Ranges = list[tuple[int, int]]


def ambiguous_rows(pattern: str) -> list[str]:
    """Return a text for each row of a pattern that reads it in two ways.

    Parameters
    ----------
    pattern : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> ambiguous_rows("(?:分期|分批|分期分批)*完成"), ambiguous_rows("(?:分期|分批)*完成"), ambiguous_rows("(?:a+)+b")
    (['分期分批'], [], ['aa'])
    """
    if not re.search(r"[*+{]", pattern):  # nothing is repeated: no row, and nothing to take apart
        return []
    found = (_Automaton(row).read_twice() for row in _rows(parser.parse(pattern)))
    return [text for text in found if text is not None]


def _rows(parsed: Any) -> Iterator[Any]:
    """Yield what is repeated more than a few times, and is more than a character."""
    for code, given in parsed:
        for part in _parts(code, given):
            yield from _rows(part)
        many = code in _REPEATS and given[1] > FEW
        if many and not (len(given[2]) == 1 and given[2][0][0] in _ONE):
            yield given[2]


def _parts(code: Any, given: Any) -> list[Any]:
    if code is codes.BRANCH:
        return list(given[1])
    if code is codes.SUBPATTERN or code in _REPEATS:
        return [given[-1]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [given[1]]
    return [part for part in given[1:] if part] if code is codes.GROUPREF_EXISTS else []


class _Automaton:
    """A row as states: `free` are steps without a character, `steps` those with one of some ranges."""

    def __init__(self, row: Any) -> None:
        self.free: list[list[int]] = []
        self.steps: list[list[tuple[Ranges, int]]] = []
        self._out: dict[int, list[tuple[Ranges, int]]] = {}
        self.begin = self._state()
        self.free[self._add(row, self.begin)].append(self.begin)

    def read_twice(self) -> str | None:
        """Return the shortest text from the begin to the begin in two ways, None where there is none."""
        first = (self.begin, self.begin, False)
        came: dict[tuple[int, int, bool], tuple[Any, int]] = {first: (None, 0)}
        todo = deque([first])
        while todo:
            here = todo.popleft()
            if here[2] and all(self.begin in self._reached(state) for state in here[:2]):
                return _text(came, here)
            for there, letter in self._both(*here):
                if there not in came:
                    came[there] = (here, letter)
                    todo.append(there)
        return None

    def _both(self, one: int, other: int, apart: bool) -> Iterator[tuple[tuple[int, int, bool], int]]:
        same = one == other and not apart
        for at, (letters, to) in enumerate(self._from(one)):
            for beside, (others, way) in enumerate(self._from(other)):
                letter = _common(letters, others)
                if letter is not None and not (same and beside < at):
                    yield (to, way, not same or at != beside), letter

    def _from(self, state: int) -> list[tuple[Ranges, int]]:
        if state not in self._out:
            self._out[state] = [step for reached in self._reached(state) for step in self.steps[reached]]
        return self._out[state]

    def _reached(self, state: int) -> set[int]:
        reached, todo = {state}, [state]
        while todo:
            new = set(self.free[todo.pop()]) - reached
            reached |= new
            todo += new
        return reached

    def _state(self) -> int:
        self.free.append([])
        self.steps.append([])
        return len(self.free) - 1

    def _join(self, starts: list[int]) -> int:
        end = self._state()
        for start in starts:
            self.free[start].append(end)
        return end

    def _add(self, parsed: Any, at: int) -> int:
        for code, given in parsed:
            if code in _ONE:
                end = self._state()
                self.steps[at].append((_letters(code, given), end))
                at = end
            elif code in _REPEATS:
                at = self._repeat(*given, at)
            elif code is codes.BRANCH:
                at = self._join([self._add(option, self._join([at])) for option in given[1]])
            elif code is codes.SUBPATTERN:
                at = self._add(given[-1], at)
            elif code not in _LOOKS:
                raise NotImplementedError(f"{code} in a row")
        return at

    def _repeat(self, least: int, most: int, row: Any, at: int) -> int:
        for _ in range(min(least, FEW)):
            at = self._add(row, at)
        if most > FEW:
            begin = self._join([at])
            self.free[self._add(row, begin)].append(begin)
            return self._join([begin])
        ends = [at]
        for _ in range(most - least):
            ends.append(self._add(row, ends[-1]))
        return self._join(ends)


def _text(came: dict[tuple[int, int, bool], tuple[Any, int]], here: tuple[int, int, bool]) -> str:
    letters: list[str] = []
    before, letter = came[here]
    while before is not None:
        letters.append(chr(letter))
        before, letter = came[before]
    return "".join(reversed(letters))


def _letters(code: Any, given: Any) -> Ranges:
    if code is codes.LITERAL:
        return [(given, given)]
    if code is codes.NOT_LITERAL:
        return _others([(given, given)])
    if code is codes.ANY:
        return _others([(10, 10)])
    ranges: Ranges = []
    for kind, what in given:
        if kind is codes.LITERAL:
            ranges.append((what, what))
        elif kind is codes.RANGE:
            ranges.append(what)
        elif kind is codes.CATEGORY:
            ranges += _of_class(_CLASSES[what])
    return _others(ranges) if given[0][0] is codes.NEGATE else ranges


@cache
def _of_class(written: str) -> Ranges:
    fits = re.compile(written).match
    ends = [at for at in range(0x10000) if bool(fits(chr(at))) != (at > 0 and bool(fits(chr(at - 1))))]
    ends += [_LAST + 1] * (len(ends) % 2)
    return [(start, end - 1) for start, end in zip(ends[::2], ends[1::2], strict=True)]


def _others(ranges: Ranges) -> Ranges:
    found: Ranges = []
    at = 0
    for start, end in sorted(ranges):
        if start > at:
            found.append((at, start - 1))
        at = max(at, end + 1)
    return [*found, (at, _LAST)] if at <= _LAST else found


def _common(some: Ranges, others: Ranges) -> int | None:
    """A letter of both."""
    for start, end in some:
        for begin, last in others:
            if max(start, begin) <= min(end, last):
                return max(start, begin)
    return None
