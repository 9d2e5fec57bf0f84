"""The cells of tables: a figure with its sign, a name without its number and marks, and the clause that both make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from govreport.extraction.table_heads import unit_in
from govreport.indicators import vocabulary

__all__ = [
    "EMPTY",
    "GROWS",
    "LABEL",
    "NOTE",
    "Cell",
    "clause_of",
    "is_bare",
    "name_of",
    "only_grows",
    "plain_unit",
    "sign_of",
]

#: cells without a figure
EMPTY = frozenset({"", "-", "—", "——", "–", "/", "…", "无"})
LABEL = 60  #: a caption and a name are no longer
#: a name or a head that ends as a growth, and a note behind one
GROWS = re.compile(
    r"(?:增长|增速|增幅|涨幅|下降|降低|降幅|增长率|提高|减少|上升|上涨|回落)(?:率)?(?:[（(][^（）()]*[)）])?$"
)
NOTE = re.compile(r"[（(]\s*(?:单位\s*[:：])?\s*[^（）()]{1,8}\s*[)）]$")
_NUMBER = re.compile(r"\d[\d.,]*")
_HEDGES = re.compile(r"[\s左右以上内下不低于超过约达到]*")
_NUMBERED = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳#＃※*·•●◆■—-]+)\s*(?=\D)|其\s*中[:：]?\s*|^[:：]"
)
#: marks of notes behind a name or a figure
_MARKS = re.compile(
    r"(?:[①-⑳*＊※†‡]|[\[〔［]\d{1,2}[\]〕］]|(?<=.)[（(]?注\d{0,2}[)）]?|(?<=[\d\u4e00-\u9fff）)%⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹])+$"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d ])")
#: what parts two figures of a cell: `88亿元/5.2%`
_PARTED = re.compile(r"(?<=[^\d\s])[/／|｜](?=[\d增下])")
_ARROW = re.compile(r"[↑↓]\s*")
#: what an index or a ratio is counted from: （上年=100）
_FROM = re.compile(r"[（(](?:上年|以)[^（）()\d]{0,9}\d{1,3}[)）]$")
_PLUS = re.compile(r"[+＋]\s*")
_MINUS = re.compile(r"[-－−—–]\s*(?=[\d.])")
#: what may stand before a figure: hedges, words, currencies
_BEFORE = re.compile(r"[\w≥≤＞＜><≈~～±.．$￥¥€£第-]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `text[start:end]`, without the blanks around it."""

    start: int
    end: int
    said: str


def sign_of(cell: Cell, joint: str) -> tuple[Cell | None, str, bool]:
    """Return a cell without the marks round its figure, the verb that they say, and whether it is below zero.

    Parameters
    ----------
    cell : Cell
    joint : str
        The verb that the heads say.

    Returns
    -------
    tuple of Cell or None, str, and bool
        No cell where a mark before the figure says nothing sure: `▲4.5` is a rise to some and a fall to others.

    Examples
    --------
    >>> sign_of(Cell(0, 4, "↓1.2"), "增长")
    (Cell(start=1, end=4, said='1.2'), '下降', False)
    >>> sign_of(Cell(0, 5, "-3.2*"), "")
    (Cell(start=0, end=4, said='-3.2'), '', True)
    >>> sign_of(Cell(0, 4, "▲4.5"), "增长")[0] is None
    True
    """
    said, start = cell.said, cell.start
    if (marks := _MARKS.search(said)) and _NUMBER.search(said, 0, marks.start()):
        said = said[: marks.start()].rstrip()
    if arrow := _ARROW.match(said):
        joint = "下降" if joint and arrow[0][0] == "↓" else joint
        said, start = said[arrow.end() :], start + arrow.end()
    if plus := _PLUS.match(said):
        said, start = said[plus.end() :], start + plus.end()
    below = _MINUS.match(said) is not None
    if not below and not _BEFORE.match(said):
        return None, joint, False
    return Cell(start, start + len(said), said), joint, below


