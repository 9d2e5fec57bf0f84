"""The sample reports that travel with the package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from govreport.errors import InputError

__all__ = ["samples"]


def samples() -> list[Path]:
    """Return the paths of the packaged sample reports, oldest first.

    Eight consecutive reports of the nation, delivered 2018 to 2025: the figures are the published ones, the sentences
    were written for this library. The README beside them says where each figure comes from.

    Returns
    -------
    list of Path
        One UTF-8 text file for each year.

    Raises
    ------
    InputError
        When the installation has lost its sample files.

    Examples
    --------
    >>> import govreport as gr
    >>> [path.name for path in gr.samples()][:2]
    ['全国_2018.txt', '全国_2019.txt']
    """
    folder = Path(str(files("govreport"))) / "data" / "samples"
    found = sorted(folder.glob("*.txt"))
    if not found:
        raise InputError("the packaged sample reports are missing", where=str(folder), hint="install govreport again")
    return found
