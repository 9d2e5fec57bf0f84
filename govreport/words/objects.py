"""What a task is about: its object, and whether a clause speaks of that object and of no other."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from govreport.grammar import literals
from govreport.words.lists import pattern_of, words_of
from govreport.words.tasks import HAN, bare

__all__ = [
    "content",
    "core",
    "endless",
    "is_item",
    "is_vague",
    "named_thing",
    "says_only",
    "stands_alone",
    "without_hollow",
]

#: of two reports no more clauses are asked for over and over than this
_ASKED_AGAIN = 1 << 13

#: behind a percentage stands a bound or nothing: 100%使用绿电 is no number that a clause ends with
_COUNTED = re.compile(r"(?:达到?|超过?|约|近)?[0-9][0-9.,]*(?:[\u4e00-\u9fff]{0,6}|[%％](?:左右|以上|以下|以内)?)$")
#: 新建2000个美丽乡村: how many stands before what
_COUNT = re.compile(
    r"(?:约|近|超过?|不少于)?[0-9][0-9.,]*[万亿]?[多余]?(?:个|家|条|座|户|名|人|次|亩|所|处|台|件|项|公里|批|千米|平方米|套|对|支|场|辆)(?:以上|左右)?的?"
)
_COUNTED_SO = re.compile(_COUNT.pattern + "$")
_TAIL = re.compile(r"(?<=[\u4e00-\u9fff”]{4})(?:建设|工作|行动|力度|任务|项目)$")
_SHORTEST = 4
#: what stands before one of these is no deed but what is spoken of: 抓好就业这个头等大事
_LISTED = re.compile(r"[、和与及“”《》]|以及")
#: what it stands for is said elsewhere
_PRONOUN = re.compile(r"[他她它]们|其(?!中|他)|自己|这[些种个项]|那[些种个]|该")
#: which project or plan it is of is said elsewhere: 完成二期项目建设
_NO_NAME = re.compile(r"(?:[一二三四五]期|新一轮)(?:的?(?:项目|工程|建设|规划|计划|行动|改革|任务|试点))+$")
_SPOKEN_OF = re.compile(r"这|的|是|等")
#: a number or a year in Chinese numerals
_SPELLED = re.compile(r"[一二三四五六七八九十百千万亿两〇○零点]{3,}年?")
#: the name of a book or a law; 《条例》 is short for one
_TITLE = re.compile("《[^》]{4,}》")
#: an example of a kind of work, which may be told of by another example; 等项目 names none
_AND_SO_ON = re.compile(r"等(?!一?批?(?:重点|重大|骨干)?(?:项目|工程))")
RUNS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
#: a road, a model, a programme: capitals, and what stands with them
_LETTERS = re.compile(r"[A-Z]{1,}[-A-Za-z]*[0-9]+|[A-Z]{2,}")
_BLANK = re.compile(r"\s+")
_JOINTS = ("的", "了", "对", "和", "与", "及", "等")


@lru_cache(maxsize=_ASKED_AGAIN)
def core(said: str) -> str:
    """Return a clause without the adverbs and deeds it begins with and the numbers at either end: its object.

    Parameters
    ----------
    said : str

    Examples
    --------
    >>> core("加快推进城东水厂建设"), core("新增公共充电桩500个以上"), core("新建2000个美丽乡村")
    ('城东水厂', '公共充电桩', '美丽乡村')
    >>> core("深化法治乡村建设")
    '法治乡村'
    """
    deeds, hollow, nouns = pattern_of("verb"), words_of("empty"), words_of("noun_like")
    left = bare(said)
    # 深化法治乡村建设: where the first deed is an adverb too it is gone, and what follows may be a name
    gone = left != said and deeds.match(said) is not None
    for number in range(2):
        found = deeds.match(left)
        # the second of two deeds may be the name of what is done: 推进创新体系建设
        if not found or len(left) - found.end() < _SHORTEST:
            break
        if (number or gone) and found[0] in nouns:
            break
        if number and (found[0] in hollow or len(found[0]) < 2):
            break
        if _SPOKEN_OF.match(left, found.end()):
            break
        left = left[found.end() :]
    counted = _COUNT.match(left)
    if counted and len(left) - counted.end() >= _SHORTEST:
        left = left[counted.end() :]
    return _TAIL.sub("", _COUNTED.sub("", left))


def without_hollow(object_: str) -> str:
    """Return an object without the word it ends with, where that says little.

    Parameters
    ----------
    object_ : str

    Examples
    --------
    >>> without_hollow("教育事业"), without_hollow("城东水厂")
    ('教育', '城东水厂')
    """
    tails = [word for word in (*words_of("empty"), *words_of("tail")) if len(word) > 1 and object_.endswith(word)]
    return object_[: -max(map(len, tails))] if tails and len(object_) > max(map(len, tails)) + 1 else object_


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
    before = said[:start]
    if start and HAN.match(said[start - 1]) and not (_deed_before().search(before) or _COUNTED_SO.search(before)):
        return False
    return end >= len(said) or not HAN.match(said[end]) or _deed_behind().match(said, end) is not None


@cache
def _deed_before() -> re.Pattern[str]:
    return re.compile(literals((*words_of("verb"), *words_of("adverb"), *_JOINTS)) + "$")


@cache
def _deed_behind() -> re.Pattern[str]:
    words = _words_of("verb", "adverb", "empty", "progress", "finished", "partly")
    return re.compile(literals({*words, *_JOINTS, *"在有已到得取正更不全"}))


def _words_of(*kinds: str) -> set[str]:
    return {word for kind in kinds for word in words_of(kind)}


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
    name = object_.strip("“”《》")
    if core(said).startswith(object_):
        return True
    items = [part for piece in (core(said), said) for part in _LISTED.split(piece)]
    deeds = (*words_of("endless"), *words_of("deed"))
    return any(
        item.startswith(name) or core(item).startswith(name) or item.partition(name)[0].endswith(deeds)
        for item in items
        if name in item
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
    >>> is_vague("提高质量"), is_vague("加强他们的战斗力"), is_vague("完成二期项目建设")
    (True, True, True)
    """
    object_ = core(said)
    if object_ in words_of("vague") or _PRONOUN.match(object_) or _NO_NAME.match(object_):
        return True
    deed = pattern_of("verb").match(object_)
    return deed is not None and object_ == bare(said) and object_[deed.end() :] in words_of("empty")


