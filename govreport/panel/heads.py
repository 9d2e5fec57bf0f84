"""The heads of tables of texts: which row they are, and which columns hold text, region and year."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from govreport import tables
from govreport.errors import InputError, closest

__all__ = ["WITHOUT_TEXTS", "columns_of", "has_texts", "head_row"]

_PARTS = ("province", "city", "county", "region")
_LONG = 20
_MANY = 12
#: what a panel, its table and a result are told that are given for reports
WITHOUT_TEXTS = "it holds no texts; pass what it was read from: the folder, the files or the reports"
#: the columns by which the table of a panel is known
_OF_PANELS = {"indicator", "measure", "sentence"}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The usual names of columns, by what they hold."""
    rows = tables.rows("columns")
    kinds = dict.fromkeys(row["kind"] for row in rows)
    return {kind: tuple(row["name"] for row in rows if row["kind"] == kind) for kind in kinds}


def _plain(head: str) -> str:
    """Heads are set apart by blanks and cut into lines to fit their cells."""
    return re.sub(r"[\s\u200b\ufeff]+", "", head).lower()


def head_row(rows: Sequence[Sequence[object]], given: Sequence[str]) -> int:
    """Return which of the first rows has the heads: titles and groups of columns may stand above them.

    Parameters
    ----------
    rows : sequence of rows
    given : sequence of str
        The columns that were asked for.

    Returns
    -------
    int

    Examples
    --------
    >>> head_row([["各地报告", ""], ["年 份", "正文"], ["2024", "各位代表："]], [])
    1
    """
    known = {_plain(name) for names in _names().values() for name in names} | {_plain(name) for name in given}
    counts = [sum(_plain(str(cell)) in known for cell in set(map(str, row))) for row in rows[:10]]
    return counts.index(max(counts)) if counts else 0


def has_texts(heads: Sequence[str], text: str | None) -> bool:
    """Say whether a table has a column of texts.

    Parameters
    ----------
    heads : sequence of str
    text : str, optional
        The column that was asked for.

    Returns
    -------
    bool

    Examples
    --------
    >>> has_texts(["年份", "正文"], None), has_texts(["年份", "说明"], None)
    (True, False)
    >>> has_texts(["年份", "doc2"], "doc2"), has_texts(["年份", "正文"], "doc2")
    (True, False)
    """
    return text in heads if text is not None else bool({_plain(head) for head in heads} & set(_names()["text"]))


def columns_of(heads: Sequence[str], given: dict[str, Any], label: str, twice: Collection[str] = ()) -> dict[str, Any]:
    """Return the columns of text, region and year: those that were asked for, else by the usual names.

    Parameters
    ----------
    heads : sequence of str
    given : dict
        `text`, `region` (a list) and `year`, each None where it was not asked for.
    label : str
        What errors call the table.
    twice : collection of str, optional
        Names that several columns of the file have, of which the later ones are numbered in `heads`.

    Returns
    -------
    dict
        The same; regions from the largest to the smallest.

    Raises
    ------
    InputError
        If there is no such column, or none of texts, or several have the name of one that is to be read, or one is
            to be both the text and what it is of.

    Examples
    --------
    >>> columns_of(["城市", "年份", "正文"], {"text": None, "region": None, "year": None}, "<table>")
    {'text': '正文', 'region': ['城市'], 'year': '年份'}
    """
    for column in [given["text"], *(given["region"] or []), given["year"]]:
        if column is not None and column not in heads:
            raise InputError(
                "no such column",
                where=label,
                found=f"'{column}'",
                expected=_said(heads),
                suggestions=closest(column, heads),
            )
    by_name = {_plain(head): head for head in reversed(heads)}

    def first(kind: str) -> str | None:
        return next((by_name[name] for name in _names()[kind] if name in by_name), None)

    text = given["text"] or first("text")
    if text is None:
        expected = f"text=…, or one called {', '.join(_names()['text'][:6])} …"
        raise InputError(
            "which column holds the texts?",
            where=label,
            expected=expected,
            found=_said(heads) or "no column",
            hint=WITHOUT_TEXTS if set(heads) >= _OF_PANELS else None,
        )
    region = given["region"] or [column for column in map(first, _PARTS[:3]) if column] or [first("region")]
    named: dict[str, Any] = {
        "text": text,
        "region": [column for column in region if column],
        "year": given["year"] or first("year"),
    }
    if text in (*named["region"], named["year"]):
        raise InputError("one column cannot hold the text and what it is of", where=label, found=f"'{text}'")
    for column in [text, *named["region"], named["year"]]:
        if column in twice or list(heads).count(column) > 1:
            hint = "rename one of them, or leave out what is not meant"
            raise InputError("several columns have this name", where=label, found=f"'{column}'", hint=hint)
    return named


def _said(heads: Sequence[str]) -> str:
    """The heads, short: where there are none, the first text stands in their place."""
    short = [head if len(head) <= _LONG else f"{head[:_LONG]}…" for head in heads[:_MANY]]
    return ", ".join(short) + (" …" if len(heads) > _MANY else "")
