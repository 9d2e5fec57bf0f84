"""Two panels to one, reports that both have only once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from govreport.errors import InputError, warn
from govreport.panel.correcting import NOT_THERE
from govreport.panel.journal import Journal, ReportNote, journal_of, noted, without_copies
from govreport.panel.marks import UNPLACED, Aside
from govreport.panel.reading import read_panel
from govreport.panel.table import Panel
from govreport.territories import locate

__all__ = ["added", "joined"]


def joined(one: Panel, other: Panel) -> Panel:
    """Return the rows of two panels in one.

    Parameters
    ----------
    one, other : Panel
        Of the same vocabulary.

    Returns
    -------
    Panel
        Of reports of `other` that `one` has already (the same text for the same region and year) only rows are taken
        that `one` lacks, as where both are parts of one panel; a report without such rows is left out, and listed in
        `skipped`. The corrections of both are kept; those of a copy that is left out are warned of.

    Raises
    ------
    InputError
        If the vocabularies differ.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1]) + gr.read_panel(gr.samples()[1:2])
    >>> panel.report_years, panel.reports["year"].tolist()
    ([2018, 2019], [2018, 2019])
    """
    if one.vocabulary is not other.vocabulary and one.vocabulary.to_dict() != other.vocabulary.to_dict():
        raise InputError("panels of different vocabularies do not join", hint="read the reports with the same one")
    ours, theirs = journal_of(one), journal_of(other)
    again, spared, rows, dropped = _copied(ours, theirs), set[_Key](), other._frame, other._aside.dropped
    keep, more = (pd.Series(True, index=table.index) for table in (rows, dropped))
    if again:
        held = _Held(one, other, again)
        keep, more = ~held.has(rows), ~held.has(dropped)
        # what gives us rows is no copy to leave out, nor is our own report in a panel narrowed to rows of others
        narrowed = {_key(note) for note in ours.reports} - set(_keys(rows))
        spared = again.keys() & ({*_keys(rows[keep])} | narrowed)
        rows, dropped = (_under_one_name(table, again) for table in (rows, dropped))
    theirs_too = (note for note in theirs.reports if _key(note) not in spared)
    kept, copies, said = without_copies(note.unmarked() for note in (*ours.reports, *theirs_too))
    for line in (*said, *_lost(one, other, again.keys() - spared)):
        warn(line)
    aside = Aside(_both(one._aside.dropped, dropped[more]), _unplaced(one, other))
    panel = Panel(
        _both(one._frame, rows[keep]),
        vocabulary=one.vocabulary,
        failed=dict.fromkeys((*one.failed, *other.failed)),
        evidence=_both(one._evidence, other._evidence[keep]),
        aside=aside,
    )
    skipped = dict.fromkeys((*ours.skipped, *theirs.skipped, *copies))
    return noted(panel, Journal(tuple(kept), tuple(skipped)))


_Key = tuple[str, str, int]
_SAID = ["report_region", "report_year", "quote", "sentence", "name", "action", "fields", "by", "why", "where"]
_LATER = "its report joined the panel later: correct the panel again"


def _keys(rows: pd.DataFrame) -> list[_Key]:
    return list(zip(rows["source"], rows["report_region"], rows["report_year"], strict=True))


def _of_reports(rows: pd.DataFrame, reports: Collection[_Key]) -> pd.Series[bool]:
    return pd.Series([key in reports for key in _keys(rows)], index=rows.index, dtype=bool)


def _key(note: ReportNote) -> _Key:
    return note.source, note.region, note.year


def _copied(ours: Journal, theirs: Journal) -> dict[_Key, str]:
    """Return which of their reports are ours, the same text for the same region and year, and what ours is called."""
    names = {(note.region, note.year, note.digest): note.source for note in reversed(ours.reports) if note.digest}
    texts = {_key(note): (note.region, note.year, note.digest) for note in theirs.reports}
    return {key: names[text] for key, text in texts.items() if text in names}


def _under_one_name(rows: pd.DataFrame, names: Mapping[_Key, str]) -> pd.DataFrame:
    """Let rows of a copy say that they are of the report that stays."""
    sources = [names.get(key, key[0]) for key in _keys(rows)]
    return rows.assign(source=pd.Series(sources, index=rows.index, dtype=rows["source"].dtype))


class _Held:
    """Which rows of copies a panel has; where something was corrected, the place in the text decides."""

    def __init__(self, one: Panel, other: Panel, again: Collection[_Key]) -> None:
        self._copied = {key[1:] for key in again}
        self._mended = {key[1:] for panel in (one, other) for key in _keys(panel.corrected)}
        self._sayings = {saying for table in (one._frame, one._aside.dropped) for saying in _sayings(table)}
        self._places = {saying[:-1] for saying in self._sayings}

    def has(self, rows: pd.DataFrame) -> pd.Series[bool]:
        """Tell of each row whether the panel has it."""
        held = [
            saying[:2] in self._copied
            and (saying[:-1] in self._places if saying[:2] in self._mended else saying in self._sayings)
            for saying in _sayings(rows)
        ]
        return pd.Series(held, index=rows.index, dtype=bool)


def _sayings(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    columns = ("report_region", "report_year", "start", "end", "name")
    return list(zip(*(rows[column] for column in columns), strict=True))


def _both(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Set rows below rows; an empty table has no say in the kinds of columns."""
    filled = [table for table in (one, other) if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else one


def _lost(one: Panel, other: Panel, again: Collection[_Key]) -> Iterator[str]:
    """Say which corrections of copies the panel that stays does not have."""
    if not again:
        return
    columns = ["report_region", "report_year", "sentence", "action", "field", "right", "by", "why"]
    ours = set(one.corrected[columns].astype(str).itertuples(index=False, name=None))
    theirs = other.corrected
    theirs = theirs[_of_reports(theirs, again)]
    for source, rows in theirs.groupby("source", sort=False):
        lines = rows[columns].astype(str).itertuples(index=False, name=None)
        if count := sum(line not in ours for line in lines):
            yield f"{source}: left out with {count} corrected fields; correct the panel again"


def _unplaced(one: Panel, other: Panel) -> pd.DataFrame:
    both = _both(_still_unplaced(one, other), _still_unplaced(other, one))
    return both[~both.astype(str).duplicated()].reset_index(drop=True)


def _still_unplaced(panel: Panel, beside: Panel) -> pd.DataFrame:
    """Corrections that found no place, without those that found it, or were listed, in the panel beside."""
    rows = panel._aside.unplaced
    if rows.empty:
        return rows
    reports = journal_of(beside).reports
    there = {(place, int(year)) for note in reports for place, year in _places(note.region, note.year)}
    listed = set(beside._aside.unplaced[_SAID].astype(str).itertuples(index=False, name=None))
    marks = beside.corrected[["report_year", "by", "why", "where"]]
    made = {(int(year), *said) for year, *said in marks.itertuples(index=False, name=None)}
    kept: list[dict[str, Any]] = []
    for row in rows.to_dict("records"):
        absent = row["reason"] == NOT_THERE
        if absent and not there.isdisjoint(_places(row["report_region"], row["report_year"])):
            found = (int(row["report_year"]), row["by"], row["why"], row["where"]) in made
            if found or tuple(str(row[column]) for column in _SAID) in listed:
                continue
            row = {**row, "reason": _LATER}
        kept.append({str(column): value for column, value in row.items()})
    return pd.DataFrame(kept, columns=list(UNPLACED))


def _places(region: str, year: int) -> set[tuple[str, int]]:
    place = locate(region)
    return {(name, int(year)) for name in (region, place.code if place else "") if name}


def added(panel: Panel, reports: Any, options: dict[str, Any]) -> Panel:
    """Return a panel with further reports; see `Panel.add`.

    Parameters
    ----------
    panel : Panel
    reports, options
        As in `read_panel`.

    Returns
    -------
    Panel

    Raises
    ------
    InputError
        If a vocabulary is given, or nothing could be read.

    Examples
    --------
    >>> import govreport as gr
    >>> added(gr.read_panel(gr.samples()[:1]), gr.samples()[1:2], {}).report_years
    [2018, 2019]
    """
    if "vocabulary" in options:
        raise InputError("reports join a panel with its own vocabulary", where="vocabulary")
    return panel + read_panel(reports, vocabulary=panel.vocabulary, **options)
