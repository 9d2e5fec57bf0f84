"""`vocabulary`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from govreport.cli.common import add_corrections, aligned, command, complain, read, say, write
from govreport.errors import UnknownIdError, closest, warn


def add_commands(commands: Any) -> None:
    """Add the command of this module."""
    _add_vocabulary(commands)


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
    from govreport.indicators import vocabulary

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
            say(f"{path}: sound; {len(made)} indicators with the packaged ones")
        except AssertionError as error:
            status = complain(error)
    return status


def _suggest(files: Sequence[str], arguments: argparse.Namespace) -> int:
    from govreport.panel import suggest

    arguments.files = list(files)
    panel, status = read(arguments)
    rows = suggest(panel, arguments.output, n=arguments.n, least=arguments.least)
    if arguments.output:
        say(f"saved {arguments.output}: {len(rows)} names")
    else:
        write(rows.to_csv(sep="\t", index=False, lineterminator="\n"), None)
    if rows.empty and arguments.least > 1:
        warn(f"no name stands in {arguments.least} reports; --least 1 lists those that stand in one")
    return status
