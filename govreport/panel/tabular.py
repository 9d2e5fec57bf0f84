"""Tables of texts: one row a report, in a DataFrame or in a file."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from govreport import tables
from govreport.errors import GovReportError, InputError, closest, warn
from govreport.model import Report
from govreport.panel.schema import Failure
from govreport.territories import locate
from govreport.text import Limits, check_file, held_to, shown, source_of, text_report, within

__all__ = ["TABLES", "Reports", "TextRow", "is_table", "report_of_row", "reports"]

_CHUNK = 200
#: where Excel cuts a text without a word
_CELL = 32_767
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PARTS = ("province", "city", "county", "region")


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of a table: where it stands, the text, and what the row says of whose and when it is."""

    source: str
    text: object
    region: str | None
    year: int | None


Chunk = tuple[pd.DataFrame, dict[int, str]]


class Reports:
    """The reports of a table, one after the other; `reports` makes it.

    Attributes
    ----------
    columns : dict
        Which columns are read: `text`, `region` (a list) and `year` (None where there is none).
    failed : list of Failure
        The rows that could not be read in the last run through the table, each with its number.
    label : str
        The file, or `<table>`.

    Examples
    --------
    >>> text = "各位代表：\\n一、2023年工作回顾\\n出口增长5%。"
    >>> frame = pd.DataFrame({"城市": ["XX市"], "年份": [2024], "正文": [text]})
    >>> found = reports(frame, region="城市", year="年份", text="正文")
    >>> [(report.region, report.year, report.source) for report in found]
    [('XX市', 2024, '<table>, row 1')]
    """

    def __init__(
        self, label: str, columns: dict[str, Any], chunks: Callable[[], Iterator[Chunk]], limits: Limits
    ) -> None:
        self.columns = columns
        self.failed: list[Failure] = []
        self.label, self._chunks, self._limits = label, chunks, limits

    def __repr__(self) -> str:
        return f"<Reports of {self.label}: {self.columns}>"

    def rows(self) -> Iterator[TextRow | Failure]:
        """Yield the rows as they are, before anything is read out of their texts."""
        number = 0
        for frame, wrong in self._chunks():
            columns = [str(column) for column in frame.columns]
            wanted = [self.columns["text"], *self.columns["region"], *filter(None, [self.columns["year"]])]
            at = {column: columns.index(column) for column in wanted if column in columns}
            for place, values in enumerate(frame.itertuples(index=False, name=None)):
                number += 1
                source = f"{self.label}, row {number}"
                if place in wrong:
                    yield Failure(source, InputError("the row cannot be read", where=source, found=wrong[place]))
                else:
                    yield self._row(source, {column: values[i] for column, i in at.items()})

    def _row(self, source: str, values: dict[str, object]) -> TextRow:
        region = _region([values.get(column) for column in self.columns["region"]])
        year = _year(values.get(self.columns["year"])) if self.columns["year"] else None
        return TextRow(source, values.get(self.columns["text"]), region, year)

    def __iter__(self) -> Iterator[Report]:
        self.failed = []
        for row in self.rows():
            if isinstance(row, Failure):
                self.failed.append(row)
                continue
            try:
                report, doubts = report_of_row(row, self._limits)
            except GovReportError as error:
                self.failed.append(Failure(row.source, error))
                continue
            for doubt in doubts:
                warn(f"{row.source}: {doubt}")
            yield report
        if self.failed:
            said = f"{self.label}: {len(self.failed)} rows could not be read, the first: {self.failed[0].error}"
            warn(said)


def report_of_row(row: TextRow, limits: Limits) -> tuple[Report, list[str]]:
    """Make a report of a row, and tell what speaks against it.

    Parameters
    ----------
    row : TextRow
    limits : Limits

    Returns
    -------
    tuple of Report and list of str

    Raises
    ------
    InputError
        If the text is empty, is no report, or neither it nor the row says its region and year.
    """
    with within(limits.seconds, row.source):
        report, doubts = text_report(row.text, row.source, row.region, row.year, limits=limits)
    if len(report.text) == _CELL:
        doubts.append(f"the text ends after {_CELL:,} characters, where Excel cuts")
    return report, doubts


