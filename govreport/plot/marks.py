"""The marks of a figure: results as lines, targets as hollow diamonds, hedges as arrows and bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.ticker import Formatter, MaxNLocator
from matplotlib.transforms import ScaledTranslation

from govreport.comparison.interval import off_the_line
from govreport.labels import bound_meant
from govreport.plot.asides import DIAMOND, Slot, slots
from govreport.plot.data import Point, Series
from govreport.plot.look import GREY, MARKERS, PALETTE

__all__ = [
    "Brush",
    "Drawn",
    "Numbers",
    "Years",
    "arrow_reach",
    "brushes",
    "corners",
    "draw_breaks",
    "draw_found",
    "draw_hedges",
    "draw_line",
    "draw_targets",
    "edged",
    "hedge_of",
    "legend_handles",
    "ring",
]

_M, _L = Path.MOVETO, Path.LINETO
_SHAFT = [(0.0, 0.34), (0.0, 1.0), (-0.2, 0.74), (0.0, 1.0), (0.2, 0.74)]


def _arrow(sign: float, middle: float = 0.0) -> Path:
    return Path([(x, sign * (y - middle)) for x, y in _SHAFT], [_M, _L, _M, _L, _L])


UP, DOWN = _arrow(1.0), _arrow(-1.0)

DASHES = (0, (3, 3))
_DOUBT = "#C23B22"
HEDGES = ("over", "under", "about", "range")


@dataclass(frozen=True)
class Brush:
    """How one series looks."""

    color: Any
    marker: Any
    line: dict[str, Any]
    slots: Mapping[int, Slot] = field(default_factory=dict)
    """Where a year's target stands, so that those of several lines do not hide each other."""


@dataclass
class Drawn:
    """Which kinds of marks a figure has, for its legend."""

    kinds: set[str] = field(default_factory=set)

    def names(self) -> list[str]:
        """Return the kinds in the order of the legend; none where there is nothing to tell apart."""
        order = ("actual", "estimate", "target", *HEDGES, "found", "break")
        present = [name for name in order if name in self.kinds]
        return present if present != ["actual"] else []


def brushes(ax: Axes, series: Sequence[Series], line_kw: dict[str, Any]) -> list[Brush]:
    """Return the looks of `series` on `ax`; what the caller says of lines holds for all."""
    given = mpl.cbook.normalize_kwargs(line_kw, Line2D)
    color, marker = given.pop("color", None), given.pop("marker", None)
    return [
        Brush(
            PALETTE[at % len(PALETTE)] if color is None else color,
            MARKERS[at % len(MARKERS)] if marker is None else marker,
            given,
            placed,
        )
        for at, placed in enumerate(slots(ax, series))
    ]


_LARGER = {"P": 1.3, "X": 1.3, "^": 1.15, "v": 1.15, "h": 1.1, "p": 1.1}


def _size(scale: float = 1.0) -> float:
    return float(mpl.rcParams["lines.markersize"]) * scale


def arrow_reach() -> float:
    """Return the points that the arrow of a hedge reaches beyond its number."""
    return _arrow_size() / 2


def _arrow_size() -> float:
    return float(mpl.rcParams["font.size"]) * 2.7


