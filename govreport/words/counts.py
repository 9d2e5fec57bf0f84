"""`terms`: how often reports speak of what, with the sentence behind every count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

import numpy as np
import pandas as pd

from govreport.asked import called_right, methods_called_right
from govreport.comparison.result import Result
from govreport.errors import InputError, closest
from govreport.language import agreeing
from govreport.panel.journal import Skipped
from govreport.panel.schema import Failure
from govreport.render.page import Page
from govreport.render.view import View
from govreport.render.words import Words
from govreport.words.concept import Concepts
from govreport.words.concept_files import Said, concepts
from govreport.words.counting import PARTS, Counted, Tally
from govreport.words.opening import Source, read_all, warn_of_doubles
from govreport.words.segments import segmenter

__all__ = ["Terms", "terms"]

BY: dict[str, tuple[str, ...]] = {
    "report": ("region", "region_code", "year", "source"),
    "year": ("year",),
    "region": ("region", "region_code"),
}
PER = ("characters", "words")
VALUES = ("rate", "count", "share")
_WHO = {"region": "region", "region_code": "code", "year": "year", "source": "source"}
_SUMS = ("reports", "count", "hit_sentences", "sentences", "characters", "words")


@methods_called_right
@dataclass(frozen=True, eq=False, repr=False)
class Terms(Result):
    """How often reports speak of concepts: what `terms` returns.

    Attributes
    ----------
    note : str
        Always "": a concept that no report speaks of has rows of zeros.
    years : tuple of int
        The years of the reports.
    by : {"report", "year", "region"}
        What a row is about.
    per : {"characters", "words"}
        What the rate is reckoned by.
    nested : bool
        Whether words inside longer ones of the same concept count.
    failed : tuple of Failure
        What could not be read, and why.
    skipped : tuple of Skipped
        Files that were passed over, and why.
    concepts : Concepts
        What was counted.

    Notes
    -----
    Columns of `frame`, a row for each report (or year, or region), concept and, where asked for, part:

    ============================ =====================================================================================
    region, region_code, year,   which report; by year only `year`, by region only the first two
    source
    concept, name                the id, and its name in Chinese
    part                         `all`, or `review` and `plan` where they are counted apart
    count                        hits of its words
    rate                         hits per 10,000 characters (or words) of the report proper
    share                        sentences with a hit, as a share of all sentences, from 0 to 1
    hit_sentences, sentences     sentences with a hit, and all
    characters, words            how long the report proper is; 0 words where no segmenter was asked for
    reports                      how many reports stand behind the row
    ============================ =====================================================================================

    Characters are all but blanks, punctuation included. Headings are sentences. Page shells, glossaries and annexes are
    in neither the counts nor the sizes.
    """

    by: str
    per: str
    nested: bool
    failed: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]
    concepts: Concepts
    _counted: tuple[Counted, ...] = field(repr=False)
    kind_column: ClassVar[str] = "concept"

    @cached_property
    def _hits(self) -> pd.DataFrame:
        every = list(self.concepts.values())
        rows = []
        for one in self._counted:
            who = (one.region, one.code, one.year, one.source)
            lines = one.said.each()
            for concept, term, start, end, number in one.hits.tolist():
                held, line = every[concept], lines[number]
                text = line.text[start - line.start : end - line.start]
                said = (held.id, held.terms[term].label, text, start, end, line.part, line.section)
                rows.append((*who, *said, line.text, line.start))
        columns = [*BY["report"], "concept", "term", "text", "start", "end", "part", "section", "sentence"]
        return pd.DataFrame(rows, columns=[*columns, "sentence_start"])

    @property
    def hits(self) -> pd.DataFrame:
        """Every hit with its sentence; empty where `terms` was told not to keep them.

        Columns `region`, `region_code`, `year`, `source`, `concept`, `term` (the row of variants), `text` (as the file
        has it), `start`, `end` (`text[start:end]` of the report is `text`), `part`, `section` (its heading), `sentence`
        and `sentence_start`.
        """
        return self._hits.copy()

    @cached_property
    def _terms(self) -> pd.DataFrame:
        every = list(self.concepts.values())
        rows = [
            (one.region, one.code, one.year, one.source, every[c].id, every[c].terms[term].label, PARTS[part], count)
            for one in self._counted
            for part, c, term, count in one.terms.tolist()
        ]
        return pd.DataFrame(rows, columns=[*BY["report"], "concept", "term", "part", "count"])

    @property
    def terms(self) -> pd.DataFrame:
        """How often each term of a concept was said: a row for each report, concept, term and part that says it.

        Columns `region`, `region_code`, `year`, `source`, `concept`, `term`, `part` and `count`; variants are one term.
        """
        return self._terms.copy()

    @cached_property
    def _frequencies(self) -> pd.DataFrame:
        rows = [
            (one.region, one.code, one.year, one.source, word, count)
            for one in self._counted
            for word, count in sorted(one.words.items(), key=lambda item: (-item[1], item[0]))
        ]
        return pd.DataFrame(rows, columns=[*BY["report"], "word", "count"])

    @property
    def frequencies(self) -> pd.DataFrame:
        """All words of each report, the most frequent first, where a segmenter was asked for.

        Columns `region`, `region_code`, `year`, `source`, `word` and `count`.
        """
        return self._frequencies.copy()

    def wide(self, value: str = "rate") -> pd.DataFrame:
        """Return a table with a row for each report and a column for each concept, as regressions take it.

        Parameters
        ----------
        value : {"rate", "count", "share"}, default "rate"

        Returns
        -------
        DataFrame
            The columns that say which report, `part` where parts were counted apart, and a column for each concept,
            named by its id.

        Raises
        ------
        InputError
            For another value, or a concept with the id of one of the other columns.

        Examples
        --------
        >>> import govreport as gr
        >>> gr.terms(gr.samples(), "就业").wide("count")[["year", "就业"]].values.tolist()[:2]
        [[2018, 4], [2019, 4]]
        """
        if value not in VALUES:
            near = closest(str(value), VALUES)
            expected = ", ".join(VALUES)
            raise InputError("no such value", where="value", expected=expected, found=repr(value), suggestions=near)
        keys = [*BY[self.by], *(["part"] if self._apart else [])]
        if twice := [id for id in self.concepts if id in keys]:
            hint = "give the concept another id"
            raise InputError("a concept is called as a column is", where="concepts", found=twice[0], hint=hint)
        stride = len(self.concepts)
        table = self._frame[keys].iloc[::stride].reset_index(drop=True)
        for number, id in enumerate(self.concepts):
            table[id] = self._frame[value].iloc[number::stride].to_numpy()
        return table

    def summary(self) -> pd.DataFrame:
        """Count every concept over all reports.

        Returns
        -------
        DataFrame
            Index the concepts in their order; columns `count`, `rate` (of all reports taken together) and `reports`
            (how many speak of it).
        """
        counts = np.sum([one.counts.sum(axis=0) for one in self._counted], axis=0)
        speaking = np.sum([one.counts.any(axis=0) for one in self._counted], axis=0)
        size = sum(getattr(one.sizes[part], self.per) for one in self._counted for part in PARTS)
        sums = pd.Series(counts, index=pd.Index(list(self.concepts), name="concept"))
        rate = _rate(sums, pd.Series(size, index=sums.index))
        return pd.DataFrame({"count": sums, "rate": rate, "reports": speaking})

    @property
    def _apart(self) -> bool:
        return not (self._frame["part"] == "all").all()

    def _view(self, words: Words, open_ids: bool) -> View:
        """Return the table for readers."""
        from govreport.words.views import terms_view

        return terms_view(self, words)

    def _page(self, words: Words, open_ids: bool) -> Page:
        """Return the page in which a click opens the sentences."""
        from govreport.words.views import terms_page

        return terms_page(self, words)

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        sheets = {"rows": self._frame, "hits": self._hits, "terms": self._terms}
        return {**sheets, "words": self._frequencies} if len(self._frequencies) else sheets

    def _observed(self) -> pd.DataFrame:
        raise InputError(
            "counts of words are no observations of indicators",
            where=".sdmx.csv",
            expected=".csv, .dta, .json, .parquet or .xlsx",
        )

    def _facts(self) -> Mapping[str, object]:
        facts: dict[str, object] = {"by": self.by, "per": self.per, "nested": self.nested, "years": list(self.years)}
        return {
            **facts,
            "concepts": list(self.concepts),
            "failed": [*map(str, self.failed)],
            "skipped": [*map(str, self.skipped)],
        }

    def __repr__(self) -> str:
        hits = int(self._frame["count"].sum())
        many = f"{len(self.concepts)} concepts" if len(self.concepts) > 1 else f"'{next(iter(self.concepts))}'"
        left = "".join(
            f"; {len(some)} {what}" for some, what in ((self.failed, "failed"), (self.skipped, "skipped")) if some
        )
        return agreeing(f"<Terms of {many} by {self.by}: {hits:,} hits in {len(self._counted):,} reports{left}>")


@called_right
def terms(
    reports: Source,
    concepts: Said = None,
    by: str = "report",
    *,
    per: str = "characters",
    parts: bool = False,
    nested: bool = False,
    words: str | None = None,
    hits: bool = True,
    n_jobs: int | None = None,
) -> Terms:
    """Count the words of concepts in reports, with the sentence behind every count.

    Parameters
    ----------
    reports : Report, str, Path, DataFrame, Reports or iterable of these
        What `read_panel` takes: reports; files, folders and zip files of them; tables of texts. An iterator is taken
        report by report, and no text of it is kept.
    concepts : str, path, sequence, mapping or Concepts, optional
        What is counted, as in `concepts`: ids of packaged concepts, words, lists, mappings from concepts to words, or a
        file. All packaged concepts by default.
    by : {"report", "year", "region"}, default "report"
        What a row is about; reports of one year, or of one region, are taken together.
    per : {"characters", "words"}, default "characters"
        What the rate is reckoned by; words need a segmenter.
    parts : bool, default False
        Count review and plan apart.
    nested : bool, default False
        Count words inside longer ones of the same concept too. Different concepts never mind each other.
    words : {"jieba"}, optional
        Divide the reports into words too, for `Terms.frequencies`; needs the `words` extra.
    hits : bool, default True
        Keep every hit and its sentence, each sentence once. Without them memory stays flat however many reports there
        are.
    n_jobs : int, optional
        Processes, as in `read_panel`: -1 for as many as there are cores; by default what `joblib.parallel_config`
        says, else 1. Worth it where reports are read too.

    Returns
    -------
    Terms
        Its `frame` is described there; what could not be read is in `failed`, what was passed over in `skipped`.

    Raises
    ------
    InputError
        If nothing could be read, or an argument cannot be used.
    VocabularyError, UnknownIdError
        As in `concepts`.

    Warns
    -----
    GovReportWarning
        As `read_panel`, and where two reports are of one region and year: both are counted.

    Notes
    -----
    Only the report proper is counted, in canonical characters: words in traditional characters, of full width or broken
    over two lines are found. Where words of a concept overlap, the longest counts. A hit that stands in an exclusion,
    or reaches into one, does not count. Latin words are found whole and in their case: `AI` is not in `AIDS`.

    Examples
    --------
    >>> import govreport as gr
    >>> found = gr.terms(gr.samples(), {"jobs": ["就业", "新增就业"], "prices": "物价"})
    >>> found
    <Terms of 2 concepts by report: 39 hits in 8 reports>
    >>> found.hits.loc[0, ["concept", "term", "text"]].tolist()
    ['jobs', '新增就业', '新增就业']
    """
    held = _concepts(concepts)
    _one_of(by, tuple(BY), "by")
    _one_of(per, PER, "per")
    for name, flag in {"parts": parts, "nested": nested, "hits": hits}.items():
        if not isinstance(flag, bool):
            raise InputError("neither True nor False", where=name, found=repr(flag))
    if per == "words" and words is None:
        raise InputError("words are counted with a segmenter", where="per", hint="say words='jieba' too")
    cut = None if words is None else segmenter(words, [w for one in held.values() for w in one.wordings])
    tally = Tally(held, nested, hits, cut)
    counted, failed, skipped = read_all(reports, tally.count, n_jobs)
    warn_of_doubles((one.region, one.year, one.source) for one in counted)
    ordered = tuple(sorted(counted, key=lambda one: (one.code or "9", one.region, one.year, one.source)))
    frame = _framed(ordered, held, by, per, parts)
    years = tuple(sorted({one.year for one in ordered}))
    return Terms(frame, "", years, by, per, nested, failed, skipped, held, ordered)


_concepts = concepts  # the argument has the same name


def _one_of(said: str, known: tuple[str, ...], where: str) -> None:
    if said not in known:
        near = closest(str(said), known)
        expected = " or ".join(map(repr, known))
        raise InputError(f"unknown {where}", where=where, expected=expected, found=repr(said), suggestions=near)


def _framed(counted: tuple[Counted, ...], concepts: Concepts, by: str, per: str, apart: bool) -> pd.DataFrame:
    frame = _rows(counted, concepts, apart)
    keys = [*BY[by], "part", "concept", "name"]
    if by != "report":
        # as read, concepts keep their order within each group
        frame = frame.sort_values(list(BY[by]), kind="stable") if by == "year" else frame
        frame = frame.groupby(keys, sort=False, as_index=False)[list(_SUMS)].sum()
        frame["_at"] = frame.groupby([*BY[by], "part"], sort=False).ngroup()
        frame = frame.sort_values("_at", kind="stable").drop(columns="_at").reset_index(drop=True)
    frame["rate"] = _rate(frame["count"], frame[per])
    frame["share"] = (frame["hit_sentences"] / frame["sentences"].where(frame["sentences"] > 0)).astype("float64")
    order = [*BY[by], "concept", "name", "part", "count", "rate", "share"]
    return frame[[*order, "hit_sentences", "sentences", "characters", "words", "reports"]]


def _rows(counted: tuple[Counted, ...], concepts: Concepts, apart: bool) -> pd.DataFrame:
    """A row for each report, part and concept."""
    groups = [(part, (part,)) for part in PARTS] if apart else [("all", PARTS)]
    reports, width = len(counted) * len(groups), len(concepts)
    who = {name: [getattr(one, key) for one in counted for _ in groups] for name, key in _WHO.items()}
    sizes = {
        name: [sum(getattr(one.sizes[part], name) for part in parts) for one in counted for _, parts in groups]
        for name in ("sentences", "characters", "words")
    }
    by_report = pd.DataFrame({**who, "part": [label for _, _ in enumerate(counted) for label, _ in groups], **sizes})
    by_concept = pd.DataFrame({"concept": list(concepts), "name": [one.name_zh for one in concepts.values()]})
    frame = by_report.take(np.repeat(np.arange(reports), width)).reset_index(drop=True)
    told = by_concept.take(np.tile(np.arange(width), reports)).reset_index(drop=True)
    tables = {"count": "counts", "hit_sentences": "lines"}
    sums = {
        name: np.stack([getattr(one, key) for one in counted]).reshape(reports, -1, width).sum(axis=1).ravel()
        for name, key in tables.items()
    }
    return frame.assign(concept=told["concept"], name=told["name"], reports=1, **sums)


def _rate(count: pd.Series, size: pd.Series) -> pd.Series:
    """Per 10,000, missing where a part has nothing in it."""
    return (count * 10_000 / size.where(size > 0)).astype("float64")
