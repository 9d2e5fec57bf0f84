"""What `Sentences` and `Promises` share: a sheet in which two reports stand side by side, in every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Literal

from govreport.comparison.result import Result
from govreport.render.words import Words, words_in
from govreport.words import beside

__all__ = ["TwoSided"]

Lang = Literal["zh", "en"]


@dataclass(frozen=True, eq=False, repr=False)
class TwoSided(Result):
    """A result whose rows are what two reports say, one beside the other."""

    def to_text(self, lang: Lang = "zh", *, open_ids: bool = False, sentences: bool = False) -> str:
        """Write the outcome for a terminal, what went in `[-…-]`, what came in `{+…+}`, what decided in `【…】`.

        Parameters
        ----------
        lang : {"zh", "en"}, default "zh"
            Language of headings and labels.
        open_ids : bool, default False
            Tell of the numbers without an id of the vocabulary too.
        sentences : bool, default False
            Write every row with what both reports say: what is kept, new, dropped or undecided too.

        Returns
        -------
        str
        """
        return beside.to_text(self._sheet(words_in(lang), open_ids), everything=sentences)

    def to_markdown(self, lang: Lang = "zh", *, open_ids: bool = False) -> str:
        """Write all rows as Markdown; parameters as in `to_text`."""
        return beside.to_markdown(self._sheet(words_in(lang), open_ids))

    def to_html(self, path: str | PathLike[str] | None = None, *, lang: Lang = "zh", open_ids: bool = False) -> str:
        """Write all rows side by side as HTML: a page of its own where a path is given, else a fragment.

        Parameters
        ----------
        path : str or path, optional
            A file for a self-contained page with a search box and filters.
        lang, open_ids
            As in `to_text`.

        Returns
        -------
        str
            The page, as written, or the fragment.

        Raises
        ------
        InputError
            For a path that cannot be written, or a language that is not there.
        """
        words = words_in(lang)
        sheet = self._sheet(words, open_ids)
        return beside.fragment(sheet) if path is None else beside.page(sheet, path, words)

    def _sheet(self, words: Words, open_ids: bool) -> beside.Sheet:
        """Lay out the rows: every result owns its sheet."""
        raise NotImplementedError

    def _facts(self) -> Mapping[str, object]:
        facts = {name: fact for name, fact in super()._facts().items() if fact not in ("", ()) and name != "panel"}
        lists = {name: facts[name] for name in ("failed", "skipped") if name in facts}
        return {**facts, **{name: [*map(str, some)] for name, some in lists.items() if isinstance(some, tuple)}}
