"""What the library reads beside what is known from elsewhere: targets set and results published, cell by cell.

    python benchmarks/truth.py FOLDER

FOLDER holds `corpus/` with reports and `truth/` with tables from other hands: targets of the nation 2018–2023, growth
targets of provinces and of Hebei, official series of the nation as published later, sentences with traps. Each cell is
the figure that the report of that year states first. Where the two differ, `truth_known.tsv` says why: the report gives
another figure or none (`report`), the series was revised later (`revision`), the table means something else
(`table`), or the library is wrong (`ours`).
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import govreport as gr

KNOWN = Path(__file__).with_name("truth_known.tsv")
NATION = {
    "gdp_growth_target_pct": ("gdp", "growth", 1),
    "deficit_ratio_pct": ("deficit_ratio", "level", 1),
    "cpi_target_pct": ("consumer_price", "growth", 1),
    "urban_new_jobs_wan": ("urban_new_jobs", "level", 1),
    "urban_surveyed_unemployment_pct": ("urban_surveyed_unemployment", "level", 1),
    "local_special_bonds_trillion": ("special_bonds", "level", 10000),
    "ultra_long_special_bonds_trillion": ("ultra_long_bonds", "level", 10000),
    "defense_budget_growth_pct": ("defense_spending", "growth", 1),
}
SERIES = {
    "国内生产总值增长": (("gdp", "gnp"), "growth", 0),
    "国内生产总值": (("gdp", "gnp"), "level", 0),
    "居民消费价格指数(上年=100)": (("consumer_price", "retail_price"), "growth", -100),
    "粮食产量": (("grain_output",), "level", 0),
    "财政收入": (("general_budget_revenue",), "level", 0),
    "财政收入增长速度": (("general_budget_revenue",), "growth", 0),
}
HEDGES = {"左右": "about", "以上": "over", "区间": "exact"}


@dataclass(frozen=True)
class Cell:
    """One known figure and what the library says."""

    table: str
    cell: str
    truth: str
    said: str
    agrees: bool | None

    @property
    def key(self) -> tuple[str, str]:
        """What `truth_known.tsv` calls it."""
        return self.table, self.cell


def files(folder: Path) -> list[Path]:
    """The reports of which something is known."""
    return sorted({p for pattern in ("全国_*", "河北省_*", "*_2026*") for p in (folder / "corpus").glob(pattern)})


def cells(folder: Path, frame: pd.DataFrame | None = None) -> list[Cell]:
    """Every known figure, with what the reports of the folder say; `agrees` is None where they say nothing.

    Where their rows are at hand as `frame`, they are not read again.
    """
    frame = gr.read_panel(files(folder)).frame if frame is None else frame
    truth = folder / "truth"
    return [
        *_nation(frame, truth),
        *_provinces(frame, truth),
        *_hebei(frame, truth),
        *_series(frame, truth),
        *_traps(truth),
    ]


def known() -> dict[tuple[str, str], tuple[str, str]]:
    """Why some cells do not agree: kind and reason."""
    rows = csv.DictReader(KNOWN.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {(row["table"], row["cell"]): (row["kind"], row["why"]) for row in rows}


def _rows(frame: pd.DataFrame, region: str, report: int, ids: tuple[str, ...], measure: str, year: int) -> pd.DataFrame:
    """The rows of a report on one year, the first indicator that it speaks of."""
    here = frame[(frame["report_region"] == region) & (frame["region"] == region) & (frame["report_year"] == report)]
    here = here[(here["measure"] == measure) & (here["period_start"] == year) & (here["period_end"] == year)]
    for one in ids:
        if len(found := here[here["indicator"] == one]):
            return found
    return here.head(0)


def _targets(frame: pd.DataFrame, region: str, year: int, one: str, measure: str) -> pd.DataFrame:
    rows = _rows(frame, region, year, (one,), measure, year)
    return rows[rows["status"] == "target"]


def _there(frame: pd.DataFrame, region: str, year: int) -> bool:
    return bool(((frame["report_region"] == region) & (frame["report_year"] == year)).any())


def _text(rows: pd.DataFrame) -> str:
    return ", ".join(f"{row.quote} ({row.indicator})" for row in rows.itertuples()) or "nothing"


def _middle(row: pd.Series) -> float:
    """The number a table would hold: the middle of a range, else the value."""
    return float((row["low"] + row["high"]) / 2 if row["bound"] == "exact" else row["value"])


def _nation(frame: pd.DataFrame, truth: Path) -> Iterator[Cell]:
    for line in pd.read_csv(truth / "national_targets_2018_2023.csv").to_dict("records"):
        year = int(line["year"])
        for column, (one, measure, scale) in NATION.items():
            rows = _targets(frame, "全国", year, one, measure)
            want = line[column]
            if pd.isna(want) and rows.empty:
                continue
            near = [abs(_middle(row) - want * scale) < 1e-6 * scale for _, row in rows.iterrows()]
            agrees = any(near) if len(rows) else None
            yield Cell("national targets", f"{year} {column}", f"{want:g}", _text(rows), agrees)


def _provinces(frame: pd.DataFrame, truth: Path) -> Iterator[Cell]:
    for line in pd.read_csv(truth / "province_gdp_targets_2026.csv").to_dict("records"):
        rows = _targets(frame, line["province"], 2026, "gdp", "growth")
        ends = {HEDGES[line["phrasing"]], line["low"], line["high"]}
        said = [
            {row["bound"], row["value"], row["high"] if row["bound"] == "exact" else row["value"]}
            for _, row in rows.iterrows()
        ]
        want = f"{line['low']:g}–{line['high']:g} {line['phrasing']}"
        yield Cell("province targets 2026", line["province"], want, _text(rows), said == [ends] if said else None)


def _hebei(frame: pd.DataFrame, truth: Path) -> Iterator[Cell]:
    for line in pd.read_csv(truth / "hebei_gdp_growth_targets_1998_2017.csv").to_dict("records"):
        year, want = int(line["year"]), float(line["gdp_growth_target_pct"])
        if _there(frame, "河北省", year):
            rows = _targets(frame, "河北省", year, "gdp", "growth")
            agrees = any(abs(value - want) < 1e-6 for value in rows["value"]) if len(rows) else None
            yield Cell("Hebei targets", str(year), f"{want:g}", _text(rows), agrees)


def _series(frame: pd.DataFrame, truth: Path) -> Iterator[Cell]:
    for line in pd.read_csv(truth / "nbs_national_1978_2014.csv").to_dict("records"):
        name, year = line["indicator"], int(line["year"])
        if name not in SERIES or not _there(frame, "全国", year + 1):
            continue
        ids, measure, shift = SERIES[name]
        rows = _rows(frame, "全国", year + 1, ids, measure, year)
        rows = rows[rows["status"] != "target"].drop_duplicates("quote")
        want = line["value"] + shift
        agrees = any(_within(want, row) for _, row in rows.iterrows()) if len(rows) else None
        yield Cell("official series", f"{name} {year}", f"{want:.6g}", _text(rows), agrees)


def _within(want: float, row: pd.Series) -> bool:
    """Whether a figure is the known one, as far as the report rounds or hedges it."""
    if row["bound"] != "exact":
        return bool(row["low"] <= want <= row["high"] and abs(want / row["value"] - 1) < 0.1)
    slack = 0.06 if row["measure"] == "growth" else max(abs(want) * 0.002, 0.5)
    return bool(abs(row["value"] - want) <= max(slack, _rounding(row["quote"]) * abs(row["value"])))


def _rounding(quote: str) -> float:
    """Half of the last place that a figure is written to, as a share of it: 1.09万亿 may be anything from 1.085 on."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", quote))
    written = re.search(r"\d+(?:\.(\d+))?", plain)
    return 0.5 * 10 ** -len(written[1] or "") / float(written[0]) if written and float(written[0]) else 0.0


