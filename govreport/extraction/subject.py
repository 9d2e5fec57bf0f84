"""Whose number it is: the subject in the clause, behind the number, or carried over from before."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.alike import by_pace, each_measured, each_rate, ranked_each, sized
from govreport.extraction.around import apposed, behind, clause_before, spoken_of, undertaken
from govreport.extraction.attributes import ANSWERED, attribute, motions, of_size
from govreport.extraction.bearers import bearer_by_fit, per_head, set_off
from govreport.extraction.behind import behind_next, chained, finished, widens, with_rest, without_purpose
from govreport.extraction.carrying import carry, levels_before
from govreport.extraction.claim import Claim, Memory
from govreport.extraction.fields import done_to, in_field
from govreport.extraction.measure import Tail, counted
from govreport.extraction.members import RATES, done_to_each, grade, led_by, share_said, sized_alike, told_apart
from govreport.extraction.money import spent
from govreport.extraction.names import borrow, distribute, finish, topic_of
from govreport.extraction.owners import owned
from govreport.extraction.predicates import bearing, counts_on, of_things, predicated, treated
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
from govreport.extraction.shares import part_of, share
from govreport.extraction.them import counted_alike, left_out, of_them
from govreport.extraction.trimming import became, contest, judged, trimmed
from govreport.indicators import vocabulary
from govreport.territories import locate

__all__ = ["name"]

_CN = "一二三四五六七八九十"
_TOGETHER = re.compile(r"全部(?=实现|达到|完成|增长|$)|分别|(?<![年人平])均|(?<![成首新])都(?!市)|双双|各$|双$")
_AWARD = re.compile(
    r"^(?:无(?!锡)|荣获|获得?|入选|上榜|被评为|跻身|蝉联|成为|进入|举办|被授予|夺得|捧得|未发生|没有发生)"
)
_ACTS = re.compile(r"(?:召开|降低|下调|提高|提升|上调|开展|组织|实施|发放|调整|增加)(?![到至为]).{3}")
_WON = re.compile(
    r"^(?:在[^，；、中]{2,10}?)?(?:成功|圆满|如期|大规模|组织|持续|集中)?(?:召开|承办|荣获|获评|获批|被授予|获得?|入选|入围|蝉联|跻身|成为|进入"
    r"|保持|位居|位列|稳居|居|被评为|上榜|实现|举办|超额完成|(?:制定)?实[施行]|开展|推行)"
)
_VERB_END = re.compile(r"(?<=..)新?(?:开工|竣工|投产|签约|开行|发送|投运|完工|建成)$")
#: how far works got, behind those that say which works: `改造开工30个、完工20个`
_STAGE = re.compile(r"(?:新|基本|主体|已)?(?:开工(?:建设)?|完工|竣工|投产|投运|建成|交付|封顶|入库)")
#: deeds that name what they are done to
_WHOLE_DEEDS = frozenset(grammar.cues()["wholedeed"])
#: a contribution without who makes it: `服务业增长9%，对经济增长贡献率达52%`
_CONTRIBUTES = re.compile(r"对[^，；、]{2,16}贡献(?:率|度|总量|份额)$")
_SHARED = re.compile(r"(?<=..)占(?!地(?!区)).*$")
#: how far incomes in town and country are apart
_DISTANCE = re.compile(r"收入(?:倍差|差距|比值?)")
_REACHING = re.compile(
    rf"(?:辐射带动|惠及|受益|涉及|覆盖|服务(?=.{{0,4}}{grammar.any_of('people')}))(?![率面])[^，；、]{{1,8}}$"
)
_REACHES = re.compile(r"^(?:惠及|受益|带动|覆盖|参保|领取|享受|参加)")
#: what part of a whole goes where: `财政支出的七成用于民生`
_SPENT = re.compile(r"用于|投向|投入|来自|分布在")

_KINDS = re.compile(
    rf"农村|乡村|城镇|城区|山区|[省市县区]{{1,2}}重点(?=$|项目|工程)"
    rf"|(?:国家|自治区|[省市县区部州镇村{_CN}])级(?!以上)|[\d百千万两{_CN}]+亿级"
)
_RELATIVE = re.compile(r"(?:达到|符合|具有|具备|高于|超过)[^，；。]{2,12}的[^，；。、]{2}")
_PRIZES = re.compile(r"(?<=..)(?P<verb>荣获|夺得|摘得|斩获|获得|获)[^，；、]{0,6}[牌奖]$")

#: whom a number is for each of, and no subject
_ALONE = frozenset(["各地", "各省", "每人", "人均", "户均", "每户", "每亩"])
#: what was to be done in a year, and nothing of what: `完成年度目标4万人`
_PLAN_WORD = re.compile(r"(?:年度?|全年|年初|预期|既定)*(?:目标|任务|计划|指标)+数?|年度")
_HELD = re.compile(r"(?<=..)(?:稳定在|保持在|维持在|超过|达到?|高于|低于)$")
_FINISHED_ENDS = ("办复", "办结", "办理完毕", "答复")
_FINISHED = re.compile(rf"(?<=..)(?:全部|均|已)(?:{'|'.join(_FINISHED_ENDS)})$")
_FULFILS = re.compile(r"、?(?:实现|完成|达到)")
_LEVEL = re.compile(r"(?:国家|省|市|县)级$")
_TERRITORIES = re.compile(
    r"全(?:[国省市县区州镇乡师]|街道|兵团)|我[国省市县区州镇乡]|本[省市县区镇乡]|世界(?!第|首|先|一|级|百|最|领|知)|全球(?!第|首|先|一|百|最|领|知)"
)
#: what a further count adds to
_NEW = re.compile(r"新增|累计新增|新")
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
_QUARTER = re.compile(r"第?[一二三四]季度|[上下]半年")
_QUARTER_END = re.compile(rf"^(?:{_QUARTER.pattern})|(?:{_QUARTER.pattern})$")
_EACH = re.compile(r"(?:平均)?每(?:人|户|亩|个?职工|个?农民)(?:平均)?|人均|户均|亩均")
#: those among whom something is said: `在12家企业中，有7家…`
_MEMBERS = re.compile(r"(?<=..)(?<![高初其集之当城])中$")
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
    subject = set_off(claim, subject, memory)
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
    core = "" if core in _ALONE or (claim.measure == "rank" and memory.subjects and locate(core)) else core
    if memory.subjects and _PLAN_WORD.fullmatch(core):
        claim.goal = True
        carry(claim, "", memory, claims)
        return
    if claim.unit == "%" and claim.left == "的" and claims and claims[-1].goal:
        claim.names, claim.reached = [f"{claims[-1].names[0]}占年度任务比重"], True
        claim.rules += ["measure.completion", "subject.share_of"]
        return
    rest = without_purpose(claim.left, behind(claim)) or behind_next(claim, core)
    if rest and _MEMBERS.search(rest):
        core, rest = core.removeprefix("在"), rest[:-1]
    whole = core or (memory.subjects or [""])[0]
    if claim.unit in ("%", "成") and whole and _SPENT.match(rest) and rest not in whole:
        claim.names = [whole + rest + "比重"]
        claim.rules.append("subject.share_used")
        return
    if spent(claim, core, memory):
        return
    done = claim.measure == "streak" or claim.unit == "次"
    acts = _ACTS.match(rest) if done else claim.measure == "level" and _RELATIVE.match(rest)
    if (
        claim.base
        or became(claim)
        or (grammar.NO_NOUN.match(rest) and not acts and not rest.startswith(("的增速", "以来")))
    ):
        rest = ""
    to = tail["to"] if tail is not None else None
    if to == "为" and not core and rest:
        claim.reached = False
    if to == "安排" and not core and rest and (counted(claim) or claim.unit.endswith("人")):
        core = to
    reached = (
        to is not None and to not in grammar.HAVE and not (to == "为" and not core) and not widens(claim, to, rest)
    )
    moved = tail is not None and bool(tail["up"] or tail["down"] or reached)
    if claim.measure == "level" and tail is not None and (tail["up"] or tail["down"]):
        if claim.acted or counted(claim):
            core, moved = core + (tail["tail"] or ""), False
        elif not tail["into"] and grammar.is_flow(core, tail["up"] or ""):
            core += tail["up"] or tail["down"]
    _place(claim, core, rest, moved, listed, memory, claims)


def _place(claim: Claim, core: str, rest: str, moved: bool, listed: bool, memory: Memory, claims: list[Claim]) -> None:
    found = _TOGETHER.findall(claim.left)
    together = "分别" if "分别" in found else found[0] if found else ""
    if share(claim, core, together, memory, claims):
        return
    core = of_them(claim, core, claims)
    verb = grammar.VERB.match(core)
    if not core or (verb and not verb["rest"]):
        _without_noun(claim, core, rest, moved, together, memory, claims)
    elif not attribute(claim, core, rest, together, memory, claims):
        _own(claim, core, verb, rest, moved, listed, together, memory, claims)


def _own(
    claim: Claim,
    core: str,
    verb: re.Match[str] | None,
    rest: str,
    moved: bool,
    listed: bool,
    together: str,
    memory: Memory,
    claims: list[Claim],
) -> None:
    claim.rules.append("subject.own")
    core = given(claim, core, claims)
    ends = grammar.VERB_END.search(core) if verb is None else None
    core = part_of(claim, core, with_rest(claim, core, verb, rest, moved))
    core = in_row(claim, core, listed, memory)
    one_of_them = bool(memory.subjects) and (claim.of_which or _goes_on(claim, listed))
    if one_of_them and (kind := _kind(claim, core, memory)):
        core, verb = kind, grammar.VERB.match(kind)
    if one_of_them and (alike := sized_alike(memory.subjects[0], core)):
        core, verb = alike, grammar.VERB.match(alike)
    listed = listed or _one_more(claim, core, memory, claims)
    goes_on = listed or (claim.of_which and of_made(claim, core, memory)) or same_deed(claim, core, memory)
    done = done_to(claim, core, memory, claims)
    inherits = (
        goes_on
        and verb is None
        and memory.verb
        and not (done or own_deed(memory.verb, core) or _reaches_people(claim, core))
    )
    core = done or in_field(claim, _with_more(claim, core, bool(inherits), memory, claims), memory, claims)
    if inherits and claim.measure == "level" and not moved:
        core = memory.verb + core + (memory.topic if claim.of_which and _KINDS.fullmatch(core) else "")
        claim.flow = True
        claim.rules.append("subject.verb_of_list")
    elif verb is not None or (verb := grammar.VERB.match(_WHERE.sub("", core))):
        memory.verb = deed(verb)
        claim.flow = True
    elif not listed:
        won = _PRIZES.search(core)
        memory.verb = won["verb"] if won else ends["verb"] if ends and claim.behind else inner_deed(core)
        claim.flow = claim.flow or won is not None
    if memory.topic and claim.window.gap.startswith(("（", "(")) and _LEVEL.search(core):
        core = memory.verb + core + memory.topic
    if not inherits and memory.subjects:
        core = borrow(memory.subjects[0], core)
        core = graded_alike(claim, memory.subjects[0], owned(memory.subjects[0], core), claims) if listed else core
        if listed and _MOVES.fullmatch(core) and not _TRADE.search(memory.subjects[0]):
            core = memory.topic + core
    memory.territory = claim.territory
    names = each_output(claim, _members(claim, core, together), memory)
    several = motions(claims) if len(names) > 1 and all(ANSWERED.match(n) for n in names) else []
    if several:
        names = ["、".join(several) + n for n in names]
    elif len(names) > 1 and (whose := _whose_all(claim, names, memory, claims)):
        names = [sized(claim.measure, memory.subjects, whose, n) for n in names]
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
    if not _KINDS.fullmatch(core) or not _KINDS.search(said):
        return ""
    verb = grammar.VERB.match(said)
    said = verb["rest"] if verb and claim.of_which and not of_made(claim, core, memory) else said
    return _KINDS.sub(core, said, count=1)


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
    if claims and _STAGE.fullmatch(core) and memory.subjects and (works := _VERB_END.search(memory.subjects[0])):
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
        spoken = counted_alike(claim, claims) or spoken_of(claim, memory)
        verb = grammar.VERB.match(spoken)
        if kind := grammar.TRAIN.findall(claim.window.said) if claim.unit == "列" else None:
            whole = max(kind, key=len) + core
        else:
            if claims and "subject.clause_before" in claims[-1].rules:
                spoken = grammar.VERB_END.sub("", spoken)
            whole = _done_to(core, spoken, verb, bool(memory.subjects))
        claim.names, claim.flow = [whole], core != "覆盖"
        claim.rules.append("subject.clause_before")
        memory.speak_of(claim.names, claim.names[0])
    elif rest and q.kind == "amount" and level and not claim.base and (not moved or weigh(claim.unit) == "count"):
        _number_first(claim, core, rest, memory, claims)
    elif (
        q.kind == "streak" and rest and (not memory.subjects or _AWARD.match(rest) or _ACTS.match(rest) or judged(rest))
    ):
        won = _WON.sub("", rest)
        claim.names = memory.subjects = [judged(won) or contest(_HELD.sub("", won))]
        claim.found_behind()
    else:
        carry(claim, together, memory, claims)


def _done_to(core: str, spoken: str, verb: re.Match[str] | None, named: bool) -> str:
    """A deed with what it was done to, which the words before name."""
    if core in _WHOLE_DEEDS:
        return core
    if named and core in ("投入", "支出"):
        return _VERB_END.sub("", spoken) + core
    if named:
        return core + verb["rest"] if verb and verb["rest"] else _VERB_END.sub("", spoken) + core
    thing = _VERB_END.sub("", spoken)
    object_ = undertaken(thing)
    return object_ + core if thing.startswith(object_) or core in ("投入", "支出") else core + object_


def _number_first(claim: Claim, core: str, rest: str, memory: Memory, claims: list[Claim]) -> None:
    """A number before its noun: `6家企业入选…`, `新设14个示范区`, `71%的机组实现超低排放`."""
    core = core.removesuffix("首批")
    rate = claim.unit in RATES
    things = (rate or of_things(claim.unit)) and (not core or _NEW.fullmatch(core))
    counted_things = rest if things and finished(rest) else chained(claim, rest)
    done = treated(claim.left, counted_things) if things else None
    said = done or (predicated(counted_things) if things else None)
    of_them = left_out(claim, rest, memory, claims) if things and not said else None
    said = said or of_them
    if said and not done and counts_on(claim.window) and rest == counted_things:
        counted_things, said = said.noun, None
    whole = core + ((f"{said.said}的{said.noun}" if rate else said.name) if said else counted_things)
    gap, last = claim.window.gap, claims[-1] if claims else None
    joined = gap.endswith(grammar.JOINTS)
    in_list = last is not None and last.behind
    if _REACHES.match(core + rest):
        whole = spoken_of(claim, memory) + whole
    elif last is not None and (
        deed := memory.verb if (in_list and (joined or last.chained)) or of_size(gap, last) else ""
    ):
        whole = deed + whole
    elif last is not None and in_list and joined and not said and (lead := led_by(last)):
        memory.verb, whole = lead, lead + whole
    if rate:
        whole = finish(whole).rstrip("和及与") + "占比"
    else:
        claim.flow = True
        whole = in_field(claim, whole, memory, claims)
    if whole.endswith(_FINISHED_ENDS) and _FINISHED.search(whole):
        whole, said = _FINISHED.sub("", whole), None
    claim.names = [whole]
    claim.found_behind()
    if in_list and joined and not of_them:
        grade(claims, said.noun if said else whole)
    if not of_them:  # what is said of some is said of those alone
        share_said(claim, said, whole, claims)
    memory.verb = core or (memory.verb if joined else "")
    memory.speak_of(claim.names, bearing(whole, said.noun) if said else topic_of(whole))


def _same_works(claim: Claim, core: str, together: str, claims: list[Claim]) -> list[str]:
    """The works of a bare verb said again: `五年关闭煤矿80处、铁矿20处，今年分别关闭30处、6处`."""
    names = levels_before(claims, claim.window.run) if core and together == "分别" and claim.window.run > 1 else []
    return names if all(name.startswith(core) for name in names) else []
