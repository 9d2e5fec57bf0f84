"""Files of tables of texts, read a piece at a time; what is broken in one row stays in that row."""

from __future__ import annotations

import contextlib
import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pandas as pd

from govreport.errors import GovReportError, InputError
from govreport.panel.heads import has_texts, head_row
from govreport.text import as_big5, check_file, shown, source_of

__all__ = ["TABLES", "Chunk", "chunks_of", "is_table"]

_CHUNK = 200
_FIELD = 50_000_000  #: no cell has so many characters
_END = "\ufdd0"  #: what no text holds: it shows whether the last quote was closed
_SEPARATORS = ",\t;|"
_NO_OBJECT = "not an object with columns"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table.

    Attributes
    ----------
    frame : pandas.DataFrame
    wrong : dict of int and str
        The rows that cannot be read, and why.
    sheet : str
        Where a workbook has several that are read.
    unread : tuple of str
        The sheets that are not, since they hold no texts.
    twice : tuple of str
        The names that several columns have.
    """

    frame: pd.DataFrame
    wrong: dict[int, str] = field(default_factory=dict)
    sheet: str = ""
    unread: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()


def _csv(path: Path, given: dict[str, Any]) -> Iterator[Chunk]:
    encoding = _encoding(path)
    with open(path, encoding=encoding, errors="replace", newline="") as file:
        lines = (line.replace("\0", "") for line in file)
        start = list(islice(lines, 20))
        delimiter = _separator(start, "\t" if path.suffix.lower() == ".tsv" else ",")
        reader = csv.reader(chain(start, lines, [_END]), delimiter=delimiter)
        pieces = _pieces(row for row in reader if row)
        first = next(pieces, [])
        at = head_row([row for row in first if row != [_END]], _asked(given))
        heads, twice = _heads(first[at]) if first else ([], ())
        for piece in chain([first[at + 1 :]], pieces):
            rows = [row for row in piece if row != [_END]]
            wrong = {n: why for n, row in enumerate(rows) if (why := _broken(row, heads, encoding))}
            fit = [[*row[: len(heads)], *[""] * (len(heads) - len(row))] for row in rows]
            yield Chunk(pd.DataFrame(fit, columns=heads, dtype=object), wrong, twice=twice)


def _pieces(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Read some rows at a time; the limit of a cell belongs to all of Python, and is put back."""
    rows = iter(rows)
    while True:
        before = csv.field_size_limit(_FIELD)
        try:
            piece = list(islice(rows, _CHUNK))
        finally:
            csv.field_size_limit(before)
        if not piece:
            return
        yield piece


def _broken(row: Sequence[str], heads: Sequence[str], encoding: str) -> str:
    """Say why a row cannot be read, "" where it can."""
    if any(row[len(heads) :]):
        return f"{len(row)} cells under {len(heads)} heads"
    if row and row[-1].endswith(_END):
        return "a quote that is not closed: the file breaks off, or a quote is missing above"
    if any("\ufffd" in cell for cell in row):
        return f"bytes that are not {encoding.removesuffix('-sig').upper()}"
    return ""


def _separator(lines: Sequence[str], usual: str) -> str:
    """What parts the cells, by the first line with cells; what the ending of the name promises where it is there."""
    counts = next((found for line in lines if (found := Counter(c for c in line if c in _SEPARATORS))), Counter())
    return usual if usual in counts or not counts else counts.most_common(1)[0][0]


def _encoding(path: Path) -> str:
    """UTF-8 where all of the file is; else GB18030, or Big5, unless that reads its beginning worse."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            while file.read(1 << 20):
                pass
        return "utf-8-sig"
    except UnicodeDecodeError:
        with open(path, "rb") as raw:
            start = raw.read(1 << 20)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        bad = {name: start.decode(name, "replace").count("\ufffd") for name in ("gb18030", "utf-8-sig")}
        best = min(bad, key=lambda name: bad[name])
        whole = start[: start.rfind(b"\n") + 1] or start  # a piece may end within a character
        return "big5hkscs" if best == "gb18030" and as_big5(whole, whole.decode(best, "replace")) else best


def _asked(given: dict[str, Any]) -> list[str]:
    return [name for name in (given["text"], *(given["region"] or []), given["year"]) if name is not None]


def _heads(row: Sequence[object]) -> tuple[list[str], tuple[str, ...]]:
    """Names for all columns, as pandas gives them: a second one of a name is numbered; and which names are so."""
    seen: Counter[str] = Counter()
    heads: list[str] = []
    for place, cell in enumerate(row):
        head = str(cell) if cell is not None and cell == cell and str(cell) else f"Unnamed: {place}"
        heads.append(f"{head}.{seen[head]}" if seen[head] else head)
        seen[head] += 1
    return heads, tuple(head for head, many in seen.items() if many > 1)


def _excel(path: Path, given: dict[str, Any]) -> Iterator[Chunk]:
    sheets = pd.read_excel(path, sheet_name=None, header=None, dtype=object, keep_default_na=False, engine="openpyxl")
    found: dict[str, pd.DataFrame] = {}
    doubled: dict[str, tuple[str, ...]] = {}
    without: list[str] = []
    for name, cells in sheets.items():
        if cells.empty:
            continue
        at = head_row(cells.head(10).values.tolist(), _asked(given))
        heads, doubled[str(name)] = _heads(cells.iloc[at].tolist())
        frame = cells.iloc[at + 1 :].set_axis(heads, axis=1)
        if has_texts(list(frame.columns), given["text"]):
            found[str(name)] = frame
        else:
            without.append(str(name))
            found.setdefault("", frame)
            doubled.setdefault("", doubled[str(name)])
    texts = {name: frame for name, frame in found.items() if name} or found
    unread = tuple(without) if "" not in texts else ()
    for name, frame in texts.items():
        yield Chunk(frame, sheet=name if len(texts) > 1 else "", unread=unread, twice=doubled[name])


def _stata(path: Path, given: dict[str, Any]) -> Iterator[Chunk]:
    with pd.read_stata(path, chunksize=_CHUNK, preserve_dtypes=False) as chunks:
        for chunk in chunks:
            words = chunk.select_dtypes(["object", "category", "string"]).columns
            mended = chunk.assign(**{column: chunk[column].astype(object).map(_mended) for column in words})
            yield Chunk(mended.set_axis([_mended(column) for column in mended.columns], axis=1))


def _mended(said: Any) -> Any:
    """Old files of Stata say no encoding, and pandas takes GBK for Latin-1; their longest texts are cut at a byte."""
    try:
        data = said.encode("latin-1") if isinstance(said, str) and not said.isascii() else b""
        return data.decode("gb18030") if data else said
    except UnicodeDecodeError as problem:
        return data[: problem.start].decode("gb18030") if len(data) - problem.start < 4 else said
    except UnicodeError:
        return said


def _jsonl(path: Path, given: dict[str, Any]) -> Iterator[Chunk]:
    with open(path, encoding=_encoding(path), errors="replace") as file:
        lines = filter(str.strip, file)
        first = next(lines, "")
        if first.lstrip().startswith("["):
            whole = "".join([first, *lines])
            first, lines = "", filter(str.strip, whole.splitlines())
            with contextlib.suppress(ValueError, RecursionError):
                yield from _array(json.loads(whole, object_pairs_hook=_once))
                return
        every = map(_object, chain([first] if first else [], lines))
        while piece := list(islice(every, _CHUNK)):
            wrong = {n: why for n, (_, why) in enumerate(piece) if why}
            yield Chunk(pd.DataFrame([row for row, _ in piece], dtype=object), wrong)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object, with a mark where it says a thing twice."""
    row = dict(pairs)
    if len(row) < len(pairs):
        row[_END] = Counter(key for key, _ in pairs).most_common(1)[0][0]
    return row


