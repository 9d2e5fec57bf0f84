"""Little reports, read as wholes: which years and which status hold where, and where they end.

The cases are `cases/reports/<name>.txt`, added to without Python; the README beside them says how to write one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_extract import Expected, corpus_texts, difference, read_item

from govreport.extraction import extract
from govreport.model import Metric, Report
from govreport.text import report_from_text

FOLDER = Path(__file__).parent / "cases" / "reports"
FILES = sorted(FOLDER.glob("*.txt"))
_PIECE = re.compile(r"(\[[^\]]*\])")
_LINE = re.compile(r"(?P<quote>\S.*?)\s*=\s*(?P<items>\S.*)")


@dataclass(frozen=True)
class Case:
    """A little report: its text, where the marked quotes are in it, and what is expected of each."""

    report: Report
    quotes: list[tuple[int, int]]
    expected: list[tuple[str, list[Expected]]]


def read_case(path: Path) -> Case:
    """Read a file: what it is about, region and year, the report, and behind `expected:` a line for each quote."""
    head, _, rest = path.read_text("utf-8").partition("\n\n")
    body, _, answers = rest.partition("\nexpected:\n")
    assert answers, f"{path.name} expects nothing"
    told = dict(line.split(": ", 1) for line in head.splitlines() if not line.startswith("#"))
    year, region = int(told["year"]), told.get("region", "XX市")
    text, quotes = f"{region}{year}年政府工作报告\n各位代表：\n", []
    for piece in _PIECE.split(body.replace("\\s", "\u3000\u3000") + "\n"):
        bare = piece[1:-1] if piece.startswith("[") else piece
        if piece.startswith("["):
            quotes.append((len(text), len(text) + len(bare)))
        text += bare
    lines = [_LINE.fullmatch(line) for line in answers.splitlines() if line.strip()]
    assert all(lines), f"{path.name}: an expected line has no ' = '"
    expected = [
        (line["quote"], [read_item(item, "review", year) for item in line["items"].split(" + ")])
        for line in lines
        if line is not None
    ]
    return Case(report_from_text(text, region=region, year=year), quotes, expected)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_little_report_gives_what_a_careful_reader_writes_down(path: Path) -> None:
    case = read_case(path)
    text = case.report.text
    assert [text[a:b] for a, b in case.quotes] == [quote for quote, _ in case.expected], "quotes and lines differ"
    metrics = extract(case.report)
    found = Counter(row(m.start, m.quote, m, m.name) for m in metrics)
    wanted = Counter[tuple[object, ...]]()
    for (start, end), (quote, items) in zip(case.quotes, case.expected, strict=True):
        names = {m.name for m in metrics if (m.start, m.end) == (start, end)}
        for one in items:
            wanted[row(start, quote, one, next((n for n in one.names if n in names), one.names[0]))] += 1
    missed, extra = wanted - found, found - wanted
    assert not missed and not extra, difference(missed, extra)


def row(start: int, quote: str, one: Metric | Expected, name: str) -> tuple[object, ...]:
    """What is compared: everything but the territory and the caliber, which these cases are not about."""
    years = (one.period, one.part, one.per_year, one.status)
    return (start, quote, name, one.measure, one.value, one.unit, one.bound, *years)


def test_there_are_cases_of_every_kind() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_says_what_it_is_about(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# ") and re.search(r"^year: \d{4}$", text, re.MULTILINE)
    body = text.partition("\n\n")[2].partition("\nexpected:\n")[0]
    assert 2 <= len([line for line in re.split(r"\n|\\s", body) if line.strip()]) <= 16


def test_no_sentence_of_the_little_reports_is_taken_from_a_real_report(shared: Path) -> None:
    texts = "\n".join(corpus_texts(shared / "corpus"))
    for path in FILES:
        case = read_case(path)
        for start, end in case.report.sentences:
            said = max(re.split(r"[，；\n]", case.report.text[start:end]), key=len)
            assert len(said) <= 18 or said not in texts, (path.stem, said)
