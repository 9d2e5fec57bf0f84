"""The text behind a report that was read before."""

from __future__ import annotations

from pathlib import Path

from govreport.text.decode import text_of
from govreport.text.files import find_files
from govreport.text.limits import Limits, within
from govreport.text.opening import Opener

__all__ = ["stored_text"]


def stored_text(label: str) -> str | None:
    """Return the text of the file that a report came from.

    Parameters
    ----------
    label : str
        `source` of the report: a file, or an entry of a zip file behind the path of that.

    Returns
    -------
    str or None
        None where it was no file, or is there no more.

    Raises
    ------
    InputError
        If it cannot be read, or is above a limit.

    Examples
    --------
    >>> from govreport import samples
    >>> stored_text("<text>") is None, "政府工作报告" in stored_text(str(samples()[0]))
    (True, True)
    """
    limits = Limits()
    place = Path(label)
    try:
        there = place if place.is_file() else next((part for part in place.parents if part.is_file()), None)
    except (OSError, ValueError):  # the name of a table is no path
        there = None
    sources = [] if there is None else find_files(there).sources
    for source in sources:
        if source.label == label:
            with within(limits.seconds, label), Opener(limits) as opener:
                return text_of(opener.read(source), source.suffix, label, limits)
    return None
