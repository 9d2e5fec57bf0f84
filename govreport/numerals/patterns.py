"""Pattern sources for numbers in untouched report text.

They have no capturing groups, work in `re` and in `regex`, repeat nothing without a bound (so they scan in
linear time) and look around themselves: none starts or ends in the middle of another number.

NUMBER
    A number without its unit and without hedges in front, with the scale at its end and the hedges inside it
    (多, 余, 几, 来, 数, 上). It leaves out ordinals (`第五`), fractions, plan names (`十四五`), dates with dots, idioms
    (`成千上万`), the 千 of 千瓦 and 千米, a lone 零, and signs: only the reader of a clause can tell a range from a
    minus. It does take digits after Latin letters (`PM2.5`, `5G`): `占GDP3.2%` has them too.
BARE_SCALE
    A scale that counts itself (`超过万亿元`, `万名`); only a context can tell it from a word, so it is not in NUMBER.
FRACTION, MULTIPLE, YEAR, ORDINAL
    What `fraction`, `multiple`, `to_year` and `ordinal` read. A YEAR ends in 年. FRACTION goes before NUMBER where both
    could start.
WHOLE_ARABIC, WHOLE_CHINESE
    What `parse` accepts: the same numbers without the look around, bare scales, years in Chinese digits.
GAP
    The blanks, breaks and invisible characters that may stand between a number and its unit.
"""

from __future__ import annotations

__all__ = ["BARE_SCALE", "FRACTION", "GAP", "MULTIPLE", "NUMBER", "ORDINAL", "WHOLE_ARABIC", "WHOLE_CHINESE", "YEAR"]

GAP = "[ \u00a0\u2002-\u200d\u2060\ufeff\u3000\\r\\n]{0,4}"
_BLANK = "[ \u00a0\u2002\u2003\u2009\u202f]"
_HIDDEN = "[\u200b-\u200d\u2060\ufeff\u00ad]"
_BREAK = "[ \u00a0\u200b\\r\\n]{1,2}"
_HAN = "[\u4e00-\u9fff]"
_D = "[0-9０-９]"
_POINT = "[.．·・]"
_FULL_YEAR = f"(?:19|20|１９|２０){_D}{{2}}年"
_WAN, _YI = "[万萬]", "[亿億]"
_OF_KILO, _OF_HECTO = "[瓦克米卡伏帕赫焦乏安]", "[分帕强姓货]"
_KILO, _HECTO = f"千(?!{_OF_KILO})", f"百(?!{_OF_HECTO})"
_INNER = "[多余餘]"
#: what begins a word with its last character: `5千瓦`, `8多层`; asked once, where a number ends
_NO_WORD = f"(?!(?<=千){_OF_KILO}|(?<=百){_OF_HECTO}|(?<=多)[样边媒功层维]|(?<=[余餘])[额粮杭姚热震角缺])"
_ZERO = "[零〇○]"
_DIGIT = "零〇○一二三四五六七八九"
_ONE = "[一二三四五六七八九两兩]"
_FEW = "[几幾]"
#: before 上 it is climbed: 迈上万亿元, and not more than it: 上万亿元
_CLIMB = "迈站登跨跃"
_DOT = f"[点點][{_DIGIT}]{{1,4}}"
_NUMERAL = f"{_DIGIT}十百千万亿萬億"
#: what stands before the point of a number or a list, and not before a decimal that leaves out its zero
_CLOSE = "0-9０-９A-Za-z）)】\\]" + _NUMERAL


def _digits(free: bool) -> str:
    """Digits and what may stand inside them; `free` drops the look at the surroundings."""
    run = f"{_D}(?:{_HIDDEN}?{_D}){{0,17}}"
    decimals = f"(?:{_BREAK})?{_POINT}(?!{_FULL_YEAR}){_D}(?:{_HIDDEN}?{_D}){{0,8}}"
    grouped = f"(?![0０]){_D}{{1,3}}(?:[,，\u00a0\u2009\u202f]{_D}{{3}}){{1,5}}(?:{decimals})?"
    apart = f"{_D}(?:{_BLANK}?{_D}){{0,4}}"
    spaced = f"{_D}(?:{_BLANK}{_D}){{1,13}}(?:{_BLANK}?{_POINT}{_BLANK}?{apart})?|{_D}{_BLANK}{_POINT}{_BLANK}?{apart}"
    wrapped = f"{run}{_POINT}{_BREAK}{_D}{{1,4}}|{_D}{{1,6}}\\r?\\n{_D}{{1,4}}"
    if not free:
        spaced = f"(?<!{_D}{_BLANK})(?:{spaced})(?!{_BLANK}?{_D})"
        wrapped = f"(?<={_HAN})(?:{wrapped})(?!{_BLANK}?{_D}|[年月日号时届])(?={_HAN}|[%％‰])"
    point = f"[.．]{_D}{{1,3}}" if free else f"(?<![{_CLOSE}])[.．]{_D}{{1,3}}(?=[%％‰个個万亿])"
    return f"(?:{grouped}|{spaced}|{wrapped}|{run}(?:{decimals})?|{point})"


