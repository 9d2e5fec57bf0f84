"""`sentences`: two reports of one region, sentence beside sentence."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pandas as pd

from govreport.asked import called_right, methods_called_right
from govreport.errors import InputError
from govreport.extraction import extract
from govreport.indicators import OPEN, Vocabulary
from govreport.model import Report
from govreport.normalization import normalize
from govreport.panel import Panel, panel_of
from govreport.panel.planning import unreadable
from govreport.render.words import Words
from govreport.territories import locate
from govreport.text import read_report
from govreport.text.headings import find_headings
from govreport.words import beside
from govreport.words.aligning import Pair, align, inline, masked, woven
from govreport.words.linking import linked
from govreport.words.proper import Proper, Sentence, proper
from govreport.words.sides import TwoSided

__all__ = ["Sentences", "headings_of", "one_region", "opened_report", "sentences"]

_KINDS = ("kept", "reworded", "new", "dropped")
COLUMNS = (
    *("kind", "moved", "likeness", "section", "section_a", "section_b", "part_a", "part_b", "text_a", "text_b"),
    *("marked", "numbers", "numbers_changed", "start_a", "end_a", "start_b", "end_b"),
    *("report_region", "report_year_a", "report_year_b", "source_a", "source_b"),
)


@methods_called_right
@dataclass(frozen=True, eq=False, repr=False)
class Sentences(TwoSided):
    """Two reports sentence by sentence: what `sentences` returns.

    Attributes
    ----------
    region : str
        Whose reports they are.
    panel : Panel
        The metrics of both reports.

    Notes
    -----
    Columns of `frame`, one row for each pair of sentences or sentence that stands alone; every sentence of either
    report is in exactly one row, headings too:

    ========================== ========================================================================================
    kind                       `kept` word for word, `reworded`, `new`, `dropped`
    moved                      it stands in another order among the pairs
    likeness                   0 to 100: how much of the words is the same, all numbers taken as alike; 100 for `kept`,
                               0 where a side is missing
    section                    the heading under which the row is listed
    section_a, section_b       the heading that the sentence stands under in either report; "" where there is none
    part_a, part_b             `review` or `plan`; missing where the side is
    text_a, text_b             the sentence as it stands in the file; missing where the side is
    marked                     both in one, `[-what went-]{+what came+}`, for those that are reworded; else ""
    numbers, numbers_changed   how many numbers of the row the two reports share, and how many of them changed
    start_a, end_a, start_b,   offsets into the text of either report: `text[start:end]` is the sentence
    end_b
    report_region,             who says it, and where
    report_year_a,
    report_year_b, source_a,
    source_b
    ========================== ========================================================================================
    """

    region: str
    panel: Panel
    _numbers: pd.DataFrame = field(repr=False)
    _words: tuple[tuple[str, str], ...] = field(repr=False)
    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = _KINDS

    @property
    def kept(self) -> pd.DataFrame:
        """Sentences that both reports say word for word."""
        return self.of_kind("kept")

    @property
    def reworded(self) -> pd.DataFrame:
        """Sentences that both reports say in other words."""
        return self.of_kind("reworded")

    @property
    def new(self) -> pd.DataFrame:
        """Sentences of the second report that the first has nothing like."""
        return self.of_kind("new")

    @property
    def dropped(self) -> pd.DataFrame:
        """Sentences of the first report that the second has nothing like."""
        return self.of_kind("dropped")

    @property
    def numbers(self) -> pd.DataFrame:
        """The numbers in the sentences: one row for each number of either report, shared ones in one row.

        Columns: `row` (of `frame`), `kind` (`same`, `changed`, `new`, `dropped`), `indicator`, `name`, `measure`,
        `unit`, `value_a`, `value_b`, `quote_a`, `quote_b`, `bound_a`, `bound_b`, `period_end_a`, `period_end_b`,
        `change` (the second minus the first where both are exact), `panel_a` and `panel_b` (rows of `panel.frame`,
        for `panel.explain`).
        """
        return self._numbers.copy()

    def summary(self) -> pd.DataFrame:
        """Count the rows of every kind in what looks back and what looks ahead.

        Returns
        -------
        DataFrame
            Index the kinds; columns `review`, `plan` and `total`. A pair counts by its place in the second report.
        """
        rows = self._frame
        part = rows["part_b"].fillna(rows["part_a"])
        counts = {p: rows.loc[part == p, "kind"].value_counts() for p in ("review", "plan")}
        table = pd.DataFrame(counts).reindex(list(self.kinds)).fillna(0).astype("int64")
        return table.assign(total=table.sum(axis=1)).rename_axis("kind")

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        return {"rows": self._frame, "numbers": self._numbers}

    def _observed(self) -> pd.DataFrame:
        return self.panel.frame

    def _about(self) -> str:
        return f" {self.region} {self.years[0]} → {self.years[1]}"

    def _sheet(self, words: Words, open_ids: bool) -> beside.Sheet:
        told = _told(self._numbers, words, open_ids)
        rows = self._frame.to_dict("records")
        lines = [
            (row["section"], _line(row, said, told.get(number, ()), words))
            for number, (row, said) in enumerate(zip(rows, self._words, strict=True))
        ]
        blocks = [
            beside.Block(heading, tuple(line for _, line in group))
            for heading, group in itertools.groupby(lines, key=lambda pair: pair[0])
        ]
        counts = self.summary()["total"].to_dict()
        listed = words("count.sep").join(f"{words(f'said.{kind}')} {n}" for kind, n in counts.items())
        line = words("said.summary", counts=listed, moved=int(self._frame["moved"].sum()))
        notes = (words("said.note"), *([words("said.empty")] if not rows else []))
        place = words.region(self.region)
        heads = tuple(f"{place} {year}" for year in self.years)
        title = words("said.title", region=place, a=self.years[0], b=self.years[1])
        return beside.Sheet(title, line, (heads[0], heads[1]), tuple(blocks), notes, _KINDS)


#: what says in a quote itself that it is below nothing
_FALLEN = re.compile("[-−－负]|下降|减少")


def _line(row: Mapping[object, object], said: tuple[str, str], told: tuple[str, ...], words: Words) -> beside.Line:
    kind, (old, new) = str(row["kind"]), said
    left: beside.Marked = ((old, ""),) if old else ()
    right: beside.Marked = ((new, ""),) if new else ()
    short = right or left
    if kind == "reworded":
        names = {0: "", -1: "out", 1: "in"}
        short = tuple((text, names[sign]) for text, sign in woven(old, new))
        left, right = (tuple(p for p in short if p[1] != other) for other in ("in", "out"))
    above_a, above_b = str(row["section_a"] or ""), str(row["section_b"] or "")
    return beside.Line(
        kind,
        words(f"said.{kind}"),
        left,
        right,
        short,
        above_left=above_a if masked(above_a) != masked(str(row["section"])) else "",
        above_right=above_b if above_b != row["section"] else "",
        below=told,
        tags=(words("said.moved"),) if row["moved"] else (),
        full=kind != "reworded",
    )


def _told(numbers: pd.DataFrame, words: Words, open_ids: bool) -> dict[int, tuple[str, ...]]:
    """Return what is told of the numbers of every row: those that both sides state and that changed."""
    shown = numbers[numbers["kind"] == "changed"]
    if not open_ids:
        shown = shown[~shown["indicator"].str.startswith(OPEN)]
    told: dict[int, list[str]] = {}
    for row in shown.to_dict("records"):
        name, how = words.name(row), words.measure(row["measure"])
        if row["measure"] != "level":
            name = f"{name} ({how})" if words.lang == "en" else f"{name}（{how}）"
        said = " → ".join(_signed(row[f"quote_{side}"], row[f"value_{side}"]) for side in "ab")
        told.setdefault(row["row"], []).append(f"{name}: {said}")
    return {row: tuple(lines) for row, lines in told.items()}


def _signed(quote: str, value: float) -> str:
    """Return a quote with the sign that the word before it gives: 5% of `下降5%`."""
    return f"-{quote}" if value < 0 and not _FALLEN.search(quote) else quote


def opened_report(given: Report | str | Path, where: str) -> Report:
    """Return a report, read where a path is given."""
    if isinstance(given, Report):
        return given
    if isinstance(given, str | Path):
        return read_report(given)
    raise unreadable(given, "no report", expected="a Report or a path", where=where)


def one_region(a: Report, b: Report) -> str:
    """Return whose reports both are, and raise where they are not of one region."""
    places = [locate(report.region) for report in (a, b)]
    names = [place.label if place else report.region for place, report in zip(places, (a, b), strict=True)]
    if names[0] != names[1]:
        hint = "read_report(path, region=...) says whose a report is"
        raise InputError("reports of two regions", where="b", expected=names[0], found=names[1], hint=hint)
    return names[0]


def headings_of(whole: Proper) -> list[str]:
    """Return for every sentence the heading that it stands under, "" before the first."""
    if not whole.sentences:
        return []
    first, last = whole.sentences[0], whole.sentences[-1]
    found = find_headings(whole.text, first.at, last.at + len(last.said), whole.report.year)
    starts = [heading.start for heading in found]
    places = [bisect_right(starts, sentence.at) - 1 for sentence in whole.sentences]
    return [found[place].text if place >= 0 else "" for place in places]


@called_right
def sentences(a: Report | str | Path, b: Report | str | Path, *, vocabulary: Vocabulary | None = None) -> Sentences:
    """Set two reports of one region beside each other, sentence by sentence.

    Parameters
    ----------
    a, b : Report, str or Path
        The earlier and the later report; they are not changed.
    vocabulary : Vocabulary, optional
        For the numbers; the packaged one by default.

    Returns
    -------
    Sentences
        Its `frame` is described there; `print` it for what was reworded, `to_html(path)` for both side by side.

    Raises
    ------
    InputError
        For something that is no report, reports of two regions, or the later one first.

    Notes
    -----
    Sentences are those of the report proper: page shells, glossaries and annexes are out. What is equal in canonical
    characters is `kept`. Of the rest, those are `reworded` that share most of their words (`rapidfuzz`'s ratio of 58
    of 100, 72 for sentences of fewer than 14 characters, eight more where one looks back and the other ahead), the
    most alike first, numbers taken as alike. One sentence meets one: of a sentence that was divided, one part is
    `reworded` and the rest `new`.

    Numbers are linked within a row: the same indicator in the same measure and unit, over as many years, about as
    many before the report; see `Sentences.numbers`.

    Examples
    --------
    >>> import govreport as gr
    >>> files = gr.samples()
    >>> found = gr.sentences(files[-3], files[-2])
    >>> found.region, found.years, list(found.summary().index)
    ('全国', (2023, 2024), ['kept', 'reworded', 'new', 'dropped'])
    """
    first, second = opened_report(a, "a"), opened_report(b, "b")
    region = one_region(first, second)
    if first.year > second.year:
        found = f"{first.year} and {second.year}"
        raise InputError("the first report is the later one", where="a, b", expected="the earlier first", found=found)
    whole_a, whole_b = proper(first), proper(second)
    pairs = align(whole_a.sentences, whole_b.sentences)
    observed = [(report, normalize(report, extract(report), vocabulary)) for report in (first, second)]
    panel = panel_of(observed, vocabulary=vocabulary)
    counts = (len(observed[0][1]), len(observed[1][1]))
    numbers = linked(panel, counts, pairs, whole_a.sentences, whole_b.sentences)
    frame = _frame(pairs, whole_a, whole_b, numbers, region)
    said = tuple((_said(whole_a, pair.a), _said(whole_b, pair.b)) for pair in pairs)
    note = "" if pairs else "no sentence of the report proper in either"
    return Sentences(frame, note, (first.year, second.year), region, panel, numbers, said)


def _said(whole: Proper, number: int | None) -> str:
    return "" if number is None else whole.sentences[number].said


def _frame(pairs: Sequence[Pair], whole_a: Proper, whole_b: Proper, numbers: pd.DataFrame, region: str) -> pd.DataFrame:
    heads_a, heads_b = headings_of(whole_a), headings_of(whole_b)
    shared = numbers[numbers["kind"].isin(["same", "changed"])]
    n_shared = shared["row"].value_counts().to_dict()
    n_changed = shared.loc[shared["kind"] == "changed", "row"].value_counts().to_dict()
    rows = []
    section = ""
    for number, pair in enumerate(pairs):
        side_a = _side(whole_a, pair.a, heads_a)
        side_b = _side(whole_b, pair.b, heads_b)
        section = str(side_b["section"] or section or side_a["section"] or "")
        marked = inline(_said(whole_a, pair.a), _said(whole_b, pair.b)) if pair.kind == "reworded" else ""
        rows.append(
            {
                "kind": pair.kind,
                "moved": pair.moved,
                "likeness": pair.likeness,
                "section": section,
                **{f"{name}_a": value for name, value in side_a.items()},
                **{f"{name}_b": value for name, value in side_b.items()},
                "marked": marked,
                "numbers": n_shared.get(number, 0),
                "numbers_changed": n_changed.get(number, 0),
            }
        )
    frame = pd.DataFrame(rows, columns=[c for c in COLUMNS if not c.startswith(("report", "source"))])
    frame = frame.assign(
        report_region=region,
        report_year_a=whole_a.report.year,
        report_year_b=whole_b.report.year,
        source_a=whole_a.report.source,
        source_b=whole_b.report.source,
    )
    whole = dict.fromkeys(("start_a", "end_a", "start_b", "end_b"), "Int64")
    kinds = {"moved": "bool", "likeness": "float64", "numbers": "int64", "numbers_changed": "int64", **whole}
    return frame.astype(kinds)[list(COLUMNS)]


def _side(whole: Proper, number: int | None, heads: list[str]) -> dict[str, str | int | None]:
    if number is None:
        return {"section": "", "part": None, "text": None, "start": None, "end": None}
    one: Sentence = whole.sentences[number]
    text = whole.report.text[one.start : one.end]
    return {"section": heads[number], "part": one.part, "text": text, "start": one.start, "end": one.end}
