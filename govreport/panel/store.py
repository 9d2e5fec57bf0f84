"""A panel on disk: one JSON file that any language reads, compressed or not."""

from __future__ import annotations

import gzip
import json
import math
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import pandas as pd

from govreport.asked import methods_called_right, path_of
from govreport.errors import GovReportError, InputError, VocabularyError
from govreport.export.plain import plain
from govreport.indicators import Vocabulary
from govreport.panel.checking import REPORT_YEARS, checked, checked_evidence, refuse
from govreport.panel.journal import Journal, journal_of
from govreport.panel.marks import TOLD, UNPLACED, Aside, marks_of
from govreport.panel.schema import COLUMNS, EVIDENCE, Failure
from govreport.writing import replacing

__all__ = ["Saved", "naming", "read_saved", "write_panel"]

FORMAT = "govreport-panel"
VERSION = 1


def write_panel(
    path: Path,
    vocabulary: Vocabulary,
    failed: Iterable[Failure],
    frame: pd.DataFrame,
    evidence: pd.DataFrame,
    aside: Aside,
    journal: Journal,
) -> None:
    """Write a panel; see `Panel.save`.

    Parameters
    ----------
    path : Path
    vocabulary : Vocabulary
    failed : iterable of Failure
    frame, evidence : pandas.DataFrame
    aside : Aside
    journal : Journal

    Raises
    ------
    InputError
        If the ending is neither `.json` nor `.json.gz`, or the file cannot be written.

    Examples
    --------
    >>> import govreport as gr
    >>> gr.read_panel(gr.samples()[:1]).save("panel.xlsx")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: panel.xlsx: cannot save in this format: expected a name ending in .json or .json.gz
    """
    if not path.name.endswith((".json", ".json.gz")):
        raise InputError("cannot save in this format", where=str(path), expected="a name ending in .json or .json.gz")
    data = {
        "format": FORMAT,
        "version": VERSION,
        "vocabulary": vocabulary.to_dict(),
        "failed": [{"source": f.source, "error": f.error.to_dict()} for f in failed],
        **journal.to_dict(),
        "frame": _columns(frame),
        "evidence": _columns(evidence),
        **({"dropped": _columns(aside.dropped)} if len(aside.dropped) else {}),
        **({"unplaced": _columns(aside.unplaced)} if len(aside.unplaced) else {}),
    }
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    opener: Any = gzip.open if path.name.endswith(".gz") else open
    with replacing(path) as draft, opener(draft, "wt", encoding="utf-8") as file:
        file.write(text)


def _columns(frame: pd.DataFrame) -> dict[str, list[object]]:
    return {str(column): [_cell(value) for value in frame[column].tolist()] for column in frame.columns}


def _cell(value: Any) -> object:
    """A value as JSON has it; lists in columns of a user's own are texts, since a file with others is refused."""
    return str(value) if isinstance(value, tuple | list) else plain(value)


@methods_called_right
class Saved:
    """A panel that can be written to a file."""

    _frame: pd.DataFrame
    _evidence: pd.DataFrame
    _vocabulary: Vocabulary
    _failed: tuple[Failure, ...]
    _aside: Aside
    _journal: Journal | Callable[[], Journal] | None

    def save(self, path: str | Path) -> None:
        """Write the panel to one file, without loss; `load_panel` reads it.

        Parameters
        ----------
        path : str or Path
            Ending in `.json`, or `.json.gz` to compress it.

        Raises
        ------
        InputError
            If the ending is another, or the file cannot be written.

        Examples
        --------
        >>> import tempfile, govreport as gr
        >>> panel = gr.read_panel(gr.samples()[:1])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     panel.save(f"{folder}/panel.json.gz")
        ...     gr.load_panel(f"{folder}/panel.json.gz").frame.equals(panel.frame)
        True
        """
        write_panel(
            path_of(path), self._vocabulary, self._failed, self._frame, self._evidence, self._aside, journal_of(self)
        )


_FIXED = ("vocabulary", "failed", "frame", "evidence")
#: where a number may be without an end
_OPEN = ("low", "high")
_RANGES = {"report_year": REPORT_YEARS, "likeness": (0, 1)}
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_NONE = "not a panel that govreport saved"
_FAILED = ("message", "where", "expected", "found", "hint", "kind")


