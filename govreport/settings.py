"""The one choice that holds for a whole session: the language of messages."""

from __future__ import annotations

from govreport.errors import InputError, closest
from govreport.language import LANGUAGES, VARIABLE, ask, said_by, trouble

__all__ = ["Options", "options"]


class Options:
    """What holds for a whole session; there is one object of it, `govreport.options`.

    Attributes
    ----------
    lang : {"zh", "en"}
        The language of errors, warnings and the command line, and of nothing else: tables, figures and pages have a
        `lang` of their own, so that what a script writes is the same on every machine. Where nothing is set it is that
        of the variable `GOVREPORT_LANG`, else Chinese where the system speaks Chinese (`LANGUAGE`, `LC_ALL`,
        `LC_MESSAGES`, `LANG`; on Windows that of the user), else English. None sets it back.

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
            near = closest(str(value), LANGUAGES)
            raise InputError(
                "unknown language", where="options.lang", expected=_expected(), found=repr(value), suggestions=near
            )
        ask(value)

    def __setattr__(self, name: str, value: object) -> None:
        if name != "lang":
            raise InputError("unknown option", where="options", expected="lang", found=name)
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"Options(lang={self.lang!r})  # by {said_by()[1]}"


def _expected() -> str:
    return " or ".join(map(repr, LANGUAGES))


options = Options()
