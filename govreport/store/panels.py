"""`Store`: a panel of any number of reports, on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from os import PathLike
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pandas as pd

from govreport.asked import called_right, path_of
from govreport.engine import checked_jobs
from govreport.errors import InputError, warn
from govreport.indicators import Vocabulary, given_or_packaged
from govreport.labels import counted, year_span
from govreport.panel import Failure, Panel, Skipped
from govreport.panel.correcting import Given
from govreport.panel.journal import Journal
from govreport.panel.precedence import Vintage
from govreport.panel.reading import Readable
from govreport.store.files import Folder
from govreport.store.records import records_in
from govreport.store.state import State, load
from govreport.store.tables import wide_of_reports
from govreport.store.updating import Updated, made_with, update
from govreport.store.viewing import Indicators, Regions, Years, chosen_reports, panel_of_reports
from govreport.store.writing import absorb
from govreport.text import Limits, held_to

__all__ = ["Store", "open_panel"]

#: rows that a panel in memory should not have: some two gigabytes
_MANY = 2_000_000
_TRIES = 5
Read = TypeVar("Read")


@called_right
def open_panel(path: str | PathLike[str], *, vocabulary: Vocabulary | None = None) -> Store:
    """Open a store: a panel of any number of reports, in a folder of Parquet files (extra `store`).

    Parameters
    ----------
    path : str or path
        The folder; the first update makes it.
    vocabulary : Vocabulary, optional
        That reports are read with. By default the packaged one, or what the store was made with where that was
        another.

    Returns
    -------
    Store

    Raises
    ------
    InputError
        If the folder holds something else, the store is of a newer version or damaged, or packages are missing.

    Examples
    --------
    >>> import tempfile, govreport as gr
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = gr.open_panel(f"{folder}/panel")
    ...     print(store.update(gr.samples()))
    ...     print(store.update(gr.samples()))
    ...     store.panel(years=[2022, 2023], indicators="gdp").report_years
    8 read, 0 unchanged
    0 read, 8 unchanged
    [2022, 2023]
    """
    folder = Folder(path_of(path))
    manifest = folder.manifest()
    if vocabulary is None and manifest.vocabulary:
        vocabulary = folder.vocabulary(manifest.vocabulary)
    return Store(folder, given_or_packaged(vocabulary))


class Store:
    """A panel of any number of reports, on disk; `open_panel` opens it.

    It cannot be changed but by `update`, `compact` and who deletes its files. What is asked of it is read from the
    disk each time, so that it shows what other processes put there.

    Parameters
    ----------
    folder : Folder
    vocabulary : Vocabulary

    Examples
    --------
    >>> import govreport as gr
    >>> gr.open_panel("nowhere")
    <Store nowhere: 0 reports>
    """

    __slots__ = ("_folder", "_state", "_vocabulary")

    _folder: Folder
    _state: State | None
    _vocabulary: Vocabulary

    def __init__(self, folder: Folder, vocabulary: Vocabulary) -> None:
        object.__setattr__(self, "_folder", folder)
        object.__setattr__(self, "_vocabulary", vocabulary)
        object.__setattr__(self, "_state", None)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Store cannot be changed; update() reads reports into it")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Store cannot be changed; update() reads reports into it")

    def __reduce__(self) -> tuple[Any, ...]:
        return Store, (self._folder, self._vocabulary)

    def _now(self) -> State:
        """What it holds, read again only where that has changed."""
        manifest = self._folder.manifest()
        batches = self._folder.batches(manifest.absorbed)
        state = self._state
        if state is None or (state.manifest, state.batches) != (manifest, batches):
            state = load(self._folder)
            object.__setattr__(self, "_state", state)
        return state

    @called_right
    def update(
        self,
        sources: Readable | Iterable[Readable],
        *,
        n_jobs: int | None = None,
        progress: bool | None = None,
        recursive: bool = False,
        limits: Limits | None = None,
        again: bool = False,
        drop_gone: bool = False,
    ) -> Updated:
        """Read what is new or changed.

        Reports are put to the disk in batches of 32, or after ten seconds: whatever ends the process, what was put
        there stays, and the next update goes on from it. Several processes may update a store at the same time.

        Parameters
        ----------
        sources : path, Report, table or iterable of these
            As in `read_panel`.
        n_jobs : int, optional
            Processes, as in `read_panel`; -1 for as many as there are cores.
        progress : bool, optional
            A progress bar; by default from twenty files on, and only in a terminal or notebook.
        recursive : bool, default False
            Read the sub-folders of folders too.
        limits : Limits, optional
            How large a file may be, and how long it may take.
        again : bool, default False
            Read what is unchanged too.
        drop_gone : bool, default False
            Drop what was read from files that are no longer there: in the folders, zip files and tables that are named
            now. By default it is kept, and said.

        Returns
        -------
        Updated
            How many were read, what failed, what is gone.

        Raises
        ------
        InputError
            If there is nothing to read, or the store cannot be written.

        Warns
        -----
        GovReportWarning
            Of doubts about reports, of what could not be read, and of what is gone: one line each.

        Notes
        -----
        A report is known again by its place, seen from the folder of the store, and a digest of its name and content;
        a file that was moved is not read again. It is read again where the content, the version of the library or the
        vocabulary is another. What failed is tried again.
        """
        return update(
            self._folder,
            sources,
            self._vocabulary,
            workers=checked_jobs(n_jobs),
            progress=progress,
            recursive=recursive,
            limits=held_to(limits),
            again=again,
            drop_gone=drop_gone,
        )

    @called_right
    def panel(
        self,
        *,
        regions: Regions = None,
        years: Years = None,
        indicators: Indicators = None,
        corrections: Given | None = None,
    ) -> Panel:
        """Return the reports, or a part of them, as a panel in memory; no more than that is read.

        Parameters
        ----------
        regions : str, Region or iterable of these, optional
            Whose reports: any name a region is known by, its code or a `Region`.
        years : int or iterable of int, optional
            The years of the reports.
        indicators : str or iterable of str, optional
            Ids or exact names, as in `Panel.select`.
        corrections : Corrections, path or rows, optional
            Applied as by `Panel.correct`.

        Returns
        -------
        Panel
            As `read_panel` gives of the same reports: rows, evidence, `reports`, `failed` and `skipped`.

        Raises
        ------
        UnknownIdError
            If the store has no report of a region or year, or there is no such indicator, with the nearest.
        InputError
            If the store is empty or a file of it is damaged.

        Warns
        -----
        GovReportWarning
            If reports were read by another version or vocabulary, or the panel will take gigabytes.

        Examples
        --------
        >>> import tempfile, govreport as gr
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     store = gr.open_panel(f"{folder}/panel")
        ...     _ = store.update(gr.samples())
        ...     store.panel(regions="中国", years=range(2020, 2024), indicators=["gdp", "粮食产量"]).indicators
        ['gdp', 'grain_output']
        """
        panel = self._tried(
            lambda state, reports: panel_of_reports(self._folder, state, reports, indicators, self._vocabulary),
            *(regions, years),
            all_rows=indicators is None,
        )
        return panel if corrections is None else panel.correct(corrections)

    @called_right
    def wide(
        self,
        *indicators: str,
        measure: str = "level",
        status: str | Iterable[str] = ("actual", "estimate"),
        regions: Regions = None,
        years: Years = None,
        hedges: bool = False,
        lang: str | None = None,
        vintage: Vintage = "latest",
    ) -> pd.DataFrame:
        """Return a table of reference years by region and indicator, for as many regions as there are.

        It is the table of `panel(indicators=…, regions=…, years=…).wide(…)`, sooner and in less memory: sentences and
        what else it does not show are not read.

        Parameters
        ----------
        *indicators : str
            Ids or exact names, at least one.
        measure, status, hedges, lang, vintage
            As in `Panel.wide`.
        regions, years
            Whose reports and of which years, as in `panel`.

        Returns
        -------
        pandas.DataFrame
            Index `region, year`; a column for each indicator, in its own unit, as in `Panel.wide`.

        Raises
        ------
        UnknownIdError
            If there is no such indicator, measure or status, or no report of a region or year.
        InputError
            If no indicator is named, the store is empty, or a file of it is damaged; as `Panel.wide`.

        Warns
        -----
        GovReportWarning
            As `Panel.wide`, and where files of the store are missing.

        Examples
        --------
        >>> import tempfile, govreport as gr
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     store = gr.open_panel(f"{folder}/panel")
        ...     _ = store.update(gr.samples())
        ...     store.wide("gdp", measure="growth", years=2023).loc[("全国", 2022), "gdp"].item()
        3.0
        """
        words = self._vocabulary
        options: dict[str, Any] = {"measure": measure, "status": status, "hedges": hedges, "lang": lang}
        return self._tried(
            lambda _, reports: wide_of_reports(self._folder, reports, indicators, words, vintage=vintage, **options),
            *(regions, years),
            all_rows=False,
        )

    def _tried(
        self, read: Callable[[State, pd.DataFrame], Read], regions: Regions, years: Years, *, all_rows: bool
    ) -> Read:
        """Read from the reports that are asked for."""
        left = _TRIES
        while True:
            state = self._now()
            if state.of("read").empty:
                where = str(self._folder.path)
                raise InputError("the store holds no report", where=where, hint="update() reads reports into it")
            reports = chosen_reports(state, regions, years)
            self._say(state, int(reports["metrics"].sum()) if all_rows else 0)
            try:
                return read(state, reports)
            except FileNotFoundError:
                # another process put the batches to the years just now
                left -= 1
                if not left:
                    raise

    def _say(self, state: State, rows: int) -> None:
        made, _ = made_with(self._vocabulary)
        other = int((state.of("read")["made"] != made).sum())
        if other:
            said = f"{other:,} reports were read by another version or vocabulary; update reads them again"
            warn(f"{self._folder.path}: {said}")
        if rows > _MANY:
            said = f"{rows:,} rows take some {rows / 1e6:.0f} GB of memory; name regions, years or indicators"
            warn(said)

    @property
    def path(self) -> Path:
        """The folder."""
        return self._folder.path

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that reports are read with."""
        return self._vocabulary

    @property
    def reports(self) -> pd.DataFrame:
        """One row a report, with the columns of `Panel.reports`."""
        return Journal(tuple(one.note() for one in records_in(self._now().told[0]))).table()

    @property
    def regions(self) -> list[str]:
        """The reporting territories, sorted."""
        return sorted(self._now().told[0]["region"].unique().tolist())

    @property
    def years(self) -> list[int]:
        """The years of the reports, sorted."""
        return sorted(int(year) for year in self._now().told[0]["year"].unique())

    @property
    def failed(self) -> tuple[Failure, ...]:
        """What could not be read, each with its error; damaged files of the store too."""
        return self._now().failed

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files that were passed over, each with the reason; copies of others too."""
        return self._now().skipped

    @called_right
    def compact(self) -> None:
        """Write the files of all years anew, without what was read anew or dropped since.

        Updates put small files together by themselves; this makes the store smaller after many changes.

        Raises
        ------
        InputError
            If it cannot be written; then the store is as it was.
        """
        absorb(self._folder, all_files=True)

    def __len__(self) -> int:
        return len(self._now().told[0])

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        many = len(self)
        if not many:
            return f"<Store {self._folder.path}: 0 reports>"
        years = self.years
        rest = [f"{len(some):,} {word}" for some, word in ((self.failed, "failed"), (self.skipped, "skipped")) if some]
        held = f"{counted(many, 'report')} of {counted(len(self.regions), 'region')}"
        parts = [f"{held}, {year_span(years[0], years[-1])}", *rest]
        return f"<Store {self._folder.path}: {'; '.join(parts)}>"