def draw_line(ax: Axes, series: Series, name: str, brush: Brush, drawn: Drawn) -> Line2D | None:
    """Draw the results: a line that breaks at missing years, filled marks, hollow ones for estimates.

    A floor that lies below the year before, or a ceiling above it, is a mark off the line.
    """
    points = {point.year: point for point in series.results}
    if not points:
        return None
    years = list(range(min(points), max(points) + 1))
    loose = off_the_line({year: (point.middle, point.low, point.high) for year, point in points.items()})
    on = points.keys() - loose
    values = [points[year].middle if year in on else np.nan for year in years]
    actual = [at for at, year in enumerate(years) if year in on and points[year].status == "actual"]
    keywords = {"label": name, "zorder": 3, "markeredgecolor": "white", "markeredgewidth": 0.6, **brush.line}
    keywords.setdefault("markevery", actual)
    keywords.setdefault("markersize", _size(_LARGER.get(brush.marker, 1.0)))
    (line,) = ax.plot(years, values, color=brush.color, marker=brush.marker, **keywords)
    drawn.kinds |= {point.status for point in series.results}
    apart = [points[year] for year in sorted(loose) if points[year].status == "actual"]
    if apart:
        dots = _dots(ax, apart, f"_{name} apart", brush, marker=brush.marker, size=line.get_markersize(), zorder=3.2)
        edged(dots).set_markerfacecolor(brush.color)
    guessed = [point for point in series.results if point.status == "estimate"]
    if guessed:
        _dots(ax, guessed, f"_{name} estimate", brush, marker=brush.marker, size=line.get_markersize(), zorder=3.2)
    return line


def edged(dots: Line2D) -> Line2D:
    """Set filled marks apart from what lies below: a white edge, and a halo round what is written as a sign."""
    if str(dots.get_marker()).startswith("$"):
        dots.set_markersize(dots.get_markersize() * 1.5)
        dots.set_markeredgecolor(dots.get_color())
        dots.set_path_effects([withStroke(linewidth=3.0, foreground="white")])
    else:
        dots.set_markeredgecolor("white")
    dots.set_markeredgewidth(0.6)
    return dots


def draw_targets(ax: Axes, series: Series, name: str, brush: Brush, drawn: Drawn) -> None:
    """Draw the targets: hollow diamonds at the year aimed at, over the bars of their hedges and under the results."""
    for slot, points in _by_slot(series.targets, brush):
        dots = _dots(ax, points, f"_{name} target", brush, marker="D", size=_size(DIAMOND * slot.scale), zorder=2.9)
        _shift(ax, dots, slot.aside)
        drawn.kinds.add("target")


def _by_slot(points: Sequence[Point], brush: Brush) -> list[tuple[Slot, list[Point]]]:
    groups: dict[Slot, list[Point]] = {}
    for point in points:
        slot = brush.slots.get(point.year) if point.status == "target" else None
        groups.setdefault(slot or Slot(), []).append(point)
    return sorted(groups.items(), key=lambda group: group[0].aside)


def _shift(ax: Axes, line: Line2D, aside: float) -> None:
    """Move a mark by points; after it was added, as its data and not its place set the limits of the axes."""
    if aside:
        line.set_transform(ax.transData + ScaledTranslation(aside / 72, 0, ax.figure.dpi_scale_trans))
        line.set_clip_on(False)


def _dots(
    ax: Axes,
    points: Sequence[Point],
    label: str,
    brush: Brush,
    *,
    marker: Any,
    size: float,
    zorder: float,
) -> Line2D:
    (dots,) = ax.plot(
        [point.year for point in points],
        [point.middle for point in points],
        linestyle="none",
        marker=marker,
        markersize=size,
        markerfacecolor="white",
        markeredgecolor=brush.color,
        markeredgewidth=1.2,
        color=brush.color,
        label=label,
        zorder=zorder,
        alpha=brush.line.get("alpha"),
    )
    return dots


def draw_hedges(ax: Axes, points: Sequence[Point], label: str, brush: Brush, drawn: Drawn) -> None:
    """Draw what hedges leave open: arrows for 以上 and 以内, capped bars for 左右, broad bars for ranges."""
    for kind in HEDGES:
        hedged = [point for point in points if hedge_of(point) == kind]
        if not hedged:
            continue
        drawn.kinds.add(kind)
        for slot, group in _by_slot(hedged, brush):
            if kind in ("over", "under"):
                marks = _arrows(ax, group, f"_{label} {kind}", brush, UP if kind == "over" else DOWN)
            else:
                marks = _bars(ax, group, f"_{label} {kind}", brush, broad=kind == "range", scale=slot.scale)
            _shift(ax, marks, slot.aside)


