"""Whose number it is: the subject in the clause, behind the number, or carried over from before."""

from __future__ import annotations

import re

from .. import grammar
from ..numerals import SCALE_CHARACTERS
from .around import apposed, behind, clause_before, object_between, spoken_of
from .behind import SIZED_END, bearer_behind, behind_next, chained, spent_on, with_rest
from .carrying import carry, levels_before
from .claim import Claim, Memory
from .measure import Tail, counted
from .names import borrow, distribute, each_measured, each_rate, finish, per_head, ranked_each, topic_of, with_attribute
from .rows import each_output, in_row, measured_as, modified, of_them, reached_by, same_deed
from .scan import weigh
from .shares import share
from .trimming import trimmed

__all__ = ["name"]

_VERBS = grammar.literals(word for word in grammar.cues()["verb"] if len(word) == 2)
_CN = "一二三四五六七八九十"
_TOGETHER = re.compile(r"全部(?=实现|达到|完成|增长|$)|分别|(?<![年人平])均|(?<![成首新])都(?!市)|双双|各$|双$")
_AWARD = re.compile(r"^(?:无(?!锡)|荣获|获得?|入选|上榜|被评为|跻身|举办|被授予|夺得|捧得|未发生|没有发生)")
_ACTS = re.compile(r"(?:召开|提高|提升|上调|开展|组织|实施|发放|调整|增加)(?![到至为]).{3}")
_WON = re.compile(r"^(?:荣获|获评|获批|被授予|获得?|入选|蝉联|保持|位居|位列|居|被评为|上榜|实现|举办|超额完成)")
_VERB_END = re.compile(r"(?<=..)(?:开工|竣工|投产|签约|开行|发送|投运|完工|建成)$")
_REACHING = re.compile(r"(?:辐射带动|惠及|受益|涉及|覆盖|服务(?!业|贸易))(?![率面])[^，；、]{1,8}$")
_REACHES = re.compile(r"^(?:惠及|受益|带动|覆盖|参保|领取|享受|参加)")
_REST = re.compile(r"[，,；;。、]")

_KINDS = re.compile(r"(?:农村|城镇|城区|山区|国家级|省级|市级)")
_RELATIVE = re.compile(r"(?:达到|符合|具有|具备|高于|超过)[^，；。]{2,12}的[^，；。、]{2}")
_PRIZES = re.compile(r"(?<=..)(?P<verb>荣获|夺得|摘得|斩获|获得|获)[^，；、]{0,6}[牌奖]$")

