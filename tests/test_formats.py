"""Formats: the same report as a text, a PDF, a Word document, a page or an old document is the same report."""

from __future__ import annotations

import os
import re
import sys
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from case_rows import rows_of
from checks import seconds
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport as gr
from govreport.errors import GovReportWarning, InputError
from govreport.extraction import declined, extract
from govreport.model import Metric, Report
from govreport.text import Limits, read_report, report_from_text
from govreport.text.glyphs import Glyph, Page
from govreport.text.old_word import old_word_text
from govreport.text.page import page_text
from govreport.text.typeset import set_text
from tests.pdf_tools import FONT, HEIGHT, drawn, embedded, pdf_of, table_pdf_of, upright_pdf_of

TEXT = """南湖市2024年政府工作报告
各位代表：
一、2023年工作回顾
{}
二、2024年工作安排
地区生产总值增长6%左右，新建学校15所，城镇新增就业12000人以上，粮食产量稳定在50万吨。
各位代表！让我们一起为建设美好南湖而努力！
"""
REPORT = TEXT.format(
    "地区生产总值增长5%，出口增长7%。城乡居民收入稳步提高，城镇新增就业13000人，新建学校12所，改造老旧小区35个。"
)
SAMPLE = min(gr.samples(), key=lambda path: path.stat().st_size)


def meant(metrics: list[Metric]) -> Counter[tuple[object, ...]]:
    fields = ("name", "measure", "value", "value_high", "unit", "bound", "period", "part", "status", "region", "basis")
    return Counter(tuple(getattr(metric, field) for field in fields) for metric in metrics)


def read(path: Path, data: bytes) -> Report:
    path.write_bytes(data)
    return read_report(path)


def as_word(text: str, tables: list[list[list[str]]] = []) -> bytes:  # noqa: B006
    """A Word document of paragraphs, and of tables where the text says `{n}`."""
    from tests.test_hostile import body, word

    def paragraph(line: str) -> str:
        return f"<w:p><w:r><w:t xml:space='preserve'>{line}</w:t></w:r></w:p>"

    def cell(said: str) -> str:
        merged = "<w:tcPr><w:vMerge/></w:tcPr>" if said == "〃" else "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        return f"<w:tc>{merged}{paragraph('' if said == '〃' else said)}</w:tc>"

    def table(rows: list[list[str]]) -> str:
        return f"<w:tbl>{''.join('<w:tr>' + ''.join(map(cell, row)) + '</w:tr>' for row in rows)}</w:tbl>"

    lines = [table(tables[int(line[1:-1])]) if line[:1] == "{" else paragraph(line) for line in text.splitlines()]
    return word(body("".join(lines)))


def as_page(text: str, tables: list[list[list[str]]] = []) -> bytes:  # noqa: B006
    def table(rows: list[list[str]]) -> str:
        said = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><tbody>{said}</tbody></table>"

    lines = [table(tables[int(x[1:-1])]) if x[:1] == "{" else f"<p>{x}</p>" for x in text.splitlines()]
    return f"<html><body><div>{''.join(lines)}</div></body></html>".encode()


# --- PDF --------------------------------------------------------------------------------------------------------------

LAYOUTS: dict[str, dict[str, Any]] = {
    "one column": {},
    "two columns": {"columns": 2, "size": 10.5},
    "paragraphs apart": {"indented": False, "size": 12},
    "a turned page": {"turned": 90, "size": 16},
    "three columns": {"columns": 3, "size": 11},
    "notes at the foot of pages": {"note": "指国家统一建设的平台，到年底有35个。"},
    "an address beside the number of the page": {"address": "file:///reports/a.html"},
}


@pytest.fixture(scope="module")
def plain() -> Report:
    """A sample in canonical lines, which is what is typeset."""
    return read_report(SAMPLE)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_pdf_gives_the_metrics_of_its_text(layout: str, plain: Report, tmp_path: Path) -> None:
    report = read(tmp_path / SAMPLE.with_suffix(".pdf").name, pdf_of(plain.text, **LAYOUTS[layout]))
    assert meant(extract(report)) == meant(extract(plain))
    assert report.text.count("政府工作报告") == plain.text.count("政府工作报告")
    assert not re.search("— ?[0-9]+ ?—|[0-9]/99|file:", report.text)
    assert ("[1] 指国家统一" in report.text) == ("notes" in layout), "notes stand behind the text"


