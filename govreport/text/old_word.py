"""The text of old Word and WPS documents, by a converter that is installed: LibreOffice or antiword."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from govreport.errors import InputError
from govreport.text.limits import Limits, refuse
from govreport.text.word import word_text

__all__ = ["OLD_SUFFIXES", "old_word_text"]

OLD_SUFFIXES = (".doc", ".wps")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  #: how the files of Word 97 to 2003 begin, and those of WPS
_STREAM = "WordDocument".encode("utf-16-le")
_OFFICE = ("soffice", "libreoffice")
#: where LibreOffice is when it is on no path
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_PLAIN = ("-m", "UTF-8.txt", "-w", "0")
_SAID = 200  #: characters of what a converter said that an error repeats


def old_word_text(data: bytes, where: str, limits: Limits, notes: list[str]) -> str:
    """Return the text of a `.doc` or `.wps` file.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        What errors call it.
    limits : Limits
        How long the converter may take, and how much it may give.
    notes : list of str
        What the caller should warn of is added.

    Returns
    -------
    str
        As `word_text` gives it, by LibreOffice where that is installed; else what antiword writes.

    Raises
    ------
    InputError
        If it is no such file, no converter is installed, or none can read it.

    Examples
    --------
    >>> old_word_text(b"no document", "a.doc", Limits(), [])
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: a.doc: this is not a Word or WPS document that can be read: found b'no document'
    """
    if data.startswith(b"PK"):  # what new programs save under the old name
        return word_text(data, where, limits)
    if not data.startswith((_OLD, b"{\\rtf")):
        raise InputError("this is not a Word or WPS document that can be read", where=where, found=repr(data[:16]))
    office = _office()
    plain = shutil.which("antiword")
    if not (office or plain):
        raise InputError(
            "old Word and WPS documents are read by a program that is not installed",
            where=where,
            expected="LibreOffice (soffice) or antiword",
            hint="install one of them, or save the document as .docx",
        )
    said: list[str] = []
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.doc" if _STREAM in data else "report.wps")
        path.write_bytes(data)
        if office and (made := _as_docx(office, path, limits.seconds, said)):
            refuse("size", made.stat().st_size, limits.size, where, "bytes")
            return word_text(made.read_bytes(), where, limits)
        if plain and (text := _run([plain, *_PLAIN, str(path)], path, limits.seconds, said).decode("utf-8", "replace")):
            refuse("characters", len(text), limits.characters, where, "characters")
            notes.append("read by antiword, which shows what tracked changes deleted; LibreOffice does not")
            return _tabled(text)
    raise InputError("no converter can read this document", where=where, found="; ".join(said), hint="save it as .docx")


def _office() -> str | None:
    return next((found for name in (*_OFFICE, *_PLACES) if (found := shutil.which(name))), None)


def _as_docx(office: str, path: Path, seconds: float, said: list[str]) -> Path | None:
    """Convert with a profile of its own, so that several processes and the user's own window do not meet."""
    profile = (path.parent / "profile").as_uri()
    options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(path.parent)]
    _run([office, f"-env:UserInstallation={profile}", *options, str(path)], path, seconds, said)
    made = path.with_suffix(".docx")
    return made if made.is_file() else None


def _run(arguments: list[str], path: Path, seconds: float, said: list[str]) -> bytes:
    """Run a converter and all that it starts, note what it complains of, and end all of it when its time is over."""
    name = Path(arguments[0]).stem
    try:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=path.parent,
            start_new_session=True,
        )
    except OSError as problem:
        said.append(f"{name}: {problem.strerror or problem}")
        return b""
    try:
        output, complaint = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        said.append(f"{name}: not done after {seconds:g} seconds")
        return b""
    finally:
        if process.poll() is None:
            _end(process)
    if process.returncode or not output.strip():
        words = " ".join(complaint.decode("utf-8", "replace").replace(str(path), path.name).split())
        said.append(f"{name}: {words[:_SAID] or f'ended with {process.returncode}'}")
    return b"" if process.returncode else output


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


def _tabled(text: str) -> str:
    """Part the cells of tables, which antiword draws with bars, by tabs."""
    lines = text.split("\n")
    return "\n".join(
        "\t".join(cell.strip() for cell in line.strip()[1:-1].split("|"))
        if line.count("|") > 2 and line.strip().startswith("|") and line.strip().endswith("|")
        else line
        for line in lines
    )
