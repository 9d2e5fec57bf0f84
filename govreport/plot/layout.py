"""Where texts go: lines broken to a width, labels at line ends that keep clear of each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox, ScaledTranslation

from govreport.plot.fonts import has_chinese

__all__ = ["SMALLEST", "EndLabel", "ems", "end_labels", "join", "legible", "size_of", "spread", "wrap"]

LINE = 1.25
#: points; smaller letters are not read
SMALLEST = 7.0
_TOKEN = re.compile(r"[^\W\u2e80-\uffef]+(?:[-'’.,%/][^\W\u2e80-\uffef]+)*|\s+|.", re.DOTALL)
#: what stands in brackets behind a text has a line of its own
_ASIDE = re.compile(r"(.*\S)\s*([（(][^（()）]*[）)])")
_NO_START = frozenset("，。、；：？！）》〉”’％%)]},.;:?!")
_NO_END = frozenset("（《〈“‘([{")


def ems(text: str) -> float:
    """Return how wide `text` is, in font sizes: a Chinese character is one."""
    return sum(1.0 if has_chinese(char) else 0.35 if char in " ,.;:'il·" else 0.6 for char in text)


def size_of(text: Text) -> float:
    """Return the size of a text in points."""
    return float(text.get_fontsize())


def legible(size: float, share: float) -> float:
    """Return a share of a size of text, as far as it can be read; never more than the size.

    Examples
    --------
    >>> legible(10, 0.9), legible(10, 0.5), legible(6, 0.5)
    (9.0, 7.0, 6)
    """
    return min(size, max(SMALLEST, size * share))


def join(text: str) -> str:
    """Return in one line what `wrap` has broken.

    Examples
    --------
    >>> join("Total retail\\nsales"), join("固定资产\\n投资")
    ('Total retail sales', '固定资产投资')
    """
    return re.sub(r"(?<=[\u2e80-\uffef])\n|\n(?=[\u2e80-\uffef])", "", text).replace("\n", " ")


def wrap(text: str, width: float) -> str:
    """Break `text` into lines of about the same length, none wider than `width` font sizes where that can be.

    Examples
    --------
    >>> print(wrap("高技术制造业增加值占比重", 7))
    高技术制造业
    增加值占比重
    """
    total = ems(text)
    if total <= width or width <= 0:
        return text
    pieces = _pieces(text)
    fewest = _fill(pieces, width)
    aside = _ASIDE.fullmatch(text)
    if aside and len(fewest) == 2 and max(map(ems, aside.groups())) <= width:
        return "\n".join(aside.groups())
    narrow = total / len(fewest)
    while narrow < width:
        broken = _fill(pieces, narrow)
        if len(broken) <= len(fewest):
            return "\n".join(broken)
        narrow += 0.25
    return "\n".join(fewest)


def _pieces(text: str) -> list[str]:
    """Return what no line break may divide."""
    pieces: list[str] = []
    for token in _TOKEN.findall(text):
        joined = pieces and (token[0] in _NO_START or pieces[-1][-1] in _NO_END)
        if joined:
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces


def _fill(pieces: Sequence[str], width: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and ems(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        if lines[-1] or not piece.isspace():
            lines[-1] += piece
    return [line.rstrip() for line in lines if line.strip()]


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return centres as near to those `wanted` as can be, so that boxes of these heights do not overlap.

    Parameters
    ----------
    wanted, heights : sequence of float
        Centres asked for and the heights of the boxes.
    low, high : float
        The boxes stay between these where there is room for all.

    Returns
    -------
    list of float

    Examples
    --------
    >>> spread([5, 5], [2, 2], 0, 10)
    [6.0, 4.0]
    """
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], -at))
    blocks: list[tuple[list[int], float, float]] = []
    for at in order:
        block = _settle([at], wanted, heights, low, high)
        while blocks and blocks[-1][2] > block[1] + 1e-9:
            block = _settle(blocks.pop()[0] + block[0], wanted, heights, low, high)
        blocks.append(block)
    centres = [0.0] * len(wanted)
    for members, bottom, _ in blocks:
        for at in members:
            centres[at] = bottom + heights[at] / 2
            bottom += heights[at]
    return centres


def _settle(
    members: list[int], wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> tuple[list[int], float, float]:
    total = sum(heights[at] for at in members)
    offset, pulls = 0.0, 0.0
    for at in members:
        pulls += wanted[at] - (offset + heights[at] / 2)
        offset += heights[at]
    bottom = min(pulls / len(members), high - total)
    bottom = max(bottom, low)
    return members, bottom, bottom + total


class EndLabel(Annotation):
    """A name at the end of a line; the labels of one figure move apart each time that they are drawn or measured."""

    group: list[EndLabel]
    right: float
    gap: float
    aside: float
    beside: float

    def _part(self) -> None:
        axes = self.axes
        if axes is None or axes.figure is None:
            return
        scale = axes.figure.dpi / 72
        points = [axes.transData.transform(label.xy) for label in self.group]
        ends = [float(point[1]) for point in points]
        starts = [float(point[0]) + label.aside * scale for label, point in zip(self.group, points, strict=True)]
        column = float(axes.transData.transform((self.right, 0.0))[0])
        tall = [(label.get_text().count("\n") + 1) * LINE * size_of(label) * scale for label in self.group]
        box = axes.bbox
        centres = spread(ends, tall, box.y0, box.y1)
        for label, start, end, centre in zip(self.group, starts, ends, centres, strict=True):
            across, up = (column - start) / scale, (centre - end) / scale
            label.xyann = (across + self.gap, up)
            if label.arrow_patch is not None:
                # beside the last year a name in its own colour needs no line, unless it had to move
                label.arrow_patch.set_visible(abs(up) > 4 or across - label.beside > 4)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the label where it is clear of the others."""
        self._part()
        super().draw(renderer)

    def get_window_extent(self, renderer: RendererBase | None = None, dpi: float | None = None) -> Bbox:
        """Return the box of the label where it is clear of the others."""
        self._part()
        return super().get_window_extent(renderer)


def end_labels(
    ax: Axes,
    ends: Sequence[tuple[str, float, float, Any]],
    *,
    right: float,
    gap: float,
    asides: Sequence[float] | None = None,
) -> list[EndLabel]:
    """Name the ends `(text, x, y, color)` of lines, all `gap` points right of the data value `right`.

    An end may stand some points aside of its place. Where the names are more than about half the figure is high, they
    are set smaller.
    """
    lines = sum(text.count("\n") + 1 for text, *_ in ends)
    tall = lines * LINE * size_of(ax.yaxis.label) * ax.figure.dpi / 72
    size = legible(size_of(ax.yaxis.label), max(0.68, min(1.0, 0.52 * ax.figure.bbox.height / tall)))
    labels: list[EndLabel] = []
    for (text, x, y, color), aside in zip(ends, asides or [0.0] * len(ends), strict=True):
        label = EndLabel(
            text,
            xy=(x, y),
            xycoords=ax.transData + ScaledTranslation(aside / 72, 0, ax.figure.dpi_scale_trans),
            xytext=(gap, 0.0),
            textcoords="offset points",
            va="center",
            ha="left",
            fontsize=size,
            color=color,
            linespacing=1.1,
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": color,
                "linewidth": 0.6,
                "shrinkA": 1,
                "shrinkB": 5,
                "alpha": 0.5,
                "relpos": (0, 0.5),
            },
        )
        ax.add_artist(label)
        label.set_clip_on(False)
        label.aside = aside
        labels.append(label)
    for label in labels:
        label.group, label.right, label.gap = labels, right, gap
        label.beside = -label.aside if label.xy[0] == right else 0.0
    return labels
