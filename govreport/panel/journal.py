"""What a panel was read from: the reports, what was passed over, and what is said twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import pandas as pd

from govreport.asked import methods_called_right
from govreport.errors import InputError
from govreport.language import told
from govreport.panel.checking import REPORT_YEARS
from govreport.panel.worded import FIELDS as WORDED
from govreport.panel.worded import Worded, made, plain, sound

if TYPE_CHECKING:
    from govreport.panel.table import Panel

__all__ = ["REPORTS", "Gathered", "Journal", "ReportNote", "Skipped", "journal_of", "noted", "without_copies"]

#: the columns of `Panel.reports`
REPORTS = ("region", "region_code", "year", "source", "characters", "metrics", "warnings", "digest")

#: how the marks begin that a report has only beside others
_SAME = "the same text as"
_BESIDE = (_SAME, "one of several reports")
#: how it begins that a region has another name since: the report is its own all the same
_RENAMED = "there is no "
#: what a saved report has only where there is something to say, and of later versions
_SOME = ("worded", "speaks_of")
_COUNTS = ("year", "characters", "metrics")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was passed over: its path and the reason."""

    source: str
    reason: str

    def __str__(self) -> str:
        return told(f"{self.source}: {self.reason}")


@dataclass(frozen=True, slots=True)
class ReportNote:
    """One row of `Panel.reports`."""

    region: str
    region_code: str
    year: int
    source: str
    characters: int
    metrics: int
    warnings: tuple[str, ...]
    digest: str
    worded: tuple[Worded, ...] = ()
    #: the territory that the text speaks of, where its name says another
    speaks_of: str = ""

    def with_warning(self, warning: str) -> ReportNote:
        """Return the row with one more warning."""
        return replace(self, warnings=(*self.warnings, warning))

    def unmarked(self) -> ReportNote:
        """Return the row without what other reports gave it."""
        return replace(self, warnings=tuple(w for w in self.warnings if not w.startswith(_BESIDE)))


def _is_note(row: object) -> bool:
    if not isinstance(row, dict) or set(row) - {*_SOME} != set(REPORTS) or not sound(row.get("worded", [])):
        return False
    row = {name: value for name, value in row.items() if name != "worded"}
    counts, warnings = [row[name] for name in _COUNTS], row["warnings"]
    texts = [value for name, value in row.items() if name not in (*_COUNTS, "warnings")]
    return (
        all(type(count) is int and 0 <= count <= 10**12 for count in counts)
        and REPORT_YEARS[0] <= row["year"] <= REPORT_YEARS[1]
        and isinstance(warnings, list)
        and all(isinstance(text, str) for text in (*texts, *warnings))
    )


