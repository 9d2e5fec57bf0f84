"""What a notebook shows of a panel and of one of its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from govreport.indicators import OPEN, Vocabulary
from govreport.labels import counted, indicator_name, readable, year_span
from govreport.language import told
from govreport.panel.coded import array_of
from govreport.panel.marks import marks_of
from govreport.panel.mending import MEND
from govreport.panel.naming import name_as_said
from govreport.panel.preferences import CELL
from govreport.panel.rule_words import rules_in_words
from govreport.render.view import width
from govreport.render.words import Words

if TYPE_CHECKING:
    from govreport.panel.table import Panel

__all__ = ["Explanation", "Held", "explain_row", "held", "panel_html", "panel_text", "panel_told", "titled_html"]

#: where a notebook would set tables to the right
_LEFT = ' style="text-align: left"'


#: what a row is told by, and the ways in which its indicator is found
_LABELLED = (
    *("indicator", "matched", "measure", "value", "period", "region", "basis", "conversion", "conflict"),
    *("rules", "instead", "doubt", "corrected", "source"),
)
#: how a conflict of units is written
_UNLIKE = re.compile(r".*: expected (?P<expected>.*) \([^()]*\), found (?P<found>.*) \([^()]*\)")
_WAYS = ("exact", "pattern", "affix", "brackets", "composed", "territory")


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
        widest = max(width(label) for label, _ in self.facts)
        lines = [f"{self.before}【{self.quote}】{self.after}"]
        return "\n".join(lines + [f"  {label}{' ' * (widest - width(label))}  {text}" for label, text in self.facts])

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr>{_left('th', a)}{_left('td', b)}</tr>" for a, b in self.facts)
        sentence = f"{escape(self.before)}<mark>{escape(self.quote)}</mark>{escape(self.after)}"
        return f"<blockquote>{sentence}</blockquote><table>{rows}</table>"


def _left(tag: str, text: str) -> str:
    return f"<{tag}{_LEFT}>{escape(text)}</{tag}>"


def explain_row(
    row: pd.Series, evidence: pd.Series, vocabulary: Vocabulary, near: pd.DataFrame | None = None, lang: str = "en"
) -> Explanation:
    """Explain one row of a panel; see `Panel.explain`.

    Parameters
    ----------
    row, evidence : pandas.Series
        A row of the frame and what stands beside it.
    vocabulary : Vocabulary
    near : pandas.DataFrame, optional
        What else is said of the indicator and region, as `precedence.ranked` gives it.
    lang : {"zh", "en"}, default "en"

    Returns
    -------
    Explanation

    Examples
    --------
    >>> import govreport as gr
    >>> panel = gr.read_panel(gr.samples()[:1])
    >>> panel.explain(0, lang="en").facts[0][0], panel.explain(0, lang="zh").facts[0][0]
    ('indicator', '指标')
    """
    words = Words(lang)
    at = int(row["start"]) - int(row["sentence_start"])
    length = int(row["end"]) - int(row["start"])
    sentence = row["sentence"]
    none = words("none")
    sizes = {end: f"{row[end]:,.10g}".replace("inf", "∞") for end in ("value", "low", "high")}
    decided, instead = rules_in_words(evidence["rules"], lang)
    facts = [
        ("indicator", _called(row, vocabulary, words)),
        ("matched", _matched(row, evidence, words)),
        ("measure", _measured(row, words)),
        ("value", words("explain.sizes", unit=row["unit"], bound=words(f"explain.bound.{row['bound']}"), **sizes)),
        ("period", _period(row, words)),
        ("region", row["region"]),
        ("basis", row["basis"] if isinstance(row["basis"], str) else words("explain.unstated")),
        *(_rivals(row, near, words) if near is not None else ()),
        ("conversion", evidence["conversion"] or none),
        ("conflict", _conflict(evidence["conflict"], words) or none),
        ("rules", decided),
        *([("instead", instead)] if instead else []),
        ("doubt", f"{row['doubt']:.2f}"),
        *(("corrected", mark.in_words(lang)) for mark in marks_of(evidence["corrected"])),
        ("source", words("explain.place", source=row["source"], start=row["start"], end=row["end"])),
    ]
    return Explanation(
        sentence[:at].replace("\n", " "),
        sentence[at : at + length],
        sentence[at + length :].replace("\n", " "),
        tuple((words(f"explain.label.{name}") if name in _LABELLED else name, said) for name, said in facts),
    )


def _called(row: pd.Series[Any], vocabulary: Vocabulary, words: Words) -> str:
    id = row["indicator"]
    if id not in vocabulary:
        return str(id)
    said = name_as_said(row.to_frame().T, vocabulary, id) or indicator_name(vocabulary[id], [row["region"]])
    return f"{id}  {said}" if words.lang == "zh" else f"{id}  {said} / {vocabulary[id].name_en}"


def _measured(row: pd.Series[Any], words: Words) -> str:
    """Say what the number is: in English in the words that `select` takes."""
    if words.lang == "en":
        return f"{row['measure']}, {row['status']}"
    status = words(f"status.{row['status']}")
    return f"{words.measure(row['measure'], row['of'])}{words('count.sep')}{status}"


def _matched(row: pd.Series[Any], evidence: pd.Series[Any], words: Words) -> str:
    """Say by what the indicator was found."""
    if row["indicator"].startswith(OPEN):
        return words("explain.open", name=row["name"], nearest=evidence["nearest"] or words("none"))
    if evidence["matched"] == MEND:
        return words("explain.mended", name=row["name"])
    how = words(f"explain.by.{evidence['matched']}") if evidence["matched"] in _WAYS else evidence["matched"]
    return words("explain.matched", name=row["name"], alias=evidence["alias"], how=how)


def _conflict(said: str, words: Words) -> str:
    """Write what a unit conflicts with in the reader's language."""
    found = _UNLIKE.fullmatch(said) if words.lang == "zh" else None
    return words("explain.conflict", **found.groupdict()) if found else said


