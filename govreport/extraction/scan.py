"""From text to quantities: number, hedges and unit, with their places."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from govreport import grammar, units
from govreport.errors import UnitError
from govreport.extraction.readers import BOUNDS, Quantity, read
from govreport.extraction.torn import whole
from govreport.numerals import SCALE_CHARACTERS

__all__ = ["BOUNDS", "CROWDED", "FRACTIONS", "SUM_END", "Crowd", "Quantity", "among_whom", "scan", "weigh"]

#: what the unit of a share or a growth begins with
FRACTIONS = ("%", "％", "‰", "成")

#: a small numeral in words counts where something is done to things that no saying counts: `新建四座桥`
_OWN = frozenset("家所座眼栋台辆届条处艘支部宗趟列场批") | {"班次", "列车"}
#: numerals below a hundred, and what makes even a bare one a measure: `从二到五`
_NUMERALS, _UP_TO = frozenset("一二两三四五六七八九十"), frozenset("从由到至为")
#: so many are ranked: `在全国168个重点城市排第16位`, `居全国204个参评城市第一`, `全国50个大中城市拥堵指数排名`
_RANKED_AT = re.compile(
    r"(?:(?P<at>在[^，。；、\d]{0,8}|[居列]于?(?:全[国省市区]|世界|全球)?)|(?:^|[，。；])(?P<all>全国|世界|全球)|(?P<item>[、和]))$"
)
_RANKED = re.compile(
    r"[^，。；、\d]{0,10}?(?:城市|国家|地区|经济体|单位|[省市县区州盟旗])[^，。；、\d]{0,12}?"
    r"(?:(?P<listed>排名?|位[居列]|名列)(?![放水查污涝碳险])(?!全[国省市区]|世界)|(?P<place>第[一二三四五六七八九十\d]|首位|居|列))"
)
_WITHIN = re.compile(r"中(?:排名?|位[居列]|名列|[居列])$")
#: how many numbers may touch: `3县5乡12村200户`
_TOO_MANY = 5
#: how many may follow one another with no more characters between: the most in 170 reports are 15, and reading takes
#: the same for each number, so that a text of nothing else would take longer than any report of its length
_CROWD = 100
CROWDED = "number.in_a_crowd"
_BESIDE = 4
_ABOVE, _SUCH = ("超", "超过", "过"), ("以上", "以下", "以内")
_AGE, _PEOPLE = "岁", ("名", "人", "位", "户")
_MARK = re.compile(r"[，。；、的]")
_THINGS = re.compile(r"的?[“\u4e00-\u9fff]")
#: a sum that is told of what stands behind, however it is hedged
SUM_END = re.compile(r"(?:总投资|计划投资|总额|占地(?:面积)?|建筑面积)$")
#: things of classes by size, in a row before what they are classes of: `产值超50亿元、10亿元企业分别达4户、22户`
_CLASSES = re.compile(r"的?[^，。；、\d]{0,8}?(?:企业|项目|产业|产业链|集群|园区)")
_CLASS = re.compile(r"(?:级|以上)?(?:大?企业|项目|产业|园区|集群)")
_NOTE = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（()），。；\d]{1,8})[）)]$")
#: as much of it as there is is no part: `完成率5/5`
_NO_PART = re.compile(r"(\d+)\s*[/／]\s*\1(?!\d)")
#: and where it closes a clause behind the things: `修建道路七条`
_BEHIND_NOUN = re.compile(r"[\u4e00-\u9fff](?<![是有为的这那第共各几分前后])[，。；、]?")
_DEEDS = grammar.literals([*grammar.cues()["verb"], "完成", "招标", "获"])
_DONE_TO = grammar.late(rf"(?:{_DEEDS}|等)了?(?:先后|成功)?$")
#: and where something is done so often: `两次上调利率`
_DONE_AGAIN = grammar.late(
    rf"(?:[较大小]{{0,2}}幅度?|全面|成功|集中)?(?:{grammar.UP}|{grammar.DOWN}|{_DEEDS}|召开|优化|调整|降准)"
)


class Crowd:
    """How many numbers follow one another in a text, over its sentences: what goes on and on is no prose.

    Examples
    --------
    >>> crowd, text = Crowd(), "5%，" * 120
    >>> len(crowd.kept(scan(text, 0, len(text))[0], left := [])), len(left)
    (100, 20)
    """

    def __init__(self) -> None:
        self._end = 0
        self._many = 0

    def kept(self, quantities: list[Quantity], refused: list[tuple[int, int, str]]) -> list[Quantity]:
        """Return the quantities of the next sentence that may be prose, and list the others.

        Parameters
        ----------
        quantities : list of Quantity
        refused : list of (int, int, str)
            Where the others go, with the reason.

        Returns
        -------
        list of Quantity

        Examples
        --------
        >>> Crowd().kept(scan("出口5亿元", 0, 6)[0], [])[0].value
        5.0
        """
        kept = []
        for q in quantities:
            self._many = self._many + 1 if q.start - self._end <= _BESIDE else 1
            self._end = q.end
            if self._many <= _CROWD:
                kept.append(q)
            else:
                refused.append(q.refused(CROWDED))
        return kept


def scan(text: str, start: int, end: int) -> tuple[list[Quantity], list[tuple[int, int]]]:
    """Find the quantities of `text[start:end]`.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence.

    Returns
    -------
    quantities : list of Quantity
        In order, not overlapping.
    labels : list of (int, int)
        Names, slogans and quotations, whose punctuation divides nothing; none where there is no quantity.

    Examples
    --------
    >>> text = "出口超6000亿元，增长6%左右"
    >>> [(q.value, q.unit, q.bound) for q in scan(text, 0, len(text))[0]]
    [(6000.0, '亿元', 'over'), (6.0, '%', 'about')]
    """
    if not grammar.COUNTS.search(text, start, end):
        return [], []
    quantities: list[Quantity] = []
    labels: list[tuple[int, int]] = []
    for match in grammar.SCAN.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind == "label":
            labels.append(match.span())
        elif kind != "date" and not (kind == "quantity" and _plain_word(match)):
            for q in read(match, kind, text, end):
                if not (_idle(q, text) or _no_part(q, text)):
                    quantities.append(q)
    quantities = whole(quantities, text) if quantities else []
    if not quantities:
        return [], []
    if len(quantities) > _TOO_MANY:
        quantities = _apart(quantities)
    kept = [q for i, q in enumerate(quantities) if not (i and _only_says_which(quantities[i - 1], q, text))]
    kept = [
        q
        for i, q in enumerate(kept)
        if not (i + 1 < len(kept) and (_kinds_of(q, kept[i + 1]) or _size(q, kept[i + 1], text)))
    ]
    kept = _without_classes(kept, text)
    for q in kept:
        _noted_unit(q, text)
    _share_units(kept, text)
    return kept, labels


def among_whom(q: Quantity, text: str, start: int, end: int) -> bool:
    """Tell whether a number only says among how many something ranks.

    Examples
    --------
    >>> text = "空气质量在全国168个重点城市排第16位"
    >>> [among_whom(q, text, 0, len(text)) for q in scan(text, 0, len(text))[0]]
    [True, False]
    """
    before = _RANKED_AT.search(text, max(start, q.start - 12), q.start) if q.unit == "个" else None
    behind = _RANKED.match(text, q.end, end) if before else None
    if not before or not behind:
        return False
    return bool(
        before["at"] or (before["all"] and behind["listed"]) or (before["item"] and _WITHIN.search(behind.group()))
    )


def _apart(quantities: list[Quantity]) -> list[Quantity]:
    """Leave out numbers that run on with nothing between them, more than any sentence says: `5幅5幅5幅…`."""
    starts = {q.start for q in quantities}
    kept: list[Quantity] = []
    row: list[Quantity] = []
    for q in quantities:
        row.append(q)
        if q.end not in starts:
            kept += row if len(row) <= _TOO_MANY else ()
            row = []
    return kept


def _noted_unit(q: Quantity, text: str) -> None:
    """Give a bare number the unit that stands in a bracket before it, as in a table: `地区生产总值（亿元）35`."""
    if q.unit.strip(SCALE_CHARACTERS) or q.kind != "amount" or text[q.start - 1 : q.start] not in ("）", ")"):
        return
    note = _NOTE.search(text, max(0, q.start - 12), q.start)
    try:
        unit = units.parse_unit(note["unit"]) if note else None
        if note and unit and unit.dimension not in ("label", "number") and not (q.unit and unit.scale):
            q.unit, q.noted = q.unit + note["unit"].replace("％", "%"), len(note.group())
    except UnitError:
        return


def _share_units(quantities: list[Quantity], text: str) -> None:
    """Give bare numbers in a row the unit of the one they lead up to: `20.9、36.2、54个百分点`, `7个和5个百分点`."""
    for one, two in zip(reversed(quantities[:-1]), reversed(quantities[1:]), strict=True):
        bare = not one.unit or (one.unit == "个" and two.unit == "个百分点")
        alike = one.kind == two.kind == "amount" and bare and not one.chinese
        between = text[one.end : two.start]
        if alike and two.unit and (between in ("、", "和", "，") or grammar.FURTHER.fullmatch(between)):
            one.unit = two.unit


def _only_says_which(before: Quantity, q: Quantity, text: str) -> bool:
    """Whether a quantity behind another one is part of the name of what that one counts."""
    return _qualifies(before, q, text) or _size_of_things(before, q, text)


def _qualifies(before: Quantity, q: Quantity, text: str) -> bool:
    """Whether a quantity right behind another only qualifies what that one counts: `230个50户以上村寨`."""
    return (
        q.start == before.end
        and q.after.endswith(("以上", "以下", "以内"))
        and text[q.end : q.end + 1] not in "，。；、,;）) \n"
    )


def _size_of_things(before: Quantity, q: Quantity, text: str) -> bool:
    """Whether a quantity behind a count only says how large the things are: `6个产值超10亿元的集群`."""
    of = text[before.end : q.start]
    if len(of) > 8 or q.kind != "amount" or not _THINGS.match(text, q.end):
        return False
    if weigh(before.unit) != "count" and not before.unit.endswith(_PEOPLE):
        return False
    if grammar.NO_NOUN.match(text, q.end) or grammar.VERB.match(text[q.end : q.end + 4]):
        return False
    if not of:
        return q.before in _ABOVE or q.unit == _AGE
    whose = grammar.at_end(grammar.MEASURE_NOUN, of) or grammar.SHARE_NOUN.search(of) or of.endswith("人口")
    ranged = q.high is not None and text[q.end] == "的"
    return bool(whose) and _MARK.search(of) is None and (q.before in _ABOVE or q.after in _SUCH or ranged)


def _kinds_of(q: Quantity, after: Quantity) -> bool:
    """Whether a quantity only says of how many kinds the things are that the next one counts: `2类15个样板`."""
    return q.unit in ("类", "大类", "种") and q.end == after.start and weigh(after.unit) == "count"


def _size(q: Quantity, after: Quantity, text: str) -> bool:
    """Whether an amount only says how large the things are that are counted right behind it: `50亿元以上15个`."""
    if q.end != after.start or after.unit not in ("个", "家", "户", "项", "宗", "笔") or not q.unit.endswith("元"):
        return False
    above = q.after.endswith(("以上", "以下")) or (q.before in _ABOVE and text[q.start - 2 : q.start] != "投资")
    return above and weigh(after.unit) == "count"


def _no_part(q: Quantity, text: str) -> bool:
    """Whether a share is all there is, or says among which the first are: `完成率5/5`, `进入世界前1%的学科`."""
    first = q.unit in ("%", "‰") and q.bound == "exact" and text[q.start - 1 : q.start] == "前"
    quote = text[q.start : q.end]
    return first or (("/" in quote or "／" in quote) and _NO_PART.match(quote) is not None)


def _without_classes(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Leave out two sums that say of which classes the things are that are counted next."""
    classes: set[int] = set()
    for one, two in pairwise(quantities):
        joined = text[one.end : two.start] in ("、", "和", "或") and one.unit.endswith("元") and two.unit.endswith("元")
        if not joined:
            continue
        above = one.before in _ABOVE or text[one.start - 1 : one.start] in _ABOVE
        bare = _CLASS.match(text, two.end) and not SUM_END.search(text, max(0, one.start - 8), one.start)
        if bare or (above and _CLASSES.match(text, two.end)):
            classes |= {one.start, two.start}
    return [q for q in quantities if q.start not in classes]


