"""Two reports of one region, sentence beside sentence."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pandas as pd
import pytest
from checks import seconds
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport as gr
from govreport.cli import main
from govreport.render.terminal import PAGE
from govreport.render.view import width
from govreport.words import proper
from govreport.words.aligning import align, differences, inline, key_of, woven


def report(year: int, review: str, plan: str = "", region: str = "某县") -> gr.Report:
    text = f"{region}{year}年政府工作报告\n各位代表：\n一、上年工作回顾\n{review}\n二、{year}年工作安排\n{plan}\n"
    return gr.report_from_text(text, region=region, year=year, source=f"{region}_{year}.txt")


A = report(
    2024, "地区生产总值增长5%。粮食增产。城东水厂开工建设，供水能力明显提高。", "修好乡间小路。办好社区食堂和图书馆。"
)
B = report(
    2025, "地区生产总值增长6.1%。旅游红火。城东水厂建成投用，供水能力明显提高。", "办好社区食堂和图书馆。种树一万棵。"
)


def kinds(found: gr.Sentences) -> dict[str, str]:
    rows = found.frame
    return dict(zip(rows["text_b"].fillna(rows["text_a"]), rows["kind"], strict=True))


def test_a_sentence_is_kept_reworded_new_or_dropped() -> None:
    found = kinds(gr.sentences(A, B))
    assert found["办好社区食堂和图书馆。"] == "kept"
    assert found["城东水厂建成投用，供水能力明显提高。"] == "reworded"
    assert found["地区生产总值增长6.1%。"] == "reworded"
    assert found["旅游红火。"] == found["种树一万棵。"] == "new"
    assert found["粮食增产。"] == found["修好乡间小路。"] == "dropped"


def test_a_fall_that_became_a_rise_is_told_as_one() -> None:
    before = report(2024, "外贸进出口总额下降5%，其中出口仍然保持了较好的势头。")
    now = report(2025, "外贸进出口总额增长5%，其中出口仍然保持了较好的势头。")
    assert "-5% → 5%" in str(gr.sentences(before, now))


def test_what_five_years_add_is_not_set_against_one_year() -> None:
    before = report(2024, "过去五年城镇化率提高5个百分点，城乡面貌焕然一新。")
    now = report(2025, "去年城镇化率提高0.9个百分点，城乡面貌焕然一新。")
    numbers = gr.sentences(before, now).numbers
    assert set(numbers["kind"]) == {"dropped", "new"} and len(numbers) == 2


def test_the_differences_are_marked() -> None:
    rows = gr.sentences(A, B).reworded.set_index("text_b")
    marked = rows.loc["城东水厂建成投用，供水能力明显提高。", "marked"]
    assert marked == "城东水厂[-开工建设-]{+建成投用+}，供水能力明显提高。"
    assert inline("增长5.5%", "增长5%") == "增长[-5.5-]{+5+}%"


def test_shared_numbers_are_linked_to_the_rows_of_the_panel() -> None:
    found = gr.sentences(A, B)
    shared = found.numbers[found.numbers["kind"] == "changed"].iloc[0]
    assert (shared["indicator"], shared["measure"], shared["value_a"], shared["value_b"]) == ("gdp", "growth", 5, 6.1)
    assert shared["change"] == pytest.approx(1.1)
    assert found.panel.frame.loc[shared["panel_b"], "quote"] == "6.1%"
    assert found.frame.loc[shared["row"], ["numbers", "numbers_changed"]].tolist() == [1, 1]
    assert "（增速）: 5% → 6.1%" in found.to_text("zh")
    assert "Gross domestic product (growth): 5% → 6.1%" in found.to_text("en")


def test_a_sentence_that_stands_elsewhere_has_moved() -> None:
    said = ["粮食喜获丰收。", "旅游持续红火。", "工业稳步增长。"]
    found = gr.sentences(report(2024, "".join(said)), report(2025, "".join([said[2], *said[:2]]))).frame
    assert found.loc[found["moved"], "text_b"].tolist() == ["工业稳步增长。"]


def test_a_dropped_sentence_stands_behind_what_it_stood_behind() -> None:
    rows = gr.sentences(A, B).frame
    texts = rows["text_b"].fillna(rows["text_a"]).tolist()
    assert texts.index("粮食增产。") == texts.index("地区生产总值增长6.1%。") + 1


def test_headings_are_told_of_either_side() -> None:
    row = gr.sentences(A, B).frame.set_index("text_b").loc["办好社区食堂和图书馆。"]
    assert (row["section_a"], row["section_b"], row["part_b"]) == ("二、2024年工作安排", "二、2025年工作安排", "plan")


def test_identical_reports_are_kept_in_order() -> None:
    found = gr.sentences(A, A)
    assert set(found.frame["kind"]) == {"kept"}
    assert not found.frame["moved"].any()
    assert set(found.numbers["kind"]) == {"same"}


def test_page_shells_and_glossaries_are_left_out() -> None:
    shell = gr.report_from_text(
        "某县政府网站\n首页 新闻\n某县2025年政府工作报告\n各位代表：\n"
        "一、2024年工作回顾\n粮食增产。\n二、2025年工作安排\n修路。\n",
        region="某县",
        year=2025,
    )
    assert not gr.sentences(A, shell).frame["text_b"].fillna("").str.contains("首页").any()


def test_an_empty_report_and_one_of_one_sentence() -> None:
    nothing = gr.Report("", "某县", 2024, "", "none", (), ())
    assert len(gr.sentences(nothing, nothing)) == 0
    assert gr.sentences(nothing, nothing).note
    assert "没有正文" in gr.sentences(nothing, nothing).to_text()
    assert set(gr.sentences(nothing, A).frame["kind"]) == {"new"}
    assert set(gr.sentences(A, nothing).frame["kind"]) == {"dropped"}
    one = gr.report_from_text("各位代表：粮食增产。", region="某县", year=2024)
    assert gr.sentences(one, one).frame["kind"].tolist() == ["kept"] * len(proper(one).sentences)


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        (A, report(2025, "增产。", region="别县"), "reports of two regions: expected 某县, found 别县"),
        (report(2025, "增产。"), A, "the later one"),
        (A, 3, "b: no report: expected a Report or a path, found int"),
        (A, "nowhere.txt", "nowhere.txt"),
    ],
)
def test_what_cannot_be_set_side_by_side_is_said(a: gr.Report, b: object, message: str) -> None:
    with pytest.raises(gr.InputError, match=message):
        gr.sentences(a, b)  # type: ignore[arg-type]


PIECES = [
    "粮食增产5%。",
    "粮食增产6%。",
    "城东水厂建成投用。",
    "城东 水厂建成投用。",
    "各位代表！",
    "保護環境。",
    "修路。",
    "办好实事",
]
PARTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@settings(max_examples=30)
@given(PARTS, PARTS, PARTS, PARTS)
def test_every_sentence_of_both_stands_in_exactly_one_row(r1: str, p1: str, r2: str, p2: str) -> None:
    a, b = report(2024, r1, p1), report(2025, r2, p2)
    before = copy.deepcopy((a, b))
    found = gr.sentences(a, b)
    rows = found.frame
    assert (a, b) == before
    for side, one in (("a", a), ("b", b)):
        spans = [(s.start, s.end) for s in proper(one).sentences]
        own = rows[rows[f"start_{side}"].notna()]
        assert sorted(zip(own[f"start_{side}"], own[f"end_{side}"], strict=True)) == sorted(spans)
        texts = [one.text[s:e] for s, e in zip(own[f"start_{side}"], own[f"end_{side}"], strict=True)]
        assert texts == own[f"text_{side}"].tolist()
    assert [(s.start, s.end) for s in proper(b).sentences] == [
        (s, e) for s, e in zip(rows["start_b"], rows["end_b"], strict=True) if not pd.isna(s)
    ]
    said_a, said_b = ({s.start: key_of(s.said) for s in proper(one).sentences} for one in (a, b))
    for row in rows.to_dict("records"):
        both = not pd.isna(row["start_a"]) and not pd.isna(row["start_b"])
        assert both == (row["kind"] in ("kept", "reworded"))
        if both:
            assert (said_a[row["start_a"]] == said_b[row["start_b"]]) == (row["kind"] == "kept")
    metrics = [n for column in ("panel_a", "panel_b") for n in found.numbers[column].dropna()]
    assert sorted(metrics) == list(range(len(found.panel.frame)))
    assert int(found.summary()["total"].sum()) == len(rows)


@given(st.text(alphabet="增长5.%下降ab，。 8", max_size=24), st.text(alphabet="增长5.%下降ab，。 8", max_size=24))
def test_pieces_give_back_both_sentences(old: str, new: str) -> None:
    left, right = differences(old, new)
    assert ("".join(t for t, _ in left), "".join(t for t, _ in right)) == (old, new)
    assert "".join(t for t, differs in left if not differs) == "".join(t for t, differs in right if not differs)
    assert "".join(t for t, sign in woven(old, new) if sign <= 0) == old
    assert "".join(t for t, sign in woven(old, new) if sign >= 0) == new


def test_the_cost_grows_with_the_length_and_not_with_its_square() -> None:
    def cost(n: int) -> float:
        said = [f"第{k}号工程{chr(0x4E00 + k % 900)}{chr(0x5000 + k % 777)}顺利完成，投资{k}万元。" for k in range(n)]
        a, b = (proper(report(2024, "".join(said[s:]))).sentences for s in (0, 3))
        return seconds(lambda: align(a, b))

    cost(100)
    assert cost(2400) < 14 * max(cost(400), 0.005)


def test_the_views_and_files(tmp_path: Path) -> None:
    a, b = report(2024, "种<树>五百棵，绿化荒山荒坡。"), report(2025, "种<树>八百棵，绿化荒山荒坡。\n=1+1。")
    found = gr.sentences(a, b)
    assert "{+八百+}" in found.to_text() or "{+八+}" in found.to_text()
    assert "=1+1" not in found.to_text()
    assert "=1+1" in found.to_text(sentences=True)
    assert "of them moved" in found.to_text("en")
    long = gr.sentences(A, report(2025, "修好乡间小路，" * 40)).to_text("en", sentences=True)
    assert max(map(width, long.split("\n"))) <= PAGE and long.count("修好乡间小路，") + long.count("修好") >= 40
    page = found.to_html(tmp_path / "page.html")
    assert page == (tmp_path / "page.html").read_text("utf-8")
    assert '<span class="in">' in page
    assert "<树>" not in page + found.to_html() + found.to_markdown()
    with pytest.raises(gr.InputError, match="cannot write here"):
        found.to_html(tmp_path / "none" / "page.html")
    with pytest.raises(gr.InputError, match="unknown language"):
        found.to_html(lang="fr")  # type: ignore[arg-type]
    for ending in ("csv", "json", "parquet", "xlsx", "sdmx.csv"):
        found.export(tmp_path / f"out.{ending}")
    held = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert len(held["rows"]) == len(found)
    assert pd.read_csv(tmp_path / "out.csv")["text_b"].iloc[-3:].str.startswith("'=").any()
    book = pd.read_excel(tmp_path / "out.xlsx", sheet_name=None)
    assert "numbers" in book
    assert list(book) == ["rows", "numbers", "columns", "about"], "no empty sheet of sentences"
    # no sheet of sentences has the places and files of these rows
    assert book["rows"].columns.tolist() == found.frame.columns.tolist()
    assert book["rows"]["end_b"].tolist() == pytest.approx(found.frame["end_b"].astype(float).tolist(), nan_ok=True)
    assert "reworded" in repr(found)


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    files = [str(path) for path in gr.samples()[-2:]]
    assert main(["sentences", *files, "--lang", "en", "--html", str(tmp_path / "s.html")]) == 0
    assert capsys.readouterr().out.startswith("China: the reports of 2024 and 2025, sentence by sentence")
    assert (tmp_path / "s.html").exists()
    assert main(["sentences", files[0], "nowhere.txt"]) == 2
    assert capsys.readouterr().err.startswith("govreport: error: nowhere.txt")


def test_two_reports_of_the_nation_meet_in_what_they_always_say(shared: Path) -> None:
    found = gr.sentences(shared / "corpus" / "全国_2022.txt", shared / "corpus" / "全国_2023.txt")
    goal = found.reworded[found.reworded["text_b"].str.contains("今年发展主要预期目标")]
    assert len(goal) == 1
    assert {"gdp", "urban_new_jobs"} <= set(found.numbers.loc[found.numbers["kind"] == "changed", "indicator"])