def _rivals(row: pd.Series[Any], near: pd.DataFrame, words: Words) -> list[tuple[str, str]]:
    """Say which place the row has among the sayings of its cell, and what the others say."""
    told = {c: array_of(near[c]).tolist() for c in (*CELL, "rank", "behind", "quote", "report_region", "report_year")}
    labels = near.index.tolist()
    own = labels.index(row.name)
    cell = [at for at in range(len(labels)) if all(told[key][at] == told[key][own] for key in CELL)]

    def why(behind: str, joint: str) -> str:
        return words(f"explain.{joint}", why=words(f"explain.behind.{behind}")) if behind else ""

    label = words("explain.label.sayings")
    place = words("explain.rank", rank=told["rank"][own], all=len(cell))
    facts = [(label, place + why(told["behind"][own], "behind"))]
    for at in cell:
        if at != own:
            who = {"region": told["report_region"][at], "year": told["report_year"][at], "row": labels[at]}
            said = words("explain.other", quote=told["quote"][at], why=why(told["behind"][at], "behind_too"), **who)
            facts.append((words("explain.label.saying", rank=told["rank"][at]), said))
    return facts


def _period(row: pd.Series[Any], words: Words) -> str:
    part = (
        words("explain.part", part=row["part"] if words.lang == "en" else words.part(row["part"]))
        if row["part"]
        else ""
    )
    rate = words("explain.per_year") if row["per_year"] else ""
    return year_span(int(row["period_start"]), int(row["period_end"])) + part + rate


class Held(NamedTuple):
    """What a panel holds, counted.

    Attributes
    ----------
    rows, known : int
        All observations, and those that are on the vocabulary.
    reports, regions : int
        With observations.
    span : str
        The years of the reports; "" for a panel without observations.
    failed, skipped : int
        Files that could not be read, and that were passed over.
    """

    rows: int
    known: int
    reports: int
    regions: int
    span: str
    failed: int
    skipped: int


def held(panel: Panel) -> Held:
    """Count what a panel holds.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    Held

    Examples
    --------
    >>> import govreport as gr
    >>> held(gr.read_panel(gr.samples()[:1]))
    Held(rows=70, known=70, reports=1, regions=1, span='2018', failed=0, skipped=0)
    """
    frame, years = panel._frame, panel.report_years
    known = int((~frame["indicator"].str.startswith(OPEN)).sum()) if years else 0
    span = year_span(years[0], years[-1]) if years else ""
    read = (len(frame), known, frame["source"].nunique(), len(panel.regions), span)
    return Held(*read, len(panel.failed), len(panel.skipped))


def panel_text(has: Held) -> str:
    """Say in one line what a panel holds, for `repr`.

    Parameters
    ----------
    has : Held

    Returns
    -------
    str

    Examples
    --------
    >>> panel_text(Held(70, 68, 1, 1, "2018", 0, 2))
    '<Panel: 70 observations, 68 on the vocabulary; 1 report of 1 region, 2018; 2 skipped>'
    """
    reports = f"{counted(has.reports, 'report')} of {counted(has.regions, 'region')}, {has.span or 'no years'}"
    text = f"<Panel: {counted(has.rows, 'observation')}, {has.known:,} on the vocabulary; {reports}"
    left = [f"; {count} {what}" for count, what in ((has.failed, "failed"), (has.skipped, "skipped")) if count]
    return text + "".join(left) + ">"


def panel_told(has: Held, lang: str) -> str:
    """Say in one line what a panel holds, to a reader of a language.

    Parameters
    ----------
    has : Held
    lang : {"zh", "en"}

    Returns
    -------
    str

    Examples
    --------
    >>> panel_told(Held(70, 68, 1, 1, "2018", 0, 2), "zh")
    '面板：70 个数据，其中 68 个在词表中；1 份报告，1 个地区，2018 年；略过 2 个文件'
    """
    if not has.span:
        return told("a panel without observations", lang)
    many = f"panel: {has.rows:,} observations, {has.known:,} on the vocabulary"
    parts = [told(many, lang), told(f"{has.reports:,} reports of {has.regions:,} regions, {has.span}", lang)]
    parts += [told(f"{has.failed} files could not be read", lang)] if has.failed else []
    parts += [told(f"{has.skipped} files passed over", lang)] if has.skipped else []
    return ("；" if lang == "zh" else "; ").join(parts)


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
    >>> "个数据" in gr.read_panel(gr.samples()[:1])._repr_html_()
    True
    """
    columns = ["indicator", "measure", "period_end", "status", "value", "unit", "quote", "report_year"]
    columns = columns if frame["region"].nunique() == 1 else ["region", *columns]
    shown = frame.loc[~frame["indicator"].str.startswith("open:"), columns].head(8)
    shown["value"] = [readable(value, quote) for value, quote in zip(shown["value"], shown["quote"], strict=True)]
    return titled_html(title, shown)


def titled_html(title: str, frame: pd.DataFrame) -> str:
    """Return a few rows for a notebook, set to the left, numbers without needless digits, under what `repr` says.

    Parameters
    ----------
    title : str
        Without its angle brackets where it is a `repr`.
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
    return f"<p>{escape(title.removeprefix('<').removesuffix('>'))}</p>{table}"
