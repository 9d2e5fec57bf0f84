"""Corrections: found again by their words, in any format, or listed; the library's reading stays beside them."""

from __future__ import annotations

import dataclasses
import json
import re
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from case_rows import rows_of
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_rows import panel as panel_of_rows
from panel_rows import row

import govreport as gr
from govreport.cli import main
from govreport.errors import GovReportWarning, InputError
from govreport.panel import Correction
from govreport.panel.keys import Key, key_of
from govreport.panel.placing import best_fits, said

CASES = Path(__file__).parent / "cases" / "corrections"
TEXT = """南湖市2023年政府工作报告
各位代表：
一、2022年工作回顾
地区生产总值达3200亿元、增长6.1%，居全省第4位。粮食产量达14.3亿斤。进出口总额86亿美元，增长8%左右。制作宣传短片5部。
城镇、农村居民人均可支配收入均增长4.5%。全年兴修渠道一百余公里之外，尚有水塘二十口。
二、2023年工作安排
地区生产总值增长6.5%以上。制作宣传短片6部。
"""
PLACE = {"report_region": "南湖市", "report_year": "2023"}
CHANGE = {"field": "basis", "value": "x"}
GROWTH = {**PLACE, "quote": "6.1%", "sentence": "地区生产总值达3200亿元、增长6.1%，居全省第4位"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reports")
    (place / "南湖市_2023.txt").write_text(TEXT, encoding="utf-8")
    other = TEXT.replace("南湖市", "青山县").rstrip() + "\n谢谢大家！\n"  # the same figures, and another text
    (place / "青山县_2023.txt").write_text(other, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def panel(folder: Path) -> gr.Panel:
    return gr.read_panel(folder)


def one(panel: gr.Panel, quote: str, **more: object) -> pd.Series[Any]:
    frame = panel.select(report_region="南湖市").frame
    for column, value in {"quote": quote, **more}.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, frame
    return frame.iloc[0]


def quietly(panel: gr.Panel, rows: object) -> gr.Panel:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return panel.correct(rows)  # type: ignore[arg-type]


# -- what a correction does --------------------------------------------------------------------------------------------


def fields() -> list[dict[str, str]]:
    return rows_of(CASES / "fields.tsv")


@pytest.mark.parametrize("case", fields(), ids=lambda case: case["case"])
def test_a_field_is_set_with_all_that_follows_from_it(panel: gr.Panel, case: dict[str, str]) -> None:
    asked = {key: case[key] for key in ("quote", "sentence", "name", "field", "value")}
    mended = quietly(panel, [{**PLACE, **asked, "by": "李"}])
    [label] = mended.corrected["row"].unique()
    assert set(mended.corrected["source"]) == {mended.frame.loc[label, "source"]}
    found = {**mended.frame.loc[label].to_dict(), "conflict": "y" if label in mended.conflicts.index else ""}
    for pair in case["expected"].split(" "):
        column, _, wanted = pair.partition("=")
        value = found[column]
        assert (value == float(wanted)) if isinstance(value, float) and wanted else (str(value) == wanted), (
            pair,
            value,
        )
    assert found["quote"] == case["quote"] and found["doubt"] == 0
    others = mended.frame.drop(index=label)
    pd.testing.assert_frame_equal(others, panel.frame.drop(index=label))


def test_the_reading_stays_beside_the_correction(panel: gr.Panel) -> None:
    mended = quietly(panel, [{**GROWTH, "field": "value", "value": "6.7", "by": "李", "why": "看错"}])
    table = mended.corrected
    shown = table[["field", "read", "right", "given", "by", "why"]].values.tolist()
    assert shown == [["value", "6.1", "6.7", True, "李", "看错"], *(
        [side, "6.1", "6.7", False, "李", "看错"] for side in ("low", "high")
    )]  # fmt: skip
    said = mended.explain(int(table["row"].iloc[0]))
    assert "value 6.1 → 6.7 (李: 看错)" in str(said) and "value 6.1 → 6.7" in said._repr_html_()
    assert panel.corrected.empty, "the panel itself stays as it was read"


def test_a_dropped_reading_is_gone_and_listed(panel: gr.Panel) -> None:
    mended = quietly(panel, [{**GROWTH, "action": "drop", "by": "李"}])
    assert len(mended) == len(panel) - 1
    line = mended.corrected.iloc[0]
    assert (line["action"], line["read"]) == ("drop", "地区生产总值 6.1% (growth, 2022, actual)")
    assert pd.isna(line["row"])
    assert len(mended.select("gdp").corrected) == 1 and mended.select("grain_output").corrected.empty


def test_a_correction_that_says_no_more_is_of_nobody_and_sets_a_value(panel: gr.Panel) -> None:
    plain = Correction("南湖市", 2023, "6.1%", GROWTH["sentence"], changes=(("value", "6.7"),))
    mended = quietly(panel, gr.corrections([{**GROWTH, "field": "value", "value": "6.7"}]))
    [read] = gr.corrections([{**GROWTH, "field": "value", "value": "6.7"}])
    assert dataclasses.replace(read, where="") == plain
    [line] = mended.corrected[mended.corrected["given"]].to_dict("records")
    assert (line["action"], line["by"], line["why"]) == ("mend", "", "")
    assert str(mended.explain(int(line["row"]))).count("value 6.1 → 6.7") == 1


def test_a_confirmed_reading_is_doubted_no_more(panel: gr.Panel) -> None:
    before = one(panel, "6.1%")
    after = one(quietly(panel, [{**GROWTH, "action": "confirm"}]), "6.1%")
    assert before.drop("doubt").equals(after.drop("doubt")) and after["doubt"] == 0


def test_a_missed_metric_is_added_at_its_place(panel: gr.Panel) -> None:
    sentence = "全年兴修渠道一百余公里之外，尚有水塘【二十口】。"
    changes = {"field": "name|value|unit|period|status", "value": "水塘|20|口|2022|actual"}
    asked = {**PLACE, "quote": "二十口", "sentence": sentence, "action": "add", **changes}
    # what the reader finds at the place is taken out first, so that the place is empty whatever it can read
    bare = panel.correct([{**PLACE, "quote": q, "sentence": s, "action": "drop"} for q, s in _around(panel, "水塘")])
    mended = bare.correct([asked])
    assert mended.unplaced.empty
    added = one(mended, "二十口", name="水塘")
    assert (added["value"], added["unit"], added["indicator"], added["region"]) == (20, "口", "open:水塘", "南湖市")
    assert TEXT[added["start"] : added["end"]] == "二十口"
    assert added["sentence"][added["start"] - added["sentence_start"] :].startswith("二十口")
    starts = mended.select(report_region="南湖市").frame["start"]
    assert starts.is_monotonic_increasing
    assert mended.correct([asked]).frame.equals(mended.frame), "what was added is not added again"


@pytest.mark.parametrize(
    ("indicator", "name", "unit"), [("rural_roads_built", "", "公里"), ("open:水塘", "水塘", "")], ids=["known", "open"]
)
def test_a_missed_metric_has_the_name_and_the_unit_of_its_indicator_where_none_are_given(
    panel: gr.Panel, indicator: str, name: str, unit: str
) -> None:
    sentence = "全年兴修渠道一百余公里之外，尚有水塘【二十口】。"
    changes = {"field": "indicator|value|period|status", "value": f"{indicator}|20|2022|actual"}
    added = panel.correct([{**PLACE, "quote": "二十口", "sentence": sentence, "action": "add", **changes}])
    made = one(added, "二十口", indicator=indicator)
    assert (made["name"], made["unit"]) == (name or gr.vocabulary()[indicator].name_zh, unit)
    assert (made["value"], made["measure"], made["bound"], made["per_year"]) == (20, "level", "exact", False)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.tsv", b"quote\tunit\tquote\n", "{folder}/a.tsv: a column is there twice: found 'quote'"),
        ("a.tsv", b"", "{folder}/a.tsv: the table is empty"),
        ("a.tsv", b"quote\tunit\t\n\n5%\t%\t\t9\n", "a.tsv:3: more cells than columns: expected 2, found 4"),
        ("a.csv", b'quote\n"5%', "a.csv:2: this is no table: found unexpected end of data"),
        (
            "a.csv",
            b"\x81\xff",
            "{folder}/a.csv: this is a file of an unknown encoding: expected UTF-8, GB18030 or UTF-16",
        ),
        ("a.docx", b"", "{folder}/a.docx: cannot read this as a table: expected .tsv, .csv or .xlsx, found .docx"),
        ("a", b"", "{folder}/a: cannot read this as a table: expected .tsv, .csv or .xlsx, found no ending"),
        ("b.tsv", None, "{folder}/b.tsv: no such file; did you mean 'near.tsv'?"),
    ],
    ids=["twice", "empty", "cells", "quotes", "bytes", "ending", "no ending", "missing"],
)
def test_a_file_that_is_no_table_is_named_with_the_line_and_what_is_wrong(
    name: str, content: bytes | None, told: str, tmp_path: Path
) -> None:
    (tmp_path / "near.tsv").write_text("quote\n", encoding="utf-8")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        gr.corrections(tmp_path / name)
    assert str(caught.value) == told.format(folder=tmp_path)


