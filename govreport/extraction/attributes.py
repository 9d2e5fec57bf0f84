"""Attributes that leave their bearer to the words before or behind: `产量达…`, `开工率98%`, `总投资5亿元的项目`."""

from __future__ import annotations

import re
from collections.abc import Callable

from govreport import grammar
from govreport.extraction.around import clause_before, object_between, undertaken
from govreport.extraction.bearers import bearer_by_fit, unfit
from govreport.extraction.behind import SIZED_END, bearer_behind
from govreport.extraction.carrying import ALL, both_before
from govreport.extraction.claim import Claim, Memory, Naming
from govreport.extraction.coordinated import distribute
from govreport.extraction.names import bearer_of, topic_of, with_attribute
from govreport.extraction.predicates import predicated
from govreport.extraction.scan import weigh
from govreport.numerals import SCALE_CHARACTERS

__all__ = ["ANSWERED", "attribute", "motions", "of_size", "whose"]

_VERBS = grammar.literals(word for word in grammar.cues()["verb"] if len(word) == 2)
#: what the clauses since the number before were about
_WORKED_ON = re.compile(r"(?:加快|推进|加强|发展|抓好|强化|推动)([^，；、]{2,8}?)(?:建设|发展|升级)(?=，)")
_LENDS = re.compile(r"机构|储蓄|银行|信用社|农商|农信|小微|普惠|涉农|绿色|制造业|民营|企业|行业|领域|科技|三农|农户")
_HARVEST = re.compile(r"年?总?产量|总产|[平均亩]?单产")
_BANKED = re.compile(r"(?:各项|人民币|本外币)*(?:存|贷|存贷)款余额")
_PACE = re.compile(r"(?<=业)(?:生产)?(?:增长|发展|形势|生产)$")
#: the state of a thing, which has no size of its own: `服务业支撑作用明显增强，增加值达…`
_STATE = re.compile(rf"(?<=...)(?:支撑|带动|主导)?{grammar.any_of('state')}$")
_FIELD = re.compile(r"(?:建设|工业|农业|事业)$")
ANSWERED = re.compile(
    r"(?:按时|如期|及时|一次性?|网上|综合|群众)?(?:办结|走访|办复|答复|回复|反馈|满意|办理|面商|沟通|见面|签收|响应|转办|联系)[^，；]{0,6}[率度]$"
)
_ANSWERED_ONE = re.compile(ANSWERED.pattern.replace("[^，；]", "[^，；、和及]"))
_HANDLED = re.compile(r"^.{0,4}?(?:办[理结复好]|受理|收集|答复|处理|解决)(?:.*等)?")
_MOTION = re.compile(r"(?:提案|议案|建议|诉求|工单|来电|来信|信件|热线”?)$")
#: the size of a deed, which is always done to something: `开工率`, `签约金额`
_SIDE = grammar.late(rf"(?:网上|实际|累计|{_VERBS}){{0,1}}{_VERBS}(?:率|金额|总额|额|规模|面积|总数|[数量])")
_SIZE = re.compile(r"(?:总?规模|总量|总额)$")
#: what projects cost: of those that were chosen by a deed it is the cost of just these
_COST = re.compile(
    r"(?:总|年度?|计划|概算|协议){0,3}投资(?:总?额|规模)?|(?:合同|协议|签约|投资)(?:引资)?(?:总?金?额|资金)"
)
#: what was spent so far may be of more projects than those that got to a stage
_SPENT = re.compile(r"(?:累计|年度?|当年|实际){0,3}完成(?:年度)?投资")
_NEWLY = re.compile(r"新|列入")
_CHOOSES = re.compile(grammar.any_of("choosing"))
#: sums, which have a size of their own: `增加值增长6%、规模居全省第2位`
_SUM = re.compile(r"(?:增加值|总值|总额|产值|零售额|收入|支出|投资|贷款|存款|税收|利润|出口|进口|投入)$")

#: money put into a thing, of which another size speaks next: `光伏投资增长9%、装机规模增长3%`
_PUT_INTO = re.compile(r"(?<=..)(?<!外商直接)(?<!固定资产)(?:在地)?投资$")
_OF_SUMS = re.compile(r".*(?:投资|总量|增速|增量|占比|比重|份额|资金|开工率|完成率|到位|排名|位次)|规模$|.*[总数额量]$")


