"""The rules that read a figure, in Chinese words (`data/rule_words.tsv`); in English they are their names."""

from __future__ import annotations

import re
from functools import cache

from govreport import tables

__all__ = ["rule_in_words", "rules_in_words"]

_INSTEAD = "instead."
_CARRIED = "carried_"
#: a year that a kind of number decided: `span_end_ratio`, `section_whole_deed`
_JUDGED = re.compile(r"(?P<time>[a-z_]+?)_(?P<how>end|whole)(?:_(?P<judge>[a-z_]+))?")


@cache
def _words() -> dict[str, str]:
    return {row["rule"]: row["zh"] for row in tables.rows("rule_words")}


def rule_in_words(rule: str) -> str:
    """Return a rule in Chinese, without the field that it decides; one that no row knows is its own name.

    Parameters
    ----------
    rule : str
        As `Metric.rules` has it.

    Returns
    -------
    str

    Examples
    --------
    >>> rule_in_words("subject.own"), rule_in_words("period.carried_span_end_ratio"), rule_in_words("added")
    ('数字前的词', '沿用前文：几年间，取末年：比率', 'added')
    """
    words = _words()
    field, _, name = rule.partition(".")
    if rule in words:
        return words[rule]
    if name.startswith(_CARRIED):
        rest = rule_in_words(f"{field}.{name.removeprefix(_CARRIED)}")
        return words["carried"].format(rest)
    judged = _JUDGED.fullmatch(name)
    if judged is None:
        return rule
    how = f"{judged['how']}.{judged['judge']}" if judged["judge"] else judged["how"]
    time = f"{field}.{judged['time']}"
    return f"{words[time]}，{words[how]}" if time in words and how in words else rule


def rules_in_words(rules: str, lang: str) -> tuple[str, str]:
    """Return the rules that decided, and what would stand there without the last of them.

    Parameters
    ----------
    rules : str
        With blanks between them.
    lang : {"zh", "en"}

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> rules_in_words("subject.own period.span_end_ratio instead.period_whole:2018-2022", "en")
    ('subject.own period.span_end_ratio', 'period whole 2018-2022')
    >>> rules_in_words("subject.own period.span_end_ratio instead.period_whole:2018-2022", "zh")
    ('主语：数字前的词；年份：几年间，取末年：比率', '年份 2018–2022（算全期）')
    """
    names = rules.split(" ")
    decided = [name for name in names if not name.startswith(_INSTEAD)]
    others = [name.removeprefix(_INSTEAD).partition(":") for name in names if name.startswith(_INSTEAD)]
    if lang == "en":
        return " ".join(decided), "; ".join(f"{kind.replace('_', ' ', 1)} {value}" for kind, _, value in others)
    return "；".join(map(_said, decided)), "；".join(_other(kind, value) for kind, _, value in others)


def _said(rule: str) -> str:
    field = _words().get(rule.partition(".")[0])
    return f"{field}：{rule_in_words(rule)}" if field else rule


def _other(kind: str, value: str) -> str:
    """Say what else would stand there: the span or its end, or what held before."""
    field, _, name = kind.partition("_")
    shown = value.replace("-", "–") if field == "period" else value
    rule = {"whole": "whole", "end": "end"}.get(name) if field == "period" else None
    why = _words()[rule] if rule else rule_in_words(f"{field}.{name}")
    return f"{_words().get(field, field)} {shown}（{why}）"
