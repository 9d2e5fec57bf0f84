"""What is to be read, in its order: paths opened, tables row by row, reports as they are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from govreport.errors import InputError
from govreport.export import Exports
from govreport.model import Report
from govreport.panel.heads import WITHOUT_TEXTS
from govreport.panel.journal import Skipped
from govreport.panel.schema import Failure
from govreport.panel.tabular import Reports, reports
from govreport.panel.text_files import is_table
from govreport.panel.working import Task, Zipped
from govreport.text import Limits, Opener, Source, as_ours, find_files
from govreport.text.files import GIVEN_TWICE

__all__ = ["Plan", "unreadable"]

_SINGLE = (str, Path, Report, Reports, pd.DataFrame)
_EXPECTED = "a path, a Report, a table or several of these"
_Item = Source | Report | Reports | Failure


def unreadable(
    given: object, said: str = "nothing that can be read", *, expected: str = _EXPECTED, where: str | None = None
) -> InputError:
    """Return the error for what holds no report; of a panel or a result it says what to give in its place.

    Parameters
    ----------
    given : object
    said, expected : str
        What is wrong, and what would be right.
    where : str, optional
        The argument.

    Returns
    -------
    InputError

    Examples
    --------
    >>> print(unreadable(5, expected="a path"))
    nothing that can be read: expected a path, found int
    """
    hint = WITHOUT_TEXTS if isinstance(given, Exports) else None
    return InputError(said, where=where, expected=expected, found=type(given).__name__, hint=hint)


class Plan:
    """What is to be read.

    Parameters
    ----------
    given : path, Report, table or iterable of these
    recursive : bool
    limits : Limits

    Attributes
    ----------
    skipped : list of Skipped
        What was passed over; whole when all tasks were asked for.
    counted : bool
        Whether `len` says how many tasks there are.
    """

    def __init__(self, given: Any, recursive: bool, limits: Limits) -> None:
        self.skipped: list[Skipped] = []
        self.limits, self._recursive = limits, recursive
        self._seen: set[Source] = set()
        several = [given] if isinstance(given, _SINGLE) else given
        if not isinstance(several, Iterable):
            raise unreadable(given)
        # what comes one by one, as from a generator, need not all be there at once
        listed = isinstance(several, (list, tuple, set, frozenset))
        items = self._items(several)
        there = deque(items) if listed else None
        self._many = len(there or ())
        self.counted = there is not None and not any(isinstance(item, Reports) for item in there)
        if there is not None and not there:
            raise InputError("nothing to read", expected=_EXPECTED)
        self._items_left = items
        if there is not None:
            # what was read is not kept: of sixty thousand files the list takes as much memory as what is known of them
            self._items_left = (there.popleft() for _ in range(self._many))
            self._seen.clear()

    def __len__(self) -> int:
        return self._many

    def _items(self, given: Iterable[Any]) -> Iterator[_Item]:
        for one in given:
            if isinstance(one, (str, Path)) and not is_table(one):
                yield from self._paths(one)
            elif isinstance(one, (str, Path, pd.DataFrame)):
                yield reports(one)
            elif isinstance(one, (Report, Reports)):
                yield one
            else:
                raise unreadable(one)

    def _paths(self, path: str | Path) -> Iterator[Source | Failure]:
        if path == "":  # Path("") is the folder one stands in
            raise InputError("nothing to read", expected=_EXPECTED, found="''")
        found = find_files(path, recursive=self._recursive)
        self.skipped += [Skipped(label, reason) for label, reason in found.skipped]
        yield from (Failure(label, error) for label, error in found.failed)
        for source in found.sources:
            if source in self._seen:
                self.skipped.append(Skipped(source.label, GIVEN_TWICE))
                continue
            self._seen.add(source)
            yield source

    def tasks(self) -> Iterator[Task]:
        """Yield what a worker can do alone; entries of zip files are unpacked here, one after the other."""
        with Opener(self.limits) as opener:
            for item in self._items_left:
                if isinstance(item, Reports):
                    yield from self._rows(item)
                elif isinstance(item, Source) and item.entry:
                    try:
                        yield Zipped(item, opener.read(item))
                    except Exception as problem:
                        yield Failure(item.label, as_ours(problem, item.label))
                else:
                    yield item

    def _rows(self, table: Reports) -> Iterator[Task]:
        """A table that breaks off is a failure, and the rows before it are read."""
        try:
            yield from table.rows()
        except InputError as problem:
            yield Failure(problem.where or repr(table), problem)
