"""One piece of work on many things, by one process or several: joblib, whose engine the user picks.

The work is sent to every process once, the outcomes have the order of the things, and there are never many of them
under way: memory does not grow with their number.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
import time
import warnings
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from govreport.errors import GovReportError, InputError

__all__ = ["checked_jobs", "died", "each"]

T = TypeVar("T")
R = TypeVar("R")

#: things a worker takes at once, and things under way (waiting, at work or done and not yet taken) for each worker
_BATCH = 2
_AHEAD = 16
#: seconds in which workers that died are replaced
_PATIENCE = 60
#: so many things that fail alone, and nothing that was done, say that it is not their fault
_TRIES = 3
#: every so many seconds a worker looks whether its parent is still there
_LOOKS = 2
#: below so many things, processes take longer to start than the work takes
FEW = 40


class _Parcel:
    """Work on its way: bytes, so that a worker opens only what it does not know.

    Without weak references Dask sends it with the things; else it would keep it on one worker, and lose it with that.
    """

    __slots__ = ("data", "key", "parent", "version")

    def __init__(self, do: Callable[[Any], Any], parent: int = 0) -> None:
        from govreport import __version__

        self.parent = parent  #: the process that waits for the work, where the workers are its children
        self.data, self.version = zlib.compress(pickle.dumps(do, pickle.HIGHEST_PROTOCOL), 1), __version__
        self.key = blake2b(self.data + self.version.encode(), digest_size=16).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Parcel) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


class _Exhausted:
    """What comes of a thing for which there was not enough memory."""


_opening = threading.Lock()


@lru_cache(maxsize=4)
def _opened(parcel: _Parcel) -> Callable[[Any], Any]:
    from govreport import __version__

    if parcel.version != __version__:
        raise InputError(
            "the workers have another version of govreport", expected=parcel.version, found=__version__, hint=_INSTALL
        )
    if parcel.parent and parcel.parent == os.getppid():
        _end_with_parent()
    return pickle.loads(zlib.decompress(parcel.data))  # type: ignore[no-any-return]


@cache
def _end_with_parent() -> None:
    """End this worker soon after its parent was killed: nobody waits for the work, and it would hold its memory on."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOKS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="govreport-parent").start()


def _do(parcel: _Parcel, thing: object) -> object:
    """Do the work on one thing, in a worker."""
    with _opening:
        do = _opened(parcel)
    try:
        return do(thing)
    except MemoryError:
        return _Exhausted()


_INSTALL = "they need what is installed here: govreport and what it rests on, in the same versions"


def checked_jobs(n_jobs: object) -> int | None:
    """Return how many processes were asked for.

    Parameters
    ----------
    n_jobs : int or None
        1, 2, …, -1 for as many as there are cores, None for what `joblib.parallel_config` says, else 1.

    Returns
    -------
    int or None

    Raises
    ------
    InputError
        If it is no number of processes.

    Examples
    --------
    >>> checked_jobs(0)
    Traceback (most recent call last):
        ...
    govreport.errors.InputError: n_jobs counts processes: expected 1, 2, … or -1, found 0
    """
    if n_jobs is not None and (isinstance(n_jobs, bool) or not isinstance(n_jobs, int) or n_jobs == 0 or n_jobs < -1):
        raise InputError("n_jobs counts processes", expected="1, 2, … or -1", found=repr(n_jobs))
    return n_jobs


