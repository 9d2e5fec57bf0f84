"""The nation, its provinces, prefectures and counties: names, codes of GB/T 2260, levels and parents.

The table is `data/regions.tsv`. It holds what there is today and the names that lists of earlier years have. A unit
that went on whole under another name (徐水县, 徐水区) is one region; one that was divided or merged (宣武区 of 北京) is
a region of its own with the last year in which a yearly list, up to 2019, has it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from govreport.errors import InputError, UnknownIdError, closest

__all__ = ["LEVELS", "Region", "find_regions", "leading", "locate", "region", "regions"]

#: from the whole to the part
LEVELS = ("nation", "province", "prefecture", "county")
NATION = "100000"
_LONGEST = 12
_NATION_NAMES = ("中国", "中华人民共和国")
_UNITS = ("自治区", "自治州", "自治县", "自治旗", "特别行政区", "地区", "省", "市", "县", "区", "州", "盟", "旗")


@dataclass(frozen=True, slots=True)
class Region:
    """A territory with a code.

    Attributes
    ----------
    code : str
        Six digits of GB/T 2260; `100000`, which the standard does not have, for the nation.
    name : str
        The official name, as `广西壮族自治区`.
    short : str
        Without 省, 市, 县 and the names of peoples, as `广西`.
    level : str
        `nation`, `province`, `prefecture` or `county`. Cities and counties right under a province are counties.
    parent : str
        The code of the region it belongs to, "" for the nation.
    label : str
        What a panel calls it: the name, after that of the parent where several regions of the country are called so
        (`福州市鼓楼区`).
    until : int or None
        For a region that is no more: the last year in which a yearly list has it.

    Examples
    --------
    >>> one = region("保定易县")
    >>> one.code, one.name, one.level, [p.name for p in one.parents]
    ('130633', '易县', 'county', ['保定市', '河北省', '全国'])
    """

    code: str
    name: str
    short: str
    level: str
    parent: str
    label: str
    until: int | None = None

    @property
    def parents(self) -> tuple[Region, ...]:
        """The regions it lies in, the nearest first."""
        above = _table().regions.get(self.parent)
        return (above, *above.parents) if above else ()

    @property
    def children(self) -> tuple[Region, ...]:
        """The regions right below it that there are today, in the order of their codes."""
        return tuple(each for each in _table().today if each.parent == self.code)

    def holds(self, other: Region) -> bool:
        """Say whether another region is this one or lies in it.

        Parameters
        ----------
        other : Region

        Returns
        -------
        bool

        Examples
        --------
        >>> region("河北").holds(region("易县")), region("易县").holds(region("河北"))
        (True, False)
        """
        known = _table().regions
        one: Region | None = other
        while one is not None and one.code != self.code:
            one = known.get(one.parent)
        return one is not None

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class _Table:
    regions: dict[str, Region]
    today: tuple[Region, ...]
    named: dict[str, tuple[Region, ...]]
    shortened: dict[str, tuple[Region, ...]]
    codes: dict[str, Region]
    words: frozenset[str]


@cache
def _table() -> _Table:
    source = files("govreport").joinpath("data/regions.tsv")
    lines = csv.DictReader(source.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    rows = list(lines)
    labels = _labels(rows)
    whole = [(row, _region(row, labels)) for row in rows if not row["now"]]
    today = {one.code: one for _, one in whole if one.until is None}
    named: dict[str, dict[Region, None]] = defaultdict(dict)
    shortened: dict[str, dict[Region, None]] = defaultdict(dict)
    codes = dict(today)
    heirs = [(row, today[row["now"]]) for row in rows if row["now"]]
    for row, one in [*whole, *heirs]:
        for name in _spellings(row):
            named[name][one] = None
        shortened[row["short"]][one] = None
        codes.setdefault(row["code"], one)
    for name in _NATION_NAMES:
        named[name][today[NATION]] = None
    words = frozenset(word for row in rows if row["word"] for word in (row["name"], row["short"]))
    return _Table(today, tuple(today.values()), _frozen(named), _frozen(shortened), codes, words)


def _frozen(found: dict[str, dict[Region, None]]) -> dict[str, tuple[Region, ...]]:
    return {name: tuple(some) for name, some in found.items()}


def _labels(rows: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """What a panel calls each; a name that several of today's regions have, or an old one with others, is qualified."""
    names = {row["code"]: row["name"] for row in rows if not row["until"]}
    today: dict[str, int] = defaultdict(int)
    ever: dict[str, int] = defaultdict(int)
    for row in rows:
        if not row["now"]:
            ever[row["name"]] += 1
            today[row["name"]] += not row["until"]
    return {
        (row["code"], row["name"]): names[row["parent"]] + row["name"]
        if (ever if row["until"] else today)[row["name"]] > 1
        else row["name"]
        for row in rows
        if not row["now"]
    }


