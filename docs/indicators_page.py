"""The page of all indicators, written from the data files: `python docs/indicators_page.py [FILE]`.

Sphinx calls `write` before it reads the pages. The page is Markdown with one table of plain HTML for each domain, and
a search box that needs no network.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from govreport import Indicator, Vocabulary, vocabulary
from govreport.indicators.wordings import expand

HERE = Path(__file__).resolve().parent
TARGET = HERE / "generated" / "indicators.md"
HEAD = ("Indicator", "Unit", "What it is")
WAYS = {"more": "more is better", "less": "less is better", "neither": ""}
NAMES_SHOWN = 6

INTRODUCTION = """# Indicators

All {count} indicators of the vocabulary, by domain. An id never changes its meaning; [Vocabulary](../vocabulary.md)
says what else is promised, how a name finds its id, and how to add your own.

"""

SEARCH = """<p class="indicator-search">
<label for="indicator-search">Search: id, Chinese or English name, wording or unit (就业, unemployment, 亿元)</label>
<input id="indicator-search" type="search" autocomplete="off">
<output for="indicator-search" id="indicator-count"></output>
</p>
<script>
document.addEventListener("DOMContentLoaded", function () {
  const box = document.getElementById("indicator-search");
  const rows = Array.from(document.querySelectorAll("tr[data-search]"));
  const show = function () {
    const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => row.dataset.search.includes(word));
      found += !row.hidden;
    }
    for (const table of document.querySelectorAll("table.indicators")) {
      const empty = !table.querySelector("tr[data-search]:not([hidden])");
      (table.closest("section") || table).hidden = empty && words.length > 0;
    }
    document.querySelector("article section, main section, section").hidden = false;
    document.getElementById("indicator-count").value = words.length ? found + " of " + rows.length : "";
  };
  box.addEventListener("input", show);
  show();
});
</script>
"""


def page(book: Vocabulary) -> str:
    """The whole page."""
    parts = [INTRODUCTION.format(count=len(book)), raw(SEARCH)]
    for domain in book.domains:
        ids = [id for id in book if book[id].domain == domain]
        head = "".join(f"<th scope='col'>{name}</th>" for name in HEAD)
        body = "\n".join(row(book, book[id]) for id in ids)
        table = f"<table class='indicators'>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
        parts += [f"\n## {domain.capitalize()}\n\n{len(ids)} indicators.\n\n", raw(table)]
    return "".join(parts)


def raw(html: str) -> str:
    return f"```{{raw}} html\n{html}```\n"


def row(book: Vocabulary, one: Indicator) -> str:
    """One indicator: names, unit, definition with its breaks and successors, and wordings."""
    wordings = [text for text in book.aliases(one.id) if text != one.name_zh]
    searched = " ".join((one.id, one.name_zh, one.name_en, one.unit, one.nbs_code, one.domain, *wordings)).lower()
    named = f"<strong>{escape(one.name_zh)}</strong><br>{escape(one.name_en)}<br><code>{escape(one.id)}</code>"
    cells = (named, escape(one.unit), meaning(book, one, wordings))
    return (
        f"<tr id='{one.id}' data-search='{escape(searched)}'>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    )


def meaning(book: Vocabulary, one: Indicator, wordings: list[str]) -> str:
    """The definition, other wordings, and what time did to it."""
    facts = [one.kind, WAYS[one.direction], f"table {one.nbs_code} of the Bureau" if one.nbs_code else ""]
    told = [escape(one.note), f"<small>{escape(', '.join(filter(None, facts)))}</small>", also(one, wordings)]
    for step in book.successors(one.id)[:1]:
        year = f" in {step.year}" if step.year else ""
        told.append(f"<small>{step.kind}{year} by <a href='#{step.successor}'>{step.successor}</a></small>")
    text = "<br>".join(filter(None, told))
    breaks = "".join(f"<li>{b.year}, {b.kind}: {escape(b.change)}</li>" for b in book.breaks(one.id, every=True))
    return text + (f"<details><summary>breaks</summary><ul>{breaks}</ul></details>" if breaks else "")


def also(one: Indicator, wordings: list[str]) -> str:
    """Some wordings, the shortest of each; patterns are for the library to read."""
    plain = [text for text in wordings if not any(sign in text for sign in "\\?*+^$.{")]
    names = dict.fromkeys(expand(text)[-1] for text in plain if text.count("(") == text.count(")"))
    shown = [name for name in names if name != one.name_zh][:NAMES_SHOWN]
    return (
        f"<small>{'、'.join(map(escape, shown))}{' …' if len(wordings) > len(shown) else ''}</small>" if shown else ""
    )


def write(target: Path = TARGET) -> Path:
    """Write the page and return where it is; left alone when nothing has changed."""
    text = page(vocabulary())
    if not target.exists() or target.read_text("utf-8") != text:
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return target


if __name__ == "__main__":
    print(write(*map(Path, sys.argv[1:])))
