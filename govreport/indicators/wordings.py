"""The wordings of an indicator: a row of the table of aliases, and what it spells out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from govreport.errors import VocabularyError
from govreport.indicators.names import compiled
from govreport.indicators.table import Problems, Row
from govreport.model import MEASURES

__all__ = [
    "ALIAS_KINDS",
    "MOST_WORDINGS",
    "Alias",
    "bare",
    "check_pattern",
    "ends",
    "expand",
    "needed_words",
    "read_alias",
    "share",
]

ALIAS_KINDS = ("exact", "pattern")


@dataclass(frozen=True, slots=True)
class Alias:
    """One wording of an indicator, and when it holds.

    Attributes
    ----------
    id : str
        The indicator.
    text : str
        A wording. In `exact` ones `(a|b)` is a choice and `[a|b]` a choice that may be left out; a `pattern` is a
        regular expression on the name without punctuation.
    kind : {"exact", "pattern", "literal"}
        A `literal` one is taken as it stands.
    units : tuple of str
        For a level or a change: the units, without their scale, of which one must begin what is written.
    measures : tuple of str
        The measures it holds for; empty: all.
    where : str
        The file and line it stands in.
    """

    id: str
    text: str
    kind: str
    units: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    where: str = field(default="", compare=False)


#: wordings of one alias; with each choice more there are twice as many
MOST_WORDINGS = 20_000


def expand(template: str) -> list[str]:
    """Return all wordings of an exact alias.

    Parameters
    ----------
    template : str
        `(a|b)` is a choice, `[a|b]` a choice that may be left out; both may be nested.

    Returns
    -------
    list of str

    Raises
    ------
    VocabularyError
        When a bracket is not closed, or there are more than twenty thousand.

    Examples
    --------
    >>> expand("[地方]财政(收入|支出)")
    ['地方财政收入', '地方财政支出', '财政收入', '财政支出']
    """
    wordings, end = _sequence(template, 0, "")
    if end < len(template):
        raise VocabularyError("a bracket is not opened", found=f"'{template}'")
    return list(dict.fromkeys(wordings))


def ends(alias: Alias) -> tuple[str, ...]:
    """Return the longest and the shortest wording of an alias.

    Parameters
    ----------
    alias : Alias

    Returns
    -------
    tuple of str
        One where they are the same, none of a pattern.

    Examples
    --------
    >>> ends(Alias("gdp", "[地方|县域]生产总值", "exact"))
    ('地方生产总值', '生产总值')
    """
    if alias.kind == "pattern":
        return ()
    wordings = [alias.text] if alias.kind == "literal" else expand(alias.text)
    return tuple(dict.fromkeys((wordings[0], wordings[-1])))


def _sequence(template: str, at: int, stop: str) -> tuple[list[str], int]:
    wordings = [""]
    while at < len(template) and template[at] not in (stop or ")]"):
        char = template[at]
        at += 1
        options = [char]
        if char in "([":
            options, at = _choice(template, at, ")" if char == "(" else "]")
        if len(wordings) * len(options) > MOST_WORDINGS:
            found = f"'{template[:60]}'"
            raise VocabularyError(
                "an alias stands for too many wordings", expected=f"at most {MOST_WORDINGS:,}", found=found
            )
        wordings = [before + option for before in wordings for option in options]
    return wordings, at


def _choice(template: str, at: int, close: str) -> tuple[list[str], int]:
    options: list[str] = []
    while True:
        some, at = _sequence(template, at, "|" + close)
        options += some
        if at >= len(template):
            raise VocabularyError("a bracket is not closed", expected=f"'{close}'", found=f"'{template}'")
        at += 1
        if template[at - 1] == close:
            return list(dict.fromkeys(options if close == ")" else [*options, ""])), at


_GROUP_OR_CHAR = re.compile(
    r"\\.|\[[^\]]*\]|\{[a-z\d,]+\}|(?P<plain>\(\?:(?P<words>[^()?*+.{}\\\[\]]+)\))|(?P<open>\((?:\?[:=!<]*)?)|."
)
_OPTIONAL = re.compile(r"[?*]|\{\d")


@lru_cache(maxsize=4096)
def needed_words(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Return the words without which no name fits a pattern: of each choice every name holds one.

    Parameters
    ----------
    pattern : str
        A regular expression.

    Returns
    -------
    tuple of tuple of str
        The choice with the longest words first; empty when every name would have to be tried.

    Examples
    --------
    >>> needed_words("(?:港口|港)?货物(?:年)?吞吐量?")
    (('货物',), ('吞吐',))
    >>> needed_words("(?:新建)*(?:农村|乡村)路")
    (('农村', '乡村'), ('路',))
    """
    choices: list[tuple[str, ...]] = []
    depth, run = 0, ""
    for found in _GROUP_OR_CHAR.finditer(pattern + "$"):
        text = found.group()
        optional = bool(_OPTIONAL.match(pattern, found.end()))
        fixed = depth == 0 and not optional
        if run and not (fixed and len(text) == 1 and text.isalnum()):
            choices.append((run,))
            run = ""
        if fixed and found["words"]:
            choices.append(tuple(found["words"].split("|")))
        elif fixed and len(text) == 1 and text.isalnum():
            run += text
        if found["open"]:
            depth += 1
        elif text == ")":
            depth -= 1
        elif text == "|" and depth == 0:
            return ()
    return tuple(sorted(choices, key=lambda words: -min(map(len, words))))


