"""From the files of a vocabulary to its parts, with all problems in one error, and back to plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from govreport.errors import GovReportError, InputError
from govreport.indicators.entries import Entry, read_entries
from govreport.indicators.matching import Matcher
from govreport.indicators.saved import check_saved
from govreport.indicators.table import Problems, Row, read_rows
from govreport.indicators.timeline import Break, Successor, Timeline, read_break, read_successor
from govreport.indicators.wordings import Alias, read_alias
from govreport.model import Indicator
from govreport.tables import data_file

__all__ = [
    "SUGGESTED",
    "TABLES",
    "Extension",
    "check_columns",
    "read_extension",
    "read_saved",
    "read_tables",
    "write_tables",
]

#: what a suggestion tells beside the row that can be pasted
SUGGESTED = (
    "parse",
    "unknown",
    "unknown_regions",
    "nearest",
    "rows",
    "reports",
    "regions",
    "first_year",
    "last_year",
    "example",
)
_INDICATOR = (
    "id",
    "domain",
    "name_zh",
    "name_en",
    "unit",
    "kind",
    "direction",
    "accepts",
    "note",
    "nbs_code",
    "aliases",
)
#: the tables of a vocabulary, and their columns
TABLES = {
    "indicators.tsv": (*_INDICATOR, *SUGGESTED),
    "aliases.tsv": ("id", "alias", "kind", "units", "measures", "note"),
    "breaks.tsv": ("id", "year", "kind", "change", "reason", "source"),
    "successors.tsv": ("id", "successor", "year", "kind", "reason", "source"),
}


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
    rows = read_rows(indicators or data_file("indicators.tsv"), ("id", "name_zh", "unit"), problems)
    entries = read_entries(rows, {}, problems, strict=indicators is not None)
    source = aliases or (None if indicators else data_file("aliases.tsv"))
    found: list[Alias] = []
    wordings = read_rows(source, ("id", "alias"), problems) if source is not None else []
    for table, given, own in (("indicators.tsv", rows, indicators), ("aliases.tsv", wordings, aliases)):
        if own is not None:
            check_columns(given, TABLES[table], problems)
    for row in wordings:
        found += _alias(row, entries, problems, strict=aliases is not None)
    problems.report()
    return list(entries.values()), found


@dataclass
class Extension:
    """What a user adds to a vocabulary, and what is wrong with it.

    Attributes
    ----------
    entries : dict of str to Entry
    aliases : list of Alias
    breaks : list of Break
    successors : list of Successor
    problems : Problems
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    successors: list[Successor] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)


def read_extension(
    source: str | Path | Iterable[Mapping[str, str]], known: Mapping[str, Entry], matcher: Matcher
) -> Extension:
    """Read what a user adds to a vocabulary; what cannot stand is left out and told in `problems`.

    Parameters
    ----------
    source : path or iterable of mapping
        A table, a folder of tables with the names of the packaged ones, or rows.
    known : mapping of str to Entry
        The indicators that are there.
    matcher : Matcher
        With their aliases.

    Returns
    -------
    Extension

    Raises
    ------
    InputError
        When a file is not there or is not text.

    Examples
    --------
    >>> rows = [{"id": "toilets", "name_zh": "农村改厕", "unit": "万户", "aliases": "改厕|厕所革命"}]
    >>> [alias.text for alias in read_extension(rows, {}, Matcher([], {})).aliases]
    ['农村改厕', '改厕', '厕所革命']
    """
    made = Extension()
    sorted_out: dict[str, list[Row]] = {name: [] for name in TABLES}
    for row in _rows(source, made.problems):
        sorted_out[_table_of(row)].append(row)
    for name, rows in sorted_out.items():
        check_columns(rows, TABLES[name], made.problems)
    made.entries = read_entries(sorted_out["indicators.tsv"], known, made.problems, strict=True)
    there = {**known, **made.entries}
    for row in sorted_out["indicators.tsv"]:
        made.aliases += _own_names(row, made.entries, there, matcher, made.problems)
    for row in sorted_out["aliases.tsv"]:
        made.aliases += _alias(row, there, made.problems)
    for row in sorted_out["breaks.tsv"]:
        made.breaks += filter(None, [read_break(row, made.problems, there)])
    for row in sorted_out["successors.tsv"]:
        made.successors += filter(None, [read_successor(row, made.problems, there)])
    return made


def _rows(source: str | Path | Iterable[Mapping[str, str]], problems: Problems) -> list[Row]:
    """The rows of a table, or of all tables of a folder."""
    if not isinstance(source, (str, Path)) or not Path(source).is_dir():
        return read_rows(source, ("id",), problems)
    files = sorted(path for path in Path(source).iterdir() if path.suffix == ".tsv")
    if not files:
        raise InputError("no table in the folder", where=str(source), expected=", ".join(TABLES))
    rows: list[Row] = []
    for path in files:
        if path.name in TABLES:
            rows += read_rows(path, ("id",), problems)
        else:
            problems.add("unknown table", where=path.name, expected=", ".join(TABLES), found=path.name, like=TABLES)
    return rows


