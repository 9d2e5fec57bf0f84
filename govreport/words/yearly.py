"""How often the reports of every year say every phrase, and what changed from one year to another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport.words.odds import log_odds
from govreport.words.phrases import Often

__all__ = ["COLUMNS", "KINDS", "Kept", "Pairs", "Read", "Yearly"]

KINDS = ("new", "back", "risen", "fallen", "gone")
COLUMNS = (
    *("year_a", "year_b", "kind", "phrase", "count_a", "count_b", "rate_a", "rate_b", "log_odds", "z"),
    *("first", "last", "years", "total"),
)
#: from this share on of what two years say of a phrase, it is a piece of a longer one
_FOLDED = 0.7
Counts = npt.NDArray[np.int64]
Texts: TypeAlias = npt.NDArray[np.str_]
Pairs: TypeAlias = dict[tuple[int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What leads back to the sentences of a report: its text, and where they stand in it and in its canonical text."""

    text: str
    spans: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Read:
    """A report that was read: who and when, and what is kept of it if it is compared."""

    region: str
    given: str
    code: str
    year: int
    source: str
    kept: Kept | None


class Yearly:
    """How often every report says every phrase."""

    def __init__(
        self, read: list[Read], words: list[str], said: Often, sizes: Counts, background: tuple[Counts, int]
    ) -> None:
        self._words, self._said, self._sizes, self._background = words, said, sizes, background
        self._years = np.array([one.year for one in read])
        self._regions = np.array([one.region for one in read], dtype=object)
        self._inside = _inside(words)

    def _folded(self, kinds: Texts, said: Counts) -> Texts:
        """Leave out a phrase that both years hardly ever say but inside a longer one of the same kind."""
        piece, whole = self._inside
        covered = (kinds[piece] == kinds[whole]) & (said[whole] >= _FOLDED * said[piece])
        return np.where(np.isin(np.arange(len(kinds)), piece[covered]), "", kinds)

    def by_year(self, listed: list[str]) -> pd.DataFrame:
        """The listed phrases, a column for each year."""
        place = {word: at for at, word in enumerate(self._words)}
        rows = [place[word] for word in listed]
        years = sorted(set(self._years.tolist()))
        table = {year: self._in(year, self._years == year)[rows] for year in years}
        return pd.DataFrame(table, index=pd.Index(listed, name="phrase", dtype=object), columns=years)

    def _in(self, year: int, which: npt.NDArray[np.bool_]) -> Counts:
        return self._said.together(np.flatnonzero(which & (self._years == year)).tolist())

    def _of(self, year: int) -> set[str]:
        return set(self._regions[self._years == year].tolist())

    def pairs(self, compared: tuple[int, ...]) -> Pairs:
        """Of each pair of years the regions that report in both, in the order of the reports; some may have none."""
        found = {}
        for a, b in pairwise(compared):
            both = self._of(a) & self._of(b)
            found[a, b] = tuple(dict.fromkeys(region for region in self._regions.tolist() if region in both))
        return found

    def missing(self, a: int, b: int) -> str:
        """Say which regions report in one of two years only, "" where all report in both."""
        alone = sorted(self._of(a) ^ self._of(b))
        return f"{a} → {b}: {', '.join(alone)}" if alone else ""

    def pair(self, a: int, b: int, regions: tuple[str, ...]) -> pd.DataFrame:
        """The rows of two years, of the reports of some regions."""
        own = np.isin(self._regions, regions)
        years = sorted(set(self._years[own].tolist()))
        n_a, n_b = (int(self._sizes[own & (self._years == year)].sum()) for year in (a, b))
        first, second = self._in(a, own), self._in(b, own)
        said, size = self._background
        odds, z = log_odds(first, second, said, (n_a, n_b, size))
        earliest, latest, spoken, total = np.zeros((4, len(self._words)), dtype=np.int64)
        for year in years:
            yearly = self._in(year, own)
            latest[yearly > 0] = year
            earliest[(yearly > 0) & (earliest == 0)] = year
            spoken += yearly > 0
            total += yearly
        frame = pd.DataFrame(
            {
                "year_a": a,
                "year_b": b,
                "kind": self._folded(_kinds(first, second, earliest == b, z), first + second),
                "phrase": self._words,
                "count_a": first,
                "count_b": second,
                "rate_a": first * 10_000 / max(1, n_a),
                "rate_b": second * 10_000 / max(1, n_b),
                "log_odds": odds,
                "z": z,
                "first": earliest,
                "last": latest,
                "years": spoken,
                "total": total,
            },
            columns=list(COLUMNS),
        )
        return _ordered(frame[frame["kind"] != ""])


def _inside(words: list[str]) -> tuple[Counts, Counts]:
    """The numbers of phrases that stand in a longer one, and of those that they stand in."""
    place = {word: at for at, word in enumerate(words)}
    shortest = min(map(len, words), default=0)
    found = [
        (piece, whole)
        for whole, word in enumerate(words)
        for size in range(shortest, len(word))
        for at in range(len(word) - size + 1)
        if (piece := place.get(word[at : at + size])) is not None
    ]
    pieces, wholes = np.array(found, dtype=np.int64).reshape(-1, 2).T
    return pieces, wholes


def _kinds(first: Counts, second: Counts, is_new: npt.NDArray[np.bool_], z: npt.NDArray[np.float64]) -> Texts:
    """Said once is chance: what comes or goes is said twice, and what rises or falls is one standard error off."""
    conditions = [
        (first == 0) & (second >= 2) & is_new,
        (first == 0) & (second >= 2),
        (second == 0) & (first >= 2),
        (first > 0) & (second > 0) & (z >= 1),
        (first > 0) & (second > 0) & (z <= -1),
    ]
    return np.select(conditions, ["new", "back", "gone", "risen", "fallen"], default="")


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    place = frame["kind"].map({kind: at for at, kind in enumerate(KINDS)})
    strength = -frame["z"].abs()
    ranked = frame.assign(_place=place, _strength=strength, _length=[-len(phrase) for phrase in frame["phrase"]])
    ranked = ranked.sort_values(["_place", "_strength", "_length", "phrase"], kind="stable")
    return ranked.drop(columns=["_place", "_strength", "_length"]).reset_index(drop=True)
