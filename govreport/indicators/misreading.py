"""Names of a flow, a rate or a stock whose words would find another of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from govreport.indicators.names import clean_name, key
from govreport.indicators.parsing import INSIDE, pieces
from govreport.indicators.table import read_rows
from govreport.indicators.wordings import needed_words
from govreport.indicators.words import DEED, NOUNS, lexicon
from govreport.model import Indicator
from govreport.tables import data_file

__all__ = [
    "NEW",
    "RENEWED",
    "Ratio",
    "added_to_removed",
    "added_to_stock",
    "another_sum",
    "done_by_places",
    "misread",
    "ratios",
    "renewed_for_new",
    "underway_for_new",
]

NEW, RENEWED, REMOVED, UNDERWAY = "new", "renewed", "removed", "underway"
#: how what goes on is said first of all, and the deed that says no more; what a plan has done (实施, 推进) is made
_GOES_ON = re.compile("^(?:加快|加速|提速|续建|在建|正在)|(?:加快|加速|提速|正在)(?:推进)?建设$")
_BUILDING = "建设"
#: how what a year adds is said first of all, and what is left when the rest is taken off
_ADDED, _NET = "新增", "净"
#: ids of what is built or added, and words of those of what is built that say that what is renewed counts as well
_NEW_IDS = re.compile("_(?:new(?:_count)?|built)$")
_BUILT = "_built"
_ALSO_RENEWED = re.compile(r"\b(?:[Rr]enewed|rebuilt|upgraded|enlarged|improved|reinforced|replacements)\b")
#: deeds that say how far a work is, and not which
_STAGES = frozenset({"completed", "underway", "started"})
#: who, what is done, what it is done to
_CLAUSE = 3
#: places that do something: 县（市、区）建立…制度 counts counties
_PLACES = re.compile("(?:城|[省市县区州镇乡村旗]|自治[区州县旗]|直辖市|街道|社区|小区|行政村){1,4}")
#: how they do it, which says nothing of what they do
_HOW = re.compile("份|整[省市县区乡镇村]|已经?|[均都]|全部|初步")
#: what is within a place, where 示范区 is a name that each gets
_WITHIN = re.compile("[学园社小片街]区$")
#: forms that count another way than a year's flow does
_SUMS = ("per_day", "per_month", "in_all")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A way to name a ratio, and what its indicator is called."""

    id: str
    pattern: re.Pattern[str]
    name_zh: str
    name_en: str
    unit: str
    needed: tuple[tuple[str, ...], ...]

    @property
    def two_sided(self) -> bool:
        """Whether the whole is named."""
        return "{1}" in self.name_zh


@cache
def ratios() -> tuple[Ratio, ...]:
    """Return the ways to name a ratio that come with the library, in the order of the table."""
    return tuple(
        Ratio(
            *(
                row.get("id"),
                re.compile(f"^(?:{row.get('pattern')})$"),
                row.get("name_zh"),
                row.get("name_en"),
                row.get("unit"),
            ),
            needed_words(row.get("pattern")),
        )
        for row in read_rows(data_file("ratios.tsv"), ("id", "pattern", "name_zh", "name_en", "unit"))
    )


@cache
def _sums() -> tuple[Ratio, ...]:
    return tuple(ratio for ratio in ratios() if ratio.id in _SUMS)


def another_sum(name: str, indicator: Indicator) -> bool:
    """Whether a name is of what there is in all, or of one day, and an indicator of what a year adds.

    Parameters
    ----------
    name : str
        The subject of a claim.
    indicator : Indicator
        That a wording without `累计` or `日均` would find.

    Returns
    -------
    bool

    Examples
    --------
    >>> greenways = Indicator("greenways_new", "environment", "新建绿道", "Greenways built", "公里", "flow", "more", "")
    >>> another_sum("累计建成绿道", greenways), another_sum("新建绿道", greenways)
    (True, False)
    """
    return _another_sum(clean_name(name), indicator)


def _another_sum(plain: str, indicator: Indicator) -> bool:
    if indicator.kind not in ("flow", "count"):
        return False
    return _is_sum(plain)


@lru_cache(maxsize=1 << 13)  # of one name are mostly several numbers
def _is_sum(plain: str) -> bool:
    return any(ratio.pattern.fullmatch(plain) for ratio in _sums())


def added_to_stock(plain: str, indicator: Indicator) -> bool:
    """Whether a name is of what a year adds, and an indicator of all there is.

    Parameters
    ----------
    plain : str
        The subject of a level, as `clean_name` leaves it.
    indicator : Indicator
        That it would find.

    Returns
    -------
    bool

    Examples
    --------
    >>> power = Indicator("smart_computing", "digital", "智能算力", "Smart computing", "EFLOPS", "stock", "more", "")
    >>> added_to_stock("新增智能算力", power), added_to_stock("智能算力", power)
    (True, False)
    """
    if indicator.kind != "stock":
        return False
    text = key(plain)
    firsts = (lexicon().by_text.get(text[:size], ()) for size in lexicon().sizes.get(text[:1], ()))
    added = any(word.id == NEW and word.kind == DEED and word.texts[0] == _ADDED for found in firsts for word in found)
    return (added and text[:1] in _ADDED + _NET) or text.endswith(_ADDED)


