"""Names: tidied, shared between the members of a list, completed from the clause before."""

from __future__ import annotations

import re

import regex

from .. import grammar

__all__ = [
    "borrow",
    "distribute",
    "each_measured",
    "finish",
    "per_head",
    "ranked_each",
    "tidy",
    "topic_of",
    "with_attribute",
]

_OPENING = ("“", "（", "(")
_EDGES = " \t\r\n　\u200b\ufeff，,、；;：:。—-–"
_JOINTS = re.compile(
    r"、|以及|(?<![共总缓温])和(?!美|谐|平(?!均)|解|合)|与(?!会)|(?<![普涉以触])及(?!率|其|时|格|以上)"
)
#: blanks and invisible characters that stand in a Chinese name by accident; between Latin words they stay
_BLANK = regex.compile(r"[\p{Cf}\p{Zl}\p{Zp}\r\n]|(?<![\p{Latin}\d])\p{Zs}+|\p{Zs}+(?![\p{Latin}\d])")
_PACE_END = re.compile(r"(?:增速|增幅|增长率)$")
_RANKED_NAME = re.compile(rf".(?:{grammar.MEASURE_NOUN.pattern[:-1]}|户数|规模|总量|增速|数量|总额|.率)$")
#: what a name carries along and does not need: marks of footnotes and of lists, the aspect of a verb
_MARKS = re.compile(r"\^?[\[［〔【]\d{1,3}[\]］〕】]|^[①-⑳⑴-⒇了]|(?<=[\u4e00-\u9fff])了(?![解结却])")
_MARKED = re.compile(r"[了\]］〕】①-⑳⑴-⒇]")
_TASK_END = re.compile(
    r"(?:(?<=..)|(?=棚改|危改|造林|营造林))(?:(?:建设|改造|整治|创建|治理|修复|绿化|脱贫|建造|造林|改建|新建|重建|棚改|危改|压减|压采|搬迁|征收)(?P<task>的?(?:任务|工作|目标))"
    r"(?:(?:全部|全面|如期|提前|基本|圆满|顺利|已经?)*(?:完成|实现))?)$"
)
_TOWN_AND_COUNTRY = re.compile(r"(?:城镇|城市)(?:居民)?[和、]农村(?:居民)?人均")
_MEASURED = re.compile(rf"..(?:{grammar.MEASURE_NOUN.pattern[:-1]}|.[率额值])$")
_LOOSE = re.compile(r"(?<=..)(?:分别|以及|等|的|(?<![共总缓温])和|(?<!参)与|(?<![普涉以触惠波遍])及|、)+$")
_KINDS_OF = re.compile(r"\d+(?:个方面|大?类)(?=..)")
#: adverbs inside a name, between its noun and its verb
_FILLER = re.compile(
    rf"(?<=[\u4e00-\u9fff）”])(?:{grammar.literals(grammar.cues()['filler'])})+(?=[\u4e00-\u9fff]{{2}})"
)
_REACHED = re.compile(r"、(?=(?:惠及|受益|覆盖)$)")
_PAIRS = (
    (re.compile(r"收支"), ("收入", "支出")),
    (re.compile(r"城乡居民"), ("城镇居民", "农村居民")),
    (re.compile(r"存贷款"), ("存款", "贷款")),
    (re.compile(r"产销量"), ("产量", "销量")),
    (re.compile(r"内外资"), ("内资", "外资")),
    (re.compile(r"[一二三、]{3,5}次?产业?"), ("第一产业", "第二产业", "第三产业")),
    (re.compile(r"三次产业"), ("第一产业", "第二产业", "第三产业")),
    (re.compile(r"城乡"), ("城镇", "农村")),
)
_INDUSTRIES = re.compile(
    r"(?P<short>一[、]?二[、]?三产)(?!业)|第?一(?:产业)?[、和]?第?二(?:产业)?[、和]?第?三次?产业|三次产业|一二三产业?"
)
_GROUP = re.compile(r"(?:居民|农民|职工|学生|老年人|儿童|妇女)(?=医|住|养|基)")
_CLAUSE = re.compile(r"(?:支持|占|用于|参与).{4,}$")
_BEARER = re.compile(
    r"^.{2,12}?(?:港|机场)(?=货物|集装箱|旅客|货邮)|^(?:单位|万元)[^、]{2,8}?(?=能耗|水耗|电耗|二氧化碳|碳排放)"
)
_MOTIONS = ("提案", "议案", "建议")
_SYSTEM = re.compile(r"(?<=...)制度$")
#: a deed that is counted whole and takes no head of another: `接待游客、旅游收入`
_DEED = re.compile(r"接待.*(?:游客|旅客|旅游者|人次|人数)$|(?:开行|发运).*班列$")
_PLACE = re.compile(r"(?:城镇|城市|农村|乡村|城乡|城区|县城)")
_AVERAGED = re.compile(r"(?:纯|总|净|可支配)?收入$|产[量值]$|消费$|支出$|储蓄$|存款$")
_WHOLE = re.compile(r"..(?:[率额值]|(?<![质氧])量|(?<=总)规模|比例|比重)$")
_BORROWS = re.compile(r"(?:货物|集装箱|旅客|货邮)吞吐量|(?:能耗|水耗|电耗|用水量|二氧化碳排放量?|碳排放)")


