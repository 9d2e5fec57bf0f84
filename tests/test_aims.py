"""What the words beside a target say: bottom line, stretch, completion, outcome; and what is not comparable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from case_rows import rows_of
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_rows import panel, row

import govreport as gr
from govreport.comparison.told import says
from govreport.panel.worded import made, plain, sound, worded_in

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    return rows_of(CASES / f"{name}.tsv")


def observed(plan: str = "", review: str = "") -> list[gr.Observation]:
    text = f"XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n{review or '粮食产量达20.6亿斤。'}\n"
    report = gr.report_from_text(f"{text}二、2023年工作安排\n今年经济社会发展的主要预期目标是：{plan}")
    return gr.normalize(report, gr.extract(report))


@pytest.mark.parametrize("case", cases("aims"), ids=lambda case: case["text"])
def test_a_target_with_two_numbers_is_a_bottom_line_and_a_stretch(case: dict[str, str]) -> None:
    found = [f"{o.metric.value:g} {o.aim}".strip() for o in observed(plan=case["text"]) if o.status == "target"]
    assert ", ".join(found) == case["aims"]


def test_the_stretch_without_a_subject_is_of_the_target_before_it_and_the_metric_stays_as_said() -> None:
    first, second = [o for o in observed(plan="规上工业增加值增长7%，奋斗目标8%。") if o.status == "target"]
    assert (second.indicator, second.measure, second.unit) == (first.indicator, "growth", "%")
    assert second.metric.indicator is None


@pytest.mark.parametrize("text", ["地区生产总值保6争7。", "地区生产总值增长保6%争7%。"])
def test_numbers_to_keep_and_to_try_for_are_growth(text: str) -> None:
    found = [(o.indicator, o.measure, o.value, o.unit) for o in observed(plan=text) if o.status == "target"]
    assert found == [("gdp", "growth", 6, "%"), ("gdp", "growth", 7, "%")]


@pytest.mark.parametrize("case", cases("completions"), ids=lambda case: case["text"])
def test_the_completion_of_a_plan_is_a_measure_of_its_own(case: dict[str, str]) -> None:
    told = observed(review=case["text"], plan="粮食产量20亿斤。")
    found = [o for o in told if o.value == float(case["value"]) and o.unit == "%"]
    assert [(o.indicator, o.measure) for o in found] == [(case["indicator"], case["measure"])]
    if case["measure"] == "completion":
        assert found[0].metric.measure == "level" and found[0].metric.indicator is None
        assert not [o for o in told if o.indicator == case["indicator"] and o.measure == "level" and o.unit == "%"]


@pytest.mark.parametrize(
    "case", cases("outcome_words"), ids=lambda case: case["before"] + case["quote"] + case["behind"]
)
def test_words_beside_a_number_say_what_became_of_the_target(case: dict[str, str]) -> None:
    sentence, at = case["before"] + case["quote"] + case["behind"], len(case["before"])
    cells = {
        "sentence": sentence,
        "sentence_start": 0,
        "start": at,
        "end": at + len(case["quote"]),
        "name": "",
        "bound": "",
    }
    rows = pd.DataFrame([{**cells, "direction": case["direction"]}])
    assert says(rows, "").tolist() == [case["verdict"]]


@pytest.mark.parametrize("goal", ["居民消费价格涨幅3%左右", "居民消费价格涨幅控制在3%左右"])
def test_prices_below_their_goal_are_as_they_should_be_and_the_figure_keeps_its_own_words(goal: str) -> None:
    texts = [
        f"某市2022年政府工作报告\n各位代表：\n一、2021年工作回顾\n粮食丰收。\n二、2022年工作安排\n主要预期目标是：{goal}。",
        "某市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n居民消费价格上涨2.1%，低于3%左右的预期目标。",
    ]
    [found] = gr.targets(gr.read_panel([gr.report_from_text(text) for text in texts])).frame.to_dict("records")
    assert (found["verdict"], found["value_result"], found["quote_result"]) == ("met", 2.1, "2.1%")


@pytest.mark.parametrize("sides", [(None, "按可比价格"), ("按可比价格", None), (None, "名义"), ("名义", None)])
def test_growth_of_output_goes_without_saying_at_constant_prices_and_on_no_other_basis(
    sides: tuple[str | None, str | None],
) -> None:
    aimed, reached = sides
    rows = [
        row("gdp", "growth", 2023, 5, "%", status="target", basis=aimed),
        row("gdp", "growth", 2023, 5.2, "%", basis=reached),
    ]
    [found] = gr.targets(panel(*rows)).frame.to_dict("records")
    assert found["verdict"] == "exceeded"
    assert found["reason"] == ("only one side states its basis" if "名义" in sides else "")


@pytest.mark.parametrize("case", cases("comparable"), ids=lambda case: case["target_name"])
def test_two_things_are_not_compared_and_the_reason_is_said(case: dict[str, str]) -> None:
    target, result = (
        row(case["indicator"], "level", 2023, float(case[s]), case["unit"], name=case[f"{s}_name"], status=status)
        for s, status in (("target", "target"), ("result", "actual"))
    )
    found = gr.targets(panel(target, result)).frame.iloc[0]
    assert (found["verdict"] == "not_comparable") == bool(case["reason"])
    assert found["reason"] == case["reason"]
    assert pd.isna(found["deviation"]) == bool(case["reason"])


def told_twice(plan: str, review: str, region: str = "XX市") -> list[gr.Report]:
    """A report that plans, and the next one that tells."""
    head = region + "{}年政府工作报告\n各位代表：\n一、{}年工作回顾\n{}\n二、{}年工作安排\n今年的主要预期目标是：{}。"
    texts = (
        head.format(2023, 2022, "外贸出口12亿元。", 2023, plan),
        head.format(2024, 2023, review, 2024, "外贸出口15亿元"),
    )
    return [gr.report_from_text(text, region=region, source=f"{region} {at}") for at, text in enumerate(texts)]


def two_years(plan: str, review: str, region: str = "XX市") -> gr.Panel:
    """What a report plans, and what the next one tells."""
    return gr.read_panel(told_twice(plan, review, region), progress=False)


@pytest.fixture(scope="module")
def worded() -> pd.DataFrame:
    """What is judged of all cases, each of a city of its own."""
    there = [told_twice(case["plan"], case["review"], f"第{at}市") for at, case in enumerate(cases("worded_outcomes"))]
    with pytest.warns(gr.GovReportWarning, match="the same text as"):  # several cases plan the same
        panel = gr.read_panel([one for two in there for one in two], progress=False)
    return gr.targets(panel, year=2023).frame


@pytest.mark.parametrize(
    ("at", "case"), list(enumerate(cases("worded_outcomes"))), ids=[case["review"] for case in cases("worded_outcomes")]
)
def test_words_without_a_number_decide_with_their_sentence(worded: pd.DataFrame, at: int, case: dict[str, str]) -> None:
    found = worded[worded["region"] == f"第{at}市"].sort_values("start_target")
    assert found["verdict"].tolist() == case["verdicts"].split()
    decided = found[found["verdict"].isin(["met", "exceeded", "missed"])]
    for one in decided.to_dict("records"):
        at = one["start_result"] - one["sentence_start_result"]
        assert one["sentence_result"] in case["review"] and one["report_year_result"] == 2024
        assert one["sentence_result"][at:].startswith(one["quote_result"])
        assert one["value_result"] == 0 or one["reason"].startswith("the report says so")


def test_outcomes_in_words_are_kept_wherever_a_panel_goes(tmp_path: Path) -> None:
    there = two_years("城镇登记失业率控制在4%以内", "失业率低于控制目标。")
    there.save(tmp_path / "panel.json")
    loaded = gr.load_panel(tmp_path / "panel.json")
    joined = there + two_years("外贸出口增长2%", "外贸出口增长3%。", "杭州市")
    for one in (there, loaded, joined, there.select(region="XX市")):
        assert gr.targets(one, year=2023, region="XX市").frame["verdict"].tolist() == ["met"]
        assert one.worded[["subject", "says", "year", "quote"]].values.tolist() == [
            ["失业率", "below", 2023, "低于控制目标"]
        ]
    text = gr.targets(there, year=2023).to_text()
    assert "低于控制目标" in text and "据报告原话" in text
    assert gr.targets(there, year=2023, vintage=2023).frame["verdict"].tolist() == ["no_report"]


def test_every_kind_of_outcome_in_words_is_found_and_comes_back_from_a_file() -> None:
    reports = [told_twice(case["plan"], case["review"])[1] for case in cases("worded_outcomes")]
    found = [one for report in reports for one in worded_in(report) if one.says != "aimed"]
    assert {one.says for one in found} == {"exceeded", "above", "missed", "below", "met", "kept", "flat", "about flat"}
    assert sound(plain(found)) and list(made(plain(found))) == found


@pytest.mark.parametrize(
    ("plan", "aims"),
    [
        ("城镇登记失业率不高于去年，居民收入增长快于经济增长", ["城镇登记失业率", "居民收入增长"]),
        ("居民消费与经济增长基本同步，粮食产量保持去年水平", ["居民消费", "粮食产量"]),
        ("一般公共预算收入、居民工资与经济增长同步", ["一般公共预算收入", "居民工资"]),
        ("引导普惠贷款增速高于各项贷款增速", ["普惠贷款增速"]),
        ("工业投资增速高于全省3个百分点", []),  # a number is a metric
        ("坚持道路建设与管网建设同步", []),  # nothing that has a size
        ("到2030年，居民收入与经济增长同步", []),  # of another year
        ("去年居民工资增长与经济增长同步", []),  # what was
        ("居民收入低于全省平均的问题要解决", []),  # what is complained of
    ],
)
def test_aims_without_a_number_are_listed_and_decide_nothing(plan: str, aims: list[str]) -> None:
    panel = two_years(f"进口增长5%，{plan}", "居民收入增长5%。")
    found = panel.worded[panel.worded["report_year"] == 2023]
    assert found["subject"].tolist() == aims
    assert set(found["says"]) <= {"aimed"} and set(found["year"]) <= {2023}
    assert all(one["sentence"].count(one["quote"]) for one in found.to_dict("records"))
    assert not gr.targets(panel, year=2023).frame["reason"].str.contains("the report says so").any()


def test_outcomes_in_words_are_found_across_broken_lines() -> None:
    head = "XX市2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n"
    text = "全市上下同心协力，奋力拼搏，城镇登记失业率低于控制目标，" * 4
    broken = head + "\n".join(text[at : at + 22] for at in range(0, len(text), 22))
    report = gr.report_from_text(f"{broken}\n二、2024年工作安排\n今年出口增长3%。", region="XX市")
    found = gr.read_panel([report], progress=False).worded
    assert set(found["subject"]) == {"城镇登记失业率"} and len(found) == 4
    for one in found.to_dict("records"):
        assert report.text[one["start"] : one["end"]] == one["quote"]
        assert one["sentence"].replace("\n", "").count("低于控制目标") == 4
    assert any("\n" in one for one in found["quote"])


def test_a_store_keeps_outcomes_in_words(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for year, said in ((2023, "外贸出口12亿元。"), (2024, "失业率低于控制目标。")):
        aim = "城镇登记失业率控制在4%以内。" if year == 2023 else "外贸出口15亿元。"
        head = f"XX市{year}年政府工作报告\n各位代表：\n一、{year - 1}年工作回顾\n"
        text = f"{head}{said}\n二、{year}年工作安排\n今年的目标是：{aim}"
        (tmp_path / f"杭州市_{year}.txt").write_text(text, "utf-8")
    store = gr.open_panel(tmp_path / "store")
    store.update(sorted(tmp_path.glob("*.txt")), progress=False)
    assert gr.targets(store.panel(), year=2023).frame["verdict"].tolist() == ["met"]


@pytest.mark.parametrize("case", cases("kindred"), ids=lambda case: f"{case['target']} {case['result']}")
def test_what_is_akin_is_told_as_not_comparable_with_both_sentences(case: dict[str, str]) -> None:
    there = two_years(f"{case['target']}{case['unit']}", f"{case['result']}{case['unit']}。")
    found = gr.targets(there, year=2023).frame.iloc[0]
    assert (found["verdict"], found["reason"]) == (
        ("not_comparable", case["reason"]) if case["reason"] else ("not_found", "nothing of it was found")
    )
    if case["reason"]:
        assert case["target"] in found["sentence_target"] and case["result"] in found["sentence_result"]
        assert pd.isna(found["deviation"]) and found["value_result"] > 0


def test_what_is_akin_is_told_in_the_unit_of_the_target() -> None:
    found = gr.targets(two_years("营造林20万亩", "“两江”工程造林5万亩。"), year=2023).frame.iloc[0]
    assert found["reason"] == "whole and part"
    assert (found["value_result"], found["unit_result"]) == (5.0, "万亩") == (5.0, found["unit"])


def gdp(value: float, status: str = "target", **more: object) -> dict[str, object]:
    return row("gdp", "growth", 2023, value, "%", status=status, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reached", "floor", "stretch", "reason"),
    [
        (5.4, "missed", "short_of_stretch", "not the stretch"),
        (5.8, "met", "short_of_stretch", "not the stretch"),
        (6.2, "met", "met", "the stretch too"),
    ],
)
def test_bottom_line_and_stretch_have_a_verdict_each(reached: float, floor: str, stretch: str, reason: str) -> None:
    rows = [gdp(5.5, aim="floor"), gdp(6, bound="over", aim="stretch", start=9), gdp(reached, "actual")]
    there = panel(*rows)
    frame = gr.targets(there).frame
    assert frame[["aim", "verdict"]].to_numpy().tolist() == [["floor", floor], ["stretch", stretch]]
    assert frame["reason"].tolist() == [reason, ""]
    assert gr.target_story(there).frame["value_b"].tolist()[0] == 5.5
    assert gr.league(there, "gdp", 2023, status="target").frame["value"].tolist() == [5.5]
    assert there.cells().query("status == 'target'")["value"].tolist() == [5.5]


def test_how_far_about_reaches_is_an_argument_and_is_printed() -> None:
    there = panel(gdp(5.5, bound="about"), gdp(5.2, "actual"))
    assert gr.targets(there).frame["verdict"].tolist() == ["within_hedge"]
    narrow = gr.targets(there, about=0.2)
    assert narrow.frame[["low_target", "verdict"]].to_numpy().tolist() == [[5.3, "missed"]]
    assert narrow.about == {"points": 0.2, "share": 0.05}
    assert "0.2 个百分点" in narrow.to_text() and "0.2 points" in narrow.to_text("en")
    jobs = row("urban_new_jobs", "level", 2023, 1200, "万人", bound="about", status="target")
    short = row("urban_new_jobs", "level", 2023, 1180, "万人")
    assert gr.targets(panel(jobs, short), about={"share": 0.01}).frame["verdict"].tolist() == ["missed"]


@pytest.mark.parametrize("about", [-1, "half", {"share": "5%"}, {"percent": 5}, {}, True])
def test_a_reach_that_is_none_is_refused(about: object) -> None:
    with pytest.raises(gr.InputError, match="about"):
        gr.targets(panel(gdp(5)), about=about)  # type: ignore[arg-type]


def test_a_cut_turns_the_direction() -> None:
    change = [
        row("fixed_asset_investment", "change", 2023, -92, "亿元", status="target"),
        row("fixed_asset_investment", "change", 2023, -50, "亿元"),
    ]
    assert gr.targets(panel(*change)).frame[["direction", "verdict"]].to_numpy().tolist() == [["less", "missed"]]
    amount = [
        row(
            "official_spending",
            "level",
            2023,
            20,
            "亿元",
            status=status,
            name="压减三公经费",
            sentence="压减三公经费20亿元。",
        )
        for status in ("target", "actual")
    ]
    amount[1]["value"] = amount[1]["low"] = amount[1]["high"] = 12.0
    assert gr.targets(panel(*amount)).frame[["direction", "verdict"]].to_numpy().tolist() == [["more", "missed"]]


def test_prices_and_bases_are_compared_with_their_like() -> None:
    level = [
        row("gdp", "level", 2023, 550000, "亿元", status="target", basis="按2010年价格计算"),
        row("gdp", "level", 2023, 680000, "亿元"),
    ]
    assert gr.targets(panel(*level)).frame["reason"].tolist() == ["constant prices or not"]
    real = [gdp(5), gdp(5.2, "actual", basis="按可比价格计算")]
    assert gr.targets(panel(*real)).frame[["verdict", "reason"]].to_numpy().tolist() == [["exceeded", ""]]
    base = [
        row("grain_output", "change", 1957, 2890, "万吨", status="target", report=1955),
        row("grain_output", "change", 1957, 250, "万吨"),
    ]
    assert gr.targets(panel(*base)).frame["reason"].tolist() == ["counted from another year"]


def test_a_result_told_inside_a_plan_is_no_target_and_is_listed() -> None:
    told = row("open:产业基金", "level", 2023, 400, "亿元", status="target", sentence="市里已设立400亿元产业基金。")
    aimed = row("open:产业基金", "level", 2023, 39, "个", status="target", sentence="已签约的39个项目要开工。")
    outcome = gr.targets(panel(told, aimed))
    assert outcome.frame["unit"].tolist() == ["个"]
    assert outcome.told["quote"].tolist() == ["400亿元"]


def test_the_completion_of_the_plan_decides_where_no_figure_is_there() -> None:
    goal = row("urban_new_jobs", "level", 2023, 1200, "万人", status="target")
    done = row("urban_new_jobs", "completion", 2023, 118.2, "%", name="城镇新增就业占年计划比重")
    found = gr.targets(panel(goal, done)).frame.iloc[0]
    assert (found["verdict"], found["reason"]) == ("exceeded", "by the completion of the plan")
    assert pd.isna(found["value_result"]) and found["quote_result"] == "118.2%"
    assert "118.2%" in gr.targets(panel(goal, done)).to_text()
    figure = row("urban_new_jobs", "level", 2023, 1180, "万人")
    assert gr.targets(panel(goal, done, figure)).frame["verdict"].tolist() == ["missed"]
    longer = {**done, "name": "城镇新增就业占规划总任务比重"}
    assert gr.targets(panel(goal, longer)).frame["verdict"].tolist() == ["not_found"]


@pytest.mark.parametrize(
    ("bound", "done", "report", "verdict"),
    [
        ("exact", 100, 2024, "met"),
        ("exact", 100.1, 2024, "exceeded"),
        ("exact", 99.9, 2024, "missed"),
        ("over", 118.2, 2024, "met"),  # more than a floor is what a floor asks for
        ("about", 118.2, 2024, "met"),
        ("over", 99.9, 2024, "missed"),
        ("exact", 100, 2023, "no_report"),  # told before the year is over
    ],
)
def test_a_plan_that_is_completed_is_met_and_more_than_a_plain_number_exceeds_it(
    bound: str, done: float, report: int, verdict: str
) -> None:
    goal = row("urban_new_jobs", "level", 2023, 1200, "万人", bound=bound, status="target")
    told = row("urban_new_jobs", "completion", 2023, done, "%", name="城镇新增就业占年计划比重", report=report)
    assert gr.targets(panel(goal, told)).frame["verdict"].tolist() == [verdict]


def test_the_result_of_the_year_before_is_in_the_unit_of_the_target_or_turned_into_it_or_is_none() -> None:
    def before(*told: tuple[float, str]) -> list[object]:
        goal = row("open:技改资金", "level", 2023, 2, "亿元", status="target", start=90)
        rows = [row("open:技改资金", "level", 2022, v, unit, start=9 * at) for at, (v, unit) in enumerate(told)]
        found = gr.targets(panel(goal, *rows)).frame
        return found[["value_before", "unit_before"]].iloc[0].tolist()  # type: ignore[no-any-return]

    assert before((1.5, "亿元")) == [1.5, "亿元"]
    assert before((17000, "万元"), (1.5, "亿元")) == [1.5, "亿元"]
    assert before((17000, "万元")) == [1.7, "亿元"]
    assert pd.isna(before((17000, "万美元"))).all()
    span = row("open:技改资金", "level", (2021, 2023), 2, "亿元", status="target", report=2021)
    over = row("open:技改资金", "level", (2021, 2023), 3, "亿元")
    years = row("open:技改资金", "level", (2020, 2022), 1, "亿元")
    assert gr.targets(panel(span, over, years)).frame["value_before"].isna().all()


def test_of_what_comes_nearest_the_same_indicator_stands_first_then_the_likest_and_three_are_shown() -> None:
    def road(name: str, value: float, **more: Any) -> dict[str, Any]:
        return row(f"open:{name}", "level", 2023, value, "条", **more)

    goal = road("打通断头路", 20, status="target", region="甲市")
    told = [
        road("打通城区道路断头路", 21, start=10, region="甲市"),
        road("打通城市断头路", 21, start=30, region="甲市"),
        road("修好断头路", 21, start=50, region="甲市"),
        road("栽种行道树", 21, start=70, region="甲市"),
        row("open:打通断头路", "growth", 2023, 5, "%", start=90, region="甲市"),
        row("open:打通断头路", "level", 2023, 7, "条", start=110, region="乙区", reporter="甲市"),
        row("open:打通城区断头路", "growth", 2023, 5, "%", start=130, region="甲市"),
    ]
    outcome = gr.targets(panel(goal, *told))
    found = outcome.candidates(9)
    assert found["why"].tolist()[0] == "another measure" and set(found["why"].tolist()[1:]) == {"like in words"}
    assert found["likeness"].iloc[1:].is_monotonic_decreasing and (found["likeness"].iloc[1:] >= 45).all()
    assert "栽种行道树" not in set(found["name"]), "nothing in common"
    assert found["measure"].tolist() == ["growth"] + ["level"] * (len(found) - 1), "of another only the same measure"
    assert len(found) > 3 == len(outcome.candidates()) and len(outcome.candidates(1)) == 1
    pd.testing.assert_frame_equal(outcome.candidates(), found.head(3))
    for wrong in (0, True, 1.0, "2"):
        with pytest.raises(gr.InputError, match="candidates"):
            outcome.candidates(wrong)  # type: ignore[arg-type]


def test_what_comes_nearest_is_shown_with_its_sentence() -> None:
    goal = row("trade_total", "growth", 2023, 4, "%", status="target")
    level = row("trade_total", "level", 2023, 417568, "亿元", sentence="进出口总额417568亿元。")
    road = row("open:打通断头路", "level", 2023, 20, "条", status="target", start=40)
    like = row("open:打通城区断头路", "level", 2023, 22, "条", start=80)
    found = gr.targets(panel(goal, level, road, like)).candidates()
    assert found[["indicator", "why", "quote"]].to_numpy().tolist() == [
        ["trade_total", "another measure", "417568亿元"],
        ["open:打通断头路", "like in words", "22条"],
    ]
    assert found["sentence"].tolist()[0] == "进出口总额417568亿元。"
    with pytest.raises(gr.InputError, match="candidates"):
        gr.targets(panel(goal)).candidates(0)


def test_what_comes_nearest_is_not_told_where_the_table_lists_it_itself() -> None:
    goals = [
        row("exports", "growth", 2023, 4, "%", status="target"),
        row("trade_total", "growth", 2023, 3, "%", status="target", start=40),
    ]
    told = row("trade_total", "growth", 2023, 2, "%", start=80)
    found = gr.targets(panel(*goals, told))
    assert found.candidates(1)["indicator_found"].tolist() == ["trade_total"]
    assert "最接近" not in found.to_text(lang="zh"), "it has a row of its own"
    assert "最接近：进出口总额 2%" in gr.targets(panel(goals[0], told)).to_text(lang="zh")


def test_a_target_said_lower_is_lower_in_a_comparison_as_in_the_story() -> None:
    aims = [row("gdp", "growth", y, v, "%", bound="about", status="target") for y, v in ((2023, 5), (2024, 4.5))]
    there = panel(*aims)
    assert gr.compare(there, 2023, 2024, by="report_year").frame["sign"].tolist() == ["down"]
    assert gr.compare(there, 2024, 2023, by="report_year").frame["sign"].tolist() == ["up"]
    assert gr.target_story(there).frame["step"].tolist()[1] == "lowered"


WORSE_TO_BETTER = ["missed", "within_hedge", "met", "exceeded"]


@pytest.mark.parametrize("aim", ["", "floor"])
@pytest.mark.parametrize("bound", ["exact", "about", "near", "over"])
def test_a_better_result_never_has_a_worse_verdict(bound: str, aim: str) -> None:
    steps = (-20, -10, -6, -5, -4, -2, -1, 0, 1, 2, 4, 5, 6, 10, 20)
    rows = []
    for more in steps:  # one region for every result, that one question answers for all of them
        place = f"第{more + 21}号省"
        rows += [gdp(4.5, bound=bound, aim=aim, region=place), gdp((45 + more) / 10, "actual", region=place)]
    frame = gr.targets(panel(*rows)).frame.set_index("region")["verdict"]
    verdicts = [WORSE_TO_BETTER.index(frame[f"第{more + 21}号省"]) for more in steps]
    assert verdicts == sorted(verdicts)
    assert verdicts[0] == 0 and verdicts[-1] == (2 if aim or bound == "over" else 3), "a floor is kept, not passed"


@settings(max_examples=10, deadline=None)
@given(aims=st.lists(st.tuples(st.integers(40, 60), st.sampled_from(["exact", "about", "over", "under"])), min_size=3))
def test_a_league_of_targets_says_one_place_unless_hedges_cross(aims: list[tuple[int, str]]) -> None:
    regions = [place.name for place in gr.regions("province")][: len(aims)]
    rows = [gdp(v / 10, bound=b, region=region) for region, (v, b) in zip(regions, aims, strict=False)]
    ranked = gr.league(panel(*rows), "gdp", 2023, status="target").ranked
    assert ((ranked["place_best"] <= ranked["place"]) & (ranked["place"] <= ranked["place_worst"])).all()
    if not {bound for _, bound in aims[: len(regions)]} & {"over", "under"}:
        assert (ranked["place_best"] == ranked["place_worst"]).all()


def test_hedges_that_cross_leave_places_open() -> None:
    rows = [gdp(6, bound="over", region="浙江省"), gdp(6.5, bound="about", region="江苏省")]
    ranked = gr.league(panel(*rows), "gdp", 2023, status="target").ranked
    assert ranked[["place", "place_best", "place_worst"]].to_numpy().tolist() == [[1, 1, 2], [2, 1, 2]]
