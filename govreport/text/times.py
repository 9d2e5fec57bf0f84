"""Years, five-year plans and words like 去年 in a heading, and whether they lie behind or ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from govreport.text.cues import YEAR

__all__ = ["Mention", "four_digits", "mentions", "plan_years"]

When = Literal["past", "now", "ahead"]

_HAN = "一二三四五六七八九"
_DIGITS = str.maketrans("０１２３４５６７８９〇○零ＯO" + _HAN, "012345678900000" + "123456789")
_BLANKS = re.compile(r"\s")
_COUNT = "(?:十[一二三四五六七八九]?|[一二三四五六七八九])"
_TIME = re.compile(
    rf"(?P<plan>第(?P<plan_no>{_COUNT})个五年(?:计划|規劃|规划|計劃)(?!的第|的最后))"
    rf"|(?P<short>[“\"「](?P<short_no>{_COUNT})五[”\"」]|(?P<bare_no>{_COUNT})五(?=时期|期间|规划|计划))"
    r"(?P<start>(?:规划|计划)?(?:的)?(?:开好局|开局|起好步|良好开端|第一年|开门红))?"
    rf"|(?P<years>{YEAR})年?\s?[-－—–~～至到、]+\s?(?P<last>{YEAR})年(?!\d|十?[一二三四五六七八九]月)"
    rf"|(?P<year>{YEAR})\s?年(?!\s?\d{{1,2}}\s?月|[一二三四五六七八九十]{{1,2}}月)"
    r"|(?P<past_five>过去(?:的)?五年|(?<=和)五年(?=工作|发展|回顾)|(?:这|近|前)五年|五年来|五年的?(?=(?:国内|政府|主要)?工作|回顾|总结)|的五年)"
    rf"|(?P<past_some>(?P<some>[二两三四六七八九十])年来)"
    r"|(?P<past_one>过去(?:的)?(?:这)?一年|去年|上年|一年来|上一年)"
    r"|(?P<next_many>(?:今后|未来)(?P<many>五|十五|十|5|10|15)年|下一个(?P<many_five>五)年)"
    r"|(?P<next>明年)|(?P<now>今年|本年度?|新的一年|下一(?:步|阶段)|今后)"
)
_SOME = {"二": 2, "两": 2, "三": 3, "四": 4, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_MANY = {"五": 5, "5": 5, "十": 10, "10": 10, "十五": 15, "15": 15}


@dataclass(frozen=True, slots=True)
class Mention:
    """A time in a heading: where it stands, where it lies from the report's year, and the years it means."""

    start: int
    when: When
    period: tuple[int, int]
    long: bool


def four_digits(text: str) -> int:
    """Read a year in any of the digits that reports use.

    Parameters
    ----------
    text : str
        `２０２４`, `1 9 9 3`, `二〇二四`.

    Returns
    -------
    int

    Examples
    --------
    >>> four_digits("一九八○"), four_digits("２００２")
    (1980, 2002)
    """
    return int(_BLANKS.sub("", text).translate(_DIGITS))


def plan_years(number: str) -> tuple[int, int]:
    """Return the first and last year of a five-year plan, named by its number in words.

    Parameters
    ----------
    number : str
        `八` for the eighth, `十四` for the fourteenth.

    Returns
    -------
    tuple of int

    Examples
    --------
    >>> plan_years("一"), plan_years("十"), plan_years("十四")
    ((1953, 1957), (2001, 2005), (2021, 2025))
    """
    units = _HAN.find(number[-1]) + 1
    count = units + (10 if number[0] == "十" else 0)
    first = 1953 + 5 * (count - 1) if count <= 2 else 1966 + 5 * (count - 3)
    return first, first + 4


def _one(match: re.Match[str], year: int) -> Mention | None:
    kind = match.lastgroup
    group = match.groupdict()
    start = match.start()
    if group["plan"] or group["short"]:
        period = plan_years(group["plan_no"] or group["short_no"] or group["bare_no"])
        if period[1] < year:
            return Mention(start, "past", period, True)
        if group["start"] and period[0] == year:
            return Mention(start, "now", (year, year), False)
        if group["plan"] or period[0] >= year:
            return Mention(start, "ahead", period, True)
        return None
    if group["years"]:
        period = four_digits(group["years"]), four_digits(group["last"])
        return Mention(start, "past" if period[1] < year else "ahead", period, period[1] - period[0] >= 2)
    if group["year"]:
        said = four_digits(group["year"])
        when: When = "past" if said < year else "now"
        return Mention(start, when, (said, said), False)
    if group["past_five"]:
        return Mention(start, "past", (year - 5, year - 1), True)
    if group["past_some"]:
        return Mention(start, "past", (year - _SOME[group["some"]], year - 1), True)
    if group["past_one"]:
        return Mention(start, "past", (year - 1, year - 1), False)
    if group["next_many"]:
        return Mention(start, "ahead", (year, year + _MANY[group["many"] or group["many_five"]] - 1), True)
    ahead = 1 if kind == "next" else 0
    return Mention(start, "now", (year + ahead, year + ahead), False)


def mentions(text: str, year: int) -> list[Mention]:
    """Find the times that a heading names.

    Parameters
    ----------
    text : str
        The heading.
    year : int
        The year the report was delivered.

    Returns
    -------
    list of Mention
        In order. A five-year plan that is under way is none: it says nothing about which part this is.

    Examples
    --------
    >>> [(m.when, m.period) for m in mentions("一、2023年工作回顾和今后五年的任务", 2024)]
    [('past', (2023, 2023)), ('ahead', (2024, 2028))]
    """
    found = (_one(match, year) for match in _TIME.finditer(text))
    return [mention for mention in found if mention is not None]
