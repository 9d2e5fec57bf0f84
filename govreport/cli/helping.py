"""The help of the command line in Chinese: its words, and lines that break where Chinese lines do."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable, Iterator

from govreport.language import told

#: what no line begins with
_BEHIND, _NARROW, _OPEN = "，。、；：？！）》”』」…", ",.;:!?)]}", "，。、；：（ "


class ChineseHelp(argparse.HelpFormatter):
    """Says in Chinese what argparse and the commands say in English."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, told("usage:") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and told(heading))

    def add_text(self, text: str | None) -> None:
        super().add_text(text and (text if text is argparse.SUPPRESS else told(text)))

    def format_help(self) -> str:
        return re.sub(r"(?m)^(\S+):$", r"\1：", super().format_help())

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and told(action.help)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(wrapped(" ".join(text.split()), width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(" ".join(text.split()), width - len(indent)))


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield lines of so many columns: Chinese breaks anywhere but before a mark, words of letters at their blanks."""
    line = ""
    for piece in _pieces(text):
        if line and columns((line + piece).rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Yield what stays together: a Chinese character with the marks behind it, or a run of letters."""
    piece = ""
    for letter in text:
        free = letter not in _BEHIND and (letter not in _NARROW or piece[-1:] in _OPEN)
        if piece and free and (letter == " " or columns(letter) == 2 or columns(piece[-1]) == 2 or piece[-1] == " "):
            yield piece
            piece = ""
        piece += letter
    yield piece
