"""`promises`: what a report said would be done, and what the next one says of it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pandas as pd

from govreport.asked import called_right, methods_called_right
from govreport.extraction import extract
from govreport.indicators import Vocabulary
from govreport.indicators import vocabulary as packaged
from govreport.normalization import normalize
from govreport.panel import Panel, panel_of
from govreport.panel.correcting import Given, as_corrections
from govreport.panel.journal import Skipped
from govreport.panel.schema import Failure
from govreport.render.words import Words
from govreport.words import beside
from govreport.words.deciding import ANSWERS
from govreport.words.following import followed, pairs_of, region_of
from govreport.words.opening import Source, each_of, read_all
from govreport.words.proper import Proper, proper
from govreport.words.sides import TwoSided

__all__ = ["Promises", "promises"]

COLUMNS = (
    *("answer", "reason", "words", "task", "section", "sentence_task", "found", "sentence_found", "part_found"),
    *("section_found", "share", "again", "sentence_again", "indicators", "numbers", "verdict"),
    *("start_task", "end_task", "start_found", "end_found", "sentence_start_task", "sentence_start_found"),
    *("report_region", "report_year_task", "report_year_found", "source_task", "source_found"),
)
OTHERS = ("why", "clause", "start", "end", "report_region", "report_year", "source")


@methods_called_right
@dataclass(frozen=True, eq=False, repr=False)
class Promises(TwoSided):
    """Planned tasks and what the next report says of them: what `promises` returns.

    Attributes
    ----------
    regions : tuple of str
        Whose reports they are.
    failed : tuple of Failure
        What could not be read, and why.
    skipped : tuple of Skipped
        Files that were passed over, and why.

    Notes
    -----
    Columns of `frame`, one row for each task, in the order of the reports:

    =========================== =======================================================================================
    answer                      `done`, `missed`, `in_progress`, `said_again`, `not_found`, `undecided`: see `promises`
    reason                      what decided, or why it is not decided
    words                       the words of the next report that decided, joined by a blank
    task, section               the clause that says what is to be done, and the heading it stands under
    sentence_task               its sentence
    found, sentence_found       the clause of the next report that decided, or the nearest one, and its sentence; None
                                where there is none
    part_found, section_found   `review` or `plan`, and its heading
    share                       how much of what the task is about the clause says, 0 to 1, rare words counting more
    again, sentence_again       whether the next plan says the task again, and the sentence
    indicators, numbers         the ids and quotes of the numbers in the task, joined by a blank
    verdict                     what `targets` says of them, joined by a blank
    start_task, end_task,       offsets of both clauses, and of both sentences, into the texts of their reports
    start_found, end_found,
    sentence_start_task,
    sentence_start_found
    report_region,              who says it, and where
    report_year_task,
    report_year_found,
    source_task, source_found
    =========================== =======================================================================================
    """

    regions: tuple[str, ...]
    failed: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]
    _others: pd.DataFrame = field(repr=False)
    _panel: Panel = field(repr=False)
    kind_column: ClassVar[str] = "answer"
    kinds: ClassVar[tuple[str, ...]] = ANSWERS
    sides: ClassVar[tuple[str, ...]] = ("_task", "_found")

    @property
    def done(self) -> pd.DataFrame:
        """Tasks of which the next report says that they are finished, or whose numbers were reached."""
        return self.of_kind("done")

    @property
    def missed(self) -> pd.DataFrame:
        """Tasks with a number that was not reached."""
        return self.of_kind("missed")

    @property
    def in_progress(self) -> pd.DataFrame:
        """Tasks on which the next report tells of work, without saying that it is finished."""
        return self.of_kind("in_progress")

    @property
    def said_again(self) -> pd.DataFrame:
        """Tasks that the next plan asks for again, and of which the review was not seen to tell anything."""
        return self.of_kind("said_again")

    @property
    def not_found(self) -> pd.DataFrame:
        """Tasks of which the next report does not speak."""
        return self.of_kind("not_found")

    @property
    def undecided(self) -> pd.DataFrame:
        """Tasks of which it cannot be said; `reason` says why."""
        return self.of_kind("undecided")

    @property
    def others(self) -> pd.DataFrame:
        """The clauses of the plans that were not taken for tasks.

        Columns: `why` (`heading`, `principle`, `purpose`, `frame`, `no deed`, `speaks of the past`, `no thing`:
        a deed alone, `aim in words`: an aim without a number), `clause`, `start`, `end`, `report_region`,
        `report_year`, `source`.
        """
        return self._others.copy()

    def summary(self) -> pd.DataFrame:
        """Count the answers for every pair of reports.

        Returns
        -------
        DataFrame
            Index the answers; a column for each pair (`浙江省 2025`, by the report that promises), and `total`.
        """
        rows = self._frame
        pair = rows["report_region"] + " " + rows["report_year_task"].astype("string")
        table = pd.crosstab(rows["answer"], pair.astype("object")).reindex(list(ANSWERS)).fillna(0).astype("int64")
        table = table[list(dict.fromkeys(pair))] if len(rows) else table
        return table.assign(total=table.sum(axis=1)).rename_axis(index="answer", columns=None)

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        return {"rows": self._frame, "others": self._others}

    def _observed(self) -> pd.DataFrame:
        return self._panel.frame

    def _about(self) -> str:
        return f" {', '.join(self.regions)}"

    def _sheet(self, words: Words, open_ids: bool) -> beside.Sheet:
        rows = self._frame.to_dict("records")
        pairs = list(dict.fromkeys((r["report_region"], r["report_year_task"], r["report_year_found"]) for r in rows))
        blocks = []
        for (region, year, section), group in itertools.groupby(
            rows, key=lambda r: (r["report_region"], r["report_year_task"], r["section"])
        ):
            place = "" if len(pairs) == 1 else f"{words.region(region)} {year}"
            heading = " · ".join(filter(None, (place, section)))
            blocks.append(beside.Block(heading, tuple(_line(row, words, len(pairs) > 1) for row in group)))
        counts = self._frame["answer"].value_counts()
        said = words("count.sep").join(f"{words(f'promise.{kind}')} {counts.get(kind, 0)}" for kind in ANSWERS)
        open_left = self._frame["answer"] == "undecided"
        reasons = self._frame.loc[open_left, "reason"].value_counts()
        why = words("promise.sep").join(f"{words(f'promise.reason.{reason}')} {n}" for reason, n in reasons.items())
        said = words("promise.why", said=said, reasons=why) if why else said
        one = pairs[0] if len(pairs) == 1 else None
        heads = (words("promise.task"), words("promise.next"))
        if one:
            heads = (f"{words.region(one[0])} {one[1]}", f"{words.region(one[0])} {one[2]}")
        places = words("promise.regions", n=len(self.regions))
        if len(self.regions) < 6:
            places = ", ".join(map(words.region, self.regions))
        title = words(
            "promise.title", region=places, years="–".join(map(str, dict.fromkeys((self.years[0], self.years[-1]))))
        )
        notes = (words("promise.note"), *([words("promise.empty")] if not rows else []))
        gaps = [f"{words.region(region)} {first}–{then}" for region, first, then in pairs if then - first > 1]
        notes += (words("promise.gap", pairs=words("promise.sep").join(gaps)),) if gaps else ()
        notes += (*(words("page.failed", what=str(one)) for one in self.failed),)
        notes += (*(words("page.skipped", what=str(one)) for one in self.skipped),)
        return beside.Sheet(
            title,
            words("promise.summary", n=len(rows), counts=said),
            heads,
            tuple(blocks),
            notes,
            ANSWERS,
            ("undecided",),
            words("promise.hidden", n=int(open_left.sum())) if why else "",
        )


def _line(row: Mapping[Any, Any], words: Words, many: bool) -> beside.Line:
    cues = tuple(row["words"].split(" ")) if row["words"] else ()
    found = isinstance(row["sentence_found"], str)
    where = [words(f"promise.part.{row['part_found']}")] if isinstance(row["part_found"], str) else []
    where = [*([f"{row['report_year_found']}"] if many else []), *where, row["section_found"] or ""]
    below = [words(f"promise.reason.{row['reason']}")]
    if row["again"] and row["answer"] != "said_again":
        below.append(words("promise.again"))
    return beside.Line(
        row["answer"],
        words(f"promise.{row['answer']}"),
        _marked(row["sentence_task"], row["task"], ()),
        _marked(row["sentence_found"], row["found"], cues) if found else (),
        ((row["task"], ""),),
        tuple((text, "cue" if name == "cue" else "") for text, name in _cued(row["found"], cues)) if found else (),
        above_right=" · ".join(filter(None, where)) if found else "",
        below=tuple(below),
        full=row["answer"] == "undecided",
    )


def _marked(sentence: str, clause: str, cues: tuple[str, ...]) -> beside.Marked:
    """Mark a clause in its sentence, and in it the words that decided."""
    at = sentence.find(clause)
    if at < 0:
        return ((sentence, ""),)
    pieces = [(sentence[:at], ""), *_cued(clause, cues), (sentence[at + len(clause) :], "")]
    return tuple((text, kind) for text, kind in pieces if text)


def _cued(clause: str, cues: tuple[str, ...]) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    here = 0
    for cue in cues:
        place = clause.find(cue, here)
        if place >= 0:
            between = clause[here:place]
            pieces += [(between, "task")] if between else []
            joined = pieces[-1][0] if pieces and pieces[-1][1] == "cue" else ""
            pieces[-1:] = [(joined + cue, "cue")] if joined else [*pieces[-1:], (cue, "cue")]
            here = place + len(cue)
    return [(text, kind) for text, kind in [*pieces, (clause[here:], "task")] if text]


@called_right
def promises(*reports: Source, vocabulary: Vocabulary | None = None, corrections: Given | None = None) -> Promises:
    """Follow every planned task of a report into the next report of the same region.

    Parameters
    ----------
    *reports : Report, str, Path, DataFrame, Reports or iterable of these
        What `read_panel` takes; at least two years of one region. Each report is set beside the next one of its region
        that is given.
    vocabulary : Vocabulary, optional
        For the numbers; the packaged one by default.
    corrections : Corrections, path or rows, optional
        Of the numbers, applied as by `Panel.correct`.

    Returns
    -------
    Promises
        Its `frame` is described there; `print` it for what was decided, `to_html(path)` for both sentences.

    Raises
    ------
    InputError
        If no region has two reports, or two of one year; for something that is no report, or corrections that cannot
        stand.

    Notes
    -----
    A task is a clause of a part that looks ahead which begins, behind its adverbs, with a deed (they are listed in
    `data/promise_words.tsv`). Headings, aims and principles, purposes and frames are not; they are in
    `Promises.others`. What a task is about is the rest of it: pairs of characters, rarer ones counting more. The next
    report speaks of the same where one clause holds the task's object word for word, or seven tenths of what it is
    about. Then

    - `done`: `targets` says that its number was reached; or the review says that it is finished (`建成`, `通车`,
      `完成`), tells the very deed that was asked for (asked to open a line, it was opened), or counts as many as were
      asked for, up to half as many again; not where the sentence goes on that something is not there yet (`尚未验收`,
      `未达预期`, `仍需`), which leaves it undecided;
    - `missed`: `targets` says that its number was not reached;
    - `in_progress`: the review tells of work on it and not of its end; for tasks without an end (`优化营商环境`) it is
      the most that can be said. An object of common words counts where a clause says it, a deed, and nothing else
      (`投资环境继续改善`). Where the review words the object in another way, or tells of a part of it, the reason is
      "the review speaks of work on much the same";
    - `said_again`: the next plan asks for it once more, and the review was not seen to tell anything of it: it has
      neither four characters of it in a row, nor half of it in a sentence, nor most of its characters in a clause, nor
      more than a fifth of its topics anywhere, nor another word for its matter that is known (绿化, 造林). Whether the
      next plan asks for a task, whatever the review tells, is in `again`;
    - `not_found`: the task has a name of its own (in quotation marks, of letters, or ending as the name of a work does:
      `大桥`, `产业园`), and the next report holds no fifth of what it is about, nor five characters of it in a row, nor
      anything rare of it; what is told there in wholly other words is not found either;
    - `undecided`: the nearest sentence may be about something else, the task names too little or has no name of its
      own, the words do not say how far it is, or the number does not settle it. This is said often: it is no answer in
      disguise.

    Examples
    --------
    >>> import govreport as gr
    >>> files = gr.samples()
    >>> found = gr.promises(files[-3], files[-2])
    >>> set(found.frame["answer"]) <= {"done", "missed", "in_progress", "said_again", "not_found", "undecided"}
    True
    """
    wholes, failed, skipped = read_all(each_of(reports), proper)
    pairs = pairs_of(wholes)
    there = {id(w): w for pair in pairs for w in pair}
    observed = {at: normalize(w.report, extract(w.report), vocabulary) for at, w in there.items()}
    rows: list[dict[str, object]] = []
    others: list[dict[str, object]] = []
    given = None if corrections is None else as_corrections(corrections, vocabulary or packaged())

    def panel_from(*reports: Proper) -> Panel:
        panel = panel_of([(w.report, observed[id(w)]) for w in reports], vocabulary=vocabulary)
        return panel if given is None else panel.correct(given)

    for first, second in pairs:
        panel = panel_from(first, second)
        for row, is_task in followed(first, second, panel):
            (rows if is_task else others).append(row)
    panel = panel_from(*there.values())
    whole = ("start_task", "end_task", "start_found", "end_found", "sentence_start_task", "sentence_start_found")
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {**dict.fromkeys(whole, "Int64"), "share": "float64", "again": "bool"}
    )
    years = tuple(sorted({w.report.year for pair in pairs for w in pair}))
    regions = tuple(dict.fromkeys(region_of(first.report) for first, _ in pairs))
    note = "" if rows else "no task in the plans"
    other = pd.DataFrame(others, columns=list(OTHERS))
    return Promises(frame, note, years, regions, failed, skipped, other, panel)
