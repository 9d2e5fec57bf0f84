"""What the next report says that comes nearest to a target of which nothing was found."""

from __future__ import annotations

from typing import Any

import pandas as pd

from govreport.comparison.comparable import saying_of
from govreport.errors import InputError
from govreport.panel.likeness import likeness
from govreport.panel.meaning import core

#: below this a saying is too unlike to be worth looking at
_ENOUGH = 45.0
_FOUND = [
    *("measure", "period_start", "period_end", "value", "unit", "name", "quote", "sentence", "sentence_start"),
    *("start", "end", "report_year", "source"),
]
_TARGET = ["region", "indicator", "year", "quote_target", "name_target"]
COLUMNS = (*_TARGET, "why", "likeness", "indicator_found", *_FOUND)


def nearest_sayings(silent: pd.DataFrame, heard: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return at most `n` sayings for each target: of the same indicator first, then by the likeness of the words."""
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise InputError("not a number of candidates", where="n", expected="1 or more", found=repr(n))
    reports: dict[Any, pd.DataFrame] = dict(iter(heard.groupby(["report_region", "report_year"], sort=False)))
    found: list[dict[str, Any]] = []
    for key, rows in silent.assign(_next=silent["year"] + 1).groupby(["report_region_target", "_next"], sort=False):
        if key in reports:
            report = _Report(reports[key])
            for at in range(len(rows)):
                found += report.nearest(rows.iloc[at], n)
    table = pd.DataFrame(found, columns=list(COLUMNS))
    whole = ("year", "period_start", "period_end", "sentence_start", "start", "end", "report_year")
    return table.astype({**dict.fromkeys(whole, "int64"), "likeness": "float64", "value": "float64"})


class _Report:
    """The results of one report, by their indicators and by the pairs of characters in their names."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows.reset_index(drop=True)
        self._by_pair: dict[str, list[int]] = {}
        for at, name in enumerate(self._rows["name"]):
            for pair in _pairs(name):
                self._by_pair.setdefault(pair, []).append(at)

    def nearest(self, target: pd.Series[Any], n: int) -> list[dict[str, Any]]:
        aimed = saying_of(target, "_target", target["unit"], target["measure"])
        same = self._rows.index[
            (self._rows["indicator"] == target["indicator"]) & (self._rows["region"] == target["region"])
        ]
        alike = {at for pair in _pairs(target["name_target"]) for at in self._by_pair.get(pair, ())}
        scored = []
        for at in {*same, *alike}:
            row = self._rows.loc[at]
            score = likeness(aimed, saying_of(row, "", row["unit"], row["measure"])).score
            if at in same:
                why = "another measure" if row["measure"] != target["measure"] else "another period"
            else:
                why = "like in words"
            if at in same or (score >= _ENOUGH and row["measure"] == target["measure"]):
                scored.append((at not in same, -score, at, why))
        subject = {name: target[name] for name in _TARGET}
        return [
            {**subject, "why": why, "likeness": round(-score, 1)}
            | {"indicator_found": self._rows.loc[at, "indicator"], **{c: self._rows.loc[at, c] for c in _FOUND}}
            for _, score, at, why in sorted(scored)[:n]
        ]


def _pairs(name: str) -> set[str]:
    text = core(name)
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}
