"""Whether a frame can be a panel: all that is wrong with it, in one error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from govreport.errors import GovReportError, InputError, closest
from govreport.indicators import OPEN, Vocabulary
from govreport.numerals import SCALE_CHARACTERS
from govreport.panel.keys import key_of
from govreport.panel.one_unit import fit_each_other
from govreport.panel.schema import CLOSED, COLUMNS, EVIDENCE, PART, need_columns, typed

__all__ = ["LARGEST", "REPORT_YEARS", "YEARS", "checked", "checked_evidence", "refuse"]

#: no report is about a year beyond these
YEARS = (1800, 2200)
#: no quantity of a government is larger
LARGEST = 1e18
_SHOWN = 20
_FEW = 1000
#: no report was delivered in a year beyond these
REPORT_YEARS = (1900, 2200)
_FREE = ("basis", "region_code", "report_region_code", "part")
_WORDS = [c for c, kind in COLUMNS.items() if kind == "str" and c not in (*CLOSED, "indicator", *_FREE)]
_NUMBERS = {"value": LARGEST, "low": float("inf"), "high": float("inf"), "doubt": 1.0}
_YEAR_COLUMNS = {"period_start": YEARS, "period_end": YEARS, "report_year": REPORT_YEARS}
_PLACES = ("start", "end", "sentence_start")
_FARTHEST = 10**9
#: kinds of columns in which no flag stands
_PLAIN = ("floating", "integer", "mixed-integer-float")
_FLAGS: dict[object, bool] = {True: True, False: False}


class _Fault(NamedTuple):
    """Rows that cannot stand for one reason."""

    rows: list[Any]
    error: GovReportError


def refuse(problems: Sequence[GovReportError], what: str, where: str | None = None) -> None:
    """Raise when there are problems: the one there is, or all of them in one error.

    Parameters
    ----------
    problems : sequence of GovReportError
    what : str
        What they are of.
    where : str, optional
        The file.

    Raises
    ------
    InputError

    Examples
    --------
    >>> refuse([], "the frame")
    """
    if not problems:
        return
    if len(problems) == 1:
        only = problems[0]
        places = dict.fromkeys(place for place in (where, only.where) if place)
        raise InputError(
            only.message,
            where=": ".join(places) or None,
            expected=only.expected,
            found=only.found,
            suggestions=only.suggestions,
            hint=only.hint,
        )
    lines = [str(problem) for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"and {len(problems) - _SHOWN} more")
    raise InputError("\n  ".join([f"{len(problems)} problems in {what}", *lines]), where=where)


def checked(frame: pd.DataFrame, words: Vocabulary, *, made: bool) -> pd.DataFrame:
    """Return a frame with the columns and types of a panel, its own further columns behind them.

    Parameters
    ----------
    frame : pandas.DataFrame
    words : Vocabulary
    made : bool
        Whether the reader made it: then units that do not fit are told in the evidence.

    Returns
    -------
    pandas.DataFrame
        A copy, its rows numbered from 0.

    Raises
    ------
    InputError
        With all that is wrong: column, rows, what was expected and found, the nearest that would do.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> checked(panel.frame.assign(status="actul"), panel.vocabulary, made=True)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: status, all 70 rows: unknown status: expected actual, ..., found 'actul'; ...
    """
    need_columns(frame)
    twice = sorted({str(c) for c in frame.columns[frame.columns.duplicated()]})
    if twice:
        raise InputError("a column is there twice", found=", ".join(twice))
    rest = [c for c in frame.columns if c not in COLUMNS]
    given = frame[[*COLUMNS, *rest]].reset_index(drop=True)
    faults: list[_Fault] = []
    doubted = [column for column in COLUMNS if len(given) and not _sound(given[column], column, words)]
    made_frame = given.assign(**{column: _column(given[column], column, words, faults) for column in doubted})
    if not faults:
        faults += _orders(made_frame)
    if not faults and not made:
        faults += _units(made_frame, words)
    refuse([_told(fault, column_rows=len(given)) for fault in faults], "the frame")
    return typed(made_frame, COLUMNS)


def _told(fault: _Fault, column_rows: int) -> GovReportError:
    error, rows = fault.error, fault.rows
    some = ", ".join(map(str, rows[:3])) + (f" and {len(rows) - 3:,} more" if len(rows) > 3 else "")
    said = f"all {len(rows):,} rows" if len(rows) == column_rows > 1 else f"row{'s' * (len(rows) > 1)} {some}"
    error.where = f"{error.where}, {said}" if error.where else said
    return error


def _sound(given: pd.Series[Any], column: str, words: Vocabulary) -> bool:
    """Say at once whether a column has the type it should and nothing wrong in it, as nearly all have.

    What is wrong, and what only another type can hold, `_column` finds row by row.
    """
    if COLUMNS[column] == "str":
        return _all_texts(given, may_miss=column == "basis", filled=_filled(column), allowed=_allowed(column, words))
    if given.dtype != COLUMNS[column]:
        return False
    return column == "per_year" or _all_within(given, *_limits(column))


def _limits(column: str) -> tuple[float, float]:
    if column in _NUMBERS:
        return 0.0 if column == "doubt" else -_NUMBERS[column], _NUMBERS[column]
    return _YEAR_COLUMNS.get(column, (-_FARTHEST, _FARTHEST))


def _all_within(given: pd.Series[Any], least: float, most: float) -> bool:
    values = given.to_numpy()
    return bool(((values >= least) & (values <= most)).all())


def _all_texts(
    given: pd.Series[Any],
    *,
    may_miss: bool = False,
    filled: bool = False,
    allowed: Callable[[str], bool] | None = None,
) -> bool:
    few = len(given) < _FEW  # of which a list is made faster than a question is asked
    if isinstance(given.dtype, pd.StringDtype) and allowed is None and not few:
        return (may_miss or not given.isna().any()) and not (filled and (given == "").any())
    try:
        there = set(given.to_numpy(dtype="object").tolist()) if few else given.unique().tolist()
    except TypeError:  # what has no hash is no text
        return False
    return all(
        (not filled or one != "") and (allowed is None or allowed(one))
        if isinstance(one, str)
        else may_miss and pd.isna(one) is True
        for one in there
    )


def _filled(column: str) -> bool:
    open_ = "" in CLOSED.get(column, ()) or column in ("quote", "sentence", "source", "unit")
    return column in (*_WORDS, "indicator", *CLOSED) and not open_


def _allowed(column: str, words: Vocabulary) -> Callable[[str], bool] | None:
    """Return what says whether a text may stand in a column, None where any may."""
    if column in CLOSED:
        return CLOSED[column].__contains__
    if column == "indicator":
        return lambda one: one in words or (one.startswith(OPEN) and len(one) > len(OPEN))
    if column == "part":
        return lambda one: not one or PART.fullmatch(one) is not None
    return None


def _column(given: pd.Series[Any], column: str, words: Vocabulary, faults: list[_Fault]) -> pd.Series[Any]:
    if column in _NUMBERS:
        return _numbers(given, column, *_limits(column), faults)
    if column in (*_YEAR_COLUMNS, *_PLACES):
        return _wholes(
            given, column, *_limits(column), "a year" if column in _YEAR_COLUMNS else "a whole number", faults
        )
    if column == "per_year":
        return _flags(given, faults)
    _texts(given, column, words, faults)
    return given


def _numbers(given: pd.Series[Any], column: str, least: float, most: float, faults: list[_Fault]) -> pd.Series[Any]:
    found = _numeric(given)
    sound = found.notna() & found.between(least, most)
    kind = "a number from 0 to 1" if column == "doubt" else "a number"
    faults += _faults(given, column, sound, "not a number" if column != "doubt" else "no doubt", kind)
    return found.astype("float64") if sound.all() else given


def _numeric(given: pd.Series[Any]) -> pd.Series[Any]:
    """The numbers of a column, missing where there is none: a flag is no number."""
    found = pd.to_numeric(given, errors="coerce")
    if pd.api.types.is_bool_dtype(given) or pd.api.types.is_complex_dtype(found):
        return pd.Series(float("nan"), index=given.index)
    if given.dtype == object and pd.api.types.infer_dtype(given, skipna=False) not in _PLAIN:
        flags = pd.Series([isinstance(value, bool) for value in given.tolist()], index=given.index, dtype=bool)
        found = found.mask(flags)
    return found


def _wholes(
    given: pd.Series[Any], column: str, least: float, most: float, kind: str, faults: list[_Fault]
) -> pd.Series[Any]:
    found = _numeric(given)
    sound = found.notna() & found.between(least, most)
    sound &= found.where(sound, 0) % 1 == 0
    expected = f"{kind} from {least} to {most}" if kind == "a year" else kind
    faults += _faults(given, column, sound, f"not {kind}", expected)
    return found.astype("int64") if sound.all() else given


def _flags(given: pd.Series[Any], faults: list[_Fault]) -> pd.Series[Any]:
    if pd.api.types.is_bool_dtype(given) and not given.isna().any():
        return given
    found = given.map(lambda value: _FLAGS.get(value) if isinstance(value, bool | int | float) else None)
    sound = found.notna()
    faults += _faults(given, "per_year", sound, "neither True nor False", "True or False")
    return found.astype(bool) if sound.all() else given


def _texts(given: pd.Series[Any], column: str, words: Vocabulary, faults: list[_Fault]) -> None:
    kinds = _are_texts(given)
    if column == "basis":
        faults += _faults(given, column, kinds | given.isna(), "not a text", "a text, or nothing")
        return
    needed = _filled(column)
    sound = kinds & (given != "") if needed else kinds
    faults += _faults(given, column, sound, "not a text" if not needed else "no text", "a text")
    allowed = _allowed(column, words)
    if allowed is None:
        return
    rest = given[sound]
    fits = rest.isin({one for one in rest.unique() if allowed(one)})
    if column in CLOSED:
        options = CLOSED[column]
        expected = ", ".join(one or "none" for one in options)
        faults += _options(rest, column, fits, f"unknown {column}", expected, options)
    elif column == "indicator":
        expected = f"an id of the vocabulary, or {OPEN} and a name"
        faults += _options(rest, column, fits, "unknown indicator", expected, words)
    else:
        faults += _options(rest, column, fits, "no part of a year", "'', h1, q1, q1-q3, m1, m1-m11", ())


def _are_texts(given: pd.Series[Any]) -> pd.Series[bool]:
    if isinstance(given.dtype, pd.StringDtype):
        return given.notna()
    if pd.api.types.infer_dtype(given, skipna=False) == "string":
        return pd.Series(True, index=given.index)
    return pd.Series([isinstance(value, str) for value in given.tolist()], index=given.index, dtype=bool)


def _faults(
    given: pd.Series[Any], column: str, sound: pd.Series[bool], message: str, expected: str
) -> Iterator[_Fault]:
    for value, rows in _grouped(given[~sound]):
        yield _Fault(rows, InputError(message, where=column, expected=expected, found=_shown(value)))


def _options(
    given: pd.Series[Any],
    column: str,
    sound: pd.Series[bool],
    message: str,
    expected: str,
    like: Iterable[str],
) -> Iterator[_Fault]:
    for value, rows in _grouped(given[~sound]):
        near = closest(str(value), like)
        yield _Fault(rows, InputError(message, where=column, expected=expected, found=_shown(value), suggestions=near))


def _grouped(wrong: pd.Series[Any]) -> Iterator[tuple[object, list[Any]]]:
    """Yield each wrong value once, with the rows that have it."""
    found: dict[str, tuple[object, list[Any]]] = {}
    for row, value in wrong.items():
        found.setdefault(repr(value), (value, []))[1].append(row)
    yield from found.values()


def _shown(value: object) -> str:
    text = repr(value.item() if hasattr(value, "item") and callable(value.item) else value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _orders(frame: pd.DataFrame) -> Iterator[_Fault]:
    """What cannot be true of two columns together."""
    pairs: tuple[tuple[str, str, str], ...] = (
        ("period_start", "period_end", "the period ends before it begins"),
        ("low", "high", "low is above high"),
        ("start", "end", "the quote ends before it begins"),
    )
    for first, last, message in pairs:
        later = frame[first].to_numpy("float64") > frame[last].to_numpy("float64")
        wrong = frame.index[later].tolist()
        if wrong:
            found = f"{frame[first].iloc[wrong[0]]:g} and {frame[last].iloc[wrong[0]]:g}"
            yield _Fault(wrong, InputError(message, where=f"{first}, {last}", found=found))


def _units(frame: pd.DataFrame, words: Vocabulary) -> Iterator[_Fault]:
    """Levels of known indicators in another unit: one that converts, or one that the quote does not speak of."""
    told = zip(frame["indicator"].tolist(), frame["measure"].tolist(), frame["unit"].tolist(), strict=True)
    other = [m == "level" and not id.startswith(OPEN) and words[id].unit != unit for id, m, unit in told]
    if not any(other):
        return
    for (id, unit), rows in frame[np.array(other)].groupby(["indicator", "unit"], sort=False):
        own = words[str(id)].unit
        alike = fit_each_other(str(unit), own)
        base = key_of(str(unit).lstrip(SCALE_CHARACTERS))
        said = [base in key_of(quote) for quote in rows["quote"]]
        wrong = rows.index if alike else rows.index[[not one for one in said]]
        if len(wrong):
            hint = f"convert the values to {own}" if alike else None
            message = f"the unit does not fit {id}"
            error = InputError(message, where="unit", expected=f"'{own}'", found=f"'{unit}'", hint=hint)
            yield _Fault(wrong.tolist(), error)


def checked_evidence(told: pd.DataFrame, rows: int, marks: Callable[[str], object]) -> list[GovReportError]:
    """Return what is wrong with what stands beside the rows of a panel.

    Parameters
    ----------
    told : pandas.DataFrame
    rows : int
        How many the panel has.
    marks : callable
        Reads the column of corrections, and raises where it cannot.

    Returns
    -------
    list of GovReportError

    Examples
    --------
    >>> [str(problem) for problem in checked_evidence(pd.DataFrame({"rules": [1]}), 1, str)]
    ['evidence, rules, row 0: not a text: expected a text, found 1']
    """
    if len(told) != rows:
        return [InputError("not one row for each row", where="evidence", expected=f"{rows:,}", found=f"{len(told):,}")]
    told = told.reset_index(drop=True)
    faults: list[_Fault] = []
    for column, kind in EVIDENCE.items():
        if column not in told.columns:
            continue
        if kind == "float64" and not (told[column].dtype == kind and _all_within(told[column], -LARGEST, LARGEST)):
            _numbers(told[column], column, -LARGEST, LARGEST, faults)
        elif kind == "str" and not _all_texts(told[column]):
            sound = _are_texts(told[column])
            faults += _faults(told[column], column, sound, "not a text", "a text")
    if not faults and "corrected" in told.columns:
        faults += _marks(told["corrected"], marks)
    problems = [_told(fault, rows) for fault in faults]
    for problem in problems:
        problem.where = f"evidence, {problem.where}"
    return problems


def _marks(texts: pd.Series[Any], marks: Callable[[str], object]) -> Iterator[_Fault]:
    for row, text in texts[texts != ""].items():
        try:
            marks(text)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            error = InputError("no corrections of a row", where="corrected", found=_shown(text))
            yield _Fault([row], error)
