"""The walls of the library: who may import whom, how long a module may be, what a docstring must hold."""

from __future__ import annotations

import ast
import configparser
import importlib
import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "govreport"
ORDER = (
    *(
        "tables",
        "catalogue",
        "language",
        "errors",
        "asked",
        "settings",
        "writing",
        "engine",
        "packaged",
        "model",
        "lexicon",
        "territories",
        "spelling",
        "numerals",
        "units",
        "text",
        "indicators",
        "labels",
        "unit_labels",
        "testing",
        "grammar",
        "extraction",
        "aiming",
        "stocks",
        "others",
        "conversion",
        "normalization",
    ),
    *("export", "render", "panel", "store", "comparison", "page", "words", "plot", "cli"),
)
#: the doors of a panel and a report to what stands to their right, loaded when they are used
LATE = {"panel/table.py": ("comparison", "page"), "model.py": ("extraction",)}
FILES = sorted(path for path in PACKAGE.rglob("*.py"))
MODULES = [path for path in FILES if path.name not in ("__main__.py",) and path != PACKAGE / "__init__.py"]
OPTIONAL = ("fonts", "parquet", "excel", "pdf", "shell", "store", "words")
DISTRIBUTION = {"yaml": "pyyaml"}


def home(path: Path) -> str:
    """The module of the design that a file belongs to: `panel` for panel.py and for panel/frame.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def label(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(path)))


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Every module a file imports, at its top or in a function, with the line."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    parts = path.relative_to(ROOT).with_suffix("").parts
    package = parts[:-1]
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "govreport":
                yield from ((f"govreport.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield module, node.lineno


def inner(path: Path) -> list[tuple[str, int]]:
    """The modules of govreport that a file imports, by their place in the design."""
    found = [(name.split("."), line) for name, line in imports(path) if name.startswith("govreport.")]
    return [(parts[1], line) for parts, line in found if parts[1] != "__version__"]


def outer(path: Path) -> set[str]:
    """The third-party packages that a file imports."""
    names = {name.split(".")[0] for name, _ in imports(path)}
    return names - set(sys.stdlib_module_names) - {"govreport"}


def test_every_module_of_the_design_is_there_and_no_other() -> None:
    assert {home(path) for path in MODULES} == set(ORDER)


def test_a_module_imports_only_what_stands_to_its_left() -> None:
    wrong = [
        f"{label(path)}:{line} imports {name}"
        for path in MODULES
        for name, line in inner(path)
        if name not in ORDER[: ORDER.index(home(path)) + 1] and name not in LATE.get(label(path), ())
    ]
    assert not wrong


def test_what_is_loaded_late_is_still_loaded_late() -> None:
    for name, late in LATE.items():
        path = PACKAGE / name
        at_once = {
            node.module
            for node in ast.parse(path.read_text("utf-8")).body
            if isinstance(node, ast.ImportFrom) and node.module
        }
        assert set(late) == {there for there, _ in inner(path) if there not in ORDER[: ORDER.index(home(path)) + 1]}
        assert not at_once & {f"govreport.{one}" for one in late}


def test_no_module_is_loaded_by_a_string() -> None:
    """A string that names a module hides an import from the test above; so does a call that loads by name."""
    assert not {label(path): lines for path in MODULES if (lines := loads_by_a_string(path))}


def loads_by_a_string(path: Path) -> list[int]:
    """The lines where a file names a module of the library in a string, or loads what is not plain."""
    documents = {
        node.body[0].value
        for node in nodes(path)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = [
        node
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documents
    ]
    named = [s.lineno for s in strings if re.match(r"\.?govreport\.\w", s.value)]
    calls = [
        node.lineno
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and called(node) in ("import_module", "__import__")
        and not (node.args and isinstance(node.args[0], ast.Constant) and "govreport" not in str(node.args[0].value))
    ]
    return sorted({*named, *calls})


def test_matplotlib_is_imported_in_plot_and_nowhere_else() -> None:
    assert {home(path) for path in FILES if "matplotlib" in outer(path)} == {"plot"}


def test_errors_need_nothing_but_the_standard_library() -> None:
    for name in ("tables.py", "catalogue.py", "language.py", "errors.py"):
        assert not outer(PACKAGE / name)
    assert not inner(PACKAGE / "tables.py")
    assert {name for name, _ in inner(PACKAGE / "catalogue.py")} == {"tables"}
    assert {name for name, _ in inner(PACKAGE / "language.py")} == {"catalogue", "tables"}
    assert {name for name, _ in inner(PACKAGE / "errors.py")} == {"catalogue", "language"}


def test_one_module_knows_where_packaged_tables_lie_and_how_they_are_read() -> None:
    ways = ("importlib.resources", "DictReader", "QUOTE_NONE")
    readers = {label(path): [way for way in ways if way in path.read_text("utf-8")] for path in FILES}
    users = {"indicators/table.py": ["QUOTE_NONE"]}  # a user's vocabulary, whose mistakes are listed by line
    assert {name: found for name, found in readers.items() if found} == users | {
        "tables.py": ["DictReader", "QUOTE_NONE"]
    }


def test_what_is_imported_is_what_setup_cfg_declares() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    needed = {re.split(r"[<>=!~;\[ ]", line)[0] for line in config["options"]["install_requires"].split()}
    extras = config["options.extras_require"]
    optional = {re.split(r"[<>=!~;\[ ]", line)[0] for name in OPTIONAL for line in extras[name].split()}
    imported = {DISTRIBUTION.get(name, name) for path in FILES for name in outer(path)}
    assert needed <= imported, f"declared and never imported: {sorted(needed - imported)}"
    assert imported <= needed | optional, f"imported and not declared: {sorted(imported - needed - optional)}"


def test_the_package_itself_imports_only_the_standard_library_at_once() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    at_once = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in at_once if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in at_once if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


def test_the_lazy_names_the_typed_names_and_all_are_the_same() -> None:
    import govreport

    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    typed: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            typed = {alias.name for item in node.body if isinstance(item, ast.ImportFrom) for alias in item.names}
    assert typed | {"__version__"} == set(govreport.__all__)
    assert set(govreport._HOME) | {"plot", "__version__"} == set(govreport.__all__)
    assert all(getattr(govreport, name) is not None for name in govreport.__all__)


def test_a_module_is_short() -> None:
    lengths = {label(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert not {name: length for name, length in lengths.items() if length > 450}, "make it a folder package"


@cache
def exported(name: str) -> set[str]:
    """What a module, or a folder package, lists in its `__all__`."""
    path = PACKAGE / f"{name}.py" if (PACKAGE / f"{name}.py").exists() else PACKAGE / name / "__init__.py"
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    raise AssertionError(f"{label(path)} has no __all__")


def public(path: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The exported functions of a file and the public methods of its exported classes."""
    names = exported(home(path))
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and node.name in names:
            for item in node.body:
                if isinstance(item, ast.FunctionDef) and not item.name.startswith("_"):
                    yield f"{node.name}.{item.name}", item