def _around(panel: gr.Panel, word: str) -> list[tuple[str, str]]:
    frame = panel.select(report_region="南湖市").frame
    found = frame[frame["sentence"].str.contains(word)]
    return list(zip(found["quote"], found["sentence"], strict=True))


def test_a_missed_metric_needs_its_words_in_the_report(panel: gr.Panel) -> None:
    changes = {"field": "indicator|value|period|status", "value": "gdp|20|2022|actual", "action": "add"}
    with pytest.warns(GovReportWarning, match="1 of 1 correction found no place"):
        mended = panel.correct([{**PLACE, "quote": "9%", "sentence": "增长9%", **changes}])
    assert mended.unplaced["reason"].tolist() == ["no such words in the report"]


# -- found again -------------------------------------------------------------------------------------------------------


def wrapped(text: str) -> str:
    return "\n".join("\n".join(re.findall(".{1,24}", line)) for line in text.splitlines())


def _docx(text: str, path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(str(path))


WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
FORMATS = {
    "GBK": ("txt", lambda text, path: path.write_bytes(text.encode("gb18030"))),
    "wrapped": ("txt", lambda text, path: path.write_text(wrapped(text), encoding="utf-8")),
    "wide": ("txt", lambda text, path: path.write_text(text.translate(WIDE), encoding="utf-8")),
    "spaced": ("txt", lambda text, path: path.write_text(re.sub(r"([\d.]+)", r" \1 ", text), encoding="utf-8")),
    "noted": ("txt", lambda text, path: path.write_text(text.replace("总值", "总值[1]"), encoding="utf-8")),
    "begun elsewhere": ("txt", lambda text, path: path.write_text("（2023年1月8日）\n" + text, encoding="utf-8")),
    "a page": ("html", lambda text, path: path.write_text(text.replace("\n", "<br>"), encoding="utf-8")),
    "Word": ("docx", _docx),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_corrections_hold_when_the_report_comes_in_another_format(panel: gr.Panel, tmp_path: Path, kind: str) -> None:
    frame = panel.select(report_region="南湖市").frame
    rows = [
        {**PLACE, "quote": q, "sentence": s, "name": n, "field": "basis", "value": f"mark {i}"}
        for i, (q, s, n) in enumerate(zip(frame["quote"], frame["sentence"], frame["name"], strict=True))
    ]
    ending, write = FORMATS[kind]
    write(TEXT, tmp_path / f"南湖市_2023.{ending}")
    again = gr.read_panel(tmp_path, corrections=rows)
    assert again.unplaced.empty
    assert again.frame["basis"].tolist() == [f"mark {i}" for i in range(len(rows))]
    assert again.frame["indicator"].tolist() == frame["indicator"].tolist()


def test_a_quote_that_is_read_wider_or_narrower_is_found(panel: gr.Panel) -> None:
    for quote, sentence in (("6.5%", "增长【6.5%】以上"), ("增长6.5%以上", "【增长6.5%以上】")):
        mended = quietly(panel, [{**PLACE, "quote": quote, "sentence": sentence, "field": "value", "value": "7"}])
        assert one(mended, "6.5%以上")["value"] == 7


def test_a_part_of_a_longer_number_is_not_the_number(panel: gr.Panel) -> None:
    rows = [{**PLACE, "quote": "5%", "sentence": "城镇、农村居民人均可支配收入均增长4.5%", "action": "drop"}]
    with pytest.warns(GovReportWarning):
        assert len(panel.correct(rows)) == len(panel)


def test_only_the_report_that_is_meant_is_corrected(panel: gr.Panel) -> None:
    mended = quietly(panel, [{**GROWTH, "field": "value", "value": "6.7"}])
    growth = mended.select("gdp", measure="growth", status="actual")
    assert growth.frame.set_index("report_region")["value"].to_dict() == {"南湖市": 6.7, "青山县": 6.1}


def test_a_report_that_was_read_from_two_files_is_corrected_in_both(tmp_path: Path) -> None:
    for name in ("南湖市_2023.txt", "南湖市政府_2023.html"):
        (tmp_path / name).write_text(TEXT.replace("\n", "<br>") if "html" in name else TEXT, encoding="utf-8")
    panel = gr.read_panel([tmp_path / "南湖市_2023.txt"])
    twice = gr.Panel(pd.concat([panel.frame, panel.frame.assign(source="other.txt")]))
    mended = quietly(twice, [{**GROWTH, "field": "value", "value": "6.7"}])
    assert (mended.frame["value"] == 6.7).sum() == 2


def test_the_same_words_twice_are_told_apart_by_the_sentence_the_mark_or_the_number(tmp_path: Path) -> None:
    text = TEXT.replace("制作宣传短片5部。", "制作宣传短片5部。种草5万亩，种树5万亩。修桥3座。修桥3座。")
    (tmp_path / "南湖市_2023.txt").write_text(text, encoding="utf-8")
    panel = gr.read_panel(tmp_path)
    with pytest.warns(GovReportWarning):
        lost = panel.correct([{**PLACE, "quote": "5万亩", "sentence": "种草5万亩，种树5万亩", **CHANGE}]).unplaced
    assert lost["reason"].iloc[0].startswith("ambiguous: 2 readings fit")
    marked = quietly(panel, [{**PLACE, "quote": "5万亩", "sentence": "种草5万亩，种树【5万亩】", **CHANGE}]).frame
    assert marked.loc[marked["basis"] == "x", "name"].tolist() == ["种树"]
    second = quietly(panel, [{**PLACE, "quote": "3座", "sentence": "修桥3座。", "nth": "2", **CHANGE}]).frame
    bridges = second[second["quote"] == "3座"]
    assert bridges["basis"].fillna("").tolist() == ["", "x"]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"quote": "5部", "sentence": "制作宣传短片5部", "nth": "5", **CHANGE}, "the readings that fit are 1"),
        ({"quote": "3座", "sentence": "修桥3座。", "nth": "5", **CHANGE}, "the readings that fit are 2"),
        (
            {
                **{"quote": "3座", "sentence": "修桥【3座】。", "nth": "5", "action": "add"},
                **{"field": "name|value|unit|period|status", "value": "桥|3|座|2022|actual"},
            },
            "the places with these words are 2",
        ),
    ],
)
def test_a_number_beyond_the_places_there_are_is_refused(tmp_path: Path, asked: dict[str, str], reason: str) -> None:
    (tmp_path / "南湖市_2023.txt").write_text(
        TEXT.replace("短片5部。", "短片5部。修桥3座。修桥3座。"), encoding="utf-8"
    )
    panel = gr.read_panel(tmp_path)
    with pytest.warns(GovReportWarning, match="1 of 1 correction found no place"):
        same = panel.correct([{**PLACE, **asked}])
    assert same.unplaced["reason"].tolist() == [f"nth is 5, but {reason}"]
    assert same.corrected.empty and len(same.frame) == len(panel.frame)


