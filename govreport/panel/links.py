"""Links: what consecutive reports of a region say in other words, found again.

An open id is the wording itself, and a composed id its parts, so a wording that changes a little loses its past. A link
says that two ids of consecutive reports mean the same, of which the vocabulary lists at most one: two that it lists are
two things. How likely that is, `likeness` weighs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, product
from typing import Any

import pandas as pd

from govreport.errors import UnitError
from govreport.indicators import OPEN, slug
from govreport.indicators.parsing import without_examples
from govreport.panel.likeness import ENOUGH, MARGIN, Evidence, Saying, likeness
from govreport.panel.meaning import context_of, core, meanings
from govreport.panel.one_unit import size_of
from govreport.units import parse_unit, same_count

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
#: in reports of so many rows it says something that nothing else is like a row
LONG = 50
#: so many ids before and behind are a row's neighbours
NEAR = 4
_NEEDED = [
    *(
        "region",
        "indicator",
        "measure",
        "of",
        "period_start",
        "period_end",
        "per_year",
        "status",
        "value",
        "unit",
        "name",
    ),
    *("quote", "sentence", "sentence_start", "start", "report_region", "report_year"),
]
#: how a unit ends that counts how often: 场次
_TURNS = "次"
_ALIKE = ({"number", "count"}, {"number", "people"}, {"people", "turns"})
#: where in a key the period begins
_PERIOD = 4
_Key = tuple[Hashable, ...]
_Report = dict[_Key, dict[str, list[int]]]
_Pair = tuple[str, str]
_Best = dict[_Pair, tuple[Evidence, int, int]]


def links_of(frame: pd.DataFrame, listed: Collection[str] = ()) -> pd.DataFrame:
    """Find the links of a panel; see `Panel.links`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a panel.
    listed : collection of str
        The ids that its vocabulary lists: two of them are two things.

    Returns
    -------
    pandas.DataFrame
        With the columns of `LINK_COLUMNS`.
    """
    rows = _Rows(frame, frozenset(listed))
    found = [link for a, b in rows.neighbours() for link in _between(rows, a, b)]
    table = pd.DataFrame.from_records(found, columns=list(LINK_COLUMNS))
    return table.astype({c: k for c, k in LINK_COLUMNS.items() if k != "str"})


class _Rows:
    """The rows of a panel, by report and by what can be set beside each other."""

    def __init__(self, frame: pd.DataFrame, listed: frozenset[str]) -> None:
        length = frame.groupby(["report_region", "report_year"])["end"].transform("max") if len(frame) else 1
        table = frame.assign(place=frame["start"] / length)
        self._columns = {str(name): table[name].tolist() for name in [*_NEEDED, "place"]}
        self._columns["row"] = table.index.tolist()
        self._sayings: dict[int, tuple[Saying, ...]] = {}
        self.listed = listed
        self.reports: dict[tuple[str, int], _Report] = {}
        self.keys = list(_keys(self._columns))
        self.years: dict[str, set[int]] = {}
        c = self._columns
        reports = zip(c["report_region"], c["report_year"], c["indicator"], self.keys, strict=True)
        for at, (region, year, indicator, key) in enumerate(reports):
            self.years.setdefault(region, set()).add(year)
            report = self.reports.setdefault((region, year), {})
            report.setdefault(key, {}).setdefault(indicator, []).append(at)

    def __getitem__(self, cell: tuple[str, int]) -> Any:
        return self._columns[cell[0]][cell[1]]

    def saying(self, at: int) -> tuple[Saying, ...]:
        """Return what is known of a row as one side of a pair, also without examples of what it counts."""
        if at not in self._sayings:
            sentence, quote = self["sentence", at], self["quote", at]
            begin = self["start", at] - self["sentence_start", at]
            if sentence[begin : begin + len(quote)] != quote:
                begin = max(sentence.find(quote), 0)
            around, near = context_of(sentence[:begin], sentence[begin + len(quote) :])
            saying = Saying(
                name=self.words(at),
                said=self["name", at],
                value=self["value", at] * size_of(self["unit", at], 1.0),
                unit=self["unit", at],
                place=self["place", at],
                sized=self["measure", at] in ("level", "multiple"),
                around=around,
                sentence=near,
                beside=(self._told(at - 1, at), self._told(at + 1, at)),
                listed=self["indicator", at] in self.listed,
                periods=self._periods(at),
                years=self._years(at),
                before=self._near(at, -1),
                behind=self._near(at, 1),
            )
            short = without_examples(saying.said)
            more = [replace(saying, name=_words(short), said=short)] if short else []
            self._sayings[at] = (saying, *more)
        return self._sayings[at]

    def _near(self, at: int, step: int) -> frozenset[str]:
        """Return the ids that the report tells of just before a row, or just behind it."""
        ids: set[str] = {self["indicator", at]}
        other = at + step
        while len(ids) <= NEAR and 0 <= other < len(self.keys) and self._report(other) == self._report(at):
            ids.add(self["indicator", other])
            other += step
        return frozenset(ids - {self["indicator", at]})

    def _report(self, at: int) -> tuple[str, int]:
        return self["report_region", at], self["report_year", at]

    def _periods(self, at: int) -> frozenset[tuple[object, ...]]:
        """Return the period of a row, by the calendar and as seen from its report."""
        since, until, year = (self[c, at] for c in ("period_start", "period_end", "report_year"))
        each = self._years(at) == 1 and since != until
        return frozenset({(each, since, until), ("from the report", each, since - year, until - year)})

    def _years(self, at: int) -> int:
        """Return how many years the value of a row is a sum of."""
        return 1 if self["per_year", at] else int(self["period_end", at] - self["period_start", at]) + 1

    def _told(self, other: int, at: int) -> str:
        """What another row tells, where it stands in the same sentence and tells of something else."""
        if not 0 <= other < len(self._columns["name"]) or self["indicator", other] == self["indicator", at]:
            return ""
        places = ("report_region", "report_year", "sentence_start")
        same = all(self[place, other] == self[place, at] for place in places)
        return f"{self['measure', other]} {self['indicator', other]}" if same else ""

    def words(self, at: int) -> str:
        """Return the name of a row without what says nothing."""
        return _words(self["name", at])

    def neighbours(self) -> Iterator[tuple[_Report, _Report]]:
        """Yield the rows of consecutive reports."""
        for region in sorted(self.years):
            for a, b in pairwise(sorted(self.years[region])):
                if b - a <= YEARS_APART:
                    yield self.reports.get((region, a), {}), self.reports.get((region, b), {})


def _words(name: str) -> str:
    return slug(name).removeprefix(OPEN)


def _keys(c: dict[str, list[Any]]) -> Iterator[_Key]:
    """Yield what rows must share: territory, role, measure, and the period as seen from the report.

    What a single year had each year is what it had, and a place that says of nothing else is one of the thing itself.
    """
    names = ("region", "status", "measure", "of", "per_year", "period_start", "period_end", "report_year")
    for region, status, measure, of, per_year, since, until, year in zip(*(c[name] for name in names), strict=True):
        each = per_year and since != until
        yield region, _role(status), measure, of or "level", each, since - year, until - year


def _role(status: str) -> str:
    return "target" if status == "target" else "result"


def _between(rows: _Rows, a: _Report, b: _Report) -> Iterator[tuple[object, ...]]:
    """Yield the links of two reports: each id in at most one, the best first, and none that has a rival."""
    best: _Best = {}
    for x, y in _pairs(rows, a, b):
        pairs = product(rows.saying(x), rows.saying(y))
        evidence = max((likeness(*both) for both in pairs), key=lambda evidence: evidence.score)
        pair = rows["indicator", x], rows["indicator", y]
        if pair not in best or evidence.score > best[pair][0].score:
            best[pair] = (evidence, x, y)
    if min(map(_length, (a, b))) >= LONG:
        best = _eliminated(best)
    for pair in chosen({pair: evidence.score for pair, (evidence, _, _) in best.items()}):
        evidence, x, y = best[pair]
        yield _link(rows, evidence, x, y)


def _length(report: _Report) -> int:
    return sum(len(rows) for ids in report.values() for rows in ids.values())


def _eliminated(best: _Best) -> _Best:
    """Weigh that either side of a pair of one period is the only one that the other could be."""
    sides = Counter(side for pair in best for side in enumerate(pair))
    return {
        pair: (evidence.alone() if all(sides[side] == 1 for side in enumerate(pair)) else evidence, x, y)
        for pair, (evidence, x, y) in best.items()
    }


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
    sides: dict[tuple[int, str], list[_Pair]] = {}
    for pair in scores:
        for side in enumerate(pair):
            sides.setdefault(side, []).append(pair)
    for pair, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < ENOUGH:
            break
        if taken.isdisjoint(enumerate(pair)):
            others = {other for side in enumerate(pair) for other in sides[side] if other != pair}
            near = (other for other in others if scores[other] > score - MARGIN)
            if not any(taken.isdisjoint(enumerate(other)) for other in near):
                kept.append(pair)
            taken |= set(enumerate(pair))
    return kept


def _pairs(rows: _Rows, a: _Report, b: _Report) -> Iterator[tuple[int, int]]:
    """Yield the rows that may mean the same: first those of one period, then ids that only one of the reports has."""
    for key in sorted(a.keys() & b.keys(), key=repr):
        yield from _candidates(rows, a[key], b[key])
    first, second = _apart(a, b), _apart(b, a)
    for key in sorted(first.keys() & second.keys(), key=repr):
        for x, y in _candidates(rows, first[key], second[key], least=3):
            if rows.keys[x] != rows.keys[y]:
                yield x, y


def _apart(report: _Report, other: _Report) -> _Report:
    """Return the rows of the ids that the other report has not, of whatever period."""
    known = {indicator for ids in other.values() for indicator in ids}
    found: _Report = {}
    for key, ids in report.items():
        kept = found.setdefault(key[:_PERIOD], {})
        for indicator in ids.keys() - known:
            kept.setdefault(indicator, []).extend(ids[indicator])
    return found


def _candidates(
    rows: _Rows, a: dict[str, list[int]], b: dict[str, list[int]], least: int = 1
) -> Iterator[tuple[int, int]]:
    """Yield the rows that may mean the same: in a unit of the same kind, with two characters or a word in common.

    An id that both reports have has met itself already, and two that are listed are two things.
    """
    index: dict[str, dict[int, None]] = {}
    unlisted: dict[str, dict[int, None]] = {}
    for indicator in b.keys() - a.keys():
        for y in b[indicator]:
            for hint in _hints(rows.words(y)):
                index.setdefault(hint, {})[y] = None
                if indicator not in rows.listed:
                    unlisted.setdefault(hint, {})[y] = None
    for indicator in a.keys() - b.keys():
        others = unlisted if indicator in rows.listed else index
        for x in a[indicator]:
            shared = Counter(y for hint in _hints(rows.words(x)) for y in others.get(hint, ()))
            for y in sorted(y for y, times in shared.items() if times >= least):
                if _same_kind(rows["unit", x], rows["unit", y]):
                    yield x, y


@lru_cache(maxsize=65536)
def _hints(name: str) -> frozenset[str]:
    """The pairs of characters of a name, and the meanings of its words."""
    text = core(name)
    pairs = {text[i : i + 2] for i in range(len(text) - 1)} or {text}
    return frozenset(pairs | {id for word in meanings(name).words if not word.deed for id in word.ids})


def _same_kind(a: str, b: str) -> bool:
    """Say whether two units may tell of one thing: a bare number is of any count, things are counted by turns too."""
    a, b = a.removesuffix(_TURNS) or a, b.removesuffix(_TURNS) or b
    try:
        dimensions = {parse_unit(a).dimension, parse_unit(b).dimension}
        return a == b or same_count(a, b) or dimensions in _ALIKE
    except UnitError:
        return False


def _link(rows: _Rows, evidence: Evidence, x: int, y: int) -> tuple[object, ...]:
    both = [rows[c, at] for c in ("name", "indicator", "report_year") for at in (x, y)]
    values = [rows[c, at] for c in ("value", "unit") for at in (x, y)]
    what = rows["measure", x], _role(rows["status", x])
    why = round(evidence.score, 1), str(evidence)
    return (
        rows["region", x],
        *both,
        *what,
        *values,
        *why,
        rows["sentence", x],
        rows["sentence", y],
        rows["row", x],
        rows["row", y],
    )


def threads_of(frame: pd.DataFrame, links: pd.DataFrame, listed: Collection[str] = ()) -> pd.DataFrame:
    """Follow the links of a panel through the years; see `Panel.threads`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a panel.
    links : pandas.DataFrame
        Its links.
    listed : collection of str
        The ids that its vocabulary lists: no thread has two of them, and one that has one is called so.

    Returns
    -------
    pandas.DataFrame
        `region`, `indicator`, `thread`.
    """
    known = frozenset(listed)
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
            if sum(indicator in known for _, indicator in both) < 2:
                home.update((one, both) for one in both)
    first = {one: min(group, key=lambda g: (g[1] not in known, min(said[g]), g))[1] for one, group in home.items()}
    rows = [(*one, thread) for one, thread in sorted(first.items()) if len(home[one]) > 1]
    return pd.DataFrame.from_records(rows, columns=["region", "indicator", "thread"])
