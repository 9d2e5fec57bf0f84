"""The error tree: every error of the library says what, where, expected, found and what would have worked."""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Iterable, Mapping

from govreport.catalogue import error_in_chinese
from govreport.language import LANGUAGES, VARIABLE, agreeing, reader, told, trouble

__all__ = [
    "GovReportError",
    "GovReportWarning",
    "InputError",
    "UnitError",
    "UnknownIdError",
    "VocabularyError",
    "closest",
    "warn",
]


def closest(word: str, known: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Return up to `n` of the `known` words that look most like `word`.

    Parameters
    ----------
    word : str
        What the caller wrote.
    known : iterable of str
        What would have been accepted.
    n : int, default 3
        How many to give at most.

    Returns
    -------
    tuple of str
        Best first; empty when nothing is near.

    Examples
    --------
    >>> closest("gpd", ["gdp", "exports"])
    ('gdp',)
    """
    options = [str(k) for k in known if k]
    word = str(word)
    inside = [k for k in options if word and (word in k or k in word)]
    # to be like by half, two words have at least as many letters in common: that is seen sooner than how they stand
    held = set(word).__contains__
    alike = [k for k in options if 4 * sum(map(held, k)) >= len(k) + len(word)]
    near = difflib.get_close_matches(word, alike, n=n, cutoff=0.5)
    return tuple(dict.fromkeys([*near, *sorted(inside, key=len)]))[:n]


class GovReportError(Exception):
    """Base of all errors that govreport raises on purpose.

    Parameters
    ----------
    message : str
        What went wrong, in one sentence.
    where : str, optional
        The file, line, column or argument it is about.
    expected, found : str, optional
        Both sides of a mismatch.
    suggestions : iterable of str, optional
        The nearest things that would have worked.
    hint : str, optional
        What the user can do about it.

    Examples
    --------
    >>> print(GovReportError("unknown status", found="'actal'", suggestions=["actual"]))
    unknown status: found 'actal'; did you mean 'actual'?
    """

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        expected: str | None = None,
        found: str | None = None,
        suggestions: Iterable[str] = (),
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.where = where
        self.expected = expected
        self.found = found
        self.suggestions = tuple(suggestions)
        self.hint = hint
        super().__init__(message)

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self, lang: str | None = None) -> str:
        """Return the error as its reader is shown it.

        Parameters
        ----------
        lang : {"zh", "en"}, optional
            The reader's language by default: `govreport.options.lang`.

        Returns
        -------
        str

        Examples
        --------
        >>> error = GovReportError("unknown region", found="'淅江'", suggestions=["浙江省"])
        >>> error.to_text("en")
        "unknown region: found '淅江'; did you mean '浙江省'?"
        >>> error.to_text("zh")
        "没有这个地区：'淅江'；是不是 '浙江省'？"
        """
        shown = lang or reader()
        text = (_chinese if shown == "zh" else _english)(self)
        return text if lang else text + _unknown_language()

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.to_dict(),))

    def to_dict(self) -> dict[str, object]:
        """Return the error as plain data, for a file.

        Returns
        -------
        dict

        Examples
        --------
        >>> InputError("empty file", where="a.txt").to_dict()["kind"]
        'InputError'
        """
        return {"kind": type(self).__name__, **self.__dict__}

    @staticmethod
    def from_dict(data: Mapping[str, object]) -> GovReportError:
        """Return the error that `to_dict` described.

        Parameters
        ----------
        data : mapping

        Returns
        -------
        GovReportError

        Examples
        --------
        >>> print(GovReportError.from_dict(InputError("empty file", where="a.txt").to_dict()))
        a.txt: empty file
        """
        return _rebuild(data)


_SHOWN = 300  #: characters of one side of an error that are shown; its attributes keep all


def _short(side: str | None) -> str | None:
    """A path or a value of thousands of characters by its two ends."""
    if side is None or len(side) <= _SHOWN:
        return side
    return f"{side[: _SHOWN // 2]} … {side[-_SHOWN // 2 :]}"


def _english(error: GovReportError) -> str:
    where, expected, found = (_short(side) for side in (error.where, error.expected, error.found))
    text = f"{where}: {error.message}" if where else error.message
    sides = [f"{side} {said}" for side, said in (("expected", expected), ("found", found)) if said]
    if sides:
        text += ": " + ", ".join(sides)
    if error.suggestions:
        text += "; did you mean " + " or ".join(f"'{s}'" for s in error.suggestions) + "?"
    if error.hint:
        text += f"; {error.hint}"
    return agreeing(text)


def _chinese(error: GovReportError) -> str:
    where, expected, found = (_short(side) or "" for side in (error.where, error.expected, error.found))
    return error_in_chinese(error.message, where, expected, found, error.suggestions, error.hint or "")


def _unknown_language() -> str:
    """What is added to a message where the environment asks for a language that is none of ours."""
    named = trouble()
    return f" ({VARIABLE}: unknown language: expected {' or '.join(LANGUAGES)}, found {named!r})" if named else ""


def _rebuild(data: Mapping[str, object]) -> GovReportError:
    kinds = {c.__name__: c for c in (GovReportError, InputError, UnknownIdError, VocabularyError, UnitError)}
    error = kinds.get(str(data.get("kind")), GovReportError)(str(data["message"]))
    error.__dict__.update({k: v for k, v in data.items() if k != "kind"})
    suggestions = data.get("suggestions", ())
    error.suggestions = tuple(suggestions) if isinstance(suggestions, (list, tuple)) else ()
    return error


class InputError(GovReportError, ValueError):
    """A file, text or argument that cannot be used as given."""


class UnknownIdError(GovReportError, LookupError):
    """An indicator id, region or column value that is not there."""


class VocabularyError(GovReportError, ValueError):
    """A vocabulary file with a row that cannot stand."""


class UnitError(GovReportError, ValueError):
    """A unit that is not known, or two units that do not convert."""


class GovReportWarning(UserWarning):
    """A thing the user should know that does not stop the work."""


def warn(message: str) -> None:
    """Warn in one line: what is doubtful, and nothing of the code that found it.

    Parameters
    ----------
    message : str
        What, where, and what was done about it.

    Examples
    --------
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warn("a.txt: two reports of one year")
    >>> warnings.formatwarning(told[0].message, told[0].category, told[0].filename, told[0].lineno)
    'govreport:1: GovReportWarning: a.txt: two reports of one year\\n'
    """
    warnings.warn_explicit(told(message) + _unknown_language(), GovReportWarning, "govreport", 1)
