"""Number expressions to values, counted in decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from govreport.errors import InputError
from govreport.numerals.patterns import FRACTION, MULTIPLE, ORDINAL, WHOLE_ARABIC, WHOLE_CHINESE, YEAR

SCALES: dict[str, int] = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "十亿": 10**9,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
    "": 1,
}

_PLAIN = str.maketrans("０１２３４５６７８９．·・／萬億兩餘幾數點〇○ＯlO", "0123456789.../万亿两余几数点零零零10")
_SPACE = re.compile("[\\s\u200b-\u200d\u2060\ufeff\u00ad]+")
_PIECE = re.compile("([0-9]*\\.?[0-9]+)([百千万亿]*)")
_PAIR = re.compile("([一二三四五六七八九两])[一二三四五六七八九两](?=[十百千万亿]|$)")  # 三四百, 七八
_VALUE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENFOLD = {"十": 10, "百": 100, "千": 1000}


@cache
def _matcher(source: str) -> re.Pattern[str]:
    """Compile at first use: these patterns are large, and importing the library should not wait for them."""
    return re.compile(source)


SCALE_CHARACTERS = "万亿千百十"
"""The characters that scales are made of, to be stripped from a unit."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the scale it was written in.

    Attributes
    ----------
    value : float
        In units of `scale`; the lower end where the text only gives an order of size (`几十万` is 10 `万`).
    scale : str
        A key of `SCALES`: `万亿`, `亿`, `千万`, `万`, `千` …, "" where there is none.
    inner : str
        The hedge inside: 多, 余 (more), 来 (about), 上 (at least), 几, 数 (a few times that much); 几 also stands for
        neighbouring digits (`三四百`). "" where there is none.

    Examples
    --------
    >>> Number(16.4, "亿", "").size
    1640000000.0
    """

    value: float
    scale: str
    inner: str

    @property
    def size(self) -> float:
        """The number itself, `value` times `scale`, counted in decimals."""
        return float(Decimal(repr(self.value)) * SCALES[self.scale])


@lru_cache(maxsize=65536)
def parse(text: str) -> Number:
    """Read a number expression.

    Parameters
    ----------
    text : str
        What `NUMBER` or `BARE_SCALE` match, a year in Chinese digits, or `零`; no unit.

    Returns
    -------
    Number
        With the scale that was written; of several, the largest.

    Raises
    ------
    InputError
        If the text is no number.

    Examples
    --------
    >>> parse("1.2万亿"), parse("四亿零七百多万")
    (Number(value=1.2, scale='万亿', inner=''), Number(value=4.07, scale='亿', inner='多'))
    >>> parse("2万5千").size
    25000.0
    """
    if _matcher(WHOLE_ARABIC).fullmatch(text):
        return _parse_arabic(_SPACE.sub("", text).translate(_PLAIN).replace(",", "").replace("，", ""))
    if _matcher(WHOLE_CHINESE).fullmatch(text):
        return _parse_chinese(text.translate(_PLAIN))
    raise InputError(
        "not a number",
        found=repr(text[:40]),
        expected="digits or Chinese numerals without a unit, as '1.2万亿' or '七万四千'",
    )


def _parse_arabic(text: str) -> Number:
    bare, inner = _take(text, "多余几")
    pieces = _PIECE.findall(bare)
    top = pieces[0][1]
    total = Decimal(0)
    for digits, scale in pieces:
        total += Decimal(digits) * SCALES[scale]
    return Number(float(total / SCALES[top]), top, inner)


def _parse_chinese(text: str) -> Number:
    bare, inner = _take(text, "多余来上成数")
    bare = re.sub("万万(?!亿)", "亿", bare)
    if bare in SCALES:
        return Number(*_bare(bare, inner), inner)
    if bare[0] == "半":
        return Number(0.5, bare[1:], inner)
    if "几" in bare:
        inner = inner or "几"
        bare = re.sub("(?<!十)几(?=[十百千万亿])", "一", bare).replace("几", "")
    whole, _, decimals = bare.partition("点")
    if len(whole) != 4 or not set(whole) <= _VALUE.keys():
        whole, pairs = _PAIR.subn(r"\1", whole)
        inner = inner or ("几" if pairs else "")
    tail = decimals.lstrip("零一二三四五六七八九")
    if decimals:
        return Number(float(_decimal(whole, decimals.removesuffix(tail))), tail, inner)
    total, scale = _evaluate(whole)
    return Number(float(total / SCALES[scale]), scale, inner)


def _take(text: str, hedges: str) -> tuple[str, str]:
    """Take the hedges out of a number and say which came first."""
    found = [c for c in text if c in hedges]
    return (text.translate({ord(c): None for c in found}), found[0]) if found else (text, "")


def _bare(scale: str, inner: str) -> tuple[float, str]:
    """Count a scale without a number: `上千万` counts 万, as `一千万` would; a lone `千万` is a scale as written."""
    if inner and len(scale) == 2 and scale[0] in _TENFOLD:
        return float(_TENFOLD[scale[0]]), scale[1]
    return 1.0, scale


def _decimal(whole: str, decimals: str) -> Decimal:
    return Decimal(f"{_below_yi(whole)}." + "".join(str(_VALUE[c]) for c in decimals))


def _evaluate(text: str) -> tuple[Decimal, str]:
    """Value and largest scale of a whole Chinese numeral."""
    if set(text) <= _VALUE.keys():
        return Decimal("".join(str(_VALUE[c]) for c in text)), ""
    head, yi, rest = text.rpartition("亿")
    if not yi:
        return Decimal(_below_yi(rest)), "万" if "万" in rest else ""
    total = Decimal(_below_yi(head) * SCALES["亿"] + _below_yi(rest, SCALES["亿"]))
    return total, "万亿" if head.endswith("万") else "亿"


def _below_yi(text: str, unit: int = 1) -> int:
    head, wan, rest = text.rpartition("万")
    return _below_wan(head) * SCALES["万"] + _below_wan(rest, SCALES["万"]) if wan else _below_wan(rest, unit)


def _below_wan(text: str, unit: int = 1) -> int:
    """Count a section; a last digit right after a larger unit is a tenth of it (`三百五`, `一万五`)."""
    total, digit = 0, 0
    for c in text:
        if c in _TENFOLD:
            total, digit, unit = total + (digit or 1) * _TENFOLD[c], 0, _TENFOLD[c]
        elif c == "零":
            unit = 1
        else:
            digit = _VALUE[c]
    return total + digit * (unit // 10 if unit > 10 else 1)


def _read(text: str) -> Decimal:
    """Value of a number that is known to be well formed, counted in ones."""
    number = parse(text)
    return Decimal(repr(number.value)) * SCALES[number.scale]


@lru_cache(maxsize=8192)
def fraction(text: str) -> float | None:
    """Read a share in words, in percent.

    Parameters
    ----------
    text : str
        As `百分之三点五`, `三分之一`, `千分之五`, `1/3`, `一半`, `半数`, `过半`, `三成`, `两成半`, `四成五`.

    Returns
    -------
    float or None
        Percent; two decimals where the division does not end. None if the text is no share.

    Examples
    --------
    >>> fraction("百分之三点五"), fraction("三分之一"), fraction("两成半"), fraction("三家")
    (3.5, 33.33, 25.0, None)
    """
    if not _matcher(FRACTION).fullmatch(text):
        return None
    text = text.translate(_PLAIN)
    if "半数" in text or text in ("一半", "过半"):
        return 50.0
    if "成" in text:
        tenths, _, rest = text.partition("成")
        return float(_read(tenths) * 10 + (5 if rest == "半" else _read(rest) if rest else 0))
    if "/" in text:
        top, bottom = text.split("/")
    else:
        bottom, top = text.split("分之")
    below = Decimal(SCALES[bottom]) if bottom in SCALES else _read(bottom)
    if below == 0:
        return None
    share = (Decimal(SCALES[top]) if top in SCALES else _read(top)) * 100 / below
    return float(share if bottom in SCALES else round(share, 2))


@lru_cache(maxsize=8192)
def multiple(text: str) -> float | None:
    """Read how many times something doubled (番) or was added to itself (倍).

    Parameters
    ----------
    text : str
        As `翻番`, `翻一番`, `翻了两番`, `翻一番半`, `一倍`, `2.5倍`, `一倍半`.

    Returns
    -------
    float or None
        The number of 番 or 倍, None if the text is no multiple.

    Examples
    --------
    >>> multiple("翻番"), multiple("翻了两番"), multiple("1.2倍"), multiple("三成")
    (1.0, 2.0, 1.2, None)
    """
    if not _matcher(MULTIPLE).fullmatch(text):
        return None
    digits = re.sub("[翻了近约将接超过番倍]", "", text)
    half = digits.endswith("半")
    digits = digits.removesuffix("半").removesuffix("多").removesuffix("余")
    return float((_read(digits) if digits else 1) + (Decimal("0.5") if half else 0))


@lru_cache(maxsize=8192)
def to_year(text: str) -> int | None:
    """Read a year.

    Parameters
    ----------
    text : str
        With or without 年: `１９８４年`, `1 9 9 3 年`, `一九八四年`, `二○二三`. Two digits only in Chinese, with 年,
        from the fifties on, and where they cannot mean "six or seven years" (`八五年`, not `六七年`).

    Returns
    -------
    int or None
        From 1900 to 2099; None if the text is no year.

    Examples
    --------
    >>> to_year("１９８４年"), to_year("二○二三"), to_year("八五年"), to_year("五年")
    (1984, 2023, 1985, None)
    """
    text = text.strip()
    if not _matcher(YEAR).fullmatch(text if text.endswith("年") else text + "年"):
        return None
    digits = "".join(str(_VALUE.get(c, c)) for c in _SPACE.sub("", text).translate(_PLAIN).removesuffix("年"))
    if len(digits) == 2:
        return 1900 + int(digits) if text.endswith("年") else None
    return int(digits)


@lru_cache(maxsize=8192)
def ordinal(text: str) -> int | None:
    """Read a place in an order.

    Parameters
    ----------
    text : str
        As `第五`, `第十二位`, `第5`, `首位`, `榜首`.

    Returns
    -------
    int or None
        The place, None if the text names none.

    Examples
    --------
    >>> ordinal("第十二位"), ordinal("首位"), ordinal("前列")
    (12, 1, None)
    """
    if not _matcher(ORDINAL).fullmatch(text):
        return None
    if text[0] != "第":
        return 1
    return int(_read(text[1:].strip().rstrip("位名 \u00a0\u2002\u2003\u2009\u202f")))
