"""Whether a vocabulary is sound as a whole: every wording leads to its own indicator alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govreport.errors import VocabularyError
from govreport.indicators.entries import Entry
from govreport.indicators.matching import Matcher
from govreport.indicators.table import Problems
from govreport.indicators.wordings import Alias, check_pattern

__all__ = ["check_aliases", "faults"]


def check_aliases(matcher: Matcher) -> list[VocabularyError]:
    """Return what is wrong with the aliases of a matcher as a whole.

    Parameters
    ----------
    matcher : Matcher
        With all aliases of a vocabulary.

    Returns
    -------
    list of VocabularyError
        Names that two indicators claim, and patterns without a fixed word.

    Examples
    --------
    >>> aliases = [Alias("a", "产值", "exact"), Alias("b", "产值", "exact")]
    >>> print(check_aliases(Matcher(aliases, {"a": "亿元", "b": "亿元"}))[0])
    '产值' means two indicators: expected one id, found 'a' ('产值') and 'b' ('产值')
    """
    problems = [
        VocabularyError(
            f"'{rival.text}' means two indicators",
            where=rival.second.where or rival.first.where or None,
            expected="one id",
            found=f"'{rival.first.id}' ('{rival.first.text}') and '{rival.second.id}' ('{rival.second.text}')",
        )
        for rival in matcher.rivals()
    ]
    problems += [
        VocabularyError(
            "the pattern has no word that must be there",
            where=alias.where or f"alias of {alias.id}",
            expected="a character or a plain group that is not optional",
            found=f"'{alias.text}'",
        )
        for alias in matcher.loose()
    ]
    return problems


def faults(matcher: Matcher, entries: Mapping[str, Entry]) -> list[str]:
    """Return what is wrong with a vocabulary.

    Parameters
    ----------
    matcher : Matcher
        With all aliases.
    entries : mapping of str to Entry
        The indicators.

    Returns
    -------
    list of str
        Empty when it is sound.

    Examples
    --------
    >>> faults(Matcher([], {}), {})
    []
    """
    broken = Problems()
    for alias in matcher.patterns():
        check_pattern(alias.text, alias.where or f"alias of {alias.id}", broken)
    if broken.found:
        return [str(problem) for problem in broken.found]
    found = [str(problem) for problem in check_aliases(matcher)]
    found += [str(problem) for entry in entries.values() for problem in entry.problems()]
    for _, text, alias in matcher.wordings():
        found += _strayed(matcher, text, alias, entries[alias.id].indicator.unit)
    return found


def _strayed(matcher: Matcher, text: str, alias: Alias, unit: str) -> Iterator[str]:
    """What a wording leads to besides its own indicator."""
    place = f"{alias.where}: " if alias.where else ""
    example = _example_unit(alias, unit)
    measure = alias.measures[0] if alias.measures else "level"
    match = matcher.match(text, example, measure)
    if match is None or match.id != alias.id:
        leads = f"'{match.id}'" if match else "no indicator"
        yield f"{place}'{text}' ({example}, {measure}) leads to {leads}: expected '{alias.id}'"
    for other in matcher.claims(text):
        if other.kind == "pattern" and other.id != alias.id and other.units == alias.units:
            yield f"{place}'{text}' of '{alias.id}' also fits the pattern '{other.text}' of '{other.id}'"


def _example_unit(alias: Alias, canonical: str) -> str:
    if alias.units:
        return "元" if alias.units[0] == "money" else alias.units[0]
    return "%" if alias.measures and alias.measures[0] in ("growth", "gap") else canonical
