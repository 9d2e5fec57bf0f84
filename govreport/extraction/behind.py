"""What stands behind a number: the things counted, what money was spent on, whose size it is."""

from __future__ import annotations

import re
from functools import lru_cache

from govreport import grammar
from govreport.extraction.around import all_done, unfulfilled
from govreport.extraction.claim import AGAIN, Claim, Window
from govreport.extraction.names import tidy
from govreport.extraction.predicates import predicated, under_way
from govreport.extraction.scan import weigh

__all__ = [
    "SIZED_END",
    "bearer_behind",
    "behind_next",
    "beyond",
    "chained",
    "clause_behind",
    "finished",
    "widens",
    "within",
    "without_purpose",
]

#: those that are sent or brought, and what they come for
_SENT_OUT = re.compile(rf"{grammar.any_of('sentout')}了?[^，；、]{{0,8}}$")
_SENT_FOR = re.compile(
    rf"(?P<who>[^，；、的]{{0,12}}?(?:{grammar.any_of('doer', 'people')}|[员生师队团组才]|专线|线路))"
    rf"{grammar.any_of('sentfor')}(?![^，；]{{0,2}}[团队组站员]|中心|平台|机构)[^，；]{{2,}}"
)
_REST = re.compile(r"[，,；;。、]")
_BEYOND = 64  #: how far a clause behind a number is read
#: what a sum is compared with, which says nothing of what it is for
_COMPARES = re.compile(
    r"[，,](?:同比|(?:比|较)(?:上年|去年|[上前]一年)[^，；、]{0,4}?)(?:增加|增长|减少|下降|提高)[^，；、]{2,12}"
)
_CLAUSE_ON = re.compile(r"[，,；;。].*$", re.DOTALL)
_UNDER_WAY = re.compile(
    r"(?<=..)(?:[两二三四五六七八九十]个|投入使用|投入运[行营]|(?:累计|已)*完成|达到|取得|尽快|向(?:社会|市民|公众|群众|居民|游客)|对外开放|获批|(?:培育|研发|研制|试制)成功|全线|全部|已|正(?:在|式|抓紧|加紧|加快)|抓紧|加紧|具备|初具|进场|建设(?:步伐|进度)|进展|顺利|加快|推进|主体(?!工程)|竣工|建成|完工|(?:集中)?开工|投产|投用|投运|落地|(?:集中)?签约)"
)
_SIZED = re.compile(r"(?:总|计划总)?投资|(?:总|规划)?占地(?:面积)?|(?:总|规划)?(?:建筑|用地)面积")
#: a size ahead of what has it: `总投资5亿元的项目`
SIZED_END = re.compile(rf"(?<!完成)(?:{_SIZED.pattern})$")
_EXAMPLES = re.compile(r"^(?:[^、，等]+、){2,}[^、，等]+等(?:一批)?(?=...)")
#: what follows is a part of it or what came of it: `汽车项目发动机车间`
_PROJECT = re.compile(r"[^、，]{2,20}?项目(?=[^（(一二三四].{2})")
#: what a project yields stands before its noun: `投资3亿元的年产5万吨铝材项目`
_YIELDS = re.compile(r"的?(?:年|日)(?:生?产|处理|加工|供[水热气]|发电|屠宰|出栏|回收|拆解|吞吐)")
_AND_SIZED = re.compile(rf"(?<=..)[、和与及](?:{_SIZED.pattern})$")
_GIVEN = re.compile(r"(?<=..)(?<![方导流走])[向为对给在]$")
_CHOSEN = re.compile(r"(?:入选|列入|获批|获评|荣获|上榜|入围|进入|获得?|纳入)$")
#: what came of things, where its number follows at once: `9个产业链实现产值70亿元`, `8个园区新引进项目30个`
_CAME_OF = re.compile(
    r"(?<=..)(?<!发展)(?:(?:合计|累计|共计|总计|现已|均?已)+[^，；、]*|新(?:引进|落地|签约|入驻|招引|认定|增)(?!长)[^，；、]*"
    rf"|(?:实现|完成)(?:[^，；、]{{0,8}}(?:{grammar.MEASURE_NOUN.pattern[:-1]}))?)$"
)
#: who did what its own number counts at once: `39个乡镇新建学校175所`
_DID = grammar.late(
    rf"^(?!的)[^，；、]{{0,16}}?{grammar.any_of('doer')}(?=(?:共|累计|已|新)?"
    rf"(?!服务|试点|规划|建设[^，；、]{{0,4}}$|改造|更新|整治|治理|修复){grammar.DEEDS}[^，；、]{{2,}}$)"
)
#: where or to whom something is done, who is told to do it
_TO_OR_IN = grammar.late(rf"(?:[在对为向给于][^，；]{{0,16}}|{grammar.VERB_END.pattern})$")
#: how far a trial or a network reaches by now, before those that it reaches: `试点范围扩大到9个县`
_WIDE = re.compile(r"扩[展大]|拓[展宽]|延伸|推广")
#: those in which others are that are counted next: `9个乡镇31个村的改造项目`
_BODIES = re.compile(rf"[\u4e00-\u9fff]{{0,4}}(?:{grammar.any_of('doer')}|省份|片区|小区)")
_STATES = re.compile(rf"{grammar.NO_NOUN.pattern}|已|全部|首批")


