"""Whatever is called like markup, script or a line that ends: every kind of page shows it, and holds nothing more."""

from __future__ import annotations

import base64
import functools
import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import panel_rows as pr
import pytest
from page_tools import Reader

import govreport as gr

PAYLOAD = "</script><script>window.hacked=1</script>&\"'<img src=x onerror=window.hacked=1>\u2028\u2029<!--"
#: as long and harmless, and no name of a place either, which English pages spell in pinyin
PLAIN = re.sub(r"\W", "_", PAYLOAD)
pytestmark = pytest.mark.filterwarnings("ignore::govreport.GovReportWarning")


@functools.cache
def panel(words: str) -> gr.Panel:
    """Two regions, three years, an indicator of one's own vocabulary; `words` is part of every name and sentence."""
    own = {"id": "odd_things", "name_zh": f"怪物{words}", "name_en": f"odd{words}", "unit": "条", "kind": "count"}
    mine = gr.vocabulary().extend([{**own, "direction": "more", "note": words}])
    rows = [
        pr.row(id, "level", year, value + place, unit, region=f"{region}{words}", basis=words, **more)
        | {"source": f"{region}{words}_{year}.txt"}
        for place, region in enumerate(("某县", "乙县"))
        for id, unit in (("odd_things", "条"), ("gdp", "亿元"), (f"open:怪事{words}", "个"))
        for year, value, more in (
            (2021, 100.0, said(words)),
            (2022, 300.0, said(words)),
            (2021, 90.0, said(words) | {"report": 2023}),
            (2022, 320.0, said(words) | {"status": "target"}),
            (2023, 340.0, said(words) | {"status": "target"}),
        )
    ]
    wrong = gr.Failure(f"{words}_2024.txt", gr.InputError("no such file", where=f"{words}_2024.txt"))
    made = gr.Panel(pd.DataFrame(rows, columns=list(pr.COLUMNS)), vocabulary=mine, failed=[wrong])
    first = made.frame.iloc[0]
    place = {key: first[key] for key in ("report_region", "report_year", "quote", "sentence")}
    return made.correct([{**place, "action": "drop", "by": words, "why": words}])


def said(words: str) -> dict[str, Any]:
    return {"name": f"怪物{words}", "sentence": f"{words}怪物为100条、300条、90条、320条、340条。"}


@functools.cache
def reports(words: str) -> list[gr.Report]:
    inside = re.sub(r"\s", "x", words)  # what ends a line would end the sentence
    found = []
    for year, also in ((2023, "新建水厂"), (2024, "种树一万棵")):
        review = f"粮食{inside}增产{year % 10}%。修好乡间小路{inside}。"
        plan = f"办好社区食堂{inside}和图书馆。{also}{inside}。"
        text = f"某县{year}年政府工作报告\n各位代表：\n一、上年工作回顾\n{review}\n二、{year}年工作安排\n{plan}\n"
        found.append(gr.report_from_text(text, region=f"某县{words}", year=year, source=f"{words}_{year}.txt"))
    return found


MADE: dict[str, Callable[[str], Any]] = {
    "panel": panel,
    "compare": lambda words: gr.compare(panel(words), 2021, 2022),
    "targets": lambda words: gr.targets(panel(words)),
    "revisions": lambda words: gr.revisions(panel(words)),
    "coverage": lambda words: gr.coverage(panel(words)),
    "league": lambda words: gr.league(panel(words), "odd_things", 2022),
    "check": lambda words: gr.check(panel(words)),
    "side by side": lambda words: gr.side_by_side(panel(words), 2022),
    "target story": lambda words: gr.target_story(panel(words)),
    "terms": lambda words: gr.terms(reports(words), {f"食堂{words}": "食堂", "e": ["图书馆"]}),
    "wording": lambda words: gr.wording(reports(words), 2023, 2024, cohesion=1, freedom=0.1, least=1),
    "sentences": lambda words: gr.sentences(*reports(words)),
    "promises": lambda words: gr.promises(*reports(words)),
}


