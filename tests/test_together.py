"""Corrections beside reports that join, files that were passed over and zip files: nothing is lost on the way."""

from __future__ import annotations

import warnings
from pathlib import Path, PurePath
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest

from govreport import GovReportWarning, Panel, load_panel, read_panel, samples


@pytest.fixture
def corrected(tmp_path: Path) -> Panel:
    """Reports of two years in one folder, with a file that is passed over, a broken one, and corrections."""
    text = "各位代表：\n一、{0}年工作回顾\n地区生产总值增长6.1%。粮食产量14.3万吨。\n二、{1}年工作安排\n增长7%。"
    for year in (2023, 2024):
        (tmp_path / f"清水市_{year}.txt").write_text(text.format(year - 1, year), encoding="utf-8")
    (tmp_path / "notes.rtf").write_bytes(b"%PDF")
    (tmp_path / "坏市_2023.txt").write_bytes(b"")
    place = {"report_region": "清水市", "report_year": 2023, "by": "Li", "why": "scan"}
    growth = {**place, "quote": "6.1%", "sentence": "地区生产总值增长6.1%。", "field": "value", "value": "6.7"}
    grain = {**place, "quote": "14.3万吨", "sentence": "粮食产量14.3万吨。", "action": "drop"}
    nowhere = {**place, "quote": "9%", "sentence": "没有这句话。", "action": "drop"}
    with pytest.warns(GovReportWarning, match="1 of 3 corrections found no place"):
        return read_panel(tmp_path, corrections=[growth, grain, nowhere])


def kept(panel: Panel) -> tuple[Any, ...]:
    said = panel.corrected[["action", "right", "by", "quote"]].astype(str).values.tolist()
    skipped = sorted(PurePath(one.source).name for one in panel.skipped)
    failed = sorted(PurePath(one.source).name for one in panel.failed)
    return said, panel.unplaced["quote"].tolist(), skipped, failed, panel.reports["year"].tolist()


def test_corrections_and_what_was_passed_over_stay_together(corrected: Panel, tmp_path: Path) -> None:
    said, unplaced, skipped, failed, years = whole = kept(corrected)
    assert {line[0] for line in said} == {"mend", "drop"} and {line[2] for line in said} == {"Li"}
    assert (unplaced, skipped, failed, years) == (["9%"], ["notes.rtf"], ["坏市_2023.txt"], [2023, 2024])
    corrected.save(tmp_path / "panel.json.gz")
    loaded = load_panel(tmp_path / "panel.json.gz")
    assert kept(loaded) == kept(corrected.select(report_region="清水市")) == kept(corrected.follow()) == whole
    assert loaded.reports.equals(corrected.reports) and loaded.skipped == corrected.skipped
    other = read_panel(samples()[:1])
    for both in (corrected + other, loaded + other):
        assert kept(both) == (said, unplaced, skipped, failed, [2023, 2024, 2018])
        pd.testing.assert_frame_equal(both.unplaced, corrected.unplaced)
        assert both.select("gdp", report_year=2023, status="actual").frame["value"].tolist() == [6.7]
    assert kept(other + corrected) == (said, unplaced, skipped, failed, [2018, 2023, 2024])
    both.save(tmp_path / "both.json")
    assert kept(load_panel(tmp_path / "both.json")) == kept(both)


def test_a_copy_that_is_left_out_takes_no_corrections_with_it_unsaid(corrected: Panel, tmp_path: Path) -> None:
    with pytest.warns(GovReportWarning, match="left out"):
        plain = read_panel(tmp_path).select(report_region="清水市") + read_panel(tmp_path / "清水市_2023.txt")
    assert plain.corrected.empty
    with pytest.warns(GovReportWarning) as told:
        joined = plain + corrected
    assert any("left out with" in str(one.message) and "correct" in str(one.message) for one in told)
    assert joined.corrected.empty and len(joined) == len(plain)
    with pytest.warns(GovReportWarning) as told:
        assert kept(corrected + corrected)[:2] == kept(corrected)[:2]
    assert not any("corrected fields" in str(one.message) for one in told)


