"""What the words say: counts with their sentences, and wording that comes and goes."""

from __future__ import annotations

import csv
import math
import random
import tracemalloc
import warnings
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport as gr
from govreport.render.page_view import view_page
from govreport.render.words import words_in
from govreport.words import proper
from govreport.words.matching import EXCLUDED, Found, chosen
from govreport.words.phrases import Characters, found_phrases, often

CASES = Path(__file__).parent / "cases" / "terms.tsv"
SHELL = "首页 > 政府工作报告\n打印本页\n"
TEXT = (
    "各位代表：\n一、2023年工作回顾\n环保督察全部完成，生态环保见效。我们保護環境。\n就业稳定。\n"
    "二、2024年工作安排\n继续抓好环保。办好环保税改革。促进就业，扩大就业。\n谢谢大家！\n"
    "名词解释\n1.环保督察：环保是大事，就业也是。\n"
)


def report(body: str, year: int = 2024, region: str = "乙市") -> gr.Report:
    text = f"各位代表：\n一、{year - 1}年工作回顾\n{body}"
    return gr.report_from_text(text, region=region, year=year, source=f"{region}_{year}")


@pytest.fixture(scope="module")
def one() -> gr.Report:
    return gr.report_from_text(SHELL + TEXT, region="乙市", year=2024, source="乙市_2024.txt")


def cases() -> list[object]:
    with CASES.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [pytest.param(row, id=row["what"]) for row in rows]


@pytest.mark.parametrize("row", cases())
def test_words_are_counted_as_a_reader_would(row: dict[str, str]) -> None:
    concept = {"words": row["words"].split("|"), "not": [w for w in row["not"].split("|") if w]}
    found = gr.terms(report(row["text"]), {"c": concept}, nested=row["nested"] == "yes")
    assert [hit for hit in found.hits["text"]] == [w for w in row["hits"].split("|") if w]


def test_only_the_report_proper_is_counted(one: gr.Report) -> None:
    found = gr.terms(one, {"e": ["环保", "保护环境"], "j": "就业"}, parts=True)
    counts = found.frame.set_index(["part", "concept"])["count"]
    assert counts.to_dict() == {("review", "e"): 3, ("review", "j"): 1, ("plan", "e"): 2, ("plan", "j"): 2}
    assert found.hits["end"].max() < one.text.index("名词解释")


def test_a_hit_leads_to_its_place_in_the_file(one: gr.Report) -> None:
    hits = gr.terms(one, {"e": "保护环境"}).hits
    assert hits["text"].tolist() == ["保護環境"]
    for hit in hits.itertuples():
        assert one.text[hit.start : hit.end] == hit.text
        assert one.text[hit.sentence_start :].startswith(hit.sentence)


def test_rates_and_shares_are_of_the_report_proper(one: gr.Report) -> None:
    row = gr.terms(one, "环保").frame.iloc[0]
    held = proper(one)
    assert row["characters"] == held.characters() == sum(len(s.said.replace(" ", "")) for s in held.sentences)
    assert row["rate"] == pytest.approx(10_000 * row["count"] / row["characters"])
    assert row["share"] == row["hit_sentences"] / len(held.sentences)


def test_variants_are_one_row_and_exclusions_keep_out(one: gr.Report) -> None:
    found = gr.terms(one, {"e": {"words": [["环保", "保护环境"]], "not": ["环保税"]}})
    assert found.terms.groupby("term")["count"].sum().to_dict() == {"环保": 4}
    assert "环保税" not in "".join(found.hits["sentence"])


