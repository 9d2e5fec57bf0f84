"""Views of the results: text for a terminal, Markdown, HTML.

A result makes itself a `View`, a table of finished words; the writers turn any view into their format. They
stand to the left of all results and know none of them.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["Lang"]

Lang = Literal["zh", "en"]
