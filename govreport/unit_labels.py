"""What units are called, and the unit in which numbers are best shown."""

from __future__ import annotations

import re
from functools import cache

from govreport.errors import UnitError
from govreport.labels import has_chinese, labels
from govreport.units import parse_unit

__all__ = ["display_unit", "unit_label"]

_LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def unit_label(unit: str, *, lang: str = "zh") -> str:
    """Return what a unit is called at the head of a column, its numbers left as they are.

    Parameters
    ----------
    unit : str
        As the panel has it.
    lang : {"zh", "en"}, default "zh"

    Returns
    -------
    str
        In English with the scale written out, as the yearbooks of the National Bureau of Statistics do.

    Examples
    --------
    >>> [unit_label(unit, lang="en") for unit in ("亿元", "万人", "个百分点", "元/人")]
    ['100 million yuan', '10,000 persons', 'percentage points', 'yuan/person']
    """
    if lang == "zh" or not has_chinese(unit):
        return unit
    if "/" in unit:
        return display_unit(unit, 0, chinese=False)[1]
    scale, base = _split(unit)
    english = _english_base(base)
    if english is None or not scale:
        return english if english is not None else unit
    size = int(labels()["scale"][scale])
    many = next((f"{size // n:,} {word}" for n, word in _LARGE if size >= n), f"{size:,}")
    return f"{many.removeprefix('1 ')} {english}".rstrip()


def display_unit(unit: str, peak: float, *, chinese: bool) -> tuple[float, str]:
    """Return the factor and the name of the unit in which numbers up to `peak` are best read.

    Parameters
    ----------
    unit : str
        As the panel has it.
    peak : float
        The largest number, without its sign.
    chinese : bool
        Else English.

    Returns
    -------
    tuple of float and str

    Examples
    --------
    >>> display_unit("亿元", 1_300_000, chinese=True)
    (0.0001, '万亿元')
    >>> display_unit("亿元", 1_300_000, chinese=False)
    (0.0001, 'trillion yuan')
    >>> display_unit("万人", 0.412, chinese=True)
    (10000.0, '人')
    >>> display_unit("元/人", 2000, chinese=False)
    (1.0, 'yuan/person')
    """
    scale, base = _split(unit)
    if chinese:
        up = {"万": "亿", "亿": "万亿"}.get(scale)
        down = {"万": "", "亿": "万"}.get(scale)
        if up and peak >= 1e5:
            return 1e-4, up + base
        # 0.412万人 is 4120人
        return (1e4, down + base) if down is not None and base and 0 < peak < 1 else (1.0, unit)
    if "/" in unit:
        parts = re.split("[/·]", unit)
        return 1.0, "/".join(_english_unit(part, single=at > 0) for at, part in enumerate(parts))
    english = _english_base(base)
    if english is None or not scale:
        return 1.0, english if english is not None else unit
    size = float(labels()["scale"][scale])
    for power, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if peak * size >= power:
            return size / power, f"{word} {english}".rstrip()
    return size, english


def _split(unit: str) -> tuple[str, str]:
    scales = labels()["scale"]
    for scale in sorted(scales, key=len, reverse=True):
        base = unit.removeprefix(scale)
        if base != unit and (base == "" or _english_base(base) is not None):
            return scale, base
    return "", unit


@cache
def _english_base(base: str) -> str | None:
    """Return the English of a unit without a scale: its own, or that of all units that count the same kind of thing."""
    own = "" if base == "" else labels()["unit"].get(base)
    if own is not None or not has_chinese(base):
        return own if own is not None else base
    try:
        return labels()["dimension"].get(parse_unit(base).dimension)
    except UnitError:
        return None


def _english_unit(unit: str, *, single: bool) -> str:
    number, word = re.fullmatch("([0-9]*)(.*)", unit, re.DOTALL).groups()  # type: ignore[union-attr]
    scale, base = _split(word)
    english = _english_base(base)
    if english is None or (unit in labels()["unit"] and (number or scale)):
        return labels()["unit"].get(unit, unit)
    if single and not scale:
        english = re.sub(r"(?<=[a-z]{3})s$", "", english)
    many = (int(number) if number else 1) * (int(labels()["scale"][scale]) if scale else 1)
    return f"{many:,} {english}" if many > 1 else english
