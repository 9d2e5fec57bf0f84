"""Whose number it is: the other territory that a claim is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import grammar
from ..errors import UnknownIdError
from ..model import Report
from ..regions import regions
from .claim import Claim
from .zones import zone_of_sentence

__all__ = ["Places"]

_MUNICIPALITIES = frozenset(["北京市", "天津市", "上海市", "重庆市"])
_WIDER = {
    "nation": frozenset[str](),
    "province": frozenset(["全国"]),
    "city": frozenset(["全国", "全省"]),
    "county": frozenset(["全国", "全省", "全市"]),
}
#: go on with what looks like the end of a place: 市场, 乡村
_NO_PLACE = ("民", "场", "值", "村", "镇", "域")
_ZONE = re.compile(
    r"(?!\d|化工|教育|职教|服务|省级|国家级|市级|县级|县城|工业|产业|经济|科技|高新|现代|农业|物流|特色|入园|全|各|两|三|四|五|所有|新|老|重点|建设|推进)..+(?:园区|开发区)$"
)
_ONLY_ZONE = re.compile(r"(?:经济|高新技术产业)?开发区|经开区")
_GENERIC = frozenset("县区市设各省乡镇每")
_ABROAD = re.compile(r"(?:世界|全球)(?!第|首|先|一|级|百|最|领|知)")
_FACILITY = re.compile(r"^(?P<place>[^，；、的]{2,9}?(?:港|机场))(?=货物|集装箱|旅客|货邮|保税|年|完成|实现|吞吐|$)")


@dataclass(slots=True)
class Places:
    """The territories that the numbers of a report are about."""

    report: Report
    stem: str = ""
    begun: int = 0
    zone: tuple[int, str] = (-1, "")

    def region(self, claim: Claim, name: str) -> tuple[str | None, str]:
        """Return the other territory a claim is about, None for the reporting one, and the name without it."""
        place, name = self._region(claim, name)
        if place is None and self.level != "nation" and claim.measure in ("level", "growth", "change"):
            place = zone_of_sentence(self.report.text, self.begun, claim.quantity.start, name)
        return place, name

    def _region(self, claim: Claim, name: str) -> tuple[str | None, str]:
        if claim.measure not in ("level", "growth", "change") or not grammar.OF_TERRITORY.search(name):
            return self._facility(name), name
        if claim.territory in _WIDER[self.level]:
            return claim.territory, name
        if abroad := _ABROAD.match(name):
            return abroad.group(), name
        if self.level == "nation":
            return None, name
        if own := self._facility(name) or _part_of(self.report.region, self.level, name):
            return own, name
        whose = grammar.WHOSE.match(name)
        place = whose["place"] if whose else ""
        named = len(place) > 2 and place[0] not in _GENERIC and "占" not in place and self.stem not in place
        if whose and named and not name.startswith(_NO_PLACE, whose.end()) and self._is_place(place, name):
            self.zone = (self.begun, place)
            return place, place + name[whose.end() :]
        if self.zone[0] == self.begun and claim.window.gap.startswith("、") and len(name) <= 6:
            return self.zone[1], self.zone[1] + name
        return None, name

    def _is_place(self, place: str, name: str) -> bool:
        """Whether it is a place, or a zone that has a name or is the only one of a county: `桥头园区`, `开发区`."""
        deed = grammar.VERB.match(place) is not None
        if not deed and not grammar.NOWHERE.search(place):
            return True
        only = self.level == "county" and _ONLY_ZONE.fullmatch(place) is not None
        return len(name) - len(place) <= 6 and (only or (not deed and _ZONE.match(place) is not None))

    def _facility(self, name: str) -> str | None:
        """A port or an airport of a province, which is one city's."""
        found = _FACILITY.match(name) if self.level == "province" else None
        place = found["place"] if found else ""
        if len(place) <= 2 or self.stem in place:
            return None
        return None if grammar.VERB.match(place) else place

    @property
    def level(self) -> str:
        """Nation, province, city or county, by the name of the region."""
        region = self.report.region
        if region == "全国":
            return "nation"
        if region.endswith(("省", "自治区")) or region in _MUNICIPALITIES:
            return "province"
        return "county" if region.endswith(("县", "区", "旗")) else "city"


@cache
def _parts(region: str, level: str) -> re.Pattern[str] | None:
    """The places one level below a province or a city, at the begin of a name."""
    try:
        below = regions({"province": "prefecture", "city": "county"}[level], within=region)
    except UnknownIdError:
        return None
    names = grammar.literals({name for one in below for name in (one.name, one.short) if len(name) > 1})
    return re.compile(rf"(?P<place>{names}(?:[、和与]{names})*(?:[市县区州]|[两三四五六七八九]市)?){grammar.OF_PLACE}")


def _part_of(region: str, level: str, name: str) -> str | None:
    """A part of the territory whose own figure a name states: `某市经济总量`."""
    pattern = _parts(region, level) if level in ("province", "city") else None
    found = pattern.match(name) if pattern else None
    return found["place"] if found else None