def _table_of(row: Row) -> str:
    telling = {"alias": "aliases.tsv", "successor": "successors.tsv", "change": "breaks.tsv"}
    return next((name for column, name in telling.items() if column in row.cells), "indicators.tsv")


def check_columns(rows: Iterable[Row], known: tuple[str, ...], problems: Problems) -> None:
    """Note columns that nobody reads: a misspelt one would be lost without a word.

    Parameters
    ----------
    rows : iterable of Row
    known : tuple of str
    problems : Problems

    Examples
    --------
    >>> problems = Problems()
    >>> check_columns([Row("a.tsv:2", {"id": "gdp", "alises": "产值"})], ("id", "aliases"), problems)
    >>> print(problems.found[0])
    a.tsv:1: unknown column: expected id, aliases, found 'alises'; did you mean 'aliases'?
    """
    told: set[tuple[str, str]] = set()
    for row in rows:
        for column in row.cells:
            file = row.where.partition(":")[0] if ":" in row.where else ""
            if column not in known and (file, column) not in told:
                told.add((file, column))
                expected = ", ".join(known)
                where = f"{file}:1" if file else row.where
                problems.add("unknown column", where=where, expected=expected, found=f"'{column}'", like=known)


def _own_names(
    row: Row, new: Mapping[str, Entry], there: Mapping[str, Entry], matcher: Matcher, problems: Problems
) -> list[Alias]:
    """The wordings of a row of indicators, as far as no other indicator is called so."""
    id = row.get("id")
    added: list[Alias] = []
    for text in (*([row.get("name_zh")] if id in new else []), *_aliases_of(row)):
        holder = matcher.match(text, "", "level")
        if holder and holder.rule == "exact" and holder.id != id:
            found = f"'{holder.id}' ({there[holder.id].indicator.name_zh})"
            problems.add(
                f"the name '{text}' is taken", where=row.where, expected=f"a name of '{id}' alone", found=found
            )
        elif id in there:
            added.append(Alias(id, text, "literal", where=row.where))
    return added


def _alias(row: Row, there: Mapping[str, Entry], problems: Problems, *, strict: bool = True) -> list[Alias]:
    if row.get("id") not in there:
        problems.add("the alias belongs to no indicator", where=row.where, found=f"'{row.get('id')}'", like=there)
        return []
    alias = read_alias(row, problems, strict=strict)
    return [alias] if alias else []


def _aliases_of(row: Row) -> list[str]:
    return [text for text in (part.strip() for part in row.get("aliases").split("|")) if text]


def write_tables(entries: Iterable[Entry], aliases: Iterable[Alias], timeline: Timeline) -> dict[str, Any]:
    """Return the parts of a vocabulary as plain data.

    Parameters
    ----------
    entries : iterable of Entry
        The indicators.
    aliases : iterable of Alias
        Their wordings.
    timeline : Timeline
        Their breaks and successors.

    Returns
    -------
    dict
        Lists, dicts, numbers and text only.

    Examples
    --------
    >>> write_tables([], [Alias("gdp", "产值", "literal")], Timeline({}, {}))["aliases"]
    [['gdp', '产值', 'literal', [], []]]
    """
    return {
        "indicators": [{**asdict(entry.indicator), "accepts": list(entry.accepts)} for entry in entries],
        "aliases": [[one.id, one.text, one.kind, list(one.units), list(one.measures)] for one in aliases],
        **timeline.to_dict(),
    }


def read_saved(data: Mapping[str, Any]) -> tuple[list[Entry], list[Alias], Timeline]:
    """Return the parts of a vocabulary from plain data.

    Parameters
    ----------
    data : mapping
        From `write_tables`.

    Returns
    -------
    tuple
        The entries, the aliases and the timeline.

    Raises
    ------
    InputError
        When it is nothing of the kind, with everything that is wrong.

    Examples
    --------
    >>> from govreport import vocabulary
    >>> read_saved(vocabulary().to_dict())[0][0].indicator.id
    'gdp'
    """
    check_saved(data)
    try:
        entries = [
            Entry(Indicator(**{name: cell for name, cell in row.items() if name != "accepts"}), tuple(row["accepts"]))
            for row in data["indicators"]
        ]
        aliases = [
            Alias(id, text, kind, tuple(units), tuple(measures)) for id, text, kind, units, measures in data["aliases"]
        ]
        timeline = Timeline.from_dict(data)
    except GovReportError:
        raise
    except (AttributeError, KeyError, TypeError, IndexError, ValueError) as error:
        found = ", ".join(map(str, data)) or "none"
        raise InputError(
            "not a vocabulary that govreport saved", expected="'indicators' and 'aliases'", found=found
        ) from error
    return entries, aliases, timeline
