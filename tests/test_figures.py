"""Figures of rows and fields: leagues, changes, coverage, revisions, heat maps, and targets region by region."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from figure_tools import FIVE, INF, draw_all_ways, gdp_rows, growth, make, outside, row, texts, unread
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_hex
from matplotlib.text import Text
from panel_rows import panel as by_hand
from panel_rows import row as hand
from sharing import ask_once, samples_read

import govreport as gr
from govreport import plot
from govreport.errors import GovReportWarning, InputError, UnknownIdError
from govreport.panel import Panel
from govreport.plot.look import PALETTE
from govreport.plot.rows import MOST_ROWS
from govreport.render.words import words_in

AIMED = {
    "浙江省": (5.0, 5.5, "exact"),
    "江苏省": (5.0, INF, "over"),
    "广东省": (4.5, 5.0, "exact"),
    "贵州省": (5.5, 5.5, "about"),
}


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No figure outlives its test; what several draw of one panel is reckoned once."""
    plt.close("all")
    ask_once(monkeypatch, gr.targets, gr.compare, gr.check, gr.league, gr.coverage, gr.revisions)
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def national() -> Panel:
    rows = gdp_rows()
    for at, key in enumerate(FIVE[1:]):
        rows += [growth(key, year, 3 + at + (year % 3)) for year in range(2016, 2025)]
    rows += [row("gdp", year, 100_000.0 + year) for year in (2020, 2021, 2022)]
    rows += [row("gdp", 2021, 101_500.0, report_year=2023), row("gdp", 2021, 101_200.0, report_year=2024)]
    return make(*rows)


@pytest.fixture(scope="module")
def regions() -> Panel:
    rows = []
    for at, (place, (low, high, bound)) in enumerate(AIMED.items()):
        fields: dict[str, Any] = {"bound": bound} if bound != "exact" else {"low": low, "high": high}
        rows.append(growth("gdp", 2024, low, region=place, status="target", **fields))
        rows.append(growth("gdp", 2024, 4.0 + at, region=place))
        rows.append(growth("gdp", 2023, 5.0, region=place))
    return make(*rows, growth("gdp", 2024, 5.0))


def figures(national: Panel, regions: Panel, **more: Any) -> dict[str, Callable[[], Axes]]:
    return {
        "league": lambda: plot.league(regions, "gdp", 2024, measure="growth", own="浙江", **more),
        "targets of a league": lambda: plot.league(regions, "gdp", 2024, measure="growth", status="target", **more),
        "targets by region": lambda: plot.targets(regions, "gdp", by="region", **more),
        "change": lambda: plot.change(national, 2021, 2022, **more),
        "slope": lambda: plot.change(national, 2021, 2022, FIVE, kind="slope", **more),
        "heatmap": lambda: plot.heatmap(national, FIVE, **more),
        "coverage": lambda: plot.coverage(national, **more),
        "revisions": lambda: plot.revisions(national, "gdp", measure="level", **more),
    }


KINDS = (
    *("league", "targets of a league", "targets by region", "change", "slope", "heatmap", "coverage", "revisions"),
)


def names(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def marks(ax: Axes, label: str) -> tuple[list[float], list[float]]:
    """Where the marks of a legend entry stand."""
    line = next(line for line in ax.lines if line.get_label() == label)
    return list(map(float, line.get_xdata())), list(map(float, line.get_ydata()))


# ------------------------------------------------------------------------------------------------ what holds for all


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [3.4, 10])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_cut_off_in_a_column_or_on_a_slide(
    chinese: Path, national: Panel, regions: Panel, kind: str, width: float, lang: str, tmp_path: Path
) -> None:
    ax = figures(national, regions, lang=lang, source=True, figsize=(width, max(3.2, width * 0.6)))[kind]()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not outside(ax.figure)
    assert not unread(ax.figure)
    assert ax.bbox.width > 0.25 * ax.figure.bbox.width
    if width < 10:  # what a format makes of a figure does not hang on its width
        draw_all_ways(ax.figure, tmp_path)


