"""One series out of an indicator and what took its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from govreport.errors import InputError
from govreport.indicators import Break, Successor, Vocabulary

__all__ = ["followed", "with_steps"]

_CELL = ["region", "measure", "of", "period_start", "period_end", "per_year"]


def steps_to(id: str, words: Vocabulary) -> Iterator[tuple[str, Successor]]:
    """Yield the former indicators of one, the nearest first, each with its last step on the way."""
    for step in words.predecessors(id):
        yield step.id, next(one for one in words.successors(step.id) if one.successor == id)


def followed(frame: pd.DataFrame, words: Vocabulary, ids: Iterable[str]) -> pd.DataFrame:
    """Give rows of former indicators the id of their successor; see `Panel.follow`.

    Parameters
    ----------
    frame : pandas.DataFrame
        A panel's frame.
    words : Vocabulary
    ids : iterable of str
        The successors.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    InputError
        If an indicator took the place of none.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> followed(panel.frame, panel.vocabulary, ["disposable_income_rural"]).shape == panel.frame.shape
    True
    """
    for id in ids:
        steps = list(steps_to(id, words))
        if not steps:
            raise InputError("this indicator took the place of none", where="follow", found=f"'{id}'")
        for former, step in steps:
            told = pd.MultiIndex.from_frame(frame.loc[frame["indicator"] == id, _CELL])
            old = frame["indicator"] == former
            if step.year is not None:
                old &= frame["period_end"] < step.year
            free = ~pd.MultiIndex.from_frame(frame[_CELL]).isin(told)
            frame = frame.assign(indicator=frame["indicator"].mask(old & free, id))
    return frame


def with_steps(words: Vocabulary, ids: Iterable[str]) -> Vocabulary:
    """Return a vocabulary where the years of replacement are breaks of the successors.

    Parameters
    ----------
    words : Vocabulary
    ids : iterable of str
        The successors.

    Returns
    -------
    Vocabulary

    Examples
    --------
    >>> import govreport as gr
    >>> [b.year for b in with_steps(gr.vocabulary(), ["fixed_asset_investment"]).breaks("fixed_asset_investment")]
    [1997, 2011, 2018]
    """
    rows = []
    for id in ids:
        there = {item.year for item in words.breaks(id)}
        for former, step in steps_to(id, words):
            if step.kind == "replaced" and step.year is not None and step.year not in there:
                there.add(step.year)
                change = f"{words[former].name_zh} before, {words[id].name_zh} from then on"
                rows.append(Break(id, step.year, change, step.reason, step.source, "meaning"))
    return words.extend([_row(item) for item in rows]) if rows else words


def _row(item: Break) -> dict[str, str]:
    columns = ("id", "year", "kind", "change", "reason", "source")
    return {column: str(getattr(item, column)) for column in columns}
