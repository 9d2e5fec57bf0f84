"""Figures of many indicators at once: how each moves over the years, and which reports speak of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch, Rectangle

from govreport.asked import called_right
from govreport.comparison import Coverage
from govreport.comparison import coverage as cover
from govreport.comparison.covering import own_regions
from govreport.errors import InputError
from govreport.panel.precedence import Vintage
from govreport.plot.columns import even_years, uneven_years, with_gaps
from govreport.plot.data import (
    Choice,
    Reports,
    Series,
    as_list,
    choose,
    refuse_settled,
    resolve_indicators,
    resolve_regions,
    span_of,
)
from govreport.plot.frame import add_legend, add_source, line_names, set_title, settle
from govreport.plot.layout import ems, legible, size_of, wrap
from govreport.plot.look import canvas
from govreport.plot.marks import corners
from govreport.plot.rows import MOST_ROWS, check_rows, fit_rows, name_rows, room_for_rows, row_figsize
from govreport.plot.words import Words, names_of

if TYPE_CHECKING:
    from govreport.panel import Panel

__all__ = ["coverage", "heatmap"]

Grid = npt.NDArray[np.float64]
_LIMIT = 2.5
_NOTED = 320
#: so many names of rows are as high as title, years, legend and source
_AROUND = 8.5
#: of two values each lies one deviation from the mean, whatever they are
_FEWEST = 3
_FOREMOST = {"frequent": ("最常提到的", "most frequent"), "longest": ("年数最多的", "with the most years")}
_SHADES = ("#FFFFFF", "#9CC3DE", "#1F6FA8")
_FEW: dict[str, Any] = {"facecolor": "#FFFFFF", "edgecolor": "#B0B0B0", "linestyle": (0, (2, 2)), "linewidth": 0.7}
_ABSENT: dict[str, Any] = {"facecolor": "#F5F5F5", "edgecolor": "#C4C4C4", "hatch": "////", "linewidth": 0}


@called_right
def heatmap(
    panel: Panel,
    indicators: str | Sequence[str] | None = None,
    *,
    region: str | Sequence[str] | None = None,
    measure: str = "growth",
    years: tuple[int, int] | range | None = None,
    standardise: bool = True,
    numbers: bool | None = None,
    vintage: Vintage = "latest",
    cmap: str = "RdBu_r",
    lang: str | None = None,
    title: str | None = None,
    source: bool | str = False,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw indicators by years as a field of colours: which grew faster than usual, and when.

    Each row is measured by itself: the colour is how many standard deviations a year lies above or below the row's
    own mean, so that rows of different size and unit stand beside each other. The number in a cell is the value as the
    reports state it. A row of one or two values has no colours, as they would say nothing: its cells are framed. Grey
    cells are years that no report speaks of; a black corner is on what `check` finds doubtful.

    Parameters
    ----------
    panel : Panel
        As `read_panel` returns it.
    indicators : str or sequence of str, optional
        Ids; by default those of the vocabulary with such a result in three years or more.
    region : str or sequence of str, optional
        By default the regions whose reports are in the panel; several regions give a row each.
    measure : str, default "growth"
    years : (first, last) or range, optional
    standardise : bool, default True
        With False the colours are the values themselves; then all rows need one unit.
    numbers : bool, optional
        Whether values are written into the cells; by default where there is room.
    vintage : {"latest", "first"} or int, default "latest"
        Which report counts where several speak of a year, as in `trend`.
    cmap : str, default "RdBu_r"
        A diverging map of matplotlib.
    lang, title, source, figsize, ax
        As in `trend`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    UnknownIdError, InputError
        As in `trend`; also for more rows than a figure can show.

    Examples
    --------
    >>> import govreport as gr
    >>> ax = gr.plot.heatmap(gr.read_panel(gr.samples()), ["gdp", "exports"], lang="en")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Gross domestic product', 'Exports of goods']
    """
    asked: dict[str, Any] = {"region": region, "measure": measure, "years": years, "targets": False, "most": MOST_ROWS}
    asked["vintage"] = vintage
    ids, left = _ids(panel, indicators, region, measure, years, room_for_rows(figsize, ax, around=_AROUND))
    choices = [choose(panel, one, beside=ids, **asked) for one in ids]
    series = [(one, choice.unit) for choice in choices for one in choice.series if one.results]
    check_rows(len(series), "name fewer indicators or regions")
    units = dict.fromkeys(unit for _, unit in series)
    if not standardise and len(units) > 1:
        raise InputError("one scale cannot show several units", found=", ".join(units), hint="leave standardise=True")
    if cmap not in mpl.colormaps:
        raise InputError("no such colour map", where="cmap", found=repr(cmap))
    words = Words(panel, lang)
    spoken = sorted({point.year for one, _ in series for point in one.results})
    shown = list(range(spoken[0], spoken[-1] + 1))
    values = np.array([_over(one, shown) for one, _ in series])
    shades = _standardised(values) if standardise else values
    with canvas(ax, row_figsize(figsize, len(series)) if ax is None else figsize) as drawn_on:
        limit = _LIMIT if standardise else float(np.nanmax(np.abs(values))) or 1.0
        mesh = _field(drawn_on, shades, cmap, limit)
        name_rows(drawn_on, line_names(words, [one for one, _ in series]), words, around=_AROUND)
        few = _few(drawn_on, values) if standardise else []
        if np.isfinite(shades).any():
            _bar(drawn_on, mesh, words.mark("deviation") if standardise else next(iter(units)), words)
        settle(drawn_on)
        mesh.set_linewidth(min(mesh.get_linewidth()[0], 0.1 * drawn_on.bbox.width / values.shape[1]))
        _dress(drawn_on, even_years(shown, _columns(drawn_on, shown)))
        said = _headline(words, [one for one, _ in series], measure) + _how_many(words, "longest", len(ids), left)
        set_title(drawn_on, words.title(title, said), words)
        marks = [*few, *_doubtful(drawn_on, [one for one, _ in series], shown)]
        height = add_legend(drawn_on, [(mark, words.mark(name)) for mark, name in marks], words)
        add_source(drawn_on, source, _reports(choices), words, height)
        fit_rows(drawn_on)
        if numbers or (numbers is None and values.size <= _NOTED and _room(drawn_on, values)):
            _write_numbers(drawn_on, values, shades, limit, words)
    words.tell(left for choice in choices for left in choice.left_out)
    return drawn_on


