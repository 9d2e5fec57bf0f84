"""What `Sentences` and `Promises` share: a sheet in which two reports stand side by side, in every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govreport.comparison.result import Result
from govreport.render.words import Words
from govreport.render.written import Written
from govreport.words import beside

__all__ = ["TwoSided"]


@dataclass(frozen=True, eq=False, repr=False)
class TwoSided(Result):
    """A result whose rows are what two reports say, one beside the other.

    In text what went is written `[-…-]`, what came `{+…+}`, what decided `【…】`; with `sentences=True` every row is
    there with what both reports say, what is kept, new, dropped or undecided too. Markdown and page have all rows; a
    fragment, as notebooks show it, counts what is undecided.
    """

    def _written(self, words: Words, open_ids: bool) -> Written:
        """Lay out the sheet."""
        return beside.Laid(self._sheet(words, open_ids), words)

    def _sheet(self, words: Words, open_ids: bool) -> beside.Sheet:
        """Lay out the rows: every result owns its sheet."""
        raise NotImplementedError

    def _facts(self) -> Mapping[str, object]:
        facts = {name: fact for name, fact in super()._facts().items() if fact not in ("", ()) and name != "panel"}
        lists = {name: facts[name] for name in ("failed", "skipped") if name in facts}
        return {**facts, **{name: [*map(str, some)] for name, some in lists.items() if isinstance(some, tuple)}}
