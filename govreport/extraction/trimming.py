"""A subject without what only introduces it, dates it or says how it came about."""

from __future__ import annotations

import re
from functools import lru_cache

from govreport import grammar, tables
from govreport.extraction.around import BASED, own_clause
from govreport.extraction.claim import Claim
from govreport.extraction.names import tidy
from govreport.extraction.scan import weigh
from govreport.indicators import vocabulary
from govreport.territories import locate

__all__ = ["ECONOMY", "became", "contest", "judged", "trimmed"]

_CN = "一二三四五六七八九十"
_CALIBER_END = re.compile(rf"(?<=..)(?:{grammar.BASES.pattern})后?$")
_AGENT = re.compile(
    r"^(?!年度)[^，；、]{2,8}(?:、[^，；、]{2,8})*?(?:(?<![生训产资设展])计划|准备|打算|决定)(?:今年|明年)?(?=增加|新增|发放|新建|兴建|引进|培养|招收)"
    r"|^[^，；]{2,10}?在[^，；]{2,10}?[中上](?=夺得|获得|荣获)"
)
_INSIDE = re.compile(rf"(?<=..)(?:前|过去|近|这)[\d两{_CN}]{{1,3}}年(?=的..)")
_ADVERBS = re.compile(r"(?<=..)(?:已经|首次|也已|也|又|(?<![平日人年户亩])均已?|就|可以|仍|还|将|原则上|基本上)+$")
_WHEN = re.compile(
    r"在[^，；、]{2,8}?(?:初期|中期|后期|末期|期间|时期|阶段|以前|以后|之后|过程中|当中|情况下|条件下|基础上)"
    r"|[到至](?:今年|去年|目前|现在|当年)?(?:底|末|[上下]半年|第[一二三四]季度)"
    r"|[^，；、]{3,8}(?<![小工课学])时"
    r"|从[^，；、]{1,6}[到至][^，；、]{1,6}"
    rf"|[由从到比]?{grammar.any_of('whenalone')}的?"
)
_BY_MEASURE = re.compile(r"(?<=..)(?:要|应|应当|必须)?(?:按照?|以)[^，；、的]{2,8}(?:数额|标准|口径|计算)$")
#: the same where nothing else stands in the clause, which tells nothing of the subject
_MEASURED_BY = re.compile(r"(?:按照?|以)?[^，；、的]{2,8}计算")
_CAUSED = re.compile(r".*(?:(?<!大)使(?![用命馆得])|把(?![关握手脉控])|[到在]本世纪末)(?=...)", re.DOTALL)
_ACHIEVED = re.compile(
    rf"(?<=..)(?:实现(?=新增|.{{2,8}}额$)|(?:实现|完成(?!投资|年度|率))(?=.{{0,8}}{grammar.MEASURE_NOUN.pattern}))"
)
#: when the things that are counted next were decided on, or who was promised them: `年初确定的20件实事`
_DECIDED = re.compile(r"(?:年初|年内)[^，；、]{0,12}?(?:确定|承诺|部署|安排)|向[^，；、]{2,8}承诺")
#: and by whom, of things that are counted: `省委确定的9项改革`
_DECIDED_BY = re.compile(rf"[^，；的]{{0,3}}?{grammar.any_of('decider')}[^，；的]{{0,4}}?(?:确定|部署|下达)")
_SPREAD = re.compile(r"(?<=..)(?:分别|双双|各自|各|全部(?:实现)?)$")
#: what judges several, and before it who takes part, unless that is a measure: `某园区在绩效考核中`
_AMONG = re.compile(
    rf"(?:(?P<who>[^，；、在]{{2,14}})?在)?(?:全[国省市县区])?(?P<of>[^，；]{{2,30}}?{grammar.any_of('judged')})中"
    r"(?:再次|位居|位列|名列|排名|排位|荣获|获得?|取得|实现|稳居|保持|连续|从)*"
)
#: and how well it does: no title, which stands for itself
_JUDGED_WELL = re.compile(
    rf"在?(?P<of>[^，；、在]{{2,28}}{grammar.any_of('judged')})"
    r"(?:中|[“\"]?(?:优秀|良好|好|优)[”\"]?(?:的?[等档]次|等级)?$|(?:排在?|位列|位居|评为|达到|居|为)(?=.))"
)
_OWN_PLACE = re.compile(r"我[省市县区州]")
_HELD_BY = re.compile(r"^[^，；、的]{0,12}(?:组织|开展|举办|牵头)的")
_SET_OUT = re.compile(
    r"(?:(?:目标|任务)(?:是|为|[:：])|》提出"
    r"|(?:预算|年计划)规定(?=[^的数标额]{3})|(?:国家|中央|国务院)决定(?=[^，；、的]{3}))"
    r"(?!在)(?:(?:今后|未来)[两三五十]年)?(?:我[省市县区])?"
)
_BECAME = re.compile(
    rf"(?P<who>[^，；]{{0,16}}?)成为[^，；]{{0,16}}?(?:首个|唯一|第[\d{_CN}]{{1,3}}个|新一个|又一个|少数|为数不多)的?"
)
#: what a rise or a multiple is measured against, at the end of a subject: `比上个五年`, `是1950年到1997年投资总和`
_AGAINST = re.compile(
    r"(?:(?<![占对])比(?![例重率较值分赛特亚])|(?<![比可])较(?![好大快高低多少强为]))[^，；、]{2,16}$"
)
_TIMES_OF = re.compile(
    r"(?:也|已|均|约|分别)*(?:是|为|相当于|等于|不低于|不高于|不少于|恢复[到至]|达到?)[^，；]{2,28}$"
)
_AIMED = re.compile(r"(?:力争|争取|预计|确保|要|将)+$")
_DONE_BY = re.compile(r"^以?内?(?:办结|完成|办理)(?:完毕)?$")
_TIMES = ("天", "日", "小时", "分钟")
#: how long something takes is told from one step to another: `项目从立项到开工9天`
_TAKES = re.compile(
    r"(?P<what>..从[^，；、]{2,}[到至][^，；、]{2,}?(?<!时间)(?<!时限)(?<!时长)(?<!周期)(?<!用时))(?:最快|最短|平均)?$"
)
_PLAN = re.compile(r"“?十?[一二三四五六七八九十]五”?")
_PER = re.compile(r"(?<=..)(?:平均)?(?:每人)?每[斤亩吨户人月]$")
_REACHED = re.compile(r"(?:完成|突破)$")
_VIEWED = re.compile(r"(?:来)?(?:看|讲|说)$")
_INNER = re.compile(
    r"(?<=..)(?:将|拟|每年|为此|当年就|(?<![偿归返退发])还要?)+(?=安排|投入|支出|拿出|拨出|增加|(?<!年)新增|增设|筹措|筹集|动用)"
)
_SINCE = re.compile(r"^[^，；、]{2,16}?以来(?:累计|共|已|先后)*(?=..|$)")
#: who did it: `市县两级组织开展`, `各级政府共建成`; money that a treasury gives stays its own
_DOER = grammar.late(
    rf"^(?!{grammar.DEEDS})[^，；、\d“]{{0,12}}?{grammar.any_of('agent')}(?:共计?|累计|先后|联合|积极|已)*(?={grammar.DEEDS}..)"
)
#: by what means, with whom: `利用闲置场地新建`, `配合上级部门查处`
_ADJUNCT = grammar.late(
    rf"^{grammar.any_of('adjunct')}(?!{grammar.DEEDS})[^，；、《]{{2,16}}?(?={grammar.DEEDS}(?:..|$))"
)
_HANDLED = grammar.literals([*grammar.LONG_VERBS, *grammar.cues()["handled"]])
#: how it was done, before the deed
_MANNER = grammar.late(
    rf"^(?:{grammar.any_of('manner')}|分[两二三四五六七八九十\d]*[批期次轮类步](?!别)){{1,9}}(?={_HANDLED}(?:..|$))"
    r"(?!建设(?:用地|项目|工程|单位))"
    rf"|^通过[^，；、《的]{{2,20}}(?<!基本)(?:共|累计|已)?(?={grammar.DEEDS}(?:..|$))"
)
#: who strives for a title, before what is won
_STRIVES = re.compile(rf"^[^，；、“]{{0,3}}{grammar.any_of('strive')}(?=[^，；、]{{3}})")
#: a place that won a title year after year: what is won is told behind the years
_WINNER = re.compile(r"(?:[\u4e00-\u9fff]{2,3}|[^、]{2,5}[市县区州旗])(?:、[^、]{2,5}[市县区州旗])*")
#: how something moved, which ranks what moved: `费用下降6%，降幅居全省首位`
_MOVED = re.compile(grammar.literals(row["word"] for row in tables.rows("of_words") if row["class"] == "growth"))
_TITLE = re.compile(r"(?:获评|荣获|获得|获|入选|被评为|蝉联|跻身)(?=.{4})")
#: at which contest, in which places it was done
_CONTEST = grammar.late(
    rf"^在[^，；、]{{2,16}}?[中上]共?(?={grammar.DEEDS})"
    rf"|^(?:优先)?在(?![建校职岗编外线册园库谈押批])[^，；《]{{0,18}}?"
    rf"(?:区域?|[县市州村口园]|城镇|农村|社区|学校|地方|支流)(?:将|已|新|共|率先)?(?={grammar.DEEDS}(?:[^的]{{2,}})?$)"
)
_RECEIVED = re.compile(r"(?<=..)(?:共|已|实际)*(?:收到|支出了)$")
_SITES = re.compile(
    r"^(?:县|市|区|村|乡镇|省份?)(?:[（(][^）)]*[）)])?(?=建设|开展|实施|建成|新建|推进|设立|推广|启动)"
)
#: what those end or begin with that most names do not: one look passes these
_BY_ENDS, _SPREAD_ENDS, _SITE_BEGINS = tuple("额准径算\n"), tuple("别双自各部现\n"), frozenset("县市区村乡省")
_ADVERB_ENDS = tuple("经次已也又均就以仍还将上\n")
#: what grows where nothing is named
ECONOMY = "经济"
#: what sums a list up before its values: `甲、乙、丙三项增速分别为…`
_SUMMED_UP = re.compile(
    r"(?<=..)(?:[两三四五六七八九十](?:项|个)(?:主要)?(?:指标)?|\d{1,2}项(?:主要|重要|经济){0,3}指标(?:增速)?)$"
)
_TERRITORY_YEAR = re.compile(r"[^，；、的]{1,8}?[省市县区州旗](?:19|20)\d\d年(?:全年|度)?(?:实现|完成)?")
_GROWTH_AIMED = re.compile(r"经济增长(?:速度|率)?[^，；]{0,6}(?:目标|预期)|经济增长速度")
_RISE_NOUN = re.compile(r"(?<=..)(?<!自然)的?增长$|(?<=..)(?:平均每年|每年平均)(?:递增)?的?(?:速度)?$")
_GOAL_NOUN = re.compile(r"(?:的)?(?:预期|增长|调控|控制)*目标$")
_EARLY = re.compile(r"提前[\d一二两三四五六七八九十]+(?:年|个月|天)(?:实现|完成|达到)?$")
_DATE_END = grammar.late(
    rf"(?<=..)(?:[在到至])?(?:[去上今当本]?年)[底末]$|(?:在|从|自|于|到|由)?(?:{grammar.DATE})(?:底|末)?(?:[至到和、—-](?:{grammar.DATE})(?:底|末)?)?(?:的|这)?(?:[\d两{_CN}]+年)?[来间中内里]{{0,2}}$"
    rf"|(?<![提\d])(?<!提前)(?:由|从|在)?(?:前|后|近|这|过去)?[\d两{_CN}]{{1,3}}年(?:来|间|中间|中|内|里)?$"
    rf"|(?:由|从|在|于)(?:上年|去年)$|(?<=..)(?:今年|去年|上年|明年|全年|当年|(?<![{_CN}几\d])年内)$"
)


