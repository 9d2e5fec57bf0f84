"""What the rules of the grammar of time mean: years, and parts of a year."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from govreport import numerals
from govreport.errors import InputError
from govreport.text.time_rules import COUNT, EPOCHS, FOUR_DIGITS, HAN_NUMERAL
from govreport.text.time_types import Role, Setting, Time, Years

__all__ = ["BACKWARDS", "believed", "count_of", "four_digits", "part_of", "plan_years", "value_of"]

_HAN = "一二三四五六七八九"
_DIGITS = str.maketrans("０１２３４５６７８９〇○零ＯO" + _HAN, "012345678900000" + "123456789")
_BLANKS = re.compile(r"\s")
#: what a span of years begins or ends with that is over
BACKWARDS = re.compile(r"过去|近|这|前|以往|本届|来$")
#: what a report can speak of: 2525年 is a slip, and so is 2095年 but where it is an aim, as 到2060年 and 本世纪末 are
_FIRST, _AHEAD, _FARTHEST = 1900, 30, 2100
_AIMS = ("by", "range", "century")


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


def plan_years(number: str) -> Years:
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


def count_of(text: str | None) -> int:
    """Return how many years are meant, 0 where the text does not say.

    Parameters
    ----------
    text : str or None

    Returns
    -------
    int

    Examples
    --------
    >>> count_of("五"), count_of("多")
    (5, 0)
    """
    try:
        return int(numerals.parse(text).size) if text and text != "多" else 0
    except InputError:
        return 0


def _year(text: str | None) -> int | None:
    plain = _BLANKS.sub("", text or "").translate(_DIGITS)
    return int(plain) if len(plain) == 4 and plain.isdigit() else None


def _one(year: int | None) -> Years | None:
    return None if year is None else (year, year)


Reader = Callable[[re.Match[str], Setting, Sequence[Time]], Years | None]
_AGO = re.compile(rf"(?P<count>{COUNT})年前")
_PLAN_NAMED = re.compile(rf"(?:(?P<short>[{HAN_NUMERAL}]{{1,2}})五|第(?P<long>[{HAN_NUMERAL}]{{1,2}})个五年)")
#: what of this year a review of the last can tell: its first months, and what is meant to be
_BEGUN = re.compile(r"的?(?:[12一二１２]月|春节|元旦)|，?(?:我们)?(?:要|将|拟|计划)")
_FIRST_MONTHS = ("m1", "m2", "m3", "m1-m2", "q1")
_FOUR_ONLY = re.compile(FOUR_DIGITS)


def _compare(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    said, last = match.group(), setting.last
    if named := _FOUR_ONLY.search(said):
        return _one(_year(named.group()))
    if ago := _AGO.search(said):
        return _one(last - count_of(ago["count"]))
    if plan := _PLAN_NAMED.search(said):
        years = plan_years(plan["short"] or plan["long"])
        return (years[1], years[1]) if said.rstrip("相比").endswith("末") else years
    if "五年" in said:
        first = setting.period[0] if setting.period[0] < setting.period[1] else last - 4
        return (first - 5, first - 1)
    earlier = 2 if "前年" in said else 1
    return _one(setting.period[1] - earlier)


def _range(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    first = _year(match["first"])
    second = _BLANKS.sub("", match["second"] or "")
    if first is None:
        return None
    if match["to_century"]:
        last: int | None = 2000 if setting.year < 2000 else 2100
    else:
        last = first // 100 * 100 + int(second) if second.isdigit() and len(second) == 2 else _year(second)
    return (first, last) if last is not None and first < last else None


def _pair(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    first, second = _year(match["pair_first"]), _year(match["pair_second"])
    return (first, second) if first and second and first < second else None


def _since(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    named = _year(match["since_year"])
    return None if named is None else (named, max(named, setting.last))


def _epoch(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    """Since a congress of the party, which meets every five years, or since something everybody dates alike."""
    first = int(EPOCHS[match["epoch_name"]]) if match["epoch_name"] else 1977 + 5 * (count_of(match["congress"]) - 11)
    return (first, setting.last) if first < setting.last else None


def _ahead_years(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    return (setting.year, setting.year + max(1, count_of(match["ahead_count"])) - 1)


def _ago(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    count = count_of(match["ago_count"])
    return _one(setting.last - count) if 0 < count <= 60 else None


def _span(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    count, period = count_of(match["span_count"]), setting.period
    if not count:
        return period if period[0] < period[1] else None
    if count > 60:
        return None
    if match["back"] == "这" and period[1] - period[0] == count - 1:
        return period
    if period[0] >= setting.year and not BACKWARDS.search(match.group()):
        return period if period[1] - period[0] == count - 1 else (setting.year, setting.year + count - 1)
    return (setting.last - count + 1, setting.last)


def _plan(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    named = _PLAN_NAMED.search(match.group())
    if named is None:
        return None
    first, last = plan_years(named["short"] or named["long"])
    said = match["plan_span"] or ""
    if said.endswith("末"):
        return (last, last)
    if said == "以来":
        return (first, max(first, setting.last))
    if said.lstrip("的")[:1] in ("前", "后"):
        count = count_of(said[-2])
        return (first, first + count - 1) if "前" in said else (last - count + 1, last)
    return (first, last)


def _this(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    """The year of the report; in a review that calls its own year so that one, but for what is only begun or meant.

    Beside 明年 it is that of the report: the two are a year apart.
    """
    begun = _BEGUN.match(match.string, match.end()) is not None or part_of(match) in _FIRST_MONTHS
    beside = "明年" in match.string[match.end() : match.end() + 30]
    return _one(setting.year if setting.now is None or begun or beside else setting.now)


def _whole(match: re.Match[str], setting: Setting, found: Sequence[Time]) -> Years | None:
    """The year that the sentence speaks of already, else the one that holds."""
    said = next((t for t in reversed(found) if t.role is not Role.BASE and t.role is not Role.NAME), None)
    if said is not None and not said.several and said.kind not in ("ago", "before", "whole"):
        return said.value
    return _one(setting.period[1])


def _spoken(years: Callable[[Setting], Years]) -> Reader:
    return lambda match, setting, found: years(setting)


_READERS: dict[str, Reader] = {
    "compare": _compare,
    "range": _range,
    "pair": _pair,
    "since": _since,
    "epoch": _epoch,
    "by": lambda match, setting, found: _one(_year(match["by_year"])),
    "year": lambda match, setting, found: _one(_year(match["year_of"])),
    "ahead": _ahead_years,
    "ago": _ago,
    "span": _span,
    "plan": _plan,
    "plan_name": _plan,
    "term": _spoken(lambda s: s.period if s.period[0] < s.period[1] else (s.year - 5, s.year - 1)),
    "both": _spoken(lambda s: (s.year, s.year + 1)),
    "sofar": _this,
    "before": _spoken(lambda s: (s.period[1] - 1, s.period[1] - 1)),
    "last": _spoken(lambda s: (s.year - 1, s.year - 1)),
    "this": _this,
    "prior": _spoken(lambda s: (s.year - 2, s.year - 2)),
    "next": _spoken(lambda s: (s.year + 1, s.year + 1)),
    "whole": _whole,
    "part": _whole,
    "century": _spoken(lambda s: (2000, 2000) if s.year < 2000 else (2100, 2100)),
}


_PARTS = ("year_part", "sofar_part", "last_part", "part_alone")
_QUARTERS = {(1, 3): "q1", (4, 6): "q2", (7, 9): "q3", (10, 12): "q4", (1, 6): "h1", (7, 12): "h2", (1, 9): "q1-q3"}


def part_of(match: re.Match[str]) -> str:
    """Return the part of the year that a match of `TIME` names, as in `Metric.part`, "" for the whole.

    Parameters
    ----------
    match : re.Match

    Returns
    -------
    str

    Examples
    --------
    >>> from govreport.text.time_rules import TIME
    >>> part_of(TIME.search("前三季度增长5%")), part_of(TIME.search("1—11月增长8%"))
    ('q1-q3', 'm1-m11')
    """
    said = next((match[name] for name in _PARTS if match[name]), "")
    if not said:
        return ""
    if "半年" in said:
        return "h1" if said.startswith("上") else "h2"
    numbers = [count_of(n) if n[0] in HAN_NUMERAL else int(n) for n in re.findall(rf"\d+|[{HAN_NUMERAL}]+", said)]
    if not numbers:
        return ""
    if "季" in said:
        ahead = said.startswith("前")
        return f"q{numbers[0]}" if not ahead else {2: "h1", 3: "q1-q3"}.get(numbers[0], "")
    first, last = numbers[0], numbers[-1]
    if said.startswith(("前", "头")) or said.endswith("前"):
        first = 1
    if not 1 <= first <= last <= 12:
        return ""
    if (first, last) == (1, 12) or (last == 12 and said.endswith(("末", "底", "前"))):
        return ""
    return _QUARTERS.get((first, last), f"m{first}" if first == last else f"m{first}-m{last}")


def value_of(match: re.Match[str], kind: str, setting: Setting, found: Sequence[Time]) -> Years | None:
    """Return the years that a match of `TIME` means, None where it means none that a report can speak of.

    Parameters
    ----------
    match : re.Match
    kind : str
        Its rule.
    setting : Setting
        What words like 去年 are counted from.
    found : sequence of Time
        The times named before it in the sentence.

    Returns
    -------
    tuple of int or None

    Examples
    --------
    >>> from govreport.text.time_rules import TIME
    >>> value_of(TIME.search("今后三年"), "ahead", Setting(2024, (2024, 2024)), ())
    (2024, 2026)
    """
    value = _READERS[kind](match, setting, found)
    aim = kind in _AIMS or match.string.startswith("前", match.end())
    return value if value and believed(value, setting.year, aim) else None


def believed(years: Years, reported: int, aim: bool) -> bool:
    """Tell whether a report can speak of years: not of any, and of those far ahead only where they are aimed at.

    Examples
    --------
    >>> believed((2060, 2060), 2024, aim=True), believed((2060, 2060), 2024, aim=False)
    (True, False)
    """
    return _FIRST <= years[0] <= years[1] <= (_FARTHEST if aim else reported + _AHEAD)
