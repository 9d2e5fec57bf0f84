"""The checks of an audit: each returns its claims, what follows from the other figures, and a verdict."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport.comparison.cells import POINTS, RESULTS
from govreport.panel.precedence import best, rounding, with_roles
from govreport.panel.schema import whole_years
from govreport.territories import Region, locate

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary
    from govreport.panel import Panel

Row = dict[str, Any]
CHECKS = ("growth", "sum", "part", "between", "rank")
_SAYING = ("report_region", "report_year", "source", "start", "end", "quote", "sentence", "sentence_start")
_PRICES_THEN, _PRICES_NOW, _LAST_OF_THEN = 25.0, 10.0, 1996
_HARMLESS = ("name", "base")  # breaks that leave levels as they were


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = files("govreport").joinpath(f"data/{name}.tsv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


# -- what the checks share ---------------------------------------------------------------------------------------------


def _cells(panel: Panel) -> pd.DataFrame:
    """Return what is said of single years in the indicator's unit, of known indicators; `row` is its label."""
    frame = whole_years(panel.frame)
    frame = frame.assign(row=frame.index).drop(index=panel.conflicts.index, errors="ignore")
    frame = frame[(frame["period_start"] == frame["period_end"]) & ~frame["per_year"].astype(bool)]
    frame = frame[~frame["indicator"].str.startswith("open:")]
    return frame.assign(year=frame["period_end"])


def _results(panel: Panel) -> pd.DataFrame:
    frame = _cells(panel)
    return frame[frame["status"].isin(RESULTS)]


def _best(rows: pd.DataFrame, keys: list[str], words: Vocabulary) -> pd.DataFrame:
    """Return the saying that counts, its ends widened by the rounding of its last digit."""
    cells = best(rows, words, keys)
    slack = [rounding(q, v) for q, v in zip(cells["quote"], cells["value"], strict=True)]
    return cells.assign(low=cells["low"] - slack, high=cells["high"] + slack, basis=cells["basis"].fillna(""))


