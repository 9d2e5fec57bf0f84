"""Concepts counted in one report at a time: what is kept of a report is its hits, in numbers, and its size."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govreport.model import Report
from govreport.panel.rows import reporter_of
from govreport.text.canon import Canon
from govreport.words.concept import Concepts
from govreport.words.matching import EXCLUDED, Found, Matcher, chosen
from govreport.words.proper import Part, Proper, proper

__all__ = ["PARTS", "Counted", "Line", "Lines", "Size", "Tally", "joined", "lined", "spread"]

PARTS: tuple[Part, ...] = ("review", "plan")
Ints = npt.NDArray[np.int64]


class Line(NamedTuple):
    """A sentence that has a hit, as it stands in the file, and where."""

    start: int
    part: Part
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The sentences of a report that have a hit, one behind the other.

    Attributes
    ----------
    text : str
        All of them.
    rows : array of int32, (sentences, 5)
        Its number in the report, where it begins in the file and ends in `text`, its part and its heading.
    headings : tuple of str
    """

    text: str
    rows: npt.NDArray[np.int32]
    headings: tuple[str, ...]

    def each(self) -> dict[int, Line]:
        """Return each sentence by its number in the report."""
        found, at = {}, 0
        for number, start, end, part, heading in self.rows.tolist():
            found[number] = Line(start, PARTS[part], self.headings[heading], self.text[at:end])
            at = end
        return found


