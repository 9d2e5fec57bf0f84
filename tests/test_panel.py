"""The panel: reading many reports, choosing from them, and saying where a figure comes from."""

from __future__ import annotations

import pickle
import re
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from panel_rows import panel as panel_of_rows
from panel_rows import row

import govreport as gr
from govreport.errors import InputError, UnknownIdError
from govreport.extraction.nature import JUDGES
from govreport.language import speaking
from govreport.panel import COLUMNS, Panel, load_panel, read_panel
from govreport.panel.journal import ReportNote, without_copies
from govreport.panel.naming import names_of_open, open_name
from govreport.panel.preferences import RULES
from govreport.panel.rule_words import rule_in_words
from govreport.render.words import Words
from govreport.text import time_rules

ROOT = Path(__file__).resolve().parents[1]

TEXT = """南湖市2023年政府工作报告
各位代表：
一、2022年工作回顾
地区生产总值达3200亿元、增长6.1%，居全省第4位。粮食产量达14.3亿斤。进出口总额86亿美元，增长8%左右。制作宣传短片5部。
二、2023年工作安排
地区生产总值增长6.5%以上。制作宣传短片6部。
"""
LATER = TEXT.replace("2023", "2024").replace("2022", "2023").replace("6.1%", "5.8%").replace("3200", "3410")
HILLS = TEXT.replace("南湖市", "青山县").replace("3200", "260").replace("6.1%", "7.3%")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reports")
    for name, text in {"南湖市_2023.txt": TEXT, "南湖市_2024.txt": LATER, "青山县_2023.txt": HILLS}.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def panel(folder: Path) -> Panel:
    return read_panel(folder)


def cell(panel: Panel, **filters: object) -> list[float]:
    return panel.select(**filters).frame["value"].tolist()  # type: ignore[arg-type]


# -- reading ---------------------------------------------------------------------------------------------------------


def test_a_folder_is_read_report_by_report(panel: Panel, folder: Path) -> None:
    assert panel.regions == ["南湖市", "青山县"]
    assert panel.report_years == [2023, 2024]
    assert panel.failed == ()
    assert set(panel.frame["source"]) == {str(path) for path in folder.iterdir()}
    assert str(panel) == f"面板：{len(panel)} 个数据，其中 21 个在词表中；3 份报告，2 个地区，2023–2024 年"
    with speaking("en"):
        assert (
            str(panel) == f"panel: {len(panel)} observations, 21 on the vocabulary; 3 reports of 2 regions, 2023–2024"
        )
    assert repr(panel) == f"<Panel: {len(panel)} observations, 21 on the vocabulary; 3 reports of 2 regions, 2023–2024>"


def test_the_frame_has_the_documented_columns_and_types(panel: Panel) -> None:
    frame = panel.frame
    assert list(frame.columns) == list(COLUMNS)
    assert isinstance(frame.index, pd.RangeIndex)
    for column, kind in COLUMNS.items():
        if kind != "str":
            assert str(frame[column].dtype) == kind
    assert frame["basis"].isna().all()


def test_a_row_says_what_the_report_says(panel: Panel) -> None:
    one = panel.select("gdp", measure="growth", report_year=2023, report_region="南湖市").frame
    columns = ["region", "period_end", "status", "value", "low", "high", "unit", "bound", "name", "quote"]
    assert one[columns].to_numpy().tolist() == [
        ["南湖市", 2022, "actual", 6.1, 6.1, 6.1, "%", "exact", "地区生产总值", "6.1%"],
        ["南湖市", 2023, "target", 6.5, 6.5, np.inf, "%", "over", "地区生产总值", "6.5%以上"],
    ]
    assert one["sentence"].tolist()[1] == "地区生产总值增长6.5%以上。"


@pytest.mark.parametrize("kind", ["file", "string", "list", "folder and file", "generator"])
def test_paths_may_be_given_in_any_form(folder: Path, kind: str) -> None:
    file = folder / "南湖市_2023.txt"
    given = {
        "file": file,
        "string": str(file),
        "list": [file, str(folder / "南湖市_2024.txt")],
        "folder and file": [folder, file],
        "generator": (path for path in [file]),
    }[kind]
    expected = {"list": 2, "folder and file": 3}.get(kind, 1)
    assert read_panel(given).frame["source"].nunique() == expected


