"""Change the library on purpose, one small thing at a time, and see whether a test turns red.

    python tools/mutate.py record -n 2                     which tests run which lines: the suite once, under coverage
    python tools/mutate.py record --add tests/test_x.py    the tests of a file again, all others as they were
    python tools/mutate.py run --base main                 every mutant of the files that differ from a branch
    python tools/mutate.py run govreport/numerals --sample 150 --seed 1

The mutants are those of mutmut (`mutmut.mutation.mutators`): a comparison turned, a number one larger, an argument left
out, a text spoiled. Its own runner is not used: it copies the tree, leaves out every decorated function and all that
runs at import, and forks after the library is loaded, so that a table read or a pattern compiled before stays as it is.
Here each mutant is a fork of a process that has loaded everything, drops the modules that import it, and meets at first
the few test files that know its module best, then whatever else runs its line. `docs/contributing.md` says more.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import gc
import importlib.abc
import importlib.util
import itertools
import json
import math
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as Xml
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "out" / "mutation"
TABLE = KEPT / "tests.json"
#: the test files that are asked first, and how many seconds of tests each round may take
FIRST, ROUNDS = 4, (20.0, 60.0)
#: the processor's seconds a round may take beside twice what it took unmutated, and how many times that on the clock
#: of a machine that does other things too: what runs on for ever is killed
PATIENCE, WAITING = 60.0, 20
MEMORY = 6 << 30
#: what is said instead of a test where the mutant, or what imports it, cannot be loaded
UNLOADED = "(does not load)"
#: calls whose arguments are types, not behaviour
_TYPING = {"cast", "TypeVar", "NewType"}


# --- which test runs which line --------------------------------------------------------------------------------------


@dataclass
class Known:
    """What the recorded run said: the tests of every line, the seconds of every test, the size of every test file."""

    lines: dict[str, dict[int, list[int]]]
    tests: list[str]
    seconds: list[float]
    width: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path = TABLE) -> Known:
        if not path.is_file():
            sys.exit(f"mutate: {path} is missing; run `python tools/mutate.py record` first")
        data = json.loads(path.read_text("utf-8"))
        lines = {name: {int(at): tests for at, tests in of.items()} for name, of in data["lines"].items()}
        known = cls(lines, data["tests"], data["seconds"])
        for of in lines.values():
            for tests in of.values():
                for name in {known.tests[one].partition("::")[0] for one in tests}:
                    known.width[name] = known.width.get(name, 0) + 1
        return known

    def rounds(self, file: str, lines: Iterable[int]) -> list[list[str]]:
        """The tests to ask in turn: of the files that know the module best, then of all others that run the line."""
        of = self.lines.get(file, {})
        if not any(of.values()):  # nothing but constants: whoever runs its neighbours reads them
            beside = (one for name, one in self.lines.items() if name.rpartition("/")[0] == file.rpartition("/")[0])
            of = {at: tests for at, tests in enumerate(tests for one in beside for tests in one.values())}
            lines = ()
        shared: dict[str, int] = defaultdict(int)
        for tests in of.values():
            for name in {self.tests[one].partition("::")[0] for one in tests}:
                shared[name] += 1
        best = sorted(shared, key=lambda name: (-(shared[name] ** 2) / self.width[name], name))
        reach = {one for at in lines for one in of.get(at, ())}
        near = set(best[:FIRST])
        # What is reckoned once and kept is run by the first test that asks; the module's other tests may tell as well.
        every = {one for tests in of.values() for one in tests}
        own = {one for one in every if self.tests[one].partition("::")[0] in near}
        first = {one for one in reach if one in own}
        if len(first) < 3:
            first |= own
        order = {name: at for at, name in enumerate(best)}

        def key(one: int) -> tuple[int, float]:
            return order[self.tests[one].partition("::")[0]], self.seconds[one]

        chosen = []
        for tests, most in zip((first, reach - first), ROUNDS, strict=True):
            spent, names = 0.0, []
            for one in sorted(tests, key=key):
                if spent + self.seconds[one] <= most:
                    spent += self.seconds[one]
                    names.append(self.tests[one])
            chosen.append(names)
        return [names for names in chosen if names]


def record(arguments: list[str], *, add: bool = False) -> None:
    """Run the suite once and keep which test runs which line; `add` keeps what is known of other test files."""
    KEPT.mkdir(parents=True, exist_ok=True)
    times, data_file = KEPT / "seconds.xml", KEPT / "coverage.sqlite"
    command = ["-m", "pytest", "-q", "-p", "mutate", "-p", "no:cacheprovider"]
    command += ["--cov=govreport", "--cov-context=test", "--cov-report="]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tools")])
    environment = {**os.environ, "COVERAGE_FILE": str(data_file), "PYTHONPATH": paths}
    subprocess.run(
        [sys.executable, *command, f"--junitxml={times}", *arguments], cwd=ROOT, env=environment, check=False
    )
    tabulate(data_file, times, Known.load() if add else None)


def tabulate(data_file: Path, times: Path, known: Known | None = None) -> None:
    """Write the table of tests and lines from what coverage and pytest wrote, and from what was known before."""
    import coverage

    data = coverage.CoverageData(str(data_file))
    data.read()
    spent: dict[str, float] = defaultdict(float)
    for case in Xml.parse(times).iter("testcase"):
        spent[_plain(f"{case.get('classname')}.{case.get('name')}")] += float(case.get("time") or 0)
    seconds: dict[str, float] = {}
    lines: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in sorted(data.measured_files()):
        name = Path(file).relative_to(ROOT).as_posix()
        for at, contexts in data.contexts_by_lineno(file).items():
            tests = {context.rpartition("|")[0].partition("[")[0] for context in contexts} - {""}
            lines[name][at] |= tests
            seconds |= {test: spent.get(_plain(re.sub(r"\.py::|/", ".", test)), 0.1) for test in tests}
    if known is not None:
        _keep(known, lines, seconds)
    numbers = {test: at for at, test in enumerate(seconds)}
    of = {name: {at: sorted(numbers[t] for t in tests) for at, tests in own.items()} for name, own in lines.items()}
    table = {"tests": list(seconds), "seconds": list(seconds.values()), "lines": of}
    TABLE.write_text(json.dumps(table), encoding="utf-8")
    print(f"{len(numbers)} tests, {sum(map(len, lines.values()))} lines: {TABLE}")


def _keep(known: Known, lines: dict[str, dict[int, set[str]]], seconds: dict[str, float]) -> None:
    """Add what is known of the test files that were not run again."""
    again = {test.partition("::")[0] for test in seconds}
    kept = {at: test for at, test in enumerate(known.tests) if test.partition("::")[0] not in again}
    seconds |= {test: known.seconds[at] for at, test in kept.items()}
    for name, of in known.lines.items():
        for line, tests in of.items():
            lines[name][line] |= {kept[one] for one in tests if one in kept}


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """While lines are recorded (`-p mutate`), a few examples of a property are enough."""
    from hypothesis import settings

    for item in items:
        test = getattr(item, "obj", None)
        if hasattr(test, "_hypothesis_internal_use_settings"):
            test._hypothesis_internal_use_settings = settings(test._hypothesis_internal_use_settings, max_examples=5)


def _plain(name: str) -> str:
    """A test's name as junit writes it, without its parameters and folders."""
    return name.partition("[")[0]


