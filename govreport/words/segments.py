"""All words of a report, by a segmenter that knows the reports' own terms."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from govreport.errors import InputError, closest
from govreport.indicators import vocabulary
from govreport.territories import regions

__all__ = ["SEGMENTERS", "segmenter"]

SEGMENTERS = ("jieba",)


def segmenter(name: str, own: Iterable[str] = ()) -> Callable[[str], list[str]]:
    """Return what divides a sentence into words, punctuation left out.

    Parameters
    ----------
    name : {"jieba"}
    own : iterable of str
        Words to know beside the names of the vocabulary and of regions.

    Returns
    -------
    callable

    Raises
    ------
    InputError
        For another name, or without the `words` extra.

    Examples
    --------
    >>> segmenter("jeiba")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: words: unknown segmenter: expected 'jieba', found 'jeiba'; did you mean 'jieba'?
    """
    if name not in SEGMENTERS:
        expected = " or ".join(map(repr, SEGMENTERS))
        near = closest(str(name), SEGMENTERS)
        raise InputError("unknown segmenter", where="words", expected=expected, found=repr(name), suggestions=near)
    tokens = _jieba(tuple(own))

    def cut(sentence: str) -> list[str]:
        return [word for word in tokens.lcut(sentence, HMM=False) if any(letter.isalnum() for letter in word)]

    return cut


@cache
def _jieba(own: tuple[str, ...]) -> Any:
    """A tokenizer of our own: the one that other code of the process uses keeps its words."""
    try:
        import jieba
    except ImportError as error:
        raise InputError("jieba is not installed", where="words", hint="pip install govreport[words]") from error
    jieba.setLogLevel(logging.WARNING)
    tokens = jieba.Tokenizer()
    known = vocabulary()
    names = {known[id].name_zh for id in known} | {region.label for region in regions()} | set(own)
    for word in sorted(names):
        if len(word) > 1 and word.isalnum():
            tokens.add_word(word)
    return tokens
