"""From a name to its indicator: a dictionary of wordings first, then patterns, then names with less around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from govreport.errors import UnitError
from govreport.indicators.names import compiled, key, relaxed
from govreport.indicators.table import SHARES
from govreport.indicators.wordings import Alias, bare, expand, needed_words, share
from govreport.model import Match
from govreport.units import parse_unit

__all__ = ["Matcher", "Rival", "all_held"]

AMOUNTS = ("level", "change")
_NATURES = ("money", "mass", "area", "length", "energy", "power", "percent", "mass/volume")
_TIMES = ("months", "days", "years")
_CACHE_SIZE = 100_000
_LONGEST = 48  # no name is longer, and the patterns must not run wild on what is none


class _Wording(NamedTuple):
    alias: Alias
    text: str


class Rival(NamedTuple):
    """Two aliases that claim one name."""

    text: str
    first: Alias
    second: Alias


class _Patterns:
    """The patterns in their order, found by the words that a name must hold to fit them."""

    def __init__(self, aliases: tuple[Alias, ...]) -> None:
        self._aliases = aliases
        self._fits: dict[str, tuple[Alias, ...]] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        self._loose: list[int] = []
        self._others: list[tuple[tuple[str, ...], ...]] = []
        for place, alias in enumerate(self._aliases):
            needed = needed_words(alias.text)
            if not needed:
                self._loose.append(place)
            for word in needed[0] if needed else ():
                self._places[word].append(place)
            self._others.append(needed[1:])
        self._places = dict(self._places)
        self._sizes: dict[str, set[int]] = defaultdict(set)
        for word in self._places:
            self._sizes[word[0]].add(len(word))
        self._sizes = dict(self._sizes)

    def fitting(self, text: str) -> tuple[Alias, ...]:
        """Return the aliases whose pattern fits, in the order of the file; each is compiled when it is first tried."""
        if len(text) > _LONGEST:
            return ()
        known = self._fits.get(text)
        if known is None:
            if len(self._fits) >= _CACHE_SIZE:
                self._fits.clear()
            known = self._fits[text] = tuple(self._tried(text))
        return known

    def _tried(self, text: str) -> Iterator[Alias]:
        places = set(self._loose)
        known, sizes = self._places, self._sizes
        for at, letter in enumerate(text):
            for size in sizes.get(letter, ()):
                word = text[at : at + size]
                if word in known:
                    places.update(known[word])
        for place in sorted(places):
            alias = self._aliases[place]
            if all_held(self._others[place], text) and compiled(alias.text).fullmatch(text):
                yield alias

    def loose(self) -> Iterator[Alias]:
        """Yield the patterns without a fixed word."""
        return (self._aliases[place] for place in self._loose)

    def __iter__(self) -> Iterator[Alias]:
        return iter(self._aliases)


#: a vocabulary that extends another has its patterns, and most often no other
_patterns = lru_cache(maxsize=8)(_Patterns)


class Matcher:
    """Finds the indicator of a name.

    Parameters
    ----------
    aliases : iterable of Alias
        In the order in which they are tried.
    units : mapping of str to str
        The canonical unit of every indicator.
    """

    def __init__(self, aliases: Iterable[Alias], units: Mapping[str, str]) -> None:
        self._units = units
        self._exact: dict[str, list[_Wording]] = defaultdict(list)
        self._cache: dict[tuple[str, str, str], Match | None] = {}
        given = tuple(aliases)
        self._patterns = _patterns(tuple(alias for alias in given if alias.kind == "pattern"))
        for alias in given:
            if alias.kind == "pattern":
                continue
            for form, text in _worded(alias.kind, alias.text):
                known = self._exact[form]
                if not known or not any(_same(alias, other.alias) for other in known):
                    known.append(_Wording(alias, text))
        self._exact = dict(self._exact)

    def match(self, name: str, unit: str, measure: str) -> Match | None:
        """Return how a name finds its indicator, None when it does not."""
        asked = (name, unit, measure)
        try:
            return self._cache[asked]
        except KeyError:
            pass
        if len(self._cache) >= _CACHE_SIZE:
            self._cache.clear()
        found = self._cache[asked] = self._find(name, bare(unit), measure)
        return found

    def _find(self, name: str, unit: str, measure: str) -> Match | None:
        for rule, text in relaxed(name, measure):
            for wording in self._exact.get(text, ()):
                if self._holds(wording.alias, unit, measure):
                    return Match(wording.alias.id, wording.text, rule)
            for alias in self._patterns.fitting(text):
                if self._holds(alias, unit, measure):
                    return Match(alias.id, alias.text, "pattern" if rule == "exact" else rule)
        return None

    def exact(self, name: str, unit: str, measure: str) -> str | None:
        """Return the id that a wording has as it stands, with nothing taken off it."""
        return next((alias.id for alias in self.claims(name) if self._holds(alias, bare(unit), measure)), None)

    def _holds(self, alias: Alias, unit: str, measure: str) -> bool:
        """Whether the alias means this number: `出口` in 万辆 is not the value of exports."""
        if alias.measures and measure not in alias.measures:
            return False
        canonical = self._units[alias.id]
        if measure == "level" and share(unit) and not _is_share(canonical):
            return False
        if measure in AMOUNTS and _of_another_nature(unit, canonical):
            return False
        if not alias.units or not unit or measure not in AMOUNTS:
            return True
        return any(_fits(unit, wanted) for wanted in alias.units)

    def claims(self, text: str) -> list[Alias]:
        """Return the aliases of other wordings and patterns that fit a wording exactly."""
        form = key(text)
        return [*(wording.alias for wording in self._exact.get(form, ())), *self._patterns.fitting(form)]

    def wordings(self) -> Iterator[tuple[str, str, Alias]]:
        """Yield every wording: its key, its text, its alias."""
        for form, wordings in self._exact.items():
            for wording in wordings:
                yield form, wording.text, wording.alias

    def rivals(self) -> Iterator[Rival]:
        """Yield the names that two indicators claim for the same numbers."""
        for wordings in self._exact.values():
            for place, wording in enumerate(wordings):
                for other in wordings[:place]:
                    if other.alias.id != wording.alias.id and _overlap(other.alias, wording.alias):
                        yield Rival(wording.text, other.alias, wording.alias)

    def loose(self) -> Iterator[Alias]:
        """Yield the patterns without a fixed word: every name would have to be tried against them."""
        return self._patterns.loose()

    def patterns(self) -> Iterator[Alias]:
        """Yield the aliases that are patterns."""
        return iter(self._patterns)


def all_held(choices: tuple[tuple[str, ...], ...], text: str) -> bool:
    """Whether of each choice a word stands in a text.

    Parameters
    ----------
    choices : tuple of tuple of str
        As `table.needed_words` gives them.
    text : str

    Returns
    -------
    bool

    Examples
    --------
    >>> all_held((("港口",), ("货物", "旅客")), "港口旅客吞吐量"), all_held((("港口",),), "机场")
    (True, False)
    """
    for words in choices:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


@lru_cache(maxsize=4096)
def _worded(kind: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return the wordings of an alias with their keys; a vocabulary that extends another has most of them in common."""
    return tuple((key(one), one) for one in ([text] if kind == "literal" else expand(text)))


