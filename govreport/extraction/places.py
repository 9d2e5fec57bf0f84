"""Places: what in a text names a territory, a zone, a port, a company, by the gazetteer and by form.

The words are rows of `data/places.tsv`: the forms (X新区, X机场, X集团), what a form may not be followed by, the forms
that name one without a name before them, and the words that only look like a place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from govreport import grammar, tables
from govreport.territories import Region, also_called, locate, regions

__all__ = [
    *("SMALL", "Atlas", "Place", "atlas", "deeds"),
    *("is_firm", "joined", "level_of", "own_units", "words"),
]

#: no name of a place is longer
_LONGEST = 30
#: nor what stands before one of its forms
_PIECE = 10
_KINDS = ("zone", "facility", "group", "company", "firm", "admin", "area", "lake", "named", "none")
#: marks, particles and classifiers, which no name of a place holds
_NO_NAME = re.compile(
    r"[，。；：、,;:!！？\s\d０-９“”《》的在与和及对向为将把被由从等各是有以了其到至我全这个批些座条项种每]|(?<!国)家|^发展|^居"
)
_COUNTED = re.compile(r"[两三四五六七八九十]{1,2}[个大座]")
_BRACKET = re.compile(r"（[^（）]*）")
#: `甲、乙、丙三市`
_TOGETHER = re.compile(r"(?:[两二三四五六七八九十]{1,2})(?:个)?[市县区州镇地]|[市县区州](?![场民级域区])")
#: `沿江五县农村居民…`: parts by where they lie and how many they are, before a figure of a place
_SOME = re.compile(
    rf"(?P<name>[^，。；、\d]{{2,5}}?)(?:\d{{1,2}}|[两二三四五六七八九十]{{1,2}})个?[市县区州]{grammar.OF_PLACE}"
)
#: the port of a city is the city's
_GATES = ("港", "口岸")
#: what a whole territory is made: `深圳中国特色社会主义先行示范区`
_TITLES = frozenset(["示范区", "先行区", "试验区", "引领区"])
#: levels of territories that have few zones of their own
SMALL = ("county", "township")
_CORPS = re.compile(r"兵团|第?[一二三四五六七八九十]+师")
_MUNICIPALITIES = frozenset(["北京市", "天津市", "上海市", "重庆市"])


class Place(NamedTuple):
    """A place named in a text: where its name begins and ends, and of which kind it is.

    The kind is `own` (the reporting territory by its name), `part` and `short` (a unit below it, by its name and by its
    short name), `country` (another one), or the form of the name: `zone`, `facility`, `group`, `company`, `admin`,
    `area`, `lake`, `named`.
    """

    start: int
    end: int
    kind: str
    known: bool = False
    bare: bool = False


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Return the words of `data/places.tsv` by class.

    Examples
    --------
    >>> "机场" in words()["facility"], "社区" in words()["none"]
    (True, True)
    """
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows():
        found[row["class"]].append(row["word"])
    return {name: tuple(some) for name, some in found.items()}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(tables.rows("places"))


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """The forms in one pattern, the kind of each, and the characters that may not follow it."""
    rows = [row for row in _rows() if row["class"] in _KINDS]
    kinds = {row["word"]: "company" if row["class"] == "firm" else row["class"] for row in rows}
    return re.compile(grammar.literals(kinds)), kinds, {row["word"]: row["not_before"] or "" for row in rows}


@cache
def _topics() -> re.Pattern[str]:
    return re.compile(grammar.literals(w for c in ("zone", "facility", "group", "company", "firm") for w in words()[c]))


@cache
def _verbs() -> re.Pattern[str]:
    """What no piece of a name holds: deeds. One that is part of names (开发, 合作) is none."""
    in_names = {"开发", "试点", "规划", "集聚", "聚集", "汇聚", "转化", "登记", "注册", "开放", "建设"}
    deeds = {w for c in ("verb", "up", "down") for w in grammar.cues()[c] if len(w) > 1} - in_names
    heads = {w for w in grammar.cues()["head"] if len(w) > 1}
    return re.compile(grammar.literals(deeds | heads | set(words()["deed"])))


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{grammar.literals(grammar.in_a_row(words()['generic']))})+")


@cache
def _institution() -> re.Pattern[str]:
    return re.compile(grammar.literals(words()["institution"]))


@cache
def _called_after() -> re.Pattern[str]:
    """What is called after a place, or by chance as it is: a river, and behind more words a centre, a temple."""
    return re.compile(f"[江河山寺村路桥街岛海镇乡]|{_its_institution().pattern}")


@cache
def _its_institution() -> re.Pattern[str]:
    """What a firm has that is called after it: `华为数据中心`."""
    return re.compile(rf"[^，。；、的\d]{{0,6}}?{grammar.literals(words()['called_after'])}")