def _own_year(core: str) -> str:
    """Leave out whose year a figure is of, and a sentence that has lost its full stop: `某县2023年全年生产总值`."""
    year = _TERRITORY_YEAR.match(core)
    core = core[year.end() :] if year else core
    at = core.rfind("全年", 4)
    return core[at + 2 :] if at > 0 and vocabulary().lookup(core[at + 2 :], composed=False) else core


def trimmed(claim: Claim, subject: str) -> str:
    """Return the subject without what only introduces or dates it.

    Parameters
    ----------
    claim : Claim
    subject : str
        All that stands before the verbs.

    Returns
    -------
    str
        Empty where nothing of a subject is left.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "同时，蔬菜产量在2018年到2022年间增长3%"
    >>> read_clauses(text, 0, len(text))[0][0].names
    ['蔬菜产量']
    """
    core = _named(claim, subject)
    if not core:
        return _of_growth(claim, core) if claim.measure == "growth" else ""
    core = _not_compared(claim, core)
    if _WHEN.fullmatch(core) or _MEASURED_BY.fullmatch(core) or _decided(claim, core):
        return ""
    core = _undated(_done(claim, core))
    if _VIEWED.search(core):
        return ""
    core = BASED.sub("", core)
    core = _PER.sub("", core) if "每" in core else core
    core = _EARLY.sub("", core) if "提前" in core else core
    core = _GOAL_NOUN.sub("", core) if "目标" in core else core
    core = _ACHIEVED.sub("", core) if "实现" in core or "完成" in core else core
    if claim.measure == "streak" and _WINNER.fullmatch(core) and _TITLE.match(claim.window.right):
        return ""
    if _PLAN.fullmatch(core) or (len(core) == 1 and not grammar.PRODUCT.fullmatch(core)):
        return ""
    if core == "投资" and claim.measure == "level" and "完成" in claim.left:
        return "完成投资"
    core = _time_taken(claim, core)
    if claim.measure == "rank":
        return "" if grammar.SIZE_AND_PACE.fullmatch(core) or _MOVED.fullmatch(core) else core
    return _of_growth(claim, core) if claim.measure == "growth" else core