def each(
    do: Callable[[T], R], things: Iterable[T], *, n_jobs: int | None = None, lost: Callable[[T, Exception], R]
) -> Iterator[R]:
    """Do a piece of work on each of many things, and yield what came of each, in their order.

    Parameters
    ----------
    do : callable
        The work: what can be pickled, is sent to each process once, and lets nothing out but `MemoryError`.
    things : iterable
        Taken one by one in this thread, only a few further than the outcomes that were taken.
    n_jobs : int, optional
        1 works in this process; 2, … or -1 (all cores) in several, from some forty things on. By default what is
        configured (`joblib.parallel_config`) says it, and where nothing is the work is done in this process. Another
        engine than joblib's own that is configured (Dask, Ray, Spark) is taken for every number but 1.
    lost : callable
        What comes of a thing whose worker died twice, or for which there was twice not enough memory: takes the thing
        and the error.

    Yields
    ------
    object
        Close the iterator (or exhaust it): work under way is then stopped.

    Raises
    ------
    InputError
        If `n_jobs` is no number of processes, or the engine has no workers or workers that can do nothing.

    Notes
    -----
    When a process is killed all that was under way is lost: whose fault it was shows when each runs alone.
    An error of `things` is raised when all before it has been yielded.

    Examples
    --------
    >>> from operator import itemgetter
    >>> list(each(itemgetter("name"), [{"name": "a"}, {"name": "b"}], lost=lambda thing, why: str(why)))
    ['a', 'b']
    """
    workers, own, one_by_one = _engine(checked_jobs(n_jobs))
    if workers == 1:
        return _here(do, things, lost)
    return _Crew(do, things, lost, workers, one_by_one, own).outcomes(FEW if own and n_jobs is not None else 0)


def died(problem: Exception, where: str) -> InputError:
    """Return the error for a thing whose worker died twice.

    Parameters
    ----------
    problem : Exception
        What the engine says of it.
    where : str

    Returns
    -------
    InputError

    Examples
    --------
    >>> print(died(BrokenExecutor(), "a.txt"))
    a.txt: the process that read it was killed, twice; it may need more memory than there is
    """
    plain = isinstance(problem, BrokenExecutor) or type(problem).__name__ == "KilledWorker"
    found = None if plain else _said(problem)
    hint = "it may need more memory than there is"
    return InputError("the process that read it was killed, twice", where=where, found=found, hint=hint)


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:300]


def _engine(n_jobs: int | None) -> tuple[int, bool, bool]:
    """How many workers there are, whether they are processes of joblib's own, whether outcomes come one by one."""
    # who has configured joblib has imported it
    if n_jobs == 1 or (n_jobs is None and "joblib" not in sys.modules):
        return 1, True, True
    from joblib import effective_n_jobs
    from joblib.parallel import BACKENDS, get_active_backend

    try:
        backend = _telling(get_active_backend()[0])
        workers = effective_n_jobs(n_jobs)
    except Exception as problem:
        raise InputError("the engine of joblib gives no workers", where="n_jobs", found=_said(problem)) from problem
    one_by_one = bool(getattr(backend, "supports_return_generator", False))
    return max(workers, 1), isinstance(backend, BACKENDS["loky"]), one_by_one


def _telling(backend: Any) -> Any:
    """joblib's link to Dask keeps it to itself when a worker died (up to 1.6): it would be waited for without end."""
    if type(backend).__name__ != "DaskDistributedBackend" or hasattr(backend, "tells"):
        return backend
    name = "submit" if hasattr(type(backend), "submit") else "apply_async"
    silent = getattr(backend, name)

    def submit(work: Any, callback: Any = None) -> Any:
        future = silent(work, callback=callback)
        future.add_done_callback(lambda done: done.exception() and callback and callback(done.exception()))
        return future

    setattr(backend, name, submit)
    backend.tells = True
    return backend


def _here(do: Callable[[T], R], things: Iterable[T], lost: Callable[[T, Exception], R]) -> Iterator[R]:
    for thing in things:
        try:
            outcome = do(thing)
        except MemoryError as problem:
            outcome = lost(thing, problem)
        yield outcome


