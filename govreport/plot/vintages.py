"""Revisions: what each report made of a figure that reports before it had stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes

from govreport.asked import called_right
from govreport.comparison import Revisions
from govreport.comparison import revisions as revise
from govreport.errors import InputError, UnknownIdError, closest
from govreport.panel.kinds import of_one_kind
from govreport.panel.places import with_codes
from govreport.panel.schema import of_its_year
from govreport.plot.data import (
    Choice,
    Point,
    Series,
    as_list,
    indicator_of,
    point_from,
    resolve_indicators,
    resolve_regions,
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
from govreport.plot.look import GREY, PALETTE, canvas
from govreport.plot.marks import Brush, Drawn, draw_hedges, legend_handles, ring
from govreport.plot.words import Words, names_of

if TYPE_CHECKING:
    from govreport.panel import Panel

__all__ = ["revisions"]


@called_right
def revisions(
    panel: Panel | Revisions,
    indicator: str | None = None,
    *,
    region: str | None = None,
    measure: str | None = None,
    years: tuple[int, int] | None = None,
    lang: str | None = None,
    title: str | None = None,
    source: bool | str = False,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw every vintage of a figure over the years it is about: what was said first, what is said last.

    A hollow mark is what the first report says, a filled one what the latest says, a dot one in between; a line joins
    them where they differ. A year that one report alone states has a filled mark; a red ring is round what `check`
    finds doubtful. Hedges of what is said first and last are arrows and bars, as in `trend`.

    Parameters
    ----------
    panel : Panel or Revisions
        What was read, or what `govreport.revisions` made of it.
    indicator : str, optional
        One id; needed with a panel, and where a `Revisions` is of several.
    region : str, optional
        Needed where several are spoken of.
    measure : str, optional
        By default the one in which several reports tell most years, else the one that is told most.
    years : (first, last), optional
        Reference years.
    lang, title, source, figsize, ax
        As in `trend`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    UnknownIdError, InputError
        As in `trend`; also where no report states such a figure.

    Examples
    --------
    >>> import govreport as gr
    >>> ax = gr.plot.revisions(gr.read_panel(gr.samples()), "gdp", measure="level", lang="en")
    >>> ax.get_ylabel()
    'trillion yuan'
    """
    indicator = _named(panel, indicator)
    found = panel if isinstance(panel, Revisions) else revise(panel, indicator=indicator, region=region)
    rows = _vintages(found.vintages, indicator, region, measure, years)
    place, measured, unit = (str(rows[key].iloc[0]) for key in ("region", "measure", "unit"))
    spoken: dict[int, list[Point]] = {}
    for row in rows.sort_values("report_year", kind="stable").to_dict("records"):
        year = int(row["period_end"])
        spoken.setdefault(year, []).append(point_from(row, year))
    points = tuple(point for year in sorted(spoken) for point in spoken[year])
    choice = Choice((Series(indicator, place, points, ()),), measured, unit, ())
    check_same_unit(ax, choice)
    words = Words(names_of(found) if isinstance(panel, Revisions) else panel, lang)
    with canvas(ax, figsize) as drawn_on:
        entries = _draw(drawn_on, spoken, words)
        dress(drawn_on, choice, words)
        write_ticks(drawn_on, words)
        said = headline(words, choice)
        said = f"{said}：各年报告的说法" if words.chinese else f"{said}: what each report says"
        set_title(drawn_on, words.title(title, said), words)
        height = add_legend(drawn_on, entries, words)
        add_source(drawn_on, source, choice, words, height)
    words.tell()
    return drawn_on


def _named(panel: Panel | Revisions, indicator: str | None) -> str:
    """Return the id of what is asked for, by id or exact name."""
    if not isinstance(panel, Revisions):
        if indicator is None:
            raise InputError("revisions are drawn for one indicator", where="indicator", expected="one id")
        ids = resolve_indicators(panel, as_list(indicator, "indicator"))
        if len(ids) > 1:
            raise InputError("revisions are drawn for one indicator", where="indicator", found=", ".join(ids))
        return ids[0]
    return indicator_of(panel.vintages, indicator)


