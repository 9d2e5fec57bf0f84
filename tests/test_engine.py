"""Work on many things by several processes, or by those of a cluster: the same outcomes as by one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import joblib
import pytest
from engine_work import Unable, harmed, lost, squares

import govreport as gr
from govreport import engine
from govreport.engine import died, each
from govreport.errors import InputError, VocabularyError

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


pytestmark = pytest.mark.usefixtures("processes")


def run(do: Callable[[int], Any], things: Any, n_jobs: int | None = 2) -> list[Any]:
    return list(each(do, things, n_jobs=n_jobs, lost=lost))


# --- the outcomes --------------------------------------------------------------------------------------------------


def test_outcomes_have_the_order_of_the_things_and_come_from_other_processes() -> None:
    one, two = run(squares(3), range(99), 1), run(squares(3), range(99))
    assert [value for value, _ in two] == [value for value, _ in one] == [n * n + 3 for n in range(99)]
    assert {process for _, process in one} == {os.getpid()}
    assert os.getpid() not in {process for _, process in two}
    assert run(squares(3), []) == []


def test_few_things_are_done_in_this_process_unless_an_engine_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "FEW", 10)
    assert {process for _, process in run(squares(0), range(9))} == {os.getpid()}
    assert os.getpid() not in {process for _, process in run(squares(0), range(10))}
    with joblib.parallel_config(backend="loky", n_jobs=2):
        assert os.getpid() not in {process for _, process in run(squares(0), range(2), None)}
        assert {process for _, process in run(squares(0), range(2), 1)} == {os.getpid()}
    assert {process for _, process in run(squares(0), range(2), None)} == {os.getpid()}


def test_an_engine_that_gives_its_outcomes_all_at_once_will_do() -> None:
    with joblib.parallel_config(backend="multiprocessing", n_jobs=2):
        assert [value for value, _ in run(squares(1), range(99), None)] == [n * n + 1 for n in range(99)]
    with joblib.parallel_config(backend="threading", n_jobs=2):
        assert [value for value, _ in run(squares(1), range(99), None)] == [n * n + 1 for n in range(99)]


@pytest.mark.parametrize("backend", ["loky", "threading", "multiprocessing"])
def test_never_many_things_are_under_way_however_slowly_outcomes_are_taken(backend: str) -> None:
    taken = 0

    def things() -> Iterator[int]:
        nonlocal taken
        for number in range(120):
            taken += 1
            yield number

    most = 0
    with joblib.parallel_config(backend=backend, n_jobs=2):
        for number, _ in enumerate(each(squares(0), things(), lost=lost)):
            time.sleep(0.02 if number < 20 else 0)
            most = max(most, taken - number)
    assert taken == 120
    assert most <= 2 * 16 + 1


def test_an_error_of_the_things_comes_when_all_before_it_is_done() -> None:
    def things() -> Iterator[int]:
        yield from range(5)
        raise VocabularyError("no sixth")

    for n_jobs in (1, 2):
        outcomes = each(squares(0), things(), n_jobs=n_jobs, lost=lost)
        assert [next(outcomes)[0] for _ in range(5)] == [0, 1, 4, 9, 16]
        with pytest.raises(VocabularyError, match="no sixth"):
            next(outcomes)


# --- what goes wrong -----------------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize(
    ("harm", "times", "said"),
    [
        ("kill", 1, "5 done"),
        ("kill", 2, f"5 lost: {died(engine.BrokenExecutor(), 'here')}"),
        ("memory", 1, "5 done"),
        ("memory", 2, "5 lost: MemoryError"),
    ],
)
def test_what_harms_its_worker_is_tried_once_more_and_all_others_are_done(
    harm: str, times: int, said: str, tmp_path: Path
) -> None:
    found = run(partial(harmed, folder=tmp_path, times=times, harm=harm), range(40))
    assert found == [said if number == 5 else f"{number} done" for number in range(40)]
    assert len(list(tmp_path.iterdir())) == times


def test_too_little_memory_is_told_by_one_process_too(tmp_path: Path) -> None:
    found = run(partial(harmed, folder=tmp_path, times=1, harm="memory"), range(7), 1)
    assert found[5:] == ["5 lost: MemoryError", "6 done"]


def test_workers_that_can_do_nothing_end_the_work_with_one_error() -> None:
    with pytest.raises(InputError, match=r"n_jobs: the workers can do nothing: found KeyError: 'nothing works here'"):
        run(Unable(KeyError), range(9))
    with pytest.raises(VocabularyError, match="nothing works here"):
        run(Unable(VocabularyError), range(9))


def test_work_never_comes_home_when_a_cluster_has_lost_all_workers_but_one(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter([2, 1, 1, 2, 1, 1, 1, 1])
    monkeypatch.setattr(joblib, "effective_n_jobs", lambda n_jobs: next(counts))
    monkeypatch.setattr(engine, "_PATIENCE", 0.3)
    assert os.getpid() not in {process for _, process in run(squares(0), range(20))}
    with pytest.raises(InputError, match="lost its workers: expected at least two workers, found one"):
        list(engine._Crew(squares(0), range(20), lost, 2, True, True).outcomes(0))


def test_workers_of_another_version_do_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gr, "__version__", "9.9")
    with pytest.raises(InputError, match=r"another version of govreport: expected 9\.9, found"):
        run(squares(0), range(9))


def test_an_engine_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(n_jobs: int) -> int:
        raise TimeoutError("no worker after 10 seconds")

    monkeypatch.setattr(joblib, "effective_n_jobs", none)
    with pytest.raises(InputError, match="gives no workers: found TimeoutError: no worker after 10 seconds"):
        run(squares(0), range(9))


def test_work_that_is_broken_off_stops_without_a_word() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        outcomes: Any = each(squares(0), range(10_000), n_jobs=2, lost=lost)
        assert next(outcomes)[0] == 0
        outcomes.close()
        assert len(run(squares(0), range(30))) == 30


@pytest.fixture
def at_work(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has two workers, which have done something, and would be busy for an hour."""
    script = """
        import signal, sys, time
        from govreport import engine
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's work behind `&` does not hear it
        engine.FEW = 0
        if __name__ == "__main__":
            from engine_work import sleepy, lost
            for number in engine.each(sleepy, range(9999), n_jobs=2, lost=lost):
                print(number, flush=True)
    """
    path = os.pathsep.join([str(root), str(root / "tests")])
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "0\n"
        yield process