#: what a clause without a number sets about to do: its object is what the next clause counts
_UNDERTAKEN = re.compile(
    r"^(?:完善|健全|巩固|扩大|推行|推动|推进|启动|实施|深化|加强|抓好|做好|搞好)(?:新一轮|新的)?(?:[三五]年)?(?=...)|(?<=...)(?:建设|工作|改革|攻坚|计划|行动)+$"
)
#: what the clauses since the number before were about
_WORKED_ON = re.compile(r"(?:加快|推进|加强|发展|抓好|强化|推动)([^，；、]{2,8}?)(?:建设|发展|升级)(?=，)")
#: whom a number is for each of, and no subject
_ALONE = frozenset(["各地", "各省", "每人", "人均", "户均", "每户", "每亩"])
_HELD = re.compile(r"(?<=..)(?:稳定在|保持在|维持在|超过|达到?|高于|低于)$")
_FINISHED = re.compile(r"(?<=..)(?:全部|均|已)(?:办复|办结|办理完毕|答复)$")
_JOINED = ("、", "和", "及", "与")
_FULFILS = re.compile(r"、?(?:实现|完成|达到)")
_LEVEL = re.compile(r"(?:国家|省|市|县)级$")
_TERRITORIES = re.compile(
    r"全[国省市县区州]|我[国省市县区州]|本[省市县区]|世界(?!第|首|先|一|级|百|最|领|知)|全球(?!第|首|先|一|百|最|领|知)"
)
_WORKS = re.compile(r"(?:完成|推进|实施|启动|开展|抓好|加快|做好)了?$")
_DEED = re.compile(r"(?<=..)(?:建设|改造|治理|整治|修复|编制|硬化|绿化|安置|招聘|培训)$")
_WHERE = re.compile(r"^(?:市区|城区|县城|中心城区|主城区|农村)(?:累计|共|已)?")
_STOCK = re.compile(rf"(?:{grammar.MEASURE_NOUN.pattern[:-1]}|[数量额率值])$")
_LENDS = re.compile(r"机构|储蓄|银行|信用社|农商|农信|小微|普惠|涉农|绿色|制造业|民营|企业|行业|领域|科技|三农|农户")
#: how large things are, before their noun or without it: `100亿元以上项目5个、50亿元以上15个`
_SUM_OVER = re.compile(r"[\d.百千万亿]+元(?:以上|以下)")
#: firms and laboratories that are named or founded one kind after the other
_NAMED = re.compile(r"(?:新增|认定|新认定|培育|新培育|获批|新获批)$")
_BODY = re.compile(
    r"(?!入库|在库|备案|评价|有效期|年度|累计|现有)(?:国家级?|省级?|市级?|各类)?[^\d、，的总达占共累]{2,14}(?:企业|实验室|平台|工作站)"
)
_BUILDING = re.compile(r"[^建成增每、]{2,9}(?:[园校所院站场馆厕桥路厂]|中心)")
_HARVEST = re.compile(r"年?总?产量|总产|[平均亩]?单产")
_BANKED = re.compile(r"(?:各项|人民币|本外币)*(?:存|贷|存贷)款余额")
_TRADE = re.compile(r"贸|进出口|出口|进口")
_MOVES = re.compile(r"(?:出口|进口)(?:量|额)?")
_QUARTER = re.compile(r"第?[一二三四]季度|[上下]半年")
_QUARTER_END = re.compile(rf"^(?:{_QUARTER.pattern})|(?:{_QUARTER.pattern})$")
_EACH = re.compile(r"(?:平均)?每(?:人|户|亩|个?职工|个?农民)(?:平均)?|人均|户均|亩均")
_PACE = re.compile(r"(?<=业)(?:生产)?(?:增长|发展|形势|生产)$")
_FIELD = re.compile(r"(?:建设|工业|农业|事业)$")
_MADE = re.compile(r"新|建成")

#: the size of a deed, which is always done to something: `开工率`, `签约金额`
_SIDE = re.compile(
    rf"(?:网上|实际|累计|{_VERBS}){{0,1}}{_VERBS}(?:率|金额|总额|额|规模|面积|总数|[数量])"
)
_SIZE = re.compile(r"(?:规模|总量|总额)$")
_MONEY = re.compile(r"(?:收入|支出|投资|贷款|存款|税收|利润|出口|进口|投入)$")
_EMITTED = re.compile(r"(?:排放总?量|排放)$")


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
    if listed and _FULFILS.match(subject):
        memory.verb = ""
    head = grammar.HEAD.match(subject)
    own = _TERRITORIES.findall(head.group()) if head else []
    claim.territory = own[-1] if own else ""
    core = trimmed(claim, subject)
    if _QUARTER.fullmatch(core) and memory.subjects:
        core += _QUARTER_END.sub("", memory.subjects[0])
    elif _EACH.fullmatch(core):
        core = per_head(apposed(claim) or (memory.subjects or [clause_before(claim)])[0], core) or core
    core = "" if core in _ALONE else core
    rest = behind(claim) or behind_next(claim)
    if claim.unit == "%" and core and rest.startswith("用于"):
        claim.names = [core + rest + "比重"]
        claim.rules.append("subject.share_used")
        return
    if purpose := spent_on(claim, core):
        claim.names, claim.flow = [purpose + core], True
        claim.rules.append("subject.spent_on")
        memory.verb = ""
        memory.speak_of([purpose], topic_of(purpose))
        return
    acts = _RELATIVE.match(rest) if claim.measure == "level" else claim.measure == "streak" and _ACTS.match(rest)
    if claim.base or (grammar.NO_NOUN.match(rest) and not acts and not rest.startswith(("的增速", "以来"))):
        rest = ""
    to = tail["to"] if tail is not None else None
    if to == "为" and not core and rest:
        claim.reached = False
    if to == "安排" and not core and rest and (counted(claim) or claim.unit.endswith("人")):
        core = to
    reached = to is not None and to not in grammar.HAVE and not (to == "为" and not core)
    moved = tail is not None and bool(tail["up"] or tail["down"] or reached)
    if claim.measure == "level" and tail is not None and (tail["up"] or tail["down"]):
        if claim.acted or counted(claim):
            core, moved = core + (tail["tail"] or ""), False
        elif not tail["into"] and grammar.POOR.search(core):
            core += tail["up"] or tail["down"]
    _place(claim, core, rest, moved, listed, memory, claims)


