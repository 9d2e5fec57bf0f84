"""What the next report says of a task: whether it speaks of the same thing, and in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from govreport.words.counted import COUNTS, as_many, as_told, counts_otherwise, differ
from govreport.words.finding import Hit, Search
from govreport.words.lists import longest, pattern_of, words_of
from govreport.words.objects import core, endless, is_item, is_vague, named_thing, says_only
from govreport.words.tasks import asks, bare, states
from govreport.words.telling import all_answered, is_body, lacks_behind, looks_back, tells_much, tells_relation

__all__ = ["ANSWERS", "Answer", "Verdict", "decide"]

Kind = Literal["done", "missed", "in_progress", "said_again", "not_found", "undecided"]
ANSWERS: tuple[Kind, ...] = ("done", "missed", "in_progress", "said_again", "not_found", "undecided")

#: from this share on two clauses speak of one thing, if the task is about enough that is rare
_SAME, _ENOUGH = 0.7, 16.0
#: what is about less than this has to be said by a clause that says little else
_SAYS, _ALIKE = 6.0, 70.0
#: how much of its whole object has to be there, where much of it is rare
_PART = 0.6
#: a sentence that says so much of the object may speak of the task
_HALF = 0.45
#: from this share on a clause speaks of the whole task
_ALL = 0.85
#: from this share on the deed of a clause is the deed of the task
_MOST = 0.75
#: from here on the objects of two clauses are much alike, or one is much like a stretch of the other clause
_LIKE, _INSIDE, _MUCH = 50.0, 75.0, 80.0
#: an object of so few characters is another with a word before it: 义务教育办学条件
_SHORT = 5
#: of a clause that says less than this of what a task is about, the object has to be much like it too
_CLEARLY = 0.8
_WITHIN = re.compile(r"[中上下里]的|方面的|过程中$|基础上$")
#: an example and a count: 三个项目 may be told with another example
_EXAMPLE = re.compile(r"等[^，]{0,14}[0-9]")
#: what begins so is hoped for, and not told
_HOPED = re.compile(r"^(?:对|才能|也?就?能够?|为|以|要|将|有望|即将|力争|确保|必将|把)|可能|能够?在")
_SPENT = re.compile(r"(完成)[^，；、0-9]{2,20}?(投资)[^，；、0-9]{0,3}[0-9]")
#: how far behind an object the word stands that finishes it
_REACH = 8
#: below this share, and without a shared stretch of five characters, no sentence speaks of it
_ABSENT, _RUN, _CERTAIN = 0.2, 5, 24.0
#: where so many of the pairs of an object are said, and little of it is rare, it may be told in other words
_SPELLED = 0.5
#: a clause that has so much of an object in another order may mean it: 防灾减灾, 减少自然灾害
_SCATTERED = 0.6
#: from here on a review may tell of it in other words (恢复生猪生产, 生猪产能加快恢复), sooner of what has a number
_TOLD_LIKE, _COUNTED_LIKE = 0.6, 0.5
#: a clause as like the task as this may say it in other words
_NEAR = 60.0
#: the least that a task is about, where nothing of it is said anywhere
_LITTLE = 12.0
#: what stands in no more clauses than this is rare: where it is said, the task may be meant in other words
_COMMON = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `targets` says of a number in a task: its verdict, and where the result is told."""

    verdict: str
    quote: str
    sentence_start: int | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a task.

    Attributes
    ----------
    kind : str
        One of `ANSWERS`.
    reason : str
        What decided, or why it is not decided.
    words : tuple of str
        The words that decided.
    hit : Hit or None
        The clause that decided, or the nearest one.
    again : Hit or None
        The clause of the next plan that says it again.
    verdict : Verdict or None
        The number that decided.
    """

    kind: Kind
    reason: str
    words: tuple[str, ...] = ()
    hit: Hit | None = None
    again: Hit | None = None
    verdict: Verdict | None = None


def decide(said: str, search: Search, verdicts: Sequence[Verdict]) -> Answer:
    """Say what the next report says of a task.

    Parameters
    ----------
    said : str
        The task.
    search : Search
        The next report.
    verdicts : sequence of Verdict
        What `targets` says of the numbers in it.
    """
    answer = _by_what_is_said(said, search, verdicts)
    if answer.kind == "undecided" and verdicts and all(one.verdict == "no_report" for one in verdicts):
        return replace(answer, reason="the report of the next year is missing")
    if answer.kind != "done" or answer.hit is None:
        return answer
    # 大桥建成，但尚未验收: what is said behind it decides
    sentence = search.whole.sentences[answer.hit.clause.sentence].said
    if words := lacks_behind(sentence, answer.hit.clause.end):
        return replace(answer, kind="undecided", reason="what follows says that it is not all there", words=words)
    return answer


def _by_what_is_said(said: str, search: Search, verdicts: Sequence[Verdict]) -> Answer:
    weight, hits = search.weight(said), search.hits(said)
    same = [hit for hit in hits if _same(hit, weight)]
    again = next((hit for hit in same if _asked(said, hit, search)), None)
    if by_number := _by_number(verdicts, again):
        # 改造户厕500座: whether more is better is known to nobody but the clause
        counted = (hit for hit in same if all(one.verdict == "not_decidable" for one in verdicts))
        answers = (_by_count(said, hit, again) for hit in counted if _looks_back(hit, search))
        return next((answer for answer in answers if answer.kind == "done"), by_number)
    nearest = hits[0] if hits else None
    plain = [hit for hit in hits if hit.verbatim and says_only(hit.clause.said, core(said))]
    near = [hit for hit in (*same, *plain) if _of_the_thing(said, hit)]
    told = next((hit for hit in near if _looks_back(hit, search)), None)
    wanting = next((hit for hit in same if hit.lacking), None)
    if told and is_vague(said):
        return Answer("undecided", "the task names too little to be followed", hit=told, again=again)
    if told and counts_otherwise(said, told.clause.said, bool(verdicts)):
        return _by_count(said, told, again)
    if told:
        return _finished_behind(said, told, search, _told(said, told, again))
    if much := next((h for h in hits if _of_the_thing(said, h) and tells_much(said, h, search, weight)), None):
        return _told_much(said, much, again, bool(verdicts))
    if again and (maybe := next((hit for hit in hits if _may_tell(hit)), None)):
        return Answer("undecided", "the review may speak of it too", hit=maybe, again=again)
    if again and is_vague(said):
        return Answer("undecided", "the task names too little to be followed", hit=again, again=again)
    if again and (search.reviewed(said) or _in_other_words(said, search)):
        return Answer("undecided", "the review may speak of it too", hit=again, again=again)
    if again:
        return Answer("said_again", "only the plan speaks of it", hit=again, again=again)
    if wanting:
        words = longest("unfinished", search.whole.sentences[wanting.clause.sentence].said)
        return Answer("undecided", "it is named among what is lacking", words, wanting)
    if _absent(said, weight, hits, search):
        if not named_thing(said):
            return Answer("undecided", "it has no name of its own by which it would be found", hit=nearest)
        return Answer("not_found", "no sentence speaks of it")
    if weight < _CERTAIN:
        return Answer("undecided", "the task names too little to be followed", hit=nearest)
    return Answer("undecided", "the nearest sentence may be about something else", hit=nearest)


def _asked(said: str, hit: Hit, search: Search) -> bool:
    """Say whether a clause of the plan asks for the task again: of its object, or of what is much like it."""
    object_, again = core(said), hit.clause.said
    if hit.part != "plan" or states(again) or not asks(again, object_):
        return False
    if hit.back:
        return False
    if hit.verbatim:
        # 供销社的劳动人事制度 is a part of 劳动人事制度; 在促进祖国统一中的作用 is a part of something else
        before, _, behind = again.partition(object_)
        if before.endswith("的") or ("在" in before and _WITHIN.search(behind)):
            return False
        return (len(object_) > _SHORT and again.endswith(object_)) or is_item(again, object_)
    # 投资者合法权益 is not 消费者合法权益
    begins = core(again).startswith(object_[:2])
    return hit.alike >= _MUCH or (begins and (hit.alike >= _LIKE or hit.inside >= _INSIDE))


def _looks_back(hit: Hit, search: Search) -> bool:
    """Say whether a clause that says enough of a task tells of what was done."""
    enough = hit.verbatim or hit.share >= _CLEARLY or hit.alike >= _LIKE or hit.inside >= _INSIDE
    return enough and looks_back(hit, search)


def _of_the_thing(said: str, hit: Hit) -> bool:
    """Say whether a clause is not about a body named so, nor about things apart that the task wants together."""
    return tells_relation(said, hit.clause.said) and not is_body(core(said), hit.clause.said)


def _finished_behind(said: str, told: Hit, search: Search, answer: Answer) -> Answer:
    """The answer, or that the sentence goes on to say that all was answered: `办理建议90件，办结率100%`."""
    sentence = search.whole.sentences[told.clause.sentence].said
    if answer.kind != "in_progress" or not all_answered(said, sentence, told.clause.end):
        return answer
    return Answer("done", "the review says it is finished", ("100%",), told, answer.again)


def _may_tell(hit: Hit) -> bool:
    """Say whether a clause of the review says most of an object, be it too little to be sure that it is the same."""
    return hit.back and (hit.verbatim or hit.piece or hit.whole >= _PART)


def _in_other_words(said: str, search: Search) -> bool:
    """Say whether a clause that tells has most characters of an object; what counts is reported, if in other words."""
    return search.scattered(said, told=True) >= (_COUNTED_LIKE if COUNTS.search(said) else _TOLD_LIKE)


def _absent(said: str, weight: float, hits: Sequence[Hit], search: Search) -> bool:
    """Say whether nothing speaks of a task: no stretch, no clause like it, little in all, nothing rare."""
    if len(search.run(said)) >= _RUN or search.names_head(said) or search.has_like(said, _NEAR):
        return False
    if (
        search.names_code(said)
        or _EXAMPLE.search(said)
        or any(hit.whole >= _HALF for hit in hits)
        or search.named(said) >= _ABSENT
    ):
        return False
    if weight < _CERTAIN and search.spelled(said) >= _SPELLED:
        return False
    if search.scattered(said) >= _SCATTERED or search.in_other_words(said):
        return False
    if weight >= _LITTLE and not any(hit.share for hit in hits):
        return True
    if weight < _CERTAIN or search.most_in_a_sentence(said) >= _ABSENT:
        return False
    rarest = search.rarest(said)
    return rarest == 0 or rarest > _COMMON


def _same(hit: Hit, weight: float) -> bool:
    """Say whether a clause is about the same thing; where little is rare, the whole object has to be in it."""
    if hit.piece:
        return False
    if hit.verbatim:
        return weight >= _SAYS or (weight > 0 and hit.alike >= _ALIKE)
    return (
        hit.headed
        and hit.share >= _SAME
        and weight >= _ENOUGH
        and hit.whole >= (_PART if weight >= _CERTAIN else _SAME)
    )


def _by_number(verdicts: Sequence[Verdict], again: Hit | None) -> Answer | None:
    """Decide by the numbers: all have to be reached for a task to be done, one missed is enough."""
    told = [one for one in verdicts if one.verdict not in ("not_found", "no_report")]
    missed = [one for one in told if one.verdict == "missed"]
    if missed:
        return Answer("missed", "its number was not reached", (missed[0].quote,), again=again, verdict=missed[0])
    if not told:
        return None
    if len(told) < len(verdicts):
        return Answer("undecided", "only some of its numbers are reported", again=again, verdict=told[0])
    if all(one.verdict in ("met", "exceeded") for one in told):
        return Answer("done", "its number was reached", (told[0].quote,), again=again, verdict=told[0])
    return Answer("undecided", "the number does not settle it", again=again, verdict=told[0])


def _told(said: str, told: Hit, again: Hit | None) -> Answer:
    """Read whether a clause that looks back says that the task is finished."""
    clause = told.clause.said
    if words := longest("unfinished", clause):
        return Answer("undecided", "it is named among what is lacking", words, told, again)
    partly, finished = _partly(said, clause), longest("finished", clause)
    if as_far := _as_far(said, partly):
        return Answer("done", "the review says what the task asked for", as_far, told, again)
    whole, most = told.verbatim or told.share >= _ALL, told.verbatim or told.share >= _MOST
    deeds = tuple(word for word in longest("deed", said) if word in clause)
    said_so: tuple[str, ...] = ()
    hoped = endless(said) or _HOPED.search(clause) is not None
    if most and longest("seek", said):
        said_so = longest("won", clause)
    if most and not said_so and not partly and pattern_of("event").match(said):
        said_so = longest("held", clause)
    if most and not said_so and _deed_leads(said, deeds) and not set(partly) - set(deeds) and not hoped:
        said_so = deeds
    if most and not said_so and not partly and not hoped:
        said_so = _same_deed(said, clause)
    if said_so and differ(said, clause):
        return Answer("undecided", "the number does not settle it", (), told, again)
    if said_so:
        return Answer("done", "the review says what the task asked for", said_so, told, again)
    if whole and finished and not partly and not endless(said) and _of_it(said, clause, finished):
        return Answer("done", "the review says it is finished", finished, told, again)
    if number := as_many(said, clause) if whole else "":
        return Answer("done", "the review counts as many as were asked for", (number,), told, again)
    # 项目竣工 with more or less than the task asks for: not its end, and no mere work either
    ended = finished and not whole and not endless(said)
    if not partly and (ended or as_told(said, clause)):
        return Answer("undecided", "the review speaks of it and does not say how far it is", (), told, again)
    if words := partly or longest("progress", clause):
        return Answer("in_progress", "the review speaks of work on it", words, told, again)
    if clause == said or _worked_on(said, clause) or (not finished and _is_deed(clause)):
        return Answer("in_progress", "the review speaks of work on it", (), told, again)
    return Answer("undecided", "the review speaks of it and does not say how far it is", (), told, again)


def _told_much(said: str, told: Hit, again: Hit | None, judged: bool) -> Answer:
    """Read how far a clause that tells of much the same says it is; only of the very object that it is finished."""
    if counts_otherwise(said, told.clause.said, judged):
        return _by_count(said, told, again)
    if told.verbatim and (answer := _told(said, told, again)).kind == "done":
        return answer
    partly = _partly(said, told.clause.said)
    if as_far := _as_far(said, partly):
        return Answer("done", "the review says what the task asked for", as_far, told, again)
    ended = longest("finished", told.clause.said) or any(deed in told.clause.said for deed in longest("deed", said))
    if not partly and ((ended and not endless(said)) or as_told(said, told.clause.said)):
        return Answer("undecided", "the review speaks of it and does not say how far it is", (), told, again)
    words = partly or longest("progress", told.clause.said)
    return Answer("in_progress", "the review speaks of work on much the same", words, told, again)


def _partly(said: str, clause: str) -> tuple[str, ...]:
    """Return the words that say how far, of money spent too: 完成水厂投资3亿元 is no end of what was no 投资."""
    words = longest("partly", clause)
    spent = None if words or "投资" in said else _SPENT.search(clause)
    return spent.groups() if spent else words


def _as_far(said: str, partly: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that say how far, where the task asked for no more: 基本完成 of what 基本完成 was asked of."""
    return tuple(word for word in partly if word.startswith("基本") and word in said)


