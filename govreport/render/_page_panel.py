"""The page of a panel: the years as columns, the indicators by domain, targets and what came of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from govreport.compare import targets
from govreport.compare._cells import change_unit
from govreport.compare._marks import marked
from govreport.model import MEASURES, Indicator
from govreport.panel.precedence import ranked
from govreport.panel.schema import whole_years
from govreport.render._page import Cell, Choice, Page, PageRow, PageSection, Sayings, Series, choice
from govreport.render._parts import Record, records
from govreport.render._words import FOUND, POINTS, Words, plus, text_of

if TYPE_CHECKING:
    from govreport.panel import Panel

Key = tuple[str, str, str]
_OPEN = "open"
_SPANS_SHOWN = 2
_SUBJECT = ["region", "indicator", "measure"]
_TONES = {("more", True): "good", ("more", False): "bad", ("less", True): "bad", ("less", False): "good"}


def panel_page(panel: Panel, words: Words, open_ids: bool) -> Page:
    """Lay out a panel: a row for each region, indicator and measure, a column for each year spoken of."""
    frame = whole_years(panel.frame)
    known = ~frame["indicator"].str.startswith(f"{_OPEN}:")
    shown = frame if open_ids else frame[known]
    layout = _Layout(panel, words, shown)
    rows = layout.rows()
    notes = [words("page.legend")]
    if not open_ids and not known.all():
        notes.append(words("page.open_left", n=int((~known).sum())))
    notes += [words("page.failed", what=str(failure)) for failure in panel.failed]
    reports = frame[["report_region", "report_year"]].drop_duplicates()
    regions = panel.regions
    place = regions[0] if len(regions) == 1 else words("page.regions", n=len(regions))
    spoken = layout.years
    years = f"{spoken[0]}–{spoken[-1]}" if spoken else words("none")
    return Page(
        title=words("page.panel_title", place=place, years=years),
        summary=words("page.panel_summary", reports=len(reports), n=len(shown), rows=len(rows)),
        lang=words.lang,
        heads=(*map(str, layout.years), *([words("page.spans")] if layout.spans else [])),
        sections=_sections(rows),
        sayings=layout.sayings,
        years=tuple(map(str, layout.years)),
        choices=_choices([row for _, row in rows], words, layout),
        notes=tuple(notes),
    )


def _sections(rows: list[tuple[str, PageRow]]) -> tuple[PageSection, ...]:
    grouped: dict[str, list[PageRow]] = {}
    for heading, row in rows:
        grouped.setdefault(heading, []).append(row)
    return tuple(PageSection(heading, tuple(members)) for heading, members in grouped.items())


def _choices(rows: list[PageRow], words: Words, layout: _Layout) -> tuple[Choice, ...]:
    said = [dict(row.kinds) for row in rows]
    measures = sorted((kinds["measure"] for kinds in said), key=MEASURES.index)
    order = {region: place for place, region in enumerate(layout.regions)}
    return (
        choice("domain", words("page.domain"), ((k["domain"], words.domain(k["domain"])) for k in said)),
        choice(
            "region", words("page.region"), ((r, r) for r in sorted((k["region"] for k in said), key=order.__getitem__))
        ),
        choice("measure", words("col.measure"), ((m, words(f"measure.{m}")) for m in measures)),
    )


class _Layout:
    """The rows of a panel, sorted into cells."""

    def __init__(self, panel: Panel, words: Words, frame: pd.DataFrame) -> None:
        self.panel, self.words, self.sayings = panel, words, Sayings()
        single = (frame["period_start"] == frame["period_end"]) & ~frame["per_year"]
        self.years = sorted({int(year) for year in frame.loc[single, "period_end"]})
        self.spans = bool((~single).any())
        self.regions = list(dict.fromkeys([*panel.regions, *frame["region"]]))
        self.said: dict[Key, dict[tuple[int, bool], list[Record]]] = defaultdict(lambda: defaultdict(list))
        frame = ranked(marked(frame, panel), panel.vocabulary)
        single = single.loc[frame.index]
        for row in records(frame[single]):
            self.said[_key(row)][row["period_end"], row["status"] == "target"].append(row)
        self.over: dict[Key, list[Record]] = defaultdict(list)
        for row in records(frame[~single]):
            self.over[_key(row)].append(row)
        ids = [*dict.fromkeys(frame["indicator"])]
        chosen = panel.cells()
        self.chosen = {
            (*_key(row), row["period_end"], row["status"] == "target"): row
            for row in records(chosen[chosen["indicator"].isin(ids)])
        }
        self.verdicts = self._verdicts()

    def _verdicts(self) -> dict[tuple[object, ...], tuple[str, str]]:
        found = targets(self.panel).frame
        found = found[(found["period_start"] == found["period_end"]) & ~found["per_year"].astype(bool)]
        columns = [*_SUBJECT, "period_end", "verdict", "reason"]
        return {(a, b, c, int(y)): (v, text_of(r)) for a, b, c, y, v, r in found[columns].itertuples(index=False)}

    def rows(self) -> list[tuple[str, PageRow]]:
        """Return every row with the heading it stands under."""
        vocabulary = self.panel.vocabulary
        places = {id: place for place, id in enumerate(vocabulary)}
        domains = {domain: place for place, domain in enumerate(vocabulary.domains)}
        regions = {region: place for place, region in enumerate(self.regions)}

        def order(key: Key) -> tuple[object, ...]:
            region, indicator, measure = key
            known = indicator in places
            domain = domains[vocabulary[indicator].domain] if known else len(domains)
            return (
                domain,
                places.get(indicator, 0),
                "" if known else indicator,
                regions[region],
                MEASURES.index(measure),
            )

        keys = sorted({*self.said, *self.over}, key=order)
        return [self._row(number, key) for number, key in enumerate(keys)]

    def _row(self, number: int, key: Key) -> tuple[str, PageRow]:
        region, indicator, measure = key
        words = self.words
        known = self._known(indicator)
        domain = known.domain if known else _OPEN
        results = {y: row for y in self.years if (row := self.chosen.get((*key, y, False)))}
        unit = _usual(row["unit"] for (*k, _, _), row in self._chosen_of(key))
        columns = tuple(self._cells(key, year, unit, results) for year in self.years)
        if self.spans:
            columns = (*columns, self._spans(key, unit))
        name = words.indicator(known) if known else indicator.removeprefix(f"{_OPEN}:")
        goals = any(goal for _, goal in self.said[key]) or any(r["status"] == "target" for r in self.over[key])
        said_as = {row["name"] for rows in self.said[key].values() for row in rows} | {
            r["name"] for r in self.over[key]
        }
        names = (known.name_zh, known.name_en) if known else ()
        searched = [indicator, name, region, *names, *sorted(said_as)]
        return words.domain(domain), PageRow(
            number=number,
            id=indicator,
            name=name,
            about=" · ".join(
                part
                for part in (words(f"measure.{measure}") if measure != "level" else "", words.unit(unit).strip())
                if part
            ),
            words=" ".join(dict.fromkeys(searched)),
            columns=columns,
            region="" if [region] == self.panel.regions else region,
            kinds=(("domain", domain), ("region", region), ("measure", measure)),
            series=self._series(key, unit, results),
            has_target=goals,
        )

    def _known(self, indicator: str) -> Indicator | None:
        if indicator not in self.panel.vocabulary:
            return None
        return self.panel.vocabulary[indicator]

    def _chosen_of(self, key: Key) -> Iterable[tuple[tuple[object, ...], Record]]:
        for year, goal in self.said[key]:
            row = self.chosen.get((*key, year, goal))
            if row:
                yield (*key, year, goal), row
        for row in self.over[key]:
            yield (*key, row["period_end"], row["status"] == "target"), row

    def _cells(self, key: Key, year: int, unit: str, results: dict[int, Record]) -> tuple[Cell, ...]:
        cells = []
        mark = self._break(key, year)
        if row := results.get(year):
            change, tone = ("", "") if mark else self._change(row, results.get(year - 1))
            cells.append(self._cell(row, self.said[key][year, False], unit, change=change, tone=tone, mark=mark))
        if goal := self.chosen.get((*key, year, True)):
            verdict, reason = self.verdicts.get((*key, year), ("", ""))
            title = self.words(f"kind.{verdict}") if verdict else ""
            title += f": {self.words(f'reason.{reason}')}" if reason else ""
            symbol = self.words(f"verdict.{verdict}").split()[0] if verdict else ""
            cells.append(
                self._cell(
                    goal,
                    self.said[key][year, True],
                    unit,
                    kind="target",
                    title=title,
                    verdict=verdict,
                    verdict_mark=symbol,
                )
            )
        return tuple(cells) or ((Cell(mark=mark),) if mark else ())

    def _cell(self, row: Record, said: list[Record], unit: str, *, title: str = "", **more: str) -> Cell:
        found = said[0]["found"]
        return Cell(
            text=self._value(row, unit) + (FOUND if found else ""),
            title=" · ".join(part for part in (title, self.words.found(found)) if part),
            sayings=tuple(dict.fromkeys(self._saying(one) for one in said)),
            estimate=row["status"] == "estimate",
            **more,
        )

    def _value(self, row: Record, unit: str) -> str:
        own = "" if row["unit"] == unit or row["measure"] == "rank" else row["unit"]
        high = row["high"] if row["bound"] == "exact" else math.inf
        side = {
            "value_x": row["value"],
            "high_x": high,
            "bound_x": row["bound"],
            "measure": row["measure"],
            "status_x": row["status"],
        }
        return self.words.value(side, "x", own)

    def _saying(self, row: Record) -> int:
        about = [
            self.words(f"status.{row['status']}"),
            self.words.period(row["period_start"], row["period_end"], row["per_year"]),
            row["name"],
            text_of(row["basis"]),
            self.words(f"behind.{row['behind']}") if row["behind"] else "",
            self.words.found(row["found"]),
        ]
        who = f"{row['report_region']} {row['report_year']}"
        at = row["sentence_start"]
        return self.sayings.add(
            who, row["sentence"], row["start"] - at, row["end"] - at, " · ".join(part for part in about if part)
        )

    def _change(self, row: Record, before: Record | None) -> tuple[str, str]:
        """Return the change on the year before, of exact values in one unit, and whether it is for the better."""
        if before is None or row["measure"] not in ("level", "growth") or row["unit"] != before["unit"]:
            return "", ""
        if any(side["bound"] != "exact" or side["low"] != side["high"] for side in (row, before)):
            return "", ""
        if text_of(row["basis"]) != text_of(before["basis"]):
            return "", ""
        difference = row["value"] - before["value"]
        points = change_unit(pd.Series([row["measure"]]), pd.Series([row["unit"]])).iloc[0] != row["unit"]
        if points or row["measure"] == "growth":
            text = plus(round(difference, 6), 2) + (self.words.unit(POINTS) if row["measure"] == "level" else "")
        elif before["value"] > 0 and row["value"] > 0:
            text = f"{plus(round(difference / before['value'] * 100, 1), 1)}%"
        else:
            return "", ""
        known = self._known(row["indicator"])
        direction = known.direction if known else ""
        return ("0" if not difference else text), _TONES.get((direction, difference > 0), "") if difference else ""

    def _break(self, key: Key, year: int) -> str:
        _, indicator, measure = key
        if measure != "level" or indicator not in self.panel.vocabulary:
            return ""
        found = [b for b in self.panel.vocabulary.breaks(indicator) if b.year == year]
        return "; ".join(f"{self.words('note.break', year=b.year)}: {b.change}" for b in found)

    def _grouped(self, key: Key) -> list[list[Record]]:
        grouped: dict[tuple[object, ...], list[Record]] = {}
        for row in sorted(self.over[key], key=lambda r: (r["period_end"], r["period_start"], r["rank"])):
            which = (row["period_start"], row["period_end"], row["per_year"], row["role"])
            grouped.setdefault(which, []).append(row)
        return list(grouped.values())

    def _spans(self, key: Key, unit: str) -> tuple[Cell, ...]:
        """Return what is said of several years, the latest first; what would make the row high opens from one cell."""
        cells = [self._span(rows, unit) for rows in reversed(self._grouped(key))]
        if len(cells) <= _SPANS_SHOWN + 1:
            return tuple(cells)
        rest = cells[_SPANS_SHOWN:]
        sayings = tuple(dict.fromkeys(s for cell in rest for s in cell.sayings))
        more = Cell(text=self.words("page.more", n=len(rest)), sayings=sayings, kind="span more")
        return (*cells[:_SPANS_SHOWN], more)

    def _span(self, rows: list[Record], unit: str) -> Cell:
        row = rows[0]
        period = self.words.period(row["period_start"], row["period_end"], row["per_year"])
        goal = f"{self.words('col.target')} " if row["status"] == "target" else ""
        text = f"{period} {goal}{self._value(row, unit)}"
        return Cell(text=text, sayings=tuple(dict.fromkeys(self._saying(one) for one in rows)), kind="span")

    def _series(self, key: Key, unit: str, results: dict[int, Record]) -> Series | None:
        spoken = [year for year, _ in self.said[key]]
        if not spoken:
            return None
        years = tuple(range(min(spoken), max(spoken) + 1))
        goals = {year: self.chosen.get((*key, year, True)) for year in years}

        def values(rows: dict[int, Record | None]) -> tuple[float | None, ...]:
            return tuple(_middle(row) if (row := rows.get(y)) and row["unit"] == unit else None for y in years)

        line, aims = values(dict(results)), values(goals)
        return Series(years, line, aims) if any(v is not None for v in (*line, *aims)) else None


def _middle(row: Record) -> float:
    """The number that is drawn: the middle of a stated range, else the number that is said."""
    ranged = row["bound"] == "exact" and math.isfinite(row["high"])
    return float((row["low"] + row["high"]) / 2 if ranged else row["value"])


def _key(row: Record) -> Key:
    return row["region"], row["indicator"], row["measure"]


def _usual(units: Iterable[str]) -> str:
    """Return the unit that most cells have, of several the first."""
    counts: dict[str, int] = {}
    for unit in units:
        counts[unit] = counts.get(unit, 0) + 1
    return max(counts, key=counts.__getitem__) if counts else ""
