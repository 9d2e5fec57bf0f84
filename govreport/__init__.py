"""The numbers of Chinese government work reports, as data: read, extract, normalize, compare, draw.

Everything a user needs is here; each name is imported from its module on first use, so that `import govreport`
costs next to nothing and a script that only extracts never loads pandas or matplotlib.

Examples
--------
>>> import govreport as gr
>>> report = gr.report_from_text("全国2023年政府工作报告\\n过去一年，国内生产总值增长3%。", region="全国", year=2023)
>>> [(metric.name, metric.value, metric.unit) for metric in gr.extract(report)]
[('国内生产总值', 3.0, '%')]
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govreport import plot as plot
    from govreport.compare import (
        Audit,
        Comparison,
        Coverage,
        Findings,
        League,
        Revisions,
        SideBySide,
        Targets,
        TargetStory,
        audit,
        check,
        compare,
        coverage,
        league,
        revisions,
        side_by_side,
        target_story,
        targets,
    )
    from govreport.errors import (
        GovReportError,
        GovReportWarning,
        InputError,
        UnitError,
        UnknownIdError,
        VocabularyError,
    )
    from govreport.extract import Declined, declined, extract
    from govreport.model import Indicator, Match, Metric, Observation, Report, Section
    from govreport.normalize import normalize
    from govreport.panel import (
        Correction,
        Corrections,
        Failure,
        Panel,
        Reports,
        Sayings,
        Skipped,
        corrections,
        load_panel,
        read_panel,
        reports,
        suggest,
    )
    from govreport.regions import Region, region, regions
    from govreport.samples import samples
    from govreport.store import Store, Updated, open_panel
    from govreport.text import Limits, read_report, report_from_text
    from govreport.vocabulary import Vocabulary, vocabulary
    from govreport.words import (
        Concept,
        Concepts,
        Promises,
        Sentences,
        Terms,
        Wording,
        concepts,
        promises,
        sentences,
        terms,
        wording,
    )

__version__ = "0.1.0"

_HOMES = {
    "compare": (
        *("Audit", "Comparison", "Coverage", "Findings", "League", "Revisions", "SideBySide", "TargetStory", "Targets"),
        *("audit", "check", "compare", "coverage", "league", "revisions", "side_by_side", "target_story", "targets"),
    ),
    "errors": ("GovReportError", "GovReportWarning", "InputError", "UnitError", "UnknownIdError", "VocabularyError"),
    "extract": ("Declined", "declined", "extract"),
    "model": ("Indicator", "Match", "Metric", "Observation", "Report", "Section"),
    "normalize": ("normalize",),
    "panel": (
        *("Correction", "Corrections", "Failure", "Panel", "Reports", "Sayings", "Skipped"),
        *("corrections", "load_panel", "read_panel", "reports", "suggest"),
    ),
    "regions": ("Region", "region", "regions"),
    "samples": ("samples",),
    "store": ("Store", "Updated", "open_panel"),
    "text": ("Limits", "read_report", "report_from_text"),
    "vocabulary": ("Vocabulary", "vocabulary"),
    "words": (
        "Concept",
        "Concepts",
        "Promises",
        "Sentences",
        "Terms",
        "Wording",
        "concepts",
        "promises",
        "sentences",
        "terms",
        "wording",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Audit",
    "Comparison",
    "Concept",
    "Concepts",
    "Correction",
    "Corrections",
    "Coverage",
    "Declined",
    "Failure",
    "Findings",
    "GovReportError",
    "GovReportWarning",
    "Indicator",
    "InputError",
    "League",
    "Limits",
    "Match",
    "Metric",
    "Observation",
    "Panel",
    "Promises",
    "Region",
    "Report",
    "Reports",
    "Revisions",
    "Sayings",
    "Section",
    "Sentences",
    "SideBySide",
    "Skipped",
    "Store",
    "TargetStory",
    "Targets",
    "Terms",
    "UnitError",
    "UnknownIdError",
    "Updated",
    "Vocabulary",
    "VocabularyError",
    "Wording",
    "__version__",
    "audit",
    "check",
    "compare",
    "concepts",
    "corrections",
    "coverage",
    "declined",
    "extract",
    "league",
    "load_panel",
    "normalize",
    "open_panel",
    "plot",
    "promises",
    "read_panel",
    "read_report",
    "region",
    "regions",
    "report_from_text",
    "reports",
    "revisions",
    "samples",
    "sentences",
    "side_by_side",
    "suggest",
    "target_story",
    "targets",
    "terms",
    "vocabulary",
    "wording",
]


class _Package(ModuleType):
    """Keeps `govreport.compare` the function when the module of the same name is loaded.

    The import system sets each submodule as an attribute of its package; four public functions are called as the
    modules they live in.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and name in _HOME:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name == "plot":
        return import_module("govreport.plot")
    if name not in _HOME:
        raise AttributeError(f"module 'govreport' has no attribute {name!r}")
    value = getattr(import_module(f"govreport.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