def _place(claim: Claim, core: str, rest: str, moved: bool, listed: bool, memory: Memory, claims: list[Claim]) -> None:
    found = _TOGETHER.findall(claim.left)
    together = "分别" if "分别" in found else found[0] if found else ""
    verb = grammar.VERB.match(core)
    if share(claim, core, together, memory):
        return
    if not core or (verb and not verb["rest"]):
        _without_noun(claim, core, rest, moved, together, memory, claims)
    elif not _attribute(claim, core, rest, together, _aside(claim, core, claims), memory):
        _own(claim, core, verb, rest, moved, listed, together, memory, claims)


def _aside(claim: Claim, core: str, claims: list[Claim]) -> bool:
    """Whether the size of a deed is one more of what was spoken of: `重点项目20个、开工率98%`."""
    other = bool(claims) and claims[-1].unit.lstrip(SCALE_CHARACTERS) != claim.unit.lstrip(SCALE_CHARACTERS)
    return other and _SIDE.fullmatch(core) is not None


def _attribute(claim: Claim, core: str, rest: str, together: str, aside: bool, memory: Memory) -> bool:
    """A subject that is only an attribute (`产量达…`, `规模居…`) of what was spoken of before."""
    amount = grammar.AMOUNT.fullmatch(core) is not None
    of = bool(rest) and claim.window.right.startswith("的")
    sized = SIZED_END.search(core) if of else None
    apart = claim.territory or (_BANKED.fullmatch(core) and not _LENDS.search(_lender(claim, memory)))
    if not of and len(core) >= 4 and (apart or grammar.ATTRIBUTE.fullmatch(memory.topic or " ")):
        return False
    if of and (sized or amount or grammar.ATTRIBUTE.fullmatch(core)):
        core = sized.group() if sized else core
        bearer = bearer_behind(claim, rest)
        names = [bearer + core]
        memory.topic = bearer
        claim.rules.append("subject.behind")
    elif grammar.ATTRIBUTE.fullmatch(core) and (bearer := object_between(claim)):
        names = [with_attribute(bearer, core)]
        memory.topic = bearer
        claim.rules.append("subject.clause_before")
    elif amount and not claim.of_which and (topic := memory.topic if memory.subjects else _field(claim)):
        names = [with_attribute(topic, core)]
        claim.rules.append("subject.attribute")
    elif not aside and not grammar.ATTRIBUTE.fullmatch(core):
        return False
    elif grammar.GROWTH_NOUN.fullmatch(core) and memory.subjects:
        claim.names = list(memory.subjects)
        claim.rules.append("subject.carried")
        return True
    elif together == "分别" and not memory.subjects and len(members := distribute(clause_before(claim))) > 1:
        members = [m + core for m in members]
        claim.names, memory.pending, memory.subjects = members[:1], members[1:], members
        claim.rules.append("subject.respectively_before")
        return True
    elif _HARVEST.fullmatch(core) and "粮食" in claim.window.said and not grammar.PRODUCT.search(memory.topic):
        names = [with_attribute("粮食", core)]
        memory.topic = "粮食"
        claim.rules.append("subject.clause_before")
    else:
        if not memory.subjects:
            memory.topic = _PACE.sub("", topic_of(_UNDERTAKEN.sub("", clause_before(claim)))) or memory.topic
        if claim.of_which or not (memory.topic or memory.subjects):
            return False
        if memory.subjects and (worked := _WORKED_ON.findall(claim.window.gap)):
            memory.topic, memory.subjects = worked[-1], []
        whole = bool(memory.subjects) and _SIZE.fullmatch(core) and _MONEY.search(memory.subjects[0])
        bearer = memory.subjects[0] if whole else memory.topic or topic_of(memory.subjects[0])
        names = [with_attribute(bearer, core)]
        claim.rules.append("subject.attribute")
    claim.names = names
    memory.speak_of(names, memory.topic)
    return True


