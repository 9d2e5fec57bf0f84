"""Whatever holds reports, one report at a time, and what is made of each: as a panel reads them, with its failures."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

import pandas as pd

from govreport.engine import checked_jobs
from govreport.errors import InputError, warn
from govreport.model import Report
from govreport.panel.journal import Skipped
from govreport.panel.planning import Plan
from govreport.panel.schema import Failure
from govreport.panel.tabular import Reports
from govreport.panel.working import attempt, carried_out
from govreport.text import Limits

__all__ = ["Readable", "Source", "each_of", "opened", "read_all", "warn_of_doubles"]

Readable: TypeAlias = "Report | str | Path | pd.DataFrame | Reports"
Source: TypeAlias = "Readable | Iterable[Readable]"
Made = TypeVar("Made")


def each_of(sources: Iterable[Source]) -> Iterator[Readable]:
    """Yield what may be given one by one or as a list.

    Parameters
    ----------
    sources : iterable of Source

    Examples
    --------
    >>> list(each_of(["a.txt", ["b.txt", "c.txt"]]))
    ['a.txt', 'b.txt', 'c.txt']
    """
    for one in sources:
        if isinstance(one, Iterable) and not isinstance(one, str | pd.DataFrame | Reports | bytes):
            yield from one
        else:
            yield one


def warn_of_doubles(reports: Iterable[tuple[str, int, str]]) -> None:
    """Warn where two reports are of one region and year: both are counted.

    Parameters
    ----------
    reports : iterable of (str, int, str)
        Region, year and source of each.

    Warns
    -----
    GovReportWarning
    """
    seen: dict[tuple[str, int], str] = {}
    doubles: list[str] = []
    for region, year, source in reports:
        if (region, year) in seen:
            doubles.append(f"{region} {year} ({seen[region, year]} and {source})")
        seen[region, year] = source
    if doubles:
        more = f" and {len(doubles) - 3} more" if len(doubles) > 3 else ""
        said = f"two reports of one region and year, both are counted: {', '.join(doubles[:3])}{more}"
        warn(said)


@dataclass(frozen=True, slots=True)
class _Made(Generic[Made]):
    """What was made of a report, and what speaks against that."""

    value: Made
    source: str
    doubts: tuple[str, ...]


def _make(report: Report, doubts: list[str], make: Callable[[Report], Made]) -> _Made[Made]:
    return _Made(make(report), report.source, tuple(doubts))


def opened(
    source: Source, make: Callable[[Report], Made], n_jobs: int | None = None
) -> Iterator[Made | Failure | Skipped]:
    """Yield what is made of each report, one at a time, what could not be read, and what was passed over.

    Parameters
    ----------
    source : Report, str, Path, DataFrame, Reports or iterable of these
        What `read_panel` takes. An iterator is taken report by report, and nothing of it is kept.
    make : callable
        Of a report; one that can be sent to another process where there are several.
    n_jobs : int, optional
        Processes; -1 for as many as there are cores.

    Yields
    ------
    what `make` returned, or Failure; last of all Skipped

    Raises
    ------
    InputError
        If nothing was given, or something that holds no reports.

    Warns
    -----
    GovReportWarning
        As `read_report`.

    Examples
    --------
    >>> from govreport import samples
    >>> list(opened(samples()[:2], lambda report: report.year))
    [2018, 2019]
    """
    limits, workers = Limits(), checked_jobs(n_jobs)
    plan = Plan(source, False, limits)
    tasks = plan.tasks()
    first = list(itertools.islice(tasks, 1))
    if not first:
        raise InputError("nothing to read", where="reports", expected="at least one report")
    job = partial(attempt, limits=limits, make=partial(_make, make=make), doubts=False)
    for one in carried_out(itertools.chain(first, tasks), job, workers):
        if isinstance(one, Failure):
            yield one
            continue
        for doubt in one.doubts:
            warn(f"{one.source}: {doubt}")
        yield one.value
    yield from plan.skipped


def read_all(
    source: Source, make: Callable[[Report], Made], n_jobs: int | None = None
) -> tuple[list[Made], tuple[Failure, ...], tuple[Skipped, ...]]:
    """Return what is made of all reports, what could not be read, and what was passed over.

    Parameters
    ----------
    source, make, n_jobs
        As in `opened`.

    Returns
    -------
    (list, tuple of Failure, tuple of Skipped)

    Raises
    ------
    InputError
        As `opened`, and where not one report could be read.

    Warns
    -----
    GovReportWarning
        As `opened`, and once of what is missing.

    Examples
    --------
    >>> from govreport import samples
    >>> read_all(samples()[:2], lambda report: report.year)
    ([2018, 2019], (), ())
    """
    made: list[Made] = []
    failed: list[Failure] = []
    skipped: list[Skipped] = []
    for one in opened(source, make, n_jobs):
        if isinstance(one, Failure):
            failed.append(one)
        elif isinstance(one, Skipped):
            skipped.append(one)
        else:
            made.append(one)
    if not made:
        told = "; ".join([*(str(one.error) for one in failed[:3]), *map(str, skipped[:3])])
        many = len(failed) + len(skipped)
        said = f"none of the {many} files could be read" if many > 1 else "the file could not be read"
        raise InputError(said, where="reports", found=told)
    if failed or skipped:
        counts = [(len(failed), "could not be read (failed)"), (len(skipped), "passed over (skipped)")]
        missing = " and ".join(f"{n} {what}" for n, what in counts if n)
        sources = [*(one.source for one in failed), *(one.source for one in skipped)]
        warn(f"not all of it was read, {missing}: {', '.join(sources[:3])}")
    return made, tuple(failed), tuple(skipped)
