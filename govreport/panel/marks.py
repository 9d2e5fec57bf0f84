"""What stands beside a corrected reading: who said what of it, and what the library had read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd

from govreport.panel.coded import array_of
from govreport.panel.schema import COLUMNS, EVIDENCE
from govreport.render.words import Words

__all__ = [
    *("CORRECTED", "TOLD", "UNPLACED", "Aside", "Mark"),
    *("changes_of", "corrected_of", "marks_of", "told_of", "with_dropped", "written"),
]

#: the columns of `Panel.corrected`
CORRECTED = (
    *("row", "action", "field", "read", "right", "given", "by", "why", "report_region", "report_year", "region"),
    *("indicator", "name", "quote", "sentence", "source", "start", "end", "where"),
)
#: the columns of `Panel.unplaced`
UNPLACED = (
    *("reason", "report_region", "report_year", "quote", "sentence", "name", "action", "fields", "by", "why", "where"),
    *("nearest_quote", "nearest_sentence", "likeness"),
)
#: stands before the columns of the evidence where they stand in one frame with those of the rows
TOLD = "told:"
_SILENT = ("doubt", "region_code", "report_region", "report_region_code", "report_year", "source")
_BASES = {"period_start": "period", "period_end": "period"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One correction of one reading.

    Attributes
    ----------
    action, by, why, where : str
    fields : tuple of (str, str, str, bool)
        Field, what was read, what is right, and whether the person gave it or it follows from what he gave.
    """

    action: str
    by: str
    why: str
    where: str
    fields: tuple[tuple[str, str, str, bool], ...] = ()

    def __str__(self) -> str:
        return self.in_words("en")

    def in_words(self, lang: str) -> str:
        """Write it in a language."""
        words = Words(lang)
        none = words("explain.nothing")
        said = words("explain.colon").join(part for part in (self.by, self.why) if part)
        fields = [
            (name if lang == "en" else words(f"field.{name}"), a, b) for name, a, b, given in self.fields if given
        ]
        what = [f"{name} {read or none} → {right or none}" for name, read, right in fields]
        plain = words(f"explain.{self.action}") if self.action in ("confirm", "add") else self.action
        text = words("explain.semicolon").join(what) if self.action == "mend" else plain
        return words("explain.told", text=text, who=said) if said else text


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=[*COLUMNS, *(TOLD + column for column in EVIDENCE)])


def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=list(UNPLACED))


@dataclass(frozen=True)
class Aside:
    """What corrections took out of a panel, and those that found no place in it.

    Attributes
    ----------
    dropped : pandas.DataFrame
        Whole rows, with what stood beside them.
    unplaced : pandas.DataFrame
        With the columns of `UNPLACED`.
    """

    dropped: pd.DataFrame = field(default_factory=_nothing)
    unplaced: pd.DataFrame = field(default_factory=_none)


def written(marks: Iterable[Mark]) -> str:
    """Write marks as a text that stands in a column.

    Parameters
    ----------
    marks : iterable of Mark

    Returns
    -------
    str

    Examples
    --------
    >>> marks_of(written([Mark("drop", "Li", "", "")]))[0].by
    'Li'
    """
    rows = [[one.action, one.by, one.why, one.where, [list(item) for item in one.fields]] for one in marks]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def marks_of(text: str) -> list[Mark]:
    """Read what `written` wrote.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Mark

    Raises
    ------
    ValueError, TypeError
        If it is nothing of the kind.

    Examples
    --------
    >>> marks_of("")
    []
    """
    found: list[Mark] = []
    for action, by, why, where, fields in json.loads(text) if text else []:
        items = tuple((name, read, right, given) for name, read, right, given in fields)
        flat = [action, by, why, where, *(part for item in items for part in item[:3])]
        if not all(isinstance(part, str) for part in flat) or not all(isinstance(item[3], bool) for item in items):
            raise TypeError("marks are texts")
        found.append(Mark(action, by, why, where, items))
    return found


