"""Worklists: the readings that a person should look at, with columns to fill in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from govreport import tables
from govreport.asked import of_kind
from govreport.errors import InputError, closest
from govreport.export import Form, portable, write_form
from govreport.indicators import Vocabulary
from govreport.model import BOUNDS, OBSERVED, STATUSES
from govreport.panel.correction_fields import ACTIONS, FIELDS
from govreport.panel.correction_table import READ, RIGHT
from govreport.panel.keys import marked
from govreport.panel.marks import told_of
from govreport.panel.table_files import SHEET

__all__ = ["ORDERS", "write_worklist"]

_GRAVITY = {"error": 0, "doubt": 1}


def _by_doubt(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    return frame.sort_values("doubt", ascending=False, kind="stable")


def _by_findings(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    return frame[frame["finding"] != ""].sort_values("_grave", kind="stable")


def _by_chance(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    return frame.sample(frac=1.0, random_state=of_kind(seed, int, "seed", "a whole number"))


def _by_text(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    return frame


ORDERS: dict[str, Callable[[pd.DataFrame, int], pd.DataFrame]] = {
    "doubt": _by_doubt,
    "findings": _by_findings,
    "random": _by_chance,
    "text": _by_text,
}


def write_worklist(
    path: Path,
    frame: pd.DataFrame,
    evidence: pd.DataFrame,
    words: Vocabulary,
    *,
    n: int | None,
    by: str,
    seed: int,
    overwrite: bool,
    findings: pd.DataFrame | None,
) -> int:
    """Write a worklist; see `Panel.review`.

    Parameters
    ----------
    path : Path
    frame, evidence : pandas.DataFrame
    words : Vocabulary
    n, by, seed, overwrite
        As in `Panel.review`.
    findings : pandas.DataFrame, optional
        `row`, `severity` and `text` of what `check` found.

    Returns
    -------
    int

    Raises
    ------
    InputError
        For what cannot be written as asked.

    Examples
    --------
    >>> import govreport as gr
    >>> gr.read_panel(gr.samples()[:1]).review("look.docx")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: look.docx: cannot write a worklist in this format: expected .xlsx, .tsv or .csv, ...
    """
    _check(path, n, by, overwrite)
    table = frame.assign(finding="", _grave=len(_GRAVITY), nearest=evidence["nearest"], nth=_nth(frame))
    if findings is not None:
        grave = findings["severity"].map(_GRAVITY).fillna(len(_GRAVITY))
        table["finding"] = findings.groupby("row")["text"].agg("; ".join).reindex(table.index).fillna("")
        table["_grave"] = grave.groupby(findings["row"]).min().reindex(table.index).fillna(len(_GRAVITY))
    chosen = ORDERS[by](table[evidence["corrected"] == ""], seed)
    chosen = portable({"rows": chosen if n is None else chosen.head(n)})["rows"]
    notes = {row["column"]: f"{row['zh']} | {row['en']}" for row in _columns()}
    rows = [_line(row, words) for row in chosen.to_dict("records")]
    form = Form(
        pd.DataFrame(rows, columns=_order(by)),
        fill=["action", *(RIGHT + name for name in FIELDS), "by", "why"],
        choices=_choices(words),
        notes=notes,
    )
    write_form(form, path, SHEET)
    return len(rows)


def _check(path: Path, n: int | None, by: str, overwrite: bool) -> None:
    if path.suffix.lower() not in (".xlsx", ".tsv", ".csv"):
        found = path.suffix or "no ending"
        raise InputError(
            "cannot write a worklist in this format", where=str(path), expected=".xlsx, .tsv or .csv", found=found
        )
    if by not in ORDERS:
        near = closest(str(by), ORDERS)
        raise InputError("unknown order", where="by", expected=", ".join(ORDERS), found=repr(by), suggestions=near)
    if n is not None and (isinstance(n, bool) or not isinstance(n, int) or n < 1):
        raise InputError("not a number above 0", where="n", found=repr(n))
    if path.exists() and not overwrite:
        hint = "apply what was filled in first, then say overwrite=True"
        raise InputError("there is such a file, and it may hold corrections", where=str(path), hint=hint)


def _order(by: str) -> list[str]:
    pairs = [column for name in FIELDS for column in (READ + name, RIGHT + name) if column != READ + "name"]
    beside = ["doubt", *(["finding"] if by == "findings" else [])]
    head = ["report_region", "report_year", "sentence", "quote", *beside, "action", "name"]
    return [*head, *pairs, "nearest", "by", "why", "nth", "source"]


def _line(row: dict[Any, Any], words: Vocabulary) -> dict[str, object]:
    at = int(row["start"]) - int(row["sentence_start"])
    sentence, quote = str(row["sentence"]), str(row["quote"])
    if at < 0 or sentence[at : at + len(quote)] != quote:
        at = sentence.find(quote)
    shown = marked(sentence, at, at + len(quote)) if at >= 0 else sentence
    years = dict.fromkeys((int(row["period_start"]), int(row["period_end"])))
    read = {READ + name: _shown(row[name]) for name in FIELDS if name in row}
    read[READ + "indicator"] = _named(str(row["indicator"]), words)
    read[READ + "period"] = "-".join(map(str, years))
    told = {name: row[name] for name in ("report_region", "name", "nearest", "source", "finding")}
    return {
        **dict.fromkeys(_order("findings"), ""),
        **told,
        **read,
        "report_year": int(row["report_year"]),
        "sentence": shown,
        "quote": " ".join(quote.split()),
        "nth": int(row["nth"]) or "",
        "doubt": round(float(row["doubt"]), 2),
    }


def _shown(value: Any) -> object:
    finite = isinstance(value, float) and value not in (float("inf"), float("-inf")) and value == value
    return float(f"{value:.10g}") if finite else told_of(value)


def _named(id: str, words: Vocabulary) -> str:
    return f"{id} {words[id].name_zh}" if id in words else id


def _choices(words: Vocabulary) -> dict[str, list[str]]:
    return {
        RIGHT + "indicator": [_named(id, words) for id in words],
        "action": list(ACTIONS[1:3]),
        RIGHT + "measure": list(OBSERVED),
        RIGHT + "bound": list(BOUNDS),
        RIGHT + "per_year": ["yes", "no"],
        RIGHT + "status": list(STATUSES),
    }


def _nth(frame: pd.DataFrame) -> pd.Series[Any]:
    """Which of several readings of the same words a row is, 0 where there is one."""
    keys = [
        *(frame[column] for column in ("source", "report_region", "report_year", "sentence", "name", "quote")),
        (frame["start"] - frame["sentence_start"]).rename("at"),
    ]
    table = pd.concat(keys, axis=1).assign(_start=frame["start"])
    names = [column for column in table.columns if column != "_start"]
    groups = table.groupby(names, sort=False, dropna=False)["_start"]
    return groups.rank(method="first").astype("int64").where(groups.transform("size") > 1, 0)


@cache
def _columns() -> tuple[dict[str, str], ...]:
    return tuple(tables.rows("review"))
