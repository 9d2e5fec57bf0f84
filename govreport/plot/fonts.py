"""A font with Chinese characters: the user's own, an installed one, or the one that the `fonts` extra brings.

Fonts are handed to single text artists by file, never to `rcParams`: whatever draws the figure later, in or out of
any context, shows the same characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from govreport.asked import called_right, is_above_nothing
from govreport.errors import InputError

__all__ = ["Font", "chinese_font", "find_font", "has_chinese"]

#: a font that writes Chinese and no figures (Droid Sans Fallback) would set a box for each digit
NEEDED = "政府亿元增0123456789%.,-+()Aaz"

FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "HarmonyOS Sans SC",
    "MiSans",
    "Alibaba PuHuiTi",
    "Sarasa Gothic SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Heiti SC",
    "STHeiti",
    "SimHei",
    "DengXian",
    "LXGW WenKai",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
    "SimSun",
    "STKaiti",
    "KaiTi",
    "FangSong",
    "AR PL UMing CN",
    "AR PL UKai CN",
    "Noto Serif CJK JP",
    "Droid Sans Fallback",
    "Arial Unicode MS",
)

# Packages that carry a free font; found by their folder and never imported, as importing the first changes rcParams.
PACKAGED = (
    ("zhplot", "fonts/NotoSansSC-Regular.ttf"),
    ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc"),
)


@dataclass(frozen=True)
class Font:
    """A font file that can write Chinese.

    Attributes
    ----------
    path : str
        The file.
    family : str
        The name it gives itself.
    origin : {"configured", "installed", "extra"}
        Named in the user's `rcParams`, found on the machine, or brought by a package.
    """

    path: str
    family: str
    origin: str

    def has(self, text: str) -> bool:
        """Say whether every character of `text` has a glyph."""
        return all(ord(char) in _characters(self.path) for char in text if char != "\n")

    def clean(self, text: str) -> str:
        """Return `text` with characters that the font lacks replaced by their plain form, else by `?`."""
        if self.has(text):
            return text
        return "".join(self._plain(char) for char in text)

    def _plain(self, char: str) -> str:
        if self.has(char):
            return char
        plain = "-" if char == "\u2212" else unicodedata.normalize("NFKC", char)
        return plain if self.has(plain) else "?"

    def properties(self, size: float | None = None) -> FontProperties:
        """Return the font for `fontproperties=` of any matplotlib text."""
        return FontProperties(fname=self.path, size=size)

    def write(self, text: Text) -> None:
        """Put `text` into this font; its size stays."""
        properties = text.get_fontproperties().copy()
        properties.set_file(self.path)
        text.set_fontproperties(properties)
        text.set_text(self.clean(text.get_text()))


def has_chinese(text: str) -> bool:
    """Say whether `text` needs a Chinese font.

    Examples
    --------
    >>> has_chinese("GDP, %"), has_chinese("增长5%")
    (False, True)
    """
    return any(unicodedata.east_asian_width(char) in "WF" for char in text)


@called_right
def chinese_font(size: float | None = None) -> FontProperties | None:
    """Return the font that the figures write Chinese in, for labels of your own.

    Parameters
    ----------
    size : float, optional
        In points; matplotlib's default where it is left out.

    Returns
    -------
    matplotlib.font_manager.FontProperties or None
        For `fontproperties=` of any matplotlib text; None where the machine has no Chinese font.

    Examples
    --------
    >>> font = chinese_font()
    >>> font is None or font.get_file() is not None
    True
    """
    if size is not None and not is_above_nothing(size):
        raise InputError("not a size", where="size", expected="points, as 10", found=repr(size))
    font = find_font()
    return font.properties(size) if font else None


def find_font() -> Font | None:
    """Return the first font that can write Chinese: configured, else installed, else from the `fonts` extra."""
    return next((font for font in _candidates() if font.has(NEEDED)), None)


def _candidates() -> Iterator[Font]:
    entries = _by_family(font_manager.fontManager.ttflist)
    yield from _named(_configured_families(), entries, "configured")
    yield from _named(FAMILIES, entries, "installed")
    yield from _new_files()
    yield from _packaged()


def _configured_families() -> list[str]:
    settings: Any = mpl.rcParams
    families: list[str] = []
    for family in settings["font.family"]:
        families += settings.get(f"font.{family}", [family])
    return families


def _by_family(entries: Iterable[FontEntry]) -> dict[str, FontEntry]:
    best: dict[str, FontEntry] = {}
    for entry in entries:
        known = best.get(entry.name)
        if known is None or _unusual(entry) < _unusual(known):
            best[entry.name] = entry
    return best


def _unusual(entry: FontEntry) -> tuple[bool, int, str]:
    weight = entry.weight if isinstance(entry.weight, int) else font_manager.weight_dict.get(str(entry.weight), 400)
    return (entry.style != "normal", abs(int(weight) - 400), str(entry.fname))


def _named(families: Iterable[str], entries: dict[str, FontEntry], origin: str) -> Iterator[Font]:
    for family in families:
        entry = entries.get(family)
        if entry is not None:
            yield Font(_face(entry), family, origin)


def _face(entry: FontEntry) -> str:
    """Return the path of `entry`, which from matplotlib 3.11 on also says which face of a collection is meant."""
    path, index = str(entry.fname), getattr(entry, "index", 0)
    face = getattr(font_manager, "FontPath", None)
    return face(path, index) if index and face else path


def _new_files() -> Iterator[Font]:
    """Yield fonts that were installed after matplotlib wrote its cache of fonts."""
    known = {str(entry.fname) for entry in font_manager.fontManager.ttflist}
    found: dict[str, str] = {}
    for path in sorted(set(font_manager.findSystemFonts()) - known, key=lambda file: ("Regular" not in file, file)):
        found.setdefault(_family(path), path)
    for family in FAMILIES:
        if family in found:
            yield Font(found[family], family, "installed")


def _packaged() -> Iterator[Font]:
    for package, file in PACKAGED:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations if spec else None) or ():
            path = Path(folder, file)
            if path.is_file():
                yield Font(str(path), _family(str(path)), "extra")


def _open(path: str) -> FT2Font | None:
    index = getattr(path, "face_index", 0)
    try:
        return FT2Font(path, face_index=index) if index else FT2Font(path)
    except (OSError, RuntimeError):  # a broken font file on the machine is not the user's concern here
        return None


@lru_cache(maxsize=64)
def _characters(path: str) -> frozenset[int]:
    font = _open(path)
    return frozenset(font.get_charmap()) if font else frozenset()


@lru_cache(maxsize=4096)
def _family(path: str) -> str:
    font = _open(path)
    return font.family_name if font else ""
