"""One precedence: which of several sayings of a cell counts, and why the others stand behind it.

A cell is a territory, an indicator, a measure and what it is of, a period, a part of the year, and whether it is aimed
at or reached. `RULES` is the whole order; tables, comparisons, verdicts, figures, pages and checks take the first of it
and no other.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport import tables
from govreport.errors import InputError
from govreport.indicators import Vocabulary
from govreport.panel.coded import Bools, Columns, Places, by_value, numbered, several
from govreport.panel.milestones import is_milestone, pattern

__all__ = [
    "CELL",
    "DOUBTFUL",
    "RULES",
    "SAME",
    "Rule",
    "Vintage",
    "at_constant_prices",
    "best",
    "in_order",
    "known_by",
    "of_vintage",
    "ranked",
    "rounding",
    "with_roles",
]

#: `latest`, `first`, or a year: what was known when its reports were delivered
Vintage = str | int
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


# -- the rules ---------------------------------------------------------------------------------------------------------


def _aim(rows: Columns, words: Vocabulary) -> Keys:
    return _ints(rows["aim"] == "stretch")


def _unit(rows: Columns, words: Vocabulary) -> Keys:
    codes, ids = pd.factorize(rows["indicator"])
    known = np.array([id in words for id in ids], dtype=bool)[codes]
    meant = np.array([words[id].unit if id in words else "" for id in ids], dtype="object")[codes]
    measure, unit = rows["measure"], rows["unit"]
    amount = np.isin(measure, _AMOUNTS) & known & (unit != "个百分点")
    return _ints((amount & (unit != meant)) | ((measure == "growth") & (unit != "%")))


def _own(rows: Columns, words: Vocabulary) -> Keys:
    return _ints(_by_others(rows))


def _by_others(rows: Columns) -> Bools:
    return cast(Bools, rows["report_region"] != rows["region"])


def _whole(rows: Columns, words: Vocabulary) -> Keys:
    part = pattern("part")
    return _ints(by_value(rows["name"], lambda name: part.search(str(name)) is not None))


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
    return _ints(stated & ~(usual & plain))


def _time(rows: Columns, words: Vocabulary) -> Keys:
    return _ints(_untimely(rows))


def _untimely(rows: Columns) -> Bools:
    """Targets told when their time is over, results told before."""
    after = rows["report_year"] > rows["period_end"]
    return cast(Bools, after == (rows["status"] == "target"))


def _milestone(rows: Columns, words: Vocabulary) -> Keys:
    return _ints(_of_results(rows, _milestones(rows)))


def _hedge(rows: Columns, words: Vocabulary) -> Keys:
    return _ints(_of_results(rows, rows["bound"] != "exact"))


def _rounded(rows: Columns, words: Vocabulary) -> Keys:
    return _ints(_of_results(rows, _roundings(rows)))


def _estimate(rows: Columns, words: Vocabulary) -> Keys:
    return _ints(rows["status"] == "estimate")


def _latest(rows: Columns, words: Vocabulary) -> Keys:
    report = rows["report_year"].astype("int64")
    looks_back = (rows["status"] == "target") & (report > rows["period_end"])
    return cast(Keys, np.where(looks_back, report, -report))


def _doubt(rows: Columns, words: Vocabulary) -> Keys:
    return _ints(rows["doubt"] >= DOUBTFUL)


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


# -- asking ------------------------------------------------------------------------------------------------------------


def with_roles(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with `role`: `target` for what is aimed at, `result` for what was or will have been reached.

    Examples
    --------
    >>> with_roles(pd.DataFrame({"status": ["target", "estimate"]}))["role"].tolist()
    ['target', 'result']
    """
    role = np.where(rows["status"] == "target", "target", "result")
    return rows.assign(role=pd.Series(role, index=rows.index, dtype="object"))


def in_order(rows: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Sort rows of a panel so that, of several sayings of a cell, the one that counts stands first.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns of a panel; others stay.
    words : Vocabulary
        For the units.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1], progress=False)
    >>> len(in_order(panel.frame, panel.vocabulary)) == len(panel)
    True
    """
    if len(rows) < 2:
        return rows
    return rows.iloc[_order(Columns(rows), words)]


def ranked(rows: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Return the rows in order with `rank` (1 counts) and `behind`: the rule by which the first of the cell wins.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1], progress=False)
    >>> set(ranked(panel.frame, panel.vocabulary).query("rank == 1")["behind"])
    {''}
    """
    rows = with_roles(rows)
    if len(rows) == 1:
        return rows.assign(rank=1, behind=pd.Series("", index=rows.index, dtype="object"))
    told = Columns(rows)
    keys = np.column_stack([rule.key(told, words) for rule in RULES])
    order = np.lexsort(keys.T[::-1])
    rows, keys = rows.iloc[order], keys[order]
    cell = rows.groupby(list(CELL), sort=False, dropna=False)
    rank = cell.cumcount().to_numpy() + 1
    group = cell.ngroup().to_numpy()
    first = np.zeros(group.max() + 1 if len(group) else 0, dtype="int64")
    first[group[rank == 1]] = np.flatnonzero(rank == 1)
    apart = keys != keys[first[group]] if len(group) else keys.astype(bool)
    names = np.array([rule.name for rule in RULES], dtype="object")
    lost = names[apart.argmax(axis=1)]
    behind = pd.Series(np.where(apart.any(axis=1), lost, ""), index=rows.index, dtype="object")
    return rows.assign(rank=rank, behind=behind)


