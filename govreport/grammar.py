"""The named patterns, compiled once. The words they are made of live in `data/cues.tsv` and `data/units.tsv`.

Every pattern has a name; the names of those that made a metric are in `Metric.rules` and in `Panel.explain()`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib import resources

import regex as re

from . import numerals, units

__all__ = ["cues", "literals"]


@cache
def cues() -> dict[str, tuple[str, ...]]:
    """Return the cue words by class.

    Returns
    -------
    dict of str to tuple of str
        The classes are documented in the `note` column of `data/cues.tsv`.

    Examples
    --------
    >>> "增长" in cues()["up"]
    True
    """
    with resources.files("govreport").joinpath("data/cues.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["class"]: tuple(row["cues"].split()) for row in rows}


def literals(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of `words`, built as a trie so that it is fast.

    Parameters
    ----------
    words : iterable of str
        Plain words; nothing in them is special.

    Returns
    -------
    str
        A group without a name.

    Examples
    --------
    >>> import re
    >>> re.match(literals(["增长", "增长到", "降"]), "增长到5%").group()
    '增长到'
    """
    trie: dict[str, dict] = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(trie)


def _branch(node: dict[str, dict]) -> str:
    options = [re.escape(char) + (_branch(below) if set(below) != {""} else "") for char, below in node.items() if char]
    body = options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"
    return f"(?:{body})?" if "" in node and options else body


def _measures(unit: str) -> bool:
    parsed = units.parse_unit(unit)
    noun = parsed.dimension == "count" and len(unit) > 1 and unit.startswith("个")
    return unit not in ("%", "％", *cues()["nounit"]) and parsed.dimension != "label" and not noun


_C = cues()
_UP, _DOWN, _TO = literals(_C["up"]), literals(_C["down"]), literals(_C["to"])
_ADVERB, _INTO = rf"(?:{literals(_C['adverb'])}|(?<![\d一二两三四五六七八九十])年(?:平均|递增))", literals(_C["into"])
_GUARD = literals(
    [*_C["notunit"], *units.NOT_UNITS, *(u for u in units.UNITS if units.parse_unit(u).dimension == "label")]
)
_UNIT = rf"(?:(?!{_GUARD}){literals(u for u in units.UNITS if _measures(u))})"
_NUMBER = numerals.NUMBER

# -- quantities ------------------------------------------------------------------------------------

_BEFORE = literals(
    "约 大约 近 接近 将近 超过 超 突破 逾 不低于 不少于 至少 高于 大于 不超过 不高于 不到 低于 不足 少于 跨越 跨过 迈上 迈过 站上".split()
)
_AFTER = literals("左右 上下 以上 以内 以下 之内 之上 多 余".split())
_PERCENT = r"(?:[%％‰]|个百分点|百分点)"
_DASH = r"[-－–—―~～〜至]{1,2}"
_SIDE = rf"(?:[（(]{_UNIT}[)）])"

_YEAR = r"(?:[1１]\s?[9９]|[2２]\s?[0０])\s?\d\s?\d"
DATE = (
    r"\d[\d ]{3,6}\s*(?:年度?)?\s*(?:[-－–—―~～至到]+)\s*\d[\d ]{1,6}年"
    rf"|(?<!\d){_YEAR}\s?年(?:度)?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|(?<!\d){_YEAR}(?=[、，—-](?:19|20)\d\d)"
    r"|[一二][九〇零○0][一二三四五六七八九〇零○]{2}年|[〇零○一二三四五六七八九]{2}年代?(?=[的以])"
    r"|\d{1,2}月(?:份|底|末|初)?(?:\d{1,2}日)?|\d{1,2}日|[一二三四五六七八九十]+月(?:份|底|末|初)?(?:[一二三四五六七八九十]+日)?"
    r"|\d{1,2}[:：]\d\d"
)
LABEL = (
    r"[A-Za-z][A-Za-z\-]*[.]?\d[\dA-Za-z.]*|\d+\s?(?:[GgKk](?![a-zA-Z])|[XxＸ×]\d*)|\d*[Xx]\d+|\d+[Dd](?![a-zA-Z])"
    r"|\d+(?:\s?[+＋]\s?[\dNnXx]+)+|[+＋][NnXx\d]+"
    r"|(?:第[\d一二三四五六七八九十百]+|[\d一二三四五六七八九十百]+)(?:届|次全会|号线|号院|号(?=[文令])|期(?!间)|季度|强(?!度)|A级|级(?!别)|版|轮|中全会)"
    r"|第[\d一二三四五六七八九十百]+(?:次|个|批|产业|方|书记|时间|航权|代|条|款|章|号|年|时|步|线|课堂|手|阶段|梯队|口岸|种|部|卷|站|家|所|座|组|师|局|机|动力|颁|支柱)"
    r"|[“《](?![两二三四五六七八九十]+连|保\d+争)[^”》\n]{0,40}[”》]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|(?<![\d一二三四五六七八九十])[一二三四五六七八九十]{1,2}(?:是|要|来|定|般|些|律|切|直|旦|起|道|流|线|方面|批|带|路|体|带一路|会|农|手|步|度|部|同)"
)

