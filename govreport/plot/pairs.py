"""Targets and outcomes: what was promised and what was reached, year by year."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from govreport.asked import called_right
from govreport.comparison import Targets
from govreport.comparison import targets as judge
from govreport.errors import InputError
from govreport.panel.precedence import Vintage
from govreport.panel.schema import of_its_year, whole_years
from govreport.plot.aims import (
    LOOKS,
    VERDICTS,
    by_region,
    in_words,
    kind_of,
    named,
    no_aims,
    of_most,
    reaching,
    single_aims,
)
from govreport.plot.data import (
    Choice,
    Point,
    Series,
    as_list,
    choose,
    indicator_of,
    point_from,
    refuse_settled,
    resolve_indicators,
    resolve_regions,
    span_of,
)
from govreport.plot.frame import (
    add_legend,
    add_source,
    check_same_unit,
    dress,
    headline,
    mark_legend,
    set_title,
    write_ticks,
)
from govreport.plot.look import GREY, canvas
from govreport.plot.marks import Brush, Drawn, draw_found, draw_hedges, draw_targets, edged
from govreport.plot.words import Words, names_of

if TYPE_CHECKING:
    from govreport.panel import Panel

__all__ = ["targets"]


@called_right
def targets(
    panel: Panel | Targets,
    indicator: str | None = None,
    *,
    by: str = "year",
    year: int | None = None,
    region: str | Sequence[str] | None = None,
    measure: str | None = None,
    years: tuple[int, int] | range | None = None,
    lang: str | None = None,
    title: str | None = None,
    source: bool | str = False,
    about: float | Mapping[str, float] | None = None,
    vintage: Vintage | None = None,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the target and the outcome of every year, or region, joined by a line that says whether it was met.

    Whether it was is said by `govreport.targets`, which knows hedges and which direction is good; a year without a
    target has its outcome alone, a year without an outcome its target.

    Parameters
    ----------
    panel : Panel or Targets
        What was read, or what `govreport.targets` made of it; that has no outcome of a year without a target.
    indicator : str, optional
        One id; needed with a panel, and where a `Targets` is of several.
    by : {"year", "region"}, default "year"
        The years of one region, or the regions in one year.
    year : int, optional
        The year to draw `by="region"`; by default the last one with a target.
    region : str or sequence of str, optional
        Needed `by="year"` where reports of several regions are in the panel.
    measure : str, optional
        By default the one that most targets are set in.
    about : float or mapping, optional
        How far 左右 reaches, as in `govreport.targets`; the legend names it.
    vintage : {"latest", "first"} or int, optional
        Which report counts where several tell a result or set a target, as in `govreport.targets`.
    years, lang, title, source, figsize, ax
        As in `trend`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    UnknownIdError, InputError
        As in `trend`; also where there is no target of a single year.

    Examples
    --------
    >>> import govreport as gr
    >>> ax = gr.plot.targets(gr.read_panel(gr.samples()), "gdp", lang="en")
    >>> ax.get_ylabel()
    'Growth, %'
    """
    if by not in ("year", "region"):
        raise InputError("targets are drawn by year or by region", where="by", found=repr(by))
    if by == "region":
        if years is not None:
            raise InputError("several years are drawn by year", where="years", hint="name one with year=")
        wanted = _wanted(panel, indicator)
        outcome = _outcome(panel, about, vintage, indicator=wanted, region=region, year=year)
        look: dict[str, Any] = {"title": title, "source": source, "figsize": figsize, "ax": ax}
        return by_region(outcome, wanted, year, _words(panel, lang), region=region, measure=measure, **look)
    if year is not None:
        raise InputError("one year is drawn by region", where="year", hint="pass by='region', or years=(first, last)")
    if isinstance(panel, Targets):
        outcome = _outcome(panel, about, vintage)
        choice, verdicts, said = _of_result(outcome, _wanted(panel, indicator), region, measure, years)
    else:
        choice = _aimed_at(panel, _wanted(panel, indicator), region, measure, years, vintage or "latest")
        choice = dataclasses.replace(choice, series=tuple(_reaching(one, choice.unit, about) for one in choice.series))
        series = choice.series[0]
        outcome = _outcome(panel, about, vintage, indicator=series.indicator, region=series.region)
        verdicts, said = _verdicts(panel, choice, outcome)
    check_same_unit(ax, choice)
    words, reach = _words(panel, lang), outcome.about
    with canvas(ax, figsize) as drawn_on:
        entries = _draw(drawn_on, choice, words, verdicts, reach)
        aims = {point.year: point for point in choice.series[0].targets}
        places = {year: (year, aims[year].middle) for year in said}
        entries += in_words(drawn_on, [(kind, places[year]) for year, kind in said.items()], words)
        dress(drawn_on, choice, words)
        write_ticks(drawn_on, words)
        set_title(drawn_on, words.title(title, _headline(words, choice)), words)
        height = add_legend(drawn_on, entries, words)
        add_source(drawn_on, source, choice, words, height)
    words.tell(choice.left_out)
    return drawn_on


