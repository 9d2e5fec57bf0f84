"""Rows for a vocabulary of one's own, from what a panel says under no known name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path

import pandas as pd

from govreport.asked import called_right, of_kind, path_of
from govreport.errors import InputError, UnitError
from govreport.export import guarded
from govreport.indicators import OPEN, SUGGESTED, Vocabulary, clean_name
from govreport.indicators.names import key
from govreport.indicators.parsing import Piece, pieces
from govreport.panel.table import Panel
from govreport.units import parse_unit
from govreport.writing import replacing

__all__ = ["suggest"]

_ROW = ["id", "domain", "name_zh", "name_en", "unit", "kind", "direction", "accepts", "aliases", "note"]
_SHARES = ("%", "‰", "个百分点")


@called_right
def suggest(panel: Panel, path: str | Path | None = None, *, n: int = 40, least: int = 2) -> pd.DataFrame:
    """Write the most frequent unmatched names of a panel as rows that `Vocabulary.extend` reads.

    Parameters
    ----------
    panel : Panel
    path : str or Path, optional
        A tab-separated file to write.
    n : int, default 40
        How many names at most, those of the most reports first.
    least : int, default 2
        In how many reports a name must stand.

    Returns
    -------
    pandas.DataFrame
        The columns of a table of indicators, to be mended and pasted: `id` is a placeholder (`todo_1`, …), `unit` the
        one that its levels are said in most often (empty where none is said: a growth does not tell it), `domain` that
        of the nearest indicator, `aliases` the other wordings. Beside them `parse`, the name cut into known words with
        what no word covers in brackets, `unknown`, these pieces, and `unknown_regions`, in how many regions the most
        frequent of them stands in a name without an id; `nearest` ids (a row that is one of these
        wants its id, its name among the aliases, and nothing else), `rows`, `reports`, `regions`, `first_year`,
        `last_year` and an `example`. `note` says what must be decided first. `extend` leaves these columns aside.

    Raises
    ------
    InputError
        If `n` or `least` is no number above 0, or the file does not end in .tsv.

    Examples
    --------
    >>> import govreport as gr
    >>> rows = gr.suggest(gr.read_panel(gr.samples()), n=3, least=1)
    >>> rows["id"].tolist(), rows.columns[:3].tolist()
    (['todo_1', 'todo_2', 'todo_3'], ['id', 'domain', 'name_zh'])
    """
    of_kind(panel, Panel, "panel", "a Panel, as read_panel() returns it")
    for name, number in (("n", n), ("least", least)):
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise InputError("not a number above 0", where=name, found=repr(number))
    if path is not None and path_of(path).suffix != ".tsv":
        raise InputError("a table is written as .tsv", where=str(path))
    told = panel.unmatched
    told = told[told["reports"] >= least].head(n)
    frame = panel.frame
    groups = dict(iter(frame[frame["indicator"].isin(told["indicator"])].groupby("indicator", sort=False)))
    spread = _spread(panel) if len(told) else {}
    rows = [
        _row(f"todo_{at}", one, groups[one["indicator"]], panel.vocabulary, spread)
        for at, one in enumerate(told.to_dict("records"), 1)
    ]
    table = pd.DataFrame(rows, columns=[*_ROW, *SUGGESTED])
    if path is not None:
        with replacing(path) as file:
            guarded(table).to_csv(file, sep="\t", index=False, lineterminator="\n", quoting=3, escapechar="\\")
    return table


def _spread(panel: Panel) -> dict[str, int]:
    """In how many regions each unknown piece stands in a name that no id was found for."""
    rows = panel.frame[panel.frame["indicator"].str.startswith(OPEN)]
    found: dict[str, set[str]] = {}
    for name, region in rows[["name", "region"]].drop_duplicates().itertuples(index=False):
        for piece in _unknown(name):
            found.setdefault(piece, set()).add(region)
    return {piece: len(regions) for piece, regions in found.items()}


def _cut(name: str) -> tuple[Piece, ...]:
    return pieces(key(clean_name(name)))


def _unknown(name: str) -> list[str]:
    return [piece.text for piece in _cut(name) if not piece.words]


def _row(
    id: str, told: Mapping[Hashable, object], said: pd.DataFrame, words: Vocabulary, spread: Mapping[str, int]
) -> dict[str, object]:
    names = [_plain(name) for name in said["name"].value_counts(sort=True).index]
    name, others = names[0], list(dict.fromkeys(names[1:]))
    levels = said.loc[said["measure"] == "level", "unit"]
    unit = str(levels.mode().iloc[0]) if len(levels) else ""
    near = str(told["nearest"]).split()
    first = said.iloc[0]
    unknown = _unknown(name)
    return {
        **{"id": id, "name_zh": name, "name_en": "", "unit": unit, "direction": "neither", "accepts": ""},
        "domain": words[near[0]].domain if near else "other",
        "kind": "ratio" if unit in _SHARES else "flow",
        "aliases": "|".join(other for other in others if other != name),
        "note": _note(name, unit, words),
        "example": _plain(f"{first['report_region']} {first['report_year']}: {first['name']} {first['quote']}"),
        "parse": " ".join(piece.text if piece.words else f"[{piece.text}]" for piece in _cut(name)),
        "unknown": " ".join(unknown),
        "unknown_regions": max((spread.get(piece, 0) for piece in unknown), default=0),
        **{column: told[column] for column in SUGGESTED if column in told},
    }


def _plain(text: object) -> str:
    return " ".join(str(text).replace("|", " ").split())


def _note(name: str, unit: str, words: Vocabulary) -> str:
    """What must be decided before the row can stand."""
    holder = words.lookup(name)
    if holder:
        return f"'{holder.id}' is called so in {words[holder.id].unit}: an alias with its unit, or another name"
    if not unit:
        return "no level is stated: which unit?"
    try:
        parse_unit(unit)
    except UnitError:
        return f"'{unit}' is no known unit"
    return ""
