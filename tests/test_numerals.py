"""Numbers in report text: what is found, what it says, and that nothing else is taken for one."""

from __future__ import annotations

import csv
import json
import math
import re
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
import regex
from checks import seconds
from hypothesis import given
from hypothesis import strategies as st

from govreport import numerals
from govreport.errors import InputError
from govreport.numerals import NUMBER, SCALES, Number, fraction, multiple, ordinal, parse, to_year

CASES = Path(__file__).parent / "cases" / "numbers.tsv"
SCAN = regex.compile(NUMBER)
PATTERNS = ("NUMBER", "BARE_SCALE", "FRACTION", "MULTIPLE", "YEAR", "ORDINAL")


def cases(*kinds: str) -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["kind"] in kinds]
    for row in rows:
        for escape, char in (("\\n", "\n"), ("\\u200b", "\u200b"), ("\\u00a0", "\u00a0")):
            row["text"] = row["text"].replace(escape, char)
    assert rows, f"no case of {kinds}"
    return rows


def marked(text: str) -> tuple[str, list[str]]:
    """A phrase without its marks, and what they enclosed."""
    return re.sub(r"[\[\]]", "", text), re.findall(r"\[(.*?)\]", text, re.DOTALL)


@pytest.mark.parametrize("case", cases("number"), ids=lambda case: case["text"])
def test_a_number_in_a_phrase_is_found_whole_and_read(case: dict[str, str]) -> None:
    phrase, (number,) = marked(case["text"])
    assert SCAN.findall(phrase) == [number]
    assert parse(number) == Number(float(case["value"]), case["scale"], case["inner"])


@pytest.mark.parametrize("case", cases("scan"), ids=lambda case: case["note"])
def test_only_numbers_are_found(case: dict[str, str]) -> None:
    phrase, found = marked(case["text"])
    assert SCAN.findall(phrase) == found


@pytest.mark.parametrize("case", cases("fraction", "multiple", "year", "ordinal"), ids=lambda case: case["text"])
def test_shares_multiples_years_and_places(case: dict[str, str]) -> None:
    read = {"fraction": fraction, "multiple": multiple, "year": to_year, "ordinal": ordinal}[case["kind"]]
    expected = float(case["value"]) if case["value"] else None
    assert read(case["text"]) == expected


@pytest.mark.parametrize("case", cases("refused"), ids=lambda case: case["text"])
def test_what_is_no_number_is_refused_with_what_was_expected(case: dict[str, str]) -> None:
    with pytest.raises(InputError, match="not a number: expected") as error:
        parse(case["text"])
    assert repr(case["text"]) in str(error.value)


@pytest.mark.parametrize("case", cases("fraction", "ordinal"), ids=lambda case: case["text"])
def test_a_share_or_a_place_is_found_by_its_pattern_where_it_stands(case: dict[str, str]) -> None:
    pattern = re.compile(numerals.FRACTION if case["kind"] == "fraction" else numerals.ORDINAL)
    found = [m for m in pattern.findall(f"达到{case['text']}，") if m == case["text"]]
    if case["value"]:
        assert found == [case["text"]]


def test_scales_that_count_themselves_are_found_apart() -> None:
    scan = re.compile(numerals.BARE_SCALE)
    assert scan.findall("超过万亿元、引进万名青年、五千亿元、3万亿元、千瓦、百分之") == ["万亿", "万"]
    assert parse("万亿") == Number(1.0, "万亿", "")


