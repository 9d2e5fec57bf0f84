"""Feed texts to a peer within a time budget; standard library only, since each peer runs in its own environment."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

Finder = Callable[[str], int]

CLOCKS = {"cpu": time.process_time, "wall": time.perf_counter}


def serve(package: str, load: Callable[[], dict[str, Finder]]) -> None:
    """Measure the finders that `load` returns and print the figures as one line of JSON.

    The arguments of the script are a JSON file with a list of texts, the seconds that may pass, the number of runs and
    the clock. Every way of feeding gets an equal share of the seconds.
    """
    texts = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    seconds, runs, clock = float(sys.argv[2]), int(sys.argv[3]), CLOCKS[sys.argv[4]]
    began = clock()
    finders = load()
    loading = clock() - began
    ways = {way: _measure(find, texts, seconds / len(finders), runs, clock) for way, find in finders.items()}
    print(json.dumps({"version": version(package), "loading": loading, "ways": ways}))


def by_line(find: Finder) -> Finder:
    """Feed a text line by line: some libraries slow down on long texts."""
    return lambda text: sum(find(line) for line in text.splitlines() if line.strip())


def _measure(find: Finder, texts: list[str], seconds: float, runs: int, clock: Callable[[], float]) -> dict[str, Any]:
    """Time up to `runs` passes; where not even one fits, the first pass stops at the budget."""
    find(texts[0][:2000])
    deadline = time.perf_counter() + seconds
    speeds: list[float] = []
    reports = chars = found = 0
    for run in range(runs):
        spent, run_chars, run_found, done = 0.0, 0, 0, 0
        for text in texts:
            began = clock()
            run_found += find(text)
            spent += clock() - began
            run_chars += len(text)
            done += 1
            if time.perf_counter() > deadline:
                break
        if run == 0:
            reports, chars, found = done, run_chars, run_found
        if run == 0 or done == len(texts):
            speeds.append(run_chars / spent)
        if time.perf_counter() > deadline:
            break
    return {"speeds": speeds, "reports": reports, "chars": chars, "found": found}
