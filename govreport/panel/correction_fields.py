"""The fields that a correction may set, and how their values are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from govreport.errors import InputError, UnitError, closest
from govreport.indicators import OPEN, Vocabulary, slug
from govreport.model import BOUNDS, OBSERVED, STATUSES
from govreport.panel.checking import LARGEST, YEARS
from govreport.panel.schema import PART
from govreport.units import parse_unit

__all__ = ["ACTIONS", "FIELDS", "NOTHING", "parsed"]

#: `mend` sets fields, `drop` takes a reading out, `confirm` says that it is right, `add` puts in what was missed
ACTIONS = ("mend", "drop", "confirm", "add")
#: empties a field that may be empty
NOTHING = "none"
_YES_NO = {"yes": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False}
_PERIOD = re.compile(r"(\d{4})(?:\.0)?(?:[-:](\d{4}))?")


def _number(text: str, words: Vocabulary) -> object:
    said = unicodedata.normalize("NFKC", text).replace(",", "").replace("−", "-").replace("∞", "inf")
    try:
        number = float(said)
    except ValueError:
        raise InputError("not a number", expected="a number such as 12.5, in the unit", found=f"'{text}'") from None
    if number != number or (abs(number) > LARGEST and "inf" not in said.lower()):
        raise InputError("not a number that can be", expected=f"at most {LARGEST:g}", found=f"'{text}'")
    return number


def _finite(text: str, words: Vocabulary) -> object:
    number = _number(text, words)
    if number in (float("inf"), float("-inf")):
        raise InputError("not a number", expected="a number such as 12.5", found=f"'{text}'")
    return number


def _choice(kind: str, options: tuple[str, ...]) -> Callable[[str, Vocabulary], object]:
    def read(text: str, words: Vocabulary) -> object:
        if text in options:
            return text
        near = closest(text, options)
        raise InputError(f"unknown {kind}", expected=", ".join(options), found=f"'{text}'", suggestions=near)

    return read


def _period(text: str, words: Vocabulary) -> object:
    said = re.sub(r"\s|年", "", unicodedata.normalize("NFKC", text))
    found = _PERIOD.fullmatch(re.sub(r"[—–−－~～至]", "-", said))
    if found is None:
        raise InputError("not a period", expected="a year, or two as in 2018-2022", found=f"'{text}'")
    first, last = int(found[1]), int(found[2] or found[1])
    if not YEARS[0] <= first <= last <= YEARS[1]:
        expected = f"years from {YEARS[0]} to {YEARS[1]}, the earlier one first"
        raise InputError("not a period that can be", expected=expected, found=f"'{text}'")
    return first, last


def _part(text: str, words: Vocabulary) -> object:
    if text == NOTHING:
        return ""
    if PART.fullmatch(text):
        return text
    raise InputError("no part of a year", expected=f"h1, q1, q1-q3, m1, m1-m11 or {NOTHING}", found=f"'{text}'")


def _yes(text: str, words: Vocabulary) -> object:
    if (said := _YES_NO.get(text.lower())) is None:
        raise InputError("neither yes nor no", expected="yes or no", found=f"'{text}'")
    return said


def _basis(text: str, words: Vocabulary) -> object:
    return None if text == NOTHING else text


def _unit(text: str, words: Vocabulary) -> object:
    try:
        parse_unit(text)
    except UnitError as error:
        raise InputError("unknown unit", found=f"'{text}'", suggestions=error.suggestions) from None
    return text


def _indicator(text: str, words: Vocabulary) -> object:
    """An id, an id with its name behind it as a worklist offers it, an exact name, or an open id."""
    id = words.current(text.split()[0])
    if id in words:
        return id
    if text.startswith(OPEN) and len(text) > len(OPEN):
        return slug(text.removeprefix(OPEN))
    named = [one for one in words if text in (words[one].name_zh, words[one].name_en)]
    if len(named) == 1:
        return named[0]
    near = tuple(one.id for one in words.search(text)[:3]) or closest(text, words)
    expected = f"an id or the name of an indicator, or {OPEN} and a name"
    raise InputError("unknown indicator", expected=expected, found=f"'{text}'", suggestions=near)


def _text(text: str, words: Vocabulary) -> object:
    return text


_READERS: dict[str, Callable[[str, Vocabulary], object]] = {
    "indicator": _indicator,
    "name": _text,
    "measure": _choice("measure", OBSERVED),
    "value": _finite,
    "low": _number,
    "high": _number,
    "bound": _choice("bound", BOUNDS),
    "unit": _unit,
    "period": _period,
    "part": _part,
    "per_year": _yes,
    "status": _choice("status", STATUSES),
    "basis": _basis,
    "region": _text,
}
#: the fields, in the order of a worklist
FIELDS = tuple(_READERS)


def parsed(field: str, text: str, words: Vocabulary) -> object:
    """Read the value that a correction gives a field.

    Parameters
    ----------
    field : str
        One of `FIELDS`.
    text : str
        As it stands in the table.
    words : Vocabulary
        Whose ids are known.

    Returns
    -------
    object
        A number, a text, True or False, a pair of years; None for a basis taken away.

    Raises
    ------
    InputError
        If it cannot be a value of the field, or there is no such field.

    Examples
    --------
    >>> from govreport import vocabulary
    >>> parsed("period", "2018—2022", vocabulary()), parsed("indicator", "粮食产量", vocabulary())
    ((2018, 2022), 'grain_output')
    """
    if field not in _READERS:
        near = closest(field, FIELDS)
        raise InputError("unknown field", expected=", ".join(FIELDS), found=f"'{field}'", suggestions=near)
    return _READERS[field](text, words)
