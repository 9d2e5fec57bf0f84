"""Words: how often reports speak of concepts over the years, and which phrases rose and fell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from govreport.errors import InputError, UnknownIdError, closest
from govreport.plot.data import Reports, as_list
from govreport.plot.frame import add_legend, add_source, set_title, settle
from govreport.plot.grid import shape_of, suptitle
from govreport.plot.layout import end_labels, size_of, wrap
from govreport.plot.look import MARKERS, PALETTE, canvas, darker, font_size, style
from govreport.plot.marks import Numbers, Years
from govreport.plot.rows import check_rows, name_rows, row_figsize
from govreport.plot.words import Words, names_of
from govreport.words import Terms, Wording

__all__ = ["terms", "terms_multiples", "wording"]

_VALUES = {
    "rate": ("每万字次数", "Hits per 10,000 characters"),
    "count": ("次数", "Hits"),
    "share": ("占全部句子（%）", "Sentences with a hit, %"),
}
_PER_WORDS = ("每万词次数", "Hits per 10,000 words")
_KINDS = {
    "new": ("首次出现", "new"),
    "back": ("重新出现", "back"),
    "risen": ("增多", "risen"),
    "fallen": ("减少", "fallen"),
    "gone": ("不再出现", "gone"),
}
_COLORS = {"new": PALETTE[2], "back": PALETTE[5], "risen": PALETTE[0], "fallen": PALETTE[6], "gone": PALETTE[1]}
Line = tuple[str, str, pd.DataFrame]


def terms(
    result: Terms,
    concepts: str | Sequence[str] | None = None,
    *,
    region: str | Sequence[str] | None = None,
    part: str | None = None,
    value: str = "rate",
    lang: str | None = None,
    title: str | None = None,
    source: bool | str = False,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how often reports speak of concepts, a line for each concept and region.

    Parameters
    ----------
    result : Terms
        What `govreport.terms` counted, by report or by year.
    concepts : str or sequence of str, optional
        All that were counted by default.
    region : str or sequence of str, optional
        All by default.
    part : {"review", "plan"}, optional
        Where parts were counted apart, which; needed then.
    value : {"rate", "count", "share"}, default "rate"
        Hits per 10,000 characters (or words), hits, or the share of sentences.
    lang, title, source, figsize, ax
        As in `trend`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    UnknownIdError
        For a concept or region that was not counted.
    InputError
        For more than eight lines, counts without years, or an argument that cannot be used.

    Examples
    --------
    >>> import govreport as gr
    >>> ax = gr.plot.terms(gr.terms(gr.samples(), ["employment", "opening"]), lang="en")
    >>> ax.get_ylabel()
    'Hits per 10,000 characters'
    """
    lines = _lines(result, concepts, region, part, value)
    if len(lines) > len(PALETTE):
        hint = "name some with concepts= or region=, or draw terms_multiples"
        raise InputError(f"{len(lines)} lines are more than one figure can show", expected="at most 8", hint=hint)
    words = Words(names_of(result), lang)
    with canvas(ax, figsize) as drawn_on:
        _draw(drawn_on, lines, result, value, words)
        several = {place for _, place, _ in lines}, {id for id, _, _ in lines}
        headline = "" if min(map(len, several)) > 1 else _headline(result, lines, words)
        set_title(drawn_on, words.title(title, headline), words)
        _name_ends(drawn_on, lines, result, value, words)
        add_source(drawn_on, source, _reports(result), words, 0.0)
    words.tell()
    return drawn_on