def _wanted(panel: Panel | Targets, indicator: str | None) -> str:
    """Return the one id that is meant."""
    if isinstance(panel, Targets):
        return indicator_of(panel.frame, indicator)
    if indicator is None:
        raise InputError("targets are drawn for one indicator in one region", where="indicator", expected="one id")
    return _only(resolve_indicators(panel, indicator), "name one with indicator=")


def _only(found: list[str], hint: str, most: int | None = None) -> str:
    """Return the one that there is; one figure is of no more."""
    if len(found) > 1:
        told = ", ".join(found[:most])
        raise InputError("targets are drawn for one indicator in one region", found=told, hint=hint)
    return found[0]


def _words(panel: Panel | Targets, lang: str | None) -> Words:
    return Words(names_of(panel) if isinstance(panel, Targets) else panel, lang)


def _outcome(
    panel: Panel | Targets, about: float | Mapping[str, float] | None, vintage: Vintage | None, **asked: Any
) -> Targets:
    """Return what became of the targets, which a result has settled."""
    if not isinstance(panel, Targets):
        return judge(panel, about=about, vintage=vintage or "latest", **asked)
    refuse_settled(panel, about=about, vintage=vintage)
    return panel


def _of_result(
    outcome: Targets,
    indicator: str,
    region: str | Sequence[str] | None,
    measure: str | None,
    years: tuple[int, int] | range | None,
) -> tuple[Choice, dict[int, str], dict[int, str]]:
    """Return the one series of a result, the verdict on each outcome that is drawn, and those of words alone."""
    rows = single_aims(outcome, indicator, region, measure)
    span = span_of(years)
    rows = rows if span is None else rows[rows["year"].between(*span)]
    if rows.empty:
        raise no_aims(indicator, "" if span is None else f" for {span[0]}–{span[1]}")
    place = _only(list(dict.fromkeys(rows["region"])), "name one with region=", 6)
    found_rows = of_most(rows).drop_duplicates("year").sort_values("year").to_dict("records")
    aims = tuple(point_from(row, int(row["year"]), "_target") for row in found_rows)
    told = [row for row in found_rows if pd.notna(row["value_result"])]
    results = tuple(point_from(row, int(row["year"]), "_result") for row in told)
    bare = [row for row in found_rows if pd.isna(row["value_result"]) and row["verdict"] in VERDICTS]
    first = found_rows[0]
    choice = Choice((Series(indicator, place, results, aims),), str(first["measure"]), str(first["unit"]), ())
    kinds = {int(row["year"]): kind_of(row) for row in told}
    return choice, kinds, {int(row["year"]): VERDICTS[row["verdict"]] for row in bare}


def _reaching(series: Series, unit: str, about: float | Mapping[str, float] | None) -> Series:
    results, aims = (reaching(points, unit, about) for points in (series.results, series.targets))
    return dataclasses.replace(series, results=results, targets=aims)


def _aimed_at(
    panel: Panel,
    indicator: str,
    region: str | Sequence[str] | None,
    measure: str | None,
    years: tuple[int, int] | range | None,
    vintage: Vintage,
) -> Choice:
    """Return the one series to draw, or say that nothing of it is aimed at."""
    wanted, place = indicator, _one_place(panel, region)
    chosen = measure or _measure_of_targets(panel, wanted, place)
    choice = choose(panel, wanted, region=place, measure=chosen, years=years, vintage=vintage)
    if not choice.series[0].targets:
        raise InputError(
            f"no {chosen} of '{wanted}' is aimed at for a single year in {place}"
            if chosen
            else f"no number of '{wanted}' is aimed at for a single year in {place}",
            hint="see trend()",
        )
    return choice


