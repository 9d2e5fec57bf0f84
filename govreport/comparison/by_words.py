"""What words without a number decide: `失业率低于控制目标`, `居民消费价格与上年持平`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport.comparison.beside import SILENT, TOLD
from govreport.comparison.lines import rows_of
from govreport.comparison.told import outcome, to_be_kept, words_before
from govreport.indicators import Vocabulary
from govreport.normalization import ABOUT_POINTS
from govreport.panel.coded import as_kinds
from govreport.panel.meaning import core
from govreport.panel.schema import single_years
from govreport.panel.worded import AIMED
from govreport.text.script import simplified

if TYPE_CHECKING:
    from govreport.panel import Panel

_FLAT = {"flat": 0.0, "about flat": ABOUT_POINTS}
_MOVES = re.compile("(?:增长|增)(?:速度|率|速|幅)$|涨幅$")
_FALLS = re.compile("降(?:低率?|幅|速)$|下降率?$")
_Row = dict[str, Any]


def as_flat(rows: pd.DataFrame, panel: Panel, until: float) -> pd.DataFrame:
    """Give targets of a rise without a figure the result 0 where the next report says `持平`."""
    if panel.worded.empty:
        return rows
    rows = as_kinds(rows, {f"{name}_result": "object" for name in TOLD})
    for at, row, said in _spoken(rows, rows["value_result"].isna() & (rows["measure"] == "growth"), panel, until):
        if said["says"] in _FLAT:
            reach = _FLAT[said["says"]]
            figure = {"value": 0.0, "low": -reach, "high": reach, "bound": "about" if reach else "exact"}
            rest = {"unit": row["unit"], "basis": "", "status": "actual", "said": 1, "doubt": 0.0}
            for name, value in {**figure, **rest, **_place(said)}.items():
                rows.at[at, f"{name}_result"] = value
    return rows


def by_words(rows: pd.DataFrame, panel: Panel, until: float) -> pd.DataFrame:
    """Let what the next report says in words decide where it gives no figure: the words are the evidence."""
    silent = rows["verdict"].isin(SILENT) & rows["value_result"].isna()
    open_ones = silent & rows["measure"].isin(["level", "growth"])
    for at, row, said in _spoken(rows, open_ones, panel, until):
        if said["says"] in _FLAT:
            continue
        verdict = _verdict(said, row)
        if row["aim"] == "stretch" and verdict != "short_of_stretch":  # the goal that was reached is the bottom line
            continue
        rows.loc[at, "verdict"] = verdict
        rows.loc[at, "reason"] = "neither direction is better" if verdict == "not_decidable" else "the report says so"
        for name, value in _place(said).items():
            rows.at[at, f"{name}_result"] = value
    return rows


def _place(said: _Row) -> _Row:
    """Return where the words stand, as the columns of a side."""
    return {**{name: said[name] for name in TOLD if name in said}, "name": said["subject"], "found": ""}


def _verdict(said: _Row, row: _Row) -> str:
    floor, ceiling = (row["bound_target"] == bound for bound in ("over", "under"))
    about = simplified(words_before(row, "_target") + row["name_target"] + said["subject"] + said["quote"])
    kept = not _FALLS.search(said["plain"]) and (ceiling or row["direction"] == "less" or to_be_kept(about))
    says = said["says"]
    if says in ("above", "below") and not (kept or floor or ceiling or row["direction"] in ("more", "less")):
        return "not_decidable"
    verdict = outcome(says, kept and not floor)
    if verdict == "exceeded" and (floor or ceiling or row["aim"]):
        return "met"
    return "short_of_stretch" if verdict == "missed" and row["aim"] == "stretch" else verdict


def _spoken(rows: pd.DataFrame, where: pd.Series[bool], panel: Panel, until: float) -> list[tuple[Any, _Row, _Row]]:
    """Return which rows a report speaks of in words: their labels, the rows, and the words that stand first."""
    worded = panel.worded
    worded = worded[worded["says"] != AIMED]
    if worded.empty or not where.any():
        return []
    told: dict[tuple[str, int], list[_Row]] = {}
    for one in rows_of(worded[worded["report_year"] <= until]):
        said = {**one, "plain": simplified(one["subject"])}
        told.setdefault((one["report_region"], one["year"]), []).append(said)
    own = single_years(rows) & (rows["region"] == rows["report_region_target"])
    some = rows[own & pd.MultiIndex.from_frame(rows[["region", "period_end"]]).isin(list(told))]
    peers: dict[tuple[str, int], list[tuple[Any, _Row]]] = {}
    for at, row in zip(some.index, rows_of(some), strict=True):
        peers.setdefault((row["region"], row["period_end"]), []).append((at, row))
    found = []
    for key, beside in peers.items():
        named = [(simplified(row["name_target"]), row["indicator"]) for _, row in beside]
        for at, row in beside:
            if where[at]:
                of_it = [one for one in told[key] if _is_of(one["plain"], row, named, panel)]
                found += [(at, row, one) for one in of_it[:1]]
    return found


def _is_of(subject: str, row: _Row, named: list[tuple[str, str]], panel: Panel) -> bool:
    """Say whether words are of a target: by the vocabulary, by its own name, or by an end of it that no other has."""
    if _MOVES.search(subject) and row["measure"] != "growth":
        return False
    bare = _FALLS.sub("", _MOVES.sub("", subject))
    for name in (subject, bare):
        known = _known(name, row, panel.vocabulary)
        if known is not None:
            return bool(known == row["indicator"])
    if core(bare) == core(simplified(row["name_target"])):
        return True
    return len(bare) > 1 and {id for name, id in named if name.endswith(bare)} == {row["indicator"]}


def _known(name: str, row: _Row, words: Vocabulary) -> str | None:
    found = words.lookup(name, unit=row["unit"], measure=row["measure"], composed=False) if name else None
    return None if found is None else found.id
