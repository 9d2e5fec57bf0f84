"""What is measured of govreport itself; each measure runs in a process of its own, started by run.py.

`python benchmarks/own.py MEASURE '{"folder": …}'` prints one line of JSON.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CLOCKS = {"cpu": time.process_time, "wall": time.perf_counter}
OPENING = re.compile("各位(?:代表|委员)|我.{0,4}代表|政府工作报告|政府工作的报告|委托|审议|根据.{0,20}决定")
STAGES = ("read", "extract", "normalize", "panel")


def texts(folder: str, region: str, first: int, last: int, target: str) -> dict[str, Any]:
    """Write the texts of the reports, as govreport decodes them, where the peers find them.

    The order spreads the years evenly, so that a peer that stops early has still seen all decades.
    """
    import govreport as gr

    found = [gr.read_report(path).text for path in _national(folder, region, first, last)]
    spread = sorted(range(len(found)), key=lambda i: (i * 0.6180339887) % 1)
    Path(target).write_text(json.dumps([found[i] for i in spread], ensure_ascii=False), "utf-8")
    return {"reports": len(found), "chars": sum(map(len, found))}


def stages(folder: str, region: str, first: int, last: int, runs: int, clock: str) -> dict[str, Any]:
    """Time the stages over all reports, `runs` times after a first one that warms up."""
    import govreport as gr
    from govreport.panel import panel_of

    now = CLOCKS[clock]
    vocabulary = gr.vocabulary()
    paths = _national(folder, region, first, last)
    timed: list[dict[str, float]] = []
    chars = metrics = 0
    for _ in range(runs + 1):
        marks = [now()]
        reports = [gr.read_report(path) for path in paths]
        marks.append(now())
        extracted = [gr.extract(report) for report in reports]
        marks.append(now())
        observed = [gr.normalize(r, m, vocabulary) for r, m in zip(reports, extracted, strict=True)]
        marks.append(now())
        panel_of(zip(reports, observed, strict=True), vocabulary=vocabulary)
        marks.append(now())
        timed.append({stage: marks[i + 1] - marks[i] for i, stage in enumerate(STAGES)})
        chars, metrics = sum(len(r.text) for r in reports), sum(map(len, extracted))
    return {"reports": len(paths), "chars": chars, "metrics": metrics, "runs": timed[1:]}


def length(folder: str, region: str, first: int, last: int, runs: int, clock: str) -> dict[str, Any]:
    """Time one report of 1, 2, 4 and 8 times the length.

    Its body goes on with the bodies of other years, without their openings: the library takes only the first of
    several reports in one file, and leaves out a body that is there twice.
    """
    import govreport as gr

    now = CLOCKS[clock]
    reports = [gr.read_report(path) for path in _national(folder, region, first, last)]
    body = "\n".join(_body(report) for report in reports)
    step, rows = min(100_000, len(body) // 8), []
    for times in (1, 2, 4, 8):
        text = f"政府工作报告\n各位代表：\n一、过去一年工作回顾\n{body[: step * times]}"
        best, metrics = float("inf"), 0
        for _ in range(runs):
            began = now()
            report = gr.report_from_text(text, region="全国", year=last)
            observed = gr.normalize(report, gr.extract(report))
            best, metrics = min(best, now() - began), len(observed)
        rows.append({"times": times, "chars": len(text), "metrics": metrics, "seconds": best})
    return {"rows": rows}


def panel(folder: str, count: int, n_jobs: int) -> dict[str, Any]:
    """Read the first `count` reports of a folder (0: all) into a panel; memory is the peak of the whole process."""
    import govreport as gr

    bare = _peak(resource.RUSAGE_SELF)
    paths = _reports(folder)
    began = time.perf_counter()
    result = gr.read_panel(paths[:count] if count else paths, n_jobs=n_jobs, progress=False)
    return {
        "reports": len(paths[:count] if count else paths) - len(result.failed),
        "failed": len(result.failed),
        "rows": len(result.frame),
        "seconds": time.perf_counter() - began,
        "bare": bare,
        "peak": _peak(resource.RUSAGE_SELF),
        "child": _peak(resource.RUSAGE_CHILDREN),
    }


def _body(report: Any) -> str:
    parts = "\n".join(report.text[part.start : part.end] for part in report.sections if part.kind != "other")
    return "\n".join(line for line in parts.splitlines() if not OPENING.search(line))


def _reports(folder: str) -> list[Path]:
    from govreport.text import SUFFIXES

    return sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in SUFFIXES)


def _national(folder: str, region: str, first: int, last: int) -> list[Path]:
    wanted = {f"{region}_{year}" for year in range(first, last + 1)}
    found = [path for path in _reports(folder) if path.stem in wanted]
    if not found:
        raise SystemExit(f"{folder}: no {region}_<year> from {first} to {last}")
    return found


def _peak(who: int) -> float:
    """Peak memory in MB; the system counts in kilobytes, except macOS, which counts in bytes."""
    return resource.getrusage(who).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


MEASURES: dict[str, Callable[..., dict[str, Any]]] = {
    "texts": texts,
    "stages": stages,
    "length": length,
    "panel": panel,
}

if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]](**json.loads(sys.argv[2]))))