def test_a_public_function_says_what_it_takes_and_gives_and_shows_it() -> None:
    lacking = [
        f"{label(path)}: the docstring of {name} lacks {', '.join(missing)}"
        for path in MODULES
        for name, node in public(path)
        if (missing := lacks(name, node))
    ]
    assert not lacking


def lacks(name: str, node: ast.FunctionDef) -> list[str]:
    """What the docstring of a public function or method does not say."""
    text = ast.get_docstring(node) or ""
    if not text:
        return ["everything"]
    if {ast.unparse(item) for item in node.decorator_list} & {"property", "cached_property"}:
        return []
    sections = set(re.findall(r"^(\w+)\n-{3,}$", text, flags=re.MULTILINE))
    arguments = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    named = [argument for argument in arguments if argument not in ("self", "cls")]
    elsewhere = re.search(r"as in `\w+`", text)
    missing = [f"the parameter {one}" for one in named if not elsewhere and not re.search(rf"\b{one}\b", text)]
    if named and not elsewhere and "Parameters" not in sections:
        missing.append("Parameters")
    returned = ast.unparse(node.returns) if node.returns else "None"
    if "." not in name:
        missing += ["Examples with a doctest"] if ">>>" not in text else []
        missing += ["Returns"] if returned not in ("None", "NoReturn") and not sections & {"Returns", "Yields"} else []
    return missing


def test_a_docstring_that_says_nothing_is_told() -> None:
    wrong = ast.parse('def f(a: int) -> int:\n    """Do."""\ndef g() -> None: ...').body
    assert [lacks(node.name, node) for node in wrong if isinstance(node, ast.FunctionDef)] == [
        ["the parameter a", "Parameters", "Examples with a doctest", "Returns"],
        ["everything"],
    ]


PROJECT = [
    path
    for folder in ("govreport", "tests", "examples", "docs", "benchmarks", ".ci")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".md", ".tsv", ".txt", "") and path.is_file()
] + [path for path in sorted(ROOT.iterdir()) if path.suffix in (".py", ".md", ".cfg", ".toml", ".in")]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    places = re.compile("(?<![\\w.])(?:/" + "|/".join(("work", "home", "root", "Users", "tmp")) + r")/\w")
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in PROJECT
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if places.search(line)
    }
    assert not found


def test_scripts_name_modules_that_there_are() -> None:
    """Tools and benchmarks are run by hand, and would tell late that a module has another name."""
    named = re.compile(r"govreport(?:\.[a-z_]+)+")
    missing = {}
    for path in sorted([*(ROOT / "tools").glob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]):
        tree = ast.parse(path.read_text("utf-8"))
        froms = {
            f"{node.module}.{name.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for name in node.names
        }
        loaded = {
            str(node.args[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and "import_module" in ast.unparse(node.func)
        }
        gone = [name for name in froms if named.fullmatch(name) and not there(name)]
        gone += [name for name in loaded if named.fullmatch(name) and not importlib.util.find_spec(name)]
        if gone:
            missing[path.name] = gone
    assert not missing


def there(name: str) -> bool:
    """Whether it is a module, or a name in one."""
    try:
        if importlib.util.find_spec(name):
            return True
    except ModuleNotFoundError:
        pass
    module, _, last = name.rpartition(".")
    try:
        return hasattr(importlib.import_module(module), last)
    except ModuleNotFoundError:
        return False
