"""The field of things that their noun does not tell apart: `推进流域治理，实施项目60个` counts those of the works."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.around import UNDERTAKE, clause_before, undertaken
from govreport.extraction.claim import Claim, Memory
from govreport.extraction.names import with_attribute
from govreport.extraction.scan import weigh

__all__ = ["in_field"]

_CLAUSES = re.compile(r"[，,；;：:。]")
_GENERIC = re.compile(grammar.any_of("generic"))
_CHOOSES = re.compile(rf"{grammar.any_of('choosing')}$")
_SETS_ABOUT = re.compile(rf"(?:{UNDERTAKE})+|(?!{grammar.any_of('issues')}){grammar.any_of('verb')}")
#: money by what it is for, that it is spent, and who gives it
_MONEY = re.compile(r"(?<=..)(?:资金|(?:资金)?(?P<spent>投资|投入|支出|经费))$")
_GIVES = re.compile(rf"^.*?{grammar.any_of('verb', 'setaside')}")
_LONGEST = 28


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
    deed = None if _GENERIC.fullmatch(name) else grammar.VERB.match(name)
    noun = deed["rest"] if deed else name
    if claim.measure != "level" or weigh(claim.unit) != "count" or not _GENERIC.fullmatch(noun):
        return name
    if deed and _CHOOSES.search(deed["verb"]):
        return name
    field = _field(claim, memory, claims)
    if len(field) < 2 or len(field) > _LONGEST:
        return name
    return (deed["verb"] if deed else "") + with_attribute(field, noun)


def _field(claim: Claim, memory: Memory, claims: list[Claim]) -> str:
    """What the clause before is about, or the money of the number before: `投入水利资金3亿元，实施项目60个`."""
    if not claims or not claims[-1].unit.endswith("元") or len(_CLAUSES.split(claim.window.gap)) > 2:
        return _set_about(claim)
    if about := _set_about(claims[-1]):
        return about
    given = _GIVES.sub("", memory.topic) if claims[-1].measure == "level" else ""
    money = _MONEY.search(given)
    return "" if money is None else given[: money.start()] if money["spent"] else given


def _set_about(claim: Claim) -> str:
    """What the clause before sets about, or says to be under way."""
    clauses = _CLAUSES.split(claim.window.gap)
    if len(clauses) < 2 or claim.window.gap[-len(clauses[-1]) - 1] not in "，,":
        return ""
    said = clause_before(claim, since=claim.window.gap != claim.window.said + claim.left)
    if not said or said not in clauses[-2]:
        return ""
    if _SETS_ABOUT.match(said):
        return undertaken(said)
    return said if len(said) < len(clauses[-2]) and clauses[-2].startswith(said) else ""
