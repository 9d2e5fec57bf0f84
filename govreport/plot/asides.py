"""Where targets stand that several lines have in one year: beside each other, with the results between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from govreport.plot.data import Point, Series

__all__ = ["DIAMOND", "Slot", "points_wide", "reach", "slots"]

#: the size of a target, in those of a mark
DIAMOND = 1.2
_SMALLEST = 0.65
_CLOSEST = 0.35
#: of the width of a year, so that what is beside it is seen to be of it
_SHARE = 0.6


@dataclass(frozen=True)
class Slot:
    """How many points a target stands beside its year, and how large it is."""

    aside: float = 0.0
    scale: float = 1.0


def slots(ax: Axes, series: Sequence[Series]) -> list[Mapping[int, Slot]]:
    """Return the place of each target of every line by its year; none where nothing else is near.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its width says how much room a year has.
    series : sequence of Series

    Returns
    -------
    list of mapping of int to Slot
    """
    placed: list[dict[int, Slot]] = [{} for _ in series]
    aims: dict[int, list[tuple[Point, int]]] = {}
    for at, one in enumerate(series):
        for point in one.targets:
            aims.setdefault(point.year, []).append((point, at))
    points = [point for one in series for point in one.points]
    if not any(len(some) > 1 for some in aims.values()):
        return list(placed)
    spread = max(point.middle for point in points) - min(point.middle for point in points)
    room = points_wide(ax) / (max(point.year for point in points) - min(point.year for point in points) + 1)
    for year, some in aims.items():
        told = [point.middle for one in series for point in one.results if point.year == year]
        for low, high, group in _clusters([(*_covered(point, spread), at) for point, at in some]):
            if len(group) > 1:
                for at, slot in _beside(sorted(group), room, between=any(low <= value <= high for value in told)):
                    placed[at][year] = slot
    return list(placed)


def reach(slots: Mapping[int, Slot]) -> float:
    """Return how many points beside its year any target and half its mark reach."""
    size = float(mpl.rcParams["lines.markersize"])
    return max((abs(slot.aside) + size * DIAMOND for slot in slots.values()), default=0.0)


def points_wide(ax: Axes) -> float:
    """Return the points of width that axes have, as far as they are laid out yet."""
    return float(ax.bbox.width) / ax.figure.dpi * 72


def _covered(point: Point, spread: float) -> tuple[float, float]:
    """Return what a target and the mark of its hedge cover, from below to above."""
    low = point.low if np.isfinite(point.low) else point.middle
    high = point.high if np.isfinite(point.high) else point.middle
    return min(low, point.middle) - 0.04 * spread, max(high, point.middle) + 0.04 * spread


def _clusters(reaches: Sequence[tuple[float, float, int]]) -> list[tuple[float, float, list[int]]]:
    clusters: list[tuple[float, float, list[int]]] = []
    for low, high, at in sorted(reaches):
        if clusters and low <= clusters[-1][1]:
            first, last, group = clusters[-1]
            clusters[-1] = (first, max(last, high), [*group, at])
        else:
            clusters.append((low, high, [at]))
    return clusters


def _beside(group: Sequence[int], room: float, *, between: bool) -> list[tuple[int, Slot]]:
    """Return the places of the targets of one year, from left to right; results stand `between` them."""
    size = float(mpl.rcParams["lines.markersize"])
    wide = size * DIAMOND * 2**0.5
    count = len(group) + between
    step = max(min(wide * 1.15, _SHARE * room / count), _CLOSEST * size)
    scale = min(1.0, max(_SMALLEST, step / wide))
    left = len(group) // 2
    places = [at + (between and at >= left) for at in range(len(group))]
    middle = left if between else (len(group) - 1) / 2
    return [(at, Slot((place - middle) * step, scale)) for at, place in zip(group, places, strict=True)]
