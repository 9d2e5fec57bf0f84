"""A table as its readers call things: heads, measures, statuses and verdicts in words of a language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pandas as pd

from govreport.catalogue import view_labels
from govreport.export.heads import heading
from govreport.labels import region_name
from govreport.unit_labels import unit_label

__all__ = ["heads_for_readers", "sheet_name", "words_for_readers"]

#: columns whose values are words of a closed list, and what these are called by in `data/view_labels.tsv`
_CODED = {
    **{
        name: name
        for name in ("status", "measure", "bound", "aim", "kind", "domain", "of", "direction", "role", "sheet")
    },
    **{"verdict": "kind", "answer": "promise", "growth_stated_bound": "bound"},
}
_REGIONS = re.compile("(?:report_)?region(?:_[a-z]+)?(?<!_code)")
_UNITS = re.compile("(?:[a-z]+_)?unit(?:_[a-z]+)?")
#: what explains a head: 措辞：确数、左右、近、以上、以内（目标）
_EXPLAINED = re.compile(r"：[^（]*(?=（|$)|: [^(]*(?= \(|$)")


def sheet_name(name: str, lang: str) -> str:
    """Return what a sheet is called, its id where nothing else is known.

    Parameters
    ----------
    name : str
    lang : {"zh", "en"}

    Returns
    -------
    str

    Examples
    --------
    >>> sheet_name("sentences", "zh"), sheet_name("rows", "en")
    ('原句', 'data')
    """
    return view_labels(lang).get(f"sheet.{name}", name)


def heads_for_readers(columns: list[str], lang: str) -> list[str]:
    """Return the heads of columns in words, no two alike.

    Parameters
    ----------
    columns : list of str
    lang : {"zh", "en"}

    Returns
    -------
    list of str

    Examples
    --------
    >>> heads_for_readers(["region", "measure", "value_target", "2023"], "zh")
    ['地区', '量', '数值（目标）', '2023']
    """
    told = [heading(column, lang, columns) or region_name(column, lang=lang) for column in columns]
    short = [_short(said) for said in told]
    many = Counter(short)
    heads = [said if many[brief] > 1 else brief for said, brief in zip(told, short, strict=True)]
    again = Counter(heads)
    return [f"{said} ({column})" if again[said] > 1 else said for said, column in zip(heads, columns, strict=True)]


def words_for_readers(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a table with words of a language in place of codes, and in English with English regions.

    Parameters
    ----------
    frame : pandas.DataFrame
    lang : {"zh", "en"}

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> table = pd.DataFrame({"region": ["浙江省"], "status_target": ["target"]})
    >>> words_for_readers(table, "en").iloc[0].tolist()
    ['Zhejiang', 'target']
    """
    made = frame.copy()
    for column in frame.columns:
        say = _word_for(str(column), lang)
        if say is not None:
            made[column] = frame[column].map(lambda value, say=say: say(value) if isinstance(value, str) else value)
    return made


def _word_for(column: str, lang: str) -> Callable[[str], str] | None:
    """Return what names the values of a column in a language, None for one that is left as it is."""
    base = next((base for base in _CODED if column == base or column.startswith(f"{base}_")), None)
    if base is not None:
        return lambda value: view_labels(lang).get(f"{_CODED[base]}.{value}", value)
    if column == "reason":
        return lambda value: _reason(value, lang)
    if column == "side":
        return lambda value: heading(f"_{value}", lang) or value
    if lang == "en" and _REGIONS.fullmatch(column):
        return lambda value: region_name(value, lang="en")
    if lang == "en" and _UNITS.fullmatch(column):
        return lambda value: unit_label(value, lang="en")
    return None


def _reason(value: str, lang: str) -> str:
    """Return a reason in words; one that quotes the row stays as it is."""
    labels = view_labels(lang)
    said = labels.get(f"promise.reason.{value}") or labels.get(f"reason.{value}", value)
    return value if "{" in said else said


def _short(said: str) -> str:
    """Return a head without its explanation: 量：水平、增速、增减等."""
    return _EXPLAINED.sub("", said)