def test_what_cannot_be_read_is_named_with_its_reason_and_the_rest_is_read(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "东岭市_2023.txt"
    empty.write_text("", encoding="utf-8")
    letter = tmp_path / "西岭市_2023.txt"
    letter.write_text("亲爱的朋友：你好！", encoding="utf-8")
    gone = tmp_path / "北岭市_2023.txt"
    panel = read_panel([empty, folder / "南湖市_2023.txt", letter, gone])
    assert panel.regions == ["南湖市"]
    assert [failure.source for failure in panel.failed] == [str(empty), str(letter), str(gone)]
    assert all(isinstance(failure.error, InputError) for failure in panel.failed)
    assert [str(failure).startswith(failure.source) for failure in panel.failed] == [True] * 3
    assert "work report" in str(panel.failed[1].error)
    assert "3 failed" in repr(panel)


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to read: expected a path, a Report, a table"):
        read_panel([])
    with pytest.raises(InputError, match=r"no report in the folder: expected \.txt"):
        read_panel(tmp_path)
    (tmp_path / "a_2023.txt").write_text("你好", encoding="utf-8")
    with pytest.raises(InputError, match=r"a_2023\.txt: this does not look like a government work report"):
        read_panel(tmp_path)


def test_hidden_and_half_saved_files_of_a_folder_are_left_alone(folder: Path, tmp_path: Path) -> None:
    for name in ("南湖市_2023.txt", ".南湖市_2022.txt", "~$南湖市_2021.docx", "notes.rtf"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    panel = read_panel(tmp_path)
    assert panel.frame["source"].unique().tolist() == [str(tmp_path / "南湖市_2023.txt")]
    assert panel.failed == ()


def test_a_file_given_twice_is_read_once(folder: Path) -> None:
    file = folder / "南湖市_2023.txt"
    assert len(read_panel([file, file])) == len(read_panel(file))


@pytest.mark.usefixtures("processes")
def test_several_processes_give_the_same_panel(folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "西岭市_2023.txt"
    bad.write_text("你好", encoding="utf-8")
    paths = [*sorted(folder.iterdir()), bad]
    one, two = read_panel(paths), read_panel(paths, n_jobs=2)
    pd.testing.assert_frame_equal(one.frame, two.frame)
    assert [str(f) for f in one.failed] == [str(f) for f in two.failed]
    assert str(one.explain(3)) == str(two.explain(3))


@pytest.mark.parametrize("wrong", [0, -2])
def test_an_impossible_number_of_processes_is_refused(folder: Path, wrong: int) -> None:
    with pytest.raises(InputError, match=f"n_jobs counts processes: expected 1, 2, … or -1, found {wrong}"):
        read_panel(folder, n_jobs=wrong)


def test_progress_is_shown_when_wanted_and_never_in_a_pipe(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read_panel(folder, progress=True)
    assert "3/3" in capsys.readouterr().err
    read_panel(folder, progress=False)
    read_panel(folder)
    read_panel([path for path in folder.iterdir() for _ in range(10)])
    assert capsys.readouterr().err == ""


def test_an_own_vocabulary_is_used(folder: Path) -> None:
    row = {"id": "short_films", "name_zh": "制作宣传短片", "unit": "部"}
    words = gr.vocabulary().extend([row])
    panel = read_panel(folder / "南湖市_2023.txt", vocabulary=words)
    assert cell(panel, indicator="short_films") == [5, 6]
    assert "short_films" in panel.indicators and "short_films" in panel.vocabulary


# -- choosing --------------------------------------------------------------------------------------------------------


def test_select_gives_a_panel_and_leaves_the_old_one(panel: Panel) -> None:
    before = panel.frame
    part = panel.select("gdp")
    assert isinstance(part, Panel) and set(part.frame["indicator"]) == {"gdp"}
    assert list(part.frame.index) == list(range(len(part)))
    pd.testing.assert_frame_equal(panel.frame, before)
    assert part.vocabulary is panel.vocabulary


@pytest.mark.parametrize(
    ("filters", "values"),
    [
        ({"indicator": "gdp", "measure": "level", "region": "青山县"}, [260]),
        ({"indicator": ["gdp", "grain_output"], "measure": "level", "report_year": 2024}, [3410, 71.5]),
        ({"indicator": "gdp", "measure": "growth", "period": 2023, "status": "actual"}, [5.8]),
        ({"indicator": "gdp", "measure": "growth", "period": [2022, 2023], "region": "南湖市"}, [6.1, 6.5, 5.8]),
        ({"indicator": "gdp", "measure": "rank", "report_region": "南湖市", "report_year": [2023, 2024]}, [4, 4]),
        ({"status": "target", "bound": "over", "report_year": 2024}, [6.5]),
        ({"unit": "亿美元", "region": ["青山县"]}, [86]),
        ({"indicator": "exports"}, []),
        ({"indicator": "gdp", "measure": "gap"}, []),
        ({"indicator": "gdp", "period": 1999}, []),
    ],
)
def test_select_filters_by_any_column(panel: Panel, filters: dict[str, object], values: list[float]) -> None:
    assert cell(panel, **filters) == values


def test_a_span_of_years_is_in_no_single_year() -> None:
    panel = panel_of_rows(
        row("gdp", "growth", (2018, 2022), 5.2, "%", per_year=True, report=2023),
        row("gdp", "growth", 2022, 3.0, "%"),
    )
    assert cell(panel, indicator="gdp", period=2022) == [3.0]


@pytest.mark.parametrize(
    ("filters", "error", "message"),
    [
        ({"indicator": "gpd"}, UnknownIdError, "unknown indicator: found 'gpd'; did you mean .*'gdp'"),
        ({"indicator": ["gdp", "exprots"]}, UnknownIdError, "unknown indicator: found 'exprots'.*'exports'"),
        ({"indicator": "出口货值"}, UnknownIdError, "unknown indicator: found '出口货值'; did you mean 'exports'"),
        ({"indicator": "open:制作宣传短"}, UnknownIdError, "unknown indicator.*'open:制作宣传短片'"),
        ({"region": "南湖"}, UnknownIdError, "no row with this region: found '南湖'; did you mean '南湖市'"),
        ({"report_year": 1999}, UnknownIdError, "no row with this report_year: found 1999.*there are 2023, 2024"),
        ({"measure": "growht"}, UnknownIdError, "no row with this measure: found 'growht'; did you mean 'growth'"),
        ({"status": "actaul"}, UnknownIdError, "no row with this status.*'actual'"),
        ({"mesure": "growth"}, InputError, "unknown column: expected one of the frame's, found 'mesure'.*'measure'"),
    ],
)
def test_what_is_not_known_is_an_error_with_the_nearest(
    panel: Panel, filters: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message.replace("?", r"\?")):
        panel.select(**filters)  # type: ignore[arg-type]


@pytest.mark.parametrize(("many", "told"), [(40, True), (41, False)])
def test_up_to_forty_values_are_told_where_one_is_not_there(many: int, told: bool) -> None:
    there = panel_of_rows(*(row("gdp", "growth", 2022, at, "%", region=f"第{at}县") for at in range(many)))
    for column in ("region", "report_region", "source"):
        with pytest.raises(UnknownIdError, match=f"no row with this {column}") as caught:
            there.select(**{column: "无"})
        assert ("there are " in str(caught.value)) is told


def test_the_frame_handed_out_is_a_copy(panel: Panel) -> None:
    frame = panel.frame
    frame["value"] = 0.0
    assert not (panel.frame["value"] == 0).all()


def test_a_frame_given_is_not_shared() -> None:
    frame = panel_of_rows(row("gdp", "growth", 2022, 3.0, "%")).frame
    panel = Panel(frame)
    frame.loc[0, "value"] = 99.0
    assert panel.frame.loc[0, "value"] == 3.0


def test_a_frame_with_a_column_missing_is_no_panel() -> None:
    frame = panel_of_rows(row("gdp", "growth", 2022, 3.0, "%")).frame
    with pytest.raises(InputError, match=r"the frame is no panel: expected region, .*, found no column value, bound"):
        Panel(frame.drop(columns=["value", "bound"]))


def test_indicators_come_in_the_order_of_the_vocabulary_then_the_open_ones(panel: Panel) -> None:
    ids = panel.indicators
    known = [i for i in ids if not i.startswith("open:")]
    assert known == [i for i in panel.vocabulary if i in known]
    assert ids[len(known) :] == ["open:制作宣传短片"]


# -- wide and cells --------------------------------------------------------------------------------------------------


def test_wide_is_years_by_region_and_indicator(panel: Panel) -> None:
    table = panel.wide("gdp", "grain_output")
    assert table.index.names == ["region", "year"]
    assert list(table.columns) == ["gdp", "grain_output"]
    assert table["gdp"].to_dict() == {("南湖市", 2022): 3200, ("南湖市", 2023): 3410, ("青山县", 2022): 260}
    growth = panel.wide("gdp", measure="growth")["gdp"]
    assert growth.to_dict() == {("南湖市", 2022): 6.1, ("南湖市", 2023): 5.8, ("青山县", 2022): 7.3}


def test_numbers_that_are_only_limits_are_named_where_hedges_are_not_asked_for() -> None:
    rows = [
        row("gdp", "level", 2021 + at, 100, "亿元", bound=bound) for at, bound in enumerate(("exact", "over", "about"))
    ]
    panel = panel_of_rows(*rows)
    with pytest.warns(gr.GovReportWarning) as told:
        panel.wide("gdp")
    said = "numbers that are only limits (以上, 以内): 全国 2022 gdp; hedges=True shows which way"
    assert [str(one.message) for one in told] == [said]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert panel.wide("gdp", hedges=True)["gdp"].tolist() == ["100", "≥100", "≈100"]


def test_wide_of_targets_and_of_one_region(panel: Panel) -> None:
    table = panel.wide("gdp", measure="growth", status="target", region="南湖市")
    assert table["gdp"].to_dict() == {("南湖市", 2023): 6.5, ("南湖市", 2024): 6.5}


def test_wide_without_ids_shows_those_of_the_vocabulary_with_values(panel: Panel) -> None:
    table = panel.wide()
    assert list(table.columns) == [i for i in panel.vocabulary if i in ("gdp", "trade_total", "grain_output")]
    assert not table.columns.str.startswith("open:").any()


def test_wide_keeps_a_column_that_has_no_values(panel: Panel) -> None:
    assert panel.wide("gdp", "exports")["exports"].isna().all()
    with pytest.raises(UnknownIdError, match="did you mean 'gdp'"):
        panel.wide("gdpp")


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([("actual", 2023, 3.0, {}), ("actual", 2024, 3.1, {})], 3.1),
        ([("estimate", 2024, 3.2, {}), ("actual", 2023, 3.0, {})], 3.0),
        ([("actual", 2023, 3.0, {"bound": "over"}), ("actual", 2023, 3.2, {"start": 9})], 3.2),
        ([("actual", 2023, 2.1, {"basis": "名义"}), ("actual", 2023, 3.0, {"start": 9})], 3.0),
        ([("actual", 2023, 3.0, {"start": 9}), ("actual", 2023, 3.5, {"start": 2})], 3.5),
        ([("actual", 2023, 5.0, {"period": (2018, 2022), "per_year": True}), ("actual", 2023, 3.0, {})], 3.0),
    ],
    ids=[
        "latest report",
        "actual before estimate",
        "exact before hedged",
        "no caliber first",
        "first said",
        "no average",
    ],
)
def test_of_several_rows_for_a_cell_the_best_is_shown(
    rows: list[tuple[str, int, float, dict[str, object]]], kept: float
) -> None:
    made = []
    for status, report, value, more in rows:
        period = more.pop("period", 2022)
        made.append(row("gdp", "growth", period, value, "%", status=status, report=report, **more))  # type: ignore[arg-type]
    panel = panel_of_rows(*made)
    assert panel.wide("gdp", measure="growth").loc[("全国", 2022), "gdp"] == kept
    assert panel_of_rows(*reversed(made)).wide("gdp", measure="growth").loc[("全国", 2022), "gdp"] == kept


def test_a_target_and_a_result_of_a_year_are_two_cells() -> None:
    panel = panel_of_rows(
        row("gdp", "growth", 2022, 5.5, "%", status="target"), row("gdp", "growth", 2022, 3.0, "%", status="actual")
    )
    assert panel.cells()["value"].tolist() == [5.5, 3.0] or panel.cells()["value"].tolist() == [3.0, 5.5]
    assert panel.wide("gdp", measure="growth").loc[("全国", 2022), "gdp"] == 3.0


@pytest.mark.parametrize(
    ("years", "told"),
    [
        (3, "(江苏省 2018、江苏省 2019、江苏省 2020); hedges=True shows them"),
        (4, "(江苏省 2018、江苏省 2019、江苏省 2020 and 1 more); hedges=True shows them"),
    ],
)
def test_wide_names_what_is_in_another_unit_three_cells_of_each_and_how_many_more(years: int, told: str) -> None:
    rows = [row("exports", "level", year, 9, "亿元", region="浙江省") for year in range(2018, 2022)]
    rows += [row("exports", "level", 2018 + k, 2, "亿美元", region="江苏省") for k in range(years)]
    panel = panel_of_rows(*rows)
    with pytest.warns(gr.GovReportWarning) as warned:
        table = panel.wide("exports")
    [said] = [str(one.message) for one in warned]
    assert said == f"not in the table, as they are in another unit: exports in 亿美元 {told}"
    assert table.index.get_level_values("region").unique().tolist() == ["浙江省"]
    words = panel.wide("exports", hedges=True)["exports"]
    assert words.loc[("江苏省", 2018)] == "2 亿美元" and words.loc[("浙江省", 2018)] == "9"


def test_wide_names_five_indicators_in_another_unit_and_how_many_more() -> None:
    ids = ["exports", "imports", "trade_total", "gdp", "retail_sales", "tax_revenue", "general_budget_revenue"]
    rows = [
        row(id, "level", 2022, 9, unit, region=region)
        for id in ids
        for region, unit in (("浙江省", "亿元"), ("江苏省", "亿美元"))
    ]
    for count, told in ((5, "); hedges"), (7, ") and 2 more; hedges")):
        with pytest.warns(gr.GovReportWarning) as warned:
            panel_of_rows(*rows).wide(*ids[:count])
        [said] = [str(one.message) for one in warned]
        assert said.count(" in 亿美元 (江苏省 2022)") == 5 and told in said


def test_the_sayings_of_cells_name_each_cell_once_and_show_every_sentence_with_the_words_that_count() -> None:
    rows = [
        row("gdp", "growth", (2018, 2022), 5.2, "%", per_year=True),
        row("gdp", "growth", 2022, 5.6, "%", part="h1", start=40),
        row("gdp", "rank", 2022, 4, "位", of="level", start=80),
        row("gdp", "growth", 2022, 6.1, "%", start=120),
        row("gdp", "growth", 2022, 6.2, "%", start=160, report=2024),
    ]
    said = panel_of_rows(*rows).sayings("gdp")
    assert repr(said) == "<Sayings: 5 of 4 cells>"
    assert str(said).splitlines() == [
        "全国 gdp growth 2018–2022, per year (result)",
        "  1. 5.2% (全国 2023, actual)",
        "     地区生产总值为【5.2%】。",
        "全国 gdp growth 2022 (result)",
        "  1. 6.2% (全国 2024, actual)",
        "     地区生产总值为【6.2%】。",
        "  2. 6.1% (全国 2023, actual)  <- report: the latest report; of targets, the latest up to the year aimed at",
        "     地区生产总值为【6.1%】。",
        "全国 gdp growth 2022 h1 (result)",
        "  1. 5.6% (全国 2023, actual)",
        "     地区生产总值为【5.6%】。",
        "全国 gdp rank of level 2022 (result)",
        "  1. 4位 (全国 2023, actual)",
        "     地区生产总值为【4位】。",
    ]
    one = panel_of_rows(rows[0]).sayings("gdp")
    assert repr(one) == "<Sayings: 1 of 1 cell>" and str(panel_of_rows(*rows).sayings("gdp", 1999)) == "no saying"
    many = panel_of_rows(*rows)
    assert len(many.sayings("gdp", 2022, part="")) == 3 and len(many.sayings("gdp", 2022, part="h1")) == 1
    assert len(many.sayings("gdp", (2018, 2022))) == 1
    for wrong in ((2022, 2018), "2022", (2022,)):
        with pytest.raises(InputError, match="period: not a period: expected a year, or the first and the last year"):
            many.sayings("gdp", wrong)  # type: ignore[arg-type]


def test_explain_says_the_place_of_a_saying_among_the_others_of_its_cell_and_what_it_is_about() -> None:
    rows = [
        row("gdp", "growth", (2018, 2022), 5.2, "%", per_year=True, basis="可比价"),
        row("gdp", "growth", 2022, 6.1, "%"),
        row("gdp", "growth", 2022, 6.2, "%", report=2024),
        row("gdp", "growth", 2022, 5.6, "%", part="h1"),
    ]
    panel = panel_of_rows(*rows)
    average, first, later, half = (panel.explain(at).facts for at in range(4))
    assert dict(average)["period"] == "2018–2022, per year" and dict(average)["basis"] == "可比价"
    assert dict(half)["period"] == "2022 h1" and dict(half)["sayings"] == "1 of 1"
    assert [fact for fact in first if fact[0].startswith("saying")] == [
        ("sayings", "2 of 2, behind the first: the latest report; of targets, the latest up to the year aimed at"),
        ("saying 1", "6.2% (全国 2024, row 2)"),
    ]
    assert dict(later)["saying 2"].startswith("6.1% (全国 2023, row 1; behind the first: the latest report")
    assert dict(first)["value"] == "6.1 % (exact; 6.1 to 6.1)" and dict(first)["doubt"] == "0.00"


# -- evidence --------------------------------------------------------------------------------------------------------


def test_explain_shows_the_sentence_the_rules_the_wording_and_the_conversion(panel: Panel) -> None:
    part = panel.select("grain_output", report_year=2023, report_region="南湖市")
    said = part.explain()
    facts = dict(said.facts)
    assert (said.quote, said.before, said.after) == ("14.3亿斤", "粮食产量达", "。")
    assert "【14.3亿斤】" in str(said)
    assert facts["indicator"].startswith("grain_output") and "粮食产量" in facts["matched"]
    assert facts["conversion"] == "14.3亿斤 = 71.5万吨"
    assert "quantity." in facts["rules"] and "measure.level" in facts["rules"]
    assert facts["source"].startswith(str(part.frame.loc[0, "source"]))
    html = said._repr_html_()
    assert "<mark>14.3亿斤</mark>" in html


def test_explain_names_what_was_not_chosen() -> None:
    text = "一、过去一年工作回顾\n五年来，建成公园80座。高新区进出口额增长9%。"
    panel = gr.read_panel([gr.report_from_text(text, region="XX市", year=2023)], progress=False)
    parks, trade = (dict(panel.explain(row).facts) for row in (0, 1))
    assert (parks["period"], parks["instead"]) == ("2018–2022", "period end 2022")
    assert trade["region"] == "高新区" and trade["instead"].endswith("territory own XX市")
    assert "instead" not in parks["rules"]


def test_explain_speaks_the_language_of_messages_in_every_word() -> None:
    text = "一、过去一年工作回顾\n五年来，新建公园80座。高新区进出口额超过900亿美元。\n二、今年安排\n打通断头路3条。"
    panel = gr.read_panel([gr.report_from_text(text, region="XX市", year=2023)], progress=False)
    doubled = panel_of_rows(row("gdp", "growth", 2022, 6.1, "%"), row("gdp", "growth", 2022, 6.2, "%", report=2024))
    with speaking("zh"):
        said = [str(panel.explain(at)) for at in range(len(panel))] + [str(doubled.explain(0))]
    assert "识读规则  数字：带单位的数；" in said[0] and "未选      年份 2022（取末年）" in said[0]
    assert "词表单位为“亿元”，此处为“亿美元”" in said[1] and "最近的报告在先" in said[-1]
    left = [
        word for one in said[:-1] for word in re.findall("[a-z]{3,}", re.sub("  (?:指标|出处).*|最接近：.*", "", one))
    ]
    assert not left
    assert str(panel.explain(0, lang="zh")) == said[0] and "rules" in str(panel.explain(0, lang="en"))
    with pytest.raises(InputError, match="unknown language"):
        panel.explain(0, lang="de")


def test_what_explains_a_row_is_a_line_a_fact_and_every_way_of_finding_has_words() -> None:
    panel = read_panel(gr.samples()[:1], progress=False)
    told = panel.explain(0, lang="zh")
    labels = [line.split()[0] for line in str(told).splitlines()[1:]]
    assert labels == [label.split()[0] for label, _ in told.facts]
    ways = {
        way: panel._evidence["matched"].tolist().index(way) for way in set(panel._evidence["matched"]) - {"", "open"}
    }
    said = {way: dict(panel.explain(at, lang="zh").facts)["识别依据"] for way, at in ways.items()}
    assert {"exact", "pattern"} <= set(ways)
    assert not [way for way, fact in said.items() if way in fact]


def test_every_rule_has_words(panel: Panel) -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "govreport" / "extraction").glob("*.py"))
    named = set(re.findall(r'"((?:quantity|measure|status|subject|territory|period)\.[a-z_]+)"', source))
    times = {f"period.{kind}" for kind, _ in time_rules._RULES if kind != "compare"}
    found = {name for rules in panel._evidence["rules"] for name in rules.split(" ") if not name.startswith("instead")}
    wordless = {name for name in named | times | found if rule_in_words(name) == name}
    assert not wordless
    for judge in (*(one.__name__.strip("_") for one in JUDGES), "state"):
        names = [f"period.carried_span_{how}_{judge}" for how in ("end", "whole")]
        assert any(rule_in_words(name) != name for name in names), judge
    labels = Words("en")
    assert {rule.name: rule.prefers for rule in RULES} == {r.name: labels(f"explain.behind.{r.name}") for r in RULES}


