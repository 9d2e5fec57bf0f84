"""Tables of years from a store, of as many regions as there are: nothing is read that they do not show."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import pandas as pd

from govreport.asked import one_or_several
from govreport.errors import InputError, warn
from govreport.indicators import Vocabulary
from govreport.panel import Panel
from govreport.panel.choosing import values_in
from govreport.panel.naming import open_name
from govreport.panel.precedence import Vintage
from govreport.panel.schema import CLOSED, COLUMNS, EMPTY, EVIDENCE, whole_years
from govreport.panel.wide import years_of
from govreport.store.files import Folder
from govreport.store.index import Indexed
from govreport.store.packages import arrow
from govreport.store.rows import Asked, ids_asked
from govreport.store.viewing import in_report_order, lost_files, of_this_vocabulary

__all__ = ["wide_of_reports"]

#: what the records of the reports say too
_OF_REPORTS = {
    "report_region": "region",
    "report_region_code": "region_code",
    "report_year": "year",
    "source": "source",
}


def wide_of_reports(
    folder: Folder,
    reports: pd.DataFrame,
    asked: tuple[str, ...],
    vocabulary: Vocabulary,
    *,
    measure: str,
    status: str | Iterable[str],
    hedges: bool,
    lang: str | None,
    vintage: Vintage,
) -> pd.DataFrame:
    """Return the table of `Store.wide`.

    Parameters
    ----------
    folder : Folder
    reports : pandas.DataFrame
        From `chosen_reports`.
    asked : tuple of str
    vocabulary : Vocabulary
    measure, status, hedges, lang, vintage
        As in `Store.wide`.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    UnknownIdError, InputError
        As `Store.wide`.
    FileNotFoundError
        If a file is missing.
    """
    if not asked:
        raise InputError(
            "no indicator is named", where="wide", expected="one or several", hint="panel(…).wide() takes all"
        )
    status = one_or_several(status)
    reports = _there(folder, reports)
    index = Indexed(folder, reports)
    meant = ids_asked(list(asked), vocabulary, lambda: index)
    ids = meant.ids
    table = _of_measure(index, meant, vocabulary, measure, status)
    if table is None:
        table = of_this_vocabulary(index.told(meant.stored, None), vocabulary, ids)
    pc, pa = arrow().compute, arrow()
    wanted = None
    for column, value in (("measure", measure), ("status", status)):
        values = values_in(pd.DataFrame({column: pc.unique(table[column]).to_pylist()}), column, value)
        fits = pc.is_in(table[column], pa.array(values, pa.string()))
        wanted = fits if wanted is None else pc.and_(wanted, fits)
    parts = pd.DataFrame({"part": pc.unique(table["part"]).to_pylist()})
    frame = _framed(table.filter(wanted), reports)
    told = pd.DataFrame({name: pd.Series(EMPTY[kind], frame.index) for name, kind in EVIDENCE.items()})
    rows = whole_years(Panel(frame, vocabulary=vocabulary, evidence=told).frame, parts)
    named = partial(_called, table)
    return years_of(
        rows, vocabulary, ids, asked, measure=measure, hedges=hedges, lang=lang, vintage=vintage, named=named
    )


def _of_measure(index: Indexed, meant: Asked, vocabulary: Vocabulary, measure: Any, status: Any) -> Any:
    """Return the rows of one measure, None where others have a say in the table: in its names, its halves of years."""
    asked = {"measure": [measure], "status": one_or_several(status)}
    known = all(isinstance(one, str) and one in CLOSED[column] for column in asked for one in asked[column])
    if not known or meant.stored != meant.ids or not all(id in vocabulary for id in meant.ids):
        return None
    table = index.told(meant.ids, measure)
    parts = set(arrow().compute.unique(table["part"]).to_pylist())
    return table if len(parts) > 1 or parts == {""} else None


def _there(folder: Folder, reports: pd.DataFrame) -> pd.DataFrame:
    """The reports whose files are there; the others are told."""
    lost = lost_files(folder, reports)
    if not lost:
        return reports
    away = reports["file"].isin(lost)
    shown = ", ".join(str(folder.path / name) for name in lost[:3])
    warn(
        f"{int(away.sum()):,} reports are not in the table, files of the store are missing ({shown}); update the store"
    )
    return reports[~away]


def _called(table: Any, id: str) -> str:
    return open_name(table.select(["indicator", "name"]).to_pandas(), id)


def _framed(table: Any, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the columns of a panel, in the order of the reports."""
    rows, place = in_report_order(table, reports)
    frame: pd.DataFrame = rows.to_pandas()
    said = {column: reports[name].to_numpy()[place] for column, name in _OF_REPORTS.items()}
    return frame.assign(**said)[list(COLUMNS)]