@contextmanager
def naming(path: str | PathLike[str]) -> Iterator[None]:
    """Say in every error which file it is about.

    Parameters
    ----------
    path : str or path

    Examples
    --------
    >>> with naming("panel.json"):
    ...     raise InputError("low is above high", where="low")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: panel.json: low: low is above high
    """
    try:
        yield
    except GovReportError as error:
        error.where = f"{fspath(path)}: {error.where}" if error.where else fspath(path)
        raise


def read_saved(
    path: Path,
) -> tuple[Vocabulary, list[Failure], pd.DataFrame, pd.DataFrame, Aside, Journal | None]:
    """Read what `write_panel` wrote.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tuple
        The vocabulary, the failures, the frame, what stands beside it, what corrections set aside, and the journal
        where the file has one.

    Raises
    ------
    InputError
        If the file is missing or is no saved panel.

    Examples
    --------
    >>> read_saved(Path("nowhere.json"))
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: nowhere.json: no such file
    """
    data = _loaded(path)
    with naming(path):
        problems = [InputError("missing", where=name) for name in _FIXED if name not in data]
        refuse(problems, "the saved panel")
        frame, evidence = _table(data, "frame", problems), _table(data, "evidence", problems)
        if "sentence_start" in evidence.columns:  # where the first version kept it
            frame["sentence_start"] = evidence["sentence_start"]
        problems += [InputError("missing", where=f"frame, {c}") for c in _needed(COLUMNS) if c not in frame.columns]
        problems += [InputError("missing", where=f"evidence, {c}") for c in _needed(EVIDENCE) if c not in evidence]
        aside = _aside(data, problems)
        failed = _failures(data["failed"], problems)
        journal = _journal(data, problems)
        refuse(problems, "the saved panel")
        words = _vocabulary(data["vocabulary"])
        return words, failed, frame, evidence, replace(aside, dropped=_dropped(aside.dropped, words)), journal


def _needed(columns: Iterable[str]) -> list[str]:
    """The columns that every version has written."""
    later = ("of", "part", "doubt", "aim", "region_code", "report_region_code", "said_region", "corrected")
    return [column for column in columns if column not in later]


def _loaded(path: Path) -> dict[str, Any]:
    if not os.path.isfile(path):  # unlike `Path.is_file` it says no to what can be no path
        raise InputError("no such file", where=str(path))
    opener: Any = gzip.open if path.name.endswith(".gz") else open
    hint = "save it with Panel.save"
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            text = file.read()
        data = json.loads(text)
        if _HALF.search(text):  # half a character cannot be written again
            json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, OSError, EOFError, zlib.error, RecursionError) as error:
        raise InputError(_NONE, where=str(path), hint=hint) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(_NONE, where=str(path), hint=hint)
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise InputError(_NONE, where=str(path), expected="a version", found=repr(version), hint=hint)
    if version > VERSION:
        raise InputError(
            "saved by a newer govreport", where=str(path), expected=f"version {VERSION}", found=str(version)
        )
    return data


def _table(data: Mapping[str, Any], name: str, problems: list[InputError]) -> pd.DataFrame:
    """Return a table of the file; where it is none, what is wrong is noted and the table empty."""
    columns = data[name]
    if not isinstance(columns, dict) or not all(isinstance(cells, list) for cells in columns.values()):
        problems.append(InputError("not a table", where=name, expected="a list for each column"))
        return pd.DataFrame()
    lengths = {column: len(cells) for column, cells in columns.items()}
    if len(set(lengths.values())) > 1:
        found = ", ".join(f"{column} {length:,}" for column, length in list(lengths.items())[:30])
        problems.append(InputError("columns of unlike length", where=name, found=found))
        return pd.DataFrame()
    odd = [c for c, cells in columns.items() if any(isinstance(cell, dict | list) for cell in cells)]
    if odd:
        problems.append(InputError("not texts and numbers", where=name, found=", ".join(odd)))
        return pd.DataFrame()
    endless = [c for c, cells in columns.items() if c not in _OPEN and not all(map(_is_finite, cells))]
    if endless:
        problems.append(InputError("numbers without an end", where=name, found=", ".join(endless)))
        return pd.DataFrame()
    return pd.DataFrame({column: _series(cells) for column, cells in columns.items()})


