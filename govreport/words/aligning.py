"""Which sentence of one report meets which of another: the same words first, then the most alike.

Only sentences that share rare pairs of characters are compared at all, so that the cost grows with the length of the
reports and not with its square.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from govreport.words.proper import Sentence

__all__ = ["Kind", "Pair", "Piece", "align", "differences", "inline", "key_of", "masked", "woven"]

Kind = Literal["kept", "reworded", "new", "dropped"]
Piece = tuple[str, bool]

#: from this likeness on (of 100, numbers masked) two sentences are one in other words; short ones have to be more alike
_ALIKE, _SHORT_ALIKE, _SHORT = 58.0, 72.0, 14
#: a sentence that moved between looking back and looking ahead has to be this much more alike
_OTHER_PART = 8.0
_RARE, _SHARED_BY, _TRIED = 14, 40, 8
_BLANK = re.compile(r"\s+")
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,．，]*")
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that are one, or one that stands alone.

    Attributes
    ----------
    a, b : int or None
        Their numbers.
    kind : {"kept", "reworded", "new", "dropped"}
    likeness : float
        From 0 to 100, 100 for the same words; numbers count as alike.
    moved : bool
        Whether it stands in another order among the pairs.
    """

    a: int | None
    b: int | None
    kind: Kind
    likeness: float = 0.0
    moved: bool = False


def key_of(said: str) -> str:
    """Return a sentence without blanks: what is equal in it is word for word the same.

    Parameters
    ----------
    said : str
        In canonical characters.

    Examples
    --------
    >>> key_of("出口 增长5%。")
    '出口增长5%。'
    """
    return _BLANK.sub("", said)


def masked(said: str) -> str:
    """Return a sentence with every number written alike: 增长5% and 增长8.1% are the same words.

    Parameters
    ----------
    said : str

    Examples
    --------
    >>> masked("增长8.1%，新增1,100万人")
    '增长0%，新增0万人'
    """
    return _NUMBER.sub("0", said)


def align(a: Sequence[Sentence], b: Sequence[Sentence]) -> tuple[Pair, ...]:
    """Align the sentences of two reports; every sentence is in exactly one pair.

    Parameters
    ----------
    a, b : sequence of Sentence

    Returns
    -------
    tuple of Pair
        In the order of `b`; what was dropped stands behind what it stood behind in `a`.

    Examples
    --------
    >>> said = [Sentence(0, 5, 0, "出口增长。", "review", 0), Sentence(5, 10, 5, "投资下降。", "review", 0)]
    >>> [pair.kind for pair in align(said, said[1:])]
    ['dropped', 'kept']
    """
    keys_a, keys_b = [key_of(s.said) for s in a], [key_of(s.said) for s in b]
    met = _same(a, b, keys_a, keys_b)
    likeness = dict.fromkeys(met, 100.0)
    taken = set(met.values())
    for score, i, j in _alike(a, b, keys_a, keys_b, set(met), taken):
        if i not in met and j not in taken:
            met[i], likeness[i] = j, score
            taken.add(j)
    still = _in_order([(i, met[i]) for i in sorted(met)])
    pairs = {
        j: Pair(i, j, "kept" if keys_a[i] == keys_b[j] else "reworded", round(likeness[i], 1), i not in still)
        for i, j in met.items()
    }
    return tuple(_ordered(len(a), len(b), pairs, still))


def _same(a: Sequence[Sentence], b: Sequence[Sentence], keys_a: list[str], keys_b: list[str]) -> dict[int, int]:
    """Pair what is word for word the same; of several, those of the same part and place first."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, key in enumerate(keys_b):
        places[key].append(j)
    chances = [
        (a[i].part != b[j].part, abs(i / len(a) - j / len(b)), i, j)
        for i, key in enumerate(keys_a)
        for j in places.get(key, ())[:_SHARED_BY]
    ]
    met: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(chances):
        if i not in met and j not in taken:
            met[i] = j
            taken.add(j)
    return met


def _alike(
    a: Sequence[Sentence],
    b: Sequence[Sentence],
    keys_a: list[str],
    keys_b: list[str],
    gone_a: set[int],
    gone_b: set[int],
) -> list[tuple[float, int, int]]:
    """Return the pairs that are alike enough, the most alike first."""
    words_a = {i: masked(key) for i, key in enumerate(keys_a) if i not in gone_a}
    words_b = {j: masked(key) for j, key in enumerate(keys_b) if j not in gone_b}
    shared: defaultdict[str, list[int]] = defaultdict(list)
    for j, words in words_b.items():
        for gram in _grams(words):
            shared[gram].append(j)
    found = []
    for i, words in words_a.items():
        for j in _chances(words, shared):
            score = fuzz.ratio(words, words_b[j])
            needed = _SHORT_ALIKE if min(len(words), len(words_b[j])) < _SHORT else _ALIKE
            needed += _OTHER_PART * (a[i].part != b[j].part)
            if score >= needed:
                found.append((score, i, j))
    near = (len(a) or 1, len(b) or 1)
    return sorted(found, key=lambda f: (-f[0], a[f[1]].part != b[f[2]].part, abs(f[1] / near[0] - f[2] / near[1]), f))


def _grams(words: str) -> set[str]:
    return {words[k : k + 2] for k in range(len(words) - 1)} or {words}


def _chances(words: str, shared: dict[str, list[int]]) -> list[int]:
    """Return the few sentences that share most of the rare pairs of characters."""
    known = [(len(shared[gram]), gram) for gram in _grams(words) if gram in shared]
    rare = sorted(known)[:_RARE]
    counts = Counter(j for often, gram in rare if often <= _SHARED_BY for j in shared[gram])
    return [j for j, _ in counts.most_common(_TRIED)]


def _in_order(pairs: list[tuple[int, int]]) -> set[int]:
    """Return the numbers in `a` of the longest run of pairs that stand in the same order in both."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for i, j in pairs:
        at = bisect_left(tails, j)
        if at:
            before[i] = ends[at - 1]
        tails[at : at + 1] = [j]
        ends[at : at + 1] = [i]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before.get(last)
    return kept


