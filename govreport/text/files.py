"""Which files are meant by files, folders and zip files, and what is in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from govreport.errors import GovReportError, InputError
from govreport.text.decode import SUFFIXES

__all__ = ["GIVEN_TWICE", "Found", "Source", "find_files", "report_files", "shown", "source_of"]

_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".dta", ".jsonl", ".ndjson", ".parquet")
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
