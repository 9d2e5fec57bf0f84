"""Counting words and finding wording, timed beside the usual way (jieba and a Counter) in one run.

Usage: python benchmarks/words.py [FOLDER]. Reads the corpus once, then counts 500 words in 380 reports (the reports
over again until there are so many) on one core.
"""

from __future__ import annotations

import argparse
import logging
import random
import resource
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import govreport as gr
from govreport.text.canon import canonical

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
WORDS, REPORTS = 500, 380


def timed(name: str, run: Callable[[], str]) -> None:
    canonical.cache_clear()
    wall, cpu = time.perf_counter(), time.process_time()
    said = run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:<58} {cpu:6.2f} s processor {wall:6.2f} s by the clock {peak:6.0f} MB peak  {said}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    folder = parser.parse_args().folder
    if not folder.is_dir():
        sys.exit(f"{folder} is not there: name a folder of reports")
    warnings.simplefilter("ignore")
    reports = [gr.read_report(path) for path in sorted(folder.glob("*.txt"))]
    many = (reports * (REPORTS // len(reports) + 1))[:REPORTS]
    known = [wording for one in gr.concepts().values() for wording in one.wordings if len(wording) > 1]
    words = random.Random(1).sample(sorted(set(known)), WORDS)
    concepts = gr.concepts({word: word for word in words})
    print(f"{len(many)} reports, {sum(len(one.text) for one in many):,} characters, {WORDS} words")

    def stream() -> Iterator[gr.Report]:
        yield from many

    timed("gr.terms, counts only", lambda: repr(gr.terms(stream(), concepts, hits=False)))
    timed("gr.terms, every hit with its sentence", lambda: repr(gr.terms(stream(), concepts)))
    nation = [one for one in reports if one.region == "全国" and one.year >= 1978][-40:]
    timed(f"gr.wording, {len(nation)} national reports, all years", lambda: repr(gr.wording(nation)))
    timed(f"gr.wording, all {len(reports)} reports, two years", lambda: repr(gr.wording(reports, 2025, 2026)))

    def usual() -> str:
        import jieba

        jieba.setLogLevel(logging.ERROR)
        for word in words:
            jieba.add_word(word)
        hits = 0
        for one in many:
            counts = Counter(jieba.cut(one.text))
            hits += sum(counts[word] for word in words)
        return f"{hits:,} hits, without a sentence, page shells and glossaries in"

    def automaton() -> str:
        import ahocorasick_rs

        made = ahocorasick_rs.AhoCorasick(words)
        hits = sum(len(made.find_matches_as_indexes(one.text, overlapping=True)) for one in many)
        return f"{hits:,} places, page shells and glossaries in"

    def arrays() -> str:
        from govreport.words.matching import Matcher

        made = Matcher(words)
        return f"{sum(len(made.find(one.text)) for one in many):,} places, page shells and glossaries in"

    timed("only the places: govreport.words.matching", arrays)
    for name, run in {
        "only the places: ahocorasick_rs": automaton,
        "the usual way: jieba and a Counter": usual,
    }.items():
        try:
            timed(name, run)
        except ImportError as error:
            print(f"{name}: skipped, {error}")


if __name__ == "__main__":
    main()
