"""The page of a result: its view as a table that can be searched, with the sentences behind the figures."""

from __future__ import annotations

from govreport.render.page import Cell, Page, PageRow, PageSection, Sayings, Series, choice
from govreport.render.view import Column, Row, Saying, Section, View, width
from govreport.render.words import Words
from govreport.render.words import number as number_text

#: what takes no more half-widths than this is never wrapped: `100 million yuan`
_SHORT = 18


def view_page(view: View, words: Words, *, unfolded: bool = False) -> Page:
    """Lay out any view as a page: the first column names the row, ids are told by the pointer.

    What no vocabulary holds stands under headings of its own, folded unless `unfolded`.
    """
    sayings = Sayings()
    shown = [(at, column) for at, column in enumerate(view.columns) if at and not column.code]
    rows: list[PageRow] = []
    sections: list[PageSection] = []
    for section in view.sections:
        for heading, some, folded in _parts(section, words, unfolded):
            members = [_row(len(rows) + n, section.heading, row, view, shown, sayings) for n, row in enumerate(some)]
            rows += members
            sections.append(PageSection(heading, tuple(members), folded))
    headings = ((dict(row.kinds)["section"],) * 2 for row in rows)
    domains = ((d, words.domain(d)) for row in rows if (d := dict(row.kinds)["domain"]))
    return Page(
        title=view.title,
        summary=view.summary,
        lang=words.lang,
        heads=tuple(column.label for _, column in shown),
        sections=tuple(sections),
        sayings=sayings,
        worded=frozenset(n for n, (_, column) in enumerate(shown) if not column.right),
        named=view.columns[0].label if view.columns else "",
        choices=(
            choice("section", words("page.section"), headings),
            choice("domain", words("page.domain"), domains),
        ),
        notes=view.notes,
    )


def _parts(section: Section, words: Words, unfolded: bool) -> list[tuple[str, list[Row], bool]]:
    """Return the rows of a section, those of open ids apart."""
    if unfolded:
        return [(section.heading, list(section.rows), False)]
    known = [row for row in section.rows if row.domain != "open"]
    others = [row for row in section.rows if row.domain == "open"]
    heading = words("count.sep").join(part for part in (section.heading, words("page.folded", n=len(others))) if part)
    parts = [(section.heading, known, False), (heading, others, True)]
    return [part for part in parts if part[1]] or [(section.heading, [], False)]


def _row(number: int, heading: str, row: Row, view: View, shown: list[tuple[int, Column]], sayings: Sayings) -> PageRow:
    numbers = {said: sayings.add(said.who, said.sentence, said.start, said.end, "") for said in row.sentences}
    id = next((row.cells[at] for at, column in enumerate(view.columns) if column.code), "")
    columns = tuple(_cell(row, at, column, numbers) for at, column in shown)
    return PageRow(
        number=number,
        id=id,
        name=row.cells[0],
        about="",
        words=" ".join([*row.cells, *(said.sentence for said in row.sentences)]),
        columns=columns,
        kinds=(("section", heading), ("domain", row.domain)),
        series=_series(row),
    )


def _series(row: Row) -> Series | None:
    if len(row.points) < 2:
        return None
    return Series(tuple((year, value, number_text(value)) for year, value in sorted(row.points)))


def _cell(row: Row, at: int, column: Column, numbers: dict[Saying, int]) -> tuple[Cell, ...]:
    text = row.cells[at]
    if not text:
        return ()
    tone = f"tone {row.tone}" if column.toned and row.tone else ""
    plain = "words short" if width(text) <= _SHORT else "words"
    kind = " ".join(part for part in (tone, "" if column.right else plain) if part)
    if not column.right:
        return (Cell(text=text, kind=kind),)
    # a figure that its side has no sentence for, as none of a phrase, opens nothing
    if column.side and column.side not in {said.side for said in numbers}:
        return (Cell(text=text, kind=kind),)
    own_first = sorted(numbers, key=lambda said: said.side != column.side)
    return (Cell(text=text, sayings=tuple(dict.fromkeys(numbers[said] for said in own_first)), kind=kind),)
