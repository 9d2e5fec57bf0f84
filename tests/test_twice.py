"""What a report says twice of one cell agrees, or is explained; skips where the real reports are not at hand."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from sharing import Corpus

import govreport as gr

Observed = Callable[[gr.Report], list[gr.Observation]]
ROOT = Path(__file__).resolve().parents[1]
#: cells that the library itself makes two of, by readings of single sentences
OURS = 9


@pytest.fixture(scope="module")
def twice() -> ModuleType:
    spec = importlib.util.spec_from_file_location("twice", ROOT / "benchmarks" / "twice.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["twice"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("said", "agree"),
    [
        ("全市生产总值超1.2万亿元。一年来，生产总值达到12034亿元。", True),
        ("全市生产总值1.2万亿元。一年来，生产总值达到12034亿元。", True),
        ("全市生产总值1.2万亿元。一年来，生产总值达到12934亿元。", False),
        ("全市生产总值超1.3万亿元。一年来，生产总值达到12934亿元。", False),
        ("全市粮食产量40万吨左右。一年来，粮食产量达到41.2万吨。", True),
        ("全市生产总值总量居全省第2位、长三角第3位。", False),
    ],
)
def test_sayings_of_one_cell_agree_where_one_number_fits_them_all(twice: ModuleType, said: str, agree: bool) -> None:
    text = f"某某市政府工作报告\n一、2024年工作回顾\n过去一年，我们扎实工作。{said}\n"
    report = gr.report_from_text(text, region="某某市", year=2025)
    [found] = twice.cells(report, {"gdp", "grain_output"})
    assert len(found) == 2
    assert twice.compatible(found) == agree


def test_reports_contradict_themselves_only_where_it_is_explained(
    twice: ModuleType, shared: Path, real_reports: Corpus, observed: Observed
) -> None:
    read = twice.twice(real_reports.reports.items(), twice.core(shared), observed)
    found = [cell for _, cells in read for cell in cells]
    known = twice.known()
    unexplained = [str(cell) for cell in found if cell.key not in known]
    assert len(unexplained) <= OURS, "\n".join(unexplained)
    assert not set(known) - {cell.key for cell in found}, "explained, but said only once by now"
