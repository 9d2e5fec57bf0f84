"""The stable indicators and the names that reports call them by.

`data/indicators.tsv` holds what the indicators are, `data/aliases.tsv` their names, `data/affixes.tsv` what is stripped
from a name before it is looked up, `data/breaks.tsv` the years in which a name changed its meaning,
`data/successors.tsv` what took the place of what. `data/words.tsv` and `data/ratios.tsv` hold what names are made of.
"""

from __future__ import annotations

from govreport.indicators.book import Vocabulary, given_or_packaged, vocabulary
from govreport.indicators.composing import parts_of
from govreport.indicators.loading import SUGGESTED
from govreport.indicators.names import OPEN, clean_name, slug
from govreport.indicators.timeline import Break, Successor

__all__ = [
    "OPEN",
    "SUGGESTED",
    "Break",
    "Successor",
    "Vocabulary",
    "clean_name",
    "given_or_packaged",
    "parts_of",
    "slug",
    "vocabulary",
]
