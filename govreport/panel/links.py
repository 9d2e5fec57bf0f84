"""Links: what consecutive reports of a region say in other words, found again.

An open id is the wording itself, so a wording that changes a little loses its past. A link says that two open ids of
consecutive reports mean the same; how likely that is, `likeness` weighs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cached_property
from itertools import pairwise, product

import pandas as pd

from ..errors import UnitError
from ..units import same_count
from .likeness import ENOUGH, MARGIN, Evidence, Saying, context_of, core, likeness

__all__ = ["LINK_COLUMNS", "chosen", "links_of", "threads_of"]

#: the documented schema of `Panel.links`
LINK_COLUMNS: dict[str, str] = {
    "region": "str",
    "name_a": "str",
    "name_b": "str",
    "indicator_a": "str",
    "indicator_b": "str",
    "report_year_a": "int64",
    "report_year_b": "int64",
    "measure": "str",
    "role": "str",
    "value_a": "float64",
    "value_b": "float64",
    "unit_a": "str",
    "unit_b": "str",
    "score": "float64",
    "reasons": "str",
    "sentence_a": "str",
    "sentence_b": "str",
    "row_a": "int64",
    "row_b": "int64",
}
#: reports further apart than this are no neighbours
YEARS_APART = 3
_OPEN = "open:"
_Key = tuple[Hashable, ...]
_Report = dict[_Key, dict[str, list[int]]]
_Pair = tuple[str, str]


def links_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Find the links of a panel; see `Panel.links`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a panel.

    Returns
    -------
    pandas.DataFrame
        With the columns of `LINK_COLUMNS`.
    """
    rows = _Rows(frame)
    found = [link for a, b in rows.neighbours() for link in _between(rows, a, b)]
    table = pd.DataFrame.from_records(found, columns=list(LINK_COLUMNS))
    return table.astype({c: k for c, k in LINK_COLUMNS.items() if k != "str"})


class _Row:
    """One row of a panel, and what is known of it as one side of a pair, read when it is first asked for."""

    def __init__(self, values: dict[str, object]) -> None:
        self.values = values

    @cached_property
    def saying(self) -> Saying:
        v = self.values
        sentence, quote = str(v["sentence"]), str(v["quote"])
        at = int(str(v["start"])) - int(str(v["sentence_start"]))
        if sentence[at : at + len(quote)] != quote:
            at = max(sentence.find(quote), 0)
        around, near = context_of(sentence[:at], sentence[at + len(quote) :])
        return Saying(
            name=str(v["indicator"]).removeprefix(_OPEN),
            said=str(v["name"]),
            value=float(str(v["value"])),
            unit=str(v["unit"]),
            place=float(str(v["place"])),
            sized=v["measure"] in ("level", "multiple"),
            around=around,
            sentence=near,
        )


class _Rows:
    """The open rows of a panel, by report and by what can be set beside each other."""

    def __init__(self, frame: pd.DataFrame) -> None:
        length = frame.groupby(["report_region", "report_year"])["end"].transform("max") if len(frame) else 1
        table = frame.assign(place=frame["start"] / length)[frame["indicator"].str.startswith(_OPEN)]
        self.rows: dict[int, _Row] = {}
        self.reports: dict[tuple[str, int], _Report] = {}
        for at, values in zip(table.index, table.to_dict("records"), strict=True):
            self.rows[at] = _Row({str(k): v for k, v in values.items()})
            report = self.reports.setdefault((values["report_region"], values["report_year"]), {})
            report.setdefault(_key(self.rows[at].values), {}).setdefault(values["indicator"], []).append(at)
        self.years: dict[str, set[int]] = {}
        for region, year in zip(frame["report_region"], frame["report_year"], strict=True):
            self.years.setdefault(region, set()).add(int(year))

    def neighbours(self) -> Iterator[tuple[_Report, _Report]]:
        """Yield the rows of consecutive reports."""
        for region in sorted(self.years):
            for a, b in pairwise(sorted(self.years[region])):
                if b - a <= YEARS_APART:
                    yield self.reports.get((region, a), {}), self.reports.get((region, b), {})


def _key(row: dict[str, object]) -> _Key:
    """What two rows must share: territory, role, measure, and the period as seen from the report."""
    year = int(str(row["report_year"]))
    since, until = int(str(row["period_start"])) - year, int(str(row["period_end"])) - year
    role = "target" if row["status"] == "target" else "result"
    return row["region"], role, row["measure"], bool(row["per_year"]), since, until


