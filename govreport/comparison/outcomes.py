"""`targets`: what was aimed at, beside what later reports say was reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np
import pandas as pd

from govreport.asked import called_right, methods_called_right
from govreport.comparison import interval as interval
from govreport.comparison.before import BEFORE, with_the_year_before
from govreport.comparison.beside import KEY, PERIOD, SIDE, SILENT, and_the_other, without_figures
from govreport.comparison.by_words import as_flat, by_words
from govreport.comparison.cells import (
    RESULTS,
    Bools,
    Some,
    change_unit,
    described,
    directions,
    narrow,
    region_order,
    years_asked,
    years_text,
)
from govreport.comparison.comparable import one_basis, unlike
from govreport.comparison.doubtful import doubtful
from govreport.comparison.kindred import with_kindred
from govreport.comparison.lines import Lines, among
from govreport.comparison.marks import marked
from govreport.comparison.nearest import nearest_sayings
from govreport.comparison.outcomes_view import targets_view
from govreport.comparison.result import Result
from govreport.comparison.told import decided, told_as_results, turned
from govreport.comparison.verdict import VERDICTS, verdicts
from govreport.normalization import ABOUT_POINTS
from govreport.panel.coded import as_kinds
from govreport.panel.precedence import Vintage, best, known_by

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary
    from govreport.panel import Panel
    from govreport.render.view import View
    from govreport.render.words import Words

_VALUES = [f"{v}_{s}" for s in ("target", "result") for v in ("value", "low", "high", "bound")]
_REST = [f"{c}_{s}" for s in ("target", "result") for c in SIDE if f"{c}_{s}" not in (*_VALUES, "unit_target")]
COLUMNS = (
    *("region", "indicator", "name", "domain", "measure", "of", "unit", "year", "horizon", *PERIOD, "aim"),
    *(
        "direction",
        *_VALUES,
        "deviation",
        "deviation_low",
        "deviation_high",
        "deviation_unit",
        "verdict",
        "reason",
        *_REST,
        *BEFORE,
    ),
)
_LASTING = ("stock", "ratio", "index")


@methods_called_right
@dataclass(frozen=True, eq=False, repr=False)
class Targets(Result):
    """Targets and what became of them: what `targets` returns.

    Attributes
    ----------
    note : str
        Why there are no rows, "" where there are.
    years : tuple of int
        The years that have targets.
    about : dict of str to float
        How far 左右 and 近 reach: `points` of a rate, `share` of anything else.

    Notes
    -----
    Columns of `frame`, one row for each target; a bottom line and a stretch are two:

    =============================== =================================================================================
    region, indicator, name,        as in a `Comparison`
    domain, measure, of, unit
    year                            the year by which it is to be reached, the end of its period
    horizon                         years from the report that sets it to `year`: 0 for the year's own targets
    period_start, period_end,       what the target is about
    per_year
    aim                             `floor` for a bottom line (`5.5%、力争6%以上`, or `5%左右，力争更好结果`), `stretch`
                                    for what is tried for beyond it, "" for a target that stands alone
    direction                       which way is good: `more`, `less`, `neither`; "" for open ids; the deeper for cuts
    value, low, high, bound         what was aimed at, as in the panel; `low` and `high` as `about` has it
    _target
    value, low, high, bound _result what was reached; NaN where no later report says
    deviation, _low, _high          result minus the number that the target names (0 inside a range); `deviation` is
                                    NaN where the result's hedge leaves only the interval
    deviation_unit                  `个百分点` for shares and growth rates, else the unit
    verdict                         one of the ten kinds that `targets` explains
    reason                          why it is not decided, not comparable or not found, or what else is to be said
    the rest, _target and _result   unit, basis, status, name, quote, sentence, sentence_start, source, start, end,
                                    report_region, report_year of either side, `said`, how many times it is said, and
                                    `found`, what `check` finds of it
    value, low, high, …             the result of the year before a target of one year, in the target's unit: all that
    _before                         one report can set beside its targets
    =============================== =================================================================================
    """

    about: dict[str, float]
    _told: pd.DataFrame = field(repr=False)
    _heard: pd.DataFrame = field(repr=False)
    kind_column: ClassVar[str] = "verdict"
    kinds: ClassVar[tuple[str, ...]] = VERDICTS

    sides: ClassVar[tuple[str, ...]] = ("_target", "_result")

    def _view(self, words: Words, open_ids: bool) -> View:
        return targets_view(self, words, open_ids)

    @property
    def met(self) -> pd.DataFrame:
        """Targets that were reached as worded."""
        return self.of_kind("met")

    @property
    def within_hedge(self) -> pd.DataFrame:
        """Targets whose number was not reached, by no more than 左右 allows."""
        return self.of_kind("within_hedge")

    @property
    def exceeded(self) -> pd.DataFrame:
        """Targets that name a size, with a result beyond it on the good side."""
        return self.of_kind("exceeded")

    @property
    def missed(self) -> pd.DataFrame:
        """Targets that were not reached."""
        return self.of_kind("missed")

    @property
    def short_of_stretch(self) -> pd.DataFrame:
        """Stretches that were not reached; whether the bottom line was is said in a row of its own."""
        return self.of_kind("short_of_stretch")

    @property
    def not_found(self) -> pd.DataFrame:
        """Targets of which nothing was found in the next report, which is in the panel; see `candidates`."""
        return self.of_kind("not_found")

    @property
    def no_report(self) -> pd.DataFrame:
        """Targets whose next report is not in the panel."""
        return self.of_kind("no_report")

    @property
    def not_comparable(self) -> pd.DataFrame:
        """Targets whose result is of another thing, unit, basis or price; `reason` says which."""
        return self.of_kind("not_comparable")

    @property
    def not_decidable(self) -> pd.DataFrame:
        """Targets whose result is known and does not settle the matter; `reason` says why."""
        return self.of_kind("not_decidable")

    @property
    def doubtful(self) -> pd.DataFrame:
        """Targets whose figures may not be what they seem; `reason` begins with what the verdict would be."""
        return self.of_kind("doubtful")

    @property
    def told(self) -> pd.DataFrame:
        """Rows of the panel that stand among the targets of a plan and tell results: they are no rows here."""
        return self._told.copy()

    def candidates(self, n: int = 3) -> pd.DataFrame:
        """Return what the next report says that comes nearest to targets of which nothing was found.

        Parameters
        ----------
        n : int, default 3
            At most so many for a target.

        Returns
        -------
        DataFrame
            A row for each: `region`, `indicator`, `year`, `quote_target` and `name_target` of the target; `why`
            (`another measure`, `another period`, or `like in words`) and `likeness` (points; more is nearer);
            `indicator_found`, `measure`, `period_start`, `period_end`, `value`, `unit`, `name`, `quote`,
            `sentence`, `sentence_start`, `start`, `end`, `report_year` and `source` of what is said.

        Raises
        ------
        InputError
            If `n` is no number from 1 on.

        Examples
        --------
        >>> import govreport as gr
        >>> outcome = gr.targets(gr.read_panel(gr.samples("provinces"), progress=False), year=2025)
        >>> sorted(outcome.candidates(1)["why"].unique())
        ['another measure', 'another period', 'like in words']
        """
        return nearest_sayings(self.not_found, self._heard, n)


@called_right
def targets(
    panel: Panel,
    indicator: Some = None,
    *,
    region: Some = None,
    year: int | Sequence[int] | None = None,
    about: float | Mapping[str, float] | None = None,
    vintage: Vintage = "latest",
) -> Targets:
    """Set every target beside what later reports say was reached.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    indicator, region : str or sequence of str, optional
        Only these.
    year : int or sequence of int, optional
        Only targets to be reached by these years.
    about : float or mapping, optional
        How far 左右 and 近 reach: points of a rate, or `{"points": 0.5, "share": 0.05}`, which is what is taken where
        nothing is said. The share is of anything that is no rate.
    vintage : {"latest", "first"} or int, default "latest"
        Which report counts where several tell a result or set a target, as in `Panel.cells`.

    Returns
    -------
    Targets
        Its `frame` is described there; `print` it for a table.

    Raises
    ------
    InputError
        For a year that has no target, a reach or a vintage that is none.
    UnknownIdError
        For a region or indicator that the panel does not hold.

    Notes
    -----
    A target is a row of status `target`; results told inside a plan are none (`told`). The result is an `actual` or
    `estimate` of the same thing and period from a report after that period. Of several sayings of either the first of
    the order in docs/data-model.md counts, as everywhere: of a target the latest report up to its year, of a result
    the latest that tells it (`vintage="first"` takes what was told first). A stretch is a row of its own. Targets over
    several years or for a later one are rows only where a result is there; for a stock or a share, the value at the
    end of the period counts.

    The verdict compares two intervals, [low, high] of the target and of the result.

    - A floor (`以上`) or a ceiling (`以内`) decides by its words alone: on its side `met`, however far, beyond it
      `missed`, whichever direction is good.
    - Otherwise (a number, a range, `左右`, `近`) the good direction decides: `met` from the number on, `exceeded`
      beyond the other end, `missed` short of it. A rank is good when low, and so is what is to be cut.
    - `within_hedge`: short of the number, inside of what `左右` allows: 5.0 where `5.5%左右` was aimed at.
    - A bottom line (`aim`) is `met` from there on. Short of a stretch is `short_of_stretch`, and no miss.
    - Where neither direction is good (prices), a result inside is `met` and one outside is `not_decidable`: reports
      do not say whether prices that rise by 0.2 % meet `3%左右`, and the library does not either.
    - Open ids have no direction: equal is `met`, anything else `not_decidable`, but for floors, ceilings and `左右`.
    - `not_comparable`: another unit or basis; constant prices against current ones; a flow against a stock, a whole
      against a part, names that differ with sizes far apart; a rise that is counted from another year.
    - `not_decidable` too where the hedges of both leave it open.
    - `doubtful`: a figure may not be what it seems, and `reason` begins with what the verdict would be otherwise. So it
      is where the report is, by its own words, another territory's or of another year than its name says; where
      `check` finds fault with a figure; where a reading is likelier wrong than right; where another target of the same
      is told beside it, beyond the result; where one side is 2.5 times the other (of growth: by 50 points) and nothing
      is built, added or done, of which more might be; where an amount planned years ahead is passed at other prices.
      What the report says of the outcome in words stands all the same.
    - What figures leave open, words decide where the report has them (`明显低于预定的调控目标`), and where there is no
      figure at all, the completion of the plan (`完成年计划的118.2%`). `reason` says so.
    - `not_found`: the next report is in the panel, and nothing was found in it; `no_report`: it is not there.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> outcome = gr.targets(panel, indicator="gdp", year=2022)
    >>> outcome.frame[["quote_target", "value_result", "verdict"]].to_numpy().tolist()
    [['5.5%左右', 3.0, 'missed']]
    """
    wide = interval.reach(about)
    frame = marked(narrow(panel, region=region, indicator=indicator, vintage=vintage), panel)
    goals = frame[frame["status"] == "target"]
    results_told = told_as_results(goals)
    meant = goals[~results_told]
    aims = _aims(meant, panel.vocabulary)
    there = sorted({int(y) for y in aims["period_end"]})
    aims = aims[aims["period_end"].isin(years_asked(year, there, "no target for this year"))]
    known = known_by(panel.frame, vintage)
    until = float(known["report_year"].max())
    outcomes = _outcomes(frame, panel.vocabulary)
    rows = as_flat(_with_results(aims, outcomes, panel), panel, until)
    rows, _ = interval.in_one_unit(rows, "target", "result", rows["measure"].isin(["level", "change"]))
    for side in ("target", "result"):
        rows = interval.reaching(rows, side, wide)
    rows = by_words(without_figures(_judged(rows, panel, known), frame, panel.vocabulary), panel, until)
    rows = with_kindred(rows, known, panel.vocabulary)
    rows = doubtful(rows, meant, panel)
    year_s_own = (rows["horizon"] <= 0) & (rows["period_start"] == rows["period_end"])
    rows = rows[year_s_own | ~rows["verdict"].isin(SILENT)].reset_index(drop=True)
    rows = with_the_year_before(rows.assign(reason=and_the_other(rows)), outcomes)
    note = "" if len(rows) else f"no target under these filters; years with targets: {years_text(there)}"
    heard = known[known["status"].isin(RESULTS)]
    reach = wide or interval.reach(ABOUT_POINTS)
    return Targets(
        _finished(rows, panel), note, tuple(there), cast(dict[str, float], reach), goals[results_told], heard
    )


def _aims(goals: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Return one row for each target and each unit it is set in, and one for a stretch beside it."""
    goals = goals.assign(_stretch=goals["aim"] == "stretch")
    keys = [*KEY, "unit", "_stretch"]
    low = goals[goals["aim"] == "floor"]
    chosen = best(goals, words, keys)
    aim = chosen["aim"].where(~among(chosen, low, keys), "floor")
    return chosen.assign(aim=aim, horizon=chosen["period_end"] - chosen["report_year"])