def test_explain_of_an_open_indicator_names_the_nearest(panel: Panel) -> None:
    facts = dict(panel.select("open:制作宣传短片").explain(1).facts)
    assert "is not in the vocabulary; nearest: " in facts["matched"]


def test_explain_of_a_row_that_is_not_there(panel: Panel) -> None:
    part = panel.select("grain_output")
    with pytest.raises(InputError, match="no such row: expected 0 to 2, found 3"):
        part.explain(3)
    with pytest.raises(InputError, match="no such row"):
        part.explain(-1)


def test_html_of_a_page_cannot_be_broken_by_a_report(tmp_path: Path) -> None:
    path = tmp_path / "南湖市_2023.txt"
    path.write_text(TEXT.replace("粮食产量", "<b>粮食</b>&产量"), encoding="utf-8")
    panel = read_panel(path)
    html = panel._repr_html_() + "".join(panel.explain(i)._repr_html_() for i in range(len(panel)))
    assert "<b>" not in html and "&lt;b&gt;" in html


def test_a_notebook_shows_eight_known_rows_and_the_region_where_there_are_several() -> None:
    rows = [row("gdp", "growth", 2010 + at, at, "%") for at in range(9)]
    one = panel_of_rows(row("open:桥", "level", 2020, 3, "座"), *rows)._repr_html_()
    assert one.count("<tr") == 9 and "7%" in one and "8%" not in one and "open:桥" not in one
    assert "<th" in one and ">region<" not in one
    assert ">region<" in panel_of_rows(*rows, row("gdp", "growth", 2010, 3, "%", region="浙江省"))._repr_html_()