def told_of(value: Any) -> str:
    """Write a value of a row for people.

    Parameters
    ----------
    value : object

    Returns
    -------
    str

    Examples
    --------
    >>> told_of(5.0), told_of(float("inf")), told_of(None), told_of(True)
    ('5', '∞', '', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value == value:
        return f"{value:.10g}".replace("inf", "∞")
    return "" if value is None or value != value else str(value)


def changes_of(
    before: Mapping[str, Any], after: Mapping[str, Any], given: Iterable[str]
) -> tuple[tuple[str, str, str, bool], ...]:
    """Return what differs between two states of a row, and every field that was given.

    Parameters
    ----------
    before, after : mapping
        Columns of a frame.
    given : iterable of str
        Fields, `period` for its two columns.

    Returns
    -------
    tuple of (str, str, str, bool)
        As in `Mark.fields`.

    Examples
    --------
    >>> changes_of({"value": 1.0, "status": "actual"}, {"value": 2.0, "status": "actual"}, ["value"])
    (('value', '1', '2', True),)
    """
    named = list(given)
    fields = dict.fromkeys(_BASES.get(column, column) for column in COLUMNS if column not in _SILENT)
    found = []
    for name in fields:
        read, right = _field(before, name), _field(after, name)
        if name in named or read != right:
            found.append((name, read, right, name in named))
    return tuple(found)


def _field(row: Mapping[str, Any], name: str) -> str:
    if name == "period" and "period_start" in row:
        years = dict.fromkeys(int(row[column]) for column in ("period_start", "period_end"))
        return "-".join(map(str, years))
    return told_of(row.get(name))


def corrected_of(frame: pd.DataFrame, marks: pd.Series[Any], dropped: pd.DataFrame) -> pd.DataFrame:
    """List the corrections of a panel; see `Panel.corrected`.

    Parameters
    ----------
    frame : pandas.DataFrame
    marks : pandas.Series
        As `written` wrote them.
    dropped : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> corrected_of(panel.frame, panel.frame["unit"].map(lambda unit: ""), panel.frame.head(0)).empty
    True
    """
    if dropped.empty and not (array_of(marks) != "").any():
        return _no_corrections().copy()
    rows: list[dict[str, object]] = []
    touched = frame[marks != ""]
    for row, text in zip(touched.index, marks[marks != ""], strict=True):
        rows += _lines(row, touched.loc[row].to_dict(), text)
    for record in dropped.to_dict("records"):
        rows += _lines(None, {str(k): v for k, v in record.items()}, record[TOLD + "corrected"])
    return _corrections(rows)


def _corrections(rows: list[dict[str, object]]) -> pd.DataFrame:
    whole = {"row": "Int64", "report_year": "int64", "start": "int64", "end": "int64", "given": "bool"}
    return pd.DataFrame(rows, columns=list(CORRECTED)).astype(whole)


@cache
def _no_corrections() -> pd.DataFrame:
    return _corrections([])


def _lines(label: object, row: Mapping[str, Any], text: str) -> Iterable[dict[str, object]]:
    there = {column: row[column] for column in CORRECTED if column in row}
    for mark in marks_of(text):
        said = {"row": label, "action": mark.action, "by": mark.by, "why": mark.why, "where": mark.where}
        for name, read, right, given in mark.fields or (("", "", "", True),):
            yield {**there, **said, "field": name, "read": read, "right": right, "given": given}


def with_dropped(frame: pd.DataFrame, dropped: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a panel and behind them those that were dropped, to choose from both alike.

    Parameters
    ----------
    frame, dropped : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame
        The frame itself where nothing was dropped.

    Examples
    --------
    >>> rows = pd.DataFrame({"unit": ["%"]})
    >>> with_dropped(rows, rows.head(0)) is rows
    True
    """
    if dropped.empty:
        return frame
    return pd.concat([frame[list(COLUMNS)], dropped[list(COLUMNS)]], ignore_index=True)