def chinese(n: int) -> str:
    """Write a whole number as a report of the eighties would."""
    if n >= 10**8:
        head, rest = divmod(n, 10**8)
        return chinese(head) + "亿" + _rest(rest, 10**7)
    if n >= 10**4:
        head, rest = divmod(n, 10**4)
        return chinese(head) + "万" + _rest(rest, 10**3)
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        if n >= unit:
            head, rest = divmod(n, unit)
            return chinese(head) + name + _rest(rest, unit // 10)
    return "零一二三四五六七八九"[n]


def _rest(n: int, unit: int) -> str:
    return "" if not n else ("零" if n < unit else "") + chinese(n)


@given(st.integers(1, 10**12 - 1))
def test_every_whole_number_in_chinese_is_found_and_counted(n: int) -> None:
    text = chinese(n)
    assert SCAN.findall(f"共有{text}元。") == [text]
    assert parse(text).size == n


@given(st.decimals(0, 99999, places=2), st.sampled_from(sorted(SCALES)), st.booleans())
def test_digits_are_counted_exactly_in_every_scale_and_width(n: Decimal, scale: str, wide: bool) -> None:
    text = f"{n}{scale}"
    text = text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．")) if wide else text
    if scale in ("十万", "十亿"):
        return
    assert SCAN.findall(f"完成{text}吨") == [text]
    assert parse(text).size == float(n * SCALES[scale])


@given(st.integers(1000, 10**12), st.sampled_from((",", "，", "\u00a0")))
def test_thousands_groups_do_not_change_a_number(n: int, comma: str) -> None:
    text = f"{n:,}".replace(",", comma)
    assert SCAN.findall(f"收入{text}元") == [text]
    assert parse(text).size == n


@given(st.integers(10, 10**9))
def test_blanks_between_all_digits_do_not_change_a_number(n: int) -> None:
    text = " ".join(str(n))
    assert SCAN.findall(f"达到{text} 亿元") == [f"{text} 亿"]
    assert parse(text).value == n


ALPHABET = "0189１９.．,， \n\u200b零〇一二两五九十百千万亿多余几数上第成半点分之年倍个元%/lO"


@given(st.text(ALPHABET, max_size=40))
def test_both_engines_agree_and_all_that_is_found_can_be_read(text: str) -> None:
    spans = [m.span() for m in SCAN.finditer(text)]
    assert spans == [m.span() for m in re.finditer(NUMBER, text)]
    for start, end in spans:
        assert parse(text[start:end]).size > 0 or set(text[start:end]) & set("0零〇O")


READERS = {"FRACTION": fraction, "MULTIPLE": multiple, "ORDINAL": ordinal, "YEAR": to_year}


@given(
    st.text("0123９.一二五八九十百千零〇多几第成半点分之年倍番翻了位名/过", max_size=12),
    st.sampled_from(sorted(READERS)),
)
def test_what_the_other_patterns_find_can_be_read(text: str, name: str) -> None:
    for found in re.findall(getattr(numerals, name), text):
        assert READERS[name](found) is not None or found.endswith("/0") or set(found) & {"零", "〇", "0"}


@pytest.mark.parametrize("engine", (re, regex))
@pytest.mark.parametrize(
    "piece", ("9", "1 ", "1,111", "一", "十", "一千", "百多", "上", "l", "1亿", "1.", "百分之", "第", "翻")
)
def test_no_text_makes_scanning_slow(engine: ModuleType, piece: str) -> None:
    text = piece * (40_000 // len(piece))
    patterns = [engine.compile(getattr(numerals, name)) for name in PATTERNS]
    assert seconds(lambda: [sum(1 for _ in pattern.finditer(text)) for pattern in patterns]) < 0.5


def test_sizes_are_exact() -> None:
    assert parse("16.4亿").size == 1_640_000_000
    assert parse("22.05万亿").size == 22_050_000_000_000
    assert parse("0.1").size == 0.1


def test_a_number_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        parse("5万").value = 6  # type: ignore[misc]


def test_every_number_of_the_real_reports_can_be_read(shared: Path) -> None:
    found = set()
    for path in sorted((shared / "corpus").glob("*.txt")):
        found.update(SCAN.findall(path.read_text("utf-8", errors="replace")))
    assert len(found) > 5000
    assert all(parse(number).size >= 0 for number in found)


def test_the_numbers_of_the_annotated_quotes_have_the_annotated_size(shared: Path) -> None:
    compared = 0
    for path in sorted((shared / "gold").glob("*.jsonl")):
        for metric in map(json.loads, path.read_text("utf-8").splitlines()):
            numbers = SCAN.findall(metric["quote"])
            if len(numbers) != 1 or re.search(f"{numerals.FRACTION}|位数", metric["quote"]):
                continue
            scale = next((s for s in sorted(SCALES, key=len, reverse=True) if s and metric["unit"].startswith(s)), "")
            if metric["unit"].startswith("千瓦"):
                scale = ""
            assert parse(numbers[0]).size == pytest.approx(abs(metric["value"]) * SCALES[scale]), metric["quote"]
            compared += 1
    assert compared > 900


def test_a_scale_is_the_product_of_its_characters() -> None:
    of = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
    assert len(numerals.SCALES) == 12
    assert {scale: math.prod(of[c] for c in scale) for scale in numerals.SCALES} == numerals.SCALES