def test_a_notebook_says_of_a_panel_what_print_says_and_of_sayings_what_repr_says() -> None:
    panel = panel_of_rows(row("gdp", "growth", 2010, 3, "%"))
    assert panel._repr_html_().startswith(f"<p>{panel}</p>")
    sayings = panel.sayings("gdp", 2010)
    assert sayings._repr_html_().startswith(f"<p>{repr(sayings)[1:-1]}</p>")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (["打通断头路"], "打通断头路"),
        (["乙", "甲", "甲"], "甲"),
        (["乙", "甲"], "乙"),  # of two as frequent the first by its characters
        (["甲", "乙"], "乙"),
        (["", "", "甲"], "甲"),
        ([""], "路"),
    ],
)
def test_an_open_indicator_is_called_as_the_reports_call_it_most(said: list[str], name: str) -> None:
    frame = pd.DataFrame({"indicator": ["open:路"] * len(said) + ["gdp"] * 3, "name": [*said, *["丙"] * 3]})
    assert open_name(frame, "open:路") == name
    assert names_of_open(frame) == ({"open:路": name} if any(said) else {})


def test_a_report_is_left_out_where_the_same_text_of_the_place_was_read_and_marked_where_another_was() -> None:
    def note(source: str, region: str = "甲市", year: int = 2023, digest: str = "x") -> ReportNote:
        return ReportNote(region, "", year, source, 9, 1, (), digest)

    def told(*notes: ReportNote) -> list[list[str]]:
        kept, copies, said = without_copies(notes)
        return [[f"{one.source}: {'; '.join(one.warnings)}" for one in kept], [*map(str, copies)], [*said]]

    assert told(note("a"), note("b", digest="y", year=2024)) == [["a: ", "b: "], [], []]
    copy = "b: the same text as a"
    assert told(note("a"), note("b")) == [["a: "], [copy], ["b: left out, the same text as a"]]
    assert told(note("a"), note("b", "乙市")) == [["a: ", copy], [], [copy]]
    beside = "one of several reports of this region and year, beside"
    assert told(note("a"), note("b", digest="y"), note("c", digest="z")) == [
        [f"a: {beside} b, c", f"b: {beside} a, c", f"c: {beside} a, b"],
        [],
        ["3 different reports of 甲市 2023: a, b, c"],
    ]
    assert told(note("a", digest=""), note("b", "乙市", digest="")) == [["a: ", "b: "], [], []]
    assert told(note("a", digest=""), note("b", digest=""))[1] == [], "of no text nothing is the same"


