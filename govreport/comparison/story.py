"""`target_story`: how a target is set from report to report: raised, lowered, reworded, kept, dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from govreport.asked import called_right, whole_year
from govreport.comparison import interval as interval
from govreport.comparison.cells import (
    NAMED,
    PLACED,
    Some,
    change_unit,
    described,
    floats,
    narrow,
    no_such_year,
    one_of,
    panel_meant,
    region_order,
    same_number,
)
from govreport.comparison.marks import marked
from govreport.comparison.outcomes import targets
from govreport.comparison.ranking import sort_keys
from govreport.comparison.result import Result
from govreport.comparison.story_view import story_view
from govreport.errors import InputError
from govreport.export import observations
from govreport.model import OBSERVED
from govreport.panel.coded import as_kinds
from govreport.panel.precedence import Vintage, best, known_by
from govreport.panel.wide import hedged

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary
    from govreport.panel import Panel
    from govreport.render.view import View
    from govreport.render.words import Words

STEPS = ("set", "raised", "lowered", "reworded", "kept", "dropped", "resumed")
_KEY = ["region", "indicator", "measure", "of", "unit"]
_SIDE = ["value", "low", "high", "bound", *PLACED[1:], "basis", "found"]
_OUTCOME = ["verdict", "value_result", "low_result", "high_result", "bound_result", "found_result"]
COLUMNS = (
    *(*NAMED, "year", "year_before", "step", "ambition"),
    *("number_change", "change", "change_low", "change_high", "change_unit", "reason"),
    *(f"{c}_{s}" for s in "ab" for c in _SIDE),
    *_OUTCOME,
)


@dataclass(frozen=True, eq=False, repr=False)
class TargetStory(Result):
    """Targets from report to report: what `target_story` returns.

    Notes
    -----
    Columns of `frame`, one row for each target that a report sets for its own year, and one for each that it drops:

    =========================== ======================================================================================
    region, indicator, name,    as in a `Comparison`
    domain, measure, of, unit
    year                        the year of the report, and of the target
    year_before                 the year of the target that it follows
    step                        `set`, `raised`, `lowered`, `reworded`, `kept`, `dropped`, `resumed`: see `target_story`
    ambition                    `more`, `less` or `same`: what `raised` and `lowered` mean where a direction is good;
                                "" where neither is, and for other steps
    number_change               by how much the number that is named changes; of a range its middle counts
    change, change_low, _high   as in a `Comparison`, between the two intervals
    change_unit                 `个百分点` for shares and growth rates, else the unit
    reason                      what to be careful about, "" if nothing
    value, low, high, bound,    the target before (_a) and the one of this report (_b): value and saying, as in the
    … _a _b                     panel; `found`, what `check` finds of it
    verdict, value_result …     what came of the target of this report, as in `targets`
    =========================== ======================================================================================
    """

    shown: tuple[int, ...] = ()
    kind_column: ClassVar[str] = "step"
    kinds: ClassVar[tuple[str, ...]] = STEPS

    @property
    def table(self) -> pd.DataFrame:
        """A copy with the years side by side: a row for each target, its hedges written out, and the last step.

        Columns: `region`, `indicator`, `name`, `measure`, `of`, `unit`; the years (int) with `≥5`, `≈5`, `5–5.5`, ""
        where no target is set; `step`, `number_change`, `change_unit`, `ambition` and `reason` of the last year, ""
        where the region's report of that year is not in the panel.
        """
        return side_by_side_of(self._frame, self.shown or self.years)

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        return {"rows": self._frame, "table": self.table}

    def _view(self, words: Words, open_ids: bool) -> View:
        return story_view(self, words, open_ids)

    def _observed(self) -> pd.DataFrame:
        rows = observations(self._frame, "_b")
        return rows.assign(
            status="target", period_start=rows["year"], period_end=rows["year"], report_region=rows["region"]
        )


@called_right
def target_story(
    panel: Panel,
    indicator: Some = None,
    *,
    region: Some = None,
    measure: str | None = None,
    years: Sequence[int] | range | None = None,
    vintage: Vintage = "latest",
) -> TargetStory:
    """Follow every target from report to report.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    indicator, region : str or sequence of str, optional
        Only these.
    measure : str, optional
        Only targets of this measure.
    years : sequence of int, optional
        Only the reports of these years, each beside the one of them before it: `years=(2025, 2026)` sets what 2026
        aims at beside what 2025 did, and prints as a table with a column a year.
    vintage : {"latest", "first"} or int, default "latest"
        Which report counts where several tell what came of a target; a year knows the reports up to it alone.

    Returns
    -------
    TargetStory
        Its `frame` is described there; `print` it for a table.

    Raises
    ------
    InputError
        For a measure that is none, a vintage that is none, or years without reports or fewer than two.
    UnknownIdError
        For a region or indicator that the panel does not hold.

    Notes
    -----
    Followed are the targets that a territory's own report sets for the year it is delivered in, bottom lines and not
    the stretches beyond them. Two of them are
    compared by the number that is named (of a range its middle) and by the interval that the hedge allows:

    - `kept`: the same number in the same words;
    - `raised`: the number goes up, and neither end of the interval goes down;
    - `lowered`: the number goes down, and neither end goes up;
    - `reworded`: everything else. `6.5%左右` to `6%以上` is one: the number falls, the ceiling goes;
    - `dropped`: the next report in the panel sets no such target; `resumed`: a later one does again, set beside the
      last one there was; `set`: the first one in the panel.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> story = gr.target_story(panel, region="全国", indicator="gdp").frame
    >>> story[["year", "step"]].values.tolist()[:3]
    [[2018, 'set'], [2019, 'lowered'], [2020, 'dropped']]
    >>> beside = gr.target_story(panel, indicator="gdp", years=(2022, 2023)).table
    >>> beside[["name", 2022, 2023, "step", "number_change"]].values.tolist()
    [['国内生产总值', '≈5.5', '≈5', 'lowered', -0.5]]
    """
    panel_meant(panel)
    if measure is not None:
        one_of(measure, OBSERVED, "measure")
    whole = known_by(panel.frame, vintage)
    frame = marked(
        known_by(narrow(panel, region=region, indicator=indicator), vintage, years=panel.report_years), panel
    )
    shown = _reports_of(sorted({int(year) for year in whole["report_year"]}), years)
    kept = frame if years is None else frame[frame["report_year"].isin(shown)]
    goals = _goals(kept if measure is None else kept[kept["measure"] == measure], panel.vocabulary)
    rows = _chained(goals, whole if years is None else whole[whole["report_year"].isin(shown)])
    rows = _stepped(rows, panel, gaps=years is None)
    rows = _with_outcomes(rows, targets(panel, region=region, indicator=indicator, vintage=vintage).frame)
    there = tuple(sorted({int(y) for y in goals["report_year"]}))
    note = "" if len(rows) else "no report sets a target for its own year under these filters"
    return TargetStory(_finished(rows, panel), note, there, shown)


def _reports_of(there: list[int], years: Sequence[int] | range | None) -> tuple[int, ...]:
    """Return the years asked for in their order, all with reports; none where none are asked for."""
    if years is None:
        return ()
    if isinstance(years, str) or not isinstance(years, Iterable):
        raise InputError("not years", where="years", expected="such as (2025, 2026)", found=repr(years))
    shown = tuple(sorted({whole_year(year, "years") for year in years}))
    if len(shown) < 2:
        raise InputError("two years or more are needed", where="years", found=", ".join(map(str, shown)) or "none")
    for year in shown:
        if year not in there:
            raise no_such_year(f"no report of {year}", year, there, "years")
    return shown


def _goals(frame: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Return the targets of a territory's own report for the report's year, one for each measure and unit."""
    year = (frame["period_start"] == frame["report_year"]) & (frame["period_end"] == frame["report_year"])
    year &= ~frame["per_year"].astype(bool) & (frame["aim"] != "stretch")
    return best(frame[_own_aims(frame) & year], words, [*_KEY, "report_year"])


