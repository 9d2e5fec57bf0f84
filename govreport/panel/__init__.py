"""`read_panel` and the tidy frame of many reports."""

from govreport.panel.correction_table import Correction, Corrections, corrections
from govreport.panel.journal import Skipped
from govreport.panel.reading import load_panel, panel_of, read_panel
from govreport.panel.sayings import Sayings
from govreport.panel.schema import COLUMNS, Failure
from govreport.panel.suggesting import suggest
from govreport.panel.table import Panel
from govreport.panel.tabular import Reports, reports
from govreport.panel.views import Explanation

__all__ = [
    "COLUMNS",
    "Correction",
    "Corrections",
    "Explanation",
    "Failure",
    "Panel",
    "Reports",
    "Sayings",
    "Skipped",
    "corrections",
    "load_panel",
    "panel_of",
    "read_panel",
    "reports",
    "suggest",
]