def _named(claim: Claim, subject: str) -> str:
    """What a subject names behind what introduces it."""
    if set_out := _SET_OUT.search(subject):
        subject = subject[set_out.end() :]
    elif grown := became(claim):
        subject = grown["who"] + subject[grown.end() :]
    head = grammar.HEAD.match(subject)
    core = own_clause(tidy(subject[head.end() :] if head else subject)).removesuffix("的")
    drawn = head is not None and claim.measure == "level" and head.group().endswith(("带动", "拉动", "撬动"))
    return head.group()[-2:] + core if core and head and drawn and not _comes_to(claim) else core


def _not_compared(claim: Claim, core: str) -> str:
    """Leave out by what prices something moved, and what it is measured against."""
    if claim.measure in ("growth", "change") and (caliber := grammar.BASES.match(core)):
        core = tidy(core[caliber.end() :]).removeprefix("后")
    if claim.measure == "growth" and (caliber := _CALIBER_END.search(core)):
        core = core[: caliber.start()]
    if claim.quantity.kind == "double" and (compared := grammar.COMPARED_WITH.search(core)):
        core = _AIMED.sub("", core[: compared.start()])
    if claim.measure in ("growth", "change", "multiple") and (against := _AGAINST.search(core)):
        core = core[: against.start()]
    if claim.measure == "multiple" and (times := _TIMES_OF.search(core)):
        core = core[: times.start()]
    return core