def draw_found(ax: Axes, points: Sequence[Point], label: str, drawn: Drawn) -> None:
    """Draw a ring round what `check` finds doubtful."""
    doubtful = [point for point in points if point.found]
    if not doubtful:
        return
    ring(ax, [(point.year, point.middle) for point in doubtful], label)
    drawn.kinds.add("found")


def ring(ax: Axes, places: Sequence[tuple[float, float]], label: str) -> None:
    """Draw rings round what `check` finds doubtful."""
    look: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": _size(2.3), "markerfacecolor": "none"}
    look |= {"markeredgecolor": _DOUBT, "markeredgewidth": 1.1, "label": f"_{label} found", "zorder": 3.8}
    ax.plot([x for x, _ in places], [y for _, y in places], **look)


def corners(ax: Axes, cells: Sequence[tuple[int, int]]) -> Line2D:
    """Draw a mark into the corner of each cell, row and column, that `check` finds doubtful; return it for a legend."""
    shape = Path([(-1, 1), (1, 1), (1, -1), (-1, 1)], [_M, _L, _L, Path.CLOSEPOLY])
    look: dict[str, Any] = {"linestyle": "none", "marker": shape, "color": "#1A1A1A", "markeredgecolor": "white"}
    look |= {"markeredgewidth": 0.5, "zorder": 3.8, "label": "_found", "clip_on": False}
    size = _size(1.1)
    (drawn,) = ax.plot([column + 0.5 for _, column in cells], [row - 0.5 for row, _ in cells], markersize=size, **look)
    inside = ScaledTranslation(-size / 144, -size / 144, ax.figure.dpi_scale_trans)
    drawn.set_transform(ax.transData + inside)
    return drawn


def draw_breaks(ax: Axes, breaks: Mapping[int, str], drawn: Drawn) -> None:
    """Draw the years from which on a name means something else: dashed lines between that year and the one before."""
    for year, change in breaks.items():
        name = f"_break {year}: {change}"
        ax.axvline(year - 0.5, color=GREY, linestyle=DASHES, linewidth=0.8, alpha=0.6, zorder=1, label=name)
        drawn.kinds.add("break")


def hedge_of(point: Point) -> str | None:
    """Return the kind of mark that a hedge gets: `over`, `under`, `about`, `range`, or None where there is none.

    A fall of over 3 % is a growth below -3 %: its arrow points down.
    """
    if point.is_range:
        return "range"
    meant = bound_meant(point.bound, point.value)
    return {"over": "over", "under": "under", "about": "about", "near": "about"}.get(meant)


def _arrows(ax: Axes, points: Sequence[Point], label: str, brush: Brush, shape: Path) -> Line2D:
    (arrows,) = ax.plot(
        [point.year for point in points],
        [point.value for point in points],
        linestyle="none",
        marker=shape,
        markersize=_arrow_size(),
        markerfacecolor="none",
        markeredgecolor=brush.color,
        markeredgewidth=1.2,
        color=brush.color,
        label=label,
        zorder=2.8,
        alpha=brush.line.get("alpha"),
    )
    return arrows


def _bars(ax: Axes, points: Sequence[Point], label: str, brush: Brush, *, broad: bool, scale: float) -> Line2D:
    years = [value for point in points for value in (point.year, point.year, np.nan)]
    ends = [value for point in points for value in (*_ends(point), np.nan)]
    (bars,) = ax.plot(
        years,
        ends,
        linestyle="-",
        linewidth=_size(1.1 * scale) if broad else 1.1,
        solid_capstyle="butt",
        marker="_",
        markersize=_size((1.6 if broad else 1.1) * scale),
        markeredgewidth=1.2,
        color=brush.color,
        alpha=0.45 if broad else 0.9,
        label=label,
        zorder=2.5,
    )
    return bars


def _ends(point: Point) -> tuple[float, float]:
    low = point.low if np.isfinite(point.low) else point.value
    high = point.high if np.isfinite(point.high) else point.value
    return low, high


