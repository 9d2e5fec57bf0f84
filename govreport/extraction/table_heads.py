"""The heads of tables: which column names, which counts in what unit, and of which year and kind its figures are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from govreport import tables, units
from govreport.errors import UnitError
from govreport.model import STATUSES, Status
from govreport.text.time_types import Role, Setting, Years
from govreport.text.times import find_times

__all__ = ["Column", "columns_of", "is_unit", "row_status", "setting_of", "unit_in", "without_unit"]

#: roles that a whole head has; the others stand in a word of it
_WHOLE = ("name", "unit", "number", "place", "year", "group")
_ROW = "row_"
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?![\d年.])")
_NOTE = re.compile(r"[（(]\s*(?:单位\s*[:：])?\s*([^（）()]{1,8})\s*[)）]|单位\s*[:：]\s*([^\s，、。；（）()]{1,8})")
_SIGN = re.compile(r"[±+＋]\s*([%％])")
_SPOKEN = re.compile("[上去本今当全明下次前]一?年")
_YEARLY = "年均"
_AMOUNT = re.compile("[额量值数]$")
_BLANK = re.compile(r"\s+")


@dataclass(slots=True)
class Column:
    """What a column is.

    Attributes
    ----------
    role : str
        `name`, `unit`, `number`, `place`, `year`, `group`, `skip`, `value`; "" where its head says nothing we know.
    head : str
    status : str or None
    years : tuple of int or None
    part : str
        The part of the year.
    joint : str
        The word between a name and a figure: 增长, 下降, "" for a level.
    unit : str
    amount : bool
        Of a growth: it is an amount and no rate, 增减额.
    follows : bool
        Of a growth: it is that of the figures before it.
    """

    role: str
    head: str
    status: Status | None = None
    years: Years | None = None
    part: str = ""
    joint: str = ""
    unit: str = ""
    amount: bool = False
    follows: bool = False


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = tables.rows("table_heads")
    return tuple((row["role"], re.compile(row["pattern"])) for row in rows)


def columns_of(heads: Sequence[str], year: int, plan: bool = False) -> list[Column]:
    """Return what the columns under some heads are.

    Parameters
    ----------
    heads : sequence of str
        The whole head of each column.
    year : int
        The year the report was delivered.
    plan : bool, default False
        Whether the table stands in the plan.

    Returns
    -------
    list of Column
        A growth without a time of its own is of the latest time of the figures before it.

    Examples
    --------
    >>> heads = ["指标", "2023年实绩", "增长（%）", "2024年目标"]
    >>> [(c.role, c.status, c.years, c.joint) for c in columns_of(heads, 2024)]
    [('name', None, None, ''), ('value', 'actual', (2023, 2023), ''), ('value', 'actual', (2023, 2023), '增长'), \
('value', 'target', (2024, 2024), '')]
    """
    columns = [_column(head, year) for head in heads]
    if not plan and not any(column.status == "target" for column in columns) and any(map(_is_now, heads)):
        columns = [_column(head, year - 1) for head in heads]  # 本年 | 上年: results, of the year under review
    within = any(column.role == "skip" and "完成" in column.head for column in columns)
    levels: list[Column] = []
    first: Column | None = None
    grown = False
    for column in columns:
        if column.role != "value":
            continue
        if not column.joint:
            levels = [column] if grown else [*levels, column]
            first = first or column
        elif levels and not column.years:
            _follow(column, max(levels, key=lambda one: one.years or (0, 0)), first)
        if within and column.status == "target" and not column.years:
            column.years = (year - 1, year - 1)  # the plan that was completed so far
        grown = bool(column.joint)
    return columns


def _is_now(head: str) -> bool:
    return _has("this", head) and not _BARE_YEAR.search(head)


def _follow(column: Column, latest: Column, first: Column | None) -> None:
    """Give a growth the time of the latest figure before it; a yearly one that of all years since the first."""
    column.years, column.part, column.follows = latest.years, latest.part, True
    column.status = column.status or latest.status
    if column.joint.startswith(_YEARLY) and first and first.years and latest.years and first.years < latest.years:
        column.years = (first.years[1] + 1, latest.years[1])


def _column(head: str, year: int) -> Column:
    bare = _BLANK.sub("", head)
    plain = _NOTE.sub("", bare)
    column = Column("", bare, unit=unit_in(bare))
    for role, pattern in _words():
        if role in _WHOLE and pattern.fullmatch(plain):
            column.role = role
            return column
        if role == "skip" and pattern.search(bare):
            column.role = role
            return column
    column.status, column.years, column.part = setting_of(bare, year)
    column.joint = "下降" if _has("fall", plain) else "增长" if _has("growth", bare) else ""
    if column.joint:
        column.joint = _YEARLY + column.joint if _YEARLY in plain else column.joint
        column.amount = _AMOUNT.search(plain) is not None
    if column.status or column.years or column.joint or _has("level", plain):
        column.role = "value"
    return column


def _has(role: str, said: str) -> bool:
    return any(name == role and pattern.search(said) for name, pattern in _words())


def setting_of(said: str, year: int) -> tuple[Status | None, Years | None, str]:
    """Return the status, the years and the part of the year that a head or a caption names.

    Parameters
    ----------
    said : str
    year : int
        The year the report was delivered.

    Returns
    -------
    tuple of str or None, tuple of int or None, and str

    Examples
    --------
    >>> setting_of("2023年1—6月完成", 2024), setting_of("预期目标", 2024), setting_of("上年实际", 2024)
    (('actual', (2023, 2023), 'h1'), ('target', None, ''), ('actual', (2023, 2023), ''))
    """
    found = (role for role, pattern in _words() if role in STATUSES and pattern.search(said))
    status = next(found, None)
    for role, step in (("last", -1), ("this", 0), ("next", 1)):
        if _has(role, said) and not _BARE_YEAR.search(said) and "年" not in _SPOKEN.sub("", said):
            compared = role == "last" and _has("growth", said)
            return status, None if compared else (year + step, year + step), ""
    text = _BARE_YEAR.sub(r"\1年", said)
    times = [t for t in find_times(text, 0, len(text), Setting(year, (year - 1, year - 1))) if t.role is not Role.BASE]
    return (status, times[0].value, times[0].part) if times else (status, None, "")


def row_status(said: str) -> Status | None:
    """Return the status that a cell of a row says of its figures.

    Parameters
    ----------
    said : str

    Returns
    -------
    str or None

    Examples
    --------
    >>> row_status("目标"), row_status("实际完成"), row_status("预期性")
    ('target', 'actual', None)
    """
    found = (role for role, pattern in _words() if role.startswith(_ROW) and pattern.fullmatch(said))
    return next(found, _ROW).removeprefix(_ROW) or None  # type: ignore[return-value]


def without_unit(said: str) -> str:
    """Return a head without the unit in its brackets.

    Parameters
    ----------
    said : str

    Returns
    -------
    str

    Examples
    --------
    >>> without_unit("出口（亿元）2022年"), without_unit("增加值（现价）")
    ('出口2022年', '增加值（现价）')
    """
    return _NOTE.sub(lambda match: "" if unit_in(match[0]) else match[0], said)


def unit_in(said: str) -> str:
    """Return the unit that a head, a name or a caption gives in brackets or behind 单位, "" where it gives none.

    Parameters
    ----------
    said : str

    Returns
    -------
    str

    Examples
    --------
    >>> unit_in("地区生产总值（亿元）"), unit_in("增长±%"), unit_in("单位：万元"), unit_in("增加值（现价）")
    ('亿元', '%', '万元', '')
    """
    for match in _NOTE.finditer(said):
        unit = (match[1] or match[2]).replace("％", "%").lstrip("±+＋")
        if is_unit(unit):
            return unit
    return "%" if _SIGN.search(said) or said.endswith(("%", "％")) else ""


def is_unit(said: str) -> bool:
    """Tell whether words are a unit that we know.

    Parameters
    ----------
    said : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_unit("亿元"), is_unit("责任单位")
    (True, False)
    """
    try:
        return units.parse_unit(said).dimension not in ("label", "number")
    except UnitError:
        return False
