"""`revisions`: what later reports make of a figure that an earlier one gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from govreport.compare import _interval as interval
from govreport.compare._cells import (
    RESULTS,
    Some,
    by_preference,
    change_unit,
    choose,
    described,
    narrow,
    region_order,
    texts,
)
from govreport.compare._result import Result

if TYPE_CHECKING:
    from govreport.panel import Panel

_CELL = ["region", "indicator", "measure", "unit", "per_year", "period_start", "period_end", "_basis"]
_SIDE = [
    "value",
    "low",
    "high",
    "bound",
    "status",
    "report_region",
    "report_year",
    "source",
    "start",
    "quote",
    "sentence",
    "sentence_start",
]
COLUMNS = (
    *("region", "indicator", "name", "domain", "measure", "unit", "basis", "per_year", "period_start", "period_end"),
    *("kind", "reports", "change", "change_low", "change_high", "change_unit", "relative", "relative_low"),
    *("relative_high", *(f"{c}_{s}" for s in "ab" for c in _SIDE)),
)


@dataclass(frozen=True, eq=False, repr=False)
class Revisions(Result):
    """Figures that several reports give: what `revisions` returns.

    Notes
    -----
    One row for each result that reports of two or more years state in the same unit and on the same basis. Side a is
    the first report that states it, side b the last; `reports` counts the years of report. `kind` is `same` (the same
    number under the same hedge), `agrees` (the intervals that the hedges allow overlap) or `revised` (they do not).
    The other columns are those of a `Comparison`.
    """

    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = ("revised", "agrees", "same")

    @property
    def revised(self) -> pd.DataFrame:
        """Rows whose first and last report contradict each other."""
        return self.of_kind("revised")


def revisions(panel: Panel, *, region: Some = None, indicator: Some = None) -> Revisions:
    """Find the results that reports of different years state, and how the last differs from the first.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    region, indicator : str or sequence of str, optional
        Only these.

    Returns
    -------
    Revisions
        Its `frame` is described there.

    Raises
    ------
    UnknownIdError
        For a region or indicator that the panel does not hold.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> set(gr.revisions(panel).frame["kind"]) <= {"revised", "agrees", "same"}
    True
    """
    frame = narrow(panel, region=region, indicator=indicator)
    cells = frame[frame["status"].isin(RESULTS)]
    cells = cells.assign(_basis=texts(cells["basis"]))
    spoken = choose(by_preference(cells), [*_CELL, "report_year"]).sort_values("report_year", kind="stable")
    several = spoken[spoken.duplicated(_CELL, keep=False)]
    first = several.drop_duplicates(_CELL).assign(reports=several.groupby(_CELL)["value"].transform("size"))
    last = several.drop_duplicates(_CELL, keep="last")
    rows = first.rename(columns={c: f"{c}_a" for c in _SIDE}).merge(
        last[[*_CELL, *_SIDE]].rename(columns={c: f"{c}_b" for c in _SIDE}), on=_CELL
    )
    note = "" if len(rows) else "no result is stated by reports of two years under these filters"
    years = tuple(sorted({int(year) for year in frame["report_year"]}))
    return Revisions(_finished(_measured(rows), panel), note, years)


def _measured(rows: pd.DataFrame) -> pd.DataFrame:
    same = interval.unchanged(rows, 0.0)
    (_, la, ha), (_, lb, hb) = interval.side(rows, "a"), interval.side(rows, "b")
    kind = np.select([same, (la <= hb) & (lb <= ha)], ["same", "agrees"], default="revised")
    unit: pd.Series[Any] = change_unit(rows["measure"], rows["unit"])
    plain = (rows["measure"] == "level") & (unit == rows["unit"])
    relative = interval.ratio(rows, ("relative", "relative_low", "relative_high")).where(plain)
    return rows.assign(kind=kind, change_unit=unit, **interval.difference(rows), **relative)


def _finished(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    rows = described(rows, panel.vocabulary, rows["name"]).assign(_region=region_order(rows["region"], panel.frame))
    rows = rows.sort_values(["_region", "_place", "period_end", "_measure", "period_start"], kind="stable")
    return rows.reset_index(drop=True)[list(COLUMNS)]
