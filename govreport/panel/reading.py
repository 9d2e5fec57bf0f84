"""From files to a panel."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd

from ..errors import GovReportError, InputError
from ..extract import extract
from ..model import Observation, Report
from ..normalize import normalize
from ..regions import locate
from ..text import read_report, report_files
from ..vocabulary import Vocabulary
from ..vocabulary import vocabulary as packaged
from .correcting import Given, as_corrections
from .schema import COLUMNS, EVIDENCE, Failure
from .table import Panel

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
    return _panel([_rows(report, found) for report, found in observations], vocabulary, failed)


_Row = tuple[object, ...]
_Rows = tuple[list[_Row], list[_Row]]


def _rows(report: Report, found: Sequence[Observation]) -> _Rows:
    return [_row(report, o) for o in found], [_evidence_row(o) for o in found]


def _panel(read: Iterable[_Rows], vocabulary: Vocabulary | None, failed: Iterable[Failure]) -> Panel:
    rows: list[_Row] = []
    evidence: list[_Row] = []
    for some, beside in read:
        rows += some
        evidence += beside
    frame = pd.DataFrame.from_records(rows, columns=list(COLUMNS))
    told = pd.DataFrame.from_records(evidence, columns=list(EVIDENCE))
    return Panel(frame, vocabulary=vocabulary, failed=failed, evidence=told)


def _row(report: Report, o: Observation) -> tuple[object, ...]:
    m = o.metric
    reporter = locate(report.region)
    return (
        o.region,
        o.region_code,
        o.indicator,
        o.measure,
        o.of,
        o.period[0],
        o.period[1],
        m.part,
        m.per_year,
        o.status,
        o.aim,
        o.value,
        o.low,
        o.high,
        o.unit,
        m.bound,
        m.basis,
        m.doubt,
        m.name,
        m.quote,
        report.text[m.sentence[0] : m.sentence[1]],
        m.sentence[0],
        m.start,
        m.end,
        reporter.label if reporter else report.region,
        reporter.code if reporter else "",
        report.year,
        report.source,
    )


def _evidence_row(o: Observation) -> tuple[object, ...]:
    m = o.metric
    return (
        " ".join(m.rules),
        o.alias or "",
        o.rule,
        o.conversion,
        o.conflict or "",
        " ".join(o.nearest),
        m.value,
        m.unit,
        m.region or "",
        "",
    )


_Outcome = _Rows | Failure


def _read_one(source: Path, vocab: Vocabulary) -> _Outcome:
    try:
        report = read_report(source)
        return _rows(report, normalize(report, extract(report), vocab))
    except GovReportError as error:
        return Failure(str(source), error)


def read_panel(
    paths: str | Path | Iterable[str | Path],
    *,
    vocabulary: Vocabulary | None = None,
    n_jobs: int = 1,
    progress: bool | None = None,
    corrections: Given | None = None,
) -> Panel:
    """Read reports into a panel.

    Parameters
    ----------
    paths : str, Path or iterable of these
        Files, and folders whose reports are all read (not their sub-folders).
    vocabulary : Vocabulary, optional
        The packaged one by default.
    n_jobs : int, default 1
        Processes; -1 for as many as there are cores.
    progress : bool, optional
        A progress bar; by default from twenty files on, and only in a terminal or notebook.
    corrections : Corrections, path or rows, optional
        What people say of readings, as in `govreport.corrections`: applied as by `Panel.correct`.

    Returns
    -------
    Panel
        `failed` names each file that could not be read, and why; `corrected` what was corrected, `unplaced` the
        corrections that found no place.

    Raises
    ------
    InputError
        If there is nothing to read, not one file could be read, or the corrections cannot stand.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples())
    >>> panel.regions, panel.report_years[0], panel.failed
    (['全国'], 2018, ())
    """
    files = report_files(paths)
    vocab = packaged() if vocabulary is None else vocabulary
    given = None if corrections is None else as_corrections(corrections, vocab)
    outcomes = _outcomes(files, vocab, n_jobs, progress)
    failed = [o for o in outcomes if isinstance(o, Failure)]
    done = [o for o in outcomes if not isinstance(o, Failure)]
    if not done:
        raise InputError(
            f"none of the {len(files)} files could be read", found="; ".join(str(f.error) for f in failed[:3])
        )
    panel = _panel(done, vocab, failed)
    return panel if given is None else panel.correct(given)


def _outcomes(files: list[Path], vocab: Vocabulary, n_jobs: int, progress: bool | None) -> list[_Outcome]:
    if n_jobs == 0 or n_jobs < -1:
        raise InputError("n_jobs counts processes", expected="1, 2, … or -1", found=str(n_jobs))
    workers = min(len(files), (os.cpu_count() or 1) if n_jobs == -1 else n_jobs)
    show = progress if progress is not None else len(files) >= 20 and sys.stderr.isatty()
    bar = _bar(len(files)) if show else None
    if workers <= 1:
        return [_tick(bar, _read_one(f, vocab)) for f in files]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_hire, initargs=(vocab,)) as pool:
        return [_tick(bar, o) for o in pool.map(_read_hired, files, chunksize=4)]


_hired: list[Vocabulary] = []


def _hire(vocab: Vocabulary) -> None:
    """Give a worker process its vocabulary once, not with every file."""
    _hired[:] = [vocab]


def _read_hired(source: Path) -> _Outcome:
    return _read_one(source, _hired[0])


def _bar(total: int) -> Callable[[], object]:
    from tqdm.auto import tqdm

    bar = tqdm(total=total, unit="report", desc="reading")

    def step() -> None:
        bar.update()
        if bar.n >= total:
            bar.close()

    return step


def _tick(bar: Callable[[], object] | None, outcome: _Outcome) -> _Outcome:
    if bar is not None:
        bar()
    return outcome


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
