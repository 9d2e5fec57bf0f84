"""What two reports say, side by side: the view of `Sentences` and `Promises`, and the formats it is written in."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike

from govreport.render.assets import asset, safe, script_hash, template
from govreport.render.page import counted
from govreport.render.terminal import lines_of
from govreport.render.view import in_markdown, one_line, unbroken
from govreport.render.words import Words
from govreport.writing import saved

__all__ = ["Block", "Line", "Marked", "Sheet", "fragment", "marked_text", "page", "to_markdown", "to_text"]

#: words and what they are: "" as they stand, `out` went, `in` came, `task` what is spoken of, `cue` what decided
Marked = tuple[tuple[str, str], ...]
_SIGNS = {"out": ("[-", "-]"), "in": ("{+", "+}"), "cue": ("【", "】")}
_MARKDOWN = {"out": ("~~", "~~"), "in": ("**", "**"), "cue": ("**", "**")}
#: what stands before lines that go on
_HANGING = " " * 6
_STYLE = (
    ".govreport-sides table{border-collapse:collapse;margin:.3em 0 1em;table-layout:fixed;width:100%}"
    ".govreport-sides td{text-align:left!important;vertical-align:top;padding:.2em .7em;"
    "border-bottom:1px solid rgba(128,128,128,.3)}"
    ".govreport-sides td:first-child{width:6em;white-space:nowrap}.govreport h4{margin:.8em 0 .2em}"
    ".govreport .out{text-decoration:line-through;color:#a8480b}.govreport .in{font-weight:600;color:#1b6e5a}"
    ".govreport .cue{font-weight:600;text-decoration:underline}.govreport small{display:block;opacity:.75}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its kind, what either side says, and what is told of it.

    Attributes
    ----------
    kind, label : str
        The kind, and its name for a reader.
    left, right : Marked
        What either report says; empty where it says nothing.
    short, then : Marked
        Both in one, for a terminal; `then` only where all is listed.
    above_left, above_right : str
        Where in the report it stands.
    below : tuple of str
        The numbers in it, or what decided.
    tags : tuple of str
        What else can be asked for, as `moved`.
    full : bool
        Whether it is only listed where everything is.
    """

    kind: str
    label: str
    left: Marked = ()
    right: Marked = ()
    short: Marked = ()
    then: Marked = ()
    above_left: str = ""
    above_right: str = ""
    below: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    full: bool = False

    @property
    def searched(self) -> str:
        """All words of the row."""
        return " ".join([*(text for text, _ in (*self.left, *self.right)), *self.below, self.label])


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is to be shown: a title, one line that says it all, two heads, rows in blocks, notes.

    `order` is that of the kinds; those in `closed` are hidden on a page until they are asked for. Where `hidden` says
    so, they are not in a fragment and come last in Markdown.
    """

    title: str
    summary: str
    heads: tuple[str, str]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    hidden: str = ""

    def blocks_of(self, *, closed: bool) -> list[Block]:
        """Return the blocks with the lines of the kinds in `closed` alone, or without them."""
        kept = [
            (block, [line for line in block.lines if (line.kind in self.closed) == closed]) for block in self.blocks
        ]
        return [Block(block.heading, tuple(lines)) for block, lines in kept if lines]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows of all blocks."""
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        """The kinds there are, with their names and how many rows are of them."""
        found = counted((line.kind, line.label) for line in self.lines)
        return sorted(found, key=lambda kind: self.order.index(kind[0]) if kind[0] in self.order else len(self.order))

    @property
    def sections(self) -> list[tuple[str, str, int]]:
        """The headings, and how many rows stand under them."""
        return counted((block.heading,) * 2 for block in self.blocks for _ in block.lines if block.heading)


def marked_text(marked: Marked) -> str:
    """Write marked words as plain text.

    Examples
    --------
    >>> marked_text((("增长", ""), ("5", "out"), ("8", "in"), ("%", "")))
    '增长[-5-]{+8+}%'
    """
    return one_line("".join(text.join(_SIGNS.get(name, ("", ""))) for text, name in marked))


