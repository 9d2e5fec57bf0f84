"""Vocabularies of one's own: suggested from a panel, checked in tests and from a shell."""

from __future__ import annotations

import csv
import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from panel_rows import panel, row
from sharing import samples_read

import govreport as gr
from govreport.cli import main
from govreport.errors import InputError, VocabularyError
from govreport.panel import Panel
from govreport.testing import check_vocabulary

ROOT = Path(__file__).resolve().parents[1]
BROKEN = ROOT / "tests" / "cases" / "vocabularies"
with (BROKEN / "messages.tsv").open(encoding="utf-8", newline="") as _file:
    MESSAGES = [
        case
        for case in csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if case["file"].startswith("extensions/")
    ]


def unknown() -> Panel:
    """Dead ends of two reports, a pavilion of three, one of a single report, and a growth without a level."""

    def said(name: str, year: int, unit: str = "条", measure: str = "level", **more: str) -> dict[str, object]:
        rowed = row(f"open:{more.pop('id', name)}", measure, year, 5, unit, region="甲省", name=name)
        return {**rowed, "source": f"甲省_{year + 1}.txt"}

    rows = [said("打通断头路", year) for year in (2021, 2022)]
    rows += [said("建成城市驿站", 2020, "座", id="驿站"), said("城市驿站", 2021, "座", id="驿站")]
    rows += [said("城市驿站", 2022, "座", id="驿站"), said("栽种行道树", 2022, "株")]
    rows += [said("蓝莓产值", year, "%", "growth") for year in (2021, 2022)]
    return panel(*rows)  # type: ignore[arg-type]


# -- suggestions -------------------------------------------------------------------------------------------------------


def test_the_most_frequent_unmatched_names_come_first_and_rare_ones_not_at_all() -> None:
    rows = gr.suggest(unknown())
    assert rows["name_zh"].tolist() == ["城市驿站", "打通断头路", "蓝莓产值"]
    assert rows["unit"].tolist() == ["座", "条", ""]
    assert rows["reports"].tolist() == [3, 2, 2]
    assert rows.loc[0, "aliases"] == "建成城市驿站"
    assert rows[["first_year", "last_year"]].values.tolist() == [[2021, 2023], [2022, 2023], [2022, 2023]]
    assert rows.loc[0, "example"] == "甲省 2021: 建成城市驿站 5座"
    assert rows["note"].tolist() == ["", "", "no level is stated: which unit?"]
    assert gr.suggest(unknown(), n=1)["id"].tolist() == ["todo_1"]
    assert "栽种行道树" in gr.suggest(unknown(), least=1)["name_zh"].tolist()


def test_a_suggestion_says_which_piece_of_the_name_is_unknown_and_how_many_regions_use_it() -> None:
    def said(name: str, region: str) -> dict[str, object]:
        return row(f"open:{name}", "level", 2022, 5, "座", region=region, name=name)

    names = [("新建乒乓绿道", "甲省"), ("新建乒乓绿道", "乙省"), ("改造乒乓公园", "丙省")]
    rows = gr.suggest(panel(*(said(*one) for one in names)), least=1).set_index("name_zh")  # type: ignore[arg-type]
    assert rows.loc["新建乒乓绿道", ["parse", "unknown"]].tolist() == ["新建 [乒乓] 绿道", "乒乓"]
    assert rows["unknown_regions"].tolist() == [3, 3]
    told = gr.suggest(unknown()).set_index("name_zh")
    assert told.loc["打通断头路", ["parse", "unknown", "unknown_regions"]].tolist() == ["打通 断头路", "", 0]


def test_what_is_suggested_extends_the_vocabulary_that_then_knows_the_names(tmp_path: Path) -> None:
    gr.suggest(unknown(), tmp_path / "mine.tsv", n=2)
    book = check_vocabulary(tmp_path / "mine.tsv")
    assert {book.lookup(name, unit=unit).id for name, unit in (("城市驿站", "座"), ("建成城市驿站", "座"))} == {
        "todo_1"
    }  # type: ignore[union-attr]
    assert book["todo_2"].name_zh == "打通断头路"


def test_a_row_that_lacks_something_is_refused_by_name() -> None:
    with pytest.raises(VocabularyError, match="row 3: the indicator 'todo_3' has no unit"):
        gr.vocabulary().extend(gr.suggest(unknown()).astype(str).to_dict("records"))


def test_by_default_forty_names_are_suggested_that_stand_in_two_reports() -> None:
    rows = [
        row(f"open:{chr(0x4E00 + at)}厂", "level", year, 5, "座", name=f"{chr(0x4E00 + at)}厂", region="甲市")
        for at in range(42)
        for year in (2021, 2022)
    ]
    told = gr.suggest(panel(*rows[:-1]))
    assert len(told) == 40 and set(told["reports"]) == {2} and told["id"].tolist()[-1] == "todo_40"
    assert len(gr.suggest(panel(*rows[:-1]), n=99)) == 41


