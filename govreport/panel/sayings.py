"""What is said of a cell: every saying in the order of `precedence`, and the table of cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from govreport.asked import methods_called_right
from govreport.errors import InputError
from govreport.export import Exports
from govreport.indicators import Vocabulary
from govreport.panel.choosing import best_cells, values_in
from govreport.panel.naming import ids_in
from govreport.panel.precedence import Vintage, of_vintage, ranked
from govreport.panel.preferences import CELL, RULES
from govreport.panel.schema import CLOSED
from govreport.panel.views import titled_html

__all__ = ["Cells", "Sayings"]

COLUMNS = (
    *("rank", "behind", *CELL, "value", "low", "high", "bound", "unit", "basis", "status", "doubt", "name", "quote"),
    *("sentence", "report_region", "report_year", "source", "sentence_start", "start", "end", "row"),
)
_WHY = {rule.name: rule.prefers for rule in RULES}


@dataclass(frozen=True, eq=False, repr=False)
class Sayings(Exports):
    """All that reports say of a cell, in the order in which they count: what `Panel.sayings` returns.

    `str()` gives text, a notebook shows HTML.

    Notes
    -----
    Columns of `frame`, one row a saying:

    ======================= ==========================================================================================
    rank                    1 for the saying that counts, in tables, comparisons, verdicts, figures and pages
    behind                  the rule by which it stands behind the first (see "The order of sayings" in
                            docs/data-model.md); "" for the first, and for one that says the same in the same place
    region … role           the cell; `role` is `target` or `result`
    value, low, high, …     as in the panel
    row                     the label of the row in `Panel.frame`
    ======================= ==========================================================================================
    """

    _frame: pd.DataFrame

    @property
    def frame(self) -> pd.DataFrame:
        """A copy of the sayings."""
        return self._frame.copy()

    def _sheets(self) -> dict[str, pd.DataFrame]:
        return {"rows": self._frame}

    def _observed(self) -> pd.DataFrame:
        return self._frame

    def __len__(self) -> int:
        return len(self._frame)

    def __repr__(self) -> str:
        cells = int((self._frame["rank"] == 1).sum())
        return f"<Sayings: {len(self)} of {cells} cell{'' if cells == 1 else 's'}>"

    def __str__(self) -> str:
        lines = []
        row: Any
        for row in self._frame.itertuples(index=False):
            if row.rank == 1:
                span = (
                    str(row.period_end)
                    if row.period_start == row.period_end
                    else f"{row.period_start}–{row.period_end}"
                )
                span += f" {row.part}" if row.part else ""
                span += ", per year" if row.per_year else ""
                measure = f"{row.measure} of {row.of}" if row.of else row.measure
                lines.append(f"{row.region} {row.indicator} {measure} {span} ({row.role})")
            why = f"  <- {row.behind}: {_WHY[row.behind]}" if row.behind else ""
            at = row.start - row.sentence_start
            said = f"{row.sentence[:at]}【{row.quote}】{row.sentence[at + len(row.quote) :]}".replace("\n", " ")
            lines.append(f"  {row.rank}. {row.quote} ({row.report_region} {row.report_year}, {row.status}){why}")
            lines.append(f"     {said}")
        return "\n".join(lines) or "no saying"

    def _repr_html_(self) -> str:
        shown = self._frame[["rank", "value", "unit", "bound", "status", "report_region", "report_year", "quote"]]
        shown = shown.assign(behind=self._frame["behind"], sentence=self._frame["sentence"])
        return titled_html(repr(self), shown)


@methods_called_right
class Cells:
    """The part of a panel that answers for cells; see `Panel`."""

    _frame: pd.DataFrame
    _vocabulary: Vocabulary

    def cells(self, *, vintage: Vintage = "latest") -> pd.DataFrame:
        """Return one row for each cell (region, indicator, measure, of what it is, year, target or result).

        Parameters
        ----------
        vintage : {"latest", "first"} or int, default "latest"
            Which report counts where several tell a cell: the latest; the first, the territory's own where it does;
            or the latest up to a year, what was known then.

        Returns
        -------
        pandas.DataFrame
            The columns of `frame`; single years, no averages. Which of several sayings counts is the first of the
            order in docs/data-model.md, as everywhere in the library; `sayings` shows the others.

        Raises
        ------
        InputError
            For a vintage that is none.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples())
        >>> bool(panel.cells().duplicated(["region", "indicator", "measure", "of", "period_end", "status"]).any())
        False
        """
        return best_cells(self._frame, self._vocabulary, vintage)

    def sayings(
        self,
        indicator: str | Iterable[str],
        period: int | tuple[int, int] | None = None,
        *,
        region: str | Iterable[str] | None = None,
        measure: str | None = None,
        role: str | None = None,
        part: str | None = None,
        vintage: Vintage = "latest",
    ) -> Sayings:
        """Return everything that is said of cells, in the order in which it counts, with why it stands behind.

        Parameters
        ----------
        indicator : str or iterable of str
            One or several ids.
        period : int or (int, int), optional
            The year, or the first and last year; all where none is given.
        region : str or iterable of str, optional
            By any name or code.
        measure : str, optional
            `level`, `growth` …
        role : {"result", "target"}, optional
        part : str, optional
            The part of the year, "" for whole years.
        vintage : {"latest", "first"} or int, default "latest"
            As in `cells`.

        Returns
        -------
        Sayings
            Its `frame` is described there; `print` it for the sentences.

        Raises
        ------
        UnknownIdError
            For an indicator, region or measure that the panel does not hold.
        InputError
            For a period, role or vintage that is none.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples(), progress=False)
        >>> said = panel.sayings("gdp", 2022, measure="growth", role="result")
        >>> said.frame[["rank", "value", "report_year"]].values.tolist()[:1]
        [[1.0, 3.0, 2023.0]]
        """
        rows = self._frame.assign(row=self._frame.index)
        rows = rows[rows["indicator"].isin(ids_in(self._frame, self._vocabulary, indicator))]
        if period is not None:
            first, last = _span(period)
            rows = rows[(rows["period_start"] == first) & (rows["period_end"] == last)]
        for column, wanted in {"region": region, "measure": measure, "part": part}.items():
            if wanted is not None and not (column == "part" and wanted == ""):
                rows = rows[rows[column].isin(values_in(self._frame, column, wanted))]
        rows = rows if part != "" else rows[rows["part"] == ""]
        years = [int(year) for year in self._frame["report_year"].unique()]
        rows = ranked(of_vintage(rows, vintage, years=years), self._vocabulary)
        if role is not None:
            if role not in ("result", "target"):
                raise InputError("unknown option", where="role", expected="'result' or 'target'", found=repr(role))
            rows = rows[rows["role"] == role]
        order = {measure: place for place, measure in enumerate(CLOSED["measure"])}
        rows = rows.assign(_measure=rows["measure"].map(order))
        keys = [
            "region",
            "indicator",
            "_measure",
            "of",
            "role",
            "period_end",
            "period_start",
            "per_year",
            "part",
            "rank",
        ]
        return Sayings(rows.sort_values(keys, kind="stable", ignore_index=True)[list(COLUMNS)])


def _span(period: int | tuple[int, int]) -> tuple[int, int]:
    try:
        first, last = (period, period) if isinstance(period, int) else period
        if first <= last:
            return int(first), int(last)
        raise ValueError
    except (TypeError, ValueError):
        expected = "a year, or the first and the last year"
        raise InputError("not a period", where="period", expected=expected, found=repr(period)) from None