def _done(claim: Claim, core: str) -> str:
    """Leave out who did it, how, and among whom it ranks."""
    core = _own_year(_SUMMED_UP.sub("", core) if "、" in core else core)
    core = _BY_MEASURE.sub("", core) if core.endswith(_BY_ENDS) else core
    core = _INSIDE.sub("", core) if "年的" in core else core
    core = _AGENT.sub("", _ADVERBS.sub("", core) if core.endswith(_ADVERB_ENDS) else core)
    core = _SINCE.sub("", core) if "以来" in core else core
    core = _ADJUNCT.sub("", _DOER.sub("", core))
    core = _CONTEST.sub("", core) if "在" in core[:3] else core
    core = _manner(claim, _RECEIVED.sub("", core) if core.endswith(("收到", "支出了", "\n")) else core)
    core = _STRIVES.sub("", core) if claim.measure == "streak" else core
    ranked = claim.measure in ("rank", "streak") or claim.unit == "位"
    return contest(_before_place(core) if ranked else core)


@lru_cache(maxsize=1 << 13)  # of one name are mostly several numbers
def _undated(core: str) -> str:
    """Leave out when it was at the end, and what it came of."""
    while late := _DATE_END.search(core):
        core = core[: late.start()]
    if (caused := _CAUSED.match(core)) and (grammar.at_end(grammar.MEASURE_NOUN, core) or core.endswith("人口")):
        head = grammar.HEAD.match(core, caused.end())
        core = core[head.end() if head else caused.end() :]
    core = _INNER.sub("", _SPREAD.sub("", core) if core.endswith(_SPREAD_ENDS) else core)
    core = _SITES.sub("", core) if core[:1] in _SITE_BEGINS else core
    return _ADVERBS.sub("", core) if core.endswith(_ADVERB_ENDS) else core


