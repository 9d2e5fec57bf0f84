"""Whatever holds reports, one report at a time: reports, files, folders, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from govreport.errors import GovReportError, InputError, closest
from govreport.model import Report
from govreport.panel.schema import Failure
from govreport.text import SUFFIXES, report_from_text, reports_in

__all__ = ["Source", "opened", "read_table"]

Source: TypeAlias = "Report | str | Path | pd.DataFrame | Iterable[Report | str | Path]"
_NEEDED = ("text", "region", "year")
TABLES = (".csv", ".tsv", ".xlsx", ".parquet")


def opened(source: Source) -> Iterator[Report | Failure]:
    """Yield the reports that are meant, one at a time, and what could not be read.

    Parameters
    ----------
    source : Report, str, Path, DataFrame or iterable of these
        Reports that are read already; files, folders of them, and tables (`.csv`, `.tsv`, `.xlsx`, `.parquet` or a
        DataFrame) with the columns `text`, `region` and `year`. An iterator is taken report by report, and nothing of
        it is kept.

    Yields
    ------
    Report or Failure

    Raises
    ------
    InputError
        If nothing was given, or a table has not these columns.

    Examples
    --------
    >>> from govreport import samples
    >>> [report.year for report in opened(samples()[:2])]
    [2018, 2019]
    """
    if isinstance(source, Report):
        yield source
    elif isinstance(source, pd.DataFrame):
        yield from _of_table(source, "table")
    elif isinstance(source, str | Path):
        yield from _of_path(Path(source))
    else:
        yield from _of_many(source)


def _of_many(source: Iterable[Report | str | Path]) -> Iterator[Report | Failure]:
    if isinstance(source, bytes) or not isinstance(source, Iterable):
        expected = "reports, files, folders or a table"
        raise InputError("no reports", where="reports", expected=expected, found=type(source).__name__)
    empty = True
    for one in source:
        empty = False
        if not isinstance(one, Report | str | Path | pd.DataFrame):
            expected = "reports, or paths of files"
            raise InputError("no report", where="reports", expected=expected, found=type(one).__name__)
        yield from opened(one)
    if empty:
        raise InputError("nothing to read", where="reports", expected="at least one report")


def _of_path(path: Path) -> Iterator[Report | Failure]:
    if path.suffix.lower() in TABLES and not path.is_dir():
        yield from _of_table(read_table(path), str(path))
        return
    if path.suffix.lower() not in SUFFIXES and not path.exists():
        raise InputError("no such file or folder", where=str(path))
    for one in reports_in(path):
        yield one if isinstance(one, Report) else Failure(*one)


def _of_table(table: pd.DataFrame, where: str) -> Iterator[Report | Failure]:
    if missing := [name for name in _NEEDED if name not in table.columns]:
        names = [str(name) for name in table.columns]
        raise InputError(
            f"the table has no column {' and no '.join(missing)}",
            where=where,
            expected="the columns text, region and year",
            found=", ".join(names[:12]) or "no columns",
            suggestions=closest(missing[0], names),
        )
    columns = [table[name] for name in _NEEDED]
    sources = table["source"] if "source" in table.columns else [""] * len(table)
    for number, (text, region, year, source) in enumerate(zip(*columns, sources, strict=True), 1):
        label = source if isinstance(source, str) and source else f"{where}, row {number}"
        try:
            yield _row(text, region, year, label)
        except GovReportError as error:
            yield Failure(label, error)


def _row(text: Any, region: Any, year: Any, label: str) -> Report:
    if not isinstance(text, str):
        raise InputError("the text is empty", where=label, found=repr(text))
    place = region.strip() if isinstance(region, str) else None
    if not place:
        raise InputError("the region is empty", where=label, found=repr(region))
    try:
        said = int(year)
    except (TypeError, ValueError):
        raise InputError("this is no year", where=label, expected="a whole number", found=repr(year)) from None
    return report_from_text(text, region=place, year=said, source=label)


def read_table(path: Path, sheet: str | int = 0) -> pd.DataFrame:
    """Read a table of texts, every cell as it is written.

    Parameters
    ----------
    path : Path
        Ending in `.csv`, `.tsv`, `.xlsx` or `.parquet`.
    sheet : str or int, default 0
        Of a workbook.

    Returns
    -------
    DataFrame

    Raises
    ------
    InputError
        If it cannot be read.

    Examples
    --------
    >>> read_table(Path("nowhere.csv"))
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: nowhere.csv: no such file
    """
    if not path.exists():
        raise InputError("no such file", where=str(path))
    kind = path.suffix.lower()
    try:
        if kind == ".parquet":
            return pd.read_parquet(path)
        if kind == ".xlsx":
            return pd.read_excel(path, sheet_name=sheet, dtype=str, keep_default_na=False)
        separator = "\t" if kind == ".tsv" else ","
        return pd.read_csv(path, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except ImportError as error:
        extra = "parquet" if kind == ".parquet" else "words"
        hint = f"pip install govreport[{extra}]"
        raise InputError(f"{kind} needs a further package", where=str(path), hint=hint) from error
    except (OSError, ValueError, KeyError) as error:
        raise InputError("the table cannot be read", where=str(path), found=str(error)[:200]) from error
