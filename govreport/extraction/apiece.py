"""A figure that several places in a row each have, and what its name is without them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport.extraction.territory_rules import Scene, driven, of_whole

__all__ = ["apiece", "bare_economy", "each_of_row"]

#: how many places are spoken of at once, and what gives each or all together the figure
_COUNTED = re.compile(r"^(?:[两二三四五六七八九十]|\d+)个?[市县区州镇地](?!区)")
_COUNTED_LAST = re.compile(r"(?:[两二三四五六七八九十]|\d+)个?[市县区州镇地]$")
_TOGETHER = re.compile(r"[合共总]计|合并|之和|(?<!公)共(?!同)")
_APIECE = re.compile(r"(?<![年人户日平月])均|都(?!市)")
_STEP = re.compile(r"突破|超过|超|冲刺|跨越|跨过|迈[上过入]|站上|跃上")
#: what a territory as a whole has, which is named without the territory
_ECONOMY = re.compile(r"(?:地区)?生产总值|经济总量|GDP")


def each_of_row(scene: Scene) -> tuple[str, ...]:
    """Return the places of a row that each have the figure behind them; none where they have it together.

    Parameters
    ----------
    scene : Scene

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> from . import extract
    >>> from ..text import report_from_text
    >>> report = report_from_text("甲县、乙县地区生产总值均突破600亿元。", region="XX市", year=2024)
    >>> [(metric.region, metric.name) for metric in extract(report)]
    [('甲县', '地区生产总值'), ('乙县', '地区生产总值')]
    """
    last = scene.places[-1] if len(scene.places) > 1 else None
    if last is None or not of_whole(scene.rest) or _TOGETHER.search(scene.rest):
        return ()
    apiece = _APIECE.search(scene.rest) is not None
    each = [scene.text[one.start : one.end] for one in scene.places]
    if counted := _COUNTED_LAST.search(each[-1]):
        each[-1] = each[-1][: counted.start()]
    elif not apiece and scene.measure == "level":
        apiece = _STEP.search(scene.rest + scene.text[scene.end : scene.end + 4]) is not None
    return tuple(each) if apiece else ()


def apiece(name: str, last: str, places: Sequence[str]) -> list[tuple[str, str]]:
    """Return what a name says of each of several places.

    Parameters
    ----------
    name, last : str
        It, and the last name of the number, which has the figure.
    places : sequence of str
        Those that each have it.

    Returns
    -------
    list of (str, str)
        Place and name, for the places that the name is of.

    Examples
    --------
    >>> apiece("甲县、乙县两县税收", "甲县、乙县两县税收", ["甲县", "乙县"])
    [('甲县', '甲县税收'), ('乙县', '乙县税收')]
    >>> apiece("甲县", "乙县税收", ["甲县", "乙县"])
    [('甲县', '甲县税收')]
    """
    alike = [one for one in places if one in name]
    if not alike:
        return []
    figure = last.partition(places[-1])[2] or name.partition(alike[-1])[2]
    return [(one, one + _COUNTED.sub("", figure)) for one in alike]


def bare_economy(name: str, region: str) -> str:
    """Return the name of what a territory as a whole has, without that territory.

    Examples
    --------
    >>> [bare_economy(name, "甲区") for name in ("推进甲区的经济总量", "甲区税收", "与甲区经济总量")]
    ['经济总量', '甲区税收', '与甲区经济总量']
    """
    deed, _, figure = name.partition(region)
    figure = figure.removeprefix("的")
    done = driven().match(deed)
    if deed and (done is None or done.end() < len(deed)):
        return name
    return figure if _ECONOMY.fullmatch(figure) else name
