"""Targets and outcomes region by region: a dumbbell for each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from govreport.comparison import Targets, interval
from govreport.comparison.cells import PERCENT
from govreport.errors import InputError
from govreport.panel.kinds import of_one_kind
from govreport.panel.places import with_codes
from govreport.panel.schema import of_its_year
from govreport.plot.data import Point, Reports, point_from, resolve_regions
from govreport.plot.frame import add_legend, add_source, set_title
from govreport.plot.look import GREY, PALETTE, canvas
from govreport.plot.marks import Brush
from govreport.plot.rows import across, aim, check_rows, dot, dress_rows, fit_rows, flat_entries, ringed, row_figsize
from govreport.plot.words import Words
from govreport.render.parts import Record, verdict_shown

__all__ = ["LOOKS", "VERDICTS", "by_region", "kind_of", "named", "no_aims", "of_most", "reaching", "single_aims"]

#: how outcomes look, by what became of the target
LOOKS: Mapping[str, Brush] = {
    "met": Brush(PALETTE[0], "o", {"linestyle": "-"}),
    "hedged": Brush(PALETTE[6], "v", {"linestyle": (0, (3, 1, 1, 1))}),
    "missed": Brush(PALETTE[1], "X", {"linestyle": "--"}),
    "doubtful": Brush(PALETTE[3], "$??$", {"linestyle": (0, (1, 2))}),
    "unlike": Brush(PALETTE[4], r"$\neq$", {"linestyle": (0, (1, 2))}),
    "open": Brush(PALETTE[2], "s", {"linestyle": ":"}),
    "undirected": Brush(PALETTE[2], "p", {"linestyle": ":"}),
    "free": Brush("#A6A6A6", "o", {"linestyle": "none"}),
    "unknown": Brush("#A6A6A6", "d", {"linestyle": "none"}),
}
VERDICTS = {
    **{"met": "met", "exceeded": "met", "within_hedge": "hedged", "missed": "missed"},
    **{"doubtful": "doubtful", "not_comparable": "unlike", "no_direction": "undirected"},
}
_ENDS = ("value_target", "low_target", "high_target", "bound_target")
Entry = tuple[Artist, str]


def by_region(
    outcome: Targets,
    indicator: str,
    year: int | None,
    words: Words,
    *,
    region: str | Sequence[str] | None,
    measure: str | None,
    title: str | None,
    source: bool | str,
    figsize: tuple[float, float] | None,
    ax: Axes | None,
) -> Axes:
    """Draw target and outcome of one year for every region; `targets` says what the arguments are."""
    rows, reach = _of_year(single_aims(outcome, indicator, region, measure), indicator, year), outcome.about
    check_rows(len(rows), "name fewer with region=")
    found = rows.to_dict("records")
    when, measured, unit = int(found[0]["year"]), str(found[0]["measure"]), str(found[0]["unit"])
    aims = [(at, point_from(row, when, "_target")) for at, row in enumerate(found)]
    ends = [(at, point_from(r, when, "_result")) for at, r in enumerate(found) if pd.notna(r["value_result"])]
    kinds = [kind_of(row) for row in found]
    with canvas(ax, row_figsize(figsize, len(rows)) if ax is None else figsize) as drawn_on:
        entries: list[Entry] = [(aim(drawn_on, aims, words.mark("target")), words.mark("target"))]
        hedges = across(drawn_on, aims, words.mark("target"), GREY)
        for at, end in ends:
            look = LOOKS[kinds[at]]
            places = [aims[at][1].middle, end.middle]
            drawn_on.plot(places, [at, at], color=look.color, label="_", zorder=2.6, **look.line)
        for kind, look in LOOKS.items():
            some = [(at, end) for at, end in ends if kinds[at] == kind]
            if some:
                name = words.mark(kind)
                entries.append((dot(drawn_on, some, name, look.color, marker=look.marker), name))
                hedges |= across(drawn_on, some, name, look.color)
        told = [(VERDICTS[row["verdict"]], at) for at, row in enumerate(found) if row["verdict"] in VERDICTS]
        bare = {at for at, _ in aims} - {at for at, _ in ends}
        entries += in_words(drawn_on, [(kind, (aims[at][1].middle, at)) for kind, at in told if at in bare], words)
        entries += flat_entries(hedges, words)
        entries += ringed(drawn_on, [*aims, *ends], words)
        peak = max(abs(point.middle) for _, point in [*aims, *ends])
        names = [words.region(row["region"]) for row in found]
        dress_rows(drawn_on, names, words, measure=measured, unit=unit, indicators=[indicator], peak=peak)
        set_title(drawn_on, words.title(title, _headline(words, indicator, when, measured, set(rows["region"]))), words)
        height = add_legend(drawn_on, named(entries, words, reach, unit), words)
        add_source(drawn_on, source, _reports(rows), words, height)
        fit_rows(drawn_on)
    words.tell()
    return drawn_on


def single_aims(
    outcome: Targets, indicator: str, region: str | Sequence[str] | None, measure: str | None
) -> pd.DataFrame:
    """Return the targets of an indicator that are of single years and no stretches.

    Parameters
    ----------
    outcome : Targets
    indicator : str
    region : str or sequence of str, optional
    measure : str, optional

    Returns
    -------
    pandas.DataFrame
        Rows of `outcome.frame`.
    """
    found: pd.DataFrame = outcome.frame
    found = found[of_its_year(found) & (found["indicator"] == indicator) & (found["aim"] != "stretch")]
    if region is not None:
        found = found[found["region"].isin(resolve_regions(with_codes(outcome.frame), region))]
    return found if measure is None else found[found["measure"] == measure]


def no_aims(indicator: str, asked: str) -> InputError:
    """Say that there is no target to draw, and of which years none was found."""
    return InputError(f"no target of '{indicator}' is set{asked}", hint="see league(status='target') or trend()")


def _of_year(found: pd.DataFrame, indicator: str, year: int | None) -> pd.DataFrame:
    """Return the targets of one year in one measure and unit, a row a region, the highest aims first."""
    rows = found[found["year"] == (found["year"].max() if year is None else year)]
    if rows.empty:
        raise no_aims(indicator, "" if year is None else f" for {year}")
    rows = of_most(rows).drop_duplicates("region")
    ordered: pd.DataFrame = rows.sort_values("value_target", ascending=False, kind="stable", ignore_index=True)
    return ordered


def of_most(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the measure, the kind and the unit that most are in.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of one indicator, one at least.

    Returns
    -------
    pandas.DataFrame
    """
    rows, _ = of_one_kind(rows[rows["measure"] == rows["measure"].value_counts().index[0]])
    kept: pd.DataFrame = rows[rows["unit"] == rows["unit"].value_counts().index[0]]
    return kept


