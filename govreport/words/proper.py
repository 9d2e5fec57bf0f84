"""The report proper: what the speaker said, sentence by sentence, and whether it looks back or ahead.

Page shells, glossaries and annexes are not of it. Sentences are in canonical characters, in which a word that a file
spells in traditional characters or breaks over two lines is found all the same; `Proper.places` leads back to the file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from govreport.model import Report, Section
from govreport.text.canon import Canon, canon_of
from govreport.text.layout import find_report

__all__ = ["Part", "Proper", "Sentence", "proper"]

Part = Literal["review", "plan"]


class Sentence(NamedTuple):
    """A sentence of the report proper; headings are sentences too.

    Attributes
    ----------
    start, end : int
        Where it stands in `Report.text`.
    at : int
        Where it begins in `Proper.text`.
    said : str
        Its words in canonical characters: `Proper.text[at : at + len(said)]`.
    part : {"review", "plan"}
        Whether its section looks back or ahead.
    section : int
        The number of its section in `Report.sections`.
    """

    start: int
    end: int
    at: int
    said: str
    part: Part
    section: int


@dataclass(frozen=True, slots=True)
class Proper:
    """A report without what is only round it.

    Attributes
    ----------
    report : Report
    sentences : tuple of Sentence
        In order.
    canon : Canon
        The whole text in canonical characters, and the way back.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    canon: Canon

    @property
    def text(self) -> str:
        """The whole text of the file in canonical characters, in which `Sentence.at` counts."""
        return self.canon.text

    def section(self, sentence: Sentence) -> Section:
        """Return the section that a sentence stands in.

        Parameters
        ----------
        sentence : Sentence
        """
        return self.report.sections[sentence.section]

    def places(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return where spans of `text` stand in `Report.text`; many at once cost little more than one.

        Parameters
        ----------
        spans : list of tuple of int
        """
        return self.canon.all_back(spans)

    def characters(self, part: Part | None = None) -> int:
        """Count the characters that are no blanks, of one part or of all.

        Parameters
        ----------
        part : {"review", "plan"}, optional
        """
        chosen = (one.said for one in self.sentences if part is None or one.part == part)
        return sum(len(said) - said.count(" ") - said.count("\u3000") for said in chosen)


def proper(report: Report) -> Proper:
    """Return the report proper.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Proper
        Without sentences where the whole text is a page shell.

    Examples
    --------
    >>> from govreport import report_from_text
    >>> text = "XX市2024年政府工作报告\\n各位代表：\\n一、2023年工作回顾\\n保護環境。\\n二、2024年工作安排\\n加强环保。"
    >>> said = proper(report_from_text(text)).sentences
    >>> [(one.part, one.said) for one in said if one.said.endswith("。")]
    [('review', '保护环境。'), ('plan', '加强环保。')]
    >>> text[said[2].start : said[2].end]
    '保護環境。'
    """
    canon = canon_of(report)
    annexes = find_report(canon.text).annexes
    starts = [section.start for section in report.sections]
    spans = canon.all_forward(list(report.sentences))
    found: list[Sentence] = []
    for (start, end), (at, stop) in zip(report.sentences, spans, strict=True):
        number = bisect_right(starts, start) - 1
        kind = report.sections[number].kind if number >= 0 else "other"
        if kind == "other" or at >= stop or (annexes and any(first <= at < last for first, last in annexes)):
            continue
        found.append(Sentence(start, end, at, canon.text[at:stop], kind, number))
    return Proper(report, tuple(found), canon)
