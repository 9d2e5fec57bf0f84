"""`compare`: two years of a panel beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
import pandas as pd

from govreport.compare import _interval as interval
from govreport.compare._cells import (
    RESULTS,
    Some,
    change_unit,
    described,
    narrow,
    one_of,
    region_order,
    role,
    whole_year,
    years_text,
)
from govreport.compare._linked import as_said, as_threads, with_mates, worth_linking
from govreport.compare._pairing import CELL, KEPT, SUBJECT, elsewhere, pair, side_of
from govreport.compare._result import Result
from govreport.errors import InputError

if TYPE_CHECKING:
    from govreport.panel import Panel

By = Literal["period", "report_year"]
GROWTH = ["growth_stated", "growth_stated_low", "growth_stated_high", "growth_stated_bound"]
IMPLIED = ("growth_implied", "growth_implied_low", "growth_implied_high")
RELATIVE = ("relative", "relative_low", "relative_high")
WHOLE = ("period_start", "period_end", "report_year", "sentence_start", "start", "end")
_HEAD = [
    *("region", "indicator", "name", "domain", "measure", "measure_b", "unit", "unit_b", "role", "per_year", "kind"),
    *("value_a", "low_a", "high_a", "bound_a", "value_b", "low_b", "high_b", "bound_b"),
    *("change", "change_low", "change_high", "change_unit", *RELATIVE, "sign", *GROWTH, *IMPLIED),
    *("break_year", "break_change", "reason", "link"),
]
_SIDE = [k for k in KEPT if k not in ("value", "low", "high", "bound", "unit", "measure")]
COLUMNS = (*_HEAD, *(f"{k}_a" for k in _SIDE), *(f"{k}_b" for k in _SIDE))


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Result):
    """Two years beside each other: what `compare` returns.

    Attributes
    ----------
    note : str
        Why there are no rows, "" where there are.
    years : tuple of int
        The years that have data under the same filters.
    a, b : int
        The years.
    by : {"period", "report_year"}
        Whether they are years spoken of or years of reports.

    Notes
    -----
    Columns of `frame`, one row for each thing that either side says:

    ============================== ==================================================================================
    region, indicator              territory and id
    name, domain                   the indicator's Chinese name and its domain (`open` for open ids)
    measure, unit                  of side a, or of side b where a is silent
    measure_b, unit_b              differ from the two before only in rows that are `not_comparable`
    role                           `result` or `target`
    per_year                       the value is per year over its period
    kind                           `changed`, `unchanged`, `new` (only b), `dropped` (only a), `not_comparable`
    value, low, high, bound _a _b  as in the panel
    change, change_low, _high      b minus a; `change` is NaN where a hedge leaves only the interval
    change_unit                    `个百分点` for shares and growth rates, else the unit
    relative, _low, _high          b over a minus one in %; for levels above zero that are not percentages themselves
    sign                           `up`, `down`, `same`, or `unknown` where the hedges allow more than one
    growth_stated, _low, _high,    growth that side b states of the same indicator, on level rows of two
    _bound                         neighbouring years
    growth_implied, _low, _high    growth that the two levels imply, on the same rows
    break_year, break_change       the last year between the two from which on the name means something else, and what
                                   changed; missing where nothing did, and on growth, which is its own base
    reason                         why not comparable, why the sign is unknown, what to be careful about; "" if nothing
    link                           why two open ids are in one row, as in `Panel.links`; "" where both are the same
    id_a, id_b                     the id on either side; `indicator` is that of side b where there is one
    period_start, period_end _a _b what the values are about
    status, basis, name _a _b      as in the panel (`name_a` is the wording of the report)
    report_region, report_year,    who says it, and where
    source, start, end, quote,
    sentence, sentence_start _a _b
    said _a _b                     how many times this side says it; the row shows the best saying
    ============================== ==================================================================================
    """

    a: int
    b: int
    by: By
    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = ("changed", "unchanged", "new", "dropped", "not_comparable")

    @property
    def changed(self) -> pd.DataFrame:
        """Rows whose two sides differ, also where their hedges leave the sign unknown."""
        return self.of_kind("changed")

    @property
    def unchanged(self) -> pd.DataFrame:
        """Rows that say the same on both sides, or differ by no more than the tolerance."""
        return self.of_kind("unchanged")

    @property
    def new(self) -> pd.DataFrame:
        """Rows that only side b has."""
        return self.of_kind("new")

    @property
    def dropped(self) -> pd.DataFrame:
        """Rows that only side a has."""
        return self.of_kind("dropped")

    @property
    def not_comparable(self) -> pd.DataFrame:
        """Rows whose sides differ in unit, basis or measure."""
        return self.of_kind("not_comparable")

    def _about(self) -> str:
        return f" {self.a} → {self.b} by {self.by}"


def compare(
    panel: Panel,
    a: int,
    b: int,
    *,
    by: By = "period",
    region: Some = None,
    indicator: Some = None,
    measure: Some = None,
    status: Some = None,
    tolerance: float | None = None,
    links: bool = True,
) -> Comparison:
    """Set two years of a panel beside each other.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    a, b : int
        The two years; changes are b minus a.
    by : {"period", "report_year"}, default "period"
        `period`: what was reached in year a beside what was reached in year b, whichever report says so (values of a
        single year only). `report_year`: what the report of year a says beside what the report of year b says, its
        results beside the results and its targets beside the targets, each about the same year as seen from its report.
    region, indicator, measure, status : str or sequence of str, optional
        Only these. Status is `actual` and `estimate` by default when comparing by period, and all otherwise.
    tolerance : float, optional
        Exact values that differ by no more than this share of the larger count as unchanged (0.01 is one percent).
    links : bool, default True
        Set open ids that `Panel.links` holds for the same beside each other; `link` and `reason` say so.

    Returns
    -------
    Comparison
        Its `frame` is described there; `print` it for a table.

    Raises
    ------
    InputError
        For a year that the panel does not hold, two equal years, or an argument that cannot be used.
    UnknownIdError
        For a region, indicator, measure or status that the panel does not hold.

    Notes
    -----
    Where one side says a thing several times, one saying stands for all and `said` counts them: the reporting
    territory's own before another's, then exact before hedged, actual before estimate, the latest report, the first
    place in the text. Two stated bases that differ, two units or two measures are never subtracted from each other;
    a basis that only one side states is compared, and noted in `reason`.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> diff = gr.compare(panel, 2022, 2023, indicator="gdp")
    >>> sorted(set(diff.frame["indicator"]))
    ['gdp']
    """
    one_of(by, ("period", "report_year"), "by")
    first, second = whole_year(a, "a"), whole_year(b, "b")
    share = _share(tolerance)
    if first == second:
        raise InputError("a year cannot be compared with itself", where="b", found=str(second))
    column = "period_end" if by == "period" else "report_year"
    indicator = with_mates(panel, indicator) if links else indicator
    _check_years(_rows(panel, by, region=region, status=status)[column], first, second)
    fields = _rows(panel, by, region=region, status=status, indicator=indicator)
    shown = _rows(panel, by, region=region, status=status, indicator=indicator, measure=measure)
    links = links and worth_linking(shown, shown[column], first, second)
    shown = as_threads(shown, panel, links)
    a_rows, b_rows = _side(shown, column, first), _side(shown, column, second)
    rows = _measured(pair(a_rows, b_rows), share)
    fields = as_threads(fields, panel, links)
    rows = _with_growth(rows, _side(fields, column, second), neighbours=second - first == 1)
    rows = as_said(rows.assign(reason=_reasons(rows, a_rows, b_rows)), panel)
    years = tuple(sorted(int(y) for y in shown[column].unique()))
    note = (
        "" if len(rows) else f"nothing under these filters in {first} or {second}; years with data: {years_text(years)}"
    )
    return Comparison(_finished(_with_breaks(rows, panel), panel), note, years, first, second, by)


def _share(tolerance: float | None) -> float:
    share = 0.0 if tolerance is None else tolerance
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share < 1:
        raise InputError("not a share", where="tolerance", expected="a number from 0 to below 1", found=repr(tolerance))
    return float(share)


def _rows(panel: Panel, by: By, *, status: Some, **filters: Some) -> pd.DataFrame:
    """Return the rows that a comparison looks at."""
    frame = narrow(panel, status=status, **filters)
    if by == "report_year":
        return frame
    single = (frame["period_start"] == frame["period_end"]) & ~frame["per_year"].astype(bool)
    return frame[single & frame["status"].isin(RESULTS)] if status is None else frame[single]


def _check_years(column: pd.Series[Any], *wanted: int) -> None:
    there = sorted({int(year) for year in column})
    for year, where in zip(wanted, "ab", strict=True):
        if year not in there:
            raise InputError(
                f"no data for {year}", where=where, expected=f"one of {years_text(there)}", found=str(year)
            )


def _side(rows: pd.DataFrame, column: str, year: int) -> pd.DataFrame:
    cells = rows[rows[column] == year]
    return side_of(cells, role(cells), year)


def _measured(rows: pd.DataFrame, tolerance: float) -> pd.DataFrame:
    """Add the kind, the differences and the sign."""
    in_a, in_b = rows["value_a"].notna().to_numpy(), rows["value_b"].notna().to_numpy()
    measure = rows["measure_a"].where(in_a, rows["measure_b"])
    unit = rows["unit_a"].where(in_a, rows["unit_b"])
    same = interval.unchanged(rows, tolerance)
    apart = (rows["_cause"] != "").to_numpy() & ~((rows["_cause"] == "basis") & _one_sided(rows)).to_numpy()
    kind = np.select([~in_a, ~in_b, apart, same], ["new", "dropped", "not_comparable", "unchanged"], "changed")
    rows = rows.assign(measure=measure, unit=unit, kind=pd.Series(kind, index=rows.index, dtype="object"))
    told = pd.Series(in_a & in_b & ~apart, index=rows.index)
    plain = told & (measure == "level") & (change_unit(measure, unit) == unit)
    rows = rows.assign(**interval.difference(rows).where(told), change_unit=change_unit(measure, unit))
    rows = rows.assign(**interval.ratio(rows, RELATIVE).where(plain), **interval.ratio(rows, IMPLIED).where(plain))
    return rows.assign(sign=interval.sign(rows, same).where(told, ""))


def _one_sided(rows: pd.DataFrame) -> pd.Series[bool]:
    """Say where only one side states its basis."""
    return rows["basis_a"].isna() ^ rows["basis_b"].isna()


def _with_growth(rows: pd.DataFrame, b_cells: pd.DataFrame, *, neighbours: bool) -> pd.DataFrame:
    """Set the growth that side b states beside the growth that the levels imply, where both speak of one year."""
    growth = b_cells[b_cells["measure"] == "growth"]
    growth = growth.drop_duplicates(SUBJECT)[[*SUBJECT, "value", "low", "high", "bound"]]
    stated = rows[SUBJECT].merge(growth, on=SUBJECT, how="left")[["value", "low", "high", "bound"]]
    fits = (rows["measure"] == "level") & rows["kind"].isin(["changed", "unchanged", "new"]) & ~rows["per_year"]
    if not neighbours:
        fits = fits & False
    stated = stated.set_axis(GROWTH, axis=1).set_axis(rows.index, axis=0).where(fits)
    return rows.assign(**stated, **{name: rows[name].where(fits) for name in IMPLIED})


def _with_breaks(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Mark the rows whose two sides lie before and after a break in what the name means.

    Growth is left out: either rate is reckoned on one meaning of its own.
    """
    ends = rows[["period_end_a", "period_end_b"]].astype("float64")
    first, last = ends.min(axis=1, skipna=False), ends.max(axis=1, skipna=False)
    year = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    change = pd.Series(None, index=rows.index, dtype="object")
    bare = ~rows["measure"].isin(["growth", "streak"])
    known = [i for i in rows["indicator"].unique() if i in panel.vocabulary]
    for found in (b for i in known for b in panel.vocabulary.breaks(i) if first.min() < b.year <= last.max()):
        across = bare & (rows["indicator"] == found.id) & (first < found.year) & (last >= found.year)
        year, change = year.mask(across, found.year), change.mask(across, found.change)
    return rows.assign(break_year=year, break_change=change)


