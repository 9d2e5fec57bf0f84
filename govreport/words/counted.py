"""Numbers that count what a task asks for, and what the review counts."""

from __future__ import annotations

import re

from govreport.words.lists import longest

__all__ = ["COUNTS", "as_many", "as_told", "counts_otherwise", "differ"]

#: a number that counts something: not a year, a name or an ordinal
COUNTS = re.compile(r"(?<![A-Za-z0-9第“])[0-9][0-9.,]*(?![0-9.,年A-Za-z年月]|届|次全国)")
#: how many, and of what: the first character of the unit says which
_COUNTED = re.compile(
    r"(?<![A-Za-z0-9第“.])([0-9][0-9,]*(?:\.[0-9]+)?)([万亿]?)[多余]?((?![年月日届世])[\u4e00-\u9fff])"
)
_SCALE = {"": 1.0, "万": 1e4, "亿": 1e8}
#: what counts all there are, or several years, and not what came in one
_IN_ALL = re.compile("累计|总数|总量|总计|达|五年|年均|以来|保有|规模|现有|占|居|第")
#: a task that sets a limit, or is about several years
_LIMIT = re.compile("以内|以下|不超过|不低于|不高于|控制|年均|累计|总数|达|到[0-9二]|今后|[三五]年")
#: of more than this many times the number asked for several years are told of, or another thing
_TIMES = 1.5


def counts_otherwise(said: str, told: str, judged: bool) -> bool:
    """Say whether a task counts something and the review counts otherwise, which `targets` has not settled.

    Parameters
    ----------
    said, told : str
        The task, and the clause of the review.
    judged : bool
        Whether `targets` knows a number of the task.

    Examples
    --------
    >>> counts_otherwise("新建厕所500座", "新建厕所300座", False), counts_otherwise("新建厕所", "新建厕所300座", False)
    (True, False)
    """
    return COUNTS.search(told) is not None and (judged or (differ(said, told) and not longest("partly", told)))


def as_told(said: str, told: str) -> bool:
    """Say whether a task and a clause both say the same number: what was asked for may be done.

    Parameters
    ----------
    said, told : str
        The task, and the clause of the review.

    Examples
    --------
    >>> as_told("开工15项工程", "开工工程15个"), as_told("开工15项工程", "开工工程122项")
    (True, False)
    """
    return not {one[1] for one in _COUNTED.finditer(said)}.isdisjoint(one[1] for one in _COUNTED.finditer(told))


def differ(said: str, told: str) -> bool:
    """Say whether a task and a clause both count something, and no number of the one is one of the other.

    Parameters
    ----------
    said, told : str
        The task, and the clause of the review.

    Examples
    --------
    >>> differ("开工15项工程", "开工工程122项"), differ("开工15项工程", "开工了工程")
    (True, False)
    """
    counted, found = set(COUNTS.findall(said)), set(COUNTS.findall(told))
    return bool(counted and found) and not counted & found


def as_many(said: str, told: str) -> str:
    """Return the number of a clause that counts as many as a task asks for, or some more; "" if there is none.

    Parameters
    ----------
    said, told : str
        The task, and the clause of the review.

    Examples
    --------
    >>> as_many("新建厕所500座", "新建厕所523座"), as_many("新建厕所500座", "新建厕所2600座")
    ('523座', '')
    >>> as_many("新建厕所500座", "厕所总数达到523座"), as_many("新建厕所500座", "新建厕所300座")
    ('', '')
    """
    asked = list(_COUNTED.finditer(said))
    if len(asked) != 1 or _LIMIT.search(said) or _IN_ALL.search(told) or longest("partly", told):
        return ""
    found = [one for one in _COUNTED.finditer(told) if one[3] == asked[0][3]]
    if len(found) != 1:
        return ""
    least, most = _size(asked[0]), _TIMES * _size(asked[0])
    return found[0][0] if least <= _size(found[0]) <= most else ""


def _size(found: re.Match[str]) -> float:
    return float(found[1].replace(",", "")) * _SCALE[found[2]]
