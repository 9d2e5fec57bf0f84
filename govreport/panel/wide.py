"""`Panel.wide`: reference years by region and indicator, as numbers or as a reader wants them."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport.asked import methods_called_right
from govreport.errors import InputError, warn
from govreport.indicators import Vocabulary
from govreport.labels import MEASURE_WORDS, hedge_mark, indicator_name, readable, region_name
from govreport.panel.choosing import best_cells
from govreport.panel.kinds import of_one_kind
from govreport.panel.naming import ids_in, name_as_said, open_name
from govreport.panel.one_unit import converted, own_unit
from govreport.panel.precedence import Vintage
from govreport.panel.schema import of_its_year, whole_years
from govreport.render.words import number
from govreport.settings import language_of_views
from govreport.unit_labels import unit_label

if TYPE_CHECKING:
    from govreport.panel.table import Panel

__all__ = ["Wide", "hedged", "wide_table", "years_of"]


def wide_table(
    panel: Panel,
    asked: tuple[str, ...],
    *,
    measure: str,
    status: str | Iterable[str],
    region: str | Iterable[str] | None,
    hedges: bool,
    lang: str | None,
    vintage: Vintage,
) -> pd.DataFrame:
    """Return the table; see `Panel.wide`.

    Parameters
    ----------
    panel : Panel
    asked : tuple of str
        Ids or names; none for all of the vocabulary.
    measure, status, region, hedges, lang, vintage
        As `Panel.wide` takes them.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    UnknownIdError, InputError
        As `Panel.wide`.

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples())
    >>> panel.wide("gdp", measure="growth", status="target", hedges=True).loc[("全国", 2019), "gdp"]
    '6–6.5'
    """
    if not isinstance(measure, str):
        raise InputError("a table is of one measure", where="measure", expected="level or growth", found=repr(measure))
    # a region of the panel is one where these rows have none of it too
    places = None if region is None else set(panel.select(region=region).frame["region"])
    rows = whole_years(_within(panel.select(asked or None, measure=measure, status=status).frame, places), panel.frame)
    ids = panel.ids_of(asked) if asked else None
    named = partial(open_name, panel.frame)
    table = years_of(
        rows, panel.vocabulary, ids, asked, measure=measure, hedges=hedges, lang=lang, vintage=vintage, named=named
    )
    there = set(rows.loc[of_its_year(rows), "indicator"])
    if absent := [one for one in dict.fromkeys(ids or ()) if one not in there]:
        _tell_absent(_within(panel.select(absent, status=status).frame, places), absent, measure)
    return table


def _within(frame: pd.DataFrame, places: Collection[str] | None) -> pd.DataFrame:
    return frame if places is None else frame[frame["region"].isin(places)]


def _tell_absent(frame: pd.DataFrame, ids: Iterable[str], measure: str) -> None:
    """Warn of what was asked for and has no cell, with what the reports say of it instead."""
    for id in ids:
        said = sorted(set(frame.loc[frame["indicator"] == id, "measure"]) - {measure})
        if said:
            warn(f"no {measure} of '{id}' in this table: of measure= there is {', '.join(map(repr, said))}")
        else:
            warn(f"no {measure} of '{id}' in this table: none of a single year, as it was asked for")


def years_of(
    rows: pd.DataFrame,
    words: Vocabulary,
    ids: list[str] | None,
    heads: Sequence[str],
    *,
    measure: str,
    hedges: bool,
    lang: str | None,
    vintage: Vintage,
    named: Callable[[str], str],
) -> pd.DataFrame:
    """Return the table of rows that are of one measure, and about whole years.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns of a panel.
    words : Vocabulary
    ids : list of str, optional
        Those of the columns; by default those of the vocabulary that are there.
    heads : sequence of str
        What the columns are called where `lang` is not named; none for the ids.
    measure, hedges, lang, vintage
        As `Panel.wide` takes them.
    named : callable
        Gives the name of an open id.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    InputError
        As `Panel.wide`.
    """
    lang = lang and language_of_views(lang)
    cells, left_out = of_one_kind(best_cells(rows, words, vintage))
    for said in left_out:
        warn(said)
    there = set(cells["indicator"])
    ids = [i for i in words if i in there] if ids is None else ids
    units = {i: own_unit(words, cells.loc[cells["indicator"] == i, "unit"], i, measure) for i in ids}
    cells = cells[cells["indicator"].isin(units)]
    cells = converted(cells, cells["indicator"].map(units))
    odd = cells["unit"] != cells["indicator"].map(units)
    if hedges:
        shown = [_worded(row, row["unit"] if apart else "", lang) for row, apart in zip(_rows(cells), odd, strict=True)]
        cells = cells.assign(value=pd.Series(shown, index=cells.index, dtype="object"))
    else:
        if odd.any():
            _tell(cells[odd])
            cells = cells[~odd]
        _tell_limits(cells[cells["bound"].isin(["over", "under"])])
    table = cells.pivot(index=["region", "period_end"], columns="indicator", values="value")
    table = table.reindex(columns=ids).rename_axis(index=["region", "year"]).sort_index()
    if lang is None:
        table.columns = pd.Index(list(heads) or ids)
    else:
        names = {i: name_as_said(rows, words, i) if i in words and lang == "zh" else None for i in ids}
        names |= {i: named(i) for i in ids if i not in words}
        table = _for_readers(table, words, names, units, measure, lang)
    return table.astype("object").where(table.notna(), "") if hedges else table


def _for_readers(
    table: pd.DataFrame, words: Vocabulary, names: dict[str, str | None], units: dict[str, str], measure: str, lang: str
) -> pd.DataFrame:
    """Call the columns, which are ids, and the regions as readers of a language do."""
    ids = [str(column) for column in table.columns]
    regions = set(table.index.get_level_values("region"))
    table.columns = pd.Index([_head(words, names, i, units[i], measure, regions, lang) for i in ids])
    table = table.rename(index=lambda name: region_name(name, lang=lang), level="region")
    return table.rename_axis(index=["地区", "年份"]) if lang == "zh" else table


def hedged(value: float, low: float, high: float, bound: str) -> str:
    """Write a number with its hedge: `≥5`, `≈5`, `5–5.5`.

    Parameters
    ----------
    value, low, high : float
    bound : str
        As the panel has them.

    Returns
    -------
    str

    Examples
    --------
    >>> hedged(5, 5, 5.5, "exact"), hedged(5, 5, math.inf, "over"), hedged(-3, -math.inf, -3, "over")
    ('5–5.5', '≥5', '≤-3')
    """
    text = number(value)
    if bound == "exact":
        ranged = math.isfinite(high) and math.isfinite(low) and not math.isclose(low, high)
        return f"{number(low)}–{number(high)}" if ranged else text
    return f"{hedge_mark(bound, value)}{text}"


def _worded(row: dict[str, Any], unit: str, lang: str | None) -> str:
    value, low, high = (readable(row[end], row["quote"]) for end in ("value", "low", "high"))
    text = hedged(value, low, high, row["bound"])
    named = unit_label(unit, lang=lang or "zh")
    return f"{text} {named}" if named else text


def _rows(cells: pd.DataFrame) -> list[dict[str, Any]]:
    columns = ["value", "low", "high", "bound", "unit", "quote"]
    return [dict(zip(columns, row, strict=True)) for row in cells[columns].itertuples(index=False, name=None)]


def _tell(cells: pd.DataFrame) -> None:
    said = [
        f"{indicator} in {unit} ({'、'.join(f'{r} {y}' for r, y in group[['region', 'period_end']].values[:3])}"
        + (f" and {len(group) - 3} more)" if len(group) > 3 else ")")
        for (indicator, unit), group in cells.groupby(["indicator", "unit"], sort=False)
    ]
    more = f" and {len(said) - 5} more" if len(said) > 5 else ""
    message = f"not in the table, as they are in another unit: {'; '.join(said[:5])}{more}"
    warn(f"{message}; hedges=True shows them")


def _tell_limits(cells: pd.DataFrame) -> None:
    """Warn of numbers that say only what a value is not below, or not above."""
    if len(cells):
        said = [
            f"{row['region']} {row['period_end']} {row['indicator']}"
            for row in cells[["indicator", "region", "period_end"]].head(3).to_dict("records")
        ]
        listed = "; ".join(said) + (f" and {len(cells) - 3} more" if len(cells) > 3 else "")
        warn(f"numbers that are only limits (以上, 以内): {listed}; hedges=True shows which way")


def _head(
    words: Vocabulary,
    names: dict[str, str | None],
    indicator: str,
    unit: str,
    measure: str,
    regions: set[str],
    lang: str,
) -> str:
    """Return the head of a column: the name, what is said of it, and the unit."""
    name = names[indicator] or indicator_name(words[indicator], regions, lang=lang)
    said = MEASURE_WORDS[measure][0 if lang == "zh" else 1]
    if lang == "zh":
        return f"{name}{said}（{unit}）" if unit else name + said
    named = unit_label(unit, lang="en")
    what = f"{name}, {said}" if said else name
    return f"{what} ({named})" if named else what


@methods_called_right
class Wide:
    """What a panel does by names: which ids are meant, and the table of reference years."""

    def ids_of(self: Panel, indicators: str | Iterable[str]) -> list[str]:  # type: ignore[misc]
        """Return the ids that are meant.

        Parameters
        ----------
        indicators : str or iterable of str
            Ids, or exact names: Chinese, English, or a wording that reports use.

        Returns
        -------
        list of str

        Raises
        ------
        UnknownIdError
            If there is no such indicator, with the nearest, or several are called so.

        Examples
        --------
        >>> import govreport as gr
        >>> gr.read_panel(gr.samples()[:1]).ids_of(["国内生产总值", "CPI"])
        ['gdp', 'consumer_price']
        """
        return ids_in(self.frame, self.vocabulary, indicators)

    def wide(  # type: ignore[misc]
        self: Panel,
        *indicators: str,
        measure: str = "level",
        status: str | Iterable[str] = ("actual", "estimate"),
        region: str | Iterable[str] | None = None,
        hedges: bool = False,
        lang: str | None = None,
        vintage: Vintage = "latest",
    ) -> pd.DataFrame:
        """Return a table of reference years by region and indicator.

        Parameters
        ----------
        *indicators : str
            Ids or exact names; all of the vocabulary that have such values where none is given.
        measure : str, default "level"
        status : str or iterable of str, default actual and estimate
            `target` for the plans.
        region : str or iterable of str, optional
        hedges : bool, default False
            Text with the hedges in place of numbers: `≥5`, `≈5`, `5–5.5`, "" where nothing is said. Numbers have
            none: `5%以上` and `5%左右` are 5, a range is its lower end; `cells` has `low`, `high` and `bound` beside.
        lang : {"zh", "en"}, optional
            Columns named for readers, with the unit: `国内生产总值增速（%）`; in English the regions too. By default
            they are called as they were asked for.
        vintage : {"latest", "first"} or int, default "latest"
            As in `cells`.

        Returns
        -------
        pandas.DataFrame
            Index `region, year`; a column for each indicator, in its own unit. Single years only; where several reports
            state a cell, the one that `cells` gives. Values in another unit than the column's are left out of numbers,
            with one warning, and stand with their unit in text.

        Raises
        ------
        UnknownIdError
            As `select`.
        InputError
            For a language or a vintage that is none.

        Warns
        -----
        GovReportWarning
            Where numbers are only limits (以上, 以内) and `hedges` are not asked for; where one that was asked for has
            no cell, with what there is of it. Where an indicator has ranks or streaks of several things: those of one
            are shown, `select(of=...)` chooses.

        Examples
        --------
        >>> import govreport as gr
        >>> panel = gr.read_panel(gr.samples())
        >>> panel.wide("gdp", measure="growth").loc[("全国", 2022), "gdp"].item()
        3.0
        >>> panel.wide("gdp", measure="growth", status="target", hedges=True, lang="en").iloc[:2, 0].tolist()
        ['≈6.5', '6–6.5']
        """
        return wide_table(
            self,
            indicators,
            measure=measure,
            status=status,
            region=region,
            hedges=hedges,
            lang=lang,
            vintage=vintage,
        )

    def _row_of(self: Panel, indicator: str, where: Mapping[str, Any]) -> int:  # type: ignore[misc]
        """Return the row that speaks for the one cell that is named."""
        cells = self.select(indicator, **where).cells()
        if len(cells) != 1:
            names = ["region", "measure", "period_end", "status"]
            there = [" ".join(map(str, cell)) for cell in cells[names].head(6).itertuples(index=False, name=None)]
            raise InputError(
                f"{len(cells)} cells are named so",
                where="explain",
                expected="one: say region=, measure=, period= and status=",
                found="; ".join(there) + (" …" if len(cells) > 6 else "") or "none",
            )
        own, frame = cells.iloc[0], self.frame
        place = ["source", "start", "end", "indicator", "region", "measure", "period_start", "period_end", "status"]
        same = (frame[place] == own[place]).all(axis=1)
        return int(same.to_numpy().argmax())
