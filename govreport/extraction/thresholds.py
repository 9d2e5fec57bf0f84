"""Numbers that only tell which things are meant: how large, how far above a threshold."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from govreport import grammar
from govreport.extraction.claim import AGAIN, Claim, Window
from govreport.extraction.names import CONNECT, tidy
from govreport.extraction.scan import SUM_END, Quantity, weigh
from govreport.model import Bound
from govreport.numerals import SCALE_CHARACTERS

__all__ = ["part_of_name", "sized"]

_VERBAL = re.compile(
    r"的?(?:提高|提升|下降|降低|增加|增长|减少|缩短|压缩|扩大|升|降|增(?![资值量效])|减(?![灾排])|、|和|到|至)"
)
_GROWS = re.compile(r"(?:增长|下降|提高|上升|增|降)(?:了)?$")
_REACHES = re.compile(r"(?:同比|比上年|较上年)?(?:均|都|分别)?(?:达到?|为|超过?|提高|提升|下降|上升|降低|和|及)?$")
_BUILT_FOR = re.compile(r"(?:年|日)(?:产|处理|加工|屠宰|出栏)$")
_THINGS = "大?企业|项目|产业集群|产业链|产业|园区|集群"
_CLASS = re.compile(rf"(?:级|以上)?(?:{_THINGS}|大县|强县|镇)(?:分别|各)?(?:达到?|突破|超)?")
_OF_THINGS = re.compile(r"的(?:$|企业|项目|产业|园区|品牌|县|镇|村)")
_OVER = re.compile(r"(?<![超突通经])过$")
_SIZE_OF = re.compile(r"(?:产能|规模|装机|投资|营收|营业收入|主营业务收入|销售收入|产值|税收|纳税|注册资本)$")
#: how many are above a threshold: `占比超过10%的有44种`
_HOW_MANY = re.compile(r"的(?:[^，。；、的]{0,6}?)(?:共?有|达到?|增至|增加到|超过|占比?|为)(?:到|了|近|约)?")
#: the things of a class, with nothing said of them
_SUCH = re.compile(r"的(?:行政|贫困|规上|重点)?(?:村|县|市|镇|乡|县区|企业|项目|家庭|农户|户|园区|产业|单位)")
#: things of a size that their unit does not count, with nothing but a predicate behind: `淘汰10蒸吨以下燃煤锅炉`
_OF_SIZE = re.compile(
    rf"(?:的|且[^，。；]{{2,12}}的)?[^，。；、的]{{0,10}}?{grammar.any_of('sizedthing')}"
    r"(?:$|(?:基本|全部|均|实现|开展|建立|“)[^，。；]*$)"
)
#: a threshold for a rate: `12个空置率50%以上的村`
_ABOVE_RATE = re.compile(r"(?:超过|超)?[\d.]+[%％](?:以上|以下)?的")
#: how large the things of a batch are: `培育一批资产超50亿元、100亿元的集团`
_BATCH = re.compile(r"一批(?![^，；。]*一批)[^，；。的]{0,18}$")
_BEHIND = ("以上", "以下", "以内")


def part_of_name(window: Window) -> bool:
    """Tell whether a quantity only qualifies a noun that the next one measures.

    Parameters
    ----------
    window : Window

    Returns
    -------
    bool

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "收入50万元以上的行政村占比达68%"
    >>> [c.quantity.unit for c in read_clauses(text, 0, len(text))[0]]
    ['%']
    """
    q = window.quantity
    if q.kind != "amount":
        return False
    return _part_of_name((window.left, window.right, window.ahead), (q.unit, q.bound, q.after, q.before, q.bare))


@lru_cache(maxsize=AGAIN)
def _part_of_name(words: tuple[str, str, str], number: tuple[str, Bound, str, str, bool]) -> bool:
    left, right, ahead = words
    unit, bound, after, before, bare = number
    q = Quantity(0, 0, "amount", 0.0, None, unit, bound, after, before=before, bare=bare)
    window = Window(q, left, right, ahead, gap="", said="", touching=False, run=1)
    followed = len(ahead) > len(right) > 0
    return _capacity(window) or _class_of_sum(window) or (followed and any(rule(window) for rule in _RULES))


def _capacity(window: Window) -> bool:
    """What something is built for: `年产10万吨化肥厂3座`."""
    noun = window.right and tidy(window.right[:1]) and not grammar.NO_NOUN.match(window.right)
    return bool(noun) and _BUILT_FOR.search(window.left) is not None


def _class_of_sum(window: Window) -> bool:
    """A class of firms or projects that are counted next: `纳税超千万元企业15家`."""
    if not (window.quantity.unit.endswith("元") and len(window.ahead) > len(window.right)):
        return False
    q, right = window.quantity, window.right
    over = q.before in ("超", "超过") or _OVER.search(window.left) is not None
    return _CLASS.fullmatch(right) is not None or (not right and over and not SUM_END.search(window.left))


def _bare_sum(window: Window) -> bool:
    q = window.quantity
    return q.bare and not q.unit.strip(SCALE_CHARACTERS) and _OF_THINGS.match(window.right) is not None


def _above(window: Window) -> bool:
    """A sum that is passed: `产值超10亿元企业8家`."""
    q, right = window.quantity, window.right
    if not (q.before in ("超", "过", "超过") or _OVER.search(window.left)):
        return False
    sums = q.unit.endswith("元") or (q.bare and not q.unit.strip(SCALE_CHARACTERS))
    return sums and right[0] not in "，、；增" and not _VERBAL.match(window.ahead)


def _at_least(window: Window) -> bool:
    """A threshold with its hedge behind: `投资5000万元以上项目70个`."""
    q = window.quantity
    threshold = q.after.endswith(_BEHIND) and weigh(q.unit) != "count" and "、" not in window.right
    return threshold and not _VERBAL.match(window.ahead)


def _how_many(window: Window) -> bool:
    """A share or size, and how many have it: `占比超过10%的有44种`."""
    return window.quantity.bound in ("over", "under") and _HOW_MANY.fullmatch(window.right) is not None


def _of_whom(window: Window) -> bool:
    """A count of what a rate is said of: `30个乡镇覆盖率达95%`."""
    q, right = window.quantity, window.right
    if weigh(q.unit) != "count":
        return False
    opens = not CONNECT.sub("", window.left) or window.left.endswith(("和", "及"))
    rate = grammar.SHARE_NOUN.search(_REACHES.sub("", right))
    if rate and _ABOVE_RATE.match(window.ahead, len(right)):
        return False
    if rate and not opens and q.bound == "exact" and len(right) > 8 and "、" not in right:
        return grammar.VERB.match(window.left) is None
    if rate and "、" not in right and (q.after.endswith(("以上", "以下")) or (q.bound == "exact" and opens)):
        return True
    if opens and q.bound == "exact" and not CONNECT.match(window.left):
        return ("占" in right and "、" not in right) or _GROWS.search(right) is not None
    return False


_RULES: tuple[Callable[[Window], bool], ...] = (_bare_sum, _above, _at_least, _how_many, _of_whom)


def sized(claim: Claim, subject: str) -> bool:
    """Tell whether an amount only tells how large the things are.

    Parameters
    ----------
    claim : Claim
    subject : str
        What stands before the number and its verbs.

    Returns
    -------
    bool

    Examples
    --------
    >>> from .clause import read_clauses
    >>> read_clauses("建设50亿元以上重大项目", 0, 12)[0]
    []
    """
    q, right = claim.quantity, claim.window.right
    if claim.unit.endswith(("元", "亿")) and _BATCH.search(claim.window.said + claim.left):
        return right[:1] in ("的", "、") or right.startswith("级") or _CLASS.match(right) is not None
    if q.after.endswith(("以上", "以下")) and claim.unit == "%" and right.startswith("的"):
        return grammar.SHARE_NOUN.search(claim.left) is not None and re.match(r"的[“\u4e00-\u9fff]", right) is not None
    sizes = _sizes(claim.unit)
    hedged = q.after.endswith(("以上", "以下")) and q.bound in ("over", "under") and not claim.reached
    if sizes and hedged and _OF_SIZE.match(right) and not SUM_END.search(claim.left):
        return True
    if not (sizes and q.after.endswith(("以上", "以下")) and tidy(right[:1])):
        return False
    if claim.unit.endswith("元") and _SUCH.fullmatch(right):
        return True
    lead = grammar.VERB.match(subject)
    empty = not subject or subject.endswith(("和", "及", "与", "、", "等", "的")) or (lead and not lead["rest"])
    empty = empty or (_SIZE_OF.search(subject) is not None and not right.startswith("的"))
    return bool(empty) and not grammar.VERB.match(right) and not grammar.NO_NOUN.match(right)


def _sizes(unit: str) -> bool:
    """Whether a unit tells how large something is, and counts nothing."""
    return weigh(unit) == "yes" and not unit.endswith(("%", "点", "成"))
