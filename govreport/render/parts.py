"""What the views of all results share: which rows are listed, which are counted, which marks need a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import pandas as pd

from govreport.labels import MARKS
from govreport.render.view import Column, Row, Saying, Section
from govreport.render.words import FOUND, Words, text_of, years_text

Record = dict[Any, Any]


class Counted(Protocol):
    """What the views need of a result: its rows, and how many there are of each kind."""

    @property
    def frame(self) -> pd.DataFrame:
        """All rows."""

    @property
    def note(self) -> str:
        """Why there are no rows."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have data."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of rows."""

    def summary(self) -> pd.DataFrame:
        """Count the rows of every kind."""


def listed(result: Counted, open_ids: bool) -> pd.DataFrame:
    """Return the rows to list: all, or those of the vocabulary."""
    frame = result.frame
    return frame if open_ids else frame[frame["domain"] != "open"]


def records(frame: pd.DataFrame) -> list[Record]:
    """Return the rows as dictionaries."""
    columns = (column.to_numpy(dtype=object).tolist() for _, column in frame.items())
    names = frame.columns.tolist()  # an index of texts is read through anew, one by one, whenever it is asked
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def summary(result: Counted, words: Words, open_ids: bool) -> str:
    """Say in one line how many rows there are of each kind, and where those are that are not listed."""
    table = result.summary()
    known, opened = (dict(zip(result.kinds, table[c].tolist(), strict=True)) for c in ("vocabulary", "open"))
    return kinds_counted(known, opened, words, open_ids)


def kinds_counted(known: dict[str, int], opened: dict[str, int], words: Words, open_ids: bool) -> str:
    """Say in one line how many rows there are of each kind, those of the vocabulary and those of open ids."""
    n_known, n_open = sum(known.values()), sum(opened.values())
    line = words("summary.vocabulary", n=n_known)
    if n_known:
        line += words("summary.sep") + words.counts(known)
    if n_open:
        key = "summary.shown" if open_ids else "summary.hidden"
        line += "; " if words.lang == "en" else "；"
        line += words(key, open=words("summary.open", n=n_open), counts=words.counts(opened))
    return line


def thing_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns that say what a row is about."""
    return (
        Column(words("col.indicator"), stands="name"),
        Column(words("col.id"), code=True),
        Column(words("col.measure"), stands="about"),
    )


def thing_cells(row: Record, words: Words) -> tuple[str, ...]:
    """Return what stands in them."""
    return words.name(row), row["indicator"], words.measure(row["measure"], row["of"])


def sections_of(
    rows: list[Record], kinds: tuple[str, ...], column: str, laid: Callable[[Record, Words], Row], words: Words
) -> tuple[Section, ...]:
    """Return a section for each kind that there are rows of, with their number at its head."""
    found = ((kind, tuple(laid(row, words) for row in rows if row[column] == kind)) for kind in kinds)
    named = ((words(f"kind.{kind}"), some) for kind, some in found if some)
    return tuple(Section(f"{name} {len(some)}", some, name) for name, some in named)


def legend(rows: list[Record], sections: Iterable[Section], words: Words) -> tuple[str, ...]:
    """Explain the marks that the cells of the sections use; `rows` are what these were made of."""
    said = "".join(cell for section in sections for row in section.rows for cell in row.cells)
    used = [words(f"mark.{bound}") for bound, mark in MARKS.items() if mark in said]
    hidden = any(row.get(f"status_{side}") == "estimate" for row in rows for side in ("a", "b", "result", "before"))
    used += [words("mark.estimate")] if hidden else []
    used += [words("mark.found")] if FOUND in said else []
    return (words("note.legend", marks="  ".join(used)),) if used else ()


def empty_note(result: Counted, words: Words, **values: object) -> tuple[str, ...]:
    """Say why there are no rows."""
    if not result.note:
        return ()
    years = years_text(result.years) if result.years else words("none")
    return (words(f"note.{type(result).__name__.lower()}", note=result.note, years=years, **values),)


def sentences(row: Record, sides: tuple[str, ...], words: Words) -> tuple[Saying, ...]:
    """Return what each side says, with who says it and where the quote stands in it."""
    found: dict[str, Saying] = {}
    for side in sides:
        if text_of(row[f"sentence_{side}"]):
            said = saying(row, words, side, ends=f"_{side}")
            found.setdefault(str(said), said)
    return tuple(found.values())


def saying(row: Record, words: Words, side: str, *, ends: str = "") -> Saying:
    """Return the sentence that a row, or the columns of it that end so, are from."""
    at = int(row[f"sentence_start{ends}"])
    who = f"{words.region(text_of(row[f'report_region{ends}']))} {row[f'report_year{ends}']}"
    return Saying(
        who, text_of(row[f"sentence{ends}"]), int(row[f"start{ends}"]) - at, int(row[f"end{ends}"]) - at, side
    )


def tone(better: str, sign: str) -> str:
    """Say whether a rise or fall is for the better: `good`, `bad`, or "" where neither direction is."""
    good = {"more": "up", "less": "down"}.get(better)
    return "" if good is None or sign not in ("up", "down") else "good" if sign == good else "bad"


def verdict_shown(row: Record) -> str:
    """Return a verdict as it is shown: a figure off a target of which neither direction is better needs none."""
    undirected = row["verdict"] == "not_decidable" and row["reason"] == "neither direction is better"
    return "no_direction" if undirected else str(row["verdict"])


def reasons(row: Record, words: Words) -> str:
    """Write the reasons of a row in the reader's language, with the sides they are about."""
    measures = {
        f"measure_{s}": words(f"measure.{row[k]}")
        for s, k in (("a", "measure"), ("b", "measure_b"))
        if text_of(row.get(k))
    }
    bases = [
        (text_of(row.get(f"basis_{a}")), text_of(row.get(f"basis_{b}"))) for a, b in (("a", "b"), ("target", "result"))
    ]
    first, second = next((pair for pair in bases if any(pair)), ("", ""))
    details = {
        "basis_a": words.basis(first),
        "basis_b": words.basis(second),
        "basis": words.basis(first or second),
        "quote": text_of(row.get("quote_result")),
        "name_a": text_of(row.get("name_a")),
        "name_b": text_of(row.get("name_b")),
        "measure_a": "",
        "measure_b": "",
        **measures,
    }
    written = [words(f"reason.{reason}", **details) for reason in row["reason"].split("; ") if reason]
    doubts = (text_of(row.get(f"found_{side}")) for side in ("a", "b", "target", "result"))
    written += map(words.found, dict.fromkeys(one for found in doubts for one in found.split("; ") if one))
    return words("count.sep").join(written)
