"""The tidy frame of many reports, in a small object."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from operator import index
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govreport.asked import methods_called_right, of_kind, path_of, whole_years_of
from govreport.errors import InputError
from govreport.indicators import Vocabulary, given_or_packaged
from govreport.language import reader
from govreport.panel.checking import checked, checked_evidence, refuse
from govreport.panel.choosing import ids_of_domains, unmatched_of, values_in
from govreport.panel.correctable import Correctable
from govreport.panel.following import followed, with_steps
from govreport.panel.journal import Gathered, noted
from govreport.panel.links import links_of, threads_of
from govreport.panel.marks import Aside, marks_of, with_dropped
from govreport.panel.naming import ids_in
from govreport.panel.one_unit import labels_unfit, unfit_units
from govreport.panel.places import places_of, with_codes
from govreport.panel.precedence import Vintage, ranked
from govreport.panel.preferences import SAME
from govreport.panel.sayings import Cells
from govreport.panel.schema import COLUMNS, EMPTY, EVIDENCE, Failure, completed, typed, whole_years
from govreport.panel.store import Saved, naming, read_saved
from govreport.panel.views import Explanation, explain_row, held, panel_html, panel_text, panel_told
from govreport.panel.wide import Wide
from govreport.settings import language_of_views

if TYPE_CHECKING:
    from govreport.comparison import Findings

__all__ = ["Panel"]


@methods_called_right
class Panel(Cells, Wide, Correctable, Gathered, Saved):
    """The observations of many reports: region × indicator × period, results beside targets.

    A small object around one tidy frame, not a DataFrame itself. Nothing it returns shares memory that a caller could
    change: the panel stays as it was read.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row an observation, with the columns of `COLUMNS`; further ones are kept behind them.
    vocabulary : Vocabulary, optional
        The packaged one by default.
    failed : iterable of Failure
        What could not be read.
    evidence : pandas.DataFrame, optional
        One row a row of `frame`, with the columns of `EVIDENCE`.
    aside : Aside, optional
        What corrections took out, and those that found no place.

    Raises
    ------
    InputError
        With all that is wrong with the frame: columns that are missing, unknown measures, statuses and ids, units that
        do not fit their indicator, what is no number, years that cannot be; rows, expected, found and the nearest.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples())
    >>> goal = panel.select("gdp", measure="growth", status="target", report_year=2019).frame
    >>> goal[["low", "high", "unit"]].values.tolist()
    [[6.0, 6.5, '%']]
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        *,
        vocabulary: Vocabulary | None = None,
        failed: Iterable[Failure] = (),
        evidence: pd.DataFrame | None = None,
        aside: Aside | None = None,
    ) -> None:
        words = given_or_packaged(vocabulary)
        frame = of_kind(frame, pd.DataFrame, "frame", "a DataFrame, as Panel.frame")
        frame = checked(completed(with_codes(frame)), words, made=evidence is not None)
        if evidence is None:
            evidence = pd.DataFrame({"conflict": unfit_units(frame, words)})
        refuse(checked_evidence(evidence, len(frame), marks_of), "what stands beside the rows")
        lacking = {c: k for c, k in EVIDENCE.items() if c not in evidence.columns}
        blank = (
            {k: pd.Series(EMPTY[k], index=evidence.index) for k in set(lacking.values())} if len(evidence) else EMPTY
        )
        told = typed(evidence.assign(**{c: blank[k] for c, k in lacking.items()})[list(EVIDENCE)], EVIDENCE)
        self._hold(frame, told, words, tuple(failed), aside if aside is not None else Aside())

    def _hold(
        self, frame: pd.DataFrame, told: pd.DataFrame, words: Vocabulary, failed: tuple[Failure, ...], aside: Aside
    ) -> Panel:
        """Take what is known to be sound, such as a part of another panel."""
        self._frame, self._evidence = frame.reset_index(drop=True), told.reset_index(drop=True)
        self._vocabulary, self._failed, self._aside = words, failed, aside
        self._links: pd.DataFrame | None = None
        self._threads: pd.DataFrame | None = None
        return self

    def _with(self, frame: pd.DataFrame, evidence: pd.DataFrame, aside: Aside | None = None) -> Panel:
        kept = self._aside if aside is None else aside
        panel = Panel.__new__(Panel)._hold(typed(frame, COLUMNS), evidence, self._vocabulary, self._failed, kept)
        return noted(panel, self._journal)

    def _findings(self) -> pd.DataFrame:
        found = self.check().frame
        text = found["kind"] + ": " + found["expected"].astype("object").fillna("").astype(str)
        return pd.DataFrame({"row": found["row_a"], "severity": found["severity"], "text": text})

    @property
    def frame(self) -> pd.DataFrame:
        """A copy of the tidy frame; the columns are documented in docs/data-model.md."""
        return self._frame.copy()

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that gave the ids."""
        return self._vocabulary

    @property
    def failed(self) -> tuple[Failure, ...]:
        """The files that could not be read, each with its error."""
        return self._failed

    @property
    def regions(self) -> list[str]:
        """The reporting territories, sorted."""
        return sorted(self._frame["report_region"].unique().tolist())

    @property
    def places(self) -> pd.DataFrame:
        """The regions: code, level, parent, what the reports call them, and why one has no code."""
        return places_of(self._frame, self._evidence["said_region"])

    @property
    def report_years(self) -> list[int]:
        """The years of the reports, sorted."""
        return sorted(int(y) for y in self._frame["report_year"].unique())

    @property
    def indicators(self) -> list[str]:
        """The ids in the panel: the vocabulary's in its order, then the open ones."""
        there = set(self._frame["indicator"])
        known = [i for i in self._vocabulary if i in there]
        return known + sorted(there - set(known))

    @property
    def unmatched(self) -> pd.DataFrame:
        """The open ids with how often, where and when they occur and the nearest known ids, the most frequent first."""
        return unmatched_of(self._frame, self._evidence["nearest"])

    @property
    def conflicts(self) -> pd.DataFrame:
        """The rows whose unit does not fit their indicator, with the reason; their values are as written."""
        keep = ["region", "indicator", "name", "value", "unit", "conflict", "quote", "sentence", "source"]
        there = labels_unfit(self)
        rows = self._frame.loc[there, [c for c in keep if c != "conflict"]]
        return rows.assign(conflict=self._evidence["conflict"].loc[there])[keep]

    @property
    def links(self) -> pd.DataFrame:
        """The ids of consecutive reports of a region that mean the same, open, composed or one listed, with reasons.

        Columns: `region`; `name`, `indicator`, `report_year`, `value`, `unit`, `sentence` and `row` (of `frame`) of the
        earlier (`_a`) and the later (`_b`) report; `measure`, `role` (`target` or `result`), `score` and `reasons`:
        what speaks for and against, in points. What is not linked stays apart; docs/data-model.md names the evidence.
        """
        if self._links is None:
            self._links = links_of(whole_years(self._frame), self.vocabulary.ids)
        return self._links.copy()

    @property
    def threads(self) -> pd.DataFrame:
        """The links followed through the years: `region`, `indicator`, `thread`: its listed id, or the first it has.

        The surest links are followed first, and never so far that two ids that one report tells apart become one.
        """
        if self._threads is None:
            self._threads = threads_of(self._frame, self.links, self.vocabulary.ids)
        return self._threads.copy()

    def select(
        self,
        indicator: str | Iterable[str] | None = None,
        *,
        period: int | Iterable[int] | None = None,
        domain: str | Iterable[str] | None = None,
        **columns: object,
    ) -> Panel:
        """Return the part of the panel that fits.

        Parameters
        ----------
        indicator : str or iterable of str, optional
            One or several ids, or exact names: `国内生产总值`, `GDP`, `社零总额`.
        period : int or iterable of int, optional
            Reference years; a row fits when it is about that single year, all of it unless `part` is asked for.
        domain : str or iterable of str, optional
            Indicators of these domains, as `trade`; `open` are those that the vocabulary does not hold.
        **columns
            Any other column of the frame: a value or several. A region by any name it is known by, its code or a
            `Region`.

        Returns
        -------
        Panel

        Raises
        ------
        UnknownIdError
            If an id or a column value is not known, with the nearest that are.
        InputError
            If a column or a domain does not exist, or a year is none.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples())
        >>> panel.select("gdp", measure="growth", status="actual", period=2022).frame["value"].tolist()[:1]
        [3.0]
        >>> panel.select("grain_outputs")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        govreport.errors.UnknownIdError: unknown indicator: found 'grain_outputs'; did you mean 'grain_output'...
        """
        frame = with_dropped(self._frame, self._aside.dropped)
        keep = pd.Series(True, index=frame.index)
        if indicator is not None:
            keep &= frame["indicator"].isin(ids_in(self._frame, self._vocabulary, indicator))
        if period is not None:
            years = whole_years_of(period, "period")
            keep &= (frame["period_start"] == frame["period_end"]) & frame["period_end"].isin(years)
            keep &= (frame["part"] == "") | ("part" in columns)
        if domain is not None:
            keep &= frame["indicator"].isin(ids_of_domains(frame["indicator"].unique(), self._vocabulary, domain))
        for column, wanted in columns.items():
            wanted = values_in(self._frame, column, wanted)
            keep &= frame[column].isin(wanted)
        return self._part(keep)

    def follow(self, *indicators: str) -> Panel:
        """Return a panel in which an indicator goes on from what it took the place of.

        Parameters
        ----------
        *indicators : str
            The later indicators, as `disposable_income_rural`; all that took the place of another where none is given.

        Returns
        -------
        Panel
            Rows of the former indicator have the id of the later one, for cells that the region does not state of the
            later one itself, and before the year of the change where there is one. `name` says what the report wrote.
            Where the measures differ, the vocabulary of the panel has a break in that year: `compare` marks changes
            across it, and figures show it.

        Raises
        ------
        UnknownIdError
            If there is no such indicator.
        InputError
            If one took the place of none.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples()[:1]).follow("disposable_income_rural")
        >>> "net_income_rural" in panel.indicators
        False
        """
        words = self._vocabulary
        ids = self.ids_of(indicators) or [id for id in words if words.predecessors(id)]
        frame = followed(self._frame, words, ids)
        panel = Panel.__new__(Panel)._hold(frame, self._evidence, with_steps(words, ids), self._failed, self._aside)
        return noted(panel, self._journal)

    def _part(self, keep: pd.Series[bool]) -> Panel:
        rows, dropped = keep.iloc[: len(self._frame)], keep.iloc[len(self._frame) :]
        aside = replace(self._aside, dropped=self._aside.dropped[dropped.to_numpy()])
        return self._with(self._frame[rows], self._evidence[rows], aside)

    def check(self) -> Findings:
        """Look for what cannot be or is hard to believe; the same as `govreport.check(panel)`.

        Returns
        -------
        Findings
            Its `frame` is described there; `print` it for a table.

        Examples
        --------
        >>> import govreport as gr
        >>> found = gr.read_panel(gr.samples()).check()
        >>> found.frame["severity"].isin(["error", "doubt"]).all().item()
        True
        """
        # Findings stand to the right of panels: they are loaded when they are asked for.
        from govreport.comparison import check

        return check(self)

    def explain(self, row: int | str = 0, *, lang: str | None = None, **where: object) -> Explanation:
        """Tell where a figure comes from: the sentence with the quote marked, the rules, the alias, the conversion.

        Parameters
        ----------
        row : int or str, default 0
            The label of the row in `frame`; or an indicator by its id or name, with what else names one cell.
        lang : {"zh", "en"}, optional
            By default the language of messages, `options.lang`.
        **where
            With an indicator: as `select` takes it, `period=2022, measure="growth"`.

        Returns
        -------
        Explanation
            Prints as text, shows as HTML in a notebook.

        Raises
        ------
        InputError
            If there is no such row or language, or what is said names no cell or several.
        UnknownIdError
            As `select`.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples())
        >>> "【6%—6.5%】" in str(panel.explain("国内生产总值", period=2019, measure="growth", status="target"))
        True
        """
        if isinstance(row, str):
            row = self._row_of(row, where)
        elif where:
            raise InputError("a row is named by its label alone", found=", ".join(where))
        at = -1 if isinstance(row, bool) or not hasattr(row, "__index__") else index(row)
        if not 0 <= at < len(self._frame):
            expected = f"0 to {len(self._frame) - 1}" if len(self._frame) else "a row; the panel has none"
            raise InputError("no such row", found=str(row), expected=expected)
        said = self._frame.iloc[at]
        # rows that differ in one of these are no rivals, and of one rule or another no rows that it looks at
        near = self._frame[np.logical_and.reduce([(self._frame[key] == said[key]).to_numpy() for key in SAME])]
        spoken = language_of_views(lang) if lang is not None else reader()
        return explain_row(said, self._evidence.iloc[at], self._vocabulary, ranked(near, self._vocabulary), spoken)

    def to_html(
        self, path: str | PathLike[str], *, lang: str | None = None, open_ids: bool = False, vintage: Vintage = "latest"
    ) -> str:
        """Write the panel as one self-contained HTML page: the years as columns, the indicators by domain.

        A click on a figure shows every sentence that states it; targets stand under the results with their verdicts.

        Parameters
        ----------
        path, lang, open_ids
            Where to, an existing file is replaced; the language of names and labels, by default that of
            `options.lang` or `GOVREPORT_LANG` where one is set, else Chinese; whether to show open ids.
        vintage : {"latest", "first"} or int, default "latest"
            Which report counts where several state a cell, as in `cells`; the end of the page says so.

        Returns
        -------
        str
            The page, as written; `repr`, and so a notebook, says only where it is.

        Raises
        ------
        InputError
            For a path that cannot be written, a language that is not there, or a vintage that is none.

        Examples
        --------
        >>> import tempfile, govreport as gr
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     "国内生产总值" in gr.read_panel(gr.samples()).to_html(f"{folder}/panel.html")
        True
        """
        # The page stands to the right of panels: it is loaded when it is asked for.
        from govreport.page import write_panel

        return write_panel(self, path, lang, open_ids=open_ids, vintage=vintage)

    @classmethod
    def load(cls, path: str | Path) -> Panel:
        """Read a panel that `save` wrote.

        Parameters
        ----------
        path : str or Path

        Returns
        -------
        Panel

        Raises
        ------
        InputError
            If the file is missing or is no saved panel: with all that is wrong in it.

        Examples
        --------
        >>> Panel.load("nowhere.json")
        Traceback (most recent call last):
            ...
        govreport.errors.InputError: nowhere.json: no such file
        """
        vocabulary, failed, frame, evidence, aside, journal = read_saved(path_of(path))
        with naming(path):
            panel = cls(frame, vocabulary=vocabulary, failed=failed, evidence=evidence, aside=aside)
        return noted(panel, journal)

    def __len__(self) -> int:
        return len(self._frame)

    def __repr__(self) -> str:
        return panel_text(held(self))

    def __str__(self) -> str:
        return panel_told(held(self), language_of_views())

    def _repr_html_(self) -> str:
        return panel_html(str(self), self._frame)