def best(rows: pd.DataFrame, words: Vocabulary, keys: Sequence[str] = CELL, said: str = "said") -> pd.DataFrame:
    """Return the saying that counts of every cell, and count the sayings of the cell in a column.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns of a panel.
    words : Vocabulary
    keys : sequence of str, optional
        What tells cells apart, where it is more or less than `CELL`.
    said : str, default "said"
        The column of counts.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1], progress=False)
    >>> int(best(panel.frame, panel.vocabulary)["said"].sum()) == len(panel)
    True
    """
    rows = rows if "role" in rows.columns else with_roles(rows)
    if rows.empty:
        return rows.assign(**{said: pd.Series(dtype="int64")})
    told = Columns(rows)
    order = _order(told, words) if len(rows) > 1 else np.zeros(1, dtype="int64")
    cell = numbered(told, keys)[order]
    at = np.unique(cell, return_index=True)[1]
    at.sort()
    return rows.iloc[order[at]].assign(**{said: np.bincount(cell)[cell[at]].astype("int64")})


def of_vintage(rows: pd.DataFrame, vintage: Vintage = "latest", *, years: Sequence[int] = ()) -> pd.DataFrame:
    """Return the rows of the reports that a vintage chooses.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns of a panel.
    vintage : {"latest", "first"} or int, default "latest"
        `latest` leaves all rows: `RULES` take the latest report. `first`: of every cell the first report that tells
        it, the territory's own where it does, a figure before a milestone. A year: what was known then, the reports up
        to that year.
    years : sequence of int, optional
        The years of the reports, where `rows` are not all.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    InputError
        For another word, or a year before the first report.

    Examples
    --------
    >>> import govreport as gr
    >>> frame = gr.read_panel(gr.samples(), progress=False).frame
    >>> int(of_vintage(frame, 2020)["report_year"].max())
    2020
    """
    if isinstance(vintage, str) and vintage == "latest":
        return rows
    if isinstance(vintage, str) and vintage == "first":
        return _first_told(rows)
    there = sorted({int(year) for year in (years or rows["report_year"])})
    year = _year(vintage)
    if there and year < there[0]:
        span = f"'latest', 'first' or a year from {there[0]}"
        raise InputError("no report was there yet", where="vintage", expected=span, found=str(year))
    return rows[rows["report_year"] <= year]


def known_by(rows: pd.DataFrame, vintage: Vintage, *, years: Sequence[int] = ()) -> pd.DataFrame:
    """Return the rows of the reports that were there: all of them, but where the vintage is a year.

    Parameters
    ----------
    rows, vintage, years
        As `of_vintage` has them.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    InputError
        As `of_vintage` does.

    Examples
    --------
    >>> import govreport as gr
    >>> frame = gr.read_panel(gr.samples(), progress=False).frame
    >>> len(known_by(frame, "first")) == len(frame), int(known_by(frame, 2020)["report_year"].max())
    (True, 2020)
    """
    return of_vintage(rows, "latest" if vintage == "first" else vintage, years=years)


def _year(vintage: Vintage) -> int:
    try:
        if isinstance(vintage, bool | str):
            raise TypeError
        return operator.index(vintage)
    except TypeError:
        expected = "'latest', 'first' or a year such as 2023"
        raise InputError("no such vintage", where="vintage", expected=expected, found=repr(vintage)) from None


def _first_told(rows: pd.DataFrame) -> pd.DataFrame:
    rows = with_roles(rows)
    told = Columns(rows)
    grade = _ints(_by_others(told)) * 4 + _ints(_untimely(told)) * 2 + _ints(_of_results(told, _milestones(told)))
    when = grade * 100_000 + told["report_year"]
    first = rows.assign(_when=when).groupby(list(CELL), sort=False, dropna=False)["_when"].transform("min")
    kept: pd.DataFrame = rows[when == first.to_numpy()].drop(columns="role")
    return kept


def _order(rows: Columns, words: Vocabulary) -> Places:
    return np.lexsort([rule.key(rows, words) for rule in reversed(RULES)])


# -- what the keys rest on ---------------------------------------------------------------------------------------------


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


def _milestones(rows: Columns) -> Bools:
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


def _of_results(rows: Columns, flags: Bools) -> Bools:
    return cast(Bools, flags & (rows["status"] != "target"))


def _ints(flags: Any) -> Keys:
    return cast(Keys, np.asarray(flags).astype("int64"))
