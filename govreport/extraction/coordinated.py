"""Several subjects in one: each member of a list with what one word says for all."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.names import BEARER, PLACE, tidy
from govreport.extraction.owners import owned
from govreport.indicators import vocabulary

__all__ = ["JOINTS", "MEASURED", "distribute"]

_LISTED = re.compile("、(?![^（）()]{0,6}[）)])")  # 县（市、区） is no list
_AND = r"以及|(?<![共总缓温])和(?!美|谐|平(?!均)|解|合)|与(?!会)|(?<![普涉以触])及(?!率|其|时|格|以上)"
JOINTS = re.compile(f"{_LISTED.pattern}|{_AND}")
#: names of trades, whose head says no more that they are one: `制造业、新兴产业增加值`
_OF_TRADE = ("业", "经济", "产")
MEASURED = re.compile(rf"..(?:{grammar.MEASURE_NOUN.pattern[:-1]}|.[率额值]|(?<!质)量)$")
_PAIRS = (
    (re.compile(r"收支"), ("收入", "支出")),
    (re.compile(r"城乡居民"), ("城镇居民", "农村居民")),
    (re.compile(r"存贷款"), ("存款", "贷款")),
    (re.compile(r"产销量"), ("产量", "销量")),
    (re.compile(r"内外资"), ("内资", "外资")),
    (re.compile(r"[一二三、]{3,5}次?产业?"), ("第一产业", "第二产业", "第三产业")),
    (re.compile(r"三次产业"), ("第一产业", "第二产业", "第三产业")),
    (re.compile(r"城乡"), ("城镇", "农村")),
    (re.compile(r"客货运输?"), ("客运", "货运")),
    (re.compile(r"工农业"), ("工业", "农业")),
    (re.compile(r"产销$"), ("产量", "销量")),
)
_INDUSTRIES = re.compile(
    r"(?P<short>一[、]?二[、]?三产)(?!业)|第?一(?:产业)?[、和]?第?二(?:产业)?[、和]?第?三次?产业|三次产业|一二三产业?"
)
#: two of the three sectors: `第二、第三产业增加值`, `二三产业比重`
_TWO_INDUSTRIES = re.compile(r"第?([一二])(?:次?产业)?[、和与]?第?([二三])次?产业")
_GROUP = re.compile(r"(?:居民|农民|职工|学生|老年人|儿童|妇女)(?=医|住|养|基)")
_ABLE = re.compile(r"(?:能力|规模|能耗|指标)$")
_BALANCED = re.compile(r"[存贷]款$")
#: of which kind a size is, and no member of its own: `营收、净利润`
_OF_SIZE = ("", "净", "总", "纯", "年", "月")
#: a rate that says nothing of what it is a rate of: `车辆检验率、报废率`
_RATE_ALONE = re.compile(r"[^、绿碳税]{2}率|[^、]{2}指数")
_RATE_AT_END = re.compile(r"(?<=..)(?:(?!事故)[^、“”]{2}率|[^、“”]{2}指数)$")
#: stands once before the members of a list and holds for all
_LEAD = re.compile(
    rf"(?:[^、和与及]{{1,12}}?(?=用于))?{grammar.any_of('listlead')}(?![外口接])(?=[^、]{{2,12}}[、和与及])"
)
#: sums such members up before what they share
_AND_SUCH = re.compile(r"等(?:方面|领域|项)的?(?=..)")
#: begins what several share before the head that ends it: `食品、药品|抽检合格率`
_SHARED_TAIL = re.compile(grammar.any_of("sharedtail"))
_CLAUSE = re.compile(r"(?:支持|占|用于|参与).{4,}$")
#: what sums up the members of a list before their head: `甲、乙、丙三大主导产业`
_COUNTED_HEAD = re.compile(r"(?<=..)[两三四五六七八九十]大(?:主导|支柱|重点|优势|传统|新兴|特色|百?千?亿级?)*(?=产业)")
#: a deed that is counted whole and takes no head of another: `接待游客、旅游收入`
_DEED = re.compile(r".*新增就业$|接待.*(?:游客|旅客|旅游者|人次|人数)$|(?:开行|发运).*班列$")
#: a figure that several places have, behind the last of them; and how long their short names are
_OF_PLACES = re.compile(
    r".{2,6}?(?=(?:地区)?生产总值|一般公共预算|规上工业|规模以上工业|社会消费品|固定资产投资|居民人均)"
)
_SHORT = 4
#: a trade is whole where what follows is no size of it: `进出口、出口、利用外资`
_TRADE, _OF_TRADED = (
    re.compile(r"(?:进出口|出口|进口)$"),
    re.compile(r"贸易|[总净]?[额值量]|规模|比重|占比|增速|总[额值]"),
)
_WHOLE = re.compile(r"..(?:[率额值]|(?<![质氧])量|(?<=总)规模|比例|比重)$")
#: the kind of territory that a name ends with: `甲县、乙县|地区生产总值`
_UNIT_OF_LAND = re.compile(r"[县市区州省镇乡]$")


def _such(last: str, head: int) -> str:
    """Take the group away that the last of several examples stands before: `服务器等“新优势”产品出口`."""
    at = last.find("等", 2, head)
    return last[:at] + last[head:] if at > 0 else last


def _behind_twin(first: str, last: str) -> str:
    """What stands behind the part of the last member that ends as the first one does: 食品、药品|抽检合格率."""
    if place := _UNIT_OF_LAND.search(first):
        other = last.find(place.group(), 1)
        return last[other + 1 :] if other > 0 else ""
    twin = last.find(first[-2:])
    if twin > 0:
        return last[twin + 2 :]
    alike = last.find(first[-1])
    return last[alike + 1 :] if 0 < alike < len(first) else ""


def _alike_head(before: str, last: str) -> str:
    """What stands behind the part of the last member that is as long as the one before: 涉诈、涉毒|警情."""
    size = len(before)
    return last[size:] if 2 <= size <= 3 and len(last) >= size + 2 and "（" not in last else ""


def _known(name: str) -> bool:
    return vocabulary().lookup(name, composed=False) is not None


def _complete(name: str, shared: str) -> bool:
    """Whether a member needs no head of another: 二氧化硫 does where its emissions are an indicator's name too."""
    if name.endswith((shared, "GDP")) or _DEED.match(name):
        return True
    if _TRADE.search(name) and not (_OF_TRADED.match(shared) or _known(name + shared)):
        return True
    tail = grammar.at_end(grammar.MEASURE_NOUN, name)
    bare = not (tail or _WHOLE.search(name) or _ABLE.search(name)) or (_BALANCED.search(name) and shared == "余额")
    if bare and len(shared) > 1 and _known(name + shared):
        return False
    return (
        (len(name) >= 4 and not shared.endswith("率") and _known(name))
        or (_WHOLE.search(name) is not None and not _CLAUSE.match(shared))
        or (tail is not None and (tail.start() > 0 or len(name) >= 4) and not _CLAUSE.match(shared))
    )


