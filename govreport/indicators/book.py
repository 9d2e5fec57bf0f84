"""`Vocabulary`: the indicators, and the names that reports call them by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, NoReturn

from govreport.asked import called_right, methods_called_right, of_kind
from govreport.errors import InputError, UnknownIdError, closest
from govreport.indicators.checking import check_aliases, faults
from govreport.indicators.composing import Composer
from govreport.indicators.entries import Entry
from govreport.indicators.finding import Nearest, named, search
from govreport.indicators.listing import Listing
from govreport.indicators.loading import read_extension, read_saved, read_tables, write_tables
from govreport.indicators.matching import Matcher
from govreport.indicators.misreading import misread
from govreport.indicators.names import key
from govreport.indicators.table import Problems
from govreport.indicators.timeline import Dated, Timeline, packaged_timeline
from govreport.indicators.wordings import Alias, ends
from govreport.language import agreeing
from govreport.model import OBSERVED, Indicator, Match

__all__ = ["Vocabulary", "given_or_packaged", "vocabulary"]


@methods_called_right
class Vocabulary(Dated, Listing):
    """The indicators and the names that reports call them by; immutable, `extend` returns a new one.

    Iterating gives the ids in the order of the file; `vocabulary["gdp"]` is an `Indicator`.

    Parameters
    ----------
    entries : iterable of Entry
        The indicators, with the units they accept.
    aliases : iterable of Alias
        Their wordings; the names of the indicators are added by themselves.
    timeline : Timeline, optional
        Breaks and successors; the packaged ones of these indicators by default.
    composes : bool, default False
        Whether a name that nobody listed is taken apart, and an indicator composed of its parts (`data/words.tsv`);
        the packaged vocabulary does, one of your own indicators alone does not.

    Examples
    --------
    >>> book = vocabulary()
    >>> book["gdp"].name_zh, "gdp" in book
    ('地区生产总值', True)
    >>> book.lookup("规上工业增加值", measure="growth").id
    'industrial_value_added_above_scale'
    """

    __slots__ = ("_aliases", "_composer", "_entries", "_faults", "_matcher", "_nearest", "_order", "_timeline")

    _aliases: tuple[Alias, ...]
    _composer: Composer | None
    _entries: dict[str, Entry]
    _faults: tuple[str, ...] | None
    _matcher: Matcher
    _nearest: Nearest | None
    _order: dict[str, int]
    _timeline: Timeline

    def __init__(
        self,
        entries: Iterable[Entry],
        aliases: Iterable[Alias],
        timeline: Timeline | None = None,
        *,
        composes: bool = False,
    ) -> None:
        known = {entry.indicator.id: entry for entry in entries}
        given = tuple(aliases)
        names = tuple(Alias(id, entry.indicator.name_zh, "literal") for id, entry in known.items())
        units = {id: entry.indicator.unit for id, entry in known.items()}
        self._set("_entries", known)
        self._set("_aliases", given)
        self._set("_order", {id: place for place, id in enumerate(known)})
        self._set("_matcher", Matcher((*names, *given), units))
        self._set("_faults", None)
        self._set("_nearest", None)
        listed = (entry.indicator for entry in known.values())
        self._set("_composer", Composer(listed, given, self._matcher) if composes else None)
        self._set("_timeline", packaged_timeline().of_these(known) if timeline is None else timeline)

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Vocabulary cannot be changed; extend() returns a new one")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Vocabulary cannot be changed; extend() returns a new one")

    def __reduce__(self) -> tuple[Any, ...]:
        parts = (tuple(self._entries.values()), self._aliases, self._timeline)
        return partial(Vocabulary, composes=self._composer is not None), parts

    # -- loading -----------------------------------------------------------------------------------

    @classmethod
    def load(cls, indicators: str | Path | None = None, aliases: str | Path | None = None) -> Vocabulary:
        """Read a vocabulary from its files.

        Parameters
        ----------
        indicators : path, optional
            A table like `data/indicators.tsv`; the packaged one when left out.
        aliases : path, optional
            A table like `data/aliases.tsv`; when left out the packaged one, and none beside indicators of your own.

        Returns
        -------
        Vocabulary

        Raises
        ------
        InputError
            When a file is not there or is not text.
        VocabularyError
            When rows cannot stand: all problems in one error.

        Examples
        --------
        >>> len(Vocabulary.load()) > 149
        True
        """
        made = cls(*read_tables(indicators, aliases), composes=indicators is None)
        if indicators or aliases:
            made._refuse_rivals()
        return made

    def extend(self, source: str | Path | Iterable[Mapping[str, str]]) -> Vocabulary:
        """Return a vocabulary with further indicators, or further names for known ones.

        Parameters
        ----------
        source : path or iterable of mapping
            A tab-separated file, a folder of them, or rows. `id` and `aliases` (several with `|` between them) for a
            known indicator; `id`, `name_zh`, `unit` for a new one, and `domain`, `name_en`, `kind`, `direction`,
            `accepts`, `aliases`, `note`, `nbs_code` where there is something to say. Rows with the columns of the
            packaged `aliases.tsv`, `breaks.tsv` or `successors.tsv` are read as these.

        Returns
        -------
        Vocabulary

        Raises
        ------
        VocabularyError
            When rows cannot stand or contradict what is known: all problems in one error.

        Examples
        --------
        >>> row = {"id": "dead_ends", "name_zh": "打通断头路", "unit": "条", "aliases": "贯通断头路"}
        >>> vocabulary().extend([row]).lookup("贯通断头路").id
        'dead_ends'
        """
        new = read_extension(source, self._entries, self._matcher)
        timeline = self._timeline.with_more(new.breaks, new.successors)
        entries, aliases = {**self._entries, **new.entries}.values(), (*new.aliases, *self._aliases)
        made = Vocabulary(entries, aliases, timeline, composes=self._composer is not None)
        new.problems.found += check_aliases(made._matcher)
        new.problems.report()
        return made

    def to_dict(self) -> dict[str, Any]:
        """Return all there is to know, for a file in JSON.

        Returns
        -------
        dict
            For `from_dict`.

        Examples
        --------
        >>> Vocabulary.from_dict(vocabulary().to_dict()).ids == vocabulary().ids
        True
        """
        saved = write_tables(self._entries.values(), self._aliases, self._timeline)
        return {**saved, "composes": self._composer is not None}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Vocabulary:
        """Return the vocabulary that `to_dict` wrote.

        Parameters
        ----------
        data : mapping
            From `to_dict`.

        Returns
        -------
        Vocabulary

        Raises
        ------
        InputError
            When it is nothing of the kind.

        Examples
        --------
        >>> saved = vocabulary().to_dict()
        >>> Vocabulary.from_dict(saved).lookup("社零总额").id
        'retail_sales'
        """
        parts = read_saved(data)
        composes = data.get("composes", False)
        if not isinstance(composes, bool):
            raise InputError("not a vocabulary that govreport saved", where="composes", expected="true or false")
        return cls(*parts, composes=composes)

    def _refuse_rivals(self) -> None:
        problems = Problems()
        problems.found += check_aliases(self._matcher)
        problems.report()

    # -- the indicators ----------------------------------------------------------------------------

    def __getitem__(self, id: str) -> Indicator:
        return self._entry(id).indicator

    def __contains__(self, id: object) -> bool:
        return id in self._entries or self._composed(id) is not None

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __repr__(self) -> str:
        return agreeing(f"<Vocabulary: {len(self)} indicators, {len(self._aliases)} aliases>")

    def _entry(self, id: str) -> Entry:
        try:
            return self._entries[id]
        except (KeyError, TypeError):
            now = self._timeline.renamed(id) if isinstance(id, str) else id
            if now != id:
                return self._entry(now)
            composed = self._composed(id)
            if composed is None:
                raise self._unknown(id) from None
            return Entry(composed)

    def _composed(self, id: object) -> Indicator | None:
        return self._composer.indicator(id) if self._composer is not None and isinstance(id, str) else None

    def _unknown(self, id: object) -> UnknownIdError:
        text = str(id)
        near = closest(text, self._entries) if text.isascii() else self.nearest(text)
        return UnknownIdError(
            "unknown indicator",
            found=f"'{text}'",
            suggestions=near,
            hint=None if near else "Vocabulary.search finds ids by Chinese or English words",
        )

    # -- finding -----------------------------------------------------------------------------------

    def lookup(self, name: str, *, unit: str = "", measure: str = "level", composed: bool = True) -> Match | None:
        """Return the indicator that a name means.

        Parameters
        ----------
        name : str
            The subject of a claim.
        unit : str, default ""
            The unit as written: `出口` in 亿元 is exports, in 万辆 it is not.
        measure : str, default "level"
            What is said of it: `居民收入` is disposable income where a growth is given. What the completion of a plan
            is of is found as its level is.
        composed : bool, default True
            Whether a name that is not listed may find an indicator by its parts.

        Returns
        -------
        Match or None
            None when the name is no indicator: a part, a neighbour or a look-alike is not.

        Raises
        ------
        InputError
            When the measure is none.

        Examples
        --------
        >>> vocabulary().lookup("其中出口", unit="亿元")
        Match(id='exports', alias='出口', rule='exact')
        >>> vocabulary().lookup("对欧盟出口", unit="亿元") is None
        True
        >>> vocabulary().lookup("新增省级绿色数据中心", unit="个")
        Match(id='data_centres-provincial-green-new', alias='新增省级绿色数据中心', rule='composed')
        """
        if measure not in OBSERVED:
            near = closest(str(measure), OBSERVED)
            expected = ", ".join(OBSERVED)
            raise InputError("unknown measure", expected=expected, found=f"'{measure}'", suggestions=near)
        measure = "level" if measure == "completion" else measure
        match = self._matcher.match(of_kind(name, str, "name", "a text"), unit, measure)
        if match is not None and not misread(name, self._entries[match.id].indicator, measure):
            return match
        return self._composer.match(name, unit, measure) if composed and self._composer is not None else None

    def nearest(self, name: str, n: int = 3) -> tuple[str, ...]:
        """Return the indicators whose names look most like a name.

        Parameters
        ----------
        name : str
            A name that is no indicator.
        n : int, default 3
            How many at most.

        Returns
        -------
        tuple of str
            Ids, the nearest first; empty when none is near.

        Examples
        --------
        >>> vocabulary().nearest("新建改建农村公路桥梁", 1)
        ('rural_roads_built',)
        """
        if self._nearest is None:
            self._set("_nearest", Nearest(self._short_names()))
        assert self._nearest is not None
        return self._nearest.rank(key(name), n)

    def _short_names(self) -> Iterator[tuple[str, str]]:
        """A few wordings of every indicator: all of them would say the same again."""
        for id, entry in self._entries.items():
            yield key(entry.indicator.name_zh), id
        for alias in self._aliases:
            yield from ((key(text), alias.id) for text in ends(alias))

    def search(self, text: str) -> list[Indicator]:
        """Return the indicators that a Chinese or English word leads to.

        Parameters
        ----------
        text : str
            A part of an id, of a name or of an alias, or a whole name as a report writes it.

        Returns
        -------
        list of Indicator
            The best first; empty when nothing fits.

        Examples
        --------
        >>> [found.id for found in vocabulary().search("retail")][:1]
        ['retail_sales']
        >>> vocabulary().search("社零总额")[0].id
        'retail_sales'
        """
        return search([entry.indicator for entry in self._entries.values()], self._matcher, text)

    def named(self, name: str) -> tuple[str, ...]:
        """Return the ids of the indicators that are called exactly so, whatever the unit.

        Parameters
        ----------
        name : str
            A Chinese or English name, or one of the wordings that reports use.

        Returns
        -------
        tuple of str
            One id; several where the unit or the measure decides (粮食 is an output or an area); none where nothing is.

        Examples
        --------
        >>> vocabulary().named("国内生产总值"), vocabulary().named("粮食"), vocabulary().named("粮")
        (('gdp',), ('grain_output', 'grain_area'), ())
        """
        return named([entry.indicator for entry in self._entries.values()], self._matcher, name)

    def check(self) -> list[str]:
        """Return what is wrong with the vocabulary.

        Returns
        -------
        list of str
            Empty when every wording leads to its own indicator alone, every unit is known and every break belongs
            to an indicator.

        Examples
        --------
        >>> vocabulary().check()
        []
        """
        if self._faults is None:
            found = (*faults(self._matcher, self._entries), *self._timeline.orphans(self._entries))
            self._set("_faults", found)
        return list(self._faults or ())


@cache
@called_right
def vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the library.

    Returns
    -------
    Vocabulary
        The same object every time.

    Examples
    --------
    >>> vocabulary() is vocabulary()
    True
    """
    return Vocabulary.load()


def given_or_packaged(given: Vocabulary | None) -> Vocabulary:
    """Return the vocabulary that is asked for, the packaged one where none is.

    Parameters
    ----------
    given : Vocabulary, optional

    Returns
    -------
    Vocabulary

    Raises
    ------
    InputError
        If it is something else.

    Examples
    --------
    >>> given_or_packaged(None) is vocabulary()
    True
    """
    return vocabulary() if given is None else of_kind(given, Vocabulary, "vocabulary", "a Vocabulary")
