"""`terms`, `wording`, `sentences`, `promises`: what the words of reports say."""

from __future__ import annotations

import argparse
from typing import Any

from govreport.cli.common import add_files, add_view, aligned, command, complain, show, worded, write
from govreport.cli.results import add_years
from govreport.errors import InputError

_BESIDE = "with both sentences side by side"


def add_commands(commands: Any) -> None:
    """Add the commands of this module."""
    _add_terms(commands)
    _add_wording(commands)
    _add_sentences(commands)
    _add_promises(commands)


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


def _add_sentences(commands: Any) -> None:
    text = "Two reports of one region sentence by sentence: kept, reworded, new, dropped."
    parser = command(commands, "sentences", _sentences, text)
    parser.add_argument("a", metavar="A", help="the earlier report")
    parser.add_argument("b", metavar="B", help="the later report")
    add_view(
        parser,
        open_ids="tell of numbers without an id of the vocabulary too",
        sentences="list what is kept, new and dropped too",
        page=_BESIDE,
    )


def _sentences(arguments: argparse.Namespace) -> int:
    from govreport.words import sentences

    show(sentences(arguments.a, arguments.b), arguments)
    return 0


def _add_promises(commands: Any) -> None:
    text = "Every planned task, and what the next report of its region says of it."
    parser = command(commands, "promises", _promises, text)
    add_files(parser)
    add_view(parser, open_ids="", sentences="show what the next report says, and what is undecided", page=_BESIDE)


def _promises(arguments: argparse.Namespace) -> int:
    from govreport.words import promises

    paths = worded(arguments)
    if len(paths) == 1 and str(paths[0]).endswith((".json", ".json.gz")):
        raise InputError("promises need the reports themselves", where=str(paths[0]), hint="name the files of reports")
    found = promises(paths, corrections=arguments.corrections)
    show(found, arguments)
    return max([0, *(complain(failure.error) for failure in found.failed)])
