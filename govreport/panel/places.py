"""The regions of a panel: their codes, and which of them a name means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from govreport.errors import InputError, UnknownIdError, closest
from govreport.territories import Region, find_regions, locate

__all__ = ["CODES", "named_regions", "places_of", "with_codes"]

#: the columns of names, each with that of its codes
CODES = {"region": "region_code", "report_region": "report_region_code"}


def with_codes(frame: pd.DataFrame) -> pd.DataFrame:
    """Fill in the codes that a frame does not have: of panels saved before there were any, or made by hand.

    Parameters
    ----------
    frame : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame
        A copy where something was missing; the names stay as they are.

    Examples
    --------
    >>> with_codes(pd.DataFrame({"region": ["浙江", "XX市"]}))["region_code"].tolist()
    ['330000', '']
    """
    for names, codes in CODES.items():
        if names in frame.columns and (codes not in frame.columns or frame[codes].isna().any()):
            found = {name: place.code if (place := locate(name)) else "" for name in frame[names].unique()}
            told = [found.get(name, np.nan) for name in frame[names].tolist()]
            frame = frame.assign(**{codes: pd.Series(told, index=frame.index, dtype="object")})
    return frame


def named_regions(frame: pd.DataFrame, wanted: object, column: str = "region") -> list[str]:
    """Return what a panel calls the region that is asked for.

    Parameters
    ----------
    frame : pandas.DataFrame
        A panel's frame.
    wanted : str or Region
        As the panel writes it, any name that is known for it, or its code.
    column : {"region", "report_region"}

    Returns
    -------
    list of str
        One name, or several where a frame made by hand writes the region in several ways.

    Raises
    ------
    UnknownIdError
        If the panel does not hold it, with the nearest names that it holds, or holds several that are called so.

    Examples
    --------
    >>> import govreport as gr
    >>> named_regions(gr.read_panel(gr.samples()).frame, "100000")
    ['全国']
    """
    codes: dict[str, str] = dict(zip(frame[column], frame[CODES[column]], strict=True))
    if isinstance(wanted, Region):
        meant = {wanted.code}
    elif isinstance(wanted, str):
        meant = {codes[wanted]} if wanted in codes else {one.code for one in find_regions(wanted)}
    else:
        raise InputError("a region is named by a text", where=column, found=repr(wanted))
    held = (meant - {""}) & set(codes.values())
    if len(held) > 1:
        several = [name for name, code in codes.items() if code in held]
        raise UnknownIdError(
            f"the panel holds {len(held)} regions that are called so", found=f"'{wanted}'", suggestions=several
        )
    names = [name for name, code in codes.items() if code in held or name == wanted]
    if names:
        return names
    there = list(codes)
    raise UnknownIdError(
        f"no row with this {column}",
        found=f"'{wanted}'",
        suggestions=closest(str(wanted), there),
        hint=None if len(there) > 40 else f"there are {', '.join(sorted(there))}",
    )


def places_of(frame: pd.DataFrame, said: pd.Series[Any]) -> pd.DataFrame:
    """List the regions of a panel; see `Panel.places`.

    Parameters
    ----------
    frame : pandas.DataFrame
    said : pandas.Series
        What the reports call the territory of each row, "" for their own.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import govreport as gr
    >>> gr.read_panel(gr.samples()).places[["region", "region_code", "level"]].head(1).values.tolist()
    [['全国', '100000', 'nation']]
    """
    rows: list[dict[str, object]] = []
    for (name, code), part in frame.assign(said=said).groupby(["region", "region_code"], sort=False):
        place = next(iter(find_regions(str(code))), None) if code else None
        own = name in set(part["report_region"])
        rows.append(
            {
                "region": name,
                "region_code": code,
                "level": place.level if place else "",
                "parent": place.parents[0].label if place and place.parents else "",
                "reports": int(part.loc[part["report_region"] == name, "source"].nunique()),
                "rows": len(part),
                "said": " ".join(sorted(set(part["said"]) - {""})),
                "reason": "" if place else _reason(str(name), part["report_region"], own),
            }
        )
    columns = ["region", "region_code", "level", "parent", "reports", "rows", "said", "reason"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["reports", "rows"], ascending=False, kind="stable", ignore_index=True)


def _reason(name: str, reporters: Iterable[str], own: bool) -> str:
    found: tuple[Region, ...] = ()
    for reporter in dict.fromkeys(reporters):
        found = find_regions(name, within=None if own else locate(reporter))
        if len(found) > 1:
            return f"{len(found)} regions are called so: {', '.join(one.label for one in found)}"
    if found:
        return f"{found[0].label} is called so, but lies elsewhere or the word is a common one"
    return "no region of the table is called so"
