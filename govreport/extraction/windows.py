"""A sentence cut into clauses, and the words around each of its quantities."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from govreport import grammar
from govreport.extraction.behind import clause_behind
from govreport.extraction.claim import Window
from govreport.extraction.scan import Quantity
from govreport.numerals import SCALE_CHARACTERS

__all__ = ["JOINED", "TURNED", "Sentence"]

_REACH = 160  #: how far a clause is read to either side: longer ones carry nothing more, and time stays linear
_BEYOND = 64  #: and over the next number: a name is not made of a row of them
_BREAK = re.compile(r"[，,；;：:。！？!?\n（(）)]|(?<!＠)[①-⑳]")
#: what may stand between two numbers in a row
JOINED = re.compile(r"[\s、，,和及与或至以争\-—]*(?:均|都|分别|和|及|力争|确保|争取|最高)?$")
#: and where 分别 gives each its own way: `分别增长8%、5%和下降3%`
TURNED = re.compile(rf"(?:{grammar.JOINT.pattern}|，)(?:(?P<up>{grammar.UP})|(?P<down>{grammar.DOWN}))")
_EACH, _RATES = "分别", {"%", "个百分点"}


@dataclass(slots=True)
class Sentence:
    """A sentence with its quantities in order, and where its clauses end.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence.
    quantities : list of Quantity
    labels : list of (int, int)
        Names and quotations, whose punctuation ends no clause.

    Examples
    --------
    >>> from .scan import scan
    >>> text = "出口8亿元，增长6%左右"
    >>> sentence = Sentence(text, 0, len(text), *scan(text, 0, len(text)))
    >>> [(one.left, one.gap) for one in (sentence.window(0, 0, 1), sentence.window(1, 5, 1))]
    [('出口', '出口'), ('增长', '，增长')]
    """

    text: str
    start: int
    end: int
    quantities: list[Quantity]
    labels: list[tuple[int, int]]
    _breaks: list[int] = field(init=False)
    _next: int = 0

    def __post_init__(self) -> None:
        self._breaks = _breaks(self.text, self.start, self.end, self.labels, self.quantities)

    def window(self, i: int, previous: int, run_before: int) -> Window:
        """Return what stands around a quantity; asked in order.

        Parameters
        ----------
        i : int
            Which one.
        previous : int
            Where the last one that made a claim ended.
        run_before : int
            How many stood in a row from the one before on.

        Returns
        -------
        Window
        """
        text, breaks, q = self.text, self._breaks, self.quantities[i]
        while self._next < len(breaks) and breaks[self._next] < q.start:
            self._next += 1
        b = self._next
        after = next((x for x in breaks[b : b + 4] if x >= q.end), self.end)
        at = max(previous, breaks[b - 1] + 1 if b else self.start)
        following = self.quantities[i + 1].start if i + 1 < len(self.quantities) else self.end
        left = text[max(at, q.start - _REACH) : q.start].rstrip()
        run = _run(text, self.quantities, i, max(1, run_before - 1), turns=_EACH in left)
        return Window(
            quantity=q,
            left=left,
            right=text[q.end : min(after, following, q.end + _REACH)],
            ahead=text[q.end : min(after, q.end + _REACH, following + _BEYOND)] if following < self.end else "",
            gap=text[max(previous, q.start - _REACH) : q.start],
            said=text[max(self.start, at - _REACH) : at],
            touching=at == previous,
            run=run,
            mixed=run > 1 and _mixed(self.quantities[i : i + run]),
            then=clause_behind(text, after, self.end, breaks[b : b + 6]),
            clause_end=after,
        )


def _mixed(quantities: list[Quantity]) -> bool:
    return len({q.unit.lstrip(SCALE_CHARACTERS) for q in quantities} - {""}) > 1


def _run(text: str, quantities: list[Quantity], i: int, known: int, *, turns: bool) -> int:
    """How many numbers stand in a row from here on, of which so many are known from the one before."""
    count = known
    for one, two in zip(quantities[i + known - 1 : i + 8], quantities[i + known : i + 9], strict=False):
        between = text[one.end : two.start]
        apart = "，" in between and one.unit.lstrip(SCALE_CHARACTERS) != two.unit.lstrip(SCALE_CHARACTERS)
        alike = one.unit == two.unit or {one.unit, two.unit} == _RATES
        turned = turns and alike and TURNED.fullmatch(between)
        if len(between) > 6 or apart or not (turned or JOINED.match(between)):
            break
        count += 1
    return count


def _breaks(text: str, start: int, end: int, labels: list[tuple[int, int]], quantities: list[Quantity]) -> list[int]:
    """Where clauses end: at punctuation that stands in no name, no number and no mere remark in brackets."""
    covered = sorted(labels + [(q.start, q.end) for q in quantities])
    starts = [q.start for q in quantities]
    found, at, remark = [], 0, -1
    for match in _BREAK.finditer(text, start, end):
        place, char = match.start(), match.group()
        while at < len(covered) and covered[at][1] <= place:
            at += 1
        if (at < len(covered) and covered[at][0] <= place) or place <= remark:
            continue
        if char in "（(":
            close = text.find("）" if char == "（" else ")", place, min(end, place + _REACH))
            if close >= 0 and not _between(starts, place, close):
                remark = close
                continue
        found.append(place)
    return found


def _between(starts: list[int], low: int, high: int) -> bool:
    at = bisect_right(starts, low)
    return at < len(starts) and starts[at] < high
