"""Which years a number is about, from what holds, what stands beside it, and what kind of number it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from govreport.extraction.claim import Claim
from govreport.extraction.nature import Level, is_whole
from govreport.extraction.scopes import Reading
from govreport.numerals import SCALE_CHARACTERS
from govreport.text.times import Role, Time

__all__ = ["Answer", "Periods", "governing"]

Years = tuple[int, int]

#: how far back a word can govern a number: a sentence may be as long as the text
_REACH = 400
_SAID = 120  #: how far back a sum is said that goes on
_ENDED = re.compile(r"[；;。，,]")
_CLAUSE = re.compile(r"[，,；;：:。！？!?\n]")
#: stands right before the time that a multiple is taken of
_BESIDE = ("是", "为", "于", "到", "至")
_DIGIT = re.compile(r"[\d０-９一二三四五六七八九十百]")
#: years that stand beside what was done in them, and open nothing: `科研人员三年翻番，…`
_BARE = re.compile(r"(?:[2-46-9]|10|[二两三四六七八九十])年")
_OF_IT = re.compile(r"其中|用于")
_PART_ENDED = re.compile(r"[；;]")
_YEAR_BEFORE = re.compile(r"[上去]年|上一年|年初")
_BUILT_ON = re.compile(r"的?高?(?:基础|基数)上")
_YEARLY = re.compile(r"比上年|比去年|较上年|较去年|同比")
#: how things stand in a plan: what there is, and what is said of things that are
_HAS = re.compile(r"(?:我国|全国|我[省市县区州])(?:现|目前|还|仍)?拥?有$")
_IS = re.compile(r"[^，。；、\d]{0,14}?(?:是(?!否|必|要)|来自|分布在)")
_MEANT = re.compile(r"要|将|力争|确保|争取|目标|指标|计划|完成|实现|增加|新")
#: what fell or rose in all the years up to one: `到2025年，能耗累计降低15%`
_ADDS_UP = "累计"
_BY_NOW = re.compile(r"已|现在|目前")


class Answer(NamedTuple):
    """The years of a number, the part of the year, and the rule; `running` where the year is not over yet.

    `instead` is what the years would be without what decided, rule and years: `period_section:2018-2022`.
    """

    years: Years
    part: str
    rule: str
    running: bool = False
    instead: str = ""


@dataclass
class Question:
    """A number whose years are asked for."""

    text: str
    claim: Claim
    reading: Reading
    year: int
    named: list[Time]
    time: Time | None
    years: Years
    rule: str
    periods: Periods

    @property
    def place(self) -> int:
        return self.claim.quantity.start

    @property
    def left(self) -> int:
        """Where the words before the number begin."""
        return self.place - len(self.claim.left) - 2

    @property
    def several(self) -> bool:
        return self.years[0] < self.years[1]

    @property
    def section(self) -> Years:
        return self.reading.section.period

    @property
    def bases(self) -> list[Time]:
        """What numbers before this one are compared with in the sentence, and it itself."""
        named = [t for t in self.reading.before(self.place) if t.role is Role.BASE]
        return [t for t in named if not self.text.endswith("价", t.start, t.end)]  # `按2020年不变价`

    @property
    def compared(self) -> list[Time]:
        """The times in the clause of a multiple that the value is set beside: `是1950年到1997年总和的1.7倍`."""
        named = self.reading.before(self.place)
        own = [t for t in named if t.start >= self.left]
        return [
            t for t in own if t.role is Role.BASE or self.text[t.start - 1 : t.start] in ("是", "为", "于", "到", "至")
        ]

    def own(self, times: list[Time]) -> list[Time]:
        return [t for t in times if t.start >= self.left]


def governing(text: str, reading: Reading, claim: Claim) -> list[Time]:
    """Return the times named before a number that may govern it, the last of them first in force.

    Parameters
    ----------
    text : str
    reading : Reading
        The sentence.
    claim : Claim
        The number.

    Returns
    -------
    list of Time
    """
    place, left = claim.quantity.start, claim.quantity.start - len(claim.left) - 2
    beside = claim.measure == "multiple"
    return [
        t
        for t in reading.before(place)
        if t.role in (Role.FRAME, Role.LOCAL)
        and not _passes(text, t, place, left, reading.on_ground)
        and not (beside and t.start >= left and text[t.start - 1 : t.start] in _BESIDE)
    ]


def _passes(text: str, time: Time, place: int, left: int, on_ground: bool) -> bool:
    """Whether a time governs only what stands beside it: the base of 从…到…, `在…的基础上`."""
    based = text.find("基础上", time.end, min(place, time.end + _REACH)) if on_ground else -1
    if based >= 0 and not _ENDED.search(text, time.end, based):
        return True
    if text.find("总和", time.end, min(time.end + 8, place)) >= 0:
        return True
    if time.start >= left:
        return False
    if time.kind in ("ago", "before") or (time.role is Role.LOCAL and not _counts(text, time, left)):
        return True
    if time.kind == "span" and _is_over(text, time, left + 2):
        return True
    from_it = text[max(0, time.start - 1) : time.start] in ("从", "由", "自") or text[time.start] in "从由自"
    behind = text[time.end : time.end + 1]
    return from_it and not time.several and (behind == "的" or behind.isdigit())


def _is_over(text: str, time: Time, left: int) -> bool:
    """Whether years that only stand beside a deed are left behind: the clause is over, or the part that they head."""
    if time.set_off or not _BARE.fullmatch(text, time.start, time.end) or _OF_IT.search(text, time.end, left):
        return False
    marks = _ENDED if time.role is Role.LOCAL else _PART_ENDED
    return marks.search(text, time.end, left) is not None


def _counts(text: str, time: Time, left: int) -> bool:
    """Whether a number stands in the clause of a time, so that it holds for what follows."""
    end = _ENDED.search(text, time.end, min(left + 2, time.end + _REACH))
    return end is None or _DIGIT.search(text, time.end, end.start()) is not None


@dataclass
class Periods:
    """Chooses the years of the numbers of a sentence, one after the other."""

    text: str
    year: int
    reading: Reading | None = None
    told: list[tuple[list[str], str, Years]] = field(default_factory=list)
    base_year: Years | None = None
    whole: bool | None = None
    new: bool = False
    unit: str = ""

    def enter(self, reading: Reading) -> None:
        """Begin a sentence."""
        self.reading, self.told, self.base_year = reading, [], None
        self.whole, self.new, self.unit = None, False, ""

    def choose(self, claim: Claim, named: list[Time]) -> Answer:
        """Return the years that a number is about.

        Parameters
        ----------
        claim : Claim
        named : list of Time
            The times that may govern it, as `governing` gives them.

        Returns
        -------
        Answer
            With the rule of `RULES` that gave it.
        """
        reading = self.reading
        assert reading is not None
        question = self._ask(claim, reading, named)
        for rule in RULES:
            answer = rule(question)
            if answer is not None:
                break
        else:
            answer = (question.years, question.rule)
        years, name = answer
        self.told.append((claim.names, claim.measure, years))
        part = question.time.part if question.time is not None and years == question.time.value else ""
        running = question.time is not None and (question.time.kind == "sofar" or bool(part))
        return Answer(years, part, name, running, _instead(question, years, name))

    def _ask(self, claim: Claim, reading: Reading, named: list[Time]) -> Question:
        held = reading.scope.time
        time, years, rule = None, held.value, held.rule
        if named:
            time = named[-1]
            years, rule = time.value, f"period.{time.kind}"
        question = Question(self.text, claim, reading, self.year, named, time, years, rule, self)
        if named:
            self._reconsider(question)
        section = reading.section
        if rule in ("period.by", "period.century") and claim.measure == "level" and section.kind == "plan":
            whole = section.period[0] < section.period[1] == years[1]
            question.years = section.period if whole else question.years
        return question

    def _reconsider(self, q: Question) -> None:
        """A year of an earlier clause gives way to what the number's own clause says of now."""
        time, section = q.named[-1], q.section
        if q.own(q.named):
            return
        past = time.kind == "year" and q.reading.section.kind == "review" and time.value[1] < section[1]
        if past and _BY_NOW.search(q.claim.left):
            q.time, q.years, q.rule = None, section, "period.section"