def _field(claim: Claim) -> str:
    """The field that a sentence opens with: `煤炭工业建设，五年投资…`."""
    said = clause_before(claim)
    return said if _FIELD.search(said) and claim.window.said.startswith(said) else ""


def _lender(claim: Claim, memory: Memory) -> str:
    """Return whose balance one may be: what was spoken of, and the clause before if no semicolon ends it."""
    return memory.topic + ("" if claim.window.said.endswith(("；", ";")) else clause_before(claim))


def _own(
    claim: Claim,
    core: str,
    verb: Tail,
    rest: str,
    moved: bool,
    listed: bool,
    together: str,
    memory: Memory,
    claims: list[Claim],
) -> None:
    claim.rules.append("subject.own")
    core = of_them(claim, core)
    ends = grammar.VERB_END.search(core) if verb is None else None
    core = with_rest(claim, core, verb, rest, moved)
    core = in_row(claim, core, listed, memory)
    if listed and _KINDS.fullmatch(core) and memory.subjects and _KINDS.search(memory.subjects[0]):
        core = _KINDS.sub(core, memory.subjects[0], count=1)
        verb = grammar.VERB.match(core)
    if listed and _SUM_OVER.fullmatch(core) and memory.subjects and _SUM_OVER.search(memory.subjects[0]):
        core = _SUM_OVER.sub(core, memory.subjects[0], count=1)
        verb = grammar.VERB.match(core)
    listed = listed or _one_more(claim, core, memory, claims)
    goes_on = listed or (claim.of_which and _MADE.match(memory.verb)) or same_deed(claim, core, memory)
    inherits = goes_on and verb is None and memory.verb
    if inherits and memory.subjects:
        core = modified(memory.subjects[0], core)
    elif claim.of_which and memory.subjects:
        core = measured_as(memory.subjects[0], core)
    elif memory.subjects and _reaches_people(claim, core):
        core = reached_by(memory.subjects[0]) + core
    if inherits and claim.measure == "level" and not moved:
        core = memory.verb + core + (memory.topic if claim.of_which and _KINDS.fullmatch(core) else "")
        claim.flow = True
        claim.rules.append("subject.verb_of_list")
    elif verb is not None or (verb := grammar.VERB.match(_WHERE.sub("", core))):
        memory.verb = verb["verb"]
        claim.flow = True
    elif not listed:
        won = _PRIZES.search(core)
        memory.verb = won["verb"] if won else ends["verb"] if ends and "subject.behind" in claim.rules else ""
        claim.flow = claim.flow or won is not None
    if memory.topic and claim.window.gap.startswith(("（", "(")) and _LEVEL.search(core):
        core = memory.verb + core + memory.topic
    if not inherits and memory.subjects:
        core = borrow(memory.subjects[0], core)
        if listed and _MOVES.fullmatch(core) and not _TRADE.search(memory.subjects[0]):
            core = memory.topic + core
    memory.territory = claim.territory
    names = each_output(claim, _members(claim, core, together), memory)
    if len(names) > 1 and memory.topic and all(grammar.ATTRIBUTE.fullmatch(n) for n in names):
        names = [with_attribute(memory.topic, n) for n in names]
    claim.names = names
    if len(names) > 1:
        apart = claim.window.run > 1
        if apart:
            claim.names, memory.pending = names[:1], names[1:]
        claim.rules.append("subject.respectively" if apart else "subject.each")
    memory.speak_of(names, topic_of(names[0]))
    memory.heads += names


def _reaches_people(claim: Claim, core: str) -> bool:
    """Whether a deed tells whom or what something before it reached: `惠及居民5000户`."""
    return claim.measure == "level" and _REACHING.match(core) is not None


def _one_more(claim: Claim, core: str, memory: Memory, claims: list[Claim]) -> bool:
    """Whether a bare noun behind a comma is one more of what was built or named: `新建学校18所，幼儿园15所`."""
    alike = bool(claims) and claims[-1].unit == claim.unit and weigh(claim.unit) == "count" and not claim.window.right
    built = "建" in memory.verb and _BUILDING.fullmatch(core) is not None
    named = _NAMED.search(memory.verb) is not None and _BODY.fullmatch(core) is not None
    return alike and claim.window.gap == f"，{core}" and (built or named)


