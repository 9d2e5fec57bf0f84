"""Files are written whole or not at all: beside their place first, and then put there in one step."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import PathLike
from pathlib import Path
from typing import Any

from govreport.asked import path_of
from govreport.errors import InputError

__all__ = ["SavedPage", "guarded_word", "is_risky", "replacing", "saved", "write_text"]

#: what a spreadsheet takes for the beginning of a formula; some take the wide forms too
_RISKY = re.compile("[=+@\t\r\n＝＋＠－-]")


@contextmanager
def replacing(path: str | PathLike[str]) -> Iterator[Path]:
    """Give a file to write to, which takes the place of another when all of it is written.

    Parameters
    ----------
    path : str or path
        The file that shall be there in the end. One that is there keeps its permissions; a link is followed. What is
        no plain file (`/dev/stdout`, a named pipe) is written to as it is.

    Yields
    ------
    pathlib.Path
        An empty file in the same folder with the same ending. When the block ends it is flushed to the disk and
        replaces `path`; when the block raises it is removed, and `path` stays as it was.

    Raises
    ------
    InputError
        If the file cannot be written: no such folder, no permission, no space, or a character that the encoding of the
        file cannot hold.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "numbers.txt"
    ...     _ = place.write_text("old")
    ...     try:
    ...         with replacing(place) as file:
    ...             _ = file.write_text("half of the n")
    ...             raise KeyboardInterrupt
    ...     except KeyboardInterrupt:
    ...         place.read_text(), len(list(place.parent.iterdir()))
    ('old', 1)
    """
    path_of(path)
    shown = os.fspath(path)
    try:
        place = Path(os.path.realpath(shown))
        if place.exists() and not place.is_file():
            yield _special(place, shown)
            return
        draft = _draft(place)
        try:
            yield draft
            _to_disk(draft)
            os.replace(draft, place)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError("cannot write here", where=shown, found=error.strerror or str(error)) from error
    except UnicodeEncodeError as error:
        wrong = error.object[error.start : error.start + 1]
        raise InputError(
            "a character that the encoding of the file cannot hold",
            where=shown,
            found=f"{wrong!r}",
            expected=error.encoding,
        ) from error


def _special(place: Path, shown: str) -> Path:
    if place.is_dir():
        raise InputError("this is a folder, not a file to write to", where=shown)
    return place


def _draft(place: Path) -> Path:
    """Make an empty file beside a place; its mode is that of the file that is there, or what the user's mask says."""
    ending = "".join(place.suffixes[-2:])
    draft = place.with_name(f".{secrets.token_hex(6)}{ending if len(ending) <= 20 else place.suffix[:20]}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    if place.exists():
        with suppress(OSError):
            os.chmod(draft, stat.S_IMODE(place.stat().st_mode))
    return draft


def _to_disk(draft: Path) -> None:
    handle = os.open(draft, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_text(path: str | PathLike[str], text: str, encoding: str = "utf-8") -> None:
    """Write a text to a file, whole or not at all; line ends stay as they are.

    Parameters
    ----------
    path : str or path
        Where to; an existing file is replaced.
    text : str
        What to write.
    encoding : str, default "utf-8"
        How.

    Raises
    ------
    InputError
        As in `replacing`.

    Examples
    --------
    >>> write_text("no/such/folder/numbers.txt", "5%")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: no/such/folder/numbers.txt: cannot write here: found No such file or directory
    """
    with replacing(path) as file, open(file, "w", encoding=encoding, newline="") as stream:
        stream.write(text)


class SavedPage(str):
    """The text of a page that stands in a file; a prompt or a notebook shows where, and not all of its letters."""

    __slots__ = ("path",)
    path: str

    def __repr__(self) -> str:
        return f"<{len(self.encode()) / 1000:,.0f} kB saved in {self.path}>"


def saved(path: str | PathLike[str], text: str) -> SavedPage:
    """Write a page to a file, and return it.

    Parameters
    ----------
    path : str or path
    text : str

    Returns
    -------
    SavedPage

    Raises
    ------
    InputError
        For a path that cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = saved(f"{folder}/page.html", "<p>好</p>" * 1000)
    >>> page[:8], repr(page).startswith("<10 kB saved in ")
    ('<p>好</p>', True)
    """
    write_text(path, text)
    page = SavedPage(text)
    page.path = os.fspath(path)
    return page


def is_risky(value: object) -> bool:
    """Say whether a spreadsheet would run a text as a formula.

    Parameters
    ----------
    value : object
        The value of a cell; only texts are risky.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_risky("=1+1"), is_risky(-5), is_risky("增长5%")
    (True, False, False)
    """
    return isinstance(value, str) and _RISKY.match(value) is not None


def guarded_word(value: Any) -> Any:
    """Return a value with a `'` before it where it is a text that a spreadsheet would run as a formula.

    Parameters
    ----------
    value : object
        The value of a cell.

    Returns
    -------
    object

    Examples
    --------
    >>> guarded_word("@SUM(1)"), guarded_word(-5)
    ("'@SUM(1)", -5)
    """
    return f"'{value}" if is_risky(value) else value
