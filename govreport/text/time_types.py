"""What a time is: where it stands, which years it means, and what it does there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Role", "Setting", "Time", "Years"]

Years = tuple[int, int]


class Role(Enum):
    """What a time does where it stands."""

    FRAME = "frame"
    LOCAL = "local"
    BASE = "base"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names.

    Attributes
    ----------
    start, end : int
        Where it stands: `text[start:end]`.
    kind : str
        The rule that found it.
    value : tuple of int
        The first and the last year that it means.
    role : Role
    part : str
        The part of the year, as in `Metric.part`; "" for whole years.
    set_off : bool
        A comma or the speaker stands behind it: `五年来，`, `五年来我们`.
    """

    start: int
    end: int
    kind: str
    value: Years
    role: Role = Role.LOCAL
    part: str = ""
    set_off: bool = False

    @property
    def several(self) -> bool:
        """Whether it means more than one year."""
        return self.value[0] < self.value[1]


@dataclass(frozen=True, slots=True)
class Setting:
    """What words like 去年 and 五年来 are counted from.

    Attributes
    ----------
    year : int
        The year the report was delivered.
    period : tuple of int
        The years that are spoken of already.
    plan : tuple of int or None
        The five-year plan that the text speaks of, which a bare `五年` means.
    now : int or None
        The year that 今年 means where it is not that of the report: a review of last year may tell of it as it went.
    """

    year: int
    period: Years
    plan: Years | None = None
    now: int | None = None

    @property
    def last(self) -> int:
        """The last of the years that are spoken of, or the one before the report where those lie ahead."""
        return self.period[1] if self.period[1] < self.year else self.year - 1
