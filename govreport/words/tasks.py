"""The tasks of a plan: the clauses that say what is to be done, and what in them can be found again a year later."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from govreport.text.outline import mark_depth
from govreport.words.proper import Proper, Sentence

__all__ = [
    "Clause",
    "asks",
    "clauses",
    "content",
    "core",
    "endless",
    "is_heading",
    "is_item",
    "is_vague",
    "longest",
    "pattern_of",
    "stands_alone",
    "states",
    "task_or_why",
    "wishes",
    "words_of",
]

Why = Literal["", "heading", "principle", "purpose", "frame", "no deed", "speaks of the past"]
_OPENING = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’", "「": "」"}
_ENDS = frozenset("，；。！？;!?：:")
_MARK = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:是|要|、)|第[一二三四五六七八九十]{1,2}[，、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|——|[●◆■•○★▲①-⑳])\s*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BLANK = re.compile(r"\s+")
#: 要求, 要素, 要点: behind these 要 asks for nothing
_NO_WISH = "(?![求素闻点道约])"
_OUGHT = re.compile(r"[\u4e00-\u9fff、“”]{1,14}?(?:必须|要|应当|应)" + _NO_WISH)
_PASSED = re.compile(r"去年|过去[一五]年|[一五]年来|已经|取得了|刚刚|业已|^[^，]{1,5}了(?!解)")
#: behind a percentage stands a bound or nothing: 100%使用绿电 is no number that a clause ends with
_COUNTED = re.compile(r"(?:达到?|超过?|约|近)?[0-9][0-9.,]*(?:[\u4e00-\u9fff]{0,6}|[%％](?:左右|以上|以下|以内)?)$")
#: what says how something is: 就业是最基本的民生, 主要目标是
_STATED = re.compile(r"[^，]{0,8}是(?!否)|.*(?:是|为|方面)$|.*(?:很|十分|非常|极为|较)[大小强弱高低好快多广]$")
_NAMED = re.compile(r"[“《][^”》]*[”》]")
_TAIL = re.compile(r"(?<=[\u4e00-\u9fff”]{4})(?:建设|工作|行动|力度|任务|项目)$")
#: 2，000: a comma between digits divides no clauses
_GROUPED = re.compile(r"[0-9][，:：][0-9]")
_SHORTEST = 4
_DIGIT = re.compile(r"[0-9]")
_DONE_WITH = re.compile(r"[\u4e00-\u9fff]了(?!解)")
#: what a clause of a plan asks with, before it says what for
_ASKING = re.compile(r"要|必须|应当|将|坚持|严格|严|全面|继续|深入|着力|努力|积极|力争|确保|推动|推进|加|重视|愿")
#: what stands before one of these is no deed but what is spoken of: 抓好就业这个头等大事
_LISTED = re.compile(r"[、和与及“”《》]|以及")
_SPOKEN_OF = re.compile(r"这|的|是|等")
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence.

    Attributes
    ----------
    sentence : int
        The number of its sentence.
    start, end : int
        Where it stands in the words of its sentence, without the mark that closes it.
    said : str
    """

    sentence: int
    start: int
    end: int
    said: str


