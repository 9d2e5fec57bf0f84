"""Units as reports write them: recognising, reading and converting them.

The knowledge is in `data/units.tsv`, a table that a user can read and mend:

unit
    The word as it follows a number, without a scale (`元`, not `亿元`). Full-width ％ and ／ read as % and /.
base
    The reference unit. Two units convert if, and only if, they have the same base: 斤 and 吨 have; 元 and 美元, % and
    个百分点, 人 and 人次, 户 and 家 have not. There are no guessed rates.
dimension
    What is measured (`mass`, `area`, `money` …), for messages and for the reader. Three are special. `count` are the
    generic classifiers, each its own base: the caller decides whether 个 and 家 count the same (see `same_count`).
    `label` are words after numbers that measure nothing (`届`, `号线`, `方面`). `noun` are no units at all but begin
    like one, so that 900万个体工商户 is not read as 900万个: they are in `NOT_UNITS`, their base and factor are empty.
factor
    How many base units one is: a whole number, a decimal or a fraction, kept exactly (a 亩 is `2000/3` square metres).
counts
    Whether the word after a number really measures: `yes`, `no` (a date, a name) or `weak` (only the context can tell:
    年, 天, 岁).
note
    What a reader of the table might wonder about.

A unit with a slash (`元/人`) has base, dimension and factor empty: they follow from its parts. Any two units of the
table can be joined like that, listed or not; the part below may carry a number or a scale (`台/10万人`, `件/万人`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from govreport import tables
from govreport.errors import UnitError, closest
from govreport.numerals import SCALES

__all__ = ["NOT_UNITS", "UNITS", "Unit", "convert", "convertible", "parse_unit", "per", "same_count"]

_FIELDS = ["unit", "base", "dimension", "factor", "counts", "note"]
_FORMS = {"%": "％", "/": "／", "（": "(", "）": ")"}
_PLAIN = str.maketrans("％／()", "%/（）", " \u00a0\u200b\u200d\u2060\ufeff\u3000\r\n")
_SCALES = sorted(filter(None, SCALES), key=len, reverse=True)
_JOINT = re.compile("[/·]")
_BELOW = re.compile("([0-9]*)(.*)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, read.

    Attributes
    ----------
    text : str
        As given, with plain characters: `亿斤`, `%`.
    scale : str
        The scale in front, a key of `SCALES`: `亿`, or "".
    base : str
        The reference unit: `吨`. "" for a bare number.
    dimension : str
        What is measured: `mass`.
    factor : fractions.Fraction
        How many base units one of this unit is, without the scale.
    counts : {"yes", "weak", "no"}
        Whether the word after a number really measures.
    kind : {"count", "measure"}
        `count` for the generic classifiers, which have a base each but may count the same things.
    """

    text: str
    scale: str
    base: str
    dimension: str
    factor: Fraction
    counts: str
    kind: str

    @property
    def size(self) -> Fraction:
        """How many base units one of this unit is, with its scale."""
        return self.factor * SCALES[self.scale]


def _load() -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    rows = tables.rows("units")
    columns = list(rows[0])
    if columns != _FIELDS:
        raise UnitError("a table with other columns", where="data/units.tsv", expected=str(_FIELDS), found=str(columns))
    nouns = tuple(row["unit"] for row in rows if row["dimension"] == "noun")
    return {row["unit"]: row for row in rows if row["dimension"] != "noun"}, nouns


def _forms(words: Iterable[str]) -> tuple[str, ...]:
    """All ways to write the words, in full and in half width, the longest first."""
    wide = str.maketrans(_FORMS)
    every = {form for word in words for form in (word, word.translate(wide))}
    return tuple(sorted(every, key=lambda word: (-len(word), word)))


_loaded, _nouns = _load()
_ROWS = MappingProxyType(_loaded)

UNITS: tuple[str, ...] = _forms(_ROWS)
"""All unit words of the table, in all widths, longest first, for scanners; also the labels, whose `counts` is `no`."""

NOT_UNITS: tuple[str, ...] = _forms(_nouns)
"""Words that begin like a unit and are none (`人口`, `个体工商户`), longest first: a number before them stands bare."""


@lru_cache(maxsize=8192)
def parse_unit(text: str) -> Unit:
    """Read a unit with its scale.

    Parameters
    ----------
    text : str
        As in `Metric.unit`: `亿元`, `万吨标准煤`, `个百分点`, `微克/立方米`, `台/10万人`, `万`, "".

    Returns
    -------
    Unit

    Raises
    ------
    UnitError
        If the text is no unit that the table knows, with the nearest that it does.

    Examples
    --------
    >>> unit = parse_unit("亿斤")
    >>> unit.scale, unit.base, unit.dimension, float(unit.size)
    ('亿', '吨', 'mass', 50000.0)
    >>> parse_unit("千瓦").scale, parse_unit("万").dimension
    ('', 'number')
    """
    plain = text.translate(_PLAIN)
    scale, word = _split(plain)
    unit = _compound(plain, scale, word) if "/" in word else _simple(plain, scale, word)
    if unit is None:
        raise UnitError("an unknown unit", found=repr(text), suggestions=closest(word, UNITS))
    return unit


