"""Workbooks: the rows, their sentences on a second sheet, and words that are never formulas."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from os import PathLike, fspath
from typing import Any

import pandas as pd

from govreport.asked import path_of
from govreport.errors import InputError
from govreport.export.heads import heading
from govreport.export.readers import heads_for_readers, sheet_name, words_for_readers
from govreport.writing import is_risky, replacing

MOST_ROWS = 1_048_575  # the first row of a sheet holds the names of its columns
MOST_LETTERS = 32_767
WIDEST = 40
_LONG = re.compile(r"^(sentence|sentence_start|source|start|end)(_\w+)?$")
_SAID = ("report_region", "report_year", "quote", "sentence", "source", "start", "end")
SENTENCES = ["sheet", "row", "side", "region", "indicator", *_SAID]


def write_excel(
    sheets: dict[str, pd.DataFrame],
    path: str | PathLike[str],
    facts: Mapping[str, object],
    lang: str,
    *,
    for_readers: bool = False,
) -> None:
    """Write a workbook: the main table, its sentences, the other tables, what the columns are, the facts.

    One for readers has them in words of a language, and the main table once more with its ids.
    """
    xlsxwriter = library(path)
    check_rows(sheets, path)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with book_at(xlsxwriter, path, options) as book:
        # the same rows make the same file
        book.set_properties({"created": datetime.datetime(2000, 1, 1), "comments": "govreport"})
        first, *others = sheets.items()
        pages = {first[0]: _bare(first[1])}
        # rows that hold their texts themselves, as those of `sentences`, have none behind them
        if any(map(_has_sentences, sheets.values())):
            pages["sentences"] = pd.concat([sentences_of(frame, name) for name, frame in sheets.items()])
        pages |= {name: _bare(frame) for name, frame in others}
        for name, frame in pages.items():
            if for_readers:
                heads = heads_for_readers([*map(str, frame.columns)], lang)
                _sheet(book, sheet_name(name, lang), words_for_readers(frame, lang), heads=heads)
            else:
                _sheet(book, name, frame, lang)
        if for_readers:
            _sheet(book, first[0], pages[first[0]], lang)
        every = [[str(column) for column in frame.columns] for frame in pages.values()]
        said = {column: heading(column, lang, columns) for columns in reversed(every) for column in reversed(columns)}
        told = {column: said[column] for column in dict.fromkeys(chain.from_iterable(every)) if said[column]}
        _sheet(book, "columns", pd.DataFrame({"column": list(told), "what": list(told.values())}))
        _sheet(book, "about", pd.DataFrame({"what": list(facts), "is": [_text(v) for v in facts.values()]}))


def check_rows(sheets: Mapping[str, pd.DataFrame], path: str | PathLike[str]) -> None:
    """Raise where a sheet of Excel does not hold a table."""
    for name, frame in sheets.items():
        if len(frame) > MOST_ROWS:
            raise InputError(
                f"too many rows for a sheet of Excel: {len(frame):,} in {name}",
                where=fspath(path),
                expected=f"at most {MOST_ROWS:,}",
                hint="narrow it, or write .csv or .parquet",
            )


@contextmanager
def book_at(xlsxwriter: Any, path: str | PathLike[str], options: Mapping[str, bool]) -> Iterator[Any]:
    """Give a workbook that takes its place when all of it is written."""
    with replacing(path) as file:
        try:
            with xlsxwriter.Workbook(fspath(file), options) as book:
                yield book
        except xlsxwriter.exceptions.FileCreateError as error:  # what the disk said, in a coat
            raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error


def library(path: str | PathLike[str]) -> Any:
    """Return the library that writes workbooks."""
    if path_of(path).suffix.lower() != ".xlsx":
        raise InputError("a workbook ends in .xlsx", where=fspath(path), found=path_of(path).suffix or "none")
    try:
        import xlsxwriter
    except ImportError:
        raise InputError(
            "Excel needs the xlsxwriter package", where=fspath(path), hint='pip install "govreport[excel]"'
        ) from None
    return xlsxwriter


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def sentences_of(frame: pd.DataFrame, sheet: str) -> pd.DataFrame:
    """Return the sentences behind the rows of a table, with the number of the row that they stand behind."""
    parts = []
    for side in (str(c).removeprefix("sentence") for c in frame.columns if re.match(r"sentence(?!_start)", str(c))):
        said = frame[frame[f"sentence{side}"].notna()]
        columns = {c: f"{c}{side}" if f"{c}{side}" in frame.columns else c for c in _SAID}
        part = pd.DataFrame({c: said[own] if own in frame.columns else None for c, own in columns.items()})
        about = {c: said[c] if c in frame.columns else None for c in ("region", "indicator")}
        parts.append(part.assign(sheet=sheet, row=said.index + 2, side=side.removeprefix("_"), **about))
    if not parts:
        return pd.DataFrame(columns=SENTENCES)
    return pd.concat(parts).sort_values("row", kind="stable")[SENTENCES]


def _bare(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table without what the sheet of sentences says; one without a sentence says it nowhere else."""
    if not _has_sentences(frame):
        return frame
    return frame[[c for c in frame.columns if not _LONG.match(str(c))]]


def _has_sentences(frame: pd.DataFrame) -> bool:
    return any(str(c).startswith("sentence") for c in frame.columns)


def _sheet(book: Any, name: str, frame: pd.DataFrame, lang: str = "", heads: Sequence[str] = ()) -> None:
    head = book.add_format({"bold": True, "bg_color": "#E8ECF0", "bottom": 1, "valign": "top"})
    number, whole = book.add_format({"num_format": "#,##0.######"}), book.add_format({"num_format": "0"})
    quoted, wrapped = book.add_format({"quote_prefix": True}), book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    if len(frame.columns):
        page.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
    columns = [str(column) for column in frame.columns]
    for at, column in enumerate(frame.columns):
        values = frame[column].tolist()
        title = heads[at] if heads else str(column)
        page.write_string(0, at, title, head)
        if lang and (said := heading(str(column), lang, columns)):
            page.write_comment(0, at, said, {"width": 180, "height": 40})
        long = column == "sentence"
        page.set_column(at, at, 80 if long else _width(title, values), wrapped if long else None)
        years = str(column).startswith(("year", "report_year", "period", "since", "until", "row"))
        for row, value in enumerate(values, start=1):
            _cell(page, row, at, value, whole if years else number, quoted)


def _cell(page: Any, row: int, at: int, value: Any, number: Any, quoted: Any) -> None:
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool):
        page.write_boolean(row, at, value)
    elif isinstance(value, str):
        cut = value if len(value) <= MOST_LETTERS else value[: MOST_LETTERS - 1] + "…"
        page.write_string(row, at, cut, *([quoted] if is_risky(cut) else []))
    elif isinstance(value, int | float) and math.isinf(value):
        page.write_string(row, at, "∞" if value > 0 else "-∞")
    elif isinstance(value, int | float) and not math.isnan(value):
        page.write_number(row, at, value, number)


def _width(label: str, values: list[Any]) -> int:
    """Return a width in letters; Chinese ones take two."""
    sample = [
        label,
        *(v if isinstance(v, str) else f"{v:.6g}" for v in values[:200] if isinstance(v, str | float | int)),
    ]
    return min(WIDEST, max(len(s) + sum(c > "\u2e7f" for c in s) for s in sample) + 2)
