"""Words: labels in two languages from `data/view_labels.tsv`, and numbers as a reader wants them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from govreport.catalogue import view_labels
from govreport.indicators import vocabulary
from govreport.labels import hedge_mark, indicator_name, labels, readable, region_above, region_name
from govreport.language import agreeing
from govreport.model import Indicator
from govreport.settings import language_of_views
from govreport.unit_labels import display_unit, unit_label

_NUMBER = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
_SIZES = re.compile(
    rf"(?P<sizes>{_NUMBER.pattern}(?:(?:–| → | … ){_NUMBER.pattern})*)"
    r"\s?(?P<unit>[\u4e00-\u9fff]+(?:/[\u4e00-\u9fff]+)*|[%‰])"
)
_AHEAD = re.compile(r"(?P<measure>\w+): (?P<n>\d+) of (?P<all>\d+) peers in the panel ahead")
_NAMED = re.compile(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)")
#: one of the parts of a sum, by its id: `primary_industry 4.2 + …`
_PART = re.compile(rf"(?<![\w-])(?P<id>[a-z][\w-]*) (?P<n>{_NUMBER.pattern})(?= \+ |\)|$)")
_CHINESE_MARKS = {" (": "（", ")": "）", ": ": "：", "≤ ": "≤"}
#: parts one caliber from the other where two are stated: `剔除减税因素，按可比口径`
_CALIBERS = re.compile("后?[，、,]")
POINTS = "个百分点"
#: what a page says of its rows: all are shown, some are, and why the others are not
_SHOWN = ("every", "some", "sep", "search", "filter", "target", "years", "kinds", "folded")
#: stands behind a figure that `check` finds doubtful
FOUND = "※"


@cache
def _names_en() -> dict[str, str]:
    known = vocabulary()
    return {known[id].name_zh: known[id].name_en for id in known}


def number(value: float, digits: int = 4) -> str:
    """Write a number with thousands set apart and no more decimals than it has, at most `digits`.

    Examples
    --------
    >>> number(1260582.0), number(5.20), number(0.00012), number(4.6366, 1)
    ('1,260,582', '5.2', '0.00012', '4.6')
    """
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    text = f"{value:,.{digits}f}" if abs(value) >= 10 ** (1 - digits) or value == 0 else f"{value:,.2g}"
    text = text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
    return "0" if text == "-0" else text


def plus(value: float, digits: int = 4) -> str:
    """Write a number with its sign."""
    return f"{'+' if value > 0 else ''}{number(value, digits)}"


def _exact_to(row: Mapping[Any, Any], factor: float) -> int:
    """Return to how many decimals the sides of a row are shown where another unit gave them more than were said."""
    places = [15]
    for key, value in row.items():
        side = str(key).removeprefix("value_")
        if side == key or value is None or not value or not math.isfinite(value):
            continue
        size = value * factor
        shown = readable(size, text_of(row.get(f"quote_{side}")))
        if shown != size:
            digits = len(f"{shown:.14e}".split("e")[0].rstrip("0").lstrip("-").replace(".", ""))
            places.append(digits - 1 - math.floor(math.log10(abs(shown))))
    return min(places)


def _replaced(text: str, marks: Mapping[str, str]) -> str:
    for mark, other in marks.items():
        text = text.replace(mark, other)
    return text


def text_of(value: object) -> str:
    """Return a cell of text, "" where it is missing, whatever stands for missing."""
    return value if isinstance(value, str) else ""


def years_text(years: Sequence[int]) -> str:
    """Write years with runs drawn together: `2019–2021, 2023`."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs) or "none"


Writer = Callable[[float, int], str]


def words_in(lang: str | None) -> Words:
    """Return the words of a language, of the one that is chosen for None, or say that there is none such."""
    return Words(language_of_views(lang))