def _one_place(panel: Panel, region: str | Sequence[str] | None) -> str:
    if region is not None:
        as_list(region, "region")
    places = resolve_regions(panel.frame, region)
    if not places:
        raise InputError("there is nothing to draw", found="no rows at all in this panel")
    return _only(places, "name one with region=")


def _measure_of_targets(panel: Panel, wanted: str, place: str) -> str | None:
    frame = whole_years(panel.frame)
    rows = frame[
        (frame["indicator"] == wanted) & (frame["region"] == place) & (frame["status"] == "target") & of_its_year(frame)
    ]
    counts = rows.groupby("measure")["period_end"].nunique()
    return str(min(counts[counts == counts.max()].index)) if len(counts) else None


def _verdicts(panel: Panel, choice: Choice, outcome: Targets) -> tuple[dict[int, str], dict[int, str]]:
    """Return the verdict on the very target and outcome that are drawn, by year; and those of words alone."""
    series = choice.series[0]
    judged = outcome.frame
    judged = judged[(judged["measure"] == choice.measure) & (judged["unit"] == choice.unit)]
    outcomes = {point.year: point for point in series.results}
    reports = panel.reports
    told = {int(year) for year in reports.loc[reports["region"] == series.region, "year"]}
    said = {year: "unknown" for year in outcomes if year not in told}
    worded = dict[int, str]()
    for target in series.targets:
        end = outcomes.get(target.year)
        rows = judged[
            (judged["year"] == target.year)
            & (judged["period_start"] == target.year)
            & (judged["value_target"] == target.value)
            & (judged["bound_target"] == target.bound)
        ]
        if end is not None:
            same = rows[rows["value_result"] == end.value]
            said[target.year] = kind_of(same.iloc[0].to_dict()) if len(same) else "open"
        elif len(rows) and rows["value_result"].isna().iloc[0] and rows["verdict"].iloc[0] in VERDICTS:
            worded[target.year] = VERDICTS[rows["verdict"].iloc[0]]
    return said, worded


def _draw(
    ax: Axes, choice: Choice, words: Words, verdicts: Mapping[int, str], reach: Mapping[str, float]
) -> list[tuple[Artist, str]]:
    series = choice.series[0]
    drawn = Drawn()
    grey = Brush(GREY, "D", {})
    draw_targets(ax, series, words.mark("target"), grey, drawn)
    draw_hedges(ax, series.targets, words.mark("target"), grey, drawn)
    draw_hedges(ax, series.results, words.mark("actual"), Brush("#8C8C8C", "o", {}), drawn)
    draw_found(ax, series.points, words.mark("actual"), drawn)
    aims = {point.year: point for point in series.targets}
    kinds: dict[str, list[Point]] = {}
    for point in series.results:
        kinds.setdefault(verdicts.get(point.year, "free"), []).append(point)
    entries = mark_legend(drawn, words, grey)
    outcomes = [_draw_kind(ax, kind, kinds[kind], aims, words.mark(kind)) for kind in LOOKS if kind in kinds]
    return named([*outcomes, *entries], words, reach, choice.unit)


def _draw_kind(ax: Axes, kind: str, points: list[Point], aims: Mapping[int, Point], name: str) -> tuple[Line2D, str]:
    look = LOOKS[kind]
    for point in points:
        if point.year in aims:
            ends = [aims[point.year].middle, point.middle]
            ax.plot([point.year] * 2, ends, color=look.color, linestyle=look.line["linestyle"], label="_", zorder=2.6)
    keywords: dict[str, Any] = {"linestyle": "none", "marker": look.marker, "color": look.color}
    keywords |= {"label": name}
    (dots,) = ax.plot([point.year for point in points], [point.middle for point in points], zorder=3.6, **keywords)
    dots.set_markersize(dots.get_markersize() * 1.25)
    return edged(dots), name


def _headline(words: Words, choice: Choice) -> str:
    said = headline(words, choice, goals=False)
    return f"{said}：目标与结果" if words.chinese else f"{said}: targets and outcomes"
