"""What money is for, where its own clause, the one before or the one behind tells: `投资3亿元新建变电站`."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.around import UNDERTAKE, subject_of, undertaken, without_predicate
from govreport.extraction.attributes import whose
from govreport.extraction.bearers import bearer_by_fit
from govreport.extraction.behind import SIZED_END, beyond
from govreport.extraction.claim import Claim, Memory
from govreport.extraction.coordinated import JOINTS
from govreport.extraction.names import tidy, topic_of

__all__ = ["spent"]

_LISTED = re.compile(r"、(?![^（(]*[）)]|[^“]*”)")
#: a number that sums up what has a name: `十大工程`
_SUMS_UP = re.compile("的?[两一二三四五六七八九十]+大")
_DIGIT = re.compile(r"[\d两一二三四五六七八九十]")
#: what money was spent on stands behind it: `投资3亿元新建变电站`
_SPENDING = re.compile(r"(?:.{0,6}(?<!固定资产)(?<!完成))?(?:投资|投入|筹资|出资|斥资)(?:.{0,4}(?:资金|经费))?")
_PURPOSE = re.compile(
    r"了?(?:主要)?(?:(?:全部)?用于|用在|对|进行|完成|启动(?=实施|建设)|实施|开展|支持|加强)?了?(?P<what>[^，；、的](?!增长|下降|提高)[^，；]+)"
)
#: money that has no noun: who gives it, or where it comes from, and that it is given
_GIVES = re.compile(
    rf"(?:[^，；、\d]{{0,16}}(?:{grammar.any_of('treasury')}|[^，；、]中))?(?:新增|再)?{grammar.any_of('setaside')}?"
)
#: a noun that says of money only that it is money
_FUND = re.compile(rf"(?:{grammar.any_of('fund')})*(?:资金|经费)")
_SET_ASIDE = re.compile(rf"(?P<deed>{grammar.any_of('setaside')})了?$")
#: money alone, with who gives it at most
_BARE = re.compile(
    rf"(?:累计|(?:全[国省市县区]|本级|地方|各级|[省市县区州]级?)?{grammar.any_of('treasury')}{{0,2}})?"
    r"(?:投资|投入|筹资|出资|斥资|支出|筹措|筹集)(?:资金|经费)?"
)
_BROUGHT = re.compile(r"[，,](?:用于)?对(?P<what>[^，；、]{2,}?)(?:进行|实施|实行|开展)了?(?P<deed>[^，；、]{2,})")
_DONE_WITH = grammar.late(
    rf"[，,](?:基本|全面|全部|统筹|{grammar.any_of('undertake')}){{0,3}}?"
    rf"{grammar.any_of('verb', 'undertake', 'spenton')}了?"
)
_COVERING = re.compile(r"^(?:覆盖|服务|惠及)[^，；]+的(?=[^，；]{3})")
_SOURCE = re.compile(r"^.*中(?=[^，；、]{0,2}$)")
_FOR = re.compile(
    rf"[，,]?(?:主要|重点|全部|集中)?(?:[用以][^，；、]{{2,6}}方式)?(?P<what>{grammar.any_of('givenfor')}[^，；、的][^，；]+)"
)
#: a purpose that has a sum of its own is a part: `支出30亿元，用于教育10亿元`
_OWN_SUM = re.compile(r"\d[百千万亿]*元")
#: what more is done for: `各级加大对教育的投入`
_TOWARDS = re.compile(r"[^，；]{0,8}(?:加大|增加|提高)对(?P<what>[^，；]{2,})的(?:投入|支持|扶持)(?:力度)?$")
_SETS_ABOUT = re.compile(UNDERTAKE)
_AIMING = re.compile(r"^为(?:了|继续){0,2}(?=..)")
#: money of which nothing is told but who gives it, that it is given, and that it is money: `中央财政安排补助资金`
_PLAIN = re.compile(
    rf"(?P<who>[^，；、\d]{{0,8}}{grammar.any_of('treasury')})?(?:(?P<long>[两三四五]年)(?:累计)?)?"
    rf"(?P<deed>{grammar.any_of('setaside', 'paidout')}?)(?P<fund>{grammar.any_of('plainfund')}?)"
)
#: since when something is: `医疗救助开展以来`
_SINCE = re.compile(r"(?P<what>[^，；]{3,}?)(?:开展|实施|启动|推行|运行)以来$")
_WON = re.compile(
    rf"(?:成功|先后)?{grammar.any_of('winning')}(?P<what>[^，；、]{{4,}}(?:项目|试点|示范城市|示范区|示范县))$"
)
_MORE = re.compile(r"[^，；]{0,10}?(?:增加|加大)(?P<what>[^，；对的]{2,})(?:财政)?投入(?:力度)?$")
_FOUNDS = re.compile(rf"(?:{UNDERTAKE}|建立|制定){{1,3}}了?")
_FUNDED = re.compile(rf"..{grammar.any_of('funded')}(?:工作|项目|试点)?(?:“[^”]*”)*$")
_SYSTEM = re.compile(r"(?:制度|体系|机制)$")


def spent(claim: Claim, core: str, memory: Memory) -> bool:
    """Name money by what it is for, where it has no other name.

    Parameters
    ----------
    claim : Claim
    core : str
        The subject before the number.
    memory : Memory

    Returns
    -------
    bool
        Whether it is told; then `claim.names` is filled.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> [c.names for c in read_clauses("投入8000万元用于校舍改造", 0, 14)[0]]
    [['校舍改造投入']]
    >>> text = "累计投资3000万元，改造老旧校舍5所"
    >>> read_clauses(text, 0, len(text))[0][0].names
    ['老旧校舍投资']
    """
    if claim.measure != "level" or not claim.unit.endswith(("元", "亿")):
        return False
    if purpose := _spent_on(claim, core):
        deed, sized = grammar.VERB.match(core), SIZED_END.search(core)
        memory.verb = deed["verb"] if deed and sized else ""
        return _told(claim, purpose + core, purpose, memory)
    given = _set_aside(claim, core)
    if not given and not memory.subjects and not bearer_by_fit(claim, core, ""):
        given = _money_for(claim, core) or _plain(claim, core)
    return bool(given) and _told(claim, given, given, memory)


def _told(claim: Claim, name: str, of: str, memory: Memory) -> bool:
    claim.names, claim.flow = [name], True
    claim.rules.append("subject.spent_on")
    memory.speak_of([of], topic_of(of))
    return True


def _spent_on(claim: Claim, core: str) -> str:
    """What money was spent on, where it stands behind: `投入8000万元用于校舍改造`; "" where nothing does."""
    right, ahead = claim.window.right, claim.window.ahead
    found = _PURPOSE.match(right + beyond(right, ahead)) if _SPENDING.fullmatch(core) else None
    if not found:
        return ""
    counts = len(ahead) > len(right) and _DIGIT.search(found["what"])
    what = _first(found["what"]) if counts else tidy(found["what"])
    return "" if len(what) < 3 or grammar.NO_NOUN.match(right.removeprefix("用于").removeprefix("支持")) else what


def _set_aside(claim: Claim, core: str) -> str:
    """What money without a noun was given for, with who gave it: `财政安排3亿元支持企业技改`."""
    gives = _SET_ASIDE.search(claim.left)
    behind = claim.window.right + beyond(claim.window.right, claim.window.ahead)
    fund = behind if _FUND.fullmatch(behind) else ""
    if not (gives or fund) or not _GIVES.fullmatch(core):
        return ""
    found = _purpose(claim, behind.removeprefix(fund))
    if not found:
        return ""
    if gives and _SOURCE.sub("", core) == gives["deed"] and found["what"].startswith("用于"):
        return _first(found["what"].removeprefix("用于")) + "投入"  # nobody is said to give it
    deed = gives["deed"] if gives and not core.endswith(gives["deed"]) else ""
    return _SOURCE.sub("", core) + deed + fund + _first(found["what"])


def _purpose(claim: Claim, behind: str) -> re.Match[str] | None:
    """What an amount is for, behind it or in the next clause, unless that has a sum of its own, as a part has."""
    part = _FOR.match(claim.window.then)
    if not behind and part and _OWN_SUM.search(part["what"]):
        return None
    return _FOR.match(behind or _without_count(claim.window.then))


def _without_count(clause: str) -> str:
    """A clause without its first number of things."""
    numbers = grammar.COUNT.finditer(clause)
    first = next((found for found in numbers if not _SUMS_UP.match(clause, found.start())), None)
    return clause[: first.start()] + clause[first.end() :] if first else clause


def _first(what: str) -> str:
    return tidy(_LISTED.split(what)[0])


def _money_for(claim: Claim, core: str) -> str:
    """What bare money is for, which the clause before or behind tells: `投入3000万元，改造老旧校舍5所`."""
    if claim.of_which or claim.window.right or claim.window.touching or not _BARE.fullmatch(core):
        return ""
    if said := _set_about(claim):
        return said + core
    then = _without_count(claim.window.then)
    if brought := _BROUGHT.match(then):
        return brought["what"] + brought["deed"] + core
    did = _DONE_WITH.match(then)
    object_ = _COVERING.sub("", then[did.end() :]) if did else ""
    what = _first(object_) if _DIGIT.search(object_) else tidy(object_)
    if len(what) >= 3 and not grammar.NO_NOUN.match(what):
        return what + core
    given = None if did else _purpose(claim, "")
    return core + _first(given["what"]) if given else ""


def _plain(claim: Claim, core: str) -> str:
    """Money without a noun, by what the clauses before are about: `强化医疗救助，支出保障金3亿元`."""
    gives = _SET_ASIDE.search(claim.left)
    whole = core + (gives["deed"] if gives and not core.endswith(gives["deed"]) else "")
    behind = "" if claim.base or claim.window.right.startswith("、") else claim.window.right
    found = _PLAIN.fullmatch(whole + behind)
    if not found or claim.of_which or claim.window.touching:
        return ""
    if not (found["fund"] or (found["who"] and found["deed"] and (gives or found["long"]))):
        return ""
    about = _about(claim, core, found["fund"])
    own = (found["who"] or "") + found["deed"] + found["fund"]
    return about.removesuffix(own[:2]) + own if about else ""


def _about(claim: Claim, core: str, fund: str) -> str:
    """What the clauses before set about, won, are for or say to go on, where money can be for it."""
    lead = claim.left[: max(0, claim.left.rfind(core))].rstrip("共")
    before = claim.window.said + (lead[:-1] + "，" if lead.endswith("、") else "")
    for clause in reversed(grammar.CLAUSES.split(before)[-5:-1]):
        head = grammar.HEAD.match(clause)
        what = _matter(clause[head.end() :] if head else clause)
        if _FUNDED.search(what) and not _DIGIT.search(what):
            return _of_system(what, fund)
    return ""


def _matter(clause: str) -> str:
    """What a clause is about: what it is for, sets about, or says to go on."""
    if told := _SINCE.match(clause) or _MORE.match(clause) or _WON.match(clause):
        return str(told["what"])
    aim = _AIMING.match(clause)
    clause = clause[aim.end() :] if aim else clause
    if does := _FOUNDS.match(clause):
        return clause[does.end() :]
    said = without_predicate(clause)
    said = subject_of(clause) if said == clause else said
    return said if aim or said != clause else ""


def _of_system(what: str, fund: str) -> str:
    """What is paid for, without how it is organised; of several what the money is called after."""
    what = (what.partition("“")[0] or what).removesuffix("工作")
    if not fund:
        return what
    each = [_SYSTEM.sub("", one) for one in JOINTS.split(what)]
    return next((one for one in each if one.endswith(fund[:2])), _SYSTEM.sub("", what))


def _set_about(claim: Claim) -> str:
    """What the clause before sets about, without what it only says of it."""
    said = whose(claim) if claim.window.said.endswith(("，", ",")) else ""
    if towards := _TOWARDS.match(said):
        return str(towards["what"])
    said = _AIMING.sub("", said)
    return "" if said.endswith("方面") else undertaken(said) if _SETS_ABOUT.match(said) else said