def _split(text: str) -> tuple[str, str]:
    """Take the scale off, unless it belongs to the word (千瓦, 千米)."""
    top, slash, below = text.partition("/")
    if top in _ROWS:
        return "", text
    for scale in _SCALES:
        rest = top.removeprefix(scale)
        if rest != top and (not rest or rest in _ROWS):
            return scale, rest + slash + below
    return "", text


def _simple(text: str, scale: str, word: str) -> Unit | None:
    if not word:
        return Unit(text, scale, "", "number", Fraction(1), "yes", "measure")
    row = _ROWS.get(word)
    if row is None:
        return None
    kind = "count" if row["dimension"] == "count" else "measure"
    return Unit(text, scale, row["base"], row["dimension"], Fraction(row["factor"]), row["counts"], kind)


def _compound(text: str, scale: str, word: str) -> Unit | None:
    top, *below = _JOINT.split(word)
    unit = _simple(top, "", top)
    if unit is None or unit.dimension in ("number", "label"):
        return None
    base, dimension, factor = unit.base, unit.dimension, unit.factor
    for part in below:
        number, rest = _BELOW.fullmatch(part).groups()  # type: ignore[union-attr]
        divisor = _simple(rest, *_split(rest))
        if divisor is None or divisor.dimension in ("number", "label") or (number and not int(number)):
            return None
        base, dimension = f"{base}/{divisor.base}", f"{dimension}/{divisor.dimension}"
        factor = factor / (divisor.size * int(number or 1))
    counts = _ROWS[word]["counts"] if word in _ROWS else "yes"
    return Unit(text, scale, base, dimension, factor, counts, "measure")


def per(unit: str, denominator: str) -> str:
    """Write `每立方米22微克` as the unit it means.

    Parameters
    ----------
    unit : str
        The unit after the number: `微克`.
    denominator : str
        What follows 每: `立方米`, `千人`, `10万人`.

    Returns
    -------
    str
        The joined unit, which `parse_unit` reads.

    Raises
    ------
    UnitError
        If the two do not make a unit.

    Examples
    --------
    >>> per("微克", "立方米")
    '微克/立方米'
    """
    return parse_unit(f"{unit}/{denominator}").text


def convertible(a: str, b: str) -> bool:
    """Say whether a number in the one unit can be given in the other.

    Parameters
    ----------
    a, b : str
        Units as `parse_unit` takes them.

    Returns
    -------
    bool

    Raises
    ------
    UnitError
        If one of them is unknown.

    Examples
    --------
    >>> convertible("亿斤", "万吨"), convertible("%", "个百分点")
    (True, False)
    """
    return parse_unit(a).base == parse_unit(b).base


def same_count(a: str, b: str) -> bool:
    """Say whether both units are generic classifiers, which may count the same things (5000家 and 5000个 enterprises).

    Parameters
    ----------
    a, b : str
        Units as `parse_unit` takes them.

    Returns
    -------
    bool
        True also if they convert; the scales do not matter.

    Raises
    ------
    UnitError
        If one of them is unknown.

    Examples
    --------
    >>> same_count("万家", "个"), same_count("人", "人次")
    (True, False)
    """
    first, second = parse_unit(a), parse_unit(b)
    return first.kind == second.kind == "count" or first.base == second.base


def convert(value: float, source: str, target: str) -> float:
    """Give a number in another unit, counted exactly and rounded once.

    Parameters
    ----------
    value : float
        The number in `source`; infinite and missing values stay as they are.
    source, target : str
        Units as `parse_unit` takes them.

    Returns
    -------
    float
        The number in `target`.

    Raises
    ------
    UnitError
        If a unit is unknown or the two do not convert.

    Examples
    --------
    >>> convert(14.3, "亿斤", "万吨"), convert(1.2, "万亿元", "亿元")
    (71.5, 12000.0)
    """
    ratio = _ratio(source, target)
    value = float(value)
    if ratio == 1 or not math.isfinite(value):
        return value
    return float(Fraction(Decimal(repr(value))) * ratio)


@lru_cache(maxsize=8192)
def _ratio(source: str, target: str) -> Fraction:
    first, second = parse_unit(source), parse_unit(target)
    if first.base != second.base:
        raise UnitError("two units that do not convert", expected=_describe(second), found=_describe(first))
    return first.size / second.size


def _describe(unit: Unit) -> str:
    return f"'{unit.text}' ({unit.dimension} in {unit.base})" if unit.base else f"'{unit.text}' (a bare number)"
