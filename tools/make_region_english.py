"""Write govreport/data/region_english.tsv, the English names of the regions, and pinyin.tsv, how characters are read.

Run by hand after make_regions.py:

    pip install -e . pypinyin
    python tools/make_region_english.py

Names are spelled in pinyin, as the yearbooks do, but for those that have a name of their own (Inner Mongolia, Hohhot)
and for characters that are read otherwise in a place's name (六安 is Lu'an): these stand in `SPELLED`.
"""

from __future__ import annotations

import csv
from pathlib import Path

from pypinyin import lazy_pinyin

from govreport.spelling import as_word

DATA = Path(__file__).resolve().parent.parent / "govreport" / "data"
SPELLED = dict(
    pair.split()
    for pair in """
全国 China|内蒙古 Inner_Mongolia|西藏 Xizang|香港 Hong_Kong|澳门 Macao|陕西 Shaanxi|呼和浩特 Hohhot|鄂尔多斯 Ordos
呼伦贝尔 Hulunbuir|乌兰察布 Ulanqab|巴彦淖尔 Bayannur|兴安 Hinggan|锡林郭勒 Xilingol|阿拉善 Alxa|哈尔滨 Harbin
齐齐哈尔 Qiqihar|佳木斯 Jiamusi|大兴安岭 Da_Hinggan_Ling|乌鲁木齐 Urumqi|克拉玛依 Karamay|吐鲁番 Turpan|哈密 Hami
昌吉 Changji|博尔塔拉 Bortala|巴音郭楞 Bayingolin|阿克苏 Aksu|克孜勒苏 Kizilsu|喀什 Kashgar|和田 Hotan|伊犁 Ili
塔城 Tacheng|阿勒泰 Altay|石河子 Shihezi|拉萨 Lhasa|日喀则 Shigatse|昌都 Qamdo|林芝 Nyingchi|山南 Shannan|那曲 Nagqu
阿里 Ngari|甘孜 Garze|阿坝 Ngawa|果洛 Golog|玉树 Yushu|海西 Haixi|格尔木 Golmud|德令哈 Delingha|香格里拉 Shangri-La
六安 Lu'an|亳州 Bozhou|歙 She|黟 Yi|单 Shan|浚 Xun|莘 Shen|蔚 Yu|乐亭 Laoting|乐清 Yueqing|乐陵 Laoling|洪洞 Hongtong
东阿 Dong'e|番禺 Panyu|尉犁 Yuli|尉氏 Weishi|犍为 Qianwei|筠连 Junlian|荥阳 Xingyang|荥经 Yingjing|泌阳 Biyang
渑池 Mianchi|长子 Zhangzi|涡阳 Guoyang|枞阳 Zongyang|铅山 Yanshan|盱眙 Xuyi|牟平 Muping|中牟 Zhongmu|柞水 Zhashui
吴堡 Wubu|什邡 Shifang|会理 Huili|会泽 Huize|会昌 Huichang|会宁 Huining|会同 Huitong|会东 Huidong|繁峙 Fanshi
隰 Xi|解放 Jiefang|大埔 Dabu|覃塘 Qintang|曾都 Zengdu|柏乡 Baixiang|阿城 Acheng|丽水 Lishui|台州 Taizhou|天台 Tiantai
长武 Changwu|长垣 Changyuan|泷水 Longshui|侯马 Houma|朝阳 Chaoyang|万全 Wanquan|房 Fang|任 Ren|华 Hua|华州 Huazhou
华阴 Huayin|厦门 Xiamen|蚌埠 Bengbu|蚌山 Bengshan|乐平 Leping|乐山 Leshan|乐东 Ledong|乐业 Leye|乐都 Ledu|长乐 Changle
三都 Sandu|都安 Du'an|都兰 Dulan|长白 Changbai|塔什库尔干 Taxkorgan|鄂伦春 Oroqen|鄂温克 Evenk
神农架林 Shennongjia_Forestry|闵行 Minhang|库尔勒 Korla|海南行政 Hainan_Administrative
""".replace("\n", "|").split("|")
    if pair
)
#: how characters of several readings are read in the names of places
READ = {"长": "chang", "都": "du", "尾": "wei", "勒": "le"}
#: readings in names that are not the most frequent ones
NAMED = {**READ, "埔": "pu", "堡": "bao", "厦": "xia", "藏": "zang", "会": "hui", "曾": "zeng", "重": "chong"}
#: endings of names, the longest first, with what stands for them in English; a city's name stands alone
ENDINGS = {
    "特别行政区": "",
    "自治区": "",
    "自治州": " Prefecture",
    "自治县": " Autonomous County",
    "自治旗": " Autonomous Banner",
    "特区": " Special District",
    "地区": " Prefecture",
    "省": "",
    "市": "",
    "盟": " League",
    "旗": " Banner",
    "县": " County",
    "区": " District",
    "州": " Prefecture",
}


def spelled(stem: str) -> str:
    """Write a name in pinyin."""
    if stem in SPELLED:
        return SPELLED[stem].replace("_", " ")
    parts = [READ.get(letter, part) for letter, part in zip(stem, lazy_pinyin(stem, v_to_u=True), strict=True)]
    return as_word(parts, stem)


def english(name: str, short: str) -> str:
    ending, kind = next((pair for pair in ENDINGS.items() if name.endswith(pair[0])), ("", ""))
    if name.endswith("新区") and len(name) > 3:
        return spelled(name.removesuffix("新区")) + " New Area"
    stem = short if short != name else name.removesuffix(ending) or name
    return spelled(stem) + kind


def main() -> None:
    with (DATA / "regions.tsv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))
    made = {(row["code"], row["name"]): english(row["name"], row["short"]) for row in rows if not row["now"]}
    lines = ["code\tname\ten", *(f"{code}\t{name}\t{said}" for (code, name), said in made.items())]
    (DATA / "region_english.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def readings() -> None:
    """Write how each character of GB2312 is read in a name, one syllable a row."""
    cells = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    syllables: dict[str, str] = {}
    for one in filter(None, (cell.decode("gb2312", "ignore") for cell in cells)):
        said = NAMED.get(one) or lazy_pinyin(one, v_to_u=True)[0]
        syllables[said] = syllables.get(said, "") + one
    lines = ["pinyin\tcharacters", *(f"{said}\t{syllables[said]}" for said in sorted(syllables))]
    (DATA / "pinyin.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
    readings()
