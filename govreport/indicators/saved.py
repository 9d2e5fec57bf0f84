"""Whether plain data can be a vocabulary: kinds and ranges, for what comes from strangers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from govreport.errors import InputError
from govreport.indicators.names import compiled
from govreport.indicators.table import read_rows
from govreport.indicators.timeline import BREAK_KINDS, SUCCESSOR_KINDS
from govreport.indicators.wordings import ALIAS_KINDS, expand
from govreport.model import MEASURES, Indicator
from govreport.tables import data_file

__all__ = ["check_saved"]

_SHOWN = 20
_YEARS = range(1800, 2101)
_INDICATOR = tuple(one.name for one in fields(Indicator))
_LATER = ("nbs_code",)
_BREAK = ("id", "change", "reason", "source", "kind")
_SUCCESSOR = ("id", "successor", "kind", "reason", "source")


def check_saved(data: object) -> None:
    """Raise where plain data is no vocabulary.

    Parameters
    ----------
    data : object
        What `from_dict` was given.

    Raises
    ------
    InputError
        With everything that is wrong.

    Examples
    --------
    >>> check_saved({"indicators": [], "aliases": [["gdp", "产值", "literal", [], []]]})
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: not a vocabulary that govreport saved: found aliases, 0: no indicator 'gdp'
    """
    if not isinstance(data, Mapping):
        raise _refused([f"{type(data).__name__}"])
    missing = [name for name in ("indicators", "aliases") if not isinstance(data.get(name), list)]
    if missing:
        raise _refused([f"no list {name}" for name in missing])
    ids = {row["id"] for row in data["indicators"] if isinstance(row, Mapping) and isinstance(row.get("id"), str)}
    faults = [*_indicators(data["indicators"]), *_aliases(data["aliases"], ids)]
    if "breaks" in data or "successors" in data:
        faults += _dated(data.get("breaks"), "breaks", _BREAK, BREAK_KINDS, needed=True)
        faults += _dated(data.get("successors"), "successors", _SUCCESSOR, SUCCESSOR_KINDS, needed=False)
    if faults:
        raise _refused(faults)


def _refused(faults: list[str]) -> InputError:
    message = "not a vocabulary that govreport saved"
    if len(faults) == 1:
        return InputError(message, found=faults[0])
    shown = [*faults[:_SHOWN], *([f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else [])]
    return InputError("\n  ".join([f"{message}: {len(faults)} problems", *shown]))


def _indicators(rows: Iterable[object]) -> Iterator[str]:
    seen: set[str] = set()
    for number, row in enumerate(rows):
        where = f"indicators, {number}"
        if not isinstance(row, Mapping):
            yield f"{where}: {_shown(row)}"
            continue
        known = {*_INDICATOR, "accepts"}
        odd = [str(name) for name in row if name not in known]
        yield from (f"{where}: unknown field '{name}'" for name in odd)
        wanted = [name for name in _INDICATOR if name in row or name not in _LATER]
        yield from (
            f"{where}, {name}: {_shown(row.get(name))}" for name in wanted if not isinstance(row.get(name), str)
        )
        if not _texts(row.get("accepts")):
            yield f"{where}, accepts: {_shown(row.get('accepts'))}"
        id = row.get("id")
        if isinstance(id, str):
            yield from (f"{where}: the id '{id}' is empty or given twice" for _ in range(not id or id in seen))
            seen.add(id)


def _aliases(rows: Iterable[object], ids: set[str]) -> Iterator[str]:
    for number, row in enumerate(rows):
        where = f"aliases, {number}"
        if not isinstance(row, list | tuple) or len(row) != 5 or not _texts(row[:3]):
            yield f"{where}: {_shown(row)}"
            continue
        id, text, kind, units, measures = row
        if id not in ids:
            yield f"{where}: no indicator '{id}'"
        if kind not in (*ALIAS_KINDS, "literal"):
            yield f"{where}: unknown kind '{kind}'"
        if not _texts(units) or not _texts(measures) or any(one not in MEASURES for one in measures):
            yield f"{where}: units {_shown(units)}, measures {_shown(measures)}"
        yield from (f"{where}: {fault}" for fault in _wording(text, kind))


@cache
def _own() -> frozenset[str]:
    """The packaged wordings, which are known to be sound: compiling them all takes half a second."""
    return frozenset(row.get("alias") for row in read_rows(data_file("aliases.tsv"), ("id", "alias")))


def _wording(text: str, kind: str) -> Iterator[str]:
    if text in _own():
        return
    try:
        if kind == "pattern":
            compiled(text)
        elif kind == "exact":
            expand(text)
    except (re.error, ValueError, RecursionError, OverflowError) as error:
        yield f"'{text}' cannot be read ({error})"


def _dated(rows: object, name: str, columns: tuple[str, ...], kinds: tuple[str, ...], *, needed: bool) -> Iterator[str]:
    if not isinstance(rows, list):
        yield f"no list {name}"
        return
    for number, row in enumerate(rows):
        where = f"{name}, {number}"
        if not isinstance(row, Mapping) or {*row} - {*columns, "year"} or not _texts([row.get(c) for c in columns]):
            yield f"{where}: {_shown(row)}"
            continue
        year: Any = row.get("year")
        whole = isinstance(year, int) and not isinstance(year, bool) and year in _YEARS
        if not whole and (needed or year is not None):
            yield f"{where}, year: {_shown(year)}"
        if row["kind"] not in kinds:
            yield f"{where}: unknown kind '{row['kind']}'"


def _texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
