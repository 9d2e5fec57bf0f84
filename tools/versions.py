"""Read the samples and run quick tests with the oldest and the newest versions of what govreport rests on.

    python tools/versions.py [--python 3.10 3.13] [--sets oldest newest] [--no-tests] [--folder FOLDER]

For every Python that is found (on the path and in pyenv) two environments are made: one with the oldest versions that
setup.cfg allows and that have a wheel for this Python, one with the newest. In each the packaged samples are read, and
what comes out is hashed: it has to be the same everywhere. Needs uv (`pip install uv`), which resolves both ways.
"""

from __future__ import annotations

import argparse
import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
EXTRAS = ("parquet", "excel", "dask")
SHOWN = ("pandas", "numpy", "matplotlib", "rapidfuzz", "regex", "jinja2", "joblib", "pyarrow", "distributed")
TESTS = ("compare", "engine", "figures", "normalize", "numerals", "panel", "precedence", "tables", "targets", "units")
#: prints one line of JSON: a hash of all that is read and compared, and the versions
SMOKE = """
import hashlib, io, json, sys, warnings
from importlib.metadata import version
import matplotlib
matplotlib.use("Agg")
import pandas as pd
import govreport as gr

def told(frame):
    plain = frame.astype(object).where(frame.notna(), None)
    return repr([list(frame.columns), [[item(v) for v in row] for row in plain.itertuples(index=False, name=None)]])

def item(value):
    return float(value) if isinstance(value, (float, int)) and not isinstance(value, bool) else str(value)

warnings.simplefilter("error", FutureWarning)
hashes = {}
panel = gr.read_panel([*gr.samples(), *gr.samples("provinces")], progress=False)
assert not panel.failed, panel.failed
nation = panel.select(region="全国")
parts = {
    "panel": told(panel.frame.drop(columns="source")), "reports": told(panel.reports.drop(columns="source")),
    "compare": str(gr.compare(nation, 2022, 2023)), "targets": str(gr.targets(nation)),
    "terms": told(gr.terms(gr.samples(), ["就业", "环保"]).frame.drop(columns="source")),
}
axes = gr.plot.trend(nation, "gdp")
axes.figure.savefig(io.BytesIO(), format="png")
hashes = {name: hashlib.sha256(text.encode()).hexdigest()[:10] for name, text in parts.items()}
names = json.loads(sys.argv[1])
print(json.dumps({"rows": len(panel.frame), "hashes": hashes, "versions": {name: version(name) for name in names}}))
"""


def minimums(*extras: str) -> list[str]:
    """The requirements of setup.cfg, with those of some extras."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = [config["options"]["install_requires"], *(config["options.extras_require"][name] for name in extras)]
    found = [line.strip() for text in lines for line in text.splitlines() if line.strip()]
    if loose := [line for line in found if not re.search(r">=\d", line) and not line.startswith("govreport[")]:
        raise SystemExit(f"without a minimum in setup.cfg: {', '.join(loose)}")
    return found


def interpreters(wanted: list[str]) -> Iterator[tuple[str, str]]:
    """The Pythons of this machine, by their versions."""
    folders = [Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"]
    for version in wanted:
        places = [path for folder in folders for path in sorted(folder.glob(f"{version}.*/bin/python"))]
        found = str(places[-1]) if places else shutil.which(f"python{version}")
        if found:
            yield version, found
        else:
            print(f"no Python {version} here", file=sys.stderr)


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the checkout, whatever it says."""
    env = {**os.environ, "PYTHONPATH": f"{ROOT}", "MPLBACKEND": "Agg", **environment}
    return subprocess.run(list(map(str, command)), cwd=ROOT, env=env, capture_output=True, text=True)


def made(python: str, which: str, folder: Path) -> Path:
    """Make an environment, and return its Python."""
    own = folder / "bin" / "python"
    way = {"oldest": "lowest-direct", "newest": "highest"}[which]
    # a package without a wheel for this Python would be built, which is no test of ours
    install = ("uv", "pip", "install", "--python", own, "--only-binary", ":all:")
    for command in (
        ("uv", "venv", "--clear", "--python", python, folder),
        (*install, "--resolution", way, *minimums(*EXTRAS)),
        (*install, "pytest", "hypothesis", "setuptools"),
    ):
        done = run(*command)
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[-2000:])
    return own


def tried(python: str, which: str, folder: Path, tests: bool) -> dict[str, object]:
    """What comes out in one environment."""
    begin = time.monotonic()
    try:
        own = made(python, which, folder)
    except RuntimeError as problem:
        return {"error": str(problem)}
    done = run(own, "-c", SMOKE, json.dumps(SHOWN))
    if done.returncode:
        return {"error": done.stderr[-3000:]}
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    if tests:
        paths = [f"tests/test_{name}.py" for name in TESTS]
        done = run(own, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error::FutureWarning", *paths)
        lines = done.stdout.strip().splitlines() or [done.stderr[-300:]]
        found["tests"] = lines[-1].strip("= ")
        found["failures"] = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    return {**found, "seconds": round(time.monotonic() - begin)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", nargs="+", default=list(PYTHONS), metavar="VERSION")
    parser.add_argument("--sets", nargs="+", default=["oldest", "newest"], choices=["oldest", "newest"])
    parser.add_argument("--no-tests", action="store_true", help="only read the samples")
    parser.add_argument("--folder", type=Path, help="keep the environments here")
    given = parser.parse_args()
    if not shutil.which("uv"):
        raise SystemExit("uv is not installed: pip install uv")
    folder = given.folder or Path(tempfile.mkdtemp(prefix="govreport-versions-"))
    wrong, seen = 0, {}
    print("| python | versions |", " | ".join(SHOWN), "| panel | tests | seconds |")
    print("| --- " * (len(SHOWN) + 5) + "|")
    for version, python in interpreters(given.python):
        for which in given.sets:
            found = tried(python, which, folder / f"{version}-{which}", not given.no_tests)
            if "error" in found:
                print(f"| {version} | {which} | failed:\n{found['error']}", flush=True)
                wrong += 1
                continue
            hashes = json.dumps(found["hashes"])
            seen.setdefault(hashes, f"{version} {which}")
            versions = " | ".join(found["versions"].values())  # type: ignore[attr-defined]
            said = found["hashes"]["panel"]  # type: ignore[index]
            print(
                f"| {version} | {which} | {versions} | {said} | {found.get('tests', '')} | {found['seconds']} |",
                flush=True,
            )
            for line in found.get("failures", []):  # type: ignore[attr-defined]
                print(f"    {line}", flush=True)
            wrong += bool(found.get("failures"))
    if len(seen) > 1:
        print("not the same everywhere:", *(f"{which}: {hashes}" for hashes, which in seen.items()), sep="\n    ")
    if not given.folder:
        shutil.rmtree(folder)
    return 1 if wrong or len(seen) > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
