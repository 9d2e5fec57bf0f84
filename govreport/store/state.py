"""What a store holds at a moment: the records of the years, and over them those of the batches just read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from govreport.errors import InputError
from govreport.panel.journal import ReportNote, Skipped, without_copies
from govreport.panel.schema import Failure
from govreport.store.files import Folder, Manifest
from govreport.store.records import Record, order_of

__all__ = ["State", "load"]

_TRIES = 5


@dataclass
class State:
    """The records of a store, by place.

    Attributes
    ----------
    manifest : Manifest
    batches : list of (int, str)
        The batches just read.
    records : dict
        What is known of each place.
    damaged : list of Failure
        Files of the store that cannot be read; their reports are read again by the next update.
    """

    manifest: Manifest
    batches: list[tuple[int, str]]
    records: dict[str, Record] = field(default_factory=dict)
    damaged: list[Failure] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The number of the last batch there was."""
        return max([self.manifest.absorbed, *(number for number, _ in self.batches)])

    def add(self, records: Iterable[Record]) -> None:
        """Take over what a later batch says."""
        for record in records:
            if record.kind == "dropped":
                self.records.pop(record.place, None)
            else:
                self.records[record.place] = record

    @cached_property
    def _sorted(self) -> list[Record]:
        return sorted(self.records.values(), key=order_of)

    def of(self, kind: str) -> list[Record]:
        """Return the records of a kind, in the order in which a folder is read."""
        return [record for record in self._sorted if record.kind == kind]

    @cached_property
    def told(self) -> tuple[dict[int, ReportNote], list[Skipped]]:
        """The reports, copies of others left out, each with its row of `reports`; and the copies."""
        read = self.of("read")
        notes, copies, _ = without_copies(record.note() for record in read)
        away = Counter(copy.source for copy in copies)
        kept: dict[int, ReportNote] = {}
        left = iter(notes)
        # a copy stands behind what it is a copy of, and its source is its own
        for record in reversed(read):
            if away[record.source]:
                away[record.source] -= 1
            else:
                kept[record.number] = record.note()
        return {number: next(left) for number in reversed(kept)}, copies


def load(folder: Folder) -> State:
    """Return what a store holds now.

    Parameters
    ----------
    folder : Folder

    Returns
    -------
    State
        An empty one where there is no store yet.

    Raises
    ------
    InputError
        If the folder holds something else, or the store is of a newer version.

    Examples
    --------
    >>> from pathlib import Path
    >>> load(Folder(Path("nowhere"))).records
    {}
    """
    for _ in range(_TRIES):
        manifest = folder.manifest()
        state = State(manifest, folder.batches(manifest.absorbed))
        try:
            state.add(folder.read_records(manifest))
            for _, name in state.batches:
                try:
                    state.add(folder.batch_records(name))
                except InputError as error:
                    state.damaged.append(Failure(str(folder.path / name), error))
            return state
        except FileNotFoundError:
            # another process put the batches to the years just now
            continue
    where = str(folder.path)
    raise InputError("a file of the store is missing", where=where, found=manifest.reports or "no list of reports")
