"""Things that are counted by what is said of them: `6家企业入选名单` counts 入选名单企业."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from govreport import grammar
from govreport.extraction.claim import AGAIN, Window
from govreport.extraction.scan import weigh
from govreport.indicators import vocabulary
from govreport.numerals import SCALE_CHARACTERS

__all__ = [
    "Said",
    "bearing",
    "counts_on",
    "named_so",
    "nominal",
    "of_things",
    "other_orders",
    "predicated",
    "said_alone",
    "taken_for_done",
    "treated",
    "under_way",
]

_PEOPLE = ("人", "名", "户", "位", "")
_FILLER = grammar.literals(word for word in grammar.cues()["filler"] if "每年" not in word)
_BARE = grammar.any_of("happened")
_BARES = grammar.literals(grammar.in_a_row([*grammar.cues()["happened"], "建设", "使用"]))
#: how or when it was done, between the things and what is said of them
_HOW = (
    rf"(?:{_FILLER}|每年(?:(?=将)|(?<=将每年))|{grammar.any_of('howdone')}|(?<![平人户日])均|(?<!首)都(?!市)|已|正|将|要|[再又](?=获|入)"
    r"|在[^，；、。“”在]{2,10}?(?:[中上]|领域|方面))"
)
_MEANS = r"通过[^，；、。“”]{2,16}?(?=实现|进入|完成|获|达到|取得)"
_WHOM = r"(?:[县区村镇乡校市州]|[^，；、。“”《》]{2,24}?|[^，；、。]{0,16}[”》][^，；、。“”《》]{0,16}?)"
#: short names of things that are being built: longer ones stand for themselves
_WORKS_ON = ("建设", "推进", "实施", "施工")
_GOES_ON = rf"(?:正在|{grammar.any_of('advancing')}){{1,5}}(?:{'|'.join(_WORKS_ON)})"
_ONGOING = re.compile(rf"(?P<noun>[^，；、的]{{1,3}}?)(?P<said>{_GOES_ON})")
_WAY = rf"(?:{_HOW}|{_MEANS}){{0,5}}"
_PREDICATE = (
    rf"(?P<said>(?:新?{grammar.any_of('predicate')}(?!感|奖项目)(?=..)|被(?=.{{2}}))[^，；。]*"
    rf"|(?:即将)?(?:{_BARE})(?:[并或]?{_BARES}|运[营行]|验收|[见达]效)*$)"
)
_SAID = grammar.late(rf"(?P<noun>{_WHOM}){_WAY}{_PREDICATE}")
#: the same of things that were named before: `20家企业签约、15家|入驻`
_OF_THEM = grammar.late(rf"{_WAY}{_PREDICATE}|{_GOES_ON}")
#: what was done to them, as something that they got: `矿山得到有效修复`
_GOT = grammar.late(
    rf"(?P<noun>{_WHOM})(?:{_HOW}){{0,3}}得到了?(?:{grammar.any_of('howgot')}){{0,2}}"
    rf"(?P<said>(?!保障){grammar.any_of('verb', 'work')})"
)
#: where nothing is left out: `80个学区全覆盖`
_COVERED = re.compile(r"(?P<noun>[^，；、的（A-Z]{1,6})(?P<said>全覆盖)")
_COVERS = "全覆盖"
#: in which things are counted that have no classifier of their own
_COUNTED = "个"
#: before a number: does what is said of the things itself, or is one more of them
_NO_OWNER = grammar.late(rf"(?:[和与及对向为将使让]|促成|促进|带动|推动|助力|动员|{grammar.VERB_END.pattern})$")
_TAKING = rf"新?(?:{grammar.any_of('predicate')}|被)"
_SO = re.compile(rf"(?:{_TAKING}|{_BARE})..")
_CHOSEN = re.compile(rf"(?:新增)?{_TAKING}..")
#: no things but a plan or a stage of them: `计划竣工项目`
_NO_THINGS = re.compile(
    rf"(?:{grammar.any_of('nothingsend')}|[^”》]的|[被使让将把并或开产量率]|..(?<!所)在[^，]{{2,8}})$"
    rf"|^(?:全[国省市县部]|其中|已|将|可)$|^{grammar.any_of('nothingsbegin')}"
)
#: to whom something is done, before their number
_TO_WHOM = re.compile(r"[对为向给](?![外此口应照])(?P<own>[^，；：]{0,48})$")
_OF_ALL = re.compile(r"^(?:全[国省市县区州]|我[省市县区州]|辖区内?|各类)的?")
#: who they are in many words, before their number: `对甲路、乙路等7条道路`
_AT_LENGTH = re.compile(r"、|[的等中]$|^其")
_LIGHT = grammar.any_of("lightverb")
#: what is done to them, behind their number
_TREATED = re.compile(
    rf"\A(?P<noun>{_WHOM})(?:{_HOW}){{0,5}}(?P<said>(?:{_LIGHT}|(?:免费|统一|上门)?{grammar.any_of('giving')})"
    r"了?[^，；。]{2,24})$"
)
#: a verb that says only that something is done, and what is done
_ONLY_DONE = re.compile(
    rf"(?:(?:进行|予以|给予)了?(?:{_HOW}){{0,5}}(?P<deed>[^的]{{2,14}})|{_LIGHT}了?(?:{_HOW}){{0,5}}(?P<work>[^的]{{2,6}}))$"
)
_GOAL_END = re.compile(r"(?:目标|任务|计划)(?:顺利|如期)?(?:实现|完成)$")
#: what happens to things by itself stays behind them: `贫困人口实现脱贫`
_BY_ITSELF = re.compile(rf"(?:实现|完成)[^，]{{0,4}}{grammar.any_of('byitself')}$")

_WORKS = [word for kind in ("verb", "work") for word in grammar.cues()[kind] if len(word) > 1]
_WORK = grammar.late(rf"{grammar.literals(_WORKS)}$")
#: those that something is given to, by what is given: `提供廉租住房低收入家庭`, `适老化改造老年人家庭`
_GIVEN = grammar.late(
    rf"(?:(?:免费|统一|上门)?{grammar.any_of('giving')}|[^的]{{0,6}}{grammar.literals(_WORKS)}).{{3}}"
)


@dataclass(frozen=True, slots=True)
class Said:
    """The things, and what is said of them."""

    noun: str
    said: str

    @property
    def name(self) -> str:
        """The things by what is said of them, which may end with them: `2个平台入选示范平台`."""
        return self.said if self.said.endswith(self.noun) else self.said + self.noun


def of_things(unit: str) -> bool:
    """Tell whether a unit counts things or people, of which something can be said.

    Examples
    --------
    >>> of_things("家"), of_things("名"), of_things("公里")
    (True, True, False)
    """
    return weigh(unit) == "count" or unit.lstrip(SCALE_CHARACTERS) in _PEOPLE


def counts_on(window: Window) -> bool:
    """Tell whether what is said of things ends in others that are counted: `9个园区入驻企业60户`."""
    more = grammar.COUNT.match(window.ahead, len(window.right)) if len(window.ahead) > len(window.right) else None
    return (
        more is not None
        and window.right[-1:] not in ("、", "和")
        and of_things(more.group().lstrip("的0123456789.余多几"))
    )


def said_alone(rest: str) -> str:
    """Return what is said of things that were named before; "" where things are named again, or nothing is said.

    Examples
    --------
    >>> said_alone("入驻"), said_alone("全部完成"), said_alone("企业入驻")
    ('入驻', '完成', '')
    """
    found = _OF_THEM.fullmatch(rest)
    said = (found["said"] or rest) if found else ""
    return "" if "的" in said or "或者" in said or _GOAL_END.search(rest) else said


def under_way(rest: str) -> bool:
    """Tell whether what stands behind a number is a short name of things, and that they are being built.

    Examples
    --------
    >>> under_way("高铁加快建设"), under_way("重大水利项目加快建设")
    (True, False)
    """
    return _ongoing(rest) is not None


@lru_cache(maxsize=AGAIN)
def _ongoing(rest: str) -> Said | None:
    """Short things and that they are being built, where no indicator would take them for built."""
    found = _ONGOING.fullmatch(rest)
    said = Said(found["noun"], found["said"]) if found else None
    return None if said is None or taken_for_done(said, _COUNTED) else said


def taken_for_done(said: Said, unit: str) -> bool:
    """Tell whether things are under way, and an indicator would take their name for that of what was done.

    Examples
    --------
    >>> taken_for_done(Said("医院", "加快建设"), "所"), taken_for_done(Said("学校", "推进建设"), "所")
    (False, True)
    """
    known = vocabulary().lookup(said.name, unit=unit) if said.said.endswith(_WORKS_ON) else None
    return known is not None and not known.id.endswith("-underway")


@lru_cache(maxsize=1 << 12)
def predicated(rest: str) -> Said | None:
    """Tell things from what is said of them, in what stands behind their number.

    Parameters
    ----------
    rest : str

    Returns
    -------
    Said or None
        None where nothing is said of them that could name them.

    Examples
    --------
    >>> predicated("企业成功入选省级名单"), predicated("项目全部开工")
    (Said(noun='企业', said='入选省级名单'), Said(noun='项目', said='开工'))
    >>> predicated("获奖企业")
    """
    if ongoing := _ongoing(rest):
        return ongoing
    found = _COVERED.fullmatch(rest) or _SAID.fullmatch(rest) or _GOT.fullmatch(rest)
    if not found or _NO_THINGS.search(found["noun"]) or _BY_ITSELF.match(found["said"]):
        return None
    verb = grammar.VERB.match(found["noun"])
    if "的" in found["said"] or _GOAL_END.search(found["said"]) or (verb and not verb["rest"]):
        return None
    return Said(found["noun"], found["said"])


def treated(left: str, rest: str) -> Said | None:
    """Tell people or things from what is done to or for them: `对9家企业进行整治`.

    Parameters
    ----------
    left : str
        What stands before their number, from the beginning of its clause.
    rest : str
        What stands behind it.

    Returns
    -------
    Said or None
        None where no preposition says so.

    Examples
    --------
    >>> treated("对", "家具企业进行了全面整治"), treated("为全县", "老人发放津贴")
    (Said(noun='家具企业', said='整治'), Said(noun='老人', said='发放津贴'))
    >>> treated("新建", "学校开展招生")
    """
    head = grammar.HEAD.match(left)
    to = _TO_WHOM.match(left[head.end() :] if head else left)
    found = _TREATED.fullmatch(rest) if to else None
    if not to or not found or _NO_THINGS.search(found["noun"]) or found["noun"].startswith("由"):
        return None
    own = "" if _AT_LENGTH.search(to["own"]) else _OF_ALL.sub("", to["own"])
    only = _ONLY_DONE.fullmatch(found["said"])
    work = only and (only["deed"] or (only["work"] if _WORK.search(only["work"]) else ""))
    return Said(own + found["noun"], work or found["said"])


def named_so(name: str) -> bool:
    """Tell whether a name says first what is said of its things.

    Examples
    --------
    >>> named_so("入选省级名单企业"), named_so("国家级企业")
    (True, False)
    """
    return _SO.match(name) is not None


def bearing(name: str, topic: str) -> str:
    """Return what an attribute behind things is of: those that were chosen are few, those at work are the things.

    Parameters
    ----------
    name : str
    topic : str
        The things without a verb before them.

    Returns
    -------
    str

    Examples
    --------
    >>> bearing("入选省级名单企业", "企业"), bearing("开工重点项目", "重点项目")
    ('入选省级名单企业', '重点项目')
    """
    return name if _CHOSEN.match(name) else topic


def nominal(rest: str, own: str = "") -> str:
    """Name things by what is said of them; "" where nothing is.

    Parameters
    ----------
    rest : str
        What stands behind a number.
    own : str
        What stands before it and says which things they are.

    Returns
    -------
    str

    Examples
    --------
    >>> nominal("学科进入全国前列", "该校"), nominal("示范区")
    ('进入全国前列该校学科', '')
    """
    said = None if _NO_OWNER.search(own) or grammar.PREDICATE.search(own) else predicated(rest)
    own = "" if "、" in own or own.endswith("等") else own
    if not said:
        return ""
    return own + said.name if said.said == _COVERS else Said(own + said.noun, said.said).name


@lru_cache(maxsize=AGAIN)
def other_orders(name: str) -> tuple[str, ...]:
    """Return how a name of things may be worded with what is said of them behind, as the vocabulary knows some.

    Examples
    --------
    >>> "成果获科技奖" in other_orders("获科技奖成果"), other_orders("国家级企业")
    (True, ())
    >>> other_orders("实现达标的灌区占比")
    ('灌区实现达标占比',)
    """
    # what is turned there loses its 累计 as an adverb, and all there are would be what was added
    if name.startswith("累计") or (not named_so(name) and not _GIVEN.match(name)):
        return ()
    said, of, noun = name.removesuffix("占比").rpartition("的")
    if of and name.endswith("占比"):
        return (f"{noun}{said}占比",)
    return tuple(name[-k:] + name[:-k] for k in range(1, min(12, len(name) - 1)))
