"""What a page says of corrections: beside the sentence the reading and what is right, at the end how many there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govreport.render.parts import Record
from govreport.render.words import Words

if TYPE_CHECKING:
    from govreport.panel import Panel

MARK = "✎"
_SUMMARY = re.compile(r"(?P<read>.*) \((?P<measure>\w+), (?P<period>[\d-]+), (?P<status>\w+)\)")
Place = tuple[str, int, int, str]


def place_of(row: Record) -> Place:
    """Return what tells a reading from all others: the file, the place in it, the subject."""
    return str(row["source"]), int(row["start"]), int(row["end"]), str(row["name"])


def corrections_told(panel: Panel, words: Words) -> dict[Place, str]:
    """Return what is to be said of the corrected readings of a panel."""
    told: dict[Place, list[str]] = {}
    for line in panel.corrected.to_dict("records"):
        if line["action"] != "drop" and line["given"]:
            told.setdefault(place_of({str(k): v for k, v in line.items()}), []).append(_said(line, words))
    return {place: "; ".join(dict.fromkeys(said)) for place, said in told.items()}


def _said(line: dict[object, object], words: Words) -> str:
    field = str(line["field"])
    label = words(f"field.{field}") if field else ""
    who = ": ".join(str(part) for part in (line["by"], line["why"]) if part)
    key = f"page.corrected_{line['action']}"
    text = words(key, field=label, read=line["read"] or "–", right=line["right"] or "–")
    return f"{text} ({who})" if who else text


def _taken_out(read: str, words: Words) -> str:
    """Write what was taken out, as `panel.corrected` has it, in the words of the page."""
    said = _SUMMARY.fullmatch(read)
    if said is None:
        return read
    measure, status = words.measure(said["measure"]), words(f"status.{said['status']}")
    return words("page.reading", read=said["read"], measure=measure, period=said["period"], status=status)


def correction_notes(panel: Panel, words: Words) -> list[str]:
    """Return what the end of a page says of corrections."""
    made, lost = panel.corrected, len(panel.unplaced)
    dropped = made[made["action"] == "drop"]
    rest = made[made["action"] != "drop"]["row"].nunique()
    notes = [words("page.corrected", n=rest, mark=MARK)] if rest else []
    for line in dropped.to_dict("records"):
        who = ": ".join(str(part) for part in (line["by"], line["why"]) if part)
        place = f"{line['report_region']} {line['report_year']}"
        notes.append(words("page.dropped", place=place, read=_taken_out(str(line["read"]), words), who=who or "–"))
    return notes + ([words("page.unplaced", n=lost)] if lost else [])
