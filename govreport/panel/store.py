"""A panel on disk: one JSON file that any language reads, compressed or not."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import GovReportError, InputError
from ..vocabulary import Vocabulary
from ..writing import replacing
from .journal import Journal
from .schema import Failure

__all__ = ["read_saved", "write_panel"]

FORMAT = "govreport-panel"
VERSION = 1


def write_panel(
    path: Path,
    vocabulary: Vocabulary,
    failed: Iterable[Failure],
    frame: pd.DataFrame,
    evidence: pd.DataFrame,
    journal: Journal,
) -> None:
    """Write a panel; see `Panel.save`.

    Parameters
    ----------
    path : Path
    vocabulary : Vocabulary
    failed : iterable of Failure
    frame, evidence : pandas.DataFrame
    journal : Journal

    Raises
    ------
    InputError
        If the ending is neither `.json` nor `.json.gz`.

    Examples
    --------
    >>> import govreport as gr
    >>> gr.read_panel(gr.samples()[:1]).save("panel.xlsx")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: panel.xlsx: cannot save in this format: expected a name ending in .json or .json.gz
    """
    if not path.name.endswith((".json", ".json.gz")):
        raise InputError("cannot save in this format", where=str(path), expected="a name ending in .json or .json.gz")
    data = {
        "format": FORMAT,
        "version": VERSION,
        "vocabulary": vocabulary.to_dict(),
        "failed": [{"source": f.source, "error": f.error.to_dict()} for f in failed],
        **journal.to_dict(),
        "frame": _columns(frame),
        "evidence": _columns(evidence),
    }
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    opener: Any = gzip.open if path.name.endswith(".gz") else open
    with replacing(path) as draft, opener(draft, "wt", encoding="utf-8") as file:
        file.write(text)


def _columns(frame: pd.DataFrame) -> dict[str, list[object]]:
    return {column: [_plain(value) for value in frame[column].tolist()] for column in frame.columns}


def _plain(value: object) -> object:
    """A missing value is null, an open bound the text `inf`: JSON has neither."""
    if value is None or value != value:
        return None
    return str(value) if isinstance(value, float) and math.isinf(value) else value


def read_saved(path: Path) -> tuple[Vocabulary, list[Failure], pd.DataFrame, pd.DataFrame, Journal | None]:
    """Read what `write_panel` wrote.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tuple
        The vocabulary, the failures, the frame, what stands beside it, and the journal where the file has one.

    Raises
    ------
    InputError
        If the file is missing or is no saved panel.

    Examples
    --------
    >>> read_saved(Path("nowhere.json"))
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: nowhere.json: no such file
    """
    if not path.is_file():
        raise InputError("no such file", where=str(path))
    opener: Any = gzip.open if path.name.endswith(".gz") else open
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            data = json.load(file)
        if data["format"] != FORMAT:
            raise KeyError("format")
    except (ValueError, KeyError, TypeError, OSError, EOFError) as error:
        raise InputError("not a panel that govreport saved", where=str(path), hint="save it with Panel.save") from error
    if data["version"] > VERSION:
        raise InputError(
            "saved by a newer govreport", where=str(path), expected=f"version {VERSION}", found=str(data["version"])
        )
    frame, evidence = pd.DataFrame(data["frame"]), pd.DataFrame(data["evidence"])
    if "sentence_start" in evidence.columns:  # where the first version kept it
        frame["sentence_start"] = evidence["sentence_start"]
    return (
        Vocabulary.from_dict(data["vocabulary"]),
        [Failure(f["source"], GovReportError.from_dict(f["error"])) for f in data["failed"]],
        frame,
        evidence,
        Journal.from_dict(data) if "reports" in data and "skipped" in data else None,
    )
