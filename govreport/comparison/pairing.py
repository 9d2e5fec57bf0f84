"""Pairing: which cell of one side meets which of the other, and why some cannot be set beside each other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from govreport.comparison.cells import texts
from govreport.comparison.interval import in_one_unit
from govreport.comparison.lines import among
from govreport.indicators import Vocabulary
from govreport.panel.coded import Columns, numbered
from govreport.panel.precedence import best, with_roles

SUBJECT = ["region", "indicator", "of", "role", "per_year", "since", "until"]
CELL = [*SUBJECT, "measure"]
SAYING = [*CELL, "unit", "_basis"]
KEPT = [
    *("id", "value", "low", "high", "bound", "unit", "measure", "basis", "status", "period_start", "period_end"),
    *(
        "report_region",
        "report_year",
        "name",
        "quote",
        "sentence",
        "sentence_start",
        "start",
        "end",
        "source",
        "said",
        "found",
    ),
]


def side_of(frame: pd.DataFrame, origin: int, words: Vocabulary) -> pd.DataFrame:
    """Return the cells of one side, one for each way of saying it, the best of each way first.

    `origin` is the year that periods are counted from: 2023 in the report of 2024 is one year back.
    """
    cells = with_roles(frame).assign(
        since=frame["period_start"] - origin,
        until=frame["period_end"] - origin,
        _basis=texts(frame["basis"]),
    )
    return best(cells, words, SAYING).reset_index(drop=True)


def pair(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Set the cells of both sides beside each other; every cell of either side is in exactly one row.

    Like meets like first (same unit, same basis); then what differs in its basis, what one side does not say of what
    it is the rank or the streak, what differs in its unit, in its measure, each only where nothing better was found.
    `_cause` says what differs: "", `basis`, `of`, `unit` or `measure`.
    """
    both = Columns(pd.concat([a[SAYING], b[SAYING]], ignore_index=True))
    codes = {level: numbered(both, keys).tolist() for level, keys in _LEVELS.items()}
    of_a = {level: told[: len(a)] for level, told in codes.items()}
    of_b = {level: told[len(a) :] for level, told in codes.items()}
    left, right = list(range(len(a))), list(range(len(b)))
    found: list[tuple[float, float, str]] = []
    for level, cause, closed in _STAGES:
        if closed:
            # What has met its like does not go on to meet what is unlike it.
            met = {of_a[closed][int(one)] for one, _, _ in found}
            open_a = [one for one in left if of_a[closed][one] not in met]
            open_b = [one for one in right if of_b[closed][one] not in met]
        else:
            open_a, open_b = left, right
        meet = _met_untold(a, b) if cause == "of" else _met
        hits = meet(open_a, open_b, of_a[level], of_b[level])
        found += [(one, other, cause) for one, other in hits.items()]
        taken = set(hits.values())
        left, right = [one for one in left if one not in hits], [one for one in right if one not in taken]
    found += [(one, np.nan, "") for one in left] + [(np.nan, one, "") for one in right]
    rows = _spread(pd.DataFrame(found, columns=["_row_a", "_row_b", "_cause"]), a, b)
    rows, turned = in_one_unit(rows, "a", "b", rows["_cause"] == "unit")
    return rows.assign(_cause=rows["_cause"].where(~turned, ""))


_LEVELS = {
    "_saying": SAYING,
    "_unit": [*CELL, "unit"],
    "_untold": [key for key in [*CELL, "unit"] if key != "of"],
    "_cell": CELL,
    "_subject": SUBJECT,
}
_STAGES = (
    ("_saying", "", ""),
    ("_unit", "basis", ""),
    ("_untold", "of", "_cell"),
    ("_cell", "unit", "_cell"),
    ("_subject", "measure", "_subject"),
)
_Meet = Callable[[list[int], list[int], list[int], list[int]], dict[int, int]]


def _met(left: list[int], right: list[int], of_left: list[int], of_right: list[int]) -> dict[int, int]:
    """Pair rows of one code, the first with the first, the second with the second."""
    waiting: dict[int, deque[int]] = {}
    for one in right:
        waiting.setdefault(of_right[one], deque()).append(one)
    return {one: waiting[of_left[one]].popleft() for one in left if waiting.get(of_left[one])}


def _met_untold(a: pd.DataFrame, b: pd.DataFrame) -> _Meet:
    """Return a pairing of ranks and streaks of which one side says of what they are and the other does not."""
    untold_a, untold_b = (frame["of"].eq("").tolist() for frame in (a, b))

    def met(left: list[int], right: list[int], of_left: list[int], of_right: list[int]) -> dict[int, int]:
        return {
            **_met([i for i in left if untold_a[i]], [i for i in right if not untold_b[i]], of_left, of_right),
            **_met([i for i in left if not untold_a[i]], [i for i in right if untold_b[i]], of_left, of_right),
        }

    return met


def _spread(rows: pd.DataFrame, a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Give every pair of row numbers its columns: the subject once, the rest for each side."""
    parts: list[pd.DataFrame | pd.Series[str]] = [rows["_cause"].astype("object")]
    sides: list[pd.DataFrame] = []
    for suffix, cells in (("a", a), ("b", b)):
        places = rows[f"_row_{suffix}"].astype("float64").fillna(-1).astype("int64")
        taken = cells[list(dict.fromkeys([*SUBJECT, *KEPT]))].reindex(places).reset_index(drop=True)
        sides.append(taken)
        parts.append(taken[KEPT].add_suffix(f"_{suffix}"))
    subject = sides[0][SUBJECT].where(rows["_row_a"].notna(), sides[1][SUBJECT])
    subject = subject.assign(of=subject["of"].where(subject["of"].ne("") | rows["_row_b"].isna(), sides[1]["of"]))
    subject = subject.astype({"per_year": "bool", "since": "int64", "until": "int64"})
    return pd.concat([subject, *parts], axis=1)


def elsewhere(rows: pd.DataFrame, cells: pd.DataFrame, keys: Sequence[str]) -> pd.Series[bool]:
    """Say which rows have a cell on the other side that agrees in `keys`."""
    return pd.Series(among(rows, cells, keys), index=rows.index)
