"""A number with no noun before it: `6家企业入选…`, `新设14个示范区`, a deed whose object was spoken of."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.around import spoken_of, undertaken
from govreport.extraction.attributes import of_size
from govreport.extraction.behind import chained, finished
from govreport.extraction.carrying import carry, levels_before
from govreport.extraction.claim import Claim, Memory, Naming
from govreport.extraction.fields import in_field
from govreport.extraction.members import RATES, grade, led_by, share_said
from govreport.extraction.names import finish, topic_of
from govreport.extraction.predicates import bearing, counts_on, of_things, predicated, treated
from govreport.extraction.scan import weigh
from govreport.extraction.them import counted_alike, left_out
from govreport.extraction.trimming import contest, judged

__all__ = ["ACTS", "WORKS_END", "without_noun"]

_AWARD = re.compile(
    r"^(?:无(?!锡)|荣获|获得?|入选|上榜|被评为|跻身|蝉联|成为|进入|举办|被授予|夺得|捧得|未发生|没有发生)"
)
ACTS = re.compile(r"(?:召开|降低|下调|提高|提升|上调|开展|组织|实施|发放|调整|增加)(?![到至为]).{3}")
_WON = re.compile(
    r"^(?:在[^，；、中]{2,10}?)?(?:成功|圆满|如期|大规模|组织|持续|集中)?(?:召开|承办|荣获|获评|获批|被授予|获得?|入选|入围|蝉联|跻身|成为|进入"
    r"|保持|位居|位列|稳居|居|被评为|上榜|实现|举办|超额完成|(?:制定)?实[施行]|开展|推行)"
)
#: what was done to works, behind which they are
WORKS_END = re.compile(r"(?<=..)新?(?:开工|竣工|投产|签约|开行|发送|投运|完工|建成)$")
#: deeds that name what they are done to
_WHOLE_DEEDS = frozenset(grammar.cues()["wholedeed"])
_REACHES = re.compile(r"^(?:惠及|受益|带动|覆盖|参保|领取|享受|参加)")
_HELD = re.compile(r"(?<=..)(?:稳定在|保持在|维持在|超过|达到?|高于|低于)$")
_FINISHED_ENDS = ("办复", "办结", "办理完毕", "答复")
_FINISHED = re.compile(rf"(?<=..)(?:全部|均|已)(?:{'|'.join(_FINISHED_ENDS)})$")
#: what a further count adds to
_NEW = re.compile(r"新增|累计新增|新")


def without_noun(naming: Naming, core: str) -> None:
    """Name a claim whose number has no noun before it: a bare deed, what stands behind it, or what was spoken of.

    Parameters
    ----------
    naming : Naming
    core : str
        The deed before the number, or "".

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("新设14个示范区", 0, 8)[0]]
    [['新设示范区']]
    """
    claim, memory, claims, rest = naming.claim, naming.memory, naming.claims, naming.rest
    level = claim.measure == "level"
    if pair := _same_works(claim, core, naming.together, claims):
        claim.names, memory.pending = pair[:1], pair[1:]
        claim.rules.append("subject.respectively_again")
    elif core and not rest and level and not naming.moved:
        _of_deed(claim, core, memory, claims)
    elif _has_things(naming) and rest:
        _number_first(claim, core, rest, memory, claims)
    elif claim.quantity.kind == "streak" and rest and (not memory.subjects or _says_what_is_won(rest)):
        won = _WON.sub("", rest)
        claim.names = memory.subjects = [judged(won) or contest(_HELD.sub("", won))]
        claim.found_behind()
    else:
        carry(naming)


def _has_things(naming: Naming) -> bool:
    """Whether a number may be of what stands behind it."""
    claim = naming.claim
    level = claim.quantity.kind == "amount" and claim.measure == "level" and not claim.base
    return level and (not naming.moved or weigh(claim.unit) == "count")


def _says_what_is_won(rest: str) -> bool:
    return bool(_AWARD.match(rest) or ACTS.match(rest) or judged(rest))


def _of_deed(claim: Claim, core: str, memory: Memory, claims: list[Claim]) -> None:
    """Name a deed that stands alone by what it was done to."""
    spoken = counted_alike(claim, claims) or spoken_of(claim, memory)
    verb = grammar.VERB.match(spoken)
    if kind := grammar.TRAIN.findall(claim.window.said) if claim.unit == "列" else None:
        whole = max(kind, key=len) + core
    else:
        if claims and "subject.clause_before" in claims[-1].rules:
            spoken = grammar.VERB_END.sub("", spoken)
        whole = _done_to(core, spoken, verb, bool(memory.subjects))
    claim.names, claim.flow = [whole], core != "覆盖"
    claim.rules.append("subject.clause_before")
    memory.speak_of(claim.names, claim.names[0])


def _done_to(core: str, spoken: str, verb: re.Match[str] | None, named: bool) -> str:
    """A deed with what it was done to, which the words before name."""
    if core in _WHOLE_DEEDS:
        return core
    if named and core in ("投入", "支出"):
        return WORKS_END.sub("", spoken) + core
    if named:
        return core + verb["rest"] if verb and verb["rest"] else WORKS_END.sub("", spoken) + core
    thing = WORKS_END.sub("", spoken)
    object_ = undertaken(thing)
    return object_ + core if thing.startswith(object_) or core in ("投入", "支出") else core + object_


def _number_first(claim: Claim, core: str, rest: str, memory: Memory, claims: list[Claim]) -> None:
    """A number before its noun: `6家企业入选…`, `新设14个示范区`, `71%的机组实现超低排放`."""
    core = core.removesuffix("首批")
    rate = claim.unit in RATES
    things = (rate or of_things(claim.unit)) and (not core or _NEW.fullmatch(core))
    counted_things = rest if things and finished(rest) else chained(claim, rest)
    done = treated(claim.left, counted_things) if things else None
    said = done or (predicated(counted_things) if things else None)
    of_them = left_out(claim, rest, memory, claims) if things and not said else None
    said = said or of_them
    if said and not done and counts_on(claim.window) and rest == counted_things:
        counted_things, said = said.noun, None
    whole = core + ((f"{said.said}的{said.noun}" if rate else said.name) if said else counted_things)
    gap, last = claim.window.gap, claims[-1] if claims else None
    joined = gap.endswith(grammar.JOINTS)
    in_list = last is not None and last.behind
    if _REACHES.match(core + rest):
        whole = spoken_of(claim, memory) + whole
    elif last is not None and (
        deed := memory.verb if (in_list and (joined or last.chained)) or of_size(gap, last) else ""
    ):
        whole = deed + whole
    elif last is not None and in_list and joined and not said and (lead := led_by(last)):
        memory.verb, whole = lead, lead + whole
    if rate:
        whole = finish(whole).rstrip("和及与") + "占比"
    else:
        claim.flow = True
        whole = in_field(claim, whole, memory, claims)
    if whole.endswith(_FINISHED_ENDS) and _FINISHED.search(whole):
        whole, said = _FINISHED.sub("", whole), None
    claim.names = [whole]
    claim.found_behind()
    if in_list and joined and not of_them:
        grade(claims, said.noun if said else whole)
    if not of_them:  # what is said of some is said of those alone
        share_said(claim, said, whole, claims)
    memory.verb = core or (memory.verb if joined else "")
    memory.speak_of(claim.names, bearing(whole, said.noun) if said else topic_of(whole))


def _same_works(claim: Claim, core: str, together: str, claims: list[Claim]) -> list[str]:
    """The works of a bare verb said again: `五年关闭煤矿80处、铁矿20处，今年分别关闭30处、6处`."""
    names = levels_before(claims, claim.window.run) if core and together == "分别" and claim.window.run > 1 else []
    return names if all(name.startswith(core) for name in names) else []
