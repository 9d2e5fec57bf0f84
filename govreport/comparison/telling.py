"""Which years the reports at hand tell: what no report could say is not new, and not gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport.comparison.cells import years_text
from govreport.errors import InputError

if TYPE_CHECKING:
    from govreport.panel import Panel

ALONE = "the other year says nothing of this region"
#: a year that is told by the way has at least this share of what is told of the other
_SHARE = 0.25


def spoken_of(column: pd.Series[Any], wanted: tuple[int, ...], by: str, panel: Panel) -> tuple[int, ...]:
    """Return the years that something is said of: both of two, at least two of several.

    Of two, one may be silent where it is next to a year that a report at hand looks back on: the report that would tell
    it is only not here.
    """
    there = sorted({int(year) for year in column})
    spoken = tuple(year for year in wanted if year in there)
    if len(wanted) == 2 and len(spoken) == 1 and by == "period":
        told = {int(year) - 1 for year in panel.report_years}
        silent = next(year for year in wanted if year not in there)
        if silent not in told and {silent - 1, silent + 1} & told:
            return wanted
    if len(spoken) < 2:
        raise _unspoken(wanted, there, by)
    return spoken


def _unspoken(wanted: tuple[int, ...], there: list[int], by: str) -> InputError:
    """Say which years nothing is said of, which there are, and the reports of which years would tell the others."""
    two = len(wanted) == 2
    missing = [year for year in wanted if year not in there]
    if two:
        missing = missing[:1]
    enough = len(there) > 1
    tellers = years_text([year + 1 for year in missing] if by == "period" else missing)
    options = f"{'one' if two else 'two or more'} of {years_text(there)}"
    alone = f"nothing but {years_text(there)}" if there else "nothing of any year"
    return InputError(
        f"no data for {years_text(missing)}",
        where=("a" if missing[0] == wanted[0] else "b") if two else "years",
        expected=options if enough else "two years or more that are spoken of",
        found=(str(missing[0]) if two else years_text(wanted)) if enough else alone,
        hint=f"{years_text(missing)} would be told by the reports of {tellers}: read them too",
    )


def with_untold(rows: pd.DataFrame, told: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Make the new and the dropped `no_report` where the report of the silent year is not at hand.

    A year is told by the report of the year after; or by the way, where the reports at hand say a fair share of what
    they say of the other year. Of territories that report nothing themselves nothing is known.
    """
    reports = panel.frame[["report_region", "report_year"]].drop_duplicates()
    reporting, own = reports["report_region"], _cells(reports["report_region"], reports["report_year"] - 1)
    new = rows["kind"] == "new"
    silent = _cells(rows["region"], rows["year_a"].where(new, rows["year_b"]))
    other = _cells(rows["region"], rows["year_b"].where(new, rows["year_a"]))
    counts = told.groupby(["region", "period_end"]).size()
    said, beside = (counts.reindex(cells, fill_value=0).to_numpy() for cells in (silent, other))
    alone = (new | (rows["kind"] == "dropped")) & (rows["role"] == "result") & rows["region"].isin(reporting)
    lost = alone & ~silent.isin(own) & (said < _SHARE * beside)
    return rows.assign(
        kind=rows["kind"].mask(lost, "no_report"), reason=rows["reason"].mask(lost & (rows["reason"] != ALONE), "")
    )


def _cells(regions: pd.Series[Any], years: pd.Series[Any]) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([regions, years])
