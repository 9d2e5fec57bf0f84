"""How good the links of a panel are: judged pairs of `tests/cases`, among those of real reports.

    python benchmarks/links.py FOLDER

reads the reports of FOLDER, and says how many links there are, how long they take, and on each part of the lists how
many of the links are right and how many of the true pairs are found. A pair that has one id of the vocabulary by now
has met without a link; it counts as found. A name that is extracted otherwise by now is looked for by its value and
place in the report; pairs with a side that is not found are left out.

`links.tsv` is a sample of pairs that a wide net holds. `links_whole.tsv` has all that whole reports say in other words,
written down before any link of them was looked at (also what no name tells, or what two reports measure otherwise or
over another time, which no link can hold); its parts `found` are what the links proposed besides, judged afterwards.
Its part `fresh` are six pairs of reports that were read on 1 December 2026, after the others and before the changes of
that day; of four of them some pairs stand in `links.tsv`, none of them had been read in whole.
"""

from __future__ import annotations

import csv
import math
import sys
import time
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

import govreport as gr
from govreport.indicators import slug
from govreport.panel.one_unit import size_of

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases"
Case = dict[str, str]
Links = set[tuple[str, int, str, str]]
#: a value further off in the report is another saying
FAR = 0.02


def main(folder: str) -> None:
    """Print the figures."""
    panel = gr.read_panel(folder)
    begun = time.perf_counter()
    links = panel.links
    print(f"{len(panel):,} observations, {len(links)} links in {time.perf_counter() - begun:.1f} s")
    frame = panel.frame
    reports = frame.loc[links["row_a"], "report_region"]
    linked = set(zip(reports, links["report_year_a"], links["indicator_a"], links["indicator_b"], strict=True))
    said = Said(frame)
    for file in ("links", "links_whole"):
        lines = (CASES / f"{file}.tsv").read_text("utf-8").splitlines()
        cases = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        for part in dict.fromkeys(case["part"].removesuffix(" found") for case in cases):
            some = [case for case in cases if case["part"].startswith(part)]
            print(f"{file}, {part}: {judged(some, said, linked)}")


class Said:
    """What the reports say: the id of each name, and where a name is not found, of the value in its place."""

    def __init__(self, frame: pd.DataFrame) -> None:
        length = frame.groupby(["report_region", "report_year"])["end"].transform("max")
        rows = frame.assign(
            place=frame["start"] / length, size=frame["value"] * frame["unit"].map(lambda u: size_of(u, 1.0))
        )
        self._reports = {
            report: some.to_dict("records") for report, some in rows.groupby(["report_region", "report_year"])
        }

    def id_of(self, case: Case, side: str) -> str:
        """Return the id that a side of a case has by now, or "" if it is not said."""
        report = self._reports.get((case["region"], int(case[f"year_{side}"])), [])
        name, value, place = case[f"name_{side}"], float(case[f"value_{side}"]), float(case[f"place_{side}"])
        named = [row for row in report if slug(row["name"]) == slug(name)]
        near = [row for row in report if _alike(row, name, value) and abs(row["place"] - place) < FAR]
        found = named[-1:] or sorted(near, key=lambda row: abs(row["place"] - place))
        return str(found[0]["indicator"]) if found else ""


def _alike(row: Mapping[Hashable, Any], name: str, value: float) -> bool:
    same = any(math.isclose(row[column], value, rel_tol=1e-6) for column in ("value", "size"))
    return same and any(name[i : i + 2] in row["name"] for i in range(len(name) - 1))


def judged(cases: list[Case], said: Said, linked: Links) -> str:
    """Say how many of the links are right, and how many of the true pairs, judged before, are found."""
    rows: list[tuple[Case, bool]] = []
    for case in cases:
        a, b = said.id_of(case, "a"), said.id_of(case, "b")
        if a and b and case["same"] != "unsure":
            rows.append((case, a == b or (case["region"], int(case["year_a"]), a, b) in linked))
    hits = [case["same"] == "yes" for case, hit in rows if hit]
    true = [(hit, "/" in case["measure"] + case["period"]) for case, hit in rows if may_be_found(case)]
    one_key = [hit for hit, other in true if not other]
    recall = f"recall {sum(hit for hit, _ in true) / len(true):.3f}"
    if len(one_key) < len(true):
        recall += f" ({sum(one_key) / len(one_key):.3f} of what is measured alike)"
    return f"{len(rows)} pairs, precision {sum(hits) / len(hits):.3f}, {recall}; {len(cases) - len(rows)} left out"


def may_be_found(case: Case) -> bool:
    """Say whether a case is a true pair that was judged before the links were looked at."""
    return case["same"] == "yes" and (not case["part"].endswith("found") or case["part"] == "found")


if __name__ == "__main__":
    main(sys.argv[1])
