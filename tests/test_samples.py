"""The packaged sample reports: complete, our own words, the published figures, and read as a reader would read them."""

from __future__ import annotations

import csv
import math
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from case_rows import rows_of
from sharing import samples_read

from govreport.errors import InputError
from govreport.model import BOUNDS, MEASURES, STATUSES, Metric
from govreport.packaged import samples
from govreport.units import convert

CASES = Path(__file__).parent / "cases"
PROVINCES = ("安徽省", "福建省", "河北省", "四川省", "云南省", "浙江省")
EVERY = [*samples(), *samples("provinces")]
YEARS = range(2018, 2026)
RUN = 25
CORE_EVERY_YEAR = (
    *("gdp", "consumer_price", "urban_new_jobs", "general_budget_revenue", "retail_sales", "fixed_asset_investment"),
    *("trade_total", "exports", "grain_output", "disposable_income", "energy_intensity", "pm25", "rd_intensity"),
    *("high_speed_rail_length", "expressway_length", "market_entities"),
)


def claims(file: str) -> list[dict[str, str]]:
    return rows_of(CASES / file)


def rows() -> list[dict[str, str]]:
    return claims("samples_expected.tsv")


def provinces() -> list[dict[str, str]]:
    return claims("samples_provinces_expected.tsv")


def text_of(year: int) -> str:
    return samples()[year - YEARS[0]].read_text("utf-8")


def label(row: dict[str, str]) -> str:
    where = row["file"].removesuffix(".txt").removeprefix("全国_")
    return f"{where}-{row['indicator'] or 'open'}-{row['measure']}-{row['value']}"


def period_of(row: dict[str, str]) -> tuple[int, int]:
    first, _, last = row["period"].partition("-")
    return int(first), int(last or first)


def alike(said: str, expected: str) -> bool:
    """The same name, but for quotation marks and what one of the two has in front (开展, 全国)."""
    short, long = sorted((re.sub(r"[\s“”]", "", name) for name in (said, expected)), key=len)
    return long.endswith(short) and len(short) >= 0.6 * len(long)


def test_there_are_eight_consecutive_years() -> None:
    assert [path.name for path in samples()] == [f"全国_{year}.txt" for year in YEARS]


def test_lost_sample_files_are_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(import_module("govreport.tables"), "_HOME", tmp_path)
    with pytest.raises(InputError, match="missing"):
        samples()


def test_the_provinces_are_six_in_two_years_each() -> None:
    assert {path.stem for path in samples("provinces")} == {
        f"{name}_{year}" for name in PROVINCES for year in (2025, 2026)
    }


