"""From what is said to what is meant: the only place that gives ids."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterable

from govreport import aiming, stocks
from govreport.asked import called_right, of_kind, one_or_several
from govreport.conversion import conversion_of, unit_as_said
from govreport.extraction.plans import THAN_PLAN
from govreport.extraction.predicates import other_orders
from govreport.extraction.rank_of import said_of
from govreport.indicators import Vocabulary, given_or_packaged, slug
from govreport.indicators.composing import RULE as COMPOSED
from govreport.indicators.misreading import done_by_places
from govreport.indicators.names import clean_name, key
from govreport.model import Match, Metric, Observation, Report
from govreport.others import TWO_CLAUSES, of_one_work, of_others, of_several_unnamed
from govreport.territories import Region, leading, locate

__all__ = ["interval", "normalize"]

#: how far 左右 and 近 reach: this share of a quantity, this many points of a rate; a convention, see docs/data-model.md
ABOUT_SHARE, ABOUT_POINTS = 0.05, 0.5
#: where a local report states its budget revenue too, or all of it, its bare 财政收入 is the sum before the centre
#: takes its share (up to the budget law of 2015, which knows the general public budget only)
_APART_UNTIL = 2015
_BUDGET_REVENUE = re.compile(
    r"(?:一般(?:公共)?|公共财政|公共)预算(?:财政)?收入$|^(?:全[市县区省])?(?:(?:全部|全口径)财政(?:总)?|财政总)收入$"
)
_WITHIN_ALL = re.compile(
    r"(?<!预算)财政收入[^。；]{0,40}其中：?(?:地方|[市县区]级)?(?:一般(?:公共)?|公共财政)预算(?:财政)?收入"
)
_ALL_REVENUE = re.compile(r"^(?:全[市县区省])?财政收入$")
#: kinds of indicators that a sum so far is not
_FLOWS = ("flow", "count")
#: what a zone or a subdistrict calls itself: 新区生产总值 in the report of one is of no other
_OWN_FORMS = {"zone": ("园区", "开发区", "经开区", "高新区", "新区"), "township": ("街道",)}
#: begins the name of a flow whose stock is what was built in all
_BUILT = re.compile(r"^(?:新建成|新建|新增|建成|新开通|建设)?")
_NAMED = ("indicator", "alias", "rule", "nearest")


def interval(value: float, high: float | None, bound: str, points: bool) -> tuple[float, float]:
    """Return the interval that a hedge allows.

    Parameters
    ----------
    value : float
        The number; falls are negative, and a hedge on a fall is on its size.
    high : float or None
        The upper end of a range.
    bound : {"exact", "about", "near", "over", "under"}
        The hedge.
    points : bool
        Whether the value is a rate: then 左右 and 近 are taken as 0.5 points, else as 5 percent of the value.

    Returns
    -------
    tuple of float
        Low and high, infinite where the hedge leaves them open; a level under a bound starts at 0.

    Examples
    --------
    >>> interval(8000.0, None, "over", False)
    (8000.0, inf)
    >>> interval(-20.0, None, "over", True)
    (-inf, -20.0)
    >>> interval(5.0, None, "about", True)
    (4.5, 5.5)
    """
    if high is not None:
        return min(value, high), max(value, high)
    slack = ABOUT_POINTS if points else abs(value) * ABOUT_SHARE
    if bound == "about":
        return value - slack, value + slack
    size = abs(value)
    low, top = {
        "near": (size - slack, size),
        "over": (size, math.inf),
        "under": (0.0, size),
    }.get(bound, (size, size))
    return (low, top) if value >= 0 else (-top, -low)


@called_right
def normalize(report: Report, metrics: Iterable[Metric], vocab: Vocabulary | None = None) -> list[Observation]:
    """Map the metrics of a report onto the vocabulary.

    Parameters
    ----------
    report : Report
        Whose metrics they are.
    metrics : iterable of Metric
        As `extract` gives them.
    vocab : Vocabulary, optional
        The packaged one by default.

    Returns
    -------
    list of Observation
        One for each metric, in order: nothing is dropped. What has no id gets an open id (`open:` and a slug of its
        name) and the nearest known ids. A unit that does not fit its indicator stays as written and is named in
        `conflict`.

    Examples
    --------
    >>> from govreport import extract, report_from_text
    >>> report = report_from_text("XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n粮食产量达20.6亿斤。")
    >>> [o] = normalize(report, extract(report))
    >>> o.indicator, o.value, o.unit
    ('grain_output', 103.0, '万吨')
    """
    words = given_or_packaged(vocab)
    stated = [of_kind(one, Metric, "metrics", "what extract returned") for one in one_or_several(metrics)]
    reporter = locate(of_kind(report, Report, "report", "a Report").region)
    apart = report.year <= _APART_UNTIL and any(_BUDGET_REVENUE.search(metric.name) for metric in stated)
    apart = report.region != "全国" and (apart or _WITHIN_ALL.search(report.text) is not None)
    seen: list[Observation] = []
    sentence = _Sentence()
    for metric, of in zip(stated, said_of(report.text, stated), strict=True):
        told = _observe(report, reporter, metric, words, apart, of)
        grows = aiming.kept_and_tried(report.text, metric) if metric.status == "target" else None
        if grows is not None:
            growth = dataclasses.replace(metric, name=grows, measure="growth", unit="%")
            told = dataclasses.replace(_observe(report, reporter, growth, words, apart), metric=metric)
        if seen and told.measure == "completion" and metric.name.startswith(f"{seen[-1].metric.name}占"):
            told = _named_as(seen[-1], told, _NAMED)
        seen.append(_opened(told, words) if seen and _part_of_same(report, seen[-1], told) else told)
        if len(seen) > 1 and stocks.told_again(*seen[-2:]):
            seen[-1] = _named_as(seen[-2], seen[-1], _NAMED)
        elif len(seen) > 1 and aiming.restated(report.text, *seen[-2:]):
            seen[-1] = _named_as(seen[-2], seen[-1], (*_NAMED, "measure", "unit", "region", "region_code"))
        elif len(seen) > 1 and of_several_unnamed(report.text, seen[-2].metric, seen[-1].metric):
            seen[-2:] = [_opened(one, words) for one in seen[-2:]]
        elif len(seen) > 1 and stocks.counted_behind(report.text, *seen[-2:]):
            seen[-1] = _stock_of(seen[-2], seen[-1], words)
        elif len(seen) > 1 and sentence.another_thing(seen):
            seen[-1] = _opened(seen[-1], words)
    for at, aim in aiming.aims(report.text, seen).items():
        seen[at] = dataclasses.replace(seen[at], aim=aim)
    return seen


class _Sentence:
    """What the sentence at hand gave each cell: of each name the last, so that no number asks all before it."""

    def __init__(self) -> None:
        self._taken = 0
        self._cells: dict[tuple[object, ...], dict[str, Observation]] = {}

    def another_thing(self, seen: list[Observation]) -> bool:
        """Whether it gave this cell another value under another name: `新建高标准农田3万亩、改造提升2万亩`."""
        for at in range(self._taken, len(seen) - 1):
            self._take(seen[at], first=at == 0 or seen[at - 1].metric.sentence != seen[at].metric.sentence)
        self._taken, told = len(seen) - 1, seen[-1]
        if told.alias is None or told.measure not in ("level", "growth"):
            return False
        if len(seen) < 2 or seen[-2].metric.sentence != told.metric.sentence:
            return False
        own = key(clean_name(told.metric.name))
        for name, other in reversed(self._cells.get(_cell(told), {}).items()):
            if name != own:
                return max(other.low, told.low) > min(other.high, told.high)
        return False

    def _take(self, told: Observation, *, first: bool) -> None:
        if first:
            self._cells = {}
        names, name = self._cells.setdefault(_cell(told), {}), key(clean_name(told.metric.name))
        names.pop(name, None)
        names[name] = told


def _cell(told: Observation) -> tuple[object, ...]:
    metric = told.metric
    return told.indicator, told.measure, told.unit, told.period, metric.per_year, told.status, told.region, metric.basis


def _part_of_same(report: Report, whole: Observation, part: Observation) -> bool:
    """Whether a claim is of a part that shares the id of its whole: `新增托位800个（其中普惠托位300个）`."""
    if part.alias is None:
        return False
    if part.metric.name == whole.metric.name:
        return whole.alias is None and not _counts_places(report.text, whole.metric)
    if part.indicator != whole.indicator:
        return False
    return stocks.OF_WHICH.search(report.text, whole.metric.end, part.metric.start) is not None


def _named_as(first: Observation, told: Observation, same: tuple[str, ...]) -> Observation:
    """What is said of the thing before it: `增长7%，奋斗目标8%`, `完成投资69亿元，占年计划的118%`."""
    return dataclasses.replace(told, **{name: getattr(first, name) for name in same})


def _stock_of(flow: Observation, told: Observation, words: Vocabulary) -> Observation:
    """What there is in all of what was added just before, where it has an id: `新建农田3万亩，累计达20万亩`."""
    metric = told.metric
    name = _BUILT.sub("累计建成", flow.metric.name, count=1)
    match = words.lookup(name, unit=unit_as_said(metric), measure=metric.measure)
    if match is None or match.rule == COMPOSED or match.id == flow.indicator:
        return _opened(told, words)
    return dataclasses.replace(
        told,
        indicator=match.id,
        metric=dataclasses.replace(metric, indicator=match.id),
        alias=match.alias,
        rule=match.rule,
    )


def _opened(told: Observation, words: Vocabulary) -> Observation:
    metric = dataclasses.replace(told.metric, indicator=None)
    nearest = words.nearest(metric.name)
    return dataclasses.replace(
        told, indicator=slug(metric.name), metric=metric, alias=None, rule="open", conflict=None, nearest=nearest
    )


def _observe(
    report: Report, reporter: Region | None, metric: Metric, words: Vocabulary, apart: bool, of: str = ""
) -> Observation:
    before = report.text[max(metric.sentence[0], metric.start - TWO_CLAUSES - 1) : metric.start]
    if metric.measure == "level" and unit_as_said(metric) == "%":
        of_plan = aiming.completed(metric.name, before)
        if of_plan is not None:
            return _completion(report, reporter, metric, of_plan, words)
    name = _name_meant(report, metric, words, apart, of)
    match = _match(metric, name, words, as_said=not of_others(name, report, before))
    match = _of_own_territory(metric, reporter, name, match, words)
    if match and match.rule == COMPOSED and _not_its_own(report.text, metric):
        match = None
    if metric.measure == "level":
        match = _of_all(report.text, metric, match, name, words)
    place = _place(metric, reporter, match.id if match else None, words)
    indicator = match.id if match else slug(metric.name)
    factor, unit, conflict = conversion_of(metric, match.id if match else None, words)
    value = factor(metric.value)
    high = None if metric.value_high is None else factor(metric.value_high)
    points = unit in ("%", "个百分点", "‰")
    low, top = interval(value, high, metric.bound, points)
    changed = unit != metric.unit or value != metric.value
    return Observation(
        indicator=indicator,
        measure="gap" if THAN_PLAN in metric.rules else metric.measure,
        value=value,
        low=low,
        high=top,
        unit=unit,
        period=metric.period,
        status=metric.status,
        region=place.label if place else metric.region or report.region,
        metric=dataclasses.replace(metric, indicator=match.id) if match else metric,
        alias=match.alias if match else None,
        rule=match.rule if match else "open",
        conversion=f"{metric.value:.10g}{metric.unit} = {value:.10g}{unit}" if changed else "",
        conflict=conflict,
        nearest=() if match else words.nearest(metric.name),
        region_code=place.code if place else "",
        of=of,
    )


def _name_meant(report: Report, metric: Metric, words: Vocabulary, apart: bool, of: str) -> str:
    """The name to look up: what the report means by a bare 财政收入, what ranks by its growth, its own 县级."""
    name = _ALL_REVENUE.sub("财政总收入", metric.name) if apart else metric.name
    if of == "growth":
        name = clean_name(name)
    if report.region.endswith(("县", "区", "旗")):
        name = name.removeprefix("县级")
    return stocks.under_limit(report.text, metric, name, words)


def _match(metric: Metric, name: str, words: Vocabulary, *, as_said: bool) -> Match | None:
    """What a name is called by in the vocabulary; its words in another order where a number stands before them."""
    unit = unit_as_said(metric)
    match = words.lookup(name, unit=unit, measure=metric.measure) if as_said else None
    if not metric.behind or (match is not None and match.rule != COMPOSED):
        return match
    turned = (words.lookup(one, unit=unit, measure=metric.measure) for one in other_orders(name))
    match = next((one for one in turned if one and one.rule != COMPOSED), match)
    if match is None and name.startswith("完成"):
        return words.lookup(name[2:] + name[:2], unit=unit, measure=metric.measure)
    return match


def _of_own_territory(
    metric: Metric, reporter: Region | None, name: str, match: Match | None, words: Vocabulary
) -> Match | None:
    """The match of a name without the territory that it begins with, where the whole has none of its own."""
    forms = _OWN_FORMS.get(reporter.level, ()) if reporter else ()
    head = metric.region or next((form for form in forms if name.startswith(form)), "")
    if not head or not name.startswith(head) or (match is not None and match.rule != COMPOSED):
        return match
    rest = words.lookup(name.removeprefix(head), unit=metric.unit, measure=metric.measure)
    return rest if rest and (match is None or rest.rule != COMPOSED) else match


def _not_its_own(text: str, metric: Metric) -> bool:
    """Whether what the parts of a name make is not what the number counts: the cost of one work, places that did it."""
    return of_one_work(text, metric) or _counts_places(text, metric)


def _counts_places(text: str, metric: Metric) -> bool:
    """Whether places that did something are counted: `16个县建成美丽乡村`."""
    counted = metric.behind and metric.measure == "level" and text.startswith(metric.name[0], metric.end)
    return counted and done_by_places(metric.name)


def _of_all(text: str, metric: Metric, match: Match | None, name: str, words: Vocabulary) -> Match | None:
    """The match of a level, or that of all there are where the text around it counts all."""
    if match is None:
        stock = words.lookup(f"{name}总数", unit=unit_as_said(metric)) if stocks.counts_all(text, metric) else None
        return stock if stock and stock.rule == COMPOSED else None
    if stocks.of_one(metric, words[match.id].unit):
        return None
    if words[match.id].kind not in _FLOWS or not stocks.counts_so_far(text, metric):
        return match
    whole = f"建成{name.removesuffix('建成')}" if name.endswith("建成") else name
    found = words.lookup(f"累计{whole}", unit=unit_as_said(metric))
    return found if found and found.id != match.id else None


def _completion(report: Report, reporter: Region | None, metric: Metric, name: str, words: Vocabulary) -> Observation:
    """The completion of a plan: of the indicator that was planned, and never its level."""
    match = words.lookup(name)
    place = _place(metric, reporter, None, words)
    low, top = interval(metric.value, metric.value_high, metric.bound, True)
    return Observation(
        indicator=match.id if match else slug(name),
        measure="completion",
        value=metric.value,
        low=low,
        high=top,
        unit="%",
        period=metric.period,
        status=metric.status,
        region=place.label if place else metric.region or report.region,
        metric=metric,
        alias=match.alias if match else None,
        rule=match.rule if match else "open",
        nearest=() if match else words.nearest(name),
        region_code=place.code if place else "",
    )


def _place(metric: Metric, reporter: Region | None, indicator: str | None, words: Vocabulary) -> Region | None:
    """The territory of a claim: 泸州生产总值 in a report of 四川 is an indicator of 泸州, and no other's."""
    if metric.region:
        return locate(metric.region, reporter)
    if reporter is not None and indicator is not None and (head := leading(metric.name, reporter)):
        rest = words.lookup(head[1], unit=metric.unit, measure=metric.measure)
        if rest is not None and rest.id == indicator:
            return head[0]
    return reporter
