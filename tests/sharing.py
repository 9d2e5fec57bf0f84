"""What all tests share: the checkout's folders, real reports and panels read once, fonts, and a command line to call.

Who runs tests loads it as a plugin (`conftest.py`); who only hands them out to others does not.
"""

from __future__ import annotations

import gc
import importlib
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import cache, partial, wraps
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import matplotlib as mpl
import page_tools
import pandas as pd
import pytest
from _pytest.doctest import DoctestModule
from figure_tools import build_font, install
from hypothesis import is_hypothesis_test, settings
from matplotlib import font_manager

from govreport import engine
from govreport.comparison import check, compare, targets
from govreport.extraction import extract
from govreport.model import Observation, Report
from govreport.normalization import normalize
from govreport.packaged import samples
from govreport.panel import Panel, read_panel
from govreport.plot import fonts
from govreport.text import read_report

#: the same examples in every run, on every machine; how long one takes says more of what else the machine does
settings.register_profile("same", deadline=None, derandomize=True)
#: other examples in each run and far more of them, to look for what no run has found yet
settings.register_profile("explore", deadline=None, print_blob=True)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "same")
settings.load_profile(PROFILE)
#: how many times the examples that a test asks for are tried when exploring
MORE = int(os.environ.get("HYPOTHESIS_MORE", "20"))

#: where frames hold their texts in pyarrow, as they do where it is installed: files that read, keep, join and give away
#: frames, the property that asks for every view, and the examples in docstrings. The others hold them in Python, as a
#: plain install does, which takes a quarter less for small panels. The variable has all hold them in one way.
IN_ARROW = (
    *("test_panel", "test_store", "test_engine", "test_export", "test_tables", "test_invariants"),
    *("test_precedence", "test_together"),
)
TEXTS = os.environ.get("GOVREPORT_TEST_TEXTS")
USUAL = pd.get_option("mode.string_storage")

ROOT = Path(__file__).resolve().parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Exploring, let the property tests try more than they say themselves."""
    tests = {item.obj for item in items if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj)}
    for test in tests if PROFILE == "explore" else ():
        asked = test._hypothesis_internal_use_settings  # what `@settings` leaves there has no public name
        test._hypothesis_internal_use_settings = settings(asked, max_examples=MORE * asked.max_examples)


def pytest_collection_finish() -> None:
    """Thousands of tests and what they import stay to the end: the collector need not look through them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # to look less often takes a fiftieth of the time away


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports that lies beside a development checkout."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the corpus of real reports is not beside this checkout")
    return folder


class Corpus(NamedTuple):
    """The real reports, read once: by the name of their file, and what was warned of."""

    reports: dict[str, Report]
    said: list[str]


@pytest.fixture(scope="session")
def real_reports(shared: Path) -> Corpus:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        reports = {path.stem: read_report(path) for path in sorted((shared / "corpus").glob("*.txt"))}
    return Corpus(reports, [str(one.message) for one in caught])


@pytest.fixture(scope="session")
def observed() -> Callable[[Report], list[Observation]]:
    """Read a report to its observations, each once: several tests ask of all real reports what stands in them."""
    known: dict[int, tuple[Report, list[Observation]]] = {}

    def of(report: Report) -> list[Observation]:
        if id(report) not in known:
            known[id(report)] = report, normalize(report, extract(report))
        return known[id(report)][1]

    return of