class Words:
    """The labels of one language, and values written with them.

    Parameters
    ----------
    lang : {"zh", "en"}
        Which.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._labels = view_labels(lang)

    def __call__(self, key: str, **values: object) -> str:
        """Return a label, its gaps filled."""
        said = self._labels[key].format(**values)
        return agreeing(said) if self.lang == "en" else said

    @property
    def shown(self) -> str:
        """How a page says how many rows it shows and why not the others, as JSON with gaps for its script."""
        return json.dumps({key: self._labels[f"shown.{key}"] for key in _SHOWN}, ensure_ascii=False)

    def domain(self, domain: str) -> str:
        """Return the name of a domain; one that a user made up is its own name."""
        return self._labels.get(f"domain.{domain}", domain)

    def indicator(self, known: Indicator, regions: Iterable[str] = ()) -> str:
        """Return the name of an indicator, as the nation says it where only the nation is spoken of."""
        return indicator_name(known, regions, lang=self.lang)

    def name(self, row: Mapping[Any, Any]) -> str:
        """Return what a row is about; in English where its id is one of the packaged vocabulary."""
        if self.lang == "en" and row["indicator"] in (known := vocabulary()):
            return self.indicator(known[row["indicator"]])
        return text_of(row["name"])

    def region(self, name: str) -> str:
        """Return the name of a region."""
        return region_name(name, lang=self.lang)

    def of_region(self, name: str, said: str) -> str:
        """Write whose an indicator is before it: `河北省 粮食产量`, `Hebei, grain output`."""
        return f"{self.region(name)}{' ' if self.lang == 'zh' else ', '}{said}"

    def places(self, names: Iterable[str]) -> dict[str, str]:
        """Return the names of regions as a reader needs them who does not know all counties: with what they lie in.

        Of several that lie in one, it would say nothing that tells them apart.
        """
        above = {name: region_above(name) for name in names}
        if len(above) > 1 and len(set(above.values())) == 1:
            above = dict.fromkeys(above, "")
        joint = "{1}{0}" if self.lang == "zh" else "{0}, {1}"
        return {
            name: joint.format(self.region(name), self.region(up)) if up else self.region(name)
            for name, up in above.items()
        }

    def basis(self, said: str) -> str:
        """Return what a figure is reckoned on; in English by the first known word of each part, else as said."""
        if self.lang == "zh" or not said:
            return said
        known = labels()["basis"].items()
        parts = (next((english for word, english in known if word in part), part) for part in _CALIBERS.split(said))
        return ", ".join(dict.fromkeys(parts))

    def head(self, unit: str) -> str:
        """Return a unit as it stands at the head of a row or column, its numbers left as they are."""
        return unit_label(unit, lang=self.lang)

    def measure(self, measure: str, of: str = "") -> str:
        """Return the name of a measure; of a rank and a streak with what it is of."""
        name = self(f"measure.{measure}")
        return self("measure.of", measure=name, of=self(f"of.{of}")) if of else name

    def unit(self, unit: str) -> str:
        """Return a unit as it stands behind a number."""
        if self.lang == "zh" or unit in ("", "%", "‰"):
            return unit
        return f" {self('points') if unit == POINTS else unit_label(unit, lang='en')}"

    def _scaled(self, row: Mapping[Any, Any], unit: str, *more: float) -> tuple[float, str]:
        """Return by what the numbers of a row are multiplied and the unit that stands behind them.

        The values of the row decide, `more` where it has none.
        """
        if unit in ("", "%", "‰", POINTS):
            return 1.0, self.unit(unit)
        values = [v for k, v in row.items() if str(k).startswith("value_") and v is not None] or more
        peak = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
        if self.lang == "zh":  # large numbers of a report stay in its unit
            return display_unit(unit, min(peak, 1.0), chinese=True)
        factor, label = display_unit(unit, peak, chinese=False)
        return factor, f" {label}" if label else ""

    def value(self, row: dict[Any, Any], side: str, unit: str) -> str:
        """Write the value of one side with its hedge, "" where it says nothing."""
        value, high, bound = row[f"value_{side}"], row[f"high_{side}"], row[f"bound_{side}"]
        if value is None or math.isnan(value):
            return ""
        found = FOUND if text_of(row.get(f"found_{side}")) else ""
        if row["measure"] == "rank":
            return f"{self('rank', n=number(value))}{found}"
        factor, behind = self._scaled(row, unit)
        ranged = bound == "exact" and math.isfinite(high) and not math.isclose(high, value)
        quote = text_of(row.get(f"quote_{side}"))
        size = number(readable(value * factor, quote)) + (
            f"–{number(readable(high * factor, quote))}" if ranged else ""
        )
        estimate = "*" if row.get(f"status_{side}") == "estimate" else ""
        return f"{self.mark(bound, value)}{size}{behind}{estimate}{found}"

    def reckoned_of(self, text: str, *found: object) -> str:
        """Mark what is reckoned from figures that `check` finds doubtful."""
        return f"{text}{FOUND}" if text and any(map(text_of, found)) else text

    def mark(self, bound: str, value: float) -> str:
        """Return the mark of a hedge."""
        return hedge_mark(bound, value)

    def signed(
        self,
        row: dict[Any, Any],
        name: str,
        unit: str,
        *,
        digits: int = 4,
        write: Writer = plus,
        open_ends: tuple[bool, bool] = (False, False),
    ) -> str:
        """Write a difference with its sign, as an interval where hedges leave one.

        `open_ends` are not worth writing: that nothing falls by more than 100 % is no news. One end alone of an unknown
        sign would be read as a fall or a rise, so what is unknown stands before it.
        """
        factor, behind = self._scaled(row, unit, row[name], row[f"{name}_low"], row[f"{name}_high"])
        place = 15 if name == "relative" else _exact_to(row, factor)
        point, low, high = (round(row[key] * factor, place) for key in (name, f"{name}_low", f"{name}_high"))
        if math.isnan(low) or math.isnan(high):
            return ""
        no_low, no_high = open_ends[0] or math.isinf(low), open_ends[1] or math.isinf(high)
        if math.isclose(low, high, abs_tol=1e-9):
            size = write(low, digits)
        elif not math.isnan(point):
            size = f"≈{write(point, digits)}"
        elif no_low and no_high:
            return self("unknown")
        elif no_high:
            size = f"≥{write(low, digits)}"
        elif no_low:
            size = f"≤{write(high, digits)}"
        else:
            size = f"{write(low, digits)} … {write(high, digits)}"
        open_end = no_low != no_high and row.get("sign") == "unknown"
        return f"{self('unknown')} ({size}{behind})" if open_end else f"{size}{behind}"

    def amount(self, value: float, unit: str, digits: int = 4, *, sign: bool = False) -> str:
        """Write a number with its unit."""
        factor, behind = self._scaled({"value_x": value}, unit)
        return f"{(plus if sign else number)(value * factor, digits)}{behind}"

    def reckoned(self, text: str, unit: str = "") -> str:
        """Write what a check reckons, `5–25000 亿元` or `≤ 20 家 (科技型中小企业数)`, in the reader's language.

        `unit` is that of parts where the text does not say it.

        Examples
        --------
        >>> Words("en").reckoned("5–25000 亿元"), Words("en").reckoned("≤ 20 家 (科技型中小企业数)")
        ('500 million yuan–2.5 trillion yuan', '≤20 units (Technology-based small and medium firms)')
        >>> Words("zh").reckoned("level: 3 of 5 peers in the panel ahead")
        '水平：面板中 5 个同类地区有 3 个在前'
        >>> Words("zh").reckoned("5200.5 亿元 (exports 4000.5 + imports 1200)")
        '5,200.5亿元（出口总额 4,000.5 + 进口总额 1,200）'
        >>> Words("en").reckoned("5200 亿元 (exports 4000 + imports 1200)")
        '520 billion yuan (Exports of goods 400 billion yuan + Imports of goods 120 billion yuan)'
        """
        if ahead := _AHEAD.fullmatch(text):
            return self("reckoned.ahead", measure=self.measure(ahead["measure"]), n=ahead["n"], all=ahead["all"])
        of_all, zh = _SIZES.search(text), self.lang == "zh"
        parts = of_all["unit"] if of_all else unit

        def part(found: re.Match[str]) -> str:
            size = float(found["n"])
            return f"{self._part_name(found['id'])} {number(size) if zh else self.amount(size, parts)}"

        def sizes(found: re.Match[str]) -> str:
            unit, own = ("", found["unit"]) if zh else (found["unit"], "")
            return _NUMBER.sub(lambda one: self.amount(float(one[0]), unit), found["sizes"]) + own

        if not zh:
            text = _NAMED.sub(lambda found: f"({_names_en().get(found[1], found[1])})", text)
        return _replaced(_PART.sub(part, _SIZES.sub(sizes, text)), _CHINESE_MARKS if zh else {"≤ ": "≤"})

    def _part_name(self, id: str) -> str:
        known = vocabulary()
        if id not in known:
            return id
        return known[id].name_zh if self.lang == "zh" else self.indicator(known[id])

    def moved(self, row: Mapping[Any, Any], change: float, unit: str) -> str:
        """Write by how much a number changes, with its sign."""
        factor, behind = self._scaled(row, unit)
        return f"{plus(round(change * factor, _exact_to(row, factor)))}{behind}"

    def period(self, start: int, end: int, per_year: bool) -> str:
        """Write a period: `2023`, `2021–2025 年均`."""
        years = str(end) if start == end else f"{start}–{end}"
        return f"{years} {self('per_year')}" if per_year else years

    def part(self, part: str) -> str:
        """Write a part of a year: `q1-q3` is 一季度至三季度."""
        names = [self(f"part.{one}" if one in ("h1", "h2") else f"part.{one[0]}", n=one[1:]) for one in part.split("-")]
        return self("part.to").join(names)

    def found(self, found: str) -> str:
        """Write what a check finds of a figure, as `Result.frame` says it: `twice: 3.4%; range: …`."""
        said = [part.partition(": ") for part in found.split("; ") if part]
        mark = FOUND if self.lang == "zh" else f"{FOUND} "
        return self("count.sep").join(
            f"{mark}{self(f'kind.{kind}')}{self('summary.sep')}{self.reckoned(text)}"
            if f"kind.{kind}" in self._labels
            else kind
            for kind, _, text in said
        )

    def counts(self, numbers: dict[str, int]) -> str:
        """Write how many rows there are of each kind, leaving out the kinds there are none of."""
        said = [self("count", label=self(f"kind.{kind}"), n=n) for kind, n in numbers.items() if n]
        return self("count.sep").join(said)
