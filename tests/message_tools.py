"""Every message of the library, read off its source: what a catalogue of translations has to hold.

A message is what reaches a reader through an error, a warning, a line of the command line or its help. The source is
followed to where the words stand: through names, helpers that take or return them, lists and joins.
Run as a script it lists the messages that `govreport/data/messages.tsv` lacks.
"""

from __future__ import annotations

import ast
import csv
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "govreport"
HOLE = "\0"

#: what is shown of a call: the places and names of its arguments
_ERROR: dict[int | str, str] = {
    0: "message",
    **{name: name for name in ("message", "where", "expected", "found", "hint")},
}
SINKS: dict[str, dict[int | str, str]] = {
    **dict.fromkeys(("GovReportError", "InputError", "UnitError", "UnknownIdError", "VocabularyError"), _ERROR),
    "Skipped": {1: "message"},
    "Doubt": {0: "message"},
    "add_argument": {"help": "message"},
    "add_parser": {name: "message" for name in ("help", "description", "epilog")},
    "_Parser": {"description": "message"},
    "print": {0: "message"},
    "warn": {0: "message"},
    "tell": {0: "message"},
    "Choice": {3: "message", "left_out": "message"},
    "told": {0: "message"},
    "tqdm": {"desc": "message", "unit": "message"},
}
#: what passes the words of a list on, and the constants that hold commands and values to type
_LISTS = ("join", "fromkeys", "filter", "sorted", "list", "tuple", "dict", "islice")
_UNSAID = ("EXAMPLES", "_VALUES")
#: what says the messages of others in Chinese has none of its own
_TURNS = ("catalogue.py",)
#: so many fixed alternatives of one place are messages of their own; more are a hole
_ALTERNATIVES = 4
#: classes whose own text is a line of the command line
_SHOWN = ("Updated",)
_FIELDS = ("message", "where", "expected", "found", "hint")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Source:
    """One file, with what is needed to follow a name in it."""

    path: Path
    tree: ast.Module
    nodes: list[ast.AST] = field(default_factory=list)
    defined: list[_Function] = field(default_factory=list)
    functions: dict[ast.AST, _Function] = field(default_factory=dict)
    constants: dict[str, list[ast.expr]] = field(default_factory=lambda: defaultdict(list))


