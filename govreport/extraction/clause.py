"""From a sentence to claims: what stands around each quantity, and how one carries over to the next."""

from __future__ import annotations

import re
from dataclasses import replace

from govreport import grammar
from govreport.extraction.around import AND_MORE, LISTED, REMARK, headline
from govreport.extraction.bearers import field_of
from govreport.extraction.behind import within
from govreport.extraction.claim import Claim, Memory, Window
from govreport.extraction.composition import KIND, composition
from govreport.extraction.ending import at_end
from govreport.extraction.measure import Tail
from govreport.extraction.members import fill_nouns
from govreport.extraction.names import CONNECT, tidy
from govreport.extraction.nothing import is_class
from govreport.extraction.saying import saying
from govreport.extraction.scan import BOUNDS, FRACTIONS, Crowd, Quantity, among_whom, scan, weigh
from govreport.extraction.subject import name
from govreport.extraction.thresholds import part_of_name
from govreport.extraction.windows import JOINED, TURNED, Sentence
from govreport.model import Measure
from govreport.numerals import SCALE_CHARACTERS

__all__ = ["Claim", "read_clauses"]

#: some of the things counted before won something: `改造街巷80条、2条获评“最美街巷”`
_WON_OF = re.compile(r"(?:获评|入选|荣获|被评为|获批|上榜)")
#: a name before a number in brackets: `财政收入（30亿元）`
_NAMED_BEFORE = re.compile(r"(?P<name>[^，,；;：:。、（()）]+)[（(]$")
#: and before a growth there, where another name has had no number yet: `财政收入30亿元（增长5%），税收收入（增长6%）`
_MOVES_IN_BRACKET = re.compile(r"[，、；](?P<name>[^，；：。、（()）\d]{2,20})[（(][^（()）]+$")
_IN_FORCE = re.compile(r"的(?P<noun>[^，；。、]{1,8}?)(?P<verb>(?:下?降|降低|提高|上调|下调|调整|减|升)(?:到|至|为))")
_SAID_OF = re.compile(
    r"(?:的?(?:增长|增速|速度|增幅|水平)|(?:(?:跨[越过上]?|迈[上过]|登上|跃上|站上|突破)[^，；、\d]{0,6})?(?:大关|关口|门槛|台阶))(?=[、，])"
)
_HEDGED = re.compile(r"(?:低于|不超过|不高于|高于|不低于|超过|超|近|约)$")
#: what is paid to each or every month stays money: only rates of things are joined
_EACH = ("人", "月", "户")
_PER = re.compile(
    r"每(?P<per>立方米|平方米|万人口?|千人口?|平方公里|公里|人|户|亩|公顷|百户|百人|万名|千名|升|吨|斤|公斤|千克|度|千瓦时|天|日|月|小时)"
)
_PER_END = re.compile(rf"{_PER.pattern}$")
#: money by which a sum is raised or cut: `增加基本建设投资100亿元`, `削减赤字200亿元`
_ADDED = re.compile(r"(?:增加|(?P<less>削减))(?P<of>[^，；、的]*(?:投资|基金|资本金|支出|赤字|预算))$")
#: what stands before what it is found in, too: `28微克每立方米`
_WEIGHT = ("微克", "毫克", "克")
#: what is counted of so many: `每10万人拥有30张` has nothing of it, `每10万人案件数下降2%` names it
_PER_NOUN = re.compile(
    r"(?:口|中|拥有|达到?|有|约|超过?|为|配备|分别|提高|增加|上调|降低|减少|下调|补助|补贴|\d+[到至-])*(?P<noun>[^，；。]*)"
)
_RANGE_START = re.compile(r"[\d.]+[到至]$")
_GOAL = re.compile(
    r"^的?(?:(?:年度|年初|全年|预期|预定|增长|既定|原定|计划|规划|控制|调控|管控)*(?:目标|任务|计划|指标))"
)
_MEETS = re.compile(
    r"(?:超额|提前|圆满|顺利|较好|明显|均|都|全面)*(?:完成|实现|达到|低于|高于|好于|优于|超过|超|不及|未达到?|接近)(?:了)?$"
)
_AT_LEAST = re.compile(r"至少|不少于")
_NOTE_END = re.compile(r"[（(](?:以下|下同|均?为|简称|同比|可比|按)[^）)]*[）)]$")
_TO_ONE = re.compile(r"\s?[:：∶]\s?[1１](?![\d.])")
#: what is no average where the number before it is one
_SUMMED = re.compile(r"累计|惠及|受益")
_PRICE_ENDS = ("价格", "物价", "水平", "指数", "CPI", "ＣＰＩ")
_PRICES = re.compile(r"(?:消费价格|物价)(?:总水平|总指数|指数|水平)?$|^CPI$|ＣＰＩ$")