def test_conflicts_list_the_rows_whose_unit_does_not_fit(panel: Panel) -> None:
    conflicts = panel.conflicts
    assert len(conflicts) == 3 and set(conflicts["indicator"]) == {"trade_total"}
    assert set(conflicts["unit"]) == {"亿美元"} and conflicts["value"].tolist() == [86, 86, 86]
    assert conflicts["conflict"].str.contains("亿元").all() and conflicts["sentence"].str.contains("亿美元").all()
    assert panel.frame.loc[conflicts.index, "indicator"].eq("trade_total").all()
    assert panel.select("gdp").conflicts.empty


def test_unmatched_lists_the_open_ids_the_most_frequent_first(panel: Panel) -> None:
    table = panel.unmatched
    assert table["indicator"].tolist() == ["open:制作宣传短片"]
    first = table.iloc[0]
    assert (first["name"], first["rows"], first["reports"], first["regions"], first["unit"]) == (
        ("制作宣传短片", 6, 3, 2, "部")
    )
    assert (first["first_year"], first["last_year"]) == (2023, 2024)


def test_the_rows_of_unmatched_are_numbered_from_the_most_frequent() -> None:
    once, twice = (row(f"open:{name}", "level", 2022, 5, "座", name=name) for name in ("修桥", "修路"))
    table = panel_of_rows(once, twice, {**twice, "status": "estimate"}).unmatched
    assert table["name"].to_dict() == {0: "修路", 1: "修桥"}


