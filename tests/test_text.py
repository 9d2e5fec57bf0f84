"""Reading: what a user may hand over, what comes back, and what is said when it cannot be read."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from case_rows import rows_of
from checks import seconds
from hypothesis import given, settings
from hypothesis import strategies as st
from sharing import Corpus

from govreport.errors import GovReportWarning, InputError
from govreport.extraction import extract
from govreport.model import Report, Section
from govreport.text import SUFFIXES, read_report, report_from_text
from govreport.text.canon import canonical
from govreport.text.headings import topics_of
from govreport.text.identify import name_region, name_year
from govreport.text.lines import sentences
from govreport.text.places import most_spoken_of
from govreport.text.script import rewritten, simplified
from govreport.text.time_types import Setting
from govreport.text.times import find_times

CASES = Path(__file__).parent / "cases" / "reading"

REPORT = """南湖市2024年政府工作报告
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2023年工作回顾
全市生产总值增长5.1%。新建学校12所。
二、2024年工作安排
全市生产总值增长6%左右。新建学校15所。
三、加强政府自身建设
压减会议10%。
各位代表！让我们一起为建设美好南湖而努力！
"""


def rows(name: str) -> list[dict[str, str]]:
    return rows_of(CASES / f"{name}.tsv")


def unescaped(text: str) -> str:
    return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\\r", "\r").replace("\0", "\\")


def parts(report: Report) -> list[tuple[str, tuple[int, int]]]:
    return [(part.kind, part.period) for part in report.sections]


def part_of(report: Report, words: str, *, last: bool = False) -> Section:
    place = report.text.rindex(words) if last else report.text.index(words)
    return next(part for part in report.sections if part.start <= place < part.end)


def said(report: Report) -> list[str]:
    return [report.text[start:end] for start, end in report.sentences]


# --- files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_text_files_come_back_character_for_character(tmp_path: Path, encoding: str, newline: str) -> None:
    text = REPORT.replace("\n", newline)
    path = tmp_path / "南湖市_2024.txt"
    path.write_bytes(text.encode(encoding))
    report = read_report(path)
    assert report.text == text
    assert (report.region, report.year, report.source) == ("南湖市", 2024, str(path))
    assert report.title == "南湖市2024年政府工作报告"
    assert "新建学校12所。" in said(report)


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    path = tmp_path / "南湖市_2024.txt"
    path.write_text(REPORT, encoding="utf-8")
    assert read_report(str(path)) == read_report(path)


def test_word_documents_give_paragraphs_and_table_cells_in_order(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    lines = REPORT.splitlines()
    for line in lines[:5]:
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=2)
    for cell, value in zip(
        (c for row in table.rows for c in row.cells), ["指标", "数值", "出口", "增长8%"], strict=True
    ):
        cell.text = value
    for line in lines[5:]:
        document.add_paragraph(line)
    path = tmp_path / "南湖市_2024.docx"
    document.save(str(path))
    report = read_report(path)
    assert report.text.split("\n") == [*lines[:5], "指标\t数值", "出口\t增长8%", *lines[5:]]
    assert part_of(report, "新建学校15所").kind == "plan"


def test_merged_table_cells_are_read_once(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("南湖市2024年政府工作报告")
    table = document.add_table(rows=1, cols=3)
    table.rows[0].cells[0].merge(table.rows[0].cells[2]).text = "出口增长8%"
    path = tmp_path / "南湖市_2024.docx"
    document.save(str(path))
    assert read_report(path).text.count("出口增长8%") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_saved_page_gives_its_visible_text(tmp_path: Path, encoding: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in REPORT.splitlines())
    page = (
        f'<html><head><meta charset="{encoding}"><title>页面</title><style>p {{增长: 77%}}</style></head><body>'
        f"<script>var a = '增长88%';</script><div><a>首页</a> | <a>登录</a></div>{body.replace('12所', '<b>12</b>所')}"
        "<div>上一篇：无</div>版权&copy;南湖</body></html>"
    )
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(encoding))
    report = read_report(path)
    assert (report.region, report.year) == ("南湖市", 2024)
    assert "新建学校12所。" in said(report)
    assert "77%" not in report.text and "88%" not in report.text
    assert part_of(report, "上一篇").kind == part_of(report, "首页").kind == "other"


# --- what cannot be read -------------------------------------------------------------------------------------------


def refused(path: Path, **given: object) -> str:
    with pytest.raises(InputError) as caught:
        read_report(path, **given)  # type: ignore[arg-type]
    assert isinstance(caught.value, ValueError)
    message = str(caught.value)
    assert path.name in message, "the message has to name the file"
    assert "\n" not in message
    return message


def test_a_missing_file_is_named_with_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "南湖市_2024.txt").write_text(REPORT, encoding="utf-8")
    message = refused(tmp_path / "南湖市_2042.txt")
    assert "no such file" in message and "南湖市_2024.txt" in message


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    assert "read_panel" in refused(tmp_path)


@pytest.mark.parametrize("name", ["报告.odt", "报告.epub", "报告"])
def test_an_unknown_format_says_what_works(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(REPORT, encoding="utf-8")
    message = refused(tmp_path / name)
    assert all(suffix in message for suffix in SUFFIXES)


@pytest.mark.parametrize("content", [b"", b"\n \r\n", "\ufeff".encode(), "　\n".encode()])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "南湖市_2024.txt"
    path.write_bytes(content)
    message = refused(path)
    assert "empty" in message or "no text" in message


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\x00\x01", bytes(range(256)) * 4])
def test_a_binary_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "南湖市_2024.txt"
    path.write_bytes(content)
    assert "binary" in refused(path)


def test_a_word_document_with_the_wrong_suffix(tmp_path: Path) -> None:
    path = tmp_path / "南湖市_2024.txt"
    path.write_bytes(b"PK\x03\x04" + bytes(40))
    assert ".docx" in refused(path)


def test_a_broken_word_document(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    path = tmp_path / "南湖市_2024.docx"
    path.write_bytes(b"PK\x03\x04 not a zip")
    assert "Word document" in refused(path)


def test_a_page_that_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "南湖市_2024.txt"
    path.write_text("今天食堂有红烧肉，价格上涨5%。\n", encoding="utf-8")
    message = refused(path)
    assert "does not look like" in message and "红烧肉" in message
    assert "does not look like" in refused(path, region="南湖市", year=2024)


def test_a_report_without_words_of_address_counts_by_what_it_speaks_of(tmp_path: Path) -> None:
    path = tmp_path / "南湖市_2024.txt"
    path.write_text("一、2023年工作回顾\n生产总值增长5%，预期目标全面完成。\n今年增长6%。\n", encoding="utf-8")
    assert read_report(path).region == "南湖市"


@pytest.mark.parametrize(
    ("begins", "hint"),
    [(b"%PDF-1.7\n", "a PDF: name it .pdf"), (b"PK\x03\x04", "a .docx"), (b"\xd0\xcf\x11\xe0", "name it .doc")],
)
def test_a_file_of_another_kind_under_the_name_of_a_text_says_how_to_name_it(
    begins: bytes, hint: str, tmp_path: Path
) -> None:
    path = tmp_path / "南湖市_2024.txt"
    path.write_bytes(begins + bytes(200))
    assert hint in refused(path)


@pytest.mark.parametrize(
    ("office", "named", "region"),
    [
        ("自治区", "宁夏", "宁夏回族自治区"),
        ("省", "海南", "海南省"),
        ("市", "三亚", "三亚市"),
        ("自治区", "三亚", ""),
    ],
)
def test_a_government_that_is_not_named_is_the_place_of_its_level_that_is_spoken_of(
    office: str, named: str, region: str
) -> None:
    text = f"各位代表：\n现在，我代表{office}人民政府，向大会报告工作。\n{f'{named}的产值增长5%。' * 20}"
    if region:
        assert report_from_text(text, year=2024).region == region
    else:
        with pytest.raises(InputError, match="region="):
            report_from_text(text, year=2024)


def test_a_report_without_a_year(tmp_path: Path) -> None:
    path = tmp_path / "政府工作报告.txt"
    path.write_text("南湖市政府工作报告\n各位代表：\n一年来，产值增长5%。\n", encoding="utf-8")
    assert "year=" in refused(path)
    assert read_report(path, year=2024).year == 2024


def test_a_report_that_does_not_say_whose(tmp_path: Path) -> None:
    path = tmp_path / "2024年政府工作报告.txt"
    path.write_text("各位代表：\n一年来，产值增长5%。\n", encoding="utf-8")
    assert "region=" in refused(path)
    assert read_report(path, region="XX市").region == "XX市"


@pytest.mark.parametrize("year", [20240, 0, "2024", 2024.5])
def test_a_year_that_is_none(year: object) -> None:
    with pytest.raises(InputError, match="no year of a report"):
        report_from_text(REPORT, year=year)  # type: ignore[arg-type]


def test_an_empty_region_is_a_mistake() -> None:
    with pytest.raises(InputError, match="region is empty"):
        report_from_text(REPORT, region=" ")


def test_a_region_is_a_name_and_not_a_text() -> None:
    with pytest.raises(InputError, match="no name of a region"):
        report_from_text(REPORT, region="XX市" * 1000)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_text(text: str) -> None:
    with pytest.raises(InputError, match="<text>: the text is empty"):
        report_from_text(text, region="南湖市", year=2024)


@pytest.mark.parametrize("before", ["", "\n", "　", "》", "》\n", "印发\n"])
def test_every_character_stands_in_a_part_whatever_precedes_the_report(before: str) -> None:
    report = report_from_text(
        f"{before}各位代表：\n一、2022年工作回顾\n粮食产量达20.6亿斤。\n", region="XX市", year=2023
    )
    assert "".join(report.text[part.start : part.end] for part in report.sections) == report.text
    assert [part.kind for part in report.sections] == [*(["other"] if before else []), "review", "review"]


def test_unknown_arguments_raise() -> None:
    with pytest.raises(InputError, match="no argument 'jahr'; did you mean 'year'"):
        report_from_text(REPORT, jahr=2024)  # type: ignore[call-arg]


# --- whose, and of which year --------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", rows("names"), ids=lambda case: case["name"])
def test_file_names(case: dict[str, str]) -> None:
    year = name_year(case["name"])
    assert (name_region(case["name"]) or "-", str(year or "-")) == (case["region"], case["year"])


@pytest.mark.parametrize("case", rows("identities"), ids=lambda case: case["text"][:24])
def test_the_text_alone(case: dict[str, str]) -> None:
    report = report_from_text(unescaped(case["text"]))
    assert (report.region, str(report.year)) == (case["region"], case["year"])


def test_the_caller_wins_over_the_name_and_the_name_over_the_text(tmp_path: Path) -> None:
    path = tmp_path / "东河区_2020.txt"
    path.write_text(REPORT, encoding="utf-8")
    with pytest.warns(GovReportWarning, match="the name says 2020, the report 2024"):
        named = read_report(path)
    assert (named.region, named.year) == ("东河区", 2020)
    given = read_report(path, region="西河区", year=2019)
    assert (given.region, given.year) == ("西河区", 2019)


@pytest.mark.parametrize(
    ("text", "level", "region"),
    [
        ("三亚" * 12, "市", "三亚市"),
        ("三亚" * 11, "市", None),
        ("三亚" * 12 + "海口" * 6, "市", "三亚市"),
        ("三亚" * 12 + "海口" * 7, "市", None),  # more than half as often: neither stands out
        ("三亚" * 13 + "。" * (1400 * 13), "市", "三亚市"),
        ("三亚" * 12 + "。" * (1400 * 13), "市", None),  # once in 1,400 characters
        ("三亚" * 12, "省", None),
        ("三亚" * 12, "县", None),
        ("三亚" * 12, None, "三亚市"),
        ("吉林" * 12, "省", "吉林省"),
        ("吉林" * 12, "市", "吉林市"),
        ("吉林" * 12, None, None),  # the province or the city
        ("上海" * 12, "市", "上海市"),
        ("延边" * 12, "州", "延边朝鲜族自治州"),
        ("台湾" * 12, "省", None),
    ],
)
def test_a_place_is_that_of_a_report_where_it_is_named_often_and_no_other_is(
    text: str, level: str | None, region: str | None
) -> None:
    assert most_spoken_of(text, level) == region


def test_a_city_named_only_in_passing_is_found_by_how_often_it_is_named() -> None:
    text = (
        "各位代表：\n现在，我代表市人民政府向大会报告工作。\n一、2023年工作回顾\n" + "三亚建设加快，海口也加快。\n" * 6
    )
    with pytest.raises(InputError, match="whose"):
        report_from_text(text)
    assert report_from_text(text + "三亚三亚三亚。" * 8).region == "三亚市"


def test_a_county_is_not_taken_for_the_city_around_it() -> None:
    text = "各位代表：\n现在，我代表县人民政府向大会报告工作。\n一、2023年工作回顾\n" + "三亚三亚三亚。" * 20
    with pytest.raises(InputError, match="whose"):
        report_from_text(text)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("2024年南湖市政府工作报告\n来源：南湖日报\n", "2024年南湖市政府工作报告"),
        ("标题：2024年南湖市政府工作报告\n正文：\n", "2024年南湖市政府工作报告"),
        ("政府工作报\n告\n——2024年1月2日在南湖市第九届人民代表大会第四次会议上\n", "政府工作报告"),
        ("工作报告\n2024年南湖市政府工作报告\n市长某某作政府工作报告。\n", "2024年南湖市政府工作报告"),
        ("", ""),
    ],
)
def test_titles(head: str, title: str) -> None:
    assert report_from_text(head + "各位代表：\n产值增长5%。", region="南湖市", year=2024).title == title


# --- parts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", rows("headings"), ids=lambda case: case["heading"][:30])
def test_what_a_heading_announces(case: dict[str, str]) -> None:
    found = []
    for topic in topics_of(case["heading"], int(case["year"])):
        first, last = topic.period or (0, 0)
        years = "?" if not topic.period else str(first) if first == last else f"{first}-{last}"
        found.append(f"{topic.kind} {years}")
    assert ("; ".join(found) or "-") == case["topics"]


def test_the_parts_of_a_report() -> None:
    report = report_from_text(REPORT)
    assert [(part.kind, part.heading) for part in report.sections] == [
        ("other", ""),
        ("review", ""),
        ("review", "一、2023年工作回顾"),
        ("plan", "二、2024年工作安排"),
        ("plan", "三、加强政府自身建设"),
    ]
    assert part_of(report, "新建学校12所").period == (2023, 2023)
    assert part_of(report, "新建学校15所").period == (2024, 2024)


def test_headings_without_numbers_and_numbered_lines_below_them() -> None:
    report = report_from_text(
        "各位代表：\n2023年工作回顾\n一、农业取得新进展\n新增粮田1万亩。\n二、工业跨上新台阶\n新增企业9家。\n"
        "2024年工作安排\n一、做强工业\n新增企业8家。\n",
        region="南湖市",
    )
    assert part_of(report, "新增企业9家").kind == "review"
    assert part_of(report, "新增企业8家").kind == "plan"


def test_a_chapter_that_names_neither_time_nor_kind_ends_the_review() -> None:
    report = report_from_text(
        "各位代表：\n一、2023年工作回顾\n增长5%。\n二、抓住机遇，乘势而上\n增长6%。\n三、扩大开放\n出口增长7%。\n",
        region="南湖市",
    )
    assert [part_of(report, f"增长{n}%").kind for n in "567"] == ["review", "plan", "plan"]


def test_difficulties_do_not_end_the_review() -> None:
    report = report_from_text(
        "各位代表：\n一、2023年工作回顾\n增长5%。\n二、存在的困难和问题\n欠款增长9%。\n三、2024年工作安排\n增长6%。\n",
        region="南湖市",
    )
    assert [part_of(report, f"增长{n}%").kind for n in "596"] == ["review", "review", "plan"]


@pytest.mark.parametrize(
    "turn",
    [
        "2024年是南湖发展的关键一年。",
        "今年政府工作的总体要求是：稳中求进。",
        "做好今年各项工作，意义重大。",
        "全市经济社会发展的主要预期目标是：",
        "下一步，要着力做好以下工作。",
    ],
)
def test_the_plan_may_begin_in_running_text(turn: str) -> None:
    review = "2023年，全市上下团结奋斗。生产总值增长5%。完成了6%的预期目标。\n" * 4
    report = report_from_text(f"各位代表：\n{review}{turn}\n生产总值增长8%。\n", region="南湖市", year=2024)
    assert part_of(report, "增长5%").kind == "review"
    assert part_of(report, turn).kind == part_of(report, "增长8%").kind == "plan"


def test_the_plan_of_an_autumn_session_is_for_the_next_year() -> None:
    report = report_from_text(
        "各位代表：\n今年生产总值增长5%，形势很好。\n明年发展国民经济的主要任务是：产值增长8%。\n",
        region="全国",
        year=1964,
    )
    assert part_of(report, "增长8%").period == (1965, 1965)


def test_a_review_of_five_years_and_the_last_one() -> None:
    filler = "各项事业全面进步，人民生活持续改善。\n" * 30
    report = report_from_text(
        f"各位代表：\n一、过去五年工作回顾\n五年来，修路50公里。\n{filler}刚刚过去的2022年，修路11公里。\n"
        "过去五年，植树60万株。\n二、今后五年目标任务\n修路70公里。\n三、2023年重点工作\n修路12公里。\n",
        region="南湖市",
    )
    assert report.year == 2023
    periods = [part_of(report, said).period for said in ("路50", "路11", "树60", "路70", "路12")]
    assert periods == [(2018, 2022), (2022, 2022), (2018, 2022), (2023, 2027), (2023, 2023)]


def test_a_heading_of_two_reviews_changes_years_where_the_text_does() -> None:
    report = report_from_text(
        "各位代表：\n一、2025年主要工作和“十四五”发展成就\n2025年，修路11公里。\n五年来，修路50公里。\n"
        "二、“十五五”时期目标任务和2026年工作安排\n“十五五”时期，修路70公里。\n今年是“十五五”开局之年，修路12公里。\n",
        region="南湖市",
    )
    assert report.year == 2026
    periods = [part_of(report, said).period for said in ("路11", "路50", "路70", "路12")]
    assert periods == [(2025, 2025), (2021, 2025), (2026, 2030), (2026, 2026)]


def test_five_years_are_seen_in_the_first_words_of_a_part() -> None:
    report = report_from_text(
        "各位代表：\n一、工作回顾\n本届政府任期的五年，修路50公里。\n二、2023年工作安排\n修路12公里。", region="南湖市"
    )
    assert part_of(report, "路50").period == (2018, 2022)


def test_the_review_inside_the_explanation_of_a_plan() -> None:
    report = report_from_text(
        "各位代表：\n一、2005年工作回顾\n修路11公里。\n二、2006年工作安排\n修路12公里。\n三、关于“十一五”规划的说明\n"
        "（一）编制过程\n开会3次。\n（二）“十五”时期发展情况\n修路50公里。\n（三）主要任务\n修路70公里。\n",
        region="南湖市",
    )
    found = [(part_of(report, words).kind, part_of(report, words).period) for words in ("路50", "路70", "路12")]
    assert found == [("review", (2001, 2005)), ("plan", (2006, 2010)), ("plan", (2006, 2006))]


def test_a_list_of_projects_after_the_report_is_part_of_the_plan() -> None:
    annex = "名词解释\n1.“双百”：引进100个项目。\n附件\n2024年十件民生实事\n一、新建公厕25座\n主办单位：市城管局\n"
    report = report_from_text(REPORT + annex)
    assert part_of(report, "引进100个").kind == "other"
    assert (part_of(report, "公厕25座").kind, part_of(report, "公厕25座").heading) == ("plan", "附件")
    assert "一、新建公厕25座" in said(report)


@pytest.mark.parametrize("case", rows("turns"), ids=lambda case: case["what"])
def test_where_the_years_and_the_kind_of_a_report_turn(case: dict[str, str]) -> None:
    report = report_from_text(case["text"].replace("\\n", "\n"), region="南湖市", year=int(case["year"]))
    found = []
    for said in case["expected"].split("; "):
        quote = said.split(" ")[0]
        part = part_of(report, quote)
        first, last = part.period
        found.append(f"{quote} {part.kind} {first if first == last else f'{first}-{last}'}")
    assert "; ".join(found) == case["expected"]
    assert all(part.start < part.end for part in report.sections), "no part is empty"


# --- what is not the report ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", rows("shells"), ids=lambda case: case["text"][:20])
def test_page_shells_and_notes_are_kept_out_and_the_report_is_kept_in(case: dict[str, str]) -> None:
    text = unescaped(case["text"])
    first, last = text.splitlines()[0], text.splitlines()[-1]
    if case["part"] == "body":
        report = report_from_text(REPORT.replace("新建学校15所。", f"新建学校15所。\n{text}"))
        assert part_of(report, text).kind == "plan"
        assert text in said(report)
        return
    whole = f"{text}\n{REPORT.partition(chr(10))[2]}" if case["part"] == "head" else f"{REPORT}{text}\n"
    report = report_from_text(whole, region="南湖市", year=2024)
    behind = case["part"] == "tail"
    assert part_of(report, first, last=behind).kind == part_of(report, last, last=behind).kind == "other"
    assert not any(last in sentence for sentence in said(report))
    assert {"新建学校12所。", "各位代表！", "让我们一起为建设美好南湖而努力！"} <= set(said(report))


def test_the_second_copy_of_a_report_is_not_read() -> None:
    shell = "首页\n2024年南湖市政府工作报告\n【字体：大 中 小】\n"
    report = report_from_text(shell + REPORT + shell + REPORT + shell + REPORT)
    assert said(report).count("新建学校12所。") == 1
    assert part_of(report, "新建学校12所").kind == "review"


def test_an_abstract_in_front_of_the_report_is_not_read() -> None:
    opening = REPORT.partition("\n")[2].replace("\n", "")[:60]
    long = REPORT.replace("新建学校15所。", "新建学校15所。" * 30)
    report = report_from_text(f"内容摘要：\n{opening}......\n{long}")
    assert report.text.count("现在，我代表") == 2
    assert sum("现在，我代表" in sentence for sentence in said(report)) == 1


def test_a_text_without_address_begins_with_its_first_heading() -> None:
    report = report_from_text("2024年政府工作报告\n首页\n登录\n一、2023年工作回顾\n增长5%。", region="南湖市")
    assert said(report) == ["一、2023年工作回顾", "增长5%。"]


# --- sentences and invariants --------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", rows("sentences"), ids=lambda case: case["text"][:20])
def test_sentences(case: dict[str, str]) -> None:
    text = unescaped(case["text"])
    canon = canonical(text)
    spans = [canon.back(a, b) for a, b in sentences(canon.text, 0, len(canon.text))]
    assert [text[a:b] for a, b in spans] == unescaped(case["sentences"]).split("|")


def test_a_literal_line_break_divides_headings_from_text() -> None:
    report = report_from_text(REPORT.replace("\n", "\\r\\n"))
    assert parts(report) == parts(report_from_text(REPORT))
    assert said(report) == said(report_from_text(REPORT))


PIECES = [
    *["各位代表：", "各位代表！", "\n", "\\r\\n", "\r\n", "　　", "<U+00A0>", "????", "。", "；", "，", "“", "”", "\\"],
    *[
        "一、2023年工作回顾\n",
        "二、2024年工作安排\n",
        "过去五年工作回顾\n",
        "三、加强自身建设\n",
        "（一）“十四五”时期\n",
    ],
    *[
        "名词解释\n",
        "附件\n",
        "十件民生实事\n",
        "（责任编辑：某）\n",
        "现在，我代表市人民政府向大会报告工作。",
        "[1]",
        "扫一扫在手机打开当前页",
    ],
    *[
        "2023年，产值增长5%",
        "今年预期目标是增长6%",
        "五年来",
        "刚刚过去的2023年",
        "“十五五”时期",
        "来源：日报\n",
        "政府工作报告\n",
    ],
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=40).map("".join))
def test_sections_cover_any_text_and_sentences_stay_inside_them(text: str) -> None:
    if not canonical(text).text.strip():
        return
    report = report_from_text(text, region="南湖市", year=2024)
    assert report.text == text
    assert [part.start for part in report.sections] == [0, *(part.end for part in report.sections[:-1])]
    assert report.sections[-1].end == len(text)
    assert all(part.start < part.end and part.period[0] <= part.period[1] for part in report.sections)
    end = 0
    for start, stop in report.sentences:
        assert end <= start < stop
        end = stop
        assert any(part.start <= start and stop <= part.end and part.kind != "other" for part in report.sections)
        assert text[start:stop] == text[start:stop].strip()


def test_a_long_text_is_read_in_linear_time() -> None:
    body = "产业“一二三”持续壮大，2023年1月产值增长5%，我代表队获得第三名\\n附件 工作、报告！" * 40_000
    assert seconds(lambda: report_from_text(body + "\n各位代表：\n" + body, region="南湖市", year=2024)) < 10


# --- real reports --------------------------------------------------------------------------------------------------

NO_PLAN = {"XX市_2023", "全国_1954", "全国_1957", "全国_1960", "全国_1975"}  # a page of one; no plan in the others


@pytest.fixture
def corpus(real_reports: Corpus) -> dict[str, Report]:
    return real_reports.reports


def test_every_real_report_has_the_region_and_year_of_its_name(corpus: dict[str, Report]) -> None:
    assert len(corpus) > 100
    for name, report in corpus.items():
        assert f"{report.region}_{report.year}" == name


def test_real_reports_turn_from_the_review_to_the_plan(corpus: dict[str, Report]) -> None:
    for name, report in corpus.items():
        kinds = [part.kind for part in report.sections if part.kind != "other"]
        assert kinds[0] == "review", name
        assert ("plan" in kinds) == (name not in NO_PLAN), name
        assert kinds[-1] == ("review" if name in NO_PLAN else "plan"), name


def test_little_of_a_real_report_is_thrown_away(corpus: dict[str, Report]) -> None:
    for name, report in corpus.items():
        kept = sum(part.end - part.start for part in report.sections if part.kind != "other")
        assert kept > 0.65 * len(report.text), name


def test_headings_stand_where_their_sections_begin(corpus: dict[str, Report]) -> None:
    for name, report in corpus.items():
        for part in report.sections:
            start = canonical(report.text[part.start : part.end]).written.lstrip()
            assert start.startswith(part.heading), (name, part)


def test_gold_metrics_stand_in_the_part_that_fits_their_status(corpus: dict[str, Report], shared: Path) -> None:
    agreed = total = 0
    for path in sorted((shared / "gold").glob("*.jsonl")):
        report = corpus[path.stem]
        for line in path.read_text(encoding="utf-8").splitlines():
            metric = json.loads(line)
            part = next(p for p in report.sections if p.start <= metric["start"] < p.end)
            assert part.kind != "other", (path.stem, metric["quote"])
            agreed += (part.kind == "plan") == (metric["status"] == "target")
            assert any(a <= metric["start"] and metric["end"] <= b for a, b in report.sentences)
            total += 1
    assert total > 1000
    assert agreed / total > 0.99


def test_most_real_reports_say_their_year_in_the_text(corpus: dict[str, Report]) -> None:
    right = wrong = 0
    for report in corpus.values():
        try:
            found = report_from_text(report.text, region=report.region).year
        except InputError:
            continue
        right += found == report.year
        wrong += found != report.year
    assert right >= 150
    assert wrong <= 3


def test_copies_in_other_formats_read_alike(corpus: dict[str, Report], shared: Path) -> None:
    pytest.importorskip("docx")
    for path in sorted((shared / "formats").iterdir()):
        report = read_report(path)
        name = f"{report.region}_{report.year}"
        if name not in corpus:
            continue
        ours, theirs = (len("".join(said(r))) for r in (report, corpus[name]))
        if path.suffix != ".html":
            assert abs(ours - theirs) < 0.08 * theirs, path.name
            assert [p.kind for p in report.sections if p.kind == "plan"]


@pytest.mark.parametrize(
    ("written", "plain"), [("糧食産量", "粮食产量"), ("約為", "约为"), ("乾隆年间的著作", "乾隆年间的著作")]
)
def test_traditional_characters_are_read_as_simplified_ones(written: str, plain: str) -> None:
    assert simplified(written) == plain


@given(st.text(max_size=60))
def test_simplifying_moves_no_offset_and_is_done_once(text: str) -> None:
    plain = simplified(text)
    assert len(plain) == len(text)
    assert simplified(plain) == plain


def test_a_name_is_given_back_as_the_text_writes_it() -> None:
    text = "棉紗産量達到四百萬件。煤炭的産量下降。"
    assert rewritten("棉纱产量", "棉紗産量達到四百萬件。", text) == "棉紗産量"
    assert rewritten("煤炭产量", "煤炭的産量下降。", text) == "煤炭産量"


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        (
            "易县_2024.txt",
            "（2024年1月14日在米易县第十九届人民代表大会第四次会议上）",
            "the name says 易县, the report 米易县",
        ),
        (
            "易县_2024.txt",
            "（2022年1月14日在易县第十九届人民代表大会第二次会议上）",
            "the name says 2024, the report 2022",
        ),
        ("保定易县_2024.txt", "（2024年1月14日在易县第十九届人民代表大会第四次会议上）", ""),
        ("河北省_2024.txt", "（2023年12月28日在河北省第十四届人民代表大会第二次会议上）", ""),
        ("某地_2024.txt", "（2024年1月14日在易县第十九届人民代表大会第四次会议上）", ""),
    ],
)
def test_a_file_that_is_named_after_another_report_is_told_and_its_name_believed(
    name: str, head: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(f"政府工作报告\n{head}\n各位代表：\n一、工作回顾\n生产总值增长5%。\n", "utf-8")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        report = read_report(path)
    assert f"{report.region}_{report.year}.txt" == name
    assert [str(one.message).removeprefix(f"{path}: ").partition(";")[0] for one in caught] == ([said] if said else [])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_report(path, region="某地", year=2020)


def test_a_five_that_is_no_plan_has_no_years() -> None:
    report = report_from_text("政府工作报告\n增长生产总值“五”主要任务。经济社会发展", region="某市", year=2023)
    assert report.year == 2023


def test_a_year_that_no_report_can_speak_of_is_no_time() -> None:
    report = report_from_text("一、2022年工作回顾\n到2525年城镇化率达到65%。", region="某市", year=2023)
    assert [metric.period for metric in extract(report)] == [(2022, 2022)]


# --- times ----------------------------------------------------------------------------------------------------------


def told(year: str, spoken: str, text: str) -> str:
    """The times of a clause: kind, years, what it does there, part of the year, and whether a comma sets it off."""
    first, _, last = spoken.partition("-")
    found = find_times(text, 0, len(text), Setting(int(year), (int(first), int(last or first))))
    return "; ".join(
        " ".join(
            filter(
                None,
                (one.kind, "-".join(map(str, sorted(set(one.value)))), one.role.value, one.part, "," * one.set_off),
            )
        )
        for one in found
    )


def test_words_for_times_mean_the_years_that_a_reader_takes_them_for() -> None:
    wrong = [
        (row, said) for row in rows("times") if (said := told(row["year"], row["spoken"], row["text"])) != row["times"]
    ]
    assert not wrong