#: one alternation, tried at each place from left to right; what is no measure is matched too, and thrown away
SCAN = re.compile(
    rf"""
    (?P<date>{DATE})
    |(?P<streak>连续(?:成功|服务)?(?:举办|召开|发布|开展|承办)?(?P<sn>{_NUMBER})(?P<su>年|届|个月|个季度|次|个年度))
    |(?P<run>[两二三四五六七八九十]{{1,3}}(?:连增|连丰|连冠|连降|连升|连跌|连胜|连跳))
    |(?P<double>(?:{_BEFORE})?(?:翻了?(?:近|约|超过?)?(?:[一二两三四五六\d]番(?:半)?|番)))
    |(?P<part>(?:{_BEFORE})?(?:[一二两三四五六七八九十百]{{1,3}}分之[一二三四五六七八九十百点零多]{{1,8}}|[一二三四五六七八九]成[半一二三四五六七八九]?(?![为熟员果功本就立交品分长人型])|一半|半数|过半(?!数))(?:{_AFTER})?)
    |(?P<zero>零(?=增长))|(?P<two>两位数|二位数)
    |(?P<rank>第\s?[\d一二三四五六七八九十]+(?:位|名)?|首位|榜首|冠军)
    |(?P<pm>保(?P<r1>\d+)争(?P<r2>\d+))
    |(?P<label>{LABEL})
    |(?P<quantity>
        (?P<before>{_BEFORE})?
        (?!{_YEAR}\s?年)(?P<n1>{_NUMBER})
        (?:(?P<u1>{_PERCENT}|{_UNIT})?(?:左右)?(?P<dash>{_DASH}|(?<=[%％])到)(?P<n2>{_NUMBER}))?
        [ \u3000\u00a0]?(?P<unit>{_PERCENT}|(?:{_UNIT}{_SIDE}?(?:/(?:{_UNIT}|[\d一二三四五六七八九十百千万]*{_UNIT}))?))?
        (?P<after>{_AFTER})?
     )
    """,
    re.VERBOSE,
)

# -- the words around a quantity -------------------------------------------------------------------