def test_a_missed_metric_is_added_at_the_place_that_was_counted_and_once(tmp_path: Path) -> None:
    (tmp_path / "南湖市_2023.txt").write_text(
        TEXT.replace("短片5部。", "短片5部。种草不少。种草不少。"), encoding="utf-8"
    )
    panel = gr.read_panel(tmp_path)
    asked = {"quote": "不少", "sentence": "种草不少。", "nth": "2", "action": "add"}
    row = {**PLACE, **asked, "field": "name|value|unit|measure|period|status", "value": "草|3|亩|level|2022|actual"}
    once = quietly(panel, [row])
    again = quietly(once, [row])
    [added] = set(once.frame["start"]) - set(panel.frame["start"])
    assert added > panel.frame["start"].min() and len(again.frame) == len(once.frame) == len(panel.frame) + 1
    assert TEXT.replace("短片5部。", "短片5部。种草不少。种草不少。").rfind("不少") == added


def test_what_no_longer_fits_is_listed_with_the_nearest_place_and_one_warning(panel: gr.Panel) -> None:
    rows = [
        {**PLACE, "quote": "6.3%", "sentence": "地区生产总值达3200亿元、增长6.3%", "field": "value", "value": "6.4"},
        {**PLACE, "quote": "7部", "sentence": "制作宣传短片7部", "action": "drop"},
        {**GROWTH, "field": "value", "value": "6.7"},
        {**GROWTH, "report_year": "1999", "action": "drop"},
    ]
    with pytest.warns(GovReportWarning, match=r"^2 of 4 corrections found no place: see panel\.unplaced$") as told:
        mended = panel.correct(rows)
    assert len(told) == 1
    lost = mended.unplaced
    assert lost["reason"].tolist() == [*["no reading at these words"] * 2, "no such report in the panel"]
    assert lost["nearest_quote"].tolist()[0] in ("6.1%", "3200亿元") and lost["fields"].tolist()[0] == "value=6.4"
    assert lost["nearest_sentence"].iloc[1].startswith("制作宣传短片") and lost["likeness"].iloc[1] > 0.7
    assert len(mended.corrected) == 3, "what fits is corrected all the same"


