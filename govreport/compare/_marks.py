"""What `check` finds, beside the rows it finds it of: what is doubtful is marked wherever it is shown."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pandas as pd

from govreport.compare._findings import check

if TYPE_CHECKING:
    from govreport.panel import Panel

Marks = dict[tuple[Hashable, ...], str]
_KEY = ["source", "start", "end", "region", "indicator", "measure", "period_start", "period_end"]
_seen: WeakKeyDictionary[Panel, Marks] = WeakKeyDictionary()


def marked(rows: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Return rows of a panel with `found`: what `check` finds of each, as `twice: 3.4%; range: …`, "" for nothing."""
    marks = _marks(panel)
    if not marks:
        return rows.assign(found=pd.Series("", index=rows.index, dtype="object"))
    keys = rows[_KEY].itertuples(index=False, name=None)
    return rows.assign(found=pd.Series([marks.get(key, "") for key in keys], index=rows.index, dtype="object"))


def _marks(panel: Panel) -> Marks:
    known = _seen.get(panel)
    if known is None:
        known = _seen[panel] = _found(panel)
    return known


def _found(panel: Panel) -> Marks:
    told: dict[int, dict[str, None]] = {}
    row: Any
    for row in check(panel).frame.itertuples(index=False):
        sides = {"a": row.row_a, "b": row.row_b}
        another = "" if pd.isna(row.row_b) else f"{row.value_a:g}{row.unit_a}"
        for side, label in sides.items():
            # A saying that fits what stands around it is not in doubt because another one does not.
            mutual = row.kind in ("twice", "retold", "part") or row.fits == "a"
            if pd.isna(label) or row.fits == side or (side == "b" and not mutual):
                continue
            text = row.expected if side == "a" else another
            told.setdefault(int(label), {})[f"{row.kind}: {text}"] = None
    frame = panel.frame.loc[list(told), _KEY]
    keys = frame.itertuples(index=False, name=None)
    return {key: "; ".join(texts) for key, texts in zip(keys, told.values(), strict=True)}
