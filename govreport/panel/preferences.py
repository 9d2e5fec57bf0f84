"""The rules of precedence, in their order: which of several sayings of a cell counts before others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport import tables
from govreport.indicators import Vocabulary
from govreport.panel.coded import Bools, Columns, by_value, several
from govreport.panel.milestones import is_milestone, pattern

__all__ = [
    "CELL",
    "DOUBTFUL",
    "RULES",
    "SAME",
    "Keys",
    "Rule",
    "at_constant_prices",
    "by_others",
    "ints",
    "milestones",
    "of_results",
    "rounding",
    "untimely",
]

Keys = npt.NDArray[np.int64]
#: what tells cells apart; `role` is `target` or `result`
CELL = ("region", "indicator", "measure", "of", "period_start", "period_end", "per_year", "part", "role")
_NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.(\d+))?")
_UNREAD = 0.005  # numbers in Chinese digits: their last digit is not looked for
#: from which doubt on a reading is likelier wrong than right; finer differences say nothing
DOUBTFUL = 0.5
_AMOUNTS = ("level", "change")
#: rows alone in this are no rivals of any other
SAME = ("region", "indicator", "measure", "period_end")


class Rule(NamedTuple):
    """One rule of the order: its name, what it prefers, and the key by which it does (0 before 1, and so on)."""

    name: str
    prefers: str
    key: Callable[[Columns, Vocabulary], Keys]


def _aim(rows: Columns, words: Vocabulary) -> Keys:
    return ints(rows["aim"] == "stretch")


def _unit(rows: Columns, words: Vocabulary) -> Keys:
    codes, ids = pd.factorize(rows["indicator"])
    known = np.array([id in words for id in ids], dtype=bool)[codes]
    meant = np.array([words[id].unit if id in words else "" for id in ids], dtype="object")[codes]
    measure, unit = rows["measure"], rows["unit"]
    amount = np.isin(measure, _AMOUNTS) & known & (unit != "个百分点")
    return ints((amount & (unit != meant)) | ((measure == "growth") & (unit != "%")))


def _own(rows: Columns, words: Vocabulary) -> Keys:
    return ints(by_others(rows))


def by_others(rows: Columns) -> Bools:
    return cast(Bools, rows["report_region"] != rows["region"])


def _whole(rows: Columns, words: Vocabulary) -> Keys:
    part = pattern("part")
    return ints(by_value(rows["name"], lambda name: part.search(str(name)) is not None))


@cache
def at_constant_prices() -> frozenset[str]:
    """The indicators whose growth is published at constant prices, said or unsaid.

    Examples
    --------
    >>> "gdp" in at_constant_prices()
    True
    """
    return frozenset(row["id"] for row in tables.rows("real_growth") if row["kind"] == "constant prices")


def _caliber(rows: Columns, words: Vocabulary) -> Keys:
    usual = by_value(rows["indicator"], at_constant_prices().__contains__) & (rows["measure"] == "growth")
    prices = pattern("constant_prices")
    stated = by_value(rows["basis"], lambda basis: isinstance(basis, str) and basis != "")
    plain = by_value(rows["basis"], lambda basis: isinstance(basis, str) and prices.search(basis) is not None)
    return ints(stated & ~(usual & plain))


def _time(rows: Columns, words: Vocabulary) -> Keys:
    return ints(untimely(rows))


def untimely(rows: Columns) -> Bools:
    """Targets told when their time is over, results told before."""
    after = rows["report_year"] > rows["period_end"]
    return cast(Bools, after == (rows["status"] == "target"))


def _milestone(rows: Columns, words: Vocabulary) -> Keys:
    return ints(of_results(rows, milestones(rows)))


def _hedge(rows: Columns, words: Vocabulary) -> Keys:
    return ints(of_results(rows, rows["bound"] != "exact"))


def _rounded(rows: Columns, words: Vocabulary) -> Keys:
    return ints(of_results(rows, _roundings(rows)))


def _estimate(rows: Columns, words: Vocabulary) -> Keys:
    return ints(rows["status"] == "estimate")


def _latest(rows: Columns, words: Vocabulary) -> Keys:
    report = rows["report_year"].astype("int64")
    looks_back = (rows["status"] == "target") & (report > rows["period_end"])
    return cast(Keys, np.where(looks_back, report, -report))


def _doubt(rows: Columns, words: Vocabulary) -> Keys:
    return ints(rows["doubt"] >= DOUBTFUL)


def _place(rows: Columns, words: Vocabulary) -> Keys:
    return cast(Keys, rows["start"].astype("int64"))


def _file(rows: Columns, words: Vocabulary) -> Keys:
    return cast(Keys, pd.factorize(rows["source"], sort=True)[0].astype("int64"))


RULES: tuple[Rule, ...] = (
    Rule("aim", "what is aimed at before what is hoped for beyond it", _aim),
    Rule("unit", "the indicator's own unit before one that does not convert to it", _unit),
    Rule("own", "the territory's own report before another's", _own),
    Rule("time", "results told after their period, targets before it ends", _time),
    Rule("whole", "the whole before a part", _whole),
    Rule("caliber", "the usual caliber before a stated basis of its own", _caliber),
    Rule("milestone", "of results, a figure before a milestone that was passed", _milestone),
    Rule("hedge", "of results, an exact figure before a hedged one", _hedge),
    Rule("rounded", "of results, an amount before its rounding", _rounded),
    Rule("estimate", "a result before an estimate", _estimate),
    Rule("report", "the latest report; of targets, the latest up to the year aimed at", _latest),
    Rule("doubt", "a reading likelier right than wrong", _doubt),
    Rule("place", "what stands first in the report", _place),
    Rule("file", "the first file, by name", _file),
)


@lru_cache(maxsize=1 << 16)
def rounding(quote: str, value: float) -> float:
    """Return half a unit of the last digit that a number is written with, in the unit of the value.

    Examples
    --------
    >>> rounding("24.7万亿元", 247000.0), rounding("6%", 6.0)
    (500.0, 0.5)
    """
    found = _NUMERAL.search(unicodedata.normalize("NFKC", quote))
    written = float(found[0].replace(",", "")) if found else 0.0
    if not found or written == 0:
        return abs(value) * _UNREAD
    return 0.5 * 10.0 ** -len(found[1] or "") * abs(value) / written


def milestones(rows: Columns) -> Bools:
    found = np.zeros(len(rows), dtype=bool)
    at, _ = several(rows, np.arange(len(rows)), np.zeros(len(rows), dtype="int64"), SAME)
    where = rows["start"] - rows["sentence_start"] if len(at) else ()
    for one in at.tolist():
        found[one] = is_milestone(rows["quote"][one], rows["sentence"][one], int(where[one]))
    return found


def _roundings(rows: Columns) -> Bools:
    """Say which exact amounts are what another saying of the same cell rounds to."""
    found = np.zeros(len(rows), dtype=bool)
    at = np.flatnonzero((rows["bound"] == "exact") & (rows["low"] == rows["high"]) & (rows["measure"] != "growth"))
    at, cells = several(rows, at, np.zeros(len(at), dtype="int64"), (*SAME, "unit"))
    cells = cells * 2 + (rows["status"][at] == "target")
    at, cells = several(rows, at, cells, [c for c in CELL if c not in SAME and c != "role"])
    if not len(at):
        return found
    order = np.argsort(cells, kind="stable")
    at, cells = at[order], cells[order]
    values = rows["value"].astype("float64")[at]
    quotes = rows["quote"][at].tolist()
    slack = np.array([rounding(q, v) for q, v in zip(quotes, values.tolist(), strict=True)], dtype="float64")
    rounds = np.zeros(len(at), dtype=bool)
    # each is set beside the next of its cell, then beside the one after it, as far as cells reach
    first = np.arange(len(at) - 1)
    for step in range(1, len(at)):
        first = first[first + step < len(at)]
        first = first[cells[first] == cells[first + step]]
        if not len(first):
            break
        for one, other in ((first, first + step), (first + step, first)):
            apart = np.abs(values[one] - values[other])
            near = (apart > 0) & (apart <= slack[one] * (1 + 1e-9)) & (slack[other] < slack[one] * 0.5)
            rounds[one[near]] = True
    found[at[rounds]] = True
    return found


def of_results(rows: Columns, flags: Bools) -> Bools:
    return cast(Bools, flags & (rows["status"] != "target"))


def ints(flags: Any) -> Keys:
    return cast(Keys, np.asarray(flags).astype("int64"))
