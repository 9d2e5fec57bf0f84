"""The page of a result: its view as a table that can be searched, with the sentences behind the figures."""

from __future__ import annotations

import re

from govreport.render.page import Cell, Page, PageRow, PageSection, Sayings, Series, choice
from govreport.render.view import Column, Row, Saying, Section, View, width
from govreport.render.words import Words
from govreport.render.words import number as number_text

#: what takes no more half-widths than this is never wrapped: `100 million yuan`
_SHORT = 18


def view_page(view: View, words: Words, *, unfolded: bool = False) -> Page:
    """Lay out any view as a page: what a row is of stands at its head, ids are told by the pointer.

    What no vocabulary holds stands under headings of its own, folded unless `unfolded`.
    """
    sayings = Sayings()
    heads = _heads(view)
    everywhere = _everywhere(view, heads)
    taken = {at for places in heads.values() for at in places}
    shown = [(at, column) for at, column in enumerate(view.columns) if at not in taken]
    if everywhere:
        del heads["region"]
    rows: list[PageRow] = []
    sections: list[PageSection] = []
    for section in view.sections:
        for heading, some, folded in _parts(section, words, unfolded):
            members = [_row(len(rows) + n, section.heading, row, heads, shown, sayings) for n, row in enumerate(some)]
            rows += members
            sections.append(PageSection(heading, tuple(members), folded))
    headings = ((dict(row.kinds)["section"],) * 2 for row in rows)
    domains = ((d, words.domain(d)) for row in rows if (d := dict(row.kinds)["domain"]))
    return Page(
        title=f"{everywhere}{words('summary.sep')}{view.title}" if everywhere else view.title,
        summary=view.summary,
        lang=words.lang,
        heads=tuple(column.label for _, column in shown),
        sections=tuple(sections),
        sayings=sayings,
        worded=frozenset(n for n, (_, column) in enumerate(shown) if not column.right),
        named=view.columns[heads["name"][0]].label if view.columns else "",
        choices=(
            choice("section", words("page.section"), headings),
            choice("domain", words("page.domain"), domains),
        ),
        notes=view.notes,
    )


def _heads(view: View) -> dict[str, list[int]]:
    """Say which columns are what at the head of the rows; the first names them where none says so."""
    heads: dict[str, list[int]] = {}
    for at, column in enumerate(view.columns):
        if what := "id" if column.code else column.stands:
            heads.setdefault(what, []).append(at)
    return {"name": [0], **heads}


def _everywhere(view: View, heads: dict[str, list[int]]) -> str:
    """Return the region where all rows are of one: it is said once, above them."""
    regions = {row.cells[at] for at in heads.get("region", ()) for s in view.sections for row in s.rows}
    return regions.pop() if len(regions) == 1 else ""


def _parts(section: Section, words: Words, unfolded: bool) -> list[tuple[str, list[Row], bool]]:
    """Return the rows of a section, those of open ids apart."""
    if unfolded:
        return [(section.heading, list(section.rows), False)]
    known = [row for row in section.rows if row.domain != "open"]
    others = [row for row in section.rows if row.domain == "open"]
    counted_above = section.name if known else ""
    named = counted_above or section.heading
    heading = " · ".join(filter(None, (named, words("page.folded", n=len(others)))))
    parts = [(section.heading, known, False), (heading, others, True)]
    return [part for part in parts if part[1]] or [(section.heading, [], False)]


def _row(
    number: int, heading: str, row: Row, heads: dict[str, list[int]], shown: list[tuple[int, Column]], sayings: Sayings
) -> PageRow:
    numbers = {said: sayings.add(said.who, said.sentence, said.start, said.end, "") for said in row.sentences}
    head = {what: " · ".join(filter(None, (row.cells[at] for at in places))) for what, places in heads.items()}
    columns = tuple(_cell(row, at, column, numbers) for at, column in shown)
    return PageRow(
        number=number,
        id=head.get("id", ""),
        name=head["name"],
        about=head.get("about", ""),
        region=head.get("region", ""),
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
    kind = " ".join(filter(None, (tone, _set(text, column.right))))
    if not column.right:
        mark_with_its_word = re.sub(r"^(\S) ", "\\1\u00a0", text)
        return (Cell(text=mark_with_its_word, kind=kind),)
    # a figure that its side has no sentence for, as none of a phrase, opens nothing
    if column.side and column.side not in {said.side for said in numbers}:
        return (Cell(text=text, kind=kind),)
    own_first = sorted(numbers, key=lambda said: said.side != column.side)
    return (Cell(text=text, sayings=tuple(dict.fromkeys(numbers[said] for said in own_first)), kind=kind),)


def _set(text: str, right: bool) -> str:
    """Say how a text may be wrapped; words of a report where a number is missed have no blanks for it."""
    if width(text) > _SHORT:
        return "words" if not right else "" if " " in text else "said"
    return "" if right else "words short"
