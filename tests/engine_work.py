"""What the workers of `test_engine.py` do: they load this module, and it loads no more than they need."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path
from typing import Any

from govreport.engine import died


def square(number: int, add: int) -> tuple[int, int]:
    return number * number + add, os.getpid()


def squares(add: int) -> partial[tuple[int, int]]:
    return partial(square, add=add)


def harmed(number: int, folder: Path, times: int, harm: str) -> str:
    """Harm the worker at a 5, as often as is said."""
    if number == 5 and len(list(folder.iterdir())) < times:
        (folder / str(time.time_ns())).touch()
        if harm == "memory":
            raise MemoryError
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{number} done"


class Unable:
    """Work that no worker can unpack."""

    def __init__(self, error: type[Exception]) -> None:
        self.error = error

    def __call__(self, number: int) -> int:
        return number

    def __reduce__(self) -> tuple[Any, ...]:
        return unpack, (self.error,)


def unpack(error: type[Exception]) -> Unable:
    raise error("nothing works here")


def sleepy(number: int) -> int:
    time.sleep(0.05)
    return number


def lost(number: int, problem: Exception) -> str:
    return f"{number} lost: {type(problem).__name__ if isinstance(problem, MemoryError) else died(problem, 'here')}"
