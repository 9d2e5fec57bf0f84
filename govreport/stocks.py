"""Whether a number counts all there are of a thing, by the words around it and not by its name."""

from __future__ import annotations

import re
from itertools import accumulate

from govreport.indicators import Vocabulary
from govreport.indicators.parsing import pieces
from govreport.model import Metric, Observation
from govreport.numerals import SCALE_CHARACTERS
from govreport.units import parse_unit

__all__ = ["OF_WHICH", "counted_behind", "counts_all", "counts_so_far", "of_one", "told_again", "under_limit"]

#: verbs that say how many there are by now: 托育机构达到1277个, 博士点由62个增加到96个
_THERE_ARE = re.compile(r"(?:达到?了?|增至|(?:增加|增长|发展|扩大)[到至])$")
_FROM = re.compile(r"[由从]$")
_TO = re.compile(r"(?:增加|增长|发展|扩大|减少|下降)[到至]")
#: names that say what was done in a year, and no stock
_MADE = re.compile(r"新建|人数$")
#: where a part of what was told before begins
OF_WHICH = re.compile(r"[，；、（(]其中[^，；、。]{0,24}$")
#: how far back of a number a verb stands, and the head of a list, and `OF_WHICH` at most
_VERB, _LIST, _OF_WHICH = 4, 200, 28
_SO_FAR = "累计"
#: what is told in 亿元 of a territory, and the yuan up to which an amount is that of one of many, said or unsaid
_LARGE = ("亿元", "亿美元")
_OF_ONE = 100_000.0
#: and the floor of each village that may be the income of no territory's villages together
_OF_VILLAGES, _OF_VILLAGE = re.compile(r"村.*集体.*收入"), 10_000_000.0
#: a list of what was set up so far; what a year or a span adds up to is a flow all the same
_SET_UP_SO_FAR = re.compile(
    r"(?:^|[，。；：])(?:(?![全当今本去]年|年内|[、\d]年|期间|以来)[^，。；：]){0,12}"
    r"累计(?:创建|建成|培育|认定|获批|建设|获评|打造|组建)[^，。；：]*$"
)
#: things worth so much and more of which a part is told: 新签约亿元以上项目993个，其中工业项目700个
_LIMIT = r"(?:\d+(?:\.\d+)?|[一二三五十百千])?[十百千]?[万亿]元(?:以上|及以上)"
_OF_LIMIT = re.compile(rf"({_LIMIT})[^，。；、]{{0,14}}(项目|企业)[^，。；;]{{0,16}}[，（(]其中([^，。；;]{{0,60}})$")
_HAS_LIMIT = re.compile(r"元以上|[万亿千百十]级")
#: how far back such a whole begins
_WHOLE = 110


def under_limit(text: str, metric: Metric, name: str, words: Vocabulary) -> str:
    """Return a name with the limit of the whole of which it is a part.

    Parameters
    ----------
    text : str
        Of the report.
    metric : Metric
    name : str
        Of the metric, as it is looked up.
    words : Vocabulary

    Returns
    -------
    str
        The name as it is where there is no such whole; where no place for the limit makes a known name, with the limit
        in front.

    Examples
    --------
    >>> from govreport import extract, report_from_text, vocabulary
    >>> text = "一、2022年工作回顾\\n新签约亿元以上项目90个，其中外贸项目7个。"
    >>> report = report_from_text(text, region="XX市", year=2023)
    >>> names = [under_limit(report.text, metric, metric.name, vocabulary()) for metric in extract(report)]
    >>> names[0], vocabulary().lookup(names[1], unit="个").id
    ('新签约亿元以上项目', 'projects-from_100m-foreign_trade-signed')
    """
    if metric.measure != "level" or not name.endswith(("项目", "企业")) or _HAS_LIMIT.search(name):
        return name
    found = _OF_LIMIT.search(text, max(metric.sentence[0], metric.start - _WHOLE), metric.start)
    if found is None or found[2] != name[-2:] or name[-2:] not in found[3]:
        return name
    ends = accumulate((len(piece.text) for piece in pieces(name)), initial=0)
    limited = [name[:at] + found[1] + name[at:] for at in ends if at < len(name)]
    return next((one for one in limited if words.lookup(one, unit=metric.unit)), limited[0])


