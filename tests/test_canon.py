"""Canonical characters: what is undone, that every offset finds its way back, and that disguises change no row."""

from __future__ import annotations

import dataclasses
import importlib.util
import pickle
import random
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from types import ModuleType

import pytest
from checks import seconds
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport
from govreport.extraction import extract
from govreport.model import Metric, Report
from govreport.text import canon as canon_module
from govreport.text import read_report, report_from_text
from govreport.text.canon import Canon, canonical

ROOT = Path(__file__).parents[1]


def load_forms() -> ModuleType:
    """The disguises of `benchmarks/forms.py`."""
    spec = importlib.util.spec_from_file_location("forms", ROOT / "benchmarks" / "forms.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["forms"] = module
    spec.loader.exec_module(module)
    return module


FORMS = load_forms()


def fresh(text: str) -> Canon:
    """The canonical text without what was remembered."""
    return canonical.__wrapped__(text)


def cases() -> list[object]:
    """The rows of the file; its cells hold line ends and tabs once they are read."""
    raw = (Path(__file__).parent / "cases" / "reading" / "canon.tsv").read_text("utf-8").split("\n")[1:-1]
    return [pytest.param(*map(unescaped, row.split("\t")[1:]), id=row.split("\t")[0]) for row in raw]


def unescaped(cell: str) -> str:
    return cell.encode("latin-1", "backslashreplace").decode("unicode_escape")


# --- what is undone --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), cases())
def test_a_text_in_canonical_characters(text: str, expected: str) -> None:
    canon = fresh(text)
    assert canon.text == expected
    assert fresh(canon.text).text == expected


PIECES = [
    *[
        "一、工作回顾",
        "（一）",
        "生产总值增长",
        "5.2%",
        "，",
        "。",
        "、",
        "第",
        "是",
        "——",
        "全市工作取得新的成绩，" * 4,
    ],
    *["\n", "\n\n", "\r\n", "\\r\\n", "　　", "  ", " ", "\t", "\u200b", "\u00ad", "&nbsp;", "<U+00A0>", "\\n"],
    *["[1]", "①", "②", "（注2）", "²", "½", "㎡", "km2", " m2", "[", "]", "^", "（7）", "（", "(", ")", "㈠", "⑴"],
    *["1 9 9 3 年", "74 76 元", "12. 5", "2023", "M", "2", "G D P", "PM 2.5", "各　位　代　表", "达到", "1/2"],
    *[
        "⽣",
        "⻓",
        "℅",
        "︰",
        "－",
        ",",
        ";",
        ":",
        "!",
        "?",
        '"',
        "“",
        "”",
        "《",
        "》",
        "項",
        "產業",
        "&amp;",
        "&lt;",
        "<",
        "x" * 25,
    ],
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_what_is_canonical_stays_as_it_is(text: str) -> None:
    once = fresh(text)
    again = fresh(once.text)
    assert again.text == once.text
    assert again.steps == ()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_offset_finds_its_way_back_and_forth(text: str) -> None:
    canon = fresh(text)
    length = len(canon.text)
    assert len(canon.written) == length
    for place in range(length):
        start, end = canon.back(place, place + 1)
        assert 0 <= start < end <= len(text)
        first, last = canon.forward(start, end)
        assert first <= place < last
    back = [canon.back(place, place)[0] for place in range(length + 1)]
    forth = [canon.forward(place, place)[0] for place in range(len(text) + 1)]
    assert back == sorted(back) and back[-1] == len(text)
    assert forth == sorted(forth) and forth[-1] == length


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_quotes_and_sentences_are_what_stands_in_the_file(text: str) -> None:
    if not fresh(text).text.strip():
        return
    report = report_from_text(text, region="南湖市", year=2024)
    for metric in extract(report):
        assert report.text[metric.start : metric.end] == metric.quote
        assert metric.sentence[0] <= metric.start < metric.end <= metric.sentence[1]


def test_a_clean_text_is_given_back_itself() -> None:
    text = "一、2023年工作回顾\n生产总值增长5.2%，出口超80亿元。"
    canon = fresh(text)
    assert canon.text is text and canon.written is text and canon.steps == ()
    assert canon.back(3, 9) == canon.forward(3, 9) == (3, 9)


def test_names_keep_the_script_of_the_text_and_nothing_that_is_not_seen() -> None:
    text = "一、一九五三年工作\n棉\u200b紗 産量[1]達到四百萬件，比上年增長百分之\n十二。"
    report = report_from_text(text, region="全国", year=1954)
    assert [(m.name, m.value, text[m.start : m.end]) for m in extract(report)] == [
        ("棉紗産量", 400.0, "四百萬件"),
        ("棉紗産量", 12.0, "百分之\n十二"),
    ]


def test_offsets_of_sections_and_sentences_count_the_text_of_the_file() -> None:
    lines = (
        "南湖市政府工作报告",
        "各位代表：",
        "一、２０２３年工作回顾",
        "出口\u200b增长 5 %。",
        "二、２０２４年工作安排",
        "出口增长6%。",
    )
    text = "\r\n".join(lines)
    report = report_from_text(text, region="南湖市", year=2024)
    assert [text[part.start : part.end].split()[0] for part in report.sections[1:]][-2:] == [
        "一、２０２３年工作回顾",
        "二、２０２４年工作安排",
    ]
    assert [part.heading for part in report.sections[-2:]] == ["一、2023年工作回顾", "二、2024年工作安排"]
    assert "出口\u200b增长 5 %。" in [text[start:end] for start, end in report.sentences]


def test_a_report_carries_its_canonical_text_and_a_changed_one_does_not_carry_the_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = report_from_text("XX市2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n保護環境，增长５％。")
    words = dataclasses.replace(report, text=report.text.replace("環境", "森林"))
    monkeypatch.setattr(
        canon_module, "_turn", lambda text, steps: text if len(text) < 20 else pytest.fail("made again")
    )
    canonical.cache_clear()
    assert list(govreport.terms([report], ["环境"]).hits["text"]) == ["環境"]
    assert pickle.loads(pickle.dumps(report)) == report
    monkeypatch.undo()
    assert govreport.terms([words], ["环境"]).hits.empty


def test_a_text_of_nothing_that_is_seen_is_empty() -> None:
    with pytest.raises(govreport.InputError, match="empty"):
        report_from_text("\u200b\ufeff\n", region="南湖市", year=2024)


# --- time ------------------------------------------------------------------------------------------------------------


def test_hostile_texts_take_linear_time() -> None:
    dice = random.Random(0)
    mixes = [piece for piece in PIECES if piece]
    mixes += ["".join(dice.choice(PIECES) for _ in range(dice.randint(2, 4))) for _ in range(20)]
    for piece in mixes:
        short, long = (f"{piece * (size // len(piece))}" for size in (4_000, 32_000))
        once = seconds(partial(fresh, short), tries=2)
        assert any(seconds(partial(fresh, long)) < 8 * 3 * max(once, 0.001) for _ in range(2)), piece


def test_it_costs_little_beside_reading() -> None:
    texts = [path.read_text("utf-8") for path in govreport.samples()]

    def reading() -> None:
        for text in texts:
            extract(report_from_text(text, region="全国", year=2024))

    reading()
    assert seconds(lambda: [fresh(text) for text in texts], tries=2) < 0.15 * seconds(reading, tries=2)


# --- disguises -------------------------------------------------------------------------------------------------------


@cache
def plain(path: Path) -> Report:
    return read_report(path)


@cache
def of_plain(report: Report) -> list[Metric]:
    """What is read of a report as it is: once, for all its disguises."""
    return extract(report)


def kept(path: Path, form: Callable[[str], list[str]]) -> tuple[int, int, int]:
    """Rows as the report is, of these lost in a disguise, and new ones."""
    before, after = FORMS.disguised(plain(path), form, of_plain)
    return before.total(), (before - after).total(), (after - before).total()


@pytest.mark.parametrize("form", FORMS.FORMS, ids=lambda form: form.__name__)
def test_a_disguise_changes_no_row_of_a_sample(form: Callable[[str], list[str]]) -> None:
    for path in govreport.samples("provinces")[::6]:
        rows, lost, new = kept(path, form)
        assert rows > 20 and (lost, new) == (0, 0)


def test_a_disguise_changes_hardly_a_row_of_real_reports(shared: Path) -> None:
    """Every twentieth report of the corpus, each in three of the disguises in turn; `benchmarks/forms.py` tries all."""
    totals: Counter[tuple[str, str]] = Counter()
    for number, path in enumerate(sorted((shared / "corpus").glob("*.txt"))[::20]):
        for form in FORMS.FORMS[number % 3 :: 3]:
            for kind, count in zip(("rows", "lost", "new"), kept(path, form), strict=True):
                totals[form.__name__, kind] += count
    for form in FORMS.FORMS:
        rows, lost, new = (totals[form.__name__, kind] for kind in ("rows", "lost", "new"))
        assert rows > 200
        assert lost <= 0.005 * rows and new <= 0.005 * rows, (form.__name__, rows, lost, new)