def test_evidence_goes_with_its_row(panel: Panel) -> None:
    part = panel.select(unit="万吨", region="青山县")
    assert dict(part.explain(0).facts)["conversion"] == "14.3亿斤 = 71.5万吨"
    again = part.select("grain_output")
    assert str(again.explain(0)) == str(part.explain(0))


# -- keeping ---------------------------------------------------------------------------------------------------------


def test_a_panel_can_be_pickled(panel: Panel) -> None:
    copy = pickle.loads(pickle.dumps(panel))
    pd.testing.assert_frame_equal(copy.frame, panel.frame)
    assert str(copy.explain(2)) == str(panel.explain(2))


def test_saving_needs_a_known_ending_and_loading_a_file(panel: Panel, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"panel\.csv: cannot save in this format: expected a name ending in \.json"):
        panel.save(tmp_path / "panel.csv")
    assert not list(tmp_path.iterdir())
    with pytest.raises(InputError, match=r"panel\.json: no such file"):
        load_panel(tmp_path / "panel.json")


def test_a_panel_of_a_newer_version_is_refused(panel: Panel, tmp_path: Path) -> None:
    path = tmp_path / "panel.json"
    panel.save(path)
    path.write_text(path.read_text("utf-8").replace('"version":1', '"version":9', 1), encoding="utf-8")
    with pytest.raises(InputError, match="saved by a newer govreport: expected version 1, found 9"):
        load_panel(path)


