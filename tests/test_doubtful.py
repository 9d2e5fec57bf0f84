"""Verdicts that rest on a doubtful figure say so, and what they would be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from case_rows import rows_of
from panel_rows import panel, row

import govreport as gr

CASES = Path(__file__).parent / "cases" / "doubtful.tsv"
DOUBTFUL = rows_of(CASES)


def sides(case: dict[str, str], region: str) -> tuple[dict[str, object], dict[str, object]]:
    last, period = int(case["end"]), (int(case["start"]), int(case["end"]))
    found = []
    for side, status, report in (("target", "target", last - int(case["horizon"])), ("result", "actual", last + 1)):
        said = case[f"{side}_said"]
        one = row(
            case["indicator"],
            case["measure"],
            period,
            float(case[side]),
            case["unit"],
            status=status,
            report=report,
            region=region,
            sentence=said or None,
            name=said.partition("为")[0] if "为" in said else None,
            per_year=case["per_year"] == "yes",
        )
        quote = f"{float(case[side]):g}{case['unit']}"
        begin = str(one["sentence"]).find(quote)
        found.append({**one, "quote": quote, "start": begin, "end": begin + len(quote), "sentence_start": 0})
    found[1]["doubt"] = float(case["result_doubt"])
    return found[0], found[1]


def test_a_verdict_on_a_doubtful_figure_is_doubtful() -> None:
    rows = [one for at, case in enumerate(DOUBTFUL) for one in sides(case, f"第{at}市")]
    found = gr.targets(panel(*rows)).frame.set_index("region")
    assert len(found) == len(DOUBTFUL)
    wrong = []
    for at, case in enumerate(DOUBTFUL):
        told = tuple(found.loc[f"第{at}市", ["verdict", "reason"]])
        if told != (case["verdict"], case["reason"]):
            wrong.append(f"{case['indicator']} {case['target']} {case['result']} {case['note']}: {told}")
    assert not wrong, "\n".join(wrong)


def test_what_a_check_finds_fault_with_gives_no_verdict() -> None:
    said = [row("grain_output", "level", 2023, value, "万吨", start=at) for at, value in ((0, 110), (50, 150))]
    aimed = row("grain_output", "level", 2023, 100, "万吨", status="target")
    outcome = gr.targets(panel(aimed, *said))
    assert outcome.frame["found_result"].str.contains("twice").all()
    assert outcome.doubtful["reason"].tolist() == ["otherwise exceeded; a check finds fault with a figure"]


def test_a_result_between_two_targets_of_one_report_is_doubtful() -> None:
    aims = [row("gdp", "growth", 2023, v, "%", status="target", start=at) for at, v in ((0, 5), (50, 8))]
    outcome = gr.targets(panel(*aims, row("gdp", "growth", 2023, 6, "%")))
    assert outcome.frame["verdict"].tolist() == ["doubtful"]
    beyond = gr.targets(panel(*aims, row("gdp", "growth", 2023, 9, "%"))).frame
    assert "another target" not in " ".join(beyond["reason"])


def test_the_year_s_own_target_replaces_that_of_an_earlier_plan() -> None:
    plan = row("gdp", "growth", 2023, 8, "%", status="target", report=2021)
    own = row("gdp", "growth", 2023, 5, "%", status="target")
    assert gr.targets(panel(plan, own, row("gdp", "growth", 2023, 6, "%"))).frame["verdict"].tolist() == ["exceeded"]


BOTH = (
    "{region}{year}年政府工作报告\n各位代表：\n一、{before}年工作回顾\n地区生产总值增长{was}%。\n"
    "二、{year}年工作安排\n地区生产总值增长{aim}%。\n"
)


def test_a_report_that_names_another_territory_gives_no_verdict(tmp_path: Path) -> None:
    plan = BOTH.format(region="易县", year=2022, before=2021, was=7, aim=8)
    other = BOTH.format(region="米易县", year=2023, before=2022, was=4, aim=6)
    (tmp_path / "易县_2022.txt").write_text(plan, "utf-8")
    (tmp_path / "易县_2023.txt").write_text(other, "utf-8")
    with pytest.warns(gr.GovReportWarning, match="米易县"):
        there = gr.read_panel(tmp_path, progress=False)
    assert [Path(source).name for source in there.suspects] == ["易县_2023.txt"]
    outcome = gr.targets(there, year=2022)
    assert outcome.doubtful["reason"].tolist() == ["otherwise missed; the report may be another's"]
    assert "存疑" in outcome.to_text("zh")
    assert "missed if the figures are right, the report may be another's" in outcome.to_text("en")


def test_what_a_report_of_another_territory_says_is_marked_and_a_check_begins_with_it(tmp_path: Path) -> None:
    for year, name in ((2022, "易县"), (2023, "米易县")):
        said = BOTH.format(region=name, year=year, before=year - 1, was=year % 10, aim=6)
        (tmp_path / f"易县_{year}.txt").write_text(said, "utf-8")
    with pytest.warns(gr.GovReportWarning, match="米易县"):
        read = gr.read_panel(tmp_path, progress=False)
    read.save(tmp_path / "panel.json")
    for there in (read, gr.load_panel(tmp_path / "panel.json"), read.select(indicator="gdp")):
        found = there.check()
        assert [Path(source).name for source in found.suspects] == ["易县_2023.txt"] and len(found) == 0
        _, _, begins = found.to_text("zh").split("报告可能是别处或别年的 1")
        assert "易县_2023.txt" in begins and "报告里是米易县" in begins
        both = gr.compare(there, 2021, 2022).frame
        assert both[["found_a", "found_b"]].values.tolist() == [["", "misnamed: 米易县"]]
        assert "※" in gr.compare(there, 2021, 2022).to_text("zh")
    saved = json.loads((tmp_path / "panel.json").read_text("utf-8"))
    for note in saved["reports"]:
        note.pop("speaks_of", None)
    (tmp_path / "panel.json").write_text(json.dumps(saved), "utf-8")
    earlier = gr.load_panel(tmp_path / "panel.json")
    assert [*earlier.suspects] == [*read.suspects] and set(gr.compare(earlier, 2021, 2022).frame["found_b"]) == {""}


def test_a_stretch_is_not_told_of_beside_a_doubtful_floor() -> None:
    low = row("gdp", "growth", 2023, 5, "%", status="target", aim="floor")
    high = row("gdp", "growth", 2023, 6, "%", status="target", aim="stretch", start=50)
    result = row("gdp", "growth", 2023, 5.5, "%", name="某项")
    result["doubt"] = 0.9
    found = gr.targets(panel(low, high, result)).frame
    assert found["verdict"].tolist() == ["doubtful", "doubtful"]
    assert not found["reason"].str.contains("stretch too|not the stretch").any()
