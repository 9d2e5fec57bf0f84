"""Them: what is said of some of the things that were counted before, with their noun left out."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.around import apposed, behind
from govreport.extraction.claim import Claim, Memory
from govreport.extraction.predicates import Said, named_so, predicated, said_alone, taken_for_done
from govreport.extraction.rows import NEW
from govreport.extraction.scan import weigh
from govreport.indicators import vocabulary
from govreport.numerals import SCALE_CHARACTERS

__all__ = ["counted_alike", "left_out", "of_them"]

_THEM = re.compile(r"的(?:共?有|约有|还有|已有|是|为)$")
#: a part whose noun is left out
_HEADLESS = re.compile(r"..的(?:就|共|约|还|已|只)?(?:有|是|为|达到?)?$")
#: how far something got, or from which size on, before what is said of it
_HOW_FAR = re.compile(r"(?:开始|继续|全部|部分|基本|提前|超过?|高于|低于|不足)地?$")
_NO_NOUN_END = re.compile(r"(?<=..)(?:之?中|在内|[从由])$")
_THESE = re.compile(r"(?:^|[，；])(?:这些|上述)(?P<what>[^，；。]{2,12})，$")
#: a noun that is longer is a clause
_LONGEST = 14
_AMONG = re.compile(r"在(?:这些|上述)?(?P<what>[^，；。]{2,16}?)中，[^。；]*$")


def of_them(claim: Claim, core: str, claims: list[Claim]) -> str:
    """Complete a part that leaves its noun to the words before: `在建设项目中，属于地方的是14个`.

    Parameters
    ----------
    claim : Claim
    core : str
        The subject before the number.
    claims : list of Claim
        Those before it in the sentence.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "在建设项目中，属于地方的是14个"
    >>> read_clauses(text, 0, len(text))[0][0].names
    ['属于地方的建设项目']
    >>> text = "重点项目90个，其中全部建成的20个"
    >>> read_clauses(text, 0, len(text))[0][1].names
    ['全部建成的重点项目']
    """
    if claim.measure != "level" or not core:
        return core
    whole, before = "", None
    if named := _THEM.search(claim.left):
        of = _AMONG.search(claim.window.said) or _THESE.search(claim.window.said)
        whole = of["what"] if of else ""
    if not whole and _leaves_noun(claim) and (whole := _counted_before(claim, claims)):
        before = _HOW_FAR.search(claim.left[: max(0, claim.left.rfind(core))])
    whole = whole or (apposed(claim) if named else "")
    lead = before.group() if before else ""
    return f"{lead}{core.removesuffix('的')}的{whole}" if whole and len(whole) <= _LONGEST else core


def _leaves_noun(claim: Claim) -> bool:
    """Whether what is counted is told by what is said of it alone: `其中超亿元的12家`."""
    return (
        weigh(claim.unit) == "count"
        and not claim.base
        and _HEADLESS.search(claim.left) is not None
        and claim.window.right[:1] in ("", "、")
    )


def _counted_before(claim: Claim, claims: list[Claim]) -> str:
    """The noun of those among whom, or of those that were counted alike before; "" where there are none."""
    base = claim.unit.lstrip(SCALE_CHARACTERS)
    counted = [c for c in claims[-8:] if c.measure == "level" and len(c.names) == 1 and not _leaves_noun(c)]
    among = (c for c in reversed(counted) if c.window.right.endswith("中") and weigh(c.unit) == "count")
    alike = (c for c in reversed(counted) if c.unit.lstrip(SCALE_CHARACTERS) == base)
    whole = next(among, None) or next(alike, None)
    if whole is None:
        return ""
    noun = _NO_NOUN_END.sub("", behind(whole) if whole.behind else whole.names[0]).rpartition("的")[2]
    verb = grammar.VERB.match(noun)
    noun = verb["rest"] if verb and (NEW.match(noun) or len(verb["rest"]) >= 4) else noun
    return noun if 2 <= len(noun) <= _LONGEST else ""


def left_out(claim: Claim, rest: str, memory: Memory, claims: list[Claim]) -> Said | None:
    """Return what is said of some of the things that were counted right before, whose noun is left out.

    Parameters
    ----------
    claim : Claim
    rest : str
        What stands behind the number.
    memory : Memory
    claims : list of Claim
        Those before it in the sentence.

    Returns
    -------
    Said or None

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "20家企业签约、15家入驻"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['签约企业'], ['入驻企业']]
    """
    things = weigh(claim.unit) == "count" and not claim.unit.endswith(("人", "户", "次"))
    if not things or not claims or claims[-1].measure != "level" or named_so(memory.topic):
        return None
    alike = claims[-1].unit.lstrip(SCALE_CHARACTERS) == claim.unit.lstrip(SCALE_CHARACTERS)
    told = predicated(memory.topic)
    noun = told.noun if told else memory.topic
    said = said_alone(rest) if alike and 2 <= len(noun) <= _LONGEST else ""
    of_them = Said(noun, said) if said else None
    if not of_them or said_alone(noun) or vocabulary().lookup(rest, unit=claim.unit):
        return None
    if _same_indicator(of_them.name, claims[-1].names[0], claim.unit):
        return None
    return None if taken_for_done(of_them, claim.unit) else of_them


def _same_indicator(part: str, whole: str, unit: str) -> bool:
    """Whether a part would be read as what it is a part of: of `新建学校9所，4所投用` 9 were built."""
    known = vocabulary().lookup(part, unit=unit)
    other = vocabulary().lookup(whole, unit=unit) if known else None
    return known is not None and other is not None and known.id == other.id


def counted_alike(claim: Claim, claims: list[Claim]) -> str:
    """Return what was counted in the same unit before sums were told of it.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "签约项目7个、金额9亿元，开工4个"
    >>> read_clauses(text, 0, len(text))[0][-1].names
    ['开工项目']
    """
    base = claim.unit.lstrip(SCALE_CHARACTERS)
    if not claims or weigh(claim.unit) != "count" or claims[-1].unit.lstrip(SCALE_CHARACTERS) == base:
        return ""
    alike = (c.names[0] for c in reversed(claims[-4:]) if c.unit.lstrip(SCALE_CHARACTERS) == base and len(c.names) == 1)
    return next(alike, "")
