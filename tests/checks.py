"""What must hold for every report, however odd; the tests and `benchmarks/fuzz.py` ask here."""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import regex

import govreport
from govreport import lexicon, numerals
from govreport.errors import InputError
from govreport.extraction import extract
from govreport.model import BOUNDS, MEASURES, STATUSES, Metric, Report
from govreport.normalization import normalize

_DIGITS = "0-9０-９lOＯ零〇○一二三四五六七八九十百千万亿萬億两兩几幾数數上多余餘来点點.．,，/／"
_HIDDEN = "\u200b-\u200d\u2060\ufeff\u00ad"
_BLANK = re.compile(rf"(?:[\s{_HIDDEN}]|\\[rnt])+")
_RUN = re.compile(rf"[{_DIGITS}]+")
_WORDS = {"两位数": 10.0, "二位数": 10.0, "零": 0.0, "持平": 0.0, "倍增": 1.0}


def escaped_lines(path: Path) -> list[str]:
    """The lines of a file, with `\\n`, `\\u200b` and the like for what cannot be seen."""
    lines = path.read_text("utf-8").split("\n")[:-1]
    return [line.encode("latin-1", "backslashreplace").decode("unicode_escape") for line in lines]


def odd_words() -> list[str]:
    """The words and signs that confuse a reader of numbers."""
    return escaped_lines(Path(__file__).parent / "cases" / "odd_words.txt")


def seconds(work: Callable[[], object], tries: int = 1) -> float:
    """Processor seconds that work takes, the best of some tries: what else a machine does meanwhile is not in it.

    They are held against other work on the same machine where there is some, and else against a bound of several times
    what they are: machines differ by more than twice.
    """
    took = []
    for _ in range(tries):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def package_patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module of the package holds, by where it stands; those of numerals too, compiled at use."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(govreport.__path__, "govreport."):
        if not module.name.startswith(("govreport.__main__", "govreport.cli", "govreport.plot")):
            importlib.import_module(module.name)
    for name, source in vars(numerals).items():
        if name.isupper() and isinstance(source, str) and name != "SCALE_CHARACTERS":
            found[f"numerals.{name}"] = re.compile(source)
    for name, module in sorted(sys.modules.items()):
        for variable, value in list(vars(module).items()) if name.startswith("govreport.") else ():
            found.update((f"{name[10:]}.{variable}{at}", one) for at, one in _patterns_in(_kept(value)))
    return {name: pattern for pattern, name in {pattern: name for name, pattern in reversed(found.items())}.items()}


def _kept(value: object) -> object:
    """What a function that is asked nothing and remembers its answer answers; else the value itself."""
    remembers = callable(value) and hasattr(value, "cache_info") and not inspect.signature(value).parameters
    return value() if remembers and callable(value) else value


def _patterns_in(value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, lexicon.Late):
        yield "", value.compiled
    elif isinstance(value, (re.Pattern, regex.Pattern)) and isinstance(value.pattern, str):
        yield "", value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _patterns_in({one.name: getattr(value, one.name) for one in fields(value)})
    elif isinstance(value, (list, tuple, dict)):
        for number, each in enumerate(value.values() if isinstance(value, dict) else value):
            yield from ((f"[{number}]{at}", one) for at, one in _patterns_in(each))


def problems(report: Report) -> list[str]:
    """Say what is wrong with what is extracted from a report; nothing, as it should be."""
    metrics = extract(report)
    found = [f"{problem}: {metric}" for metric in metrics for problem in _of_metric(report, metric)]
    if extract(report) != metrics:
        found.append("a second extraction differs")
    if [m.start for m in metrics] != sorted(m.start for m in metrics):
        found.append("not in the order of the text")
    seen = normalize(report, metrics)
    if len(seen) != len(metrics):
        found.append(f"{len(metrics)} metrics became {len(seen)} observations")
    for one in seen:
        if not one.low <= one.value <= one.high and not (one.metric.bound == "under" and one.value == one.high):
            found.append(f"the value is outside its interval: {one}")
        if not one.indicator or not one.region:
            found.append(f"an observation without an id or a region: {one}")
        if one.measure == "growth" and one.unit != "%" and one.conflict is None:
            found.append(f"growth not in %: {one}")
        if one.measure == "rank" and (one.unit != "位" or one.value != int(one.value)):
            found.append(f"a rank that is no whole place: {one}")
    return found


