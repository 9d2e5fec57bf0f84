"""What a report said would be done, and what the next one says of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport as gr
from govreport.cli import main
from govreport.words.aligning import key_of
from govreport.words.deciding import ANSWERS
from govreport.words.tasks import clauses, task_or_why

CASES = list(
    csv.DictReader(
        (Path(__file__).parent / "cases" / "promises.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


def report(year: int, review: str, plan: str, region: str = "某县") -> gr.Report:
    lines = [f"{region}{year}年政府工作报告", "各位代表：", f"一、{year - 1}年工作回顾", f"{review}。"]
    text = "\n".join([*lines, f"二、{year}年工作安排", f"{plan}。", ""])
    return gr.report_from_text(text, region=region, year=year, source=f"{region}_{year}.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_an_answer_and_the_words_that_decided(case: dict[str, str]) -> None:
    told = gr.promises(report(2024, "粮食增产", case["task"]), report(2025, case["review"], case["plan"]))
    row = told.frame[told.frame["task"] == case["task"]].iloc[0]
    assert (row["answer"], case["words"] in row["words"]) == (case["answer"], True), row["reason"]
    assert row["task"] in told.to_text(lang="en", sentences=True)  # every reason has its words


def test_numbers_are_decided_by_targets() -> None:
    first = report(2024, "粮食增产", "地区生产总值增长6%左右，城镇新增就业5000人以上，新建滨河湿地公园3个")
    second = report(2025, "地区生产总值增长4.1%，城镇新增就业6200人", "修好乡间小路")
    found = gr.promises(first, second).frame.set_index("task")
    assert found.loc["地区生产总值增长6%左右", ["answer", "verdict", "words"]].tolist() == ["missed", "missed", "4.1%"]
    assert found.loc["城镇新增就业5000人以上", ["answer", "verdict"]].tolist() == ["done", "met"]
    assert found.loc["新建滨河湿地公园3个", "answer"] == "not_found"
    assert found.loc["地区生产总值增长6%左右", "found"] == "地区生产总值增长4.1%"


def test_a_number_that_is_told_of_and_not_set_beside_the_aim_settles_nothing() -> None:
    first = report(2024, "粮食增产", "帮扶残疾人就业创业30人")
    second = report(2025, "累计帮扶残疾人就业创业家庭80户", "修好乡间小路")
    row = gr.promises(first, second).frame.iloc[0]
    assert (row["answer"], row["reason"]) == ("undecided", "the number does not settle it")


def test_the_plan_says_it_again_beside_what_the_review_tells() -> None:
    found = gr.promises(
        report(2024, "粮食增产", "加快推进凤凰大桥建设"),
        report(2025, "凤凰大桥加快推进", "继续加快凤凰大桥建设"),
    ).frame.iloc[0]
    assert (found["answer"], found["again"], found["sentence_again"]) == ("in_progress", True, "继续加快凤凰大桥建设。")


def test_every_clause_of_a_plan_is_a_task_or_in_others_with_the_reason() -> None:
    plan = "围绕乡村振兴，新建羊肠小道，让群众走得安心。就业是最大的民生。坚持以人民为中心"
    found = gr.promises(report(2024, "粮食增产", plan), report(2025, "粮食增产", "修路"))
    assert found.frame["task"].tolist() == ["新建羊肠小道"]
    assert dict(zip(found.others["clause"], found.others["why"], strict=True)) == {
        "2024年工作安排": "heading",
        "围绕乡村振兴": "frame",
        "让群众走得安心": "purpose",
        "就业是最大的民生": "no deed",
        "坚持以人民为中心": "principle",
    }


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("就业压力加大", "no deed"),
        ("发展潜力很大", "no deed"),
        ("促进就业增收", ""),
        ("严打违法排污", ""),
        ("推动价格上涨的因素较多", "no deed"),
        ("我国发展处在爬坡过坎的关键阶段", "no deed"),
        ("发展现代种业", ""),
        ("调整结构势在必行", "no deed"),
        ("国家提高了教育投资比重", "speaks of the past"),
        ("改革开放以来", "speaks of the past"),
        ("登记失业率不高于去年", "aim in words"),
        ("农民收入增速快于经济增长", "aim in words"),
        ("居民收入与经济增长基本同步", "aim in words"),
        ("能耗强度完成省下达目标", "aim in words"),
        ("确保登记失业率不高于去年", "aim in words"),
        ("城镇化率低于全省平均水平", "no deed"),
        ("就业压力高于预期", "no deed"),
        ("去年我县经济增速高于全省平均水平", "speaks of the past"),
        ("要加强对企业的了解", ""),
        ("努力营造一切为了发展的环境", ""),
    ],
)
def test_what_states_how_things_are_is_no_task(said: str, why: str) -> None:
    assert task_or_why(said) == why


@pytest.mark.parametrize(
    ("plan", "tasks"),
    [
        ("加强凤凰湖保护，是全县安全的保障", []),
        ("要保护凤凰湖，就必须反对滥捕", ["就必须反对滥捕"]),
        ("建设凤凰大桥，打通白鹭隧道，都需要大批工匠", []),
        ("制定凤凰湖规划，是今年的一项任务", ["制定凤凰湖规划"]),
        ("建设凤凰大桥，打通白鹭隧道", ["建设凤凰大桥", "打通白鹭隧道"]),
        ("抢抓凤凰机场建设机遇，打通白鹭隧道", ["打通白鹭隧道"]),
    ],
)
def test_what_something_is_said_of_is_no_task(plan: str, tasks: list[str]) -> None:
    found = gr.promises(report(2024, "粮食增产", plan), report(2025, "粮食增产", "修路"))
    assert found.frame["task"].tolist() == tasks


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ("我国同邻国的青石合作关系进一步发展", "undecided"),
        ("在过去的一年里，青石合作关系向前发展", "undecided"),
        ("我国将同邻国进一步发展青石合作关系", "said_again"),
    ],
)
def test_a_chapter_of_the_plan_may_tell_of_relations_with_others(told: str, answer: str) -> None:
    again = report(2025, "粮食增产", f"{told}。发展同各国的青石合作关系")
    row = gr.promises(report(2024, "粮食增产", "发展同各国的青石合作关系"), again).frame.iloc[0]
    assert row["answer"] == answer, row["reason"]


def test_a_sentence_of_the_plan_that_looks_back_holds_no_task() -> None:
    plan = "一年来，我们加强凤凰湖保护，群众满意。建设凤凰大桥"
    found = gr.promises(report(2024, "粮食增产", plan), report(2025, "粮食增产", "修路"))
    assert found.frame["task"].tolist() == ["建设凤凰大桥"]
    why = dict(zip(found.others["clause"], found.others["why"], strict=True))
    assert why["我们加强凤凰湖保护"] == "speaks of the past"


def test_a_sentence_of_which_one_clause_tells_of_the_past_holds_no_task() -> None:
    plan = "为保护凤凰湖，促进白鹭回归，建成了三处苇塘。为了扩大青石码头，建设红叶栈桥"
    found = gr.promises(report(2024, "粮食增产", plan), report(2025, "粮食增产", "修路"))
    assert found.frame["task"].tolist() == ["建设红叶栈桥"]


def test_a_number_that_nobody_aims_at_is_no_task() -> None:
    plan = "城镇登记失业率4.5%，该厂的380台旧车床"
    found = gr.promises(report(2024, "粮食增产", plan), report(2025, "粮食增产", "修路"))
    assert found.frame["task"].tolist() == ["城镇登记失业率4.5%"]
    assert "该厂的380台旧车床" in found.others["clause"].tolist()


def test_a_comma_between_digits_divides_no_clauses() -> None:
    assert [one.said for one in clauses(0, "生产内燃机2，000万马力，汽车16万辆。")] == [
        "生产内燃机2，000万马力",
        "汽车16万辆",
    ]


def test_each_report_is_followed_into_the_next_of_its_region() -> None:
    given_ = [
        report(2025, "粮食增产", "修路"),
        report(2023, "粮食增产", "建设凤凰大桥"),
        report(2024, "凤凰大桥建成通车", "建设白鹭隧道"),
        report(2024, "粮食增产", "修路", region="别县"),
        report(2025, "粮食增产", "修路", region="别县"),
    ]
    found = gr.promises(given_)
    rows = found.frame
    pairs = rows[["report_region", "report_year_task", "report_year_found"]].drop_duplicates().to_numpy().tolist()
    assert pairs == [["某县", 2023, 2024], ["某县", 2024, 2025], ["别县", 2024, 2025]]
    assert found.regions == ("某县", "别县")
    assert found.years == (2023, 2024, 2025)
    assert list(found.summary().columns) == ["某县 2023", "某县 2024", "别县 2024", "total"]
    assert int(found.summary()["total"].sum()) == len(found) == len(rows)


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ((report(2024, "增产", "修路"),), "expected two years of one region, found 某县 2024"),
        ((report(2024, "增产", "修路"), report(2024, "增产", "修路")), "two reports of one region and year"),
        ((report(2024, "增产", "修路"), report(2025, "增产", "修路", region="别县")), "某县 2024, 别县 2025"),
        ((3,), "expected a path, a Report, a table or several of these, found int"),
    ],
)
def test_what_cannot_be_followed_is_said(given_: tuple[object, ...], message: str) -> None:
    with pytest.raises(gr.InputError, match=message):
        gr.promises(*given_)  # type: ignore[arg-type]


def test_a_report_without_a_plan_gives_no_rows_and_says_so() -> None:
    first = gr.report_from_text("各位代表：\n粮食增产。", region="某县", year=2024)
    found = gr.promises(first, report(2025, "增产", "修路"))
    assert (len(found), found.note) == (0, "no task in the plans")
    assert "安排部分没有任务" in found.to_text()
    assert found.summary()["total"].sum() == 0


PIECES = [
    "建设凤凰大桥",
    "完成白鹭隧道",
    "城东水厂建成投用",
    "粮食增产5%",
    "优化环境",
    "围绕“三农，工作”",
    "让群众满意",
    "<b>&",
]


@settings(max_examples=12)
@given(*[st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("，".join) for _ in range(4)])
def test_clauses_are_told_once_and_stand_where_they_are_said(r1: str, p1: str, r2: str, p2: str) -> None:
    first, second = report(2024, r1, p1), report(2025, r2, p2)
    found = gr.promises(first, second)
    told = [*found.frame["task"], *found.others["clause"]]
    assert sorted(told) == sorted(["2024年工作安排", *(c.said for c in clauses(0, p1 + "。"))])
    for row in found.frame.to_dict("records"):
        assert key_of(first.text[row["start_task"] : row["end_task"]]) == key_of(row["task"])
        assert row["answer"] in ANSWERS
        if not pd.isna(row["start_found"]):
            assert key_of(second.text[row["start_found"] : row["end_found"]]) == key_of(row["found"])
            assert row["found"] in row["sentence_found"]
        assert all(word in row["found"] for word in row["words"].split()) or row["reason"].startswith("it is named")
    for row in found.others.to_dict("records"):
        assert key_of(first.text[row["start"] : row["end"]]) == key_of(row["clause"])


@given(st.text(alphabet="建设凤凰大桥，。；“”（）一二是：5%<\n", max_size=40))
def test_clauses_hold_every_word_of_a_sentence_at_its_place(said: str) -> None:
    found = clauses(0, said)
    assert all(said[clause.start : clause.end] == clause.said for clause in found)
    assert [c.start for c in found] == sorted({c.start for c in found})
    assert all(isinstance(task_or_why(clause.said), str) for clause in found)


@pytest.mark.parametrize("said", ["大力推进", "要坚决纠正", "统筹兼顾", "必须切实抓紧抓好", "加强引导和协调"])
def test_a_deed_alone_whose_thing_is_named_elsewhere_is_no_task(said: str) -> None:
    assert task_or_why(said) == "no thing"


@pytest.mark.parametrize("said", ["广泛开展植树造林", "加快推进拆迁改造", "增加有效供给", "推进确权登记", "深化改革"])
def test_a_deed_that_is_a_thing_itself_is_a_task(said: str) -> None:
    assert task_or_why(said) == ""


def test_the_report_of_the_next_year_is_missing_where_another_is_the_next_that_is_given() -> None:
    first, later = report(2022, "增产", "粮食产量达到50万吨"), report(2025, "粮食产量达到60万吨", "修路")
    row = gr.promises(first, later).frame.iloc[0]
    assert (row["answer"], row["reason"]) == ("undecided", "the report of the next year is missing")
    assert "两份报告之间缺年份：某县 2022–2025" in gr.promises(first, later).to_text(lang="zh")
    next_year = gr.promises(first, report(2023, "粮食产量达到60万吨", "修路"))
    assert next_year.frame["answer"].tolist() == ["done"] and "缺年份" not in next_year.to_text(lang="zh")


def test_what_is_judged_comes_first_and_the_rest_is_counted_with_its_reasons() -> None:
    first = report(2024, "增产", "提高质量。建设凤凰大桥")
    found = gr.promises(first, report(2025, "凤凰大桥建成通车", "修路"))
    text, markdown, fragment = found.to_text(), found.to_markdown(), found.to_html()
    assert "不能判断 1（其中任务说得笼统，无从对照 1）" in text and "提高质量" not in text + fragment
    assert "不能判断的 1 项未列出" in text and "不能判断的 1 项未列出" in fragment
    assert markdown.index("凤凰大桥") < markdown.index("## 不能判断") < markdown.index("提高质量")
    assert "提高质量" in found.to_text(sentences=True) and "未列出" not in found.to_text(sentences=True)


def test_the_views_and_files(tmp_path: Path) -> None:
    first = report(2024, "增产", "建设凤凰大桥，办好<社区>食堂")
    second = report(2025, "凤凰大桥建成通车", "办好<社区>食堂")
    found = gr.promises(first, second)
    assert "已完成  建设凤凰大桥" in found.to_text()
    assert "→ 凤凰大桥【建成通车】" in found.to_text(sentences=True)
    assert "**建成通车**" in found.to_markdown()
    assert "1 done, 1 said_again" in repr(found)
    page = found.to_html(tmp_path / "page.html", lang="en")
    assert page == (tmp_path / "page.html").read_text("utf-8")
    assert '<span class="cue">建成通车</span>' in page
    assert "<社区>" not in page + found.to_html()
    with pytest.raises(gr.InputError, match="unknown language"):
        found.to_text("fr")  # type: ignore[arg-type]
    found.export(tmp_path / "out.json")
    held = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [row["answer"] for row in held["rows"]] == ["done", "said_again"]
    assert held["regions"] == ["某县"]
    found.export(tmp_path / "out.xlsx")
    assert set(pd.read_excel(tmp_path / "out.xlsx", sheet_name=None)) == {
        "rows",
        "sentences",
        "others",
        "about",
        "columns",
    }
    found.export(tmp_path / "out.csv")
    assert len(pd.read_csv(tmp_path / "out.csv")) == 2


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    files = [str(path) for path in gr.samples()[-2:]]
    assert main(["promises", *files, "--lang", "en", "--html", str(tmp_path / "p.html")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("China 2024–2025: what was to be done")
    assert (tmp_path / "p.html").exists()
    assert main(["promises", files[0]]) == 2
    assert "two years of one region" in capsys.readouterr().err


def test_a_number_at_the_same_place_of_both_reports_is_judged_by_its_own_year() -> None:
    reports = [
        gr.report_from_text(
            f"保定市政府工作报告\n一、{year - 1}年工作回顾\n去年，新建学校{built}所。\n"
            f"二、{year}年工作安排\n新建学校5所，改造老旧小区3个。\n",
            region="保定市",
            year=year,
        )
        for year, built in ((2023, 2), (2024, 4))
    ]
    assert gr.promises(reports).frame["verdict"].tolist() == ["missed", "not_found"]