def to_text(sheet: Sheet, *, everything: bool) -> str:
    """Write a sheet for a terminal, no line wider than a page."""
    rows = [sheet.title, sheet.summary]
    for block in sheet.blocks:
        shown = [line for line in block.lines if everything or not line.full]
        rows += ["", block.heading] if shown and block.heading else []
        for line in shown:
            rows.append(f"  {line.label}  {marked_text(line.short)}")
            rows += [f"{_HANGING}→ {marked_text(line.then)}"] if everything and line.then else []
            rows += [f"{_HANGING}{one_line(told)}" for told in line.below]
    rows += ["", sheet.hidden] if sheet.hidden and not everything else []
    rows += ["", *sheet.notes] if sheet.notes else []
    return "\n".join(line for row in rows for line in lines_of(row, hanging=_HANGING if row.startswith(" ") else ""))


def to_markdown(sheet: Sheet) -> str:
    """Write a sheet as Markdown: a list under each heading, what went struck through, what came in bold."""
    blocks = [f"## {in_markdown(sheet.title)}", in_markdown(sheet.summary)]
    if sheet.hidden:
        blocks += [*_listed(sheet.blocks_of(closed=False))]
        behind = sheet.blocks_of(closed=True)
        blocks += [f"## {in_markdown(behind[0].lines[0].label)}", *_listed(behind)] if behind else []
    else:
        blocks += _listed(sheet.blocks)
    return "\n\n".join([*blocks, *map(in_markdown, sheet.notes)]) + "\n"


def _listed(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.heading:
            yield f"### {in_markdown(block.heading)}"
        rows = []
        for line in block.lines:
            rows.append(f"- `{line.label}` {_in_markdown(line.short)}")
            rows += [f"  <br>→ {_in_markdown(line.then)}"] if line.then else []
            rows += [f"  <br>{in_markdown(told)}" for told in line.below]
        yield "\n".join(rows)


def _in_markdown(marked: Marked) -> str:
    return "".join(in_markdown(text).join(_MARKDOWN.get(name, ("", ""))) for text, name in marked)


def fragment(sheet: Sheet) -> str:
    """Write a sheet as an HTML fragment; all words of reports are escaped, and what is hidden is counted."""
    parts = [f'<div class="govreport govreport-sides"><style>{_STYLE}</style>']
    parts.append(f"<p><strong>{_escaped(sheet.title)}</strong><br>{_escaped(sheet.summary)}</p>")
    for block in sheet.blocks_of(closed=False) if sheet.hidden else sheet.blocks:
        parts += [f"<h4>{_escaped(block.heading)}</h4>"] if block.heading else []
        parts.append("<table><tbody>")
        for line in block.lines:
            below = "".join(f"<small>{_escaped(told)}</small>" for told in line.below)
            cells = f"<td>{_in_html(line.left)}</td><td>{_in_html(line.right)}{below}</td>"
            parts.append(f"<tr><td>{_escaped(line.label)}</td>{cells}</tr>")
        parts.append("</tbody></table>")
    parts += [f"<p>{_escaped(note)}</p>" for note in (sheet.hidden, *sheet.notes) if note]
    return "\n".join([*parts, "</div>"])


def _in_html(marked: Marked) -> str:
    return "".join(f'<span class="{name}">{_escaped(t)}</span>' if name else _escaped(t) for t, name in marked)


def _escaped(text: str) -> str:
    return html.escape(unbroken(text))


def page(sheet: Sheet, path: str | PathLike[str], words: Words) -> str:
    """Write a sheet as one self-contained page with a search box and filters, both sentences side by side.

    Raises
    ------
    InputError
        For a path that cannot be written.
    """
    from govreport import __version__

    script = f"{asset('shown.js')}\n{asset('beside.js')}"
    text = template("beside.html.jinja").render(
        sheet=sheet,
        label=words,
        version=__version__,
        style=safe(asset("page.css") + asset("beside.css")),
        script=safe(script),
        script_hash=safe(script_hash(script)),
    )
    return saved(path, text)


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet to be written in every format."""

    sheet: Sheet
    words: Words

    def text(self, *, sentences: bool) -> str:
        """Write it for a terminal."""
        return to_text(self.sheet, everything=sentences)

    def markdown(self) -> str:
        """Write all rows as Markdown."""
        return to_markdown(self.sheet)

    def fragment(self) -> str:
        """Write all rows as HTML."""
        return fragment(self.sheet)

    def page(self, path: str | PathLike[str]) -> str:
        """Write a page with both sentences side by side."""
        return page(self.sheet, path, self.words)
