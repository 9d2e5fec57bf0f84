"""What the tests of figures share: rows of panels, fonts made on the spot, and what a reader sees of a figure."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib import font_manager
from matplotlib.axis import Axis, Tick
from matplotlib.figure import Figure
from matplotlib.text import Text

from govreport.panel import Panel

INF = float("inf")
FIVE = ["gdp", "consumer_price", "retail_sales", "exports", "fixed_asset_investment"]
GDP = {2015: 6.9, 2016: 6.7, 2017: 6.9, 2018: 6.6, 2019: 6.1, 2020: 2.3, 2021: 8.1, 2022: 3.0, 2023: 5.2, 2024: 5.0}
AIMS: dict[int, tuple[float, Any]] = {
    2015: (7, "about"),
    2016: (6.5, 7.0),
    2017: (6.5, "about"),
    2018: (6.5, "about"),
    2019: (6, 6.5),
    2021: (6, "over"),
    2022: (5.5, "about"),
    2023: (5, "about"),
    2024: (5, "about"),
    2025: (5, "about"),
}


def row(indicator: str, year: int, value: float, **fields: Any) -> dict[str, Any]:
    """One row of a panel; a level in 亿元 that the nation's next report states, unless said otherwise."""
    bound = fields.get("bound", "exact")
    limits = {"exact": (value, value), "about": (value * 0.95, value * 1.05), "near": (value * 0.95, value)}
    low, high = {**limits, "over": (value, INF), "under": (-INF, value)}[bound]
    region = fields.get("region", "全国")
    said = year if fields.get("status") == "target" else year + 1
    made = {
        "region": region,
        "indicator": indicator,
        "measure": "level",
        "period_start": year,
        "period_end": year,
        "per_year": False,
        "status": "actual",
        "value": float(value),
        "low": float(low),
        "high": float(high),
        "unit": "%" if fields.get("measure") == "growth" else "亿元",
        "bound": bound,
        "basis": None,
        "name": indicator.removeprefix("open:"),
        "quote": str(value),
        "sentence": str(value),
        "sentence_start": 0,
        "start": 0,
        "end": 1,
        "report_region": region,
        "report_year": said,
        "source": f"{region}_{said}.txt",
    }
    return {**made, **fields}


def growth(indicator: str, year: int, value: float, **fields: Any) -> dict[str, Any]:
    return row(indicator, year, value, measure="growth", **fields)


def make(*rows: dict[str, Any]) -> Panel:
    return Panel(pd.DataFrame(list(rows)))


def gdp_rows(region: str = "全国", shift: float = 0.0) -> list[dict[str, Any]]:
    rows = [growth("gdp", year, value + shift, region=region) for year, value in GDP.items()]
    for year, (value, hedge) in AIMS.items():
        fields = {"bound": hedge} if isinstance(hedge, str) else {"low": value + shift, "high": hedge + shift}
        rows.append(growth("gdp", year, value + shift, region=region, status="target", **fields))
    return rows


def build_font(path: Path, family: str, characters: str | None = None) -> Path:
    """Write a font in which every character is a box of one em."""
    chars = {ord(char) for char in characters} if characters else {*range(0x20, 0x250), *range(0x2010, 0x2040)}
    if characters is None:
        chars |= {0x2212, 0xB7, *range(0x3000, 0x3020), *range(0x4E00, 0xA000), *range(0xFF00, 0xFFEF)}
    pen = TTGlyphPen(None)
    corners = [(60, 0), (60, 700), (900, 700), (900, 0)]
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({char: "box" for char in chars})
    glyph = pen.glyph()
    builder.setupGlyf({".notdef": glyph, "box": glyph})
    builder.setupHorizontalMetrics({".notdef": (1000, 60), "box": (1000, 60)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)
    return path


def install(monkeypatch: pytest.MonkeyPatch, path: Path, family: str) -> None:
    """Make matplotlib know an installed font."""
    entry = font_manager.FontEntry(str(path), name=family, style="normal", weight=400)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [*font_manager.fontManager.ttflist, entry])


def texts(figure: Figure) -> list[Text]:
    """All texts that a reader sees."""
    figure.draw_without_rendering()
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]


def draw_all_ways(figure: Figure, tmp_path: Path) -> None:
    """Save as a user does later, outside any context; a missing glyph is an error. Laid out once, drawn three times."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for ending in ("png", "svg", "pdf"):
            packed_lightly = {"pil_kwargs": {"compress_level": 1}} if ending == "png" else {}
            figure.savefig(tmp_path / f"figure.{ending}", **packed_lightly)
            figure.set_layout_engine("none")


def _beyond(axis: Axis) -> list[Tick]:
    """The ticks that are not drawn, since they lie beyond the limits of the axis."""
    low, high = sorted(axis.get_view_interval())
    shown = axis.get_major_ticks()
    inside = [tick for tick in shown if low - 1e-9 <= tick.get_loc() <= high + 1e-9]
    return [tick for tick in axis.majorTicks if tick not in inside]


def unread(figure: Figure) -> list[str]:
    """The texts in letters that are too small to be read."""
    return [text.get_text() for text in texts(figure) if float(text.get_fontsize()) < 6.95]


def outside(figure: Figure) -> list[str]:
    """The texts that a reader would see cut off."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    room = figure.bbox.padded(1)
    found = []
    seen = texts(figure)
    unseen = {tick.label1 for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for tick in _beyond(axis)}
    unseen |= {tick.label2 for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for tick in _beyond(axis)}
    for text in seen:
        if text in unseen:
            continue
        box = text.get_window_extent(renderer)
        if not (room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1):
            found.append(text.get_text())
    return found
