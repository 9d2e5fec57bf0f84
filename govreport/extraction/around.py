"""The clauses around a number: what the sentence spoke of before it, and what stands behind it."""

from __future__ import annotations

import re
from functools import lru_cache

from govreport import grammar
from govreport.extraction.claim import AGAIN, Claim, Memory
from govreport.extraction.names import tidy, topic_of, with_attribute

__all__ = [
    "AND_MORE",
    "BASED",
    "UNDERTAKE",
    "all_done",
    "apposed",
    "behind",
    "between_numbers",
    "clause_before",
    "headline",
    "new_topic",
    "object_between",
    "own_clause",
    "spoken_of",
    "subject_of",
    "undertaken",
    "unfulfilled",
    "without_predicate",
]

_ADVERBIAL = re.compile(
    r"[^，；]*(?:看|来说|来讲)$|随着|由于|虽然|尽管|为了|经过|按照|根据|通过|考虑|扣除|剔除|在[^，；]+(?:基础|前提|条件|情况|同时)[上下]?$"
    r"|从[^，；]{1,6}[到至][^，；]{1,6}$|在[^，；]{2,8}(?:初期|期间|时期|阶段|以前|以后|之后)$"
    rf"|(?:坚持|始终)?(?:以|把)[^，；]+[为作]{grammar.any_of('guide')}$"
    rf"|(?:{grammar.BASIS.pattern})[后计]?$"
)
#: looks ahead, so that a place where nothing goes on is passed at once; a test holds it against the pattern without it
_GOING_AHEAD = "(?=[在稳由蓬快持不平较健明显深加进企保实取均都双再首屡连创有得日逐更热如超按扎全大])"
_GOING = re.compile(
    rf"{_GOING_AHEAD}(?<=..)(?:在[^，；]{{1,16}}基础上|稳产保供|由[正负降升]转|蓬勃|快速|稳步|持续|不断|平稳|较快|健康|明显|显著|深入|加快|进一步|稳定(?!性)|稳中|企稳|保持|实现|取得|(?:均|都|双双|再|首次|屡次?|连)*创(?=历史|新高|下|近|同期)|有(?:了|很|较|所|新|进一步|显著|明显|大)|(?<!所)得到|日益|逐年|更加|更为|热火朝天|如火如荼|扎实推进|全面(?:深化|启动|展开)|大幅度?(?:增加|提高|提升)|超过了?|按人口(?:平均|计算)).*$"
)
_NEW_TOPIC = re.compile(
    rf"^(?P<subject>[^，,]{{0,12}}?{grammar.MEASURE_NOUN.pattern[:-1]})(?:创|再创|持续|稳步|保持|快速|首次|大幅|平稳|较快|继续|位居|稳居|居|增[幅速])"
)
_PREDICATIVE = re.compile(r"超过|[高低快慢好多少]于|达到|占|加上|相当于|增幅")
#: a part in its whole, which is a noun
_PART = re.compile(r"(?:所占的?|占[^占]{2,}的)(?:比重|比例|份额)$")
_STATED = re.compile(r"(?:就|共|已|则|也|约|只|还)*(?:有|达到?|为|是)")
#: says how a thing moved, and not of what: `比2018年增长12.5%`
_ONLY_MOVES = re.compile(rf"(?:{grammar.UP}|{grammar.DOWN})了?约?\d")
_NUMBERED = re.compile(r"和?[\d一二三四五六七八九十百千万亿两零〇○点.．]{3}")
_BUILT = re.compile(
    r".{0,4}(?:打造|建设|培育|壮大|形成|构建|做[大强优])(?:[^、]{0,24}的)?(?P<thing>[^、的]{2,12}(?:集群|产业|产业链|园区|基地))$"
)
_DONE = re.compile(
    r"(?<=..)(?:(?<![平人户日月年亩])均|都|已|累计|分别|超额|全部|提前|顺利|圆满)*完成(?=.{0,6}(?:投资|任务|计划|目标))"
)
_ALL_DONE = re.compile(
    r"(?<=..)(?:全部|全面|均|已){1,4}(?:(?P<done>开工|竣工|完工|完成|启动|交付)|落实|办复|办结|答复)(?:完毕)?$"
)
_ADVANCES = re.compile(
    rf"(?<=..)(?:(?:正在|正|{grammar.any_of('advancing')}){{1,5}}(?:按计划)?(?:建设|推进|实施|施工|进行|开展){{1,3}}(?:中|当中)?"
    rf"|{grammar.any_of('goingon')})$"
)
#: how far things are to come, which counts the things: `加快6个项目建设进度`
_PROGRESS = re.compile(r"(?<=..)(?:的(?:建设|施工|推进|实施)|(?<=建设|改造|施工|推进|实施|复产))(?:进度|步伐|进程)$")
#: what is said of things that does nothing to them: how they fare, what they are, what they only guide
_RHETORIC = re.compile(
    rf"(?<=..)(?:(?:都|正|就|也|均)?是(?![否非])(?=.{4})|{grammar.any_of('rhetoric')}|为{grammar.any_of('guide')}$)[^的]*$"
)
#: what is said at the end of a clause, with its adverbs, without which its subject is left
_PREDICATED = re.compile(
    rf"(?<=..)(?:{grammar.any_of('filler')}|连年|连续){{0,3}}(?:{grammar.any_of('clauseend', 'happened')}"
    rf"|(?:生产)?(?:[再喜又]获|实现|再次|喜)?丰收|[连屡再]?创(?:历史)?新高|(?:恢复|覆盖)[到至][^，；、]{{2,}}|建立[^，；、]{{4,}}(?:机制|制度|体系)|扩容提质)$"
)
#: ends a clause of its own, whose subject is a list: `甲、乙等项目陆续投产、…`
_OVER = re.compile(r"..(?:陆续|持续|全面|加快|顺利|不断|稳步|有序|明显|显著|成功|相继|全部)(?!实施)[\u4e00-\u9fff]{2}$")
#: the circumstances of what follows, or what is said of it without a number, at the end of a subject
BASED = re.compile(
    r"(?:是|为|要|将)?(?:在|于)[^，；、]*?(?:基础|基数|前提|条件|情况|影响|背景)[上下]$|(?<=..)以[^，；、]{2,14}为基[数期]$|^的?高?(?:基础|基数)上$|(?<=..)(?:表现|势头|态势)(?:突出|亮眼|强劲|抢眼|良好|较好|活跃)$"
    r"|(?<=..)(?:均|连|再|屡)?(?:全[国省市])?(?:保持|稳居|位居|排名|位列|居|创)[^，；、]{0,6}(?:前列|新高|领先|前茅)$"
    r"|(?<=..)(?:接?连续?|先后)?(?:跨[越过上]?|迈[上过]|登上|跃上|突破)了?[\d两三四五]*个?[^，；、]{0,6}(?:台阶|大关|关口)$"
)
#: how many clauses back a subject is looked for: a text of nothing but numbers has hundreds
_CLAUSES_BACK = 6
#: what a clause without a number sets about to do: its object is what the next clause counts
#: what is done about a thing, and is no part of its name
UNDERTAKE = grammar.any_of("undertake")
_UNDERTAKEN = re.compile(
    rf"^(?:{UNDERTAKE}(?:和|并|、)?)+(?:新一轮|新的)?(?:[三五]年)?(?=...)|(?<=...)(?:建设|工作|改革|攻坚|计划|行动|力度)+$"
)
#: a plan whose name says what it makes more of: `“规上企业倍增计划”`
_MULTIPLIED = re.compile(
    r"^[^“]{0,6}“?(?P<what>[^“”，]{3,}?)(?:梯度|培育|倍增|成长|壮大|递增|递进)+(?:计划|行动|工程)”?$"
)
_ACTIVITY = re.compile(r"(?<=..)(?:生产|发展|工作|事业|建设)$")
REMARK = re.compile(r"^[（(][^）)]*[）)]")
_STOP = re.compile(r"[，,；;。]")
LISTED = re.compile(r"、(?![^（(]*[）)])")
_JOINT = re.compile(r"[、的]|以及|(?<![共总缓温])和(?!美|谐|平|解|合)")
#: the last of several qualities of one thing: `吸引力强、带动面广的场景`
#: among several things, of which what follows speaks: `28种主要产品中，…`
_AMONG_THEM = re.compile(r"(?<=...)(?<![高初集其空建之当水手途眼华期])中$")
_RELATIVE = re.compile(r"[^，、；。\d]{2,10}[强广高优好大新美活多齐全明显]的[^，、；。]{2}")
#: what the number before counts, where 和 joins it to more that has a number of its own: `6项工程和县里票决的3项实事`
AND_MORE = re.compile(
    r"[^，、；：和与]{1,12}(?=(?<![共总缓温])(?:和|以及)(?!美|谐|平|解|合|国家|地区)(?:[^，；：、]{2,}|[^，；：]{3,}等)$)"
)
#: things beside those counted, which have a determiner of their own: `9条道路|和一座桥`, `8场台风|、多次火灾`
_BESIDE = grammar.late(
    rf"(?P<own>[^，。；：、“\d]{{2,20}}?)(?:以及|(?<![共总缓温])和|、)(?={grammar.any_of('beside')})"
    rf"(?:[^，。；：、]{{2,12}}?{grammar.any_of('doer')}(?P<did>(?:{grammar.DEEDS}|..了)[^，。；：]*))?"
)
_AIM = re.compile(r".*(?:力争|确保)(?!在|[^“]{0,9}”)", re.DOTALL)


