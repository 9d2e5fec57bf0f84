"""Figures that are not the whole territory's: of its counties, of a budget of another level, of firms, of one work."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.model import Metric, Report

__all__ = ["TWO_CLAUSES", "of_one_work", "of_others", "of_several_unnamed"]

#: what two clauses have at most: a sentence without an end is not searched anew for each number
TWO_CLAUSES = 200
#: what a report of a wider territory says of its counties together, or of the nation's congress: no figure of its own
_COUNTIES = re.compile(r"(?:全[省市州盟区])?(?:各?县域|各县区?|县区|区县)")
_NATIONS = re.compile(r"\w{0,4}?全国(?:人大|政协)")
_NATION = "全国"
_LOCAL = re.compile(r"(?:全国)?地方(?:各?级)?(?:财政|预算|一般)")
#: what the centre alone spends, in a report of the nation
_CENTRE = re.compile(r"中央财政(?:全年)?(?:用于|安排)[^。；，]*(?:，(?:比上年)?增长[^。；，]*)?$")
_SPENT = re.compile(r"^(?!.*中央)(?:用于|.*支出)")
#: the budget of the centre or of all provinces, of which kinds are told: 地方预算支出中，…, 中央财政支出…；其中用于…
_OF_BUDGET = re.compile(r"(?:中央|地方)(?:掌握的)?(?:支出预算|预算支出|财政支出|基本建设投资)(?:中，|执行)")
_OF_CENTRE = re.compile(r"中央财政支出[^。；]*；其中")
_KIND_OF_IT = re.compile(r"^(?!.*(?:中央|地方|国家|全国)).*(?:支出|费|投资|资金)")
_OF_NATION = re.compile("全国[^，；。、]*$")
#: what the centre spends on the purpose that the sentence is about, where it is about no budget
_CENTRE_SPENDS = "中央财政支出"
_OF_BUDGETS = re.compile(r"财政|支出|收入|预算|决算|赤字")
_A_CLAUSE = 12
#: firms that the clause just before is about: 省属企业创新导向更加突出，研发经费投入增长15%; what is said of them alone
_FIRMS = re.compile(
    r"(?:^|[，。；：、])(?:全?[省市县区](?:属|管))(?:国有)?(?:重点)?(?:国有企业|企业|国企)(?!改革|与|和)[^，。；、]*，(?:其中)?[^，。；、0-9]*$"
)
#: works that cost so much and are several: 投资3亿元的5个项目, 投资3亿元的水厂、学校
_COUNT = "[0-9０-９一二两三四五六七八九十百千多]+(?:余)?(?:个|项|条|座|所|处|家|件)"
_SEVERAL = re.compile(f"[^，。；]*?(?:{_COUNT}|、|等|批|系列|计划)")
_SEVERAL_BEFORE = re.compile(f"{_COUNT}[^，。；]{{0,6}}$")
_COST, _YUAN, _OF = "投资", "元", "的"
#: `分别为37.7%和45.6%`: two values beside each other, each of its own bearer and not year: `三年分别增长5%、6%`
_EACH, _PART_ENDS = re.compile("分别|依次"), "。；;\n"
#: each of its own time: `近三年地区生产总值分别增长5%、6%`, `同比、环比分别增长5%和6%`
_TIMES = re.compile(
    r"(?:[两二三四五六]年(?![来内间])|年[、和与][0-9０-９一二]|[同环]比[、和与][同环]比|季度|月|年(?=(?:分别|依次)$))"
    r"[^，。；]*(?:，[^，。；]*)?(?:分别|依次)$"
)
#: each beside another territory: `分别高于全国、全省2个和1个百分点`
_BESIDE_SEVERAL = re.compile(r"(?:[于比较]|[高低]出)[^，。；于比较、和与及]{1,8}(?:[、和与及]|以及)[^，。；于比较]*$")
#: how far the name of a work reaches, and what is said before its cost
_WORK, _BEFORE = 60, 16


def of_others(name: str, report: Report, before: str) -> bool:
    """Whether a figure is of counties together, the nation in a part of it, a budget of another level, or firms.

    Parameters
    ----------
    name : str
        Of the metric.
    report : Report
    before : str
        What stands before the number in its sentence.

    Returns
    -------
    bool

    Examples
    --------
    >>> from govreport import report_from_text
    >>> report = report_from_text("一、2022年工作回顾\\n一切都好。", region="全国", year=2023)
    >>> of_others("地方财政收入", report, "地方财政收入"), of_others("财政收入", report, "财政收入")
    (True, False)
    """
    wide = not report.region.endswith(("县", "区", "旗")) or report.region.endswith("自治区")
    if wide and _COUNTIES.match(name):
        return True
    nation = report.region == _NATION
    if (_LOCAL if nation else _NATIONS).match(name) or (nation and _of_a_budget(name, before)):
        return True
    return "企" in before and "企" not in name and _FIRMS.search(before, max(0, len(before) - TWO_CLAUSES)) is not None


def _of_a_budget(name: str, before: str) -> bool:
    """Whether the nation's report tells what the centre or the provinces alone spend."""
    if name == _CENTRE_SPENDS:
        about = before.rpartition(_CENTRE_SPENDS)[0]
        return len(about.strip()) > _A_CLAUSE and _OF_BUDGETS.search(about) is None
    if _SPENT.match(name) and _CENTRE.search(before):
        return True
    of_it = _KIND_OF_IT.match(name) is not None and _OF_NATION.search(before) is None
    return of_it and (_OF_BUDGET.search(before) is not None or _OF_CENTRE.search(before) is not None)


