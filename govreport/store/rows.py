"""The rows of a store: only the files, groups and columns that are asked for, and what an indicator is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

import pandas as pd

from govreport.errors import InputError
from govreport.indicators import OPEN, Vocabulary
from govreport.indicators.names import slug
from govreport.panel.naming import ids_in
from govreport.store.files import Folder, schema
from govreport.store.packages import arrow

__all__ = ["Asked", "Rows", "filled", "ids_asked", "is_gone"]

#: ids up to which the statistics of row groups are asked for each
_FEW = 50


#: what no row can do without
_NEVER_EMPTY = ("report", "row", "indicator", "name", "measure", "period_start", "period_end", "value")


def filled(table: Any) -> Any:
    """Return rows as they are, and raise ValueError where one lacks what no row can do without."""
    if lost := [name for name in _NEVER_EMPTY if name in table.column_names and table[name].null_count]:
        raise ValueError(f"rows without {lost[0]}")
    return table


class Rows:
    """The rows of some reports: of the files that have them, or of others that are named.

    Where files hold these reports alone, no row has to be asked for its report.
    """

    def __init__(
        self, folder: Folder, reports: pd.DataFrame, names: list[str] | None = None, *, alone: bool = False
    ) -> None:
        self._folder, self._alone = folder, alone
        self._names = sorted(reports["file"].unique()) if names is None else names
        self._numbers = reports["number"].tolist()

    def read(self, ids: list[str] | None, columns: list[str] | None = None, more: Any = None) -> Any:
        """Return the rows of these indicators, of all where none are named."""
        kinds = schema()
        if not self._names:
            table = kinds.empty_table()
            return table if columns is None else table.select(columns)
        ds, pc, pa = arrow().dataset, arrow().compute, arrow()
        own = pc.field("report").isin(pa.array(self._numbers, pa.int64()))
        conditions = [more, None if ids is None else _one_of(pc.field("indicator"), ids), None if self._alone else own]
        wanted = reduce(and_, [one for one in conditions if one is not None], pc.scalar(True))
        paths = [str(self._folder.path / name) for name in self._names]
        try:
            form = ds.ParquetFileFormat(
                default_fragment_scan_options=ds.ParquetFragmentScanOptions(
                    page_checksum_verification=True, pre_buffer=False
                )
            )
            table = ds.dataset(paths, schema=kinds, format=form).to_table(columns=columns, filter=wanted)
            return filled(table)
        except FileNotFoundError:
            raise
        except (OSError, ValueError, KeyError) as problem:
            self._complain(problem)

    def _complain(self, problem: Exception) -> None:
        """Say which file is damaged."""
        for name in self._names:
            self._folder.rows(name)
        found = str(problem).split("\n")[0][:200]
        raise InputError("the store cannot be read", where=str(self._folder.path), found=found) from problem

    def named(self, one: str, vocabulary: Vocabulary) -> pd.DataFrame:
        """Return the open ids that are called so: what they are here, the name, and what the store has in their place.

        Rows whose id an earlier vocabulary had are under it in the store, and under an open one here.
        """
        pa, pc = arrow(), arrow().compute
        id, name = pc.field("indicator"), pc.field("name")
        open_one = pc.starts_with(id, OPEN)
        called = open_one & ((name == one) | (id == one) | (id == OPEN + one))
        gone = ~open_one & ~id.isin(pa.array(list(vocabulary), pa.string()))
        frame = self.read(None, ["indicator", "name"], called | gone).to_pandas().drop_duplicates()
        stored = frame["indicator"]
        now = [slug(name) if is_gone(id, vocabulary) else id for id, name in zip(stored, frame["name"], strict=True)]
        found: pd.DataFrame = frame.assign(indicator=pd.Series(now, frame.index, dtype="object"), stored=stored)
        return found[found["indicator"].isin([one, OPEN + one]) | (found["name"] == one)]


def is_gone(id: str, vocabulary: Vocabulary) -> bool:
    """Say whether an id is of an earlier vocabulary."""
    return not id.startswith(OPEN) and id not in vocabulary


def _one_of(field: Any, ids: list[str]) -> Any:
    """A condition of which the reader knows which groups of rows cannot fulfil it."""
    if not 0 < len(ids) <= _FEW:
        return field.isin(arrow().array(ids, arrow().string()))
    wanted = field == ids[0]
    for id in ids[1:]:
        wanted = wanted | (field == id)
    return wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """Which indicators are asked for.

    Attributes
    ----------
    ids : list of str
        In the order asked.
    stored : list of str
        What their rows have in the store: ids of an earlier vocabulary too.
    """

    ids: list[str]
    stored: list[str]


def ids_asked(indicators: Any, vocabulary: Vocabulary, rows: Callable[[], Rows]) -> Asked:
    """Return the ids that are asked for, as `Panel.select` would understand them.

    Parameters
    ----------
    indicators : str or iterable of str
    vocabulary : Vocabulary
    rows : callable
        Gives the rows where what the vocabulary does not hold is looked for.

    Returns
    -------
    Asked

    Raises
    ------
    UnknownIdError, InputError
        As `Panel.select`.
    """
    asked = [indicators] if isinstance(indicators, str) or not isinstance(indicators, Iterable) else list(indicators)
    none = pd.DataFrame({"indicator": [], "name": [], "stored": []}, dtype=object)
    found: dict[str, None] = {}
    stored: dict[str, None] = {}
    for one in asked:
        known = isinstance(one, str) and (one in vocabulary or (not one.startswith(OPEN) and vocabulary.named(one)))
        frame = none if known or not isinstance(one, str) else rows().named(one, vocabulary)
        ids = ids_in(frame, vocabulary, [one])
        found.update(dict.fromkeys(ids))
        stored.update(dict.fromkeys([*ids, *frame.loc[frame["indicator"].isin(ids), "stored"]]))
    return Asked(list(found), list(stored))
