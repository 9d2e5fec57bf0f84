"""Files of tables: CSV, JSON, Parquet, Excel and SDMX-CSV, for panels and for every result."""

from govreport.export._exports import Exports, check_ending, suffixes
from govreport.export._sdmx import SDMX_COLUMNS, observations

__all__ = ["SDMX_COLUMNS", "Exports", "check_ending", "observations", "suffixes"]
