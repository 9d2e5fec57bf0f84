"""Rewriting a text without losing where its characters came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Edit", "Span", "Step", "rewrite"]

Span = tuple[int, int]
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

    def back(self, spans: Iterable[Span]) -> list[Span]:
        """Return the spans of the old text that spans of the new one came from."""
        return _moved(spans, self.new, self.old)

    def forward(self, spans: Iterable[Span]) -> list[Span]:
        """Return the spans of the new text that spans of the old one became."""
        return _moved(spans, self.old, self.new)


def _moved(spans: Iterable[Span], here: tuple[int, ...], there: tuple[int, ...]) -> list[Span]:
    """Move spans to the other text: each from the start of what follows it to the end of what stands before its end.

    All at once and in one loop: a report has thousands, and most of them lie within one piece.
    """
    length, found = here[-1], []
    for start, end in spans:
        if start >= length:
            first = there[-1]
        else:
            piece = bisect_right(here, start) - 1
            low, high = here[piece], here[piece + 1]
            if start < end <= high and there[piece + 1] - there[piece] == high - low:
                moved = there[piece] - low
                found.append((start + moved, end + moved))
                continue
            first, inside = there[piece], start - here[piece]
            if inside and here[piece + 1] - here[piece] == there[piece + 1] - first:
                first += inside
        last = first
        if end > start and end > 0:
            piece = bisect_right(here, end - 1) - 1
            alike = here[piece + 1] - here[piece] == there[piece + 1] - there[piece]
            last = there[piece] + (end - here[piece]) if alike else there[piece + 1]
        found.append((first, last if last > first else first))
    return found


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
    >>> text, step.back([(2, 4)]), step.forward([(3, 6)])
    ('增长5%', [(3, 6)], [(2, 4)])
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
