"""The bytes of a file, or of an entry of a zip file, within what is allowed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from zipfile import ZipFile

from govreport.errors import GovReportError, InputError
from govreport.text.files import Source, shown
from govreport.text.limits import Limits, refuse

__all__ = ["Opener", "check_file"]

_ENCRYPTED = 0x1
#: bytes that are read at once
_PART = 1 << 20


class Opener:
    """Reads the bytes of sources, and keeps the zip file of the last one open for the next."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._zip: tuple[Path, ZipFile] | None = None

    def __enter__(self) -> Opener:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._zip:
            self._zip[1].close()

    def read(self, source: Source) -> bytes:
        """Return what is in a file or entry.

        Parameters
        ----------
        source : Source

        Returns
        -------
        bytes

        Raises
        ------
        InputError
            If it is not there, is no plain file, cannot be opened, or is above a limit.
        """
        try:
            return self._entry(source) if source.entry else self._file(source)
        except GovReportError:
            raise
        except OSError as problem:
            found = problem.strerror or str(problem)
            said = "the file cannot be opened" if problem.errno else "the zip file is damaged here"
            raise InputError(said, where=source.label, found=found) from problem
        except Exception as problem:  # a damaged zip file raises whatever its layers raise
            raise InputError("the zip file is damaged here", where=source.label, found=str(problem)) from problem

    def _file(self, source: Source) -> bytes:
        where, most = source.label, self._limits.size
        refuse("size", check_file(source), most, where, "bytes")
        data = b"".join(_parts(source, most))
        refuse("size", len(data), most, where, "bytes")
        return data

    def _entry(self, source: Source) -> bytes:
        where, most = source.label, self._limits.size
        if not self._zip or self._zip[0] != source.path:
            if self._zip:
                self._zip[1].close()
            self._zip = source.path, ZipFile(source.path)
        packed = self._zip[1]
        info = packed.getinfo(source.entry)
        if info.flag_bits & _ENCRYPTED:
            raise InputError("it is packed with a password", where=where, hint="unpack it first")
        refuse("size", info.file_size, most, where, "bytes")
        if info.file_size > 1_000_000:
            ratio = info.file_size // max(info.compress_size, 1)
            refuse("ratio", ratio, self._limits.ratio, where, "times its packed size")
        with packed.open(info) as stream:
            data = stream.read(most + 1)
        refuse("size", len(data), most, where, "bytes")
        return data


def _parts(source: Source, most: int) -> Iterator[bytes]:
    """What is in a file, in parts: between them the clock of `within` is heard in every thread."""
    with open(source.path, "rb", buffering=0, opener=_unwaiting) as file:
        # another may stand in its place since it was looked at
        _refuse_odd(os.fstat(file.fileno()), source.label)
        while most >= 0:
            part = file.read(min(most + 1, _PART))
            if part is None:
                hint = "a file of the system: save what it gives, and read that"
                raise InputError("the file gives nothing now and does not end", where=source.label, hint=hint)
            if not part:
                return
            most -= len(part)
            yield part


def _unwaiting(path: str, flags: int) -> int:
    """Open a file whose reading never waits for what somebody has yet to write."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_odd(status: os.stat_result, where: str) -> None:
    # a pipe would be waited for, and a device need not end
    if not stat.S_ISREG(status.st_mode):
        raise InputError("this is a pipe, a socket or a device, not a file", where=where)


def check_file(source: Source) -> int:
    """Return the size of a file in bytes, if it is one.

    Parameters
    ----------
    source : Source

    Returns
    -------
    int

    Raises
    ------
    InputError
        If it is not there or is no plain file.
    OSError
        If the system cannot say.

    Examples
    --------
    >>> from govreport import samples
    >>> from govreport.text.files import source_of
    >>> check_file(source_of(samples()[0])) > 1000
    True
    """
    path, where = source.path, source.label
    if "\0" in str(path):
        raise InputError("no file is called so", where=where, found="a zero character in its name")
    if os.path.isdir(path):
        raise InputError("this is a folder, not a report", where=where, hint="read_panel reads folders")
    try:
        status = os.stat(path)
    except FileNotFoundError:
        raise _missing(path, where) from None
    _refuse_odd(status, where)
    return status.st_size


def _missing(path: Path, where: str) -> InputError:
    if os.path.islink(path):
        return InputError("a link to what is not there", where=where, found=shown(os.readlink(path)))
    try:
        names = sorted(shown(name) for name in os.listdir(path.parent) if name.startswith(path.stem[:2]))
    except OSError:
        names = []
    return InputError("there is no such file or folder", where=where, suggestions=names[:3])
