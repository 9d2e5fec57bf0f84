"""`read_panel` and the tidy frame of many reports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .errors import GovReportError, InputError, UnknownIdError, closest
from .extract import extract
from .model import BOUNDS, MEASURES, STATUSES, Observation, Report
from .normalize import normalize
from .text import SUFFIXES, read_report
from .vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from .panel_views import Explanation

__all__ = ["COLUMNS", "Failure", "Panel", "load_panel", "panel_of", "read_panel"]

#: the documented schema of `Panel.frame`: column and kind
COLUMNS: dict[str, str] = {
    "region": "str",
    "indicator": "str",
    "measure": "str",
    "period_start": "int64",
    "period_end": "int64",
    "per_year": "bool",
    "status": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "unit": "str",
    "bound": "str",
    "basis": "str",
    "name": "str",
    "quote": "str",
    "sentence": "str",
    "start": "int64",
    "end": "int64",
    "report_region": "str",
    "report_year": "int64",
    "source": "str",
}
#: what `Panel.explain` tells beside the row
EVIDENCE: dict[str, str] = {
    "rules": "str",
    "alias": "str",
    "matched": "str",
    "conversion": "str",
    "conflict": "str",
    "nearest": "str",
    "said_value": "float64",
    "said_unit": "str",
    "sentence_start": "int64",
}
_CLOSED: dict[str, Sequence[str]] = {"measure": MEASURES, "status": STATUSES, "bound": BOUNDS}


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: its path and the error."""

    source: str
    error: GovReportError

    def __str__(self) -> str:
        return f"{self.source}: {self.error}"


