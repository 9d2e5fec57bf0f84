"""What the names of a link are about: one wording for synonyms, their known words, and what of them says something.

The kinds of `data/link_words.tsv`:

same
    Two wordings of one thing; `to` is the one that both become.
filler, do, after, size
    What says nothing of what is counted: anywhere, before it (verbs), behind it (works, and sizes, which are no deed).
new
    Verbs that make a flow: what was added.
hollow
    Words that half of all names hold: their characters weigh 0.3.
apart
    A branch or a part: when one side names it and the other does not, not in its sentence either, they are two things.
contrast
    Words of a group (`to`) that exclude each other, as patterns.
joined
    What joins two things that are counted together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from govreport import tables
from govreport.indicators.names import key
from govreport.indicators.parsing import pieces
from govreport.lexicon import in_a_row

__all__ = [
    *("Meaning", "Parts", "Words", "context_of", "core", "does"),
    *("link_words", "meanings", "of_a_deed", "substance", "things", "weights"),
]

#: what a character counts in a word that half of all names hold, and in a deed
_HOLLOW, _IN_DEED = 0.3, 0.4
_ANY_DEED = frozenset({"completed", "underway"})
#: kinds of words that say which thing a name is of
_OF_A_THING = frozenset({"attribute", "head", "whole"})
#: Chinese characters before and behind the value that are its context, and in which a name's words are looked for
_NEAR, _SENTENCE = (45, 15), (90, 20)


@dataclass(frozen=True)
class Words:
    """The table of words, read."""

    same: tuple[tuple[str, str], ...]
    filler: re.Pattern[str]
    new: re.Pattern[str]
    head: re.Pattern[str]
    after: re.Pattern[str]
    work: re.Pattern[str]
    hollow: re.Pattern[str]
    apart: re.Pattern[str]
    joined: re.Pattern[str]
    contrasts: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]


@cache
def link_words() -> Words:
    """Return the words that the likeness of two names rests on."""
    rows = tables.rows("link_words")

    def any_of(*kinds: str, apart: bool = False) -> str:
        words = [word for row in rows if row["kind"] in kinds for word in row["text"].split()]
        return "|".join(sorted(in_a_row(words) if apart else words, key=len, reverse=True))

    told = [(row["to"], re.compile(row["text"])) for row in rows if row["kind"] == "contrast"]
    return Words(
        same=tuple((row["text"], row["to"]) for row in rows if row["kind"] == "same"),
        filler=re.compile(any_of("filler")),
        new=re.compile(any_of("new")),
        head=re.compile(f"(?:{any_of('new', 'do', apart=True)})+"),
        after=re.compile(f"(?:{any_of('after', 'size', apart=True)})+$"),
        work=re.compile(f"(?:{any_of('after')})(?:{any_of('size')})*$"),
        hollow=re.compile(any_of("hollow")),
        apart=re.compile(any_of("apart")),
        joined=re.compile(any_of("joined")),
        contrasts=tuple({group: tuple(pattern for to, pattern in told if to == group) for group, _ in told}.items()),
    )


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """Return what a name is about: one wording for synonyms, without fillers, the verb before and the work behind.

    Examples
    --------
    >>> core("新增境内外上市公司"), core("上市公司总数")
    ('境内外上市公司', '上市公司')
    """
    words = link_words()
    for text, to in words.same:
        name = name.replace(text, to)
    name = words.filler.sub("", name) or name
    found = words.head.match(name)
    if found and len(name) - found.end() >= 2:
        name = name[found.end() :]
    found = words.after.search(name)
    return name[: found.start()] if found and found.start() >= 3 else name


def of_a_deed(name: str) -> bool:
    """Say whether a name tells what is done.

    Examples
    --------
    >>> of_a_deed("新增上市公司"), of_a_deed("管网改造面积"), of_a_deed("绿道总数")
    (True, True, False)
    """
    return does(name) or link_words().work.search(re.sub("[（）()、]", "", name)) is not None


def does(name: str) -> bool:
    """Say whether a name begins with a deed, or says that something is new.

    Examples
    --------
    >>> does("新开工保障房"), does("绿道总数")
    (True, False)
    """
    words, name = link_words(), re.sub("[（）()、]", "", name)
    return words.head.match(name) is not None or words.new.search(name) is not None


class Meaning(NamedTuple):
    """A known word of a name: its text, its ids, and whether it is a deed or a grade."""

    text: str
    ids: frozenset[str]
    deed: bool
    grade: bool

    @property
    def weight(self) -> float:
        """What it counts."""
        return len(self.text) * (_IN_DEED if self.deed else 1.0)


class Parts(NamedTuple):
    """The known words of a name, the characters that belong to none, what all counts, the deeds that say something."""

    words: tuple[Meaning, ...]
    rest: str
    weight: float
    deeds: frozenset[str]


@lru_cache(maxsize=65536)
def meanings(name: str) -> Parts:
    """Return the known words of a name and what is left of it.

    Examples
    --------
    >>> found = meanings("新建乒乓绿道")
    >>> [word.text for word in found.words], found.rest
    (['新建', '绿道'], '乒乓')
    """
    found, rest = [], ""
    for text, words in pieces(key(name)):
        kinds = {word.kind for word in words}
        if not words:
            rest += text
        elif kinds != {"neutral"}:
            ids = frozenset(word.id for word in words if word.id)
            found.append(Meaning(text, ids, kinds <= {"deed", "neutral"}, "grade" in kinds))
    weight = sum(word.weight for word in found) + len(rest)
    deeds = frozenset(id for word in found if word.deed for id in word.ids) - _ANY_DEED
    return Parts(tuple(found), rest, weight, deeds)


@lru_cache(maxsize=65536)
def things(text: str) -> str:
    """Return what a piece of a name says of which thing it is: without deeds, grades, and nouns of any thing.

    Examples
    --------
    >>> things("推进渔船"), things("省级项目"), things("乒乓")
    ('渔船', '', '乒乓')
    """
    told = ""
    for word, known in pieces(key(text)):
        kinds = {meaning.kind for meaning in known}
        if not kinds or (kinds & _OF_A_THING and "deed" not in kinds):
            told += word
    return told


def context_of(before: str, after: str) -> tuple[frozenset[str], str]:
    """Return the pairs of characters around a value, without the hollow ones, and the sentence near it.

    Examples
    --------
    >>> around, sentence = context_of("全年打通断头路", "。")
    >>> "断头" in around, sentence
    (True, '全年打通断头路')
    """
    left, right = _han(before), _han(after)
    near = left[-_NEAR[0] :], right[: _NEAR[1]]
    pairs = (part[i : i + 2] for part in near for i in range(len(part) - 1))
    return frozenset(p for p in pairs if not link_words().hollow.search(p)), left[-_SENTENCE[0] :] + right[
        : _SENTENCE[1]
    ]


def _han(text: str) -> str:
    return re.sub("[^\u4e00-\u9fff]", "", text)


@lru_cache(maxsize=65536)
def weights(text: str) -> tuple[float, ...]:
    """Return what each character counts: those of hollow words less.

    Examples
    --------
    >>> weights("绿道项目")
    (1.0, 1.0, 0.3, 0.3)
    """
    counts = [1.0] * len(text)
    for found in link_words().hollow.finditer(text):
        counts[found.start() : found.end()] = [_HOLLOW] * (found.end() - found.start())
    return tuple(counts)


def substance(name: str) -> float:
    """Return what the characters of a name count, those that half of all names hold for less.

    Examples
    --------
    >>> substance("绿道"), substance("项目") < 1
    (2.0, True)
    """
    return sum(weights(name))