def new_topic(claim: Claim) -> str:
    """Return the subject of a clause without a number that stands between: `进出口总值创历史新高，达到…`.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "出口增长6%，进口总额创历史新高，达到80亿元"
    >>> read_clauses(text, 0, len(text))[0][-1].names
    ['进口总额']
    """
    for clause in reversed(grammar.CLAUSES.split(claim.window.gap)[:-1]):
        head = grammar.HEAD.match(clause)
        if found := _NEW_TOPIC.match(clause[head.end() :] if head else clause):
            return found["subject"]
    noun = apposed(claim)
    if not noun:
        return ""
    said = claim.window.gap.startswith("；") and _STATED.fullmatch(claim.left) is not None and len(noun) > 2
    return noun if said or grammar.at_end(grammar.MEASURE_NOUN, noun) or grammar.at_end(grammar.ATTRIBUTE, noun) else ""


def apposed(claim: Claim) -> str:
    """Return the noun between two numbers that the clause of the second is about, set off by a comma.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "职工收入增长6%；农民收入，2010年为6000元"
    >>> read_clauses(text, 0, len(text))[0][-1].names
    ['农民收入']
    """
    clauses = grammar.CLAUSES.split(claim.window.gap)
    if len(clauses) < 3 or _ADVERBIAL.match(clauses[-2]):
        return ""
    head = grammar.HEAD.match(clauses[-2])
    noun = tidy(clauses[-2][head.end() :] if head else clauses[-2])
    plain = grammar.TAIL.match(noun[-60:])
    said = plain is None or plain["subject"] != noun[-60:] or grammar.BASIS.match(noun)
    predicated = _PREDICATIVE.search(noun) is not None and _PART.search(noun) is None
    return "" if said or predicated or not 2 <= len(noun) <= 30 else noun


