"""Worklists: what is written to be looked at, and what comes back from it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from panel_rows import panel as panel_of_rows
from panel_rows import row

import govreport as gr
from govreport.cli import main
from govreport.errors import InputError

TEXT = """南湖市2023年政府工作报告
各位代表：
一、2022年工作回顾
地区生产总值达3200亿元、增长6.1%。粮食产量达14.3亿斤。修桥3座。修桥3座。=制作宣传短片5部。城镇、农村居民人均可支配收入均增长4.5%。
二、2023年工作安排
地区生产总值增长6.5%以上，失业率下降0.2个百分点。
"""


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> gr.Panel:
    place = tmp_path_factory.mktemp("reports")
    (place / "南湖市_2023.txt").write_text(TEXT, encoding="utf-8")
    return gr.read_panel(place)


def table(path: Path) -> pd.DataFrame:
    if path.suffix == ".xlsx":
        return pd.read_excel(path, sheet_name="review", dtype=str, keep_default_na=False)
    between = "," if path.suffix == ".csv" else "\t"
    return pd.read_csv(path, sep=between, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def fill(path: Path, cells: dict[int, dict[str, object]]) -> None:
    """Fill in a worklist as somebody at a desk would: by row, counted from 0."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        page = book["review"]
        columns = {cell.value: cell.column for cell in page[1]}
        for at, said in cells.items():
            for column, value in said.items():
                page.cell(at + 2, columns[column], value)
        book.save(path)
        return
    frame = table(path)
    for at, said in cells.items():
        for column, value in said.items():
            frame.loc[at, column] = str(value)
    frame.to_csv(path, sep="," if path.suffix == ".csv" else "\t", index=False, encoding="utf-8-sig")


