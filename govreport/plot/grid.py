"""Small multiples: the same figure for many indicators or regions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from govreport.asked import called_right, how_many
from govreport.comparison.cells import PERCENT
from govreport.errors import InputError, closest
from govreport.plot.data import Choice, breaks_of, choose, resolve_indicators, resolve_regions
from govreport.plot.frame import LEGEND, by_row, headline, legend_columns, mark_legend, set_title
from govreport.plot.layout import wrap
from govreport.plot.lines import check_line_kw, draw
from govreport.plot.look import GREY, check_figsize, font_size, style
from govreport.plot.marks import Drawn
from govreport.plot.room import Roomy
from govreport.plot.words import Words

if TYPE_CHECKING:
    from govreport.indicators import Vocabulary
    from govreport.panel import Panel
    from govreport.panel.precedence import Vintage

#: inches of a small figure: as low and as narrow as is readable, and as flat as is not
_LOW, _NARROW, _FLAT = 1.1, 1.5, 0.95
#: so many times the smallest, the largest of several lines leaves the smallest its shape on one axis
_LIKE_SIZE = 4.0

__all__ = ["end_columns", "panes", "small_multiples", "suptitle"]


@called_right
def small_multiples(
    panel: Panel,
    indicators: str | Sequence[str],
    *,
    region: str | Sequence[str] | None = None,
    by: str = "indicator",
    measure: str | None = None,
    years: tuple[int, int] | range | None = None,
    targets: bool = True,
    estimates: bool = True,
    vintage: Vintage = "latest",
    lang: str | None = None,
    title: str | None = None,
    ncols: int | None = None,
    sharey: bool | None = None,
    figsize: tuple[float, float] | None = None,
    **line_kw: Any,
) -> tuple[Figure, np.ndarray]:
    """Draw a small trend for each indicator, or for each region, on one figure with the same years.

    Parameters
    ----------
    panel : Panel
        As `read_panel` returns it.
    indicators : str or sequence of str
        One id or several; those of different units have an axis each.
    region : str or sequence of str, optional
        By default the regions whose reports are in the panel. By region, one without such values is left out, with a
        warning that says what it has instead.
    by : {"indicator", "region"}
        What each small trend is about; the other is told apart by lines.
    measure, years, targets, estimates, vintage, lang, **line_kw
        As in `trend`; the measure is chosen for each small trend.
    title : str, optional
        Over the whole; by default, where each is a region, the one indicator that all are about, else none.
    ncols : int, optional
        Small trends in a row; by default as many as stay readable.
    sharey : bool, optional
        Whether all have the same numbers on their axes; by default where each is a region and all are in %, or of like
        size in one unit.
    figsize : (width, height), optional
        Inches of the whole.

    Returns
    -------
    (Figure, numpy.ndarray)
        The figure, and its Axes in the order of the indicators or regions.

    Raises
    ------
    UnknownIdError, InputError
        As in `trend`.

    Examples
    --------
    >>> import govreport as gr
    >>> figure, axes = gr.plot.small_multiples(gr.read_panel(gr.samples()), ["gdp", "retail_sales"], lang="en")
    >>> len(axes)
    2
    """
    check_line_kw(line_kw)
    choices, lacking = _choices(
        panel,
        indicators,
        region,
        by,
        measure=measure,
        years=years,
        targets=targets,
        estimates=estimates,
        vintage=vintage,
    )
    sharey = _shared(choices, sharey, by)
    words = Words(panel, lang)
    with panes(len(choices), ncols, figsize, sharey) as (figure, grid):
        axes = _fill(figure, grid, choices, words, by, line_kw, sharey=sharey, vocabulary=panel.vocabulary)
        suptitle(figure, words, title, _shared_title(words, choices) if by == "region" else _place(words, choices))
    words.tell(dict.fromkeys([*lacking, *(note for choice in choices for note in choice.left_out)]))
    return figure, axes


def _choices(
    panel: Panel, indicators: str | Sequence[str], region: str | Sequence[str] | None, by: str, **asked: Any
) -> tuple[list[Choice], list[str]]:
    """Return what each small trend shows, and of regions that have nothing to show what they have instead."""
    if by not in ("indicator", "region"):
        raise InputError(
            "small multiples are by indicator or by region",
            where="by",
            found=repr(by),
            suggestions=closest(str(by), ["indicator", "region"]),
        )
    ids = resolve_indicators(panel, indicators)
    if by == "indicator":
        return [choose(panel, one, region=region, beside=ids, **asked) for one in ids], []
    places = resolve_regions(panel.frame, region)
    choices = [choose(panel, ids, region=one, lacking=True, **asked) for one in places]
    if not any(choice.series for choice in choices):  # one that raises says what there is
        choose(panel, ids, region=region, **asked)
    lacking = [note for choice in choices if not choice.series for note in choice.left_out]
    return [choice for choice in choices if choice.series], lacking


def _shared(choices: Sequence[Choice], sharey: bool | None, by: str) -> bool:
    """Whether all axes have the same numbers: as asked for, else where none of the lines would be flat."""
    units = list(dict.fromkeys(f"{choice.measure} in {choice.unit}" for choice in choices))
    if sharey and len(units) > 1:
        raise InputError("one axis cannot be shared by several units", where="sharey", found=", ".join(units))
    if sharey is not None:
        return sharey
    peaks = [max(abs(point.middle) for point in choice.points) for choice in choices]
    alike = choices[0].unit in PERCENT or max(peaks) <= _LIKE_SIZE * min(peaks)
    return by == "region" and len(choices) > 1 and len(units) == 1 and alike


@contextmanager
def panes(
    count: int, ncols: int | None, figsize: tuple[float, float] | None, sharey: bool
) -> Iterator[tuple[Figure, np.ndarray]]:
    """Lend a figure of small figures and the grid of their axes; it is closed again when drawing fails."""
    columns, rows, size = _shape(count, ncols, figsize)
    with style(font_size(size[0] * 0.8)):
        figure, grid = plt.subplots(
            rows, columns, figsize=size, layout=Roomy(), squeeze=False, sharex=True, sharey=sharey
        )
        try:
            yield figure, grid
        except BaseException:
            plt.close(figure)
            raise


def end_columns(grid: np.ndarray, count: int, words: Words) -> None:
    """Take away the axes that nothing is drawn in; those above them end their columns."""
    flat, columns = list(grid.flat), grid.shape[1]
    for at in range(count, len(flat)):
        flat[at].remove()
        above = flat[at - columns]
        above.xaxis.set_tick_params(labelbottom=True)
        _write_years(above, words)


def _shape(count: int, ncols: int | None, figsize: tuple[float, float] | None) -> tuple[int, int, tuple[float, float]]:
    """Return columns, rows and the size of a figure of small figures."""
    size = check_figsize(figsize)
    ncols = None if ncols is None else how_many(ncols, "ncols")
    readable = max(1, int((size[0] if size else 8.0) // 2.4))
    columns = min(count, ncols or readable)
    if size and not ncols:  # narrow ones rather than flat ones
        while columns < count and size[1] < _LOW * -(-count // columns) and size[0] / (columns + 1) >= _NARROW:
            columns += 1
    rows = -(-count // columns)
    columns = columns if ncols else -(-count // rows)
    if size and size[1] < _FLAT * rows:
        found, expected = f"{size[0]:g} × {size[1]:g}", f"a height of {_LOW * rows:.1f} inches or more"
        raise InputError(f"{count} small figures do not fit", where="figsize", expected=expected, found=found)
    return columns, rows, size or (max(4.4, 2.8 * columns), 2.1 * rows + 0.7)


def _fill(
    figure: Figure,
    grid: np.ndarray,
    choices: Sequence[Choice],
    words: Words,
    by: str,
    line_kw: dict[str, Any],
    *,
    sharey: bool,
    vocabulary: Vocabulary,
) -> np.ndarray:
    flat = list(grid.flat)
    kinds = Drawn()
    axes = np.empty(len(choices), dtype=object)
    lonely = None
    for at, choice in enumerate(choices):
        drawn, looks = draw(flat[at], choice, words, dict(line_kw), breaks_of(choice, vocabulary))
        kinds.kinds |= drawn.kinds
        set_title(flat[at], _subtitle(words, choice, by), words)
        lonely = looks[0] if len(choice.series) == 1 else None
        axes[at] = flat[at]
        if sharey and at % grid.shape[1]:
            flat[at].set_ylabel("")
    end_columns(grid, len(choices), words)
    everywhere_one = all(len(choice.series) == 1 for choice in choices)
    _explain(figure, mark_legend(kinds, words, lonely if everywhere_one else None), words)
    return axes


def _explain(figure: Figure, entries: Sequence[tuple[Line2D, str]], words: Words) -> None:
    if not entries:
        return
    size = float(plt.rcParams["legend.fontsize"])  # a number: the style of the figure says so
    columns = legend_columns([text for _, text in entries], figure.get_figwidth() * 72 / size)
    ordered = [entries[at] for at in by_row(len(entries), columns)]
    handles, texts = [handle for handle, _ in ordered], [text for _, text in ordered]
    legend = figure.legend(handles, texts, loc="outside lower left", ncols=columns, **LEGEND)
    for text in legend.get_texts():
        words.write(text)
        text.set_color(GREY)


def _write_years(ax: Axes, words: Words) -> None:
    """Write the years of axes that end their column."""
    for tick in ax.xaxis.get_major_ticks():
        words.write(tick.label1)


def _subtitle(words: Words, choice: Choice, by: str) -> str:
    if by == "region":
        return words.region(choice.series[0].region)
    return headline(words, choice, place=False)


def _shared_title(words: Words, choices: Sequence[Choice]) -> str:
    """Say what all small figures are about, "" where their lines are named one by one."""
    series = [one for choice in choices for one in choice.series]
    ids, measures = {one.indicator for one in series}, {choice.measure for choice in choices}
    if len(ids) > 1:
        return ""
    what = words.indicator(series[0].indicator, [one.region for one in series])
    measure = words.measure(choices[0].measure, list(ids)) if len(measures) == 1 else ""
    return ("" if words.chinese else ", ").join(part for part in (what, measure) if part)


def _place(words: Words, choices: Sequence[Choice]) -> str:
    """Say where all small figures are, "" where their lines are named by region."""
    places = {one.region for choice in choices for one in choice.series}
    return words.region(*places) if len(places) == 1 else ""


def suptitle(figure: Figure, words: Words, title: str | None, default: str = "") -> None:
    """Write a title over the whole."""
    text = words.title(title, default)
    if text:
        artist = figure.suptitle(text)
        words.write(artist)
        artist.set_text(wrap(artist.get_text(), figure.get_figwidth() * 72 / float(artist.get_fontsize()) * 0.96))
