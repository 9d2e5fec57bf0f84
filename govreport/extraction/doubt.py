"""Doubt: how likely a metric is wrong in some field, from what its reading rests on.

Each reading leaves words of evidence: the rules that decided, the shape of the name, what stands around the number.
`data/weights.tsv` has a weight for each, fitted by `tools/fit.py` to whether whole metrics of annotated reports were
right; nothing else is fitted, and no weight steers a reading.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache

from govreport import grammar, tables
from govreport.extraction.claim import AGAIN, Claim
from govreport.extraction.scan import weigh
from govreport.indicators import vocabulary

__all__ = ["doubt", "doubt_of", "evidence"]

_FAMILIES = ("subject.", "period.", "territory.", "status.")
_BASE = "(base)"


@cache
def _weights() -> dict[str, float]:
    rows = tables.rows("weights")
    return {row["evidence"]: float(row["weight"]) for row in rows}


def doubt_of(words: Iterable[str]) -> float:
    """Return how doubtful a reading is, from 0 to 1: the share of readings with this evidence that were wrong.

    Parameters
    ----------
    words : iterable of str
        As `evidence` gives them; unknown words count for nothing.

    Examples
    --------
    >>> 0 < doubt_of(["subject.own", "name.short"]) < 1
    True
    """
    weights = _weights()
    total = weights.get(_BASE, 0.0) + sum([weights[word] for word in words if word in weights])
    return round(1 / (1 + math.exp(-total)), 3)


def evidence(name: str, rules: Iterable[str], period: tuple[int, int], claim: Claim) -> list[str]:
    """Return what a reading rests on, as words.

    Parameters
    ----------
    name : str
    rules : iterable of str
        The names of the rules that decided.
    period : tuple of int
    claim : Claim
        What the number says.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> claim = read_clauses("出口增长6%", 0, 6)[0][0]
    >>> evidence("出口", ["subject.own"], (2022, 2022), claim)[:2]
    ['subject.own', 'name.tiny']
    """
    return _evidence(name, *_said(rules, period, claim))


def doubt(name: str, rules: Iterable[str], period: tuple[int, int], claim: Claim) -> float:
    """Return how doubtful a reading is, from what it rests on.

    Parameters
    ----------
    name, rules, period, claim
        As of `evidence`.

    Returns
    -------
    float

    Examples
    --------
    >>> from .clause import read_clauses
    >>> claim = read_clauses("出口增长6%", 0, 6)[0][0]
    >>> reading = "出口", ["subject.own"], (2022, 2022), claim
    >>> doubt(*reading) == doubt_of(evidence(*reading))
    True
    """
    return _doubt(name, *_said(rules, period, claim))


_Said = tuple[tuple[str, ...], tuple[str, ...], bool, bool]


def _said(rules: Iterable[str], period: tuple[int, int], claim: Claim) -> _Said:
    place = (f"measure.{claim.measure}", *_of_place(claim))
    return tuple(rules), place, period[0] < period[1], claim.quantity.bound != "exact"


@lru_cache(maxsize=AGAIN)
def _doubt(name: str, rules: tuple[str, ...], place: tuple[str, ...], several: bool, hedged: bool) -> float:
    return doubt_of(_evidence(name, rules, place, several, hedged))


def _evidence(name: str, rules: tuple[str, ...], place: tuple[str, ...], several: bool, hedged: bool) -> list[str]:
    decided = [rule for rule in rules if rule.startswith(_FAMILIES)]
    subject = next((rule for rule in decided if rule.startswith("subject.")), "subject.none")
    shape = _of_name(name)
    found = [*decided, *shape, *place, f"{shape[0]} & {shape[-1]}", f"{subject} & {shape[0]}"]
    found += [f"{subject} & {word}" for word in place]
    if several:
        found.append("period.span")
    if hedged:
        found.append("bound.hedged")
    return found


@lru_cache(maxsize=1 << 13)
def _of_name(name: str) -> tuple[str, ...]:
    length = len(name)
    size = (
        "tiny"
        if length < 3
        else "short"
        if length < 6
        else "plain"
        if length < 13
        else "long"
        if length < 19
        else "huge"
    )
    found = [f"name.{size}"]
    verb = grammar.VERB.match(name)
    if verb:
        found.append("name.deed" if len(verb["rest"]) > 1 else "name.bare_deed")
    marks = {"、": "list", "的": "relative", "等": "examples", "“": "quoted", "（": "remark"}
    found += [f"name.{word}" for mark, word in marks.items() if mark in name]
    if any(map(str.isdigit, name)):
        found.append("name.digits")
    if grammar.at_end(grammar.MEASURE_NOUN, name):
        found.append("name.measure")
    elif grammar.at_end(grammar.TAIL_NOUN, name):
        found.append("name.thing")
    if grammar.ATTRIBUTE.fullmatch(name):
        found.append("name.attribute")
    if grammar.PREDICATE.search(name):
        found.append("name.predicate")
    found.append("name.known" if vocabulary().lookup(name, composed=False) else "name.unknown")
    return tuple(found)


def _of_place(claim: Claim) -> list[str]:
    window = claim.window
    found = [f"unit.{weigh(claim.unit)}" if claim.unit else "unit.none"]
    if claim.unit.startswith(("%", "‰", "成")):
        found.append("unit.share")
    elif claim.unit.endswith("元"):
        found.append("unit.money")
    elif claim.unit.endswith(("人", "户", "人次", "名")):
        found.append("unit.people")
    found.append("before.nothing" if not window.left else "before.long" if len(window.left) > 24 else "before.some")
    if window.right:
        found.append("behind.long" if len(window.right) > 14 else "behind.some")
    if window.run > 1:
        found.append("around.row")
    if window.touching:
        found.append("around.touching")
    if claim.of_which:
        found.append("around.of_which")
    clauses = window.said.count("，") + window.said.count("；")
    found.append("sentence.head" if not window.said else "sentence.early" if clauses < 3 else "sentence.late")
    if claim.base:
        found.append("around.base")
    return found