def _answered(core: str) -> bool:
    """Whether a rate says how motions were answered; several rates are named one by one."""
    return _ANSWERED_ONE.fullmatch(core) is not None or (
        ANSWERED.match(core) is not None and grammar.ATTRIBUTE.fullmatch(core) is not None
    )


def _aside(claim: Claim, core: str, claims: list[Claim]) -> bool:
    """Whether the size of a deed is one more of what was spoken of: `重点项目20个、开工率98%`."""
    other = bool(claims) and claims[-1].unit.lstrip(SCALE_CHARACTERS) != claim.unit.lstrip(SCALE_CHARACTERS)
    return other and _SIDE.fullmatch(core) is not None


def motions(claims: list[Claim]) -> list[str]:
    """Return the motions and proposals that were counted last.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "办理人大代表建议80件、政协提案90件"
    >>> motions(read_clauses(text, 0, len(text))[0])
    ['人大代表建议', '政协提案']
    """
    names: list[str] = []
    for one in reversed(claims[-4:]):
        if len(one.names) != 1 or not _MOTION.search(one.names[0]):
            break
        names.insert(0, _HANDLED.sub("", one.names[0]))
    return names


def attribute(naming: Naming, core: str) -> bool:
    """Name a subject that is only an attribute (`产量达…`, `规模居…`) with what was spoken of before.

    Parameters
    ----------
    naming : Naming
    core : str
        The subject before the number.

    Returns
    -------
    bool
        Whether it is one; then `claim.names` is filled.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "重点项目20个、开工率98%"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['重点项目'], ['重点项目开工率']]
    """
    if naming.memory.topic.endswith("项目") and grammar.ATTRIBUTE.fullmatch(core.removeprefix("项目") or " "):
        core = core.removeprefix("项目")
    answers = (rule(naming, core) for rule in _RULES)
    return next((answer for answer in answers if answer is not None), False)


def _may_be_of_what_follows(naming: Naming) -> bool:
    """Whether what has it may stand behind the number: `总投资5亿元的项目`."""
    return bool(naming.rest) and naming.claim.window.right.startswith("的")


def _plain(core: str) -> bool:
    return grammar.ATTRIBUTE.fullmatch(core) is not None


def _amount(core: str) -> bool:
    return grammar.AMOUNT.fullmatch(core) is not None


def _take(naming: Naming, name: str, *rules: str) -> bool:
    """Name the number, and speak of it on."""
    naming.claim.names = [name]
    naming.claim.rules += rules
    naming.memory.speak_of([name], naming.memory.topic)
    return True


def _borne_by(naming: Naming, core: str, bearer: str) -> bool:
    """Name the number by who has the attribute, found in what was said before."""
    naming.memory.topic = bearer
    return _take(naming, with_attribute(bearer, core), "subject.clause_before")


def _borne_behind(naming: Naming, bearer: str, core: str, verb: str, deed: str = "") -> bool:
    """Name the number by who has the attribute, told behind it."""
    naming.claim.found_behind()
    naming.memory.topic, naming.memory.verb = bearer, verb
    return _take(naming, deed + bearer + core)


def _apart(naming: Naming, core: str) -> bool | None:
    """Whether it stands for itself: what a territory has, the balances of banks, what is said of an attribute."""
    claim, memory = naming.claim, naming.memory
    apart = claim.territory or (_BANKED.fullmatch(core) and not _LENDS.search(_lender(claim, memory)))
    itself = (
        not _may_be_of_what_follows(naming)
        and len(core) >= 4
        and (apart or grammar.ATTRIBUTE.fullmatch(memory.topic or " "))
    )
    return False if itself else None


def _of_what_follows(naming: Naming, core: str) -> bool | None:
    """`总投资5亿元的项目`, `产量9万吨的企业`."""
    sized = SIZED_END.search(core) if _may_be_of_what_follows(naming) else None
    if not (_may_be_of_what_follows(naming) and (sized or _amount(core) or _plain(core))):
        return None
    lead = core[: sized.start()] if sized else ""
    deed = grammar.VERB.match(lead)
    verb = lead if deed and len(deed["rest"]) <= 2 else ""
    core = sized.group() if sized else core
    bearer = bearer_behind(naming.claim, naming.rest)
    return _borne_behind(naming, bearer, core, verb, _by_deed(naming.claim, lead, bearer, naming.rest))


