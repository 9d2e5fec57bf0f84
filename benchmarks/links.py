"""How good the links of a panel are: the judged pairs of `tests/cases/links.tsv`, among those of real reports.

    python benchmarks/links.py FOLDER

reads the reports of FOLDER, and says how many links there are, how long they take, and on each part of the list how
many of the links are right and how many of the true pairs are found. Pairs whose names are extracted otherwise by now
are counted as not found.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

import govreport as gr
from govreport.vocabulary import slug

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "links.tsv"


def main(folder: str) -> None:
    """Print the figures."""
    panel = gr.read_panel(folder)
    begun = time.perf_counter()
    links = panel.links
    print(f"{len(panel):,} observations, {len(links)} links in {time.perf_counter() - begun:.1f} s")
    found = set(links[["region", "report_year_a", "indicator_a", "indicator_b"]].itertuples(index=False, name=None))
    lines = CASES.read_text("utf-8").splitlines()
    cases = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for part in dict.fromkeys(case["part"] for case in cases):
        rows = [
            (
                case["same"] == "yes",
                (case["region"], int(case["year_a"]), *(slug(case[f"name_{s}"]) for s in "ab")) in found,
            )
            for case in cases
            if case["part"] == part
        ]
        hits, true = [same for same, hit in rows if hit], [hit for same, hit in rows if same]
        print(f"{part}: {len(rows)} pairs, precision {sum(hits) / len(hits):.3f}, recall {sum(true) / len(true):.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
