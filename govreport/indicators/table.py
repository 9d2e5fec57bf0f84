"""The files of a vocabulary: how they are read, and what is said of a row that cannot stand."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol, runtime_checkable

from govreport.errors import InputError, VocabularyError, closest
from govreport.indicators.names import compiled
from govreport.model import MEASURES

__all__ = [
    "Alias",
    "Problems",
    "Row",
    "check_pattern",
    "ends",
    "expand",
    "needed_words",
    "read_rows",
    "share",
]


@runtime_checkable
class Readable(Protocol):
    """A file, in a folder or in a package."""

    @property
    def name(self) -> str:
        """Its name without the folder."""
        ...

    def read_text(self, encoding: str) -> str:
        """Its text."""
        ...


KINDS = ("flow", "stock", "ratio", "index", "count")
DIRECTIONS = ("more", "less", "neither")
ALIAS_KINDS = ("exact", "pattern")
SHARES = ("%", "‰")


@dataclass(frozen=True, slots=True)
class Alias:
    """One wording of an indicator, and when it holds.

    Attributes
    ----------
    id : str
        The indicator.
    text : str
        A wording. In `exact` ones `(a|b)` is a choice and `[a|b]` a choice that may be left out; a `pattern` is a
        regular expression on the name without punctuation.
    kind : {"exact", "pattern", "literal"}
        A `literal` one is taken as it stands.
    units : tuple of str
        For a level or a change: the units, without their scale, of which one must begin what is written.
    measures : tuple of str
        The measures it holds for; empty: all.
    where : str
        The file and line it stands in.
    """

    id: str
    text: str
    kind: str
    units: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, and where it stands."""

    where: str
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The cell without blanks around it, "" where there is none."""
        return (self.cells.get(column) or "").strip()


class Problems:
    """Collects all that is wrong, to say it in one error."""

    def __init__(self) -> None:
        self.found: list[VocabularyError] = []

    def add(self, message: str, *, where: str, expected: str = "", found: str = "", like: Iterable[str] = ()) -> None:
        """Note a problem; `like` are the accepted values, of which the nearest to `found` are suggested."""
        near = closest(found.strip("'"), like) if found else ()
        self.found.append(
            VocabularyError(message, where=where, expected=expected or None, found=found or None, suggestions=near)
        )

    def report(self) -> None:
        """Raise when something was wrong: the problem itself, or all of them in one error."""
        files = {file: at for at, file in enumerate(dict.fromkeys(_place(one)[0] for one in self.found))}
        self.found.sort(key=lambda one: (files[_place(one)[0]], _place(one)[1]))
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            lines = [f"{len(self.found)} problems in the vocabulary", *map(str, self.found)]
            raise VocabularyError("\n  ".join(lines))


def _place(problem: VocabularyError) -> tuple[str, int]:
    """The file and line of a problem, to sort by."""
    file, _, line = (problem.where or "").rpartition(":")
    return (file, int(line)) if line.isdigit() else (problem.where or "", 0)


def read_rows(
    source: str | Readable | Iterable[Mapping[str, str]], needed: tuple[str, ...], problems: Problems | None = None
) -> list[Row]:
    """Read a tab-separated table with a header line, or take rows as they are.

    Parameters
    ----------
    source : path or iterable of mapping
        A file in UTF-8, or the rows.
    needed : tuple of str
        The columns it must have.
    problems : Problems, optional
        Takes what is wrong with the table; raised at once when left out.

    Returns
    -------
    list of Row

    Raises
    ------
    InputError
        When the file is not there or is not text.
    VocabularyError
        When a column is missing or a line has more or fewer cells than the header.

    Examples
    --------
    >>> read_rows([{"id": "gdp", "aliases": "产值"}], ("id",))[0].get("aliases")
    '产值'
    """
    told = Problems() if problems is None else problems
    if isinstance(source, str):
        source = Path(source)
    rows = _from_file(source, needed, told) if isinstance(source, Readable) else _as_given(source, needed, told)
    if problems is None:
        told.report()
    return rows


def _as_given(source: Iterable[Mapping[str, str]], needed: tuple[str, ...], problems: Problems) -> list[Row]:
    rows = [Row(f"row {number}", {**cells}) for number, cells in enumerate(source, 1)]
    texts = [row for row in rows if _all_texts(row, problems)]
    return [row for row in texts if _has(list(row.cells), needed, row.where, problems)]


def _all_texts(row: Row, problems: Problems) -> bool:
    """Whether rows that a program gives hold texts, or nothing."""
    odd = next((item for item in row.cells.items() if not isinstance(item[1], str | None)), None)
    if odd:
        problems.add("a cell is no text", where=f"{row.where}, {odd[0]}", expected="a text or None", found=repr(odd[1]))
    return odd is None


def _from_file(source: Readable, needed: tuple[str, ...], problems: Problems) -> list[Row]:
    lines = _lines(source)
    header = [name.strip() for name in lines[0]] if lines else []
    if not _has(header, needed, f"{source.name}:1", problems):
        return []
    rows: list[Row] = []
    for number, cells in enumerate(lines[1:], 2):
        where = f"{source.name}:{number}"
        if len(cells) > len(header):
            expected, found = f"at most {len(header)} cells", str(len(cells))
            problems.add("the line has more cells than the header", where=where, expected=expected, found=found)
        elif any(map(str.strip, cells)):
            rows.append(Row(where, dict(zip(header, cells, strict=False))))
    return rows


def _lines(file: Readable) -> list[list[str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError("no such vocabulary file", where=str(file)) from None
    except (UnicodeDecodeError, OSError) as error:
        raise InputError(
            f"cannot read the vocabulary file ({error})", where=str(file), expected="a table in UTF-8"
        ) from None
    return list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _has(header: list[str], needed: tuple[str, ...], where: str, problems: Problems) -> bool:
    """Whether the columns are there that a table must have."""
    missing = [name for name in needed if name not in header]
    if missing:
        problem = f"the column {missing[0]!r} is missing"
        problems.add(problem, where=where, expected=", ".join(needed), found=", ".join(header) or "none")
        problems.found[-1].hint = "columns are separated by tabs"
    return not missing


#: wordings of one alias; with each choice more there are twice as many
MOST_WORDINGS = 20_000


def expand(template: str) -> list[str]:
    """Return all wordings of an exact alias.

    Parameters
    ----------
    template : str
        `(a|b)` is a choice, `[a|b]` a choice that may be left out; both may be nested.

    Returns
    -------
    list of str

    Raises
    ------
    VocabularyError
        When a bracket is not closed, or there are more than twenty thousand.

    Examples
    --------
    >>> expand("[地方]财政(收入|支出)")
    ['地方财政收入', '地方财政支出', '财政收入', '财政支出']
    """
    wordings, end = _sequence(template, 0, "")
    if end < len(template):
        raise VocabularyError("a bracket is not opened", found=f"'{template}'")
    return list(dict.fromkeys(wordings))


def ends(alias: Alias) -> tuple[str, ...]:
    """Return the longest and the shortest wording of an alias.

    Parameters
    ----------
    alias : Alias

    Returns
    -------
    tuple of str
        One where they are the same, none of a pattern.

    Examples
    --------
    >>> ends(Alias("gdp", "[地方|县域]生产总值", "exact"))
    ('地方生产总值', '生产总值')
    """
    if alias.kind == "pattern":
        return ()
    wordings = [alias.text] if alias.kind == "literal" else expand(alias.text)
    return tuple(dict.fromkeys((wordings[0], wordings[-1])))


def _sequence(template: str, at: int, stop: str) -> tuple[list[str], int]:
    wordings = [""]
    while at < len(template) and template[at] not in (stop or ")]"):
        char = template[at]
        at += 1
        options = [char]
        if char in "([":
            options, at = _choice(template, at, ")" if char == "(" else "]")
        if len(wordings) * len(options) > MOST_WORDINGS:
            found = f"'{template[:60]}'"
            raise VocabularyError(
                "an alias stands for too many wordings", expected=f"at most {MOST_WORDINGS:,}", found=found
            )
        wordings = [before + option for before in wordings for option in options]
    return wordings, at


def _choice(template: str, at: int, close: str) -> tuple[list[str], int]:
    options: list[str] = []
    while True:
        some, at = _sequence(template, at, "|" + close)
        options += some
        if at >= len(template):
            raise VocabularyError("a bracket is not closed", expected=f"'{close}'", found=f"'{template}'")
        at += 1
        if template[at - 1] == close:
            return list(dict.fromkeys(options if close == ")" else [*options, ""])), at


_GROUP_OR_CHAR = re.compile(
    r"\\.|\[[^\]]*\]|\{[a-z\d,]+\}|(?P<plain>\(\?:(?P<words>[^()?*+.{}\\\[\]]+)\))|(?P<open>\((?:\?[:=!<]*)?)|."
)
_OPTIONAL = re.compile(r"[?*]|\{\d")


@lru_cache(maxsize=4096)
def needed_words(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Return the words without which no name fits a pattern: of each choice every name holds one.

    Parameters
    ----------
    pattern : str
        A regular expression.

    Returns
    -------
    tuple of tuple of str
        The choice with the longest words first; empty when every name would have to be tried.

    Examples
    --------
    >>> needed_words("(?:港口|港)?货物(?:年)?吞吐量?")
    (('货物',), ('吞吐',))
    >>> needed_words("(?:新建)*(?:农村|乡村)路")
    (('农村', '乡村'), ('路',))
    """
    choices: list[tuple[str, ...]] = []
    depth, run = 0, ""
    for found in _GROUP_OR_CHAR.finditer(pattern + "$"):
        text = found.group()
        optional = bool(_OPTIONAL.match(pattern, found.end()))
        fixed = depth == 0 and not optional
        if run and not (fixed and len(text) == 1 and text.isalnum()):
            choices.append((run,))
            run = ""
        if fixed and found["words"]:
            choices.append(tuple(found["words"].split("|")))
        elif fixed and len(text) == 1 and text.isalnum():
            run += text
        if found["open"]:
            depth += 1
        elif text == ")":
            depth -= 1
        elif text == "|" and depth == 0:
            return ()
    return tuple(sorted(choices, key=lambda words: -min(map(len, words))))


