"""Pages of results fit the window they are looked at in, and say in words which rows they do not show."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest
from sharing import samples_read

import govreport as gr

MADE = {
    "compare": lambda panel: gr.compare(panel, 2023, 2024),
    "several years": lambda panel: gr.compare(panel, 2021, 2022, 2023, 2024),
    "targets": gr.targets,
    "story": gr.target_story,
    "check": lambda panel: panel.check(),
    "audit": gr.audit,
    "revisions": gr.revisions,
    "coverage": gr.coverage,
}


@functools.cache
def made(kind: str) -> Any:
    return MADE[kind](samples_read())


def sized(browser: Any, width: int) -> Any:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    return browser


def opened(browser: Any, path: Path, width: int) -> Any:
    sized(browser, width).get(path.as_uri())
    return browser


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", MADE)
def test_no_column_of_a_result_is_to_be_scrolled_for(browser: Any, tmp_path: Path, kind: str, lang: str) -> None:
    """Rows folded too; and nobody reads a column of single letters, so no cell is narrow and tall."""
    path = tmp_path / "page.html"
    made(kind).to_html(path, lang=lang)
    script = """
        for (const fold of document.querySelectorAll('button.fold[aria-expanded=false]')) fold.click();
        const box = document.getElementById('scroll');
        const cells = [...document.querySelectorAll('td > *')].filter((one) => one.offsetParent !== null);
        const tall = cells.filter((one) => one.offsetHeight > 2 * one.offsetWidth).map((one) => one.textContent);
        return [box.scrollWidth - box.clientWidth, tall];
    """
    opened(browser, path, 1280)
    for width in (1280, 900, 778):  # a window that is made narrower
        beyond, tall = sized(browser, width).execute_script(script)
        assert (beyond, tall) == (0, []), width
    assert opened(browser, path, 390).execute_script(script) == [0, []]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_column_in_a_notebook_is_to_be_scrolled_for(browser: Any, tmp_path: Path, lang: str) -> None:
    asked = {
        **{kind: made(kind) for kind in MADE if kind != "check"},
        "terms": gr.terms(gr.samples()),
    }  # nothing to check
    path = tmp_path / "notebook.html"
    style = '<!doctype html><meta charset="utf-8"><div style="width: 778px; font: 13px sans-serif">'
    path.write_text(style + "".join(result.to_html(lang=lang) for result in asked.values()), "utf-8")
    script = "return [...document.querySelectorAll('table')].map((one) => one.offsetWidth)"
    widths = opened(browser, path, 900).execute_script(script)
    assert len(widths) == len(asked)
    assert not {kind: width for kind, width in zip(asked, widths, strict=True) if width > 778}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_every_figure_stands_under_the_name_of_its_column(browser: Any, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "page.html"
    made("targets").to_html(path, lang=lang)
    script = """
        const label = (cell) => getComputedStyle(cell, '::before').content.replaceAll('"', '');
        const said = [...document.querySelectorAll('tr[data-row] td')].filter((cell) => cell.offsetParent !== null);
        const heads = [...document.querySelectorAll('thead th')].map((head) => head.textContent);
        return [said.length, said.filter((cell) => label(cell) !== heads[cell.cellIndex]).length];
    """
    shown, unnamed = opened(browser, path, 390).execute_script(script)
    assert shown > 100 and not unnamed


def test_a_row_of_one_region_does_not_repeat_it_and_one_of_many_has_it_at_its_head(tmp_path: Path) -> None:
    one = made("audit").to_html(tmp_path / "one.html", lang="en")
    assert "<h1>China: What reports claim, reckoned again</h1>" in one and "<i>China</i>" not in one
    panel = gr.read_panel(gr.samples("provinces"), progress=False)
    many = gr.audit(panel).to_html(tmp_path / "many.html", lang="en")
    assert "<h1>What reports claim, reckoned again</h1>" in many and "<i>Hebei</i>" in many


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            {
                "": "{n} of {all} rows shown; hidden: {folded} outside the vocabulary, folded at the end",
                "fold": "all {all} rows shown",
                "search": "{n} of {all} rows shown; hidden: {rest} without the words searched for",
                "filter": "{n} of {all} rows shown; hidden: {rest} of another domain",
                "years": "{n} of {all} rows shown; hidden: {rest} silent on the years shown",
                "targets": "{n} of {all} rows shown; hidden: {rest} without a target",
            },
        ),
        (
            "zh",
            {
                "": "共 {all} 行，显示 {n} 行；未显示：词表之外、折叠在表末的 {folded} 行",
                "fold": "共 {all} 行，全部显示",
                "search": "共 {all} 行，显示 {n} 行；未显示：不含所查词语的 {rest} 行",
                "filter": "共 {all} 行，显示 {n} 行；未显示：“领域”不符的 {rest} 行",
                "years": "共 {all} 行，显示 {n} 行；未显示：所列年份没有数据的 {rest} 行",
                "targets": "共 {all} 行，显示 {n} 行；未显示：没有目标的 {rest} 行",
            },
        ),
    ],
)
def test_a_page_says_in_words_which_rows_it_does_not_show(
    browser: Any, tmp_path: Path, lang: str, told: dict[str, str]
) -> None:
    path = tmp_path / "panel.html"
    samples_read().to_html(path, lang=lang)
    opened(browser, path, 1900)  # no year is left out for want of room
    steps = {
        "": "",
        "fold": "document.querySelector('button.fold').click();",
        "search": "say('search', lang === 'en' ? 'retail' : '零售');",
        "filter": "say('search', ''); say(document.querySelector('[data-filter=domain]'), 'fiscal');",
        "years": "say(document.querySelector('[data-filter=domain]'), ''); say('from', '0'); say('to', '0');",
        "targets": "say('to', document.getElementById('to').length - 1); document.getElementById('targets').click();",
    }
    before = """
        const say = (one, value) => {
            const box = typeof one === 'string' ? document.getElementById(one) : one;
            box.value = value;
            box.dispatchEvent(new Event('input', { bubbles: true }));
        };
        const lang = arguments[0];
    """
    after = """
        const rows = [...document.querySelectorAll('tr[data-row]')], shown = rows.filter((row) => !row.hidden);
        const folded = document.querySelectorAll('tbody[data-folded] tr[data-row]');
        return [document.getElementById('shown').textContent, rows.length, shown.length, folded.length];
    """
    for step, script in steps.items():
        said, rows, n, folded = browser.execute_script(before + script + after, lang)
        assert said == told[step].format(all=rows, n=n, folded=folded, rest=rows - n), step


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "{n} of {all} rows shown; hidden: {rest} of kinds not ticked"),
        ("zh", "共 {all} 行，显示 {n} 行；未显示：未勾选类别的 {rest} 行"),
    ],
)
def test_two_reports_side_by_side_say_it_too(browser: Any, tmp_path: Path, lang: str, told: str) -> None:
    path = tmp_path / "two.html"
    gr.sentences(*gr.samples()[-2:]).to_html(path, lang=lang)
    script = """
        const rows = [...document.querySelectorAll('.row')];
        return [document.getElementById('shown').textContent, rows.length, rows.filter((r) => !r.hidden).length];
    """
    opened(browser, path, 1300).execute_script("document.querySelector('#kinds input:checked').click()")
    said, rows, n = browser.execute_script(script)
    assert 0 < n < rows and said == told.format(all=rows, n=n, rest=rows - n)