def reports(
    table: pd.DataFrame | str | Path,
    *,
    text: str | None = None,
    region: str | Sequence[str] | None = None,
    year: str | None = None,
    limits: Limits | None = None,
) -> Reports:
    """Read the reports of a table, one row a report.

    Parameters
    ----------
    table : pandas.DataFrame, str or Path
        A table, or a file of one: `.csv`, `.tsv`, `.xlsx` (extra `excel`), `.dta`, `.jsonl`, `.ndjson` or `.parquet`
        (extra `parquet`). Files are read piece by piece, but for `.xlsx`.
    text : str, optional
        The column of the texts.
    region : str or sequence of str, optional
        The column of the territories; of several, from the largest to the smallest, the smallest that is filled counts.
    year : str, optional
        The column of the years of delivery: numbers, dates or words that hold one year.
    limits : Limits, optional
        How long a text may be, and how long reading one may take.

    Returns
    -------
    Reports
        To run through once or often, and for `read_panel`. Its `columns` says what is read, its `failed` which rows
        could not be. A row without region or year is read if its text says them. The `source` of a report names the
        table and the row, counted from 1 without the heads.

    Raises
    ------
    InputError
        If there is no such file or column, or none that can be guessed.

    Warns
    -----
    GovReportWarning
        If columns were guessed by their names (省份, 城市, 年份, doc, content, 报告全文 and the like): which ones.

    Examples
    --------
    >>> text = "各位代表：\\n一、2023年工作回顾\\n出口增长5%。"
    >>> frame = pd.DataFrame({"城市": ["XX市"], "年份": [2024], "正文": [text]})
    >>> found = reports(frame, region="城市", year="年份", text="正文")
    >>> len(list(found)), found.failed
    (1, [])
    """
    if isinstance(table, pd.DataFrame):
        frame, label = table, "<table>"

        def chunks() -> Iterator[Chunk]:
            yield frame, {}
    else:
        label, chunks = shown(table), _file(Path(table))
    heads = [str(column) for column in next(chunks(), (pd.DataFrame(), {}))[0].columns]
    given = {"text": text, "region": [region] if isinstance(region, str) else region, "year": year}
    columns = _columns(heads, given, label)
    guessed = [f"{kind} from {_quoted(columns[kind])}" for kind in given if given[kind] is None and columns[kind]]
    if guessed:
        named = ", ".join(f"{kind}=…" for kind in given if given[kind] is None and columns[kind])
        said = f"{label}: reading {', '.join(guessed)}, by the names of the columns; say {named} if that is wrong"
        warn(said)
    return Reports(label, columns, chunks, held_to(limits))


def _quoted(columns: str | Sequence[str]) -> str:
    return "/".join(f"'{column}'" for column in ([columns] if isinstance(columns, str) else columns))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The usual names of columns, by what they hold."""
    rows = tables.rows("columns")
    kinds = dict.fromkeys(row["kind"] for row in rows)
    return {kind: tuple(row["name"] for row in rows if row["kind"] == kind) for kind in kinds}


def _columns(heads: list[str], given: dict[str, Any], label: str) -> dict[str, Any]:
    for column in [given["text"], *(given["region"] or []), given["year"]]:
        if column is not None and column not in heads:
            raise InputError(
                "no such column",
                where=label,
                found=f"'{column}'",
                expected=", ".join(heads),
                suggestions=closest(column, heads),
            )
    by_name = {head.strip().lower(): head for head in reversed(heads)}

    def first(kind: str) -> str | None:
        return next((by_name[name] for name in _names()[kind] if name in by_name), None)

    text = given["text"] or first("text")
    if text is None:
        expected = f"text=…, or one called {', '.join(_names()['text'][:6])} …"
        raise InputError(
            "which column holds the texts?", where=label, expected=expected, found=", ".join(heads) or "no column"
        )
    region = given["region"] or [column for column in map(first, _PARTS[:3]) if column] or [first("region")]
    return {"text": text, "region": [column for column in region if column], "year": given["year"] or first("year")}


def _empty(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value or not str(value).strip()


def _region(values: list[object]) -> str | None:
    """The smallest territory that is filled; one that the country has several times goes behind the one above it."""
    said = [re.sub(r"\s+", "", str(value)) for value in values if not _empty(value)]
    if not said:
        return None
    if len(said) > 1 and locate(said[-1]) is None and locate(said[-2] + said[-1]):
        return said[-2] + said[-1]
    return said[-1]


def _year(value: object) -> int | None:
    if _empty(value):
        return None
    if isinstance(value, datetime.date):
        return value.year
    found = set(_YEAR.findall(str(value)))
    return int(found.pop()) if len(found) == 1 else None


# --- files -----------------------------------------------------------------------------------------------------------


def _csv(path: Path) -> Iterator[Chunk]:
    separator = "\t" if path.suffix.lower() == ".tsv" else ","
    options: dict[str, Any] = {"sep": separator, "dtype": str, "keep_default_na": False, "chunksize": _CHUNK}
    with pd.read_csv(path, encoding=_encoding(path), **options) as chunks:
        yield from ((chunk, {}) for chunk in chunks)


def _encoding(path: Path) -> str:
    """UTF-8 where all of the file is, else what its beginning is in."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            while file.read(1 << 20):
                pass
        return "utf-8-sig"
    except UnicodeDecodeError:
        with open(path, "rb") as raw:
            start = raw.read(2)
        return "utf-16" if start in (b"\xff\xfe", b"\xfe\xff") else "gb18030"


