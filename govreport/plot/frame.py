"""Axes around the marks: years, numbers with their unit, title, legend, source line, names at line ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Annotation
from matplotlib.ticker import MaxNLocator, StrMethodFormatter
from matplotlib.transforms import ScaledTranslation

from govreport.errors import InputError
from govreport.plot.asides import Slot, points_wide, reach
from govreport.plot.data import Choice, Point, Said, Series
from govreport.plot.layout import EndLabel, ems, end_labels, legible, size_of, wrap
from govreport.plot.look import GREY, darker
from govreport.plot.marks import Brush, Drawn, Numbers, Years, arrow_reach, hedge_of, legend_handles
from govreport.plot.words import Words
from govreport.units import parse_unit

#: how a legend is spaced: `legend_columns` reckons with it
LEGEND: dict[str, Any] = {"handlelength": 1.4, "handletextpad": 0.5, "columnspacing": 1.3}


@dataclass(slots=True)
class _Shown:
    """What axes show: a measure in a unit, the largest number without its sign, and the label that was written."""

    what: tuple[str, str]
    peak: float = 0.0
    label: str = ""


_SHOWN: WeakKeyDictionary[Axes, _Shown] = WeakKeyDictionary()


def check_same_unit(ax: Axes | None, choice: Choice) -> None:
    """Raise when axes that a figure was drawn on before are asked to show another measure or unit."""
    before = _SHOWN.get(ax) if isinstance(ax, Axes) else None
    if before is not None and before.what != (choice.measure, choice.unit):
        raise InputError(
            "these axes show another unit already",
            where="ax",
            expected=" in ".join(before.what),
            found=f"{choice.measure} in {choice.unit}",
            hint="draw on axes of their own, or clear these and make new ones",
        )


def dress(ax: Axes, choice: Choice, words: Words, beside: float = 0.0) -> None:
    """Set limits, ticks and the label with the unit; marks reach `beside` their years, by a share of the width."""
    first_time = ax not in _SHOWN
    shown = _SHOWN.setdefault(ax, _Shown((choice.measure, choice.unit)))
    shown.what = choice.measure, choice.unit
    years = [point.year for point in choice.points]
    values = [point.middle for point in choice.points]
    set_years(ax, min(years), max(years), beside)
    shown.peak = max([shown.peak, *map(abs, values)])
    siblings = ((other, _SHOWN.get(other)) for other in ax.get_shared_y_axes().get_siblings(ax))
    alike = {other: its for other, its in siblings if its is not None and its.what == shown.what}
    _make_room_for_arrows(ax, choice.points)
    factor, unit = words.unit(choice.unit, max(its.peak for its in alike.values()))
    if choice.measure == "rank" or counts_things(choice.unit, factor):
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    if choice.measure == "rank" and first_time:
        ax.invert_yaxis()
    ax.yaxis.set_major_formatter(Numbers(factor, words.minus()))
    if min(values) < 0 < max(values):
        ax.axhline(0, color="#8C8C8C", linewidth=0.8, zorder=1, label="_zero")
    label = axis_label(words, choice.measure, {one.indicator for one in choice.series}, unit)
    for other, its in alike.items():
        _write_unit(other, its, label, words, own=other is ax)


def _write_unit(ax: Axes, shown: _Shown, label: str, words: Words, *, own: bool) -> None:
    """Write the unit beside the numbers: over one that was written for smaller numbers too, never over the user's."""
    said = ax.get_ylabel()
    if (own and not said) or (said and said == shown.label):
        ax.set_ylabel(label)
        shown.label = label
    words.write(ax.yaxis.label)


def counts_things(unit: str, factor: float) -> bool:
    """Say whether an axis counts single things, of which there are no halves: 3家, and not 3万家.

    Examples
    --------
    >>> counts_things("家", 1.0), counts_things("家", 1e-4), counts_things("亿元", 1.0)
    (True, False, False)
    """
    return factor == 1 and bool(unit) and parse_unit(unit).kind == "count" and not parse_unit(unit).scale


def set_years(ax: Axes, first: int, last: int, beside: float = 0.0) -> None:
    """Show the years drawn here before and on axes that share them, and what reaches `beside` them."""
    for other in ax.get_shared_x_axes().get_siblings(ax):
        low, high = other.dataLim.intervalx
        if np.isfinite([low, high]).all():
            first, last = min(first, int(low)), max(last, int(high))
    pad = 0.6 if first == last else max(0.3, (last - first) * 0.035)
    pad = max(pad, beside * (last - first) / (1 - 2 * beside))
    ax.set_xlim(first - pad, last + pad)
    ax.xaxis.set_major_locator(Years())
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:.0f}"))
    ax.margins(y=0.12)