def test_nothing_unmatched_gives_no_rows() -> None:
    rows = gr.suggest(panel(row("gdp", "level", 2022, 5, "亿元")))
    assert len(rows) == 0 and "nearest" in rows.columns


def test_what_cannot_be_written_or_counted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"written as \.tsv"):
        gr.suggest(unknown(), tmp_path / "mine.xlsx")
    with pytest.raises(InputError, match="least: not a number above 0: found 0"):
        gr.suggest(unknown(), least=0)


# -- checks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", MESSAGES, ids=lambda case: case["file"])
def test_a_broken_vocabulary_fails_a_users_test_with_every_problem(case: dict[str, str]) -> None:
    with pytest.raises(AssertionError) as failed:
        check_vocabulary(BROKEN / case["file"])
    assert str(failed.value) == case["message"].replace("\\n", "\n")


def test_a_wording_that_leads_astray_fails_a_users_test() -> None:
    rows = [
        {"id": "stations", "name_zh": "建成城市驿站", "unit": "座"},
        {"id": "stations", "alias": ".*城市驿站", "kind": "pattern"},
        {"id": "lodges", "name_zh": "城市驿站客房", "unit": "座", "aliases": "新建城市驿站"},
    ]
    with pytest.raises(AssertionError, match="'新建城市驿站' of 'lodges' also fits the pattern"):
        check_vocabulary(rows)


def test_a_missing_file_fails_a_users_test() -> None:
    with pytest.raises(AssertionError, match=r"nowhere\.tsv: no such vocabulary file"):
        check_vocabulary("nowhere.tsv")


# -- from a shell ------------------------------------------------------------------------------------------------------


def test_the_shell_checks_vocabularies_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound = tmp_path / "sound.tsv"
    sound.write_text("id\tname_zh\tunit\nstations\t建成城市驿站\t座\n", encoding="utf-8")
    assert main(["vocabulary", "check", str(sound)]) == 0
    assert "sound.tsv: sound" in capsys.readouterr().out
    assert main(["vocabulary", "check", str(BROKEN / "extensions" / "every_stage.tsv"), str(sound)]) == 2
    said = capsys.readouterr()
    assert "every_stage.tsv:3: the name '出口' is taken" in said.err and "sound.tsv: sound" in said.out


def test_the_shell_writes_suggestions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["vocabulary", "suggest", "--samples", "--least", "1", "-n", "3", "-o", str(tmp_path / "mine.tsv")]) == 0
    )
    lines = (tmp_path / "mine.tsv").read_text("utf-8").splitlines()
    assert lines[0].startswith("id\tdomain\tname_zh") and len(lines) == 4
    capsys.readouterr()
    assert main(["vocabulary", "suggest", "--samples", "--least", "1", "-n", "3"]) == 0
    assert capsys.readouterr().out.splitlines() == lines


# -- the page ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("indicators_page", ROOT / "docs" / "indicators_page.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_every_indicator_once_under_its_domain(generator: ModuleType, tmp_path: Path) -> None:
    text = generator.write(tmp_path / "indicators.md").read_text("utf-8")
    book = gr.vocabulary()
    assert re.findall(r"<tr id='(\w+)'", text) == sorted(book, key=lambda id: book.domains.index(book[id].domain))
    assert re.findall(r"^## (\w+)$", text, flags=re.MULTILINE) == [domain.capitalize() for domain in book.domains]
    assert not re.search(r"(?:src|href)=['\"](?:https?:)?//", text), "the page needs no network"


def test_the_page_is_html_whose_tags_close_and_whose_texts_are_escaped(generator: ModuleType) -> None:
    row = {"id": "odd", "name_zh": "产值<script>", "unit": "亿元", "note": "a & b", "aliases": "产值'x'甲"}
    text = generator.page(gr.vocabulary().extend([row]))
    assert "产值&lt;script&gt;" in text and "a &amp; b" in text and "产值<script>" not in text
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("br", "input"):
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    reader = Reader()
    for block in re.findall(r"^```\{raw\} html\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL):
        reader.feed(block)
    assert not open_tags


def test_the_recipe_shows_names_on_the_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(__file__).parents[1] / "docs" / "recipes.md").read_text("utf-8")
    [call] = re.findall(r"^rows = (gr\.suggest\(.*?\))", text, flags=re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    rows = eval(call, {"gr": gr, "panel": samples_read()})
    assert len(rows) > 3 and (tmp_path / "mine.tsv").is_file()


def test_a_shell_that_suggests_nothing_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "vocabulary", "suggest", "--samples", "--least", "3"]) == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 1 and "no name stands in 3 reports; --least 1 lists" in err
