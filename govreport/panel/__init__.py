"""`read_panel` and the tidy frame of many reports."""

from .reading import load_panel, panel_of, read_panel
from .sayings import Sayings
from .schema import COLUMNS, Failure
from .suggesting import suggest
from .table import Panel
from .views import Explanation

__all__ = ["COLUMNS", "Explanation", "Failure", "Panel", "Sayings", "load_panel", "panel_of", "read_panel", "suggest"]
