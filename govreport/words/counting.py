"""Concepts counted in one report at a time: what is kept of a report is its hits and its size."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from govreport.model import Report
from govreport.territories import locate
from govreport.words.concept import Concepts
from govreport.words.matching import EXCLUDED, Found, Matcher, chosen
from govreport.words.proper import Part, Proper, proper

__all__ = ["PARTS", "Counted", "Hit", "Size", "Tally", "joined", "named", "spread"]

PARTS: tuple[Part, ...] = ("review", "plan")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word where a report says it: `report.text[start:end] == text`.

    `line` is the number of its sentence in the report proper.
    """

    concept: int
    term: int
    start: int
    end: int
    text: str
    line: int
    part: Part
    section: str
    sentence: str
    sentence_start: int


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
    counts : dict of (Part, int) to (int, int)
        Of each part and concept: hits, and sentences that have one.
    terms : dict of (Part, int, int) to int
        Of each part, concept and term: hits.
    hits : tuple of Hit
        Empty where they were not asked for.
    words : dict of str to int
        All words, where a segmenter was asked for.
    """

    region: str
    code: str
    year: int
    source: str
    sizes: dict[Part, Size]
    counts: dict[tuple[Part, int], tuple[int, int]]
    terms: dict[tuple[Part, int, int], int]
    hits: tuple[Hit, ...]
    words: dict[str, int]


def named(report: Report) -> tuple[str, str]:
    """Return the name of the region that reports, as every table has it, and its code, "" where it is not known.

    Parameters
    ----------
    report : Report

    Returns
    -------
    (str, str)

    Examples
    --------
    >>> from govreport import report_from_text
    >>> named(report_from_text("各位代表：\\n增长。", region="浙江", year=2024))
    ('浙江省', '330000')
    """
    place = locate(report.region)
    return (place.label, place.code) if place else (report.region, "")


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
        self._nested, self._keep, self._cut = nested, keep, cut
        owners: dict[str, list[tuple[int, int]]] = {}
        for number, concept in enumerate(concepts.values()):
            for place, term in enumerate(concept.terms):
                for wording in term.wordings:
                    owners.setdefault(wording, []).append((number, place))
            for wording in concept.excluded:
                owners.setdefault(wording, []).append((number, EXCLUDED))
        self._owners = list(owners.values())
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
        region, code = named(report)
        begins, body = joined(held)
        found = self._hits(body)
        lines = [bisect_right(begins, one.start) - 1 for _, one in found]
        counts, terms = _tallied(held, [(c, one.term, line) for (c, one), line in zip(found, lines, strict=True)])
        words, sizes = self._sizes(held)
        hits = tuple(_placed(held, begins, found)) if self._keep else ()
        return Counted(region, code, report.year, report.source, sizes, counts, terms, hits, words)

    def _hits(self, body: str) -> list[tuple[int, Found]]:
        by_concept: dict[int, list[Found]] = {}
        for start, end, number in self._matcher.find(body):
            for concept, term in self._owners[number]:
                by_concept.setdefault(concept, []).append(Found(start, end, term))
        return [
            (concept, one) for concept in sorted(by_concept) for one in chosen(by_concept[concept], nested=self._nested)
        ]

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
    """Return where each sentence begins, and the sentences one below the other: no word reaches from one into the next.

    Parameters
    ----------
    held : Proper

    Returns
    -------
    (list of int, str)
    """
    begins, at = [], 0
    for one in held.sentences:
        begins.append(at)
        at += len(one.said) + 1
    return begins, "\n".join(one.said for one in held.sentences)


def _tallied(
    held: Proper, found: Iterable[tuple[int, int, int]]
) -> tuple[dict[tuple[Part, int], tuple[int, int]], dict[tuple[Part, int, int], int]]:
    hits: Counter[tuple[Part, int]] = Counter()
    lines: Counter[tuple[Part, int]] = Counter()
    terms: Counter[tuple[Part, int, int]] = Counter()
    seen: set[tuple[int, int]] = set()
    for concept, term, line in found:
        part = held.sentences[line].part
        hits[part, concept] += 1
        terms[part, concept, term] += 1
        if (concept, line) not in seen:
            seen.add((concept, line))
            lines[part, concept] += 1
    return {key: (count, lines[key]) for key, count in hits.items()}, dict(terms)


def spread(held: Proper, begins: list[int], spans: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return `(number of the sentence, start, end)` in the file of spans of the joined sentences.

    Parameters
    ----------
    held : Proper
    begins : list of int
        As `joined` gives them.
    spans : list of (int, int)

    Returns
    -------
    list of (int, int, int)
    """
    lines = [bisect_right(begins, start) - 1 for start, _ in spans]
    shifts = [held.sentences[line].at - begins[line] for line in lines]
    places = held.places([(start + by, end + by) for (start, end), by in zip(spans, shifts, strict=True)])
    return [(line, start, end) for line, (start, end) in zip(lines, places, strict=True)]


def _placed(held: Proper, begins: list[int], found: list[tuple[int, Found]]) -> list[Hit]:
    """The hits with their places in the file."""
    text, sentences = held.report.text, held.sentences
    places = spread(held, begins, [(one.start, one.end) for _, one in found])
    said = {line: text[sentences[line].start : sentences[line].end] for line in {line for line, _, _ in places}}
    headings = [section.heading for section in held.report.sections]
    return [
        Hit(
            concept,
            one.term,
            start,
            end,
            text[start:end],
            line,
            sentences[line].part,
            headings[sentences[line].section],
            said[line],
            sentences[line].start,
        )
        for (concept, one), (line, start, end) in zip(found, places, strict=True)
    ]
