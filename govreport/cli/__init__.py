"""The command line: `python -m govreport extract|compare|targets|league|… …`.

Thin on purpose: it reads arguments, calls the library and writes what comes back. Pandas and matplotlib are loaded by
the commands that need them, so that `extract` starts at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from collections.abc import Sequence
from typing import NoReturn, TextIO

from govreport.cli import drawing, extract, results, reviewing, vocabularies, wording, wordings
from govreport.cli.common import complain
from govreport.cli.extract import FIELDS
from govreport.errors import GovReportError, InputError

__all__ = ["FIELDS", "main"]


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
        _give_up_output()
        return 141
    except KeyboardInterrupt:
        return 130
    except GovReportError as error:
        return complain(error)
    except OSError as error:
        if not error.filename:
            _give_up_output()
        return complain(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error)


def _give_up_output() -> None:
    """Where nobody reads our output, or nobody can hold it, Python would complain once more while it closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
    for module in (extract, results, wording, wordings, drawing, reviewing, vocabularies):
        module.add_commands(commands)
    return parser
