"""The first five minutes: one report of one's own, quiet warnings, a face that holds what is meant for users."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from panel_rows import panel as panel_of
from panel_rows import row
from sharing import samples_read

import govreport as gr
from govreport.cli import main
from govreport.cli.common import EXAMPLES

REVIEW = (
    "某县2023年政府工作报告\n一、2022年工作回顾\n地区生产总值320亿元，增长6.1%。粮食产量30.5万吨。\n"
    "一般公共预算收入12亿元，下降2%。新建农村公路40公里。\n"
)
PLAN = "二、2023年工作安排\n地区生产总值增长6%左右。粮食产量30万吨以上。\n"


def one(text: str) -> gr.Panel:
    return gr.read_panel([gr.report_from_text(text, region="泾阳县", year=2023, source="a.txt")], progress=False)


@pytest.mark.parametrize("text", [REVIEW, REVIEW + PLAN], ids=["review", "review and plan"])
def test_the_lines_of_the_readme_work_on_one_report(text: str, tmp_path: Path) -> None:
    panel = one(text)
    assert panel.wide("gdp", measure="growth").loc[("泾阳县", 2022), "gdp"] == 6.1
    both = gr.compare(panel, 2022, 2023)
    assert set(both.frame["kind"]) == {"no_report"} and set(both.frame["year_a"]) == {2022}
    assert "读入后即可比较" in str(both) and "2024" in str(both)
    assert "report of 2024, which is not here" in both.to_text("en")
    assert len(gr.targets(panel)) == (2 if "二、" in text else 0)
    ax = gr.plot.trend(panel, "gdp")
    assert any(6.1 in line.get_ydata() for line in ax.get_lines())
    assert panel.to_html(tmp_path / "panel.html").count("地区生产总值")


def test_the_year_before_the_first_report_is_told_by_no_report_either() -> None:
    before = gr.compare(one(REVIEW), 2021, 2022)
    assert set(before.frame["kind"]) == {"no_report"}
    assert "报告" in str(before) and "2022 年的报告" in str(before)


def test_a_year_far_from_any_report_is_an_error_with_the_years_there_are() -> None:
    with pytest.raises(gr.InputError, match=r"no data for 2030: .* nothing but 2022"):
        gr.compare(one(REVIEW), 2022, 2030)


def test_what_the_report_of_the_year_leaves_out_is_still_dropped() -> None:
    later = REVIEW.replace("2022", "2023").replace("2023年政府", "2024年政府").replace("粮食产量30.5万吨。", "")
    reports = [
        gr.report_from_text(text, region="泾阳县", year=year, source=f"{year}.txt")
        for year, text in ((2023, REVIEW), (2024, later))
    ]
    both = gr.compare(gr.read_panel(reports, progress=False), 2022, 2023)
    assert both.dropped["indicator"].tolist() == ["grain_output"]
    assert "no_report" not in set(both.frame["kind"])


@pytest.mark.parametrize(("others", "kinds"), [(3, {"new"}), (4, {"no_report"})])
def test_a_year_of_which_another_report_tells_a_quarter_is_told_and_with_less_it_is_not(
    others: int, kinds: set[str]
) -> None:
    names = ["exports", "imports", "retail_sales", "grain_output"][:others]
    rows = [row(name, "growth", 2023, 5, "%", region="浙江省") for name in names]
    rows += [row("gdp", "growth", year, 5, "%", region="浙江省", report=2024) for year in (2022, 2023)]
    both = gr.compare(panel_of(*rows), 2022, 2023).frame
    assert set(both.loc[both["indicator"] != "gdp", "kind"]) == kinds
    assert both.loc[both["indicator"] == "gdp", "kind"].tolist() == ["unchanged"]


def test_a_report_says_in_three_lines_what_it_is() -> None:
    lines = repr(gr.report_from_text(REVIEW * 50, region="泾阳县", year=2023, source="a.txt")).splitlines()
    assert len(lines) == 3 and max(map(len, lines)) < 100
    assert lines[0].startswith("<Report 泾阳县 2023") and lines[2].strip() == "a.txt>"


def test_the_package_shows_what_is_meant_for_users() -> None:
    assert dir(gr) == sorted(gr.__all__)


def test_a_warning_is_one_line_without_code_and_paths(tmp_path: Path) -> None:
    for name in ("甲县_2023.txt", "泾阳县_2023.txt"):
        (tmp_path / name).write_text(REVIEW.replace("某县", "泾阳县"), "utf-8")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        gr.read_panel(tmp_path, progress=False)
    assert told
    for one in told:
        line = warnings.formatwarning(one.message, one.category, one.filename, one.lineno)
        assert line.startswith("govreport:1: GovReportWarning: ") and line.count("\n") == 1, line
        assert ".py" not in line


def test_one_of_a_thing_is_not_several() -> None:
    assert "1 report of 1 region, 2023" in repr(one(REVIEW))


def test_a_part_of_a_panel_by_domain() -> None:
    panel = samples_read()
    trade = panel.select(domain="trade")
    assert set(trade.indicators) and {gr.vocabulary()[id].domain for id in trade.indicators} == {"trade"}
    assert len(panel.select(domain=["trade", "open"])) >= len(trade)
    with pytest.raises(gr.InputError, match=r"domain: no such domain: expected .*found 'trad'; did you mean 'trade'"):
        panel.select(domain="trad")


def test_check_on_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wrong = tmp_path / "泾阳县_2023.txt"
    wrong.write_text(REVIEW.replace("增长6.1%", "增长61%").replace("某县", "泾阳县"), "utf-8")
    assert main(["check", str(wrong), "--lang", "en"]) == 0
    assert "61%" in capsys.readouterr().out
    assert main(["check", str(wrong), "--indicator", "grain_output", "--lang", "en"]) == 0
    assert "61%" not in capsys.readouterr().out


def test_one_missing_file_is_told_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "nofolder", "--years", "2022", "2023"]) == 2
    assert capsys.readouterr().err == "govreport: error: nofolder: there is no such file or folder\n"


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_command_has_an_example_that_works(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit):
        main([*name.split(), "--help"])
    assert f"example: govreport {EXAMPLES[name]}" in " ".join(capsys.readouterr().out.split())
    assert EXAMPLES[name].startswith(name)
    for folder in (tmp_path, tmp_path / "reports"):
        folder.mkdir(exist_ok=True)
        for path in [*gr.samples()[-3:], *gr.samples("provinces")]:
            shutil.copy(path, folder)
    monkeypatch.chdir(tmp_path)
    if name == "store info":
        gr.open_panel("panel/").update("reports/", progress=False)
    assert main(shlex.split(EXAMPLES[name])) == 0


def test_a_shell_is_told_how_a_line_goes_on(tmp_path: Path) -> None:
    pytest.importorskip("argcomplete", reason="the extra `shell` is not installed")
    line, out = "govreport comp", tmp_path / "out"
    asked = {
        "_ARGCOMPLETE": "1",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "_ARGCOMPLETE_STDOUT_FILENAME": str(out),
    }
    code = "import sys; sys.argv = ['govreport']; from govreport.cli import main; main()"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **asked}, check=False, timeout=60)
    assert out.read_text().strip() == "compare"


ONE_REPORT = """甲市2024年政府工作报告
各位代表：
一、2023年工作回顾
过去一年，地区生产总值增长5.8%，社会消费品零售总额达到1200亿元，城镇新增就业6.2万人，粮食产量25万吨。五年来，新建公园30个。
二、2024年工作安排
今年的主要预期目标是：地区生产总值增长6%左右，社会消费品零售总额达到0.13万亿元，城镇新增就业6万人以上，居民收入增长7%。
"""


def test_one_report_sets_the_results_of_the_year_before_beside_its_targets(tmp_path: Path) -> None:
    path = tmp_path / "甲市_2024.txt"
    path.write_text(ONE_REPORT, encoding="utf-8")
    outcome = gr.targets(gr.read_panel(path, progress=False))
    before = outcome.frame.set_index("indicator")
    assert before.loc["gdp", ["value_before", "quote_before", "report_year_before"]].tolist() == [5.8, "5.8%", 2024]
    assert before.loc["retail_sales", ["value_before", "unit_before", "unit"]].tolist() == [1200, "亿元", "亿元"]
    assert before.loc["urban_new_jobs", "value_before"] == 6.2
    assert before["value_before"].isna().sum() == 1, "of income nothing is told"
    assert "上年结果" in str(outcome) and "5.8%" in str(outcome)
    assert "year before" in outcome.to_text(lang="en")


def test_the_year_before_stands_beside_a_target_whose_result_is_known_too() -> None:
    outcome = gr.targets(samples_read(), indicator="gdp", year=2023)
    assert outcome.frame[["value_before", "value_target", "value_result"]].to_numpy().tolist() == [[3.0, 5.0, 5.2]]
    assert "上年结果" in str(outcome)