def _excel(path: Path) -> Iterator[Chunk]:
    yield pd.read_excel(path, dtype=object, keep_default_na=False, engine="openpyxl"), {}


def _stata(path: Path) -> Iterator[Chunk]:
    with pd.read_stata(path, chunksize=_CHUNK, preserve_dtypes=False) as chunks:
        for chunk in chunks:
            words = chunk.select_dtypes(["object", "category", "string"]).columns
            mended = chunk.assign(**{column: chunk[column].astype(object).map(_mended) for column in words})
            yield mended.set_axis([_mended(column) for column in mended.columns], axis=1), {}


def _mended(said: Any) -> Any:
    """Old files of Stata say no encoding, and pandas takes GBK for Latin-1."""
    try:
        return said.encode("latin-1").decode("gb18030") if isinstance(said, str) and not said.isascii() else said
    except UnicodeError:
        return said


def _jsonl(path: Path) -> Iterator[Chunk]:
    rows: list[dict[str, object]] = []
    wrong: dict[int, str] = {}
    with open(path, encoding=_encoding(path)) as file:
        for line in filter(str.strip, file):
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("not an object with columns")
                rows.append(row)
            except (ValueError, RecursionError) as problem:
                wrong[len(rows)] = str(problem)
                rows.append({})
            if len(rows) == _CHUNK:
                yield pd.DataFrame(rows, dtype=object), wrong
                rows, wrong = [], {}
    if rows:
        yield pd.DataFrame(rows, dtype=object), wrong


def _parquet(path: Path) -> Iterator[Chunk]:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_CHUNK):
            yield batch.to_pandas(), {}


TABLES: dict[str, tuple[Callable[[Path], Iterator[Chunk]], str]] = {
    ".csv": (_csv, ""),
    ".tsv": (_csv, ""),
    ".xlsx": (_excel, "excel"),
    ".dta": (_stata, ""),
    ".jsonl": (_jsonl, ""),
    ".ndjson": (_jsonl, ""),
    ".parquet": (_parquet, "parquet"),
}


def is_table(path: str | Path) -> bool:
    """Say whether a file is a table, by the ending of its name."""
    return Path(path).suffix.lower() in TABLES


def _file(path: Path) -> Callable[[], Iterator[Chunk]]:
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
            yield from read(path)
        except ImportError as problem:
            hint = f'pip install "govreport[{extra}]"'
            raise InputError("a package is missing to read it", where=label, found=str(problem), hint=hint) from None
        except GovReportError:
            raise
        except Exception as problem:  # the readers of tables raise whatever they like
            found = f"{type(problem).__name__}: {problem}"[:300]
            raise InputError("the table cannot be read", where=label, found=found) from problem

    return chunks