def test_corrections_for_no_report_of_the_panel_are_warned_of(panel: gr.Panel) -> None:
    with pytest.warns(GovReportWarning, match="1 of 1 correction"):
        panel.correct([{**GROWTH, "report_region": "南湖", "action": "drop"}])


def test_values_that_cannot_be_true_together_are_listed(panel: gr.Panel) -> None:
    with pytest.warns(GovReportWarning):
        lost = panel.correct([{**GROWTH, "field": "low|high", "value": "9|8"}]).unplaced
    assert "the values do not go together" in lost["reason"].iloc[0]


def test_a_correction_is_made_once_and_a_later_one_holds(panel: gr.Panel) -> None:
    first = [{**GROWTH, "field": "value", "value": "6.7", "by": "李"}]
    once = quietly(panel, first)
    twice = quietly(once, first)
    pd.testing.assert_frame_equal(once.frame, twice.frame)
    pd.testing.assert_frame_equal(once.corrected, twice.corrected)
    later = quietly(once, [{**GROWTH, "field": "value", "value": "6.9", "by": "王"}])
    said = later.corrected[later.corrected["given"]]
    assert said[["read", "right", "by"]].values.tolist() == [["6.1", "6.7", "李"], ["6.1", "6.9", "王"]]
    gone = quietly(once, [{**GROWTH, "action": "drop"}])
    assert quietly(gone, [{**GROWTH, "action": "drop"}]).frame.equals(gone.frame)
    with pytest.warns(GovReportWarning):
        assert gone.correct(first).unplaced["reason"].tolist() == ["dropped by another correction"]
    with pytest.warns(GovReportWarning):
        again = [{**GROWTH, "action": "add", "field": "indicator|value|status|period", "value": "gdp|6.1|actual|2022"}]
        assert gone.correct(again).unplaced["reason"].tolist() == ["dropped before"]