@pytest.fixture(scope="session")
def run_python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run this Python in a process of its own: `run_python("-m", "govreport", …, cwd=…, env=…)`."""

    def run(
        *arguments: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None, **options: object
    ) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
        command = [sys.executable, *map(str, arguments)]
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=120, **options
        )

    return run


def _are_paths(values: list[object]) -> bool:
    return all(isinstance(value, str | Path) for value in values)


_READ: dict[tuple[object, ...], Panel] = {}


@pytest.fixture(autouse=True, scope="module")
def texts_of_frames(request: pytest.FixtureRequest) -> Iterator[None]:
    in_arrow = isinstance(request.node, DoctestModule) or request.path.stem in IN_ARROW
    with pd.option_context("mode.string_storage", TEXTS or (USUAL if in_arrow else "python")):
        yield


@pytest.fixture(autouse=True)
def examples_read_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the examples in docstrings share: the samples are read once for all of them, but for those of reading."""
    if isinstance(request.node, pytest.DoctestItem) and "reading" not in request.node.name:
        lend_panels(monkeypatch)


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that a command or a page was given before are not read and checked again: it is asked what comes next."""
    lend_panels(monkeypatch)
    ask_once(monkeypatch, targets, compare, check)


def lend_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `read_panel` give the panel that it gave before, where it is asked the same of the same files."""

    def again(given: object, *, corrections: object = None, **options: object) -> Panel:
        paths = [given] if isinstance(given, str | Path) else given
        kept = all(value is None or isinstance(value, bool | int | str) for value in options.values())
        if corrections is not None or not kept or not isinstance(paths, list) or not _are_paths(paths):
            return read_panel(given, corrections=corrections, **options)  # type: ignore[arg-type]
        files = [file for path in map(Path, paths) for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
        content = tuple((str(file), file.read_bytes()) for file in files if file.is_file())
        key = (tuple(map(str, paths)), content, pd.get_option("mode.string_storage"), *sorted(options.items()))
        if key not in _READ:
            _READ[key] = read_panel(given, **options)  # type: ignore[arg-type]
        return _READ[key]

    for name in ("govreport.read_panel", "govreport.panel.read_panel"):
        monkeypatch.setattr(name, again)


@cache
def _samples_of(texts: str) -> Panel:
    return read_panel(samples(), progress=False)


def samples_read() -> Panel:
    """The panel of the samples, read once: it cannot be changed, and the frames it gives are copies."""
    return _samples_of(pd.get_option("mode.string_storage"))


_ANSWERS: WeakKeyDictionary[Panel, dict[str, object]] = WeakKeyDictionary()


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple | dict):
        return all(map(_is_plain, [*value, *value.values()] if isinstance(value, dict) else value))
    return value is None or isinstance(value, bool | int | float | str)


def ask_once(monkeypatch: pytest.MonkeyPatch, *questions: Callable[..., object]) -> None:
    """Let the same questions of the same panel be reckoned once: answers are frozen, and the frames they give copies.

    What is answered with a warning is asked again, and warns again.
    """

    def asked(question: Callable[..., object], panel: Panel, *more: object, **options: object) -> object:
        if not isinstance(panel, Panel) or not _is_plain([more, options]):
            return question(panel, *more, **options)
        answers, key = _ANSWERS.setdefault(panel, {}), repr((question.__name__, more, sorted(options.items())))
        if key in answers:
            return answers[key]
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            answer = question(panel, *more, **options)
        for one in caught:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
        return answer if caught else answers.setdefault(key, answer)

    for name in ("cli.results", "comparison.story", "page.rows", "plot.steps", "words.following"):
        importlib.import_module(f"govreport.{name}")  # what is loaded later would keep what is lent here
    again = {id(question): wraps(question)(partial(asked, question)) for question in questions}
    modules = [module for name, module in list(sys.modules.items()) if name.split(".")[0] == "govreport"]
    there = [(module, name, id(value)) for module in modules for name, value in vars(module).items()]
    for module, name, value in there:
        if value in again:
            monkeypatch.setattr(module, name, again[value])


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where several processes are asked for they are started, however little there is to do."""
    monkeypatch.setattr(engine, "FEW", 0)


@pytest.fixture(scope="session")
def font_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_font(tmp_path_factory.mktemp("fonts") / "box.ttf", "Noto Sans CJK SC")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose only fonts are those that come with matplotlib."""
    own = [entry for entry in font_manager.fontManager.ttflist if str(mpl.get_data_path()) in str(entry.fname)]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", own)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda *a, **k: [])
    monkeypatch.setattr(fonts, "PACKAGED", ())


@pytest.fixture
def chinese(bare: None, monkeypatch: pytest.MonkeyPatch, font_file: Path) -> Path:
    """A machine with one Chinese font."""
    install(monkeypatch, font_file, "Noto Sans CJK SC")
    return font_file


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from page_tools.started()
