"""From corrections to a corrected panel: each finds its reading again, or is listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from os import PathLike
from typing import Any, TypeVar

import pandas as pd

from govreport.errors import GovReportError, InputError
from govreport.indicators import OPEN, Vocabulary
from govreport.panel.checking import refuse
from govreport.panel.correction_fields import parsed
from govreport.panel.correction_table import Correction, Corrections, corrections
from govreport.panel.marks import TOLD, UNPLACED, Aside, Mark, changes_of, marks_of, told_of, written
from govreport.panel.mending import MEND, mended
from govreport.panel.placing import Place, Said, best_fits, nearest_said, place_in, said
from govreport.panel.schema import COLUMNS, EMPTY, EVIDENCE
from govreport.territories import locate
from govreport.text import stored_text

__all__ = ["NOT_THERE", "Given", "as_corrections", "corrected_panel"]

Given = Corrections | str | PathLike[str] | Iterable[Mapping[str, object]]
_Report = tuple[str, str, int]
#: a file and the report in it
_Source = tuple[str, str, int]
_Found = TypeVar("_Found", Said, Place)
NOT_THERE = "no such report in the panel"


def as_corrections(given: Given, words: Vocabulary) -> Corrections:
    """Return corrections whose values are known to a vocabulary.

    Parameters
    ----------
    given : Corrections, or what `corrections` reads
    words : Vocabulary

    Returns
    -------
    Corrections

    Raises
    ------
    InputError
        With everything that is wrong.

    Examples
    --------
    >>> from govreport import vocabulary
    >>> as_corrections([], vocabulary())
    <Corrections: 0 for 0 reports>
    """
    if not isinstance(given, Corrections):
        return corrections(given, vocabulary=words)
    problems: list[GovReportError] = []
    for one in given:
        for name, text in one.changes:
            try:
                parsed(name, text, words)
            except GovReportError as error:
                error.where = one.where or None
                problems.append(error)
    refuse(problems, "the corrections")
    return given


def corrected_panel(
    frame: pd.DataFrame, evidence: pd.DataFrame, aside: Aside, given: Corrections, words: Vocabulary
) -> tuple[pd.DataFrame, pd.DataFrame, Aside, list[str]]:
    """Apply corrections to the rows of a panel.

    Parameters
    ----------
    frame, evidence : pandas.DataFrame
        They are not changed.
    aside : Aside
    given : Corrections
    words : Vocabulary

    Returns
    -------
    frame, evidence : pandas.DataFrame
    aside : Aside
        Its `unplaced` is of these corrections.
    warnings : list of str
        What to warn of: what found no place in its report, and what overrules another of the same table.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> row = {"report_region": "全国", "report_year": "2018", "quote": "1%", "sentence": "nowhere", "action": "drop"}
    >>> none = panel.frame["unit"].map(lambda unit: "").to_frame("corrected")
    >>> corrected_panel(panel.frame, none, Aside(), gr.corrections([row]), panel.vocabulary)[3]
    ['1 of 1 correction found no place: see panel.unplaced']
    """
    work = _Work(frame, evidence, aside, words)
    for one in given:
        work.take(one)
    done = work.done()
    lost = [item for item in work.unplaced if item["reason"] != NOT_THERE]
    absent = len(work.unplaced) == len(given) and work.unplaced
    count = len(work.unplaced) if absent else len(lost)
    kind = "correction" + "s" * (len(given) != 1)
    warnings = [f"{count} of {len(given)} {kind} found no place: see panel.unplaced"] if count else []
    if work.overruled:
        warnings.append(f"two corrections of one reading, the later holds: {'; '.join(dict.fromkeys(work.overruled))}")
    return *done, warnings


class _Work:
    """The rows that corrections change, until all are done."""

    def __init__(self, frame: pd.DataFrame, evidence: pd.DataFrame, aside: Aside, words: Vocabulary) -> None:
        self.frame, self.evidence, self.words = frame, evidence, words
        self.dropped = [{str(k): v for k, v in row.items()} for row in aside.dropped.to_dict("records")]
        self.unplaced: list[dict[str, object]] = []
        self.rows: dict[int, dict[str, Any]] = {}
        self.gone: dict[int, str] = {}
        self.added: dict[int, dict[str, Any]] = {}
        self.said: dict[_Source, list[Said]] = {}
        self.settled: dict[tuple[int, str], tuple[str, str]] = {}
        self.overruled: list[str] = []
        self.sources: dict[_Report, list[_Source]] = {}
        self.labels: dict[_Source, list[int]] = {}
        columns = ["report_region", "report_region_code", "report_year", "source"]
        for row, place, code, year, source in frame[columns].itertuples(name=None):
            self._file(row, place, code, year, source)
        for number, record in enumerate(self.dropped):
            self._file(-1 - number, *(record[column] for column in columns))

    def _file(self, row: int, place: str, code: str, year: int, file: str) -> None:
        source = (file, place, int(year))
        self.labels.setdefault(source, []).append(row)
        for key in {(place, "", int(year)), ("", code, int(year))} - {("", "", int(year))}:
            known = self.sources.setdefault(key, [])
            if source not in known:
                known.append(source)

    def take(self, one: Correction) -> None:
        """Apply a correction to every file of its report, or list why it cannot be."""
        place = locate(one.report_region)
        keys = [(one.report_region, "", one.report_year), *([("", place.code, one.report_year)] if place else [])]
        sources = dict.fromkeys(source for key in keys for source in self.sources.get(key, ()))
        if not sources:
            self._list(one, NOT_THERE, None)
            return
        reasons = {source: self._apply(one, source) for source in sources}
        failed = {source: reason for source, reason in reasons.items() if reason}
        for source, reason in failed.items():
            if len(failed) == len(reasons) or reason.startswith("ambiguous"):
                self._list(one, reason, source)
                break

    def _apply(self, one: Correction, source: _Source) -> str:
        """Apply a correction to a file; return why it cannot be, "" where it was."""
        there = self._readings(source)
        fits = best_fits(one, there)
        if one.action == "add":
            return self._add(one, source, fits)
        if not fits:
            return "no reading at these words"
        if one.nth > len(fits):
            return f"nth is {one.nth}, but the readings that fit are {len(fits)}"
        fits = _nth(fits, one)
        if len(fits) > 1:
            return f"ambiguous: {len(fits)} readings fit; mark the quote with 【】, or say name or nth"
        row = fits[0].row
        if row < 0 or row in self.gone:
            return "" if one.action == "drop" else "dropped by another correction"
        self._settle(row, one)
        if one.action == "drop":
            self.gone[row] = self._drop(row, one)
            return ""
        return self._mend(row, one)

    def _settle(self, row: int, one: Correction) -> None:
        """Note what a correction says of a reading, and where it overrules another of the same table."""
        if one.action == "drop":
            before = {where: field for (at, field), (_, where) in self.settled.items() if at == row}
            self.overruled += [f"drop ({one.where}), {field} ({where})" for where, field in before.items()]
        for field, text in one.changes:
            known, where = self.settled.setdefault((row, field), (text, one.where))
            if known != text:
                self.overruled.append(f"{field} {text} ({one.where}), {known} ({where})")
                self.settled[row, field] = text, one.where

    def _readings(self, source: _Source) -> list[Said]:
        if source not in self.said:
            self.said[source] = [self._said(row) for row in self.labels[source]]
        return self.said[source]

    def _said(self, row: int) -> Said:
        record = self._row(row)
        names = {record["name"]}
        for mark in marks_of(record[TOLD + "corrected"]):
            names |= {part for name, read, right, _ in mark.fields if name == "name" for part in (read, right)}
        sentence, quote = record["sentence"], record["quote"]
        at = int(record["start"]) - int(record["sentence_start"])
        if at < 0 or sentence[at : at + len(quote)] != quote:  # a frame that somebody else made
            at = sentence.find(quote)
        if at < 0:
            sentence, at = quote, 0
        return said(row, sentence, at, at + len(quote), names, int(record["start"]))

    def _row(self, row: int) -> dict[str, Any]:
        """A row and what stands beside it, as they are by now."""
        if row < 0:
            return self.dropped[-1 - row]
        if row in self.added:
            return self.added[row]
        if row in self.rows:
            return self.rows[row]
        position = self.frame.index.get_loc(row)
        return _both(self.frame.iloc[position].to_dict(), self.evidence.iloc[position].to_dict())

    def _mend(self, row: int, one: Correction) -> str:
        record = self._row(row)
        given = {field: parsed(field, text, self.words) for field, text in one.changes}
        told = {column: record[TOLD + column] for column in EVIDENCE}
        try:
            new, beside = mended(record, told, given, self.words)
        except InputError as error:
            return str(error)
        fields = changes_of(record, new, given) if one.action == "mend" else ()
        beside["corrected"] = _with_mark(told["corrected"], Mark(one.action, one.by, one.why, one.where, fields))
        made = _both(new, beside)
        if row in self.added:
            self.added[row] = made
        else:
            self.rows[row] = made
        return ""

    def _drop(self, row: int, one: Correction) -> str:
        record = dict(self._row(row))
        mark = Mark("drop", one.by, one.why, one.where, (("", _summary(record), "", True),))
        return written([*marks_of(record[TOLD + "corrected"]), mark])

    def _add(self, one: Correction, source: _Source, fits: list[Said]) -> str:
        changes = dict(one.changes)
        id = parsed("indicator", changes["indicator"], self.words) if "indicator" in changes else None
        places = self._places(one, source)
        if one.nth > len(places) > 0:
            return f"nth is {one.nth}, but the places with these words are {len(places)}"
        places = _nth(places, one)
        if one.nth:  # what stands at another of the places is another metric
            fits = [reading for reading in fits if not places or reading.at == places[0].start]
        for reading in fits:
            there = self._row(reading.row)
            if reading.row not in self.gone and (there["indicator"] == id or there["name"] == changes.get("name")):
                return self._mend(reading.row, replace(one, action="mend")) if reading.row >= 0 else "dropped before"
        if len(places) != 1:
            return "ambiguous: the words stand there several times" if places else "no such words in the report"
        try:
            made = self._made(one, places[0], source)
        except InputError as error:
            return str(error)
        row = len(self.frame) + len(self.added)
        self.added[row] = made
        self.said[source].append(self._said(row))
        return ""

    def _places(self, one: Correction, source: _Source) -> list[Place]:
        """Where the words of a missed metric stand: in a known sentence, else, or to be counted, in the file."""
        return (self._counted(one, source) if one.nth else []) or self._known(one, source) or self._counted(one, source)

    def _known(self, one: Correction, source: _Source) -> list[Place]:
        rows = [self._row(row) for row in self.labels[source]]
        known = {int(row["sentence_start"]): str(row["sentence"]) for row in rows}
        found: list[Place] = []
        for start, sentence in known.items():
            for place in place_in(one, sentence):
                moved = (start, start + place.start, start + place.end)
                found.append(Place(sentence, *moved, place.quote))
        return found

    def _counted(self, one: Correction, source: _Source) -> list[Place]:
        """Where they stand in the file: sentences in which nothing was read count too."""
        try:
            text = stored_text(source[0])
            return place_in(one, text) if text is not None else []
        except GovReportError:
            return []

    def _made(self, one: Correction, place: Place, source: _Source) -> dict[str, Any]:
        """The row of a metric that was missed."""
        like = self._row(self.labels[source][0])
        given = {field: parsed(field, text, self.words) for field, text in one.changes}
        id = given.get("indicator")
        known = self.words[str(id)] if id in self.words else None
        given.setdefault("name", known.name_zh if known else str(id).removeprefix(OPEN))
        given.setdefault("unit", known.unit if known else "")
        blank: dict[str, Any] = {column: None for column in like}
        blank.update({column: EMPTY.get(kind, "") for column, kind in COLUMNS.items()})
        copied = ("report_region", "report_region_code", "report_year", "source")
        blank.update({column: like[column] for column in copied})
        blank.update(region=like["report_region"], region_code=like["report_region_code"], per_year=False, basis=None)
        blank.update(measure="level", bound="exact", status=given["status"], indicator="", name=given["name"])
        blank.update(quote=place.quote, sentence=place.sentence, sentence_start=place.sentence_start)
        blank.update(start=place.start, end=place.end)
        told = {column: EMPTY[kind] for column, kind in EVIDENCE.items()}
        new, beside = mended(blank, {**told, "matched": MEND, "rules": "added"}, given, self.words)
        mark = Mark("add", one.by, one.why, one.where, (("", "", _summary(new), True),))
        beside.update(corrected=written([mark]))
        return _both(new, beside)

    def _list(self, one: Correction, reason: str, source: _Source | None) -> None:
        near = nearest_said(one, self._readings(source)) if source else None
        row = self._row(near[0].row) if near else {}
        self.unplaced.append(
            {
                **{column: getattr(one, column) for column in UNPLACED if hasattr(one, column)},
                "reason": reason,
                "fields": "; ".join(f"{field}={text}" for field, text in one.changes),
                "nearest_quote": row.get("quote", ""),
                "nearest_sentence": row.get("sentence", ""),
                "likeness": round(near[1], 2) if near else 0.0,
            }
        )

    def done(self) -> tuple[pd.DataFrame, pd.DataFrame, Aside]:
        """Put everything together again, in the order of the reports."""
        frame = _updated(self.frame, self.rows)
        evidence = _updated(self.evidence, self.rows, TOLD)
        for row, marks in self.gone.items():
            self.dropped.append({**self._row(row), TOLD + "corrected": marks})
        order = {int(row): float(row) for row in frame.index if row not in self.gone}
        if self.added:
            frame, evidence = _longer(frame, self.added), _longer(evidence, self.added, TOLD)
            for row, record in self.added.items():
                if row not in self.gone:
                    order[row] = self._behind(record) + row / (len(frame) + 1.0)
        labels = sorted(order, key=order.__getitem__)
        dropped = pd.DataFrame(self.dropped) if self.dropped else Aside().dropped
        unplaced = pd.DataFrame(self.unplaced, columns=list(UNPLACED))
        return frame.loc[labels], evidence.loc[labels], Aside(dropped, unplaced)

    def _behind(self, record: Mapping[str, Any]) -> float:
        """The label of the row that an added one follows."""
        source = (record["source"], record["report_region"], int(record["report_year"]))
        own = [row for row in self.labels[source] if row >= 0]
        before = [row for row in own if self._row(row)["start"] <= record["start"]]
        return float(max(before)) if before else float(min(own, default=0)) - 1.0


def _with_mark(text: str, mark: Mark) -> str:
    """Add a mark to those of a row: what was read stays what the library read, and nothing is said twice."""
    marks = marks_of(text)
    first: dict[str, str] = {}
    for one in marks:
        for name, read, _, _ in one.fields:
            first.setdefault(name, read)
    fields = tuple((name, first.get(name, read), right, given) for name, read, right, given in mark.fields)
    mark = replace(mark, fields=fields)

    def gist(one: Mark) -> tuple[object, ...]:
        given = tuple(item for item in one.fields if item[3])
        return one.action, one.by, one.why, given

    return text if gist(mark) in map(gist, marks) else written([*marks, mark])


def _summary(row: Mapping[str, Any]) -> str:
    years = "-".join(dict.fromkeys(str(int(row[column])) for column in ("period_start", "period_end")))
    return f"{row['name']} {told_of(row['value'])}{row['unit']} ({row['measure']}, {years}, {row['status']})"


def _both(row: Mapping[Any, Any], told: Mapping[Any, Any]) -> dict[str, Any]:
    """A row and what stands beside it, in one: a user's columns may be called as the latter's are."""
    return {**{str(k): v for k, v in row.items()}, **{f"{TOLD}{k}": told[k] for k in EVIDENCE if k in told}}


def _updated(frame: pd.DataFrame, rows: Mapping[int, Mapping[str, Any]], before: str = "") -> pd.DataFrame:
    if not rows:
        return frame
    new = {}
    for column in frame.columns:
        values = frame[column].tolist()
        for row, record in rows.items():
            values[frame.index.get_loc(row)] = record[f"{before}{column}"]
        new[column] = pd.Series(values, index=frame.index, dtype=frame[column].dtype)
    return pd.DataFrame(new)


def _longer(frame: pd.DataFrame, rows: Mapping[int, Mapping[str, Any]], before: str = "") -> pd.DataFrame:
    index = [*frame.index, *rows]
    columns = {
        column: pd.Series([*frame[column], *(row[f"{before}{column}"] for row in rows.values())], index=index)
        for column in frame.columns
    }
    words = frame.dtypes[[column for column in frame.columns if not pd.api.types.is_numeric_dtype(frame[column])]]
    return pd.DataFrame(columns).astype(words.to_dict())


def _nth(found: list[_Found], one: Correction) -> list[_Found]:
    """Return the one of several that a correction names, all where it names none."""
    return found[one.nth - 1 : one.nth] if one.nth else found
