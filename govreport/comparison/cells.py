"""Cells: the rows of a panel that say the same thing, and which of them speaks for all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport.asked import of_kind, whole_years_of
from govreport.errors import InputError, closest
from govreport.labels import NATION, national
from govreport.model import OBSERVED, Indicator
from govreport.panel import Panel
from govreport.panel.choosing import ids_of_domains
from govreport.panel.coded import array_of
from govreport.panel.naming import names_as_said
from govreport.panel.precedence import Vintage, of_vintage
from govreport.panel.schema import of_its_year, whole_years
from govreport.render.words import years_text as years_text
from govreport.territories import LEVELS

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary

Some = str | Sequence[str] | None
By = Literal["period", "report_year"]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: the columns that say what a row is about, and where a saying stands
NAMED = ("region", "indicator", "name", "domain", "measure", "of", "unit")
PLACED = ("report_region", "report_year", "source", "start", "end", "quote", "sentence", "sentence_start")
RESULTS = ("actual", "estimate")
POINTS = "个百分点"
PERCENT = ("%", POINTS)


def narrow(panel: Panel, *, domain: Some = None, vintage: Vintage = "latest", **filters: Some) -> pd.DataFrame:
    """Return the panel's rows under the filters that are given; the panel checks them, `domain` is checked here."""
    panel_meant(panel)
    given: dict[str, Any] = {name: wanted for name, wanted in filters.items() if wanted is not None}
    frame = whole_years((panel.select(**given) if given else panel).frame, panel.frame)
    frame = of_vintage(frame, vintage, years=panel.report_years)
    if domain is None:
        return frame
    return frame[frame["indicator"].isin(ids_of_domains(frame["indicator"].unique(), panel.vocabulary, domain))]


def panel_meant(panel: object) -> None:
    """Raise where something else is given for a panel."""
    of_kind(panel, Panel, "panel", "a Panel, as read_panel() returns it")


def check_vintage(by: By, vintage: Vintage) -> None:
    """Raise where a vintage is asked for of what one report says."""
    if by == "report_year" and vintage != "latest":
        raise InputError("vintages are of years spoken of", where="vintage", hint="leave by='period'")


def rows_of(panel: Panel, by: By, *, status: Some = None, vintage: Vintage = "latest", **filters: Some) -> pd.DataFrame:
    """Return the rows that a comparison looks at."""
    frame = narrow(panel, status=status, vintage=vintage, **filters)
    if by == "report_year":
        return frame
    single = of_its_year(frame)
    return frame[single & frame["status"].isin(RESULTS)] if status is None else frame[single]


def regions_meant(panel: Panel, region: Some, level: str | None = None) -> list[str]:
    """Return the regions that are asked for as the panel names them, in the order asked.

    Without any, those that report, in the order of the administrative codes; `level` keeps those of one level.
    """
    frame = panel.frame
    if region is None:
        order = frame[["report_region", "report_region_code"]].drop_duplicates()
        order = order.assign(_odd=order["report_region_code"] == "")
        names = order.sort_values(["_odd", "report_region_code", "report_region"])["report_region"].tolist()
    else:
        asked = [region] if isinstance(region, str) else list(region)
        names = [name for one in asked for name in panel.select(region=one).frame["region"].unique()]
    if level is not None:
        places = panel.places
        levels = dict(zip(places["region"], places["level"], strict=True))
        one_of(level, LEVELS, "level")
        names = [name for name in names if levels.get(name) == level]
    return list(dict.fromkeys(names))


def years_asked(year: int | Sequence[int] | None, there: Sequence[int], silent: str) -> list[int]:
    """Return one year or several as a list, all that are there for None; `silent` is said of one that is not."""
    if year is None:
        return list(there)
    wanted = whole_years_of(year, "year")
    for one in wanted:
        if one not in there:
            raise no_such_year(silent, one, there)
    return wanted


def no_such_year(
    message: str, year: int, there: Sequence[int], where: str = "year", *, hint: str | None = None
) -> InputError:
    """Say which years there are instead of one."""
    expected = f"one of {years_text(there)}" if len(there) > 1 else f"{there[0]}" if there else None
    return InputError(message, where=where, expected=expected, found=str(year), hint=hint)


def one_of(value: object, options: Sequence[str], where: str) -> str:
    """Return `value` if it is one of the options, or say which there are."""
    if isinstance(value, str) and value in options:
        return value
    raise InputError(
        "unknown option",
        where=where,
        expected=" or ".join(repr(o) for o in options),
        found=repr(value),
        suggestions=closest(value, options) if isinstance(value, str) else (),
    )


