"""`compare`: two or more years of a panel beside each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from govreport.asked import called_right, whole_year
from govreport.comparison import interval as interval
from govreport.comparison.cells import (
    By,
    Some,
    check_vintage,
    one_of,
    rows_of,
    years_text,
)
from govreport.comparison.comparison_view import comparison_view
from govreport.comparison.differences import finished, margin_of, measured, of_side, with_growth
from govreport.comparison.linked import as_said, as_threads, with_mates, worth_linking
from govreport.comparison.marks import marked
from govreport.comparison.named_apart import named_apart
from govreport.comparison.pairing import pair
from govreport.comparison.reasons import reasons
from govreport.comparison.result import Result
from govreport.comparison.rounded import as_stated
from govreport.comparison.telling import spoken_of, with_untold
from govreport.comparison.years import breaks_between, cells_of, observed_cells, table_of
from govreport.comparison.years_view import years_view
from govreport.errors import InputError

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary
    from govreport.panel import Panel
    from govreport.panel.precedence import Vintage
    from govreport.render.view import View
    from govreport.render.words import Words


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Result):
    """Years beside each other: what `compare` returns.

    Attributes
    ----------
    note : str
        Why there are no rows, "" where there are.
    years : tuple of int
        The years that have data under the same filters.
    a, b : int
        The first and the last year that are compared.
    by : {"period", "report_year"}
        Whether they are years spoken of or years of reports.
    compared : tuple of int
        All years that are compared, in their order.
    silent : tuple of int
        Those of them that nothing is said of: their columns are empty, and steps go past them.

    Notes
    -----
    `frame` has one row for each thing that either side of a step says; two years make one step, more years one from
    each to the next. Its columns:

    ============================== ==================================================================================
    region, indicator              territory and id
    name, domain                   the indicator's Chinese name and its domain (`open` for open ids)
    measure, unit                  of side a, or of side b where a is silent
    measure_b, unit_b              differ from the two before only in rows that are `not_comparable`
    direction                      which way is good: `more`, `less`, `neither`; "" for open ids
    role                           `result` or `target`
    per_year                       the value is per year over its period
    kind                           `changed`, `unchanged`, `new` (only b), `dropped` (only a), `not_comparable`;
                                   `no_report` (only a or only b: the report that would tell the other is not here)
    year_a, year_b                 the years of the step
    value, low, high, bound _a _b  as in the panel
    change, change_low, _high      b minus a, or what b states where both round to one number; NaN: only an interval
    change_found                   what `check` finds of a side that the change is reckoned from; "" for nothing
    change_unit                    `个百分点` for shares and growth rates, else the unit
    relative, _low, _high          b over a minus one in %; for levels above zero that are not percentages themselves
    sign                           `up`, `down`, `same`, or `unknown` where the hedges allow more than one
    growth_stated, _low, _high,    growth that side b states of the same indicator, on level rows of two
    _bound                         neighbouring years
    growth_implied, _low, _high    growth that the two levels imply, on the same rows
    break_year, break_change       the last year between the two from which on the name means something else, and what
                                   changed; missing where nothing did, and on growth, which is its own base
    reason                         why not comparable, why the sign is unknown, what to be careful about; "" if nothing
    link                           points of two ids in one row and why, as in `Panel.links`; "" where both are the same
    id_a, id_b                     the id on either side; `indicator` is that of side b where there is one
    period_start, period_end _a _b what the values are about
    status, basis, name _a _b      as in the panel (`name_a` is the wording of the report)
    report_region, report_year,    who says it, and where
    source, start, end, quote,
    sentence, sentence_start _a _b
    said _a _b                     how many times this side says it; the row shows the one that counts
    found _a _b                    what `check` finds of it, as `twice: 3.4%`; "" for nothing
    ============================== ==================================================================================

    `table` has one row for each thing with a column for each year (an int), and `cells` one for each thing and year:

    ============================== ==================================================================================
    region … per_year              as above; `since`, `until` count the period from the year (0: the year itself)
    2018, 2019, …                  (`table`) the value of that year, missing where nothing is said
    stated, first_year, last_year  (`table`) in how many of the years it is said, the first and the last of them
    change … sign, break_year, …   (`table`) from the first of these years to the last, as above
    year                           (`cells`) which of the compared years says it
    value, low, high, bound, …     (`cells`) the saying, as in the panel; `said_as` is the wording of the report,
                                   `said_id` its id (open ids that are linked are named as the last year does),
                                   `said` counts the sayings
    ============================== ==================================================================================

    In both, things that are said in several units of one dimension are in the unit of most years, and of several
    sayings that differ in their stated basis the one without any counts.
    """

    a: int
    b: int
    by: By
    compared: tuple[int, ...]
    silent: tuple[int, ...]
    _rows: pd.DataFrame
    _panel: Panel
    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = ("changed", "unchanged", "new", "dropped", "not_comparable", "no_report")

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
        """Rows whose sides are of another thing, unit, basis or measure; `reason` says which."""
        return self.of_kind("not_comparable")

    @property
    def table(self) -> pd.DataFrame:
        """A copy of the values with the years as columns."""
        return self._table.copy()

    @property
    def cells(self) -> pd.DataFrame:
        """A copy of what each year says, one row a thing and year, with its sentence."""
        return self._cells.copy()

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        return {"rows": self._frame, "table": self._table}

    def _view(self, words: Words, open_ids: bool) -> View:
        view = years_view if len(self.compared) > 2 else comparison_view
        return view(self, words, open_ids)

    def _observed(self) -> pd.DataFrame:
        return observed_cells(self._cells)

    @property
    def _spoken(self) -> tuple[int, ...]:
        return tuple(year for year in self.compared if year not in self.silent)

    @cached_property
    def _cells(self) -> pd.DataFrame:
        column = "period_end" if self.by == "period" else "report_year"
        return cells_of(self._rows, column, self._spoken, self._panel)

    @cached_property
    def _table(self) -> pd.DataFrame:
        return table_of(self._cells, self.compared, self._panel)

    def _about(self) -> str:
        return f" {' → '.join(map(str, self.compared))} by {self.by}"


@called_right
def compare(
    panel: Panel,
    a: int | None = None,
    b: int | None = None,
    *more: int,
    years: Iterable[int] | None = None,
    by: By = "period",
    region: Some = None,
    indicator: Some = None,
    measure: Some = None,
    status: Some = None,
    domain: Some = None,
    tolerance: float | Mapping[str, float] | None = None,
    links: bool = True,
    vintage: Vintage = "latest",
) -> Comparison:
    """Set two or more years of a panel beside each other.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    a, b, *more : int
        The years, two or more, in the order in which they are to be compared: changes are b minus a, then the next
        minus b.
    years : iterable of int, optional
        The same as one argument: `years=range(2018, 2024)`. Of three years or more, those that no report speaks of
        are listed in `silent`.
    by : {"period", "report_year"}, default "period"
        `period`: what was reached in year a beside what was reached in year b, whichever report says so (values of a
        single year only). `report_year`: what the report of year a says beside what the report of year b says, its
        results beside the results and its targets beside the targets, each about the same year as seen from its report.
    region, indicator, measure, status : str or sequence of str, optional
        Only these. Status is `actual` and `estimate` by default when comparing by period, and all otherwise.
    domain : str or sequence of str, optional
        Only indicators of these domains; `open` are those that the vocabulary does not hold.
    tolerance : float or mapping of str to float, optional
        Exact values that differ by no more count as unchanged: a number is a share of the larger (0.01 is one
        percent), a mapping gives an amount for each unit (`{"%": 0.1, "亿元": 5}`).
    links : bool, default True
        Set ids that `Panel.links` holds for the same beside each other; `link` and `reason` say so.
    vintage : {"latest", "first"} or int, default "latest"
        Which report counts where several tell a cell, as in `Panel.cells`; for years spoken of only.

    Returns
    -------
    Comparison
        Its `frame`, `table` and `cells` are described there; `print` it for a table.

    Raises
    ------
    InputError
        For one of two years, or all but one of several, that the panel does not hold (one next to a year that a report
        at hand looks back on may be silent: its rows are `no_report`); years that are equal or out of order, or an
        argument that cannot be used.
    UnknownIdError
        For a region, indicator, measure, status or unit that the panel does not hold.

    Notes
    -----
    Where one side says a thing several times, one saying stands for all and `said` counts them: the first of the order
    in docs/data-model.md, as everywhere; `Panel.sayings` shows the others. Two stated bases that differ, two
    units or two measures are never subtracted from each other; a basis that only one side states is compared, and noted
    in `reason`.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> diff = gr.compare(panel, 2022, 2023, indicator="gdp")
    >>> sorted(set(diff.frame["indicator"]))
    ['gdp']
    >>> rates = gr.compare(panel, 2019, 2020, 2021, 2022, indicator="gdp", measure="growth")
    >>> rates.table[[2019, 2020, 2021, 2022]].values.tolist()
    [[6.1, 2.3, 8.1, 3.0]]
    """
    one_of(by, ("period", "report_year"), "by")
    compared = _ordered(a, b, more, years)
    margin = margin_of(tolerance, panel)
    column = "period_end" if by == "period" else "report_year"
    check_vintage(by, vintage)
    filters: dict[str, Any] = {"region": region, "status": status, "vintage": vintage}
    told = rows_of(panel, by, **filters)
    spoken = spoken_of(told[column], compared, by, panel)
    indicator = with_mates(panel, indicator) if links else indicator
    about: dict[str, Any] = {"indicator": indicator, "domain": domain}
    fields = told if indicator is None and domain is None else rows_of(panel, by, **about, **filters)
    shown = fields if measure is None else rows_of(panel, by, measure=measure, **about, **filters)
    links = links and any(worth_linking(shown, panel, shown[column], *two) for two in itertools.pairwise(spoken))
    fields, shown = _threaded(fields, shown, panel, links)
    steps = [
        as_said(_step(shown, fields, column, two, margin, panel.vocabulary), panel).assign(_turn=turn)
        for turn, two in enumerate(itertools.pairwise(spoken))
    ]
    rows = pd.concat([s for s in steps if len(s)] or steps[:1], ignore_index=True)
    rows = rows.assign(**breaks_between(rows, panel))
    rows = with_untold(rows, told, panel) if by == "period" else rows
    there = tuple(sorted(int(y) for y in shown[column].unique()))
    listed = " or ".join(map(str, compared))
    note = "" if len(rows) else f"nothing under these filters in {listed}; years with data: {years_text(there)}"
    silent = tuple(year for year in compared if year not in spoken)
    return Comparison(finished(rows, panel), note, there, spoken[0], spoken[-1], by, compared, silent, shown, panel)


def _threaded(fields: pd.DataFrame, shown: pd.DataFrame, panel: Panel, links: bool) -> tuple[pd.DataFrame, ...]:
    """Mark the rows and thread them, once where both are the same."""
    made = as_threads(marked(fields, panel), panel, links)
    return made, made if shown is fields else as_threads(marked(shown, panel), panel, links)


def _step(
    shown: pd.DataFrame,
    fields: pd.DataFrame,
    column: str,
    years: tuple[int, int],
    margin: interval.Tolerance,
    words: Vocabulary,
) -> pd.DataFrame:
    """Set one year beside another."""
    first, second = years
    a_rows, b_rows = of_side(shown, column, first, words), of_side(shown, column, second, words)
    rows = measured(named_apart(pair(a_rows, b_rows)), margin)
    stated = b_rows if fields is shown else of_side(fields, column, second, words)
    late = stated if first < second else of_side(fields, column, first, words)
    rows = as_stated(with_growth(rows, stated, neighbours=second - first == 1), late, second - first)
    return rows.assign(reason=reasons(rows, a_rows, b_rows, words), year_a=first, year_b=second)


def _ordered(a: int | None, b: int | None, more: tuple[int, ...], years: Iterable[int] | None) -> tuple[int, ...]:
    """Return the years to compare, or say what is wrong with them."""
    if years is not None:
        if (a, b, more) != (None, None, ()):
            raise InputError("years are given twice", where="years", hint="name them one by one or in `years`")
        if isinstance(years, str) or not isinstance(years, Iterable):
            raise InputError("not years", where="years", expected="whole numbers", found=repr(years))
        given = [whole_year(year, "years") for year in years]
    else:
        named = [("a", a), ("b", b), *(("more", year) for year in more)]
        given = [whole_year(year, where) for where, year in named if year is not None]
    if len(given) < 2:
        raise InputError("two years or more are needed", where="years", found=", ".join(map(str, given)) or "none")
    if len(set(given)) < len(given):
        twice = next(y for y in given if given.count(y) > 1)
        raise InputError(
            "a year cannot be compared with itself", where="b" if years is None else "years", found=str(twice)
        )
    if given not in (sorted(given), sorted(given, reverse=True)):
        raise InputError("the years are out of order", where="years", found=", ".join(map(str, given)))
    return tuple(given)