class Gatherer:
    """Follows the words of messages through a package."""

    def __init__(self, package: Path = PACKAGE) -> None:
        self.package = package
        self.sources = [_source(path) for path in sorted(package.rglob("*.py")) if path.name not in _TURNS]
        self.defined: dict[str, list[tuple[Source, _Function]]] = defaultdict(list)
        self.constants: dict[str, list[tuple[Source, ast.expr]]] = defaultdict(list)
        for source in self.sources:
            for function in source.defined:
                self.defined[function.name].append((source, function))
            for name, values in source.constants.items():
                self.constants[name] += [(source, value) for value in values]
        self.sinks = {name: dict(places) for name, places in SINKS.items()}
        self.found: dict[str, set[str]] = defaultdict(set)
        self.seen: set[tuple[int, str]] = set()
        self.known: dict[tuple[int, str], list[str]] = {}

    def gather(self) -> dict[str, set[str]]:
        """Return every template, its holes numbered, with where it stands."""
        before = -1
        while before != (before := sum(map(len, self.sinks.values()))):
            self.seen.clear()
            self.known.clear()
            for source in self.sources:
                for node in source.nodes:
                    if isinstance(node, ast.Call):
                        self._call(node, source)
                    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
                        if node.targets[0].attr in _FIELDS and isinstance(
                            node.targets[0].value, ast.Name | ast.Subscript
                        ):
                            self._shown(node.value, source, node, node.targets[0].attr)
                    elif isinstance(node, ast.ClassDef) and node.name in _SHOWN:
                        for value in itertools.chain(*map(_answers, _texts(node))):
                            self._shown(value, source, value, "message")
        return dict(self.found)

    def _call(self, node: ast.Call, source: Source) -> None:
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        places = {**self.sinks.get(called, {}), **self.sinks.get(_own(source, called), {})}
        if called == "append" and ast.unparse(node.func).endswith(".skipped.append"):
            given_reason = node.args[0].elts[1] if isinstance(node.args[0], ast.Tuple) else node.args[0]
            self._shown(given_reason, source, node, "message")
            return
        if called == "add" and not any(k.arg == "where" for k in node.keywords):
            return
        if called == "print" and "cli" not in source.path.parts:
            return
        given: list[tuple[int | str | None, ast.expr]] = [
            *enumerate(node.args),
            *((k.arg, k.value) for k in node.keywords),
        ]
        for place, value in given:
            if place in places:
                self._shown(value, source, node, places[place])

    def _shown(self, value: ast.expr, source: Source, at: ast.AST, kind: str) -> None:
        if (id(value), kind) in self.seen:
            return
        self.seen.add((id(value), kind))
        for text in self._templates(value, source, at, kind):
            if says(text, kind):
                self.found[numbered(text)].add(
                    f"{source.path.relative_to(self.package.parent).as_posix()}:{value.lineno}"
                )

    def _templates(self, value: ast.expr, source: Source, at: ast.AST, kind: str) -> Iterator[str]:
        """Yield what an expression may say; what is not written in the source is a hole."""
        key = (id(value), kind)
        if key not in self.known:
            self.known[key] = []
            self.known[key] = list(dict.fromkeys(self._said(value, source, at, kind)))
        yield from self.known[key]

    def _said(self, value: ast.expr, source: Source, at: ast.AST, kind: str) -> Iterator[str]:
        match value:
            case ast.Constant(value=str(text)):
                yield text
            case ast.Constant(value=None):
                return
            case ast.JoinedStr(values=parts):
                options = [list(self._part(part, source, at, kind)) for part in parts]
                yield from map("".join, itertools.product(*options))
            case ast.IfExp(body=one, orelse=other):
                yield from self._each([one, other], source, at, kind)
            case ast.BoolOp(values=several) | ast.List(elts=several) | ast.Tuple(elts=several) | ast.Set(elts=several):
                yield from self._each(several, source, at, kind)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                both = [list(self._templates(side, source, at, kind)) or [HOLE] for side in (left, right)]
                yield from map("".join, itertools.product(*both))
            case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mult()):
                yield from ("", text)
            case ast.Dict(keys=keys, values=values):
                yield from self._each(keys if kind == "part" else values, source, at, kind)
            case ast.Starred(value=inner) | ast.NamedExpr(value=inner) | ast.Subscript(value=inner):
                yield from self._templates(inner, source, at, "value" if isinstance(value, ast.Subscript) else kind)
            case ast.GeneratorExp(elt=inner) | ast.ListComp(elt=inner):
                yield from self._templates(inner, source, at, kind)
            case ast.Name(id=name):
                yield from self._named(name, source, at, kind)
            case ast.Attribute(attr=name) if name.isupper():
                yield from self._constant(name, source, kind)
            case ast.Call():
                yield from self._returned(value, source, at, kind)
            case _:
                yield HOLE

    def _each(self, several: Iterable[ast.expr | None], source: Source, at: ast.AST, kind: str) -> Iterator[str]:
        for one in several:
            if one is not None:
                yield from self._templates(one, source, at, kind)

    def _part(self, part: ast.expr, source: Source, at: ast.AST, kind: str) -> Iterator[str]:
        """Yield what may stand in one place of an f-string: the words of a few fixed alternatives, else a hole."""
        if isinstance(part, ast.Constant):
            yield str(part.value)
            return
        if not isinstance(part, ast.FormattedValue) or part.format_spec or part.conversion != -1:
            yield HOLE
            return
        options = list(dict.fromkeys(self._templates(part.value, source, at, "part")))
        if isinstance(part.value, ast.IfExp) or (
            0 < len(options) <= _ALTERNATIVES and not any(HOLE in one for one in options)
        ):
            yield from options
            return
        self._shown(part.value, source, at, "part")
        yield HOLE

    def _named(self, name: str, source: Source, at: ast.AST, kind: str) -> Iterator[str]:
        inside = source.functions.get(at)
        values = _held(inside).get(name, []) if inside else []
        yield from self._each(values, source, at, kind)
        place = _parameter(inside, name) if inside else None
        if inside and place is not None and inside.name != "__init__":
            for key in (place, name):
                self.sinks.setdefault(_own(source, inside.name), {}).setdefault(key, kind)
            yield from self._each(_default(inside, name), source, at, kind)
            yield HOLE
        elif not values:
            yield from self._constant(name, source, kind)

    def _constant(self, name: str, source: Source, kind: str) -> Iterator[str]:
        found = [(source, value) for value in source.constants.get(name, ())]
        found = found or (self.constants.get(name, []) if name.strip("_").isupper() else [])
        if not found or name in _UNSAID:
            yield HOLE
        for home, value in found if name not in _UNSAID else ():
            yield from self._templates(value, home, home.tree, kind)

    def _returned(self, call: ast.Call, source: Source, at: ast.AST, kind: str) -> Iterator[str]:
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name in _LISTS:
            for one in call.args[-1:]:
                self._shown(one, source, at, "part")
        elif name not in SINKS:
            own = [one for one in self.defined.get(name, ()) if one[0] is source]
            others = self.defined.get(name, []) if isinstance(call.func, ast.Name) else []
            for home, function in own or (others if len(others) == 1 else ()):
                for value in _answers(function):
                    self._shown(value, home, function.body[0], "part" if kind in ("where", "part") else kind)
        yield HOLE


