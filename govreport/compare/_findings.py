"""`check`: what in a panel cannot be, or is hard to believe, with the sentences that say it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from govreport.compare._cells import PERCENT, described, region_order
from govreport.compare._result import Result
from govreport.panel.schema import whole_years
from govreport.regions import locate

if TYPE_CHECKING:
    from govreport.panel import Panel

KINDS = ("share", "part", "range", "growth", "twice", "retold")
_SIDE = (
    *("name", "value", "unit", "quote", "sentence", "sentence_start", "report_region", "report_year", "source"),
    *("start", "end", "row"),
)
COLUMNS = (
    *("kind", "severity", "region", "indicator", "name", "domain", "measure", "period_start", "period_end", "status"),
    *("expected", "other", *(f"{c}_{s}" for s in "ab" for c in _SIDE)),
)
#: how far two sayings of one cell may lie apart: rounding within a report, and what later reports may revise
ROUNDING, REVISED, REVISED_POINTS = 0.006, 0.5, 5.0
_BEYOND = re.compile(r"力争|争取|奋斗|冲刺")
_CELL = ["region", "indicator", "measure", "period_start", "period_end", "per_year", "_goal", "unit", "_basis"]
_Row = dict[str, Any]


@dataclass(frozen=True, eq=False, repr=False)
class Findings(Result):
    """What in a panel cannot be or is hard to believe: what `Panel.check` returns.

    Notes
    -----
    Columns of `frame`, one row for each finding:

    ======================== ========================================================================================
    kind                     `share`: a share above 100 or below 0. `part`: a part above its whole (`data/wholes.tsv`).
                             `range`: outside what is plausible for the indicator and the level of government
                             (`data/plausible.tsv`). `growth`: the levels of two years imply another growth than is
                             stated. `twice`: one report says a cell twice, with values that differ. `retold`: a later
                             report gives a wholly different value.
    severity                 `error`: it cannot be; `doubt`: it is hard to believe, and may be a report's own
    region, indicator, name, as in a `Comparison`
    domain, measure
    period_start, period_end what the values are about
    status                   as in the panel
    expected                 what would be believed, in words and numbers
    other                    the indicator of side b where it is another one (the whole), "" elsewhere
    name, value, unit,       the two sayings: the figure found, and what it contradicts (missing where it contradicts
    quote, sentence,         no other figure); `row` is that of the panel's frame
    sentence_start,
    report_region,
    report_year, source,
    start, end, row _a _b
    ======================== ========================================================================================
    """

    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = KINDS
    sides: ClassVar[tuple[str, ...]] = ("_a",)

    @property
    def errors(self) -> pd.DataFrame:
        """The findings that cannot be true."""
        return self._frame[self._frame["severity"] == "error"].reset_index(drop=True)

    @property
    def doubts(self) -> pd.DataFrame:
        """The findings that are hard to believe."""
        return self._frame[self._frame["severity"] == "doubt"].reset_index(drop=True)


def check(panel: Panel) -> Findings:
    """Look through a panel for what cannot be or is hard to believe.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.

    Returns
    -------
    Findings
        Its `frame` is described there; `print` it for a table.

    Notes
    -----
    Ranges and parts are in `data/plausible.tsv` and `data/wholes.tsv`, for the levels of government as `Panel.regions`
    knows them; a region without a code is held to the ranges of all levels only. A range is crossed when the whole
    interval of a hedged value lies outside. Rows whose unit does not fit their indicator (`Panel.conflicts`) are left
    out, and so are aims to double (`翻两番`), which nobody means to reach within a year.

    Examples
    --------
    >>> import govreport as gr
    >>> found = check(gr.read_panel(gr.samples(), progress=False))
    >>> set(found.frame["kind"]) <= {"share", "part", "range", "growth", "twice", "retold"}
    True
    """
    frame = whole_years(panel.frame)
    frame = frame.assign(row=frame.index, _goal=frame["status"] == "target", _basis=frame["basis"].fillna(""))
    frame = frame.drop(index=panel.conflicts.index, errors="ignore")
    frame = frame[~(frame["_goal"] & (frame["measure"] == "growth") & frame["quote"].str.contains("番"))]
    found = [*_ranges(frame, panel), *_parts(frame, panel), *_growths(frame, panel), *_sayings(frame, panel)]
    years = tuple(sorted(int(y) for y in frame["period_end"].unique()))
    note = "" if found else f"nothing to find fault with in {len(frame):,} rows"
    table = pd.DataFrame.from_records(found, columns=[c for c in COLUMNS if c not in ("name", "domain")])
    table = described(table, panel.vocabulary, table["name_a"])
    table = table.assign(
        _region=region_order(table["region"], frame),
        _kind=table["kind"].map(KINDS.index).astype("int64"),
        _grave=(table["severity"] != "error").astype("int64"),
    )
    keys = ["_kind", "_grave", "_region", "period_end", "_place", "row_a"]
    numbers = ("report_year", "sentence_start", "start", "end", "row")
    whole = {f"{c}_{s}": "Int64" for c in numbers for s in "ab"}
    ordered = table.sort_values(keys, kind="stable", ignore_index=True).astype(whole)
    return Findings(ordered[list(COLUMNS)], note, years)


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = files("govreport").joinpath(f"data/{name}.tsv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _plausible() -> dict[tuple[str, str, str], tuple[float, float]]:
    rows = _table("plausible")
    return {(row["id"], row["measure"], row["level"]): (float(row["low"]), float(row["high"])) for row in rows}


def _records(frame: pd.DataFrame) -> list[_Row]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _finding(
    kind: str, severity: str, a: _Row, expected: str, b: _Row | None = None, other: str = ""
) -> tuple[Any, ...]:
    head = (kind, severity, a["region"], a["indicator"], a["measure"], a["period_start"], a["period_end"], a["status"])
    sides = (side.get(c) for side in (a, b or {}) for c in _SIDE)
    return (*head, expected, other, *sides)


def _said(row: _Row) -> str:
    return _number(row["value"]) + str(row["unit"])


def _number(value: float) -> str:
    return f"{value:.10g}"


# -- ranges ------------------------------------------------------------------------------------------------------------


def _ranges(frame: pd.DataFrame, panel: Panel) -> Iterator[tuple[Any, ...]]:
    limits = _plausible()
    shares = [(re.compile(key[0][1:]), limit) for key, limit in limits.items() if key[0].startswith("~")]
    levels = {name: place.level if (place := locate(name)) else "" for name in frame["region"].unique()}
    known = {key[0] for key in limits}
    is_open = frame["indicator"].str.startswith("open:")
    for row in _records(frame[frame["indicator"].isin(known) & frame["measure"].isin(["level", "growth"])]):
        unit = "%" if row["measure"] == "growth" else panel.vocabulary[row["indicator"]].unit
        if row["period_start"] != row["period_end"] or row["unit"] != unit:
            continue
        for level in (levels[row["region"]], "*"):
            limit = limits.get((row["indicator"], row["measure"], level))
            if limit and _outside(row, limit):
                share = row["unit"] == "%" and row["measure"] == "level" and limit[1] == 100 and row["low"] > 100
                kind, grave = ("share", "error") if share else ("range", "doubt")
                yield _finding(kind, grave, row, f"{_number(limit[0])}–{_number(limit[1])} {row['unit']}")
                break
    for row in _records(frame[is_open & (frame["measure"] == "level") & frame["unit"].isin(["%"])]):
        limit = next((limit for pattern, limit in shares if pattern.search(row["name"])), None)
        if limit and _outside(row, limit):
            yield _finding("share", "error", row, f"{_number(limit[0])}–{_number(limit[1])} %")


def _outside(row: _Row, limit: tuple[float, float]) -> bool:
    return bool(min(row["value"], row["low"]) > limit[1] or max(row["value"], row["high"]) < limit[0])


# -- parts and wholes --------------------------------------------------------------------------------------------------


def _parts(frame: pd.DataFrame, panel: Panel) -> Iterator[tuple[Any, ...]]:
    pairs = {(row["part"], row["whole"]) for row in _table("wholes")}
    cells = _cells(frame[frame["measure"] == "level"], {i for pair in pairs for i in pair})
    for (region, year, goal, indicator), part in sorted(cells.items(), key=lambda item: item[1]["row"]):
        for whole_id in sorted(whole for one, whole in pairs if one == indicator):
            whole = cells.get((region, year, goal, whole_id))
            if whole and whole["unit"] == part["unit"] and part["low"] > whole["high"] * (1 + ROUNDING):
                name = panel.vocabulary[whole_id].name_zh
                expected = f"≤ {_number(whole['high'])} {whole['unit']} ({name})"
                yield _finding("part", "error", part, expected, whole, whole_id)


def _cells(frame: pd.DataFrame, ids: set[str]) -> dict[tuple[str, int, bool, str], _Row]:
    """One row for each territory, year, role and indicator: what the territory's own and earliest report says first."""
    rows = frame[frame["indicator"].isin(ids) & (frame["period_start"] == frame["period_end"]) & ~frame["per_year"]]
    rows = rows.assign(_foreign=rows["report_region"] != rows["region"], _hedged=rows["bound"] != "exact")
    rows = rows.sort_values(["_foreign", "_hedged", "report_year", "start"], kind="stable")
    best: dict[tuple[str, int, bool, str], _Row] = {}
    for row in _records(rows):
        best.setdefault((row["region"], row["period_end"], row["_goal"], row["indicator"]), row)
    return best


