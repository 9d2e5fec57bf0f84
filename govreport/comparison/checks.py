"""The checks: each says what of a panel cannot be, or is hard to believe."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from govreport import tables
from govreport.comparison.audit_checks import Grounds, contradicted
from govreport.comparison.leaps import TIMES_OVER, leaps, many_times
from govreport.comparison.lines import Lines, rows_of
from govreport.comparison.neighbours import Neighbours, reconciled
from govreport.indicators import OPEN
from govreport.panel.coded import Columns, Places, several
from govreport.panel.precedence import best
from govreport.panel.preferences import DOUBTFUL
from govreport.territories import locate

if TYPE_CHECKING:
    from govreport.panel import Panel

__all__ = ["CHECKS", "LOOKED_AT", "SIDE", "Desk", "Finding"]

#: what is told of each of the two sayings of a finding
SIDE = (
    *("name", "value", "unit", "quote", "sentence", "sentence_start", "report_region", "report_year", "source"),
    *("start", "end", "row"),
)
#: what the checks look at of a row
LOOKED_AT = (
    *("region", "indicator", "measure", "period_start", "period_end", "status", "low", "high", "basis", "aim"),
    *("doubt", *SIDE),
)
#: how far two sayings of one cell may lie apart: rounding within a report, and what later reports may revise
ROUNDING, REVISED, REVISED_POINTS = 0.006, 0.5, 5.0
_CLOSE = 5.0  # points of growth: where rounding leaves more, the span is told
_CELL = ["region", "indicator", "measure", "period_start", "period_end", "per_year", "_goal", "unit", "_basis"]
_Row = dict[str, Any]


class Finding(NamedTuple):
    """What a check finds of a saying; which of two fits, and what would reconcile them, is told where it is asked."""

    kind: str
    severity: str
    a: _Row
    expected: str
    b: _Row | None = None
    other: str = ""
    reckoned: float | None = None

    def fits(self, around: Neighbours) -> str:
        """Say which of both sayings fits."""
        a, b = self.a, self.b
        if b is None:
            return ""
        if all(a[k] == b[k] for k in ("region", "indicator", "measure")):
            return around.fits(a, b)
        return "" if self.reckoned is None else around.fits(a, b, reckoned=self.reckoned)

    def told(self, around: Neighbours) -> tuple[Any, ...]:
        """Return the row of the frame."""
        a, b = self.a, self.b
        keys = ("region", "indicator", "measure", "period_start", "period_end", "status")
        between = reconciled(a, b, around, self.reckoned)
        sides = (side.get(c) for side in (a, b or {}) for c in SIDE)
        said = (self.expected, self.fits(around), between, self.other)
        return (self.kind, self.severity, *(a[k] for k in keys), *said, *sides)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every check looks at: the panel, its rows about whole years, and those that are looked through."""

    panel: Panel
    rows: pd.DataFrame
    frame: pd.DataFrame
    lines: Lines
    at: dict[tuple[Any, ...], int]

    def row(self, label: Any) -> _Row | None:
        """Return a row by its label, None where there is none."""
        at = None if pd.isna(label) else self.at.get((int(label),))
        return None if at is None else self.lines.row(at)


@cache
def _plausible() -> dict[tuple[str, str, str], tuple[float, float]]:
    rows = tables.rows("plausible")
    return {(row["id"], row["measure"], row["level"]): (float(row["low"]), float(row["high"])) for row in rows}


def _said(row: _Row) -> str:
    return _number(row["value"]) + str(row["unit"])


def _number(value: float) -> str:
    return f"{value:.10g}"


# -- ranges ------------------------------------------------------------------------------------------------------------


def _ranges(desk: Desk) -> Iterator[Finding]:
    frame, panel = desk.frame, desk.panel
    limits = _plausible()
    shares = [(re.compile(key[0][1:]), limit) for key, limit in limits.items() if key[0].startswith("~")]
    levels = {name: place.level if (place := locate(name)) else "" for name in frame["region"].unique()}
    every = desk.lines
    lines = Lines(frame, LOOKED_AT, _beyond_all(every, limits))
    units = {id: panel.vocabulary[id].unit for id in set(lines["indicator"])}
    keys = lines.keys("indicator", "measure", "unit", "region", "period_start", "period_end")
    for at, (id, measure, unit, region, first, last) in enumerate(keys):
        if unit != ("%" if measure == "growth" else units[id]):
            continue
        for level in (levels[region], "*"):
            limit = limits.get((id, measure, level))
            whole = unit == "%" and measure == "level" and limit is not None and limit[1] == 100
            # of several years a share is the one at their end, and any amount or rise their sum
            if limit and (first == last or whole) and _outside(lines, at, limit):
                row = lines.row(at)
                share = whole and row["low"] > 100
                kind, grave = ("share", "error") if share else ("range", "doubt")
                yield Finding(kind, grave, row, f"{_number(limit[0])}–{_number(limit[1])} {row['unit']}")
                break
    for at, (id, measure, unit, name) in enumerate(every.keys("indicator", "measure", "unit", "name")):
        if measure != "level" or unit != "%" or not id.startswith(OPEN):
            continue
        limit = next((limit for pattern, limit in shares if pattern.search(name)), None)
        if limit and _outside(every, at, limit):
            yield Finding("share", "error", every.row(at), f"{_number(limit[0])}–{_number(limit[1])} %")