def clause_behind(text: str, after: int, end: int, breaks: list[int]) -> str:
    """Return the clause behind one that a comma ends, past one that only compares.

    Parameters
    ----------
    text : str
    after, end : int
        Where the clause of a number ends, and the sentence.
    breaks : list of int
        Where further clauses end.

    Returns
    -------
    str
        With its comma; "" where another break ends the clause.

    Examples
    --------
    >>> text = "安排8亿元，比上年增加1亿元，支持教育"
    >>> clause_behind(text, 5, len(text), [5, 14])
    '，支持教育'
    """
    while text[after : after + 1] in ("，", ","):
        stop = next((x for x in breaks if x > after), end)
        then = text[after : min(stop, after + _BEYOND)]
        if stop == end or not _COMPARES.fullmatch(then):
            return then
        after = stop
    return ""


def beyond(right: str, ahead: str) -> str:
    """Return what stands behind the next number of a clause, which is left out with its unit.

    Parameters
    ----------
    right, ahead : str
        What stands behind a number up to the next one, and up to the end of the clause.

    Returns
    -------
    str

    Examples
    --------
    >>> beyond("用于", "用于3所学校改造")
    '学校改造'
    """
    return grammar.COUNT.sub("", ahead[len(right) :], count=1)


def chained(claim: Claim, rest: str) -> str:
    """Return what is counted; a bare noun with a further count behind it takes what that is about.

    Parameters
    ----------
    claim : Claim
    rest : str
        What stands behind the number.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("解决9个村3000人的饮水问题", 0, 15)[0]]
    [['解决饮水问题村'], ['解决饮水问题']]
    """
    counted, about = _chained(claim.left, claim.window.right, claim.window.ahead, rest)
    if about:
        claim.chained = True
        claim.rules.append("subject.chained")
    return counted


@lru_cache(maxsize=AGAIN)
def _chained(left: str, right: str, ahead: str, rest: str) -> tuple[str, bool]:
    """What is counted, and whether a further count tells what that is about."""
    if len(ahead) <= len(right) or right.strip() != rest or rest[-1] in "和与及或":
        return unfulfilled(rest.removeprefix("的")), False
    if (did := _DID.match(rest)) and not _TO_OR_IN.search(left):
        return did.group(), False
    if grammar.VERB.match(rest):
        return unfulfilled(rest.removeprefix("的")), False
    if came := _CAME_OF.search(rest):
        return rest[: came.start()], False
    if _CHOSEN.search(rest):
        return tidy(_REST.split(ahead)[0]), False
    rest = _GIVEN.sub("", rest)
    if len(rest) <= 5 and grammar.VERB_LAST.search(rest):
        return tidy(rest + _REST.split(beyond(right, ahead))[0]), False
    if len(rest) > 5:
        return unfulfilled(rest.removeprefix("的")), False
    about = _noun(beyond(right, ahead))
    if not about:
        return unfulfilled(rest), False
    if SIZED_END.fullmatch(rest) or grammar.ATTRIBUTE.fullmatch(rest):
        return about, False
    if said := predicated(about):
        return said.said + rest, True
    return about if rest in about else about + rest, True


def finished(rest: str) -> bool:
    """Tell whether things behind their number are named by what was done to all of them.

    Examples
    --------
    >>> finished("惠民工程全部完工"), finished("危房改造全部完成")
    (True, False)
    """
    said = predicated(rest) if all_done(rest) or under_way(rest) else None
    return said is not None and not (said.said == "完成" and grammar.VERB_LAST.search(said.noun.removesuffix("任务")))


