"""Whose a number can be: each rule proposes a territory for a claim from what stands around it, or declines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from govreport import grammar
from govreport.extraction.places import SMALL, Atlas, Place, is_firm, own_units, words

__all__ = [
    *("ANYWHERE", "LONGER", "OF_TERRITORY", "RULES", "WEIGHTS", "WIDER", "Candidate", "Scene", "Topic"),
    *("driven", "figures", "of_whole", "own_words"),
]

WIDER = {
    "nation": frozenset[str](),
    "province": frozenset(["全国"]),
    "city": frozenset(["全国", "全省", "全区"]),
    "county": frozenset(["全国", "全省", "全市"]),
    "township": frozenset(
        ["全国", "全省", "全市", "全区", "全县", "全州", "全旗", "我市", "我区", "我县", "我州", "我旗"]
    ),
    "corps": frozenset(["全国", "全区", "全自治区", "全疆", "全兵团"]),
}
#: what may be said of a wider territory; a rank or a gap has it as its scope
OF_TERRITORY = ("level", "growth", "change")
_WORLD = re.compile(r"(?:世界|全球)(?!第|首|先|一|级|百|最|领|知|性|各|排|\d)")
OF_PLACE = re.compile(grammar.OF_PLACE)
#: what stands before a number that counts a list, or the others among whom a place is
_LISTED = ("等", "、", "首批", "第一批", "第二批")
#: what makes a place one of a list, or a longer name
LONGER = re.compile(r"及其|[等（、和与及]|[^，、]{0,8}等(?!级)")
#: a share of the whole territory is its own
_WHOLE = re.compile(r"^单位|^[与对同][^，。]{0,12}国家|(?:占|相当于|与).*(?:地区生产总值|GDP)|全[省市县区州]")
#: and what no company has grown by
_NO_COMPANY = re.compile(r"(?:全社会)?(?:固定资产|工业|民间|制造业|技改|基础设施|房地产开发)投资")
_DOES = re.compile(r"连续|首次|率先|成为|实现|达|获|入选|的|由|从|为")
_VERBS_ONLY = re.compile(
    r"(?:连续|由|从|达|为|保持|居|增长|下降|提高|降低|分别|预计|已|完成|实现|突破|超过?|近|约|至|到|的)*"
)
_INSIDE = re.compile(r"(?:新增|现有|累计)?(?:入[园区](?![率儿])|[园区]内)")
_BUILDS = grammar.late(rf"(?:已|共|累计)*{grammar.VERB.pattern}")

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
    "inside": 2.4,
    "fits": 1.0,
    "at": 1.5,
    "wider": 2.6,
}


class Candidate(NamedTuple):
    """A territory that a rule proposes, None for the own one, and how much speaks for it."""

    region: str | None
    rule: str
    score: float


@dataclass(slots=True)
class Topic:
    """A place that holds for what is said behind it.

    `rule` says since when: `heading` (PARAGRAPH), `subject`, `topic` or `object` (a clause of its SENTENCE that has no
    number), `sentence` (a number has shown that it is spoken of). `behind` is where the clause that named it ended.
    """

    region: str
    kind: str
    rule: str
    behind: int = 0


@dataclass(slots=True)
class Scene:
    """A claim, the clause it stands in, and what holds there.

    Attributes
    ----------
    text : str
    start, head, end : int
        Where the clause begins, where it begins behind what only introduces it, and where the number begins.
    name, measure : str
        Of the claim.
    atlas : Atlas
    places : list of Place
        Those at the head of the clause.
    said : str
        They as the region is written.
    marker : str
        The own territory or a wider one in words: 全市, 全国.
    elliptic : bool
        The clause leaves its subject out.
    counted : bool
        What is counted stands behind the number.
    things : bool
        The unit counts places, firms and the like.
    opens : bool
        The clause may name a place by a word for a class (园区).
    after : int
        Where the claim before ended, -1 at the first.
    before : str or None
        The region of the claim before.
    topic, heading : Topic or None
    zone : str or None
        The zone that had the last figure of a place in the paragraph.
    due : tuple of str
        The places of a list that wait for their values.
    again : bool
        Whether the row of places is told of once more, in a clause that names none.
    """

    text: str
    start: int
    head: int
    end: int
    name: str
    measure: str
    atlas: Atlas
    places: list[Place] = field(default_factory=list)
    said: str = ""
    marker: str = ""
    elliptic: bool = False
    counted: bool = False
    things: bool = False
    opens: bool = False
    after: int = -1
    before: str | None = None
    topic: Topic | None = None
    heading: Topic | None = None
    zone: str | None = None
    due: tuple[str, ...] = ()
    again: bool = False

    @property
    def rest(self) -> str:
        """What stands between the places at the head of the clause and the number."""
        return self.text[self.places[-1].end : self.end] if self.places else ""

    @property
    def bare(self) -> bool:
        """Whether nothing here or before speaks of a place."""
        spoken_of = self.topic or self.heading or self.zone or self.before or self.due
        return not (self.places or self.marker or spoken_of)

    @property
    def figure(self) -> bool:
        """Whether the name is one of a figure that territories have."""
        return grammar.at_end(grammar.OF_TERRITORY, self.name) is not None

    @property
    def own(self) -> bool:
        """Whether the clause names the reporting territory."""
        if self.marker and self.marker not in WIDER[self.atlas.level]:
            return True
        return bool(self.places) and self.places[0].kind == "own"


@cache
def own_words(level: str) -> re.Pattern[str]:
    """Return the own territory in words, and wider ones; what is only compared with is none.

    Examples
    --------
    >>> own_words("city").findall("全市增长，占全省五分之一"), own_words("township").findall("全镇增长")
    (['全市'], ['全镇'])
    """
    units, marks = own_units(level), r"(?<![在占居比于较超与向])"
    return re.compile(rf"{marks}[全我本]{units}(?![际家民内有])|[省市县]本级|全自治区")


@cache
def figures(kind: str) -> re.Pattern[str]:
    """Return what a kind of place tells figures of.

    Examples
    --------
    >>> bool(figures("facility").search("旅客吞吐量")), bool(figures("facility").search("公办学位"))
    (True, False)
    """
    return re.compile(grammar.literals(words().get(f"of_{kind}", words()["of_part"])))


@cache
def driven() -> re.Pattern[str]:
    """Return the pattern of what a government does to a place: 推进, 深入实施.

    Examples
    --------
    >>> driven().fullmatch("推进建设") is not None
    True
    """
    return re.compile(f"(?:{grammar.literals({*words()['deed'], *grammar.LONG_VERBS})})+")


def of_whole(name: str) -> bool:
    """Say whether a name begins as the figures of a whole territory do.

    Examples
    --------
    >>> of_whole("居民人均可支配收入"), of_whole("入驻企业")
    (True, False)
    """
    return OF_PLACE.match(name) is not None


def owner(scene: Scene) -> Candidate | None:
    """`高新区工业总产值860亿元`, `自贸片区新增企业900家`: a place at the head of the clause."""
    if not scene.places or scene.places[0].kind == "own" or scene.head == scene.after:
        return None
    rest, last = scene.rest, scene.places[-1]
    if LONGER.match(rest) or rest.endswith(_LISTED) or (last.bare and not scene.opens):
        return None
    if last.kind == "short" and not _plain(rest) and ("、" in rest or scene.atlas.level == "nation"):
        return None
    if last.kind == "country" and not rest.startswith("的") and not of_whole(rest):
        return None
    if not scene.counted and (not rest or (scene.things and _VERBS_ONLY.fullmatch(rest))):
        return None
    firm = last.kind == "company" and is_firm(scene.said)  # what it makes has longer names too
    if firm and (not rest or "、" in rest or not (scene.figure or figures("company").search(scene.name))):
        return None
    if last.kind in ("lake", "area") and not scene.figure and scene.measure == "level":
        return None
    return Candidate(scene.said, "owner", _owned(scene, last))


def _owned(scene: Scene, last: Place) -> float:
    if scene.figure:
        return WEIGHTS["owner"] + WEIGHTS["figure"]
    unknown = last.kind == "admin" and not last.known
    return WEIGHTS["owner"] + (WEIGHTS["form_only"] if unknown else WEIGHTS["policy"] if last.kind == "named" else 0)


def _plain(rest: str) -> bool:
    """Whether what follows the short name of a part is its figure or its deed, and no longer name: `绍兴黄酒`."""
    return grammar.VERB.match(rest) is not None or _DOES.match(rest) is not None or of_whole(rest)


def shared(scene: Scene) -> Candidate | None:
    """`甲县、乙县地区生产总值分别达到…和…`: each value has its place."""
    if scene.due and (scene.again or scene.start == scene.after):
        return Candidate(scene.due[0], "shared", WEIGHTS["shared"])
    if len(scene.places) > 1 and ("分别" in scene.rest or "依次" in scene.rest):
        first = scene.places[0]
        return Candidate(scene.text[first.start : first.end], "shared", WEIGHTS["shared"])
    return None


def carried(scene: Scene) -> Candidate | None:
    """`…达860亿元、增长8%`: what leaves its subject out keeps the territory of the claim before."""
    if not scene.elliptic or scene.before is None or scene.places or scene.marker:
        return None
    return Candidate(scene.before, "carried", WEIGHTS["carried"])


def spoken_of(scene: Scene) -> Candidate | None:
    """`云溪新区建设提速，进出口总额增长40%`: a place spoken of before in the sentence."""
    topic = scene.topic
    if topic is None or scene.marker or scene.places or _WHOLE.search(scene.name):
        return None
    far = topic.rule == "sentence" or (topic.rule, topic.kind) == ("object", "part")
    whole = OF_PLACE.search(scene.name) is not None if topic.rule == "object" else of_whole(scene.name)
    near = whole and not far
    if near and topic.behind < scene.start:
        return None
    if topic.kind == "company" and scene.measure == "growth" and _NO_COMPANY.match(scene.name):
        return None
    goes_on = topic.rule == "sentence" and topic.kind == "zone" and scene.atlas.level in SMALL
    fits = (
        (goes_on and not of_whole(scene.name))
        or (topic.kind == "part" and topic.rule != "object" and scene.atlas.level == "nation")
        or figures(topic.kind).search(scene.name) is not None
    )
    return Candidate(topic.region, topic.rule, WEIGHTS[topic.rule] + (WEIGHTS["fits"] if fits else 0))


def announced(scene: Scene) -> Candidate | None:
    """`自贸试验区揭牌运行。新增企业300家，进出口总额增长40%。`: what the heading of a paragraph announces."""
    if scene.heading is None or scene.marker or scene.places or _WHOLE.search(scene.name):
        return None
    if of_whole(scene.name) and not figures(scene.heading.kind).search(scene.name):
        return None
    return Candidate(scene.heading.region, "heading", WEIGHTS["heading"])


def inside(scene: Scene) -> Candidate | None:
    """`高新区完成投资3亿元。入园企业达到40家`: what is inside a zone is inside the one whose figure came before."""
    if scene.zone is None or scene.marker or scene.places or not _INSIDE.match(scene.name):
        return None
    return Candidate(scene.zone, "inside", WEIGHTS["inside"])


def at(scene: Scene) -> Candidate | None:
    """`在大湾区设立5个分中心`: a place where something is done."""
    found = scene.text.find("在", scene.start, scene.end)
    place = scene.atlas.place_at(scene.text, found + 1, scene.end) if found >= 0 else None
    if place is None or place.kind == "own" or not _BUILDS.match(scene.text, place.end, scene.end):
        return None
    return Candidate(scene.text[place.start : place.end], "at", WEIGHTS["at"])


def wider(scene: Scene) -> Candidate | None:
    """`全省地区生产总值增长5%` in a report of a city."""
    if scene.measure not in OF_TERRITORY:
        return None
    world = _WORLD.match(scene.name)
    region = scene.marker if scene.marker in WIDER[scene.atlas.level] else world and world.group()
    return Candidate(region, "wider", WEIGHTS["wider"]) if region and scene.figure else None


#: each may decline; none knows of another
RULES: tuple[Callable[[Scene], Candidate | None], ...] = (
    shared,
    owner,
    carried,
    spoken_of,
    announced,
    inside,
    at,
    wider,
)
#: those that propose something where no place is spoken of, as in most clauses
ANYWHERE = (at, wider)
