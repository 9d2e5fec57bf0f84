"""The provinces and prefectures: for texts that name their territory only in passing."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from govreport.territories import Region, regions

__all__ = ["full_name", "full_names", "most_spoken_of", "short_names"]

_AT_LEAST = 12
_PER_CHARACTERS = 1400
_TAIWAN = "710000"  # its code and those above it are of places without such reports
_LEVELS = {"省": "province", "自治区": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture"}


@cache
def _places() -> tuple[Region, ...]:
    return tuple(one for one in (*regions("province"), *regions("prefecture")) if one.code < _TAIWAN)


@cache
def short_names() -> frozenset[str]:
    """Return the names of provinces and prefectures without 省, 市, 州."""
    return frozenset(place.short for place in _places())


@cache
def full_names() -> frozenset[str]:
    """Return the full names of provinces and prefectures."""
    return frozenset(place.name for place in _places())


def full_name(short: str) -> str:
    """Return the full name of the one place that is called so for short, else the name as it is.

    Examples
    --------
    >>> full_name("浙江"), full_name("吉林")
    ('浙江省', '吉林')
    """
    found = [place.name for place in _places() if place.short == short]
    return found[0] if len(found) == 1 else short


@cache
def _scan() -> re.Pattern[str]:
    return re.compile("|".join(sorted(short_names(), key=len, reverse=True)))


def most_spoken_of(text: str, level: str | None) -> str | None:
    """Return the one province or prefecture that a text speaks of again and again.

    Parameters
    ----------
    text : str
        The body of a report.
    level : str or None
        How the speaker calls the government: `省`, `市`, `县`; None when nobody says.

    Returns
    -------
    str or None
        None when no name, or more than one, stands out, and for counties, whose names are not listed.

    Examples
    --------
    >>> most_spoken_of("三亚" * 20 + "海口", "市")
    '三亚市'
    >>> most_spoken_of("三亚" * 20, "县") is None
    True
    """
    if level is not None and level not in _LEVELS:
        return None
    wanted = _LEVELS.get(level or "")
    counts = Counter(_scan().findall(text))
    ranked = [
        (counts[place.short], place.name)
        for place in _places()
        if place.short in counts and (wanted is None or place.level == wanted or _municipality(place, level))
    ]
    ranked.sort(key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < max(_AT_LEAST, len(text) // _PER_CHARACTERS):
        return None
    if len(ranked) > 1 and ranked[1][0] * 2 > ranked[0][0]:
        return None
    return ranked[0][1]


def _municipality(place: Region, level: str | None) -> bool:
    return level == "市" and place.level == "province" and place.name.endswith("市")
