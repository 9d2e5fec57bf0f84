"""The work on many reports, in one process or several: whatever happens to one, the others are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from typing import TypeVar

from govreport.engine import died, each
from govreport.extraction import extract
from govreport.indicators import Vocabulary
from govreport.indicators import vocabulary as packaged
from govreport.model import Observation, Report
from govreport.normalization import normalize
from govreport.panel.journal import ReportNote
from govreport.panel.rows import Row, evidence_row, reporter_of, row
from govreport.panel.schema import Failure
from govreport.panel.tabular import TextRow, report_of_row
from govreport.panel.worded import worded_in
from govreport.text import Doubt, Limits, Opener, Source, as_ours, canonical_text, doubts_of, report_of, within

__all__ = ["Done", "Outcome", "Task", "Zipped", "attempt", "carried_out", "done", "work"]


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


def done(report: Report, found: list[Observation], doubts: Iterable[Doubt] = ()) -> Done:
    """Return the rows of a report.

    Parameters
    ----------
    report : Report
    found : list of Observation
    doubts : iterable of Doubt
        What speaks against it.

    Returns
    -------
    Done
    """
    label, code = reporter_of(report)
    said = "".join(report.text[start:end] for start, end in report.sentences)
    bare = re.sub(r"\W", "", canonical_text(said))
    digest = blake2b(bare.encode(), digest_size=12).hexdigest()
    against = tuple(doubts)
    speaks_of = next((one.speaks_of for one in against if one.speaks_of), "")
    told = (len(report.text), len(found), tuple(map(str, against)), digest, worded_in(report), speaks_of)
    note = ReportNote(label, code, report.year, report.source, *told)
    return Done([row(report, o) for o in found], [evidence_row(o) for o in found], note)


def _label(task: Task) -> str:
    if isinstance(task, Source):
        return task.label
    return task.source.label if isinstance(task, Zipped) else task.source


def attempt(
    task: Task, limits: Limits, make: Callable[[Report, list[Doubt]], Made], *, doubts: bool = True
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

    Raises
    ------
    MemoryError
        For `carried_out`, which tries it once more.
    """
    if isinstance(task, Failure):
        return task
    try:
        with within(limits.seconds, _label(task)):
            return make(*_report(task, limits, doubts))
    except MemoryError:
        raise
    except Exception as problem:
        return Failure(_label(task), as_ours(problem, _label(task)))


def _report(task: Source | Zipped | TextRow | Report, limits: Limits, doubts: bool) -> tuple[Report, list[Doubt]]:
    if isinstance(task, Report):
        return task, list(doubts_of(task, None, None)) if doubts else []
    if isinstance(task, TextRow):
        return report_of_row(task, limits)
    if isinstance(task, Zipped):
        return report_of(task.data, task.source, limits=limits)
    with Opener(limits) as opener:
        return report_of(opener.read(task), task, limits=limits)


def _rows_of(report: Report, doubts: list[Doubt], vocab: Vocabulary | None) -> Done:
    """What the packaged vocabulary is every process knows itself."""
    return done(report, normalize(report, extract(report), packaged() if vocab is None else vocab), doubts)


def work(tasks: Iterable[Task], vocab: Vocabulary, limits: Limits, n_jobs: int | None = None) -> Iterator[Outcome]:
    """Read reports, and yield what came of each in the order of the tasks.

    Parameters
    ----------
    tasks : iterable of Task
    vocab : Vocabulary
    limits : Limits
    n_jobs : int, optional
        As in `carried_out`.

    Returns
    -------
    iterator of Done or Failure
        As that of `carried_out`.

    Raises
    ------
    InputError
        As `carried_out`.
    """
    make = partial(_rows_of, vocab=None if vocab is packaged() else vocab)
    return carried_out(tasks, partial(attempt, limits=limits, make=make), n_jobs)


def carried_out(
    tasks: Iterable[Task], job: Callable[[Task], Made | Failure], n_jobs: int | None = None
) -> Iterator[Made | Failure]:
    """Do a job for every task, and yield what came of each in their order.

    Parameters
    ----------
    tasks : iterable of Task
        Taken in the thread that asks for outcomes, a few further than these are: there are never many under way.
    job : callable
        What can be sent to another process, mostly `attempt` with its limits and what it makes.
    n_jobs : int, optional
        Processes, as in `govreport.engine.each`: 1 is this process, None what joblib is configured to.

    Returns
    -------
    iterator of what `job` returned, or Failure
        A generator: `close` it if it is not read to its end. A task whose process dies is tried once more, alone.

    Raises
    ------
    InputError
        As `govreport.engine.each`.
    """
    return each(job, map(_anywhere, tasks), n_jobs=n_jobs, lost=_lost)


def _anywhere(task: Task) -> Task:
    """A file by its whole path: workers may have started in another folder."""
    return replace(task, path=task.path.absolute()) if isinstance(task, Source) else task


def _lost(task: Task, problem: Exception) -> Failure:
    where = _label(task)
    return Failure(where, as_ours(problem, where) if isinstance(problem, MemoryError) else died(problem, where))
