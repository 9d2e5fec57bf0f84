"""Reading into a store: what is new or changed, in small batches."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import InitVar, dataclass, field, replace
from typing import Any

import pandas as pd

from govreport.errors import warn
from govreport.indicators import Vocabulary
from govreport.indicators import vocabulary as packaged
from govreport.language import told
from govreport.panel.journal import Skipped
from govreport.panel.planning import Plan
from govreport.panel.schema import Failure
from govreport.panel.working import Done, Outcome, Task, work
from govreport.store.files import Folder, digest_of
from govreport.store.listing import Known, Listing, roots_of
from govreport.store.packages import frugal, trimmed
from govreport.store.places import is_plain, is_row, path_of
from govreport.store.records import Record, records_in
from govreport.store.state import State, load
from govreport.store.writing import MOST_IN_BATCH, absorb, commit, table_of
from govreport.text import Limits

__all__ = ["Updated", "made_with", "update"]

#: seconds after which a batch is put down although it is not full
_LONGEST = 10.0
#: reports that are only called otherwise now, put down together
_MOST_TOLD = 2_000


@dataclass(frozen=True)
class Updated:
    """What an update did; `print` it for one line.

    Attributes
    ----------
    read : int
        Reports that were new or changed, or read by another version or vocabulary before.
    unchanged : int
        Reports that the store had already.
    failed : tuple of Failure
        What could not be read, each with its error. What the store read before from a file that cannot be opened now
        is kept.
    skipped : tuple of Skipped
        Files of folders and zip files that were passed over.
    gone : tuple of str
        Reports that the store read before and that are no longer where they were.
    dropped : int
        How many of them were dropped, as `drop_gone` says.
    """

    read: int
    unchanged: int
    failed: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]
    gone: tuple[str, ...]
    dropped: int

    def __str__(self) -> str:
        left = f"{len(self.gone):,} gone, {self.dropped:,} dropped" if self.gone else ""
        failed = f"{len(self.failed):,} could not be read" if self.failed else ""
        return ", ".join(filter(None, [f"{self.read:,} read", f"{self.unchanged:,} unchanged", failed, left]))


def made_with(vocabulary: Vocabulary) -> tuple[str, str]:
    """Return what says by which library and vocabulary a report was read, and the digest of the vocabulary alone.

    Parameters
    ----------
    vocabulary : Vocabulary

    Returns
    -------
    tuple of str
    """
    from govreport import __version__

    digest = digest_of(vocabulary)
    return f"{__version__} {digest}", digest


@dataclass
class _Run:
    """An update under way."""

    folder: Folder
    state: InitVar[State]
    listing: Listing
    made: str
    again: bool
    seen: dict[str, str] = field(default_factory=dict)
    under_way: deque[Known] = field(default_factory=deque)
    kept: int = 0
    read: int = 0
    doubtful: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    told: deque[Record] = field(default_factory=deque)
    batch: list[tuple[Record, Any]] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)
    lost: frozenset[str] = frozenset()

    def __post_init__(self, state: State) -> None:
        self.before = {one.place: one for one in records_in(state.frame)}
        self.damaged = state.damaged
        self.by_key = {one.key: one for one in self.before.values() if one.kind == "read"}
        files = {one.file for one in self.by_key.values()}
        self.lost = frozenset(name for name in files if not self.folder.whole(name))

    def left(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield what is new or changed."""
        for task in tasks:
            known = self.listing.known(task)
            if known.place in self.seen:
                continue
            old = self.before.get(known.place)
            alike = old is not None and old.source == known.source
            # the same texts and not equal ones: of sixty thousand files they take 17 MB
            self.seen[old.place if old else known.place] = old.source if old and alike else known.source
            if self._is_there(known):
                self.kept += 1
            else:
                self.under_way.append(known)
                yield task
            if len(self.told) >= _MOST_TOLD:
                self.put_down()

    def _is_there(self, known: Known) -> bool:
        old = self.before.get(known.place)
        if self._fits(old, known):
            assert old is not None
            if old.source != known.source:
                self.told.append(replace(old, source=known.source))
            return True
        moved = self.by_key.get(known.key)
        if moved is None or not self._fits(moved, known) or not self._left_its_place(moved, known):
            return False
        # another file of the same content did not come from there
        del self.by_key[known.key]
        self.told.append(replace(moved, place=known.place, source=known.source))
        self.told.append(Record(moved.place, moved.source, "dropped"))
        return True

    def _fits(self, old: Record | None, known: Known) -> bool:
        same = old is not None and old.kind == "read" and old.key == known.key != "" and old.made == self.made
        return same and not self.again and old is not None and old.file not in self.lost

    def _left_its_place(self, old: Record, known: Known) -> bool:
        """Only of plain files it is easily said that they are no longer there."""
        if old.place in self.seen or not (is_plain(old.place) and is_plain(known.place)):
            return False
        return not os.path.lexists(path_of(self.folder.path, old.place))

    def take(self, outcome: Outcome) -> None:
        """Take what came of a task; the outcomes have the order of the tasks."""
        known = self.under_way.popleft()
        if isinstance(outcome, Done):
            self.read += 1
            self.doubtful += [f"{known.source}: {doubt}" for doubt in outcome.note.warnings]
            record = Record.of_note(outcome.note, known.place, known.key, self.made, 0)
            self.batch.append((record, table_of(outcome)))
        else:
            self.failed.append(outcome)
            old = self.before.get(known.place)
            if old is None or old.kind != "read" or old.key != known.key != "":
                self.batch.append((Record.of_failure(outcome, known.place, known.key, self.made), None))
        if len(self.batch) >= MOST_IN_BATCH or time.monotonic() - self.since > _LONGEST:
            self.put_down()

    def put_down(self) -> None:
        """Write what was read since the last time."""
        while self.told:
            self.batch.append((self.told.popleft(), None))
        # what cannot be written now is not tried again when the run ends
        batch, self.batch = self.batch, []
        if batch:
            commit(self.folder, batch)
        self.since = time.monotonic()


