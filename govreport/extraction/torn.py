"""Numbers that were read in pieces because they are written in no known way: `3万5亿元`, `1/3亿元`, `5，5%`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from govreport import grammar, units
from govreport.errors import UnitError
from govreport.extraction.readers import Quantity
from govreport.numerals import SCALE_CHARACTERS, SCALES

__all__ = ["whole"]

_NUMERAL = "0-9零〇一二三四五六七八九两"
#: what goes on with a number that seemed to be over: `3万|五千亩`, `12万亿|亿元`, `5|十亿`
_GOES_ON = re.compile(
    rf"零?[{_NUMERAL}]{{1,4}}(?:[百千](?![米瓦克伏])|[十万亿])|[万亿](?=[元美吨户人亩，。；])|半[元吨亩]"
)
#: a point or a comma that is none: `5，5%`
_COMMA = re.compile(r"(?<![0-9.，、和])[0-9]{1,3}，[0-9]{1,2}(?:[%‰]|个?百分点|亿)(?![、，和][0-9])")
#: the numeral in words that goes on in digits: `十二3亿元`; before a share, what is more than one
_TENS = "[一二三四五六七八九]"
_BEFORE = re.compile(
    rf"[±*×^]$|\d[/至～~–—\-]$|[hHW瓦时]/$|[\d一二三四五六七八九十]又$|{_TENS}?[十百千万亿]{_TENS}$|{_TENS}[十百千万亿]$|(?<![{_NUMERAL}])十$|[十百千万亿]零$"
)
#: the last of its characters
_LAST_BEFORE = frozenset("±*×^/至～~–—-又一二三四五六七八九十百千万亿零\n")
_SHARE = re.compile(r"\d/\d+|[一二三四五六七八九十百千]{1,3}分之.+")
#: one third of villages is a share, one third of a kilometre is none
_OF_UNIT = grammar.late(rf"(?![县区市省乡镇村户人家])(?:[{_NUMERAL}十]?[百千万亿])?{grammar.UNIT}|[百千万亿]")
#: what is said in two units, as money and time are
_DIVIDED = frozenset({"money", "length", "days", "months", "mass", "area"})
_SCALED = re.compile(r"[百千万亿]")
_ARABIC = re.compile(r"\d")
_LETTER = re.compile(r"[A-Za-z]")
#: a unit goes on in letters that no unit has, or is divided by what is none: `5km/x`, `3万Gbit/s`, `5公里/节`
_UNKNOWN = re.compile(
    r"[A-Za-zμ]{0,6}[²³23]?\s?[/·](?:[A-Za-zμ]|(?<=[hHW瓦时]/)\d|[\u4e00-\u9fff]{1,2}(?=[，。；、）]|$))"
)


def whole(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Leave out the quantities that are pieces of a number, so that it is declined and not read wrong.

    Parameters
    ----------
    quantities : list of Quantity
        In order.
    text : str

    Returns
    -------
    list of Quantity

    Examples
    --------
    >>> from .scan import scan
    >>> [[q.value for q in scan(said, 0, len(said))[0]] for said in ("投资3万5亿元", "投资3万5千元", "投资1/3亿元")]
    [[], [3.5], []]
    """
    pieces: set[int] = set()
    for at, q in enumerate(quantities):
        if q.kind != "amount":
            continue
        after = quantities[at + 1] if at + 1 < len(quantities) else None
        if (
            (_begun(q, text) and not (at and _in_both(quantities[at - 1], q, text)))
            or _share_of_unit(q, text)
            or _of_no_unit(q, text)
            or _of_no_currency(q, text)
        ):
            pieces.add(at)
        elif after and _in_both(q, after, text):
            continue
        elif after and _one_number(q, after, text):
            pieces |= {at, at + 1}
        elif _unfinished(q) and _GOES_ON.match(text, q.end) and not (after and after.start == q.end):
            pieces.add(at)
    return _sums([q for at, q in enumerate(quantities) if at not in pieces], text)


