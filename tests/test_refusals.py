"""What is said, to the letter, where something is asked that cannot be: what, where, what was expected and found."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import pandas as pd
import pytest
from case_rows import rows_of
from hypothesis import example, given
from hypothesis import strategies as st
from message_tools import english_left
from panel_rows import panel, row

import govreport as gr
from govreport.errors import closest
from govreport.panel.correction_fields import parsed
from govreport.panel.journal import Journal

CASES = Path(__file__).parent / "cases" / "refusals.tsv"


def test_a_refusal_says_what_is_wrong_and_what_would_be_right() -> None:
    there = panel(
        row("gdp", "level", 2021, 100, "亿元"),
        row("gdp", "level", 2022, 110, "亿元"),
        row("gdp", "growth", 2023, 5, "%", status="target"),
        row("gdp", "growth", 2022, 5, "%"),
        row("gdp", "level", 2022, 11, "亿元", region="浙江省"),
        row("open:桥", "level", 2022, 3, "座"),
    )
    said = {"report_region": "全国", "report_year": 2023, "quote": "5%", "sentence": "增长5%。"}
    names = {"gr": gr, "p": there, "pd": pd, "parsed": parsed, "Journal": Journal, "said": said}
    cases = rows_of(CASES)
    wrong = []
    for case in cases:
        with pytest.raises(gr.GovReportError) as caught:
            eval(case["ask"], names)
        if str(caught.value) != case["told"]:
            wrong.append(f"{case['ask']}\n  {case['told']}\n  {caught.value}")
        in_chinese = caught.value.to_text("zh")
        if left := english_left(in_chinese):
            wrong.append(f"{case['ask']}\n  {in_chinese}\n  {left}")
    assert not wrong, "\n".join(wrong)


@example("gpd", ["gdp", "pg", "exports", "gdppgpd"])
@given(st.text("gdpexports_", max_size=8), st.lists(st.text("gdpexports_生产总值", max_size=12), max_size=8))
def test_the_nearest_words_are_those_of_measuring_every_one(word: str, known: list[str]) -> None:
    inside = sorted((one for one in known if one and word and (word in one or one in word)), key=len)
    near = get_close_matches(word, [one for one in known if one], n=3, cutoff=0.5)
    assert closest(word, known) == tuple(dict.fromkeys([*near, *inside]))[:3]