def _is_pair(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(isinstance(text, str) for text in row)


@dataclass(frozen=True, slots=True)
class Journal:
    """The reports that were read, and the files that were passed over."""

    reports: tuple[ReportNote, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def table(self) -> pd.DataFrame:
        """Return the reports as a table, one row a report."""
        rows = [
            [getattr(note, c) for c in REPORTS[:6]] + ["; ".join(note.warnings), note.digest] for note in self.reports
        ]
        frame = pd.DataFrame(rows, columns=list(REPORTS))
        return frame.astype({"year": "int64", "characters": "int64", "metrics": "int64"})

    def doubted(self) -> dict[str, tuple[str, ...]]:
        """Return the sources of reports that may be another's or of another year, with what says so one by one."""
        told = ((note.source, note.unmarked().warnings) for note in self.reports)
        doubts = ((source, tuple(one for one in said if not one.startswith(_RENAMED))) for source, said in told)
        return {source: said for source, said in doubts if said}

    def misnamed(self) -> dict[str, str]:
        """Return the sources of reports that speak of another territory than their names say, with that territory."""
        return {note.source: note.speaks_of for note in self.reports if note.speaks_of}

    def to_dict(self) -> dict[str, Any]:
        """Return the journal as plain data, for a file."""
        return {
            "reports": [
                {c: getattr(note, c) for c in REPORTS}
                | ({"worded": plain(note.worded)} if note.worded else {})
                | ({"speaks_of": note.speaks_of} if note.speaks_of else {})
                for note in self.reports
            ],
            "skipped": [[one.source, one.reason] for one in self.skipped],
        }

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Journal:
        """Return the journal that `to_dict` described.

        Raises
        ------
        InputError
            If it is damaged.
        """
        reports, skipped = data.get("reports"), data.get("skipped")
        for name, rows, fits in (("reports", reports, _is_note), ("skipped", skipped, _is_pair)):
            odd = [row for row in rows if not fits(row)] if isinstance(rows, list) else [rows]
            if odd:
                raise InputError("the list of reports is damaged", where=name, found=repr(odd[0]))
        notes = [
            ReportNote(**{**row, "warnings": tuple(row["warnings"]), "worded": made(row.get("worded", []))})
            for row in data["reports"]
        ]
        return Journal(tuple(notes), tuple(Skipped(source, reason) for source, reason in data["skipped"]))


def without_copies(notes: Iterable[ReportNote]) -> tuple[list[ReportNote], list[Skipped], Iterator[str]]:
    """Tell the reports to keep from copies of others, and mark what has the place of another.

    Parameters
    ----------
    notes : iterable of ReportNote
        In the order they were read.

    Returns
    -------
    tuple
        The rows that stay, with their marks; the copies: the same text for the same region and year; and what to warn
        of, one line for each region and year.
    """
    kept: list[ReportNote] = []
    copies: list[Skipped] = []
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    texts: dict[str, int] = {}
    for note in notes:
        same = [at for at in places[note.region, note.year] if kept[at].digest == note.digest and note.digest]
        if same:
            copies.append(Skipped(note.source, f"{_SAME} {kept[same[0]].source}"))
            continue
        if note.digest and note.digest in texts:
            note = note.with_warning(f"{_SAME} {kept[texts[note.digest]].source}")
        texts.setdefault(note.digest, len(kept))
        places[note.region, note.year].append(len(kept))
        kept.append(note)
    several = {place: rows for place, rows in places.items() if len(rows) > 1}
    for rows in several.values():
        for at in rows:
            others = ", ".join(kept[other].source for other in rows if other != at)
            kept[at] = kept[at].with_warning(f"{_BESIDE[1]} of this region and year, beside {others}")
    return kept, copies, _said(kept, copies, several)


def _said(kept: list[ReportNote], copies: list[Skipped], several: dict[tuple[str, int], list[int]]) -> Iterator[str]:
    for copy in copies:
        yield f"{copy.source}: left out, {copy.reason}"
    for (region, year), rows in several.items():
        yield f"{len(rows)} different reports of {region} {year}: {', '.join(kept[at].source for at in rows)}"
    for note in kept:
        yield from (f"{note.source}: {said}" for said in note.warnings if said.startswith(_SAME))


class _Read(Protocol):
    """What is known of a panel here."""

    _journal: Journal | Callable[[], Journal] | None
    _frame: pd.DataFrame


_Panel = TypeVar("_Panel", bound=_Read)


@methods_called_right
class Gathered:
    """A panel that knows what it was read from, and that further reports join."""

    _journal: Journal | Callable[[], Journal] | None = None
    _frame: pd.DataFrame

    @property
    def reports(self) -> pd.DataFrame:
        """One row a report that was read.

        Columns: `region`, `region_code` and `year` of the report, `source`, `characters` of its text, `metrics` (how
        many were extracted), `warnings` (what speaks against it, "" where nothing does) and `digest` of its sentences.
        A part of a panel has the reports of the whole.
        """
        return journal_of(self).table()

    @property
    def worded(self) -> pd.DataFrame:
        """What the reports say of their goals in words, in clauses without a number; `targets` asks the outcomes.

        Columns: `report_region`, `report_year` and `source` of the report; `subject` (of what, as written), `says`
        (`exceeded`, `above`, `missed`, `below`, `met`, `kept`, `flat` or `about flat` of an outcome; `aimed` of an
        aim in the plan, as of 居民收入与经济增长同步), `year` (which it is about), `quote` (the words), `start`, `end`,
        `sentence` and `sentence_start`.

        Examples
        --------
        >>> import govreport as gr
        >>> told = gr.read_panel(gr.samples("provinces"), progress=False).worded
        >>> told.loc[told["says"] == "flat", ["report_region", "subject", "year", "quote"]].values.tolist()
        [['福建省', '居民消费价格', 2025, '与上年持平']]
        """
        rows = [
            (note.region, note.year, note.source, *row)
            for note in journal_of(self).reports
            for row in plain(note.worded)
        ]
        frame = pd.DataFrame(rows, columns=["report_region", "report_year", "source", *WORDED])
        return frame.astype(dict.fromkeys(("report_year", "year", "start", "end", "sentence_start"), "int64"))

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files of folders and zip files that were passed over, each with the reason; copies of others too."""
        return journal_of(self).skipped

    @property
    def suspects(self) -> dict[str, str]:
        """The sources of reports that may be another's or of another year than their names say, each with what says so.

        A text that is no government work report is one too.

        Examples
        --------
        >>> import govreport as gr
        >>> gr.read_panel(gr.samples()).suspects
        {}
        """
        return {source: "; ".join(said) for source, said in journal_of(self).doubted().items()}

    def __add__(self, other: object) -> Panel:
        from govreport.panel.joining import joined
        from govreport.panel.table import Panel

        return joined(self, other) if isinstance(self, Panel) and isinstance(other, Panel) else NotImplemented

    def add(self, reports: Any, **options: Any) -> Panel:
        """Return a panel with further reports, read with the same vocabulary.

        Parameters
        ----------
        reports : path, Report, table or iterable of these
            As in `read_panel`.
        **options
            As in `read_panel`, but for the vocabulary.

        Returns
        -------
        Panel
            The same as `panel + read_panel(reports, vocabulary=panel.vocabulary)`. A report whose text the panel has
            already for that region and year is left out, with a warning.

        Raises
        ------
        InputError
            If none of them could be read.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples()[:1]).add(gr.samples()[1:2])
        >>> panel.report_years
        [2018, 2019]
        """
        from govreport.panel.joining import added

        return added(self, reports, options)  # type: ignore[arg-type]


def journal_of(panel: _Read) -> Journal:
    """Return what a panel was read from; one that was made of a frame knows its reports from there.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    Journal

    Examples
    --------
    >>> import govreport as gr
    >>> [note.year for note in journal_of(gr.read_panel(gr.samples()[:1])).reports]
    [2018]
    """
    if isinstance(panel._journal, Journal):
        return panel._journal
    if panel._journal is not None:
        journal = panel._journal = panel._journal()
        return journal
    keys = ["report_region", "report_region_code", "report_year", "source"]
    sizes = panel._frame.groupby(keys, sort=False).size()
    rows = [(*key, 0, int(count), (), "") for key, count in sizes.items() if isinstance(key, tuple)]
    journal = panel._journal = Journal(tuple(ReportNote(a, b, int(c), d, *rest) for a, b, c, d, *rest in rows))
    return journal


def noted(panel: _Panel, journal: Journal | Callable[[], Journal] | None) -> _Panel:
    """Tell a new panel what it was read from, or who says it when it is asked.

    Parameters
    ----------
    panel : Panel
    journal : Journal or callable, optional

    Returns
    -------
    Panel
        The same.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:2]).select("gdp")
    >>> noted(panel, Journal(skipped=(Skipped("b.md", "not read"),))).skipped[0].source
    'b.md'
    """
    panel._journal = journal
    return panel
