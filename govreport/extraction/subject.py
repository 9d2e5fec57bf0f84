"""Whose number it is: the subject in the clause, behind the number, or carried over from before."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.around import apposed, behind, clause_before
from govreport.extraction.attributes import attribute
from govreport.extraction.bearers import per_head, set_off
from govreport.extraction.behind import behind_next, widens, without_purpose
from govreport.extraction.carrying import carry, sum_up
from govreport.extraction.claim import Claim, Memory, Naming
from govreport.extraction.measure import Tail, counted
from govreport.extraction.money import spent
from govreport.extraction.own_subject import own_subject
from govreport.extraction.shares import share
from govreport.extraction.them import of_them
from govreport.extraction.trimming import became, trimmed
from govreport.extraction.without_noun import ACTS, without_noun
from govreport.territories import locate

__all__ = ["name"]

_TOGETHER = re.compile(r"全部(?=实现|达到|完成|增长|$)|分别|(?<![年人平])均|(?<![成首新])都(?!市)|双双|各$|双$")
#: what part of a whole goes where: `财政支出的七成用于民生`
_SPENT = re.compile(r"用于|投向|投入|来自|分布在")
_RELATIVE = re.compile(r"(?:达到|符合|具有|具备|高于|超过)[^，；。]{2,12}的[^，；。、]{2}")
#: whom a number is for each of, and no subject
_ALONE = frozenset(["各地", "各省", "每人", "人均", "户均", "每户", "每亩"])
#: what was to be done in a year, and nothing of what: `完成年度目标4万人`
_PLAN_WORD = re.compile(r"(?:年度?|全年|年初|预期|既定)*(?:目标|任务|计划|指标)+数?|年度")
_FULFILS = re.compile(r"、?(?:实现|完成|达到)")
_TERRITORIES = re.compile(
    r"全(?:[国省市县区州镇乡师]|街道|兵团)|我[国省市县区州镇乡]|本[省市县区镇乡]|世界(?!第|首|先|一|级|百|最|领|知)|全球(?!第|首|先|一|百|最|领|知)"
)
_QUARTER = re.compile(r"第?[一二三四]季度|[上下]半年")
_QUARTER_END = re.compile(rf"^(?:{_QUARTER.pattern})|(?:{_QUARTER.pattern})$")
_EACH = re.compile(r"(?:平均)?每(?:人|户|亩|个?职工|个?农民)(?:平均)?|人均|户均|亩均")
#: those among whom something is said: `在12家企业中，有7家…`
_MEMBERS = re.compile(r"(?<=..)(?<![高初其集之当城])中$")


def name(claim: Claim, subject: str, tail: Tail, listed: bool, memory: Memory, claims: list[Claim]) -> None:
    """Find the subject and write it into `claim.names`; leaves them empty where there is none.

    Parameters
    ----------
    claim : Claim
    subject : str
    tail : match or None
        As `measure` gives them.
    listed : bool
        The clause is a further item of a list.
    memory : Memory
    claims : list of Claim
        Those before it in the sentence.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "新增上市公司11家、总部企业105家"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['新增上市公司'], ['新增总部企业']]
    """
    claim.of_which = grammar.OF_WHICH.search(subject) is not None
    sum_up(claim, memory, claims)
    subject = set_off(claim, subject, memory)
    if listed and _FULFILS.match(subject):
        memory.verb = ""
    head = grammar.HEAD.match(subject)
    own = _TERRITORIES.findall(head.group()) if head else []
    claim.territory = own[-1] if own else ""
    core = _core(claim, subject, memory)
    if _of_goal(claim, core, memory, claims):
        return
    rest = without_purpose(claim.left, behind(claim)) or behind_next(claim, core)
    if rest and _MEMBERS.search(rest):
        core, rest = core.removeprefix("在"), rest[:-1]
    if _share_used(claim, core, rest, memory) or spent(claim, core, memory):
        return
    rest = "" if _says_no_thing(claim, rest) else rest
    core, moved = _moved(claim, core, rest, tail)
    found = _TOGETHER.findall(claim.left)
    together = "分别" if "分别" in found else found[0] if found else ""
    _place(Naming(claim, memory, claims, together, rest, moved, listed), core)


def _core(claim: Claim, subject: str, memory: Memory) -> str:
    """The subject before the number, with what it leaves to the name before."""
    core = trimmed(claim, subject)
    if _QUARTER.fullmatch(core) and memory.subjects:
        core += _QUARTER_END.sub("", memory.subjects[0])
    elif _EACH.fullmatch(core):
        core = per_head(apposed(claim) or (memory.subjects or [clause_before(claim)])[0], core) or core
    return "" if core in _ALONE or (claim.measure == "rank" and memory.subjects and locate(core)) else core


def _of_goal(claim: Claim, core: str, memory: Memory, claims: list[Claim]) -> bool:
    """Name what only says that it is of the plan, or how much of a goal that was told is done."""
    if memory.subjects and _PLAN_WORD.fullmatch(core):
        claim.goal = True
        carry(Naming(claim, memory, claims))
        return True
    if claim.unit == "%" and claim.left == "的" and claims and claims[-1].goal:
        claim.names, claim.reached = [f"{claims[-1].names[0]}占年度任务比重"], True
        claim.rules += ["measure.completion", "subject.share_of"]
        return True
    return False


def _share_used(claim: Claim, core: str, rest: str, memory: Memory) -> bool:
    """Name the share of a sum that is used for what stands behind it."""
    whole = core or (memory.subjects or [""])[0]
    if not (claim.unit in ("%", "成") and whole and _SPENT.match(rest) and rest not in whole):
        return False
    claim.names = [whole + rest + "比重"]
    claim.rules.append("subject.share_used")
    return True


def _says_no_thing(claim: Claim, rest: str) -> bool:
    """Whether what stands behind a number is nothing that it counts or measures."""
    done = claim.measure == "streak" or claim.unit == "次"
    acts = ACTS.match(rest) if done else claim.measure == "level" and _RELATIVE.match(rest)
    no_noun = grammar.NO_NOUN.match(rest) and not acts and not rest.startswith(("的增速", "以来"))
    return bool(claim.base or became(claim) or no_noun)


def _moved(claim: Claim, core: str, rest: str, tail: Tail) -> tuple[str, bool]:
    """The subject with its verb where that is a deed, and whether the number is a rise, a fall or a level reached."""
    if tail is None:
        return core, False
    to = tail["to"]
    if to == "为" and not core and rest:
        claim.reached = False
    if to == "安排" and not core and rest and (counted(claim) or claim.unit.endswith("人")):
        core = to
    names_nothing = to is None or to in grammar.HAVE or (to == "为" and not core) or widens(claim, to, rest)
    turned = bool(tail["up"] or tail["down"])
    if claim.measure == "level" and turned:
        if claim.acted or counted(claim):
            return core + (tail["tail"] or ""), False
        if not tail["into"] and grammar.is_flow(core, tail["up"] or ""):
            core += tail["up"] or tail["down"]
    return core, turned or not names_nothing


def _place(naming: Naming, core: str) -> None:
    if share(naming, core):
        return
    core = of_them(naming.claim, core, naming.claims)
    verb = grammar.VERB.match(core)
    if not core or (verb and not verb["rest"]):
        without_noun(naming, core)
    elif not attribute(naming, core):
        own_subject(naming, core, verb)
