"""Characters at places on a page, and the runs of them that stand side by side on one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

__all__ = ["Glyph", "Page", "Run", "runs_of"]

_AT_HEAD = "，。、；：！？"  #: stand at the head of their square where lines are read downwards
_SQUARE = 0.9  #: how much of its square a sign is taken to fill there
_APART = 0.9  #: a gap of so much of a character's width ends a run
_LEVEL = 0.25  #: by how much the base lines of a run may differ
_WIDE = "\u2e80"  #: from here on characters are as wide as high
_HEIGHT = 0.85  #: what part of the height of its box the size of a narrow character is
_ASLANT = 3  #: degrees
_DOUBLED = "—─…⋯"  #: fonts draw two of them as one sign, which stands for both
_TELLING = 1000  #: so many characters tell which way a page is read
_SAME = 0.15  #: a character drawn twice no farther apart is meant once: bold by overprinting


@dataclass(slots=True)
class Glyph:
    """A character and its box: x to the right, y downwards.

    Attributes
    ----------
    char : str
        U+FFFD where the file does not say which it is.
    x0, x1, y0, y1 : float
    base : float
        Its base line.
    spaced : bool
        A blank was written before it.
    size : float
        How large the type is.
    """

    char: str
    x0: float
    x1: float
    y0: float
    y1: float
    base: float
    spaced: bool = False
    size: float = field(init=False)

    def __post_init__(self) -> None:
        self.size = self.x1 - self.x0 if self.char >= _WIDE else (self.y1 - self.y0) * _HEIGHT


@dataclass(slots=True)
class Page:
    """What stands on a page, in the order of the file.

    Attributes
    ----------
    glyphs : list of Glyph
        Blanks too.
    angles : list of int
        By how many degrees each is turned.
    pictures : bool
        Whether there is nothing but pictures.
    boxes : list of (left, top, right, bottom)
        The lines and rectangles that are drawn.
    lost : int
        Pieces of text that have no extent: characters of a font that is nowhere.
    """

    glyphs: list[Glyph]
    angles: list[int]
    pictures: bool = False
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    lost: int = 0


@dataclass(slots=True)
class Run:
    """Characters side by side on one base line; `source` tells which run it is a piece of."""

    glyphs: list[Glyph]
    size: float
    source: int = 0

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].x1

    @property
    def base(self) -> float:
        """Its base line."""
        return self.glyphs[0].base

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.base - 0.35 * self.size


def runs_of(page: Page) -> list[Run]:
    """Return the runs of a page, read from left to right whatever way the page is turned or written.

    Parameters
    ----------
    page : Page

    Returns
    -------
    list of Run
        Without blanks, without what is drawn twice, and without letters that stand aslant (a watermark).

    Examples
    --------
    >>> page = Page([Glyph(c, 10.0 * i, 10.0 * i + 10, 0, 10, 9) for i, c in enumerate("增长")], [0, 0])
    >>> ["".join(glyph.char for glyph in run.glyphs) for run in runs_of(page)]
    ['增长']
    """
    runs: list[Run] = []
    current: list[Glyph] = []
    for glyph in _once(_turned(_upright(page))):
        if current and not _beside(current[-1], glyph):
            runs.append(_run(current))
            current = []
        current.append(glyph)
    if current:
        runs.append(_run(current))
    return runs


def _run(glyphs: list[Glyph]) -> Run:
    wide = [glyph.size for glyph in glyphs if glyph.char >= _WIDE]
    return Run(glyphs, max(median(wide or [glyph.size for glyph in glyphs]), 0.1))


def _beside(one: Glyph, two: Glyph) -> bool:
    size = max(one.size, two.size, 0.1)
    gap = two.x0 - one.x1
    level = abs(two.base - one.base) <= _LEVEL * min(one.size, two.size)
    return level and -0.6 * size < gap < _APART * size


def _upright(page: Page) -> list[Glyph]:
    """Leave out what stands aslant, where most does not."""
    turned = zip(page.glyphs, page.angles, strict=True)
    straight = [glyph for glyph, angle in turned if min(angle % 90, -angle % 90) <= _ASLANT]
    return straight if 2 * len(straight) > len(page.glyphs) else page.glyphs


def _turned(glyphs: list[Glyph]) -> list[Glyph]:
    """Turn a page that is read downwards (written so, or turned), upwards or from the right."""
    steps = {"right": 0, "left": 0, "down": 0, "up": 0}
    for one, two in pairwise(glyphs[:_TELLING]):
        right, down = two.x0 - one.x0, two.base - one.base
        if abs(right) + abs(down) > 3 * max(one.size, 1):
            continue  # from line to line
        if abs(right) > abs(down):
            steps["right" if right > 0 else "left"] += 1
        else:
            steps["down" if down > 0 else "up"] += 1
    way = max(steps, key=lambda name: steps[name])
    if way == "down":  # the lines follow each other from the right to the left
        square = median([g.size for g in glyphs if g.char >= _WIDE] or [0.0])
        return [_whole(_moved(g, g.y0, g.y1, -g.x1, -g.x0), square) for g in glyphs]
    if way == "up":
        return [_moved(g, -g.y1, -g.y0, g.x0, g.x1) for g in glyphs]
    if way == "left":
        return [_moved(g, -g.x1, -g.x0, -g.y1, -g.y0) for g in glyphs]
    return glyphs


def _moved(glyph: Glyph, x0: float, x1: float, y0: float, y1: float) -> Glyph:
    """A character in another place; lines that are read downwards hang on their middle."""
    moved = Glyph(glyph.char, x0, x1, y0, y1, (y0 + y1) / 2, glyph.spaced)
    moved.size = y1 - y0 if glyph.char >= _WIDE else (x1 - x0) * _HEIGHT
    return moved


def _whole(glyph: Glyph, square: float) -> Glyph:
    """A sign of a line that is read downwards with the rest of its square: a comma at its head, a flat 一 amid it."""
    left = _SQUARE * square - (glyph.x1 - glyph.x0)
    if left > 0 and glyph.char in _AT_HEAD:
        glyph.x1 += left
    elif left > 0 and glyph.char >= _WIDE:
        glyph.x0, glyph.x1 = glyph.x0 - left / 2, glyph.x1 + left / 2
    return glyph


def _once(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """Yield what is drawn, once, with blanks noted at what follows them."""
    seen: set[tuple[str, int, int]] = set()
    spaced, last = False, None
    for glyph in glyphs:
        char = glyph.char
        if char.isspace():
            spaced = True
            continue
        near = min(glyph.size, glyph.x1 - glyph.x0) * _SAME or 1.0  # boxes of some fonts are far too high
        across, down = int(glyph.x0 / near), int(glyph.base / near)
        before = (char, across, down) in seen or (char, across - 1, down) in seen or (char, across + 1, down) in seen
        if before and char not in _DOUBLED:
            continue
        if before and last is not None and last.char == char and last.x0 == glyph.x0 and last.x1 == glyph.x1:
            last.x1 = glyph.x0 = (glyph.x0 + glyph.x1) / 2  # half of the sign each
        seen.add((char, across, down))
        glyph.spaced, spaced = spaced, False
        last = glyph
        yield glyph
