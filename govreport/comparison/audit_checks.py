"""The checks of an audit: each returns its claims, what follows from the other figures, and a verdict."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport import tables
from govreport.comparison.cells import PLACED, POINTS, RESULTS
from govreport.comparison.lines import Lines
from govreport.indicators import OPEN
from govreport.panel.coded import Columns, array_of, as_objects, numbered
from govreport.panel.one_unit import labels_unfit
from govreport.panel.precedence import in_order, with_roles
from govreport.panel.preferences import rounding
from govreport.panel.schema import of_its_year, whole_years
from govreport.territories import locate

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary
    from govreport.panel import Panel

Row = dict[str, Any]
Places = npt.NDArray[np.int64]
CHECKS = ("growth", "sum", "part", "between", "rank")
#: of a cell, what its checks look at beside where it is said
_LOOKED_AT = (
    *("region", "indicator", "measure", "year", "unit", "value", "low", "high", "basis", "name", "of", "status"),
    *("role", "row"),
)
_PRICES_THEN, _PRICES_NOW, _LAST_OF_THEN = 25.0, 10.0, 1996
_HARMLESS = ("name", "base")  # breaks that leave levels as they were


# -- what the checks share ---------------------------------------------------------------------------------------------


class Grounds:
    """What every check looks at, of a panel: made once for all of them.

    Parameters
    ----------
    panel : Panel
    frame : pandas.DataFrame, optional
        Its rows about whole years, where they are at hand.
    """

    def __init__(self, panel: Panel, frame: pd.DataFrame | None = None) -> None:
        self._frame = as_objects(whole_years(panel.frame)) if frame is None else frame
        self.vocabulary = panel.vocabulary
        self._panel = panel

    @cached_property
    def cells(self) -> pd.DataFrame:
        """What is said of single years in the indicator's unit, of known indicators; `row` is its label."""
        frame = self._frame
        listed = np.array([not str(id).startswith(OPEN) for id in array_of(frame["indicator"])], dtype=bool)
        fits = ~frame.index.isin(labels_unfit(self._panel))
        frame = frame[listed & fits & of_its_year(frame).to_numpy()]
        return frame.assign(row=frame.index, year=frame["period_end"])

    @cached_property
    def results(self) -> pd.DataFrame:
        """Those that were reached."""
        return self.cells[self.cells["status"].isin(RESULTS)]

    @cached_property
    def ordered(self) -> pd.DataFrame:
        """The results in the order in which they count, which stays where whole cells of them are taken."""
        return _ordered(self.results, self.vocabulary)


def _best(ordered: pd.DataFrame, keys: list[str]) -> Lines:
    """Return the saying that counts of rows in order, its ends widened by the rounding of its last digit."""
    at = np.unique(numbered(Columns(ordered), keys), return_index=True)[1]
    cells = Lines(ordered, (*_LOOKED_AT, *PLACED), np.sort(at))
    slack = [rounding(quote, value) for quote, value in cells.keys("quote", "value")]
    cells.put("low", [low - some for low, some in zip(cells["low"], slack, strict=True)])
    cells.put("high", [high + some for high, some in zip(cells["high"], slack, strict=True)])
    cells.put("basis", [basis if isinstance(basis, str) else "" for basis in cells["basis"]])
    return cells