def _make_room_for_arrows(ax: Axes, points: Iterable[Point]) -> None:
    """Widen the span of the numbers by what arrows take: more on low axes than on high ones, alike on shared ones."""
    if any(hedge_of(point) in ("over", "under") for point in points):
        # titles and names that are not laid out yet take a third of small axes
        high, arrow = ax.bbox.height / ax.figure.dpi * 72 * 0.65, arrow_reach()
        ax.margins(y=max(_margin(ax), min(0.5, arrow / max(high - 2 * arrow, arrow))))
    ax.margins(y=max(_margin(other) for other in ax.get_shared_y_axes().get_siblings(ax)))


def _margin(ax: Axes) -> float:
    return (ax.margins() or (0.0, 0.0))[1]


def axis_label(words: Words, measured: str, indicators: Iterable[str], unit: str) -> str:
    """Return what the numbers of an axis are: the measure and its unit."""
    measure = words.measure(measured, indicators)
    if not measure:
        return unit
    if not unit or measured == "rank":
        return measure if words.chinese else measure.capitalize()
    return f"{measure}（{unit}）" if words.chinese else f"{measure.capitalize()}, {unit}"


def headline(words: Words, choice: Choice, *, place: bool = True, goals: bool = True) -> str:
    """Return the title that says what the figure shows: region, indicator, measure, as far as all lines share them."""
    indicators = list(dict.fromkeys(one.indicator for one in choice.series))
    regions = list(dict.fromkeys(one.region for one in choice.series))
    measure = words.measure(choice.measure, indicators)
    what = words.indicator(indicators[0], regions) if len(indicators) == 1 else ""
    where = words.region(regions[0]) if place and len(regions) == 1 else ""
    where = "" if what.startswith("国内") else where
    goals = goals and bool(choice.points) and all(point.status == "target" for point in choice.points)
    if words.chinese:
        said = where + (what or ("主要指标" if where or not measure else "各指标")) + measure
        return said + words.mark("target") if goals else said
    said = f"{what}, {measure}" if what and measure else what or measure or "levels"
    said = f"{said}, targets" if goals else said
    said = f"{where}: {said}" if where else said
    return said[:1].upper() + said[1:]


def line_names(words: Words, series: Sequence[Series]) -> list[str]:
    """Return what tells the lines apart."""
    return told_apart(words, [(one.region, one.indicator, "") for one in series])


def told_apart(words: Words, things: Sequence[tuple[str, str, str]]) -> list[str]:
    """Name things by region and indicator, as far as these are not those of all, and by a word of their own."""
    regions, indicators = dict.fromkeys(one[0] for one in things), {one[1] for one in things}
    names: list[str] = []
    for region, indicator, more in things:
        parts = [words.region(region)] if len(regions) > 1 else []
        if len(indicators) > 1 or not parts:
            parts.append(words.indicator(indicator, [region] if parts else regions))
        names.append((" " if words.chinese else ", ").join([*parts, *([more] if more else [])]))
    return names


def share_beside(ax: Axes, looks: Sequence[Brush], names: Sequence[str]) -> float:
    """Return the share of the width that marks reach beside their years, once the names have taken theirs."""
    asides = max(reach(look.slots) for look in looks)
    size = size_of(ax.yaxis.label)
    named = min(_room_of_names(ax, size), max(map(ems, names))) * size if asides and len(names) > 1 else 0.0
    return min(0.3, asides / (points_wide(ax) - named))


def settle(ax: Axes) -> None:
    """Lay the figure out with the names that stand beside the axes, so that what is broken to their width fits."""
    engine = ax.figure.get_layout_engine()
    if isinstance(ax.figure, Figure) and engine is not None:
        with suppress(ValueError):  # as matplotlib itself does; drawing takes as long again and places nothing
            engine.execute(ax.figure)


def set_title(ax: Axes, text: str, words: Words) -> None:
    """Set the title over the axes, broken to their width."""
    title = ax.set_title(text)
    words.write(title)
    if words.chinese:
        title.set_linespacing(1.35)
    title.set_text(wrap(title.get_text(), ax.bbox.width / _pixels(ax, size_of(title))))


def _pixels(ax: Axes, points: float) -> float:
    return points * ax.figure.dpi / 72


def name_ends(
    ax: Axes, series: Sequence[Series], names: Sequence[str], looks: Sequence[Brush], words: Words
) -> list[EndLabel]:
    """Write the names of several lines at their ends."""
    if len(series) < 2:
        return []
    size = size_of(ax.yaxis.label)
    room = _room_of_names(ax, size)
    ends: list[tuple[str, float, float, Any]] = []
    asides: list[float] = []
    for one, name, look in zip(series, names, looks, strict=True):
        last = max(one.points, key=lambda point: (point.year, point.status != "target"))
        ends.append((wrap(name, room), last.year, last.middle, darker(look.color)))
        asides.append(look.slots.get(last.year, Slot()).aside if last.status == "target" else 0.0)
    right = max(x for _, x, _, _ in ends)
    labels = end_labels(ax, ends, right=right, gap=size + max(asides), asides=asides)
    for label in labels:
        words.write(label)
    if ax.figure.get_layout_engine() is None:
        _make_room(ax, labels, size)
    return labels


