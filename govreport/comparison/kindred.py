"""What the next report tells of a thing akin to a target of which nothing was found: its stock, its part, its whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport.aiming import target_words
from govreport.comparison import interval as interval
from govreport.comparison.beside import SIDE
from govreport.comparison.cells import PERCENT, RESULTS
from govreport.comparison.lines import Lines, rows_of
from govreport.indicators import Vocabulary
from govreport.panel.meaning import core, does, meanings, substance
from govreport.units import convertible

if TYPE_CHECKING:
    from collections.abc import Hashable

_Row = dict[str, Any]
#: what is a stock or a share of itself takes no part in flow and stock
_RATES = (*PERCENT, "‰")
_NEW = frozenset({"new", "newly_built"})
#: so many characters a part says beyond its whole; so many both say at least, and of substance, where it is no name
_MORE, _SHORT, _ENOUGH = 2, 2, 3.0


def with_kindred(rows: pd.DataFrame, known: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Set targets without a result beside what is akin: `not_comparable`, and `reason` says how.

    A saying that is another target's result is of that one, and akin to none.
    """
    alone = (rows["verdict"] == "not_found") & (rows["period_start"] == rows["period_end"]) & (rows["horizon"] <= 0)
    silent = rows[alone & ~rows["per_year"].astype(bool)]
    if silent.empty:
        return rows
    told = known[known["status"].isin(RESULTS) & (known["period_start"] == known["period_end"])]
    told = told[(told["report_year"] == told["period_end"] + 1) & (told["report_region"] == told["region"])]
    told = told[~told["per_year"].astype(bool) & told["measure"].isin(["level", "growth"])]
    taken = set(zip(rows["source_result"], rows["start_result"], strict=True))
    asked = list(zip(silent["region"], silent["period_end"], strict=True))
    wanted = set(asked)
    lines = Lines(told)
    places: dict[Hashable, list[int]] = {}
    for at, key in enumerate(lines.keys("region", "period_end")):
        if key in wanted:
            places.setdefault(key, []).append(at)
    reports = {key: _Report(list(lines.rows(some)), taken, words) for key, some in places.items()}
    found: dict[Any, tuple[str, _Row]] = {}
    for at, key, target in zip(silent.index, asked, rows_of(silent), strict=True):
        if key in reports and (akin := reports[key].akin_to(target)):
            found[at] = akin
    return rows if not found else _set_beside(rows, found)


def _set_beside(rows: pd.DataFrame, found: dict[Any, tuple[str, _Row]]) -> pd.DataFrame:
    labels = list(found)
    filled = {name: rows[f"{name}_result"].astype("object") for name in SIDE}
    for name, column in filled.items():
        column.loc[labels] = [{"said": 1, "found": "", **said}[name] for _, said in found.values()]
    numbers = {name: column.astype("float64") for name, column in filled.items() if name in ("value", "low", "high")}
    rows = rows.assign(**{f"{name}_result": column for name, column in {**filled, **numbers}.items()})
    rows.loc[labels, "verdict"] = "not_comparable"
    rows.loc[labels, "reason"] = [why for why, _ in found.values()]
    here = rows["unit_result"].notna() & rows.index.isin(labels)
    return interval.in_one_unit(rows, "target", "result", here)[0]


class _Report:
    """The results of a report that are no target's, by the last two characters of what they are of."""

    def __init__(self, rows: list[_Row], taken: set[tuple[Any, Any]], words: Vocabulary) -> None:
        self._words = words
        self._by_end: dict[tuple[str, str], list[tuple[str, _Row]]] = {}
        for row in rows:
            if (row["source"], row["start"]) not in taken:
                noun = _noun(row["name"])
                self._by_end.setdefault((row["measure"], noun[-2:]), []).append((noun, row))

    def akin_to(self, target: _Row) -> tuple[str, _Row] | None:
        """Return how the nearest saying is akin to a target, and the saying; None where none is."""
        aimed = _noun(target["name_target"])
        kin = []
        for noun, row in self._by_end.get((target["measure"], aimed[-2:]), ()):
            if row["unit"] != target["unit"] and not convertible(row["unit"], target["unit"]):
                continue
            if noun == aimed and target["measure"] == "level" and target["unit"] not in _RATES:
                names = target["name_target"], row["name"]
                if any(_is_new(a) and _is_all(b) for a, b in (names, names[::-1])):
                    kin.append((0, row["start"], "flow and stock", row))
            elif self._is_part(aimed, noun, row, target):
                kin.append((1 + abs(len(noun) - len(aimed)), row["start"], "whole and part", row))
        return min(kin, key=lambda one: one[:2])[2:] if kin else None

    def _is_part(self, aimed: str, noun: str, row: _Row, target: _Row) -> bool:
        """Say whether one is the other with something before it that says which."""
        if _is_new(target["name_target"]) != _is_new(row["name"]) or row["value"] == target["value_target"]:
            return False
        longer = len(noun) > len(aimed)
        part, whole, id = (noun, aimed, target["indicator"]) if longer else (aimed, noun, row["indicator"])
        for end in range(_MORE, len(part) - _SHORT + 1):
            rest = part[end:]
            if rest == whole:
                return substance(whole) >= _ENOUGH
            if not whole.endswith(rest) or len(whole) - len(rest) < _MORE:
                same = self._words.lookup(rest, unit=target["unit"], measure=target["measure"], composed=False)
                if same is not None and same.id == id:
                    return True
        return False


def _noun(name: str) -> str:
    """Return what is counted, without the deed before it and the size behind it: `绿道` of `绿道总里程`."""
    bare = core(name)
    found = re.search(rf"(?<=..){target_words('size')}$", bare)
    return core(bare[: found.start()]) if found else bare


def _is_new(name: str) -> bool:
    """Say whether a name says that what it counts was added."""
    return not _is_all(name) and any(_NEW & word.ids for word in meanings(name).words)


def _is_all(name: str) -> bool:
    """Say whether a name says that what it counts is all there is, or tells no deed."""
    return re.search(target_words("all"), name) is not None or not does(name)