def test_concepts_come_as_words_lists_mappings_and_files(one: gr.Report, tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("concept\tword\tas\tkind\ne\t环保\t\t\ne\t保护环境\t环保\t\ne\t环保税\t\tnot\n")
    (tmp_path / "own.yaml").write_text("e:\n  words: [[环保, 保护环境]]\n  not: 环保税\n", encoding="utf-8")
    pd.DataFrame({"concept": "e", "word": ["环保", "保护环境", "环保税"], "kind": ["", "", "not"]}).to_excel(
        tmp_path / "own.xlsx", index=False
    )
    counts = {
        kind: int(gr.terms(one, said).frame["count"].sum())
        for kind, said in {
            "mapping": {"e": {"words": [["环保", "保护环境"]], "not": "环保税"}},
            "tsv": tmp_path / "own.tsv",
            "yaml": str(tmp_path / "own.yaml"),
            "xlsx": tmp_path / "own.xlsx",
        }.items()
    }
    assert set(counts.values()) == {4}
    assert gr.terms(one, ["环保", "就业"]).wide("count")[["环保", "就业"]].values.tolist() == [[4, 3]]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"a": []}, "no words"),
        ({"a": ["环保", "环保"]}, "twice"),
        ({"a": {"wrods": "环保"}}, "did you mean 'words'"),
        ("enviroment", "environment"),
        ([], "no concept"),
        ({"a": 3}, "no words"),
        ("nowhere.tsv", "no such file"),
        ([["环保", "生态"]], "a list in a list is no concept"),
        (pd.DataFrame({"concept": ["a"], "word": ["环保"]}), "a table of concepts is given as a file"),
        ({"green": ["environment", "双碳"]}, "'environment' is a packaged concept and no word of 'green'"),
        ({"a": ["環保", "环保"]}, "'环保' twice, as 環保 and as 环保"),
        ("\udcbb\udcb7", "no characters of a text"),
        ({"a": ["\udcbb环"]}, "no characters of a text"),
        ({"\udcbb": "环保"}, "no characters of a text"),
        ({"a": [2035]}, "write it in quotes"),
        ("words.txt", "unknown ending"),
    ],
)
def test_odd_concepts_are_told_of(said: object, told: str, one: gr.Report) -> None:
    with pytest.raises(gr.GovReportError, match=told):
        gr.terms(one, said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("own.yaml", "a: 环保\nb: 就业\na: 督察\n", "own.yaml:3: 'a' stands there twice"),
        ("own.yaml", "a:\n  words: 环保\n  words: 就业\n", "own.yaml:3: 'words' stands there twice"),
        ("own.yaml", "no: 环保\n", "own.yaml:1: a name is no text: found no; write it in quotes"),
        ("own.tsv", "concept\tword\n\t环保\n", "own.tsv:2: a concept has no name: found '环保'"),
        ("own.tsv", "concept\tword\n\na\t\n", "own.tsv:3: 'a' has an empty word"),
    ],
)
def test_what_is_wrong_in_a_file_of_concepts_is_told_of_with_its_line(
    name: str, text: str, told: str, one: gr.Report, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(gr.InputError, match=told):
        gr.terms(one, tmp_path / name)


def test_packaged_concepts_are_taken_on_into_mappings_and_files(one: gr.Report, tmp_path: Path) -> None:
    ours = gr.concepts({**gr.concepts("environment"), "own": "就业"})
    assert list(ours) == ["environment", "own"] and ours.get("opening") is None
    assert ours["environment"] == gr.concepts()["environment"]
    ours.frame.to_csv(tmp_path / "own.tsv", sep="\t", index=False)
    again = gr.concepts(tmp_path / "own.tsv")
    assert again["environment"].terms == ours["environment"].terms
    assert gr.terms(one, again).frame["count"].tolist() == gr.terms(one, ours).frame["count"].tolist()


def test_files_of_concepts_come_in_any_usual_encoding_and_with_empty_rows_above(one: gr.Report, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes("e: [环保, 保护环境]\n".encode("gb18030"))
    (tmp_path / "own.tsv").write_bytes("\n\t\nconcept\tword\n\ne\t环保\ne\t保护环境\n".encode("gb18030"))
    for name in ("own.yaml", "own.tsv"):
        assert gr.terms(one, tmp_path / name).frame["count"].tolist() == [5]


def test_a_set_of_words_is_counted_in_the_same_order_in_every_run() -> None:
    words = {"环保", "就业", "督察", "改革"}
    assert list(gr.concepts(words)) == sorted(words)
    assert [term.label for term in gr.concepts({"a": words})["a"].terms] == sorted(words)


def test_a_file_of_another_kind_is_no_word(one: gr.Report, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("环保", encoding="utf-8")
    for path in (tmp_path / "words.txt", tmp_path):
        with pytest.raises(gr.InputError, match="unknown ending of a file of concepts"):
            gr.terms(one, str(path))
    assert gr.terms(one, "环保3.0").frame["count"].tolist() == [0]


@pytest.mark.parametrize(
    "options", [{"by": "yaer"}, {"per": "words"}, {"per": "lines"}, {"words": "jeiba"}, {"parts": "yes"}, {"n_jobs": 0}]
)
def test_odd_arguments_are_told_of(options: dict[str, object], one: gr.Report) -> None:
    with pytest.raises(gr.InputError):
        gr.terms(one, "环保", **options)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore:.*by the names of the columns")
def test_reports_come_from_folders_tables_and_iterators(one: gr.Report, tmp_path: Path) -> None:
    (tmp_path / "乙市_2024.txt").write_text(one.text, encoding="utf-8")
    (tmp_path / "坏_2024.txt").write_text("no report", encoding="utf-8")
    table = pd.DataFrame({"text": [one.text, ""], "region": ["乙市", "丙市"], "year": [2024, 2024]})
    table.to_csv(tmp_path / "reports.csv", index=False)
    for source in (tmp_path, table, tmp_path / "reports.csv"):
        with pytest.warns(gr.GovReportWarning, match="not all of it was read, 1 could not be read"):
            found = gr.terms(source, "环保")
        assert found.frame["count"].tolist() == [4]
        assert len(found.failed) == 1, "what could not be read is told"
    with pytest.warns(gr.GovReportWarning, match="two reports of one region and year, both are counted: 乙市 2024"):
        assert gr.terms((r for r in [one, one]), "环保").frame["count"].tolist() == [4, 4]
    with pytest.raises(gr.InputError, match="which column holds the texts"):
        gr.terms(table.drop(columns="text"), "环保")
    with pytest.raises(gr.InputError, match="nothing to read"):
        gr.terms(iter([]), "环保")


def test_several_processes_count_as_one_does(one: gr.Report) -> None:
    some = [one, report("环保。就业。", 2023), report("环保，环保。", 2025)]
    table = pd.DataFrame({"正文": [r.text for r in some], "地区": ["乙市"] * 3, "年": [2024, 2023, 2025]})
    source = gr.reports(table, text="正文", region="地区", year="年")
    alone, together = (gr.terms(source, ["环保", "就业"], n_jobs=n) for n in (1, 2))
    pd.testing.assert_frame_equal(alone.frame, together.frame)
    pd.testing.assert_frame_equal(alone.hits, together.hits)
    with pytest.raises(gr.InputError, match="n_jobs"):
        gr.terms(one, "环保", n_jobs=0)


def test_years_and_regions_are_taken_together() -> None:
    some = [report("环保。就业。", 2023), report("环保，环保。", 2024), report("就业。", 2024, "丙市")]
    by_year = gr.terms(some, ["环保", "就业"], by="year").frame
    assert by_year[["year", "concept", "count", "reports"]].values.tolist() == [
        [2023, "环保", 1, 1],
        [2023, "就业", 1, 1],
        [2024, "环保", 2, 2],
        [2024, "就业", 1, 2],
    ]
    assert gr.terms(some, ["环保", "就业"]).summary()["reports"].tolist() == [2, 2]
    by_region = gr.terms(some, "环保", by="region").frame
    assert dict(zip(by_region["region"], by_region["count"], strict=True)) == {"乙市": 3, "丙市": 0}


def test_without_hits_the_counts_are_the_same(one: gr.Report) -> None:
    bare, full = (gr.terms(one, ["环保", "就业"], hits=keep) for keep in (False, True))
    pd.testing.assert_frame_equal(bare.frame, full.frame)
    assert bare.hits.empty and len(full.hits) == full.frame["count"].sum()


def test_rows_stand_by_region_and_then_by_year() -> None:
    some = [report("就业。", year, region) for region, year in (("浙江省", 2023), ("北京市", 2024), ("北京市", 2023))]
    rows = gr.terms(some, "就业").frame[["region", "year"]].values.tolist()
    assert rows == [["北京市", 2023], ["北京市", 2024], ["浙江省", 2023]]


def test_the_wide_table_says_which_part(one: gr.Report) -> None:
    wide = gr.terms(one, ["环保", "就业"], parts=True).wide("count").set_index("part")
    assert wide[["环保", "就业"]].T.to_dict("list") == {"review": [2, 1], "plan": [2, 2]}
    assert "part" not in gr.terms(one, "环保").wide("count")


def test_a_part_that_is_not_there_has_no_rate_and_no_share() -> None:
    rows = gr.terms(report("环保。"), "环保", parts=True).frame.set_index("part")
    assert rows.loc["plan", "count"] == 0 and rows.loc["plan", ["rate", "share"]].isna().all()
    assert rows.loc["review", ["rate", "share"]].notna().all()


def test_the_summary_is_reckoned_by_what_was_asked_for(one: gr.Report) -> None:
    pytest.importorskip("jieba")
    found = gr.terms(one, "环保", words="jieba", per="words")
    assert found.summary()["rate"].tolist() == found.frame["rate"].tolist()
    assert found.frequencies["count"].is_monotonic_decreasing
    assert found.frequencies["count"].sum() == found.frame["words"].iloc[0]


def test_packaged_concepts_are_sound_and_say_what_they_are_for() -> None:
    held = gr.concepts()
    assert len(held) >= 9
    for one in held.values():
        assert one.note and one.source and one.name_zh and one.name_en and len(one.wordings) > 20
    assert set(held.frame["kind"]) == {"word", "not"}


WORDS = st.text("环保税生态AI5，。", min_size=1, max_size=4).filter(lambda w: w.strip("，。") == w)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=5, unique=True), body=st.text("环保税生态AI5，。\n 　", max_size=60))
def test_counts_equal_hits_and_offsets_hold(words: list[str], body: str) -> None:
    made = report(body + "。\n名词解释\n1.环保税生态AI5。")
    for nested in (False, True):
        found = gr.terms(made, {"c": words[:-1] or words, "d": words[-1]}, nested=nested, parts=True)
        hits = found.hits
        assert len(hits) == found.frame["count"].sum() == found.terms["count"].sum()
        assert [made.text[a:b] for a, b in zip(hits["start"], hits["end"], strict=True)] == hits["text"].tolist()
        inside = [s for s in made.sections if s.kind != "other"]
        assert all(any(s.start <= a and b <= s.end for s in inside) for a, b in hits[["start", "end"]].values)
        if not nested:
            own = sorted(hits.loc[hits["concept"] == "c", ["start", "end"]].values.tolist())
            assert all(first[1] <= second[0] for first, second in pairwise(own))


def by_hand(said: str, words: list[str], barred: list[str]) -> int:
    """Count as the documentation says it: the longest first, none over another, none that meets an exclusion."""
    every = [(at, at + len(w)) for w in words for at in range(len(said)) if said.startswith(w, at)]
    out = [(at, at + len(w)) for w in barred for at in range(len(said)) if said.startswith(w, at)]
    taken: set[int] = set()
    count = 0
    for a, b in sorted(every, key=lambda span: (span[0] - span[1], span[0])):
        met = any(x < b and a < y and not (a <= x and y <= b and y - x < b - a) for x, y in out)
        if not met and taken.isdisjoint(range(a, b)):
            taken.update(range(a, b))
            count += 1
    return count


SAID = st.text("环保税生", min_size=1, max_size=9)
SOME = st.lists(st.text("环保税生", min_size=1, max_size=4), min_size=1, max_size=4, unique=True)


@settings(max_examples=80, deadline=None)
@given(review=st.lists(SAID, max_size=4), plan=st.lists(SAID, max_size=4), words=SOME, other=SOME, barred=SOME)
def test_counts_are_those_of_a_count_by_hand(
    review: list[str], plan: list[str], words: list[str], other: list[str], barred: list[str]
) -> None:
    back, ahead = ("".join(f"{said}。" for said in some) for some in (review, plan))
    text = f"各位代表：\n一、2023年工作回顾\n{back}\n二、2024年工作安排\n{ahead}\n名词解释\n1.环保：环保税生。"
    made = gr.report_from_text(text, region="乙市", year=2024, source="乙市")
    barred = [word for word in barred if word not in words]
    found = gr.terms(made, {"a": {"words": words, "not": barred}, "b": other}, parts=True).frame.set_index(
        ["part", "concept"]
    )
    for part, said in (("review", review), ("plan", plan)):
        for concept, (own, kept_out) in {"a": (words, barred), "b": (other, [])}.items():
            hits = [by_hand(one, own, kept_out) for one in said]
            row = found.loc[(part, concept)]
            assert (row["count"], row["hit_sentences"]) == (sum(hits), sum(map(bool, hits)))


@pytest.mark.parametrize(
    "annex",
    [
        "附件\n2024年重点项目表\n1.环保项目：建设环保厂，总投资5亿元。\n2.环保二期项目。",
        "附件2\n1.环保先进集体。\n2.环保先进个人。",
        "附录\n环保：保护环境。\n环保税：一种税。",
        "附录二：环保大事记\n三月，环保税开征。",
    ],
    ids=lambda annex: annex.partition("\n")[0],
)
def test_what_is_attached_is_not_the_report(annex: str) -> None:
    text = f"{TEXT.partition('名词解释')[0]}{annex}\n"
    found = gr.terms(gr.report_from_text(text, region="乙市", year=2024), "环保")
    assert found.frame["count"].tolist() == [4]


def test_the_wages_of_a_reform_are_no_employment() -> None:
    said = report("机关工资制度改革完成，调整工资。根治欠薪，提高最低工资，支付农民工工资。\n")
    found = gr.terms(said, "employment").hits["text"]
    assert found.tolist() == ["欠薪", "最低工资", "农民工工资"]


def test_a_sentence_that_begins_with_an_attachment_is_still_the_report() -> None:
    text = TEXT.partition("谢谢大家")[0] + "附件由环保局印发。\n环保为先。\n"
    assert gr.terms(gr.report_from_text(text, region="乙市", year=2024), "环保").frame["count"].tolist() == [6]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5), st.integers(-1, 3)), max_size=12))