def _series(cells: list[Any]) -> pd.Series[Any]:
    """Return a column: among numbers the text `inf` is one; one beyond what numbers hold stays, and is refused."""
    kinds = {type(cell) for cell in cells if cell not in (None, "inf", "-inf")}
    if kinds and kinds <= {int, float} and str in map(type, cells):
        cells = [float(cell) if isinstance(cell, str) else cell for cell in cells]
    return pd.Series(cells, dtype=None if cells else "object")


def _is_finite(cell: object) -> bool:
    return not isinstance(cell, float) or math.isfinite(cell)


def _aside(data: Mapping[str, Any], problems: list[InputError]) -> Aside:
    aside = Aside()
    dropped = _table(data, "dropped", problems) if "dropped" in data else aside.dropped
    unplaced = _table(data, "unplaced", problems) if "unplaced" in data else aside.unplaced
    for name, table, columns in (("dropped", dropped, aside.dropped.columns), ("unplaced", unplaced, UNPLACED)):
        missing = [str(column) for column in columns if column not in table.columns]
        if missing:
            problems.append(InputError("missing", where=name, found=f"no column {', '.join(missing[:5])}"))
    if not problems:
        problems += _lost(unplaced)
    return Aside(dropped, unplaced)


def _lost(unplaced: pd.DataFrame) -> Iterator[InputError]:
    """Yield what is wrong with the corrections that found no place."""
    for column in UNPLACED:
        for row, cell in enumerate(unplaced[column].tolist()):
            least, most = _RANGES.get(column, (0, 0))
            if column not in _RANGES:
                sound, expected = isinstance(cell, str), "a text"
            else:
                number = type(cell) is int or (type(cell) is float and column == "likeness")
                sound, expected = number and least <= cell <= most, f"a number from {least} to {most}"
            if not sound:
                where = f"unplaced, {column}, row {row}"
                yield InputError("not what the column holds", where=where, expected=expected, found=repr(cell))


def _dropped(dropped: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Check rows that were dropped as those that were not."""
    if dropped.empty:
        return dropped
    told = dropped[[column for column in dropped.columns if column.startswith(TOLD)]]
    problems = checked_evidence(told.rename(columns=lambda column: column.removeprefix(TOLD)), len(told), marks_of)
    refuse(problems, "what was dropped")
    with naming("dropped"):
        return checked(dropped, words, made=True)


def _journal(data: Mapping[str, Any], problems: list[InputError]) -> Journal | None:
    """Return the journal of a file; those of earlier versions have none."""
    if "reports" not in data and "skipped" not in data:
        return None
    try:
        return Journal.from_dict(dict(data))
    except InputError as error:
        problems.append(error)
        return None


def _failures(given: object, problems: list[InputError]) -> list[Failure]:
    found: list[Failure] = []
    for number, item in enumerate(given if isinstance(given, list) else [None]):
        error = item.get("error") if isinstance(item, dict) else None
        source = item.get("source") if isinstance(item, dict) else None
        if isinstance(error, dict) and isinstance(source, str) and _sound_error(error):
            found.append(Failure(source, GovReportError.from_dict(error)))
        else:
            where = f"failed, {number}"
            problems.append(InputError("not a file that could not be read", where=where, found=repr(item)))
    return found


def _sound_error(error: Mapping[str, object]) -> bool:
    near = error.get("suggestions", [])
    texts = [error.get(key) for key in _FAILED]
    listed = isinstance(near, list) and all(isinstance(one, str) for one in near)
    return isinstance(error.get("message"), str) and listed and all(isinstance(text, str | None) for text in texts)


def _vocabulary(data: object) -> Vocabulary:
    if not isinstance(data, dict):
        raise InputError("not a vocabulary that govreport saved", where="vocabulary", found=repr(data))
    try:
        return Vocabulary.from_dict(data)
    except VocabularyError as error:
        raise InputError(str(error), where="vocabulary") from error