def read_clauses(
    text: str,
    start: int,
    end: int,
    topic: str = "",
    refused: list[tuple[int, int, str]] | None = None,
    crowd: Crowd | None = None,
) -> tuple[list[Claim], str]:
    """Read one sentence.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence.
    topic : str
        What the sentence before spoke of, for an attribute that stands alone.
    refused : list of (int, int, str), optional
        Where the quantities go that make no claim, with the reason.
    crowd : Crowd, optional
        The numbers of the sentences before.

    Returns
    -------
    claims : list of Claim
    topic : str
        For the next sentence.

    Examples
    --------
    >>> text = "出口超6000亿元，增长6%左右"
    >>> claims, _ = read_clauses(text, 0, len(text))
    >>> [(c.names, c.measure) for c in claims]
    [(['出口'], 'level'), (['出口'], 'growth')]
    """
    quantities, labels = scan(text, start, end)
    refused = [] if refused is None else refused
    quantities = (crowd or Crowd()).kept(quantities, refused) if quantities else []
    among = [q for q in quantities if q.unit == "个" and among_whom(q, text, start, end)]
    if among:
        quantities = [q for q in quantities if q not in among]
        refused += [q.refused("number.of_so_many") for q in among]
    if not quantities:
        return [], (headline(text[start:end]) if end - start <= 40 else "") or field_of(text, start, end) or topic
    sentence = Sentence(text, start, end, quantities, labels)
    memory, claims = Memory(topic=topic), list[Claim]()
    previous, per, waiting, behind_per, run = start, "", "", start, 1
    for i, q in enumerate(quantities):
        window = sentence.window(i, previous, run)
        run = window.run
        if among:
            window.leave_out([text[other.start : other.end] for other in among])
        window.touching = window.touching and bool(claims)
        if window.left.endswith("每") and q.kind == "amount" and (noun := _PER_NOUN.match(window.right)):
            if len(window.right) < window.clause_end - q.end and not noun["noun"]:
                per, waiting, behind_per = text[q.start : q.end], window.left[:-1].removesuffix("平均"), q.end
            refused.append(q.refused("number.of_so_many"))
            continue
        memory.reason = ""
        if per:
            window.left = waiting + _RANGE_START.sub("", text[behind_per : q.start])
        if q.kind == KIND:
            claim = composition(window, text, start, claims)
            memory.speak_of(claim.names if claim else [], "")
        else:
            claim = None if part_of_name(window) else _claim(window, claims, memory)
        if claim is None:
            refused.append(q.refused(memory.reason or "nothing.part_of_name"))
            continue
        previous = q.end
        if per:
            claim.unit, per = f"{claim.unit}/{per}", ""
        claims.append(claim)
    _completed(claims)
    return claims, memory.topic


def _completed(claims: list[Claim]) -> None:
    """Give the claims of a sentence what only the further ones of it tell."""
    _fill_units(claims)
    fill_nouns(claims)
    row: list[str] = []
    for claim in claims:
        row = row if "subject.next_value" in claim.rules else []
        row += claim.names
        claim.row = row
        _dash(claim)
        if claim.quantity.kind == "medal":
            claim.names = [f"{name.removesuffix('奖牌')}{claim.unit}牌" for name in claim.names]


