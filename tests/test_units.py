"""Units after numbers: what they are, what converts and what never does."""

from __future__ import annotations

import json
import math
import re
from fractions import Fraction
from pathlib import Path

import pytest
from case_rows import rows_of
from hypothesis import given
from hypothesis import strategies as st

from govreport.errors import UnitError
from govreport.numerals import SCALES
from govreport.units import NOT_UNITS, UNITS, convert, convertible, parse_unit, per, same_count

HERE = Path(__file__).parent
TABLE = HERE.parent / "govreport" / "data" / "units.tsv"


def rows(path: Path) -> list[dict[str, str]]:
    return rows_of(path)


CASES = rows(HERE / "cases" / "units.tsv")
KNOWN = [unit for unit in UNITS if parse_unit(unit).dimension != "label"]


def name(case: dict[str, str]) -> str:
    return f"{case['source']}-{case['target']}"


@pytest.mark.parametrize("case", [case for case in CASES if case["expected"]], ids=name)
def test_a_number_converts_exactly(case: dict[str, str]) -> None:
    assert convertible(case["source"], case["target"])
    assert convert(float(case["value"]), case["source"], case["target"]) == float(case["expected"])


@pytest.mark.parametrize("case", [case for case in CASES if not case["expected"]], ids=name)
def test_what_is_not_the_same_is_refused_and_both_sides_are_named(case: dict[str, str]) -> None:
    assert not convertible(case["source"], case["target"])
    with pytest.raises(UnitError) as error:
        convert(float(case["value"]), case["source"], case["target"])
    assert f"'{case['source']}'" in str(error.value)
    assert f"'{case['target']}'" in str(error.value)


@pytest.mark.parametrize(
    ("text", "scale", "base", "dimension", "size"),
    [
        ("", "", "", "number", 1),
        ("万", "万", "", "number", 10**4),
        ("万亿", "万亿", "", "number", 10**12),
        ("千亿元", "千亿", "元", "money", 10**11),
        ("百户", "百", "户", "count", 100),
        ("千瓦", "", "千瓦", "power", 1),
        ("万千瓦", "万", "千瓦", "power", 10**4),
        ("千克", "", "吨", "mass", Fraction(1, 1000)),
        ("千伏", "", "千伏", "voltage", 1),
        ("千卡", "", "千卡", "heat", 1),
        ("百分点", "", "个百分点", "percentage points", 1),
        ("％", "", "%", "percent", 1),
        ("亩", "", "平方米", "area", Fraction(2000, 3)),
        ("人/百亿元", "", "人/元", "people/money", Fraction(1, 10**10)),
        ("万元/人", "万", "元/人", "money/people", 10**4),
    ],
)
def test_a_scale_is_told_from_the_word_it_stands_before(
    text: str, scale: str, base: str, dimension: str, size: Fraction
) -> None:
    unit = parse_unit(text)
    assert (unit.scale, unit.base, unit.dimension, unit.size) == (scale, base, dimension, size)


@pytest.mark.parametrize("text", ["亿员", "元元", "/人", "元/", "元/啊", "万万", "台/0人", "期/人", "元/万", " x"])
def test_an_unknown_unit_is_refused(text: str) -> None:
    with pytest.raises(UnitError, match="unknown unit: found"):
        parse_unit(text)


def test_an_unknown_unit_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnitError) as error:
        parse_unit("吨标准没")
    assert "吨标准煤" in error.value.suggestions


def test_per_writes_the_form_with_a_slash() -> None:
    assert per("微克", "立方米") == "微克/立方米"
    assert parse_unit(per("张", "千人")).size == Fraction(1, 1000)
    with pytest.raises(UnitError):
        per("微克", "空气")


@pytest.mark.parametrize(
    ("word", "counts"),
    [(w, "no") for w in ("月", "日", "时", "点", "期", "号", "方面", "号线")]
    + [(w, "weak") for w in ("年", "岁", "天", "小时")]
    + [(w, "yes") for w in ("元", "%", "个百分点", "家", "人次", "亩", "个工作日")],
)
def test_the_table_says_what_measures(word: str, counts: str) -> None:
    assert parse_unit(word).counts == counts


def test_generic_classifiers_may_count_the_same_and_others_never() -> None:
    assert same_count("万家", "个")
    assert same_count("户", "家")
    assert same_count("名", "人")
    assert not same_count("人次", "人")
    assert not same_count("家", "元")
    assert not same_count("人", "个")


