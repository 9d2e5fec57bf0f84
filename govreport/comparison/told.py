"""What the words beside a number tell of a target: that it was met, that it is none, that it is a cut."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from govreport.aiming import outcome_words, target_words
from govreport.comparison.cells import Bools, texts
from govreport.comparison.lines import Lines

_BREAK = re.compile("[，；。：！？]")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    goal = rf"[^，。；、\d]{{0,8}}?{target_words('set')}[^，。；、\d]{{0,10}}?{target_words('goal')}"
    says = outcome_words()
    return {
        "behind": re.compile(rf"[，、（(]?[^，。；、\d]{{0,8}}?(?:{says})了?{goal}"),
        "before": re.compile(rf"(?:{says})了?[^，。；、\d]{{0,8}}$"),
        "goal": re.compile(
            rf"[^，。；、\d]{{0,8}}?(?:{target_words('set')}|的)?[^，。；、\d]{{0,6}}?{target_words('goal')}"
        ),
        "told": re.compile(rf"(?<!提){target_words('told')}(?!.*{target_words('untold')})"),
        "cut": re.compile(target_words("cut")),
        "to": re.compile("[至到为]$"),
        "control": re.compile(target_words("control")),
        "of_a_span": re.compile(rf"[比较][^，。；、]{{0,8}}?{target_words('span_before')}"),
    }


def around_number(row: Mapping[Any, Any] | pd.Series[Any], side: str) -> tuple[str, str]:
    """Return the sentence before and behind a number of a row."""
    sentence, begin = row[f"sentence{side}"], int(row[f"start{side}"] - row[f"sentence_start{side}"])
    return sentence[:begin], sentence[begin + int(row[f"end{side}"] - row[f"start{side}"]) :]


def _clause(before: str) -> str:
    return _BREAK.split(before)[-1]


def told_as_results(targets: pd.DataFrame) -> pd.Series[bool]:
    """Say which targets are results told inside a plan: `已设立400亿元基金`, `前四年累计下降12%`."""
    told = _patterns()["told"]
    found = [told.search(_clause(around_number(row, "")[0])) is not None for row in _records(targets, "")]
    return pd.Series(found, index=targets.index, dtype=bool)


def of_a_span(rows: pd.DataFrame, side: str) -> Bools:
    """Say which rises are counted from a span of years: the sum of five years against that of the five before."""
    spans = _patterns()["of_a_span"]
    told = [
        isinstance(row[f"sentence{side}"], str) and spans.search(_clause(around_number(row, side)[0])) is not None
        for row in _records(rows, side)
    ]
    return np.array(told, dtype=bool)


def turned(rows: pd.DataFrame, way: pd.Series[Any]) -> pd.Series[Any]:
    """Turn the direction where what is aimed at is a cut: `压缩920亿元` as a change, `压减支出1亿元` as an amount."""
    falls = rows["measure"].isin(["growth", "change"]) & (rows["value_target"] < 0)
    cut, to = _patterns()["cut"], _patterns()["to"]
    amounts = pd.Series(
        [
            row["measure"] == "level"
            and cut.match(row["name_target"]) is not None
            and to.search(around_number(row, "_target")[0]) is None
            for row in _records(rows, "_target")
        ],
        index=rows.index,
        dtype=bool,
    )
    return way.where(~falls, "less").where(~amounts, "more")


def _records(rows: pd.DataFrame, side: str) -> list[dict[Any, Any]]:
    names = [f"{c}{side}" for c in ("sentence", "sentence_start", "start", "end", "name", "bound")]
    lines = Lines(rows, [*names, *(c for c in ("measure", "direction") if c in rows)])
    return list(lines.rows(range(len(lines))))


def says(rows: pd.DataFrame, side: str) -> pd.Series[Any]:
    """Return the verdict that the words beside a number give, "" where they give none.

    Of a result they stand behind it (`回落到6.1%，明显低于预定的调控目标`), of a target told again around it
    (`没有完成12.5%的预期目标`).
    """
    found = [_verdict(row, side) for row in _records(rows, side)]
    return pd.Series(found, index=rows.index, dtype="object")


def _verdict(row: dict[Any, Any], side: str) -> str:
    if not isinstance(row[f"sentence{side}"], str):
        return ""
    patterns = _patterns()
    before, behind = around_number(row, side)
    said = patterns["behind"].match(behind)
    if said is None and patterns["goal"].match(behind):
        said = patterns["before"].search(_clause(before))
    if said is None:
        return ""
    kind = next(kind for kind, word in said.groupdict().items() if word)
    about = f"{row[f'name{side}']}{said.group()}{_clause(before)}{behind[:12]}"
    return outcome(kind, row["direction"] == "less" or to_be_kept(about))


def words_before(row: Mapping[Any, Any], side: str) -> str:
    """Return what its clause says before a number."""
    return _clause(around_number(row, side)[0])


def to_be_kept(words: str) -> bool:
    """Say whether words are of what is to be kept under control: below its goal is as it should be."""
    return _patterns()["control"].search(words) is not None


def outcome(says: str, kept: bool) -> str:
    """Return the verdict that words give, by whether below is as it should be."""
    if says == "below":
        return "met" if kept else "missed"
    if says == "above":
        return "missed" if kept else "exceeded"
    return "met" if says == "kept" else says


def decided(rows: pd.DataFrame, open_ones: Bools) -> pd.Series[Any]:
    """Return the verdict that the words beside the result give to rows that the figures leave open."""
    found = texts(pd.Series("", index=rows.index, dtype="object"))
    if open_ones.any():
        found.loc[open_ones] = says(rows[open_ones], "_result")
    return found