def _members(claim: Claim, core: str, together: str) -> list[str]:
    rates = "增速" in claim.left or _EMITTED.search(core) is not None
    emitted = claim.measure == "growth" and "、" in core and rates and "等" not in core
    run = claim.window.run
    if not together and run == 1 and claim.measure in ("rank", "streak") and "等" not in core:
        return ranked_each(core)
    if not together and run == 1 and claim.measure == "level" and claim.unit == "%" and "等" not in core:
        return each_rate(core)
    if not together and run == 1 and not emitted:
        return each_measured(core) if claim.measure == "growth" else [core]
    names = distribute(core, run if run > 1 else 0)
    measured = all(_STOCK.search(name) for name in names)
    if not together and run > 1 and (len(names) != run or (claim.window.mixed and not measured)):
        return [core]
    return names


def _without_noun(
    claim: Claim, core: str, rest: str, moved: bool, together: str, memory: Memory, claims: list[Claim]
) -> None:
    q = claim.quantity
    level = claim.measure == "level"
    if pair := _same_works(claim, core, together, claims):
        claim.names, memory.pending = pair[:1], pair[1:]
        claim.rules.append("subject.respectively_again")
        return
    if core and not rest and level and not moved:
        spoken = spoken_of(claim, memory)
        verb = grammar.VERB.match(spoken)
        if kind := grammar.TRAIN.findall(claim.window.said) if claim.unit == "列" else None:
            whole = max(kind, key=len) + core
        else:
            went = _VERB_END.sub("", spoken) if memory.subjects else _UNDERTAKEN.sub("", _VERB_END.sub("", spoken))
            whole = core + verb["rest"] if verb and verb["rest"] and memory.subjects else went + core
        claim.names, claim.flow = [whole], core != "覆盖"
        claim.rules.append("subject.clause_before")
        memory.speak_of(claim.names, claim.names[0])
    elif rest and q.kind == "amount" and level and not claim.base and (not moved or weigh(claim.unit) == "count"):
        _number_first(claim, core, rest, memory, claims)
    elif q.kind == "streak" and rest and (not memory.subjects or _AWARD.match(rest) or _ACTS.match(rest)):
        claim.names = memory.subjects = [_HELD.sub("", _WON.sub("", rest))]
        claim.rules.append("subject.behind")
    else:
        carry(claim, together, memory, claims)


def _number_first(claim: Claim, core: str, rest: str, memory: Memory, claims: list[Claim]) -> None:
    """A number before its noun: `6家企业入选…`, `新设14个示范区`, `71%的机组实现超低排放`."""
    whole = core.removesuffix("首批") + chained(claim, rest)
    gap, last = claim.window.gap, claims[-1] if claims else None
    in_list = last is not None and "subject.behind" in last.rules
    if _REACHES.match(core + rest):
        whole = spoken_of(claim, memory) + whole
    elif in_list and memory.verb and (gap.endswith(_JOINED) or (last is not None and "subject.chained" in last.rules)):
        whole = memory.verb + whole
    if claim.unit in ("%", "成"):
        whole += "占比"
    else:
        claim.flow = True
    claim.names = [whole]
    claim.rules.append("subject.behind")
    said_of = grammar.PREDICATE.search(whole)
    if said_of is None and last is not None and _WORKS.search(last.left) and "subject.chained" not in last.rules:
        said_of = _DEED.search(whole)
    if _FINISHED.search(whole):
        whole, said_of = _FINISHED.sub("", whole), None
        claim.names = [whole]
    listed = in_list and last is not None and not last.window.right.startswith("的")
    shared = last is not None and listed and said_of and not _REST.search(gap.strip("、"))
    if (
        last is not None
        and said_of
        and shared
        and not grammar.PREDICATE.search(last.names[0])
        and not _DEED.search(finish(last.names[0]))
    ):
        last.names = [finish(last.names[0]) + whole[said_of.start() :]]
    memory.verb = core or (memory.verb if gap.endswith(_JOINED) else "")
    memory.speak_of(claim.names, topic_of(whole))


def _same_works(claim: Claim, core: str, together: str, claims: list[Claim]) -> list[str]:
    """The works of a bare verb said again: `五年关闭煤矿80处、铁矿20处，今年分别关闭30处、6处`."""
    names = levels_before(claims, claim.window.run) if core and together == "分别" and claim.window.run > 1 else []
    return names if all(name.startswith(core) for name in names) else []
