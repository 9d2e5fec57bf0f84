"""Whose report it is and of which year: from the file name, the title, the delivery, the opening, the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePath

from govreport.lexicon import late
from govreport.territories import locate
from govreport.territories.townships import named_like_one
from govreport.text.cues import YEAR, alternation, pattern, rows
from govreport.text.layout import Layout
from govreport.text.lines import lines
from govreport.text.places import full_name, full_names, most_spoken_of, short_names
from govreport.text.times import four_digits, plan_years

__all__ = [
    "find_title",
    "heading_years",
    "is_report",
    "late_session",
    "name_region",
    "name_year",
    "text_region",
    "text_year",
]

_HAN = "[\u4e00-\u9fffX×Ｘ]"
_NATION = "全国"
_NAME_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_OFFICE = alternation("office")
_NAME_NOISE = re.compile(
    rf"{_OFFICE}?工作报告|{_OFFICE}(?=[-_ 0-9]|$)|"
    r"报告|全文|正文|文本|文件|文档|(?:19|20)\d\d年?度?(?:[-_.]?\d{1,2}[-_.]?\d{1,2})?|\d{1,2}月\d{1,2}日"
    rf"|(?!{_HAN})."
)
_SUFFIX = alternation("region_suffix")
_PLACE = rf"{_HAN}{{2,16}}?{_SUFFIX}"
_COUNT = r"[一二三四五六七八九十百\d]{1,4}"
_CONGRESS = re.compile(
    rf"(?:在|[日，,：:（(]|^|\n)\s{{0,60}}(?P<place>{_PLACE})\s*(?:第\s*)?{_COUNT}\s*届\s*人(?:民代表)?大(?:会)?"
    rf"|(?:第\s{{0,20}})?{_COUNT}\s{{0,20}}届\s*(?P<nation>全国)人民代表大会",
)
_DELIVERED = re.compile(
    rf"(?P<year>{YEAR})年(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月[^。\n]{{0,60}}?(?:大会|会议|人大)"
)
_LATE = ("11", "12", "十一", "十二")
_TITLE_YEAR = re.compile(rf"(?P<year>{YEAR})年")
_DATED = re.compile(rf"^[^\w\n]{{0,60}}(?P<year>{YEAR})年\d{{1,2}}月\d{{1,2}}日[^\w\n]*$", re.MULTILINE)
_COUNCIL = re.compile(r"国务院总理|代表国务院|代表中央人民政府|受国务院的?委托|根据国务院|国务院政府工作报告")
_GOVERNMENT = re.compile(rf"(?P<place>{_PLACE})(?!政府){_OFFICE}")
_LOCAL = late(
    rf"代表\s*(?P<place>{_HAN}{{0,12}}?(?P<level>自治区|省|市|县|区|州|盟|旗|镇|乡|苏木))(?:人民)?政府"
    rf"|(?:代表|受){_HAN}{{0,16}}?[、，]?{_HAN}{{0,16}}?(?P<office>(?!人民|政府){_OFFICE})"
)
_ABOUT = re.compile(rf"(?P<year>{YEAR})年(?:的)?(?P<what>[^。，\n]{{0,14}})")
_BEHIND = re.compile("回顾|总结|完成情况|执行情况|成就|决算")
_AHEAD = re.compile("安排|任务|目标|要求|重点|部署|计划|预算|建议")
_PLAN_HEADING = re.compile(
    r"(?:“(?P<short>十[一二三四五六七八九]?|[一二三四五六七八九])五”|第(?P<long>[一二三四五六七八九十]{1,2})个五年(?:计划|规划))(?P<what>[^。\n]{0,24})"
)
_INTRODUCED = re.compile(
    rf"(?:^|\n|。|！|：)[\s\u3000]{{0,60}}(?:(?:刚刚?)?过去的(?P<past>{YEAR})年|(?P<year>{YEAR})年[，,]?(?:既)?是[^。\n]{{2,70}}(?:之年|一年|年份))"
)
_OURS = re.compile("我国|我们国家")
_THEIRS = re.compile("全省|我省|全市|我市|全县|我县|全区|我区|全州|我州")


def is_report(text: str) -> bool:
    """Say whether a text shows evidence of being a work report.

    Parameters
    ----------
    text : str
        The text of the file.

    Returns
    -------
    bool
        True when it names or addresses itself as one, or speaks of four different things that reports speak of.

    Examples
    --------
    >>> is_report("各位代表：现在，我代表市人民政府向大会报告工作。"), is_report("今天天气很好。")
    (True, False)
    """
    if pattern("proof").search(text):
        return True
    return sum(1 for kind, hint in rows() if kind == "hint" and re.search(hint, text)) >= 4


def name_year(source: str) -> int | None:
    """Return the year in a file name, if there is one and only one."""
    found = {int(year) for year in _NAME_YEAR.findall(_stem(source))}
    return found.pop() if len(found) == 1 else None


def name_region(source: str) -> str | None:
    """Return the territory in a file name: what is left of it without the year and the words of a title."""
    stem = _stem(source)
    left = _NAME_NOISE.sub(" ", stem).split()
    if len(left) != 1 or not 2 <= len(left[0]) <= 16:
        return None
    if left[0] in ("国务院", "国家", "中央"):
        return _NATION
    plain = re.fullmatch(rf"{_HAN}+[_\- ](?:19|20)\d\d", stem)
    known = left[0] == _NATION or left[0] in short_names() or re.search(f"{_SUFFIX}$", left[0])
    return left[0] if plain or known else None


def _stem(source: str) -> str:
    stem = PurePath(source).name
    while (suffix := PurePath(stem).suffix) and re.fullmatch(r"\.[A-Za-z][A-Za-z0-9]{0,9}", suffix):
        stem = stem[: -len(suffix)]
    return stem


@lru_cache(maxsize=2)  # as of where the report stands
def find_title(text: str, layout: Layout) -> str:
    """Return the line that names the report, "" where there is none."""
    head = text[: layout.start] if layout.start else text[:400]
    best = ""
    for match in _TITLE.finditer(head):
        line = re.sub(r"\s*\n\s*", "", match.group()).strip(_AROUND_TITLE)
        line = re.sub(r"^(?:标题|资料)\s*[:：]\s*", "", line)
        if not _NO_TITLE.search(line) and _rank(line) >= _rank(best):
            best = line
    return best


_AROUND_TITLE = " \t\u3000—->》"
_TITLE = re.compile(r"[^\n]{0,60}?工\s?作\s?报\s?告(?:[（(](?:19|20)\d\d年?[)）])?")
_NO_TITLE = re.compile(r"我|代表(?!大会).{0,12}政府|国务院向|点击|查阅|[。；，].*[。；，]|[作做]的?(?:政府)?工作报告")


def _rank(line: str) -> tuple[bool, bool, int]:
    """A title says 政府, and better with a year; of two the longer says more."""
    plain = re.sub(r"\s", "", line)
    return "政府工作报告" in plain, bool(_TITLE_YEAR.search(plain)), len(line)


def text_year(text: str, layout: Layout, title: str) -> int | None:
    """Find the year of delivery in the text.

    Parameters
    ----------
    text : str
        The text of the file.
    layout : Layout
        Where the report stands in it.
    title : str
        Its title line.

    Returns
    -------
    int or None
        From the date of the session, else the title, else what the headings and the first words of paragraphs review
        and plan. A session in November or December belongs to the coming year when the title or the headings say so.
    """
    head, foot = text[: layout.start], text[layout.end :]
    headings = _year_of_headings(text, layout)
    named = _TITLE_YEAR.search(title)
    of_title = four_digits(named["year"]) if named else None
    delivered = _DELIVERED.search(head) or _DELIVERED.search(foot)
    if delivered:
        year = four_digits(delivered["year"])
        late = delivered["month"] in _LATE
        return year + 1 if late and year + 1 in (of_title, headings) else year
    if of_title is None and (dated := _DATED.search(head)):
        return four_digits(dated["year"])
    return of_title or headings or _year_of_plans(text, layout) or _year_of_paragraphs(text, layout)


def late_session(text: str, layout: Layout) -> bool:
    """Say whether the text dates its session in November or December."""
    delivered = _DELIVERED.search(text[: layout.start]) or _DELIVERED.search(text[layout.end :])
    return delivered is not None and delivered["month"] in _LATE


def _year_of_headings(text: str, layout: Layout) -> int | None:
    votes: Counter[int] = Counter()
    for year, behind in _headed_years(text, layout):
        votes[year] += 3 if behind else 2
    return _clear_winner(votes)


def heading_years(text: str, layout: Layout) -> set[int]:
    """Return the years of delivery that headings speak for, if some look back and others ahead."""
    told = set(_headed_years(text, layout))
    return {year for year, _ in told} if len({behind for _, behind in told}) == 2 else set()


def _headed_years(text: str, layout: Layout) -> Iterator[tuple[int, bool]]:
    """Yield the year of delivery that each heading speaks for, and whether it looks back."""
    for start, end in lines(text, layout.start, layout.end):
        if end - start > 44 or text[end - 1] in "。；：:，":
            continue
        for match in _ABOUT.finditer(text, start, end):
            if _BEHIND.search(match["what"]):
                yield four_digits(match["year"]) + 1, True
            elif _AHEAD.search(match["what"]):
                yield four_digits(match["year"]), False


def _clear_winner(votes: Counter[int]) -> int | None:
    best = votes.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def _year_of_plans(text: str, layout: Layout) -> int | None:
    """A report that reviews one five-year plan and sets out the next is of the next one's first year."""
    behind: set[int] = set()
    ahead: set[int] = set()
    for start, end in lines(text, layout.start, layout.end):
        if end - start > 44:
            continue
        for match in _PLAN_HEADING.finditer(text, start, end):
            first = plan_years(match["short"] or match["long"])[0]
            (behind if _BEHIND.search(match["what"]) else ahead).add(first)
    found = {first + 5 for first in behind} & ahead
    return found.pop() if len(found) == 1 else None