def says_only(said: str, object_: str) -> bool:
    """Say whether a clause says an object and, beside it, only deeds and words that say little.

    Parameters
    ----------
    said : str
    object_ : str

    Examples
    --------
    >>> says_only("投资环境继续改善", "投资环境"), says_only("招商会展示投资环境", "投资环境")
    (True, False)
    """
    before, _, behind = said.partition(object_)
    leads = before.endswith("和") or _led().fullmatch(before) is not None
    return leads and _left().fullmatch(behind) is not None


@cache
def _led() -> re.Pattern[str]:
    """Compile what may stand before an object: deeds and their manner, and no noun (高等教育, 社会保障方面)."""
    words = _words_of("verb", "adverb", "progress", "partly", "finished", "deed", "endless", "filler")
    words = (words | {*"了和并更"}) - _words_of("noun_like")
    return re.compile(f"(?:{literals(words)}|{_COUNT.pattern}){{0,12}}")


@cache
def _left() -> re.Pattern[str]:
    words = _words_of("verb", "adverb", "empty", "progress", "partly", "finished", "deed", "filler")
    return re.compile(f"(?:{literals({*words, *_JOINTS, *'更已在有到得中上、'})}){{0,12}}")


def named_thing(said: str) -> bool:
    """Say whether a task is about a thing with a name: quoted, with letters, or ending as the name of a work does.

    Parameters
    ----------
    said : str

    Examples
    --------
    >>> named_thing("建设凤凰大桥"), named_thing("开展“送温暖”行动"), named_thing("实现G998线贯通")
    (True, True, True)
    >>> named_thing("弘扬主旋律"), named_thing("打通融资“最后一公里”难题"), named_thing("建设一批公园")
    (False, False, False)
    """
    object_ = core(said)
    if object_.endswith(words_of("way")) or "+" in object_ or any(word in said for word in words_of("figure")):
        return False
    if _AND_SO_ON.search(object_):
        return False
    if object_.startswith(("“", "《")):
        of_work = pattern_of("programme", "thing").search(said.rpartition("”")[2]) is not None
        return _TITLE.match(object_) is not None if object_.startswith("《") else of_work
    if _LETTERS.search(said):
        return True
    thing = _thing().search(object_)
    # 破解瓶颈促项目: a motto
    return thing is not None and thing[1][-1] not in "促抓保强稳惠" and sum(len(run) for run in content(thing[1])) > 1


@cache
def _thing() -> re.Pattern[str]:
    return re.compile(f"([\\u4e00-\\u9fff]{{2,}})(?:{literals(words_of('thing'))})(?:$|[、和及等（的])")


@lru_cache(maxsize=_ASKED_AGAIN)
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
    left = _hollow().sub(" ", _SPELLED.sub(" ", said))
    return tuple(run for run in RUNS.findall(left) if len(run) > 1)


@cache
def _hollow() -> re.Pattern[str]:
    """Compile the words that say little, wherever they stand: those of one character may be part of another word."""
    words = {word for kind in ("adverb", "verb", "empty") for word in words_of(kind) if len(word) > 1}
    return re.compile(literals(words))