@functools.cache
def result(kind: str, words: str) -> Any:
    return MADE[kind](words)


def elements(text: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """The elements of a page and what is said of each; where a long id may be broken does not matter."""
    return Counter((tag, tuple(attributes)) for tag, attributes in Reader(text).tags if tag != "wbr")


def no_more(odd: str, plain: str, kind: str) -> bool:
    """Whether there is nothing but what is there with harmless words: which texts are alike depends on their words."""
    held, allowed = elements(odd), elements(plain)
    if kind not in ("terms", "wording", "sentences", "promises"):
        return held == allowed
    return held.keys() <= allowed.keys() and held["script", ()] == allowed["script", ()]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", MADE)
def test_a_page_has_the_elements_of_one_with_harmless_words(kind: str, lang: str, tmp_path: Path) -> None:
    odd, plain = (
        result(kind, words).to_html(tmp_path / "page.html", lang=lang, open_ids=True) for words in (PAYLOAD, PLAIN)
    )
    assert no_more(odd, plain, kind)
    scripts, others = Reader(odd).scripts, Reader(plain).scripts
    assert len(scripts) == len(others) and not any(sign in scripts[0] for sign in "\u2028\u2029")
    assert scripts[1:] == others[1:]
    assert PAYLOAD in html.unescape(odd), "the words themselves are there to be read"
    if len(scripts) > 1:
        assert json.loads(scripts[0]).keys() == json.loads(others[0]).keys()
    else:
        assert scripts == others


def test_a_large_page_packs_the_same_elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(words: str) -> str:
        page = panel(words).to_html(tmp_path / "page.html", open_ids=True)
        letters = re.findall(r'<script type="text/plain" id="packed">([^<]*)</script>', page)[0]
        held = json.loads(gzip.decompress(base64.b64decode(letters)))
        assert words in held["data"]["sentences"][0][1]
        return "".join(held["rows"])

    monkeypatch.setattr("govreport.render.page._LARGE", 0)
    odd, plain = rows(PAYLOAD), rows(PLAIN)
    assert PAYLOAD in html.unescape(odd)
    assert elements(odd) == elements(plain)


@pytest.mark.parametrize("kind", [kind for kind in MADE if kind != "panel"])
def test_a_fragment_has_the_elements_of_one_with_harmless_words(kind: str) -> None:
    odd, plain = (result(kind, words).to_html(open_ids=True) for words in (PAYLOAD, PLAIN))
    assert no_more(odd, plain, kind)
    assert "window.hacked" in odd


def test_what_a_notebook_shows_has_them_too() -> None:
    shown = [
        (made._repr_html_(), made.explain(0)._repr_html_(), made.sayings("odd_things", 2022)._repr_html_())
        for made in (panel(PAYLOAD), panel(PLAIN))
    ]
    for odd, plain in zip(*shown, strict=True):
        assert elements(odd) == elements(plain)
        assert "window.hacked" in odd


# -- in a browser --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*MADE, "large"])
def test_no_browser_runs_it(kind: str, browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "large":
        monkeypatch.setattr("govreport.render.page._LARGE", 0)
    path = tmp_path / "page.html"
    result("panel" if kind == "large" else kind, PAYLOAD).to_html(path, open_ids=True)
    browser.get(path.as_uri())
    browser.set_script_timeout(60)
    waiting = "const done = arguments[0], f = () => document.getElementById('old') ? setTimeout(f, 20) : done(1); f()"
    browser.execute_async_script(waiting)
    browser.execute_script("document.querySelectorAll('button').forEach(one => one.click())")
    assert browser.execute_script("return window.hacked === undefined")
    assert "window.hacked=1" in browser.execute_script("return document.body.innerText")
    # what the policy of the page stopped is told here
    assert not [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
