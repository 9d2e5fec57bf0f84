"""Figures: what is drawn from a panel, in which words and font, and that nothing else in the session changes.

The Chinese font of these tests is made on the spot (every character is the same small box), so that they say the same
on a machine with and without fonts.
"""

from __future__ import annotations

import csv
import itertools
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import panel_rows as pr
import pytest
from checks import seconds
from figure_tools import (
    AIMS,
    FIVE,
    GDP,
    build_font,
    draw_all_ways,
    gdp_rows,
    growth,
    install,
    make,
    outside,
    row,
    texts,
    unread,
)
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from sharing import samples_read

import govreport as gr
from govreport import plot
from govreport.errors import GovReportWarning, InputError, UnknownIdError
from govreport.language import speaking
from govreport.panel import Panel
from govreport.plot import fonts, marks, words
from govreport.plot.layout import EndLabel, ems, spread, wrap
from govreport.plot.marks import DOWN, UP, Numbers

LONG = "open:高技术制造业增加值占规模以上工业增加值比重"


@pytest.fixture(scope="module")
def national() -> Panel:
    rows = gdp_rows()
    rows += [row("gdp", year, 688858 * 1.07 ** (year - 2015)) for year in GDP]
    rows += [growth("consumer_price", year, 2.0 + 0.3 * (year % 4)) for year in GDP]
    rows += [growth("consumer_price", year, 3, status="target", bound="about") for year in (2022, 2023, 2024)]
    rows += [growth(key, year, 4.8 + 0.1 * at) for at, key in enumerate(FIVE[2:]) for year in GDP]
    rows += [row("population_total", year, 137000 + 100 * (year - 2015), unit="万人") for year in GDP]
    rows += [row(LONG, year, 14.0 + (year - 2020) / 2, unit="%") for year in (2020, 2021, 2023)]
    rows += [row("urban_surveyed_unemployment", 2023, 5.2, unit="%")]
    return make(*rows)


@pytest.fixture(scope="module")
def regions() -> Panel:
    places = ["浙江省", "江苏省", "广东省", "贵州省", "四川省"]
    return make(*(each for at, place in enumerate(places) for each in gdp_rows(place, 0.1 * at)))


# ---------------------------------------------------------------------------------------------------------- fonts


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """No figure outlives its test."""
    plt.close("all")
    yield
    plt.close("all")


def test_an_installed_font_is_found_and_given_to_every_text(chinese: Path, national: Panel, tmp_path: Path) -> None:
    ax = plot.trend(national, FIVE, measure="growth", source=True)
    assert fonts.find_font() == fonts.Font(str(chinese), "Noto Sans CJK SC", "installed")
    assert {text.get_fontproperties().get_file() for text in texts(ax.figure)} == {str(chinese)}
    draw_all_ways(ax.figure, tmp_path)


def test_a_font_installed_after_matplotlib_made_its_list_is_found(
    bare: None, monkeypatch: pytest.MonkeyPatch, font_file: Path
) -> None:
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda *a, **k: [str(font_file)])
    assert fonts.find_font() == fonts.Font(str(font_file), "Noto Sans CJK SC", "installed")


def test_a_font_with_a_known_name_but_without_the_characters_is_passed_over(
    bare: None, monkeypatch: pytest.MonkeyPatch, font_file: Path, tmp_path: Path
) -> None:
    install(monkeypatch, build_font(tmp_path / "poor.ttf", "Noto Sans SC", characters="ABC政府"), "Noto Sans SC")
    assert fonts.find_font() is None
    install(monkeypatch, font_file, "SimHei")
    found = fonts.find_font()
    assert found is not None and found.family == "SimHei"