def _sums(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Add up what is said in two units, one smaller than the other, or in two kinds of numerals.

    As `3元5角`, `2年3个月`, `5亿元5千万元`; `三亿5000万元`.
    """
    kept: list[Quantity] = []
    for q in quantities:
        one = kept[-1] if kept else None
        touching = one is not None and text[one.end : q.start] in ("", "零")
        if one and touching and _in_both(one, q, text):
            value = one.value + q.value * SCALES[_scale(q)] / SCALES[one.unit]
            unit = one.unit + q.unit[len(_scale(q)) :]
            kept[-1] = replace(q, start=one.start, value=round(value, 8), unit=unit, before=one.before, bare=False)
            if q.bound == "exact":
                kept[-1].bound = one.bound
            continue
        share = _share_of(one, q) if one and touching and one.kind == q.kind == "amount" else 0
        if one and share:
            kept[-1] = replace(
                one, end=q.end, value=round(one.value + q.value * share, 6), after=q.after, bound=q.bound
            )
        else:
            kept.append(q)
    return kept


def _share_of(one: Quantity, q: Quantity) -> float:
    """How much of a unit another one is that goes on with it; 0 where it does not."""
    if q.before or one.after or one.bound != "exact" or q.high or one.high or one.value % 1 or not q.unit:
        return 0
    try:
        great, small = units.parse_unit(one.unit), units.parse_unit(q.unit)
    except UnitError:
        return 0
    if great.dimension == "days" and q.unit == "分":
        small = units.parse_unit("分钟")
    if great.dimension == "age" and small.dimension == "months":
        great = units.parse_unit("年")
    if great.dimension != small.dimension or great.dimension not in _DIVIDED:
        return 0
    share = float(small.factor / great.factor) * SCALES[small.scale] / SCALES[great.scale]
    return share if q.value * share < 1 else 0


def _scale(q: Quantity) -> str:
    try:
        return units.parse_unit(q.unit).scale
    except UnitError:
        return ""


def _in_both(one: Quantity, q: Quantity, text: str) -> bool:
    """Whether two numbers that touch are one in numerals of two kinds: `三亿5000万元`, `1万三千人`."""
    whole = (
        text[one.end : q.start] in ("", "零")
        and one.kind == q.kind == "amount"
        and one.unit in SCALES
        and one.value % 1 == 0
    )
    if not whole or not one.unit or one.after or one.high or q.high or q.before or q.value < 0:
        return False
    if (_ARABIC.search(text, one.start, one.end) is None) == (_ARABIC.search(text, q.start, q.end) is None):
        return False
    scale = _scale(q)
    if scale:
        return q.value * SCALES[scale] < SCALES[one.unit]
    return one.unit == "万" and 1000 <= q.value < SCALES["万"] and not _counts(q)


def _counts(q: Quantity) -> bool:
    """Whether a number may count things of its own: `总投资三万2000个项目`."""
    try:
        return units.parse_unit(q.unit).kind == "count"
    except UnitError:
        return True


def _of_no_unit(q: Quantity, text: str) -> bool:
    """Whether a unit is written in letters or divided by what no unit is: the one before the slash would be wrong."""
    if q.unit[:1] in ("%", "％", "‰", "成") or q.after or "/" in q.unit or not (q.unit or q.bare):
        return False
    joint = q.unit in SCALES or text[q.end - 1].isascii() or text[q.end : q.end + 1] == "/"
    return joint and _UNKNOWN.match(text, q.end) is not None


def _of_no_currency(q: Quantity, text: str) -> bool:
    """Whether a sign before a number is of no currency of the units, or letters follow it: `₹5亿`, `$5bn`."""
    before = text[max(0, q.start - 2) : q.start].rstrip()[-1:]
    letters = text[q.end - 1 : q.end].isdecimal() and q.unit and _LETTER.match(text, q.end) is not None
    return letters or unicodedata.category(before or " ") == "Sc"


def _begun(q: Quantity, text: str) -> bool:
    """Whether a number goes on with what stands before it: `±5%`, `3又1/2倍`, `十二3亿元`."""
    if q.before or text[q.start - 1 : q.start] not in _LAST_BEFORE:
        return False
    return _BEFORE.search(text, max(0, q.start - 3), q.start) is not None


def _unfinished(q: Quantity) -> bool:
    """Whether a number has no unit yet."""
    return not (q.unit.strip(SCALE_CHARACTERS) or q.after or q.bare)


def _one_number(q: Quantity, after: Quantity, text: str) -> bool:
    """Whether two numbers that touch are one: `3万5亿元`, `2千5百万元`; not so `总投资1.3万亿520个项目`."""
    if after.kind != "amount" or after.before or not _unfinished(q):
        return False
    if not q.unit and text[q.end : after.start] == "，":
        return _COMMA.match(text, q.start) is not None
    joint = text[q.end : after.start]
    if joint not in ("", "零") or not q.unit:
        return False
    return _SCALED.match(after.unit) is not None or q.unit in ("万", "千", "百")


def _share_of_unit(q: Quantity, text: str) -> bool:
    """Whether a share is one of a unit: `1/3亿元`, `½所`."""
    if q.unit not in ("%", "‰") or q.after or not _SHARE.fullmatch(text, q.start, q.end):
        return False
    return _OF_UNIT.match(text, q.end) is not None
