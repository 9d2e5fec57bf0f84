"""What the words beside a number say of a target: bottom line or stretch, completion of a plan.

The words are in `data/target_words.tsv`; comparisons take theirs from there too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from govreport import grammar, tables
from govreport.model import Aim, Metric, Observation

__all__ = ["aims", "completed", "kept_and_tried", "outcome_words", "restated", "target_words", "yearly_plan"]


@cache
def target_words(kind: str) -> str:
    """Return the words of one class of `data/target_words.tsv` as a group of a pattern.

    Parameters
    ----------
    kind : str

    Returns
    -------
    str

    Examples
    --------
    >>> import re
    >>> bool(re.match(target_words("cut"), "压缩一般性支出"))
    True
    """
    return grammar.literals(tables.words("target_words", kind))


@cache
def outcome_words() -> str:
    """Return the words for what became of a goal as a pattern, each kind in a group of its name; no 不 before them.

    Returns
    -------
    str

    Examples
    --------
    >>> import re
    >>> re.search(outcome_words(), "没有完成").lastgroup, re.search(outcome_words(), "不低于")
    ('missed', None)
    """
    kinds = ("missed", "exceeded", "above", "below", "met")
    return "(?<![不未没])(?:" + "|".join(f"(?P<{kind}>{target_words(f'says_{kind}')})" for kind in kinds) + ")"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def completed(name: str, before: str) -> str | None:
    """Return what a plan was completed of, None where a name is of no completion.

    Parameters
    ----------
    name : str
        As a share is named: part and whole.
    before : str
        The clause before the number.

    Returns
    -------
    str or None

    Examples
    --------
    >>> completed("城镇新增就业占年计划比重", "城镇新增就业完成年计划的")
    '城镇新增就业'
    >>> completed("民生支出占预算比重", "民生支出占预算的") is None
    True
    """
    if not name.endswith("比重"):
        return None
    found = _pattern(rf"(?P<part>.{{2,}}?)占(?P<whole>[^占]{{0,12}}?{target_words('plan')})比重$").match(name)
    if found is None:
        return None
    # 占预算 is a share of a budget, 占预算数 and 完成预算 are what became of one.
    budget = found["whole"].endswith("预算") and found["whole"] not in ("调整预算", "年初预算")
    fulfils = _pattern(rf"{target_words('fulfil')}[^占，；。]{{0,16}}的?$").search(before)
    return None if budget and not fulfils else found["part"]


def yearly_plan(name: str) -> bool:
    """Say whether a completion is of one year's plan, by its name.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool

    Examples
    --------
    >>> yearly_plan("治理面积占年度任务比重"), yearly_plan("治理面积占攻坚战总任务比重")
    (True, False)
    """
    return _pattern(target_words("span")).search(name.rpartition("占")[2]) is None


_KEPT = re.compile(r"保(?P<kept>\d+(?:\.\d+)?)%?[、，]?争(?P<tried>\d+(?:\.\d+)?)")


def _pair_of(text: str, metric: Metric) -> re.Match[str] | None:
    pairs = _KEPT.finditer(text, max(0, metric.start - 12), metric.end + 12)
    return next((pair for pair in pairs if pair.start() < metric.start < pair.end()), None)


def kept_and_tried(text: str, metric: Metric) -> str | None:
    """Return whose growth a number of `保6争7` is, None where it is of no such pair.

    A rank to try for is lower than the one to keep (`排名保7争6`): that is no growth.

    Parameters
    ----------
    text : str
        Of the report.
    metric : Metric

    Returns
    -------
    str or None

    Examples
    --------
    >>> from govreport import extract, report_from_text
    >>> head = "XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n粮食产量达20亿斤。\\n"
    >>> report = report_from_text(head + "二、2023年工作安排\\n今年的目标是：地区生产总值增长保6%争7%。")
    >>> [kept_and_tried(report.text, metric) for metric in extract(report)]
    [None, '地区生产总值', '地区生产总值']
    """
    pair = _pair_of(text, metric)
    if pair is None or float(pair["tried"]) < float(pair["kept"]):
        return None
    return re.sub(r"(?:增长|增速)?保?争?$", "", metric.name)


def restated(text: str, first: Observation, second: Observation) -> bool:
    """Say whether a number behind a word such as 奋斗目标 or 冲刺 is of the target before it.

    Parameters
    ----------
    text : str
        Of the report.
    first, second : Observation
        Neighbours.

    Returns
    -------
    bool

    Examples
    --------
    >>> from govreport import extract, normalize, report_from_text
    >>> head = "XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n粮食产量达20亿斤。\\n"
    >>> said = "二、2023年工作安排\\n今年的预期目标是：地区生产总值增长7%，奋斗目标8%。"
    >>> report = report_from_text(head + said)
    >>> first, second = normalize(report, extract(report))[1:]
    >>> second.indicator, second.measure, restated(report.text, first, second)
    ('gdp', 'growth', True)
    """
    one, two = first.metric, second.metric
    if not (first.status == second.status == "target" and one.unit == two.unit and one.sentence == two.sentence):
        return False
    alike = two.name == one.name or two.name in target_words("try")
    between = rf"[，、；（(]?[^，。；、\d]{{0,6}}?{target_words('try')}[^，。；、\d]{{0,4}}"
    return alike and _pattern(between).fullmatch(text, one.end, two.start) is not None


def aims(text: str, told: Sequence[Observation]) -> dict[int, Aim]:
    """Say which of a report's targets are bottom lines and which are stretches, by their places in the list.

    A stretch follows the bottom line in its sentence: the same thing, another number, a word such as 力争 between
    them. A target that more is wished for without a number (`5%左右，力争更好结果`) is a bottom line alone.

    Parameters
    ----------
    text : str
        Of the report.
    told : sequence of Observation
        Its observations in the order of the text.

    Returns
    -------
    dict of int to {"floor", "stretch"}

    Examples
    --------
    >>> from govreport import extract, normalize, report_from_text
    >>> head = "XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n粮食产量达20亿斤。\\n"
    >>> said = "二、2023年工作安排\\n今年的预期目标是：地区生产总值增长5.5%、力争6%以上。"
    >>> report = report_from_text(head + said)
    >>> [(o.value, o.aim) for o in normalize(report, extract(report)) if o.status == "target"]
    [(5.5, 'floor'), (6.0, 'stretch')]
    """
    found: dict[int, Aim] = {}
    before: dict[tuple[object, ...], int] = {}
    stretch = _pattern(target_words("try"))
    wished = _pattern(
        rf"[，、（(]?[^，。；、\d]{{0,10}}?{target_words('try')}[^，。；、\d]{{0,6}}?{target_words('better')}"
    )
    for at, one in enumerate(told):
        if one.status != "target":
            continue
        said = one.metric
        key = (one.indicator, one.measure, one.unit, one.region, one.period, said.per_year, said.sentence)
        first = before.get(key)
        if first is not None and found.get(first) != "stretch" and told[first].value != one.value:
            between = text[told[first].metric.end : said.start]
            tried = stretch.search(between) or _pair_of(text, said)
            if len(between) < 40 and tried:
                found[first], found[at] = "floor", "stretch"
        before.setdefault(key, at)
        if at not in found and wished.match(text, said.end, said.end + 30):
            found[at] = "floor"
    return found
