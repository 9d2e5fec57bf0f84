"""Of what a rank or a streak is: `增速居全省第三` of growth, `总量居全省第三` of the level, and no guess elsewhere.

The words are rows of `data/of_words.tsv`. A word beside the number decides (`增速`, `总量`, `占比`), else one at the
end of the name; where several share the number, the name before the clause. Where there is none, a place right behind a
figure is that figure's (`增长6%，居全省第3位`), unless both a level and a growth are told. Else the end of the name
decides, where it is of something that reports rank by its size alone (`里程`, `指数`); names like 投资 and 收入 are
left open.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from govreport import grammar, tables
from govreport.model import Metric

__all__ = ["said_of"]

_BREAK = re.compile(r"[，,；;：:。！？、（）()\n]")
_STOP = re.compile(r"[；;。！？\n]")
_LENGTH = r"[\d一二三四五六七八九十]+[年个]月?"
#: from one place to another: what rose is the place, and by how much says nothing of it
_ROSE = re.compile(r"从|由|升|跃|前移|前进|进位")
_UPS = re.compile(r"倍|番")
#: who is the first in the world is the largest, however fast it grows
_WORLD = re.compile(r"世界|全球|亚洲")
#: where the word stands in a name
_TAIL = 6
#: a sum ranks by its size and by its pace
_TOTAL = "总量"
_SHARE = re.compile(r"占.{1,20}?比")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in tables.rows("of_words"):
        found[row["class"]].append(row["word"])
    return {kind: tuple(some) for kind, some in found.items()}


@cache
def _any(kind: str) -> re.Pattern[str]:
    return re.compile(f"{grammar.literals(_words()[kind])}(?!以上|以下|化|养殖|种植|经营)")


@cache
def _end(kind: str) -> re.Pattern[str]:
    return re.compile(f"(?:{grammar.literals(_words()[kind])})$")


@cache
def _beside() -> re.Pattern[str]:
    """What may stand between a figure and its rank."""
    cues = grammar.cues()
    words = [*cues["rankverb"], *cues["rankadverb"], *cues["rankscope"], *_words()["beside"]]
    return re.compile(rf"[，,、（(和及\s]*(?:{grammar.literals(words)}|{_LENGTH}){{0,9}}\s*")


@cache
def _streaks() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    held = r"(?:实现|保持|呈现?|持续|单月|稳定|成功|均|都|每年|同比|年均|以上|以|较快|[\d两]+位数|双)*"
    rising = re.compile(held + f"(?:{grammar.literals(_words()['rising'])})(?!.{{0,4}}(?:贡献|目标))")
    reaching = re.compile(rf"(?:均|都|每年|稳定)*(?:{grammar.literals(_words()['reaching'])})(?=[\d百千万])")
    kept = r"保持(?=[^，；。]{0,10}(?:第|首|前|领先|最|\d))"
    scope = rf"(?:{grammar.any_of('rankscope')})+(?=第|首|前|领先)"
    placed = re.compile(rf"(?:均|都|继续)*(?:{grammar.literals(_words()['placed'])}|{scope}|{kept})")
    return rising, reaching, placed


def said_of(text: str, metrics: Sequence[Metric]) -> list[str]:
    """Say of what each rank and each streak is.

    Parameters
    ----------
    text : str
        The report's.
    metrics : sequence of Metric
        In order.

    Returns
    -------
    list of str
        `level`, `growth` or `share`; "" for what is neither rank nor streak and where the text does not decide.

    Examples
    --------
    >>> from . import extract
    >>> from ..text import report_from_text
    >>> text = "投资增速居全省第三，进出口总量居全省第五，外资居全省第六。"
    >>> report = report_from_text(text, region="XX市", year=2024)
    >>> said_of(report.text, extract(report))
    ['growth', 'level', '']
    """
    found: list[str] = []
    owners = Counter(metric.start for metric in metrics)
    for at, metric in enumerate(metrics):
        if metric.measure not in ("rank", "streak"):
            found.append("")
            continue
        first = next((k for k in range(at, -1, -1) if metrics[k].sentence != metric.sentence), -1) + 1
        before = list(zip(metrics[first:at], found[first:at], strict=True))
        read = _rank if metric.measure == "rank" else _streak
        found.append(read(text, metric, before, owners[metric.start] > 1))
    return found


def _explicit(said: str) -> str | None:
    """What the words of a stretch say: None for nothing, "" for two things at once."""
    kinds = {kind for kind in ("growth", "level", "share") if _any(kind).search(said)}
    kinds |= {"share"} if _SHARE.search(said) else set()
    if "share" in kinds and "growth" not in kinds:
        return "share"
    return None if not kinds else kinds.pop() if len(kinds) == 1 else ""


def _clause(text: str, metric: Metric) -> str:
    """The piece of the sentence that the number stands in, as far as the number."""
    said = text[metric.sentence[0] : metric.start]
    breaks = [mark.end() for mark in _BREAK.finditer(said)]
    return said[breaks[-1] :] if breaks else said


def _paced(said: str, name: str) -> bool:
    """Whether a pace behind a name is of it too: `甲投资、乙面积增速`, but no size of its own: `投资完成率及增速`."""
    at = said.find(name)
    behind = said[at + len(name) :] if at >= 0 else said
    pace = _any("growth").search(behind)
    if pace is None or (at >= 0 and pace.start() == 0):
        return pace is not None
    return not (_end("size").search(name) and behind[: pace.start()].strip("、和及与") == "")


def _in_words(text: str, metric: Metric, shared: bool) -> str | None:
    """What the clause says, else the name; of a number that several share each name says it for itself."""
    said = _clause(text, metric)
    clause, name = _explicit(said), _explicit(metric.name[-_TAIL:])
    if shared and name is not None:
        return name
    if shared and _paced(said, metric.name):
        return "growth"
    if shared and _end("size").search(metric.name):
        return "level"
    return clause or name or (clause if clause is not None else name)


def _rank(text: str, metric: Metric, before: list[tuple[Metric, str]], shared: bool) -> str:
    said = _in_words(text, metric, shared)
    if said is not None:
        return said
    if before and _attached(text, before[-1][0], metric):
        return _of_figures(text, metric, before)
    return _of_name(metric.name)


def _attached(text: str, last: Metric, metric: Metric) -> bool:
    return last.end <= metric.start and _beside().fullmatch(text, last.end, metric.start) is not None


def _of_figures(text: str, metric: Metric, before: list[tuple[Metric, str]]) -> str:
    """A place right behind figures is of these, where they are of one kind."""
    last, said = before[-1]
    if last.measure == "rank" and last.name == metric.name + _TOTAL:
        return "growth"  # 总量、增速分别居第二位、第四位
    if last.measure in ("rank", "streak"):
        return said if last.name == metric.name or said == "growth" else said and _of_name(metric.name)
    told = [one for one, _ in before if one.name == metric.name and not _STOP.search(text, one.end, metric.start)]
    kinds = {"growth" if one.measure in ("growth", "change") else one.measure for one in told}
    if kinds == {"growth"}:
        rose = _ROSE.search(text, last.end, metric.start) or any(_UPS.search(one.unit) for one in told)
        largest = _WORLD.search(text, last.end, metric.start) or _end("size").search(metric.name)
        return "" if rose or largest else "growth"
    return "level" if kinds == {"level"} else ""


def _of_name(name: str) -> str:
    if _end("either").search(name):
        return ""
    return "level" if _end("size").search(name) else ""


def _streak(text: str, metric: Metric, before: list[tuple[Metric, str]], shared: bool) -> str:
    rising, reaching, placed = _streaks()
    behind = _STOP.split(text[metric.end : metric.sentence[1]], maxsplit=1)[0]
    if rising.match(behind) or any(word in metric.quote for word in _words()["rising"]):
        return "growth"
    clause = _in_words(text, metric, shared)
    if reaching.match(behind):
        percent = re.match(r"[^，、；]{0,14}?[%％]", behind) is not None
        return clause or ("" if percent else "level")
    if not placed.match(behind):
        return clause if clause == "growth" else ""
    if clause is not None:
        return clause
    if before and _attached(text, before[-1][0], metric):
        return _of_figures(text, metric, before)
    return _of_name(metric.name)
