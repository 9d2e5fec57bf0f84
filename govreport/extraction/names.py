"""Names: tidied, completed from the name or the clause before, and what they are about."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from govreport import grammar

__all__ = ["BEARER", "PLACE", "bearer_of", "borrow", "finish", "tidy", "topic_of", "with_attribute"]

#: how many names are kept in mind: of one are mostly several numbers
_KEPT = 1 << 13
_OPENING = ("“", "（", "(")
_EDGES = " \t\r\n　\u200b\ufeff，,、；;：:。—-–"
#: what joins a member of a list to the one before
CONNECT = re.compile(r"^(?:、|和(?![美谐])|及|与|以及)+")
#: blanks and invisible characters that stand in a Chinese name by accident; between Latin words they stay
_BLANK = regex.compile(r"[\p{Cf}\p{Zl}\p{Zp}\r\n]|(?<![\p{Latin}\d])\p{Zs}+|\p{Zs}+(?![\p{Latin}\d])")
#: what a name carries along and does not need: marks of footnotes and of lists, the aspect of a verb
_MARKS = re.compile(r"\^?[\[［〔【]\d{1,3}[\]］〕】]|^[①-⑳⑴-⒇了]|(?<=[\u4e00-\u9fff])了(?![解结却])")
_MARKED = re.compile(r"[了\]］〕】①-⑳⑴-⒇]")
_TASK_END = re.compile(
    r"(?:(?<=..)|(?=棚改|危改|造林|营造林))(?:(?:建设|改造|整治|创建|治理|修复|绿化|脱贫|建造|造林|改建|新建|重建|棚改|危改|压减|压采|搬迁|征收)(?P<task>的?(?:任务|工作|目标))"
    r"(?:(?:全部|全面|如期|提前|基本|圆满|顺利|已经?)*(?:完成|实现))?)$"
)
_SAID_OF = re.compile(r"(?<=...)(?:促成|实现|惠及|达成|吸引(?!力))[^的]{2,}$")
_LOOSE = re.compile(r"(?<=..)(?:分别|以及|等|的|(?<![共总缓温])和|(?<!参)与|(?<![普涉以触惠波遍])及|、)+$")
#: what the two end with: most names end otherwise, and are not searched
_LOOSE_ENDS, _TASK_ENDS = tuple("别及等的和与、"), tuple("务作标成现")
_SEEN_TO = re.compile(rf"^{grammar.any_of('seento')}了?(?=[^，；、]{{3}})(?!获|实|细|紧)")
_KINDS_OF = re.compile(r"\d+(?:个方面|大?类)(?=..)")
#: adverbs inside a name, between its noun and its verb
_FILLER = re.compile(
    rf"(?<=[\u4e00-\u9fff）”])(?<!占)(?!{grammar.any_of('fillerin')})"
    rf"(?:{grammar.any_of('filler')})+(?=[\u4e00-\u9fff]{{2}})"
)
_DEEDS = grammar.literals([*grammar.LONG_VERBS, "完成", "支出", "投入"])
#: when or how many at least, inside a name and before its deed
_WHEN_DONE = grammar.late(rf"(?<=..)(?<![公\d一二两三四五十])(?!共建){grammar.any_of('whendone')}+(?={_DEEDS}..)")
#: which year it was, inside a name that says nothing of its end
_YEAR_INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:去年|今年)的?(?![底末初]|同期|以来|[上下]半年|第?[一二三四]季度)(?=..)"
)
#: that something was done, between what it was done to and what was done: `林木进行病虫害防治`
_WAS_DONE = re.compile(r"(?<=..)(?<![推先改跟])进行了?(?!政)(?=[^的进]{2,14}$)")
#: that it was done by now, inside a name
_BY_NOW = re.compile(r"(?<=..)(?<![、和及与])现?已(?![经婚育故知然有]|..待)(?=[\u4e00-\u9fff]{2})")
_REACHED = re.compile(r"、(?=(?:惠及|受益|覆盖)$)")
BEARER = re.compile(
    r"^.{2,12}?(?:港|机场)(?=货物|集装箱|旅客|货邮)|^.{2,8}?航空(?=旅客|货邮)|^(?:单位|万元)[^、]{2,8}?(?=能耗|水耗|电耗|用水量|二氧化碳|碳排放)"
)
_MOTIONS = ("提案", "议案", "建议")
_SYSTEM = re.compile(r"(?<=...)制度$")
#: what came, of which all there are is told next: `上市公司新增3家、总数达20家`
_GAINED, _IN_ALL = re.compile(r"(?<=..)(?:新增|净增)$"), ("总数", "总量", "数量", "总户数")
#: days of good air, of which a rate is told next: `空气质量优良天数300天、优良率82%`
_GOOD_DAYS, _GOOD_RATES = "优良天", ("优良率", "达标率")
PLACE = re.compile(r"(?:城镇|城市|农村|乡村|城乡|城区|县城)")
#: those whose income was told last, and others: `城镇居民人均可支配收入增长5%，农村居民增长7%`
_PEOPLE = re.compile(
    r"(?:全体|(?:城镇|农村|城乡)(?:(?:常住)?居民)?[、和及与])?(?:城镇|农村|城乡)?(?:常住)?(?:居民|农民|农牧民)"
)
_INCOME = re.compile(r"(?:人均|家庭人均)?(?:可支配|纯)?(?:收入(?:差距|倍差|之?比(?:值|例)?)?|消费支出)$|人均可支配收入")
#: sets both apart, and is of neither: `城乡居民收入比为1.8，农村居民增长7%`
_RATIO = re.compile(r"(?:之?比(?:值|例)?|差距|倍差)$")
_BORROWS = re.compile(r"(?:货物|集装箱|旅客|货邮)吞吐量|(?:能耗|水耗|电耗|用水量|二氧化碳排放量?|碳排放)")


def tidy(name: str) -> str:
    """Strip what is no part of a name from its edges.

    Examples
    --------
    >>> tidy("、专精特新企业 ")
    '专精特新企业'
    """
    name = name.strip(_EDGES)
    if not name.startswith(_OPENING):
        return name
    for opening, closing in ("“”", "（）", "()"):
        if name.count(opening) > name.count(closing) and name.startswith(opening):
            name = name[1:]
    return name


def _outside(pattern: re.Pattern[str], name: str) -> str:
    """Take words away that stand in no quotation marks: what these hold is a name of its own."""
    if "“" not in name:
        return pattern.sub("", name)
    return pattern.sub(
        lambda m: m.group() if name.rfind("“", 0, m.start()) > name.rfind("”", 0, m.start()) else "", name
    )


@lru_cache(maxsize=_KEPT)
def finish(name: str) -> str:
    """Strip joints that lead nowhere from the end of a whole name.

    Examples
    --------
    >>> finish("新增硕士授予单位和")
    '新增硕士授予单位'
    """
    marked = _MARKS.sub("", name) if _MARKED.search(name) else name
    name = tidy(_KINDS_OF.sub("", marked)).rstrip("（(")
    name = _LOOSE.sub("", name) if name.endswith(_LOOSE_ENDS) else name
    if name.endswith(_TASK_ENDS) and (task := _TASK_END.search(name)):
        name = name[: task.start("task")]
    name = _SEEN_TO.sub("", name) if "抓" in name[:4] else name
    name = _outside(_WHEN_DONE, _outside(_FILLER, name))
    name = _BY_NOW.sub("", name) if "已" in name else name
    name = _outside(_YEAR_INSIDE, name) if "年" in name else name
    if "进行" in name and (done := _outside(_WAS_DONE, name)) != name:
        name = done.removeprefix("对")
    name = _REACHED.sub("", name) if "、" in name else name
    return name if name.isprintable() and " " not in name else _BLANK.sub("", name)


@lru_cache(maxsize=_KEPT)
def topic_of(name: str) -> str:
    """Return whose attribute a name states: what a bare `产量` or `规模` behind it belongs to.

    Examples
    --------
    >>> topic_of("粮食播种面积")
    '粮食'
    """
    verb = grammar.VERB.match(name)
    core = verb["rest"] if verb and verb["rest"] else name
    found = None if core.endswith(("指数", "系数")) else grammar.at_end(grammar.ATTRIBUTE, core)
    several = found and found.group() in _MOTIONS and any(kind in core[: found.start()] for kind in _MOTIONS)
    return core[: found.start()] if found and found.start() >= 2 and not several else core


def bearer_of(topic: str) -> str:
    """Return who has an attribute, without what is said of them.

    Examples
    --------
    >>> bearer_of("博览会促成项目签约"), bearer_of("绿色农产品")
    ('博览会', '绿色农产品')
    """
    return _SAID_OF.sub("", topic)


def with_attribute(topic: str, attribute: str) -> str:
    """Join a bearer and its attribute.

    Examples
    --------
    >>> with_attribute("经营主体", "总量")
    '经营主体总量'
    """
    topic = _SYSTEM.sub("", topic)
    topic = topic.removesuffix(_GOOD_DAYS) if attribute in _GOOD_RATES else topic
    topic = _GAINED.sub("", topic) if attribute in _IN_ALL else topic
    return (topic[:-2] if len(topic) > 4 and topic.endswith(attribute[:2]) else topic) + attribute


def borrow(said: str, name: str) -> str:
    """Complete a name whose bearer stands in the name before it.

    Examples
    --------
    >>> borrow("单位生产总值能耗", "二氧化碳排放")
    '单位生产总值二氧化碳排放'
    """
    if (people := _PEOPLE.match(said)) and _PEOPLE.fullmatch(name) and _INCOME.match(said, people.end()):
        return name + _RATIO.sub("", said[people.end() :])
    place, other = PLACE.match(said), PLACE.fullmatch(name)
    if place and other and place.group() != name and len(said) > place.end() + 1:
        return name + said[place.end() :]
    bearer = BEARER.match(said)
    return bearer.group() + name if bearer and _BORROWS.fullmatch(name) else name
