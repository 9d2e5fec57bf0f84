"""What kind of number a level is: of all the years that are spoken of, or of the last.

Deeds, flows and sums belong to the whole span, states, ratios and levels that were reached to its end. `JUDGES` are
asked in order; each says whole (True), end (False) or nothing (None). The words are in `data/natures.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from govreport import grammar, tables
from govreport.extraction.claim import Claim
from govreport.extraction.scan import FRACTIONS, weigh
from govreport.text.times import Time

__all__ = ["Level", "is_whole"]


@cache
def _words(kind: str) -> str:
    """The words of one class as a group of a pattern."""
    return grammar.literals(tables.words("natures", kind))


_SPANS = frozenset(["span", "plan", "term", "range", "since", "epoch"])
_DEED = re.compile(_words("deed"))
_DONE = re.compile(rf"{_words('done')}$")
_ATTAINED = re.compile(rf"{_words('attained')}(?!”?(?:项目|企业|事项)|的)")
#: things that something is done for, to or with: `为1.3万户困难家庭提供住房`
_FOR = re.compile(r"对|为|给|让|使|把|将|向|帮助|组织|带动|支持")
_OUTLAY = re.compile(rf"{_words('outlay')}(?:总[数额])?$")
#: what grew, or has a rank, is of one year
_GROWS = re.compile(r"[，,、]?[^，；。]{0,14}?(?:[增递]|提高|上升|下降|减少|翻|[居列]|排名)")
_SPENT_OR_TRADED = re.compile(rf"{_words('bare')}$")
_SPENDING = re.compile(r"(?:支出|投入)(?:总[数额])?$")
#: of whom a public budget tells the mean, and what others spend than a budget
_NOT_OF_BUDGET = re.compile("人均|户均|每|^年|年度|研发|科研|研究|消费")
_INVESTED = re.compile(r"(?<!总)投资(?:总额|额|总?规模)?$")
_YEARLY = re.compile(rf"{_words('yearly')}$")
_DEED_RATE = re.compile(rf"{_words('deedrate')}$")
_SUM = re.compile(rf"{_words('sum')}|(?<![公一总])共(?=[一-鿿]{{2}})(?![有同享建产])|(?<=[年间来])共")
_OF_THEM = re.compile(rf"{_words('ofthem')}(?:约|近|超)?$")
_SERIES = re.compile(rf"{_words('series')}|连[跨破](?:$|[\d.]+[百千万]*[亿万]元?[、，])")
_NOW = re.compile(rf"{_words('now')}$")
_GROWN = re.compile(rf"{_words('grownto')}$")
_OVERALL = re.compile(r"(?:总体|平均|总计|合计)(?!每?年?[增递提下每])")
#: behind the years, and before the colon or comma of those whose sums follow: `五年间的产量合计，粮食为…`
_ADDED_UP = re.compile(r"[^，。；：\d]{0,16}(?:合计|总计|总和)[，：]")
_SUMS = re.compile(r"(?:为|是|共|计划|安排|拟定|合计|总计|约)$")
_SPENT = re.compile(r"完成|投入|投资了")
_NEW = re.compile(r"^累计|新(?:增|建|设|开|认定|引进|培育|登记|入|改|扩|签|获|办|创)|^新(?=[一-鿿]{3})(?![型兴能时])")
_NO_FLOW = re.compile(r"(?:余额|率|占比|比重|年限|年龄|水平|收入)$")
_WORTH = re.compile(r"(?:总)?投资(?:近|约|超|为)?$")
#: what comes in year after year: a bare amount in a review of several years is their sum
_DRAWN = re.compile(r"实际(?:利用|使用|到位)(?:外资|内资|外商直接投资|省外资金|市外资金|境外资金)")
#: what is set beside one year is of one year: `完成56亿元，是2005年的2.1倍`, `完成62亿元，同比增长9%`; a part may stand
#: between: `完成56亿元，其中税收41亿元，分别是2005年的…`
_OF_ONE_YEAR = re.compile(
    r"(?:，其中[^，；。\d]{2,16}[\d.]{1,8}[万亿]*元)?[，,、](?:按[^，；。\d]{2,8}?)?(?:(?:(?:分别|约)?(?:是|为|相当于)|[比较])(?:19|20)\d\d年(?!到|至|[-－—~～])(?:的|末|底)?|(?:同比|比上年|较上年|比去年))"
)
#: how long the noun is that a further number of the same clause stands behind: `8所学校12个专业入选`
_NOUN = 8
#: nothing before the number but what belongs to the things counted: `肇庆等7个`, `国家公布产量的104种`
_BARE = re.compile(r"[、，,和及与以其中\s]*|[^，。；]*(?:等|的)")
_NOTHING = re.compile(r"[、，,和及与以其中\s]*")
_COST = re.compile(r"[，,、](?:总|计划|完成|协议|累计)*投资")
_TOTALLED = re.compile(r"(?:合计|总计|共计)(?:达到?|为)?$|(?<![公一总])共达到?$")
#: what the years of a span add, however it is said: `五年内增加的年产能力为30万吨`
_ADDED = re.compile(r"新?增加的")
_TOTAL = re.compile(r"总(?:数|量|规模|额|里程|面积|计)")
_OF_IT = re.compile(r"其中|(?:大?约|近)?占")


@dataclass(frozen=True)
class Level:
    """A level in a review or a plan of several years."""

    claim: Claim
    text: str
    clause: str
    said: str
    time: Time | None
    own: bool
    ahead: bool
    before: bool | None
    new_before: bool
    same_unit: bool

    @property
    def name(self) -> str:
        return self.claim.names[0]

    @property
    def left(self) -> str:
        return self.claim.left

    @property
    def right(self) -> str:
        return self.claim.window.right

    @property
    def behind(self) -> str:
        """What is said of the things counted: up to the end of the clause, in a row of numbers behind the last."""
        window = self.claim.window
        alone = len(window.right) > _NOUN or not window.ahead
        return window.right if alone else window.ahead

    @property
    def ratio(self) -> bool:
        return self.claim.unit.startswith(FRACTIONS)

    @property
    def counted(self) -> bool:
        return weigh(self.claim.unit) == "count"

    @property
    def reached(self) -> bool:
        """Whether a verb or a hedge says that the value was reached: `达到`, `突破6000公里`."""
        return self.claim.reached or self.claim.quantity.before in grammar.STEPS

    @property
    def span(self) -> bool:
        return self.time is not None and self.time.kind in _SPANS


def _series(level: Level) -> bool | None:
    """`连续跨越7万亿、8万亿、9万亿元`: steps, each of its own year."""
    steps = level.claim.quantity.before in grammar.STEPS or (level.before and level.claim.window.gap in grammar.JOINTS)
    series = _SERIES.search(level.clause + level.claim.quantity.before)
    return True if steps and series and not level.ratio else None


def _of_one_year(level: Level) -> bool | None:
    """`完成64亿元，是2012年的2.3倍`, `完成62亿元，同比增长9%`."""
    beside = _OF_ONE_YEAR.match(level.text, level.claim.quantity.end) is not None
    return False if beside and "累计" not in level.left else None


def _share_of_sum(level: Level) -> bool | None:
    """`办理建议4200件，办结率100%`, `化解纠纷5万件，90%以上化解在基层`: a share of what was summed up."""
    if not level.ratio or not level.before:
        return None
    of_them = _DEED_RATE.search(level.name) or _BARE.fullmatch(level.left) or _OF_IT.match(level.left)
    return True if of_them else None


def _overall(level: Level) -> bool | None:
    """`五年平均人口自然增长率控制在6‰以内`."""
    time = level.time
    if time is None or not level.span:
        return None
    said = _OVERALL.search(level.text[time.start : time.end + 5]) or _ADDED_UP.match(level.text, time.end)
    return True if said else None


def _ratio(level: Level) -> bool | None:
    return False if level.ratio else None


def _stock_of_new(level: Level) -> bool | None:
    """`新增总部26家，累计达到531家`: all there are, behind those that came."""
    total = _SUM.search(level.clause) or _TOTAL.search(level.clause)
    return False if level.reached and level.new_before and total else None


def _now(level: Level) -> bool | None:
    """What there is now, what a project costs, what a streak has reached."""
    worth = _WORTH.fullmatch(level.left) and level.right.startswith("的")
    streak = re.search(r"连续[^，。；]{0,6}年(?!累计)[^，。；]{0,4}$", level.clause)
    return False if _NOW.search(level.left) or worth or streak else None


def _summed(level: Level) -> bool | None:
    """`累计造林5万亩`, `先后建成9所`."""
    if "累计" in level.left or (_SUM.search(level.clause) and not level.reached):
        return True
    total = _TOTALLED.search(level.left) if level.span else None
    if total and (total.group()[0] != "共" or level.claim.unit.endswith("元") or total.group().startswith("共计")):
        return True
    return None


def _sum_goes_on(level: Level) -> bool | None:
    """`五年累计造林…，治理…`; a state that a sentence with a sum names is none."""
    lasts = weigh(level.claim.unit) == "weak"
    return True if level.before and "累计" in level.said and not level.reached and not lasts else None


def _within(level: Level) -> bool | None:
    """A number of all the years that its own sentence names: `五年铺轨300公里`, `五年来，水利投入达90亿元`."""
    if level.ahead and level.claim.unit[:1] not in FRACTIONS:
        return None if level.reached else True
    if not level.span or level.time is None or level.name.endswith("人口"):
        return None
    if _ADDED.match(level.name):
        return True
    if _OUTLAY.search(level.name) and not _YEARLY.search(level.name) and level.claim.unit.endswith("元"):
        return None if _GROWN.search(level.left) else True
    if level.reached:
        return None
    own = level.own and level.text[level.time.end - 1] != "来"
    return True if level.counted or own else None


def _new(level: Level) -> bool | None:
    """`新建学校`, also where 达 stands before the number."""
    named = _NEW.search(level.name) and not _NO_FLOW.search(level.name)
    return True if named and not level.claim.base and not _GROWN.search(level.left) else None


def _continued(level: Level) -> bool | None:
    """An item of a list is what the one before it is: `培育工厂4家、平台30个`, `建成新线500公里，复线300公里`."""
    claim, gap = level.claim, level.claim.window.gap.rstrip()
    if level.reached or claim.base or level.before is None or level.ratio:
        return None
    if _NOTHING.fullmatch(level.left) and gap.endswith(grammar.JOINTS):
        return level.before
    if level.before and gap[:1] in ("、", "，") and _OF_THEM.match(level.left):
        return True
    noun = gap[:1] in ("、", "，", "和") and len(level.left) <= 10 and not _ACTS.search(level.left)
    tight = level.same_unit or (gap[:1] == "、" and level.before)
    return level.before if noun and tight and not _NOW.search(level.left) else None


def _attained(level: Level) -> bool | None:
    """Things counted at the head of a clause: of the years in which something became of them, else of the last."""
    if not level.counted or not _BARE.fullmatch(level.left) or _FOR.match(level.left) or _ACTS.search(level.left):
        return None
    return _ATTAINED.search(level.behind) is not None


def _given(level: Level) -> bool | None:
    """Money that was spent or came in, and work that was done, year after year."""
    claim, money = level.claim, level.claim.unit.endswith("元")
    if claim.base:
        return None
    summed = money and _SUMS.search(level.left) and _OUTLAY.search(level.name)
    invested = level.span and _INVESTED.search(level.name) and not _GROWN.search(level.left)
    spent = invested or (_WORTH.fullmatch(level.left) and level.right[:1] != "的")
    drawn = _DRAWN.match(level.name) and not level.reached
    return True if _MADE.match(level.name) or summed or spent or drawn or _bare_sum(level) else None


def _bare_sum(level: Level) -> bool:
    """`一般公共预算支出1.2万亿元，八成用于民生`, `民生支出达60多亿元`: no word says of one year that it is of it."""
    claim = level.claim
    if not claim.unit.endswith("亿元") or _NOT_OF_BUDGET.search(level.name):
        return False
    bare = claim.quantity.bound == "exact" and not level.reached and _SPENT_OR_TRADED.search(level.name)
    if not bare and not _spent_in_all(level):
        return False
    return _GROWS.match(level.text, claim.quantity.end) is None


def _spent_in_all(level: Level) -> bool:
    claim = level.claim
    reached = claim.reached and claim.quantity.before not in grammar.STEPS and not _GROWN.search(level.left)
    return reached and _SPENDING.search(level.name) is not None and not _YEARLY.search(level.name)


def _projects(level: Level) -> bool | None:
    """`合作项目560项，总投资900亿元`: those that were begun in all those years."""
    if not level.counted or level.reached or not level.name.endswith("项目"):
        return None
    return True if _COST.match(level.text, level.claim.quantity.end) else None


def _reached(level: Level) -> bool | None:
    return False if level.claim.base or level.reached else None


def _deed(level: Level) -> bool | None:
    """A deed, in the name or in the clause before the number."""
    claim = level.claim
    if _DEED.search(level.name) or _DONE.search(level.name) or claim.flow or grammar.VERB.match(level.name):
        return True
    done_for = level.counted and _FOR.match(level.left)
    return True if done_for or _SPENT.search(level.left) or _ACTS.search(level.clause) else None


_MADE = re.compile(
    r"扩大|增产|节约|损失(?![数金额])|开荒|开垦|裁减|精减|裁员|使用|利用|竣工|.*竣工面积$|建设|安排|修建|造林|引进|吸收|培养|招收|毕业|出版|派出|接待"
)
_STATES = ("覆盖", "支持", "服务保障", "规划", "控制", "突破", "转化", "试点", "登记", "惠及", "联系服务", "注册")
_ACTS = grammar.late(grammar.literals(word for word in grammar.LONG_VERBS if word not in _STATES))

#: asked in this order
JUDGES: tuple[Callable[[Level], bool | None], ...] = (
    _series,
    _of_one_year,
    _share_of_sum,
    _overall,
    _ratio,
    _stock_of_new,
    _now,
    _summed,
    _within,
    _new,
    _continued,
    _attained,
    _sum_goes_on,
    _given,
    _projects,
    _reached,
    _deed,
)


def is_whole(level: Level) -> tuple[bool, str]:
    """Say whether a level is of all the years that are spoken of, and which judge said so.

    Parameters
    ----------
    level : Level

    Returns
    -------
    tuple of bool and str
    """
    for judge in JUDGES:
        said = judge(level)
        if said is not None:
            return said, judge.__name__.strip("_")
    return False, "state"
