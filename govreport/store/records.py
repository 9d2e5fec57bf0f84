"""What a store knows of each thing it was told to read: one record a place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from govreport.errors import GovReportError, InputError
from govreport.panel.checking import REPORT_YEARS
from govreport.panel.journal import ReportNote, Skipped
from govreport.panel.schema import Failure
from govreport.panel.worded import made, plain, sound
from govreport.store.places import OF_REPORTS, ROW, table_of_row

__all__ = ["FIELDS", "KINDS", "LATER", "WHOLE", "Record", "framed", "from_rows", "places_in_order", "records_in"]

#: what can be said of a place: a report of it was read, it could not be read, it was passed over, it is to be forgotten
KINDS = ("read", "failed", "skipped", "dropped")
#: the whole numbers of a record, and how large each can be
WHOLE = {"number": 2**62, "year": REPORT_YEARS[1], "characters": 10**10, "metrics": 10**9}
#: what many records say alike
_SHARED = ("kind", "made", "file", "region", "region_code", "warnings", "speaks_of")
#: what records of earlier versions do not have
LATER = {"speaks_of": ""}
_NUMBER = re.compile(r"(?<=, row )\d+$")


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one place.

    Attributes
    ----------
    place : str
        Where it is, from the folder of the store; the same thing has the same place in every update.
    source : str
        What it is called in errors and in the data.
    kind : str
        One of `KINDS`.
    key : str
        Digest of what was read.
    made : str
        Version of the library and digest of the vocabulary that read it.
    number : int
        Of the report, by which its rows are found; 0 where there are none.
    file : str
        Which file of the store holds its rows.
    region, region_code, year, characters, metrics, warnings, digest, speaks_of
        As in `ReportNote`.
    said : str
        Why it was passed over; the error as JSON; of a report, what it says of its goals in words, as JSON.
    """

    place: str
    source: str
    kind: str
    key: str = ""
    made: str = ""
    number: int = 0
    file: str = ""
    region: str = ""
    region_code: str = ""
    year: int = 0
    characters: int = 0
    metrics: int = 0
    warnings: str = "[]"
    digest: str = ""
    said: str = ""
    speaks_of: str = ""

    @staticmethod
    def of_note(note: ReportNote, place: str, key: str, made: str, number: int) -> Record:
        """Return the record of a report that was read."""
        return Record(
            place,
            note.source,
            "read",
            key,
            made,
            number,
            "",
            note.region,
            note.region_code,
            note.year,
            note.characters,
            note.metrics,
            json.dumps(note.warnings, ensure_ascii=False),
            note.digest,
            json.dumps(plain(note.worded), ensure_ascii=False) if note.worded else "",
            note.speaks_of,
        )

    @staticmethod
    def of_failure(failure: Failure, place: str, key: str, made: str) -> Record:
        """Return the record of what could not be read."""
        said = json.dumps(failure.error.to_dict(), ensure_ascii=False)
        return Record(place, failure.source, "failed", key, made, said=said)

    def _checked(self) -> Record:
        """The record, if what it says of warnings, words and errors can be read; most say nothing."""
        if (self.said or self.warnings != "[]") and not _sound(self.to_dict()):
            raise InputError("the list of reports is damaged", where=self.source, found=self.said)
        return self

    def note(self) -> ReportNote:
        """Return the row of `Store.reports`."""
        self._checked()
        return ReportNote(
            self.region,
            self.region_code,
            self.year,
            self.source,
            self.characters,
            self.metrics,
            () if self.warnings == "[]" else tuple(json.loads(self.warnings)),
            self.digest,
            made(json.loads(self.said)) if self.said else (),
            self.speaks_of,
        )

    def failure(self) -> Failure:
        """Return what could not be read."""
        return Failure(self.source, GovReportError.from_dict(json.loads(self._checked().said)))

    def skipped(self) -> Skipped:
        """Return what was passed over."""
        return Skipped(self.source, self.said)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return {name: getattr(self, name) for name in FIELDS}


