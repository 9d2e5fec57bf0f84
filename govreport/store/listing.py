"""What each thing to be read is, so that it is known again: its place, and a digest of what is in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from govreport.model import Report
from govreport.panel.schema import Failure
from govreport.panel.tabular import Reports, TextRow
from govreport.panel.working import Task, Zipped
from govreport.store.places import ENTRY, OF_REPORTS, ROW, is_row
from govreport.text import Limits, Opener, Source, shown, within

__all__ = ["Known", "Listing", "Root", "roots_of"]


@dataclass(frozen=True, slots=True)
class Known:
    """A thing to be read.

    Attributes
    ----------
    place : str
        As in `Record`.
    key : str
        Digest of what is in it; "" where it cannot be opened.
    source : str
        What it is called.
    path : str
        The file it is in; "" for what is none.
    """

    place: str
    key: str
    source: str
    path: str = ""


def _digest(*parts: str | bytes) -> str:
    made = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()


class Listing:
    """Tells what things are, seen from the folder of a store: both may be moved together.

    Parameters
    ----------
    home : pathlib.Path
        The folder of the store.
    limits : Limits

    Examples
    --------
    >>> Listing(Path("data/panel"), Limits()).place("data/reports/浙江省_2025.txt")
    '../reports/浙江省_2025.txt'
    """

    def __init__(self, home: Path, limits: Limits) -> None:
        self._home, self._opener, self._seconds = os.path.abspath(home), Opener(limits), limits.seconds
        self._rows: dict[str, int] = {}

    def place(self, path: str | Path) -> str:
        """Return a path as seen from the store."""
        whole = os.path.abspath(path)
        try:
            seen = os.path.relpath(whole, self._home)
        except ValueError:  # on another drive of Windows
            seen = whole
        return shown(seen).replace(os.sep, "/")

    def known(self, task: Task) -> Known:
        """Return what a task is.

        Parameters
        ----------
        task : Task

        Returns
        -------
        Known
        """
        if isinstance(task, Failure):
            return Known(self.place(task.source), "", task.source, task.source)
        if isinstance(task, Source):
            return Known(self.place(task.path), self._file(task), task.label, str(task.path))
        if isinstance(task, Zipped):
            place = self.place(task.source.path) + ENTRY + shown(task.source.entry)
            return Known(place, _digest(task.source.name, task.data), task.source.label, str(task.source.path))
        if isinstance(task, TextRow):
            return self._row(task)
        return self._report(task)

    def _file(self, source: Source) -> str:
        """What a file says of region and year stands in its name too."""
        try:
            with within(self._seconds, source.label):
                return _digest(source.name, self._opener.read(source))
        except Exception:  # the worker that reads it says what is wrong
            return ""

    def _row(self, row: TextRow) -> Known:
        """A row is known by what is in it: further rows may come before it."""
        table = row.source.rpartition(", row ")[0]
        key = _digest(repr(row.region), repr(row.year), str(row.text))
        file = "" if table.startswith("<") else table
        place = (self.place(file) if file else table) + ROW + key
        self._rows[place] = count = self._rows.get(place, 0) + 1
        return Known(place if count == 1 else f"{place}-{count}", key, row.source, file)

    def _report(self, report: Report) -> Known:
        key = _digest(report.region, str(report.year), report.source, report.text)
        unnamed = report.source.startswith("<")
        return Known(f"{OF_REPORTS}{key if unnamed else report.source}", key, report.source)


@dataclass(frozen=True, slots=True)
class Root:
    """A folder, zip file or table that was listed: what it held and holds no more is gone.

    Attributes
    ----------
    place : str
    mark : str
        What stands between its place and those of what is in it.
    deep : bool
        Whether sub-folders were listed too.
    """

    place: str
    mark: str
    deep: bool = True

    def holds(self, place: str) -> bool:
        """Say whether a place is one that the listing would have found."""
        if not place.startswith(self.place + self.mark):
            return False
        rest = place[len(self.place + self.mark) :]
        # tables in folders are read only when they are named themselves
        return self.deep or (not is_row(place) and "/" not in rest.partition(ENTRY)[0])


def roots_of(given: Any, listing: Listing, recursive: bool) -> list[Root]:
    """Return what an update lists.

    Parameters
    ----------
    given : path or iterable of paths, reports and tables
    listing : Listing
    recursive : bool

    Returns
    -------
    list of Root

    Examples
    --------
    >>> roots_of("nowhere.zip", Listing(Path("."), Limits()), False)
    []
    """
    several: Iterable[Any] = given if isinstance(given, list | tuple | set | frozenset) else [given]
    return [root for one in several for root in _roots(one, listing, recursive)]


def _roots(one: object, listing: Listing, recursive: bool) -> Iterator[Root]:
    if isinstance(one, Reports) and not one.label.startswith("<"):
        yield Root(listing.place(one.label), ROW)
    if not isinstance(one, str | Path):
        return
    place = listing.place(one)
    if os.path.isdir(one):
        yield Root(place, "/", recursive)
    elif os.path.isfile(one):
        yield Root(place, ENTRY)
        yield Root(place, ROW)
