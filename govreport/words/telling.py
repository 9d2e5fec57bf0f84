"""Whether a clause of a review tells of work on a task, though it words its object in another way."""

from __future__ import annotations

import re
from functools import cache

from govreport.grammar import literals
from govreport.words.counted import COUNTS
from govreport.words.finding import Hit, Search
from govreport.words.lists import longest, pattern_of, words_of
from govreport.words.objects import core, is_vague
from govreport.words.tasks import HAN, states, wishes

__all__ = ["all_answered", "is_body", "lacks_behind", "looks_back", "tells_much", "tells_relation"]

#: where a thing is only named: in a frame, or as who does something else
_ASIDE = re.compile(r"(?:同时|机遇|契机|过程中|基础上)$|[在为](?:维护|促进|保卫|捍卫)|^(?:这|这些)?对于|^这对")
#: what only leads to what is told, or names it: 在出口商品中, 这对于推动地区协调发展
_LEADS = re.compile(
    r"[中时下后里前来]$|^(?:[在以因由从随围按把]|这|对于|为了?(?!.{2,8}提供)|根据|通过)|的$|情况|时期|才能"
)
#: a sentence of a review that asks, before the clause is over
_OUGHT_TO = re.compile(
    r"必须|应当|从现在起|今后|如果|假如|倘若|只要|(?<![主重需只首必纲摘概简紧想不])要(?![求素闻点道约件害塞职务领人地案目])"
)
_LESSON = re.compile("，[就还也都]?(?:必须|应当|关键是|根本在于|最根本的是)")
#: what is still wanting, or went too far
_WANTS = re.compile(
    "问题|依然|仍|需(?:要|进一步)|不(?![断仅止但光久动忘少折])|落后|[很较]差|隐患|还有|过[快热高多大]|有?可能|急于|门槛"
)
#: an institution that has the object in its name: 创新人才教育研究会
_BODY = re.compile(
    "[\u4e00-\u9fff]{0,4}(?:研究会|协会|学会|大会|论坛|公司|联盟|研究院|政府(?!投资|采购|债|基金|服务|职能))"
)
#: what makes the word before it another: 产业园, 运动会
_ONE_MORE = re.compile("合作社|[会园区局所站院厂馆网件线率员者家城镇村港法]")
#: motions and suggestions, and that each of them was answered
_MOTIONS = re.compile("(?:建议|提案|议案)")
_ANSWERED = re.compile(
    "[办答][结复]率[^，。；]{0,6}(?:100%|百分之百)|(?:全部|均已?|已全部|按时)(?:办[结复]|答复|办理完毕)"
)
#: what is said in one breath
_SAID_WITH = re.compile("[^；。！？;!?]*")
#: an object of fewer characters has to be said word for word
_SHORTEST = 4
#: a task that is about so much may be told in part, if the rest is much alike
_MUCH = 12.0
#: how much of the whole object, how like it, and how like a stretch of the clause: of tasks about much, then little
_NEAR, _NEARER = (0.75, 52.0, 70.0), (0.75, 50.0, 70.0)
#: the same where all that is rare is said
_RARE, _RARE_NEAR = 0.9, (0.45, 52.0, 68.0)
#: what is about less than this is of common words alone
_RARELY = 3.0
#: how much of the whole object a clause has that only counts it
_COUNTED = 0.7
#: the least share that a clause says of what a task is about
_SHARE = 0.6


def looks_back(hit: Hit, search: Search) -> bool:
    """Say whether a clause tells of what was done: a review names what is lacking and what ought to be done too.

    Parameters
    ----------
    hit : Hit
    search : Search
        The report that it is of.
    """
    if hit.part != "review" or not hit.back or hit.lacking or states(hit.clause.said) or _ASIDE.search(hit.clause.said):
        return False
    sentence = search.whole.sentences[hit.clause.sentence].said
    # 转变政府职能，必须改革审批制度: a lesson, and nothing that was done
    lesson = _LESSON.match(sentence, hit.clause.end) is not None
    return not lesson and not wishes(sentence) and _OUGHT_TO.search(sentence, 0, hit.clause.end) is None


