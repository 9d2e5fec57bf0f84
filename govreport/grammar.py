"""The named patterns, compiled once. The words they are made of live in `data/cues.tsv` and `data/units.tsv`.

Every pattern has a name; the names of those that made a metric are in `Metric.rules` and in `Panel.explain()`.
"""

from __future__ import annotations

import re

from govreport import numerals, units
from govreport.lexicon import any_of, back_of, cues, first_of, in_a_row, late, literals, not_behind
from govreport.model import Bound

__all__ = ["any_of", "cues", "in_a_row", "late", "literals", "not_behind"]


def _measures(unit: str) -> bool:
    parsed = units.parse_unit(unit)
    noun = parsed.dimension == "count" and len(unit) > 1 and unit.startswith("个")
    return unit not in ("%", "％", *_C["nounit"]) and parsed.dimension != "label" and not noun


_HAN = re.compile("[\u4e00-\u9fff]")
_CURRENCY = re.compile("人民币|[美港欧日韩加澳][元金币]|英镑")
_HEDGES: tuple[Bound, ...] = ("about", "near", "over", "under")
_C = cues()
_CN = "一二三四五六七八九十"
UP, DOWN = any_of("up"), any_of("down")
#: deeds of two characters or more: a single one is part of too many words
LONG_VERBS = tuple(word for word in _C["verb"] if len(word) > 1)
DEEDS = literals(LONG_VERBS)
#: what joins two words or numbers of the same kind, where no word can begin so
JOINTS = ("、", "和", "及", "与")
JOINT = re.compile("(?:以及|[、和及与])")
_LABELS = [u for u in units.UNITS if units.parse_unit(u).dimension == "label"]
_UNIT = (
    rf"(?:(?={literals(_C['unitandnoun'])}).|(?!两[个大项座家条道])(?!(?!重量箱|间隔离|人民币)"
    rf"{literals([*_C['notunit'], *units.NOT_UNITS, *(u for u in _LABELS if not u.isascii())])}(?<!名医)"
    rf"|{literals(u for u in _LABELS if u.isascii())}(?![A-Za-z])|名医(?![护务生疗]))"
    rf"{literals(u for u in units.UNITS if _measures(u))}"
    r"(?!(?<=[A-Za-z])[A-Za-z²³^]|(?<=[A-Za-z][23])\d|(?<=[cdm]m)[23]))"
)
#: any word for a unit that measures
UNIT = _UNIT

# -- quantities ------------------------------------------------------------------------------------

#: hedge words by what they say
BOUNDS: dict[str, Bound] = {word: bound for bound in _HEDGES for word in _C[bound]}
STEPS = frozenset(_C["step"])
_STEPPED: dict[str, Bound] = {f"{word}了": "over" for word in [*_C["step"], "超过"]}
BOUNDS |= _STEPPED
_BEFORE = literals(word for word in BOUNDS if word not in _C["behind"])
AFTER = any_of("behind")
_PERCENT = r"(?:[%％‰]|个百分点|百分点)"
_DASH = rf"(?:[-－–—―~～〜至]{{1,2}}|(?<=[%％\d十百千万亿两{_CN[:9]}])到|(?<=[%％元人])[与和](?=[^，；。]{{1,9}}之间))"
#: one look tells whether a range may go on behind a unit, which is no longer
_DASH_AHEAD = rf"(?=[^，。；\-－–—―~～〜至到与和]{{0,{max(map(len, units.UNITS)) + 2}}}[\-－–—―~～〜至到与和])"
_MINUS_WORD = "(?<![正担抱背减税债欠降赋重胜肩])负"
#: what a unit is divided by: `元/人·年`, `台/10万人`, `km/h`
_BELOW = rf"[\d百千万{_CN}]{{0,5}}(?:{_UNIT}|{literals(_C['nounit'])}(?![A-Za-z²³^]))"
#: a power beside the energy it stores is divided by nothing: `100MW/200MWh`
_PER = rf"(?=/)(?:(?:/(?!\d[\d.]*万?(?:[kMG]Wh|[千兆吉]瓦时))|·){_BELOW}){{1,2}}"
WHOLE_UNIT = rf"{_UNIT}(?:[（(]{_UNIT}[)）])?(?:{_PER})?"
_MONEY = literals(u for u in units.UNITS if units.parse_unit(u).dimension == "money" and _measures(u))
_RATE_AHEAD = r"(?=[\d０-９.．]{1,6}\s?(?:[%％‰℃]|个?百分点|摄氏度))"
#: a sign before an amount: `利润-3亿元`, `净资产为负3亿元`; what is counted is never less than nothing
_MINUS_AMOUNT = (
    rf"(?:(?<=[\u4e00-\u9fff])(?<![元月日年度号点零〇第百千万亿两{_CN}])[-－−﹣]|(?<=[为达到])[-－—]|(?<=[为润值额余差产])负)"
    rf"(?=[\d.．]{{1,9}}\s?[百千万亿]{{0,2}}\s?(?:{_MONEY}|人(?!次)|米))"
)
#: a sign before a rate, where no range goes on: `增速为-2.3%`
_MINUS = (
    r"(?:(?:(?<![\d%％‰点万亿千百A-Za-z\-－—–−元月日])[-－−–﹣‐]"
    rf"|{_MINUS_WORD}|零下)"
    rf"{_RATE_AHEAD}|{_MINUS_AMOUNT})"
)
_PLUS = rf"(?<![\d%％‰A-Za-z网])[+＋]{_RATE_AHEAD}"
#: the sign of a currency before its number: `$5亿`, `USD5亿`
_SIGNS = literals(u for u in units.UNITS if units.parse_unit(u).dimension == "money" and not _HAN.search(u))
_CURRENCIES = literals(
    u for u in units.UNITS if _HAN.fullmatch(u[0]) and units.parse_unit(u).size == 1 and _CURRENCY.fullmatch(u)
)
_SIGN = (
    rf"(?:(?<![A-Za-z]){_SIGNS}\s?(?=[\d半数几上两{_CN}])"
    rf"|{_CURRENCIES}(?=[\d.]+[百千万亿]{{0,2}}(?:左右|以上|[，。；、）]|$)))"
)

