"""Who has an attribute: the thing that can, before the one that stands nearest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govreport import grammar, tables
from govreport.extraction.around import UNDERTAKE, without_predicate
from govreport.extraction.claim import Claim, Memory
from govreport.extraction.coordinated import distribute
from govreport.extraction.names import topic_of

__all__ = ["bearer_by_fit", "field_of", "per_head", "set_off", "unfit"]

#: what is told by head as a whole, with nobody's name before it
_OUTPUT = re.compile(r"(?:地区|国内)?生产总值|GDP")
_AVERAGED = re.compile(r"(?:纯|总|净|可支配)?收入$|产[量值]$|消费$|支出$|储蓄$|存款$")
#: a clause of its own goes on behind its subject with one of these
_GOES_ON = grammar.literals(
    word for kind in ("filler", "goeson", "predicate", "happened") for word in grammar.cues()[kind]
)
#: has no size or income of its own
_NOBODY = re.compile(r"(?:经济|形势)(?:平稳|总体|稳中){0,2}$")
_UNDERTAKE = re.compile(rf"^(?:{UNDERTAKE})+(?=...)")
_SETS_ABOUT = grammar.late(rf"^(?:重点|主要|坚持|围绕|聚焦|依托|以|着力|要|{UNDERTAKE}|{grammar.any_of('verb')})")
#: what a sentence goes on with behind the industry that it opens with, and how far into it
_AIMS = grammar.late(grammar.any_of("aims"))
_OPENING = 40
#: works on one thing, of which the sentence goes on to tell by what deeds: `推动不锈钢产业向精深加工延伸，重点发展…`
_WORKS_ON = rf"(?:{UNDERTAKE}){{0,2}}(?:建设)?"
_PUSHES = re.compile(r"(?:持续|大力|全力|深入|积极|着力|进一步|加快){0,2}(?:推动|促进|带动)")
_GOES_FORWARD = r"(?=$|建设$|向|全链|全产业链|(?:加快|提质|转型|升级|发展|扩量|做[大强优]|[^，；]{0,4}化))(?!建设?项目)"


@dataclass(frozen=True)
class _Kind:
    """What has the attributes of one row of the table, and what cannot."""

    subject: re.Pattern[str]
    topic: re.Pattern[str]
    aiming: re.Pattern[str]
    worked: re.Pattern[str]
    head: re.Pattern[str]
    never: re.Pattern[str]


@cache
def _kinds() -> dict[str, _Kind]:
    found: dict[str, _Kind] = {}
    for row in tables.rows("bearers"):
        words = row["bearers"].split()
        heads, trades = grammar.literals(words), grammar.any_of("trade") if "产业" in words else "(?!)"
        kind = _Kind(
            re.compile(
                rf"(?P<bearer>[^，；：的\d]{{0,16}}?{heads}）?)(?![化者园区链企）])(?=[^，；：]{{0,4}}{_GOES_ON})"
            ),
            re.compile(rf"[^，；、：“”的]{{0,14}}{heads}"),
            re.compile(rf"(?P<topic>[^，；、：“”的\d]{{0,10}}?(?:{heads}|{trades}))(?={grammar.any_of('aims')})"),
            re.compile(rf"(?P<works>{_WORKS_ON})(?P<bearer>[^，；、“”的\d]{{1,14}}?{heads}){_GOES_FORWARD}"),
            re.compile(rf"{heads}[”）]?$"),
            re.compile(rf"{grammar.literals(row['never'].split())}$"),
        )
        found.update(dict.fromkeys(row["attributes"].split(), kind))
    return found


def unfit(attribute: str, bearer: str) -> bool:
    """Tell whether something cannot have an attribute: roads have no sales.

    Examples
    --------
    >>> unfit("销售收入", "城区道路"), unfit("销售收入", "龙头企业"), unfit("数量", "城区道路")
    (True, False, False)
    """
    kind = _kinds().get(attribute)
    return kind is not None and kind.never.search(bearer) is not None


def set_off(claim: Claim, subject: str, memory: Memory) -> str:
    """Read the 、 before an attribute as a comma where a whole clause ends: `生猪产能恢复到常年水平、存栏达9万头`.

    Parameters
    ----------
    claim : Claim
        Its window is changed, so that the clause is one of those before it.
    subject : str
    memory : Memory
        Speaks of the subject of that clause then.

    Returns
    -------
    str
        The attribute; `subject` itself where none is set off.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "生猪产能恢复到常年水平、存栏达9万头"
    >>> read_clauses(text, 0, len(text))[0][0].names
    ['生猪存栏']
    """
    clause, joint, attribute = subject.rpartition("、")
    window = claim.window
    bare = not attribute or attribute in _kinds() or grammar.ATTRIBUTE.fullmatch(attribute)
    alone = joint and not window.touching and bare
    said = (without_predicate(clause) if attribute else grammar.TREND.sub("", clause)) if alone else clause
    at = window.left.rfind(joint + attribute) if said != clause else -1
    if at < 0 or not window.gap.endswith(window.left) or _NOBODY.search(said):
        return subject
    said = (said.rpartition("等一批")[2] or said).removesuffix("数")
    head = window.gap[: -len(window.left)]
    window.left = window.left[at + 1 :]
    window.gap, window.said = f"{head}{said}，{window.left}", f"{window.said}{said}，"
    memory.speak_of([], topic_of(said))
    return attribute


def bearer_by_fit(claim: Claim, attribute: str, last: str) -> str:
    """Return who has an attribute, of what the clauses before speak of without a number; "" where none can.

    Parameters
    ----------
    claim : Claim
    attribute : str
    last : str
        What was spoken of last, "" for nothing.

    Returns
    -------
    str
        The noun a sentence opens with as its topic, or the subject of a clause since the number before; "" too where
        what was spoken of last can have it, or what the nearest clause ends with.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "改建道路3条，开发区加快建设，产值达9亿元"
    >>> read_clauses(text, 0, len(text))[0][-1].names
    ['开发区产值']
    """
    kind = _kinds().get(attribute)
    if kind is None:
        return ""
    said = grammar.CLAUSES.split(claim.window.said)[:-1]
    if len(said) > 1 and (topic := _opening(said)) and kind.topic.fullmatch(topic):
        return topic
    if said and not claim.window.touching and (topic := _aiming(kind, said[0])):
        return topic
    if not last and (worked := _worked_on(kind, claim)):
        return worked
    if last and "；" not in claim.window.gap and kind.head.search(last):
        anyone = grammar.ATTRIBUTE.fullmatch(attribute) or grammar.AMOUNT.fullmatch(attribute)
        return "" if anyone or len(distribute(attribute)) > 1 else last
    for clause in reversed(grammar.CLAUSES.split(claim.window.gap)[1:-1] if last else said):
        head = grammar.HEAD.match(clause)
        core = _UNDERTAKE.sub("", clause[head.end() :] if head else clause)
        found = kind.subject.match(core)
        if found and _is_noun(found["bearer"]):
            return found["bearer"]
        if kind.head.search(core):
            return ""
    return _worked_on(kind, claim) if last and kind.never.search(last) is None and not kind.head.search(last) else ""


def _worked_on(kind: _Kind, claim: Claim) -> str:
    """What a sentence opens with working on: `推动不锈钢产业向精深加工延伸，重点发展…，产值…`."""
    for clause in grammar.CLAUSES.split(claim.window.said.rpartition("；")[2]):
        head = _PUSHES.match(clause)
        found = kind.worked.match(clause[head.end() :] if head else clause)
        if found and (head or found["works"]) and _is_noun(found["bearer"]):
            return str(found["bearer"])
    return ""


def _is_noun(bearer: str) -> bool:
    """Whether no deed and no half of what is in quotes or brackets stands in it."""
    quoted = bearer.count("“") == bearer.count("”") and bearer.count("（") == bearer.count("）")
    return quoted and not grammar.PREDICATE.search(bearer) and not grammar.VERB.match(bearer)


def _aiming(kind: _Kind, clause: str) -> str:
    """What a clause opens with, where it goes on to tell what that aims at: `新材料产业瞄准高端化，…`."""
    found = kind.aiming.match(clause)
    return found["topic"] if found and _is_noun(found["topic"]) else ""


def field_of(text: str, start: int, end: int) -> str:
    """Return the industry that a sentence opens with and goes on to tell the aims of; "" where none is.

    Examples
    --------
    >>> field_of("新材料产业瞄准高端化，打造新基地。", 0, 17), field_of("我们瞄准高端化。", 0, 8)
    ('新材料产业', '')
    """
    aims = _AIMS.search(text, start, min(end, start + _OPENING)) is not None
    return _aiming(_kinds()["产值"], text[start:end]) if aims else ""


def _opening(said: list[str]) -> str:
    """The noun that a sentence sets before its clauses as what they are about: `甲产业集群，重点…，实施…`."""
    topic, then = said[0], said[1]
    alone = grammar.VERB.match(topic) is None and grammar.HEAD.match(topic) is None
    return topic if alone and _SETS_ABOUT.match(then) else ""


def per_head(name: str, each: str) -> str:
    """Make an average of a name: `农民的纯收入，平均每人355元`; "" where it has no average.

    Examples
    --------
    >>> per_head("农民的纯收入", "每人")
    '农民平均每人纯收入'
    """
    if _OUTPUT.fullmatch(name):
        return each + name
    found = _AVERAGED.search(name)
    if not found or found.start() < 2:
        return ""
    each = each if "均" in each else "平均" + each
    return f"{name[: found.start()].removesuffix('的')}{each}{found.group()}"
