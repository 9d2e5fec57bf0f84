"""From text to quantities: number, hedges and unit, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import grammar, numerals, units
from ..errors import InputError, UnitError
from ..model import Bound

__all__ = ["BOUNDS", "Quantity", "scan", "weigh"]

BOUNDS = grammar.BOUNDS
_INNER: dict[str, Bound] = {
    "多": "over",
    "余": "over",
    "几": "over",
    "数": "over",
    "上": "over",
    "来": "about",
    "近": "near",
}
_FROM = re.compile(r"[从由自][^，；。]*$")
_CHINESE = re.compile(r"[一二两三四五六七八九十]+$")
_SPAN = re.compile(r"(?P<low>(?P<of>[千百]分之).+?)(?:到|至|[-－—～])(?:[千百]分之)?(?P<high>.+)$")
#: a small numeral in words counts where something is done to things that no saying counts: `新建四座桥`
_OWN = ("家", "所", "座", "眼", "栋", "台", "辆")
_DOES = ("等", "完成", "建成", "新建", "改造", "实施", "招标", "新增", "创建", "引进", "修建", "改建")
_DIGITS = re.compile(r"[\d一二两三四五六七八九半几数上lO]")


@dataclass(slots=True)
class Quantity:
    """A number in the text with all that is glued to it; `kind` says what sort of number."""

    start: int
    end: int
    kind: str
    value: float
    high: float | None
    unit: str
    bound: Bound
    after: str = ""
    chinese: bool = False
    before: str = ""
    bare: bool = False


def scan(text: str, start: int, end: int) -> tuple[list[Quantity], list[tuple[int, int]]]:
    """Find the quantities of `text[start:end]`.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence.

    Returns
    -------
    quantities : list of Quantity
        In order, not overlapping.
    labels : list of (int, int)
        Names, slogans and quotations, whose punctuation divides nothing.

    Examples
    --------
    >>> text = "出口超6000亿元，增长6%左右"
    >>> [(q.value, q.unit, q.bound) for q in scan(text, 0, len(text))[0]]
    [(6000.0, '亿元', 'over'), (6.0, '%', 'about')]
    """
    quantities: list[Quantity] = []
    labels: list[tuple[int, int]] = []
    for match in grammar.SCAN.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind == "label":
            labels.append(match.span())
        elif kind != "date":
            quantities.extend(q for q in _read(match, kind, text, end) if not _idle(q, text))
    if not quantities:
        return [], labels
    kept = [q for i, q in enumerate(quantities) if not (i and _qualifies(quantities[i - 1], q, text))]
    kept = [
        q
        for i, q in enumerate(kept)
        if not (i + 1 < len(kept) and (_kinds_of(q, kept[i + 1]) or _size(q, kept[i + 1])))
    ]
    _share_units(kept, text)
    return kept, labels


def _share_units(quantities: list[Quantity], text: str) -> None:
    """Give bare numbers in a row the unit of the one they lead up to: `20.9、36.2、54个百分点`."""
    for one, two in zip(reversed(quantities[:-1]), reversed(quantities[1:]), strict=True):
        bare = one.kind == two.kind == "amount" and not one.unit and not one.chinese
        if bare and two.unit and text[one.end : two.start] in ("、", "和", "，"):
            one.unit = two.unit


def _qualifies(before: Quantity, q: Quantity, text: str) -> bool:
    """Whether a quantity right behind another only qualifies what that one counts: `230个50户以上村寨`."""
    return (
        q.start == before.end
        and q.after.endswith(("以上", "以下", "以内"))
        and text[q.end : q.end + 1] not in "，。；、,;）) \n"
    )


def _kinds_of(q: Quantity, after: Quantity) -> bool:
    """Whether a quantity only says of how many kinds the things are that the next one counts: `2类15个样板`."""
    return q.unit in ("类", "大类", "种") and q.end == after.start and weigh(after.unit) == "count"


def _size(q: Quantity, after: Quantity) -> bool:
    """Whether an amount only says how large the things are that are counted right behind it: `50亿元以上15个`."""
    counts = weigh(after.unit) == "count" and after.unit in ("个", "家", "户", "项", "宗", "笔")
    return counts and q.end == after.start and q.after.endswith(("以上", "以下")) and q.unit.endswith("元")


def _idle(q: Quantity, text: str) -> bool:
    """Whether a small Chinese numeral measures nothing: `一个`, `十分`, `三年行动`."""
    if not q.chinese or q.kind != "amount" or q.unit in ("%", "倍", "成", "‰"):
        return False
    if q.unit in ("类", "级", "等", "线", "星级") and q.after:
        return True
    if text[q.start - 1 : q.start] in ("从", "由", "到", "至", "为") and q.value > 1:
        return False
    if not q.unit:
        return True
    if q.unit == "条" and q.value > 1 and text.startswith(("措施", "举措", "政策"), q.end):
        return False
    if q.value > 1 and q.unit in _OWN and text[max(0, q.start - 2) : q.start].endswith(_DOES):
        return False
    if (q.unit == "元" and q.value < 10) or (q.unit == "个月" and q.value < 2 and q.bound == "exact"):
        return True
    unit, few = weigh(q.unit), 11 if q.unit in ("个", "项", "座", "所", "种") else 20
    return unit in ("weak", "no") or (q.value < few and q.bound == "exact" and unit == "count")


@cache
def weigh(unit: str) -> str:
    """Return what a unit counts for: `no` measure, `weak` (a duration), `count` (things), `yes`.

    Examples
    --------
    >>> weigh("亿元"), weigh("个")
    ('yes', 'count')
    """
    try:
        parsed = units.parse_unit(unit)
    except UnitError:
        return "yes"
    if parsed.counts == "weak" and parsed.scale and parsed.dimension == "energy":
        return "yes"  # nobody counts degrees of heat by the ten thousand
    if parsed.counts != "yes":
        return parsed.counts
    return "count" if parsed.kind == "count" or not parsed.base else "yes"


_NUMERAL = re.compile(r"\d+(?:[.．·]\d+)?")


def _read(match: re.Match[str], kind: str, text: str, end: int) -> list[Quantity]:
    try:
        found = _READERS[kind](match, text, end)
    except InputError:
        return []
    return found if isinstance(found, list) else [found] if found else []


def _bound(before: str, inner: str, after: str) -> Bound:
    for word, table in ((after, BOUNDS), (inner, _INNER), (before, BOUNDS)):
        if word:
            return table[word]
    return "exact"


def _quantity(match: re.Match[str], text: str, end: int) -> Quantity | None:
    number = numerals.parse(match["n1"])
    scale, unit, high = number.scale, match["unit"] or "", None
    value, stop = number.value, match.end()
    if match["few"]:
        lower = numerals.parse(match["few"][0] + match["n1"][1:])
        if match["n2"] or lower.scale != scale or lower.value >= value:
            return None
        value, high = lower.value, value
    if match["n2"]:
        upper = numerals.parse(match["n2"])
        if match["u1"] and not unit:
            return None
        low_size, high_size = number.size, upper.size
        if not scale and not match["u1"]:
            scale = upper.scale
            low_size = number.value * (upper.size / upper.value if upper.value else 1)
        if high_size <= low_size or (
            match["dash"] == "到" and _FROM.search(text, max(0, match.start() - 10), match.start())
        ):
            return None
        factor = (
            number.size / number.value
            if number.scale and number.value
            else (upper.size / upper.value if upper.value else 1)
        )
        value, high = low_size / factor, high_size / factor
        scale = number.scale or upper.scale
    if unit == "倍" and not match["after"] and text.startswith("半", stop):
        value, stop = value + 0.5, stop + 1
    after = (match["after"] or "").strip()
    if after in ("多", "余") and not unit and not scale:
        return None
    return Quantity(
        match.start(),
        stop,
        "amount",
        float(value),
        high,
        scale + unit.replace("％", "%"),
        _bound(match["before"] or "", number.inner, after),
        after,
        _CHINESE.match(match["n1"]) is not None,
        match["before"] or "",
        not number.inner and not _DIGITS.search(match["n1"]),
    )


def _streak(match: re.Match[str], text: str, end: int) -> Quantity:
    number = numerals.parse(match["sn"])
    start = match.start("sn")
    return Quantity(start, match.end(), "streak", number.size, None, match["su"], _bound("", number.inner, ""))


def _run(match: re.Match[str], text: str, end: int) -> Quantity:
    return Quantity(match.start(), match.end(), "run", numerals.parse(match.group()[:-2]).size, None, "年", "exact")


def _double(match: re.Match[str], text: str, end: int) -> Quantity:
    quote = match.group()
    at = quote.index("翻")
    bound = _bound(quote[:at], "", "")
    core = quote[at:]
    for hedge in ("近", "约", "超过", "超"):
        if hedge in core:
            bound, core = BOUNDS[hedge], core.replace(hedge, "")
    value = numerals.multiple(core)
    return Quantity(match.start(), match.end(), "double", value if value is not None else 1.0, None, "番", bound)


def _part(match: re.Match[str], text: str, end: int) -> Quantity | None:
    quote = match.group()
    before = next((w for w in sorted(BOUNDS, key=len, reverse=True) if quote.startswith(w)), "")
    after = next((w for w in sorted(BOUNDS, key=len, reverse=True) if quote.endswith(w)), "")
    core = quote[len(before) : len(quote) - len(after)]
    tenths = "成" in core
    span = _SPAN.match(core)
    value = numerals.fraction((span["low"] if span else core).replace("多", ""))
    if value is None:
        return None
    high = numerals.fraction(span["of"] + span["high"]) if span else None
    if "千分之" in core:
        value, high = value * 10, high and high * 10
    inner = "多" if "多" in core else ""
    bound = "over" if core == "过半" else _bound(before, inner, after)
    return Quantity(
        match.start(),
        match.end(),
        "amount",
        value / 10 if tenths else value,
        high,
        "成" if tenths else "‰" if "千分之" in core else "%",
        bound,
        after,
    )


def _zero(match: re.Match[str], text: str, end: int) -> Quantity:
    return Quantity(match.start(), match.end(), "zero", 0.0, None, "%", "exact")


def _two(match: re.Match[str], text: str, end: int) -> Quantity:
    return Quantity(match.start(), match.end(), "two", 10.0, None, "%", "over")


def _rank(match: re.Match[str], text: str, end: int) -> Quantity | None:
    place = numerals.ordinal(match.group())
    return None if place is None else Quantity(match.start(), match.end(), "rank", float(place), None, "位", "exact")


def _parts(match: re.Match[str], text: str, end: int) -> list[Quantity]:
    """The three sectors' shares of the whole: `9.2:46.6:44.2`, which add up to a hundred."""
    found = []
    for one in _NUMERAL.finditer(match.group()):
        value = numerals.parse(one.group()).size
        start = match.start() + one.start()
        found.append(Quantity(start, start + len(one.group()), "part_of_all", value, None, "%", "exact"))
    return found if abs(sum(q.value for q in found) - 100) < 1.01 else []


def _pm(match: re.Match[str], text: str, end: int) -> list[Quantity]:
    return [
        Quantity(match.start(g), match.end(g), "rank", float(match[g]), None, "位", "exact", "争") for g in ("r1", "r2")
    ]


_READERS = {
    "quantity": _quantity,
    "streak": _streak,
    "run": _run,
    "double": _double,
    "part": _part,
    "zero": _zero,
    "two": _two,
    "rank": _rank,
    "pm": _pm,
    "parts": _parts,
}