#: `过百亿元`: more, before a scale that counts itself only
_PASSED = rf"(?<![经通超不])过(?={numerals.BARE_SCALE}{_UNIT}(?:/[^，。；、（]{{1,6}}|大关)?(?:[，。；、（]|$))"
BOUNDS["过"] = "over"

_YEAR = r"(?:[1１]\s?[9９]|[2２]\s?[0０])\s?\d\s?\d"
_DIGIT = "一二三四五六七八九〇零○"
_MONTH = rf"(?:\d{{1,2}}|[{_CN}]{{1,2}})月(?:份|底|末|初)?(?:(?:\d{{1,2}}|[{_CN}]{{1,3}})日)?"
DATE = (
    r"\d[\d ]{3,6}\s*(?:年度?)?\s*[-－–—―~～至到]+\s*\d[\d ]{1,6}年"
    rf"|(?<!\d){_YEAR}\s?年(?:度)?(?:{_MONTH})?|(?<!\d){_YEAR}(?=[、，—-](?:19|20)\d\d|全国|中国|世界|亚洲|全球)"
    rf"|(?<!\d)\d{{1,2}}[至到—－-]\d{{1,2}}月(?:份)?"
    rf"|[一二][九〇零○0][{_DIGIT}]{{2}}(?:年|(?=[比较和、]|$))|[{_DIGIT}]{{2}}年代?(?=[的以])|{_MONTH}|\d{{1,2}}日|\d{{1,2}}[:：]\d\d"
)
LABEL = (
    rf"(?!{_SIGN})(?![lO][lO\d.．]{{1,6}}[%％‰亿万])"
    r"[A-Za-z][A-Za-z\-]{0,15}(?:[.]|\n(?=\d{1,2}(?:\.\d)?\n))?\d[\dA-Za-z.]{0,20}|\d{1,9}(?:\.\d)?\s?[Gg](?![a-zA-Z]|(?<=g)/[A-Za-zμ\u4e00-\u9fff])|\d{1,9}\s?(?:[Kk](?![a-zA-Z])|[XxＸ×]\d*)|\d{0,6}[Xx]\d{1,6}|\d{1,6}[Dd](?![a-zA-Z])"
    r"|\d{1,6}(?:\s?[+＋]\s?[\dNnXx]{1,6}){1,6}|[+＋](?![\d.．]{1,6}\s?(?:[%％‰]|个?百分点))[NnXx\d]{1,6}"
    rf"|(?:\d{{4}}|[百{_CN}]{{1,6}}|\d{{1,3}}(?=届[^，。、]{{0,9}}(?:人大|政协|全会|委员会|党|代表大会)))届|[\d百{_CN}]{{1,6}}(?:{any_of('numbered')}|号(?=[文令])|级(?!别))|第[\d百{_CN}]{{1,6}}{any_of('ordinal')}"
    rf"|[“《](?![两{_CN}]{{1,4}}连|保\d{{1,4}}争)[^”》\n]{{0,40}}[”》]|[（(][\d{_CN}]{{1,3}}[)）]"
    rf"|(?<![\d{_CN}])(?![{_CN}]来[百千万亿个家])[{_CN}]{{1,2}}{any_of('numeralword')}"
)
_SHARE = rf"(?:[百点點零多{_CN}]{{1,8}}|\d{{1,3}}(?:[.．]\d{{1,3}})?(?![\d.．%％]))"
_PARTS = (
    rf"(?:{_MINUS_WORD})?[万千百两{_CN}]{{1,3}}分之负?{_SHARE}(?:(?:到|至|[-－—～])(?![一二][九零][{_CN}零]{{2}}年)(?:[万千百]分之)?{_SHARE})?|[两{_CN[:9]}]{{1,2}}成[半{_CN[:9]}]?(?![为熟员果功本就立交品分长人型])"
    r"|一半(?!导)|半数|过半(?![数年月天日个])|(?<![\d/.])(?:[1-9１-９][/／][2-9２-９]|[1１][/／][1-9１-９]\d)(?![\d/／.月日])"
)