def _size_of_what_follows(naming: Naming, core: str) -> bool | None:
    """`推进年产量15万吨的项目`."""
    size = _size_of_one(naming.claim, core) if _may_be_of_what_follows(naming) else ""
    bearer = bearer_behind(naming.claim, naming.rest) if size else ""
    if not bearer:
        return None
    deed = grammar.VERB.match(core)
    return _borne_behind(naming, bearer, size, deed["verb"] if deed else "")


def _of_what_fits(naming: Naming, core: str) -> bool | None:
    """Of the topic or the subject of the clause before, where that is something that can have it."""
    if naming.claim.of_which or naming.claim.territory:
        return None
    bearer = bearer_by_fit(naming.claim, core, naming.memory.topic if naming.claims else "")
    return _borne_by(naming, core, bearer) if bearer else None


def _of_object(naming: Naming, core: str) -> bool | None:
    """Of what a deed between two numbers was done to, unless what was spoken of cannot have it at all."""
    if unfit(core, naming.memory.topic) and naming.memory.subjects:
        return False
    bearer = object_between(naming.claim) if _plain(core) else ""
    return _borne_by(naming, core, bearer) if bearer else None


def _amount_of_topic(naming: Naming, core: str) -> bool | None:
    """Of what was spoken of, or of the field that the sentence opens with."""
    memory = naming.memory
    if not _amount(core) or naming.claim.of_which:
        return None
    if not (topic := memory.topic if memory.subjects else _field(naming.claim)):
        return None
    memory.topic = _chosen(core, topic, memory)
    return _take(naming, with_attribute(memory.topic, core), "subject.attribute")


def _how_answered(naming: Naming, core: str) -> bool | None:
    """How the motions that were counted last were answered."""
    several = motions(naming.claims) if _answered(core) else []
    if not several:
        return None
    each = [one + core for one in several] if naming.together else ["、".join(several) + core]
    apart = naming.together == "分别" and naming.claim.window.run == len(each) > 1
    naming.claim.names, naming.memory.pending = (each[:1], each[1:]) if apart else (each, [])
    naming.claim.rules.append("subject.attribute")
    return True


def _none(naming: Naming, core: str) -> bool | None:
    return None if _plain(core) or _aside(naming.claim, core, naming.claims) else False


def _pace_of_before(naming: Naming, core: str) -> bool | None:
    return _as_before(naming, core) if grammar.GROWTH_NOUN.fullmatch(core) and naming.memory.subjects else None


def _respectively(naming: Naming, core: str) -> bool | None:
    """`分别`: of each of those in the clause before, or that were spoken of."""
    claim, memory = naming.claim, naming.memory
    if naming.together != "分别":
        return None
    if not memory.subjects:
        members = distribute(undertaken(clause_before(claim)), claim.window.run)
        return _one_by_one(claim, [m + core for m in members], memory) if len(members) > 1 else None
    if len(memory.subjects) != claim.window.run or claim.window.run < 2:
        return None
    members = [with_attribute(bearer_of(topic_of(said)), core) for said in memory.subjects]
    return _one_by_one(claim, members, memory)


def _of_harvest(naming: Naming, core: str) -> bool | None:
    of_grain = _HARVEST.fullmatch(core) and "粮食" in naming.claim.window.said
    return _borne_by(naming, core, "粮食") if of_grain and not grammar.PRODUCT.search(naming.memory.topic) else None


def _of_topic(naming: Naming, core: str) -> bool:
    """Of what was spoken of, else of what the clause before is about."""
    claim, memory = naming.claim, naming.memory
    if not memory.subjects:
        memory.topic = _PACE.sub("", topic_of(undertaken(whose(claim)))) or memory.topic
    if claim.of_which or not (memory.topic or memory.subjects):
        return False
    if memory.subjects and (worked := _WORKED_ON.findall(claim.window.gap)):
        memory.topic, memory.subjects = worked[-1], []
    whole = bool(memory.subjects) and _SIZE.fullmatch(core) and _SUM.search(memory.subjects[0])
    if whole and claim.measure == "rank":
        return _as_before(naming, core)
    memory.topic = _chosen(core, memory.topic, memory)
    if not _OF_SUMS.match(core):
        memory.topic = _PUT_INTO.sub("", memory.topic)
    bearer = memory.subjects[0] if whole else memory.topic or topic_of(memory.subjects[0])
    return _take(naming, with_attribute(bearer_of(bearer), core), "subject.attribute")


