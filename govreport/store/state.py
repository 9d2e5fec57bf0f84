"""What a store holds at a moment: the records of the years, and over them those of the batches just read."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from govreport.errors import InputError
from govreport.panel.journal import ReportNote, Skipped, without_copies
from govreport.panel.schema import Failure
from govreport.store.files import Folder, Manifest
from govreport.store.places import whole_name
from govreport.store.records import FIELDS, Record, framed, places_in_order, records_in

__all__ = ["State", "load"]

_TRIES = 5


@dataclass
class State:
    """What is known of each place.

    Attributes
    ----------
    home : pathlib.Path
        The folder of the store.
    manifest : Manifest
    batches : list of (int, str)
        The batches just read.
    frame : pandas.DataFrame
        One row a place, with the fields of `Record`, in the order in which a folder is read.
    damaged : list of Failure
        Files of the store that cannot be read; their reports are read again by the next update.
    """

    home: Path
    manifest: Manifest
    batches: list[tuple[int, str]]
    frame: pd.DataFrame
    damaged: list[Failure] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The number of the last batch there was."""
        return max([self.manifest.absorbed, *(number for number, _ in self.batches)])

    def of(self, kind: str) -> pd.DataFrame:
        """Return the rows of a kind."""
        return self.frame[self.frame["kind"] == kind]

    @cached_property
    def told(self) -> tuple[pd.DataFrame, list[Skipped]]:
        """The reports, copies of others left out, each with what the others give it to be warned of; and the copies."""
        read = _told_apart(self.of("read"), self.home)
        alike = read.duplicated(["region", "year"], keep=False) | read.duplicated("digest", keep=False)
        if not alike.any():
            return read, []
        some = records_in(read[alike])
        notes, copies, _ = without_copies(record.note() for record in some)
        left = defaultdict[str, list[ReportNote]](list)
        for note in notes:
            left[note.source].append(note)
        # a copy stands behind what it is a copy of
        rows = zip(read.index[alike], some, strict=True)
        marked = {row: left[one.source].pop(0) for row, one in rows if left[one.source]}
        kept = read[~alike | read.index.isin(list(marked))]
        said = {row: json.dumps(note.warnings, ensure_ascii=False) for row, note in marked.items()}
        warnings = kept.index.to_series().map(said).astype("object")
        return kept.assign(warnings=warnings.where(warnings.notna(), kept["warnings"])), copies

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was passed over, and the copies."""
        return (*(one.skipped() for one in records_in(self.of("skipped"))), *self.told[1])

    @property
    def failed(self) -> tuple[Failure, ...]:
        """What could not be read, files of the store among it."""
        return (*self.damaged, *(one.failure() for one in records_in(self.of("failed"))))


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
    >>> len(load(Folder(Path("nowhere"))).frame)
    0
    """
    for _ in range(_TRIES):
        manifest = folder.manifest()
        batches = folder.batches(manifest.absorbed)
        try:
            damaged: list[Failure] = []
            later: list[dict[str, Any]] = []
            for _, name in batches:
                try:
                    later += [one.to_dict() for one in folder.batch_records(name)]
                except InputError as error:
                    damaged.append(Failure(str(folder.path / name), error))
            frame = _over(folder.read_records(manifest), later)
            return State(folder.path, manifest, batches, frame, damaged)
        except FileNotFoundError:
            # another process put the batches to the years just now
            continue
    where = str(folder.path)
    raise InputError("a file of the store is missing", where=where, found=manifest.reports or "no list of reports")


def _told_apart(read: pd.DataFrame, home: Path) -> pd.DataFrame:
    """Files in two places that are called alike, as seen from two folders, are called by their whole paths."""
    twice = read.duplicated("source", keep=False)
    if not twice.any():
        return read
    several = zip(read.loc[twice, "place"], read.loc[twice, "source"], strict=True)
    named = pd.Series([whole_name(home, *one) for one in several], read.index[twice], dtype="object")
    return read.assign(source=read["source"].where(~twice, named))


def _over(frame: pd.DataFrame, later: list[dict[str, Any]]) -> pd.DataFrame:
    """What was said last of each place."""
    if not later:
        return frame
    new = framed([Record(**row) for row in later])

    def joined(name: str) -> pd.Series[Any]:
        return pd.concat([frame[name], new[name]], ignore_index=True) if len(frame) else new[name]

    # column by column: copies of the whole list take more memory than all else that an update has
    named = pd.DataFrame({name: joined(name) for name in ("place", "source", "kind")})
    named = named[~named.duplicated("place", keep="last") & (named["kind"] != "dropped")]
    order = named.index.to_numpy()[places_in_order(named)]
    del named
    columns = {}
    for name in FIELDS:
        columns[name] = joined(name).iloc[order].reset_index(drop=True)
        if len(frame):  # nobody else has it
            del frame[name]
    return pd.DataFrame(columns, copy=False)