def _holds_noun(last: Claim) -> bool:
    """Whether what stands behind the number before is what that one counts."""
    return last.behind or (weigh(last.quantity.unit) == "count" and last.quantity.kind == "amount")


def _in_force(window: Window, claims: list[Claim]) -> None:
    """Read `现行16%的税率降至13%` as `税率由16%降至13%`."""
    if window.left.endswith("现行") and (rate := _IN_FORCE.match(window.right)):
        window.left, window.right = f"{window.left.removesuffix('现行')}{rate['noun']}由", ""
    elif window.touching and claims[-1].base and (rate := _IN_FORCE.match(window.left)):
        window.left = window.left[rate.start("verb") :]


def _of_its_own(window: Window, last: Claim) -> bool:
    """Whether a number in a row counts what stands behind it and the one before does not: `9万人、60万务工人员稳岗`."""
    scale_only = bool(window.quantity.unit) and not window.quantity.unit.strip(SCALE_CHARACTERS)
    noun = bool(tidy(window.right[:1])) and not grammar.NO_NOUN.match(window.right)
    if not window.gap and last.unit.endswith(("元", "亿")):
        return noun and weigh(window.quantity.unit) == "count"  # a sum and how many share it: `总投资9亿元8个项目`
    return scale_only and noun and not tidy(last.window.right) and bool(last.unit.strip(SCALE_CHARACTERS))


def _claim(window: Window, claims: list[Claim], memory: Memory) -> Claim | None:
    q = window.quantity
    _without_remarks(window)
    memory.reason = "subject.missing"
    if q.value == 1 and window.gap and window.gap.strip() in ":：∶":
        return None
    joined = window.touching and JOINED.match(window.left) and not _of_its_own(window, claims[-1])
    turned = TURNED.fullmatch(window.gap) if memory.pending else None
    if turned or (joined and q.kind in (claims[-1].quantity.kind, "amount")):
        return _another(window, claims[-1], memory, turned)
    if window.touching:
        _behind_the_last(window, claims[-1])
        _beside_another(window, claims[-1])
    _in_force(window, claims)
    listed = _listed(window, claims)
    claim, memory.pending = Claim(q, window, q.unit), []
    _per_unit(claim)
    if _GOAL.match(window.right) and (goal := _goal(claim, claims)):
        return goal
    if _GOAL.match(window.right) and (meets := _MEETS.search(window.left)):
        claim.goal, window.right, window.left = True, "", window.left[: meets.start()].removesuffix("没有")
    said = saying(claim, claims[-1] if claims else None)
    memory.reason = said.reason or memory.reason
    if said.reason or said.subject is None:
        return None
    name(claim, said.subject, said.tail, listed, memory, claims)
    if not claim.names:
        return None
    claim.each_year = claim.each_year or (bool(claims) and _averaged(claim, claims[-1]))
    _settle(claim, said.tail)
    return claim


def _averaged(claim: Claim, last: Claim) -> bool:
    """Whether averages go on: `年均增长6%、高于全国0.4个百分点`, `每年新建公园3座、学校2所`."""
    if claim.measure == "gap":
        return last.each_year and last.names == claim.names
    levels = claim.measure == last.measure == "level" and not claim.reached and not claim.base
    return last.each_year and levels and claim.window.gap.startswith("、") and not _SUMMED.search(claim.left)