def _room_of_names(ax: Axes, size: float) -> float:
    return min(16.0, ax.bbox.width * 0.36 / _pixels(ax, size))


def _make_room(ax: Axes, labels: Sequence[EndLabel], size: float) -> None:
    """Widen the axis of years so that the names fit inside, where no layout engine makes room outside."""
    wide = max(ems(line) for label in labels for line in label.get_text().split("\n")) + 1.2
    share = min(0.6, wide * _pixels(ax, size) / ax.bbox.width)
    low, high = ax.get_xlim()
    right = labels[0].right
    ax.set_xlim(low, max(high, low + (right - low) / (1 - share)))
    ax.xaxis.set_major_locator(Years(last=int(right)))


def mark_legend(drawn: Drawn, words: Words, brush: Brush | None) -> list[tuple[Line2D, str]]:
    """Return the marks to explain: none where all are plain results, grey ones where they stand for several lines."""
    names = drawn.names()
    return list(zip(legend_handles(names, brush), [words.mark(name) for name in names], strict=True))


def add_legend(ax: Axes, entries: Sequence[tuple[Artist, str]], words: Words) -> float:
    """Explain the marks below the axes; return the points of height that it takes."""
    if not entries:
        return 0.0
    handles = [handle for handle, _ in entries]
    texts = [text for _, text in entries]
    managed = ax.figure.get_layout_engine() is not None
    keywords = {**LEGEND, "frameon": False}
    if not managed:
        legend = ax.legend(handles, texts, loc="best", **{**keywords, "frameon": True, "framealpha": 0.85})
        _write(legend, words)
        return 0.0
    down = _below_ticks(ax)
    legend = ax.legend(handles, texts, ncols=len(texts), **_under(ax, down), **keywords)
    size = size_of(legend.get_texts()[0])
    columns = legend_columns(texts, ax.bbox.width / _pixels(ax, size))
    if columns < len(texts):
        order = by_row(len(texts), columns)
        handles, texts = [handles[at] for at in order], [texts[at] for at in order]
        legend = ax.legend(handles, texts, ncols=columns, **_under(ax, down), **keywords)
    _write(legend, words)
    return -(-len(texts) // columns) * size * 1.6 + size * 0.6


def _under(ax: Axes, points: float) -> dict[str, Any]:
    lower = ax.transAxes + ScaledTranslation(0, -points / 72, ax.figure.dpi_scale_trans)
    return {
        "loc": "upper left",
        "bbox_to_anchor": (0.0, 0.0),
        "bbox_transform": lower,
        "borderaxespad": 0,
        "borderpad": 0.2,
    }


def _below_ticks(ax: Axes) -> float:
    ticks = ax.xaxis.get_ticklabels()
    lines = max((tick.get_text().count("\n") for tick in ticks), default=0) + 1.0
    lines = 0.0 if ax.xaxis.get_ticks_position() == "top" else lines
    return (size_of(ticks[0]) if ticks else 9.0) * (1.0 + 1.2 * lines)


def legend_columns(texts: Sequence[str], room: float) -> int:
    """Return how many entries fit in a row; matplotlib gives each column the width of its widest entry."""
    for columns in range(len(texts), 1, -1):
        rows = -(-len(texts) // columns)
        widths = [max(ems(text) for text in texts[at : at + rows]) + 3.2 for at in range(0, len(texts), rows)]
        if sum(widths) <= room:
            return -(-len(texts) // rows)
    return 1


def by_row(count: int, columns: int) -> list[int]:
    """Return the order in which a legend, which fills its columns one by one, reads row by row."""
    return [at for column in range(columns) for at in range(column, count, columns)]


def _write(legend: Legend, words: Words) -> None:
    for text in legend.get_texts():
        words.write(text)
        text.set_color(GREY)


def add_source(ax: Axes, source: bool | str, said_by: Said, words: Words, above: float) -> Annotation | None:
    """Write below the axes which reports the numbers are from."""
    if source is False:
        return None
    if not isinstance(source, (bool, str)):
        raise InputError("the source is True, False or text", where="source", found=repr(source))
    said = words.source(said_by.report_regions, said_by.report_years) if source is True else words.title(source, "")
    size = legible(size_of(ax.yaxis.label), 0.82)
    note = ax.annotate(
        said,
        (0, 0),
        xytext=(0, -(_below_ticks(ax) + above)),
        xycoords="axes fraction",
        textcoords="offset points",
        va="top",
        ha="left",
        fontsize=size,
        color=GREY,
    )
    words.write(note)
    note.set_text(wrap(note.get_text(), 0.88 * ax.bbox.width / _pixels(ax, size)))
    return note


def write_ticks(ax: Axes, words: Words) -> None:
    """Put the tick labels into the font of the figure; ticks made later copy the first."""
    if words.chinese:
        for axis in (ax.xaxis, ax.yaxis):
            for tick in axis.get_major_ticks():
                words.write(tick.label1)
