"""What a clause without a subject of its own goes on to speak of."""

from __future__ import annotations

import re

from .. import grammar
from ..numerals import SCALE_CHARACTERS
from .around import between_numbers, clause_before, new_topic
from .claim import Claim, Memory
from .names import distribute, topic_of
from .trimming import ECONOMY

__all__ = ["carry", "levels_before"]

_HOPED = re.compile(r"力争|争取|可能|可望|有望")
_PER_HEAD = re.compile(r"(?:各地|各省|每人|人均|户均|每户|每亩)(?:每[年月])?[^，；、]{0,5}$")
_GAINED = re.compile(r"^(?:新(?:增|登记|设|建|开通|培育|认定|引进|发展)|净增)|(?:[两三五]年)?(?:新增|净增)$")


def carry(claim: Claim, together: str, memory: Memory, claims: list[Claim]) -> None:
    run = claim.window.run
    claim.territory = claim.territory or memory.territory
    if claims and claims[-1].base and not claim.base:
        starts = claims[-run:] if run > 1 and len(claims) >= run and all(c.base for c in claims[-run:]) else []
        if len(names := [c.names[0] for c in starts]) == run > 1:
            claim.names, memory.pending = names[:1], names[1:]
        else:
            claim.names = list(claims[-1].names)
        if claims[-1].measure == "growth" and claim.measure == "level":
            claim.measure = "growth"
        if claims[-1].unit.startswith(f"{claim.unit}/"):
            claim.unit = claims[-1].unit
        claim.rules.append("subject.from_to")
    elif (
        claim.measure in ("change", "rank", "gap")
        and run == 1
        and claims
        and {"subject.share_of", "subject.share_of_which"} & set(claims[-1].rules)
    ):
        claim.names = list(claims[-1].names)
        claim.rules.append("subject.carried")
    elif run > 1 and len(members := distribute(clause_before(claim, 60))) == run and not between_numbers(claim):
        claim.names, memory.pending = members[:1], members[1:]
        memory.speak_of(members, topic_of(members[0]))
        claim.rules.append("subject.respectively_before")
    elif run > 1 and len(memory.subjects) == run:
        claim.names, memory.pending = memory.subjects[:1], memory.subjects[1:]
        claim.rules.append("subject.respectively_again")
    elif run > 1 and claim.measure in ("growth", "change") and (names := levels_before(claims, run)):
        claim.names, memory.pending = names[:1], names[1:]
        claim.rules.append("subject.respectively_again")
    elif together == "分别" and 1 < run <= len(memory.heads):
        names = memory.heads[-run:]
        claim.names, memory.pending = names[:1], names[1:]
        claim.rules.append("subject.respectively_before")
    elif together in ("均", "都", "双双") and run == 1 and (names := every_before(claim, claims)):
        claim.names = names
        claim.rules.append("subject.each_before")
    elif topic := new_topic(claim) or (_PER_HEAD.search(claim.left) and clause_before(claim, since=True)):
        claim.names = [topic]
        claim.rules.append("subject.clause_before")
        memory.speak_of(claim.names, topic_of(topic))
    elif memory.subjects:
        claim.names = list(memory.subjects)
        if claims and claims[-1].measure == "streak" and claim.window.touching:
            claim.rules.append("subject.of_streak")
        if claim.measure == "rank":
            claim.names = [n.removesuffix("新增") if len(n) > 4 else n for n in claim.names]
        if together == "分别" and run > 1 == len(claim.names) and len(each := distribute(claim.names[0])) == run:
            claim.names, memory.pending = each[:1], each[1:]
        stock = claim.measure == "level" and (claim.reached or "累计" in claim.left or claim.quantity.before)
        if stock and len(claim.names) == 1 and len(whole := _GAINED.sub("", claim.names[0])) >= 2:
            claim.names = [whole]
        if together in ("均", "都", "双双") and len(claim.names) == 1 and memory.before:
            claim.names = [*memory.before, *claim.names]
        if claims and claim.measure == "level" and claim.unit == claims[-1].unit == "%" and _HOPED.search(claim.left):
            claim.measure, claim.sign = claims[-1].measure, claims[-1].sign
            claim.each_year = claims[-1].each_year
        if claims and claim.unit == "%" and claim.left == "即" and claims[-1].measure in ("change", "growth"):
            claim.measure, claim.sign = "growth", claims[-1].sign
        claim.rules.append("subject.carried")
    elif said := clause_before(claim):
        said = grammar.GROWTH_NOUN.sub("", said) if claim.measure == "growth" else said
        claim.names = [said]
        claim.rules.append("subject.clause_before")
        memory.subjects, memory.topic = claim.names, topic_of(said)
    elif memory.topic and claim.measure == "growth":
        speed = claim.sign > 0 and grammar.SPEED.match(claim.window.right)
        claim.names = [ECONOMY if speed and grammar.REDUCED.search(memory.topic) else memory.topic]
        claim.rules.append("subject.sentence_before")


def levels_before(claims: list[Claim], run: int) -> list[str]:
    """The subjects of as many levels right before: `存款余额达139亿元，贷款余额达47亿元，分别增长15.6%、0.8%`."""
    last = [c for c in claims[-run:] if c.measure == "level" and len(c.names) == 1]
    names = [c.names[0] for c in last]
    return names if len(names) == len(set(names)) == run else []


def every_before(claim: Claim, claims: list[Claim]) -> list[str]:
    """The subjects of the levels in a row that share what is said of them all: `甲达5家，乙达8家，均居全省首位`."""
    names: list[str] = []
    for one in reversed(claims):
        if one.measure != "level" or one.unit.lstrip(SCALE_CHARACTERS) != claims[-1].unit.lstrip(SCALE_CHARACTERS):
            break
        names = [*one.names, *names]
        if "；" in one.window.gap or len(names) > 6:
            break
    return names if len(names) == len(set(names)) > 1 else []