def terms_multiples(
    result: Terms,
    concepts: str | Sequence[str] | None = None,
    *,
    by: str = "concept",
    region: str | Sequence[str] | None = None,
    part: str | None = None,
    value: str = "rate",
    lang: str | None = None,
    title: str | None = None,
    ncols: int | None = None,
    sharey: bool = False,
    figsize: tuple[float, float] | None = None,
) -> tuple[Figure, np.ndarray]:
    """Draw a small figure for each concept, or for each region, on the same years.

    Parameters
    ----------
    result : Terms
    concepts : str or sequence of str, optional
    by : {"concept", "region"}, default "concept"
        What each small figure is about; the other is told apart by lines.
    region, part, value
        As in `terms`.
    lang, title, ncols, sharey, figsize
        As in `small_multiples`.

    Returns
    -------
    (Figure, numpy.ndarray)

    Raises
    ------
    UnknownIdError, InputError
        As in `terms`.

    Examples
    --------
    >>> import govreport as gr
    >>> figure, axes = gr.plot.terms_multiples(gr.terms(gr.samples(), ["employment", "opening"]), lang="en")
    >>> [ax.get_title(loc="left") or ax.get_title() for ax in axes]
    ['employment', 'opening up']
    """
    if by not in ("concept", "region"):
        near = closest(str(by), ["concept", "region"])
        raise InputError("small figures are by concept or region", where="by", found=repr(by), suggestions=near)
    lines = _lines(result, concepts, region, part, value)
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line[0] if by == "concept" else line[1], []).append(line)
    if max(map(len, groups.values())) > len(PALETTE):
        raise InputError("too many lines in one small figure", expected="at most 8", hint="name some with region=")
    words = Words(names_of(result), lang)
    columns, rows, size = shape_of(len(groups), ncols, figsize)
    with style(font_size(size[0] * 0.8)):
        figure, cells = plt.subplots(
            rows, columns, figsize=size, layout="constrained", squeeze=False, sharex=True, sharey=sharey
        )
        try:
            axes = np.empty(len(groups), dtype=object)
            for at, (key, own) in enumerate(groups.items()):
                axes[at] = ax = cells.flat[at]
                _draw(ax, own, result, value, words)
                set_title(ax, _concept(result, key, words) if by == "concept" else words.region(key), words)
                _name_ends(ax, own, result, value, words)
                if at % columns:
                    ax.set_ylabel("")
            for at in range(len(groups), rows * columns):
                cells.flat[at].remove()
                cells.flat[at - columns].xaxis.set_tick_params(labelbottom=True)
            suptitle(figure, words, title)
        except BaseException:
            plt.close(figure)
            raise
    words.tell()
    return figure, axes


def _lines(
    result: Terms,
    concepts: str | Sequence[str] | None,
    region: str | Sequence[str] | None,
    part: str | None,
    value: str,
) -> list[Line]:
    """The rows of each line, by concept and region."""
    if not isinstance(result, Terms):
        raise InputError(
            "these are no counts", where="result", expected="what terms() returns", found=repr(result)[:60]
        )
    if value not in _VALUES:
        near = closest(str(value), _VALUES)
        raise InputError(
            "no such value", where="value", expected=", ".join(_VALUES), found=repr(value), suggestions=near
        )
    frame = result.frame
    if "year" not in frame.columns:
        raise InputError("counts by region have no years", where="result", hint="count by report or by year")
    parts = frame["part"].unique().tolist()
    if part not in (*parts, *([None] if parts == ["all"] else [])):
        raise InputError("which part?", where="part", expected=" or ".join(map(repr, parts)), found=repr(part))
    frame = frame if part is None else frame[frame["part"] == part]
    frame = frame if "region" in frame.columns else frame.assign(region="")
    ids = _known(concepts, list(result.concepts), "concepts")
    places = _known(region, frame["region"].unique().tolist(), "region")
    made = [
        (id, place, frame[(frame["concept"] == id) & (frame["region"] == place)].sort_values("year", kind="stable"))
        for id in ids
        for place in places
    ]
    return [line for line in made if len(line[2])]


def _known(asked: str | Sequence[str] | None, there: list[str], where: str) -> list[str]:
    if asked is None:
        return there
    wanted = as_list(asked, where)
    for one in wanted:
        if one not in there:
            raise UnknownIdError("this was not counted", where=where, found=f"'{one}'", suggestions=closest(one, there))
    return wanted