# -- levels and growth -------------------------------------------------------------------------------------------------


def _growths(frame: pd.DataFrame, panel: Panel) -> Iterator[tuple[Any, ...]]:
    results = frame[~frame["_goal"] & ~frame["indicator"].str.startswith("open:")]
    ids = set(results["indicator"])
    levels = _cells(results[(results["measure"] == "level") & ~results["unit"].isin(PERCENT)], ids)
    stated = _cells(results[(results["measure"] == "growth") & (results["unit"] == "%")], ids)
    for (region, year, goal, indicator), growth in sorted(stated.items(), key=lambda item: item[1]["row"]):
        now, before = (levels.get((region, y, goal, indicator)) for y in (year, year - 1))
        broken = any(b.year == year for b in panel.vocabulary.breaks(indicator))
        if not now or not before or now["unit"] != before["unit"] or before["low"] <= 0 or broken:
            continue
        least, most = ((x / y - 1) * 100 for x, y in ((now["low"], before["high"]), (now["high"], before["low"])))
        unit = panel.vocabulary[indicator].unit
        below, above = next(
            limit for key in (f"[{unit}]", "[*]") if (limit := _plausible().get((key, "implied", "*"))) is not None
        )
        if least - growth["high"] > above or most - growth["low"] < below:
            sizes = f"{_number(before['value'])} → {_number(now['value'])} {now['unit']}"
            implied = f"{least:.1f}" if abs(most - least) < 0.05 else f"{least:.1f}–{most:.1f}"
            yield _finding("growth", "doubt", growth, f"{implied} % ({year - 1} → {year}: {sizes})", now)