def test_two_corrections_that_name_one_reading_otherwise_are_warned_of(panel: gr.Panel) -> None:
    rows = [{**GROWTH, "field": "value", "value": "6.7"}, {**GROWTH, "sentence": f"增长{GROWTH['quote']}"}]
    with pytest.warns(GovReportWarning, match=r"the later holds: value 6\.9 \(row 2\), 6\.7 \(row 1\)$"):
        assert 6.9 in set(panel.correct([rows[0], {**rows[1], "field": "value", "value": "6.9"}]).frame["value"])
    with pytest.warns(GovReportWarning, match=r"the later holds: drop \(row 2\), value \(row 1\)$"):
        panel.correct([rows[0], {**rows[1], "action": "drop"}])
    quietly(panel, [rows[0], {**rows[1], "field": "value", "value": "6.7"}])


def test_a_metric_that_is_added_changes_no_types(panel: gr.Panel, tmp_path: Path) -> None:
    changes = {"field": "name|value|period|status|unit", "value": "水塘|20|2022|actual|口", "action": "add"}
    more = quietly(panel, [{**PLACE, "quote": "二十口", "sentence": "尚有水塘二十口", **changes}])
    assert len(more.frame) == len(panel.frame) + 1
    assert more.frame.dtypes.astype(str).to_dict() == panel.frame.dtypes.astype(str).to_dict()
    more.save(tmp_path / "panel.json")
    pd.testing.assert_frame_equal(gr.load_panel(tmp_path / "panel.json").frame, more.frame)


