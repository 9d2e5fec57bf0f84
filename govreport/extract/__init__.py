"""Clauses to metrics: subjects carried over, 分别 distributed, period and status from the context."""

from __future__ import annotations

from dataclasses import replace

from ..model import Metric, Report
from ..text.script import rewritten, simplified
from .clause import Claim, read_clauses
from .context import Context
from .names import finish
from .territory import Territory

__all__ = ["extract"]

#: how far from a number its name stands: a sentence may be as long as the text
_NEAR = 300


def extract(report: Report) -> list[Metric]:
    """Extract every metric of a report.

    Parameters
    ----------
    report : Report
        As `read_report` or `report_from_text` give it.

    Returns
    -------
    list of Metric
        In the order of the text; `report.text[m.start:m.end] == m.quote` for each. `indicator` is None: only the
        normalizer gives ids.

    Examples
    --------
    >>> from govreport import report_from_text
    >>> text = "XX市2023年政府工作报告\\n各位代表：\\n一、2022年工作回顾\\n出口超6000亿元，增长6%左右。"
    >>> report = report_from_text(text)
    >>> [(m.name, m.measure, m.value, m.unit, m.bound) for m in extract(report)]
    [('出口', 'level', 6000.0, '亿元', 'over'), ('出口', 'growth', 6.0, '%', 'about')]
    """
    plain = simplified(report.text)
    if plain == report.text:
        return _extract(report)
    return [_as_written(m, report.text) for m in _extract(replace(report, text=plain))]


def _as_written(metric: Metric, text: str) -> Metric:
    """A metric of a text in traditional characters, found in the simplified ones, in the text's own."""
    first, last = metric.sentence
    sentence = text[max(first, metric.start - _NEAR) : min(last, metric.end + _NEAR)]
    return replace(
        metric,
        quote=text[metric.start : metric.end],
        name=rewritten(metric.name, sentence, text),
        region=metric.region and rewritten(metric.region, sentence, text),
        basis=metric.basis and rewritten(metric.basis, sentence, text),
    )


def _extract(report: Report) -> list[Metric]:
    context = Context(report, stem=report.region.rstrip("省市县区"))
    sections = [s for s in report.sections if s.kind != "other"]
    territory = Territory(report)
    metrics: list[Metric] = []
    topic, at = "", 0
    for start, end in report.sentences:
        while at < len(sections) - 1 and sections[at].end <= start:
            at += 1
        section = sections[at]
        claims, topic = read_clauses(report.text, start, end, topic)
        context.sentence(start, end, section, claims[0].quantity.start if claims else None)
        territory.sentence(start, end, bool(claims))
        for claim in claims:
            period, rule = context.period(claim, section)
            status = context.status(claim, start, section, period)
            metrics += [
                _metric(claim, name, period, status, territory, (start, end), (rule, f"status.{section.kind}"))
                for name in map(finish, claim.names)
                if name.strip()
            ]
    return metrics


def _metric(
    claim: Claim,
    name: str,
    period: tuple[int, int],
    status: str,
    territory: Territory,
    sentence: tuple[int, int],
    rules: tuple[str, ...],
) -> Metric:
    q = claim.quantity
    value, high = q.value * claim.sign, None if q.high is None else q.high * claim.sign
    region, name, rule, _ = territory(claim, name)
    return Metric(
        start=q.start,
        end=q.end,
        quote=territory.report.text[q.start : q.end],
        name=name,
        measure=claim.measure,
        value=value,
        value_high=high,
        unit=(claim.unit or q.unit).replace("％", "%"),
        bound=q.bound,
        period=period,
        per_year=claim.each_year,
        status=status,  # type: ignore[arg-type]
        region=region,
        basis=claim.basis,
        rules=(f"quantity.{q.kind}", *claim.rules, *rules, rule),
        sentence=sentence,
    )
