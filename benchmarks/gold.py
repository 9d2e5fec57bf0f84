"""How well reports are read: annotated reports one by one, and sets that nobody looked at as totals.

    python benchmarks/gold.py path/to/shared [--more FOLDER ...] [--blind]

The folder holds `gold/<region>_<year>.jsonl` with the scorer `gold/score.py`, `corpus/<region>_<year>.txt`, and for
`--blind` the script `blind/blind.py`, which prints totals only. A folder after `--more` holds annotated paragraphs:
`<region>_<year>.gold.jsonl` and `<region>_<year>.spans.json`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import govreport as gr

FIELDS = ("period", "name", "region")
VALIDATION = ("四川省_2026", "河北省_2023", "全国_2008", "陕西省_2025", "保定清苑区_2022")
extract = import_module("govreport.extraction").extract
normalize = import_module("govreport.normalization").normalize


def scorer(folder: Path) -> Any:
    """Return the scorer beside the annotations as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found_in(text: Path, spans: list[list[int]] | None = None) -> list[dict[str, Any]]:
    """Return what is read in a report, or in stretches of it, as the annotations are written."""
    report = gr.read_report(text)
    seen = normalize(report, extract(report))
    rows = [
        {
            **asdict(one.metric),
            "period": list(one.metric.period),
            "indicator": None if one.indicator.startswith("open:") or one.measure == "completion" else one.indicator,
        }
        for one in seen
    ]
    return rows if spans is None else [row for row in rows if any(a <= row["start"] < b for a, b in spans)]


def annotated(shared: Path, more: list[Path]) -> Iterator[tuple[str, str, Path, Path, list[list[int]] | None]]:
    """Yield set, report, text, annotations and the stretches annotated."""
    for path in sorted((shared / "gold").glob("*.jsonl")):
        part = "validation" if path.stem in VALIDATION else "developed on"
        yield part, path.stem, shared / "corpus" / f"{path.stem}.txt", path, None
    for folder in more:
        for path in sorted(folder.glob("*.gold.jsonl")):
            name = path.name.removesuffix(".gold.jsonl")
            spans = json.loads((folder / f"{name}.spans.json").read_text("utf-8"))
            yield folder.name, name, shared / "corpus" / f"{name}.txt", path, spans


def row(name: str, gold: list[Any], found: list[Any], score: Any) -> str:
    """One line of the table."""
    pairs, _, _ = score.match(gold, found)
    whole = score.f1(sum(score.whole(g, p) for g, p in pairs), len(gold), len(found))[2]
    ours, theirs = score.cells(found), score.cells(gold)
    core = score.f1(sum((ours & theirs).values()), sum(theirs.values()), sum(ours.values()))[2]
    quantities = score.f1(len(pairs), len(gold), len(found))[2]
    fields = [100 * sum(score.agrees(f, g, p) for g, p in pairs) / max(1, len(pairs)) for f in FIELDS]
    numbers = " | ".join(f"{n:.1f}" for n in (whole, core, quantities, *fields))
    return f"| {name} | {len(gold)} | {numbers} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="Score annotated reports.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--blind", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    score = scorer(options.shared / "gold")
    print("| report | metrics | metric | core | quantities |", " | ".join(FIELDS), "|")
    print("| --- |" + " --- |" * (4 + len(FIELDS)))
    sets: dict[str, tuple[list[Any], list[Any]]] = {}
    for part, name, text, path, spans in annotated(options.shared, options.more):
        gold, found = score.load(path), found_in(text, spans)
        if spans is None:
            print(row(name, gold, found, score))
        goods, ours = sets.setdefault(part, ([], []))
        shift = 10_000_000 * (len(goods) + 1)  # places of different reports must not meet
        goods += [{**g, "start": g["start"] + shift, "end": g["end"] + shift} for g in gold]
        ours += [{**p, "start": p["start"] + shift, "end": p["end"] + shift} for p in found]
    for part, (goods, ours) in sets.items():
        print(row(f"**{part}**", goods, ours, score))
    if options.blind:
        print("\nBlind, totals only:\n")
        sys.stdout.flush()
        subprocess.run([sys.executable, str(options.shared / "blind" / "blind.py")], check=True)


if __name__ == "__main__":
    main()
