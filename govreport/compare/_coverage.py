"""`coverage`: which indicators the reports of which years speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from govreport.compare._cells import Some, described, narrow
from govreport.compare._result import Result

if TYPE_CHECKING:
    from govreport.panel import Panel


@dataclass(frozen=True, eq=False, repr=False)
class Coverage(Result):
    """How often the reports of each year speak of each indicator: what `coverage` returns.

    Notes
    -----
    One row for each indicator: `indicator`, `name`, `domain`, `kind` (`vocabulary` or `open`), a column of counts for
    each report year (named by the year, as int), `years` (report years that speak of it) and `total`.
    """

    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = ("vocabulary", "open")


def coverage(panel: Panel, *, region: Some = None, indicator: Some = None) -> Coverage:
    """Count how often the reports of each year speak of each indicator.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    region, indicator : str or sequence of str, optional
        Only these.

    Returns
    -------
    Coverage
        Its `frame` is described there.

    Raises
    ------
    UnknownIdError
        For a region or indicator that the panel does not hold.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> table = gr.coverage(panel).frame
    >>> int(table["total"].sum()) == len(panel.frame)
    True
    """
    frame = narrow(panel, region=region, indicator=indicator)
    counts = pd.crosstab(frame["indicator"], frame["report_year"]) if len(frame) else pd.DataFrame()
    years = tuple(int(year) for year in counts.columns)
    said_as = frame.drop_duplicates("indicator").set_index("indicator")["name"]
    table = counts.set_axis(list(years), axis=1).rename_axis(index="indicator", columns=None).reset_index()
    named = described(table.assign(measure="level"), panel.vocabulary, table["indicator"].map(said_as))
    numbers = named[list(years)]
    named = named.assign(
        kind=named["domain"].eq("open").map({True: "open", False: "vocabulary"}).astype("object"),
        years=(numbers > 0).sum(axis=1).astype("int64"),
        total=numbers.sum(axis=1).astype("int64"),
    )
    named = named.sort_values(["_place", "total", "indicator"], ascending=[True, False, True], ignore_index=True)
    note = "" if len(named) else "the panel holds nothing under these filters"
    return Coverage(named[["indicator", "name", "domain", "kind", *years, "years", "total"]], note, years)
