"""Comparisons: years and regions beside each other, targets beside what became of them, what reports take back."""

from govreport.comparison.auditing import Audit, audit
from govreport.comparison.comparison import Comparison, compare
from govreport.comparison.covering import Coverage, coverage
from govreport.comparison.findings import Findings, check
from govreport.comparison.outcomes import Targets, targets
from govreport.comparison.ranking import League, league
from govreport.comparison.revising import Revisions, revisions
from govreport.comparison.sides import SideBySide, side_by_side
from govreport.comparison.story import TargetStory, target_story

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