def _apart(item: str) -> list[str]:
    """Split an item of a list that 、 joins: 和 inside it joins members only where they share a head."""
    head = grammar.at_end(grammar.MEASURE_NOUN, item)
    parts = JOINTS.split(item) if head and head.start() > 0 else [item]
    return [p for p in map(tidy, parts) if p]


def _completed(names: list[str], shared: str) -> list[str]:
    """Give each name the head of the next one that has its own: `户厕、垃圾设施覆盖率和污水治理率`."""
    done: list[str] = []
    for name in reversed(names):
        tail = grammar.at_end(grammar.MEASURE_NOUN, name)
        if _complete(name, shared or "率"):
            shared = tail.group() if tail and tail.start() > 0 and not (shared and name.endswith(shared)) else shared
        else:
            shared = shared[2:] if shared.startswith(("行业", "产业")) and name.endswith(_OF_TRADE) else shared
            said = next((k for k in range(min(4, len(shared)), 1, -1) if name.endswith(shared[:k])), 0)
            name += shared[said:]
        done.append(name)
    return done[::-1]


def _under_head(listed: str, head: str, count: int) -> list[str]:
    """The members of a list whose head sums them up: `甲、乙、丙三大主导产业`."""
    parts = JOINTS.split(listed)
    parts = parts if count in (0, len(parts)) else listed.split("、")
    return [member + head for member in map(tidy, parts) if member]


def _by_pair(subject: str) -> list[str]:
    """The members that one word stands for: `城乡居民收入`, `存贷款余额`."""
    for pattern, members in _PAIRS:
        if found := pattern.search(subject):
            return [subject[: found.start()] + m + subject[found.end() :] for m in members]
    return [subject]


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
    subject = subject.replace("存、贷款", "存贷款")
    for split in (_by_sector, _by_lead, _by_group, _by_part):
        if names := split(subject, count):
            return names
    return _by_pair(subject)


def _by_sector(subject: str, count: int) -> list[str]:
    """`一、二、三产增加值`, `轴承、农机两大主导产业`."""
    if found := _INDUSTRIES.match(subject):
        sector = "{}产" if found["short"] else "第{}产业"
        return [sector.format(n) + subject[found.end() :] for n in "一二三"]
    if summed := _COUNTED_HEAD.search(subject):
        return _under_head(subject[: summed.start()], subject[summed.end() :], count)
    two = _TWO_INDUSTRIES.match(subject)
    return [f"第{n}产业{subject[two.end() :]}" for n in two.groups()] if two else []


def _by_lead(subject: str, count: int) -> list[str]:
    """What one word before a list relates to every member: `财政用于教育、卫生的支出`, `对甲国、乙国出口`."""
    lead = _LEAD.match(subject)
    names = distribute(_AND_SUCH.sub("", subject[lead.end() :]), count) if lead else []
    return [lead.group() + name for name in names] if lead and len(names) > 1 else []