def _source(path: Path) -> Source:
    tree = ast.parse(path.read_text("utf-8"))
    source = Source(path, tree)
    every = list(ast.walk(tree))
    source.nodes = [node for node in every if isinstance(node, (ast.Call, ast.Assign, ast.ClassDef))]
    source.defined = [node for node in every if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    for function in source.defined:
        source.functions.update(dict.fromkeys(ast.walk(function), function))
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target, value in _pairs(statement.targets, statement.value):
                if isinstance(target, ast.Name):
                    source.constants[target.id].append(value)
    return source


def _pairs(targets: Iterable[ast.expr], value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    for target in targets:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            yield from zip(target.elts, value.elts, strict=True)
        elif isinstance(target, ast.Tuple):
            yield from ((one, value) for one in target.elts)
        else:
            yield target, value


def _own(source: Source, name: str) -> str:
    """Return the name that a function is known by; a private one is its file's alone."""
    return f"{source.path}:{name}" if name.startswith("_") and name not in SINKS else name


def _default(function: _Function, name: str) -> list[ast.expr | None]:
    """Return what a parameter is where the caller says nothing."""
    given = function.args
    plain = [*given.posonlyargs, *given.args]
    pairs = [*zip(plain[len(plain) - len(given.defaults) :], given.defaults, strict=True)]
    return [value for one, value in [*pairs, *zip(given.kwonlyargs, given.kw_defaults, strict=True)] if one.arg == name]


@cache
def _held(function: _Function) -> dict[str, list[ast.expr]]:
    """Return what every name of a function may hold, and what is put into it."""
    held: dict[str, list[ast.expr]] = defaultdict(list)
    for node in ast.walk(function):
        pairs: Iterable[tuple[ast.expr, ast.expr]] = ()
        if isinstance(node, ast.Assign):
            pairs = _pairs(node.targets, node.value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and node.value is not None:
            pairs = [(node.target, node.value)]
        elif isinstance(node, ast.For | ast.comprehension):
            pairs = itertools.chain(*(_pairs([node.target], row) for row in _rows(node.iter, function)))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            pairs = [(node.func.value, node.args[0])] if node.func.attr in ("append", "extend") else ()
        for target, value in pairs:
            if isinstance(target, ast.Name):
                held[target.id].append(value)
    return held


def _rows(value: ast.expr, function: _Function) -> list[ast.expr]:
    """Return the rows that a loop goes over where they are written out, else what it goes over."""
    if isinstance(value, ast.Name):
        name, given = value.id, [node for node in ast.walk(function) if isinstance(node, ast.Assign | ast.AnnAssign)]
        held = [node.value for node in given if name == _target(node) and node.value is not None]
        value = held[0] if len(held) == 1 else value
    if isinstance(value, ast.Tuple | ast.List) and all(isinstance(row, ast.Tuple) for row in value.elts):
        return list(value.elts)
    return [value]


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _texts(node: ast.ClassDef) -> Iterator[_Function]:
    yield from (item for item in node.body if isinstance(item, _Function) and item.name == "__str__")


def _parameter(function: _Function, name: str) -> int | None:
    """Return the place of a parameter, as a caller counts; -1 for one that is only named."""
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    names = names[1:] if names[:1] in (["self"], ["cls"]) else names
    if name in names:
        return names.index(name)
    return -1 if any(one.arg == name for one in function.args.kwonlyargs) else None


def _answers(function: _Function) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) and node.value is not None:
            yield node.value


#: words that stand in no name, id or value of ours: where one is left in a Chinese text, a part of it was not said
_ENGLISH = re.compile(
    r"the|is|are|was|were|been|ha[sd]|have|an|not|found|expected|which|that|this|these|those|there|such|only|another|"
    r"other|and|or|in|as|to|from|with|without|for|more|than|each|every|all"
)
_CODE = re.compile(r"""'[^']*'|"[^"]*"|[^\s，：；、（）。“”]*[_=./\\\d()<>{}\[\]-][^\s，：；、（）。“”]*""")


def english_left(text: str) -> list[str]:
    """Return the English words that a Chinese text has left: values in quotes, paths, numbers and calls are none."""
    words = re.findall(r"(?<![\w-])[A-Za-z]+(?![\w-])", _CODE.sub(" ", text))
    # columns and options are listed: `by` and `of` are names there, and words in a sentence
    listed = {word for one in re.findall(r"[A-Za-z_]+(?:、[A-Za-z_]+)+", text) for word in one.split("、")}
    return [word for word in words if _ENGLISH.fullmatch(word) and word not in listed]


def says(text: str, kind: str) -> bool:
    """Whether a text says something in words: identifiers, commands, patterns and what is only holes do not."""
    words = re.sub(r"%\(\w+\)s", "", text.replace(HOLE, "{}")).strip()
    typed = re.fullmatch(r"pip install \S+|(?:high|low) first|.*\(\?P.*", words)
    if typed or not re.search(r"[A-Za-z]{2}", words):
        return False
    if kind == "where" and re.fullmatch(r"\w+(, \w+)*", words):
        return False
    return kind in ("message", "hint") or " " in text.replace(HOLE, "x").strip("…;,. ")


def numbered(text: str) -> str:
    """Return a template with its holes as {0}, {1} …"""
    pieces = text.split(HOLE)
    return pieces[0] + "".join(f"{{{at}}}{piece}" for at, piece in enumerate(pieces[1:]))


def lacking(found: dict[str, set[str]]) -> tuple[list[str], list[str]]:
    """Return the messages that have no row, with their place, and the rows that are of no message any more."""
    with (PACKAGE / "data" / "messages.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    known = {row["en"] for row in rows}
    new = sorted(f"{min(where)}: {text}" for text, where in found.items() if text not in known)
    return new, [row["en"] for row in rows if not row["of"] and row["en"] not in found]


if __name__ == "__main__":
    for title, lines in zip(("without a row:", "of no message:"), lacking(Gatherer().gather()), strict=True):
        print(title, *lines, sep="\n  ")