def tells_much(said: str, hit: Hit, search: Search, weight: float) -> bool:
    """Say whether a clause tells of work on what is much like the object of a task.

    Parameters
    ----------
    said : str
        The task.
    hit : Hit
        The clause, and how like the task it is.
    search : Search
        The report that it is of.
    weight : float
        How much the task is about.

    Notes
    -----
    That the clause is not about a body named so (`is_body`) is asked before, of every clause alike.
    """
    clause = hit.clause.said
    if is_vague(said) or not hit.named or not looks_back(hit, search) or _LEADS.search(clause):
        return False
    object_ = core(said)
    if longest("unfinished", clause) or _WANTS.search(clause) or not HAN.match(object_):
        return False
    # 经济增长方式粗放: the 增长 of the object's own name is no deed
    if not (_deed().search(clause.replace(object_, "")) or (hit.whole >= _COUNTED and COUNTS.search(clause))):
        return False
    if hit.verbatim:
        return True
    if hit.piece:
        return _goes_on(clause, object_, weight)
    if object_[:2] not in clause or len(object_) < _SHORTEST:
        return False
    if weight >= _MUCH and hit.headed and hit.share >= _RARE and _is_near(hit, _RARE_NEAR):
        return True
    return hit.share >= _SHARE and _is_near(hit, _NEAR if weight >= _MUCH else _NEARER)


def is_body(object_: str, clause: str) -> bool:
    """Say whether a clause speaks of who has the object in his name, and not of the object.

    Examples
    --------
    >>> is_body("创新人才教育", "创新人才教育研究会成立"), is_body("创新人才教育", "创新人才教育得到加强")
    (True, False)
    """
    return object_ != "" and object_ in clause and _BODY.match(clause.partition(object_)[2]) is not None


def tells_relation(said: str, clause: str) -> bool:
    """Say whether a clause tells of things together, where a task is about how they go together.

    Examples
    --------
    >>> tells_relation("促进制造业和服务业融合发展", "制造业、服务业较快增长")
    False
    """
    return all(word in clause for word in words_of("relation") if word in said)


def all_answered(said: str, sentence: str, end: int) -> bool:
    """Say whether a task is about motions, and the rest of a sentence says that each was answered.

    Examples
    --------
    >>> all_answered("认真办理代表建议", "办理代表建议90件，办结率100%。", 8)
    True
    """
    return _MOTIONS.search(core(said)) is not None and _ANSWERED.search(sentence, end) is not None


def lacks_behind(sentence: str, end: int) -> tuple[str, ...]:
    """Return the words behind a clause, up to the end of what is said with it, that say what is not reached yet.

    Examples
    --------
    >>> lacks_behind("大桥建成，但尚未验收；隧道有待改造。", 4)
    ('尚未',)
    """
    return longest("not_yet", _SAID_WITH.match(sentence, end)[0])  # type: ignore[index]


def _is_near(hit: Hit, least: tuple[float, float, float]) -> bool:
    whole, alike, inside = least
    return hit.whole >= whole and hit.alike >= alike and hit.inside >= inside


@cache
def _deed() -> re.Pattern[str]:
    return pattern_of("progress", "finished", "partly", "endless", "deed", "won", "held")


def _goes_on(clause: str, object_: str, weight: float) -> bool:
    """Say whether a longer name is the object with a word beside it: 全民健身运动, 农村职业教育, and not 冰雪运动会.

    Where nothing of the object is rare, a word before it makes it another: 香港社会稳定.
    """
    before, _, behind = clause.partition(object_)
    if weight < _RARELY and before and HAN.match(before[-1]) and not _lead().search(before):
        return False
    word = re.match(r"[\u4e00-\u9fff]*", behind)
    return word is not None and len(word[0]) != 1 and not _ONE_MORE.match(behind)


@cache
def _lead() -> re.Pattern[str]:
    kinds = ("verb", "adverb", "progress", "partly", "finished", "deed", "filler")
    words = {word for kind in kinds for word in words_of(kind)} - {*words_of("noun_like")}
    return re.compile(literals({*words, *"的了对和与及"}) + "$")
