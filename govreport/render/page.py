"""A page: one self-contained HTML file in which every figure opens its sentence."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING

from govreport.render.assets import asset, safe, script_hash, template
from govreport.render.words import Words
from govreport.writing import saved

if TYPE_CHECKING:
    from markupsafe import Markup

#: a figure with its unit that is longer may take two lines
_LONG = 9
#: characters of rows and sentences from which on a page holds them packed
_LARGE = 3_000_000
#: rows from which on a page opens on those of one region
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: words, the sayings behind them, and what is to be seen beside them.

    Attributes
    ----------
    text, title : str
        What is shown, and what a pointer that rests on it is told.
    sayings : tuple of int
        Numbers in the page's `Sayings`; empty where nothing is behind it.
    kind : str
        `target`, `span` or "".
    estimate : bool
    verdict, verdict_mark : str
    change, tone : str
        A change under the value, and `good`, `bad` or "".
    mark : str
        Why there is a line before the cell: a break in what the name means.
    notes : tuple of int
        Numbers of what was found about it in the page's `Sayings`.
    doubt : bool
        Whether the reading of what stands here is in doubt.
    """

    text: str = ""
    title: str = ""
    sayings: tuple[int, ...] = ()
    kind: str = ""
    estimate: bool = False
    verdict: str = ""
    verdict_mark: str = ""
    change: str = ""
    tone: str = ""
    mark: str = ""
    notes: tuple[int, ...] = ()
    doubt: bool = False

    @property
    def classes(self) -> str:
        """The names that the style sheet knows."""
        long = " " in self.text and len(self.text) > _LONG and (not self.kind or self.kind.startswith("tone"))
        marks = (("estimate", self.estimate), ("doubt", self.doubt), ("long", long))
        names = (self.kind, *(name for name, there in marks if there))
        return " ".join(name for name in names if name)


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of a row: year, value and how it is written, of results and of targets."""

    results: tuple[tuple[int, float, str], ...]
    targets: tuple[tuple[int, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row: an indicator of a region in one measure, and its cells column by column.

    A compact row has all its cells in one; `held` are the numbers of the columns of years that hold something.
    """

    number: int
    id: str
    name: str
    about: str
    words: str
    columns: tuple[tuple[Cell, ...], ...]
    region: str = ""
    kinds: tuple[tuple[str, str], ...] = ()
    series: Series | None = None
    has_target: bool = False
    compact: bool = False
    held: tuple[int, ...] = ()

    @property
    def trend(self) -> Markup:
        """The row as a small line, safe to be put into the page as it is."""
        return safe(_spark(self.series) if self.series else "")


@dataclass(frozen=True, slots=True)
class PageSection:
    """Rows under a heading, folded until a reader opens them or searches for one."""

    heading: str
    rows: tuple[PageRow, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """A value that rows can be filtered by."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: the key that rows carry, its label and its values."""

    key: str
    label: str
    options: tuple[Option, ...]


@dataclass(slots=True)
class Sayings:
    """The sentences behind the cells, each kept once however many figures it holds."""

    who: dict[str, int] = field(default_factory=dict)
    sentences: dict[tuple[int, str], int] = field(default_factory=dict)
    sayings: dict[tuple[int, int, int, str], int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)

    def add(self, who: str, sentence: str, start: int, end: int, about: str) -> int:
        """Keep a saying and return its number; `start` and `end` are places in the sentence."""
        speaker = self.who.setdefault(who, len(self.who))
        place = self.sentences.setdefault((speaker, sentence), len(self.sentences))
        return self.sayings.setdefault((place, start, end, about), len(self.sayings))

    def note(self, text: str) -> int:
        """Keep what was found about a figure and return its number."""
        return self.notes.setdefault(text, len(self.notes))


@dataclass(frozen=True)
class Page:
    """All that a page shows."""

    title: str
    summary: str
    lang: str
    heads: tuple[str, ...]
    sections: tuple[PageSection, ...]
    sayings: Sayings
    years: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()
    named: str = ""
    drawn: str = ""
    worded: frozenset[int] = frozenset()
    newest: int = -1

    @cached_property
    def rows(self) -> tuple[PageRow, ...]:
        """The rows of all sections."""
        return tuple(row for section in self.sections for row in section.rows)

    @cached_property
    def has_trends(self) -> bool:
        """Whether any row has a line to show."""
        return any(row.series and len(row.series.results) > 1 for row in self.rows)

    @property
    def has_targets(self) -> bool:
        """Whether some rows have a target and others have none."""
        return 0 < sum(row.has_target for row in self.rows) < len(self.rows)

    @property
    def has_changes(self) -> bool:
        """Whether any cell has a change under it."""
        return any(cell.change for row in self.rows for cells in row.columns for cell in cells)

    @property
    def first_year_column(self) -> int:
        """The number of the first column of years, counted from 1."""
        return 3 if self.has_trends else 2

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.heads) + self.first_year_column - 1


