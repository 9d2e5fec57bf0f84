"""`wording`: phrases that come, go, rise and fall from year to year, found without a list."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise, repeat
from typing import ClassVar

import numpy as np
import pandas as pd

from govreport.asked import called_right, how_many, methods_called_right, one_or_several, whole_year
from govreport.comparison.result import Result
from govreport.errors import InputError, UnknownIdError, closest
from govreport.model import Report
from govreport.panel.journal import Skipped
from govreport.panel.rows import reporter_of
from govreport.panel.schema import Failure
from govreport.render.view import View
from govreport.render.words import Words
from govreport.territories import locate
from govreport.text.canon import canonical
from govreport.words.counting import joined, lined, spread
from govreport.words.matching import Matcher
from govreport.words.opening import Source, read_all, warn_of_doubles
from govreport.words.phrases import LONGEST, Characters, found_phrases, numberless, often
from govreport.words.proper import proper
from govreport.words.yearly import KINDS, Kept, Pairs, Read, Yearly

__all__ = ["Wording", "wording"]

_HITS = ("region", "region_code", "year", "source", "phrase", "text", "start", "end", "sentence", "sentence_start")
_PLACES = ("year", "start", "end", "sentence_start")


@methods_called_right
@dataclass(frozen=True, eq=False, repr=False)
class Wording(Result):
    """What reports say that they did not say before, and the other way round: what `wording` returns.

    Attributes
    ----------
    note : str
        Why there are no rows, "" where there are.
    years : tuple of int
        The years of all reports at hand.
    compared : tuple of int
        The years that were compared, each with the one before it in this list.
    regions : tuple of str
        Whose reports are compared, in one pair of years or in several.
    left_out : tuple of str
        What is not compared, since the other year of a pair has no report of that region, as `2025 → 2026: 广东省`.
    failed : tuple of Failure
        What could not be read, and why.
    skipped : tuple of Skipped
        Files that were passed over, and why.
    least : int
        How often a phrase is said in all the reports at hand, at least; below that it is in no table.
    found : dict of str to int
        How many phrases there are of every kind, listed or not.

    Notes
    -----
    Columns of `frame`, the strongest of every kind first:

    ================== ===============================================================================================
    year_a, year_b     the pair of years
    kind               `new` (in no earlier report at hand of these regions), `back` (not in the report of `year_a`, but
                       in an earlier one), `risen`, `fallen`, `gone` (not in the report of `year_b`)
    phrase             in simplified characters
    count_a, count_b   how often each side says it
    rate_a, rate_b     per 10,000 characters, numbers and punctuation left out
    log_odds, z        how much more `year_b` says it, and how sure that is: log-odds with a prior (`odds`); rows are
                       ordered by `z`
    first, last        first and last year in which one of the reports of these regions says it
    years, total       in how many years, and how often in all
    ================== ===============================================================================================
    """

    compared: tuple[int, ...]
    regions: tuple[str, ...]
    left_out: tuple[str, ...]
    failed: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]
    least: int
    found: dict[str, int]
    _hits: pd.DataFrame = field(repr=False)
    _counts: pd.DataFrame = field(repr=False)
    _pairs: Pairs = field(repr=False)
    kind_column: ClassVar[str] = "kind"
    kinds: ClassVar[tuple[str, ...]] = KINDS
    sides: ClassVar[tuple[str, ...]] = ("_a", "_b")

    @property
    def hits(self) -> pd.DataFrame:
        """Every place where a compared report says a listed phrase, with its sentence.

        Columns `region`, `region_code`, `year`, `source`, `phrase`, `text` (as the file has it), `start`, `end`
        (`text[start:end]` of the report is `text`), `sentence` and `sentence_start`. With several pairs of years a
        region stands in those that `pairs` names it in.
        """
        return self._hits.copy()

    @property
    def pairs(self) -> Pairs:
        """Of each pair of years the regions that report in both: whose words the counts of that pair are."""
        return dict(self._pairs)

    @property
    def counts(self) -> pd.DataFrame:
        """How often each listed phrase was said in every year: index the phrases, a column for each year."""
        return self._counts.copy()

    def summary(self) -> pd.DataFrame:
        """Count the phrases of every kind.

        Returns
        -------
        DataFrame
            Index the kinds; columns `listed` and `total`.
        """
        listed = self._frame["kind"].value_counts().reindex(list(KINDS)).fillna(0).astype("int64")
        return pd.DataFrame({"listed": listed, "total": pd.Series(self.found)}).rename_axis("kind")

    def _view(self, words: Words, open_ids: bool) -> View:
        """Return the table for readers."""
        from govreport.words.views import wording_view

        return wording_view(self, words)

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        counts = self._counts.rename(columns=str).reset_index()
        return {"rows": self._frame, "hits": self._hits, "counts": counts}

    def _observed(self) -> pd.DataFrame:
        raise InputError(
            "phrases are no observations of indicators",
            where=".sdmx.csv",
            expected=".csv, .dta, .json, .parquet or .xlsx",
        )

    def _about(self) -> str:
        return f" {' → '.join(map(str, self.compared[:3]))}{' …' if len(self.compared) > 3 else ''}"


@called_right
def wording(
    reports: Source,
    *years: int,
    region: str | Sequence[str] | None = None,
    n: int | None = 20,
    shortest: int = 3,
    least: int = 3,
    cohesion: float = 3.0,
    freedom: float = 1.0,
) -> Wording:
    """Find the phrases that are new, back, gone, risen or fallen from one year's reports to the next.

    Parameters
    ----------
    reports : Report, str, Path, DataFrame or iterable of these
        As in `terms`. The more years there are, the better phrases are told from chance, and the longer `first` and
        `last` reach back.
    *years : int
        The years of delivery to compare, each with the one before it; all there are by default.
    region : str or sequence of str, optional
        Only reports of these territories are compared; phrases are found in all. Of several, those are taken together
        that report in both years.
    n : int, optional
        How many of every kind are listed for each pair of years; None for all.
    shortest : int, default 3
        Characters of a phrase, from 2 to 10, at least; with 2 all the common verbs come in.
    least : int, default 3
        How often a phrase is said in all reports at hand.
    cohesion, freedom : float
        How well a phrase holds together, and how free it stands, to be one; natural logarithms. The words on `wording`
        in the documentation say what they do.

    Returns
    -------
    Wording
        Its `frame` is described there.

    Raises
    ------
    InputError
        If there are not two years, or no region reports in both, or an argument cannot be used.
    UnknownIdError
        For a region that has no report.

    Warns
    -----
    GovReportWarning
        As `terms`.

    Examples
    --------
    >>> import govreport as gr
    >>> found = gr.wording(gr.samples(), 2022, 2023, least=2, cohesion=1, freedom=0.5)
    >>> found.compared, set(found.frame["kind"]) <= {"new", "back", "gone", "risen", "fallen"}
    ((2022, 2023), True)
    """
    _check(n, shortest, least, cohesion, freedom)
    wanted, texts, asked = _wanted(region), Characters(), _asked(years)
    every, failed, skipped = read_all(reports, partial(_read, texts=texts, years=asked, wanted=wanted))
    warn_of_doubles((one.region, one.year, one.source) for one in every)
    own = _own(every, wanted)
    read = [every[at] for at in own]
    compared = _compared(sorted({one.year for one in read}), asked)
    held = found_phrases(texts, least=least, cohesion=cohesion, freedom=freedom)
    longer = [at for at, words in enumerate(held.words) if len(words) >= shortest]
    words = [held.words[at] for at in longer]
    totals, sizes = np.array([held.totals[at] for at in longer], dtype=np.int64), texts.sizes
    table = Yearly(read, words, often(texts, words, own), sizes[own], (totals, int(sizes.sum())))
    pairs, left_out = table.pairs(compared), tuple(out for a, b in pairwise(compared) if (out := table.missing(a, b)))
    # years that nobody asked for may have no region in common
    if alone := [pair for pair, regions in pairs.items() if not regions and (asked or not any(pairs.values()))]:
        (a, b), *_ = alone
        raise InputError(f"no region reports in both {a} and {b}", where="years", found=table.missing(a, b))
    pairs, frames, found = {pair: some for pair, some in pairs.items() if some}, [], dict.fromkeys(KINDS, 0)
    for (a, b), regions in pairs.items():
        rows = table.pair(a, b, regions)
        for kind, some in rows.groupby("kind"):
            found[str(kind)] += len(some)
        frames.append(rows if n is None else rows.groupby("kind", sort=False).head(n))
    frame = pd.concat(frames, ignore_index=True)
    listed = list(dict.fromkeys(frame["phrase"]))
    sides = {(region, year) for pair, regions in pairs.items() for region in regions for year in pair}
    hits = _hits([one for one in read if (one.region, one.year) in sides], listed)
    note = "" if len(frame) else "no phrase is said often enough"
    all_years = tuple(sorted({one.year for one in read}))
    regions = tuple(dict.fromkeys(one.region for one in read if any(one.region in some for some in pairs.values())))
    told = (frame, note, all_years, compared, regions, left_out, failed, skipped, least, found)
    return Wording(*told, hits, table.by_year(listed), pairs)


def _check(n: int | None, shortest: int, least: int, cohesion: float, freedom: float) -> None:
    for name, value in {"n": 1 if n is None else n, "shortest": shortest, "least": least}.items():
        how_many(value, name)
    if shortest > LONGEST:
        expected = f"at most {LONGEST}"
        raise InputError("phrases are shorter than that", where="shortest", expected=expected, found=f"{shortest}")
    for name, amount in {"cohesion": cohesion, "freedom": freedom}.items():
        if isinstance(amount, bool) or not isinstance(amount, int | float) or not amount >= 0:
            raise InputError("not a number of 0 or more", where=name, found=repr(amount))


def _wanted(region: str | Sequence[str] | None) -> tuple[str, ...] | None:
    """The names of the regions asked for; None for all."""
    if region is None:
        return None
    asked = one_or_several(region)
    if not asked or not all(isinstance(name, str) for name in asked):
        expected = "a name, or a list of names"
        raise InputError("this names no region", where="region", expected=expected, found=repr(region))
    return tuple(place.label if (place := locate(name)) else name for name in asked)


def _read(report: Report, texts: Characters, years: tuple[int, ...], wanted: tuple[str, ...] | None) -> Read:
    name, code = reporter_of(report)
    held = proper(report)
    texts.add(joined(held)[1])
    kept = None
    if (not years or report.year in years) and _meant(wanted, name, report.region):
        spans = [(one.start, one.end, one.at, one.at + len(one.said)) for one in held.sentences]
        kept = Kept(report.text, np.array(spans, dtype=np.int32).reshape(-1, 4))
    return Read(name, report.region, code, report.year, report.source, kept)


def _meant(wanted: tuple[str, ...] | None, region: str, given: str) -> bool:
    """Whether a report is of the regions that are asked for, by its official name or as it was given."""
    return wanted is None or region in wanted or given in wanted


def _own(every: list[Read], wanted: tuple[str, ...] | None) -> list[int]:
    """The numbers of the reports of some regions, ordered by region and year."""
    chosen = list(range(len(every)))
    if wanted is not None:
        there = sorted({one.region for one in every} | {one.given for one in every})
        for name in wanted:
            if name not in there:
                raise UnknownIdError("no report of this region", found=f"'{name}'", suggestions=closest(name, there))
        chosen = [at for at in chosen if _meant(wanted, every[at].region, every[at].given)]
    return sorted(chosen, key=lambda at: (every[at].code or "9", every[at].region, every[at].year))


def _asked(years: tuple[int, ...]) -> tuple[int, ...]:
    """The years asked for, before anything is read."""
    asked = tuple(whole_year(year, "years") for year in years)
    if list(asked) != sorted(asked):
        found = ", ".join(map(str, asked))
        raise InputError("the first report is the later one", where="years", expected="the earlier first", found=found)
    return asked


def _compared(there: list[int], asked: tuple[int, ...]) -> tuple[int, ...]:
    for year in asked:
        if year not in there:
            expected = ", ".join(map(str, there))
            raise InputError("no report of this year", where="years", expected=expected, found=f"{year}")
    chosen = tuple(sorted(set(asked) or there))
    if len(chosen) < 2:
        raise InputError("wording is compared between years", where="years", expected="two years", found=f"{chosen[0]}")
    return chosen


def _hits(read: list[Read], listed: list[str]) -> pd.DataFrame:
    matcher, columns = Matcher(listed), {name: array("q") if name in _PLACES else list[str]() for name in _HITS}
    spelled: dict[str, str] = {}  # each wording is held once, and each sentence
    for one in read:
        assert one.kept
        text, canon = one.kept.text, canonical(one.kept.text)
        spans = one.kept.spans.tolist()
        begins, body = lined([canon.text[at:stop] for _, _, at, stop in spans])
        found = matcher.find(numberless(body))
        places = spread(canon, [at for _, _, at, _ in spans], begins, [(start, end) for start, end, _ in found])
        said = {line: text[spans[line][0] : spans[line][1]] for line, _, _ in places}
        rows = {
            **{"region": repeat(one.region, len(found)), "region_code": repeat(one.code, len(found))},
            **{"year": repeat(one.year, len(found)), "source": repeat(one.source, len(found))},
            "phrase": (listed[number] for _, _, number in found),
            "text": (spelled.setdefault(text[start:end], text[start:end]) for _, start, end in places),
            "start": (start for _, start, _ in places),
            "end": (end for _, _, end in places),
            "sentence": (said[line] for line, _, _ in places),
            "sentence_start": (spans[line][0] for line, _, _ in places),
        }
        for name, values in rows.items():
            columns[name].extend(values)  # type: ignore[arg-type]
    return pd.DataFrame({name: np.asarray(c) if name in _PLACES else c for name, c in columns.items()})
