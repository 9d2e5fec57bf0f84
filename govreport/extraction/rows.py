"""Rows: what the items of a list of outputs, capacities or projects share without saying it again."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.claim import Claim, Memory
from govreport.extraction.predicates import treated
from govreport.extraction.scan import weigh
from govreport.indicators import vocabulary
from govreport.numerals import SCALE_CHARACTERS

__all__ = [
    "NEW",
    "deed",
    "each_output",
    "given",
    "graded_alike",
    "in_row",
    "inner_deed",
    "measured_as",
    "modified",
    "of_made",
    "one_more_related",
    "own_deed",
    "reached_by",
    "same_deed",
]

#: a second verb behind the first, where it is none of the noun: `改造新建公路`, but `实施改造项目`
_CHAINED = re.compile(
    rf"(?P<verb>{grammar.any_of('chained')})好?(?=[^，；、]{{2}})(?!(?:提升|示范)?(?:类|性|型|的|项目|工程|行动|活动|计划|任务|方案|资金|用地|试点|基地|专项|周期|标准))"
)
_INNER = re.compile(
    rf"(?P<who>[^，、的率量“]{{2,16}}?)(?:共|累计|已)?{grammar.any_of('innerdeed')}(?!区|就业|投资|资金|贷款|税|项目)(?=[^，；、]{{2}})"
)
_MEDAL = re.compile(r"[金银铜特一二三][奖牌]")
#: where a medal was won, before it: `亚运会金牌`
_GAMES = re.compile(r"[^、获得夺摘揽]{0,12}[会赛](?=..$)")
_GRADE = re.compile(r"(?:国家|省|市|县|部|世界)级|国家|全国|省|市|中国|世界|落后")
#: what things are chosen as, behind what they are chosen for: `省级法治建设|示范县`
_AWARD = re.compile(grammar.any_of("chosenas"))
_OF_GRADE = re.compile(rf"(?:{_GRADE.pattern})(?:[^，、]{{0,3}}业)?")
_UP_FROM = re.compile(rf"{_OF_GRADE.pattern}|(?:国家|省|市|县)级以上")
_CHOSEN = re.compile(grammar.any_of("chosenthing"))
_EXTENT = re.compile(r"(?:通车|营业|运营|总)?里程$|(?:种植|播种)?面积$|产量$|装机容量$")
#: a part told by what it relates to alone, and what the whole is for
_RELATED = re.compile(r"(?:用于|投向|来自|销往|面向|对(?![外口接标照象应话]|其中))[^，；、的]{1,24}")
_PURPOSE = re.compile(r"用于[^，；]*?(?=的[^，；、的]{2,4}$)")
#: a size that the next things in a row have too, in the same unit
_SIZE_OF_EACH = (
    (re.compile(r"(?:年?产值|年?销售收入|营业收入|营收|增加值)$"), "元"),
    (re.compile(r"(?:种植|播种|养殖)?面积$"), "亩"),
)
_TRADED = re.compile(r"占有|拥有|消费|消耗|用量|出口|进口|价格|销|库存|收购|供应|储备|播种|种植|面积|存栏|调出|调入")
_OUTPUT = re.compile(r"总?产量$")
_CAPACITY = re.compile(r"新增加?(?:的[^，；：]{0,6}?)?(?P<what>生产能力)(?:（[^）]*）)?[^。；]{0,18}?有[:：]?")
_CALIBER = re.compile(r"（按[^）]*）$")
_SIZES = re.compile(r"(?:能力|里程|容量|机组|码头|泊位|线路)$")
NEW = re.compile(r"新增|新建|新开")
_LOST = re.compile(r"损失(?=..)(?![数金额])")
_OWN_DEED = re.compile(
    rf"{grammar.any_of('owndeed')}(?:..|$)|.*..{grammar.any_of('owndeedend')}(?:（[^）]*）)?$", re.DOTALL
)
#: what no deed brings about piece by piece
_NO_OBJECT = re.compile(
    r"(?:覆盖|普及|达标|治理|处理|失业|巩固|入学|参保|城镇化|优良|劳动生产)率从?$|(?:旅游|游客).*(?:收入|花费)$|^总投资$"
)
#: what there is in all, of which a part is not what was newly made
_IN_ALL = re.compile(r"(?:总量|总数|存量|总户数)$")
_DEED = grammar.late(grammar.DEEDS)
_MADE = re.compile(r"新|建成")
_TAKES_DEEDS = re.compile(grammar.any_of("worked"))


def deed(verb: re.Match[str]) -> str:
    """Return what was done, where two verbs say it: what further items of its list share.

    Examples
    --------
    >>> from govreport import grammar
    >>> deed(grammar.VERB.match("压减退出炼钢产能")), deed(grammar.VERB.match("实施改造项目"))
    ('压减退出', '实施')
    """
    more = _CHAINED.match(verb["rest"])
    return str(verb["verb"] + more["verb"]) if more else str(verb["verb"])


def inner_deed(core: str) -> str:
    """Return who did what, where a deed stands inside a subject: further items of its list share it.

    Examples
    --------
    >>> inner_deed("科创学院培养创业学员"), inner_deed("城镇新增就业"), inner_deed("常住人口")
    ('科创学院培养', '', '')
    """
    found = _INNER.match(core)
    return found.group() if found else ""


def in_row(claim: Claim, core: str, listed: bool, memory: Memory) -> str:
    """Complete a bare product in a row: `粮食产量达…，棉花达…`, `棉布供应增加…，食盐增加…`, `新增生产能力有：生铁…`.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "食糖供应增加10%，煤油增加8%"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['食糖供应'], ['煤油供应']]
    """
    base = claim.unit.lstrip(SCALE_CHARACTERS)
    of = grammar.OF_PRODUCT.match(memory.subjects[0]) if memory.subjects and not listed else None
    core = _CALIBER.sub("", core)
    product = grammar.PRODUCT.fullmatch(core) is not None
    if claim.measure == "level" and (more := _CAPACITY.search(claim.window.said + claim.left)):
        item = core[found.end() :] if (found := _CAPACITY.search(core)) else core
        if claim.unit.endswith(("公里", "门", "座", "处")) and claim.left.endswith(item) and item[:1] != "新":
            claim.flow = True
            return f"新增{item}"
        if product or found or claim.unit.endswith(("吨", "千瓦", "立方米")):
            claim.flow = True
            return f"新增{item}{'' if _SIZES.search(item) else more['what']}"
    if shared := _shared_size(claim, core, memory):
        return core + shared
    if _OUTPUT.search(core):
        memory.output = base
    elif product and of and (_TRADED.search(of["lead"] + of["what"]) or "产量" in of["what"]):
        return of["lead"] + core + of["what"]
    elif product and claim.measure in ("growth", "level") and not (listed and memory.verb):
        return core if _TRADED.search(claim.window.said + claim.left) else core + "产量"
    elif base and memory.output == base and claim.reached and not listed and len(core) <= 4:
        return core if grammar.at_end(grammar.ATTRIBUTE, core) else core + "产量"
    return core


def _shared_size(claim: Claim, core: str, memory: Memory) -> str:
    """The size that a thing in a row leaves to the name before: `食品产值达到90亿元，家具达到60亿元`."""
    said = memory.subjects[0] if len(memory.subjects) == 1 else ""
    if claim.measure != "level" or not claim.reached or claim.base or claim.of_which or not 2 <= len(core) <= 8:
        return ""
    if claim.window.gap[1:].find("，") >= 0 or grammar.VERB.match(core) or grammar.at_end(grammar.ATTRIBUTE, core):
        return ""
    if grammar.at_end(grammar.MEASURE_NOUN, core) or vocabulary().lookup(core, composed=False):
        return ""
    for size, unit in _SIZE_OF_EACH:
        if claim.unit.endswith(unit) and (found := size.search(said)) and found.start() >= 2:
            return found.group()
    return ""


def each_output(claim: Claim, names: list[str], memory: Memory) -> list[str]:
    """Complete the bare products among the members of a list: `水泥和化肥分别达到…`.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "原煤产量达到9亿吨，水泥和化肥分别达到2亿吨和1000万吨"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['原煤产量'], ['水泥产量'], ['化肥产量']]
    """
    outputs = memory.output or any("产量" in name for name in memory.subjects)
    if len(names) < 2 or not outputs or claim.measure not in ("level", "growth"):
        return names
    return [name + "产量" if grammar.PRODUCT.fullmatch(name) else name for name in names]


def modified(said: str, item: str) -> str:
    """Return an item of a list with the modifier that its likeness in the item before has.

    Parameters
    ----------
    said : str
        The whole name before.
    item : str

    Returns
    -------
    str

    Examples
    --------
    >>> modified("新增国家级绿色园区", "绿色工厂"), modified("淘汰落后炼铁产能", "炼钢产能")
    ('国家级绿色工厂', '落后炼钢产能')
    >>> modified("创建省级法治示范县", "先进单位"), modified("创建省级法治示范县", "乡镇")
    ('省级法治先进单位', '省级法治示范乡镇')
    >>> modified("获全国金奖", "银奖"), modified("新建高速公路", "普通公路")
    ('全国银奖', '普通公路')
    """
    verb = grammar.VERB.match(said)
    rest = verb["rest"] if verb else said
    if graded := _graded(rest, item, _OF_GRADE):
        return graded
    if chosen := _chosen(rest, item):
        return chosen
    if len(item) < 2:
        return item
    if _MEDAL.fullmatch(item) and _MEDAL.fullmatch(rest[-2:]) and (_GRADE.match(rest) or _GAMES.match(rest)):
        return rest[:-2] + item
    twin = rest[-len(item) :]
    if len(item) > 2 and twin[:1] == item[0] and twin[-2:] == item[-2:] != "人才":
        return rest[: -len(item)] + item
    if rest.startswith("落后") and twin[-2:] == item[-2:] and not item.startswith("落后"):
        return "落后" + item
    return item


def _graded(rest: str, item: str, grade: re.Pattern[str]) -> str:
    """A further thing with the grade of the one before, where both begin alike: `省级绿色工厂、绿色园区`."""
    at = rest.find(item[:2]) if len(item) > 1 else 0
    return rest[:at] + item if at > 0 and grade.fullmatch(rest[:at]) else ""


def graded_alike(claim: Claim, said: str, item: str, claims: list[Claim]) -> str:
    """Complete an item of a list without a deed that begins like the one before: `市级示范农场5家、示范社9家`.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "市级示范农场达到5家、示范社达到9家"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['市级示范农场'], ['市级示范社']]
    """
    alike = bool(claims) and claims[-1].unit == claim.unit and weigh(claim.unit) == "count" and not claim.territory
    return (_graded(said, item, _UP_FROM) if alike else "") or item


def _chosen(rest: str, item: str) -> str:
    """What things are chosen for, given to more that are chosen: `省级法治建设示范县、先进单位`."""
    awards = [found for found in _AWARD.finditer(rest) if found.start() > 0]
    if awards and _AWARD.match(item):
        return rest[: awards[0].start()] + item
    return rest[: awards[-1].end()] + item if awards and _CHOSEN.fullmatch(item) else ""


def measured_as(said: str, part: str) -> str:
    """Return a part with the size that its whole has: `公路通车里程…，其中高速公路`.

    Examples
    --------
    >>> measured_as("公路通车里程", "高速公路"), measured_as("进出口总额", "出口")
    ('高速公路通车里程', '出口')
    >>> measured_as("进出口总额", "对甲国"), measured_as("财政用于农村的支出", "用于水利")
    ('对甲国进出口总额', '财政用于水利的支出')
    """
    if _RELATED.fullmatch(part) and not grammar.at_end(grammar.TAIL_NOUN, part) and not _RELATED.match(said):
        purpose = _PURPOSE.search(said)
        verb = grammar.VERB.match(said)
        whole = verb["rest"] if verb and verb["rest"] else said
        return said[: purpose.start()] + part + said[purpose.end() :] if purpose else part + whole
    size = _EXTENT.search(said)
    measured = grammar.at_end(grammar.MEASURE_NOUN, part) is not None
    return part + size.group() if size and not measured and part not in size.group() else part


def one_more_related(core: str, memory: Memory) -> str:
    """Complete a further part that is told by what it relates to: `其中对甲国增长5%，对乙国增长6%`; "" where none is.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "出口增长5%，其中对甲国增长6%，对乙国增长7%"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]][1:]
    [['对甲国出口'], ['对乙国出口']]
    """
    if not memory.before or not memory.subjects or not _RELATED.fullmatch(core):
        return ""
    whole, part = memory.before[0], memory.subjects[0]
    shared = next((whole[i:] for i in range(len(whole)) if part.endswith(whole[i:])), "")
    alike = part[:1] == core[:1] and len(shared) > 1 and _RELATED.match(part)
    return measured_as(shared, core) if alike else ""


def reached_by(said: str) -> str:
    """Return what reaches people, of the name before: `改造小区9个、惠及居民5000户`.

    Examples
    --------
    >>> reached_by("建成便民服务站")
    '便民服务站'
    """
    verb = grammar.VERB.match(said)
    return str(verb["rest"]) if verb and len(verb["rest"]) >= 2 else said


def same_deed(claim: Claim, core: str, memory: Memory) -> bool:
    """Tell whether a bare size behind a comma goes on with what was newly made: `新增装机容量…，采煤能力…`.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "新增装机容量30万千瓦，采煤能力90万吨"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['新增装机容量'], ['新增采煤能力']]
    """
    plain = claim.window.gap.startswith("，") and claim.left == core and not claim.reached
    lost = bool(memory.subjects) and _LOST.match(memory.subjects[0]) is not None
    if plain and lost and grammar.at_end(grammar.MEASURE_NOUN, core):
        memory.verb = "损失"
        return True
    return plain and NEW.match(memory.verb) is not None and _SIZES.search(core) is not None


def own_deed(verb: str, item: str) -> bool:
    """Tell whether an item says what was done itself, so that the deed of the items before is not its own.

    Parameters
    ----------
    verb : str
        The deed of the items before.
    item : str

    Returns
    -------
    bool

    Examples
    --------
    >>> own_deed("发放", "拉动消费"), own_deed("新建", "危房改造"), own_deed("推进", "危房改造")
    (True, True, False)
    """
    if item.startswith(verb) or _NO_OBJECT.search(item):
        return True
    return _OWN_DEED.match(item) is not None and _TAKES_DEEDS.search(verb) is None


def of_made(claim: Claim, part: str, memory: Memory) -> bool:
    """Tell whether a part is one of what was made newly, or of the kind that a deed before counted.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "引进项目90个，其中50亿元以上项目20个、外资企业9家"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['引进项目'], ['引进50亿元以上项目'], ['引进外资企业']]
    """
    if part.startswith("用于"):
        return False
    made = _MADE.match(memory.verb) and not _IN_ALL.search("".join(memory.subjects))
    if made or not memory.subjects or weigh(claim.unit) != "count":
        return bool(made)
    verb = grammar.VERB.match(memory.subjects[0])
    kind = verb is not None and len(verb["rest"]) > 1 and part[-2:] == verb["rest"][-2:]
    return kind and len(part) > 3 and _DEED.search(part) is None


def given(claim: Claim, core: str, claims: list[Claim]) -> str:
    """Return what was given, without those it was given to, who were counted before.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "为9户农户发放补贴3万元"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['发放补贴农户'], ['发放补贴']]
    """
    done = treated(claims[-1].window.left, core) if claims and claim.window.touching else None
    return done.said if done else core
