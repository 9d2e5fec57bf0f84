"""Two panels to one, reports that both have only once."""

from __future__ import annotations

import warnings
from typing import Any

import pandas as pd

from ..errors import GovReportWarning, InputError
from .journal import Journal, without_copies
from .reading import read_panel
from .table import Panel

__all__ = ["added", "joined"]


def joined(one: Panel, other: Panel) -> Panel:
    """Return the rows of two panels in one.

    Parameters
    ----------
    one, other : Panel
        Of the same vocabulary.

    Returns
    -------
    Panel
        Reports of `other` that `one` has already (the same text for the same region and year) are left out, and listed
        in `skipped`.

    Raises
    ------
    InputError
        If the vocabularies differ.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1]) + gr.read_panel(gr.samples()[1:2])
    >>> panel.report_years, panel.reports["year"].tolist()
    ([2018, 2019], [2018, 2019])
    """
    if one.vocabulary is not other.vocabulary and one.vocabulary.to_dict() != other.vocabulary.to_dict():
        raise InputError("panels of different vocabularies do not join", hint="read the reports with the same one")
    ours, theirs = one._told(), other._told()
    bare = [note.unmarked() for note in (*ours.reports, *theirs.reports)]
    kept, copies, said = without_copies(bare)
    for line in said:
        warnings.warn(line, GovReportWarning, stacklevel=3)
    left = {copy.source for copy in copies}
    again = {(note.source, note.region, note.year) for note in theirs.reports if note.source in left}
    keys = zip(other._frame["source"], other._frame["report_region"], other._frame["report_year"], strict=True)
    keep = pd.Series([key not in again for key in keys], index=other._frame.index, dtype=bool)
    panel = Panel(
        pd.concat([one._frame, other._frame[keep]], ignore_index=True),
        vocabulary=one.vocabulary,
        failed=dict.fromkeys((*one.failed, *other.failed)),
        evidence=pd.concat([one._evidence, other._evidence[keep]], ignore_index=True),
    )
    skipped = dict.fromkeys((*ours.skipped, *theirs.skipped, *copies))
    return panel._noted(Journal(tuple(kept), tuple(skipped)))


def added(panel: Panel, reports: Any, options: dict[str, Any]) -> Panel:
    """Return a panel with further reports; see `Panel.add`.

    Parameters
    ----------
    panel : Panel
    reports, options
        As in `read_panel`.

    Returns
    -------
    Panel

    Raises
    ------
    InputError
        If a vocabulary is given, or nothing could be read.

    Examples
    --------
    >>> import govreport as gr
    >>> added(gr.read_panel(gr.samples()[:1]), gr.samples()[1:2], {}).report_years
    [2018, 2019]
    """
    if "vocabulary" in options:
        raise InputError("reports join a panel with its own vocabulary", where="vocabulary")
    return panel + read_panel(reports, vocabulary=panel.vocabulary, **options)
