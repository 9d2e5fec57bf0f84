"""What several subjects share without `均` or `分别`: one rank, one growth, one rate; sizes that stand alone."""

from __future__ import annotations

import re

from govreport import grammar
from govreport.extraction.coordinated import JOINTS, MEASURED, distribute
from govreport.extraction.names import with_attribute

__all__ = ["by_pace", "each_measured", "each_rate", "ranked_each", "sized"]

_SIZE_END = re.compile(r"(?<=..)(?:总量|规模|数量|完成率|占比|比重)$")
_PACE_END = re.compile(r"(?:增速|增幅|增长率)$")
_RANKED_NAME = re.compile(
    rf".(?:{grammar.MEASURE_NOUN.pattern[:-1]}|规模|增速|增幅|额|.率|(?<!质)量|(?<!指)数|[单总]产|安全感|力度|标准|水平)$|满意度$"
)
#: what grows by itself, though no list shares it as a head
_GROWN = re.compile(rf"{MEASURED.pattern}|..(?:资金|税金|水平)$")
_RATE = re.compile(r"..(?:率|满意度|盖度|达标比例|优良比例)$")
#: motions are answered at one rate: `人大代表建议、政协提案办结率`
_ONE_RATE = re.compile(r"建议|[提议]案|[和与及的]|(?:^|、)[市县乡村镇省](?:、|$)|来[信电]")
_TOWN_AND_COUNTRY = re.compile(r"(?:城镇|城市)(?:居民)?[和、]农村(?:居民)?人均")
_TOTAL = "总量"
_OF_SUMS = (_TOTAL, "增速", "增幅")


def ranked_each(core: str) -> list[str]:
    """Split what shares one rank, where every part measures something.

    Examples
    --------
    >>> ranked_each("汽车、新能源汽车产量"), ranked_each("综合实力、创新能力")
    (['汽车产量', '新能源汽车产量'], ['综合实力、创新能力'])
    >>> ranked_each("粮食播种面积、总产量"), ranked_each("展馆规模和服务满意度"), ranked_each("面积、产量")
    (['粮食播种面积', '粮食总产量'], ['展馆规模', '服务满意度'], ['面积、产量'])
    """
    listed = "、" in core
    each = core.split("、") if listed else JOINTS.split(core)
    apart = all(_RANKED_NAME.search(part) for part in each)
    if not apart and not listed:
        return [core]
    if not apart or any(grammar.ATTRIBUTE.fullmatch(part) for part in each):
        each = distribute(core)
    return [_PACE_END.sub("", part) for part in each] if all(_RANKED_NAME.search(part) for part in each) else [core]


def by_pace(core: str) -> list[str]:
    """Split what ranks by its pace, which is no part of a name; [] where nothing does.

    Examples
    --------
    >>> by_pace("工业、制造业投资增速"), by_pace("零售业总量、增速"), by_pace("工业投资")
    (['工业投资', '制造业投资'], ['零售业总量', '零售业'], [])
    """
    pace = _PACE_END.search(core)
    if not pace or not pace.start():
        return []
    bare = core[: pace.start()].removesuffix("的")
    if bare.endswith(grammar.JOINTS):
        sized = bare.rstrip("、和及与")
        return [sized, pace.group() if grammar.ATTRIBUTE.fullmatch(sized) else _SIZE_END.sub("", sized)]
    return [_PACE_END.sub("", name) for name in (distribute(bare) if "、" in bare else each_measured(bare))]


def each_measured(core: str) -> list[str]:
    """Split what grows alike, where every part is an indicator of its own.

    Examples
    --------
    >>> each_measured("财政收入和税收收入"), each_measured("软件和信息业增加值")
    (['财政收入', '税收收入'], ['软件和信息业增加值'])
    """
    parts = JOINTS.split(core)
    whole = len(parts) > 1 and all(_GROWN.search(part) for part in parts)
    return distribute(core) if whole or _TOWN_AND_COUNTRY.match(core) else [core]


def each_rate(core: str) -> list[str]:
    """Split what reaches one rate, where every part is a rate of its own.

    Examples
    --------
    >>> each_rate("污水处理率、垃圾清运率"), each_rate("软件和信息业占比")
    (['污水处理率', '垃圾清运率'], ['软件和信息业占比'])
    >>> each_rate("地表水、水源地水质达标率"), each_rate("代表建议、提案办结率")
    (['地表水水质达标率', '水源地水质达标率'], ['代表建议、提案办结率'])
    """
    parts = JOINTS.split(core)
    if len(parts) > 1 and all(_RATE.search(part) for part in parts):
        return distribute(core)
    names = [core] if "、" not in core or _ONE_RATE.search(core) else distribute(core)
    return names if all(_RATE.search(name) for name in names) else [core]


def sized(measure: str, said: list[str], whose: str, size: str) -> str:
    """One of several attributes with who has it: by its size and its pace a sum ranks as a whole.

    Parameters
    ----------
    measure : str
    said : list of str
        The names before.
    whose : str
        Whose attribute it is.
    size : str

    Returns
    -------
    str

    Examples
    --------
    >>> sized("rank", ["财政收入"], "财政", "增速"), sized("growth", ["财政收入"], "财政", "总量")
    ('财政收入', '财政总量')
    """
    if measure == "rank" and said and size in _OF_SUMS:
        return said[0] + (size if size == _TOTAL else "")
    return with_attribute(whose, size)
