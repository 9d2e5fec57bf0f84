"""What is set before anything is loaded; what the tests share stands in `sharing.py`."""

from __future__ import annotations

import os
import sys

import pytest

os.environ.setdefault("MPLBACKEND", "Agg")
#: messages are asked for by their English words, whatever language the machine speaks; no language is chosen on purpose
os.environ["LANGUAGE"] = "en"
os.environ.pop("GOVREPORT_LANG", None)
# Many tests start a Python of their own: where it may not keep bytecode, each compiles the whole library again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_configure(config: pytest.Config) -> None:
    """Load what the tests share, which takes seconds, but not where tests are only handed out to workers."""
    if hasattr(config, "workerinput") or config.getoption("dist", "no") == "no":
        config.pluginmanager.import_plugin("sharing")
