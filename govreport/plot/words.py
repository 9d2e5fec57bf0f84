"""What a figure says, in Chinese or English: names, units, measures, marks."""

from __future__ import annotations

import csv
import re
import sys
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from matplotlib.text import Text

from govreport.errors import GovReportWarning, InputError, closest
from govreport.plot.fonts import Font, find_font, has_chinese
from govreport.regions import find_regions
from govreport.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    import pandas as pd

    from govreport.compare._result import Result

__all__ = ["Words", "display_unit"]

NATION = "全国"

MEASURE_WORDS: Mapping[str, tuple[str, str]] = {
    "level": ("", ""),
    "growth": ("增速", "growth"),
    "change": ("增减", "change"),
    "gap": ("差距", "gap"),
    "multiple": ("倍数", "multiple"),
    "rank": ("位次", "rank"),
    "streak": ("连续年数", "streak"),
}

MARK_WORDS: Mapping[str, tuple[str, str]] = {
    "actual": ("实绩", "result"),
    "estimate": ("预计", "estimate"),
    "target": ("目标", "target"),
    "over": ("以上", "or more"),
    "under": ("以内", "or less"),
    "about": ("左右", "about"),
    "range": ("区间", "range"),
    "found": ("存疑（见 check）", "doubtful (see check)"),
    "break": ("口径有变", "series break"),
    "met": ("达到目标", "target met"),
    "missed": ("未达目标", "target missed"),
    "open": ("无法判定", "not decidable"),
    "free": ("未设目标", "no target"),
    "own": ("本地区", "own region"),
    "reference": ("全国", "China"),
    "better": ("改善", "for the better"),
    "worse": ("变差", "for the worse"),
    "moved": ("好坏无定", "neither direction is better"),
    "first": ("最早报告", "first report"),
    "last": ("最新报告", "latest report"),
    "once": ("提到", "spoken of"),
    "often": ("多次提到", "several times"),
    "deviation": ("与自身均值之差（标准差）", "Standard deviations from the row's own mean"),
}

PLACE_ENDINGS = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市", "县", "区", "州", "盟")


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, str]]:
    text = (files("govreport") / "data" / "plot_labels.tsv").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        table.setdefault(row["kind"], {})[row["zh"]] = row["en"]
    return table


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
        if lang not in (None, "zh", "en"):
            raise InputError(
                "unknown language",
                where="lang",
                expected="'zh' or 'en'",
                found=repr(lang),
                suggestions=closest(str(lang), ["zh", "en"]),
            )
        self.font: Font | None = find_font()
        self.chinese = lang != "en" and self.font is not None
        self._told = lang == "en"
        self._panel = panel
        self._stand_ins: dict[str, str] = {}
        self._notes: list[str] = []

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
        """Name an indicator, as the nation's where only the nation is shown."""
        if key not in self._panel.vocabulary:
            return self._shown(self._own_name(key), "indicator")
        entry = self._panel.vocabulary[key]
        if not self.chinese:
            return str(entry.name_en) or self._shown(entry.name_zh, "indicator")
        name = str(entry.name_zh)
        if set(regions) == {NATION}:
            for local, national in _labels()["national"].items():
                name = name.replace(local, national)
        return name

    def _own_name(self, key: str) -> str:
        names = self._panel.frame.loc[self._panel.frame["indicator"] == key, "name"]
        counts = names[names.astype(bool)].value_counts()
        return str(min(counts[counts == counts.max()].index)) if len(counts) else key.removeprefix("open:")

    def region(self, name: str) -> str:
        """Name a region."""
        return name if self.chinese else _english_place(name) or self._shown(name, "region")

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
            self._notes.append(f"'{given}' is left out")
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
        return f"Source: government work reports of {many}, " + (f"{first}" if first == last else f"{first}–{last}")

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
        if self.font is None and (not self._told or self._stand_ins or self._notes):
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
        notes = [*(f"{number} is {name}" for name, number in self._stand_ins.items()), *self._notes]
        return "; ".join([said, *notes])


def warn(message: str) -> None:
    """Warn at the line outside this package that asked for the figure."""
    package = str(Path(__file__).parent)
    depth, frame = 1, sys._getframe(0)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(package):
        frame, depth = frame.f_back, depth + 1
    warnings.warn(message, GovReportWarning, stacklevel=depth)


def _english_place(name: str) -> str | None:
    places = _labels()["region"]
    known = find_regions(name)
    if len(known) == 1 and known[0].short in places:
        return places[known[0].short]
    bare = name
    for ending in PLACE_ENDINGS:
        bare = name.removesuffix(ending) or name
        if bare in places:
            return places[bare]
    if name in places:
        return places[name]
    return bare if bare != name and not has_chinese(bare) else None


def display_unit(unit: str, peak: float, *, chinese: bool) -> tuple[float, str]:
    """Return the factor and the name of the unit in which numbers up to `peak` are best read.

    Parameters
    ----------
    unit : str
        As the panel has it.
    peak : float
        The largest number, without its sign.
    chinese : bool
        Else English.

    Returns
    -------
    tuple of float and str

    Examples
    --------
    >>> display_unit("亿元", 1_300_000, chinese=True)
    (0.0001, '万亿元')
    >>> display_unit("亿元", 1_300_000, chinese=False)
    (0.0001, 'trillion yuan')
    >>> display_unit("元/人", 2000, chinese=False)
    (1.0, 'yuan/person')
    """
    scale, base = _split(unit)
    if chinese:
        up = {"万": "亿", "亿": "万亿"}.get(scale)
        return (1e-4, up + base) if up and peak >= 1e5 else (1.0, unit)
    if "/" in unit:
        return 1.0, "/".join(_english_unit(part, single=at > 0) for at, part in enumerate(unit.split("/")))
    english = _labels()["unit"].get(base)
    if english is None or not scale:
        return 1.0, english if english is not None else unit
    size = float(_labels()["scale"][scale])
    for power, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if peak * size >= power:
            return size / power, f"{word} {english}"
    return size, english


def _split(unit: str) -> tuple[str, str]:
    scales = _labels()["scale"]
    for scale in sorted(scales, key=len, reverse=True):
        base = unit.removeprefix(scale)
        if base != unit and (base in _labels()["unit"] or base == ""):
            return scale, base
    return "", unit


def _english_unit(unit: str, *, single: bool) -> str:
    scale, base = _split(unit)
    english = _labels()["unit"].get(base)
    if english is None:
        return unit
    if single and not scale:
        english = re.sub(r"(?<=[a-z]{3})s$", "", english)
    return f"{int(_labels()['scale'][scale]):,} {english}" if scale else english
