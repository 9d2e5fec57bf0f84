"""The subject that a clause has of its own, with what it leaves to the names before it."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.alike import by_pace, each_measured, each_rate, ranked_each, sized
from govreport.extraction.around import spoken_of, undertaken
from govreport.extraction.attributes import ANSWERED, motions
from govreport.extraction.bearers import bearer_by_fit
from govreport.extraction.claim import Claim, Memory, Naming
from govreport.extraction.coordinated import distribute
from govreport.extraction.fields import done_to, in_field
from govreport.extraction.members import done_to_each, sized_alike, told_apart
from govreport.extraction.names import borrow, topic_of
from govreport.extraction.owners import owned
from govreport.extraction.predicates import bearing
from govreport.extraction.rows import (
    deed,
    each_output,
    given,
    graded_alike,
    in_row,
    inner_deed,
    measured_as,
    modified,
    of_made,
    one_more_related,
    own_deed,
    reached_by,
    same_deed,
)
from govreport.extraction.scan import weigh
from govreport.extraction.shares import part_of
from govreport.extraction.whole_subject import with_rest
from govreport.extraction.without_noun import WORKS_END
from govreport.indicators import vocabulary

__all__ = ["own_subject"]

_CN = "一二三四五六七八九十"
#: how far works got, behind those that say which works: `改造开工30个、完工20个`
_STAGE = re.compile(r"(?:新|基本|主体|已)?(?:开工(?:建设)?|完工|竣工|投产|投运|建成|交付|封顶|入库)")
#: a contribution without who makes it: `服务业增长9%，对经济增长贡献率达52%`
_CONTRIBUTES = re.compile(r"对[^，；、]{2,16}贡献(?:率|度|总量|份额)$")
_SHARED = re.compile(r"(?<=..)占(?!地(?!区)).*$")
#: how far incomes in town and country are apart
_DISTANCE = re.compile(r"收入(?:倍差|差距|比值?)")
_REACHING = re.compile(
    rf"(?:辐射带动|惠及|受益|涉及|覆盖|服务(?=.{{0,4}}{grammar.any_of('people')}))(?![率面])[^，；、]{{1,8}}$"
)
_KINDS = re.compile(
    rf"农村|乡村|城镇|城区|山区|[省市县区]{{1,2}}重点(?=$|项目|工程)"
    rf"|(?:国家|自治区|[省市县区部州镇村{_CN}甲乙丙]|[1-5]?A)级(?!以上)|[{_CN}]星级|[\d百千万两{_CN}]+亿级"
)
#: a grade that one of several things has: `博物馆9个，其中国家一级2个`
_GRADE = re.compile(rf"国家(?:[{_CN}]级|级)|(?:[{_CN}]级)?[甲乙丙]等?级?|[省市部]级|[1-5]A级|[{_CN}]星级|全国")
#: and what stands in its place in their name: `省级以上平台9个，其中国家级2个`
_GRADED = re.compile(r"(?:国家|[省市县等甲乙丙])级(?:及其?)?以上|(?<![1-5])A级|(?<!.)星级|(?<=[级的])星级")
_PRIZES = re.compile(r"(?<=..)(?P<verb>荣获|夺得|摘得|斩获|获得|获)[^，；、]{0,6}[牌奖]$")
_LEVEL = re.compile(r"(?:国家|省|市|县)级$")
_WHERE = re.compile(r"^(?:市区|城区|县城|中心城区|主城区|农村)(?:累计|共|已)?")
_STOCK = re.compile(rf"(?:{grammar.MEASURE_NOUN.pattern[:-1]}|[数量额率值])$")
#: firms and laboratories that are named or founded one kind after the other
_NAMED = re.compile(r"(?:新增|认定|新认定|培育|新培育|获批|新获批)$")
_BODY = re.compile(
    r"(?!入库|在库|备案|评价|有效期|年度|累计|现有)(?:国家级?|省级?|市级?|各类)?[^\d、，的总达占共累]{2,14}(?:企业|实验室|平台|工作站)"
)
_BUILDING = re.compile(r"[^建成增每、]{2,9}(?:[园校所院站场馆厕桥路厂]|中心)")
_TRADE = re.compile(r"贸|进出口|出口|进口")
_MOVES = re.compile(r"(?:出口|进口)(?:量|额)?")
_EMITTED = re.compile(r"(?:排放总?量|排放)$")


def own_subject(naming: Naming, core: str, verb: re.Match[str] | None) -> None:
    """Name a claim by the subject of its clause.

    Parameters
    ----------
    naming : Naming
    core : str
        The subject before the number.
    verb : match or None
        The verb it begins with.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("新建学校18所，幼儿园15所", 0, 14)[0]]
    [['新建学校'], ['新建幼儿园']]
    """
    claim, memory, claims = naming.claim, naming.memory, naming.claims
    claim.rules.append("subject.own")
    core = given(claim, core, claims)
    ends = grammar.VERB_END.search(core) if verb is None else None
    core = part_of(claim, core, with_rest(claim, core, verb, naming.rest, naming.moved))
    core, verb = _one_of_them(naming, in_row(claim, core, naming.listed, memory), verb)
    naming.listed = naming.listed or _one_more(claim, core, memory, claims)
    done = done_to(claim, core, memory, claims)
    inherits = not done and verb is None and _goes_on_with_deed(naming, core)
    core = done or in_field(claim, _with_more(claim, core, inherits, memory, claims), memory, claims)
    core = _with_deed(naming, core, verb, ends["verb"] if ends else "", inherits)
    if not inherits and memory.subjects:
        core = _after(naming, memory.subjects[0], core)
    memory.territory = claim.territory
    _tell(naming, _names(naming, core))


def _one_of_them(naming: Naming, core: str, verb: re.Match[str] | None) -> tuple[str, re.Match[str] | None]:
    """One more kind or size of what was spoken of, and the verb that it begins with."""
    claim, memory = naming.claim, naming.memory
    if not memory.subjects or not (claim.of_which or _goes_on(claim, naming.listed)):
        return core, verb
    kind = _kind(claim, core, memory)
    alike = sized_alike(memory.subjects[0], kind or core) or kind
    return (alike, grammar.VERB.match(alike)) if alike else (core, verb)


def _goes_on_with_deed(naming: Naming, core: str) -> bool:
    """Whether the deed of the name before holds for a further item of its list."""
    claim, memory = naming.claim, naming.memory
    goes_on = naming.listed or (claim.of_which and of_made(claim, core, memory)) or same_deed(claim, core, memory)
    return bool(goes_on and memory.verb and not (own_deed(memory.verb, core) or _reaches_people(claim, core)))


def _with_deed(naming: Naming, core: str, verb: re.Match[str] | None, ends: str, inherits: bool) -> str:
    """A name with the deed of the one before where that holds; the deed of this one is what the next goes on from."""
    claim, memory = naming.claim, naming.memory
    if inherits and claim.measure == "level" and not naming.moved:
        core = memory.verb + core + (memory.topic if claim.of_which and _KINDS.fullmatch(core) else "")
        claim.flow = True
        claim.rules.append("subject.verb_of_list")
    elif verb is not None or (verb := grammar.VERB.match(_WHERE.sub("", core))):
        memory.verb = deed(verb)
        claim.flow = True
    elif not naming.listed:
        won = _PRIZES.search(core)
        memory.verb = won["verb"] if won else ends if ends and claim.behind else inner_deed(core)
        claim.flow = claim.flow or won is not None
    in_bracket = memory.topic and claim.window.gap.startswith(("（", "(")) and _LEVEL.search(core)
    return memory.verb + core + memory.topic if in_bracket else core


def _after(naming: Naming, said: str, core: str) -> str:
    """A name with what it leaves to the one before it."""
    core = borrow(said, core)
    if not naming.listed:
        return core
    core = graded_alike(naming.claim, said, owned(said, core), naming.claims)
    return naming.memory.topic + core if _MOVES.fullmatch(core) and not _TRADE.search(said) else core


def _names(naming: Naming, core: str) -> list[str]:
    """The names of all of which the number, or the row that it begins, is told."""
    claim, memory = naming.claim, naming.memory
    names = each_output(claim, _members(claim, core, naming.together), memory)
    if len(names) < 2:
        return names
    several = motions(naming.claims) if all(ANSWERED.match(n) for n in names) else []
    if several:
        return ["、".join(several) + n for n in names]
    whose = _whose_all(claim, names, memory, naming.claims)
    return [sized(claim.measure, memory.subjects, whose, n) for n in names] if whose else names


def _tell(naming: Naming, names: list[str]) -> None:
    """Give a number its names, and the further ones to those in its row; the next clauses speak of them on."""
    claim, memory = naming.claim, naming.memory
    claim.names = names
    if len(names) > 1:
        apart = claim.window.run > 1
        if apart:
            claim.names, memory.pending = names[:1], names[1:]
        claim.rules.append("subject.respectively" if apart else "subject.each")
    topic = topic_of(names[0])
    memory.speak_of(names, bearing(names[0], topic) if claim.behind else topic)
    memory.heads += names


def _kind(claim: Claim, core: str, memory: Memory) -> str:
    """One more kind of the things before, which kinds tell apart: `省级园区3个、市级9个`."""
    said = memory.subjects[0]
    graded = claim.of_which and weigh(claim.unit) == "count" and _GRADE.fullmatch(core)
    if not graded and not (_KINDS.fullmatch(core) and _KINDS.search(said)):
        return ""
    verb = grammar.VERB.match(said)
    said = verb["rest"] if verb and claim.of_which and not of_made(claim, core, memory) else said
    if not graded or (_KINDS.search(said) and not _GRADED.search(said)):
        return _KINDS.sub(core, said, count=1)
    return _GRADED.sub(core, said, count=1) if _GRADED.search(said) else core + (verb["rest"] if verb else said)


def _goes_on(claim: Claim, listed: bool) -> bool:
    """Whether a clause is a further item of a list, which a comma may set off."""
    return listed or claim.window.gap == f"，{claim.left}"


def _whose_all(claim: Claim, names: list[str], memory: Memory, claims: list[Claim]) -> str:
    """Who has several attributes that stand alone: `国企效益提升，利润总额、上缴税费分别增长…`."""
    if by_fit := bearer_by_fit(claim, names[0], memory.topic if claims else ""):
        return by_fit
    return memory.topic if all(grammar.ATTRIBUTE.fullmatch(n) for n in names) else ""


def _with_more(claim: Claim, core: str, inherits: bool, memory: Memory, claims: list[Claim]) -> str:
    """A subject with what it leaves to the name before: a modifier, its size, what reached people."""
    if inherits and memory.subjects:
        return modified(memory.subjects[0], core)
    if _DISTANCE.fullmatch(core) and _both(memory.subjects):
        return "城乡居民" + core
    if claims and _CONTRIBUTES.match(core) and not vocabulary().lookup(core, composed=False):
        return _SHARED.sub("", claims[-1].names[0]) + core
    if claims and _STAGE.fullmatch(core) and memory.subjects and (works := WORKS_END.search(memory.subjects[0])):
        return memory.subjects[0][: works.start()].removesuffix("新") + core
    if claim.of_which and memory.subjects:
        return measured_as(memory.subjects[0], core)
    if _reaches_people(claim, core):
        # whom it reached before is no part of what reaches: `小区惠及居民5000户、惠及人口2万人`
        return reached_by(undertaken(_REACHING.sub("", spoken_of(claim, memory)))) + core
    return one_more_related(core, memory) or core


def _both(subjects: list[str]) -> bool:
    """Whether people of town and of country were spoken of together."""
    return (len(subjects) > 1 and all("居民" in said for said in subjects)) or any("城乡" in said for said in subjects)


def _reaches_people(claim: Claim, core: str) -> bool:
    """Whether a deed tells whom or what something before it reached: `惠及居民5000户`."""
    return claim.measure == "level" and _REACHING.match(core) is not None


def _one_more(claim: Claim, core: str, memory: Memory, claims: list[Claim]) -> bool:
    """Whether a bare noun behind a comma is one more of what was built or named: `新建学校18所，幼儿园15所`."""
    alike = bool(claims) and claims[-1].unit == claim.unit and weigh(claim.unit) == "count" and not claim.window.right
    built = "建" in memory.verb and _BUILDING.fullmatch(core) is not None
    named = _NAMED.search(memory.verb) is not None and _BODY.fullmatch(core) is not None
    return alike and claim.window.gap == f"，{core}" and (built or named or _of_one_kind(core, memory))


def _of_one_kind(core: str, memory: Memory) -> bool:
    """Whether a grade or a size tells a thing from the one before it: `创建省级示范区3个，市级示范区9个`."""
    said = memory.subjects[0] if memory.subjects else ""
    done = memory.verb != "" and said.startswith(memory.verb) and not _STOCK.search(core)
    return done and told_apart(said, core)


def _members(claim: Claim, core: str, together: str) -> list[str]:
    rates = "增速" in claim.left or _EMITTED.search(core) is not None
    emitted = claim.measure == "growth" and "、" in core and rates and "等" not in core
    run = claim.window.run
    if claim.measure == "rank" and "等" not in core and (paced := by_pace(core)) and run in (1, len(paced)):
        return paced
    if not together and run == 1 and claim.measure in ("rank", "streak") and "等" not in core:
        return ranked_each(core)
    if not together and run == 1 and claim.measure == "level" and claim.unit == "%" and "等" not in core:
        return each_rate(core)
    if not together and run == 1 and not emitted:
        return each_measured(core) if claim.measure == "growth" else [core]
    names = distribute(core, run if run > 1 else 0)
    names = done_to_each(names) if claim.measure == "level" else names
    names = [names[0], *(sized_alike(names[0], name) or name for name in names[1:])]
    measured = all(_STOCK.search(name) for name in names)
    if not together and run > 1 and (len(names) != run or (claim.window.mixed and not measured)):
        return [core]
    return names
