"""Where running text goes over from one time to another, when no heading says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govreport.text.cues import BLANK, YEAR, pattern
from govreport.text.headings import mentions
from govreport.text.lines import lines, sentences
from govreport.text.outline import Paragraph, item_ends, paragraphs
from govreport.text.times import Role, Setting, Time, each_time, four_digits, words

__all__ = ["Turn", "ahead_years", "behind_years", "find_turn", "opening_time", "turns_of_years"]

Years = tuple[int, int]
_YEARS = re.compile(f"({YEAR})年")
_LEAD = re.compile(
    rf"(?:{BLANK}|——|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|各位(?:代表|委员)[！!，,：:])*"
)
_HEAD = 48  #: how far into a sentence the time stands that opens it
_TITLE, _STOPS = 32, "。！？；，：;,!?:"
_ANY = re.compile("[年五以任本](?<!以(?!来))(?<!任(?!期))(?<!本(?!届))")
#: what is said of the time itself: `是…的五年`, `极不平凡`, `我们…`
_SAID_OF_IT = re.compile(
    rf"[，,]?(?:既|也|对|又)?(?:是|极|很|非常|殊|标志|{'|'.join(words('actor'))})"
    rf"|[，,](?:[^。，,\d]{{0,24}}[，,])?[^。，,\d]{{0,16}}?(?:是[^。，；\d]{{2,40}}的?(?:[一五]年|之年|年份|时期|阶段|起点)"
    rf"|极不|来之不易|不平凡|{'|'.join(words('actor'))})"
)
#: `这是实力提升的五年`: the years are what the sentence says
_SAID_TO_BE = re.compile(r"(?:这|这五年|五年|我们|过去五年)?[，,]?(?:这)?(?:也|更)?是[^。；]{2,48}?的(?:五|5)年")
#: what it begins with
_SAYS = frozenset("这五我过，,也更是")
_LEADS_IN = re.compile(
    r"[：:]$|(?:以下|如下|下列)[^。，]{0,12}[。]?$|(?:主要做了|重点做了|着力抓了|做了)[^。，]{0,10}工作[。：:]?$"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the years change, what to, and where they change back: at the end of the item that said so."""

    start: int
    end: int
    years: Years


def find_turn(text: str, start: int, end: int, period: Years, year: int) -> int | None:
    """Find the first paragraph, else the first sentence, in which a text goes over to the plan.

    Parameters
    ----------
    text : str
        The text of the file.
    start, end : int
        The stretch to look at.
    period : tuple of int
        The years that are planned.
    year : int
        The year the report was delivered.

    Returns
    -------
    int or None
        Where that paragraph or sentence starts.
    """
    for spans in (lines(text, start, end), sentences(text, start, end)):
        for span_start, span_end in spans:
            if "\t" in text[text.rfind("\n", 0, span_start) + 1 : span_end]:
                continue  # the heads of a table
            lead = _LEAD.match(text, span_start, span_end)
            if _turns(text, lead.end() if lead else span_start, span_end, period, year):
                return span_start
    return None


def _turns(text: str, start: int, end: int, period: Years, year: int) -> bool:
    if period[1] - period[0] >= 2:
        return any(time.when == "ahead" and time.long for time in mentions(text[start : min(end, start + 36)], year))
    match = pattern("plan_turn").match(text, start, end)
    years = [four_digits(number) for number in _YEARS.findall(match.group())] if match else []
    return match is not None and all(number in (year, year + 1) for number in years)


def opening_time(text: str, start: int, end: int, setting: Setting) -> Time | None:
    """Return the time that a sentence opens with, None where it opens with none.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence, from its first word on.
    setting : Setting
        What the report speaks of there.

    Returns
    -------
    Time or None

    Examples
    --------
    >>> said = "市第七届人民代表大会第一次会议以来的五年，是很不平凡的五年。"
    >>> opening_time(said, 0, len(said), Setting(2023, (2022, 2022))).value
    (2018, 2022)
    """
    stop = min(end, start + _HEAD)
    if not _ANY.search(text, start, stop):
        return None
    for time in each_time(text, start, stop, setting):
        if time.part or time.role in (Role.BASE, Role.NAME):
            continue
        closes = (
            time.several and text[time.end : time.end + 1] in ("，", ",", "是") and "，" not in text[start : time.start]
        )
        return time if time.role is Role.FRAME or closes else None
    return None


@dataclass(frozen=True, slots=True)
class _Opening:
    """A sentence that opens with a time; `strong` where it speaks of the time itself at the head of a paragraph."""

    place: int
    years: Years
    strong: bool
    of_last_year: bool
    heads: bool


