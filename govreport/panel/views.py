"""What a notebook shows of a panel and of one of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from govreport.indicators import OPEN, Vocabulary
from govreport.labels import counted, indicator_name, year_span
from govreport.panel.marks import marks_of
from govreport.panel.mending import MEND
from govreport.panel.precedence import CELL, RULES

__all__ = ["Explanation", "explain_row", "panel_html", "panel_text", "titled_html"]

#: where a notebook would set tables to the right
_LEFT = ' style="text-align: left"'


#: how the names of runners-up begin
_INSTEAD = "instead."
_WHY = {rule.name: rule.prefers for rule in RULES}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where one figure comes from; `str()` gives text, a notebook shows HTML.

    Attributes
    ----------
    before, quote, after : str
        The sentence around the quote.
    facts : tuple of (str, str)
        What is known of the row, label and text.
    """

    before: str
    quote: str
    after: str
    facts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        width = max(len(label) for label, _ in self.facts)
        lines = [f"{self.before}【{self.quote}】{self.after}"]
        return "\n".join(lines + [f"  {label:<{width}}  {text}" for label, text in self.facts])

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr>{_left('th', a)}{_left('td', b)}</tr>" for a, b in self.facts)
        sentence = f"{escape(self.before)}<mark>{escape(self.quote)}</mark>{escape(self.after)}"
        return f"<blockquote>{sentence}</blockquote><table>{rows}</table>"


def _left(tag: str, text: str) -> str:
    return f"<{tag}{_LEFT}>{escape(text)}</{tag}>"


def explain_row(
    row: pd.Series, evidence: pd.Series, vocabulary: Vocabulary, near: pd.DataFrame | None = None
) -> Explanation:
    """Explain one row of a panel; see `Panel.explain`.

    Parameters
    ----------
    row, evidence : pandas.Series
        A row of the frame and what stands beside it.
    vocabulary : Vocabulary
    near : pandas.DataFrame, optional
        What else is said of the indicator and region, as `precedence.ranked` gives it.

    Returns
    -------
    Explanation

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> panel.explain(0).facts[0][0]
    'indicator'
    """
    at = int(row["start"]) - int(row["sentence_start"])
    length = int(row["end"]) - int(row["start"])
    sentence = row["sentence"]
    indicator = row["indicator"]
    known = None if indicator.startswith(OPEN) else vocabulary[indicator]
    marks = marks_of(evidence["corrected"])
    alias = f"'{row['name']}' by the wording '{evidence['alias']}' ({evidence['matched']})"
    if evidence["matched"] == MEND:
        alias = f"'{row['name']}', as somebody corrected it"
    nearest = evidence["nearest"] or "none"
    facts = [
        (
            "indicator",
            f"{indicator}  {indicator_name(known, [row['region']])} / {known.name_en}" if known else indicator,
        ),
        ("matched", alias if known else f"'{row['name']}' is not in the vocabulary; nearest: {nearest}"),
        ("measure", f"{row['measure']}, {row['status']}"),
        ("value", f"{row['value']:g} {row['unit']} ({row['bound']}; {row['low']:g} to {row['high']:g})"),
        ("period", _period(row)),
        ("region", row["region"]),
        ("basis", row["basis"] if isinstance(row["basis"], str) else "not stated"),
        *(_rivals(row, near) if near is not None else ()),
        ("conversion", evidence["conversion"] or "none"),
        ("conflict", evidence["conflict"] or "none"),
        *_decided(evidence["rules"]),
        ("doubt", f"{row['doubt']:.2f}"),
        *(("corrected", str(mark)) for mark in marks),
        ("source", f"{row['source']}, characters {row['start']}–{row['end']}"),
    ]
    return Explanation(
        sentence[:at].replace("\n", " "),
        sentence[at : at + length],
        sentence[at + length :].replace("\n", " "),
        tuple(facts),
    )


