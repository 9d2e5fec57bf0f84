"""How likely two wordings mean the same thing: the evidence, what each piece counts, and how much is enough.

Everything a link rests on stands here (the points), in `panel.meaning` and in `data/link_words.tsv` (the words).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from govreport.panel.meaning import Meaning, core, link_words, meanings, substance, things, weights
from govreport.panel.one_unit import fit_each_other

__all__ = ["ENOUGH", "MARGIN", "Evidence", "Saying", "likeness"]

#: a link needs this many points, and so many more than any other that either side could have
ENOUGH, MARGIN = 59.0, 2.0
#: what each piece of evidence counts, at most; fitted on a half of the pairs in tests/cases/links.tsv
POINTS = {
    "wording": 31.0,
    "words": 20.0,
    "same parts": 8.0,
    "substance": 31.0,
    "context": 26.0,
    "left out": 5.0,
    "beside": 8.0,
    "neighbour": 6.0,
    "no other": 9.0,
    "place": -6.0,
    "unit": -4.0,
    "another": -60.0,
    "other grade": -20.0,
    "other deed": -9.0,
    "another thing": -35.0,
    "more on one side": -7.0,
    "on one side": -5.0,
    "only one says": -30.0,
    "joined on one side": -3.0,
    "listed and joined on one side": -17.0,
    "new or all": -9.0,
    "another base": -25.0,
    "another period": -10.0,
    "no size": -5.0,
}
#: points by how many times one value is the other
SIZES = ((1.000001, 12.0), (1.3, 7.0), (2.0, 0.0), (5.0, -14.0), (math.inf, -32.0))
#: of things so few, how many says little from year to year (four playgrounds renewed, then 29), nor do sums of years
_FEW, _FEW_POINTS = 50.0, -14.0
#: what forbids to take a pair for one because there is no other: a flow of a stock, a sum of years
_DOUBTED = ("another period", "new or all")
#: rates that differ by more than this many times are reckoned on other bases
_RATES = 12.0
#: characters of substance in common, and left out of the name but in the sentence, from which on more say no more
_SUBSTANCE, _LEFT_OUT, _MORE = 5.0, 4.0, 6.0
#: characters of substance that name a thing
_THING = 2
#: what a character counts that is in common but in no word that both have
_LOOSE = 0.8
_Step = tuple[bool, slice, slice]
_SHARE = re.compile("占(.+?)比重")
_AMOUNT = re.compile(r"(?<![\d.])1?((?:\d[\d.]*)?[十百千万亿]+)(?=元|级|斤|亩|吨|人|户)")


@dataclass(frozen=True, slots=True)
class Saying:
    """What is known of one side.

    Attributes
    ----------
    name : str
        The open id without its mark.
    said : str
        The name as the report writes it.
    value : float
    unit : str
    place : float
        Where in the report it stands, 0 to 1.
    sized : bool
        Whether the value has a size that holds from year to year; rates, changes and ranks have none.
    around : frozenset of str
        Pairs of characters around the value, as `context_of` gives them.
    sentence : str
        The Chinese characters of the sentence near the value.
    listed : bool
        Whether the vocabulary lists its indicator.
    beside : tuple of str
        What the sentence tells just before it and just behind it; "" for nothing.
    periods : frozenset of tuple
        Its period, by the calendar and as seen from its report; empty where it does not matter.
    years : int
        How many years the value is a sum of.
    before, behind : frozenset of str
        The ids that the report tells of just before it, and just behind it.
    """

    name: str
    said: str
    value: float
    unit: str
    place: float
    sized: bool
    around: frozenset[str] = frozenset()
    sentence: str = ""
    listed: bool = False
    beside: tuple[str, str] = ("", "")
    periods: frozenset[tuple[object, ...]] = frozenset()
    years: int = 1
    before: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The points of a pair of wordings, and what they are made of."""

    score: float
    reasons: tuple[tuple[str, float], ...]

    def alone(self) -> Evidence:
        """Return it with the points of a pair of one period of which neither could be anything else."""
        if any(points for why, points in self.reasons if why in _DOUBTED):
            return self
        reason = ("no other", POINTS["no other"])
        return Evidence(self.score + reason[1], (*self.reasons, reason))

    def __str__(self) -> str:
        return "; ".join(f"{why} {points:+.0f}" for why, points in self.reasons if abs(points) >= 0.5)


