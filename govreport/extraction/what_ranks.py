"""Ranks: what has the place that a number says, and what stands in a list or before those that judged."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.claim import Claim
from govreport.extraction.ending import at_end, subject_before
from govreport.extraction.readers import TIED
from govreport.territories import locate

__all__ = ["rank"]

_AMONG = re.compile(
    r"在(?P<subject>[^，；]{3,30}?)(?:评比|排名)?中[^，；、]{0,6}(?:居|列|排名?|获|夺得?)[^，；、]{0,6}$"
)
#: a list that something stands in, behind who does: `甲市位列全国城市创新50强第17位`
_IN_LIST = re.compile(
    r"(?:位列|位居|名列|跻身|跃居|稳居|[居列])(?P<list>[^，；、]{2,30}?(?:[百千\d]强(?:[市县区]|企业)?(?:[（(][^）)]{1,4}[）)])?|榜单?))$"
)
#: what judges several, before the place that one of them has there
_JUDGED = re.compile(
    rf"在[^，；、在]{{2,30}}?{grammar.any_of('judged')}中"
    rf"(?=(?:{grammar.any_of('rankverb', 'rankadverb', 'rankscope')}|同类\w{{1,4}}){{0,6}}$)"
)
#: whose it is that ranks among others: `全市税收收入居全省第二`
_OF_OWN = re.compile(rf"全[省市县区州盟旗](?=.{{3,}}{grammar.any_of('rankscope')}$)")
_LIST_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_ADVERBIAL = re.compile(r"(?:分别|连续|继续|再次|首次|成功|均|都|已)+$")
_PLACED = re.compile(r"(?:放在|摆在|作为|置于|摆到)$")
_FROM = re.compile(r"(?:从|由)[^，；、]{0,8}$")
_RANKING = re.compile(r"(?:全球|全国|全省|全市)?(?:排名?)?[“\s]*保?$")
_RANK_OF = re.compile(
    r"(?:蝉联|位居|稳居|居|位列|列|夺得|获|跃居)(?:全[国省市区]|世界|全球)[^，；、]{0,6}?(?P<subject>G[DE]P|[^，；、的]{2,12})$"
)
_PRAISE = re.compile(r"(?:^|(?<=[，；、]))[^，；、]{0,6}(?:唯一|领先|前列)[、，]?$")


def _in_list(left: str) -> str:
    """The list that a territory stands in, else what stands in it; "" where none is told."""
    listed = _IN_LIST.search(left)
    if not listed:
        return ""
    head = grammar.HEAD.match(left)
    who = _ADVERBIAL.sub("", left[head.end() if head else 0 : listed.start()])
    return who if who and not all(map(locate, grammar.JOINT.split(who))) else _LIST_YEAR.sub("", listed["list"])


def rank(claim: Claim) -> str | None:
    """Return what has the place that a number says, and mark the claim as a rank; None where it says none.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [(c.names, c.measure) for c in read_clauses("出口额居全省第3位", 0, 9)[0]]
    [(['出口额'], 'rank')]
    """
    subject = _what_ranks(claim)
    if subject is not None:
        subject = _PRAISE.sub("", subject)
        claim.measure, claim.reached = "rank", True
        claim.base = _FROM.search(claim.left) is not None
        claim.rules.append("measure.rank")
    return subject


def _what_ranks(claim: Claim) -> str | None:
    left, right = claim.left, claim.window.right
    if claim.quantity.after == "争":
        return _RANKING.sub("", left)
    if claim.quantity.after == TIED:
        left += TIED
    if grammar.NO_RANK.match(right) or (left.endswith("是") and right.startswith("的")):
        return None
    if listed := _in_list(left):
        return listed
    if judged := _JUDGED.search(left):
        return left[: judged.end()]
    if among := at_end(_AMONG, left, 64):
        return among["subject"]
    if (of := _RANK_OF.search(left)) and grammar.RANKED_THING.search(of["subject"]):
        return of["subject"]
    ranked = grammar.RANKED.search(left) and not _PLACED.search(left)
    found = at_end(grammar.RANK_TAIL, left) if ranked else None
    if found and not subject_before(found) and (own := _OF_OWN.match(left)):
        whole = grammar.RANK_TAIL.match(left, own.end())
        found = whole if whole and whole.end("subject") > own.end() + 1 and not left[own.end()].isdigit() else found
    return subject_before(found) if found else None
