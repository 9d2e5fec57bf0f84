"""An observation as a row of a panel."""

from __future__ import annotations

from govreport.model import Observation, Report
from govreport.territories import locate

__all__ = ["Row", "evidence_row", "reporter_of", "row"]

Row = tuple[object, ...]


def reporter_of(report: Report) -> tuple[str, str]:
    """Return the name and the code of who reports.

    Parameters
    ----------
    report : Report

    Returns
    -------
    tuple of str
    """
    reporter = locate(report.region)
    return (reporter.label, reporter.code) if reporter else (report.region, "")


def row(report: Report, o: Observation) -> Row:
    """Return an observation as a row of a panel, with the columns of `COLUMNS`.

    Parameters
    ----------
    report : Report
    o : Observation

    Returns
    -------
    tuple
    """
    m = o.metric
    label, code = reporter_of(report)
    return (
        o.region,
        o.region_code,
        o.indicator,
        o.measure,
        o.of,
        o.period[0],
        o.period[1],
        m.part,
        m.per_year,
        o.status,
        o.aim,
        o.value,
        o.low,
        o.high,
        o.unit,
        m.bound,
        m.basis,
        m.doubt,
        m.name,
        m.quote,
        report.text[m.sentence[0] : m.sentence[1]],
        m.sentence[0],
        m.start,
        m.end,
        label,
        code,
        report.year,
        report.source,
    )


def evidence_row(o: Observation) -> Row:
    """Return what is told beside the row, with the columns of `EVIDENCE`.

    Parameters
    ----------
    o : Observation

    Returns
    -------
    tuple
    """
    m = o.metric
    return (
        " ".join(m.rules),
        o.alias or "",
        o.rule,
        o.conversion,
        o.conflict or "",
        " ".join(o.nearest),
        m.value,
        m.unit,
        m.region or "",
        "",
    )