def _without_remarks(window: Window) -> None:
    """Take remarks in brackets and the `:1` of a ratio from beside a number."""
    if _TO_ONE.match(window.ahead or window.right):
        window.right = window.ahead = ""
    if not window.left and (named := _NAMED_BEFORE.search(window.gap)):
        window.left = CONNECT.sub("", named["name"])
    elif (named := _MOVES_IN_BRACKET.search(window.gap)) and grammar.at_end(grammar.MEASURE_NOUN, named["name"]):
        window.left = named["name"] + window.left
    if window.left.endswith(("）", ")")):
        noted = window.quantity.noted
        window.left = window.left[:-noted] if noted else _NOTE_END.sub("", window.left, count=1)
    if window.left.startswith(("（", "(")):
        window.left = REMARK.sub("", window.left, count=1)
    elif one := _TO_ONE.match(window.left):
        window.left = window.left[one.end() :]


def _behind_the_last(window: Window, last: Claim) -> None:
    """Leave out what belongs to the number before: its noun, up to the next item of the list."""
    if window.left.endswith(grammar.JOINTS) and last.behind:
        window.left = ""
    elif last.behind and (joint := AND_MORE.match(window.left)):
        window.left = window.left[joint.end() :]
    elif _holds_noun(last) and (item := LISTED.search(window.left, 1)):
        window.left = window.left[item.start() :]


def _listed(window: Window, claims: list[Claim]) -> bool:
    """Whether a clause is a further item of a list; the joint is taken away."""
    if not window.touching:
        return False
    if said := _SAID_OF.match(window.left):
        window.left = window.left[said.end() :]
    if claims[-1].chained or (_holds_noun(claims[-1]) and within(window)):
        claims[-1].chained, window.left = True, ""
    listed = CONNECT.match(window.left) is not None
    window.left = CONNECT.sub("", window.left) if listed else window.left
    return listed


def _per_unit(claim: Claim) -> None:
    """Read `每立方米22微克`: the unit is per what stands beside the number, money per head or month stays money."""
    window, q = claim.window, claim.quantity
    behind = _PER.match(window.right) if claim.unit in _WEIGHT else None
    per = behind or (_PER_END.search(window.left) if claim.unit else None)
    if not per:
        return
    paid = claim.unit.endswith("元") and per["per"] in _EACH
    claim.unit = claim.unit if paid else f"{claim.unit}/{per['per']}"
    if behind:
        q.end, window.right = q.end + behind.end(), window.right[behind.end() :]
        return
    window.left = window.left[: per.start()]
    if q.bound == "exact" and (hedge := _HEDGED.search(window.left)):
        q.bound, window.left = BOUNDS[hedge.group()], window.left[: hedge.start()]


def _settle(claim: Claim, tail: Tail | None) -> None:
    """Let the name have the last word on the measure: sums added, cuts, paces and prices."""
    q = claim.quantity
    added = _ADDED.match(claim.names[0]) if claim.measure == "level" and claim.unit.endswith("元") else None
    if added and len(claim.names) == 1:
        claim.measure, claim.sign, claim.names = "change", -1 if added["less"] else 1, [added["of"]]
        claim.rules.append("measure.change")
    if claim.measure == "change" and tail is not None and tail["down"] and claim.names[0].startswith(tail["down"]):
        # a cut that the clause before names: `计划压缩开支20亿元，实际压缩12亿元`
        claim.measure, claim.sign = "level", 1
    if claim.unit == "%" and claim.measure == "level" and (pace := grammar.growth_at_end(claim.names[0])):
        claim.measure, claim.names = "growth", [n[: pace.start()] if n is claim.names[0] else n for n in claim.names]
        claim.names[0] = claim.names[0].removesuffix("的")
        claim.rules.append("measure.growth")
    claim.each_year = claim.each_year or "年平均产" in claim.names[0]
    if tail is not None and q.bound == "exact" and _AT_LEAST.search(tail.text):
        q.bound = "over"
    prices = claim.unit == "%" and claim.measure == "level" and claim.names[0].endswith(_PRICE_ENDS)
    if prices and _PRICES.search(claim.names[0]):
        claim.measure = "growth"
        claim.rules.append("measure.price_rise")


