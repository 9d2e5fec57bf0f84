"""Indicators that nobody listed: composed from the parts of a name, and read back from their ids.

A composed id is its parts with hyphens between them, the head first, then what qualifies it, then the deeds
(`kindergartens-provincial-model-new`); a ratio names its two sides (`rd_expenditure-share_of-gdp`). The parts are ids
of `data/words.tsv`, so an id says what it means and can be read back without the name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, reduce

from govreport.indicators.counting import counts_as
from govreport.indicators.matching import AMOUNTS, Matcher, all_held
from govreport.indicators.misreading import NEW, RENEWED, Ratio, another_sum, misread, ratios, underway_for_new
from govreport.indicators.names import OF_GROWTH, clean_name, growth_of, key
from govreport.indicators.parsing import INSIDE, Parse, mean_first, parse, threshold, without_examples
from govreport.indicators.sizing import sized
from govreport.indicators.wordings import Alias, ends
from govreport.indicators.words import Lexicon, Word, lexicon
from govreport.model import Indicator, Match
from govreport.units import same_count

__all__ = ["Composer", "parts_of"]

RULE = "composed"
#: names that are remembered, in a process that reads any number of reports
_CACHE_SIZE = 20_000
_LONGEST = 96  # two sides of a ratio, and what joins them
#: what is said of a bare noun that is not how many there are: five of them, five years in a row a model county
_NO_STOCK = ("level", "streak")
_STOCK = "stock"
_BEHIND = re.compile("(of|for|to|into|in|at|from|with|without|on|off|under|over|by|across|after|before) ")
_CUMULATIVE = "cumulative"
#: deeds that no rate has: 新增国土绿化面积、森林覆盖率 is a rate and what was added of something else
_NO_RATE_HAS = (NEW, RENEWED, "underway", "started")
#: nor money: 专项资金支持 is the money and no help to it
_NO_MONEY_HAS = ("helped",)
#: what is done to people, and never to money: 促进就业中央财政投入 is some of it only
_OF_PEOPLE = "placed"
_MONEY = "元"
_STOCKS = (_STOCK, _CUMULATIVE)
_RATES = ("%", "‰")
_BRACKET = re.compile(r"[(（]")
#: two things called by their names, side by side: “城市书房”“文化驿站”
_SIDE_BY_SIDE = re.compile("[”’』」》][“‘『「《]")
#: brackets that only leave a verb out: 新（改、扩）建
_INNER = re.compile(r"[(（][改扩迁重续、]+(?:建)?[)）]")
_PAUSE = "、"
_AND_SUCH, _ONE = "等", "个"
#: 4金1银1铜: each is a part of the medals, and none of a composed name says which
_METALS = frozenset("金银铜")
_MEAN = "均"
#: how large numbers of all begin
_SIZED = "万亿"
#: what land is measured in where it is that of one person
_LAND = {"亩": "平方米", "公顷": "平方米"}
_THRESHOLD_ID = re.compile(r"from_(\d+(?:p\d+)?)(k|m|bn|tn)?")
_SIZES = {None: 1.0, "k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
_Key = tuple[str, ...]


def parts_of(name: str, unit: str | None = None) -> Parse | None:
    """Return the parts of a name as a report writes it.

    Parameters
    ----------
    name : str
        The subject of a claim.
    unit : str, optional
        What it is counted in; any when left out.

    Returns
    -------
    Parse or None
        None where a piece of the name is not understood.

    Examples
    --------
    >>> found = parts_of("全市新增省级绿色工厂", "家")
    >>> found.head.id, [word.id for word in found.parts], [word.id for word in found.deeds]
    ('green_factories', ['provincial'], ['new'])
    """
    text = _form(name)
    return parse(text, unit) if text else None


def _form(name: str) -> str:
    """The name as it is taken apart: without blanks and marks, with its pauses; "" where brackets say more."""
    plain = clean_name(_INNER.sub("", _SIDE_BY_SIDE.sub(_PAUSE, name)))
    if _BRACKET.search(plain):
        plain = _in_brackets().sub(lambda found: key(found[0]), plain)
        if _BRACKET.search(plain):
            return ""
    return _PAUSE.join(filter(None, map(key, plain.split(_PAUSE))))


@cache
def _in_brackets() -> re.Pattern[str]:
    """The words that are written with brackets: 县（市、区）."""
    texts = sorted(lexicon().bracketed, key=len, reverse=True)
    forms = (re.escape(text).replace("（", "[(（]").replace("）", "[)）]") for text in texts)
    return re.compile("|".join(forms))


class Composer:
    """Finds and makes the indicators that are composed of known words.

    Parameters
    ----------
    listed : iterable of Indicator
        The vocabulary: what has the parts of one of these is this one.
    aliases : iterable of Alias
        Their wordings: those that hold for every unit and measure are taken apart as their names are.
    matcher : Matcher
        That finds the listed ones by themselves.
    """

    def __init__(self, listed: Iterable[Indicator], aliases: Iterable[Alias], matcher: Matcher) -> None:
        self._listed = {indicator.id: indicator for indicator in listed}
        self._aliases = tuple(aliases)
        self._matcher = matcher
        self._known: dict[_Key, dict[str, None]] | None = None
        self._ratios_known: dict[_Key, str] | None = None
        self._cache: dict[tuple[str, str, str], Match | None] = {}
        self._made: dict[str, Indicator | None] = {}

    def match(self, name: str, unit: str, measure: str) -> Match | None:
        """Return the indicator that a name says by its parts, None where a part is unknown or says too little."""
        asked = (name, unit, measure)
        if asked not in self._cache:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            none = unit in _METALS or (measure not in OF_GROWTH and growth_of(name))
            self._cache[asked] = None if none else self._match(_form(name), unit, measure)
        return self._cache[asked]

    def _match(self, text: str, unit: str, measure: str) -> Match | None:
        if not text:
            return None
        found = parse(text, unit if measure in AMOUNTS else None)
        if found is None and measure in AMOUNTS:
            found = sized(text, unit)
        if found is None:
            mean = mean_first(text) if _MEAN in text else ""
            found_ratio = (self._ratio(mean, unit, measure) if mean else None) or self._ratio(text, unit, measure)
            return found_ratio or (
                self._with_examples(text, unit) if _AND_SUCH in text and measure == "level" else None
            )
        told = _told(found, measure)
        return self._settled(told, text, unit, measure) if told else None

    def _with_examples(self, text: str, unit: str) -> Match | None:
        """The things of which some are named first: 新建重点实验室等创新平台 are innovation platforms."""
        if not unit or not same_count(unit, _ONE):
            return None
        plain = without_examples(text)
        known = self._matcher.match(plain, unit, "level") if plain else None
        if known is not None:
            return None if misread(plain, self._listed[known.id], "level") else Match(known.id, plain, RULE)
        found = parse(plain, unit) if plain else None
        told = _told(found, "level") if found and found.head.kind == "head" else None
        return self._settled(told, plain, unit, "level") if told else None

    def _settled(self, told: Parse, text: str, unit: str, measure: str) -> Match | None:
        """The indicator of these parts, by the wording that stands for all that say the same."""
        wording = _wording(told)
        counted = unit if measure in AMOUNTS else None
        again = parse(_form(wording), counted)
        same = _told(again, measure) if again else None
        turned = same is not None and _turned(same, told)
        listed = None if turned else self._matcher.exact(wording, unit, measure)
        found = self._listed[listed] if listed else None
        if found and not another_sum(wording, found) and not misread(text, found, measure):
            return Match(found.id, wording, RULE)
        id = self._id(told if turned else same or told, counted)
        if id is None or (id in self._listed and underway_for_new(text, self._listed[id])):
            return None
        return Match(id, wording, RULE)

    # -- by parts ----------------------------------------------------------------------------------

    def _id(self, told: Parse, unit: str | None) -> str | None:
        """The listed id of these parts, or the one they compose; None where two listed ones have them."""
        rivals = [
            id for id in self._by_parts().get(_key(told), {}) if unit is None or counts_as(unit, self._listed[id].unit)
        ]
        if len(rivals) > 1:
            return None
        composed = "-".join(_key(told))
        return rivals[0] if rivals else composed if self.indicator(composed) else None

    def _by_parts(self) -> dict[_Key, dict[str, None]]:
        if self._known is None:
            known: dict[_Key, dict[str, None]] = defaultdict(dict)
            for id, wording in self._names():
                found = parse(_form(wording), self._listed[id].unit)
                for told in _readings(found, self._listed[id].kind) if found else ():
                    known[_key(told)][id] = None
            self._known = dict(known)
        return self._known

    def _names(self) -> Iterator[tuple[str, str]]:
        yield from ((id, indicator.name_zh) for id, indicator in self._listed.items())
        for alias in self._aliases:
            if not alias.units and not alias.measures:
                yield from ((alias.id, text) for text in ends(alias))

    # -- ratios ------------------------------------------------------------------------------------

    def _ratio(self, text: str, unit: str, measure: str) -> Match | None:
        for ratio, sides in self._sides(text):
            if sides[0].partition("-")[0].endswith(ratio.id) or len(set(sides)) < len(sides):
                continue
            if ratio.unit and measure in AMOUNTS and not counts_as(unit, ratio.unit):
                continue
            id = self._by_sides().get((ratio.id, *sides))
            composed = f"{sides[0]}-{ratio.id}" + (f"-{sides[1]}" if len(sides) > 1 else "")
            made = self.indicator(id or composed)
            if made is None or (not ratio.unit and measure in AMOUNTS and not counts_as(unit, made.unit)):
                continue
            return Match(id or composed, made.name_zh, RULE)
        return None

    def _sides(self, text: str) -> Iterator[tuple[Ratio, tuple[str, ...]]]:
        """Yield the ratios that a text may name, with the ids of their sides."""
        for ratio in ratios() if len(text) <= _LONGEST else ():
            found = ratio.pattern.match(text) if all_held(ratio.needed, text) else None
            if found is None:
                continue
            sides = [self._side(found[group], group) for group in ("part", "whole")[: 1 + ratio.two_sided]]
            if all(sides):
                yield ratio, tuple(filter(None, sides))

    def _side(self, text: str, role: str) -> str | None:
        whole = next((word for word in lexicon().by_text.get(text, ()) if word.kind == "whole"), None)
        if whole is not None and role == "whole":
            return whole.id
        known = self._matcher.match(text, "", "growth") or self._matcher.match(text, "", "level")
        if known is not None:
            return known.id
        found = parse(text)
        told = _told(found, "growth") if found else None
        return self._id(told, None) if told else None

    def _by_sides(self) -> dict[_Key, str]:
        """The listed ratios by their form and sides."""
        if self._ratios_known is None:
            self._ratios_known = {}
            for id, indicator in self._listed.items():
                for ratio, sides in self._sides(_form(indicator.name_zh)) if indicator.kind == "ratio" else ():
                    self._ratios_known.setdefault((ratio.id, *sides), id)
                    break
        return self._ratios_known

    # -- from an id --------------------------------------------------------------------------------

    def indicator(self, id: str) -> Indicator | None:
        """Return the indicator of a listed or a composed id, None where it is neither."""
        if id in self._listed:
            return self._listed[id]
        if ":" in id:  # no piece has one: that of a name that is in no vocabulary
            return None
        if id not in self._made:
            if len(self._made) >= _CACHE_SIZE:
                self._made.clear()
            self._made[id] = self._composed(id)
        return self._made[id]

    def _composed(self, id: str) -> Indicator | None:
        pieces = id.split("-")
        for ratio in ratios():
            if ratio.id in pieces[1:]:
                return self._ratio_indicator(id, ratio, pieces)
        told = _from_pieces(pieces, lexicon())
        return _indicator(id, told) if told else None

    def _ratio_indicator(self, id: str, ratio: Ratio, pieces: list[str]) -> Indicator | None:
        at = pieces.index(ratio.id)
        texts = ["-".join(pieces[:at]), "-".join(pieces[at + 1 :])]
        if not texts[0] or bool(texts[1]) != ratio.two_sided:
            return None
        sides = [self._side_indicator(text) for text in filter(None, texts)]
        if None in sides:
            return None
        known = [side for side in sides if side is not None]
        zh = ratio.name_zh.format(*(side.name_zh for side in known))
        sides_en = [side.name_en.removesuffix(": total") for side in known]
        en = ratio.name_en.format(sides_en[0], *map(_lower, sides_en[1:]))
        unit = ratio.unit or _unit_of_one(known[0].unit)
        return Indicator(id, known[0].domain, zh, en, unit, "ratio", "neither", "")

    def _side_indicator(self, id: str) -> Indicator | None:
        whole = lexicon().wholes.get(id)
        if whole is not None:
            return Indicator(id, "other", whole.name_zh, whole.name_en, "", "stock", "neither", "")
        return self.indicator(id)


def _unit_of_one(unit: str) -> str:
    """What a mean is told in, of what is told in ten thousands of all: 人均道路面积 is no fraction of 万亩."""
    base = unit.lstrip(_SIZED)
    return _LAND.get(base, base)


def _told(found: Parse, measure: str) -> Parse | None:
    """The parts with the stock that is meant, None where a flow and a stock cannot be told apart."""
    ids = [deed.id for deed in found.deeds]
    if _OF_PEOPLE in ids and found.head.unit.endswith(_MONEY):
        return None
    idle = [
        *([] if found.head.counted and not found.head.is_output else [_STOCK]),
        *([NEW] if _CUMULATIVE in ids else []),
    ]
    idle += _NO_RATE_HAS if found.head.unit in _RATES else _NO_MONEY_HAS if found.head.unit.endswith(_MONEY) else ()
    deeds = tuple(deed for deed in found.deeds if deed.id not in idle)
    if not deeds and found.head.counted:
        if measure in _NO_STOCK or found.head.needs_deed:
            return None
        deeds = (lexicon().deeds[_STOCK],)
    return replace(found, deeds=deeds)


def _readings(found: Parse, kind: str) -> Iterator[Parse]:
    """The parts under which a listed indicator is found: a bare noun that is a stock is also its total."""
    yield found
    if not found.deeds and found.head.counted and kind != "flow":
        yield replace(found, deeds=(lexicon().deeds[_STOCK],))


def _turned(again: Parse, told: Parse) -> bool:
    """Whether the wording makes a kind of a deed: 恢复 is called 绿化, which is a kind of works as well."""
    gained = {word.id for word in again.parts} - {word.id for word in told.parts}
    lost = {deed.id for deed in told.deeds} - {deed.id for deed in again.deeds}
    return bool(gained and lost)


def _key(told: Parse) -> _Key:
    return (told.head.id, *(word.id for word in told.parts), *(word.id for word in told.deeds))


def _from_pieces(pieces: list[str], words: Lexicon) -> Parse | None:
    """The parts that an id says, None unless it is written as it would be composed."""
    head = words.parts.get(pieces[0]) if pieces else None
    if head is None or (not head.unit and head.kind not in ("head", "generic")):
        return None
    rest = pieces[1:]
    deeds: list[Word] = []
    while rest and rest[-1] in words.deeds:
        deeds.insert(0, words.deeds[rest.pop()])
    parts = [words.before.get(piece) or words.parts.get(piece) or _limit(piece) for piece in rest]
    if None in parts:
        return None
    known = tuple(word for word in parts if word)
    says_too_little = sum(not word.payer for word in known) < head.least or (head.counted and not deeds)
    return None if says_too_little else Parse(head, known, tuple(deeds))


def _limit(piece: str) -> Word | None:
    found = _THRESHOLD_ID.fullmatch(piece)
    return threshold(float(found[1].replace("p", ".")) * _SIZES[found[2]]) if found else None


def _wording(told: Parse) -> str:
    front = "".join(_called(deed) for deed in told.deeds if deed.id != _STOCK)
    middle = "".join(word.name_zh for word in (*told.parts, told.head))
    return front + middle + (told.head.in_all if any(deed.id == _STOCK for deed in told.deeds) else "")


def _called(deed: Word) -> str:
    """A deed by its own word; one that also stands inside a name by that of all that do the same: 新增 for 入选."""
    return lexicon().deeds[deed.id].name_zh if INSIDE in deed.note else deed.name_zh


def _indicator(id: str, told: Parse) -> Indicator:
    english = _english((*told.parts, told.head))
    deeds = ", ".join(deed.name_en or deed.id for deed in told.deeds)
    name_en = english[0].upper() + english[1:] + (f": {deeds.replace('_', ' ')}" if deeds else "")
    way = _direction(told)
    return Indicator(id, _domain(told), _wording(told), name_en, told.head.unit, _kind(told), way, "")


def _direction(told: Parse) -> str:
    """More is better for certain only of works done on purpose: 改造, 打通; new ones may be debts as well as parks."""
    deeds = [lexicon().deeds[deed.id] for deed in told.deeds]
    works = [deed for deed in deeds if deed.wanted]
    return "more" if works and all(deed.wanted or deed.id == NEW for deed in deeds) else "neither"


def _english(words: Iterable[Word]) -> str:
    """The words in the order of English: what begins with a preposition (of 1bn yuan and more) follows its noun.

    What two pieces share is said once: `medical insurance`, `insurance coverage`.
    """
    said: list[str] = []
    waiting: list[str] = []
    for word in words:
        if _BEHIND.match(word.name_en):
            waiting.append(word.name_en)
            continue
        said.append(word.name_en)
        if word.kind in ("head", "generic"):
            said += reversed(waiting)
            waiting = []
    return reduce(_once, said + waiting, "")


def _once(said: str, piece: str) -> str:
    """Join a piece to what was said, without the words that it begins with and the other ends with."""
    before, words = said.split(" "), piece.split(" ")
    for many in range(len(words), 0, -1):
        if before[-many:] == words[:many]:
            words = words[many:]
            break
    return " ".join([*filter(None, before), *words])


def _domain(told: Parse) -> str:
    """The domain of the head; of one that says too little alone (覆盖率) that of the noun nearest to it."""
    nouns = (told.head, *reversed(told.parts)) if told.head.kind == "generic" else (told.head,)
    return next((noun.domain for noun in nouns if noun.domain not in ("", "other")), "other")


def _kind(told: Parse) -> str:
    if told.head.unit in _RATES:
        return "ratio"
    if not told.deeds:
        return "stock" if told.head.counted else "flow"
    return "stock" if all(deed.id in _STOCKS for deed in told.deeds) else "flow"


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
