"""Whose number it is: the territory, zone, port or company that a claim is about.

A place that owns a figure or is the subject of a clause holds for its clause; one whose clause has no number holds for
those behind it in its sentence, and one that a sentence only announces for the sentences behind it, until one announces
another, a new paragraph, another place or the own territory. The rules propose (`territory_rules`), here is chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from govreport import grammar
from govreport.extraction.apiece import apiece, bare_economy, each_of_row
from govreport.extraction.claim import Claim
from govreport.extraction.places import SMALL, Atlas, Place, atlas, deeds, is_firm, joined, words
from govreport.extraction.territory_rules import (
    ANYWHERE,
    LONGER,
    OF_PLACE,
    OF_TERRITORY,
    RULES,
    WEIGHTS,
    WIDER,
    Candidate,
    Scene,
    Topic,
    driven,
    figures,
    own_words,
)
from govreport.model import Report

__all__ = ["Holder", "Territory"]

#: how far back a clause is looked for
_REACH = 200
#: what is said of a place in a sentence that says nothing else (揭牌运行), and how long such a sentence is
_REST, _SENTENCE = 12, 48
_MARKS = "，,；;：:。！？\n"
_BREAK = re.compile(f"[{_MARKS}]")
_NEW_PARAGRAPH = re.compile(r"\n|\\[nr]")
_JOINED = re.compile(r"[\s、和及与，,]*(?:分别|均|都)?(?:达到?|为|约|增长|下降)?")
#: what is counted stands behind the number
_NOUN = re.compile(r"[^，。；、,;:：！？）\s]")
#: kinds of places that hold for the clauses behind them
_TOPICS = ("zone", "facility", "group", "company", "part")
#: and of those that a government develops, so that a figure of theirs may follow
_OBJECTS = ("zone", "company", "part")
_DEVELOPS = re.compile(r"建设|推进|加快|打造|开发|规划")
#: what a part of the territory is made, so that its ports and flights are told behind: `支持甲市建设国际航空枢纽`
_HUB = re.compile(r"(?:打造|建设|建成|做强)[^，；。、]{0,20}(?:枢纽|门户|机场|空港|港口)$")
#: what happens to a place once, and says nothing of what is told next
_FACT = re.compile(r"[^，；。]{0,60}?(?:被|入选|获|评为|晋升|纳入|列入|通过|荣|入围|进位)")
#: names of classes too, but where a sentence opens with one
_CLASSES = frozenset(["园区", "产业园", "工业园区", "产业园区", "开发区", "工业园"])


class Holder(NamedTuple):
    """Whose a number is.

    Attributes
    ----------
    region : str or None
        None for the reporting territory.
    name : str
        What is measured.
    rule : str
        Who said so: `territory.owner`, `territory.heading`, …, `territory.own`.
    margin : float
        By how much it outweighs the next candidate.
    instead : str
        The next candidate, rule and territory: `territory_topic:高新区`; "" where there was none to choose from.
    """

    region: str | None
    name: str
    rule: str
    margin: float
    instead: str = ""


@dataclass(slots=True)
class Territory:
    """The territories that hold from claim to claim, and from sentence to sentence inside a paragraph.

    Parameters
    ----------
    report : Report

    Examples
    --------
    >>> from ..text import report_from_text
    >>> from .clause import read_clauses
    >>> report = report_from_text("高新区工业总产值增长9%。", region="XX市", year=2024)
    >>> holds = Territory(report)
    >>> [(start, end)] = report.sentences
    >>> holds.sentence(start, end, counts=True)
    >>> [claim] = read_clauses(report.text, start, end)[0]
    >>> holds(claim, claim.names[0])[:3:2]
    ('高新区', 'territory.owner')
    """

    report: Report
    atlas: Atlas = field(init=False)
    begun: int = 0
    at: int = 0
    seen: int = 0
    topic: Topic | None = None
    heading: Topic | None = None
    zone: str | None = None
    named: list[str] = field(default_factory=list)
    due: tuple[str, ...] = ()
    row: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    after: int = -1
    unit: str = ""
    latest: Holder | None = None
    _names: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.atlas = atlas(self.report.region)

    def sentence(self, start: int, end: int, counts: bool) -> None:
        """Begin a sentence.

        Parameters
        ----------
        start, end : int
        counts : bool
            Whether it has claims.
        """
        if self.at < start and _NEW_PARAGRAPH.search(self.report.text, self.at, start):
            self.heading, self.named, self.zone = None, [], None
        self.topic, self.latest, self.due, self.row, self.after = None, None, (), (), -1
        self.at, self.begun, self.seen = end, start, start
        short = end - start < _SENTENCE
        if counts or not (short or self.heading):
            return
        if _BREAK.search(self.report.text, start, end - 1) is None:
            announced = self._announced(start, end - 1) if short else None
            named = self.heading is not None and self.heading.region not in _CLASSES
            self.heading = announced or (self.heading if named else None)

    def __call__(self, claim: Claim, name: str) -> Holder:
        """Return whose number it is.

        Parameters
        ----------
        claim : Claim
        name : str
            One of its subjects; all subjects of one number have one territory.

        Returns
        -------
        Holder
        """
        quantity = claim.quantity
        if self.latest is not None and self.after == quantity.end:
            return self.latest._replace(name=name)
        scene = self._scene(claim, name)
        found = [one for rule in (ANYWHERE if scene.bare else RULES) if (one := rule(scene)) is not None]
        own = Candidate(None, "own", WEIGHTS["own"] + (WEIGHTS["own_named"] if scene.own else 0))
        best, *others = sorted([own, *found], key=lambda one: -one.score) if found else [own]
        self._hold(scene, best)
        margin = best.score - (others[0].score if others else 0)
        self.after, self.unit = quantity.end, claim.unit
        self.seen = max(self.seen, quantity.end)
        instead = f"territory_{others[0].rule}:{others[0].region or self.report.region}" if others else ""
        self.latest = Holder(best.region, name, f"territory.{best.rule}", margin, instead)
        return self.latest

    def each(self, claim: Claim, name: str) -> list[Holder]:
        """Return whose number it is, each place for itself where several have the same figure.

        Parameters
        ----------
        claim : Claim
        name : str

        Returns
        -------
        list of Holder
            `甲县、乙县地区生产总值均突破600亿元` has two, with the bare name of the figure.
        """
        held = self(claim, name)
        if held.region is None:
            return [held]
        named = apiece(name, claim.names[-1], self.several) or [(held.region, name)]
        return [held._replace(region=one, name=bare_economy(said, one)) for one, said in named]

    def _hold(self, scene: Scene, best: Candidate) -> None:
        """What the choice of one claim means for the next ones."""
        self._remember(scene.places)
        if best.rule == "owner":
            self.several = each_of_row(scene)
        elif best.rule != "carried":
            self.several = ()
        if best.rule == "shared":
            listed = [scene.text[one.start : one.end] for one in scene.places]
            self.row = self.row if scene.due else tuple(listed)
            self.due = self.due[1:] if scene.due else self.row[1:]
        else:
            self.due = ()
            self.row = self.row if best.rule == "carried" else ()
        if best.rule in ("object", "topic") and self.topic and self.topic.kind != "group":
            self.topic.rule = "sentence"
        if best.rule in ("owner", "shared") and best.region and scene.places:
            self.topic = Topic(best.region, _kind_of(scene), "sentence")
        elif best.rule == "inside" and best.region:
            self.topic = Topic(best.region, "zone", "sentence")
        elif scene.marker or scene.own:
            self.topic = self.heading = None
        if best.region and self.topic and self.topic.region == best.region:
            self.zone = best.region if self.topic.kind in ("zone", "object") else None

    def _scene(self, claim: Claim, name: str) -> Scene:
        text, end = self.report.text, claim.quantity.start
        start = _clause(text, max(self.begun, end - _REACH), end)
        scene = Scene(text, start, end, end, name, claim.measure, self.atlas, after=self.after, due=self.due)
        scene.before = self.latest.region if self.latest else None
        if self.after > start:
            scene.start = start = self.after
            gap = text[start:end]
            scene.elliptic = not gap.startswith("、") or _JOINED.fullmatch(gap) is not None or len(gap) < 8
        else:
            self._read(start)
            same = self.latest is not None and (name == self.latest.name or name.startswith(f"{self.latest.name}占"))
            scene.elliptic = same or (claim.unit == self.unit and _skip(text, start, end) == end)
        scene.topic, scene.heading = self.topic, self.heading
        if self.zone and not self.atlas.has_topic(text, self.begun, end):
            scene.zone = self.zone
        if start == self.after and text.startswith("的", start):
            scene.elliptic = False
            return scene
        places = self.atlas.hinted(text, start, end)
        if places or own_words(self.atlas.level).search(text, start, end):
            scene.head = _skip(text, start, end)
            marker = _last(own_words(self.atlas.level), text, start, scene.head)
            scope = marker in WIDER[self.atlas.level] and claim.measure not in OF_TERRITORY
            scene.marker = "" if scope else marker
        if places:
            self._place(scene, claim)
        elif not scene.marker and not self.due and claim.window.run == len(self.row) > 1 and self._of_one_figure(claim):
            scene.due, scene.again = self.row, True  # `分别达9亿元、8亿元，分别增长5%、6%`
            self.due = self.row
        return scene

    def _of_one_figure(self, claim: Claim) -> bool:
        """Whether the values of a row are of one figure, each of another place: not in `一产、二产分别增长3%、4%`."""
        placed = zip(claim.row, self.row, strict=False)
        return len(set(claim.row)) < 2 or len({name.removeprefix(place) for name, place in placed}) < 2

    def _place(self, scene: Scene, claim: Claim) -> None:
        """The places at the head of a clause, or behind what is done to them where their figure follows."""
        text, end = scene.text, scene.end
        scene.places = self.atlas.listed_at(text, scene.head, end) if end - scene.head > 1 else []
        if not scene.places and (done := driven().match(text, scene.head, end)):
            behind = self.atlas.listed_at(text, done.end(), end)
            scene.places = behind if behind and OF_PLACE.match(text, behind[-1].end, end) else []
        if scene.places and claim.quantity.kind == "rank" and not scene.rest:
            scene.places = []  # `居东北地区首位`: among whom it ranks
        if not scene.places:
            return
        scene.said = self._said(scene.places)
        scene.things = claim.unit in ("个", "家", "处", "座")
        scene.counted = claim.quantity.kind != "rank" and _NOUN.match(text, claim.quantity.end) is not None
        first = scene.start - self.begun < 4 or self.atlas.level in SMALL
        scene.opens = first or scene.said not in _CLASSES or self._is_name(scene.said)

    def _is_name(self, said: str) -> bool:
        """Whether the report has it behind the name of the territory too: then 工业园区 is one, and no class."""
        if said not in self._names:
            self._names[said] = self.report.region.rstrip("省市县区") + said in self.report.text
        return self._names[said]

    def _read(self, stop: int) -> None:
        """Read the clauses up to `stop`: a place there, with a predicate of its own, is spoken of now."""
        text, start = self.report.text, self.seen
        self.seen = max(self.seen, stop)
        if self.topic is None and not self.atlas.hinted(text, start, stop):
            return
        if start > self.begun and start == self.after:
            mark = _BREAK.search(text, start, stop)
            start = mark.end() if mark else stop
            self._part_ends(mark, start == stop)
        while start < stop:
            mark = _BREAK.search(text, start, stop)
            end = mark.start() if mark else stop
            self._clause(start, end)
            self._part_ends(mark)
            start = end + 1

    def _clause(self, start: int, end: int) -> None:
        text, head = self.report.text, _skip(self.report.text, start, end)
        places = self.atlas.listed_at(text, head, end) if end - head > 2 else []
        if own_words(self.atlas.level).search(text, start, head) or (places and places[-1].kind not in _TOPICS):
            self.topic = None
        elif places and end - places[-1].end > 1:
            self._open(places, start, head, end)
        elif not places and (done := driven().match(text, head, end)):
            place = self.atlas.place_at(text, done.end(), end)
            if place:
                self._open([place], start, done.end(), end)

    def _open(self, places: list[Place], start: int, head: int, end: int) -> None:
        """Make places that a clause without a number speaks of the topic: its subject, or what is done to."""
        text, kind, said = self.report.text, places[-1].kind, self._said(places)
        self._remember(places)
        self.topic = None
        if LONGER.match(text, places[-1].end, end) or is_firm(said):
            return
        if deeds().search(text, start, head) or driven().search(text, start, head):
            developed = joined().search(text, start, head) is None
            if kind in ("part", "short") and developed and _HUB.search(text, places[-1].end, end):
                self.topic = Topic(said, "facility", "object", end + 1)
            elif kind in _OBJECTS and said not in _CLASSES and len(places) == 1 and developed:
                self.topic = Topic(said, kind if kind == "part" else "object", "object", end + 1)
        elif start - self.begun < 4 or text[start - 1] in "；;":
            broad = kind in ("zone", "group") and said not in _CLASSES
            broad = broad and not _FACT.match(text, places[-1].end, end)
            self.topic = Topic(said, kind, "subject" if broad else "topic", end + 1)
        elif kind == "facility":
            self.topic = Topic(said, kind, "topic", end + 1)
        elif kind == "group":  # what they do together alone
            self.topic = Topic(said, kind, "topic")

    def _part_ends(self, mark: re.Match[str] | None, at_figure: bool = False) -> None:
        """At a semicolon the topic ends.

        One that a figure has shown to hold goes on in a county, which has few, and for a port where right the next
        clause has its figure.
        """
        if self.topic is None or mark is None or mark.group() not in "；;":
            return
        few = self.atlas.level in SMALL or (self.topic.kind == "facility" and at_figure)
        if self.topic.rule != "sentence" or not few:
            self.topic = None

    def _announced(self, start: int, stop: int) -> Topic | None:
        """What a sentence without marks and numbers announces: `云溪新区建设全面提速。`, `高标准建设云溪新区。`."""
        text = self.report.text
        if not self.atlas.has_topic(text, start, stop):
            return None
        head = _skip(text, start, stop)
        place = self.atlas.place_at(text, head, stop)
        if place is None and (done := driven().match(text, head, stop)):
            head = done.end()
            place = self.atlas.place_at(text, head, stop)
        if place is None:
            return None
        self._remember([place])
        wide = place.bare and self.atlas.level in ("nation", "province")
        if wide or not _announces(text, start, head, place, stop):
            return None
        return Topic(self._said([place]), place.kind, "heading")

    def _remember(self, places: list[Place]) -> None:
        """Keep the full names, for the short ones behind them: `临港新片区…，新片区…`."""
        self.named += [self.report.text[one.start : one.end] for one in places if not one.bare]

    def _said(self, places: list[Place]) -> str:
        """The places as written, a bare form as the last full name that ends so."""
        said = self.report.text[places[0].start : places[-1].end]
        if len(places) == 1 and places[0].bare:
            return next((name for name in reversed(self.named[-6:]) if name.endswith(said)), said)
        return said


def _kind_of(scene: Scene) -> str:
    """Of which kind the place with a figure is, which says what may be told of it behind."""
    if is_firm(scene.said):
        return "firm"
    return "facility" if figures("facility").search(scene.name) else scene.places[-1].kind


def _clause(text: str, low: int, end: int) -> int:
    """Where the clause of a number begins, inside a bracket that is open there."""
    start = low + max(map(text[low:end].rfind, _MARKS)) + 1
    opened = text.rfind("（", start, end)
    return opened + 1 if opened >= 0 and text.find("）", opened, end) < 0 else start


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> str:
    found: list[str] = pattern.findall(text, start, end)
    return found[-1] if found else ""


def _skip(text: str, start: int, end: int) -> int:
    """Where a clause begins behind what only introduces it."""
    head = grammar.HEAD.match(text, start, end)
    return head.end() if head else start


@cache
def _headings() -> re.Pattern[str]:
    return re.compile(f"(?:{grammar.literals(grammar.in_a_row(words()['heading']))})+")


def _announces(text: str, start: int, head: int, place: Place, stop: int) -> bool:
    """Whether a sentence says nothing but that a place is being developed, or that the government does so."""
    if stop - place.end > _REST or place.kind not in ("zone", "group"):
        return False
    if not deeds().search(text, start, head) and not driven().search(text, start, head):
        return _headings().match(text, place.end, stop) is not None
    ends = place.end == stop or _headings().fullmatch(text, place.end, stop) is not None
    return ends and place.kind == "zone" and _DEVELOPS.search(text, start, head) is not None
