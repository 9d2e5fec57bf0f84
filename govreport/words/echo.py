"""Whether a review may tell of a task without saying its object: by its deed, or by the wider thing it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from govreport.words.lists import pattern_of, words_of
from govreport.words.objects import core, says_only
from govreport.words.tasks import bare

__all__ = ["keys", "may_be_told", "topics"]

_ITEMS = re.compile(r"[、和与及“”《》（）()的，对]|以及")
_NO_HAN = re.compile(r"[^\u4e00-\u9fff]+")
#: a clause that lists fields of work and tells of all of them at once: 国防动员、民族宗教、地方志等工作取得新进展
_ALL_AT_ONCE = re.compile(
    r"[、和](?P<last>[^、和，]{2,10}?)等?(?:各项|社会)?(?:工作|事业|领域|方面)[^，]{0,6}(?:取得|开创|迈|进步|加强|发展|推进|提高)"
)


@cache
def _hollow() -> frozenset[str]:
    kinds = ("empty", "verb", "adverb", "tail", "filler")
    return frozenset(word for kind in kinds for word in words_of(kind) if len(word) == 2)


def keys(object_: str) -> tuple[str, ...]:
    """Return the first and the last word of every item of an object, two characters each, hollow ones left out.

    Parameters
    ----------
    object_ : str

    Examples
    --------
    >>> keys("河道巡查管护"), keys("连锁经营、代理配送")
    (('河道', '管护'), ('连锁', '经营', '代理', '配送'))
    """
    found: list[str] = []
    for item in _ITEMS.split(object_):
        left = _NO_HAN.sub("", item)
        while len(left) > 3 and left[-2:] in _hollow():
            left = left[:-2]
        while len(left) > 3 and left[:2] in _hollow():
            left = left[2:]
        found += [key for key in (left[:2], left[-2:]) if len(key) == 2 and key not in _hollow()]
    return tuple(dict.fromkeys(found))


@cache
def _common() -> frozenset[str]:
    return _hollow() - frozenset(words_of("noun_like"))


def topics(grams: set[str]) -> set[str]:
    """Return the pairs of characters that are no word of all tasks: 就业 is a topic, 推进 and 水平 are none.

    Parameters
    ----------
    grams : set of str

    Examples
    --------
    >>> topics({"就业", "推进", "水平"})
    {'就业'}
    """
    return grams - _common()


def may_be_told(said: str, told: Iterable[str]) -> bool:
    """Say whether clauses that tell of what was done may tell of a task, though they do not say its object.

    Parameters
    ----------
    said : str
        The task.
    told : iterable of str
        The clauses that tell.

    Examples
    --------
    >>> may_be_told("建设两大园区", ["园区建设取得重大突破"]), may_be_told("建设两大园区", ["粮食增产"])
    (True, False)
    >>> may_be_told("清理规范事业收费", ["清理规范各类企业收费"])
    True
    >>> may_be_told("编修地方志", ["双拥、民族、地方志等工作取得新进展"])
    True
    """
    object_ = core(said)
    words, deed, head = keys(object_), _deed(said), object_[-2:]
    for clause in told:
        if deed and head not in _hollow() and 0 <= clause.find(deed) < clause.rfind(head):
            return True
        held = [word for word in words if word in clause]
        if held and (_lists(clause, held) or any(_is_of(clause, word) for word in held)):
            return True
    return False


def _lists(clause: str, words: Iterable[str]) -> bool:
    """Say whether one of the fields that a clause tells of at once begins or ends with one of some words."""
    found = _ALL_AT_ONCE.search(clause)
    if found is None:
        return False
    items = _ITEMS.split(clause[: found.end("last")])
    return any(item.startswith(word) or item.endswith(word) for item in items for word in words)


def _is_of(clause: str, word: str) -> bool:
    """Say whether a clause tells how something went, and that is a word and nothing else: 园区建设取得突破."""
    before = clause.partition(word)[0]
    return (not before or before.endswith("和")) and says_only(clause, word)


def _deed(said: str) -> str:
    """Return the deed a task begins with, where it is one of its own (清理) and not one of all tasks (推进)."""
    found = pattern_of("verb").match(bare(said))
    if found is None or len(found[0]) < 2:
        return ""
    common = {*words_of("progress"), *words_of("endless")}
    return "" if found[0] in common else found[0]
