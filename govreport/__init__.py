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

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govreport import plot as plot
    from govreport.comparison import (
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
    from govreport.extraction import Declined, declined, extract
    from govreport.indicators import Vocabulary, vocabulary
    from govreport.model import Indicator, Match, Metric, Observation, Report, Section
    from govreport.normalization import normalize
    from govreport.packaged import samples
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
    from govreport.settings import Options, options
    from govreport.store import Store, Updated, open_panel
    from govreport.territories import Region, region, regions
    from govreport.text import Limits, read_report, report_from_text
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
    "comparison": (
        *("Audit", "Comparison", "Coverage", "Findings", "League", "Revisions", "SideBySide", "TargetStory", "Targets"),
        *("audit", "check", "compare", "coverage", "league", "revisions", "side_by_side", "target_story", "targets"),
    ),
    "errors": ("GovReportError", "GovReportWarning", "InputError", "UnitError", "UnknownIdError", "VocabularyError"),
    "extraction": ("Declined", "declined", "extract"),
    "model": ("Indicator", "Match", "Metric", "Observation", "Report", "Section"),
    "normalization": ("normalize",),
    "panel": (
        *("Correction", "Corrections", "Failure", "Panel", "Reports", "Sayings", "Skipped"),
        *("corrections", "load_panel", "read_panel", "reports", "suggest"),
    ),
    "settings": ("Options", "options"),
    "store": ("Store", "Updated", "open_panel"),
    "territories": ("Region", "region", "regions"),
    "packaged": ("samples",),
    "text": ("Limits", "read_report", "report_from_text"),
    "indicators": ("Vocabulary", "vocabulary"),
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
    "Options",
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
    "options",
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


def __getattr__(name: str) -> object:
    if name == "plot":
        return import_module("govreport.plot")
    if name not in _HOME:
        raise AttributeError(f"module 'govreport' has no attribute {name!r}")
    value = getattr(import_module(f"govreport.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