def test_a_comma_and_a_flat_sign_leave_no_gap_in_a_line_that_runs_downwards() -> None:
    text = "三百万人，一九五七年，一共七百万人"
    tight = {"，": (1.0, 4.0), "一": (4.6, 5.9)}  # where in its square of ten a sign is drawn, as fonts say it
    down = [
        Glyph(char, 6.0 if char == "，" else 0.0, 9.0 if char == "，" else 10.0, 10 * at + a, 10 * at + b, 10.0 * at)
        for at, char in enumerate(text)
        for a, b in [tight.get(char, (0.0, 10.0))]
    ]
    assert set_text([Page(down, [0] * len(down))]).strip() == text


def test_a_pdf_whose_lines_run_downwards_gives_the_metrics_of_its_text(plain: Report, tmp_path: Path) -> None:
    text = plain.text[:3000]
    kept = report_from_text(text, region=plain.region, year=plain.year)
    (tmp_path / "a.pdf").write_bytes(upright_pdf_of(text))
    report = read_report(tmp_path / "a.pdf", region=plain.region, year=plain.year)
    assert meant(extract(report)) == meant(extract(kept))


def test_paragraphs_are_joined_and_headings_are_not(tmp_path: Path) -> None:
    report = read(tmp_path / "南湖市_2024.pdf", pdf_of(REPORT, size=20, head=""))
    assert report.text.split("\n") == REPORT.strip().split("\n")


def test_marks_of_notes_are_raised_bold_is_read_once_and_a_watermark_is_left_out(tmp_path: Path) -> None:
    font = embedded()

    def draw(canvas: Any) -> None:
        canvas.setFont(font, 14)
        for number, line in enumerate(["各位代表：", "一、2023年工作回顾", "新建学校", "出口增长5%。"]):
            canvas.drawString(72, 700 - 30 * number, line)
        canvas.drawString(72.4, 670, "一、2023年工作回顾")
        canvas.drawString(72 + 4 * 14 + 7, 640, "12所，增长很快。")
        canvas.setFont(font, 7)
        canvas.drawString(72 + 4 * 14, 646, "3")
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.setFont(font, 40)
        canvas.drawString(0, 0, "仅供88家单位参考")

    report = read(tmp_path / "南湖市_2024.pdf", drawn(draw))
    assert report.text.split("\n") == ["各位代表：", "一、2023年工作回顾", "新建学校³12所，增长很快。", "出口增长5%。"]
    assert [metric.quote for metric in extract(report)] == ["12所", "5%"]


def test_a_digit_beside_the_same_digit_stays_where_the_boxes_of_a_font_are_far_too_high() -> None:
    glyphs = [Glyph(char, 149.5 + 6.1 * n, 155.6 + 6.1 * n, 734.5, 765.9, 746) for n, char in enumerate("1998112200")]
    assert set_text([Page(glyphs, [0] * len(glyphs))]) == "1998112200"


def test_numbers_of_pages_are_no_text_and_a_number_on_its_own_line_of_one_page_is(tmp_path: Path) -> None:
    said = [["各位代表：", "一、2023年工作回顾"], ["出口增长5%。", "2024"], ["进口增长3%。"]]

    def draw(canvas: Any) -> None:
        for number, lines in enumerate(said, start=7):
            canvas.setFont(FONT, 14)
            for count, line in enumerate([*lines, str(number)]):
                canvas.drawString(72, 700 - 30 * count, line)
            canvas.showPage()

    report = read(tmp_path / "南湖市_2024.pdf", drawn(draw))
    assert report.text.split("\n") == ["各位代表：", "一、2023年工作回顾", "出口增长5%。", "2024", "进口增长3%。"]