def _own_aims(frame: pd.DataFrame) -> pd.Series[bool]:
    """Say which rows are targets of the territory that reports."""
    return (frame["region"] == frame["report_region"]) & (frame["status"] == "target")


def _chained(goals: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Set every target beside the one before it, and add a row where the next report is silent."""
    reports = whole[["report_region", "report_year"]].drop_duplicates().sort_values(["report_region", "report_year"])
    reports = reports.assign(_k=reports.groupby("report_region").cumcount())
    goals = goals.merge(reports, on=["report_region", "report_year"]).sort_values([*_KEY, "_k"], kind="stable")
    groups = goals.groupby(_KEY, sort=False)
    b = goals[[*_KEY, "name", "_k", *_SIDE]].rename(columns={c: f"{c}_b" for c in _SIDE})
    a = groups[[*_SIDE]].shift(1).add_suffix("_a")
    gap = goals["_k"] - groups["_k"].shift(1)
    rows = b.join(a).assign(
        step=np.select([gap.isna(), gap > 1], ["set", "resumed"], default=""), year=b["report_year_b"]
    )
    after = goals.assign(_k=goals["_k"] + 1)[[*_KEY, "name", "_k", *_SIDE]]
    after = after[~_index(after, [*_KEY, "_k"]).isin(_index(goals, [*_KEY, "_k"]))]
    after = after.merge(reports.rename(columns={"report_region": "region", "report_year": "year"}), on=["region", "_k"])
    silent = after.rename(columns={c: f"{c}_a" for c in _SIDE}).assign(step="dropped")
    several = np.where(_over_several(silent, whole), "now set for several years together", "")
    silent = silent.assign(reason=np.where(_otherwise(silent, goals), "now set in another measure or unit", several))
    return pd.concat([rows.assign(reason=""), silent], ignore_index=True) if len(silent) else rows.assign(reason="")


def _index(rows: pd.DataFrame, keys: list[str]) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[keys])


def _otherwise(silent: pd.DataFrame, goals: pd.DataFrame) -> Any:
    """Say where the silent report sets a target for the same indicator in other terms."""
    there = goals[["region", "indicator", "report_year"]].set_axis(["region", "indicator", "year"], axis=1)
    keys = ["region", "indicator", "year"]
    return _index(silent, keys).isin(_index(there, keys))


def _over_several(silent: pd.DataFrame, whole: pd.DataFrame) -> Any:
    """Say where the silent report sets the target for a span of years that holds the year."""
    span = (whole["period_start"] <= whole["report_year"]) & (whole["period_end"] > whole["report_year"])
    set_so = whole[_own_aims(whole) & span].rename(columns={"report_year": "year"})
    keys = [*_KEY, "year"]
    return _index(silent, keys).isin(_index(set_so, keys))


def _stepped(rows: pd.DataFrame, panel: Panel, *, gaps: bool) -> pd.DataFrame:
    """Say what became of the target before: the rules stand in `target_story`; `gaps` are to be told."""
    sides = [
        sort_keys(
            rows[[f"{c}_{s}" for c in ("value", "low", "high", "bound")]].set_axis(
                ["value", "low", "high", "bound"], axis=1
            )
        )
        for s in "ab"
    ]
    number = np.round(sides[1][0] - sides[0][0], 8)
    (_, la, ha), (_, lb, hb) = interval.side(rows, "a"), interval.side(rows, "b")
    falls, rises = _below(lb, la) | _below(hb, ha), _below(la, lb) | _below(ha, hb)
    alike = same_number(la, lb) & same_number(ha, hb) & (rows["bound_a"] == rows["bound_b"]).to_numpy()
    rules = [alike & (number == 0), (number > 0) & ~falls, (number < 0) & ~rises]
    step = np.select(rules, ["kept", "raised", "lowered"], default="reworded")
    rows = rows.assign(
        step=rows["step"].where(rows["step"] != "", pd.Series(step, index=rows.index)),
        number_change=number,
        change_unit=change_unit(rows["measure"], rows["unit"]),
        **interval.difference(rows),
    )
    gap = (floats(rows["year"]) - floats(rows["report_year_a"])) > 1
    care = gaps & gap & rows["step"].isin(["raised", "lowered", "reworded", "kept", "dropped"]).to_numpy()
    said = rows["reason"].where(~care, rows["reason"] + "; reports between them are not in the panel")
    return rows.assign(reason=said.str.removeprefix("; "), ambition=_ambition(rows, panel))


def _below(x: Any, y: Any) -> Any:
    return (x < y) & ~same_number(x, y)


def _ambition(rows: pd.DataFrame, panel: Panel) -> pd.Series[Any]:
    directions = {i: panel.vocabulary[i].direction for i in rows["indicator"].unique() if i in panel.vocabulary}
    way = rows["indicator"].map(directions).where(rows["measure"] != "rank", "less")
    up, down = rows["step"] == "raised", rows["step"] == "lowered"
    good = ((way == "more") & up) | ((way == "less") & down)
    bad = ((way == "more") & down) | ((way == "less") & up)
    found = np.select([good, bad, rows["step"] == "kept"], ["more", "less", "same"], default="")
    return pd.Series(found, index=rows.index, dtype="object")


def side_by_side_of(rows: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Return a row for each target with a column a year; see `TargetStory.table`."""
    head = ["region", "indicator", "name", "measure", "of", "unit"]
    ends = ["step", "number_change", "change_unit", "ambition", "reason"]
    last = rows.drop_duplicates(_KEY, keep="last")
    late = (last["year"] == years[-1]) | (last["step"] == "dropped")
    blank = {"step": "", "ambition": "", "reason": "", "number_change": np.nan}
    last = last.assign(**{name: last[name].where(late, empty) for name, empty in blank.items()})
    last = last[[*head, *ends]].set_index(_KEY)
    said = rows.dropna(subset=["value_b"])
    sides = (said[f"{c}_b"] for c in ("value", "low", "high", "bound"))
    texts = [hedged(*side) for side in zip(*sides, strict=True)]
    wide = said.assign(_text=texts).pivot(index=_KEY, columns="year", values="_text")
    wide = wide.reindex(index=last.index, columns=list(years)).fillna("").rename_axis(columns=None)
    table = pd.concat([last[["name"]], wide, last[ends]], axis=1).reset_index()
    return table[[*head, *years, *ends]]


def _with_outcomes(rows: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """Add what came of the target that this report sets."""
    own = judged[(judged["period_start"] == judged["year"]) & ~judged["per_year"].astype(bool)]
    own = own[own["aim"] != "stretch"]
    own = own.drop_duplicates([*_KEY, "year"])
    found = rows[[*_KEY, "year"]].merge(own[[*_KEY, "year", *_OUTCOME]], on=[*_KEY, "year"], how="left")
    silent = (rows["step"] == "dropped").to_numpy()
    return rows.assign(**{c: found[c].where(~silent).to_numpy() for c in _OUTCOME})


def _finished(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    rows = described(rows, panel.vocabulary, rows["name"])
    rows = rows.assign(
        _region=region_order(rows["region"], panel.frame),
        year_before=rows["report_year_a"],
        verdict=rows["verdict"].astype("object").where(rows["verdict"].notna(), ""),
    )
    keys = ["_region", "_place", "indicator", "_measure", "of", "unit", "year"]
    rows = rows.sort_values(keys, kind="stable", ignore_index=True)
    whole = {f"{c}_{s}": "Int64" for c in ("report_year", "sentence_start", "start", "end") for s in "ab"}
    return as_kinds(rows[list(COLUMNS)], {**whole, "year": "int64", "year_before": "Int64"})