_JUDGED = re.compile(r"_(?:whole|end)_[a-z_]+$")


def _instead(q: Question, years: Years, rule: str) -> str:
    """What else the years could be: the span or its end that the judge did not choose, else what held before."""
    held = q.reading.scope.time
    if q.several and (judged := _JUDGED.search(rule)):
        whole = "_whole_" in judged.group()
        other, name = ((q.years[1], q.years[1]), "end") if whole else (q.years, "whole")
    else:
        other, name = held.value, held.rule.removeprefix("period.")
    return "" if other == years else f"period_{name}:" + "-".join(map(str, dict.fromkeys(other)))


Rule = Callable[[Question], "tuple[Years, str] | None"]


def _population(q: Question) -> tuple[Years, str] | None:
    """`我国有十亿人口`: what there is, is of the year before."""
    if q.claim.names[0] == "人口" and q.claim.left.endswith("有") and not q.named:
        return (q.year - 1, q.year - 1), "period.population"
    return None


def on_ground(claim: Claim) -> bool:
    """Whether a plan only builds on it, `在12个项目投产的基础上，…`, or says how things stand: `我国有…`."""
    ahead = claim.window.ahead or claim.window.right
    if claim.left.startswith("在") and "基础上" in ahead:
        return True
    if claim.measure != "level" or claim.base or _MEANT.search(claim.left):
        return False
    return _HAS.search(claim.left) is not None or _IS.match(ahead) is not None


