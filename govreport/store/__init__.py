"""Panels of any number of reports, in a folder of Parquet files that is read piece by piece."""

from govreport.store.panels import Store, open_panel
from govreport.store.updating import Updated

__all__ = ["Store", "Updated", "open_panel"]
