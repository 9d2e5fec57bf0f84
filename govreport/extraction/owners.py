"""Owners of several sizes, of which only the first names them: `开发区营业收入、税收收入`."""

from __future__ import annotations

import re

from govreport import grammar

__all__ = ["owned"]

_OWNER = re.compile(
    rf"(?P<owner>[^、]{{0,14}}{grammar.any_of('owner')})(?=(?:亩均|户均|人均)?[^、的]{{0,8}}(?:{grammar.MEASURE_NOUN.pattern[:-1]}|[率额值]|(?<!质)量)$)"
)
_OWNED = grammar.late(
    rf"(?:亩均|户均|人均)?(?:{grammar.any_of('owned')}|{grammar.ATTRIBUTE.pattern[:-1]}|[^、的]{{1,5}}率)"
)


def owned(said: str, size: str) -> str:
    """Name one more size of an owner that the name before it begins with.

    Parameters
    ----------
    said : str
        The name before.
    size : str

    Returns
    -------
    str

    Examples
    --------
    >>> owned("开发区营业收入", "税收收入"), owned("一般公共预算收入", "税收收入")
    ('开发区税收收入', '税收收入')
    """
    owner = _OWNER.match(said) if _OWNED.fullmatch(size) else None
    return owner["owner"] + size if owner else size