def test_the_longest_unit_is_tried_first() -> None:
    assert [len(u) for u in UNITS] == sorted(map(len, UNITS), reverse=True)
    assert len(set(UNITS)) == len(UNITS)
    assert {"％", "微克／立方米", "套(间)"} <= set(UNITS)
    units = re.compile("|".join(map(re.escape, UNITS)))
    for text, unit in {
        "个百分点。": "个百分点",
        "千瓦时电": "千瓦时",
        "人次，": "人次",
        "平方公里内": "平方公里",
    }.items():
        match = units.match(text)
        assert match and match.group() == unit


def test_a_word_that_only_begins_like_a_unit_is_listed_apart() -> None:
    assert {"个体工商户", "人口"} <= set(NOT_UNITS)
    assert not set(NOT_UNITS) & set(UNITS)
    assert all(word.startswith(UNITS) for word in NOT_UNITS)


def problem(row: dict[str, str]) -> str:
    """What is wrong with a row of the table of units."""
    if None in row.values() or None in row:
        return "a cell too few or too many"
    if row["unit"] != row["unit"].strip() or not row["unit"]:
        return "no unit, or blanks around it"
    if row["counts"] not in ("yes", "weak", "no"):
        return "counts is yes, weak or no"
    if "/" in row["unit"]:
        empty = (row["base"], row["dimension"], row["factor"]) == ("", "", "")
        return "" if empty and parse_unit(row["unit"]).size > 0 else "a form with a slash is made of its parts"
    if row["dimension"] == "noun":
        empty = (row["base"], row["factor"], row["counts"]) == ("", "", "no")
        return "" if empty else "a noun has no base and no factor and does not count"
    base = parse_unit(row["base"])
    if (base.base, base.factor, base.dimension) != (row["base"], 1, row["dimension"]):
        return "its base is no base of its dimension"
    return "" if Fraction(row["factor"]) > 0 else "a factor above zero is wanted"


def test_every_row_of_the_table_stands() -> None:
    table = rows(TABLE)
    assert len(table) > 1000
    assert not {row["unit"]: said for row in table if (said := problem(row))}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unit": " 元"}, "blanks"),
        ({"counts": "maybe"}, "yes, weak or no"),
        ({"unit": "元/人"}, "slash"),
        ({"dimension": "noun"}, "noun"),
        ({"dimension": "mass"}, "no base of its dimension"),
        ({"base": "万元"}, "no base of its dimension"),
        ({"factor": "0"}, "above zero"),
        ({"factor": None}, "too few"),
    ],
)
def test_a_row_that_cannot_stand_is_told(change: dict[str, str], said: str) -> None:
    yuan = next(row for row in rows(TABLE) if row["unit"] == "元")
    assert problem(yuan) == "" and said in problem(yuan | change)


def test_no_unit_has_two_rows() -> None:
    units = [row["unit"] for row in rows(TABLE)]
    assert len(set(units)) == len(units)


UNIT = st.builds(str.__add__, st.sampled_from(["", "万", "亿", "万亿", "百万"]), st.sampled_from(KNOWN))


@given(UNIT, UNIT, st.floats(0.001, 1e6))
def test_converting_there_and_back_gives_the_number_again(a: str, b: str, value: float) -> None:
    if convertible(a, b):
        assert convert(convert(value, a, b), b, a) == pytest.approx(value, rel=1e-12)
    else:
        with pytest.raises(UnitError):
            convert(value, a, b)


@given(UNIT)
def test_the_scale_multiplies_the_unit(text: str) -> None:
    unit = parse_unit(text)
    assert unit.size == unit.factor * SCALES[unit.scale]
    assert parse_unit(unit.text) == unit
    assert convert(1.7, text, text) == 1.7


@given(st.integers(0, 10**7))
def test_tenths_of_yi_jin_are_exact_in_ten_thousand_tons(tenths: int) -> None:
    assert convert(tenths / 10, "亿斤", "万吨") == tenths / 2


def test_open_ends_of_intervals_stay_open() -> None:
    assert convert(math.inf, "亿斤", "万吨") == math.inf
    assert convert(-math.inf, "亿斤", "万吨") == -math.inf
    assert math.isnan(convert(math.nan, "亿斤", "万吨"))


def test_the_units_of_the_annotated_reports_are_known(shared: Path) -> None:
    units = set()
    for path in sorted((shared / "gold").glob("*.jsonl")):
        units.update(json.loads(line)["unit"] for line in path.read_text("utf-8").splitlines())
    assert len(units) > 80
    assert [unit for unit in sorted(units) if not parse_unit(unit).dimension] == []


def test_the_units_of_the_fixed_indicators_are_known(shared: Path) -> None:
    units = {row["unit"] for row in rows(shared / "vocabulary" / "core.tsv")}
    assert len(units) > 20
    assert all(parse_unit(unit).counts == "yes" for unit in units - {"年", "岁"})
