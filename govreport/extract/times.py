"""The times a sentence names: years, spans, plans, and what they are compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .. import numerals
from ..errors import InputError

__all__ = ["AHEAD", "TIME", "Moment", "moments"]

_ORDINALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六"]
_PLANS = {word: number for number, word in enumerate(_ORDINALS, 1)}
_N = "一二两三四五六七八九十"
_CHINESE_YEAR = "[一二][九〇零○0][一二三四五六七八九〇零○]{2}"
_ANY_YEAR = rf"(?:(?:[1１]\s?[9９]|[2２]\s?[0０])\s?\d\s?\d|{_CHINESE_YEAR})"
_FIVE_YEARS = rf"(?:[“\"]?\s?[{_N}]{{1,2}}五[”\"]?|第[{_N}]{{1,2}}个五年(?:计划)?)"
#: looks ahead for every character that a time begins with, so that other places are passed at once
AHEAD = rf"(?=[\d{_N}年是为相达等比较与同和以从自到今未下接过近这提前往本的我多第“\"任全当由去上截目现新明])"
TIME = re.compile(
    rf"""
    {AHEAD}(?:
    (?P<compare>(?:是|为|相当于|达到|等于)(?:了)?{_ANY_YEAR}\s?年(?:末|底)?的|(?:比|较|与|同|和|以){_ANY_YEAR}\s?年(?:末|底|同期)?
        |{_ANY_YEAR}\s?年(?:不变|可比)?价
        |(?:比|较|与|同)(?:上一?年|去年|前年|{_FIVE_YEARS}(?:时期|期间|期)?|[{_N}]{{1,6}}年前|年初|上年末)(?:末|同期|底|相比)?)
    |(?P<range>(?:从|自)?(?P<a>\d[\d ]{{3,6}}|{_CHINESE_YEAR})\s*年?\s*(?:[-－–—―~～至到]+)\s*
        (?:(?P<b>\d[\d ]{{1,6}}|{_CHINESE_YEAR})\s*年|(?P<bc>本世纪末)))
    |(?P<since>(?:从|自)?(?P<s>\d{{4}}|{_CHINESE_YEAR})年(?:以来|起|开始|[^，。；、\n]{{1,20}}?以来(?=，)))
    |(?P<by>到(?P<t>\d[\d ]{{3,6}}|{_CHINESE_YEAR})\s*年(?:末|底)?(?!的?(?:第|\d)))
    |(?P<year>(?<!\d)(?<!面向|着眼|瞄准|迎接)(?P<y>\d\s?\d\s?\d\s?\d)\s?年(?:末|底|初|度)?(?!代|版|以来|[^，。；、\n]{{1,20}}?以来)|(?P<cy>{_CHINESE_YEAR})(?:年(?:末|底|初|度)?|(?=[比较])))
    |(?P<next>(?:今后|未来|下一个?|接下来)(?P<n>[{_N}\d]{{1,6}})年)
    |(?P<span>(?<!历时)(?<!历经)(?<!长达)(?<!时隔)(?<!耗时)(?:(?:过去|近|这|(?<![提比])前|以往|本届政府|的|我们)(?P<p1>[{_N}\d]{{1,6}})年(?:来|间|里|中)?(?!来?(?:最|新高|同期))|(?<!提前)(?:(?<!连续)|(?=[{_N}\d]{{1,6}}年(?:累计|共|合计)))(?<![.．\d])(?P<p2>[{_N}\d]{{1,6}})年(?:来(?!的?(?:最|新高|新低|首次))|间|内|合计|总共|累计|年均|平均|以来|总体|共|新增|增长|增加|中|里|，我们|接近|左右时间|持续|(?=\d|实施|投入|投资|完成|引进|招聘|安置|发放|改造|全[国省市县]|中央|国家|省财政|市财政|各级))(?!前))
        |(?<=[，。；：\u3000\n])(?P<p3>[五十])年(?=[\u4e00-\u9fff])(?![级制期前后多以一左时的计规行大过免义连没之内来间中里])
        |多年(?:来|累计|以来))
    |(?P<five>[“"]?(?<![年月])(?P<f>[一二三四五六七八九十]{{1,2}})五[”"]?(?:规划|计划)?(?P<fe>期间|时期|以来|期末|末|的五年|五年|这五年|前[{_N}]年|后[{_N}]年|开局|收官|规划目标|[”"]?(?=年均|累计))|第(?P<g>[{_N}]{{1,2}})个五年(?:计划)?(?:期间|时期)?)
    |(?P<term>本届政府(?:任期|以来|成立以来|的?五年)?(?=[，以任五成])|任期内)
    |(?P<whole>全年|全年共|年末|年底(?!前)|当年(?=新))
    |(?P<both>今明两年)|(?P<sofar>今年(?:第?一季度|上半年|以来|初|年初|头|前))
    |(?P<before>(?<=[由从])(?:上年|去年)(?!度?同期|末|底|\d\d?月|[１-９一二三四五六七八九十]))
    |(?P<last>去年|上年(?!均|递增|度?同期|实际|末|底)|上一年|过去一年|一年来|过去的一年|近一年来|截至(?!20)|到目前|(?<=到)现在|目前(?=已|有|全|共))
    |(?P<this>今年|本年度?|(?<![\d一二两三四五六七八九十])年内|全年再|今冬明春|新的一年)
    |(?P<prior>前年)|(?P<tomorrow>明年)|(?P<century>本世纪末)
    )""",
    re.VERBOSE,
)
#: one of these is in every time that is named: where none is, nothing is looked for
_ANY = re.compile(r"[年今去前末底五]|本届|任期|截至|目前|上一")
#: what a report can speak of; 2525年 is a slip
_CREDIBLE = (1000, 2200)
_AGO = re.compile(rf"(?P<n>[{_N}\d]{{1,6}})年前")
_PLAN = re.compile(
    rf"(?:(?P<f>[{_N}]{{1,2}})五[”\"]?|第(?P<g>[{_N}]{{1,2}})个五年(?:计划)?)(?P<span>时期|期间|期)?(?P<end>末)?"
)
_BACKWARDS = re.compile(r"过去|^近|这|^前|以往|本届|来$")
_FOUR = re.compile(r"[\d一二三四五六七八九〇零○]{4}|(?:\d\s?){4}")


@dataclass(slots=True)
class Moment:
    """A time the text names: the span and whether it governs what follows it."""

    start: int
    end: int
    period: tuple[int, int]
    kind: str

    @property
    def compares(self) -> bool:
        """The year is only a base of comparison: `比2012年增长`."""
        return self.kind == "compare"


def moments(
    text: str, start: int, end: int, year: int, last: tuple[int, int], plan: tuple[int, int] | None = None
) -> list[Moment]:
    """Find the times that a sentence names.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence.
    year : int
        The year of delivery.
    last : tuple of int
        The default period of the section.
    plan : tuple of int, optional
        The five-year plan the text speaks of, which a bare `五年` means.

    Returns
    -------
    list of Moment

    Examples
    --------
    >>> [m.period for m in moments("到2030年，城镇化率达到75%", 0, 15, 2026, (2026, 2026))]
    [(2030, 2030)]
    """
    found: list[Moment] = []
    if not _ANY.search(text, start, end):
        return found
    for match in TIME.finditer(text, start, end):
        kind = match.lastgroup or ""
        kind = next((k for k in _KINDS if match[k]), kind)
        period = _period(match, kind, year, last)
        if kind == "five" and period is not None and period[0] < period[1]:
            plan = period
        planned = last[0] >= year and last[1] - last[0] == 4
        if kind == "span" and plan is not None and not planned and _means(match, plan, year):
            kind, period = "five", plan
        chained = found and kind == "span" and found[-1].kind == "range" and match.start() - found[-1].end <= 1
        if kind == "whole" and found and found[0].kind == "last" and found[0].start - start <= 6:
            period = found[0].period
        if period is not None and not chained and _CREDIBLE[0] <= period[0] <= period[1] <= _CREDIBLE[1]:
            found.append(Moment(match.start(), match.end(), period, kind))
    return [_ahead(m, found, text) for m in found]


def _ahead(moment: Moment, every: list[Moment], text: str) -> Moment:
    """Years before one that the sentence names: `前三年增加…，而1956年增加…`."""
    ending = moment.period[1]
    before = moment.kind == "span" and text.startswith("前", moment.start)
    if before and any(m.kind == "year" and m.start > moment.end and m.period == (ending, ending) for m in every):
        moment.period = (moment.period[0] - 1, ending - 1)
    return moment


_KINDS = (
    "compare",
    "range",
    "since",
    "by",
    "year",
    "next",
    "span",
    "five",
    "term",
    "whole",
    "both",
    "sofar",
    "last",
    "this",
    "prior",
    "before",
    "tomorrow",
    "century",
)


def _means(match: re.Match[str], plan: tuple[int, int], year: int) -> bool:
    """Whether a bare `五年` is the plan that the text speaks of."""
    years = _count(match)
    return plan[1] >= year and years == plan[1] - plan[0] + 1 and not _BACKWARDS.search(match.group())


def _number(text: str | None) -> int:
    try:
        return int(numerals.parse(text).size) if text else 0
    except InputError:
        return 0


def _count(match: re.Match[str]) -> int:
    """How many years a span holds, 0 where it does not say."""
    return _number(match["p1"] or match["p2"] or match["p3"])


def _year(text: str) -> int | None:
    digits = "".join(str(int(c)) for c in text if c.isdigit())
    if len(digits) == 4 and 1900 <= int(digits) <= 2100:
        return int(digits)
    return numerals.to_year(text + "年") if not digits else None


def _last_of(ordinal: str) -> int | None:
    """The last year of a five-year plan; the third began three years late."""
    number = _PLANS.get(ordinal)
    return 1952 + 5 * number + (3 if number >= 3 else 0) if number else None


def _base(text: str, end: int) -> tuple[int, int] | None:
    """The base year of a comparison, where it lies more than a year back."""
    if ago := _AGO.search(text):
        year: int | None = end - _number(ago["n"])
    elif (plan := _PLAN.search(text)) and (year := _last_of(plan["f"] or plan["g"])):
        return (year if plan["end"] else year - 4, year) if plan["end"] or plan["span"] else None
    else:
        named = _FOUR.search(text)
        year = _year(named.group()) if named else None
    return (year, year) if year is not None else None


def _period(match: re.Match[str], kind: str, year: int, last: tuple[int, int]) -> tuple[int, int] | None:
    end = min(year - 1, last[1]) if last[1] < year else year - 1
    if kind == "compare":
        return _base(match.group(), end)
    if kind == "range":
        a = _year(match["a"])
        b = (
            (2000 if year < 2000 else 2100)
            if match["bc"]
            else _year(match["b"]) or (a // 100 * 100 + int(match["b"]) if a and len(match["b"].strip()) == 2 else None)
        )
        return (a, b) if a and b and a < b else None
    if kind in ("since", "by", "year"):
        named = _year(match["s"] or match["t"] or match["y"] or match["cy"])
        if named is None:
            return None
        return (named, end) if kind == "since" and named < end else (named, named)
    if kind == "next":
        return (year, year + max(1, _number(match["n"])) - 1)
    if kind == "span":
        count = _count(match)
        if not count:
            return last if last[0] < last[1] else None
        if not 0 < count <= 60:
            return None
        if last[0] >= year and not _BACKWARDS.search(match.group()):
            return last if last[1] - last[0] == count - 1 else (year, year + count - 1)
        return (end - count + 1, end)
    if kind == "five":
        ending = _last_of(match["f"] or match["g"] or "")
        if ending is None:
            return None
        span = (ending - 4, ending)
        if match["fe"] in ("末", "期末"):
            return (span[1], span[1])
        if match["fe"] in ("开局", "收官", "规划目标"):
            return None
        if match["fe"] == "以来":
            return (span[0], end)
        return span
    if kind == "term":
        return last if last[0] < last[1] else (year - 5, year - 1)
    return {
        "last": (year - 1, year - 1),
        "whole": (year, year) if last[1] >= year else (year - 1, year - 1),
        "this": (year, year),
        "sofar": (year, year),
        "both": (year, year + 1),
        "prior": (year - 2, year - 2),
        "before": (last[1] - 1, last[1] - 1),
        "tomorrow": (year + 1, year + 1),
        "century": (2000, 2000) if year < 2000 else (2100, 2100),
    }[kind]
