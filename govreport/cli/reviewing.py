"""`review`."""

from __future__ import annotations

import argparse
from typing import Any

from govreport.cli.common import add_files, add_filters, chosen, command, made, read, say


def add_commands(commands: Any) -> None:
    """Add the command of this module."""
    _add_review(commands)


def _add_review(commands: Any) -> None:
    text = "A worklist: readings to look at, with columns to fill in that --corrections reads."
    parser = command(commands, "review", _review, text)
    add_files(parser)
    add_filters(parser)
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="where to: .xlsx, .tsv or .csv")
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
    part = chosen(panel, arguments)
    options = {name: getattr(arguments, name) for name in ("by", "seed", "overwrite")}
    count = part.review(made(arguments.output), arguments.n, **options)
    say(f"saved {arguments.output}: {count:,} readings")
    return status