def test_a_last_page_of_few_lines_has_the_columns_of_the_others(tmp_path: Path) -> None:
    def lines(first: int, count: int) -> list[str]:
        return [f"各位代表，第{number}项工作圆满完成。" for number in range(first, first + count)]

    def draw(canvas: Any) -> None:
        for page in (lines(100, 40), lines(140, 40), lines(180, 6)):
            canvas.setFont(FONT, 12)
            half = len(page) // 2
            for column, stretch in enumerate((page[:half], page[half:])):
                for count, line in enumerate(stretch):
                    canvas.drawString(60 + 250 * column, 760 - 24 * count, line)
            canvas.showPage()

    (tmp_path / "南湖市_2024.pdf").write_bytes(drawn(draw))
    report = read_report(tmp_path / "南湖市_2024.pdf", region="南湖市", year=2024)
    assert [int(number) for number in re.findall(r"第(\d+)项", report.text)] == list(range(100, 186))


def scan(pages: int = 2, text: str = "") -> bytes:
    """A PDF of pictures, with text on its last page where there is one."""

    def draw(canvas: Any) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        picture = ImageReader(Image.new("L", (20, 20), 128))
        for number in range(pages):
            if text and number == pages - 1:
                canvas.setFont(FONT, 12)
                for count, line in enumerate(text.splitlines()):
                    canvas.drawString(72, HEIGHT - 72 - 20 * count, line)
            else:
                canvas.drawImage(picture, 0, 0, 595, 842)
            canvas.showPage()

    return drawn(draw)


def test_a_scan_is_listed_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "南湖市_2023.pdf").write_bytes(scan())
    (tmp_path / "南湖市_2024.txt").write_text(REPORT, encoding="utf-8")
    panel = gr.read_panel(tmp_path)
    assert panel.report_years == [2024]
    assert [Path(failure.source).name for failure in panel.failed] == ["南湖市_2023.pdf"]
    assert "no text layer" in str(panel.failed[0].error) and "OCR" in str(panel.failed[0].error)


def test_pages_that_are_pictures_are_told(tmp_path: Path) -> None:
    (tmp_path / "南湖市_2024.pdf").write_bytes(scan(3, "南湖市2024年政府工作报告\n各位代表：\n2023年出口增长5%。"))
    with pytest.warns(GovReportWarning, match=r"no text layer on 2 of 3 pages \(1, 2\)"):
        assert [metric.quote for metric in extract(read_report(tmp_path / "南湖市_2024.pdf"))] == ["5%"]


def test_characters_of_a_font_that_is_nowhere_are_told(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont(FONT, 12)
        for number, said in enumerate(["各位代表：2023年出口增长5%，税收增", "长", "3%。"]):
            canvas.drawString(72, 700 - 20 * number, said)

    (tmp_path / "南湖市_2024.pdf").write_bytes(drawn(draw))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        report = read_report(tmp_path / "南湖市_2024.pdf")
    missing = any("up to 1 single characters may be missing" in str(one.message) for one in caught)
    assert missing != ("税收增长3%" in report.text.replace("\n", ""))


def locked() -> bytes:
    pytest.importorskip("reportlab")
    from reportlab.lib.pdfencrypt import StandardEncryption

    return drawn(
        lambda canvas: canvas.drawString(72, 700, "locked"), encrypt=StandardEncryption("secret", strength=128)
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n" + b"x" * 500, "not a PDF"),
        (pdf_of(REPORT)[:600], "not a PDF"),
        (locked(), "needs a password"),
        (drawn(lambda canvas: canvas.showPage()), "no text layer"),
        (b"%PDF", "not a PDF"),
    ],
    ids=["rubbish", "cut off", "locked", "nothing on it", "four bytes"],
)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read(tmp_path / "南湖市_2024.pdf", data)
    assert "南湖市_2024.pdf" in str(caught.value)


