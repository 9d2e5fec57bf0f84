"""`concepts`: what a user says of concepts: ids, words, lists, mappings, files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias, cast

import pandas as pd

from govreport.asked import called_right
from govreport.errors import InputError, UnknownIdError, VocabularyError, closest
from govreport.panel.table_files import rows_of
from govreport.text.decode import decoded
from govreport.words.concept import Concept, Concepts, Term, gathered, packaged

__all__ = ["Said", "concepts"]

#: what may be said of concepts
Said: TypeAlias = "str | PathLike[str] | Sequence[str] | Mapping[str, object] | Concept | Concepts | None"
_TABLES = (".tsv", ".csv", ".xlsx")
_YAML = (".yaml", ".yml")
_OTHER = (".txt", ".json", ".xls", ".docx", ".md")  #: no word ends so
_COLUMNS = ("concept", "word", "as", "kind", "name", "name_en", "note", "source")
_KEYS = ("words", "not", "name", "name_en", "note", "source")


@called_right
def concepts(said: Said = None) -> Concepts:
    """Return concepts: the packaged ones, some of them, or your own.

    Parameters
    ----------
    said : str, path, sequence, mapping, Concept or Concepts, optional
        None for all packaged concepts. Else

        - the id of a packaged concept (`"environment"`), or a word, which is a concept of its own;
        - a list of such ids and words;
        - a mapping from ids to words, or to `Concept` objects. The words are one word, or a list in which an inner list
          holds variants of one row, the first naming it; or a mapping of its own with `words` and `not` (longer
          wordings in which nothing is counted), and `name`, `name_en`, `note`, `source` where wanted;
        - a file: `.yaml` with such a mapping, or a table (`.tsv`, `.csv`, `.xlsx`) with the columns `concept` and
          `word`, and where wanted `as` (the row that a variant is counted in; `Concepts.frame` calls it `term`), `kind`
          (`word` or `not`), `name`, `name_en`, `note` and `source`.

    Returns
    -------
    Concepts

    Raises
    ------
    InputError
        If a file cannot be read, or holds something else.
    VocabularyError
        With all that is wrong with the words.
    UnknownIdError
        For a Latin id that no packaged concept has.

    Examples
    --------
    >>> own = concepts({"climate": {"words": [["双碳", "碳达峰、碳中和"], "低碳"], "not": "低碳钢"}})
    >>> own["climate"].terms[0].wordings, own["climate"].excluded
    (('双碳', '碳达峰、碳中和'), ('低碳钢',))
    >>> list(concepts(["environment", "专精特新"]))
    ['environment', '专精特新']
    """
    if said is None:
        return packaged()
    if isinstance(said, Concepts):
        return said
    made = Concepts(tuple(_members(said)))
    for id, one in made.items():
        if one is not packaged().get(id) and (lost := [word for word in one.wordings if word in packaged()]):
            hint = "a mapping takes what concepts() returns: {**concepts('" + lost[0] + "'), …}"
            raise VocabularyError(f"'{lost[0]}' is a packaged concept and no word of '{id}'", hint=hint)
    return made


def _members(said: object) -> Iterator[Concept]:
    if isinstance(said, Concept):
        yield said
    elif isinstance(said, str):
        yield from _of_text(said)
    elif isinstance(said, PathLike):
        yield from _of_file(Path(cast("PathLike[str]", said)))
    elif isinstance(said, Mapping):
        yield from (_of_mapping(str(id), words, "concepts") for id, words in said.items())
    elif isinstance(said, pd.DataFrame):
        # its columns would be taken for words
        hint = "write it as .tsv, .csv or .xlsx, or say a mapping"
        raise InputError("a table of concepts is given as a file", where="concepts", hint=hint)
    elif isinstance(said, Iterable) and not isinstance(said, bytes):
        for one in _steady(said):
            # a list of variants has a concept of its own; taken for concepts, they would be counted apart
            if isinstance(one, list | tuple):
                hint = "variants of one word stand in a mapping, as a list in a list"
                raise InputError("a list in a list is no concept", where="concepts", found=_written(one), hint=hint)
            yield from _members(one)
    else:
        expected = "a word, a list, a mapping, a file or Concepts"
        raise InputError("these are no concepts", where="concepts", expected=expected, found=type(said).__name__)


def _steady(said: Iterable[object]) -> Iterable[object]:
    """A set in an order that is the same in every run."""
    return sorted(said, key=str) if isinstance(said, set | frozenset) else said


def _of_text(said: str) -> Iterator[Concept]:
    # a file of another kind is no word: it would be counted nowhere
    path = os.path.isfile(said) or (os.path.dirname(said) and os.path.isdir(said))
    if path or Path(said).suffix.lower() in (*_TABLES, *_YAML, *_OTHER):
        yield from _of_file(Path(said))
        return
    word = said.strip()
    if word in packaged():
        yield packaged()[word]
        return
    # all ids are lower case: `wto` may be a slip, `WTO` is a word
    if word.isascii() and word.replace("_", "").isalpha() and word.islower():
        known = list(packaged())
        near = closest(word, known)
        hint = f"a word in small Latin letters is counted where a .yaml file or a mapping says {word}: {word}"
        raise UnknownIdError("no such concept", found=f"'{word}'", suggestions=near, hint=hint)
    yield Concept(word, word, word, (Term(word, (word,)),))


def _of_mapping(id: str, words: object, where: str) -> Concept:
    if isinstance(words, Concept):
        return replace(words, id=id)
    if not isinstance(words, Mapping):
        return Concept(id, id, id, _terms(words, id, where))
    if odd := [str(key) for key in words if key not in _KEYS]:
        raise VocabularyError(
            f"'{id}' says what nothing is done with",
            where=where,
            expected=", ".join(_KEYS),
            found=", ".join(odd),
            suggestions=closest(odd[0], _KEYS),
        )
    excluded = tuple(wording for term in _terms(words.get("not") or [], id, where) for wording in term.wordings)
    name = str(words.get("name") or id)
    return Concept(
        id,
        name,
        str(words.get("name_en") or name),
        _terms(words.get("words") or [], id, where),
        excluded,
        str(words.get("note") or ""),
        str(words.get("source") or ""),
    )


def _terms(words: object, id: str, where: str) -> tuple[Term, ...]:
    given = [words] if isinstance(words, str) else words
    if not isinstance(given, Iterable) or isinstance(given, bytes | Mapping):
        expected = "a word or a list of words"
        raise VocabularyError(
            f"'{id}' has no words", where=where, expected=expected, found=_written(words), hint=_quotes(words)
        )
    return tuple(_term(one, id, where) for one in _steady(given))


def _quotes(said: object) -> str | None:
    return "write it in quotes" if isinstance(said, int | float | date) else None


def _term(one: object, id: str, where: str) -> Term:
    if isinstance(one, str):
        return Term(one.strip(), (one,))
    variants = list(one) if isinstance(one, list | tuple) else []
    if not variants or not all(isinstance(wording, str) for wording in variants):
        expected = "a word, or a list of its variants"
        raise VocabularyError(
            f"this is no word of '{id}'", where=where, expected=expected, found=_written(one), hint=_quotes(one)
        )
    return Term(variants[0].strip(), tuple(variants))


def _written(said: object) -> str:
    """Write what stands where words should, without Python's brackets."""
    return (", ".join(map(str, said)) if isinstance(said, list | tuple) else str(said))[:60]


