"""`plot`, `review` and `vocabulary`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from govreport.cli._common import (
    add_corrections,
    add_files,
    add_filters,
    add_vintage,
    aligned,
    command,
    complain,
    made,
    read,
    write,
)
from govreport.errors import InputError, UnknownIdError, closest


def add_commands(commands: Any) -> None:
    """Add the commands of this module."""
    _add_plot(commands)
    _add_review(commands)
    _add_vocabulary(commands)


def _add_plot(commands: Any) -> None:
    parser = command(commands, "plot", _plot, "A trend figure: results, targets, hedges and gaps.")
    parser.add_argument("words", nargs="+", metavar="INDICATOR|FILE", help="ids, then reports or folders of them")
    parser.add_argument("--samples", action="store_true", help="read the sample reports that come with govreport")
    add_corrections(parser)
    parser.add_argument("-o", "--output", metavar="FIG", required=True, help="where to: .png, .svg or .pdf")
    parser.add_argument("--measure", choices=("level", "growth", "change", "gap", "multiple", "rank", "streak"))
    parser.add_argument("--region", action="append", help="only this territory; may be said several times")
    parser.add_argument("--lang", choices=("zh", "en"), help="default: Chinese where a font has it")
    parser.add_argument(
        "--multiples", action="store_true", help="an axis for each indicator, for those of different units"
    )
    add_vintage(parser)


def _plot(arguments: argparse.Namespace) -> int:
    arguments.files = [word for word in arguments.words if Path(word).exists()]
    ids = [word for word in arguments.words if word not in arguments.files]
    for word in ids:
        if Path(word).suffix or os.sep in word:
            raise InputError("no such file", where=word)
    if not ids:
        raise InputError("no indicator given", hint="name one or more ids, as in: govreport plot gdp FILE… -o FIG")
    panel, status = read(arguments)
    from govreport import plot

    draw: Callable[..., Any] = plot.small_multiples if arguments.multiples else plot.trend
    asked = {name: getattr(arguments, name) for name in ("region", "measure", "lang", "vintage")}
    drawn = draw(panel, ids, **asked)
    plot.save(drawn, made(arguments.output))
    print(f"saved {arguments.output}")
    return status


def _add_review(commands: Any) -> None:
    text = "A worklist: readings to look at, with columns to fill in that --corrections reads."
    parser = command(commands, "review", _review, text)
    add_files(parser)
    add_filters(parser)
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="where to: .xlsx or .tsv")
    parser.add_argument("-n", type=int, default=200, help="how many readings at most; default: %(default)s")
    parser.add_argument(
        "--by",
        choices=("doubt", "findings", "random", "text"),
        default="doubt",
        help="the most doubtful first, what the check finds, at random, or in order; default: %(default)s",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the choice at random; default: %(default)s")
    parser.add_argument("--overwrite", action="store_true", help="replace a worklist that is there")


def _review(arguments: argparse.Namespace) -> int:
    panel, status = read(arguments)
    filters = {name: value for name in ("region", "indicator") if (value := getattr(arguments, name))}
    part = panel.select(**filters) if filters else panel
    options = {name: getattr(arguments, name) for name in ("by", "seed", "overwrite")}
    count = part.review(made(arguments.output), arguments.n, **options)
    print(f"saved {arguments.output}: {count:,} readings")
    return status


def _add_vocabulary(commands: Any) -> None:
    parser = command(commands, "vocabulary", _vocabulary, "The indicators that are known, all or those about a text.")
    parser.add_argument(
        "words",
        nargs="*",
        metavar="TEXT",
        help="an id, a name in Chinese or English, or a part of one; 'check PATH' reports all that is wrong with a "
        "vocabulary of your own; 'suggest FILE…' writes rows for one, from the names in reports that are not known",
    )
    parser.add_argument("--samples", action="store_true", help="suggest: read the sample reports")
    add_corrections(parser)
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
    write("".join(aligned([[i.id, i.unit, i.name_zh, i.name_en] for i in found])), None)
    return 0


def _check_vocabularies(paths: Sequence[str]) -> int:
    from govreport.testing import check_vocabulary

    status = 0
    for path in paths:
        try:
            made = check_vocabulary(path)
            print(f"{path}: sound; {len(made)} indicators with the packaged ones")
        except AssertionError as error:
            status = complain(error)
    return status


def _suggest(files: Sequence[str], arguments: argparse.Namespace) -> int:
    from govreport.panel import suggest

    arguments.files = list(files)
    panel, status = read(arguments)
    rows = suggest(panel, arguments.output, n=arguments.n, least=arguments.least)
    if arguments.output:
        print(f"saved {arguments.output}: {len(rows)} names")
    else:
        write(rows.to_csv(sep="\t", index=False, lineterminator="\n"), None)
    return status