def _region(row: dict[str, str], labels: dict[tuple[str, str], str]) -> Region:
    until = int(row["until"]) if row["until"] else None
    label = labels[row["code"], row["name"]]
    return Region(row["code"], row["name"], row["short"], row["level"], row["parent"], label, until)


def _spellings(row: dict[str, str]) -> Iterable[str]:
    """The name, and for autonomous places the short form that keeps the kind: 黔东南州, 莫力达瓦旗."""
    yield row["name"]
    if "自治" in row["name"] and row["level"] != "province":
        yield row["short"] + row["name"][-1]


def find_regions(name: str, *, within: Region | None = None) -> tuple[Region, ...]:
    """Return every region that a name can mean, the likeliest rank only.

    Parameters
    ----------
    name : str
        An official, short or former name, also after the names of the regions it lies in (`河北省保定市易县`,
        `保定易县`), or a code.
    within : Region, optional
        Who speaks. What lies in it goes before the rest, it is never meant itself by a short name, and then its
        province counts.

    Returns
    -------
    tuple of Region
        One when the name is clear, several when it is ambiguous, none when it is unknown.

    Notes
    -----
    A full name goes before a short one, what there is before what is no more. Among short names a province goes before
    the rest, except before a prefecture of the one who speaks (`海南` in a report of 青海); then what lies near, then
    the higher level: 长沙 is the city and not 长沙县.

    Examples
    --------
    >>> [r.label for r in find_regions("宁波")], [r.code for r in find_regions("徐水县")]
    (['宁波市'], ['130609'])
    >>> [r.label for r in find_regions("朝阳区")]
    ['北京市朝阳区', '长春市朝阳区']
    >>> [r.label for r in find_regions("朝阳区", within=region("吉林"))]
    ['长春市朝阳区']
    """
    name = "".join(name.split())
    table = _table()
    if name in table.codes:
        return (table.codes[name],)
    if full := _likeliest(table.named.get(name, ()), within):
        return full
    if short := _by_short(table.shortened.get(name, ()), within):
        return short
    return _likeliest(_after_parent(name), within)


def _likeliest(found: Iterable[Region], within: Region | None) -> tuple[Region, ...]:
    some = tuple(found)
    if len(some) > 1 and within is not None:
        for holder in (within, *within.parents):
            if near := tuple(one for one in some if holder.holds(one)):
                some = near
                break
    return tuple(one for one in some if one.until is None) or some


def _by_short(found: Iterable[Region], within: Region | None) -> tuple[Region, ...]:
    some = _likeliest([one for one in found if one != within], None)
    provinces = tuple(one for one in some if LEVELS.index(one.level) < 2)
    inside = tuple(one for one in some if within is not None and within.holds(one))
    if provinces and not any(one.level == "prefecture" for one in inside):
        return provinces
    some = inside or _likeliest(some, within)
    highest = min((LEVELS.index(one.level) for one in some), default=0)
    return tuple(one for one in some if one.level == LEVELS[highest])


def _after_parent(name: str) -> list[Region]:
    """Regions whose name stands after that of one they lie in."""
    table = _table()
    found: dict[Region, None] = {}
    for cut in range(len(name) - 2, 1, -1):
        above = (*table.named.get(name[:cut], ()), *table.shortened.get(name[:cut], ()))
        if above:
            rest = name[cut:]
            below = (*table.named.get(rest, ()), *table.shortened.get(rest, ()), *_after_parent(rest))
            found.update((one, None) for one in below if any(one != up and up.holds(one) for up in above))
    return list(found)