@cache
def words_of(kind: str) -> tuple[str, ...]:
    """Return the words of one class of `data/promise_words.tsv`, longest first.

    Parameters
    ----------
    kind : str
    """
    source = files("govreport").joinpath("data/promise_words.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)
    found = {row["word"] for row in rows if row["class"] == kind}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def pattern_of(*kinds: str) -> re.Pattern[str]:
    """Compile the words of some classes into one choice, the longest first."""
    words = sorted({word for kind in kinds for word in words_of(kind)}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


def longest(kind: str, said: str) -> tuple[str, ...]:
    """Return the words of a class that stand in a text outside quotation marks, the longest at each place.

    Parameters
    ----------
    kind : str
    said : str

    Examples
    --------
    >>> longest("finished", "大桥建成通车")
    ('建成', '通车')
    """
    return tuple(found[0] for found in pattern_of(kind).finditer(_NAMED.sub(" ", said)))


def clauses(number: int, said: str) -> list[Clause]:
    """Cut a sentence into clauses: at ，；。： outside quotation marks and brackets.

    Parameters
    ----------
    number : int
        Of the sentence.
    said : str

    Examples
    --------
    >>> [clause.said for clause in clauses(0, "新建“四好，路”5公里，改造管网。")]
    ['新建“四好，路”5公里', '改造管网']
    """
    found: list[Clause] = []
    start, closing = 0, ""
    for place, letter in enumerate(said):
        if closing:
            closing = "" if letter == closing else closing
        elif letter in _OPENING and _OPENING[letter] in said[place : place + 40]:
            closing = _OPENING[letter]
        elif letter in _ENDS and not _GROUPED.match(said, max(0, place - 1)):
            found += _clause(number, said, start, place)
            start = place + 1
    return [*found, *_clause(number, said, start, len(said))]


def _clause(number: int, said: str, start: int, end: int) -> Iterator[Clause]:
    if mark := _MARK.match(said, start, end):
        start = mark.end()
    while start < end and said[start].isspace():
        start += 1
    while end > start and said[end - 1].isspace():
        end -= 1
    if _HAN.search(said, start, end):
        yield Clause(number, start, end, said[start:end])


def is_heading(whole: Proper, sentence: Sentence) -> bool:
    """Say whether a sentence is a heading: a numbered line of its own, or a line that nothing closes.

    Parameters
    ----------
    whole : Proper
    sentence : Sentence
    """
    text, end = whole.text, sentence.at + len(sentence.said)
    alone = text[: sentence.at].rstrip(" \t\u3000")[-1:] in ("", "\n") and text[end : end + 40].lstrip(" \t\u3000")[
        :1
    ] in ("", "\n")
    if not alone:
        return False
    closed = sentence.said.rstrip()[-1:] in "。！？；，…"
    numbered = 0 < mark_depth(text, sentence.at, end) < 3
    return not closed or (numbered and len(sentence.said) < 45)


def _bare(said: str) -> str:
    """Return a clause without the adverbs it begins with; 就业 begins with none."""
    adverbs, deeds = pattern_of("adverb"), pattern_of("verb")
    while (found := adverbs.match(said)) and found.end() < len(said):
        if found.end() == 1 and (deed := deeds.match(said)) and deed.end() > 1:
            break
        said = said[found.end() :]
    return said


def task_or_why(said: str, sentence: str = "") -> Why:
    """Return "" for a clause that says what is to be done, else why it is no task.

    Parameters
    ----------
    said : str
        A clause of a part that looks ahead.
    sentence : str
        Its sentence: one that lays down what guides all work holds no task.

    Examples
    --------
    >>> task_or_why("加快建设城东水厂"), task_or_why("让群众喝上放心水"), task_or_why("围绕乡村振兴")
    ('', 'purpose', 'frame')
    """
    if pattern_of("principle").search(said) or pattern_of("creed").search(sentence):
        return "principle"
    if _PASSED.search(said):
        return "speaks of the past"
    if pattern_of("purpose").match(said):
        return "purpose"
    if _STATED.match(said):
        return "no deed"
    deed = pattern_of("verb")
    bare = _bare(said)
    if pattern_of("situation").match(bare):
        return "no deed"
    if deed.match(said) or deed.match(bare):
        return ""
    if pattern_of("opener").match(said):
        return "frame"
    ought = _OUGHT.match(said)
    return "" if ought and deed.match(_bare(said[ought.end() :])) else "no deed"


def states(said: str) -> bool:
    """Say whether a clause says how something is, not what is to be done.

    Parameters
    ----------
    said : str

    Examples
    --------
    >>> states("就业是最基本的民生"), states("也是财政收入的主要来源"), states("增加财政收入")
    (True, True, False)
    """
    return _STATED.match(said) is not None


def asks(said: str, object_: str) -> bool:
    """Say whether a clause of a plan asks for a thing again, and does not tell of it.

    Parameters
    ----------
    said : str
    object_ : str
        The thing.

    Examples
    --------
    >>> asks("中国将发展数字经济", "数字经济"), asks("推动了生产的发展", "生产的发展")
    (True, False)
    >>> asks("农民收入增长不快", "农民收入"), asks("为发展数字经济提供支持", "数字经济")
    (False, False)
    """
    why = task_or_why(said)
    if why in ("", "principle", "frame"):
        return _DONE_WITH.search(said) is None
    if why == "purpose":
        return not said.startswith(("为", "使", "让"))
    if _DIGIT.search(said):
        return True
    if why == "speaks of the past" or _DONE_WITH.search(said):
        return False
    return _ASKING.search(said.partition(object_[:2])[0]) is not None


def is_item(said: str, object_: str) -> bool:
    """Say whether an object is what a clause asks for, or begins an item of its list, with no word before it.

    Parameters
    ----------
    said : str
    object_ : str

    Examples
    --------
    >>> is_item("改善办学条件", "办学条件"), is_item("改善义务教育办学条件", "办学条件")
    (True, False)
    >>> is_item("发展首发经济、银发经济", "银发经济")
    True
    """
    bare = object_.strip("“”《》")
    items = [part for piece in (core(said), said) for part in _LISTED.split(piece)]
    deeds = (*words_of("endless"), *words_of("deed"))
    return any(
        item.startswith(bare) or core(item).startswith(bare) or item.partition(bare)[0].endswith(deeds)
        for item in items
        if bare in item
    )


def is_vague(said: str) -> bool:
    """Say whether the object of a clause names no single thing, as 产品质量 does.

    Parameters
    ----------
    said : str

    Examples
    --------
    >>> is_vague("提高产品质量"), is_vague("提高公路质量")
    (True, False)
    """
    return core(said) in words_of("vague")


def wishes(sentence: str) -> bool:
    """Say whether a sentence says what ought to be done, wherever it stands.

    Parameters
    ----------
    sentence : str

    Examples
    --------
    >>> wishes("今后还要继续保持物价稳定。"), wishes("物价保持稳定。")
    (True, False)
    """
    return _wished().match(sentence.lstrip()) is not None


@cache
def _wished() -> re.Pattern[str]:
    wishes, leads = pattern_of("wish").pattern, pattern_of("wish_lead").pattern
    return re.compile(f"(?:{leads}|[，、])*(?:{wishes}){_NO_WISH}")


def core(said: str) -> str:
    """Return a clause without the adverbs and deeds it begins with and the numbers it ends with: its object.

    Parameters
    ----------
    said : str

    Examples
    --------
    >>> core("加快推进城东水厂建设"), core("新增公共充电桩500个以上")
    ('城东水厂', '公共充电桩')
    """
    deeds, hollow = pattern_of("verb"), words_of("empty")
    left = _bare(said)
    for number in range(2):
        found = deeds.match(left)
        # the second of two deeds may be the name of what is done: 推进创新体系建设
        if not found or len(left) - found.end() < _SHORTEST or (number and (found[0] in hollow or len(found[0]) < 2)):
            break
        if _SPOKEN_OF.match(left, found.end()):
            break
        left = left[found.end() :]
    return _TAIL.sub("", _COUNTED.sub("", left))


def endless(said: str) -> bool:
    """Say whether what is asked for has no end: 优化营商环境 can be told of, and not be finished.

    Parameters
    ----------
    said : str

    Examples
    --------
    >>> endless("持续优化营商环境"), endless("建成城东水厂")
    (True, False)
    """
    lasting = pattern_of("endless")
    if lasting.match(said):
        return True
    left = said
    while (found := pattern_of("adverb").match(left)) and found.end() < len(left):
        left = left[found.end() :]
        if lasting.match(left):
            return True
    return False


def stands_alone(said: str, object_: str) -> bool:
    """Say whether an object stands in a clause as it is, and not as a piece of a longer name.

    Parameters
    ----------
    said : str
    object_ : str

    Examples
    --------
    >>> stands_alone("推动经济高质量发展", "经济高质量发展"), stands_alone("海洋经济高质量发展", "经济高质量发展")
    (True, False)
    >>> stands_alone("冰雪运动持续推广", "冰雪运动"), stands_alone("承办冰雪运动会", "冰雪运动")
    (True, False)
    """
    start = said.find(object_)
    end = start + len(object_)
    if start and _HAN.match(said[start - 1]) and not _deed_before().search(said[:start]):
        return False
    return end >= len(said) or not _HAN.match(said[end]) or _deed_behind().match(said, end) is not None


_JOINTS = ("的", "了", "对", "和", "与", "及", "等")


@cache
def _deed_before() -> re.Pattern[str]:
    words = sorted((*words_of("verb"), *words_of("adverb"), *_JOINTS), key=len)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})$")


@cache
def _deed_behind() -> re.Pattern[str]:
    kinds = ("verb", "adverb", "empty", "progress", "finished", "partly")
    words = {*(word for kind in kinds for word in words_of(kind)), *_JOINTS, *"在有已到得取正更不全"}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


def content(said: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return what a clause is about, as runs of characters: without deeds, adverbs, numbers and words that say little.

    Parameters
    ----------
    said : str
    names : tuple of str
        Names of the territory that reports.

    Examples
    --------
    >>> content("加快推进城东水厂建设")
    ('城东水厂',)
    """
    said = _BLANK.sub("", said)
    for name in names:
        said = said.replace(name, " ")
    left = _hollow().sub(" ", said)
    return tuple(run for run in _RUN.findall(left) if len(run) > 1)


@cache
def _hollow() -> re.Pattern[str]:
    """Compile the words that say little, wherever they stand: those of one character may be part of another word."""
    words = {word for kind in ("adverb", "verb", "empty") for word in words_of(kind) if len(word) > 1}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