def _of_file(path: Path) -> Iterator[Concept]:
    kind = path.suffix.lower()
    if kind in _YAML:
        yield from (_of_mapping(str(id), words, str(path)) for id, words in _yaml(path).items())
    elif kind in _TABLES:
        yield from _of_table(path)
    else:
        expected = ", ".join((*_TABLES, *_YAML))
        raise InputError("unknown ending of a file of concepts", where=str(path), expected=expected, found=kind)


def _yaml(path: Path) -> Mapping[object, object]:
    try:
        import yaml
    except ImportError as error:
        raise InputError(
            "YAML needs a further package", where=str(path), hint="pip install govreport[words]"
        ) from error
    try:
        text = decoded(path.read_bytes(), str(path))
        held, tree = yaml.safe_load(text), yaml.compose(text, Loader=yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or getattr(error, "strerror", None) or str(error)
        found = f"line {mark.line + 1}: {said}" if mark else said
        raise InputError("the file cannot be read", where=str(path), found=found) from error
    if not isinstance(held, Mapping):
        expected = "a mapping from concepts to words"
        raise InputError("the file holds no concepts", where=str(path), expected=expected, found=type(held).__name__)
    _check_names(tree, path)
    return held


def _check_names(node: Any, path: Path) -> None:
    """Raise for a name that stands twice in one mapping, of which the last would be taken, or that is no text."""
    names: set[str] = set()
    for key, value in node.value if node.id == "mapping" else ():
        name, where = str(key.value), f"{path}:{key.start_mark.line + 1}"
        if not key.tag.endswith((":str", ":merge")):
            raise InputError("a name is no text", where=where, found=name, hint="write it in quotes")
        if name in names:
            raise InputError(f"'{name}' stands there twice", where=where, hint="put all its words below one name")
        names.add(name)
        _check_names(value, path)


def _of_table(path: Path) -> Iterator[Concept]:
    _, columns, placed = rows_of(str(path))
    odd = [column for column in columns if column not in (*_COLUMNS, "term")]
    if "concept" not in columns or "word" not in columns or odd:
        raise InputError(
            "these are no concepts",
            where=str(path),
            expected=f"the columns concept and word, and where wanted {', '.join(_COLUMNS[2:])}",
            found=", ".join(columns),
            suggestions=closest(odd[0], _COLUMNS) if odd else (),
        )
    for where, row in placed:
        if not row.get("concept"):
            raise InputError("a concept has no name", where=where, found=repr(row.get("word", "")))
        if not row.get("word"):
            raise InputError(f"'{row['concept']}' has an empty word", where=where)
        if row.get("kind", "") not in ("", "word", "not"):
            expected, found = "'word' or 'not'", repr(row["kind"])
            raise InputError("unknown kind of word", where=where, expected=expected, found=found)
    rows = [row for _, row in placed]
    for id in dict.fromkeys(row.get("concept", "") for row in rows):
        own = [row for row in rows if row.get("concept", "") == id]
        terms, excluded = gathered(
            (row["word"], row.get("as") or row.get("term", ""), row.get("kind", "")) for row in own
        )
        told = {key: next((r[key] for r in own if r.get(key)), "") for key in ("name", "name_en", "note", "source")}
        name = told["name"] or id
        yield Concept(id, name, told["name_en"] or name, terms, excluded, told["note"], told["source"])
