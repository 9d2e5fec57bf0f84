"""From files to a panel."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from govreport.asked import called_right
from govreport.engine import checked_jobs
from govreport.errors import InputError, warn
from govreport.indicators import Vocabulary, given_or_packaged
from govreport.language import told
from govreport.model import Observation, Report
from govreport.panel.correcting import Given, as_corrections
from govreport.panel.journal import Journal, ReportNote, Skipped, noted, without_copies
from govreport.panel.planning import Plan
from govreport.panel.rows import Row
from govreport.panel.schema import COLUMNS, EVIDENCE, Failure
from govreport.panel.table import Panel
from govreport.panel.tabular import Reports
from govreport.panel.working import Done, Outcome, done, work
from govreport.text import Limits, held_to

__all__ = ["load_panel", "panel_of", "read_panel"]


def panel_of(
    observations: Iterable[tuple[Report, Sequence[Observation]]],
    *,
    vocabulary: Vocabulary | None = None,
    failed: Iterable[Failure] = (),
) -> Panel:
    """Build a panel from reports and their observations.

    Parameters
    ----------
    observations : iterable of (Report, sequence of Observation)
    vocabulary : Vocabulary, optional
    failed : iterable of Failure

    Returns
    -------
    Panel

    Examples
    --------
    >>> from govreport import extract, normalize, report_from_text
    >>> text = "XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n地区生产总值增长5%。"
    >>> report = report_from_text(text)
    >>> panel_of([(report, normalize(report, extract(report)))]).frame["indicator"].tolist()
    ['gdp']
    """
    return _panel([done(report, list(found)) for report, found in observations], vocabulary, failed)


def _panel(
    outcomes: Iterable[Done], vocabulary: Vocabulary | None, failed: Iterable[Failure], skipped: Iterable[Skipped] = ()
) -> Panel:
    rows: list[Row] = []
    evidence: list[Row] = []
    notes: list[ReportNote] = []
    for one in outcomes:
        rows += one.rows
        evidence += one.evidence
        notes.append(one.note)
    frame = pd.DataFrame.from_records(rows, columns=list(COLUMNS))
    told = pd.DataFrame.from_records(evidence, columns=list(EVIDENCE))
    panel = Panel(frame, vocabulary=vocabulary, failed=failed, evidence=told)
    return noted(panel, Journal(tuple(notes), tuple(skipped)))


Readable = str | Path | Report | Reports | pd.DataFrame


@called_right
def read_panel(
    sources: Readable | Iterable[Readable],
    *,
    vocabulary: Vocabulary | None = None,
    n_jobs: int | None = None,
    progress: bool | None = None,
    recursive: bool = False,
    limits: Limits | None = None,
    corrections: Given | None = None,
) -> Panel:
    """Read reports into a panel.

    Parameters
    ----------
    sources : path, Report, table or iterable of these
        Files, folders whose reports are all read, zip files of reports, what `read_report` returned, and tables of
        texts: a DataFrame, a file of a table, or what `reports` returned.
    vocabulary : Vocabulary, optional
        The packaged one by default.
    n_jobs : int, optional
        Processes: 1 works in this one, -1 in as many as there are cores; fewer than forty reports are read in this one,
        since others would have to start. By default what `joblib.parallel_config` says, a cluster too, else 1.
    progress : bool, optional
        A progress bar; by default from twenty files on, and only in a terminal or notebook.
    recursive : bool, default False
        Read the sub-folders of folders too.
    limits : Limits, optional
        How large a file may be, and how long it may take; by default far above what a report needs.
    corrections : Corrections, path or rows, optional
        What people say of readings, as in `govreport.corrections`: applied as by `Panel.correct`.

    Returns
    -------
    Panel
        `failed` names each file and each row of a table that could not be read, and why; `skipped` each file of a
        folder or zip file that was passed over, and why; `reports` has one row a report that was read. `corrected`
        says what was corrected, `unplaced` has the corrections that found no place.

    Raises
    ------
    InputError
        If there is nothing to read, not one file could be read, or the corrections cannot stand.

    Warns
    -----
    GovReportWarning
        What `read_report` warns of, two reports of one region and year, and a text that is there twice: the same text
        for the same region and year is read once. The column `warnings` of `reports` says it too.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples())
    >>> panel.regions, panel.report_years[0], panel.failed
    (['全国'], 2018, ())
    """
    workers = checked_jobs(n_jobs)
    plan = Plan(sources, recursive, held_to(limits))
    vocab = given_or_packaged(vocabulary)
    given = None if corrections is None else as_corrections(corrections, vocab)
    outcomes = _outcomes(plan, vocab, workers, progress)
    failed = [o for o in outcomes if isinstance(o, Failure)]
    kept, skipped, said = _kept(o for o in outcomes if isinstance(o, Done))
    if not kept:
        if len(failed) == 1:
            raise failed[0].error
        found = "; ".join(str(f.error) for f in failed[:3])
        raise InputError(f"none of the {len(failed)} files could be read" if failed else "nothing to read", found=found)
    for line in said:
        warn(line)
    panel = _panel(kept, vocab, failed, [*plan.skipped, *skipped])
    return panel if given is None else panel.correct(given)


def _kept(read: Iterable[Done]) -> tuple[list[Done], list[Skipped], list[str]]:
    """Leave out copies, mark what is there twice, and gather what is to be warned of."""
    given = list(read)
    notes, copies, beside = without_copies(one.note for one in given)
    left = iter(notes)
    away = [copy.source for copy in copies]
    kept: list[Done] = []
    for one in given:
        if one.note.source in away:
            away.remove(one.note.source)
        else:
            kept.append(replace(one, note=next(left)))
    said = [f"{one.note.source}: {doubt}" for one in given for doubt in one.note.warnings]
    return kept, copies, [*said, *beside]


def _outcomes(plan: Plan, vocab: Vocabulary, workers: int | None, progress: bool | None) -> list[Outcome]:
    count = len(plan) if plan.counted else None
    show = progress if progress is not None else (count is None or count >= 20) and sys.stderr.isatty()
    outcomes = work(plan.tasks(), vocab, plan.limits, workers)
    if not show:
        return list(outcomes)
    from tqdm.auto import tqdm

    return list(tqdm(outcomes, total=count, unit=told("report"), desc=told("reading")))


@called_right
def load_panel(path: str | Path) -> Panel:
    """Read a panel that `Panel.save` wrote.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Panel

    Raises
    ------
    InputError
        If the file is missing or is no saved panel.

    Examples
    --------
    >>> load_panel("nowhere.json")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: nowhere.json: no such file
    """
    return Panel.load(path)