@dataclass(slots=True)
class _Walk:
    """Goes through the paragraphs of a section and notes where the years change."""

    text: str
    year: int
    period: Years
    announced: tuple[Years, ...]
    end: int

    def turns(self, start: int) -> Iterator[Turn]:
        every = list(paragraphs(self.text, start, self.end))
        ends = item_ends(every, self.end)
        opened = [list(self._openings(paragraph)) for paragraph in every]
        headed = {one.years: one.place for openings in opened for one in openings if one.heads}
        now, until = self.period, self.end
        for number, paragraph in enumerate(every):
            if until <= paragraph.start:
                now, until = self.period, self.end
            following = every[number + 1].start if number + 1 < len(every) else self.end
            for opening in opened[number]:
                if not opening.heads and headed.get(opening.years, 0) > opening.place:
                    continue  # said of one figure: the text goes over to these years further on
                stop = self._until(opening, number, following, ends[number])
                if opening.years == now or stop <= opening.place:
                    continue
                yield Turn(opening.place, stop, opening.years)
                now, until = opening.years, stop

    def _until(self, opening: _Opening, number: int, following: int, item_end: int) -> int:
        """Where what a sentence opens is closed again: the section, the item of a list, the paragraph, or at once."""
        if opening.years in self.announced or opening.years == self.period:
            return self.end
        first = number <= 1 and bool(self.announced)
        if opening.strong and not first:
            return item_end
        return following if opening.strong or opening.of_last_year else -1

    def _openings(self, paragraph: Paragraph) -> Iterator[_Opening]:
        """Yield the sentences of a paragraph that open with a time that a review tells of."""
        text = self.text
        titled = False
        title = paragraph.end - paragraph.begin <= _TITLE and text[paragraph.end - 1] not in _STOPS
        for start, end in sentences(text, paragraph.start, paragraph.end):
            first = start <= paragraph.begin
            titled, before = first and paragraph.depth > 0, titled
            found = self._years(paragraph.begin if first else start, end)
            if found is None:
                continue
            behind, years, deictic = found
            leads = first and _LEADS_IN.search(text, max(start, paragraph.end - 24), paragraph.end) is not None
            strong = leads or title or behind == end or _SAID_OF_IT.match(text, behind, end) is not None
            heads = first or before or paragraph.addressed
            set_off = text[behind : behind + 1] in ("，", ",", "：")
            if strong or (set_off and (heads or years in self.announced)):
                yield _Opening(paragraph.start if first else start, years, strong and heads, deictic, heads)

    def _years(self, begin: int, end: int) -> tuple[int, Years, bool] | None:
        """The end of the time that a sentence opens with, its years, and whether it says `the year that has passed`."""
        last = self.year - 1
        if self.text[begin : begin + 1] in _SAYS and _SAID_TO_BE.match(self.text, begin, end):
            return end, (last - 4, last), False
        time = opening_time(self.text, begin, end, Setting(self.year, self.period))
        if time is None or time.value[1] != last or time.kind in ("since", "epoch", "whole", "part"):
            return None
        deictic = time.kind == "last" or "过去" in self.text[time.start : time.end]
        return (time.end, time.value, deictic) if time.value[0] in (last, last - 4) else None


def turns_of_years(
    text: str, start: int, end: int, period: Years, year: int, announced: tuple[Years, ...] = ()
) -> list[Turn]:
    """Find the places in which a review goes from one year to five and back.

    Parameters
    ----------
    text : str
        The text of the file.
    start, end : int
        A chapter that looks back.
    period : tuple of int
        The years that it begins with.
    year : int
        The year the report was delivered.
    announced : tuple of tuple of int
        All the years that its heading names.

    Returns
    -------
    list of Turn
        What the heading announced holds until the text turns again; what a sentence says of itself (`五年来，我们…`,
        `这是…的五年`) holds until then too, but ends with the item of the list that it stands in.
    """
    return list(_Walk(text, year, period, announced, end).turns(start))


def behind_years(opening: str, year: int) -> Years | None:
    """Return the years that the first words of a review speak of when they are several.

    Parameters
    ----------
    opening : str
    year : int
        The year the report was delivered.

    Returns
    -------
    tuple of int or None
    """
    for start, end in sentences(opening, 0, len(opening)):
        lead = _LEAD.match(opening, start, end)
        time = opening_time(opening, lead.end() if lead else start, end, Setting(year, (year - 1, year - 1)))
        if time is not None:
            return time.value if time.value[1] == year - 1 else None
    return None


def ahead_years(opening: str, year: int) -> Years | None:
    """Return the years that the first words of a plan speak of when they are several.

    Parameters
    ----------
    opening : str
    year : int
        The year the report was delivered.

    Returns
    -------
    tuple of int or None
    """
    for time in mentions(opening, year):
        if time.when == "ahead" and time.long:
            return time.period
        if time.when == "now":
            return None
    return None
