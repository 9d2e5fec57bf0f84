"""What stands above a table: of which year and kind its figures are, and their unit."""

from __future__ import annotations

import re

from govreport.extraction.table_cells import LABEL
from govreport.extraction.table_heads import setting_of, unit_in
from govreport.model import Status
from govreport.text.time_types import Years

__all__ = ["Caption"]

_LINES = 3  #: lines before a table that may be its caption
_AND = re.compile("[及和与、]|以及")


class Caption:
    """The short lines right before a table, and what they say of its figures.

    Parameters
    ----------
    text : str
    place : int
        Where the table begins.
    begin : int
        Where its section does.
    year : int
        The year the report was delivered.

    Attributes
    ----------
    status : str or None
        None too where figures of both kinds stand in the table.
    part, unit : str

    Examples
    --------
    >>> text = "2023年完成情况及2024年目标（单位：亿元）\\n"
    >>> caption = Caption(text, len(text), 0, 2024)
    >>> caption.unit, caption.years("actual"), caption.years("target"), caption.years(None)
    ('亿元', (2023, 2023), (2024, 2024), None)
    """

    def __init__(self, text: str, place: int, begin: int, year: int) -> None:
        said = _lines(text, place, begin)
        self.status: Status | None
        self.status, self._years, self.part = setting_of(said, year)
        self.unit = unit_in(said)
        self._of: dict[Status | None, Years | None] = {}
        pieces = [setting_of(piece, year)[:2] for piece in _AND.split(said)]
        if len({years for _, years in pieces if years}) > 1:
            self._of = {status: years for status, years in pieces if status and years}
            self._years, self.part = None, ""
        if len({status for status, _ in pieces if status}) > 1 or ("目标" in said and "完成" in said):
            self.status = None  # both kinds stand in it

    def years(self, status: Status | None) -> Years | None:
        """Return the years of figures of a kind; None where nothing is said of them.

        Parameters
        ----------
        status : str or None

        Returns
        -------
        tuple of int or None
        """
        return self._of.get(status, self._years)


def _lines(text: str, place: int, begin: int) -> str:
    found: list[str] = []
    for line in reversed(text[max(begin, place - 4 * LABEL) : place].strip().split("\n")[-_LINES:]):
        said = line.strip()
        if len(said) > LABEL or said.endswith(("。", "；", "！")):
            break
        found.append(said)
    return " ".join(reversed(found))
