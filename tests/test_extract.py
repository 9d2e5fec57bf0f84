"""Extraction, case by case: what a careful reader writes down for a sentence, after the guidelines.

The cases are `cases/extraction/<kind>.tsv`, added to without Python; the README beside them says how to write one.
A row with a `known_failure` is wrong today, for the reason it gives, and fails here as soon as it is right.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from case_rows import rows_of

from govreport.extraction import extract
from govreport.model import BOUNDS, MEASURES, STATUSES, Metric, Report
from govreport.normalization import normalize
from govreport.text import report_from_text

FOLDER = Path(__file__).parent / "cases" / "extraction"
COLUMNS = ["case", "part", "sentence", "expected", "region", "year", "known_failure"]
OPENING = "{region}{year}年政府工作报告\n各位代表：\n"
REVIEW, FIVE = "一、{last}年工作回顾\n", "一、过去五年工作回顾\n"
IDLE = "我们取得了新的成绩。\n"
BODIES = {
    "review": REVIEW + "{sentence}\n二、{year}年工作安排\n我们要再接再厉。\n",
    "plan": REVIEW + IDLE + "二、{year}年工作安排\n{sentence}\n",
    "five_years": FIVE + "{sentence}\n二、{year}年工作安排\n我们要再接再厉。\n",
    "next_five": FIVE + IDLE + "二、今后五年的目标任务\n{sentence}\n三、{year}年工作安排\n我们要再接再厉。\n",
}
_ITEM = re.compile(
    r"(?P<names>\S+?): (?P<measure>\w+) (?:(?P<bound>[a-z]+) )?(?P<value>-?[\d.]+)(?:~(?P<high>-?[\d.]+))?"
)
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


@dataclass(frozen=True)
class Expected:
    """One item of the `expected` column."""

    names: tuple[str, ...]
    measure: str
    value: float
    high: float | None
    unit: str
    bound: str
    period: tuple[int, int]
    status: str
    per_year: bool
    region: str | None
    basis: str | None
    indicator: str | None
    part: str


def table(path: Path) -> list[dict[str, str]]:
    return rows_of(path)


def unescaped(text: str) -> str:
    return (
        text.replace("\\\\", "\0")
        .replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\z", "\u200b")
        .replace("\0", "\\")
    )


def year_of(case: dict[str, str]) -> int:
    return int(case["year"] or 2023)


def default_period(part: str, year: int) -> tuple[int, int]:
    spans = {"plan": (year, year), "five_years": (year - 5, year - 1), "next_five": (year, year + 4)}
    return spans.get(part, (year - 1, year - 1))


def read_item(text: str, part: str, year: int) -> Expected:
    """Read `出口: level over 8000 亿元 2022 estimate per_year in=全国 basis=同口径 part=h1 id=exports`."""
    match = _ITEM.match(text)
    assert match, f"cannot read the expected item '{text}'"
    period, status = default_period(part, year), "target" if part in ("plan", "next_five") else "actual"
    unit, per_year, marks = "", False, dict[str, str]()
    for word in text[match.end() :].split():
        if span := _YEARS.fullmatch(word):
            period = (int(span[1]), int(span[2] or span[1]))
        elif word in STATUSES:
            status = word
        elif word == "per_year":
            per_year = True
        elif "=" in word:
            key, _, marks_value = word.partition("=")
            assert key in ("in", "basis", "id", "part"), f"no such mark: '{word}'"
            marks[key] = marks_value
        else:
            assert not unit, f"two units in '{text}'"
            unit = word
    bound = match["bound"] or "exact"
    assert match["measure"] in MEASURES and bound in BOUNDS, f"no such measure or bound in '{text}'"
    return Expected(
        tuple(match["names"].split("|")),
        match["measure"],
        float(match["value"]),
        float(match["high"]) if match["high"] else None,
        unit,
        bound,
        period,
        status,
        per_year,
        marks.get("in"),
        marks.get("basis"),
        marks.get("id"),
        marks.get("part", ""),
    )


def report_of(case: dict[str, str]) -> tuple[Report, list[tuple[int, int]]]:
    """The report that a case stands in, and where the quotes marked `[…]` are in it."""
    region, year = case["region"] or "XX市", year_of(case)
    marked = unescaped(case["sentence"])
    if case["part"] != "text":
        marked = (OPENING + BODIES[case["part"]]).format(region=region, year=year, last=year - 1, sentence=marked)
    quotes, text = [], ""
    for piece in re.split(r"(\[[^\]]*\])", marked):
        bare = piece[1:-1] if piece.startswith("[") else piece
        if piece.startswith("["):
            quotes.append((len(text), len(text) + len(bare)))
        text += bare
    return report_from_text(text, region=region, year=year), quotes


def expected_of(case: dict[str, str]) -> list[list[Expected]]:
    """What is expected of each quote, in order."""
    if not case["expected"]:
        return []
    groups = [group.split(" + ") for group in case["expected"].split(" ; ")]
    return [[read_item(item, case["part"], year_of(case)) for item in group] for group in groups]


_READ: dict[int, tuple[Report, list[tuple[int, int]], list[Metric]]] = {}


def read(case: dict[str, str]) -> tuple[Report, list[tuple[int, int]], list[Metric]]:
    """The report of a case, the places of its quotes and what is read in it, once for all tests."""
    if id(case) not in _READ:
        report, quotes = report_of(case)
        _READ[id(case)] = report, quotes, extract(report)
    return _READ[id(case)]


KINDS = sorted(path.stem for path in FOLDER.glob("*.tsv"))
ROWS = [(kind, case) for kind in KINDS for case in table(FOLDER / f"{kind}.tsv")]


def parametrized() -> list[object]:
    """The cases, those known to fail marked."""
    out: list[object] = []
    for kind, case in ROWS:
        reason = case["known_failure"]
        marks = [pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError)] if reason else []
        out.append(pytest.param(case, id=f"{kind}-{case['case']}", marks=marks))
    return out


@pytest.mark.parametrize("case", parametrized())
def test_a_sentence_gives_what_a_careful_reader_writes_down(case: dict[str, str]) -> None:
    report, quotes, metrics = read(case)
    groups = expected_of(case)
    wanted = Counter[tuple[object, ...]]()
    told: dict[tuple[int, int], list[Expected]] = {}
    for place, items in zip(quotes, groups, strict=True):
        told[place] = items
    found = Counter[tuple[object, ...]]()
    for seen in normalize(report, metrics):
        m = seen.metric
        items = told.get((m.start, m.end), [])
        item = next((one for one in items if m.name in one.names), None)
        found[
            (m.start, m.quote, m.name, m.measure, m.value, m.value_high, m.unit, m.bound)
            + (m.period, m.status, m.per_year, m.region, m.basis, m.part)
            + ((seen.indicator,) if item and item.indicator else ())
        ] += 1
    for (start, end), items in told.items():
        for one in items:
            names = {m.name for m in metrics if (m.start, m.end) == (start, end)}
            name = next((name for name in one.names if name in names), one.names[0])
            wanted[
                (start, report.text[start:end], name, one.measure, one.value, one.high, one.unit, one.bound)
                + (one.period, one.status, one.per_year, one.region, one.basis, one.part)
                + ((one.indicator,) if one.indicator else ())
            ] += 1
    missed, extra = wanted - found, found - wanted
    assert not missed and not extra, difference(missed, extra)


@pytest.mark.parametrize("case", table(FOLDER.parent / "small_numerals.tsv"), ids=lambda case: case["text"])
def test_a_small_numeral_in_words_counts_or_is_a_figure_of_speech(case: dict[str, str]) -> None:
    said = case["text"].replace("[", "").replace("]", "")
    report = report_from_text(f"XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n全市{said}。\n", year=2023)
    assert [m.quote for m in extract(report)] == re.findall(r"\[(.+?)\]", case["text"])


def difference(missed: Counter[tuple[object, ...]], extra: Counter[tuple[object, ...]]) -> str:
    def lines(sign: str, rows: Counter[tuple[object, ...]]) -> list[str]:
        return [
            f"  {sign} " + "  ".join(str(value) for value in row[1:])
            for row in sorted(rows, key=lambda r: int(str(r[0])))
        ]

    return "\n".join(["", *lines("expected", missed), *lines("found   ", extra)])


@pytest.mark.parametrize("part", BODIES)
def test_the_frame_around_a_sentence_is_read_as_the_part_it_names(part: str) -> None:
    """So that a failing case blames the extractor and nothing else."""
    for year in sorted({year_of(case) for _, case in ROWS if case["part"] == part}):
        sentence = "地区生产总值增长6%。"
        report, _ = report_of({"part": part, "sentence": sentence, "region": "", "year": str(year)})
        place = report.text.index(sentence)
        section = next(s for s in report.sections if s.start <= place < s.end)
        kind = "plan" if part in ("plan", "next_five") else "review"
        assert (section.kind, section.period) == (kind, default_period(part, year))


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_file_is_well_formed(kind: str) -> None:
    path = FOLDER / f"{kind}.tsv"
    assert path.read_text("utf-8").splitlines()[0].split("\t") == COLUMNS
    cases = table(path)
    assert not [case["case"] for case in cases if None in case or None in case.values()], "too few or too many cells"
    assert not [name for name, times in Counter(case["case"] for case in cases).items() if times > 1]
    assert not [case["case"] for case in cases if case["part"] not in (*BODIES, "text")]


@cache
def corpus_texts(folder: Path) -> tuple[str, ...]:
    return tuple(path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.txt")))


def test_no_sentence_of_the_cases_is_taken_from_a_real_report(shared: Path) -> None:
    said = [unescaped(case["sentence"]).translate(str.maketrans("", "", "[]")) for _, case in ROWS]
    longest = {one: max(re.split(r"[\n。；]", one), key=len) for one in said}
    texts = "\n".join(corpus_texts(shared / "corpus"))
    assert not [sentence for sentence in longest.values() if len(sentence) > 18 and sentence in texts]


def test_every_metric_tells_the_rules_that_made_it() -> None:
    for _, case in ROWS:
        for metric in read(case)[2]:
            assert metric.rules and all(re.fullmatch(r"[a-z_]+\.[a-z_]+(:\S+)?", rule) for rule in metric.rules), metric


def test_metrics_come_in_the_order_of_the_text_and_without_ids() -> None:
    for _, case in ROWS:
        metrics = read(case)[2]
        assert [m.start for m in metrics] == sorted(m.start for m in metrics)
        assert {m.indicator for m in metrics} <= {None}
