"""The one grammar of time: years, spans, plans, parts of a year, and what each does where it stands.

A time is found where a rule of `_RULES` matches; the words of the rules are in `data/times.tsv`, one class a row. What it
does is its role: `FRAME` opens a scope (`五年来，…`), `LOCAL` stands beside its number, `BASE` is what a number is
compared with (`比2020年`), `NAME` is part of a name and says nothing of when (`2022年丰收节`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from importlib.resources import files

from govreport import numerals
from govreport.errors import InputError
from govreport.text.cues import YEAR

__all__ = ["Role", "Setting", "Time", "find_times", "four_digits", "plan_years", "words"]

Years = tuple[int, int]


class Role(Enum):
    """What a time does where it stands."""

    FRAME = "frame"
    LOCAL = "local"
    BASE = "base"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names.

    Attributes
    ----------
    start, end : int
        Where it stands: `text[start:end]`.
    kind : str
        The rule that found it.
    value : tuple of int
        The first and the last year that it means.
    role : Role
    part : str
        The part of the year, as in `Metric.part`; "" for whole years.
    set_off : bool
        A comma or the speaker stands behind it: `五年来，`, `五年来我们`.
    """

    start: int
    end: int
    kind: str
    value: Years
    role: Role = Role.LOCAL
    part: str = ""
    set_off: bool = False

    @property
    def several(self) -> bool:
        """Whether it means more than one year."""
        return self.value[0] < self.value[1]


@dataclass(frozen=True, slots=True)
class Setting:
    """What words like 去年 and 五年来 are counted from.

    Attributes
    ----------
    year : int
        The year the report was delivered.
    period : tuple of int
        The years that are spoken of already.
    plan : tuple of int or None
        The five-year plan that the text speaks of, which a bare `五年` means.
    """

    year: int
    period: Years
    plan: Years | None = None

    @property
    def last(self) -> int:
        """The last of the years that are spoken of, or the one before the report where those lie ahead."""
        return self.period[1] if self.period[1] < self.year else self.year - 1