@pytest.mark.parametrize("kind", ["change", "heatmap", "coverage"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_of_rows_keep_apart_in_a_small_figure(
    chinese: Path, national: Panel, regions: Panel, kind: str, lang: str
) -> None:
    ax = figures(national, regions, lang=lang, figsize=(3.4, 2.6))[kind]()
    ax.figure.draw_without_rendering()
    boxes = [Text.get_window_extent(label) for label in ax.get_yticklabels()]
    assert not [pair for pair in itertools.pairwise(boxes) if pair[0].padded(-1).overlaps(pair[1].padded(-1))]


@pytest.fixture(scope="module")
def samples() -> Panel:
    return gr.read_panel(gr.samples(), progress=False)


@pytest.mark.parametrize("size", [None, (7.2, 4.2), (10, 6)])
@pytest.mark.parametrize("kind", ["coverage", "heatmap"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_names_of_many_rows_are_large_enough_to_be_read(
    chinese: Path, samples: Panel, lang: str, kind: str, size: tuple[float, float] | None
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = getattr(plot, kind)(samples, lang=lang, source=True, figsize=size)
        assert not unread(ax.figure)
    assert not outside(ax.figure)
    boxes = [Text.get_window_extent(label).padded(-1) for label in ax.get_yticklabels()]
    assert not [pair for pair in itertools.pairwise(boxes) if pair[0].overlaps(pair[1])]


def test_a_figure_shows_as_many_rows_as_it_has_room_for_and_says_of_how_many(chinese: Path, samples: Panel) -> None:
    for kind in ("coverage", "heatmap"):
        whole, low = (getattr(plot, kind)(samples, lang="en", figsize=size) for size in (None, (7.2, 2.4)))
        assert len(names(low)) < len(names(whole))
        assert f"(the {len(names(low))} " in low.get_title().replace("\n", " ")
        assert not unread(low.figure)


def test_a_figure_too_small_for_the_rows_that_were_named_says_so(chinese: Path, samples: Panel) -> None:
    ids = [key for key in samples.vocabulary if key in set(samples.frame["indicator"])][:40]
    with pytest.warns(GovReportWarning, match="are too small for this figure"):
        plot.coverage(samples, ids, lang="en", figsize=(7.2, 4.2))


def test_a_heat_map_of_some_years_has_what_is_told_of_in_these(chinese: Path) -> None:
    panel = make(
        *(growth("gdp", year, 5 + year % 3) for year in range(2012, 2025)),
        *(growth("exports", year, 5 + year % 3) for year in range(2012, 2017)),
    )
    ax = plot.heatmap(panel, years=(2015, 2024), lang="en")
    assert names(ax) == ["Gross domestic product"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(3.4, 2.6), None])
def test_the_scale_of_a_heat_map_is_not_cut_off(
    chinese: Path, national: Panel, lang: str, size: tuple[float, float] | None
) -> None:
    ax = plot.heatmap(national, FIVE, lang=lang, figsize=size)
    assert not outside(ax.figure)
    assert ax.bbox.width > 0.4 * ax.figure.bbox.width


def test_names_of_a_dozen_regions_keep_apart_in_a_column(chinese: Path) -> None:
    places = [
        "浙江省",
        "江苏省",
        "广东省",
        "贵州省",
        "四川省",
        "河北省",
        "安徽省",
        "云南省",
        "湖北省",
        "湖南省",
        "青海省",
    ]
    panel = make(
        *(
            growth("gdp", year, 5 + at % (year - 2020), region=one)
            for at, one in enumerate(places)
            for year in (2023, 2024)
        )
    )
    ax = plot.change(panel, 2023, 2024, "gdp", lang="en", figsize=(3.4, 2.6))
    ax.figure.draw_without_rendering()
    boxes = [Text.get_window_extent(label) for label in ax.get_yticklabels()]
    assert not [pair for pair in itertools.pairwise(boxes) if pair[0].padded(-0.5).overlaps(pair[1].padded(-0.5))]


@pytest.mark.parametrize("kind", KINDS)
def test_no_setting_changes_and_the_same_figure_is_the_same_file(
    chinese: Path, national: Panel, regions: Panel, kind: str, tmp_path: Path
) -> None:
    before = dict(mpl.rcParams)
    files = []
    for at in range(2):
        path = tmp_path / f"{at}.svg"
        plot.save(figures(national, regions)[kind](), path)
        files.append(path.read_bytes())
        plt.close("all")
    assert files[0] == files[1]
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_chinese_font_a_figure_is_english_with_one_warning(
    bare: None, national: Panel, regions: Panel, kind: str, tmp_path: Path
) -> None:
    with pytest.warns(GovReportWarning, match="no font with Chinese characters") as caught:
        ax = figures(national, regions)[kind]()
    assert len([w for w in caught if "no font" in str(w.message)]) == 1
    assert not [
        text.get_text()
        for text in texts(ax.figure)
        if not text.get_text().replace("−", "-").isascii() and any("\u4e00" <= c <= "\u9fff" for c in text.get_text())
    ]
    draw_all_ways(ax.figure, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_can_be_drawn_in_axes_of_ones_own(chinese: Path, national: Panel, regions: Panel, kind: str) -> None:
    figure, ax = plt.subplots(layout="constrained")
    assert figures(national, regions, ax=ax)[kind]() is ax
    assert plt.get_fignums() == [figure.number]


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_and_a_source_can_be_ones_own(chinese: Path, national: Panel, regions: Panel, kind: str) -> None:
    ax = figures(national, regions, title="My title", source="My source")[kind]()
    assert ax.get_title() == "My title"
    assert "My source" in [text.get_text() for text in texts(ax.figure)]


# ------------------------------------------------------------------------------------------------------------ league


def test_a_league_has_the_highest_on_top_with_its_place_and_the_own_region_marked(
    chinese: Path, regions: Panel
) -> None:
    ax = plot.league(regions, "gdp", 2024, measure="growth", own="浙江", lang="zh")
    assert names(ax) == ["1  贵州省", "2  广东省", "3  江苏省", "全国", "4  浙江省"] or names(ax)[0] == "1  贵州省"
    places, rows = marks(ax, "本地区")
    assert places == [4.0] and names(ax)[int(rows[0])].endswith("浙江省")
    own = next(label for label in ax.get_yticklabels() if label.get_text().endswith("浙江省"))
    assert to_hex(own.get_color()) == PALETTE[1].lower()


@pytest.mark.parametrize("role", ["actual", "target"])
def test_a_region_that_is_marked_in_a_league_has_a_mark_of_its_own(regions: Panel, role: str) -> None:
    ax = plot.league(regions, "gdp", 2024, measure="growth", status=role, own="浙江", lang="en")
    own, others = (
        {line.get_marker() for line in ax.lines if line.get_label() in labels}
        for labels in (["own region", "this region"], ["actual", "target", "result"])
    )
    assert own and others and own.isdisjoint(others), [line.get_label() for line in ax.lines]


@pytest.mark.parametrize("own", [None, "浙江"])
def test_an_estimate_is_hollow_in_a_league_and_said_in_its_legend(chinese: Path, own: str | None) -> None:
    rows = {"广东省": (5.0, "actual"), "浙江省": (6.0, "estimate"), "江苏省": (4.0, "actual")}
    panel = make(*(growth("gdp", 2024, size, region=place, status=said) for place, (size, said) in rows.items()))
    ax = plot.league(panel, "gdp", 2024, measure="growth", own=own, lang="zh")
    hollow = {
        float(x) for line in ax.lines if line.get_markerfacecolor() == "white" for x in np.asarray(line.get_xdata())
    }
    filled = {float(x) for x in marks(ax, "实绩")[0]}
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert (hollow, filled) == ({6.0}, {4.0, 5.0})
    assert legend == ["实绩", *(["本地区"] if own else []), "预计"]


def test_a_name_beside_a_region_is_the_one_that_it_has_there(chinese: Path) -> None:
    told = [("gdp", "全国"), ("gdp", "浙江省"), ("exports", "浙江省")]
    panel = make(*(growth(id, year, 5.0 + year % 3, region=place) for id, place in told for year in range(2022, 2025)))
    ax = plot.heatmap(panel, ["gdp", "exports"], lang="zh")
    assert {name.replace("\n", "") for name in names(ax)} == {
        *("全国 国内生产总值", "浙江省 地区生产总值", "浙江省 出口总额")
    }


@pytest.mark.parametrize("kind", ["dumbbell", "slope"])
def test_better_and_worse_are_told_apart_without_colour(kind: str) -> None:
    sizes = {"gdp": (5, 6), "exports": (5, 4)}
    panel = make(*(growth(id, 2021 + at, value) for id, two in sizes.items() for at, value in enumerate(two)))
    ax = plot.change(panel, 2021, 2022, kind=kind, lang="en")
    marks_of: dict[Any, set[Any]] = {}
    for line in ax.lines:
        if line.get_marker() not in ("None", None, "") and line.get_markerfacecolor() != "white":
            marks_of.setdefault(to_hex(line.get_color()), set()).add(line.get_marker())
    told = [marks_of[color.lower()] for color in PALETTE[:2] if color.lower() in marks_of]
    assert len(told) == 2 and told[0].isdisjoint(told[1])


def test_hedges_of_a_league_lie_on_its_rows_and_are_said(chinese: Path, regions: Panel) -> None:
    ax = plot.league(regions, "gdp", 2024, measure="growth", status="target", lang="en")
    assert names(ax) == ["1  Guizhou", "2  Zhejiang", "3  Jiangsu", "4  Guangdong"]
    kinds = {
        str(line.get_label()).rsplit(" ", 1)[-1] for line in ax.lines if str(line.get_label()).startswith("_target")
    }
    assert kinds == {"over", "about", "range"}
    said = [text.get_text() for text in ax.texts]
    assert said == ["≈5.5", "5–5.5", "≥5", "4.5–5"]


def test_what_a_league_leaves_out_is_named(chinese: Path, regions: Panel) -> None:
    panel = make(*regions.frame.to_dict("records"), growth("gdp", 2020, 1, region="四川省"))
    with pytest.warns(GovReportWarning, match="四川省"):
        plot.league(panel, "gdp", 2024, measure="growth")


def test_a_league_that_is_made_already_is_drawn_and_not_made_again(chinese: Path, regions: Panel) -> None:
    ready = gr.league(regions, "gdp", 2024, measure="growth")
    assert names(plot.league(ready)) == names(plot.league(regions, "gdp", 2024, measure="growth"))
    with pytest.raises(InputError, match="settled this already"):
        plot.league(ready, year=2023)


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"year": 2024}, InputError, "of one indicator"),
        ({"indicator": "gpd", "year": 2024}, UnknownIdError, "gdp"),
        ({"indicator": "gdp", "year": 1990}, InputError, "2024"),
        ({"indicator": "gdp", "year": 2024, "own": "浙江大学"}, UnknownIdError, "not ranked"),
    ],
)
def test_a_league_that_cannot_be_drawn_says_why(
    regions: Panel, asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        plot.league(regions, **asked)
    assert plt.get_fignums() == []


def test_more_rows_than_a_page_has_are_refused() -> None:
    panel = make(*(growth("gdp", 2024, at / 10, region=f"第{at}市") for at in range(MOST_ROWS + 1)))
    with pytest.raises(InputError, match=f"{MOST_ROWS + 1} rows"):
        plot.league(panel, "gdp", 2024)


# ------------------------------------------------------------------------------------------------- targets by region


def test_targets_by_region_say_who_met_theirs(chinese: Path, regions: Panel) -> None:
    ax = plot.targets(regions, "gdp", by="region", lang="en")
    assert names(ax) == ["Guizhou", "Zhejiang", "Jiangsu", "Guangdong"]
    assert marks(ax, "target")[0] == [5.5, 5.25, 5.0, 4.75]
    met = dict(zip(*reversed(marks(ax, "target met")), strict=True))
    missed = dict(zip(*reversed(marks(ax, "target missed")), strict=True))
    assert {names(ax)[int(at)] for at in met} == {"Guizhou", "Jiangsu", "Guangdong"}
    assert {names(ax)[int(at)]: value for at, value in missed.items()} == {"Zhejiang": 4.0}


def test_targets_by_region_take_one_year(regions: Panel) -> None:
    with pytest.raises(InputError, match="name one with year="):
        plot.targets(regions, "gdp", by="region", years=(2020, 2024))
    with pytest.raises(InputError, match="by region"):
        plot.targets(regions, "gdp", year=2024, region="浙江省")
    with pytest.raises(InputError, match="by year or by region"):
        plot.targets(regions, "gdp", by="month")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("by", ["year", "region"])
def test_a_verdict_is_called_in_a_figure_what_the_table_calls_it(chinese: Path, lang: str, by: str) -> None:
    far = [growth("trade_total", 2023, 5.0, status="target"), growth("trade_total", 2023, 88.0)]
    prices = [growth("trade_total", 2023, 5.0, status="target"), growth("trade_total", 2023, 6.0)]
    prices = [{**one, "basis": basis} for one, basis in zip(prices, ("同口径", "名义"), strict=True)]
    for rows, verdict in ((far, "doubtful"), (prices, "not_comparable")):
        panel = make(*rows)
        (found,) = gr.targets(panel).frame["verdict"]
        assert found == verdict
        drawn = plot.targets(panel, "trade_total", by=by, lang=lang)
        called = {text.get_text() for text in drawn.figure.findobj(Text)}
        assert words_in(lang)(f"kind.{verdict}") in called


def test_the_bar_of_a_hedge_lies_under_its_diamond_and_that_under_the_outcome(chinese: Path) -> None:
    panel = make(growth("gdp", 2023, 5.0, status="target", bound="about"), growth("gdp", 2023, 5.2))
    for drawn in (plot.targets(panel, "gdp", lang="en"), plot.trend(panel, "gdp", measure="growth", lang="en")):
        lines = {str(line.get_label()): line for line in drawn.lines}
        (bar,) = (line for label, line in lines.items() if label.endswith("target about"))
        (aim,) = (line for label, line in lines.items() if label.endswith(" target"))
        (told,) = (line for line in drawn.lines if list(line.get_ydata()) == [5.2])
        assert bar.get_zorder() < aim.get_zorder() < told.get_zorder()
        assert to_hex(aim.get_markerfacecolor()) == "#ffffff"


# ------------------------------------------------------------------------------------------------------------ change


def test_a_change_is_coloured_by_what_is_good(chinese: Path) -> None:
    panel = make(
        *(growth("gdp", year, value) for year, value in ((2021, 8.0), (2022, 3.0))),
        *(growth("retail_sales", year, value) for year, value in ((2021, 1.0), (2022, 2.0))),
        *(growth("consumer_price", year, value) for year, value in ((2021, 1.0), (2022, 2.0))),
    )
    ax = plot.change(panel, 2021, 2022, lang="en")
    rows = dict(enumerate(names(ax)))
    first = dict(zip(*reversed(marks(ax, "2021")), strict=True))
    assert {rows[int(at)]: value for at, value in first.items()}["Gross domestic product"] == 8.0
    for said, name in (("worse", "Gross"), ("better", "Total retail"), ("neither", "Consumer")):
        line = next(line for line in ax.lines if said in str(line.get_label()))
        assert rows[int(line.get_ydata()[0])].replace("\n", " ").startswith(name)


def test_a_row_beside_which_all_others_would_be_flat_is_written_and_not_drawn(chinese: Path) -> None:
    sizes = {"gdp": (5.5, 5.4), "exports": (9.3, 6.3), "retail_sales": (9.6, 5.5), "fixed_asset_investment": (6.3, 6.8)}
    others = [growth(id, 2023 + at, value) for id, two in sizes.items() for at, value in enumerate(two)]
    far = [growth("technology_contracts", year, value) for year, value in ((2023, 101.1), (2024, 34.8))]
    ax = plot.change(make(*others, *far), 2023, 2024, lang="en")
    assert [text.get_text() for text in ax.texts] == ["101.1 → 34.8"]
    assert ax.get_xlim()[1] < 12 and len(names(ax)) == 5
    slope = plot.change(make(*others, *far), 2023, 2024, kind="slope", lang="en")
    assert slope.texts[0].get_text() == "off the scale: Technology contract turnover 101.1 → 34.8"
    assert slope.get_ylim()[1] < 15 and len(slope.texts) == 5
    few = plot.change(make(*others[:4], *far), 2023, 2024, lang="en")  # of three rows none is the rule
    assert few.get_xlim()[1] > 100 and not few.texts


def test_a_change_that_hedges_leave_open_is_called_so(chinese: Path) -> None:
    panel = make(row("gdp", 2024, 35538), row("gdp", 2025, 30000, bound="over"))
    ax = plot.change(panel, 2024, 2025, measure="level", lang="en")
    assert any("not decidable" in str(line.get_label()) for line in ax.lines)
    assert not any("neither better nor worse" in str(line.get_label()) for line in ax.lines)


def test_a_fall_of_a_growth_is_no_worsening_in_words() -> None:
    panel = make(growth("gdp", 2023, 6.0), growth("gdp", 2024, 5.3))
    ax = plot.change(panel, 2023, 2024, lang="zh")
    assert not any("变差" in str(line.get_label()) for line in ax.lines)


def test_levels_of_several_units_do_not_share_an_axis() -> None:
    panel = make(
        *(row("gdp", year, year) for year in (2021, 2022)),
        *(row("population_total", year, year, unit="万人") for year in (2021, 2022)),
    )
    with pytest.raises(InputError, match="measure='growth'"):
        plot.change(panel, 2021, 2022, measure="level")
    assert names(plot.change(panel, 2021, 2022, "gdp", measure="level", lang="en"))


def test_a_change_of_more_than_two_years_or_of_an_unknown_kind_is_refused(national: Panel) -> None:
    with pytest.raises(InputError, match="between two years"):
        plot.change(gr.compare(national, 2020, 2021, 2022))
    with pytest.raises(InputError, match="dumbbell or slope"):
        plot.change(national, 2021, 2022, kind="slopes")
    with pytest.raises(InputError, match=r"change\(panel, 2022, 2023\)"):
        plot.change(national, 2021)


# ------------------------------------------------------------------------------------------------ heat map, coverage


def test_each_row_of_a_heat_map_is_measured_by_itself(chinese: Path) -> None:
    panel = make(
        *(growth("gdp", 2020 + at, value) for at, value in enumerate((1.0, 2.0, 3.0, 4.0))),
        *(growth("exports", 2020 + at, value) for at, value in enumerate((10.0, 20.0, 30.0, 40.0))),
        *(growth("retail_sales", year, 5.0) for year in (2020, 2022, 2023)),
    )
    ax = plot.heatmap(panel, ["gdp", "exports", "retail_sales"], lang="en")
    shades = _shades(ax).reshape(3, 4)
    assert np.allclose(shades[0], shades[1])
    assert shades[2, 0] == 0 and np.ma.is_masked(shades[2, 1])
    assert [text.get_text() for text in ax.texts] == ["1", "2", "3", "4", "10", "20", "30", "40", "5", "5", "5"]
    assert ax.get_legend() is None


def _shades(ax: Axes) -> np.ma.MaskedArray[Any, Any]:
    shades = next(c for c in ax.collections if isinstance(c, QuadMesh)).get_array()
    assert isinstance(shades, np.ma.MaskedArray)
    return shades


def test_two_values_have_no_colours_in_a_heat_map_as_each_is_one_deviation_away(chinese: Path) -> None:
    panel = make(
        *(growth("gdp", year, year - 2019.0) for year in (2020, 2021, 2022)),
        *(growth("exports", year, year - 2010.0) for year in (2020, 2021)),
    )
    ax = plot.heatmap(panel, ["gdp", "exports"], lang="zh")
    assert np.ma.getmaskarray(_shades(ax)).reshape(2, 3).tolist() == [[False] * 3, [True] * 3]
    assert [text.get_text() for text in ax.texts] == ["1", "2", "3", "10", "11"], "the numbers are there"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["不足3个值，不着色"]
    alone = plot.heatmap(panel, "exports", lang="en")
    assert len(alone.figure.axes) == 1, "no scale of colours where nothing is coloured"
    assert not np.ma.getmaskarray(_shades(plot.heatmap(panel, "exports", standardise=False))).any()


def test_numbers_of_a_heat_map_are_left_out_where_they_do_not_fit(chinese: Path, national: Panel) -> None:
    assert plot.heatmap(national, FIVE, figsize=(10, 4)).texts
    assert not plot.heatmap(national, FIVE, figsize=(2.4, 4), lang="en").texts
    assert plot.heatmap(national, FIVE, figsize=(2.4, 4), lang="en", numbers=True).texts


def test_numbers_of_a_heat_map_are_left_out_of_rows_lower_than_they_are(chinese: Path) -> None:
    places = [
        "浙江省",
        "江苏省",
        "广东省",
        "贵州省",
        "四川省",
        "河北省",
        "安徽省",
        "云南省",
        "湖北省",
        "湖南省",
        "青海省",
    ]
    rows = [growth("gdp", year, 5 + year % 3, region=place) for place in places for year in (2022, 2023, 2024)]
    assert len(plot.heatmap(make(*rows), ["gdp"], figsize=(7.2, 4.2)).texts) == 33
    assert len(plot.heatmap(make(*rows), ["gdp"], figsize=(7.2, 1.9), numbers=True).texts) == 33
    assert not plot.heatmap(make(*rows), ["gdp"], figsize=(7.2, 1.9)).texts


def test_a_heat_map_of_values_needs_one_unit(national: Panel) -> None:
    panel = make(
        *(row("gdp", y, y) for y in (2020, 2021)), *(row("population_total", y, y, unit="万人") for y in (2020, 2021))
    )
    with pytest.raises(InputError, match="one scale cannot show"):
        plot.heatmap(panel, ["gdp", "population_total"], measure="level", standardise=False)
    with pytest.raises(InputError, match="no such colour map"):
        plot.heatmap(national, FIVE, cmap="rainbows")


TOLD = {"全国": 1_210_000, "浙江省": 77_715}


def test_coverage_shows_silence_and_says_how_much_it_leaves_out(chinese: Path, national: Panel) -> None:
    ax = plot.coverage(national, most=2, lang="en")
    assert len(names(ax)) == 2
    assert "of 5" in ax.get_title()
    assert ax.yaxis_inverted(), "the first to be spoken of stands on top"
    whole = plot.coverage(gr.coverage(national), lang="en")
    assert set(names(ax)) < set(names(whole))
    shades = next(c for c in whole.collections if isinstance(c, QuadMesh)).get_array()
    assert set(np.unique(shades)) <= {0.0, 1.0, 2.0} and 0.0 in shades
    with pytest.raises(InputError, match="number of rows"):
        plot.coverage(national, most=0)


def test_a_nation_that_tells_of_its_provinces_has_a_national_product(chinese: Path) -> None:
    said = [hand("gdp", "level", 2022, value, "亿元", region=place, reporter="全国") for place, value in TOLD.items()]
    covered = gr.coverage(by_hand(*said))
    assert names(plot.coverage(covered)) == ["国内生产总值"] == list(covered.frame["name"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_names_of_many_rows_do_not_lie_on_each_other(chinese: Path, lang: str) -> None:
    panel = samples_read()
    ax = plot.coverage(panel, most=25, lang=lang, source=True, figsize=(10, 5.5))
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert len(boxes) == 25
    assert all(below.y1 <= above.y0 + 1 for above, below in itertools.pairwise(boxes))


def test_coverage_marks_years_without_a_report(chinese: Path, national: Panel) -> None:
    frame = national.frame
    gappy = Panel(frame[~frame["report_year"].isin([2021, 2022])])
    ax = plot.coverage(gappy, ["gdp"])
    assert names(ax) == ["国内生产总值"]
    assert "缺报告" in [text.get_text() for text in ax.get_legend().get_texts()]
    hatched = [patch.get_x() for patch in ax.patches if patch.get_hatch()]
    labels = {round(at): text.get_text() for at, text in zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)}
    assert [(labels[round(x - 0.5)], labels[round(x + 1.5)]) for x in hatched] == [("2020", "2023")]
    whole = plot.coverage(national, ["gdp"])
    assert not [patch for patch in whole.patches if patch.get_hatch()]


@pytest.mark.parametrize("width", [3.4, 7.2, 10])
@pytest.mark.parametrize("gone", [[], [2018], [2017, 2018, 2021], [2016, 2018, 2019, 2020, 2022]])
def test_the_years_of_a_coverage_keep_apart_and_gaps_are_named(
    chinese: Path, national: Panel, width: float, gone: list[int]
) -> None:
    frame = national.frame
    panel = Panel(frame[~frame["report_year"].isin(gone)])
    ax = plot.coverage(panel, lang="en", figsize=(width, 4))
    assert not outside(ax.figure)
    told = [label.get_text().strip() for label in ax.get_xticklabels()]
    assert len(told) > 1
    assert width < 7 or all(any(str(year) == text[:4] or text[4:5] == "–" for text in told) for year in gone)
    for line in (0, 1):
        boxes = [
            Text.get_window_extent(label) for label in ax.get_xticklabels() if label.get_text().count("\n") == line
        ]
        assert not [pair for pair in itertools.pairwise(boxes) if pair[0].overlaps(pair[1])]


# --------------------------------------------------------------------------------------------------------- revisions


def test_revisions_show_what_was_said_first_and_last(chinese: Path, national: Panel) -> None:
    ax = plot.revisions(national, "gdp", measure="level", lang="en")
    assert marks(ax, "first report") == ([2021.0], [102_021.0])
    assert dict(zip(*marks(ax, "latest report"), strict=True))[2021.0] == 101_200.0
    assert marks(ax, "_between") == ([2021.0], [101_500.0])


def test_what_is_said_last_stands_upon_what_was_said_first(chinese: Path) -> None:
    panel = make(
        row("gdp", 2021, 100_000.0), row("gdp", 2021, 100_010.0, report_year=2023), row("gdp", 2022, 200_000.0)
    )
    ax = plot.revisions(panel, "gdp", measure="level", lang="en")
    lines = {line.get_label(): line for line in ax.lines}
    first, last = lines["first report"], lines["latest report"]
    assert last.get_zorder() > first.get_zorder() and last.get_markersize() < first.get_markersize()


def test_revisions_show_the_hedges_of_what_is_said(chinese: Path) -> None:
    panel = make(
        row("gdp", 2021, 100_000.0, bound="over"),
        row("gdp", 2021, 101_000.0, report_year=2023),
        row("gdp", 2022, 110_000.0, bound="about"),
    )
    ax = plot.revisions(panel, "gdp", measure="level", lang="en")
    labels = {str(line.get_label()) for line in ax.lines}
    assert {"_first over", "_last about"} <= labels and "_last over" not in labels
    legend = ax.get_legend()
    assert legend is not None and {"or more", "about"} <= {text.get_text() for text in legend.get_texts()}


def test_revisions_show_the_measure_that_reports_tell_again(chinese: Path) -> None:
    panel = make(
        *(row("gdp", year, 5.0, measure="growth", unit="%") for year in (2020, 2021, 2022)),
        row("gdp", 2021, 100_000.0),
        row("gdp", 2021, 101_000.0, report_year=2023),
    )
    assert plot.revisions(panel, "gdp", lang="en").get_ylabel() == "trillion yuan"


def test_results_of_several_regions_are_drawn_for_the_one_that_is_named(regions: Panel) -> None:
    alone = plot.revisions(regions, "gdp", region="浙江省", lang="en")
    found = plot.revisions(gr.revisions(regions), "gdp", region="浙江省", lang="en")
    assert found.get_title() == alone.get_title() and marks(found, "latest report") == marks(alone, "latest report")
    with pytest.raises(UnknownIdError, match="海南省"):
        plot.revisions(gr.revisions(regions), "gdp", region="海南省")
    assert "Zhejiang" in plot.targets(gr.targets(regions), "gdp", region="浙江省", lang="en").get_title()


def test_revisions_need_one_region_and_a_measure_that_is_stated(regions: Panel, national: Panel) -> None:
    with pytest.raises(InputError, match="one region"):
        plot.revisions(regions, "gdp")
    with pytest.raises(UnknownIdError, match="level"):
        plot.revisions(national, "gdp", measure="levels")
    with pytest.raises(UnknownIdError, match="gdp"):
        plot.revisions(national, "gpd")


def test_a_change_names_what_was_asked_for_and_is_not_drawn() -> None:
    there = by_hand(
        *(hand("gdp", "growth", year, 5.0 + year - 2021, "%") for year in (2021, 2022)),
        *(hand("exports", "level", year, 9.0, "亿元") for year in (2021, 2022)),
        hand("gdp", "growth", 2022, 6.0, "%", region="浙江省"),
    )
    with pytest.warns(gr.GovReportWarning, match=r"exports \(no growth of both 2021 and 2022\); 浙江省"):
        plot.change(there, 2021, 2022, ["gdp", "exports"], region=["全国", "浙江省"], lang="en")


# --------------------------------------------------------------------------------------- outcomes told without a number

PLANS = (
    ("甲市", "居民消费价格涨幅控制在3%左右，城镇登记失业率控制在4%以内", "居民消费价格上涨2.9%，失业率低于控制目标"),
    ("乙市", "城镇登记失业率控制在4%以内，居民消费价格涨幅控制在3%左右", "居民消费价格上涨2.1%，城镇登记失业率3.5%"),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_outcome_told_in_words_is_marked_inside_its_target(chinese: Path, lang: str) -> None:
    reports = [
        gr.report_from_text(text, region=region, year=year)
        for region, plan, outcome in PLANS
        for year, text in (
            (
                2022,
                f"{region}2022年政府工作报告\n各位代表：\n一、2021年工作回顾\n修路30公里。\n二、2022年工作安排\n{plan}。",
            ),
            (
                2023,
                f"{region}2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n{outcome}。\n二、2023年工作安排\n修路30公里。",
            ),
        )
    ]
    panel = gr.read_panel(reports, progress=False)
    rate = "urban_registered_unemployment"
    said = "达到目标（报告原话）" if lang == "zh" else "target met (in words)"
    for more in ({"region": "甲市"}, {"by": "region", "year": 2022}):
        ax = plot.targets(panel, rate, lang=lang, **more)
        assert said in [text.get_text() for text in ax.get_legend().get_texts()]
        (inside,) = [line for line in ax.lines if line.get_label() == said]
        assert 4.0 in (inside.get_xdata()[0], inside.get_ydata()[0])
    whole = plot.targets(panel, rate, lang=lang, region="乙市")
    assert said not in [text.get_text() for text in whole.get_legend().get_texts()]


def test_a_heatmap_of_one_indicator_says_of_which() -> None:
    provinces = gr.read_panel(gr.samples("provinces"), progress=False)
    assert (
        gr.plot.heatmap(provinces, "gdp", measure="growth", lang="en").get_title() == "Gross domestic product, growth"
    )