def _plain_word(match: re.Match[str]) -> bool:
    """Whether a match is a numeral in words with nothing beside it, as most are, which is idle: `一致`, `十分`."""
    number, unit, other, few, sign = match.group("n1", "unit", "n2", "few", "sign")
    if unit or other or few or sign or not _NUMERALS.issuperset(number):
        return False
    start = match.start()
    return match.string[start - 1 : start] not in _UP_TO


def _idle(q: Quantity, text: str) -> bool:
    """Whether a small Chinese numeral measures nothing: `一个`, `十分`, `三年行动`."""
    if not q.chinese or q.kind != "amount" or q.unit in ("%", "倍", "成", "‰"):
        return False
    if (q.unit in ("类", "级", "等", "线", "星级") and q.after) or (q.unit == "方" and q.value < 10):
        return True
    if text[q.start - 1 : q.start] in _UP_TO and q.value > 1:
        return False
    if not q.unit or (q.value == 1 and q.before == "至少"):
        return True
    if q.value > 1 and _counts(q, text):
        return False
    if (q.unit == "元" and q.value < 10) or (q.unit == "个月" and q.value < 2 and q.bound == "exact"):
        return True
    unit, few = weigh(q.unit), 11 if q.unit in ("个", "项", "座", "所", "种") else 20
    return unit in ("weak", "no") or (q.value < few and q.bound == "exact" and unit == "count")


