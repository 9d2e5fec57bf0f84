"""Whose number it is: the territory, zone, port or company that a claim is about, chosen among what rules propose.

A place that is named as the owner of a figure or as the subject of a clause holds for its clause; one whose clause has
no number of its own holds for those behind it, in its sentence and, where the figures fit, in its paragraph, until
another place or the own territory is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from .. import grammar
from ..model import Report
from .claim import Claim
from .places import Atlas, Place, atlas, deeds, words

__all__ = ["Holder", "Territory"]

#: how far back a clause is looked for
_REACH = 200
#: what is said of a place in a sentence that says nothing else: 揭牌运行, 建设全面推进
_SHORT = 12
_BREAK = re.compile(r"[，,；;：:。！？\n]")
_OWN = re.compile(r"(?<![在占居比于较超与向])[全我本][省市县区州盟旗国](?![际家民内有])|[省市县]本级|全自治区")
_WORLD = re.compile(r"(?:世界|全球)(?!第|首|先|一|级|百|最|领|知|性|各|排)")
_WIDER = {
    "nation": frozenset[str](),
    "province": frozenset(["全国"]),
    "city": frozenset(["全国", "全省", "全区"]),
    "county": frozenset(["全国", "全省", "全市"]),
}
#: what may be said of a wider territory; a rank or a gap has it as its scope
_OF_TERRITORY = ("level", "growth", "change")
_JOINED = re.compile(r"[\s、和及与，,]*(?:分别|均|都)?(?:达到?|为|约|增长|下降)?")
#: what stands before a number that counts a list, or the others among whom a place is
_LISTED = ("等", "、", "首批", "第一批", "第二批")
#: a share of the whole territory is its own
_WHOLE = re.compile(r"(?:占|相当于|与).*(?:地区生产总值|GDP)|全[省市县区州]")
#: what is counted stands behind the number
_NOUN = re.compile(r"[^，。；、,;:：！？）\s]")
#: what makes a place one of a list, or a longer name
_LONGER = re.compile(r"及其|[等（、和与及]|[^，、]{0,8}等(?!级)")
_AT = re.compile(r"在")
#: forms whose places hold for the clauses behind them
_TOPICS = ("zone", "facility", "group", "company")
_PART_DOES = re.compile(r"连续|首次|率先|成为|实现|达|获|入选|的|地铁|由|从|为")
_DEVELOPS = re.compile(r"建设|推进|加快|打造|开发|规划")
#: what happens to a place once, and says nothing of what is told next
_FACT = re.compile(r"[^，；。]*?(?:被|入选|获|评为|晋升|纳入|列入|通过|荣|入围|进位)")
#: names of classes too, but where a sentence opens with one
_CLASSES = frozenset(["园区", "产业园", "工业园区", "产业园区", "开发区", "工业园", "产业园"])
_VERBS_ONLY = re.compile(r"(?:连续|由|从|达到?|为|保持|居|增长|下降|提高|降低|分别|预计|已|完成|实现|突破|超过?|近|约|至|到|的)*")
_BUILDS = re.compile(rf"(?:已|共|累计)*{grammar.VERB.pattern}")

#: what speaks for each rule; the own territory is what has to be outweighed
WEIGHTS = {
    "own": 1.0,
    "own_named": 1.5,
    "owner": 2.2,
    "figure": 0.5,
    "form_only": -1.6,
    "policy": -1.6,
    "shared": 3.0,
    "carried": 2.2,
    "sentence": 0.7,
    "topic": 0.6,
    "subject": 1.2,
    "object": 0.6,
    "heading": 1.3,
    "fits": 1.0,
    "at": 1.5,
    "mid": 1.8,
    "wider": 2.6,
}


class Holder(NamedTuple):
    """Whose a number is: None for the reporting territory, with the name, the rule, and its margin over the next."""

    region: str | None
    name: str
    rule: str
    margin: float


class Candidate(NamedTuple):
    """A territory that a rule proposes, and how much speaks for it."""

    region: str | None
    rule: str
    score: float


@dataclass(slots=True)
class Scene:
    """A claim with the clause it stands in."""

    text: str
    start: int
    head: int
    end: int
    name: str
    measure: str
    places: list[Place]
    marker: str
    elliptic: bool
    counted: bool
    things: bool

    @property
    def rest(self) -> str:
        """What stands between the places at the head of the clause and the number."""
        return self.text[self.places[-1].end : self.end] if self.places else ""


@dataclass(slots=True)
class Topic:
    """A place that holds for what is said behind it."""

    region: str
    kind: str
    rule: str
    behind: int = 0


@dataclass(slots=True)
class Territory:
    """The territories that hold from claim to claim, and from sentence to sentence inside a paragraph.

    Parameters
    ----------
    report : Report
    """

    report: Report
    atlas: Atlas = field(init=False)
    begun: int = 0
    at: int = 0
    seen: int = 0
    unit: str = ""
    stem: str = ""
    topic: Topic | None = None
    heading: Topic | None = None
    last: tuple[int, str, str | None] = (-1, "", None)
    waiting: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.atlas = atlas(self.report.region)
        self.stem = self.report.region.rstrip("省市县区")

    def sentence(self, start: int, end: int, counts: bool) -> None:
        """Begin a sentence; `counts` says whether it has claims."""
        if "\n" in self.report.text[self.at : start] or "\\" in self.report.text[self.at : start]:
            self.heading, self.named = None, []
        self.topic = None
        self.at, self.begun, self.seen, self.last, self.waiting = end, start, start, (-1, "", None), []
        if not counts:
            if _BREAK.search(self.report.text, start, end - 1) is None:
                self.heading = self._heads_paragraph(start, end)
            else:
                self._heads(end)

    def _heads_paragraph(self, start: int, end: int) -> Topic | None:
        """What a sentence without marks and numbers announces: `云溪新区建设全面提速。`, `高标准建设云溪新区。`."""
        text, stop = self.report.text, end - 1
        head = _skip(text, start, stop)
        place = self.atlas.place_at(text, head, stop)
        if place is None and (done := _driven().match(text, head, stop)):
            head = done.end()
            place = self.atlas.place_at(text, head, stop)
        announces = place is not None and _announces(text, start, head, place, stop)
        self._remember(text, [place] if place else [])
        if place is None or not announces:
            return None
        wide = place.bare and self.atlas.level in ("nation", "province")
        return None if wide else Topic(self._said([place]), place.kind, "heading")

    def _heads(self, stop: int) -> None:
        """Read the heads of the clauses up to `stop`: a place there, with a predicate of its own, is spoken of now."""
        text, at = self.report.text, self.seen
        if at > self.begun and at == self.last[0]:
            mark = _BREAK.search(text, at, stop)
            at = mark.end() if mark else stop
            self._part_ends(mark, at == stop)
        while at < stop:
            mark = _BREAK.search(text, at, stop)
            clause = mark.start() if mark else stop
            head = _skip(text, at, clause)
            places = self.atlas.listed_at(text, head, clause) if clause - head > 2 else []
            if _OWN.search(text, at, head) or (places and places[0].kind == "own"):
                self.topic = None
            elif places and places[-1].kind not in _TOPICS:
                self.topic = None
            elif places and clause - places[-1].end > 1:
                self._open(places, at, head, clause)
            elif not places and (done := _driven().match(text, head, clause)):
                place = self.atlas.place_at(text, done.end(), clause)
                if place and text[place.end : place.end + 1] not in "、和与及等":
                    self._open([place], at, done.end(), clause)
            self._part_ends(mark)
            at = clause + 1
        self.seen = max(self.seen, stop)

    def _open(self, places: list[Place], start: int, head: int, end: int) -> None:
        """Make places that a clause without a number speaks of the topic: its subject, or what is done to."""
        text, kind = self.report.text, places[-1].kind
        self._remember(text, places)
        self.topic = None
        if deeds().search(text, start, head) or _driven().search(text, start, head):
            if kind == "zone" and not places[0].bare and len(places) == 1:
                self.topic = Topic(self._said(places), "object", "object", end + 1)
        elif start - self.begun < 4 or text[start - 1] in "；;":
            told = kind in ("zone", "group") and not _FACT.match(text, places[-1].end, end)
            broad = told and self._said(places) not in _CLASSES
            self.topic = Topic(self._said(places), kind, "subject" if broad else "topic", end + 1)
        elif kind == "facility":
            self.topic = Topic(self._said(places), kind, "topic", end + 1)

    def _part_ends(self, mark: re.Match[str] | None, at_figure: bool = False) -> None:
        """At a semicolon the topic ends.

        One that a figure has shown to hold goes on in a county, which has few, and for a port where right the next
        clause has its figure.
        """
        held = self.topic is not None and self.topic.rule == "sentence"
        held = held and (self.atlas.level == "county" or (self.topic.kind == "facility" and at_figure))
        if mark and mark.group() in "；;" and not held:
            self.topic = None

    def __call__(self, claim: Claim, name: str) -> Holder:
        """Return whose number it is.

        Parameters
        ----------
        claim : Claim
        name : str
            One of its subjects; the places of a list are given out in the order of the calls.

        Returns
        -------
        Holder
        """
        scene = self._scene(claim, name)
        found = [one for rule in RULES if (one := rule(self, scene)) is not None]
        if scene.places:
            self._remember(self.report.text, scene.places)
        own = Candidate(None, "own", WEIGHTS["own"] + (WEIGHTS["own_named"] if self._names_own(scene) else 0))
        ranked = sorted([own, *found], key=lambda one: -one.score)
        best = ranked[0]
        margin = best.score - ranked[1].score if len(ranked) > 1 else best.score
        self.unit = claim.unit
        self.last = (claim.quantity.end, name, best.region)
        if best.rule in ("object", "topic") and self.topic:
            self.topic.rule = "sentence"
        if best.rule in ("owner", "shared") and best.region and scene.places:
            moved = _figures("facility").search(name) is not None
            self.topic = Topic(best.region, "facility" if moved else scene.places[-1].kind, "sentence")
        elif scene.marker or (scene.places and scene.places[0].kind == "own"):
            self.topic = self.heading = None
        self.seen = max(self.seen, claim.quantity.end)
        return Holder(best.region, name, f"territory.{best.rule}", margin)

    def _remember(self, text: str, places: list[Place]) -> None:
        """Keep the full names, for the short ones behind them: `临港新片区…，新片区…`."""
        self.named += [text[one.start : one.end] for one in places if not one.bare]

    def _said(self, places: list[Place]) -> str:
        """The places as written, a bare form as the last full name that ends so."""
        text = self.report.text
        said = text[places[0].start : places[-1].end]
        if len(places) == 1 and places[0].bare:
            return next((name for name in reversed(self.named[-6:]) if name.endswith(said)), said)
        return said

    def opens(self, scene: Scene) -> bool:
        """Whether a clause opens its sentence; in a county there is one of each kind anyway."""
        if self.atlas.level == "county" or scene.start - self.begun < 4:
            return True
        return self.stem + self._said(scene.places) in self.report.text

    def _names_own(self, scene: Scene) -> bool:
        if scene.marker and scene.marker not in _WIDER[self.atlas.level]:
            return True
        return bool(scene.places) and scene.places[0].kind == "own"

    def _scene(self, claim: Claim, name: str) -> Scene:
        text, end = self.report.text, claim.quantity.start
        low = max(self.begun, end - _REACH)
        marks = [mark.end() for mark in _BREAK.finditer(text, low, end)]
        start = marks[-1] if marks else low
        opened = text.rfind("（", start, end)
        if opened >= 0 and text.find("）", opened, end) < 0:
            start = opened + 1
        if self.last[0] > start:
            start = self.last[0]
            gap = text[start:end]
            elliptic = not gap.startswith("、") or _JOINED.fullmatch(gap) is not None or len(gap) < 8
        else:
            self._heads(start)
            elliptic = name == self.last[1] or (start == end and claim.unit == self.unit)
        if start == self.last[0] and text.startswith("的", start):
            return Scene(text, start, end, end, name, claim.measure, [], "", False, False, False)
        head = _skip(text, start, end)
        marker = _last(_OWN, text, start, head)
        if marker in _WIDER[self.atlas.level] and claim.measure not in _OF_TERRITORY:
            marker = ""
        places = self.atlas.listed_at(text, head, end) if end - head > 1 else []
        if not places and (done := _driven().match(text, head, end)):
            behind = self.atlas.listed_at(text, done.end(), end)
            figure = re.compile(grammar.OF_PLACE).match(text, behind[-1].end, end) if behind else None
            places = behind if figure else []
        things = claim.unit in ("个", "家", "处", "座")
        counted = claim.quantity.kind != "rank" and _NOUN.match(text, claim.quantity.end) is not None
        return Scene(text, start, head, end, name, claim.measure, places, marker, elliptic, counted, things)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> str:
    found = pattern.findall(text, start, end)
    return found[-1] if found else ""


def _skip(text: str, start: int, end: int) -> int:
    """Where a clause begins behind what only introduces it."""
    head = grammar.HEAD.match(text, start, end)
    return head.end() if head else start


@cache
def _driven() -> re.Pattern[str]:
    """What a government does to a place: 推进, 深入实施."""
    return re.compile(f"(?:{grammar.literals({*words()['deed'], *(w for w in grammar.cues()['verb'] if len(w) > 1)})})+")


def _announces(text: str, start: int, head: int, place: Place, stop: int) -> bool:
    """Whether a sentence says nothing but that a place is being developed, or that the government does so."""
    if stop - place.end > _SHORT or place.kind not in ("zone", "group"):
        return False
    if not deeds().search(text, start, head) and not _driven().search(text, start, head):
        return _headings().match(text, place.end, stop) is not None
    ends = place.end == stop or _headings().fullmatch(text, place.end, stop) is not None
    return ends and place.kind == "zone" and _DEVELOPS.search(text, start, head) is not None


@cache
def _headings() -> re.Pattern[str]:
    return re.compile(f"(?:{grammar.literals(words()['heading'])})+")


@cache
def _figures(kind: str) -> re.Pattern[str]:
    return re.compile(grammar.literals(words().get(f"of_{kind}", words()["of_part"])))


def _fits(kind: str, name: str) -> float:
    return WEIGHTS["fits"] if _figures(kind).search(name) else 0.0


def _figure(scene: Scene) -> bool:
    return grammar.OF_TERRITORY.search(scene.name) is not None


def _plain_part(rest: str) -> bool:
    """Whether what follows the short name of a part is its figure or its deed, and no longer name: `绍兴黄酒`."""
    if grammar.VERB.match(rest) or _PART_DOES.match(rest):
        return True
    return re.match(grammar.OF_PLACE, rest) is not None


def _owner(held: Territory, scene: Scene) -> Candidate | None:
    """`高新区工业总产值860亿元`, `自贸片区新增企业900家`: a place at the head of the clause."""
    if not scene.places or scene.places[0].kind == "own":
        return None
    rest, last = scene.rest, scene.places[-1]
    if _LONGER.match(rest) or rest.endswith(_LISTED) or scene.head == held.last[0]:
        return None
    if last.bare and held._said(scene.places) in _CLASSES and not held.opens(scene):
        return None
    figure = _figure(scene)
    if last.kind == "short" and not _plain_part(rest) and ("、" in rest or held.atlas.level == "nation"):
        return None
    if not scene.counted and (not rest or (scene.things and _VERBS_ONLY.fullmatch(rest))):
        return None
    if last.kind in ("lake", "area") and not figure and scene.measure == "level":
        return None
    score = WEIGHTS["owner"] + (WEIGHTS["figure"] if figure else 0)
    if last.kind == "admin" and not last.known and not figure:
        score += WEIGHTS["form_only"]
    if last.kind == "named" and not figure:
        score += WEIGHTS["policy"]
    return Candidate(held._said(scene.places), "owner", score)


def _shared(held: Territory, scene: Scene) -> Candidate | None:
    """`甲县、乙县地区生产总值分别达到…和…`: each value has its place."""
    if held.waiting and scene.start == held.last[0]:
        return Candidate(held.waiting.pop(0), "shared", WEIGHTS["shared"])
    held.waiting = []
    if len(scene.places) > 1 and "分别" in scene.rest:
        one, *others = (scene.text[place.start : place.end] for place in scene.places)
        held.waiting = others
        return Candidate(one, "shared", WEIGHTS["shared"])
    return None


def _carried(held: Territory, scene: Scene) -> Candidate | None:
    """`…达860亿元、增长8%`: what leaves its subject out keeps the territory of the claim before."""
    if not scene.elliptic or held.last[0] < 0 or held.last[2] is None or scene.places or scene.marker:
        return None
    return Candidate(held.last[2], "carried", WEIGHTS["carried"])


def _spoken_of(held: Territory, scene: Scene) -> Candidate | None:
    """`自贸试验区揭牌运行，进出口总额增长40%`: a place spoken of before."""
    topic = held.topic
    if topic is None or scene.marker or scene.places:
        return None
    if _WHOLE.search(scene.name):
        return None
    overall = re.match(grammar.OF_PLACE, scene.name) is not None
    if (topic.rule == "object" or (overall and topic.rule != "sentence")) and topic.behind < scene.start:
        return None
    return Candidate(topic.region, topic.rule, WEIGHTS[topic.rule] + _fits(topic.kind, scene.name))


def _announced(held: Territory, scene: Scene) -> Candidate | None:
    """`自贸试验区揭牌运行。新增企业300家，进出口总额增长40%。`: what the heading of a paragraph announces."""
    if held.heading is None or scene.marker or scene.places or _WHOLE.search(scene.name):
        return None
    if re.match(grammar.OF_PLACE, scene.name) and not _fits(held.heading.kind, scene.name):
        return None
    return Candidate(held.heading.region, "heading", WEIGHTS["heading"])


def _at(held: Territory, scene: Scene) -> Candidate | None:
    """`在大湾区设立5个分中心`: a place where something is done."""
    found = _AT.search(scene.text, scene.start, scene.end)
    if found is None:
        return None
    place = held.atlas.place_at(scene.text, found.end(), scene.end)
    if place is None or place.kind == "own" or not _BUILDS.match(scene.text, place.end, scene.end):
        return None
    return Candidate(scene.text[place.start : place.end], "at", WEIGHTS["at"])


def _mid(held: Territory, scene: Scene) -> Candidate | None:
    """`群众满意度测评青山州连续两年第一`: a known part between the subject and the number."""
    if scene.places or held.atlas.level == "nation":
        return None
    found = held.atlas.last_part(scene.text, scene.head + 3, scene.end)
    if found is None or found.end == scene.end or not _VERBS_ONLY.fullmatch(scene.text, found.end, scene.end):
        return None
    return Candidate(scene.text[found.start : found.end], "mid", WEIGHTS["mid"])


def _wider(held: Territory, scene: Scene) -> Candidate | None:
    """`全省地区生产总值增长5%` in a report of a city."""
    if scene.measure not in _OF_TERRITORY or not _figure(scene):
        return None
    if scene.marker in _WIDER[held.atlas.level]:
        return Candidate(scene.marker, "wider", WEIGHTS["wider"])
    world = _WORLD.match(scene.name)
    return Candidate(world.group(), "wider", WEIGHTS["wider"]) if world else None


RULES: tuple[Callable[[Territory, Scene], Candidate | None], ...] = (
    _shared,
    _owner,
    _carried,
    _spoken_of,
    _announced,
    _at,
    _mid,
    _wider,
)
