"""What a report says of its goals in words alone: `失业率低于控制目标`, `居民收入与经济增长同步`."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from govreport.aiming import outcome_words, target_words
from govreport.extraction import in_canon
from govreport.extraction.places import level_of
from govreport.extraction.territory_rules import WIDER
from govreport.model import Report, Section
from govreport.text.canon import canon_of
from govreport.text.time_types import Role, Setting, Time
from govreport.text.times import find_times

__all__ = ["AIMED", "FIELDS", "SAYS", "Worded", "made", "plain", "sound", "worded_in"]

#: what words can say of a goal; `above` and `below` are good or bad by what is good for the indicator; `aimed` is no
#: outcome but an aim of the plan that has no number
AIMED = "aimed"
SAYS = ("exceeded", "above", "missed", "below", "met", "kept", "flat", "about flat", AIMED)
#: digits that are no part of a name such as PM2.5 or 5G
_NUMBER = re.compile(r"(?<![A-Za-z.])\d(?!G)")
_CLAUSES = re.compile(r"[^，；：。！？,;:\n]+")


@dataclass(frozen=True, slots=True)
class Worded:
    """One outcome in words, or one aim.

    Attributes
    ----------
    subject : str
        Of what, as it is written.
    says : str
        One of `SAYS`.
    year : int
        The year it is about.
    quote : str
        The words that say it.
    start, end : int
        Where they stand in the report.
    sentence : str
    sentence_start : int
    """

    subject: str
    says: str
    year: int
    quote: str
    start: int
    end: int
    sentence: str
    sentence_start: int


FIELDS = tuple(one.name for one in fields(Worded))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    goal = rf"[^，。；、\d]{{0,8}}?{target_words('set')}[^，。；、\d]{{0,8}}?{target_words('goal')}"
    says = outcome_words()
    within = target_words("within")
    return {
        "hint": re.compile(f"{target_words('goal')}|{target_words('flat')}|{target_words('within')}"),
        "said": re.compile(rf"(?P<said>(?:{says})了?{goal})(?:之上|以上)?$"),
        "kept": re.compile(rf"(?P<said>{target_words('keeps')}{goal}?[^，。；、\d]{{0,4}}?{within})$"),
        "turned": re.compile(
            rf"(?P<said>{target_words('set')}?{target_words('goal')}(?:任务)?{target_words('adverb')}*(?:{says}))$"
        ),
        "around": re.compile(
            rf"^{target_words('adverb')}*(?P<said>(?:{says})了?(?P<of>[^，。；\d]{{2,30}}?)(?:的)?{target_words('yearly')}"
            rf"[^，。；、\d]{{0,4}}?{target_words('goal')})$"
        ),
        "flat": re.compile(
            rf"(?P<said>(?:[与同和比较]?{target_words('before')})?{target_words('nearly')}?{target_words('flat')})$"
        ),
        "expected": re.compile(rf"(?P<said>(?:{says})了?{target_words('yearly')}?{target_words('hope')})$"),
        "apart": re.compile(rf"(?P<said>{target_words('beside')}{goal}[^，。；、\d]{{0,6}}?{target_words('apart')})$"),
        "aims": re.compile(f"{target_words('instep')}|{target_words('beyond')}|{target_words('before')}水平"),
        "aimed": re.compile(
            rf"^(?P<of>[^\d]{{0,36}}?{target_words('aimed')}){target_words('adverb')}*(?P<said>(?:{target_words('stay')})?(?:"
            rf"[与和同][^，。；、\d]{{2,16}}?{target_words('adverb')}*(?:保持)?{target_words('instep')}"
            rf"|{target_words('beyond')}[^，。；、\d]{{2,16}}|{target_words('before')}[^，。；、\d]{{0,4}}水平))$"
        ),
        "past": re.compile(target_words("before")),
        "hoped": re.compile(rf"^(?:{target_words('not_yet')}|{target_words('urge')}|{target_words('lead')})+"),
        "not_yet": re.compile(target_words("not_yet")),
        "denied": re.compile(rf"{target_words('denied')}$"),
        "etc": re.compile(rf"等{target_words('some')}*$"),
        "others": re.compile(target_words("others")),
        "lead": re.compile(rf"^{target_words('lead')}+"),
        "adverb": re.compile(rf"{target_words('adverb')}+$"),
        "hedged": re.compile(target_words("nearly")),
    }


def worded_in(report: Report) -> tuple[Worded, ...]:
    """Find what a report says of goals in words, in clauses without a number: outcomes in its review, aims in its plan.

    Parameters
    ----------
    report : Report

    Returns
    -------
    tuple of Worded
        In the order of the text, one for each subject of a list. What is hoped for, what others had set as goals, and
        what is about several years is left out.

    Examples
    --------
    >>> from govreport import report_from_text
    >>> head = "XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n"
    >>> report = report_from_text(head + "城镇新增就业9万人，失业率低于年度控制目标。")
    >>> [(one.subject, one.says, one.year, one.quote) for one in worded_in(report)]
    [('失业率', 'below', 2022, '低于年度控制目标')]
    """
    canon = canon_of(report)
    found = list(_in_canon(in_canon(report, canon)))
    spans = canon.all_back([(one.start, one.end) for one in found])
    sentences = canon.all_back([(one.sentence_start, one.sentence_start + len(one.sentence)) for one in found])
    return tuple(
        replace(
            one,
            subject=canon.spelled(one.subject, one.sentence_start, one.end),
            quote=canon.source[start:end],
            start=start,
            end=end,
            sentence=canon.source[first:last],
            sentence_start=first,
        )
        for one, (start, end), (first, last) in zip(found, spans, sentences, strict=True)
    )


def _in_canon(report: Report) -> Iterator[Worded]:
    starts = [start for start, _ in report.sentences]
    seen = -1
    for section in report.sections:
        if section.kind == "other":
            continue
        hints = _patterns()["hint" if section.kind == "review" else "aims"]
        for hint in hints.finditer(report.text, section.start, section.end):
            at = bisect.bisect_right(starts, hint.start()) - 1
            if at > seen and at >= 0 and hint.start() < report.sentences[at][1]:
                seen = at
                yield from _in_sentence(report, section, *report.sentences[at])


def _in_sentence(report: Report, section: Section, start: int, end: int) -> Iterator[Worded]:
    text = report.text
    for clause in _CLAUSES.finditer(text, start, end):
        words = clause.group().rstrip()
        said = _said(words) if section.kind == "review" else _aimed(words)
        if said is None:
            continue
        says, subject, at = said
        year = _year(text, report.year, section, start, clause.start() + at)
        due = year is not None and (year < report.year if section.kind == "review" else year == report.year)
        if year is None or not due:
            continue
        begin = clause.start() + at
        if subject.strip().startswith(tuple(WIDER[level_of(report.region)])):
            continue
        for one in _subjects(subject):
            yield Worded(
                one,
                says,
                year,
                text[begin : clause.start() + len(words)],
                begin,
                clause.start() + len(words),
                text[start:end],
                start,
            )


def _said(clause: str) -> tuple[str, str, int] | None:
    """Return what a clause says, of what, and where the words begin; None where it says nothing of a goal."""
    patterns = _patterns()
    if _NUMBER.search(clause) or patterns["not_yet"].search(clause):
        return None
    for name in ("around", "said", "kept", "turned", "flat", "expected", "apart"):
        found = patterns[name].search(clause)
        if found is None:
            continue
        said, groups = found["said"], found.groupdict()
        kind = next((kind for kind in SAYS if groups.get(kind)), "")
        kind = {"flat": "flat", "kept": "kept", "apart": "missed"}.get(name, kind)
        subject = groups.get("of") or clause[: found.start("said")]
        if patterns["denied"].search(subject) or (name == "expected" and kind not in ("missed", "below")):
            return None
        nearly = patterns["hedged"].search(said + subject[-4:]) is not None
        if (kind == "met" and nearly) or patterns["others"].search(said):
            return None
        return "about flat" if kind == "flat" and nearly else kind, subject, found.start("said")
    return None


def _aimed(clause: str) -> tuple[str, str, int] | None:
    """Return an aim without a number as `_said` returns outcomes: `登记失业率不高于去年`."""
    patterns = _patterns()
    found = None if _NUMBER.search(clause) else patterns["aimed"].search(clause)
    if found is None or "的" in found["said"] or patterns["past"].search(found["of"]):
        return None
    return AIMED, patterns["hoped"].sub("", found["of"].strip()), found.start("said")


def _subjects(said: str) -> Iterator[str]:
    patterns = _patterns()
    said = patterns["adverb"].sub("", patterns["etc"].sub("", patterns["lead"].sub("", said.strip())))
    for one in re.split("、|和|及|与|以及", said):
        name = patterns["lead"].sub("", one.strip(" \u3000—-●"))
        if 2 <= len(name) <= 24:
            yield name


def _year(text: str, report_year: int, section: Section, start: int, place: int) -> int | None:
    """Return the single year that a clause is about, None where it is about several."""
    setting = Setting(report_year, section.period)
    head = text.rfind("\n", section.start, start) + 1 or section.start
    own = _framing(find_times(text, start, place, setting))
    before = [time for time in _framing(find_times(text, head, start, setting)) if time.set_off]
    times = own or before
    if section.kind == "plan":  # what an aim before is measured by is not when this one is due
        times = [time for time in times if time.value[1] >= report_year]
    if times and times[-1].part:
        return None
    first, last = times[-1].value if times else section.period
    return last if first == last else None


def _framing(times: Iterable[Time]) -> list[Time]:
    return [time for time in times if time.role in (Role.FRAME, Role.LOCAL)]


def plain(worded: Iterable[Worded]) -> list[list[Any]]:
    """Return outcomes in words as plain data, for a file."""
    return [[getattr(one, name) for name in FIELDS] for one in worded]


def made(rows: Iterable[Iterable[Any]]) -> tuple[Worded, ...]:
    """Return what `plain` described.

    Examples
    --------
    >>> made([])
    ()
    """
    return tuple(Worded(*row) for row in rows)


def sound(rows: Any) -> bool:
    """Say whether rows of a file are outcomes in words.

    Examples
    --------
    >>> sound([["失业率", "below", 2022, "低于目标", 9, 13, "失业率低于目标。", 6]]), sound([["失业率"]])
    (True, False)
    """
    kinds = [str, str, int, str, int, int, str, int]
    return isinstance(rows, list) and all(
        isinstance(row, list) and list(map(type, row)) == kinds and row[1] in SAYS for row in rows
    )
