"""How a message that is written in English is said in Chinese: by the rows of `data/messages.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from govreport import tables

__all__ = ["error_in_chinese", "in_chinese", "is_name", "spaced", "view_labels"]

_HOLE = re.compile(r"\{(\d)\}")
#: in Chinese a hole may ask for the word that views have for an id: `{0:measure}` is 增速 of `growth`
_FILLED = re.compile(r"\{(\d)(?::(\w+))?\}")
#: a template with fewer letters than this says too little to be known by them alone
_FEW = 6
_PLAIN = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s,;:'\"()，；：（）]+(?:\(\))?")
_JOINTS = ((" or ", " 或 "), (" and ", " 和 "), (", ", "、"))
_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u201c\u201d"
#: where the message of an error ends and its parts begin
_PARTS = re.compile(r": (?=(?:expected|found) )|(?=; did you mean ')")
_EXPECTED = re.compile(r"expected (?P<expected>.*?)(?=, found |; did you mean '|$)")
_FOUND = re.compile(r"(?:, )?found (?P<found>.*?)(?=; did you mean '|$)")
_REASON = re.compile(r"(.+) \((.+)\)")
#: what stands between the pieces of a message, in English and Chinese; so many pieces may be one row
_BETWEEN = (("; ", "；", 4), (", ", "，", 1))
_MEANT = re.compile(r"; did you mean (?P<meant>'[^']*'(?: or '[^']*')*)\?(?:; (?=.))?")


def is_name(text: str) -> bool:
    """Whether a text is one word and so a name or a value, which no language changes; "none" is neither.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_name("region"), is_name("a region"), is_name("none")
    (True, False, False)
    """
    return text.isidentifier() and text != "none"


class _Row(NamedTuple):
    """One message: how it is written and how it is said."""

    en: str
    zh: str

    @property
    def pieces(self) -> list[str]:
        return _HOLE.split(self.en)[::2]

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, "".join(self.pieces)))


class _Template:
    """A row with holes."""

    def __init__(self, row: _Row) -> None:
        self.row, self.letters = row, row.letters
        self.longest = max(row.pieces, key=len)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        pieces, holes = self.row.pieces, _HOLE.findall(self.row.en)
        kinds = [".*?"] * len(holes)
        if ": " not in self.row.en:  # what stands before a colon is a place, what stands behind one another message
            kinds[0] = kinds[0] if pieces[0] else "(?:(?!: ).)*?"
            kinds[-1] = (
                kinds[-1] if pieces[-1] else "(?:(?![:,] ).)*?" if pieces[-2].endswith(", ") else "(?:(?!: ).)*?"
            )
        said = [f"(?P<hole{hole}>{kind})" for hole, kind in zip(holes, kinds, strict=True)]
        return re.compile("".join(x for pair in zip(map(re.escape, pieces), [*said, ""], strict=True) for x in pair))

    def say(self, text: str) -> str | None:
        """Return what the text is in Chinese where it is of this template."""
        found = self.pattern.fullmatch(text) if self.longest in text else None
        if found is None:
            return None
        holes = {name.removeprefix("hole"): value for name, value in found.groupdict().items()}
        if any(self._swallows(at, value) for at, value in enumerate(holes.values())):
            return None
        if self.letters < _FEW and not all(_plain(one) or _certain(one) for one in holes.values()):
            return None
        return _filled(self.row.zh, {number: _part(value) for number, value in holes.items()})

    def _swallows(self, at: int, value: str) -> bool:
        """Whether a hole holds the parts of the error that the row is the message of."""
        pieces = self.row.pieces
        ends = not pieces[-1] and at == len(pieces) - 2 and not pieces[-2].endswith(": ")
        return value.startswith(("expected ", "found ")) or (ends and bool(_PARTS.search(value)))


def in_chinese(text: str) -> str:
    """Return a message in Chinese; what no row of the catalogue knows stays as it is.

    Parameters
    ----------
    text : str
        A message in English.

    Returns
    -------
    str

    Examples
    --------
    >>> in_chinese("too many rows for a sheet of Excel: 2,000,000 in panel")
    '一张 Excel 工作表放不下这么多行：panel 有 2,000,000 行'
    >>> in_chinese("a.tsv:2, value: unknown status: expected actual, target, found 'actaul'; did you mean 'actual'?")
    "a.tsv:2，value：没有这个 status：应为 actual、target，实为 'actaul'；是不是 'actual'？"
    """
    return _row(text) or _several(text)


def error_in_chinese(message: str, where: str, expected: str, found: str, suggestions: Sequence[str], hint: str) -> str:
    """Return an error in Chinese, of its parts in English.

    Parameters
    ----------
    message, where, expected, found, hint : str
        The parts of a `GovReportError`, "" for what is not there.
    suggestions : sequence of str

    Returns
    -------
    str

    Examples
    --------
    >>> error_in_chinese("unknown region", "", "", "'淅江'", ["浙江省"], "")
    "没有这个地区：'淅江'；是不是 '浙江省'？"
    """
    placed = f"{_side(where)}：" * bool(where) + in_chinese(message)
    return _composed(placed, expected, found, suggestions, hint)


@cache
def view_labels(lang: str) -> dict[str, str]:
    """Return what views say of ids and reasons, which stand in data in English.

    Parameters
    ----------
    lang : {"zh", "en"}

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> view_labels("zh")["kind.new"], view_labels("en")["kind.new"]
    ('新增', 'new')
    """
    return {row["key"]: row[lang] for row in tables.rows("view_labels")}


@cache
def _catalogue() -> tuple[dict[str, str], tuple[_Template, ...]]:
    """The whole messages, and those with holes: the more words of its own one has, the sooner it is tried."""
    rows = [_Row(row["en"], row["zh"]) for row in tables.rows("messages")]
    with_holes = [_Template(row) for row in rows if _HOLE.search(row.en)]
    whole = {row.en: row.zh for row in rows if not _HOLE.search(row.en)}
    reasons = {
        key.removeprefix("reason."): said for key, said in view_labels("zh").items() if key.startswith("reason.")
    }
    whole = {reason: said for reason, said in reasons.items() if " " in reason and "{" not in said} | whole
    return whole, tuple(sorted(with_holes, key=lambda one: -one.letters))


@lru_cache(maxsize=1024)
def _row(text: str) -> str | None:
    """Say what is of a row, or a list of such."""
    whole, with_holes = _catalogue()
    if text in whole:
        return whole[text]
    for joint, mark, _ in _BETWEEN:  # a hole takes what stands between joints for one
        pieces = text.split(joint)
        if len(pieces) > 1 and None not in (parts := [_row(piece) for piece in pieces]):
            return mark.join(map(str, parts))
    return next((said for one in with_holes if (said := one.say(text)) is not None), None)


def _certain(text: str) -> bool:
    """Whether a text is one message by its own words."""
    if "; " in text:
        return False
    whole, with_holes = _catalogue()
    return text in whole or any(one.say(text) is not None for one in with_holes if one.letters >= _FEW)


def _several(text: str) -> str:
    """Say a whole message: of a row, of several lines, or with its place before it."""
    if "\n" in text:
        lines = [(line[: len(line) - len(line.lstrip())], line.lstrip()) for line in text.split("\n")]
        return "\n".join(blank + _several(line) for blank, line in lines)
    return _part(text)


def _error(text: str) -> str | None:
    """Say an error that stands in another message with all its parts, as `GovReportError` writes them."""
    for end in _PARTS.finditer(text) if "\n" not in text else ():
        message = _placed(text[: end.start()])
        if message is not None:
            rest, sides = text[end.end() :], {"expected": "", "found": "", "meant": ""}
            for part in (_EXPECTED, _FOUND, _MEANT):
                if there := part.match(rest):
                    sides |= there.groupdict()
                    rest = rest[there.end() :]
            hint = rest
            for side in ("found", "expected"):
                if sides[side] and not (sides["meant"] or hint):
                    sides[side], hint = _advice(sides[side])
            meant = re.findall("'([^']*)'", sides["meant"])
            return _composed(message, sides["expected"], sides["found"], meant, hint)
    return None


def _advice(text: str) -> tuple[str, str]:
    """Return a side of an error, and the hint that stands behind it."""
    for joint in re.finditer("; ", text):
        if _row(text[joint.end() :]) is not None:
            return text[: joint.start()], text[joint.end() :]
    return text, ""


def _composed(message: str, expected: str, found: str, suggestions: Sequence[str], hint: str) -> str:
    """Put the parts of an error behind its message, which is said already."""
    expected, found = (_side(side) for side in (expected, found))
    text = message
    if expected or found:
        text += "：" + spaced("应为", expected) * bool(expected) + "，" * bool(expected and found)
        text += spaced("实为", found) if expected and found else found
    if suggestions:
        *others, last = (f"'{one}'" for one in suggestions)
        text += "；是不是 " + "、".join(others) + " 或 " * bool(others) + last + "？"
    if hint:
        text += ("" if suggestions else "；") + in_chinese(hint)
    return text


def _side(text: str) -> str:
    """Say a part of an error; a single word is a name or a value and stays."""
    return text if not text or is_name(text) else in_chinese(text)


def _placed(text: str) -> str | None:
    """Say what is of a row, or stands behind a place."""
    said = _row(text)
    if said is not None:
        return said
    for joint in re.finditer("[:,] ", text):
        rest = _row(text[joint.end() :])
        if rest is not None and (joint[0] == ": " or _PLAIN.fullmatch(text[: joint.start()])):
            place = _part(text[: joint.start()])
            colon, place = joint[0] == ": ", place.replace(", ", "，") if place in text else place
            return f"{place}{'：' if colon else '，'}{rest}"
    reason = _REASON.fullmatch(text)
    if reason is not None and reason[2] in _catalogue()[0]:
        return f"{_part(reason[1])}（{_row(reason[2])}）"
    return None


def _part(text: str) -> str:
    """Say a message, what stands in a hole of one, or a list of such; a name or a value stays as it is."""
    if not text or is_name(text):
        return text
    said = _row(text) or _error(text) or _whole(text) or _placed(text)
    if said is not None:
        return said
    for joint, mark, most in _BETWEEN:
        parts = list(_pieces(text.split(joint), joint, most))
        if len(parts) > 1 and any(said is not None for _, said in parts):
            return mark.join(_listed(piece) if said is None else said for piece, said in parts)
    return _listed(text)


def _whole(text: str) -> str | None:
    """Say what stands between semicolons where all of it is known."""
    joint, mark, most = _BETWEEN[0]
    parts = [said for _, said in _pieces(text.split(joint), joint, most)]
    return mark.join(map(str, parts)) if len(parts) > 1 and None not in parts else None


def _pieces(pieces: list[str], joint: str, most: int) -> Iterator[tuple[str, str | None]]:
    """Yield what stands between joints, with what is said of it; a row may hold joints itself."""
    at = 0
    while at < len(pieces):
        for size in range(min(most, len(pieces) - at), 0, -1):
            piece = joint.join(pieces[at : at + size])
            said = _placed(piece) if size == 1 else _catalogue()[0].get(piece)
            if said is not None or size == 1:
                yield piece, said
                at += size
                break


def _listed(text: str) -> str:
    """Join the names or values of a list as Chinese does; anything else is none of our words."""
    for joint, mark in _JOINTS:
        pieces = text.split(joint)
        if len(pieces) > 1 and all(_PLAIN.fullmatch(piece) or _listed(piece) != piece for piece in pieces):
            *before, last = (_listed(piece) for piece in pieces)
            return "、".join(before) + mark + last
    return text


def _plain(text: str) -> bool:
    """Whether a text is one name or value, or a list of either."""
    pieces = re.split(", | or | and ", text)
    numbers = {piece[:1].isdigit() for piece in pieces}
    alike = len(numbers) == 1 and all(_PLAIN.fullmatch(piece) for piece in pieces)
    return alike or not re.search("[A-Za-z]", text)


def _filled(template: str, values: dict[str, str]) -> str:
    """Put the values into a template."""
    pieces = _FILLED.split(template)
    text = pieces[0]
    for number, kind, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        value = view_labels("zh").get(f"{kind}.{values[number]}", values[number])
        text = spaced(text, value, "")
        text = spaced(text, after, "") if value else text + after
    return text


def spaced(before: str, after: str, blank: str = " ") -> str:
    """Join two texts; between two Chinese characters no blank is left.

    Parameters
    ----------
    before, after : str
    blank : str, default " "
        What stands between them otherwise.

    Returns
    -------
    str

    Examples
    --------
    >>> spaced("应为", "整数"), spaced("应为", "UTF-8")
    ('应为整数', '应为 UTF-8')
    """
    joined = f"{before}{blank}{after}"
    edge = len(before)
    near = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])")
    start, end = max(edge - 2, 0), edge + len(blank) + 2
    return joined[:start] + near.sub("", joined[start:end]) + joined[end:]
