"""Corrections as rows of a table: what a person says of a reading, where, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike, fspath

import pandas as pd

from govreport.asked import called_right, methods_called_right, path_of
from govreport.errors import GovReportError, InputError, closest
from govreport.export import guarded
from govreport.indicators import Vocabulary, given_or_packaged
from govreport.panel.checking import refuse
from govreport.panel.correction_fields import ACTIONS, FIELDS, parsed
from govreport.panel.keys import key_of, unmarked
from govreport.panel.table_files import Cells, rows_of
from govreport.writing import write_text

__all__ = ["BESIDE", "READ", "RIGHT", "TABLE", "Correction", "Corrections", "corrections"]

#: the columns of a table of corrections
TABLE = (
    *("report_region", "report_year", "quote", "sentence", "name", "nth"),
    *("action", "field", "value", "by", "why"),
)
#: what stands before a field in a worklist
RIGHT = "right_"
#: what stands before a field as it was read, and what a worklist tells beside
READ = "read_"
BESIDE = ("doubt", "finding", "nearest", "source")
_NEEDED = ("report_region", "report_year")
_SEVERAL = "|"
_YEARS = (1900, 2200)
#: what a missed metric needs beside its place
_NEEDS = ("value", "period", "status")
Source = str | PathLike[str] | Iterable[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of one reading.

    Attributes
    ----------
    report_region : str
        The territory that reports, by any name.
    report_year : int
    quote : str
        The value expression as the report writes it.
    sentence : str
        Its sentence or a piece of it; the quote in 【】 where it stands there more than once.
    action : {"mend", "drop", "confirm", "add"}
    changes : tuple of (str, str)
        Fields and their right values, as written.
    by, why : str
        Who says so, and why.
    name : str
        The subject as read, where one quote has several: `均增长5%`.
    nth : int
        Which one, from 1, where the same words stand in the report several times; 0 where they stand there once.
    where : str
        The file and line it was read from.
    """

    report_region: str
    report_year: int
    quote: str
    sentence: str
    action: str = "mend"
    changes: tuple[tuple[str, str], ...] = ()
    by: str = ""
    why: str = ""
    name: str = ""
    nth: int = 0
    where: str = ""

    @property
    def place(self) -> tuple[object, ...]:
        """The words by which it is found, however they are set."""
        words, quote, places = unmarked(self.sentence, self.quote)
        return self.report_region, self.report_year, quote, words, tuple(places), key_of(self.name), self.nth


@methods_called_right
class Corrections:
    """Corrections of readings, in order; immutable.

    `len`, iteration (each a `Correction`) and `+` work; where two set one field of one reading, the later one holds.

    Parameters
    ----------
    found : iterable of Correction

    Examples
    --------
    >>> import govreport as gr
    >>> row = {"report_region": "全国", "report_year": "2019", "quote": "6.6%", "sentence": "国内生产总值增长6.6%"}
    >>> gr.corrections([{**row, "action": "confirm", "by": "Li"}])
    <Corrections: 1 for 1 report>
    """

    __slots__ = ("_found",)

    def __init__(self, found: Iterable[Correction]) -> None:
        self._found = tuple(found)

    def __iter__(self) -> Iterator[Correction]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __add__(self, other: Corrections) -> Corrections:
        if not isinstance(other, Corrections):
            return NotImplemented
        return Corrections((*self._found, *other))

    def __repr__(self) -> str:
        reports = len({(one.report_region, one.report_year) for one in self._found})
        return f"<Corrections: {len(self)} for {reports} report{'s' * (reports != 1)}>"

    @property
    def frame(self) -> pd.DataFrame:
        """One row a field, with the columns of a table of corrections; several rows may be of one place."""
        rows: list[tuple[object, ...]] = []
        for one in self._found:
            for field, value in one.changes or (("", ""),):
                place = (one.report_region, one.report_year, one.quote, one.sentence, one.name, one.nth or "")
                rows.append((*place, one.action, field, value, one.by, one.why))
        return pd.DataFrame.from_records(rows, columns=list(TABLE))

    def save(self, path: str | PathLike[str]) -> None:
        """Write a tab-separated table that `corrections` reads.

        Parameters
        ----------
        path : str or path
            Ending in `.tsv`; an existing file is replaced.

        Raises
        ------
        InputError
            For another ending.

        Examples
        --------
        >>> import tempfile, govreport as gr
        >>> row = {"report_region": "全国", "report_year": 2019, "quote": "6.6%", "sentence": "增长6.6%"}
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     gr.corrections([{**row, "action": "drop"}]).save(f"{folder}/corrections.tsv")
        ...     len(gr.corrections(f"{folder}/corrections.tsv"))
        1
        """
        if path_of(path).suffix.lower() != ".tsv":
            raise InputError("a table of corrections is written as .tsv", where=fspath(path))
        text = guarded(self.frame).to_csv(sep="\t", index=False, lineterminator="\n")
        write_text(path, text)


