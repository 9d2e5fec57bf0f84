"""A store: what is read once stays, whatever ends the process; and a panel of it is the panel of the reports."""

from __future__ import annotations

import gc
import itertools
import os
import pickle
import shutil
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import govreport as gr
from govreport.cli import main

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("filelock")

posix = pytest.mark.skipif(sys.platform == "win32", reason="forks, signals and limits of Unix")
PLACES = ("浙江省", "河北省", "四川省", "保定市", "易县")


def text(region: str, year: int, growth: float = 5.0) -> str:
    return (
        f"{region}{year}年政府工作报告\n各位代表：\n一、{year - 1}年工作回顾\n"
        f"{year - 1}年，全年地区生产总值增长{growth}%，粮食产量{300 + growth}万吨，蜂鸟行动17次。\n"
        f"二、{year}年工作安排\n地区生产总值增长6%左右。\n"
    )


def write(folder: Path, region: str, year: int, growth: float = 5.0) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{region}_{year}.txt"
    path.write_text(text(region, year, growth), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", gr.GovReportWarning)
        yield


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports and the store of them, read once."""
    home = tmp_path_factory.mktemp("template")
    for region in PLACES[:3]:
        for year in (2021, 2022, 2023):
            write(home / "reports", region, year, year - 2018)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        gr.open_panel("panel").update("reports")
    return home


@pytest.fixture
def reports(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(template / "reports", tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    return Path("reports")


@pytest.fixture
def filled(template: Path, reports: Path) -> gr.Store:
    shutil.copytree(template / "panel", "panel")
    return gr.open_panel("panel")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> gr.Store:
    monkeypatch.chdir(tmp_path)
    return gr.open_panel("panel")


@pytest.fixture(scope="module")
def several_years(template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, gr.Store]:
    """Stores with two reports of one year and what waits for its year: made smaller and not."""
    milestone = "地区生产总值达到5123.4亿元，实现历史性跨越，连跨两个台阶，突破5000亿元大关，上半年增长7%。"
    stores = {}
    for compacted in (True, False):
        home = tmp_path_factory.mktemp("years") / "home"
        shutil.copytree(template, home)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(home)
            path = write(Path("reports"), "浙江省", 2024)
            path.write_text(path.read_text("utf-8").replace("全年地区", milestone + "全年地区"), encoding="utf-8")
            write(Path("reports"), "易县", 2022)
            store = gr.open_panel(home / "panel")
            store.update("reports")
            if compacted:
                store.compact()
            else:
                write(Path("reports"), "四川省", 2023, 8)
                patch.setattr("govreport.store.updating.absorb", lambda folder: None)
                store.update("reports")
        stores[compacted] = store
    return stores


def same(one: gr.Panel, other: gr.Panel) -> None:
    pd.testing.assert_frame_equal(one.frame, other.frame)
    pd.testing.assert_frame_equal(one._evidence, other._evidence)
    pd.testing.assert_frame_equal(one.reports, other.reports)
    assert list(map(str, one.skipped)) == list(map(str, other.skipped))
    assert list(map(str, one.failed)) == list(map(str, other.failed))


def same_table(store: gr.Store, *indicators: str, regions: object = None, years: object = None, **how: object) -> None:
    part = store.panel(indicators=indicators, regions=regions, years=years)  # type: ignore[arg-type]
    table = store.wide(*indicators, regions=regions, years=years, **how)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(table, part.wide(*indicators, **how))  # type: ignore[arg-type]


# --- the panel of a store is the panel of the reports ----------------------------------------------------------------


def test_a_panel_from_a_store_is_the_panel_of_the_same_reports(store: gr.Store, reports: Path) -> None:
    (reports / "broken.docx").write_bytes(b"nothing of the kind")
    (reports / "notes.pdf.part").write_bytes(b"")
    shutil.copy(reports / "四川省_2021.txt", reports / "四川省2021年政府工作报告.txt")  # a copy, left out
    write(reports / "more", "浙江省", 2021, 9)  # another text of one region and year
    made = store.update(reports, recursive=True)
    read = gr.read_panel(reports, recursive=True)
    assert (made.read, len(made.failed), len(store)) == (11, 1, 10)
    same(store.panel(), read)
    store.compact()
    same(store.panel(), read)


def test_reports_of_the_samples_come_back_with_their_evidence(store: gr.Store) -> None:
    store.update(gr.samples()[:2])
    panel = store.panel()
    same(panel, gr.read_panel(gr.samples()[:2]))
    assert "【6%—6.5%】" in str(panel.explain("国内生产总值", period=2019, measure="growth", status="target"))


def test_two_processes_read_the_same(store: gr.Store, reports: Path) -> None:
    store.update(reports, n_jobs=2)
    same(store.panel(), gr.read_panel(reports))


def test_corrections_are_applied_to_what_was_asked_for(filled: gr.Store, reports: Path) -> None:
    said = filled.panel(regions="河北").frame.iloc[0]
    row = {"report_region": "河北省", "report_year": int(said["report_year"]), "quote": said["quote"]}
    row |= {"sentence": said["sentence"], "field": "status", "value": "estimate", "by": "Li", "why": "预计"}
    assert filled.panel(regions="河北", corrections=[row]).corrected["right"].tolist() == ["estimate"]


# --- reading again ---------------------------------------------------------------------------------------------------


def of_earlier_vocabulary(store: gr.Store, old: str) -> gr.Store:
    """Let the rows of grain output have an id that the vocabulary does not hold."""
    for path in store.path.rglob("*.parquet"):
        table = parquet.read_table(path)
        if "indicator" in table.schema.names:
            ids = [old if id == "grain_output" else id for id in table["indicator"].to_pylist()]
            at = table.schema.get_field_index("indicator")
            changed = table.set_column(at, table.schema.field(at), [ids])
            parquet.write_table(changed, path, write_page_checksum=True)
    return gr.open_panel(store.path)


def test_rows_with_ids_of_an_earlier_vocabulary_are_kept_and_told(filled: gr.Store) -> None:
    store = of_earlier_vocabulary(filled, "grain_of_old")
    with pytest.warns(gr.GovReportWarning, match=r"ids of an earlier vocabulary.*grain_of_old.*update the store"):
        panel = store.panel()
    grain = panel.frame[panel.frame["name"] == "粮食产量"]
    assert len(grain) == 9 and set(grain["indicator"]) == {"open:粮食产量"}
    assert "gdp" in set(panel.frame["indicator"])


@pytest.mark.parametrize("without_index", [False, True])
def test_a_part_and_a_table_have_the_rows_of_an_earlier_vocabulary_too(filled: gr.Store, without_index: bool) -> None:
    store = of_earlier_vocabulary(filled, "grain_of_old")
    if without_index:
        shutil.rmtree(store.path / "index")
    for asked in ("open:粮食产量", "open:蜂鸟行动"):
        part = store.panel(indicators=["gdp", asked])
        pd.testing.assert_frame_equal(part.frame, store.panel().select(["gdp", asked]).frame)
        table = store.panel().wide("gdp", asked)
        pd.testing.assert_frame_equal(store.wide("gdp", asked), table)
        assert table[asked].notna().sum() == 9
    for ask in (store.wide, lambda name: store.panel(indicators=name)):
        with pytest.warns(gr.GovReportWarning, match=r"9 rows have ids of an earlier vocabulary.*grain_of_old"):
            ask("open:粮食产量")
        with pytest.raises(gr.UnknownIdError):
            ask("grain_of_old")


def test_only_what_is_new_or_changed_is_read(store: gr.Store, reports: Path) -> None:
    assert str(store.update(reports)) == "9 read, 0 unchanged"
    assert str(store.update(reports)) == "0 read, 9 unchanged"
    write(reports, "河北省", 2022, 8.8)
    write(reports, "易县", 2022)
    assert str(gr.open_panel(store.path).update(reports)) == "2 read, 8 unchanged"
    assert store.panel(regions="河北", years=2022, indicators="gdp").frame["value"].tolist()[0] == 8.8
    same(store.panel(), gr.read_panel(reports))
    assert str(store.update(reports, again=True)) == "10 read, 0 unchanged"
    same(store.panel(), gr.read_panel(reports))


def test_the_folder_and_the_store_may_move_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "one" / "reports", "河北省", 2022)
    monkeypatch.chdir(tmp_path / "one")
    gr.open_panel("panel").update("reports")
    shutil.move(str(tmp_path / "one"), tmp_path / "two")
    monkeypatch.chdir(tmp_path)
    assert str(gr.open_panel("two/panel").update("two/reports")) == "0 read, 1 unchanged"


def test_a_file_that_was_moved_is_not_read_again(filled: gr.Store, reports: Path) -> None:
    (reports / "old").mkdir()
    shutil.move(str(reports / "河北省_2021.txt"), reports / "old")
    made = filled.update(reports, recursive=True)
    assert (made.read, made.gone) == (0, ())
    same(filled.panel(), gr.read_panel(reports, recursive=True))


def test_what_is_gone_is_said_and_dropped_only_on_request(store: gr.Store, reports: Path, tmp_path: Path) -> None:
    write(tmp_path / "others", "易县", 2020)
    store.update([reports, tmp_path / "others"])
    (reports / "河北省_2021.txt").unlink()
    with pytest.warns(gr.GovReportWarning, match="no longer where they were.*河北省_2021"):
        made = store.update(reports)
    assert [Path(one).name for one in made.gone] == ["河北省_2021.txt"] and len(store) == 10
    assert store.update(reports, drop_gone=True).dropped == 1
    assert len(store) == 9 and "易县" in store.regions
    same(store.panel(), gr.read_panel([tmp_path / "others", reports]))


def test_what_a_shallow_update_does_not_list_is_not_gone(store: gr.Store, reports: Path) -> None:
    write(reports / "below", "易县", 2020)
    store.update(reports, recursive=True)
    assert store.update(reports, drop_gone=True).gone == ()
    assert "易县" in store.regions


def test_rows_of_tables_are_known_by_what_is_in_them(store: gr.Store, tmp_path: Path) -> None:
    rows = [{"region": region, "year": 2022, "text": text(region, 2022)} for region in PLACES]
    table = tmp_path / "reports.csv"
    pd.DataFrame(rows[1:]).to_csv(table, index=False)
    assert store.update(table).read == 4
    pd.DataFrame(rows).to_csv(table, index=False)
    assert str(store.update(table)) == "1 read, 4 unchanged"
    same(store.panel(), gr.read_panel(table))
    rows[2]["text"] = text(PLACES[2], 2022, 9.9)
    pd.DataFrame(rows).to_csv(table, index=False)
    made = store.update(table)
    assert (made.read, made.unchanged, made.gone) == (1, 4, ())  # a changed row takes the place of the former
    same(store.panel(), gr.read_panel(table))
    assert [Path(one).name for one in _without_last(table, rows, store).gone] == ["reports.csv, row 5"]


def _without_last(table: Path, rows: list[dict[str, object]], store: gr.Store) -> gr.Updated:
    pd.DataFrame(rows[:-1]).to_csv(table, index=False)
    return store.update(table)


def test_a_changed_row_takes_the_place_of_the_former_in_a_table_with_named_columns(store: gr.Store) -> None:
    for growth in (5.0, 6.5):
        pd.DataFrame([["河北省", 2022, text("河北省", 2022, growth)]], columns=["a", "b", "c"]).to_csv(
            "t.csv", index=False
        )
        store.update(gr.reports("t.csv", region="a", year="b", text="c"))
    assert store.panel(indicators="gdp").frame["value"].tolist()[0] == 6.5 and len(store) == 1


def test_tables_in_memory_do_not_take_each_others_place(store: gr.Store) -> None:
    for region in PLACES[:2]:
        store.update(pd.DataFrame([{"region": region, "year": 2022, "text": text(region, 2022)}]))
    assert store.regions == sorted(PLACES[:2])


def test_a_zip_file_is_read_once(store: gr.Store, reports: Path, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", reports)
    assert store.update(packed).read == 9
    assert str(store.update(packed)) == "0 read, 9 unchanged"
    same(store.panel(), gr.read_panel(packed))


def test_what_failed_is_tried_again_and_what_cannot_be_opened_keeps_its_rows(store: gr.Store, reports: Path) -> None:
    (reports / "河北省_2022.txt").write_text("", encoding="utf-8")
    store.update(reports)
    assert (
        [Path(one.source).name for one in store.failed]
        == ["河北省_2022.txt"]
        == [Path(one.source).name for one in store.panel().failed]
    )
    write(reports, "河北省", 2022)
    assert store.update(reports).read == 1 and store.failed == ()
    (reports / "河北省_2022.txt").unlink()
    made = store.update([reports / "河北省_2022.txt"])
    assert len(made.failed) == 1 and len(store) == 9
    (reports / "empty.txt").write_text("", encoding="utf-8")
    assert len(store.update(reports).failed) == 1
    (reports / "empty.txt").unlink()
    assert [Path(one).name for one in store.update(reports).gone] == ["河北省_2022.txt"]
    assert store.failed == ()


def test_another_vocabulary_or_version_reads_all_again(
    filled: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = gr.vocabulary().extend([{"id": "humming_birds", "name_zh": "蜂鸟行动", "unit": "次"}])
    other = gr.open_panel(filled.path, vocabulary=mine)
    with pytest.warns(gr.GovReportWarning, match="9 reports were read by another version or vocabulary"):
        assert "humming_birds" not in other.panel().indicators
    assert other.update(reports).read == 9
    again = gr.open_panel(filled.path)  # what the store was made with
    assert "humming_birds" in again.panel().indicators and again.update(reports).read == 0
    monkeypatch.setattr(gr, "__version__", "9.9")
    assert again.update(reports).read == 9


# --- what things are called ------------------------------------------------------------------------------------------


def sources(store: gr.Store) -> list[str]:
    """What the reports are called, in the list of reports and in the panel alike."""
    named: list[str] = store.reports["source"].tolist()
    assert sorted(store.panel().frame["source"].unique()) == sorted(set(named))
    return [one.replace(os.sep, "/") for one in named]


def test_a_file_under_another_name_takes_the_place_of_the_former(store: gr.Store, reports: Path) -> None:
    (reports / "河北省_2021.txt").rename(reports / "河北省2021年政府工作报告.txt")  # sorts before it
    (reports / "浙江省_2021.txt").rename(reports / "浙江省_2021.txt")
    store.update(reports)
    (reports / "河北省2021年政府工作报告.txt").rename(reports / "河北省_2021.txt")
    (reports / "四川省_2021.txt").rename(reports / "a.txt")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert store.update(reports).gone == ()
    same(store.panel(), gr.read_panel(reports))


def test_a_copy_speaks_for_a_text_that_is_no_longer_there(store: gr.Store, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write(Path(folder), "河北省", 2021)
    store.update(["one", "two"])
    assert sources(store) == ["one/河北省_2021.txt"] and [one.source for one in store.skipped] == [
        str(Path("two/河北省_2021.txt"))
    ]
    shutil.rmtree("one")
    assert store.update("two").gone == ()
    assert sources(store) == ["two/河北省_2021.txt"] and store.skipped == ()
    packed = shutil.make_archive("packed", "zip", "two")
    store.update(packed)
    shutil.rmtree("two")
    shutil.move(packed, "moved.zip")
    store.update("moved.zip")
    assert sources(store) == ["moved.zip/河北省_2021.txt"] and store.skipped == ()


def test_one_of_two_copies_is_where_a_moved_file_went(store: gr.Store, tmp_path: Path) -> None:
    write(Path("one"), "河北省", 2021)
    store.update("one")
    for folder in ("two", "three"):
        shutil.copytree("one", folder)
    shutil.rmtree("one")
    store.update(["two", "three"])
    same(store.panel(), gr.read_panel(["three", "two"]))
    assert len(store) == 1


def test_what_was_listed_under_another_path_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "one" / "reports", "河北省", 2022)
    gr.open_panel(tmp_path / "one/panel").update(tmp_path / "one/reports")
    shutil.move(str(tmp_path / "one"), tmp_path / "two")
    monkeypatch.chdir(tmp_path)
    assert gr.open_panel("two/panel").update("two/reports").unchanged == 1
    same(gr.open_panel("two/panel").panel(), gr.read_panel("two/reports"))
    gr.open_panel("two/panel").update(tmp_path / "two/reports")
    same(gr.open_panel("two/panel").panel(), gr.read_panel(tmp_path / "two/reports"))


@posix
def test_a_store_behind_a_link_knows_what_is_still_there(store: gr.Store, tmp_path: Path) -> None:
    (tmp_path / "disk" / "deep").mkdir(parents=True)
    Path("link").symlink_to("disk/deep")
    linked = gr.open_panel("link/panel")
    for folder in ("one", "two"):
        write(Path(folder), "河北省", 2021)
        linked.update(folder)
    assert sources(linked) == ["one/河北省_2021.txt"]
    assert list(map(str, linked.skipped)) == ["two/河北省_2021.txt: the same text as one/河北省_2021.txt"]


def test_two_files_that_are_called_alike_are_told_apart(store: gr.Store, tmp_path: Path) -> None:
    whole = gr.open_panel(tmp_path / "panel")
    for folder, growth in (("one", 5), ("two", 7)):
        write(tmp_path / folder / "reports", "河北省", 2021, growth)
        os.chdir(tmp_path / folder)  # the fixture goes back
        whole.update("reports")
    paths = [(tmp_path / folder / "reports" / "河北省_2021.txt").as_posix() for folder in ("one", "two")]
    assert sources(whole) == paths
    assert Path(whole.reports["warnings"][0].rpartition("beside ")[2]).as_posix() == paths[1]


def test_a_hash_in_the_name_of_a_file_makes_it_no_row_of_a_table(store: gr.Store, tmp_path: Path) -> None:
    for year in (2021, 2022):
        write(Path("new#1"), "河北省", year).rename(f"new#1/河北省_{year}#a.txt")
    store.update("new#1")
    Path("new#1/河北省_2021#a.txt").unlink()
    assert store.update("new#1", drop_gone=True).dropped == 1
    Path("new#1").rename("old#1")
    assert store.update("old#1").read == 0
    same(store.panel(), gr.read_panel("old#1"))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(PLACES[:3]), st.sampled_from([2021, 2022]), st.integers(1, 3)),
        st.tuples(st.just("remove"), st.sampled_from(PLACES[:3]), st.sampled_from([2021, 2022])),
        st.tuples(st.sampled_from(["update", "compact"])),
    ),
    max_size=8,
)


@settings(
    max_examples=4, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck), database=None
)
@given(steps=STEPS)
def test_whatever_happened_before_the_panel_is_that_of_the_folder(
    steps: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("steps")
    write(home / "reports", PLACES[4], 2022)
    for name, *what in steps:
        _step(home, name, *what)
    gr.open_panel(home / "panel").update(home / "reports", drop_gone=True)
    same(gr.open_panel(home / "panel").panel(), gr.read_panel(home / "reports"))
    same_table(gr.open_panel(home / "panel"), "gdp", "蜂鸟行动", measure="growth")


def _step(home: Path, name: str, *what: object) -> None:
    store = gr.open_panel(home / "panel")
    if name == "write":
        write(home / "reports", str(what[0]), int(str(what[1])), float(str(what[2])))
    elif name == "remove":
        (home / "reports" / f"{what[0]}_{what[1]}.txt").unlink(missing_ok=True)
    elif name == "update":
        store.update(home / "reports")
    else:
        store.compact()


# --- parts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "select"),
    [
        ({"regions": "河北"}, {"report_region": "河北"}),
        (
            {"regions": ["130000", gr.region("四川省")], "years": 2022},
            {"report_region": ["130000", "四川省"], "report_year": 2022},
        ),
        ({"years": range(2021, 2023)}, {"report_year": [2021, 2022]}),
        ({"indicators": "国内生产总值"}, {"indicator": "gdp"}),
        ({"indicators": ["粮食产量", "蜂鸟行动"]}, {"indicator": ["grain_output", "蜂鸟行动"]}),
    ],
    ids=str,
)
def test_a_part_is_the_part_of_the_panel(
    filled: gr.Store, reports: Path, asked: dict[str, object], select: dict[str, object]
) -> None:
    part = filled.panel(**asked)  # type: ignore[arg-type]
    whole = gr.read_panel(reports).select(**select)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(part.frame, whole.frame)
    assert len(part) > 0


def test_a_part_reads_no_other_files(filled: gr.Store, reports: Path) -> None:
    for path in filled.path.glob("year=2021/*"):
        path.write_bytes(b"rubbish")
    assert filled.panel(years=[2022, 2023]).report_years == [2022, 2023]
    with pytest.raises(gr.InputError, match=r"year=2021.*damaged.*the next update reads its reports again"):
        filled.panel()


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"regions": "浙江省省"}, gr.UnknownIdError, "did you mean '浙江省'"),
        ({"regions": "云南"}, gr.UnknownIdError, "there are 四川省, 河北省, 浙江省"),
        ({"years": 1999}, gr.UnknownIdError, "no report of this year: found 1999; there are 2021, 2022, 2023"),
        ({"years": "2022"}, gr.InputError, "a whole number: found '2022'"),
        ({"indicators": "gpd"}, gr.UnknownIdError, "did you mean .*'gdp'"),
        ({"indicators": 5}, gr.InputError, "named by a text"),
        ({"regions": 5}, gr.InputError, "named by a text"),
        ({"indicators": "open:没有的"}, gr.UnknownIdError, "unknown indicator"),
    ],
    ids=str,
)
def test_what_is_not_there_is_said(
    filled: gr.Store, reports: Path, asked: dict[str, object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        filled.panel(**asked)  # type: ignore[arg-type]
    with pytest.raises(gr.InputError, match="no argument 'region'; did you mean 'regions'"):
        filled.panel(region="河北")  # type: ignore[call-arg]
    assert filled.panel(indicators=[]).frame.empty and filled.panel(regions=[]).frame.empty


def test_a_store_says_what_it_holds_and_cannot_be_changed(store: gr.Store, reports: Path) -> None:
    assert (len(store), bool(store), repr(store)) == (0, True, f"<Store {store.path}: 0 reports>")
    with pytest.raises(gr.InputError, match=r"holds no report.*update\(\)"):
        store.panel()
    store.update(reports)
    assert repr(store) == f"<Store {store.path}: 9 reports of 3 regions, 2021–2023>"
    assert store.years == [2021, 2022, 2023] and store.reports["metrics"].tolist() == [4] * 9
    with pytest.raises(AttributeError, match="cannot be changed"):
        store.path = Path()  # type: ignore[misc]
    assert len(pickle.loads(pickle.dumps(store))) == 9


# --- broken stores ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("{", "its manifest is damaged"),
        ("[]", "its manifest is another's"),
        ('{"format": "govreport-store", "version": 2}', "written by a newer govreport: expected version 1, found 2"),
        ('{"format": "govreport-store", "version": 1, "generation": "x"}', "its manifest is damaged"),
        ('{"format": "govreport-store", "version": 1, "generation": 1, "absorbed": 2000000000000000000000, '
         '"reports": "", "vocabulary": ""}', "its manifest is damaged"),
        ('{"format": "govreport-store", "version": 1, "generation": 1, "absorbed": 1, "reports": "../a", '
         '"vocabulary": ""}', "names files elsewhere"),
    ],
)  # fmt: skip
def test_a_manifest_that_cannot_be_read_is_one_error(tmp_path: Path, manifest: str, said: str) -> None:
    (tmp_path / "store.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(gr.InputError, match=said):
        gr.open_panel(tmp_path)


def test_what_is_no_store_is_left_alone(tmp_path: Path, reports: Path) -> None:
    for place in (reports, reports / "河北省_2021.txt"):
        with pytest.raises(gr.InputError, match="this is no store"):
            gr.open_panel(place)
    with pytest.raises(gr.InputError, match="n_jobs counts processes"):
        gr.open_panel(tmp_path / "panel").update(reports, n_jobs=0)
    with pytest.raises(gr.InputError, match="expected a Vocabulary"):
        gr.open_panel(tmp_path / "panel", vocabulary="mine")  # type: ignore[arg-type]
    assert not (tmp_path / "panel").exists()


@pytest.mark.parametrize("package", ["filelock", "pyarrow"])
def test_a_package_that_is_missing_is_named(
    package: str, store: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(gr.InputError, match=rf"a package is missing.*{package}.*govreport\[store\]"):
        store.update(reports)


def test_a_store_that_is_deleted_meanwhile_is_said(
    store: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govreport.store.updating.table_of", lambda done: shutil.rmtree("panel"))
    with pytest.raises(gr.InputError, match="the store is no longer there"):
        store.update(reports / "河北省_2022.txt")


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-9])])
def test_reports_of_a_broken_file_are_said_and_read_again(
    filled: gr.Store, reports: Path, harm: Callable[[Path], None]
) -> None:
    before = filled.panel()
    harm(next(filled.path.glob("year=2022/*.parquet")))
    try:
        assert any("year=2022" in one.source for one in filled.panel().failed)
    except gr.InputError as error:
        assert "damaged" in str(error)
    assert str(filled.update(reports)) == "3 read, 6 unchanged"
    pd.testing.assert_frame_equal(filled.panel().frame, before.frame)


def test_a_flipped_byte_is_never_another_number(filled: gr.Store, reports: Path) -> None:
    path = next(filled.path.glob("year=2022/*.parquet"))
    before, data, found = filled.panel(years=2022).frame, path.read_bytes(), 0
    group = parquet.read_metadata(path).row_group(0)
    column = next(one for one in map(group.column, range(group.num_columns)) if one.path_in_schema == "value")
    for at in range(column.dictionary_page_offset, column.dictionary_page_offset + column.total_compressed_size, 5):
        changed = bytearray(data)
        changed[at] ^= 0x10
        path.write_bytes(changed)
        try:
            pd.testing.assert_frame_equal(filled.panel(years=2022).frame, before)
        except gr.InputError as error:
            assert "damaged" in str(error)
            found += 1
    assert found > 5


def test_a_broken_list_of_reports_is_one_error(filled: gr.Store, reports: Path) -> None:
    next(filled.path.glob("reports-*.parquet")).write_bytes(b"rubbish")
    with pytest.raises(gr.InputError, match=r"reports-.*damaged"):
        len(gr.open_panel(filled.path))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("year", 2_000_000_000, "year out of all measure"),
        ("metrics", -7, "metrics out of all measure"),
        ("warnings", "no", "the list of reports is damaged"),
        ("warnings", "[3]", "the list of reports is damaged"),
        ("said", "{", "the list of reports is damaged"),
    ],
)
def test_nonsense_in_the_list_of_reports_is_one_error(filled: gr.Store, column: str, value: object, said: str) -> None:
    filled.compact()
    path = next(filled.path.glob("reports-*.parquet"))
    table = parquet.read_table(path)
    field = table.schema.field(column)
    place = table.column_names.index(column)
    parquet.write_table(table.set_column(place, field, pa.array([value] * len(table), field.type)), path)
    with pytest.raises(gr.InputError, match=said):
        gr.open_panel(filled.path).reports  # noqa: B018


def test_a_store_keeps_whose_report_it_is_in_truth_and_one_of_an_earlier_version_opens(store: gr.Store) -> None:
    named = write(Path("more"), "浙江省", 2024)
    named.write_text(text("四川省", 2024), encoding="utf-8")
    write(Path("more"), "浙江省", 2025)
    store.update("more")
    for _ in range(2):
        found = gr.compare(store.panel(), 2023, 2024).frame
        assert set(found["found_a"]) == {"misnamed: 四川省"} and set(found["found_b"]) == {""}
        store.compact()
    path = next(store.path.glob("reports-*.parquet"))
    parquet.write_table(parquet.read_table(path).drop_columns(["speaks_of"]), path)
    before = gr.open_panel(store.path)
    assert len(before.panel()) == len(store.panel()) and before.reports["warnings"].str.contains("四川省").any()


def test_rows_without_an_indicator_are_one_error(filled: gr.Store) -> None:
    filled.compact()
    for path in filled.path.glob("year=*/*.parquet"):
        table = parquet.read_table(path, partitioning=None)
        place = table.column_names.index("indicator")
        parquet.write_table(table.set_column(place, table.schema.field(place), pa.nulls(len(table), pa.string())), path)
    with pytest.raises(gr.InputError, match="rows without indicator"):
        filled.panel()


# --- tables of years -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "how",
    [
        {"measure": "growth"},
        {"measure": "growth", "status": "target", "hedges": True, "lang": "zh"},
        {"lang": "en"},
        {"vintage": "first", "regions": ["浙江省", "四川省"]},
        {"vintage": 2022, "measure": "growth"},
        {"years": [2021, 2023], "status": ["actual", "target"], "measure": "growth"},
    ],
    ids=str,
)
@pytest.mark.parametrize("compacted", [True, False], ids=["index", "part of an index"])
def test_a_table_of_years_is_that_of_the_panel(
    several_years: dict[bool, gr.Store], how: dict[str, object], compacted: bool
) -> None:
    same_table(several_years[compacted], "国内生产总值", "grain_output", "蜂鸟行动", **how)


def test_halves_of_years_are_in_no_table_where_the_panel_has_whole_years(store: gr.Store, reports: Path) -> None:
    path = write(reports, "浙江省", 2024)
    said = "上半年出口500亿元。全年出口增长8%。"
    path.write_text(path.read_text("utf-8").replace("2023年，全年", said + "2023年，全年"), encoding="utf-8")
    store.update(path)
    assert (store.panel(indicators="exports").frame["part"] == "h1").any()
    same_table(store, "exports")
    same_table(store, "exports", measure="growth")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["突破", "大关", "首次", "超过", "达到", "连续", "总值", "，", "新的"]),
            max_size=9,
        ),
        min_size=3,
    )
)
def test_what_the_index_keeps_of_a_sentence_decides_as_the_sentence(told: list[list[str]]) -> None:
    from govreport.panel.precedence import in_order
    from govreport.store.files import schema
    from govreport.store.index import narrowed
    from govreport.store.packages import arrow

    first = gr.read_panel(gr.samples()[:1], progress=False).select("gdp", measure="growth", status="actual").frame[:1]
    quote, rows = "5000亿元", []
    for number, words in enumerate(told):
        left, right = "".join(words[::2]), "".join(words[1::2])
        at = 10 * number
        said = {"sentence": left + quote + right, "sentence_start": at, "start": at + len(left), "value": 5e3 + number}
        rows.append(
            first.assign(**said, quote=quote, measure="level", unit="亿元", low=5e3 + number, high=5e3 + number)
        )
    frame = pd.concat(rows, ignore_index=True)
    table = arrow().Table.from_pandas(frame.assign(report=1, row=range(len(frame))), preserve_index=False)
    own = [name for name in schema().names if name in table.schema.names]
    kept = narrowed(table.select(own)).to_pandas()
    near = frame.assign(sentence=kept["sentence"], sentence_start=kept["sentence_start"])
    assert in_order(near, gr.vocabulary()).index.tolist() == in_order(frame, gr.vocabulary()).index.tolist()
    assert near["sentence"].str.len().max() <= len(quote) + 24


def test_a_table_of_years_is_read_from_the_index_alone(filled: gr.Store, reports: Path) -> None:
    table, birds = filled.wide("gdp", measure="growth"), filled.wide("蜂鸟行动")
    for path in filled.path.glob("year=*/*"):
        path.write_bytes(b"rubbish")
    pd.testing.assert_frame_equal(filled.wide("蜂鸟行动"), birds)
    pd.testing.assert_frame_equal(filled.wide("gdp", measure="growth"), table)
    assert table["gdp"].tolist() == [3, 4, 5] * 3


@pytest.mark.parametrize("own", [1, 2, 10_000])
def test_a_table_of_years_is_the_same_however_rows_are_grouped(
    filled: gr.Store, monkeypatch: pytest.MonkeyPatch, own: int
) -> None:
    monkeypatch.setattr("govreport.store.index._OWN_GROUP", own)
    monkeypatch.setattr("govreport.store.index._IN_GROUP", 3)
    filled.compact()
    same_table(filled, "gdp", measure="growth")
    same_table(filled, "grain_output", "gdp", "蜂鸟行动", status=["actual", "target"])


def test_a_table_of_one_measure_reads_the_rows_of_no_other(filled: gr.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from govreport.store import index

    monkeypatch.setattr(index, "_OWN_GROUP", 1)
    filled.compact()
    read = []
    true = index.filled
    monkeypatch.setattr(index, "filled", lambda table: read.append(table) or true(table))
    assert len(filled.wide("gdp", measure="growth"))
    assert {
        pair
        for table in read
        for pair in zip(table["indicator"].to_pylist(), table["measure"].to_pylist(), strict=True)
    } == {("gdp", "growth")}


def test_nothing_of_arrow_waits_in_cycles(filled: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrow's memory is not what Python counts: what holds itself there would stay for hours."""
    monkeypatch.setattr("govreport.store.writing._WAITING", 1)
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        for year in (2031, 2032):
            write(reports, "浙江省", year, 3)
            filled.update(reports)
        filled.compact()
        filled.wide("gdp", measure="growth")
        filled.panel(years=2031)
        gc.collect()
        held = [type(one).__name__ for one in gc.garbage if str(type(one).__module__).startswith("pyarrow")]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert held == []


def test_rows_that_wait_for_the_file_of_their_year_are_compressed(
    store: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from govreport.store.packages import unpacked
    from govreport.store.writing import _Years

    waited, true = [], _Years.write

    def put(self: _Years, year: int) -> None:
        waited.extend((one.size, unpacked(one).nbytes) for one in self.waiting.get(year, ()))
        true(self, year)

    path = write(reports, "浙江省", 2024)
    said = "".join(f"建成高标准农田{number}万亩，" for number in range(11, 200))
    path.write_text(path.read_text("utf-8").replace("2023年，全年", said + "2023年，全年"), encoding="utf-8")
    store.update(path)
    monkeypatch.setattr(_Years, "write", put)
    store.compact()
    assert waited and sum(size for size, _ in waited) < sum(whole for _, whole in waited) / 2


def test_what_files_say_of_themselves_is_let_go_without_pythons_collector(
    filled: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from govreport.store.index import _Writer

    def held() -> int:
        return sum(type(one).__name__ == "FileMetaData" for one in gc.get_objects())

    gc.collect()
    before, really, meanwhile = held(), _Writer.write, []
    monkeypatch.setattr(_Writer, "write", lambda self: (meanwhile.append(held()), really(self)))
    gc.disable()
    try:
        write(reports, "浙江省", 2024)
        filled.update(reports)
        filled.compact()
        filled.wide("gdp")
        assert {*meanwhile, held()} == {before} and len(meanwhile) > 1
    finally:
        gc.enable()


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        _flipped,
        lambda path: path.write_bytes(b"PAR1"),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
    ],
    ids=["missing", "a byte", "four bytes", "cut off"],
)
def test_a_damaged_index_changes_no_table(filled: gr.Store, reports: Path, harm: Callable[[Path], object]) -> None:
    table = filled.wide("gdp", "粮食产量")
    for path in filled.path.glob("index/*"):
        harm(path)
    pd.testing.assert_frame_equal(filled.wide("gdp", "粮食产量"), table)
    filled.compact()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pd.testing.assert_frame_equal(filled.wide("gdp", "粮食产量"), table)
    assert len(list(filled.path.glob("index/*"))) == 1


def test_reports_whose_rows_are_lost_are_told_and_not_in_the_table(filled: gr.Store, reports: Path) -> None:
    for path in filled.path.glob("year=2022/*"):
        path.unlink()
    with pytest.warns(gr.GovReportWarning, match=r"3 reports are not in the table.*year=2022.*update"):
        table = filled.wide("gdp", measure="growth")
    assert sorted(set(table.index.get_level_values("year"))) == [2020, 2022]


@pytest.mark.parametrize(
    ("asked", "how", "error", "said"),
    [
        ((), {}, gr.InputError, "no indicator is named"),
        (("grain_outputs",), {}, gr.UnknownIdError, "did you mean 'grain_output'"),
        (("gdp",), {"measure": "grwth"}, gr.UnknownIdError, "did you mean 'growth'"),
        (("gdp",), {"status": "actul"}, gr.UnknownIdError, "did you mean 'actual'"),
        (("gdp",), {"lang": "fr"}, gr.InputError, "unknown language"),
        (("gdp",), {"vintage": 1990, "measure": "growth"}, gr.InputError, "no report was there yet"),
        (("gdp",), {"years": 1990}, gr.UnknownIdError, "no report of this year"),
    ],
)
def test_a_table_of_years_says_what_is_not_there(
    filled: gr.Store, asked: tuple[str, ...], how: dict[str, object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        filled.wide(*asked, **how)  # type: ignore[arg-type]


@posix
def test_a_kill_while_files_are_put_together_leaves_every_table_as_it_was(
    filled: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(reports, "易县", 2022)
    filled.update(reports)
    table, alive = filled.wide("gdp", measure="growth"), False
    for count, before in itertools.product(range(1, 20), (True, False)):
        with monkeypatch.context() as patch:
            pid = forked(lambda: (dying_at(count, patch, before=before), filled.compact()))  # noqa: B023
        alive = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        pd.testing.assert_frame_equal(filled.wide("gdp", measure="growth"), table)
        if alive:
            break
    assert alive and count > 5


# --- kills, full disks, two writers ----------------------------------------------------------------------------------


def forked(run: Callable[[], object]) -> int:
    """Run something in a process of its own; return its pid."""
    pid = os.fork()
    if pid:
        return pid
    try:
        run()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def dying_at(count: int, monkeypatch: pytest.MonkeyPatch, *, before: bool) -> None:
    """Kill this process at its nth file, before or after it takes its place."""
    replace, seen = os.replace, [0]

    def deadly(*places: Path) -> None:
        seen[0] += 1
        if seen[0] != count:
            replace(*places)
            return
        if not before:
            replace(*places)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(os, "replace", deadly)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.store.updating.MOST_IN_BATCH", 1)
    monkeypatch.setattr("govreport.store.writing._WAITING", 4)


@posix
@pytest.mark.usefixtures("small_batches")
def test_a_kill_at_any_file_loses_no_report_that_was_put_down(
    store: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm, held, killed = gr.read_panel(reports), set[str](), 0
    for count, before in itertools.product(range(1, 6), (True, False)):
        with monkeypatch.context() as patch:
            pid = forked(lambda: (dying_at(count, patch, before=before), store.update(reports, again=True)))  # noqa: B023
        killed += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        now = set(store.reports["source"])
        assert held <= now
        if now:
            assert set(store.panel().frame["source"]) == now
        held = now
    assert killed >= 10
    store.update(reports)
    same(store.panel(), calm)
    assert not [path for path in store.path.rglob(".*") if path.is_file()]  # no drafts are left over


@posix
@pytest.mark.usefixtures("small_batches")
def test_a_full_disk_is_an_error_of_ours_and_the_store_stays(store: gr.Store, reports: Path) -> None:
    import resource

    store.update([reports / "四川省_2021.txt", reports / "四川省_2022.txt"])
    before = store.panel().frame
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
    try:
        with pytest.raises(gr.InputError, match="cannot write here"):
            store.update(reports)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    pd.testing.assert_frame_equal(gr.open_panel(store.path).panel().frame, before)
    assert store.update(reports).read == 7
    same(store.panel(), gr.read_panel(reports))


@pytest.mark.usefixtures("small_batches")
def test_what_was_read_before_the_user_ends_it_is_put_down(
    store: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from govreport.store import updating

    monkeypatch.setattr(updating, "MOST_IN_BATCH", 100)
    take, seen = updating._Run.take, [0]

    def ending(run: object, outcome: object) -> None:
        take(run, outcome)  # type: ignore[arg-type]
        seen[0] += 1
        if seen[0] == 5:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(updating._Run, "take", ending)
        with pytest.raises(KeyboardInterrupt):
            store.update(reports)
    assert len(store) == 5
    assert str(store.update(reports)) == "4 read, 5 unchanged"


@posix
@pytest.mark.usefixtures("small_batches")
def test_what_waits_for_its_year_is_not_lost_when_a_store_is_made_smaller(
    store: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("updating", "writing"):
        monkeypatch.setattr(f"govreport.store.{module}.absorb", lambda folder: None)  # as after a kill
    store.update(reports)
    store.compact()
    assert not store.failed
    same(store.panel(), gr.read_panel(reports))


def test_a_store_that_another_writer_makes_meanwhile_is_one(
    store: gr.Store, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from govreport.store import files

    store.update(reports)
    told = iter([False])
    is_store = files.is_store
    monkeypatch.setattr(files, "is_store", lambda path: next(told, None) is None and is_store(path))
    assert files.Folder(store.path).exists()


def test_two_writers_do_not_harm_each_other(store: gr.Store, reports: Path, tmp_path: Path) -> None:
    for year in (2021, 2022, 2023):
        write(tmp_path / "others", "易县", year)
    both = [forked(lambda: store.update([reports, tmp_path / "others"])) for _ in range(2)]
    both.append(forked(lambda: [store.compact() for _ in range(5)]))
    assert [os.waitpid(pid, 0)[1] for pid in both] == [0, 0, 0]
    same(store.panel(), gr.read_panel([tmp_path / "others", reports]))
    assert str(store.update([reports, tmp_path / "others"])) == "0 read, 12 unchanged"


def test_a_reader_whose_files_were_put_together_meanwhile_reads_on(filled: gr.Store, reports: Path) -> None:
    reader = gr.open_panel(filled.path)
    state = reader._now()
    filled.compact()
    object.__setattr__(reader, "_state", state)
    assert len(reader.panel()) == len(filled.panel())


# --- the command line ------------------------------------------------------------------------------------------------


def test_the_command_line_makes_a_store_and_takes_it_for_files(
    tmp_path: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "panel")
    assert main(["store", "update", place, str(reports)]) == 0
    assert main(["store", "update", place, str(reports)]) == 0
    assert main(["store", "info", place]) == 0
    assert main(["league", "gdp", place, "--year", "2022", "--measure", "growth", "-o", str(tmp_path / "l.csv")]) == 0
    said = capsys.readouterr()
    assert "9 read, 0 unchanged" in said.out and "0 read, 9 unchanged" in said.out
    assert "9 reports of 3 regions, 36 metrics" in said.out and "2022  3" in said.out
    assert len(pd.read_csv(tmp_path / "l.csv")) == 3
    assert main(["store", "info", str(tmp_path / "nowhere")]) == 2
    assert "there is no store" in capsys.readouterr().err
