"""`side_by_side`: regions beside each other, in one year or several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from govreport.asked import called_right, whole_year
from govreport.comparison.cells import (
    By,
    Some,
    check_vintage,
    described,
    no_such_year,
    one_of,
    regions_meant,
    rows_of,
)
from govreport.comparison.linked import as_threads
from govreport.comparison.marks import marked
from govreport.comparison.result import Result
from govreport.comparison.years import cells_of, observed_cells
from govreport.comparison.years_view import SIDE_BY_SIDE, sides_view

if TYPE_CHECKING:
    from govreport.panel import Panel
    from govreport.panel.precedence import Vintage
    from govreport.render.view import View
    from govreport.render.words import Words

HEAD = ("indicator", "name", "domain", "measure", "of", "unit", "role", "per_year", "since", "until", "kind", "regions")


@dataclass(frozen=True, eq=False, repr=False)
class SideBySide(Result):
    """Regions beside each other: what `side_by_side` returns.

    Attributes
    ----------
    note : str
        Why there are no rows, "" where there are.
    years : tuple of int
        The years that have data under the same filters.
    shown : tuple of int
        The years that are shown.
    regions : tuple of str
        The regions that are shown, in the order of the columns.
    by : {"period", "report_year"}
        Whether they are years spoken of or years of reports.

    Notes
    -----
    `frame` has one row for each thing that a region says: `indicator`, `name`, `domain`, `measure`, `of`, `unit`,
    `role`, `per_year`, `since` and `until` as in the `table` of a `Comparison`; `kind`, which says whether `all`
    regions, `several` or `one` say it in any of the years; `regions`, how many do; then a column of values for each
    region, named `浙江省` where one year is shown, and `浙江省 2025`, `浙江省 2026` where there are several.

    `cells` has one row for each thing, region and year, with the columns of the `cells` of a `Comparison`.
    """

    by: By
    shown: tuple[int, ...]
    regions: tuple[str, ...]
    _cells: pd.DataFrame
    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = ("all", "several", "one")

    @property
    def cells(self) -> pd.DataFrame:
        """A copy of what each region says in each year, with its sentence."""
        return self._cells.copy()

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        return {"rows": self._frame, "cells": self._cells}

    def _view(self, words: Words, open_ids: bool) -> View:
        return sides_view(self, words, open_ids)

    def _observed(self) -> pd.DataFrame:
        return observed_cells(self._cells)

    def _about(self) -> str:
        return f" of {len(self.regions)} regions, {' → '.join(map(str, self.shown))} by {self.by}"


@called_right
def side_by_side(
    panel: Panel,
    year: int,
    *more: int,
    by: By = "period",
    region: Some = None,
    indicator: Some = None,
    measure: Some = None,
    status: Some = None,
    domain: Some = None,
    level: str | None = None,
    vintage: Vintage = "latest",
) -> SideBySide:
    """Set regions beside each other, in one year or several.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    year, *more : int
        The years.
    by, indicator, measure, status, domain
        As in `compare`.
    region : str or sequence of str, optional
        The regions, in the order of the columns; all that report something of these years where none is given, in
        the order of their codes.
    level : {"nation", "province", "prefecture", "county", "zone", "township"}, optional
        Only regions of this level.
    vintage : {"latest", "first"} or int, default "latest"
        As in `compare`.

    Returns
    -------
    SideBySide
        Its `frame` and `cells` are described there; `print` it for a table.

    Raises
    ------
    InputError
        For a year that the panel does not hold, or an argument that cannot be used.
    UnknownIdError
        For a region, indicator, measure or status that the panel does not hold.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> beside = gr.side_by_side(panel, 2022, indicator="gdp", measure="growth")
    >>> beside.frame[["indicator", "kind", "全国"]].values.tolist()
    [['gdp', 'all', 3.0]]
    """
    one_of(by, ("period", "report_year"), "by")
    shown = tuple(sorted({whole_year(y, "year") for y in (year, *more)}))
    column = "period_end" if by == "period" else "report_year"
    check_vintage(by, vintage)
    filters: dict[str, Some] = {"region": region, "status": status, "indicator": indicator, "domain": domain}
    rows = rows_of(panel, by, vintage=vintage, measure=measure, **filters)
    there = tuple(sorted({int(y) for y in rows[column]}))
    for one in shown:
        if one not in there:
            raise no_such_year(f"no data for {one}", one, there)
    asked = regions_meant(panel, region, level)
    rows = rows[rows["region"].isin(asked)]
    cells = cells_of(as_threads(marked(rows, panel), panel, False), column, shown, panel)
    heard = set(cells["region"])
    order = [name for name in dict.fromkeys(asked) if region is not None or name in heard]
    frame = _spread(cells, shown, order, panel)
    note = "" if len(frame) else "nothing under these filters"
    return SideBySide(frame, note, there, by, shown, tuple(order), cells)


def _spread(cells: pd.DataFrame, shown: tuple[int, ...], regions: list[str], panel: Panel) -> pd.DataFrame:
    """Return a row for each thing, whoever says it, with a column for each region and year."""
    single = len(shown) == 1
    label = cells["region"] if single else cells["region"] + " " + cells["year"].astype("str")
    names = regions if single else [f"{name} {year}" for name in regions for year in shown]
    cells = cells.assign(_row=cells.groupby(SIDE_BY_SIDE, sort=False).ngroup(), _label=label)
    head = cells.drop_duplicates("_row").set_index("_row")
    wide = cells.pivot(index="_row", columns="_label", values="value")
    wide = wide.reindex(index=head.index, columns=names).rename_axis(columns=None)
    count = cells.groupby("_row", sort=False)["region"].nunique().astype("int64")
    kind = np.select([count >= len(regions), count > 1], ["all", "several"], default="one")
    head = head.assign(regions=count, kind=pd.Series(kind, index=count.index, dtype="object"))
    return _in_order(pd.concat([head[list(HEAD)], wide], axis=1), panel, regions)


def _in_order(table: pd.DataFrame, panel: Panel, regions: list[str]) -> pd.DataFrame:
    """Results before targets; of the vocabulary in its order, open ids by how many regions say them."""
    table = described(table, panel.vocabulary, table["name"], regions)
    few = (-table["regions"]).where(table["domain"] == "open", 0)
    keys = ["role", "_place", "_few", "indicator", "_measure", "of", "since", "until", "per_year", "unit"]
    ordered = table.assign(_few=few).sort_values(keys, kind="stable", ignore_index=True)
    return ordered.drop(columns=["direction", "_few", "_place", "_measure"])