def _reasons(rows: pd.DataFrame, a: pd.DataFrame, b: pd.DataFrame) -> pd.Series[Any]:
    """Say what keeps a row from being compared, or what to be careful about."""
    differs, cause = rows["kind"] == "not_comparable", rows["_cause"]
    no_region = no_unit = no_measure = differs & False
    for kind, silent in (("new", a), ("dropped", b)):
        alone = rows["kind"] == kind
        no_region = no_region | (alone & ~rows["region"].isin(silent["region"]))
        no_unit = no_unit | (alone & elsewhere(rows, silent, CELL))
        no_measure = no_measure | (alone & elsewhere(rows, silent, SUBJECT))
    open_sign = (rows["sign"] == "unknown") & (rows["kind"] == "changed")
    where = {
        "unit differs": differs & (cause == "unit"),
        "basis differs": differs & (cause == "basis"),
        "measure differs": differs & (cause == "measure"),
        "the other year says nothing of this region": no_region,
        "the other year says it in another unit or on another basis": no_unit,
        "the other year gives another measure": no_measure,
        "the hedges leave the sign open": open_sign,
    }
    reason = pd.Series(np.select(list(where.values()), list(where), default=""), index=rows.index, dtype="object")
    care = (cause == "basis") & ~differs
    return reason.where(~care, (reason + "; only one side states its basis").str.removeprefix("; "))


def _finished(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Name the rows, sort them, and give the columns their order and types."""
    said_as = rows["name_b"].where(rows["name_b"].notna(), rows["name_a"])
    rows = described(rows, panel.vocabulary, said_as).assign(_region=region_order(rows["region"], panel.frame))
    first = rows["start_b"].where(rows["start_b"].notna(), rows["start_a"])
    keys = ["_region", "role", "_place", "_said", "_measure", "since", "until", "per_year", "unit"]
    seen = first.groupby([rows["region"], rows["indicator"]], sort=False).transform("min")
    rows = rows.assign(_said=seen.where(rows["domain"] == "open", 0)).sort_values(
        keys, kind="stable", ignore_index=True
    )
    counts = {f"said_{s}": rows[f"said_{s}"].fillna(0).astype("int64") for s in "ab"}
    return rows.assign(**counts).astype({f"{name}_{s}": "Int64" for name in WHOLE for s in "ab"})[list(COLUMNS)]
