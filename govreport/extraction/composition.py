"""The make-up of the economy by sector, written as a proportion: `三次产业结构由9.2:46.6:44.2调整为9:45:46`."""

from __future__ import annotations

import re

from govreport.extraction.claim import Claim, Window

__all__ = ["KIND", "composition"]

#: the kind of quantity that is one term of a proportion
KIND = "part_of_all"
_SECTORS = ("第一产业", "第二产业", "第三产业")
_SUBJECT = re.compile(r"三次产业|三产|一二三产|一、二、三产")
_MADE_UP = re.compile(r"结构|产业比|比例|比重|占比|之比|构成")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,14}$")
_INTO = re.compile(r"(?:调整|优化|演变|转变|变化|变|改善)[^，。；]{0,3}$|[为至到]$")


def composition(window: Window, text: str, start: int, claims: list[Claim]) -> Claim | None:
    """Read one term of the proportion of the three sectors.

    Parameters
    ----------
    window : Window
    text : str
    start : int
        The begin of the sentence.
    claims : list of Claim
        Those before it in the sentence.

    Returns
    -------
    Claim or None
        None where the sentence does not speak of the three sectors.

    Examples
    --------
    >>> from .clause import read_clauses
    >>> text = "三次产业结构调整为9:45:46"
    >>> [(c.names, c.quantity.value) for c in read_clauses(text, 0, len(text))[0]][-1]
    (['第三产业比重'], 46.0)
    """
    q = window.quantity
    last = claims[-1] if claims and claims[-1].quantity.kind == KIND else None
    if last and not text[last.quantity.end : q.start].strip(" :：∶%％"):
        window.left = last.left
        return _term(window, _SECTORS.index(last.names[0][:4]) + 1, last.base)
    before = text[last.quantity.end if last else max(start, q.start - 60) : q.start]
    if not last and not (_SUBJECT.search(before) and _MADE_UP.search(before)):
        return None
    window.left = re.split("[，。；]", before)[-1]
    base = _FROM.search(window.left) is not None and not _INTO.search(window.left)
    return _term(window, 0, base)


def _term(window: Window, place: int, base: bool) -> Claim:
    name, q = f"{_SECTORS[place]}比重", window.quantity
    return Claim(q, window, q.unit, [name], reached=True, base=base, rules=["measure.level", "subject.sectors"])
