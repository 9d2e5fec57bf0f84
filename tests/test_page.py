"""The page: one file without network, that opens the sentence behind every figure, whatever the reports say."""

from __future__ import annotations

import base64
import functools
import gzip
import json
import re
import time
from pathlib import Path
from typing import Any

import panel_rows as pr
import pytest
from checks import seconds
from page_tools import Reader
from sharing import samples_read

import govreport as gr
from govreport.indicators.entries import DOMAINS
from govreport.render.words import Words

NASTY = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>&\"'</script><!--"


@functools.cache
def samples() -> gr.Panel:
    return samples_read()


@functools.cache
def nasty() -> gr.Panel:
    def said(year: int, value: float, **more: Any) -> dict[str, Any]:
        return pr.row(
            "gdp", "level", year, value, "亿元", region=NASTY, sentence=f"{NASTY}生产总值为{value:g}亿元。", **more
        )

    results = [said(2021, 100), said(2022, 101), said(2021, 99, report=2023), said(2022, 105, status="target")]
    return pr.panel(*results, pr.row("open:" + NASTY, "level", 2022, 3, "个", region=NASTY, name=NASTY))


MADE = {
    "panel": lambda panel: panel,
    "compare": lambda panel: gr.compare(panel, 2021, 2022),
    "targets": gr.targets,
    "revisions": gr.revisions,
    "coverage": gr.coverage,
    "league": lambda panel: gr.league(panel, "gdp", 2022),
}


@functools.cache
def made(kind: str, panel: gr.Panel) -> Any:
    """What is asked of a panel; a page of it is written again and again."""
    return MADE[kind](panel)


def written(kind: str) -> Any:
    return lambda panel, path, **more: made(kind, panel).to_html(path, **more)