def of_one_work(text: str, metric: Metric) -> bool:
    """Whether an amount is what one work costs, which the noun behind it names: `投资3亿元的污水处理厂工程`.

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
    >>> text = "一、2022年工作回顾\\n投资3亿元的渔港改造工程完工，投资5亿元的4个渔港工程开工。"
    >>> [of_one_work(text, metric) for metric in extract(report_from_text(text, region="XX市", year=2023))][:2]
    [True, False]
    """
    if metric.measure != "level" or _YUAN not in metric.unit or not metric.name.endswith(_COST):
        return False
    if not text.startswith(_OF, metric.end):
        return False
    if _SEVERAL_BEFORE.search(text, max(metric.sentence[0], metric.start - _BEFORE), metric.start):
        return False
    return _SEVERAL.match(text, metric.end + 1, min(metric.sentence[1], metric.end + _WORK)) is None


def of_several_unnamed(text: str, one: Metric, two: Metric) -> bool:
    """Whether two values are of two bearers that their name does not tell: `恩格尔系数分别为37.7%和45.6%`.

    Parameters
    ----------
    text : str
        Of the report.
    one, two : Metric
        One behind the other.

    Returns
    -------
    bool

    Examples
    --------
    >>> from govreport import extract, report_from_text
    >>> text = "一、2022年工作回顾\\n城乡差别缩小，恩格尔系数分别为30%和40%。城乡居民恩格尔系数分别为30%和40%。"
    >>> told = extract(report_from_text(text, region="XX市", year=2023))
    >>> [of_several_unnamed(text, *pair) for pair in (told[:2], told[2:])]
    [True, False]
    """
    same = all(
        getattr(one, field) == getattr(two, field) for field in ("name", "measure", "period", "status", "region")
    )
    if not same or one.value == two.value or grammar.JOINT.fullmatch(text, one.end, two.start) is None:
        return False
    begin = max(0, one.start - TWO_CLAUSES)
    begin = max(begin, *(text.rfind(mark, begin, one.start) for mark in _PART_ENDS))
    each = _EACH.search(text, begin, one.start)
    if one.measure == "gap" and _BESIDE_SEVERAL.search(text, begin, one.start):
        return False
    return each is not None and _TIMES.search(text, begin, each.end()) is None
