"""Phrases: which of them came, rose, fell and went from one year's reports to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from govreport.asked import called_right, how_many, whole_years_of
from govreport.errors import InputError
from govreport.plot.data import Reports
from govreport.plot.frame import add_legend, add_source, set_title, settle
from govreport.plot.layout import legible, size_of
from govreport.plot.look import PALETTE, canvas
from govreport.plot.marks import Numbers
from govreport.plot.rows import above, check_rows, fit_rows, name_rows, row_figsize
from govreport.plot.words import Words, names_of
from govreport.words import Wording

__all__ = ["wording"]

_KINDS = {
    "new": ("首次出现", "new"),
    "back": ("重新出现", "back"),
    "risen": ("增多", "risen"),
    "fallen": ("减少", "fallen"),
    "gone": ("不再出现", "gone"),
}
_COLORS = {"new": PALETTE[2], "back": PALETTE[5], "risen": PALETTE[0], "fallen": PALETTE[6], "gone": PALETTE[1]}
#: colour is never alone: the side tells up from down, the stroke what only grew from what was not there before
_HATCHES = {"new": "", "back": "////", "risen": "....", "fallen": "....", "gone": ""}


@called_right
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
    >>> found = gr.wording(gr.samples(), 2020, 2021)
    >>> ax = gr.plot.wording(found, n=5, lang="en")
    >>> ax.get_xlabel()[:8]
    'Log-odds'
    """
    rows, pair = _both_sides(result, n, years)
    check_rows(len(rows), "draw fewer with n=")
    words = Words(names_of(result), lang)
    with canvas(ax, row_figsize(figsize, len(rows)) if ax is None else figsize) as drawn_on:
        thick = 0.62 * min(1, (len(rows) + 1) / 5)
        for at, row in enumerate(rows):
            drawn_on.barh(at, row["z"], height=thick, label=f"_{row['phrase']}", zorder=2, **_look(row["kind"]))
        name_rows(drawn_on, [words.term(row["phrase"]) for row in rows], words)
        _dress(drawn_on, rows, words)
        where = words.region(result.regions[0]) if len(result.regions) == 1 else ""
        set_title(drawn_on, words.title(title, _wording_title(where, pair, words)), words)
        kinds = [kind for kind in _KINDS if any(row["kind"] == kind for row in rows)]
        handles = [Rectangle((0, 0), 1, 1, **_look(kind)) for kind in kinds]
        entries = [(handle, words.pick(_KINDS[kind])) for handle, kind in zip(handles, kinds, strict=True)]
        height = add_legend(drawn_on, entries, words)
        add_source(drawn_on, source, Reports(result.regions, pair), words, height)
        fit_rows(drawn_on)
    words.tell()
    return drawn_on


def _look(kind: str) -> dict[str, Any]:
    return {"facecolor": _COLORS[kind], "hatch": _HATCHES[kind], "edgecolor": "white", "linewidth": 0}


def _both_sides(result: Wording, n: int, years: tuple[int, int] | None) -> tuple[list[dict[Any, Any]], tuple[int, int]]:
    if not isinstance(result, Wording):
        expected = "what wording() returns"
        raise InputError("this is no wording", where="result", expected=expected, found=type(result).__name__)
    many = how_many(n, "n")
    pairs = list(result.pairs)
    pair = pairs[-1] if years is None else tuple(whole_years_of(years, "years"))
    if pair not in pairs:
        expected = ", ".join(f"({a}, {b})" for a, b in pairs[:6])
        raise InputError("these years were not compared", where="years", expected=expected, found=repr(years))
    frame = result.frame
    frame = frame[(frame["year_a"] == pair[0]) & (frame["year_b"] == pair[1])]
    up = frame[frame["z"] > 0].nlargest(many, "z")
    down = frame[frame["z"] < 0].nsmallest(many, "z").iloc[::-1]
    rows = pd.concat([up, down]).to_dict("records")
    if not rows:
        raise InputError("no phrase rose or fell", where="result", found=result.note or "no rows of these years")
    return rows, (pair[0], pair[1])


def _dress(ax: Axes, rows: Sequence[dict[Any, Any]], words: Words) -> None:
    above(ax, len(rows))
    ax.axvline(0, color="#8C8C8C", linewidth=0.8, zorder=1, label="_zero")
    reach = max(abs(row["z"]) for row in rows) * 1.3
    low = -reach if any(row["z"] < 0 for row in rows) else -reach * 0.05
    high = reach if any(row["z"] > 0 for row in rows) else reach * 0.05
    ax.set_xlim(low, high)
    size = legible(size_of(ax.yaxis.get_ticklabels()[0]), 0.9)
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
    ax.xaxis.set_major_formatter(Numbers(1.0, words.minus()))
    ax.set_xlabel(words.pick(("对数几率比（标准误的倍数）；数字为次数", "Log-odds in standard errors; figures: hits")))
    words.write(ax.xaxis.label)
    settle(ax)


def _wording_title(where: str, pair: tuple[int, int], words: Words) -> str:
    a, b = pair
    if words.chinese:
        return f"{where}政府工作报告用词变化：{a}年与{b}年"
    return f"Wording of reports{f', {where}' if where else ''}: {a} to {b}"