def _draw(ax: Axes, lines: Sequence[Line], result: Terms, value: str, words: Words) -> None:
    every = pd.concat([rows["year"] for _, _, rows in lines])
    first, last = int(every.min()), int(every.max())
    small = last - first > 24
    for at, (id, place, rows) in enumerate(lines):
        years = np.arange(rows["year"].min(), rows["year"].max() + 1)
        # a year without a report is a gap
        sizes = rows.groupby("year")[value].mean().reindex(years) * (100 if value == "share" else 1)
        color, marker = PALETTE[at % len(PALETTE)], MARKERS[at % len(MARKERS)]
        ax.plot(
            *(years, sizes.to_numpy()),
            color=color,
            marker=marker,
            markersize=2.6 if small else None,
            linewidth=1.2 if small else None,
            label=f"{id} {place}".strip(),
        )
    pad = 0.6 if first == last else max(0.3, (last - first) * 0.035)
    ax.set_xlim(first - pad, last + pad)
    ax.set_ylim(bottom=0)
    ax.margins(y=0.12)
    ax.xaxis.set_major_locator(Years())
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:.0f}"))
    ax.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(Numbers())
    ax.set_ylabel(_label(result, value, words))
    words.write(ax.yaxis.label)


def _label(result: Terms, value: str, words: Words) -> str:
    return words.pick(_PER_WORDS if value == "rate" and result.per == "words" else _VALUES[value])


def _name_ends(ax: Axes, lines: Sequence[Line], result: Terms, value: str, words: Words) -> None:
    if len(lines) < 2:
        return
    several_places = len({place for _, place, _ in lines}) > 1
    several_ids = len({id for id, _, _ in lines}) > 1
    room = 9.0 if words.chinese else 12.0
    ends: list[tuple[str, float, float, Any]] = []
    for at, (id, place, rows) in enumerate(lines):
        names = [words.region(place)] if several_places else []
        names += [_concept(result, id, words)] if several_ids else []
        last = rows.iloc[-1]
        height = float(last[value]) * (100 if value == "share" else 1)
        ends.append((wrap(" ".join(names), room), float(last["year"]), height, darker(PALETTE[at % len(PALETTE)])))
    labels = end_labels(ax, ends, right=max(end[1] for end in ends), gap=size_of(ax.yaxis.label))
    for label in labels:
        words.write(label)


def _concept(result: Terms, id: str, words: Words) -> str:
    one = result.concepts[id]
    return one.name_zh if words.chinese else words.term(one.name_en)


def _headline(result: Terms, lines: Sequence[Line], words: Words) -> str:
    id, place, _ = lines[0]
    if len(lines) == 1:
        where = f"{words.region(place)}{'：' if words.chinese else ': '}" if place else ""
        return where + _concept(result, id, words)
    if len({line[0] for line in lines}) == 1:
        return _concept(result, id, words)
    return words.region(place) if place else ""


def _reports(result: Terms) -> Reports:
    counted = result.terms
    regions = tuple(dict.fromkeys(counted["region"])) or ("",)
    return Reports(regions, (result.years[0], result.years[-1]))