def each_of(given: object) -> list[Any]:
    """Return one thing or several as a list; what is neither stands in it for itself, and is complained of there."""
    several = isinstance(given, Iterable) and not isinstance(given, str | bytes)
    return list(cast(Iterable[Any], given)) if several else [given]


def texts(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column of text with "" where nothing is said, whatever its dtype."""
    return column.astype("object").where(column.notna(), "")


def same_number(x: Floats, y: Floats) -> Bools:
    """Say where two numbers are the same but for the noise of floating point."""
    return cast(Bools, np.isclose(x, y, rtol=1e-9, atol=1e-12, equal_nan=True))


def floats(column: pd.Series[Any]) -> Floats:
    """Return a column as floats, NaN where nothing is."""
    return cast(Floats, pd.to_numeric(column, errors="coerce").to_numpy(dtype="float64", na_value=np.nan))


def change_unit(measure: pd.Series[Any], unit: pd.Series[Any]) -> pd.Series[Any]:
    """Return the unit of a difference: percentage points wherever the values are percentages."""
    points = unit.isin(PERCENT) | (measure == "growth")
    return texts(unit).where(~points, POINTS)


def described(
    frame: pd.DataFrame, vocabulary: Vocabulary, said_as: pd.Series[Any], regions: Iterable[str] = ()
) -> pd.DataFrame:
    """Add `name`, `domain` and the columns to sort by; what nobody listed is named as the reports name it.

    A composed id has the words of its region where they say all that it says, and the plain words of its parts where
    they do not, or where a row is of several regions. The nation's indicators are called as the nation calls them;
    `regions` are those of a frame that does not say.
    """
    ids = array_of(frame["indicator"]).tolist()
    known = {i: vocabulary[i] for i in dict.fromkeys(ids) if i in vocabulary}
    places, last = indicator_order(vocabulary, known.values())
    measures = {m: k for k, m in enumerate(OBSERVED)}
    composed = set(known).difference(vocabulary)
    only = list(regions)
    if "region" in frame:
        where: list[Any] = array_of(frame["region"]).tolist()
    else:
        where = [only[0] if len(only) == 1 else None] * len(frame)
    called = names_as_said(frame.assign(region=where, name=said_as), vocabulary) if any(where) and composed else {}
    written = array_of(said_as.reindex(frame.index) if not said_as.index.equals(frame.index) else said_as).tolist()
    names = [
        called.get((region, id)) or (national(known[id].name_zh) if region == NATION else known[id].name_zh)
        if id in known
        else said
        for id, region, said in zip(ids, where, written, strict=True)
    ]
    domains = [known[id].domain if id in known else "open" for id in ids]
    return frame.assign(
        name=pd.Series(names, index=frame.index, dtype="object"),
        domain=pd.Series(domains, index=frame.index, dtype="object"),
        direction=directions(frame, vocabulary),
        _place=np.array([places.get(id, last) for id in ids], dtype="int64"),
        _measure=np.array([measures.get(m, len(measures)) for m in frame["measure"].tolist()], dtype="int64"),
    )


def indicator_order(vocabulary: Vocabulary, there: Iterable[Indicator]) -> tuple[dict[Hashable, int], int]:
    """Return the place of each indicator, domain by domain, and that of open ids, behind them all."""
    order, domains = vocabulary.order, {name: at for at, name in enumerate(vocabulary.domains)}
    return {i.id: domains[i.domain] * len(order) + order[i.id] for i in there}, len(order) * len(domains)


def directions(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.Series[Any]:
    """Say which way is good: `more`, `less`, `neither`, "" for open ids; a rank is good when low."""
    ids, measures = (array_of(frame[column]).tolist() for column in ("indicator", "measure"))
    known = {id: vocabulary[id].direction for id in dict.fromkeys(ids) if id in vocabulary}
    way = ["less" if m == "rank" else known.get(id, "") for id, m in zip(ids, measures, strict=True)]
    return pd.Series(way, index=frame.index, dtype="object")


def region_order(regions: pd.Series[Any], frame: pd.DataFrame) -> pd.Series[Any]:
    """Rank regions: those that report first, in the order of the panel, then those only spoken of."""
    order = dict.fromkeys([*frame["report_region"].unique(), *frame["region"].unique()])
    ranks: dict[Hashable, int] = {name: rank for rank, name in enumerate(order)}
    return regions.map(ranks).fillna(len(ranks)).astype("int64")
