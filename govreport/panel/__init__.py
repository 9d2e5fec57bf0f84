"""`read_panel` and the tidy frame of many reports."""

from .correction_table import Correction, Corrections, corrections
from .journal import Skipped
from .reading import load_panel, panel_of, read_panel
from .sayings import Sayings
from .schema import COLUMNS, Failure
from .suggesting import suggest
from .table import Panel
from .tabular import Reports, reports
from .views import Explanation

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
