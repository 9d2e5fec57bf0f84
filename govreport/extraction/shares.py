"""Shares: the part, and the whole that it is a part of."""

from __future__ import annotations

import re
from dataclasses import replace

from govreport import grammar
from govreport.extraction.around import apposed, clause_before, undertaken
from govreport.extraction.attributes import attribute
from govreport.extraction.claim import Claim, Memory, Naming
from govreport.extraction.coordinated import distribute
from govreport.extraction.names import topic_of
from govreport.extraction.scan import FRACTIONS
from govreport.indicators import vocabulary

__all__ = ["part_of", "share"]

_RATIO = re.compile(r"(?:占比|比重|份额|比例|占)$")
#: a size that a share of its sum leaves out; what is left of `经济总量` would be no sum
_SIZE = re.compile(r"(?<!经济)(?<!能源消费)(?<!用水)(?<!排放)(?:规模|总量)$")
_SPREAD = re.compile(r"(?:的?(?:实施)?范围)?(?:要|已|将|进一步)*(?:扩大|推广|普及|延伸)[到至](?P<of>全[国省市县区])?$")
_AMONG = re.compile(r"以?上?的(?P<of>(?:[^，；。、（]|（[^）]*）){1,12})")
_TRIAL = re.compile(r"(?:改革)?试点")
_WITHIN = re.compile(r"(?:^|[，；：。])[^，；：]{0,12}?在(?P<whole>[^，；：]{2,16}?)中(?=，|所占)")
#: a share that says neither part nor whole: `出口达90亿元，约占40%`
_NO_MORE = re.compile(r"(?:将|则|只|约|已经?|就|还|共|仅|也|大约)*占约?")
_TO_SHARE = re.compile(r"(?:将|则|只|约|已经?|就|还|共|仅|也|大约|(?<!平)均|都|分别)+$")
_BEARER = re.compile(
    r"的(?P<who>[^，；。、的]{2,8}?)(?=[，。、；的]|基本|已|均|都|将|要|应|是|通|完成|实现|达到|通过|$)"
)
#: the territory of which a part is told: `承担全国62%的航班`
_OF_ALL = re.compile(r"(?P<all>全[国省市县区州球]|世界)的?$")
_PAID = re.compile(grammar.any_of("paidrate"))
_REACHES = re.compile(r"覆盖[^，；、]{0,12}$")
#: a rate, what is felt, or work that got so far: no things of which a part is told
_NO_THINGS = re.compile(
    rf"率|{grammar.SHARE_NOUN.pattern}|(?:[度感值数价比量额速面差化业润税入出金]|水平|指标|{grammar.any_of('clauseend')}|工程|项目|改造|建设|治理"
    r"|贡献|任务|计划|目标|预算|资金|投资|消费|增长)$"
)
_COMES_TO = re.compile(r"(?:达到?|[增升降]至|(?:稳定|保持|控制|维持)在|超过?|突破)(?:了)?$")
_RATE = re.compile(r"率$|占比$|比重$|比例$")
#: what has a value itself, of the thing behind it: `含油量66%的品种`
_VALUED = re.compile(r"(?:[率量值]|(?<!制)度)$")
_PART = re.compile(r"的?(?:所占)?(?:的)?(?:比重|比例|份额)$")


def share(naming: Naming, core: str) -> bool:
    """Name a share by its part and its whole.

    Parameters
    ----------
    naming : Naming
    core : str
        The subject, as far as its clause states it.

    Returns
    -------
    bool
        Whether it is a share; then `claim.names` is filled.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "在货运总量中，铁路所占的比重上升到52%"
    >>> read_clauses(text, 0, len(text))[0][0].names
    ['铁路占货运总量比重']
    """
    claim, memory = naming.claim, naming.memory
    if claim.measure not in ("level", "change") or not claim.unit.startswith((*FRACTIONS, "个百", "百分")):
        return False
    if claim.of_which and memory.subjects and claim.measure == "level" and _RATIO.search(core):
        claim.names = [f"{memory.subjects[0]}中{core}" + ("比" if core.endswith("占") else "")]
        claim.rules.append("subject.share_of_which")
        return True
    if _spread(claim, memory):
        return True
    core = "占" if claim.measure == "level" and _NO_MORE.fullmatch(claim.left) else core
    found = grammar.SHARE.search(core)
    return _of_whole(naming, core, found) if found else _within(claim, core)


