"""Comparisons: years and regions beside each other, targets beside what became of them, what reports take back."""

from govreport.compare._audit import Audit, audit
from govreport.compare._comparison import Comparison, compare
from govreport.compare._coverage import Coverage, coverage
from govreport.compare._findings import Findings, check
from govreport.compare._league import League, league
from govreport.compare._revisions import Revisions, revisions
from govreport.compare._sides import SideBySide, side_by_side
from govreport.compare._story import TargetStory, target_story
from govreport.compare._targets import Targets, targets

__all__ = [
    "Audit",
    "Comparison",
    "Coverage",
    "Findings",
    "League",
    "Revisions",
    "SideBySide",
    "TargetStory",
    "Targets",
    "audit",
    "check",
    "compare",
    "coverage",
    "league",
    "revisions",
    "side_by_side",
    "target_story",
    "targets",
]
