"""The tables that travel with the package, read in one way."""

from __future__ import annotations

import csv
from pathlib import Path

__all__ = ["data_file", "rows", "words"]

_HOME = Path(__file__).parent / "data"


def data_file(name: str) -> Path:
    """Return a file or folder of `govreport/data`.

    Parameters
    ----------
    name : str

    Returns
    -------
    Path

    Examples
    --------
    >>> data_file("units.tsv").name
    'units.tsv'
    """
    return _HOME / name


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a packaged table, a mapping from columns to cells each.

    Cells are taken as they stand: quotes mean nothing, and lines end at line feeds alone, since a table of characters
    holds others that `str.splitlines` would break.

    Parameters
    ----------
    name : str
        The name of the file without its `.tsv`.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> rows("genres")[0].keys() >= {"genre", "place", "pattern"}
    True
    """
    lines = data_file(f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def words(name: str, kind: str) -> list[str]:
    """Return the words of one class of a table whose rows list several, parted by blanks.

    Parameters
    ----------
    name : str
        The name of the file without its `.tsv`.
    kind : str
        The class.

    Returns
    -------
    list of str

    Examples
    --------
    >>> "压缩" in words("target_words", "cut")
    True
    """
    return [word for row in rows(name) if row["class"] == kind for word in row["words"].split(" ")]
