"""`revisions`: what later reports make of a figure that an earlier one gave."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from govreport.asked import called_right, methods_called_right
from govreport.comparison import interval as interval
from govreport.comparison.cells import (
    NAMED,
    PLACED,
    RESULTS,
    Some,
    change_unit,
    described,
    narrow,
    region_order,
    texts,
)
from govreport.comparison.marks import marked
from govreport.comparison.result import Result
from govreport.comparison.revising_view import revisions_view
from govreport.errors import InputError, UnknownIdError, closest
from govreport.indicators import vocabulary
from govreport.panel.precedence import best

if TYPE_CHECKING:
    from govreport.panel import Panel
    from govreport.render.view import View
    from govreport.render.words import Words

_CELL = ["region", "indicator", "measure", "of", "unit", "per_year", "period_start", "period_end", "_basis"]
_SIDE = ["value", "low", "high", "bound", "status", *PLACED, "found"]
COLUMNS = (
    *(*NAMED, "basis", "per_year", "period_start", "period_end"),
    *("kind", "reports", "turns", "change", "change_low", "change_high", "change_unit", "relative", "relative_low"),
    *("relative_high", *(f"{c}_{s}" for s in "ab" for c in _SIDE)),
)

VINTAGES = (
    *(*NAMED, "basis", "per_year", "period_start", "period_end"),
    *("report_year", "step", "change", *(c for c in _SIDE if c != "report_year")),
)


@methods_called_right
@dataclass(frozen=True, eq=False, repr=False)
class Revisions(Result):
    """Figures that several reports give: what `revisions` returns.

    Notes
    -----
    One row of `frame` for each result that reports of two or more years state in the same unit and on the same basis.
    Side a is the first report that states it, side b the last; `reports` counts the years of report, `turns` how many
    of them contradict the one before. `kind` is `same` (the same number under the same hedge), `agrees` (the intervals
    that the hedges allow overlap) or `revised` (they do not). The other columns are those of a `Comparison`.

    `vintages` has one row for each report year that states a result, those that are stated once included: the columns
    that say what is meant, then `report_year`, `step` (`first`, or what the report makes of the vintage before it:
    `same`, `agrees`, `revised`), `change` to that vintage where both are exact, and the saying.
    """

    _vintages: pd.DataFrame
    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = ("revised", "agrees", "same")

    @property
    def revised(self) -> pd.DataFrame:
        """Rows whose first and last report contradict each other."""
        return self.of_kind("revised")

    @property
    def vintages(self) -> pd.DataFrame:
        """A copy of what every report says, one row a vintage."""
        return self._vintages.copy()

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        return {"rows": self._frame, "vintages": self._vintages}

    def _view(self, words: Words, open_ids: bool) -> View:
        return revisions_view(self, words, open_ids)

    def _observed(self) -> pd.DataFrame:
        return self._vintages

    def triangle(self, indicator: str, *, region: str | None = None, measure: str | None = None) -> pd.DataFrame:
        """Return what each report (the vintage, a column) says of each reference period (a row).

        Parameters
        ----------
        indicator : str
            One id or exact name.
        region : str, optional
            The territory spoken of; may be left out where there is one.
        measure : str, optional
            May be left out where there is one; `level` where there are several.

        Returns
        -------
        DataFrame
            Index `period` where all are single years, in one unit and on one basis; else those of `period_start`,
            `period_end`, `per_year`, `of`, `unit` and `basis` that tell rows apart. Columns are the years of the
            reports, values those of the panel, missing where a report is silent; of a range the lower end, of a hedge
            its number.

        Raises
        ------
        UnknownIdError
            Where no report states such a thing.
        InputError
            Where several regions are meant.
        """
        rows = self._vintages
        held = set(rows["indicator"])
        named = set(rows.loc[rows["name"] == indicator, "indicator"]) | set(vocabulary().named(indicator))
        meant = sorted(named & held) if indicator not in held else [indicator]
        rows = self._one(rows, "indicator", meant[0] if len(meant) == 1 else indicator)
        rows = self._one(rows, "region", region)
        several = measure is None and rows["measure"].nunique() > 1 and "level" in set(rows["measure"])
        rows = self._one(rows, "measure", "level" if several else measure)
        keys = ["period_start", "period_end", "per_year", "of", "unit", "basis"]
        table = rows.pivot(index=keys, columns="report_year", values="value").sort_index()
        single = bool((rows["period_start"] == rows["period_end"]).all())
        idle: list[Hashable] = ["period_start"] if single else []
        idle += [key for key in ("per_year", "of", "unit", "basis") if rows[key].nunique() == 1]
        table = table.droplevel(idle)
        return table.rename_axis(index="period") if single and table.index.nlevels == 1 else table

    @staticmethod
    def _one(rows: pd.DataFrame, column: str, wanted: str | None) -> pd.DataFrame:
        there = [str(value) for value in rows[column].unique()]
        if wanted is None and len(there) > 1:
            raise InputError(f"several {column}s", where=column, expected=f"one of {', '.join(there[:12])}")
        if wanted is not None and wanted not in there:
            raise UnknownIdError(f"no vintage of this {column}", found=repr(wanted), suggestions=closest(wanted, there))
        return rows if wanted is None else rows[rows[column] == wanted]


@called_right
def revisions(panel: Panel, indicator: Some = None, *, region: Some = None) -> Revisions:
    """Find the results that reports of different years state, and how the last differs from the first.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    indicator, region : str or sequence of str, optional
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
    frame = marked(narrow(panel, region=region, indicator=indicator), panel)
    cells = frame[frame["status"].isin(RESULTS)]
    cells = cells.assign(_basis=texts(cells["basis"]))
    spoken = best(cells, panel.vocabulary, [*_CELL, "report_year"]).sort_values("report_year", kind="stable")
    spoken = _stepped(spoken)
    several = spoken[spoken.duplicated(_CELL, keep=False)]
    groups = several.assign(turns=several["step"] == "revised").groupby(_CELL)
    first = several.drop_duplicates(_CELL).assign(
        reports=groups["value"].transform("size"), turns=groups["turns"].transform("sum")
    )
    last = several.drop_duplicates(_CELL, keep="last")
    rows = first.rename(columns={c: f"{c}_a" for c in _SIDE}).merge(
        last[[*_CELL, *_SIDE]].rename(columns={c: f"{c}_b" for c in _SIDE}), on=_CELL
    )
    note = "" if len(rows) else "no result is stated by reports of two years under these filters"
    years = tuple(sorted({int(year) for year in frame["report_year"]}))
    return Revisions(_finished(_measured(rows), panel), note, years, _vintages(spoken, panel))


