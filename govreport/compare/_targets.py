"""`targets`: what was aimed at, beside what later reports say was reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from govreport.compare import _interval as interval
from govreport.compare._cells import (
    RESULTS,
    Some,
    change_unit,
    described,
    directions,
    narrow,
    region_order,
    whole_year,
    years_text,
)
from govreport.compare._marks import marked
from govreport.compare._result import Result
from govreport.compare._verdict import VERDICTS, verdicts
from govreport.errors import InputError
from govreport.panel.precedence import Vintage, best

if TYPE_CHECKING:
    from govreport.panel import Panel
    from govreport.vocabulary import Vocabulary

_PERIOD = ["period_start", "period_end", "per_year"]
_KEY = ["region", "indicator", "measure", *_PERIOD]
_SIDE = [
    *("value", "low", "high", "bound", "unit", "basis", "status", "report_region", "report_year", "source"),
    *("start", "end", "name", "quote", "sentence", "sentence_start", "said", "found"),
]
_VALUES = [f"{v}_{s}" for s in ("target", "result") for v in ("value", "low", "high", "bound")]
_REST = [f"{c}_{s}" for s in ("target", "result") for c in _SIDE if f"{c}_{s}" not in (*_VALUES, "unit_target")]
COLUMNS = (
    *("region", "indicator", "name", "domain", "measure", "unit", "year", "horizon", *_PERIOD, "direction"),
    *(*_VALUES, "deviation", "deviation_low", "deviation_high", "deviation_unit", "verdict", "reason", *_REST),
)
_LASTING = ("stock", "ratio", "index")


@dataclass(frozen=True, eq=False, repr=False)
class Targets(Result):
    """Targets and what became of them: what `targets` returns.

    Notes
    -----
    Columns of `frame`, one row for each target:

    =============================== =================================================================================
    region, indicator, name,        as in a `Comparison`
    domain, measure, unit
    year                            the year by which it is to be reached, the end of its period
    horizon                         years from the report that sets it to `year`: 0 for the year's own targets
    period_start, period_end,       what the target is about
    per_year
    direction                       which way is good: `more`, `less`, `neither`; "" for open ids
    value, low, high, bound         what was aimed at, as in the panel
    _target
    value, low, high, bound _result what was reached; NaN where no later report says
    deviation, _low, _high          result minus the number that the target names (0 inside a range); `deviation` is
                                    NaN where the result's hedge leaves only the interval
    deviation_unit                  `个百分点` for shares and growth rates, else the unit
    verdict                         `met`, `exceeded`, `missed`, `not_reported`, `not_decidable`: see `targets`
    reason                          why it is not decided or not reported, "" if nothing is to be said
    the rest, _target and _result   unit, basis, status, name, quote, sentence, sentence_start, source, start, end,
                                    report_region, report_year of either side, `said`, how many times it is said, and
                                    `found`, what `check` finds of it
    =============================== =================================================================================
    """

    kind_column: ClassVar[str] = "verdict"
    kinds: ClassVar[tuple[str, ...]] = VERDICTS

    sides: ClassVar[tuple[str, ...]] = ("_target", "_result")

    @property
    def met(self) -> pd.DataFrame:
        """Targets that were reached as worded."""
        return self.of_kind("met")

    @property
    def exceeded(self) -> pd.DataFrame:
        """Targets that name a size, with a result beyond it on the good side."""
        return self.of_kind("exceeded")

    @property
    def missed(self) -> pd.DataFrame:
        """Targets that were not reached."""
        return self.of_kind("missed")

    @property
    def not_reported(self) -> pd.DataFrame:
        """Targets of which no later report in the panel says what became."""
        return self.of_kind("not_reported")

    @property
    def not_decidable(self) -> pd.DataFrame:
        """Targets whose result is known and does not settle the matter; `reason` says why."""
        return self.of_kind("not_decidable")


def targets(
    panel: Panel,
    *,
    region: Some = None,
    year: int | Sequence[int] | None = None,
    indicator: Some = None,
    vintage: Vintage = "latest",
) -> Targets:
    """Set every target beside what later reports say was reached.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    region, indicator : str or sequence of str, optional
        Only these.
    year : int or sequence of int, optional
        Only targets to be reached by these years.
    vintage : {"latest", "first"} or int, default "latest"
        Which report counts where several tell a result or set a target, as in `Panel.cells`.

    Returns
    -------
    Targets
        Its `frame` is described there; `print` it for a table.

    Raises
    ------
    InputError
        For a year that has no target, or a vintage that is none.
    UnknownIdError
        For a region or indicator that the panel does not hold.

    Notes
    -----
    A target is a row of status `target`; the result is an `actual` or `estimate` of the same thing and period from a
    report after that period. Of several sayings of either the first of the order in docs/data-model.md counts, as
    everywhere: of a target the latest report up to its year, of a result the latest that tells it (`vintage="first"`
    takes what was told first). Targets over several years or for a later one are rows only where a
    result is there; for a stock or a share, the value at the end of the period counts.

    The verdict compares two intervals, [low, high] of the target and of the result, as the panel gives them (how far
    `左右` and `近` reach is laid down in `normalize.interval`).

    - A floor (`以上`) or a ceiling (`以内`) decides by its words alone: on its side `met`, however far, beyond it
      `missed`, whichever direction is good.
    - Otherwise (a number, a range, `左右`, `近`) the good direction decides: `met` from the end of the interval that
      has to be reached, `exceeded` beyond the other end, `missed` short of it. A rank is good when low.
    - Where neither direction is good (prices), a result inside is `met` and one outside is `not_decidable`: reports
      do not say whether prices that rise by 0.2 % meet `3%左右`, and the library does not either.
    - Open ids have no direction: equal is `met`, anything else `not_decidable`, but for floors and ceilings.
    - `not_decidable` too where the hedges of both leave it open, and where unit or basis differ.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> outcome = gr.targets(panel, indicator="gdp")
    >>> bool(outcome.frame["verdict"].isin(["met", "exceeded", "missed", "not_reported", "not_decidable"]).all())
    True
    """
    frame = marked(narrow(panel, region=region, indicator=indicator, vintage=vintage), panel)
    aims = _aims(frame, panel.vocabulary)
    there = sorted({int(y) for y in aims["period_end"]})
    aims = aims[aims["period_end"].isin(_years(year, there))]
    rows = _with_results(aims, _outcomes(frame, panel.vocabulary), panel)
    year_s_own = (rows["horizon"] <= 0) & (rows["period_start"] == rows["period_end"])
    rows = rows[year_s_own | rows["value_result"].notna()].reset_index(drop=True)
    rows, _ = interval.in_one_unit(rows, "target", "result", rows["measure"].isin(["level", "change"]))
    rows = _judged(rows, panel)
    note = "" if len(rows) else f"no target under these filters; years with targets: {years_text(there)}"
    return Targets(_finished(rows, panel), note, tuple(there))


def _years(year: int | Sequence[int] | None, there: list[int]) -> list[int]:
    if year is None:
        return there
    wanted = [whole_year(y, "year") for y in (year if isinstance(year, Sequence) else [year])]
    for y in wanted:
        if y not in there:
            raise InputError("no target for this year", where="year", expected=f"of {years_text(there)}", found=str(y))
    return wanted


def _aims(frame: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Return one row for each target, and for each unit it is set in."""
    return best(frame[frame["status"] == "target"], words, [*_KEY, "unit"]).assign(
        horizon=lambda x: x["period_end"] - x["report_year"]
    )


