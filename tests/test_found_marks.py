"""What `check` finds is marked wherever the value is shown: in every figure and every table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from panel_rows import panel, row

import govreport as gr
from govreport.panel import Panel

pytest.importorskip("matplotlib")
DOUBTED, SOUND = "存疑（见 check）", ""
Draw = Callable[[Panel], Any]

FIGURES: dict[str, Draw] = {
    "trend": lambda p: gr.plot.trend(p, "grain_output", lang="zh"),
    "small_multiples": lambda p: gr.plot.small_multiples(p, ["grain_output", "gdp"], lang="zh"),
    "change": lambda p: gr.plot.change(p, 2021, 2022, "grain_output", measure="level", lang="zh"),
    "change, slopes": lambda p: gr.plot.change(p, 2021, 2022, "grain_output", measure="level", kind="slope", lang="zh"),
    "heatmap": lambda p: gr.plot.heatmap(p, "grain_output", measure="level", lang="zh"),
    "league": lambda p: gr.plot.league(p, "grain_output", 2022, lang="zh"),
    "league of targets": lambda p: gr.plot.league(p, "grain_output", 2023, status="target", lang="zh"),
    "revisions": lambda p: gr.plot.revisions(restated(p), "grain_output", lang="zh"),
    "targets": lambda p: gr.plot.targets(p, "grain_output", lang="zh"),
    "targets by region": lambda p: gr.plot.targets(p, "grain_output", by="region", year=2023, lang="zh"),
}
TABLES: dict[str, Callable[[Panel], Any]] = {
    "compare": lambda p: gr.compare(p, 2021, 2022),
    "compare, three years": lambda p: gr.compare(p, years=(2020, 2021, 2022)),
    "targets": lambda p: gr.targets(p, year=2023),
    "target_story": lambda p: gr.target_story(p),
    "target_story, side by side": lambda p: gr.target_story(p, years=(2022, 2023)),
    "revisions": lambda p: gr.revisions(restated(p)),
    "league": lambda p: gr.league(p, "grain_output", 2022),
    "side_by_side": lambda p: gr.side_by_side(p, 2022),
}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


@cache
def grain(*, doubted: bool) -> Panel:
    """Three years of grain and a target; where doubted, what is said first is contradicted by the same report."""
    rows = [row("grain_output", "level", year, 60000 + year, "万吨", start=9) for year in (2020, 2021, 2022)]
    rows += [row("gdp", "level", year, 1000000 + year, "亿元") for year in (2020, 2021, 2022)]
    rows += [row("grain_output", "level", year, 65000, "万吨", status="target", start=9) for year in (2022, 2023)]
    if doubted:
        rows.append(row("grain_output", "level", 2022, 75000, "万吨"))
        rows.append(row("grain_output", "level", 2023, 75000, "万吨", status="target"))
    return panel(*rows)


@cache
def restated(there: Panel) -> Panel:
    """The same, and a later report that says 2022 again."""
    again = row("grain_output", "level", 2022, 62022, "万吨", report=2024)
    return Panel(pd.concat([there.frame, pd.DataFrame([again])], ignore_index=True))


def legend_of(drawn: Any) -> list[str]:
    figure = drawn.figure if hasattr(drawn, "figure") else drawn[0].figure
    legends = [axes.get_legend() for axes in figure.axes] + list(figure.legends)
    return [text.get_text() for legend in legends if legend is not None for text in legend.get_texts()]


def marks_of(drawn: Any) -> int:
    figure = drawn.figure if hasattr(drawn, "figure") else drawn[0].figure
    lines = [line for axes in figure.axes for line in axes.lines if str(line.get_label()).endswith("found")]
    return sum(len(line.get_xdata()) for line in lines)


@pytest.mark.filterwarnings("ignore::govreport.errors.GovReportWarning")
@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_figure_marks_what_is_found_and_names_the_mark(draw: Draw) -> None:
    drawn = draw(grain(doubted=True))
    assert marks_of(drawn) >= 1
    assert DOUBTED in legend_of(drawn)


@pytest.mark.filterwarnings("ignore::govreport.errors.GovReportWarning")
@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_figure_marks_nothing_where_nothing_is_found(draw: Draw) -> None:
    drawn = draw(grain(doubted=False))
    assert marks_of(drawn) == 0
    assert DOUBTED not in legend_of(drawn)


@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES)
def test_a_table_marks_what_is_found_and_says_what_the_mark_is(make: Callable[[Panel], Any]) -> None:
    doubted, sound = make(grain(doubted=True)), make(grain(doubted=False))
    for lang in ("zh", "en"):
        text = doubted.to_text(lang)
        assert "※" in text
        assert any("※" in line and "check" in line for line in text.splitlines())
        assert "※" not in sound.to_text(lang)


CHANGES: dict[str, tuple[Callable[[Panel], Any], str]] = {
    "compare": (TABLES["compare"], "+12,979万吨 (+20.9%)※"),
    "compare, from the doubtful to the sound": (lambda p: gr.compare(p, 2022, 2021), "-12,979万吨 (-17.3%)※"),
    "compare, three years": (TABLES["compare, three years"], "+12,980万吨 (+20.9%)※, 2020–2022"),
    "targets": (lambda p: gr.targets(p, year=2022), "+10,000万吨※"),
    "revisions": (TABLES["revisions"], "-12,978万吨※"),
}


@pytest.mark.parametrize(("make", "marked"), CHANGES.values(), ids=CHANGES)
def test_what_is_reckoned_from_a_doubtful_figure_has_its_mark(make: Callable[[Panel], Any], marked: str) -> None:
    assert marked in make(grain(doubted=True)).to_text("zh")
    assert marked in make(grain(doubted=True)).to_html(lang="zh")


def test_a_table_of_changes_says_which_rest_on_doubtful_figures() -> None:
    for years in ((2021, 2022), (2020, 2021, 2022)):
        found = gr.compare(grain(doubted=True), years=years)
        for told in (found.frame, found.table):
            marks = dict(zip(told["indicator"], told["change_found"], strict=True))
            assert marks["gdp"] == ""
            assert "62022" in marks["grain_output"]


def test_a_page_marks_what_is_found(tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    doubted = grain(doubted=True).to_html(tmp_path / "page.html", lang="en")
    assert "said twice" in doubted
    assert re.search(r"\+20\.9%!", doubted)
    assert "said twice" not in grain(doubted=False).to_html(tmp_path / "page.html", lang="en")
