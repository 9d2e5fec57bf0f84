"""The work on many reports, in one process or several: whatever happens to one, the others are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from govreport.engine import Job, died, each
from govreport.extraction import extract
from govreport.indicators import Vocabulary
from govreport.indicators import vocabulary as packaged
from govreport.model import Observation, Report
from govreport.normalization import normalize
from govreport.panel.journal import ReportNote
from govreport.panel.rows import Row, evidence_row, reporter_of, row
from govreport.panel.schema import Failure
from govreport.panel.tabular import TextRow, report_of_row
from govreport.text import Limits, Opener, Source, as_ours, canonical_text, doubts_of, report_of, within

__all__ = ["Done", "Outcome", "Task", "Zipped", "done", "work"]


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


def _one(task: Task, vocab: Vocabulary, limits: Limits) -> Outcome:
    """Read one report; what goes wrong with it is its failure, and nobody else's."""
    if isinstance(task, Failure):
        return task
    try:
        with within(limits.seconds, _label(task)):
            report, doubts = _report(task, limits)
            return done(report, normalize(report, extract(report), vocab), doubts)
    except MemoryError:
        raise
    except Exception as problem:
        return Failure(_label(task), as_ours(problem, _label(task)))


def _report(task: Source | Zipped | TextRow | Report, limits: Limits) -> tuple[Report, list[str]]:
    if isinstance(task, Report):
        return task, list(doubts_of(task, None, None))
    if isinstance(task, TextRow):
        return report_of_row(task, limits)
    if isinstance(task, Zipped):
        return report_of(task.data, task.source, limits=limits)
    with Opener(limits) as opener:
        return report_of(opener.read(task), task, limits=limits)


def _reader(vocab: Vocabulary | None, limits: Limits) -> Callable[[Task], Outcome]:
    """Prepare a process to read reports; the packaged vocabulary it has itself."""
    words = packaged() if vocab is None else vocab
    return lambda task: _one(task, words, limits)


def _lost(task: Task, problem: Exception) -> Failure:
    where = _label(task)
    return Failure(where, as_ours(problem, where) if isinstance(problem, MemoryError) else died(problem, where))


def _anywhere(task: Task) -> Task:
    """A file by its whole path: workers may have started in another folder."""
    return replace(task, path=task.path.absolute()) if isinstance(task, Source) else task


def work(tasks: Iterable[Task], vocab: Vocabulary, limits: Limits, n_jobs: int | None = None) -> Iterator[Outcome]:
    """Read reports, and yield what came of each in the order of the tasks.

    Parameters
    ----------
    tasks : iterable of Task
        Taken in the thread that asks for outcomes, a few further than these are: there are never many under way.
    vocab : Vocabulary
    limits : Limits
    n_jobs : int, optional
        Processes, as in `govreport.engine.each`: 1 is this process, None what joblib is configured to.

    Returns
    -------
    iterator of Done or Failure
        A generator: `close` it if it is not read to its end. A task whose process dies is tried once more, alone.

    Raises
    ------
    InputError
        As in `govreport.engine.each`.
    """
    job = Job(_reader, None if vocab is packaged() else vocab, limits)
    return each(job, map(_anywhere, tasks), n_jobs=n_jobs, lost=_lost)