class _Crew(Generic[T, R]):
    """Workers, what waits for them and what they have not given back."""

    def __init__(
        self,
        do: Callable[[T], R],
        things: Iterable[T],
        lost: Callable[[T, Exception], R],
        workers: int,
        one_by_one: bool,
        own: bool,
    ) -> None:
        self._work, self._things, self._lost = do, iter(things), lost
        self._workers, self._one_by_one, self._own = workers, one_by_one, own
        self._waiting: deque[T] = deque()
        self._away: deque[T] = deque()
        self._ended: Exception | bool = False
        self._at_work = False
        self._hand = threading.Lock()

    def outcomes(self, few: int) -> Iterator[R]:
        """Yield the outcomes; of fewer things than `few`, from this process."""
        self._fill(few)
        if self._ended and len(self._waiting) < few:
            yield from _here(self._work, self._waiting, self._lost)
            self._waiting.clear()
        if self._waiting:
            self._parcel = _Parcel(self._work, os.getpid() if self._own else 0)
        while self._waiting:
            yield from self._run()
            self._fill()
        if isinstance(self._ended, Exception):
            raise self._ended

    def _fill(self, least: int = 0) -> None:
        """Take things on, in the thread that asked for the work: what goes wrong with one is told in its turn."""
        most = max(self._workers * _AHEAD, least)
        try:
            while not self._ended and len(self._waiting) + len(self._away) < most:
                self._waiting.append(next(self._things))
        except StopIteration:
            self._ended = True
        except Exception as problem:
            self._ended = problem

    def _feed(self, over: threading.Event) -> Iterator[Any]:
        """Hand out what waits; the engine asks for it in threads of its own, sometimes after all is over."""
        from joblib import delayed

        call = delayed(_do)
        while True:
            with self._hand:
                if over.is_set() or not self._waiting:
                    return
                thing = self._waiting.popleft()
                self._away.append(thing)
            yield call(self._parcel, thing)

    def _settled(self) -> int:
        """Wait until there are workers again: with one alone joblib would work, and die, in this process."""
        from joblib import effective_n_jobs

        until = time.monotonic() + _PATIENCE
        while effective_n_jobs(self._workers) == 1:
            if time.monotonic() > until:
                expected = "at least two workers"
                raise InputError("the engine has lost its workers", where="n_jobs", expected=expected, found="one")
            time.sleep(0.1)
        return self._workers

    def _run(self) -> Iterator[R]:
        """Work until nothing waits or a worker dies."""
        from joblib import Parallel

        options: dict[str, Any] = {"batch_size": _BATCH, "pre_dispatch": f"{2 * _BATCH} * n_jobs", "max_nbytes": None}
        options["return_as"] = "generator" if self._one_by_one else "list"
        over = threading.Event()
        results: Any = ()
        trouble: Exception | None = None
        try:
            results = Parallel(n_jobs=self._settled(), **options)(self._feed(over))
            for outcome in results:
                thing = self._away.popleft()
                self._fill()
                self._at_work = True
                yield self._once_more(thing)[0] if isinstance(outcome, _Exhausted) else outcome
        except GovReportError:
            raise
        except Exception as problem:
            trouble = problem
        finally:
            with self._hand:
                over.set()
            if hasattr(results, "close"):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    results.close()
        if trouble is not None:
            yield from self._each_alone(trouble)

    def _each_alone(self, trouble: Exception) -> Iterator[R]:
        """Do again what was under way when a worker died, one thing after the other."""
        away = [*self._away]
        self._away.clear()
        held: list[R] = []
        for thing in away:
            outcome, came = self._once_more(thing)
            self._at_work |= came
            held.append(outcome)
            if self._at_work:
                yield from held
                held.clear()
            elif len(held) == _TRIES:
                break
        if len(held) > 1:
            found = _said(trouble)
            raise InputError("the workers can do nothing", where="n_jobs", found=found, hint=_INSTALL) from trouble
        yield from held

    def _once_more(self, thing: T) -> tuple[R, bool]:
        """Do one thing alone, and say whether its worker lived."""
        from joblib import Parallel, delayed

        try:
            [outcome] = Parallel(n_jobs=min(self._settled(), 2), max_nbytes=None)([delayed(_do)(self._parcel, thing)])
        except GovReportError:
            raise
        except Exception as problem:
            return self._lost(thing, problem), False
        return (self._lost(thing, MemoryError()) if isinstance(outcome, _Exhausted) else outcome), True