def _year_of_paragraphs(text: str, layout: Layout) -> int | None:
    """The latest year that a paragraph introduces; a year introduced at the very beginning is the one reviewed."""
    found: dict[int, int] = {}
    for match in _INTRODUCED.finditer(text, layout.start, layout.end):
        found.setdefault(four_digits(match["past"] or match["year"]), match.start())
    if not found:
        return None
    year = max(found)
    if found[year] - layout.start < 600:
        return year + 1
    return year if "今年" in text[found[year] : found[year] + 300] else None


def text_region(text: str, layout: Layout, title: str) -> str | None:
    """Find the territory that reports in the text; a township that no county is named before, behind its county.

    Parameters
    ----------
    text : str
        The text of the file.
    layout : Layout
        Where the report stands in it.
    title : str
        Its title line.

    Returns
    -------
    str or None
        From the name of the congress, else the title, the government that speaks, and last the one prefecture or
        province that the report speaks of throughout.
    """
    place = _text_region(text, layout, title)
    if place is None or not named_like_one(place) or locate(place):
        return place
    before = re.finditer(rf"{_HAN}{{2,8}}(?={re.escape(place)})", text)
    fuller = {said for match in before if (said := _held(match.group(), place))}
    return fuller.pop() if len(fuller) == 1 else place


