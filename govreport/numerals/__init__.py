"""Numbers as reports write them: `1.2万亿`, `四亿零七百多万`, `１４．２`, `1 9 9 3`, `三成`, `翻一番`, `第五`.

`patterns` finds them in untouched text, `reading` turns what was found into values.
"""

from __future__ import annotations

from govreport.numerals.patterns import BARE_SCALE, FRACTION, GAP, MULTIPLE, NUMBER, ORDINAL, YEAR
from govreport.numerals.reading import SCALE_CHARACTERS, SCALES, Number, fraction, multiple, ordinal, parse, to_year

__all__ = [
    "BARE_SCALE",
    "FRACTION",
    "GAP",
    "MULTIPLE",
    "NUMBER",
    "ORDINAL",
    "SCALES",
    "SCALE_CHARACTERS",
    "YEAR",
    "Number",
    "fraction",
    "multiple",
    "ordinal",
    "parse",
    "to_year",
]