def _vintages(
    rows: pd.DataFrame, indicator: str, region: str | None, measure: str | None, years: tuple[int, int] | None
) -> pd.DataFrame:
    """Return the vintages of one figure in one unit, or say what is there instead."""
    rows = rows[(rows["indicator"] == indicator) & of_its_year(rows)]
    if rows.empty:
        raise InputError(f"no report states a single year of '{indicator}'", where="indicator")
    if region is not None:
        rows = rows[rows["region"].isin(resolve_regions(with_codes(rows), region))]
    places = list(dict.fromkeys(rows["region"]))
    if len(places) > 1:
        raise InputError(
            "revisions are drawn for one region", found=", ".join(places[:6]), hint="name one with region="
        )
    measures = rows["measure"].value_counts()
    wanted = _most_restated(rows) if measure is None else measure
    if wanted not in measures.index:
        raise UnknownIdError(
            f"no report states this measure of '{indicator}'",
            where="measure",
            found=repr(measure),
            suggestions=closest(str(measure), map(str, measures.index)) or list(map(str, measures.index)),
        )
    rows, _ = of_one_kind(rows[rows["measure"] == wanted])
    rows = rows[rows["unit"] == rows["unit"].value_counts().index[0]]
    if years is not None:
        rows = rows[rows["period_end"].between(*years)]
    if rows.empty:
        raise InputError(f"no report states '{indicator}' of these years", where="years", found=repr(years))
    return rows


def _most_restated(rows: pd.DataFrame) -> str:
    """The measure of which most years are told by several reports, for its revisions are what is asked for."""
    told = rows.groupby(["measure", "period_end"])["report_year"].nunique().gt(1).groupby("measure").sum()
    counts = rows["measure"].value_counts()
    return str(max(counts.index, key=lambda measure: (told[measure], counts[measure])))


def _draw(ax: Axes, spoken: dict[int, list[Point]], words: Words) -> list[tuple[Any, str]]:
    for year, said in spoken.items():
        if len({point.middle for point in said}) > 1:
            ends = [point.middle for point in said]
            ax.plot([year, year], [min(ends), max(ends)], color=PALETTE[0], linewidth=1.2, label="_", zorder=2.4)
    between = [point for said in spoken.values() for point in said[1:-1]]
    if between:
        ax.plot(*_places(between), linestyle="none", marker=".", color=GREY, label="_between", zorder=2.8)
    first = [said[0] for said in spoken.values() if len(said) > 1 and said[0].middle != said[-1].middle]
    last = [said[-1] for said in spoken.values()]
    look: dict[str, Any] = {"linestyle": "none", "marker": "o"}
    entries: list[tuple[Any, str]] = []
    if first:
        edge: dict[str, Any] = {
            "markerfacecolor": "white",
            "markeredgecolor": PALETTE[1],
            "markeredgewidth": 1.2,
            "markersize": mpl.rcParams["lines.markersize"] * 1.45,
            "color": PALETTE[1],
        }
        (drawn,) = ax.plot(*_places(first), label=words.mark("first"), zorder=2.9, **look, **edge)
        entries.append((drawn, words.mark("first")))
    (drawn,) = ax.plot(
        *_places(last), label=words.mark("last"), zorder=3.2, color=PALETTE[0], markeredgecolor="white", **look
    )
    entries.append((drawn, words.mark("last")))
    drawn_kinds = Drawn()
    for some, name, color in ((first, "first", PALETTE[1]), (last, "last", PALETTE[0])):
        draw_hedges(ax, some, name, Brush(color, "o", {}), drawn_kinds)
    entries += mark_legend(drawn_kinds, words, None)
    doubtful = [(year, point.middle) for year, said in spoken.items() for point in said if point.found]
    if doubtful:
        ring(ax, doubtful, "vintages")
        entries.append((legend_handles(["found"], None)[0], words.mark("found")))
    return entries


def _places(points: list[Point]) -> tuple[list[int], list[float]]:
    return [point.year for point in points], [point.middle for point in points]