def headline(sentence: str) -> str:
    """Return the subject of a sentence that only heads those behind it; "" where it is none.

    Examples
    --------
    >>> headline("——粮食生产再创新高。"), headline("我们取得了新的成绩。")
    ('粮食', '')
    """
    core = tidy(sentence).rstrip("。")
    if not _GOING.search(core):  # most sentences: their heads need not be read
        return ""
    head = grammar.HEAD.match(core)
    core = core[head.end() :] if head else core
    if len(core) > 20 or "，" in core:
        return ""
    going = _GOING.search(core)
    return _ACTIVITY.sub("", core[: going.start()]) if going and going.start() <= 8 else ""


def object_between(claim: Claim) -> str:
    """Return what a clause without a number between builds: `推进6个项目，打造食品产业集群，产值达90亿元`.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "推进6个项目，打造食品产业集群，产值达90亿元"
    >>> read_clauses(text, 0, len(text))[0][-1].names
    ['食品产业集群产值']
    """
    clauses = grammar.CLAUSES.split(claim.window.gap)[1:-1]
    built = _BUILT.match(clauses[-1]) if clauses else None
    return built["thing"] if built else ""


def spoken_of(claim: Claim, memory: Memory) -> str:
    """Return what the sentence has spoken of last.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "开展免费体检，惠及3万人"
    >>> read_clauses(text, 0, len(text))[0][0].names
    ['开展免费体检惠及']
    """
    return memory.subjects[0] if memory.subjects else clause_before(claim)


def between_numbers(claim: Claim) -> bool:
    """Tell whether the clause before holds the number before, and so is no subject of its own.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "出口、进口均创新高，分别增长3%、4%"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['出口'], ['进口']]
    """
    return len(grammar.CLAUSES.split(claim.window.gap)) < 3 and claim.window.gap != claim.window.said + claim.left


def clause_before(claim: Claim, most: int = 32, since: bool = False) -> str:
    """Return the subject of the clause before, where a sentence begins without a number.

    Parameters
    ----------
    claim : Claim
    most : int, default 32
        How many characters of it are kept, from its end.
    since : bool, default False
        Look only at the clauses since the number before.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "营商环境持续优化，居全省第3位"
    >>> read_clauses(text, 0, len(text))[0][0].names
    ['营商环境']
    """
    clauses = grammar.CLAUSES.split(claim.window.gap)[1:-1] if since else grammar.CLAUSES.split(claim.window.said)
    for clause in clauses[: -_CLAUSES_BACK - 1 : -1]:
        if _ADVERBIAL.match(clause):
            continue
        core = subject_of(clause)
        if len(core) >= 2 and not _NUMBERED.match(core) and not _ONLY_MOVES.match(core):
            return _at_most(core, most)
    return ""


