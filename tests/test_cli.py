"""The command line: its forms, its errors, and how it behaves in a pipe and in a poor terminal."""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sharing import samples_read

import govreport as gr
from govreport import tables
from govreport.cli import FIELDS, _parser, main
from govreport.cli.typed import in_shell, typed_for

pytestmark = pytest.mark.usefixtures("read_once")
Run = Callable[..., subprocess.CompletedProcess[str]]
ORDER = [
    *("start", "end", "quote", "name", "indicator", "measure", "value", "value_high", "unit", "bound"),
    *("period", "part", "per_year", "status", "region", "basis", "doubt"),
]
REPORT = "某县2023年政府工作报告\n一、2022年工作回顾\n地区生产总值增长6.1%，粮食产量达30.5万吨，新建羊肠小道17条。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "某县_2023.txt"
    path.write_text(REPORT, "utf-8")
    return path


def failed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run what must fail; give its one line of complaint."""
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("govreport: error: ")
    assert error.count("\n") == 1, "one error, one line"
    return error


@pytest.mark.parametrize(
    "line, meant", [("comprae", "'compare'"), ("compare --samples --years 2022 2023 --measure growht", "'growth'")]
)
def test_a_word_that_cannot_stand_there_is_told_the_nearest_that_can(
    line: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    error = failed(capsys, *line.split())
    assert f"you mean {meant}" in error or f"you meant {meant}" in error  # Python 3.14 looks for the nearest itself


def test_jsonl_has_one_metric_a_line_with_the_fields_in_order(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(report), "--format", "jsonl"]) == 0
    metrics = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(metric) for metric in metrics] == [ORDER] * 3
    assert tuple(ORDER) == FIELDS
    text = report.read_text("utf-8")
    assert all(text[metric["start"] : metric["end"]] == metric["quote"] for metric in metrics)
    growth, grain, path = metrics
    assert (growth["indicator"], growth["value"], growth["unit"], growth["period"]) == ("gdp", 6.1, "%", [2022, 2022])
    assert (grain["indicator"], grain["value"]) == ("grain_output", 30.5)
    assert path["indicator"] is None


def test_whole_numbers_are_written_whole_and_chinese_as_it_is(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["extract", str(report), "--format", "jsonl"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert '"value": 17,' in last
    assert "17条" in last


def test_region_and_year_can_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("各位代表：\n一、工作回顾\n地区生产总值增长6.1%。\n", "utf-8")
    assert main(["extract", str(path), "--region", "某县", "--year", "2019", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["period"] == [2018, 2018]


def test_csv_names_its_source_on_every_row(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "metrics.csv"
    assert main(["extract", str(report), "--format", "csv", "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to show Chinese"
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3
    assert {row["source"] for row in rows} == {str(report)}
    assert {(row["report_region"], row["report_year"]) for row in rows} == {("某县", "2023")}
    assert (rows[0]["period_start"], rows[0]["period_end"]) == ("2022", "2022")


def test_the_table_is_for_eyes(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(report)]) == 0
    head, columns, *rows = capsys.readouterr().out.splitlines()
    assert "某县 2023" in head
    assert "3 metrics" in head
    assert columns.split() == ["period", "status", "measure", "quote", "name", "indicator"]
    assert rows[0].split() == ["2022", "actual", "growth", "6.1%", "地区生产总值", "gdp"]


def test_a_folder_stands_for_its_reports(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (report.parent / "某县_2024.txt").write_text(REPORT.replace("2023", "2024"), "utf-8")
    (report.parent / "notes.md").write_text("not a report", "utf-8")
    assert main(["extract", str(report.parent), "--format", "jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6


def test_what_cannot_be_read_is_told_and_the_rest_is_read(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "nowhere.txt", str(report), "--format", "jsonl"]) == 2
    out, error = capsys.readouterr()
    assert len(out.splitlines()) == 3
    assert error.count("govreport: error: ") == error.count("\n") == 1
    assert "nowhere.txt" in error


def test_two_years_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--samples", "--years", "2021", "2022", "--indicator", "gdp"]) == 0
    zh = capsys.readouterr().out
    assert main(["compare", "--samples", "--years", "2021", "2022", "--indicator", "gdp", "--lang", "en"]) == 0
    en = capsys.readouterr().out
    assert "2021" in zh
    assert "2022" in zh
    assert zh != en


def test_the_outcome_is_written_in_the_form_of_the_files_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["compare", "--samples", "--years", "2021", "2022", "--indicator", "gdp", "-o"]
    for name, start in {"a.csv": "region,", "a.html": "<", "a.md": "#", "a.txt": "全国"}.items():
        assert main([*asked, str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text("utf-8-sig").startswith(start), name
        assert str(tmp_path / name) in capsys.readouterr().out, "what was saved is said"


def test_targets_are_set_beside_outcomes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["targets", "--samples", "--indicator", "gdp", "--lang", "en"]) == 0
    assert "gdp" in capsys.readouterr().out


ONE_LINE = {
    "years": ["compare", "--years", "2019-2022", "--indicator", "gdp"],
    "by report": [
        "compare",
        "--years",
        "2021",
        "2022",
        "--by",
        "report_year",
        "--status",
        "target",
        "--domain",
        "economy",
    ],
    "tolerance": ["compare", "--years", "2021", "2022", "--tolerance", "%=0.1", "--tolerance", "亿元=5", "--no-links"],
    "share": ["compare", "--years", "2021", "2022", "--tolerance", "0.01", "--measure", "level"],
    "regions": ["compare", "--years", "2022", "--regions-side-by-side", "--level", "nation"],
    "targets": ["targets", "--year", "2022"],
    "story": ["targets", "--story", "--indicator", "gdp", "--measure", "growth"],
    "league": ["league", "gdp", "--measure", "growth", "--year", "2022"],
    "league of targets": ["league", "gdp", "--year", "2022", "--target", "--order", "low first"],
    "coverage": ["coverage", "--move", "0.5", "--indicator", "gdp"],
    "revisions": ["revisions", "--region", "全国"],
    "triangle": ["revisions", "--triangle", "gdp", "--measure", "level", "--region", "全国"],
    "audit": ["audit", "--check", "growth", "--year", "2020-2022"],
}


@pytest.mark.parametrize("name", ONE_LINE)
def test_every_question_has_its_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ONE_LINE[name], "--samples", "--lang", "en"]) == 0
    out, error = capsys.readouterr()
    assert len(out.splitlines()) > 2 and not error


def test_the_years_of_a_comparison_may_stand_before_the_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(path) for path in gr.samples()]
    assert main(["compare", "--years", "2020", "2021", "2022", *files, "--indicator", "gdp"]) == 0
    before = capsys.readouterr().out
    assert main(["compare", *files, "--years", "2020-2022", "--indicator", "gdp"]) == 0
    assert capsys.readouterr().out == before
    assert "2020–2022" in before


def test_a_saved_panel_stands_for_its_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples_read().save(tmp_path / "panel.json.gz")
    assert main(["league", "gdp", str(tmp_path / "panel.json.gz"), "--year", "2022", "--measure", "growth"]) == 0
    assert "3%" in capsys.readouterr().out


@pytest.mark.parametrize("ending", [".csv", ".sdmx.csv", ".json", ".parquet", ".xlsx"])
def test_a_panel_and_a_result_are_exported_as_the_ending_says(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, part = tmp_path / "new" / f"panel{ending}", tmp_path / f"targets{ending}"
    assert main(["export", "--samples", "--indicator", "gdp", "--status", "target", "-o", str(whole)]) == 0
    assert str(whole) in capsys.readouterr().out
    assert main(["targets", "--samples", "--indicator", "gdp", "-o", str(part)]) == 0
    assert whole.stat().st_size and part.stat().st_size


@pytest.mark.parametrize(("lang", "name"), [("zh", "国内生产总值"), ("en", "Gross domestic product")])
def test_a_panel_is_exported_as_a_page(lang: str, name: str, tmp_path: Path) -> None:
    page = tmp_path / "panel.html"
    assert main(["export", "--samples", "--indicator", "gdp", "-o", str(page), "--lang", lang]) == 0
    assert name in page.read_text("utf-8") and "exports" not in page.read_text("utf-8")


def test_options_that_do_not_go_together_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*words: str) -> str:
        return failed(capsys, *words, "--samples")

    assert "--regions-side-by-side" in said("compare", "--years", "2021", "2022", "--level", "province")
    assert "not changes" in said("compare", "--years", "2022", "--regions-side-by-side", "--tolerance", "0.1")
    assert "UNIT=AMOUNT" in said("compare", "--years", "2021", "2022", "--tolerance", "much")
    assert "go together" in said("compare", "--years", "2021", "2022", "--tolerance", "0.1", "--tolerance", "%=1")
    assert "two years or more" in said("compare", "--years", "2021")
    assert "'economy'" in said("compare", "--years", "2021", "2022", "--domain", "economics")
    assert "two years or more" in said("targets", "--story", "--year", "2022")
    assert "--story" in said("targets", "--measure", "growth")
    assert "one year" in said("league", "gdp", "--year", "2021", "2022")
    assert "'gdp'" in said("league", "gpd", "--year", "2022")
    assert "2017–2024" in said("league", "gdp", "--year", "1066")
    assert "--triangle" in said("revisions", "--measure", "level")
    assert "triangle" in said("revisions", "--triangle", "gdp", "--indicator", "gdp")
    assert "share" in said("coverage", "--move", "2")
    assert "growth" in said("audit", "--check", "growths")
    assert ".xlsx" in said("export", "-o", str(tmp_path / "a.xls"))
    assert ".xlsx" in said("targets", "-o", str(tmp_path / "a.xls"))
    assert "--output" in said("export")
    assert "unrecognized" in said("league", "gdp", "--year", "2022", "--years-of-grace")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("compare --samples --years 2023", "--years: two years or more are needed: found 2023"),
        ("compare --samples --year 2023 1990", "--year: no data for 1990: expected one of 2012"),
        ("compare --samples --years 2023 no-folder", "--years: neither a year nor a file: found 'no-folder'"),
        ("compare --samples --years=2022 --years=2023 --vintage newest", "--vintage: no such vintage"),
        ("targets --samples --years 1990", "--years: no target for this year: expected one of 2018–2025, found 1990"),
        ("league gdp --samples --years 2022-2023", "--years: a league is of one year"),
        ("league gdp --samples --year 1990", "--year: no result for 1990: expected one of"),
        ("coverage --samples --move 2", "--move: not a share"),
        (
            "wording --samples --years 2024",
            "--years: wording is compared between years: expected two years, found 2024",
        ),
        ("review --samples -n 0 -o look.xlsx", "-n: not a number above 0"),
        ("plot gdp grain_output --samples -o out.png", "or --measure growth to compare them in %"),
        ("targets --samples -o out.htlm", ".xlsx, .html, .htm, .md, .txt, found .htlm; did you mean '.htm'"),
        ("targets none.json", "none.json: not a panel that govreport saved; name the reports, or a store"),
        ("coverage --samples --mesure level", "unrecognized arguments: --mesure; did you mean '--measure'?"),
        ("coverage --samples --nonsense", "unrecognized arguments: --nonsense; see govreport coverage --help"),
    ],
)
def test_an_error_names_the_option_as_it_was_typed(
    line: str, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "none.json").write_text("{}", "utf-8")
    assert said in failed(capsys, *line.split())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_that_goes_wrong_is_told_as_python_writes_it(
    lang: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither lists and mappings nor arguments and exceptions: a shell has options and files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVREPORT_LANG", lang)
    files = {
        **{"weather.txt": "今天天气很好，不刮风也不下雨。" * 5, "look.tsv": "quote\n", "k.csv": "concept,word\n"},
        **{
            "list.yaml": "- a\n- b\n",
            "open.yaml": "x: [",
            "two.yaml": "x:\n  words: [[1, 2]]\n",
            "n.yaml": "x: {a: 5}\n",
        },
    }
    for name, text in files.items():
        Path(name).write_text(text, "utf-8")
    Path("below").mkdir()
    Path("below/inside").mkdir()
    Path("below/全国_2018.txt").write_bytes(gr.samples()[0].read_bytes())
    lines = [
        *(f"terms --samples -c {name}" for name in ("nosuch", "nowhere.yaml", *files)),
        *("extract weather.txt", "review --samples -n 1 -o look.tsv", "coverage below"),
        "compare --samples --years 2022 2023 --tolerance furlong=1",
    ]
    for line in lines:
        main(line.split())
        said = capsys.readouterr().err
        odd = re.search(r"[\[{]['\"\w]|<class|<unicode|Errno|\bTrue\b|\w=|\w\(|''", said)
        assert said and not odd, f"{line}: {said}"


def test_a_trend_is_plotted_from_ids_and_files_in_one_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure = tmp_path / "new" / "gdp.png"
    asked = ["plot", "gdp", *map(str, gr.samples()), "--measure", "growth", "--lang", "en", "-o", str(figure)]
    assert main(asked) == 0
    assert figure.read_bytes().startswith(b"\x89PNG")
    assert str(figure) in capsys.readouterr().out


def test_a_warning_is_one_line_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import govreport.plot.words

    monkeypatch.setattr(govreport.plot.words, "find_font", lambda: None)
    assert main(["plot", "gdp", "--samples", "-o", str(tmp_path / "gdp.png")]) == 0
    error = capsys.readouterr().err
    assert error.startswith("govreport: warning: ")
    assert error.count("\n") == 1


def test_the_vocabulary_is_listed_and_searched(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocabulary"]) == 0
    whole = capsys.readouterr().out.splitlines()
    assert len(whole) == len(list(gr.vocabulary()))
    assert main(["vocabulary", "粮食"]) == 0
    found = capsys.readouterr().out
    assert "grain_output" in found
    assert len(found.splitlines()) < len(whole)


def test_mistakes_are_told_in_one_line_with_what_would_have_worked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = str(tmp_path / "f.png")
    assert "'gdp'" in failed(capsys, "plot", "gpd", "--samples", "-o", figure)
    assert "reports/2023.txt" in failed(capsys, "plot", "gdp", "reports/2023.txt", "-o", figure)
    assert "no indicator" in failed(capsys, "plot", str(gr.samples()[0]), "-o", figure)
    assert "--samples" in failed(capsys, "plot", "gdp", "-o", figure)
    assert "--samples" in failed(capsys, "extract")
    assert "nowhere.txt" in failed(capsys, "extract", "nowhere.txt")
    assert "1066" in failed(capsys, "compare", "--samples", "--years", "1066", "2022")
    assert "compare --help" in failed(capsys, "compare", "--samples")
    assert "conpare" in failed(capsys, "conpare")
    assert "zzzz" in failed(capsys, "vocabulary", "zzzz")
    assert not Path(figure).exists()


def test_an_output_that_cannot_be_written_is_an_error_too(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert str(report.parent) in failed(capsys, "extract", str(report), "-o", str(report.parent))


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_output_is_utf8_in_any_locale_and_extracting_one_report_is_quick_to_start(
    locale: dict[str, str], report: Path, run_python: Run
) -> None:
    asked = ("-X", "importtime", "-m", "govreport", "extract", report, "--format", "jsonl")
    done = run_python(*asked, env={**locale, "PYTHONIOENCODING": ""})
    assert done.returncode == 0, done.stderr
    assert "地区生产总值" in done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "govreport.cli" in loaded and not {"pandas", "matplotlib"} & loaded


def test_an_error_shows_no_traceback(run_python: Run, tmp_path: Path) -> None:
    done = run_python("-m", "govreport", "extract", "nowhere.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("govreport: error: ")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="there are no broken pipes on Windows")
def test_a_reader_that_goes_away_is_no_error(root: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "govreport", "vocabulary"]
    done = subprocess.run(command, cwd=root, stdout=write, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(write)
    assert done.stderr == ""
    assert done.returncode == 141


def test_the_module_and_the_version(run_python: Run) -> None:
    assert run_python("-m", "govreport", "--version").stdout == f"govreport {gr.__version__}\n"


REVISED = "某县{y}年政府工作报告\n一、{b}年工作回顾\n{said}\n二、{y}年工作安排\n地区生产总值增长{aim}%。\n"


@pytest.fixture
def revised(tmp_path: Path) -> Path:
    """Three reports: the last of them makes 6.4 % of the 6.1 % that the first gave for 2022."""
    told = {2022: "地区生产总值增长7%。", 2023: "地区生产总值增长6.1%。", 2024: "2022年地区生产总值增长6.4%。"}
    folder = tmp_path / "reports"
    folder.mkdir()
    for year, said in told.items():
        text = REVISED.format(y=year, b=year - 1, said=said, aim=year - 2016)
        (folder / f"某县_{year}.txt").write_text(text, "utf-8")
    return folder


VIEWS = {
    "compare": ["compare", "--year", "2021", "2022"],
    "side by side": ["compare", "--regions-side-by-side", "--year", "2022"],
    "targets": ["targets", "--year", "2022"],
    "story": ["targets", "--story"],
    "league": ["league", "gdp", "--measure", "growth", "--year", "2022"],
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_view_that_chooses_between_reports_takes_a_vintage(
    view: list[str], revised: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for vintage, shown, hidden in (("latest", "6.4%", "6.1%"), ("first", "6.1%", "6.4%"), ("2023", "6.1%", "6.4%")):
        assert main([*view, str(revised), "--vintage", vintage]) == 0
        text = capsys.readouterr().out
        assert shown in text or shown.strip("%") in text, text
        assert hidden not in text
    assert "no such vintage" in failed(capsys, *view, str(revised), "--vintage", "last")


def test_a_figure_takes_a_vintage(revised: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib")
    asked = ["plot", "gdp", str(revised), "--measure", "growth", "-o", str(tmp_path / "figure.svg")]
    assert main([*asked, "--vintage", "first"]) == 0
    capsys.readouterr()
    assert "no such vintage" in failed(capsys, *asked, "--vintage", "last")


def test_every_command_that_makes_a_panel_takes_corrections(
    revised: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mended = tmp_path / "mended.tsv"
    head = "report_region\treport_year\tquote\tsentence\tfield\tvalue\tby\twhy\n"
    mended.write_text(head + "某县\t2024\t6.4%\t2022年地区生产总值增长6.4%\tvalue\t6.6\t李\t统计公报\n", "utf-8")
    for view in VIEWS.values():
        assert main([*view, str(revised), "--corrections", str(mended)]) == 0
        assert "6.6" in capsys.readouterr().out
    for rest in (["coverage"], ["revisions"], ["audit"], ["check"], ["export", "-o", str(tmp_path / "all.csv")]):
        assert main([*rest, str(revised), "--corrections", str(mended)]) == 0


#: what they print is what reports say, words or numbers as read: there is nothing to correct in it
AS_SAID = {"extract", "sentences", "store", "terms", "wording"}


def test_every_command_that_shows_figures_takes_corrections_and_says_what_is_wrong_with_them(
    revised: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    (commands,) = (one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction))
    wrong = tmp_path / "wrong.tsv"
    wrong.write_text("no\tcorrections\n1\t2\n", "utf-8")
    need = {
        "compare": ["--year", "2021", "2022"],
        "league": ["gdp", "--year", "2022"],
        "plot": ["gdp"],
        "vocabulary": ["suggest"],
    }
    out = {"export": ["-o", str(tmp_path / "a.csv")], "plot": ["-o", str(tmp_path / "a.svg")]}
    out["review"] = ["-o", str(tmp_path / "a.tsv")]
    takes = {name for name, parser in commands.choices.items() if "--corrections" in parser.format_help()}
    assert set(commands.choices) - takes == AS_SAID
    for name in sorted(takes):
        asked = [name, *need.get(name, []), str(revised), *out.get(name, []), "--corrections", str(wrong)]
        assert main(asked) == 2, name
        assert "wrong.tsv: not a table of corrections" in capsys.readouterr().err, name


def test_a_league_names_the_option_that_ranks_targets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "league", "gdp", "--year", "2025", "--samples", "--measure", "growth"]) != 0
    assert "--target" in (said := capsys.readouterr().err) and "status=" not in said


def test_a_file_of_no_encoding_says_in_chinese_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "坏_2023.txt").write_bytes(bytes(range(256)) * 9)
    main(["--lang", "zh", "extract", str(tmp_path / "坏_2023.txt")])
    assert "请另存为 UTF-8 文本" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_that_is_not_there_is_told_once_by_an_update_of_a_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    assert main(["--lang", lang, "store", "update", str(tmp_path / "store"), str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err.count("nowhere") == 1


def test_units_that_share_no_axis_are_answered_in_words_of_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("plot", "gdp", "grain_output", "--samples", "--measure", "level", "-o", str(tmp_path / "a.png"))
    error = failed(capsys, *asked)
    assert "--multiples" in error and "small_multiples" not in error


def test_stata_is_written_without_a_word_of_pandas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", *map(str, gr.samples()[:1]), "-o", str(tmp_path / "panel.dta")]) == 0
    assert "Stata" not in capsys.readouterr().err


def commands_of(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for word, inner in action.choices.items():
            yield from commands_of(inner, f"{name} {word}".strip())
    if not below:
        yield name, parser


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_message_speaks_python_to_a_shell(lang: str) -> None:
    """An argument is called as the option of the command, and a hint that has none is left out."""
    python = re.compile(r"(?<![\w-])(?:[a-z_]+=|\w+\(|Panel\.|None\b|True\b)")
    for command, parser in commands_of(_parser()):
        for row in tables.rows("messages"):
            with typed_for(parser, ()):
                said = in_shell(f"f.txt: wrong; {row[lang]}")
            assert not python.search(said), f"{command}: {said}"
            assert said.startswith("f.txt: wrong")


@pytest.mark.parametrize(
    ("command", "python", "shell"),
    [
        ("extract", "say region=... if the name is wrong", "say --region if the name is wrong"),
        ("check", "say region=... if the name is wrong", "rename the file if the name is wrong"),
        ("league", "say year=... if the name is wrong", "rename the file if the name is wrong"),
        ("league", "如果文件名不对，请写明 year=...", "如果文件名不对，请改文件名"),
        ("extract", "pass year=..., as in year=2024", "pass --year, as in --year 2024"),
        ("check", "pass year=..., as in year=2024", "name the file <region>_<year>, as in 浙江省_2024.txt"),
        ("store update", "drop_gone=True drops it", "--drop-gone drops it"),
        ("coverage", "3 open ids not listed: open_ids=True lists them", "3 open ids not listed: --open lists them"),
        ("export", "in another unit: gdp; hedges=True shows them", "in another unit: gdp"),
        ("plot", "2 ranks; choose with Panel.select(of='level')", "2 ranks"),
        ("terms", "5 concepts; name some with concepts= or region=, or draw terms_multiples", "5 concepts"),
        ("compare", "为空；可用 measure='growth'", "为空；可用 --measure growth"),
    ],
)
def test_a_hint_is_said_in_the_options_of_the_command(command: str, python: str, shell: str) -> None:
    with typed_for(dict(commands_of(_parser()))[command], ()):
        assert in_shell(python) == shell


@pytest.mark.parametrize(("lang", "said"), [("en", "rename the file if the name is wrong"), ("zh", "请改文件名")])
def test_a_warning_names_no_argument_of_python(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    (tmp_path / "广东省_2018.txt").write_bytes(gr.samples("provinces")[0].read_bytes())
    main(["--lang", lang, "check", str(tmp_path)])
    error = capsys.readouterr().err
    assert said in error and "=" not in error
