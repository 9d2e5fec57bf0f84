"""The view of `Findings`."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from govreport.language import told
from govreport.render.parts import Record, empty_note, listed, records, sections_of, sentences, thing_columns
from govreport.render.view import Column, Row, Section, View
from govreport.render.words import Words, text_of

if TYPE_CHECKING:
    from govreport.comparison.findings import Findings


def findings_view(result: Findings, words: Words, open_ids: bool) -> View:
    """Lay out findings: a section for each kind, those that cannot be before those that are hard to believe."""
    rows = records(listed(result, open_ids))
    sections = (*_misnamed(result, words), *sections_of(rows, result.kinds, "kind", _row, words))
    columns = (
        Column(words("col.severity")),
        Column(words("col.region"), stands="region"),
        *thing_columns(words),
        Column(words("col.period")),
        Column(words("col.said"), right=True),
        Column(words("col.expected")),
        Column(words("col.fits")),
        Column(words("col.reconcile")),
        Column(words("col.reported")),
    )
    shown = {kind: sum(r["kind"] == kind for r in rows) for kind in result.kinds}
    line = words.counts({"misnamed": len(result._suspects), **shown})
    hidden = len(result) - len(rows)
    notes = (words("note.open_findings", n=hidden),) if hidden else ()
    view = View(words("title.findings"), line, columns, sections, (*notes, *empty_note(result, words)))
    return view.without_empty_columns()


def _misnamed(result: Findings, words: Words) -> tuple[Section, ...]:
    """Begin with the reports that may not be what their files are called: nothing that they say is the region's."""
    said = {
        source: words("count.sep").join(told(one, words.lang) for one in why)
        for source, why in result._suspects.items()
    }
    cells = ((words("severity.doubt"), "", PurePath(source).name, *[""] * 6, why, "") for source, why in said.items())
    rows = tuple(map(Row, cells))
    return (Section(f"{words('kind.misnamed')} {len(rows)}", rows),) if rows else ()


_IDEAS = {
    "factor": re.compile(r"a factor of ([\d,]+)"),
    "sign": re.compile("the sign()"),
    "year": re.compile(r"another year \((\d+)\)"),
    "thing": re.compile(r"another thing \((.*)\)"),
}


def _ideas(reconcile: str, words: Words) -> str:
    """Write what would reconcile two sayings in the reader's language."""
    ideas = [(kind, form.search(part)) for part in reconcile.split("; ") for kind, form in _IDEAS.items()]
    return words("count.sep").join(words(f"idea.{kind}", n=found[1]) for kind, found in ideas if found)


def _row(row: Record, words: Words) -> Row:
    reports = dict.fromkeys(str(row[f"report_year_{s}"]) for s in "ab" if text_of(row[f"sentence_{s}"]))
    cells = (
        words(f"severity.{row['severity']}"),
        words.region(row["region"]),
        words.name(row),
        row["indicator"],
        words(f"measure.{row['measure']}"),
        words.period(row["period_start"], row["period_end"], False),
        words.amount(row["value_a"], text_of(row["unit_a"])),
        # how doubtful a reading is looks like a share, and is no other saying
        words("reckoned.doubt", n=row["expected"]) if row["kind"] == "reading" else words.reckoned(row["expected"]),
        words(f"fits.{row['fits']}") if row["fits"] else "",
        _ideas(row["reconcile"], words),
        " / ".join(reports),
    )
    return Row(cells, sentences(row, ("a", "b"), words), domain=row["domain"])
