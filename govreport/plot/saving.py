"""Figures to files, the same bytes for the same figure."""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from govreport.asked import called_right, is_above_nothing, path_of
from govreport.errors import InputError, closest
from govreport.writing import replacing

__all__ = ["save"]

# What would say when the file was written; without it a figure drawn again is the same file.
_TIMELESS: dict[str, dict[str, Any]] = {
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
    "eps": {},
    "png": {},
    "jpg": {},
}


@called_right
def save(figure: Figure | Axes | Any, path: str | Path, *, dpi: float = 200, **savefig_kw: Any) -> Path:
    """Save a figure; saved again it is the same file, byte for byte.

    Parameters
    ----------
    figure : Axes, array of Axes or Figure
        What a function of this package returned.
    path : str or Path
        Its ending says the format: .png, .svg, .pdf, .eps or .jpg.
    dpi : float, default 200
        Resolution of .png and .jpg.
    **savefig_kw
        For `Figure.savefig`.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    InputError
        No figure, an ending that is no format, or a folder that is not there.

    Examples
    --------
    >>> import tempfile
    >>> import govreport as gr
    >>> ax = gr.plot.trend(gr.read_panel(gr.samples()), "gdp", measure="growth", lang="en")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(ax, folder + "/gdp.svg").name
    'gdp.svg'
    """
    whole = _figure(figure)
    target = path_of(path)
    kind = target.suffix.lower().removeprefix(".").replace("jpeg", "jpg")
    if kind not in _TIMELESS:
        raise InputError(
            "the ending of a figure's file says its format",
            where=str(path),
            expected=", ".join(f".{name}" for name in _TIMELESS),
            found=f"'{target.suffix}'",
            suggestions=closest(kind, _TIMELESS, n=1),
        )
    if not target.parent.is_dir():
        raise InputError("there is no such folder", where=str(target.parent))
    if not is_above_nothing(dpi) or math.isinf(dpi):
        raise InputError("not a resolution", where="dpi", expected="dots per inch, as 200", found=repr(dpi))
    metadata = {**_TIMELESS[kind], **savefig_kw.pop("metadata", {})}
    drawn = BytesIO()  # a writer of matplotlib that meets a full disk raises what has nothing to do with it
    with mpl.rc_context({"svg.hashsalt": "govreport"}):
        whole.savefig(drawn, **{"format": kind, **savefig_kw}, dpi=dpi, metadata=metadata or None)
    with replacing(target) as draft:
        draft.write_bytes(drawn.getvalue())
    return target


def _figure(given: object) -> Figure:
    if isinstance(given, tuple) and given:
        given = given[0]
    if isinstance(given, np.ndarray) and given.size:
        given = given.flat[0]
    if isinstance(given, Axes):
        given = given.get_figure()
    if isinstance(given, SubFigure):
        given = given.figure
    if not isinstance(given, Figure):
        raise InputError("there is no figure to save", expected="Axes or a Figure", found=type(given).__name__)
    return given