_SCALE = re.compile(r"(?:[十百千]?[万亿]亿?|[百千])(?:[多余])?(?![瓦米克卡伏分])")


@lru_cache(maxsize=4096)
def bare(unit: str) -> str:
    """Return a unit without its scale.

    Parameters
    ----------
    unit : str
        As written.

    Returns
    -------
    str

    Examples
    --------
    >>> bare("万亿元"), bare("千瓦时"), bare("万千瓦"), bare("万")
    ('元', '千瓦时', '千瓦', '')
    """
    unit = unit.replace("％", "%").strip()
    found = _SCALE.match(unit)
    return unit[found.end() :] if found else unit


def share(unit: str) -> bool:
    """Tell whether a unit says a share or a multiple and no amount.

    Parameters
    ----------
    unit : str
        As written.

    Returns
    -------
    bool

    Examples
    --------
    >>> share("个百分点"), share("万元")
    (True, False)
    """
    return unit.startswith(("%", "％", "‰")) or unit.endswith("百分点") or unit in ("倍", "番", "成")


def read_alias(row: Row, problems: Problems, *, strict: bool = True) -> Alias | None:
    """Read a row of the alias table.

    Parameters
    ----------
    row : Row
        With `id`, `alias`, `kind`, `units` and `measures`.
    problems : Problems
        Takes what is wrong with it.
    strict : bool, default True
        Compile its pattern too; the packaged ones are compiled when they are first tried.

    Returns
    -------
    Alias or None
        None when it cannot stand.

    Examples
    --------
    >>> read_alias(Row("a.tsv:2", {"id": "gdp", "alias": "产值", "kind": "exact"}), Problems()).text
    '产值'
    """
    text, kind = row.get("alias"), row.get("kind") or "exact"
    measures = tuple(part.strip() for part in row.get("measures").split(",") if part.strip())
    units = tuple(part for part in row.get("units").split("|") if part)
    count = len(problems.found)
    if not text:
        problems.add("the alias is empty", where=row.where)
    if kind not in ALIAS_KINDS:
        problems.add(
            "unknown kind of alias",
            where=row.where,
            expected=" or ".join(ALIAS_KINDS),
            found=f"'{kind}'",
            like=ALIAS_KINDS,
        )
    for measure in measures:
        if measure not in MEASURES:
            problems.add(
                "unknown measure", where=row.where, expected=", ".join(MEASURES), found=f"'{measure}'", like=MEASURES
            )
    if strict and kind == "pattern" and text:
        check_pattern(text, row.where, problems)
    if kind == "exact" and (text.count("(") != text.count(")") or text.count("[") != text.count("]")):
        problems.add("the brackets do not pair", where=row.where, expected="(a|b) or [a|b]", found=f"'{text}'")
    return None if len(problems.found) > count else Alias(row.get("id"), text, kind, units, measures, row.where)


def check_pattern(text: str, where: str, problems: Problems) -> None:
    """Note a pattern that is no regular expression."""
    try:
        compiled(text)
    except re.error as error:
        problems.add(f"the pattern is not a regular expression ({error})", where=where, found=f"'{text}'")