def test_a_pdf_of_many_pages_stops_at_the_limit(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        for _ in range(400):
            canvas.setFont(FONT, 12)
            for line in range(30):
                canvas.drawString(72, 100 + 20 * line, "出口增长百分之五点三，")
            canvas.showPage()

    path = tmp_path / "南湖市_2024.pdf"
    path.write_bytes(drawn(draw))

    def refused(characters: int) -> None:
        with pytest.raises(InputError, match=r"limits=Limits\(characters="):
            read_report(path, limits=Limits(characters=characters))

    assert 4 * seconds(lambda: refused(5_000), tries=2) < seconds(lambda: refused(100_000))
    with pytest.raises(InputError, match=r"limits=Limits\(size="):
        read_report(path, limits=Limits(size=5_000))


def test_without_its_package_a_pdf_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(InputError, match=r"govreport\[pdf\]"):
        read(tmp_path / "南湖市_2024.pdf", b"%PDF-1.7")


# --- tables -----------------------------------------------------------------------------------------------------------

TABLES = rows_of(Path(__file__).parent / "cases" / "tables.tsv")


def cells_of(case: dict[str, str]) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|")] for row in case["table"].split(" // ")]


def told(metric: Metric) -> str:
    value = f"{metric.value:g}" if metric.value_high is None else f"{metric.value:g}~{metric.value_high:g}"
    years = str(metric.period[1]) if metric.period[0] == metric.period[1] else "-".join(map(str, metric.period))
    when = f"{years}-{metric.part}" if metric.part else years
    fields = (metric.name, metric.measure, value, metric.unit or "none", metric.bound, when, metric.status)
    return " ".join((*fields, *filter(None, [metric.region])))


KINDS = {
    "docx": as_word,
    "html": as_page,
    "txt": lambda text, tables: text.replace("{0}", "\n".join("\t".join(row) for row in tables[0])).encode(),
    "pdf": lambda text, tables: table_pdf_of(text.partition("\n{0}")[0], tables[0], ruled=True),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", TABLES, ids=lambda case: case["about"])
def test_tables_give_metrics(case: dict[str, str], kind: str, tmp_path: Path) -> None:
    text = f"南湖市2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n{case['caption']}\n{{0}}\n"
    report = read(tmp_path / f"南湖市_2024.{kind}", KINDS[kind](text, [cells_of(case)]))
    metrics = extract(report)
    assert [told(metric) for metric in metrics] == case["expected"].split(" // ")
    assert all(report.text[metric.start : metric.end] == metric.quote for metric in metrics)
    assert all(metric.quote in report.text[slice(*metric.sentence)] for metric in metrics)


def test_a_head_over_two_columns_of_a_word_table_is_the_head_of_both(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    def cell(said: str, looks: str = "") -> str:
        return f"<w:tc><w:tcPr>{looks}</w:tcPr><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:tc>"

    two, first, on = "<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    heads = row(cell("指标", first), cell("单位", first), cell("2022年", two), cell("2023年", two))
    below = row(cell("", on), cell("", on), *map(cell, ("完成", "增速（%）", "完成", "增速（%）")))
    numbers = row(*map(cell, ("出口", "亿元", "62.5", "7.1", "66.3", "6.1")))
    from tests.test_hostile import body, paragraphs, word

    text = paragraphs("南湖市2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n主要指标")
    report = read(tmp_path / "南湖市_2024.docx", word(body(f"{text}<w:tbl>{heads}{below}{numbers}</w:tbl>")))
    assert [told(metric) for metric in extract(report)] == [
        "出口 level 62.5 亿元 exact 2022 actual",
        "出口 growth 7.1 % exact 2022 actual",
        "出口 level 66.3 亿元 exact 2023 actual",
        "出口 growth 6.1 % exact 2023 actual",
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("出口增长<del>9%</del><s>8%</s>5%", "出口增长5%"),
        ("进口<s>增长6%</p><p>税收增长7%", "进口\n税收增长7%"),  # never closed: up to the end of its block
        ("增长5%<sup>12</sup>，绿地500m<sup>2</sup>", "增长5%¹²，绿地500m²"),
        ("增长<span style='display: none'>9<span>8</span></span>5%", "增长5%"),
        ("<div style='display:none'>增长5%</div>", "增长5%"),  # what a script shows
        ("<ruby>增<rp>(</rp><rt>zeng1</rt></ruby>长<ruby>5<rt>wu3</ruby>%", "增长5%"),
    ],
)
def test_of_a_page_what_a_reader_sees_is_text(source: str, shown: str) -> None:
    assert page_text(f"<p>{source}</p>") == shown


def test_a_table_behind_the_report_is_part_of_it_and_sentences_beside_it_stay(tmp_path: Path) -> None:
    text = REPORT + "名词解释\n1.城镇新增就业：在城镇就业的900人。\n附件：2024年主要预期目标\n{0}"
    rows = [["指标", "单位", "目标"], ["森林覆盖率", "%", "45"], ["粮食产量", "万吨", "50以上"]]
    report = read(tmp_path / "南湖市_2024.docx", as_word(text, [rows]))
    metrics = extract(report)
    assert [told(metric) for metric in metrics][-2:] == [
        "森林覆盖率 level 45 % exact 2024 target",
        "粮食产量 level 50 万吨 over 2024 target",
    ]
    assert meant(metrics[:-2]) == meant(extract(report_from_text(REPORT)))
    assert "900" not in {one.quote for one in metrics}


def test_a_table_without_lines_in_a_pdf_is_read_where_its_cells_stand_in_columns(tmp_path: Path) -> None:
    rows = [
        ["指标", "单位", "2023年", "2024年目标"],
        ["出口", "亿元", "62.5", "65左右"],
        ["粮食产量", "万吨", "50", ""],
    ]
    head = "南湖市2024年政府工作报告\n各位代表：\n2023年的工作如下。"
    report = read(tmp_path / "南湖市_2024.pdf", table_pdf_of(head, rows, ruled=False, most=8))
    assert [told(metric) for metric in extract(report)] == [
        "出口 level 62.5 亿元 exact 2023 actual",
        "出口 level 65 亿元 about 2024 target",
        "粮食产量 level 50 万吨 exact 2023 actual",
    ]


def test_a_table_that_lays_out_a_page_is_running_text(tmp_path: Path) -> None:
    page = f"<table><tr><td>首页</td><td><p>{REPORT.strip().replace(chr(10), '</p><p>')}</p></td></tr></table>"
    report = read(tmp_path / "南湖市_2024.html", page.encode())
    assert "\t" not in report.text
    assert meant(extract(report)) == meant(extract(report_from_text(REPORT)))


SAID = """||—|〃|出口|地区生产总值（亿元）|%|亿元|5.6|3,200|-4|2023年|2024年目标|6左右|指标|单位|增长（%）|县区
10^4|5-6|序号|1|完成|2023|出口增长5%。|第3|5/5|1.2.3"""
CELLS = st.sampled_from(re.split("[|\n]", SAID))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6))
def test_of_any_table_quotes_hold_and_every_digit_is_accounted_for(rows: list[list[str]]) -> None:
    text = TEXT.format("\n".join("\t".join(row) for row in rows))
    report = report_from_text(text, region="南湖市", year=2024)
    metrics = extract(report)
    assert all(text[metric.start : metric.end] == metric.quote for metric in metrics)
    spans = [(m.start, m.end) for m in metrics] + [(d.start, d.end) for d in declined(report)]
    left = [m.start() for m in re.finditer(r"\d", text) if not any(a <= m.start() < b for a, b in spans)]
    assert not left, (left, text)