def test_no_word_counts_inside_a_longer_one(spans: list[tuple[int, int, int]]) -> None:
    found = [Found(start, start + size, term) for start, size, term in spans]
    kept = chosen(found)
    for one in kept:
        longer = [f for f in found if f.term != EXCLUDED and f.start <= one.start and one.end <= f.end and f != one]
        assert not any(f in kept for f in longer)


# wording

OLD = "推进乡村振兴，抓好乡村振兴。乡村振兴见效，全面乡村振兴。网点建设三处，"
NEW = "发展低空经济，壮大低空经济。低空经济起飞，布局低空经济。网点建设五处，"


def years() -> list[gr.Report]:
    return [report(OLD, 2022), report(OLD + "改革机关，", 2023), report(NEW, 2024)]


def test_wording_tells_what_is_new_and_gone_with_its_sentences() -> None:
    found = gr.wording(years(), 2023, 2024, cohesion=1, freedom=0.5)
    kinds = dict(zip(found.frame["phrase"], found.frame["kind"], strict=True))
    assert kinds["低空经济"] == "new" and kinds["乡村振兴"] == "gone"
    row = found.frame.set_index("phrase").loc["乡村振兴"]
    assert (row["count_a"], row["count_b"], row["first"], row["last"], row["total"]) == (4, 0, 2022, 2023, 8)
    held = {r.source: r.text for r in years()}
    for hit in found.hits.itertuples():
        assert held[hit.source][hit.start : hit.end] == hit.text
    counts = found.hits.groupby(["phrase", "year"]).size()
    for row in found.frame.itertuples():
        assert counts.get((row.phrase, row.year_a), 0) == row.count_a
        assert counts.get((row.phrase, row.year_b), 0) == row.count_b