def _on_ground(q: Question) -> tuple[Years, str] | None:
    if q.reading.section.kind == "plan" and not q.named and on_ground(q.claim):
        return (q.year - 1, q.year - 1), "period.on_ground"
    return None


def _built_on(q: Question) -> tuple[Years, str] | None:
    """`在上年增长9%的基础上增长6%`: the year before the one that is told."""
    if not (q.time and q.time.kind == "last") or q.claim.measure not in ("growth", "change") or not q.own(q.named):
        return None
    if _BUILT_ON.match(q.text, q.claim.quantity.end) is None:
        return None
    return (q.years[0] - 1, q.years[1] - 1), "period.built_on"


def _average(q: Question) -> tuple[Years, str] | None:
    """A yearly average or a sum of rises up to a year: the years since what it is compared with or of the section."""
    adds_up = q.claim.measure in ("growth", "change") and _ADDS_UP in q.claim.left
    if not (q.claim.each_year or adds_up) or q.several:
        return None
    last, section = q.years[1], q.section
    earlier = [t for t in [*q.bases, *q.named] if t.start < q.place and t.value[0] < last]
    since = [t.value[t.role is Role.BASE] + (not t.several or t.role is Role.BASE) for t in earlier]
    if q.rule in ("period.by", "period.century") and not since:
        since = [section[0] if section[1] == last else q.year]
    elif not since and section[0] < section[1] == last:
        since = [section[0]]
    return ((since[-1], last), "period.average_since") if since and since[-1] <= last else None


def _base(q: Question) -> tuple[Years, str] | None:
    """The year a rise starts from: the one before, or that of the pair before; declines where it is named itself."""
    claim, periods = q.claim, q.periods
    if not claim.base:
        return None
    if "measure.compared_base" in claim.rules:
        named = [t for t in q.bases if t.start >= q.place - len(claim.left)]
        return (named[-1].value if named else (q.years[1] - 1, q.years[1] - 1)), "period.base"
    from_here = q.place - len(claim.left) + max((claim.left.rfind(c) for c in "由从"), default=0)
    own = [t for t in q.named if t.start >= from_here - 2]
    compared = q.bases[-1] if q.bases else None
    if compared is not None and not own and compared.value[1] < q.years[1]:
        return compared.value, "period.base"
    if own and q.text.startswith(("上年", "上一年"), own[-1].start):
        before = [t for t in q.named if t.start < from_here - 2]
        end = (before[-1].value if before else q.reading.scope.time.value)[1]
        periods.base_year = (end - 1, end - 1)
        return periods.base_year, "period.base"
    if own:
        periods.base_year = own[-1].value
        return None
    if periods.base_year is not None:
        return periods.base_year, "period.base"
    first = q.years[0] if q.time is not None and q.time.kind == "range" and q.several else q.years[0] - 1
    return (first, first), "period.base"