#: every character that a quantity, a date or a label begins with, without its hedges and with them
_CORE = r"\dA-Za-z.．＋+“《（(零〇○百千万亿萬億两兩几幾数數上半连翻首榜冠第持倍负－−–﹣‐\-$￥€£円₩₽฿人美港欧英日" + _CN
_FIRST = _CORE + "保过" + "".join(word[0] for word in BOUNDS)
#: looks ahead, so that a place where none begins is passed at once; a test holds it against the pattern without it
SCAN_AHEAD = rf"(?=[{_FIRST}])(?=[{_CORE}]|(?:{_BEFORE}|[保过])[{_CORE}])"
#: a character that every quantity has: most sentences have none, and one look passes them
COUNTS = re.compile(rf"[\d零〇○百千万亿萬億两兩半翻榜冠首倍平{_CN}](?<!(?<!持)平)(?<!首(?!位))")
_COLON = "[:：∶︰]"
_METAL = rf"(?:\d{{1,3}}|[两{_CN}]{{1,3}})[金银铜]"
_SHARE_OF_ALL = r"\d{1,2}(?:[.．·]\d{1,2})?[%％]?"
#: one alternation, tried at each place from left to right; what is no measure is matched too, and thrown away
SCAN = late(
    rf"""
    {SCAN_AHEAD}(?:
    (?P<parts>{_SHARE_OF_ALL}\s?{_COLON}\s?{_SHARE_OF_ALL}\s?{_COLON}\s?{_SHARE_OF_ALL}(?![\d:：∶︰]))
    |(?P<flat>(?<![保坚支维])持平(?![稳衡等台]))|(?P<doubled>(?<=实现)倍增|(?<=实现了)倍增)
    |(?P<medals>{_METAL}(?:[、，]?{_METAL}){{1,2}})
    |(?P<date>{DATE})
    |(?P<streak>连续(?:成功|服务)?(?:举办|召开|发布|开展|承办)?(?P<sn>{numerals.NUMBER})(?P<su>年|届|个月|个季度|次|个年度))
    |(?P<run>[两{_CN}]{{1,3}}(?:连增|连丰|连冠|连降|连升|连跌|连胜|连跳))
    |(?P<double>(?:{_BEFORE})?翻了?(?:近|约|超过?)?(?:[\d两{_CN}](?:\.\d)?番[半多]?|番))
    |(?P<part>(?P<pb>{_BEFORE})?(?P<pn>{_PARTS})(?P<pa>{AFTER})?)
    |(?P<zero>(?<!社)零(?=增长))|(?P<two>两位数|二位数)
    |(?P<rank>第\s?[\d{_CN}]{{1,5}}(?![\d{_CN}])(?:位|名|(?!{any_of("ordinal")}))|首位(?!度)|榜首|冠军(?!杯|赛))
    |(?P<pm>保(?P<r1>\d{{1,4}})争(?P<r2>\d{{1,4}}))
    |(?P<label>{LABEL})
    |(?P<quantity>
        (?P<before>(?<![节制契公条合预违签]){_BEFORE}|{_PASSED})?
        (?:(?P<minus>{_MINUS})|(?P<plus>{_PLUS}))?(?P<sign>{_SIGN})?(?!{_YEAR}\s?年)(?P<few>[{_CN[:8]}两]、(?=[{_CN[1:9]}][百千万亿十倍成]))?
        (?P<n1>{numerals.NUMBER}|(?<=[超过破近约逾达上越站])(?<![经通]过){numerals.BARE_SCALE}(?!高铁|铁路|高速|城际)
            |(?<=[到在])(?<![放摆处])(?:{numerals.BARE_SCALE})(?={_UNIT}(?:以上|左右|以内)(?![\u4e00-\u9fff]{{2,}}))
            |{numerals.BARE_SCALE}(?=(?:名|人次|人|户|家|场|件|辆|套)(?:以上|左右)(?![\u4e00-\u9fff])))
        (?:{_DASH_AHEAD}(?P<u1>{_PERCENT}|{_UNIT})?(?:左右)?(?P<dash>{_DASH})(?:{_SIGN})?(?P<n2>{numerals.NUMBER}))?
        (?:[ \u3000\u00a0]|\n[\u200b\ufeff]\n)?
        (?P<unit>{_PERCENT}|(?:{_UNIT}(?:[（(]{_UNIT}[)）])?|(?(sign)(?=/)|(?!)))(?:{_PER})?|[（(]{_MONEY}[)）])?
        (?P<after>[ \u3000]?{AFTER})?
     ))
    """,
    re.VERBOSE,
)

