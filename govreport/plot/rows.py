"""Figures with a name on every row: places on rows, hedges that lie flat, values above the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from govreport.errors import InputError
from govreport.labels import hedge_mark, readable
from govreport.plot.data import Point
from govreport.plot.frame import axis_label, counts_things, settle
from govreport.plot.layout import SMALLEST, ems, join, legible, size_of, wrap
from govreport.plot.look import FIGSIZE, GREY, check_figsize, font_size
from govreport.plot.marks import Numbers, edged, hedge_of, legend_handles, ring
from govreport.plot.room import Roomy
from govreport.plot.words import Words

__all__ = [
    "MOST_ROWS",
    "above",
    "across",
    "aim",
    "check_rows",
    "dot",
    "dress_rows",
    "fit_rows",
    "flat_entries",
    "name_rows",
    "ringed",
    "room_for_rows",
    "row_figsize",
    "say",
    "stated",
]

MOST_ROWS = 80
#: so many names of rows are as high as title, axis, legend and source
_AROUND = 10.5
_M, _L = Path.MOVETO, Path.LINETO
_SHAFT = [(0.34, 0.0), (1.0, 0.0), (0.74, -0.2), (1.0, 0.0), (0.74, 0.2)]


def _arrow(way: float, middle: float = 0.0) -> Path:
    return Path([(way * (x - middle), y) for x, y in _SHAFT], [_M, _L, _M, _L, _L])


def check_rows(count: int, hint: str) -> None:
    """Raise where there are more rows than a page can show."""
    if count > MOST_ROWS:
        raise InputError(f"{count} rows are more than one figure can show", expected=f"at most {MOST_ROWS}", hint=hint)


def row_figsize(figsize: tuple[float, float] | None, rows: int) -> tuple[float, float]:
    """Return the size of a new figure: as asked for, else as high as its rows need."""
    return check_figsize(figsize) or (FIGSIZE[0], max(2.4, 1.25 + 0.29 * rows))


def room_for_rows(figsize: tuple[float, float] | None, ax: Axes | None, *, around: float = _AROUND) -> int:
    """Return how many names of rows a figure of this size has room for: all that a page has where none is asked for."""
    size = check_figsize(figsize)
    if size is None or ax is not None:
        return MOST_ROWS
    high = 72 * size[1] - (around + 1) * 0.95 * font_size(size[0])
    return max(1, min(MOST_ROWS, int(high / (SMALLEST * _high(1)))))


def label_size(ax: Axes) -> float:
    """Return the size of the names of rows in points, whatever style the axes are in."""
    return size_of(ax.yaxis.get_ticklabels()[0])


def name_rows(ax: Axes, names: Sequence[str], words: Words, *, around: float = _AROUND) -> None:
    """Write the names of the rows: in two lines where rows are high enough, else smaller; none lies on another.

    Title, axis and legend take the height of `around` names, which no layout engine has yet taken from the figure.
    """
    pixel = 72 / ax.figure.dpi
    wide = ax.bbox.width * pixel
    full = label_size(ax)
    whole = ax.figure if isinstance(ax.figure.get_layout_engine(), Roomy) else ax
    high = max(whole.bbox.height * pixel - around * full, 0.3 * ax.bbox.height * pixel) / len(names)
    sizes = list(dict.fromkeys(legible(full, share) for share in (1.0, 0.85, 0.72, 0.62)))
    for size in sizes:
        broken = [wrap(name, 0.42 * wide / size) for name in names]
        if high >= size * _high(max(name.count("\n") for name in broken) + 1):
            break
    else:
        size = max(sizes[-1], min(full, 0.6 * wide / max(map(ems, names))))
        broken = [wrap(name, 0.72 * wide / size) for name in names]
        size = max(0.5 * full, min(size, high / _high(max(name.count("\n") for name in broken) + 1)))
    ax.set_yticks(range(len(names)), broken, fontsize=size)
    for named in ax.get_yticklabels():
        words.write(named)


def _high(lines: int) -> float:
    return 1.18 + 1.25 * (lines - 1)


def fit_rows(ax: Axes) -> None:
    """Set the names of rows smaller where title and legend have left the rows too little height for them.

    Where they would be too small to be read they are in one line each, and a figure without room for these says so.
    """
    named = ax.get_yticklabels()
    pixel = ax.figure.dpi / 72
    if pixel * _tallest(named) * len(named) >= 0.25 * ax.figure.bbox.height:
        settle(ax)
        room = ax.bbox.height / len(named) / pixel
        if room < _tallest(named) * SMALLEST / size_of(named[0]):
            for name in named:
                name.set_text(join(name.get_text()))
        size = size_of(named[0]) * max(0.5, min(1.0, room / _tallest(named)))
        for name in named:
            name.set_fontsize(size)
    engine = ax.figure.get_layout_engine()
    if size_of(named[0]) < SMALLEST - 0.05 and isinstance(engine, Roomy):
        engine.say_so(ax.figure)


def _tallest(named: Sequence[Text]) -> float:
    """Return the points of height that the highest of these names takes."""
    return max(_high(name.get_text().count("\n") + 1) * size_of(name) for name in named)


def above(ax: Axes, rows: int) -> None:
    """Put the axis of values above so many rows, the first of them on top."""
    ax.set_ylim(rows - 0.4, -0.6)
    ax.grid(False)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.spines["bottom"].set_visible(False)
    ax.spines["top"].set_visible(True)
    ax.tick_params(axis="y", length=0)


def dress_rows(
    ax: Axes, names: Sequence[str], words: Words, *, measure: str, unit: str, indicators: Iterable[str], peak: float
) -> float:
    """Name the rows from the top down and put the axis of values above them; return the factor of its numbers."""
    name_rows(ax, names, words)
    above(ax, len(names))
    for at in range(len(names)):
        ax.axhline(at, color="#E3E3E3", linewidth=0.7, zorder=0, label="_row")
    factor, label = words.unit(unit, peak)
    ax.xaxis.set_major_formatter(Numbers(factor, words.minus()))
    if measure == "rank" or counts_things(unit, factor):
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    ax.set_xlabel(axis_label(words, measure, set(indicators), label))
    words.write(ax.xaxis.label)
    ax.margins(x=0.08)
    low, high = ax.get_xlim()
    if low < 0 < high:
        ax.axvline(0, color="#8C8C8C", linewidth=0.8, zorder=0.5, label="_zero")
    settle(ax)
    return factor


def say(ax: Axes, texts: Sequence[str], words: Words) -> None:
    """Write a few words at the right end of every row."""
    size = label_size(ax)
    for row, text in enumerate(texts):
        said = ax.annotate(
            text,
            (1.0, row),
            xycoords=("axes fraction", "data"),
            xytext=(size * 0.7, 0),
            textcoords="offset points",
            va="center",
            fontsize=size,
            color=GREY,
            annotation_clip=False,
        )
        words.write(said)


def within(ax: Axes, row: int, text: str, color: Any, words: Words) -> None:
    """Write what a row says into it, where its marks would be out of sight."""
    look: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "va": "center", "ha": "right", "color": color}
    said = ax.annotate(text, (0.985, row), fontsize=label_size(ax), **look)
    words.write(said)


def stated(point: Point, factor: float, words: Words) -> str:
    """Write a value with the mark of its hedge: `≥5`, `5–5.5`."""
    value, low, high = (readable(end * factor, point.quote) for end in (point.value, point.low, point.high))
    if point.is_range:
        return f"{round(low, 4):,.10g}–{round(high, 4):,.10g}"
    return f"{hedge_mark(point.bound, value)}{round(value, 4):,.10g}".replace("-", words.minus())


def dot(
    ax: Axes, points: Sequence[tuple[int, Point]], label: str, color: Any, *, marker: str = "o", hollow: bool = False
) -> Line2D:
    """Draw values as marks on their rows."""
    size = float(mpl.rcParams["lines.markersize"]) * 1.25
    (drawn,) = ax.plot(
        [point.middle for _, point in points],
        [row for row, _ in points],
        linestyle="none",
        marker=marker,
        markersize=size,
        markerfacecolor="white" if hollow else color,
        color=color,
        label=label,
        zorder=3.4,
    )
    if not hollow:
        return edged(drawn)
    drawn.set_markeredgewidth(1.2)
    return drawn


def aim(ax: Axes, points: Sequence[tuple[int, Point]], label: str, color: Any = GREY, *, marker: str = "D") -> Line2D:
    """Draw targets as hollow marks on their rows, diamonds where nothing sets them apart."""
    return dot(ax, points, label, color, marker=marker, hollow=True)


def across(ax: Axes, points: Sequence[tuple[int, Point]], label: str, color: Any) -> set[str]:
    """Draw what hedges leave open, lying flat: arrows for 以上 and 以内, bars for 左右 and ranges; return the kinds."""
    kinds: dict[str, list[tuple[int, Point]]] = {}
    for row, point in points:
        if kind := hedge_of(point):
            kinds.setdefault(kind, []).append((row, point))
    for kind, group in kinds.items():
        name = f"_{label} {kind}"
        if kind in ("over", "under"):
            _arrows(ax, group, name, color, _arrow(1.0 if kind == "over" else -1.0))
        else:
            _bars(ax, group, name, color, broad=kind == "range")
    return set(kinds)


def _arrows(ax: Axes, points: Sequence[tuple[int, Point]], label: str, color: Any, shape: Path) -> None:
    size = float(mpl.rcParams["font.size"]) * 2.7
    look: dict[str, Any] = {"linestyle": "none", "marker": shape, "markersize": size, "markerfacecolor": "none"}
    look |= {"markeredgecolor": color, "markeredgewidth": 1.2, "color": color, "zorder": 2.8}
    ax.plot([point.value for _, point in points], [row for row, _ in points], label=label, **look)


def _bars(ax: Axes, points: Sequence[tuple[int, Point]], label: str, color: Any, *, broad: bool) -> None:
    size = float(mpl.rcParams["lines.markersize"])
    ends: list[float] = []
    for _, point in points:
        ends += [point.low, point.high, np.nan]
    rows = [float(row) for row, _ in points for _ in range(3)]
    look: dict[str, Any] = {"marker": "|", "markersize": size * (1.6 if broad else 1.1), "markeredgewidth": 1.2}
    look |= {"linewidth": size * 1.1 if broad else 1.1, "solid_capstyle": "butt", "alpha": 0.45 if broad else 0.9}
    ax.plot(ends, rows, color=color, label=label, zorder=2.5, **look)


def ringed(ax: Axes, points: Sequence[tuple[int, Point]], words: Words) -> list[tuple[Line2D, str]]:
    """Draw rings round what `check` finds doubtful; return what the legend has to say of them."""
    doubtful = [(point.middle, float(row)) for row, point in points if point.found]
    if not doubtful:
        return []
    ring(ax, doubtful, "rows")
    return [(legend_handles(["found"], None)[0], words.mark("found"))]


def flat_entries(kinds: set[str], words: Words) -> list[tuple[Line2D, str]]:
    """Return what the legend has to say of the hedges that `across` drew."""
    return [(_flat_handle(kind), words.mark(kind)) for kind in ("over", "under", "about", "range") if kind in kinds]


def _flat_handle(kind: str) -> Line2D:
    edge: dict[str, Any] = {"color": GREY, "markeredgecolor": GREY, "markeredgewidth": 1.2, "markerfacecolor": "none"}
    if kind in ("over", "under"):
        shape = _arrow(1.0 if kind == "over" else -1.0, middle=0.67)
        size = float(mpl.rcParams["lines.markersize"]) * 1.9
        return Line2D([], [], linestyle="none", marker=shape, markersize=size, **edge)
    broad = kind == "range"
    width = float(mpl.rcParams["lines.markersize"]) * (1.1 if broad else 0.2)
    return Line2D([], [], linewidth=width, alpha=0.45 if broad else 0.9, solid_capstyle="butt", color=GREY)