@called_right
def corrections(source: Source | Iterable[Source], *, vocabulary: Vocabulary | None = None) -> Corrections:
    """Read corrections: a table that was typed, or a worklist of `Panel.review` that was filled in.

    Parameters
    ----------
    source : path, iterable of mapping, or iterable of path
        `.tsv`, `.csv` or `.xlsx`; or rows. Columns: `report_region`, `report_year`, `quote` (the value as the report
        writes it), `sentence` (it, or a piece of it; the quote in 【】 where it stands there more than once),
        `field` and `value` (several with `|` between them), or columns such as `right_value`; `action` (`mend` where
        it is left out, `drop`, `confirm`, `add`), `by`, `why`; `name` (the subject as read) where one quote has
        several, `nth` where the same words stand in the report several times. Rows of a worklist in which nothing is
        filled in are no corrections.
    vocabulary : Vocabulary, optional
        Whose ids may be given; the packaged one by default.

    Returns
    -------
    Corrections

    Raises
    ------
    InputError
        With everything that is wrong with the table: line, column, what was expected and found, the nearest.

    Examples
    --------
    >>> row = {"report_region": "全国", "report_year": "2019", "quote": "6.6%", "sentence": "国内生产总值增长6.6%"}
    >>> [one] = corrections([{**row, "field": "status", "value": "estimate", "by": "Li", "why": "预计"}])
    >>> one.action, one.changes
    ('mend', (('status', 'estimate'),))
    >>> corrections([{**row, "field": "status", "value": "estimated"}])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: row 1, value: unknown status: expected actual, estimate, target, found 'estimated'; ...
    """
    words = given_or_packaged(vocabulary)
    problems: list[GovReportError] = []
    found: list[Correction] = []
    known = {*TABLE, *(RIGHT + field for field in FIELDS)}
    for where, columns, rows in _tables(source):
        worklist = any(column.startswith(RIGHT) for column in columns)
        problems += _columns(columns, where, known, worklist)
        if any(column not in columns for column in _NEEDED):
            continue
        for line, cells in rows:
            found += _one(cells, line, words, problems)
    problems += _contradictions(found)
    refuse(problems, "the corrections")
    return Corrections(found)


def _tables(source: object) -> Iterator[tuple[str, list[str], list[tuple[str, Cells]]]]:
    if isinstance(source, Corrections | Mapping):
        raise InputError("not a table of corrections", expected="a path or rows", found=type(source).__name__)
    if isinstance(source, str | PathLike):
        yield rows_of(fspath(source))
        return
    if isinstance(source, pd.DataFrame):
        source = source.to_dict("records")
    if not isinstance(source, Iterable):
        raise InputError("not a table of corrections", expected="a path or rows", found=repr(source))
    given: list[tuple[str, Cells]] = []
    for number, item in enumerate(source, 1):
        if isinstance(item, str | PathLike):
            yield rows_of(fspath(item))
        elif isinstance(item, Mapping):
            cells = {str(k): "" if v is None or v != v else str(v).strip() for k, v in item.items()}
            given.append((f"row {number}", cells))
        else:
            raise InputError("not a row of corrections", where=f"row {number}", found=repr(item))
    if given:
        yield "", list(dict.fromkeys(column for _, cells in given for column in cells)), given


def _columns(columns: list[str], where: str, known: set[str], worklist: bool) -> Iterator[InputError]:
    place = where or None
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        near = [one for column in missing for one in closest(column, columns, 1)]
        found = f"no column {', '.join(missing)}" + (f", but {', '.join(near)}" if near else "")
        yield InputError("not a table of corrections", where=place, expected=", ".join(TABLE), found=found)
    for column in columns:
        if column in known or (worklist and (column in BESIDE or column.startswith(READ))):
            continue
        like = closest(column, known)
        yield InputError("unknown column", where=place, found=f"'{column}'", suggestions=like)


