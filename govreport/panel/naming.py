"""Which indicators of a panel are meant by what a user writes: ids, names, wordings of reports."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import pandas as pd

from govreport.asked import one_or_several
from govreport.errors import InputError, UnknownIdError, closest, warn
from govreport.indicators import OPEN, Vocabulary

__all__ = ["ids_in", "name_as_said", "names_as_said", "names_of_open", "open_name"]

_NAMED = ("region", "indicator", "name", "measure")


def ids_in(frame: pd.DataFrame, vocabulary: Vocabulary, indicator: str | Iterable[str]) -> list[str]:
    """Return the ids asked for, all of them in the frame or the vocabulary.

    Parameters
    ----------
    frame : pandas.DataFrame
    vocabulary : Vocabulary
    indicator : str or iterable of str
        Ids; or exact names: Chinese, English, or a wording that reports use. What no vocabulary holds is named as the
        reports name it.

    Returns
    -------
    list of str
        In the order asked.

    Raises
    ------
    UnknownIdError
        If one is in neither, with the nearest that are, or is the name of several.
    InputError
        If one is no text.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> ids_in(panel.frame, panel.vocabulary, ["gdp", "国内生产总值", "CPI"])
    ['gdp', 'gdp', 'consumer_price']
    """
    there = set(frame["indicator"])
    return [_meant(frame, vocabulary, one, there) for one in one_or_several(indicator)]


def _meant(frame: pd.DataFrame, vocabulary: Vocabulary, one: object, there: set[str]) -> str:
    if not isinstance(one, str):
        hint = "a year is said by name: year=" if isinstance(one, int) else None
        raise InputError("an indicator is named by a text", where="indicator", found=repr(one), hint=hint)
    if one in there or one in vocabulary:
        return one
    if (now := vocabulary.current(one)) != one:
        warn(f"the id '{one}' is retired; it is '{now}' now")
        return now
    found = vocabulary.named(one) if not one.startswith(OPEN) else ()
    if not found:
        called = frame.loc[(frame["name"] == one) | (frame["indicator"] == OPEN + one), "indicator"]
        found = tuple(sorted({str(id) for id in called} - set(vocabulary)))
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownIdError(f"{len(found)} indicators are called so", found=f"'{one}'", suggestions=found)
    names = [] if one.startswith(OPEN) else [i.id for i in vocabulary.search(one)]
    near = names[:3] or (vocabulary.nearest(one) if not one.isascii() and not one.startswith(OPEN) else ())
    suggestions = near or closest(one, [*vocabulary, *there])
    raise UnknownIdError("unknown indicator", found=f"'{one}'", suggestions=suggestions)


def open_name(frame: pd.DataFrame, indicator: str) -> str:
    """Return what the reports call an indicator that no vocabulary holds: the wording that they use most.

    Parameters
    ----------
    frame : pandas.DataFrame
    indicator : str
        An open id.

    Returns
    -------
    str

    Examples
    --------
    >>> frame = pd.DataFrame({"indicator": ["open:断头路"], "name": ["打通断头路"]})
    >>> open_name(frame, "open:断头路")
    '打通断头路'
    """
    names = frame.loc[frame["indicator"] == indicator, "name"]
    counts = names[names.astype(bool)].value_counts()
    return str(min(counts[counts == counts.max()].index)) if len(counts) else indicator.removeprefix(OPEN)


def names_of_open(frame: pd.DataFrame) -> dict[str, str]:
    """Return what the reports call each indicator that no vocabulary holds; see `open_name`.

    Parameters
    ----------
    frame : pandas.DataFrame

    Returns
    -------
    dict of str to str
        Name by id.

    Examples
    --------
    >>> names_of_open(pd.DataFrame({"indicator": ["open:断头路", "gdp"], "name": ["打通断头路", "GDP"]}))
    {'open:断头路': '打通断头路'}
    """
    rows = frame.loc[frame["indicator"].str.startswith(OPEN), ["indicator", "name"]]
    counts = rows[rows["name"].astype(bool)].value_counts().reset_index(name="n")
    ordered = counts.sort_values(["n", "name"], ascending=[False, True], kind="stable").drop_duplicates("indicator")
    return dict(zip(ordered["indicator"], ordered["name"], strict=True))


def names_as_said(frame: pd.DataFrame, vocabulary: Vocabulary) -> dict[tuple[Hashable, Hashable], str]:
    """Return what each region calls its composed ids first.

    Parameters
    ----------
    frame : pandas.DataFrame
    vocabulary : Vocabulary

    Returns
    -------
    dict
        Name by region and id; missing for the ids that are listed, and where the id says more than the name.

    Examples
    --------
    >>> from govreport.indicators import vocabulary
    >>> row = {"region": "甲市", "indicator": "wet_markets-intelligent-new", "measure": "level"}
    >>> row["name"] = "新建智慧农贸市场"
    >>> names_as_said(pd.DataFrame([row]), vocabulary())
    {('甲市', 'wet_markets-intelligent-new'): '新建智慧农贸市场'}
    """
    composed = [id for id in set(frame["indicator"]).difference(vocabulary) if id in vocabulary]
    rows = frame[frame["indicator"].isin(composed)] if composed else frame.iloc[:0]
    first: dict[tuple[Hashable, Hashable], str] = {}
    for region, id, said, measure in zip(*(rows[column] for column in _NAMED), strict=True):
        if (region, id) not in first and isinstance(said, str):
            found = vocabulary.lookup(said, unit=vocabulary[id].unit, measure=measure)
            if found is not None and found.id == id:
                first[region, id] = said
    return first


def name_as_said(
    frame: pd.DataFrame, vocabulary: Vocabulary, indicator: str, regions: Iterable[str] | None = None
) -> str | None:
    """Return what the regions call a composed id where all call it the same.

    Parameters
    ----------
    frame : pandas.DataFrame
    vocabulary : Vocabulary
    indicator : str
    regions : iterable of str, optional
        Those that are shown; all of the frame by default.

    Returns
    -------
    str or None
        None for a listed id, where regions differ, and where the name of one does not say all.

    Examples
    --------
    >>> from govreport.indicators import vocabulary
    >>> row = {"region": "甲市", "indicator": "wet_markets-intelligent-new", "measure": "level"}
    >>> row["name"] = "新建智慧农贸市场"
    >>> frame = pd.DataFrame([row, {**row, "region": "乙市", "name": "新增智慧农贸市场"}])
    >>> name_as_said(frame, vocabulary(), row["indicator"], ["甲市"])
    '新建智慧农贸市场'
    >>> name_as_said(frame, vocabulary(), row["indicator"]) is None
    True
    """
    rows = frame[frame["indicator"] == indicator]
    rows = rows if regions is None else rows[rows["region"].isin(list(regions))]
    said = names_as_said(rows, vocabulary)
    names = {said.get((region, indicator)) for region in rows["region"].unique()}
    return names.pop() if len(names) == 1 else None