def likeness(a: Saying, b: Saying) -> Evidence:
    """Weigh whether two sayings of consecutive reports mean the same thing.

    Examples
    --------
    >>> from govreport.panel.meaning import context_of
    >>> near = context_of("深化多层次资本市场建设，新增上市公司", "家。")[0]
    >>> names = ("新增上市公司", "新增境内外上市公司", "新增科技型企业")
    >>> a, b, c = (Saying(name, name, 11.0, "家", 0.4, True, near) for name in names)
    >>> likeness(a, b).score > ENOUGH > likeness(a, c).score
    True
    """
    x, y = core(a.name), core(b.name)
    wx, wy = weights(x), weights(y)
    steps = _steps(x, y)
    in_order, left_out = _compared(a, b, x, y, steps)
    common = max(in_order, _anyhow(x, y))
    weighed = 2 * common / (sum(wx) + sum(wy))
    plain = 2 * LCSseq.similarity(x, y) / (len(x) + len(y))
    full = 2 * LCSseq.similarity(a.name, b.name) / (len(a.name) + len(b.name))
    shares = {
        "wording": (weighed + max(plain, weighed * 0.9) + full) / 3,
        **_by_words(a, b),
        "another thing": float(any(_of_another(*both, a, b) for both in _swapped(x, y, steps))),
        "substance": min(common / _SUBSTANCE, 1.0),
        "context": 2 * len(a.around & b.around) / max(8, len(a.around) + len(b.around)),
        "left out": min(left_out / _LEFT_OUT, 1.0),
        "beside": float(any(x and x == y for x, y in zip(a.beside, b.beside, strict=True))),
        "place": min(abs(a.place - b.place) * 4, 1.0),
        "unit": float(not fit_each_other(a.unit, b.unit)),
        "neighbour": float(bool(a.before & b.before or a.behind & b.behind)),
        "another period": float(bool(a.periods and b.periods) and a.periods.isdisjoint(b.periods)),
    }
    reasons = [(why, POINTS[why] * share) for why, share in shares.items()]
    reasons += [*_sizes(a, b), *_against(a, b, x, y)]
    return Evidence(sum(points for _, points in reasons), tuple(reasons))


def _by_words(a: Saying, b: Saying) -> dict[str, float]:
    """What the known words of both names say, synonyms made one."""
    x, y = meanings(a.name), meanings(b.name)
    pairs = _paired(x.words, y.words)
    alone = _without(x.words, {i for i, _ in pairs}), _without(y.words, {j for _, j in pairs})
    matched = sum(x.words[i].weight + y.words[j].weight for i, j in pairs) / 2
    left, right = ("".join(word.text for word in some) + of.rest for some, of in zip(alone, (x, y), strict=True))
    loose = sum((Counter(left) & Counter(right)).values())
    nouns = [[word for word in some if not word.deed] for some in alone]
    over = max(len(of.rest) + sum(len(word.text) for word in some) for some, of in zip(nouns, (x, y), strict=True))
    more = max(
        sum(len(word.text) for word in some if word.text not in there)
        for some, there in zip(nouns, (b.sentence, a.sentence), strict=True)
    )
    return {
        "words": 2 * (matched + _LOOSE * loose) / max(1.0, x.weight + y.weight),
        "same parts": float(over - LCSseq.similarity(x.rest, y.rest) <= 0),
        "other grade": float(all(any(word.grade for word in some) for some in alone)),
        "other deed": float(bool(x.deeds and y.deeds) and not x.deeds & y.deeds),
        "more on one side": min(more / _MORE, 1.0),
    }


def _paired(x: tuple[Meaning, ...], y: tuple[Meaning, ...]) -> list[tuple[int, int]]:
    """Return which word of one name is which of the other, each once."""
    pairs: list[tuple[int, int]] = []
    free = list(range(len(y)))
    for i, word in enumerate(x):
        twin = next((j for j in free if word.text == y[j].text or word.ids & y[j].ids), None)
        if twin is not None:
            pairs.append((i, twin))
            free.remove(twin)
    return pairs


def _without(words: tuple[Meaning, ...], places: set[int]) -> list[Meaning]:
    return [word for i, word in enumerate(words) if i not in places]


def _steps(x: str, y: str) -> list[_Step]:
    """Return how one name becomes the other: whether they are equal there, and where in either."""
    steps = LCSseq.opcodes(x, y).as_list()
    return [(tag == "equal", slice(i, j), slice(k, m)) for tag, i, j, k, m in steps]


def _compared(a: Saying, b: Saying, x: str, y: str, steps: list[_Step]) -> tuple[float, float]:
    """Return the weight of the characters in common, in order, and of those that the other has in its sentence."""
    wx, wy = weights(x), weights(y)
    common = left_out = 0.0
    for equal, left, right in steps:
        if equal:
            common += sum(map(min, wx[left], wy[right]))
        else:
            left_out += _said(x[left], wx[left], b.sentence) + _said(y[right], wy[right], a.sentence)
    return common, left_out