def _no_row(row: object) -> str:
    """Say why an object is no row of a table, "" where it is one."""
    if not isinstance(row, dict):
        return _NO_OBJECT
    return f"'{row[_END]}' stands twice in it" if _END in row else ""


def _object(line: str) -> tuple[dict[str, object], str]:
    """Return the cells of a line, or why there are none."""
    try:
        row = json.loads(line, object_pairs_hook=_once)
    except (ValueError, RecursionError) as problem:
        return {}, str(problem)
    why = _no_row(row)
    return ({}, why) if why else (row, "")


def _array(rows: Any) -> Iterator[Chunk]:
    """A file that is one list of objects."""
    for start in range(0, len(rows), _CHUNK):
        piece = rows[start : start + _CHUNK]
        wrong = {n: why for n, row in enumerate(piece) if (why := _no_row(row))}
        rows = [{} if n in wrong else row for n, row in enumerate(piece)]
        yield Chunk(pd.DataFrame(rows, dtype=object), wrong)


def _parquet(path: Path, given: dict[str, Any]) -> Iterator[Chunk]:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_CHUNK):
            yield Chunk(batch.to_pandas())


_Reader = Callable[[Path, dict[str, Any]], Iterator[Chunk]]
TABLES: dict[str, tuple[_Reader, str]] = {
    ".csv": (_csv, ""),
    ".tsv": (_csv, ""),
    ".xlsx": (_excel, "excel"),
    ".xlsm": (_excel, "excel"),
    ".dta": (_stata, ""),
    ".jsonl": (_jsonl, ""),
    ".ndjson": (_jsonl, ""),
    ".parquet": (_parquet, "parquet"),
}


def is_table(path: str | Path) -> bool:
    """Say whether a file is a table, by the ending of its name.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    bool

    Examples
    --------
    >>> is_table("a.csv"), is_table("a.txt")
    (True, False)
    """
    return Path(path).suffix.lower() in TABLES


def chunks_of(path: Path, given: dict[str, Any]) -> Callable[[], Iterator[Chunk]]:
    """Return what reads a file, once or often.

    Parameters
    ----------
    path : Path
    given : dict
        The columns that were asked for, which tell the heads from what stands above.

    Returns
    -------
    callable

    Raises
    ------
    InputError
        If there is no such file, or it is no table that is read; while reading, if it is broken.

    Examples
    --------
    >>> chunks_of(Path("nowhere.csv"), {"text": None, "region": None, "year": None})
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: nowhere.csv: there is no such file or folder
    """
    label = shown(path)
    if not is_table(path):
        raise InputError(
            "not a table that is read", where=label, expected=", ".join(TABLES), found=path.suffix or "none"
        )
    size = check_file(source_of(path))
    read, extra = TABLES[path.suffix.lower()]

    def chunks() -> Iterator[Chunk]:
        if not size:  # files of the system that give something say so too, and some of them would be waited for
            raise InputError("the table cannot be read", where=label, found="an empty file")
        try:
            yield from read(path, given)
        except ImportError as problem:
            hint = f'pip install "govreport[{extra}]"'
            raise InputError("a package is missing to read it", where=label, found=str(problem), hint=hint) from None
        except GovReportError:
            raise
        except Exception as problem:  # the readers of tables raise whatever they like
            found = f"{type(problem).__name__}: {problem}"[:300]
            raise InputError("the table cannot be read", where=label, found=found) from problem

    return chunks
