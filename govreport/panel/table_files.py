"""Tables that people typed: TSV and CSV in any usual encoding, and workbooks."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable
from itertools import dropwhile
from pathlib import Path

from govreport.errors import InputError

__all__ = ["Cells", "rows_of"]

Cells = dict[str, str]
_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = {".tsv": "\t", ".csv": ","}
#: the sheet that is read where a workbook has it; else the first
SHEET = "review"
_LARGEST = 100_000_000


def rows_of(path: str) -> tuple[str, list[str], list[tuple[str, Cells]]]:
    """Read a table of words.

    Parameters
    ----------
    path : str
        Ending in `.tsv`, `.csv` or `.xlsx`; of a workbook the sheet `review`, else the first.

    Returns
    -------
    where : str
        The name of the file.
    columns : list of str
    rows : list of (str, dict of str to str)
        Where each stands, and its cells without blanks around them; empty rows are left out.

    Raises
    ------
    InputError
        If it cannot be read as a table.

    Examples
    --------
    >>> rows_of("corrections.docx")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: corrections.docx: cannot read this as a table: expected .tsv, .csv or .xlsx, ...
    """
    file = Path(path)
    lines = list(dropwhile(lambda line: not any(line[1]), _lines_of(file, path)))
    if not lines:
        raise InputError("the table is empty", where=path)
    (_, head), *rest = lines
    columns = [str(name).strip() for name in head]
    while columns and not columns[-1]:
        columns.pop()
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise InputError("a column is there twice", where=path, found=", ".join(f"'{name}'" for name in twice))
    rows: list[tuple[str, Cells]] = []
    for number, cells in rest:
        if any(cells[len(columns) :]):
            found = f"{len(cells)}"
            raise InputError(
                "more cells than columns", where=f"{file.name}:{number}", expected=f"{len(columns)}", found=found
            )
        if any(cells):
            rows.append((f"{file.name}:{number}", dict(zip(columns, cells, strict=False))))
    return file.name, columns, rows


def _lines_of(file: Path, path: str) -> list[tuple[int, list[str]]]:
    """The lines of a table, each with its number, as far as it is a file that can be one."""
    suffix = file.suffix.lower()
    if suffix not in (*_DELIMITERS, ".xlsx"):
        found = suffix or "no ending"
        raise InputError("cannot read this as a table", where=path, expected=".tsv, .csv or .xlsx", found=found)
    if not file.is_file():
        near = sorted(one.name for one in file.parent.glob("*") if one.suffix == suffix)[:3]
        raise InputError("no such file", where=path, suggestions=near)
    if file.stat().st_size > _LARGEST:
        raise InputError("too large for a table that people typed", where=path, expected=f"at most {_LARGEST:,} bytes")
    return _from_workbook(file) if suffix == ".xlsx" else _from_text(file, _DELIMITERS[suffix])


def _from_text(file: Path, delimiter: str) -> list[tuple[int, list[str]]]:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError("the file cannot be opened", where=str(file), found=str(error.strerror)) from error
    encodings = ("utf-16",) if data[:2] in _MARKS_16 else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            return [(reader.line_num, [_unguarded(cell.strip()) for cell in line]) for line in reader]
        except csv.Error as error:
            where = f"{file.name}:{reader.line_num}"
            raise InputError("this is no table", where=where, found=str(error)) from error
    raise InputError("this is a file of an unknown encoding", where=str(file), expected="UTF-8, GB18030 or UTF-16")


def _unguarded(cell: str) -> str:
    """Take off the mark that keeps a spreadsheet from running a word as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "＝", "＋", "＠", "－") else cell


def _from_workbook(file: Path) -> list[tuple[int, list[str]]]:
    try:
        import openpyxl
    except ImportError:
        raise InputError(
            "reading a workbook needs the openpyxl package", where=str(file), hint='pip install "govreport[excel]"'
        ) from None
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        try:
            page = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
            page.reset_dimensions()
            return list(_lines(page.iter_rows(values_only=True)))
        finally:
            book.close()
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError) as error:
        raise _no_workbook(file, error) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _no_workbook(file, error) from error


def _no_workbook(file: Path, error: Exception) -> InputError:
    found = f"{type(error).__name__}: {str(error)[:80]}"
    return InputError("this is not a workbook that can be read", where=str(file), found=found)


def _lines(rows: Iterable[tuple[object, ...]]) -> Iterable[tuple[int, list[str]]]:
    for number, cells in enumerate(rows, 1):
        yield number, [_written(cell) for cell in cells]


def _written(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell).strip()