def _outcomes(frame: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Return the results that reports after the period give, one for each unit they are given in."""
    cells = frame[frame["status"].isin(RESULTS) & (frame["report_year"] > frame["period_end"])]
    return best(cells, words, [*_KEY, "unit"])


def _with_results(aims: pd.DataFrame, outcomes: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Give every target its result: of its period, else the value at its end; in the same unit, else in another."""
    kinds = {i: panel.vocabulary[i].kind for i in aims["indicator"].unique() if i in panel.vocabulary}
    lasting = (
        aims["indicator"].map(kinds).isin(_LASTING) & (aims["measure"] == "level") & ~aims["per_year"].astype(bool)
    )
    aims, outcomes = aims.assign(_row=range(len(aims))), outcomes.assign(_at=range(len(outcomes)))
    tries = []
    for start in (aims["period_start"], aims["period_end"].where(lasting, aims["period_start"])):
        for keys in ([*_KEY, "unit"], _KEY):
            left, right = aims.assign(period_start=start), outcomes.drop_duplicates(keys)
            tries.append(left[["_row", *keys]].merge(right[["_at", *keys]], on=keys)[["_row", "_at"]])
    hit = pd.concat(tries).drop_duplicates("_row").set_index("_row")["_at"]
    taken = outcomes.set_index("_at")[_SIDE].reindex(aims["_row"].map(hit).astype("float64"))
    sides = [aims[_SIDE].add_suffix("_target"), taken.add_suffix("_result")]
    return pd.concat([x.reset_index(drop=True) for x in (aims[[*_KEY, "unit", "horizon"]], *sides)], axis=1)


def _judged(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Add the direction, the deviation, the verdict and its reason."""
    way = directions(rows, panel.vocabulary)
    rows = rows.assign(direction=way, deviation_unit=change_unit(rows["measure"], rows["unit"]))
    found = verdicts(rows)
    apart = found["reason"].isin(["unit differs", "basis differs"])
    deviation = interval.deviation(rows).where(~apart)
    silent = (found["verdict"] == "not_reported").to_numpy()
    return rows.assign(
        **deviation, verdict=found["verdict"], reason=found["reason"].where(~silent, _silence(rows, panel.frame))
    )


def _silence(rows: pd.DataFrame, frame: pd.DataFrame) -> pd.Series[Any]:
    """Say why no result is there."""
    results = frame[frame["status"].isin(RESULTS) & (frame["report_year"] > frame["period_end"])]
    subject = ["region", "indicator", "period_end"]
    told = pd.MultiIndex.from_frame(rows[subject]).isin(pd.MultiIndex.from_frame(results[subject]))
    reports = pd.MultiIndex.from_frame(frame[["report_region", "report_year"]].drop_duplicates())
    reporter = rows["region"].where(rows["region"].isin(frame["report_region"]), rows["report_region_target"])
    there = pd.MultiIndex.from_arrays([reporter, rows["period_end"] + 1]).isin(reports)
    options = ["later reports give another measure or period", "the next report does not say"]
    silence = np.select([told, there], options, default="the next report is not in the panel")
    return pd.Series(silence, index=rows.index, dtype="object")


def _finished(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    rows = described(rows, panel.vocabulary, rows["name_target"])
    rows = rows.assign(_region=region_order(rows["region"], panel.frame), year=rows["period_end"])
    keys = ["_region", "year", "_place", "start_target", "_measure", "period_start", "unit"]
    rows = rows.sort_values(keys, kind="stable", ignore_index=True)
    whole = {
        f"{c}_{s}": "Int64"
        for c in ("report_year", "sentence_start", "start", "end", "said")
        for s in ("target", "result")
    }
    return rows.astype(whole)[list(COLUMNS)]
