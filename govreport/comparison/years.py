"""Any number of years or regions beside each other: one cell for each thing and year, and the tables made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport.comparison import interval as interval
from govreport.comparison.cells import NAMED, change_unit, described, region_order
from govreport.comparison.marks import found_of_change
from govreport.comparison.pairing import CELL, KEPT, side_of

if TYPE_CHECKING:
    from govreport.panel import Panel

THING = [*CELL, "unit"]
_SAID = [k for k in KEPT if k not in ("measure", "unit")]
_HEAD = [*NAMED, "direction", "role", "per_year", "since", "until"]
CELLS = (*_HEAD, "year", *({"name": "said_as", "id": "said_id"}.get(k, k) for k in _SAID))
_CHANGE = ["change", "change_low", "change_high", "change_unit", "change_found"]
_CHANGE += ["relative", "relative_low", "relative_high", "sign"]


def cells_of(rows: pd.DataFrame, column: str, years: Sequence[int], panel: Panel) -> pd.DataFrame:
    """Return one row for each thing and year: the saying that counts, in the unit that most years use."""
    words = panel.vocabulary
    sides = [side_of(rows[rows[column] == y], y, words).assign(year=y) for y in years]
    cells = pd.concat(sides, ignore_index=True)
    cells = interval.converted(cells, _usual_unit(cells))
    turn = cells["year"].map({y: k for k, y in enumerate(years)})
    cells = cells.assign(_turn=turn).sort_values("_turn", kind="stable").drop_duplicates([*THING, "year"])
    cells = _as_last_said(cells)
    named = described(cells, panel.vocabulary, cells["_name"]).assign(
        said_as=cells["name"], _region=region_order(cells["region"], panel.frame)
    )
    first = named.groupby(["region", "indicator"], sort=False)["start"].transform("min")
    named = named.assign(_said=first.where(named["domain"] == "open", 0))
    keys = [
        "_region",
        "role",
        "_place",
        "_said",
        "indicator",
        "_measure",
        "of",
        "since",
        "until",
        "per_year",
        "unit",
        "_turn",
    ]
    return named.sort_values(keys, kind="stable", ignore_index=True)[list(CELLS)]


def observed_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells with the columns that observations are exported from."""
    return cells.rename(columns={"name": "title"}).rename(columns={"said_as": "name"})


def _as_last_said(cells: pd.DataFrame) -> pd.DataFrame:
    """Name linked open ids as the last year does, and keep the id of each year in `said_id`."""
    last = cells.drop_duplicates(["region", "indicator"], keep="last")[["region", "indicator", "id", "name"]]
    both = cells[["region", "indicator"]].merge(last, on=["region", "indicator"], how="left").set_axis(cells.index)
    return cells.assign(said_id=cells["id"], indicator=both["id"], _name=both["name"])


def _usual_unit(cells: pd.DataFrame) -> pd.Series[Any]:
    """Return, for each row, the unit that its thing is said in most often."""
    counts = cells.groupby([*CELL, "unit"], sort=False)["year"].transform("size")
    best = cells.assign(_n=-counts).sort_values("_n", kind="stable").drop_duplicates(CELL)
    return cells[CELL].merge(best[[*CELL, "unit"]], on=CELL, how="left").set_axis(cells.index)["unit"]


def table_of(cells: pd.DataFrame, years: Sequence[int], panel: Panel) -> pd.DataFrame:
    """Return a row for each thing with a column a year, and the change from the first that states it to the last."""
    codes = cells.groupby(THING, sort=False).ngroup()
    head = cells.assign(_row=codes).drop_duplicates("_row").set_index("_row")[_HEAD]
    wide = cells.assign(_row=codes).pivot(index="_row", columns="year", values="value")
    wide = wide.reindex(index=head.index, columns=list(years)).rename_axis(columns=None)
    order = cells.assign(_row=codes)
    first, last = order.drop_duplicates("_row"), order.drop_duplicates("_row", keep="last")
    ends = ["value", "low", "high", "bound", "period_end", "found"]
    pair = pd.concat(
        [
            first.set_index("_row")[ends].add_suffix("_a"),
            last.set_index("_row")[ends].add_suffix("_b"),
            head[["measure", "unit", "role", "indicator"]],
        ],
        axis=1,
    )
    spans = first.set_index("_row")["year"], last.set_index("_row")["year"]
    changed = _changes(pair, (spans[0] != spans[1]).to_numpy())
    return pd.concat(
        [
            head,
            wide,
            pd.DataFrame(
                {"stated": wide.notna().sum(axis=1).astype("int64"), "first_year": spans[0], "last_year": spans[1]}
            ),
            changed[_CHANGE],
            breaks_between(pair, panel),
        ],
        axis=1,
    ).reset_index(drop=True)


def _changes(pair: pd.DataFrame, several: Any) -> pd.DataFrame:
    unit: pd.Series[Any] = change_unit(pair["measure"], pair["unit"])
    plain = (pair["measure"] == "level") & (unit == pair["unit"]) & several
    found = interval.difference(pair).where(pd.Series(several, index=pair.index))
    pair = pair.assign(**found, change_unit=unit)
    pair = pair.assign(change_found=found_of_change(pair))
    share = interval.ratio(pair, ("relative", "relative_low", "relative_high")).where(plain)
    sign = interval.sign(pair, interval.unchanged(pair, 0.0))
    return pair.assign(**share, sign=sign.where(pd.Series(several, index=pair.index), ""))


def breaks_between(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Return `break_year` and `break_change`: the last break in what a name means between both sides of a row.

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
    return pd.DataFrame({"break_year": year, "break_change": change}, index=rows.index)