def _arabic(free: bool) -> str:
    """Digits with scales: `3300多万`, `1亿3千多万`, `2万5千`, `1.2万亿`; below a scale only whole numbers go on."""
    low = f"(?:{_D}{{1,3}}{_INNER}?千|{_D}{{3,4}}(?![.．年0-9０-９]))?"
    whole = "".join(f"(?<!{_POINT}{_D}{{{k}}}{'.' * n})" for k in (1, 2) for n in (1, 2))
    middle = f"(?:{whole}{_D}{{1,4}}(?:{_POINT}{_D}{{1,2}})?{_INNER}?(?:[百千]{_INNER}?)?{_WAN}{low})?"
    billions = f"(?:[百千]{_INNER}?|{_WAN}{_INNER}?{_BLANK}?)?{_YI}{middle}"
    thousands = f"(?:[百千]{_INNER}?)?{_WAN}(?:{whole}{low})?"
    scale = f"(?:{GAP}(?:{_INNER}|{_FEW})?(?:{billions}|{thousands})|{_INNER}?[百千])?"
    counted = "" if free else "(?=[个個])"
    number = f"{_digits(free)}{scale}(?:{_INNER}|{_FEW}{counted})?"
    if free:
        return number
    start = f"(?<!{_D}{_HIDDEN})(?<!\\^)(?<!{_D}[,'’_点])(?<![^{_CLOSE}]{_POINT})(?:(?<!{_D}{_POINT})|(?={_FULL_YEAR}))"
    end = f"(?:(?<!{_D})|(?!{_HIDDEN}?{_D}|{_POINT}(?!{_FULL_YEAR}){_D}|\\^))(?!(?<=,{_D}{{3}}),{_D})"
    return f"{start}{number}{end}{_NO_WORD}"


def _section(free: bool) -> str:
    """A Chinese numeral below ten thousand."""
    pair = "(?:一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)"
    counted = "" if free else "(?=[个個天次家人条倍项斤里岁名种万萬亿億])"
    kilo, hecto = (_KILO, _HECTO) if free else "千百"
    lead = f"(?:{pair}|{_ONE}|{_FEW})"
    tens = f"{lead}?十(?:二三|五六|六七|七八|八九|{_ONE}|{_FEW})?"
    hundreds = f"{lead}{hecto}(?:{_ZERO}{_ONE}|{tens}|{_ONE})?"
    thousands = f"{lead}{kilo}(?:{_ZERO}(?:{tens}|{_ONE})|{hundreds}|{_ONE})?"
    alone = f"两三(?=年)|(?:一两|两三|三四|三五|四五|五六|六七|七八|八九){counted}|{_FEW}(?=[万萬亿億])"
    return f"(?:{thousands}|{hundreds}|{tens}|{alone}|{_ONE})"


def _chinese(free: bool) -> str:
    """Chinese numerals with scales and hedges: `四亿零七百多万`, `一百几十亿`, `数千`, `上亿`, `三点五`."""
    counted = "" if free else "(?=[个個十百千万亿名人家户斤里岁天])"
    inner = f"(?:{_INNER}|来{counted})?"
    section = _section(free) + inner
    below = f"(?:{_ZERO}?{section})"
    decimal = f"(?:{_section(free)}|{_ZERO}){_DOT}(?:{inner}(?:{_WAN}?{_YI}|{_WAN}))?"
    billions = f"(?:(?:{_WAN}{inner}{below}?)?{_YI}|{_WAN}{_WAN}){inner}(?:{below}{_WAN}{inner})?"
    whole = f"{section}(?:(?:{billions}|{_WAN}{inner}){below}?)?"
    power = f"(?:[百千]{_INNER}?(?:{_WAN}|{_YI})|{_WAN}{_INNER}?{_YI}|{_WAN}{_WAN}?|{_YI}|[百千])"
    over = f"(?<![以之规线网街路岸陆海向身晚早马送加{_CLIMB}])上{power}"
    several = f"(?<![人户件次分指总基系函参岁天座台倍例个])(?:[数數]|{_FEW})(?:十(?:{_WAN}|{_YI})?|{power})"
    higher = f"(?:{_WAN}?{_YI}|{_WAN})"
    half = f"半(?:[百千]?{_WAN}|{_WAN}?{_YI})"
    tailed = f"(?:[百千](?:{_INNER}{higher}|{higher}?{_INNER})|{_WAN}{_INNER}{_YI}?|{_WAN}?{_YI}{_INNER})"
    number = f"(?:{decimal}|{whole}|(?:{over}|{several}){inner}|{tailed}|{half})"
    if free:
        return number
    start = f"(?!一[点點]一滴|一半)(?<![{_NUMERAL}两兩几幾廿卅])(?<![{_NUMERAL}两兩0-9][点點])(?<!分之)"
    end = f"(?![{_DIGIT}十百万亿萬億]|{_KILO}|[点點][{_DIGIT}]|分之)"
    return f"{start}{number}{end}{_NO_WORD}"