def _ordered(n_a: int, n_b: int, pairs: dict[int, Pair], still: set[int]) -> list[Pair]:
    gone = set(range(n_a)) - {pair.a for pair in pairs.values()}
    behind: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for i in range(n_a):
        if i in gone:
            behind[last].append(i)
        elif i in still:
            last = i
    rows = [Pair(i, None, "dropped") for i in behind[-1]]
    for j in range(n_b):
        pair = pairs.get(j, Pair(None, j, "new"))
        rows.append(pair)
        if pair.a is not None and pair.a in still:
            rows += [Pair(i, None, "dropped") for i in behind[pair.a]]
    return rows


def differences(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut two sentences into pieces that are the same in both and pieces that differ.

    Parameters
    ----------
    old, new : str

    Returns
    -------
    tuple of tuple of (str, bool)
        The pieces of either; True marks what the other has not.

    Examples
    --------
    >>> differences("出口增长5%左右。", "出口增长8.1%。")
    ((('出口增长', False), ('5', True), ('%', False), ('左右', True), ('。', False)), \
(('出口增长', False), ('8.1', True), ('%。', False)))
    """
    (tokens_a, alike_a), (tokens_b, alike_b) = _tokens(old, new)
    return _pieces(tokens_a, alike_a), _pieces(tokens_b, alike_b)


def inline(old: str, new: str) -> str:
    """Write two sentences as one, what went in `[-…-]`, what came in `{+…+}`, as `wdiff` does.

    Parameters
    ----------
    old, new : str

    Examples
    --------
    >>> inline("出口增长5%左右。", "出口增长8.1%。")
    '出口增长[-5-]{+8.1+}%[-左右-]。'
    """
    return "".join(f"[-{text}-]" if sign < 0 else f"{{+{text}+}}" if sign else text for text, sign in woven(old, new))


def woven(old: str, new: str) -> list[tuple[str, int]]:
    """Weave two sentences into one: pieces with -1 for what went, 1 for what came, 0 for what stayed.

    Parameters
    ----------
    old, new : str

    Examples
    --------
    >>> woven("增长5%", "增长8%左右")
    [('增长', 0), ('5', -1), ('8', 1), ('%', 0), ('左右', 1)]
    """
    (tokens_a, alike_a), (tokens_b, alike_b) = _tokens(old, new)
    found: list[tuple[str, int]] = []
    i = j = 0
    while i < len(tokens_a) or j < len(tokens_b):
        if i < len(tokens_a) and not alike_a[i]:
            _push(found, tokens_a[i], -1)
            i += 1
        elif j < len(tokens_b) and not alike_b[j]:
            _push(found, tokens_b[j], 1)
            j += 1
        else:
            _push(found, tokens_a[i], 0)
            i, j = i + 1, j + 1
    return found


def _push(found: list[tuple[str, int]], token: str, sign: int) -> None:
    if found and found[-1][1] == sign:
        found[-1] = (found[-1][0] + token, sign)
    else:
        found.append((token, sign))


_Tokens = tuple[list[str], list[bool]]


def _tokens(old: str, new: str) -> tuple[_Tokens, _Tokens]:
    """Cut two sentences into numbers, words of letters and characters, and say which of them stay."""
    tokens_a, tokens_b = _TOKEN.findall(old), _TOKEN.findall(new)
    alike_a, alike_b = [False] * len(tokens_a), [False] * len(tokens_b)
    for op in Indel.opcodes(tokens_a, tokens_b):
        size, start, there = op.src_end - op.src_start, op.src_start, op.dest_start
        inner = start > 0 and op.src_end < len(tokens_a) and there > 0 and op.dest_end < len(tokens_b)
        # a single character that two unlike stretches happen to share says nothing
        if op.tag == "equal" and not (size == 1 and inner and tokens_a[start].isalpha()):
            alike_a[start : start + size] = [True] * size
            alike_b[there : there + size] = [True] * size
    return (tokens_a, alike_a), (tokens_b, alike_b)


def _pieces(tokens: list[str], alike: list[bool]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for token, same in zip(tokens, alike, strict=True):
        if found and found[-1][1] is not same:
            found[-1] = (found[-1][0] + token, not same)
        else:
            found.append((token, not same))
    return tuple(found)
