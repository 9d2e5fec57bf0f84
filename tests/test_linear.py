"""No pattern of the package takes long on what is repeated: words of its own, one, or two in turn."""

from __future__ import annotations

import itertools
import random
import re
import signal
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
from ambiguity import ambiguous_rows
from checks import package_patterns, seconds

from govreport import Observation, read_report, report_from_text, tables
from govreport.extraction import extract
from govreport.indicators.names import compiled
from govreport.normalization import normalize
from govreport.packaged import samples
from govreport.text.page import page_text

#: how long a clause is that patterns are tried on
CLAUSE = 160
#: how often it may take as long as a plain search of cubic time there: the slowest takes twice as long, most a
#: thousandth, and what tries two repetitions in every way takes eight times as long and more
PATIENCE = 6
#: what takes less than this part of it on half a clause is not tried on the whole, for there it would have
#: to take 32 times as long: the fifth power of the length, of which half a clause alone takes longer than it may
SHARE = 1 / 32
#: the patterns are tried in so many tests, that two processes may share them
PARTS = 4
#: a machine that does other things takes longer now and then, and never less than it needs
TRIES = 4
SIGNS = ("，", "、", "。", "（", "年", "1", "一", "万", "亿", "的", " ", "a", "%", ".", "比", "\n")


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """What is loaded once is no time of a text."""
    report = report_from_text("XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n生产总值增长5%。")
    normalize(report, extract(report))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the package; who collects the tests and runs others does not compile them."""
    return package_patterns()


class SlowError(Exception):
    """A pattern that takes too long."""


def texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """Clauses of what is repeated: words of the pattern and signs, alone and two in turn; `国` at the end fits none."""
    dice = random.Random(0)
    said = sorted(set(re.findall("[\u4e00-\u9fff]{1,3}", pattern.pattern)))
    words = [*dice.sample(said, min(24, len(said))), *SIGNS]
    for word in words:
        yield (word * CLAUSE)[:CLAUSE]
        yield (word * CLAUSE)[:CLAUSE] + "国"
    for two in map("".join, itertools.permutations(words[:12] + words[-6:], 2)):
        yield (two * CLAUSE)[:CLAUSE] + "国"


@cache
def patience() -> float:
    """Seconds that a search of a clause may take on this machine: they are measured, not given."""
    cubic, text = re.compile("a*?a*?b"), "a" * CLAUSE
    return PATIENCE * seconds(lambda: cubic.search(text), tries=5)


def slow(_: int, __: FrameType | None) -> None:
    raise SlowError


def taken(pattern: re.Pattern[str], text: str, limit: float) -> float:
    """Seconds of a search; infinite where it needs more than the limit."""
    signal.setitimer(signal.ITIMER_VIRTUAL, 4 * limit)  # of this process alone, whatever else the machine does
    began = time.process_time()
    try:
        pattern.search(text)
        return time.process_time() - began
    except SlowError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer that interrupts")
@pytest.mark.parametrize("part", range(PARTS))
def test_a_pattern_is_never_stuck_on_a_clause(part: int) -> None:
    before = signal.signal(signal.SIGVTALRM, slow)
    try:
        stuck = [
            f"{name} on {text[:8]!r}, repeated"
            for name in list(patterns())[part::PARTS]
            for text in suspects(patterns()[name], patience())
            if is_stuck(patterns()[name], text, patience())
        ]
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert not stuck


def suspects(pattern: re.Pattern[str], limit: float) -> Iterator[str]:
    """The texts of a pattern of which half takes a while; by the clock, which costs less to ask than the processor."""
    left = texts(pattern)
    while True:
        signal.setitimer(signal.ITIMER_VIRTUAL, 4 * limit)  # who is interrupted is a suspect
        try:
            for text in left:
                half, began = text[: CLAUSE // 2 - 1] + text[-1], time.perf_counter()
                pattern.search(half)
                if time.perf_counter() - began >= SHARE * limit:
                    break
            else:
                return
        except SlowError:
            pass
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        yield text


def is_stuck(pattern: re.Pattern[str], text: str, limit: float) -> bool:
    """Whether a search takes longer than the limit, however often it is tried."""
    return all(taken(pattern, text, limit) >= limit for _ in range(TRIES))


def test_the_patterns_of_the_package_are_found() -> None:
    assert len(patterns()) > 300
    assert {"grammar.SCAN", "grammar._TAILS[0]", "numerals.NUMBER"} <= set(patterns())


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer that interrupts")
def test_the_test_itself_sees_a_pattern_that_is_stuck() -> None:
    before = signal.signal(signal.SIGVTALRM, slow)
    try:
        for stuck in map(
            re.compile, ("(?:比+)+x", "(?:增长(?:比上年)?|比上年增长|比上年)+x", "(?:比.*?)(?:比|都)*(?:都|比)*由")
        ):
            assert any(taken(stuck, text, patience()) >= patience() for text in suspects(stuck, patience())), stuck
        assert not is_stuck(re.compile("(?:比.*?)(?:比|都)*由"), "比" * CLAUSE, patience())
    finally:
        signal.signal(signal.SIGVTALRM, before)


#: rows with nothing behind them, which are only matched: nothing is tried after them
LAST = {
    *(
        "grammar.HEAD",
        "grammar._TAILS[0]",
        "grammar._TAILS[1]",
        "extraction.apiece.driven",
    ),
}
#: `regex` writes what `re` does not read, and it has no row
FOREIGN = {"extraction.names._BLANK"}


@pytest.mark.parametrize("part", range(PARTS))
def test_no_row_of_a_pattern_reads_a_text_in_two_ways(part: int) -> None:
    """So that time does not double with each word: `分期分批` is also `分期` and `分批`."""
    names = [name for name in patterns() if name not in LAST | FOREIGN]
    found = {name: ambiguous_rows(patterns()[name].pattern) for name in names[part::PARTS]}
    assert not {name: texts for name, texts in found.items() if texts}


def test_no_row_of_an_alias_reads_a_name_in_two_ways() -> None:
    texts = {row["alias"] for row in tables.rows("aliases") if row["kind"] == "pattern"}
    found = {text: ambiguous_rows(compiled(text).pattern) for text in texts}
    assert len(found) > 1000
    assert not {text: names for text, names in found.items() if names}


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("(?:分期|分批|分期分批)*完成", "分期分批"),
        ("(?:比+)+x", "比比"),
        ("(?:县|城市|县城|市){2,}x", "县城市"),
        ("(?:[甲乙]|乙丙?|丙)*x", "乙"),
        ("(?:(?:a|b)?c?)+x", None),
        ("(?:分期|分批)*完成", None),
        ("(?:分期|分批|分期分批){0,5}完成", None),
        (r"(?:\d、|[^\d、]、)*x", None),
    ],
)
def test_a_row_that_reads_a_text_in_two_ways_is_found(row: str, text: str | None) -> None:
    assert ambiguous_rows(row) == ([text] if text else [])


@pytest.mark.parametrize(
    ("piece", "end"),
    [("比", "5亿元。"), ("比都", "5%，"), ("均都", "5%，"), ("由", "第3，"), ("占", "5%，"), ("达到为", "3倍，")],
)
def test_a_long_clause_takes_no_longer_than_a_short_one(piece: str, end: str) -> None:
    report = report_from_text(f"XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n生产总值{piece * 3000}{end}")
    assert seconds(lambda: extract(report)) < 0.5


@pytest.mark.parametrize("piece", ["去年翻番的油料，", "进出口增长5%，"])
def test_a_sentence_of_numbers_alone_takes_as_long_for_each_however_many_there_are(piece: str) -> None:
    def each(times: int) -> float:
        report = report_from_text(f"XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n{piece * times}")
        metrics = extract(report)
        assert len(metrics) > 0.8 * times
        found: list[Observation] = []
        took = seconds(lambda: found.extend(normalize(report, metrics)))
        assert len(found) == len(metrics)
        return took / times

    assert any(each(3000) < 2 * each(300) for _ in range(TRIES))


@pytest.mark.parametrize("piece", ["半数上", "5%，", "班5亿元，", "翻番油料", "增长5%。\n"])
def test_what_is_nothing_but_numbers_is_no_prose_and_is_listed(piece: str) -> None:
    report = report_from_text(f"XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n出口增长5%。{piece * 400}")
    metrics = extract(report)
    assert 90 <= len(metrics) <= 100
    crowd = [one for one in report.declined if one.reason == "number.in_a_crowd"]
    assert len(crowd) + len(metrics) >= 400
    assert metrics[-1].end <= crowd[0].start


def test_a_hundred_numbers_with_their_names_are_all_read() -> None:
    rows = "".join(f"第{number}镇收入增长{number / 10}%，" for number in range(10, 160))
    report = report_from_text(f"XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n{rows}")
    assert len(extract(report)) == 150


#: a number in every two to six characters, with names that grow and times that go on
DENSE = (
    *(
        "比5%",
        "去年5%",
        "今年5%",
        "5亿元增5%",
        "三成",
        "5%，",
        "一半；",
        "把3个、",
        "占5%",
        "增5%，",
        "班5亿元",
        "（5%）",
    ),
    *("前三年5%，", "其中5%、", "分别5%和", "5%。"),
)


def reading(text: str, tries: int = 2) -> float:
    """Seconds of the processor that a text takes."""

    def work() -> None:
        report = report_from_text(f"XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n{text}")
        normalize(report, extract(report))

    return seconds(work, tries)


@cache
def slowest() -> str:
    """The one of four samples that takes longest a character; they have a number in every thirty."""
    return max((path.read_text("utf-8") for path in samples()[:4]), key=lambda text: reading(text) / len(text))


def seconds_a_character() -> float:
    """What a character of the slowest sample takes, now and on this machine."""
    return reading(slowest()) / len(slowest())


@pytest.mark.parametrize("piece", DENSE)
def test_a_text_of_numbers_takes_no_more_than_some_reports_of_its_length(piece: str) -> None:
    def ratio() -> float:
        return reading((piece * 2000)[:2000], tries=1) / (seconds_a_character() * 2000)

    assert any(ratio() < 5 for _ in range(TRIES))


@pytest.mark.parametrize(
    "piece", ["前三年，", "（5%", "去年5%", "惠及人5%，", "个五年3个、", "生产总值" + "分期分批" * 60 + "5%，"]
)
def test_sixteen_times_as_many_take_some_sixteen_times_as_long(piece: str) -> None:
    def grows() -> float:
        return reading(piece * (16_000 // len(piece)), tries=1) / reading(piece * (1000 // len(piece)))

    assert any(grows() < 40 for _ in range(TRIES))


@pytest.mark.parametrize("piece", ["各位代表", "一、工作回顾\n", "第一部分\n", "（一）五年回顾和2023年安排\n"])
def test_what_orders_a_report_may_be_there_very_often(piece: str) -> None:
    text = piece * (16_000 // len(piece))

    def ratio() -> float:
        return reading(text, tries=1) / (seconds_a_character() * len(text))

    assert any(ratio() < 2 for _ in range(TRIES))


BLANK = {
    "lines": "\n",
    "spaces": " ",
    "both": " \u3000\n",
    "dots": "。",
    "of the congress": "第",
    "counts": "十",
    "代表": "代表",
}


@pytest.mark.parametrize("kind", BLANK)
def test_what_stands_before_a_report_may_be_long(kind: str, tmp_path: Path) -> None:
    before = (BLANK[kind] * 100_000)[:100_000]
    text = f"{before}\n南湖市2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n出口增长5%。\n"
    file = tmp_path / "南湖市_2024.txt"
    file.write_text(text, encoding="utf-8")

    def read() -> None:
        [growth] = extract(report_from_text(text, region="南湖市", year=2024))
        assert (growth.value, growth.status, growth.period) == (5.0, "actual", (2023, 2023))
        assert read_report(file).year == 2024

    assert seconds(read) < 2


OPEN = (
    *(
        "<a",
        "<!--",
        "<!--x>",
        "<?",
        "<!",
        "<![CDATA[",
        "<a href='",
        '<a href="x>',
        "<a b='>'",
        "<script>",
        "</",
        "</script",
    ),
    *("<td colspan=", "&", "&#", "<", "<>", "<a ", "<svg>", "<table><tr><td>", "<!-->"),
)


@pytest.mark.parametrize("piece", OPEN)
@pytest.mark.parametrize("end", ["", ">", "'>", "-->"])
def test_what_is_never_closed_in_a_page_is_looked_for_once(piece: str, end: str) -> None:
    text = "<p>出口增长5%</p>" + piece * (20_000 // len(piece)) + end
    read: list[str] = []
    assert seconds(lambda: read.append(page_text(text))) < 0.3  # what looks for each end anew takes many
    assert read[0].startswith("出口增长5%")