def test_what_was_silent_and_is_said_again_is_back() -> None:
    some = [report(NEW, 2022), report(OLD, 2023), report(NEW, 2024)]
    found = gr.wording(some, cohesion=1, freedom=0.5)
    kinds = {(r.phrase, r.year_b): r.kind for r in found.frame.itertuples()}
    assert kinds["低空经济", 2024] == "back" and kinds["低空经济", 2023] == "gone"
    assert found.counts.loc["低空经济"].tolist() == [4, 0, 4]


def test_hits_are_the_counts_of_the_regions_that_a_pair_of_years_compares(tmp_path: Path) -> None:
    some = [*years(), report(OLD * 2, 2023, "丙市"), report(OLD * 3, 2024, "丁市"), report(NEW, 2021, "戊市")]
    found = gr.wording(some, *np.array([2023, 2024]), cohesion=1, freedom=0.5)
    counts = found.hits.groupby(["phrase", "year"]).size()
    for row in found.frame.itertuples():
        assert counts.get((row.phrase, row.year_a), 0) == row.count_a
        assert counts.get((row.phrase, row.year_b), 0) == row.count_b
    assert (found.regions, found.pairs) == (("乙市",), {(2023, 2024): ("乙市",)})
    assert "乙市报告用词" in found.to_text("zh")
    every = gr.wording(some, cohesion=1, freedom=0.5)
    assert list(every.pairs) == [(2022, 2023), (2023, 2024)] and "2021 → 2022: 乙市, 戊市" in every.left_out
    with pytest.raises(gr.InputError, match="no region reports in both 2021 and 2022: found 2021 → 2022: 乙市, 戊市"):
        gr.wording(some, 2021, 2022)


def test_a_row_is_folded_into_that_of_a_longer_phrase_that_the_two_years_say_as_often() -> None:
    # elsewhere the shorter one stands alone: both are phrases, and here they are one row
    other = report("培育银发产业。抓产业集群，产业集群壮大，布局产业集群。" * 2, 2023, "丙市")
    fresh = "发展银发产业集群，壮大银发产业集群。银发产业集群起飞。"
    both = {"银发产业集群", "产业集群"}
    assert both <= set(found_phrases(Characters([other.text, fresh]), cohesion=0, freedom=0.3).words)
    found = gr.wording([report("网点。", 2023), report(fresh, 2024), other], region="乙市", cohesion=0, freedom=0.3)
    assert both & set(found.frame["phrase"]) == {"银发产业集群"}


