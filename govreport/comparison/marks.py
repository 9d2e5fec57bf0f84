"""What `check` finds, beside the rows it finds it of: what is doubtful is marked wherever it is shown."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pandas as pd

from govreport.comparison.checks import Finding
from govreport.comparison.findings import found_in
from govreport.comparison.lines import Lines
from govreport.panel.journal import journal_of

if TYPE_CHECKING:
    from govreport.panel import Panel

Key = tuple[Hashable, ...]
Doubted = list[tuple[dict[str, Any], str, int]]
_KEY = ("source", "start", "end", "region", "indicator", "measure", "period_start", "period_end")
_known: WeakKeyDictionary[Panel, Marks] = WeakKeyDictionary()


def marked(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Return rows of a panel with `found`: what `check` finds of each, as `twice: 3.4%; range: …`, "" for nothing."""
    marks = _marks(panel)
    if not marks.found and not marks.misnamed:
        return rows.assign(found=pd.Series("", index=rows.index, dtype="object"))
    keys = Lines(rows).keys(*_KEY)
    return rows.assign(found=pd.Series([marks.text(key) for key in keys], index=rows.index, dtype="object"))


def found_of_change(rows: pd.DataFrame) -> pd.Series[str]:
    """Return what `check` finds of the sides that a change is reckoned from, "" for nothing and where there is none.

    Parameters
    ----------
    rows : pandas.DataFrame
        With `change_low`, `found_a` and `found_b`.

    Returns
    -------
    pandas.Series

    Examples
    --------
    >>> sides = {"change_low": [2.0, math.nan], "found_a": ["twice: 3%", "twice: 3%"], "found_b": ["", ""]}
    >>> found_of_change(pd.DataFrame(sides)).tolist()
    ['twice: 3%', '']
    """
    told = []
    for low, *sides in zip(rows["change_low"], rows["found_a"], rows["found_b"], strict=True):
        parts = (part for side in sides if isinstance(side, str) for part in side.split("; ") if part)
        told.append("" if math.isnan(low) else "; ".join(dict.fromkeys(parts)))
    return pd.Series(told, index=rows.index, dtype="object")


def doubted(panel: Panel) -> Doubted:
    """Return the findings of `check`, the side each puts in doubt, `a` or `b`, and its label in the frame.

    Of a finding there is what views show: the kind, how grave it is, what is expected, both values.
    """
    marks = _marks(panel)
    told = []
    for at, one in enumerate(marks.found):
        row = {"kind": one.kind, "severity": one.severity, "expected": one.expected}
        for side, said in (("a", one.a), ("b", one.b or {"value": math.nan, "unit": None})):
            row |= {f"{name}_{side}": said[name] for name in ("value", "unit")}
        told += [(row, side, int(said["row"])) for side, said in marks.sides(at)]
    return told


def _marks(panel: Panel) -> Marks:
    known = _known.get(panel)
    if known is None:
        known = _known[panel] = Marks(panel)
    return known


class Marks:
    """What `check` finds of each saying of a panel, worded where it is asked for.

    It does not hold the panel, which would never be let go.

    Parameters
    ----------
    panel : Panel
    """

    def __init__(self, panel: Panel) -> None:
        self.found, self._around, _ = found_in(panel)
        self.misnamed = {source: f"misnamed: {spoken}" for source, spoken in journal_of(panel).misnamed().items()}
        self._sides: dict[int, list[tuple[str, dict[str, Any]]]] = {}
        self._of: dict[Key, list[int]] = {}
        for at, one in enumerate(self.found):
            for said in (one.a, one.b):
                if said is not None:
                    self._of.setdefault(_key(said), []).append(at)

    def sides(self, at: int) -> list[tuple[str, dict[str, Any]]]:
        """Return what of a finding is in doubt: not a saying that fits what stands around it where another does not."""
        if at not in self._sides:
            self._sides[at] = list(self._doubted(self.found[at]))
        return self._sides[at]

    def _doubted(self, one: Finding) -> Iterator[tuple[str, dict[str, Any]]]:
        fits = one.fits(self._around)
        if fits != "a":
            yield "a", one.a
        mutual = one.kind in ("twice", "retold", "leap", "part") or fits == "a"
        if mutual and fits != "b" and one.b is not None:
            yield "b", one.b

    def text(self, key: Key) -> str:
        """Return what is found of a saying, "" for nothing."""
        told: dict[int, dict[str, None]] = {}
        for at in dict.fromkeys(self._of.get(key, ())):
            one = self.found[at]
            for side, said in self.sides(at):
                if _key(said) == key:
                    text = one.expected if side == "a" else f"{one.a['value']:g}{one.a['unit']}"
                    told.setdefault(said["row"], {})[f"{one.kind}: {text}"] = None
        # of rows that are the same in all of this, the one that was found last
        source = str(key[_KEY.index("source")])
        first = [self.misnamed[source]] if source in self.misnamed else []
        return "; ".join([*first, *(list(told.values())[-1] if told else ())])


def _key(said: dict[str, Any]) -> Key:
    return tuple(said[name] for name in _KEY)