def _behind_twin(first: str, last: str) -> str:
    """What stands behind the part of the last member that ends as the first one does: 食品、药品|抽检合格率."""
    twin = last.find(first[-2:])
    if twin > 0:
        return last[twin + 2 :]
    alike = last.find(first[-1])
    return last[alike + 1 :] if 0 < alike < len(first) else ""


def _complete(name: str, shared: str) -> bool:
    tail = grammar.MEASURE_NOUN.search(name)
    return (
        name.endswith((shared, "GDP"))
        or _DEED.match(name) is not None
        or (_WHOLE.search(name) is not None and not _CLAUSE.match(shared))
        or (tail is not None and (tail.start() > 0 or len(name) >= 4) and not _CLAUSE.match(shared))
    )


def _apart(item: str) -> list[str]:
    """Split an item of a list that 、 joins: 和 inside it joins members only where they share a head."""
    head = grammar.MEASURE_NOUN.search(item)
    parts = _JOINTS.split(item) if head and head.start() > 0 else [item]
    return [p for p in map(tidy, parts) if p]


def _completed(names: list[str], shared: str) -> list[str]:
    """Give each name the head of the next one that has its own: `户厕、垃圾设施覆盖率和污水治理率`."""
    done: list[str] = []
    for name in reversed(names):
        tail = grammar.MEASURE_NOUN.search(name)
        if _complete(name, shared or "率"):
            shared = tail.group() if tail and tail.start() > 0 and not (shared and name.endswith(shared)) else shared
        else:
            shared = shared[2:] if shared.startswith("行业") and name.endswith("业") else shared
            said = next((k for k in range(min(4, len(shared)), 1, -1) if name.endswith(shared[:k])), 0)
            name += shared[said:]
        done.append(name)
    return done[::-1]


def tidy(name: str) -> str:
    """Strip what is no part of a name from its edges.

    Examples
    --------
    >>> tidy("、专精特新企业 ")
    '专精特新企业'
    """
    name = name.strip(_EDGES)
    if not name.startswith(_OPENING):
        return name
    for opening, closing in ("“”", "（）", "()"):
        if name.count(opening) > name.count(closing) and name.startswith(opening):
            name = name[1:]
    return name


def finish(name: str) -> str:
    """Strip joints that lead nowhere from the end of a whole name.

    Examples
    --------
    >>> finish("新增硕士授予单位和")
    '新增硕士授予单位'
    """
    marked = _MARKS.sub("", name) if _MARKED.search(name) else name
    name = _LOOSE.sub("", tidy(_KINDS_OF.sub("", marked)))
    if task := _TASK_END.search(name):
        name = name[: task.start("task")]
    name = name if "“" in name else _FILLER.sub("", name)
    return _BLANK.sub("", _REACHED.sub("", name))


def topic_of(name: str) -> str:
    """Return whose attribute a name states: what a bare `产量` or `规模` behind it belongs to.

    Examples
    --------
    >>> topic_of("粮食播种面积")
    '粮食'
    """
    verb = grammar.VERB.match(name)
    core = verb["rest"] if verb and verb["rest"] else name
    found = None if core.endswith(("指数", "系数")) else grammar.ATTRIBUTE.search(core)
    several = found and found.group() in _MOTIONS and any(kind in core[: found.start()] for kind in _MOTIONS)
    return core[: found.start()] if found and found.start() >= 2 and not several else core


def with_attribute(topic: str, attribute: str) -> str:
    """Join a bearer and its attribute.

    Examples
    --------
    >>> with_attribute("经营主体", "总量")
    '经营主体总量'
    """
    topic = _SYSTEM.sub("", topic)
    return (topic[:-2] if len(topic) > 4 and topic.endswith(attribute[:2]) else topic) + attribute


def per_head(name: str, each: str) -> str:
    """Make an average of a name: `农民的纯收入，平均每人355元`; "" where it has no average.

    Examples
    --------
    >>> per_head("农民的纯收入", "每人")
    '农民平均每人纯收入'
    """
    found = _AVERAGED.search(name)
    if not found or found.start() < 2:
        return ""
    each = each if "均" in each else "平均" + each
    return f"{name[: found.start()].removesuffix('的')}{each}{found.group()}"


