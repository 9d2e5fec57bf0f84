"""Figures of a panel: `f(panel, …, ax=None) -> Axes`; matplotlib is imported here and nowhere else.

No call changes a global setting, shows a window or leaves a figure behind when it fails.
"""

from __future__ import annotations

from govreport.plot.concepts import terms, terms_multiples
from govreport.plot.fonts import chinese_font
from govreport.plot.grid import small_multiples
from govreport.plot.lines import trend
from govreport.plot.look import style
from govreport.plot.matrices import coverage, heatmap
from govreport.plot.pairs import targets
from govreport.plot.phrases import wording
from govreport.plot.ranks import league
from govreport.plot.saving import save
from govreport.plot.steps import change
from govreport.plot.vintages import revisions

__all__ = [
    "change",
    "chinese_font",
    "coverage",
    "heatmap",
    "league",
    "revisions",
    "save",
    "small_multiples",
    "style",
    "targets",
    "terms",
    "terms_multiples",
    "trend",
    "wording",
]
