"""From a panel to the points of a figure: which rows are drawn, and which one of several that say the same.

One row per indicator, region and year is drawn. Rows over several years and rows per year over a period are no
single year's value and are left out. Where several rows speak of the same year, `panel.precedence` says which counts,
as for the tables: a figure and a table never differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd

from govreport.comparison.marks import marked
from govreport.errors import InputError, UnknownIdError, closest
from govreport.indicators import vocabulary
from govreport.labels import year_span
from govreport.model import OBSERVED
from govreport.panel.kinds import of_one_kind
from govreport.panel.naming import open_name
from govreport.panel.one_unit import converted, own_unit
from govreport.panel.places import named_regions
from govreport.panel.precedence import Vintage, best, of_vintage
from govreport.panel.schema import of_its_year, whole_years

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary
    from govreport.panel import Panel

__all__ = ["Choice", "Point", "Series", "choose"]

MOST_SERIES = 8


@dataclass(frozen=True, slots=True)
class Point:
    """One year's value, as one row of the panel has it."""

    year: int
    value: float
    low: float
    high: float
    bound: str
    status: str
    report_year: int
    report_region: str
    found: str = ""
    quote: str = ""

    @property
    def is_range(self) -> bool:
        """A stated range, as 5%–6%."""
        return self.bound == "exact" and bool(self.low < self.high)

    @property
    def middle(self) -> float:
        """Where the mark goes: the value, or the middle of a stated range."""
        return (self.low + self.high) / 2 if self.is_range else self.value


