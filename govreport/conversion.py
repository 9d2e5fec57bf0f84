"""Numbers as reports have them, in the units that a panel has them in."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from govreport import numerals, units
from govreport.errors import UnitError
from govreport.indicators import Vocabulary
from govreport.model import Measure, Metric

__all__ = ["conversion_of", "in_own_unit", "unit_as_said"]

#: families live in what is counted in 个: they are counted for it only where the vocabulary says so
_HOUSEHOLDS = "户"
_POINTS = ("个百分点", "百分点")
_Conversion = tuple[Callable[[float], float], str, str | None]


def unit_as_said(metric: Metric) -> str:
    """Return the unit of a metric; a share without one, as in `三次产业结构为9:45:46`, is in percent.

    Parameters
    ----------
    metric : Metric

    Returns
    -------
    str

    Examples
    --------
    >>> from govreport import extract, report_from_text
    >>> {unit_as_said(one) for one in extract(report_from_text("三次产业结构为9:45:46。", region="XX市", year=2024))}
    {'%'}
    """
    share = not metric.unit and metric.measure == "level" and metric.name.endswith("比重")
    return "%" if share else metric.unit.replace("％", "%")


def in_own_unit(
    values: Iterable[float], unit: str, *, measure: Measure, indicator: str, name: str, words: Vocabulary
) -> tuple[list[float], str, str | None]:
    """Convert numbers as a report has them to the unit that a panel has them in.

    Parameters
    ----------
    values : iterable of float
        In `unit`; the first one is the value, others may be the ends of its interval.
    unit : str
        As written.
    measure : str
        As in `Metric`.
    indicator : str
        An id of the vocabulary, or an open one.
    name : str
        The subject.
    words : Vocabulary

    Returns
    -------
    values : list of float
    unit : str
        The indicator's own where it converts, else as written.
    conflict : str or None
        Why it does not convert.

    Examples
    --------
    >>> from govreport import vocabulary
    >>> book = vocabulary()
    >>> in_own_unit([20.6], "亿斤", measure="level", indicator="grain_output", name="粮食产量", words=book)
    ([103.0], '万吨', None)
    """
    numbers = list(values)
    size = numbers[0] if numbers else 0.0
    metric = Metric(0, 0, "", name, measure, size, None, unit, "exact", (0, 0), False, "actual", None, None)
    factor, own, conflict = conversion_of(metric, indicator if indicator in words else None, words)
    return [factor(number) for number in numbers], own, conflict


def _scaled(source: str, target: str) -> Callable[[float], float]:
    return lambda value: units.convert(value, source, target)


def _same(value: float) -> float:
    return value


def conversion_of(metric: Metric, indicator: str | None, words: Vocabulary) -> _Conversion:
    """Return how a number of a metric converts, the unit that it is in then, and why it does not convert.

    Parameters
    ----------
    metric : Metric
    indicator : str or None
        An id of the vocabulary; None for an open one.
    words : Vocabulary

    Returns
    -------
    tuple of callable, str and str or None

    Examples
    --------
    >>> from govreport import extract, report_from_text, vocabulary
    >>> [metric] = extract(report_from_text("粮食产量20.6亿斤。", region="XX市", year=2024))
    >>> factor, unit, conflict = conversion_of(metric, "grain_output", vocabulary())
    >>> factor(20.6), unit, conflict
    (103.0, '万吨', None)
    """
    unit = unit_as_said(metric)
    if metric.measure == "growth":
        return _growth(unit)
    if metric.measure == "rank":
        return _same, "位", None
    if unit in _POINTS:
        return _same, "个百分点", None
    if metric.measure in ("streak", "multiple", "gap"):
        return _same, unit, None
    if indicator is None:
        return _open(metric, unit)
    target = words[indicator].unit
    if metric.measure == "change" and target == "%" and unit == "%":
        return _same, "个百分点", None
    return _canonical(indicator, unit, target, words)


def _growth(unit: str) -> _Conversion:
    if unit == "倍":
        return (lambda v: v * 100), "%", None
    if unit == "番":
        return (lambda v: math.copysign(2 ** abs(v) * 100 - 100, v)), "%", None
    if unit == "成":
        return (lambda v: v * 10), "%", None
    if unit == "‰":
        return (lambda v: v / 10), "%", None
    if unit in ("%", ""):
        return _same, "%", None
    return _same, unit, f"growth in {unit}: expected %"


def _canonical(indicator: str, unit: str, target: str, words: Vocabulary) -> _Conversion:
    if unit == target:
        return _same, target, None
    try:
        if units.convertible(unit, target):
            return _scaled(unit, target), target, None
        base, scale = units.parse_unit(unit), units.parse_unit(target)
        money = target.lstrip(numerals.SCALE_CHARACTERS) == "元" and "亿" in unit
        bare = not unit.strip(numerals.SCALE_CHARACTERS) and (
            money or target.lstrip(numerals.SCALE_CHARACTERS) not in ("元", "美元", "%")
        )
        homes = _HOUSEHOLDS in unit
        alike = units.same_count(unit, target) and (not homes or scale.base == _HOUSEHOLDS)
        counted = base.base in words.accepts(indicator) or alike
        if bare or counted:
            ratio = float(numerals.SCALES[base.scale] / numerals.SCALES[scale.scale])
            return (lambda v: float(f"{v * ratio:.12g}")), target, None
        found = f"{unit} ({base.dimension})"
        expected = f"{target} ({scale.dimension})"
    except UnitError as error:
        found, expected = f"{unit} ({error.message})", target
    return _same, unit, f"unit of {indicator}: expected {expected}, found {found}"


def _open(metric: Metric, unit: str) -> _Conversion:
    base = unit.lstrip(numerals.SCALE_CHARACTERS)
    if base == unit or unit.startswith(("千瓦", "千米", "千克", "千卡", "千伏", "百分")):
        return _same, unit, None
    target = "亿元" if base == "元" and abs(units.convert(metric.value, unit, "元")) >= 1e6 else base
    if base == "美元":
        target = "亿美元"
    try:
        units.convert(1.0, unit, target)
    except UnitError:
        return _same, unit, None
    return _scaled(unit, target), target, None