def test_a_piece_of_a_longer_phrase_is_folded_into_it() -> None:
    phrases = set(gr.wording(years(), n=None, shortest=2, cohesion=0, freedom=0.5).frame["phrase"])
    assert not phrases & {"乡村", "村振", "振兴", "空经济", "低空"}


DEEDS = "；".join(f"深入推进{what}改造，办好{what}低空经济" for what in "甲乙丙丁戊己庚辛壬癸") + "。"


def test_what_only_opens_clauses_is_a_deed_and_no_phrase() -> None:
    some = [report(OLD, 2023), report(OLD + DEEDS + "低空经济。" * 2, 2024)]
    phrases = set(gr.wording(some, n=None, cohesion=0, freedom=0.5).frame["phrase"])
    assert "低空经济" in phrases and "深入推进" not in phrases


def clauses_with(phrase: str, opens: int, closes: int, amid: int) -> str:
    """Clauses that open with a phrase, close with it, and hold it amid others, no two neighbours alike."""
    others = iter(chr(0x4E10 + number) for number in range(200))
    said = [phrase + next(others) for _ in range(opens)] + [next(others) + phrase for _ in range(closes)]
    return "。".join([*said, *(next(others) + phrase + next(others) for _ in range(amid))]) + "。"


@pytest.mark.parametrize(
    ("opens", "closes", "amid", "kept"),
    [(5, 1, 4, False), (4, 1, 5, True), (6, 3, 1, False), (5, 3, 2, True), (2, 0, 1, True), (3, 0, 1, False)],
)
def test_what_opens_nearly_half_of_its_clauses_and_far_fewer_ends_is_a_deed(
    opens: int, closes: int, amid: int, kept: bool
) -> None:
    found = found_phrases(Characters([clauses_with("白鹭湿地", opens, closes, amid)]), cohesion=0, freedom=0)
    assert ("白鹭湿地" in found.words) == kept


@pytest.mark.parametrize(
    ("opens", "closes", "amid", "kept"), [(0, 1, 6, True), (0, 1, 7, False), (1, 1, 6, True), (0, 0, 6, False)]
)
def test_what_is_said_often_has_stood_at_both_ends_of_a_clause(opens: int, closes: int, amid: int, kept: bool) -> None:
    found = found_phrases(Characters([clauses_with("白鹭湿地", opens, closes, amid)]), cohesion=0, freedom=0)
    assert ("白鹭湿地" in found.words) == kept


def test_the_longest_and_the_rarest_phrases() -> None:
    text = clauses_with("白鹭湿地生态修复工程", 1, 2, 0) + clauses_with("青石码头", 1, 1, 0)
    assert found_phrases(Characters([text]), cohesion=0, freedom=0).words == ("白鹭湿地生态修复工程",)
    more = Characters([text + clauses_with("渔歌晚唱", 1, 2, 4)])
    assert found_phrases(more, cohesion=0, freedom=0).words == ("渔歌晚唱", "白鹭湿地生态修复工程")
    assert "青石码头" in found_phrases(Characters([text]), least=2, cohesion=0, freedom=0).words


@pytest.mark.parametrize(("behind", "kept"), [("5", True), ("大", False)])
def test_a_number_behind_a_phrase_ends_it_as_punctuation_does(behind: str, kept: bool) -> None:
    others = [chr(0x4E10 + number) for number in range(12)]
    counted = "。".join(f"{other}灯塔产值{behind}" for other in others[:6])
    text = f"{counted}。{clauses_with('灯塔产值', 1, 0, 3)}"
    assert ("灯塔产值" in found_phrases(Characters([text]), cohesion=0, freedom=0, folded=2).words) == kept


def test_no_phrase_is_longer_than_ten_characters() -> None:
    text = clauses_with("白鹭湿地生态修复工程组", 1, 2, 0)
    assert max(map(len, found_phrases(Characters([text]), cohesion=0, freedom=0).words)) <= 10


@pytest.mark.parametrize(("inside", "alone", "folded"), [(7, 3, True), (6, 4, False), (10, 4, True), (10, 5, False)])
def test_a_phrase_is_folded_where_seven_tenths_stand_in_one_longer_one(inside: int, alone: int, folded: bool) -> None:
    others = iter(chr(0x4E10 + number) for number in range(200))
    longer = [f"{next(others)}白鹭湿地公园" for _ in range(inside - 2)] + [
        f"白鹭湿地公园{next(others)}" for _ in "两处"
    ]
    text = "。".join([*longer, *(f"{next(others)}白鹭湿地" for _ in range(alone - 1)), f"白鹭湿地{next(others)}"])
    words = found_phrases(Characters([text]), cohesion=0, freedom=0).words
    assert "白鹭湿地公园" in words and ("白鹭湿地" not in words) == folded


def test_a_neighbour_that_is_always_the_same_is_no_free_end() -> None:
    behind = "。".join(f"{chr(0x4E10 + number)}白鹭湿地区" for number in range(6)) + "。白鹭湿地。"
    assert "白鹭湿地" not in found_phrases(Characters([behind]), cohesion=0, freedom=0.5, folded=2).words
    before = "。".join(f"大白鹭湿地{chr(0x4E10 + number)}" for number in range(6)) + "。白鹭湿地。"
    assert "白鹭湿地" not in found_phrases(Characters([before]), cohesion=0, freedom=0.5, folded=2).words


@pytest.mark.parametrize(
    "phrase", ["型示范港口", "灯塔数量增加到", "已修复灯塔", "渔港淤积仍", "次全会精神", "他们的船只", "整治各类"]
)
def test_a_phrase_neither_begins_nor_ends_with_a_piece_or_a_frame(phrase: str) -> None:
    text = clauses_with(phrase, 2, 2, 4)
    assert phrase not in found_phrases(Characters([text]), cohesion=0, freedom=0, folded=2).words
    assert "灯塔修复" in found_phrases(Characters([clauses_with("灯塔修复", 2, 2, 4)]), cohesion=0, freedom=0).words


