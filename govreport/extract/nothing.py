"""Numbers that only look like a measure: classes, sizes in names, sayings, places among the first."""

from __future__ import annotations

import re

from .. import grammar
from ..numerals import SCALE_CHARACTERS
from .claim import Claim
from .names import tidy
from .scan import weigh

__all__ = ["is_class", "measures_nothing"]

_LABELLED = re.compile(r"[^，。；、]{1,14}?(?:项目|工程|生产线|车间|装置|机组)")
#: one plant that was built or is: `某厂120万吨乙烯项目主体完工`
_WORKS = re.compile(
    r"[^，。；、]{1,14}?(?:项目|工程|生产线|装置)[^，。；]{0,8}(?:完工|投产|开工|建成|竣工|投运|投用|试车|并网|获批|核准)"
)
_CAPACITY = ("吨", "千瓦", "兆瓦", "立方米", "吨煤", "升")
_PROJECTS = re.compile(r"[^，。；、]{1,20}等(?:一批|重大|重点|标志性)+[^，。；、]{0,6}(?:项目|工程)")
_INDICATORS = re.compile(r"(?:预期性|约束性|主要)指标$")
_BUILT = re.compile(
    rf"{_LABELLED.pattern}[^，。；]{{0,8}}?(?:[一二三四]期)?(?:基本|全面|全部|顺利|相继|正式|如期)*"
    r"(?:竣工|完工|投产|建成|开工|签约|投用|落地|达产|试产|并网)"
)
_SPENT = re.compile(r"(?:经过|历经|通过)(?:了)?")
_HALF_WAY = re.compile(r"(?:工程|时间|任务|进度|项目)[已均]?$")
_AMONG_FIRST = re.compile(r"前(?:\d+、)*$")
_YEAR_OF = re.compile(r"的[^，；。]{0,8}之年")
_MADE = re.compile(r"[十百千]?万?吨|[十百千]?[万亿][只套台辆件块片]")
_PLACES = re.compile(r"^[^，；。]{0,4}之后")
_WITHIN = re.compile(r"(?:以内|之内|范围内|内)(?!容|部|需|涵|[，。；、]|$)")
_STAIRS = re.compile(r"^[^，；。、]{0,6}台阶")
_IF = re.compile(r"如果|假如|即使|倘若|假设|只要(?!.*，)|只要.*，[^，]{0,12}就(?:可|能)[^，]*$")
_PEOPLE = re.compile(r"^(?:农民|人口|群众|老百姓|人)?的(?!人)")
_RHETORIC = re.compile(
    r"^(?:多)?(?:[^，。；、的人]{0,4}(?:人民(?![币法调银政代医])|儿女|各族群众|父老乡亲)|人口(?:的)?.{0,6}(?:国|党)(?!人)|中国人|(?:中国|各族|全国)?人民|中华儿女|同胞)"
)
_SCOPE = re.compile(r"^(?:届|吨级|米级|级(?!别)|千瓦级|亩千亿|周年|A级|级|余?载|式|项全能|后|前)(?!业)")
_TIMED = re.compile(r"(?:年限|寿命|时间|时限|周期|年龄|天数|期限|满意度|得分|评分|总分|指数|优良天气)$")
_STATED = re.compile(r"(?:指数|系数)$")
_INDEX = re.compile(r"比|指数|系数|倍差|满意度|得分|评分|Ⅰ|差距|率")
_GOES = re.compile(r"(?:提高|提升|扩大|缩小|上升|下降|降|升|增)")
_SIZE_OF = re.compile(r"(?:产能|规模|装机|投资|营收|营业收入|主营业务收入|销售收入|产值|税收|纳税|注册资本)$")
_SURVEY = re.compile(r"的(?:不完全)?(?:统计|调查|测算)$")
_AGAIN = re.compile(r"(?:^|[在对把])这$")
_SURVEYED = re.compile(r"(?:根据|按照|[，、]据|^据)$")
_YEARLY_SIZE = re.compile(r"[年日](?:产|炼|处理|加工|生产)[^，。；]{0,8}$")
_SLOGAN = re.compile(r"(?:工程|行动|计划)[”\"]?$")


def is_class(unit: str, right: str) -> bool:
    """Tell whether what follows makes a number a class, a level or a distance in a name.

    Examples
    --------
    >>> is_class("亿", "级项目"), is_class("亿元", "，增长")
    (True, False)
    """
    if unit.endswith(("公里", "米", "分钟", "小时")) and _WITHIN.match(right):
        return True
    return _SCOPE.match(right) is not None and not unit.endswith(("元", "%"))