def test_a_font_of_chinese_characters_without_figures_is_passed_over(
    bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As Droid Sans Fallback, which sets a box for each digit."""
    chinese = "".join(map(chr, range(0x4E00, 0x9FA5)))
    install(monkeypatch, build_font(tmp_path / "droid.ttf", "Droid Sans Fallback", chinese), "Droid Sans Fallback")
    assert fonts.find_font() is None


def test_of_new_files_of_a_family_the_regular_one_is_taken(
    bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = [str(build_font(tmp_path / f"{name}.ttf", "SimHei")) for name in ("A-Bold", "B-Regular")]
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda *a, **k: files)
    found = fonts.find_font()
    assert found is not None and found.path == files[1]


def test_the_font_that_the_user_configured_comes_first(
    chinese: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mine = build_font(tmp_path / "mine.ttf", "My Kai")
    install(monkeypatch, mine, "My Kai")
    with mpl.rc_context({"font.sans-serif": ["My Kai", "DejaVu Sans"]}):
        assert fonts.find_font() == fonts.Font(str(mine), "My Kai", "configured")


def test_the_extra_is_used_without_importing_its_package(
    bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, national: Panel
) -> None:
    package = tmp_path / "a_font_package"
    (package / "fonts").mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('this package changes rcParams')", "utf-8")
    file = build_font(package / "fonts" / "sc.ttf", "Noto Sans SC")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(fonts, "PACKAGED", ((package.name, "fonts/sc.ttf"),))
    assert fonts.find_font() == fonts.Font(str(file), "Noto Sans SC", "extra")
    ax = plot.trend(national, "gdp", measure="growth")
    assert ax.get_title() == "国内生产总值增速"
    draw_all_ways(ax.figure, tmp_path)


def test_the_package_of_the_extra_has_a_font_where_the_code_expects_it() -> None:
    name, file = fonts.PACKAGED[0]
    spec = fonts.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("the fonts extra is not installed")
    assert fonts.Font(str(Path(spec.submodule_search_locations[0], file)), "", "extra").has(
        "政府亿元增\u2212%—“”（）、："
    )


@pytest.mark.parametrize("lang", [None, "zh"])
def test_without_a_font_the_figure_is_english_with_one_warning(
    bare: None, national: Panel, tmp_path: Path, lang: str | None
) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ax = plot.trend(national, FIVE, measure="growth", lang=lang, source=True, title="主要指标")
    said = [warning for warning in caught if issubclass(warning.category, GovReportWarning)]
    assert len(said) == 1
    assert "pip install govreport[fonts]" in str(said[0].message) and "'主要指标' is left out" in str(said[0].message)
    assert said[0].filename == "govreport"
    assert not [text.get_text() for text in texts(ax.figure) if fonts.has_chinese(text.get_text())]
    assert ax.get_ylabel() == "Growth, %"
    draw_all_ways(ax.figure, tmp_path)


@pytest.mark.parametrize("draw", ["targets", "small_multiples"])
def test_the_other_figures_warn_once_too(bare: None, national: Panel, draw: str) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        getattr(plot, draw)(national, "gdp", measure="growth")
    assert [warning.category for warning in caught] == [GovReportWarning]
    assert not [text.get_text() for text in texts(plt.gcf()) if fonts.has_chinese(text.get_text())]


def test_english_on_a_machine_without_a_font_needs_no_warning(bare: None, national: Panel) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert plot.trend(national, "gdp", measure="growth", lang="en").get_title() == (
            "China: Gross domestic product, growth"
        )


def test_a_name_without_english_is_numbered_and_the_warning_resolves_it(bare: None) -> None:
    panel = make(
        *(row("open:打通断头路", year, 17, unit="条", region="某某县") for year in (2022, 2023)),
        *(row("open:新建口袋公园", year, 30, unit="条", region="某某县") for year in (2022, 2023)),
    )
    with pytest.warns(GovReportWarning, match="'indicator 2' stands for 新建口袋公园") as said:
        ax = plot.trend(panel, ["open:打通断头路", "open:新建口袋公园"], lang="en")
    assert len(said) == 1 and "某某县" not in str(said[0].message), "it is Moumou County"
    assert {label.get_text() for label in end_labels(ax)} == {"indicator 1", "indicator 2"}


def test_in_english_a_chinese_name_is_shown_as_it_is_where_a_font_can_write_it(chinese: Path, tmp_path: Path) -> None:
    panel = make(*(row("open:打通断头路", year, 17, unit="条", region="某某县") for year in (2022, 2023)))
    ax = plot.trend(panel, "open:打通断头路", lang="en")
    assert ax.get_title() == "Moumou County: 打通断头路"
    draw_all_ways(ax.figure, tmp_path)


def test_a_font_without_a_minus_sign_gets_a_hyphen(bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    characters = "".join(map(chr, range(0x20, 0x7F))) + "政府亿元增国内生产总值速（）"
    install(monkeypatch, build_font(tmp_path / "old.ttf", "SimHei", characters), "SimHei")
    ax = plot.trend(make(*(growth("gdp", year, year - 2012.0) for year in range(2010, 2015))), "gdp")
    ax.figure.draw_without_rendering()
    assert "-2" in [label.get_text() for label in ax.get_yticklabels()]
    draw_all_ways(ax.figure, tmp_path)


def test_a_character_that_the_font_lacks_is_replaced(font_file: Path) -> None:
    font = fonts.Font(str(font_file), "", "installed")
    assert font.clean("面积（㎡）𠮷") == "面积（m2）?"


def test_the_font_is_offered_for_labels_of_ones_own(chinese: Path) -> None:
    offered = plot.chinese_font(12)
    assert offered is not None and (offered.get_file(), offered.get_size()) == (str(chinese), 12)


# ------------------------------------------------------------------------------------------------- what is drawn


def end_labels(ax: Axes) -> list[EndLabel]:
    return [text for text in ax.texts if isinstance(text, EndLabel)]


def lines(ax: Axes, ending: str) -> list[Line2D]:
    """The marks of one kind, by the end of their label."""
    return [line for line in ax.lines if str(line.get_label()).endswith(ending)]


def data(line: Line2D) -> dict[int, float]:
    """What a line shows, by year."""
    pairs = zip(line.get_xdata(), line.get_ydata(), strict=True)
    return {int(x): float(y) for x, y in pairs if not np.isnan(y)}


def trend(panel: Panel, indicators: str | list[str], **asked: Any) -> Axes:
    return plot.trend(panel, indicators, **{"lang": "en", **asked})


def test_results_are_a_line_and_targets_hollow_diamonds(national: Panel) -> None:
    ax = trend(national, "gdp", measure="growth")
    (line,), (diamonds,) = lines(ax, "product"), lines(ax, " target")
    assert data(line) == GDP
    assert data(diamonds) == {
        year: 6.75 if year == 2016 else 6.25 if year == 2019 else v[0] for year, v in AIMS.items()
    }
    assert (diamonds.get_marker(), diamonds.get_markerfacecolor(), diamonds.get_linestyle()) == ("D", "white", "None")


def test_targets_can_be_left_out(national: Panel) -> None:
    ax = trend(national, "gdp", measure="growth", targets=False)
    assert len(ax.lines) == 1 and ax.get_legend() is None


def test_hedges_of_targets_are_arrows_caps_and_bars(national: Panel) -> None:
    ax = trend(national, "gdp", measure="growth")
    (up,), (caps,), (bars,) = (lines(ax, f"target {kind}") for kind in ("over", "about", "range"))
    assert data(up) == {2021: 6.0} and up.get_marker() is UP
    assert sorted(caps.get_ydata()[:2]) == pytest.approx([7 * 0.95, 7 * 1.05])
    assert [y for y in bars.get_ydata() if not np.isnan(y)] == [6.5, 7.0, 6.0, 6.5]
    assert bars.get_linewidth() > 3 * caps.get_linewidth()


def test_a_hedged_result_shows_what_it_leaves_open() -> None:
    ax = trend(make(row("gdp", 2020, 100, bound="over"), row("gdp", 2021, 110, bound="under")), "gdp")
    (up,), (down,) = lines(ax, "over"), lines(ax, "under")
    assert (data(up), up.get_marker()) == ({2020: 100.0}, UP)
    assert (data(down), down.get_marker()) == ({2021: 110.0}, DOWN)


def test_estimates_are_hollow_marks_on_the_line_and_can_be_left_out() -> None:
    panel = make(row("gdp", 2020, 1), row("gdp", 2021, 2), row("gdp", 2022, 3, status="estimate"))
    ax = trend(panel, "gdp")
    (line,), (hollow,) = lines(ax, "product"), lines(ax, "estimate")
    assert data(line) == {2020: 1, 2021: 2, 2022: 3} and line.get_markevery() == [0, 1]
    assert (data(hollow), hollow.get_markerfacecolor()) == ({2022: 3}, "white")
    assert data(lines(trend(panel, "gdp", estimates=False), "product")[0]) == {2020: 1, 2021: 2}


def test_a_missing_year_is_a_gap() -> None:
    line = trend(make(*(row("gdp", year, year) for year in (2015, 2016, 2018))), "gdp").lines[0]
    assert list(line.get_xdata()) == [2015, 2016, 2017, 2018]
    assert np.isnan(line.get_ydata()[2])


@pytest.mark.parametrize(
    ("told", "bound", "line"),
    [
        ((35538, 30000, 37400), "over", [35538, None, 37400]),  # what was passed long ago is no fall
        ((28000, 30000, 37400), "over", [28000, 30000, 37400]),
        ((5.2, 5.5, 5.1), "under", [5.2, None, 5.1]),  # and what was kept below a ceiling no rise
        ((5.6, 5.5, 5.1), "under", [5.6, 5.5, 5.1]),
    ],
)
def test_no_line_leads_to_a_floor_below_the_year_before_nor_to_a_ceiling_above(
    told: tuple[float, ...], bound: str, line: list[float | None]
) -> None:
    hedges = ("exact", bound, "exact")
    rows = [
        row("gdp", 2023 + at, value, bound=hedge) for at, (value, hedge) in enumerate(zip(told, hedges, strict=True))
    ]
    ax = trend(make(*rows), "gdp", measure="level")
    drawn = [None if np.isnan(y) else y for y in ax.lines[0].get_ydata()]
    assert drawn == line
    assert [data(dots) for dots in lines(ax, "apart")] == ([{2024: told[1]}] if None in line else [])
    assert data(lines(ax, bound)[0]) == {2024: told[1]}


def test_of_rows_on_one_year_the_actual_one_of_the_latest_report_is_drawn() -> None:
    panel = make(
        row("gdp", 2020, 1, report_year=2021),
        row("gdp", 2020, 2, report_year=2022),
        row("gdp", 2020, 3, report_year=2023, status="estimate"),
        row("gdp", 2020, 4, report_year=2024, report_region="浙江省"),
        row("gdp", 2021, 5),
    )
    assert data(trend(panel, "gdp", region="全国").lines[0]) == {2020: 2, 2021: 5}


def test_a_line_shows_the_same_caliber_as_the_table() -> None:
    rows = [growth("gdp", year, 5, basis="实际") for year in range(2015, 2020)]
    panel = make(*rows, growth("gdp", 2019, 9, report_year=2025), growth("gdp", 2020, 8))
    told = {**dict.fromkeys(range(2015, 2019), 5), 2019: 9, 2020: 8}
    assert data(trend(panel, "gdp").lines[0]) == told
    assert panel.wide("gdp", measure="growth")["gdp"].tolist() == list(told.values())


def test_a_target_is_as_last_set_before_its_year_ended_and_not_as_remembered() -> None:
    panel = make(
        growth("gdp", 2025, 6, status="target", report_year=2021),
        growth("gdp", 2025, 5, status="target", report_year=2025, bound="about"),
        growth("gdp", 2025, 5, status="target", report_year=2026),
        growth("gdp", 2024, 4, status="target", report_year=2025),
    )
    ax = trend(panel, "gdp")
    assert data(lines(ax, " target")[0]) == {2024: 4, 2025: 5}
    assert len(lines(ax, "target about")) == 1


def test_what_is_about_several_years_is_not_drawn_as_one() -> None:
    panel = make(
        row("gdp", 2020, 1),
        row("gdp", 2021, 2),
        row("gdp", 2022, 99, period_start=2018),
        row("gdp", 2023, 98, per_year=True),
    )
    assert data(trend(panel, "gdp").lines[0]) == {2020: 1, 2021: 2}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("gdp", 2020, 1), row("gdp", 2021, 2), growth("gdp", 2020, 5)], "billion yuan"),
        ([row("gdp", 2020, 1), growth("gdp", 2020, 5), growth("gdp", 2021, 5)], "Growth, %"),
        ([row("gdp", 2020, 1)], "million yuan"),
    ],
)
def test_levels_are_drawn_where_there_are_two_and_else_growth(rows: list[dict[str, Any]], expected: str) -> None:
    panel = make(*({**each, "value": each["value"] * (100 if expected == "billion yuan" else 1)} for each in rows))
    assert trend(panel, "gdp").get_ylabel() == expected


def test_years_limit_what_is_drawn(national: Panel) -> None:
    ax = trend(national, "gdp", measure="growth", years=(2021, 2023))
    assert data(ax.lines[0]) == {year: GDP[year] for year in (2021, 2022, 2023)}
    again = trend(national, "gdp", measure="growth", years=range(2021, 2024))
    assert data(again.lines[0]) == data(ax.lines[0])


def test_one_point_is_a_sensible_figure(national: Panel) -> None:
    ax = trend(national, "urban_surveyed_unemployment")
    ax.figure.draw_without_rendering()
    low, high = ax.get_xlim()
    assert low < 2023 < high and high - low < 3
    assert [label.get_text() for label in ax.get_xticklabels() if label.get_text()] == ["2023"]


def test_years_are_whole_numbers_at_every_width(national: Panel) -> None:
    for width in (2, 3.4, 7, 14):
        ax = trend(national, "gdp", measure="growth", figsize=(width, 3))
        ax.figure.draw_without_rendering()
        ticks = [label.get_text() for label in ax.get_xticklabels()]
        assert all(tick.isdigit() and len(tick) == 4 for tick in ticks)
        assert 1 <= len(ticks) <= 11
        boxes = [label.get_window_extent() for label in ax.get_xticklabels()]
        assert not any(left.overlaps(right) for left, right in itertools.pairwise(boxes))


def test_large_numbers_are_shown_in_larger_units_and_the_data_stay(chinese: Path, national: Panel) -> None:
    ax = plot.trend(national, "gdp", measure="level")
    ax.figure.draw_without_rendering()
    assert ax.get_ylabel() == "万亿元"
    assert data(ax.lines[0])[2015] == 688858
    assert "100" in [label.get_text() for label in ax.get_yticklabels()]


def test_ranks_have_the_first_place_on_top() -> None:
    ax = trend(
        make(*(row("gdp", 2020 + at, at + 1, measure="rank", unit="位") for at in range(3))), "gdp", measure="rank"
    )
    assert ax.yaxis_inverted() and ax.get_ylabel() == "Rank"
    ax.figure.draw_without_rendering()
    assert set(label.get_text() for label in ax.get_yticklabels()) <= {"0", "1", "2", "3", "4"}


def test_several_lines_differ_in_colour_and_mark_and_are_named_at_their_ends(national: Panel) -> None:
    ax = trend(national, FIVE, measure="growth", targets=False)
    assert len({line.get_color() for line in ax.lines}) == len({line.get_marker() for line in ax.lines}) == 5
    names = {label.get_text().replace("\n", " ") for label in end_labels(ax)}
    assert names == {national.vocabulary[key].name_en for key in FIVE}


def test_lines_are_told_apart_by_what_differs(chinese: Path, national: Panel, regions: Panel) -> None:
    assert {label.get_text() for label in end_labels(plot.trend(regions, "gdp", measure="growth"))} == {
        "浙江省",
        "江苏省",
        "广东省",
        "贵州省",
        "四川省",
    }
    both = make(
        *(growth(key, year, 5, region=place) for key in FIVE[:2] for place in ("浙江省", "江苏省") for year in GDP)
    )
    names = [label.get_text().replace("\n", "") for label in end_labels(plot.trend(both, FIVE[:2], figsize=(12, 5)))]
    assert names[0] == "浙江省 地区生产总值"
    assert plot.trend(both, "gdp", region="浙江省").get_title() == "浙江省地区生产总值增速"
    assert plot.trend(national, "consumer_price").get_title() == "全国居民消费价格涨幅"


def test_targets_of_several_lines_stand_beside_each_other(regions: Panel) -> None:
    ax = trend(regions, "gdp", measure="growth")
    ax.figure.draw_without_rendering()
    marks = [line for line in lines(ax, " target") if 2023 in data(line)]
    places = {round(float(line.get_transform().transform((2023, 5))[0]), 1) for line in marks}
    assert len(places) == 5
    assert all(set(data(line)) <= set(AIMS) for line in marks)


@pytest.mark.parametrize("width", [3.4, 7.2])
@pytest.mark.parametrize("count", [2, 3, 6, 8])
def test_no_target_of_a_year_lies_on_another_and_none_leaves_the_axes(count: int, width: float) -> None:
    places = ["浙江省", "江苏省", "广东省", "贵州省", "四川省", "河北省", "安徽省", "云南省"][:count]
    hedges: list[dict[str, Any]] = [{"bound": "about", "low": 4.5, "high": 5.5}, {"bound": "over"}, {"high": 5.5}]
    rows = [growth("gdp", year, 5 + at / 9, region=place) for at, place in enumerate(places) for year in (2023, 2024)]
    for year in (2024, 2025):
        rows += [
            growth("gdp", year, 5, region=place, status="target", **hedges[at % 3]) for at, place in enumerate(places)
        ]
    ax = trend(make(*rows), "gdp", measure="growth", figsize=(width, width * 0.7))
    ax.figure.draw_without_rendering()
    boxes = []
    for line in lines(ax, " target"):
        half = line.get_markersize() * 2**0.5 / 2 * ax.figure.dpi / 72
        for x, y in line.get_transform().transform(line.get_xydata()):
            boxes.append(Bbox([[x - half, y - half], [x + half, y + half]]))
    assert len(boxes) == 2 * count
    shrunk = [box.padded(-0.1 * box.width) for box in boxes]
    assert not [pair for pair in itertools.combinations(shrunk, 2) if pair[0].overlaps(pair[1])]
    assert all(ax.bbox.x0 <= box.x0 and box.x1 <= ax.bbox.x1 + 1 for box in boxes)


def test_a_target_that_nothing_hides_stands_at_its_year(national: Panel) -> None:
    ax = trend(national, FIVE[:2], measure="growth")
    assert len(lines(ax, " target")) == 2
    assert all(line.get_transform() == ax.transData for line in lines(ax, " target"))


def test_marks_are_explained_only_where_there_are_several_kinds(national: Panel) -> None:
    legend = trend(national, "gdp", measure="growth").get_legend()
    assert legend is not None
    assert {text.get_text() for text in legend.get_texts()} == {"result", "target", "or more", "about", "range"}
    assert trend(national, "population_total", breaks=False).get_legend() is None


def test_a_break_in_what_a_name_means_is_a_dashed_line_between_the_years_and_explained() -> None:
    panel = make(*(row("fixed_asset_investment", year, year) for year in range(2009, 2020)))
    ax = trend(panel, "fixed_asset_investment", measure="level")
    broken = [line for line in ax.lines if str(line.get_label()).startswith("_break")]
    assert [line.get_xdata()[0] for line in broken] == [2010.5, 2017.5]
    assert all(line.is_dashed() for line in broken)
    assert "series break" in [text.get_text() for text in ax.get_legend().get_texts()]
    plain = trend(panel, "fixed_asset_investment", measure="level", breaks=False)
    assert len(plain.lines) == len(ax.lines) - 2


def test_growth_crosses_no_break() -> None:
    panel = make(*(row("fixed_asset_investment", year, 5, measure="growth", unit="%") for year in (2016, 2017, 2018)))
    assert not lines(trend(panel, "fixed_asset_investment", measure="growth"), "new rules")
    assert len(trend(panel, "fixed_asset_investment", measure="growth").lines) == 1


def test_the_source_names_the_reports_that_the_drawn_rows_are_from(national: Panel) -> None:
    ax = trend(national, "gdp", measure="growth", source=True, years=(2015, 2019), targets=False)
    assert ax.texts[-1].get_text() == "Source: government work reports of China, 2016–2020"
    assert trend(national, "gdp", source="My own count").texts[-1].get_text() == "My own count"
    assert not trend(national, "gdp").texts


def test_what_the_caller_says_of_lines_holds(national: Panel) -> None:
    ax = trend(national, "gdp", measure="growth", c="black", marker="*", lw=5, label="mine")
    line, diamonds = lines(ax, "mine")[0], lines(ax, " target")[0]
    assert (line.get_color(), line.get_marker(), line.get_linewidth()) == ("black", "*", 5)
    assert diamonds.get_markeredgecolor() == "black"


def test_rows_in_another_unit_are_left_out_and_named() -> None:
    panel = make(
        row("exports", 2020, 1), row("exports", 2021, 2), row("exports", 2022, 3, unit="亿美元", quote="3亿美元")
    )
    with pytest.warns(GovReportWarning, match=r"exports in 亿美元 \(2022\)"):
        assert data(trend(panel, "exports").lines[0]) == {2020: 1, 2021: 2}


# ------------------------------------------------------------------------------------------------------- layout


@pytest.mark.parametrize("width", [3.4, 7.2, 10])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("which", [["gdp"], ["gdp", "consumer_price"], FIVE, [LONG]], ids=["1", "2", "5", "long"])
def test_nothing_is_cut_off_and_names_do_not_overlap(
    chinese: Path, national: Panel, width: float, lang: str, which: list[str]
) -> None:
    ax = plot.trend(
        national,
        which,
        measure=None if which == [LONG] else "growth",
        lang=lang,
        source=True,
        figsize=(width, width * 0.7),
    )
    assert not outside(ax.figure)
    assert not unread(ax.figure)
    boxes = [Text.get_window_extent(label) for label in end_labels(ax)]
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].padded(-1).overlaps(pair[1].padded(-1))]
    assert ax.bbox.width > 0.3 * ax.figure.bbox.width


def test_names_stay_apart_when_the_axes_change_later(national: Panel) -> None:
    ax = trend(national, FIVE, measure="growth", targets=False)
    ax.set_ylim(-400, 400)
    ax.figure.set_size_inches(5, 3)
    ax.figure.draw_without_rendering()
    boxes = [Text.get_window_extent(label).padded(-1) for label in end_labels(ax)]
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_names_fit_inside_axes_that_no_layout_engine_manages(national: Panel) -> None:
    figure, both = plt.subplots(1, 2, figsize=(10, 4))
    for ax in both:
        trend(national, FIVE, measure="growth", targets=False, ax=ax)
        assert not outside(figure)
        right = ax.bbox.x1
        assert all(Text.get_window_extent(label).x1 < right + 1 for label in end_labels(ax))
        assert max(ax.get_xticks()) <= 2024


@given(
    st.lists(st.floats(-50, 150), min_size=1, max_size=8),
    st.lists(st.floats(1, 30), min_size=8, max_size=8),
)
def test_spread_boxes_never_overlap_and_stay_in_where_they_fit(wanted: list[float], tall: list[float]) -> None:
    heights = tall[: len(wanted)]
    centres = spread(wanted, heights, 0, 100)
    boxes = sorted((centre - height / 2, centre + height / 2) for centre, height in zip(centres, heights, strict=True))
    assert all(right[0] >= left[1] - 1e-6 for left, right in itertools.pairwise(boxes))
    if sum(heights) <= 100:
        assert boxes[0][0] >= -1e-6 and boxes[-1][1] <= 100 + 1e-6
    if len(wanted) == 1 and heights[0] / 2 <= wanted[0] <= 100 - heights[0] / 2:
        assert centres == pytest.approx(wanted)


@given(st.text("规模以上工业增加值（，） abcGDP%5.", max_size=40), st.floats(4, 30))
def test_wrapping_keeps_every_character(text: str, width: float) -> None:
    broken = wrap(text, width)
    assert "".join(broken.split()) == "".join(text.split())
    assert not any(line[0] in "，）%" for line in broken.split("\n")[1:] if line)


def test_wrapped_lines_are_of_like_length() -> None:
    assert [ems(line) for line in wrap("社会消费品零售总额", 6.5).split("\n")] == [5, 4]
    assert wrap("Value added of industry", 9) == "Value added\nof industry"


@pytest.mark.parametrize(
    ("ticks", "factor", "said"),
    [
        ([0, 2.5, 5], 1, ["0.0", "2.5", "5.0"]),
        ([-2, 0, 2], 1, ["−2", "0", "2"]),
        ([600_000, 1_200_000], 1e-4, ["60", "120"]),
        ([10_000, 20_000], 1, ["10,000", "20,000"]),
        ([0.1, 0.2, 0.3], 1, ["0.1", "0.2", "0.3"]),
    ],
)
def test_tick_labels_have_the_decimals_they_need(ticks: list[float], factor: float, said: list[str]) -> None:
    assert Numbers(factor).format_ticks(ticks) == said


# ------------------------------------------------------------------------------------------------- wrong questions


@pytest.mark.parametrize(
    ("indicators", "asked", "error", "said"),
    [
        ("gpd", {}, UnknownIdError, "'gdp'"),
        ("地区产总值", {}, UnknownIdError, "'gdp'"),
        ("gdp", {"region": "浙江"}, UnknownIdError, "no row with this region"),
        ("gdp", {"measure": "grwth"}, UnknownIdError, "'growth'"),
        ("gdp", {"lang": "cn"}, InputError, "'zh' or 'en'"),
        ("gdp", {"years": 2020}, InputError, "first and the last year"),
        ("gdp", {"years": (2020, 2015)}, InputError, "first and the last year"),
        ("gdp", {"colour": "red"}, InputError, "did you mean 'color'"),
        ("gdp", {"regoin": "全国"}, InputError, "did you mean 'region'"),
        ("gdp", {"linestyle": "wavy"}, InputError, "linestyle"),
        ("gdp", {"figsize": (0, 3)}, InputError, "inches"),
        ("gdp", {"title": 3}, InputError, "a title is text"),
        ("gdp", {"source": 3}, InputError, "the source is"),
        ("gdp", {"ax": "axes"}, InputError, "ax is not matplotlib Axes"),
        (["gdp", "consumer_price"], {"measure": "growth", "label": "x"}, InputError, "one label"),
        ([], {}, InputError, "no indicator"),
        (["gdp", 3], {}, InputError, "given as text"),
        (["gdp", "population_total"], {}, InputError, "gdp in 亿元, population_total in 万人"),
        (["gdp", "population_total"], {}, InputError, "measure='growth'"),
        ("gdp", {"measure": "rank"}, InputError, "growth (actual) of 全国 2015–2024"),
        ("gdp", {"years": (1990, 1995)}, InputError, "level (actual) of 全国 2015–2024"),
        ("grain_output", {}, InputError, "no row of it in this panel"),
    ],
)
def test_a_question_that_cannot_be_drawn_says_why(
    national: Panel, indicators: Any, asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as raised:
        trend(national, indicators, **asked)
    assert said in str(raised.value)
    assert plt.get_fignums() == []


def test_only_a_panel_can_be_drawn(national: Panel) -> None:
    with pytest.raises(InputError, match="expected a Panel"):
        plot.trend(national.frame, "gdp")  # type: ignore[arg-type]


def test_more_lines_than_can_be_told_apart_are_refused() -> None:
    panel = make(*(growth("gdp", 2020 + at, 5, region=f"第{place}市") for place in range(9) for at in range(2)))
    with pytest.raises(InputError, match=r"9 lines .* small_multiples"):
        trend(panel, "gdp")


def test_axes_do_not_show_two_units(national: Panel) -> None:
    ax = trend(national, "gdp", measure="growth")
    with pytest.raises(InputError, match="another unit already"):
        trend(national, "gdp", measure="level", ax=ax)
    assert trend(national, "consumer_price", measure="growth", ax=ax) is ax


def test_a_region_without_the_indicator_is_named(national: Panel) -> None:
    panel = make(*gdp_rows(), row("population_total", 2020, 1, unit="万人", region="浙江省"))
    with pytest.warns(GovReportWarning, match="gdp of 浙江省"):
        trend(panel, "gdp", measure="growth")


# ------------------------------------------------------------------------------------------- nothing else changes


def figures(panel: Panel) -> dict[str, Callable[[], Any]]:
    return {
        "trend": lambda: plot.trend(panel, FIVE, measure="growth"),
        "targets": lambda: plot.targets(panel, "gdp"),
        "small_multiples": lambda: plot.small_multiples(panel, FIVE, measure="growth"),
        "error": lambda: plot.trend(panel, ["gdp", "population_total"]),
    }


@pytest.mark.parametrize("what", ["trend", "targets", "small_multiples", "error"])
def test_no_setting_of_matplotlib_changes_and_no_window_opens(
    chinese: Path, national: Panel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str
) -> None:
    monkeypatch.setattr(plt, "show", lambda *a, **k: pytest.fail("a window was opened"))
    before, known = dict(mpl.rcParams), list(font_manager.fontManager.ttflist)
    try:
        drawn = figures(national)[what]()
        plot.save(drawn, tmp_path / "figure.svg")
    except InputError:
        assert what == "error"
    assert dict(mpl.rcParams) == before
    assert font_manager.fontManager.ttflist == known


def test_the_style_is_a_context() -> None:
    before = dict(mpl.rcParams)
    with plot.style(font_size=8):
        assert mpl.rcParams["font.size"] == 8 and not mpl.rcParams["axes.spines.top"]
    assert dict(mpl.rcParams) == before
    with pytest.raises(InputError, match="font size"):
        plot.style(font_size=-1)


def test_given_axes_keep_their_look_and_no_figure_is_made(national: Panel) -> None:
    figure, ax = plt.subplots()
    ax.set_ylabel("mine")
    assert trend(national, "gdp", measure="growth", ax=ax) is ax
    assert plt.get_fignums() == [figure.number]
    assert ax.spines["top"].get_visible() and ax.get_ylabel() == "mine"


def test_a_figure_without_pyplot_can_be_drawn_on(national: Panel) -> None:
    figure = Figure(layout="constrained")
    trend(national, "gdp", measure="growth", ax=figure.subplots())
    assert plt.get_fignums() == []


def test_a_figure_that_fails_halfway_is_closed(national: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*a: Any, **k: Any) -> None:
        raise RuntimeError("no ink")

    monkeypatch.setattr(plot.lines, "add_source", fail)
    with pytest.raises(RuntimeError, match="no ink"):
        trend(national, "gdp")
    assert plt.get_fignums() == []


def test_a_trend_is_drawn_in_half_a_second(chinese: Path, national: Panel) -> None:
    assert seconds(lambda: plot.trend(national, "gdp", measure="growth"), tries=3) < 0.5


# ------------------------------------------------------------------------------------------------- other figures


def test_small_multiples_have_an_axis_for_each_indicator_and_the_same_years(chinese: Path, national: Panel) -> None:
    figure, axes = plot.small_multiples(national, ["gdp", "consumer_price", "population_total", LONG], title="四项指标")
    assert [ax.get_title().replace("\n", "") for ax in axes] == [
        "国内生产总值",
        "居民消费价格涨幅",
        national.vocabulary["population_total"].name_zh,
        "高技术制造业增加值占规模以上工业增加值比重",
    ]
    assert [ax.get_ylabel() for ax in axes] == ["万亿元", "涨幅（%）", "亿人", "%"]
    assert len({ax.get_xlim() for ax in axes}) == 1
    assert axes[0].get_xlim()[0] < min(GDP) and max(GDP) < axes[0].get_xlim()[1]
    assert not outside(figure)


def test_the_legend_of_small_multiples_stays_inside_the_figure_and_the_place_is_told(national: Panel) -> None:
    figure, _ = plot.small_multiples(national, ["gdp", "consumer_price"], measure="growth", lang="en", figsize=(2.6, 3))
    figure.canvas.draw()
    box = figure.legends[0].get_window_extent()
    assert box.x0 >= 0 and box.x1 <= figure.bbox.x1
    assert figure.get_suptitle() == "China"


def test_small_multiples_by_region(regions: Panel) -> None:
    figure, axes = plot.small_multiples(regions, "gdp", by="region", measure="growth", lang="en", sharey=True)
    assert [ax.get_title() for ax in axes] == ["Zhejiang", "Jiangsu", "Guangdong", "Guizhou", "Sichuan"]
    assert len({ax.get_ylim() for ax in axes}) == 1
    assert len(figure.axes) == 5 and len(figure.legends) == 1
    assert figure.get_suptitle() == "Gross domestic product, growth"  # no axis says which indicator it is
    assert not outside(figure)


def test_small_multiples_of_like_size_share_their_numbers_unless_they_are_told_not_to() -> None:
    def panel(other: float) -> Panel:
        sizes = {"浙江省": 100.0, "江苏省": other}
        return make(*(row("gdp", year, size, region=place) for place, size in sizes.items() for year in (2020, 2021)))

    def limits(other: float, **asked: Any) -> int:
        _, axes = plot.small_multiples(panel(other), "gdp", by="region", measure="level", lang="en", **asked)
        return len({ax.get_ylim() for ax in axes})

    assert limits(150.0) == 1 and limits(150.0, sharey=False) == 2
    assert limits(9_000.0) == 2 and limits(9_000.0, sharey=True) == 1


@pytest.mark.parametrize(
    ("lang", "sizes", "unit"), [("en", (12, 8), "billion yuan"), ("zh", (90000, 140000), "万亿元")]
)
@pytest.mark.parametrize("way", ["shared", "one after the other"])
def test_numbers_that_share_an_axis_are_in_the_unit_that_stands_beside_it(
    way: str, lang: str, sizes: tuple[float, float], unit: str, chinese: Path
) -> None:
    panel = make(
        *(
            row("gdp", year, size, region=place)
            for place, size in zip(("浙江省", "江苏省"), sizes, strict=True)
            for year in (2020, 2021)
        )
    )
    if way == "shared":
        _, axes = plot.small_multiples(panel, "gdp", by="region", lang=lang)
        ax = axes[0]
    else:
        ax = trend(panel, "gdp", region=("浙江省", "江苏省")[0], lang=lang)
        trend(panel, "gdp", region=("浙江省", "江苏省")[1], lang=lang, ax=ax)
    assert ax.get_ylabel() == unit
    assert float(ax.yaxis.get_major_formatter()(max(sizes), 0)) == max(sizes) / (10 if lang == "en" else 1e4)


def test_arrows_of_low_axes_are_not_cut_off() -> None:
    def top(**more: Any) -> list[dict[str, Any]]:
        return [row("gdp", 2020, 50, **more), row("gdp", 2021, 100, bound="over", **more)]

    panel = make(*top(region="浙江省"), *top(region="江苏省"), row("gdp", 2020, 60, region="安徽省"))
    figure, axes = plot.small_multiples(panel, "gdp", by="region", measure="level", lang="en")
    figure.canvas.draw()
    for ax in axes:
        (_, tip), (_, place) = ax.transAxes.transform((0, 1)), ax.transData.transform((2021, 100))
        assert tip - place >= marks.arrow_reach() * figure.dpi / 72 * 0.9


@pytest.mark.parametrize(
    ("indicator", "unit", "whole"), [("national_key_labs", "家", True), ("urban_surveyed_unemployment", "%", False)]
)
def test_there_are_no_halves_of_what_is_counted_on_an_axis(indicator: str, unit: str, whole: bool) -> None:
    ax = trend(make(row(indicator, 2024, 3, unit=unit), row(indicator, 2025, 4, unit=unit)), indicator)
    low, high = ax.get_ylim()
    ticks = [float(tick) for tick in ax.get_yticks() if low <= tick <= high]
    assert ticks and all(tick.is_integer() for tick in ticks) == whole


def test_a_region_without_the_indicator_does_not_keep_the_others_from_being_drawn(
    chinese: Path, regions: Panel
) -> None:
    more = [row("gdp", 2024, 100, region="安徽省"), growth("exports", 2024, 3, region="福建省")]
    panel = make(*regions.frame.to_dict("records"), *more)
    with pytest.warns(gr.GovReportWarning) as told:
        _, axes = plot.small_multiples(panel, "gdp", by="region", measure="growth")
    assert len(axes) == 5
    assert [str(one.message) for one in told] == [
        "not in the figure: gdp of 安徽省: there is level (actual) of 安徽省 2024; gdp of 福建省: no row of it"
    ]
    with (
        speaking("zh"),
        pytest.warns(gr.GovReportWarning, match="安徽省的 gdp：有安徽省的水平 level（实绩）2024；福建省的"),
    ):
        plot.small_multiples(panel, "gdp", by="region", measure="growth")
    with pytest.raises(InputError, match="nothing to draw for 'gdp': no rank of a single year: found growth"):
        plot.small_multiples(panel, "gdp", by="region", measure="rank")


def test_what_a_region_has_instead_is_nothing_that_was_asked_for_itself(chinese: Path) -> None:
    panel = make(growth("imports", 2024, 2), growth("imports", 2024, 3, region="江苏省"), growth("exports", 2024, 1))
    with pytest.warns(gr.GovReportWarning, match="exports of 江苏省: no row of it \\(nearest is imports\\)"):
        plot.trend(panel, "exports", region=["全国", "江苏省"], measure="growth")
    with pytest.warns(gr.GovReportWarning, match="exports of 江苏省: no row of it$"):
        plot.small_multiples(panel, ["exports", "imports"], region=["全国", "江苏省"], measure="growth")
    with pytest.raises(InputError, match=r"in this panel, which has imports$"):
        plot.trend(panel, ["exports", "cotton_output"], measure="growth")


def test_small_multiples_by_region_leave_the_title_to_the_lines_of_several(national: Panel) -> None:
    figure, _ = plot.small_multiples(national, FIVE[:2], by="region", measure="growth", lang="en")
    assert figure.get_suptitle() == ""


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"by": "regions"}, "'region'"),
        ({"ncols": 0}, "ncols: not a whole number above 0"),
        ({"sharey": True}, "cannot be shared"),
        ({"colour": "red"}, "did you mean"),
    ],
)
def test_small_multiples_say_what_is_wrong(national: Panel, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        plot.small_multiples(national, ["gdp", "population_total"], **asked)
    assert plt.get_fignums() == []


def test_a_year_without_its_report_is_not_said_to_have_no_target() -> None:
    aims = [pr.row("gdp", "growth", year, 6, "%", status="target") for year in (2022, 2023)]
    panel = pr.panel(*aims, *(pr.row("gdp", "growth", year, 5.5, "%") for year in (2020, 2021, 2022)))
    ax = plot.targets(panel, "gdp", lang="en")
    kinds = {str(line.get_label()): list(data(line)) for line in ax.lines}
    assert kinds["report missing"] == [2020]
    assert kinds["no target"] == [2021]


def test_targets_say_which_years_met_them(national: Panel) -> None:
    ax = plot.targets(national, "gdp", lang="en")
    kinds = {str(line.get_label()): data(line) for line in ax.lines if not str(line.get_label()).startswith("_")}
    assert set(kinds["target missed"]) == {2022}
    assert set(kinds["target met"]) == {2016, 2017, 2018, 2019, 2021, 2023, 2024}
    assert set(kinds["within the hedge"]) == {2015}
    assert set(kinds["no target"]) == {2020}
    assert 2025 in data(lines(ax, " target")[0])
    assert ax.get_title() == "China: Gross domestic product, growth: targets and outcomes"


def test_an_outcome_off_a_target_without_a_direction_is_named_as_in_the_tables() -> None:
    aim = pr.row("consumer_price", "growth", 2022, 3, "%", status="target", bound="about")
    panel = pr.panel(aim, pr.row("consumer_price", "growth", 2022, 2, "%"))
    assert "no direction" in gr.targets(panel).to_text("en")
    for asked in ({}, {"by": "region"}):
        entries = [
            text.get_text() for text in plot.targets(panel, "consumer_price", lang="en", **asked).get_legend().texts
        ]
        assert "no direction" in entries and "not decidable" not in entries


def test_targets_that_are_judged_already_are_drawn_as_from_the_panel(regions: Panel, national: Panel) -> None:
    judged = gr.targets(national)
    drawn, again = plot.targets(judged, "gdp", lang="en"), plot.targets(national, "gdp", lang="en")
    assert drawn.get_title() == again.get_title()

    aims = [5.0, 6.5, 6.0]
    assert all(any(aim in np.asarray(line.get_ydata()) for line in ax.lines) for ax in (drawn, again) for aim in aims)
    of_all = gr.targets(regions, indicator="gdp")
    one, other = (plot.targets(side, "gdp", by="region", lang="en") for side in (of_all, regions))
    assert [t.get_text() for t in one.get_yticklabels()] == [t.get_text() for t in other.get_yticklabels()]
    with pytest.raises(InputError, match="about: a Targets has settled this already"):
        plot.targets(of_all, by="region", about=0.3)
    with pytest.raises(InputError, match="indicator: several indicators: expected one of gdp"):
        plot.targets(judged)
    with pytest.raises(InputError, match=r"one indicator in one region: found .*; name one with region="):
        plot.targets(of_all)


def test_revisions_of_one_indicator_need_no_name(national: Panel) -> None:
    ax = plot.revisions(gr.revisions(national, indicator="gdp"), lang="en")
    assert ax.get_title() == plot.revisions(national, "gdp", lang="en").get_title()


def test_targets_need_one_region_and_a_target(regions: Panel, national: Panel) -> None:
    with pytest.raises(InputError, match="region="):
        plot.targets(regions, "gdp")
    with pytest.raises(InputError, match="is aimed at"):
        plot.targets(national, "population_total")


# --------------------------------------------------------------------------------------------------------- saving


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_same_figure_is_the_same_file(chinese: Path, national: Panel, tmp_path: Path, ending: str) -> None:
    files = [
        plot.save(plot.trend(national, FIVE[:2], measure="growth"), tmp_path / f"{at}.{ending}").read_bytes()
        for at in range(2)
    ]
    assert files[0] == files[1]
    assert not {word for word in (b"CreationDate", b"<dc:date>") if word in files[0]}


def test_saving_takes_whatever_was_drawn(national: Panel, tmp_path: Path) -> None:
    figure, axes = plot.small_multiples(national, FIVE[:2], measure="growth", lang="en")
    for at, drawn in enumerate((figure, axes, axes[0], (figure, axes))):
        assert plot.save(drawn, tmp_path / f"{at}.png", dpi=50).stat().st_size > 1000


@pytest.mark.parametrize(
    ("name", "said"), [("figure.pgn", "did you mean 'png'"), ("figure", "ending"), ("no/figure.png", "no such folder")]
)
def test_a_file_that_cannot_be_written_is_said_so(national: Panel, tmp_path: Path, name: str, said: str) -> None:
    ax = trend(national, "gdp")
    with pytest.raises(InputError, match=said):
        plot.save(ax, tmp_path / name)
    with pytest.raises(InputError, match="no figure"):
        plot.save("figure", tmp_path / "figure.png")


# ---------------------------------------------------------------------------------------------------------- words


def test_every_unit_of_the_vocabulary_has_english() -> None:
    vocabulary = gr.vocabulary()
    units = {vocabulary[key].unit for key in vocabulary}
    assert not {unit for unit in units if fonts.has_chinese(words.display_unit(unit, 5e6, chinese=False)[1])}


def test_the_words_are_a_table_without_repeats(root: Path) -> None:
    text = (root / "govreport" / "data" / "plot_labels.tsv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {each["kind"] for each in rows} == {"scale", "unit", "dimension", "region", "national", "basis"}
    assert len({(each["kind"], each["zh"]) for each in rows}) == len(rows)
    assert all(each["zh"] and each["en"] for each in rows)


@pytest.mark.parametrize(
    ("unit", "peak", "chinese_says", "english_says"),
    [
        ("亿元", 1_349_084, (1e-4, "万亿元"), (1e-4, "trillion yuan")),
        ("亿元", 5_000, (1, "亿元"), (0.1, "billion yuan")),
        ("亿元", 8, (1, "亿元"), (100, "million yuan")),
        ("万人", 1_256, (1, "万人"), (0.01, "million persons")),
        ("万吨", 70_000, (1, "万吨"), (0.01, "million tonnes")),
        ("元", 41_314, (1, "元"), (1, "yuan")),
        ("个百分点", 1.2, (1, "个百分点"), (1, "percentage points")),
        ("吨标准煤/万元", 0.5, (1, "吨标准煤/万元"), (1, "tonnes of standard coal/10,000 yuan")),
        ("亿千瓦时", 98_000, (1, "亿千瓦时"), (1e-4, "trillion kWh")),
    ],
)
def test_units_read_well(unit: str, peak: float, chinese_says: Any, english_says: Any) -> None:
    for told, expected in zip((True, False), (chinese_says, english_says), strict=True):
        factor, name = words.display_unit(unit, peak, chinese=told)
        assert (factor, name) == (pytest.approx(expected[0]), expected[1])


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "0.5 by 3 inches are too small"), ("zh", "0.5 × 3 英寸放不下这幅图")]
)
def test_a_figure_too_small_for_its_parts_says_so_once_in_our_words(
    lang: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVREPORT_LANG", lang)
    panel = samples_read()
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        figure, _ = gr.plot.small_multiples(panel, ["gdp", "grain_output"], figsize=(0.5, 3), lang="en")
        gr.plot.save(figure, tmp_path / "small.png")
    [one] = heard
    assert one.category is GovReportWarning and told in str(one.message)
