"""The ledger: every rule, how often it fires in the corpus and how right it is on annotated reports.

    python benchmarks/rules.py path/to/shared [--more FOLDER ...] [--least 5] > ledger.md

`support` counts the metrics of all reports of the corpus whose reading names the rule; `right` is the share of whole
metrics with it that agree with the annotations, `in` on the reports that were developed on, `out` on those of
validation. What fires less than `--least` times is a sentence and no rule: it is listed first.
"""

from __future__ import annotations

import argparse
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from gold import annotated, extract, found_in, scorer

import govreport as gr

_JUDGED = re.compile(r"(?P<time>period\..+?)(?P<judge>_(?:whole|end)_\w+)")


def named(rules: Iterable[str]) -> set[str]:
    """Return rules by their parts: `period.carried_span_whole_deed` is a time that was carried, and a judge."""
    found = set()
    for rule in rules:
        if rule.startswith("instead."):
            continue
        match = _JUDGED.fullmatch(rule)
        found |= {match["time"], f"period.*{match['judge']}"} if match else {rule}
    return found


def support(corpus: Path) -> Counter[str]:
    """Count the metrics of all reports by the rules that their readings name."""
    seen: Counter[str] = Counter()
    for path in sorted(corpus.glob("*.txt")):
        for metric in extract(gr.read_report(path)):
            seen.update(named(metric.rules))
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description="List the rules with their support and precision.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--least", type=int, default=5)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    score = scorer(options.shared / "gold")
    right: dict[str, dict[bool, list[bool]]] = defaultdict(lambda: {True: [], False: []})
    for part, _, text, path, spans in annotated(options.shared, options.more):
        pairs, _, extra = score.match(score.load(path), found_in(text, spans))
        for metric, good in [*((p, score.whole(g, p)) for g, p in pairs), *((p, False) for p in extra)]:
            for rule in named(metric["rules"]):
                right[rule][part == "validation"].append(good)
    seen = support(options.shared / "corpus")
    rare = sum(count < options.least for count in seen.values())
    print(f"{len(seen)} rules fire in the corpus, {rare} of them less than {options.least} times.\n")
    print("| rule | support | in | right in | out | right out |\n| --- | --- | --- | --- | --- | --- |")
    for rule, count in sorted(seen.items(), key=lambda pair: (pair[1] >= options.least, pair[0])):
        ours, theirs = right[rule][False], right[rule][True]
        shares = [f"{100 * sum(some) / len(some):.0f} %" if some else "" for some in (ours, theirs)]
        print(f"| `{rule}` | {count} | {len(ours)} | {shares[0]} | {len(theirs)} | {shares[1]} |")


if __name__ == "__main__":
    main()
