"""What a head noun is counted in, and whether a number in a unit can be of it."""

from __future__ import annotations

from functools import lru_cache

from govreport.errors import UnitError
from govreport.indicators.words import Word
from govreport.numerals import SCALE_CHARACTERS
from govreport.units import convertible, parse_unit, same_count

__all__ = ["ANY_THING", "classifier", "counts_as", "fits"]

_HOMES = "户"
#: what firms are counted in: 新增企业120户 are firms and no homes
_FIRMS = "家"
#: what things are counted in one by one, and what their sorts are, and what is done to them: 产品30种 are not 30
_THINGS = ("个", "家", "所", "台", "万台", "处", "套", "项", "座")
_SORTS_AND_TIMES = ("种", "类", "次")
#: what schools and hospitals are counted in, and what else such things are: 所 is no street
_HOUSES = "所"
_HOUSED = ("所", "家", "个", "处", "座")
_PEOPLE = "people"
#: units that count any thing
ANY_THING = frozenset({"个", "家", "项", "处", "座", "件"})


def fits(unit: str, head: Word) -> bool:
    """Whether a number in a unit can be of a head: 个 and 家 count the same things, 亿元 is no count.

    Parameters
    ----------
    unit : str
        As written.
    head : Word
        A noun with the unit it is counted in.

    Returns
    -------
    bool

    Examples
    --------
    >>> from govreport.indicators.words import lexicon
    >>> [parks] = lexicon().by_text["口袋公园"]
    >>> fits("座", parks), fits("万平方米", parks)
    (True, False)
    """
    said = classifier(unit)
    if (head.unit in _THINGS and said in _SORTS_AND_TIMES) or (said == _HOUSES and head.unit not in _HOUSED):
        return False
    return counts_as(unit, head.unit)


@lru_cache(maxsize=1024)
def classifier(unit: str) -> str:
    """Return what a unit counts in, without its size: 家 of 万家.

    Parameters
    ----------
    unit : str
        As written.

    Returns
    -------
    str

    Examples
    --------
    >>> classifier("万家"), classifier("平方公里")
    ('家', '平方米')
    """
    try:
        return parse_unit(unit).base
    except UnitError:
        return unit


@lru_cache(maxsize=8192)
def counts_as(unit: str, wanted: str) -> bool:
    """Whether a number in a unit can be of what is counted in another.

    Parameters
    ----------
    unit : str
        As written.
    wanted : str
        As the table has it.

    Returns
    -------
    bool

    Examples
    --------
    >>> counts_as("座", "个"), counts_as("万平方米", "个"), counts_as("个百分点", "%")
    (True, False, True)
    """
    if unit == wanted or (wanted == "%" and unit in ("个百分点", "百分点", "％")):
        return True
    try:
        if not unit.lstrip(SCALE_CHARACTERS):  # 8.1万 without a word are people
            return parse_unit(wanted).dimension == _PEOPLE
        if convertible(unit, wanted):
            return bool(unit)
        counted = parse_unit(wanted).base
        return same_count(unit, wanted) and (_HOMES not in parse_unit(unit).base or counted[-1:] in (_HOMES, _FIRMS))
    except UnitError:
        return False
