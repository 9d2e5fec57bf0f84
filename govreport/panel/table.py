"""The tidy frame of many reports, in a small object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import InputError
from ..export import Exports
from ..vocabulary import Vocabulary, vocabulary
from .choosing import ids_in, unmatched_of, values_in
from .following import followed, with_steps
from .links import links_of, threads_of
from .places import places_of, with_codes
from .precedence import Vintage, ranked
from .sayings import Cells
from .schema import COLUMNS, EMPTY, EVIDENCE, Failure, completed, need_columns, typed, whole_years
from .store import read_saved, write_panel
from .views import Explanation, explain_row, panel_html, panel_text

__all__ = ["Panel"]


class Panel(Cells, Exports):
    """The observations of many reports: region × indicator × period, results beside targets.

    A small object around one tidy frame, not a DataFrame itself. Nothing it returns shares memory that a caller could
    change: the panel stays as it was read.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row an observation, with the columns of `COLUMNS`.
    vocabulary : Vocabulary, optional
        The packaged one by default.
    failed : iterable of Failure
        What could not be read.
    evidence : pandas.DataFrame, optional
        One row a row of `frame`, with the columns of `EVIDENCE`.

    Raises
    ------
    InputError
        If a column is missing.

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
    ) -> None:
        frame = completed(with_codes(frame))
        need_columns(frame)
        self._frame = typed(frame[list(COLUMNS)].reset_index(drop=True), COLUMNS)
        told = pd.DataFrame(index=self._frame.index) if evidence is None else evidence.reset_index(drop=True)
        blank = {c: EMPTY[k] for c, k in EVIDENCE.items() if c not in told.columns}
        self._evidence = typed(told.assign(**blank)[list(EVIDENCE)], EVIDENCE)
        self._vocabulary = vocabulary if vocabulary is not None else _packaged()
        self._failed = tuple(failed)
        self._links: pd.DataFrame | None = None
        self._threads: pd.DataFrame | None = None

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        return {"rows": self._frame}

    def _observed(self) -> pd.DataFrame:
        return self._frame

    def _facts(self) -> Mapping[str, object]:
        return {"regions": self.regions, "report_years": self.report_years, "failed": [str(f) for f in self._failed]}

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
        both = self._frame.assign(conflict=self._evidence["conflict"])
        keep = ["region", "indicator", "name", "value", "unit", "conflict", "quote", "sentence", "source"]
        return both.loc[both["conflict"] != "", keep]

    @property
    def links(self) -> pd.DataFrame:
        """The open ids of consecutive reports of a region that mean the same in other words, each with its reasons.

        Columns: `region`; `name`, `indicator`, `report_year`, `value`, `unit`, `sentence` and `row` (of `frame`) of the
        earlier (`_a`) and the later (`_b`) report; `measure`, `role` (`target` or `result`), `score` and `reasons`:
        what speaks for and against, in points. What is not linked stays apart; docs/data-model.md names the evidence.
        """
        if self._links is None:
            self._links = links_of(whole_years(self._frame))
        return self._links.copy()

    @property
    def threads(self) -> pd.DataFrame:
        """The links followed through the years: `region`, `indicator` and `thread`, the id it is first said under.

        The surest links are followed first, and never so far that two ids that one report tells apart become one.
        """
        if self._threads is None:
            self._threads = threads_of(self._frame, self.links)
        return self._threads.copy()

    def select(
        self,
        indicator: str | Iterable[str] | None = None,
        *,
        period: int | Iterable[int] | None = None,
        **columns: object,
    ) -> Panel:
        """Return the part of the panel that fits.

        Parameters
        ----------
        indicator : str or iterable of str, optional
            One or several ids.
        period : int or iterable of int, optional
            Reference years; a row fits when it is about that single year, all of it unless `part` is asked for.
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
            If a column does not exist.

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
        keep = pd.Series(True, index=self._frame.index)
        if indicator is not None:
            keep &= self._frame["indicator"].isin(ids_in(self._frame, self._vocabulary, indicator))
        if period is not None:
            years = [period] if isinstance(period, int) else list(period)
            keep &= (self._frame["period_start"] == self._frame["period_end"]) & self._frame["period_end"].isin(years)
            keep &= (self._frame["part"] == "") | ("part" in columns)
        for column, wanted in columns.items():
            keep &= self._frame[column].isin(values_in(self._frame, column, wanted))
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
        ids = list(indicators) or [id for id in words if words.predecessors(id)]
        frame = followed(self._frame, words, ids)
        return Panel(frame, vocabulary=with_steps(words, ids), failed=self._failed, evidence=self._evidence)

    def _part(self, keep: Any) -> Panel:
        return Panel(self._frame[keep], vocabulary=self._vocabulary, failed=self._failed, evidence=self._evidence[keep])

    def wide(
        self,
        *indicators: str,
        measure: str = "level",
        status: str | Iterable[str] = ("actual", "estimate"),
        region: str | Iterable[str] | None = None,
        vintage: Vintage = "latest",
    ) -> pd.DataFrame:
        """Return a table of reference years by region and indicator.

        Parameters
        ----------
        *indicators : str
            Ids; all of the vocabulary that have such values where none is given.
        measure : str, default "level"
        status : str or iterable of str, default actual and estimate
            `target` for the plans.
        region : str or iterable of str, optional
        vintage : {"latest", "first"} or int, default "latest"
            As in `cells`.

        Returns
        -------
        pandas.DataFrame
            Index `region, year`; a column for each id, in the indicator's unit. Single years only; of several sayings
            the one that `cells` gives.

        Raises
        ------
        UnknownIdError
            As `select`.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples())
        >>> panel.wide("gdp", measure="growth").loc[("全国", 2022), "gdp"].item()
        3.0
        """
        whole = self._part(self._frame.index.isin(whole_years(self._frame).index))
        part = whole.select(indicators or None, measure=measure, status=status)
        cells = (part if region is None else part.select(region=region)).cells(vintage=vintage)
        if not indicators:
            cells = cells[~cells["indicator"].str.startswith("open:")]
        table = cells.pivot(index=["region", "period_end"], columns="indicator", values="value")
        order = list(indicators) or [i for i in self._vocabulary if i in table.columns]
        table = table.reindex(columns=order).rename_axis(index=["region", "year"])
        table.columns.name = None
        return table.sort_index()

    def check(self) -> Any:
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
        return import_module("govreport.compare").check(self)

    def explain(self, row: int = 0) -> Explanation:
        """Tell where a figure comes from: the sentence with the quote marked, the rules, the alias, the conversion.

        Parameters
        ----------
        row : int, default 0
            The label of the row in `frame`.

        Returns
        -------
        Explanation
            Prints as text, shows as HTML in a notebook.

        Raises
        ------
        InputError
            If there is no such row.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples()).select("gdp", measure="growth", status="target", report_year=2019)
        >>> "【6%—6.5%】" in str(panel.explain())
        True
        """
        if not 0 <= row < len(self._frame):
            raise InputError("no such row", found=str(row), expected=f"0 to {len(self._frame) - 1}")
        said = self._frame.iloc[row]
        near = self._frame[(self._frame["indicator"] == said["indicator"]) & (self._frame["region"] == said["region"])]
        return explain_row(said, self._evidence.iloc[row], self._vocabulary, ranked(near, self._vocabulary))

    def to_html(self, path: str | Path, *, lang: str = "zh", open_ids: bool = False) -> str:
        """Write the panel as one self-contained HTML page: the years as columns, the indicators by domain.

        A click on a figure shows every sentence that states it; targets stand under the results with their verdicts.

        Parameters
        ----------
        path, lang, open_ids
            Where to, an existing file is replaced; the language of names and labels; whether to show open ids.

        Returns
        -------
        str
            The page, as written.

        Raises
        ------
        InputError
            For a path that cannot be written, or a language that is not there.

        Examples
        --------
        >>> import tempfile, govreport as gr
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     "国内生产总值" in gr.read_panel(gr.samples()).to_html(f"{folder}/panel.html")
        True
        """
        render: Any = import_module("govreport.render")
        return str(render.to_page(self, path, lang, open_ids=open_ids))

    def save(self, path: str | Path) -> None:
        """Write the panel to one file, without loss; `load_panel` reads it.

        Parameters
        ----------
        path : str or Path
            Ending in `.json`, or `.json.gz` to compress it.

        Raises
        ------
        InputError
            If the ending is another.

        Examples
        --------
        >>> import tempfile, govreport as gr
        >>> panel = gr.read_panel(gr.samples()[:1])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     panel.save(f"{folder}/panel.json.gz")
        ...     gr.load_panel(f"{folder}/panel.json.gz").frame.equals(panel.frame)
        True
        """
        write_panel(Path(path), self._vocabulary, self._failed, self._frame, self._evidence)

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
            If the file is missing or is no saved panel.

        Examples
        --------
        >>> Panel.load("nowhere.json")
        Traceback (most recent call last):
            ...
        govreport.errors.InputError: nowhere.json: no such file
        """
        vocabulary, failed, frame, evidence = read_saved(Path(path))
        return cls(frame, vocabulary=vocabulary, failed=failed, evidence=evidence)

    def __len__(self) -> int:
        return len(self._frame)

    def __repr__(self) -> str:
        return panel_text(self._frame, self.regions, self.report_years, len(self._failed))

    def _repr_html_(self) -> str:
        return panel_html(repr(self), self._frame)


def _packaged() -> Vocabulary:
    return vocabulary()
