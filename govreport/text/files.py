"""Which files are meant by files, folders and zip files, and what is in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from types import TracebackType
from zipfile import BadZipFile, ZipFile, ZipInfo

from govreport.errors import GovReportError, InputError
from govreport.text.decode import SUFFIXES
from govreport.text.limits import Limits, refuse

__all__ = ["GIVEN_TWICE", "Found", "Opener", "Source", "check_file", "find_files", "report_files", "shown", "source_of"]

_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".dta", ".jsonl", ".ndjson", ".parquet")
_ENCRYPTED = 0x1
#: bytes that are read at once
_PART = 1 << 20
#: why a file that was given before is passed over
GIVEN_TWICE = "given twice"


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or an entry of a zip file.

    Attributes
    ----------
    path : pathlib.Path
        The file on the disk.
    entry : str
        Which entry of the zip file, as the zip file names it; "" for a file itself.
    name : str
        What the file or entry is called, without folders.
    label : str
        The whole path, of an entry behind that of its zip file, in characters that can be printed.
    """

    path: Path
    entry: str
    name: str
    label: str

    @property
    def suffix(self) -> str:
        """The ending of the name, in small letters."""
        return PurePath(self.name).suffix.lower()


@dataclass(slots=True)
class Found:
    """What is to be read, what is passed over and why, and what could not be opened."""

    sources: list[Source] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, GovReportError]] = field(default_factory=list)


def shown(path: str | Path) -> str:
    """Return a path in characters that can be printed.

    Parameters
    ----------
    path : str or Path
        Names that are not in the encoding of the system (files that came from Windows, in GBK) hold half characters.

    Returns
    -------
    str
        Such names read as GB18030 where that fits, else with the bytes written out.

    Examples
    --------
    >>> shown(os.fsdecode("浙江省_2025.txt".encode("gbk")))
    '浙江省_2025.txt'
    """
    said = os.fspath(path)
    try:
        said.encode("utf-8")
    except UnicodeEncodeError:
        data = said.encode("utf-8", "surrogateescape") if _escaped(said) else said.encode("utf-8", "replace")
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return data.decode("utf-8", "backslashreplace")
    return said


def _escaped(said: str) -> bool:
    return all("\udc80" <= letter <= "\udcff" for letter in said if "\ud800" <= letter <= "\udfff")


def source_of(path: str | Path) -> Source:
    """Return a file as a source.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Source

    Examples
    --------
    >>> source_of("reports/浙江省_2025.txt").name
    '浙江省_2025.txt'
    """
    label = shown(path)
    return Source(Path(path), "", PurePath(label).name, label)


