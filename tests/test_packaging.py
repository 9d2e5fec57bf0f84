"""The wheel holds everything and works away from the checkout; the import stays light."""

from __future__ import annotations

import pkgutil
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import govreport

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the sources, with the setuptools that is installed: no network."""
    pytest.importorskip("setuptools", minversion="70.1", reason="building a wheel needs setuptools (extra: test)")
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in ("setup.cfg", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "govreport", source / "govreport", ignore=shutil.ignore_patterns("__pycache__"))
    code = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(out)], cwd=source, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(unpacked: Path) -> None:
    def files(folder: Path) -> set[str]:
        return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}

    assert files(unpacked / "govreport") == files(ROOT / "govreport")
    assert {path.name.split("-")[0] for path in unpacked.iterdir()} == {"govreport"}


def test_the_metadata_says_what_it_is_and_needs(unpacked: Path) -> None:
    text = next(unpacked.glob("*.dist-info/METADATA")).read_text("utf-8")
    assert f"\nVersion: {govreport.__version__}\n" in text
    assert "\nRequires-Python: >=3.10\n" in text
    needed = re.findall(r"^Requires-Dist: ([\w.-]+)(.*)$", text, flags=re.MULTILINE)
    assert {name for name, rest in needed if "extra" not in rest} >= {"matplotlib", "numpy", "pandas", "regex", "tqdm"}
    assert not [name for name, rest in needed if "<" in rest.split(";")[0]], "an upper pin"
    assert set(re.findall(r"^Provides-Extra: (\w+)$", text, re.MULTILINE)) >= {"test", "docs", "docx", "fonts", "all"}
    entry = next(unpacked.glob("*.dist-info/entry_points.txt")).read_text("utf-8")
    assert "govreport = govreport.cli:main" in entry


def test_the_wheel_works_away_from_the_checkout(unpacked: Path, run_python: Run, tmp_path: Path) -> None:
    code = (
        "import govreport as gr; print(gr.__file__); print(len(gr.read_panel(gr.samples()[:2], progress=False).frame))"
    )
    done = run_python("-c", code, cwd=tmp_path, env={"PYTHONPATH": str(unpacked)})
    assert done.returncode == 0, done.stderr
    place, rows = done.stdout.split()
    assert Path(place).is_relative_to(unpacked)
    assert int(rows) > 100


def test_the_changelog_knows_the_version() -> None:
    assert f"\n## {govreport.__version__} " in (ROOT / "CHANGELOG.md").read_text("utf-8")


#: one after the other in one process: what a step loads stays loaded
STEPS = {
    "import": "import govreport as gr",
    "extract": "r = gr.read_report(gr.samples()[0]); assert gr.normalize(r, gr.extract(r))",
    "compare": "print(gr.targets(gr.read_panel(gr.samples()[:2], progress=False)))",
    "plot": "gr.plot",
}


@pytest.fixture(scope="module")
def loaded(run_python: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The top-level packages that are loaded after each step."""
    show = "import sys; print('loaded:', *{name.partition('.')[0] for name in sys.modules})"
    code = "\n".join(f"{step}\n{show}" for step in STEPS.values())
    done = run_python("-c", code, cwd=tmp_path_factory.mktemp("away"))
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("loaded:")]
    return {step: set(names) for step, names in zip(STEPS, lines, strict=True)}


def test_importing_govreport_loads_nothing_heavy(loaded: dict[str, set[str]]) -> None:
    assert not {"matplotlib", "pandas", "numpy", "docx", "tqdm", "regex"} & loaded["import"]


def test_extracting_loads_neither_pandas_nor_matplotlib(loaded: dict[str, set[str]]) -> None:
    assert not {"matplotlib", "pandas", "docx"} & loaded["extract"]


def test_comparing_does_not_load_matplotlib_and_plotting_does(loaded: dict[str, set[str]]) -> None:
    assert "matplotlib" not in loaded["compare"]
    assert "matplotlib" in loaded["plot"]


def test_import_takes_less_than_a_seventh_of_a_second(run_python: Run, tmp_path: Path) -> None:
    code = "import time; t = time.process_time(); import govreport; print(time.process_time() - t)"
    assert any(float(run_python("-c", code, cwd=tmp_path).stdout) < 0.15 for _ in range(3))


def test_no_module_has_the_name_of_a_public_function() -> None:
    """The import system would set the module in the function's place."""
    modules = {module.name for module in pkgutil.iter_modules(govreport.__path__)}
    assert modules & set(govreport.__all__) == {"plot"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="read_reports"):
        govreport.read_reports  # noqa: B018
