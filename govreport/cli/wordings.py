"""`terms` and `wording`: what the words of reports say."""

from __future__ import annotations

import argparse
from typing import Any

from govreport.cli.common import add_files, add_view, aligned, command, complain, show, worded, write
from govreport.cli.results import add_years
from govreport.errors import InputError


def add_commands(commands: Any) -> None:
    """Add the commands of this module."""
    _add_terms(commands)
    _add_wording(commands)


def _add_terms(commands: Any) -> None:
    parser = command(commands, "terms", _terms, "How often reports speak of concepts, with the sentence behind each.")
    add_files(parser, panel=False)
    parser.add_argument(
        "-c",
        "--concepts",
        action="append",
        metavar="ID|WORD|FILE",
        help="a packaged concept, a word, or a file of concepts; may be said several times; default: all packaged ones",
    )
    parser.add_argument("--list", action="store_true", help="list the packaged concepts, or the words of those named")
    parser.add_argument("--by", choices=("report", "year", "region"), default="report", help="default: %(default)s")
    parser.add_argument("--per", choices=("characters", "words"), default="characters", help="default: %(default)s")
    parser.add_argument("--parts", action="store_true", help="count review and plan apart")
    parser.add_argument("--nested", action="store_true", help="count words inside longer ones of the same concept too")
    parser.add_argument("--words", choices=("jieba",), help="divide the reports into words too")
    add_view(parser)


def _terms(arguments: argparse.Namespace) -> int:
    from govreport.words import concepts, terms

    asked = concepts(arguments.concepts)
    if arguments.list:
        if arguments.concepts:
            table = asked.frame[["concept", "kind", "term", "word"]]
            rows = [[str(cell) for cell in row] for row in table.itertuples(index=False)]
        else:
            rows = [[one.id, one.name_zh, one.name_en, f"{len(one.wordings)}"] for one in asked.values()]
        write("".join(aligned(rows)), None)
        return 0
    if arguments.per == "words" and not arguments.words:
        raise InputError("words are counted with a segmenter", where="--per", hint="say --words jieba too")
    options = {name: getattr(arguments, name) for name in ("by", "per", "parts", "nested", "words")}
    found = terms(worded(arguments), asked, **options)
    show(found, arguments)
    return max([0, *(complain(failure.error) for failure in found.failed)])


def _add_wording(commands: Any) -> None:
    parser = command(commands, "wording", _wording, "Phrases that are new, back, risen, fallen or gone.")
    add_files(parser, panel=False)
    add_years(parser, "the years to compare; all by default")
    parser.add_argument("--region", action="append", help="only reports of this territory; may be said several times")
    parser.add_argument("-n", type=int, default=20, help="how many of every kind (default: %(default)s)")
    parser.add_argument("--shortest", type=int, default=3, help="characters of a phrase (default: %(default)s)")
    parser.add_argument("--least", type=int, default=3, help="how often it is said in all (default: %(default)s)")
    add_view(parser)


def _wording(arguments: argparse.Namespace) -> int:
    from govreport.words import wording

    options = {name: getattr(arguments, name) for name in ("region", "n", "shortest", "least")}
    found = wording(worded(arguments), *(arguments.years or ()), **options)
    show(found, arguments)
    return max([0, *(complain(failure.error) for failure in found.failed)])
