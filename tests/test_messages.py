"""Messages in the reader's language: every one has a row, each row says the same, and English stays as it was."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from case_rows import rows_of
from message_tools import Gatherer, english_left, lacking
from sharing import samples_read

import govreport as gr
from govreport import language, tables
from govreport.cli import main
from govreport.cli.helping import columns, wrapped
from govreport.errors import GovReportError, InputError, warn
from govreport.indicators.saved import check_saved
from govreport.language import agreeing, said_by, speaking, told
from govreport.render.words import Words
from govreport.units import convert

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]
HOLE = re.compile(r"\{(\d)\}")


def table(path: Path) -> list[dict[str, str]]:
    return rows_of(path)


ROWS = table(ROOT / "govreport" / "data" / "messages.tsv")
CASES = table(ROOT / "tests" / "cases" / "messages.tsv")


@pytest.fixture(scope="module")
def gathered() -> dict[str, set[str]]:
    return Gatherer().gather()


@pytest.fixture(scope="module")
def panel() -> gr.Panel:
    return samples_read()


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gr.options.lang = None


# the catalogue


def test_every_message_of_the_library_has_a_row(gathered: dict[str, set[str]]) -> None:
    new, _ = lacking(gathered)
    assert not new, "add them to data/messages.tsv:\n" + "\n".join(new)


def test_every_row_is_of_a_message_that_is_there(gathered: dict[str, set[str]]) -> None:
    """Rows of argparse, of the system and of other tables say so in their third column."""
    genres = {row["genre"] for row in table(ROOT / "govreport" / "data" / "genres.tsv")}
    dimensions = {row["dimension"] for row in table(ROOT / "govreport" / "data" / "units.tsv")} - {"noun", ""}
    units = {f"'{{0}}' ({dimension} in {{1}})" for dimension in dimensions}
    others = {"genres.tsv": genres, "units.tsv": units}
    gone = lacking(gathered)[1]
    gone += [row["en"] for row in ROWS if row["of"] in others and row["en"] not in others[row["of"]]]
    assert not gone, "take them out of data/messages.tsv"
    assert {row["of"] for row in ROWS} <= {"", "argparse", "system", *others}
    assert genres | units <= {row["en"] for row in ROWS}


def test_a_row_stands_once_with_the_same_holes_and_no_english_left() -> None:
    wrong = []
    for number, row in enumerate(ROWS, 2):
        en, zh = row["en"], row["zh"]
        plain = re.sub(r"\{(\d):(?:measure|status)\}", r"{\1}", zh)
        marks = [set(re.findall(r"\{\d\}|%\(\w+\)s|%%", text)) for text in (en, plain)]
        if marks[0] != marks[1]:
            wrong.append(f"{number}: other holes: {en} / {zh}")
        foreign = set(re.findall(r"[A-Za-z]+", plain)) - set(re.findall(r"[A-Za-z]+", en))
        if foreign or english(zh):
            wrong.append(f"{number}: {zh}: {foreign or english(zh)}")
        words = re.sub(r"'[^']*'", "", en)
        if not re.search("[\u4e00-\u9fff]", zh) and re.search(r"[a-z]{2,} [a-z]{2,}", words.replace(" or ", "")):
            wrong.append(f"{number}: not said in Chinese: {en} / {zh}")
    assert not wrong
    assert len({row["en"] for row in ROWS}) == len(ROWS)


def english(text: str) -> list[str]:
    """Two words in a row that are no command, option, name of a file or value in quotes."""
    text = re.sub(
        r"'[^']*'|(?:govreport|pip) (?:install|store|plot)?.*|--\S+|<\S+>|\S+[=_/.]\S*|high first|low first", "", text
    )
    return re.findall(r"\b[a-z]{2,} [a-z]{2,}\b", text)


def test_english_left_in_a_text_is_seen() -> None:
    assert english("没有这个 unknown option：gdp") == ["unknown option"]
    assert not english("请写 region=... 或 govreport store update")


def filled(template: str) -> str:
    return HOLE.sub(r"v\1", template)


def test_each_row_is_told_by_its_own_words() -> None:
    wrong = []
    for row in ROWS:
        said, meant = filled(row["en"]), filled(re.sub(r":(?:measure|status)\}", "}", row["zh"]))
        if told(said, "zh") != meant:
            wrong.append(f"{said}: {told(said, 'zh')}, not {meant}")
        if told(meant, "zh") != meant:
            wrong.append(f"said twice: {meant}: {told(meant, 'zh')}")
        if told(said, "en") != said:
            wrong.append(f"English changed: {said}")
    assert not wrong


@pytest.mark.parametrize(
    ("code", "template"),
    [
        ('raise InputError("an odd message")', "an odd message"),
        ('raise InputError(f"an odd {x} and {y!r}")', "an odd {0} and {1}"),
        ('said = "an odd message"\n    raise InputError(said)', "an odd message"),
        ('raise InputError("unknown", hint="an odd" + " message")', "an odd message"),
        ('raise InputError("unknown", found="an odd message" if x else None)', "an odd message"),
        ('lines = []\n    lines.append(f"{x}: an odd message")\n    warn("; ".join(lines))', "{0}: an odd message"),
        ("raise refused('an odd message')", "an odd message"),
        ("raise InputError(spelled(x))", "an odd spelling of {0}"),
        ("error = x\n    error.hint = 'an odd message'", "an odd message"),
        ("raise InputError(ODD)", "an odd constant"),
        ('warn(f\'an odd {"one" if x else "other"} message\')', "an odd other message"),
    ],
)
def test_a_new_message_is_found_wherever_it_is_written(tmp_path: Path, code: str, template: str) -> None:
    package = tmp_path / "package"
    package.mkdir()
    helpers = """
        ODD = "an odd constant"
        def refused(message): return InputError(message)
        def spelled(x): return f"an odd spelling of {x}"
    """
    body = textwrap.dedent(helpers) + f"def f(x, y):\n    {code}\n"
    (package / "module.py").write_text(body, "utf-8")
    assert template in Gatherer(package).gather()


def test_no_label_of_a_view_has_english_in_chinese_or_chinese_in_english() -> None:
    names = {"govreport", "open_ids", "measure", "True", "check", "missing", "table", "frame", "Esc", "Tab", "Monroe"}
    wrong = []
    for row in tables.rows("view_labels"):
        said = re.sub(r"\{\w+\}", "", row["zh"])
        wrong += [f"{row['key']}: {word}" for word in re.findall("[A-Za-z_]{2,}", said) if word not in names]
        wrong += [row["key"]] if re.search("[\u4e00-\u9fff]", row["en"]) else []
    assert not wrong


@pytest.mark.parametrize("case", table(ROOT / "tests" / "cases" / "half_english.tsv"), ids=lambda case: case["en"][:40])
def test_a_message_within_a_message_is_said_too(case: dict[str, str]) -> None:
    assert told(case["en"].replace("\\n", "\n"), "zh") == case["zh"].replace("\\n", "\n")
    assert not english_left(case["zh"])


def test_english_words_that_are_left_are_seen() -> None:
    assert english_left("没有画进图里：浙江省 (its report is not in the panel)") == ["is", "not", "in", "the"]
    assert english_left("没有参数 'of'；现有：by、of、region；见 no.txt") == []


# what a user reads


def frame(panel: gr.Panel, **columns: str) -> None:
    gr.Panel(panel.frame.assign(**columns), vocabulary=panel.vocabulary)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=[case["code"] for case in CASES])
def test_an_error_is_told_in_both_languages(panel: gr.Panel, case: dict[str, str], lang: str) -> None:
    names = {"gr": gr, "panel": panel, "frame": frame, "convert": convert, "check_saved": check_saved}
    with speaking(lang), pytest.raises(GovReportError) as caught:
        eval(case["code"], names)
    with speaking(lang):
        said = str(caught.value)
    assert said == case[lang].replace("\\n", "\n")
    assert lang == "en" or not (english(said) or english_left(said))


def test_an_error_is_told_in_the_language_of_who_reads_it() -> None:
    with speaking("zh"):
        error = pickle.loads(pickle.dumps(InputError("the file is empty", where="a.txt")))
        held = error.to_dict()
        assert str(error) == "a.txt：文件是空的"
    assert str(error) == "a.txt: the file is empty"
    assert held["message"] == "the file is empty"
    assert str(GovReportError.from_dict(held)) == "a.txt: the file is empty"
    assert error.to_text("zh") == "a.txt：文件是空的"


def test_what_no_row_knows_is_shown_as_it_is() -> None:
    assert InputError("a message of another library", found="its words").to_text("zh").endswith("library：its words")


@pytest.mark.parametrize(
    "value", ["of the people, by the people", "'no report of 2020'", "no. 5, in Beijing", "report", "options"]
)
def test_a_value_is_never_taken_for_a_message(value: str) -> None:
    assert InputError("unknown option", found=value).to_text("zh") == f"没有这个选项：{value}"


def test_a_warning_is_told_in_chinese() -> None:
    with speaking("zh"), pytest.warns(gr.GovReportWarning) as told_:
        warn("a.txt: the name says 浙江省, the report 四川省; say region=... if the name is wrong")
        warn("not in the figure: gdp, level in 亿元 and 3 more")
    assert [str(one.message) for one in told_] == [
        "a.txt：文件名写的是浙江省，报告里是四川省；如果文件名不对，请写明 region=...",
        "没有画进图里：gdp，level（亿元）和另外 3 个",
    ]


# whose language


SPOKEN = [
    ({}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
    ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
    ({"LANG": "fr_FR.UTF-8"}, "en"),
    ({"LANGUAGE": "zh:en"}, "zh"),
    ({"LANGUAGE": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "GOVREPORT_LANG": "en"}, "en"),
    ({"LANG": "C", "GOVREPORT_LANG": "zh"}, "zh"),
    ({"GOVREPORT_LANG": "zh-Hans"}, "zh"),
    ({"GOVREPORT_LANG": "ZH_TW"}, "zh"),
]


@pytest.mark.parametrize(
    ("environment", "lang"), SPOKEN, ids=[" ".join(map("=".join, one.items())) for one, _ in SPOKEN]
)
def test_the_language_is_asked_for_else_the_systems(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], lang: str
) -> None:
    for name in ("GOVREPORT_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert gr.options.lang == lang
    gr.options.lang = "zh" if lang == "en" else "en"
    assert said_by() == ("zh" if lang == "en" else "en", "gr.options")
    gr.options.lang = None
    assert gr.options.lang == lang


def test_a_while_in_another_language_ends() -> None:
    gr.options.lang = "zh"
    with speaking("en"):
        assert gr.options.lang == "en"
    assert gr.options.lang == "zh"


def test_a_place_before_a_message_stays_before_it() -> None:
    assert told("store: 1 read, 1 could not be read", "zh") == "store：读入 1，读不了 1"


def test_a_language_that_nobody_knows_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOVREPORT_LANG", "de")
    expected = "GOVREPORT_LANG: unknown language: expected zh or en, found 'de'"
    assert str(InputError("the file is empty")) == f"the file is empty ({expected})"
    with pytest.raises(InputError, match="GOVREPORT_LANG: unknown language: expected 'zh' or 'en', found 'de'"):
        gr.options.lang  # noqa: B018
    assert main(["vocabulary", "gdp"]) == 2
    assert "GOVREPORT_LANG: unknown language" in capsys.readouterr().err
    gr.options.lang = "zh"
    assert str(InputError("the file is empty")) == "文件是空的"


def test_english_costs_nothing(run_python: Run, tmp_path: Path) -> None:
    code = """
        import govreport as gr
        from govreport import catalogue, tables
        print(str(gr.InputError("the file is empty")), catalogue._catalogue.cache_info().currsize)
        gr.options.lang = "zh"
        print(str(gr.InputError("the file is empty")), catalogue._catalogue.cache_info().currsize)
    """
    done = run_python("-c", textwrap.dedent(code), cwd=tmp_path)
    assert done.stdout.splitlines() == ["the file is empty 0", "文件是空的 1"]


def views(panel: gr.Panel, folder: Path, **lang: Any) -> dict[str, str]:
    """What a reader is shown of a panel, in all the ways there are."""
    told = gr.targets(panel)
    ax = gr.plot.trend(panel, "gdp", measure="growth", **lang)
    shown = {
        "text": told.to_text(**lang),
        "markdown": told.to_markdown(**lang),
        "fragment": told.to_html(**lang),
        "page": told.to_html(folder / "targets.html", **lang),
        "page of a panel": panel.to_html(folder / "panel.html", **lang),
        "figure": f"{ax.get_title()} {ax.get_ylabel()}",
    }
    plt.close("all")
    return shown if lang else {**shown, "print": str(told), "notebook": told._repr_html_()}


def languages(shown: dict[str, str]) -> dict[str, str]:
    """The language of each view, by a name; of a page, which is searched in both languages, by what it says it is."""
    found = {view: re.search('<html lang="(..)', text) for view, text in shown.items()}
    named = {view: "en" if "domestic product" in text else "zh" for view, text in shown.items()}
    return {view: page[1] if page else named[view] for view, page in found.items()}


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("by", ["option", "variable"])
def test_what_is_shown_follows_a_language_that_was_chosen(
    panel: gr.Panel, chinese: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    panel = panel.select("gdp")  # a page has one language, however long it is
    frame = panel.frame.to_csv()
    for lang, other in (("en", "zh"), ("zh", "en")):
        if by == "option":
            gr.options.lang = lang
        else:
            monkeypatch.setenv("GOVREPORT_LANG", lang)
        assert set(languages(views(panel, tmp_path)).values()) == {lang}
        assert set(languages(views(panel, tmp_path, lang=other)).values()) == {other}  # what the call says goes first
    assert panel.frame.to_csv() == frame and list(panel.wide("gdp").columns) == ["gdp"]


@pytest.mark.usefixtures("read_once")
def test_what_is_shown_does_not_follow_the_system(
    panel: gr.Panel, chinese: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, seen = panel.select("gdp"), []
    for system in ("en_US.UTF-8", "zh_CN.UTF-8", "fr_FR.UTF-8"):
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.setenv(name, system)
        seen.append(views(panel, tmp_path))
    assert set(languages(seen[0]).values()) == {"zh"}
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize(
    ("variable", "words", "lang"),
    [
        (None, [], "zh"),
        ("en", [], "en"),
        ("zh", [], "zh"),
        ("zh", ["--lang", "en"], "en"),
        ("en", ["--lang", "zh"], "zh"),
        (None, ["--lang=en"], "en"),
    ],
)
@pytest.mark.parametrize("before", [True, False])
@pytest.mark.usefixtures("read_once")
def test_the_command_line_shows_its_tables_in_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variable: str | None,
    words: list[str],
    lang: str,
    before: bool,
) -> None:
    if variable:
        monkeypatch.setenv("GOVREPORT_LANG", variable)
    command = ["targets", "--samples", "--indicator", "gdp"]
    assert main([*words, *command] if before else [*command, *words]) == 0
    assert languages({"": capsys.readouterr().out}) == {"": lang}


def test_a_figure_of_the_command_line_is_in_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch, chinese: Path, tmp_path: Path
) -> None:
    command = ["plot", "gdp", "--samples", "--measure", "growth", "-o", str(tmp_path / "gdp.svg")]
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    with mpl.rc_context({"svg.fonttype": "none"}):
        for words, lang in (([], "zh"), (["--lang", "en"], "en")):
            assert main([*command, *words]) == 0
            assert languages({"": (tmp_path / "gdp.svg").read_text("utf-8")}) == {"": lang}


# the command line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["extract"], "govreport: 错误：没有给出报告；请写出文件或文件夹，或者用 --samples"),
        (["compare", "--samples"], "govreport: 错误：缺少必需的参数：--years/--year；见 govreport compare --help"),
        (["coverage", "--move", "x"], "govreport: 错误：参数 --move：'x' 不是数字；见 govreport coverage --help"),
        (["extract", "nowhere.txt"], "govreport: 错误：nowhere.txt：没有这个文件或文件夹"),
        (["vocabulary", "阿巴"], "govreport: 错误：没有这样的指标：'阿巴'"),
        (["--lang", "en", "extract"], "govreport: error: no report given; name files or folders, or say --samples"),
        (
            ["compare", "--samples", "--years", "2022", "--lang", "en"],
            "govreport: error: --years: two years or more are needed: found 2022",
        ),
    ],
    ids=" ".join,
)
def test_the_command_line_complains_in_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], line: str
) -> None:
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    assert main(words) == 2
    assert capsys.readouterr().err.splitlines()[-1] == line
    assert language.asked() is None


@pytest.mark.usefixtures("read_once")
def test_what_was_saved_is_said_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--samples", "-o", "panel.csv"]) == 0
    assert capsys.readouterr().out == "已保存 panel.csv：502 行\n"


def test_the_command_line_in_chinese_as_a_user_runs_it(
    run_python: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "broken.txt").write_text("")
    (tmp_path / "reports" / "notes.md").write_text("x")
    (tmp_path / "reports" / "浙江省_2018.txt").write_text(
        gr.samples()[0].read_text("utf-8").replace("全国", "浙江省"), "utf-8"
    )
    made = run_python("-m", "govreport", "store", "update", "store", "reports", cwd=tmp_path)
    assert made.stdout == "store：读入 1，未变 0，读不了 1\n"
    assert made.stderr.replace(f"{tmp_path}{os.sep}", "").replace(f"reports{os.sep}", "").splitlines() == [
        "govreport: 提示：跳过 1 个：notes.md：不读 '.md' 文件",
        "govreport: 错误：broken.txt：文件是空的",
    ]


def test_help_is_in_chinese_and_fits_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    names = "extract compare targets league coverage revisions audit check export terms wording sentences promises"
    for words in ([], *([name] for name in f"{names} plot review vocabulary".split()), ["store", "update"]):
        with pytest.raises(SystemExit):
            main([*words, "--help"])
        text = capsys.readouterr().out
        usage, _, rest = text.partition("\n\n")
        assert usage.startswith("用法：")
        assert "选项：" in text and "显示帮助后退出" in text
        assert not [line for line in rest.splitlines() if columns(line) > 80]
        assert not [line for line in rest.splitlines() if english(line)]
        assert not [line for line in text.splitlines() if re.match(r"\s*[，。、；：）]", line)]


def test_help_in_english_is_that_of_argparse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["league", "--help"])
    text = capsys.readouterr().out
    assert text.startswith("usage: govreport league")
    assert "show this help message and exit" in text


def test_lines_break_where_chinese_lines_do() -> None:
    text = "同一数据有几份报告说到时，以哪份为准：latest、first（默认：latest）。"
    for width in range(8, 70):
        lines = list(wrapped(text, width))
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(line[0] not in "，。、：）" for line in lines)
        assert all(columns(line) <= width + 3 for line in lines)
        assert all("latest" in line for line in lines if "lat" in line)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_path_of_thousands_of_characters_is_shown_by_its_ends_and_kept_whole(lang: str) -> None:
    path = "reports/" + "长" * 5000 + "/某市_2024.txt"
    error = gr.InputError("there is no such file", where=path)
    shown = error.to_text(lang)
    assert len(shown) < 400 and "reports/长" in shown and "某市_2024.txt" in shown and error.where == path


def test_words_behind_a_single_one_agree_with_it() -> None:
    allowed = re.compile("(?:is|was|has|says|takes|lists|ranks|belongs|corrected|as|needs|fits)$")
    one = re.compile(r"(?<![\w.,–-])1 (?:[a-z]+ ){0,2}?([a-z]+s)\b")
    labels = [re.sub(r"\{(?:n|reports|rows|hits|all|points)\}", "1", row["en"]) for row in tables.rows("view_labels")]
    messages = [
        row["en"].replace(hole, "1") for row in tables.rows("messages") for hole in re.findall(r"\{\d\}", row["en"])
    ]
    wrong = {found[0] for text in (*labels, *messages) for found in one.finditer(agreeing(text))}
    fine = {"1 of kinds", "1 and values", "1 point for rates", "1 corrected fields"}
    assert not {said for said in wrong if not allowed.search(said)} - fine
    assert agreeing("11 rows are of 21 reports") == "11 rows are of 21 reports"
    with speaking("en"):
        assert str(InputError("1 rows are left", found="1 lines")) == "1 row is left: found 1 line"
    assert Words("en")("note.regions", n=1, regions="x").startswith("1 more row is of regions")
