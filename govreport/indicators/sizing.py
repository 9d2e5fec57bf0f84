"""Things told by their size: 新建农业示范园1000亩 is the area of parks, and no number of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from govreport.indicators.counting import classifier
from govreport.indicators.names import key
from govreport.indicators.parsing import Parse, parse
from govreport.indicators.table import read_rows
from govreport.indicators.words import NOUNS, Word, lexicon
from govreport.numerals import SCALE_CHARACTERS
from govreport.tables import data_file

__all__ = ["sized"]

_OUTPUT = "产量"


@cache
def _sizes() -> dict[str, tuple[str, frozenset[str]]]:
    """The noun of every unit that tells a size, and what things are counted in that have one."""
    found = {}
    for row in read_rows(data_file("sizes.tsv"), ("units", "noun", "of")):
        counted = frozenset(classifier(unit) for unit in row.get("of").split())
        found.update({unit: (row.get("noun"), counted) for unit in row.get("units").split()})
    return found


def sized(name: str, unit: str) -> Parse | None:
    """Take a name apart whose number is no count of what it names, but its size.

    Parameters
    ----------
    name : str
        As for `parse`.
    unit : str
        As written.

    Returns
    -------
    Parse or None
        The size is the head, and the thing what says of what; None where the unit tells no size of it, and where
        nothing was done to the thing: what there is of it is no flow of a year.

    Examples
    --------
    >>> found = sized("新建智慧养老院", "平方米")
    >>> found.head.id, [word.id for word in found.parts], [word.id for word in found.deeds]
    ('surface_area', ['intelligent', 'nursing_homes'], ['new'])
    """
    known = _sizes()
    noun, counted = known.get(unit) or known.get(unit.lstrip(SCALE_CHARACTERS)) or ("", frozenset())
    found = parse(name) if noun else None
    if found is None or classifier(found.head.unit) not in counted:
        return None
    size = _noun(noun, unit)
    bare = not found.deeds and not found.parts
    wanted = bare and found.head.needs_deed if noun == _OUTPUT else bool(found.deeds)
    if size is None or not wanted or (found.head.kind != "head" and len(found.parts) < found.head.least):
        return None
    return replace(found, head=size, parts=(*found.parts, found.head))


def _noun(text: str, unit: str) -> Word | None:
    nouns = [word for word in lexicon().by_text.get(key(text), ()) if word.kind in NOUNS]
    return next((word for word in nouns if classifier(word.unit) == classifier(unit)), None)