@dataclass(frozen=True, slots=True)
class Size:
    """How long a part of a report is."""

    sentences: int
    characters: int
    words: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What is kept of a report.

    Attributes
    ----------
    region, code, year, source
        Which report.
    sizes : dict of Part to Size
    counts, lines : array of (parts, concepts)
        Hits, and sentences that have one.
    terms : array of (rows, 4)
        Part, concept, term and how often it is said.
    hits : array of (hits, 5)
        Concept, term, start and end in the file, and the number of the sentence; empty where they were not asked for.
    said : Lines
        The sentences of the hits, each once.
    words : dict of str to int
        All words, where a segmenter was asked for.
    """

    region: str
    code: str
    year: int
    source: str
    sizes: dict[Part, Size]
    counts: Ints
    lines: Ints
    terms: npt.NDArray[np.int32]
    hits: npt.NDArray[np.int32]
    said: Lines
    words: dict[str, int]


class Tally:
    """Counts the words of concepts in reports.

    Parameters
    ----------
    concepts : Concepts
    nested : bool
        Count words inside longer ones of the same concept.
    keep : bool
        Keep the hits.
    cut : callable, optional
        Divides a text into words.
    """

    def __init__(self, concepts: Concepts, nested: bool, keep: bool, cut: Callable[[str], list[str]] | None) -> None:
        self._nested, self._keep, self._cut, self._concepts = nested, keep, cut, len(concepts)
        owners: dict[str, list[tuple[int, int]]] = {}
        for number, concept in enumerate(concepts.values()):
            for place, term in enumerate(concept.terms):
                for wording in term.wordings:
                    owners.setdefault(wording, []).append((number, place))
            for wording in concept.excluded:
                owners.setdefault(wording, []).append((number, EXCLUDED))
        self._owners = np.array([one for some in owners.values() for one in some], dtype=np.int64).reshape(-1, 2)
        self._width = max((len(concept.terms) for concept in concepts.values()), default=1)
        self._owned = np.array([len(some) for some in owners.values()], dtype=np.int64)
        self._first = np.cumsum(self._owned) - self._owned
        self._matcher = Matcher(list(owners))

    def count(self, report: Report) -> Counted:
        """Count one report.

        Parameters
        ----------
        report : Report

        Returns
        -------
        Counted
        """
        held = proper(report)
        region, code = reporter_of(report)
        begins, body = joined(held)
        found = self._hits(body)
        lines = np.searchsorted(np.array(begins, dtype=np.int64), found[:, 0], side="right") - 1
        parts = np.array([PARTS.index(one.part) for one in held.sentences], dtype=np.int64)
        counts, speaking, terms = self._tallied(found, lines, parts)
        words, sizes = self._sizes(held)
        hits, said = _placed(held, begins, found, lines) if self._keep else _NOTHING
        who = (region, code, report.year, report.source)
        return Counted(*who, sizes, counts, speaking, terms.astype(np.int32), hits.astype(np.int32), said, words)

    def _hits(self, body: str) -> Ints:
        """Rows of start, end, concept and term: what counts, by concept and in the order of the text."""
        places = np.array(self._matcher.find(body), dtype=np.int64).reshape(-1, 3)
        number = places[:, 2]
        owned = self._owned[number]
        # a word of several concepts is a row for each
        each = np.arange(owned.sum()) - np.repeat(np.cumsum(owned) - owned, owned)
        who = self._owners[np.repeat(self._first[number], owned) + each]
        rows = np.column_stack([np.repeat(places[:, :2], owned, axis=0), who])
        rows = rows[np.lexsort((-rows[:, 1], rows[:, 0], rows[:, 2]))]
        meets = (rows[1:, 2] == rows[:-1, 2]) & (rows[1:, 0] < rows[:-1, 1])
        mixed = np.unique(rows[1:][meets, 2])
        apart: Ints = rows[~np.isin(rows[:, 2], mixed) & (rows[:, 3] != EXCLUDED)]
        if not len(mixed):
            return apart
        kept = [apart]
        for concept in mixed.tolist():
            own = [Found(start, end, term) for start, end, _, term in rows[rows[:, 2] == concept].tolist()]
            some = [(one.start, one.end, concept, one.term) for one in chosen(own, nested=self._nested)]
            kept.append(np.array(some, dtype=np.int64).reshape(-1, 4))
        every = np.concatenate(kept)
        ordered: Ints = every[np.lexsort((every[:, 0], every[:, 2]))]
        return ordered

    def _tallied(self, found: Ints, lines: Ints, parts: Ints) -> tuple[Ints, Ints, Ints]:
        """Hits and speaking sentences of each part and concept, and how often each part says each term."""
        shape = (len(PARTS), self._concepts)
        part, concept = parts[lines], found[:, 2]
        counts = np.bincount(part * self._concepts + concept, minlength=shape[0] * shape[1]).reshape(shape)
        once = np.unique(concept * (len(parts) + 1) + lines)
        who, where = once // (len(parts) + 1), once % (len(parts) + 1)
        speaking = np.bincount(parts[where] * self._concepts + who, minlength=counts.size).reshape(shape)
        width = self._width
        terms, often = np.unique((part * self._concepts + concept) * width + found[:, 3], return_counts=True)
        at = terms // width
        table = np.column_stack([at // self._concepts, at % self._concepts, terms % width, often])
        return counts, speaking, table

    def _sizes(self, held: Proper) -> tuple[dict[str, int], dict[Part, Size]]:
        words: Counter[str] = Counter()
        sizes: dict[Part, Size] = {}
        for part in PARTS:
            said = [one.said for one in held.sentences if one.part == part]
            own = Counter(word for line in said for word in self._cut(line)) if self._cut else Counter[str]()
            words.update(own)
            sizes[part] = Size(len(said), held.characters(part), own.total())
        return dict(words), sizes


def joined(held: Proper) -> tuple[list[int], str]:
    """Return where each sentence of a report begins, and the sentences one below the other.

    Parameters
    ----------
    held : Proper

    Returns
    -------
    (list of int, str)
    """
    return lined([one.said for one in held.sentences])


def lined(said: list[str]) -> tuple[list[int], str]:
    """Return where each sentence begins, and the sentences one below the other: no word reaches from one into the next.

    Parameters
    ----------
    said : list of str

    Returns
    -------
    (list of int, str)

    Examples
    --------
    >>> lined(["增长。", "就业。"])
    ([0, 4], '增长。\\n就业。')
    """
    begins, at = [], 0
    for one in said:
        begins.append(at)
        at += len(one) + 1
    return begins, "\n".join(said)


def spread(canon: Canon, ats: list[int], begins: list[int], spans: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return `(number of the sentence, start, end)` in the file of spans of the joined sentences.

    Parameters
    ----------
    canon : Canon
        The canonical text of the file.
    ats : list of int
        Where each sentence begins in that.
    begins : list of int
        As `lined` gives them.
    spans : list of (int, int)

    Returns
    -------
    list of (int, int, int)
    """
    lines = [bisect_right(begins, start) - 1 for start, _ in spans]
    shifts = [ats[line] - begins[line] for line in lines]
    places = canon.all_back([(start + by, end + by) for (start, end), by in zip(spans, shifts, strict=True)])
    return [(line, start, end) for line, (start, end) in zip(lines, places, strict=True)]


_NOTHING = (np.zeros((0, 5), dtype=np.int64), Lines("", np.zeros((0, 5), dtype=np.int32), ()))


def _placed(held: Proper, begins: list[int], found: Ints, lines: Ints) -> tuple[Ints, Lines]:
    """The hits with their places in the file, and their sentences."""
    ats = [one.at for one in held.sentences]
    places = spread(held.canon, ats, begins, [(start, end) for start, end in found[:, :2].tolist()])
    spans = np.array(places, dtype=np.int64).reshape(-1, 3)
    headings: dict[str, int] = {}
    rows, said, at = [], [], 0
    for number in np.unique(lines).tolist():
        one = held.sentences[number]
        said.append(held.report.text[one.start : one.end])
        at += len(said[-1])
        heading = headings.setdefault(held.section(one).heading, len(headings))
        rows.append((number, one.start, at, PARTS.index(one.part), heading))
    kept = Lines("".join(said), np.array(rows, dtype=np.int32).reshape(-1, 5), tuple(headings))
    return np.column_stack([found[:, 2:], spans[:, 1:], lines]), kept