@dataclass(frozen=True, slots=True)
class Series:
    """The line of one indicator in one region."""

    indicator: str
    region: str
    results: tuple[Point, ...]
    targets: tuple[Point, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Results and targets."""
        return self.results + self.targets


class Said(Protocol):
    """Whose reports say what a figure shows, and the first and last year of these."""

    @property
    def report_regions(self) -> tuple[str, ...]:
        """The reporting territories."""

    @property
    def report_years(self) -> tuple[int, int]:
        """The first and last year of their reports."""


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports behind the rows of a frame."""

    report_regions: tuple[str, ...]
    report_years: tuple[int, int]

    @classmethod
    def of(cls, *frames: pd.DataFrame) -> Reports:
        """Read them off the columns `report_region` and `report_year`."""
        said = pd.concat([frame[["report_region", "report_year"]].dropna() for frame in frames])
        years = said["report_year"].astype(int)
        return cls(tuple(dict.fromkeys(said["report_region"])), (int(years.min()), int(years.max())))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a figure shows, and what it leaves out."""

    series: tuple[Series, ...]
    measure: str
    unit: str
    left_out: tuple[str, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Everything that is drawn."""
        return tuple(point for one in self.series for point in one.points)

    @property
    def report_regions(self) -> tuple[str, ...]:
        """Whose reports say so."""
        return tuple(dict.fromkeys(point.report_region for point in self.points))

    @property
    def report_years(self) -> tuple[int, int]:
        """First and last year of these reports."""
        years = [point.report_year for point in self.points]
        return min(years), max(years)


def choose(
    panel: Panel,
    indicators: str | Sequence[str],
    *,
    region: str | Sequence[str] | None = None,
    measure: str | None = None,
    years: tuple[int, int] | range | None = None,
    targets: bool = True,
    estimates: bool = True,
    most: int = MOST_SERIES,
    vintage: Vintage = "latest",
    lacking: bool = False,
    beside: Sequence[str] = (),
) -> Choice:
    """Return the series to draw; every argument is checked before anything is drawn.

    Where something may be `lacking`, an indicator without such rows is told among what is left out, and does not raise.
    What is drawn `beside` these is never named as what a region has instead.
    """
    frame = _frame(panel)
    ids = resolve_indicators(panel, indicators)
    span = span_of(years)
    _check_measure(measure)
    regions = resolve_regions(frame, region)
    about = frame[frame["indicator"].isin(ids) & frame["region"].isin(regions)]
    about = of_vintage(about, vintage, years=[int(year) for year in frame["report_year"].unique()])
    rows = _single_years(whole_years(about, frame), span, targets=targets, estimates=estimates)
    there = [wanted for wanted in ids if wanted in set(rows["indicator"])] if lacking else ids
    chosen = measure or _default_measure(rows, there)
    rows, mixed = of_one_kind(rows[rows["measure"] == chosen])
    if lacking:
        there = [wanted for wanted in there if wanted in set(rows["indicator"])]
    else:
        _need_rows(panel, rows, ids, chosen, region, span, {*ids, *beside})
    rows, unit, left_out = _one_unit(panel, rows, there, chosen) if there else (rows, "", ())
    series, missing = _series(panel, marked(best(rows, panel.vocabulary), panel), ids, regions, {*ids, *beside})
    if len(series) > most:
        raise InputError(
            f"{len(series)} lines are more than one figure can tell apart",
            expected=f"at most {most}",
            hint=(
                "name fewer with region= or draw them with small_multiples(by='region')"
                if len({one.region for one in series}) > 1
                else "name fewer, or draw them with small_multiples(), one axis each"
            ),
        )
    return Choice(tuple(series), chosen, unit, (*mixed, *left_out, *missing))


def _frame(panel: Panel) -> pd.DataFrame:
    frame = getattr(panel, "frame", None)
    if not isinstance(frame, pd.DataFrame) or not hasattr(panel, "ids_of"):
        raise InputError(
            "the figures are drawn from a Panel",
            expected="a Panel, as read_panel() returns it",
            found=type(panel).__name__,
        )
    return frame


def as_list(given: str | Sequence[str], what: str) -> list[str]:
    """Return one or several names as a list without repeats."""
    names = [given] if isinstance(given, str) else list(given)
    for name in names:
        if not isinstance(name, str):
            raise InputError(f"{what}s are given as text", where=what, found=repr(name))
    if not names:
        raise InputError(f"no {what} is given", where=what)
    return list(dict.fromkeys(names))


def resolve_indicators(panel: Panel, indicators: str | Sequence[str]) -> list[str]:
    """Return the ids asked for, by id or exact name; an unknown one raises with the nearest known ids."""
    asked = as_list(indicators, "indicator")
    _frame(panel)
    return list(dict.fromkeys(panel.ids_of(asked)))


def refuse_settled(result: object, hint: str = "pass the panel instead", **asked: Any) -> None:
    """Refuse arguments that a result has settled."""
    if given := [name for name, value in asked.items() if value is not None]:
        kind = type(result).__name__
        raise InputError(f"a {kind} has settled this already", where=", ".join(given), hint=hint)


def indicator_of(rows: pd.DataFrame, indicator: str | None) -> str:
    """Return the id of a result's rows that is asked for, by id or exact name; the one that there is where none is."""
    there = list(dict.fromkeys(rows["indicator"]))
    if indicator is None:
        if len(there) == 1:
            return str(there[0])
        some, rest = ", ".join(there[:6]), len(there) - 6
        expected = f"one of {some} and {rest} more" if rest > 0 else f"one of {some}"
        raise InputError("several indicators", where="indicator", expected=expected)
    known = vocabulary().lookup(indicator, composed=False) if indicator not in there else None
    return known.id if known is not None and known.id in there else indicator


def resolve_regions(frame: pd.DataFrame, region: str | Sequence[str] | None) -> list[str]:
    """Return the regions asked for, or those that report where none is."""
    if region is None:
        own = frame.loc[frame["region"] == frame["report_region"], "region"]
        return list(dict.fromkeys(own if len(own) else frame["region"]))
    regions = as_list(region, "region")
    return list(dict.fromkeys(name for wanted in regions for name in named_regions(frame, wanted)))


def span_of(years: tuple[int, int] | range | None) -> tuple[int, int] | None:
    """Return the first and the last year to draw, None where all are."""
    if years is None:
        return None
    if isinstance(years, range) and len(years):
        return min(years), max(years)
    pair = tuple(years) if isinstance(years, (tuple, list)) else ()
    whole = [isinstance(year, (int, np.integer)) and not isinstance(year, bool) for year in pair]
    if len(pair) != 2 or not all(whole) or pair[0] > pair[1]:
        raise InputError("years are the first and the last year to draw", expected="(2015, 2025)", found=repr(years))
    return int(pair[0]), int(pair[1])


def _check_measure(measure: str | None) -> None:
    if measure is not None and measure not in OBSERVED:
        raise UnknownIdError(
            f"unknown measure '{measure}'",
            where="measure",
            expected="one of " + ", ".join(OBSERVED),
            suggestions=closest(str(measure), OBSERVED),
        )


def _single_years(rows: pd.DataFrame, span: tuple[int, int] | None, *, targets: bool, estimates: bool) -> pd.DataFrame:
    keep: Any = of_its_year(rows)
    keep &= np.isfinite(rows["value"].astype(float))
    if span:
        keep &= rows["period_end"].between(*span)
    if not targets:
        keep &= rows["status"] != "target"
    if not estimates:
        keep &= rows["status"] != "estimate"
    kept: pd.DataFrame = rows.loc[keep]
    return kept


def _default_measure(rows: pd.DataFrame, ids: list[str]) -> str:
    """Level where every indicator has a level in two years, else growth where every one has it, else level."""
    results = rows[rows["status"] != "target"]
    years = results[results["measure"] == "level"].groupby(["indicator", "region"])["period_end"].nunique()
    longest = years.groupby(level=0).max().to_dict() if len(years) else {}
    if all(longest.get(wanted, 0) >= 2 for wanted in ids):
        return "level"
    growing = set(rows.loc[rows["measure"] == "growth", "indicator"])
    levels = set(rows.loc[rows["measure"] == "level", "indicator"])
    return "growth" if set(ids) <= growing or not set(ids) <= levels else "level"


def _need_rows(
    panel: Panel,
    rows: pd.DataFrame,
    ids: list[str],
    measure: str,
    region: object,
    span: tuple[int, int] | None,
    named: Collection[str],
) -> None:
    empty = [wanted for wanted in ids if wanted not in set(rows["indicator"])]
    if not empty:
        return
    wanted = empty[0]
    asked = "".join([f" of {region}" if region else "", f" in {span[0]}–{span[1]}" if span else ""])
    raise InputError(
        f"there is nothing to draw for '{_called(panel, wanted)}': no {measure} of a single year{asked}",
        found=_what_there_is(_frame(panel), wanted, named),
        hint="pass one of these as measure= and region=" if wanted in set(_frame(panel)["indicator"]) else None,
    )


def _what_there_is(frame: pd.DataFrame, wanted: str, ids: Collection[str] = (), most: int = 6) -> str:
    """Say what rows of an indicator there are, or of which others that were not asked for."""
    rows = frame[frame["indicator"] == wanted]
    if rows.empty:
        drawn = frame.loc[~frame["indicator"].isin(ids), "indicator"].value_counts().head(5).index
        return "no row of it in this panel, which has " + (", ".join(drawn) or "no rows at all")
    parts: list[str] = []
    for (place, measure, status), group in rows.groupby(["region", "measure", "status"], sort=True):
        years = sorted({int(year) for year in group["period_end"]})
        span = year_span(years[0], years[-1])
        several = bool((group["period_start"] != group["period_end"]).all() or group["per_year"].all())
        parts.append(f"{measure} ({status}{', over several years' if several else ''}) of {place} {span}")
    more = f" and {len(parts) - most} more" if len(parts) > most else ""
    return "; ".join(parts[:most]) + more


def _one_unit(
    panel: Panel, rows: pd.DataFrame, ids: list[str], measure: str
) -> tuple[pd.DataFrame, str, tuple[str, ...]]:
    """Keep each indicator's own unit; rows in another are named, and indicators of different units raise."""
    own = {
        wanted: own_unit(panel.vocabulary, rows.loc[rows["indicator"] == wanted, "unit"], wanted, measure)
        for wanted in ids
    }
    rows = converted(rows, rows["indicator"].map(own))
    units = list(dict.fromkeys(own.values()))
    if len(units) > 1:
        said = ", ".join(f"{_called(panel, wanted)} in {unit or 'no unit'}" for wanted, unit in own.items())
        hint = "draw them with small_multiples(), one axis each"
        if measure == "level":
            hint = "pass measure='growth' to compare them in %, or " + hint
        raise InputError(f"one axis cannot show {len(units)} units", found=said, hint=hint)
    odd = rows[rows["unit"] != units[0]]
    left_out = tuple(
        f"{_called(panel, str(id))} in {unit} ({_listed(sorted({int(year) for year in group['period_end']}))})"
        for (id, unit), group in odd.groupby(["indicator", "unit"], sort=True)
    )
    return rows[rows["unit"] == units[0]], units[0], left_out


def _called(panel: Panel, indicator: str) -> str:
    """Return an id that a message can show: of what no vocabulary holds, what the reports call it."""
    return indicator if indicator in panel.vocabulary else open_name(panel.frame, indicator)


def _listed(years: list[int]) -> str:
    return ", ".join(map(str, years))


def _series(
    panel: Panel, rows: pd.DataFrame, ids: list[str], regions: list[str], named: Collection[str]
) -> tuple[list[Series], tuple[str, ...]]:
    series: list[Series] = []
    missing: list[str] = []
    groups = dict(iter(rows.groupby(["indicator", "region"], sort=False)))
    for wanted in ids:
        for place in regions:
            group = groups.get((wanted, place))
            if group is not None:
                series.append(_one(wanted, place, group))
            else:
                missing.append(f"{_called(panel, wanted)} of {place}: {_instead(panel, wanted, place, named)}")
    return series, tuple(missing)


def _instead(panel: Panel, wanted: str, place: str, asked: Collection[str]) -> str:
    """Say what a region has in place of what is asked for: other rows of it, or what is named most alike, unasked."""
    rows = panel.frame[panel.frame["region"] == place]
    if wanted in set(rows["indicator"]):
        return "there is " + _what_there_is(rows, wanted, most=1)
    others = [str(id) for id in rows["indicator"].unique() if id in panel.vocabulary and id not in asked]
    named = {panel.vocabulary[id].name_zh: id for id in others}
    near = closest(panel.vocabulary[wanted].name_zh, named, n=1) if wanted in panel.vocabulary else ()
    return f"no row of it (nearest is {named[near[0]]})" if near else "no row of it"


def _one(wanted: str, place: str, rows: pd.DataFrame) -> Series:
    rows = rows.sort_values("period_end", kind="stable")
    goals = rows["status"] == "target"
    results, targets = (
        tuple(_point(row) for row in part.itertuples(index=False)) for part in (rows[~goals], rows[goals])
    )
    return Series(wanted, place, results, targets)


def _point(row: Any) -> Point:
    return point_from(row._asdict(), int(row.period_end))


def point_from(row: Mapping[Any, Any], year: int, side: str = "") -> Point:
    """Return the value of a row of the panel, or of one side (`_a`, `_target` …) of a row of a result."""
    found, quote = row.get(f"found{side}"), row.get(f"quote{side}")
    return Point(
        year=year,
        value=float(row[f"value{side}"]),
        low=float(row[f"low{side}"]),
        high=float(row[f"high{side}"]),
        bound=str(row[f"bound{side}"]),
        status=str(row[f"status{side}"]),
        report_year=int(row[f"report_year{side}"]),
        report_region=str(row[f"report_region{side}"]),
        found=found if isinstance(found, str) else "",
        quote=quote if isinstance(quote, str) else "",
    )


def breaks_of(choice: Choice, vocabulary: Vocabulary) -> dict[int, str]:
    """Return the years between the results from which on a name means something else, each with what changed.

    Growth is left out: either rate is reckoned on one meaning of its own.
    """
    found: dict[int, str] = {}
    if choice.measure in ("growth", "rank", "streak"):
        return found
    for series in choice.series:
        years = [point.year for point in series.results]
        for one in vocabulary.breaks(series.indicator) if years and series.indicator in vocabulary else ():
            if min(years) < one.year <= max(years):
                found[one.year] = "; ".join(filter(None, dict.fromkeys([found.get(one.year, ""), one.change])))
    return dict(sorted(found.items()))
