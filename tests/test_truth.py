"""What is read from real reports beside what is known from elsewhere; skips where the reports are not at hand."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from sharing import Corpus

import govreport as gr
from govreport.panel.reading import panel_of

Observed = Callable[[gr.Report], list[gr.Observation]]
ROOT = Path(__file__).resolve().parents[1]
#: what is about targets of growth of output: here the library may not be wrong at all
GDP_TARGETS = ("province targets 2026", "Hebei targets", "target sentences")


@pytest.fixture(scope="module")
def truth() -> ModuleType:
    spec = importlib.util.spec_from_file_location("truth", ROOT / "benchmarks" / "truth.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["truth"] = module
    spec.loader.exec_module(module)
    return module


def test_every_known_figure_agrees_or_is_explained(
    truth: ModuleType, shared: Path, real_reports: Corpus, observed: Observed
) -> None:
    reports = [real_reports.reports[path.stem] for path in truth.files(shared)]
    frame = panel_of((report, observed(report)) for report in reports).frame
    cells, known = truth.cells(shared, frame), truth.known()
    apart = [cell for cell in cells if not cell.agrees]
    unexplained = [f"{c.table}, {c.cell}: {c.truth}; said: {c.said}" for c in apart if c.key not in known]
    assert not unexplained, "\n".join(unexplained)
    assert len(cells) - len(apart) >= 135
    about_gdp = [c for c in apart if c.table in GDP_TARGETS or "gdp" in c.cell]
    assert not [c for c in about_gdp if known[c.key][0] == "ours"]


def test_every_explanation_is_of_a_known_kind_and_says_why(truth: ModuleType) -> None:
    for key, (kind, why) in truth.known().items():
        assert kind in ("report", "revision", "table", "ours") and why, key