def _goal(claim: Claim, claims: list[Claim]) -> Claim | None:
    """A goal that is quoted behind what came of it: `增长6.1%，完成6%的预期目标`."""
    q, base = claim.quantity, claim.unit.lstrip(SCALE_CHARACTERS)
    same = next((c for c in reversed(claims[-6:]) if c.unit.lstrip(SCALE_CHARACTERS) == base), None)
    if same is None or not (_MEETS.search(claim.left) or q.before):
        return None
    if q.before in ("低于", "高于", "超过", "超", "不到", "接近"):
        q.start, q.before = q.start + len(q.before), ""
        q.bound = BOUNDS.get(q.after, "exact")
    claim.names, claim.measure, claim.sign, claim.goal = list(same.names), same.measure, same.sign, True
    claim.rules.append("status.goal_quoted")
    return claim


def _beside_another(window: Window, last: Claim) -> None:
    """Read `高于全国2个百分点、全省1个百分点` as if it said 高于 again."""
    further = grammar.FURTHER.fullmatch(window.left) if last.measure == "gap" else None
    gap = at_end(grammar.GAP, last.left) if further and window.quantity.unit == last.quantity.unit else None
    if further and gap:
        window.left = f"{gap['verb']}{further['other']}"


def _another(window: Window, last: Claim, memory: Memory, turned: re.Match[str] | None = None) -> Claim | None:
    """A further value of the same clause: of the next subject of a list, or of the same one."""
    q, first = window.quantity, last.quantity
    if is_class(q.unit, window.right):
        return None
    if q.bound == "exact" and first.bound in ("over", "under", "near") and not first.after:
        q.bound = first.bound
    window.left = last.window.left
    won = _WON_OF.match(window.right) if weigh(q.unit) == "count" else None
    base, _, per = last.unit.partition("/")
    like = q.kind == first.kind and not (last.measure == "growth" and _is_rate(first) and not _is_rate(q))
    return replace(
        last,
        quantity=q,
        window=window,
        unit=f"{q.unit}/{per}" if per and q.unit.lstrip(SCALE_CHARACTERS) == base.lstrip(SCALE_CHARACTERS) else q.unit,
        names=[memory.pending.pop(0)]
        if memory.pending
        else [(_stock(n) if q.before in grammar.STEPS else n) + (won.group() if won else "") for n in last.names],
        measure=_turned_to(last, q) if turned else last.measure if like else "level",
        sign=(-1 if turned["down"] else 1) if turned else last.sign if like else 1,
        goal=_GOAL.match(window.right) is not None,
        behind=False,
        chained=False,
        rules=["subject.next_value"],
    )


def _turned_to(last: Claim, quantity: Quantity) -> Measure:
    """What a number says that moved its own way: `分别增长8%、提高2个百分点`."""
    if quantity.unit == last.quantity.unit:
        return last.measure
    return "change" if quantity.unit.endswith("百分点") else "growth"


def _is_rate(quantity: Quantity) -> bool:
    """Whether a number can be a growth: what follows one in money is a level, `增长5.2%、约4.4万亿元`."""
    return not quantity.unit or quantity.unit.startswith((*FRACTIONS, "倍"))


def _dash(claim: Claim) -> None:
    """Read a sign as a dash before a share, which is never below zero; profits, heat and growth in ‰ can be."""
    q = claim.quantity
    if claim.measure == "level" and q.value < 0 and (claim.unit or q.unit).startswith("%"):
        q.value = -q.value


def _stock(name: str) -> str:
    """What a rise is a rise of: `里程新增300公里、突破7000公里`."""
    return name.removesuffix("新增") if len(name) > 4 else name


def _fill_units(claims: list[Claim]) -> None:
    """Give `10.6万、3.8万、3.3万平方公里` the unit of the last one."""
    for one, two in zip(reversed(claims[:-1]), reversed(claims[1:]), strict=True):
        if "subject.next_value" in two.rules and two.window.gap and one.unit and not one.unit.strip(SCALE_CHARACTERS):
            one.unit += two.unit.lstrip(SCALE_CHARACTERS)