def counts_all(text: str, metric: Metric) -> bool:
    """Whether a bare noun says how many there are of it, by the verb before its number.

    Parameters
    ----------
    text : str
        Of the report.
    metric : Metric

    Returns
    -------
    bool

    Examples
    --------
    >>> from govreport import extract, report_from_text
    >>> report = report_from_text("一、2022年工作回顾\\n渔港增至12个。游船9艘。", region="XX市", year=2023)
    >>> [counts_all(report.text, metric) for metric in extract(report)]
    [True, False]
    """
    if not _of_one_year(metric) or _MADE.search(metric.name):
        return False
    if OF_WHICH.search(text, max(metric.sentence[0], metric.start - _OF_WHICH), metric.start):
        return False
    before = _before(text, metric, _VERB)
    return bool(_THERE_ARE.search(before) or (_FROM.search(before) and _TO.match(text, metric.end)))


def counts_so_far(text: str, metric: Metric) -> bool:
    """Whether a list of what was set up counts all of it so far, where no name says so: 累计创建工厂4家、园区8个.

    Parameters
    ----------
    text : str
        Of the report.
    metric : Metric

    Returns
    -------
    bool

    Examples
    --------
    >>> from govreport import extract, report_from_text
    >>> text = "一、2022年工作回顾\\n累计创建渔港12个、码头9座。创建驿站3个。"
    >>> report = report_from_text(text, region="XX市", year=2023)
    >>> [counts_so_far(report.text, metric) for metric in extract(report)]
    [True, True, False]
    """
    if not _of_one_year(metric) or _SO_FAR in metric.name:
        return False
    before = _before(text, metric, _LIST)
    return _SO_FAR in before and _SET_UP_SO_FAR.search(before) is not None


def of_one(metric: Metric, unit: str) -> bool:
    """Whether an amount is so small that it is that of a village or a person each, and none of the territory.

    Parameters
    ----------
    metric : Metric
    unit : str
        Of the indicator that its name finds.

    Returns
    -------
    bool

    Examples
    --------
    >>> from govreport import extract, report_from_text
    >>> text = "一、2022年工作回顾\\n各村集体经济收入达到10万元以上。村集体经济收入3亿元。"
    >>> [of_one(metric, "亿元") for metric in extract(report_from_text(text, region="XX市", year=2023))]
    [True, False]
    """
    if unit not in _LARGE or metric.unit.lstrip(SCALE_CHARACTERS) not in ("元", "美元"):
        return False
    floor = metric.bound == "over" and _OF_VILLAGES.search(metric.name) is not None
    return 0 < metric.value * parse_unit(metric.unit).size <= (_OF_VILLAGE if floor else _OF_ONE)


def told_again(level: Observation, told: Observation) -> bool:
    """Whether a growth or a rank is of the level before it, though its name says less: `新建住宅3亿平方米、增长6%`.

    Parameters
    ----------
    level, told : Observation
        One behind the other.

    Returns
    -------
    bool

    Examples
    --------
    >>> from govreport import extract, normalize, report_from_text
    >>> report = report_from_text("一、2022年工作回顾\\n新建住宅3亿平方米、增长6%。", region="XX市", year=2023)
    >>> [told.indicator for told in normalize(report, extract(report))]
    ['dwellings_floor_area-new', 'dwellings_floor_area-new']
    """
    if level.metric.measure != "level" or told.metric.measure not in ("growth", "multiple", "rank"):
        return False
    same = level.metric.name == told.metric.name and level.metric.sentence == told.metric.sentence
    return same and level.alias is not None and level.indicator != told.indicator


def counted_behind(text: str, flow: Observation, told: Observation) -> bool:
    """Whether a sum behind a flow is what there is in all: `新建绿道30公里、累计900公里`, never one id for both.

    Parameters
    ----------
    text : str
        Of the report.
    flow, told : Observation
        One behind the other.

    Returns
    -------
    bool

    Examples
    --------
    >>> from govreport import extract, normalize, report_from_text
    >>> report = report_from_text("一、2022年工作回顾\\n新建绿道30公里、累计900公里。", region="XX市", year=2023)
    >>> first, second = normalize(report, extract(report))
    >>> counted_behind(report.text, first, second), first.indicator == second.indicator
    (False, False)
    """
    one, two = flow.metric, told.metric
    near = text[one.end : two.start]
    twice = flow.indicator == told.indicator and one.measure == two.measure == "level" and flow.period == told.period
    single = _of_one_year(told) and one.sentence == two.sentence
    return twice and single and told.value > flow.value and len(near) < 20 and _SO_FAR in near


def _of_one_year(said: Metric | Observation) -> bool:
    return said.period[0] == said.period[1]


def _before(text: str, metric: Metric, reach: int) -> str:
    """What stands before a number in its sentence, so far at most."""
    return text[max(metric.sentence[0], metric.start - reach) : metric.start]
