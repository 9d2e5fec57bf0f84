"""What decides beside the figure of a target: a completion of the plan, what is told of it again, its stretch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from govreport.aiming import yearly_plan
from govreport.comparison.cells import RESULTS, Floats, floats
from govreport.comparison.told import says
from govreport.indicators import Vocabulary
from govreport.panel.precedence import best

PERIOD = ["period_start", "period_end", "per_year"]
KEY = ["region", "indicator", "measure", "of", *PERIOD]
SIDE = [
    *("value", "low", "high", "bound", "unit", "basis", "status", "report_region", "report_year", "source"),
    *("start", "end", "name", "quote", "sentence", "sentence_start", "said", "found"),
]
#: what is taken of a saying that holds no result of its own
TOLD = (
    "report_region",
    "report_year",
    "source",
    "start",
    "end",
    "name",
    "quote",
    "sentence",
    "sentence_start",
    "found",
)
SILENT = ("not_found", "no_report")


def without_figures(rows: pd.DataFrame, frame: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Let the completion of the plan, or what is told of the target again, decide where no figure is found."""
    if not rows["verdict"].isin([*SILENT, "not_decidable"]).any():
        return rows
    later = frame[frame["report_year"] > frame["period_end"]]
    done = later[(later["measure"] == "completion") & later["status"].isin(RESULTS)]
    done = done[done["name"].map(yearly_plan).astype(bool)].assign(measure="level")
    again = later[later["status"] == "target"]
    again = again.assign(_says=says(again.assign(direction=""), ""))
    again = again[again["_says"] != ""]
    for cells, why in ((again, "the report says so"), (done, "by the completion of the plan")):
        open_ones = rows["verdict"].isin([*SILENT, "not_decidable"])
        if cells.empty or not open_ones.any():
            continue
        told = best(cells, words, KEY).set_index(KEY)
        at = told.index.get_indexer(pd.MultiIndex.from_frame(rows[KEY]))
        hit = open_ones.to_numpy() & (at >= 0)
        taken = told.iloc[at[hit]]
        if "_says" in taken:
            verdict = taken["_says"].to_numpy()
        else:
            verdict = _carried_out(floats(taken["value"]), rows.loc[hit, "bound_target"])
        rows.loc[hit, "verdict"], rows.loc[hit, "reason"] = verdict, why
        silent = rows.loc[hit, "value_result"].isna().to_numpy()  # a figure keeps the sentence it stands in
        for column in TOLD:
            rows.loc[rows.index[hit][silent], f"{column}_result"] = taken[column].to_numpy()[silent]
    return rows


def _carried_out(percent: Floats, bound: pd.Series[Any]) -> Any:
    """Return what the completion of a plan makes of the target: more than a plain number is more than was asked for."""
    beyond = (percent > 100) & (bound == "exact").to_numpy()
    return np.select([beyond, percent >= 100], ["exceeded", "met"], default="missed")


def and_the_other(rows: pd.DataFrame) -> pd.Series[Any]:
    """Say beside a bottom line whether the stretch was reached."""
    keys = [*KEY, "unit"]
    stretches = rows[(rows["aim"] == "stretch") & rows["verdict"].isin(["met", "within_hedge", "short_of_stretch"])]
    if stretches.empty:
        return rows["reason"].astype("object")
    named = pd.MultiIndex.from_frame(rows[keys])
    judged = (rows["aim"] == "floor") & ~rows["verdict"].isin([*SILENT, "not_comparable", "not_decidable", "doubtful"])
    reached = stretches["verdict"].isin(["met", "within_hedge"])
    up, short = (named.isin(pd.MultiIndex.from_frame(stretches.loc[w, keys])) for w in (reached, ~reached))
    also = np.select([judged & up, judged & short], ["the stretch too", "not the stretch"], default="")
    both = ["; ".join(filter(None, pair)) for pair in zip(rows["reason"], also, strict=True)]
    return pd.Series(both, index=rows.index, dtype="object")
