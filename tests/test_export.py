"""Files of tables: what was written is what is read back, and no word of a report ever runs as a formula."""

from __future__ import annotations

import csv
import functools
import json
import math
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from panel_rows import panel, row

import govreport as gr
from govreport.export import SDMX_COLUMNS, Exports, suffixes
from govreport.export.heads import heading
from govreport.export.stata import stata_table
from govreport.labels import has_chinese

FORMULA = '=HYPERLINK("http://x.example","看")'
RISKS = [FORMULA, "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－3%左右"]


@functools.cache
def there() -> gr.Panel:
    rows = [
        row("gdp", "growth", 2022, 3, "%", sentence=FORMULA, name=FORMULA),
        row("gdp", "growth", 2023, -5.25, "%", bound="about"),
        row("gdp", "growth", 2023, 5, "%", bound="over", status="target"),
        row("gdp", "growth", 2024, 5, "%", high=5.5, status="target"),
        row("gdp", "level", 2022, 121e4, "亿元"),
        row("gdp", "level", 2021, 115e4, "亿元"),
        row("urbanization_rate", "level", 2021, 120, "%"),
        row("gdp", "level", 2022, 1204724, "亿元", report=2024),
        row("gdp", "growth", (2021, 2025), 5.5, "%", status="target", report=2023, per_year=True),
        row("open:-2+3", "level", 2023, 7, "条", name="-2+3", basis="@SUM(A1)"),
        row("gdp", "growth", 2023, 6, "%", region="XX市"),
    ]
    return panel(*rows)


MAKERS: dict[str, Callable[[gr.Panel], Any]] = {
    "Panel": lambda p: p,
    "Sayings": lambda p: p.sayings("gdp"),
    "Comparison": lambda p: gr.compare(p, 2022, 2023),
    "SideBySide": lambda p: gr.side_by_side(p, 2023),
    "Targets": gr.targets,
    "TargetStory": gr.target_story,
    "Revisions": gr.revisions,
    "Coverage": gr.coverage,
    "Audit": lambda p: gr.audit(p, check="growth"),
    "Findings": gr.check,
    "League": lambda p: gr.league(p, "gdp", 2023, measure="growth"),
}
EVERY = pytest.mark.parametrize("kind", MAKERS)


@functools.cache
def made(kind: str) -> Any:
    """One result of each kind for all formats: to write it changes nothing of it."""
    result = MAKERS[kind](there())
    assert type(result).__name__ == kind and len(result)
    return result


def rows_of(kind: str) -> pd.DataFrame:
    """What a file of it holds: of a panel with the official names of its indicators."""
    frame = made(kind).frame
    if kind == "Panel":
        words = made(kind).vocabulary
        for at, name in enumerate(("name_zh", "name_en"), start=frame.columns.get_loc("name") + 1):
            said = [getattr(words[id], name) if id in words else "" for id in frame["indicator"]]
            frame.insert(at, name, said)
    return frame


def test_everything_public_that_can_be_exported_is_tested() -> None:
    types = {name: getattr(gr, name) for name in gr.__all__ if isinstance(getattr(gr, name), type)}
    public = {name for name, kind in types.items() if not kind.__module__.startswith("govreport.words")}
    assert {name for name in public if issubclass(getattr(gr, name), Exports)} == set(MAKERS)


@EVERY
def test_csv_gives_the_numbers_back_and_no_cell_runs(kind: str, tmp_path: Path) -> None:
    result = made(kind)
    result.to_csv(tmp_path / "a.csv")
    back = pd.read_csv(tmp_path / "a.csv")
    frame = rows_of(kind)
    assert [str(c) for c in frame.columns] == list(back.columns)
    for column in frame.columns:
        if pd.api.types.is_float_dtype(frame[column]) and frame[column].dtype != "Float64":
            np.testing.assert_allclose(back[str(column)].astype(float), frame[column], rtol=1e-12)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.reader(file):
            assert not [
                cell
                for cell in line
                if cell[:1] in tuple("=+@\t\r\n＝＋＠－") or (cell[:1] == "-" and not number(cell))
            ]


