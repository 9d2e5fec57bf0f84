"""Which files are meant by files and folders."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from govreport.errors import InputError
from govreport.text.decode import SUFFIXES

__all__ = ["report_files"]


def report_files(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    """Return the files that are meant, with folders opened (not their sub-folders).

    Parameters
    ----------
    paths : str, Path or iterable of these

    Returns
    -------
    list of Path
        Files as given, the reports of folders sorted by name; none twice, no hidden ones.

    Raises
    ------
    InputError
        If a folder holds no report, or nothing was given.

    Examples
    --------
    >>> from govreport import samples
    >>> report_files([samples()[0].parent])[0].name
    '全国_2018.txt'
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    files: list[Path] = []
    for one in map(Path, given):
        if not one.is_dir():
            files.append(one)
            continue
        inside = sorted(p for p in one.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith((".", "~")))
        if not inside:
            raise InputError("no report in the folder", where=str(one), expected=", ".join(SUFFIXES))
        files += inside
    if not files:
        raise InputError("nothing to read", expected="a file, a folder or several of these")
    return list(dict.fromkeys(files))