def _one(cells: Cells, where: str, words: Vocabulary, problems: list[GovReportError]) -> Iterator[Correction]:
    """Yield the correction of a row, none for a row in which nothing is said."""

    def get(column: str) -> str:
        return cells.get(column, "").strip()

    def wrong(error: GovReportError, column: str) -> None:
        error.where = f"{where}, {column}"
        problems.append(error)

    count = len(problems)
    asked, changes = _said(get, wrong)
    if not (asked or changes or any(get(c) for c in ("field", "value"))):
        if not any(column.startswith(RIGHT) for column in cells):
            wrong(
                InputError("nothing is corrected", expected=f"a field and its value, or {', '.join(ACTIONS[1:])}"),
                "action",
            )
        return
    for field, text, column in changes:
        try:
            parsed(field, text, words)
        except GovReportError as problem:
            wrong(problem, column if problem.message != "unknown field" else "field")
    year, nth = _whole(get("report_year")), _whole(get("nth") or "0")
    if year is None or not _YEARS[0] <= year <= _YEARS[1]:
        wrong(InputError("not the year of a report", expected="a year", found=f"'{get('report_year')}'"), "report_year")
    if nth is None or nth < 0:
        wrong(InputError("not a number", expected="1, 2, …", found=f"'{get('nth')}'"), "nth")
    action = asked or "mend"
    for column, error in _gaps(get, action, {field for field, _, _ in changes}):
        wrong(error, column)
    if len(problems) == count:
        assert year is not None and nth is not None
        made = tuple((field, text) for field, text, _ in changes)
        place = (get("report_region"), year, get("quote"), get("sentence"))
        yield Correction(*place, action, made, get("by"), get("why"), get("name"), nth, where)


def _said(
    get: Callable[[str], str], wrong: Callable[[GovReportError, str], None]
) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the action, and the fields with their values and the columns they stand in."""
    asked, fields, values = get("action"), get("field"), get("value")
    if values == "drop" and not fields:
        asked, values = asked or "drop", ""
    if fields in ACTIONS and not values:
        asked, fields = asked or fields, ""
    if asked and asked not in ACTIONS:
        near = closest(asked, ACTIONS)
        wrong(InputError("unknown action", expected=", ".join(ACTIONS), found=f"'{asked}'", suggestions=near), "action")
    names, texts = _parts(fields), _parts(values)
    if len(names) != len(texts):
        expected = f"as many as there are fields ({len(names)})"
        wrong(InputError("not one value for each field", expected=expected, found=f"{len(texts)}"), "value")
    changes = [(name, text, "value") for name, text in zip(names, texts, strict=False)]
    changes += [(field, text, RIGHT + field) for field in FIELDS if (text := get(RIGHT + field))]
    return asked, changes


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_SEVERAL)] if cell else []


def _gaps(get: Callable[[str], str], action: str, fields: set[str]) -> Iterator[tuple[str, InputError]]:
    """Yield what a correction lacks, or has too much."""
    if not get("report_region"):
        yield "report_region", InputError("no region", expected="the territory that reports")
    _, quote, places = unmarked(get("sentence"), get("quote"))
    if not quote:
        yield "quote", InputError("no quote", expected="the value as the report writes it", found=f"'{get('quote')}'")
    elif action == "add" and len(places) != 1:
        expected = "a sentence with the quote in it, in 【】 where it stands there more than once"
        yield "sentence", InputError("the place is not clear", expected=expected, found=f"'{get('sentence')}'")
    if action in ("drop", "confirm") and fields:
        yield "action", InputError(f"{action} and values are two things", found=", ".join(sorted(fields)))
    if action == "mend" and not fields:
        yield "field", InputError("nothing is mended", expected=", ".join(FIELDS))
    if action == "add":
        lacking = [need for need in _NEEDS if need not in fields]
        lacking += ["name or indicator"] * (not fields & {"indicator", "name"})
        lacking += ["unit or indicator"] * (not fields & {"indicator", "unit"})
        if lacking:
            yield "field", InputError("a missed metric needs more", found=f"no {'; no '.join(lacking)}")


def _whole(text: str) -> int | None:
    whole = text.removesuffix(".0")
    return int(whole) if whole.isdecimal() and len(whole) < 10 else None


def _contradictions(found: Iterable[Correction]) -> Iterator[InputError]:
    """Yield where two rows of a table say two things of one field of one reading."""
    said: dict[tuple[object, ...], tuple[str, str]] = {}
    for one in found:
        for field, value in one.changes or (("", one.action),):
            what = (*one.place, one.action == "add", field)
            before, where = said.setdefault(what, (value, one.where))
            if before != value:
                yield InputError(
                    f"two corrections of one reading give two values of {field or 'action'}",
                    where=one.where,
                    expected=f"'{before}' as said in {where}",
                    found=f"'{value}'",
                )