@pytest.mark.parametrize(
    ("phrase", "kept"),
    [("一九八五", False), ("百分之七", False), ("三十亿元", False), ("三个代表", True), ("十四五", True)],
)
def test_years_shares_and_amounts_in_chinese_are_no_phrases(phrase: str, kept: bool) -> None:
    found = found_phrases(Characters([clauses_with(phrase, 2, 2, 4)]), cohesion=0, freedom=0, folded=2)
    assert (phrase in found.words) == kept


def test_hits_are_counts_beside_numbers_spelled_in_chinese() -> None:
    spelled = "".join(
        f"{chr(0x4E10 + at)}到一九八{end}年，鱼获增长百分之{end}，{chr(0x4E40 + at)}卖三十{end}亿元，三十三天三十三天。"
        for at, end in enumerate("一二三四五六七八")
    )
    some = [report("灯塔修复，" * 3, 1988), report(spelled + "抓十四五规划。编十四五规划。十四五规划好。", 1989)]
    found = gr.wording(some, n=None, shortest=2, cohesion=0, freedom=0)
    phrases = set(found.frame["phrase"])
    assert not {words for words in phrases if "一九" in words or "百分" in words or "亿元" in words}
    assert {"三十三天", "十四五规划"} & phrases
    counts = found.hits.groupby(["phrase", "year"]).size()
    assert all(counts.get((row.phrase, row.year_b), 0) == row.count_b for row in found.frame.itertuples())


def test_phrases_are_found_in_all_reports_and_compared_in_those_asked_for() -> None:
    own = [report("网点建设。", 2023), report("布局低空经济，抓低空经济。", 2024)]
    others = [report(NEW, 2023, "丙市"), report(NEW, 2024, "丙市")]
    options = {"cohesion": 0.5, "freedom": 0.5}
    assert gr.wording(own, **options).frame.empty, "said twice is too little to be a phrase"
    found = gr.wording([*own, *others], region="乙市", **options)
    row = found.frame.set_index("phrase").loc["低空经济"]
    assert (row["kind"], row["count_b"], row["total"], found.regions) == ("new", 2, 2, ("乙市",))
    assert set(found.hits["region"]) == {"乙市"}


def test_what_is_said_once_or_hardly_moves_is_chance() -> None:
    others = [report(NEW, 2023, "丙市"), report(NEW, 2024, "丙市")]
    once, never = "布局低空经济。", "网点建设。"
    for before, after in ((never, once), (once, never), (once, once)):
        own = [report(before, 2023), report(after, 2024)]
        found = gr.wording([*own, *others], region="乙市", cohesion=0.5, freedom=0.5)
        assert "低空经济" not in set(found.frame["phrase"])
    moved = gr.wording([*years(), report(OLD + NEW, 2025)], n=None, cohesion=0, freedom=0.5).frame
    assert (moved.loc[moved["kind"] == "risen", "z"] >= 1).all() and (
        moved.loc[moved["kind"] == "fallen", "z"] <= -1
    ).all()


def test_of_each_kind_the_first_are_listed_and_all_are_counted() -> None:
    some = [
        report(OLD, 2023),
        report("".join(f"发展{a}{b}产业，壮大{a}{b}产业。抓{a}{b}产业。" for a, b in ("低空", "银发", "首发")), 2024),
    ]
    found = gr.wording(some, n=1, cohesion=0, freedom=0)
    assert found.frame.groupby("kind").size().max() == 1 and found.found["new"] > 1


def test_new_is_what_the_regions_compared_never_said_and_the_table_says_so() -> None:
    found = gr.wording([report(NEW, 2020, "丙市"), *years()], 2023, 2024, cohesion=1, freedom=0.5)
    row = found.frame.set_index("phrase").loc["低空经济"]
    assert (row["kind"], row["first"]) == ("new", 2024), "丙市 said it in 2020, and is not compared"
    assert "reports of the regions compared alone" in found.to_text("en")
    assert "只看所比较地区的报告" in found.to_text("zh")


def test_wording_compares_only_regions_that_report_in_both_years() -> None:
    some = [*years(), report(NEW * 3, 2024, "丙市")]
    found = gr.wording(some, 2023, 2024, cohesion=1, freedom=0.5)
    assert found.left_out == ("2023 → 2024: 丙市",)
    assert found.frame.set_index("phrase").loc["低空经济", "count_b"] == 4
    with pytest.raises(gr.InputError, match="no region reports in both"):
        gr.wording([report(OLD, 2023), report(NEW, 2024, "丙市")])
    with pytest.raises(gr.UnknownIdError, match="did you mean '乙市'"):
        gr.wording(years(), region="乙市政府")
    with pytest.raises(gr.InputError, match="no report of this year"):
        gr.wording(years(), 2023, 2031)


@pytest.mark.parametrize(
    ("years_", "options", "told"),
    [
        ((2023.0, 2024), {}, "years: not a year"),
        ((2021, 2024), {}, "no report of this year: expected 2022, 2023, 2024"),
        ((2024, 2023), {}, "the earlier first"),
        ((), {"shortest": 11}, "at most 10"),
        ((), {"region": 3}, "names no region"),
        ((), {"region": []}, "names no region"),
        ((), {"freedom": True}, "freedom"),
        ((), {"n": 0}, "above 0"),
        ((2024,), {}, "two years"),
    ],
)
def test_odd_questions_of_wording_are_told_of(years_: tuple[int, ...], options: dict[str, object], told: str) -> None:
    with pytest.raises(gr.InputError, match=told):
        gr.wording(years(), *years_, **options)  # type: ignore[arg-type]