def _beyond_all(rows: Lines, limits: dict[tuple[str, str, str], tuple[float, float]]) -> Places:
    """Return the places of rows outside the narrowest limits of any level: few are looked at one by one."""
    narrow: dict[tuple[str, str], tuple[float, float]] = {}
    for (id, measure, _), (low, high) in limits.items():
        least, most = narrow.get((id, measure), (-math.inf, math.inf))
        narrow[id, measure] = max(least, low), min(most, high)
    found = []
    for at, (id, measure, value, low, high) in enumerate(rows.keys("indicator", "measure", "value", "low", "high")):
        ends = narrow.get((id, measure)) if measure in ("level", "growth") else None
        if ends is not None and (min(value, low) > ends[1] or max(value, high) < ends[0]):
            found.append(at)
    return np.array(found, dtype="int64")


def _outside(lines: Lines, at: int, limit: tuple[float, float]) -> bool:
    value, low, high = (lines[end][at] for end in ("value", "low", "high"))
    return bool(min(value, low) > limit[1] or max(value, high) < limit[0])


# -- what an audit reckons ---------------------------------------------------------------------------------------------


def _reckoned(desk: Desk) -> Iterator[Finding]:
    """Yield claims that other figures contradict by more than prices, rounding and revisions make."""
    for claim in contradicted(Grounds(desk.panel, desk.rows)):
        if not _grave(claim, desk.panel):
            continue
        a, other = desk.row(claim["row_a"]), desk.row(claim.get("row_b"))
        if a is None:
            continue
        no_number = claim["check"] == "part" or pd.isna(claim["reckoned"])
        whole = claim["other"] if isinstance(claim["other"], str) else ""
        yield Finding(
            claim["check"],
            "error" if claim["check"] == "part" else "doubt",
            a,
            _instead(claim, a, other, desk.panel),
            other,
            other=whole,
            reckoned=None if no_number else claim["reckoned"],
        )


def _instead(claim: _Row, a: _Row, b: _Row | None, panel: Panel) -> str:
    if claim["check"] == "part" and b is not None:
        return f"≤ {_number(b['high'])} {b['unit']} ({panel.vocabulary[claim['other']].name_zh})"
    if claim["check"] == "growth":
        low, high = claim["reckoned_low"], claim["reckoned_high"]
        implied = f"{claim['reckoned']:.1f}" if high - low < _CLOSE else f"{low:.1f}–{high:.1f}"
        return f"{implied} % ({claim['year'] - 1} → {claim['year']}: {claim['from_what']})"
    if claim["check"] == "between":
        return f"{claim['reckoned_low']:.1f} … {claim['reckoned_high']:.1f} % ({claim['from_what']})"
    if claim["check"] == "sum":
        return f"{_number(round(claim['reckoned'], 4))} {a['unit']} ({claim['from_what']})"
    return str(claim["from_what"])


def _grave(claim: _Row, panel: Panel) -> bool:
    """Whether a gap is beyond what prices, rounding and revisions make."""
    if claim["check"] in ("part", "sum"):
        return bool(claim["size"] > 100 * ROUNDING)
    if claim["check"] == "growth":
        unit = panel.vocabulary[claim["indicator"]].unit
        limits = (_plausible().get((key, "implied", "*")) for key in (f"[{unit}]", "[*]"))
        below, above = next(limit for limit in limits if limit is not None)
        return bool(-claim["gap"] > above or -claim["gap"] < below)
    return True


# -- the same cell said again ------------------------------------------------------------------------------------------


