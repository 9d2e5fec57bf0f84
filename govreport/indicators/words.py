"""The words that names are made of: `data/words.tsv`, one meaning a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from govreport.errors import UnitError
from govreport.indicators.entries import DOMAINS
from govreport.indicators.names import key
from govreport.indicators.table import Problems, Row, read_rows
from govreport.tables import data_file
from govreport.units import parse_unit

__all__ = ["DEED", "NOUNS", "QUALIFIERS", "Lexicon", "Word", "lexicon"]

#: what can stand at the end of a name and be measured; a generic one only behind what says which
NOUNS = ("head", "generic")
#: what can only stand before another word
QUALIFIERS = ("grade", "attribute")
DEED = "deed"
_KINDS = (*NOUNS, *QUALIFIERS, DEED, "neutral", "whole")
_COLUMNS = ("kind", "id", "text", "name_en", "unit", "domain", "note")
_COUNTED = ("count", "people", "length", "area", "computing power", "transport")


@dataclass(frozen=True, slots=True)
class Word:
    """One meaning of one or more words.

    Attributes
    ----------
    kind : str
        `head`, `generic` (a head that says too little alone), `grade`, `attribute`, `deed`, `whole` or `neutral`.
    id : str
        Its part of a composed id; "" for what carries nothing.
    texts : tuple of str
        The wordings, the one for readers first.
    name_en : str
        For readers.
    unit : str
        For a head: the unit it is counted in.
    domain : str
        For a head: the domain of the indicators it makes.
    note : str
        For a deed: whether it stands in `front` of its noun, `back` of it, or both, and `more` (in its first
        row) where more of it done is better, whatever it is done to. For a head: `amount` where the bare noun
        says all (种植面积), `deed` where it says nothing without a deed (贷款: new or in all?), `vague` where one
        word more does not say enough either (率); `aims` where deeds in its name say what it is for (支持创业措施);
        `last` where it only stands at the end, and longer words come before it (厂 in 酿造厂, never in 厂房). For an
        attribute: `payer` for whose money it is, which does not say what the money is for.
    """

    kind: str
    id: str
    texts: tuple[str, ...]
    name_en: str = ""
    unit: str = ""
    domain: str = ""
    note: str = ""

    @property
    def counted(self) -> bool:
        """Whether it is counted, so that a flow and a stock of it must be told apart."""
        return self.needs_deed or ("amount" not in self.note and parse_unit(self.unit).dimension in _COUNTED)

    @property
    def needs_deed(self) -> bool:
        """Whether a head says nothing without a deed."""
        return "deed" in self.note

    @property
    def wanted(self) -> bool:
        """Whether more of a deed is better, whatever it is done to."""
        return "more" in self.note.split()

    @property
    def last(self) -> bool:
        """Whether a head stands at the end only."""
        return "last" in self.note

    @property
    def has_aims(self) -> bool:
        """Whether a head says what it is for by deeds that are not done to it: 支持创业措施."""
        return "aims" in self.note

    @property
    def least(self) -> int:
        """How many words must qualify it at least."""
        return 0 if self.kind != "generic" else 2 if "vague" in self.note else 1

    @property
    def payer(self) -> bool:
        """Whether it says whose money it is, and not what for."""
        return "payer" in self.note

    @property
    def is_output(self) -> bool:
        """Whether a head is what is produced in a period, which no verb makes a stock: 汽车达到5万辆."""
        return self.name_zh.endswith("产量")

    @property
    def in_all(self) -> str:
        """How all there is of it is called: things have a number, money and weights have none."""
        return "总数" if parse_unit(self.unit).dimension in _COUNTED else "总量"

    @property
    def name_zh(self) -> str:
        """The wording for readers."""
        return self.texts[0]


class Lexicon:
    """The words by their texts and by their ids.

    Parameters
    ----------
    words : iterable of Word
        As the table has them.
    """

    def __init__(self, words: Iterable[Word]) -> None:
        by_text: dict[str, list[Word]] = {}
        self.deeds: dict[str, Word] = {}
        self.parts: dict[str, Word] = {}
        #: what a part that stands before another word is called: 汽车 of cars, whose head is 汽车产量
        self.before: dict[str, Word] = {}
        self.wholes: dict[str, Word] = {}
        #: as written, with the brackets of 县（市、区）
        self.bracketed: list[str] = []
        known = {DEED: self.deeds, "whole": self.wholes}
        for word in words:
            for text in word.texts:
                plain = key(text) or text
                meanings = by_text.get(plain)
                if meanings is None:
                    by_text[plain] = [word]
                elif word not in meanings:
                    meanings.append(word)
                if "（" in text[1:]:
                    self.bracketed.append(text)
            if word.id:
                known.get(word.kind, self.parts).setdefault(word.id, word)
                if word.kind in QUALIFIERS and word.texts[0] in self.parts[word.id].texts[1:]:
                    self.before.setdefault(word.id, word)
        self.rank: Mapping[str, int] = {id: place for place, id in enumerate(self.deeds)}
        self.by_text: Mapping[str, tuple[Word, ...]] = {text: tuple(found) for text, found in by_text.items()}
        #: what counts for two words: a noun of one character gives way to a longer one that holds it
        lasting = (item for item in self.by_text.items() if item[1][0].last)
        self.short = frozenset(text for text, found in lasting if all(word.last for word in found))
        sizes: dict[str, set[int]] = defaultdict(set)
        for text in self.by_text:
            sizes[text[0]].add(len(text))
        self.sizes: Mapping[str, tuple[int, ...]] = {letter: tuple(sorted(found)) for letter, found in sizes.items()}


@cache
def lexicon() -> Lexicon:
    """Return the words that come with the library.

    Returns
    -------
    Lexicon
        The same object every time.

    Raises
    ------
    VocabularyError
        When rows of the table cannot stand: all problems in one error.

    Examples
    --------
    >>> [word.id for word in lexicon().by_text["口袋公园"]]
    ['pocket_parks']
    """
    problems = Problems()
    words = [_word(row, problems) for row in read_rows(data_file("words.tsv"), ("kind", "text"), problems)]
    problems.report()
    return Lexicon(words)


def _word(row: Row, problems: Problems) -> Word:
    cells = row.cells
    kind, id, text, name_en, unit, domain, note = [(cells.get(column) or "").strip() for column in _COLUMNS]
    if kind not in _KINDS:
        problems.add("unknown kind of word", where=row.where, expected=", ".join(_KINDS), found=f"'{kind}'")
    if not id and kind != "neutral":
        problems.add("a word without an id", where=row.where, found=f"'{text}'")
    if kind in NOUNS and domain not in DOMAINS:
        problems.add("unknown domain", where=row.where, expected=", ".join(DOMAINS), found=f"'{domain}'", like=DOMAINS)
    if unit:
        try:
            parse_unit(unit)
        except UnitError as error:
            problems.add("unknown unit", where=row.where, found=f"'{unit}'", expected=error.message)
    return Word(kind, id, tuple(filter(None, text.split("|"))), name_en, unit, domain, note)
