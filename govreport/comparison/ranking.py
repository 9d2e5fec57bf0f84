"""`league`: regions in the order of one indicator in one year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np
import pandas as pd

from govreport import units
from govreport.asked import called_right, whole_year
from govreport.comparison import interval as interval
from govreport.comparison.cells import (
    RESULTS,
    Floats,
    Some,
    described,
    each_of,
    floats,
    narrow,
    no_such_year,
    one_of,
    panel_meant,
    region_order,
    regions_meant,
    texts,
)
from govreport.comparison.marks import marked
from govreport.comparison.ranking_view import league_view
from govreport.comparison.result import Result
from govreport.errors import InputError
from govreport.labels import NATION
from govreport.model import OBSERVED, OF, OF_SOMETHING
from govreport.panel.milestones import is_milestone
from govreport.panel.precedence import Vintage, best
from govreport.panel.schema import of_its_year

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary
    from govreport.panel import Panel
    from govreport.render.view import View
    from govreport.render.words import Words

COLUMNS = (
    *("kind", "place", "place_best", "place_worst", "region", "indicator", "name", "domain", "measure", "of", "year"),
    *("value", "low", "high", "bound", "unit", "size", "basis", "status", "reason"),
    *("report_region", "report_year", "source", "start", "end", "quote", "sentence", "sentence_start", "said", "found"),
)


@dataclass(frozen=True, eq=False, repr=False)
class League(Result):
    """Regions in the order of one indicator: what `league` returns.

    Attributes
    ----------
    note : str
        Why there are no rows, "" where there are.
    years : tuple of int
        The years that have such values.
    indicator, measure : str
        What is ranked.
    year : int
        The year it is about.
    role : {"result", "target"}
        Whether results or targets are ranked.
    order : {"high first", "low first"}
        Which end stands at the top.
    others : tuple of (str, int)
        What else is said of it in that year, and by how many of the regions; empty where a measure was named.

    Notes
    -----
    Columns of `frame`, one row a region, the ranked ones first:

    ======================= ==========================================================================================
    kind                    `ranked`; `reference` (the nation, shown where it would stand); `not_ranked` (another
                            unit, a territory that is only spoken of, or a milestone that leaves several places);
                            `missing`
    place                   the place, shared by ties (1, 2, 2, 4); missing where not ranked
    place_best, place_worst the places that the hedges allow; of aims one, unless they cross
    region, indicator,      as in a `Comparison`
    name, domain, measure,
    of
    year                    the reference year
    value, low, high, bound as in the panel, in the unit of the league
    unit, basis, status
    size                    the number that is sorted by: the value, of a range its middle
    reason                  why a region is missing or not ranked, "" for the others
    report_region …         who says it and where, with `quote`, `sentence` and `sentence_start`; `said` counts the
                            sayings, `found` is what `check` finds of the one that counts
    ======================= ==========================================================================================
    """

    indicator: str
    measure: str
    year: int
    role: str
    order: str
    others: tuple[tuple[str, int], ...] = ()
    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = ("ranked", "reference", "not_ranked", "missing")

    @property
    def ranked(self) -> pd.DataFrame:
        """The regions that have a place."""
        return self.of_kind("ranked")

    @property
    def missing(self) -> pd.DataFrame:
        """The regions that say nothing of it; `reason` says why."""
        return self.of_kind("missing")

    def _view(self, words: Words, open_ids: bool) -> View:
        return league_view(self, words)

    def _observed(self) -> pd.DataFrame:
        rows = self._frame[self._frame["value"].notna()]
        return rows.assign(period_start=rows["year"], period_end=rows["year"])

    def _about(self) -> str:
        return f" {self.indicator} {self.measure} {self.year} {self.role}"


@called_right
def league(
    panel: Panel,
    indicator: str,
    year: int | None = None,
    *,
    measure: str | None = None,
    status: Some = None,
    region: Some = None,
    level: str | None = None,
    order: str | None = None,
    vintage: Vintage = "latest",
) -> League:
    """Rank regions by one indicator in one year: their results, or their targets.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    indicator : str
        One id or exact name.
    year : int, optional
        The year that is spoken of; by default the latest in which a region that competes has such a value. The title
        and `League.year` say which it is.
    measure : str, optional
        What is said of the indicator; what most regions say where none is given (`League.others` is the rest).
    status : str or sequence of str, optional
        `target` for what is aimed at; `actual` and `estimate` by default.
    region : str or sequence of str, optional
        The regions that compete; all that report where none is given.
    level : {"nation", "province", "prefecture", "county", "zone", "township"}, optional
        Only regions of this level compete.
    order : {"high first", "low first"}, optional
        By default the good end of the indicator first; high first where neither is good, low first for ranks.
    vintage : {"latest", "first"} or int, default "latest"
        Which report counts where several tell a cell, as in `Panel.cells`.

    Returns
    -------
    League
        Its `frame` is described there.

    Raises
    ------
    InputError
        For a year without such values, or an argument that cannot be used.
    UnknownIdError
        For an indicator, region, measure or status that the panel does not hold.

    Notes
    -----
    Sorted is by the number that is named, of a range by its middle: `4.5%—5%` counts as 4.75 and stands below
    `5%左右`. Where the number is the same the hedge decides: `以上` is more than the plain number and `左右`, these are
    more than `近`, and that is more than `以内`. Same number and same hedge share a place, and the next place is left
    out, as in sports; `左右` and the plain number share one too, since what they aim at is the same. `place_best` and
    `place_worst` say what the whole intervals of results allow. An aim is what is named: it has one place, but where
    hedges cross (`6%以上` and `6.5%左右`: the number is lower, and more is allowed). A stretch is no aim of a league.

    Ranks and streaks of a level, of a growth and of a share are never set in one order: the kind that most regions say
    is ranked, `Panel.select(of=...)` chooses another.

    The unit is the one that most regions use; others of its dimension are converted, currencies never. The nation is
    no peer of its parts: it is a `reference`, without a place. Which saying counts is decided as everywhere, by the
    order in docs/data-model.md.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> gr.league(panel, "gdp", 2022, measure="growth").frame[["kind", "region", "value"]].values.tolist()
    [['reference', '全国', 3.0]]
    """
    if not isinstance(indicator, str):
        raise InputError("not one id", where="indicator", expected="a text such as 'gdp'", found=repr(indicator))
    panel_meant(panel)
    indicator = panel.ids_of(indicator)[0]
    kinds = [] if status is None else each_of(status)
    goal = kinds == ["target"]
    if "target" in kinds and not goal:
        hint = "rank the one, then the other"
        raise InputError("results and targets are ranked apart", where="status", found=repr(status), hint=hint)
    asked: dict[str, Any] = {"indicator": indicator, "region": region, "vintage": vintage}
    rows = _single(narrow(panel, **asked, status=RESULTS if status is None else status))
    rows = rows[rows["aim"] != "stretch"]
    if measure is not None:
        one_of(measure, OBSERVED, "measure")
        rows = rows[rows["measure"] == measure]
    there = tuple(sorted({int(y) for y in rows["period_end"]}))
    wanted = None if year is None else whole_year(year, "year")
    if not there or wanted not in (None, *there):
        raise _no_year(panel, indicator, wanted, there, goal)
    peers = [name for name in regions_meant(panel, region, level) if name != NATION]
    wanted = _latest(rows, peers) if wanted is None else wanted
    within = rows["region"].isin([*peers, NATION]) | (level is None)
    rows = rows[(rows["period_end"] == wanted) & within]
    if rows.empty:
        raise InputError(f"no region of this level for {wanted}", where="level", found=repr(level))
    own = rows[rows["region"].isin(peers)]
    kind_of_value = measure or _of_most(own, "measure", OBSERVED) or _first(rows)
    others = own[own["measure"] != kind_of_value].groupby("measure")["region"].nunique()
    rows = rows[rows["measure"] == kind_of_value]
    of = _of_most(rows[rows["region"].isin(peers)], "of", OF[1:]) if kind_of_value in OF_SOMETHING else ""
    spoken = _spoken(marked(rows[rows["of"] == of], panel), peers, panel.vocabulary)
    chosen = order or _order(panel, indicator, kind_of_value)
    one_of(chosen, ("high first", "low first"), "order")
    silent = _silent(peers, spoken, panel.frame, indicator, wanted, goal)
    spoken = spoken if goal else _passed(spoken, chosen)
    frame = _finished(_placed(spoken, chosen, goal), silent, panel, indicator, kind_of_value, wanted)
    role = "target" if goal else "result"
    left = tuple(sorted(((str(m), int(n)) for m, n in others.items()), key=lambda one: OBSERVED.index(one[0])))
    return League(frame, "", there, indicator, kind_of_value, wanted, role, chosen, left)


def _single(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[of_its_year(frame)]


def _latest(rows: pd.DataFrame, peers: list[str]) -> int:
    """Return the latest year that a peer has a value of, else anybody."""
    own = rows[rows["region"].isin(peers)]
    return int((own if len(own) else rows)["period_end"].max())


def _no_year(panel: Panel, indicator: str, year: int | None, there: tuple[int, ...], goal: bool) -> InputError:
    """Say which years there are, and whether the other of result and target is there."""
    others = _single(narrow(panel, indicator=indicator, status=RESULTS if goal else "target"))
    if year is None and len(others):
        year = int(others["period_end"].max())
    if year is None:
        return InputError(f"no {'target' if goal else 'result'} for '{indicator}'", where="indicator")
    hint = f"there are {'results' if goal else 'targets'} for {year}" if year in set(others["period_end"]) else None
    hint = f"{hint}: status={'None' if goal else repr('target')} ranks them" if hint else None
    return no_such_year(f"no {'target' if goal else 'result'} for {year}", year, there, hint=hint)


def _of_most(rows: pd.DataFrame, column: str, ties: tuple[str, ...] | list[str]) -> str:
    """Return the value of a column that most regions have, the first of `ties` where several have as many."""
    counts = rows.groupby(column)["region"].nunique()
    if counts.empty:
        return ""
    best = [str(name) for name in counts.index[counts == counts.max()]]
    return min(best, key=lambda name: ties.index(name) if name in ties else len(ties))


def _first(rows: pd.DataFrame) -> str:
    return min((str(m) for m in rows["measure"].unique()), key=OBSERVED.index)


def _spoken(rows: pd.DataFrame, peers: list[str], words: Vocabulary) -> pd.DataFrame:
    """Return one row a region, in the unit of the league where it converts; `reason` where it does not."""
    chosen = best(rows, words, ["region"])
    unit = _of_most(chosen[chosen["region"].isin(peers)], "unit", []) or _of_most(chosen, "unit", [])
    chosen = chosen.assign(_odd=[not _fits(u, unit) for u in chosen["unit"]])
    chosen = interval.converted(chosen, pd.Series(unit, index=chosen.index))
    alien = ~chosen["region"].isin([*peers, NATION])
    reason = np.select(
        [alien, chosen["_odd"].to_numpy()], ["only spoken of, reports nothing itself", "unit differs"], default=""
    )
    return chosen.assign(reason=pd.Series(reason, index=chosen.index, dtype="object"))


def _passed(rows: pd.DataFrame, order: str) -> pd.DataFrame:
    """Say of which regions no more is known than a level that was passed, so that they may stand in several places."""
    peers = rows[(rows["reason"] == "") & (rows["region"] != NATION)]
    best, worst = _span(peers, order)
    may_move = peers[(best < worst) & (peers["bound"] != "exact")]
    passed = [
        at
        for at, quote, sentence, start, begin in may_move[["quote", "sentence", "start", "sentence_start"]].itertuples()
        if is_milestone(quote, sentence, start - begin)
    ]
    why = rows["bound"].map(lambda bound: f"only a {'ceiling' if bound == 'under' else 'floor'} is known")
    return rows.assign(reason=rows["reason"].where(~rows.index.isin(passed), why))


def _fits(unit: str, into: str) -> bool:
    return unit == into or units.convertible(unit, into)


def _order(panel: Panel, indicator: str, measure: str) -> str:
    if measure == "rank":
        return "low first"
    direction = panel.vocabulary[indicator].direction if indicator in panel.vocabulary else ""
    return "low first" if direction == "less" else "high first"


def sort_keys(rows: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return the number that a value is sorted by and, for equal numbers, which way its hedge leans (-2 to 2)."""
    value, low, high = (floats(rows[c]) for c in ("value", "low", "high"))
    bound = rows["bound"].to_numpy()
    exact = bound == "exact"
    size = np.where(exact & np.isfinite(high), (value + np.where(np.isfinite(high), high, value)) / 2, value)
    upward = np.where(np.isposinf(high), 1.0, np.where(np.isneginf(low), -1.0, np.sign(low + high - 2 * value)))
    reach = np.select([np.isin(bound, ["over", "under"]), bound == "near"], [2.0, 1.0], default=0.0)
    return cast(Floats, np.round(size, 9)), cast(Floats, upward * reach)