def is_bare(said: str) -> bool:
    """Tell whether a figure has no unit of its own.

    Parameters
    ----------
    said : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_bare("5以上"), is_bare("5%"), is_bare("12亿元，增长5%")
    (True, False, False)
    """
    numbers = list(_NUMBER.finditer(said))
    return not numbers or not _HEDGES.sub("", said[numbers[-1].end() :])


def clause_of(name: str, joint: str, cell: Cell, unit: str) -> tuple[str, list[int | None]]:
    """Return name, verb, cell and unit as one clause, and for each character of it where it stands in the text.

    Parameters
    ----------
    name, joint : str
    cell : Cell
    unit : str

    Returns
    -------
    tuple of str and list of int or None

    Examples
    --------
    >>> clause_of("出口", "增长", Cell(7, 8, "5"), "%")
    ('出口增长5%', [None, None, None, None, 7, 7])
    """
    numbers = list(_NUMBER.finditer(cell.said))
    behind = numbers[-1].end() if numbers else len(cell.said)
    bare = is_bare(cell.said)
    added = unit if bare else ""
    linked = (bare and not unit) or (not joint and name[-1:].isascii())
    before = name + joint + ("为" if linked else "")
    inside: list[int | None] = [*range(cell.start, cell.end)]
    places = [*[None] * len(before), *inside[:behind], *[None] * len(added), *inside[behind:]]
    # a unit that was put in belongs to the number before it
    if added:
        for n in range(len(before) + behind, len(before) + behind + len(added)):
            places[n] = cell.start + behind - 1
    said = _PARTED.sub("，", cell.said)
    whole = before + said[:behind] + added + said[behind:]
    if _THOUSANDS.match(cell.said):
        kept = [n for n, character in enumerate(whole) if n < len(before) or not character.isspace()]
        return "".join(whole[n] for n in kept), [places[n] for n in kept]
    return whole, places


@lru_cache(maxsize=4096)
def only_grows(name: str) -> bool:
    """Tell whether percents of what has a name are its growth and nothing else.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool

    Examples
    --------
    >>> only_grows("地区生产总值"), only_grows("城镇化率")
    (True, False)
    """
    book = vocabulary()
    percent = book.lookup(name, unit="%", composed=False)
    return not percent and bool(book.lookup(name, measure="growth", composed=False))


def name_of(labels: Sequence[str]) -> str:
    """Return what a row counts: the last of its labels, with the one before where that says too little.

    Parameters
    ----------
    labels : sequence of str

    Returns
    -------
    str

    Examples
    --------
    >>> name_of(["地区生产总值", "总量"]), name_of(["1.税收收入①"]), name_of(["出口（亿元）"])
    ('地区生产总值', '税收收入', '出口')
    """
    bare = [_plain_name(label) for label in labels if label not in EMPTY]
    if not bare:
        return ""
    last = bare[-1]
    if len(bare) > 1 and bare[-2] != last and not vocabulary().lookup(last, composed=False):
        whole = bare[-2] if last in ("总量", "总额", "绝对值", "绝对额") else bare[-2] + last
        if len(last) <= 4 or vocabulary().lookup(whole, composed=False):
            return whole
    return last if len(last) <= LABEL else ""


def _plain_name(label: str) -> str:
    name = label.strip()
    while name and (found := _NUMBERED.match(name)) and found.end() < len(name):
        name = name[found.end() :].strip()
    name = _FROM.sub("", _MARKS.sub("", name)) or name
    return (NOTE.sub("", name) if unit_in(name) else name).strip()


def plain_unit(unit: str) -> str:
    """Return the unit that a cell says, without the brackets round it.

    Parameters
    ----------
    unit : str

    Returns
    -------
    str

    Examples
    --------
    >>> plain_unit("（％）")
    '%'
    """
    return unit.strip("（）() ").replace("％", "%")
