"""The rules of the grammar of time: a flat list of names and patterns.

The words that they are made of are in `data/times.tsv`, one class a row. `TIME` is all the rules in one pattern; the
first that matches at a place wins.
"""

from __future__ import annotations

import re
from functools import cache

from govreport import tables
from govreport.lexicon import late

__all__ = ["AHEAD", "COUNT", "EPOCHS", "FOUR_DIGITS", "HAN_NUMERAL", "TIME", "any_of", "kind_of", "words"]


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
    rows = tables.rows("times")
    found = [word for row in rows if row["class"] == kind for word in row["words"].split(" ")]
    return tuple(sorted(found, key=len, reverse=True))


def any_of(kind: str) -> str:
    """Return the words of a class of `data/times.tsv` as a group of a pattern.

    Parameters
    ----------
    kind : str

    Returns
    -------
    str

    Examples
    --------
    >>> any_of("prior")
    '(?:前年)'
    """
    return f"(?:{'|'.join(map(re.escape, words(kind)))})"


HAN_NUMERAL = "一二两三四五六七八九十"
COUNT = rf"(?:[{HAN_NUMERAL}]{{1,3}}|\d{{1,2}}|多)"
_CHINESE = "[一二][九〇零○0][一二三四五六七八九〇零○]{2}"
FOUR_DIGITS = rf"(?:(?:[1１]\s?[9９]|[2２]\s?[0０])\s?\d\s?\d|{_CHINESE})"
_NUMBER = r"(?:[1-4１-４]|[一二三四])"
_MONTH = rf"(?:\d{{1,2}}|[{HAN_NUMERAL}]{{1,2}})"
_DASH = r"[-－–—―~～至到]{1,2}"
_PART = (
    rf"(?:第?{_NUMBER}季度|前[二两三23]个?季度|[上下]半年|(?<!提)[前头](?:\d{{1,2}}|[{HAN_NUMERAL}]{{1,2}})个月"
    rf"|{_MONTH}月?\s?{_DASH}\s?{_MONTH}月份?|{_MONTH}月份|{_MONTH}月[末底]前?)"
)
_PLAN = rf"(?:[“\"「]?\s?(?<![年月])[{HAN_NUMERAL}]{{1,2}}五\s?[”\"」]?|第[{HAN_NUMERAL}]{{1,2}}个五年)(?:规划|计划)?"
_SPAN_OF_PLAN = (
    r"(?:期间|时期末|时期|以来|期末|末|的?(?:这)?五年(?!规划|计划)|的?[前后]"
    rf"[{HAN_NUMERAL}]年|规划期内|(?=年均|累计))"
)

EPOCHS = dict(word.split("=") for word in words("epoch"))
_EPOCH = rf"(?P<epoch_name>{'|'.join(EPOCHS)})"