def _traps(truth: Path) -> Iterator[Cell]:
    sentences = pd.read_csv(truth / "industrial_growth_sentences.csv")
    for line, (text, want) in enumerate(sentences.itertuples(index=False), 1):
        found = _read(f"一、2017年工作回顾\n{text}", 2018)
        hits = [o for o in found if o.measure == "growth" and o.indicator.startswith("industrial_value_added")]
        agrees = any(abs(o.value - want) < 1e-9 for o in hits) if hits else None
        said = ", ".join(f"{o.value:g} ({o.indicator})" for o in hits) or "nothing"
        yield Cell("industrial growth sentences", str(line), f"{want:g}", said, agrees)
    for line in pd.read_csv(truth / "target_sentences_gdp.csv", dtype=str).to_dict("records"):
        year = int("".join(c for c in line["year"] if c.isdigit()))
        review, *plan = line["excerpt"].split(" / ")
        parts = [f"一、{year - 1}年工作回顾\n{review}。"] if plan else []
        parts.append(f"二、{year}年工作安排\n{plan[0] if plan else review}。")
        if "到2015年" in line["excerpt"]:
            parts = [f"二、今后五年的目标\n{review}。", f"三、{year}年工作安排\n{plan[0]}。"]
        found = _read("\n".join(parts), year)
        hits = [
            o
            for o in found
            if (o.indicator, o.measure, o.status, o.period) == ("gdp", "growth", "target", (year, year))
        ]
        over = "over" if "以上" in line["expected_target"] else "exact"
        want = float(line["expected_target"].split("%")[0])
        agrees = [(o.value, o.metric.bound) for o in hits] == [(want, over)] if hits else None
        said = ", ".join(o.metric.quote for o in hits) or "nothing"
        yield Cell("target sentences", line["city"], line["expected_target"], said, agrees)


def _read(body: str, year: int) -> list[gr.Observation]:
    report = gr.report_from_text(f"XX市{year}年政府工作报告\n各位代表：\n{body}", region="XX市", year=year)
    return gr.normalize(report, gr.extract(report))


def main(folder: str) -> None:
    """Print the figures by table, and every cell that does not agree with the reason."""
    found, why = cells(Path(folder)), known()
    for table in dict.fromkeys(cell.table for cell in found):
        some = [cell for cell in found if cell.table == table]
        agree, silent = (sum(cell.agrees is state for cell in some) for state in (True, None))
        print(f"{table}: {len(some)} cells, {agree} agree, {len(some) - agree - silent} differ, {silent} not said")
        for cell in some:
            if not cell.agrees:
                kind, reason = why.get(cell.key, ("?", "not looked at"))
                print(f"  {cell.cell}: {cell.truth}; said: {cell.said} [{kind}] {reason}")


if __name__ == "__main__":
    main(sys.argv[1])
