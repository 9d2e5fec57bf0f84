"""Townships by their form: X镇, X乡, X街道, where the region that they lie in is known."""

from __future__ import annotations

import re
from functools import cache

from govreport import tables

__all__ = ["holds_form", "name_of", "named_like_one", "split_code"]

_CODE = re.compile(r"(?P<parent>\w{6})-(?P<name>[\u4e00-\u9fff]{2,14})")


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What a name of a township ends with, what it looks like, and what looks so and is none."""
    words: dict[str, list[str]] = {}
    for row in tables.rows("townships"):
        words.setdefault(row["class"], []).append(row["word"])
    joined = {kind: "|".join(some) for kind, some in words.items()}
    office = f"(?P<office>{joined['office']})?"
    is_one = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,10}}?(?:{joined['form']})){office}")
    return re.compile(joined["form"]), is_one, re.compile(joined["none"])


def name_of(said: str) -> str:
    """Return the name of the township that a text is called by, "" where it is no such name.

    Parameters
    ----------
    said : str

    Returns
    -------
    str
        Without 办事处 and the like.

    Examples
    --------
    >>> name_of("云溪镇"), name_of("城南街道办事处"), name_of("特色小镇"), name_of("三个乡镇"), name_of("高新区")
    ('云溪镇', '城南街道', '', '', '')
    """
    _, is_one, is_none = _forms()
    found = is_one.fullmatch(said)
    return found["name"] if found and not is_none.search(found["name"]) else ""


def holds_form(text: str) -> bool:
    """Say whether what names of townships end with stands anywhere in a text: without it no name begins there.

    Examples
    --------
    >>> holds_form("云溪镇生产总值"), holds_form("生产总值")
    (True, False)
    """
    return _forms()[0].search(text) is not None


def named_like_one(said: str) -> bool:
    """Say whether a text ends as the name of a township does.

    Examples
    --------
    >>> named_like_one("某县云溪镇"), named_like_one("云溪县")
    (True, False)
    """
    return name_of(said) != ""


def split_code(code: str) -> tuple[str, str]:
    """Return the parent's code and the name in a code of a township, ("", "") for what is none.

    Examples
    --------
    >>> split_code("130633-云溪镇"), split_code("130633")
    (('130633', '云溪镇'), ('', ''))
    """
    found = _CODE.fullmatch(code)
    return (found["parent"], name_of(found["name"])) if found else ("", "")
