"""Fit the weights of doubt to annotated reports, and say how well they hold on reports left out.

    python tools/fit.py GOLD_FOLDER CORPUS_FOLDER [--more FOLDER] [--write]

GOLD_FOLDER holds `<region>_<year>.jsonl` (one metric a line) and the scorer `score.py`; CORPUS_FOLDER the texts. A
folder after `--more` holds `<region>_<year>.gold.jsonl` with `<region>_<year>.spans.json`, the stretches annotated.
Needs scikit-learn, which is no dependency of the package. `data/weights.tsv` is written by this script alone.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import importlib.util
import json
import warnings
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from govreport import read_report
from govreport.extraction.doubt import evidence

TARGET = Path(__file__).resolve().parents[1] / "govreport" / "data" / "weights.tsv"
LEAST = 15  #: evidence seen less often has no weight
extraction = importlib.import_module("govreport.extraction")
Row = tuple[list[str], bool]


def scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def readings(text: Path, gold: Path, spans: list[list[int]] | None, score: Any) -> list[Row]:
    """What every metric of a report rests on, and whether it is wrong in some field."""
    words: dict[int, list[str]] = {}
    kept = extraction.doubt

    def remember(*reading: Any) -> float:
        words[len(words)] = evidence(*reading)
        return float(kept(*reading))

    extraction.doubt = remember
    try:
        metrics = extraction.extract(read_report(text))
    finally:
        extraction.doubt = kept
    found = [{**asdict(m), "period": list(m.period), "key": key} for key, m in enumerate(metrics)]
    if spans is not None:
        found = [m for m in found if any(a <= m["start"] < b for a, b in spans)]
    pairs, _, extra = score.match(score.load(gold), found)
    wrong = {m["key"]: not score.whole(g, m) for g, m in pairs} | {m["key"]: True for m in extra}
    return [(words[key], bad) for key, bad in wrong.items()]


def fitted(rows: list[Row]) -> dict[str, float]:
    seen = Counter(word for words, _ in rows for word in set(words))
    names = sorted(word for word, count in seen.items() if count >= LEAST)
    place = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for i, (words, _) in enumerate(rows):
        table[i, [place[word] for word in words if word in place]] = 1
    model = LogisticRegression(C=0.15, max_iter=1000).fit(table, [bad for _, bad in rows])
    weights = {"(base)": float(model.intercept_[0])}
    return weights | {name: float(w) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.05}


def left_out(reports: dict[str, list[Row]]) -> tuple[float, float, int, int]:
    """Error share held by the most doubted tenth, its own error rate, and counts; every report left out in turn."""
    scored: list[tuple[float, bool]] = []
    for name, rows in reports.items():
        weights = fitted([row for other, many in reports.items() if other != name for row in many])
        scored += [(weights["(base)"] + sum(weights.get(w, 0.0) for w in words), bad) for words, bad in rows]
    scored.sort(key=lambda pair: -pair[0])
    tenth = scored[: round(len(scored) / 10)]
    errors = sum(bad for _, bad in scored)
    held = sum(bad for _, bad in tenth)
    return 100 * held / errors, 100 * held / len(tenth), errors, len(scored)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    score = scorer(options.gold)
    reports = {
        p.stem: readings(options.corpus / f"{p.stem}.txt", p, None, score) for p in sorted(options.gold.glob("*.jsonl"))
    }
    for p in sorted(options.more.glob("*.gold.jsonl")) if options.more else ():
        name = p.name.removesuffix(".gold.jsonl")
        spans = json.loads((p.parent / f"{name}.spans.json").read_text("utf-8"))
        reports[f"{name}+"] = readings(options.corpus / f"{name}.txt", p, spans, score)
    held, rate, errors, count = left_out(reports)
    print(f"{count} metrics of {len(reports)} reports, {errors} wrong in some field")
    print(f"left out by report: the most doubted tenth holds {held:.1f} % of the errors; {rate:.1f} % of it is wrong")
    if options.write:
        rows = [row for many in reports.values() for row in many]
        seen = Counter(word for words, _ in rows for word in set(words))
        with TARGET.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", lineterminator="\n")
            writer.writerow(["evidence", "weight", "seen"])
            for word, weight in fitted(rows).items():
                writer.writerow([word, f"{weight:.2f}", seen[word]])
        print(f"wrote {TARGET.name}")


if __name__ == "__main__":
    main()