def gone(group: int, seconds: float) -> bool:
    """Whether all processes of a group end within a time."""
    begin = time.monotonic()
    while time.monotonic() - begin < seconds and alive(group):
        time.sleep(0.05)
    return not alive(group)


@posix
def test_ctrl_c_ends_the_work_and_leaves_no_process_behind(at_work: subprocess.Popen[str]) -> None:
    os.killpg(at_work.pid, signal.SIGINT)
    said = at_work.communicate(timeout=30)[1]
    assert at_work.returncode != 0 and said.rstrip().endswith("KeyboardInterrupt")
    assert gone(at_work.pid, 30)


@posix
def test_workers_do_not_outlive_who_waits_for_them(at_work: subprocess.Popen[str]) -> None:
    at_work.kill()
    at_work.communicate(timeout=10)
    assert gone(at_work.pid, 10)


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


# --- a cluster -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A Dask cluster of two processes on this machine, which joblib is configured to."""
    reason = "no cluster to try: distributed is not installed (extra: dask)"
    distributed = pytest.importorskip("distributed", reason=reason)
    import dask

    settings = {"distributed.scheduler.allowed-failures": 0, "distributed.comm.timeouts.connect": "60s"}
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": "CRITICAL"}
    with dask.config.set(settings), distributed.Client(**options), joblib.parallel_config(backend="dask"):
        yield


def test_a_cluster_reads_the_same_panel_to_the_byte(cluster: None, tmp_path: Path) -> None:
    text = "{}2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n地区生产总值增长{}%，出口{}亿元。\n"
    paths = [tmp_path / f"{name}_2024.txt" for name in ("甲县", "乙县", "丙县", "丁县")]
    for number, path in enumerate(paths):
        path.write_text(text.format(path.stem[:2], number + 4, number * 10 + 3), encoding="utf-8")
    paths[2].write_text("你好", encoding="utf-8")
    one, two = gr.read_panel(paths, n_jobs=1), gr.read_panel(paths)
    one.save(tmp_path / "one.json")
    two.save(tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert [str(failure) for failure in two.failed] == [str(failure) for failure in one.failed]
    assert len(two.failed) == 1 and len(two.regions) == 3


def test_a_cluster_takes_every_number_of_processes_but_one(cluster: None) -> None:
    here = os.getpid()
    assert [value for value, _ in run(squares(2), range(99), None)] == [n * n + 2 for n in range(99)]
    assert here not in {process for n_jobs in (None, 2, -1) for _, process in run(squares(0), range(3), n_jobs)}
    assert {process for _, process in run(squares(0), range(3), 1)} == {here}


@posix
def test_what_kills_a_worker_of_a_cluster_is_listed_too(cluster: None, tmp_path: Path) -> None:
    found = run(partial(harmed, folder=tmp_path, times=2, harm="kill"), range(12), None)
    dead = f"5 lost: {died(engine.BrokenExecutor(), 'here')}"
    assert found == [dead if number == 5 else f"{number} done" for number in range(12)]
