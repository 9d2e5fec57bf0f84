"""Concepts: how often reports speak of them over the years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from govreport.asked import called_right
from govreport.errors import InputError, UnknownIdError, closest
from govreport.plot.data import Reports, as_list
from govreport.plot.frame import add_source, set_title, set_years
from govreport.plot.grid import end_columns, panes, suptitle
from govreport.plot.layout import end_labels, size_of, wrap
from govreport.plot.look import MARKERS, PALETTE, canvas, darker
from govreport.plot.marks import Numbers
from govreport.plot.words import Words, names_of
from govreport.territories import locate
from govreport.words import Terms

__all__ = ["terms", "terms_multiples"]

_VALUES = {
    "rate": ("每万字次数", "Hits per 10,000 characters"),
    "count": ("次数", "Hits"),
    "share": ("占全部句子（%）", "Sentences with a hit, %"),
}
_PER_WORDS = ("每万词次数", "Hits per 10,000 words")
Line = tuple[str, str, pd.DataFrame]


@called_right
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


@called_right
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
    with panes(len(groups), ncols, figsize, sharey) as (figure, cells):
        axes = np.empty(len(groups), dtype=object)
        for at, (key, own) in enumerate(groups.items()):
            axes[at] = ax = cells.flat[at]
            _draw(ax, own, result, value, words)
            set_title(ax, _concept(result, key, words) if by == "concept" else words.region(key), words)
            _name_ends(ax, own, result, value, words)
            ax.set_ylabel("")
        label = axes[0].yaxis.label
        name = figure.supylabel(_label(result, value, words), fontsize=size_of(label), color=label.get_color())
        words.write(name)
        end_columns(cells, len(groups), words)
        suptitle(figure, words, title)
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
            "these are no counts", where="result", expected="what terms() returns", found=type(result).__name__
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
    places = _known(region, frame["region"].unique().tolist(), "region", named=True)
    made = [
        (id, place, frame[(frame["concept"] == id) & (frame["region"] == place)].sort_values("year", kind="stable"))
        for id in ids
        for place in places
    ]
    return [line for line in made if len(line[2])]


def _known(asked: str | Sequence[str] | None, there: list[str], where: str, *, named: bool = False) -> list[str]:
    if asked is None:
        return there
    wanted = as_list(asked, where)
    if named:  # 浙江 or Zhejiang for 浙江省
        wanted = [place.label if one not in there and (place := locate(one)) else one for one in wanted]
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
            markersize=mpl.rcParams["lines.markersize"] * (0.5 if small else 1.0),
            linewidth=mpl.rcParams["lines.linewidth"] * (0.7 if small else 1.0),
            label=f"{id} {place}".strip(),
        )
    set_years(ax, first, last)
    # room above the highest marker; shared axes need that of all of them
    top = max(float(one.dataLim.y1) for one in ax.get_shared_y_axes().get_siblings(ax))
    ax.set_ylim(0, top * 1.08 if np.isfinite(top) and top > 0 else 1)
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