def _outcomes(frame: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Return the results that reports after the period give, one for each unit they are given in."""
    cells = frame[frame["status"].isin(RESULTS) & (frame["report_year"] > frame["period_end"])]
    return best(cells, words, [*KEY, "unit"])


def _with_results(aims: pd.DataFrame, outcomes: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Give every target its result: of its period, else the value at its end; in the same unit, else in another."""
    kinds = {i: panel.vocabulary[i].kind for i in aims["indicator"].unique() if i in panel.vocabulary}
    lasting = (
        aims["indicator"].map(kinds).isin(_LASTING) & (aims["measure"] == "level") & ~aims["per_year"].astype(bool)
    )
    told, hit = Lines(outcomes), dict[int, int]()
    for start in (aims["period_start"], aims["period_end"].where(lasting, aims["period_start"])):
        asked = Lines(aims.assign(period_start=start))
        for keys in ([*KEY, "unit"], KEY):
            first = {key: at for at, key in reversed(list(enumerate(told.keys(*keys))))}
            for row, key in enumerate(asked.keys(*keys)):
                if key in first:
                    hit.setdefault(row, first[key])
    side = [*SIDE, "doubt"]
    taken = outcomes[side].reset_index(drop=True).reindex([hit.get(row, -1) for row in range(len(aims))])
    sides = [aims[side].add_suffix("_target"), taken.add_suffix("_result")]
    return pd.concat([x.reset_index(drop=True) for x in (aims[[*KEY, "unit", "horizon", "aim"]], *sides)], axis=1)


def _judged(rows: pd.DataFrame, panel: Panel, known: pd.DataFrame) -> pd.DataFrame:
    """Add the direction, the deviation, the verdict and its reason."""
    way = turned(rows, directions(rows, panel.vocabulary))
    rows = rows.assign(direction=way, deviation_unit=change_unit(rows["measure"], rows["unit"]), unlike=unlike(rows))
    found = verdicts(rows)
    said = decided(rows, found["verdict"].isin(["not_decidable"]).to_numpy())
    found = found.assign(
        verdict=found["verdict"].where(said == "", said),
        reason=found["reason"].where(said == "", "the report says so"),
    )
    judged = ~found["verdict"].isin([*SILENT, "not_comparable", "not_decidable"])
    alone = judged & one_basis(rows) & (found["reason"] == "")
    found = found.assign(reason=found["reason"].where(~alone, "only one side states its basis"))
    deviation = interval.deviation(rows).where(found["verdict"] != "not_comparable")
    silent = (found["verdict"] == "not_found").to_numpy()
    silence, there = _silence(rows, known) if silent.any() else (found["reason"], silent)
    absent = silent & ~there
    return rows.assign(
        **deviation,
        verdict=found["verdict"].where(~absent, "no_report"),
        reason=found["reason"].where(~silent, silence),
    )


def _silence(rows: pd.DataFrame, frame: pd.DataFrame) -> tuple[pd.Series[Any], Bools]:
    """Say why no result is there, and whether the next report is."""
    results = frame[frame["status"].isin(RESULTS) & (frame["report_year"] > frame["period_end"])]
    subject = ["region", "indicator", "period_end"]
    told = among(rows, results, subject)
    reporter = rows["region"].where(rows["region"].isin(frame["report_region"]), rows["report_region_target"])
    next_ones = pd.DataFrame({"report_region": reporter, "report_year": rows["period_end"] + 1})
    there = among(next_ones, frame, ["report_region", "report_year"])
    options = ["later reports give another measure or period", "nothing of it was found"]
    silence = np.select([told, there], options, default="the next report is not in the panel")
    return pd.Series(silence, index=rows.index, dtype="object"), there


def _finished(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    rows = described(rows, panel.vocabulary, rows["name_target"]).assign(direction=rows["direction"])
    rows = rows.assign(_region=region_order(rows["region"], panel.frame), year=rows["period_end"])
    keys = ["_region", "year", "_place", "start_target", "_measure", "period_start", "unit", "aim"]
    rows = rows.sort_values(keys, kind="stable", ignore_index=True)
    whole = {
        f"{c}_{s}": "Int64"
        for c in ("report_year", "sentence_start", "start", "end", "said")
        for s in ("target", "result", "before")
        if f"{c}_{s}" in COLUMNS
    }
    return as_kinds(rows[list(COLUMNS)], whole)
