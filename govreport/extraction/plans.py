"""A plan that a result is held against: more than was planned is no growth over the year before."""

from __future__ import annotations

import re

__all__ = ["THAN_PLAN", "than_plan"]

THAN_PLAN = "measure.than_plan"  #: the rule by which a number is told against a plan, not against a year before

_THAN_PLAN = re.compile(
    r"[比较](?:原|原定|年度|年|全年|年初|当年|本年|既定|国家|省|省下达|上级下达)?的?"
    r"(?:计划|预算|目标|任务)(?:任务|目标|数|额|指标)?"
    r"(?:实际|已|还|又|约|将|多|少|净|超额)*(?:增|减|提高|降|压|多|少|超|高|低|$)"
)


def than_plan(left: str) -> bool:
    """Say whether a number compares with the plan of the year, by what stands before it.

    Parameters
    ----------
    left : str

    Returns
    -------
    bool

    Examples
    --------
    >>> than_plan("投资比年度计划增长"), than_plan("支出比上年预算增长")
    (True, False)
    """
    return _THAN_PLAN.search(left) is not None
