"""How much of one file is read at most: a file that is out of all measure is refused, and never ends a folder."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields

from govreport.asked import is_above_nothing, methods_called_right, of_kind
from govreport.errors import InputError

__all__ = ["Limits", "held_to", "refuse", "within"]


@methods_called_right
@dataclass(frozen=True, slots=True)
class Limits:
    """What is too much for one file; a file above a limit is refused by an error that names the limit.

    The largest report of the corpus has 61,000 characters, and reading it takes a second: the defaults are far above
    what a report needs.

    Parameters
    ----------
    size : int, default 100,000,000
        Bytes of the file, or of an entry of a zip file when it is unpacked.
    unpacked : int, default 32,000,000
        Bytes of the text part of a Word document, characters of the source of a page.
    ratio : int, default 200
        How many times as large as packed an entry of more than a million bytes may be.
    characters : int, default 2,000,000
        Characters of the text.
    seconds : float, default 120
        Time on the clock for a file, from opening it to its last number. In the main thread on Linux and macOS, as in
        the processes of `n_jobs`, the alarm of the system interrupts whatever goes on; elsewhere it is the next step in
        Python.

    Raises
    ------
    InputError
        If a limit is no number above 0.

    Examples
    --------
    >>> Limits(characters=5_000_000).characters
    5000000
    """

    size: int = 100_000_000
    unpacked: int = 32_000_000
    ratio: int = 200
    characters: int = 2_000_000
    seconds: float = 120

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not is_above_nothing(value):
                raise InputError("a limit is a number above 0", where=f"Limits({field.name}=…)", found=repr(value))


def held_to(limits: Limits | None) -> Limits:
    """Return the limits that are asked for, those of the library where none are.

    Parameters
    ----------
    limits : Limits, optional

    Returns
    -------
    Limits

    Raises
    ------
    InputError
        If it is something else.

    Examples
    --------
    >>> held_to(None) == Limits()
    True
    """
    return Limits() if limits is None else of_kind(limits, Limits, "limits", "Limits(seconds=…)")


def refuse(limit: str, found: float, most: float, where: str, what: str) -> None:
    """Raise the error for a file above a limit, and do nothing for others.

    Parameters
    ----------
    limit : str
        The name of the limit.
    found, most : float
        How much there is, and how much may be.
    where, what : str
        The file, and what is counted.

    Raises
    ------
    InputError
        If `found` is above `most`.

    Examples
    --------
    >>> refuse("characters", 3_000_000, 2_000_000, "a.txt", "characters")
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: a.txt: too large: expected at most 2,000,000 characters, found 3,000,000; if it is a \
report all the same, raise limits=Limits(characters=…)
    """
    if found > most:
        raise InputError(
            "too large",
            where=where,
            expected=f"at most {most:,} {what}",
            found=f"{found:,}",
            hint=f"if it is a report all the same, raise limits=Limits({limit}=…)",
        )


class _Overtime(BaseException):
    """The alarm went off; no `except Exception` on its way may hold it up."""


@contextmanager
def within(seconds: float, where: str) -> Iterator[None]:
    """Raise when a block takes longer than it may.

    Parameters
    ----------
    seconds : float
    where : str
        The file that the error names.

    Yields
    ------
    None

    Raises
    ------
    InputError
        When the time is over. Without the alarm of the system (on Windows, outside the main thread, while another alarm
        is set) a thread that waits interrupts the block: at its next step in Python, not within a call into C.

    Examples
    --------
    >>> with within(60, "a.txt"):
    ...     1 + 1
    2
    """
    alarm = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    free = alarm and not signal.getitimer(signal.ITIMER_REAL)[0]
    try:
        with _by_alarm(seconds) if free else _by_thread(seconds):
            yield
    except _Overtime:
        raise InputError(
            "reading it took too long",
            where=where,
            expected=f"at most {seconds:g} seconds",
            hint="if it is a report all the same, raise limits=Limits(seconds=…)",
        ) from None


@contextmanager
def _by_alarm(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: object) -> None:
        raise _Overtime

    before = signal.signal(signal.SIGALRM, ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    """Interrupt the thread of a block from another one; nothing of it is left when the block ends."""
    raised = ctypes.pythonapi.PyThreadState_SetAsyncExc
    here, turn = ctypes.c_ulong(threading.get_ident()), threading.Lock()
    over, rang = threading.Event(), threading.Event()

    def ring() -> None:
        with turn:
            if not over.is_set():
                rang.set()
                raised(here, ctypes.py_object(_Overtime))

    timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with turn:
            over.set()
        if rang.is_set():
            # It may not have got here yet: it does at the next step. To take it back instead would leave Python 3.11
            # looking for it at every step from then on, and under a debugger never come to the next one.
            with suppress(_Overtime):
                for _ in range(100):
                    pass
        timer.cancel()
