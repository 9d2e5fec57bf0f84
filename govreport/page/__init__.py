"""The page of a whole panel: the years as columns, the indicators by domain, targets and what came of them."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from govreport.page.panel import panel_page
from govreport.panel.precedence import Vintage
from govreport.render.page import save_page
from govreport.render.words import words_in

if TYPE_CHECKING:
    from govreport.panel import Panel

__all__ = ["write_panel"]


def write_panel(
    panel: Panel,
    path: str | PathLike[str],
    lang: str | None = None,
    *,
    open_ids: bool = False,
    vintage: Vintage = "latest",
) -> str:
    """Write a panel as one self-contained HTML page; see `Panel.to_html`.

    Parameters
    ----------
    panel : Panel
    path : str or path
        Where to; an existing file is replaced.
    lang : {"zh", "en"}, optional
        By default that of `options.lang` or `GOVREPORT_LANG` where one is set, else Chinese.
    open_ids : bool, default False
        Show the open ids too, and not only their number.
    vintage : {"latest", "first"} or int, default "latest"
        Which report counts where several state a cell.

    Returns
    -------
    str
        The page, as written; `repr`, and so a notebook, says only where it is.

    Raises
    ------
    InputError
        For a language that is not there, a path that cannot be written, or a vintage that is none.

    Examples
    --------
    >>> import tempfile, govreport as gr
    >>> from govreport.page import write_panel
    >>> panel = gr.read_panel(gr.samples()[:1], progress=False)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_panel(panel, f"{folder}/panel.html", "en")[:15]
    '<!doctype html>'
    """
    return save_page(panel_page(panel, words_in(lang), open_ids, vintage), path)