def _of_metric(report: Report, m: Metric) -> Iterator[str]:
    if report.text[m.start : m.end] != m.quote or not m.quote.strip():
        yield "the quote is not what stands at its place"
    if not m.sentence[0] <= m.start < m.end <= m.sentence[1]:
        yield "the quote is not in its sentence"
    if any(part.kind == "other" and part.start < m.end and m.start < part.end for part in report.sections):
        yield "taken from what is not the report"
    if m.measure not in MEASURES or m.bound not in BOUNDS or m.status not in STATUSES:
        yield "a word that the schema does not have"
    if not m.name.strip() or "\n" in m.name:
        yield "no name"
    if not m.rules:
        yield "no rule"
    if not math.isfinite(m.value) or (m.value_high is not None and not math.isfinite(m.value_high)):
        yield "not a finite number"
    if m.value_high is not None and not abs(m.value) < abs(m.value_high):
        yield "a range that is none"
    if m.value < 0 and m.measure not in ("growth", "change", "gap") and not m.unit.startswith(("℃", "摄氏度", "‰")):
        yield "a negative value that cannot be"
    if not 1900 <= m.period[0] <= m.period[1] <= 2100:
        yield "a period that is none"
    if not readable(m):
        yield "the value cannot be read off the quote"


def readable(m: Metric) -> bool:
    """Whether the value is a number of the quote, by the reader of numbers alone."""
    scale = next((s for s in numerals.SCALES if s and m.unit.startswith(s)), "")
    unit = m.unit.removeprefix(scale)
    said = _said(m.quote) | (_said(m.quote.replace(unit, " ")) if unit else set())
    ends = [abs(m.value)] + ([abs(m.value_high)] if m.value_high is not None else [])
    return all(any(_same(end, scale, *number) for number in said) for end in ends)


def _same(value: float, scale: str, said: float, said_scale: str) -> bool:
    """Compare sizes; a number without a scale may have it behind the next one (`3—5万人`) or not at all (`5千瓦`)."""
    if not said_scale and math.isclose(value, said, rel_tol=1e-9, abs_tol=1e-12):
        return True
    sizes = value * numerals.SCALES[scale], said * numerals.SCALES[said_scale]
    return math.isclose(*sizes, rel_tol=1e-9, abs_tol=1e-12)


def _said(quote: str) -> set[tuple[float, str]]:
    """Every number that can be read in a quote, with its scale; `¼` is read as `1/4`."""
    quote = re.sub("[¼-¾⅐-⅞]", lambda m: unicodedata.normalize("NFKC", m.group()).replace("\u2044", "/"), quote)
    found = {(value, "") for word, value in _WORDS.items() if word in quote}
    plain = _BLANK.sub("", quote)
    for pattern, read in (
        (numerals.FRACTION, numerals.fraction),
        (numerals.MULTIPLE, numerals.multiple),
        (numerals.ORDINAL, numerals.ordinal),
    ):
        values = [read(match.group()) for match in re.finditer(pattern, plain)]
        found |= {(value / 10 if "成" in quote else float(value), "") for value in values if value is not None}
    if "冠军" in quote or re.search("翻了?(?:近|约|将近|接近|超过?)?番", quote):
        found.add((1.0, ""))
    for text in {plain, *_RUN.findall(plain)}:
        found |= _numbers(text)
    return found


def _numbers(text: str) -> set[tuple[float, str]]:
    """The numbers in a text: those the pattern finds, and from each edge the longest that can be read."""
    found: set[tuple[float, str]] = set()
    for match in re.finditer(f"{numerals.NUMBER}|{numerals.BARE_SCALE}", text):
        found |= _number(match.group())
    for edge in (0, *(m.end() for m in re.finditer(f"[^{_DIGITS}]", text))):
        for end in range(len(text), edge, -1):
            if read := _number(text[edge:end]):
                found |= read
                break
    return found


def _number(text: str) -> set[tuple[float, str]]:
    try:
        number = numerals.parse(text)
    except InputError:
        return set()
    return {(number.value, number.scale)}