@frugal()
def update(
    folder: Folder,
    given: Any,
    vocabulary: Vocabulary,
    *,
    workers: int | None,
    progress: bool | None,
    recursive: bool,
    limits: Limits,
    again: bool,
    drop_gone: bool,
) -> Updated:
    """Read what is new or changed into a store; see `Store.update`."""
    listing = Listing(folder.path, limits)
    roots = roots_of(given, listing, recursive)
    plan = Plan(given, recursive, limits)
    made, digest = made_with(vocabulary)
    own = "" if digest == digest_of(packaged()) else digest
    state = load(folder)
    with folder.locked():
        folder.prepare(own, vocabulary)
    run = _Run(folder, state, listing, made, again)
    del state
    trimmed()
    outcomes: Any = work(run.left(plan.tasks()), vocabulary, limits, workers)
    try:
        for outcome in _shown(outcomes, run, plan, progress):
            run.take(outcome)
    finally:
        outcomes.close()
        run.put_down()
    frame = load(folder).frame
    missing, replaced = _gone(run, roots, frame), _replaced(run)
    elsewhere = _elsewhere(run, missing, frame)
    gone = [one for one in missing if one.kind == "read" and one.source not in replaced and one.place not in elsewhere]
    kept = set() if drop_gone else {one.place for one in gone}
    left = {**elsewhere, **{one.place: one.source for one in missing if one.place not in kept}}
    stale = [Record(place, source, "dropped") for place, source in left.items()]
    del frame
    trimmed()
    commit(folder, [(record, None) for record in (*stale, *_skipped(run, roots, plan.skipped))])
    absorb(folder)
    away = tuple(one.source for one in gone)
    dropped = len(away) if drop_gone else 0
    _warn(run, away if not drop_gone else ())
    return Updated(run.read, run.kept, tuple(run.failed), tuple(plan.skipped), away, dropped)


