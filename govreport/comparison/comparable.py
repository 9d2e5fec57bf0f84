"""Whether a target and a result are of the same thing at all: unit, prices, base, and what the names say."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport import grammar
from govreport.aiming import target_words
from govreport.comparison.cells import Bools, Floats, floats
from govreport.comparison.told import around_number, of_a_span
from govreport.panel.likeness import Evidence, Saying, likeness
from govreport.panel.meaning import context_of, core, meanings, of_a_deed
from govreport.panel.preferences import at_constant_prices
from govreport.panel.schema import RISES, YEARS_AHEAD, single_years

Objects = npt.NDArray[np.object_]

#: so many times apart in size, and below this likeness of their names, two sayings are of two things; both settled
#: on the pairs of the corpus: none of the pairs of one thing lies below
_SIZES_APART, _ALIKE = 2.0, 45.0
_SIDES = (("target", "unit"), ("result", "unit_result"))
_PARTS = re.compile("joined|only one says|another (?!sum|base)|(?:rank|area|traffic|payer) on one side")


@cache
def _basis(said: str) -> str:
    """Return what a stated basis is about: `price`, `current` or another caliber; "" for none."""
    kinds = ((kind, target_words(kind)) for kind in ("current", "price", "caliber"))
    return next((kind for kind, words in kinds if re.search(words, said)), "")


def _bases(rows: pd.DataFrame) -> list[Objects]:
    sides = ([_basis(x) if isinstance(x, str) else "" for x in rows[f"basis_{s}"]] for s in ("target", "result"))
    return [np.array(kinds, dtype=object) for kinds in sides]


def _usual(rows: pd.DataFrame) -> Bools:
    """Say where growth is at constant prices without a word of it."""
    grown: Bools = (rows["measure"] == "growth").to_numpy()
    usual: Bools = rows["indicator"].isin(at_constant_prices()).to_numpy()
    return usual & grown


def unlike(rows: pd.DataFrame) -> pd.Series[Any]:
    """Say why target and result are not comparable, "" where they are."""
    ours, theirs = _bases(rows)
    stated = (ours != "") & (theirs != "")
    level, moved = (rows["measure"].isin(kinds).to_numpy() for kinds in (["level"], RISES))
    usual = _usual(rows)
    prices = (ours == "price") != (theirs == "price")
    single = single_years(rows).to_numpy()
    far = (rows["horizon"] >= YEARS_AHEAD).to_numpy()
    there = rows["value_result"].notna().to_numpy()
    options = [
        ((rows["unit"] != rows["unit_result"]).to_numpy(), "unit differs"),
        (prices & ((ours == "current") | (theirs == "current") | level | (moved & ~usual)), "constant prices or not"),
        (stated & (ours != theirs), "basis differs"),
        (moved & single & far, "counted from another year"),
        (moved & ~single & (of_a_span(rows, "_target") != of_a_span(rows, "_result")), "counted from another year"),
    ]
    found = np.select([there & where for where, _ in options], [why for _, why in options], default="")
    return pd.Series(np.where(found == "", _two_things(rows, there), found), index=rows.index, dtype="object")


def one_basis(rows: pd.DataFrame) -> Bools:
    """Say where only one side states its basis, and the other's does not go without saying."""
    ours, theirs = _bases(rows)
    found: Bools = np.not_equal(ours == "", theirs == "") & ~(_usual(rows) & ((ours == "price") | (theirs == "price")))
    return found


def far_apart(small: Floats, large: Floats) -> Bools:
    """Say where one size is so many times the other that it may be another thing's."""
    found: Bools = large >= _SIZES_APART * small
    return found


def _two_things(rows: pd.DataFrame, there: Bools) -> Objects:
    """Say where the names are of two things: where the sizes are far apart, names are looked at twice."""
    found = np.full(len(rows), "", dtype=object)
    aimed, reached = floats(rows["value_target"]), floats(rows["value_result"])
    small, large = np.minimum(abs(aimed), abs(reached)), np.maximum(abs(aimed), abs(reached))
    level = there & (rows["measure"] == "level").to_numpy()
    far = level & far_apart(small, large)
    for at in np.flatnonzero(level & ~far):
        if counted_together(rows["name_target"].iloc[at], rows["name_result"].iloc[at]):
            found[at] = "whole and part"
    for at in np.flatnonzero(far):
        row = rows.iloc[at]
        a, b = (saying_of(row, f"_{side}", row[unit]) for side, unit in _SIDES)
        evidence = likeness(a, b)
        if of_one_name(a, b):
            found[at] = "flow and stock" if _flow_and_stock(evidence) else ""
        elif little_alike(evidence):
            found[at] = _why(evidence)
    return found


def counted_together(a: str, b: str) -> bool:
    """Say whether one side is counted together with another thing, which the other side does not name.

    Examples
    --------
    >>> counted_together("竣工、在建项目", "在建项目"), counted_together("老旧小区改造", "改造老旧小区")
    (True, False)
    """
    for one, other in ((a, b), (b, a)):
        parts = grammar.JOINT.split(one)
        apart = len(parts) > 1 and core(other) != core(one) and all(map(_has_a_noun, parts))
        if apart and any(core(part) == core(other) for part in parts):
            return True
    return False


def _has_a_noun(part: str) -> bool:
    told = meanings(part)
    return bool(told.rest) or any(not word.deed and not of_a_deed(word.text) for word in told.words)


def of_one_name(a: Saying, b: Saying) -> bool:
    """Say whether two sayings have one name, but for what adds nothing, or one has the other's with more said."""
    return core(a.name) == core(b.name) or a.name in b.name or b.name in a.name


def _flow_and_stock(evidence: Evidence) -> bool:
    whys = {why for why, _ in evidence.reasons}
    return "another sum" in whys or {"new or all", "sum on one side"} <= whys


def little_alike(evidence: Evidence) -> bool:
    """Say whether two sayings whose sizes are far apart have so little in common that they are of two things."""
    return evidence.score < _ALIKE


def _why(evidence: Evidence) -> str:
    """Name the difference where the names have enough in common to tell."""
    if evidence.score < 0:
        return "names and sizes far apart"
    if any(_PARTS.match(why) for why, _ in evidence.reasons):
        return "whole and part"
    return "flow and stock" if _flow_and_stock(evidence) else "names and sizes far apart"


def saying_of(row: pd.Series[Any], side: str, unit: str, measure: str = "level") -> Saying:
    """Return what is known of one side of a row, for `likeness`."""
    around, near = context_of(*around_number(row, side))
    name = row[f"name{side}"]
    sized = measure in ("level", "multiple")
    return Saying(name, name, float(row[f"value{side}"]), unit, 0.0, sized, around, near)