def is_firm(place: str) -> bool:
    """Tell whether a place is a firm that its own name alone makes known.

    Examples
    --------
    >>> is_firm("华为"), is_firm("甲集团")
    (True, False)
    """
    return place.endswith(words()["firm"])


@cache
def deeds() -> re.Pattern[str]:
    """Return a pattern of what is done to places: behind 推动, 加快 a place is no subject.

    Examples
    --------
    >>> bool(deeds().search("推动")), bool(deeds().search("同时"))
    (True, False)
    """
    return re.compile(grammar.literals(words()["deed"]))


@cache
def joined() -> re.Pattern[str]:
    """Return a pattern of what a territory does with a place that stays another's: 融入, 对接.

    Examples
    --------
    >>> bool(joined().search("积极融入")), bool(joined().search("支持"))
    (True, False)
    """
    return re.compile(grammar.literals(words()["joined"]))


def level_of(region: str) -> str:
    """Return nation, province, city, county, township or corps, by the name of a region.

    Zones are read as counties are.

    Examples
    --------
    >>> level_of("全国"), level_of("上海市"), level_of("云溪县"), level_of("XX市"), level_of("云溪县城南镇")
    ('nation', 'province', 'county', 'city', 'township')
    """
    if region == "全国":
        return "nation"
    if region.endswith(("省", "自治区")) or region in _MUNICIPALITIES:
        return "province"
    if _CORPS.search(region):
        return "corps"
    if region.endswith(words()["township"]):
        return "township"
    return "county" if region.endswith(("县", "区", "旗", "园")) else "city"


@cache
def own_units(level: str) -> str:
    """Return a pattern of what a territory of a level is called behind 全, 我 and 本.

    Examples
    --------
    >>> re.fullmatch(own_units("township"), "街道").group(), re.fullmatch(own_units("city"), "街道")
    ('街道', None)
    """
    return (
        f"(?:[省市县区州盟旗国]|{grammar.literals(words()[f'own_{level}'])})"
        if f"own_{level}" in words()
        else "[省市县区州盟旗国]"
    )


class Atlas:
    """The places as one territory names them.

    Parameters
    ----------
    region : str
        Who reports.

    Examples
    --------
    >>> text = "青石港新片区进出口总额"
    >>> Atlas("云岭省").place_at(text, 0, len(text))
    Place(start=0, end=6, kind='zone', known=False, bare=False)
    """

    def __init__(self, region: str) -> None:
        self.level = level_of(region)
        self._gazetteer, self._names = _gazetteer(region, self.level)

    def hinted(self, text: str, start: int, stop: int) -> bool:
        """Say whether a stretch may name a place at all: most do not, and are passed at once."""
        pattern, kinds, _ = _forms()
        for form in pattern.finditer(text, start, stop):
            if kinds[form.group()] != "none":
                return True
        return self._names.search(text, start, stop) is not None

    def has_topic(self, text: str, start: int, stop: int) -> bool:
        """Say whether a stretch may name a zone, a port, a group of cities or a company."""
        return _topics().search(text, start, stop) is not None

    def place_at(self, text: str, at: int, stop: int) -> Place | None:
        """Return the place whose name begins at `at`, as far as its last form reaches, or None.

        Parameters
        ----------
        text : str
        at, stop : int
            Where it begins, and where it has ended at the latest.

        Returns
        -------
        Place or None
        """
        stop = min(stop, at + _LONGEST)
        if own := _own_word(self.level).match(text, at, stop):
            return Place(at, own.end(), "own", True)
        if some := _SOME.match(text, at, stop):
            return None if _NO_NAME.search(some["name"]) else Place(at, some.end(), "area")
        known = self._gazetteer.match(text, at, stop)
        if known is None and _verbs().match(text, at, stop):
            return None
        kind = known.lastgroup or "" if known else ""
        here = known.end() if known else at
        pattern, kinds, never = _forms()
        while form := _form(pattern, never, text, here, stop, kind):
            piece, found = text[here : form.start()], kinds[form.group()]
            if found == "none" or not _acceptable(piece, found, form.group(), kind):
                break
            here, kind = form.end(), found
        if (
            not kind
            or _institution().match(text, here, stop)
            or (kind == "short" and _called_after().match(text, here, stop))
            or (text[at:here] in words()["firm"] and _its_institution().match(text, here, stop))
        ):
            return None
        if known and known.lastgroup == "own" and text[at:here].endswith(_GATES):
            kind = "own"
        bare = known is None and text[at:here] in _standing_alone()
        return Place(at, here, kind, known is not None, bare)

    def listed_at(self, text: str, at: int, stop: int) -> list[Place]:
        """Return the places that stand in a row from `at` on: `甲县、乙县和丙县`; `甲、乙两市` ends behind 两市."""
        found: list[Place] = []
        while place := self.place_at(text, at, stop):
            if place.kind == "own" and not found:
                return [place]
            found.append(place)
            joint = grammar.JOINT.match(text, place.end, stop)
            if joint is None:
                break
            at = joint.end()
        if len(found) > 1 and (tail := _TOGETHER.match(text, found[-1].end, stop)):
            found[-1] = found[-1]._replace(end=tail.end())
        return found