def _shown(outcomes: Iterator[Outcome], run: _Run, plan: Plan, progress: bool | None) -> Iterator[Outcome]:
    """Yield the outcomes, with a bar that counts the unchanged reports too."""
    total = len(plan) if plan.counted else None
    if not (progress if progress is not None else (total is None or total >= 20) and sys.stderr.isatty()):
        yield from outcomes
        return
    from tqdm.auto import tqdm

    with tqdm(total=total, unit=told("report"), desc=told("reading")) as bar:
        for outcome in outcomes:
            yield outcome
            bar.update(run.kept + run.read + len(run.failed) - bar.n)
        bar.update(run.kept + run.read + len(run.failed) - bar.n)


def _replaced(run: _Run) -> set[str]:
    """What rows of tables are called that are there: another text that was called so was changed."""
    return {source for place, source in run.seen.items() if is_row(place) and not source.startswith("<")}


def _gone(run: _Run, roots: list[Any], frame: pd.DataFrame) -> list[Record]:
    unopened = [run.listing.place(failure.source) + "/" for failure in run.failed]
    missing = [one for one in run.before.values() if one.kind != "skipped" and one.place not in run.seen]
    places = frame["place"]
    there = set(places[places.isin([one.place for one in missing])])
    return [
        one
        for one in missing
        if one.place in there
        and any(root.holds(one.place) for root in roots)
        and not any(one.place.startswith(folder) for folder in unopened)
    ]


def _elsewhere(run: _Run, missing: list[Record], frame: pd.DataFrame) -> dict[str, str]:
    """What is no longer there and was listed now under another name, or in another place: that stands for it."""
    same = ["region", "year", "digest"]
    texts = frame.loc[(frame["kind"] == "read") & (frame["digest"] != ""), [*same, "place", "source"]]
    listed = texts["place"].isin(list(run.seen))
    rest = texts[~listed]
    if rest.empty:
        return {}
    there = set(texts.loc[listed, same].itertuples(index=False, name=None))
    away = {one.place for one in missing}
    found = {}
    for *text, place, source in rest.itertuples(index=False, name=None):
        if tuple(text) in there and (place in away or _no_more(run, place)):
            found[place] = source
    return found


def _no_more(run: _Run, place: str) -> bool:
    path = path_of(run.folder.path, place)
    return path != "" and not os.path.lexists(path)


def _skipped(run: _Run, roots: list[Any], skipped: list[Skipped]) -> list[Record]:
    """What is passed over now, and what was and is not any more."""
    now = {one.place: one for one in (_passed_over(run, each) for each in skipped) if one.place not in run.seen}
    was = {one.place: one for one in run.before.values() if one.kind == "skipped"}
    ended = [one for place, one in was.items() if place not in now and any(root.holds(place) for root in roots)]
    new = [one for place, one in now.items() if was.get(place) != one]
    return [*(Record(one.place, one.source, "dropped") for one in ended if one.place not in run.seen), *new]


def _passed_over(run: _Run, one: Skipped) -> Record:
    return Record(run.listing.place(one.source), one.source, "skipped", said=one.reason)


def _warn(run: _Run, gone: tuple[str, ...]) -> None:
    said = [
        (run.doubtful, "doubts about what was read, see the column `warnings` of `reports`"),
        ([str(one) for one in run.failed], "could not be read"),
        (list(gone), "no longer where they were; what was read is kept, drop_gone=True drops it"),
        ([str(one) for one in run.damaged], "files of the store are damaged; their reports are read again"),
    ]
    for lines, what in said:
        if lines:
            more = f"; and {len(lines) - 3:,} more" if len(lines) > 3 else ""
            text = f"{len(lines):,} {what}: {'; '.join(lines[:3])}{more}"
            warn(text)
