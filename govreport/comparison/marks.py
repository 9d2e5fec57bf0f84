"""What `check` finds, beside the rows it finds it of: what is doubtful is marked wherever it is shown."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pandas as pd

from govreport.comparison.findings import check
from govreport.comparison.lines import Lines, rows_of

if TYPE_CHECKING:
    from govreport.panel import Panel

Marks = dict[tuple[Hashable, ...], str]
Doubted = list[tuple[dict[str, Any], str, int]]
#: what views look at of a finding, beside the side it puts in doubt
_TOLD = ["kind", "severity", "expected", "fits", *(f"{c}_{s}" for s in "ab" for c in ("value", "unit", "row"))]
_KEY = ["source", "start", "end", "region", "indicator", "measure", "period_start", "period_end"]
_doubted: WeakKeyDictionary[Panel, Doubted] = WeakKeyDictionary()
_seen: WeakKeyDictionary[Panel, Marks] = WeakKeyDictionary()


def marked(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Return rows of a panel with `found`: what `check` finds of each, as `twice: 3.4%; range: …`, "" for nothing."""
    marks = _marks(panel)
    if not marks:
        return rows.assign(found=pd.Series("", index=rows.index, dtype="object"))
    keys = Lines(rows).keys(*_KEY)
    return rows.assign(found=pd.Series([marks.get(key, "") for key in keys], index=rows.index, dtype="object"))


def doubted(panel: Panel) -> Doubted:
    """Return the findings of `check`, the side each puts in doubt, `a` or `b`, and its label in the frame.

    Of a finding there is what views show: the kind, how grave it is, what is expected, both values.
    """
    known = _doubted.get(panel)
    if known is None:
        rows = rows_of(check(panel).frame[_TOLD])
        known = _doubted[panel] = [(row, side, int(row[f"row_{side}"])) for row in rows for side in _sides(row)]
    return known


def _sides(row: dict[str, Any]) -> list[str]:
    """Say what of a finding is in doubt: a saying that fits what stands around it is not, because another does not."""
    mutual = row["kind"] in ("twice", "retold", "part") or row["fits"] == "a"
    sides = ("a", "b") if mutual else ("a",)
    return [side for side in sides if not pd.isna(row[f"row_{side}"]) and row["fits"] != side]


def _marks(panel: Panel) -> Marks:
    known = _seen.get(panel)
    if known is None:
        known = _seen[panel] = _found(panel)
    return known


def _found(panel: Panel) -> Marks:
    told: dict[int, dict[str, None]] = {}
    for row, side, label in doubted(panel):
        text = row["expected"] if side == "a" else f"{row['value_a']:g}{row['unit_a']}"
        told.setdefault(label, {})[f"{row['kind']}: {text}"] = None
    keys = Lines(panel.frame.loc[list(told), _KEY]).keys(*_KEY)
    return {key: "; ".join(texts) for key, texts in zip(keys, told.values(), strict=True)}
