"""The one choice that holds for a whole session: the language."""

from __future__ import annotations

from govreport.errors import InputError, closest
from govreport.language import LANGUAGES, VARIABLE, ask, chosen, said_by, trouble

__all__ = ["Options", "language_of_views", "options"]


class Options:
    """What holds for a whole session; there is one object of it, `govreport.options`.

    Attributes
    ----------
    lang : {"zh", "en"}
        The language of errors, warnings and the command line, and of tables, figures and pages whose call names no
        `lang`. Where nothing is set it is that of the variable `GOVREPORT_LANG`. Where that is not set either, messages
        are Chinese where the system speaks Chinese (`LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`; on Windows that of the
        user), else English, and what is shown of the data is Chinese on every machine. None sets it back.

    Raises
    ------
    InputError
        When another option is set, or one to what it cannot be.

    Examples
    --------
    >>> import govreport as gr
    >>> gr.options.lang = "zh"
    >>> gr.options
    Options(lang='zh')  # by gr.options
    >>> print(gr.UnknownIdError("unknown indicator", found="'gpd'", suggestions=["gdp"]))
    没有这个指标：'gpd'；是不是 'gdp'？
    >>> gr.options.lang = None
    """

    __slots__ = ()

    @property
    def lang(self) -> str:
        """The language of messages, "zh" or "en"."""
        named = trouble()
        if named:
            raise InputError("unknown language", where=VARIABLE, expected=_expected(), found=repr(named))
        return said_by()[0]

    @lang.setter
    def lang(self, value: str | None) -> None:
        """The language of messages, "zh" or "en"; None leaves it to the environment (as in `Options`)."""
        if value is not None and value not in LANGUAGES:
            raise _unknown(value, "options.lang")
        ask(value)

    def __setattr__(self, name: str, value: object) -> None:
        if name != "lang":
            raise InputError("unknown option", where="options", expected="lang", found=name)
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"Options(lang={self.lang!r})  # by {said_by()[1]}"


def language_of_views(lang: str | None = None) -> str:
    """Return the language that a table, a figure or a page is shown in.

    Parameters
    ----------
    lang : {"zh", "en"}, optional
        What the call names. By default what was chosen by `options.lang` or `GOVREPORT_LANG`, else Chinese: the
        language of a system decides nothing, so that a script writes the same on every machine.

    Returns
    -------
    str

    Raises
    ------
    InputError
        For a language that is not there.

    Examples
    --------
    >>> from govreport.language import speaking
    >>> language_of_views(), language_of_views("en")
    ('zh', 'en')
    >>> with speaking("en"):
    ...     language_of_views(), language_of_views("zh")
    ('en', 'zh')
    """
    if lang is not None and lang not in LANGUAGES:
        raise _unknown(lang, "lang")
    return lang or chosen() or "zh"


def _unknown(found: object, where: str) -> InputError:
    near = closest(str(found), LANGUAGES)
    return InputError("unknown language", where=where, expected=_expected(), found=repr(found), suggestions=near)


def _expected() -> str:
    return " or ".join(map(repr, LANGUAGES))


options = Options()
