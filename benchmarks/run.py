"""Measure how fast govreport is, how much memory it takes, and how it compares with its peers.

Run by hand, as `python benchmarks/run.py reports/ --out benchmark.md`; see README.md beside it. This script starts
every measure in a process of its own and imports nothing but the standard library, so that no measure disturbs another.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
STAGES = ("read", "extract", "normalize", "panel")
IMPORTS = {
    "`import pandas`": "import pandas",
    "`import govreport`": "import govreport",
    "the same, ready to read: `read_panel` and `vocabulary()`": "import govreport as g; g.read_panel; g.vocabulary()",
    "the same, every public name": "import govreport as g; [getattr(g, name) for name in g.__all__]",
}


@dataclass(frozen=True)
class Peer:
    """A library that finds quantities in Chinese text."""

    name: str
    package: str
    does: str

    @property
    def script(self) -> Path:
        return HERE / "peers" / f"peer_{self.name}.py"


PEERS = (
    Peer("recognizers", "ms-recognizers-text-suite==1.0.1", "currency, dimension and percentage models together"),
    Peer("jionlp", "jionlp==1.5.31", "amounts of money"),
    Peer("jieba", "jieba==0.42.1", "words with part-of-speech tags"),
)
OWN = "read, extract and normalize: subject, measure, period, status, indicator"


class Failed(Exception):
    """A measure that could not be made, with the reason."""


def main() -> None:
    options = _options()
    parts = [_machine(options)]
    for measure in (_speed, _length, _reports, _imports):
        try:
            parts.append(measure(options))
        except Failed as reason:
            parts.append(f"**Not measured:** {reason}")
    table = "\n\n".join(parts) + "\n"
    print(table)
    if options.out:
        options.out.write_text(table, "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Benchmark govreport on a folder of reports.")
    parser.add_argument("folder", type=Path, help="reports named <region>_<year>.txt")
    parser.add_argument("--region", default="全国", help="whose reports are timed (default: 全国)")
    parser.add_argument("--years", default="1978-2023", help="first and last year (default: 1978-2023)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each measure (default: 5)")
    parser.add_argument("--clock", choices=("cpu", "wall"), default="cpu", help="what single-core speed is measured in")
    parser.add_argument("--peers", default=",".join(p.name for p in PEERS), help="names with commas, or none")
    parser.add_argument("--peer-seconds", type=float, default=60, help="budget of each peer (default: 60)")
    parser.add_argument("--venvs", type=Path, default=Path.home() / ".cache" / "govreport-bench")
    parser.add_argument("--out", type=Path, help="write the tables to this Markdown file too")
    options = parser.parse_args()
    options.first, options.last = map(int, options.years.split("-"))
    chosen = [] if options.peers == "none" else options.peers.split(",")
    unknown = set(chosen) - {p.name for p in PEERS}
    if unknown:
        parser.error(f"unknown peer {', '.join(sorted(unknown))}: expected {', '.join(p.name for p in PEERS)}")
    options.chosen = [p for p in PEERS if p.name in chosen]
    return options


# -- speed -----------------------------------------------------------------------------------------


def _speed(options: argparse.Namespace) -> str:
    """Time govreport before and after the peers, and the peers in between."""
    common = {"folder": str(options.folder), "region": options.region, "first": options.first, "last": options.last}
    timing = common | {"runs": (options.runs + 1) // 2, "clock": options.clock}
    before = _own("stages", timing)
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        _own("texts", common | {"target": str(texts)})
        found = {peer: _try_peer(peer, texts, options) for peer in options.chosen}
    own = before | {"runs": before["runs"] + _own("stages", timing)["runs"]}
    return _stage_table(own) + "\n\n" + _peer_table(own, found)


def _work(run: dict[str, float]) -> float:
    return run["read"] + run["extract"] + run["normalize"]


def _stage_table(own: dict[str, Any]) -> str:
    best = min(own["runs"], key=_work)
    total = sum(best.values())
    rows = [(stage, f"{best[stage]:.3f}", f"{best[stage] / total:.0%}") for stage in STAGES]
    head = (
        f"## Stages\n\n{own['reports']} reports, {own['chars']:,} characters, {own['metrics']:,} metrics; best run.\n\n"
    )
    return head + _table(("stage", "seconds", "share"), rows)


def _peer_table(own: dict[str, Any], found: dict[Peer, dict[str, Any] | str]) -> str:
    speeds = [own["chars"] / _work(run) for run in own["runs"]]
    top = max(speeds)
    rows = [("**govreport**", OWN, "", own["reports"], f"{own['metrics']:,}", *_paces(speeds), "1")]
    for peer, result in found.items():
        label = peer.package.partition("==")[0]
        if isinstance(result, str):
            rows.append((label, peer.does, "", "–", "–", "–", "–", result))
            continue
        for way, timed in result["ways"].items():
            paces = _paces(timed["speeds"])
            ratio = f"{top / max(timed['speeds']):.1f}"
            named = f"{label} {result['version']}"
            rows.append((named, peer.does, way, timed["reports"], f"{timed['found']:,}", *paces, ratio))
    columns = (
        "library",
        "does",
        "fed",
        "reports",
        "found",
        "chars/s, best",
        "chars/s, median",
        "govreport is × as fast",
    )
    return "## Speed on one core\n\n" + _table(columns, rows)


def _paces(speeds: Sequence[float]) -> tuple[str, str]:
    return f"{max(speeds):,.0f}", f"{statistics.median(speeds):,.0f}"


def _try_peer(peer: Peer, texts: Path, options: argparse.Namespace) -> dict[str, Any] | str:
    _say(f"{peer.name}: at most {options.peer_seconds:g} seconds")
    try:
        python = _environment(peer, options.venvs.expanduser())
        arguments = [str(texts), str(options.peer_seconds), str(options.runs), options.clock]
        return _json([str(python), str(peer.script), *arguments], 4 * options.peer_seconds + 120)
    except Failed as reason:
        return str(reason)


def _environment(peer: Peer, venvs: Path) -> Path:
    """Return the Python of the peer's own environment, which is made when it is not there yet."""
    home = venvs / f"{peer.package.replace('==', '-')}-py{sys.version_info.major}.{sys.version_info.minor}"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    complete = home / "complete"
    if not complete.exists():
        _say(f"{peer.name}: installing {peer.package}")
        venv.create(home, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", peer.package]
        _run(install, 900, f"{peer.package} could not be installed")
        complete.touch()
    return python


# -- growth, memory, import ------------------------------------------------------------------------


def _length(options: argparse.Namespace) -> str:
    _say("growth with length")
    common = {"folder": str(options.folder), "region": options.region, "first": options.first, "last": options.last}
    found = _own("length", common | {"runs": min(3, options.runs), "clock": options.clock})["rows"]
    unit = found[0]["seconds"] / found[0]["chars"]
    rows = [
        (f"{r['times']}×", f"{r['chars']:,}", f"{r['metrics']:,}", f"{r['seconds']:.3f}",
         f"{r['chars'] / r['seconds']:,.0f}", f"{r['seconds'] / r['chars'] / unit:.2f}")
        for r in found
    ]  # fmt: skip
    columns = ("length", "characters", "metrics", "seconds", "chars/s", "time per character, 1× = 1")
    return "## One report, longer and longer\n\n" + _table(columns, rows)


def _reports(options: argparse.Namespace) -> str:
    _say("growth with the number of reports, memory, processes")
    folder = str(options.folder)
    whole = _own("panel", {"folder": folder, "count": 0, "n_jobs": 1})
    count = whole["reports"] + whole["failed"]
    parts = [n for n in (count // 8, count // 4, count // 2) if n]
    runs = [(1, _own("panel", {"folder": folder, "count": n, "n_jobs": 1})) for n in parts] + [(1, whole)]
    two = _own("panel", {"folder": folder, "count": 0, "n_jobs": 2})
    rows = [
        (f"{r['reports']:,}", jobs, f"{r['rows']:,}", f"{r['seconds']:.2f}", f"{r['peak']:.0f}",
         f"{r['child']:.0f}" if jobs > 1 else "")
        for jobs, r in [*runs, (2, two)]
    ]  # fmt: skip
    columns = ("reports", "n_jobs", "rows", "wall seconds", "peak memory, MB", "of the largest worker, MB")
    note = (
        f"`read_panel` in a fresh process, the reading of the vocabulary and the import of pandas included. "
        f"{whole['failed']} of {count} files could not be read; before the first call the process takes "
        f"{whole['bare']:.0f} MB. Two processes: {whole['seconds'] / two['seconds']:.2f} × as fast as one "
        f"({os.cpu_count()} cores here)."
    )
    return f"## All reports of the folder\n\n{note}\n\n" + _table(columns, rows)


def _imports(options: argparse.Namespace) -> str:
    _say("import time")
    script = "import time\nbegan = time.perf_counter()\n{}\nprint(time.perf_counter() - began)"
    times: dict[str, list[float]] = {label: [] for label in IMPORTS}
    for _ in range(8):
        for label, code in IMPORTS.items():
            times[label].append(float(_run([sys.executable, "-c", script.format(code)], 120, label)))
    rows = [(label, f"{statistics.median(found[1:]):.3f}") for label, found in times.items()]
    return "## Import\n\nMedian of 7 fresh processes.\n\n" + _table(("statement", "seconds"), rows)


# -- processes and tables --------------------------------------------------------------------------


def _own(measure: str, arguments: dict[str, Any]) -> dict[str, Any]:
    _say(f"govreport: {measure}")
    return _json([sys.executable, str(HERE / "own.py"), measure, json.dumps(arguments)], 1800)


def _json(command: list[str], seconds: float) -> dict[str, Any]:
    printed = _run(command, seconds, Path(command[1]).stem)
    result: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return result


def _run(command: list[str], seconds: float, what: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Failed(f"{what}: not done after {seconds:.0f} seconds") from None
    if done.returncode:
        raise Failed(f"{what}: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return done.stdout


def _machine(options: argparse.Namespace) -> str:
    clock = {"cpu": "processor time", "wall": "wall-clock time"}[options.clock]
    about = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"# Benchmark\n\n{options.region} {options.first}–{options.last}. {about}. Speed on one core is in {clock}."


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
