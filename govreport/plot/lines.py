"""Trends: results as lines, targets and hedges beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from govreport.asked import called_right
from govreport.errors import InputError, closest
from govreport.plot.data import Choice, breaks_of, choose
from govreport.plot.frame import (
    add_legend,
    add_source,
    check_same_unit,
    dress,
    headline,
    line_names,
    mark_legend,
    name_ends,
    set_title,
    share_beside,
    write_ticks,
)
from govreport.plot.look import canvas
from govreport.plot.marks import Brush, Drawn, brushes, draw_breaks, draw_found, draw_hedges, draw_line, draw_targets
from govreport.plot.words import Words

if TYPE_CHECKING:
    from govreport.panel import Panel
    from govreport.panel.precedence import Vintage

__all__ = ["trend"]

_NAMES = (
    "region",
    "measure",
    "years",
    "targets",
    "estimates",
    "vintage",
    "breaks",
    "lang",
    "title",
    "source",
    "figsize",
    "ax",
)


@called_right
def trend(
    panel: Panel,
    indicators: str | Sequence[str],
    *,
    region: str | Sequence[str] | None = None,
    measure: str | None = None,
    years: tuple[int, int] | range | None = None,
    targets: bool = True,
    estimates: bool = True,
    vintage: Vintage = "latest",
    breaks: bool = True,
    lang: str | None = None,
    title: str | None = None,
    source: bool | str = False,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
    **line_kw: Any,
) -> Axes:
    """Draw one or several indicators over the years: what was reached, what was promised, what was left open.

    Results are a line with marks, estimates hollow marks on it, targets hollow diamonds at the year aimed at. 以上 is
    an arrow up, 以内 an arrow down, 左右 a bar with caps, a stated range a broad bar with its mark in the middle. A
    year that no report speaks of is a gap, and no line leads to a floor below the year before. Rows over several
    years, and rows per year over a period, are not drawn; of several rows on the same year the one is drawn that
    `Panel.wide` shows too.

    Parameters
    ----------
    panel : Panel
        As `read_panel` returns it.
    indicators : str or sequence of str
        One id or several.
    region : str or sequence of str, optional
        By default the regions whose reports are in the panel.
    measure : str, optional
        By default `level` where every indicator has a level in two years or more, else `growth`.
    years : (first, last) or range, optional
        By default all.
    targets, estimates : bool, default True
        Whether they are drawn.
    vintage : {"latest", "first"} or int, default "latest"
        Which report counts where several tell a year, as in `Panel.cells`.
    breaks : bool, default True
        Whether a dashed line stands before every year from which on a name means something else; what changed,
        `vocabulary().breaks(id)` says. Not for growth, which is reckoned on one meaning.
    lang : {"zh", "en"}, optional
        By default that of `options.lang` or `GOVREPORT_LANG` where one is set, else Chinese; where no font has Chinese,
        English with one warning.
    title : str, optional
        By default what all lines share; "" for none.
    source : bool or str, default False
        A line below the figure that names the reports, or says the text given.
    figsize : (width, height), optional
        Inches of a new figure.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure in the house style by default.
    **line_kw
        For the lines, as `Axes.plot` takes them.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    UnknownIdError
        An indicator, region or measure that is not there.
    InputError
        Nothing to draw, several units for one axis, or an argument that cannot be used.

    Examples
    --------
    >>> import govreport as gr
    >>> ax = gr.plot.trend(gr.read_panel(gr.samples()), "gdp", measure="growth", lang="en")
    >>> ax.get_ylabel()
    'Growth, %'
    """
    check_line_kw(line_kw)
    choice = choose(
        panel,
        indicators,
        region=region,
        measure=measure,
        years=years,
        targets=targets,
        estimates=estimates,
        vintage=vintage,
    )
    if "label" in line_kw and len(choice.series) > 1:
        raise InputError("one label cannot name several lines", where="label", found=f"{len(choice.series)} lines")
    check_same_unit(ax, choice)
    words = Words(panel, lang)
    with canvas(ax, figsize) as drawn_on:
        drawn, looks = draw(drawn_on, choice, words, line_kw, breaks_of(choice, panel.vocabulary) if breaks else {})
        set_title(drawn_on, words.title(title, headline(words, choice)), words)
        height = add_legend(drawn_on, mark_legend(drawn, words, looks[0] if len(looks) == 1 else None), words)
        add_source(drawn_on, source, choice, words, height)
    words.tell(choice.left_out)
    return drawn_on


def draw(
    ax: Axes, choice: Choice, words: Words, line_kw: dict[str, Any], breaks: Mapping[int, str]
) -> tuple[Drawn, list[Brush]]:
    """Draw the lines, their marks, axes and names; title, legend and source are the caller's."""
    drawn = Drawn()
    looks = brushes(ax, choice.series, line_kw)
    names = line_names(words, choice.series)
    for series, name, look in zip(choice.series, names, looks, strict=True):
        draw_line(ax, series, name, look, drawn)
        draw_targets(ax, series, name, look, drawn)
        draw_hedges(ax, series.results, name, look, drawn)
        draw_hedges(ax, series.targets, f"{name} target", look, drawn)
        draw_found(ax, series.points, name, drawn)
    draw_breaks(ax, breaks, drawn)
    dress(ax, choice, words, share_beside(ax, looks, names))
    name_ends(ax, choice.series, names, looks, words)
    write_ticks(ax, words)
    return drawn, looks


def check_line_kw(line_kw: dict[str, Any]) -> None:
    """Raise for what `Axes.plot` would not take, before anything is drawn."""
    for name, value in line_kw.items():
        try:
            Line2D([], [], **{name: value})
        except (AttributeError, TypeError, ValueError) as error:
            known = [*_NAMES, *(key.removeprefix("set_") for key in dir(Line2D) if key.startswith("set_"))]
            unknown = name not in known
            raise InputError(
                f"trend() takes no argument '{name}'" if unknown else f"lines do not take this {name}: {error}",
                suggestions=closest(name, known, n=2) if unknown else (),
            ) from error