class Panel:
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
    >>> panel.select("gdp", measure="growth", status="target", report_year=2019).frame[["low", "high", "unit"]].values.tolist()
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
        missing = [c for c in COLUMNS if c not in frame.columns]
        if missing:
            raise InputError(
                "the frame is no panel", expected=", ".join(COLUMNS), found=f"no column {', '.join(missing)}"
            )
        self._frame = _typed(frame[list(COLUMNS)].reset_index(drop=True), COLUMNS)
        blank = pd.DataFrame({c: [_EMPTY[k]] * len(frame) for c, k in EVIDENCE.items()})
        self._evidence = blank if evidence is None else _typed(evidence.reset_index(drop=True), EVIDENCE)
        self._vocabulary = vocabulary if vocabulary is not None else _default_vocabulary()
        self._failed = tuple(failed)

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
        both = self._frame.assign(nearest=self._evidence["nearest"])
        rows = both[both["indicator"].str.startswith("open:")]
        grouped = rows.groupby("indicator", sort=False).agg(
            name=("name", "first"),
            rows=("name", "size"),
            reports=("source", "nunique"),
            regions=("report_region", "nunique"),
            first_year=("report_year", "min"),
            last_year=("report_year", "max"),
            unit=("unit", "first"),
            nearest=("nearest", "first"),
        )
        return grouped.reset_index().sort_values(["reports", "rows"], ascending=False, kind="stable", ignore_index=True)

    @property
    def conflicts(self) -> pd.DataFrame:
        """The rows whose unit does not fit their indicator, with the reason; their values are as written."""
        both = self._frame.assign(conflict=self._evidence["conflict"])
        keep = ["region", "indicator", "name", "value", "unit", "conflict", "quote", "sentence", "source"]
        return both.loc[both["conflict"] != "", keep]

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
            Reference years; a row fits when it is about that single year.
        **columns
            Any other column of the frame: a value or several.

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
        >>> panel.select("gpd")
        Traceback (most recent call last):
            ...
        govreport.errors.UnknownIdError: unknown indicator: found 'gpd'; did you mean 'gdp'?
        """
        keep = pd.Series(True, index=self._frame.index)
        if indicator is not None:
            keep &= self._frame["indicator"].isin(self._ids(indicator))
        if period is not None:
            years = [period] if isinstance(period, int) else list(period)
            keep &= (self._frame["period_start"] == self._frame["period_end"]) & self._frame["period_end"].isin(years)
        for column, wanted in columns.items():
            keep &= self._frame[column].isin(self._values(column, wanted))
        return self._part(keep)

    def _part(self, keep: pd.Series[bool]) -> Panel:
        return Panel(
            self._frame[keep], vocabulary=self._vocabulary, failed=self._failed, evidence=self._evidence[keep]
        )

    def _ids(self, indicator: str | Iterable[str]) -> list[str]:
        ids = [indicator] if isinstance(indicator, str) else list(indicator)
        there = set(self._frame["indicator"])
        for one in ids:
            if one not in there and one not in self._vocabulary:
                known = list(self._vocabulary)
                names = [i.id for i in self._vocabulary.search(one)] if not one.startswith("open:") else []
                raise UnknownIdError(
                    "unknown indicator", found=f"'{one}'", suggestions=names[:3] or closest(one, [*known, *there])
                )
        return ids

    def _values(self, column: str, wanted: object) -> list[object]:
        if column not in COLUMNS:
            raise InputError(
                "unknown column", found=f"'{column}'", expected="one of the frame's", suggestions=closest(column, COLUMNS)
            )
        several = isinstance(wanted, Iterable) and not isinstance(wanted, str)
        values: list[object] = list(wanted) if several else [wanted]  # type: ignore[call-overload]
        there = set(self._frame[column].tolist())
        for value in values:
            if value not in there and value not in _CLOSED.get(column, ()):
                raise UnknownIdError(
                    f"no row with this {column}",
                    found=repr(value),
                    suggestions=closest(str(value), map(str, there)),
                    hint=None if len(there) > 40 else f"there are {', '.join(sorted(map(str, there)))}",
                )
        return values

    def wide(
        self,
        *indicators: str,
        measure: str = "level",
        status: str | Iterable[str] = ("actual", "estimate"),
        region: str | Iterable[str] | None = None,
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

        Returns
        -------
        pandas.DataFrame
            Index `region, year`; a column for each id, in the indicator's unit. Single years only; where several
            reports state a cell, the actual one of the latest report, and of these the exact one, is shown.

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
        filters: dict[str, object] = {"measure": measure, "status": status}
        if region is not None:
            filters["region"] = region
        part = self.select(indicators or None, **filters).cells()
        if not indicators:
            part = part[~part["indicator"].str.startswith("open:")]
        table = part.pivot(index=["region", "period_end"], columns="indicator", values="value")
        order = list(indicators) or [i for i in self._vocabulary if i in table.columns]
        table = table.reindex(columns=order).rename_axis(index=["region", "year"])
        table.columns.name = None
        return table.sort_index()

    def cells(self) -> pd.DataFrame:
        """Return one row for each cell (region, indicator, measure, year, target or result).

        Returns
        -------
        pandas.DataFrame
            The columns of `frame`; single years, no averages. Of several rows for a cell the one kept is actual before
            estimate, of the latest report, in the indicator's main unit, exact before hedged, the first in the text.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples())
        >>> bool(panel.cells().duplicated(["region", "indicator", "measure", "period_end", "status"]).any())
        False
        """
        frame = self._frame
        frame = frame[(frame["period_start"] == frame["period_end"]) & ~frame["per_year"]]
        frame = frame.assign(
            _goal=frame["status"] == "target",
            _rank=frame["status"].map({"actual": 0, "estimate": 1, "target": 0}),
            _late=-frame["report_year"],
            _odd=(self._evidence.loc[frame.index, "conflict"] != "").astype(int),
            _hedge=(frame["bound"] != "exact").astype(int),
            _basis=(frame["basis"].notna()).astype(int),
        )
        frame = frame.sort_values(["_rank", "_late", "_odd", "_basis", "_hedge", "start"], kind="stable")
        frame = frame.drop_duplicates(["region", "indicator", "measure", "period_end", "_goal"])
        return frame[list(COLUMNS)].sort_values(["region", "indicator", "measure", "period_end"], ignore_index=True)

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
        from .panel_views import explain_row

        if not 0 <= row < len(self._frame):
            raise InputError("no such row", found=str(row), expected=f"0 to {len(self._frame) - 1}")
        return explain_row(self._frame.loc[row], self._evidence.loc[row], self._vocabulary)

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
        from .panel_store import write_panel

        write_panel(self, self._frame, self._evidence, Path(path))

    @classmethod
    def load(cls, path: str | Path) -> Panel:
        """Read a panel that `save` wrote; the same as `load_panel`."""
        return load_panel(path)

    def __len__(self) -> int:
        return len(self._frame)

    def __repr__(self) -> str:
        years = self.report_years
        span = f"{years[0]}–{years[-1]}" if years else "no years"
        known = int((~self._frame["indicator"].str.startswith("open:")).sum()) if years else 0
        text = f"<Panel: {len(self):,} observations, {known:,} on the vocabulary; {self._frame['source'].nunique()} reports of {len(self.regions)} regions, {span}"
        return text + (f"; {len(self._failed)} failed>" if self._failed else ">")

    def _repr_html_(self) -> str:
        from .panel_views import panel_html

        return panel_html(self, self._frame)


_EMPTY: dict[str, Any] = {"str": "", "float64": 0.0, "int64": 0}


def _default_vocabulary() -> Vocabulary:
    return vocabulary()


def _typed(frame: pd.DataFrame, kinds: dict[str, str]) -> pd.DataFrame:
    return frame.astype({c: k for c, k in kinds.items() if k != "str"})


def panel_of(
    observations: Iterable[tuple[Report, Sequence[Observation]]],
    *,
    vocabulary: Vocabulary | None = None,
    failed: Iterable[Failure] = (),
) -> Panel:
    """Build a panel from reports and their observations.

    Parameters
    ----------
    observations : iterable of (Report, sequence of Observation)
    vocabulary : Vocabulary, optional
    failed : iterable of Failure

    Returns
    -------
    Panel

    Examples
    --------
    >>> from govreport import extract, normalize, report_from_text
    >>> report = report_from_text("XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n地区生产总值增长5%。")
    >>> panel_of([(report, normalize(report, extract(report)))]).frame["indicator"].tolist()
    ['gdp']
    """
    rows: list[tuple[object, ...]] = []
    evidence: list[tuple[object, ...]] = []
    for report, found in observations:
        rows += [_row(report, o) for o in found]
        evidence += [_evidence_row(o) for o in found]
    frame = pd.DataFrame.from_records(rows, columns=list(COLUMNS))
    beside = pd.DataFrame.from_records(evidence, columns=list(EVIDENCE))
    return Panel(frame, vocabulary=vocabulary, failed=failed, evidence=beside)


def _row(report: Report, o: Observation) -> tuple[object, ...]:
    m = o.metric
    return (
        o.region, o.indicator, o.measure, o.period[0], o.period[1], m.per_year, o.status, o.value, o.low, o.high, o.unit,
        m.bound, m.basis, m.name, m.quote, report.text[m.sentence[0] : m.sentence[1]], m.start, m.end, report.region,
        report.year, report.source,
    )  # fmt: skip


def _evidence_row(o: Observation) -> tuple[object, ...]:
    m = o.metric
    return (
        " ".join(m.rules), o.alias or "", o.rule, o.conversion, o.conflict or "", " ".join(o.nearest), m.value, m.unit,
        m.sentence[0],
    )  # fmt: skip


_Outcome = tuple[Report, list[Observation]] | Failure


def _read_one(source: Path, vocab: Vocabulary) -> _Outcome:
    try:
        report = read_report(source)
        return report, normalize(report, extract(report), vocab)
    except GovReportError as error:
        return Failure(str(source), error)


def read_panel(
    paths: str | Path | Iterable[str | Path],
    *,
    vocabulary: Vocabulary | None = None,
    n_jobs: int = 1,
    progress: bool | None = None,
) -> Panel:
    """Read reports into a panel.

    Parameters
    ----------
    paths : str, Path or iterable of these
        Files, and folders whose reports are all read (not their sub-folders).
    vocabulary : Vocabulary, optional
        The packaged one by default.
    n_jobs : int, default 1
        Processes; -1 for as many as there are cores.
    progress : bool, optional
        A progress bar; by default from twenty files on, and only in a terminal or notebook.

    Returns
    -------
    Panel
        `failed` names each file that could not be read, and why.

    Raises
    ------
    InputError
        If there is nothing to read, or not one file could be read.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples())
    >>> panel.regions, panel.report_years[0], panel.failed
    (['全国'], 2018, ())
    """
    files = _files(paths)
    vocab = _default_vocabulary() if vocabulary is None else vocabulary
    outcomes = _outcomes(files, vocab, n_jobs, progress)
    failed = [o for o in outcomes if isinstance(o, Failure)]
    done = [o for o in outcomes if not isinstance(o, Failure)]
    if not done:
        raise InputError(
            f"none of the {len(files)} files could be read", found="; ".join(str(f.error) for f in failed[:3])
        )
    return panel_of(done, vocabulary=vocab, failed=failed)


def _files(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    files: list[Path] = []
    for one in map(Path, given):
        if one.is_dir():
            inside = sorted(p for p in one.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith((".", "~")))
            if not inside:
                raise InputError("no report in the folder", where=str(one), expected=", ".join(SUFFIXES))
            files += inside
        else:
            files.append(one)
    if not files:
        raise InputError("nothing to read", expected="a file, a folder or several of these")
    return list(dict.fromkeys(files))


def _outcomes(files: list[Path], vocab: Vocabulary, n_jobs: int, progress: bool | None) -> list[_Outcome]:
    import os

    if n_jobs == 0 or n_jobs < -1:
        raise InputError("n_jobs counts processes", expected="1, 2, … or -1", found=str(n_jobs))
    workers = min(len(files), (os.cpu_count() or 1) if n_jobs == -1 else n_jobs)
    show = progress if progress is not None else len(files) >= 20 and sys.stderr.isatty()
    bar = _bar(len(files)) if show else None
    if workers <= 1:
        return [_tick(bar, _read_one(f, vocab)) for f in files]
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    with ProcessPoolExecutor(workers) as pool:
        return [_tick(bar, o) for o in pool.map(partial(_read_one, vocab=vocab), files, chunksize=4)]


def _bar(total: int) -> Callable[[], object]:
    from tqdm.auto import tqdm

    bar = tqdm(total=total, unit="report", desc="reading")

    def step() -> None:
        bar.update()
        if bar.n >= total:
            bar.close()

    return step


def _tick(bar: Callable[[], object] | None, outcome: _Outcome) -> _Outcome:
    if bar is not None:
        bar()
    return outcome


def load_panel(path: str | Path) -> Panel:
    """Read a panel that `Panel.save` wrote.

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
    >>> load_panel("nowhere.json")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: nowhere.json: no such file
    """
    from .panel_store import read_saved

    return read_saved(Path(path))
