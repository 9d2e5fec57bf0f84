"""The files of a vocabulary: how they are read, and what is said of a row that cannot stand."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from govreport.errors import InputError, VocabularyError, closest

__all__ = ["Problems", "Row", "read_rows"]


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
SHARES = ("%", "‰")


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
