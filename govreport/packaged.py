"""The sample reports that travel with the package."""

from __future__ import annotations

from pathlib import Path

from govreport import tables
from govreport.asked import called_right
from govreport.errors import InputError, closest

__all__ = ["samples"]

SETS = ("nation", "provinces")


@called_right
def samples(name: str = "nation") -> list[Path]:
    """Return the paths of a packaged set of sample reports, in the order of their names.

    `"nation"`: eight consecutive reports of the nation, delivered 2018 to 2025. `"provinces"`: short reports of
    six provinces, delivered 2025 and 2026. The figures are the published ones, the sentences were written for this
    library. The README beside them says where each figure comes from.

    Parameters
    ----------
    name : {"nation", "provinces"}, default "nation"

    Returns
    -------
    list of Path
        One UTF-8 text file for each report.

    Raises
    ------
    InputError
        When there is no such set, or the installation has lost its sample files.

    Examples
    --------
    >>> import govreport as gr
    >>> [path.name for path in gr.samples()][:2]
    ['全国_2018.txt', '全国_2019.txt']
    >>> len(gr.samples("provinces"))
    12
    """
    if name not in SETS:
        near = closest(str(name), SETS) or SETS
        raise InputError(
            "unknown set of samples", expected=" or ".join(map(repr, SETS)), found=repr(name), suggestions=near
        )
    home = tables.data_file("samples")
    folder = home if name == "nation" else home / name
    found = sorted(folder.glob("*.txt"))
    if not found:
        raise InputError("the packaged sample reports are missing", where=str(folder), hint="install govreport again")
    return found
