"""Cells that a report says twice: where the values cannot both be true, one by one.

    python benchmarks/twice.py path/to/shared [--all]

The folder holds `corpus/<region>_<year>.txt` and `vocabulary/core.tsv`. A cell is an indicator of the core vocabulary
with all that tells its values apart: measure, unit, period, part of the year, per year, status, territory, caliber, of
what a rank is, and whether a target is the bottom line or what is tried for beyond it. Values are compatible where one
number lies within the hedges of all, and an exact one is as exact as its last digit: 1.2万亿元 and 12,034亿元 are one.
`twice_known.tsv` says of a cell of which the report itself says two things why it does. What is not in it is ours, or
was not looked at yet.
"""

from __future__ import annotations

import argparse
import csv
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import govreport as gr
from govreport import Observation, Report
from govreport.panel.preferences import rounding

KNOWN = Path(__file__).with_name("twice_known.tsv")
#: what is counted is as it is said: the third of two orders is no rounding of the second
COUNTED = ("rank", "streak")
_NEAR = 1e-9
Said = tuple[Observation, ...]
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Twice:
    """A cell whose values cannot all be true."""

    name: str
    report: Report
    said: Said

    @property
    def key(self) -> Key:
        """What `twice_known.tsv` calls it: report, id, period, values."""
        first = self.said[0]
        period = "-".join(str(year) for year in dict.fromkeys(first.period))
        part = first.metric.part and f" {first.metric.part}"
        return self.name, first.indicator, period + part, ", ".join(dict.fromkeys(o.metric.quote for o in self.said))

    def __str__(self) -> str:
        first, text = self.said[0], self.report.text
        lines = [f"{' | '.join(self.key)}: {first.measure}, {first.status}, {first.region}"]
        for one in self.said:
            start, end = one.metric.start, one.metric.end
            around = f"{text[max(0, start - 60) : start]}[{one.metric.quote}]{text[end : end + 25]}"
            lines.append(f"    {one.metric.name}, {one.value:g} {one.unit}: {' '.join(around.split())}")
        return "\n".join(lines)


def core(shared: Path) -> set[str]:
    """Return the ids of the core vocabulary."""
    with (shared / "vocabulary" / "core.tsv").open(encoding="utf-8") as file:
        return {row["id"] for row in csv.DictReader(file, delimiter="\t")}


def observed(report: Report) -> Iterable[Observation]:
    """Return all that is read in a report."""
    return gr.normalize(report, gr.extract(report))


def cells(report: Report, ids: Iterable[str], read: Callable[[Report], Iterable[Observation]] = observed) -> list[Said]:
    """Return what a report says of the ids, the sayings of one cell together."""
    found: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for one in read(report):
        if one.indicator in ids:
            metric = one.metric
            beside = one.unit, metric.part, metric.per_year, metric.basis, one.of, one.aim
            found[(one.indicator, one.measure, one.period, one.status, one.region, *beside)].append(one)
    return [tuple(said) for said in found.values()]


def compatible(said: Said) -> bool:
    """Whether one number is within the hedges of all, the rounding of those without a hedge included."""
    slack = [_slack(one) for one in said]
    lows = [one.low - more for one, more in zip(said, slack, strict=True)]
    highs = [one.high + more for one, more in zip(said, slack, strict=True)]
    return max(lows) <= min(highs)


def _slack(one: Observation) -> float:
    if one.low != one.high or one.measure in COUNTED:
        return 0.0
    return rounding(one.metric.quote, one.value) * (1 + _NEAR)


def known() -> dict[Key, str]:
    """Why a report says two things of one cell."""
    rows = csv.DictReader(KNOWN.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {(row["report"], row["id"], row["period"], row["values"]): row["why"] for row in rows}


def twice(
    reports: Iterable[tuple[str, Report]],
    ids: Iterable[str],
    read: Callable[[Report], Iterable[Observation]] = observed,
) -> Iterator[tuple[int, list[Twice]]]:
    """Yield of every report how many cells it has, and those that it says twice otherwise."""
    wanted = frozenset(ids)
    for name, report in reports:
        found = cells(report, wanted, read)
        yield len(found), [Twice(name, report, said) for said in found if not compatible(said)]


def main() -> None:
    """Print the cells that a report says twice otherwise: those that nobody explained, or all."""
    parser = argparse.ArgumentParser(description="List cells that one report says twice with values that differ.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--all", action="store_true", help="print the explained ones too")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    why, total, apart = known(), 0, list[Twice]()
    files = sorted((options.shared / "corpus").glob("*.txt"))
    for count, found in twice(((path.stem, gr.read_report(path)) for path in files), core(options.shared)):
        total += count
        apart += found
    for one in apart:
        if options.all or one.key not in why:
            print(f"{one}\n    {'explained: ' + why[one.key] if one.key in why else 'unexplained'}")
    explained = sum(one.key in why for one in apart)
    print(f"{total:,} cells, {len(apart)} said twice otherwise:", end=" ")
    print(f"{explained} explained, {len(apart) - explained} unexplained")


if __name__ == "__main__":
    main()
