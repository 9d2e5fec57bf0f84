"""The command line: `python -m govreport extract|compare|targets|league|… …`.

Thin on purpose: it reads arguments, calls the library and writes what comes back. Pandas and matplotlib are loaded by
the commands that need them, so that `extract` starts at once.
"""

from __future__ import annotations

import argparse
import difflib
import io
import os
import re
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn, TextIO

from govreport.cli import drawing, extract, results, reviewing, stores, vocabularies, wording
from govreport.cli.common import complain
from govreport.cli.extract import FIELDS
from govreport.cli.helping import ChineseHelp
from govreport.cli.typed import in_shell, typed_for
from govreport.errors import GovReportError, InputError, closest
from govreport.language import LANGUAGES, reader, speaking, told
from govreport.settings import options

__all__ = ["FIELDS", "main"]

#: how argparse says that a word is none of those that can stand there
_CHOICE, _WORD = re.compile(r"invalid choice: '([^']*)' \(choose from (.*)\)"), re.compile(r"[\w-]+")


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
        lang = _language(argv)
        with warnings.catch_warnings(), speaking(lang):
            warnings.showwarning = _warn
            return _run(argv)
    except BrokenPipeError:
        _give_up_output()
        return 141
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if not error.filename:
            _give_up_output()
        return complain(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error)


def _run(argv: Sequence[str] | None) -> int:
    words = sys.argv[1:] if argv is None else list(argv)
    try:
        options.lang  # noqa: B018 - a language that nobody knows is an error before anything else is done
        parser = _parser()
        _complete(parser)
        arguments, odd = parser.parse_known_args(words)
    except GovReportError as error:
        return complain(error)
    with typed_for(arguments.command, words):
        try:
            if odd:
                _unknown(odd, arguments.command)
            with speaking(arguments.lang):
                status: int = arguments.run(arguments)
            sys.stdout.flush()
            return status
        except GovReportError as error:
            return complain(error)


def _unknown(words: Sequence[str], command: argparse.ArgumentParser) -> NoReturn:
    """Say which words no option of a command takes, and the option that the first is nearly."""
    known = [option for action in command._actions for option in action.option_strings]
    near = difflib.get_close_matches(words[0], known, 1, 0.75)
    message = f"unrecognized arguments: {' '.join(words)}"
    raise InputError(message, suggestions=near, hint=f"see {command.prog} --help")


def _language(argv: Sequence[str] | None) -> str | None:
    """Find what `--lang` asks for, wherever it stands: what the parser says of the rest is said in it too."""
    scout = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    scout.add_argument("--lang", nargs="?")
    said = scout.parse_known_args(argv)[0].lang
    return said if said in LANGUAGES else None


def _complete(parser: argparse.ArgumentParser) -> None:
    """Answer a shell that asks how a line goes on, where argcomplete is installed (extra `shell`)."""
    if "_ARGCOMPLETE" in os.environ:
        with suppress(ImportError):
            import argcomplete

            argcomplete.autocomplete(parser)


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
    print(told(f"govreport: warning: {in_shell(str(message))}"), file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    """Complains in the one form that all errors of the command line have, and helps in the reader's language."""

    def __init__(self, **given: Any) -> None:
        if reader() == "zh":
            given.setdefault("formatter_class", ChineseHelp)
        super().__init__(**given)

    def error(self, message: str) -> NoReturn:
        wrong = _CHOICE.search(message)
        near = closest(wrong[1], _WORD.findall(wrong[2])) if wrong else ()
        raise InputError(message, suggestions=near, hint=f"see {self.prog} --help")


def _parser() -> argparse.ArgumentParser:
    from govreport import __version__

    parser = _Parser(prog="govreport", description="The numbers of Chinese government work reports, as data.")
    parser.add_argument("--version", action="version", version=f"govreport {__version__}")
    parser.add_argument(
        "--lang", choices=LANGUAGES, help="of messages and help, and of tables and figures where a command has them"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for module in (extract, results, wording, stores, drawing, reviewing, vocabularies):
        module.add_commands(commands)
    return parser
