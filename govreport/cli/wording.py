"""`sentences`, `promises`: what is made of the sentences of reports."""

from __future__ import annotations

import argparse
from typing import Any

from govreport.cli.common import add_files, command, show, worded
from govreport.errors import InputError


def add_commands(commands: Any) -> None:
    """Add the commands of this module."""
    _add_sentences(commands)
    _add_promises(commands)


def _add_view(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="of headings and labels; default: %(default)s"
    )
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="a file: .csv, .sdmx.csv, .json, .parquet, .xlsx, .html, .md or .txt"
    )
    parser.add_argument("--html", metavar="OUT", help="write a page too, with both sentences side by side")


def _add_sentences(commands: Any) -> None:
    text = "Two reports of one region sentence by sentence: kept, reworded, new, dropped."
    parser = command(commands, "sentences", _sentences, text)
    parser.add_argument("a", metavar="A", help="the earlier report")
    parser.add_argument("b", metavar="B", help="the later report")
    parser.add_argument("--open", action="store_true", help="tell of numbers without an id of the vocabulary too")
    parser.add_argument("--sentences", action="store_true", help="list what is kept, new and dropped too")
    _add_view(parser)


def _sentences(arguments: argparse.Namespace) -> int:
    from govreport.words import sentences

    show(sentences(arguments.a, arguments.b), arguments)
    return 0


def _add_promises(commands: Any) -> None:
    text = "Every planned task, and what the next report of its region says of it."
    parser = command(commands, "promises", _promises, text)
    add_files(parser, panel=False)
    parser.add_argument(
        "--sentences", action="store_true", help="show what the next report says, and what is undecided"
    )
    _add_view(parser)
    parser.set_defaults(open=False)


def _promises(arguments: argparse.Namespace) -> int:
    from govreport.words import promises

    paths = worded(arguments)
    if len(paths) == 1 and str(paths[0]).endswith((".json", ".json.gz")):
        raise InputError("promises need the reports themselves", where=str(paths[0]), hint="name the files of reports")
    show(promises(paths), arguments)
    return 0