def _same_deed(said: str, clause: str) -> tuple[str, ...]:
    """Return the deed of a clause that says what a task asked for in another word: asked to issue, 出台 for 制定."""
    asked, told = bare(said), bare(clause)
    for row in words_of("same_deed"):
        first, *others = row.split()
        if asked.startswith(first):
            return tuple(word for word in others if told.startswith(word))[:1]
    return ()


def _is_deed(clause: str) -> bool:
    """Say whether a clause tells of a deed, or counts what came of it."""
    return COUNTS.search(clause) is not None or pattern_of("verb").match(bare(clause)) is not None


def _worked_on(said: str, clause: str) -> bool:
    """Say whether a clause says the object and a deed, and nothing else."""
    object_ = core(said)
    rest = clause.replace(object_, " ")
    return says_only(clause, object_) and object_ in clause and pattern_of("verb").search(rest) is not None


def _by_count(said: str, told: Hit, again: Hit | None) -> Answer:
    """Read a clause that counts otherwise: as many as were asked for, or some more, is done."""
    alike = told.verbatim or (told.headed and told.alike >= _ALIKE) or told.alike >= _MUCH
    if alike and (number := as_many(said, told.clause.said)):
        return Answer("done", "the review counts as many as were asked for", (number,), told, again)
    return Answer("undecided", "the number does not settle it", hit=told, again=again)


def _deed_leads(said: str, deeds: tuple[str, ...]) -> bool:
    """Say whether the deed is what the task asks for, and does not only stand in a name."""
    return any(0 <= said.find(word) < 8 or said.endswith(word) for word in deeds)


def _of_it(said: str, clause: str, finished: tuple[str, ...]) -> bool:
    """Say whether what is finished is the object, and not something that is named behind it."""
    end = clause.find(core(said))
    if end < 0:
        return True
    end += len(core(said))
    return any(clause.find(word, end) - end <= _REACH for word in finished if word in clause[end:]) or any(
        word in clause[:end] for word in finished
    )
