"""Two years side by side, indicator by indicator: a dumbbell for each, or a slope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from govreport.asked import called_right
from govreport.comparison import Comparison, compare
from govreport.errors import InputError, closest
from govreport.model import MEASURES
from govreport.panel.kinds import of_one_kind
from govreport.panel.precedence import Vintage
from govreport.plot.data import (
    Point,
    Reports,
    as_list,
    point_from,
    refuse_settled,
    resolve_indicators,
    resolve_regions,
)
from govreport.plot.frame import add_legend, add_source, axis_label, set_title, settle, told_apart, write_ticks
from govreport.plot.layout import ems, end_labels, wrap
from govreport.plot.look import GREY, PALETTE, canvas, darker
from govreport.plot.marks import Numbers, legend_handles, ring
from govreport.plot.rows import across, check_rows, dot, dress_rows, fit_rows, ringed, row_figsize, stated, within
from govreport.plot.words import Words, names_of
from govreport.render.parts import tone as tone_of

if TYPE_CHECKING:
    from govreport.panel import Panel

__all__ = ["change"]

#: what a legend calls the tones of a view
_CALLED = {"good": "better", "bad": "worse", "": "moved"}
_TONES = {"better": PALETTE[0], "worse": PALETTE[1], "moved": GREY, "open": GREY}
_SHAPES = {"better": "o", "worse": "s", "moved": "D", "open": "X"}
_STROKES = {"worse": "--", "open": ":"}
#: so many times the largest of the others, a few rows are written instead of drawn, and there are so many for each
_BEYOND, _OTHERS = 3.5, 4
_KINDS = ("dumbbell", "slope")
_MOST_SLOPES = 14


@called_right
def change(
    panel: Panel | Comparison,
    a: int | None = None,
    b: int | None = None,
    indicators: str | Sequence[str] | None = None,
    *,
    region: str | Sequence[str] | None = None,
    measure: str | None = None,
    kind: str = "dumbbell",
    vintage: Vintage | None = None,
    lang: str | None = None,
    title: str | None = None,
    source: bool | str = False,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw what changed from one year to another.

    A hollow mark is the first year, a filled one the second. The line between them says by its colour and stroke
    whether the change is for the better, as the vocabulary has it; grey where neither direction is better, dotted
    where the hedges leave it open. A red ring is round what `check` finds doubtful. The few rows beside which all
    others would be flat are written out instead: into their row of a dumbbell, above the lines of a slope.

    Parameters
    ----------
    panel : Panel or Comparison
        What was read, or what `govreport.compare` made of two years.
    a, b : int, optional
        The two years; needed with a panel.
    indicators : str or sequence of str, optional
        Ids; by default those of the vocabulary that both years state in this measure.
    region : str or sequence of str, optional
        Several regions give a row each.
    measure : str, optional
        By default `growth`, or what there is for both years where no growth is: levels where all have one unit.
    kind : {"dumbbell", "slope"}, default "dumbbell"
    vintage : {"latest", "first"} or int, optional
        Which report counts where several speak of a year, as in `govreport.compare`.
    lang, title, source, figsize, ax
        As in `trend`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    UnknownIdError, InputError
        As in `trend`; also for a year without data, and for more rows than a figure can show.

    Examples
    --------
    >>> import govreport as gr
    >>> ax = gr.plot.change(gr.read_panel(gr.samples()), 2021, 2022, ["gdp", "exports"], lang="en")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Gross domestic product', 'Exports of goods']
    """
    if kind not in _KINDS:
        raise InputError(
            "no such kind of figure",
            where="kind",
            expected="dumbbell or slope",
            found=repr(kind),
            suggestions=closest(str(kind), _KINDS),
        )
    compared = _compared(panel, a, b, indicators, region, vintage)
    rows, measure, mixed = _rows(compared, measure, named=indicators is not None)
    left_out = [*mixed, *_absent(rows, indicators, region, panel, (compared.a, compared.b), measure)]
    check_rows(len(rows) if kind == "dumbbell" else len(rows) * 80 // _MOST_SLOPES, "name fewer indicators or regions")
    words = Words(names_of(compared) if isinstance(panel, Comparison) else panel, lang)
    years = (compared.a, compared.b)
    sides = [(point_from(r, years[0], "_a"), point_from(r, years[1], "_b")) for r in rows.to_dict("records")]
    tones = [
        "open" if sign == "unknown" and kind == "changed" else _CALLED[tone_of(way, sign)]
        for way, sign, kind in zip(rows["direction"], rows["sign"], rows["kind"], strict=True)
    ]
    size = row_figsize(figsize, len(rows) if kind == "dumbbell" else 10) if ax is None else figsize
    with canvas(ax, size) as drawn_on:
        draw = _dumbbells if kind == "dumbbell" else _slopes
        entries = draw(drawn_on, rows, sides, tones, years, measure, words)
        set_title(drawn_on, words.title(title, _headline(words, rows, years, measure)), words)
        height = add_legend(drawn_on, entries, words)
        add_source(drawn_on, source, _reports(rows), words, height)
        if kind == "dumbbell":
            fit_rows(drawn_on)
    words.tell(left_out)
    return drawn_on


def _compared(
    panel: Panel | Comparison,
    a: int | None,
    b: int | None,
    indicators: str | Sequence[str] | None,
    region: str | Sequence[str] | None,
    vintage: Vintage | None,
) -> Comparison:
    if isinstance(panel, Comparison):
        if len(panel.compared) != 2:
            raise InputError("a change is between two years", found=f"{len(panel.compared)} years", hint="see trend()")
        settled = {"a": a, "b": b, "indicators": indicators, "region": region, "vintage": vintage}
        refuse_settled(panel, "pass the panel", **settled)
        return panel
    if a is None or b is None:
        raise InputError(
            "a change is between two years", where="a" if a is None else "b", expected="change(panel, 2022, 2023)"
        )
    ids = None if indicators is None else resolve_indicators(panel, as_list(indicators, "indicator"))
    return compare(panel, a, b, indicator=ids, region=region, vintage="latest" if vintage is None else vintage)


def _absent(
    rows: pd.DataFrame,
    indicators: str | Sequence[str] | None,
    region: str | Sequence[str] | None,
    panel: Panel | Comparison,
    years: tuple[int, int],
    measure: str,
) -> list[str]:
    """Return the indicators and regions that were asked for and are not drawn, with the reason."""
    if isinstance(panel, Comparison):
        return []
    ids = [] if indicators is None else resolve_indicators(panel, as_list(indicators, "indicator"))
    places = [] if region is None else resolve_regions(panel.frame, region)
    there = {*rows["indicator"], *rows["region"]}
    return [f"{one} (no {measure} of both {years[0]} and {years[1]})" for one in (*ids, *places) if one not in there]


def _rows(compared: Comparison, measure: str | None, *, named: bool) -> tuple[pd.DataFrame, str, tuple[str, ...]]:
    """Return the rows that both years state in one measure, that measure (growth, or the first there is), and notes."""
    frame = compared.frame
    both = frame[frame["kind"].isin(["changed", "unchanged"]) & ~frame["per_year"]]
    both = both if named else both[both["domain"] != "open"]
    there = set(both["measure"])
    chosen = measure or next((m for m in ("growth", *MEASURES) if m in there), "growth")
    rows, mixed = of_one_kind(both[both["measure"] == chosen])
    if rows.empty:
        others = ", ".join(m for m in MEASURES if m in there)
        raise InputError(
            f"{f'no {measure}' if measure else 'nothing'} is stated for both {compared.a} and {compared.b}",
            found=f"{len(frame)} other rows",
            hint=f"for both there is {others}: pass it as measure=" if others else None,
        )
    units = list(dict.fromkeys(rows["unit"]))
    if len(units) > 1:
        raise InputError(
            f"one axis cannot show {len(units)} units",
            found=", ".join(units[:6]),
            hint="pass measure='growth', or name indicators of one unit",
        )
    return rows.reset_index(drop=True), chosen, tuple(mixed)


def _names(rows: pd.DataFrame, words: Words) -> list[str]:
    goal = words.mark("target") if rows["role"].nunique() > 1 else ""
    things = zip(rows["region"], rows["indicator"], rows["role"], strict=True)
    return told_apart(words, [(region, key, goal if role == "target" else "") for region, key, role in things])


def _dumbbells(
    ax: Axes,
    rows: pd.DataFrame,
    sides: list[tuple[Point, Point]],
    tones: list[str],
    years: tuple[int, int],
    measure: str,
    words: Words,
) -> list[tuple[Any, str]]:
    far = _far_out(sides)
    shown = [(at, pair) for at, pair in enumerate(sides) if at not in far]
    peak = max(abs(point.middle) for _, pair in shown for point in pair)
    for at, (first, second) in shown:
        look: dict[str, Any] = {"color": _TONES[tones[at]], "linestyle": _STROKES.get(tones[at], "-")}
        ax.plot([first.middle, second.middle], [at, at], label="_", zorder=2.6, **look)
    entries: list[tuple[Any, str]] = []
    grey = dot(ax, [(at, a) for at, (a, _) in shown], str(years[0]), GREY, hollow=True)
    entries.append((grey, str(years[0])))
    for tone, color in _TONES.items():
        some = [(at, b) for at, (_, b) in shown if tones[at] == tone]
        if some:
            said = f"{years[1]}{'，' if words.chinese else ', '}{words.mark(tone)}"
            entries.append((dot(ax, some, said, color, marker=_SHAPES[tone]), said))
            across(ax, some, said, color)
    across(ax, [(at, a) for at, (a, _) in shown], str(years[0]), "#A6A6A6")
    unit, ids = str(rows["unit"].iloc[0]), set(rows["indicator"])
    factor = dress_rows(ax, _names(rows, words), words, measure=measure, unit=unit, indicators=ids, peak=peak)
    for at in sorted(far):
        written = " → ".join(stated(point, factor, words) for point in sides[at])
        marked = " ※" if any(point.found for point in sides[at]) else ""
        within(ax, at, written + marked, darker(_TONES[tones[at]]), words)
    return entries + ringed(ax, [(at, point) for at, pair in shown for point in pair], words)


def _far_out(sides: list[tuple[Point, Point]]) -> set[int]:
    """Return the few rows beside which all others would be flat."""
    peaks = [max(abs(first.middle), abs(second.middle)) for first, second in sides]
    ordered = sorted(peaks, reverse=True)
    few = range(len(peaks) // _OTHERS, 0, -1)
    last = next((n for n in few if ordered[n] > 0 and ordered[n - 1] >= _BEYOND * ordered[n]), 0)
    return {at for at, peak in enumerate(peaks) if last and peak >= ordered[last - 1]}


def _slopes(
    ax: Axes,
    rows: pd.DataFrame,
    sides: list[tuple[Point, Point]],
    tones: list[str],
    years: tuple[int, int],
    measure: str,
    words: Words,
) -> list[tuple[Any, str]]:
    far = _far_out(sides)
    shown = [pair for at, pair in enumerate(sides) if at not in far]
    factor, unit = words.unit(str(rows["unit"].iloc[0]), max(abs(point.middle) for pair in shown for point in pair))
    entries: dict[str, Line2D] = {}
    ends, beyond = [], []
    size = float(ax.yaxis.label.get_fontsize())
    room = min(24.0, ax.bbox.width * 0.45 / (size * ax.figure.dpi / 72))
    for at, (name, (first, second), tone) in enumerate(zip(_names(rows, words), sides, tones, strict=True)):
        said = f"{stated(first, factor, words)} → {stated(second, factor, words)}"
        if at in far:
            beyond.append((f"{name} {said}{' ※' if first.found or second.found else ''}", darker(_TONES[tone])))
            continue
        stroke = _STROKES.get(tone, "-")
        look: dict[str, Any] = {"color": _TONES[tone], "linestyle": stroke, "marker": _SHAPES[tone]}
        (line,) = ax.plot([0, 1], [first.middle, second.middle], label=name, markeredgecolor="white", **look)
        entries.setdefault(words.mark(tone), line)
        whole = f"{name} {said}" if ems(f"{name} {said}") <= room or ems(name) > room else f"{name}\n{said}"
        ends.append((whole if "\n" in whole else wrap(whole, room), 1.0, second.middle, darker(_TONES[tone])))
    doubtful = [(x, point.middle) for pair in shown for x, point in enumerate(pair) if point.found]
    if doubtful:
        ring(ax, doubtful, "slopes")
    ax.set_xticks([0, 1], [str(year) for year in years])
    ax.set_xlim(-0.08, 1.08)
    ax.margins(y=0.1)
    _written_above(ax, beyond, size, words)
    ax.yaxis.set_major_formatter(Numbers(factor, words.minus()))
    ax.set_ylabel(axis_label(words, measure, set(rows["indicator"]), unit))
    words.write(ax.yaxis.label)
    for label in end_labels(ax, ends, right=1.0, gap=size):
        words.write(label)
    write_ticks(ax, words)
    settle(ax)
    marks = legend_handles(["found"], None) if doubtful else []
    return [*((line, said) for said, line in entries.items()), *((mark, words.mark("found")) for mark in marks)]


def _written_above(ax: Axes, told: list[tuple[str, Any]], size: float, words: Words) -> None:
    """Write what is off the scale above the lines, where nothing is drawn."""
    if not told:
        return
    low, high = ax.get_ylim()
    taken = min(0.5, 1.5 * size * (len(told) + 0.5) / (ax.bbox.height / ax.figure.dpi * 72))
    ax.set_ylim(low, high + (high - low) * taken / (1 - taken))
    look: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points", "ha": "center", "va": "top"}
    for line, (text, color) in enumerate(told):
        said = f"{words.mark('beyond')}{'：' if words.chinese else ': '}{text}"
        place = (0.0, -1.5 * size * (line + 0.2))
        words.write(ax.annotate(said, (0.5, 1.0), xytext=place, fontsize=size, color=color, **look))


def _headline(words: Words, rows: pd.DataFrame, years: tuple[int, int], measure: str) -> str:
    regions = list(dict.fromkeys(rows["region"]))
    ids = list(dict.fromkeys(rows["indicator"]))
    where = words.region(regions[0]) if len(regions) == 1 else ""
    what = words.indicator(ids[0], regions) if len(ids) == 1 else ""
    goals = words.mark("target") if set(rows["role"]) == {"target"} else ""
    said = words.measure(measure, ids)
    if words.chinese:
        said += goals
        where = "" if what.startswith("国内") else where
        return f"{where}{what or '主要指标'}{said}：{years[0]}年与{years[1]}年"
    about = ", ".join(part for part in (what, said, "targets" if goals else "") if part)
    about = f"{where}: {about}" if where and about else where or about
    return f"{about[:1].upper()}{about[1:]}, {years[0]} and {years[1]}"


def _reports(rows: pd.DataFrame) -> Reports:
    keys = ["report_region", "report_year"]
    return Reports.of(*(rows[[f"{key}_{s}" for key in keys]].set_axis(keys, axis=1) for s in "ab"))