def test_a_saved_panel_may_be_compressed(panel: Panel, tmp_path: Path) -> None:
    panel.save(tmp_path / "panel.json")
    panel.save(str(tmp_path / "panel.json.gz"))
    assert (tmp_path / "panel.json.gz").stat().st_size < (tmp_path / "panel.json").stat().st_size
    pd.testing.assert_frame_equal(
        load_panel(str(tmp_path / "panel.json")).frame, load_panel(tmp_path / "panel.json.gz").frame
    )


# -- what took the place of what ---------------------------------------------------------------------------------------


def test_a_series_goes_on_from_the_indicator_that_it_took_the_place_of() -> None:
    old = [row("net_income_rural", "level", year, 6000 + year, "元") for year in (2010, 2011, 2012, 2014)]
    new = [row("disposable_income_rural", "level", year, 7000 + year, "元") for year in (2013, 2014)]
    both = panel_of_rows(*old, *new)
    one = both.follow("disposable_income_rural")
    assert one.wide("disposable_income_rural")["disposable_income_rural"].tolist() == [8010, 8011, 8012, 9013, 9014]
    assert set(one.select("net_income_rural").frame["period_end"]) == {2014}, "what is stated beside it stays"
    assert both.indicators == ["disposable_income_rural", "net_income_rural"]
    diff = gr.compare(one, 2012, 2013).frame
    assert diff["break_year"].tolist() == [2013] and diff["name_a"].tolist() == ["农村居民人均纯收入"]


