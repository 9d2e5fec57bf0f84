"""What a change mends and breaks: the rows of 93 reports, as proof-readers left them.

    python benchmarks/proofread.py path/to/shared [--list] [--only REPORT ...]

The files of `annotations/proofread` hold every row that was read in a report on 30 November 2026, with what is right
where the row was wrong. So they say of each row that is read otherwise by now whether it was mended or broken, which
fifteen annotated reports are too few to say of a rule that fires ten times. They are no measure of how well reports are
read: who corrects a list lets pass what he would not have written. `gold.py` measures that.
"""

from __future__ import annotations

import argparse
import csv
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gold import found_in, scorer

ROWS = Path(__file__).resolve().parent / "annotations" / "proofread"
FIELDS = ("measure", "period", "per_year", "status", "region", "name")
Row = dict[str, Any]
Key = tuple[int, int, int]


def main() -> None:
    """Print how many rows agree, field by field, and which changed."""
    parser = argparse.ArgumentParser(description="Hold the rows of proof-read reports against what is read now.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--list", action="store_true", help="print every row that changed")
    parser.add_argument("--only", nargs="*", default=[], help="reports, as 六安市_2024")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    score = scorer(options.shared / "gold")
    counts: Counter[str] = Counter()
    changed: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(ROWS.glob("*.tsv")):
        if options.only and path.stem not in options.only:
            continue
        found = keyed(found_in(options.shared / "corpus" / f"{path.stem}.txt"))
        for verdict, line in judged(path, found, score, counts):
            changed[verdict].append(f"{path.stem} {line}")
    print(f"{counts['rows']} rows; {counts['extra now']} of {counts['extra']} that are none are still read, ", end="")
    print(f"{counts['missing now']} of {counts['missing']} that were missing are")
    for field in FIELDS:
        right, then = counts[field], counts[f"{field} then"]
        print(f"{field}: {100 * right / counts['rows']:.2f} % right, {100 * then / counts['rows']:.2f} when proof-read")
    for verdict, lines in sorted(changed.items()):
        print(f"{verdict}: {len(lines)}", *(lines if options.list else ()), sep="\n    ")


def keyed(rows: list[Row]) -> dict[Key, Row]:
    """Return rows by their place, those of one place in their order."""
    seen: Counter[tuple[int, int]] = Counter()
    places: dict[Key, Row] = {}
    for row in rows:
        place = row["start"], row["end"]
        places[place[0], place[1], seen[place]] = row
        seen[place] += 1
    return places


def written(path: Path) -> list[Row]:
    """Return the rows of a proof-read report: what is right, and under `was` what was read where that was wrong."""
    rows: list[Row] = []
    for line in csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        row: Row = {**line, "start": int(line["start"]), "end": int(line["end"]), "per_year": line["per_year"] == "yes"}
        years = [int(year) for year in line["period"].split("-") if year]
        row["period"] = [*years[:1], *years[-1:]]
        row["region"] = line["region"] or None
        row["was"] = dict(part.split("=", 1) for part in line["was"].split("|") if part)
        rows.append(row)
    return rows


def judged(path: Path, found: dict[Key, Row], score: Any, counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Count the rows of a report, and yield what became of those that are read otherwise by now."""
    rows = written(path)
    missing = [row for row in rows if "missing" in row["was"]]
    places = keyed([row for row in rows if "missing" not in row["was"]])
    counts["missing"] += len(missing)
    counts["missing now"] += sum((row["start"], row["end"], 0) in found for row in missing)
    for place, row in places.items():
        now = found.pop(place, None)
        if "extra" in row["was"]:
            counts["extra"] += 1
            counts["extra now"] += now is not None
            if now is None:
                yield "extra gone", f"@{place[0]} {row['was']['extra']}"
            continue
        counts["rows"] += 1
        for field in FIELDS:
            counts[f"{field} then"] += field not in row["was"]
        if now is None:
            yield "lost", f"@{place[0]} {row['name']}"
            continue
        yield from compared(row, now, score, counts)
    told = {(row["start"], row["end"]) for row in missing}
    for place, now in found.items():
        yield ("missing found" if place[:2] in told else "new"), f"@{place[0]} {now['quote']} {now['name']}"


def compared(row: Row, now: Row, score: Any, counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield the fields of a row that were mended or broken since it was proof-read."""
    for field in FIELDS:
        was = row["was"].get(field)
        right = score.agrees(field, row, now) and str(now[field]) != was
        counts[field] += right
        if right and was is not None:
            yield f"{field} mended", f"@{row['start']} {now['quote']} {was} → {now[field]}"
        elif not right and was is None:
            yield f"{field} broken", f"@{row['start']} {now['quote']} {row[field]} → {now[field]}"


if __name__ == "__main__":
    main()