def _counts(q: Quantity, text: str) -> bool:
    """Whether a small numeral in words counts things or deeds: `成立四家公司`, `修路七条`, `两次上调利率`."""
    if q.unit == "条" and text.startswith(("措施", "举措", "政策"), q.end):
        return True
    if q.unit == "次":
        return _DONE_AGAIN.match(text, q.end) is not None
    around = text[max(0, q.start - 1) : q.start] + text[q.end : q.end + 1]
    if (q.unit in _OWN or q.high) and _BEHIND_NOUN.fullmatch(around):
        return True
    return q.unit in _OWN and _DONE_TO.search(text, max(0, q.start - 8), q.start) is not None


@lru_cache(maxsize=8192)
def weigh(unit: str) -> str:
    """Return what a unit counts for: `no` measure, `weak` (a duration), `count` (things), `yes`.

    Examples
    --------
    >>> weigh("亿元"), weigh("个")
    ('yes', 'count')
    """
    try:
        parsed = units.parse_unit(unit)
    except UnitError:
        return "yes"
    if parsed.counts == "weak" and parsed.scale and parsed.dimension == "energy":
        return "yes"  # nobody counts degrees of heat by the ten thousand
    if parsed.counts != "yes":
        return parsed.counts
    return "count" if parsed.kind == "count" or not parsed.base else "yes"