def renewed_for_new(plain: str, indicator: Indicator) -> bool:
    """Whether a name is of what was renewed only, and an indicator of what was built or added only.

    Parameters
    ----------
    plain : str
        The subject of a claim, as `clean_name` leaves it.
    indicator : Indicator
        That it would find.

    Returns
    -------
    bool

    Examples
    --------
    >>> parks = Indicator("parks_new", "housing", "新建公园", "Parks built", "个", "count", "more", "All kinds.")
    >>> renewed_for_new("改造提升公园", parks), renewed_for_new("新建改造公园", parks)
    (True, False)
    """
    if not _NEW_IDS.search(indicator.id):
        return False
    if indicator.id.endswith(_BUILT) and _ALSO_RENEWED.search(f"{indicator.name_en} {indicator.note}"):
        return False
    found = {word.id for piece in pieces(key(plain)) for word in piece.words if word.kind == DEED}
    return found - _STAGES == {RENEWED}


def underway_for_new(plain: str, indicator: Indicator) -> bool:
    """Whether a name is of what is being built, and an indicator of what was built or added.

    Parameters
    ----------
    plain : str
        The subject of a claim, as `clean_name` leaves it.
    indicator : Indicator
        That it would find.

    Returns
    -------
    bool

    Examples
    --------
    >>> parks = Indicator("parks_new", "housing", "新建公园", "Parks built", "个", "count", "more", "All kinds.")
    >>> underway_for_new("加快建设公园", parks), underway_for_new("加快建成公园", parks)
    (True, False)
    """
    if not _NEW_IDS.search(indicator.id) or not _GOES_ON.search(plain):
        return False
    does = [piece for piece in pieces(key(plain)) if any(word.kind == DEED for word in piece.words)]
    return all(piece.text == _BUILDING or any(word.id == UNDERWAY for word in piece.words) for piece in does)


def added_to_removed(plain: str, indicator: Indicator) -> bool:
    """Whether a name is of what was built or added, and an indicator of what was removed.

    Parameters
    ----------
    plain : str
        The subject of a claim, as `clean_name` leaves it.
    indicator : Indicator
        That it would find.

    Returns
    -------
    bool

    Examples
    --------
    >>> gone = Indicator("boilers_removed", "environment", "淘汰燃煤锅炉", "Boilers removed", "台", "count", "more", "")
    >>> added_to_removed("新增燃煤锅炉", gone), added_to_removed("新增淘汰燃煤锅炉", gone)
    (True, False)
    """
    if not _is_of_removed(indicator.name_zh):
        return False
    found = _deeds(plain)
    return found[:1] == [NEW] and REMOVED not in found


@cache
def _is_of_removed(name_zh: str) -> bool:
    return _deeds(name_zh)[:1] == [REMOVED]


def _deeds(name: str) -> list[str]:
    """The deeds that a name begins with or has in it; the first is "" where it begins with something else."""
    told = [[word.id for word in piece.words if word.kind == DEED] for piece in pieces(key(name))]
    return [deeds[0] if deeds else "" for deeds in told]


def misread(name: str, indicator: Indicator, measure: str) -> bool:
    """Whether a name is of a flow, a rate or a stock, and the indicator that it finds is another of them.

    Parameters
    ----------
    name : str
        The subject of a claim.
    indicator : Indicator
        That it finds.
    measure : str
        What is said of it.

    Returns
    -------
    bool

    Examples
    --------
    >>> power = Indicator("smart_computing", "digital", "智能算力", "Smart computing", "EFLOPS", "stock", "more", "")
    >>> misread("新增智能算力", power, "level"), misread("新增智能算力", power, "growth")
    (True, False)
    """
    plain = clean_name(name)
    if _another_sum(plain, indicator):
        return True
    asked = (added_to_stock, added_to_removed, renewed_for_new, underway_for_new)
    return measure == "level" and any(ask(plain, indicator) for ask in asked)


def done_by_places(name: str) -> bool:
    """Whether a name says what places do, and no more than what they do it to: 城市建立救助制度.

    Parameters
    ----------
    name : str
        The subject of a claim, as it stands behind the number.

    Returns
    -------
    bool

    Examples
    --------
    >>> done_by_places("县（市、区）整县建立救助制度"), done_by_places("县（市、区）划分义务教育学区")
    (True, True)
    >>> done_by_places("村入选示范村"), done_by_places("建立救助制度")
    (False, False)
    """
    found = [piece for piece in pieces(key(name)) if not _HOW.fullmatch(piece.text)]
    if len(found) < _CLAUSE or not _PLACES.fullmatch(found[0].text):
        return False
    place, does, done = found[0], found[1], found[-1]
    if not _WITHIN.search(done.text) and done.text.removesuffix("城").endswith(tuple(place.text)):
        return False
    deed = bool(does.words) and all(word.kind == DEED and INSIDE not in word.note for word in does.words)
    return deed and any(word.kind in NOUNS for word in done.words)
