"""Which of two sayings fits what is said around them: the years beside, the peers, the growth that is stated."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport.comparison.cells import PERCENT
from govreport.comparison.lines import Lines
from govreport.panel.precedence import best
from govreport.panel.schema import single_years
from govreport.territories import locate

if TYPE_CHECKING:
    from govreport.panel import Panel

Row = dict[str, Any]
_REACH = 2  # years to either side
_STRAIN, _CLEAR = 0.1, 0.5  # what is worth a word, and how much less the better of two has to be strained
_POINTS = 3.0
_SLIP = 0.03  # how near a ratio is to a power of ten


class Neighbours:
    """The cells of a panel, of its rows about whole years, for asking what stands around one."""

    def __init__(self, panel: Panel, frame: pd.DataFrame) -> None:
        self._values: dict[tuple[Any, ...], tuple[float, str]] = {}
        self._peers: dict[tuple[Any, ...], list[float]] = defaultdict(list)
        self._levels: dict[str, str] = {}
        if frame.empty:
            return
        named = [i for i in frame["indicator"].unique() if i in panel.vocabulary]
        known = frame["indicator"].isin(named) & frame["measure"].isin(["level", "growth"])
        cells = best(frame[single_years(frame) & known & (frame["status"] != "target")], panel.vocabulary)
        columns = ("region", "indicator", "measure", "period_end", "value", "unit")
        names = frame["region"].unique()
        self._levels = {name: place.level if (place := locate(name)) else "" for name in names}
        for region, indicator, measure, year, value, unit in Lines(cells).keys(*columns):
            self._values[region, indicator, measure, year] = (value, unit)
            self._peers[indicator, measure, year, unit, self._levels[region]].append(value)
        for said in self._peers.values():
            said.sort()

    def value(self, region: str, indicator: str, measure: str, year: int, unit: str) -> float | None:
        """Return what counts for a cell, None where nothing is said in that unit."""
        found = self._values.get((region, indicator, measure, year))
        return found[0] if found and found[1] == unit else None

    def strain(self, row: Row, value: float) -> float | None:
        """Return how badly a value sits among the years beside it (growth: and the peers); None without any."""
        ask = (row["region"], row["indicator"], row["measure"])
        year, unit = int(row["period_end"]), row["unit"]
        around = [
            other
            for step in range(-_REACH, _REACH + 1)
            if step and (other := self.value(*ask, year + step, unit)) is not None
        ]
        if row["measure"] == "growth" or unit in PERCENT:
            peers = self._beside(*ask, year, unit)
            for other in around:
                insort(peers, other)
            return abs(value - _middle(peers)) / _POINTS * _STRAIN if peers else None
        around = sorted(other for other in around if other > 0)
        return abs(math.log(value / _middle(around))) if around and value > 0 else None

    def _beside(self, region: str, indicator: str, measure: str, year: int, unit: str) -> list[float]:
        """Return what other regions of its level say, in order of size."""
        said = list(self._peers.get((indicator, measure, year, unit, self._levels.get(region)), []))
        own = self.value(region, indicator, measure, year, unit)
        if own is not None:
            del said[bisect_left(said, own)]
        return said

    def fits(self, a: Row, b: Row, *, reckoned: float | None = None) -> str:
        """Say which of two sayings fits: `a`, `b`, or "" where what stands around does not tell.

        `reckoned` is what b makes of the cell of a, where b is no saying of the same cell.
        """
        first = self.strain(a, a["value"])
        second = self.strain(a, reckoned) if reckoned is not None else self.strain(b, b["value"])
        if first is None or second is None or max(first, second) < _STRAIN:
            return ""
        if min(first, second) > _CLEAR * max(first, second):
            return ""
        return "a" if first < second else "b"

    def elsewhere(self, row: Row) -> int | None:
        """Return the year beside for which the same number is what counts, None where there is none."""
        ask = (row["region"], row["indicator"], row["measure"])
        year = int(row["period_end"])
        steps = (-1, 1, -2, 2)
        return next((year + s for s in steps if self.value(*ask, year + s, row["unit"]) == row["value"]), None)


def _middle(ordered: list[float]) -> float:
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def reconciled(a: Row, b: Row | None, neighbours: Neighbours, believed: float | None = None) -> str:
    """Say what would reconcile a saying with another, or with the number that would be believed; "" for no idea."""
    other = believed if believed is not None else b["value"] if b else None
    ideas: list[str] = []
    same = b is not None and a["indicator"] == b["indicator"] and a["measure"] == b["measure"]
    if other and a["value"] and (a["measure"] == "level" or same):
        ratio = a["value"] / other
        power = round(math.log10(abs(ratio))) if ratio else 0
        if power and ratio > 0 and abs(math.log10(ratio) - power) < _SLIP:
            ideas.append(f"a factor of {10 ** abs(power):,} (unit or digit)")
        if a["measure"] == "growth" and abs(a["value"] + other) < max(0.6, 0.05 * abs(other)):
            ideas.append("the sign")
    if (year := neighbours.elsewhere(a)) is not None:
        ideas.append(f"another year ({year})")
    if same and b is not None and a["name"] != b["name"]:
        ideas.append(f"another thing ({a['name']} / {b['name']})")
    return "; ".join(ideas)
