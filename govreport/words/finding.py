"""Where a report speaks of a task: its clauses searched by what the task is about."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from govreport.words.echo import may_be_told, topics
from govreport.words.lists import longest, words_of
from govreport.words.objects import RUNS, content, core, stands_alone, without_hollow
from govreport.words.proper import Part, Proper, Sentence
from govreport.words.tasks import Clause, bare, clauses, looking_back

__all__ = ["Hit", "Search", "all_clauses"]

_QUOTED = re.compile(r"[“《]([^”》]{2,30})[”》]")
_VERBATIM = 4
#: a clause of the review, or a sentence, that says so much of an object may be about it
_TOLD_CLAUSE, _TOLD = 0.42, 0.5
#: a review that says more than this of what an object is about, be it in many places, may be about it
_TOUCHED = 0.2
#: two reports have more clauses than this; of an excerpt a word is not common because it is short
_CLAUSES = 1000
#: what is looked at closely: clauses from this share on, and in any case so many
_LEAST, _NEAREST = 0.45, 3
#: from so many words of want on a sentence tells of what is lacking
_LACKS = 2
#: a road, a model, a standard: letters with a number behind them
_CODE = re.compile(r"[A-Za-z]+[0-9]+")
_VOLTS = re.compile(r"[0-9]+[A-Za-z]+")
#: what thanks or greets tells of nothing, whoever it names
_THANKS = re.compile(r"感谢|敬意|问候|请予审议|提出意见")
#: characters that join words: a pair with one of them is no part of a name
_JOINTS = frozenset("的与和及等了对在为把将以")


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that speaks of what a task is about.

    Attributes
    ----------
    clause : Clause
    part : {"review", "plan"}
    back : bool
        Whether its sentence tells of what was done: one of a review does, if it is no thanks, and one of a plan may.
    lacking : bool
        Whether its sentence tells of what is lacking.
    named : bool
        Whether it says every name of the task that stands in quotation marks or is of letters and a number.
    headed : bool
        Whether it does, and says the word that the object ends with, where that word says anything.
    alike : float
        How like its object is to that of the task, from 0 to 100.
    inside : float
        How like a stretch of it is to the object of the task, from 0 to 100.
    share : float
        How much of what the task is about it says, from 0 to 1, rare words counting more.
    whole : float
        The same of the task's whole object, words that say little taken like all others.
    verbatim : bool
        Whether it says the whole object word for word.
    piece : bool
        Whether it says the object as a piece of a longer name: another thing.
    """

    clause: Clause
    part: Part
    back: bool
    lacking: bool
    named: bool
    headed: bool
    alike: float
    inside: float
    share: float
    whole: float
    verbatim: bool
    piece: bool


_MARKS = re.compile("[“”《》「」『』‘’]")


def all_clauses(whole: Proper) -> list[Clause]:
    """Return the clauses of all sentences of a report."""
    return [clause for number, one in enumerate(whole.sentences) for clause in clauses(number, one.said)]


@dataclass(frozen=True, slots=True)
class _Task:
    """What of a task every clause is held against."""

    object_: str
    grams: set[str]
    weight: float
    names: tuple[str, ...]
    headless: bool


def _grams(runs: Iterable[str]) -> set[str]:
    found = {run[place : place + 2] for run in runs for place in range(len(run) - 1)}
    return {gram for gram in found if not _JOINTS.intersection(gram)}


