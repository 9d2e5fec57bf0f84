"""Frames, panels and vocabularies from strangers: refused whole and in words, or taken without loss."""

from __future__ import annotations

import copy
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from case_rows import rows_of
from damage import DAMAGES, each_once, places, refused_or_sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from panel_rows import panel as panel_of_rows
from panel_rows import row
from sharing import samples_read

import govreport as gr
from govreport.errors import GovReportError, InputError
from govreport.indicators import Vocabulary
from govreport.panel import Panel, load_panel
from govreport.panel.journal import Journal, Skipped, journal_of, noted

CASES = Path(__file__).parent / "cases"


def rows() -> pd.DataFrame:
    return panel_of_rows(
        row("gdp", "level", 2022, 3200, "亿元"),
        row("gdp", "growth", 2022, 6.1, "%", bound="over"),
        row("open:修桥", "level", (2018, 2022), 5, "座", name="修桥"),
    ).frame.astype(object)


# -- frames ------------------------------------------------------------------------------------------------------------


def cells_of(name: str) -> list[dict[str, str]]:
    return rows_of(CASES / f"{name}.tsv")


@pytest.mark.parametrize("case", cells_of("wrong_cells"), ids=lambda case: f"{case['column']} {case['value'][:20]}")
def test_a_cell_that_cannot_be_is_refused_with_row_column_and_what_was_expected(case: dict[str, str]) -> None:
    frame = rows()
    frame.at[1, case["column"]] = json.loads(case["value"])
    with pytest.raises(InputError) as told:
        Panel(frame)
    assert str(told.value).startswith(case["column"]) and "row 1" in str(told.value)
    for part in case["message"].split(" … "):
        assert part in str(told.value)


def test_a_cell_at_its_limit_stands_and_beyond_it_does_not_however_its_column_is_typed() -> None:
    wrong = []
    for case in cells_of("cell_limits"):
        for frame in (rows(), rows().infer_objects()):
            kept = str(Panel(frame.assign(**{case["column"]: json.loads(case["last"])})).frame[case["column"]][1])
            if float(kept) != float(case["last"]):
                wrong.append((case["column"], case["last"], kept))
            try:
                Panel(frame.assign(**{case["column"]: json.loads(case["beyond"])}))
                wrong.append((case["column"], case["beyond"], "stands"))
            except InputError as error:
                if not str(error).startswith(f"{case['column']}, all 3 rows: no"):
                    wrong.append((case["column"], case["beyond"], str(error)))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize(("many", "told"), [(1, "row 0"), (3, "rows 0, 1, 2"), (4, "rows 0, 1, 2 and 1 more")])
def test_of_wrong_rows_three_are_named_and_the_others_counted(many: int, told: str) -> None:
    frame = pd.concat([rows()] * 2, ignore_index=True)
    frame.loc[: many - 1, "bound"] = "more"
    with pytest.raises(InputError, match=f"^bound, {told}: unknown bound"):
        Panel(frame)


@pytest.mark.parametrize(("many", "more"), [(20, ""), (21, "and 1 more")])
def test_twenty_problems_are_told_and_the_others_counted(many: int, more: str) -> None:
    frame = pd.concat([rows()] * 7, ignore_index=True)
    frame.loc[: many - 1, "bound"] = [f"bound {n}" for n in range(many)]
    with pytest.raises(InputError, match=f"^{many} problems in the frame") as told:
        Panel(frame)
    lines = str(told.value).splitlines()
    assert len(lines) == 1 + 20 + bool(more) and lines[-1].strip().startswith(more or "bound, row 19")


@pytest.mark.parametrize("length", [58, 59])
def test_a_long_value_is_shown_by_its_beginning(length: int) -> None:
    frame = rows()
    frame.at[1, "bound"] = "x" * length
    with pytest.raises(InputError) as told:
        Panel(frame)
    shown = f"found '{'x' * 58}'" if length == 58 else f"found '{'x' * 56}…"
    assert shown in str(told.value) and ("…" in str(told.value)) == (length == 59)


def test_all_that_is_wrong_is_one_error() -> None:
    frame = rows().assign(measure=["level", "growht", "level"], value=["many", 6.1, 5], status="actaul")
    frame.at[2, "period_end"] = 2_000_000_000
    with pytest.raises(InputError) as told:
        Panel(frame)
    lines = str(told.value).splitlines()
    assert lines[0] == "4 problems in the frame" and len(lines) == 5
    assert any("measure, row 1: unknown measure" in line and "did you mean 'growth'" in line for line in lines)
    assert any("status, all 3 rows" in line for line in lines)
    assert any("value, row 0: not a number: expected a number, found 'many'" in line for line in lines)
    assert any("period_end, row 2: not a year: expected a year from 1800 to 2200" in line for line in lines)


