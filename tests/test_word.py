"""What of a Word document is text: every element that stands for a character, and every one that is left out."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from govreport.errors import InputError
from govreport.text.limits import Limits
from govreport.text.word import word_text

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/x/officeDocument" Target="/word/main.xml"/>'
    "</Relationships>"
)


def packed(body: str, **more: str) -> bytes:
    """A document of the elements of its body; a part that is given besides is a whole one."""
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/main.xml", f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>')
        for name, inside in more.items():
            package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{SPACE}">{inside}</w:{name}>')
    return file.getvalue()


def text_of(body: str, **more: str) -> str:
    return word_text(packed(body, **more), "a.docx", Limits())


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def run(said: str) -> str:
    return f"<w:r><w:t>{said}</w:t></w:r>"


@pytest.mark.parametrize(
    ("element", "character"), [("tab", "\t"), ("ptab", "\t"), ("br", "\n"), ("cr", "\n"), ("noBreakHyphen", "-")]
)
def test_an_element_that_stands_for_a_character_is_one(element: str, character: str) -> None:
    assert text_of(paragraph(f"{run('增长')}<w:r><w:{element}/></w:r>{run('5%')}")) == f"增长{character}5%"


@pytest.mark.parametrize(
    "element",
    ["del", "moveFrom", "rt", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "sectPr"],
)
def test_what_was_taken_out_or_says_how_it_looks_is_no_text(element: str) -> None:
    assert text_of(paragraph(f"{run('增长')}<w:{element}>{run('9%')}</w:{element}>{run('5%')}")) == "增长5%"
    assert text_of(paragraph(run("增长5%")) + f"<w:{element}>{paragraph(run('9%'))}</w:{element}>") == "增长5%"


def test_what_was_put_in_or_moved_here_is_text() -> None:
    assert text_of(paragraph(f"<w:ins>{run('增长')}</w:ins><w:moveTo>{run('5%')}</w:moveTo>")) == "增长5%"
    assert text_of(f"<w:sdt><w:sdtContent>{paragraph(run('增长5%'))}</w:sdtContent></w:sdt>") == "增长5%"


def test_a_box_follows_the_paragraph_it_hangs_on_and_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('框中'))}</w:txbxContent>"
    twice = f"<w:AlternateContent><w:Choice>{box}</w:Choice><w:Fallback>{box}</w:Fallback></w:AlternateContent>"
    assert (
        text_of(paragraph(f"{run('增长')}<w:r>{twice}</w:r>{run('5%')}") + paragraph(run("后"))) == "增长5%\n框中\n后"
    )


def test_notes_stand_under_a_heading_behind_the_text_without_the_lines_that_part_them() -> None:
    note = f'<w:footnote w:type="separator">{paragraph(run("——"))}</w:footnote><w:footnote>{paragraph(run("脚注"))}'
    note += f"{paragraph(run(' '))}</w:footnote>"
    end = f"<w:endnote>{paragraph(run('尾注'))}</w:endnote>"
    assert text_of(paragraph(run("正文")), footnotes=note, endnotes=end) == "正文\n名词解释\n脚注\n尾注"
    assert text_of(paragraph(run("正文"))) == "正文"


def styled(said: str, how: str) -> str:
    return f"<w:r><w:rPr>{how}</w:rPr><w:t>{said}</w:t></w:r>"


@pytest.mark.parametrize("how", ["<w:vanish/>", "<w:strike/>", '<w:dstrike w:val="1"/>'])
def test_what_is_hidden_or_struck_out_is_no_text_unless_that_is_switched_off(how: str) -> None:
    assert text_of(paragraph(f"{run('增长')}{styled('9%', how)}{run('5%')}")) == "增长5%"
    off = how.replace(' w:val="1"', "").replace("/>", ' w:val="false"/>')
    assert text_of(paragraph(f"{run('增长')}{styled('9%', off)}")) == "增长9%"


def test_a_raised_number_is_the_mark_of_a_note_and_not_a_digit_more() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    assert (
        text_of(paragraph(run("增长5%") + styled("12", up) + run("，绿地500m") + styled("2", up)))
        == "增长5%¹²，绿地500m²"
    )
    assert text_of(paragraph(run("PM") + styled("2.5", up.replace("super", "sub")))) == "PM2.5"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('增长')}</w:p>"
    assert text_of(joined + paragraph(run("5%")) + paragraph(run("后"))) == "增长5%\n后"
    assert text_of(paragraph(run("前")) + joined) == "前\n增长"


def test_a_row_that_begins_further_to_the_right_leaves_its_first_columns_empty() -> None:
    cells = [f"<w:tc>{paragraph(run(said))}</w:tc>" for said in ("指标", "单位", "实绩", "亿元", "62")]
    head, row = "".join(cells[:3]), "".join(cells[3:])
    short = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{row}</w:tr>'
    assert text_of(f"<w:tbl><w:tr>{head}</w:tr>{short}</w:tbl>") == "指标\t单位\t实绩\n\t亿元\t62"


def test_a_row_that_was_deleted_is_none_and_a_merged_cell_says_its_words_once() -> None:
    def cell(said: str, how: str = "") -> str:
        return f"<w:tc><w:tcPr>{how}</w:tcPr>{paragraph(run(said))}</w:tc>"

    head = f"<w:tr>{cell('指标')}{cell('数值')}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('出口')}{cell('增长9%')}</w:tr>"
    kept = f"<w:tr>{cell('出口')}{cell('增长5%')}</w:tr>"
    assert "9%" not in text_of(f"<w:tbl>{head}{gone}{kept}</w:tbl>")
    restart = '<w:vMerge w:val="restart"/>'
    first = f"<w:tr>{cell('出口', restart)}{cell('增长5%')}</w:tr>"
    second = f"<w:tr>{cell('旧', '<w:vMerge/>')}{cell('增长6%')}</w:tr>"
    told = text_of(f"<w:tbl>{first}{second}</w:tbl>")
    assert "旧" not in told and "增长5%" in told and "增长6%" in told


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK", "File is not a zip file"),
        (packed("")[:-30], "this is not a Word document that can be read"),
        (packed("<w:p>"), "mismatched tag"),
    ],
)
def test_what_is_no_document_is_told_with_its_name(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=r"a\.docx: this is not a Word document that can be read") as told:
        word_text(data, "a.docx", Limits())
    assert said in str(told.value)


def test_a_document_above_a_limit_is_told_with_its_name() -> None:
    with pytest.raises(InputError, match=r"a\.docx: .*bytes unpacked"):
        word_text(packed(paragraph(run("增长" * 500))), "a.docx", Limits(unpacked=1000))