@pytest.mark.parametrize("ending", ["xlsx", "tsv", "csv"])
def test_what_is_filled_in_comes_back_as_corrections(panel: gr.Panel, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"look.{ending}"
    assert panel.review(path, n=None, by="text") == len(panel)
    assert len(gr.corrections(path)) == 0, "nothing is filled in yet"
    shown = table(path)
    at = {quote: list(shown.index[shown["quote"] == quote]) for quote in shown["quote"]}
    signed = {"by": "李", "why": "核对原文"}
    said: dict[int, dict[str, object]] = {
        at["6.1%"][0]: {"right_value": 6.7, **signed},
        at["14.3亿斤"][0]: {"right_indicator": "soybean_output 大豆产量", **signed},
        at["3座"][1]: {"right_status": "estimate", "right_period": 2021},
        at["5部"][0]: {"action": "drop"},
        at["4.5%"][1]: {"right_region": "浙江"},
        at["3200亿元"][0]: {"action": "confirm"},
        at["0.2个百分点"][0]: {"right_value": "-0.3"},
    }
    fill(path, said)
    mended = panel.correct(gr.corrections(path))
    assert mended.unplaced.empty
    frame = mended.frame.set_index("quote")
    assert frame.loc["6.1%", "value"] == 6.7 and frame.loc["14.3亿斤", "indicator"] == "soybean_output"
    assert frame.loc["3座", "status"].tolist() == ["actual", "estimate"]
    assert frame.loc["3座", "period_end"].tolist() == [2022, 2021]
    assert frame.loc["4.5%", "region"].tolist() == ["南湖市", "浙江省"]
    assert "5部" not in frame.index and frame.loc["0.2个百分点", "value"] == -0.3
    assert frame.loc["3200亿元", "doubt"] == 0
    assert set(mended.corrected.loc[mended.corrected["by"] == "李", "why"]) == {"核对原文"}
    assert mended.corrected["where"].str.startswith(f"look.{ending}:").all()


@pytest.mark.parametrize("ending", ["xlsx", "tsv", "csv"])
def test_every_reading_of_a_worklist_finds_itself_again(tmp_path: Path, ending: str) -> None:
    panel = gr.read_panel(gr.samples()[-2:])
    path = tmp_path / f"all.{ending}"
    count = panel.review(path, n=None, by="random")
    fill(path, {at: {"action": "confirm"} for at in range(count)})
    mended = panel.correct(gr.corrections(path))
    assert mended.unplaced.empty and mended.corrected["row"].nunique() == len(panel)
    assert mended.review(tmp_path / f"rest.{ending}", n=None) == 0, "what was looked at is not asked for again"


def test_a_workbook_marks_the_quote_and_offers_lists(panel: gr.Panel, tmp_path: Path) -> None:
    panel.review(tmp_path / "look.xlsx", n=None, by="text")
    book = openpyxl.load_workbook(tmp_path / "look.xlsx", rich_text=True)
    page = book["review"]
    head = [cell.value for cell in page[1]]
    marked = next(
        page.cell(n, head.index("sentence") + 1).value for n in range(2, 9) if page.cell(n, 4).value == "6.1%"
    )
    assert "增长【6.1%】" in str(marked) and len(marked) == 3 and marked[1].font.b
    lists = {str(one.sqref).rstrip("0123456789"): one.formula1 for one in page.data_validations.dataValidation}
    letter = page.cell(1, head.index("right_indicator") + 1).column_letter
    place = next(formula for cells, formula in lists.items() if cells.startswith(f"{letter}2"))
    assert place and place.startswith("lists!$A$2:")
    ids = [cell.value for cell in book["lists"]["A"]][1:]
    assert len(ids) == len(panel.vocabulary) and "gdp 地区生产总值" in ids
    notes = {cell.value for cell in book["columns"]["A"]}
    assert {name for name in head if name.startswith("right_")} <= notes


def test_words_that_a_spreadsheet_would_run_are_guarded_and_found_again(panel: gr.Panel, tmp_path: Path) -> None:
    path = tmp_path / "look.tsv"
    panel.review(path, n=None)
    assert not any(cell.startswith("=") for cell in table(path).to_numpy().ravel())
    at = int(table(path).index[table(path)["quote"] == "5部"][0])
    fill(path, {at: {"action": "drop"}})
    assert len(panel.correct(path)) == len(panel) - 1


def test_the_order_is_as_asked() -> None:
    rows = [row("gdp", "growth", year, 5.0, "%") for year in (2019, 2020, 2021)]
    panel = panel_of_rows(*rows)
    doubted = gr.Panel(panel.frame.assign(doubt=[0.1, 0.7, 0.3]))

    def years(path: Path, **asked: object) -> list[str]:
        doubted.review(path, overwrite=True, **asked)  # type: ignore[arg-type]
        return table(path)["report_year"].tolist()

    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "look.tsv"
        assert years(path) == ["2021", "2022", "2020"]
        assert years(path, n=1) == ["2021"]
        assert years(path, by="text") == ["2020", "2021", "2022"]
        assert years(path, by="random", seed=1) == years(path, by="random", seed=1)
        assert sorted(years(path, by="random")) == ["2020", "2021", "2022"]
        assert years(path, by="findings") == ["2021"], "a reading that is doubtful is a finding"


def test_what_the_check_finds_comes_first_with_what_was_found(tmp_path: Path) -> None:
    panel = panel_of_rows(
        row("gdp", "growth", 2022, 6.0, "%", region="浙江省"),
        row("open:占比", "level", 2022, 104, "%", name="占比", region="浙江省"),
    )
    assert panel.review(tmp_path / "look.tsv", by="findings") == 1
    found = table(tmp_path / "look.tsv").iloc[0]
    assert found["quote"] == "104%" and found["finding"].startswith("share: ")


@pytest.mark.parametrize(
    ("path", "asked", "message"),
    [
        ("look.docx", {}, "cannot write a worklist in this format: expected .xlsx, .tsv or .csv, found .docx"),
        (
            "look.tsv",
            {"by": "dout"},
            "unknown order: expected doubt, findings, random, text, found 'dout'; did you mean",
        ),
        ("look.tsv", {"n": 0}, "n: not a number above 0: found 0"),
        ("look.tsv", {"n": True}, "n: not a number above 0"),
    ],
)
def test_what_cannot_be_written_as_asked_is_refused(
    panel: gr.Panel, tmp_path: Path, path: str, asked: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError) as told:
        panel.review(tmp_path / path, **asked)  # type: ignore[arg-type]
    assert message in str(told.value)
    assert not list(tmp_path.iterdir())


def test_a_worklist_that_is_there_is_never_lost(panel: gr.Panel, tmp_path: Path) -> None:
    path = tmp_path / "look.tsv"
    path.write_text("filled in for hours", encoding="utf-8")
    with pytest.raises(InputError, match="there is such a file, and it may hold corrections"):
        panel.review(path)
    assert path.read_text("utf-8") == "filled in for hours"
    assert panel.review(path, n=2, overwrite=True) == 2


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "look.xlsx"
    for data in (b"", b"PK\x03\x04", b"no zip at all", b"PK\x05\x06" + b"\0" * 18):
        path.write_bytes(data)
        with pytest.raises(InputError, match="not a workbook that can be read"):
            gr.corrections(path)


def test_the_command_line_writes_a_worklist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "look.tsv")
    assert main(["review", "--samples", "-o", path, "-n", "7"]) == 0
    assert "7 readings" in capsys.readouterr().out and len(table(Path(path))) == 7
    assert main(["review", "--samples", "-o", path]) == 2
    assert "may hold corrections" in capsys.readouterr().err
    assert main(["compare", "--samples", "--years", "2022", "2023", "--corrections", path]) == 0