# -- the same cell said again ------------------------------------------------------------------------------------------


def _sayings(frame: pd.DataFrame, panel: Panel) -> Iterator[tuple[Any, ...]]:
    """Yield cells that one report says twice otherwise, and cells that a later report tells wholly otherwise."""
    rows = frame[frame["indicator"].isin(list(panel.vocabulary)) & frame["measure"].isin(["level", "growth"])]
    rows = rows.sort_values(["report_year", "start"], kind="stable")
    for _, group in rows.groupby(_CELL, sort=False):
        if len(group) > 1:
            said = _records(group)
            for k, row in enumerate(said):
                earlier = [one for one in said[:k] if _apart(one, row) and not _stretched(one, row)]
                if here := [one for one in earlier if one["source"] == row["source"]]:
                    yield _finding("twice", "doubt", row, _said(here[-1]), here[-1])
                    break
                if earlier and row["report_region"] == row["region"] and _retold(earlier[0], row):
                    yield _finding("retold", "doubt", row, _said(earlier[0]), earlier[0])
                    break


def _apart(a: _Row, b: _Row) -> bool:
    """Whether two sayings cannot both be true, rounding aside."""
    slack = max(abs(a["value"]), abs(b["value"])) * ROUNDING
    return bool(max(a["low"], b["low"]) - min(a["high"], b["high"]) > max(slack, 0.05 if a["unit"] == "%" else 0))


def _stretched(a: _Row, b: _Row) -> bool:
    """Whether one is the aim and the other what is hoped for beyond it: `达到200亿元，力争达到230亿元`."""
    if (a["source"], a["sentence_start"]) != (b["source"], b["sentence_start"]):
        return False
    first, last = sorted((a, b), key=lambda row: int(row["start"]))
    between = str(a["sentence"])[first["end"] - a["sentence_start"] : last["start"] - a["sentence_start"]]
    return _BEYOND.search(between) is not None


def _retold(a: _Row, b: _Row) -> bool:
    if a["report_region"] != b["report_region"]:
        return False
    if a["unit"] == "%":
        return bool(abs(a["value"] - b["value"]) > REVISED_POINTS)
    low, high = sorted((abs(a["value"]), abs(b["value"])))
    return bool(high > low * (1 + REVISED))