def measures_nothing(claim: Claim, subject: str, tail: grammar.Tail | None, claims: list[Claim]) -> bool:
    """Tell whether a number only looks like a measure: a class, a slogan, a duration that is part of a name.

    Parameters
    ----------
    claim : Claim
    subject : str
    tail : match or None
        As `measure` gives them.
    claims : list of Claim
        Those before it in the sentence.

    Returns
    -------
    bool

    Examples
    --------
    >>> from .clause import read_clauses
    >>> read_clauses("这是十四亿人民的心愿", 0, 10)[0]
    []
    """
    q, right = claim.quantity, claim.window.right
    if _IF.search(claim.window.said[-40:] + claim.left) or (
        q.kind == "double" and (right.startswith(("就", "必须", "上")) or _YEAR_OF.match(right))
    ):
        return True
    if q.kind != "amount" or claim.measure not in ("level", "change"):
        return False
    verbs = tail is not None and bool(tail["to"] or tail["up"] or tail["down"])
    strong = claim.base or q.bound != "exact" or verbs
    if not claim.unit:
        return not _bare(claim, subject, strong, claims)
    if weigh(claim.unit) == "count" and (_SURVEYED.search(claim.left) or _SURVEY.search(right)):
        return True
    if _AGAIN.search(claim.left) and q.bound == "exact" and right[:1] not in ("", "，", "。", "、", "；"):
        return True
    if claim.unit == "年" and right.startswith(("计划", "规划")):
        return True
    if claim.unit == "个" and right.startswith(("月", "星期", "小时", "季度")):
        return True
    if right.startswith("的") and _YEARLY_SIZE.search(claim.left):
        return True
    if _RHETORIC.match(right) or is_class(claim.unit, right):
        return True
    if claim.unit in ("亿人", "亿") and not verbs and not claim.base and _PEOPLE.match(right):
        return True
    if q.bare and _qualifies_noun(claim):
        return True
    if (weigh(claim.unit) == "count" and _STAIRS.match(right)) or (
        q.before == "近" and claim.unit == "年" and (right.startswith(("最", "来", "以来")) or not claim.left)
    ):
        return True
    if _INDICATORS.search(subject) and claim.unit in ("项", "个"):
        return True
    if claim.unit == "%" and claim.window.quantity.bound == "over" and not q.after and _HALF_WAY.search(claim.left):
        return True
    if _AMONG_FIRST.search(claim.left) and claim.unit in ("名", "位", ""):
        return True
    if right.startswith("：") or _PLACES.match(right) or _sized(claim, subject):
        return True
    weight = weigh(claim.unit)
    if weight == "count" and q.bound == "exact" and grammar.ANNOUNCES.match(right):
        return True
    if q.chinese and not claim.unit.strip(SCALE_CHARACTERS) and _SLOGAN.search(right):
        return True
    if _MADE.fullmatch(claim.unit) and _BUILT.match(right):
        return True
    if weight == "yes" and not verbs and not claim.unit.endswith(("元", "%")) and _LABELLED.match(right):
        under_way = (
            claim.unit.endswith(_CAPACITY)
            and _WORKS.match(right) is not None
            and not subject.endswith("等")
            and not grammar.VERB.match(subject)
        )
        project = under_way or _PROJECTS.match(right) is not None
        if project and not claim.base and q.bound == "exact":
            return True
        return not (subject or claim.base or q.after or q.bound != "exact")
    if weight == "weak":
        spent = _SPENT.fullmatch(claim.left) is not None and bool(tidy(right[:1]))
        short = right.startswith("的") and not (claim.base or _TIMED.search(subject) or claim.reached)
        long = claim.unit == "年" and q.bound == "over" and not (verbs or q.after) and bool(tidy(right[:1]))
        if right.startswith(("时间", "的时间")) or spent or short or long:
            return True
        named = (
            q.after.endswith(("以上", "以下", "以内"))
            and bool(tidy(right[:1]))
            and not (tail is not None and tail["to"] and tail["to"] != "为")
        )
        return not (strong or _TIMED.search(subject)) or (named and not claim.base)
    return weight == "no"


def _qualifies_noun(claim: Claim) -> bool:
    """Whether a bare amount only qualifies a noun: `进出口超亿元企业`."""
    right = claim.window.right
    noun = bool(tidy(right[:1])) and not (grammar.VERB.match(right) or grammar.NO_NOUN.match(right))
    return noun and claim.unit.endswith("元") and claim.quantity.before not in grammar.STEPS


def _sized(claim: Claim, subject: str) -> bool:
    """Whether an amount only tells how large the things are: `建设50亿元以上重大项目`."""
    q, right = claim.quantity, claim.window.right
    sizes = weigh(claim.unit) == "yes" and not claim.unit.endswith(("%", "点", "成"))
    if not (sizes and q.after.endswith(("以上", "以下")) and tidy(right[:1])):
        return False
    lead = grammar.VERB.match(subject)
    empty = not subject or subject.endswith(("和", "及", "与", "、")) or (lead is not None and not lead["rest"])
    empty = empty or (_SIZE_OF.search(subject) is not None and not right.startswith("的"))
    return empty and not grammar.VERB.match(right) and not grammar.NO_NOUN.match(right)


def _bare(claim: Claim, subject: str, strong: bool, claims: list[Claim]) -> bool:
    """Whether a number without a unit is a ratio, an index or a score."""
    if claims and claims[-1].base and not claims[-1].unit:
        return True
    right = claim.window.right
    ends = not right or right[0] in " ，,、；;。)）" or _GOES.match(right) is not None
    stated = strong or (claim.quantity.value % 1 and _STATED.search(subject))
    return ends and bool(stated) and _INDEX.search(subject + claim.left) is not None