# --- old Word documents -----------------------------------------------------------------------------------------------

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200) + "WordDocument".encode("utf-16-le") + bytes(200)
posix = pytest.mark.skipif(sys.platform == "win32", reason="the converters are scripts of a shell")


@pytest.fixture
def programs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that are the only ones there are, but for those of the system."""
    folder = tmp_path_factory.mktemp("programs")
    for name in ("sh", "cat", "cp", "sleep", "touch"):
        real = next(Path(p, name) for p in os.environ["PATH"].split(os.pathsep) if Path(p, name).exists())
        (folder / name).symlink_to(real)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("govreport.text.old_word._PLACES", ())
    return folder


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!{folder / 'sh'}\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@posix
@pytest.mark.parametrize("suffix", ["doc", "wps"])
def test_an_old_document_is_converted_by_libreoffice(suffix: str, programs: Path, tmp_path: Path) -> None:
    (programs / "made.docx").write_bytes(as_word(REPORT))
    program(
        programs,
        "soffice",
        'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done\n'
        f'case "$1" in *report.doc) cp {programs}/made.docx "$out/report.docx";; esac',
    )
    report = read(tmp_path / f"南湖市_2024.{suffix}", OLD)
    assert meant(extract(report)) == meant(extract(report_from_text(REPORT)))


@posix
def test_without_libreoffice_antiword_is_asked_and_its_failing_told(programs: Path, tmp_path: Path) -> None:
    rows = "|指标  |单位|2023年实绩|\n|出口  |亿元|62.5      |"
    (programs / "said.txt").write_text(
        f"各位代表：\n一、2023年工作回顾\n{rows}\n|注：一栏|\n甲|乙|丙|\n", encoding="utf-8"
    )
    program(programs, "antiword", f"cat {programs}/said.txt")
    with pytest.warns(GovReportWarning, match="antiword, which shows what tracked changes deleted"):
        report = read(tmp_path / "南湖市_2024.doc", OLD)
    assert [told(metric) for metric in extract(report)] == ["出口 level 62.5 亿元 exact 2023 actual"]
    assert report.text.splitlines()[2:] == ["指标\t单位\t2023年实绩", "出口\t亿元\t62.5", "|注：一栏|", "甲|乙|丙|"]


@posix
def test_an_old_document_that_no_program_reads_says_what_is_missing(programs: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"soffice\) or antiword.*save the document as \.docx"):
        read(tmp_path / "南湖市_2024.doc", OLD)
    program(programs, "soffice", "echo cannot open this >&2; exit 3")
    with pytest.raises(InputError, match=r"no converter can read .* soffice: cannot open this"):
        read(tmp_path / "南湖市_2024.doc", OLD)


@posix
def test_a_converter_that_hangs_is_ended_with_all_that_it_started(programs: Path, tmp_path: Path) -> None:
    os.mkfifo(programs / "pipe")
    pipe = os.open(programs / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    program(programs, "soffice", f"sleep 60 >{programs}/pipe & sleep 60")
    begun = time.perf_counter()
    with pytest.raises(InputError, match=r"not done after 0\.5 seconds"):
        old_word_text(OLD, "a.doc", Limits(seconds=0.5), [])
    while held(pipe) and time.perf_counter() - begun < 40:
        time.sleep(0.02)
    assert time.perf_counter() - begun < 40  # what is not ended sleeps for sixty seconds
    os.close(pipe)


def held(pipe: int) -> bool:
    """Whether a process still has the other end of a pipe."""
    try:
        return os.read(pipe, 1) != b""
    except BlockingIOError:
        return True


def test_what_is_called_doc_and_is_none_is_read_as_what_it_is(tmp_path: Path) -> None:
    expected = meant(extract(report_from_text(REPORT)))
    assert meant(extract(read(tmp_path / "南湖市_2024.doc", as_word(REPORT)))) == expected
    (tmp_path / "b").mkdir()
    assert meant(extract(read(tmp_path / "b" / "南湖市_2024.doc", as_page(REPORT)))) == expected
    with pytest.raises(InputError, match="not a Word or WPS document"):
        read(tmp_path / "南湖市_2024.doc", REPORT.encode())


# --- all of them ------------------------------------------------------------------------------------------------------


@posix
@pytest.mark.filterwarnings("ignore:.*the same text as")
def test_a_folder_of_every_kind_is_one_panel(programs: Path, tmp_path: Path) -> None:
    (programs / "said.txt").write_text(REPORT.replace("南湖市", "中江市"), encoding="utf-8")
    program(programs, "antiword", f"cat {programs}/said.txt")
    kinds = {"txt": str.encode, "docx": as_word, "html": as_page, "pdf": pdf_of, "doc": lambda _: OLD}
    regions = ("南湖市", "东山市", "西河市", "北江市", "中江市")
    for region, (kind, made) in zip(regions, kinds.items(), strict=True):
        (tmp_path / f"{region}_2024.{kind}").write_bytes(made(REPORT.replace("南湖市", region)))
    (tmp_path / "附注.odt").write_bytes(b"PK")
    with pytest.warns(GovReportWarning, match="antiword"):
        panel = gr.read_panel(tmp_path)
    assert not panel.failed
    assert set(panel.regions) == set(regions)
    assert panel.frame.groupby("region").size().nunique() == 1
    assert [Path(one.source).name for one in panel.skipped] == ["附注.odt"]
