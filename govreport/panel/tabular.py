"""Tables of texts: one row a report, in a DataFrame or in a file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from numbers import Number
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from govreport.asked import called_right, methods_called_right, of_kind, one_or_several, path_of
from govreport.errors import GovReportError, InputError, warn
from govreport.model import Report
from govreport.panel.heads import columns_of
from govreport.panel.schema import Failure
from govreport.panel.text_files import Chunk, chunks_of
from govreport.territories import locate
from govreport.text import Doubt, Limits, decoded, held_to, shown, text_report, within

__all__ = ["Reports", "TextRow", "report_of_row", "reports"]

#: where Excel cuts a text without a word
_CELL = 32_767
_NOTHING = frozenset({"na", "n/a", "nan", "null", "none", "-", "—", "/", "无", "."})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of a table: where it stands, the text, what the row says of whose and when it is, and what says neither."""

    source: str
    text: object
    region: str | None
    year: int | None
    odd_region: str = ""
    odd_year: str = ""


@methods_called_right
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
        self, label: str, given: dict[str, Any], chunks: Callable[[], Iterator[Chunk]], limits: Limits
    ) -> None:
        first = next(chunks(), Chunk(pd.DataFrame()))
        if first.unread:
            warn(f"{label}: sheets without a column of texts are not read: {', '.join(first.unread)}")
        self.columns = columns_of([str(column) for column in first.frame.columns], given, label, first.twice)
        self.failed: list[Failure] = []
        self.label, self._given, self._chunks, self._limits = label, given, chunks, limits

    def __repr__(self) -> str:
        return f"<Reports of {self.label}: {self.columns}>"

    def rows(self) -> Iterator[TextRow | Failure]:
        """Yield the rows as they are, before anything is read out of their texts."""
        number, sheet, of_sheet, named = 0, "", "", self.columns
        for chunk in self._chunks():
            columns = [str(column) for column in chunk.frame.columns]
            if chunk.sheet != sheet:
                number, sheet = 0, chunk.sheet
                of_sheet, named = f" of {sheet}", columns_of(columns, self._given, self.label, chunk.twice)
            wanted = [named["text"], *named["region"], *filter(None, [named["year"]])]
            at = {column: columns.index(column) for column in wanted if column in columns}
            for place, values in enumerate(chunk.frame.itertuples(index=False, name=None)):
                number += 1
                source = f"{self.label}, row {number}" + of_sheet
                if place in chunk.wrong:
                    yield Failure(source, InputError("the row cannot be read", where=source, found=chunk.wrong[place]))
                elif not all(map(_empty, values)):
                    yield _row(source, named, {column: values[i] for column, i in at.items()})

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


def _row(source: str, named: dict[str, Any], values: dict[str, object]) -> TextRow:
    said = [values.get(column) for column in named["region"]]
    region = _region([value for value in said if _is_name(value)])
    unnamed = next((str(value)[:40] for value in said if not _is_name(value)), "")
    stated = values.get(named["year"]) if named["year"] else None
    year = _year(stated)
    blank = year is not None or _empty(stated) or _words(stated).strip().lower() in _NOTHING
    return TextRow(source, values.get(named["text"]), region, year, unnamed, "" if blank else _words(stated)[:40])


def report_of_row(row: TextRow, limits: Limits) -> tuple[Report, list[Doubt]]:
    """Make a report of a row, and tell what speaks against it.

    Parameters
    ----------
    row : TextRow
    limits : Limits

    Returns
    -------
    tuple of Report and list of Doubt

    Raises
    ------
    InputError
        If the text is empty, is no report, or neither it nor the row says its region and year.
    """
    with within(limits.seconds, row.source):
        report, doubts = text_report(_text(row.text, row.source), row.source, row.region, row.year, limits=limits)
    if row.odd_region:
        doubts.append(Doubt(f"the row's region is no name: {row.odd_region}"))
    if row.odd_year:
        doubts.append(Doubt(f"the row's year is none that is believed: {row.odd_year}"))
    if len(report.text) == _CELL:
        doubts.append(Doubt(f"the text ends after {_CELL:,} characters, where Excel cuts"))
    return report, doubts


@called_right
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
        A table, or a file of one: `.csv`, `.tsv`, `.xlsx`, `.xlsm` (extra `excel`), `.dta`, `.jsonl`, `.ndjson` or
        `.parquet` (extra `parquet`). Files are read piece by piece, but for `.xlsx`.
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
    regions = None if region is None else [_column(one, "region") for one in one_or_several(region)]
    given = {"text": _column(text, "text"), "region": regions, "year": _column(year, "year")}
    if isinstance(table, pd.DataFrame):
        frame, label = _with_index(table), "<table>"

        def chunks() -> Iterator[Chunk]:
            yield Chunk(frame)
    else:
        path = path_of(table, "table")
        label, chunks = shown(path), chunks_of(path, given)
    found = Reports(label, given, chunks, held_to(limits))
    columns = found.columns
    guessed = [f"{kind} from {_quoted(columns[kind])}" for kind in given if given[kind] is None and columns[kind]]
    if guessed:
        named = ", ".join(f"{kind}=…" for kind in given if given[kind] is None and columns[kind])
        said = f"{label}: reading {', '.join(guessed)}, by the names of the columns; say {named} if that is wrong"
        warn(said)
    return found


def _column(name: Any, where: str) -> Any:
    """What a column is called; pandas numbers those that have no name."""
    plain = str(name) if isinstance(name, int | np.integer) and not isinstance(name, bool) else name
    return None if name is None else of_kind(plain, str, where, "the name of a column")


def _with_index(table: pd.DataFrame) -> pd.DataFrame:
    """A table with what stands in its index as columns: `frame.set_index("城市")`."""
    names = table.index.names
    levels = [at for at, name in enumerate(names) if name is not None and name not in table.columns]
    once = [at for at in levels if names.index(names[at]) == at]
    return table.reset_index(level=once) if once else table


def _quoted(columns: str | Sequence[str]) -> str:
    return "/".join(f"'{column}'" for column in ([columns] if isinstance(columns, str) else columns))


def _empty(value: object) -> bool:
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return (isinstance(value, float) and value != value) or (isinstance(value, str | bytes) and not value.strip())


def _is_name(value: object) -> bool:
    """Whether a cell may name a territory: words, or a number that is its code."""
    return _empty(value) or (isinstance(value, str | bytes | Number) and not isinstance(value, bool))


def _text(value: object, where: str) -> object:
    """The text of a cell: columns of Parquet may hold bytes, or the paragraphs one by one."""
    if isinstance(value, bytes):
        return decoded(value, where)
    said = list(value) if isinstance(value, list | tuple | np.ndarray) else []
    return "\n".join(said) if said and all(isinstance(one, str) for one in said) else value


def _region(values: list[object]) -> str | None:
    """The smallest territory that is filled; one that the country has several times goes behind the one above it."""
    said = [re.sub(r"\s+", "", _words(value)) for value in values if not _empty(value)]
    if not said:
        return None
    if len(said) > 1 and locate(said[-1]) is None and locate(said[-2] + said[-1]):
        return said[-2] + said[-1]
    return said[-1]


def _words(value: object) -> str:
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))  # a column of numbers with a gap in it is one of fractions
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _year(value: object) -> int | None:
    if _empty(value):
        return None
    if isinstance(value, datetime.date):
        return value.year
    found = set(_YEAR.findall(_words(value)))
    return int(found.pop()) if len(found) == 1 else None
