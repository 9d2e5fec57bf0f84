"""What a figure says, in Chinese or English: names, units, measures, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from matplotlib.text import Text

from govreport.errors import InputError, warn
from govreport.indicators import Vocabulary, vocabulary
from govreport.labels import MEASURE_WORDS, english_region, indicator_name, year_span
from govreport.panel.naming import name_as_said, open_name
from govreport.plot.fonts import Font, find_font, has_chinese
from govreport.settings import language_of_views
from govreport.spelling import spelled
from govreport.unit_labels import display_unit

if TYPE_CHECKING:
    import pandas as pd

    from govreport.comparison.result import Result

__all__ = ["Words", "names_of"]

MARK_WORDS: Mapping[str, tuple[str, str]] = {
    "actual": ("实绩", "result"),
    "estimate": ("预计", "estimate"),
    "target": ("目标", "target"),
    "over": ("不低于", "or more"),
    "under": ("不高于", "or less"),
    "about": ("左右", "about"),
    "range": ("区间", "range"),
    "found": ("存疑（见 check）", "doubtful (see check)"),
    "beyond": ("超出坐标轴", "off the scale"),
    "break": ("口径有变", "series break"),
    "met": ("达到目标", "target met"),
    "hedged": ("在“左右”之内", "within the hedge"),
    "missed": ("未达目标", "target missed"),
    "doubtful": ("存疑", "doubtful"),
    "unlike": ("不可比", "not comparable"),
    "open": ("无法判断", "not decidable"),
    "undirected": ("不分好坏", "no direction"),
    "free": ("未设目标", "no target"),
    "unknown": ("缺当年报告", "report missing"),
    "own": ("本地区", "own region"),
    "reference": ("全国", "China"),
    "better": ("好于此前", "for the better"),
    "worse": ("不及此前", "for the worse"),
    "moved": ("持平或不分好坏", "neither better nor worse"),
    "first": ("最早报告", "first report"),
    "last": ("最新报告", "latest report"),
    "once": ("提到", "spoken of"),
    "absent": ("缺报告", "no report"),
    "often": ("多次提到", "several times"),
    "few": ("不足3个值，不着色", "Fewer than 3 values: not coloured"),
    "deviation": ("与自身均值之差（标准差）", "Standard deviations from own mean"),
}


class Named(Protocol):
    """What names indicators and regions: a panel, or what `names_of` makes of a result."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What the ids mean."""

    @property
    def frame(self) -> pd.DataFrame:
        """Rows with the columns `indicator` and `name`."""


@dataclass(frozen=True)
class _Names:
    vocabulary: Vocabulary
    frame: pd.DataFrame


def names_of(result: Result) -> Named:
    """Return what names the rows of a result; ids of a vocabulary of one's own are named as the result names them."""
    return _Names(vocabulary(), result.frame)


