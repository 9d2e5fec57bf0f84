"""Files of tables: CSV, JSON, Parquet, Excel and SDMX-CSV, for panels and for every result."""

from govreport.export.exports import Exports, check_ending, suffixes
from govreport.export.form import Form, write_form
from govreport.export.heads import portable
from govreport.export.plain import guarded
from govreport.export.sdmx import SDMX_COLUMNS, observations

__all__ = [
    "SDMX_COLUMNS",
    "Exports",
    "Form",
    "check_ending",
    "guarded",
    "observations",
    "portable",
    "suffixes",
    "write_form",
]
