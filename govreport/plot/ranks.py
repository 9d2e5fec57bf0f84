"""Leagues: regions ranked by one indicator, hedges and own region marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from govreport.asked import called_right
from govreport.comparison import League
from govreport.comparison import league as rank
from govreport.errors import InputError, UnknownIdError, closest
from govreport.panel.precedence import Vintage
from govreport.plot.data import Point, Reports, as_list, point_from, refuse_settled
from govreport.plot.frame import add_legend, add_source, set_title, settle
from govreport.plot.look import GREY, PALETTE, canvas
from govreport.plot.marks import legend_handles
from govreport.plot.rows import (
    across,
    aim,
    check_rows,
    dot,
    dress_rows,
    fit_rows,
    flat_entries,
    ringed,
    row_figsize,
    say,
    stated,
)
from govreport.plot.words import Words, names_of
from govreport.territories import find_regions

if TYPE_CHECKING:
    from govreport.panel import Panel

__all__ = ["league"]


@called_right
def league(
    panel: Panel | League,
    indicator: str | None = None,
    year: int | None = None,
    *,
    own: str | Sequence[str] | None = None,
    measure: str | None = None,
    status: str | Sequence[str] | None = None,
    region: str | Sequence[str] | None = None,
    level: str | None = None,
    vintage: Vintage | None = None,
    lang: str | None = None,
    title: str | None = None,
    source: bool | str = False,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw regions ranked by one indicator in one year, from the top down.

    Results are filled marks, estimates hollow ones, targets hollow diamonds. 以上 and 以内 are arrows, 左右 and ranges
    bars; a red ring is round what `check` finds doubtful. Regions whose number and hedge are the same share a place;
    the nation has none and stands where its value is.

    Parameters
    ----------
    panel : Panel or League
        What was read, or what `govreport.league` made of it.
    indicator : str, optional
        One id; needed with a panel.
    year : int, optional
        The year that is spoken of; with a panel by default the latest, as in `govreport.league`. The title says which.
    own : str or sequence of str, optional
        Regions to be marked, by any name they are known by.
    measure, status, region, level, vintage
        As in `govreport.league`; `status="target"` ranks what is aimed at.
    lang, title, source, figsize, ax
        As in `trend`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    UnknownIdError
        An indicator or region that is not there.
    InputError
        A year without such values, more regions than a figure can show, or arguments that a `League` has settled.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples())
    >>> ax = gr.plot.league(panel, "gdp", 2024, measure="growth", lang="en")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['China']
    """
    asked = {"measure": measure, "status": status, "region": region, "level": level, "vintage": vintage}
    ranking = _ranking(panel, indicator, year, **asked)
    frame = ranking.frame
    rows = frame[frame["kind"].isin(["ranked", "reference"])].reset_index(drop=True)
    if rows.empty:
        raise InputError("no region can be ranked", found="; ".join(dict.fromkeys(frame["reason"])))
    check_rows(len(rows), "name some with region= or level=")
    marked = [] if own is None else _own(rows["region"].tolist(), as_list(own, "own"))
    words = Words(names_of(ranking) if isinstance(panel, League) else panel, lang)
    points = [(at, point_from(row, ranking.year)) for at, row in enumerate(rows.to_dict("records"))]
    with canvas(ax, row_figsize(figsize, len(rows)) if ax is None else figsize) as drawn_on:
        entries = _draw(drawn_on, rows, points, marked, ranking.role, words)
        peak = max(abs(point.middle) for _, point in points)
        names = [_name(row, words) for row in rows.to_dict("records")]
        unit = str(rows["unit"].iloc[0])
        factor = dress_rows(
            drawn_on, names, words, measure=ranking.measure, unit=unit, indicators=[ranking.indicator], peak=peak
        )
        say(drawn_on, [stated(point, factor, words) for _, point in points], words)
        settle(drawn_on)
        _mark(drawn_on, rows, marked)
        set_title(drawn_on, words.title(title, _headline(ranking, words)), words)
        height = add_legend(drawn_on, entries, words)
        add_source(drawn_on, source, Reports.of(rows), words, height)
        fit_rows(drawn_on)
    missing = frame.loc[~frame["kind"].isin(["ranked", "reference"]), ["region", "reason"]]
    words.tell(f"{place} ({reason})" for place, reason in missing.itertuples(index=False))
    return drawn_on