def _placed(rows: pd.DataFrame, order: str, goal: bool) -> pd.DataFrame:
    """Sort the regions and give the peers their places."""
    size, lean = sort_keys(rows)
    turn = -1.0 if order == "high first" else 1.0
    rows = rows.assign(size=size, _size=turn * size, _lean=turn * lean)
    kind = np.select([rows["reason"] != "", rows["region"] == NATION], ["not_ranked", "reference"], default="ranked")
    rows = rows.assign(kind=pd.Series(kind, index=rows.index, dtype="object"))
    peers = rows[rows["kind"] == "ranked"]
    place = pd.MultiIndex.from_frame(peers[["_size", "_lean"]])
    codes = pd.Series(place.map({key: k for k, key in enumerate(sorted(set(place)))}), index=peers.index)
    spans = _aimed_span(peers) if goal else _span(peers, order)
    return rows.assign(
        place=codes.rank(method="min").astype("Int64").reindex(rows.index),
        place_best=spans[0].reindex(rows.index).astype("Int64"),
        place_worst=spans[1].reindex(rows.index).astype("Int64"),
    )


def _span(peers: pd.DataFrame, order: str) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Return the best and the worst place of each: how many are surely ahead, and how many surely behind."""
    low, high = floats(peers["low"]), floats(peers["high"])
    above, below = low[None, :] > high[:, None] + 1e-9, high[None, :] < low[:, None] - 1e-9
    ahead, behind = (above, below) if order == "high first" else (below, above)
    best, worst = 1 + ahead.sum(axis=1), len(peers) - behind.sum(axis=1)
    return pd.Series(best, index=peers.index), pd.Series(worst, index=peers.index)


def _aimed_span(peers: pd.DataFrame) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Return the best and the worst place of each aim: one, but where hedges cross the order of the numbers.

    `左右` and `近` name a number and cross nothing. A floor, a ceiling or a range crosses another aim where it allows
    what the order of the numbers does not: `6%以上` and `6.5%左右`.
    """
    size, lean, low, high = (floats(peers[c]) for c in ("_size", "_lean", "low", "high"))
    soft = peers["bound"].isin(["about", "near"]).to_numpy()
    low, high = np.where(soft, peers["size"], low), np.where(soft, peers["size"], high)
    raw = floats(peers["size"])
    same = (size[:, None] == size[None, :]) & (lean[:, None] == lean[None, :])
    ahead = (size[None, :] < size[:, None]) | ((size[None, :] == size[:, None]) & (lean[None, :] < lean[:, None]))
    lower = (low[None, :] < low[:, None] - 1e-9) | (high[None, :] < high[:, None] - 1e-9)
    higher = (low[None, :] > low[:, None] + 1e-9) | (high[None, :] > high[:, None] + 1e-9)
    more, less = raw[None, :] > raw[:, None], raw[None, :] < raw[:, None]
    sure = ahead & ~((more & lower) | (less & higher))
    best = 1 + sure.sum(axis=1)
    worst = len(peers) - sure.sum(axis=0) - (same.sum(axis=1) - 1)
    return pd.Series(best, index=peers.index), pd.Series(worst, index=peers.index)


