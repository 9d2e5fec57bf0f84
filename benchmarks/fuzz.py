"""Throw odd texts at the extractor, and time it on worse ones. Run by hand; nothing here is part of the tests.

    python benchmarks/fuzz.py [REPORTS] [--minutes 10] [--seed 0] [--skip-times] [--save FILE]

REPORTS is a file or a folder of `.txt` reports, by default the packaged samples. Two things are done:

1. Times. A megabyte (UTF-8) of digits, of `，`, of one sentence without a full stop … is read, extracted and normalized
   beside a megabyte of report. Printed are seconds of processor time, the ratio to the report (wanted: at most 5) and
   how the time grows from a quarter of it to the whole (1 is linear, 2 square). One that needs more than 60 times the
   report is stopped. The texts are in `repeated.txt`, one a line, each repeated to the megabyte, and a few in the code.
2. Fuzzing, for the minutes that are left. Slices, splices and mutations of the reports, strings of the words that
   reports are made of, and random Unicode go through the whole library, and `tests/checks.py` says what must hold. A
   text that breaks something is cut down to the shortest that still breaks it in the same way, and printed once a way.

Ends with status 1 if anything broke.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from checks import escaped_lines, odd_words, problems  # noqa: E402

from govreport.errors import InputError  # noqa: E402
from govreport.extraction import extract  # noqa: E402
from govreport.normalization import normalize  # noqa: E402
from govreport.packaged import samples  # noqa: E402
from govreport.panel import panel_of  # noqa: E402
from govreport.text import read_report, report_from_text  # noqa: E402

MEGABYTE = 1_000_000
OPENING = "XX市2023年政府工作报告\n各位代表：\n一、2022年工作回顾\n"
#: seconds a short text may take before it counts as stuck
PATIENCE = 20.0
WORDS = odd_words()
SIGNS = (
    "0123456789０１２３一二三四五六七八九十百千万亿零两几多余半成倍番%％.．,，。、；：（）()“”《》—－-~～/+第年月日个元"
    " \n\r\t\u200b\u3000\ufeff\u00ad\u2028"
)


@dataclass
class Finding:
    """One way to break: how it shows, and the shortest text that does it."""

    kind: str
    text: str
    count: int = 1


def run(text: str) -> int:
    """Take a text through the whole library; returns how many metrics were found."""
    report = report_from_text(text, region="XX市", year=2023)
    metrics = extract(report)
    return len(normalize(report, metrics))


# -- times -------------------------------------------------------------------------------------------------------------


def sentences_of(paths: list[Path]) -> list[str]:
    """The sentences of the reports, without other documents."""
    found = []
    for path in paths:
        try:
            report = read_report(path)
        except InputError:
            continue
        found += [report.text[start:end] for start, end in report.sentences]
    return found


def fill(piece: Callable[[], str], size: int) -> str:
    """Pieces up to a number of bytes in UTF-8."""
    parts, held = [], 0
    while held < size:
        part = piece()
        parts.append(part)
        held += len(part.encode())
    return "".join(parts).encode()[:size].decode(errors="ignore")


def patterns(said: list[str]) -> dict[str, Callable[[], str]]:
    """Name and next piece of each text that is timed; the first is the measure of the others."""
    dice = random.Random(0)
    flat = [s.translate(str.maketrans("。！？；\n\r", "，，，，，，")) for s in said]
    repeated = escaped_lines(Path(__file__).with_name("repeated.txt"))
    table: dict[str, Callable[[], str]] = {
        "report": lambda: dice.choice(said) + "\n",
        "digits": lambda: dice.choice("0123456789"),
        "one sentence without a full stop": lambda: dice.choice(flat),
        "one line of sentences": lambda: dice.choice(said).replace("\n", ""),
        "spaced digits": lambda: dice.choice("0123456789") + " ",
        "Chinese digits": lambda: dice.choice("零一二三四五六七八九十百千万亿两几多"),
        "blanks": lambda: " ",
        "letters": lambda: dice.choice("abcdefghijklmnopqrstuvwxyz "),
        "random Han": lambda: chr(dice.randrange(0x4E00, 0x9FA5)),
        "random words": lambda: dice.choice(WORDS),
    }
    for word in repeated:
        table[repr(word)[1:-1]] = lambda word=word: word  # type: ignore[misc]
    return table


def _timed(text: str, queue: multiprocessing.Queue[tuple[float, int, str]]) -> None:
    began = time.process_time()
    try:
        found, error = run(text), ""
    except InputError as problem:
        found, error = 0, f"InputError: {problem}"
    except BaseException:
        found, error = 0, traceback.format_exc(limit=-1).splitlines()[-1]
    queue.put((time.process_time() - began, found, error))


def seconds(text: str, limit: float) -> tuple[float | None, int, str]:
    """Time a text in a process of its own; None where it needs more than the limit."""
    queue: multiprocessing.Queue[tuple[float, int, str]] = multiprocessing.Queue()
    process = multiprocessing.Process(target=_timed, args=(text, queue))
    process.start()
    try:
        return queue.get(timeout=limit)
    except Exception:
        return None, 0, "stopped"
    finally:
        process.kill()
        process.join()


def times(said: list[str], stop: float) -> list[str]:
    """Print the table of times; returns the names above the bar."""
    table = patterns(said)
    run(OPENING + fill(table["report"], MEGABYTE // 50))  # what is compiled at first use
    base, above = 0.0, []
    print(f"{'a megabyte of':<36}{'seconds':>9}{'ratio':>8}{'growth':>8}{'metrics':>9}")
    for name, piece in table.items():
        if time.monotonic() > stop:
            print("… out of time")
            break
        body = fill(piece, MEGABYTE)
        quarter, _, _ = seconds(OPENING + body[: len(body) // 4], 20 * base or 600)
        whole, found, error = seconds(OPENING + body, 60 * base or 600)
        base = base or whole or 1.0
        grows = f"{math.log(whole / quarter, 4):8.2f}" if whole and quarter else f"{chr(45):>8}"
        shown = f"{whole:9.2f}{whole / base:8.2f}" if whole else f"{'> ' + format(60 * base, '.0f'):>9}{'> 60':>8}"
        print(f"{name:<36}{shown}{grows}{found:>9}{'  ' + error if error else ''}", flush=True)
        if whole is None or whole / base > 5 or (error and not error.startswith("InputError")):
            above.append(name)
    return above


# -- fuzzing -----------------------------------------------------------------------------------------------------------


def inputs(texts: list[str], dice: random.Random) -> Iterator[tuple[str, str]]:
    """Endless texts to try, each with the name of how it was made."""
    makers: dict[str, Callable[[], str]] = {
        "slice": lambda: _slice(texts, dice, 3000),
        "splice": lambda: "".join(_slice(texts, dice, 600) for _ in range(dice.randrange(2, 8))),
        "mutation": lambda: _mutated(_slice(texts, dice, 1500), dice),
        "words": lambda: "".join(dice.choices(WORDS, k=dice.randrange(1, 120))),
        "signs": lambda: "".join(dice.choices(SIGNS, k=dice.randrange(1, 200))),
        "unicode": lambda: "".join(_any(dice) for _ in range(dice.randrange(1, 300))),
        "mixed": lambda: "".join(
            dice.choice([_any(dice), dice.choice(WORDS), dice.choice(SIGNS)]) for _ in range(dice.randrange(1, 150))
        ),
    }
    while True:
        name = dice.choice(list(makers))
        yield name, makers[name]()


def _slice(texts: list[str], dice: random.Random, longest: int) -> str:
    text = dice.choice(texts)
    start = dice.randrange(len(text))
    return text[start : start + dice.randrange(1, longest)]


def _any(dice: random.Random) -> str:
    code = dice.choice([dice.randrange(0x80), dice.randrange(0x3000, 0xA000), dice.randrange(0x110000)])
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def _mutated(text: str, dice: random.Random) -> str:
    letters = list(text)
    for _ in range(1 + len(letters) // 20):
        at = dice.randrange(len(letters)) if letters else 0
        way = dice.randrange(5)
        if way == 0:
            del letters[at : at + dice.randrange(1, 6)]
        elif way == 1:
            letters[at:at] = letters[at : at + dice.randrange(1, 12)]
        elif way == 2:
            letters[at:at] = list(dice.choice(WORDS))
        elif way == 3:
            letters[at : at + 1] = [dice.choice(SIGNS)]
        else:
            other = dice.randrange(len(letters)) if letters else 0
            if letters:
                letters[at], letters[other] = letters[other], letters[at]
    return "".join(letters)


def breaks(text: str) -> str | None:
    """Say how a text breaks something: the error and its line, or the first thing that does not hold."""
    for framed, given in ((OPENING + text, {"region": "XX市", "year": 2023}), (text, {})):
        began = time.perf_counter()
        try:
            report = report_from_text(framed, **given)  # type: ignore[arg-type]
        except InputError:
            continue
        except Exception as error:
            return f"reading: {_where(error)}"
        try:
            if report.text != framed:
                return "the text was rewritten"
            if found := problems(report):
                return found[0].split(":")[0]
            seen = normalize(report, extract(report))
            if len(panel_of([(report, seen)])) != len(seen):
                return "rows are lost in the panel"
        except Exception as error:
            return f"extracting: {_where(error)}"
        if (needed := time.perf_counter() - began) > PATIENCE:
            return f"stuck for {needed:.0f} s"
    return None


def _where(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, {last.name}: {last.line}"


def shortest(text: str, kind: str, until: float) -> str:
    """Cut a text down while it breaks in the same way."""
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text) and time.monotonic() < until:
            shorter = text[:at] + text[at + size :]
            if breaks(shorter) == kind:
                text = shorter
            else:
                at += size
        size //= 2
    return text


def fuzz(texts: list[str], seed: int, stop: float) -> tuple[dict[str, Finding], dict[str, int]]:
    """Try texts until the time is over."""
    dice = random.Random(seed)
    found: dict[str, Finding] = {}
    tried: dict[str, int] = {}
    for name, text in inputs(texts, dice):
        if time.monotonic() > stop:
            return found, tried
        tried[name] = tried.get(name, 0) + 1
        kind = breaks(text)
        if kind is None:
            continue
        if kind in found:
            found[kind].count += 1
            continue
        short = shortest(text, kind, time.monotonic() + 60)
        found[kind] = Finding(kind, short)
        print(f"\n[{name}] {kind}\n    {short!r}", flush=True)
    return found, tried


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, do the work, print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=Path, help="a .txt report or a folder of them")
    parser.add_argument("--minutes", type=float, default=10, help="how long to run in all (default 10)")
    parser.add_argument("--seed", type=int, default=0, help="where the dice start (default 0)")
    parser.add_argument("--skip-times", action="store_true", help="fuzz only")
    parser.add_argument("--save", type=Path, help="write the shortest texts that break something to this file")
    chosen = parser.parse_args(arguments)
    stop = time.monotonic() + 60 * chosen.minutes
    given: Path | None = chosen.reports
    paths = samples() if given is None else sorted(given.glob("*.txt")) if given.is_dir() else [given]
    texts = [path.read_text("utf-8", errors="replace") for path in paths]
    if not texts:
        parser.error(f"no .txt report in {given}")
    above = [] if chosen.skip_times else times(sentences_of(paths), stop)
    found, tried = fuzz(texts, chosen.seed, stop)
    print(f"\ntried {sum(tried.values())} texts: " + ", ".join(f"{n} {kind}" for kind, n in sorted(tried.items())))
    print(f"{len(found)} ways to break, {len(above)} times above the bar")
    for finding in found.values():
        print(f"  {finding.count} × {finding.kind}\n      {finding.text!r}")
    if above:
        print("  above the bar: " + ", ".join(above))
    if chosen.save:
        chosen.save.write_text("".join(f"{f.kind}\t{f.text!r}\n" for f in found.values()), encoding="utf-8")
    return 1 if found or above else 0


if __name__ == "__main__":
    sys.exit(main())