def choice(key: str, label: str, said: Iterable[tuple[str, str]]) -> Choice:
    """Make a filter of what the rows say: pairs of value and label, in the order in which they are to be offered."""
    return Choice(key, label, tuple(Option(*one) for one in counted(said)))


def counted(said: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Return each pair of value and label once, with how often it was said."""
    counts: dict[tuple[str, str], int] = {}
    for pair in said:
        counts[pair] = counts.get(pair, 0) + 1
    return [(value, label, n) for (value, label), n in counts.items()]


def write_page(page: Page) -> str:
    """Write a page as one HTML file: styles, scripts and data inside, nothing asked of the network.

    Examples
    --------
    >>> write_page(Page("<b>", "", "en", (), (), Sayings())).count("<title>&lt;b&gt;</title>")
    1
    """
    from govreport import __version__

    words = Words(page.lang)
    scripts = [asset("uPlot.iife.min.js")] if page.rows else []
    scripts += [asset("shown.js"), asset("page.js")]
    look = {"years": page.years, "width": page.width, "has_trends": page.has_trends}
    heads = () if page.years else page.heads
    rows = [template("rows.html.jinja").render(section=section, heads=heads, **look) for section in page.sections]
    data = _json(page, words)
    large = len(data) + sum(map(len, rows)) > _LARGE
    return str(
        template("page.html.jinja").render(
            page=page,
            label=words,
            has_targets=page.has_targets,
            has_changes=page.has_changes,
            version=__version__,
            rows=[safe(part) for part in rows],
            data=safe(data),
            packed=safe(_packed(data, rows)) if large else "",
            style=safe(asset("page.css")),
            chart_style=safe(asset("uPlot.min.css")),
            scripts=[safe(script) for script in scripts],
            script_hashes=safe(" ".join(script_hash(script) for script in scripts)),
            **look,
        )
    )


def _packed(data: str, rows: list[str]) -> str:
    """Pack the data and the rows of the sections: names and sentences come again and again, a sixth of them is left."""
    text = f'{{"data":{data},"rows":{json.dumps(rows, ensure_ascii=False)}}}'
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def save_page(page: Page, path: str | PathLike[str]) -> str:
    """Write a page to a file and return it, or say why the file cannot be written."""
    return saved(path, write_page(page))


def _json(page: Page, words: Words) -> str:
    """Write the data of a page so that no text in it can end the script that holds it."""
    series = {
        row.number: [row.series.results, row.series.targets]
        for row in page.rows
        if row.series and len({year for year, *_ in (*row.series.results, *row.series.targets)}) > 1
    }
    data = {
        "who": list(page.sayings.who),
        "sentences": list(page.sayings.sentences),
        "sayings": list(page.sayings.sayings),
        "notes": list(page.sayings.notes),
        "series": series,
        "years": len(page.years),
        "newest": page.newest,
        "many": _MANY,
        "labels": {
            "none": words("page.no_figure"),
            "result": page.drawn or words("col.result"),
            "target": words("col.target"),
        },
    }
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", text)


_SPARK = (96, 22)


def _spark(series: Series) -> str:
    """Draw the results of a row as a line with gaps, its last value as a dot; "" where there are fewer than two."""
    known = [(year, value) for year, value, _ in series.results]
    if len(known) < 2:
        return ""
    values = [value for _, value in known]
    spoken = [year for year, *_ in (*series.results, *series.targets)]
    first, last = min(spoken), max(spoken)
    low, span = min(values), max(values) - min(values)
    width, height = _SPARK

    def place(year: int, value: float) -> tuple[float, float]:
        right = (year - first) / max(1, last - first) * (width - 6) + 3
        down = height / 2 if not span else height - 3 - (value - low) / span * (height - 6)
        return round(right, 1), round(down, 1)

    runs: list[list[tuple[float, float]]] = []
    before = None
    for year, value in known:
        if before is None or year - before > 1:
            runs.append([])
        runs[-1].append(place(year, value))
        before = year
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in run) for run in runs if len(run) > 1)
    dots = "".join(f'<circle class="alone" cx="{x:g}" cy="{y:g}" r="1.2"/>' for (x, y), *more in runs if not more)
    x, y = runs[-1][-1]
    line = f'<path d="{path}"/>' if path else ""
    end = f'<circle class="end" cx="{x:g}" cy="{y:g}" r="2"/>'
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg {size} aria-hidden="true">{line}{dots}{end}</svg>'