def _swapped(x: str, y: str, steps: list[_Step]) -> Iterator[tuple[str, str]]:
    """Yield what stands in one name where the other has something else."""
    left = right = ""
    for equal, here, there in steps:
        if not equal:
            left, right = left + x[here], right + y[there]
        elif left or right:
            yield left, right
            left = right = ""
    yield left, right


def _of_another(left: str, right: str, a: Saying, b: Saying) -> bool:
    """Say whether two pieces of names tell of two things: 电梯 and 门禁, of which neither sentence has the other's."""
    if min(len(left), len(right)) < _THING:
        return False
    first, second = things(left), things(right)
    return (
        min(map(substance, (first, second))) > 1
        and set(first).isdisjoint(second)
        and not _said(first, weights(first), b.sentence)
        and not _said(second, weights(second), a.sentence)
    )


def _said(text: str, weighs: tuple[float, ...], there: str) -> float:
    """Return the weight of the words of two characters and more that stand in a text."""
    total, at = 0.0, 0
    while at < len(text) - 1:
        end = at + 2
        if text[at:end] not in there:
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in there:
            end += 1
        total += sum(weighs[at:end])
        at = end
    return total


def _anyhow(x: str, y: str) -> float:
    """Return the weight of the characters in common, in whatever order: 上云企业 is 企业上云."""
    left: dict[str, list[float]] = {}
    for char, weight in zip(x, weights(x), strict=True):
        left.setdefault(char, []).append(weight)
    return sum(min(left[c].pop(), w) for c, w in zip(y, weights(y), strict=True) if left.get(c))


def _sizes(a: Saying, b: Saying) -> Iterator[tuple[str, float]]:
    """Yield what the size of the values says, and whether one side is a flow and the other a stock."""
    x, y = a.value, b.value
    ratio = 1.0 if x == y else max(abs(x / y), abs(y / x)) if x and y else math.inf
    if a.sized:
        points = next(points for limit, points in SIZES if ratio <= limit)
        few = 0 < max(a.value, b.value) < _FEW or a.years != b.years
        sums = a.years != b.years and ratio <= max(a.years, b.years)
        yield "size", max(points, 0.0 if sums else _FEW_POINTS) if few else points
    elif a.unit == "%":
        yield "no size", POINTS["no size"]
        if ratio > _RATES:
            yield "another base", POINTS["another base"]
    new = link_words().new
    if bool(new.search(a.name)) != bool(new.search(b.name)) and ratio > 1.6:
        yield "new or all", POINTS["new or all"]


@lru_cache(maxsize=65536)
def _contrasts(name: str) -> tuple[tuple[str, frozenset[int]], ...]:
    """The groups of words that exclude each other, and which of each a name has."""
    return tuple(
        (group, frozenset(k for k, pattern in enumerate(patterns) if pattern.search(name)))
        for group, patterns in link_words().contrasts
    )


@lru_cache(maxsize=65536)
def _branches(name: str) -> frozenset[str]:
    return frozenset(link_words().apart.findall(name))


@lru_cache(maxsize=65536)
def _amounts(said: str) -> frozenset[str]:
    return frozenset(_AMOUNT.findall(said))


def _against(a: Saying, b: Saying, x: str, y: str) -> Iterator[tuple[str, float]]:
    """Yield what says that the two are not the same."""
    words = link_words()
    for (group, left), (_, right) in zip(_contrasts(a.name), _contrasts(b.name), strict=True):
        if left and right and not left & right:
            yield f"another {group}", POINTS["another"]
        elif left != right:
            yield f"{group} on one side", POINTS["on one side"]
    amounts = [_amounts(side.said) for side in (a, b)]
    if all(amounts) and not amounts[0] & amounts[1]:
        yield "another size", POINTS["another"]
    branches = _branches(x), _branches(y)
    alone = sorted(branches[0] ^ branches[1])
    alone = [word for word in alone if word not in (b if word in x else a).sentence]
    if alone and all(some & set(alone) for some in branches):
        yield "another branch", POINTS["another"]
    elif alone:
        yield f"only one says {alone[0]}", POINTS["only one says"]
    if bool(words.joined.search(a.said)) != bool(words.joined.search(b.said)):
        why = "listed and joined" if a.listed or b.listed else "joined"
        yield f"{why} on one side", POINTS[f"{why} on one side"]
    wholes = [whole[1] for whole in (_SHARE.search(x), _SHARE.search(y)) if whole]
    if len(wholes) == 2 and LCSseq.similarity(*wholes) < 0.6 * min(map(len, wholes)):
        yield "another whole", POINTS["another"]
