"""Tables of texts, folders, zip files: whatever reports come in, and what a panel tells of where it comes from."""

from __future__ import annotations

import datetime
import json
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from sharing import Corpus

import govreport as gr
from govreport.errors import InputError
from govreport.territories import former_name
from govreport.text.doubts import doubts_of

BODY = "各位代表：\n一、{before}年工作回顾\n地区生产总值增长{growth}%。\n二、{year}年工作安排\n生产总值增长6%左右。\n"


def body(year: int, growth: object = 5) -> str:
    return BODY.format(before=year - 1, year=year, growth=growth)


ROWS = [
    ("浙江省", "杭州市", 2023, body(2023)),
    ("浙江省", "杭州市", 2024, body(2024)),
    ("浙江省", "", 2024, body(2024, 7)),
]
FRAME = pd.DataFrame(ROWS, columns=["省份", "城市", "年份", "报告全文"])


def quiet(source: object, **options: object) -> gr.Panel:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", gr.GovReportWarning)
        return gr.read_panel(source, **options)  # type: ignore[arg-type]


def told(source: object, **options: object) -> tuple[gr.Panel, list[str]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        panel = gr.read_panel(source, **options)  # type: ignore[arg-type]
    return panel, [str(one.message) for one in caught]


def jsonl(frame: pd.DataFrame, path: Path) -> None:
    rows = frame.to_dict("records")
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


FILES: dict[str, Callable[[pd.DataFrame, Path], object]] = {
    ".csv": lambda f, p: f.to_csv(p, index=False),
    ".gbk.csv": lambda f, p: f.to_csv(p, index=False, encoding="gb18030"),
    ".utf16.csv": lambda f, p: f.to_csv(p, index=False, encoding="utf-16"),
    ".tsv": lambda f, p: f.to_csv(p, index=False, sep="\t"),
    ".xlsx": lambda f, p: f.to_excel(p, index=False),
    ".dta": lambda f, p: f.to_stata(p, write_index=False, version=118),
    ".jsonl": jsonl,
    ".parquet": lambda f, p: f.to_parquet(p),
}


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
def test_a_table_in_big5_is_read_as_what_it_is(ending: str, tmp_path: Path) -> None:
    text = "各位代表：\n一、2023年工作回顧\n地區生產總值增長5%。\n"
    frame = pd.DataFrame([("臺州市", 2024, text)], columns=["城市", "年份", "正文"])
    FILES[ending](frame, tmp_path / f"a{ending}")
    (tmp_path / f"b{ending}").write_bytes((tmp_path / f"a{ending}").read_text("utf-8").encode("big5"))
    panel = quiet(tmp_path / f"b{ending}")
    assert panel.reports["year"].tolist() == [2024] and panel.frame["value"].tolist() == [5] and not panel.failed


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_table_is_read_row_by_row_whatever_its_file(ending: str, jobs: int, tmp_path: Path) -> None:
    path = tmp_path / f"texts{ending}"
    FILES[ending](FRAME, path)
    panel, said = told(path, n_jobs=jobs)
    assert panel.reports[["region", "year"]].values.tolist() == [["杭州市", 2023], ["杭州市", 2024], ["浙江省", 2024]]
    assert panel.reports["source"].tolist() == [f"{path}, row {n}" for n in (1, 2, 3)]
    assert panel.wide("gdp", measure="growth")["gdp"].tolist() == [5, 5, 7]
    assert len(said) == 1
    assert "text from '报告全文', region from '省份'/'城市', year from '年份'" in said[0]


def test_columns_that_are_named_are_read_and_nothing_is_said() -> None:
    frame = FRAME.rename(columns={"城市": "a", "年份": "b", "报告全文": "c"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = gr.reports(frame, region=["省份", "a"], year="b", text="c")
        assert [(r.region, r.year) for r in found] == [("杭州市", 2023), ("杭州市", 2024), ("浙江省", 2024)]
        assert [r.source for r in found] == ["<table>, row 1", "<table>, row 2", "<table>, row 3"], "runs again"
    with pytest.raises(InputError, match=r"no such column: expected 省份, a, b, c, found '城市'"):
        gr.reports(frame, region="城市", text="c")
    with pytest.raises(InputError, match="which column holds the texts"):
        gr.reports(frame)


@pytest.mark.parametrize(
    ("year", "read"),
    [(2024, 2024), (2024.0, 2024), ("2024年", 2024), (" 2024 ", 2024), (datetime.date(2024, 1, 9), 2024), (None, 2024)],
)
def test_a_year_is_read_however_it_is_written_and_else_found_in_the_text(year: object, read: int) -> None:
    frame = pd.DataFrame({"城市": ["杭州市"], "年份": pd.Series([year], dtype=object), "正文": [body(2024)]})
    assert quiet(frame).report_years == [read]


def test_a_county_that_the_country_has_several_times_goes_behind_its_city() -> None:
    frame = pd.DataFrame(
        {"城市": ["福州市", "福州市"], "区县": ["鼓楼区", "闽侯县"], "年份": [2024] * 2, "正文": [body(2024)] * 2}
    )
    assert quiet(frame).regions == ["福州市鼓楼区", "闽侯县"]


def test_a_row_that_cannot_be_read_is_listed_with_its_number(tmp_path: Path) -> None:
    texts = [body(2023), None, "   ", "今天食堂有红烧肉。", body(2024), body(2025)]
    frame = pd.DataFrame({"城市": ["杭州市"] * 6, "年份": [2023, 2023, 2023, 2023, 2024, 1800], "正文": texts})
    panel = quiet(frame)
    assert panel.report_years == [2023, 2024, 2025]
    assert [failure.source for failure in panel.failed] == [f"<table>, row {n}" for n in (2, 3, 4)]
    found = gr.reports(frame, region="城市", year="年份", text="正文")
    with (
        pytest.warns(gr.GovReportWarning, match="none that is believed"),
        pytest.warns(gr.GovReportWarning, match="3 rows could not be read"),
    ):
        assert len(list(found)) == 3
    assert [str(f) for f in found.failed] == [str(f) for f in panel.failed]
    lines = tmp_path / "x.jsonl"
    lines.write_text(json.dumps({"city": "杭州市", "doc": body(2024)}) + "\n{broken\n[1]\n", encoding="utf-8")
    panel = quiet(lines)
    assert panel.report_years == [2024]
    assert [failure.source for failure in panel.failed] == [f"{lines}, row {n}" for n in (2, 3)]


def test_a_text_above_a_limit_is_listed_with_its_row_and_the_others_are_read() -> None:
    long = FRAME.assign(报告全文=[*FRAME["报告全文"][:-1], FRAME["报告全文"].iloc[-1] + "各项工作都有成绩。" * 2000])
    panel = quiet(long, limits=gr.Limits(characters=10_000))
    assert len(panel.reports) == len(FRAME) - 1
    [failure] = panel.failed
    assert f"row {len(FRAME)}" in str(failure) and "Limits(characters=…)" in str(failure.error)


def test_a_text_that_excel_has_cut_is_marked() -> None:
    text = body(2024)
    frame = pd.DataFrame({"城市": ["杭州市"], "年份": [2024], "正文": [text + "好" * (32_767 - len(text))]})
    assert "Excel" in quiet(frame).reports["warnings"].iloc[0]


def test_a_long_table_is_read_in_pieces(tmp_path: Path) -> None:
    frame = pd.DataFrame([(f"第{n}号镇", 2024, body(2024, n)) for n in range(450)], columns=["地区", "年份", "正文"])
    frame.to_csv(tmp_path / "a.csv", index=False)
    found = quiet(tmp_path / "a.csv")
    assert len(found.reports) == 450
    assert found.reports["source"].iloc[-1].endswith("row 450")


LINES = FRAME.to_csv(index=False)
HEAD, CELLS = list(FRAME.columns), FRAME.values.tolist()
OBJECTS = [json.dumps(dict(zip(HEAD, row, strict=True)), ensure_ascii=False) for row in ROWS]
#: files as people have them: the bytes or the sheets, and which rows are listed as failed
ODD_TABLES: dict[str, tuple[str, bytes | dict[str, list[list[object]]], list[str]]] = {
    "semicolons": (".csv", FRAME.to_csv(index=False, sep=";").encode(), []),
    "tabs": (".csv", FRAME.to_csv(index=False, sep="\t").encode(), []),
    "too many cells": (".csv", f"{LINES}浙江省,温州市,2024,x,多,的\n".encode(), ["row 4"]),
    "a quote that is not closed": (".csv", f'{LINES}浙江省,温州市,2024,"各位代表：\n'.encode(), ["row 4"]),
    "other bytes in one row": (".csv", LINES.encode() + "浙江省,温州市,2024,代表\n".encode("gbk"), ["row 4"]),
    "two columns of notes": (
        ".csv",
        FRAME.assign(备注="x", 注="y").rename(columns={"注": "备注"}).to_csv(index=False).encode(),
        [],
    ),
    "a title above": (".csv", f"报告文本库,,,\n{LINES}".encode(), []),
    "one list": (".jsonl", f"[{','.join(OBJECTS)}]".encode(), []),
    "a list over lines": (".jsonl", ("[" + ",\n".join(OBJECTS) + "]").encode(), []),
    "a line that says a thing twice": (
        ".jsonl",
        "\n".join([*OBJECTS, OBJECTS[0][:-1] + ', "年份": 2022}']).encode(),
        ["row 4"],
    ),
    "a broken line": (".jsonl", "\n".join([*OBJECTS, OBJECTS[0][:40]]).encode(), ["row 4"]),
    "a title above the heads": (".xlsx", {"a": [["文本库", None, None, None], HEAD, *CELLS]}, []),
    "groups of columns": (".xlsx", {"a": [["地区", None, "时间", "文本"], HEAD, *CELLS]}, []),
    "blanks in heads": (".xlsx", {"a": [[" 省份", "城市\n", "年 份", "报告 全文"], *CELLS, [None] * 4]}, []),
    "a sheet a year": (".xlsx", {"2023": [HEAD, *CELLS[:1]], "2024": [HEAD[::-1], *[r[::-1] for r in CELLS[1:]]]}, []),
    "a sheet of notes": (".xlsx", {"说明": [["来源"], ["网站"]], "数据": [HEAD, *CELLS]}, []),
    "macros": (".xlsm", {"a": [HEAD, *CELLS]}, []),
}


@pytest.mark.parametrize("name", ODD_TABLES)
def test_tables_are_read_as_people_have_them_and_what_is_broken_is_listed(name: str, tmp_path: Path) -> None:
    ending, data, failed = ODD_TABLES[name]
    path = tmp_path / f"texts{ending}"
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        with pd.ExcelWriter(path, engine="openpyxl") as book:
            for sheet, rows in data.items():
                pd.DataFrame(rows).to_excel(book, sheet_name=sheet, header=False, index=False)
    panel, said = told(path)
    assert panel.reports[["region", "year"]].values.tolist() == [["杭州市", 2023], ["杭州市", 2024], ["浙江省", 2024]]
    assert panel.wide("gdp", measure="growth")["gdp"].tolist() == [5, 5, 7]
    assert [failure.source.removeprefix(f"{path}, ") for failure in panel.failed] == failed
    assert ("not read: 说明" in " ".join(said)) == (name == "a sheet of notes")
    if name == "a sheet a year":
        assert panel.reports["source"].str.removeprefix(f"{path}, ").tolist() == [
            "row 1 of 2023",
            "row 1 of 2024",
            "row 2 of 2024",
        ]


def test_cells_of_bytes_and_of_paragraphs_are_texts_and_what_is_no_year_or_name_is_said() -> None:
    texts = [body(2023).encode("gbk"), body(2024).splitlines(), f"杭州市政府工作报告\n{body(2025)}", {"a": 1}]
    frame = pd.DataFrame({"城市": ["杭州市", b"", ["a"], "x"], "年份": ["NA", b"2024", "3000年", 1], "正文": texts})
    frame.loc[1, "城市"] = "杭州市".encode()
    panel = quiet(frame)
    assert panel.reports["year"].tolist() == [2023, 2024, 2025]
    assert panel.regions == ["杭州市"]
    assert panel.reports["warnings"].tolist()[:2] == ["", ""]
    assert "year is none" in panel.reports["warnings"][2] and "region is no name" in panel.reports["warnings"][2]
    assert [failure.source for failure in panel.failed] == ["<table>, row 4"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", "正文,年份\n一,2\n三,四,五\n", "3 cells under 2 heads"),
        ("a.xlsx", "no", "the table cannot be read"),
        ("a.dta", "no", "the table cannot be read"),
        ("a.parquet", "no", "the table cannot be read"),
        ("a.csv", "", "the table cannot be read"),
        ("a.csv", "正文,年份,正文\n一,2024,二\n", "several columns have this name: found '正文'; rename"),
        ("a.tsv", "年份\t正文\t年份\n2023\t一\t2024\n", "several columns have this name: found '年份'"),
        ("a.csv", "报告文本库\n城市,城市,正文\n甲市,乙市,一\n", "several columns have this name: found '城市'"),
    ],
)
def test_a_broken_table_is_an_error_of_ours(name: str, data: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(InputError, match=said) as caught:
        quiet(tmp_path / name)
    assert name in str(caught.value)
    with pytest.raises(InputError, match="no such file"):
        gr.reports(tmp_path / f"b{name}")


def test_codes_with_a_gap_between_them_and_names_in_the_index_are_read() -> None:
    frame = pd.DataFrame({"城市": [330100.0, 330200.0], "年份": [2023, 2024], "正文": [body(2023, 1), body(2024, 2)]})
    read = [(one.region, one.year) for one in gr.reports(frame, region="城市", year="年份", text="正文")]
    assert read == [("330100", 2023), ("330200", 2024)]
    named = frame.assign(城市="甲市").set_index(["城市", "年份"])
    read = [(one.region, one.year) for one in gr.reports(named, region="城市", year="年份", text="正文")]
    assert read == [("甲市", 2023), ("甲市", 2024)]
    named.index.names = ["城市", "城市"]
    assert [one.region for one in gr.reports(named, region="城市", text="正文")] == ["甲市", "甲市"]
    numbered = frame.assign(城市="甲市").set_axis(pd.Index([0, 1, 2]), axis=1)
    where, when, words = numbered.columns
    assert [one.year for one in gr.reports(numbered, region=where, year=when, text=words)] == [2023, 2024]


def test_a_sheet_with_two_columns_of_texts_is_an_error_that_names_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pd.ExcelWriter(path, engine="openpyxl") as book:
        pd.DataFrame([["正文", "年份", "正文"], ["一", 2024, "二"]]).to_excel(book, header=False, index=False)
    with pytest.raises(InputError, match="several columns have this name: found '正文'"):
        gr.reports(path)
    assert gr.reports(path, text="正文.1", year="年份").columns["text"] == "正文.1"


def test_paths_reports_and_tables_go_together(tmp_path: Path) -> None:
    path = tmp_path / "宁波市_2024.txt"
    path.write_text(body(2024), encoding="utf-8")

    def several() -> Iterator[object]:
        yield path
        yield gr.read_report(path, region="温州市", year=2023)
        yield FRAME

    for sources in (several(), list(several())):
        panel = quiet(sources)
        assert panel.reports["region"].tolist() == ["宁波市", "温州市", "杭州市", "杭州市", "浙江省"]
    with pytest.raises(InputError, match="expected a path, a Report, a table or several of these, found int"):
        gr.read_panel([path, 5])  # type: ignore[list-item]


# --- folders and zip files -----------------------------------------------------------------------------------------


def test_what_a_folder_holds_and_is_not_read_is_listed_with_the_reason(tmp_path: Path) -> None:
    for name in ("杭州市_2024.txt", "sub/宁波市_2024.txt", "sub/deep/温州市_2024.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(body(2024), encoding="utf-8")
    for name in (".DS_Store", "~$杭州市_2024.docx", "photo.jpg", "list.csv", "README", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    panel = quiet(tmp_path)
    assert {Path(one.source).name: one.reason.partition(":")[0] for one in panel.skipped} == {
        ".DS_Store": "a hidden or temporary file",
        ".git": "a hidden folder",
        "README": "files without an ending are not read",
        "list.csv": "a table",
        "photo.jpg": "'.jpg' files are not read",
        "sub": "a folder",
        "~$杭州市_2024.docx": "a hidden or temporary file",
    }
    assert repr(panel).endswith("1 report of 1 region, 2024; 7 skipped>")
    assert quiet(tmp_path, recursive=True).regions == ["宁波市", "杭州市", "温州市"]
    panel.save(tmp_path / "panel.json")
    loaded = gr.load_panel(tmp_path / "panel.json")
    assert loaded.skipped == panel.skipped
    pd.testing.assert_frame_equal(loaded.reports, panel.reports)


class Named(zipfile.ZipInfo):
    """An entry as the programs of Windows write it: the bytes of the name, and nothing that says their encoding."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(name)
        self.encoding = encoding

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode(self.encoding), self.flag_bits


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_zip_file_is_opened_and_its_chinese_names_are_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "全部报告.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("浙江/杭州市_2024.txt", "浙江/说明.pdf2", "图.png", "__MACOSX/._杭州市_2024.txt", "in.zip"):
            packed.writestr(Named(name, encoding), body(2024))
    for sources in (path, tmp_path):
        panel = quiet(sources)
        assert panel.reports[["region", "source"]].values.tolist() == [["杭州市", f"{path}/浙江/杭州市_2024.txt"]]
        reasons = {one.source.removeprefix(f"{path}/"): one.reason for one in panel.skipped}
        assert reasons["in.zip"] == "a zip file in a zip file"
        assert reasons["图.png"] == "'.png' files are not read", "these bytes alone would be UTF-8 too"
        assert reasons["浙江/说明.pdf2"] == "'.pdf2' files are not read"
        assert reasons["__MACOSX/._杭州市_2024.txt"] == "a hidden folder"


# --- what is there twice, and what is something else ---------------------------------------------------------------


def test_one_text_twice_is_read_once_and_two_reports_of_one_place_are_marked(tmp_path: Path) -> None:
    files = {
        "杭州市_2024.txt": body(2024),
        "杭州市2024年政府工作报告.html": "<title>市政府工作报告</title>" + body(2024).replace("\n", "<br>"),
        "杭州市_2023.txt": body(2023),
        "杭州市_2023年.txt": body(2023, 9),
        "宁波市_2023.txt": body(2023),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    panel, said = told(tmp_path)
    assert [Path(one.source).name for one in panel.skipped] == ["杭州市_2024.txt"]
    assert "the same text as" in panel.skipped[0].reason
    assert len(panel.select(report_year=2024).frame) == 2, "the figures of a report that is there twice count once"
    marks = {Path(row.source).name: row.warnings for row in panel.reports.itertuples()}
    assert (
        "one of several reports" in marks["杭州市_2023.txt"] and "one of several reports" in marks["杭州市_2023年.txt"]
    )
    assert "the same text as" in marks["杭州市_2023.txt"], "another place's report under this name"
    assert marks["杭州市2024年政府工作报告.html"] == ""
    assert len([line for line in said if "different reports of 杭州市 2023" in line]) == 1
    assert len([line for line in said if "left out" in line]) == 1


HEADS: dict[str, tuple[str, str]] = {
    "a budget report": ("关于杭州市2023年预算执行情况和2024年预算草案的报告", "现将预算执行情况报告如下，请予审议。"),
    "a plan report": ("杭州市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告", "现将计划提请审议。"),
    "a report of a court": ("杭州市中级人民法院工作报告", "现在我代表市法院报告工作。"),
    "a report of the people's congress": ("杭州市人民代表大会常务委员会工作报告", "我代表常委会报告工作。"),
    "": ("杭州市政府工作报告", "现在，我代表市人民政府，向大会报告工作，请予审议，并请审查计划和预算草案。"),
}


@pytest.mark.parametrize("genre", HEADS)
def test_a_neighbouring_genre_is_told_by_what_the_text_says(genre: str, tmp_path: Path) -> None:
    title, opening = HEADS[genre]
    path = tmp_path / "杭州市_2024.txt"
    path.write_text(f"{title}\n各位代表：\n{opening}\n" + body(2024).partition("\n")[2], encoding="utf-8")
    panel, said = told(path)
    assert [line for line in said if "this reads like" in line] == (
        [f"{path}: this reads like {genre}, not a government work report"] if genre else []
    )
    assert panel.reports["warnings"].iloc[0] == said[0].removeprefix(f"{path}: ") if genre else not said


@pytest.mark.parametrize(
    ("genre", "text"),
    [
        (
            "news of a meeting",
            "本报讯（记者 李某）1月9日，市人民代表大会开幕，市长作政府工作报告。2023年，生产总值增长5%。",
        ),
        ("a summary", "一图读懂2024年政府工作报告\n2023年工作回顾\n生产总值增长5%\n2024年工作安排\n生产总值增长6%"),
    ],
)
def test_news_and_summaries_are_told(genre: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "杭州市_2024.txt"
    path.write_text(text, encoding="utf-8")
    assert f"this reads like {genre}" in told(path)[1][0]


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("2024年政府工作报告摘要\n各位代表：\n".ljust(3999, "事"), "a summary"),
        ("2024年政府工作报告摘要\n各位代表：\n".ljust(4000, "事"), ""),  # addressed, and long enough for the whole
        ("关于预算执行情况的报告".rjust(80, "某") + "\n各位代表：\n产值增长5%。", "a budget report"),
        ("关于预算执行情况的报告".rjust(81, "某") + "\n各位代表：\n产值增长5%。", ""),  # no title is as long
        ("各位代表：".ljust(282, "好") + "现将预算执行情况和预算草案报告如下。", "a budget report"),
        ("各位代表：".ljust(293, "好") + "现将预算执行情况和预算草案报告如下。", ""),  # no opening any more
        ("各位代表：我作政府工作报告。" + "现将预算执行情况报告如下。", ""),
        ("杭州市政府工作报告\n关于预算执行情况的报告\n各位代表：\n产值增长5%。", ""),  # the annex of one
    ],
    ids=["short", "long", "title", "long title", "opening", "late opening", "own opening", "own title"],
)
def test_a_neighbouring_genre_is_told_by_its_title_and_opening_and_by_nothing_behind_them(
    text: str, genre: str
) -> None:
    said = list(doubts_of(gr.report_from_text(text, region="杭州市", year=2024), None, None))
    assert said == ([f"this reads like {genre}, not a government work report"] if genre else [])


def test_a_county_that_is_a_city_by_now_is_read_as_it_and_told_once(tmp_path: Path) -> None:
    text = "临海县{}年政府工作报告\n各位代表：\n地区生产总值增长5%。"
    told = {
        year: list(doubts_of(gr.report_from_text(text.format(year)), "临海县", None)) for year in (1984, 1986, 1987)
    }
    assert told == {1984: [], 1986: [], 1987: ["there is no 临海县 after 1985: read as 临海市"]}
    assert former_name("徐水县") == ("徐水县", 2015, gr.region("徐水区")) and former_name("保定徐水区") is None
    (tmp_path / "临海县_2023.txt").write_text(text.format(2023), "utf-8")
    with pytest.warns(gr.GovReportWarning, match="there is no 临海县 after 1985"):
        panel = gr.read_panel(tmp_path, progress=False)
    assert panel.regions == ["临海市"] and "临海县" in panel.reports["warnings"][0] and panel.suspects == {}


def test_a_file_that_is_named_one_year_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "杭州市_2023.txt"
    path.write_text(body(2024), encoding="utf-8")
    assert "the name says 2023, the report 2024" in told(path)[1][0]
    path.write_text("（2023年12月28日在杭州市人民代表大会上）\n" + body(2024), encoding="utf-8")
    assert told(path)[1] == [], "a session in December, named by the year it was held"


def test_no_real_report_is_taken_for_something_else(real_reports: Corpus) -> None:
    said = real_reports.said
    assert {Path(line.partition(": ")[0]).name for line in said} <= {"保定易县_2023.txt", "保定易县_2024.txt"}
    assert not [line for line in said if "reads like" in line]


# --- joining -------------------------------------------------------------------------------------------------------


def test_panels_join_and_what_both_have_is_there_once(tmp_path: Path) -> None:
    for year in (2022, 2023, 2024):
        (tmp_path / f"杭州市_{year}.txt").write_text(body(year), encoding="utf-8")
    (tmp_path / "broken.txt").write_text("", encoding="utf-8")
    both = [tmp_path / "杭州市_2022.txt", tmp_path / "杭州市_2023.txt"]
    one, whole = gr.read_panel(both), gr.read_panel(tmp_path)
    with pytest.warns(gr.GovReportWarning, match="left out, the same text"):
        panel = one + whole
    pd.testing.assert_frame_equal(panel.frame, whole.frame)
    assert panel.reports["year"].tolist() == [2022, 2023, 2024]
    assert [Path(f.source).name for f in panel.failed] == ["broken.txt"]
    assert len(panel.skipped) == 2
    grown = one.add(tmp_path / "杭州市_2024.txt", n_jobs=2)
    pd.testing.assert_frame_equal(grown.frame, whole.frame)
    assert "2024" in grown.explain(len(grown) - 1).__str__()
    with pytest.raises(TypeError):
        one + 5  # type: ignore[operator]
    with pytest.raises(InputError, match="vocabulary"):
        one.add(tmp_path, vocabulary=gr.vocabulary())


def test_a_report_without_a_number_is_a_row_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "杭州市_2024.txt"
    path.write_text("各位代表：\n一、2023年工作回顾\n我们做了很多。\n", encoding="utf-8")
    reports = gr.read_panel(path).reports
    assert reports[["characters", "metrics"]].values.tolist() == [[len(path.read_text("utf-8")), 0]]


def test_a_report_in_traditional_characters_has_its_sections(tmp_path: Path) -> None:
    path = tmp_path / "杭州市_2024.txt"
    text = (
        "各位代表：\n一、2023年工作回顧\n地區生產總值增長5%。\n二、2024年工作總體要求和主要目標\n生產總值增長6%左右。\n"
    )
    path.write_text(text, encoding="utf-8")
    report = gr.read_report(path)
    assert [section.kind for section in report.sections][-2:] == ["review", "plan"]
    assert [(m.status, m.period) for m in gr.extract(report)] == [("actual", (2023, 2023)), ("target", (2024, 2024))]
    path.write_bytes(text.encode("big5"))
    assert gr.read_report(path).text == text
