"""Why rows of a comparison are not compared, and what to be careful about in those that are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from govreport.comparison.lines import Lines
from govreport.comparison.named_apart import CAUSES
from govreport.comparison.pairing import CELL, SUBJECT, elsewhere
from govreport.comparison.rounded import STATED
from govreport.comparison.telling import ALONE
from govreport.comparison.told import around_number, words_before
from govreport.panel.meaning import of_a_deed

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary

__all__ = ["reasons"]

_LOOKED_AT = ("name", "sentence", "sentence_start", "start", "end")
#: what is done or comes in year after year, so that a sum of several years is another thing
_FLOWS = ("flow", "count")
#: a sum, and not that of one year: `全年累计接待`, `今年以来累计`, `1—12月累计`
_SO_FAR = re.compile("(?<!年)(?<!年内)(?<!年度)(?<!月)(?<!月份)(?<![今去本当]年以来)累计")
#: since something that has no year: `平台上线以来接待`, `疫情发生以来，…`; it holds to the end of the sentence it opens
_SINCE = re.compile(
    r"(?:^|[，；：])(?:[自从][^，。；：\d年月日入]{2,14}(?:以来|至今|迄今)(?![的最])[^，。；：]*$"
    r"|[^，。；：\d年月日入]{2,14}以来(?![的最])[^，。；：]*$)"
    r"|^[^，。；：\d年月日入]{2,14}(?:以来|至今|迄今)，"
)


def reasons(rows: pd.DataFrame, a: pd.DataFrame, b: pd.DataFrame, words: Vocabulary) -> pd.Series[Any]:
    """Say what keeps a row from being compared, or what to be careful about.

    Parameters
    ----------
    rows : pandas.DataFrame
        Pairs with their kind, the differences, the sign, `_cause` and `_care`.
    a, b : pandas.DataFrame
        All cells of either side.
    words : Vocabulary

    Returns
    -------
    pandas.Series
        The reasons of a row, parted by semicolons; "" for none.
    """
    differs, cause = rows["kind"] == "not_comparable", rows["_cause"]
    no_region = no_unit = no_measure = differs & False
    for kind, silent in (("new", a), ("dropped", b)):
        alone = rows["kind"] == kind
        no_region = no_region | (alone & ~rows["region"].isin(silent["region"]))
        no_unit = no_unit | (alone & elsewhere(rows, silent, CELL))
        no_measure = no_measure | (alone & elsewhere(rows, silent, SUBJECT))
    changed, sign = rows["kind"] == "changed", rows["sign"]
    where = {
        "unit differs": differs & (cause == "unit"),
        "basis differs": differs & (cause == "basis"),
        "one side does not say of what": differs & (cause == "of"),
        "measure differs": differs & (cause == "measure"),
        **{why: differs & (cause == why) for why in CAUSES},
        ALONE: no_region,
        "the other year says it in another unit or on another basis": no_unit,
        "the other year gives another measure": no_measure,
        "the hedges leave the sign open": changed & (sign == "unknown"),
        STATED: changed & (rows["value_a"] == rows["value_b"]) & rows["change"].fillna(0).ne(0),
    }
    reason = pd.Series(np.select(list(where.values()), list(where), default=""), index=rows.index, dtype="object")
    cares = (
        _where((cause == "basis") & ~differs, "only one side states its basis"),
        rows["_care"],
        _where(_summed_up(rows, words), "only one side is told as a sum so far"),
    )
    for care in cares:
        reason = reason.where(care == "", (reason + "; " + care).str.removeprefix("; "))
    return reason


def _where(holds: pd.Series[bool], said: str) -> pd.Series[Any]:
    return pd.Series(np.where(holds, said, ""), index=holds.index, dtype="object")


def _summed_up(rows: pd.DataFrame, words: Vocabulary) -> pd.Series[bool]:
    """Say where one side alone is told as a sum so far, of what is done year after year: `累计推出119个`."""
    both = rows["kind"].isin(["changed", "unchanged"]) & (rows["measure"] == "level")
    both &= (rows["since"] == rows["until"]) & ~rows["per_year"]
    kinds = {id: words[id].kind for id in rows["indicator"].unique() if id in words}
    alone, places = np.zeros(len(rows), dtype=bool), np.flatnonzero(both)
    lines = Lines(rows, ["indicator", *(f"{column}_{side}" for column in _LOOKED_AT for side in "ab")], places)
    for at, row in zip(places, lines.rows(range(len(lines))), strict=True):
        flows = kinds[row["indicator"]] in _FLOWS if row["indicator"] in kinds else of_a_deed(row["name_b"])
        alone[at] = flows and _so_far(row, "_a") != _so_far(row, "_b")
    return pd.Series(alone, index=rows.index, dtype="bool")


def _so_far(row: dict[Any, Any], side: str) -> bool:
    """Say whether a side is told as a sum, by its name or the words of its sentence before the number."""
    if _SO_FAR.search(words_before(row, side) + row[f"name{side}"]):
        return True
    return _SINCE.search(around_number(row, side)[0]) is not None