def kind_of(row: Record) -> str:
    """Return how the outcome in a row of `Targets` is drawn, a kind of `LOOKS`: told apart as in the tables.

    Parameters
    ----------
    row : dict
        With `verdict` and `reason`.

    Returns
    -------
    str

    Examples
    --------
    >>> kind_of({"verdict": "not_decidable", "reason": "neither direction is better"})
    'undirected'
    """
    return VERDICTS.get(verdict_shown(row), "open")


def in_words(ax: Axes, told: Iterable[tuple[str, tuple[float, float]]], words: Words) -> list[Entry]:
    """Mark inside its target what a report says of the outcome without a number.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    told : iterable of tuple
        A kind of `LOOKS`, and where the target stands.
    words : Words

    Returns
    -------
    list of tuple
        Handles and names for the legend.
    """
    entries: list[Entry] = []
    places = list(told)
    for kind in ("met", "hedged", "missed"):
        look, some = LOOKS[kind], [place for one, place in places if one == kind]
        if some:
            name = words.mark(kind) + words.pick(("（报告原话）", " (in words)"))
            keywords: dict[str, Any] = {"linestyle": "none", "marker": look.marker, "color": look.color, "label": name}
            (dots,) = ax.plot(*zip(*some, strict=True), zorder=3.7, **keywords)
            dots.set_markersize(dots.get_markersize() * 0.55)
            entries.append((dots, name))
    return entries


def named(entries: list[Entry], words: Words, reach: Mapping[str, float], unit: str) -> list[Entry]:
    """Name how far 左右 reaches where a legend explains it.

    Parameters
    ----------
    entries : list of tuple
        Handles and names of a legend.
    words : Words
    reach : mapping of str to float
        `points` and `share`, as `Targets.about` has them.
    unit : str
        Of the values.

    Returns
    -------
    list of tuple
    """
    rate = unit in (*PERCENT, "‰")
    amount = f"±{reach['points']:g}" if rate else f"±{reach['share'] * 100:g}%"
    points = words.pick((" 个百分点", " points")) if rate else ""
    plain, said = words.mark("about"), words.pick(("左右（{}）", "about ({})")).format(amount + points)
    return [(handle, said if name == plain else name) for handle, name in entries]


def reaching(points: Iterable[Point], unit: str, about: float | Mapping[str, float] | None) -> tuple[Point, ...]:
    """Let the hedges of points reach as far as is asked for, as in `targets`.

    Parameters
    ----------
    points : iterable of Point
    unit : str
        Of the values.
    about : float or mapping, optional

    Returns
    -------
    tuple of Point
    """
    told = list(points)
    rows = pd.DataFrame([(p.value, p.low, p.high, p.bound, unit) for p in told], columns=[*_ENDS, "unit"])
    rows = interval.reaching(rows, "target", interval.reach(about))
    ends = zip(told, rows["low_target"], rows["high_target"], strict=True)
    return tuple(dataclasses.replace(point, low=float(low), high=float(high)) for point, low, high in ends)


def _headline(words: Words, indicator: str, year: int, measure: str, regions: set[str]) -> str:
    what, said = words.indicator(indicator, regions), words.measure(measure, [indicator])
    if words.chinese:
        return f"{year}年{what}{said}：目标与结果"
    return f"{', '.join(part for part in (what, said) if part)}, {year}: targets and outcomes"


def _reports(rows: pd.DataFrame) -> Reports:
    keys = ["report_region", "report_year"]
    sides: list[Any] = [rows[[f"{key}_{s}" for key in keys]].set_axis(keys, axis=1) for s in ("target", "result")]
    return Reports.of(*sides)
