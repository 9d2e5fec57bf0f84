"""`check`: what in a panel cannot be, or is hard to believe, with the sentences that say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from govreport.asked import called_right
from govreport.comparison.cells import described, indicator_order, panel_meant, region_order
from govreport.comparison.checks import CHECKS, LOOKED_AT, SIDE, Desk, Finding
from govreport.comparison.findings_view import findings_view
from govreport.comparison.lines import Lines
from govreport.comparison.neighbours import Neighbours
from govreport.comparison.result import Result
from govreport.indicators import Vocabulary, vocabulary
from govreport.panel.coded import as_kinds, as_objects
from govreport.panel.journal import journal_of
from govreport.panel.one_unit import labels_unfit
from govreport.panel.schema import whole_years

if TYPE_CHECKING:
    from govreport.panel import Panel
    from govreport.render.view import View
    from govreport.render.words import Words

KINDS = ("share", "part", "range", "growth", "sum", "between", "rank", "twice", "retold", "leap", "reading")
COLUMNS = (
    *("kind", "severity", "region", "indicator", "name", "domain", "measure", "period_start", "period_end", "status"),
    *("expected", "fits", "reconcile", "other", *(f"{c}_{s}" for s in "ab" for c in SIDE)),
)


@dataclass(frozen=True, eq=False, repr=False)
class Findings(Result):
    """What in a panel cannot be or is hard to believe: what `Panel.check` returns.

    Notes
    -----
    Columns of `frame`, one row for each finding:

    ======================== ========================================================================================
    kind                     `share`: a share above 100 or below 0. `part`: a part above its whole (`data/wholes.tsv`).
                             `range`: outside what is plausible for the indicator and the level of government
                             (`data/plausible.tsv`). `growth`: the levels of two years imply another growth than is
                             stated. `sum`, `between`, `rank`: what `audit` reckons contradicts it. `twice`: one report
                             says a cell twice, with values that differ. `retold`: a later report gives a wholly
                             different value. `leap`: an amount is many times that of a year beside. `reading`: the
                             reading itself is in doubt, of a saying that counts.
    severity                 `error`: it cannot be; `doubt`: it is hard to believe, and may be a report's own
    region, indicator, name, as in a `Comparison`
    domain, measure
    period_start, period_end what the values are about
    status                   as in the panel
    expected                 the other saying, or what would be believed, in words and numbers
    fits                     which of the two fits the years beside and the peers: `a`, `b`, or "" where they do not
                             tell
    reconcile                what would reconcile the two: a unit, the sign, another year, another thing; "" if nothing
                             is seen
    other                    the indicator of side b where it is another one (the whole), "" elsewhere
    name, value, unit,       the two sayings: the figure found, and what it contradicts (missing where it contradicts
    quote, sentence,         no other figure); `row` is that of the panel's frame
    sentence_start,
    report_region,
    report_year, source,
    start, end, row _a _b
    ======================== ========================================================================================
    """

    _suspects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = KINDS
    sides: ClassVar[tuple[str, ...]] = ("_a",)

    def _view(self, words: Words, open_ids: bool) -> View:
        return findings_view(self, words, open_ids)

    @property
    def suspects(self) -> dict[str, str]:
        """The sources of reports that may be another's or of another year, with what says so: `Panel.suspects`."""
        return {source: "; ".join(said) for source, said in self._suspects.items()}

    @property
    def errors(self) -> pd.DataFrame:
        """The findings that cannot be true."""
        return self._frame[self._frame["severity"] == "error"].reset_index(drop=True)

    @property
    def doubts(self) -> pd.DataFrame:
        """The findings that are hard to believe."""
        return self._frame[self._frame["severity"] == "doubt"].reset_index(drop=True)


@called_right
def check(panel: Panel) -> Findings:
    """Look through a panel for what cannot be or is hard to believe.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.

    Returns
    -------
    Findings
        Its `frame` is described there; `print` it for a table.

    Notes
    -----
    `CHECKS` is the list of checks, one engine with `audit`: growth, parts, sums and ranks are reckoned there, and are
    findings here where the gap is beyond what prices, rounding and revisions make. Ranges and parts are in
    `data/plausible.tsv` and `data/wholes.tsv`, for the levels of government as `Panel.regions` knows them; a region
    without a code is held to the ranges of all levels only. A range is crossed when the whole interval of a hedged
    value lies outside. Rows whose unit does not fit their indicator (`Panel.conflicts`) are left out, and so are aims
    to double (`翻两番`), which nobody means to reach within a year.

    What is found is marked wherever the value is shown: `found` in the frames of `compare`, `targets`, `target_story`,
    `revisions`, `league` and `side_by_side`, ※ in their texts, in figures and on pages. Where `fits` says which of two
    sayings stands, only the other is marked. The views begin with the reports that may be another's, or of another
    year, than their files say (`suspects`): all their figures are marked where they are another territory's.

    Examples
    --------
    >>> import govreport as gr
    >>> found = check(gr.read_panel(gr.samples(), progress=False))
    >>> set(found.frame["kind"]) <= set(found.kinds)
    True
    """
    panel_meant(panel)
    found, around, frame = found_in(panel)
    years = tuple(sorted(int(y) for y in frame["period_end"].unique()))
    suspects = journal_of(panel).doubted()
    if not found:
        return Findings(_nothing(), f"nothing to find fault with in {len(frame):,} rows", years, suspects)
    return Findings(_table([one.told(around) for one in found], panel.vocabulary), "", years, suspects)


@cache
def _nothing() -> pd.DataFrame:
    """Return the table of a panel without findings, as most are: it takes as long to make as one with some."""
    return _table([], vocabulary())


def _table(found: list[tuple[Any, ...]], words: Vocabulary) -> pd.DataFrame:
    table = pd.DataFrame.from_records(found, columns=[c for c in COLUMNS if c not in ("name", "domain")])
    table = described(table, words, table["name_a"])
    numbers = ("report_year", "sentence_start", "start", "end", "row")
    return as_kinds(table, {f"{c}_{s}": "Int64" for c in numbers for s in "ab"})[list(COLUMNS)]


def found_in(panel: Panel) -> tuple[list[Finding], Neighbours, pd.DataFrame]:
    """Return what the checks find, in the order of `Findings`, what stands around, and the rows that were looked at."""
    rows = as_objects(whole_years(panel.frame))
    frame = rows.assign(row=rows.index, _goal=rows["status"] == "target", _basis=rows["basis"].fillna(""))
    doubled = [measure == "growth" and "番" in quote for measure, quote in Lines(frame).keys("measure", "quote")]
    left_out = frame["_goal"].to_numpy() & np.array(doubled, dtype=bool)
    frame = frame[~left_out & ~frame.index.isin(labels_unfit(panel))]
    lines = Lines(frame, LOOKED_AT)
    desk = Desk(panel, rows, frame, lines, lines.by("row"))
    found = [finding for one in CHECKS for finding in one(desk)]
    regions = region_order(pd.Series([one.a["region"] for one in found], dtype="object"), frame)
    ids = {one.a["indicator"] for one in found}
    places, last = indicator_order(panel.vocabulary, [panel.vocabulary[id] for id in ids if id in panel.vocabulary])
    keys = [
        (KINDS.index(kind), severity != "error", region, a["period_end"], places.get(a["indicator"], last), a["row"])
        for (kind, severity, a, *_), region in zip(found, regions.tolist(), strict=True)
    ]
    around = Neighbours(panel, rows if found else rows.head(0))  # nobody asks what stands around nothing
    return [found[at] for at in sorted(range(len(found)), key=keys.__getitem__)], around, frame