FEW = st.lists(st.text("甲乙丙丁，5", max_size=40), min_size=1, max_size=4)


@given(FEW, st.integers(0, 3))
def test_phrases_are_counted_as_they_stand_in_the_texts(texts: list[str], which: int) -> None:
    held = Characters(texts)
    found = found_phrases(held, least=2, cohesion=0, freedom=0.3, folded=2)
    for words, total in zip(found.words, found.totals, strict=True):
        assert total == sum(_said(words, text) for text in texts) >= 2
    assert held.sizes.tolist() == [sum(c not in "，5" for c in text) for text in texts]
    said = often(held, found.words, range(len(texts)))
    own = which % len(texts)
    assert said.together([own]).tolist() == [_said(words, texts[own]) for words in found.words]
    assert said.together(range(len(texts))).tolist() == list(found.totals)


def _said(words: str, text: str) -> int:
    return sum(text.startswith(words, at) for at in range(len(text)))


@given(FEW)
def test_phrases_do_not_depend_on_how_much_is_looked_at_together(texts: list[str]) -> None:
    whole = found_phrases(Characters(texts), least=2, cohesion=0.2, freedom=0.3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("govreport.words.phrases._AT_ONCE", 3)
        assert found_phrases(Characters(texts), least=2, cohesion=0.2, freedom=0.3) == whole


@given(FEW)
def test_phrases_hold_together_and_stand_free_as_defined(texts: list[str]) -> None:
    every = "，" + "".join(text + "，" for text in texts)
    size = sum(char not in "，5" for char in every)
    found = found_phrases(Characters(texts), least=2, cohesion=0.5, freedom=0.3)
    for words, total in zip(found.words, found.totals, strict=True):
        joints = ((words[:at], words[at:]) for at in range(1, len(words)))
        assert all(math.log(total * size / (_said(a, every) * _said(b, every))) >= 0.5 for a, b in joints)
        places = [at for at in range(len(every)) if every.startswith(words, at)]
        for step in (-1, len(words)):
            beside = Counter(c if (c := every[at + step]) != "，" else f"，{at}" for at in places)
            assert -sum(n / total * math.log(n / total) for n in beside.values()) >= 0.3 - 1e-9


def test_the_memory_of_wording_hardly_grows_with_reports_that_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.words.phrases._AT_ONCE", 1 << 13)
    words = [f"{a}{b}" for a in "森林湖泊沙漠海洋" for b in "保护利用监测调查"]
    text = "，".join(random.Random(1).choices(words, k=4000)) + "。"

    def peak(many: int) -> int:
        some = (report(text[at:], 1990 + at) for at in range(many))
        tracemalloc.start()
        gr.wording(some, 1990, 1991, shortest=2)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2)
    assert (peak(28) - peak(4)) / 24 / len(text) < 20, "bytes for each character more"


def test_no_phrase_is_an_answer_too() -> None:
    found = gr.wording([report("就业。", 2023), report("环保。", 2024)])
    assert found.frame.empty and found.note == "no phrase is said often enough"
    assert (found.summary()["total"].sum() == 0 and found.note in str(found)) or "没有" in str(found)


def test_a_concept_called_as_a_column_is_told_of(one: gr.Report) -> None:
    with pytest.raises(gr.InputError, match="called as a column"):
        gr.terms(one, {"year": "环保"}).wide()


def test_a_page_of_counts_by_region_names_the_regions_in_its_language(tmp_path: Path) -> None:
    counted = gr.terms([report("环保。", 2024, "浙江省"), report("环保。", 2024, "河北省")], "环保", by="region")
    for lang, names in {"en": ("Hebei", "Zhejiang"), "zh": ("河北省", "浙江省")}.items():
        page = counted.to_html(tmp_path / "page.html", lang=lang)  # type: ignore[arg-type]
        head = page[page.index("<thead") : page.index("</thead")]
        assert all(name in head for name in names)


def test_a_phrase_that_a_year_does_not_say_has_no_sentences_behind_its_nought() -> None:
    found = gr.wording(years(), 2023, 2024, cohesion=1, freedom=0.5)
    words = words_in("zh")
    page = view_page(found._view(words, False), words, unfolded=True)
    row = next(row for row in page.rows if row.name == "低空经济")
    assert [bool(cell.sayings) for (cell,) in row.columns[:3]] == [False, True, True]


def test_many_words_are_laid_out_in_the_order_they_were_given_in() -> None:
    words = ["粮食", "就业", *(f"没有的词{number}" for number in range(9)), "发展"]
    text = gr.terms(gr.samples()[:2], words).to_text("zh")
    assert 0 < text.index("\n粮食\n") < text.index("\n就业\n") < text.index("\n发展\n")


@pytest.mark.filterwarnings("ignore:two reports of")
def test_views_and_exports_of_both(one: gr.Report, tmp_path: Path) -> None:
    counted = gr.terms([one, *years()], {"e": ["环保", "<b>"], "乡村振兴": "乡村振兴"}, parts=True)
    found = gr.wording(years(), 2023, 2024, cohesion=1, freedom=0.5)
    for result in (counted, found):
        for lang in ("zh", "en"):
            assert "乡村振兴" in result.to_text(lang, sentences=True)
            assert result.to_markdown(lang).startswith("## ")
            page = result.to_html(tmp_path / "page.html", lang=lang)
            assert "推进乡村振兴，抓好乡村振兴。" in page and "<!doctype html>" in page
        assert result.to_html().startswith('<div class="govreport">')
        with pytest.raises(gr.InputError, match="no observations") as error:
            result.export(tmp_path / "out.sdmx.csv")
        for ending in (".csv", ".dta", ".json", ".parquet", ".xlsx"):
            assert ending in str(error.value), "what is offered instead is named"
            result.export(tmp_path / f"out{ending}")
    assert pd.read_excel(tmp_path / "out.xlsx", sheet_name="hits")["phrase"].notna().all()