def _stepped(spoken: pd.DataFrame) -> pd.DataFrame:
    """Say of every vintage what it makes of the one before it."""
    groups = spoken.groupby(_CELL, sort=False)
    before = groups[["value", "low", "high", "bound"]].shift(1).add_suffix("_a")
    rows = spoken[["value", "low", "high", "bound"]].add_suffix("_b").join(before)
    step = pd.Series(_kinds(rows), index=spoken.index, dtype="object").where(groups.cumcount() > 0, "first")
    return spoken.assign(step=step, change=interval.difference(rows)["change"])


def _vintages(spoken: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    rows = described(spoken, panel.vocabulary, spoken["name"]).assign(
        _region=region_order(spoken["region"], panel.frame), basis=spoken["_basis"]
    )
    keys = [
        "_region",
        "_place",
        "indicator",
        "_measure",
        "of",
        "period_end",
        "period_start",
        "unit",
        "basis",
        "report_year",
    ]
    return rows.sort_values(keys, kind="stable", ignore_index=True)[list(VINTAGES)]


def _kinds(rows: pd.DataFrame) -> list[str]:
    """Say what side b makes of side a: `same`, `agrees`, `revised`."""
    same = interval.unchanged(rows, 0.0)
    (_, la, ha), (_, lb, hb) = interval.side(rows, "a"), interval.side(rows, "b")
    return list(np.select([same, (la <= hb) & (lb <= ha)], ["same", "agrees"], default="revised"))


def _measured(rows: pd.DataFrame) -> pd.DataFrame:
    kind = _kinds(rows)
    unit: pd.Series[Any] = change_unit(rows["measure"], rows["unit"])
    plain = (rows["measure"] == "level") & (unit == rows["unit"])
    relative = interval.ratio(rows, ("relative", "relative_low", "relative_high")).where(plain)
    return rows.assign(kind=kind, change_unit=unit, **interval.difference(rows), **relative)


def _finished(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    rows = described(rows, panel.vocabulary, rows["name"]).assign(_region=region_order(rows["region"], panel.frame))
    rows = rows.sort_values(["_region", "_place", "indicator", "period_end", "_measure", "period_start"], kind="stable")
    return rows.reset_index(drop=True)[list(COLUMNS)]