# --- the mutants -----------------------------------------------------------------------------------------------------


@dataclass
class Mutant:
    """One change: where, what was there, what is there now, and the module's whole text with it."""

    file: str
    line: int
    last: int
    before: str
    after: str
    source: str = field(repr=False)

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class Module:
    """A file of the library and the places where it can be changed."""

    def __init__(self, file: str) -> None:
        import libcst as cst
        from libcst.metadata import MetadataWrapper, PositionProvider
        from mutmut.mutation.mutators import mutation_operators

        self.file = file
        self.text = (ROOT / file).read_text("utf-8")
        wrapper = MetadataWrapper(cst.parse_module(self.text), unsafe_skip_copy=True)
        self.tree = wrapper.module
        self.places = wrapper.resolve(PositionProvider)
        self.changes = [
            (node, other, span)
            for node, span in self._walk(self.tree, (1, 1))
            for kind, operator in mutation_operators
            for other in (operator(node) if isinstance(node, kind) else ())
        ]

    def _walk(self, node: Any, span: tuple[int, int]) -> Iterator[tuple[Any, tuple[int, int]]]:
        import libcst as cst

        if _is_left_out(node):
            return
        if isinstance(node, (cst.BaseExpression, cst.BaseSmallStatement)) and node in self.places:
            span = (self.places[node].start.line, self.places[node].end.line)
        yield node, span
        for child in node.children:
            yield from self._walk(child, span)

    def mutant(self, at: int) -> Mutant | None:
        """Make one of the changes; none where it changes nothing or is no Python."""
        node, other, (first, last) = self.changes[at]
        source = self.tree.deep_replace(node, other).code
        if source == self.text or not _compiles(source):
            return None
        pairs = list(zip(self.text.splitlines(), source.splitlines(), strict=False))
        before, after = next((pair for pair in pairs if pair[0] != pair[1]), pairs[first - 1])
        return Mutant(self.file, first, last, before.strip(), after.strip(), source)


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _is_left_out(node: object) -> bool:
    """What says nothing of behaviour: types, decorators, docstrings, imports, the list of public names."""
    import libcst as cst
    import libcst.matchers as m

    if isinstance(node, (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom)):
        return True
    if isinstance(node, cst.Expr) and isinstance(node.value, (cst.SimpleString, cst.ConcatenatedString)):
        return True
    if m.matches(node, m.Call(func=m.Name()) | m.Call(func=m.Attribute())):
        called = node.func.value if isinstance(node.func, cst.Name) else node.func.attr.value  # type: ignore[attr-defined]
        return called in _TYPING
    hidden = m.Assign(targets=[m.AssignTarget(m.Name("__all__"))]) | m.AnnAssign(target=m.Name("__all__"))
    return m.matches(node, hidden | m.If(test=m.Name("TYPE_CHECKING")))  # type: ignore[arg-type]


