"""Numbers that only look like a measure: classes, sizes in names, sayings, places among the first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from govreport import grammar
from govreport.extraction.claim import Claim
from govreport.extraction.names import tidy
from govreport.extraction.scan import weigh
from govreport.extraction.thresholds import sized
from govreport.numerals import SCALE_CHARACTERS

__all__ = ["is_class", "why_nothing"]

_PLANT = "(?:项目|工程|生产线|车间|装置|机组)"
_LABELLED = re.compile(rf"[^，。；、]{{1,14}}?{_PLANT}")
#: one plant that was built or is: `某厂120万吨乙烯项目主体完工`
_WORKS = re.compile(
    r"[^，。；、]{0,14}?(?:项目|工程|生产线|装置)[^，。；]{0,8}(?:完工|投产|开工|建成|竣工|投运|投用|试车|并网|获批|核准|前期|落户|完成投资)"
)
_NAMED_WORKS = re.compile(rf"[^，。；、]{{0,14}}?{_PLANT}")
_CAPACITY = ("吨", "千瓦", "兆瓦", "立方米", "吨煤", "升")
#: no size of one plant: `3人入选人才工程`
_NO_SIZE = ("元", "%", "人", "公里")
_PROJECTS = re.compile(r"[^，。；、]{1,20}等(?:一批|重大|重点|标志性)+[^，。；、]{0,6}(?:项目|工程)")
#: one of several works, of which this is the size: `10万吨锌、8万吨铜等9个项目`
_ONE_OF_WORKS = re.compile(
    r"(?!的|以上|以下|左右|标准|[^，。；、]{0,10}(?:任务|改造|治理|整治|修复))[^，。；、\d（）]{1,24}(?:[、和及][^，。；]{2,60}?)?等(?:[^，。；、]{0,16}?(?:项目|工程)(?!投资|建设用地)"
    r"|[^，。；、]{0,4}(?:并网|投产|投运|开工|竣工))"
)
_SIZE = re.compile(
    r"[百千]?万?(?:吨|千瓦|兆瓦|吉瓦|兆瓦时|吉瓦时|[MG]Wh?|立方米)(?:标煤|标准煤)?|[十百千]?[万亿](?:台|辆|套|件|块|片|只|台套|锭|纱锭|米|平方米|头|羽)"
)
_INDICATORS = re.compile(r"(?:预期性|约束性|主要)指标$")
_BUILT = re.compile(
    rf"{_LABELLED.pattern}[^，。；]{{0,8}}?(?:[一二三四]期)?(?:基本|全面|全部|顺利|相继|正式|如期)*"
    r"(?:竣工|完工|投产|建成|开工|签约|投用|落地|落户|达产|试产|并网|累计完成投资)"
)
_SPENT = re.compile(r"(?:经过|历经|通过)(?:了)?")
_HALF_WAY = re.compile(r"(?:工程|时间|任务|进度|项目)[已均]?$")
_AMONG_FIRST = re.compile(r"前(?:\d+、)*$")
_YEAR_OF = re.compile(r"的[^，；。]{0,8}之年")
_MADE = re.compile(r"[十百千]?万?吨|[十百千]?[万亿][只套台辆件块片]")
_PLACES = re.compile(r"^[^，；。]{0,4}之后")
_WITHIN = re.compile(r"(?:以内|之内|范围内|内)(?!容|部|需|涵|[，。；、]|$)")
_CIRCLE = re.compile(r"[^，。；、\d]{0,10}圈")
_REACH = re.compile(
    r"的?(?:[^，。；、\d]{0,4}半径|覆盖率|[^，。；、\d]{0,4}(?:服务|生活|文化|健身|医疗|养老|就医|便民|通勤)圈)"
)
_STAIRS = re.compile(r"^[^，；。、]{0,6}台阶")
_MARKS = re.compile(r"^[百千万亿]{1,2}(?:元|级)?大关(?!键)")
_IF = re.compile(r"如果|假如|即使|倘若|假设|只要(?!.*，)|只要.*，[^，]{0,12}就(?:可|能)[^，]*$")
_PEOPLE = re.compile(r"^(?:农民|人口|群众|老百姓|人)?的(?!人)")
_RHETORIC = re.compile(
    r"^(?:多)?(?:(?:[^，；。人]{0,14}的)?[^，；。、的人]{0,4}(?:人民(?![币法调银政代医])|儿女|各族群众|父老乡亲)"
    r"|人口(?:的)?.{0,6}(?:国|党)(?!人)|中国人|(?:中国|各族|全国)?人民(?!币)|中华儿女|同胞)"
)
_SCOPE = re.compile(
    r"^(?:届|吨级|米级|级(?!别)|千瓦级|亩千亿|周年|A级|级|余?载|式|项全能|后(?![备续勤])|前(?![期沿置瞻哨来往]))(?!业)"
)
_TIMED = re.compile(
    r"(?:用时|年限|寿命|时间|时限|周期|年龄|天数|期限|工期|时长|历史|日数|满意度|得分|评分|总分|指数|优良天气)$"
)
#: how long something lasts, where no time is spoken of, is no measure
_SPANS = frozenset(("年", "个月", "天", "小时", "分钟", "个季度"))
_STATED = re.compile(r"(?:指数|系数)$")
_INDEX = re.compile(r"比|指数|系数|倍差|满意度|得分|评分|Ⅰ|差距|率")
_GOES = re.compile(r"(?:提高|提升|扩大|缩小|上升|下降|降|升|增)")
_SURVEY = re.compile(r"的(?:不完全)?(?:统计|调查|测算)$")
#: a comparison that begins like a condition: `如果按可比价格计算，增长5%`
_COMPARED_WITH = re.compile(r"(?:如果|假如)[^。；]*?(?:比较|相比|对比|计算|来看|为[\d一１][\d〇０百]+)[^。；]*$")
_KINDS = re.compile(r"(?:分为|划分|分成|共)$")
_ONE_OF = re.compile(r"[^，。；、]{1,14}(?<!分)之一")
_LATE = re.compile(r"(?:多)?(?:最|来|以来|新[高低]|同期|历史|时期|阶段|之最|年均|平均|连续|累计|之?间)")
_SETS_ABOUT = re.compile(
    r"(?:办好|办成|办实|办结|完成|实施|推进|落实|兑现|抓好|做好|安排|启动|深化|承担|实施好)了?[^，。；、]{0,12}$"
)
_GETS_DONE = re.compile(
    r"(?:[、和及与]|以及)?[^，。；、：]{0,24}?(?:完成|办结|兑现|落实|落地|见效|实施|推进|办成|办毕)"
)
_JOINED_BEFORE = re.compile(r"(?:[、和及与]|以及)[^，。；、]{0,8}$")
_DIVIDED = re.compile(r"分[为成]?$")
#: how many came to the congress, or looked at the page
_ASSEMBLY = re.compile(
    r"(?:应到|实到|应?出席|列席)(?:会议)?(?:的)?(?:人大)?(?:代表|委员)?$|(?:访问|点击|浏览|阅读)[次量]?数?[：:]$"
)
_SUM_OF = re.compile(r"(?:产值|收入|税收|营收|销售额|总值|投资)过?$")
_ON_AVERAGE = re.compile(r"(?:平均|人均)[^，。；、]{0,6}$")
_AGAIN = re.compile(r"(?:^|[在对把])这$")
_SURVEYED = re.compile(r"(?:根据|按照|[，、]据|^据)$")
_YEARLY_SIZE = re.compile(r"[年日](?:产|炼|处理|加工|生产)[^，。；]{0,8}$")
_FIRST_MONTHS = re.compile(r"(?:^|[今去上当明年，])前$")
_SLOGAN = re.compile(r"(?:工程|行动|计划)[”\"]?$")


def is_class(unit: str, right: str) -> bool:
    """Tell whether what follows makes a number a class, a level or a distance in a name.

    Examples
    --------
    >>> is_class("亿", "级项目"), is_class("亿元", "，增长")
    (True, False)
    >>> is_class("米", "服务半径覆盖率达90%"), is_class("公里", "、覆盖率达90%")
    (True, False)
    """
    if unit.endswith(("公里", "米", "分钟", "小时")) and _WITHIN.match(right):
        return True
    if unit.endswith(("分钟", "小时")) and _CIRCLE.match(right):
        return True
    if unit in ("米", "公里") and _REACH.match(right):
        return True
    graded = bool(unit) and right.startswith("A级")
    return _SCOPE.match(right) is not None and not graded and not unit.endswith(("元", "%"))


@dataclass(slots=True)
class Doubtful:
    """A number with what is asked of it: whether it measures."""

    claim: Claim
    subject: str
    tail: grammar.Tail | None
    claims: list[Claim]
    left: str = ""
    right: str = ""
    unit: str = ""
    weight: str = ""
    verbs: bool = False
    noun: bool = False

    def __post_init__(self) -> None:
        claim, tail = self.claim, self.tail
        self.left, self.right, self.unit = claim.left, claim.window.right, claim.unit
        self.weight = weigh(self.unit)
        self.verbs = tail is not None and bool(tail["to"] or tail["up"] or tail["down"])
        self.noun = bool(tidy(self.right[:1]))

    @property
    def strong(self) -> bool:
        """Whether something speaks for a measure: a hedge, a verb, the base of a change."""
        return self.claim.base or self.claim.quantity.bound != "exact" or self.verbs


def why_nothing(claim: Claim, subject: str, tail: grammar.Tail | None, claims: list[Claim]) -> str:
    """Say why a number only looks like a measure: a class, a slogan, a duration that is part of a name.

    Parameters
    ----------
    claim : Claim
    subject : str
    tail : match or None
        As `measure` gives them.
    claims : list of Claim
        Those before it in the sentence.

    Returns
    -------
    str
        The rule that says so, "" where it measures something.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> read_clauses("这是十四亿人民的心愿", 0, 10)[0]
    []
    """
    q = claim.quantity
    if _supposed(claim):
        return "nothing.supposed"
    if q.kind == "flat" and not subject and claims and claims[-1].measure == "growth":
        return "nothing.as_it_was"  # the rate is as it was: `增长5%，与上年持平`
    if claim.measure == "multiple" and q.chinese and claim.window.right.startswith("的"):
        return "nothing.manifold"
    if q.kind != "amount" or claim.measure not in ("level", "change"):
        return ""
    case = Doubtful(claim, subject, tail, claims)
    if not claim.unit:
        return "" if _bare(case) else "nothing.no_unit"
    for rule in _ALL_RULES[case.weight]:
        if rule(case):
            return f"nothing.{rule.__name__.removeprefix('_')}"
    return "nothing.no_measure" if case.weight == "no" else ""


def _supposed(claim: Claim) -> bool:
    """What is only supposed, or aimed at in general: `如果增长5%`, `实现翻番之年`."""
    said = claim.window.said[-40:] + claim.left
    if _IF.search(said) and not _COMPARED_WITH.search(said):
        return True
    right = claim.window.right
    doubled = claim.quantity.kind == "double"
    if not doubled:
        return False
    return right.startswith(("就", "必须", "上")) or _YEAR_OF.match(right) is not None or claim.left.endswith("作为")


def _surveyed(case: Doubtful) -> bool:
    """How many were asked: `据200个单位的统计`."""
    return case.weight == "count" and bool(_SURVEYED.search(case.left) or _SURVEY.search(case.right))


def _again(case: Doubtful) -> bool:
    """What was counted before: `在这5个县`."""
    return (
        _AGAIN.search(case.left) is not None
        and case.claim.quantity.bound == "exact"
        and case.right[:1] not in ("", "，", "。", "、", "；")
    )


def _term_of_plan(case: Doubtful) -> bool:
    """The years of a plan, months, and how long before its term something is done: `5年规划`, `提前3个月建成`."""
    early = case.noun and case.unit in ("年", "个月", "天") and case.left.endswith(("提前", "提前了"))
    return (
        early
        or (case.unit == "年" and case.right.startswith(("计划", "规划")))
        or (case.unit == "个" and case.right.startswith(("月", "星期", "小时", "季度")))
    )


def _nobody(case: Doubtful) -> bool:
    """One who stands for all or none: `不让一名学生失学`, `确保至少一人就业`."""
    q = case.claim.quantity
    return q.chinese and q.value == 1 and q.bound in ("exact", "over") and case.unit in ("人", "名", "户")


def _first_months(case: Doubtful) -> bool:
    """The time that a value is of: `前11个月出口5亿元`."""
    return case.unit == "个月" and _FIRST_MONTHS.search(case.left) is not None


def _class(case: Doubtful) -> bool:
    """A class or a rhetorical size: `千亿级产业`, `十四亿人民`, `1类新药`."""
    q = case.claim.quantity
    things = case.weight == "count" and case.unit.strip(SCALE_CHARACTERS)  # `3000个人民公社` counts
    if (not things and _RHETORIC.match(case.right)) or is_class(case.unit, case.right):
        return True
    if case.unit in ("亿人", "亿") and not case.verbs and not case.claim.base and _PEOPLE.match(case.right):
        return True
    return case.unit == "类" and q.value < 6 and not q.chinese and case.noun and _KINDS.search(case.left) is None


def _stairs(case: Doubtful) -> bool:
    """Steps that were taken, one of so many: `跨上3个台阶`, `跨过两个百亿元大关`, `全国10个城市之一`."""
    if case.unit == "个" and _MARKS.match(case.right):
        return True
    return case.weight == "count" and bool(_STAIRS.match(case.right) or _ONE_OF.match(case.right))


def _of_late(case: Doubtful) -> bool:
    """How far back a comparison goes: `近10年新高`, `近3年年均增速`."""
    q = case.claim.quantity
    if q.before != "近" or case.unit not in ("年", "个"):
        return False
    return _LATE.match(case.right) is not None or (case.unit == "年" and not case.left)


def _among(case: Doubtful) -> bool:
    """A place among the first: `前10名`, `前1%`; indicators of a plan: `6项约束性指标`."""
    if _AMONG_FIRST.search(case.left) and case.unit in ("名", "位", "", "%", "‰"):
        return True
    return _INDICATORS.search(case.subject) is not None and case.unit in ("项", "个")


def _half_way(case: Doubtful) -> bool:
    """A task of which more than half is done."""
    q = case.claim.quantity
    return case.unit == "%" and q.bound == "over" and not q.after and _HALF_WAY.search(case.left) is not None


def _announces(case: Doubtful) -> bool:
    """A count that only announces a list; works for the people that are done or begun count."""
    if case.weight != "count" or case.claim.quantity.bound != "exact" or not grammar.ANNOUNCES.match(case.right):
        return False
    deed = grammar.ANNOUNCED_DEED.match(case.right)
    window, done = case.claim.window, False
    if deed:
        done = bool(_SETS_ABOUT.search(case.left) or _GETS_DONE.match(window.ahead or case.right, deed.end()))
        listed = bool(case.claims) and window.touching and _JOINED_BEFORE.search(window.gap) is not None
        done = done or (listed and _SETS_ABOUT.search(case.claims[-1].left) is not None)
    return not done or case.claim.quantity.chinese


def _parts_of_text(case: Doubtful) -> bool:
    """What is said of the report, the meeting or the page: `报告分为四个部分`, `应到代表185名`."""
    divided = _DIVIDED.search(case.left) is not None and case.right.startswith("部分")
    return divided or _ASSEMBLY.search(case.claim.window.said[-9:] + case.left) is not None


def _speed(case: Doubtful) -> bool:
    """How fast something is that has a name: `时速350公里的高铁`."""
    return case.left.endswith("时速") and case.right.startswith("的")


def _slogan(case: Doubtful) -> bool:
    q = case.claim.quantity
    return q.chinese and not case.unit.strip(SCALE_CHARACTERS) and _SLOGAN.search(case.right) is not None


def _made_there(case: Doubtful) -> bool:
    """What a plant that is built can make: `30万吨尿素项目投产`."""
    return _MADE.fullmatch(case.unit) is not None and _BUILT.match(case.right) is not None


def _heads_list(case: Doubtful) -> bool:
    """A number that a colon or a place follows."""
    return case.right.startswith("：") or _PLACES.match(case.right) is not None


def _all_day(case: Doubtful) -> bool:
    return case.unit.startswith("小时") and case.claim.quantity.value == 24


def _yearly_size(case: Doubtful) -> bool:
    return case.right.startswith("的") and _YEARLY_SIZE.search(case.left) is not None


def _bare_sum(case: Doubtful) -> bool:
    """A bare amount that only qualifies a noun: `进出口超亿元企业`, `产值超千亿强县`."""
    q, right = case.claim.quantity, case.right
    money = case.unit.endswith("元") or _SUM_OF.search(case.left) is not None
    if not (q.bare and money and case.noun) or q.before in grammar.STEPS:
        return False
    return not (grammar.VERB.match(right) or grammar.NO_NOUN.match(right))


def _sized(case: Doubtful) -> bool:
    return sized(case.claim, case.subject)


def _one_of_works(case: Doubtful) -> bool:
    """The size of one of several works: `10万吨锌、8万吨铜等9个项目`."""
    sized = not case.strong and _SIZE.fullmatch(case.unit) is not None
    return sized and _ONE_OF_WORKS.match(case.claim.window.ahead or case.right) is not None


def _label_of_works(case: Doubtful) -> bool:
    """The size of one plant in its name: `120万吨乙烯项目`."""
    q, subject = case.claim.quantity, case.subject
    if case.verbs or case.unit.endswith(_NO_SIZE) or not _NAMED_WORKS.match(case.right):
        return False
    under_way = (
        case.unit.endswith(_CAPACITY)
        and _WORKS.match(case.claim.window.ahead or case.right) is not None
        and not subject.endswith("等")
        and not grammar.VERB.match(subject)
    )
    project = under_way or _PROJECTS.match(case.right) is not None
    if project and not case.claim.base and q.bound == "exact":
        return True
    if not _LABELLED.match(case.right):
        return False
    return not (subject or case.claim.base or q.after or q.bound != "exact")


def _lasting(case: Doubtful) -> bool:
    """How long something took or lasts: `用14个月完成`, `还有80天`; a time that is reached or shortened counts."""
    if case.unit not in _SPANS or case.claim.base:
        return False
    tail = case.tail
    to = tail["to"] if tail is not None else None
    kept = to is not None and (to not in grammar.HAVE or case.unit in ("小时", "分钟")) and to not in ("为", "是")
    if kept or (tail is not None and (tail["up"] or tail["down"])):
        return False
    return _TIMED.search(case.subject) is None and _ON_AVERAGE.search(case.left) is None


def _passing(case: Doubtful) -> bool:
    """Time that was spent or is part of a name: `经过5年努力`, `20年以上的电梯`, `长达百年的历史`."""
    q, right, tail = case.claim.quantity, case.right, case.tail
    if right.startswith(("时间", "的时间", "以来", "来", "中", "内")) or (_SPENT.fullmatch(case.left) and case.noun):
        return True
    timed = _TIMED.search(case.subject) is not None or _ON_AVERAGE.search(case.left) is not None
    lasting = case.left.endswith(("长达", "历时", "用时", "为期"))
    if right.startswith("的") and (lasting or not (case.claim.base or timed or case.claim.reached)):
        return True
    if case.unit == "年" and q.bound == "over" and not (case.verbs or q.after) and case.noun:
        return True
    if case.unit.endswith("岁") and case.noun and not (case.verbs or case.claim.base):
        return True
    reached = tail is not None and tail["to"] and tail["to"] != "为" and tail["to"] not in grammar.HAVE
    named = q.after.endswith(("以上", "以下", "以内")) and case.noun and not reached
    return not (case.strong or timed) or (named and not case.claim.base)


_RULES: tuple[Callable[[Doubtful], bool], ...] = (
    _term_of_plan,
    _nobody,
    _first_months,
    _yearly_size,
    _class,
    _of_late,
    _among,
    _heads_list,
    _slogan,
    _lasting,
)
#: what is asked besides, by what a unit counts for
_OF_WEIGHT: dict[str, tuple[Callable[[Doubtful], bool], ...]] = {
    "yes": (
        _again,
        _parts_of_text,
        _all_day,
        _bare_sum,
        _half_way,
        _sized,
        _speed,
        _made_there,
        _one_of_works,
        _label_of_works,
    ),
    "weak": (_again, _all_day, _passing),
    "count": (_surveyed, _again, _bare_sum, _stairs, _announces, _parts_of_text, _made_there, _one_of_works),
    "no": (),
}
_ALL_RULES = {weight: _RULES + rules for weight, rules in _OF_WEIGHT.items()}


def _bare(case: Doubtful) -> bool:
    """Whether a number without a unit is a ratio, an index or a score."""
    if case.claims and case.claims[-1].base and not case.claims[-1].unit:
        return True
    right = case.right
    ends = not right or right[0] in " ，,、；;。)）" or _GOES.match(right) is not None
    stated = case.strong or (case.claim.quantity.value % 1 and _STATED.search(case.subject))
    return ends and bool(stated) and _INDEX.search(case.subject + case.left) is not None