def _decided(rules: str) -> list[tuple[str, str]]:
    """The rules that decided, and what would stand there without the last of them."""
    names = rules.split(" ")
    decided = " ".join(name for name in names if not name.startswith(_INSTEAD))
    others = [name.removeprefix(_INSTEAD).partition(":") for name in names if name.startswith(_INSTEAD)]
    said = [f"{kind.replace('_', ' ', 1)} {value}" for kind, _, value in others]
    return [("rules", decided), *([("instead", "; ".join(said))] if said else [])]


def _rivals(row: pd.Series[Any], near: pd.DataFrame) -> list[tuple[str, str]]:
    """Say which place the row has among the sayings of its cell, and what the others say."""
    own = near.loc[[row.name]].iloc[0]
    cell = near
    for key in CELL:
        cell = cell[cell[key] == own[key]]
    why = f", behind the first: {_WHY[own['behind']]}" if own["behind"] else ""
    facts = [("sayings", f"{own['rank']} of {len(cell)}{why}")]
    for at, other in cell.drop(index=row.name).iterrows():
        behind = f"; behind the first: {_WHY[other['behind']]}" if other["behind"] else ""
        said = f"{other['quote']} ({other['report_region']} {other['report_year']}, row {at}{behind})"
        facts.append((f"saying {other['rank']}", said))
    return facts


def _period(row: pd.Series[Any]) -> str:
    start, end = int(row["period_start"]), int(row["period_end"])
    part, rate = f" {row['part']}" if row["part"] else "", ", per year" if row["per_year"] else ""
    return year_span(start, end) + part + rate


def panel_text(frame: pd.DataFrame, regions: list[str], years: list[int], failed: int, skipped: int = 0) -> str:
    """Say in one line what a panel holds.

    Parameters
    ----------
    frame : pandas.DataFrame
    regions, years : list
        The reporting territories, and the years of their reports.
    failed : int
        How many files could not be read.
    skipped : int, default 0
        How many files were passed over.

    Returns
    -------
    str

    Examples
    --------
    >>> import govreport as gr
    >>> repr(gr.read_panel(gr.samples()))[:7]
    '<Panel:'
    """
    span = year_span(years[0], years[-1]) if years else "no years"
    known = int((~frame["indicator"].str.startswith(OPEN)).sum()) if years else 0
    reports = f"{counted(frame['source'].nunique(), 'report')} of {counted(len(regions), 'region')}, {span}"
    text = f"<Panel: {counted(len(frame), 'observation')}, {known:,} on the vocabulary; {reports}"
    left = [f"; {count} {what}" for count, what in ((failed, "failed"), (skipped, "skipped")) if count]
    return text + "".join(left) + ">"


def panel_html(title: str, frame: pd.DataFrame) -> str:
    """Return the short HTML view of a panel.

    Parameters
    ----------
    title : str
    frame : pandas.DataFrame

    Returns
    -------
    str

    Examples
    --------
    >>> import govreport as gr
    >>> "observations" in gr.read_panel(gr.samples()[:1])._repr_html_()
    True
    """
    columns = ["indicator", "measure", "period_end", "status", "value", "unit", "quote", "report_year"]
    columns = columns if frame["region"].nunique() == 1 else ["region", *columns]
    shown = frame.loc[~frame["indicator"].str.startswith(OPEN), columns].head(8)
    return titled_html(title, shown)


def titled_html(title: str, frame: pd.DataFrame) -> str:
    """Return a few rows for a notebook, set to the left, numbers without needless digits, under what `repr` says.

    Parameters
    ----------
    title : str
        In angle brackets, as `repr` gives it.
    frame : pandas.DataFrame

    Returns
    -------
    str

    Examples
    --------
    >>> print(titled_html("<One row>", pd.DataFrame({"value": [827000.0]})).splitlines()[0])
    <p>One row</p><table class="dataframe">
    """
    table = frame.to_html(index=False, border=0, escape=True, justify="left", float_format="{:,.10g}".format)
    for tag in ("th", "td"):
        table = table.replace(f"<{tag}>", f"<{tag}{_LEFT}>")
    return f"<p>{escape(title[1:-1])}</p>{table}"
