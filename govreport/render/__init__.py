"""Views of the results: text for a terminal, Markdown, HTML.

A result is first made a `View`, a table of finished words; three writers turn any view into their format.
"""

from __future__ import annotations

from os import PathLike
from typing import Protocol, runtime_checkable

from govreport.compare import Audit, Comparison, Coverage, Findings, League, Revisions, SideBySide, Targets, TargetStory
from govreport.errors import InputError
from govreport.panel import Panel
from govreport.panel.precedence import Vintage
from govreport.render._audit import audit_view
from govreport.render._comparison import comparison_view
from govreport.render._findings import findings_view
from govreport.render._league import league_view
from govreport.render._others import coverage_view, revisions_view
from govreport.render._page import Page, write_page
from govreport.render._page_panel import panel_page
from govreport.render._page_view import view_page
from govreport.render._story import story_view
from govreport.render._targets import targets_view
from govreport.render._view import View, write_html, write_markdown, write_text
from govreport.render._words import LANGS, Words
from govreport.render._years import sides_view, years_view
from govreport.writing import write_text as write_file

__all__ = ["to_html", "to_markdown", "to_page", "to_text"]


@runtime_checkable
class Owner(Protocol):
    """A result that lays itself out."""

    def _as_view(self, words: Words) -> View:
        """Return its table."""

    def _as_page(self, words: Words) -> Page:
        """Return its page."""


Outcome = Comparison | Findings | Targets | TargetStory | Revisions | Coverage | League | SideBySide | Audit


def to_text(result: Outcome, lang: str = "zh", *, open_ids: bool = False, sentences: bool = False) -> str:
    """Write a result for a terminal, its columns aligned however wide their characters are.

    Parameters
    ----------
    result : Comparison or another result
        What to show.
    lang : {"zh", "en"}, default "zh"
        Language of names, headings and labels; the sentences stay as they are.
    open_ids : bool, default False
        List the open ids too, and not only their number.
    sentences : bool, default False
        Add the sentences of the reports under every row.

    Returns
    -------
    str

    Raises
    ------
    InputError
        For a language that is not there.

    Examples
    --------
    >>> import govreport as gr
    >>> from govreport.render import to_text
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> print(to_text(gr.compare(panel, 2022, 2023, indicator="gdp"), "en").splitlines()[0])
    China 2022 → 2023 compared (by year spoken of)
    """
    return write_text(_view(result, lang, open_ids), sentences=sentences)


def to_markdown(result: Outcome, lang: str = "zh", *, open_ids: bool = False) -> str:
    """Write a result as Markdown, a table under each heading.

    Parameters
    ----------
    result : Comparison or another result
        What to show.
    lang : {"zh", "en"}, default "zh"
        As in `to_text`.
    open_ids : bool, default False
        As in `to_text`.

    Returns
    -------
    str

    Examples
    --------
    >>> import govreport as gr
    >>> from govreport.render import to_markdown
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> to_markdown(gr.targets(panel, indicator="gdp"), "en").startswith("## ")
    True
    """
    return write_markdown(_view(result, lang, open_ids))


def to_html(result: Outcome, lang: str = "zh", *, open_ids: bool = False) -> str:
    """Write a result as an HTML fragment; all words of reports are escaped, sentences are tooltips of their rows.

    Parameters
    ----------
    result : Comparison or another result
        What to show.
    lang : {"zh", "en"}, default "zh"
        As in `to_text`.
    open_ids : bool, default False
        As in `to_text`.

    Returns
    -------
    str

    Examples
    --------
    >>> import govreport as gr
    >>> from govreport.render import to_html
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> to_html(gr.coverage(panel)).startswith('<div class="govreport">')
    True
    """
    return write_html(_view(result, lang, open_ids))


def to_page(
    shown: Outcome | Panel,
    path: str | PathLike[str],
    lang: str = "zh",
    *,
    open_ids: bool = False,
    vintage: Vintage = "latest",
) -> str:
    """Write a result or a panel as one self-contained HTML page, in which a click on a figure shows its sentence.

    Parameters
    ----------
    shown : Comparison, SideBySide, Targets, TargetStory, Revisions, Coverage, League or Panel
        What to show; of a panel the years are the columns.
    path : str or path
        Where to; an existing file is replaced.
    lang : {"zh", "en"}, default "zh"
        Language of names, headings and labels; the sentences stay as they are.
    open_ids : bool, default False
        Show the open ids at once; else they are folded, and a click or a search opens them.
    vintage : {"latest", "first"} or int, default "latest"
        Of a panel: which report counts where several state a cell.

    Returns
    -------
    str
        The page, as written.

    Raises
    ------
    InputError
        For a language that is not there, a path that cannot be written, or a vintage of a result.

    Examples
    --------
    >>> import tempfile, govreport as gr
    >>> from govreport.render import to_page
    >>> panel = gr.read_panel(gr.samples(), progress=False)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     to_page(panel, f"{folder}/panel.html", "en")[:15]
    '<!doctype html>'
    """
    words = _words(lang)
    if vintage != "latest" and not isinstance(shown, Panel):
        raise InputError("a result has settled this already", where="vintage", hint="pass it where the result is made")
    if isinstance(shown, Panel):
        page = panel_page(shown, words, open_ids, vintage)
    elif isinstance(shown, Owner):
        page = shown._as_page(words)
    else:
        page = view_page(_view(shown, lang, True), words, unfolded=open_ids)
    text = write_page(page)
    write_file(path, text)
    return text


def _words(lang: str) -> Words:
    if lang not in LANGS:
        raise InputError("unknown language", where="lang", expected="'zh' or 'en'", found=repr(lang))
    return Words(lang)


def _view(result: Outcome, lang: str, open_ids: bool) -> View:
    words = _words(lang)
    if isinstance(result, Comparison):
        many = len(result.compared) > 2
        return years_view(result, words, open_ids) if many else comparison_view(result, words, open_ids)
    if isinstance(result, SideBySide):
        return sides_view(result, words, open_ids)
    if isinstance(result, Targets):
        return targets_view(result, words, open_ids)
    if isinstance(result, TargetStory):
        return story_view(result, words, open_ids)
    if isinstance(result, Findings):
        return findings_view(result, words, open_ids)
    if isinstance(result, Audit):
        return audit_view(result, words)
    if isinstance(result, Owner):
        return result._as_view(words)
    if isinstance(result, League):
        return league_view(result, words)
    if isinstance(result, Revisions):
        return revisions_view(result, words, open_ids)
    return coverage_view(result, words, open_ids)
