"""Checks for your own tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from govreport.errors import GovReportError
from govreport.indicators import Vocabulary, vocabulary

__all__ = ["check_vocabulary"]


def check_vocabulary(source: str | Path | Iterable[Mapping[str, str]], *, base: Vocabulary | None = None) -> Vocabulary:
    """Assert that a vocabulary of your own is sound.

    Parameters
    ----------
    source : path or iterable of mapping
        As `Vocabulary.extend` takes it: a table, a folder of tables, or rows.
    base : Vocabulary, optional
        What it extends; the packaged one by default.

    Returns
    -------
    Vocabulary
        The extended one, to test what its names find.

    Raises
    ------
    AssertionError
        With every problem: file, line, what was expected and found, and what may have been meant.

    Examples
    --------
    >>> mine = check_vocabulary([{"id": "parks", "name_zh": "新增城市驿站", "unit": "个"}])
    >>> mine.lookup("新增城市驿站").id
    'parks'
    >>> check_vocabulary([{"id": "parks", "name_zh": "新增城市驿站", "unit": "各"}])
    Traceback (most recent call last):
        ...
    AssertionError: row 1: unknown unit: found '各'
    """
    known = vocabulary() if base is None else base
    try:
        made = known.extend(source)
    except GovReportError as error:
        raise AssertionError(str(error)) from error
    problems = made.check()
    problems = problems and [problem for problem in problems if problem not in known.check()]
    if problems:
        raise AssertionError("\n  ".join([f"{len(problems)} problems in the vocabulary", *problems]))
    return made