def _same(one: Alias, other: Alias) -> bool:
    return (one.id, one.units, one.measures) == (other.id, other.units, other.measures)


def _fits(unit: str, wanted: str) -> bool:
    return "元" in unit if wanted == "money" else unit.startswith(wanted) or unit == wanted


@lru_cache(maxsize=8192)
def _of_another_nature(unit: str, canonical: str) -> bool:
    """Whether no amount in one unit can be an amount in the other: `森林覆盖率` in 万亩 is a forest, not a rate.

    Another currency, households where estates are counted, pay by the month (`元/月`) or a concentration whose volume
    is left out (`下降3微克`) is no other nature: those are conflicts, to be listed.
    """
    try:
        found, wanted = parse_unit(unit).dimension, parse_unit(canonical).dimension
    except UnitError:
        return False
    if (found.startswith(f"{wanted}/") and found.rpartition("/")[2] in _TIMES) or wanted.startswith(f"{found}/"):
        return False
    if wanted == "percent" and found == "percentage points":
        return False
    return found != wanted and found != "number" and wanted in _NATURES


def _is_share(unit: str) -> bool:
    return unit in SHARES or unit == "倍" or unit.endswith("/百人")


def _overlap(one: Alias, other: Alias) -> bool:
    """Whether both hold for some number."""
    shared = set(one.measures) & set(other.measures) if one.measures and other.measures else None
    if shared is None:
        shared = set(one.measures or other.measures) or {"level", "growth"}
    if shared - set(AMOUNTS):
        return True
    return bool(shared) and (not one.units or not other.units or bool(set(one.units) & set(other.units)))
