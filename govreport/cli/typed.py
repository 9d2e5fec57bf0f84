"""What the command line shows, in its own words: an argument of the library is called as the option that was typed.

A hint of the library may name what only Python has. What does the same in a shell stands in `data/shell_words.tsv`; a
hint that still speaks Python then is left out.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import cache

from govreport import tables
from govreport.errors import GovReportError

#: arguments of the library that one option gives
_SAME = {"a": "years", "b": "years", "more": "years"}
_ARGUMENT = re.compile(r"(?<![\w.-])([a-z_]+)=(?:'([\w ]+)'|(\d+)\b|True\b|(?P<own>\.\.\.|…)|(?=[\s,;，；。]|$))")
#: what no shell takes: an argument, a call, a thing of the library, the constants of Python
_PYTHON = re.compile(r"(?<![\w-])(?:[a-z_]+=|\w[\w.]*\(|Panel\.\w|None\b|True\b)")
_CLAUSE = re.compile(r"[^;；。？?]+[;；。？?]*\s*")
#: the options of the command that runs: those that choose, and those that set whose a report is
_TYPED: list[tuple[dict[str, str], dict[str, str]]] = []


@contextmanager
def typed_for(parser: argparse.ArgumentParser, words: Sequence[str]) -> Iterator[None]:
    """Speak of the options of a command for a while.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        That of the command.
    words : sequence of str
        What was typed.

    Yields
    ------
    None

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> _ = parser.add_argument("--years", "--year", dest="years")
    >>> error = GovReportError("no such year", where="years", hint="name one with years=")
    >>> with typed_for(parser, ["--year", "1990"]):
    ...     as_typed(error)
    '--year: no such year; name one with --year'
    """
    named = {name: typed for action in parser._actions for name, typed in _names(action, words)}
    single = {action.dest for action in parser._actions if action.nargs is None and "append" not in _kind(action)}
    _TYPED.append((named, {name: typed for name, typed in named.items() if name in single}))
    try:
        yield
    finally:
        _TYPED.pop()


def as_typed(error: object) -> str:
    """Return what an error says, the options of the command as they were typed: `--year` and not `year=`.

    Parameters
    ----------
    error : GovReportError or object

    Returns
    -------
    str

    Examples
    --------
    >>> as_typed(GovReportError("unknown region", hint="name one with region="))
    'unknown region'
    """
    named = _TYPED[-1][0] if _TYPED else {}
    if isinstance(error, GovReportError) and error.where:
        where = error.where
        error = copy(error)
        error.where = named.get(where) or named.get(_SAME.get(where, "")) or where
    return in_shell(str(error))


def in_shell(text: str) -> str:
    """Return a message of the library as a shell can follow it: options for arguments, no hint that speaks Python.

    Parameters
    ----------
    text : str
        In either language.

    Returns
    -------
    str

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> _ = parser.add_argument("--recursive", action="store_true")
    >>> with typed_for(parser, ()):
    ...     in_shell("old: a folder: recursive=True opens it")
    'old: a folder: --recursive opens it'
    >>> in_shell("too long; if it is a report all the same, raise limits=Limits(seconds=…)")
    'too long'
    """
    for python, shell in _advice():
        if python in text and not _typable(python):
            text = text.replace(python, shell)
    first, *more = _CLAUSE.findall(in_options(text)) or [text]
    kept = [clause for clause in more if not _PYTHON.search(clause)]
    said = "".join([first, *kept])
    return said if len(kept) == len(more) else said.rstrip(" ;；")


def in_options(text: str) -> str:
    """Return a text with the arguments of the library that it names as options of the command.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> _ = parser.add_argument("--open", dest="open", action="store_true")
    >>> with typed_for(parser, ()):
    ...     in_options("3 open ones not listed: open_ids=True lists them")
    '3 open ones not listed: --open lists them'
    """
    return _ARGUMENT.sub(_option, text) if _TYPED else text


@cache
def _advice() -> tuple[tuple[str, str], ...]:
    table = tables.rows("shell_words")
    return tuple((row[lang], row[f"{lang}_shell"]) for row in table for lang in ("en", "zh"))


def _typable(advice: str) -> bool:
    """Tell advice that is nothing but arguments which are options of the command too."""
    return not _PYTHON.search(in_options(advice))


def _kind(action: argparse.Action) -> str:
    return type(action).__name__.lower()


def _names(action: argparse.Action, words: Sequence[str]) -> list[tuple[str, str]]:
    """What the library may call an option, each with how it was typed; how it is best typed where it was not."""
    said = [option for option in action.option_strings for word in words if word.split("=")[0] == option]
    long = [option for option in action.option_strings if option.startswith("--")] or list(action.option_strings)
    typed = (said or long or [""])[0]
    names = {action.dest, *(option.lstrip("-").replace("-", "_") for option in long)}
    names |= {"open_ids"} if action.dest == "open" else set()
    return [(name, typed) for name in names if typed]


def _option(found: re.Match[str]) -> str:
    named, single = _TYPED[-1]
    if found["own"]:  # what is said of a report itself: an option that only chooses between reports is another thing
        return single.get(found[1], found[0])
    if found[1] not in named:  # a flag may stand for a value: `status='target'` is --target
        return named.get(found[2] or "", found[0])
    said = found[2] or found[3]
    value = said and (f'"{said}"' if " " in said else said)
    return " ".join(filter(None, (named[found[1]], value)))