def _between(rows: _Rows, a: _Report, b: _Report) -> Iterator[tuple[object, ...]]:
    """Yield the links of two reports: each id in at most one, the best first, and none that has a rival."""
    best: dict[_Pair, tuple[Evidence, int, int]] = {}
    for key in sorted(a.keys() & b.keys(), key=repr):
        for x, y in _candidates(rows, a[key], b[key]):
            evidence = likeness(rows.rows[x].saying, rows.rows[y].saying)
            pair = str(rows.rows[x].values["indicator"]), str(rows.rows[y].values["indicator"])
            if pair not in best or evidence.score > best[pair][0].score:
                best[pair] = (evidence, x, y)
    for pair in chosen({pair: evidence.score for pair, (evidence, _, _) in best.items()}):
        evidence, x, y = best[pair]
        yield _link(rows.rows[x].values, rows.rows[y].values, evidence, x, y)


def chosen(scores: dict[_Pair, float]) -> list[_Pair]:
    """Return the pairs to link: the best first, each side once, none with a rival that is nearly as good.

    Parameters
    ----------
    scores : dict
        The points of every pair of an id of one report and an id of the next.

    Returns
    -------
    list of (str, str)

    Examples
    --------
    >>> chosen({("a", "x"): 90.0, ("a", "y"): 70.0, ("b", "y"): 65.0, ("c", "z"): 80.0, ("d", "z"): 79.0})
    [('a', 'x'), ('b', 'y')]
    """
    kept: list[_Pair] = []
    taken: set[tuple[int, str]] = set()
    sides: dict[tuple[int, str], list[float]] = {}
    for pair, score in scores.items():
        for side in enumerate(pair):
            sides.setdefault(side, []).append(score)
    for pair, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < ENOUGH:
            break
        if taken.isdisjoint(enumerate(pair)):
            taken |= set(enumerate(pair))
            if all(sum(rival > score - MARGIN for rival in sides[side]) == 1 for side in enumerate(pair)):
                kept.append(pair)
    return kept


def _candidates(rows: _Rows, a: dict[str, list[int]], b: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    """Yield the rows that may mean the same: in a unit of the same kind, with two characters in a row in common.

    An id that both reports have has met itself already.
    """
    index: dict[str, list[str]] = {}
    for name in b:
        for pair in _pairs(name) if name not in a else ():
            index.setdefault(pair, []).append(name)
    for name, mine in a.items():
        if name not in b:
            near = sorted({other for pair in _pairs(name) for other in index.get(pair, ())})
            for x, y in product(mine, [y for other in near for y in b[other]]):
                if _same_kind(str(rows.rows[x].values["unit"]), str(rows.rows[y].values["unit"])):
                    yield x, y


def _pairs(indicator: str) -> set[str]:
    text = core(indicator.removeprefix(_OPEN))
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _same_kind(a: str, b: str) -> bool:
    try:
        return a == b or same_count(a, b)
    except UnitError:
        return False


def _link(a: dict[str, object], b: dict[str, object], evidence: Evidence, x: int, y: int) -> tuple[object, ...]:
    both = [side[c] for c in ("name", "indicator", "report_year") for side in (a, b)]
    values = [side[c] for c in ("value", "unit") for side in (a, b)]
    role = "target" if a["status"] == "target" else "result"
    score = round(evidence.score, 1)
    return a["region"], *both, a["measure"], role, *values, score, str(evidence), a["sentence"], b["sentence"], x, y


def threads_of(frame: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Follow the links of a panel through the years; see `Panel.threads`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a panel.
    links : pandas.DataFrame
        Its links.

    Returns
    -------
    pandas.DataFrame
        `region`, `indicator`, `thread`.
    """
    ends = {(region, i) for side in "ab" for region, i in zip(links["region"], links[f"indicator_{side}"], strict=True)}
    said: dict[_Pair, set[int]] = {}
    for region, indicator, year in zip(frame["region"], frame["indicator"], frame["report_year"], strict=True):
        if (region, indicator) in ends:
            said.setdefault((region, indicator), set()).add(int(year))
    home = {one: [one] for one in said}
    for link in links.sort_values("score", ascending=False, kind="stable").to_dict("records"):
        a, b = home[link["region"], link["indicator_a"]], home[link["region"], link["indicator_b"]]
        if a is not b and not {y for one in a for y in said[one]} & {y for one in b for y in said[one]}:
            both = [*a, *b]
            home.update((one, both) for one in both)
    first = {one: min(group, key=lambda g: (min(said[g]), g))[1] for one, group in home.items()}
    rows = [(*one, thread) for one, thread in sorted(first.items()) if len(home[one]) > 1]
    return pd.DataFrame.from_records(rows, columns=["region", "indicator", "thread"])