class Search:
    """The clauses of a report, to be searched.

    Parameters
    ----------
    whole : Proper
        The report that is searched.
    beside : sequence of Clause
        The clauses of the report that the tasks are of: how rare a word is, is counted over both.
    names : tuple of str
        Names of the territory, which say nothing.
    """

    def __init__(self, whole: Proper, beside: Sequence[Clause], names: tuple[str, ...]) -> None:
        self.whole, self.names = whole, names
        self.clauses = all_clauses(whole)
        self.grams = [self._of(clause.said) for clause in self.clauses]
        counts = Counter(gram for grams in self.grams for gram in grams)
        counts.update(gram for clause in beside for gram in self._of(clause.said))
        size = max(_CLAUSES, len(self.clauses) + len(beside))
        self._rarity = {gram: math.log(size / n) for gram, n in counts.items()}
        self._most = math.log(size)
        self._said = [clause.said for clause in self.clauses]
        self._text = "\n".join(self._said)
        thanks = {number for number, sentence in enumerate(whole.sentences) if _THANKS.search(sentence.said)}
        self._back = looking_back(whole) - thanks
        self._told = [(c.sentence, c.said) for c in self.clauses if c.sentence in self._back]
        self._told_said = [said for _, said in self._told]
        self._letters, self._told_letters = _letters(self._said), _letters(self._told_said)
        self._codes = frozenset(_CODE.findall(self._text))
        self._lacking = {number for number, sentence in enumerate(whole.sentences) if _tells_of_lack(sentence)}
        self._review = "\n".join(said for _, said in self._told)
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, grams in enumerate(self.grams):
            for gram in grams:
                self._places[gram].append(place)

    def _of(self, said: str) -> set[str]:
        return _grams([*content(said, self.names), *_QUOTED.findall(said)])

    def weight(self, said: str) -> float:
        """Say how much a clause is about: the sum of how rare its pairs of characters are."""
        return self._sum(self._of(said))

    def hits(self, said: str) -> list[Hit]:
        """Return the clauses that say most of what a task is about, the best first."""
        grams = self._of(said)
        total = self._sum(grams)
        shares: defaultdict[int, float] = defaultdict(float)
        for gram in grams:
            share = self._rarity.get(gram, 0.0) / total if total else 0.0
            for place in self._places.get(gram, ()):
                shares[place] += share
        task = self._task(said)
        object_ = task.object_
        if len(object_) >= _VERBATIM and object_ in self._text:
            for place, clause in enumerate(self.clauses):
                if object_ in clause.said:
                    shares.setdefault(place, 0.0)
        best = sorted(shares, key=lambda place: (-shares[place], place))[:_NEAREST]
        near = {*best, *(place for place, share in shares.items() if share >= _LEAST or not share)}
        found = [self._hit(place, shares[place], task) for place in sorted(near)]
        found.sort(key=lambda hit: (-hit.verbatim, -round(hit.share, 2), -fuzz.ratio(said, hit.clause.said)))
        return found

    def _task(self, said: str) -> _Task:
        object_ = core(said)
        grams = _grams(RUNS.findall(object_))
        names = (*_QUOTED.findall(said), *_CODE.findall(said), *_VOLTS.findall(said))
        headless = object_[-2:] in words_of("empty") or object_[-2:] in words_of("verb")
        return _Task(object_, grams, self._sum(grams) or 1.0, tuple(name.lower() for name in names), headless)

    def _hit(self, place: int, share: float, task: _Task) -> Hit:
        clause, object_ = self.clauses[place], task.object_
        thing, told = object_, clause.said
        if thing not in told:  # 《中国制造2025》 is “中国制造2025”
            thing, told = _MARKS.sub("", thing), _MARKS.sub("", told)
        held_whole = len(thing) >= _VERBATIM and thing in told
        verbatim = held_whole and stands_alone(told, thing)
        held = {gram for gram in task.grams if gram in clause.said}
        whole = self._sum(held) / task.weight
        headed = task.headless or object_[-2:] in clause.said
        named = not task.names or all(name in clause.said.lower() for name in task.names)
        return Hit(
            clause=clause,
            part=self.whole.sentences[clause.sentence].part,
            back=clause.sentence in self._back,
            lacking=clause.sentence in self._lacking,
            named=named,
            headed=headed and named,
            alike=fuzz.ratio(object_, core(clause.said)),
            inside=fuzz.partial_ratio(object_, clause.said),
            share=round(min(1.0, share), 3),
            whole=round(whole, 3),
            verbatim=verbatim,
            piece=held_whole and not verbatim,
        )

    def _sum(self, grams: Iterable[str]) -> float:
        return sum(self._rarity.get(gram, self._most) for gram in grams)

    def most_in_a_sentence(self, said: str) -> float:
        """Return the greatest share that any whole sentence says of what a task is about."""
        grams = self._of(said)
        total = self._sum(grams)
        held: defaultdict[int, set[str]] = defaultdict(set)
        for gram in grams:
            for place in self._places.get(gram, ()):
                held[self.clauses[place].sentence].add(gram)
        return (
            max((sum(self._rarity[g] for g in some) / total for some in held.values()), default=0.0) if total else 0.0
        )

    def named(self, said: str) -> float:
        """Return how much of what a task is about the report says anywhere, be it in many places."""
        grams = self._of(said)
        total = self._sum(grams)
        return self._sum(gram for gram in grams if gram in self._places) / total if total else 0.0

    def spelled(self, said: str) -> float:
        """Return the share of all pairs of characters of a task's object that the report says anywhere."""
        grams = _grams(RUNS.findall(core(said)))
        return sum(gram in self._text for gram in grams) / len(grams) if grams else 1.0

    def scattered(self, said: str, *, told: bool = False) -> float:
        """Return how much of a task's object one clause has, character by character in any order, from 0 to 1.

        Of the clauses that tell of what was done, where `told` is set.
        """
        letters = {letter for letter in "".join(RUNS.findall(core(said))) if letter not in _JOINTS}
        size = max(_CLAUSES, len(self.clauses))
        rarity = {letter: math.log(size / (len(self._letters.get(letter, ())) or 0.5)) for letter in letters}
        total = sum(rarity.values())
        spread = self._told_letters if told else self._letters
        held: defaultdict[int, float] = defaultdict(float)
        for letter, rare in rarity.items():
            for place in spread.get(letter, ()):
                held[place] += rare
        return max(held.values(), default=0.0) / total if total else 1.0

    def has_like(self, said: str, least: float) -> bool:
        """Say whether any clause is so like a task, from 0 to 100."""
        return process.extractOne(said, self._said, scorer=fuzz.ratio, score_cutoff=least) is not None

    def names_head(self, said: str) -> bool:
        """Say whether the report anywhere says the last characters of a task's object, the thing itself."""
        head = core(said)[-_VERBATIM:]
        return len(head) == _VERBATIM and head in self._text and bool(self._of(head))

    def names_code(self, said: str) -> bool:
        """Say whether the report anywhere says a name of letters and a number that a task says, as that of a road."""
        return not self._codes.isdisjoint(_CODE.findall(said))

    def rarest(self, said: str) -> int:
        """Return in how many clauses the rarest pair of what a task is about stands that stands in any; 0 for none."""
        return min((len(self._places[gram]) for gram in self._of(said) if gram in self._places), default=0)

    def run(self, said: str) -> str:
        """Return the longest stretch of a task's object that the report says anywhere."""
        return _stretch(core(said), self._text)

    def reviewed(self, said: str) -> bool:
        """Say whether the review says so much of a task's object, in a row or in a sentence, that it may mean it."""
        object_ = core(said)
        said_on = len(_stretch(object_, self._review))
        # 教育事业, 教育工作: the rest is what it is about
        if len(bare_name := without_hollow(object_)) < _VERBATIM and bare_name in self._review:
            return True
        if said_on >= _VERBATIM or (said_on >= _VERBATIM - 1 and 2 * said_on >= len(object_)):
            return True
        if self._deed_and_object(said, object_) or self.in_other_words(said, told=True):
            return True
        if may_be_told(said, self._told_said):
            return True
        grams = _grams(RUNS.findall(object_))
        about = topics(grams)
        if about and self._sum(gram for gram in about if gram in self._review) > _TOUCHED * self._sum(about):
            return True
        total = self._sum(grams)
        sentences: defaultdict[int, set[str]] = defaultdict(set)
        for number, clause in self._told:
            held = {gram for gram in grams if gram in clause}
            if held and self._sum(held) >= _TOLD_CLAUSE * total:
                return True
            sentences[number] |= held
        return any(held and self._sum(held) >= _TOLD * total for held in sentences.values())

    def _deed_and_object(self, said: str, object_: str) -> bool:
        """Say whether the review says the deed of a task and what follows, as 利用外资."""
        naked = bare(said)
        found = _stretch(naked, self._review)
        return len(found) >= _VERBATIM and any(gram in found for gram in _grams([object_]))

    def in_other_words(self, said: str, *, told: bool = False) -> bool:
        """Say whether the report, or what of it tells of what was done, has another word for a matter of a task."""
        text = self._review if told else self._text
        groups = (group for word, group in _kin() if word in said)
        return any(word in text for group in groups for word in group)


@cache
def _kin() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every word that has others for its matter, beside all of them."""
    groups = (tuple(row.split()) for row in words_of("kin"))
    return tuple((word, group) for group in groups for word in group)


def _tells_of_lack(sentence: Sentence) -> bool:
    return sentence.part == "review" and len(set(longest("unfinished", sentence.said))) >= _LACKS


def _letters(said: Iterable[str]) -> dict[str, list[int]]:
    """Return in which clauses every character stands."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, letters in enumerate(map(frozenset, said)):
        for letter in letters:
            found[letter].append(place)
    return found


def _stretch(object_: str, text: str) -> str:
    """Return the longest stretch of an object that a text says."""
    best = ""
    for part in RUNS.findall(object_):
        for start in range(len(part)):
            while part[start : start + len(best) + 1] in text and start + len(best) < len(part):
                best = part[start : start + len(best) + 1]
    return best