def _sayings(desk: Desk) -> Iterator[Finding]:
    """Yield cells that one report says twice otherwise, and cells that a later report tells wholly otherwise."""
    frame, panel = desk.frame, desk.panel
    listed = {i for i in frame["indicator"].unique() if i in panel.vocabulary}
    seen = desk.lines.keys("indicator", "measure")
    at = np.flatnonzero([id in listed and measure in ("level", "growth") for id, measure in seen])
    told = Columns(frame)
    at = at[np.lexsort((told["start"][at].astype("int64"), told["report_year"][at].astype("int64")))]
    at, cells = several(told, at, np.zeros(len(at), dtype="int64"), _CELL)
    if not len(at):
        return
    lines, apart = Lines(frame, LOOKED_AT, at), _at_odds(told, at, cells)
    groups: dict[int, list[_Row]] = {}
    for place in apart.tolist():
        groups.setdefault(int(cells[place]), []).append(lines.row(place))
    for said in groups.values():
        yield from _told_again(desk, said)


def _at_odds(told: Columns, at: Places, cells: Places) -> Places:
    """Return which of some rows are of cells whose values no number fits, or that lie many times apart."""
    order = np.argsort(cells, kind="stable")
    low, high, value = (told[end][at[order]].astype("float64") for end in ("low", "high", "value"))
    begun = np.flatnonzero(np.diff(cells[order], prepend=-1))
    least, most = np.minimum.reduceat(value, begun), np.maximum.reduceat(value, begun)
    never = np.maximum.reduceat(low, begun) > np.minimum.reduceat(high, begun)
    far = (least > 0) & (most >= TIMES_OVER * least)
    return np.flatnonzero(np.isin(cells, cells[order][begun][never | far]))


def _told_again(desk: Desk, said: list[_Row]) -> Iterator[Finding]:
    """Yield the first saying of a cell that another one cannot be true beside."""
    for k, row in enumerate(said):
        earlier = [one for one in said[:k] if _apart(one, row) and not _stretched(one, row)]
        if here := [one for one in earlier if one["source"] == row["source"]]:
            yield Finding("twice", "doubt", row, _said(here[-1]), here[-1])
            return
        if earlier and row["report_region"] == row["region"] and _retold(earlier[0], row):
            yield Finding("retold", "doubt", row, _said(earlier[0]), earlier[0])
            return


def _apart(a: _Row, b: _Row) -> bool:
    """Whether two sayings cannot both be true, rounding aside, or are many times apart whatever their hedges."""
    if a["measure"] == "level" and many_times(a["value"], b["value"]):
        return True
    slack = max(abs(a["value"]), abs(b["value"])) * ROUNDING
    return bool(max(a["low"], b["low"]) - min(a["high"], b["high"]) > max(slack, 0.05 if a["unit"] == "%" else 0))


def _stretched(a: _Row, b: _Row) -> bool:
    """Whether one is the aim and the other what is hoped for beyond it: `达到200亿元，力争达到230亿元`."""
    return a["aim"] != b["aim"] and "stretch" in (a["aim"], b["aim"])


def _retold(a: _Row, b: _Row) -> bool:
    if a["report_region"] != b["report_region"]:
        return False
    if a["unit"] == "%":
        return bool(abs(a["value"] - b["value"]) > REVISED_POINTS)
    low, high = sorted((abs(a["value"]), abs(b["value"])))
    return bool(high > low * (1 + REVISED))


def _leaps(desk: Desk) -> Iterator[Finding]:
    """Yield amounts that are many times those of a year beside."""
    for later, earlier in leaps(desk.frame, desk.panel.vocabulary):
        a, b = desk.row(later), desk.row(earlier)
        if a is not None and b is not None:
            yield Finding("leap", "doubt", a, f"{_number(b['value'])} {b['unit']} ({b['period_end']})", b)


# -- the reading itself ------------------------------------------------------------------------------------------------


def _readings(desk: Desk) -> Iterator[Finding]:
    """Yield sayings that count, of known indicators, whose reading is more likely wrong than right."""
    named = [i for i in desk.frame["indicator"].unique() if i in desk.panel.vocabulary]
    known = desk.frame[desk.frame["indicator"].isin(named)]
    doubtful = known["doubt"] >= DOUBTFUL
    if not doubtful.any():
        return
    beside = known["region"].isin(known.loc[doubtful, "region"]) & known["indicator"].isin(
        known.loc[doubtful, "indicator"]
    )
    counts = best(known[beside], desk.panel.vocabulary)
    for row in rows_of(counts.loc[counts["doubt"] >= DOUBTFUL, list(LOOKED_AT)].sort_values("row")):
        yield Finding("reading", "doubt", row, f"{row['doubt']:.0%}")


#: every check, in the order in which it is made
CHECKS = (_ranges, _reckoned, _sayings, _leaps, _readings)
