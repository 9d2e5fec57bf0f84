"""The end of a clause: what a pattern finds right before a number, and the subject in front of it."""

from __future__ import annotations

import re

__all__ = ["at_end", "subject_before"]

#: how many characters at the end of a clause a pattern looks at
_REACH = 48


def at_end(pattern: re.Pattern[str], left: str, reach: int = _REACH) -> re.Match[str] | None:
    """Match a subject and what stands behind it, up to the end; only its last characters, so that time stays linear.

    Examples
    --------
    >>> at_end(re.compile("(?P<subject>.+)是$"), "产量是")["subject"]
    '产量'
    """
    return pattern.match(left, max(0, len(left) - reach))


def subject_before(match: re.Match[str]) -> str:
    """Return the whole subject of a match at the end of a clause.

    Examples
    --------
    >>> subject_before(at_end(re.compile("(?P<subject>.+)是$"), "煤炭产量是", reach=2))
    '煤炭产量'
    """
    return match.string[: match.end("subject")]