def within(window: Window) -> bool:
    """Tell whether what is counted is in the places or bodies that were counted right before.

    Parameters
    ----------
    window : Window

    Returns
    -------
    bool

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("业务覆盖12个省份30个产业集群", 0, 17)[0]]
    [['业务覆盖省份'], ['产业集群']]
    """
    things = window.left == window.gap and _BODIES.fullmatch(window.gap) is not None
    counts = weigh(window.quantity.unit) == "count" and bool(tidy(window.right[:1]))
    return things and counts and not grammar.VERB.match(window.right)


def behind_next(claim: Claim, core: str) -> str:
    """Return what stands behind a second count right behind the first: `消除300户900人致贫风险`.

    Parameters
    ----------
    claim : Claim
    core : str
        The subject before the number: what is no deed alone counts for itself, if a joint follows.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("消除300户900人致贫风险", 0, 14)[0]]
    [['消除致贫风险'], ['消除致贫风险']]
    """
    if claim.window.right in grammar.JOINTS:
        while alone := grammar.VERB.match(core):
            core = str(alone["rest"])
        if core or claim.quantity.kind != "amount":
            return ""
        second = grammar.COUNT.match(claim.window.ahead, len(claim.window.right))
        noun = _noun(claim.window.ahead[second.end() :]) if second else ""
        return "" if grammar.COUNT.search(noun) else noun  # `20亿元、30亿元的项目3个` has its own
    if claim.window.right or weigh(claim.unit) != "count" or claim.quantity.chinese or claim.unit in ("类", "种", "批"):
        return ""
    more = beyond("", claim.window.ahead)
    more = claim.window.ahead if more.startswith(("级", "元级")) else more
    return _noun(more)


@lru_cache(maxsize=AGAIN)
def _noun(said: str) -> str:
    """What numbers count that stand in a row, behind the last of them; "" where that is none."""
    about = tidy(_REST.split(said)[0]).removeprefix("的")
    return about if len(about) >= 2 and not _STATES.match(about) else ""


def bearer_behind(claim: Claim, rest: str) -> str:
    """Return whose size, sum or share a number before it states: `总投资5亿元的15个项目`.

    Parameters
    ----------
    claim : Claim
    rest : str
        What stands behind the number.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("总投资5亿元的变电站开工", 0, 12)[0]]
    [['变电站总投资']]
    """
    right, ahead = claim.window.right, claim.window.ahead
    named = _counted_ahead(ahead[len(right) :]) if _YIELDS.fullmatch(right) and ahead.startswith(right) else ""
    bearer = _AND_SIZED.sub("", named or rest.removeprefix("的") or _counted_ahead(ahead))
    bearer = _EXAMPLES.sub("", bearer)
    if whole := _PROJECT.match(bearer):
        bearer = whole.group()
    under_way = _UNDER_WAY.search(bearer)
    return bearer[: under_way.start()] if under_way else bearer


def _counted_ahead(ahead: str) -> str:
    """What is counted next in the same clause: `的15所学校开工`."""
    count = grammar.COUNT.match(ahead)
    return _CLAUSE_ON.sub("", ahead[count.end() :] if count else ahead).removeprefix("的")


def without_purpose(left: str, rest: str) -> str:
    """Return those that are sent or brought, without what they come for.

    Parameters
    ----------
    left : str
        What stands before their number.
    rest : str
        What stands behind it.

    Returns
    -------
    str

    Examples
    --------
    >>> without_purpose("选派", "医生到山区坐诊"), without_purpose("组织", "医生到山区坐诊")
    ('医生', '医生到山区坐诊')
    """
    sent = _SENT_FOR.fullmatch(rest) if _SENT_OUT.search(left) else None
    return sent["who"] if sent else rest


def widens(claim: Claim, verb: str, rest: str) -> bool:
    """Tell whether a verb reaches those that are counted behind it, and states no level: `网络延伸到9个县`.

    Parameters
    ----------
    claim : Claim
    verb : str
        Before the number.
    rest : str
        What stands behind the number.

    Returns
    -------
    bool

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("公交网络延伸到9个乡镇", 0, 11)[0]]
    [['公交网络乡镇']]
    """
    return bool(rest) and weigh(claim.unit) == "count" and _WIDE.match(verb) is not None
