"""What a number says by the words beside it, asked once where they come again.

A report seldom says the same twice; a table of numbers or a text that repeats itself does nothing else, and there the
words beside a number need not be read anew for each. What is asked here sees nothing but these words.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from govreport import grammar
from govreport.extraction.claim import AGAIN, Claim, Window
from govreport.extraction.measure import Tail, measure
from govreport.extraction.nothing import why_nothing
from govreport.extraction.scan import Quantity
from govreport.model import Bound, Measure

__all__ = ["Saying", "saying"]


class Saying(NamedTuple):
    """What a number says.

    Attributes
    ----------
    subject : str or None
        What stands before the verbs; None where it measures nothing.
    tail : match or None
        The verbs.
    reason : str
        Why it only looks like a measure; "" where it is one.
    rules : tuple of str
        Those that said so.
    bound : str
        Of the quantity.
    right : str
        What is left behind it.
    measure, sign, reached, base, acted, flow, each_year, basis
        As in `Claim`.
    """

    subject: str | None
    tail: Tail
    reason: str
    rules: tuple[str, ...]
    bound: Bound
    right: str
    measure: Measure
    sign: int
    reached: bool
    base: bool
    acted: bool
    flow: bool
    each_year: bool
    basis: str | None


#: what a claim without a place hands to the claim that it was asked for
_HANDED = tuple(name for name in Saying._fields if name in Claim.__dataclass_fields__ and name != "rules")

#: units of which few or just so many say something else: `1类新药`, `24小时`
_COUNTED = ("类", "小时")
#: the words around a number, the number, and its claim so far
_Words = tuple[str, str, str, str, str, bool]
_Number = tuple[str, float, Bound, str, bool, str, bool]
_Last = tuple[Measure, bool, str, str]


def saying(claim: Claim, last: Claim | None) -> Saying:
    """Tell what a number says, and write it into its claim.

    Parameters
    ----------
    claim : Claim
    last : Claim or None
        The one before it in the sentence.

    Returns
    -------
    Saying

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [(c.measure, c.sign, c.each_year) for c in read_clauses("单位能耗年均下降3%", 0, 10)[0]]
    [('growth', -1, True)]
    """
    window, q = claim.window, claim.quantity
    said = _saying(
        (window.left, window.right, window.ahead, window.gap, window.said, window.touching),
        (q.kind, _value(q.value, claim.unit), q.bound, q.after, q.chinese, q.before, q.bare),
        claim.unit,
        claim.goal,
        (last.measure, last.base, last.unit, last.window.left) if last else None,
    )
    for name in _HANDED:
        setattr(claim, name, getattr(said, name))
    claim.rules += said.rules
    q.bound, window.right = said.bound, said.right
    return said


def _value(value: float, unit: str) -> float:
    """How many there are, where it is asked of it; else as many as may be: `增长5%` and `增长6%` say the same."""
    return value if value < 0 or value == 1 or not unit or unit.startswith(_COUNTED) else math.inf


@lru_cache(maxsize=AGAIN)
def _saying(words: _Words, number: _Number, unit: str, goal: bool, before: _Last | None) -> Saying:
    claim = _claim(words, number, unit)
    claim.goal = goal
    claims = []
    if before:
        last = _claim((before[3], "", "", "", "", False), number, before[2])
        last.measure, last.base = before[:2]
        claims = [last]
    subject, tail = measure(claim)
    if goal and unit == "%" and claim.measure == "level" and not grammar.SHARE_NOUN.search(subject or ""):
        claim.measure = "growth"
    reason = "subject.missing" if subject is None else why_nothing(claim, subject, tail, claims)
    window = claim.window
    basis = grammar.BASES.search(window.gap)
    claim.each_year = grammar.EACH_YEAR.search(window.left) is not None
    claim.basis = basis.group() if basis else None
    handed = {name: getattr(claim, name) for name in _HANDED}
    return Saying(subject, tail, reason, tuple(claim.rules), claim.quantity.bound, window.right, **handed)


def _claim(words: _Words, number: _Number, unit: str) -> Claim:
    """A claim without a place: only what its words say can be asked of it."""
    kind, value, bound, after, chinese, before, bare = number
    left, right, ahead, gap, said, touching = words
    q = Quantity(0, 0, kind, value, None, unit, bound, after, chinese, before, bare)
    return Claim(q, Window(q, left, right, ahead, gap, said, touching, 1), unit)
