"""Members of a list: the size, the noun and the deed that they share and only one of them says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport import grammar
from govreport.extraction.around import behind
from govreport.extraction.claim import Claim
from govreport.extraction.coordinated import JOINTS
from govreport.extraction.names import finish
from govreport.extraction.predicates import Said, named_so, predicated

__all__ = ["RATES", "done_to_each", "fill_nouns", "grade", "led_by", "share_said", "sized_alike", "told_apart"]

#: units of a part of the things behind it
RATES = ("%", "成")
#: from which size on things are counted
_FROM = re.compile(
    r"(?<![\d.一—–至到-])(?:超过?|[突过]破?|不低于)?[\d.十百千万亿一二两三五]{1,6}(?:元|亩|吨|千瓦|平方米)(?:级|以上|以下)?(?P<rest>.*)",
    re.DOTALL,
)
_OF_GRADE = re.compile(r"(?:国家|自治区|[省市县区州])级(?!以上)(?=...)")
_OVER = re.compile(r"超过?|[突过]破?|不低于")
_HEDGED = re.compile(r"(?:级|以上|以下)$")
#: one more member, up to its number
_NEXT = re.compile(r"[、和].{1,12}$")
_GRADE = re.compile(r"[级类型](?:以上)?$|(?:国家|省|市|县|区)(?:重点|重大)$|^列省$|^[省市县区]定$")
_GRADED = re.compile(
    r"(?:[省市县区]、)?[^、]*?(?:[级类型](?:以上)?|(?<![级城])[省市县区](?:重点|重大|定))的?(?=[^、]{2})"
)
#: ends what has work of its own, and takes none of the next thing
_WORKED = re.compile(rf"(?:工程|行动|升级|管控|{grammar.literals(grammar.cues()['clauseend'])})$")
_DEED = re.compile(
    rf"(?<=..){grammar.any_of('howworked')}{{0,3}}"
    r"(?:建设|改造|治理|整治|修复|编制|硬化|绿化|安置|招聘|培训|创建|提升)$"
)
#: those that do something, and what, in their own order: `县（市）|建立救助制度`, `学校|与企业合作`
_DOERS = rf"[^、的“”]{{0,8}}?(?:{grammar.any_of('doer', 'people')}|省)(?:（[^）]*）)?"
_DONE_BY = grammar.late(
    rf"(?P<who>{_DOERS})(?:{grammar.any_of('filler', 'howdone')}){{0,4}}"
    rf"(?P<what>(?:[与在](?![校建])|无一)...*|{grammar.DEEDS}了?[^、的]{{2}}.*)"
    r"(?<!工程)(?<!项目)(?<!行动)(?<!计划)(?<!试点)(?<!工作)(?<!任务)"
)
_WHO = re.compile(_DOERS)
_REST = re.compile(r"[，,；;。、](?![^（]*）)")
#: what works are not done to
_NOT_BUILT = ("企业", "单位", "人才")
#: what is a size, a sum or a share, and not done
_SIZED = re.compile(rf"(?:{grammar.MEASURE_NOUN.pattern[:-1]}|[率量数额值]|人次|游客|旅客|覆盖面)$")
_OF = re.compile(r"的?")
#: what a first number has before it for all of a list: a deed in few words, whose they are; nothing that relates
_LEAD = re.compile(r"(?![为对向在给与由把将])[^、的]{2,6}(?<![内中上里])")
#: how policies stand behind the last of those counted: `稳外贸12条、促消费8条等一揽子政策`
_MEASURES = re.compile(
    r"^等(?:一?系列|多项|各类|一批|一揽子)?(?P<noun>(?:支持|扶持)?(?:政策|措施|举措)(?:政策|措施|举措)?)"
)


def sized_alike(said: str, item: str) -> str:
    """Name things of another size in the words of the name before: `产值超10亿元企业5家、超亿元企业20家`.

    Parameters
    ----------
    said : str
        The whole name before.
    item : str

    Returns
    -------
    str
        "" where the two do not tell sizes of the same things.

    Examples
    --------
    >>> sized_alike("新增产值超10亿元企业", "超亿元企业"), sized_alike("引进100亿元以上项目", "50亿元以上")
    ('新增产值超亿元企业', '引进50亿元以上项目')
    >>> sized_alike("产值超20亿元企业", "5亿元企业"), sized_alike("新增上市公司", "超亿元企业")
    ('产值超5亿元企业', '')
    """
    size, before = _FROM.fullmatch(item), _FROM.search(said)
    if not size or not before or not before["rest"]:
        return ""
    rest, things = _OF.sub("", size["rest"], count=1), _OF.sub("", before["rest"], count=1)
    if rest and rest != things:
        return ""
    hedge = _OVER.match(said, before.start())
    bare = item[0].isdigit() and not _HEDGED.search(item[: size.start("rest")])
    over = hedge.group() if hedge and bare else ""
    return said[: before.start()] + over + item + ("" if rest else before["rest"])


def told_apart(said: str, item: str) -> bool:
    """Tell whether a grade, or a size where both end alike, sets an item apart from the things before it.

    Parameters
    ----------
    said : str
        The whole name before.
    item : str

    Returns
    -------
    bool

    Examples
    --------
    >>> told_apart("创建国家级示范区", "市级示范区"), told_apart("新签约项目", "50亿元以上项目")
    (True, True)
    >>> told_apart("新签约项目", "上市公司")
    False
    """
    return _OF_GRADE.match(item) is not None or (_FROM.match(item) is not None and item[-2:] == said[-2:])


def fill_nouns(claims: list[Claim]) -> None:
    """Give the members of a list the noun that stands behind the last one: `省级12项、市级8项改革任务`."""
    noun, unit = "", ""
    for claim in reversed(claims):
        if found := _MEASURES.match(claim.window.right):
            noun, unit = found["noun"], claim.unit
        if claim.reached or (claim.window.right and not JOINTS.match(claim.window.right)):
            noun = noun if found else ""
        if noun and claim.unit == unit and not claim.names[0].endswith(noun):
            claim.names = [name + noun for name in claim.names]
        if not _NEXT.match(claim.window.gap):
            noun = ""
        elif not noun:
            noun, unit = _noun_behind(claim), claim.unit


def _noun_behind(claim: Claim) -> str:
    """What a member that stands before its number counts behind it, too."""
    if not claim.behind or claim.chained or not claim.left or "subject.own" not in claim.rules:
        return ""
    if claim.unit.endswith(("元", "人", "%")):
        return ""
    rest = behind(claim)
    if claim.names[0].endswith(rest):
        rest = JOINTS.split(rest)[0]
    return rest if rest in claim.names[0] and not grammar.NO_NOUN.match(rest) else ""


def share_said(claim: Claim, said: Said | None, whole: str, claims: list[Claim]) -> None:
    """Give what is said of the last of several things to those before: `8所高校、5个学科进入名单`.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "8条街巷、3个小区改造提升"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['街巷改造提升'], ['小区改造提升']]
    """
    before = list(_things_before(claim, claims))
    work = None if said or not before else _DEED.search(whole)
    by = None if said or work or not before else _DONE_BY.fullmatch(behind(claim).removeprefix("的"))
    for last in before:
        name, thing = finish(last.names[0]), _thing(last)
        if thing not in name:  # something was said of it already
            return
        if last.unit in RATES and said:
            last.names = [f"{said.said}的{thing}占比"]
        elif last.unit in RATES and by:
            last.names = [f"{thing}{by['what']}占比"]
        elif said and not named_so(name) and not predicated(name) and not _DEED.search(name):
            last.names = [Said(name, said.said).name]
        elif work and not last.chained and _takes(name, work.group()):
            last.names = [name + work.group()]
        elif by and not last.chained and _WHO.fullmatch(thing):
            last.names = [name + by["what"]]
        else:
            return


def _thing(claim: Claim) -> str:
    """What is counted behind a number, without the joint to the next one."""
    return finish(behind(claim).removeprefix("的")).rstrip("和及与")


def _takes(name: str, work: str) -> bool:
    """Whether a work can be done to a thing, which has none of its own."""
    own = _DEED.search(name) or _WORKED.search(name)
    return not own and not (work == "建设" and name.endswith(_NOT_BUILT))


def _things_before(claim: Claim, claims: list[Claim]) -> Iterator[Claim]:
    """The things of a list whose numbers stand before them, the nearest first."""
    gap = claim.window.gap
    for last in reversed(claims[-4:]):
        of_them = last.window.right.startswith("的") and last.unit not in RATES
        if not last.behind or of_them or _REST.search(gap.strip("、")):
            return
        yield last
        gap = last.window.gap


def grade(claims: list[Claim], name: str) -> None:
    """Say what is graded of grades that stand alone before it: `3个省级、7个市级产业集群`.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("打造3个省级、7个市级产业集群", 0, 15)[0]]
    [['打造省级产业集群'], ['打造市级产业集群']]
    """
    own = _GRADED.match(name)
    graded = finish(name[own.end() :]) if own else ""
    for before in reversed(claims[-3:] if graded else []):
        graded_by = finish(before.names[0])
        if not before.behind or not _GRADE.search(graded_by):
            return
        before.names = [graded_by + graded]


def led_by(last: Claim) -> str:
    """Return what stands before the number of the first of several things, where it is no deed that is known.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("优化9个入口、30条道路", 0, 12)[0]]
    [['优化入口'], ['优化道路']]
    """
    if "subject.own" not in last.rules or len(last.names) != 1:
        return ""
    name, rest = finish(last.names[0]), finish(behind(last))
    lead = name.removesuffix(rest) if rest else name
    return lead if lead != name and _LEAD.fullmatch(lead) and last.left.endswith(lead) else ""


def done_to_each(names: list[str]) -> list[str]:
    """Give the deed of the first to all members, where it brought them about.

    Examples
    --------
    >>> done_to_each(["打造省级度假区", "休闲街区"]), done_to_each(["接待游客", "旅游收入"])
    (['打造省级度假区', '打造休闲街区'], ['接待游客', '旅游收入'])
    """
    verb = grammar.VERB.match(names[0]) if len(names) > 1 else None
    if not verb or len(verb["verb"]) < 2 or len(verb["rest"]) < 2 or any(map(_SIZED.search, names)):
        return names
    return names if any(map(grammar.VERB.match, names[1:])) else [names[0], *(verb["verb"] + n for n in names[1:])]
