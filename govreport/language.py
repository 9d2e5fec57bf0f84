"""The reader's language: which it is, and how a message that is written in English is said in it.

English stays the source, at the place that raises; `data/messages.tsv` holds one row a message. A message is turned
where it is shown and nowhere else, so that what is stored, sent between processes or asked by a program stays the same.
"""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from govreport import tables

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
    "spaced",
    "speaking",
    "told",
    "trouble",
]

LANGUAGES = ("zh", "en")
VARIABLE = "GOVREPORT_LANG"
#: where a system says the language of its user, in the order of gettext
_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_CHOICE: dict[str, str] = {}
_HOLE = re.compile(r"\{(\d)\}")
#: a template with fewer letters than this says too little to be known by them alone
_FEW = 6
_PLAIN = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s,;:'\"()，；：（）]+(?:\(\))?")
_JOINTS = ((" or ", " 或 "), (" and ", " 和 "), (", ", "、"))
_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u201c\u201d"


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


def is_name(text: str) -> bool:
    """Whether a text is one word and so a name or a value, which no language changes; "none" is neither.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_name("region"), is_name("a region"), is_name("none")
    (True, False, False)
    """
    return text.isidentifier() and text != "none"


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
    return _row(text) or _in_chinese(text)


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


class _Row(NamedTuple):
    """One message: how it is written and how it is said."""

    en: str
    zh: str

    @property
    def pieces(self) -> list[str]:
        return _HOLE.split(self.en)[::2]

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, "".join(self.pieces)))


class _Template:
    """A row with holes."""

    def __init__(self, row: _Row) -> None:
        self.row, self.letters = row, row.letters
        self.longest = max(row.pieces, key=len)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        pieces, holes = self.row.pieces, _HOLE.findall(self.row.en)
        kinds = [".*?"] * len(holes)
        if ": " not in self.row.en:  # what stands before a colon is a place, what stands behind one another message
            kinds[0] = kinds[0] if pieces[0] else "(?:(?!: ).)*?"
            kinds[-1] = (
                kinds[-1] if pieces[-1] else "(?:(?![:,] ).)*?" if pieces[-2].endswith(", ") else "(?:(?!: ).)*?"
            )
        said = [f"(?P<hole{hole}>{kind})" for hole, kind in zip(holes, kinds, strict=True)]
        return re.compile("".join(x for pair in zip(map(re.escape, pieces), [*said, ""], strict=True) for x in pair))

    def say(self, text: str) -> str | None:
        """Return what the text is in Chinese where it is of this template."""
        found = self.pattern.fullmatch(text) if self.longest in text else None
        if found is None:
            return None
        holes = {name.removeprefix("hole"): value for name, value in found.groupdict().items()}
        if self.letters < _FEW and not all(_plain(value) or _certain(value) for value in holes.values()):
            return None
        return _filled(self.row.zh, {number: _part(value) for number, value in holes.items()})


@cache
def _catalogue() -> tuple[dict[str, str], tuple[_Template, ...]]:
    """The whole messages, and those with holes: the more words of its own one has, the sooner it is tried."""
    rows = [_Row(row["en"], row["zh"]) for row in tables.rows("messages")]
    with_holes = [_Template(row) for row in rows if _HOLE.search(row.en)]
    whole = {row.en: row.zh for row in rows if not _HOLE.search(row.en)}
    return whole, tuple(sorted(with_holes, key=lambda one: -one.letters))


@lru_cache(maxsize=1024)
def _row(text: str) -> str | None:
    """Say what is of a row, or a list of such."""
    whole, with_holes = _catalogue()
    if text in whole:
        return whole[text]
    pieces = text.split(", ")
    if len(pieces) > 1 and None not in (parts := [_row(piece) for piece in pieces]):
        return "，".join(map(str, parts))
    return next((said for one in with_holes if (said := one.say(text)) is not None), None)


def _certain(text: str) -> bool:
    """Whether a text is a message by its own words."""
    whole, with_holes = _catalogue()
    return text in whole or any(one.say(text) is not None for one in with_holes if one.letters >= _FEW)


def _in_chinese(text: str) -> str:
    """Say a whole message: of a row, of several lines, or with its place before it."""
    if "\n" in text:
        lines = [(line[: len(line) - len(line.lstrip())], line.lstrip()) for line in text.split("\n")]
        return "\n".join(blank + _in_chinese(line) for blank, line in lines)
    return _part(text)


def _placed(text: str) -> str | None:
    """Say what is of a row, or stands behind a place."""
    said = _row(text)
    if said is not None:
        return said
    for joint in re.finditer("[:,] ", text):
        rest = _row(text[joint.end() :])
        if rest is not None and (joint[0] == ": " or _PLAIN.fullmatch(text[: joint.start()])):
            return f"{_part(text[: joint.start()])}{'：' if joint[0] == ': ' else '，'}{rest}"
    return None


def _part(text: str) -> str:
    """Say a message, what stands in a hole of one, or a list of such; a name or a value stays as it is."""
    if not text or is_name(text):
        return text
    said = _placed(text)
    if said is not None:
        return said
    for joint, mark in (("; ", "；"), (", ", "，")):
        pieces = text.split(joint)
        parts = [_placed(piece) for piece in pieces]
        if len(pieces) > 1 and any(part is not None for part in parts):
            return mark.join(piece if part is None else part for piece, part in zip(pieces, parts, strict=True))
    return _listed(text)


def _listed(text: str) -> str:
    """Join the names or values of a list as Chinese does; anything else is none of our words."""
    for joint, mark in _JOINTS:
        pieces = text.split(joint)
        if len(pieces) > 1 and all(_PLAIN.fullmatch(piece) or _listed(piece) != piece for piece in pieces):
            *before, last = (_listed(piece) for piece in pieces)
            return "、".join(before) + mark + last
    return text


def _plain(text: str) -> bool:
    """Whether a text is one name or value, or a list of either."""
    pieces = re.split(", | or | and ", text)
    numbers = {piece[:1].isdigit() for piece in pieces}
    alike = len(numbers) == 1 and all(_PLAIN.fullmatch(piece) for piece in pieces)
    return alike or not re.search("[A-Za-z]", text)


def _filled(template: str, values: dict[str, str]) -> str:
    """Put the values into a template."""
    pieces = _HOLE.split(template)
    text = pieces[0]
    for number, after in zip(pieces[1::2], pieces[2::2], strict=True):
        text = spaced(text, values[number], "")
        text = spaced(text, after, "") if values[number] else text + after
    return text


def spaced(before: str, after: str, blank: str = " ") -> str:
    """Join two texts; between two Chinese characters no blank is left.

    Parameters
    ----------
    before, after : str
    blank : str, default " "
        What stands between them otherwise.

    Returns
    -------
    str

    Examples
    --------
    >>> spaced("应为", "整数"), spaced("应为", "UTF-8")
    ('应为整数', '应为 UTF-8')
    """
    joined = f"{before}{blank}{after}"
    edge = len(before)
    near = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])")
    start, end = max(edge - 2, 0), edge + len(blank) + 2
    return joined[:start] + near.sub("", joined[start:end]) + joined[end:]