def _of_both(place: str, title: str) -> str:
    """The congress is of a city, the report of what the title says: `第八师石河子市`."""
    titled = _territory_of_title(title) or ""
    both = titled != place and titled.endswith(place) and locate(titled)
    return titled if both and both != locate(place) else place


def _held(before: str, place: str) -> str | None:
    """The county right before the name of a township, with that name."""
    for start in range(len(before) - 1):
        if (found := locate(before[start:] + place)) is not None:
            return found.label
    return None


def _text_region(text: str, layout: Layout, title: str) -> str | None:
    head = text[: layout.start + 500]
    for stretch in (head, text[layout.end :]):
        for match in _CONGRESS.finditer(stretch):
            if match["nation"]:
                if stretch is head:
                    return _NATION
            elif place := _territory(match["place"]):
                return _of_both(place, title)
    if _COUNCIL.search(head):
        return _NATION
    if place := _territory_of_title(title):
        return place
    governments = [place for match in _GOVERNMENT.finditer(head) if (place := _territory(match["place"]))]
    if governments:
        return governments[-1]
    body = text[layout.start : layout.end]
    local = _LOCAL.search(head)
    if not local and len(_OURS.findall(body)) > 10 + 5 * len(_THEIRS.findall(body)):
        return _NATION
    return most_spoken_of(body, local["level"] or local["office"] if local else None)


def _territory_of_title(title: str) -> str | None:
    plain = re.sub(rf"\W|{YEAR}\s?年度?", "", title)
    match = re.search(rf"(?P<place>{_HAN}{{2,20}}?){_OFFICE}?工作报告", plain)
    if not match:
        return None
    if match["place"] in short_names():
        return full_name(match["place"])
    return _territory(match["place"]) if re.search(f"{_SUFFIX}$", match["place"]) else None


_NO_PLACE = re.compile("完成|落实|贯彻|执行|通过|根据|按照|上级|关于|我们")
_LEADS = re.compile(
    rf"^.*(?:代表|中共|单位|报告人|在|来源|届|[日月](?!照)|{alternation('title')})|^{alternation('not_region')}(?={_SUFFIX}$)"
)


def _territory(said: str) -> str | None:
    """Cut words in front of a place name; None when only 全市 or the like is left."""
    if locate(said):
        return said
    if known := re.search(f"(?:{'|'.join(full_names())})$", said):
        return known.group()
    if _NO_PLACE.search(said):
        return None
    place = _LEADS.sub("", said)
    if len(place) < 2 or re.fullmatch(rf"(?:{alternation('not_region')})?(?:{_SUFFIX}|人民)*", place):
        return None
    return place
