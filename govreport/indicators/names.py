"""Names as reports write them, and the forms in which they are compared; the words are in `data/affixes.tsv`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from govreport import tables
from govreport.lexicon import in_a_row
from govreport.text.places import short_names
from govreport.text.script import simplified

__all__ = ["OPEN", "clean_name", "compiled", "growth_of", "key", "relaxed", "slug"]

#: how the ids of what no vocabulary holds begin
OPEN = "open:"
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_QUOTES = re.compile("[“”‘’\"'＂＇「」『』《》〈〉`]")
_FOOTNOTE = re.compile(r"\^?[\[【〔［^]\d{1,3}[\]】〕］]|[\u2460-\u2473]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_CALLED = re.compile(r"^.*[(（]以下(?:简称|称)(?:为)?([^()（）]+)[)）]")
#: how many names are kept in mind
_KEPT = 1 << 15
_NOT_WORD = re.compile(r"[\W_]+")
_GROUP = re.compile(r"\{([a-z]+)\}")
_REPEATED = re.compile(r"(?:\(\?:(?P<options>[^()]*)\)|(?P<group>\{[a-z]+\}))(?P<times>[*+])(?!\?)")
#: no name has more in a row, and what can be cut in two ways (县|城市, 县城|市) is tried in all of them
_AT_MOST = {"*": "{0,12}", "+": "{1,12}"}
OF_GROWTH = ("growth", "gap", "change")


@dataclass(frozen=True)
class _Affixes:
    """The rows of `data/affixes.tsv`, compiled."""

    variants: dict[str, str]
    variant: re.Pattern[str]
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    growthnoun: re.Pattern[str]
    lead: re.Pattern[str]
    renamed: re.Pattern[str]
    rename: str
    tail: re.Pattern[str]
    place: re.Pattern[str]
    no_place: re.Pattern[str]
    namesake: re.Pattern[str]
    groups: dict[str, str]


@cache
def _affixes() -> _Affixes:
    rows = tables.rows("affixes")

    def texts(kind: str, to: bool = False) -> str:
        return "|".join(row["text"] for row in rows if row["kind"] == kind and bool(row["to"]) == to)

    variants = {row["text"]: row["to"] for row in rows if row["kind"] == "variant"}
    longest_first = sorted(variants, key=len, reverse=True)
    places = "|".join(sorted(short_names(), key=len, reverse=True))
    return _Affixes(
        variants=variants,
        variant=re.compile("|".join(map(re.escape, longest_first))),
        prefix=re.compile(f"(?:{texts('prefix')})+[,，、:：]?"),
        suffix=re.compile(f"(?:{texts('suffix')})+$"),
        growthnoun=re.compile(f"的?(?:{texts('growthnoun')})$"),
        lead=re.compile(f"^(?:{texts('lead')})"),
        renamed=re.compile(texts("lead", to=True)),
        rename=next(row["to"] for row in rows if row["kind"] == "lead" and row["to"]),
        tail=re.compile(f"(?:{texts('tail')})$"),
        place=re.compile(f"(?:{places})(?:全省|全市|[省市州盟]|地区|自治[区州])?|{texts('territory')}"),
        no_place=re.compile(texts("not_territory")),
        namesake=re.compile(texts("namesake")),
        groups={row["to"]: row["text"] for row in rows if row["kind"] == "group"},
    )


@lru_cache(maxsize=_KEPT)
def _plain(name: str) -> str:
    """The name without blanks, quotation marks and notes, in half-width forms and simplified characters."""
    if not (name.isalnum() and unicodedata.is_normalized("NFKC", name)):
        name = unicodedata.normalize("NFKC", _QUOTES.sub("", _INVISIBLE.sub("", _FOOTNOTE.sub("", name))))
    return simplified(name)


def _keep(stripped: str, name: str) -> str:
    """What is left must still be a name."""
    return stripped if len(stripped) > 1 else name


def clean_name(name: str) -> str:
    """Return a subject without what only says whose, when or how it was said.

    Parameters
    ----------
    name : str
        As the report or the extractor has it.

    Returns
    -------
    str
        Without blanks, quotation marks, footnote marks, full-width forms, the reporting territory (`全省`, `我国`),
        times, verbs that carry nothing (`实现`, `完成`) and a closing `增速` or `涨幅`.

    Examples
    --------
    >>> clean_name("全省实现地区生产总值")
    '地区生产总值'
    >>> clean_name("新增专精特新“小巨人” 企业")
    '新增专精特新小巨人企业'
    """
    return _clean(_plain(name))


@lru_cache(maxsize=_KEPT)
def _clean(text: str) -> str:
    affixes = _affixes()
    while True:
        before = text
        found = affixes.prefix.match(text)
        text = _keep(text[found.end() :], text) if found else text
        text = _keep(affixes.suffix.sub("", text), text)
        text = _keep(affixes.growthnoun.sub("", text), text)
        if text == before:
            return text


def growth_of(name: str) -> bool:
    """Whether a name is of the growth of something: only a growth, a gap or a change is looked up without that word.

    Parameters
    ----------
    name : str
        The subject of a claim.

    Returns
    -------
    bool

    Examples
    --------
    >>> growth_of("规上工业增加值增速"), growth_of("规上工业增加值")
    (True, False)
    """
    return _affixes().growthnoun.search(name) is not None


@lru_cache(maxsize=_KEPT)
def slug(name: str) -> str:
    """Return the open id of a subject that no vocabulary holds.

    Parameters
    ----------
    name : str
        The subject.

    Returns
    -------
    str
        `open:` and the cleaned name without blanks and punctuation: the same thing said next year meets itself.

    Examples
    --------
    >>> slug("全市打通“断头路”")
    'open:打通断头路'
    """
    return OPEN + (_in_words(clean_name(name)) or _in_words(_plain(name)) or _plain(name))


def _in_words(text: str) -> str:
    return text if text.isalnum() else _NOT_WORD.sub("", text)


@lru_cache(maxsize=8192)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return an alias pattern as a regular expression on keys.

    Parameters
    ----------
    pattern : str
        With `{do}`, `{done}`, `{whose}` … for the groups of `data/affixes.tsv`.

    Returns
    -------
    re.Pattern

    Raises
    ------
    re.error
        When it is none.

    Examples
    --------
    >>> bool(compiled("{do}*棚户区{done}*").fullmatch("新开工改造棚户区"))
    True
    """
    groups = _affixes().groups
    told_apart = _REPEATED.sub(
        lambda found: f"{_repeated(found['options'] or found['group'])}{_AT_MOST[found['times']]}", pattern
    )
    return re.compile(_GROUP.sub(lambda found: groups.get(found[1], found[0]), told_apart))