def legend_handles(names: Sequence[str], brush: Brush | None) -> list[Line2D]:
    """Return legend marks for the kinds `names`; grey where they stand for several series."""
    color = brush.color if brush else GREY
    marker = brush.marker if brush else MARKERS[0]
    return [_handle(name, color, marker) for name in names]


def _handle(name: str, color: Any, marker: Any) -> Line2D:
    edge = {"markeredgecolor": color, "markeredgewidth": 1.2, "color": color}
    if name == "actual":
        return Line2D([], [], marker=marker, color=color, markeredgecolor="white", markeredgewidth=0.6)
    if name == "estimate":
        return Line2D([], [], linestyle="none", marker=marker, markerfacecolor="white", **edge)
    if name == "target":
        return Line2D([], [], linestyle="none", marker="D", markersize=_size(1.1), markerfacecolor="none", **edge)
    if name in ("over", "under"):
        shape = _arrow(1.0 if name == "over" else -1.0, middle=0.67)
        return Line2D([], [], linestyle="none", marker=shape, markersize=_size(1.7), markerfacecolor="none", **edge)
    if name == "found":
        ring: dict[str, Any] = {"markeredgecolor": _DOUBT, "markeredgewidth": 1.1}
        return Line2D([], [], linestyle="none", marker="o", markersize=_size(1.8), markerfacecolor="none", **ring)
    if name == "break":
        return Line2D([], [], color=GREY, linestyle=DASHES, linewidth=0.9)
    if name == "about":
        return Line2D([], [], linestyle="none", marker=_BEAM, markersize=_size(1.6), markerfacecolor="none", **edge)
    return Line2D(
        [], [], linestyle="none", marker=_BLOCK, markersize=_size(1.8), alpha=0.45, markerfacecolor=color, **edge
    )


_BEAM = Path([(-0.4, 1), (0.4, 1), (0, 1), (0, -1), (-0.4, -1), (0.4, -1)], [_M, _L, _M, _L, _M, _L])
_BLOCK = Path([(-0.35, -1), (0.35, -1), (0.35, 1), (-0.35, 1), (-0.35, -1)], [_M, _L, _L, _L, Path.CLOSEPOLY])


class Numbers(Formatter):
    """Tick labels: numbers times `factor`, with thousands separators and no more decimals than the ticks need."""

    def __init__(self, factor: float = 1.0, minus: str = "\u2212") -> None:
        self.factor = factor
        self.minus = minus
        self._decimals = 2

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the labels of all ticks."""
        self._decimals = self._needed(np.unique(np.asarray(values, dtype=float) * self.factor))
        return [self(value) for value in values]

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Return the label of the tick at `x`."""
        return self._say(x * self.factor, self._decimals)

    @staticmethod
    def _needed(shown: np.ndarray) -> int:
        if len(shown) < 2:
            return 2
        return next((n for n in range(6) if np.allclose(shown, np.round(shown, n), atol=np.diff(shown).min() / 50)), 6)

    def _say(self, number: float, decimals: int) -> str:
        text = f"{number:,.{decimals}f}"
        if float(text.replace(",", "")) == 0:
            text = text.removeprefix("-")
        return text.replace("-", self.minus)


class Years(MaxNLocator):
    """Ticks at whole years, as many as their labels have room for, none after `last`."""

    def __init__(self, last: int | None = None) -> None:
        super().__init__(integer=True)
        self.last = last

    def tick_values(self, vmin: float, vmax: float) -> Sequence[float]:
        """Return years of an even step within the limits."""
        room = max(2, int(self.axis.get_tick_space() * 0.9)) if self.axis is not None else 9
        first, last = int(np.ceil(min(vmin, vmax))), int(np.floor(max(vmin, vmax)))
        last = last if self.last is None else min(last, self.last)
        step = next((n for n in (1, 2, 5, 10, 20, 25, 40, 50, 100) if (last - first) // n + 1 <= room), 200)
        return [float(year) for year in range(-(-first // step) * step, last + 1, step)]