def region(name: str, *, within: str | Region | None = None) -> Region:
    """Return the region that is called so.

    Parameters
    ----------
    name : str
        As for `find_regions`: an official, short or former name, also after the names it lies in, or a code.
    within : str or Region, optional
        Where to look, for names that several regions share.

    Returns
    -------
    Region

    Raises
    ------
    UnknownIdError
        If no region is called so, with the nearest names, or several are, with all of them.

    Examples
    --------
    >>> import govreport as gr
    >>> gr.region("广西") == gr.region("广西壮族自治区") == gr.region("450000")
    True
    >>> gr.region("鼓楼区", within="江苏南京").code
    '320106'
    >>> gr.region("淅江")
    Traceback (most recent call last):
        ...
    govreport.errors.UnknownIdError: unknown region: found '淅江'; did you mean '浙江' or '江西' or '江苏'?
    """
    if not isinstance(name, str):
        raise InputError("a region is named by a text", where="name", found=repr(name))
    place = region(within) if isinstance(within, str) else within
    found = find_regions(name, within=place)
    if place is not None:
        found = tuple(one for one in found if place.holds(one))
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownIdError(
            f"{len(found)} regions are called so",
            found=f"'{name}'",
            suggestions=[one.label for one in found[:6]],
            hint="name the one it lies in before it or with within=",
        )
    raise UnknownIdError("unknown region", found=f"'{name}'", suggestions=_nearest(name))


def _nearest(name: str) -> tuple[str, ...]:
    """Names that look alike, those of large regions first."""
    table = _table()
    ranked: list[str] = []
    for level in LEVELS:
        known = (spelt for one in table.today if one.level == level for spelt in (one.short, one.name))
        ranked += closest(name, known)
    return tuple(dict.fromkeys([*ranked, *closest(name, table.named)]))[:3]


def regions(level: str | None = None, *, within: str | Region | None = None) -> tuple[Region, ...]:
    """Return the regions there are today.

    Parameters
    ----------
    level : {"nation", "province", "prefecture", "county"}, optional
        Only those of one level.
    within : str or Region, optional
        Only those that lie in it, at any depth.

    Returns
    -------
    tuple of Region
        In the order of their codes.

    Raises
    ------
    InputError
        If there is no such level.
    UnknownIdError
        If there is no such region.

    Examples
    --------
    >>> len(regions("province"))
    34
    >>> [r.short for r in regions("prefecture", within="海南")]
    ['海口', '三亚', '三沙', '儋州']
    """
    if level is not None and level not in LEVELS:
        raise InputError(
            "unknown level", expected=", ".join(LEVELS), found=repr(level), suggestions=closest(str(level), LEVELS)
        )
    place = region(within) if isinstance(within, str) else within
    return tuple(
        one
        for one in _table().today
        if (level is None or one.level == level) and (place is None or (one.code != place.code and place.holds(one)))
    )


@lru_cache(maxsize=4096)
def locate(said: str, reporter: Region | None = None) -> Region | None:
    """Return the region that a report means, or None where that is not certain.

    Parameters
    ----------
    said : str
        A territory as a report writes it.
    reporter : Region, optional
        Who reports.

    Returns
    -------
    Region or None
        Besides unknown and ambiguous names, a county of another province is not taken at its word: 老城区 and 新区 are
        districts somewhere and plain words everywhere else.

    Examples
    --------
    >>> locate("镇海", region("浙江")).code, locate("镇海", region("河北")), locate("XX市")
    ('330211', None, None)
    """
    found = find_regions(said, within=reporter)
    if len(found) != 1:
        return None
    one = found[0]
    if reporter is None or one.level != "county" or one == reporter:
        return one
    if said in _table().words and one.parent != reporter.code:
        return None
    near = next((up for up in (reporter, *reporter.parents) if up.level == "province"), reporter)
    return one if near.holds(one) and (said.endswith(_UNITS) or reporter.holds(one)) else None


@lru_cache(maxsize=1 << 16)
def leading(name: str, reporter: Region) -> tuple[Region, str] | None:
    """Return the part of the reporting territory that a subject begins with, and the rest of the subject.

    Parameters
    ----------
    name : str
        A subject as the report writes it.
    reporter : Region
        Who reports.

    Returns
    -------
    tuple of Region and str, or None
        Provinces and prefectures in the territory only: short names of counties are plain words too often.

    Examples
    --------
    >>> place, rest = leading("泸州市生产总值", region("四川"))
    >>> place.name, rest, leading("泸州市生产总值", region("云南"))
    ('泸州市', '生产总值', None)
    """
    own = (reporter.name, reporter.short)
    for cut in range(min(len(name) - 1, _LONGEST), 1, -1):
        place = None if name[:cut] in own else locate(name[:cut], reporter)
        if place is not None and place.level in LEVELS[1:3] and place != reporter and reporter.holds(place):
            return place, name[cut:]
    return None
