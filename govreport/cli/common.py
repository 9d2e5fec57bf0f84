"""What the commands share: files, filters, views, and where the outcome goes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govreport.cli.helping import columns
from govreport.cli.typed import as_typed, in_options, in_shell
from govreport.errors import InputError
from govreport.language import LANGUAGES, told
from govreport.packaged import samples
from govreport.writing import write_text

if TYPE_CHECKING:
    from govreport.comparison.result import Result
    from govreport.export import Exports
    from govreport.panel import Panel


EXAMPLES = {
    "audit": "audit reports/ --check growth",
    "check": "check reports/ --region 浙江省",
    "compare": "compare reports/ --years 2022 2023 --sentences",
    "coverage": "coverage reports/ -o coverage.xlsx",
    "export": "export reports/ --status target -o targets.dta",
    "extract": "extract 浙江省_2025.txt --format csv",
    "league": "league gdp reports/ --year 2024 --measure growth",
    "plot": "plot gdp retail_sales reports/ --region 全国 --measure growth -o trend.png",
    "promises": "promises 浙江省_2025.txt 浙江省_2026.txt",
    "review": "review reports/ -n 100 -o look.xlsx",
    "revisions": "revisions reports/ --indicator gdp",
    "sentences": "sentences 浙江省_2025.txt 浙江省_2026.txt --html two.html",
    "store info": "store info panel/",
    "store update": "store update panel/ reports/",
    "targets": "targets reports/ --years 2023-2025 --html targets.html",
    "terms": "terms reports/ -c 就业 -c 创新 -o terms.csv",
    "vocabulary": "vocabulary 研发",
    "wording": "wording reports/ --years 2024 2025",
}


#: endings of files that hold what a result shows, and not its table
_VIEWS = (".html", ".htm", ".md", ".txt")


def complain(error: object) -> int:
    said = f"govreport: error: {error}" if isinstance(error, str) else f"govreport: error: {as_typed(error)}"
    print(told(said), file=sys.stderr)
    return 2


def say(text: str) -> None:
    """Print a line that tells what was done, in the reader's language."""
    print(told(text))


def command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str, *, under: str = ""
) -> argparse.ArgumentParser:
    shown = f"example: govreport {EXAMPLES[f'{under} {name}'.strip()]}"
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text, epilog=shown)
    parser.set_defaults(run=run, command=parser)
    return parser


def add_files(parser: argparse.ArgumentParser, *, panel: bool = True) -> None:
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="reports (.txt, .docx, .html, .pdf, .doc), folders, zip files or a store",
    )
    parser.add_argument("--recursive", action="store_true", help="read the sub-folders of folders too")
    parser.add_argument("--samples", action="store_true", help="read the sample reports that come with govreport")
    if panel:
        add_corrections(parser)


def add_corrections(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corrections",
        action="append",
        metavar="FILE",
        help="corrections to apply: .tsv, .csv or .xlsx, or a worklist that was filled in; may be said several times",
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", action="append", help="only this territory; may be said several times")
    parser.add_argument(
        "--indicator", action="append", metavar="ID", help="only this id or name; may be said several times"
    )


def add_vintage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--vintage",
        type=_vintage,
        default="latest",
        metavar="latest|first|YEAR",
        help="which report counts where several state a figure: the latest, the first, or the latest of a year; "
        "default: %(default)s",
    )


def _vintage(said: str) -> str | int:
    return int(said) if said.isdecimal() else said


def export_asked(what: Exports, arguments: argparse.Namespace) -> None:
    """Write a panel or a result to the file that was asked for, in the language if one was asked for."""
    what.export(made(arguments.output), lang=getattr(arguments, "lang", None))


def add_lang(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help="of headings, labels and messages; default: that of GOVREPORT_LANG, else zh, and messages as the system "
        "speaks",
    )


def add_view(
    parser: argparse.ArgumentParser,
    *,
    open_ids: str = "list what has no id in the vocabulary too",
    sentences: str = "show the sentences of the reports under every row",
    page: str = "in which a click on a figure shows its sentence",
) -> None:
    add_lang(parser)
    if open_ids:
        parser.add_argument("--open", action="store_true", help=open_ids)
    else:
        parser.set_defaults(open=False)
    parser.add_argument("--sentences", action="store_true", help=sentences)
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="a file: .csv, .sdmx.csv, .dta, .json, .parquet, .xlsx, .html, .md or .txt",
    )
    parser.add_argument("--html", metavar="OUT", help=f"write a page too, {page}")