def subject_of(clause: str) -> str:
    """Return a clause without its head and without what it says of its subject.

    Examples
    --------
    >>> subject_of("同时营商环境持续优化")
    '营商环境'
    """
    head = grammar.HEAD.match(clause)
    core = tidy(clause[head.end() :] if head else clause)
    match = grammar.TAIL.match(core[-60:])
    core = match["subject"] if match and match["subject"] else core
    if going := _GOING.search(core):
        core = core[: going.start()]
    return BASED.sub("", core)


def _at_most(core: str, most: int) -> str:
    """The end of a long clause, from the first of its parts that is whole."""
    joint = _JOINT.search(core, max(0, len(core) - most - 1)) if len(core) > most else None
    return core[joint.end() :] if joint and len(core) - joint.end() >= 4 else core[-most:]


def undertaken(clause: str) -> str:
    """Return the object of a clause that sets about something.

    Examples
    --------
    >>> undertaken("加大保障性住房建设力度"), undertaken("实施“规上企业倍增计划”"), undertaken("乡村公路")
    ('保障性住房', '规上企业', '乡村公路')
    """
    multiplied = _MULTIPLIED.match(clause)
    return multiplied["what"] if multiplied else _UNDERTAKEN.sub("", clause)


def all_done(rest: str) -> bool:
    """Tell whether things behind their number end with what was done to all of them.

    Examples
    --------
    >>> all_done("惠民工程全部完工"), all_done("惠民工程进展顺利")
    (True, False)
    """
    found = _ALL_DONE.search(rest)
    return found is not None and found["done"] is not None


def unfulfilled(rest: str) -> str:
    """Leave out how far things have got: `重大项目完成投资` and `重大项目加快推进` count projects.

    Examples
    --------
    >>> unfulfilled("重大项目完成投资")
    '重大项目'
    """
    rest = _RHETORIC.sub("", _ALL_DONE.sub("", _ADVANCES.sub("", _PROGRESS.sub("", rest))))
    found = _DONE.search(rest)
    return rest[: found.start()] if found else rest


def behind(claim: Claim) -> str:
    """Return what stands behind the number, up to the next item of a list.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> read_clauses("新设14个示范区、3个基地", 0, 12)[0][0].names
    ['新设示范区']
    """
    return _behind(claim.window.right, claim.window.ahead)


@lru_cache(maxsize=AGAIN)
def _behind(right: str, ahead: str) -> str:
    if right.startswith(("（", "(")):
        right, ahead = REMARK.sub("", right, count=1), REMARK.sub("", ahead, count=1)
    if not right or right.startswith("、"):
        return ""
    if beside := _BESIDE.match(right):
        right = ahead = beside["own"] + (beside["did"] or "")
    if right in ("过", "超", "超过") and len(ahead) > len(right):
        right = ahead
    before, _, after = right.partition("、")
    if before and "（" not in before and grammar.HEAD.match(after) and not _RELATIVE.match(after):
        return tidy(_STOP.split(before)[0])
    if len(ahead) > len(right) and (joint := AND_MORE.match(right)):
        right = joint.group()
    if len(ahead) > len(right) and "、" in right and not _RELATIVE.match(right.partition("、")[2]):
        right = LISTED.split(right)[0]
    return _AMONG_THEM.sub("", tidy(_STOP.split(right)[0]))


def without_predicate(clause: str) -> str:
    """Leave out what a clause says at its end.

    Examples
    --------
    >>> without_predicate("防汛工作全面加强"), without_predicate("防汛工作")
    ('防汛工作', '防汛工作')
    """
    return _PREDICATED.sub("", clause)


def own_clause(core: str) -> str:
    """Drop clauses of their own before the last 、.

    Examples
    --------
    >>> own_clause("养老服务深入推进、医疗服务覆盖率")
    '医疗服务覆盖率'
    """
    if (aim := _AIM.search(core)) and aim.end() < len(core) and not grammar.COMPARED_WITH.match(core, aim.end()):
        core = core[aim.end() :]
    while "、" in core:
        before, _, after = core.partition("、")
        lead, verb = grammar.VERB.match(before), grammar.VERB.match(after)
        only_verb = lead is not None and len(lead["rest"]) < 2
        went = grammar.TREND.search(before) if len(before) > 3 else None
        if went and grammar.ATTRIBUTE.fullmatch(after):
            grew = before[: went.start()]
            return with_attribute(grew if after in ("总量", "总额", "规模") else topic_of(grew), after)
        closed = len(before) > 3 and bool(grammar.CLAUSE_END.search(before) or went)
        if not (closed and not (lead and not lead["rest"])) and not (
            verb and len(verb["rest"]) > 1 and not only_verb and len(before) > 6
        ):
            break
        core = after
    before, _, last = core.rpartition("、")
    return last if _OVER.search(before) and len(last) >= 2 else core