def _misread(free: bool) -> str:
    """Digits that a scanner took for letters: `2l.9亿`, `lO.5`."""
    shape = f"(?=[0-9lO.．]{{0,9}}[lO])(?=[lO.．]{{0,3}}[0-9])[0-9lO]{{1,8}}(?:{_POINT}[0-9lO]{{1,4}})?"
    if free:
        return f"{shape}(?:万亿|亿|万)?"
    return f"(?<![A-Za-z])(?<![0-9]{_POINT}){shape}(?=[%％‰亿万元倍个])(?:万亿|亿|万)?"


_FIRST_ARABIC, _FIRST_CHINESE = "(?=[0-9０-９lO.．])", f"(?=[{_NUMERAL}两兩几幾数數上半])"
_POWER = f"(?:万亿|千亿|百亿|亿|千万|百万|万|{_KILO}|{_HECTO})"
_ROUND = f"(?:{_section(True)}|{_ZERO})(?:{_DOT})?"
_OPERAND = f"(?:{_ROUND}|{_D}{{1,4}}(?:{_POINT}{_D}{{1,4}})?)"
_NOT_TENTHS = "(?![立为爲员果效功熟本长就交份分品型套绩都不语])"

WHOLE_ARABIC: str = f"(?:{_misread(True)}|{_arabic(True)})"
WHOLE_CHINESE: str = f"(?:{_chinese(True)}|成?{_POWER}|{_ZERO}|[一二][{_DIGIT}]{{3}})"

_IN_DIGITS = f"{_FIRST_ARABIC}(?:{_misread(False)}|{_arabic(False)})"
_IN_CHINESE = f"{_FIRST_CHINESE}{_chinese(False)}"
NUMBER: str = f"(?<![0-9０-９第])(?<!第{_BLANK})(?:{_IN_DIGITS}|{_IN_CHINESE})"
BARE_SCALE: str = f"(?<![{_NUMERAL}两兩几数0-9０-９多余])(?<!(?<![{_CLIMB}])上){_POWER}(?![{_NUMERAL}两兩]|分之)"
FRACTION: str = (
    f"(?=[{_NUMERAL}两兩几幾过半0-9０-９])(?:(?<![{_NUMERAL}])(?:(?:[百千万萬]|[十百]万)分之(?:百|{_OPERAND})|{_section(True)}分之{_ROUND})(?![{_DIGIT}十百千])"
    f"|(?<![0-9０-９/.．]){_D}{{1,2}}[/／]{_D}{{1,3}}(?![0-9０-９/.．月日])"
    f"|(?<![{_NUMERAL}两A-Za-z0-9.．第])(?:{_ONE}|{_D})成(?:半|{_ONE}(?![{_NUMERAL}个]))?{_NOT_TENTHS}"
    "|(?<!北)一半(?![导径])|过?半数|过半(?![个個年月天小导世程径百]))"
)
MULTIPLE: str = (
    f"(?=[{_NUMERAL}两兩几幾翻0-9０-９])(?:翻了?(?:近|约|将近|接近|超过?)?{_OPERAND}?番[半多]?"
    f"|(?<![{_NUMERAL}两0-9０-９.．第点點]){_OPERAND}{_INNER}?倍半?)"
)
YEAR: str = (
    f"(?:(?<!{_D})(?<!{_D}{_BLANK})(?:[1１]{_BLANK}?[9９]|[2２]{_BLANK}?[0０]){_BLANK}?{_D}{_BLANK}?{_D}{_BLANK}?年"
    f"|(?<![{_NUMERAL}])(?:一九|二[零〇○ＯO0０])[零〇○ＯO0０一二三四五六七八九]{{2}}年"
    f"|(?<![{_NUMERAL}])(?!五六|六七|七八|八九)[五六七八九][{_DIGIT}]年)"
)
ORDINAL: str = (
    f"(?:第{_BLANK}?(?:{_section(True)}(?![{_NUMERAL}])|{_D}{{1,4}}(?![0-9０-９.．%％]))(?:{_BLANK}?[位名](?![次列单额]))?"
    "|首位(?!度)|榜首(?!批))"
)