#: name and pattern of every kind of time; the first that matches at a place wins
_RULES: tuple[tuple[str, str], ...] = (
    (
        "compare",
        rf"(?:比|较)\s?(?:{FOUR_DIGITS}\s?年(?:末|底|初|同期)?|{_PLAN}(?:时期|期间|期)?末?|{COUNT}年前|上个?五年|前五年"
        r"|(?:上一?年|去年|前年|年初)(?:末|底|同期)?)(?:相比)?"
        r"|(?:上一?年|去年|前年)(?:同期)?的?(?:实际)?水平"
        rf"|(?:与|同|和|跟|以)\s?(?:{FOUR_DIGITS}\s?年(?:末|底|初|同期)?|{_PLAN}(?:时期|期间|期)?末?)(?=[^，。；]{{0,8}}?(?:相比|比较|比|相较|为基|持平))"
        rf"|(?:与|同|和)(?:上一?年|去年|前年)(?:末|底|同期)?(?=[^，。；]{{0,8}}?(?:相比|比较|比|持平))"
        rf"|(?:是|为|相当于|达到|等于)了?(?:{FOUR_DIGITS}\s?年(?:末|底)?|上个?五年|前五年|{_PLAN}(?:时期|期间)?)的|{FOUR_DIGITS}\s?年(?:不变|可比)?价|在{FOUR_DIGITS}\s?年(?:的)?基[础数]上",
    ),
    (
        "range",
        rf"[从自]?(?P<first>\d[\d ]{{3,6}}|{_CHINESE})\s{{0,3}}年?\s{{0,3}}{_DASH}\s{{0,3}}"
        rf"(?:(?P<second>\d[\d ]{{1,6}}|{_CHINESE})\s*年"
        r"|(?P<to_century>本世纪末))(?!代)",
    ),
    ("pair", rf"(?P<pair_first>{FOUR_DIGITS})\s?年?[、和](?P<pair_second>{FOUR_DIGITS})\s?年?(?:两年|(?=合计|共))"),
    (
        "since",
        rf"[从自]?(?P<since_year>{FOUR_DIGITS})\s?年(?:{_MONTH}月份?)?(?:以来|起|开始|至今|[^，。；、\n年]{{1,20}}?以来(?=，))",
    ),
    (
        "epoch",
        rf"(?:{_EPOCH}|(?:中共|中国共产党|党的)?(?P<congress>十[一二三四五六七八九]?|二十)(?:大|届(?:三中|四中|五中|六中|一中|二中)全会))以来(?!的?(?:最|历史|同期|第|少有|罕见))",
    ),
    ("by", rf"(?<!截)[到至](?P<by_year>{FOUR_DIGITS})\s?年(?:末|底)?(?!的?(?:第|\d)|{_DASH}|{_MONTH}月)"),
    (
        "year",
        rf"(?<!\d)(?:刚?刚?过去的)?(?P<year_of>{FOUR_DIGITS})\s?(?:年(?:末|底|初|度)?|(?=[比较]))(?P<year_part>{_PART})?"
        r"(?!代|版|以来|[^，。；、\n年]{1,20}?以来)",
    ),
    ("ahead", rf"{any_of('ahead')}(?P<ahead_count>{COUNT})年"),
    ("ago", rf"(?<=[\u4e00-\u9fff）][由从])(?P<ago_count>{COUNT})年前的"),
    (
        "span",
        rf"(?<![\d.．第])(?P<back>{any_of('back')})?(?:[2-9]\s?[-－–—―~～]\s?)?(?P<span_count>{COUNT})年(?P<within>{any_of('within')})?",
    ),
    ("plan", rf"{_PLAN}(?P<plan_span>{_SPAN_OF_PLAN}|(?<=五年)|(?<=五年计划)|(?<=五年规划))"),
    (
        "plan_name",
        rf"(?P<plan_alone>[“\"「]\s?[{HAN_NUMERAL}]{{1,2}}五\s?[”\"」]|第[{HAN_NUMERAL}]{{1,2}}个五年)(?:规划|计划)?",
    ),
    ("term", rf"{any_of('term')}(?=[，以任五成的])"),
    ("both", any_of("both")),
    ("sofar", rf"今年(?:(?:以来|年初|初)|(?P<sofar_part>{_PART})|头|前)"),
    ("before", r"(?<=[由从])(?:上年|去年)(?!度?同期|末|底|\d\d?月|[１-９一二三四五六七八九十])"),
    (
        "last",
        rf"(?:{any_of('last')}(?!均|递增|度?同期|实际)(?P<last_part>{_PART})?|{any_of('upto')}|截[至止](?!\s?[12１２一二去今上]))",
    ),
    ("this", rf"{any_of('this')}|全年再"),
    ("prior", any_of("prior")),
    ("next", any_of("next")),
    ("whole", rf"{any_of('whole')}"),
    ("part", rf"(?<![\d.．年])(?P<part_alone>{_PART})"),
    ("century", "本世纪末"),
)
#: what a time begins with: a look ahead for it passes most places at once; a new rule may need a new one
_FIRST = (
    "年多是为相达等比较与同和跟以从自到至在今明未下接过刚近最这提前往本的我第任全当由去上截目现新迄岁头来建改解中党二"
)
AHEAD = rf"(?=[\d{HAN_NUMERAL}“\"「{_FIRST}])"
TIME = late(AHEAD + "(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _RULES) + ")")


def kind_of(match: re.Match[str]) -> str:
    """Return the name of the rule that a match of `TIME` comes from.

    Parameters
    ----------
    match : re.Match

    Returns
    -------
    str

    Examples
    --------
    >>> kind_of(TIME.search("去年增长5%"))
    'last'
    """
    return match.lastgroup or ""