FIELDS = tuple(one.name for one in fields(Record))


def from_rows(rows: Iterable[Mapping[str, Any]], where: str) -> list[Record]:
    """Return the records that `to_dict` described.

    Parameters
    ----------
    rows : iterable of mapping
    where : str
        The file they are from.

    Returns
    -------
    list of Record

    Raises
    ------
    InputError
        If one is damaged.

    Examples
    --------
    >>> from_rows([Record("a.txt", "a.txt", "skipped", said="a table").to_dict()], "store")[0].said
    'a table'
    """
    found = []
    for row in rows:
        row = {**LATER, **row} if isinstance(row, Mapping) else row
        if not _sound(row):
            raise InputError("the list of reports is damaged", where=where, found=repr(row))
        found.append(Record(**row))
    return found


def _sound(row: object) -> bool:
    if not isinstance(row, Mapping) or set(row) != set(FIELDS):
        return False
    if not all(type(row[name]) is (int if name in WHOLE else str) for name in FIELDS):
        return False
    if not all(0 <= row[name] <= most for name, most in WHOLE.items()):
        return False
    try:
        said = json.loads(row["said"]) if row["kind"] == "failed" else {"message": ""}
        worded = json.loads(row["said"]) if row["kind"] == "read" and row["said"] else []
        warned = json.loads(row["warnings"])
    except ValueError:
        return False
    return (
        row["kind"] in KINDS
        and isinstance(said, dict)
        and isinstance(said.get("message"), str)
        and sound(worded)
        and isinstance(warned, list)
        and all(isinstance(one, str) for one in warned)
    )


def framed(records: Sequence[Record]) -> pd.DataFrame:
    """Return records as a table, one row each.

    Parameters
    ----------
    records : sequence of Record

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> framed([Record("a.txt", "a.txt", "read", year=2022)])["year"].tolist()
    [2022]
    """
    columns = {name: [getattr(one, name) for one in records] for name in FIELDS}
    return pd.DataFrame({n: pd.Series(v, dtype="int64" if n in WHOLE else None) for n, v in columns.items()})


def records_in(frame: pd.DataFrame) -> list[Record]:
    """Return the records of a table of them.

    Parameters
    ----------
    frame : pandas.DataFrame

    Returns
    -------
    list of Record

    Examples
    --------
    >>> one = Record("a.txt", "a.txt", "read", year=2022)
    >>> records_in(framed([one])) == [one]
    True
    """
    columns = (_once(frame[name].tolist()) if name in _SHARED else frame[name].tolist() for name in FIELDS)
    return [Record(*row) for row in zip(*columns, strict=True)]


def _once(values: list[str]) -> list[str]:
    """Texts that many records share are kept once: of sixty thousand records they would be a third."""
    known: dict[str, str] = {}
    return [known.setdefault(value, value) for value in values]


def places_in_order(frame: pd.DataFrame) -> list[int]:
    """Return where rows of a table of records stand, in the order in which a folder is read, whenever that was.

    Parameters
    ----------
    frame : pandas.DataFrame
        With `place` and `source`.

    Returns
    -------
    list of int

    Examples
    --------
    >>> rows = [Record("t.csv#b", "t.csv, row 10", "read"), Record("t.csv#a", "t.csv, row 9", "read")]
    >>> places_in_order(framed(rows))
    [1, 0]
    """
    keys = [_order(place, source) for place, source in zip(frame["place"], frame["source"], strict=True)]
    return sorted(range(len(keys)), key=keys.__getitem__)


def _order(place: str, source: str) -> str:
    """One text for each place: sixty thousand tuples would take more memory than their records."""
    path = place.partition(ROW)[0] if place.startswith(OF_REPORTS) else table_of_row(place)
    row = _NUMBER.search(source) if path != place else None
    number = row.group() if row else ""
    return "\0".join([path.replace("/", "\0"), number.zfill(12), place])
