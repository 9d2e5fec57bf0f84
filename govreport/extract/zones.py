"""Zones: a sentence that opens with a part of the territory goes on to tell that part's figures."""

from __future__ import annotations

import re

from .. import grammar

__all__ = ["zone_of_sentence"]

_BARE = (
    r"(?:(?:经济(?:技术)?|高新技术产业)?开发区|高新区|经开区|综保区|自贸(?:试验)?区(?:[^，。；\d的]{2}片区)?|自贸片区)"
)
_OPENS = re.compile(
    rf"(?:[^，。；\d]{{2,14}}，)?(?:力争|深入实施)?(?P<place>{_BARE})(?![内外等与和及、“]|改革|创新|体制|考核|名单)"
)
_ALLIANCE = re.compile(r"(?P<place>[^，。；、\d在与和向对等为的]{2,12}?(?:经济圈|城市群|都市圈))(?:建设|发展)")
_OF_ZONE = re.compile(rf"{_BARE}|园区|开发区")
_SUM = re.compile(r"(?:经济总量|(?:地区)?生产总值|GDP)$")
_FIGURE = re.compile(rf"(?:地方|实际|全部|完成)*(?:{grammar.OF_PLACE}|(?:利用|使用)外资$)")
_OWN = re.compile(r"全[省市县区州旗国]|我[省市县区州旗国]|[省市县]本级")


def zone_of_sentence(text: str, begun: int, place: int, name: str) -> str | None:
    """Return the part of a territory that a sentence opens with, where a bare figure further on is that part's.

    Parameters
    ----------
    text : str
    begun, place : int
        Where the sentence and the number begin.
    name : str
        What the number measures.

    Examples
    --------
    >>> text = "开发区新落户企业20家，固定资产投资增长30%"
    >>> zone_of_sentence(text, 0, 22, "固定资产投资")
    '开发区'
    >>> zone_of_sentence("开发区新落户企业20家，全县固定资产投资增长9%", 0, 24, "固定资产投资")
    """
    if not _FIGURE.match(name) or _OF_ZONE.search(name):
        return None
    found = _OPENS.match(text, begun, place) or (_ALLIANCE.match(text, begun, place) if _SUM.search(name) else None)
    return None if found is None or _OWN.search(text, found.end(), place) else found["place"]
