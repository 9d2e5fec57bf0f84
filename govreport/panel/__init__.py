"""`read_panel` and the tidy frame of many reports."""

from .journal import Skipped
from .reading import load_panel, panel_of, read_panel
from .schema import COLUMNS, Failure
from .suggesting import suggest
from .table import Panel
from .tabular import Reports, reports
from .views import Explanation

__all__ = [
    "COLUMNS",
    "Explanation",
    "Failure",
    "Panel",
    "Reports",
    "Skipped",
    "load_panel",
    "panel_of",
    "read_panel",
    "reports",
    "suggest",
]
