"""Disguise reports as files disguise them, and count the rows that are still read the same.

Run by hand, as `python benchmarks/forms.py path/to/reports`; see README.md beside it. A row is the same when its place
(carried over), name, value, unit, measure, hedge, period, status and region are.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from govreport.extraction import extract
from govreport.model import Metric, Report
from govreport.text import read_report, report_from_text

Pieces = list[str]
"""For each character of a text what stands in its place."""

_HAN = re.compile("[\u4e00-\u9fff]")
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_WIDE = {code: chr(code + 0xFEE0) for code in (*range(48, 58), *range(65, 91), *range(97, 123), 37)}
_ALIKE = dict(
    zip(
        "生长一力又口土大子小山工己干心手支文方日月木水火田用目石立老肉自行见角贝车里金门青页风飞食马高鱼鸟黄黑齐龙民户",
        "⽣⻓⼀⼒⼜⼝⼟⼤⼦⼩⼭⼯⼰⼲⼼⼿⽀⽂⽅⽇⽉⽊⽔⽕⽥⽤⽬⽯⽴⽼⾁⾃⾏⻅⻆⻉⻋⾥⾦⻔⻘⻚⻛⻜⻝⻢⾼⻥⻦⻩⿊⻬⻰⺠⼾",
        strict=True,
    )
) | {"%": "﹪", "：": "︰", "-": "−", "；": "﹔", "、": "﹑"}


def wrapped(text: str, width: int = 38) -> Pieces:
    """Every line cut after so many characters."""
    pieces, column = list(text), 0
    for place, char in enumerate(text):
        if char in "\\r\n":
            column = 0
            continue
        column += 1
        if column == width and text[place + 1 : place + 2] not in ("", "\r", "\n"):
            pieces[place] += "\n"
            column = 0
    return pieces


def page(text: str, columns: int = 76) -> Pieces:
    """Every line cut at so many columns, as pages do: not inside a number or a word, not before 。 and the like."""
    pieces, column, since = list(text), 0, 0
    for place, char in enumerate(text):
        if char in "\\r\n":
            column, since = 0, place + 1
            continue
        wide = 1 if char.isascii() else 2
        if column + wide > columns:
            cut = place
            while cut > since and (
                text[cut] in "，。、；：！？”）》%％"
                or text[cut - 1] in "“（《"
                or (text[cut - 1].isascii() and text[cut].isascii())
            ):
                cut -= 1
            if cut > since:
                pieces[cut - 1] += "\n"
                column = sum(1 if c.isascii() else 2 for c in text[cut:place])
                since = cut
        column += wide
    return pieces


def unseen(text: str) -> Pieces:
    """Characters without width strewn in, also at line ends and inside numbers."""
    chance = random.Random(1)
    return [char + chance.choice(_HIDDEN) if chance.random() < 0.1 else char for char in text]


def alike(text: str) -> Pieces:
    """Radicals and compatibility forms instead of the characters that they look like."""
    return [_ALIKE.get(char, char) for char in text]


def spaced(text: str) -> Pieces:
    """A blank between numbers and the characters beside them."""
    pieces = list(text)
    for match in re.finditer(r"\d+(?:[.,]\d+)*", text):
        start, end = match.span()
        if start and (_HAN.match(text[start - 1]) or text[start - 1] == "％"):
            pieces[start - 1] += " "
        if end < len(text) and (_HAN.match(text[end]) or text[end] in "%％"):
            pieces[end - 1] += " "
    return pieces


def apart(text: str) -> Pieces:
    """A blank behind each digit of a number in the running text: `1 9 9 3 年`."""
    pieces = list(text)
    for match in re.finditer(r"(?<=[\u4e00-\u9fff])\d+(?:\.\d+)?(?=[\u4e00-\u9fff%％])", text):
        for place in range(*match.span()):
            pieces[place] += " "
    return pieces


def wide(text: str) -> Pieces:
    """Full-width digits, letters and percent signs."""
    return [_WIDE.get(ord(char), char) for char in text]


def noted(text: str) -> Pieces:
    """Marks of footnotes behind one word in thirty."""
    chance = random.Random(2)
    pieces = list(text)
    kinds = ("[{}]", "〔{}〕", "［{}］", "（注{}）", "{raised}", "{circled}")
    for match in re.finditer(r"[\u4e00-\u9fff”](?=[\u4e00-\u9fff，。\d])", text):
        if chance.random() < 1 / 30 and not re.search(
            "[一二三四五六七八九十百千万亿]", text[match.start() : match.end() + 1]
        ):
            number = chance.randint(1, 9)
            kind = chance.choice(kinds)
            pieces[match.end() - 1] += kind.format(number, raised="⁰¹²³⁴⁵⁶⁷⁸⁹"[number], circled="⓪①②③④⑤⑥⑦⑧⑨"[number])
    return pieces


def escaped(text: str) -> Pieces:
    """Line ends written out, blanks as pages write them."""
    return ["\\r\\n" if char == "\n" else "&nbsp;&nbsp;" if char == "\u3000" else char for char in text]


FORMS: tuple[Callable[[str], Pieces], ...] = (wrapped, page, unseen, alike, spaced, apart, wide, noted, escaped)

Row = tuple[object, ...]


def rows_of(metrics: Sequence[Metric], places: Callable[[int, int], tuple[int, int]]) -> Counter[Row]:
    """The rows of a report with their places carried over."""
    return Counter(
        (
            *places(m.start, m.end),
            *(m.name, m.value, m.value_high, m.unit, m.measure, m.bound, m.period, m.status, m.region),
        )
        for m in metrics
    )


def disguised(
    report: Report, form: Callable[[str], Pieces], read: Callable[[Report], list[Metric]] = extract
) -> tuple[Counter[Row], Counter[Row]]:
    """Read a report as it is, by `read`, and in a disguise; both with the places of the disguise."""
    pieces = form(report.text)
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))

    def carried(start: int, end: int) -> tuple[int, int]:
        last = starts[end - 1] + (len(pieces[end - 1]) if pieces[end - 1].startswith(("&", "\\")) else 1)
        return starts[start], last

    before = rows_of(read(report), carried)
    other = report_from_text("".join(pieces), region=report.region, year=report.year)
    return before, rows_of(extract(other), lambda start, end: (start, end))


def main() -> None:
    """Print for every form how many rows are kept, and how many there are too many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="names of reports, with commas between")
    parser.add_argument("--form", default="", help="names of forms, with commas between")
    parser.add_argument("--show", type=int, default=0, help="so many rows that differ, of each form")
    options = parser.parse_args()
    wanted = [name for name in options.only.split(",") if name]
    forms = [form for form in FORMS if not options.form or form.__name__ in options.form.split(",")]
    totals = {form.__name__: [0, 0, 0] for form in forms}
    for path in sorted(options.folder.glob("*.txt")):
        if wanted and path.stem not in wanted:
            continue
        report = read_report(path)
        for form in forms:
            before, after = disguised(report, form)
            lost, new = before - after, after - before
            total = totals[form.__name__]
            total[0] += before.total()
            total[1] += lost.total()
            total[2] += new.total()
            for line in list(_shown(path.stem, form.__name__, lost, new))[: options.show]:
                print(line)
    print(f"{'form':<10}{'rows':>8}{'kept %':>9}{'new %':>8}")
    for name, (rows, lost, new) in totals.items():
        print(f"{name:<10}{rows:>8}{100 - 100 * lost / rows:>9.2f}{100 * new / rows:>8.2f}")


def _shown(report: str, form: str, lost: Counter[Row], new: Counter[Row]) -> Iterator[str]:
    for sign, rows in (("-", lost), ("+", new)):
        yield from (f"{report} {form} {sign} {row}" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
