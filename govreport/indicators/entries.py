"""The rows of the indicator table: what each must hold to stand."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govreport.errors import UnitError, VocabularyError
from govreport.indicators.table import DIRECTIONS, KINDS, SHARES, Problems, Row
from govreport.model import Indicator
from govreport.units import parse_unit

__all__ = ["DOMAINS", "Entry", "Holder", "read_entries"]

DOMAINS = (
    *("economy", "fiscal", "finance", "investment", "consumption", "trade", "transport", "employment", "income"),
    *("population", "innovation", "business", "agriculture", "industry", "environment", "social", "housing"),
    *("governance", "other"),
)
_ID = re.compile(r"[a-z][a-z0-9_]*")
_NBS_CODE = re.compile(r"A(?:[0-9A-Z]{2})+")
_COLUMNS = ("domain", "name_zh", "name_en", "unit", "kind", "direction", "note", "nbs_code")


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator, and the other units that count the same thing.

    Attributes
    ----------
    indicator : Indicator
    accepts : tuple of str
        Units without scale; "" stands for a number without a classifier.
    """

    indicator: Indicator
    accepts: tuple[str, ...] = ()

    def problems(self) -> list[VocabularyError]:
        """Return what is wrong with the cells."""
        found = Problems()
        _check_cells(self, found, f"indicator {self.indicator.id}")
        return found.found


class Holder:
    """What holds entries, listed ones and composed ones: the ground that the parts of a vocabulary share."""

    __slots__ = ()

    @abstractmethod
    def _entry(self, id: str) -> Entry:
        """Return the entry of an id."""


def read_entries(
    rows: Iterable[Row], known: Mapping[str, Entry], problems: Problems, *, strict: bool
) -> dict[str, Entry]:
    """Read the rows that bring new indicators.

    Parameters
    ----------
    rows : iterable of Row
        Of a table of indicators, or of one that extends a vocabulary.
    known : mapping of str to Entry
        The indicators that are there: a row may give them names, never another meaning.
    problems : Problems
        Takes what is wrong.
    strict : bool
        Look at every cell; the packaged table is known to be sound.

    Returns
    -------
    dict of str to Entry
        The new ones.

    Examples
    --------
    >>> row = Row("row 1", {"id": "toilets", "name_zh": "农村改厕", "unit": "万户"})
    >>> read_entries([row], {}, Problems(), strict=True)["toilets"].indicator.kind
    'flow'
    """
    new: dict[str, Entry] = {}
    for row in rows:
        id = row.get("id")
        if id in known:
            _check_same(row, known[id].indicator, problems)
            continue
        if id in new:
            problems.add(f"the id '{id}' is given twice", where=row.where, expected="one row for each indicator")
            continue
        entry = _entry(row)
        if strict and not _check_new(row, known, problems):
            continue
        if strict:
            _check_cells(entry, problems, row.where)
        new[id] = entry
    return new


def _entry(row: Row) -> Entry:
    unit = row.get("unit")
    indicator = Indicator(
        id=row.get("id"),
        domain=row.get("domain") or "other",
        name_zh=row.get("name_zh"),
        name_en=row.get("name_en") or row.get("id").replace("_", " ").capitalize(),
        unit=unit,
        kind=row.get("kind") or ("ratio" if unit in SHARES else "flow"),
        direction=row.get("direction") or "neither",
        note=row.get("note"),
        nbs_code=row.get("nbs_code"),
    )
    accepts = (part.strip() for part in row.get("accepts").split(","))
    return Entry(indicator, tuple("" if part == "-" else part for part in accepts if part))


def _check_new(row: Row, known: Mapping[str, Entry], problems: Problems) -> bool:
    """Whether the row can be an indicator of its own."""
    id = row.get("id")
    if not _ID.fullmatch(id):
        problems.add(
            "the id cannot stand",
            where=row.where,
            expected="lower-case letters, digits and _",
            found=f"'{id}'",
            like=known,
        )
        return False
    missing = [column for column in ("name_zh", "unit") if not row.get(column)]
    if missing and known and not row.get("name_zh"):
        problems.add("unknown indicator", where=row.where, found=f"'{id}'", like=known)
        problems.found[-1].hint = "a new one needs name_zh and unit"
        return False
    for column in missing:
        problems.add(f"the indicator '{id}' has no {column}", where=row.where)
    return not missing


def _check_same(row: Row, indicator: Indicator, problems: Problems) -> None:
    """A known id keeps its meaning: what the row says of it must agree."""
    for column in _COLUMNS:
        said, is_ = row.get(column), getattr(indicator, column)
        if said and said != is_ and column != "note":
            problems.add(
                f"'{indicator.id}' is known with another {column}",
                where=row.where,
                expected=f"'{is_}' or nothing",
                found=f"'{said}'",
            )


def _check_cells(entry: Entry, problems: Problems, where: str) -> None:
    indicator = entry.indicator
    for column, options in (("domain", DOMAINS), ("kind", KINDS), ("direction", DIRECTIONS)):
        found = getattr(indicator, column)
        if found not in options:
            problems.add(
                f"unknown {column}", where=where, expected=", ".join(options), found=f"'{found}'", like=options
            )
    if indicator.nbs_code and not _NBS_CODE.fullmatch(indicator.nbs_code):
        expected = "a table of the Bureau's annual database such as 'A0201'"
        problems.add("unknown form of nbs_code", where=where, expected=expected, found=f"'{indicator.nbs_code}'")
    _check_unit(indicator.unit, problems, where)
    for accepted in filter(None, entry.accepts):
        base = _check_unit(accepted, problems, where)
        if base not in (None, accepted):
            problems.add(
                "an accepted unit must be a plain one", where=where, expected=f"'{base}'", found=f"'{accepted}'"
            )


def _check_unit(unit: str, problems: Problems, where: str) -> str | None:
    """The base of the unit, None when it is unknown."""
    try:
        return parse_unit(unit).base
    except UnitError as error:
        problem = VocabularyError("unknown unit", where=where, found=f"'{unit}'", suggestions=error.suggestions)
        problems.found.append(problem)
        return None