def _ranking(panel: Panel | League, indicator: str | None, year: int | None, **asked: Any) -> League:
    if isinstance(panel, League):
        refuse_settled(panel, indicator=indicator, year=year, **asked)
        return panel
    if indicator is None:
        raise InputError(
            "a league is of one indicator in one year",
            where="indicator",
            expected="league(panel, 'gdp', 2024), or a League",
        )
    return rank(panel, indicator, year, **{name: value for name, value in asked.items() if value is not None})


def _own(there: list[str], own: list[str]) -> list[str]:
    marked: list[str] = []
    for one in own:
        names = {one, *(found.name for found in find_regions(one))}
        hits = [place for place in there if place in names]
        if not hits:
            raise UnknownIdError(
                "this region is not ranked", where="own", found=f"'{one}'", suggestions=closest(one, there)
            )
        marked += hits
    return marked


def _draw(
    ax: Axes, rows: pd.DataFrame, points: list[tuple[int, Point]], marked: list[str], role: str, words: Words
) -> list[tuple[Line2D, str]]:
    """Draw the marks and return what the legend has to explain."""
    kinds = [
        "own" if place in marked else "reference" if kind == "reference" else "plain"
        for place, kind in zip(rows["region"], rows["kind"], strict=True)
    ]
    colors = {"plain": PALETTE[0], "own": PALETTE[1], "reference": GREY}
    shapes = {"own": "s", "reference": "P"}
    mark, plain = (aim, "D") if role == "target" else (dot, "o")
    hedges: set[str] = set()
    entries: list[tuple[Line2D, str]] = []
    estimated = False
    for kind, color in colors.items():
        some = [point for point, own in zip(points, kinds, strict=True) if own == kind]
        if not some:
            continue
        name = words.mark("target" if role == "target" else "actual") if kind == "plain" else words.mark(kind)
        firm = [(at, point) for at, point in some if role == "target" or point.status != "estimate"]
        if firm:
            entries.append((mark(ax, firm, name, color, marker=shapes.get(kind, plain)), name))
        if guessed := [one for one in some if one not in firm]:
            drawn = dot(ax, guessed, f"_{name} estimate", color, marker=shapes.get(kind, plain), hollow=True)
            entries += [] if firm or kind == "plain" else [(drawn, name)]
            estimated = True
        hedges |= across(ax, some, name, color)
    if estimated:
        entries.append((legend_handles(["estimate"], None)[0], words.mark("estimate")))
    entries += flat_entries(hedges, words)
    entries += ringed(ax, points, words)
    return entries if len(entries) > 1 else []


def _name(row: dict[Any, Any], words: Words) -> str:
    place = "" if pd.isna(row["place"]) else f"{row['place']}  "
    return place + words.region(row["region"])


def _mark(ax: Axes, rows: pd.DataFrame, marked: list[str]) -> None:
    for label, place in zip(ax.get_yticklabels(), rows["region"], strict=True):
        if place in marked:
            label.set_color(PALETTE[1])


def _headline(ranking: League, words: Words) -> str:
    regions = set(ranking.frame["region"])
    what = words.indicator(ranking.indicator, regions)
    measure = words.measure(ranking.measure, [ranking.indicator])
    goal = words.mark("target") if ranking.role == "target" else ""
    if words.chinese:
        return f"{ranking.year}年{what}{measure}{goal}"
    said = ", ".join(part for part in (what, measure) if part)
    return f"{said}{', targets' if goal else ''}, {ranking.year}"