# --- one mutant, one fork --------------------------------------------------------------------------------------------


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module with another text; everything else of it (folder, package) is as it was."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.mutant.module:
            return None
        file = ROOT / self.mutant.file
        inside = [str(file.parent)] if file.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(name, file, loader=self, submodule_search_locations=inside)

    def create_module(self, spec: object) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.source, str(ROOT / self.mutant.file), "exec"), module.__dict__)


class Chosen:
    """The plugin that keeps the chosen tests, in their order, and notes which one turned red."""

    def __init__(self, tests: list[str], note: Path) -> None:
        self.order = {test: at for at, test in enumerate(tests)}
        self.note = note

    def pytest_configure(self) -> None:
        from hypothesis import Phase, settings

        # A smaller example of what went wrong is of no use here, and takes minutes.
        settings.register_profile("mutation", deadline=None, database=None, phases=(Phase.explicit, Phase.generate))
        settings.load_profile("mutation")

    def pytest_collection_modifyitems(self, items: list[object]) -> None:
        def at(item: object) -> int:
            return self.order.get(item.nodeid.partition("[")[0], -1)  # type: ignore[attr-defined]

        items[:] = sorted((item for item in items if at(item) >= 0), key=at)

    def pytest_runtest_logreport(self, report: object) -> None:
        if report.failed and not self.note.exists():  # type: ignore[attr-defined]
            self.note.write_text(report.nodeid, "utf-8")  # type: ignore[attr-defined]


def preload() -> None:
    """Load the library and what its tests load, compile every pattern, and let it read and compare once.

    A child drops the modules that its mutant can reach; the others stay with what they keep (vocabulary, tables).
    """
    import re

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("MPLBACKEND", "Agg")
    os.environ["LANGUAGE"] = "en"
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    re._MAXCACHE = 10**6  # type: ignore[attr-defined]
    for name in ("hypothesis", "hypothesis.strategies", "jinja2", "matplotlib.pyplot", "openpyxl", "pandas", "pytest",
                 "rapidfuzz", "regex", "tqdm", "unittest.mock"):  # fmt: skip
        importlib.import_module(name)
    for file in sorted((ROOT / "govreport").rglob("*.py")):
        if file.name != "__main__.py":
            importlib.import_module(_dotted(file))
    library = importlib.import_module("govreport")
    late = importlib.import_module("govreport.lexicon").Late
    for pattern in [one for one in gc.get_objects() if isinstance(one, late)]:
        pattern.compiled  # noqa: B018 - it is kept
    panel = library.read_panel(library.samples()[:2], progress=False)
    for view in (library.compare, library.targets, library.audit):
        with contextlib.suppress(library.GovReportError):
            view(panel)
    gc.collect()
    gc.freeze()