def _ids(
    panel: Panel,
    indicators: str | Sequence[str] | None,
    region: str | Sequence[str] | None,
    measure: str,
    years: tuple[int, int] | range | None,
    most: int,
) -> tuple[list[str], int]:
    """Return the ids to draw, and how many more there are than have room: those told of in the fewest years."""
    if indicators is not None:
        return resolve_indicators(panel, indicators), 0
    frame, span = panel.frame, span_of(years)
    places = resolve_regions(frame, region)
    rows = frame[(frame["measure"] == measure) & (frame["status"] != "target")]
    rows = rows[(rows["period_start"] == rows["period_end"]) & rows["region"].isin(places)]
    rows = rows if span is None else rows[rows["period_end"].between(*span)]
    told = rows.groupby("indicator")["period_end"].nunique()
    found = [key for key in panel.vocabulary if told.get(key, 0) >= _FEWEST]
    if not found:
        raise InputError(f"no indicator has a {measure} in three years", hint="name some with indicators=")
    kept = set(sorted(found, key=lambda key: -told[key])[: max(1, most // len(places))])
    return [key for key in found if key in kept], len(found) - len(kept)


def _over(series: Series, years: Sequence[int]) -> list[float]:
    values = {point.year: point.middle for point in series.results}
    return [values.get(year, np.nan) for year in years]


def _doubtful(ax: Axes, series: Sequence[Series], years: Sequence[int]) -> list[tuple[Artist, str]]:
    """Mark the cells that `check` finds doubtful, and return what the legend has to say of them."""
    cells = [(row, point.year - years[0]) for row, one in enumerate(series) for point in one.results if point.found]
    return [(corners(ax, cells), "found")] if cells else []


def _standardised(values: Grid) -> Grid:
    """Measure each row by its own mean and spread; one that never moves is even, one of few values has no shades."""
    mean = np.nanmean(values, axis=1, keepdims=True)
    spread = np.nanstd(values, axis=1, keepdims=True)
    shades = np.where(spread > 0, (values - mean) / np.where(spread > 0, spread, 1.0), values * 0)
    return np.where(_counts(values) < _FEWEST, np.nan, shades)


def _counts(values: Grid) -> npt.NDArray[np.int64]:
    return np.asarray(np.isfinite(values).sum(axis=1, keepdims=True), dtype=np.int64)


def _few(ax: Axes, values: Grid) -> list[tuple[Artist, str]]:
    """Frame the cells of rows with too few values to be coloured, and return what the legend has to say of them."""
    cells = np.argwhere(np.isfinite(values) & (_counts(values) < _FEWEST))
    for row, column in cells:
        ax.add_patch(Rectangle((column - 0.44, row - 0.42), 0.88, 0.84, **_FEW, label="_few"))
    return [(Patch(**_FEW), "few")] if len(cells) else []


def _field(ax: Axes, shades: Grid, cmap: str, limit: float) -> Any:
    colours = mpl.colormaps[cmap].with_extremes(bad="#E9E9E9")
    rows, columns = shades.shape
    edges: dict[str, Any] = {"edgecolors": "white", "linewidth": 0.8 if shades.size < 2000 else 0.0}
    mesh = ax.pcolormesh(
        np.arange(columns + 1) - 0.5,
        np.arange(rows + 1) - 0.5,
        np.ma.masked_invalid(shades),
        cmap=colours,
        vmin=-limit,
        vmax=limit,
        **edges,
    )
    ax.set_ylim(rows - 0.5, -0.5)
    return mesh


def _room(ax: Axes, values: Grid) -> bool:
    """Whether the widest number fits into a cell, and between the cells above and below."""
    em = legible(float(mpl.rcParams["font.size"]), 0.78) * ax.figure.dpi / 72
    widest = max((ems(_number(value)) for value in values[np.isfinite(values)]), default=0.0)
    rows, columns = values.shape
    return bool(ax.bbox.width / columns > (1.15 * widest + 0.6) * em and ax.bbox.height / rows > 1.3 * em)


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _write_numbers(ax: Axes, values: Grid, shades: Grid, limit: float, words: Words) -> None:
    size = legible(float(mpl.rcParams["font.size"]), 0.78)
    for (row, column), value in np.ndenumerate(values):
        if np.isfinite(value):
            dark = abs(shades[row, column]) > 0.62 * limit
            text = _number(value).replace("-", words.minus())
            color = "white" if dark else "#222222"
            ax.text(column, row, text, ha="center", va="center", fontsize=size, color=color)


def _dress(ax: Axes, names: Mapping[int, str]) -> None:
    ax.set_xticks(list(names), list(names.values()))
    ax.grid(False)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _columns(ax: Axes, columns: Sequence[object]) -> float:
    """Return how wide a column is, in the font sizes of its year."""
    return float(ax.bbox.width) / len(columns) * 72 / ax.figure.dpi / size_of(ax.xaxis.get_ticklabels()[0])


def _bar(ax: Axes, mesh: Any, label: str, words: Words) -> None:
    bar = ax.figure.colorbar(mesh, ax=ax, fraction=0.03, pad=0.02, aspect=30, extend="both")
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0)
    words.write(bar.ax.yaxis.label)
    bar.set_label(wrap(label, 0.85 * ax.bbox.height * 72 / ax.figure.dpi / size_of(bar.ax.yaxis.label)))


def _reports(choices: Sequence[Choice]) -> Reports:
    regions = tuple(dict.fromkeys(place for choice in choices for place in choice.report_regions))
    years = [year for choice in choices for year in choice.report_years]
    return Reports(regions, (min(years), max(years)))


def _headline(words: Words, series: Sequence[Series], measure: str) -> str:
    regions = list(dict.fromkeys(one.region for one in series))
    ids = list(dict.fromkeys(one.indicator for one in series))
    where = words.region(regions[0]) if len(regions) == 1 else ""
    what = words.indicator(ids[0], regions) if len(ids) == 1 else ""
    said = words.measure(measure, ids)
    if words.chinese:
        return f"{'' if what.startswith('国内') else where}{what or '主要指标'}{said}"
    said = ", ".join(part for part in (what, said) if part)
    said = said or "levels"
    said = f"{where}: {said}" if where else said
    return said[:1].upper() + said[1:]


@called_right
def coverage(
    panel: Panel | Coverage,
    indicators: str | Sequence[str] | None = None,
    *,
    region: str | Sequence[str] | None = None,
    most: int = 40,
    lang: str | None = None,
    title: str | None = None,
    source: bool | str = False,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw which reports speak of which indicator: what comes, what goes, what stays.

    Rows are in the order in which the reports begin to speak of them, and within one year those that last longest come
    first. A dark cell is spoken of several times. White is silence, which is news too; a hatched column stands for
    years between the others of which there is no report.

    Parameters
    ----------
    panel : Panel or Coverage
        What was read, or what `govreport.coverage` made of it.
    indicators : str or sequence of str, optional
        Ids; by default those of the vocabulary.
    region : str or sequence of str, optional
        Of whom the reports speak; all by default.
    most : int, default 40
        How many rows at most where `indicators` are not named: those spoken of in most years. The title says so.
    lang, title, source, figsize, ax
        As in `trend`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    UnknownIdError, InputError
        As in `trend`.

    Examples
    --------
    >>> import govreport as gr
    >>> ax = gr.plot.coverage(gr.read_panel(gr.samples()), ["gdp", "exports"], lang="en")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Gross domestic product', 'Exports of goods']
    """
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise InputError("not a number of rows", where="most", expected="a whole number from 1", found=repr(most))
    found = _covered(panel, indicators, region)
    frame = found.frame
    years = list(found.years)
    rows = frame[frame["kind"] == "vocabulary"] if indicators is None else frame
    if rows.empty:
        raise InputError("no report speaks of such an indicator", hint="name some with indicators=")
    said = (rows[years] > 0).sum(axis=1)
    kept = (
        rows.assign(_said=said)
        .sort_values("_said", ascending=False, kind="stable")
        .head(min(most, room_for_rows(figsize, ax)) if indicators is None else len(rows))
    )
    kept = kept.sort_values(["first", "_said"], ascending=[True, False], kind="stable")
    check_rows(len(kept), "name fewer indicators, or pass a smaller most=")
    words = Words(names_of(found) if isinstance(panel, Coverage) else panel, lang)
    counts = np.clip(kept[years].to_numpy(dtype=float), 0, 2)
    with canvas(ax, row_figsize(figsize, len(kept)) if ax is None else figsize) as drawn_on:
        columns = with_gaps(years)
        _shade(drawn_on, counts, columns)
        regions = own_regions(found.cells)
        name_rows(drawn_on, [words.indicator(key, regions) for key in kept["indicator"]], words)
        settle(drawn_on)
        _dress(drawn_on, uneven_years(columns, _columns(drawn_on, columns)))
        left = len(rows) - len(kept)
        set_title(drawn_on, words.title(title, _covered_headline(words, found, len(kept), left)), words)
        labels = [words.mark("once"), words.mark("often")]
        handles = [Patch(facecolor=shade, edgecolor="#8C8C8C", linewidth=0.5) for shade in _SHADES[1:]]
        if any(isinstance(column, str) for column in columns):
            labels.append(words.mark("absent"))
            handles.append(Patch(**_ABSENT))
        height = add_legend(drawn_on, list(zip(handles, labels, strict=True)), words)
        add_source(drawn_on, source, Reports.of(found.cells), words, height)
        fit_rows(drawn_on)
    words.tell()
    return drawn_on


def _covered(
    panel: Panel | Coverage, indicators: str | Sequence[str] | None, region: str | Sequence[str] | None
) -> Coverage:
    if isinstance(panel, Coverage):
        refuse_settled(panel, "pass the panel", indicators=indicators, region=region)
        return panel
    ids = None if indicators is None else resolve_indicators(panel, as_list(indicators, "indicator"))
    return cover(panel, indicator=ids, region=region)


def _shade(ax: Axes, counts: Grid, columns: Sequence[int | str]) -> None:
    rows = len(counts)
    there = [at for at, year in enumerate(columns) if isinstance(year, int)]
    cells = np.full((rows, len(columns)), np.nan)
    cells[:, there] = counts
    ax.pcolormesh(
        np.arange(len(columns) + 1) - 0.5,
        np.arange(rows + 1) - 0.5,
        np.ma.masked_invalid(cells),
        cmap=ListedColormap(_SHADES),
        vmin=-0.5,
        vmax=2.5,
        edgecolors="#E3E3E3",
        linewidth=0.5,
    )
    for at in set(range(len(columns))) - set(there):
        ax.add_patch(Rectangle((at - 0.5, -0.5), 1, rows, **_ABSENT))
    ax.set_ylim(rows - 0.5, -0.5)


def _covered_headline(words: Words, found: Coverage, rows: int, left: int) -> str:
    places = list(dict.fromkeys(found.cells["report_region"]))
    where = words.region(places[0]) if len(places) == 1 else ""
    if words.chinese:
        said = f"{where}政府工作报告提到的指标"
    else:
        said = f"What the reports{' of ' + where if where else ''} speak of"
    return said + _how_many(words, "frequent", rows, left)


def _how_many(words: Words, kind: str, rows: int, left: int) -> str:
    """Say in brackets of how many a figure shows the foremost, where it leaves some out."""
    if not left:
        return ""
    if words.chinese:
        return f"（{_FOREMOST[kind][0]} {rows} 个，共 {rows + left} 个）"
    return f" (the {rows} {_FOREMOST[kind][1]} of {rows + left})"
