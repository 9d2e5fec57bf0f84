"""The tasks of a plan: the clauses that say what is to be done, and those that ask for it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from govreport.grammar import literals
from govreport.indicators import vocabulary
from govreport.text.outline import mark_depth
from govreport.words.lists import pattern_of, words_of
from govreport.words.proper import Proper, Sentence

__all__ = [
    "Clause",
    "aims",
    "asks",
    "bare",
    "clauses",
    "is_heading",
    "looking_back",
    "states",
    "subject",
    "task_or_why",
    "tells",
    "wishes",
]

Why = Literal[
    "", "heading", "principle", "purpose", "frame", "no deed", "speaks of the past", "aim in words", "no thing"
]
_OPENING = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’", "「": "」"}
_ENDS = frozenset("，；。！？;!?：:")
_MARK = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:是|要|、)|第[一二三四五六七八九十]{1,2}[，、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|——|[●◆■•○★▲①-⑳])\s*"
)
HAN = re.compile(r"[\u4e00-\u9fff]")
#: 要求, 要素, 要点: behind these 要 asks for nothing
_NO_WISH = "(?![求素闻点道约])"
_OUGHT = re.compile(r"[\u4e00-\u9fff、“”]{1,14}?(?:必须|要|应当|应)" + _NO_WISH)
_PASSED = re.compile(r"去年|过去[一五]年|[一五]年来|已经|取得了|刚刚|业已|以来$|以后$|^[^，]{1,5}了(?!解)")
#: 国家提高了投资比重: done, unless it is asked for, or said of a purpose
_PERFECT = re.compile(r"^(?!.*(?:要|必须|将|应))[^“]*?(?![为除到得一])[\u4e00-\u9fff]了(?![解之])")
#: what says how something is: 就业是最基本的民生, 主要目标是
_STATED = re.compile(
    r"[^，]{0,8}是(?!否)|.*(?:是|为|方面)$|.*(?:很|十分|非常|极为|较)[大小强弱高低好快多广]$"
    r"|.*(?:任重而?道远|势在必行|使命光荣|正在(?:进行|释放)|日益(?:雄厚|凸显|突出|临近|增强|显现))$"
)
#: what goes on so says something of the clause before it: 加强 …，是 … 的保障; 改革 …，推进 …，都需要 …
_SAID_OF = re.compile(
    r"，(?:(?:就|也|正|才|既|更|不仅)?是(?!否)|(?:不仅)?(?:具有|关系|事关|意味着|离不开|有赖于|取决于)"
    r"|(?:[^，；。]{2,30}，){0,3}都(?:是(?!否)|(?:迫切)?需要|离不开|有赖于)|(?:就|才)(?:必须|应当|要|能|会|可以))"
)
#: 制定计划，是今年的一项任务: what is said of it is that it is a task
_A_TASK = re.compile(r"[^；。！]*?(?:任务|重点|工作|大事|今年|当务之急)(?:之一)?(?:[，；。]|$)")
#: 抢抓雄安新区建设机遇: what is done with it is said behind
_CHANCE = re.compile(r"(?:抢抓|紧抓|抓住|把握|牢牢把握|用好)[^，]*(?:机遇|机遇期|契机|窗口期)$")
#: 2，000: a comma between digits divides no clauses
_GROUPED = re.compile(r"[0-9][，:：][0-9]")
#: what may stand between deeds that no thing is named with
_LINKS = "要再并和与地、更可还也都必须一定"
#: how many characters of a clause say by what an aim is measured
_AIM_REACH = 10
#: a number that is no year
_DIGIT = re.compile(r"(?<![0-9])(?![0-9]{4}年)[0-9]")
_DONE_WITH = re.compile(r"[\u4e00-\u9fff]了(?!解)")
#: a sentence of a plan that tells of the year all the same, and one that asks again
_TELLS = re.compile(
    r"在?(?:过去的?[一二三四五六七八九十两几]?|[一二三四五六七八九十两几多])年[来，里中]|过去的?[一五]年|去年|上年|实践证明|这一年"
)
_TOLD = re.compile(r"[\u4e00-\u9fff](?<![为除])(?<!考虑)了(?!解)")
#: relations with others are told of in a chapter of the plan: 我国同各国的友好合作关系进一步发展
_ABROAD = re.compile(
    r"(?:外交工作|[我中]国[同与]|两岸|国防和军队|合作关系|友好关系)[^。]*"
    r"(?:取得|得到|有了|日益|迈出|进一步(?:发展|密切|加强|改善|提高)|不断(?:发展|扩大|加强|提高))"
)
_AHEAD = re.compile(r"今年|明年|要(?![求素闻点道约])|必须|应当|将|力争|努力|继续|着力")
#: what a clause of a plan asks with, before it says what for
_ASKING = re.compile(r"要|必须|应当|将|坚持|严格|严|全面|继续|深入|着力|努力|积极|力争|确保|推动|推进|加|重视|愿")


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
    if HAN.search(said, start, end):
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


def looking_back(whole: Proper) -> frozenset[int]:
    """Return the numbers of the sentences that tell of what was done: of reviews all, of plans what tells of the past.

    A plan that begins to tell of the past goes on with it until it asks for something, or the paragraph ends.

    Parameters
    ----------
    whole : Proper
    """
    found: set[int] = set()
    telling, end = False, 0
    for number, sentence in enumerate(whole.sentences):
        said = sentence.said.lstrip()
        telling = telling and "\n" not in whole.text[end : sentence.at] and _AHEAD.search(said) is None
        telling = telling or _TELLS.match(said) is not None
        telling = telling or tells(said) or (_ABROAD.search(said) is not None and _AHEAD.search(said) is None)
        if telling or sentence.part == "review":
            found.add(number)
        end = sentence.at + len(sentence.said)
    return frozenset(found)


def tells(sentence: str) -> bool:
    """Say whether a sentence of a plan tells of what was done, and asks for nothing.

    Parameters
    ----------
    sentence : str

    Examples
    --------
    >>> tells("为促进繁荣，开创了新的局面。"), tells("建成了一批水厂，今年继续建设。"), tells("都是为了繁荣。")
    (True, False, False)
    """
    return _TOLD.search(sentence) is not None and _AHEAD.search(sentence) is None


def bare(said: str) -> str:
    """Return a clause without the adverbs it begins with; 就业 begins with none.

    Parameters
    ----------
    said : str

    Examples
    --------
    >>> bare("进一步加快城东水厂建设"), bare("就业稳定")
    ('城东水厂建设', '就业稳定')
    """
    adverbs, deeds = pattern_of("adverb"), pattern_of("verb")
    while (found := adverbs.match(said)) and found.end() < len(said):
        if found.end() == 1 and (deed := deeds.match(said)) and deed.end() > 1:
            break
        said = said[found.end() :]
    return said


def subject(behind: str) -> bool:
    """Say whether what follows a clause says something of it, and makes it no task but what is spoken of.

    Parameters
    ----------
    behind : str
        The rest of the sentence, from the comma behind the clause on.

    Examples
    --------
    >>> subject("，是国家安全的保障。"), subject("，是今年的一项任务。"), subject("，修好道路。")
    (True, False, False)
    """
    return _SAID_OF.match(behind) is not None and _A_TASK.match(behind) is None


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
    told = sentence.lstrip()
    deed, naked = pattern_of("verb"), bare(said)
    past = _TELLS.match(told) is not None and _AHEAD.search(told) is None
    if (aim := _aimed().match(said)) and not (past or _DIGIT.search(said) or _PASSED.search(aim["subject"])):
        begins, known = deed.match(naked), vocabulary().lookup(aim["subject"], composed=False)
        # 登记失业率 begins with no deed
        if begins is None or (known is not None and known.alias.startswith(begins.group())):
            return "aim in words"
    if past or _PASSED.search(said) or _PERFECT.match(said):
        return "speaks of the past"
    if pattern_of("purpose").match(said):
        return "purpose"
    if _STATED.match(said):
        return "no deed"
    if _CHANCE.match(naked):
        return "frame"
    if pattern_of("situation").match(naked):
        return "no deed"
    if _deeds_alone().fullmatch(said):
        return "no thing"
    if deed.match(said) or deed.match(naked):
        return ""
    if pattern_of("opener").match(said):
        return "frame"
    ought = _OUGHT.match(said)
    return "" if ought and deed.match(bare(said[ought.end() :])) else "no deed"


def aims(said: str) -> bool:
    """Say whether a clause without a deed aims at its number, and does not only name one.

    Parameters
    ----------
    said : str

    Examples
    --------
    >>> aims("生态补水16亿立方米以上"), aims("该厂生产的三百八十台钻床")
    (True, False)
    """
    return _DONE_WITH.search(said) is None and pattern_of("aim").search(said) is not None


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
    # 围绕, 按照, 以: a frame only names it
    if why == "frame" and not said.startswith(("坚持", "突出", "发挥", "充分发挥")):
        return False
    if why in ("", "principle", "frame"):
        return _DONE_WITH.search(said) is None
    if why == "purpose":
        return not said.startswith(("为", "使", "让"))
    if _DIGIT.search(said):
        return True
    if why == "speaks of the past" or _DONE_WITH.search(said):
        return False
    return _ASKING.search(said.partition(object_[:2])[0]) is not None


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
def _aimed() -> re.Pattern[str]:
    """An aim without a number: `失业率不高于去年`, `居民收入与经济增长同步`, `能耗强度完成省下达任务`."""
    within = rf"[^，；。]{{0,{_AIM_REACH}}}?"
    beside, yardstick = pattern_of("beside").pattern, pattern_of("yardstick").pattern
    return re.compile(
        rf"(?P<subject>[^，；。]{{2,24}}?)(?:{beside}{within}{yardstick}"
        rf"|[与和同]{within}{yardstick}{within}{pattern_of('abreast').pattern}"
        rf"|(?:完成|达到|控制在){within}(?:下达|规定)的?{within}(?:目标|任务|指标))"
    )


@cache
def _deeds_alone() -> re.Pattern[str]:
    """A clause that says how to go about what is named elsewhere: `要坚决纠正`, `大力推进`, `统筹兼顾`."""
    things = {word for kind in ("noun_like", "empty", "deed_thing") for word in words_of(kind)}
    words = {word for kind in ("verb", "adverb") for word in words_of(kind) if len(word) > 1} - things
    return re.compile(f"(?:{literals({*words, *_LINKS})}){{1,6}}")


@cache
def _wished() -> re.Pattern[str]:
    wishes, leads = pattern_of("wish").pattern, pattern_of("wish_lead").pattern
    return re.compile(f"(?:{leads}|[，、])*(?:{wishes}){_NO_WISH}")
