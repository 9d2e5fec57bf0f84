"""Looking for an indicator that one cannot name: the nearest names, and a search by words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import add

from govreport.asked import of_kind
from govreport.indicators.matching import Matcher
from govreport.indicators.names import key
from govreport.model import Indicator

__all__ = ["Nearest", "Places", "named", "search"]


#: how many names are kept in mind: what a sentence speaks of it says of several numbers, a report every year
_KEPT = 1 << 13


class Nearest:
    """Ranks indicators by the pairs of characters that their names share with a name.

    Parameters
    ----------
    names : iterable of (str, str)
        Key of a name, and id.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._ids: list[str] = []
        self._sizes: list[int] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._told: dict[tuple[str, int, float], tuple[str, ...]] = {}
        for text, id in dict.fromkeys(names):
            pairs = _pairs(text)
            for pair in pairs:
                self._places[pair].append(len(self._ids))
            self._ids.append(id)
            self._sizes.append(len(pairs))

    def rank(self, text: str, n: int, at_least: float = 0.3) -> tuple[str, ...]:
        """Return the ids of the `n` nearest names, the best first; none that shares too little."""
        asked = (text, n, at_least)
        if asked not in self._told:
            if len(self._told) >= _KEPT:
                self._told.clear()
            self._told[asked] = self._ranked(text, n, at_least)
        return self._told[asked]

    def _ranked(self, text: str, n: int, at_least: float) -> tuple[str, ...]:
        pairs = _pairs(text)
        sizes, many = self._sizes, len(pairs)
        least = at_least / 2 - 1e-9
        fewest = least * (many + 1)  # of the shortest name; a long one mostly has not so many that any name has
        known = [found for pair in pairs if (found := self._places.get(pair))]
        if len(known) < fewest:
            return ()
        hits: Counter[int] = Counter()
        for found in known:
            hits.update(found)
        best: dict[str, float] = {}
        for place, count in [
            one for one in hits.items() if one[1] >= fewest and one[1] >= least * (many + sizes[one[0]])
        ]:
            score = 2 * count / (many + sizes[place])
            if score >= at_least and score > best.get(self._ids[place], 0):
                best[self._ids[place]] = score
        return tuple(sorted(best, key=lambda id: -best[id])[:n])


def _pairs(text: str) -> list[str]:
    """The pairs, each once, in the order of the text: what is equally near always comes in the same order."""
    return list(dict.fromkeys(map(add, text, text[1:]))) or [text]


def search(indicators: Sequence[Indicator], matcher: Matcher, text: str) -> list[Indicator]:
    """Return the indicators that a Chinese or English word leads to.

    Parameters
    ----------
    indicators : sequence of Indicator
        In the order of the file.
    matcher : Matcher
        With their aliases.
    text : str
        A part of an id, of a name or of an alias, or a whole name.

    Returns
    -------
    list of Indicator
        The best first.

    Examples
    --------
    >>> cotton = Indicator("cotton", "agriculture", "棉花产量", "Cotton output", "万吨", "flow", "more", "")
    >>> [found.id for found in search([cotton], Matcher([], {}), "棉花")]
    ['cotton']
    """
    words, form = of_kind(text, str, "text", "a text").casefold().strip(), key(text)
    if not words:
        return []
    ranks: dict[str, int] = {}
    exact = matcher.match(text, "", "level") or matcher.match(text, "", "growth")
    if exact:
        ranks[exact.id] = 0
    for indicator in indicators:
        rank = _rank(indicator, words, form)
        if rank is not None:
            ranks[indicator.id] = min(rank, ranks.get(indicator.id, rank))
    for known, _, alias in matcher.wordings() if form else ():
        if form in known:
            ranks.setdefault(alias.id, 5)
    found = [indicator for indicator in indicators if indicator.id in ranks]
    return sorted(found, key=lambda indicator: ranks[indicator.id])


def named(indicators: Sequence[Indicator], matcher: Matcher, text: str) -> tuple[str, ...]:
    """Return the ids of the indicators that are called exactly so; see `Vocabulary.named`.

    Parameters
    ----------
    indicators : sequence of Indicator
        In the order of the file.
    matcher : Matcher
        With their aliases.
    text : str
        A name.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> cotton = Indicator("cotton", "agriculture", "棉花产量", "Cotton output", "万吨", "flow", "more", "")
    >>> named([cotton], Matcher([], {}), "cotton output")
    ('cotton',)
    """
    form, words = key(text), text.casefold().strip()
    own = [i.id for i in indicators if words and (words == i.name_en.casefold() or (form and form == _own(i.name_zh)))]
    if own or not form:
        return tuple(own)
    claims = matcher.claims(text)
    free = dict.fromkeys(alias.id for alias in claims if not alias.units and not alias.measures)
    return tuple(free) if len(free) == 1 else tuple(dict.fromkeys(alias.id for alias in claims))


@lru_cache(maxsize=_KEPT)
def _own(name: str) -> str:
    """The key of the name of an indicator: every search asks for those of all."""
    return key(name)


def _rank(indicator: Indicator, words: str, form: str) -> int | None:
    """How well the words fit the names of an indicator: 0 is best, None not at all."""
    english, name = indicator.name_en.casefold(), _own(indicator.name_zh)
    if words in (indicator.id, english) or words.replace(" ", "_") == indicator.id or (form and form == name):
        return 0
    if english.startswith(words) or indicator.id.startswith(words):
        return 1
    if words in indicator.id or words in english:
        return 2
    if form and form in name:
        return 3
    return 4 if words in indicator.note.casefold() or words == indicator.domain else None


class Places(dict[str, int]):
    """Places of ids, one behind all of them for an id that is not listed.

    Examples
    --------
    >>> Places({"gdp": 0})["grain_output-organic"]
    1
    """

    def __missing__(self, id: str) -> int:
        return len(self)
