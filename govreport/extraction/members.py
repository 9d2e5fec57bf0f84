"""Members of a list: the size, the noun and the deed that they share and only one of them says."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.around import behind
from govreport.extraction.claim import Claim
from govreport.extraction.names import JOINTS

__all__ = ["fill_nouns", "sized_alike"]

#: from which size on things are counted
_FROM = re.compile(
    r"(?<![\d.一—–至到-])(?:超过?|[突过]破?|不低于)?[\d.十百千万亿一二两三五]{1,6}(?:元|亩|吨|千瓦|平方米)(?:级|以上|以下)?(?P<rest>.*)",
    re.DOTALL,
)
#: one more member, up to its number
_NEXT = re.compile(r"[、和].{1,12}$")
_OF = re.compile(r"的?")
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
    >>> sized_alike("新增上市公司", "超亿元企业")
    ''
    """
    size, before = _FROM.fullmatch(item), _FROM.search(said)
    if not size or not before or not before["rest"]:
        return ""
    rest, things = _OF.sub("", size["rest"], count=1), _OF.sub("", before["rest"], count=1)
    if rest and rest != things:
        return ""
    return said[: before.start()] + item + ("" if rest else before["rest"])


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
