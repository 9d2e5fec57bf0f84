"""The command line: `python -m govreport extract|compare|targets|plot|vocabulary …`.

Thin on purpose: it reads arguments, calls the library and writes what comes back. Pandas and matplotlib are loaded by
the commands that need them, so that `extract` starts at once.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from govreport.errors import GovReportError, InputError, UnknownIdError, closest
from govreport.samples import samples

if TYPE_CHECKING:
    from govreport.compare._result import Result
    from govreport.model import Observation, Report
    from govreport.panel import Panel

__all__ = ["main"]

FIELDS = (
    *("start", "end", "quote", "name", "indicator", "measure", "value", "value_high", "unit", "bound"),
    *("period", "per_year", "status", "region", "basis"),
)
SHOWN = ("period", "status", "measure", "quote", "name", "indicator")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process by default.

    Returns
    -------
    int
        The exit status: 0, or 2 when something could not be read or understood. What could be done was done all the
        same, and every failure is one line on stderr.

    Examples
    --------
    >>> main(["extract"])
    2
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _warn
            arguments = _parser().parse_args(argv)
            status: int = arguments.run(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # whoever read our output has gone; without this, Python complains once more while it closes stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    except GovReportError as error:
        return _complain(error)
    except OSError as error:
        return _complain(f"{error.filename}: {error.strerror}" if error.filename else error)


def _complain(error: object) -> int:
    print(f"govreport: error: {error}", file=sys.stderr)
    return 2


def _warn(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    print(f"govreport: warning: {message}", file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    """Complains in the one form that all errors of the command line have."""

    def error(self, message: str) -> NoReturn:
        raise InputError(message, hint=f"see {self.prog} --help")


def _parser() -> argparse.ArgumentParser:
    from govreport import __version__

    parser = _Parser(prog="govreport", description="The numbers of Chinese government work reports, as data.")
    parser.add_argument("--version", action="version", version=f"govreport {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for add in (_add_extract, _add_compare, _add_targets, _add_plot, _add_vocabulary):
        add(commands)
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="reports (.txt, .docx, .html), or folders of them")
    parser.add_argument("--samples", action="store_true", help="read the sample reports that come with govreport")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", action="append", help="only this territory; may be said several times")
    parser.add_argument("--indicator", action="append", metavar="ID", help="only this id; may be said several times")


def _add_view(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="of headings and labels; default: %(default)s"
    )
    parser.add_argument("--open", action="store_true", help="list what has no id in the vocabulary too")
    parser.add_argument("--sentences", action="store_true", help="show the sentences of the reports under every row")
    parser.add_argument("-o", "--output", metavar="OUT", help="a file: .csv, .html, .md or plain text")
    parser.add_argument(
        "--html", metavar="OUT", help="write a page too, in which a click on a figure shows its sentence"
    )


def _reports(arguments: argparse.Namespace) -> list[str | Path]:
    paths: list[str | Path] = [*arguments.files, *(samples() if arguments.samples else [])]
    if not paths:
        raise InputError("no report given", hint="name files or folders, or say --samples")
    return paths


def _panel(arguments: argparse.Namespace) -> tuple[Panel, int]:
    """Read the reports; what could not be read is told, and the exit status says so."""
    from govreport.panel import read_panel

    panel = read_panel(_reports(arguments))
    return panel, max([0, *(_complain(failure.error) for failure in panel.failed)])


def _show(result: Result, arguments: argparse.Namespace) -> None:
    """Write a result in the form that the name of the output file asks for."""
    if arguments.html:
        result.to_html(_made(arguments.html), lang=arguments.lang, open_ids=arguments.open)
    kind = Path(arguments.output or "").suffix
    if kind == ".csv":
        result.to_csv(_made(arguments.output))
    elif kind in (".html", ".htm"):
        result.to_html(_made(arguments.output), lang=arguments.lang, open_ids=arguments.open)
    elif kind == ".md":
        _write(result.to_markdown(arguments.lang, open_ids=arguments.open) + "\n", arguments.output)
    else:
        text = result.to_text(arguments.lang, open_ids=arguments.open, sentences=arguments.sentences)
        _write(text.rstrip("\n") + "\n", arguments.output)


def _write(text: str, path: str | None, encoding: str = "utf-8") -> None:
    if path is None:
        sys.stdout.write(text)
    else:
        _made(path).write_text(text, encoding=encoding, newline="")


def _made(path: str) -> Path:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return Path(path)


# extract


def _add_extract(commands: Any) -> None:
    parser = _command(commands, "extract", _extract, "Every number of the reports, with its subject, year and place.")
    _add_files(parser)
    parser.add_argument("--region", help="the territory that reports, where title and file name do not say it")
    parser.add_argument("--year", type=int, help="the year of delivery, where title and file name do not say it")
    parser.add_argument("--format", choices=sorted(FORMATS), default="table", help="default: %(default)s")
    parser.add_argument("-o", "--output", metavar="OUT", help="a file, instead of standard output")


def _extract(arguments: argparse.Namespace) -> int:
    from govreport.text import report_files

    read: list[tuple[Report, list[Observation]]] = []
    status = 0
    for path in report_files(_reports(arguments)):
        try:
            read.append(_one(path, arguments))
        except GovReportError as error:
            error.where = error.where or str(path)
            status = _complain(error)
    if read:
        spreadsheet = arguments.format == "csv" and arguments.output
        _write("".join(FORMATS[arguments.format](read)), arguments.output, "utf-8-sig" if spreadsheet else "utf-8")
    return status


def _one(path: str | Path, arguments: argparse.Namespace) -> tuple[Report, list[Observation]]:
    from govreport.extract import extract
    from govreport.normalize import normalize
    from govreport.text import read_report

    report = read_report(path, region=arguments.region, year=arguments.year)
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
            writer.writerow([report.source, report.region, report.year, *values])
    yield lines.getvalue()


def _table(read: Iterable[tuple[Report, list[Observation]]]) -> Iterator[str]:
    for report, observations in read:
        yield f"{report.region} {report.year} ({report.source}): {len(observations)} metrics\n"
        rows = [[_cell(_record(seen)[name]) for name in SHOWN] for seen in observations]
        yield from _aligned([list(SHOWN), *rows])


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "-".join(str(year) for year in dict.fromkeys(value))
    return "" if value is None else str(value)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield line.rstrip() + "\n"


FORMATS = {"jsonl": _jsonl, "csv": _csv, "table": _table}


# compare and targets


def _add_compare(commands: Any) -> None:
    parser = _command(commands, "compare", _compare, "Two years side by side: changed, new, dropped, not comparable.")
    _add_files(parser)
    parser.add_argument("--years", nargs=2, type=int, metavar=("A", "B"), required=True)
    parser.add_argument(
        "--by",
        choices=("period", "report_year"),
        default="period",
        help="compare what is said of two years, or what the reports of two years say; default: %(default)s",
    )
    _add_filters(parser)
    _add_view(parser)


def _compare(arguments: argparse.Namespace) -> int:
    from govreport.compare import compare

    panel, status = _panel(arguments)
    first, second = arguments.years
    filters = {"region": arguments.region, "indicator": arguments.indicator}
    _show(compare(panel, first, second, by=arguments.by, **filters), arguments)
    return status


def _add_targets(commands: Any) -> None:
    parser = _command(commands, "targets", _targets, "What was aimed at, and what later reports say was reached.")
    _add_files(parser)
    parser.add_argument(
        "--year", action="append", type=int, help="only targets for this year; may be said several times"
    )
    _add_filters(parser)
    _add_view(parser)


def _targets(arguments: argparse.Namespace) -> int:
    from govreport.compare import targets

    panel, status = _panel(arguments)
    _show(targets(panel, region=arguments.region, year=arguments.year, indicator=arguments.indicator), arguments)
    return status


# plot


def _add_plot(commands: Any) -> None:
    parser = _command(commands, "plot", _plot, "A trend figure: results, targets, hedges and gaps.")
    parser.add_argument("words", nargs="+", metavar="INDICATOR|FILE", help="ids, then reports or folders of them")
    parser.add_argument("--samples", action="store_true", help="read the sample reports that come with govreport")
    parser.add_argument("-o", "--output", metavar="FIG", required=True, help="where to: .png, .svg or .pdf")
    parser.add_argument("--measure", choices=("level", "growth", "change", "gap", "multiple", "rank", "streak"))
    parser.add_argument("--region", action="append", help="only this territory; may be said several times")
    parser.add_argument("--lang", choices=("zh", "en"), help="default: Chinese where a font has it")
    parser.add_argument(
        "--multiples", action="store_true", help="an axis for each indicator, for those of different units"
    )


def _plot(arguments: argparse.Namespace) -> int:
    arguments.files = [word for word in arguments.words if Path(word).exists()]
    ids = [word for word in arguments.words if word not in arguments.files]
    for word in ids:
        if Path(word).suffix or os.sep in word:
            raise InputError("no such file", where=word)
    if not ids:
        raise InputError("no indicator given", hint="name one or more ids, as in: govreport plot gdp FILE… -o FIG")
    panel, status = _panel(arguments)
    from govreport import plot

    draw: Callable[..., Any] = plot.small_multiples if arguments.multiples else plot.trend
    drawn = draw(panel, ids, region=arguments.region, measure=arguments.measure, lang=arguments.lang)
    plot.save(drawn, _made(arguments.output))
    print(f"saved {arguments.output}")
    return status


# vocabulary


def _add_vocabulary(commands: Any) -> None:
    parser = _command(commands, "vocabulary", _vocabulary, "The indicators that are known, all or those about a text.")
    parser.add_argument(
        "words",
        nargs="*",
        metavar="TEXT",
        help="an id, a name in Chinese or English, or a part of one; 'check PATH' reports all that is wrong with a "
        "vocabulary of your own; 'suggest FILE…' writes rows for one, from the names in reports that are not known",
    )
    parser.add_argument("--samples", action="store_true", help="suggest: read the sample reports")
    parser.add_argument("-o", "--output", metavar="TSV", help="suggest: where to; standard output by default")
    parser.add_argument("--least", type=int, default=2, help="suggest: in how many reports a name stands (default: 2)")
    parser.add_argument("-n", type=int, default=40, help="suggest: how many names at most (default: 40)")


def _vocabulary(arguments: argparse.Namespace) -> int:
    from govreport.vocabulary import vocabulary

    action, *rest = arguments.words or [""]
    if action == "check" and rest:
        return _check_vocabularies(rest)
    if action == "suggest" and (rest or arguments.samples):
        return _suggest(rest, arguments)
    known, text = vocabulary(), " ".join(arguments.words)
    found = known.search(text) if text else [known[id] for id in known]
    if not found:
        raise UnknownIdError("no indicator", found=f"'{text}'", suggestions=closest(text, known))
    _write("".join(_aligned([[i.id, i.unit, i.name_zh, i.name_en] for i in found])), None)
    return 0


def _check_vocabularies(paths: Sequence[str]) -> int:
    from govreport.testing import check_vocabulary

    status = 0
    for path in paths:
        try:
            made = check_vocabulary(path)
            print(f"{path}: sound; {len(made)} indicators with the packaged ones")
        except AssertionError as error:
            status = _complain(error)
    return status


def _suggest(files: Sequence[str], arguments: argparse.Namespace) -> int:
    from govreport.panel import suggest

    arguments.files = list(files)
    panel, status = _panel(arguments)
    rows = suggest(panel, arguments.output, n=arguments.n, least=arguments.least)
    if arguments.output:
        print(f"saved {arguments.output}: {len(rows)} names")
    else:
        _write(rows.to_csv(sep="\t", index=False, lineterminator="\n"), None)
    return status
