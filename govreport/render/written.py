"""What a result is written as: one thing that gives text, Markdown, a fragment and a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from typing import Protocol

from govreport.render.page import Page, save_page
from govreport.render.terminal import write_text
from govreport.render.view import View, write_html, write_markdown

__all__ = ["Viewed", "Written"]


class Written(Protocol):
    """A result laid out, to be written in every format."""

    def text(self, *, sentences: bool) -> str:
        """Write it for a terminal, with everything behind the rows where `sentences` asks for it."""

    def markdown(self) -> str:
        """Write it as Markdown."""

    def fragment(self) -> str:
        """Write it as HTML for a page of somebody's own."""

    def page(self, path: str | PathLike[str]) -> str:
        """Write a page of its own to a file, and return it."""


@dataclass(frozen=True, slots=True)
class Viewed:
    """A table for readers, and the page that is made of it, which is laid out only where it is asked for."""

    view: View
    paged: Callable[[], Page]

    def text(self, *, sentences: bool) -> str:
        """Write the columns aligned."""
        return write_text(self.view, sentences=sentences)

    def markdown(self) -> str:
        """Write Markdown tables."""
        return write_markdown(self.view)

    def fragment(self) -> str:
        """Write tables with the sentences as tooltips."""
        return write_html(self.view)

    def page(self, path: str | PathLike[str]) -> str:
        """Write a page in which a click on a figure shows its sentence."""
        return save_page(self.paged(), path)
