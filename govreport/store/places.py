"""Where things are, seen from the folder of a store: how a place is written, and what it says."""

from __future__ import annotations

import os
import re
from pathlib import Path

__all__ = ["ENTRY", "OF_REPORTS", "ROW", "is_plain", "is_row", "path_of", "table_of_row", "whole_name"]

#: stands between the path of a zip file and that of its entry, and before the digest of a row of a table
ENTRY, ROW = "!/", "#"
#: how the places of reports begin that were given as such
OF_REPORTS = f"report{ROW}"
_OF_ROW = re.compile(rf"{ROW}[0-9a-f]{{32}}(?:-\d+)?$")
_NO_FILE = (OF_REPORTS, "<")


def is_row(place: str) -> bool:
    """Say whether a place is a row of a table; files may have a `#` in their names.

    Parameters
    ----------
    place : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_row("../甲#1.txt"), is_row("../t.csv#" + "0" * 32)
    (False, True)
    """
    return _OF_ROW.search(place) is not None


def table_of_row(place: str) -> str:
    """Return the place of the table that a row is in, any other place as it is.

    Parameters
    ----------
    place : str

    Returns
    -------
    str

    Examples
    --------
    >>> table_of_row("../t.csv#" + "0" * 32 + "-2")
    '../t.csv'
    """
    return _OF_ROW.sub("", place)


def is_plain(place: str) -> bool:
    """Say whether a place is a file that holds one report.

    Parameters
    ----------
    place : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_plain("../甲.txt"), is_plain("../z.zip!/甲.txt"), is_plain("report#甲.txt")
    (True, False, False)
    """
    return not is_row(place) and ENTRY not in place and not place.startswith(_NO_FILE)


def path_of(home: Path, place: str) -> str:
    """Return the path of the file that a place is in, "" where it is in none.

    Parameters
    ----------
    home : pathlib.Path
        The folder of the store, by the name it is opened by: places are seen from there, so links are not followed.
    place : str

    Returns
    -------
    str

    Examples
    --------
    >>> path_of(Path("data/panel"), "../reports.zip!/甲.txt") == os.path.abspath("data/reports.zip")
    True
    """
    if place.startswith(_NO_FILE):
        return ""
    file = table_of_row(place).partition(ENTRY)[0]
    return os.path.normpath(os.path.join(os.path.abspath(home), file))


def whole_name(home: Path, place: str, source: str) -> str:
    """Return what a thing is called by its whole path, as it is called where it is in no file.

    Parameters
    ----------
    home : pathlib.Path
    place : str
    source : str
        What it is called.

    Returns
    -------
    str

    Examples
    --------
    >>> named = whole_name(Path("data/panel"), "../z.zip!/甲.txt", "z.zip/甲.txt")
    >>> named == os.path.abspath("data/z.zip") + "/甲.txt"
    True
    """
    path = path_of(home, place)
    if not path:
        return source
    row = source[len(source.rpartition(", row ")[0]) :] if is_row(place) else ""
    entry = table_of_row(place).partition(ENTRY)[2]
    return path + (f"/{entry}" if entry else "") + row