def _of_whole(naming: Naming, core: str, found: re.Match[str]) -> bool:
    """Name a share whose whole is told."""
    claim, memory, together, run = naming.claim, naming.memory, naming.together, naming.run
    bearer = _TO_SHARE.sub("", core[: found.start()])
    if not bearer or (found["whole"].endswith("人口") and not bearer.endswith("人口")):
        behind = None if found["noun"] else _BEARER.match(claim.window.right)
        bearer = behind["who"] if behind else bearer
    pair = [] if bearer or run == 1 or len(memory.subjects) != run else list(memory.subjects)
    bearer = bearer or apposed(claim) or _SIZE.sub("", (memory.subjects or [clause_before(claim)])[0])
    if not bearer:
        return False
    alone = not together and run == 1 and "measure.completion" not in claim.rules
    if alone and grammar.ATTRIBUTE.fullmatch(bearer):
        bearer = claim.names[0] if attribute(replace(naming, rest=""), bearer) else bearer
    whole = core[found.start() :]
    if not found["whole"] and not core.endswith("占比") and (within := _WITHIN.search(claim.window.said)):
        bearer, whole = bearer.removesuffix("所"), f"占{within['whole']}{found['noun'] or ''}"
    whole += "" if found["noun"] else "比" if whole == "占" else "比重"
    bearer = _PART.sub("", bearer) if whole == "占比" and "占" not in bearer else bearer
    examples, such, rest = bearer.rpartition("等")
    members = [examples + such + m for m in distribute(rest, run if run > 1 else 0)] if together else [bearer]
    members = pair or members
    names = [m + whole for m in (members if len(members) == run or run == 1 else [bearer])]
    naming.take(names, "subject.share_of")
    memory.heads += names
    if len(names) > 1:
        memory.speak_of(names, memory.topic)
    elif not memory.subjects and (found.start() or "measure.completion" in claim.rules):
        memory.speak_of([bearer], topic_of(bearer))
    return True


def part_of(claim: Claim, lead: str, name: str) -> str:
    """Name a rate of what stands behind it as the share that it is.

    Parameters
    ----------
    claim : Claim
    lead : str
        The subject before the number.
    name : str
        With what stands behind it.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [read_clauses(t, 0, len(t))[0][0].names for t in ("甲州承担全省60%的订单", "路网覆盖90%乡镇")]
    [['甲州承担订单占全省比重'], ['路网覆盖乡镇占比']]
    """
    rate = claim.measure == "level" and claim.unit.startswith((*FRACTIONS, "成"))
    if rate and not claim.behind and name == lead and _of_things(claim, name):
        return name + "占比"
    if (
        not rate
        or not claim.behind
        or not name.startswith(lead)
        or _RATE.search(name)
        or _VALUED.search(lead)
        or _PAID.search(lead)
    ):
        return name
    if of := _OF_ALL.search(lead):
        return f"{lead[: of.start()]}{name[len(lead) :].rstrip('和及与')}占{of['all']}比重"
    return name + "占比" if claim.window.right.startswith("的") or _REACHES.search(lead) else name


def _of_things(claim: Claim, name: str) -> bool:
    """Whether a rate can only be a part of the things that it is told of: `集体收入10万元以上的村达到50%`."""
    comes_to = _COMES_TO.search(claim.left) or claim.quantity.before in ("超", "超过", "突破")
    if claim.window.run > 1 or "、" in name or len(name) < 3 or not comes_to or _NO_THINGS.search(name):
        return False
    return vocabulary().lookup(name, composed=False) is None


def _spread(claim: Claim, memory: Memory) -> bool:
    """How far something has spread: `医疗保险试点扩大到全国60%的县`."""
    spread, among = _SPREAD.search(claim.left), _AMONG.match(claim.window.right)
    if claim.measure != "level" or claim.unit != "%" or not spread or not among:
        return False
    head = grammar.HEAD.match(claim.left)
    who = claim.left[head.end() if head else 0 : spread.start()].removeprefix("把").removeprefix("将")
    if not who or _TRIAL.fullmatch(who):
        who = undertaken(clause_before(claim) or "".join(memory.subjects[:1])).removesuffix(who) + who
    whole = f"占{spread['of']}{among['of']}比重" if spread["of"] else "占比"
    claim.names = [who + among["of"] + whole]
    claim.rules.append("subject.share_of")
    return True


def _within(claim: Claim, core: str) -> bool:
    """A part of a whole that the clause before names: `在工业总产值中，轻工业的比重上升到48%`."""
    if claim.measure != "level" or not core or core.endswith("占比") or "中所占" in core:
        return False
    within = _WITHIN.search(claim.window.said)
    if within is None:
        return False
    part = _PART.search(core)
    bearer = core[: part.start()] if part else core if core[-2:] == within["whole"][-2:] else ""
    if not bearer:
        return False
    claim.names = [f"{bearer}占{within['whole']}比重"]
    claim.rules.append("subject.share_within")
    return True
