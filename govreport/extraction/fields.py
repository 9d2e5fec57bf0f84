"""The field of things that their noun does not tell apart: `推进流域治理，实施项目60个` counts those of the works."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.around import UNDERTAKE, clause_before, undertaken
from govreport.extraction.claim import Claim, Memory
from govreport.extraction.names import with_attribute
from govreport.extraction.scan import weigh

__all__ = ["done_to", "in_field"]

_NO_FIELD = re.compile(grammar.any_of("nofield"))
_HOW = re.compile(rf"(?:{grammar.any_of('advancing', 'filler')})*")
_SETS_ABOUT = grammar.late(
    rf"{_HOW.pattern}(?:(?:{UNDERTAKE})+|(?!{grammar.any_of('issues')}){grammar.any_of('verb')})"
)
#: money by what it is for, that it is spent, and who gives it
_MONEY = re.compile(r"(?<=..)(?:资金|(?:资金)?(?P<spent>投入|支出|经费))$")
_GIVES = grammar.late(rf"^.*?{grammar.any_of('verb', 'setaside')}")
#: a deed alone, which is always done to something
_DEED_ALONE = re.compile(rf"(?:{grammar.any_of('filler', 'stageof')})*(?:{grammar.any_of('deedalone')})+")
#: what was said of things that were counted before
_TOLD = re.compile(rf"(?<=..)(?:{_DEED_ALONE.pattern}|新增)$")
_SHORTEST, _LONGEST = 3, 28
#: begins a deed that counts all that was built so far: `新建农田3万亩，累计建成20万亩`
_SO_FAR = "累计"


def in_field(claim: Claim, name: str, memory: Memory, claims: list[Claim]) -> str:
    """Return a name with the field of its things, where only their noun is told and a clause before tells of what.

    Parameters
    ----------
    claim : Claim
    name : str
    memory : Memory
    claims : list of Claim
        Those before it in the sentence.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "推进沙河流域治理，实施项目60个"
    >>> read_clauses(text, 0, len(text))[0][0].names
    ['实施沙河流域治理项目']
    """
    deed = None if grammar.GENERIC.fullmatch(name) else grammar.VERB.match(name)
    noun = deed["rest"] if deed else name
    if claim.measure != "level" or weigh(claim.unit) != "count" or not grammar.GENERIC.fullmatch(noun):
        return name
    if deed and grammar.CHOOSES.search(deed["verb"]):
        return name
    field = _field(claim, memory, claims)
    if not _SHORTEST <= len(field) <= _LONGEST or _NO_FIELD.match(field) or field.endswith(noun):
        return name
    return (deed["verb"] if deed else "") + with_attribute(field, noun)


def _field(claim: Claim, memory: Memory, claims: list[Claim]) -> str:
    """What the clause before is about, or the money of the number before: `投入水利资金3亿元，实施项目60个`."""
    if not claims or not claims[-1].unit.endswith("元") or len(grammar.CLAUSES.split(claim.window.gap)) > 2:
        return _set_about(claim, claims)
    if about := _set_about(claims[-1], claims[:-1]):
        return about
    given = _GIVES.sub("", memory.topic) if claims[-1].measure == "level" else ""
    money = _MONEY.search(given)
    return "" if money is None else given[: money.start()] if money["spent"] else given


def _set_about(claim: Claim, claims: list[Claim]) -> str:
    """What the clause before sets about, or says to be under way."""
    clauses = grammar.CLAUSES.split(claim.window.gap)
    if len(clauses) < 2 or claim.window.gap[-len(clauses[-1]) - 1] not in "，,":
        return ""
    said = clause_before(claim, since=bool(claims))
    if not said or said not in clauses[-2]:
        return ""
    if _SETS_ABOUT.match(said) or (_SETS_ABOUT.match(clauses[-2]) and clauses[-2].endswith(said)):
        return undertaken(_HOW.sub("", said, count=1))
    return said if len(said) < len(clauses[-2]) and clauses[-2].startswith(said) else ""


def done_to(claim: Claim, core: str, memory: Memory, claims: list[Claim]) -> str:
    """Return a deed that stands alone with what it was done to: what was counted before, or the clause before is about.

    Parameters
    ----------
    claim : Claim
    core : str
        The subject before the number.
    memory : Memory
    claims : list of Claim
        Those before it in the sentence.

    Returns
    -------
    str
        "" where it is no such deed, or nothing tells what it was done to.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "收储林木资源90宗、交易60宗"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['收储林木资源'], ['林木资源交易']]
    """
    if claim.measure != "level" or claim.of_which or not (_DEED_ALONE.fullmatch(core) and claim.left.endswith(core)):
        return ""
    thing = _set_about(claim, claims)
    if not thing and _counted_so(claim, claims) and len(grammar.CLAUSES.split(claim.window.gap)) < 3:
        thing = grammar.VERB_END.sub("", _TOLD.sub("", memory.topic))
    verb = grammar.VERB.match(thing)
    thing = verb["rest"] if verb else thing
    return with_attribute(thing, core) if 2 <= len(thing) <= _LONGEST else ""


def _counted_so(claim: Claim, claims: list[Claim]) -> bool:
    """Whether the things before are counted or measured in the same unit, or served so many."""
    counts = weigh(claim.unit) == "count" or (claim.left.startswith(_SO_FAR) and not claim.unit.endswith("元"))
    alike = counts and claim.unit in [one.unit for one in claims[-2:]]
    return bool(claims) and (alike or claim.unit.endswith("人次"))
