"""Things that are named before the group they are counted in: `新增甲园、乙园等公园9个` counts parks."""

from __future__ import annotations

import re
from functools import lru_cache

from govreport import grammar
from govreport.extraction.claim import AGAIN
from govreport.extraction.coordinated import JOINTS
from govreport.extraction.names import tidy
from govreport.indicators import vocabulary
from govreport.indicators.composing import parts_of

__all__ = ["group", "named"]

_AND_SUCH = re.compile(
    r"(?P<said>.{2,}?)(?<![高中平同优初均对一二三特])等(?:一批|一系列)?(?P<kind>(?![级候额待离于值效次份外同方领])[^、等]{2,})$"
)
_GROUP = re.compile(rf"{grammar.any_of('namedthing')}$")
#: a list in which a deed is told is no list of names: `提请甲机构制定乙法等法律`
_TOLD = re.compile(rf"[^、]{{2,}}?{grammar.DEEDS}[^、]{{3}}")
#: what is told by what it is given for
_GIVEN_FOR = re.compile(r"(?:资金|券|补贴|补助|救助|服务)$")
_MANY = 3
#: a longer one is a clause and no name
_LONGEST = 20


def group(deed: str, listed: str) -> str:
    """Return a deed with the group that things are counted in, without those of them that are named.

    Parameters
    ----------
    deed : str
    listed : str
        What stands behind the deed and before the number.

    Returns
    -------
    str
        "" where the list tells kinds of things, or where nothing of them would be left.

    Examples
    --------
    >>> group("建成", "青禾小学、安澜中学等中小学校"), group("新增", "重点实验室、工程技术研究中心等创新平台")
    ('建成中小学校', '')
    >>> group("引进", "青禾智造等项目"), group("实施", "青禾智造等项目")
    ('引进项目', '')
    """
    while more := grammar.VERB.match(listed):
        deed, listed = deed + more["verb"], more["rest"]
    found = _AND_SUCH.match(listed)
    if not found:
        return ""
    kind = found["kind"]
    count, known = _kinds(found["said"], kind)
    quoted = "“" in found["said"].rpartition("、")[0] or "《" in found["said"]
    if deed and count >= _MANY and len(kind) > _MANY:
        return "" if quoted or (2 * known >= count and _GIVEN_FOR.search(kind)) else deed + kind
    bare = grammar.GENERIC.fullmatch(kind) and not grammar.CHOOSES.search(deed)
    return "" if known or bare or "“" in found["said"] or not _names(found["said"], kind) else deed + kind


def named(listed: str, kind: str) -> bool:
    """Tell whether a list names things one by one, and tells no kinds of them.

    Parameters
    ----------
    listed : str
        Ends with 等.
    kind : str
        What they are all of.

    Returns
    -------
    bool

    Examples
    --------
    >>> named("青禾小学、安澜中学等", "学校"), named("老旧小区改造等", "项目")
    (True, False)
    """
    found = _AND_SUCH.match(listed + kind)
    if not found or grammar.GENERIC.fullmatch(kind) or not _names(found["said"], kind):
        return False
    return _kinds(found["said"], kind)[1] == 0


def _names(said: str, kind: str) -> bool:
    """Whether a group is one of things that have names, and no deed is told before it."""
    return _GROUP.search(kind) is not None and _TOLD.match(said) is None


def _kinds(said: str, kind: str) -> tuple[int, int]:
    """How many members a list has, and how many of them tell a kind of things."""
    members = [member for member in map(tidy, JOINTS.split(said)) if member]
    return len(members), sum(len(one) > _LONGEST or _known(one, kind) for one in members)


@lru_cache(maxsize=AGAIN)
def _known(member: str, kind: str) -> bool:
    """Whether words that are known make a member up, alone or with the things it is one of: `数字人民币|试点`."""
    found = _GROUP.search(kind)
    wordings = {member, member + (found.group() if found else kind[-2:])}
    if any(vocabulary().lookup(one, composed=False) for one in wordings):
        return True
    return any(parts_of(one) for one in (*wordings, member + kind))
