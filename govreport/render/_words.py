"""Words: labels in two languages from `data/view_labels.tsv`, and numbers as a reader wants them."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from govreport.model import Indicator

LANGS = ("zh", "en")
POINTS = "个百分点"
#: stands behind a figure that `check` finds doubtful
FOUND = "※"
MARKS = {"over": "≥", "under": "≤", "about": "≈", "near": "≲"}


@cache
def _labels(lang: str) -> dict[str, str]:
    text = (files("govreport") / "data" / "view_labels.tsv").read_text("utf-8")
    return {row["key"]: row[lang] for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)}


def number(value: float, digits: int = 4) -> str:
    """Write a number with thousands set apart and no more decimals than it has, at most `digits`.

    Examples
    --------
    >>> number(1260582.0), number(5.20), number(0.00012), number(4.6366, 1)
    ('1,260,582', '5.2', '0.00012', '4.6')
    """
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    text = f"{value:,.{digits}f}" if abs(value) >= 10 ** (1 - digits) or value == 0 else f"{value:,.2g}"
    text = text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
    return "0" if text == "-0" else text


def plus(value: float, digits: int = 4) -> str:
    """Write a number with its sign."""
    return f"{'+' if value > 0 else ''}{number(value, digits)}"


def text_of(value: object) -> str:
    """Return a cell of text, "" where it is missing, whatever stands for missing."""
    return value if isinstance(value, str) else ""


def hedge_mark(bound: str, value: float) -> str:
    """Return the mark of a hedge; on a fall it is turned round: a fall of over 3 % is a growth below -3 %.

    Examples
    --------
    >>> hedge_mark("over", 3), hedge_mark("over", -3), hedge_mark("exact", 3)
    ('≥', '≤', '')
    """
    turned = {"over": "under", "under": "over"} if value < 0 else {}
    return MARKS.get(turned.get(bound, bound), "")


Writer = Callable[[float, int], str]


class Words:
    """The labels of one language, and values written with them.

    Parameters
    ----------
    lang : {"zh", "en"}
        Which.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._labels = _labels(lang)

    def __call__(self, key: str, **values: object) -> str:
        """Return a label, its gaps filled."""
        return self._labels[key].format(**values)

    def domain(self, domain: str) -> str:
        """Return the name of a domain; one that a user made up is its own name."""
        return self._labels.get(f"domain.{domain}", domain)

    def indicator(self, known: Indicator) -> str:
        """Return the name of an indicator."""
        return (self.lang == "en" and known.name_en) or known.name_zh

    def unit(self, unit: str) -> str:
        """Return a unit as it stands behind a number."""
        return f" {self('points')}" if unit == POINTS and self.lang == "en" else unit

    def value(self, row: dict[Any, Any], side: str, unit: str) -> str:
        """Write the value of one side with its hedge, "" where it says nothing."""
        value, high, bound = row[f"value_{side}"], row[f"high_{side}"], row[f"bound_{side}"]
        if value is None or math.isnan(value):
            return ""
        if row["measure"] == "rank" and self.lang == "zh":
            return f"第 {number(value)} 位{FOUND if text_of(row.get(f'found_{side}')) else ''}"
        ranged = bound == "exact" and math.isfinite(high) and not math.isclose(high, value)
        size = f"{number(value)}–{number(high)}" if ranged else number(value)
        estimate = "*" if row.get(f"status_{side}") == "estimate" else ""
        found = FOUND if text_of(row.get(f"found_{side}")) else ""
        return f"{self.mark(bound, value)}{size}{self.unit(unit)}{estimate}{found}"

    def mark(self, bound: str, value: float) -> str:
        """Return the mark of a hedge."""
        return hedge_mark(bound, value)

    def signed(
        self,
        row: dict[Any, Any],
        name: str,
        unit: str,
        *,
        digits: int = 4,
        write: Writer = plus,
        open_ends: tuple[bool, bool] = (False, False),
    ) -> str:
        """Write a difference with its sign, as an interval where hedges leave one.

        `open_ends` are not worth writing: that nothing falls by more than 100 % is no news.
        """
        point, low, high = row[name], row[f"{name}_low"], row[f"{name}_high"]
        if math.isnan(low) or math.isnan(high):
            return ""
        no_low, no_high = open_ends[0] or math.isinf(low), open_ends[1] or math.isinf(high)
        if math.isclose(low, high, abs_tol=1e-9):
            size = write(low, digits)
        elif not math.isnan(point):
            size = f"≈{write(point, digits)}"
        elif no_low and no_high:
            return self("unknown")
        elif no_high:
            size = f"≥{write(low, digits)}"
        elif no_low:
            size = f"≤{write(high, digits)}"
        else:
            size = f"{write(low, digits)} … {write(high, digits)}"
        return f"{size}{self.unit(unit)}"

    def period(self, start: int, end: int, per_year: bool) -> str:
        """Write a period: `2023`, `2021–2025 年均`."""
        years = str(end) if start == end else f"{start}–{end}"
        return f"{years} {self('per_year')}" if per_year else years

    def found(self, found: str) -> str:
        """Write what a check finds of a figure, as `Result.frame` says it: `twice: 3.4%; range: …`."""
        said = [part.partition(": ") for part in found.split("; ") if part]
        return self("count.sep").join(
            f"{FOUND}{self(f'kind.{kind}')}{self('summary.sep')}{text}" if f"kind.{kind}" in self._labels else kind
            for kind, _, text in said
        )

    def counts(self, numbers: dict[str, int]) -> str:
        """Write how many rows there are of each kind, leaving out the kinds there are none of."""
        said = [self("count", label=self(f"kind.{kind}"), n=n) for kind, n in numbers.items() if n]
        return self("count.sep").join(said)
