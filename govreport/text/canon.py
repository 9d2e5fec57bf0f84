"""The canonical text of a report, as if every character of it had been typed with care, and the way back.

Files differ in what their readers never see: width of digits, characters that only look like others, characters
without width, blanks round numbers, lines cut by a page or a mail, marks of footnotes, traditional characters. All of
that is undone here, once. What comes after looks at `Canon.text` alone, and asks `Canon.back` for the place in the
file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from govreport.model import Report
from govreport.text import characters, notes, spacing
from govreport.text.offsets import Edit, Span, Step, rewrite
from govreport.text.script import rewritten, simplified
from govreport.text.wrapping import broken_lines, unseen_lines

__all__ = ["Canon", "canon_of", "canonical"]

_TURNS = 4  #: what one rule takes out may uncover work for another; more turns than these nobody has seen


@dataclass(frozen=True, slots=True)
class Canon:
    """A text in canonical characters.

    Attributes
    ----------
    text : str
        In simplified characters, without what nobody sees, each paragraph in one line.
    written : str
        The same, character for character, with traditional characters where the source has them.
    source : str
        The text it was made of.
    steps : tuple of Step
        How offsets moved, in order; empty where none did.
    """

    text: str
    written: str
    source: str
    steps: tuple[Step, ...]

    def back(self, start: int, end: int) -> Span:
        """Return where a span of the canonical text stands in the source, from its first to its last character."""
        return self.all_back([(start, end)])[0]

    def forward(self, start: int, end: int) -> Span:
        """Return the span of the canonical text that a span of the source became."""
        return self.all_forward([(start, end)])[0]

    def all_back(self, spans: list[Span]) -> list[Span]:
        """Return where spans of the canonical text stand in the source."""
        for step in reversed(self.steps):
            spans = step.back(spans)
        return spans

    def all_forward(self, spans: list[Span]) -> list[Span]:
        """Return the spans of the canonical text that spans of the source became."""
        for step in self.steps:
            spans = step.forward(spans)
        return spans

    def spelled(self, words: str, start: int, end: int) -> str:
        """Return words that were found in canonical characters in the script of the source.

        Parameters
        ----------
        words : str
            They need not stand in the text in one piece.
        start, end : int
            The stretch of the canonical text in which they were found.
        """
        return words if self.written is self.text else rewritten(words, self.written[start:end], self.written)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rewriting and the characters without which it has nothing to do; it gives edits, or a text as long."""

    needs: frozenset[str]
    edits: Callable[[str], Iterable[Edit]] | None = None
    exchange: Callable[[str], str] | None = None


_RULES = (
    _Rule(frozenset("&<\\\r"), characters.escapes),
    _Rule(characters.INVISIBLE, unseen_lines),
    _Rule(characters.INVISIBLE, characters.invisible),
    _Rule(characters.ABBREVIATED, characters.abbreviations),
    _Rule(characters.ODD, exchange=characters.plain),
    _Rule(characters.CAPITALS, exchange=characters.capitals),
    _Rule(characters.NARROW, exchange=characters.chinese_punctuation),
    _Rule(frozenset("\u3000"), spacing.paragraphs_run_together),
    _Rule(frozenset("。"), spacing.chapters_run_in),
    _Rule(frozenset("\n"), broken_lines),
    _Rule(frozenset('"'), exchange=characters.paired_quotes),
    _Rule(notes.BRACKETS, notes.bracketed_marks),
    _Rule(notes.RAISED, notes.raised_marks),
    _Rule(notes.CIRCLED, notes.circled_marks),
    _Rule(frozenset(" \t\u3000"), spacing.blanks),
    _Rule(frozenset("m"), spacing.areas),
)


#: what tells which rules have work to do: characters that nearly every text has many of, and the others
_COMMON = frozenset("。\n\u3000 ")
_RARE = frozenset().union(*(rule.needs for rule in _RULES)) - _COMMON
_RARELY = re.compile(f"[{''.join(map(re.escape, sorted(_RARE)))}]")


def _telling(text: str) -> set[str]:
    return {*_RARELY.findall(text), *(char for char in _COMMON if char in text)}


@lru_cache(maxsize=16)  # a text is asked about before there is a report that carries what was made of it
def canonical(text: str) -> Canon:
    """Write a text in canonical characters.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Canon
        Its `text` is the argument itself where there is nothing to mend.

    Examples
    --------
    >>> canon = canonical("⽣产总值突破 ６０００ 亿元，\\n增⻓[1]5.2℅。")
    >>> canon.text
    '生产总值突破6000亿元，增长5.2%。'
    >>> canon.back(6, 12), canon.source[7:14]
    ((7, 14), '６０００ 亿元')
    """
    now, steps = text, list[Step]()
    for _ in range(_TURNS):
        before = now
        now = _turn(now, steps)
        if now == before:
            break
    plain = simplified(now)
    return Canon(now if plain == now else plain, now, text, tuple(steps))


def canon_of(report: Report) -> Canon:
    """Return the canonical text of a report, which carries it from then on: it is made once.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Canon

    Examples
    --------
    >>> from govreport import report_from_text
    >>> report = report_from_text("XX市2024年政府工作报告\\n各位代表：\\n增长５％。")
    >>> canon_of(report).text[-5:], canon_of(report) is canon_of(report)
    ('增长5%。', True)
    """
    if report._canon is None:
        object.__setattr__(report, "_canon", canonical(report.text))
    return cast(Canon, report._canon)


def _turn(text: str, steps: list[Step]) -> str:
    found = _telling(text)
    for rule in _RULES:
        if found.isdisjoint(rule.needs):
            continue
        if rule.exchange:
            written = rule.exchange(text)
        else:
            assert rule.edits
            written, step = rewrite(text, rule.edits(text))
            if step:
                steps.append(step)
        if written != text:
            text, found = written, _telling(written)
    return text
