"""The work on many reports, in one process or several: whatever happens to one, the others are read."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any, TypeVar

from govreport.errors import InputError
from govreport.extraction import extract
from govreport.indicators import Vocabulary
from govreport.model import Observation, Report
from govreport.normalization import normalize
from govreport.panel.journal import ReportNote
from govreport.panel.rows import Row, evidence_row, reporter_of, row
from govreport.panel.schema import Failure
from govreport.panel.tabular import TextRow, report_of_row
from govreport.text import Limits, Opener, Source, as_ours, canonical_text, doubts_of, report_of, within

__all__ = ["Done", "Outcome", "Task", "Zipped", "attempt", "carried_out", "done", "work", "workers_of"]

#: tasks that wait for a worker, for each worker: none idles, and a table is not read faster than its reports
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Zipped:
    """An entry of a zip file, and what is in it."""

    source: Source
    data: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """A report as the rows of a panel."""

    rows: list[Row]
    evidence: list[Row]
    note: ReportNote


Task = Source | Zipped | TextRow | Report | Failure
Outcome = Done | Failure
Made = TypeVar("Made")


def done(report: Report, found: list[Observation], doubts: Iterable[str] = ()) -> Done:
    """Return the rows of a report.

    Parameters
    ----------
    report : Report
    found : list of Observation
    doubts : iterable of str
        What speaks against it.

    Returns
    -------
    Done
    """
    label, code = reporter_of(report)
    said = "".join(report.text[start:end] for start, end in report.sentences)
    bare = re.sub(r"\W", "", canonical_text(said))
    digest = blake2b(bare.encode(), digest_size=12).hexdigest()
    note = ReportNote(label, code, report.year, report.source, len(report.text), len(found), tuple(doubts), digest)
    return Done([row(report, o) for o in found], [evidence_row(o) for o in found], note)


def _label(task: Task) -> str:
    if isinstance(task, Source):
        return task.label
    return task.source.label if isinstance(task, Zipped) else task.source


def attempt(
    task: Task, limits: Limits, make: Callable[[Report, list[str]], Made], *, doubts: bool = True
) -> Made | Failure:
    """Read one report and make something of it; what goes wrong with it is its failure, and nobody else's.

    Parameters
    ----------
    task : Task
    limits : Limits
    make : callable
        Of a report, and of what speaks against it.
    doubts : bool, default True
        Whether to look for what speaks against a `Report` too; whoever read it was told of it.

    Returns
    -------
    what `make` returned, or Failure
    """
    if isinstance(task, Failure):
        return task
    try:
        with within(limits.seconds, _label(task)):
            return make(*_report(task, limits, doubts))
    except Exception as problem:
        return Failure(_label(task), as_ours(problem, _label(task)))


def _report(task: Source | Zipped | TextRow | Report, limits: Limits, doubts: bool) -> tuple[Report, list[str]]:
    if isinstance(task, Report):
        return task, list(doubts_of(task, None, None)) if doubts else []
    if isinstance(task, TextRow):
        return report_of_row(task, limits)
    if isinstance(task, Zipped):
        return report_of(task.data, task.source, limits=limits)
    with Opener(limits) as opener:
        return report_of(opener.read(task), task, limits=limits)


def _rows_of(report: Report, doubts: list[str], vocab: Vocabulary) -> Done:
    return done(report, normalize(report, extract(report), vocab), doubts)


def work(tasks: Iterable[Task], vocab: Vocabulary, limits: Limits, workers: int) -> Iterator[Outcome]:
    """Read reports, and yield what came of each in the order of the tasks.

    Parameters
    ----------
    tasks : iterable of Task
    vocab : Vocabulary
    limits : Limits
    workers : int
        As in `carried_out`.

    Yields
    ------
    Done or Failure
    """
    return carried_out(tasks, partial(attempt, limits=limits, make=partial(_rows_of, vocab=vocab)), workers)


_hired: list[Callable[[Task], Any]] = []


def _hire(job: Callable[[Task], Any]) -> None:
    """Give a worker process what it needs for its work once, not with every file."""
    _hired[:] = [job]


def _hired_one(task: Task) -> Any:
    return _hired[0](task)


def carried_out(tasks: Iterable[Task], job: Callable[[Task], Made | Failure], workers: int) -> Iterator[Made | Failure]:
    """Do a job for every task, and yield what came of each in their order.

    Parameters
    ----------
    tasks : iterable of Task
    job : callable
        What can be sent to another process.
    workers : int
        Processes; with one, the work is done in this process.

    Yields
    ------
    what `job` returned, or Failure
        A task whose process dies is tried once more in a process of its own.
    """
    if workers <= 1:
        yield from map(job, tasks)
        return
    with _Crew(job, workers) as crew:
        waiting: deque[tuple[Task, Future[Any]]] = deque()
        for task in tasks:
            waiting.append((task, crew.submit(task)))
            if len(waiting) >= workers * _AHEAD:
                yield crew.outcome(*waiting.popleft())
        while waiting:
            yield crew.outcome(*waiting.popleft())


def workers_of(n_jobs: int) -> int:
    """Return how many processes `n_jobs` asks for.

    Parameters
    ----------
    n_jobs : int

    Returns
    -------
    int

    Raises
    ------
    InputError
        If it is neither 1 or more nor -1.

    Examples
    --------
    >>> workers_of(2)
    2
    """
    if isinstance(n_jobs, bool) or not isinstance(n_jobs, int) or n_jobs == 0 or n_jobs < -1:
        raise InputError("n_jobs counts processes", expected="1, 2, … or -1", found=repr(n_jobs))
    return (os.cpu_count() or 1) if n_jobs == -1 else n_jobs


class _Crew(AbstractContextManager["_Crew"]):
    """Worker processes, replaced when one of them is killed."""

    def __init__(self, job: Callable[[Task], Any], workers: int) -> None:
        self._job, self._workers = job, workers
        self._pool = self._new(workers)

    def _new(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, initializer=_hire, initargs=(self._job,))

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, task: Task) -> Future[Any]:
        try:
            return self._pool.submit(_hired_one, task)
        except BrokenProcessPool:
            self._pool = self._new(self._workers)
            return self._pool.submit(_hired_one, task)

    def outcome(self, task: Task, future: Future[Any]) -> Any:
        try:
            return future.result()
        except BrokenProcessPool:
            return self._alone(task)

    def _alone(self, task: Task) -> Any:
        """When a process is killed all that waited for one is lost: whose fault it was shows when each runs alone."""
        try:
            with self._new(1) as pool:
                return pool.submit(_hired_one, task).result()
        except BrokenProcessPool:
            where = _label(task)
            hint = "it may need more memory than there is"
            return Failure(where, InputError("the process that read it was killed, twice", where=where, hint=hint))
