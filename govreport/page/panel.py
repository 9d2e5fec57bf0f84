"""The page of a panel: the years as columns, the indicators by domain, targets and what came of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from govreport.indicators import OPEN
from govreport.labels import year_span
from govreport.model import OBSERVED
from govreport.page.corrected import correction_notes
from govreport.page.rows import Layout
from govreport.panel.precedence import Vintage, known_by
from govreport.panel.schema import of_its_year, whole_years
from govreport.render.page import Choice, Page, PageRow, PageSection, choice
from govreport.render.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from govreport.panel import Panel

#: a column of its own has a year that fills this share of the fullest year's cells, or of all rows and a few cells
_OF_FULLEST, _OF_ROWS, _FEW = 0.05, 0.01, 8
#: the newest year of results has this share of those of the fullest
_NEWEST = 0.25


def panel_page(panel: Panel, words: Words, open_ids: bool, vintage: Vintage = "latest") -> Page:
    """Lay out a panel: a row for each region, indicator and measure, a column for each year that is much spoken of.

    What is said of other years, of several and per year stands in one column more. Open ids are folded under a heading
    of their own, with all that is said of one in one cell, unless they are asked for.
    """
    frame = known_by(panel.frame, vintage)
    known = ~frame["indicator"].str.startswith(OPEN)
    years = _columns(frame if open_ids else frame[known])
    layout = Layout(panel, words, frame, years, compact=not open_ids, vintage=vintage)
    rows = layout.rows()
    folded = sum(row.compact for _, row in rows)
    reports = frame[["report_region", "report_year"]].drop_duplicates()
    regions = panel.regions
    place = words.places(regions)[regions[0]] if len(regions) == 1 else words("page.regions", n=len(regions))
    span = year_span(years[0], years[-1]) if years else words("none")
    return Page(
        title=words("page.panel_title", place=place, years=span),
        summary=words("page.panel_summary", reports=len(reports), n=f"{len(frame):,}", rows=f"{len(rows):,}"),
        lang=words.lang,
        heads=(*map(str, years), *([words("page.others")] if layout.others else [])),
        sections=_sections(rows, words),
        sayings=layout.sayings,
        years=tuple(map(str, years)),
        choices=_choices([row for _, row in rows], words, layout),
        notes=(
            words("page.legend"),
            *_which(vintage, words),
            *([words("page.open_left", n=int((~known).sum()), rows=folded)] if not open_ids and folded else []),
            *(words("page.failed", what=str(failure)) for failure in panel.failed),
            *correction_notes(panel, words),
        ),
        newest=_newest(frame[known], years),
    )


def _which(vintage: Vintage, words: Words) -> tuple[str, ...]:
    """Say which reports count, where not the latest of all does."""
    if vintage == "latest":
        return ()
    return (words("page.vintage_first") if vintage == "first" else words("page.vintage_year", year=vintage),)


def _columns(frame: pd.DataFrame) -> tuple[int, ...]:
    """Return the years that get a column: a handful of figures does not make one."""
    single = whole_years(frame[of_its_year(frame)])
    cells = single[["region", "indicator", "measure", "period_end"]].drop_duplicates()
    counts = Counter(int(year) for year in cells["period_end"])
    things = len(cells[["region", "indicator", "measure"]].drop_duplicates())
    needed = min(_OF_FULLEST * max(counts.values(), default=0), max(_FEW, _OF_ROWS * things))
    return tuple(sorted(year for year, n in counts.items() if n >= needed))


def _newest(frame: pd.DataFrame, years: tuple[int, ...]) -> int:
    """Return the number of the last column of years with results worth the name, -1 where there is none."""
    single = frame[(frame["period_start"] == frame["period_end"]) & (frame["status"] != "target")]
    counts = Counter(int(year) for year in single["period_end"])
    shown = [counts[year] for year in years]
    return max((at for at, n in enumerate(shown) if n and n >= _NEWEST * max(shown)), default=-1)


def _sections(rows: list[tuple[str, PageRow]], words: Words) -> tuple[PageSection, ...]:
    grouped: dict[tuple[str, bool], list[PageRow]] = {}
    for heading, row in rows:
        grouped.setdefault((heading, row.compact), []).append(row)
    return tuple(
        PageSection(words("page.folded", n=f"{len(members):,}") if folded else heading, tuple(members), folded)
        for (heading, folded), members in grouped.items()
    )


def _choices(rows: list[PageRow], words: Words, layout: Layout) -> tuple[Choice, ...]:
    said = [dict(row.kinds) for row in rows]
    measures = sorted((kinds["measure"] for kinds in said), key=OBSERVED.index)
    order = {region: place for place, region in enumerate(layout.regions)}
    regions = sorted((kinds["region"] for kinds in said), key=order.__getitem__)
    return (
        choice("domain", words("page.domain"), ((k["domain"], words.domain(k["domain"])) for k in said)),
        choice("region", words("page.region"), ((r, words.region(r)) for r in regions)),
        choice("measure", words("col.measure"), ((m, words(f"measure.{m}")) for m in measures)),
    )
