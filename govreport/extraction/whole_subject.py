"""A subject with the noun that stands behind its number."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.around import unfulfilled
from govreport.extraction.behind import finished
from govreport.extraction.claim import Claim
from govreport.extraction.coordinated import JOINTS
from govreport.extraction.instances import group, named
from govreport.extraction.predicates import nominal, of_things, treated
from govreport.extraction.rows import deed
from govreport.extraction.scan import weigh

__all__ = ["with_rest"]

_TASK = re.compile(
    r"^的?(?:(?:任务|目标|计划|指标|(?<=的)工作)(?:(?:已经?|全部|如期|提前|接近|基本|正在|顺利)*(?:完成|实现|进行|进展|展开)?(?:顺利)?)?"
    r"|(?:已|均|全部|如期)+(?:办复|办结|办理完毕|答复|兑现))$"
)
_ENACTED = re.compile(
    r"(?P<verb>(?:提请|报请|提交)[^、，]{0,12}?(?:审议|制定|修订|批准)|颁布|出台|审议通过)了?[^、，]{2,}、"
)
_CARRIED_OUT = re.compile(r"^.{0,8}?(?:基本|全面|顺利|超额|提前)完成(?=..)")
_ENUMERATED = re.compile(r"(?:[^、，]*、)*[^、，]*等(?:方面|领域|一批)?的?$")
#: what is joined to a count and has none of its own: `编制总体规划和28个村庄规划`
_AND = re.compile(r"(?<=..)(?:(?<![共总缓温])和|以及|(?<![惠涉普波触顾遍])及)$")
_WIDENED = re.compile(
    r"(?<=..)的?(?:范围|覆盖面)?(?:由|从)?(?:已|再)?(?:扩大|扩展|拓展|拓宽|延伸|推广|增加)[到至]全?[国省市]?$"
)


def with_rest(claim: Claim, core: str, verb: re.Match[str] | None, rest: str, moved: bool) -> str:
    """Return a subject with the noun that stands behind its number, where there is one.

    Parameters
    ----------
    claim : Claim
    core : str
        The subject before the number.
    verb : match or None
        The verb it begins with.
    rest : str
        What stands behind the number.
    moved : bool
        The number is a rise, a fall or a level that was reached.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("改造一中等9所学校", 0, 10)[0]]
    [['改造学校']]
    """
    if _TASK.match(rest):
        return _CARRIED_OUT.sub("", core)
    if not rest and (whole := _without_named(claim, core, verb)):
        return whole
    if not rest or moved or claim.quantity.kind != "amount" or claim.measure != "level":
        return core
    core = _WIDENED.sub("", core).removesuffix(rest)
    if _AND.search(core) or claim.left.endswith("、"):
        core = verb["verb"] if verb else ""
    done_to = grammar.VERB.match(rest)
    plain = not claim.reached and not grammar.SHARE_NOUN.search(core) and not (done_to and done_to["rest"])
    if weigh(claim.unit) != "count" and not rest.startswith("的") and not plain:
        return core
    things = of_things(claim.unit)
    bare = rest.removeprefix("的")
    done_to_all = nominal(bare, core) if things and verb is None and finished(bare) else ""
    rest = done if len(done := unfulfilled(rest)) >= 4 else rest
    claim.found_behind()
    claim.flow = claim.flow or weigh(claim.unit) == "count"
    rest = rest.removeprefix("的")
    if things and (received := treated(claim.left, rest)):
        return received.name
    said = done_to_all or (nominal(rest, core) if verb is None and things else "")
    return said or _whole(core, verb, rest, claim.quantity.value)


def _without_named(claim: Claim, core: str, verb: re.Match[str] | None) -> str:
    """A group of things without those of them that are named; without a deed, where it says which things they are."""
    if verb is not None:
        return group(str(verb["verb"]), str(verb["rest"]))
    things = group("", core) if weigh(claim.unit) == "count" and claim.measure == "level" else ""
    return things if len(things) >= 4 else ""


def _whole(core: str, verb: re.Match[str] | None, rest: str, count: float) -> str:
    """Join what stands before and behind a count; examples before it are left out: `…等29项举措`."""
    examples = _ENUMERATED.search(core)
    lead = deed(verb) if verb else ""
    last = grammar.VERB_END.search(core) if "、" in core and len(rest) >= 2 else None
    if last and (not lead or core[last.start() - 1] == "、"):
        return str(last["verb"] + rest)
    enacted = _ENACTED.search(core) if examples and lead in ("", "提请", "报请") else None
    if enacted:
        return str(enacted["verb"] + rest)
    if len(rest) >= 2 and examples:
        return lead + rest if lead or len(rest) >= 4 or named(core, rest) else core + rest
    if "、" in core and not lead:
        return rest
    if lead and len(rest) >= 3 and count > 1 and count in (core.count("、") + 1, len(JOINTS.split(core))):
        return lead + rest
    if lead and "等" in core and core.count("、") >= 2:
        return lead + core[core.rindex("等") + 1 :] + rest
    if lead and core.count("、") >= 2 and len(rest) >= 2:
        return lead + rest
    return core + rest
