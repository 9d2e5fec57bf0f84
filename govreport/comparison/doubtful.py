"""Verdicts that rest on a figure which may not be what it seems: they are doubtful, and say what they would be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from govreport.comparison.beside import KEY
from govreport.comparison.cells import Bools, floats
from govreport.comparison.findings import KINDS
from govreport.comparison.lines import Lines
from govreport.comparison.told import says
from govreport.indicators import Vocabulary
from govreport.panel.meaning import of_a_deed
from govreport.panel.preferences import DOUBTFUL, at_constant_prices

if TYPE_CHECKING:
    from govreport.panel import Panel

#: the verdicts that can become doubtful; the reason then begins with what they would be
DECIDED = ("met", "within_hedge", "exceeded", "missed", "short_of_stretch")
SIDES = ("target", "result")
#: so many times apart, what goes on from year to year is not the same thing; of deeds many more may be done
_TIMES_OVER = 2.5
#: by so many points beside, a growth that many times the other is of something else
_POINTS_BESIDE = 50.0
#: from so many years on the amounts of a plan are at other prices than those of its result
_PRICES_AHEAD = 2
#: what is found of a figure and settles nothing against a target: a leap that was aimed at is one that was made
_MILD = ("reading", "leap")
_AGAINST = re.compile("|".join(rf"(?:^|; ){kind}: " for kind in KINDS if kind not in _MILD))


def doubtful(rows: pd.DataFrame, goals: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Make verdicts doubtful whose figures are: rows with `doubt` of both sides beside what `targets` has.

    `goals` are all the targets of the panel. What the words of the report say themselves is not in doubt.
    """
    decided = rows["verdict"].isin(DECIDED).to_numpy() & rows["value_result"].notna().to_numpy()
    if not decided.any():
        return rows
    why = _reasons(rows, goals, panel)
    at = np.flatnonzero(decided & (why != ""))
    confirmed = says(rows.iloc[at], "_result").to_numpy() == rows["verdict"].to_numpy()[at]
    at = at[~confirmed]
    verdict, reason = (np.array(rows[c], dtype=object) for c in ("verdict", "reason"))
    for one in at:
        told = (f"otherwise {verdict[one]}", why[one], reason[one])
        verdict[one], reason[one] = "doubtful", "; ".join(filter(None, told))
    return rows.assign(verdict=verdict, reason=reason)


def _reasons(rows: pd.DataFrame, goals: pd.DataFrame, panel: Panel) -> Any:
    """Return the first thing that speaks against the figures of a row, "" where nothing does."""
    tests = (
        ("the report may be another's", _of_another(rows, panel)),
        ("a check finds fault with a figure", _found(rows)),
        ("a figure may be misread", _misread(rows, panel.vocabulary)),
        ("another target is told beside it", _told_otherwise(rows, goals)),
        ("the sizes are too far apart", _too_far(rows)),
        ("prices may have risen between", _prices(rows)),
    )
    return np.select([where for _, where in tests], [why for why, _ in tests], default="").astype(object)


def _of_another(rows: pd.DataFrame, panel: Panel) -> Bools:
    """Say where a report is, by its own words, another territory's or of another year than its name says."""
    suspect = panel.suspects
    sides = [rows[f"source_{side}"].isin(suspect).to_numpy() for side in SIDES]
    return np.asarray(sides[0] | sides[1], dtype=bool)


def _found(rows: pd.DataFrame) -> Bools:
    told = ([_AGAINST.search(str(x or "")) is not None for x in rows[f"found_{side}"]] for side in SIDES)
    return np.asarray(np.logical_or(*(np.array(side, dtype=bool) for side in told)), dtype=bool)


def _misread(rows: pd.DataFrame, words: Vocabulary) -> Bools:
    """Say where a reading is likelier wrong than right, but for names that are the indicator's own."""
    doubted = []
    for side in SIDES:
        much = floats(rows[f"doubt_{side}"]) >= DOUBTFUL
        unit = rows["unit" if side == "target" else f"unit_{side}"].to_numpy()
        for at in np.flatnonzero(much):
            row = rows.iloc[at]
            known = words.lookup(row[f"name_{side}"], unit=unit[at], measure=row["measure"], composed=False)
            much[at] = known is None or known.id != row["indicator"]
        doubted.append(much)
    return np.asarray(doubted[0] | doubted[1], dtype=bool)


def _told_otherwise(rows: pd.DataFrame, goals: pd.DataFrame) -> Bools:
    """Say where two targets are told of one cell, and the result lies between them.

    The year's own report counts alone, as what it sets replaces what plans of several years did.
    """
    keys = [*KEY, "unit"]
    own = (rows["report_year_target"] == rows["period_end"]).to_numpy()
    goals = goals[(goals["aim"] != "stretch") & (goals["report_year"] <= goals["period_end"])]
    result, between = floats(rows["value_result"]), np.zeros(len(rows), dtype=bool)
    for mine, said in ((own, goals[goals["report_year"] == goals["period_end"]]), (~own, goals)):
        ends = _ends(said, keys) if mine.any() else {}
        low, high = np.array([ends.get(key, (np.nan, np.nan)) for key in Lines(rows).keys(*keys)]).T
        between |= mine & (low < result) & (result < high)
    return between & (rows["aim"] == "").to_numpy()


def _ends(said: pd.DataFrame, keys: list[str]) -> dict[tuple[Any, ...], tuple[float, float]]:
    """Return the least and the largest value that is told of each cell."""
    ends: dict[tuple[Any, ...], tuple[float, float]] = {}
    lines = Lines(said)
    for key, value in zip(lines.keys(*keys), lines["value"], strict=True):
        low, high = ends.get(key, (value, value))
        ends[key] = (min(low, value), max(high, value))
    return ends


def _too_far(rows: pd.DataFrame) -> Bools:
    """Say where one side is many times the other, and nothing is built or added that could be done more often."""
    aimed, reached = abs(floats(rows["value_target"])), abs(floats(rows["value_result"]))
    far = np.maximum(aimed, reached) >= _TIMES_OVER * np.minimum(aimed, reached)
    beside = abs(aimed - reached) >= _POINTS_BESIDE
    named = zip(rows["name_target"], rows["name_result"], strict=True)
    deed = [any(isinstance(name, str) and of_a_deed(name) for name in pair) for pair in named]
    level, growth = ((rows["measure"] == measure).to_numpy() for measure in ("level", "growth"))
    return np.asarray(far & ((level & ~np.array(deed, dtype=bool)) | (growth & beside)), dtype=bool)


def _prices(rows: pd.DataFrame) -> Bools:
    """Say where an amount planned years ahead was passed: plans count at the prices of their first year."""
    money = rows["indicator"].isin(at_constant_prices()) & (rows["measure"] == "level")
    passed = rows["verdict"].isin(["met", "exceeded"]) & (floats(rows["value_result"]) > floats(rows["value_target"]))
    ahead = floats(rows["horizon"]) >= _PRICES_AHEAD
    return np.asarray(money & passed & ahead, dtype=bool)
