"""Look for texts that take long: two to four words, repeated. Run by hand; nothing here is part of the tests.

    python benchmarks/mixes.py [REPORTS] [--minutes 10] [--seed 0] [--times 5]

REPORTS is a file or a folder of `.txt` reports, by default the packaged samples: they say how long a text of its length
may take. Words are drawn from those that confuse a reader of numbers, from `data/cues.tsv` and from the patterns of the
package themselves. A mix is repeated, with or without a number behind every so many, up to some ten thousand bytes; it
is read, extracted and normalized. Printed is each mix that takes more than `--times` as long as a report, the slowest
first, with the line where the time went. Ends with status 1 if there is one.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from checks import odd_words, package_patterns  # noqa: E402

from govreport.errors import InputError  # noqa: E402
from govreport.extraction import extract  # noqa: E402
from govreport.grammar import cues  # noqa: E402
from govreport.normalization import normalize  # noqa: E402
from govreport.packaged import samples  # noqa: E402
from govreport.text import report_from_text  # noqa: E402

OPENING = "XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n"
SIZE = 12_000
NUMBERS = ("5亿元，", "5%，", "3个、", "1.2万亿元。", "第3，", "5", "增长5%，", "一半；")
#: how many times longer than a report is not waited for
PATIENCE = 100


class SlowError(Exception):
    """A text that takes too long, with the line of the package where it was."""


def _stop(_: int, frame: FrameType | None) -> None:
    while frame is not None and "govreport" not in frame.f_code.co_filename:
        frame = frame.f_back
    raise SlowError(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}" if frame else "?")


def seconds(text: str, limit: float) -> tuple[float, str]:
    """Time a text, and say where it was when it was stopped."""
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)  # of this process alone, whatever else the machine does
    began = time.process_time()
    try:
        report = report_from_text(OPENING + text)
        normalize(report, extract(report))
        where = ""
    except InputError:
        where = ""
    except SlowError as slow:
        where = str(slow)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began, where


def words() -> list[str]:
    """Every word to mix."""
    found = {*odd_words(), *(word for group in cues().values() for word in group)}
    for pattern in package_patterns().values():
        found.update(re.findall("[\u4e00-\u9fff]{1,3}", pattern.pattern))
    return sorted(found)


def mixes(seed: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Endless mixes, each with a text of its own."""
    dice, all_words = random.Random(seed), words()
    while True:
        mix = tuple(dice.choices(all_words, k=dice.randrange(1, 5)))
        times = dice.choice((1, 8, 40, 200))
        piece = dice.choice(("", "出口", "生产总值")) + "".join(mix) * times
        piece += dice.choice(NUMBERS) if dice.random() < 0.8 else ""
        size = len(piece.encode())
        yield mix, piece * max(1, SIZE // size) if size < SIZE else piece.encode()[:SIZE].decode(errors="ignore")


def of_reports(said: str) -> float:
    """Return the seconds that a character of reports takes: pieces that were not read before, as caches know those."""
    pieces = [said[at : at + SIZE] for at in range(0, min(len(said), 20 * SIZE), SIZE)]
    seconds(pieces[0], 600)
    return statistics.mean(seconds(piece, 600)[0] / len(piece) for piece in pieces[1:] or pieces)


def main(argv: list[str] | None = None) -> int:
    """Search until the time is over, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reports", nargs="?", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--times", type=float, default=5)
    args = parser.parse_args(argv)
    signal.signal(signal.SIGVTALRM, _stop)
    files = sorted(args.reports.glob("*.txt")) if args.reports and args.reports.is_dir() else [args.reports]
    said = "".join(path.read_text("utf-8") for path in (files if args.reports else samples()))
    base = of_reports(said)
    print(f"a report: {1e6 * base:.1f} s a million characters")
    stop, tried, slow = time.monotonic() + 60 * args.minutes, 0, list[tuple[float, tuple[str, ...], str, str]]()
    for mix, text in mixes(args.seed):
        if time.monotonic() > stop:
            break
        tried += 1
        may = base * len(text)
        taken, where = seconds(text, PATIENCE * may)
        if taken > args.times * may:
            taken = min(taken, seconds(text, PATIENCE * may)[0])
        if taken > args.times * may:
            slow.append((taken / may, mix, where, text[:60]))
    for ratio, mix, where, text in sorted(slow, reverse=True):
        print(f"{ratio:7.1f}  {'|'.join(mix)!r}  {where}  {text!r}")
    print(f"{tried} mixes, {len(slow)} slower than {args.times:g} times a report")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
