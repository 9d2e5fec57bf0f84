"""What time does to names: dated breaks in what they mean, and the indicators that take their place."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, NamedTuple

from govreport.asked import methods_called_right
from govreport.indicators.entries import Holder
from govreport.indicators.table import Problems, Row, read_rows
from govreport.tables import data_file

__all__ = ["BREAK_KINDS", "SUCCESSOR_KINDS", "Break", "Dated", "Successor", "Timeline", "read_break", "read_successor"]

#: the kinds of break; `name` and `series` leave the figures comparable
BREAK_KINDS = ("meaning", "caliber", "unit", "source", "revision", "base", "series", "name")
SUCCESSOR_KINDS = ("renamed", "replaced")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")


@dataclass(frozen=True, slots=True)
class Break:
    """A year from which on a name means something else.

    Attributes
    ----------
    id : str
        The indicator.
    year : int
        The first year with the new meaning.
    change : str
        What is different.
    reason : str
        Why.
    source : str
        Who decided or published it.
    kind : str
        `meaning`: another thing; `caliber`: more or less is counted in; `unit`: stated in another unit; `source`: other
        statistics; `revision`: earlier levels were revised; `base`: another base year; `series`: began or ended;
        `name`: called otherwise, the figures as before.
    """

    id: str
    year: int
    change: str
    reason: str
    source: str
    kind: str = "caliber"

    @property
    def parts(self) -> bool:
        """Whether a change across it is none of the thing itself alone."""
        return self.kind not in ("series", "name")


@dataclass(frozen=True, slots=True)
class Successor:
    """An indicator that takes the place of another.

    Attributes
    ----------
    id : str
        The former one.
    successor : str
        The later one.
    year : int or None
        The first year of the later one; None where reports changed over one by one.
    kind : {"renamed", "replaced"}
        `renamed`: the same figures; `replaced`: another measure of what is asked for.
    reason, source : str
    """

    id: str
    successor: str
    year: int | None
    kind: str
    reason: str
    source: str


@dataclass(frozen=True)
class Timeline:
    """The breaks and successors of a vocabulary.

    Attributes
    ----------
    breaks : mapping of str to tuple of Break
        By indicator, in order of time.
    heirs : mapping of str to Successor
        By the former indicator.
    """

    breaks: Mapping[str, tuple[Break, ...]]
    heirs: Mapping[str, Successor]

    @classmethod
    def of(cls, breaks: Iterable[Break], successors: Iterable[Successor]) -> Timeline:
        """Sort breaks and successors by indicator; a later successor of the same indicator goes before an earlier."""
        found = sorted(breaks, key=lambda item: item.year)
        ids = dict.fromkeys(item.id for item in found)
        by_id = {id: tuple(item for item in found if item.id == id) for id in ids}
        return cls(by_id, {item.id: item for item in successors})

    def with_more(self, breaks: Iterable[Break], successors: Iterable[Successor]) -> Timeline:
        """Return a timeline that holds these too."""
        all_breaks = dict.fromkeys([*(item for some in self.breaks.values() for item in some), *breaks])
        return Timeline.of(all_breaks, [*self.heirs.values(), *successors])

    def of_these(self, ids: Container[str]) -> Timeline:
        """Return the part that speaks of these indicators alone, and of the ids that they had before."""
        heirs = {
            id: item
            for id, item in self.heirs.items()
            if item.successor in ids and (id in ids or item.kind == "renamed")
        }
        return Timeline({id: some for id, some in self.breaks.items() if id in ids}, heirs)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "breaks": [asdict(item) for some in self.breaks.values() for item in some],
            "successors": [asdict(item) for item in self.heirs.values()],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Timeline:
        """Return what `to_dict` wrote; the packaged one for data saved before it did."""
        if "breaks" not in data:
            return packaged_timeline()
        return cls.of((Break(**item) for item in data["breaks"]), (Successor(**item) for item in data["successors"]))

    def chain(self, id: str) -> tuple[Successor, ...]:
        """Follow the successors of an indicator to the last."""
        found: list[Successor] = []
        while (step := self.heirs.get(id)) and step not in found:
            found.append(step)
            id = step.successor
        return tuple(found)

    def renamed(self, id: str) -> str:
        """Return the id that an indicator has now, of a retired one; else the id itself."""
        for step in self.chain(id):
            if step.kind != "renamed":
                break
            id = step.successor
        return id

    def orphans(self, ids: Container[str]) -> list[str]:
        """Say which breaks and successors belong to no indicator."""
        found = [f"a break of '{id}' belongs to no indicator" for id in self.breaks if id not in ids]
        for item in self.heirs.values():
            there = (item.successor,) if item.kind == "renamed" else (item.id, item.successor)
            missing = [f"'{id}'" for id in there if id not in ids]
            found += [f"a successor of '{item.id}' belongs to no indicator: found {', '.join(missing)}"] * bool(missing)
        return found


@cache
def packaged_timeline() -> Timeline:
    """Return the breaks and successors that come with the library."""
    problems = Problems()
    breaks = [read_break(row, problems) for row in read_rows(data_file("breaks.tsv"), ("id", "year", "change"))]
    heirs = [read_successor(row, problems) for row in read_rows(data_file("successors.tsv"), ("id", "successor"))]
    problems.report()
    return Timeline.of(filter(None, breaks), filter(None, heirs))


def read_break(row: Row, problems: Problems, ids: Iterable[str] | None = None) -> Break | None:
    """Read a row of the table of breaks.

    Parameters
    ----------
    row : Row
        With `id`, `year`, `kind`, `change`, `reason`, `source`.
    problems : Problems
        Takes what is wrong with it.
    ids : iterable of str, optional
        The indicators there are.

    Returns
    -------
    Break or None
        None when it cannot stand.

    Examples
    --------
    >>> row = Row("b.tsv:2", {"id": "parks", "year": "2019", "change": "villages counted in", "reason": "new rules"})
    >>> read_break(row, Problems()).kind
    'caliber'
    """
    count = len(problems.found)
    id, year, kind = _dated(row, _BREAK, problems, ids)
    for column in ("change", "reason"):
        if not row.get(column):
            problems.add(f"the break of '{id}' has no {column}", where=row.where)
    if len(problems.found) > count or year is None:
        return None
    return Break(id, year, row.get("change"), row.get("reason"), row.get("source"), kind)


def read_successor(row: Row, problems: Problems, ids: Iterable[str] | None = None) -> Successor | None:
    """Read a row of the table of successors.

    Parameters
    ----------
    row : Row
        With `id`, `successor`, `year`, `kind`, `reason`, `source`.
    problems : Problems
        Takes what is wrong with it.
    ids : iterable of str, optional
        The indicators there are.

    Returns
    -------
    Successor or None
        None when it cannot stand.

    Examples
    --------
    >>> row = Row("s.tsv:2", {"id": "old_parks", "successor": "parks", "kind": "renamed"})
    >>> read_successor(row, Problems()).successor
    'parks'
    """
    count = len(problems.found)
    id, year, kind = _dated(row, _SUCCESSION, problems, ids)
    successor = row.get("successor")
    if ids is not None and successor not in ids:
        problems.add("the successor is no indicator", where=row.where, found=f"'{successor}'", like=ids)
    if id == successor:
        problems.add("an indicator cannot succeed itself", where=row.where, found=f"'{id}'")
    if len(problems.found) > count:
        return None
    return Successor(id, successor, year, kind, row.get("reason"), row.get("source"))


class _Table(NamedTuple):
    """What the rows of a dated table are called, their kinds, the kind where none is said, whether a year must be."""

    row: str
    name: str
    kinds: tuple[str, ...]
    usual: str
    dated: bool


_BREAK = _Table("break", "break", BREAK_KINDS, "caliber", True)
_SUCCESSION = _Table("successor", "succession", SUCCESSOR_KINDS, "replaced", False)


def _dated(row: Row, table: _Table, problems: Problems, ids: Iterable[str] | None) -> tuple[str, int | None, str]:
    """The indicator, year and kind of a row; what is wrong with them is noted."""
    id, kind = row.get("id"), row.get("kind") or table.usual
    if ids is not None and id not in ids:
        problems.add(f"the {table.row} belongs to no indicator", where=row.where, found=f"'{id}'", like=ids)
    year = _year(row, problems, needed=table.dated)
    if kind not in table.kinds:
        expected = ", ".join(table.kinds)
        what = f"unknown kind of {table.name}"
        problems.add(what, where=row.where, expected=expected, found=f"'{kind}'", like=table.kinds)
    return id, year, kind


def _year(row: Row, problems: Problems, *, needed: bool) -> int | None:
    text = row.get("year")
    if _YEAR.fullmatch(text):
        return int(text)
    if text or needed:
        problems.add("not a year", where=row.where, expected="a year such as 2013", found=f"'{text}'")
    return None


@methods_called_right
class Dated(Holder):
    """The part of a vocabulary that knows of time."""

    __slots__ = ()

    _timeline: Timeline

    def breaks(self, id: str, *, every: bool = False) -> tuple[Break, ...]:
        """Return the years from which on an indicator means something else.

        Parameters
        ----------
        id : str
            An indicator.
        every : bool, default False
            Those too that leave the figures comparable: a change of name, the first or last year of a series.

        Returns
        -------
        tuple of Break
            In order of time.

        Raises
        ------
        UnknownIdError
            When there is no such indicator.

        Examples
        --------
        >>> from govreport import vocabulary
        >>> [(found.year, found.kind) for found in vocabulary().breaks("net_income_rural")]
        [(2013, 'meaning')]
        """
        self._entry(id)
        found = self._timeline.breaks.get(id, ())
        return found if every else tuple(item for item in found if item.parts)

    def successors(self, id: str) -> tuple[Successor, ...]:
        """Return what took the place of an indicator, and what of that.

        Parameters
        ----------
        id : str
            An indicator.

        Returns
        -------
        tuple of Successor
            The chain, step by step; empty for one that holds.

        Raises
        ------
        UnknownIdError
            When there is no such indicator.

        Examples
        --------
        >>> from govreport import vocabulary
        >>> [(step.successor, step.year) for step in vocabulary().successors("net_income_rural")]
        [('disposable_income_rural', 2013)]
        """
        self._entry(id)
        return self._timeline.chain(id)

    def current(self, id: str) -> str:
        """Return the id that an indicator has now: of a retired one the one that took its place, else the same.

        Parameters
        ----------
        id : str
            Any text.

        Returns
        -------
        str

        Examples
        --------
        >>> from govreport import vocabulary
        >>> vocabulary().current("billion_firms_1"), vocabulary().current("gdp")
        ('firms_over_100m', 'gdp')
        """
        return self._timeline.renamed(id)

    def predecessors(self, id: str) -> tuple[Successor, ...]:
        """Return what an indicator took the place of, directly or by way of others.

        Parameters
        ----------
        id : str
            An indicator.

        Returns
        -------
        tuple of Successor
            One step for each former indicator, those that this one follows directly first.

        Raises
        ------
        UnknownIdError
            When there is no such indicator.

        Examples
        --------
        >>> from govreport import vocabulary
        >>> [step.id for step in vocabulary().predecessors("gdp")]
        ['gnp', 'national_income', 'agriculture_industry_output']
        """
        self._entry(id)
        chains = [(self._timeline.chain(step.id), step) for step in self._timeline.heirs.values()]
        found = [(len(chain), step) for chain, step in chains if any(one.successor == id for one in chain)]
        return tuple(step for _, step in sorted(found, key=lambda pair: pair[0]))
