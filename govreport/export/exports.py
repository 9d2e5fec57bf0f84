"""What everything that holds a table can do: write it to a file, in the format that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike, fspath
from pathlib import Path

import pandas as pd

from govreport.asked import methods_called_right, path_of
from govreport.errors import InputError, closest
from govreport.export.excel import write_excel
from govreport.export.heads import portable
from govreport.export.plain import write_csv, write_json, write_parquet
from govreport.export.sdmx import write_sdmx
from govreport.export.stata import write_stata
from govreport.settings import language_of_views

Place = str | PathLike[str]


def suffixes() -> tuple[str, ...]:
    """Return the endings of file names that `Exports.export` knows.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> suffixes()
    ('.csv', '.dta', '.json', '.parquet', '.sdmx.csv', '.xlsx')
    """
    return tuple(sorted(_WRITERS))


def check_ending(path: Place, *others: str) -> str:
    """Return the ending of a file name that says how a table is written.

    Parameters
    ----------
    path : str or path
    *others : str
        What else can be written here.

    Returns
    -------
    str
        One of `suffixes` or of the others.

    Raises
    ------
    InputError
        For another ending.

    Examples
    --------
    >>> check_ending("out/panel.sdmx.csv")
    '.sdmx.csv'
    """
    name = path_of(path).name.lower()
    known = (*suffixes(), *others)
    fitting = [ending for ending in known if name.endswith(ending)]
    if not fitting:
        raise InputError(
            "unknown ending",
            where=fspath(path),
            expected=", ".join(known),
            found=Path(name).suffix or "none",
            suggestions=closest(Path(name).suffix, known),
        )
    return max(fitting, key=len)


@methods_called_right
class Exports:
    """Writes tables to files; what they are is said by the class that has them.

    The files of reports are named from the folder that all of them lie in, where their whole paths are known.

    Examples
    --------
    >>> import govreport as gr
    >>> issubclass(gr.Comparison, Exports) and issubclass(gr.Panel, Exports)
    True
    """

    __slots__ = ()

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        """Return the tables, the main one first."""
        raise NotImplementedError

    def _observed(self) -> pd.DataFrame:
        """Return what was observed, one row an observation, with the columns of a panel."""
        raise NotImplementedError

    def _facts(self) -> Mapping[str, object]:
        """Return what a reader of a file has to know beside the rows."""
        return {}

    def _main(self) -> pd.DataFrame:
        return next(iter(portable(self._sheets()).values()))

    def to_csv(self, path: Place, *, encoding: str = "utf-8-sig", guard: bool = True) -> None:
        """Write all rows to a CSV file.

        Parameters
        ----------
        path : str or path
            Where to; an existing file is replaced.
        encoding : str, default "utf-8-sig"
            The default carries the mark without which spreadsheets show Chinese as rubbish.
        guard : bool, default True
            Put `'` before words of a report that a spreadsheet would run as a formula: those that begin with `=`,
            `+`, `-`, `@`, a tab or a line break. Numbers are left alone. With False, words are written as they are.
        """
        write_csv(self._main(), path, encoding, guard)

    def to_json(self, path: Place) -> None:
        """Write all rows to a JSON file.

        Parameters
        ----------
        path : str or path
            Where to; an existing file is replaced. The file holds an object: `kind`, `govreport` (the version), the
            facts of the result, `columns`, and `rows`, a list of objects. What is missing is null, and open bounds
            are the texts `inf` and `-inf`, since JSON has no infinity.
        """
        write_json(self._main(), path, {"kind": type(self).__name__, **self._facts()})

    def to_parquet(self, path: Place) -> None:
        """Write all rows to a Parquet file.

        Parameters
        ----------
        path : str or path
            Where to; an existing file is replaced. Columns that are named by years are named by text.

        Raises
        ------
        InputError
            Without the `parquet` extra.
        """
        write_parquet(self._main(), path)

    def to_excel(self, path: Place, *, lang: str | None = None) -> None:
        """Write a workbook: the rows on the first sheet, their sentences on the second, further tables behind.

        Parameters
        ----------
        path : str or path
            Where to, ending in `.xlsx`; an existing file is replaced.
        lang : {"zh", "en"}, optional
            Heads, sheets, measures, statuses and verdicts in words of this language; the rows with their ids stand on
            a sheet `rows` behind. By default ids alone, with notes in the language of tables.

        Raises
        ------
        InputError
            Without the `excel` extra, for another ending, or for more rows than a sheet holds.

        Notes
        -----
        What a column is stands in a note on its head and on the sheet `columns`.

        Words are text cells whatever they begin with, and never formulas or links; numbers are numbers, missing ones
        empty, open bounds `∞`. The column `row` of the sentences is the number of the row that they stand behind.
        """
        facts = {"kind": type(self).__name__, **self._facts()}
        named = lang is not None
        write_excel(portable(self._sheets()), path, facts, language_of_views(lang), for_readers=named)

    def to_stata(self, path: Place) -> None:
        """Write all rows to a Stata file (`.dta`, Stata 14 and later, Chinese as it is).

        Parameters
        ----------
        path : str or path
            Where to; an existing file is replaced. Open bounds are missing, with a column `…_open` beside them (1
            above, -1 below); truths are 0 and 1; names that Stata cannot hold are changed, and every column is
            labelled with the name it has here.
        """
        write_stata(self._main(), path)

    def to_sdmx_csv(self, path: Place) -> None:
        """Write what the reports say as SDMX-CSV 2.0, one row an observation.

        Parameters
        ----------
        path : str or path
            Where to; an existing file is replaced. The columns are described in the page on comparing.

        Raises
        ------
        InputError
            For what has no figures: counts of words and phrases.

        Notes
        -----
        It is written for machines: words of reports stand there unchanged, also those that a spreadsheet would run
        as a formula. `to_csv` guards against that.
        """
        write_sdmx(portable({"rows": self._observed()})["rows"], path)

    def export(self, path: Place, *, lang: str | None = None) -> None:
        """Write the file that the ending of its name asks for.

        Parameters
        ----------
        path : str or path
            Ending in `.csv`, `.sdmx.csv`, `.dta`, `.json`, `.parquet` or `.xlsx`.
        lang : {"zh", "en"}, optional
            Of a workbook, as in `to_excel`; the other formats have ids.

        Raises
        ------
        InputError
            For another ending, or as in the method for the format.
        """
        writer = _WRITERS[check_ending(path)]
        writer(self, path, **({"lang": lang} if writer is Exports.to_excel else {}))


_WRITERS: dict[str, Callable[..., None]] = {
    ".csv": Exports.to_csv,
    ".dta": Exports.to_stata,
    ".json": Exports.to_json,
    ".parquet": Exports.to_parquet,
    ".sdmx.csv": Exports.to_sdmx_csv,
    ".xlsx": Exports.to_excel,
}