@pytest.mark.parametrize(
    ("quote", "sentence", "first", "then", "expected"),
    [
        ("5部", "制作宣传短片5部", ("unit", "套"), ("name", "短视频"), (5, "套", "open:短视频")),
        (
            "14.3亿斤",
            "粮食产量达14.3亿斤",
            ("value", "80"),
            ("indicator", "aquatic_output"),
            (80, "万吨", "aquatic_output"),
        ),
        ("14.3亿斤", "粮食产量达14.3亿斤", ("value|unit", "15|亿斤"), ("name", "山珍"), (15e8, "斤", "open:山珍")),
        ("14.3亿斤", "粮食产量达14.3亿斤", ("value|unit", "80|万吨"), ("name", "山珍"), (80e4, "吨", "open:山珍")),
    ],
)
def test_a_later_correction_takes_nothing_back_that_was_set_before(
    panel: gr.Panel, quote: str, sentence: str, first: tuple[str, str], then: tuple[str, str], expected: tuple[Any, ...]
) -> None:
    place = {**PLACE, "quote": quote, "sentence": sentence}
    mended = panel
    for field, value in (first, then):
        mended = quietly(mended, [{**place, "field": field, "value": value}])
    assert tuple(one(mended, quote)[["value", "unit", "indicator"]]) == expected


# -- kept --------------------------------------------------------------------------------------------------------------


def corrected(panel: gr.Panel) -> gr.Panel:
    rows = [
        {**GROWTH, "field": "value", "value": "6.7", "by": "李", "why": "看错"},
        {**PLACE, "quote": "6部", "sentence": "制作宣传短片6部", "action": "drop", "by": "王"},
        {**PLACE, "quote": "77%", "sentence": "无此句77%", "action": "drop"},
    ]
    with pytest.warns(GovReportWarning):
        return panel.correct(rows)


def test_corrections_are_kept_by_saving_selecting_and_following(panel: gr.Panel, tmp_path: Path) -> None:
    mended = corrected(panel)
    mended.save(tmp_path / "panel.json.gz")
    loaded = gr.load_panel(tmp_path / "panel.json.gz")
    for other in (loaded, mended.follow(), mended.select(report_year=2023)):
        pd.testing.assert_frame_equal(other.frame, mended.frame)
        pd.testing.assert_frame_equal(other.corrected, mended.corrected)
        assert other.unplaced["reason"].tolist() == mended.unplaced["reason"].tolist()
    part = mended.select("gdp", report_region="南湖市")
    assert part.corrected["row"].unique().tolist() == [part.frame.index[part.frame["value"] == 6.7][0]]
    assert mended.select(report_region="青山县").corrected.empty


def test_exports_say_what_was_corrected(panel: gr.Panel, tmp_path: Path) -> None:
    mended = corrected(panel)
    mended.export(tmp_path / "panel.csv")
    table = pd.read_csv(tmp_path / "panel.csv", keep_default_na=False, encoding="utf-8-sig")
    assert table["corrected"].tolist().count("value 6.1 → 6.7 (李: 看错)") == 1
    mended.export(tmp_path / "panel.json")
    assert "6.7 (李: 看错)" in (tmp_path / "panel.json").read_text("utf-8")
    told = json.loads((tmp_path / "panel.json").read_text("utf-8"))
    assert told["dropped"] == ["drop (王)"]
    mended.export(tmp_path / "panel.xlsx")
    book = pd.read_excel(tmp_path / "panel.xlsx", sheet_name=None)
    assert book["corrected"]["action"].tolist() == ["mend", "mend", "mend", "drop"] and len(book["unplaced"]) == 1
    panel.export(tmp_path / "plain.csv")
    assert "corrected" not in pd.read_csv(tmp_path / "plain.csv", encoding="utf-8-sig").columns


def test_the_page_shows_the_reading_and_the_correction(panel: gr.Panel, tmp_path: Path) -> None:
    page = corrected(panel).to_html(tmp_path / "page.html")
    assert "6.7 ✎" in page and "原识别为 6.1，应为 6.7 (李: 看错)" in page
    assert "人工删除：南湖市 2023，宣传短片" in page or "人工删除：南湖市 2023，制作宣传短片" in page
    assert "1 条更正在报告中找不到原文" in page
    english = corrected(panel).to_html(tmp_path / "page.html", lang="en")
    assert "read 6.1, right 6.7" in english
    assert "✎" not in panel.to_html(tmp_path / "page.html")