def _since_base(q: Question) -> tuple[Years, str] | None:
    """`比2012年增长40%`: the years since."""
    claim = q.claim
    if claim.measure not in ("growth", "change") or claim.each_year:
        return None
    base = q.bases[-1] if q.bases else None
    if base is None or any(base.start < t.start for t in q.named) or _YEAR_BEFORE.search(q.text, base.start, base.end):
        return None
    return ((base.value[1] + 1, q.years[1]), "period.since_base") if base.value[1] + 1 < q.years[1] else None


def _on_year_before(q: Question) -> tuple[Years, str] | None:
    """`同比增长6%` in a review of five years is of the last."""
    claim = q.claim
    if claim.measure not in ("growth", "change") or claim.quantity.kind == "double" or claim.each_year or not q.several:
        return None
    carried = q.rule.startswith("period.carried_span") and q.section[0] == q.section[1]
    return ((q.years[1], q.years[1]), "period.on_year_before") if carried or _YEARLY.search(claim.left) else None


def _since_pair(q: Question) -> tuple[Years, str] | None:
    """The years between two values of a subject that a rise behind them is about: `1982年…，1987年…，增长75%`."""
    claim, told = q.claim, q.periods.told
    if claim.measure not in ("growth", "change") or q.several or len(told) < 2 or claim.base:
        return None
    if _YEARLY.search(claim.left) or claim.quantity.kind == "double":
        return None
    (names, kind, base), (others, other, end) = told[-2:]
    pair = names == others == claim.names and kind == other == "level" and base[0] == base[1]
    own = any(t.start >= q.left for t in [*q.bases, *q.named])
    holds = pair and not own and base[0] + 1 < end[1] == q.years[1]
    return ((base[0] + 1, end[1]), "period.since_pair") if holds else None


def _level(q: Question) -> tuple[Years, str] | None:
    """A level in a review of several years: of all of them or of the last, by what kind of number it is."""
    claim, periods = q.claim, q.periods
    if not q.several or claim.measure != "level" or claim.each_year:
        return None
    near = max(q.reading.start, q.place - _SAID)
    clause = max([near, *(m.end() for m in _CLAUSE.finditer(q.text, max(near, q.place - 80), q.place))])
    level = Level(
        claim,
        q.text,
        q.text[clause : q.place],
        q.text[near : q.place],
        q.time,
        q.time is not None and q.time.start >= q.left,
        q.time is not None and q.time.kind in ("both", "ahead"),
        periods.whole,
        periods.new,
        periods.unit == claim.unit.lstrip(SCALE_CHARACTERS),
    )
    whole, judge = is_whole(level)
    periods.whole, periods.unit = whole, claim.unit.lstrip(SCALE_CHARACTERS)
    periods.new = "新" in level.name or "新" in level.clause
    if whole:
        return q.years, f"{q.rule}_whole_{judge}"
    return (q.years[1], q.years[1]), f"{q.rule}_end_{judge}"


def _at_end(q: Question) -> tuple[Years, str] | None:
    """A rank, a streak, a multiple or a gap in a review of several years is of the last."""
    end = q.claim.measure in ("rank", "streak", "multiple", "gap") or q.claim.quantity.kind == "zero"
    if not q.several or not end or q.claim.each_year:
        return None
    if q.claim.measure == "multiple" and any(t.several for t in q.compared):
        return q.years, "period.beside_span"
    return (q.years[1], q.years[1]), q.rule + "_end"


#: asked in this order; the first that does not decline answers
RULES: tuple[Rule, ...] = (
    _population,
    _on_ground,
    _built_on,
    _average,
    _base,
    _since_base,
    _on_year_before,
    _since_pair,
    _at_end,
    _level,
)
