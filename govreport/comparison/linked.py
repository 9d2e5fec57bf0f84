"""Linked ids: what the two sides word differently and `Panel.links` holds for the same, in one row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from govreport.comparison.cells import Some, texts
from govreport.comparison.lines import Lines
from govreport.panel.likeness import ENOUGH

if TYPE_CHECKING:
    from govreport.panel import Panel
    from govreport.render.words import Words

REASON = "worded otherwise"
_THROUGH = "linked by way of the reports between"
_POINTS = " points: "
_ASIDE, _ANOTHER, _ONLY = " on one side", "another ", "only one says "


def with_mates(panel: Panel, indicator: Some) -> Some:
    """Return the ids asked for and, for those that nobody listed, those that they are linked to."""
    ids: Sequence[str] = panel.ids_of(indicator) if indicator is not None else ()
    if set(ids) <= set(panel.vocabulary.ids):
        return list(ids) or indicator
    threads = panel.threads
    mine = threads.loc[threads["indicator"].isin(list(ids)), ["region", "thread"]].drop_duplicates()
    return [*ids, *sorted(set(threads.merge(mine)["indicator"]) - set(ids))]


def as_threads(rows: pd.DataFrame, panel: Panel, links: bool) -> pd.DataFrame:
    """Give linked rows one id to meet under, and keep their own in `id`."""
    rows = rows.assign(id=rows["indicator"])
    if not links:
        return rows
    threads = rows[["region", "indicator"]].merge(panel.threads, on=["region", "indicator"], how="left")["thread"]
    threads.index = rows.index
    return rows.assign(indicator=threads.where(threads.notna(), rows["indicator"]))


def worth_linking(rows: pd.DataFrame, panel: Panel, years: pd.Series[int], a: int, b: int) -> bool:
    """Say whether both sides have ids that the other has not, one of them unlisted: else there is nothing to link."""
    there = Lines(rows[["region", "indicator"]])
    said = list(zip(years.tolist(), there.keys("region", "indicator"), strict=True))
    first, second = ({key for told, key in said if told == year} for year in (a, b))
    alone, listed = (first - second, second - first), set(panel.vocabulary.ids)
    return all(alone) and any(id not in listed for side in alone for _, id in side)


def as_said(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Give the rows the listed id of either side again, or the later, and `link`: why two wordings are in one row."""
    a, b = texts(rows["id_a"]), texts(rows["id_b"])
    earlier = (b == "") | (a.isin(panel.vocabulary.ids) & ~b.isin(panel.vocabulary.ids))
    rows = rows.assign(indicator=a.where(earlier, b), link="")
    linked = (a != "") & (b != "") & (a != b)
    if not linked.any():
        return rows
    found: dict[tuple[Any, ...], str] = {}
    for link in panel.links.to_dict("records"):
        for ends in (("indicator_a", "indicator_b"), ("indicator_b", "indicator_a")):
            why = f"{link['score']:.0f}{_POINTS}{link['reasons']}"
            found.setdefault((link["region"], *(link[end] for end in ends)), why)
    held = [found.get(key, _THROUGH) for key in zip(rows["region"], a, b, strict=True)]
    reason = (rows["reason"] + f"; {REASON}").str.removeprefix("; ").where(linked, rows["reason"])
    return rows.assign(link=pd.Series(np.where(linked, held, ""), index=rows.index, dtype="object"), reason=reason)


def why_linked(link: str, words: Words) -> str:
    """Write the points of a link and what they are made of in the reader's language."""
    score, _, reasons = link.partition(_POINTS)
    if not reasons:
        return words("link.through")
    told = (reason.rsplit(" ", 1) for reason in reasons.split("; "))
    why = words("count.sep").join(f"{_evidence(said, words)} {points}" for said, points in told)
    return words("link.points", score=score, enough=f"{ENOUGH:g}", why=why)


def _evidence(said: str, words: Words) -> str:
    if said.endswith(_ASIDE):
        return words("evidence.aside", what=words(f"evidence.of.{said.removesuffix(_ASIDE)}"))
    if said.startswith(_ANOTHER):
        return words("evidence.another", what=words(f"evidence.of.{said.removeprefix(_ANOTHER)}"))
    if said.startswith(_ONLY):
        return words("evidence.only", word=said.removeprefix(_ONLY))
    return words(f"evidence.{said}")
