"""Metrics from the rows of tables: 指标 | 单位 | 2023年实绩 | 增长（%） | 2024年目标.

A table is lines whose cells tabs part; that is what tables of Word documents, pages and PDFs become. Each figure is
read as the clause that a speaker would make of it, name, verb, number and unit, by the same reader as all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govreport.extraction.claim import Claim
from govreport.extraction.clause import read_clauses
from govreport.extraction.doubt import doubt
from govreport.extraction.names import finish
from govreport.extraction.table_caption import Caption
from govreport.extraction.table_cells import (
    EMPTY,
    GROWS,
    NOTE,
    Cell,
    clause_of,
    is_bare,
    name_of,
    only_grows,
    plain_unit,
    sign_of,
)
from govreport.extraction.table_heads import (
    Column,
    columns_of,
    is_unit,
    row_status,
    unit_in,
    without_unit,
)
from govreport.extraction.table_rows import Row, blocks
from govreport.model import Metric, Report, Section, Status
from govreport.text.lines import sentences
from govreport.text.time_types import Years

__all__ = ["in_order", "table_rows"]

_DITTO = "〃"
_FIGURE = re.compile(r"[^\d\u4e00-\u9fff]{0,3}(?:[大小高低不多少]于|超过?|约|近|[增降][长低]?)?\s*[-+]?\d[\d.,]*")
_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:[^\d.%％].*)?")
_DIGITS = re.compile(r"\d+")
_GROWTH = re.compile(rf"(?:同比|环比|年均|[比较](?:上年|去年)(?:同期)?)*(?:{GROWS.pattern})")
_PERCENT = re.compile(r"\D*\d[\d.,]*\s*[%％]")
_WHOLE = re.compile("全[省市县区州国旗]|合计|总计|[小平]计|平均")  #: rows of the whole territory
_MOST_HEADS = 3  #: rows that a head may have


def table_rows(report: Report) -> list[Row]:
    """Return the rows of the tables of a report, in order, with the metrics that they give.

    Parameters
    ----------
    report : Report
        In canonical characters.

    Returns
    -------
    list of Row

    Examples
    --------
    >>> from govreport import report_from_text
    >>> table = "指标\\t单位\\t2023年实绩\\t2024年目标\\n出口\\t亿元\\t62\\t65左右"
    >>> report = report_from_text(f"XX市2024年政府工作报告\\n各位代表：\\n一、工作回顾\\n{table}")
    >>> [(m.name, m.value, m.unit, m.bound, m.period, m.status) for m in table_rows(report)[1].metrics]
    [('出口', 62.0, '亿元', 'exact', (2023, 2023), 'actual'), ('出口', 65.0, '亿元', 'about', (2024, 2024), 'target')]
    """
    if "\t" not in report.text:
        return []
    rows: list[Row] = []
    for section in report.sections:
        if section.kind != "other":
            for block in blocks(report.text, section):
                _Table(report, section, block).read()
                rows += block
    return rows


def in_order(report: Report) -> Iterator[tuple[int, int, Row | None]]:
    """Yield the sentences of a report and the rows of its tables.

    Parameters
    ----------
    report : Report
        In canonical characters.

    Yields
    ------
    tuple of int, int and Row or None
        A row that was read, once; the sentences of the cells of other rows; every other sentence as it is.

    Examples
    --------
    >>> from govreport import report_from_text
    >>> text = "XX市2024年政府工作报告\\n各位代表：\\n桥\\t新建3座\\n路\\t新建5公里"
    >>> [text[start:end] for start, end, _ in in_order(report_from_text(text))][-4:]
    ['桥', '新建3座', '路', '新建5公里']
    """
    rows = table_rows(report)
    if not rows:
        yield from ((start, end, None) for start, end in report.sentences)
        return
    at, done = 0, -1
    for start, end in report.sentences:
        while at < len(rows) and rows[at].end <= start:
            at += 1
        if at == len(rows) or start < rows[at].start:
            yield start, end, None
        elif at != done:
            done = at
            if rows[at].read:
                yield start, end, rows[at]
            else:
                for cell in rows[at].cells:
                    yield from ((*span, None) for span in sentences(report.text, cell.start, cell.end))


@dataclass(slots=True)
class _Asked:
    """What a figure is of: a row and a column say so together."""

    name: str
    unit: str
    joint: str
    setting: tuple[Status, Years, str]
    region: str | None = None
    bare: bool = True  #: whether it may have no unit


class _Table:
    """A table with the columns that its heads tell of."""

    def __init__(self, report: Report, section: Section, rows: list[Row]) -> None:
        self.report, self.section, self.rows = report, section, rows
        self.width = max(len(row.cells) for row in rows)
        for row in rows:
            row.cells += [Cell(row.end, row.end, "")] * (self.width - len(row.cells))
        self.titles = next((n for n, row in enumerate(rows) if not row.is_title), 0)
        self.caption = Caption(report.text, rows[self.titles].start, section.start, report.year)
        self.plan = section.kind == "plan"
        self.named: dict[int, str] = {}  #: what was counted last, under each column of names
        self.last: Years | None = None  #: the years of the row before, where rows are years

    def read(self) -> None:
        """Read all rows, if the columns are understood."""
        first = next((n for n, row in enumerate(self.rows) if self._is_body(row)), len(self.rows))
        heads = [row for row in self.rows[self.titles : first] if not row.is_title]
        if not 0 < len(heads) <= _MOST_HEADS:
            return
        columns = columns_of(self._heads(heads), self.report.year, self.plan)
        labels, across = _labels(columns)
        if labels and not across and self._is_turned(columns, labels, first):
            across = True
        if not labels or not any(column.role == "value" for column in columns):
            return
        for row in self.rows[:first]:  # titles too
            row.read = True
            row.refused += _left(row.cells, "table.head")
        above: dict[int, str] = {}
        kept = [*labels, *(n for n, column in enumerate(columns) if column.role in ("unit", "group"))]
        self.unit = next((columns[n].unit for n in labels if columns[n].unit and not across), self.caption.unit)
        for row in self.rows[first:]:
            row.read = True
            above.update({n: row.cells[n].said for n in kept if row.cells[n].said != _DITTO})
            asked = self._across(columns, above[labels[0]]) if across else self._along(columns, labels, above)
            for cell, column, question in zip(row.cells, columns, asked, strict=True):
                found = list(self._figures(row, cell, question)) if question else []
                row.metrics += found
                left = _left([cell], f"table.{column.role or 'head'}")
                row.refused += [one for one in left if not any(m.start <= one[0] < m.end for m in found)]

    def _is_body(self, row: Row) -> bool:
        """Whether a row has a figure, and not only years."""
        return any(_FIGURE.match(cell.said) and not _YEAR.fullmatch(cell.said) for cell in row.cells[1:])

    def _is_turned(self, columns: list[Column], labels: list[int], first: int) -> bool:
        """Whether each row is a result, a target or a growth, and the heads name what is counted."""
        others = [column for n, column in enumerate(columns) if n not in labels]
        said = [row.cells[labels[0]].said for row in self.rows[first:]]
        if labels != [0] or any(column.status or column.years for column in others):
            return False
        told = [columns_of([label], self.report.year)[0] for label in said]
        if not told or not all(one.status or one.years or _GROWTH.fullmatch(one.head) for one in told):
            return False
        for column in others:
            column.role = column.role or "value"
        return True

    def _heads(self, rows: list[Row]) -> list[str]:
        """Return the head of each column; a cell over several columns stands in the first of them."""
        heads, first = [""] * self.width, len(rows)
        for number, row in enumerate(rows):
            said = [cell.said if cell.said != _DITTO else "" for cell in row.cells]
            if _is_of_units(said):
                said = [f"（{plain_unit(word)}）" if is_unit(plain_unit(word)) else "" for word in said]
            if number < first - 1 or first == 1:
                for n in range(1, self.width):
                    below = any(r.cells[n].said not in ("", _DITTO) for r in rows[number + 1 :])
                    if not row.cells[n].said and (below or first == 1):
                        said[n] = said[n - 1]
            heads = [f"{head} {word}".strip() for head, word in zip(heads, said, strict=True)]
        return heads

    def _along(self, columns: list[Column], labels: list[int], above: dict[int, str]) -> Iterator[_Asked | None]:
        """Yield what the figures of a row are of that begins with the name of what is counted."""
        levels = any(column.role == "value" and not column.joint for column in columns)
        named, said, held = "", "", False
        status: Status | None = None
        for number, column in enumerate(columns):
            if number in labels:
                named, said, held = ("" if held else named), ("" if held else said), False
                named = name_of([named, above.get(number, "")])
                named = self._growing(number, named)
                said = unit_in(above.get(number, "")) or said
            elif column.role == "unit":
                unit = plain_unit(above.get(number, ""))
                said = unit if is_unit(unit) else said
            elif column.role == "group":
                status = row_status(above.get(number, ""))
            elif column.role == "value" and status and not column.status:
                column = replace(column, status=status)
            held = held or column.role == "value"
            yield self._asked(named, said, column, levels) if column.role == "value" and named else None

    def _growing(self, number: int, name: str) -> str:
        """Give a row that only says 增速 the name of the one above."""
        if not GROWS.fullmatch(name):
            self.named[number] = name
            return name
        return self.named.get(number, "") + name

    def _asked(self, name: str, said: str, column: Column, levels: bool) -> _Asked:
        """Return what a figure is of; without a unit where the growth of a share may be one in percent or in points."""
        setting = self._setting(column, None)
        if not column.joint:
            unit = column.unit if column.unit and not said else said or self.unit
            return _Asked(name, unit, "", setting)
        unit = column.unit or (said if column.amount else "%")
        grows = GROWS.search(name) is not None
        if said == "%" and levels and column.follows and (grows or not only_grows(name)):
            if column.unit == "%":
                return _Asked(name, "", column.joint, setting, None, False)
            unit = column.unit or "个百分点"
        if unit.endswith("百分点"):
            return _Asked(name, unit, "下降" if column.joint == "下降" else "提高", setting)
        return _Asked(name, unit, "" if grows else column.joint, setting)

    def _across(self, columns: list[Column], label: str) -> Iterator[_Asked | None]:
        """Yield what the figures of a row of a territory or a year are of: the heads name what is counted."""
        years, region, name = self.caption.years(None), None, ""
        own = any(column.role == "place" for column in columns)
        stated = Column("value", label)
        if not own:
            stated = columns_of([label], self.report.year)[0]
            self.last = stated.years or (self.last if stated.joint else None)
            years = self.last or years
        elif not _WHOLE.fullmatch(label):
            region = label
        for column in columns:
            if column.role != "value":
                yield None
                continue
            said = without_unit(NOTE.sub("", column.head))
            growth = GROWS.fullmatch(said) is not None
            name = name if growth else name_of([said])
            joint = column.joint if growth else stated.joint
            unit = (column.unit if growth or not joint else stated.unit) or ("%" if joint else self.caption.unit)
            if stated.joint and column.unit == "%" and not stated.unit:
                unit = "个百分点"
            here = column if own else replace(stated, years=years, status=stated.status or column.status)
            setting = self._setting(here, years)
            asked = _Asked(name, unit, "" if GROWS.search(name) else joint, setting, region, False)
            yield asked if name and (years or own) else None

    def _figures(self, row: Row, cell: Cell, asked: _Asked) -> Iterator[Metric]:
        """Yield what a cell says."""
        if cell.said in EMPTY or not _DIGITS.search(cell.said):
            return
        joint = asked.joint or self._joint(asked.name, asked.unit, cell.said)
        bare, joint, below = sign_of(cell, joint)
        if bare is None:
            return
        clause, places = clause_of(asked.name, joint, bare, asked.unit)
        for claim in read_clauses(clause, 0, len(clause))[0]:
            unit = claim.unit or claim.quantity.unit
            if places[claim.quantity.end - 1] is None or not claim.names or not (unit or asked.bare):
                continue
            if unit == "%" and claim.measure == "level" and only_grows(asked.name):
                continue
            if below and claim.quantity.value * claim.sign > 0:
                claim.sign = -claim.sign
            yield self._metric(row, claim, places, asked)

    def _joint(self, name: str, unit: str, said: str) -> str:
        """Whether a percentage of what is counted in another unit is its growth."""
        first = _PERCENT.match(said) if not is_bare(said) else unit == "%"
        return "增长" if first and not GROWS.search(name) and only_grows(name) else ""

    def _setting(self, column: Column, stated: Years | None) -> tuple[Status, Years, str]:
        """Return the status and the years of a column: its own, those of the caption, those of the section."""
        year = self.report.year
        status = column.status or (None if column.years else self.caption.status)
        years = column.years or stated or self.caption.years(status)
        if not years:
            years = (year, year) if status == "target" or (not status and self.plan) else (year - 1, year - 1)
        ahead = years[1] > year or (years[1] == year and not column.part)
        part = column.part or ("" if column.years else self.caption.part)
        return status or ("target" if ahead else "actual"), years, part

    def _metric(self, row: Row, claim: Claim, places: Sequence[int | None], asked: _Asked) -> Metric:
        status, years, part = asked.setting
        q = claim.quantity
        inside = [place for place in places[q.start : q.end] if place is not None]
        start, end = inside[0], inside[-1] + 1
        name = finish(claim.names[0])
        rules = (f"quantity.{q.kind}", *claim.rules, "period.table", f"status.{self.section.kind}", "table.cell")
        return Metric(
            start=start,
            end=end,
            quote=self.report.text[start:end],
            name=name,
            measure=claim.measure,
            value=q.value * claim.sign,
            value_high=None if q.high is None else q.high * claim.sign,
            unit=claim.unit or q.unit,
            bound=q.bound,
            period=years,
            part=part,
            per_year=claim.each_year,
            status=status,
            region=asked.region,
            basis=claim.basis,
            rules=rules,
            doubt=doubt(name, rules, years, claim),
            sentence=row.trimmed(self.report.text),
            behind=claim.behind,
        )


def _labels(columns: list[Column]) -> tuple[list[int], bool]:
    """Return the columns that say what a row is of, and whether that is a territory or a year."""
    labels = [n for n, column in enumerate(columns) if column.role == "name"]
    if labels:
        return labels, False
    others = [n for n, column in enumerate(columns) if column.role in ("place", "year")]
    first = next((n for n, column in enumerate(columns) if column.role != "number"), 0)
    if others == [first]:
        for column in columns[first + 1 :]:
            column.role = column.role or "value"
        return others, True
    if columns[0].role == "":
        columns[0].role = "name"
        return [0], False
    return [], False


def _is_of_units(said: list[str]) -> bool:
    """Whether a row of the head holds units and nothing else: `| 亿元 | % |`."""
    words = [plain_unit(word) for word in said[1:] if word]
    return bool(words) and all(is_unit(word) or word in EMPTY for word in words) and not is_unit(said[0])


def _left(cells: Sequence[Cell], reason: str) -> Iterator[tuple[int, int, str]]:
    for cell in cells:
        for match in _DIGITS.finditer(cell.said):
            yield cell.start + match.start(), cell.start + match.end(), reason