def test_a_correction_of_a_report_that_joins_later_is_not_said_to_lack_its_report(tmp_path: Path) -> None:
    text = "各位代表：\n一、2022年工作回顾\n地区生产总值增长6.1%。\n二、2023年工作安排\n增长7%。"
    for name in ("清水市", "白云市"):
        (tmp_path / f"{name}_2023.txt").write_text(text, encoding="utf-8")
    row = {"report_year": 2023, "quote": "6.1%", "sentence": "地区生产总值增长6.1%。", "field": "value", "value": "6.7"}
    rows = [{**row, "report_region": name} for name in ("清水市", "白云市", "红山市")]
    one = read_panel(tmp_path / "清水市_2023.txt", corrections=rows)
    assert one.unplaced["report_region"].tolist() == ["白云市", "红山市"]
    with pytest.warns(GovReportWarning, match="the same text"):
        done = one.add(tmp_path / "白云市_2023.txt", corrections=rows)
    assert done.unplaced["report_region"].tolist() == ["红山市"], "whose report did not come"
    assert done.corrected["report_region"].tolist()[:1] == ["清水市"]
    with pytest.warns(GovReportWarning, match="the same text"):
        late = one.add(tmp_path / "白云市_2023.txt")
    assert late.unplaced["reason"].tolist() == [
        "its report joined the panel later: correct the panel again",
        "no such report in the panel",
    ]
    assert late.correct(rows).unplaced["report_region"].tolist() == ["红山市"]


def test_a_missed_metric_is_added_from_a_zip_file(tmp_path: Path) -> None:
    text = (
        "各位代表：\n一、2022年工作回顾\n地区生产总值增长6.1%。尚有水塘二十口之多的村。\n二、2023年工作安排\n增长7%。"
    )
    with ZipFile(tmp_path / "reports.zip", "w") as packed:
        packed.writestr("清水市_2023.txt", text)
    row = {"report_region": "清水市", "report_year": 2023, "quote": "之多", "sentence": "尚有水塘二十口之多的村。"}
    given = [{**row, "action": "add", "field": "name|value|unit|status|period", "value": "水塘|20|口|actual|2022"}]
    panel = read_panel(tmp_path / "reports.zip", corrections=given)
    assert panel.unplaced.empty and "水塘" in panel.frame["name"].tolist()


def test_parts_of_one_panel_are_put_together_again() -> None:
    """Both parts know of every report; that one is narrowed to other rows of it makes it no copy."""
    whole = read_panel(samples()[:3], progress=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for parts in (
            (whole.select(report_year=2018), whole.select(report_year=[2019, 2020])),
            (whole.select(indicator="gdp"), whole.select(status="target")),
        ):
            joined = parts[0] + parts[1]
            rows = pd.concat([part.frame for part in parts]).drop_duplicates()
            order = ["source", "start", "end", "name"]
            pd.testing.assert_frame_equal(
                joined.frame.sort_values(order, ignore_index=True), rows.sort_values(order, ignore_index=True)
            )
            assert len(joined.reports) == 3 and not joined.skipped


def test_of_a_copy_only_what_is_missing_is_taken_and_once(tmp_path: Path) -> None:
    text = "各位代表：\n一、2022年工作回顾\n地区生产总值增长6.1%，进出口总额300亿元。"
    for name in ("清水市_2023.txt", "清水市2023年.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    one, copy = (read_panel(tmp_path / name) for name in ("清水市_2023.txt", "清水市2023年.txt"))
    joined = one.select(indicator="gdp") + copy
    assert joined.frame["quote"].tolist() == ["6.1%", "300亿元"]
    assert joined.frame["source"].nunique() == 1 and len(joined.reports) == 1
    place = {"report_region": "清水市", "report_year": 2023, "quote": "6.1%", "sentence": text.split("\n")[2]}
    fixed = one.correct([{**place, "field": "value", "value": "6.7"}])
    with pytest.warns(GovReportWarning, match="left out, the same text"):
        assert (fixed + copy).frame["value"].tolist() == [6.7, 300.0]
