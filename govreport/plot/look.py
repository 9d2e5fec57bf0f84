"""The house style, as a context that leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from govreport.asked import called_right, is_above_nothing
from govreport.errors import InputError
from govreport.plot.room import Roomy

__all__ = ["GREY", "MARKERS", "PALETTE", "canvas", "darker", "style"]

# Okabe and Ito's palette without its yellow, in the order of contrast on white; told apart by colour-blind readers.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#B2599A", "#404040", "#56B4E9", "#E69F00", "#8C6D31")
MARKERS = ("o", "s", "^", "v", "P", "X", "h", "p")
GREY = "#595959"

FIGSIZE = (7.2, 4.2)


@called_right
def style(font_size: float = 9.5) -> Any:
    """Draw in the house style inside a `with` block; outside nothing changes.

    Parameters
    ----------
    font_size : float, default 9.5
        Of the labels, in points; titles and tick labels follow.

    Returns
    -------
    context manager

    Examples
    --------
    >>> import matplotlib as mpl
    >>> before = mpl.rcParams["axes.spines.top"]
    >>> with style(font_size=8):
    ...     mpl.rcParams["axes.spines.top"]
    False
    >>> mpl.rcParams["axes.spines.top"] == before
    True
    """
    if not is_above_nothing(font_size):
        raise InputError("a font size is a number of points above 0", where="style()", found=repr(font_size))
    return mpl.rc_context(_house(float(font_size)))


def _house(size: float) -> dict[Any, Any]:
    return {
        "font.size": size,
        "axes.labelsize": size,
        "axes.titlesize": size * 1.2,
        "axes.titlelocation": "center",
        "axes.titleweight": "normal",
        "axes.titlepad": size,
        "axes.labelcolor": GREY,
        "axes.edgecolor": "#8C8C8C",
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "axes.facecolor": "white",
        "figure.facecolor": "white",
        "figure.constrained_layout.h_pad": 0.07,
        "figure.constrained_layout.w_pad": 0.07,
        "savefig.facecolor": "auto",
        "grid.color": "#E3E3E3",
        "grid.linewidth": 0.7,
        "grid.linestyle": "-",
        "xtick.labelsize": size * 0.95,
        "ytick.labelsize": size * 0.95,
        "xtick.color": "#8C8C8C",
        "xtick.labelcolor": GREY,
        "ytick.labelcolor": GREY,
        "xtick.direction": "out",
        "ytick.major.size": 0,
        "legend.fontsize": size * 0.92,
        "legend.frameon": False,
        "lines.linewidth": size * 0.19,
        "lines.markersize": size * 0.58,
    }


def font_size(width: float) -> float:
    """Return the size of labels that reads well on a figure `width` inches wide."""
    return 8.0 if width < 4.5 else 9.5 if width < 8.5 else 12.0


@contextmanager
def canvas(ax: Axes | None, figsize: tuple[float, float] | None) -> Iterator[Axes]:
    """Lend `ax`, or axes on a new figure in the house style, which is closed again when drawing fails."""
    if ax is not None:
        _check_axes(ax, figsize)
        yield ax
        return
    size = check_figsize(figsize) or FIGSIZE
    with style(font_size(size[0])):
        figure, fresh = plt.subplots(figsize=size, layout=Roomy())
        try:
            yield fresh
        except BaseException:
            plt.close(figure)
            raise


def _check_axes(ax: object, figsize: object) -> None:
    if not isinstance(ax, Axes):
        raise InputError("ax is not matplotlib Axes", where="ax", found=type(ax).__name__)
    if figsize is not None:
        raise InputError("figsize is for a new figure; the axes given have a size already", where="figsize")


def check_figsize(figsize: tuple[float, float] | None) -> tuple[float, float] | None:
    """Return `figsize` as two positive numbers of inches."""
    if figsize is None:
        return None
    try:
        width, height = (float(side) for side in figsize)
    except (TypeError, ValueError):
        width = height = 0.0
    if not (width > 0 and height > 0):
        raise InputError("a figure size is (width, height) in inches", where="figsize", found=repr(figsize))
    return width, height


def darker(color: Any) -> tuple[float, float, float]:
    """Return `color` dark enough for small text on white."""
    red, green, blue = to_rgb(color)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    keep = min(1.0, 0.42 / light) if light else 1.0
    return red * keep, green * keep, blue * keep
