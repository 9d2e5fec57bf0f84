"""Comparisons: two years beside each other, targets beside what became of them, what reports take back."""

from govreport.compare._comparison import Comparison, compare
from govreport.compare._coverage import Coverage, coverage
from govreport.compare._revisions import Revisions, revisions
from govreport.compare._targets import Targets, targets

__all__ = ["Comparison", "Coverage", "Revisions", "Targets", "compare", "coverage", "revisions", "targets"]
