"""`audit`: what reports claim, reckoned again from what they and their peers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from govreport.asked import called_right
from govreport.comparison.audit_checks import CHECKS, Grounds, growths, parts, ranks, sums
from govreport.comparison.auditing_view import audit_view
from govreport.comparison.cells import PLACED, Some, described, each_of, narrow, one_of, region_order, years_asked
from govreport.comparison.result import Result
from govreport.errors import InputError

if TYPE_CHECKING:
    from govreport.panel import Panel
    from govreport.render.view import View
    from govreport.render.words import Words

VERDICTS = ("contradicts", "explained", "agrees", "not_decidable")
COLUMNS = (
    *("check", "verdict", "region", "indicator", "name", "domain", "measure", "year", "unit"),
    *("stated", "stated_low", "stated_high", "reckoned", "reckoned_low", "reckoned_high", "gap", "gap_unit", "size"),
    *("from_what", "reason", *(f"{c}_{s}" for s in "abc" for c in PLACED)),
)


@dataclass(frozen=True, eq=False, repr=False)
class Audit(Result):
    """Claims beside what follows from other figures: what `audit` returns.

    Notes
    -----
    Columns of `frame`, one row for each claim that can be reckoned again, the largest gaps first:

    ============================ =====================================================================================
    check                        `growth`, `sum`, `part`, `between` or `rank`: see `audit`
    verdict                      `contradicts`; `explained`: it does too, and `reason` names what explains it;
                                 `agrees`; `not_decidable`
    region, indicator, name,     as in a `Comparison`
    domain, measure, unit
    year                         the year that is spoken of
    stated, _low, _high          the claim, with its hedge and the rounding of its last digit
    reckoned, _low, _high        what follows from the other figures, with theirs
    gap, gap_unit                from the nearer end of what follows to that of the claim; 0 where they overlap; see
                                 the notes of `audit`
    size                         the gap made comparable: points of growth, percent of the whole, places of a rank
    from_what                    what it is reckoned from
    reason                       what explains the gap, or why it cannot be decided
    report_region … _a           the saying of the claim
    report_region … _b _c        the sayings it is reckoned from: the level of the year and of the year before, the two
                                 largest parts, the own figure and that of a peer that is ahead
    ============================ =====================================================================================
    """

    kind_column: ClassVar[str] = "verdict"
    kinds: ClassVar[tuple[str, ...]] = VERDICTS

    @property
    def findings(self) -> pd.DataFrame:
        """The rows whose figures contradict each other, unexplained, the largest gap first."""
        return self.of_kind("contradicts")

    def _view(self, words: Words, open_ids: bool) -> View:
        return audit_view(self, words)

    def _observed(self) -> pd.DataFrame:
        rows = self._frame.assign(status="actual", period_start=self._frame["year"], period_end=self._frame["year"])
        own = {f"{c}_a": c for c in PLACED} | {"stated": "value", "stated_low": "low", "stated_high": "high"}
        return rows.rename(columns=own)


@called_right
def audit(
    panel: Panel,
    indicator: Some = None,
    *,
    region: Some = None,
    year: int | Sequence[int] | None = None,
    check: Some = None,
) -> Audit:
    """Reckon the claims of reports again from what they and their peers say.

    Parameters
    ----------
    panel : Panel
        What was read; it is not changed.
    indicator, region : str or sequence of str, optional
        Only claims about these.
    year : int or sequence of int, optional
        Only claims about these years.
    check : str or sequence of str, optional
        Only these of `growth`, `sum`, `part`, `between`, `rank`.

    Returns
    -------
    Audit
        Its `frame` is described there; `print` it for a table.

    Raises
    ------
    InputError
        For a check that is none, or a year without results.
    UnknownIdError
        For a region or indicator that the panel does not hold.

    Notes
    -----
    Results of single years are looked at, in their indicator's unit.

    - `growth`: the growth that is stated against the levels of the year and of the year before, of the same report
      where it gives both, else of the report right after each year. `explained` where growth is reckoned at constant
      prices or on a comparable base (`data/real_growth.tsv`) and the gap is no wider than prices can make it (10
      points; 25 up to 1996), where the claim states a basis, and across a break of the series.
    - `sum`: a whole against the sum of parts that make it up (`data/sums.tsv`), all of one report.
    - `part`: a part against the whole it belongs to (`data/wholes.tsv`), both of one report.
    - `between`: the growth of such a whole, which lies between the least and the greatest growth of its parts.
    - `rank`: a place among peers (`全国`: the same level; `全省`, `全市`: the same level under the same parent) against
      the peers in the panel: it cannot be right where more of them are surely ahead than the place leaves room for.
      What is ranked, level or growth, is read off the sentence; where it does not say, both have to contradict.

    A number stands for all that are rounded to it: 6% is 5.5 to 6.5, 6.0% is 5.95 to 6.05; a hedge makes the interval
    wider. So a claim and what follows from the others are both intervals, and `gap` is what lies between them: from the
    nearer end of the one to that of the other, positive where the claim is above, and 0 where they overlap, whatever
    their middles are. It is less than `stated` less `reckoned` by half of either width: with 6% (5.5 to 6.5) stated and
    7.9 to 8.1 reckoned it is -1.4 points, and not -2. What is beyond it no rounding and no hedge can bring together.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> found = gr.audit(panel)
    >>> set(found.frame["check"]) <= {"growth", "sum", "part", "between", "rank"}
    True
    >>> first = found.frame.iloc[0]
    >>> [f"{first[one]:.2f}" for one in ("stated_low", "stated_high", "reckoned_low", "reckoned_high", "gap")]
    ['8.05', '8.15', '12.49', '12.70', '-4.34']
    """
    wanted = list(CHECKS) if check is None else each_of(check)
    if not wanted:
        raise InputError("no check is asked for", where="check", expected=" or ".join(map(repr, CHECKS)))
    for one in wanted:
        one_of(one, CHECKS, "check")
    asked = narrow(panel, region=region, indicator=indicator)
    results = asked[asked["status"] != "target"]
    there = tuple(sorted({int(y) for y in results["period_end"]}))
    years = years_asked(year, there, "no result for this year")
    reckoned = {"growth": growths, "sum": sums, "part": parts, "between": sums, "rank": ranks}
    makers = dict.fromkeys(reckoned[one] for one in wanted)
    grounds = Grounds(panel)
    rows = pd.concat([make(grounds) for make in makers], ignore_index=True)
    meant = rows["region"].isin(set(results["region"])) & rows["indicator"].isin(set(results["indicator"]))
    own = (rows["role"] == "result") & ~rows["across"].astype(bool)
    rows = rows[meant & own & rows["check"].isin(wanted) & rows["year"].isin(years)]
    note = "" if len(rows) else "nothing under these filters can be reckoned again"
    return Audit(_finished(rows, panel), note, there)


def _finished(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    rows = described(
        rows.reindex(columns=[c for c in COLUMNS if c not in ("name", "domain")]), panel.vocabulary, rows["indicator"]
    )
    rows = rows.assign(
        _verdict=rows["verdict"].map({v: k for k, v in enumerate(VERDICTS)}),
        _size=-rows["size"].fillna(0.0),
        _region=region_order(rows["region"], panel.frame),
    )
    rows = rows.sort_values(
        ["_verdict", "_size", "_region", "year", "_place", "check"], kind="stable", ignore_index=True
    )
    whole = {f"{c}_{s}": "Int64" for c in ("report_year", "start", "end", "sentence_start") for s in "abc"}
    return rows.astype({**whole, "year": "int64"})[list(COLUMNS)]
