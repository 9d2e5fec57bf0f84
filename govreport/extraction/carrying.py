"""What a clause without a subject of its own goes on to speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

from govreport import grammar
from govreport.extraction.around import between_numbers, clause_before, new_topic
from govreport.extraction.claim import Claim, Memory, Naming
from govreport.extraction.coordinated import distribute
from govreport.extraction.names import topic_of
from govreport.extraction.trimming import ECONOMY
from govreport.numerals import SCALE_CHARACTERS

__all__ = ["ALL", "both_before", "carry", "levels_before", "sum_up"]

#: one number for all that was spoken of
ALL = ("均", "都", "双双")
_HOPED = re.compile(r"力争|争取|可能|可望|有望")
_PER_HEAD = re.compile(r"(?:各地|各省|每人|人均|户均|每户|每亩)(?:每[年月])?[^，；、]{0,5}$")
#: a share that is only one more of what is spoken of, which ranks: `出口达9亿元，占全省10%，居全省第2位`
_WITHOUT_BEARER = re.compile(r"、?占(?!比)")
_BOTH = re.compile(grammar.SIZE_AND_PACE.pattern.removesuffix("$"))
#: so many numbers are told of a share in a row
_SHARE_REACH = 4
_GAINED = re.compile(r"^(?:新(?:增|登记|设|建|开通|培育|认定|引进|发展)|净增)|(?:[两三五]年)?(?:新增|净增)$")
#: several that were told one by one, as one
_TOGETHER = re.compile(r"[，、]?(?:[两二三四][者项省市县区类家]{1,2})?(?:合计|总计|共计)")
#: says that all are counted: `新增经营主体3万户，期末实有20万户`
_IN_ALL = re.compile(r"累计|实有")


def _from_to(naming: Naming) -> bool:
    """`由48%提高到53%`: the later end of a rise has the names of as many earlier ends."""
    claim, claims, run = naming.claim, naming.claims, naming.run
    if not claims or not claims[-1].base or claim.base:
        return False
    starts = claims[-run:] if run > 1 and len(claims) >= run and all(c.base for c in claims[-run:]) else []
    if len(names := [c.names[0] for c in starts]) == run > 1:
        claim.names, naming.memory.pending = names[:1], names[1:]
    else:
        claim.names = list(claims[-1].names)
    claim.each_year = claim.each_year or claims[-1].each_year
    if claims[-1].measure == "growth" and claim.measure == "level":
        claim.measure = "growth"
    if claims[-1].unit.startswith(f"{claim.unit}/"):
        claim.unit = claims[-1].unit
    claim.rules.append("subject.from_to")
    return True


def _of_share(naming: Naming) -> bool:
    """`占比达12%，提高2个百分点`, `占比突破12%，达12.6%`: the share goes on."""
    claim, claims = naming.claim, naming.claims
    if naming.run > 1 or not claims:
        return False
    last = claims[-1]
    again = (
        claim.measure == last.measure == "level" and claim.unit == last.unit == "%" and not (claim.base or last.base)
    )
    if not again and claim.measure not in ("change", "rank", "gap"):
        return False
    said = _share_before(claims)
    if said is None:
        return False
    if claim.measure == "rank" and _WITHOUT_BEARER.match(said.left):
        return False
    return naming.take(list(claims[-1].names), "subject.carried")


def _share_before(claims: list[Claim]) -> Claim | None:
    """The share that the number before is of, or goes on to tell of: `占比达12%，提高2个百分点，高于全国1个百分点`."""
    for one in reversed(claims[-_SHARE_REACH:]):
        if one.names != claims[-1].names:
            break
        if {"subject.share_of", "subject.share_of_which"} & set(one.rules):
            return one
    return None


def _size_and_pace(naming: Naming) -> bool:
    """`出口达90亿元，总量和增速分别居第二、第三`: both are places of what was spoken of."""
    told = _BOTH.search(naming.claim.left) if naming.claim.measure == "rank" and naming.memory.subjects else None
    whole = naming.memory.subjects[0] if told else ""
    return told is not None and naming.take([whole + told["size"], whole], "subject.carried")


def _members_before(naming: Naming) -> bool:
    """`出口、进口均创新高，分别增长3%、4%`."""
    if naming.run == 1 or between_numbers(naming.claim):
        return False
    members = distribute(clause_before(naming.claim, 60))
    if len(members) != naming.run:
        return False
    naming.memory.speak_of(members, topic_of(members[0]))
    return naming.take(list(members), "subject.respectively_before")


def _members_again(naming: Naming) -> bool:
    """`出口、进口分别达9亿元、4亿元，增长3%、5%`."""
    if naming.run == 1 or len(naming.memory.subjects) != naming.run:
        return False
    return naming.take(list(naming.memory.subjects), "subject.respectively_again")


def _levels_again(naming: Naming) -> bool:
    """`存款余额达139亿元，贷款余额达47亿元，分别增长15.6%、0.8%`."""
    ranked = naming.claim.measure == "rank" and naming.together == "分别"
    moved = naming.run > 1 and (ranked or naming.claim.measure in ("growth", "change"))
    names = levels_before(naming.claims, naming.run) if moved else []
    return bool(names) and naming.take(names, "subject.respectively_again")


def _heads_before(naming: Naming) -> bool:
    """分别 over as many subjects of the clauses before."""
    if naming.together != "分别" or not 1 < naming.run <= len(naming.memory.heads):
        return False
    return naming.take(naming.memory.heads[-naming.run :], "subject.respectively_before")


def _every_before(naming: Naming) -> bool:
    """`甲达5家，乙达8家，均居全省首位`."""
    if naming.together not in ALL or naming.run > 1:
        return False
    names = _by_turns(naming.claims) or _alike_before(naming.claims)
    return len(names) > 1 and naming.take(names, "subject.each_before")


def _topic(naming: Naming) -> bool:
    """`进出口总值创历史新高，达到…`: a clause without a number names another subject."""
    topic = new_topic(naming.claim)
    if not topic and _PER_HEAD.search(naming.claim.left):
        topic = clause_before(naming.claim, since=True)
    if not topic:
        return False
    naming.claim.names = [topic]
    naming.claim.rules.append("subject.clause_before")
    naming.memory.speak_of(naming.claim.names, topic_of(topic))
    return True


def _subjects(naming: Naming) -> bool:
    """`进出口总额达90亿元，增长5%`: what was spoken of goes on."""
    claim, memory = naming.claim, naming.memory
    if not memory.subjects:
        return False
    if (
        len(memory.subjects) == 1 and f"除{memory.subjects[0]}" in claim.left
    ):  # `房地产投资下降5%，扣除房地产投资后增长9%`
        return naming.take([f"扣除{memory.subjects[0]}"], "subject.carried")
    claim.names = list(memory.subjects)
    if naming.claims and naming.claims[-1].measure == "streak" and claim.window.touching:
        claim.rules.append("subject.of_streak")
    if claim.measure == "rank":
        claim.names = [n.removesuffix("新增") if len(n) > 4 else n for n in claim.names]
    each = distribute(claim.names[0]) if naming.together == "分别" and naming.run > 1 == len(claim.names) else []
    if len(each) == naming.run > 1:
        claim.names, memory.pending = each[:1], each[1:]
    if whole := _as_stock(claim):
        memory.subjects = claim.names = [whole]
    if naming.together in ALL and len(claim.names) == 1 and memory.before:
        claim.names = [*memory.before, *claim.names]
    if naming.claims:
        _as_said_before(claim, naming.claims[-1])
    claim.rules.append("subject.carried")
    return True


def _as_stock(claim: Claim) -> str:
    """What there is in all of what was added, "" where this is none: `新增上市公司5家、总数达50家、居全省第二`."""
    stock = claim.measure == "level" and (claim.reached or _IN_ALL.search(claim.left) or claim.quantity.before)
    whole = _GAINED.sub("", claim.names[0]) if stock and len(claim.names) == 1 else ""
    return whole if len(whole) >= 2 and whole != claim.names[0] else ""


def _as_said_before(claim: Claim, last: Claim) -> None:
    """`增长5%、力争6%` and `提高2个百分点，即8%` go on with the measure of the number before."""
    if claim.measure == "level" and claim.unit == last.unit == "%" and _HOPED.search(claim.left):
        claim.measure, claim.sign, claim.each_year = last.measure, last.sign, last.each_year
    if claim.unit == "%" and claim.left == "即" and last.measure in ("change", "growth"):
        claim.measure, claim.sign = "growth", last.sign


def _clause_before(naming: Naming) -> bool:
    """`营商环境持续优化，居全省第3位`."""
    said = clause_before(naming.claim)
    if not said:
        return False
    said = grammar.GROWTH_NOUN.sub("", said) if naming.claim.measure == "growth" else said
    naming.claim.names = [said]
    naming.claim.rules.append("subject.clause_before")
    naming.memory.subjects, naming.memory.topic = naming.claim.names, topic_of(said)
    return True


def _sentence_before(naming: Naming) -> bool:
    claim, topic = naming.claim, naming.memory.topic
    if not topic or claim.measure != "growth":
        return False
    speed = claim.sign > 0 and grammar.SPEED.match(claim.window.right)
    return naming.take([ECONOMY if speed and grammar.REDUCED.search(topic) else topic], "subject.sentence_before")


#: asked in this order
ANTECEDENTS = (
    _from_to,
    _of_share,
    _size_and_pace,
    _members_before,
    _members_again,
    _levels_again,
    _heads_before,
    _every_before,
    _topic,
    _subjects,
    _clause_before,
    _sentence_before,
)


def carry(naming: Naming) -> None:
    """Find the antecedent of a number whose clause names no subject; leaves it without a name where there is none.

    Parameters
    ----------
    naming : Naming

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "出口达90亿元，增长5%"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['出口'], ['出口']]
    """
    naming.claim.territory = naming.claim.territory or naming.memory.territory
    any(antecedent(naming) for antecedent in ANTECEDENTS)


def sum_up(claim: Claim, memory: Memory, claims: list[Claim]) -> None:
    """Speak of all that was told right before as one, where a number is of them together.

    Parameters
    ----------
    claim : Claim
    memory : Memory
    claims : list of Claim
        Those before it in the sentence.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "出口、进口分别达9亿元、4亿元，合计13亿元"
    >>> [c.names for c in read_clauses(text, 0, len(text))[0]]
    [['出口'], ['进口'], ['出口、进口']]
    """
    if claim.window.run > 1 or not claims or not _TOGETHER.match(claim.left):
        return
    row = takewhile(lambda one: (one.measure, one.unit) == (claims[-1].measure, claims[-1].unit), reversed(claims))
    names = list(dict.fromkeys(name for one in row for name in reversed(one.names)))
    if len(names) > 1:
        memory.speak_of(["、".join(reversed(names))], memory.topic)


def both_before(claims: list[Claim]) -> list[str]:
    """The two subjects of which all numbers before were told: `甲9亿元、增长5%，乙8亿元、增长4%，增速均居全省首位`."""
    row = _row(claims, _of_new_part)
    names = list(dict.fromkeys(_names(row)))
    return names if len(names) == 2 and all(one.measure in ("level", "growth") for one in row) else []


def levels_before(claims: list[Claim], run: int) -> list[str]:
    """The subjects of as many levels right before: `存款余额达139亿元，贷款余额达47亿元，分别增长15.6%、0.8%`."""
    last = [c for c in claims[-run:] if c.measure == "level" and len(c.names) == 1]
    names = [c.names[0] for c in last]
    return names if len(names) == len(set(names)) == run else []


def _by_turns(claims: list[Claim]) -> list[str]:
    """The subjects of the numbers that 分别 gave out right before: `甲、乙分别达5%、8%，均居全省首位`."""
    row = _row(claims, lambda one: "subject.next_value" not in one.rules)
    names = _names(row)
    given_out = bool(row) and "subject.respectively" in row[0].rules
    return names if given_out and len(set(names)) == len(names) > 1 else []


def _alike_before(claims: list[Claim]) -> list[str]:
    """The subjects of the levels of one unit right before: `甲达5家，乙达8家，均居全省首位`."""
    alike: list[Claim] = []
    for one in reversed(_row(claims, _of_new_part)):
        if one.measure != "level" or one.unit.lstrip(SCALE_CHARACTERS) != claims[-1].unit.lstrip(SCALE_CHARACTERS):
            break
        alike.insert(0, one)
    names = _names(alike)
    return names if len(set(names)) == len(names) else []


def _row(claims: list[Claim], begins: Callable[[Claim], bool]) -> list[Claim]:
    """The last claims, six at most, from the last one on that begins something."""
    last = claims[-6:]
    first = next((at for at in reversed(range(len(last))) if begins(last[at])), 0)
    return last[first:]


def _of_new_part(claim: Claim) -> bool:
    """Whether a semicolon stands before a claim."""
    return "；" in claim.window.gap


def _names(claims: Iterable[Claim]) -> list[str]:
    return [name for one in claims for name in one.names]