def _time_taken(claim: Claim, core: str) -> str:
    """Name how long something takes by the steps that it lies between: `项目从立项到开工9天办结`."""
    takes = _TAKES.search(core) if claim.unit.endswith(_TIMES) else None
    if not takes:
        return core
    claim.window.right = _DONE_BY.sub("", claim.window.right)
    return core[: takes.start()] + takes["what"] + "时间"


def _decided(claim: Claim, core: str) -> bool:
    """Whether a clause only tells when the things behind the number were decided on: `年初确定的20件实事`."""
    behind = claim.left.endswith("的") and bool(claim.window.right) and grammar.VERB.match(core) is None
    by_whom = weigh(claim.unit) == "count" and _DECIDED_BY.fullmatch(core)
    return behind and bool(by_whom or _DECIDED.fullmatch(core))


def _manner(claim: Claim, core: str) -> str:
    """Leave out how a deed was done, unless nothing but the deed would be left: `精准帮扶200户`."""
    rest = _MANNER.sub("", core)
    verb = grammar.VERB.match(rest) if rest != core and not claim.window.right else None
    return core if verb and not verb["rest"] else rest


def _comes_to(claim: Claim) -> bool:
    """Whether a level is the whole of its subject and no part drawn along: `带动出口突破7000亿元`."""
    return claim.quantity.before in grammar.STEPS or _REACHED.search(claim.left) is not None


def became(claim: Claim) -> re.Match[str] | None:
    """Find what a place became by its number, before whose number it is: `成为全省首个产值超9亿元的乡镇`.

    Parameters
    ----------
    claim : Claim

    Returns
    -------
    match or None
        Its end is where the subject of the number begins.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("成为全省首个产值超9亿元的乡镇", 0, 15)[0]]
    [['产值']]
    """
    return _BECAME.match(claim.left) if claim.window.right.startswith("的") else None


def _before_place(core: str) -> str:
    """What ranks, without who does, which may stand behind it: `满意度测评|甲州连续两年居全省首位`."""
    for size in (4, 3, 2):
        who = core[-size:]
        if _OWN_PLACE.fullmatch(who):
            return core[:-size]
        place = locate(who) if len(core) >= size + 6 else None
        if place and place.level in ("province", "prefecture"):
            return core[:-size]
    return core


def contest(core: str) -> str:
    """Return what ranks, where a name only says among what: `在国家级开发区考评中位居`.

    Parameters
    ----------
    core : str

    Returns
    -------
    str

    Examples
    --------
    >>> contest("在国家级开发区考评中位居"), contest("甲园区在绩效考核中")
    ('国家级开发区考评', '绩效考核')
    """
    among = _AMONG.fullmatch(core)
    if among and among["who"] and grammar.at_end(grammar.MEASURE_NOUN, among["who"]):
        return among["who"]
    return _HELD_BY.sub("", among["of"]) if among else core


def judged(rest: str) -> str:
    """Return what judges, behind years in a row: `在绩效考核中评为优秀`; "" where nothing does.

    Examples
    --------
    >>> judged("在绩效考核中评为优秀"), judged("质量考核优秀等次"), judged("绩效考核先进县")
    ('绩效考核', '质量考核', '')
    """
    found = _JUDGED_WELL.match(rest)
    return found["of"] if found else ""


def _of_growth(claim: Claim, core: str) -> str:
    """What grows, without the nouns and goals of its growth."""
    if claim.sign < 0 and (cut := grammar.CUTS.match(core)):
        core = core[cut.end() :]
    if grammar.BARE_AIM.fullmatch(core):
        return ECONOMY
    if core.startswith(ECONOMY) and _GROWTH_AIMED.search(claim.left):
        return ECONOMY + "增长"
    if noun := grammar.growth_at_end(core):
        core = core[: noun.start()]
    return _RISE_NOUN.sub("", core)