def test_a_replacement_is_a_break_of_the_series_that_follows() -> None:
    old = row("urban_fixed_asset_investment", "level", 2010, 240000, "亿元")
    new = row("fixed_asset_investment", "level", 2011, 300000, "亿元")
    diff = gr.compare(panel_of_rows(old, new).follow(), 2010, 2011).frame
    assert diff[["indicator", "break_year"]].values.tolist() == [["fixed_asset_investment", 2011]]


def test_an_indicator_that_took_the_place_of_none_cannot_be_followed() -> None:
    some = panel_of_rows(row("gdp", "level", 2010, 400000, "亿元"))
    with pytest.raises(InputError, match="follow: this indicator took the place of none: found 'forest_coverage'"):
        some.follow("forest_coverage")
    with pytest.raises(UnknownIdError):
        some.follow("forest_cover")


def test_a_part_of_the_year_is_not_the_year() -> None:
    panel = panel_of_rows(
        row("gdp", "growth", 2022, 5.6, "%", part="h1"),
        row("gdp", "growth", 2022, 5.9, "%", part="q1-q3"),
        row("gdp", "growth", 2022, 6.1, "%"),
        row("gdp", "growth", 2021, 7.0, "%"),
    )
    assert panel.wide("gdp", measure="growth").loc[("全国", 2022), "gdp"] == 6.1
    assert panel.cells().query("period_end == 2022")["value"].tolist() == [6.1]
    assert panel.select("gdp", period=2022).frame["value"].tolist() == [6.1]
    compared = gr.compare(panel, 2021, 2022)
    assert compared.frame["value_b"].tolist() == [6.1]
    half = panel.select(part="h1")
    assert half.frame["value"].tolist() == [5.6] and half.cells()["value"].tolist() == [5.6]


def test_a_panel_of_an_earlier_version_has_whole_years_and_no_doubt() -> None:
    old = panel_of_rows(row("gdp", "growth", 2022, 6.1, "%")).frame.drop(columns=["part", "doubt"])
    frame = gr.Panel(old).frame
    assert (frame["part"].tolist(), frame["doubt"].tolist()) == ([""], [0.0])


def test_wide_says_of_what_was_asked_for_and_has_no_cell_what_there_is() -> None:
    panel = panel_of_rows(row("gdp", "growth", 2024, 5.0, "%"), row("grain_output", "level", 2024, 100.0, "万吨"))
    with pytest.warns(gr.GovReportWarning, match="no level of 'gdp' in this table: of measure= there is 'growth'"):
        assert list(panel.wide("gdp", "grain_output").columns) == ["gdp", "grain_output"]
    with pytest.warns(gr.GovReportWarning, match="no level of 'grain_output' in this table: none of a single year"):
        assert panel.wide("grain_output", status="target").empty
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        panel.wide("grain_output")
        panel.wide()


def test_a_rise_up_to_a_year_ahead_is_not_the_growth_of_that_year() -> None:
    ahead = row("private_economy_value_added", "growth", 2015, 100, "%", status="target", report=2011)
    own = row("private_economy_value_added", "growth", 2011, 12, "%", status="target", report=2011)
    level = row("private_economy_value_added", "level", 2015, 900, "亿元", status="target", report=2011)
    reached = row("private_economy_value_added", "growth", 2015, 8, "%")
    there = panel_of_rows(ahead, own, level, reached)
    assert there.select(measure="growth", period=2015).frame["value"].tolist() == [100, 8]
    cells = there.cells()
    assert cells[["measure", "period_end"]].to_numpy().tolist() == [["growth", 2011], ["growth", 2015], ["level", 2015]]
    assert there.wide(measure="growth", status="target").index.get_level_values("year").tolist() == [2011]
    told = gr.compare(there, 2011, 2015, status="target").cells
    assert told[["measure", "year"]].to_numpy().tolist() == [["level", 2015], ["growth", 2011]]
    judged = gr.targets(there, year=2015).frame
    assert judged[["value_target", "verdict"]].to_numpy().tolist() == [[100, "not_comparable"]]


def test_a_table_of_one_region_says_what_that_region_has_instead() -> None:
    rows = [
        row("gdp", "growth", 2023, 5, "%", region="浙江省"),
        row("gdp", "level", 2023, 80000, "亿元", region="安徽省"),
    ]
    there = panel_of_rows(*rows)
    with pytest.warns(gr.GovReportWarning, match="no level of 'gdp' in this table: of measure= there is 'growth'$"):
        assert there.wide("gdp", region="浙江省").empty
    with pytest.warns(gr.GovReportWarning, match="none of a single year"):
        assert there.wide("gdp", region="浙江省", status="target").empty, "the region is in the panel"
    with pytest.raises(gr.InputError, match="a year is said by name: year="):
        gr.targets(there, 2023)  # type: ignore[arg-type]