_SCALE = re.compile(r"(?:[十百千]?[万亿]亿?|[百千])(?:[多余])?(?![瓦米克卡伏分])")


@lru_cache(maxsize=4096)
def bare(unit: str) -> str:
    """Return a unit without its scale.

    Parameters
    ----------
    unit : str
        As written.

    Returns
    -------
    str

    Examples
    --------
    >>> bare("万亿元"), bare("千瓦时"), bare("万千瓦"), bare("万")
    ('元', '千瓦时', '千瓦', '')
    """
    unit = unit.replace("％", "%").strip()
    found = _SCALE.match(unit)
    return unit[found.end() :] if found else unit


def share(unit: str) -> bool:
    """Tell whether a unit says a share or a multiple and no amount.

    Parameters
    ----------
    unit : str
        As written.

    Returns
    -------
    bool

    Examples
    --------
    >>> share("个百分点"), share("万元")
    (True, False)
    """
    return unit.startswith(("%", "％", "‰")) or unit.endswith("百分点") or unit in ("倍", "番", "成")


def read_alias(row: Row, problems: Problems, *, strict: bool = True) -> Alias | None:
    """Read a row of the alias table.

    Parameters
    ----------
    row : Row
        With `id`, `alias`, `kind`, `units` and `measures`.
    problems : Problems
        Takes what is wrong with it.
    strict : bool, default True
        Compile its pattern too; the packaged ones are compiled when they are first tried.

    Returns
    -------
    Alias or None
        None when it cannot stand.

    Examples
    --------
    >>> read_alias(Row("a.tsv:2", {"id": "gdp", "alias": "产值", "kind": "exact"}), Problems()).text
    '产值'
    """
    text, kind = row.get("alias"), row.get("kind") or "exact"
    measures = tuple(part.strip() for part in row.get("measures").split(",") if part.strip())
    units = tuple(part for part in row.get("units").split("|") if part)
    count = len(problems.found)
    if not text:
        problems.add("the alias is empty", where=row.where)
    if kind not in ALIAS_KINDS:
        problems.add(
            "unknown kind of alias",
            where=row.where,
            expected=" or ".join(ALIAS_KINDS),
            found=f"'{kind}'",
            like=ALIAS_KINDS,
        )
    for measure in measures:
        if measure not in MEASURES:
            problems.add(
                "unknown measure", where=row.where, expected=", ".join(MEASURES), found=f"'{measure}'", like=MEASURES
            )
    if strict and kind == "pattern" and text:
        check_pattern(text, row.where, problems)
    if kind == "exact" and (text.count("(") != text.count(")") or text.count("[") != text.count("]")):
        problems.add("the brackets do not pair", where=row.where, expected="(a|b) or [a|b]", found=f"'{text}'")
    return None if len(problems.found) > count else Alias(row.get("id"), text, kind, units, measures, row.where)


def check_pattern(text: str, where: str, problems: Problems) -> None:
    """Note a pattern that is no regular expression."""
    try:
        compiled(text)
    except re.error as error:
        problems.add(f"the pattern is not a regular expression ({error})", where=where, found=f"'{text}'")
