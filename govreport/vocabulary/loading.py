"""From the files of a vocabulary to its parts, with all problems in one error, and back to plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from govreport.errors import InputError
from govreport.model import Indicator
from govreport.vocabulary.entries import Entry, read_entries
from govreport.vocabulary.matching import Matcher
from govreport.vocabulary.table import Alias, Problems, Row, packaged, read_alias, read_rows

__all__ = ["read_extension", "read_saved", "read_tables", "write_tables"]


def read_tables(indicators: str | Path | None, aliases: str | Path | None) -> tuple[list[Entry], list[Alias]]:
    """Read a table of indicators and one of aliases.

    Parameters
    ----------
    indicators : path, optional
        The packaged one when left out.
    aliases : path, optional
        The packaged one when left out, and none beside indicators of one's own.

    Returns
    -------
    tuple
        The entries and the aliases.

    Raises
    ------
    InputError
        When a file is not there or is not text.
    VocabularyError
        When rows cannot stand: all problems in one error.

    Examples
    --------
    >>> read_tables(None, None)[0][0].indicator.id
    'gdp'
    """
    problems = Problems()
    rows = read_rows(indicators or packaged("indicators.tsv"), ("id", "name_zh", "unit"))
    entries = read_entries(rows, {}, problems, strict=indicators is not None)
    source = aliases or (None if indicators else packaged("aliases.tsv"))
    found: list[Alias] = []
    for row in read_rows(source, ("id", "alias")) if source is not None else ():
        if row.get("id") not in entries:
            problems.add("the alias belongs to no indicator", where=row.where, found=f"'{row.get('id')}'", like=entries)
            continue
        alias = read_alias(row, problems, strict=aliases is not None)
        found += [alias] if alias else []
    problems.report()
    return list(entries.values()), found


def read_extension(
    source: str | Path | Iterable[Mapping[str, str]], known: Mapping[str, Entry], matcher: Matcher
) -> tuple[dict[str, Entry], list[Alias]]:
    """Read what a user adds to a vocabulary.

    Parameters
    ----------
    source : path or iterable of mapping
        Rows with `id` and, as far as there is something to say, the columns of the indicator table and `aliases`.
    known : mapping of str to Entry
        The indicators that are there.
    matcher : Matcher
        With their aliases.

    Returns
    -------
    tuple
        The new entries by id, and the new aliases.

    Raises
    ------
    VocabularyError
        When rows cannot stand or contradict what is known: all problems in one error.

    Examples
    --------
    >>> rows = [{"id": "toilets", "name_zh": "农村改厕", "unit": "万户", "aliases": "改厕|厕所革命"}]
    >>> [alias.text for alias in read_extension(rows, {}, Matcher([], {}))[1]]
    ['农村改厕', '改厕', '厕所革命']
    """
    problems = Problems()
    rows = read_rows(source, ("id",))
    entries = read_entries(rows, known, problems, strict=True)
    added: list[Alias] = []
    for row in rows:
        id = row.get("id")
        for text in (*([row.get("name_zh")] if id in entries else []), *_aliases_of(row)):
            holder = matcher.match(text, "", "level")
            if holder and holder.rule == "exact" and holder.id != id:
                found = f"'{holder.id}' ({known[holder.id].indicator.name_zh})"
                problems.add(
                    f"the name '{text}' is taken", where=row.where, expected=f"a name of '{id}' alone", found=found
                )
            added.append(Alias(id, text, "literal", where=row.where))
    problems.report()
    return entries, added


def _aliases_of(row: Row) -> list[str]:
    return [text for text in (part.strip() for part in row.get("aliases").split("|")) if text]


def write_tables(entries: Iterable[Entry], aliases: Iterable[Alias]) -> dict[str, Any]:
    """Return the parts of a vocabulary as plain data.

    Parameters
    ----------
    entries : iterable of Entry
        The indicators.
    aliases : iterable of Alias
        Their wordings.

    Returns
    -------
    dict
        Lists, dicts and text only.

    Examples
    --------
    >>> write_tables([], [Alias("gdp", "产值", "literal")])["aliases"]
    [['gdp', '产值', 'literal', [], []]]
    """
    return {
        "indicators": [{**asdict(entry.indicator), "accepts": list(entry.accepts)} for entry in entries],
        "aliases": [[one.id, one.text, one.kind, list(one.units), list(one.measures)] for one in aliases],
    }


def read_saved(data: Mapping[str, Any]) -> tuple[list[Entry], list[Alias]]:
    """Return the parts of a vocabulary from plain data.

    Parameters
    ----------
    data : mapping
        From `write_tables`.

    Returns
    -------
    tuple
        The entries and the aliases.

    Raises
    ------
    InputError
        When it is nothing of the kind.

    Examples
    --------
    >>> read_saved({"indicators": [], "aliases": [["gdp", "产值", "literal", [], []]]})[1][0].text
    '产值'
    """
    try:
        entries = [
            Entry(Indicator(**{name: cell for name, cell in row.items() if name != "accepts"}), tuple(row["accepts"]))
            for row in data["indicators"]
        ]
        aliases = [
            Alias(id, text, kind, tuple(units), tuple(measures)) for id, text, kind, units, measures in data["aliases"]
        ]
    except (KeyError, TypeError, IndexError) as error:
        found = ", ".join(map(str, data)) or "nothing"
        raise InputError(
            "not a vocabulary that govreport saved", expected="'indicators' and 'aliases'", found=found
        ) from error
    return entries, aliases