def ranked_each(core: str) -> list[str]:
    """Split what shares one rank, where every part measures something.

    Examples
    --------
    >>> ranked_each("汽车、新能源汽车产量"), ranked_each("综合实力、创新能力")
    (['汽车产量', '新能源汽车产量'], ['综合实力、创新能力'])
    >>> ranked_each("粮食播种面积、总产量")
    ['粮食播种面积', '粮食总产量']
    """
    each = core.split("、")
    if pace := _PACE_END.search(core):
        return [part if _PACE_END.search(part) else part + pace.group() for part in each]
    apart = all(_RANKED_NAME.search(part) for part in each)
    if not apart or any(grammar.ATTRIBUTE.fullmatch(part) for part in each):
        each = distribute(core)
    return each if all(_RANKED_NAME.search(part) for part in each) else [core]


def each_measured(core: str) -> list[str]:
    """Split what grows alike, where every part is an indicator of its own.

    Examples
    --------
    >>> each_measured("财政收入和税收收入"), each_measured("软件和信息业增加值")
    (['财政收入', '税收收入'], ['软件和信息业增加值'])
    """
    parts = _JOINTS.split(core)
    whole = len(parts) > 1 and all(_MEASURED.search(part) for part in parts)
    return distribute(core) if whole or _TOWN_AND_COUNTRY.match(core) else [core]


def borrow(said: str, name: str) -> str:
    """Complete a name whose bearer stands in the name before it.

    Examples
    --------
    >>> borrow("单位生产总值能耗", "二氧化碳排放")
    '单位生产总值二氧化碳排放'
    """
    place, other = _PLACE.match(said), _PLACE.fullmatch(name)
    if place and other and place.group() != name and len(said) > place.end() + 1:
        return name + said[place.end() :]
    bearer = _BEARER.match(said)
    return bearer.group() + name if bearer and _BORROWS.fullmatch(name) else name


def distribute(subject: str, count: int = 0) -> list[str]:
    """Split a coordinated subject into full names.

    Parameters
    ----------
    subject : str
        As `城镇和农村居民人均可支配收入`.
    count : int, default 0
        How many values there are, where that is known: joints inside a member are left alone when it fits.

    Returns
    -------
    list of str
        One name for each member; the subject itself where it is one.

    Examples
    --------
    >>> distribute("城镇和农村居民人均可支配收入")
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> distribute("生产安全事故起数和死亡人数")
    ['生产安全事故起数', '生产安全事故死亡人数']
    """
    if found := _INDUSTRIES.match(subject):
        sector = "{}产" if found["short"] else "第{}产业"
        return [sector.format(n) + subject[found.end() :] for n in "一二三"]
    groups = subject.split("、")
    if len(groups) > 1 and "和" in "".join(groups[:-1]) and all(_MEASURED.search(group) for group in groups):
        return [name for group in groups for name in distribute(group)]
    each, apart, done = subject.partition("分别")
    if apart and done and each:
        return [member + done for member in distribute(each, count)]
    parts = [p for p in (tidy(p) for p in _JOINTS.split(subject)) if p]
    if count and len(parts) != count and subject.count("、") + 1 == count:
        parts = [tidy(p) for p in subject.split("、")]
    elif not count and "、" in subject and not _JOINTS.search(subject, subject.rindex("、") + 1):
        parts = [one for item in subject.split("、") for one in _apart(item)]
    if len(parts) < 2:
        for pattern, members in _PAIRS:
            found = pattern.search(subject)
            if found:
                return [subject[: found.start()] + m + subject[found.end() :] for m in members]
        return [subject]
    verb = grammar.VERB.match(parts[0])
    last = parts[-1]
    tail = grammar.TAIL_NOUN.search(last)
    shared = tail.group() if tail and tail.start() > 0 else ""
    bearer = _BEARER.match(parts[0])
    names = [parts[0]]
    first = grammar.ATTRIBUTE.search(parts[0])
    for part in parts[1:]:
        alone = grammar.ATTRIBUTE.fullmatch(part)
        if alone and first and first.start() >= 2:
            names.append(parts[0][: first.start()] + part)
        elif bearer:
            names.append(bearer.group() + part)
        else:
            names.append(part)
    if len(parts[0]) >= 2:
        twin = _behind_twin(parts[0], last) if not shared or last.find(parts[0][-2:]) > 0 else ""
        shared = twin if not shared or (twin.endswith(shared) and len(twin) <= 8) else shared
    if _PLACE.fullmatch(parts[0]) and _PLACE.match(last):
        shared = last[2:]
    if shared and (group := _GROUP.match(last)):
        shared = last[group.end() :] or shared
    clause = _CLAUSE.search(last)
    shared = clause.group() if clause and clause.start() >= 2 else shared
    if (shared or _WHOLE.search(last)) and not (first and grammar.ATTRIBUTE.fullmatch(last)):
        names = _completed(names, shared)
    if verb and verb["rest"] and verb["verb"].startswith(("新", "改", "建")):
        names = [names[0], *(n if grammar.VERB.match(n) else verb["verb"] + n for n in names[1:])]
    return names
