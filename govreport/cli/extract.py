"""`extract`: every number of the reports."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from govreport.cli.common import add_files, aligned, command, complain, pass_over, reports, write
from govreport.errors import warn
from govreport.language import told
from govreport.writing import guarded_word

if TYPE_CHECKING:
    from govreport.model import Observation, Report
    from govreport.text import Opener, Source


FIELDS = (
    *("start", "end", "quote", "name", "indicator", "measure", "value", "value_high", "unit", "bound"),
    *("period", "part", "per_year", "status", "region", "basis", "doubt"),
)
SHOWN = ("period", "status", "measure", "quote", "name", "indicator")


def add_commands(commands: Any) -> None:
    """Add the command of this module."""
    parser = command(commands, "extract", _extract, "Every number of the reports, with its subject, year and place.")
    add_files(parser, panel=False)
    parser.add_argument("--region", help="the territory that reports, where title and file name do not say it")
    parser.add_argument("--year", type=int, help="the year of delivery, where title and file name do not say it")
    parser.add_argument("--format", choices=sorted(FORMATS), default="table", help="default: %(default)s")
    parser.add_argument("-o", "--output", metavar="OUT", help="a file, instead of standard output")


def _extract(arguments: argparse.Namespace) -> int:
    from govreport.text import Limits, Opener, as_ours, find_files

    read: list[tuple[Report, list[Observation]]] = []
    found = find_files(reports(arguments), recursive=arguments.recursive)
    status = max([0, *(complain(error) for _, error in found.failed)])
    with Opener(Limits()) as opener:
        for source in found.sources:
            try:
                read.append(_one(source, opener, arguments))
            except Exception as problem:
                error = as_ours(problem, source.label)
                error.where = error.where or source.label
                status = complain(error)
    pass_over([f"{label}: {reason}" for label, reason in found.skipped])
    if read:
        spreadsheet = arguments.format == "csv" and arguments.output
        write("".join(FORMATS[arguments.format](read)), arguments.output, "utf-8-sig" if spreadsheet else "utf-8")
    return status


def _one(source: Source, opener: Opener, arguments: argparse.Namespace) -> tuple[Report, list[Observation]]:
    from govreport.extraction import extract
    from govreport.normalization import normalize
    from govreport.text import Limits, report_of, within

    limits = Limits()
    with within(limits.seconds, source.label):
        given = {"region": arguments.region, "year": arguments.year}
        report, doubts = report_of(opener.read(source), source, **given, limits=limits)
        for doubt in doubts:
            warn(f"{source.label}: {doubt}")
        return report, normalize(report, extract(report))


def _record(seen: Observation) -> dict[str, Any]:
    """Return the fields that the metrics are written down with, and no other."""
    return {name: _plain(getattr(seen.metric, name)) for name in FIELDS}


def _plain(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _jsonl(read: Iterable[tuple[Report, list[Observation]]]) -> Iterator[str]:
    for _, observations in read:
        for seen in observations:
            yield json.dumps(_record(seen), ensure_ascii=False) + "\n"


def _csv(read: Iterable[tuple[Report, list[Observation]]]) -> Iterator[str]:
    lines = io.StringIO(newline="")
    years = {"period": ("period_start", "period_end")}
    columns = [column for name in FIELDS for column in years.get(name, (name,))]
    writer = csv.writer(lines)
    writer.writerow(["source", "report_region", "report_year", *columns])
    for report, observations in read:
        for seen in observations:
            record = _record(seen)
            values = [v for name in FIELDS for v in (record[name] if name == "period" else (record[name],))]
            writer.writerow(map(guarded_word, [report.source, report.region, report.year, *values]))
    yield lines.getvalue()


def _table(read: Iterable[tuple[Report, list[Observation]]]) -> Iterator[str]:
    for report, observations in read:
        yield told(f"{report.region} {report.year} ({report.source}): {len(observations)} metrics") + "\n"
        rows = [[_cell(_record(seen)[name]) for name in SHOWN] for seen in observations]
        yield from aligned([list(SHOWN), *rows])


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "-".join(str(year) for year in dict.fromkeys(value))
    return "" if value is None else str(value)


FORMATS = {"jsonl": _jsonl, "csv": _csv, "table": _table}
