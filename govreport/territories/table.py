"""The table of regions: `data/regions.tsv`, `data/zones.tsv` and `data/region_names.tsv`, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from govreport import tables
from govreport.asked import methods_called_right
from govreport.territories.townships import split_code

#: from the whole to the part; zones and townships lie in regions of the first four
LEVELS = ("nation", "province", "prefecture", "county", "zone", "township")
NATION = "100000"
_NATION_NAMES = ("中国", "中华人民共和国")


@methods_called_right
@dataclass(frozen=True, slots=True)
class Region:
    """A territory with a code.

    Attributes
    ----------
    code : str
        Six digits of GB/T 2260; `100000`, which the standard does not have, for the nation; `66` and four digits for
        新疆生产建设兵团 and its divisions. A zone has a letter (`N` a national new area, `E` an economic and
        technological development zone, `H` a high-tech one, `O` another), the two digits of its province and a number
        of three: `E34002`. A township has the code of the region it lies in and its name: `130633-梁格庄镇`.
    name : str
        The official name, as `广西壮族自治区`.
    short : str
        Without 省, 市, 县 and the names of peoples, as `广西`.
    level : str
        `nation`, `province`, `prefecture`, `county`, `zone` or `township`. Cities and counties right under a province
        are counties; 新疆生产建设兵团 and its divisions are zones.
    parent : str
        The code of the region it belongs to, "" for the nation.
    label : str
        What a panel calls it: the name, after that of the parent where several regions of the country are called so
        (`福州市鼓楼区`), and for a township always.
    until : int or None
        For a region that is no more: the last year in which a yearly list has it.
    kind : str
        Of a zone: `new_area`, `etdz`, `htdz`, `corps` or `other`; else "".

    Examples
    --------
    >>> from govreport import region
    >>> one = region("保定易县")
    >>> one.code, one.name, one.level, [p.name for p in one.parents]
    ('130633', '易县', 'county', ['保定市', '河北省', '全国'])
    >>> zone = region("合肥经开区")
    >>> zone.name, zone.level, zone.kind, zone.parents[0].name
    ('合肥经济技术开发区', 'zone', 'etdz', '合肥市')
    """

    code: str
    name: str
    short: str
    level: str
    parent: str
    label: str
    until: int | None = None
    kind: str = ""

    @property
    def parents(self) -> tuple[Region, ...]:
        """The regions it lies in, the nearest first."""
        above = table().regions.get(self.parent)
        return (above, *above.parents) if above else ()

    @property
    def children(self) -> tuple[Region, ...]:
        """The regions right below it that there are today, in the order of their codes, its zones behind the rest.

        Townships are in no list: they are none of them.
        """
        return tuple(each for each in table().today if each.parent == self.code)

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
        >>> from govreport import region
        >>> region("河北").holds(region("易县")), region("易县").holds(region("河北"))
        (True, False)
        """
        known = table().regions
        one: Region | None = other
        while one is not None and one.code != self.code:
            one = known.get(one.parent)
        return one is not None

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Table:
    """The regions by code, those of today in order, and what names mean."""

    regions: dict[str, Region]
    today: tuple[Region, ...]
    named: dict[str, tuple[Region, ...]]
    shortened: dict[str, tuple[Region, ...]]
    codes: dict[str, Region]
    words: frozenset[str]
    zones: dict[tuple[str, str], tuple[Region, ...]]
    towns: frozenset[str]
    more: dict[str, tuple[str, ...]]
    former: dict[tuple[str, str], int]

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first two characters of everything that a region is called by, townships aside."""
        zones = [form for form in zone_forms(alone=True)]
        return frozenset(name[:2] for name in (*self.named, *self.shortened, *zones, *(f"市{form}" for form in zones)))

    def by_code(self, code: str) -> Region | None:
        """Return the region with a code, that of a township too."""
        if code in self.codes:
            return self.codes[code]
        parent, name = split_code(code)
        return township(self.codes[parent], name) if name and parent in self.codes else None


def township(parent: Region, name: str) -> Region:
    """Return the township of a region that is called so."""
    short = name.removesuffix("街道").removesuffix("镇").removesuffix("乡").removesuffix("苏木")
    short = short if len(short) > 1 else name
    return Region(f"{parent.code}-{name}", name, short, "township", parent.code, parent.label + name)


@cache
def zone_forms(alone: bool) -> dict[str, str]:
    """Return the forms that zones are called by behind the name of their parent, or alone, with the kind of each."""
    return {row["form"]: row["kind"] for row in tables.rows("zone_forms") if row["alone"] or not alone}


@cache
def table() -> Table:
    """Return the table, read once."""
    rows, more = tables.rows("regions"), tables.rows("region_names")
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
    called: dict[str, tuple[str, ...]] = {}
    for row in more:
        called[row["code"]] = tuple(row["names"].split())
        for name in called[row["code"]]:
            shortened[name][today[row["code"]]] = None
    zones: dict[tuple[str, str], list[Region]] = defaultdict(list)
    for row, one in _zones():
        today[one.code] = codes[one.code] = one
        zones[one.parent, one.kind].append(one)
        called[one.code] = tuple(row["names"].split())
        for name in (one.name, one.short, *row["names"].split()):
            named[name][one] = None
    words = frozenset(word for row in rows if row["word"] for word in (row["name"], row["short"]))
    return Table(
        today,
        tuple(today.values()),
        _frozen(named),
        _frozen(shortened),
        codes,
        words,
        {key: tuple(some) for key, some in zones.items()},
        _with_towns(today),
        called,
        _renamed(heirs),
    )


def _with_towns(today: dict[str, Region]) -> frozenset[str]:
    """Return the codes of those that are divided into townships: counties, zones, and cities without counties."""
    split = {one.parent for one in today.values() if one.level == "county"}
    towns = {c for c, one in today.items() if one.level in ("county", "zone") or c not in split}
    return frozenset(c for c in towns if today[c].level not in ("nation", "province"))


def _renamed(heirs: list[tuple[dict[str, str], Region]]) -> dict[tuple[str, str], int]:
    """Return until when the heirs of a name were called otherwise."""
    named = ((row, one) for row, one in heirs if row["until"] and row["name"] != one.name)
    return {(row["name"], row["now"]): int(row["until"]) for row, _ in named}


def _zones() -> Iterator[tuple[dict[str, str], Region]]:
    for row in tables.rows("zones"):
        one = Region(row["code"], row["name"], row["short"], "zone", row["parent"], row["name"], None, row["kind"])
        yield row, one


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