def wording(
    result: Wording,
    *,
    n: int = 10,
    years: tuple[int, int] | None = None,
    lang: str | None = None,
    title: str | None = None,
    source: bool | str = False,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the phrases that came, rose, fell and went as bars to both sides, with their counts.

    Parameters
    ----------
    result : Wording
        What `govreport.wording` found.
    n : int, default 10
        How many phrases of each side, the strongest first.
    years : (int, int), optional
        Which pair, where several were compared; the last by default.
    lang, title, source, figsize, ax
        As in `trend`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a pair that was not compared, nothing to draw, or an argument that cannot be used.

    Examples
    --------
    >>> import govreport as gr
    >>> found = gr.wording(gr.samples(), 2022, 2023, cohesion=1, freedom=0.5)
    >>> ax = gr.plot.wording(found, n=5, lang="en")
    >>> ax.get_xlabel()[:8]
    'Log-odds'
    """
    rows, pair = _both_sides(result, n, years)
    check_rows(len(rows), "draw fewer with n=")
    words = Words(names_of(result), lang)
    with canvas(ax, row_figsize(figsize, len(rows)) if ax is None else figsize) as drawn_on:
        for at, row in enumerate(rows):
            drawn_on.barh(at, row["z"], height=0.62, color=_COLORS[row["kind"]], label=f"_{row['phrase']}", zorder=2)
        name_rows(drawn_on, [words.term(row["phrase"]) for row in rows], words)
        _dress(drawn_on, rows, words)
        where = words.region(result.regions[0]) if len(result.regions) == 1 else ""
        set_title(drawn_on, words.title(title, _wording_title(where, pair, words)), words)
        kinds = [kind for kind in _KINDS if any(row["kind"] == kind for row in rows)]
        handles = [Rectangle((0, 0), 1, 1, color=_COLORS[kind]) for kind in kinds]
        entries = [(handle, words.pick(_KINDS[kind])) for handle, kind in zip(handles, kinds, strict=True)]
        height = add_legend(drawn_on, entries, words)
        add_source(drawn_on, source, Reports(result.regions, pair), words, height)
    words.tell()
    return drawn_on


def _both_sides(result: Wording, n: int, years: tuple[int, int] | None) -> tuple[list[dict[Any, Any]], tuple[int, int]]:
    if not isinstance(result, Wording):
        expected = "what wording() returns"
        raise InputError("this is no wording", where="result", expected=expected, found=repr(result)[:60])
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise InputError("not a whole number above 0", where="n", found=repr(n))
    pairs = list(zip(result.compared, result.compared[1:], strict=False))
    pair = pairs[-1] if years is None else tuple(years)
    if pair not in pairs:
        expected = ", ".join(f"({a}, {b})" for a, b in pairs[:6])
        raise InputError("these years were not compared", where="years", expected=expected, found=repr(years))
    frame = result.frame
    frame = frame[(frame["year_a"] == pair[0]) & (frame["year_b"] == pair[1])]
    up = frame[frame["z"] > 0].nlargest(n, "z")
    down = frame[frame["z"] < 0].nsmallest(n, "z").iloc[::-1]
    rows = pd.concat([up, down]).to_dict("records")
    if not rows:
        raise InputError("no phrase rose or fell", where="result", found=result.note or "no rows of these years")
    return rows, (pair[0], pair[1])


def _dress(ax: Axes, rows: Sequence[dict[Any, Any]], words: Words) -> None:
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.grid(False)
    ax.axvline(0, color="#8C8C8C", linewidth=0.8, zorder=1, label="_zero")
    reach = max(abs(row["z"]) for row in rows) * 1.3
    low = -reach if any(row["z"] < 0 for row in rows) else -reach * 0.05
    high = reach if any(row["z"] > 0 for row in rows) else reach * 0.05
    ax.set_xlim(low, high)
    size = size_of(ax.yaxis.get_ticklabels()[0]) * 0.9
    for at, row in enumerate(rows):
        right = row["z"] > 0
        label = ax.annotate(
            f"{row['count_a']} → {row['count_b']}",
            (row["z"], at),
            xytext=(4 if right else -4, 0),
            textcoords="offset points",
            va="center",
            ha="left" if right else "right",
            fontsize=size,
            color="#404040",
        )
        words.write(label)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_formatter(Numbers(1.0, words.minus()))
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.spines["bottom"].set_visible(False)
    ax.spines["top"].set_visible(True)
    ax.set_xlabel(words.pick(("对数几率比（标准误的倍数）；数字为次数", "Log-odds in standard errors; figures: hits")))
    words.write(ax.xaxis.label)
    settle(ax)


def _wording_title(where: str, pair: tuple[int, int], words: Words) -> str:
    a, b = pair
    if words.chinese:
        return f"{where}政府工作报告用词变化：{a}年与{b}年"
    return f"Wording of reports{f', {where}' if where else ''}: {a} to {b}"