RESULTS = {kind: written(kind) for kind in MADE}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", RESULTS)
def test_a_page_is_one_file_that_asks_nothing_of_the_network(kind: str, lang: str, tmp_path: Path) -> None:
    text = RESULTS[kind](samples(), tmp_path / "page.html", lang=lang, open_ids=True)
    assert (tmp_path / "page.html").read_text("utf-8") == text
    page = Reader(text)
    asked = [a for _, a in page.tags if {"src", "href", "srcset", "action"} & set(a)]
    assert not asked
    assert not re.search(r"url\(|@import", text[: text.index("</style>")])
    policy = next(a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'")
    assert dict(page.tags)["html"]["lang"] == ("zh-CN" if lang == "zh" else "en")


@pytest.mark.parametrize("kind", RESULTS)
def test_what_a_report_says_is_text_and_never_markup(kind: str, tmp_path: Path) -> None:
    said = Reader(RESULTS[kind](nasty(), tmp_path / "nasty.html", open_ids=True))
    plain = Reader(RESULTS[kind](samples(), tmp_path / "plain.html", open_ids=True))
    kinds = {tag for tag, _ in plain.tags}
    assert {tag for tag, _ in said.tags} <= kinds | {"circle", "path", "svg"}
    assert not [name for _, attributes in said.tags for name in attributes if name.startswith("on")]
    assert len(said.scripts) == len(plain.scripts)


def test_every_saying_of_a_panel_is_behind_a_figure_with_its_quote(tmp_path: Path) -> None:
    page = Reader(samples().to_html(tmp_path / "page.html", open_ids=True))
    data = page.data
    numbers = {int(n) for tag, a in page.tags if tag == "button" and a.get("data-s") for n in str(a["data-s"]).split()}
    assert numbers == set(range(len(data["sayings"])))
    marked = {(data["sentences"][s][1], data["sentences"][s][1][start:end]) for s, start, end, _ in data["sayings"]}
    frame = samples().frame
    assert marked == set(zip(frame["sentence"], frame["quote"], strict=True))


def test_a_panel_without_open_ids_says_how_many_it_leaves_out(tmp_path: Path) -> None:
    left = int(samples().frame["indicator"].str.startswith("open:").sum())
    assert left
    assert f"{left} more figures" in samples().to_html(tmp_path / "page.html", lang="en")


def test_a_panel_of_nothing_has_a_page_all_the_same(tmp_path: Path) -> None:
    assert "<table" in pr.panel().to_html(tmp_path / "page.html")


def test_targets_have_their_verdict_and_breaks_a_mark(tmp_path: Path) -> None:
    text = samples().to_html(tmp_path / "page.html")
    assert 'class="missed">✗' in text
    assert 'class="break"' in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_legend_has_every_mark_that_a_verdict_may_have(lang: str) -> None:
    words = Words(lang)
    legend = words("page.legend").split("；" if lang == "zh" else ";")[1]
    marks = {words(f"verdict.{kind}").split()[0] for kind in (*gr.Targets.kinds, "no_direction")}
    assert marks == {one.split()[0] for one in legend.split("，" if lang == "zh" else ", ")}


def test_a_unit_is_never_wrapped(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    text = gr.compare(samples(), years=range(2019, 2023), indicator="gdp").to_html(path, lang="en")
    assert "<small>level · 100 million yuan</small>" in text
    script = "return [...document.querySelectorAll('th small')].map((unit) => unit.getClientRects().length)"
    assert set(opened(browser, path, width=900).execute_script(script)) == {1}


def test_what_was_missed_is_toned_in_its_deviation_as_in_its_verdict_and_nowhere_else(tmp_path: Path) -> None:
    rows = pr.row("gdp", "growth", 2022, 6, "%", status="target"), pr.row("gdp", "growth", 2022, 5.7, "%")
    text = gr.targets(pr.panel(*rows)).to_html(tmp_path / "page.html")
    assert re.findall(r'class="tone bad[^>]*>([^<]+)<', text) == ["-0.3个百分点", "✗\u00a0未达"]


def test_the_pages_know_every_domain() -> None:
    for lang in ("zh", "en"):
        words = Words(lang)
        assert not [domain for domain in (*DOMAINS, "open") if words.domain(domain) == domain]


def test_a_path_or_a_language_that_will_not_do_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(gr.InputError, match="cannot write here"):
        samples().to_html(tmp_path / "nowhere" / "page.html")
    with pytest.raises(gr.InputError, match="unknown language"):
        samples().to_html(tmp_path / "page.html", lang="fr")


def folded(count: int) -> gr.Panel:
    """A result in each of five years for `count` indicators, one figure of 1952, and an open id."""
    ids = list(gr.vocabulary())[:count]
    rows = [pr.row(i, "growth", year, 3, "%") for i in ids for year in range(2019, 2024)]
    return pr.panel(
        *rows, pr.row(ids[0], "growth", 1952, 7, "%"), pr.row("open:某物", "level", 2020, 3, "个", name="某物")
    )


def test_a_year_of_a_handful_has_no_column_and_is_there_all_the_same(tmp_path: Path) -> None:
    text = folded(40).to_html(tmp_path / "page.html", lang="en")
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', text)
    assert heads == ["indicator", "trend", "2019", "2020", "2021", "2022", "2023", "other periods"]
    assert ">1952 7<" in text
    few = folded(3).to_html(tmp_path / "few.html", lang="en")
    assert '<th scope="col">1952</th>' in few, "of a small panel every year is shown"


def test_what_no_vocabulary_holds_is_folded_and_never_called_by_its_slug(tmp_path: Path) -> None:
    page = folded(3).to_html(tmp_path / "page.html")
    row = page[page.index("<tbody data-folded>") :]
    assert "词表之外 1 行" in row and "<b>某物</b>" in row and ">2020 3<" in row
    assert "open:" not in re.sub(r"<script.*", "", re.sub(r' data-text="[^"]*"', "", page), flags=re.S)
    shown = folded(3).to_html(tmp_path / "open.html", open_ids=True)
    assert "data-folded>" not in shown and "<b>某物</b>" in shown


def test_the_heading_of_what_is_folded_does_not_repeat_what_that_above_it_counts(tmp_path: Path) -> None:
    own = [pr.row(i, "level", 2022, 5, "亿元") for i in ("gdp", "exports", "open:某物", "open:别的")]
    path = tmp_path / "compared.html"
    gr.compare(pr.panel(*own, pr.row("gdp", "level", 2021, 5, "亿元")), 2021, 2022).to_html(path)
    headings = re.findall(r'class="domain".*?<span>(?:<button[^>]*>)?([^<]+)', path.read_text("utf-8"))
    assert headings == ["不变 1", "新增 3", "新增 · 词表之外 2 行"], headings


def test_a_break_with_figures_on_one_side_alone_has_no_mark(tmp_path: Path) -> None:
    rows = [pr.row("gdp", "level", year, 100.0 * year, "亿元") for year in (2000, 2010)]
    rows += [pr.row("gdp", "level", 2010, 2.0, "亿元", region="浙江省")]
    page = pr.panel(*rows).to_html(tmp_path / "page.html", lang="en")
    assert page.count('class="break"') == 1


def test_a_page_says_from_which_year_a_narrow_window_begins(browser: Any, page: Path) -> None:
    opened(browser, page, width=700)
    said = browser.find_element("css selector", "#narrowed")
    first = browser.execute_script("const f = document.getElementById('from'); return f.options[f.selectedIndex].text")
    assert said.is_displayed() and f"先从 {first} 年列起" in said.text
    script = "const f = document.getElementById('from'); f.value = '0'; f.dispatchEvent(new Event('change', "
    browser.execute_script(script + "{bubbles: true}))")
    assert not said.is_displayed()
    opened(browser, page, width=1900)
    assert not browser.find_element("css selector", "#narrowed").is_displayed()


def test_the_chart_marks_hedges_and_estimates(browser: Any, page: Path) -> None:
    opened(browser, page)
    drawn = "window.said = []; const f = CanvasRenderingContext2D.prototype; const g = f.fillText; "
    drawn += "f.fillText = function (text, x, y) { window.said.push(text); return g.call(this, text, x, y); };"
    browser.execute_script(drawn)
    figure(browser, "≈5.5").click()
    time.sleep(0.2)
    assert {"≈", "≥", "–"} <= set(browser.execute_script("return window.said"))


def test_a_break_in_a_year_without_a_column_is_marked_at_the_next(tmp_path: Path) -> None:
    rows = [pr.row("gdp", "level", year, 100.0 * year, "亿元") for year in (2000, 2010)]
    page = pr.panel(*rows).to_html(tmp_path / "page.html", lang="en")
    marks = re.findall('class="break" title="([^"]*)"', page)
    assert len(marks) == 1 and "series break in 2005" in marks[0] and "series break in 2009" in marks[0]


def test_a_prompt_shows_where_a_page_was_saved_and_not_the_page(tmp_path: Path) -> None:
    """The last line of a cell is shown: 400 kB of HTML and script would be the first thing a newcomer sees."""
    for shown in (samples(), gr.targets(samples()), gr.sentences(*gr.samples()[-2:])):
        path = tmp_path / f"{type(shown).__name__}.html"
        page = shown.to_html(path)
        assert page == path.read_text("utf-8") and page.startswith("<!doctype html>")
        assert len(repr(page)) < 40 + len(str(path)) and str(path) in repr(page)


def test_the_chart_of_a_page_draws_no_line_to_a_floor_below_the_year_before(tmp_path: Path) -> None:
    rows = [pr.row("gdp", "level", year, value, "亿元") for year, value in ((2023, 44500), (2025, 52000))]
    rows.append(pr.row("gdp", "level", 2024, 40000, "亿元", bound="over"))
    page = Reader(pr.panel(*rows).to_html(tmp_path / "page.html"))
    [[results, targets]] = page.data["series"].values()
    assert ([point[:2] for point in results], targets) == ([[2023, 44500.0], [2025, 52000.0]], [])


def test_the_page_of_one_year_has_neither_trends_nor_breaks_nor_a_span(tmp_path: Path) -> None:
    rows = [pr.row("gdp", "level", 2010, 100.0, "亿元"), pr.row("gdp", "growth", 2010, 5.0, "%")]
    page = pr.panel(*rows).to_html(tmp_path / "page.html", lang="en")
    assert " · 2010<" in page and "2010–2010" not in page
    assert 'class="break"' not in page and 'class="trend"' not in page


def test_cells_keep_their_side_in_a_notebook_that_sets_all_of_them_to_the_right(browser: Any, tmp_path: Path) -> None:
    """JupyterLab names two classes, which is more than `.govreport td` does."""
    there = ":not(.markdown).out td, :not(.markdown).out th {text-align: right; white-space: normal}"
    tables = gr.targets(samples())._repr_html_() + gr.sentences(*gr.samples()[-2:])._repr_html_()
    path = tmp_path / "notebook.html"
    path.write_text(f'<style>{there}</style><div class="out">{tables}</div>', "utf-8")
    script = """return [...document.querySelectorAll('th, td')].map(
        (cell) => [cell.classList.contains('number'), getComputedStyle(cell).textAlign])"""
    sides = opened(browser, path).execute_script(script)
    assert {(number, side) for number, side in sides} == {(True, "right"), (False, "left")}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["panel", "compare", "targets", "revisions", "league"])
def test_what_a_notebook_shows_fits_a_window_of_900_pixels(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, lang: str
) -> None:
    monkeypatch.setenv("GOVREPORT_LANG", lang)
    table = made(kind, samples())._repr_html_()
    path = tmp_path / "notebook.html"
    path.write_text(
        f'<!doctype html><meta charset="utf-8"><div style="width: 778px; font: 13px sans-serif">{table}</div>', "utf-8"
    )
    script = "return Math.max(...[...document.querySelectorAll('table')].map((one) => one.offsetWidth))"
    assert opened(browser, path, width=900).execute_script(script) <= 778


@pytest.mark.parametrize("kind", ["compare", "revisions", "coverage"])
def test_the_pages_of_results_hold_their_open_rows_too(kind: str, tmp_path: Path) -> None:
    write = RESULTS[kind]
    both = [write(samples(), tmp_path / "page.html", open_ids=given).count("<tr data-row=") for given in (False, True)]
    assert both[0] == both[1]


def test_doubts_and_findings_are_marked_with_what_they_are(tmp_path: Path) -> None:
    rows = [pr.row("urban_surveyed_unemployment", "level", 2022, 5.5, "%"), pr.row("gdp", "growth", 2022, 3, "%")]
    rows[1]["doubt"] = 0.7
    beyond = pr.row("forest_coverage", "level", 2022, 130, "%", start=50)
    page = Reader(pr.panel(*rows, beyond).to_html(tmp_path / "page.html", lang="en"))
    found = [a for tag, a in page.tags if tag == "button" and a.get("data-n")]
    assert len(found) == 1 and page.data["notes"] and "130%" in page.data["notes"][0]
    doubtful = [a for tag, a in page.tags if tag == "button" and "doubt" in str(a.get("class"))]
    assert [a["title"] for a in doubtful] == ["reading in doubt, 70%"]


def test_a_figure_is_not_marked_for_another_that_does_not_fit(tmp_path: Path) -> None:
    years = [pr.row("gdp", "growth", 2018 + n, 6 - n / 10, "%") for n in range(6)]
    odd = pr.row("gdp", "growth", 2021, 19.8, "%", start=90)
    panel = pr.panel(*years, odd)
    assert panel.check().frame[["kind", "value_a", "fits"]].values.tolist() == [["twice", 19.8, "b"]]
    page = Reader(panel.to_html(tmp_path / "page.html", lang="en"))
    assert not [a for tag, a in page.tags if tag == "button" and a.get("data-n")]
    assert [said for said in page.data["sayings"] if "here 19.8%, against 5.7%" in str(said)]


def test_spans_of_years_that_were_corrected_are_marked(tmp_path: Path) -> None:
    text = "政府工作报告\n一、过去五年工作回顾\n五年来，我们新建公园80座，新增学位3万个。\n"
    panel = gr.read_panel([gr.report_from_text(text, region="杭州市", year=2024)], progress=False)
    right = {"report_region": "杭州市", "report_year": 2024, "quote": "80座", "sentence": "新建公园80座"}
    mended = panel.correct([{**right, "field": "value", "value": 90}])
    page = mended.to_html(tmp_path / "page.html")
    assert re.findall(r'class="span"[^>]*>([^<]*✎)', page) == ["2019–2023 90 ✎"]


def test_what_was_taken_out_is_told_in_the_language_of_the_page(tmp_path: Path) -> None:
    text = "政府工作报告\n一、2023年工作回顾\n地区生产总值增长5.5%，一般公共预算收入增长3%。\n"
    panel = gr.read_panel([gr.report_from_text(text, region="杭州市", year=2024)], progress=False)
    out = {"report_region": "杭州市", "report_year": 2024, "quote": "3%", "sentence": "收入增长3%", "action": "drop"}
    page = panel.correct([{**out, "by": "李"}]).to_html(tmp_path / "page.html")
    assert "一般公共预算收入 3%（增速，2023，实绩）" in page and "growth, 2023" not in page


def test_a_page_in_english_has_no_chinese_but_what_reports_say(tmp_path: Path) -> None:
    page = samples().to_html(tmp_path / "page.html", lang="en")
    said = r' (?:(?:data-text|data-region|value)="[^"]*"|title="series break[^"]*")'
    shown = re.sub(said, "", page[: page.index("<tbody data-folded>")])
    assert not re.findall("[\u4e00-\u9fff]+", re.sub(r"<style>.*?</style>", "", shown, flags=re.S))


def test_a_page_grows_no_faster_than_its_reports(tmp_path: Path) -> None:
    """Sixteen times the rows may take no more than forty times as long: a page that is square takes 256 times."""

    def written(regions: int) -> float:
        ids = list(gr.vocabulary())[:30]
        rows = [pr.row(i, "growth", 2022, 3, "%", region=f"甲{n}") for n in range(regions) for i in ids]
        panel = pr.panel(*rows)
        return seconds(lambda: panel.to_html(tmp_path / "page.html"))

    written(2)
    assert written(160) < 40 * max(written(10), 0.05)


def test_a_large_page_holds_the_same_in_a_fraction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = samples().to_html(tmp_path / "plain.html")
    monkeypatch.setattr("govreport.render.page._LARGE", 0)
    packed = samples().to_html(tmp_path / "packed.html")
    letters = re.findall(r'<script type="text/plain" id="packed">([^<]*)</script>', packed)[0]
    text = gzip.decompress(base64.b64decode(letters)).decode()
    held = json.loads(text)
    assert held["data"] == Reader(plain).data
    assert len(held["rows"]) > 1 and all(rows in plain for rows in held["rows"])
    assert samples().frame["sentence"][0] not in packed and len(letters) < len(text) / 2
    assert "use a newer browser" in samples().to_html(tmp_path / "packed.html", lang="en")


# -- in a browser --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "panel.html"
    samples().to_html(path)
    return path


def opened(browser: Any, path: Path, *, width: int = 1300, dark: bool = False) -> Any:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    browser.get(path.as_uri())
    return browser


def shown_rows(browser: Any) -> int:
    return int(browser.execute_script("return document.querySelectorAll('tr[data-row]:not([hidden])').length"))


def figure(browser: Any, text: str) -> Any:
    script = "return [...document.querySelectorAll('button[data-s]')].find(b => b.innerText.startsWith(arguments[0]))"
    return browser.execute_script(script, text)


def press(browser: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def test_a_click_on_a_figure_shows_its_sentence_with_the_quote_marked(browser: Any, page: Path) -> None:
    opened(browser, page)
    figure(browser, "≈5.5").click()
    detail = browser.find_element("id", "detail")
    assert detail.is_displayed()
    assert "5.5%左右" in [mark.text for mark in detail.find_elements("tag name", "mark")]
    assert "全国 2022" in detail.text
    assert detail.find_elements("tag name", "canvas"), "the row as a chart"
    assert not [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def test_a_large_page_unpacks_itself_and_opens_on_one_region(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from selenium.webdriver.support.ui import Select

    monkeypatch.setattr("govreport.render.page._LARGE", 0)
    monkeypatch.setattr("govreport.render.page._MANY", 10)
    rows = [
        pr.row(id, "level", year, 100.0 + year, "亿元", region=region, sentence=f"{NASTY}达到{100 + year}亿元。")
        for region in ("浙江省", NASTY)
        for id in [id for id in gr.vocabulary() if gr.vocabulary()[id].unit == "亿元"][:20]
        for year in (2021, 2022)
    ]
    pr.panel(*rows).to_html(tmp_path / "large.html")
    opened(browser, tmp_path / "large.html")
    browser.set_script_timeout(60)
    waiting = "const done = arguments[0], f = () => document.getElementById('old') ? setTimeout(f, 20) : done(1); f()"
    browser.execute_async_script(waiting)
    every = int(browser.execute_script("return document.querySelectorAll('tr[data-row]').length"))
    assert every == 2 * shown_rows(browser) == 40
    button = browser.execute_script("return [...document.querySelectorAll('button[data-s]')].find(b => b.offsetParent)")
    browser.execute_script("arguments[0].click()", button)
    detail = browser.find_element("id", "detail")
    assert detail.is_displayed() and NASTY in detail.text and detail.find_elements("tag name", "canvas")
    Select(browser.find_element("css selector", "select[data-filter=region]")).select_by_index(0)
    assert shown_rows(browser) == every
    assert browser.execute_script("return window.hacked === undefined")
    assert not [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def test_the_search_box_and_the_filters_narrow_the_rows(browser: Any, page: Path) -> None:
    opened(browser, page)
    everything = shown_rows(browser)
    box = browser.find_element("id", "search")
    box.send_keys("零售")
    some = shown_rows(browser)
    assert 0 < some < everything
    names = browser.execute_script(
        "return [...document.querySelectorAll('tr[data-row]:not([hidden]) th b')].map(e => e.innerText)"
    )
    assert names and all("零售" in name for name in names)
    box.clear()
    box.send_keys("不会有的词")
    assert shown_rows(browser) == 0
    assert browser.find_element("id", "nothing").is_displayed()
    box.clear()
    box.send_keys("gdp")
    assert 0 < shown_rows(browser) < everything, "an id is found too"


def test_the_range_of_years_hides_the_columns_outside_it(browser: Any, page: Path) -> None:
    opened(browser, page)
    from selenium.webdriver.support.ui import Select

    Select(browser.find_element("id", "from")).select_by_visible_text("2021")
    Select(browser.find_element("id", "to")).select_by_visible_text("2022")
    heads = [th.text for th in browser.find_elements("css selector", "thead th") if th.is_displayed()]
    assert [head for head in heads if head.isdigit()] == ["2021", "2022"]


def test_the_page_works_from_the_keyboard(browser: Any, page: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    opened(browser, page)
    press(browser, "/")
    assert browser.switch_to.active_element.get_attribute("id") == "search"
    while browser.switch_to.active_element.get_attribute("data-s") is None:
        press(browser, Keys.TAB)
    start = browser.switch_to.active_element
    press(browser, Keys.ARROW_RIGHT)
    beside = browser.switch_to.active_element
    assert beside != start and beside.get_attribute("data-s")
    press(browser, Keys.ARROW_DOWN)
    press(browser, Keys.ENTER)
    assert browser.find_element("id", "detail").is_displayed()
    press(browser, Keys.ESCAPE)
    assert not browser.find_element("id", "detail").is_displayed()
    assert browser.switch_to.active_element.get_attribute("data-s"), "and goes back to the figure"


def test_nothing_that_a_report_says_is_run(browser: Any, tmp_path: Path) -> None:
    for kind, write in RESULTS.items():
        path = tmp_path / f"{kind}.html"
        write(nasty(), path, open_ids=True)
        opened(browser, path)
        for button in browser.find_elements("css selector", "button[data-s]"):
            browser.execute_script("arguments[0].click()", button)
        assert browser.execute_script("return window.hacked === undefined")
    assert "<script>" in browser.find_element("id", "detail").text


def test_the_legend_of_the_chart_hides_and_shows_its_lines(browser: Any, page: Path) -> None:
    opened(browser, page)
    figure(browser, "≈5.5").click()
    buttons = browser.find_elements("css selector", "#legend button")
    assert [one.text for one in buttons] == ["结果", "目标"]
    inked = "const c = document.querySelector('#chart canvas'); return c.toDataURL().length"

    def after(step: Any) -> int:
        step()
        time.sleep(0.2)
        return int(browser.execute_script(inked))

    whole = after(lambda: None)
    without = after(buttons[0].click)
    assert buttons[0].get_attribute("aria-pressed") == "false" and without < whole
    assert after(buttons[0].click) > without
    assert buttons[0].get_attribute("aria-pressed") == "true"


def test_folded_rows_open_by_a_click_and_by_a_search(browser: Any, page: Path) -> None:
    opened(browser, page)
    closed = shown_rows(browser)
    fold = browser.find_element("css selector", "button.fold")
    browser.execute_script("arguments[0].click()", fold)
    assert fold.get_attribute("aria-expanded") == "true"
    everything = shown_rows(browser)
    assert everything > closed
    browser.execute_script("arguments[0].click()", fold)
    assert shown_rows(browser) == closed
    name = browser.execute_script("return document.querySelector('tbody[data-folded] th b').textContent")
    browser.find_element("id", "search").send_keys(name)
    found = browser.find_elements("css selector", "tbody[data-folded] tr:not([hidden]) th b")
    assert name in [one.text for one in found]


@pytest.mark.parametrize("width", [390, 1300])
def test_a_page_opens_on_the_newest_results(browser: Any, tmp_path: Path, width: int) -> None:
    words = gr.vocabulary()
    ids = [i for i in words if words[i].unit == "亿元"][:20]
    rows = [pr.row(i, "level", year, 1000.0 + year, "亿元") for i in ids for year in range(1994, 2024)]
    rows += [pr.row(i, "level", 2024, 5000.0, "亿元", status="target") for i in ids]
    path = tmp_path / "page.html"
    pr.panel(*rows).to_html(path)
    opened(browser, path, width=width)
    script = """
        const heads = [...document.querySelectorAll('thead th')].filter((h) => h.offsetParent !== null);
        return heads.filter((h) => h.getBoundingClientRect().right <= innerWidth + 1).map((h) => h.textContent);
    """
    heads = browser.execute_script(script)
    assert {"2023", "2024"} <= set(heads), heads
    assert "1994" not in heads


@pytest.mark.parametrize("width", [1024, 1400])
def test_what_stands_behind_the_years_fits_the_window_too(browser: Any, tmp_path: Path, width: int) -> None:
    words = gr.vocabulary()
    ids = [i for i in words if words[i].unit == "亿元"][:20]
    rows = [pr.row(i, "level", year, 1000.0 + year, "亿元") for i in ids for year in range(1994, 2024)]
    rows += [pr.row(i, "level", (year - 4, year), 10.0 * year, "亿元") for i in ids for year in (2015, 2020)]
    path = tmp_path / "page.html"
    pr.panel(*rows).to_html(path)
    opened(browser, path, width=width)
    last = browser.find_element("css selector", "thead th:last-child").text
    assert last == "其他年份、跨年、年均"
    beyond = "const box = document.getElementById('scroll'); return box.scrollWidth - box.clientWidth"
    assert browser.execute_script(beyond) <= 0


@pytest.mark.parametrize(("width", "dark"), [(390, False), (390, True), (1300, True)])
def test_a_page_fits_a_phone_and_the_dark(browser: Any, page: Path, width: int, dark: bool) -> None:
    opened(browser, page, width=width, dark=dark)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    paper = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 200) == dark


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_phrases_and_their_counts_fit_a_phone(browser: Any, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "wording.html"
    gr.wording(gr.samples(), 2019, 2024, least=2).to_html(path, lang=lang)
    opened(browser, path, width=390)
    beyond = "const box = document.getElementById('scroll'); return box.scrollWidth - box.clientWidth"
    assert browser.execute_script(beyond) <= 0


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_notes_and_figures_are_not_pressed_into_a_word_a_line(browser: Any, tmp_path: Path, width: int) -> None:
    path = tmp_path / "compared.html"
    made("compare", samples()).to_html(path, lang="en")
    opened(browser, path, width=width)
    tall = """
        const line = parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.5;
        const cells = [...document.querySelectorAll('td .words, td button')].filter((c) => c.offsetParent !== null);
        return Math.max(...cells.map((c) => Math.round(c.getBoundingClientRect().height / line)));
    """
    assert browser.execute_script(tall) <= (5 if width < 600 else 3)


def test_thirty_years_of_three_hundred_indicators_stay_usable(browser: Any, tmp_path: Path) -> None:
    book = gr.vocabulary()
    ids = [f"open:indicator {n}" for n in range(300 - len(list(book)[:200]))] + list(book)[:200]
    rows = [
        pr.row(i, "level", year, float(year - 1990 + k), book[i].unit if i in book else "个", name=i)
        for k, i in enumerate(ids)
        for year in range(1994, 2024)
    ]
    path = tmp_path / "large.html"
    assert seconds(lambda: pr.panel(*rows).to_html(path, open_ids=True)) < 30  # some two are usual
    opened(browser, path)
    assert shown_rows(browser) == 300
    assert browser.execute_script("return document.querySelectorAll('button[data-s]').length") == 9000
    search = """
        const begun = performance.now(), box = document.getElementById('search');
        box.value = 'indicator 7';
        box.dispatchEvent(new Event('input', {bubbles: true}));
        document.body.offsetHeight;
        return performance.now() - begun;
    """
    assert browser.execute_script(search) < 2000
    assert 0 < shown_rows(browser) < 300