def _ordered(rows: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Return the rows in the order in which they count; to be asked once for several keys."""
    return in_order(rows if "role" in rows.columns else with_roles(rows), words)


def _grouped(lines: Lines, keys: list[str]) -> dict[tuple[Any, ...], list[int]]:
    """Return the places of rows by their keys, in their order."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for at, key in enumerate(lines.keys(*keys)):
        found.setdefault(key, []).append(at)
    return found


def _several(lines: Lines, keys: list[str]) -> dict[tuple[Any, ...], list[int]]:
    return {key: places for key, places in _grouped(lines, keys).items() if len(places) > 1}


def _row(check: str, claim: Row, reckoned: tuple[float, float, float], from_what: str, *others: Row) -> Row:
    """Return a row of the audit, its gap reckoned and its verdict open."""
    value, low, high = reckoned
    gap = _gap(claim["low"], claim["high"], low, high)
    named = {"stated": claim["value"], "stated_low": claim["low"], "stated_high": claim["high"]}
    found = {k: claim[k] for k in ("region", "indicator", "measure", "year", "unit")}
    found |= named | {"reckoned": value, "reckoned_low": low, "reckoned_high": high, "check": check}
    found |= {"gap": round(gap, 6), "from_what": from_what, "reason": "", "verdict": "contradicts" if gap else "agrees"}
    found |= {"role": "target" if claim["status"] == "target" else "result", "across": False, "other": ""}
    for side, said in zip("abc", (claim, *others), strict=False):
        found |= {f"{c}_{side}": said[c] for c in (*PLACED, "row")}
    return found


def _gap(low: float, high: float, least: float, most: float) -> float:
    """Return how far a claim lies above (or, negative, below) what follows from the others; 0 where they overlap."""
    return max(low - most, 0.0) or min(high - least, 0.0)


def _frame(rows: Iterator[Row]) -> pd.DataFrame:
    columns = ["check", "verdict", "region", "indicator", "measure", "year", "unit", "gap", "size", "reason"]
    columns += ["role", "across", "other", "row_a", "row_b", "row_c", "reckoned", "from_what"]
    found = list(rows)
    return pd.DataFrame(found) if found else pd.DataFrame(columns=columns)


# -- stated growth and the growth that levels imply --------------------------------------------------------------------


def growths(grounds: Grounds) -> pd.DataFrame:
    """Return stated growth beside the growth that levels imply."""
    return _frame(_growths(grounds, agreeing=True))


def _growths(grounds: Grounds, agreeing: bool) -> Iterator[Row]:
    rows, words = grounds.ordered, grounds.vocabulary
    level = rows[(rows["measure"] == "level") & ~rows["unit"].isin(["%", POINTS]) & (rows["low"] > 0)]
    stated = rows[(rows["measure"] == "growth") & (rows["unit"] == "%")]
    if level.empty or stated.empty:
        return
    place = ["region", "indicator", "year"]
    near, own = _best(level, place), _best(level, ["source", *place])
    general, same = near.by(*place), own.by("source", *place)
    claims = _best(stated, place)
    for at, (source, region, indicator, year) in enumerate(claims.keys("source", *place)):
        pair: list[tuple[Lines, int]] = []
        for when in (year, year - 1):
            mine, any_ = same.get((source, region, indicator, when)), general.get((region, indicator, when))
            pair += [(own, mine)] if mine is not None else [(near, any_)] if any_ is not None else []
        if len(pair) < 2 or len({lines["unit"][k] for lines, k in pair}) > 1:
            continue
        now, before = ({end: lines[end][k] for end in ("value", "low", "high")} for lines, k in pair)
        ends = now["value"] / before["value"], now["low"] / before["high"], now["high"] / before["low"]
        value, low, high = ((x - 1) * 100 for x in ends)
        gap = _gap(claims["low"][at], claims["high"][at], low, high)
        why = _explained(claims["indicator"][at], year, claims["basis"][at], gap, words) if round(gap, 6) else ""
        if agreeing or (gap and not why):
            claim, others = claims.row(at), [lines.row(k) for lines, k in pair]
            sizes = f"{before['value']:.10g} → {now['value']:.10g} {others[0]['unit']}"
            row = _row("growth", claim, (value, low, high), sizes, *others)
            row |= {"gap_unit": POINTS, "size": abs(row["gap"])}
            yield row | ({"verdict": "explained", "reason": why} if why else {})


@cache
def _published_growth() -> dict[str, tuple[str, int]]:
    """How the growth of an indicator is published, and since when."""
    return {row["id"]: (row["kind"], int(row["since"] or 0)) for row in tables.rows("real_growth")}


def _explained(indicator: str, year: int, basis: str, gap: float, words: Vocabulary) -> str:
    """Say what explains that growth and levels differ, "" where nothing does."""
    kind, since = _published_growth().get(indicator, ("", 0))
    widest = _PRICES_THEN if year <= _LAST_OF_THEN else _PRICES_NOW
    if any(b.year == year and b.kind not in _HARMLESS for b in words.breaks(indicator)):
        return "a break in the series"
    if basis:
        return "growth on a basis of its own"
    return kind if kind and year >= since and abs(round(gap, 6)) <= widest else ""


# -- parts and wholes --------------------------------------------------------------------------------------------------


@cache
def _known_sums() -> tuple[tuple[str, list[str]], ...]:
    return tuple((row["whole"], row["parts"].split()) for row in tables.rows("sums"))


@cache
def _known_parts() -> tuple[tuple[str, str], ...]:
    return tuple((row["part"], row["whole"]) for row in tables.rows("wholes"))


def sums(grounds: Grounds) -> pd.DataFrame:
    """Return wholes beside the sum of their parts, and their growth beside that of the parts."""
    return _frame(_sums(grounds, agreeing=True))


def _sums(grounds: Grounds, agreeing: bool) -> Iterator[Row]:
    rows = grounds.results
    there = set(rows["indicator"].unique())
    groups = [(whole, some) for whole, some in _known_sums() if there.issuperset([whole, *some])]
    ids = {i for whole, some in groups for i in (whole, *some)}
    rows = rows[rows["indicator"].isin(ids) & (rows["basis"].fillna("") == "")]
    for measure, check in (("level", "sum"), ("growth", "between")):
        told = rows[rows["measure"] == measure]
        if len(told) < 2:
            continue
        ordered = _ordered(told, grounds.vocabulary)
        lines = _best(ordered, ["source", "region", "year", "indicator"])
        for places in _several(lines, ["source", "region", "year"]).values():
            said = {lines["indicator"][at]: at for at in places}
            for whole, some in groups:
                if (
                    all(i in said for i in (whole, *some))
                    and len({lines["unit"][said[i]] for i in (whole, *some)}) == 1
                ):
                    row = _of_parts(check, lines.row(said[whole]), list(lines.rows(said[i] for i in some)))
                    if agreeing or row["gap"]:
                        yield row


def _of_parts(check: str, whole: Row, some: list[Row]) -> Row:
    """Set a whole beside its parts: their sum, or the span of their growth."""
    ends = {end: [part[end] for part in some] for end in ("value", "low", "high")}
    if check == "sum":
        reckoned = (sum(ends["value"]), sum(ends["low"]), sum(ends["high"]))
    else:
        reckoned = (math.nan, min(ends["low"]), max(ends["high"]))
    text = " + ".join(f"{part['indicator']} {part['value']:.10g}" for part in some)
    row = _row(check, whole, reckoned, text, *sorted(some, key=lambda part: -part["value"])[:2])
    size = abs(row["gap"]) if check == "between" else abs(row["gap"]) / abs(whole["value"] or 1) * 100
    return row | {"gap_unit": POINTS if check == "between" else whole["unit"], "size": round(size, 4)}


def parts(grounds: Grounds) -> pd.DataFrame:
    """Return parts beside the wholes that they belong to."""
    return _frame(_parts(grounds, agreeing=True))


def _parts(grounds: Grounds, agreeing: bool) -> Iterator[Row]:
    rows = grounds.cells
    there = set(rows["indicator"].unique())
    pairs = [pair for pair in _known_parts() if there.issuperset(pair)]
    rows = rows[rows["indicator"].isin({i for pair in pairs for i in pair}) & (rows["measure"] == "level")]
    if len(rows) < 2:
        return
    ordered = _ordered(rows, grounds.vocabulary)
    place = ["region", "year", "role"]
    told: set[tuple[Any, ...]] = set()
    for keys in (["source", *place], place):
        lines, across = _best(ordered, [*keys, "indicator"]), keys is place
        for key, places in _several(lines, keys).items():
            said = {lines["indicator"][at]: at for at in places}
            for one, whole_id in pairs:
                part, whole = said.get(one), said.get(whole_id)
                cell = (*key[-len(place) :], one, whole_id)
                apart = part is None or whole is None or lines["unit"][part] != lines["unit"][whole]
                if part is None or whole is None or apart or (across and cell in told):
                    continue
                told.add(cell)
                if agreeing or _gap(lines["low"][part], lines["high"][part], -math.inf, lines["high"][whole]):
                    yield _beside_whole(lines.row(part), lines.row(whole), across)


def _beside_whole(part: Row, whole: Row, across: bool) -> Row:
    reckoned, whole_id = (whole["value"], -math.inf, whole["high"]), whole["indicator"]
    row = _row("part", part, reckoned, f"≤ {whole_id} {whole['value']:.10g}", whole)
    size = abs(row["gap"]) / abs(whole["value"] or 1) * 100
    return row | {"gap_unit": part["unit"], "size": round(size, 4), "across": across, "other": whole_id}


# -- ranks -------------------------------------------------------------------------------------------------------------

_SCOPE = re.compile(r"全国|全省|全区|全市|全球|世界")
_RANKED = {"growth": re.compile(r"增速|增幅|增长率"), "level": re.compile(r"总量|规模(?!以上)|数量|产量")}
_PARENT = {"全省": "province", "全区": "province", "全市": "prefecture", "全国": "nation"}


def ranks(grounds: Grounds) -> pd.DataFrame:
    """Return claims to a place beside the peers in the panel that are surely ahead."""
    return _frame(_ranks(grounds, agreeing=True))


def _ranks(grounds: Grounds, agreeing: bool) -> Iterator[Row]:
    rows, words = grounds.ordered, grounds.vocabulary
    ranks = rows[rows["measure"] == "rank"]
    if ranks.empty:
        return
    claims = _best(ranks, ["region", "indicator", "year", "name", "of"])
    told = rows[rows["measure"].isin(["level", "growth"]) & rows["indicator"].isin(set(claims["indicator"]))]
    values = _best(told, ["region", "indicator", "year", "measure"])
    peers = _Peers(values, rows["region"].unique().tolist())
    for at in range(len(claims)):
        claim = claims.row(at)
        less = words[claim["indicator"]].direction == "less"
        tried = [_placed(claim, peers, measure, less) for measure in _meant(claim)]
        found = [one for one in tried if one is not None]
        if found:
            one = next((one for one in found if not one.gap), found[0])
            if agreeing or one.gap:
                yield _ranked(claim, peers, one)


def _scope(claim: Row) -> str:
    at = int(claim["start"]) - int(claim["sentence_start"])
    before = claim["sentence"][max(0, at - 12) : at]
    return next(reversed(_SCOPE.findall(before)), "")


def _meant(claim: Row) -> list[str]:
    """Say what is ranked: level, growth, or either."""
    if claim["of"]:
        return [claim["of"]] if claim["of"] != "share" else []
    at = int(claim["start"]) - int(claim["sentence_start"])
    clause = re.split("[，；。,;]", claim["sentence"][:at])[-1] + claim["name"]
    said = [measure for measure, words in _RANKED.items() if words.search(clause)]
    return said[:1] or ["growth", "level"]


class _Peers:
    """What the peers of a region say of an indicator: those of the same level under the parent that is named."""

    def __init__(self, values: Lines, regions: list[str]) -> None:
        self._places = {name: locate(name) for name in regions}
        self._below: dict[tuple[str, str], list[str]] = {}
        for name, place in self._places.items():
            for above in place.parents if place is not None else ():
                self._below.setdefault((place.level if place else "", above.code), []).append(name)
        self._lines = values
        self._said = _grouped(self._lines, ["indicator", "year", "measure"])
        self._ends = {end: np.array(values[end], dtype="float64") for end in ("low", "high")}
        self._own: dict[tuple[Any, ...], dict[str, int]] = {}
        self._alike: dict[tuple[Any, ...], Places] = {}

    def own(self, claim: Row, measure: str) -> int | None:
        """Return the place of what the region itself says, None for nothing."""
        cell = (claim["indicator"], claim["year"], measure)
        if cell not in self._own:
            regions = self._lines["region"]
            self._own[cell] = {regions[at]: at for at in reversed(self._said.get(cell, []))}
        return self._own[cell].get(claim["region"])

    def beside(self, claim: Row, measure: str, own: int) -> Places:
        """Return the places of what the peers say in the unit of `own`."""
        group = self._group(claim)
        if group is None:
            return np.zeros(0, dtype="int64")
        units = self._lines["unit"]
        unit = units[own]
        key = (claim["indicator"], claim["year"], measure, unit, *group)
        if key not in self._alike:
            said = map(self._own[key[:3]].get, self._below[group])
            alike = sorted(at for at in said if at is not None and units[at] == unit)
            self._alike[key] = np.array(alike, dtype="int64")
        places = self._alike[key]
        return cast(Places, places[places != own])

    def _group(self, claim: Row) -> tuple[str, str] | None:
        """Return the level and the parent that the sentence names, None where it names none."""
        own, level = self._places.get(claim["region"]), _PARENT.get(_scope(claim), "")
        above = next((p for p in own.parents if p.level == level), None) if own is not None else None
        return (own.level, above.code) if own is not None and above is not None else None

    def ahead(self, own: int, others: Places, less: bool) -> Places:
        """Return which of some places are surely ahead."""
        low, high = self._ends["low"], self._ends["high"]
        return cast(Places, others[high[others] < low[own]] if less else others[low[others] > high[own]])

    def row(self, at: int) -> Row:
        """Return what stands at a place."""
        return self._lines.row(at)


class _Placed(NamedTuple):
    """What a region says beside its peers in one measure: its own place, how many peers, who is ahead, the gap."""

    measure: str
    own: int
    many: int
    ahead: Places
    gap: float


def _placed(claim: Row, peers: _Peers, measure: str, less: bool) -> _Placed | None:
    """Set a claim beside the peers that are surely ahead in one measure; None where nothing can be said."""
    own = peers.own(claim, measure)
    if own is None:
        return None
    others = peers.beside(claim, measure, own)
    if not len(others):
        return None
    ahead = peers.ahead(own, others, less)
    return _Placed(measure, own, len(others), ahead, _gap(claim["value"], claim["value"], 1.0 + len(ahead), math.inf))


def _ranked(claim: Row, peers: _Peers, placed: _Placed) -> Row:
    place = claim | {"low": claim["value"], "high": claim["value"]}
    text = f"{placed.measure}: {len(placed.ahead)} of {placed.many} peers in the panel ahead"
    first = [peers.row(int(at)) for at in placed.ahead[:1]]
    reckoned = (math.nan, 1.0 + len(placed.ahead), math.inf)
    row = _row("rank", place, reckoned, text, peers.row(placed.own), *first)
    return row | {"gap_unit": "位", "size": abs(row["gap"])}


# -- all of them -------------------------------------------------------------------------------------------------------


def contradicted(grounds: Grounds) -> Iterator[Row]:
    """Yield the claims that other figures contradict, as rows of the tables above."""
    for claims in (_parts, _growths, _sums, _ranks):
        yield from (row for row in claims(grounds, agreeing=False) if row["verdict"] == "contradicts")
