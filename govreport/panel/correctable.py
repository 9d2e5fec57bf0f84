"""The part of a panel that people have a say in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from govreport.asked import methods_called_right, path_of
from govreport.errors import warn
from govreport.export import Exports
from govreport.indicators import Vocabulary
from govreport.panel.correcting import Given, as_corrections, corrected_panel
from govreport.panel.marks import TOLD, Aside, corrected_of, marks_of
from govreport.panel.schema import Failure
from govreport.panel.worklist import write_worklist

if TYPE_CHECKING:
    from govreport.panel.table import Panel

__all__ = ["Correctable"]


@methods_called_right
class Correctable(Exports):
    """A panel's corrections: how they are made, what they changed, what is left to look at."""

    _frame: pd.DataFrame
    _evidence: pd.DataFrame
    _vocabulary: Vocabulary
    _failed: tuple[Failure, ...]
    _aside: Aside

    def _with(self, frame: pd.DataFrame, evidence: pd.DataFrame, aside: Aside | None = None) -> Panel:
        raise NotImplementedError

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        marks, rows = self._evidence["corrected"], self._named_rows()
        if not (marks != "").any() and self._aside.dropped.empty and self._aside.unplaced.empty:
            return {"rows": rows}
        told = marks.map(lambda text: "; ".join(map(str, marks_of(text))) if text else "")
        own = "corrected" if "corrected" not in self._frame.columns else "corrected_by_hand"
        return {"rows": rows.assign(**{own: told}), "corrected": self.corrected, "unplaced": self.unplaced}

    def _named_rows(self) -> pd.DataFrame:
        """Return the rows with the official names of their indicators behind what the reports call them."""
        rows, words = self._frame.copy(), self._vocabulary
        known = {str(id): words[id] for id in rows["indicator"].unique() if id in words}
        behind = list(rows.columns).index("name") + 1
        for at, name in enumerate(("name_zh", "name_en"), start=behind):
            if name not in rows.columns:
                said = {id: getattr(one, name) for id, one in known.items()}
                rows.insert(at, name, rows["indicator"].map(said).fillna("").astype("object"))
        return rows

    def _observed(self) -> pd.DataFrame:
        return self._frame

    def _facts(self) -> Mapping[str, object]:
        frame = self._frame
        return {
            "regions": sorted(frame["report_region"].unique().tolist()),
            "report_years": sorted(int(year) for year in frame["report_year"].unique()),
            "failed": [str(failure) for failure in self._failed],
            "dropped": [str(mark) for text in self._aside.dropped[TOLD + "corrected"] for mark in marks_of(text)],
        }

    def correct(self, corrections: Given) -> Panel:
        """Return the panel with corrections applied, each to the reading at its words.

        Parameters
        ----------
        corrections : Corrections, path or rows
            As in `govreport.corrections`. A correction that the panel has already is not made twice.

        Returns
        -------
        Panel
            `corrected` lists what was changed, `unplaced` the corrections that found no place.

        Raises
        ------
        InputError
            If a table cannot stand, with everything that is wrong with it.

        Warns
        -----
        GovReportWarning
            Once, if corrections of reports that are in the panel found no place.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples()[:1])
        >>> said = panel.frame.iloc[0]
        >>> row = {"report_region": "全国", "report_year": 2018, "quote": said["quote"], "sentence": said["sentence"]}
        >>> mended = panel.correct([{**row, "field": "status", "value": "estimate", "by": "Li", "why": "预计"}])
        >>> mended.corrected[["field", "read", "right", "by"]].values.tolist()
        [['status', 'actual', 'estimate', 'Li']]
        """
        given = as_corrections(corrections, self._vocabulary)
        frame, evidence, aside, warnings = corrected_panel(
            self._frame, self._evidence, self._aside, given, self._vocabulary
        )
        for warning in warnings:
            warn(warning)
        return self._with(frame, evidence, aside)

    @property
    def corrected(self) -> pd.DataFrame:
        """What people changed, the library's reading beside it.

        One row a field: `row` (of `frame`; missing for what was dropped), `action`, `field`, `read`, `right`, `given`
        (False for what follows from a given field, as `low` from `value`), `by`, `why`; the reading's `report_region`,
        `report_year`, `region`, `indicator`, `name`, `quote`, `sentence`, `source`, `start`, `end`; `where`: the line
        of the table of corrections.
        """
        return corrected_of(self._frame, self._evidence["corrected"], self._aside.dropped)

    @property
    def unplaced(self) -> pd.DataFrame:
        """The corrections that found no place, each with its `reason` and the nearest reading of its report.

        `reason` is `no such report in the panel`, `no reading at these words`, `ambiguous: …`, or what is wrong with
        the values; `likeness`, from 0 to 1, is that of the words of `nearest_sentence`.
        """
        return self._aside.unplaced.copy()

    def review(
        self,
        path: str | Path,
        n: int | None = 200,
        *,
        by: str = "doubt",
        seed: int = 0,
        overwrite: bool = False,
    ) -> int:
        """Write a worklist: readings to look at, with columns to fill in; `govreport.corrections` reads it back.

        Parameters
        ----------
        path : str or Path
            Ending in `.xlsx` (with lists to choose from), `.tsv` or `.csv`.
        n : int or None, default 200
            How many readings at most; None for all.
        by : {"doubt", "findings", "random", "text"}
            The most doubtful first; those that `check` finds fault with, the gravest first; at random; in the order of
            the reports. What was corrected or confirmed is left out.
        seed : int, default 0
            Of the choice at random.
        overwrite : bool, default False
            Whether an existing file is replaced: it may hold what somebody filled in.

        Returns
        -------
        int
            How many readings were written.

        Raises
        ------
        InputError
            For another ending or order, if the file exists, or without the `excel` extra.

        Examples
        --------
        >>> import tempfile, govreport as gr
        >>> panel = gr.read_panel(gr.samples()[:1])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     panel.review(f"{folder}/look.tsv", n=5), len(gr.corrections(f"{folder}/look.tsv"))
        (5, 0)
        """
        findings = self._findings() if by == "findings" else None
        return write_worklist(
            path_of(path),
            self._frame,
            self._evidence,
            self._vocabulary,
            n=n,
            by=by,
            seed=seed,
            overwrite=overwrite,
            findings=findings,
        )

    def _findings(self) -> pd.DataFrame:
        raise NotImplementedError