#: a number with its unit, where only what stands behind it is asked for
COUNT = late(rf"的?{numerals.NUMBER}(?:{_PERCENT}|{WHOLE_UNIT})?(?:{AFTER})?")

#: no word with which a name or a clause ends is longer
_WIDEST = 24


def at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Look for what ends where the text ends, as a head noun does: among its last characters, however long it is.

    Parameters
    ----------
    pattern : re.Pattern
        Of a bounded width, with `$` at its end.
    text : str

    Returns
    -------
    re.Match or None

    Examples
    --------
    >>> at_end(MEASURE_NOUN, "地区生产总值").group()
    '总值'
    """
    return pattern.search(text, max(0, len(text) - _WIDEST))


def is_flow(subject: str, verb: str) -> bool:
    """Tell whether a rise or a fall is what is counted, and no change of a size: farmers earn, incomes rise.

    Parameters
    ----------
    subject : str
        What stands before the verb.
    verb : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_flow("农户", "增收"), is_flow("预算收入", "增收"), is_flow("贫困人口", "减少"), is_flow("农户", "增加")
    (True, False, True, False)
    """
    return POOR.search(subject) is not None or (verb in _C["earned"] and _OWN_SIZE.search(subject) is None)


def growth_at_end(text: str) -> re.Match[str] | None:
    """Look for a noun of growth at the end of a text, where one look at its last character does not exclude it.

    Parameters
    ----------
    text : str

    Returns
    -------
    re.Match or None

    Examples
    --------
    >>> growth_at_end("出口增速").group(), growth_at_end("出口")
    ('增速', None)
    """
    return at_end(GROWTH_NOUN, text) if text[-1:] in GROWTH_ENDS else None


# -- the words around a quantity -------------------------------------------------------------------

BESIDE = r"(?:(?<![占可])比(?![例重率较值分])|(?<!比)较(?![好大快高为]))"
_COMPARE = (
    rf"(?:{BESIDE}(?:(?:{any_of('comparebase')})\d[\d.]*[^\d，。；]{{1,3}}?|{any_of('comparebase')}|{_YEAR}\s?年|[{_CN}]{{1,6}}年前|一九[{_DIGIT}]{{2}}年|第?[{_CN}]{{1,2}}个?五(?:年计划)?(?:期间|时期)?|[^，；。、增提上下降减]{{1,8}}?)"
    r"(?:同期|同比|末|底|初|年末|实际|预算|完成数){0,4})"
)
#: the same backwards, and the verbs and adverbs before a number
_COMPARE_BACK = (
    r"(?:(?:期同|比同|末|底|初|末年|际实|算预|数成完){0,4}"
    rf"(?:{back_of('comparebase')}|年\s?\d\s?\d\s?(?:[9９]\s?[1１]|[0０]\s?[2２])|前年[{_CN}]{{1,6}}|年[{_DIGIT}]{{2}}九一"
    rf"|(?:(?:间|时)期)?(?:划计年)?五个?[{_CN}]{{1,2}}第?|[^\d，。；]{{1,3}}?[\d.]{{0,9}}\d{back_of('comparebase')}"
    r"|[^，；。、增提上下降减]{1,8}?)(?:(?<![例重率较值分])比(?![占可])|(?<![好大快高为])较(?!比)))"
)
_ADVERB_BACK = (
    rf"(?:(?!可[许认]){back_of('adverb')}|均(?![日人年户亩平场地])|(?:均平|增递)年(?![\d两{_CN}])"
    r"|则(?![规原准细守法总通])|约(?![签条合节公违预契大特制履])|才(?!人))"
)
_LED_BACK = rf"(?:{_COMPARE_BACK}|{_ADVERB_BACK})*"
_TAILS = tuple(
    late(rf"(?P<tail>{back})")
    for back in (
        rf"{_ADVERB_BACK}{{0,6}}?(?:(?:均人|均户|人每)(?=[到至为]))?(?:(?P<into>{back_of('into')})?(?:均|都|别分)?了?"
        rf"(?!增新|增年(?!\d))(?:(?P<down>{back_of('down')})|(?P<up>{back_of('up')})))"
        rf"(?:{_COMPARE_BACK}|{_ADVERB_BACK}|[，, ]|是(?=都))*",
        rf"{_ADVERB_BACK}{{0,6}}?了?(?P<to>(?!达[下送抵表传转直]){back_of('to')}){_LED_BACK}",
        rf"{_ADVERB_BACK}{{1,9}}(?:{_COMPARE_BACK})?",
    )
)


class Tail(dict[str, str]):
    """The subject and the verbs behind it in what stands before a number; `tail["up"]` and the like give its parts.

    Those are `subject`, `tail`, `up`, `down`, `into`, `to`; what is not there is None.
    """

    __slots__ = ("text",)

    def __init__(self, text: str, parts: dict[str, str]) -> None:
        super().__init__(_NO_PARTS)
        self.update(parts)
        self.text = text


_NO_PARTS: dict[str, str] = dict.fromkeys(("up", "down", "into", "to"))  # type: ignore[assignment]


class Tails:
    """A subject and the verbs behind it: `subject … (比上年) (adverbs) verb (adverbs)`.

    It is read from its end, where the verbs stand, and backwards: so nothing is tried twice, and time stays linear.
    """

    @staticmethod
    def match(text: str) -> Tail:
        """Read what stands before a number.

        Parameters
        ----------
        text : str

        Returns
        -------
        Tail
            With the tail of a rise or fall, of a level, or of adverbs only; it may be empty.

        Examples
        --------
        >>> tail = TAIL.match("出口比上年增长")
        >>> tail["subject"], tail["tail"], tail["up"], tail["to"]
        ('出口', '比上年增长', '增长', None)
        """
        back = text[::-1]
        moves, states, qualifies = _TAILS
        best = moves.match(back)
        if best is None:
            best, other = states.match(back), qualifies.match(back)
            best = other if best is None or (other and other.end() > best.end()) else best
        if best is None:
            return Tail(text, {"subject": text, "tail": ""})
        parts = {name: said and said[::-1] for name, said in best.groupdict().items()}
        parts["subject"] = text[: len(text) - best.end()]
        return Tail(text, parts)


TAIL = Tails()
COMPARED = re.compile(
    rf"(?P<subject>.*?){BESIDE}(?P<other>[^，；、]{{1,12}}?)(?<![提降减新最])(?P<way>高|低|多|少)"
    r"(?:出|了|(?:支出|收入|完成|生产|征收|收购|安排|供应|销售)了?)?$"
)
COMPARED_WITH = re.compile(rf"{_COMPARE}$")
_YEARS = (
    rf"(?:在(?=.{{1,3}}年[中间内里]))?(?:今后|未来|过去|近|这|经过|最近|前)?[\d两{_CN}]{{1,3}}年(?:来|间|以来|里|中间|中(?!央|小|西|部|国(?!家))|内)?"
    rf"(?!级|制|行动|计划|规划)"
)
_PLAN = (
    rf"(?:到|至|在)?[“\"]?[{_CN}]{{1,2}}五[”\"]?(?:规划|计划)?(?:期间|时期|以来|期末|末|的?[前后][两{_CN}]年)"
    rf"|第[{_CN}]{{1,2}}个五年计划(?:期间|时期)?"
)
_EITHER = rf"(?:{_YEAR}|[一二][九〇零○0][{_DIGIT}]{{2}})\s?年?"
_PAIRED = rf"在?{_EITHER}[、和]{_EITHER}两年"
_DATED = rf"(?:在|从|自|于|到|至|截至|比)?(?:{DATE})(?:底|末|初|内)?前?(?:以来|期间|间|的{_YEARS})?"
#: joins a time to the one before: `2022年和2023年出口`
_AND_TIME = rf"(?<=[年末底度])(?:和|与|及|以及)(?=(?:{DATE}|全年|下半年|第?[一二三四]季度))"
_BY_MEANS = (
    r"(?:到|至|截至)?(?:去年|上年|目前)(?:年)?(?:底|末)|在[^，；、]{1,9}?等(?:省区?市|地区?|国家?)"
    r"|连续第?[\d一二两三四五六七八九十]{1,2}年(?=提|上|增|开|组|实施)|(?:力争|争取|仅|只)?(?:用|利用)[\d一两二三四五六七八九十]{1,3}(?:年|个?多?月|天|周)(?:左右|多)?的?(?:时间)?就?|可(?=减轻|减少|节约|节省|降低|新增|增加|带动|拉动|实现|满足|解决)"
    rf"|通过[^，；、]{{1,8}}?(?:方式|渠道|途径|形式)|在[^，；、]{{2,14}}?(?:中|上)(?={any_of('verb')})"
    r"|[”\"](?:时期|期间)|《?[^，；。《》]{0,14}》(?:[（(]草案[)）])?(?:提出|明确|规定|确定)了?"
    r"|在(?![建校职编岗外线册园内])[^，；、]{2,10}?(?=实施|建设|建成|设立|开展|新建|建立|举办|布局|打造|创建|培育|组建|成立|新增|推广|启动)"
)
_NUMBERED = rf"[（(][\d{_CN}]{{1,3}}[)）]|\d{{1,2}}[.．](?!\d)|[{_CN}]{{1,2}}是(?!否)"
#: an aim, and neither funds nor quotas that are asked for: `争取年内新建学校3所`
_FUNDS = r"[^，；。]{0,6}(?:债|资金|额度|指标|用地|投资)"
_HOPED = rf"争取(?!到(?!20))(?=(?:到?{DATE}|年内|今年|明年|全年|{any_of('hoped')}(?!{_FUNDS}))..)"
#: what such a word begins with; a test holds the pattern against itself without it
HEAD_AHEAD = (
    rf"(?=(?:[\d\s{_DIGIT}{_CN}两“”\"（(、，,：:；;《》第在从自于到至截比今未过近这经最前去上目连力争仅只用利可通重建确明和与及以]|{first_of('head')})"
    r"|[^，；。《》]{0,14}》)"
)
#: what only introduces a subject
HEAD = late(
    rf"(?:{HEAD_AHEAD}(?:重点(?=抓[好了])|(?:建议|(?:确定|明确)(?=[^，。；]{{0,12}}(?:生产总值|GDP|经济[增总])))(?=[把将]|{DATE}|今年|明年|今后|未来|全[国省市县区州])|(?!{any_of('protect')})(?:{_HOPED}|{_PAIRED}|{_DATED}|{_AND_TIME}|{_PLAN}|{_YEARS}|{_BY_MEANS}|{any_of('head')}|前(?:\d{{1,2}}|[两{_CN}]{{1,2}})个月|{_NUMBERED}|[、，,：:；;》\s])))+"
)
ANNOUNCES = re.compile(
    rf"[^，；。]{{0,6}}(?:领域|方面)为(?:重点|主|突破)|(?:主要|重点|核心)?{any_of('announce')}|[^，；。、]{{0,8}}?{any_of('announcedeed')}"
)
ANNOUNCED_DEED = re.compile(rf"[^，；。、]{{0,8}}?{any_of('announcedeed')}")
_VERBS = literals(in_a_row(_C["verb"], by="、和"))
_NO_DEED = "(?!开发区|建成区(?!域)|建[筑材制]|建设用地(?!整理))"
VERB = late(rf"{_NO_DEED}(?P<verb>{_VERBS}(?:[、和]{_VERBS})*)(?!性)(?P<rest>.*)$", re.DOTALL)
#: a verb at the end of what stands before a number: `安排资金改造和新建60所…`
VERB_END = late(
    rf"(?={first_of('verb')})(?<=..)(?P<verb>(?!惠及|覆盖|试点|规划|带动|服务){_VERBS}(?:[、和]{_VERBS})*)$"
)
VERB_LAST = late(rf"(?<=.){literals(word for word in _C['verb'] if len(word) > 1)}$")
#: having and arranging: the number counts what is had, and the clause states no level that was reached
HAVE = frozenset(_C["have"])
AMOUNT = re.compile(any_of("amount"))
#: size and growth told at once: `总量及增速均居第二`
SIZE_AND_PACE = re.compile(r"(?P<size>总量|规模|总额|数量|增量)(?:、|和|及|与|以及)(?:增速|增幅)$")
#: a cut before its object: `压减一般性支出5%` is a fall of the object
CUTS = re.compile(r"^(?:压减|削减|减少|降低|缩短|压缩|精简|核减|缩减|压降)(?!到|至|为|了)(?=..)")
#: poverty is counted by its fall: the fall is the level of a flow
POOR = re.compile(r"贫困人口|脱贫|贫困县|贫困村|绝对贫困")
#: what is more or less by its own size, and nothing at all: no one who earns
_OWN_SIZE = late(rf"(?:{any_of('tailnoun', 'product')}|财政|^)$")
COUNTS_MORE = re.compile(any_of("morecount"))
#: nouns that do not say of which things, and deeds that choose such: `项目`, `引进项目`
GENERIC = re.compile(any_of("generic"))
CHOOSES = re.compile(rf"{any_of('choosing')}$")
#: what divides clauses
CLAUSES = re.compile(r"[，,；;：:。]")
#: how a figure went, before 、 and its number
TREND = re.compile(rf"(?<=..){any_of('trend')}$")
CLAUSE_END = re.compile(rf"{any_of('clauseend')}$")
PREDICATE = re.compile(rf"(?={first_of('predicate', 'happened')})(?<=..){any_of('predicate', 'happened')}")
PRODUCT = re.compile(any_of("product"))
#: what is said of a product, which the next one shares: `棉布供应`, `平均每人占有粮食`
OF_PRODUCT = re.compile(rf"(?P<lead>[^、]{{0,8}}?){any_of('product')}(?P<what>的?[^、]{{0,6}})$")
NO_NOUN = re.compile(
    rf"(?!和[美谐平]|及[时早]|与会|(?:支持|提升|提高|控制|扩大)性?(?:措施|政策|举措)){any_of('nonnoun')}"
)
OF_WHICH = re.compile(r"其中")
EACH_YEAR = re.compile(
    r"年均(?!浓度|值|气温|降水|工资|水平|用水|径流)|每年|(?<![上去前今明])年平均(?=增|递|提|下|每|产量)|年递增|年年"
)
_WIDER = rf"{any_of('territory')}(?:的?平均水平|平均|水平|增速)?"
GAP = re.compile(
    rf"(?P<subject>.*?)(?:(?:增速|增幅|涨幅)(?:分别|均|都)?)?(?P<other>{BESIDE}[^，；。]{{1,8}}?(?:平均水平|平均|水平|增速)?)?"
    r"(?P<verb>高于|快于|低于|慢于|[好优]于(?![^，；、]{0,3}[类级])|高出|低出|(?<!加)快|(?<!提)高|(?<![降减])低|慢|领先于?|超过?|多|(?<!减)少)"
    rf"(?P<than>[^，；。、]{{0,22}}?|[^，；。、]{{1,8}}{JOINT.pattern}{_WIDER})$"
)
#: a further territory that is compared with, behind the number of the first: `高于全国2个百分点、全省1个百分点`
FURTHER = re.compile(rf"{JOINT.pattern}(?P<other>{_WIDER})")
#: what a place that is named before it may be the owner of
OF_PLACE = rf"(?={any_of('ofplace')})"
OF_TERRITORY = re.compile(rf"{literals([*_C['tailnoun'], *_C['share'], '总值', '贸易量'])}$")
#: a train is what is counted by the 列
TRAIN = re.compile(r"(?:中欧|中亚|中老|国际|货运|旅游|冷链)?班列(?:（[^）]{1,8}）)?")
TERRITORY = re.compile(any_of("territory"))
SHARE = re.compile(
    r"占(?![有用领补]|地(?!区))(?P<whole>[^，；。]{0,24}?)(?:的)?(?P<noun>比重|比例|份额|百分比|比|总量|总数)?(?:由|从)?$"
)
BASIS = re.compile(
    r"(?:按)?(?:同口径|自然口径|可比(?:口径|价格?)(?:计算)?)|(?:扣除|剔除|考虑(?!各|到|多))[^，。；、]{1,16}?(?:因素|影响)|(?:扣除|剔除)[^，。；、（）]{1,14}?投资(?=[后，]|固定|增|同比)"
    r"|可比(?=增)|(?:不含|不包括)[^，；。、（）增下]{1,12}(?=增长|下降|$)|名义(?=增长)|实际(?=增长|下降|提高|递增|年均|比上年|比去年)|(?:按)?(?:(?:\d|[一二三四五六七八九〇零○]){4}年)?不变价(?:格)?(?:计算)?"
)
#: one caliber behind the other, where the second says more than that the growth is real
BASES = re.compile(rf"(?:{BASIS.pattern})(?:后?[，、,](?!实际|名义)(?:{BASIS.pattern}))?")
ATTRIBUTE = late(rf"(?:[总年均新]|平均)?{any_of('attribute')}$")
_GROWTH = r"(?<!自然)(?<!人口)"
#: what is aimed at, behind a growth: `经济增长速度的调控目标定为`
_AIM = r"的?(?:宏观|调控|预期|控制|计划|年度|主要){0,3}(?:目标|指标)"
GROWTH_NOUN = re.compile(
    rf"{_GROWTH}(?:年均)?(?:同比)?(?:(?:{any_of('growthnoun')}|(?<=经济)增长)(?:达到?|为|保持在)?(?:{_AIM})?"
    rf"|(?<=..)(?:{any_of('growthnoun')}(?:{_AIM})?|增长(?:{_AIM})?)(?:定为|定在?|[为是])?)$"
)
#: the last characters of such a noun; a test holds them against the pattern
GROWTH_ENDS = frozenset("长达到为在标定是\n").union(word[-1] for word in _C["growthnoun"])
#: an aim without a subject is one for the whole economy
BARE_AIM = re.compile(rf"(?:把|将)?增长{_AIM}(?:定为|定在?|[为是在])?")
#: a speed of growth behind a number
SPEED = re.compile(r"的?(?:增速|增长速度)")
#: what is to fall has no speed of growth
REDUCED = re.compile(r"能耗|消耗|排放|浓度|死亡|事故|失业|赤字")
GROWTH_WORD = re.compile(rf"{_GROWTH}{any_of('growthnoun')}")
SHARE_NOUN = re.compile(rf"{any_of('share')}(?:[（(][^）)]*[)）])?$")
TAIL_NOUN = re.compile(rf"{any_of('tailnoun', 'thingnoun')}$")
MEASURE_NOUN = re.compile(rf"{any_of('tailnoun')}$")
RANKED = re.compile(rf"(?:{any_of('rankverb', 'rankscope')}|同类\w{{0,8}}|[居列排][^，；、]{{1,8}})$")
RANKED_THING = re.compile(rf"(?:G[DE]P|评估|评价|考核|考评|测评|评比|得分|成绩|{any_of('tailnoun')})$")
#: a subject ends before the first of its verbs and adverbs: at those behind it nothing is tried again
RANK_TAIL = late(
    r"(?P<subject>|.{1,3}?|(?P<long>.{4,}?))"
    rf"(?:(?(long){not_behind(*_C['rankadverb'], *_C['rankverb'])})"
    rf"(?:{any_of('rankadverb')})*(?!居[民住家委]|获奖)(?:{any_of('rankverb')})"
    rf"(?:{any_of('rankadverb', 'rankverb')}){{0,6}}[^，；、]{{0,14}}?"
    rf"|(?!国内生产)(?<!示范){any_of('rankscope')}[^，；、]{{0,8}}?|同类\w{{0,6}}?(?:{any_of('rankverb')})?)$"
)
NO_RANK = re.compile(rf"{any_of('norank')}|城(?!市)")
