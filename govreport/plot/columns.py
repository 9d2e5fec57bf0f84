"""Years under the columns of a figure: as many as have room, none on another, and what stands for years between."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["even_years", "uneven_years", "with_gaps"]

_YEAR = 3.1
_DIGIT = 0.64


def with_gaps(years: Sequence[int]) -> list[int | str]:
    """Return the columns: the years, and in words each stretch of years between them that no report is of.

    Examples
    --------
    >>> with_gaps([2018, 2020, 2023])
    [2018, '2019', 2020, '2021–22', 2023]
    """
    columns: list[int | str] = []
    for before, year in zip([None, *years], years, strict=False):
        if before is not None and year > before + 1:
            columns.append(_stretch(before + 1, year - 1))
        columns.append(year)
    return columns


def _stretch(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first}–{last % 100:02d}" if first // 100 == last // 100 else f"{first}–{last}"


def even_years(years: Sequence[int], wide: float) -> dict[int, str]:
    """Return the years to write by their column, at an even step; columns are `wide` font sizes.

    Examples
    --------
    >>> even_years(range(2018, 2025), 2.0)
    {0: '2018', 2: '2020', 4: '2022', 6: '2024'}
    """
    step = next(n for n in (1, 2, 5, 10, 20, 50) if n * wide >= _YEAR or n == 50)
    marked = [at for at, year in enumerate(years) if year % step == 0]
    ends = sorted({0, len(years) - 1})
    return {at: str(years[at]) for at in (marked if len(marked) > 1 else ends)}


def uneven_years(columns: Sequence[int | str], wide: float) -> dict[int, str]:
    """Return what to write by column: years where they have room, those beside a gap first; gaps a line below.

    Examples
    --------
    >>> uneven_years(with_gaps([2018, 2020, 2021, 2022, 2023]), 2.0)
    {0: '2018', 1: '\\n2019', 2: '2020', 5: '2023'}
    """
    if all(isinstance(column, int) for column in columns):
        return even_years([int(column) for column in columns], wide)
    gaps = {at for at, column in enumerate(columns) if isinstance(column, str)}
    edges = {at + side for at in gaps for side in (-1, 1)}
    years = [at for at in range(len(columns)) if at not in gaps]
    written = _placed([0, len(columns) - 1, *sorted(edges), *years], columns, wide)
    between = _placed(sorted(gaps), columns, wide)
    return {at: f"\n{columns[at]}" if at in gaps else str(columns[at]) for at in sorted({*written, *between})}


def _placed(wanted: Sequence[int], columns: Sequence[int | str], wide: float) -> set[int]:
    """Return those of the columns `wanted`, the first first, whose names do not touch."""
    placed: set[int] = set()
    for at in wanted:
        half = _half(columns[at])
        if all(abs(at - other) * wide >= half + _half(columns[other]) for other in placed if other != at):
            placed.add(at)
    return placed


def _half(name: object) -> float:
    return (len(str(name)) * _DIGIT + 0.5) / 2
