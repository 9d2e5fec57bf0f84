"""What stands behind a number: the things counted, what money was spent on, whose size it is."""

from __future__ import annotations

import re

from .. import grammar
from .around import unfulfilled
from .claim import Claim
from .names import tidy

__all__ = ["SIZED_END", "bearer_behind", "chained", "spent_on"]

_LISTED = re.compile(r"、(?![^（(]*[）)])")
_STOP = re.compile(r"[，,；;。]")
_REST = re.compile(r"[，,；;。、]")
_COUNTED = re.compile(r"^的?[\d.,多余几十百千万亿一二三四五六七八九两]+[个家项条处座]?|[，,；;。].*$", re.DOTALL)
_UNDER_WAY = re.compile(
    r"(?<=..)(?:完成(?!投资)|达到|取得|尽快|向(?:社会|市民|公众)|对外开放|获批|全线|全部|已|正在|进展|顺利|加快|推进|主体|竣工|建成|完工|开工|投产|投用|落地|签约)"
)
#: what money was spent on stands behind it: `投资3亿元新建变电站`
_SPENDING = re.compile(r"(?:.{0,6}(?<!固定资产)(?<!完成))?(?:投资|投入|筹资|出资|斥资)(?:.{0,4}(?:资金|经费))?")
_PURPOSE = re.compile(
    r"了?(?:主要)?(?:(?:全部)?用于|用在|对|进行|完成|实施|开展|支持|加强)?了?(?P<what>[^，；、的](?!增长|下降|提高)[^，；]+)"
)
_SIZED = re.compile(r"(?:总|计划总)?投资|(?:总|规划)?占地(?:面积)?|(?:总|规划)?(?:建筑|用地)面积")
#: a size ahead of what has it: `总投资5亿元的项目`
SIZED_END = re.compile(rf"(?<!完成)(?:{_SIZED.pattern})$")
_AND_SIZED = re.compile(rf"(?<=..)[、和与及](?:{_SIZED.pattern})$")
_GIVEN = re.compile(r"(?<=..)(?<![方导流走])[向为对给在]$")
_STATES = re.compile(rf"{grammar.NO_NOUN.pattern}|已|全部|首批")


def spent_on(claim: Claim, core: str) -> str:
    """Return what money was spent on, where it stands behind: `投入8000万元用于校舍改造`; "" where nothing does.

    Parameters
    ----------
    claim : Claim
    core : str
        The subject before the number.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("投入8000万元用于校舍改造", 0, 14)[0]]
    [['校舍改造投入']]
    """
    right, ahead = claim.window.right, claim.window.ahead
    if claim.measure != "level" or not claim.unit.endswith("元") or not _SPENDING.fullmatch(core):
        return ""
    more = ahead[len(right) :]
    found = _PURPOSE.match(right + grammar.COUNT.sub("", more, count=1))
    what = tidy(_LISTED.split(found["what"])[0] if more else found["what"]) if found else ""
    return "" if len(what) < 3 or grammar.NO_NOUN.match(right.removeprefix("用于").removeprefix("支持")) else what


def chained(claim: Claim, rest: str) -> str:
    """Return what is counted; a bare noun with a further count behind it takes what that is about.

    Parameters
    ----------
    claim : Claim
    rest : str
        What stands behind the number.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("解决9个村3000人的饮水问题", 0, 15)[0]]
    [['解决饮水问题村'], ['饮水问题']]
    """
    right, ahead = claim.window.right, claim.window.ahead
    if len(ahead) <= len(right) or right.strip() != rest or rest[-1] in "和与及或" or grammar.VERB.match(rest):
        return unfulfilled(rest.removeprefix("的"))
    rest = _GIVEN.sub("", rest)
    if len(rest) > 5:
        return unfulfilled(rest.removeprefix("的"))
    about = tidy(_REST.split(grammar.COUNT.sub("", ahead[len(right) :], count=1))[0]).removeprefix("的")
    return about + rest if len(about) >= 2 and not _STATES.match(about) else unfulfilled(rest)


def bearer_behind(claim: Claim, rest: str) -> str:
    """Return whose size, sum or share a number before it states: `总投资5亿元的15个项目`.

    Parameters
    ----------
    claim : Claim
    rest : str
        What stands behind the number.

    Returns
    -------
    str

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("总投资5亿元的变电站开工", 0, 12)[0]]
    [['变电站总投资']]
    """
    bearer = _AND_SIZED.sub("", rest.removeprefix("的") or _COUNTED.sub("", claim.window.ahead))
    under_way = _UNDER_WAY.search(bearer)
    return bearer[: under_way.start()] if under_way else bearer