_COMPARE = (
    r"(?:(?:(?<!占)比(?![例重率较值分])|(?<!比)较(?![好大快高为]))(?:上年|去年|前年|上年同期|去年同期|同期|年初|基期|计划|预算|目标|(?:20|19)\d\d年|“?十[一二三四]?五”?末?|[一二三四五六七八九十]+年前|此前|之前|改革前|以前|往年|常年|历年|上届|上一年|一九[一二三四五六七八九〇零○]{2}年"
    r"|[^，；。、增提上下降减]{1,8}?)(?:同期|同比|末|底|初|年末|实际|预算|完成数)*)"
)
#: a subject and the verbs behind it: `subject … (比上年) (adverbs) verb (adverbs)`
TAIL = re.compile(
    rf"(?P<subject>.*?)(?P<tail>(?:{_COMPARE}|{_ADVERB}|[，, ])*(?:(?P<up>{_UP})(?<!新增|年增)|(?P<down>{_DOWN}))(?:了|率)?(?P<into>{_INTO})?(?:{_ADVERB})*"
    rf"|(?:{_COMPARE}|{_ADVERB})*(?P<to>{_TO})(?:了)?(?:{_ADVERB})*|(?P<compare>{_COMPARE})?(?P<adverbs>(?:{_ADVERB})+)|)$"
)
_YEARS = r"(?:过去|近|这|经过|最近)?[一二两三四五六七八九十\d]{1,3}年(?:来|间|以来|里|中)?(?!级|制|行动|计划|规划|内)"
_PLAN = r"[“\"]?[一二三四五六七八九十]{1,2}五[”\"]?(?:规划|计划)?(?:期间|时期|以来|期末|末)|第[一二三四五六七八九十]{1,2}个五年计划(?:期间|时期)?"
HEAD = re.compile(
    rf"(?:(?:在|从|自|于|到|至|截至|比)?(?:{DATE})(?:底|末|初)?(?:以来|期间|间|的{_YEARS})?|{_PLAN}|{_YEARS}|{literals(_C['head'])}|[（(][一二三四五六七八九十\d]{{1,3}}[)）]|\d{{1,2}}[.．](?!\d)|[、，,：:；;\s])+"
)
AMOUNT = re.compile(literals(_C["amount"]))
COUNTS_MORE = re.compile(r"增加|减少|增|减|净增|净增加|净减少|多增|少增|增至")
CLAUSE_END = re.compile(rf"{literals(_C['clauseend'])}$")
COMPARED_WITH = re.compile(rf"{_COMPARE}$")
PREDICATE = re.compile(rf"(?<=..){literals(_C['predicate'])}")
NO_NOUN = re.compile(literals(_C["nonnoun"]))
VERB = re.compile(rf"(?P<verb>{literals(_C['verb'])})(?P<rest>.*)$", re.DOTALL)
GAP = re.compile(
    r"(?P<subject>.*?)(?:增速|增幅|涨幅)?(?P<other>(?:比|较)(?:全国|全省|全市|世界|全球|[^，；。]{1,8}?)(?:平均水平|平均|水平|增速)?)?"
    r"(?P<verb>高于|快于|低于|慢于|好于|高出|低出|(?<!加)快|(?<!提)高|(?<![降减])低|慢|领先于?|超过?|多|(?<!减)少)(?P<than>[^，；。、]{0,14}?)$"
)
TERRITORY = re.compile(
    r"全国|全省|全市|世界|全球|平均|中西部|东部|西部|各省|省均|国均|面上|GDP|经济|同期|地区|[省市县区]"
)
SHARE = re.compile(r"占(?P<whole>[^，；。]{0,24}?)(?:的)?(?P<noun>比重|比例|份额|百分比|比|总量|总数)?(?:由|从)?$")
BASIS = re.compile(
    r"(?:按)?(?:同口径|可比(?:口径|价格?)(?:计算)?)|(?:扣除|剔除|考虑(?!各|到|多))[^，。；、]{1,16}?(?:因素|影响)|可比(?=增)|名义(?=增长)|实际(?=增长|下降|提高|递增|年均)|按不变价(?:格)?(?:计算)?"
)
EACH_YEAR = re.compile(r"年均|每年|年平均(?=增|递|提|下|每)|年递增|年年")
#: having and arranging: the number counts what is had, and the clause states no level that was reached
HAVE = frozenset(_C["have"])
OF_WHICH = re.compile(r"其中")
ATTRIBUTE = re.compile(rf"(?:[总年均新]|平均)?{literals(_C['attribute'])}$")
GROWTH_NOUN = re.compile(rf"(?<!自然)(?<!人口)(?:年均)?(?:同比)?{literals(_C['growthnoun'])}(?:达到?|为|保持在)?$")
GROWTH_WORD = re.compile(literals(_C["growthnoun"]))
SHARE_NOUN = re.compile(rf"{literals(_C['share'])}(?:[（(][^）)]*[)）])?$")
TAIL_NOUN = re.compile(rf"{literals([*_C['tailnoun'], *_C['thingnoun']])}$")
MEASURE_NOUN = re.compile(rf"{literals(_C['tailnoun'])}$")
RANKED = re.compile(
    r"(?:居|列|位|名|排名?|跃|升至|上升到|提升到|跃升至|升到|升为|蝉联|保持|夺得?|获得?|跻身|取得|全国|全省|全市|全球|世界|国内|亚洲|城市|城区|省份|省区市?|省市|各市|地市|设区市|省会|同类\w{0,8}|县市|沿海|内陆|长三角|中部|西部|西北|东北|从)$"
)
RANK_TAIL = re.compile(
    r"(?P<subject>.*?)(?:(?:(?:连续|持续|继续|均|都|分别|总量|由|从|再次|首次|双双|已|大幅|稳|多年|还|并|一举|也|又|总体)*(?:居于?|列|位居|位列|位于|排名?|名列|排在|跃居|升至|上升到|提升到|提升至|跃升至|跃升到|升到|升为|稳居|蝉联|保持|继续保持|夺得?|荣获|获得?|跻身|取得|成为|进入|前移至|前进到|跃上|跃至|稳居|雄居|高居|在|为|是|从))+[^，；、]{0,14}?|(?:全国|全省|全市|全球|世界|国内|亚洲|省区市?|城市)[^，；、]{0,8}?)$"
)