def test_tables_take_the_corrected_value(panel: gr.Panel) -> None:
    table = corrected(panel).wide("gdp", measure="growth", region="南湖市")
    assert table["gdp"].tolist() == [6.7]


# -- the table ---------------------------------------------------------------------------------------------------------


def problems() -> list[dict[str, str]]:
    return rows_of(CASES / "problems.tsv")


@pytest.mark.parametrize("case", problems(), ids=lambda case: case["case"])
def test_a_row_that_cannot_stand_is_an_error_that_says_why(case: dict[str, str]) -> None:
    cells = dict(pair.split("=", 1) for pair in case["cells"].split(";") if pair)
    with pytest.raises(InputError) as told:
        gr.corrections([{**GROWTH, **cells}])
    for part in case["message"].split(" … "):
        assert part in str(told.value)


def test_all_problems_of_a_table_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "corrections.tsv"
    head = "report_region\treport_year\tquote\tsentence\tfield\tvalue\n"
    path.write_text(
        head + "南湖市\t2023\t6%\t增长6%\tstatus\tactaul\n\n南湖市\t23\t6%\t增长6%\tvalue\tsix\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as told:
        gr.corrections(path)
    text = str(told.value)
    assert text.startswith("3 problems in the corrections")
    assert "corrections.tsv:2, value: unknown status" in text and "did you mean 'actual'" in text
    assert "corrections.tsv:4, value: not a number" in text and "corrections.tsv:4, report_year" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["tsv", "csv"])
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str, ending: str) -> None:
    path = tmp_path / f"c.{ending}"
    cut = "," if ending == "csv" else "\t"
    rows = [list(GROWTH), list(GROWTH.values())]
    rows = [[*rows[0], "action", "why"], [*rows[1], "drop", "原文如此"]]
    path.write_bytes("\r\n".join(cut.join(cells) for cells in rows).encode(encoding))
    [found] = gr.corrections(path)
    assert (found.action, found.why, found.report_year, found.where) == ("drop", "原文如此", 2023, f"c.{ending}:2")


def test_two_rows_that_contradict_each_other_are_refused() -> None:
    one = {**GROWTH, "field": "value", "value": "6.7"}
    with pytest.raises(InputError, match=r"row 2: two corrections of one reading give two values of value"):
        gr.corrections([one, {**one, "quote": "６.１%", "value": "6.8"}])
    assert len(gr.corrections([one, {**one, "field": "status", "value": "estimate"}])) == 2
    both = gr.corrections([one]) + gr.corrections([{**one, "value": "6.8"}])
    assert len(both) == 2 and repr(both) == "<Corrections: 2 for 1 report>"


def test_corrections_are_written_and_read_back(panel: gr.Panel, tmp_path: Path) -> None:
    rows = [
        {**GROWTH, "field": "value|unit", "value": "-6.7|%", "by": "李", "why": '"引号"\t和制表'},
        {**PLACE, "quote": "6部", "sentence": "制作宣传短片【6部】", "action": "drop", "nth": "1"},
    ]
    made = gr.corrections(rows)
    made.save(tmp_path / "c.tsv")
    again = gr.corrections(tmp_path / "c.tsv")
    assert again.frame.astype(str).equals(made.frame.astype(str))
    pd.testing.assert_frame_equal(quietly(panel, again).frame, quietly(panel, made).frame)


def test_ids_of_a_vocabulary_of_ones_own_are_known(folder: Path) -> None:
    words = gr.vocabulary().extend([{"id": "short_films", "name_zh": "短片数", "unit": "部"}])
    rows = [{**PLACE, "quote": "5部", "sentence": "制作宣传短片5部", "field": "indicator", "value": "short_films"}]
    with pytest.raises(InputError, match="unknown indicator"):
        gr.corrections(rows)
    panel = gr.read_panel(folder, vocabulary=words, corrections=rows)
    assert panel.select("short_films").frame["value"].tolist() == [5]
    assert len(gr.corrections(rows, vocabulary=words)) == 1
    with pytest.raises(InputError, match="unknown indicator"):
        gr.read_panel(folder, corrections=gr.corrections(rows, vocabulary=words))