@cache
def words(kind: str) -> tuple[str, ...]:
    """Return the words of one class of `data/times.tsv`, the longest first.

    Parameters
    ----------
    kind : str
        The class.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> words("prior")
    ('前年',)
    """
    source = files("govreport").joinpath("data/times.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [word for row in rows if row["class"] == kind for word in row["words"].split(" ")]
    return tuple(sorted(found, key=len, reverse=True))


def _any(kind: str) -> str:
    return f"(?:{'|'.join(map(re.escape, words(kind)))})"


_HAN = "一二三四五六七八九"
_DIGITS = str.maketrans("０１２３４５６７８９〇○零ＯO" + _HAN, "012345678900000" + "123456789")
_BLANKS = re.compile(r"\s")
_N = "一二两三四五六七八九十"
_COUNT = rf"(?:[{_N}]{{1,3}}|\d{{1,2}}|多)"
_CHINESE = "[一二][九〇零○0][一二三四五六七八九〇零○]{2}"
_FOUR = rf"(?:(?:[1１]\s?[9９]|[2２]\s?[0０])\s?\d\s?\d|{_CHINESE})"
_NUMBER = r"(?:[1-4１-４]|[一二三四])"
_MONTH = rf"(?:\d{{1,2}}|[{_N}]{{1,2}})"
_DASH = r"[-－–—―~～至到]{1,2}"
_PART = (
    rf"(?:第?{_NUMBER}季度|前[二两三23]个?季度|[上下]半年|[前头](?:\d{{1,2}}|[{_N}]{{1,2}})个月"
    rf"|{_MONTH}月?\s?{_DASH}\s?{_MONTH}月份?|{_MONTH}月份|{_MONTH}月[末底]前?)"
)
_PLAN = rf"(?:[“\"「]?\s?(?<![年月])[{_N}]{{1,2}}五\s?[”\"」]?|第[{_N}]{{1,2}}个五年)(?:规划|计划)?"
_SPAN_OF_PLAN = (
    r"(?:期间|时期末|时期|以来|期末|末|的?(?:这)?五年(?!规划|计划)|的?[前后]"
    rf"[{_N}]年|规划期内|(?=年均|累计))"
)

_EPOCHS = dict(word.split("=") for word in words("epoch"))
_EPOCH = rf"(?P<epoch_name>{'|'.join(_EPOCHS)})"

#: name and pattern of every kind of time; the first that matches at a place wins
_RULES: tuple[tuple[str, str], ...] = (
    (
        "compare",
        rf"(?:比|较)\s?(?:{_FOUR}\s?年(?:末|底|初|同期)?|{_PLAN}(?:时期|期间|期)?末?|{_COUNT}年前|上个?五年|前五年"
        r"|(?:上一?年|去年|前年|年初)(?:末|底|同期)?)(?:相比)?"
        rf"|(?:与|同|和|跟|以)\s?{_FOUR}\s?年(?:末|底|初|同期)?(?=[^，。；]{{0,8}}?(?:相比|比较|比|相较|为基|持平))"
        rf"|(?:与|同|和)(?:上一?年|去年|前年)(?:末|底|同期)?(?=[^，。；]{{0,8}}?(?:相比|比较|比|持平))"
        rf"|(?:是|为|相当于|达到|等于)了?(?:{_FOUR}\s?年(?:末|底)?|上个?五年|前五年|{_PLAN}(?:时期|期间)?)的|{_FOUR}\s?年(?:不变|可比)?价|在{_FOUR}\s?年(?:的)?基础上",
    ),
    (
        "range",
        rf"[从自]?(?P<first>\d[\d ]{{3,6}}|{_CHINESE})\s*年?\s*{_DASH}\s*(?:(?P<second>\d[\d ]{{1,6}}|{_CHINESE})\s*年"
        r"|(?P<to_century>本世纪末))(?!代)",
    ),
    (
        "since",
        rf"[从自]?(?P<since_year>{_FOUR})\s?年(?:{_MONTH}月份?)?(?:以来|起|开始|至今|[^，。；、\n年]{{1,20}}?以来(?=，))",
    ),
    (
        "epoch",
        rf"(?:{_EPOCH}|(?:中共|中国共产党|党的)?(?P<congress>十[一二三四五六七八九]?|二十)(?:大|届(?:三中|四中|五中|六中|一中|二中)全会))以来",
    ),
    ("by", rf"(?<!截)[到至](?P<by_year>{_FOUR})\s?年(?:末|底)?(?!的?(?:第|\d)|{_DASH}|{_MONTH}月)"),
    (
        "year",
        rf"(?<!\d)(?:刚?刚?过去的)?(?P<year_of>{_FOUR})\s?(?:年(?:末|底|初|度)?|(?=[比较]))(?P<year_part>{_PART})?"
        r"(?!代|版|以来|[^，。；、\n年]{1,20}?以来)",
    ),
    ("ahead", rf"{_any('ahead')}(?P<ahead_count>{_COUNT})年"),
    ("span", rf"(?<![\d.．第])(?P<back>{_any('back')})?(?P<span_count>{_COUNT})年(?P<within>{_any('within')})?"),
    ("plan", rf"{_PLAN}(?P<plan_span>{_SPAN_OF_PLAN}|(?<=五年)|(?<=五年计划)|(?<=五年规划))"),
    ("plan_name", rf"(?P<plan_alone>[“\"「]\s?[{_N}]{{1,2}}五\s?[”\"」]|第[{_N}]{{1,2}}个五年)(?:规划|计划)?"),
    ("term", rf"{_any('term')}(?=[，以任五成的])"),
    ("both", _any("both")),
    ("sofar", rf"今年(?:(?:以来|年初|初)|(?P<sofar_part>{_PART})|头|前)"),
    ("before", r"(?<=[由从])(?:上年|去年)(?!度?同期|末|底|\d\d?月|[１-９一二三四五六七八九十])"),
    ("last", rf"(?:{_any('last')}(?!均|递增|度?同期|实际)(?P<last_part>{_PART})?|{_any('upto')}|截[至止](?!\s?[12１２一二去今上]))"),
    ("this", rf"{_any('this')}|全年再"),
    ("prior", _any("prior")),
    ("next", _any("next")),
    ("whole", rf"{_any('whole')}"),
    ("part", rf"(?<![\d.．年])(?P<part_alone>{_PART})"),
    ("century", "本世纪末"),
)
_AHEAD = rf"(?=[\d{_N}多年是为相达等比较与同和跟以从自到至今未下接过刚近最这提前往本的我第“\"「任全当由去上截目现新明迄岁头来刚建改解中党二在])"
_TIME = re.compile(_AHEAD + "(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _RULES) + ")")
_KINDS = tuple(name for name, _ in _RULES)
#: one of these is in every time: where none is, nothing is looked for
_ANY_TIME = re.compile(r"[年今去前末底五]|以来|季度|月|本届|任期|截|目前|迄今|上一|到现在")
#: what a report can speak of; 2525年 is a slip
_CREDIBLE = (1000, 2200)
_CLAUSE_END = re.compile(r"[，,；;。：:！!？?、\n\r\u3000]")
_LEAD = re.compile(
    rf"(?:\s|——|[●◆■•]|[（(][{_N}]+[)）]|[{_N}]+、|[{_N}]+是|第[{_N}]+[，,]|\d{{1,2}}[.．、]|{_any('lead')}|各位委员|[！!：:“])*"
)
_SET_OFF = re.compile(rf"[，,：:]|{_any('speaker')}")
_NAMED = re.compile(rf"[^，,；;。：:！!？?、\n\d]{{0,18}}?{_any('event')}")
_NO_NAME_BEHIND = re.compile(r"[，,；;。：:！!？?、\n\d]")
_QUOTES = re.compile(r"[“《「『][^“”《》「」『』\n]{0,60}$")
_BACKWARDS = re.compile(r"过去|近|这|前|以往|本届|来$")


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


def find_times(text: str, start: int, end: int, setting: Setting) -> tuple[Time, ...]:
    """Find the times that a stretch of text names.

    Parameters
    ----------
    text : str
    start, end : int
        The stretch: a sentence or a heading.
    setting : Setting
        What the report speaks of there.

    Returns
    -------
    tuple of Time
        In order, not overlapping.

    Examples
    --------
    >>> said = "五年来，城镇化率比2017年提高3个百分点"
    >>> [(t.kind, t.value, t.role.value) for t in find_times(said, 0, len(said), Setting(2023, (2022, 2022)))]
    [('span', (2018, 2022), 'frame'), ('compare', (2017, 2017), 'base')]
    """
    if not _ANY_TIME.search(text, start, end):
        return ()
    found: list[Time] = []
    plan = setting.plan
    for match in _TIME.finditer(text, start, end):
        kind = next(name for name in _KINDS if match[name] is not None)
        if kind == "span" and not _lasts(text, match, start):
            continue
        here = replace(setting, plan=plan)
        value = _READERS[kind](match, here, found)
        if value is None or not _CREDIBLE[0] <= value[0] <= value[1] <= _CREDIBLE[1]:
            continue
        if kind == "span" and found and found[-1].kind == "range" and match.start() - found[-1].end <= 1:
            continue
        if kind == "plan" and value[0] < value[1]:
            plan = value
        if kind == "span" and plan is not None and _is_plan(match, plan, here):
            kind, value = "plan", plan
        time = Time(match.start(), match.end(), kind, value, part=_part_of(match))
        role = _role(text, start, end, time)
        found.append(replace(time, role=role, set_off=_SET_OFF.match(text, time.end, end) is not None))
    return tuple(_ahead_of(time, found, text) for time in found)


def _lasts(text: str, match: re.Match[str], start: int) -> bool:
    """Whether `N年` says when: `五年来`, `五年累计`, `近三年`, not `三年行动`, `历时五年`, `十年来最好`."""
    before = text[max(start, match.start() - 4) : match.start()]
    behind = text[match.end() : match.end() + 8]
    if behind.startswith(words("best")) or (behind[:1] in ("来", "的") and behind[1:].startswith(words("best"))):
        return False
    if match["back"] in ("前",) and before.endswith(("提", "比")):
        return False
    if match["back"] or match["within"]:
        return match["back"] is not None or not before.endswith(words("duration"))
    if before.endswith("连续"):
        return behind.startswith(("累计", "共", "合计"))
    if before.endswith(words("duration")):
        return False
    if behind.startswith("的"):
        return behind[1:].startswith(words("worked"))
    if behind.startswith((*words("summed"), *words("worked"))) or behind[:1].isdigit():
        return not behind.startswith("左") or behind.startswith("左右时间")
    opens = not before or _CLAUSE_END.match(before[-1]) is not None
    told = match["span_count"] in ("五", "十", "三") and behind and not behind.startswith(words("lasting"))
    return bool(opens and told and "\u4e00" <= behind[0] <= "\u9fff")


def _count(text: str | None) -> int:
    try:
        return int(numerals.parse(text).size) if text and text != "多" else 0
    except InputError:
        return 0


def _year(text: str | None) -> int | None:
    plain = _BLANKS.sub("", text or "").translate(_DIGITS)
    return int(plain) if len(plain) == 4 and plain.isdigit() else None


def _one(year: int | None) -> Years | None:
    return None if year is None else (year, year)


Reader = Callable[[re.Match[str], Setting, list[Time]], Years | None]
_AGO = re.compile(rf"(?P<count>{_COUNT})年前")
_PLAN_NAMED = re.compile(rf"(?:(?P<short>[{_N}]{{1,2}})五|第(?P<long>[{_N}]{{1,2}})个五年)")
_FOUR_ONLY = re.compile(_FOUR)


def _compare(match: re.Match[str], setting: Setting, found: list[Time]) -> Years | None:
    said, last = match.group(), setting.last
    if named := _FOUR_ONLY.search(said):
        return _one(_year(named.group()))
    if ago := _AGO.search(said):
        return _one(last - _count(ago["count"]))
    if plan := _PLAN_NAMED.search(said):
        years = plan_years(plan["short"] or plan["long"])
        return (years[1], years[1]) if said.rstrip("相比").endswith("末") else years
    if "五年" in said:
        first = setting.period[0] if setting.period[0] < setting.period[1] else last - 4
        return (first - 5, first - 1)
    earlier = 2 if "前年" in said else 1
    return _one(setting.period[1] - earlier)


def _range(match: re.Match[str], setting: Setting, found: list[Time]) -> Years | None:
    first = _year(match["first"])
    second = _BLANKS.sub("", match["second"] or "")
    if first is None:
        return None
    if match["to_century"]:
        last: int | None = 2000 if setting.year < 2000 else 2100
    else:
        last = first // 100 * 100 + int(second) if second.isdigit() and len(second) == 2 else _year(second)
    return (first, last) if last is not None and first < last else None


def _since(match: re.Match[str], setting: Setting, found: list[Time]) -> Years | None:
    named = _year(match["since_year"])
    return None if named is None else (named, max(named, setting.last))


def _epoch(match: re.Match[str], setting: Setting, found: list[Time]) -> Years | None:
    """Since a congress of the party, which meets every five years, or since something everybody dates alike."""
    first = int(_EPOCHS[match["epoch_name"]]) if match["epoch_name"] else 1977 + 5 * (_count(match["congress"]) - 11)
    return (first, setting.last) if first < setting.last else None


def _ahead_years(match: re.Match[str], setting: Setting, found: list[Time]) -> Years | None:
    return (setting.year, setting.year + max(1, _count(match["ahead_count"])) - 1)


def _span(match: re.Match[str], setting: Setting, found: list[Time]) -> Years | None:
    count, period = _count(match["span_count"]), setting.period
    if not count:
        return period if period[0] < period[1] else None
    if count > 60:
        return None
    if period[0] >= setting.year and not _BACKWARDS.search(match.group()):
        return period if period[1] - period[0] == count - 1 else (setting.year, setting.year + count - 1)
    return (setting.last - count + 1, setting.last)


def _plan(match: re.Match[str], setting: Setting, found: list[Time]) -> Years | None:
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
        count = _count(said[-2])
        return (first, first + count - 1) if "前" in said else (last - count + 1, last)
    return (first, last)


def _whole(match: re.Match[str], setting: Setting, found: list[Time]) -> Years | None:
    """The year that the sentence speaks of already, else the one that holds."""
    said = next((t for t in reversed(found) if t.role is not Role.BASE and t.role is not Role.NAME), None)
    if said is not None and not said.several and said.kind not in ("before", "whole"):
        return said.value
    return _one(setting.period[1])


def _spoken(years: Callable[[Setting], Years]) -> Reader:
    return lambda match, setting, found: years(setting)


_READERS: dict[str, Reader] = {
    "compare": _compare,
    "range": _range,
    "since": _since,
    "epoch": _epoch,
    "by": lambda match, setting, found: _one(_year(match["by_year"])),
    "year": lambda match, setting, found: _one(_year(match["year_of"])),
    "ahead": _ahead_years,
    "span": _span,
    "plan": _plan,
    "plan_name": _plan,
    "term": _spoken(lambda s: s.period if s.period[0] < s.period[1] else (s.year - 5, s.year - 1)),
    "both": _spoken(lambda s: (s.year, s.year + 1)),
    "sofar": _spoken(lambda s: (s.year, s.year)),
    "before": _spoken(lambda s: (s.period[1] - 1, s.period[1] - 1)),
    "last": _spoken(lambda s: (s.year - 1, s.year - 1)),
    "this": _spoken(lambda s: (s.year, s.year)),
    "prior": _spoken(lambda s: (s.year - 2, s.year - 2)),
    "next": _spoken(lambda s: (s.year + 1, s.year + 1)),
    "whole": _whole,
    "part": _whole,
    "century": _spoken(lambda s: (2000, 2000) if s.year < 2000 else (2100, 2100)),
}


def _is_plan(match: re.Match[str], plan: Years, setting: Setting) -> bool:
    """Whether a bare `五年` is the plan that the text speaks of."""
    if setting.period[0] >= setting.year and setting.period[1] - setting.period[0] == 4:
        return False
    whole = _count(match["span_count"]) == plan[1] - plan[0] + 1
    return whole and plan[1] >= setting.year and not _BACKWARDS.search(match.group())


def _ahead_of(time: Time, every: list[Time], text: str) -> Time:
    """Years before one that the sentence names: `前三年增加…，而1956年增加…`."""
    last = time.value[1]
    if time.kind != "span" or not text.startswith("前", time.start):
        return time
    named = any(t.kind == "year" and t.start > time.end and t.value == (last, last) for t in every)
    return replace(time, value=(time.value[0] - 1, last - 1)) if named else time


_PARTS = ("year_part", "sofar_part", "last_part", "part_alone")
_QUARTERS = {(1, 3): "q1", (4, 6): "q2", (7, 9): "q3", (10, 12): "q4", (1, 6): "h1", (7, 12): "h2", (1, 9): "q1-q3"}


def _part_of(match: re.Match[str]) -> str:
    said = next((match[name] for name in _PARTS if match[name]), "")
    if not said:
        return ""
    if "半年" in said:
        return "h1" if said.startswith("上") else "h2"
    numbers = [_count(n) if n[0] in _N else int(n) for n in re.findall(rf"\d+|[{_N}]+", said)]
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


def _role(text: str, start: int, end: int, time: Time) -> Role:
    """What a time does where it stands."""
    if time.kind in ("compare", "plan_name"):
        return Role.BASE if time.kind == "compare" else Role.NAME
    begin = time.start
    while begin > start and time.start - begin < 40 and not _CLAUSE_END.match(text[begin - 1]):
        begin -= 1
    if time.kind not in ("plan", "span") and (quoted := _QUOTES.search(text, begin, time.start)) and (
        re.search("[”》」』]", text[time.end : min(end, quoted.start() + 60)])
    ):
        return Role.NAME
    if _LEAD.fullmatch(text, begin, time.start):
        return Role.FRAME
    if time.kind in ("year", "by", "plan", "range") and text[max(begin, time.start - 3) : time.start].endswith(words("object")):
        return Role.NAME
    if time.kind == "year" and (named := _NAMED.match(text, time.end, end)) and named.end() > time.end:
        return Role.NAME
    return Role.LOCAL