class Words:
    """The words of one figure, and the font they are written in.

    Where no font has Chinese the words are English, and what has no English name gets a number; one warning says so.
    """

    def __init__(self, panel: Named, lang: str | None) -> None:
        english = language_of_views(lang) == "en"
        self.font: Font | None = find_font()
        self.chinese = not english and self.font is not None
        self._told = english
        self._panel = panel
        self._stand_ins: dict[str, str] = {}
        self._unwritten: list[str] = []

    def pick(self, pair: tuple[str, str]) -> str:
        """Return the half of `(chinese, english)` that is spoken."""
        return pair[0] if self.chinese else pair[1]

    def mark(self, name: str) -> str:
        """Name a mark in the legend."""
        return self.pick(MARK_WORDS[name])

    def measure(self, measure: str, indicators: Iterable[str] = ()) -> str:
        """Name a measure; the growth of a price index is a rise in Chinese."""
        kinds = {self._panel.vocabulary[key].kind for key in indicators if key in self._panel.vocabulary}
        if measure == "growth" and kinds == {"index"} and self.chinese:
            return "涨幅"
        return self.pick(MEASURE_WORDS[measure])

    def indicator(self, key: str, regions: Iterable[str] = ()) -> str:
        """Name an indicator, as the nation's where only the nation is shown, a composed one as its reports call it."""
        if key not in self._panel.vocabulary:
            return self._shown(self._own_name(key), "indicator")
        entry = self._panel.vocabulary[key]
        if not self.chinese:
            return str(entry.name_en) or self._shown(entry.name_zh, "indicator")
        return self._as_said(key, list(regions)) or indicator_name(entry, regions)

    def _as_said(self, key: str, regions: list[str]) -> str | None:
        if key in self._panel.vocabulary.ids:
            return None
        frame = self._panel.frame
        if "region" not in frame:  # a result that has one name for all its regions
            return self._own_name(key)
        return name_as_said(frame, self._panel.vocabulary, key, regions or None)

    def _own_name(self, key: str) -> str:
        return open_name(self._panel.frame, key)

    def region(self, name: str) -> str:
        """Name a region."""
        return name if self.chinese else english_region(name) or spelled(name) or self._shown(name, "region")

    def term(self, said: str) -> str:
        """Return a word of a report, or the name of a concept: it has no English."""
        return self._shown(said, "phrase")

    def unit(self, unit: str, peak: float) -> tuple[float, str]:
        """Return the factor and the unit that numbers up to `peak` are best shown in."""
        factor, label = display_unit(unit, peak, chinese=self.chinese)
        return factor, label if self.chinese or not has_chinese(label) else self._shown(label, "unit")

    def _shown(self, name: str, what: str) -> str:
        """Return a name that has no English: as it is where a font can write it, else by a number."""
        if self.font is not None or not has_chinese(name):
            return name
        if name not in self._stand_ins:
            number = sum(said.startswith(what) for said in self._stand_ins.values()) + 1
            self._stand_ins[name] = f"{what} {number}"
        return self._stand_ins[name]

    def title(self, given: str | None, default: str) -> str:
        """Return the text asked for, or the default one where no font can write it."""
        if given is None:
            return default
        if not isinstance(given, str):
            raise InputError("a title is text", where="title", found=repr(given))
        if has_chinese(given) and self.font is None:
            self._unwritten.append(given)
            return default
        return given

    def source(self, regions: Iterable[str], years: tuple[int, int]) -> str:
        """Name the reports that the numbers are from."""
        names = [self.region(region) for region in regions]
        first, last = years
        if self.chinese:
            many = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
            span = f"{first}" if first == last else f"{first}—{last}"
            return f"资料来源：{many}政府工作报告，{span}年"
        many = ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
        return f"Source: government work reports of {many}, {year_span(first, last)}"

    def write(self, text: Text) -> None:
        """Put a text into the font of the figure; names are never read as formulas."""
        text.set_parse_math(False)
        if self.font is not None and (self.chinese or has_chinese(text.get_text())):
            self.font.write(text)

    def minus(self) -> str:
        """Return the minus sign that the font of the numbers has."""
        lacks = self.chinese and self.font is not None and not self.font.has("\u2212")
        return "-" if lacks else "\u2212"

    def tell(self, left_out: Iterable[str] = ()) -> None:
        """Warn, at most once a figure about the font and once about what is left out."""
        if self.font is None and (not self._told or self._stand_ins or self._unwritten):
            warn(self._without_font())
        omitted = list(left_out)
        if omitted:
            more = f" and {len(omitted) - 5} more" if len(omitted) > 5 else ""
            warn("not in the figure: " + "; ".join(omitted[:5]) + more)

    def _without_font(self) -> str:
        said = (
            "no font with Chinese characters was found, so the figure is in English; "
            "'pip install govreport[fonts]' brings one"
        )
        notes = [f"'{number}' stands for {name}" for name, number in self._stand_ins.items()]
        return "; ".join([said, *notes, *(f"'{title}' is left out" for title in self._unwritten)])
