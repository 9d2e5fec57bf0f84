"""The cue words by class, and patterns made of words: what the grammar is built of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache, cached_property
from itertools import combinations
from typing import Any, cast

from govreport import tables

__all__ = ["any_of", "back_of", "cues", "first_of", "in_a_row", "late", "literals", "not_behind"]


@cache
def cues() -> dict[str, tuple[str, ...]]:
    """Return the cue words by class.

    Returns
    -------
    dict of str to tuple of str
        The classes are documented in the `note` column of `data/cues.tsv`; a class may have several rows.

    Examples
    --------
    >>> "增长" in cues()["up"]
    True
    """
    rows = tables.rows("cues")
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row["class"], {}).update(dict.fromkeys(row["cues"].split()))
    return {name: tuple(words) for name, words in found.items()}


class Late:
    """A pattern that is compiled when it is first asked for something."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        # from the second time on it is no call more than with any other pattern
        self.__dict__.update((method, getattr(self.compiled, method)) for method in _METHODS)
        return getattr(self.compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags")


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used: of most words a report has none.

    To compile the patterns of all words takes as long as to read dozens of reports, and who loads a panel reads none.

    Parameters
    ----------
    pattern : str
    flags : int, default 0

    Returns
    -------
    re.Pattern
        It has the methods of one and its `pattern` and `flags`; it is no instance of the class.

    Examples
    --------
    >>> late("增长|下降").search("出口增长5%").group()
    '增长'
    """
    return cast("re.Pattern[str]", Late(pattern, flags))


_Trie = dict[str, "_Trie"]


def literals(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of `words`, built as a trie so that it is fast.

    Parameters
    ----------
    words : iterable of str
        Plain words; nothing in them is special.

    Returns
    -------
    str
        A group without a name.

    Examples
    --------
    >>> import re
    >>> re.match(literals(["增长", "增长到", "降"]), "增长到5%").group()
    '增长到'
    """
    trie: _Trie = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(trie)


def not_behind(*words: str) -> str:
    """Return a pattern of a place that none of `words` ends at.

    Parameters
    ----------
    *words : str

    Returns
    -------
    str

    Examples
    --------
    >>> not_behind("已", "都", "已经")
    '(?<!已|都)(?<!已经)'
    """
    sizes = sorted({len(word) for word in words})
    return "".join(f"(?<!{'|'.join(re.escape(word) for word in words if len(word) == size)})" for size in sizes)


def _branch(node: _Trie) -> str:
    options = [re.escape(char) + (_branch(below) if set(below) != {""} else "") for char, below in node.items() if char]
    if len(options) > 2 and all(len(option) == 1 for option in options):
        # `re` makes a set of single characters, which takes it ten times as long; a look ahead keeps them apart
        options[-1] = f"(?={options[-1]}){options[-1]}"
    body = options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"
    return f"(?:{body})?" if "" in node and options else body


def any_of(*classes: str) -> str:
    """Return a pattern of the cue words of some classes, as `literals` writes it.

    Parameters
    ----------
    *classes : str
        As in `data/cues.tsv`.

    Returns
    -------
    str

    Examples
    --------
    >>> import re
    >>> bool(re.match(any_of("up", "down"), "增长5%"))
    True
    """
    return literals(word for name in classes for word in cues()[name])


def in_a_row(words: Iterable[str], by: str = "") -> list[str]:
    """Return the words that are not made of others of them: a row of those reads these too.

    A pattern of a row that reads a text in two ways tries both at each of its words, and takes time that doubles with
    each.

    Parameters
    ----------
    words : iterable of str
    by : str, default ""
        Characters of which one joins any two words of the row.

    Returns
    -------
    list of str

    Examples
    --------
    >>> in_a_row(["分期", "分批", "分期分批"])
    ['分期', '分批']
    >>> in_a_row(["新建", "改造", "新建和改造"], by="、和")
    ['新建', '改造']
    """
    kept = list(words)
    known = frozenset(kept)
    return [word for word in kept if not _is_row(word, known - {word}, by)]


def _is_row(word: str, parts: Set[str], by: str) -> bool:
    begins = {0}
    for start, end in combinations(range(len(word) + 1), 2):
        if start in begins and word[start:end] in parts:
            if end == len(word):
                return True
            if not by or word[end] in by:
                begins.add(end + bool(by))
    return False


def first_of(*classes: str) -> str:
    """Return a set of the characters that the words begin with: a look ahead for one passes most places at once.

    Parameters
    ----------
    *classes : str
        As in `data/cues.tsv`.

    Returns
    -------
    str

    Examples
    --------
    >>> "增" in first_of("up")
    True
    """
    return f"[{''.join(sorted({re.escape(word[0]) for name in classes for word in cues()[name]}))}]"


def back_of(*classes: str) -> str:
    """Return a pattern of the words written backwards, for what is read from its end.

    Parameters
    ----------
    *classes : str
        As in `data/cues.tsv`.

    Returns
    -------
    str

    Examples
    --------
    >>> import re
    >>> bool(re.match(back_of("up"), "长增"))
    True
    """
    return literals(word[::-1] for name in classes for word in cues()[name])
