"""Concepts: groups of words that stand for one thing, packaged or a user's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from govreport import tables
from govreport.asked import methods_called_right
from govreport.errors import UnknownIdError, VocabularyError, closest
from govreport.language import agreeing
from govreport.text.canon import canonical
from govreport.text.characters import HALF

__all__ = ["Concept", "Concepts", "Term", "packaged"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word and its variants, which are one row of the counts.

    Attributes
    ----------
    label : str
        What the row is called: the first wording.
    wordings : tuple of str
        All that is counted as it.
    """

    label: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Words that stand for one thing.

    Attributes
    ----------
    id : str
    name_zh, name_en : str
        Names for readers.
    terms : tuple of Term
    excluded : tuple of str
        Longer wordings in which none of the words is counted.
    note : str
        What it is good for, and what not.
    source : str
        Where the words come from.
    """

    id: str
    name_zh: str
    name_en: str
    terms: tuple[Term, ...]
    excluded: tuple[str, ...] = ()
    note: str = ""
    source: str = ""

    @property
    def wordings(self) -> tuple[str, ...]:
        """All wordings that are counted."""
        return tuple(wording for term in self.terms for wording in term.wordings)


@methods_called_right
class Concepts(Mapping[str, Concept]):
    """Concepts by their id, in order, frozen; `concepts` makes them.

    Parameters
    ----------
    members : tuple of Concept

    Raises
    ------
    VocabularyError
        With all that is wrong: ids or wordings said twice, a concept without words.
    """

    def __init__(self, members: tuple[Concept, ...]) -> None:
        made = tuple(_canonical(one) for one in members)
        if wrong := list(_problems(members, made)):
            raise VocabularyError(f"{len(wrong)} problems: {'; '.join(wrong)}" if len(wrong) > 1 else wrong[0])
        self._members = {one.id: one for one in made}

    def __getitem__(self, id: str) -> Concept:
        if id not in self._members:
            raise UnknownIdError("no such concept", found=f"'{id}'", suggestions=closest(str(id), self._members))
        return self._members[id]

    def get(self, id: str, default: Concept | None = None) -> Concept | None:  # type: ignore[override]
        """Return a concept, or `default` where there is none of this id.

        Parameters
        ----------
        id : str
        default : Concept, optional

        Returns
        -------
        Concept or None

        Examples
        --------
        >>> packaged().get("nothing") is None
        True
        """
        return self._members.get(id, default)

    def __contains__(self, id: object) -> bool:
        return id in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __hash__(self) -> int:
        return hash(tuple(self._members.values()))

    def __repr__(self) -> str:
        wordings = sum(len(one.wordings) for one in self._members.values())
        return agreeing(f"<Concepts: {', '.join(self._members)}; {wordings} wordings>")

    @property
    def frame(self) -> pd.DataFrame:
        """One row a wording: `concept`, `name`, `term` (the row it is counted in), `word`, `kind` (`word` or `not`)."""
        rows = [
            (one.id, one.name_zh, term.label, wording, "word")
            for one in self.values()
            for term in one.terms
            for wording in term.wordings
        ]
        rows += [(one.id, one.name_zh, "", wording, "not") for one in self.values() for wording in one.excluded]
        frame = pd.DataFrame(rows, columns=["concept", "name", "term", "word", "kind"])
        place = {id: number for number, id in enumerate(self)}
        return frame.sort_values("concept", key=lambda ids: ids.map(place), kind="stable").reset_index(drop=True)


def _plain(word: str) -> str:
    """Write a word as reports are read: simplified, full-width letters made plain, no blanks round it."""
    return canonical(word.strip()).text.strip()


def _canonical(one: Concept) -> Concept:
    terms = tuple(Term(term.label.strip(), tuple(map(_plain, term.wordings))) for term in one.terms)
    return replace(one, terms=terms, excluded=tuple(map(_plain, one.excluded)))


def _problems(given: tuple[Concept, ...], members: tuple[Concept, ...]) -> Iterator[str]:
    if not members:
        yield "no concept was given"
    seen: set[str] = set()
    for before, one in zip(given, members, strict=True):
        if one.id in seen:
            yield f"the concept '{one.id}' is there twice"
        seen.add(one.id)
        if not one.id.strip():
            yield "a concept has no name"
        if not one.terms:
            yield f"'{one.id}' has no words"
        if HALF.search(one.id):
            yield f"no characters of a text: {one.id!a}"
        else:
            yield from _wrong_words(one, [*before.wordings, *before.excluded])


def _wrong_words(one: Concept, given: list[str]) -> Iterator[str]:
    said: dict[str, str] = {}
    for word, wording in zip(given, (*one.wordings, *one.excluded), strict=True):
        if not wording:
            yield f"'{one.id}' has an empty word"
        elif HALF.search(wording):
            yield f"no characters of a text: {wording!a}"
        elif "\n" in wording:
            yield f"'{one.id}' has a word of several lines: {wording.splitlines()[0]}…"
        elif wording in said:
            alike = said[wording] == word
            yield (
                f"'{one.id}' has '{wording}' twice"
                if alike
                else (f"'{one.id}' has '{wording}' twice, as {said[wording]} and as {word}")
            )
        said.setdefault(wording, word)


@cache
def packaged() -> Concepts:
    """Return the concepts that come with the library.

    Returns
    -------
    Concepts

    Examples
    --------
    >>> "environment" in packaged()
    True
    """
    words = tables.rows("concept_words")
    made = []
    for row in tables.rows("concepts"):
        own = [word for word in words if word["concept"] == row["id"]]
        terms, excluded = gathered((w["word"], w["as"], w["kind"]) for w in own)
        made.append(Concept(row["id"], row["name_zh"], row["name_en"], terms, excluded, row["note"], row["source"]))
    return Concepts(tuple(made))


def gathered(rows: Iterator[tuple[str, str, str]]) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """Put rows of `(word, as, kind)` together: variants to their term, exclusions apart.

    Parameters
    ----------
    rows : iterator of (str, str, str)

    Returns
    -------
    (tuple of Term, tuple of str)

    Examples
    --------
    >>> terms, excluded = gathered(iter([("碳达峰、碳中和", "双碳", "word"), ("双碳", "", "word")]))
    >>> terms
    (Term(label='双碳', wordings=('碳达峰、碳中和', '双碳')),)
    """
    terms: dict[str, list[str]] = {}
    excluded: list[str] = []
    for word, label, kind in rows:
        if kind == "not":
            excluded.append(word)
        else:
            terms.setdefault(label or word, []).append(word)
    return tuple(Term(label, tuple(words)) for label, words in terms.items()), tuple(excluded)
