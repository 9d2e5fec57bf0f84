"""What is asked for: arguments that are not of their kind get one clear error, before anything is done with them."""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable, Iterable
from functools import wraps
from os import PathLike, fspath
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from govreport.errors import InputError, closest

__all__ = [
    "called_right",
    "how_many",
    "is_above_nothing",
    "methods_called_right",
    "of_kind",
    "one_or_several",
    "path_of",
    "whole_year",
    "whole_years_of",
]

_OWN = ("self", "cls")
Given = ParamSpec("Given")
Kind = TypeVar("Kind")


def called_right(view: Callable[Given, Kind]) -> Callable[Given, Kind]:
    """Make a function refuse an argument that it does not have, or has by name only, with one clear error.

    Parameters
    ----------
    view : callable

    Returns
    -------
    callable
        That raises an `InputError` for such a call, and is else as it was.

    Examples
    --------
    >>> @called_right
    ... def league(*, regions=None):
    ...     return regions
    >>> league(region="浙江省")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: league() takes no argument 'region'; did you mean 'regions'?
    """

    @wraps(view)
    def asked(*args: Given.args, **kwargs: Given.kwargs) -> Kind:
        try:
            return view(*args, **kwargs)
        except TypeError:
            _refuse(view, args, kwargs)
            raise

    return asked


def methods_called_right(kind: type[Kind]) -> type[Kind]:
    """Make the public methods of a class, and how it is made, refuse what they do not have, as `called_right` does.

    Parameters
    ----------
    kind : type

    Returns
    -------
    type
        The same.

    Examples
    --------
    >>> @methods_called_right
    ... class Shelf:
    ...     def find(self, *, region=None):
    ...         return region
    >>> Shelf().find(regoin="浙江省")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: find() takes no argument 'regoin'; did you mean 'region'?
    """
    for name, method in list(vars(kind).items()):
        if name.startswith("_") and name != "__init__":
            continue
        if isinstance(method, classmethod | staticmethod):
            setattr(kind, name, type(method)(called_right(method.__func__)))
        elif inspect.isfunction(method):
            setattr(kind, name, called_right(method))
    return kind


def _refuse(view: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]) -> None:
    """Say what is wrong with a call, if it is the call: Python has refused it before anything was done."""
    shape = inspect.signature(view)
    try:
        shape.bind(*args, **kwargs)
        return
    except TypeError as error:
        refusal = str(error)
    name = view.__qualname__.removesuffix(".__init__").rpartition(".")[2]
    known = [key for key, one in shape.parameters.items() if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]
    strange = [key for key in kwargs if key not in known]
    if strange:
        said = f"{name}() takes no argument '{strange[0]}'"
        raise InputError(said, suggestions=closest(strange[0], known)) from None
    raise InputError(
        "not called as it is meant",
        where=f"{name}()",
        expected=", ".join(
            str(one.replace(annotation=one.empty)) for key, one in shape.parameters.items() if key not in _OWN
        ),
        found=refusal,
    ) from None


def path_of(value: object, where: str = "path") -> Path:
    """Return a path, or say that something else was given for one.

    Parameters
    ----------
    value : str or path
    where : str, default "path"
        The argument.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    InputError
        If it is no path: a number, None, bytes, a text with a `\\0`.

    Examples
    --------
    >>> path_of(None)
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: path: not of the kind that is meant here: expected a path, found NoneType
    """
    said = fspath(value) if isinstance(value, PathLike) else value
    if isinstance(said, str) and "\0" in said:
        raise InputError("no path has such a character", where=where, found=repr(said))
    if isinstance(said, str):
        return Path(said)
    found = type(value).__name__
    raise InputError("not of the kind that is meant here", where=where, expected="a path", found=found)


def of_kind(value: object, kind: type[Kind], where: str, expected: str) -> Kind:
    """Return a value that is of a kind, or say which argument is not.

    Parameters
    ----------
    value : object
    kind : type
    where : str
        The argument.
    expected : str
        What a reader knows the kind by.

    Returns
    -------
    the value

    Raises
    ------
    InputError
        If it is of another kind.

    Examples
    --------
    >>> of_kind(5, str, "text", "a text")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: text: not of the kind that is meant here: expected a text, found int
    """
    if isinstance(value, kind):
        return value
    raise InputError("not of the kind that is meant here", where=where, expected=expected, found=type(value).__name__)


def one_or_several(value: object) -> list[Any]:
    """Return what is asked for as a list; a text is one thing.

    Parameters
    ----------
    value : object

    Returns
    -------
    list

    Examples
    --------
    >>> one_or_several("gdp"), one_or_several(("gdp", "exports")), one_or_several(2023)
    (['gdp'], ['gdp', 'exports'], [2023])
    """
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]


def is_above_nothing(value: object) -> bool:
    """Say whether a value is a number above 0; True and False are none.

    Parameters
    ----------
    value : object

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_above_nothing(value) for value in (0.5, 0, True, "5", float("nan"))]
    [True, False, False, False, False]
    """
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def how_many(value: object, where: str) -> int:
    """Return a value as a number of things, or say which argument is none.

    Parameters
    ----------
    value : object
    where : str
        The argument.

    Returns
    -------
    int

    Raises
    ------
    InputError
        If it is no whole number above 0.

    Examples
    --------
    >>> how_many(0, "n")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: n: not a whole number above 0: found 0
    """
    try:
        number = 0 if isinstance(value, bool) else operator.index(cast(Any, value))
    except TypeError:
        number = 0
    if number < 1:
        raise InputError("not a whole number above 0", where=where, found=repr(value))
    return number


def whole_year(value: object, where: str) -> int:
    """Return a value as a year, or say which argument is none.

    Parameters
    ----------
    value : object
    where : str
        The argument.

    Returns
    -------
    int

    Raises
    ------
    InputError
        If it is no whole number.

    Examples
    --------
    >>> whole_year("2023", "year")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: year: not a year: expected a whole number such as 2023, found '2023'
    """
    try:
        if isinstance(value, bool):
            raise TypeError
        return operator.index(cast(Any, value))
    except TypeError:
        raise InputError("not a year", where=where, expected="a whole number such as 2023", found=repr(value)) from None


def whole_years_of(value: object, where: str) -> list[int]:
    """Return one year or several as a list, or say which argument holds something else.

    Parameters
    ----------
    value : int or iterable of int
    where : str
        The argument.

    Returns
    -------
    list of int

    Raises
    ------
    InputError
        If one is no whole number.

    Examples
    --------
    >>> whole_years_of(2023, "period"), whole_years_of(range(2021, 2023), "period")
    ([2023], [2021, 2022])
    """
    return [whole_year(one, where) for one in one_or_several(value)]
