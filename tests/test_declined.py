"""Every digit of a report stands in a metric or in the list of what was declined, with the reason."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport as gr

CASES = [
    *csv.DictReader((Path(__file__).parent / "cases/declined.tsv").read_text("utf-8").splitlines(), delimiter="\t")
]
FRAME = "XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n{}\n二、2023年工作安排\n出口增长6%左右。\n"


def report_of(sentence: str) -> gr.Report:
    return gr.report_from_text(FRAME.format(sentence), region="XX市", year=2023)


def left_over(report: gr.Report) -> str:
    """The digits that are in no metric and not declined."""
    spans = [(m.start, m.end) for m in gr.extract(report)] + [(d.start, d.end) for d in report.declined]
    held = {place for start, end in spans for place in range(start, end)}
    return "".join(c for place, c in enumerate(report.text) if re.match("[0-9０-９]", c) and place not in held)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"] + case["quote"])
def test_a_number_that_is_no_metric_is_listed_with_the_reason(case: dict[str, str]) -> None:
    report = report_of(case["sentence"])
    declined = gr.declined(report)
    assert (case["quote"], case["reason"]) in [(one.quote, one.reason) for one in declined]
    assert all(report.text[one.start : one.end] == one.quote for one in declined)
    assert report.declined == declined
    assert left_over(report) == ""
    assert [m.quote for m in gr.extract(report)][-1] == "6%左右"


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from([*"0123456789.,，%/^—-~年月亿万元个第（）。；\n", "增长", "出口", "达到", "投资"]), max_size=40
    )
)
def test_no_digit_is_lost(parts: list[str]) -> None:
    assert left_over(report_of("".join(parts))) == ""


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("投资半亿元。", [(0.5, "亿元")]),
        ("物价上涨.5%。", [(0.5, "%")]),
        ("投资达1,234.56亿元。", [(1234.56, "亿元")]),
        ("完成率达到5/5。", []),
        ("投资达1,234,56亿元。", []),
        ("投资达10^400亿元。", []),
    ],
)
def test_odd_numbers_are_read_right_or_not_at_all(sentence: str, values: list[tuple[float, str]]) -> None:
    assert [(m.value, m.unit) for m in gr.extract(report_of(sentence))][:-1] == values


@settings(max_examples=100)
@given(st.text(alphabet="“”《》·—…（）、，。！％%5亿元增长", max_size=30))
def test_punctuation_alone_names_nothing(sentence: str) -> None:
    report = report_of(sentence)
    metrics = gr.extract(report)
    assert all(any(map(str.isalnum, metric.name)) for metric in metrics)
    assert all(len(seen.indicator) > len("open:") for seen in gr.normalize(report, metrics))


@pytest.mark.parametrize("year", [2215, 1066, 9999, 1899, 2054, 2099])
def test_a_heading_with_a_year_that_cannot_be_is_not_believed(year: int) -> None:
    text = f"各位代表：\n一、2022年工作回顾\n出口增长5%。\n二、{year}年工作安排\n出口增长6%。"
    report = gr.report_from_text(text, region="XX市", year=2023)
    assert [m.period for m in gr.extract(report)] == [(2022, 2022), (2023, 2023)]
    assert [d.reason for d in report.declined if d.quote.startswith(str(year))] == ["time.cannot_be"]


@pytest.mark.parametrize(
    ("sentence", "period", "reason"),
    [
        ("2098年出口增长5%。", 2022, "time.cannot_be"),
        ("截至2099年底，公路里程5000公里。", 2022, "time.cannot_be"),
        ("1895年有学校5所。", 2022, "time.cannot_be"),
        ("2053年绿地达到5万亩。", 2053, "time"),
        ("到2060年，非化石能源比重达到80%。", 2060, "time"),
        ("力争2060年前新增绿地5万亩。", 2060, "time"),
    ],
)
def test_a_year_is_believed_to_thirty_years_ahead_and_an_aim_as_far_as_it_is(
    sentence: str, period: int, reason: str
) -> None:
    report = report_of(sentence)
    assert next(m.period for m in gr.extract(report)) == (period, period)
    assert [d.reason for d in gr.declined(report)][2] == reason


@pytest.mark.parametrize(
    ("text", "said"), [(None, "NoneType"), (b"5%", "bytes"), ("\ud800" + FRAME, r"half a character: found .*ud800")]
)
def test_what_is_no_text_is_an_error_of_ours(text: object, said: str) -> None:
    with pytest.raises(gr.InputError, match=said):
        gr.report_from_text(text)  # type: ignore[arg-type]


def test_all_digits_of_real_reports_are_accounted_for(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*.txt"))[::20]:
        assert left_over(gr.read_report(path, region="某地", year=2023)) == "", path.name
