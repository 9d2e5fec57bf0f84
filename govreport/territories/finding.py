"""Which region a name means."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from govreport.asked import called_right, of_kind
from govreport.errors import InputError, UnknownIdError, closest
from govreport.territories.table import LEVELS, Region, table, township, zone_forms
from govreport.territories.townships import holds_form, name_of, named_like_one

_LONGEST = 12
#: no region is called by more characters, with all that it lies in
_TOO_LONG = 100
_LEADING = ("province", "prefecture", "zone", "township")
_UNITS = (
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "特别行政区",
    "地区",
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "镇",
    "乡",
    "街道",
)


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
    name = "".join(of_kind(name, str, "name", "a text").split())
    if within is not None:
        of_kind(within, Region, "within", "a Region, as region() returns it")
    if len(name) > _TOO_LONG:
        return ()
    known = table()
    if (coded := known.by_code(name)) is not None:
        return (coded,)
    if full := _likeliest(known.named.get(name, ()), within):
        return full
    if short := _by_short(known.shortened.get(name, ()), within):
        return short
    return _own_zone(name, within, alone=True) or _likeliest(_after_parent(name), within) or _own_township(name, within)


def _own_zone(name: str, within: Region | None, *, alone: bool = False) -> tuple[Region, ...]:
    """The zone that a region means by 高新区: the one of the kind, or of several the one that is called after it."""
    if within is None:
        return ()
    form = name.removeprefix("市") if alone and within.level == "prefecture" else name
    some = table().zones.get((within.code, zone_forms(alone).get(form, "")), ())
    main = tuple(
        one for one in some if one.name.startswith(within.short) and one.name[len(within.short) :] in zone_forms(False)
    )
    return main if len(main) == 1 else some


def _own_township(name: str, within: Region | None) -> tuple[Region, ...]:
    """The township that a region which townships lie in means by its bare name."""
    if within is None or within.until is not None or within.code not in table().towns:
        return ()
    town = name_of(name)
    return (township(within, town),) if town else ()


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
    """Regions whose name stands after that of one they lie in; a township only where nothing else is called so."""
    known = table()
    found: dict[Region, None] = {}
    towns: list[Region] = []
    for cut in range(len(name) - 2, 1, -1):
        above = (*known.named.get(name[:cut], ()), *known.shortened.get(name[:cut], ()))
        if above:
            rest = name[cut:]
            zones = (one for up in above for one in _own_zone(rest, up))
            below = (*known.named.get(rest, ()), *known.shortened.get(rest, ()), *zones, *_after_parent(rest))
            found.update((one, None) for one in below if any(one != up and up.holds(one) for up in above))
            towns = towns or _townships_of(name[:cut], rest, dict.fromkeys(above))
    return list(found) or towns


def _townships_of(said: str, rest: str, above: Iterable[Region]) -> list[Region]:
    """The township of each region that a name can mean; of those that were once called so where none is today."""
    some = list(above)
    now = [up for up in some if said in (up.name, up.short)]
    return [one for up in now or some for one in _own_township(rest, up)]


@called_right
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
    hint = "a township is named behind the county or district it lies in" if named_like_one(name) else None
    raise UnknownIdError("unknown region", found=f"'{name}'", suggestions=_nearest(name), hint=hint)


def _nearest(name: str) -> tuple[str, ...]:
    """Names that look alike, those of large regions first."""
    known = table()
    ranked: list[str] = []
    for level in LEVELS:
        spelt = (word for one in known.today if one.level == level for word in (one.short, one.name))
        ranked += closest(name, spelt)
    return tuple(dict.fromkeys([*ranked, *closest(name, known.named)]))[:3]


@called_right
def regions(level: str | None = None, *, within: str | Region | None = None) -> tuple[Region, ...]:
    """Return the regions there are today.

    Parameters
    ----------
    level : {"nation", "province", "prefecture", "county", "zone", "township"}, optional
        Only those of one level; townships are in no list, and there are none.
    within : str or Region, optional
        Only those that lie in it, at any depth.

    Returns
    -------
    tuple of Region
        In the order of their codes, zones behind the rest.

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
        for one in table().today
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
    if reporter is None or one.level not in ("county", "township") or one == reporter:
        return one
    if said in table().words and one.parent != reporter.code:
        return None
    near = next((up for up in (reporter, *reporter.parents) if up.level == "province"), reporter)
    return one if near.holds(one) and (said.endswith(_UNITS) or reporter.holds(one)) else None


def also_called(one: Region) -> tuple[str, ...]:
    """Return the further names that everybody knows a region by: 克州, 前郭县, 第八师石河子市.

    Parameters
    ----------
    one : Region

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> also_called(region("前郭尔罗斯蒙古族自治县"))
    ('前郭', '前郭县')
    """
    return table().more.get(one.code, ())


@lru_cache(maxsize=1 << 14)
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
        Provinces, prefectures, zones and townships in the territory only: short names of counties are plain words too
        often. 兵团 where a part of it reports too.

    Examples
    --------
    >>> place, rest = leading("泸州市生产总值", region("四川"))
    >>> place.name, rest, leading("泸州市生产总值", region("云南"))
    ('泸州市', '生产总值', None)
    """
    if not _may_lead(name, reporter):
        return None
    own = (reporter.name, reporter.short)
    for cut in range(min(len(name) - 1, _LONGEST), 1, -1):
        place = None if name[:cut] in own else locate(name[:cut], reporter)
        if place is None or place == reporter or place.level not in _LEADING:
            continue
        if reporter.holds(place) or (place.kind == "corps" and place.holds(reporter)):
            return place, name[cut:]
    return None


def _may_lead(name: str, reporter: Region) -> bool:
    """Whether any name of a region can stand at the head of a text: most subjects begin with none."""
    head = name[:2]
    if head in table().heads or not head.isalpha() or head.isascii():
        return True
    return reporter.code in table().towns and holds_form(name)


def former_name(said: str) -> tuple[str, int, Region] | None:
    """Return the former name that a region is called by, the last year it was called so, and the region it is now.

    Parameters
    ----------
    said : str
        As for `find_regions`.

    Returns
    -------
    tuple of str, int and Region, or None
        None for what is still called so, and where it is not certain which is meant.

    Examples
    --------
    >>> name, until, now = former_name("浙江省临海县")
    >>> name, until, now.name, former_name("临海市")
    ('临海县', 1985, '临海市', None)
    """
    one = locate(said)
    if one is None or one.until is not None or said.endswith((one.name, one.short)):
        return None
    names = [
        (name, until) for (name, code), until in table().former.items() if code == one.code and said.endswith(name)
    ]
    return (*max(names, key=lambda pair: len(pair[0])), one) if names else None