def report_files(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    """Return the files that are meant, with folders opened (not their sub-folders, and no zip files).

    Parameters
    ----------
    paths : str, Path or iterable of these

    Returns
    -------
    list of Path
        Files as given, the reports of folders sorted by name; none twice, no hidden ones.

    Raises
    ------
    InputError
        If a folder holds no report, or nothing was given.

    Examples
    --------
    >>> from govreport import samples
    >>> report_files([samples()[0].parent])[0].name
    '全国_2018.txt'
    """
    found = find_files(paths)
    for _, error in found.failed:
        raise error
    return [source.path for source in found.sources if not source.entry]


def find_files(paths: str | Path | Iterable[str | Path], *, recursive: bool = False) -> Found:
    """Find what is to be read.

    Parameters
    ----------
    paths : str, Path or iterable of these
        Files, folders and zip files.
    recursive : bool, default False
        Open sub-folders too; links to folders are never followed.

    Returns
    -------
    Found
        `sources`: files as given, those of folders and zip files sorted by name, none twice. `skipped`: every other
        file of a folder or zip file, with the reason. `failed`: what could not be opened, with the error.

    Raises
    ------
    InputError
        If nothing was given.

    Examples
    --------
    >>> from govreport import samples
    >>> found = find_files(samples()[0].parent)
    >>> [(PurePath(name).name, reason) for name, reason in found.skipped]
    [('README.md', "'.md' files are not read"), ('provinces', 'a folder: recursive=True opens it')]
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    found = Found()
    for one in map(Path, given):
        try:
            _add(one, found, recursive)
        except OSError as problem:
            error = InputError("cannot be opened", where=shown(one), found=problem.strerror or str(problem))
            found.failed.append((shown(one), error))
    if not (found.sources or found.failed):
        raise InputError("nothing to read", expected="a file, a folder or several of these")
    once: set[Source] = set()
    for source in found.sources:
        if source in once:
            found.skipped.append((source.label, GIVEN_TWICE))
        once.add(source)
    found.sources = list(dict.fromkeys(found.sources))
    return found


def _add(path: Path, found: Found, recursive: bool) -> None:
    if os.path.isdir(path):
        count = len(found.sources) + len(found.failed)
        for file in _inside(path, found, recursive):
            reason = _not_read(file.name, file.suffix)
            if reason:
                found.skipped.append((shown(file), reason))
            else:
                _file(file, found)
        if len(found.sources) + len(found.failed) == count:
            error = InputError("no report in the folder", where=shown(path), expected=", ".join(SUFFIXES))
            found.failed.append((shown(path), error))
    else:
        _file(path, found)


def _file(path: Path, found: Found) -> None:
    if path.suffix.lower() == ".zip" and path.is_file():
        _zip(path, found)
    else:
        found.sources.append(source_of(path))


def _inside(folder: Path, found: Found, recursive: bool) -> Iterator[Path]:
    """Yield the files of a folder, sorted, those of its sub-folders behind their names."""
    try:
        names = sorted(os.listdir(folder))
    except OSError as problem:
        error = InputError("the folder cannot be opened", where=shown(folder), found=problem.strerror or str(problem))
        found.failed.append((shown(folder), error))
        return
    for path in (folder / name for name in names):
        if not os.path.isdir(path):
            yield path
        elif path.name.startswith("."):
            found.skipped.append((shown(path), "a hidden folder"))
        elif os.path.islink(path):
            found.skipped.append((shown(path), "a link to a folder"))
        elif recursive:
            yield from _inside(path, found, recursive)
        else:
            found.skipped.append((shown(path), "a folder: recursive=True opens it"))


def _not_read(name: str, suffix: str) -> str:
    """Say why a file of a folder is passed over, "" where it is not."""
    if name.startswith((".", "~")):
        return "a hidden or temporary file"
    if suffix.lower() in _TABLES:
        return "a table: name it itself, or gr.reports(…)"
    if suffix.lower() in (*SUFFIXES, ".zip"):
        return ""
    return f"'{suffix}' files are not read" if suffix else "files without an ending are not read"


def _zip(path: Path, found: Found) -> None:
    try:
        with ZipFile(path) as packed:
            entries = packed.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        error = InputError("this is not a zip file that can be read", where=shown(path), found=str(problem))
        found.failed.append((shown(path), error))
        return
    encodings = _name_encodings(entries)
    named = sorted((_entry_name(info, encodings), info.filename) for info in entries if not info.is_dir())
    count = len(found.sources)
    for name, entry in named:
        pure = PurePosixPath(name)
        label = f"{shown(path)}/{name}"
        hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in pure.parts[:-1])
        reason = "a hidden folder" if hidden else _not_read(pure.name, pure.suffix)
        if pure.suffix.lower() == ".zip":
            reason = "a zip file in a zip file"
        if reason:
            found.skipped.append((label, reason))
        else:
            found.sources.append(Source(path, entry, pure.name, label))
    if len(found.sources) == count:
        error = InputError("no report in the zip file", where=shown(path), expected=", ".join(SUFFIXES))
        found.failed.append((shown(path), error))


_UTF8 = 0x800


def _name_encodings(entries: list[ZipInfo]) -> tuple[str, ...]:
    """Who packs in GBK does so with all names: 图 alone could be UTF-8 as well."""
    names = [_name_bytes(info) for info in entries if not info.flag_bits & _UTF8]
    try:
        b"".join(names).decode("utf-8")
    except UnicodeDecodeError:
        return ("gb18030", "utf-8")
    return ("utf-8", "gb18030")


def _name_bytes(info: ZipInfo) -> bytes:
    return info.filename.encode("cp437", "replace")


def _entry_name(info: ZipInfo, encodings: tuple[str, ...]) -> str:
    """The name of an entry; what is not marked as UTF-8 is in the encoding of whoever packed it, in China GBK."""
    if info.flag_bits & _UTF8:
        return shown(info.filename)
    for encoding in encodings:
        try:
            return _name_bytes(info).decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


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
