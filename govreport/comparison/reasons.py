"""Why rows of a comparison are not compared, and what to be careful about in those that are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from govreport.comparison.named_apart import CAUSES, cared_for
from govreport.comparison.pairing import CELL, SUBJECT, elsewhere
from govreport.comparison.rounded import STATED
from govreport.comparison.telling import ALONE

__all__ = ["reasons"]


def reasons(rows: pd.DataFrame, a: pd.DataFrame, b: pd.DataFrame) -> pd.Series[Any]:
    """Say what keeps a row from being compared, or what to be careful about.

    Parameters
    ----------
    rows : pandas.DataFrame
        Pairs with their kind, the differences, the sign, and `_cause`.
    a, b : pandas.DataFrame
        All that either side says.

    Returns
    -------
    pandas.Series
    """
    differs, cause = rows["kind"] == "not_comparable", rows["_cause"]
    no_region = no_unit = no_measure = differs & False
    for kind, silent in (("new", a), ("dropped", b)):
        alone = rows["kind"] == kind
        no_region = no_region | (alone & ~rows["region"].isin(silent["region"]))
        no_unit = no_unit | (alone & elsewhere(rows, silent, CELL))
        no_measure = no_measure | (alone & elsewhere(rows, silent, SUBJECT))
    changed, sign = rows["kind"] == "changed", rows["sign"]
    where = {
        "unit differs": differs & (cause == "unit"),
        "basis differs": differs & (cause == "basis"),
        "one side does not say of what": differs & (cause == "of"),
        "measure differs": differs & (cause == "measure"),
        **{why: differs & (cause == why) for why in CAUSES},
        ALONE: no_region,
        "the other year says it in another unit or on another basis": no_unit,
        "the other year gives another measure": no_measure,
        "the hedges leave the sign open": changed & (sign == "unknown"),
        STATED: changed & (rows["value_a"] == rows["value_b"]) & rows["change"].fillna(0).ne(0),
    }
    reason = pd.Series(np.select(list(where.values()), list(where), default=""), index=rows.index, dtype="object")
    cares = cared_for(rows).where(~((cause == "basis") & ~differs), "only one side states its basis")
    return reason.where(cares == "", (reason + "; " + cares).str.removeprefix("; "))