def _silent(
    peers: list[str], spoken: pd.DataFrame, frame: pd.DataFrame, indicator: str, year: int, goal: bool
) -> pd.DataFrame:
    """Return the peers that say nothing of it, each with the reason."""
    same = _single(frame)
    same = same[
        (same["indicator"] == indicator) & (same["period_end"] == year) & ((same["status"] == "target") == goal)
    ]
    reports = frame[["report_region", "report_year"]].drop_duplicates()
    heard = set(reports.loc[reports["report_year"] == year + (not goal), "report_region"])
    said, elsewhere = set(spoken["region"]), set(same["region"])
    absent = "its report of the year is not in the panel" if goal else "the next report is not in the panel"
    rows = []
    for name in peers:
        if name not in said:
            another = name in elsewhere
            quiet = "the report does not say" if name in heard else absent
            rows.append({"region": name, "reason": "gives another measure" if another else quiet})
    return pd.DataFrame(rows, columns=["region", "reason"]).assign(kind="missing")


def _finished(
    spoken: pd.DataFrame, silent: pd.DataFrame, panel: Panel, indicator: str, measure: str, year: int
) -> pd.DataFrame:
    whole = {"place": "Int64", "place_best": "Int64", "place_worst": "Int64"}
    rows = pd.concat([spoken, silent], ignore_index=True) if len(silent) else spoken.reset_index(drop=True)
    rows = rows.assign(indicator=indicator, measure=measure, year=year)
    rows = described(rows, panel.vocabulary, texts(rows["name"]).where(rows["name"].notna(), indicator))
    shown = {"ranked": 0, "reference": 0, "not_ranked": 1, "missing": 2}
    rows = rows.assign(_kind=rows["kind"].map(shown), _region=region_order(rows["region"], panel.frame))
    rows = rows.sort_values(["_kind", "_size", "_lean", "_region"], kind="stable", ignore_index=True)
    counts = rows["said"].fillna(0).astype("int64")
    whole |= {c: "Int64" for c in ("report_year", "sentence_start", "start", "end")}
    found = texts(rows["found"])
    return rows.assign(said=counts, found=found).astype(whole)[list(COLUMNS)]