def test_a_great_many_problems_are_counted() -> None:
    frame = pd.concat([rows()] * 20, ignore_index=True).assign(unit="亿元")
    frame["indicator"] = [f"no_such_{n}" for n in range(len(frame))]
    with pytest.raises(InputError, match="60 problems in the frame") as told:
        Panel(frame)
    assert "and 40 more" in str(told.value) and len(str(told.value)) < 8000


@pytest.mark.parametrize(
    ("unit", "quote", "message"),
    [
        (
            "万亿元",
            "0.32万亿元",
            "the unit does not fit gdp: expected '亿元', found '万亿元'; convert the values to 亿元",
        ),
        ("吨", "3200", "the unit does not fit gdp: expected '亿元', found '吨'"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(unit: str, quote: str, message: str) -> None:
    frame = rows()
    frame.loc[0, ["unit", "quote"]] = [unit, quote]
    with pytest.raises(InputError) as told:
        Panel(frame)
    assert message in str(told.value)


def test_a_unit_of_another_kind_that_the_report_has_is_listed_as_a_conflict() -> None:
    frame = rows()
    frame.loc[0, ["unit", "quote"]] = ["亿美元", "480亿美元"]
    assert Panel(frame).conflicts["conflict"].tolist() == ["unit of gdp: expected 亿元, found 亿美元"]


def test_further_columns_are_kept_through_everything(tmp_path: Path) -> None:
    own = pd.date_range("2023-01-01", periods=3)
    frame = rows().assign(seen_by=["李", None, "王"], weight=[1.5, np.nan, 2.0], conflict=[1, 2, 3], day=own)
    frame["most"] = [1.5, np.inf, -np.inf]
    panel = Panel(frame)
    assert panel.frame["conflict"].tolist() == [1, 2, 3] and panel.frame["seen_by"].tolist()[2] == "王"
    assert panel.select("gdp").frame["weight"].isna().tolist() == [False, True]
    panel.save(tmp_path / "p.json")
    loaded = load_panel(tmp_path / "p.json").frame
    assert loaded["weight"].fillna(-1).tolist() == [1.5, -1, 2.0] and loaded["conflict"].tolist() == [1, 2, 3]
    assert loaded["day"].tolist() == [str(day) for day in own] and loaded["most"].tolist() == [1.5, np.inf, -np.inf]
    said = panel.frame.iloc[0]
    asked = {"report_region": "全国", "report_year": 2023, "quote": said["quote"], "sentence": said["sentence"]}
    for change in ({"field": "value", "value": "3201"}, {"action": "drop"}):
        mended = panel.correct([{**asked, **change}])
        assert mended.frame["conflict"].tolist() == [1, 2, 3][-len(mended) :]


def test_a_frame_as_a_file_gives_it_back_is_a_panel(tmp_path: Path) -> None:
    panel = samples_read()
    panel.to_csv(tmp_path / "p.csv", guard=False)
    texts = dict.fromkeys(("part", "region_code", "report_region_code", "basis"), str)
    read = pd.read_csv(tmp_path / "p.csv", dtype=texts, keep_default_na=False, encoding="utf-8-sig")
    again = Panel(read.assign(basis=read["basis"].where(read["basis"] != "", None))).frame
    assert list(again.columns.difference(panel.frame.columns)) == ["name_en", "name_zh"]
    told = panel.frame.assign(source=panel.frame["source"].map(lambda path: Path(path).name))
    pd.testing.assert_frame_equal(again[panel.frame.columns], told, check_dtype=False)
    assert Panel(panel.frame).frame.equals(panel.frame)
    assert Panel(panel.frame.head(0)).frame.empty


def test_whole_numbers_and_flags_may_be_written_otherwise() -> None:
    frame = rows().assign(report_year=2023.0, per_year=[0, 1, False], value=["3200", "6.1", 5])
    panel = Panel(frame)
    assert panel.frame["per_year"].tolist() == [False, True, False]
    assert panel.frame["report_year"].dtype == "int64" and panel.frame["value"].tolist() == [3200, 6.1, 5]


@pytest.mark.parametrize("kind", ["object", "string"])
def test_a_text_that_is_missing_is_refused_in_whatever_a_column_holds_texts(kind: str) -> None:
    frame = rows().astype({"quote": kind})
    frame.loc[1, "quote"] = None
    with pytest.raises(InputError, match="quote, row 1: not a text"):
        Panel(frame)


def test_what_stands_beside_has_a_row_for_each_row() -> None:
    with pytest.raises(InputError, match=r"evidence: not one row for each row: expected 3, found 1"):
        Panel(rows(), evidence=pd.DataFrame({"rules": ["x"]}))
    with pytest.raises(InputError, match="evidence, corrected, row 0: no corrections of a row"):
        Panel(rows(), evidence=pd.DataFrame({"corrected": ["[1]", "", ""]}))


# -- panels ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A panel as it stands in a file, with everything that a file can hold, and a vocabulary of few rows."""
    place = tmp_path_factory.mktemp("saved")
    words = Vocabulary.from_dict(_few(gr.vocabulary().to_dict()))
    panel = Panel(rows().assign(weight=[1.5, np.inf, np.nan]), vocabulary=words)
    said = panel.frame.iloc[0]
    asked = {"report_region": "全国", "report_year": 2023, "quote": said["quote"], "sentence": said["sentence"]}
    last = panel.frame.iloc[2]
    with pytest.warns(gr.GovReportWarning):
        panel = panel.correct(
            [
                {**asked, "field": "value", "value": "3201", "by": "李"},
                {**asked, "quote": last["quote"], "sentence": last["sentence"], "action": "drop"},
                {**asked, "quote": "1%", "sentence": "无", "action": "drop"},
            ]
        )
    panel._failed = (gr.panel.Failure("a.txt", InputError("empty", where="a.txt", suggestions=["b"])),)  # type: ignore[attr-defined]
    notes = [note.with_warning("odd") for note in journal_of(panel).reports]
    noted(panel, Journal(tuple(notes), (Skipped("b.md", "not read"),)))
    panel.save(place / "p.json")
    found: dict[str, Any] = json.loads((place / "p.json").read_text("utf-8"))
    return found


def _few(data: dict[str, Any]) -> dict[str, Any]:
    ids = ("gdp", "exports", "net_income_rural", "disposable_income_rural")
    return {
        "indicators": [one for one in data["indicators"] if one["id"] in ids],
        "aliases": [one for one in data["aliases"] if one[0] in ids][:12],
        "breaks": [one for one in data["breaks"] if one["id"] in ids][:2],
        "successors": [one for one in data["successors"] if one["id"] in ids and one["successor"] in ids],
    }


def test_a_damaged_panel_is_our_error_or_the_same_panel(saved: dict[str, Any], tmp_path: Path) -> None:
    came = [refused_or_sound(saved, place, kind, tmp_path / "p.json") for place, kind in each_once(saved)]
    assert came.count("refused") > len(came) / 2
    assert "loaded" in came


@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_anywhere_of_any_kind(saved: dict[str, Any], tmp_path: Path, data: st.DataObject) -> None:
    place, kind = data.draw(st.sampled_from(places(saved))), data.draw(st.sampled_from(sorted(DAMAGES)))
    refused_or_sound(saved, place, kind, tmp_path / "p.json")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("frame", "per_year", 0), "no", "per_year, row 0: neither True nor False: expected True or False, found 'no'"),
        (
            ("frame", "report_year", 0),
            2_000_000_000,
            "report_year, row 0: not a year: expected a year from 1900 to 2200",
        ),
        (("frame", "value", 1), None, "value, row 1: not a number"),
        (("frame", "indicator", 0), "gpd", "unknown indicator"),
        (("frame", "bound"), ["exact"], "frame: columns of unlike length"),
        (("frame", "quote"), "x", "frame: not a table: expected a list for each column"),
        (("evidence", "rules", 0), 5, "evidence, rules, row 0: not a text"),
        (("vocabulary", "indicators", 0, "unit"), 5, "indicators, 0, unit: 5"),
        (("vocabulary", "breaks", 0, "year"), 2_000_000_000, "breaks, 0, year: 2000000000"),
        (("vocabulary", "aliases", 0, 2), "regexp", "aliases, 0: unknown kind 'regexp'"),
        (("failed",), {}, "failed, 0: not a file that could not be read"),
        (("failed", 0, "error", "message"), None, "failed, 0: not a file that could not be read"),
        (("dropped", "told:corrected", 0), "{", "corrected, row 0: no corrections of a row"),
        (
            ("unplaced", "sentence", 0),
            5,
            "unplaced, sentence, row 0: not what the column holds: expected a text, found 5",
        ),
        (
            ("unplaced", "likeness", 0),
            7,
            "unplaced, likeness, row 0: not what the column holds: expected a number from 0",
        ),
        (("version",), "1", "not a panel that govreport saved"),
        (("format",), None, "not a panel that govreport saved"),
    ],
)
def test_damage_is_named(
    saved: dict[str, Any], tmp_path: Path, path: tuple[Any, ...], value: object, message: str
) -> None:
    damaged = copy.deepcopy(saved)
    there = damaged
    for step in path[:-1]:
        there = there[step]
    there[path[-1]] = value
    file = tmp_path / "p.json"
    file.write_text(json.dumps(damaged), encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_panel(file)
    assert str(told.value).startswith(f"{file}: ") and message in str(told.value)


def test_what_is_damaged_is_told_to_the_letter(saved: dict[str, Any], tmp_path: Path) -> None:
    wrong, file = [], tmp_path / "p.json"
    for case in cells_of("damage"):
        damaged = there = copy.deepcopy(saved)
        *steps, last = json.loads(case["where"])
        for step in steps:
            there = there[step]
        there[last] = json.loads(case["cell"])
        file.write_text(json.dumps(damaged), encoding="utf-8")
        with pytest.raises(InputError) as told:
            load_panel(file)
        if str(told.value) != f"{file}: {case['told']}":
            wrong.append((case["where"], case["cell"], str(told.value)))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_file_without_its_parts_says_which_are_missing(saved: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    file.write_text(json.dumps({k: v for k, v in saved.items() if k not in ("frame", "failed")}), encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_panel(file)
    said = [line.strip() for line in str(told.value).splitlines()]
    assert said == [f"{file}: 2 problems in the saved panel", "failed: missing", "frame: missing"]


@pytest.mark.parametrize(
    ("table", "column", "message"),
    [
        ("dropped", "quote", "dropped: missing: found no column quote"),
        ("unplaced", "likeness", "unplaced: missing: found no column likeness"),
        ("frame", "quote", "frame, quote: missing"),
    ],
)
def test_a_table_without_one_of_its_columns_says_which_is_missing(
    saved: dict[str, Any], tmp_path: Path, table: str, column: str, message: str
) -> None:
    damaged = copy.deepcopy(saved)
    del damaged[table][column]
    (tmp_path / "p.json").write_text(json.dumps(damaged), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_panel(tmp_path / "p.json")


def test_a_frame_of_an_earlier_version_has_nothing_in_the_columns_that_came_later() -> None:
    frame = gr.read_panel(gr.samples()[:1], progress=False).frame
    there = gr.Panel(frame.drop(columns=["of", "part", "doubt", "aim"])).frame
    nothing = {"of": {""}, "part": {""}, "doubt": {0.0}, "aim": {""}}
    assert {column: set(there[column]) for column in nothing} == nothing


@pytest.mark.parametrize("name", ["p.json", "p.json.gz"])
def test_a_file_cut_short_anywhere_is_no_panel(saved: dict[str, Any], tmp_path: Path, name: str) -> None:
    whole = json.dumps(saved).encode()
    whole = gzip.compress(whole) if name.endswith(".gz") else whole
    for length in {*range(0, len(whole), 997), len(whole) - 1}:
        (tmp_path / name).write_bytes(whole[:length])
        with pytest.raises(InputError, match="not a panel that govreport saved"):
            load_panel(tmp_path / name)
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    (tmp_path / name).write_bytes(bytes(flipped))
    with pytest.raises(GovReportError):
        load_panel(tmp_path / name)


def test_an_endless_nest_is_no_panel(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(InputError, match="not a panel that govreport saved"):
        load_panel(tmp_path / "p.json")


def test_a_panel_of_the_first_version_is_read(saved: dict[str, Any], tmp_path: Path) -> None:
    old = copy.deepcopy(saved)
    del old["dropped"], old["unplaced"], old["evidence"]["corrected"], old["evidence"]["said_region"]
    for column in ("part", "doubt", "region_code", "report_region_code"):
        del old["frame"][column]
    old["evidence"]["sentence_start"] = old["frame"].pop("sentence_start")
    (tmp_path / "p.json").write_text(json.dumps(old), encoding="utf-8")
    assert load_panel(tmp_path / "p.json").frame["region_code"].tolist() == ["100000", "100000"]


def test_a_vocabulary_that_cannot_stand_says_all_that_is_wrong() -> None:
    data = _few(gr.vocabulary().to_dict())
    data["indicators"][0]["kind"] = None
    data["aliases"].append(["exports", "((", "pattern", [], []])
    data["aliases"].append(["nowhere", "x", "exact", [], ["growht"]])
    with pytest.raises(InputError, match="not a vocabulary that govreport saved: 4 problems") as told:
        Vocabulary.from_dict(data)
    assert "indicators, 0, kind: None" in str(told.value) and "'((' cannot be read" in str(told.value)


def test_what_failed_is_shown_in_the_language_of_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = (gr.panel.Failure("a.txt", InputError("the file is empty")),)  # type: ignore[attr-defined]
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    assert repr(failed) == "(<Failure: a.txt: 文件是空的>,)"
