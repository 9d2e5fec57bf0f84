"""Panels of any number of reports, in a folder of Parquet files that is read piece by piece."""

from govreport.store.files import is_store
from govreport.store.panels import Store, open_panel
from govreport.store.updating import Updated

__all__ = ["Store", "Updated", "is_store", "open_panel"]