def _form(
    pattern: re.Pattern[str], never: dict[str, str], text: str, here: int, stop: int, kind: str
) -> re.Match[str] | None:
    """The next form within reach that what follows does not turn into another word."""
    at = here
    standing = _standing_alone()
    while form := pattern.search(text, at, min(stop, here + _PIECE + 12)):
        follows = text[form.end() : form.end() + 1]
        if not kind and form.start() == here and form.group() not in standing and len(form.group()) == 1:
            at = here + 1
            continue
        if not follows or follows not in never[form.group()]:
            return form
        at = form.start() + 1
    return None


def _acceptable(piece: str, found: str, form: str, kind: str) -> bool:
    """Whether what stands before a form is a name that the form ends."""
    if not piece:
        return bool(kind) or form in _standing_alone()
    if not kind and found == "zone" and _COUNTED.fullmatch(piece):
        return True
    if len(_BRACKET.sub("", piece)) > _PIECE or _NO_NAME.search(piece) or _verbs().search(piece):
        return False
    if found == "admin" and (len(piece) > 4 or kind not in ("", "part", "short", "own")):
        return False
    if found in ("named", "area") or form in words()["firm"]:
        return False
    if piece.count("（") != piece.count("）"):
        return False
    return (bool(kind) and form not in _TITLES) or _generic().fullmatch(piece) is None


@cache
def _own_word(level: str) -> re.Pattern[str]:
    return re.compile(rf"[全我本](?!国){own_units(level)}|某[省市县区州盟旗]|[省市县区州]本级|全自治区")


@cache
def _standing_alone() -> frozenset[str]:
    return frozenset(word for kind in ("bare", "area", "named", "firm") for word in words()[kind])


@lru_cache(maxsize=512)  # a folder of three thousand regions is read one after the other
def atlas(region: str) -> Atlas:
    """Return the atlas of a region, made once."""
    return Atlas(region)


def _gazetteer(region: str, level: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The own names and the names of the units below, the longest first; and any of them, to look for one."""
    reporter = locate(region)
    own = {region, region.rstrip("省市县区"), *((reporter.name, reporter.short) if reporter else ())}
    ends = (region, reporter.name if reporter else region)
    own |= {form for form in words()["bare"] if any(end.endswith(form) for end in ends)}
    own |= (
        {"新区"} if region.endswith("新区") and level == "county" and reporter and reporter.level == "zone" else set()
    )
    own |= {"街道"} if region.endswith("街道") else set()
    full, short, minor = _below(reporter, level)
    groups = []
    if full:
        any_unit, names = grammar.literals(full | short), grammar.literals(full)
        groups = [
            f"(?P<part>(?:{any_unit})?{names})",
            f"(?P<short>{grammar.literals(short)}(?:{grammar.literals(short | minor)})?)",
        ]
    countries = set(words()["country"] if level == "nation" else ())
    groups += [f"(?P<country>{grammar.literals(countries)})"] if countries else []
    groups.append(f"(?P<own>{grammar.literals(n for n in own if len(n) > 1)})")
    first = re.escape("".join(sorted({name[0] for name in full | short | own | countries if name})))
    named = re.compile(f"(?=[{first}])(?:{'|'.join(groups)})")  # one look passes most places
    every = {name for name in countries | own | (full | short if full else set()) if len(name) > 1 or name not in own}
    return named, re.compile(grammar.literals(every)) if every else named


def _below(reporter: Region | None, level: str) -> tuple[set[str], set[str], set[str]]:
    """The names of the units below, the short ones of those right below, and those of the counties below these.

    Short names of counties are plain words too often where a whole province speaks.
    """
    if reporter is None or level == "county":
        return set(), set(), set()
    under = regions(within=reporter) if level != "nation" else (*regions("province"), *regions("prefecture"))
    under = tuple(one for one in under if one.level != "zone" or one.kind == "corps")
    full = {one.name for one in under}
    full |= {one.short + one.name[-1] for one in under if "自治" in one.name and one.name[-1] in "州县旗"}
    full |= {name for one in under for name in also_called(one) if name.endswith(("州", "盟", "县", "旗", "师", "市"))}
    short, minor = set[str](), set[str]()
    for one in under:
        near = level == "nation" or one.parent == reporter.code
        named = len(one.short) > 1 and locate(one.short, reporter) == one
        (short if near else minor).update([one.short] if named else [])
        short.update([one.name.removesuffix("新区")] if near and one.name.endswith("新区") else [])
    own = {reporter.short, reporter.name}
    return full, {name for name in short - full - own if not _verbs().fullmatch(name)}, minor - full