def _by_group(subject: str, count: int) -> list[str]:
    """Groups that 、 joins and 和 divides once more; what stands before 分别 inside a subject."""
    groups = subject.split("、")
    if len(groups) > 1 and "和" in "".join(groups[:-1]) and all(MEASURED.search(group) for group in groups):
        return [name for group in groups for name in distribute(group)]
    each, apart, done = subject.partition("分别")
    return [member + done for member in distribute(each, count)] if apart and done and each else []


def _by_part(subject: str, count: int) -> list[str]:
    """Members between joints, each with the head that the last one has for all."""
    parts = _parts(subject, count)
    if len(parts) < 2:
        return []
    if count == len(parts) > 2 and (tail := grammar.at_end(grammar.TAIL_NOUN, parts[-1])):
        parts[-1] = _such(parts[-1], tail.start())
    parts = _of_object(parts)
    verb, last = grammar.VERB.match(parts[0]), parts[-1]
    first = grammar.ATTRIBUTE.search(parts[0])
    names, shared = _borne(parts, first), _shared_head(parts, count)
    if (shared or _WHOLE.search(last)) and not (first and grammar.ATTRIBUTE.fullmatch(last)):
        names = _completed(names, shared)
    if verb and verb["rest"] and verb["verb"].startswith(("新", "改", "建")):
        names = [names[0], *(n if grammar.VERB.match(n) else verb["verb"] + n for n in names[1:])]
    return names


def _of_object(parts: list[str]) -> list[str]:
    """Give deeds that stand alone the object of the last one: `新开工、新投产项目`."""
    deeds = [grammar.VERB.match(part) for part in parts]
    last = deeds[-1]
    if last is None or len(last["rest"]) < 2 or not all(deed and not deed["rest"] for deed in deeds[:-1]):
        return parts
    return [*(part + last["rest"] for part in parts[:-1]), parts[-1]]


def _parts(subject: str, count: int) -> list[str]:
    parts, listed = [p for p in map(tidy, JOINTS.split(subject)) if p], _LISTED.split(subject)
    if count and len(parts) != count and len(listed) == count:
        return [tidy(p) for p in listed]
    if not count and len(listed) > 1 and not JOINTS.search(listed[-1]):
        return [one for item in listed for one in _apart(item)]
    return parts


def _borne(parts: list[str], first: re.Match[str] | None) -> list[str]:
    """Give attributes that stand alone the bearer of the first member: `粮食播种面积、总产量`."""
    bearer = BEARER.match(parts[0])
    names = [parts[0]]
    for part in (owned(parts[0], part) for part in parts[1:]):
        if _RATE_ALONE.fullmatch(part) and (rate := _RATE_AT_END.search(parts[0])):
            names.append(parts[0][: rate.start()] + part)
        elif grammar.ATTRIBUTE.fullmatch(part) and first and first.start() >= 2:
            names.append(parts[0][: first.start()] + part)
        else:
            names.append(bearer.group() + part if bearer and not part.startswith(bearer.group()) else part)
    return names


def _shared_head(parts: list[str], count: int) -> str:
    """What the last member has behind its own part, for all of them."""
    shared, last = _head(parts, count), parts[-1]
    longer = _SHARED_TAIL.search(last, min(2, len(parts[0])))
    if not longer or _CLAUSE.match(shared) or any(map(_headed, parts[:-1])):
        return shared
    whole = last[longer.start() :]
    return whole if len(whole) > len(shared) and "的" not in whole else shared


def _headed(part: str) -> bool:
    return _SHARED_TAIL.search(part) is not None or MEASURED.search(part) is not None


def _head(parts: list[str], count: int) -> str:
    last = parts[-1]
    tail = grammar.at_end(grammar.TAIL_NOUN, last)
    shared: str = tail.group() if tail and last[: tail.start()] not in _OF_SIZE else ""
    if len(parts[0]) >= 2:
        alike = last.find(parts[0][-2:]) > 0 or _UNIT_OF_LAND.search(parts[0])
        twin = _behind_twin(parts[0], last) if not shared or alike else ""
        shared = twin if not shared or (twin.endswith(shared) and len(twin) <= 8) else shared
    if PLACE.fullmatch(parts[0]) and PLACE.match(last):
        shared = last[2:]
    elif shared and all(len(part) <= _SHORT for part in parts[:-1]) and (of := _OF_PLACES.match(last)):
        shared = last[of.end() :]
    if shared and (group := _GROUP.match(last)):
        shared = last[group.end() :] or shared
    alone = not shared and count == len(parts) and not _SHARED_TAIL.search(last, 1)
    if alone and len(parts[0]) <= 4 and not _WHOLE.search(parts[0]):
        shared = _alike_head(parts[-2], last)
    clause = _CLAUSE.search(last)
    return clause.group() if clause and clause.start() >= 2 else shared