def _dotted(file: Path) -> str:
    return file.relative_to(ROOT).with_suffix("").as_posix().removesuffix("/__init__").replace("/", ".")


def reached(module: str) -> set[str]:
    """The modules that import a module as they load, directly or not, and itself: what its change can be in."""
    users: dict[str, set[str]] = defaultdict(set)
    for file in (ROOT / "govreport").rglob("*.py"):
        for used in _imported(file):
            users[used].add(_dotted(file))
    found, open_ones = {"govreport", module}, [module]
    while open_ones:
        fresh = users[open_ones.pop()] - found
        found |= fresh
        open_ones += fresh
    return found


def _tested(node: ast.AST) -> str:
    return ast.unparse(node.test) if isinstance(node, ast.If) else ""


@cache
def _imported(file: Path) -> frozenset[str]:
    """What a file imports outside of its functions; of a package and its names both are meant."""
    names, nodes = set[str](), list[ast.AST](ast.parse(file.read_text("utf-8")).body)
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}", *(f"{node.module}.{one.name}" for one in node.names)}
        elif not (isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or "TYPE_CHECKING" in _tested(node)):
            nodes += ast.iter_child_nodes(node)
    return frozenset(names)


def _child(mutant: Mutant | None, tests: list[str], folder: Path, seconds: float) -> None:
    import pytest

    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds), int(spent + seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.setpgid(0, 0)
    out = os.open(folder / "out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(out, stream)
    os.chdir(ROOT)
    if mutant is not None:
        sys.meta_path.insert(0, Mutated(mutant))
        for name in reached(mutant.module):
            sys.modules.pop(name, None)
        try:  # before pytest, which loads a file that it is asked to test by itself, as it is on the disk
            importlib.import_module(mutant.module)
        except BaseException:
            (folder / "killer").write_text(UNLOADED, "utf-8")
            os._exit(1)
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:benchmark",
               "-p", "no:unraisableexception", "--hypothesis-seed=0", "--tb=line",
               f"--basetemp={folder / 'tmp'}"]  # fmt: skip
    code = pytest.main([*options, *files], plugins=[Chosen(tests, folder / "killer")])
    os._exit(int(code))


def ask(mutant: Mutant | None, tests: list[str], seconds: float = sum(ROUNDS)) -> tuple[str, str]:
    """Run tests on a mutant, so many seconds at most; what came of it, and the test that said so.

    Tests whose file is gone since they were recorded are no tests: pytest would stop at them, and kill every mutant.
    """
    tests = [test for test in tests if (ROOT / test.partition("::")[0]).is_file()]
    if not tests:
        return "untested", ""
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        folder = Path(name)
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            try:
                _child(mutant, tests, folder, seconds)
            finally:
                os._exit(70)
        until = time.monotonic() + WAITING * seconds
        while True:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                break
            if time.monotonic() > until:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return "killed", "(time is up)"
            time.sleep(0.02)
        killer = folder / "killer"
        said = killer.read_text("utf-8") if killer.exists() else ""
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            return "survived", ""
        if code == 5:
            return "untested", ""
        if code == -signal.SIGXCPU:
            return "killed", "(time is up)"
        return "killed", said or UNLOADED


def judge(mutant: Mutant, known: Known) -> tuple[str, str, float]:
    """What becomes of a mutant: killed, survived, or untested where no test runs its module."""
    since = time.monotonic()
    outcome, killer = "untested", ""
    spent = dict(zip(known.tests, known.seconds, strict=True))
    for tests in known.rounds(mutant.file, range(mutant.line, mutant.last + 1)):
        outcome, killer = ask(mutant, tests, PATIENCE + 2 * sum(spent[test] for test in tests))
        if outcome == "killed":
            break
    return outcome, killer, time.monotonic() - since


# --- the report ------------------------------------------------------------------------------------------------------


def wilson(killed: int, asked: int) -> tuple[float, float]:
    """The interval in which the share killed of all mutants lies, at 95 %."""
    z, share = 1.96, killed / asked
    middle = share + z * z / (2 * asked)
    half = z * math.sqrt(share * (1 - share) / asked + z * z / (4 * asked * asked))
    return (middle - half) / (1 + z * z / asked), (middle + half) / (1 + z * z / asked)


def changed(base: str) -> list[str]:
    """The modules of the library that differ from a branch."""
    command = ["git", "diff", "--name-only", "--diff-filter=d", base, "--", "govreport"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"mutate: {done.stderr.strip()}")
    return [name for name in done.stdout.split() if name.endswith(".py")]


def modules(paths: list[str]) -> list[str]:
    """The files that are named, folders opened."""
    found = []
    for path in map(Path, paths):
        if not (ROOT / path).exists():
            sys.exit(f"mutate: no such file or folder: {path}")
        inside = sorted((ROOT / path).rglob("*.py")) if (ROOT / path).is_dir() else [ROOT / path]
        found += [one.relative_to(ROOT).as_posix() for one in inside]
    return list(dict.fromkeys(found))


def run(options: argparse.Namespace) -> int:
    """Judge the mutants of some files; those that survive are printed, all are written to a table."""
    files = modules(options.paths) if options.paths else changed(options.base)
    known = Known.load()
    places = [(module, at) for module in map(Module, files) for at in range(len(module.changes))]
    whole = len(places)
    if options.sample:
        random.Random(options.seed).shuffle(places)
    made = (mutant for module, at in places if (mutant := module.mutant(at)) is not None)
    found = list(itertools.islice(made, options.sample or None))
    print(f"{len(found)} of {whole} changes of {len(files)} files", flush=True)
    if not found:
        return 0
    preload()
    counts: dict[str, int] = defaultdict(int)
    KEPT.mkdir(parents=True, exist_ok=True)
    with Path(options.table).open("w", encoding="utf-8") as table:
        for mutant in found:
            outcome, killer, seconds = judge(mutant, known)
            counts[outcome] += 1
            counts[killer] += killer == UNLOADED
            row = (mutant.file, mutant.line, outcome, f"{seconds:.1f}", killer, mutant.before, mutant.after)
            print(*(str(cell).replace("\t", " ") for cell in row), sep="\t", file=table, flush=True)
            if outcome != "killed":
                print(f"{mutant.file}:{mutant.line} {outcome}\n  - {mutant.before}\n  + {mutant.after}", flush=True)
    low, high = wilson(counts["killed"], len(found))
    share = counts["killed"] / len(found)
    unloaded = f", {counts[UNLOADED]} of them as they do not load" if counts[UNLOADED] else ""
    print(
        f"{counts['killed']} of {len(found)} killed{unloaded}: {share:.1%} ({low:.1%} to {high:.1%}); {options.table}"
    )
    return 0 if share >= options.least / 100 else 1


def main(arguments: list[str]) -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parts = parser.add_subparsers(dest="part", required=True)
    part = parts.add_parser("record", help="run the suite under coverage; further arguments go to pytest")
    part.add_argument("--add", action="store_true", help="keep what is known of the test files that are not run")
    part = parts.add_parser("run", help="judge the mutants of files, or of those that differ from a branch")
    part.add_argument("paths", nargs="*", help="files or folders of the library")
    part.add_argument("--base", default="HEAD", help="the branch or commit to differ from (default: what is committed)")
    part.add_argument("--sample", type=int, default=0, help="judge only so many, chosen at random")
    part.add_argument("--seed", type=int, default=0)
    part.add_argument("--least", type=float, default=0, help="fail where fewer per cent are killed")
    part.add_argument("--table", default=str(KEPT / "mutants.tsv"), help="where every mutant is written")
    options, rest = parser.parse_known_args(arguments)
    if options.part == "record":
        record(rest, add=options.add)
        return 0
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return run(options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
