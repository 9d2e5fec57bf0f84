"""What readers call things: indicators, regions and units, in Chinese and in English.

The words are in `data/plot_labels.tsv` (units and scales, what the nation calls its own) and in
`data/region_english.tsv` (English names of regions); those of indicators stand in the vocabulary.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache

from govreport import tables
from govreport.model import Indicator
from govreport.spelling import english_of_region, spelled
from govreport.territories import find_regions

__all__ = [
    "MARKS",
    "MEASURE_WORDS",
    "NATION",
    "bound_meant",
    "counted",
    "english_region",
    "has_chinese",
    "hedge_mark",
    "indicator_name",
    "labels",
    "national",
    "readable",
    "region_above",
    "region_name",
    "year_span",
]

NATION = "全国"
MEASURE_WORDS: Mapping[str, tuple[str, str]] = {
    "level": ("", ""),
    "growth": ("增速", "growth"),
    "change": ("增减", "change"),
    "gap": ("差距", "gap"),
    "multiple": ("倍数", "multiple"),
    "rank": ("位次", "rank"),
    "streak": ("连续年数", "streak"),
    "completion": ("计划完成率", "completion of the plan"),
}
MARKS = {"over": "≥", "under": "≤", "about": "≈", "near": "≲"}
_TURNED = {"over": "under", "under": "over"}
_HAN = re.compile("[\u3400-\u9fff]")
_DIGITS = re.compile(r"\d")
#: a number in another unit keeps one digit more than were said (291亿斤 are 1455万吨), and these at least
_FEWEST = 3


def has_chinese(text: str) -> bool:
    """Say whether a text has Chinese characters.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool

    Examples
    --------
    >>> has_chinese("GDP 增速"), has_chinese("GDP")
    (True, False)
    """
    return bool(_HAN.search(text))


@cache
def labels() -> dict[str, dict[str, str]]:
    """Return the words of `data/plot_labels.tsv`: kind, Chinese, English.

    Returns
    -------
    dict

    Examples
    --------
    >>> labels()["unit"]["元"]
    'yuan'
    """
    table: dict[str, dict[str, str]] = {}
    for row in tables.rows("plot_labels"):
        table.setdefault(row["kind"], {})[row["zh"]] = row["en"]
    return table


def national(name: str) -> str:
    """Return what the nation's own report calls an indicator.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> national("地区生产总值")
    '国内生产总值'
    """
    for local, own in labels()["national"].items():
        name = name.replace(local, own)
    return name


def indicator_name(indicator: Indicator, regions: Iterable[str] = (), *, lang: str = "zh") -> str:
    """Return the name of an indicator, as the nation says it where only the nation is spoken of.

    Parameters
    ----------
    indicator : Indicator
    regions : iterable of str
        Whose figures are shown.
    lang : {"zh", "en"}, default "zh"

    Returns
    -------
    str

    Examples
    --------
    >>> from govreport.indicators import vocabulary
    >>> gdp = vocabulary()["gdp"]
    >>> indicator_name(gdp, ["全国"]), indicator_name(gdp, ["浙江省"]), indicator_name(gdp, lang="en")
    ('国内生产总值', '地区生产总值', 'Gross domestic product')
    """
    if lang == "en" and indicator.name_en:
        return indicator.name_en
    return national(indicator.name_zh) if set(regions) == {NATION} else indicator.name_zh


def region_name(name: str, *, lang: str = "zh") -> str:
    """Return the name of a region; in English that of a zone, a port or a firm is put together of its parts, in pinyin.

    Parameters
    ----------
    name : str
        As a panel has it.
    lang : {"zh", "en"}, default "zh"

    Returns
    -------
    str

    Examples
    --------
    >>> [region_name(name, lang="en") for name in ("全国", "浙江省", "南京市鼓楼区", "天津港")]
    ['China', 'Zhejiang', 'Gulou District, Nanjing', 'Tianjin Port']
    """
    return (english_region(name) or spelled(name) or name) if lang == "en" else name


@cache
def region_above(name: str) -> str:
    """Return the name of what a county, a zone or a township lies in, "" where its own name says it or it is another.

    Parameters
    ----------
    name : str
        As a panel has it.

    Returns
    -------
    str

    Examples
    --------
    >>> region_above("易县"), region_above("北京市朝阳区"), region_above("保定市")
    ('保定市', '', '')
    """
    found = find_regions(name)
    one = found[0] if len(found) == 1 else None
    if one is None or not one.parents or one.level in ("province", "prefecture") or not one.label == one.name == name:
        return ""
    above = one.parents[0]
    return "" if name.startswith(above.short) else above.name


@cache
def english_region(name: str) -> str | None:
    """Return the English name of a region, None where the table of regions does not hold it for certain.

    Parameters
    ----------
    name : str

    Returns
    -------
    str or None

    Examples
    --------
    >>> english_region("六安市"), english_region("某某市")
    ("Lu'an", None)
    """
    if name in labels()["region"]:
        return labels()["region"][name]
    found = find_regions(name)
    if len(found) != 1:
        return None
    place = found[0]
    own = english_of_region(place.code, place.name)
    parent = place.parents[0] if place.label != place.name and place.parents else None
    above = parent and english_of_region(parent.code, parent.name)
    return f"{own}, {above}" if own and above else own


def bound_meant(bound: str, value: float) -> str:
    """Return the hedge of a number; on a fall it is turned round: a fall of over 3 % is a growth below -3 %.

    Parameters
    ----------
    bound : str
        As the panel has it.
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> bound_meant("over", 3), bound_meant("over", -3), bound_meant("about", -3)
    ('over', 'under', 'about')
    """
    return _TURNED.get(bound, bound) if value < 0 else bound


def hedge_mark(bound: str, value: float) -> str:
    """Return the mark of a hedge.

    Parameters
    ----------
    bound, value
        As `bound_meant` has them.

    Returns
    -------
    str
        `≥`, `≤`, `≈`, `≲`, or "" for an exact number.

    Examples
    --------
    >>> hedge_mark("over", 3), hedge_mark("over", -3), hedge_mark("exact", 3)
    ('≥', '≤', '')
    """
    return MARKS.get(bound_meant(bound, value), "")


def counted(count: int, what: str) -> str:
    """Write how many there are of something, in English.

    Parameters
    ----------
    count : int
    what : str
        One of them.

    Returns
    -------
    str

    Examples
    --------
    >>> counted(1, "report"), counted(1200, "region")
    ('1 report', '1,200 regions')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def year_span(first: int, last: int) -> str:
    """Write the years from one to another; a single one stands alone.

    Parameters
    ----------
    first, last : int

    Returns
    -------
    str

    Examples
    --------
    >>> year_span(2018, 2025), year_span(2023, 2023)
    ('2018–2025', '2023')
    """
    return f"{first}" if first == last else f"{first}–{last}"


def readable(value: float, quote: str) -> float:
    """Return a number with one digit more than its report said at most: another unit makes it no more exact.

    Parameters
    ----------
    value : float
    quote : str
        The number as the report has it; one without figures says nothing of digits.

    Returns
    -------
    float

    Examples
    --------
    >>> readable(19466.6667, "29.2万亩"), readable(1455.0, "291亿斤"), readable(0.33333, "5亩")
    (19470.0, 1455.0, 0.333)
    """
    said = len("".join(_DIGITS.findall(quote)).lstrip("0"))
    if not said or not value or not math.isfinite(value):
        return value
    shown = float(f"{value:.{max(said + 1, _FEWEST) - 1}e}")
    return value if math.isclose(shown, value, rel_tol=1e-9) else shown
