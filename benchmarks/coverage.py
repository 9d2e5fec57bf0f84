"""How much of a province the vocabulary knows when that province was never seen.

    python benchmarks/coverage.py FOLDER [--provinces]

reads the reports of FOLDER, leaves out each province in turn (with its cities and counties; the nation is one more),
and says what share of the metrics left out has an id of the vocabulary: `ids` of any kind; `known` an id that is listed
or composed of words that reports of other provinces use; `supported` an id of which others use every part, the listed
ones too. What only one province ever says is in the first figure alone.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import govreport as gr
from govreport.territories import locate

COLUMNS = ("ids", "known", "supported", "foreseen")
FORESEEN = Path(__file__).with_name("foreseen.txt")


def foreseen() -> frozenset[str]:
    """Return the parts of ids that were written before a report was looked at."""
    lines = FORESEEN.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def rows_of(folder: str) -> list[tuple[str, str, str]]:
    """Return province, level and indicator of every metric; a place that has no code is a province of its own."""
    frame = gr.read_panel(folder).frame
    found = {}
    for region in frame["report_region"].unique():
        place = locate(region)
        found[region] = (place.code[:2], place.level) if place and place.code else (region, "unknown")
    found["全国"] = ("全国", "nation")
    return [(*found[region], id) for region, id in zip(frame["report_region"], frame["indicator"], strict=True)]


def coverage(rows: Iterable[tuple[str, str, str]]) -> dict[str, tuple[int, tuple[float, ...]]]:
    """Return the number of metrics and the shares of `COLUMNS`, in percent.

    Of all, of the provinces without the nation, of each level and each province.
    """
    rows, listed, ahead = list(rows), set(gr.vocabulary().ids), foreseen()
    users = defaultdict(set)
    for province, _, id in rows:
        if not id.startswith("open:"):
            for piece in id.split("-"):
                users[piece].add(province)
    many, hits = Counter[str](), defaultdict(lambda: [0] * len(COLUMNS))
    for province, level, id in rows:
        has = not id.startswith("open:")
        alone = [piece for piece in id.split("-") if not users[piece] - {province}] if has else [id]
        supported, met = not alone, ahead.issuperset(alone)
        together = ("all",) if level == "nation" else ("all", "provinces")
        for group in (*together, level, f"province {province}"):
            many[group] += 1
            for at, yes in enumerate((has, supported or id in listed, supported, met)):
                hits[group][at] += yes
    return {group: (many[group], tuple(100 * hit / many[group] for hit in hits[group])) for group in many}


def main(folder: str, provinces: bool) -> None:
    """Print the figures."""
    print(f"{'':24}{'metrics':>8}" + "".join(f"{column:>11}" for column in COLUMNS))
    for group, (count, shares) in coverage(rows_of(folder)).items():
        if provinces or not group.startswith("province "):
            print(f"{group:24}{count:8,}" + "".join(f"{share:11.1f}" for share in shares))


if __name__ == "__main__":
    assert Path(sys.argv[1]).is_dir(), "a folder of reports"
    main(sys.argv[1], "--provinces" in sys.argv[2:])
