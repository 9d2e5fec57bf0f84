"""Errors in the words of the command line: an argument of the library is called as the option that was typed."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from govreport.errors import GovReportError

#: arguments of the library that one option gives
_SAME = {"a": "years", "b": "years", "more": "years"}
#: what a hint advises in Python, and what does the same in a shell
_ADVICE = {
    "save it with Panel.save": "name the reports, or a store: govreport store update makes one",
    "read_panel reads folders": "name the report in it",
    "read_report(path, region=...) says whose a report is": "the name of a file says whose it is: 浙江省_2025.txt",
}
_ARGUMENT = re.compile(r"(?<![\w.-])([a-z_]+)=(?:'([\w ]+)'|True\b|(?=[\s,;，；。]|$))")


def as_typed(error: GovReportError, parser: argparse.ArgumentParser, words: Sequence[str]) -> str:
    """Return what an error says, the options of a command as they were typed: `--year` and not `year=`.

    Parameters
    ----------
    error : GovReportError
    parser : argparse.ArgumentParser
        That of the command.
    words : sequence of str
        What was typed.

    Returns
    -------
    str

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> _ = parser.add_argument("--years", "--year", dest="years")
    >>> error = GovReportError("no such year", where="years", hint="name one with years=")
    >>> as_typed(error, parser, ["--year", "1990"])
    '--year: no such year; name one with --year'
    """
    named = _named(parser, words)
    if error.where:
        error.where = named.get(error.where) or named.get(_SAME.get(error.where, "")) or error.where
    if error.hint in _ADVICE:
        advised = GovReportError(error.message, hint=_ADVICE[error.hint])
        advised.__dict__.update({**error.__dict__, "hint": advised.hint})
        error = advised
    return _rewritten(str(error), named)


def in_options(text: str, parser: argparse.ArgumentParser) -> str:
    """Return a note of the library with its arguments as options of a command.

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> _ = parser.add_argument("--recursive", action="store_true")
    >>> in_options("old: a folder: recursive=True opens it", parser)
    'old: a folder: --recursive opens it'
    """
    return _rewritten(text, _named(parser, ()))


def _named(parser: argparse.ArgumentParser, words: Sequence[str]) -> dict[str, str]:
    return {name: typed for action in parser._actions for name, typed in _names(action, words)}


def _rewritten(text: str, named: dict[str, str]) -> str:
    return _ARGUMENT.sub(lambda found: _option(found, named), text)


def _names(action: argparse.Action, words: Sequence[str]) -> list[tuple[str, str]]:
    """What the library may call an option, each with how it was typed; how it is best typed where it was not."""
    said = [option for option in action.option_strings for word in words if word.split("=")[0] == option]
    long = [option for option in action.option_strings if option.startswith("--")] or list(action.option_strings)
    typed = (said or long or [""])[0]
    names = {action.dest, *(option.lstrip("-").replace("-", "_") for option in long)}
    return [(name, typed) for name in names if typed]


def _option(found: re.Match[str], named: dict[str, str]) -> str:
    if found[1] not in named:  # a flag may stand for a value: `status='target'` is --target
        return named.get(found[2] or "", found[0])
    value = found[2] and (f'"{found[2]}"' if " " in found[2] else found[2])
    return " ".join(filter(None, (named[found[1]], value)))
