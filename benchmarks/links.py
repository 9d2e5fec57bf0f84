"""How good the links of a panel are: the judged pairs of `tests/cases/links.tsv`, among those of real reports.

    python benchmarks/links.py FOLDER

reads the reports of FOLDER, and says how many links there are, how long they take, and on each part of the list how
many of the links are right and how many of the true pairs are found. A pair that has one id of the vocabulary by now
has met without a link; it counts as found. Pairs with a name that is extracted otherwise by now are left out.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

import govreport as gr
from govreport.indicators import slug

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "links.tsv"


def main(folder: str) -> None:
    """Print the figures."""
    panel = gr.read_panel(folder)
    begun = time.perf_counter()
    links = panel.links
    print(f"{len(panel):,} observations, {len(links)} links in {time.perf_counter() - begun:.1f} s")
    linked = set(links[["region", "report_year_a", "indicator_a", "indicator_b"]].itertuples(index=False, name=None))
    frame = panel.frame
    ids = dict(
        zip(
            zip(frame["report_region"], frame["report_year"], map(slug, frame["name"]), strict=True),
            frame["indicator"],
            strict=True,
        )
    )
    lines = CASES.read_text("utf-8").splitlines()
    cases = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for part in dict.fromkeys(case["part"] for case in cases):
        rows, gone = [], 0
        for case in (c for c in cases if c["part"] == part):
            names = [slug(case[f"name_{side}"]) for side in "ab"]
            a, b = (ids.get((case["region"], int(case[f"year_{s}"]), n)) for s, n in zip("ab", names, strict=True))
            met = a is not None and a == b
            hit = met or (case["region"], int(case["year_a"]), a, b) in linked
            rows += [(case["same"] == "yes", hit)] if a and b else []
            gone += not (a and b)
        hits, true = [same for same, hit in rows if hit], [hit for same, hit in rows if same]
        found = f"precision {sum(hits) / len(hits):.3f}, recall {sum(true) / len(true):.3f}"
        print(f"{part}: {len(rows)} pairs, {found}; {gone} left out")


if __name__ == "__main__":
    main(sys.argv[1])
