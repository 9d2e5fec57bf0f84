"""The rows of a panel's page: its sayings sorted into cells, with changes, verdicts, breaks and doubts beside them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from govreport.comparison import targets
from govreport.comparison.cells import PERCENT
from govreport.comparison.interval import off_the_line
from govreport.comparison.marks import doubted
from govreport.model import OBSERVED, Indicator
from govreport.page.corrected import MARK, corrections_told, place_of
from govreport.panel.naming import names_as_said, names_of_open
from govreport.panel.precedence import Vintage, of_vintage, ranked
from govreport.panel.preferences import DOUBTFUL
from govreport.panel.schema import of_its_year
from govreport.render.page import Cell, PageRow, Sayings, Series
from govreport.render.parts import Record, reasons, records, tone, verdict_shown
from govreport.render.words import POINTS, Words, plus, text_of

if TYPE_CHECKING:
    from govreport.panel import Panel

__all__ = ["Key", "Layout"]

Key = tuple[str, str, str, str]
_OPEN = "open"
_SHOWN = 1
#: behind a change that is reckoned from a figure with such a mark
_DOUBTED = "!"
_SUBJECT = ["region", "indicator", "measure", "of"]


class Layout:
    """The rows of a panel, sorted into cells; `compact` puts all that is said of an open id into one."""

    def __init__(
        self,
        panel: Panel,
        words: Words,
        frame: pd.DataFrame,
        years: tuple[int, ...],
        *,
        compact: bool,
        vintage: Vintage = "latest",
    ) -> None:
        self.panel, self.words, self.sayings, self.years = panel, words, Sayings(), years
        self.compact, self.vintage = compact, vintage
        counting = of_vintage(frame, vintage, years=panel.report_years)
        self.counting = {place_of(row) for row in records(counting)} if vintage == "first" else set()
        self.reporting = panel.regions
        self.regions = list(dict.fromkeys([*self.reporting, *frame["region"]]))
        self.said: dict[Key, dict[tuple[int, bool], list[Record]]] = defaultdict(lambda: defaultdict(list))
        self.over: dict[Key, list[Record]] = defaultdict(list)
        rows = ranked(frame, panel.vocabulary)
        for row, own in zip(records(rows), of_its_year(rows), strict=True):
            if own and not row["part"]:
                self.said[_key(row)][row["period_end"], row["status"] == "target"].append(row)
            else:
                self.over[_key(row)].append(row)
        self.chosen: dict[Key, dict[tuple[int, bool], Record]] = defaultdict(dict)
        for row in records(panel.cells(vintage=vintage)):
            self.chosen[_key(row)][row["period_end"], row["status"] == "target"] = row
        self.names = names_of_open(frame)
        self.as_said = names_as_said(frame, panel.vocabulary) if words.lang == "zh" else {}
        self.often = frame["indicator"].value_counts().to_dict()
        self.verdicts = self._verdicts()
        self.found = self._found(frame)
        self.corrected = corrections_told(panel, words)
        shown = set(years)
        rare = any(year not in shown for cells in self.said.values() for year, _ in cells)
        self.others = rare or bool(self.over)

    def _verdicts(self) -> dict[tuple[object, ...], tuple[str, str]]:
        found = targets(self.panel, vintage=self.vintage).frame
        told = records(found[of_its_year(found) & (found["aim"] != "stretch")])
        return {
            (*(row[name] for name in _SUBJECT), int(row["year"])): (
                shown := verdict_shown(row),
                "" if shown == "no_direction" else reasons(row, self.words),
            )
            for row in told
        }

    def _found(self, frame: pd.DataFrame) -> dict[tuple[object, ...], tuple[str, ...]]:
        """Return what `check` finds of each saying; another saying of its cell is not in doubt for it."""
        found: dict[tuple[object, ...], tuple[str, ...]] = {}
        words = self.words
        # A reading in doubt is marked as such, beside its figure.
        told = [one for one in doubted(self.panel) if one[0]["kind"] != "reading" and one[2] in frame.index]
        for (row, side, _), said in zip(told, records(frame.loc[[label for *_, label in told]]), strict=True):
            text = words(
                "page.finding",
                kind=words(f"kind.{row['kind']}"),
                severity=words(f"severity.{row['severity']}"),
                said=words.amount(said["value"], said["unit"]),
                other=self._against(row, "b" if side == "a" else "a"),
            )
            found[_saying_of(said)] = tuple(dict.fromkeys((*found.get(_saying_of(said), ()), text)))
        return found

    def _against(self, row: Record, other: str) -> str:
        """Write what a finding is held against: the other saying where there is one, else what is expected."""
        if (row["kind"] in ("twice", "retold") or other == "a") and text_of(row[f"unit_{other}"]):
            return self.words.amount(row[f"value_{other}"], row[f"unit_{other}"])
        return self.words.reckoned(text_of(row["expected"]))

    def rows(self) -> list[tuple[str, PageRow]]:
        """Return every row with the heading it stands under."""
        vocabulary = self.panel.vocabulary
        places = vocabulary.order
        domains = {domain: place for place, domain in enumerate(vocabulary.domains)}
        regions = {region: place for place, region in enumerate(self.regions)}

        def order(key: Key) -> tuple[object, ...]:
            region, indicator, measure, of = key
            known = indicator in vocabulary
            domain = domains[vocabulary[indicator].domain] if known else len(domains)
            return (
                domain,
                places[indicator] if known else 0,
                0 if known else -self.often[indicator],
                "" if known else indicator,
                regions[region],
                OBSERVED.index(measure),
                of,
            )

        keys = sorted({*self.said, *self.over}, key=order)
        return [self._row(number, key) for number, key in enumerate(keys)]

    def _row(self, number: int, key: Key) -> tuple[str, PageRow]:
        region, indicator, measure, of = key
        words, known = self.words, self._known(indicator)
        domain = known.domain if known else _OPEN
        said, over, chosen = self.said.get(key, {}), self.over.get(key, []), self.chosen.get(key, {})
        unit = _usual(row["unit"] for row in (*(chosen[cell] for cell in said if cell in chosen), *over))
        compact = self.compact and not known
        columns = self._one_cell(key, unit) if compact else self._by_year(key, unit)
        plain = words.indicator(known, [region]) if known else self.names.get(indicator, indicator)
        name = self.as_said.get((region, indicator), plain)
        said_as = {row["name"] for rows in (*said.values(), over) for row in rows}
        searched = [indicator, name, region, words.region(region), *((known.name_zh, known.name_en) if known else ())]
        about = (words.measure(measure, of) if measure != "level" else "", words.head(unit))
        return words.domain(domain), PageRow(
            number=number,
            id=indicator if known else "",
            name=name,
            about=" · ".join(part for part in about if part),
            words=" ".join(dict.fromkeys([*searched, *sorted(said_as)])),
            columns=columns,
            region="" if [region] == self.reporting else words.region(region),
            kinds=(("domain", domain), ("region", region), ("measure", measure)),
            series=None if compact else self._series(key, unit),
            has_target=any(goal for _, goal in said) or any(row["status"] == "target" for row in over),
            compact=compact,
            held=tuple(sorted({self._places[year] for year, _ in said if year in self._places})),
        )

    @cached_property
    def _places(self) -> dict[int, int]:
        return {year: at for at, year in enumerate(self.years)}

    def _known(self, indicator: str) -> Indicator | None:
        if indicator not in self.panel.vocabulary:
            return None
        return self.panel.vocabulary[indicator]

    def _by_year(self, key: Key, unit: str) -> tuple[tuple[Cell, ...], ...]:
        held = {year for year, _ in self.said.get(key, ())} | set(self._breaks(key))
        columns = tuple(self._cells(key, year, unit) if year in held else () for year in self.years)
        return (*columns, _few(self._elsewhere(key, unit), self.words)) if self.others else columns

    def _one_cell(self, key: Key, unit: str) -> tuple[tuple[Cell, ...], ...]:
        """Return all that is said of something as one cell, the latest first."""
        return ((*self._rare(key, unit, self.said.get(key, {})), *self._spans(key, unit)),)

    def _cells(self, key: Key, year: int, unit: str) -> tuple[Cell, ...]:
        cells = []
        chosen = self.chosen.get(key, {})
        mark = self._breaks(key).get(year, "")
        if row := chosen.get((year, False)):
            before = chosen.get((year - 1, False))
            change, tone = ("", "") if mark else self._change(row, before)
            if change and any(self._notes(one) for one in (row, before) if one):
                change += _DOUBTED
            cells.append(self._cell(row, unit, change=change, tone=tone, mark=mark))
        if goal := chosen.get((year, True)):
            cells.append(self._goal(goal, unit))
        return tuple(cells) or ((Cell(mark=mark),) if mark else ())

    def _goal(self, goal: Record, unit: str) -> Cell:
        verdict, reason = self.verdicts.get((*_key(goal), goal["period_end"]), ("", ""))
        symbol, _, title = self.words(f"verdict.{verdict}").partition(" ") if verdict else ("", "", "")
        title += self.words("explain.colon") + reason if reason and reason != title else ""
        return self._cell(goal, unit, kind="target", title=title, verdict=verdict, verdict_mark=symbol)

    def _cell(self, row: Record, unit: str, *, text: str = "", title: str = "", **more: str) -> Cell:
        cell = row["period_end"], row["status"] == "target"
        said = sorted(self.said[_key(row)][cell], key=lambda one: place_of(one) != place_of(row))
        doubtful = row["doubt"] >= DOUBTFUL
        return Cell(
            text=text + self._value(row, unit) + self._mark(row),
            title=title or (self.words("page.doubt", share=f"{row['doubt']:.0%}") if doubtful else ""),
            sayings=tuple(dict.fromkeys(self._saying(one, noted=_saying_of(row)) for one in said)),
            estimate=row["status"] == "estimate",
            notes=self._notes(row),
            doubt=doubtful,
            **more,
        )

    def _mark(self, row: Record) -> str:
        return f" {MARK}" if place_of(row) in self.corrected else ""

    def _notes(self, row: Record) -> tuple[int, ...]:
        return tuple(self.sayings.note(text) for text in self.found.get(_saying_of(row), ()))

    def _value(self, row: Record, unit: str) -> str:
        own = "" if row["unit"] == unit or row["measure"] == "rank" else row["unit"]
        high = row["high"] if row["bound"] == "exact" else math.inf
        side = {
            "value_x": row["value"],
            "high_x": high,
            "bound_x": row["bound"],
            "measure": row["measure"],
            "status_x": row["status"],
            "quote_x": row["quote"],
        }
        return self.words.value(side, "x", own)

    def _saying(self, row: Record, *, noted: tuple[object, ...] = ()) -> int:
        """Return the place of a sentence, with what is found of it unless that is noted above."""
        words = self.words
        about = [
            words(f"status.{row['status']}"),
            self._period(row),
            row["name"],
            words.basis(text_of(row["basis"])),
            words(f"behind.{row['behind']}") if row["behind"] else "",
            words("page.doubt", share=f"{row['doubt']:.0%}") if row["doubt"] >= DOUBTFUL else "",
            self.corrected.get(place_of(row), ""),
            *(self.found.get(_saying_of(row), ()) if _saying_of(row) != noted else ()),
        ]
        who = f"{words.region(row['report_region'])} {row['report_year']}"
        at = row["sentence_start"]
        return self.sayings.add(
            who, row["sentence"], row["start"] - at, row["end"] - at, " · ".join(part for part in about if part)
        )

    def _period(self, row: Record) -> str:
        period = self.words.period(row["period_start"], row["period_end"], row["per_year"])
        return f"{period} {self.words.part(row['part'])}" if row["part"] else period

    def _change(self, row: Record, before: Record | None) -> tuple[str, str]:
        """Return the change on the year before, of exact values in one unit, and whether it is for the better."""
        if before is None or row["measure"] not in ("level", "growth") or row["unit"] != before["unit"]:
            return "", ""
        if any(side["bound"] != "exact" or side["low"] != side["high"] for side in (row, before)):
            return "", ""
        if text_of(row["basis"]) != text_of(before["basis"]):
            return "", ""
        difference = row["value"] - before["value"]
        if row["measure"] == "growth" or row["unit"] in PERCENT:
            text = plus(round(difference, 6), 2) + (self.words.unit(POINTS) if row["measure"] == "level" else "")
        elif before["value"] > 0 and row["value"] > 0:
            text = f"{plus(round(difference / before['value'] * 100, 1), 1)}%"
        else:
            return "", ""
        known = self._known(row["indicator"])
        sign = "up" if difference > 0 else "down" if difference < 0 else "same"
        return ("0" if not difference else text), tone(known.direction if known else "", sign)

    def _breaks(self, key: Key) -> dict[int, str]:
        """Return the columns from which on the name of a row means something else, each with what changed."""
        _, indicator, measure, _ = key
        if measure != "level" or indicator not in self.panel.vocabulary:
            return {}
        if indicator not in self._broken:
            told: dict[int, list[str]] = {}
            for one in self.panel.vocabulary.breaks(indicator):
                at = bisect_left(self.years, one.year)
                if not at:  # before the first column there is nothing that it would break off from
                    continue
                column = self.years[at] if at < len(self.years) else one.year
                told.setdefault(column, []).append(f"{self.words('note.break', year=one.year)}: {one.change}")
            self._broken[indicator] = {year: "; ".join(parts) for year, parts in told.items()}
        spoken = [year for year, _ in self.chosen.get(key, {})]
        # where nothing is told on one side there is nothing to keep apart
        return {at: told for at, told in self._broken[indicator].items() if spoken and min(spoken) < at <= max(spoken)}

    @cached_property
    def _broken(self) -> dict[str, dict[int, str]]:
        return {}

    def _elsewhere(self, key: Key, unit: str) -> list[Cell]:
        """Return what is said of years without a column, of several years and per year, the latest first."""
        rare = {cell: rows for cell, rows in self.said.get(key, {}).items() if cell[0] not in self._places}
        return [*self._rare(key, unit, rare), *self._spans(key, unit)]

    def _rare(self, key: Key, unit: str, cells: Iterable[tuple[int, bool]]) -> list[Cell]:
        chosen = self.chosen.get(key, {})
        ordered = sorted((cell for cell in cells if cell in chosen), key=lambda cell: (-cell[0], cell[1]))
        return [self._cell(chosen[cell], unit, text=f"{cell[0]} {self._aim(cell[1])}", kind="span") for cell in ordered]

    def _aim(self, goal: bool) -> str:
        return f"{self.words('col.target')} " if goal else ""

    def _spans(self, key: Key, unit: str) -> list[Cell]:
        return [self._span(rows, unit) for rows in reversed(self._grouped(key))]

    def _grouped(self, key: Key) -> list[list[Record]]:
        grouped: dict[tuple[object, ...], list[Record]] = {}
        for row in sorted(self.over.get(key, []), key=self._in_turn):
            which = (row["period_start"], row["period_end"], row["per_year"], row["part"], row["role"])
            grouped.setdefault(which, []).append(row)
        return list(grouped.values())

    def _in_turn(self, row: Record) -> tuple[object, ...]:
        """The order of sayings of several years: by the period, and what counts first."""
        behind = bool(self.counting) and place_of(row) not in self.counting
        return row["period_end"], row["period_start"], behind, row["rank"]

    def _span(self, rows: list[Record], unit: str) -> Cell:
        row = rows[0]
        text = f"{self._period(row)} {self._aim(row['status'] == 'target')}{self._value(row, unit)}"
        return Cell(
            text=text + self._mark(row),
            sayings=tuple(dict.fromkeys(self._saying(one, noted=_saying_of(row)) for one in rows)),
            kind="span",
            notes=self._notes(row),
            doubt=row["doubt"] >= DOUBTFUL,
        )

    def _series(self, key: Key, unit: str) -> Series | None:
        points: dict[bool, list[tuple[int, float, str]]] = {True: [], False: []}
        told = {cell: row for cell, row in sorted(self.chosen.get(key, {}).items()) if row["unit"] == unit}
        ends = {year: (_middle(row), row["low"], row["high"]) for (year, goal), row in told.items() if not goal}
        loose = off_the_line(ends)
        for (year, goal), row in told.items():
            if goal or year not in loose:
                points[goal].append((year, _middle(row), self._value(row, unit)))
        return Series(tuple(points[False]), tuple(points[True])) if points[True] or points[False] else None


def _few(cells: list[Cell], words: Words) -> tuple[Cell, ...]:
    """Return the first cells, and one that opens the rest where they would make the row high."""
    if len(cells) <= _SHOWN + 1:
        return tuple(cells)
    rest = cells[_SHOWN:]
    sayings = tuple(dict.fromkeys(s for cell in rest for s in cell.sayings))
    notes = tuple(dict.fromkeys(n for cell in rest for n in cell.notes))
    more = Cell(text=words("page.more", n=len(rest)), sayings=sayings, notes=notes, kind="span more")
    return (*cells[:_SHOWN], more)


def _middle(row: Record) -> float:
    """The number that is drawn: the middle of a stated range, else the number that is said."""
    ranged = row["bound"] == "exact" and math.isfinite(row["high"])
    return float((row["low"] + row["high"]) / 2 if ranged else row["value"])


def _key(row: Record) -> Key:
    return row["region"], row["indicator"], row["measure"], row.get("of", "")


def _saying_of(row: Record) -> tuple[object, ...]:
    """Return what tells a saying from the others of its cell, and from those of another period or part."""
    period = row["period_start"], row["period_end"], bool(row["per_year"]), row["part"]
    return *place_of(row), *_key(row), *period, row["status"]


def _usual(units: Iterable[str]) -> str:
    """Return the unit that most cells have, of several the first."""
    counts: dict[str, int] = {}
    for unit in units:
        counts[unit] = counts.get(unit, 0) + 1
    return max(counts, key=counts.__getitem__) if counts else ""
