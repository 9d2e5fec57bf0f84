"""What the scanner matched, read: each kind of number into a quantity, with its hedges and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from govreport import grammar, numerals, units
from govreport.errors import InputError
from govreport.model import Bound
from govreport.numerals import SCALES

__all__ = ["BOUNDS", "Quantity", "read"]

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
#: what makes a rank one of several: the quote has to say it
TIED = "并列"
_FROM = re.compile(r"[从由自][^，；。]*$")
_CHINESE = re.compile(r"[一二两三四五六七八九十]+$")
_SPAN = re.compile(r"(?P<low>(?P<of>[万千百]分之).+?)(?:到|至|[-－—～])(?:[万千百]分之)?(?P<high>.+)$")
_DIGITS = re.compile(r"[\d一二两三四五六七八九半几数上lO]")
#: two digits in turn, for what lies between them: `三五家`, `二三十`, `十五六`
_PAIR = re.compile(r"([一二两三四五六七八九])([二三四五六七八九])(?=[十百千万亿成]|$)")
_NEARLY = re.compile(r"(?:基本|大体|大体上|总体|总体上|大致|略)$")
#: what a unit goes on with: `2.5倍半`, `1个半小时`, `2个亿` and no villages with so much
_MORE = grammar.late(
    r"(?:倍|个(?=半(?P<of>个?百分点|小时|月(?![牙球刊板]))))(?P<half>半)(?:(?P=of))?"
    rf"|个(?P<over>[多来])?(?P<part>半(?=亿))?(?:(?P<sum>(?:[百千]万|万?亿)(?:{grammar.WHOLE_UNIT})?)(?P<hedge>以[上下内]|左右|上下)?(?=[，。；、）]|$)"
    rf"|(?P<alone>亿)(?!元|吨|级|产业|企业|项目|大关|台阶|以[上下内]|{grammar.UNIT}))"
)
_GOES_ON = ("倍", "个")
#: digits that go on in words: `3亿五千万元`
_IN_WORDS = grammar.late(
    rf"零?(?P<n>(?:[一二两三四五六七八九][十百千一二两三四五六七八九零]{{0,8}}万|[一二两三四五六七八九]千[百十一二两三四五六七八九零]{{0,5}}))"
    rf"(?P<over>[多余])?(?![十百千万亿一二三四五六七八九零])(?P<unit>{grammar.WHOLE_UNIT})?(?P<after>{grammar.AFTER})?"
)
_OF_HALF = {"月": "个月", "百分点": "个百分点"}
#: half a unit more, behind few: `一亿半`, `3公里半`
_AND_HALF = re.compile(r"(?<![%‰\d半])半(?=[，。；、）]|左右|以上|$)")
_DIGITS_ONLY = re.compile(r"\d+[万亿]$")
_MANY = 20
#: a number right behind a digit and a blank: the end of one that was torn
_BLANKS = frozenset(" \u00a0\n")
_TORN = re.compile(r"(?<!(?:19|20)\d\d)(?<=\d)[ \u00a0]$")


@dataclass(slots=True)
class Quantity:
    """A number in the text with all that is glued to it; `kind` says what sort of number.

    `noted` is how long the bracket before it is that holds its unit: `产值（亿元）35`.
    """

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
    noted: int = 0

    def refused(self, reason: str) -> tuple[int, int, str]:
        """Return where it stands and why it makes no claim."""
        return self.start, self.end, reason


_MEDAL = re.compile(r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:枚|块)?(?P<of>[金银铜])牌?")
_NUMERAL = re.compile(r"(?P<n>\d+(?:[.．·]\d+)?)(?P<unit>[%％]?)")


def read(match: re.Match[str], kind: str, text: str, end: int) -> list[Quantity]:
    """Read one match of `grammar.SCAN`.

    Parameters
    ----------
    match : re.Match
    kind : str
        The group that matched.
    text : str
    end : int
        The end of the sentence.

    Returns
    -------
    list of Quantity
        Of a proportion each term, else one or none.

    Examples
    --------
    >>> match = grammar.SCAN.search("近5亿元")
    >>> read(match, "quantity", "近5亿元", 4)[0].bound
    'near'
    """
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
    begun = match.start("n1")
    if text[begun - 1 : begun] in _BLANKS and _TORN.search(text, max(0, begun - 6), begun):
        return None
    said, hedged, other, few, sign, before = match.group("n1", "after", "n2", "few", "sign", "before")
    number = numerals.parse(said)
    after = hedged.strip() if hedged else ""
    inner = number.inner
    if other:
        ends = _range(match, number, text)
    elif few or (inner == "几" and _PAIR.search(said)):
        ends = _neighbours(match)
        inner = ""
    else:
        ends = number.value, None, number.scale
    if ends is None:
        return None
    value, high, scale = ends
    gone = _gone_on(match, text, value, scale)
    value, unit, stop = gone.value, gone.unit, gone.stop
    inner, after = gone.over or inner, gone.hedge or ("" if gone.over else after)
    signed = _of_sign(sign.strip(), unit) if sign else unit
    if signed is None:
        return None
    unit = signed.strip("（）()") if signed[:1] in "（(" else signed
    if after in ("多", "余") and not unit and not scale:
        return None
    minus, plus = match.group("minus", "plus")
    return Quantity(
        match.start(),
        stop,
        "amount",
        -value if minus else value,
        high,
        scale + unit.replace("％", "%"),
        _bound(before or "", inner, after),
        after,
        not gone.large and _CHINESE.match(said) is not None,
        before or plus or "",
        not inner and not _DIGITS.search(said),
    )


class _Gone(NamedTuple):
    value: float
    unit: str
    stop: int
    over: str = ""
    hedge: str = ""
    large: bool = False


def _gone_on(match: re.Match[str], text: str, value: float, scale: str) -> _Gone:
    """Value, unit, end and hedges with what stands behind the unit: `2倍半`, `1个半小时`, `2个多亿元`, `3公里半`."""
    unit, stop = match["unit"] or "", match.end()
    more = _MORE.match(text, match.start("unit")) if unit[:1] in _GOES_ON else None
    if more:
        return _Gone(
            value + (0.5 if more["half"] or more["part"] else 0),
            _OF_HALF.get(more["of"], more["of"]) or more["sum"] or more["alone"] or unit,
            more.end(),
            more["over"] or "",
            more["hedge"] or "",
            bool(more["sum"] or more["alone"]),
        )
    goes_on = unit in ("", "两") and _DIGITS_ONLY.match(match["n1"])
    words = _IN_WORDS.match(text, match.end("n1")) if goes_on else None
    rest = numerals.parse(words["n"]).size if words else 0
    if words and SCALES[scale] / 10000 < rest < SCALES[scale]:
        value = round(value + rest / SCALES[scale], 8)
        return _Gone(value, words["unit"] or "", words.end(), words["over"] or "", words["after"] or "")
    few = 0 < value < _MANY and value % 1 == 0 and scale in ("", "万", "亿") and (unit or scale)
    half = few and text.startswith("半", stop) and not (match["after"] or match["n2"])
    if half and _AND_HALF.match(text, stop):
        return _Gone(value + 0.5, unit, stop + 1)
    return _Gone(value, unit, stop)


def _of_sign(sign: str, unit: str) -> str | None:
    """Give the unit of a number with its sign: `$5亿`, `￥500/人`; None where a unit of its own does not agree."""
    base = units.parse_unit(sign).base
    if not unit or unit.startswith("/"):
        return base + unit
    if units.parse_unit(unit).base.split("/")[0] != base:
        return None
    return unit


_Ends = tuple[float, float | None, str]


def _range(match: re.Match[str], number: numerals.Number, text: str) -> _Ends | None:
    """Both ends of a range, in the scale of the first that has one: `2到3亿`, `900万—1100万`."""
    upper, scale = numerals.parse(match["n2"]), number.scale
    if match["u1"] and not match["unit"]:
        return None
    low, high = number.size, upper.size
    if not scale and not match["u1"]:
        scale = upper.scale
        low = number.value * (upper.size / upper.value if upper.value else 1)
    if high <= low or (match["dash"] == "到" and _FROM.search(text, max(0, match.start() - 10), match.start())):
        return None
    one = number if number.scale and number.value else upper
    factor = one.size / one.value if one.value else 1
    return low / factor, high / factor, number.scale or upper.scale


def _neighbours(match: re.Match[str]) -> _Ends | None:
    """Both ends of what two digits in turn say: `三五`, `二三十`, and `三、四百`."""
    said = match["n1"]
    if match["few"]:
        one, two = numerals.parse(match["few"][0] + said[1:]), numerals.parse(said)
        if one.scale != two.scale:
            return None
    else:
        one, two = (numerals.parse(_PAIR.sub(rf"\{k}", said)) for k in (1, 2))
    return (one.value, two.value, one.scale) if one.value < two.value else None


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
    core = quote[at:].removesuffix("多")
    bound = "over" if quote.endswith("多") else bound
    for hedge in ("近", "约", "超过", "超"):
        if hedge in core:
            bound, core = BOUNDS[hedge], core.replace(hedge, "")
    value = numerals.multiple(core)
    return Quantity(match.start(), match.end(), "double", value if value is not None else 1.0, None, "番", bound)


def _part(match: re.Match[str], text: str, end: int) -> Quantity | None:
    before, core, after = match["pb"] or "", match["pn"], match["pa"] or ""
    tenths = "成" in core
    sign = -1 if "负" in core else 1
    core = core.replace("负", "")
    span = _SPAN.match(core)
    value = numerals.fraction((span["low"] if span else core).replace("多", ""))
    high = numerals.fraction(span["of"] + span["high"]) if span else None
    if value is None and _PAIR.match(core) and core.endswith("成"):
        value, high = (numerals.fraction(digit + "成") for digit in core[:2])
    if value is None:
        return None
    if "千分之" in core:
        value, high = value * 10, high and high * 10
    inner = "多" if "多" in core else ""
    bound = "over" if core == "过半" else _bound(before, inner, after)
    return Quantity(
        match.start(),
        match.end(),
        "amount",
        sign * (value / 10 if tenths else value),
        high / 10 if tenths and high else high,
        "成" if tenths else "‰" if "千分之" in core else "%",
        bound,
        after,
    )


def _zero(match: re.Match[str], text: str, end: int) -> Quantity:
    return Quantity(match.start(), match.end(), "zero", 0.0, None, "%", "exact")


def _two(match: re.Match[str], text: str, end: int) -> Quantity:
    return Quantity(match.start(), match.end(), "two", 10.0, None, "%", "over")


def _flat(match: re.Match[str], text: str, end: int) -> Quantity:
    hedge = _NEARLY.search(text, max(0, match.start() - 3), match.start())
    start = hedge.start() if hedge else match.start()
    return Quantity(start, match.end(), "flat", 0.0, None, "%", "about" if hedge else "exact")


def _doubled(match: re.Match[str], text: str, end: int) -> Quantity:
    return Quantity(match.start(), match.end(), "double", 1.0, None, "倍", "exact")


def _medals(match: re.Match[str], text: str, end: int) -> list[Quantity]:
    """Medals by their metal: `4金1银`; each count is a number of its own."""
    start, each = match.start(), list(_MEDAL.finditer(match.group()))
    sizes = [numerals.parse(m["n"]).size for m in each]
    return [
        Quantity(start + m.start(), start + m.end(), "medal", size, None, m["of"], "exact")
        for m, size in zip(each, sizes, strict=True)
    ]


def _rank(match: re.Match[str], text: str, end: int) -> Quantity | None:
    place = numerals.ordinal(match.group())
    tied = TIED if text.endswith(TIED, 0, match.start()) else ""
    start = match.start() - len(tied)
    return None if place is None else Quantity(start, match.end(), "rank", float(place), None, "位", "exact", tied)


def _parts(match: re.Match[str], text: str, end: int) -> list[Quantity]:
    """The three sectors' shares of the whole: `9.2:46.6:44.2`, which add up to a hundred; the unit is as written."""
    found = []
    for one in _NUMERAL.finditer(match.group()):
        value = numerals.parse(one["n"]).size
        start, unit = match.start() + one.start(), one["unit"] or ""
        found.append(Quantity(start, start + len(one.group()), "part_of_all", value, None, unit, "exact"))
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
    "flat": _flat,
    "doubled": _doubled,
    "medals": _medals,
    "pm": _pm,
    "parts": _parts,
}
