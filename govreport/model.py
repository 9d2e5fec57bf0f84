"""The frozen types that flow through the library, with no logic of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from govreport.language import agreeing, chosen, told

__all__ = ["Indicator", "Match", "Metric", "Observation", "Report", "Section"]

SectionKind = Literal["review", "plan", "other"]
Measure = Literal["level", "growth", "change", "gap", "multiple", "rank", "streak"]
Observed = Literal["level", "growth", "change", "gap", "multiple", "rank", "streak", "completion"]
Aim = Literal["", "floor", "stretch"]
Bound = Literal["exact", "about", "near", "over", "under"]
Status = Literal["actual", "estimate", "target"]

#: of what a rank or a streak is
OF = ("", "level", "growth", "share")
OF_SOMETHING = ("rank", "streak")
MEASURES: tuple[Measure, ...] = ("level", "growth", "change", "gap", "multiple", "rank", "streak")
#: what an observation may be of: a normalizer tells the completion of a plan from the level that it is said as
OBSERVED: tuple[Observed, ...] = (*MEASURES, "completion")
AIMS: tuple[Aim, ...] = ("", "floor", "stretch")
BOUNDS: tuple[Bound, ...] = ("exact", "about", "near", "over", "under")
STATUSES: tuple[Status, ...] = ("actual", "estimate", "target")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report: `text[start:end]`.

    Attributes
    ----------
    heading : str
        The heading, in one line and in canonical characters, "" where there is none.
    start, end : int
        Character offsets into `Report.text`; the sections of a report follow each other without a gap.
    kind : {"review", "plan", "other"}
        `other` is what is not the report: page shells, source lines, glossaries, the body given twice.
        Nothing is extracted from it.
    period : tuple of int
        First and last year that the section speaks of when its sentences do not say.
    """

    heading: str
    start: int
    end: int
    kind: SectionKind
    period: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Report:
    """One report; its text is never rewritten.

    Attributes
    ----------
    text : str
        The text as it is in the file. All offsets in the library count its characters.
    region : str
        The territory that reports, as `全国` or `浙江省`.
    year : int
        The year it was delivered.
    title : str
        The title line, in canonical characters, "" where the text has none.
    source : str
        The path or label it came from.
    sections : tuple of Section
        In order, without gaps, covering the text.
    sentences : tuple of tuple of int
        `(start, end)` of every sentence outside `other` sections.
    """

    text: str
    region: str
    year: int
    title: str
    source: str
    sections: tuple[Section, ...]
    sentences: tuple[tuple[int, int], ...]
    # what reading made of the text and all else would make again: see `govreport.text.canon_of`
    _canon: Any = field(default=None, init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        """Return three lines: whose report, its title and size, and where it came from; not the text."""
        parts = ", ".join(
            f"{sum(s.kind == kind for s in self.sections)} {kind}" for kind in ("review", "plan", "other")
        )
        return (
            f"<Report {self.region} {self.year}: {self.title or 'no title'}\n"
            f" {agreeing(f'{len(self.text):,} characters, {len(self.sentences):,} sentences')}; sections: {parts}\n"
            f" {self.source or 'no source'}>"
        )

    def __str__(self) -> str:
        """Say in three lines whose report it is, its title and size, and where it came from."""
        lang = chosen() or "zh"
        review, plan, other = (sum(s.kind == kind for s in self.sections) for kind in ("review", "plan", "other"))
        lines = [
            told(f"report of {self.region}, {self.year}", lang) + f"{'：' if lang == 'zh' else ': '}{self.title}",
            told(f"{len(self.text):,} characters, {len(self.sentences):,} sentences", lang),
            told(f"sections: {review} review, {plan} plan, {other} other", lang),
            self.source,
        ]
        return "\n".join(line for line in lines if line)

    @property
    def declined(self) -> list[Any]:
        """The numbers that are no metric, each with the reason; the same as `govreport.declined(report)`."""
        # what extracts stands to the right of reports: it is loaded when it is asked for
        from govreport.extraction import declined

        return list(declined(self))


@dataclass(frozen=True, slots=True)
class Metric:
    """One numeric claim, as the report says it; `text[start:end] == quote` always holds.

    Attributes
    ----------
    start, end : int
        Character offsets of the quote in the report's text.
    quote : str
        The value expression: number, glued hedges and unit.
    name : str
        The subject, without verbs and hedges, filled in from before where the clause leaves it out.
    measure : {"level", "growth", "change", "gap", "multiple", "rank", "streak"}
        What the number says of the subject.
    value : float
        The number in `unit`; the lower end of a range. Falls are negative for growth and change.
    value_high : float or None
        The upper end of a range.
    unit : str
        As written, with its scale: `亿元`, `个百分点`.
    bound : {"exact", "about", "near", "over", "under"}
        The hedge.
    period : tuple of int
        First and last year the value refers to.
    per_year : bool
        The value is per year over the period.
    status : {"actual", "estimate", "target"}
    region : str or None
        Another territory the claim is about, as written.
    basis : str or None
        The caliber where it is stated.
    indicator : str or None
        The core id, set by the normalizer; None before and where no id fits.
    doubt : float
        How likely some field is wrong, from 0 to 1, by how often readings that rest on the same were wrong.
    rules : tuple of str
        Names of the grammar rules that made it; `instead.…:…` is what was not chosen, with its rule and value.
    sentence : tuple of int
        Offsets of the sentence it stands in.
    part : str
        The part of the year that the value is about, where it is not the whole year's: a half (`h1`, `h2`), a quarter
        (`q1` to `q4`), the first three (`q1-q3`), a month (`m1` to `m12`) or months in a row (`m1-m11`). "" for whole
        years, and for what stands at the end of one.
    behind : bool
        What is counted stands behind the number: `6家企业入选名单`.
    """

    start: int
    end: int
    quote: str
    name: str
    measure: Measure
    value: float
    value_high: float | None
    unit: str
    bound: Bound
    period: tuple[int, int]
    per_year: bool
    status: Status
    region: str | None
    basis: str | None
    indicator: str | None = None
    rules: tuple[str, ...] = ()
    sentence: tuple[int, int] = (0, 0)
    doubt: float = 0.0
    part: str = ""
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the vocabulary.

    Attributes
    ----------
    id : str
        Stable; never changes its meaning.
    domain : str
        One of the domains of the vocabulary (`economy`, `fiscal`, …).
    name_zh, name_en : str
        Names for readers.
    unit : str
        The canonical unit, as the National Bureau of Statistics publishes it.
    kind : str
        `flow`, `stock`, `ratio`, `index` or `count`.
    direction : str
        `more` is better, `less` is better, or `neither`.
    note : str
        What it is and is not.
    nbs_code : str
        The table of the National Bureau of Statistics' annual database (data.stats.gov.cn, `hgnd`) that publishes the
        series: `A0201` for gross domestic product; "" where the bureau publishes none.
    """

    id: str
    domain: str
    name_zh: str
    name_en: str
    unit: str
    kind: str
    direction: str
    note: str
    nbs_code: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How a name found its indicator.

    Attributes
    ----------
    id : str
        The indicator.
    alias : str
        The wording of the vocabulary that matched.
    rule : str
        `exact`, or the name of the relaxation that was needed.
    """

    id: str
    alias: str
    rule: str


@dataclass(frozen=True, slots=True)
class Observation:
    """A metric as meant: on the vocabulary, in the indicator's own unit.

    Attributes
    ----------
    indicator : str
        A vocabulary id or an open id (`open:` and a slug of the cleaned name).
    measure : str
        As in `Metric`, or `completion`: the percentage of a plan for the indicator that was carried out.
    value, low, high : float
        In `unit`. `low` and `high` are the interval that the hedge allows, infinite where it is open.
    unit : str
        Canonical where it converts, `%` for growth, as written otherwise.
    period : tuple of int
    status : str
    region : str
        Never empty: the reporting territory where the metric names no other. As `Region.label` has it where the name is
        known, else as written.
    metric : Metric
        The claim it came from.
    alias : str or None
        The wording of the vocabulary that matched.
    rule : str
        How the name was matched, or `open`.
    conversion : str
        What was done to the number, "" where nothing was.
    conflict : str or None
        Why the unit could not be converted.
    nearest : tuple of str
        For open ids: the nearest known ids.
    region_code : str
        The code of `govreport.region`, "" for a territory that is not known for certain.
    of : str
        Of a rank or a streak: of what it is, `level`, `growth` or `share`; "" where the report does not say, and for
        every other measure.
    aim : {"", "floor", "stretch"}
        Of a target that has two: the bottom line, and what is tried for beyond it.
    """

    indicator: str
    measure: Observed
    value: float
    low: float
    high: float
    unit: str
    period: tuple[int, int]
    status: Status
    region: str
    metric: Metric
    alias: str | None = None
    rule: str = "open"
    conversion: str = ""
    conflict: str | None = None
    nearest: tuple[str, ...] = ()
    region_code: str = ""
    of: str = ""
    aim: Aim = ""
