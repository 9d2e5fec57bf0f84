"""Saved panels that were damaged: every place of the file, and what may stand there instead."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from govreport.errors import GovReportError
from govreport.panel import Panel, load_panel

Place = tuple[Any, ...]

DAMAGES = {
    "dropped": None,
    "null": None,
    "a text": "no",
    "an empty text": "",
    "a number": 3,
    "negative": -7,
    "a part": 0.5,
    "huge": 2_000_000_000_000_000_000_000,
    "infinite": float("inf"),
    "not a number": float("nan"),
    "true": True,
    "a list": [],
    "a table": {"x": 1},
    "a list of lists": [[["x"]]],
    "a lone surrogate": "\ud800",
}
_OF_NUMBERS = ("negative", "a part", "huge", "infinite", "not a number", "true", "a text")


def places(data: Any, path: Place = ()) -> list[Place]:
    """Every place of a file, from its top down."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))][not path :]


def at(data: Any, place: Place) -> Any:
    """What stands at a place."""
    for step in place:
        data = data[step]
    return data


def each_once(saved: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Every place that differs from others by more than its row, each with the next damage; numbers with two."""
    seen: set[Place] = set()
    any_damage, of_numbers = cycle(DAMAGES), cycle(_OF_NUMBERS)
    for place in places(saved):
        shape = tuple("*" if isinstance(step, int) else step for step in place)
        if shape in seen:
            continue
        seen.add(shape)
        yield place, next(any_damage)
        if isinstance(at(saved, place), int | float):
            yield place, next(of_numbers)


def damaged(saved: dict[str, Any], place: Place, kind: str) -> dict[str, Any]:
    """A copy of the file, damaged at a place."""
    data = copy.deepcopy(saved)
    there = at(data, place[:-1])
    if kind == "dropped":
        del there[place[-1]]
    else:
        there[place[-1]] = DAMAGES[kind]
    return data


def state(panel: Panel) -> str:
    """All that a panel holds, as a text."""
    parts = [panel.frame, panel.corrected, panel.unplaced, panel._evidence, panel._aside.dropped, panel.reports]
    told = [part.to_json(force_ascii=False) for part in parts]
    lists = map(str, (*panel.failed, *panel.skipped))
    return "\n".join([*told, json.dumps(panel.vocabulary.to_dict()), *lists])


def refused_or_sound(saved: dict[str, Any], place: Place, kind: str, file: Path) -> str:
    """Write a damaged file and load it: "refused" by an error of ours that names it, or "loaded" and found sound."""
    file.write_text(json.dumps(damaged(saved, place, kind)), encoding="utf-8")
    try:
        loaded = load_panel(file)
    except GovReportError as error:
        assert str(file) in str(error)
        assert len(str(error)) < 9000
        return "refused"
    assert repr(loaded)
    assert len(loaded.wide()) >= 0
    for label in range(len(loaded)):
        assert str(loaded.explain(label))
    loaded.save(file)
    assert state(load_panel(file)) == state(loaded)
    if kind in ("a table", "a list of lists", "huge", "infinite", "not a number"):
        assert isinstance(at(saved, place), dict | list) or tolerates(place), "nonsense was believed"
    return "loaded"


def tolerates(place: Place) -> bool:
    """Where a file may hold any number: bounds, and a column of the user's own."""
    return len(place) > 1 and place[1] in ("low", "high", "weight") and place[0] in ("frame", "dropped")