def test_wrong_corrections_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv: no such file"):
        gr.read_panel(gr.samples(), corrections=tmp_path / "none.tsv")


def test_the_command_line_takes_corrections(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gr.corrections([{**GROWTH, "field": "value", "value": "6.7"}]).save(tmp_path / "c.tsv")
    out = tmp_path / "out.csv"
    assert main(["export", str(folder), "--corrections", str(tmp_path / "c.tsv"), "-o", str(out)]) == 0
    assert 6.7 in pd.read_csv(out, encoding="utf-8-sig")["value"].tolist()
    gr.read_panel(folder).save(tmp_path / "p.json")
    assert main(["export", str(tmp_path / "p.json"), "--corrections", str(tmp_path / "c.tsv"), "-o", str(out)]) == 0
    assert 6.7 in pd.read_csv(out, encoding="utf-8-sig")["value"].tolist()
    assert main(["compare", str(folder), "--years", "2022", "2023", "--corrections", "none.tsv"]) == 2
    assert "none.tsv: no such file" in capsys.readouterr().err


# -- words -------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("增长 8 ５%。，5.2亿-—元\n（）[1]ａA①“”"), max_size=30), st.data())
def test_every_span_of_words_leads_back_to_the_text(letters: list[str], data: st.DataObject) -> None:
    text = "".join(letters)
    key = Key(text)
    if not key.words:
        return
    start = data.draw(st.integers(0, len(key.words) - 1))
    end = data.draw(st.integers(start + 1, len(key.words)))
    first, last = key.outside(start, end)
    assert 0 <= first < last <= len(text)
    inside = key.inside(first, last)
    assert inside[0] <= start and inside[1] >= end


def test_rows_made_by_hand_are_found_without_places() -> None:
    panel = panel_of_rows(row("gdp", "growth", 2022, 3.0, "%"))
    said = panel.frame.iloc[0]
    frame = panel.frame.assign(start=0, end=0, sentence_start=0)
    asked = {"report_region": "全国", "report_year": 2023, "quote": said["quote"], "sentence": said["sentence"]}
    assert gr.Panel(frame).correct([{**asked, "field": "value", "value": "3.1"}]).frame["value"].tolist() == [3.1]


def test_a_key_is_of_words_alone() -> None:
    assert key_of("增长 ６％—6.5%，（其中）“出口”①。") == "增长6%-6.5%其中出口"


def test_a_short_piece_of_another_sentence_is_no_place() -> None:
    asked = Correction("南湖市", 2023, "5%", "森林覆盖率提高【5%】以上的村庄")
    assert best_fits(asked, [said(0, "5%。", 0, 2, ["x"], 0)]) == []
    cut = said(0, "率提高5%以上的村庄，", 3, 5, ["x"], 0)
    assert best_fits(asked, [cut]) == [cut], "a sentence that was cut elsewhere is the same sentence"


def test_a_guarded_word_is_taken_without_its_guard(tmp_path: Path) -> None:
    path = tmp_path / "c.tsv"
    head = "report_region\treport_year\tquote\tsentence\tfield\tvalue\twhy\n"
    path.write_text(f"{head}南湖市\t2023\t6.1%\t增长6.1%\tname\t'=总值\t'tis so\n", encoding="utf-8")
    [found] = gr.corrections(path)
    assert found.changes == (("name", "=总值"),) and found.why == "'tis so"


def test_a_workbook_that_reckons_gives_what_it_shows(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["report_region", "report_year", "quote", "sentence", "field", "value"])
        sheet.write_row(1, 0, ["南湖市", 2023, "6.1%", "增长6.1%", "value"])
        sheet.write_formula(1, 5, "=6+0.2", None, 6.2)
    [found] = gr.corrections(path)
    assert found.changes == (("value", "6.2"),)


def test_a_territory_is_looked_for_where_the_report_is_of() -> None:
    panel = panel_of_rows(row("gdp", "growth", 2022, 3.0, "%", region="北京市"))
    asked = {"report_region": "北京市", "report_year": 2023, "quote": "3.0", "sentence": "", "field": "region"}
    said = panel.frame.iloc[0]
    asked |= {"quote": said["quote"], "sentence": said["sentence"], "value": "朝阳区"}
    mended = panel.correct([asked]).frame.iloc[0]
    assert (mended["region"], mended["region_code"]) == ("北京市朝阳区", "110105")
