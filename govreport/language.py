"""The reader's language: which it is, and how a message that is written in English is said in it.

English stays the source, at the place that raises; `data/messages.tsv` holds one row a message. A message is turned
where it is shown and nowhere else, so that what is stored, sent between processes or asked by a program stays the same;
`govreport.catalogue` does it.
"""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from govreport import tables
from govreport.catalogue import in_chinese

__all__ = [
    "LANGUAGES",
    "VARIABLE",
    "agreeing",
    "ask",
    "asked",
    "chosen",
    "known",
    "reader",
    "said_by",
    "speaking",
    "told",
    "trouble",
]

LANGUAGES = ("zh", "en")
VARIABLE = "GOVREPORT_LANG"
#: where a system says the language of its user, in the order of gettext
_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_CHOICE: dict[str, str] = {}


def known(name: str) -> str | None:
    """Return "zh" or "en" for the name of a language or locale, None for any other.

    Parameters
    ----------
    name : str

    Returns
    -------
    str or None

    Examples
    --------
    >>> known("zh_CN.UTF-8"), known("en"), known("C"), known("de")
    ('zh', 'en', 'en', None)
    """
    start = re.split(r"[-_.@]", name.strip().lower())[0]
    names = {"zh": "zh", "chinese": "zh", "chinese (simplified)": "zh", "chinese (traditional)": "zh"}
    return names.get(start) or ("en" if start in ("en", "c", "posix") else None)


def ask(lang: str | None) -> None:
    """Set the language of all messages from now on.

    Parameters
    ----------
    lang : {"zh", "en"} or None
        None leaves it to the environment again.

    Examples
    --------
    >>> ask("zh")
    >>> told("unknown indicator")
    '没有这个指标'
    >>> ask(None)
    """
    _CHOICE.clear()
    if lang is not None:
        _CHOICE["lang"] = lang


def asked() -> str | None:
    """Return what `ask` has set, None for nothing.

    Returns
    -------
    str or None

    Examples
    --------
    >>> with speaking("zh"):
    ...     asked()
    'zh'
    """
    return _CHOICE.get("lang")


def chosen() -> str | None:
    """Return the language that was chosen on purpose, by `ask` or `GOVREPORT_LANG`; None where only a system speaks.

    Returns
    -------
    str or None

    Examples
    --------
    >>> with speaking("en"):
    ...     chosen()
    'en'
    """
    return asked() or known(os.environ.get(VARIABLE, ""))


@contextmanager
def speaking(lang: str | None) -> Iterator[None]:
    """Use a language for a while; None changes nothing.

    Parameters
    ----------
    lang : {"zh", "en"} or None

    Yields
    ------
    None

    Examples
    --------
    >>> with speaking("zh"):
    ...     told("no report given")
    '没有给出报告'
    """
    before = asked()
    ask(lang or before)
    try:
        yield
    finally:
        ask(before)


def reader() -> str:
    """Return the language that messages are shown in.

    Returns
    -------
    str
        What was asked for, else what `GOVREPORT_LANG` says, else "zh" where the system speaks Chinese, else "en".

    Examples
    --------
    >>> with speaking("en"):
    ...     reader()
    'en'
    """
    return said_by()[0]


def said_by() -> tuple[str, str]:
    """Return the language that messages are shown in, and what says so.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> with speaking("zh"):
    ...     said_by()
    ('zh', 'gr.options')
    """
    by_option = asked()
    if by_option:
        return by_option, "gr.options"
    named = os.environ.get(VARIABLE, "")
    if named:
        return known(named) or "en", VARIABLE
    system = next(filter(None, map(os.environ.get, _SYSTEM)), "").split(":")[0]
    if not system and sys.platform == "win32":
        system = locale.getlocale()[0] or ""
    return ("zh" if known(system) == "zh" else "en"), "the system"


def trouble() -> str:
    """Return the value of `GOVREPORT_LANG` where it names no language that is known, else "".

    Returns
    -------
    str

    Examples
    --------
    >>> trouble()
    ''
    """
    named = os.environ.get(VARIABLE, "")
    return named if named and not asked() and known(named) is None else ""


def told(text: str, lang: str | None = None) -> str:
    """Return a message as its reader is shown it; what no row of the catalogue knows stays as it is.

    Parameters
    ----------
    text : str
        A message in English.
    lang : {"zh", "en"}, optional
        That of the reader by default.

    Returns
    -------
    str

    Examples
    --------
    >>> told("too many rows for a sheet of Excel: 2,000,000 in panel", "zh")
    '一张 Excel 工作表放不下这么多行：panel 有 2,000,000 行'
    >>> told("no data for 2016", "en")
    'no data for 2016'
    """
    if not text or (lang or reader()) == "en":
        return agreeing(text)
    return in_chinese(text)


@cache
def _counted() -> tuple[dict[str, str], re.Pattern[str]]:
    rows = tables.rows("counted")
    nouns, verbs = ("|".join(row["many"] for row in rows if row["class"] == kind) for kind in ("noun", "verb"))
    one = rf"(?<![\w.,–-])(1 (?:[a-z]+ ){{0,2}}?)(?:({nouns})|(?<=more ))(?: ?\b({verbs}))?\b"
    return {row["many"]: row["one"] for row in rows}, re.compile(one)


def agreeing(text: str) -> str:
    """Let the words behind a single one agree with it, in English.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> agreeing("1 more rows are of regions, 11 rows of 1 government work reports")
    '1 more row is of regions, 11 rows of 1 government work report'
    """
    if "1 " not in text:
        return text
    words, one = _counted()

    def single(found: re.Match[str]) -> str:
        noun, verb = (words.get(word or "", "") for word in found.groups()[1:])
        return f"{found[1]}{noun}{' ' * bool(noun and verb)}{verb}"

    return one.sub(single, text)
