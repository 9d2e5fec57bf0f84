"""Forms to fill in: a table with empty columns, and lists to choose from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from typing import Any

import pandas as pd

from govreport.asked import path_of
from govreport.export.excel import MOST_LETTERS, MOST_ROWS, book_at, check_rows, library
from govreport.export.plain import guarded
from govreport.writing import replacing

__all__ = ["Form", "write_form"]

_READ, _FILL = "#E8ECF0", "#FFF2CC"
_WIDTHS = {"sentence": 70, "quote": 14, "name": 20, "nearest": 30, "why": 30, "indicator": 34}
_LONGEST_MESSAGE = 250


@dataclass(frozen=True)
class Form:
    """A table to fill in.

    Attributes
    ----------
    frame : pandas.DataFrame
        Words and numbers; the columns to fill in are empty.
    fill : sequence of str
        The columns to fill in.
    choices : mapping of str to sequence of str
        What may be chosen in a column; something else may be typed.
    notes : mapping of str to str
        What the columns are.
    marks : str
        The two characters around the part of `sentence` that is to be seen.
    """

    frame: pd.DataFrame
    fill: Sequence[str]
    choices: Mapping[str, Sequence[str]]
    notes: Mapping[str, str] = field(default_factory=dict)
    marks: str = "【】"


def write_form(form: Form, path: str | PathLike[str], sheet: str) -> None:
    """Write a form as a workbook or a table of text, as the ending of its name says.

    Parameters
    ----------
    form : Form
    path : str or path
    sheet : str
        What the sheet of a workbook is called.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_form(Form(pd.DataFrame({"quote": ["5%"], "right": [""]}), ["right"], {}), f"{folder}/a.tsv", "form")
    ...     pathlib.Path(folder, "a.tsv").read_text("utf-8-sig").split()
    ['quote', 'right', '5%']
    """
    between = {".tsv": "\t", ".csv": ","}.get(path_of(path).suffix.lower())
    if between is not None:
        # the mark without which spreadsheets show Chinese as rubbish
        with replacing(path) as file:
            guarded(form.frame).to_csv(file, sep=between, index=False, encoding="utf-8-sig", lineterminator="\r\n")
        return
    xlsxwriter = library(path)
    check_rows({sheet: form.frame}, path)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with book_at(xlsxwriter, path, options) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1), "comments": "govreport"})
        _Sheet(book, form).write(book.add_worksheet(sheet))
        _lists(book, form)


class _Sheet:
    """The sheet that is filled in."""

    def __init__(self, book: Any, form: Form) -> None:
        self.form = form
        top = {"valign": "top", "text_wrap": True}
        self.read = book.add_format({**top})
        self.head = book.add_format({**top, "bold": True, "bg_color": _READ, "bottom": 1})
        self.head_fill = book.add_format({**top, "bold": True, "bg_color": _FILL, "bottom": 1})
        # text, so that what looks like a date or a formula stays as it was typed
        self.fill = book.add_format(
            {**top, "num_format": "@", "bg_color": "#FFFBEF", "border": 1, "border_color": _FILL}
        )
        self.quote = book.add_format({"bold": True, "font_color": "#C00000"})

    def write(self, page: Any) -> None:
        frame, form = self.form.frame, self.form
        columns = list(frame.columns)
        page.freeze_panes(1, columns.index("sentence") + 1 if "sentence" in columns else 0)
        page.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
        for at, column in enumerate(columns):
            fills = column in form.fill
            page.write_string(0, at, column, self.head_fill if fills else self.head)
            page.set_column(at, at, _width(column), self.fill if fills else self.read)
            if fills and len(frame):
                page.data_validation(1, at, len(frame), at, self._validation(column))
            for row, value in enumerate(frame[column].tolist(), start=1):
                self._cell(page, row, at, column, value)

    def _validation(self, column: str) -> dict[str, Any]:
        note = self.form.notes.get(column, "")[:_LONGEST_MESSAGE]
        told = {"input_title": column[:32], "input_message": note} if note else {}
        if column not in self.form.choices:
            return {"validate": "any", **told}
        place = list(self.form.choices).index(column)
        last = len(self.form.choices[column]) + 1
        letter = chr(ord("A") + place)
        return {"validate": "list", "source": f"=lists!${letter}$2:${letter}${last}", "error_type": "warning", **told}

    def _cell(self, page: Any, row: int, at: int, column: str, value: Any) -> None:
        if column in self.form.fill:
            page.write_blank(row, at, None, self.fill) if value in ("", None) else page.write_string(
                row, at, str(value), self.fill
            )
        elif isinstance(value, str) and column == "sentence":
            self._sentence(page, row, at, value)
        elif isinstance(value, str):
            page.write_string(row, at, value[:MOST_LETTERS], self.read)
        elif value == value and value is not None:
            page.write_number(row, at, float(value), self.read)

    def _sentence(self, page: Any, row: int, at: int, text: str) -> None:
        opens, closes = self.form.marks[0], self.form.marks[1]
        before, first, rest = text.partition(opens)
        inner, last, after = rest.partition(closes)
        pieces = [piece for piece in (before, self.quote, f"{first}{inner}{last}", after) if piece != ""]
        if not (first and last) or len(pieces) < 3 or len(text) > MOST_LETTERS:
            page.write_string(row, at, text[:MOST_LETTERS], self.read)
        else:
            page.write_rich_string(row, at, *pieces, self.read)


def _lists(book: Any, form: Form) -> None:
    """The sheets that the form asks: what may be chosen, and what the columns are."""
    head = book.add_format({"bold": True, "bg_color": _READ, "bottom": 1})
    page = book.add_worksheet("lists")
    page.freeze_panes(1, 0)
    for at, (column, options) in enumerate(form.choices.items()):
        page.write_string(0, at, column, head)
        page.set_column(at, at, _width(column))
        for row, option in enumerate(options[:MOST_ROWS], start=1):
            page.write_string(row, at, option)
    page = book.add_worksheet("columns")
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 90)
    for row, (column, note) in enumerate(form.notes.items()):
        page.write_string(row, 0, column, head)
        page.write_string(row, 1, note)


def _width(column: str) -> int:
    return next((width for word, width in _WIDTHS.items() if column.endswith(word)), max(10, len(column) + 4))