def number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("risk", RISKS)
def test_a_word_that_a_spreadsheet_would_run_is_guarded_in_csv_unless_it_is_asked_for_as_it_is(
    risk: str, tmp_path: Path
) -> None:
    risky = panel(row("gdp", "growth", 2022, 3, "%", sentence=risk))
    risky.to_csv(tmp_path / "a.csv")
    risky.to_csv(tmp_path / "b.csv", guard=False)
    for name, expected in (("a.csv", f"'{risk}"), ("b.csv", risk)):
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.DictReader(file))["sentence"] == expected


@EVERY
def test_json_holds_every_row_without_loss(kind: str, tmp_path: Path) -> None:
    result = made(kind)
    result.to_json(tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    frame = rows_of(kind)
    assert found["kind"] == kind and found["govreport"] == gr.__version__
    assert found["columns"] == [str(c) for c in frame.columns] and len(found["rows"]) == len(frame)
    for column in frame.columns:
        for said, value in zip((r[str(column)] for r in found["rows"]), frame[column], strict=True):
            if pd.isna(value):
                assert said is None
            elif isinstance(value, float) and math.isinf(value):
                assert said == ("inf" if value > 0 else "-inf")
            else:
                assert said == value


@EVERY
def test_parquet_gives_the_frame_back(kind: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    result = made(kind)
    result.to_parquet(tmp_path / "a.parquet")
    frame = rows_of(kind)
    back = pd.read_parquet(tmp_path / "a.parquet")
    assert list(back.columns) == [str(c) for c in frame.columns] and len(back) == len(frame)
    for column in frame.columns:
        for said, value in zip(back[str(column)], frame[column], strict=True):
            assert pd.isna(said) if pd.isna(value) else said == value


@EVERY
def test_a_workbook_has_numbers_as_numbers_words_as_words_and_the_sentences_on_the_second_sheet(
    kind: str, tmp_path: Path
) -> None:
    pytest.importorskip("xlsxwriter", reason="the excel extra is not installed")
    openpyxl = pytest.importorskip("openpyxl", reason="the test extra is not installed")
    result = made(kind)
    result.to_excel(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames[:2] == ["rows", "sentences"] and book.sheetnames[-1] == "about"
    kinds = {cell.data_type for page in book for line in page.iter_rows() for cell in line}
    assert "f" not in kinds and not [c for page in book for line in page.iter_rows() for c in line if c.hyperlink]
    head, *lines = book["rows"].iter_rows(values_only=True)
    frame = rows_of(kind)
    assert len(lines) == len(frame) and not [c for c in head if c.startswith("sentence")]
    for at, column in enumerate(head):
        own = next(c for c in frame.columns if str(c) == column)
        for line, value in zip(lines, frame[own], strict=True):
            if pd.isna(value) or value == "":
                assert line[at] in (None, "")
            elif isinstance(value, float) and math.isinf(value):
                assert line[at] == ("∞" if value > 0 else "-∞")
            else:
                assert line[at] == (pytest.approx(value) if isinstance(value, float) else value)


def test_a_sentence_stands_beside_the_number_of_its_row(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the test extra is not installed")
    result = gr.targets(there())
    result.to_excel(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    head, *said = book["sentences"].iter_rows(values_only=True)
    frame = result.frame
    found = [dict(zip(head, line, strict=True)) for line in said]
    assert {line["side"] for line in found} == {"before", "target", "result"}
    for line in found:
        assert line["sentence"] == frame.loc[line["row"] - 2, f"sentence_{line['side']}"]
        assert line["report_year"] == frame.loc[line["row"] - 2, f"report_year_{line['side']}"]


def test_the_same_rows_make_the_same_workbook(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="the excel extra is not installed")
    for name in ("a.xlsx", "b.xlsx"):
        gr.targets(there()).to_excel(tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@EVERY
def test_sdmx_has_its_columns_in_order_and_no_observation_twice(kind: str, tmp_path: Path) -> None:
    made(kind).to_sdmx_csv(tmp_path / "a.csv")
    rows = read_sdmx(tmp_path / "a.csv")
    assert rows and list(rows[0]) == list(SDMX_COLUMNS)
    dimensions = [name for name, (held, _) in SDMX_COLUMNS.items() if held == "dimension"]
    keys = [tuple(line[name] for name in dimensions) for line in rows]
    assert len(set(keys)) == len(keys)
    assert all(part for key in keys for part in key), "a dimension is never empty"
    assert {line["STRUCTURE"] for line in rows} == {"dataflow"} and {line["ACTION"] for line in rows} == {"I"}
    assert all(number(line["OBS_VALUE"]) for line in rows)


def read_sdmx(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_sdmx_says_area_period_hedge_and_who_says_it(tmp_path: Path) -> None:
    there().to_sdmx_csv(tmp_path / "a.csv")
    rows = read_sdmx(tmp_path / "a.csv")
    assert len(rows) == len(there())
    plan = next(line for line in rows if line["PER_YEAR"] == "Y")
    assert (plan["TIME_PERIOD"], plan["STATUS"], plan["OBS_STATUS"]) == ("2021-01-01/P5Y", "target", "")
    floor = next(line for line in rows if line["HEDGE"] == "over")
    assert (floor["OBS_VALUE"], floor["LOWER_BOUND"], floor["UPPER_BOUND"]) == ("5", "5", "INF")
    assert {(line["REF_AREA"], line["REF_AREA_NAME"]) for line in rows} == {("100000", "全国"), ("XX市", "XX市")}
    assert {line["BASIS"] for line in rows} == {"_Z", "@SUM(A1)"}
    assert rows[0]["SENTENCE"] == FORMULA, "written for machines: words stand as they are"


def test_a_thing_said_twice_in_one_report_is_two_mentions(tmp_path: Path) -> None:
    panel(row("gdp", "growth", 2022, 3, "%"), row("gdp", "growth", 2022, 3, "%", start=50)).to_sdmx_csv(
        tmp_path / "a.csv"
    )
    assert [line["MENTION"] for line in read_sdmx(tmp_path / "a.csv")] == ["1", "2"]


def test_the_ending_of_the_name_says_the_format(tmp_path: Path) -> None:
    result = gr.targets(there())
    for ending in suffixes():
        result.export(tmp_path / f"a{ending}")
        assert (tmp_path / f"a{ending}").stat().st_size > 0
    assert (tmp_path / "a.sdmx.csv").read_text("utf-8").startswith("STRUCTURE,")
    with pytest.raises(gr.InputError, match=r"expected \.csv, .*found \.xls; did you mean '\.xlsx'"):
        result.export(tmp_path / "a.xls")
    with pytest.raises(gr.InputError, match=r"ends in \.xlsx"):
        result.to_excel(tmp_path / "a.xls")
    with pytest.raises(gr.InputError, match="encoding"):
        result.to_csv(tmp_path / "a.csv", encoding="utf-99")


@pytest.mark.parametrize(("package", "write"), [("pyarrow", "to_parquet"), ("xlsxwriter", "to_excel")])
def test_a_missing_extra_says_what_to_install(
    package: str, write: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    result = gr.targets(there())
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(gr.InputError, match=r"pip install \"govreport\["):
        getattr(result, write)(tmp_path / "a.xlsx")


def test_an_empty_result_is_a_file_with_its_columns(tmp_path: Path) -> None:
    empty = gr.revisions(panel(row("gdp", "growth", 2022, 3, "%")))
    assert len(empty) == 0
    for ending in (".csv", ".json", ".parquet", ".xlsx"):
        empty.export(tmp_path / f"a{ending}")
    for nothing in (empty, gr.check(gr.Panel(there().frame.head(0)))):
        nothing.export(tmp_path / "a.dta")
        assert pd.read_stata(tmp_path / "a.dta").empty
    assert pd.read_csv(tmp_path / "a.csv").empty
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["rows"] == []


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40) | st.sampled_from(RISKS)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT, min_size=1, max_size=5))
def test_no_text_whatever_becomes_a_formula_and_every_text_is_kept(texts: list[str], tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the test extra is not installed")
    result = panel(*(row("gdp", "growth", 2022, 3, "%", sentence=text, start=k) for k, text in enumerate(texts)))
    result.export(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert "f" not in {cell.data_type for page in book for line in page.iter_rows() for cell in line}
    result.to_csv(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        back = [line["sentence"] for line in csv.DictReader(file)]
    assert [said.removeprefix("'") if said[1:] in texts else said for said in back] == texts


def test_the_columns_of_sdmx_are_documented_in_their_order() -> None:
    text = (Path(__file__).resolve().parents[1] / "docs" / "comparing.md").read_text("utf-8")
    table = text[text.index("The columns of SDMX-CSV") : text.index("## On the command line")]
    lines = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| `")]
    documented = {name: kind.strip() for names, kind in lines for name in re.findall(r"`(\w+)`", names)}
    kinds = {name: "" if kind == "message" else kind for name, (kind, _) in SDMX_COLUMNS.items()}
    assert list(documented) == list(SDMX_COLUMNS) and documented == kinds


def test_a_column_whose_name_stata_has_for_itself_keeps_its_label(tmp_path: Path) -> None:
    path = tmp_path / "out.dta"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made("Panel").to_stata(path)
    labels = pd.io.stata.StataReader(path).variable_labels()
    assert (labels["start"], labels["_end"]) == ("start", "end")


@EVERY
def test_stata_gives_the_numbers_back_and_says_what_is_open(kind: str, tmp_path: Path) -> None:
    result = made(kind)
    path = tmp_path / "out.dta"
    result.to_stata(path)
    main = next(iter(result._sheets().values()))
    back = pd.read_stata(path)
    labels = {label: name for name, label in pd.io.stata.StataReader(path).variable_labels().items()}
    assert len(back) == len(main)
    for column in main.select_dtypes("float"):
        given, told = main[column].to_numpy(), back[labels[str(column)]].to_numpy(dtype=float)
        finite = np.isfinite(given)
        np.testing.assert_allclose(told[finite], given[finite], rtol=0)
        assert np.isnan(told[~finite]).all()
        if np.isinf(given).any():
            flag = back[f"{labels[str(column)]}_open"].to_numpy()
            assert flag.tolist() == np.where(np.isinf(given), np.sign(given), 0).tolist()
    for column in ("sentence", "sentence_b"):
        if column in main:
            assert back[column].tolist() == main[column].where(main[column].notna(), "").tolist()


def test_names_that_stata_cannot_hold_stay_apart_and_keep_their_label(tmp_path: Path) -> None:
    frame = pd.DataFrame({2022: [1.0], "2022": [2.0], "a" * 40: [3], "a" * 41: [4], "数": ["字"]})
    table, labels = stata_table(frame)
    assert len(set(table.columns)) == 5 and all(len(name) <= 32 for name in table.columns)
    assert sorted(labels.values()) == sorted(["2022", "2022", "a" * 40, "a" * 41, "数"])


def test_the_sheets_of_a_workbook_are_named_by_what_they_hold(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    made("Coverage").to_excel(tmp_path / "a.xlsx")
    assert {"rows", "sentences", "events"} <= set(pd.ExcelFile(tmp_path / "a.xlsx").sheet_names)


def test_files_name_reports_from_the_folder_that_all_lie_in_and_indicators_officially(tmp_path: Path) -> None:
    home = tmp_path / "home" / "somebody"
    for folder, year in (("a", 2024), ("b", 2025)):
        (home / folder).mkdir(parents=True)
        text = f"各位代表：\n一、{year - 1}年工作回顾\n地区生产总值增长5%。\n二、{year}年工作安排\n增长5%左右。"
        (home / folder / f"浙江省_{year}.txt").write_text(text, "utf-8")
    found = gr.read_panel(home, recursive=True, progress=False)
    found.export(tmp_path / "a.csv")
    rows = pd.read_csv(tmp_path / "a.csv", encoding="utf-8-sig")
    assert sorted(set(rows["source"])) == ["a/浙江省_2024.txt", "b/浙江省_2025.txt"]
    assert set(rows["name_zh"]) == {"地区生产总值"} and set(rows["name_en"]) == {"Gross domestic product"}
    for name in ("a.json", "a.sdmx.csv", "look.tsv"):
        found.review(tmp_path / name) if name == "look.tsv" else found.export(tmp_path / name)
        assert "somebody" not in (tmp_path / name).read_text("utf-8-sig")
    assert list(found.frame.columns) == [c for c in rows.columns if c not in ("name_zh", "name_en")]
    found.save(tmp_path / "p.json")
    assert gr.load_panel(tmp_path / "p.json").frame["source"].equals(found.frame["source"])


@pytest.mark.parametrize(("lang", "said"), [("zh", "指标编号"), ("en", "id of the indicator")])
def test_a_workbook_says_what_its_columns_are(tmp_path: Path, lang: str, said: str) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the test extra is not installed")
    made("Panel").to_excel(tmp_path / "a.xlsx", lang=lang)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    told = dict(book["columns"].iter_rows(values_only=True))
    assert told["indicator"] == said
    heads = {cell.value: cell.comment.text for cell in book["rows"][1] if cell.comment}  # the ids, behind the words
    assert heads["indicator"] == said and set(heads) <= set(told)


@EVERY
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_for_readers_has_their_words_and_the_ids_on_a_sheet_behind(
    kind: str, lang: str, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the test extra is not installed")
    result = made(kind)
    result.to_excel(tmp_path / "a.xlsx", lang=lang)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    head, *lines = book.worksheets[0].iter_rows(values_only=True)
    assert book.sheetnames[0] == ("数据" if lang == "zh" else "data")
    assert len(set(head)) == len(head) and "indicator" not in head
    first = next(name for name in book.sheetnames if name in result._sheets())
    ids, *rows = book[first].iter_rows(values_only=True)
    assert len(rows) == len(lines) and set(ids) <= {str(c) for c in result._sheets()[first].columns}
    for at, column in enumerate(ids):
        if column in ("status", "measure", "verdict", "kind"):
            said = {line[at] for line in lines if line[at]}
            assert all(has_chinese(str(one)) == (lang == "zh") for one in said), said


def test_a_workbook_for_readers_says_codes_regions_and_units_in_words(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the test extra is not installed")
    aimed = row("gdp", "growth", 2023, 5, "%", bound="about", status="target", region="浙江省")
    told = row("gdp", "level", 2023, 80000, "亿元", region="浙江省", start=40)
    lines = {}
    for lang in ("zh", "en"):
        panel(aimed, told).export(tmp_path / "a.xlsx", lang=lang)
        head, *rows = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(values_only=True)
        lines[lang] = [dict(zip(head, line, strict=True)) for line in rows]
    chinese = {(line["状态"], line["量"], line["措辞"], line["地区"]) for line in lines["zh"]}
    assert chinese == {("目标", "增速", "左右", "浙江省"), ("实绩", "水平", "确数", "浙江省")}
    english = {(line["status"], line["measure"], line["region"], line["unit"]) for line in lines["en"]}
    assert english == {("target", "growth", "Zhejiang", "%"), ("result", "level", "Zhejiang", "100 million yuan")}


@EVERY
def test_every_column_of_a_workbook_is_explained_in_both_languages(kind: str) -> None:
    columns = {str(c) for frame in made(kind)._sheets().values() for c in frame.columns}
    names = {c for c in columns if not c.isdecimal() and c not in ("全国", "XX市")}
    for lang in ("zh", "en"):
        unsaid = {c for c in names if not heading(c, lang)}
        assert not unsaid, "add them to data/headings.tsv"


@pytest.mark.parametrize(
    ("lang", "heads"),
    [
        ("zh", {"据以判断的词", "下一份报告里对应的分句", "判断的理由", "任务里的数字", "提出任务的报告年份"}),
        ("en", {"words that decided", "clause of the next report", "what decided", "numbers in the task"}),
    ],
)
def test_the_heads_of_promises_say_what_they_are_of_promises(lang: str, heads: set[str], tmp_path: Path) -> None:
    """`words` and `found` are counts and checks elsewhere."""
    openpyxl = pytest.importorskip("openpyxl", reason="the test extra is not installed")
    promised = gr.promises(*gr.samples()[-2:])
    promised.to_excel(tmp_path / "a.xlsx", lang=lang)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    head = {cell.value for cell in next(book.worksheets[0].iter_rows())}
    assert heads <= head and not head & {"词数", "检查发现的问题", "what a check finds", "words"}
    explained = {row[0]: row[1] for row in book["columns"].iter_rows(values_only=True)}
    assert explained["words"] in heads and explained["found"] in heads
