"""A view: a table of finished words under headings, and two of the formats it is written in."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, replace

_STYLE = (
    ".govreport{font-variant-numeric:tabular-nums;overflow-x:auto}"
    ".govreport table{border-collapse:collapse;margin:.3em 0 1em}"
    # JupyterLab sets all cells to the right, by a rule that names two classes
    ".govreport th,.govreport td{text-align:left!important;padding:.15em .4em;vertical-align:top!important;"
    "border-bottom:1px solid rgba(128,128,128,.3)}"
    ".govreport .number{text-align:right!important}.govreport .number,.govreport .short{white-space:nowrap!important}"
    ".govreport thead .number{white-space:normal!important}"
    ".govreport td{min-width:4em}.govreport td.number,.govreport td.short{min-width:0}"
    ".govreport td.long{white-space:normal!important;min-width:5.5em}"
    # a long id must not take the room of the names
    ".govreport td.id{max-width:14em}.govreport td:first-child{min-width:5em}"
    ".govreport .section{padding-top:1em}.govreport code{font-size:85%}"
)
#: columns of no more half-widths than this are never wrapped
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label, whether it is set to the right, holds ids, says how a row moved, and whose side it shows.

    `stands` is what a column is where rows have a head of their own: their `name`, their `region`, or what is told
    `about` them.
    """

    label: str
    right: bool = False
    code: bool = False
    toned: bool = False
    side: str = ""
    stands: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence with who says it, of which side it is, and where in it the quote stands."""

    who: str
    sentence: str
    start: int = 0
    end: int = 0
    side: str = ""

    def __str__(self) -> str:
        return f"[{self.who}] {self.sentence}".rstrip()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a word for each column, the sentences that stand behind it, its domain, and which way it moved.

    `tone` is `good`, `bad`, or "" where neither direction is better or nothing moved; `points` are the years and values
    of a small line.
    """

    cells: tuple[str, ...]
    sentences: tuple[Saying, ...] = ()
    domain: str = ""
    tone: str = ""
    points: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; `name` is the heading without the counts that it may have."""

    heading: str
    rows: tuple[Row, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A title, one line that says it all, rows in sections, and notes."""

    title: str
    summary: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()

    def without_empty_columns(self) -> View:
        """Return the view without the columns in which no row says anything."""
        rows = [row for section in self.sections for row in section.rows]
        kept = [i for i in range(len(self.columns)) if any(row.cells[i] for row in rows)]
        sections = tuple(
            replace(s, rows=tuple(replace(row, cells=tuple(row.cells[i] for i in kept)) for row in s.rows))
            for s in self.sections
        )
        return View(self.title, self.summary, tuple(self.columns[i] for i in kept), sections, self.notes)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a Chinese character, none for an accent.

    Examples
    --------
    >>> width("GDP 增长")
    8
    """
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    unseen = sum(unicodedata.category(c) in ("Mn", "Me", "Cf", "Cc") for c in text)
    return len(text) + wide - unseen


def one_line(text: str) -> str:
    """Return a text on one line and without control characters: a report must not move the cursor."""
    return unbroken(text).strip()


def unbroken(text: str) -> str:
    """Return a piece of a text on one line and without control characters, with the blanks that set it off."""
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in text))


def write_markdown(view: View) -> str:
    """Write a view as Markdown."""
    blocks = [f"## {in_markdown(view.title)}", in_markdown(view.summary)]
    head = "| " + " | ".join(in_markdown(c.label) for c in view.columns) + " |"
    rule = "| " + " | ".join("---:" if c.right else "---" for c in view.columns) + " |"
    for section in view.sections:
        blocks += [f"### {in_markdown(section.heading)}"] if section.heading else []
        lines = ["| " + " | ".join(in_markdown(cell) for cell in row.cells) + " |" for row in section.rows]
        blocks.append("\n".join([head, rule, *lines]))
    return "\n\n".join([*blocks, *map(in_markdown, view.notes)]) + "\n"


def in_markdown(text: str) -> str:
    """Keep a report's words from being read as Markdown or HTML."""
    escaped = re.sub(r"([\\`*_\[\]|~#])", r"\\\1", one_line(text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def write_html(view: View) -> str:
    """Write a view as an HTML fragment: one table, so that its sections have the same widths."""
    parts = [
        f'<div class="govreport"><style>{_STYLE}</style>',
        f"<p><strong>{_escaped(view.title)}</strong><br>{_escaped(view.summary)}</p>",
    ]
    classes = _classes(view)
    head = "".join(f"<th{kind}>{_escaped(c.label)}</th>" for kind, c in zip(classes, view.columns, strict=True))
    parts += [f"<table><thead><tr>{head}</tr></thead>"] if view.sections else []
    for section in view.sections:
        title = f'<tr><th class="section" colspan="{len(view.columns)}">{_escaped(section.heading)}</th></tr>'
        parts += ["<tbody>", *([title] if section.heading else [])]
        parts += [*(_html_row(row, view.columns, classes) for row in section.rows), "</tbody>"]
    parts += ["</table>"] if view.sections else []
    parts += [f"<p>{_escaped(note)}</p>" for note in view.notes]
    return "\n".join([*parts, "</div>"])


def _html_row(row: Row, columns: tuple[Column, ...], classes: list[str]) -> str:
    said = html.escape("\n".join(one_line(str(s)) for s in row.sentences))
    cells = [
        f"<code>{_broken(t)}</code>" if c.code and t else _escaped(t) for t, c in zip(row.cells, columns, strict=True)
    ]
    tds = "".join(f"<td{kind}>{cell}</td>" for kind, cell in zip(classes, cells, strict=True))
    return f'<tr title="{said}">{tds}</tr>' if said else f"<tr>{tds}</tr>"


def _broken(text: str) -> str:
    """Let a long id go on in the next line."""
    return re.sub(r"(?<=[_-])", "<wbr>", _escaped(text))


def _classes(view: View) -> list[str]:
    """Return what each column is: numbers to the right, short words that stay on a line, or what may wrap."""
    longest = [
        max((width(row.cells[at]) for section in view.sections for row in section.rows), default=0)
        for at in range(len(view.columns))
    ]
    return [
        f' class="number{" long" if size > _SHORT + 2 else ""}"'
        if column.right
        else ' class="short"'
        if size <= _SHORT
        else ' class="id"'
        if column.code
        else ""
        for column, size in zip(view.columns, longest, strict=True)
    ]


def _escaped(text: str) -> str:
    return html.escape(one_line(text))