def _records(frame: pd.DataFrame) -> list[Row]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _grouped(frame: pd.DataFrame, keys: list[str]) -> dict[tuple[Any, ...], list[Row]]:
    """Return the rows by their keys, in their order; a frame for each of ten thousand groups would take minutes."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in _records(frame):
        found.setdefault(tuple(row[key] for key in keys), []).append(row)
    return found


def _row(check: str, claim: Row, reckoned: tuple[float, float, float], from_what: str, *others: Row) -> Row:
    """Return a row of the audit, its gap reckoned and its verdict open."""
    value, low, high = reckoned
    gap = max(claim["low"] - high, 0.0) or min(claim["high"] - low, 0.0)
    named = {"stated": claim["value"], "stated_low": claim["low"], "stated_high": claim["high"]}
    found = {k: claim[k] for k in ("region", "indicator", "measure", "year", "unit")}
    found |= named | {"reckoned": value, "reckoned_low": low, "reckoned_high": high, "check": check}
    found |= {"gap": round(gap, 6), "from_what": from_what, "reason": "", "verdict": "contradicts" if gap else "agrees"}
    found |= {"role": "target" if claim["status"] == "target" else "result", "across": False, "other": ""}
    for side, said in zip("abc", (claim, *others), strict=False):
        found |= {f"{c}_{side}": said[c] for c in (*_SAYING, "row")}
    return found


def _frame(rows: Iterator[Row]) -> pd.DataFrame:
    columns = ["check", "verdict", "region", "indicator", "measure", "year", "unit", "gap", "size", "reason"]
    columns += ["role", "across", "other", "row_a", "row_b", "row_c", "reckoned", "from_what"]
    found = list(rows)
    return pd.DataFrame(found) if found else pd.DataFrame(columns=columns)


# -- stated growth and the growth that levels imply --------------------------------------------------------------------


def growths(panel: Panel) -> pd.DataFrame:
    """Return stated growth beside the growth that the levels of both years imply."""
    return _frame(_growths(panel))


def _growths(panel: Panel) -> Iterator[Row]:
    rows = _results(panel)
    level = rows[(rows["measure"] == "level") & ~rows["unit"].isin(["%", POINTS]) & (rows["low"] > 0)]
    near = _best(level, ["region", "indicator", "year"], panel.vocabulary).set_index(["region", "indicator", "year"])
    own = _best(level, ["source", "region", "indicator", "year"], panel.vocabulary).set_index(
        ["source", "region", "indicator", "year"]
    )
    general, same = _lookup(near), _lookup(own)
    stated = _best(
        rows[(rows["measure"] == "growth") & (rows["unit"] == "%")], ["region", "indicator", "year"], panel.vocabulary
    )
    for claim in _records(stated):
        place, year = (claim["region"], claim["indicator"]), claim["year"]
        now = same((claim["source"], *place, year)) or general((*place, year))
        before = same((claim["source"], *place, year - 1)) or general((*place, year - 1))
        if now and before and now["unit"] == before["unit"]:
            ends = now["value"] / before["value"], now["low"] / before["high"], now["high"] / before["low"]
            implied = tuple((x - 1) * 100 for x in ends)
            sizes = f"{before['value']:g} → {now['value']:g} {now['unit']}"
            row = _row("growth", claim, (implied[0], implied[1], implied[2]), sizes, now, before)
            row |= {"gap_unit": POINTS, "size": abs(row["gap"])}
            yield row | (_explained(row, claim, panel) if row["gap"] else {})


def _lookup(cells: pd.DataFrame) -> Callable[[tuple[Any, ...]], Row | None]:
    names = cells.index.names
    found = {tuple(row[str(n)] for n in names): row for row in _records(cells.reset_index())}
    return found.get


def _explained(row: Row, claim: Row, panel: Panel) -> Row:
    """Say what explains that growth and levels differ, if anything does."""
    year = claim["year"]
    kinds = {r["id"]: (r["kind"], int(r["since"] or 0)) for r in _table("real_growth")}
    kind, since = kinds.get(claim["indicator"], ("", 0))
    widest = _PRICES_THEN if year <= _LAST_OF_THEN else _PRICES_NOW
    breaks = panel.vocabulary.breaks(claim["indicator"])
    if any(b.year == year and b.kind not in _HARMLESS for b in breaks):
        return {"verdict": "explained", "reason": "a break in the series"}
    if claim["basis"]:
        return {"verdict": "explained", "reason": "growth on a basis of its own"}
    if kind and year >= since and abs(row["gap"]) <= widest:
        return {"verdict": "explained", "reason": kind}
    return {}


# -- parts and wholes --------------------------------------------------------------------------------------------------


def sums(panel: Panel) -> pd.DataFrame:
    """Return wholes beside the sum of their parts, and their growth beside that of the parts."""
    return _frame(_sums(panel))


def _sums(panel: Panel) -> Iterator[Row]:
    groups = [(r["whole"], r["parts"].split()) for r in _table("sums")]
    ids = {i for whole, some in groups for i in (whole, *some)}
    rows = _results(panel)
    rows = rows[rows["indicator"].isin(ids) & (rows["basis"].fillna("") == "")]
    for measure, check in (("level", "sum"), ("growth", "between")):
        cells = _best(rows[rows["measure"] == measure], ["source", "region", "year", "indicator"], panel.vocabulary)
        for group in _grouped(cells, ["source", "region", "year"]).values():
            said = {row["indicator"]: row for row in group}
            for whole, some in groups:
                if all(i in said for i in (whole, *some)) and len({said[i]["unit"] for i in (whole, *some)}) == 1:
                    yield _of_parts(check, said[whole], [said[i] for i in some])


def _of_parts(check: str, whole: Row, some: list[Row]) -> Row:
    """Set a whole beside its parts: their sum, or the span of their growth."""
    ends = {end: [part[end] for part in some] for end in ("value", "low", "high")}
    if check == "sum":
        reckoned = (sum(ends["value"]), sum(ends["low"]), sum(ends["high"]))
    else:
        reckoned = (math.nan, min(ends["low"]), max(ends["high"]))
    text = " + ".join(f"{part['indicator']} {part['value']:g}" for part in some)
    row = _row(check, whole, reckoned, text, *sorted(some, key=lambda part: -part["value"])[:2])
    size = abs(row["gap"]) if check == "between" else abs(row["gap"]) / abs(whole["value"] or 1) * 100
    return row | {"gap_unit": POINTS if check == "between" else whole["unit"], "size": round(size, 4)}


def parts(panel: Panel) -> pd.DataFrame:
    """Return parts beside the wholes that they belong to."""
    return _frame(_parts(panel))


def _parts(panel: Panel) -> Iterator[Row]:
    pairs = [(r["part"], r["whole"]) for r in _table("wholes")]
    rows = with_roles(_cells(panel))
    rows = rows[rows["indicator"].isin({i for pair in pairs for i in pair}) & (rows["measure"] == "level")]
    place = ["region", "year", "role"]
    told: set[tuple[Any, ...]] = set()
    for keys in (["source", *place], place):
        for key, group in _grouped(_best(rows, [*keys, "indicator"], panel.vocabulary), keys).items():
            said = {row["indicator"]: row for row in group}
            for one, whole_id in pairs:
                part, whole = said.get(one, {}), said.get(whole_id, {})
                cell = (*key[-len(place) :], one, whole_id)
                if not part or not whole or part["unit"] != whole["unit"] or (len(keys) == len(place) and cell in told):
                    continue
                told.add(cell)
                reckoned = (whole["value"], -math.inf, whole["high"])
                row = _row("part", part, reckoned, f"≤ {whole_id} {whole['value']:g}", whole)
                size = abs(row["gap"]) / abs(whole["value"] or 1) * 100
                more = {"gap_unit": part["unit"], "size": round(size, 4), "across": len(keys) == len(place)}
                yield row | more | {"other": whole_id}


# -- ranks -------------------------------------------------------------------------------------------------------------

_SCOPE = re.compile(r"全国|全省|全区|全市|全球|世界")
_RANKED = {"growth": re.compile(r"增速|增幅|增长率"), "level": re.compile(r"总量|规模(?!以上)|数量|产量")}
_PARENT = {"全省": "province", "全区": "province", "全市": "prefecture", "全国": "nation"}


def ranks(panel: Panel) -> pd.DataFrame:
    """Return claims to a place beside the peers in the panel that are surely ahead."""
    return _frame(_ranks(panel))


def _ranks(panel: Panel) -> Iterator[Row]:
    rows = _results(panel)
    places = {name: locate(name) for name in rows["region"].unique()}
    values = _best(
        rows[rows["measure"].isin(["level", "growth"])], ["region", "indicator", "year", "measure"], panel.vocabulary
    )
    cells: dict[tuple[Any, ...], list[Row]] = {}
    for row in _records(values):
        cells.setdefault((row["indicator"], row["year"], row["measure"]), []).append(row)
    ranks = _best(rows[rows["measure"] == "rank"], ["region", "indicator", "year", "name", "of"], panel.vocabulary)
    known: dict[tuple[str, str], frozenset[str]] = {}
    for claim in _records(ranks):
        peers = _peers(claim, places, known)
        tried = [_ranked(claim, cells, measure, peers, panel) for measure in _meant(claim)]
        found = [one for one in tried if one is not None]
        if found:
            yield next((one for one in found if one["verdict"] != "contradicts"), found[0])


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


def _peers(
    claim: Row, places: dict[str, Region | None], known: dict[tuple[str, str], frozenset[str]]
) -> frozenset[str]:
    """Return the regions of the same level under the parent that the sentence names; `known` are those found before."""
    own, level = places.get(claim["region"]), _PARENT.get(_scope(claim), "")
    if own is None:
        return frozenset()
    above = next((p for p in own.parents if p.level == level), None)
    if above is None:
        return frozenset()
    if (own.level, above.code) not in known:
        alike = (n for n, p in places.items() if p is not None and p.level == own.level and above in p.parents)
        known[own.level, above.code] = frozenset(alike)
    return known[own.level, above.code] - {claim["region"]}


def _ranked(
    claim: Row, cells: dict[tuple[Any, ...], list[Row]], measure: str, peers: frozenset[str], panel: Panel
) -> Row | None:
    """Set a claim beside the peers that are surely ahead in one measure; None where nothing can be said."""
    said = cells.get((claim["indicator"], claim["year"], measure), [])
    own = next((row for row in said if row["region"] == claim["region"]), None)
    others = [row for row in said if row["region"] in peers and own and row["unit"] == own["unit"]]
    if own is None or not others:
        return None
    less = panel.vocabulary[claim["indicator"]].direction == "less"
    ahead = [row for row in others if (row["high"] < own["low"] if less else row["low"] > own["high"])]
    place = claim | {"low": claim["value"], "high": claim["value"]}
    text = f"{measure}: {len(ahead)} of {len(others)} peers in the panel ahead"
    row = _row("rank", place, (math.nan, 1.0 + len(ahead), math.inf), text, own, *ahead[:1])
    return row | {"gap_unit": "位", "size": abs(row["gap"])}
