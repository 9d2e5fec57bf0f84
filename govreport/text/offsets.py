"""Rewriting a text without losing where its characters came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Edit", "Step", "rewrite"]

Edit = tuple[int, int, str]
"""`(start, end, what stands there instead)`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rewriting: the pieces of the new text and of the old one, each piece as long as the other or exchanged whole.

    Attributes
    ----------
    new, old : tuple of int
        Where each piece begins in the new and in the old text; the last entry is the length of the text.
    """

    new: tuple[int, ...]
    old: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the old text that a span of the new one came from."""
        first = _moved(start, self.new, self.old, begins=True)
        return first, first if end <= start else max(first, _moved(end, self.new, self.old, begins=False))

    def forward(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the new text that a span of the old one became."""
        first = _moved(start, self.old, self.new, begins=True)
        return first, first if end <= start else max(first, _moved(end, self.old, self.new, begins=False))


def _moved(place: int, here: tuple[int, ...], there: tuple[int, ...], *, begins: bool) -> int:
    """Move a place to the other text: as the start of what follows it, or as the end of what stands before it."""
    if begins:
        if place >= here[-1]:
            return there[-1]
        piece = bisect_right(here, place) - 1
        alike = here[piece + 1] - here[piece] == there[piece + 1] - there[piece]
        return there[piece] + (place - here[piece] if alike else 0)
    if place <= 0:
        return 0
    piece = bisect_right(here, place - 1) - 1
    alike = here[piece + 1] - here[piece] == there[piece + 1] - there[piece]
    return there[piece] + (place - here[piece]) if alike else there[piece + 1]


def rewrite(text: str, edits: Iterable[Edit]) -> tuple[str, Step | None]:
    """Apply edits to a text.

    Parameters
    ----------
    text : str
    edits : iterable of (int, int, str)
        In order, not overlapping.

    Returns
    -------
    text : str
    step : Step or None
        None where no offset moves.

    Examples
    --------
    >>> text, step = rewrite("增长 5 %", [(2, 3, ""), (4, 5, "")])
    >>> text, step.back(2, 4), step.forward(3, 6)
    ('增长5%', (3, 6), (2, 4))
    """
    parts: list[str] = []
    new, old = [0], [0]
    done = length = 0
    moves = False
    for start, end, said in edits:
        parts += text[done:start], said
        at = length + start - done
        length = at + len(said)
        if len(said) != end - start:
            moves = True
            if at > new[-1] or start > old[-1]:
                new.append(at)
                old.append(start)
            new.append(length)
            old.append(end)
        done = end
    if not parts:
        return text, None
    parts.append(text[done:])
    written = "".join(parts)
    if not moves:
        return written, None
    new.append(len(written))
    old.append(len(text))
    return written, Step(tuple(new), tuple(old))