def reports(arguments: argparse.Namespace) -> list[str | Path]:
    """Return the files that are named, before or behind the years."""
    paths: list[str | Path] = [*arguments.files, *(getattr(arguments, "more_files", None) or [])]
    paths += samples() if arguments.samples else []
    if not paths:
        raise InputError("no report given", hint="name files or folders, or say --samples")
    return paths


def worded(arguments: argparse.Namespace) -> list[str | Path]:
    """Return the files that are named, those of sub-folders too where they are asked for."""
    paths = reports(arguments)
    if not arguments.recursive:
        return paths
    from govreport.text import find_files

    found = find_files(paths, recursive=True)
    for _, error in found.failed:
        raise error
    pass_over([f"{label}: {reason}" for label, reason in found.skipped])
    return list(dict.fromkeys(source.path for source in found.sources))


def read(arguments: argparse.Namespace, indicators: list[str] | None = None) -> tuple[Panel, int]:
    """Read the reports, the one saved panel or what is needed of the one store; what could not be read is told."""
    from govreport.panel import load_panel, read_panel
    from govreport.store import is_store, open_panel

    paths = reports(arguments)
    saved = len(paths) == 1 and str(paths[0]).endswith((".json", ".json.gz"))
    given = arguments.corrections or None
    if len(paths) == 1 and is_store(paths[0]):
        regions = getattr(arguments, "region", None)
        panel = open_panel(paths[0]).panel(regions=regions, indicators=indicators, corrections=given)
        return panel, 0
    if saved:
        panel = load_panel(paths[0])
        panel = panel if given is None else panel.correct(given)
    else:
        panel = read_panel(paths, recursive=getattr(arguments, "recursive", False), corrections=given)
        pass_over(list(map(str, panel.skipped)))
    return panel, max([0, *(complain(failure.error) for failure in panel.failed)])


def chosen(panel: Panel, arguments: argparse.Namespace) -> Panel:
    """Return the part of the panel that the filters leave."""
    names = ("region", "indicator", "measure", "status")
    filters = {name: wanted for name in names if (wanted := getattr(arguments, name, None))}
    return panel.select(**filters) if filters else panel


def pass_over(skipped: list[str]) -> None:
    """Say which files were passed over; it is no error."""
    if skipped:
        more = f"; and {len(skipped) - 3} more" if len(skipped) > 3 else ""
        note = f"govreport: note: {len(skipped)} passed over: {'; '.join(skipped[:3])}{more}"
        print(in_shell(told(note)), file=sys.stderr)


def show(result: Result, arguments: argparse.Namespace) -> None:
    """Write a result in the form that the name of the output file asks for."""
    from govreport.export import check_ending

    if Path(arguments.output or "").suffix:
        check_ending(arguments.output, *_VIEWS)
    if arguments.html:
        result.to_html(made(arguments.html), open_ids=arguments.open)
    kind = Path(arguments.output or "").suffix.lower()
    if kind in (".html", ".htm"):
        result.to_html(made(arguments.output), open_ids=arguments.open)
    elif kind == ".md":
        write(result.to_markdown(open_ids=arguments.open) + "\n", arguments.output)
    elif kind in ("", ".txt"):
        text = in_options(result.to_text(open_ids=arguments.open, sentences=arguments.sentences))
        write(text.rstrip("\n") + "\n", arguments.output)
    else:
        export_asked(result, arguments)
    # where the text itself goes to the output, nothing may stand behind it
    note = sys.stdout if arguments.output else sys.stderr
    for path in filter(None, (arguments.output, arguments.html)):
        print(told(f"saved {path}"), file=note)


def write(text: str, path: str | None, encoding: str = "utf-8") -> None:
    if path is None:
        sys.stdout.write(text)
    else:
        write_text(made(path), text, encoding)


def made(path: str) -> Path:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return Path(path)


def aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        yield line.rstrip() + "\n"
