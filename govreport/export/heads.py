"""What the columns of a file are, for who opens it; and files named without the folders of whoever made it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

import pandas as pd

from govreport import tables

__all__ = ["heading", "portable"]

_SOURCE = re.compile(r"source(?:_|$)")
_ABSOLUTE = re.compile(r"/|\\\\|[A-Za-z]:[/\\]")


@cache
def _headings() -> dict[str, dict[str, str]]:
    return {row["column"]: row for row in tables.rows("headings")}


def heading(column: str, lang: str, beside: Collection[str] = ()) -> str:
    """Return what a column is in the words of a language, "" where nothing is to be said of it.

    Parameters
    ----------
    column : str
        Its id; one of several sides ends in the side.
    lang : {"zh", "en"}
    beside : collection of str, optional
        The columns of the table: some say another thing where a certain one is there.

    Returns
    -------
    str

    Examples
    --------
    >>> heading("words", "en"), heading("words", "en", ["task", "words"])
    ('words', 'words that decided')
    >>> heading("value_target", "zh"), heading("period_start", "en"), heading("2023", "en")
    ('数值（目标）', 'first year of the period', '')
    """
    known = _headings()
    for other in beside:
        if f"{other}/{column}" in known:
            return known[f"{other}/{column}"][lang]
    if column in known:
        return known[column][lang]
    base, _, side = column.rpartition("_")
    if base not in known or f"_{side}" not in known:
        return ""
    said, of = known[base][lang], known[f"_{side}"][lang]
    return f"{said}（{of}）" if lang == "zh" else f"{said} ({of})"


def portable(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return tables whose files are named from the folder that all of them lie in.

    Where somebody's folders are is no part of the data, and says who they are. Paths that were given from the folder
    of work stay as they were given.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame

    Returns
    -------
    dict of str to pandas.DataFrame

    Examples
    --------
    >>> portable({"rows": pd.DataFrame({"source": ["/data/a/reports/x.txt", "/data/a/reports/b/y.txt"]})})["rows"]
        source
    0    x.txt
    1  b/y.txt
    """
    columns = {name: [c for c in frame.columns if _SOURCE.match(str(c))] for name, frame in frames.items()}
    paths = {path for name, some in columns.items() for c in some for path in frames[name][c].dropna().unique()}
    folder = _folder(path for path in paths if isinstance(path, str) and _ABSOLUTE.match(path))
    if not folder:
        return dict(frames)

    def bare(path: object) -> object:
        return path.removeprefix(folder) if isinstance(path, str) else path

    return {name: frame.assign(**{str(c): frame[c].map(bare) for c in columns[name]}) for name, frame in frames.items()}


def _folder(paths: Iterable[str]) -> str:
    """Return the folder that all paths begin with, "" for none."""
    split = [re.findall(r"[^/\\]*[/\\]+", path) for path in paths]
    if not split:
        return ""
    same = 0
    while all(len(parts) > same and parts[same] == split[0][same] for parts in split):
        same += 1
    return "".join(split[0][:same])