def test_words_by_jieba_know_the_terms_of_reports() -> None:
    pytest.importorskip("jieba")
    found = gr.terms(report("一般公共预算收入增长，专精特新企业增加。"), "专精特新", words="jieba", per="words")
    said = dict(zip(found.frequencies["word"], found.frequencies["count"], strict=True))
    assert said["一般公共预算收入"] == 1 and said["专精特新"] == 1
    assert found.frame["rate"].iloc[0] == pytest.approx(10_000 / found.frame["words"].iloc[0])


@pytest.mark.filterwarnings("ignore:two reports of")
def test_figures_of_words(one: gr.Report) -> None:
    import matplotlib.pyplot as plt

    counted = gr.terms([one, *years()], ["环保", "乡村振兴"])
    ax = gr.plot.terms(counted, "乡村振兴", lang="en")
    assert [line.get_xdata().tolist() for line in ax.lines] == [[2022, 2023, 2024]]
    _, axes = gr.plot.terms_multiples(counted, by="region", lang="en")
    assert len(axes) == 1
    found = gr.wording(years(), 2023, 2024, cohesion=1, freedom=0.5)
    ax = gr.plot.wording(found, n=2, lang="en")
    rows = found.frame
    assert len(ax.patches) == min(2, int((rows["z"] > 0).sum())) + min(2, int((rows["z"] < 0).sum()))
    with pytest.raises(gr.UnknownIdError):
        gr.plot.terms(counted, "就业")
    some = gr.terms([report("环保。", year, "浙江省") for year in (2023, 2024)], "环保")
    assert len(gr.plot.terms(some, region="浙江").lines) == 1, "as wording takes a name"
    with pytest.raises(gr.InputError, match="not compared"):
        gr.plot.wording(found, years=(2022, 2023))
    plt.close("all")


def test_bars_of_one_side_are_told_apart_without_colour() -> None:
    import matplotlib.pyplot as plt

    found = gr.wording(years(), 2023, 2024, cohesion=1, freedom=0.5)
    kinds = {"new": 5.0, "back": 4.0, "risen": 3.0, "fallen": -1.0, "gone": -2.0}
    rows = pd.DataFrame([found.frame.iloc[0].to_dict() | {"kind": kind, "z": z} for kind, z in kinds.items()])
    ax = gr.plot.wording(replace(found, _frame=rows), lang="en")
    strokes = {kind: bar.get_hatch() for kind, bar in zip(kinds, ax.patches, strict=True)}
    assert len({strokes[kind] for kind in ("new", "back", "risen")}) == 3, strokes
    assert strokes["fallen"] != strokes["gone"]
    plt.close("all")


def test_small_figures_of_a_column_stand_in_two_rather_than_flat_and_name_two_years() -> None:
    words = ["环保", "就业", "粮食", "改革"]
    counted = gr.terms([report("环保，就业，粮食。", year) for year in (1954, 2023)], words)
    figure, axes = gr.plot.terms_multiples(counted, figsize=(3.4, 2.6), lang="en")
    assert len({round(ax.get_position().x0, 2) for ax in axes}) == 2
    figure.canvas.draw()
    assert len([tick for tick in axes[-1].get_xticklabels() if tick.get_text()]) >= 2
    with pytest.raises(gr.InputError, match=r"4 small figures do not fit: expected a height of 2\.2 inches or more"):
        gr.plot.terms_multiples(counted, figsize=(3.4, 1.2))


@pytest.mark.parametrize("sharey", [False, True])
def test_no_count_is_cut_at_the_top_of_a_small_figure(sharey: bool) -> None:
    counted = gr.terms(gr.samples()[:3], {"多": ["发展"], "少": ["粮食"]})
    _, axes = gr.plot.terms_multiples(counted, sharey=sharey, lang="zh")
    for ax in axes:
        highest = max(line.get_ydata().max() for line in ax.lines if len(line.get_ydata()))
        assert ax.get_ylim()[0] == 0 and ax.get_ylim()[1] >= highest * 1.05


def test_what_is_not_read_is_on_the_results_and_warned_of_once(tmp_path: Path) -> None:
    for path in gr.samples()[-2:]:
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / "某县_2020.txt").write_bytes(b"")
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    for make in (
        lambda: gr.terms(tmp_path, "就业"),
        lambda: gr.wording(tmp_path, least=2, freedom=0.5),
        lambda: gr.promises(tmp_path),
    ):
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            found = make()
        assert [Path(one.source).name for one in found.failed] == ["某县_2020.txt"]
        assert [Path(one.source).name for one in found.skipped] == ["图.png"]
        told = [str(one.message) for one in said if "not all of it was read" in str(one.message)]
        assert len(told) == 1
        assert "1 could not be read (failed) and 1 passed over (skipped)" in told[0]
        assert "图.png" in found.to_text()
        assert "Passed over" in found.to_html(tmp_path / "page.html", lang="en")
        (tmp_path / "page.html").unlink()


def test_the_table_of_wording_says_its_threshold() -> None:
    found = gr.wording(gr.samples(), 2022, 2023, least=4, freedom=0.5)
    assert (found.least, "至少 4 次" in found.to_text()) == (4, True)
    assert "at least 4 times" in found.to_text("en")
    assert (found.frame["total"] >= 2).all()