@lru_cache(maxsize=8192)
def _repeated(choice: str) -> str:
    """A repeated choice of which no option is made of others: one way to read a name, and none that runs wild."""
    groups = _affixes().groups
    options: list[str] = []
    for option in choice.split("|"):
        group = groups.get(option[1:-1]) if option[:1] == "{" else None
        options += group.removeprefix("(?:").removesuffix(")").split("|") if group else [option]
    unique = dict.fromkeys(options)
    letters = {letter for option in unique if option[:1] == "[" for letter in option[1:-1]}
    kept = set(in_a_row([*unique, *letters])) - letters
    return f"(?:{'|'.join(option for option in unique if option in kept)})"


def key(name: str) -> str:
    """Return the form in which two wordings of one name are the same.

    Parameters
    ----------
    name : str
        Any wording.

    Returns
    -------
    str
        Capital letters, digits and Chinese characters only, with the spelling variants of `data/affixes.tsv` made one.

    Examples
    --------
    >>> key("规上工业增加值") == key("规模以上工业增加值 ")
    True
    """
    return _key(_plain(name))


@lru_cache(maxsize=_KEPT)
def _key(plain: str) -> str:
    affixes = _affixes()
    text = _in_words(plain.upper())
    return affixes.variant.sub(lambda found: affixes.variants[found.group()], text)


def relaxed(name: str, measure: str) -> Iterator[tuple[str, str]]:
    """Yield the keys under which a name may be known, the strictest first.

    Parameters
    ----------
    name : str
        The subject.
    measure : str
        What is said of it: `增速` at its end is dropped only where a growth is meant.

    Yields
    ------
    tuple of str
        The name of the relaxation (`exact` where there was none) and the key.

    Examples
    --------
    >>> list(relaxed("全市固定资产投资", "growth"))[1]
    ('exact', '固定资产投资')
    """
    seen: set[str] = set()
    for rule, text in _forms(name, measure):
        if text and text not in seen:
            seen.add(text)
            yield rule, text


def _forms(name: str, measure: str) -> Iterator[tuple[str, str]]:
    plain = _plain(name)
    yield "exact", _key(plain)
    if growth_of(plain) and measure not in OF_GROWTH:
        return
    cleaned = _clean(plain)
    yield "exact", _key(cleaned)
    bare = _clean(_BRACKETS.sub("", plain)) if "(" in plain else cleaned
    yield "brackets", _key(bare)
    if called := _CALLED.match(plain):
        yield "called", _key(called[1] + plain[called.end() :])
    bases = list(dict.fromkeys((_key(cleaned), _key(bare))))
    for base in bases:
        yield from (("affix", text) for text in _stripped(base))
    for base in bases:
        for text in (base, *_stripped(base)):
            yield from (("territory", rest) for rest in _without_place(text))


def _stripped(text: str) -> Iterator[str]:
    """The key with less and less before and behind the subject."""
    for form in _shorter(text, _affixes().tail):
        for rest in _shorter(form, _affixes().lead):
            yield rest
            renamed = _affixes().renamed.match(rest)
            if renamed:
                yield _affixes().rename + rest[renamed.end() :]


def _shorter(text: str, affix: re.Pattern[str]) -> Iterator[str]:
    """The text, and what is left of it as one affix after the other goes."""
    while True:
        yield text
        rest = affix.sub("", text, count=1)
        if rest == text or len(rest) < 2:
            return
        text = rest


def _without_place(text: str) -> Iterator[str]:
    """The key without a place that is named at its head; a part of the territory is no place."""
    affixes = _affixes()
    found = affixes.place.match(text)
    if not found or len(text) - found.end() < 2 or affixes.no_place.match(found.group()):
        return
    if found.group() not in short_names() or not affixes.namesake.match(text, found.end()):
        yield text[found.end() :]