def test_an_unknown_set_of_samples_is_an_error_that_says_which_there_are() -> None:
    with pytest.raises(InputError, match=r"unknown set of samples.*'provinces'") as caught:
        samples("province")
    assert caught.value.suggestions == ("provinces",)
    with pytest.raises(InputError, match="did you mean 'nation' or 'provinces'"):
        samples("counties")


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_a_sample_is_clean_utf8(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not re.search(r"[\u200b-\u200f\ufeff\u3000\xa0]", raw.decode("utf-8"))


@pytest.mark.parametrize("year", YEARS)
def test_a_sample_has_the_parts_of_a_report_on_one_or_two_pages(year: int) -> None:
    text = text_of(year)
    assert text.startswith(f"{year}年政府工作报告（示例）\n")
    assert "\n各位代表：\n" in text
    headings = re.findall(r"^[一二三]、.+$", text, flags=re.MULTILINE)
    assert len(headings) == 3
    assert headings[0].startswith(f"一、{year - 1}年") and headings[0].endswith("工作回顾")
    assert f"{year}年" in headings[1] and headings[1].endswith("预期目标")
    assert headings[2] == f"三、{year}年重点工作"
    assert 900 <= len(re.findall(r"[\u4e00-\u9fff]", text)) <= 1600


@pytest.mark.parametrize("path", samples("provinces"), ids=lambda path: path.stem)
def test_a_report_of_a_province_is_short_and_whole(path: Path) -> None:
    text = path.read_text("utf-8")
    region, year = path.stem.split("_")
    assert text.startswith(f"{region}政府工作报告（示例）\n\n（{year}年1月）\n\n各位代表：\n")
    assert len(re.findall(r"^[一二三]、.+$", text, flags=re.MULTILINE)) == 3
    assert 12 <= text.count("。") <= 30


def test_no_sentence_of_the_provinces_is_said_twice() -> None:
    said = [
        sentence
        for path in samples("provinces")
        for sentence in re.split(r"[。\n；]", path.read_text("utf-8").partition("各位代表：")[2])
        if len(sentence) >= RUN
    ]
    assert len(said) == len(set(said)) > 100


def test_no_stretch_of_a_real_report_is_copied(shared: Path) -> None:
    def flat(text: str) -> str:
        return re.sub(r"[\s\u200b\ufeff]+", "", text)

    ours = {}
    for path in EVERY:
        text = flat(path.read_text("utf-8"))
        ours.update({text[i : i + RUN]: path.name for i in range(len(text) - RUN + 1)})
    copied = set()
    for path in sorted((shared / "corpus").glob("*.txt")):
        text = flat(path.read_text("utf-8", errors="replace"))
        found = {text[i : i + RUN] for i in range(len(text) - RUN + 1)} & ours.keys()
        copied |= {f"{ours[run]} and {path.name}: {run}" for run in found}
    assert not copied


def test_the_targets_are_those_of_the_real_reports(shared: Path) -> None:
    patterns = {
        "deficit_ratio_pct": r"赤字率拟按([\d.]+)%",
        "cpi_target_pct": r"居民消费价格涨幅(?:控制在)?([\d.]+)%左右",
        "urban_new_jobs_wan": r"城镇新增就业(?:超过|不低于)?(\d+)万人(?:以上|左右|，)",
        "urban_surveyed_unemployment_pct": r"城镇调查失业率(?:、城镇登记失业率分别)?(?:控制在|保持在)([\d.]+)%",
        "local_special_bonds_trillion": r"安排地方政府专项债券([\d.]+)万亿元",
    }
    with (shared / "truth" / "national_targets_2018_2023.csv").open(encoding="utf-8", newline="") as lines:
        truth = {int(row["year"]): row for row in csv.DictReader(lines)}
    for year, row in truth.items():
        text = text_of(year)
        plan = text[text.index("主要预期目标是：" if "主要预期目标是：" in text else "\n二、") :]
        for column, pattern in patterns.items():
            said = re.search(pattern, plan)
            assert said, f"{year}: no {column}"
            assert float(said[1]) == float(row[column]), f"{year}: {column}"


def test_the_samples_of_2024_and_2025_say_what_the_official_reports_say(shared: Path, frame: pd.DataFrame) -> None:
    """Where the official report hedges, ours may be exact: 126.1万亿元 agrees with 超过126万亿元."""
    with (shared / "truth" / "national_2023_2024.tsv").open(encoding="utf-8", newline="") as lines:
        stated = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    agree, apart, unsaid = 0, [], []
    keys = ["indicator", "measure", "status"]
    for row in stated:
        said = frame[
            (frame["report_year"] == int(row["report"]))
            & (frame["period_end"] == int(row["year"]))
            & (frame[keys] == [row[key] for key in keys]).all(axis=1)
        ]
        what = " ".join(row.values())
        if said.empty:
            unsaid.append(what)
        elif any(_agrees(row, one) for one in said.itertuples()):
            agree += 1
        else:
            apart.append(f"{what}: {said['quote'].tolist()}")
    assert not apart
    assert agree >= 38
    assert len(unsaid) == 3, unsaid


def _agrees(stated: dict[str, str], said: Any) -> bool:
    official, ours = float(stated["value"]), convert(said.value, said.unit, stated["unit"])
    places = len(stated["value"].partition(".")[2])
    if stated["bound"] == "over" and said.bound == "exact":
        return ours >= official if official >= 0 else ours <= official
    return said.bound == stated["bound"] and math.isclose(round(ours, places), official)


def test_the_expected_claims_are_well_formed_and_stand_in_the_texts() -> None:
    found = rows()
    assert len(found) >= 60
    assert {row["measure"] for row in found} == set(MEASURES)
    assert {row["bound"] for row in found} == set(BOUNDS)
    assert {row["status"] for row in found} == set(STATUSES)
    texts = {path.name: path.read_text("utf-8") for path in samples()}
    assert {row["file"] for row in found} == set(texts)
    for row in found:
        assert row["quote"] in texts[row["file"]], row
        first, last = period_of(row)
        assert first <= last and float(row["value"]) == float(row["value"]), row


@pytest.fixture(scope="module")
def metrics() -> dict[str, list[Metric]]:
    """What the library finds in each sample."""
    import govreport as gr

    return {path.name: list(gr.extract(gr.read_report(path))) for path in EVERY}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """The panel of all samples, with the ids that the normalizer gave."""

    return samples_read().frame


@pytest.fixture(scope="module")
def regional() -> pd.DataFrame:
    """The panel of the provinces."""
    import govreport as gr

    return gr.read_panel(samples("provinces")).frame


@pytest.mark.parametrize("row", [*rows(), *provinces()], ids=label)
def test_a_claim_is_extracted_as_a_reader_would_write_it_down(
    row: dict[str, str], metrics: dict[str, list[Metric]]
) -> None:
    expected = (
        *(row["measure"], float(row["value"]), float(row["value_high"]) if row["value_high"] else None, row["unit"]),
        *(row["bound"], period_of(row), row["per_year"] == "1", row["status"]),
    )
    candidates = [metric for metric in metrics[row["file"]] if metric.quote == row["quote"]]
    said = [
        (m.name, (m.measure, m.value, m.value_high, m.unit, m.bound, tuple(m.period), m.per_year, m.status))
        for m in candidates
    ]
    assert any(facts == expected and alike(name, row["name"]) for name, facts in said), (row["name"], expected, said)


@pytest.mark.parametrize("row", rows(), ids=label)
def test_a_claim_gets_its_indicator(row: dict[str, str], frame: pd.DataFrame) -> None:
    same = frame[(frame["report_year"] == int(row["file"][3:7])) & (frame["quote"] == row["quote"])]
    same = same[(same["measure"] == row["measure"]) & (same["status"] == row["status"])]
    ids = [id for id, name in zip(same["indicator"], same["name"], strict=True) if alike(name, row["name"])]
    wanted = row["indicator"]
    assert any(id == wanted if wanted else id.startswith("open:") for id in ids), (row["name"], wanted, ids)


@pytest.mark.parametrize("row", provinces(), ids=label)
def test_a_claim_of_a_province_stands_in_its_cell(row: dict[str, str], regional: pd.DataFrame) -> None:
    region, year = row["file"].removesuffix(".txt").split("_")
    first, last = period_of(row)
    cell = {"report_region": region, "region": region, "report_year": int(year), "indicator": row["indicator"]}
    cell |= {"measure": row["measure"], "status": row["status"], "period_start": first, "period_end": last}
    same = regional[(regional[list(cell)] == pd.Series(cell)).all(axis=1)]
    assert row["quote"] in set(same["quote"])


@pytest.mark.parametrize("status, year", [("actual", 2024), ("actual", 2025), ("target", 2025), ("target", 2026)])
def test_every_province_has_its_growth(status: str, year: int, regional: pd.DataFrame) -> None:
    gdp = regional[
        (regional["indicator"] == "gdp") & (regional["measure"] == "growth") & (regional["status"] == status)
    ]
    assert set(gdp.loc[(gdp["period_start"] == year) & (gdp["period_end"] == year), "region"]) == set(PROVINCES)


def test_the_provinces_contradict_themselves_nowhere() -> None:
    import govreport as gr

    panel = gr.read_panel(samples("provinces"))
    assert not panel.failed
    assert gr.check(panel).frame.empty


@pytest.mark.parametrize("indicator", CORE_EVERY_YEAR)
def test_the_core_indicators_have_a_result_in_every_year(indicator: str, frame: pd.DataFrame) -> None:
    said = frame[(frame["indicator"] == indicator) & frame["status"].isin(("actual", "estimate"))]
    single = said[said["period_start"] == said["period_end"]]
    missing = {
        year for year in YEARS if not ((single["report_year"] == year) & (single["period_end"] == year - 1)).any()
    }
    assert not missing


def test_the_same_wording_meets_itself_every_year(frame: pd.DataFrame) -> None:
    said = frame.groupby("indicator")["report_year"].nunique()
    recurring = said[["central_budget_investment", "medical_subsidy_standard", "college_graduates"]]
    assert (recurring == len(YEARS)).all(), recurring.to_dict()


def test_what_disappears_disappears(frame: pd.DataFrame) -> None:
    last = frame.groupby("indicator")["report_year"].max()
    assert last["urban_registered_unemployment"] == 2022
    assert last["rural_poverty_reduction"] == 2021
    assert last["shanty_housing_renewed"] == 2021


def test_2020_has_no_growth_target_and_2022_missed_its(frame: pd.DataFrame) -> None:
    gdp = frame[(frame["indicator"] == "gdp") & (frame["measure"] == "growth")]
    targets = gdp[gdp["status"] == "target"]
    assert not ((targets["period_start"] == 2020) & (targets["period_end"] == 2020)).any()
    year = gdp[(gdp["period_start"] == 2022) & (gdp["period_end"] == 2022)]
    assert set(year.loc[year["status"] == "target", "value"]) == {5.5}
    assert set(year.loc[year["status"] == "actual", "value"]) == {3.0}
