"""`plot`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from govreport.cli.common import add_corrections, add_vintage, command, made, read, say
from govreport.errors import InputError
from govreport.language import LANGUAGES


def add_commands(commands: Any) -> None:
    """Add the command of this module."""
    _add_plot(commands)


def _add_plot(commands: Any) -> None:
    parser = command(commands, "plot", _plot, "A trend figure: results, targets, hedges and gaps.")
    parser.add_argument("words", nargs="+", metavar="INDICATOR|FILE", help="ids, then reports or folders of them")
    parser.add_argument("--samples", action="store_true", help="read the sample reports that come with govreport")
    add_corrections(parser)
    parser.add_argument("-o", "--output", metavar="FIG", required=True, help="where to: .png, .svg or .pdf")
    parser.add_argument("--measure", choices=("level", "growth", "change", "gap", "multiple", "rank", "streak"))
    parser.add_argument("--region", action="append", help="only this territory; may be said several times")
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help="default: that of GOVREPORT_LANG, else Chinese where a font has it",
    )
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
    panel, status = read(arguments, ids)
    from govreport import plot

    draw: Callable[..., Any] = plot.small_multiples if arguments.multiples else plot.trend
    asked = {name: getattr(arguments, name) for name in ("region", "measure", "vintage")}
    try:
        drawn = draw(panel, ids, **asked)
    except InputError as error:
        if "small_multiples" not in (error.hint or ""):
            raise
        fewer = "region" in str(error.hint)
        hint = (
            "name fewer with --region"
            if fewer
            else "add --multiples for an axis each, or --measure growth to compare them in %"
        )
        raise InputError(
            error.message, where=error.where, expected=error.expected, found=error.found, hint=hint
        ) from None
    plot.save(drawn, made(arguments.output))
    say(f"saved {arguments.output}")
    return status
