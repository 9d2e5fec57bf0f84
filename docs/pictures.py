"""Draw the pictures of the README and the gallery again: `python docs/pictures.py`, with the docs extra installed."""

from __future__ import annotations

import runpy
import shutil
import sys
import tempfile
import time
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.patches import FancyBboxPatch, Rectangle

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import govreport as gr  # noqa: E402

BLUE, ORANGE, GREEN, GREY, PALE = "#0072B2", "#D55E00", "#009E73", "#B8BEC5", "#E8ECF0"
# what a text-only example prints, as a small table: the colour of each cell, by row
TABLES = {
    "one_report": [[PALE, GREY, BLUE]] * 5,
    "two_years": [
        [GREY, BLUE, BLUE],
        [GREY, BLUE, ORANGE],
        [GREY, PALE, GREEN],
        [GREY, BLUE, BLUE],
        [GREY, ORANGE, PALE],
    ],
    "targets_and_outcomes": [[GREY, PALE, colour] for colour in (BLUE, BLUE, ORANGE, BLUE, PALE)],
    "own_vocabulary": [
        [GREY, PALE, PALE],
        [GREY, PALE, PALE],
        [GREEN, GREEN, GREEN],
        [GREY, PALE, PALE],
        [GREY, PALE, PALE],
    ],
}
WIDTHS = (0.46, 0.22, 0.22)


def draw_table(rows: list[list[str]], path: Path) -> None:
    """Draw a table without words; its cells say by their colours what the example is about."""
    figure, ax = plt.subplots(figsize=(4, 2.8), layout="constrained")
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.axis("off")
    ax.add_patch(FancyBboxPatch((0.03, 0.05), 0.94, 0.9, boxstyle="round,pad=0.01", facecolor="white", edgecolor=GREY))
    for at, cells in enumerate(rows):
        left = 0.08
        for width, colour in zip(WIDTHS, cells, strict=True):
            ax.add_patch(Rectangle((left, 0.78 - 0.155 * at), width - 0.05, 0.075, color=colour))
            left += width
    gr.plot.save(figure, path, dpi=100)
    plt.close(figure)


def draw_in_chinese(path: Path) -> None:
    """Draw the picture of the README for the Chinese pages; it needs a Chinese font."""
    nation, provinces = gr.read_panel(gr.samples()), gr.read_panel(gr.samples("provinces"))
    with gr.plot.style(font_size=11):
        figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.6), layout="constrained")
    gr.plot.targets(nation, "gdp", title="全国：国内生产总值增速", lang="zh", ax=left)
    gr.plot.targets(
        provinces, "gdp", by="region", year=2025, title="六省：2025 年地区生产总值增速", lang="zh", ax=right
    )
    right.locator_params(axis="x", nbins=5)
    figure.align_titles()
    gr.plot.save(figure, path, dpi=130)
    plt.close(figure)


def photograph_page(path: Path, lang: str) -> None:
    """Save a picture of the page of the samples with a figure clicked; it needs selenium, chromium and its driver."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--window-size=1380,900", "--hide-scrollbars"):
        options.add_argument(argument)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        gr.read_panel(gr.samples()).to_html(page, lang=lang)
        browser = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            browser.get(page.as_uri())
            time.sleep(1)
            figures = browser.find_elements("css selector", "tr[data-row]:not([hidden]) button[data-s]")
            next(one for one in figures if one.text.startswith("5.2")).click()
            time.sleep(1)
            browser.save_screenshot(str(path))
        finally:
            browser.quit()


def main() -> None:
    """Write `_static/thumbs/*.png` and `images/*.png`, in English and in Chinese."""
    for name, rows in TABLES.items():
        draw_table(rows, HERE / "_static" / "thumbs" / f"{name}.png")
    runpy.run_path(str(HERE.parent / "examples" / "figures" / "00_promised_and_reached.py"))
    gr.plot.save(plt.gcf(), HERE / "images" / "promised_and_reached.png", dpi=130)
    draw_in_chinese(HERE / "images" / "promised_and_reached_zh.png")
    photograph_page(HERE / "images" / "page.png", "en")
    photograph_page(HERE / "images" / "page_zh.png", "zh")


if __name__ == "__main__":
    main()