#: whose an attribute is, asked one after the other: True where it is named, False where it is none
_RULES: tuple[Callable[[Naming, str], bool | None], ...] = (
    _apart,
    _of_what_follows,
    _size_of_what_follows,
    _of_what_fits,
    _of_object,
    _amount_of_topic,
    _how_answered,
    _none,
    _pace_of_before,
    _respectively,
    _of_harvest,
    _of_topic,
)


def _one_by_one(claim: Claim, members: list[str], memory: Memory) -> bool:
    """Give the first of several names to a number and keep the others for those in its row."""
    claim.names, memory.pending, memory.subjects = members[:1], members[1:], members
    claim.rules.append("subject.respectively_before")
    return True


def _as_before(naming: Naming, core: str) -> bool:
    """Name what was spoken of; the two subjects before, where `均` gives one place to both."""
    claim = naming.claim
    both = naming.together in ALL and claim.measure == "rank" and claim.window.run == 1
    claim.names = (both_before(naming.claims) if both else []) or list(naming.memory.subjects)
    claim.rules.append("subject.carried")
    return True


def _chosen(core: str, topic: str, memory: Memory) -> str:
    """The projects with the deed that says which they are, where their cost is told: `新开工项目7个、总投资9亿元`."""
    said = memory.subjects[0] if memory.subjects else ""
    cost = _COST.fullmatch(core) or (_SPENT.fullmatch(core) and _NEWLY.match(said))
    whole = bool(topic) and said.endswith(topic) and cost and _CHOOSES.match(said)
    return said if whole else topic


def _by_deed(claim: Claim, lead: str, bearer: str, rest: str) -> str:
    """Return the deed that alone says which things cost so much: `总投资9亿元的8个项目竣工投产`."""
    if not grammar.GENERIC.fullmatch(bearer):
        return ""
    counted = "" if rest.removeprefix("的") else grammar.CLAUSES.split(claim.window.ahead)[0]
    said = predicated(counted[counted.find(bearer) :]) if bearer in counted else None
    told = (lead, said.said if said and said.noun == bearer else "")
    return next((deed for deed in told if _CHOOSES.fullmatch(deed)), "")


def _size_of_one(claim: Claim, core: str) -> str:
    """What has a size before its noun, behind the deed: `推进年产量15万吨的项目`."""
    size = grammar.ATTRIBUTE.search(core)
    deed = size and grammar.VERB.match(core[: size.start()])
    free = size and (not core[: size.start()] or (deed and len(deed["rest"]) <= 2) or core.startswith("成为"))
    return size.group() if size and free and weigh(claim.unit) != "count" else ""


def whose(claim: Claim) -> str:
    """Return what the clause before spoke of, without what it said of it.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "服务业支撑作用明显增强，增加值达90亿元"
    >>> read_clauses(text, 0, len(text))[0][0].names
    ['服务业增加值']
    """
    said = clause_before(claim)
    of = predicated(said)
    return _STATE.sub("", of.noun if of else said)


def _field(claim: Claim) -> str:
    """The field that a sentence opens with: `煤炭工业建设，五年投资…`."""
    said = clause_before(claim)
    return said if _FIELD.search(said) and claim.window.said.startswith(said) else ""


def _lender(claim: Claim, memory: Memory) -> str:
    """Return whose balance one may be: what was spoken of, and the clause before if no semicolon ends it."""
    return memory.topic + ("" if claim.window.said.endswith(("；", ";")) else clause_before(claim))


def of_size(gap: str, last: Claim) -> bool:
    """Tell whether the number before is the size of what is counted: `实施总投资9亿元的8个项目`.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "实施总投资9亿元的8个项目"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['项目总投资'], ['实施项目']]
    """
    return gap in ("的", "") and SIZED_END.search(last.left) is not None
