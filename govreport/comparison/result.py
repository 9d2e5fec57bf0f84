"""What every outcome of a comparison can do: a frozen frame, and its views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from os import PathLike
from typing import ClassVar

import pandas as pd

from govreport.asked import methods_called_right
from govreport.export import Exports, observations
from govreport.render import Lang
from govreport.render.page import Page
from govreport.render.page_view import view_page
from govreport.render.view import View
from govreport.render.words import Words, words_in
from govreport.render.written import Viewed, Written


@methods_called_right
@dataclass(frozen=True, eq=False, repr=False)
class Result(Exports):
    """A frozen outcome; text, Markdown, HTML and frames are views of it.

    Attributes
    ----------
    note : str
        Why there are no rows, "" where there are.
    years : tuple of int
        The years that have data under the same filters.
    """

    _frame: pd.DataFrame = field(repr=False)
    note: str
    years: tuple[int, ...]
    #: Column of `frame` that sorts the rows into kinds, and the kinds there are.
    kind_column: ClassVar[str] = ""
    kinds: ClassVar[tuple[str, ...]] = ()
    #: Endings of the columns that hold a saying each; "" where a row is one saying.
    sides: ClassVar[tuple[str, ...]] = ("",)

    @property
    def frame(self) -> pd.DataFrame:
        """A copy of all rows, vocabulary indicators first."""
        return self._frame.copy()

    def of_kind(self, kind: str) -> pd.DataFrame:
        """Return a copy of the rows of one kind, numbered from 0."""
        rows = self._frame
        return rows[rows[self.kind_column] == kind].reset_index(drop=True)

    def summary(self) -> pd.DataFrame:
        """Count the rows of every kind.

        Returns
        -------
        DataFrame
            Index the kinds in their order; columns `vocabulary`, `open` and `total`.
        """
        rows = self._frame
        is_open = rows["domain"] == "open"
        kind = rows[self.kind_column]
        counts = {"vocabulary": kind[~is_open].value_counts(), "open": kind[is_open].value_counts()}
        table = pd.DataFrame(counts).reindex(list(self.kinds)).fillna(0).astype("int64")
        return table.assign(total=table.sum(axis=1)).rename_axis(self.kind_column)

    def to_text(self, lang: Lang | None = None, *, open_ids: bool = False, sentences: bool = False) -> str:
        """Write the outcome for a terminal, columns aligned.

        Parameters
        ----------
        lang : {"zh", "en"}, optional
            Language of names, headings and labels; the sentences stay as they are. By default that of `options.lang` or
            `GOVREPORT_LANG` where one is set, else Chinese.
        open_ids : bool, default False
            List the open ids too, and not only their number.
        sentences : bool, default False
            Add the sentences of the reports under every row.

        Returns
        -------
        str
        """
        return self._written(words_in(lang), open_ids).text(sentences=sentences)

    def to_markdown(self, lang: Lang | None = None, *, open_ids: bool = False) -> str:
        """Write the outcome as Markdown tables; parameters as in `to_text`."""
        return self._written(words_in(lang), open_ids).markdown()

    def to_html(
        self, path: str | PathLike[str] | None = None, *, lang: Lang | None = None, open_ids: bool = False
    ) -> str:
        """Write the outcome as HTML: a page of its own where a path is given, else a fragment.

        Parameters
        ----------
        path : str or path, optional
            A file for a self-contained page, with a search box and filters, in which a click on a figure shows its
            sentence with the quote marked. Without one, a fragment for a page of yours, the sentences as tooltips.
        lang, open_ids
            As in `to_text`.

        Returns
        -------
        str
            The page, as written (`repr`, and so a notebook, says only where it is), or the fragment.

        Raises
        ------
        InputError
            For a path that cannot be written, or a language that is not there.
        """
        written = self._written(words_in(lang), open_ids)
        return written.fragment() if path is None else written.page(path)

    def _written(self, words: Words, open_ids: bool) -> Written:
        """Lay out what the writers write: the view, unless a result is no table."""
        return Viewed(self._view(words, open_ids), lambda: self._page(words, open_ids))

    def _view(self, words: Words, open_ids: bool) -> View:
        """Lay out the outcome: every result owns its view."""
        raise NotImplementedError

    def _page(self, words: Words, open_ids: bool) -> Page:
        """Lay out the page: the view with all its rows, what no vocabulary holds folded unless it is asked for."""
        return view_page(self._view(words, True), words, unfolded=open_ids)

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        return {"rows": self._frame}

    def _observed(self) -> pd.DataFrame:
        return observations(self._frame, *self.sides)

    def _facts(self) -> Mapping[str, object]:
        facts = {f.name: getattr(self, f.name) for f in fields(self) if not f.name.startswith("_")}
        return {name: fact for name, fact in facts.items() if fact != ""}

    def _repr_html_(self) -> str:
        return self.to_html()

    def __len__(self) -> int:
        return len(self._frame)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {kind}" for kind, n in self.summary()["total"].items() if n) or "no rows"
        return f"<{type(self).__name__}{self._about()}: {counts}>"

    def _about(self) -> str:
        return ""
