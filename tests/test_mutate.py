"""The tool that changes the library on purpose: what it changes, which tests it asks, and what it says of them."""

from __future__ import annotations

import importlib.util
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutate", ROOT / "tools" / "mutate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutate"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sample(tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    path = tmp_path / "govreport" / "small.py"
    path.parent.mkdir()
    path.write_text(
        '"""A docstring stays."""\nfrom typing import cast\n\nLIMIT = 10\n__all__ = ["few"]\n\n\n'
        "def few(count: int) -> bool:\n    return cast(bool, count < LIMIT)\n",
        "utf-8",
    )
    return path


def test_what_is_changed_is_behaviour_and_at_import_too(tool: ModuleType, sample: Path) -> None:
    pytest.importorskip("mutmut")
    module = tool.Module("govreport/small.py")
    made = [mutant for at in range(len(module.changes)) if (mutant := module.mutant(at))]
    changed = {(mutant.line, mutant.after) for mutant in made}
    assert (4, "LIMIT = 11") in changed
    assert {line for line, _ in changed} == {4}, "neither docstrings nor imports, public names, types and casts"
    sample.write_text(sample.read_text("utf-8").replace("cast(bool, count < LIMIT)", "count < LIMIT"), "utf-8")
    module = tool.Module("govreport/small.py")
    made = [mutant for at in range(len(module.changes)) if (mutant := module.mutant(at))]
    assert "return count <= LIMIT" in {mutant.after for mutant in made}
    assert made[0].module == "govreport.small"


def test_a_change_reaches_what_imports_it_as_it_loads_and_nothing_else(tool: ModuleType, sample: Path) -> None:
    folder = sample.parent
    (folder / "user.py").write_text("from govreport.small import few\n", "utf-8")
    (folder / "package").mkdir()
    (folder / "package" / "__init__.py").write_text("from govreport import user\n", "utf-8")
    (folder / "beside.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from govreport.small import few\n\n\n"
        "def later() -> None:\n    from govreport import small\n",
        "utf-8",
    )
    assert tool.reached("govreport.small") == {"govreport", "govreport.small", "govreport.user", "govreport.package"}


def known(tool: ModuleType) -> object:
    tests = ["tests/test_a.py::one", "tests/test_a.py::two", "tests/test_b.py::far", "tests/test_a.py::slow"]
    lines = {
        "govreport/small.py": {4: [], 9: [0, 2], 10: [1, 3, 0]},
        "govreport/large.py": {n: [2] for n in range(99)},
        "govreport/constants.py": {1: []},
    }
    of = tool.Known(lines, tests, [1.0, 2.0, 1.0, 99.0])
    of.width = {"tests/test_a.py": 2, "tests/test_b.py": 100}
    return of


def test_the_files_that_know_a_module_best_are_asked_first(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "FIRST", 1)
    ask = known(tool).rounds  # type: ignore[attr-defined]
    assert ask("govreport/small.py", [9]) == [
        ["tests/test_a.py::one", "tests/test_a.py::two"],
        ["tests/test_b.py::far"],
    ], "few tests run the line: those of the module besides, but none that takes longer than a round may"
    assert ask("govreport/small.py", [4]) == [["tests/test_a.py::one", "tests/test_a.py::two"]]
    assert ask("govreport/constants.py", [1]) == [["tests/test_b.py::far"]], "constants are known to their neighbours"
    assert ask("govreport/unknown/x.py", [1]) == []


def test_what_is_recorded_again_takes_the_place_of_what_its_files_said_before(tool: ModuleType) -> None:
    lines = {"govreport/small.py": {9: {"tests/test_b.py::new"}}, "govreport/constants.py": {}}
    seconds = {"tests/test_b.py::new": 3.0}
    sets = defaultdict(lambda: defaultdict(set), {name: defaultdict(set, of) for name, of in lines.items()})
    tool._keep(known(tool), sets, seconds)
    assert seconds == {
        "tests/test_b.py::new": 3.0,
        "tests/test_a.py::one": 1.0,
        "tests/test_a.py::two": 2.0,
        "tests/test_a.py::slow": 99.0,
    }
    assert sets["govreport/small.py"] == {
        4: set(),
        9: {"tests/test_a.py::one", "tests/test_b.py::new"},
        10: {"tests/test_a.py::two", "tests/test_a.py::slow", "tests/test_a.py::one"},
    }
    assert set(sets) == {"govreport/small.py", "govreport/large.py", "govreport/constants.py"}


def test_a_share_of_a_sample_comes_with_its_interval(tool: ModuleType) -> None:
    low, high = tool.wilson(85, 100)
    assert (round(low, 3), round(high, 3)) == (0.767, 0.907)
    assert tool.wilson(10, 10)[1] == pytest.approx(1)


def test_what_is_not_there_is_told(tool: ModuleType, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="no such file or folder: govreport/none"):
        tool.modules(["govreport/none"])
    assert tool.modules(["govreport"]) == ["govreport/small.py"]
    with pytest.raises(SystemExit, match="record"):
        tool.Known.load(sample.parent / "tests.json")


def test_a_mutant_is_what_its_own_examples_run_and_one_that_does_not_load_is_killed(
    tool: ModuleType, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = 'def few(count):\n    """Say so.\n\n    >>> few(9)\n    True\n    """\n    return count < 10\n'
    sample.write_text(source, "utf-8")
    (sample.parent / "__init__.py").write_text("", "utf-8")
    root = sample.parents[1]
    (root / "pytest.ini").write_text("[pytest]\naddopts = --doctest-modules\n", "utf-8")
    monkeypatch.syspath_prepend(root)
    own = ["govreport/small.py::govreport.small.few"]

    def told(after: str, tests: list[str]) -> tuple[str, str]:
        mutant = tool.Mutant("govreport/small.py", 7, 7, "", "", source.replace("return count < 10", after))
        return tool.ask(mutant, tests)

    assert told("return count < 11", own) == ("survived", "")
    assert told("return count > 10", own) == ("killed", *own)
    assert told("return count < 10\n\n\nfew()", own) == ("killed", tool.UNLOADED)
    gone = ["tests/test_gone.py::test_it"]
    assert told("return count > 10", gone) == ("untested", ""), "pytest would stop at a file that is not there"
